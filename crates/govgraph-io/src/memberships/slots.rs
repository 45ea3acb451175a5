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

/// Zeros in huge pages, if there are enough of them.
fn zeros(bytes: usize) -> Option<MmapMut> {
    if bytes < 4 << 20 {
        return None;
    }
    let memory = MmapMut::map_anon(bytes).ok()?;
    // Without them it only takes longer.
    #[cfg(target_os = "linux")]
    let _ = memory.advise(memmap2::Advice::HugePage);
    Some(memory)
}

/// Numbers that are zero at first, by place.
pub(super) enum Numbers {
    Few(Vec<u32>),
    Many(MmapMut),
}

impl Default for Numbers {
    fn default() -> Self {
        Numbers::Few(Vec::new())
    }
}

impl Numbers {
    pub(super) fn new(places: usize) -> Numbers {
        zeros(places * 4).map_or_else(|| Numbers::Few(vec![0; places]), Numbers::Many)
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        match self {
            Numbers::Few(numbers) => numbers.len(),
            Numbers::Many(memory) => memory.len() / 4,
        }
    }

    #[inline(always)]
    pub(super) fn get(&self, at: usize) -> u32 {
        match self {
            Numbers::Few(numbers) => numbers.get(at).copied().unwrap_or(0),
            Numbers::Many(memory) => memory.as_chunks().0.get(at).map_or(0, |bytes| u32::from_le_bytes(*bytes)),
        }
    }

    /// Loads some of them.
    #[inline(always)]
    pub(super) fn touch(&self, places: &[u32]) -> u32 {
        match self {
            Numbers::Few(numbers) => {
                places.iter().fold(0, |touched, at| touched ^ numbers.get(*at as usize).copied().unwrap_or(0))
            }
            Numbers::Many(memory) => {
                let (numbers, _) = memory.as_chunks::<4>();
                let number = |at: u32| numbers.get(at as usize).map_or(0, |bytes| u32::from_le_bytes(*bytes));
                places.iter().fold(0, |touched, at| touched ^ number(*at))
            }
        }
    }

    /// Puts a number in its place, if there is such a place.
    #[inline(always)]
    pub(super) fn put(&mut self, at: usize, number: u32) {
        match self {
            Numbers::Few(numbers) => {
                if let Some(place) = numbers.get_mut(at) {
                    *place = number;
                }
            }
            Numbers::Many(memory) => {
                if let Some(place) = memory.as_chunks_mut().0.get_mut(at) {
                    *place = number.to_le_bytes();
                }
            }
        }
    }
}

impl Slots {
    pub(super) fn new(lines: usize) -> Slots {
        match zeros(lines * IN_LINE * BYTES) {
            Some(memory) => Slots::Many(memory),
            None => Slots::Few(vec![[[0; 2]; IN_LINE]; lines]),
        }
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
