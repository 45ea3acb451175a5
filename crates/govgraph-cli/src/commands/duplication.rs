//! `govgraph duplication`: which bodies do the same job in the same place at the same time.

use clap::Args;

use govgraph::questions::duplication;
use govgraph_render::project;

use super::{At, Data, Form, Where, Who, ask, body};
use crate::exit::Outcome;

/// Which bodies do the same job in the same place at the same time, and why we think so
#[derive(Args, Debug)]
pub(crate) struct Duplication {
    #[command(flatten)]
    data: Data,

    /// Only these two bodies, with all that the score is made of
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["least", "top", "level", "area"])]
    between: Option<Vec<String>>,

    /// Only pairs that score at least so much, from 0 to 1, by what is certain
    #[arg(long, value_name = "SCORE", default_value_t = 0.0, value_parser = score)]
    least: f64,

    /// Only the first so many pairs
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    place: Where,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    form: Form,
}

fn score(text: &str) -> Result<f64, String> {
    let score = text.parse::<f64>().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "a score is a number from 0 to 1".to_string())
}

impl Duplication {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        ask(&self.data, |graph| {
            let between = match self.between.as_deref() {
                Some([a, b]) => Some((body(graph, a)?, body(graph, b)?)),
                _ => None,
            };
            let (circle, scope) = (self.who.circle(), self.place.scope(graph)?);
            let params = duplication::Params { circle, scope, least: self.least, top: self.top, between };
            let report = duplication::find(&self.at.snapshot(graph), &params);
            let (table, records) = (project::duplication::table, project::duplication::records);
            let one_pair = between.is_some();
            self.form.answer(&report, || table(&report, one_pair), || records(&report))
        })
    }
}
