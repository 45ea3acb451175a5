//! `govgraph merge`: several datasets as one.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use govgraph::merge::{Decision, MergeReport, Merged, Proposal, RecordKind, merge, propose};
use govgraph::{Dataset, GovGraph};
use govgraph_io::format::OutputFormat;
use govgraph_render::table::Table;
use govgraph_render::text::clean;

use super::convert::{deliver, format_of, output_format};
use super::{Reading, ask};
use crate::exit::Outcome;
use crate::{diagnostics, output};

/// Several datasets as one: records with the same id are one; who else may be the same is proposed, never decided
#[derive(Args, Debug)]
pub(crate) struct Merge {
    /// Two or more datasets, each a folder with a govgraph.yaml, or a file; also in other formats (docs/formats)
    #[arg(num_args = 2.., required = true, value_name = "DATA")]
    data: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,

    /// Write the merged data to a file, in the format of its extension
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// The format to write, where the extension does not tell it (docs/formats)
    #[arg(long, value_name = "FORMAT", value_parser = output_format)]
    to: Option<OutputFormat>,

    /// Write a table of records that may be the same, to look through: put yes or no into its last column
    #[arg(long, value_name = "FILE.csv")]
    propose: Option<PathBuf>,

    /// Take such a table, and hold for the same what it says `yes` to
    #[arg(long, value_name = "FILE.csv")]
    mapping: Option<PathBuf>,
}

/// A row of a mapping, as a person sees it.
#[derive(serde::Deserialize, serde::Serialize)]
struct Row {
    /// Which of the datasets the second record is in: 2 for the second.
    dataset: usize,
    kind: String,
    id: String,
    name: String,
    other_id: String,
    other_name: String,
    score: String,
    why: String,
    same: String,
}

impl Merge {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let format = self.output.as_deref().map(|output| format_of(output, self.to)).transpose()?;
        if self.data.iter().filter(|path| path.as_path() == Path::new("-")).count() > 1 {
            bail!("only one of the datasets can be read from standard input");
        }
        let decisions = match &self.mapping {
            Some(path) => decisions(path, self.data.len())?,
            None => Vec::new(),
        };
        let mut rows = Vec::new();
        let mut merged: Option<Dataset> = None;
        for (number, path) in (1..).zip(&self.data) {
            let mut next = None;
            let outcome = ask(&self.reading.of(path), |graph| {
                next = Some(graph.dataset());
                Ok(Outcome::Answered)
            })?;
            let Some(next) = next else { return Ok(outcome) };
            let Some(first) = merged.take() else {
                merged = Some(next);
                continue;
            };
            let decided: Vec<Decision> = decisions
                .iter()
                .filter(|(dataset, _)| *dataset == number)
                .map(|(_, decision)| decision.clone())
                .collect();
            let is_open = |proposal: &Proposal| !decided.iter().any(|decision| is_about(decision, proposal));
            rows.extend(propose(&first, &next).into_iter().filter(is_open).map(|proposal| row(number, proposal)));
            let Merged { dataset, report } = merge(first, next, &decided);
            tell(path, &report)?;
            merged = Some(dataset);
        }
        let Some(dataset) = merged else { return Ok(Outcome::CouldNotAnswer) };
        // What is wrong only once the data are together: circles of bodies that contain each other, say.
        if let Err(rejected) = GovGraph::build(dataset.clone()) {
            diagnostics::print_to_stderr(rejected.findings.iter(), &dataset.files)?;
            output::complain("the datasets contradict each other: see above; nothing was written");
            return Ok(Outcome::CouldNotAnswer);
        }
        if let Some(path) = &self.propose {
            output::write(path, table(&rows).csv().as_bytes())?;
        }
        let mut err = anstream::stderr().lock();
        match (&self.propose, rows.len()) {
            (_, 0) => writeln!(err, "no other records look as if they were the same")?,
            (Some(path), open) => {
                writeln!(err, "{open} pairs of records may be the same: see {}", clean(&path.display().to_string()))?;
            }
            (None, open) => {
                writeln!(
                    err,
                    "{open} pairs of records may be the same, and were kept apart: --propose FILE.csv lists them"
                )?;
            }
        }
        drop(err);
        match (&self.output, format) {
            (Some(output), Some(format)) => deliver(output, format, &dataset),
            _ => Ok(Outcome::Answered),
        }
    }
}

fn is_about(decision: &Decision, proposal: &Proposal) -> bool {
    (decision.kind, &decision.first, &decision.second) == (proposal.kind, &proposal.first, &proposal.second)
}

fn row(dataset: usize, proposal: Proposal) -> Row {
    let Proposal { kind, first, first_name, second, second_name, score, why } = proposal;
    Row {
        dataset,
        kind: kind.to_string(),
        id: first,
        name: first_name,
        other_id: second,
        other_name: second_name,
        score: format!("{score:.2}"),
        why,
        same: String::new(),
    }
}

/// The headings of a mapping.
const HEADINGS: [&str; 9] = ["dataset", "kind", "id", "name", "other_id", "other_name", "score", "why", "same"];

fn table(rows: &[Row]) -> Table {
    let mut table = HEADINGS.into_iter().fold(Table::new(""), Table::column);
    for row in rows {
        let dataset = row.dataset.to_string();
        let Row { dataset: _, kind, id, name, other_id, other_name, score, why, same } = row;
        table.row([dataset.as_str(), kind, id, name, other_id, other_name, score, why, same]);
    }
    table
}

/// What a mapping decides, each with the dataset that it is about. All that is wrong with it is told at once.
fn decisions(path: &Path, datasets: usize) -> anyhow::Result<Vec<(usize, Decision)>> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read `{shown}`"))?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut decisions = Vec::new();
    let mut wrong = Vec::new();
    for (index, row) in reader.deserialize::<Row>().enumerate() {
        let line = index + 2;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                wrong.push(format!("{shown}:{line}: {error}"));
                continue;
            }
        };
        let same = match row.same.trim().to_lowercase().as_str() {
            "yes" | "y" | "true" | "1" => true,
            "no" | "n" | "false" | "0" => false,
            "" => continue,
            other => {
                wrong.push(format!("{shown}:{line}: `{other}` is neither yes nor no"));
                continue;
            }
        };
        if row.dataset < 2 || row.dataset > datasets {
            wrong.push(format!("{shown}:{line}: there is no dataset {} to merge into the first", row.dataset));
        }
        match row.kind.trim().parse::<RecordKind>() {
            Ok(kind) => {
                let (first, second) = (row.id.trim().to_string(), row.other_id.trim().to_string());
                decisions.push((row.dataset, Decision { kind, first, second, same }));
            }
            Err(error) => wrong.push(format!("{shown}:{line}: {error}")),
        }
    }
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(decisions)
}

/// Says on standard error what became of a dataset.
fn tell(path: &Path, report: &MergeReport) -> anyhow::Result<()> {
    let mut err = anstream::stderr().lock();
    let counts = report
        .counts
        .iter()
        .map(|count| format!("{} {} ({} the same)", count.joined + count.added, count.what, count.joined));
    writeln!(err, "merged {}: {}", clean(&path.display().to_string()), counts.collect::<Vec<_>>().join(", "))?;
    for doubt in &report.doubtful {
        let (first, second) = (clean(&doubt.first), clean(&doubt.second));
        writeln!(
            err,
            "  taken for one: {} `{}` is {first} and {second}; to keep them apart, say no in a mapping",
            doubt.kind, doubt.id
        )?;
    }
    for conflict in &report.conflicts {
        let (kept, other) = (clean(&conflict.kept), clean(&conflict.other));
        writeln!(err, "  kept the first: {} of {}: {kept}, not {other}", conflict.what, conflict.record)?;
    }
    Ok(())
}
