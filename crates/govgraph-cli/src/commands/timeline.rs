//! `govgraph timeline`: lifetimes, events, plans and milestones in the order of time.

use clap::Args;

use govgraph::questions::timeline;
use govgraph_render::project;

use super::{At, Form, OneOrAll, ask, body};
use crate::exit::Outcome;

/// What happened when: lifetimes, events, plans and milestones on one axis of time
#[derive(Args, Debug)]
pub(crate) struct Timeline {
    #[command(flatten)]
    of: OneOrAll,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

impl Timeline {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let (called, data) = self.of.split();
        ask(&data, |graph| {
            let body = called.as_ref().map(|called| body(graph, called)).transpose()?;
            let report = timeline::find(&self.at.snapshot(graph), &timeline::Params { body });
            let (table, records) = (project::timeline::table, project::timeline::records);
            self.form.answer(&report, || table(&report), || records(&report))
        })
    }
}
