//! `govgraph show`: everything that is known about one body.

use clap::Args;

use govgraph::questions::profile;
use govgraph_render::project;

use super::{At, Data, Form, ask, body};
use crate::exit::Outcome;

/// Everything that is known about one body, with sources
#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The body, by id, abbreviation or name
    body: String,

    #[command(flatten)]
    data: Data,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

impl Show {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let report = profile::find(&self.at.snapshot(graph), &profile::Params { body: body(graph, &self.body)? });
            self.form.answer(&report, || project::profile::table(&report), || project::profile::records(&report))
        })
    }
}
