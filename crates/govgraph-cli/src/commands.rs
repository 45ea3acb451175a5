//! The verbs, one file each, and what they share.

mod audit;
mod bodies;
mod brief;
mod change;
mod check;
mod compare;
mod completions;
mod composition;
mod convert;
mod coverage;
mod data;
mod draw;
mod duplication;
mod elected;
mod impact;
mod lineage;
mod load;
mod members;
mod merge;
mod overlap;
mod path;
mod show;
mod timeline;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};
use serde::Serialize;

use govgraph::questions::{Circle, Scope};
use govgraph::{Area, BodyView, Date, Finding, GovGraph, Level, OtherName, Snapshot, Theme, Word as _, nearest};
use govgraph_render::table::Table;

use crate::exit::Outcome;
use crate::{input, output};

pub(crate) use data::{Data, Reading};

/// Who sits where, under what duty and descended from what: questions about governance structures, answered with
/// evidence.
///
/// Unknown is an answer: where the data are silent, so is govgraph.
#[derive(Debug, Parser)]
#[command(name = "govgraph", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Brief(brief::Brief),
    Check(check::Check),
    Bodies(bodies::Bodies),
    Show(show::Show),
    Members(members::Members),
    Overlap(overlap::Overlap),
    Elected(elected::Elected),
    Impact(impact::Impact),
    Coverage(coverage::Coverage),
    Composition(composition::Composition),
    Duplication(duplication::Duplication),
    Load(load::Load),
    Lineage(lineage::Lineage),
    Timeline(timeline::Timeline),
    Change(change::Change),
    Compare(compare::Compare),
    Path(path::Path),
    Audit(audit::Audit),
    Draw(draw::Draw),
    Convert(convert::Convert),
    Merge(merge::Merge),
    Completions(completions::Completions),
}

/// The command line as it is read.
pub(crate) fn command() -> clap::Command {
    data::with_aliases(Cli::command())
}

pub(crate) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    match cli.verb {
        Verb::Brief(verb) => verb.run(),
        Verb::Check(verb) => verb.run(),
        Verb::Bodies(verb) => verb.run(),
        Verb::Show(verb) => verb.run(),
        Verb::Members(verb) => verb.run(),
        Verb::Overlap(verb) => verb.run(),
        Verb::Elected(verb) => verb.run(),
        Verb::Impact(verb) => verb.run(),
        Verb::Coverage(verb) => verb.run(),
        Verb::Composition(verb) => verb.run(),
        Verb::Duplication(verb) => verb.run(),
        Verb::Load(verb) => verb.run(),
        Verb::Lineage(verb) => verb.run(),
        Verb::Timeline(verb) => verb.run(),
        Verb::Change(verb) => verb.run(),
        Verb::Compare(verb) => verb.run(),
        Verb::Path(verb) => verb.run(),
        Verb::Audit(verb) => verb.run(),
        Verb::Draw(verb) => verb.run(),
        Verb::Convert(verb) => verb.run(),
        Verb::Merge(verb) => verb.run(),
        Verb::Completions(verb) => verb.run(),
    }
}

/// When to look.
#[derive(Args, Debug)]
struct At {
    /// The date to look at: 2010-03-31, 2010-03, 2010, "March 2010", "early 2009". Without it, everything that is
    /// recorded counts, whatever its date
    #[arg(long, value_name = "DATE", value_parser = date)]
    at: Option<Date>,
}

/// A date, or why it is none and what to write instead.
fn date(text: &str) -> Result<Date, String> {
    text.parse::<Date>().map_err(|error| match error.help() {
        Some(help) => format!("{error}: {help}"),
        None => error.to_string(),
    })
}

impl At {
    fn snapshot<'g>(&self, graph: &'g GovGraph) -> Snapshot<'g> {
        match &self.at {
            Some(date) => graph.at(date.clone()),
            None => graph.at_any_time(),
        }
    }
}

/// Of one body or of all, and where the data are.
#[derive(Args, Debug)]
struct OneOrAll {
    /// The body, by id, abbreviation or name; with --all there is none, and DATA stands here
    #[arg(value_name = "BODY", required_unless_present = "all")]
    body: Option<String>,

    #[command(flatten)]
    data: Data,

    /// Of the whole structure, instead of one body
    #[arg(long)]
    all: bool,
}

impl OneOrAll {
    /// What the body is called, `None` for all, and where the data are.
    fn split(self) -> (Option<String>, Data) {
        match self.body {
            Some(called) if !self.all => (Some(called), self.data),
            // Nothing stands before the data: the first word is where they are.
            Some(path) => (None, Data { path: path.into(), ..self.data }),
            None => (None, self.data),
        }
    }
}

/// Which seats count.
#[derive(Args, Debug)]
struct Who {
    /// Count everybody with a seat: also advisers, observers, wider stakeholders and those who attend on demand
    #[arg(long)]
    everyone: bool,
}

impl Who {
    fn circle(&self) -> Circle {
        if self.everyone { Circle::Everyone } else { Circle::Core }
    }
}

/// Which bodies count.
#[derive(Args, Debug)]
struct Where {
    /// Only bodies at this level: international, national, regional, local or neighbourhood
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,

    /// Only bodies for this area and for those inside it
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
}

impl Where {
    fn scope<'g>(&self, graph: &'g GovGraph) -> anyhow::Result<Scope<'g>> {
        let area = self.area.as_ref().map(|called| area(graph, called)).transpose()?;
        Ok(Scope { level: self.level, area })
    }
}

/// A level, or why it is none and which there are.
fn level(text: &str) -> Result<Level, String> {
    let levels = || Level::ALL.iter().map(|level| level.word()).collect::<Vec<_>>().join(", ");
    text.parse::<Level>().map_err(|error| format!("{error}; there are {}", levels()))
}

/// In which form to answer.
#[derive(Args, Debug)]
struct Form {
    /// The form of the answer; a file is written in the form of its extension
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,

    /// Write the answer to a file (.txt, .json, .csv, .md) instead of printing it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: a table that fits the terminal
    Table,
    /// For programs: everything, with sources
    Json,
    /// For spreadsheets
    Csv,
    /// For documents
    Markdown,
}

impl Form {
    /// The form that is asked for, by its name or by the extension of the file.
    fn format(&self) -> anyhow::Result<Format> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(path) = &self.output else { return Ok(Format::Table) };
        match extension(path).as_str() {
            "txt" => Ok(Format::Table),
            "json" => Ok(Format::Json),
            "csv" => Ok(Format::Csv),
            "md" => Ok(Format::Markdown),
            _ => bail!("`{}` is not a .txt, .json, .csv or .md file: name the form with --format", path.display()),
        }
    }

    /// Answers with a report: for people as `table`, for spreadsheets as `records`, for programs as it is.
    fn answer(
        &self,
        report: &impl Serialize,
        table: impl FnOnce() -> Table,
        records: impl FnOnce() -> Table,
    ) -> anyhow::Result<Outcome> {
        self.answers(report, || vec![table()], records)
    }

    /// The same, for people as several tables.
    fn answers(
        &self,
        report: &impl Serialize,
        tables: impl FnOnce() -> Vec<Table>,
        records: impl FnOnce() -> Table,
    ) -> anyhow::Result<Outcome> {
        let each = |form: &dyn Fn(&Table) -> String| tables().iter().map(form).collect::<Vec<_>>().join("\n\n");
        let text = match self.format()? {
            Format::Table => each(&|table| table.text(Some(output::width()))),
            Format::Csv => records().csv(),
            Format::Markdown => each(&Table::markdown),
            Format::Json => json(report)?,
        };
        deliver(self.output.as_deref(), &text)?;
        Ok(Outcome::Answered)
    }
}

/// A report for programs.
fn json(report: &impl Serialize) -> anyhow::Result<String> {
    let mut json = serde_json::to_string_pretty(report).context("cannot write the answer as JSON")?;
    json.push('\n');
    Ok(json)
}

/// Writes an answer into a file, or prints it.
fn deliver(output: Option<&Path>, text: &str) -> anyhow::Result<()> {
    match output {
        Some(path) => output::write(path, text.as_bytes()),
        None => output::print(text),
    }
}

/// The extension of a file in lower case; empty if it has none.
fn extension(path: &Path) -> String {
    path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// Asks a graph, unless the records were refused.
fn ask(data: &Data, answer: impl FnOnce(&GovGraph) -> anyhow::Result<Outcome>) -> anyhow::Result<Outcome> {
    ask_with_findings(data, |graph, _| answer(graph))
}

/// The same with the warnings and notices about the records.
fn ask_with_findings(
    data: &Data,
    answer: impl FnOnce(&GovGraph, &[Finding]) -> anyhow::Result<Outcome>,
) -> anyhow::Result<Outcome> {
    match input::usable(data)? {
        Some((graph, findings)) => answer(&graph, &findings),
        None => {
            output::complain(&format!("`{}` cannot be used as it is: see above", data.path.display()));
            Ok(Outcome::CouldNotAnswer)
        }
    }
}

/// The body that somebody calls by its id, abbreviation or name.
fn body<'g>(graph: &'g GovGraph, called: &str) -> anyhow::Result<BodyView<'g>> {
    Ok(graph.find(called)?)
}

/// The area that somebody calls by its id or one of its names.
fn area<'g>(graph: &'g GovGraph, called: &str) -> anyhow::Result<&'g Area> {
    let found = graph.areas().find(|area| is_called(called, area.id.as_str(), &area.name, &area.other_names));
    found.with_context(|| no_such("area", called, graph.areas().map(|area| area.id.as_str())))
}

/// The theme that somebody calls by its id or one of its names.
fn theme<'g>(graph: &'g GovGraph, called: &str) -> anyhow::Result<&'g Theme> {
    let found = graph.themes().find(|theme| is_called(called, theme.id.as_str(), &theme.name, &theme.other_names));
    found.with_context(|| no_such("theme", called, graph.themes().map(|theme| theme.id.as_str())))
}

fn is_called(called: &str, id: &str, name: &str, others: &[OtherName]) -> bool {
    let called = called.to_lowercase();
    let mut names = [id, name].into_iter().chain(others.iter().map(|other| other.name.as_str()));
    names.any(|name| name.to_lowercase() == called)
}

/// `no area is called X — did you mean Y?`, or else all that there are.
fn no_such<'i>(what: &str, called: &str, ids: impl Iterator<Item = &'i str>) -> String {
    let ids: Vec<&str> = ids.collect();
    match nearest(called, ids.iter().copied()) {
        Some(meant) => format!("no {what} is called `{called}` — did you mean `{meant}`?"),
        None => format!("no {what} is called `{called}`; there are {}", ids.join(", ")),
    }
}
