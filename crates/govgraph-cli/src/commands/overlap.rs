//! `govgraph overlap`: which bodies share members or remits, how many, and who exactly.

use clap::{Args, ValueEnum};

use govgraph::questions::MemberKind;
use govgraph::questions::overlap::{self, By};
use govgraph_render::project;

use super::{At, Data, Form, Who, ask, body};
use crate::exit::Outcome;

/// Which bodies share members or remits, how many, and who exactly
#[derive(Args, Debug)]
pub(crate) struct Overlap {
    #[command(flatten)]
    data: Data,

    /// What counts as the same member [default: organisation; person where seats name only people]
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<Which>,

    /// Only these two bodies, with everybody who sits on one or both
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    between: Option<Vec<String>>,

    /// Only pairs that share at least so many
    #[arg(long, value_name = "N", default_value_t = 1)]
    least: u32,

    /// Only the first so many pairs
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// Show the sources of every shared member
    #[arg(long)]
    sources: bool,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
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

impl Overlap {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let between = match self.between.as_deref() {
                Some([a, b]) => Some((body(graph, a)?, body(graph, b)?)),
                _ => None,
            };
            let by = match self.by {
                None => By::from(MemberKind::usual(graph)),
                Some(Which::Organisation) => By::Organisation,
                Some(Which::Post) => By::Post,
                Some(Which::Person) => By::Person,
                Some(Which::Theme) => By::Theme,
            };
            let (circle, least, top) = (self.who.circle(), self.least, self.top);
            let params = overlap::Params { by, circle, least, top, between };
            let report = overlap::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::overlap::table, project::overlap::records);
            self.form.answer(&report, || table(&report, self.sources), || records(&report))
        })
    }
}
