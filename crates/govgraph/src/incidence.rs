//! Who belongs to what, as a compact matrix: bodies × members, readable both ways.

/// A set of (body, member) pairs of small integers, each pair once.
///
/// Bodies and members are numbered from 0 by whoever fills it. Takes 8 bytes a pair and 4 a body or member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incidence {
    members_of: Lists,
    bodies_of: Lists,
}

/// Sorted lists of integers, end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lists {
    /// Where each list begins in `items`, and one more for the end.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// `items` by list; `pairs` is sorted by list, then item.
    fn new(lists: u32, pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut starts = vec![0; lists as usize + 1];
        let mut items = Vec::new();
        for (list, item) in pairs {
            starts[list as usize + 1] += 1;
            items.push(item);
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Lists { starts, items }
    }

    fn get(&self, list: u32) -> &[u32] {
        let at = list as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(first), Some(end)) => &self.items[*first as usize..*end as usize],
            _ => &[],
        }
    }

    fn len(&self) -> u32 {
        u32::try_from(self.starts.len() - 1).unwrap_or(u32::MAX)
    }
}

/// Two bodies and the number of members that they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The body with the smaller number.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How many members belong to both.
    pub shared: u32,
}

/// A body or a member with a number for which there is no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the number {0} of a body or member is not below {limit}", limit = Incidence::LIMIT)]
pub struct TooLarge(
    /// The number.
    pub u32,
);

impl Incidence {
    /// Numbers of bodies and members are below this: each number up to the largest takes room, used or not.
    pub const LIMIT: u32 = 1 << 26;

    /// From pairs in any order; repeated ones count once, and numbers may be left out.
    ///
    /// # Errors
    /// [`TooLarge`] with the largest number, if it is not below [`Incidence::LIMIT`].
    ///
    /// Cost: n log n in the number of pairs, and linear in the largest numbers.
    pub fn new(pairs: Vec<(u32, u32)>) -> Result<Self, TooLarge> {
        let largest = pairs.iter().map(|(body, member)| *body.max(member)).max();
        match largest.filter(|largest| *largest >= Self::LIMIT) {
            Some(largest) => Err(TooLarge(largest)),
            None => Ok(Self::of_ranks(pairs)),
        }
    }

    /// The same for numbers that are positions in lists which are in memory already.
    pub(crate) fn of_ranks(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let count = |numbers: Option<u32>| numbers.map_or(0, |last| last.saturating_add(1));
        let bodies = count(pairs.last().map(|(body, _)| *body));
        let members = count(pairs.iter().map(|(_, member)| *member).max());
        let members_of = Lists::new(bodies, pairs.iter().copied());
        let mut by_member: Vec<(u32, u32)> = pairs.into_iter().map(|(body, member)| (member, body)).collect();
        by_member.sort_unstable();
        Incidence { members_of, bodies_of: Lists::new(members, by_member.into_iter()) }
    }

    /// One more than the largest number of a body.
    pub fn bodies(&self) -> u32 {
        self.members_of.len()
    }

    /// One more than the largest number of a member.
    pub fn members(&self) -> u32 {
        self.bodies_of.len()
    }

    /// The members of a body, sorted; none for a number it does not have.
    pub fn members_of(&self, body: u32) -> &[u32] {
        self.members_of.get(body)
    }

    /// The bodies of a member, sorted; none for a number it does not have.
    pub fn bodies_of(&self, member: u32) -> &[u32] {
        self.bodies_of.get(member)
    }

    /// All pairs of bodies that share at least `least` members (at least one), by `a`, then by `b`.
    ///
    /// Cost: for each member the square of the number of its bodies; memory linear in the number of bodies, beside
    /// the result.
    pub fn overlaps(&self, least: u32) -> impl Iterator<Item = Pair> + '_ {
        let least = least.max(1);
        let mut counts = vec![0u32; self.bodies() as usize];
        let mut touched: Vec<u32> = Vec::new();
        (0..self.bodies()).flat_map(move |a| {
            for member in self.members_of(a) {
                let bodies = self.bodies_of(*member);
                let behind = bodies.partition_point(|b| *b <= a);
                for b in &bodies[behind..] {
                    let count = &mut counts[*b as usize];
                    if *count == 0 {
                        touched.push(*b);
                    }
                    *count += 1;
                }
            }
            touched.sort_unstable();
            let pairs = touched.drain(..).filter_map(|b| {
                let shared = std::mem::take(&mut counts[b as usize]);
                (shared >= least).then_some(Pair { a, b, shared })
            });
            pairs.collect::<Vec<_>>()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn overlaps_are_those_that_brute_force_finds(
            pairs in proptest::collection::vec((0u32..12, 0u32..9), 0..60),
            least in 0u32..4,
        ) {
            let incidence = Incidence::of_ranks(pairs.clone());
            let mut expected = Vec::new();
            for a in 0..12 {
                for b in a + 1..12 {
                    let has = |body: u32, member: u32| pairs.contains(&(body, member));
                    let shared = u32::try_from((0..9).filter(|m| has(a, *m) && has(b, *m)).count()).unwrap();
                    if shared >= least.max(1) {
                        expected.push(Pair { a, b, shared });
                    }
                }
            }
            prop_assert_eq!(incidence.overlaps(least).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn numbers_beyond_the_matrix_have_no_members() {
        let incidence = Incidence::of_ranks(vec![(1, 0)]);
        assert_eq!(
            (incidence.members_of(0), incidence.members_of(1), incidence.members_of(7)),
            (&[][..], &[0][..], &[][..])
        );
        assert_eq!(Incidence::of_ranks(Vec::new()).overlaps(1).count(), 0);
    }

    #[test]
    fn numbers_for_which_there_is_no_room_are_refused() {
        assert_eq!(Incidence::new(vec![(0, u32::MAX), (1, 1)]), Err(TooLarge(u32::MAX)));
        assert_eq!(Incidence::new(vec![(Incidence::LIMIT, 0)]), Err(TooLarge(Incidence::LIMIT)));
        assert_eq!(Incidence::new(vec![(3, 1)]).map(|incidence| (incidence.bodies(), incidence.members())), Ok((4, 2)));
    }
}
