//! `govgraph overlap`: which bodies share members or remits, how many, and who exactly.
//!
//! It has two doors. Through one goes a dataset, with all that it says of seats: the answer has names, dates, sources. Through the
//! other goes a table of memberships, straight to numbers: as many rows as there are, as fast as they can be read.

mod form;
mod graph;
mod named;
#[cfg(feature = "parquet")]
mod parquet;
mod rows;
mod shown;
mod table;

use std::num::NonZeroUsize;

use clap::{Args, ValueEnum};

use govgraph::incidence::{Rank, Share};

use super::{At, Data, Who};
use crate::exit::Outcome;
use form::OverlapForm;

/// Which bodies share members or remits, how many, and who exactly
#[derive(Args, Debug)]
pub(crate) struct Overlap {
    #[command(flatten)]
    data: Data,

    /// What counts as the same member [default: organisation; person where seats name only people]
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<Which>,

    /// Only these two bodies, with everybody who sits on one or both
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["of", "with", "top", "each", "rank", "weight", "jaccard", "containment", "cosine"])]
    between: Option<Vec<String>>,

    #[command(flatten)]
    criteria: Criteria,

    /// Show the sources of every shared member
    #[arg(long)]
    sources: bool,

    #[command(flatten)]
    at: At,

    /// Of a table with dates and without --at: only who was on both at one time is shared
    #[arg(long, conflicts_with = "at")]
    in_shared_time: bool,

    /// Of a table: refuse it if a single row is bad, instead of leaving that out
    #[arg(long)]
    strict: bool,

    /// Sort all pairs by rank; without it, those of a table that go to CSV, JSON Lines or Parquet come body by body
    #[arg(long)]
    sort: bool,

    /// On how many threads to read and compare a table [default: as many as there are cores]; the answer is the same
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: OverlapForm,
}

/// Which pairs, and in which order.
#[derive(Args, Debug)]
struct Criteria {
    /// Only pairs that share at least so many
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u32,

    /// Only pairs whose shared members are at least this part of the members of either: 0.5, 50% or 1/2
    #[arg(long, value_name = "PART")]
    jaccard: Option<Share>,

    /// Only pairs that share at least this part of the members of the smaller body
    #[arg(long, value_name = "PART")]
    containment: Option<Share>,

    /// Only pairs whose shared members are at least this part of the geometric mean of the members of the two
    #[arg(long, value_name = "PART")]
    cosine: Option<Share>,

    /// Only pairs of these bodies with any other: ids or names with commas between them, or @FILE with one a line
    #[arg(long, value_name = "BODIES")]
    of: Vec<String>,

    /// With --of: only pairs of those bodies with these
    #[arg(long, value_name = "BODIES", requires = "of")]
    with: Vec<String>,

    /// What makes a pair come first [default: shared]
    #[arg(long, value_enum, value_name = "MEASURE")]
    rank: Option<RankBy>,

    /// Only the first so many pairs
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// Only the first so many pairs of each body, body by body
    #[arg(long, value_name = "N", conflicts_with_all = ["top", "sort"])]
    each: Option<usize>,

    /// Tell how rare the shared members are: one who sits on n bodies counts 1/(n-1)
    #[arg(long)]
    weight: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// The organisation that a seat belongs to
    Organisation,
    /// The post whose holder sits there
    Post,
    /// The named person
    Person,
    /// The themes that bodies hold, instead of members
    Theme,
}

/// What makes a pair come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum RankBy {
    /// How many members are shared
    Shared,
    /// The shared by the members of either
    Jaccard,
    /// The shared by the members of the smaller body
    Containment,
    /// The shared by the geometric mean of the members of the two
    Cosine,
    /// How rare the shared members are
    Weight,
}

impl From<RankBy> for Rank {
    fn from(rank: RankBy) -> Rank {
        match rank {
            RankBy::Shared => Rank::Shared,
            RankBy::Jaccard => Rank::Jaccard,
            RankBy::Containment => Rank::Containment,
            RankBy::Cosine => Rank::Cosine,
            RankBy::Weight => Rank::Weight,
        }
    }
}

impl Overlap {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        match table::Door::of(&self)? {
            Some(door) => table::run(&self, &door),
            None => graph::run(&self),
        }
    }

    /// The options that are given and ask for more than who is on what, and when: what only records tell.
    fn beyond_memberships(&self) -> Vec<&'static str> {
        let given = [("--by", self.by.is_some()), ("--sources", self.sources), ("--everyone", self.who.everyone)];
        let given = given.into_iter().filter(|(_, is_given)| *is_given).map(|(option, _)| option);
        given.chain(self.data.beyond_memberships()).collect()
    }
}
