//! `govgraph impact`: what if this plan were carried out?

use std::path::PathBuf;

use clap::Args;

use govgraph::Date;
use govgraph::questions::impact;
use govgraph_render::project;

use super::{Data, Form, Who, ask, date};
use crate::exit::Outcome;
use crate::{input, output};

/// What if this plan were carried out: seats, themes and relations gained and lost, and what contradicts it
#[derive(Args, Debug)]
pub(crate) struct Impact {
    /// A file with a plan to abolish, create, merge or replace bodies (docs/plan.md)
    plan: PathBuf,

    #[command(flatten)]
    data: Data,

    /// Carry it out by the first day of this date, instead of the plan's own
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<Date>,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

impl Impact {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let Some((plan, carried_out)) = input::carried_out(&self.plan, graph, self.at.as_ref())? else {
                output::complain(&format!("`{}` cannot be carried out: see above", self.plan.display()));
                return Ok(Outcome::CouldNotAnswer);
            };
            let params = impact::Params { plan: &plan, carried_out: &carried_out, circle: self.who.circle() };
            let report = impact::find(&graph.at(carried_out.at.clone()), &params);
            self.form.answers(&report, || project::impact::tables(&report), || project::impact::records(&report))
        })
    }
}
