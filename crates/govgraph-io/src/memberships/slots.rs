//! Memory for tables that are looked into at random.

use memmap2::MmapMut;

/// Two words.
pub(super) type Slot = [u64; 2];

/// So many slots share a line of the cache, and are looked at together.
pub(super) const IN_LINE: usize = 4;

const BYTES: usize = size_of::<Slot>();

/// Slots that are zero at first, in lines as many as a power of two says.
///
/// In a large table nearly every look goes to another page, and each page of 4 KiB costs a search for its address and a
/// fault when it is first written to. So large tables lie in huge pages, where the system has them. No file is mapped.
pub(super) enum Slots {
    Few(Vec<[Slot; IN_LINE]>),
    Many(MmapMut),
}

impl Slots {
    pub(super) fn new(lines: usize) -> Slots {
        let bytes = lines * IN_LINE * BYTES;
        if bytes >= 4 << 20
            && let Ok(memory) = MmapMut::map_anon(bytes)
        {
            // Without them it only takes longer.
            #[cfg(target_os = "linux")]
            let _ = memory.advise(memmap2::Advice::HugePage);
            return Slots::Many(memory);
        }
        Slots::Few(vec![[[0; 2]; IN_LINE]; lines])
    }

    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        match self {
            Slots::Few(lines) => lines.len(),
            Slots::Many(memory) => memory.len() / (BYTES * IN_LINE),
        }
    }

    #[inline(always)]
    pub(super) fn line(&self, at: usize) -> [Slot; IN_LINE] {
        match self {
            Slots::Few(lines) => lines[at],
            Slots::Many(memory) => {
                let (lines, _) = memory.as_chunks::<{ BYTES * IN_LINE }>();
                let (words, _) = lines[at].as_chunks::<8>();
                let word = |at: usize| words.get(at).map_or(0, |bytes| u64::from_le_bytes(*bytes));
                std::array::from_fn(|slot| [word(2 * slot), word(2 * slot + 1)])
            }
        }
    }

    /// The second word of a slot.
    #[inline(always)]
    pub(super) fn number(&self, line: usize, at: usize) -> u64 {
        match self {
            Slots::Few(lines) => lines[line][at][1],
            Slots::Many(memory) => {
                let (slots, _) = memory.as_chunks::<BYTES>();
                (u128::from_le_bytes(slots[line * IN_LINE + at]) >> 64) as u64
            }
        }
    }

    #[inline(always)]
    pub(super) fn set(&mut self, line: usize, at: usize, slot: Slot) {
        match self {
            Slots::Few(lines) => lines[line][at] = slot,
            Slots::Many(memory) => {
                let (slots, _) = memory.as_chunks_mut::<BYTES>();
                slots[line * IN_LINE + at] = (u128::from(slot[0]) | u128::from(slot[1]) << 64).to_le_bytes();
            }
        }
    }
}
