//! What is known about one body, as a table.

use govgraph::questions::profile::Report;
use govgraph::{Cover, Evidence};

use super::{called, lifetime, sources, standing, title};
use crate::table::Table;

/// One row a fact.
pub fn table(report: &Report) -> Table {
    let mut table = Table::new(title(&called(&report.body), &report.asked)).column("").column("What is known");
    table = table.column("When").column("Sources");
    for (what, text, cited) in about(report) {
        table.row([what, &text, "", &sources(&cited)]);
    }
    let mut last = None;
    for fact in &report.facts {
        let heading = if last == Some(fact.topic) { "" } else { fact.topic.heading() };
        last = Some(fact.topic);
        let mut when = fact.during.as_deref().map(lifetime).unwrap_or_default();
        if fact.cover == Cover::Possible {
            when = if when.is_empty() { "possibly".to_string() } else { format!("{when}, possibly") };
        }
        let text = format!("{}{}", "· ".repeat(fact.depth as usize), fact.text);
        table.row([heading, &text, &when, &sources(&fact.evidence)]);
    }
    table.cite(report.evidence.iter().chain(&report.existed_evidence));
    table.cite(report.facts.iter().flat_map(|fact| &fact.evidence));
    table
}

/// What its record says in one word each, with what stands behind it; what it does not say is left out.
pub(crate) fn about(report: &Report) -> impl Iterator<Item = (&'static str, String, Vec<Evidence>)> {
    // The days on which it is known to exist follow from its dates, and from what its sources say at theirs.
    let (dates, record) = (&report.existed_evidence, &report.evidence);
    let both: Vec<Evidence> =
        dates.iter().chain(record.iter().filter(|evidence| !dates.contains(evidence))).cloned().collect();
    let identifiers: Vec<String> = report.identifiers.iter().map(|own| format!("{} {}", own.scheme, own.id)).collect();
    let rows = [
        ("Kind", report.body.kind.to_string(), record),
        ("Abbreviation", report.short.clone().unwrap_or_default(), record),
        ("Classes", report.classes.join(", "), record),
        ("Stands for some of", report.collective_of.clone().unwrap_or_default(), record),
        ("Area", report.areas.join(", in "), record),
        ("Level", report.level.map(|level| level.to_string()).unwrap_or_default(), record),
        ("Existed", lifetime(&report.existed), dates),
        ("Certain to exist", report.known_to_exist.clone().unwrap_or_default(), &both),
        ("Proposed", report.proposed.clone().unwrap_or_default(), record),
        ("At that date", standing(&report.body).to_string(), &both),
        ("Page", report.url.clone().unwrap_or_default(), record),
        ("Identifiers", identifiers.join(", "), record),
    ];
    let rows = rows.map(|(what, text, cited)| (what, text, cited.clone()));
    rows.into_iter().filter(|(_, text, _)| !text.is_empty())
}

/// What is known, for a spreadsheet: one row a fact.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("").column("topic").column("depth").column("fact").column("during").column("cover");
    table = table.column("sources");
    for (what, text, cited) in about(report) {
        table.row([what, "0", &text, "", "", &sources(&cited)]);
    }
    for fact in &report.facts {
        table.row([
            fact.topic.heading().to_string(),
            fact.depth.to_string(),
            fact.text.clone(),
            fact.during.clone().unwrap_or_default(),
            fact.cover.to_string(),
            sources(&fact.evidence),
        ]);
    }
    table
}
