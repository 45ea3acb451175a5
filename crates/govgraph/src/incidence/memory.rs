//! Hints to the machine about memory: the only unsafe code of this crate. None of them changes what a program computes.
#![expect(unsafe_code, reason = "hints have no safe interface; each says why it cannot do harm")]

/// Memory for so many values that are filled in soon, in pages as large as the system has.
///
/// Walks through hundreds of megabytes in no order miss the list of pages as often as the cache; large pages shorten it.
pub(super) fn room<T>(count: usize) -> Vec<T> {
    let room = Vec::with_capacity(count);
    in_large_pages(&room);
    room
}

/// So many zeros, in the same.
pub(super) fn zeros(count: usize) -> Vec<u32> {
    // The system has zeros ready: nothing is touched yet.
    let zeros = vec![0; count];
    in_large_pages(&zeros);
    zeros
}

fn in_large_pages<T>(memory: &Vec<T>) {
    #[cfg(all(target_os = "linux", not(miri)))]
    {
        /// Below this, small pages do.
        const LARGE: usize = 4 << 20;
        /// Pages begin at multiples of this on every Linux of ours, or of a part of it.
        const PAGE: usize = 1 << 16;
        let bytes = memory.capacity() * size_of::<T>();
        if bytes >= LARGE {
            let start = memory.as_ptr() as usize;
            let first = start.next_multiple_of(PAGE);
            let length = (start + bytes - first) / PAGE * PAGE;
            // SAFETY: `first` and `length` lie within the allocation that `memory` owns, since LARGE is many times PAGE.
            // MADV_HUGEPAGE leaves the content of memory as it is and is refused, without effect, where it is not known.
            unsafe { libc::madvise(first as *mut libc::c_void, length, libc::MADV_HUGEPAGE) };
        }
    }
    #[cfg(not(all(target_os = "linux", not(miri))))]
    let _ = memory;
}

/// Tells the processor that a value will be read soon. A place beyond the end does nothing.
#[inline(always)]
pub(super) fn expect_read<T>(values: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(value) = values.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: SSE is part of every x86-64 processor; a prefetch reads nothing that the program could see, and the
        // address is that of a value that is borrowed here.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(value).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (values, at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_change_nothing() {
        // Large enough for large pages.
        let many = if cfg!(miri) { 5 } else { 3 << 20 };
        let zeros = zeros(many);
        assert!(zeros.len() == many && zeros.iter().all(|number| *number == 0));
        let mut room = room::<u64>(many);
        room.extend(0..many as u64);
        for at in [0, many / 2, many - 1, many, usize::MAX] {
            expect_read(&room, at);
        }
        assert!(room.iter().zip(0..).all(|(number, at)| *number == at));
    }
}
