//! `govgraph composition`: are the members that the rules require there?

use clap::Args;

use govgraph::questions::composition;
use govgraph_render::project;

use super::{At, Data, Form, Who, ask, body};
use crate::exit::Outcome;

/// Are the members that the rules require there? With members that had ended, numbers that differ, and vacant places
#[derive(Args, Debug)]
pub(crate) struct Composition {
    #[command(flatten)]
    data: Data,

    /// Only this body
    #[arg(long, value_name = "BODY")]
    body: Option<String>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

impl Composition {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let bodies =
                self.body.as_ref().map(|called| Ok::<_, anyhow::Error>(vec![body(graph, called)?])).transpose()?;
            let params = composition::Params { circle: self.who.circle(), bodies };
            let report = composition::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::composition::table, project::composition::records);
            self.form.answer(&report, || table(&report), || records(&report))
        })
    }
}
