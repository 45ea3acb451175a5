//! `govgraph load`: how many meetings a year the seats of each member ask for.

use clap::Args;

use govgraph::questions::{MemberKind, load};
use govgraph_render::project;

use super::members::MembersBy;
use super::{At, Data, Form, Who, ask, body};
use crate::exit::Outcome;

/// How many meetings a year the seats of each member ask for
#[derive(Args, Debug)]
pub(crate) struct Load {
    #[command(flatten)]
    data: Data,

    /// What counts as the same member [default: organisation; person where seats name only people]
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<MembersBy>,

    /// Only this organisation, or the posts in it, body by body
    #[arg(long, value_name = "BODY")]
    body: Option<String>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

impl Load {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let organisations =
                self.body.as_ref().map(|called| Ok::<_, anyhow::Error>(vec![body(graph, called)?])).transpose()?;
            let by = MembersBy::or_usual(self.by, graph);
            if organisations.is_some() && by == MemberKind::Person {
                anyhow::bail!("people are not asked for by --body: leave one of --body and --by person out");
            }
            let params = load::Params { by, circle: self.who.circle(), organisations };
            let report = load::find(&self.at.snapshot(graph), &params);
            let one = self.body.is_some();
            self.form.answer(&report, || project::load::table(&report, one), || project::load::records(&report))
        })
    }
}
