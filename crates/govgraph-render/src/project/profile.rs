//! What is known about one body, as a table.

use govgraph::Cover;
use govgraph::questions::profile::Report;

use super::{called, lifetime, sources, standing, title};
use crate::table::Table;

/// One row a fact.
pub fn table(report: &Report) -> Table {
    let mut table = Table::new(title(&called(&report.body), &report.asked)).column("").column("What is known");
    table = table.column("When").column("Sources");
    let mut own = |what: &str, text: String| {
        if !text.is_empty() {
            table.row([what, &text, "", &sources(&report.evidence)]);
        }
    };
    own("Kind", report.body.kind.to_string());
    own("Abbreviation", report.short.clone().unwrap_or_default());
    own("Area", report.areas.join(", in "));
    own("Level", report.level.map(|level| level.to_string()).unwrap_or_default());
    own("Existed", lifetime(&report.existed));
    own("Known to exist", report.known_to_exist.clone().unwrap_or_default());
    own("Proposed", report.proposed.clone().unwrap_or_default());
    own("At that date", standing(&report.body).to_string());
    own("Page", report.url.clone().unwrap_or_default());
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
    table
}
