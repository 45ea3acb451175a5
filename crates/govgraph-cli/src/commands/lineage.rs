//! `govgraph lineage`: what a body came from and became.

use std::path::PathBuf;

use clap::Args;

use govgraph::questions::lineage;
use govgraph_render::project;

use super::{At, Form, ask, body};
use crate::exit::Outcome;

/// What a body came from and became; with --all, everything that became anything
#[derive(Args, Debug)]
pub(crate) struct Lineage {
    /// The body, by id, abbreviation or name (with --all: the data)
    #[arg(value_name = "BODY")]
    body: String,

    /// A folder with a govgraph.yaml, a file, or - for standard input
    #[arg(default_value = ".")]
    data: PathBuf,

    /// All events of the structure, instead of one body
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

impl Lineage {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        if self.all {
            return ask(&PathBuf::from(&self.body), |graph| {
                let report = lineage::overview(&self.at.snapshot(graph));
                self.form.answer(&report, || project::lineage::overview_table(&report))
            });
        }
        ask(&self.data, |graph| {
            let report = lineage::find(&self.at.snapshot(graph), &lineage::Params { body: body(graph, &self.body)? });
            self.form.answer(&report, || project::lineage::table(&report))
        })
    }
}
