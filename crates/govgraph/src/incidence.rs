//! Who belongs to what, as numbers, and which bodies share members: the one algorithm behind every question of overlap.
//!
//! An [`Incidence`] is made from pairs of a body's and a member's number, be they from a graph or from a table with
//! millions of rows; [`Incidence::overlaps`] tells the pairs of bodies that share members.
//!
//! ```
//! use govgraph::incidence::{Incidence, Pair, Query};
//!
//! // Bodies 0, 1 and 2; members 7, 8 and 9.
//! let incidence = Incidence::new(vec![(0, 7), (0, 8), (1, 8), (1, 7), (2, 9), (2, 8)])?;
//! let two = Query { least: 2, ..Query::default() };
//! let pairs: Vec<Pair> = incidence.overlaps(&two).pairs();
//! assert_eq!(pairs, [Pair { a: 0, b: 1, shared: 2, weight: None }]);
//! # Ok::<(), govgraph::incidence::TooLarge>(())
//! ```
//!
//! How it works, in the order of the files: `build` sorts the pairs into lists of bodies by member and drops members of
//! one body alone; `index` leaves out what no pair that is asked for needs; `walk` counts; `overlaps` streams, ranks and
//! shares the work among threads. `docs/scale.md` has the profile, and what was tried and given up.

mod build;
mod index;
mod memory;
mod overlaps;
mod parts;
mod projection;
mod query;
mod rank;
mod sieve;
mod terms;
mod walk;

#[cfg(test)]
mod tests;

pub use overlaps::Overlaps;
pub use projection::Projection;
pub use query::{BadShare, Pair, Query, Share, Sides, Weight, rounded};
pub use rank::{Rank, Top};
pub use terms::{Terms, Together};

use build::Rows;

/// The end of a list: a bit that no number of a body and no place has.
const LAST: u32 = 1 << 31;

/// The body has a member with a long list: a bit that no number of a body has.
const COMMON: u32 = 1 << 30;

/// The body has more than one of them.
const VERY_COMMON: u32 = 1 << 29;

/// The bits of a number of a body.
const NUMBER: u32 = Incidence::LIMIT - 1;

/// A list is long if it has more bodies: such are walked through as little as a query allows.
const LONG: u32 = 128;

/// Which members sit on which bodies, as far as bodies can share them.
///
/// Bodies and members are numbered from 0 by whoever fills it. Of members on one body alone only their number is kept, body by
/// body: nothing else of them matters to who shares whom. Takes 8 bytes for each pair of a member with two bodies or more, 4
/// for each such member, 8 for each body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incidence {
    /// The bodies of each member with two or more, list after list, each sorted, its end marked by [`LAST`]. Short lists come
    /// first, and of equally long ones that of the smaller member: so the place of an item tells its list. Bodies are marked
    /// by [`COMMON`] and [`VERY_COMMON`].
    items: Vec<u32>,
    /// Where lists of the same length begin, by length.
    classes: Vec<Class>,
    /// Where lists begin that take a second line of the cache more often than not, and those that take a third and fourth.
    wide: [u32; 2],
    /// The members of the lists.
    members: Vec<u32>,
    /// For each body, the places in `items` where it stands, sorted; with [`LAST`] where it ends its list.
    rows: Rows,
    /// How many members each body has, those on it alone too.
    sizes: Vec<u32>,
    /// How many pairs were given more than once.
    repeated: u64,
}

/// Lists of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Class {
    /// How many bodies each has.
    length: u32,
    /// The place of the first one's first body.
    item: u32,
    /// The number of the first list.
    list: u32,
}

/// More than there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TooLarge {
    /// A body or a member with a number for which there is no room: each number up to the largest takes some, used or not.
    #[error("the number {0} of a body or member is not below {limit}", limit = Incidence::LIMIT)]
    Number(u32),
    /// So many pairs.
    #[error("{0} pairs of a body and a member are more than {limit}", limit = Incidence::MOST_PAIRS)]
    Pairs(u64),
}

impl Incidence {
    /// Numbers of bodies and members are below this.
    pub const LIMIT: u32 = 1 << 28;

    /// There are no more pairs than this.
    pub const MOST_PAIRS: u64 = (1 << 31) - 1;

    /// From pairs of a body and a member in any order; repeated ones count once, and numbers may be left out.
    ///
    /// # Errors
    /// [`TooLarge`], if a number or the number of pairs is.
    ///
    /// Cost: linear in the pairs and in the largest numbers, but for the lists of bodies, each of which is sorted.
    pub fn new(pairs: Vec<(u32, u32)>) -> Result<Self, TooLarge> {
        Self::from_blocks(vec![pairs])
    }

    /// The same from many blocks, each of which is freed once it is read.
    ///
    /// # Errors
    /// As [`Incidence::new`].
    pub fn from_blocks(blocks: Vec<Vec<(u32, u32)>>) -> Result<Self, TooLarge> {
        build::build(blocks)
    }

    /// The same for numbers that are positions in lists which are in memory already.
    #[expect(clippy::expect_used, reason = "what is in memory takes more room a number than the limits allow for")]
    pub(crate) fn of_ranks(pairs: Vec<(u32, u32)>) -> Self {
        Self::new(pairs).expect("positions in lists are few")
    }

    /// One more than the largest number of a body.
    pub fn bodies(&self) -> u32 {
        // As many as fit below the limit.
        u32::try_from(self.sizes.len()).unwrap_or(u32::MAX)
    }

    /// How many members a body has; none if there is no such number.
    pub fn size(&self, body: u32) -> u32 {
        self.sizes.get(body as usize).copied().unwrap_or(0)
    }

    /// How many pairs there are, each once.
    pub fn pairs(&self) -> u64 {
        self.sizes.iter().map(|size| u64::from(*size)).sum()
    }

    /// How many of the pairs that were given said again what another had said.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// The members of both of two bodies, sorted. Cost: linear in the members of the two.
    pub fn shared(&self, a: u32, b: u32) -> Vec<u32> {
        let lists = |body: u32| self.row(body).iter().map(|place| self.list(place & !LAST));
        let of_a: Vec<u32> = lists(a).collect();
        let both = lists(b).filter(|list| of_a.binary_search(list).is_ok());
        let mut members: Vec<u32> = both.map(|list| self.members[list as usize]).collect();
        members.sort_unstable();
        members
    }

    /// Prepares to tell the pairs of bodies that a query asks for.
    ///
    /// Cost: linear in the matrix, at most.
    pub fn overlaps(&self, query: &Query) -> Overlaps<'_> {
        Overlaps::new(self, query)
    }

    /// Every pair of bodies that share a member, kept in memory.
    pub fn projection(&self) -> Projection {
        Projection::new(self)
    }

    /// The places of a body in `items`, those of rare members first; with [`LAST`] where it ends its list.
    fn row(&self, body: u32) -> &[u32] {
        self.rows.of(body)
    }

    /// The class of the list that a place belongs to.
    fn class(&self, place: u32) -> &Class {
        &self.classes[self.classes.partition_point(|class| class.item <= place) - 1]
    }

    /// The number of the list that a place belongs to.
    fn list(&self, place: u32) -> u32 {
        let class = self.class(place);
        class.list + (place - class.item) / class.length
    }

    /// The whole list that a place belongs to.
    fn whole_list(&self, place: u32) -> std::ops::Range<usize> {
        let class = self.class(place);
        let start = (place - (place - class.item) % class.length) as usize;
        start..start + class.length as usize
    }

    /// How many lists there are of each length.
    fn lengths(&self) -> impl Iterator<Item = (u64, u64)> {
        let ends = self.classes.iter().skip(1).map(|class| class.list as usize).chain([self.members.len()]);
        self.classes.iter().zip(ends).map(|(class, end)| (u64::from(class.length), end as u64 - u64::from(class.list)))
    }
}
