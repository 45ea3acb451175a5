//! `govgraph check`: are the records well-formed and consistent?

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use serde::Serialize;

use govgraph::{Finding, Severity};
use govgraph_io::import::ImportReport;
use govgraph_render::sarif;

use super::Data;
use crate::diagnostics::{self, Flat};
use crate::exit::Outcome;
use crate::input::{self, Checked};
use crate::pages::page;
use crate::{imported, output};

/// Are the records well-formed and consistent? Every problem at once, with its line and a suggestion
///
/// Ends with 0 if the records can be used, 1 if they are refused, 2 if a file cannot be read at all.
#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    data: Data,

    /// Only errors, no warnings and notices
    #[arg(short, long)]
    quiet: bool,

    /// The form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Findings with the lines they speak of
    Text,
    /// One line a finding
    Short,
    /// For programs
    Json,
    /// For code scanners and CI: SARIF 2.1.0
    Sarif,
}

#[derive(Serialize)]
struct Report<'c> {
    version: u32,
    question: &'static str,
    usable: bool,
    errors: usize,
    warnings: usize,
    notices: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<&'c ImportReport>,
    findings: Vec<Flat<'c>>,
}

impl Check {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let mut checked = input::check(&self.data)?;
        let usable = checked.is_good() && checked.graph.is_some();
        let summary = summary(&checked, &self.data.path.display().to_string());
        if self.quiet {
            checked.findings.retain(|finding| finding.severity() == Severity::Error);
        }
        match self.format {
            Form::Text => {
                if let Some(report) = &checked.import {
                    output::print(&imported::text(report))?;
                }
                diagnostics::print_to_stdout(&checked.findings, &checked.files)?;
                output::print(&format!("{summary}\n"))?;
            }
            Form::Short => {
                let mut text = String::new();
                for finding in &checked.findings {
                    text.push_str(&govgraph_render::text::clean(&finding.line(&checked.files)));
                    text.push('\n');
                }
                output::print(&format!("{text}{summary}\n"))?;
            }
            Form::Json => {
                let count = |severity| count(&checked.findings, severity);
                let report = Report {
                    version: govgraph::questions::REPORT_VERSION,
                    question: "check",
                    usable,
                    errors: count(Severity::Error),
                    warnings: count(Severity::Warning),
                    notices: count(Severity::Notice),
                    import: checked.import.as_ref(),
                    findings: checked.findings.iter().map(|finding| Flat::new(finding, &checked.files)).collect(),
                };
                let json = serde_json::to_string_pretty(&report).context("cannot write the findings as JSON")?;
                output::print(&format!("{json}\n"))?;
            }
            Form::Sarif => output::print(&sarif::of_check(&checked.findings, &checked.files, page))?,
        }
        Ok(match (usable, checked.incomplete) {
            (true, _) => Outcome::Answered,
            (false, true) => Outcome::CouldNotAnswer,
            (false, false) => Outcome::Refused,
        })
    }
}

fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity() == severity).count()
}

/// `data/london: 112 bodies, 240 seats, 31 events, 18 sources; no errors, 3 warnings, 1 notice`.
fn summary(checked: &Checked, data: &str) -> String {
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let graph = checked.graph.as_ref().map(|graph| {
        let seats: usize = graph.bodies().map(|body| body.seats().count()).sum();
        format!(
            "{}, {}, {}, {}; ",
            plural(graph.bodies().len(), "body", "bodies"),
            plural(seats, "seat", "seats"),
            plural(graph.events().len(), "event", "events"),
            plural(graph.sources().len(), "source", "sources"),
        )
    });
    let errors = match count(&checked.findings, Severity::Error) {
        0 => "no errors".to_string(),
        errors => plural(errors, "error", "errors"),
    };
    let warnings = plural(count(&checked.findings, Severity::Warning), "warning", "warnings");
    let notices = plural(count(&checked.findings, Severity::Notice), "notice", "notices");
    let unread = if checked.incomplete { "; what refers to what was not checked" } else { "" };
    format!("{data}: {}{errors}, {warnings}, {notices}{unread}", graph.unwrap_or_default())
}
