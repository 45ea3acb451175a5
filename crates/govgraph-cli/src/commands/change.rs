//! `govgraph change`: what is different between two dates, or between two datasets.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use govgraph::questions::change;
use govgraph::{BodyId, Date, End, GovGraph, Snapshot, SourceKind, Start, UnknownBody};
use govgraph_render::project;

use super::{Form, Reading, ask, date};
use crate::exit::Outcome;

/// What is different between two dates, or between two datasets
#[derive(Args, Debug)]
pub(crate) struct Change {
    /// A folder with a govgraph.yaml, a file, or - for standard input: one to compare two dates, two to compare datasets
    #[arg(default_value = ".", num_args = 1..=2, value_name = "DATA")]
    data: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    between: Between,

    /// The date at which to compare two datasets. Without any date, two that speak of one date each are compared at those
    /// dates, and of others everything that they record
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<Date>,

    /// Only what is about this body or names it; may be given several times
    #[arg(long, value_name = "BODY")]
    body: Vec<String>,

    /// List also the facts of which the sources speak for one side only, so that nothing is known to have changed
    #[arg(long)]
    all: bool,

    #[command(flatten)]
    form: Form,
}

/// Two dates to compare.
#[derive(Args, Debug)]
pub(super) struct Between {
    /// The first date
    #[arg(long, value_name = "DATE", value_parser = date, requires = "to", conflicts_with = "at")]
    pub(super) from: Option<Date>,

    /// The second date
    #[arg(long, value_name = "DATE", value_parser = date, requires = "from", conflicts_with = "at")]
    to: Option<Date>,
}

impl Between {
    /// Reads one dataset or two, and compares them at two dates, or two datasets at one, at their own or without a date.
    pub(super) fn compare(
        &self,
        reading: &Reading,
        data: &[PathBuf],
        at: Option<&Date>,
        answer: impl FnOnce(&Snapshot<'_>, &Snapshot<'_>) -> anyhow::Result<Outcome>,
    ) -> anyhow::Result<Outcome> {
        let is_input = |path: &PathBuf| path == Path::new("-");
        let (from, to) = (self.from.as_ref().or(at), self.to.as_ref().or(at));
        let answer = |before: &GovGraph, after: &GovGraph| {
            let own = match (from, to) {
                (None, None) => speaks_of(before).zip(speaks_of(after)),
                _ => None,
            };
            let (from, to) = own.as_ref().map_or((from, to), |(from, to)| (Some(from), Some(to)));
            answer(&snapshot(before, from), &snapshot(after, to))
        };
        match data {
            [one] => {
                let (Some(from), Some(to)) = (&self.from, &self.to) else {
                    bail!("name two dates, --from and --to, or two datasets");
                };
                if from.first() > to.last() {
                    bail!("--from {from} is after --to {to}");
                }
                ask(&reading.of(one), |graph| answer(graph, graph))
            }
            [first, second] if is_input(first) && is_input(second) => {
                bail!("only one of the two datasets can be read from standard input")
            }
            [first, second] => {
                ask(&reading.of(first), |before| ask(&reading.of(second), |after| answer(before, after)))
            }
            _ => bail!("name one dataset and two dates, or two datasets"),
        }
    }
}

impl Change {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        self.between.compare(&self.reading, &self.data, self.at.as_ref(), |before, after| {
            let called = self.body.iter().map(|called| body(before.graph(), after.graph(), called));
            let bodies = match self.body.is_empty() {
                true => None,
                false => Some(called.collect::<Result<Vec<_>, UnknownBody>>()?),
            };
            let report = change::find(before, after, &change::Params { bodies, all: self.all });
            self.form.answer(&report, || project::change::table(&report), || project::change::records(&report))
        })
    }
}

/// The one date that all datasets speak of which a graph was made from, as a register does of the day it was taken;
/// `None` if they speak of several, or if anything else is cited for a date.
fn speaks_of(graph: &GovGraph) -> Option<Date> {
    let mut dates = graph.sources().filter_map(|source| Some((source.kind, source.date.as_ref()?)));
    let (kind, first) = dates.next()?;
    let is_one = kind == SourceKind::Dataset && dates.all(|(kind, date)| kind == SourceKind::Dataset && date == first);
    match (&first.start, &first.end) {
        (Start::On(start), End::On(end)) if is_one && start == end => Some(start.clone()),
        _ => None,
    }
}

fn snapshot<'g>(graph: &'g GovGraph, at: Option<&Date>) -> Snapshot<'g> {
    at.map_or_else(|| graph.at_any_time(), |date| graph.at(date.clone()))
}

/// The body that somebody calls by a name in the second dataset, or else in the first: it may have come or gone.
fn body(before: &GovGraph, after: &GovGraph, called: &str) -> Result<BodyId, UnknownBody> {
    let found = after.find(called).or_else(|unknown| before.find(called).map_err(|_| unknown));
    found.map(|body| body.id().clone())
}
