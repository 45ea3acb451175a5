//! `govgraph timeline`: lifetimes, events, plans and milestones in the order of time.

use std::path::PathBuf;

use clap::Args;

use govgraph::questions::timeline;
use govgraph_render::project;

use super::{At, Form, ask, body};
use crate::exit::Outcome;

/// What happened when: lifetimes, events, plans and milestones on one axis of time
#[derive(Args, Debug)]
pub(crate) struct Timeline {
    /// A body, by id, abbreviation or name, with what it came from and became; with --all there is none, and DATA stands here
    #[arg(value_name = "BODY", required_unless_present = "all")]
    body: Option<String>,

    /// A folder with a govgraph.yaml, a file, or - for standard input
    #[arg(default_value = ".")]
    data: PathBuf,

    /// Of all bodies of the structure, instead of one
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

impl Timeline {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let (called, data) = match self.body {
            Some(called) if !self.all => (Some(called), self.data),
            // Nothing stands before the data: the first word is where they are.
            data => (None, data.map_or(self.data, PathBuf::from)),
        };
        ask(&data, |graph| {
            let body = called.as_ref().map(|called| body(graph, called)).transpose()?;
            let report = timeline::find(&self.at.snapshot(graph), &timeline::Params { body });
            let (table, records) = (project::timeline::table, project::timeline::records);
            self.form.answer(&report, || table(&report), || records(&report))
        })
    }
}
