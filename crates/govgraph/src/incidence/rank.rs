//! Which pairs come first, and the first so many without sorting all.

use std::cmp::{Ordering, Reverse};

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
///
/// Keeps up to twice as many, and then drops the worse half: each pair costs the same, however many are kept.
#[derive(Debug)]
pub(super) struct First<'i> {
    incidence: &'i Incidence,
    rank: Rank,
    count: usize,
    kept: Vec<(Key, Pair)>,
    /// The last of the first so many, once there were so many: who comes behind it is none of them.
    last: Option<(Key, Pair)>,
    seen: u64,
}

impl<'i> First<'i> {
    /// Below this nothing is dropped.
    const FEW: usize = 64;

    pub(super) fn new(incidence: &'i Incidence, rank: Rank, count: usize) -> Self {
        First { incidence, rank, count, kept: Vec::new(), last: None, seen: 0 }
    }

    #[inline]
    pub(super) fn show(&mut self, pair: &Pair) {
        self.seen += 1;
        // Most pairs share less than the last that is kept: no need to look up how large the bodies are.
        if self.rank == Rank::Shared && self.last.is_some_and(|(_, last)| pair.shared < last.shared) {
            return;
        }
        self.keep((self.rank.key(self.incidence, pair), *pair));
    }

    fn keep(&mut self, found: (Key, Pair)) {
        if self.last.is_some_and(|(last, _)| found.0 < last) {
            return;
        }
        self.kept.push(found);
        if self.kept.len() >= self.count.saturating_mul(2).max(Self::FEW) {
            self.drop_worse();
        }
    }

    fn drop_worse(&mut self) {
        if self.kept.len() > self.count && self.count > 0 {
            let (_, last, _) = self.kept.select_nth_unstable_by_key(self.count - 1, |(key, _)| Reverse(*key));
            self.last = Some(*last);
        }
        self.kept.truncate(self.count);
    }

    /// Takes in what another has seen.
    pub(super) fn join(&mut self, mut other: First<'_>) {
        self.seen += other.seen;
        other.drop_worse();
        for found in other.kept {
            self.keep(found);
        }
    }

    pub(super) fn top(mut self) -> Top {
        self.drop_worse();
        // No two pairs have the same key.
        self.kept.sort_unstable_by_key(|(key, _)| Reverse(*key));
        Top { pairs: self.kept.into_iter().map(|(_, pair)| pair).collect(), all: self.seen }
    }
}
