//! Reports as tables and figures, one file a question.

pub mod chart;
pub mod lineage;
pub mod overlap;
pub mod profile;
pub mod representation;

use govgraph::questions::{Asked, BodyRef};
use govgraph::{Certainty, Evidence, Word as _};

/// `Overlap · London crime reduction · at 2010-03`.
fn title(what: &str, asked: &Asked) -> String {
    let dataset = asked.dataset.as_ref().map(|dataset| format!(" · {dataset}")).unwrap_or_default();
    let at = asked.at.as_ref().map(|at| format!(" · at {at}")).unwrap_or_default();
    format!("{what}{dataset}{at}")
}

/// `London Community Safety Partnership (lcsp)`.
fn called(body: &BodyRef) -> String {
    format!("{} ({})", body.name, body.id)
}

/// Sources in short: `lcrb-2010 membership para 1; lcsp-2006`.
fn sources(evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return "no source given".to_string();
    }
    let each = evidence.iter().map(|evidence| {
        let locator = evidence.locator.as_ref().map(|locator| format!(" {locator}")).unwrap_or_default();
        let doubt = match evidence.certainty {
            None => String::new(),
            Some(Certainty::Low) => " (could not be checked)".to_string(),
            Some(certainty) => format!(" ({} certainty)", certainty.word()),
        };
        format!("{}{locator}{doubt}", evidence.source)
    });
    each.collect::<Vec<_>>().join("; ")
}

/// How a body stands, for a cell; empty if no date was asked.
fn standing(body: &BodyRef) -> &'static str {
    body.standing.map_or("", govgraph::Standing::word)
}

/// `2006`, `2006 to 2010-09`, `until 2006`, `since 2006`: a period in EDTF as people write it; empty if nothing is known.
fn lifetime(existed: &str) -> String {
    match existed.split_once('/') {
        Some(("" | "..", "" | "..")) => String::new(),
        Some(("" | "..", end)) => format!("until {end}"),
        Some((start, "..")) => format!("since {start}"),
        Some((start, "")) => format!("from {start}"),
        Some((start, end)) if start == end => start.to_string(),
        Some((start, end)) => format!("{start} to {end}"),
        None => existed.to_string(),
    }
}
