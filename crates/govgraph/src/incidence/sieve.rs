//! Who was certainly met too seldom: counts by the last bits of numbers, small enough for the fastest cache.
//!
//! Of the bodies that a body meets nearly all are met once. To find the others, counts for all bodies would be read and
//! written at random places of some megabytes; these few thousand counts, which some bodies share, take 32 KiB. They
//! are never too low, so nobody is missed; who passes is counted exactly.

use super::NUMBER;

/// So many bits of a number tell its count.
const BITS: u32 = 14;

/// Counts go up to this.
const MOST: u16 = 7;

/// Counts of meetings, for one body after the other.
#[derive(Debug)]
pub(super) struct Sieve {
    /// What is less than `zero` is left from earlier bodies, and means zero.
    counts: Box<[u16; 1 << BITS]>,
    zero: u16,
}

impl Default for Sieve {
    fn default() -> Self {
        Sieve { counts: Box::new([0; 1 << BITS]), zero: 0 }
    }
}

/// A sieve that counts the meetings of one body.
#[derive(Debug)]
pub(super) struct Open<'s> {
    counts: &'s mut [u16; 1 << BITS],
    zero: u16,
}

impl Sieve {
    /// Forgets all meetings.
    #[inline(always)]
    pub(super) fn start(&mut self) -> Open<'_> {
        match self.zero.checked_add(MOST + 1) {
            Some(zero) if zero <= u16::MAX - MOST => self.zero = zero,
            _ => {
                self.counts.fill(0);
                self.zero = 0;
            }
        }
        Open { counts: &mut self.counts, zero: self.zero }
    }

    /// Whether a body may have been met so often at least.
    #[inline(always)]
    pub(super) fn passes(&self, body: u32, least: u32) -> bool {
        // Nobody passes who was met less than `least` times, unless that is more than can be counted.
        u32::from(self.counts[at(body)].saturating_sub(self.zero)) >= least.min(u32::from(MOST))
    }
}

impl Open<'_> {
    #[inline(always)]
    pub(super) fn meet(&mut self, body: u32) {
        let count = &mut self.counts[at(body)];
        let before = (*count).max(self.zero);
        *count = before + u16::from(before < self.zero + MOST);
    }
}

/// Which count a body has a part in; marks on its number make no difference.
#[inline(always)]
fn at(body: u32) -> usize {
    let body = body & NUMBER;
    ((body ^ body >> BITS) & ((1 << BITS) - 1)) as usize
}
