//! `govgraph audit`: all findings at a date.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use govgraph::questions::audit::{self, Threshold};
use govgraph::{Code, Severity, Word as _, nearest};
use govgraph_render::{project, sarif};

use super::{At, Data, Who, ask_with_findings, deliver, extension, json};
use crate::exit::Outcome;
use crate::output;
use crate::pages::page;

/// All findings about the structure at a date, each with its code, its sources and what to do about it
///
/// Ends with 0, also if there are findings; with 1 if some of those that --fail-on names are not allowed by the dataset;
/// with 2 if the question could not be answered.
#[derive(Args, Debug)]
pub(crate) struct Audit {
    #[command(flatten)]
    data: Data,

    /// Only findings of these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    only: Vec<Code>,

    /// Only findings that matter so much or more: warning, notice
    #[arg(long, value_name = "SEVERITY", default_value = "notice", value_parser = severity)]
    severity: Severity,

    /// End with 1 if there are findings like that: warning, notice (and warnings), or codes. Only what is shown counts
    #[arg(long, value_name = "WHAT", value_parser = threshold)]
    fail_on: Option<Threshold>,

    /// More meetings a year than so many are a heavy load on a member: 52 is one a week
    #[arg(long, value_name = "MEETINGS", default_value_t = audit::WEEKLY)]
    heavy: u32,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    who: Who,

    /// The form of the answer; a file is written in the form of its extension
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<Format>,

    /// Write the answer to a file (.txt, .json, .csv, .md, .sarif) instead of printing it
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: sentences under headings
    Text,
    /// For programs: everything, with sources
    Json,
    /// For spreadsheets
    Csv,
    /// For committee papers
    Markdown,
    /// For code scanners and CI: SARIF 2.1.0
    Sarif,
}

/// A code, or which one may be meant.
fn code(text: &str) -> Result<Code, String> {
    text.parse::<Code>().map_err(|error| match nearest(text, Code::ALL.iter().map(|code| code.word())) {
        Some(meant) => format!("{error}: did you mean `{meant}`?"),
        None => format!("{error}: docs/codes/README.md lists them"),
    })
}

/// Errors refuse the records, so that there is no audit of them.
fn severity(text: &str) -> Result<Severity, String> {
    match text.parse() {
        Ok(Severity::Error) => Err("records with errors cannot be audited; `govgraph check` shows them".to_string()),
        Ok(severity) => Ok(severity),
        Err(_) => Err("write `warning` or `notice`".to_string()),
    }
}

fn threshold(text: &str) -> Result<Threshold, String> {
    if let Ok(severity) = text.parse::<Severity>() {
        return self::severity(severity.word()).map(Threshold::Severity);
    }
    let codes = text.split(',').map(|text| code(text.trim())).collect::<Result<Vec<Code>, String>>();
    codes.map(Threshold::Codes).map_err(|error| format!("{error}; or write `warning` or `notice`"))
}

impl Audit {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let format = self.format()?;
        ask_with_findings(&self.data, |graph, findings| {
            let params = audit::Params {
                checked: findings,
                circle: self.who.circle(),
                heavy: self.heavy,
                only: &self.only,
                severity: self.severity,
            };
            let report = audit::find(&self.at.snapshot(graph), &params);
            deliver(self.output.as_deref(), &write(format, &report)?)?;
            let is_exceeded = self.fail_on.as_ref().is_some_and(|threshold| report.exceeds(threshold));
            Ok(if is_exceeded { Outcome::Exceeded } else { Outcome::Answered })
        })
    }

    /// The form that is asked for, by its name or by the extension of the file.
    fn format(&self) -> anyhow::Result<Format> {
        let Some(path) = self.output.as_ref().filter(|_| self.format.is_none()) else {
            return Ok(self.format.unwrap_or(Format::Text));
        };
        match extension(path).as_str() {
            "txt" => Ok(Format::Text),
            "json" => Ok(Format::Json),
            "csv" => Ok(Format::Csv),
            "md" => Ok(Format::Markdown),
            "sarif" => Ok(Format::Sarif),
            _ => bail!(
                "`{}` is not a .txt, .json, .csv, .md or .sarif file: name the form with --format",
                path.display()
            ),
        }
    }
}

fn write(format: Format, report: &audit::Report) -> anyhow::Result<String> {
    Ok(match format {
        Format::Text => project::audit::paper(report).text(Some(output::width())),
        Format::Json => json(report)?,
        Format::Csv => project::audit::records(report).csv(),
        Format::Markdown => project::audit::paper(report).markdown(),
        Format::Sarif => sarif::of_audit(report, page),
    })
}
