//! All pairs in memory, as compact as they are.

use super::index::Index;
use super::memory::room;
use super::walk::{Scratch, Walk};
use super::{Incidence, NUMBER, Pair, Query};

/// The pair shares more than one member: a bit that no number of a body has.
const MORE: u32 = 1 << 31;

/// Every pair of bodies that share a member, in memory: 4 bytes a pair, 4 more if it shares several members, 16 a body.
///
/// Made on one thread, in the time of a walk through all lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    /// For each body, where its pairs begin in `others` and their counts in `counts`; and one more for the end.
    starts: Vec<(usize, usize)>,
    /// The bodies of greater number, body by body; with `MORE` if how many they share is in `counts`.
    others: Vec<u32>,
    counts: Vec<u32>,
}

impl Projection {
    pub(super) fn new(incidence: &Incidence) -> Self {
        let query = Query::default();
        let index = Index::new(incidence, &query);
        let walk = Walk { incidence, query: &query, index: &index };
        let mut scratch = Scratch::default();
        let visits: u64 = incidence.lengths().map(|(length, count)| length * (length - 1) / 2 * count).sum();
        // Room for as many as there can be takes no memory until it is written to; but not more than any machine has.
        let most = usize::try_from(visits).unwrap_or(usize::MAX).min(1 << 33);
        let mut projection = Projection {
            starts: Vec::with_capacity(incidence.sizes.len() + 1),
            others: room(most),
            counts: Vec::new(),
        };
        for a in 0..incidence.bodies() {
            projection.starts.push((projection.others.len(), projection.counts.len()));
            let Projection { others, counts, .. } = &mut projection;
            walk.project(a, &mut scratch, |b, shared| {
                others.push(if shared == 1 { b } else { b | MORE });
                if shared > 1 {
                    counts.push(shared);
                }
            });
        }
        projection.starts.push((projection.others.len(), projection.counts.len()));
        projection
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.others.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.others.is_empty()
    }

    /// The pairs of a body with those of greater number, in no order that means anything; none for a number that no body has.
    pub fn pairs_of(&self, a: u32) -> impl Iterator<Item = Pair> + '_ {
        let at = a as usize;
        let ends = self.starts.get(at).zip(self.starts.get(at + 1));
        let (others, counts) =
            ends.map_or((&[][..], &[][..]), |(from, to)| (&self.others[from.0..to.0], &self.counts[from.1..to.1]));
        let mut counts = counts.iter();
        others.iter().map(move |other| {
            let shared = if other & MORE == 0 { 1 } else { counts.next().copied().unwrap_or(1) };
            Pair { a, b: other & NUMBER, shared, weight: None }
        })
    }
}
