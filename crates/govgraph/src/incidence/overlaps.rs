//! The pairs that a query asks for: one after the other, in blocks on several threads, or only the first of them.

use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::sync_channel;

use super::index::Index;
use super::rank::First;
use super::walk::{Scratch, Tally, Walk};
use super::{Incidence, Pair, Query, Rank, Sides, Top};

/// So many bodies are walked from at a time.
const BLOCK: usize = 2048;

/// The pairs of bodies that a query asks for.
///
/// They come by `a`, then by `b`; with [`Sides`], by the body that is among those that were named, in the order of their
/// numbers, then by the other. Their order depends neither on the order in which pairs of bodies and members were given nor on
/// the number of threads.
///
/// Cost of all pairs: in time, for each member the square of the number of its bodies, but for the most common
/// members of each body, which are left out as far as the query allows; in memory, 1 to 4 bytes a body and thread (8 more
/// if pairs are weighed), and nothing for the pairs.
#[derive(Debug)]
pub struct Overlaps<'i> {
    incidence: &'i Incidence,
    query: Query,
    index: Index,
    from: From,
}

/// From which bodies is walked.
#[derive(Debug)]
enum From {
    /// From all, to those of greater number.
    All,
    /// From these, sorted, to all others.
    These(Vec<u32>),
    /// From these, sorted, to those of a set.
    Between(Vec<u32>, Vec<u32>),
    /// From all to all, each pair from both.
    Each,
}

impl<'i> Overlaps<'i> {
    pub(super) fn new(incidence: &'i Incidence, query: &Query) -> Self {
        let sorted = |bodies: &[u32]| {
            let mut bodies: Vec<u32> = bodies.iter().copied().filter(|body| *body < incidence.bodies()).collect();
            bodies.sort_unstable();
            bodies.dedup();
            bodies
        };
        let from = match &query.sides {
            Sides::All => From::All,
            Sides::Of(these) => From::These(sorted(these)),
            Sides::Between(these, those) => From::Between(sorted(these), sorted(those)),
        };
        Overlaps { incidence, query: query.clone(), index: Index::new(incidence, query), from }
    }

    /// All pairs, in memory.
    pub fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        self.stream(NonZeroUsize::MIN, <[Pair]>::to_vec, |block| {
            pairs.extend(block);
            ControlFlow::Continue(())
        });
        pairs
    }

    /// From how many bodies is walked, of which [`Overlaps::stream`] does some thousands at a time.
    pub fn bodies(&self) -> usize {
        match &self.from {
            From::All | From::Each => self.incidence.sizes.len(),
            From::These(these) | From::Between(these, _) => these.len(),
        }
    }

    /// Gives blocks of pairs to `make`, on so many threads, and what it made of them to `take`, on this one and in order.
    ///
    /// `take` may end it. Blocks hold the pairs of [`Overlaps::BLOCK`] bodies, so that `take` can tell how far it is; no more than
    /// two a thread wait in memory.
    pub fn stream<T: Send>(
        &self,
        threads: NonZeroUsize,
        make: impl Fn(&[Pair]) -> T + Sync,
        take: impl FnMut(T) -> ControlFlow<()>,
    ) {
        let most = self.incidence.starts.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0);
        // The counts of a row are no larger than it is long.
        if most <= u32::from(u8::MAX) {
            self.stream_by::<u8, T>(threads, make, take);
        } else if most <= u32::from(u16::MAX) {
            self.stream_by::<u16, T>(threads, make, take);
        } else {
            self.stream_by::<u32, T>(threads, make, take);
        }
    }

    fn stream_by<C: Tally + Send, T: Send>(
        &self,
        threads: NonZeroUsize,
        make: impl Fn(&[Pair]) -> T + Sync,
        mut take: impl FnMut(T) -> ControlFlow<()>,
    ) {
        let blocks = self.bodies().div_ceil(BLOCK);
        let block = |number: usize, scratch: &mut Scratch<C>, pairs: &mut Vec<Pair>| {
            pairs.clear();
            let first = number * BLOCK;
            self.block(first..self.bodies().min(first + BLOCK), scratch, pairs);
            make(pairs)
        };
        let threads = threads.get().min(blocks);
        if threads <= 1 {
            let (mut scratch, mut pairs) = (Scratch::new(self.incidence, &self.query), Vec::new());
            for number in 0..blocks {
                if take(block(number, &mut scratch, &mut pairs)).is_break() {
                    return;
                }
            }
            return;
        }
        std::thread::scope(|scope| {
            let block = &block;
            let made: Vec<_> = (0..threads)
                .map(|thread| {
                    let (give, made) = sync_channel(1);
                    scope.spawn(move || {
                        let (mut scratch, mut pairs) = (Scratch::new(self.incidence, &self.query), Vec::new());
                        for number in (thread..blocks).step_by(threads) {
                            if give.send(block(number, &mut scratch, &mut pairs)).is_err() {
                                return;
                            }
                        }
                    });
                    made
                })
                .collect();
            for number in 0..blocks {
                // A thread that is gone has panicked: the scope passes that on.
                let Ok(made) = made[number % threads].recv() else { return };
                if take(made).is_break() {
                    return;
                }
            }
        });
    }

    fn block<C: Tally>(&self, range: Range<usize>, scratch: &mut Scratch<C>, pairs: &mut Vec<Pair>) {
        let walk = Walk { incidence: self.incidence, query: &self.query, index: &self.index };
        // Fewer bodies than `Incidence::LIMIT`.
        let numbers = || range.start as u32..range.end as u32;
        match &self.from {
            From::All => {
                for body in numbers() {
                    walk.forward(body, scratch, pairs);
                }
            }
            From::Each => {
                for body in numbers() {
                    walk.around(body, scratch, pairs);
                }
            }
            From::These(these) => {
                let is_in = |body: u32| these.binary_search(&body).is_ok();
                for body in &these[range] {
                    let before = pairs.len();
                    walk.around(*body, scratch, pairs);
                    retain(pairs, before, |pair| {
                        // Of two that are both named, the smaller has told the pair.
                        let other = if pair.a == *body { pair.b } else { pair.a };
                        other > *body || !is_in(other)
                    });
                }
            }
            From::Between(these, those) => {
                for body in &these[range] {
                    let before = pairs.len();
                    walk.around(*body, scratch, pairs);
                    retain(pairs, before, |pair| {
                        let other = if pair.a == *body { pair.b } else { pair.a };
                        let told = other < *body && these.binary_search(&other).is_ok() && those.binary_search(body).is_ok();
                        those.binary_search(&other).is_ok() && !told
                    });
                }
            }
        }
    }

    /// The first pairs by rank, and how many there are. Memory: linear in `count`, for each thread.
    ///
    /// Cost: that of all pairs, and for each that is among the first so far the logarithm of `count`.
    pub fn top(&self, count: usize, rank: Rank, threads: NonZeroUsize) -> Top {
        let mut first = First::new(self.incidence, rank, count);
        let make = |pairs: &[Pair]| {
            let mut first = First::new(self.incidence, rank, count);
            pairs.iter().for_each(|pair| first.show(pair));
            first
        };
        self.stream(threads, make, |block| {
            first.join(block);
            ControlFlow::Continue(())
        });
        first.top()
    }
}

/// Keeps of the pairs behind a place those for which something holds.
fn retain(pairs: &mut Vec<Pair>, before: usize, keep: impl Fn(&Pair) -> bool) {
    let mut kept = before;
    for at in before..pairs.len() {
        if keep(&pairs[at]) {
            pairs.swap(kept, at);
            kept += 1;
        }
    }
    pairs.truncate(kept);
}
