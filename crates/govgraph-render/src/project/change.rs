//! What is different between two snapshots, as a table.

pub mod picture;

use govgraph::questions::change::{Kind, Looked, Report, Row, Side};
use govgraph::questions::lineage::Succession;
use govgraph::questions::profile::Topic;
use govgraph::{Cover, Evidence, Standing, Word as _};

use super::{date, sources, title};
use crate::table::Table;

/// One row for the facts of a body and a topic that differ in the same way, with the names of each.
pub fn table(report: &Report) -> Table {
    let mut asked = report.asked.clone();
    (asked.at, asked.dataset) = (None, report.before.dataset.clone().filter(|_| report.one_dataset));
    let between =
        format!("{} and {}", looked(report, &report.before, "the first"), looked(report, &report.after, "the second"));
    let mut table = Table::new(title(&format!("What is different between {between}"), &asked)).column("Body");
    table = table.column("Change").column("What").column("Before → after").column("Sources");
    let mut last = None;
    for rows in groups(&report.rows) {
        let Some(first) = rows.first() else { continue };
        let is_next = last == Some(&first.body.id);
        let name = if is_next { String::new() } else { format!("{} ({})", first.body.name, first.body.id) };
        last = Some(&first.body.id);
        let evidence: Vec<Evidence> = rows.iter().flat_map(|row| evidence(row)).cloned().collect();
        table.cite(&evidence);
        table.row([name, change_words(report, first), whats(&rows), sides(first), sources(&evidence)]);
    }
    notes(report, &mut table);
    table
}

/// Rows that read the same but for what they are about, in the order of the first of each.
fn groups(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        let of_body = groups.iter_mut().rev().take_while(|group| group.iter().all(|one| one.body.id == row.body.id));
        let like = of_body.filter(|group| group.iter().all(|one| alike(one, row))).last();
        match like {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

fn alike(a: &Row, b: &Row) -> bool {
    let state = |side: &Side| (side.recorded, side.cover, side.proposed);
    let reason = |side: &Side| if side.cover == Cover::No { side.text.clone() } else { String::new() };
    let sides = |row: &Row| [&row.before, &row.after].map(|side| (state(side), reason(side)));
    if is_minor(a) && is_minor(b) {
        return a.kind == b.kind;
    }
    a.kind != Kind::Changed && (a.topic, a.kind, a.cover) == (b.topic, b.kind, b.cover) && sides(a) == sides(b)
}

/// What comes and goes with a body and is told in a word: not who sits there, what it works on and whom it answers to.
fn is_minor(row: &Row) -> bool {
    row.with_body && !matches!(row.topic, Topic::Seat | Topic::Remit | Topic::Relation)
}

/// What some rows that read the same are about.
fn whats(rows: &[&Row]) -> String {
    if rows.iter().any(|row| is_minor(row)) {
        let each = rows.chunk_by(|a, b| a.topic == b.topic).filter_map(|rows| Some((rows.first()?.topic, rows.len())));
        let words = each.map(|(topic, count)| format!("{} ({count})", topic.heading().to_lowercase()));
        return words.collect::<Vec<_>>().join(", ");
    }
    match rows {
        [row] => what(row),
        rows => {
            let labels: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
            format!("{}: {}", rows.len(), labels.join("; "))
        }
    }
}

/// `certain → no: the police authority had ended`.
fn sides(row: &Row) -> String {
    if is_minor(row) {
        return String::new();
    }
    let both = [side(row, &row.before, row.body.before), side(row, &row.after, row.body.after)].join(" → ");
    match events(&row.events) {
        events if row.topic == Topic::Itself && !events.is_empty() => format!("{both}: {events}"),
        _ => both,
    }
}

fn looked(report: &Report, looked: &Looked, which: &str) -> String {
    let dataset = looked.dataset.as_deref().unwrap_or(which);
    match (&looked.at, report.one_dataset) {
        (Some(at), true) => at.clone(),
        (Some(at), false) => format!("{dataset} at {at}"),
        (None, _) => dataset.to_string(),
    }
}

/// What came of a fact: `seats possibly lost`, `went`.
fn change_words(report: &Report, row: &Row) -> String {
    if is_minor(row) {
        return if matches!(row.kind, Kind::Gained | Kind::Proposed) { "came with it" } else { "went with it" }
            .to_string();
    }
    let perhaps = if row.cover == Cover::Certain || row.kind == Kind::Silent { "" } else { "possibly " };
    let only = |side: &Side| !report.one_dataset && !side.recorded;
    let happened = match (row.kind, row.topic) {
        (Kind::Gained | Kind::Proposed, _) if only(&row.before) => "only in the second",
        (Kind::Lost | Kind::Lapsed, _) if only(&row.after) => "only in the first",
        (Kind::Gained, Topic::Itself) => "came",
        (Kind::Lost, Topic::Itself) => "went",
        (Kind::Gained, _) => "gained",
        (Kind::Lost, _) => "lost",
        (Kind::Changed, _) => "changed",
        (Kind::Proposed, _) => "newly proposed",
        (Kind::Lapsed, _) => "no longer proposed",
        (Kind::Silent, _) => "unknown whether changed",
    };
    match row.topic {
        Topic::Itself => format!("{perhaps}{happened}"),
        topic => format!("{}: {perhaps}{happened}", topic.heading().to_lowercase()),
    }
}

fn what(row: &Row) -> String {
    let text = if row.after.cover.is_possible() { &row.after.text } else { &row.before.text };
    let text = if row.topic == Topic::Itself { "" } else { text };
    let unknown = |value: &Option<String>| value.clone().unwrap_or_else(|| "not said".to_string());
    let differences = row.differences.iter().map(|difference| {
        format!("{} {} → {}", difference.what, unknown(&difference.before), unknown(&difference.after))
    });
    let differences = differences.collect::<Vec<_>>().join(", ");
    match (text.is_empty(), differences.is_empty()) {
        (false, false) => format!("{text}: {differences}"),
        _ => format!("{text}{differences}"),
    }
}

fn side(row: &Row, side: &Side, standing: Option<Standing>) -> String {
    match (row.topic, standing) {
        (Topic::Itself, Some(standing)) => standing.to_string(),
        // The row of the body says why.
        _ if side.cover == Cover::No && (row.with_body || side.text == "not at that date") => "no".to_string(),
        _ if side.cover == Cover::No && side.recorded => format!("no: {}", side.text),
        _ if side.cover == Cover::No => side.text.clone(),
        _ if side.proposed => "proposed".to_string(),
        _ => side.cover.to_string(),
    }
}

/// `2012-01-16 replaced mpa → mopac`.
fn events(events: &[Succession]) -> String {
    let each = events.iter().map(|event| {
        let ids = |bodies: &[govgraph::questions::BodyRef]| {
            bodies.iter().map(|body| body.id.as_str()).collect::<Vec<_>>().join(", ")
        };
        let change = &event.change;
        let proposed = if change.proposed { "proposed for " } else { "" };
        let date = change.date.as_deref().map_or("at an unknown date".to_string(), date);
        let sides: Vec<String> = [ids(&event.from), ids(&event.to)].into_iter().filter(|ids| !ids.is_empty()).collect();
        format!("{proposed}{date} {} {}", change.kind.word().replace('-', " "), sides.join(" → "))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// What stands behind a row, and behind the events that it names.
fn evidence(row: &Row) -> impl Iterator<Item = &Evidence> {
    // That its body came or went is cited where that is said.
    let cited = |side: &'_ Side| !(row.with_body && side.cover == Cover::No);
    let sides = [&row.before, &row.after].into_iter().filter(move |side| cited(side)).flat_map(|side| &side.evidence);
    let events = row.events.iter().filter(|_| row.topic == Topic::Itself);
    sides.chain(events.flat_map(|event| &event.change.evidence))
}

fn notes(report: &Report, table: &mut Table) {
    let count = |kind: Kind, certain: bool| {
        let is = |row: &&Row| row.topic == Topic::Itself && row.kind == kind;
        report.rows.iter().filter(is).filter(|row| (row.cover == Cover::Certain) == certain).count()
    };
    let words = |happened: &str, kind: Kind| match (count(kind, true), count(kind, false)) {
        (0, 0) => format!("none {happened}"),
        (certain, 0) => format!("{certain} {happened}"),
        (0, possible) => format!("{possible} possibly {happened}"),
        (certain, possible) => format!("{certain} {happened} and {possible} possibly"),
    };
    if report.rows.is_empty() {
        table.note("The data show no difference.");
    } else {
        table.note(format!("Of the bodies {}, {}.", words("came", Kind::Gained), words("went", Kind::Lost)));
    }
    if report.rows.iter().any(|row| row.cover == Cover::Possible && row.kind != Kind::Silent) {
        table.note("`possibly`: one of the sides is only possible or does not say, so that nothing need have changed.");
    }
    match report.silent {
        0 => {}
        silent => {
            let shown = if report.rows.iter().any(|row| row.kind == Kind::Silent) { "" } else { " (--all lists them)" };
            let (facts, they) = if silent == 1 { ("fact", "it") } else { ("facts", "them") };
            table.note(format!(
                "Of {silent} more {facts} the data are certain on one side and silent on the other: whether anything changed in \
                 {they} is not known{shown}."
            ));
        }
    }
    if !report.one_dataset && report.rows.iter().any(|row| !row.before.recorded || !row.after.recorded) {
        table
            .note("What only one of the datasets records need not be untrue in the other: `not recorded` is not `no`.");
    }
    if report.rows.iter().flat_map(|row| &row.events).any(|event| event.change.proposed) {
        table.note("Proposed events are planned, and need not have happened.");
    }
}

/// What is different, for a spreadsheet: one row a fact, one thing a cell.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["body_id", "body", "topic", "change", "certainty", "fact", "differences"] {
        table = table.column(column);
    }
    for column in ["standing", "cover", "proposed", "recorded", "text", "sources"] {
        table = table.column(&format!("before_{column}")).column(&format!("after_{column}"));
    }
    table = table.column("events").column("events_sources");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    let standing = |standing: Option<Standing>| standing.map_or("", Standing::word).to_string();
    for row in &report.rows {
        let kind = match row.kind {
            Kind::Gained => "gained",
            Kind::Lost => "lost",
            Kind::Changed => "changed",
            Kind::Proposed => "proposed",
            Kind::Lapsed => "lapsed",
            Kind::Silent => "silent",
        };
        let (before, after) = (&row.before, &row.after);
        let event_sources: Vec<Evidence> = row.events.iter().flat_map(|event| event.change.evidence.clone()).collect();
        let differences: Vec<String> = row
            .differences
            .iter()
            .map(|one| {
                format!(
                    "{}: {} → {}",
                    one.what,
                    one.before.as_deref().unwrap_or(""),
                    one.after.as_deref().unwrap_or("")
                )
            })
            .collect();
        let fact = if after.cover.is_possible() { &after.text } else { &before.text };
        table.row([
            row.body.id.clone(),
            row.body.name.clone(),
            row.topic.heading().to_string(),
            kind.to_string(),
            row.cover.to_string(),
            fact.clone(),
            differences.join("; "),
            standing(row.body.before),
            standing(row.body.after),
            before.cover.to_string(),
            after.cover.to_string(),
            yes(before.proposed),
            yes(after.proposed),
            yes(before.recorded),
            yes(after.recorded),
            before.text.clone(),
            after.text.clone(),
            sources(&before.evidence),
            sources(&after.evidence),
            events(&row.events),
            if event_sources.is_empty() { String::new() } else { sources(&event_sources) },
        ]);
    }
    table
}
