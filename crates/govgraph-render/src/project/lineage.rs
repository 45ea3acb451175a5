//! Lineages as tables, and as a picture.

pub mod picture;

use govgraph::questions::lineage::{Branch, Change, Lived, Overview, Report};
use govgraph::{Cover, Date, Day, EventKind, Word as _};

use super::{called, date, lifetime, sources, standing, title};
use crate::table::Table;

/// What a body came from, the body, and what it became, in the order of time; deeper branches are indented.
pub fn table(report: &Report) -> Table {
    let mut table = Table::new(title(&format!("Lineage of {}", report.body.body.name), &report.asked));
    table = table.column("").column("When").column("What happened").column("Body").column("Existed");
    table = table.column("Standing").column("Sources");
    for branch in oldest_first(&report.before) {
        rows(&mut table, branch, "came from");
    }
    let (existed, body) = (lifetime(&report.body.existed), lived(&report.body));
    table.row(["itself", "", "", &body, &existed, standing(&report.body.body), ""]);
    for change in &report.changes {
        table.row(["changed", &when(change), &what(change), "", "", "", &sources(&change.evidence)]);
    }
    for branch in &report.after {
        rows(&mut table, branch, "became");
    }
    let branches = || report.before.iter().chain(&report.after);
    table.cite(branches().flat_map(|branch| &branch.change.evidence));
    table.cite(report.changes.iter().flat_map(|change| &change.evidence));
    later_note(report.later, &mut table);
    if report.before.is_empty() && report.later == 0 {
        table.note("What it came from, if it came from anything, is not in the data.");
    }
    if report.after.is_empty() && report.later == 0 {
        table.note("What became of it, if anything did, is not in the data.");
    }
    if branches().any(|branch| branch.change.proposed) {
        table.note("Proposed events are planned, and need not have happened.");
    }
    if branches().any(|branch| branch.through_proposal) {
        table.note(
            "`if that happens`: it belongs here only if the proposed event that links it to the others comes about.",
        );
    }
    table
}

/// The branches of a tree that looks back, so that the page reads from old to new: by date, but none below the one that
/// it belongs to; one without a date next to that.
fn oldest_first(before: &[Branch]) -> Vec<&Branch> {
    let mut above: Vec<Option<Day>> = Vec::new();
    let mut dated = Vec::with_capacity(before.len());
    for branch in before {
        above.truncate(branch.depth as usize);
        let parent = above.last().copied();
        let date = branch.change.date.as_deref().and_then(|date| date.parse::<Date>().ok());
        let own = date.map(|date| date.first());
        let day = match (own, parent) {
            (Some(own), Some(parent)) => parent.map(|parent| own.min(parent)),
            (own, parent) => own.or(parent.flatten()),
        };
        above.push(day);
        dated.push((day, branch));
    }
    // In pre-order each stands above what it came from: turned round, and kept so where dates are equal, below it.
    dated.reverse();
    dated.sort_by_key(|(day, _)| *day);
    dated.into_iter().map(|(_, branch)| branch).collect()
}

fn rows(table: &mut Table, branch: &Branch, side: &str) {
    let indent = "· ".repeat(branch.depth.min(20) as usize);
    let mut happened = what(&branch.change);
    if branch.depth > 0 {
        happened = format!("{happened} ({})", branch.of.id);
    }
    if !branch.together_with.is_empty() {
        let others: Vec<&str> = branch.together_with.iter().map(|body| body.id.as_str()).collect();
        happened = format!("{happened}, with {}", others.join(", "));
    }
    if branch.predecessor_survives && branch.change.kind.ends_predecessor() {
        happened.push_str("; the one before goes on");
    }
    let side = if branch.through_proposal { format!("{side}, if that happens") } else { side.to_string() };
    let (when, cited) = (when(&branch.change), sources(&branch.change.evidence));
    if branch.bodies.is_empty() {
        table.row([&side, &when, &happened, "–", "", "", &cited]);
    }
    for body in &branch.bodies {
        let again = if body.told_elsewhere { " (told at its other place)" } else { "" };
        let name = format!("{indent}{}{again}", lived(&body.lived));
        let existed = lifetime(&body.lived.existed);
        table.row([&side, &when, &happened, &name, &existed, standing(&body.lived.body), &cited]);
    }
}

/// A lineage for a spreadsheet: one row a body and event, in the order of the tree.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in
        ["direction", "depth", "of", "date", "kind", "proposed", "happened", "body_id", "body_name", "existed"]
    {
        table = table.column(column);
    }
    table = table.column("standing").column("told_elsewhere").column("through_proposal").column("sources");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    let trees = [("before", &report.before), ("after", &report.after)];
    for (direction, branch) in trees.iter().flat_map(|(side, tree)| tree.iter().map(move |branch| (*side, branch))) {
        let change = &branch.change;
        let event = [
            direction.to_string(),
            branch.depth.to_string(),
            branch.of.id.clone(),
            change.date.clone().unwrap_or_default(),
            change.kind.to_string(),
            yes(change.proposed),
            change.happened.to_string(),
        ];
        let cited = sources(&change.evidence);
        if branch.bodies.is_empty() {
            let nobody = std::iter::repeat_n(String::new(), 5);
            let rest = [yes(branch.through_proposal), cited.clone()];
            table.row(event.iter().cloned().chain(nobody).chain(rest));
        }
        for body in &branch.bodies {
            let lived = &body.lived;
            let who = [lived.body.id.clone(), lived.body.name.clone(), lived.existed.clone()];
            let rest = [standing(&lived.body).to_string(), yes(body.told_elsewhere)];
            let rest = rest.into_iter().chain([yes(branch.through_proposal), cited.clone()]);
            table.row(event.iter().cloned().chain(who).chain(rest));
        }
    }
    table
}

/// All successions for a spreadsheet: one row an event.
pub fn overview_records(overview: &Overview) -> Table {
    let mut table = Table::new("").column("date").column("kind").column("proposed").column("before").column("after");
    table = table.column("text").column("sources");
    for row in &overview.rows {
        let ids = |bodies: &[govgraph::questions::BodyRef]| {
            bodies.iter().map(|body| body.id.as_str()).collect::<Vec<_>>().join("; ")
        };
        let change = &row.change;
        table.row([
            change.date.clone().unwrap_or_default(),
            change.kind.to_string(),
            if change.proposed { "yes" } else { "no" }.to_string(),
            ids(&row.from),
            ids(&row.to),
            change.text.clone().unwrap_or_default(),
            sources(&change.evidence),
        ]);
    }
    table
}

fn later_note(later: usize, table: &mut Table) {
    match later {
        0 => {}
        1 => table.note("1 event after that date is left out."),
        later => table.note(format!("{later} events after that date are left out.")),
    }
}

fn lived(lived: &Lived) -> String {
    let names = &lived.other_names;
    if names.is_empty() { called(&lived.body) } else { format!("{}, also {}", called(&lived.body), names.join(", ")) }
}

fn when(change: &Change) -> String {
    let date = change.date_words.as_deref().map(date);
    match (change.proposed, date) {
        (true, Some(date)) => format!("proposed for {date}"),
        (true, None) => "proposed".to_string(),
        (false, Some(date)) if change.happened == Cover::Possible => format!("{date} (perhaps later)"),
        (false, Some(date)) => date,
        (false, None) => "date unknown".to_string(),
    }
}

fn what(change: &Change) -> String {
    let word = change.kind.word().replace('-', " ");
    match (&change.text, change.kind) {
        (Some(text), EventKind::Refreshed | EventKind::Reviewed) => format!("{word}: {text}"),
        _ => word,
    }
}

/// All successions, one row an event.
pub fn overview_table(overview: &Overview) -> Table {
    let mut table = Table::new(title("What became of what", &overview.asked)).column("When").column("What happened");
    table = table.column("Before").column("After").column("Sources");
    for row in &overview.rows {
        let names = |bodies: &[govgraph::questions::BodyRef]| {
            let names = bodies.iter().map(called).collect::<Vec<_>>().join("; ");
            if names.is_empty() { "–".to_string() } else { names }
        };
        let cited = sources(&row.change.evidence);
        table.row([when(&row.change), what(&row.change), names(&row.from), names(&row.to), cited]);
    }
    if overview.rows.is_empty() && overview.later == 0 {
        table.note("No events are recorded.");
    }
    table.cite(overview.rows.iter().flat_map(|row| &row.change.evidence));
    later_note(overview.later, &mut table);
    table
}
