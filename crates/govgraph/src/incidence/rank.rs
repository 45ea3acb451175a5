//! Which pairs come first, and the first so many without sorting all.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use serde::Serialize;

use super::{Incidence, Pair};

/// By what pairs are ranked; among equals, most shared members first, then by Jaccard, then by numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rank {
    /// How many members they share.
    #[default]
    Shared,
    /// Shared members by the members of either.
    Jaccard,
    /// Shared members by the members of the body with fewer.
    Containment,
    /// Shared members by the geometric mean of the members of the two.
    Cosine,
    /// How rare the shared members are: for queries that weigh.
    Weight,
}

/// The first pairs of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Top {
    /// In the order of their rank.
    pub pairs: Vec<Pair>,
    /// How many there are in all.
    pub all: u64,
}

/// A fraction, compared exactly.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    part: u64,
    whole: u64,
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let cross = |one: &Self, other: &Self| u128::from(one.part) * u128::from(other.whole);
        cross(self, other).cmp(&cross(other, self))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

/// The place of a pair among all: the greatest comes first.
type Key = (Fraction, u32, Fraction, Reverse<(u32, u32)>);

impl Rank {
    fn key(self, incidence: &Incidence, pair: &Pair) -> Key {
        let (a, b) = (u64::from(incidence.size(pair.a)), u64::from(incidence.size(pair.b)));
        let shared = u64::from(pair.shared);
        let jaccard = Fraction { part: shared, whole: a + b - shared };
        let first = match self {
            Rank::Shared => Fraction { part: shared, whole: 1 },
            Rank::Jaccard => jaccard,
            Rank::Containment => Fraction { part: shared, whole: a.min(b) },
            Rank::Cosine => Fraction { part: shared * shared, whole: a * b },
            Rank::Weight => Fraction { part: pair.weight.map_or(0, |weight| weight.parts()), whole: 1 },
        };
        (first, pair.shared, jaccard, Reverse((pair.a, pair.b)))
    }
}

/// Collects the first so many of the pairs that it is shown.
#[derive(Debug)]
pub(super) struct First<'i> {
    incidence: &'i Incidence,
    rank: Rank,
    count: usize,
    /// The last of them is on top.
    kept: BinaryHeap<Reverse<(Key, Ranked)>>,
    seen: u64,
}

/// A pair that has no order of its own: its key has.
#[derive(Clone, Copy, Debug)]
struct Ranked(Pair);

impl PartialEq for Ranked {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Ranked {}

impl Ord for Ranked {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<'i> First<'i> {
    pub(super) fn new(incidence: &'i Incidence, rank: Rank, count: usize) -> Self {
        First { incidence, rank, count, kept: BinaryHeap::new(), seen: 0 }
    }

    pub(super) fn show(&mut self, pair: &Pair) {
        self.seen += 1;
        self.keep(pair);
    }

    fn keep(&mut self, pair: &Pair) {
        if self.kept.len() < self.count {
            self.kept.push(Reverse((self.rank.key(self.incidence, pair), Ranked(*pair))));
            return;
        }
        let Some(mut last) = self.kept.peek_mut() else { return };
        // Most pairs share less than the last that is kept: no need to look up how large the bodies are.
        if self.rank == Rank::Shared && pair.shared < last.0.1.0.shared {
            return;
        }
        let key = self.rank.key(self.incidence, pair);
        if key > last.0.0 {
            *last = Reverse((key, Ranked(*pair)));
        }
    }

    /// Takes in what another has seen.
    pub(super) fn join(&mut self, other: First<'_>) {
        self.seen += other.seen;
        for Reverse((_, Ranked(pair))) in other.kept.into_vec() {
            self.keep(&pair);
        }
    }

    pub(super) fn top(self) -> Top {
        let all = self.seen;
        let pairs = self.kept.into_sorted_vec().into_iter().map(|Reverse((_, Ranked(pair)))| pair).collect();
        Top { pairs, all }
    }
}
