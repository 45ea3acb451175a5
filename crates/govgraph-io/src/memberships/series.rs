//! Ids in a series: `p1`, `p2`, `p17`; or whole numbers among which a few ids are none.
//!
//! Registers give such ids, and a list by value finds them with a look at four bytes, where the table of texts takes 21 to
//! 43 bytes for each, and twice the time. The list stands before the table: an id that has a place in it is found there.

use super::intern::Key;
use super::slots::Numbers;
use super::words::value;

/// The list has at most so many places for each id.
const SPREAD: usize = 8;

/// As if there were so many ids at first.
const FIRST: usize = 1 << 14;

/// What comes before the value is that long at most.
const LONGEST_PREFIX: u32 = 7;

/// Numbers of ids by value.
#[derive(Default)]
pub(super) struct Series {
    /// What comes before the value, and of how many bytes it is. `None` before the first id.
    prefix: Option<(u64, u32)>,
    /// One more than the number of an id, or 0.
    numbers: Numbers,
}

impl Series {
    /// Begins with the series of an id, if it is in one.
    pub(super) fn begin(&mut self, first: Key) {
        if self.prefix.is_none() {
            let prefix = |length: u32| (first.low() & !(u64::MAX << (8 * length)), length);
            let prefixes = (0..=LONGEST_PREFIX).map(prefix);
            // The shortest that leaves a number; else one that no short text has.
            let found = prefixes.into_iter().find(|prefix| of(*prefix, first).is_some());
            self.prefix = Some(found.unwrap_or((0, 1)));
        }
    }

    /// The value of a text, if it is one of the series.
    #[inline(always)]
    pub(super) fn value(&self, key: Key) -> Option<u32> {
        of(self.prefix?, key)
    }

    /// Whether there is a place for a value.
    #[inline(always)]
    pub(super) fn has(&self, value: u32) -> bool {
        (value as usize) < self.numbers.len()
    }

    /// Loads the places of some values, all at once.
    #[inline(always)]
    pub(super) fn touch(&self, values: &[u32]) -> u32 {
        self.numbers.touch(values)
    }

    /// One more than the number of a value, or 0.
    #[inline(always)]
    pub(super) fn number(&self, value: u32) -> u32 {
        self.numbers.get(value as usize)
    }

    /// Gives a value its number, if there is a place for it.
    #[inline(always)]
    pub(super) fn put(&mut self, value: u32, number: u32) {
        self.numbers.put(value as usize, number + 1);
    }

    /// Makes a place for a value, if there are ids enough; then the list is empty, and all of them must be put there again.
    /// It becomes at least twice as long, so that all of this is linear.
    pub(super) fn grow(&mut self, value: u32, ids: usize) -> bool {
        let places = SPREAD * (ids + FIRST);
        let grows = places >= 2 * self.numbers.len() && (value as usize) < places;
        if grows {
            self.numbers = Numbers::default();
            self.numbers = Numbers::new(places);
        }
        grows
    }
}

/// The whole number behind a prefix, written in up to eight digits as nobody needs to write it otherwise.
#[inline(always)]
fn of((prefix, length): (u64, u32), key: Key) -> Option<u32> {
    let all = u128::from(key.low()) | u128::from(key.high()) << 64;
    let behind = all >> (8 * length);
    let is_other = (key.low() ^ prefix) & !(u64::MAX << (8 * length)) != 0;
    if is_other || key.is_long() || behind >> 64 != 0 {
        return None;
    }
    value(behind as u64)
}
