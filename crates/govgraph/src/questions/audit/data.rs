//! Findings about the records: what was noticed when they were read and checked, as far as it is about the date.

use govgraph_model::{BodyId, Cover, Finding, Severity};

use super::{Row, called, of_the_date};
use crate::graph::{BodyView, Snapshot, Standing};

pub(super) fn find(snapshot: &Snapshot<'_>, checked: &[Finding]) -> Vec<Row> {
    checked.iter().filter(|finding| finding.severity() != Severity::Error).filter_map(|it| row(snapshot, it)).collect()
}

fn row(snapshot: &Snapshot<'_>, finding: &Finding) -> Option<Row> {
    let body = body(snapshot, finding.subject.as_deref());
    // What is wrong with a body that had ended is nothing that can be put right at the date.
    let is_there = body.and_then(|body| snapshot.standing(body)).is_none_or(Standing::is_in_view);
    let cover = match finding.when.as_slice() {
        [] => Cover::Certain,
        when => when.iter().filter_map(|extent| of_the_date(snapshot, extent)).max()?,
    };
    if !is_there {
        return None;
    }
    let mut row = Row::new(finding.code, named(snapshot, &finding.message), cover).about(snapshot, body);
    row.key = finding.message.clone();
    row.help = finding.help.as_ref().map(|help| named(snapshot, help));
    for label in finding.labels.iter().rev() {
        row = row.at(snapshot, label.origin, &label.text);
    }
    Some(row.evidence(finding.evidence.clone()))
}

fn body<'g>(snapshot: &Snapshot<'g>, id: Option<&str>) -> Option<BodyView<'g>> {
    snapshot.graph().body(&id?.parse::<BodyId>().ok()?)
}

/// The words of a finding with names where they have ids: checks speak to whoever wrote the ids, an audit to everybody.
fn named(snapshot: &Snapshot<'_>, words: &str) -> String {
    // Between an odd backtick and the next one stands what was written in the file.
    let parts = words.split('`').enumerate().map(|(i, part)| match body(snapshot, Some(part)) {
        Some(body) if i % 2 == 1 => called(body),
        _ if i % 2 == 1 => format!("`{part}`"),
        _ => part.to_string(),
    });
    parts.collect()
}
