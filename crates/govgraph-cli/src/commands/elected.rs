//! `govgraph elected`: which bodies lack elected representation.

use clap::Args;

use govgraph::questions::representation;
use govgraph_render::project;

use super::{At, Data, Form, Who, ask, body};
use crate::exit::Outcome;

/// Which bodies lack elected representation, how far that is known, and whom they answer to
#[derive(Args, Debug)]
pub(crate) struct Elected {
    #[command(flatten)]
    data: Data,

    /// Only this body, seat by seat
    #[arg(long, value_name = "BODY")]
    body: Option<String>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

impl Elected {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let bodies =
                self.body.as_ref().map(|called| Ok::<_, anyhow::Error>(vec![body(graph, called)?])).transpose()?;
            let params = representation::Params { circle: self.who.circle(), bodies };
            let report = representation::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::representation::table, project::representation::records);
            let one_body = self.body.is_some();
            self.form.answer(&report, || table(&report, one_body), || records(&report, one_body))
        })
    }
}
