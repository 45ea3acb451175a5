//! `govgraph compare`: two bodies side by side.

use clap::Args;

use govgraph::questions::compare;
use govgraph_render::project;

use super::members::MembersBy;
use super::{At, Data, Form, Who, ask, body};
use crate::exit::Outcome;

/// How two bodies differ, side by side: members, themes, plans, relations, lifetime
#[derive(Args, Debug)]
pub(crate) struct Compare {
    /// A body, by id, abbreviation or name
    a: String,

    /// The body to compare it with
    b: String,

    #[command(flatten)]
    data: Data,

    /// What counts as the same member [default: organisation; person where seats name only people]
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<MembersBy>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

impl Compare {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let by = MembersBy::or_usual(self.by, graph);
            let (a, b) = (body(graph, &self.a)?, body(graph, &self.b)?);
            let params = compare::Params { a, b, by, circle: self.who.circle() };
            let report = compare::find(&self.at.snapshot(graph), &params);
            self.form.answer(&report, || project::compare::table(&report), || project::compare::records(&report))
        })
    }
}
