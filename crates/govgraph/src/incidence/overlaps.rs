//! The pairs that a query asks for: one after the other, in blocks on several threads, or only the first of them.

use std::num::NonZeroUsize;
use std::ops::{ControlFlow, Range};
use std::sync::mpsc::sync_channel;

use super::index::Index;
use super::rank::First;
use super::walk::{Scratch, Walk, retain};
use super::{Incidence, Pair, Query, Rank, Sides, Terms, Top};

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
    /// When members were on bodies, if they have to have been at one time.
    terms: Option<&'i Terms>,
}

/// From which bodies is walked.
#[derive(Debug)]
enum From {
    /// From all, to those of greater number.
    All,
    /// From these, sorted, to all others.
    These(Vec<u32>),
    /// From these, sorted, to those, sorted.
    Between(Vec<u32>, Vec<u32>),
}

impl From {
    /// The body that is walked from as the so-manyeth.
    fn body(&self, at: usize) -> u32 {
        match self {
            // There are fewer bodies than `Incidence::LIMIT`.
            From::All => at as u32,
            From::These(these) | From::Between(these, _) => these[at],
        }
    }

    fn is_start(&self, body: u32) -> bool {
        match self {
            From::All => true,
            From::These(these) | From::Between(these, _) => these.binary_search(&body).is_ok(),
        }
    }

    fn is_wanted(&self, other: u32) -> bool {
        match self {
            From::All | From::These(_) => true,
            From::Between(_, those) => those.binary_search(&other).is_ok(),
        }
    }
}

impl<'i> Overlaps<'i> {
    /// The pairs of so many bodies come at a time.
    pub const BLOCK: usize = BLOCK;

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
        Overlaps { incidence, query: query.clone(), index: Index::new(incidence, query), from, terms: None }
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
            From::All => self.incidence.sizes.len(),
            From::These(these) | From::Between(these, _) => these.len(),
        }
    }

    /// The same, if only who was on both bodies at one time is shared: by the terms of the same pairs of a body and a member.
    /// Whoever may have been counts.
    ///
    /// How many members a body has stays as it is: everybody who ever was on it. So do the weights of pairs.
    #[must_use]
    pub fn in_shared_time(self, terms: &'i Terms) -> Self {
        Overlaps { terms: Some(terms), ..self }
    }

    /// The bodies of a pair in the order in which they are told: first the one that was named, or one of the first that
    /// were. Of two that both were, as of any two, first that with the smaller number.
    #[inline]
    pub fn in_order(&self, pair: &Pair) -> (u32, u32) {
        let is_turned = match &self.from {
            From::All => false,
            From::These(_) | From::Between(..) => !(self.from.is_start(pair.a) && self.from.is_wanted(pair.b)),
        };
        if is_turned { (pair.b, pair.a) } else { (pair.a, pair.b) }
    }

    /// Gives blocks of pairs to `make`, on so many threads, and what it made of them to `take`, on this one and in order.
    ///
    /// `take` may end it. Each block has the pairs of 2048 of the [bodies](Overlaps::bodies), the last one of the rest: so `take` can
    /// tell how far it is. No more than two blocks a thread wait in memory.
    pub fn stream<T: Send>(
        &self,
        threads: NonZeroUsize,
        make: impl Fn(&[Pair]) -> T + Sync,
        take: impl FnMut(T) -> ControlFlow<()>,
    ) {
        self.run(threads, |range, scratch, pairs| self.block(range, scratch, pairs), make, take);
    }

    /// The first so many pairs of each body by rank, in the same way.
    ///
    /// Here `a` is the body whose pair it is, in the order of their numbers, and `b` the other one, in the order of their rank; so
    /// most pairs come twice. With [`Sides`], only of the bodies that are named first.
    ///
    /// Cost: twice that of all pairs without anything left out.
    pub fn each<T: Send>(
        &self,
        count: usize,
        rank: Rank,
        threads: NonZeroUsize,
        make: impl Fn(&[Pair]) -> T + Sync,
        take: impl FnMut(T) -> ControlFlow<()>,
    ) {
        let walk = self.walk();
        let block = |range: Range<usize>, scratch: &mut Scratch, pairs: &mut Vec<Pair>| {
            let mut all = Vec::new();
            for at in range {
                let body = self.from.body(at);
                all.clear();
                walk.around(body, scratch, &mut all);
                self.keep_together(&mut all, 0);
                let mut first = First::new(self.incidence, rank, count);
                all.iter().filter(|pair| self.from.is_wanted(other(pair, body))).for_each(|pair| first.show(pair));
                let turned = |pair: Pair| Pair { a: body, b: other(&pair, body), ..pair };
                pairs.extend(first.top().pairs.into_iter().map(turned));
            }
        };
        self.run(threads, block, make, take);
    }

    /// Does all blocks, each on one of the threads.
    fn run<T: Send>(
        &self,
        threads: NonZeroUsize,
        fill: impl Fn(Range<usize>, &mut Scratch, &mut Vec<Pair>) + Sync,
        make: impl Fn(&[Pair]) -> T + Sync,
        mut take: impl FnMut(T) -> ControlFlow<()>,
    ) {
        let blocks = self.bodies().div_ceil(BLOCK);
        let block = |number: usize, scratch: &mut Scratch, pairs: &mut Vec<Pair>| {
            pairs.clear();
            let first = number * BLOCK;
            fill(first..self.bodies().min(first + BLOCK), scratch, pairs);
            make(pairs)
        };
        let threads = threads.get().min(blocks);
        if threads <= 1 {
            let (mut scratch, mut pairs) = (Scratch::default(), Vec::new());
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
                        let (mut scratch, mut pairs) = (Scratch::default(), Vec::new());
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

    /// Of the pairs behind a place, leaves to be shared who was on both at one time, and keeps those that are still asked for.
    fn keep_together(&self, pairs: &mut Vec<Pair>, before: usize) {
        let Some(terms) = self.terms else { return };
        for pair in &mut pairs[before..] {
            pair.shared = terms.together(pair.a, pair.b, None).possible;
        }
        let size = |body: u32| self.incidence.size(body);
        retain(pairs, before, |pair| self.query.holds(size(pair.a), size(pair.b), pair.shared));
    }

    fn walk(&self) -> Walk<'_> {
        Walk { incidence: self.incidence, query: &self.query, index: &self.index }
    }

    fn block(&self, range: Range<usize>, scratch: &mut Scratch, pairs: &mut Vec<Pair>) {
        let walk = self.walk();
        for at in range {
            let body = self.from.body(at);
            if let From::All = self.from {
                let before = pairs.len();
                walk.forward(body, scratch, pairs);
                self.keep_together(pairs, before);
                continue;
            }
            let before = pairs.len();
            walk.around(body, scratch, pairs);
            retain(pairs, before, |pair| {
                let other = other(pair, body);
                // Of two that are walked from and to, the smaller has told the pair.
                let is_told = other < body && self.from.is_start(other) && self.from.is_wanted(body);
                self.from.is_wanted(other) && !is_told
            });
            self.keep_together(pairs, before);
        }
    }

    /// The first pairs by rank, and how many there are. Memory: linear in `count`, for each thread.
    ///
    /// Cost: that of all pairs, and of sorting `count` of them.
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

/// The body of a pair that is not this one.
fn other(pair: &Pair, body: u32) -> u32 {
    if pair.a == body { pair.b } else { pair.a }
}
