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
    /// The body, by id, abbreviation or name; with --all there is none, and DATA stands here
    #[arg(value_name = "BODY", required_unless_present = "all")]
    body: Option<String>,

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
        match self.body {
            Some(called) if !self.all => ask(&self.data, |graph| {
                let report = lineage::find(&self.at.snapshot(graph), &lineage::Params { body: body(graph, &called)? });
                let (table, records) = (project::lineage::table, project::lineage::records);
                self.form.answer(&report, || table(&report), || records(&report))
            }),
            // Nothing stands before the data: the first word is where they are.
            data => ask(&data.map_or(self.data, PathBuf::from), |graph| {
                let report = lineage::overview(&self.at.snapshot(graph));
                let (table, records) = (project::lineage::overview_table, project::lineage::overview_records);
                self.form.answer(&report, || table(&report), || records(&report))
            }),
        }
    }
}
