//! `govgraph bodies`: which bodies there are.

use clap::Args;

use govgraph::BodyKind;
use govgraph::questions::register;
use govgraph_render::project;

use super::{At, Data, Form, ask};
use crate::exit::Outcome;

/// Which bodies there are, with the ids that other questions take
#[derive(Args, Debug)]
pub(crate) struct Bodies {
    #[command(flatten)]
    data: Data,

    /// Only those with this text in their id or one of their names
    #[arg(long, value_name = "TEXT")]
    named: Option<String>,

    /// Only those of this kind: board, partnership, council, …
    #[arg(long, value_name = "KIND")]
    kind: Option<BodyKind>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

impl Bodies {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let params = register::Params { named: self.named.clone(), kind: self.kind };
            let report = register::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::register::table, project::register::records);
            self.form.answer(&report, || table(&report), || records(&report))
        })
    }
}
