//! When members sat on bodies, and whether that was at one time.

use govgraph_model::{Cover, Date, Extent};

use super::TooLarge;

/// When each member sat on each body: 40 bytes a term, 4 a body.
///
/// For the pairs that an [`Incidence`](super::Incidence) finds without regard to time.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Where the terms on each body begin, and one more for the end.
    starts: Vec<u32>,
    /// By body, then by member.
    terms: Vec<(u32, Extent)>,
}

/// How many members sat on both of two bodies at a date, or at one time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// Certainly or possibly.
    pub possible: u32,
    /// Certainly.
    pub certain: u32,
}

impl Terms {
    /// From pairs of a body and a member, with the term of each; somebody may have several on one body.
    ///
    /// # Errors
    /// [`TooLarge`], as for the matrix of the same pairs.
    ///
    /// Cost: n log n in the pairs of a body.
    pub fn new(terms: impl IntoIterator<Item = (u32, u32, Extent)>) -> Result<Self, TooLarge> {
        let mut sorted: Vec<(u32, u32, Extent)> = terms.into_iter().collect();
        if sorted.len() as u64 > super::Incidence::MOST_PAIRS {
            return Err(TooLarge::Pairs(sorted.len() as u64));
        }
        let bodies = sorted.iter().map(|(body, ..)| *body).max();
        if let Some(largest) = bodies.filter(|largest| *largest >= super::Incidence::LIMIT) {
            return Err(TooLarge::Number(largest));
        }
        sorted.sort_by_key(|(body, member, _)| (*body, *member));
        let mut starts = vec![0u32; bodies.map_or(0, |largest| largest as usize + 1) + 1];
        for (body, ..) in &sorted {
            starts[*body as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Ok(Terms { starts, terms: sorted.into_iter().map(|(_, member, extent)| (member, extent)).collect() })
    }

    /// How many members sat on both bodies at a date, or, without one, at one time.
    ///
    /// Cost: linear in the terms on the two, but for members with several on both.
    pub fn together(&self, a: u32, b: u32, at: Option<&Date>) -> Together {
        let mut together = Together::default();
        self.meetings(a, b, at, |_, cover| {
            together.possible += u32::from(cover.is_possible());
            together.certain += u32::from(cover == Cover::Certain);
        });
        together
    }

    /// The members who certainly or possibly sat on both bodies at a date, or, without one, at one time; by number.
    ///
    /// Cost: as [`Terms::together`].
    pub fn shared(&self, a: u32, b: u32, at: Option<&Date>) -> Vec<(u32, Cover)> {
        let mut shared = Vec::new();
        self.meetings(a, b, at, |member, cover| shared.extend(cover.is_possible().then_some((member, cover))));
        shared
    }

    /// Tells of each member of both bodies whether that was at the date, or at one time.
    fn meetings(&self, a: u32, b: u32, at: Option<&Date>, mut tell: impl FnMut(u32, Cover)) {
        let mut of_b = self.of(b);
        for of_a in self.of(a).chunk_by(|x, y| x.0 == y.0) {
            let member = of_a[0].0;
            of_b = &of_b[of_b.partition_point(|(other, _)| *other < member)..];
            let both = &of_b[..of_b.partition_point(|(other, _)| *other == member)];
            if both.is_empty() {
                continue;
            }
            let cover = match at {
                Some(date) => {
                    let best = |terms: &[(u32, Extent)]| terms.iter().map(|(_, term)| term.covers(date)).max();
                    best(of_a).min(best(both)).unwrap_or(Cover::No)
                }
                None => {
                    let meetings = of_a.iter().flat_map(|(_, x)| both.iter().map(|(_, y)| x.meets(y)));
                    meetings.max().unwrap_or(Cover::No)
                }
            };
            tell(member, cover);
        }
    }

    fn of(&self, body: u32) -> &[(u32, Extent)] {
        let at = body as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(first), Some(end)) => &self.terms[*first as usize..*end as usize],
            _ => &[],
        }
    }
}
