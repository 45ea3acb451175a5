//! Which findings the dataset allows, and which entries of its list allow nothing.

use govgraph_model::{Allow, Code, Cover};

use super::{Allowed, Row};
use crate::graph::Snapshot;

/// Findings that stand, and those that are allowed.
pub(super) struct Sorted {
    pub(super) rows: Vec<Row>,
    pub(super) allowed: Vec<Allowed>,
}

/// Takes out what the dataset allows, and adds a notice for every entry that allows nothing.
///
/// Of several entries that match a finding, the first counts. Cost: the findings times the entries.
pub(super) fn sort(snapshot: &Snapshot<'_>, found: Vec<Row>) -> Sorted {
    let graph = snapshot.graph();
    let mut matched = vec![false; graph.allow().len()];
    let mut sorted = Sorted { rows: Vec::new(), allowed: Vec::new() };
    for mut row in found {
        let entries = || graph.allow().iter().zip(0..).filter(|(entry, _)| matches(entry, &row));
        entries().for_each(|(_, i): (_, usize)| matched[i] = true);
        if let Some((entry, _)) = entries().find(|(entry, _)| applies(snapshot, entry)) {
            sorted.allowed.push(Allowed {
                row,
                reason: entry.reason.clone(),
                until: entry.until.as_ref().map(|until| until.edtf().to_string()),
                agreed: graph.evidence(&entry.provenance, &[]),
            });
            continue;
        }
        if let Some((over, until)) = entries().find_map(|(entry, _)| Some((entry, entry.until.as_ref()?))) {
            let help = row.help.take().map(|help| format!("{help}. ")).unwrap_or_default();
            row.help = Some(format!("{help}It was allowed until {until}: {}", over.reason));
        }
        sorted.rows.push(row);
    }
    let unused = graph.allow().iter().zip(matched).filter(|(entry, matched)| !matched && applies(snapshot, entry));
    sorted.rows.extend(unused.map(|(entry, _)| self::unused(snapshot, entry)));
    sorted
}

/// Whether a finding is one of those that an entry speaks of: about no body and no theme that it does not name.
fn matches(entry: &Allow, row: &Row) -> bool {
    let all = |found: &[String], named: Vec<&str>| {
        named.is_empty() || (!found.is_empty() && found.iter().all(|id| named.contains(&id.as_str())))
    };
    let bodies: Vec<String> = row.bodies.iter().map(|body| body.id.clone()).collect();
    let themes: Vec<String> = row.themes.iter().map(|theme| theme.id.clone()).collect();
    entry.code.value == row.code
        && all(&bodies, entry.bodies.iter().map(|id| id.as_str()).collect())
        && all(&themes, entry.themes.iter().map(|id| id.as_str()).collect())
}

/// Whether an entry certainly applies at the date: a finding is not hidden on a day on which it may no longer be allowed.
/// Without a date, there is none on which it could have run out.
fn applies(snapshot: &Snapshot<'_>, entry: &Allow) -> bool {
    let until = entry.until.as_ref().map(|until| until.last());
    snapshot.date().zip(until).is_none_or(|(at, until)| at.last() <= until)
}

fn unused(snapshot: &Snapshot<'_>, entry: &Allow) -> Row {
    let ids = |ids: Vec<&str>, what: &str| match ids.is_empty() {
        true => String::new(),
        false => format!(" {what} `{}`", ids.join("`, `")),
    };
    let bodies = ids(entry.bodies.iter().map(|id| id.as_str()).collect(), "about");
    let themes = ids(entry.themes.iter().map(|id| id.as_str()).collect(), "on");
    let then = if snapshot.date().is_some() { " at this date" } else { "" };
    let what = format!("`{}`{bodies}{themes}", entry.code);
    Row::new(Code::UnusedAllow, format!("No finding{then} is what the dataset allows: {what}"), Cover::Certain)
        .key(format!("{what} {}", entry.reason))
        .help("take the entry out if it has done its work, or correct its code and its bodies")
        .at(snapshot, entry.code.origin, "")
        .evidence(snapshot.graph().evidence(&entry.provenance, &[]))
}
