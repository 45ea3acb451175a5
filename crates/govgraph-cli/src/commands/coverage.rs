//! `govgraph coverage`: which themes are held by whom, and which by nobody.

use clap::Args;

use govgraph::questions::coverage;
use govgraph_render::project;

use super::{At, Data, Form, Where, ask, theme};
use crate::exit::Outcome;

/// Which themes are held by whom, at which levels, and which by nobody who is recorded
#[derive(Args, Debug)]
pub(crate) struct Coverage {
    #[command(flatten)]
    data: Data,

    /// Only this theme and those that are part of it
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    place: Where,

    #[command(flatten)]
    form: Form,
}

impl Coverage {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let theme = self.theme.as_ref().map(|called| theme(graph, called)).transpose()?;
            let params = coverage::Params { scope: self.place.scope(graph)?, theme };
            let report = coverage::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::coverage::table, project::coverage::records);
            self.form.answer(&report, || table(&report), || records(&report))
        })
    }
}
