//! `govgraph members`: who sits where.

use clap::{Args, ValueEnum};

use govgraph::GovGraph;
use govgraph::questions::MemberKind;
use govgraph::questions::membership;
use govgraph_render::project;

use super::{At, Data, Form, Who, ask, body};
use crate::exit::Outcome;

/// Who sits where, in what capacity, on how many places, and how surely: one row a member and body
#[derive(Args, Debug)]
pub(crate) struct Members {
    #[command(flatten)]
    data: Data,

    /// What counts as a member [default: organisation; person where seats name only people]
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<MembersBy>,

    /// Only the members of this body
    #[arg(long, value_name = "BODY")]
    body: Option<String>,

    /// Show the sources of every row
    #[arg(long)]
    sources: bool,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

/// What counts as a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MembersBy {
    /// The organisation that a seat belongs to
    Organisation,
    /// The post whose holder sits there
    Post,
    /// The named person
    Person,
}

impl From<MembersBy> for MemberKind {
    fn from(by: MembersBy) -> Self {
        match by {
            MembersBy::Organisation => MemberKind::Organisation,
            MembersBy::Post => MemberKind::Post,
            MembersBy::Person => MemberKind::Person,
        }
    }
}

impl MembersBy {
    /// What was asked for, or what members usually are in a structure.
    pub(super) fn or_usual(asked: Option<MembersBy>, graph: &GovGraph) -> MemberKind {
        asked.map_or_else(|| MemberKind::usual(graph), MemberKind::from)
    }
}

impl Members {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let body = self.body.as_ref().map(|called| body(graph, called)).transpose()?;
            let only = body.map(|body| graph.select_where(|other| other == body));
            let params =
                membership::Params { by: MembersBy::or_usual(self.by, graph), circle: self.who.circle(), only };
            let report = membership::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::membership::table, project::membership::records);
            self.form.answer(&report, || table(&report, self.sources), || records(&report))
        })
    }
}
