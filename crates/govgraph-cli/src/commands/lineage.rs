//! `govgraph lineage`: what a body came from and became.

use clap::Args;

use govgraph::questions::lineage;
use govgraph_render::project;

use super::{At, Form, OneOrAll, ask, body};
use crate::exit::Outcome;

/// What a body came from and became; with --all, everything that became anything
#[derive(Args, Debug)]
pub(crate) struct Lineage {
    #[command(flatten)]
    of: OneOrAll,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

impl Lineage {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let (called, data) = self.of.split();
        ask(&data, |graph| {
            let snapshot = self.at.snapshot(graph);
            let Some(called) = called else {
                let report = lineage::overview(&snapshot);
                let (table, records) = (project::lineage::overview_table, project::lineage::overview_records);
                return self.form.answer(&report, || table(&report), || records(&report));
            };
            let report = lineage::find(&snapshot, &lineage::Params { body: body(graph, &called)? });
            let (table, records) = (project::lineage::table, project::lineage::records);
            self.form.answer(&report, || table(&report), || records(&report))
        })
    }
}
