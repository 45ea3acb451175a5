//! Who sits where as a table.

use govgraph::Cover;
use govgraph::questions::membership::{Held, Report, Roll, Row};
use govgraph::questions::{Circle, MemberKind};

use super::{called, few, sources, standing, title, years_of_days};
use crate::table::Table;

/// One row a member and body, those who sit on most bodies first, with their sources if they are wanted.
pub fn table(report: &Report, with_sources: bool) -> Table {
    let mut table =
        Table::new(title("Who sits where", &report.asked)).column("Who").column("Sits on").numbers("Places");
    table = table.column("As").column(if report.asked.at.is_some() { "At that date" } else { "Known" });
    if with_sources {
        table = table.column("Sources");
    }
    let mut before = None;
    for row in &report.rows {
        let who = if before == Some(&row.member) { String::new() } else { name(row) };
        before = Some(&row.member);
        // Who has the same place twice, in periods of its own, has it once in words.
        let mut seats: Vec<&str> = Vec::new();
        for seat in &row.seats {
            if !seats.contains(&seat.text.as_str()) {
                seats.push(&seat.text);
            }
        }
        let mut cells = vec![who, body(report, row), row.places_if_there.words(), seats.join("; "), when(report, row)];
        if with_sources {
            cells.push(cited(row));
        }
        table.row(cells);
    }
    if report.rows.is_empty() {
        table.note(format!("No {} is known to sit on any body.", noun(report.by, 1)));
    }
    notes(report, &mut table);
    table.cite(report.rows.iter().flat_map(Row::evidence));
    table
}

/// Members for a spreadsheet: one row a member and body, one fact a cell.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["member", "member_id", "kind", "collective", "body", "body_name", "standing", "proposed"] {
        table = table.column(column);
    }
    for column in ["places_least", "places_most", "capacity", "seats", "cover", "known", "possible", "contested"] {
        table = table.column(column);
    }
    table = table.column("sources");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    for row in &report.rows {
        let seats = |of: fn(&Held) -> &str| {
            let mut words: Vec<&str> = row.seats.iter().map(of).filter(|words| !words.is_empty()).collect();
            words.dedup();
            words.join("; ")
        };
        let member = &row.member;
        let who = [member.name.clone(), member.id.clone().unwrap_or_default()];
        let kind = row.kind.map(|kind| kind.to_string()).unwrap_or_default();
        let body = [row.body.id.clone(), row.body.name.clone(), standing(&row.body).to_string()];
        let most = row.places.most.map(|most| most.to_string()).unwrap_or_default();
        let places = [row.places.least.to_string(), most, row.capacity().to_string()];
        let held = [
            seats(|seat| &seat.text),
            row.cover.to_string(),
            seats(|seat| seat.known.as_deref().unwrap_or_default()),
            seats(|seat| &seat.possible),
            yes(row.contested),
            cited(row),
        ];
        let who = who.into_iter().chain([kind, yes(member.collective)]);
        let body = body.into_iter().chain([yes(roll(report, row).is_some_and(|roll| roll.proposed))]);
        table.row(who.chain(body).chain(places).chain(held));
    }
    table
}

/// `members` in the sense of the question.
pub(super) fn noun(by: MemberKind, count: usize) -> &'static str {
    match (by, count) {
        (MemberKind::Organisation, 1) => "organisation",
        (MemberKind::Organisation, _) => "organisations",
        (MemberKind::Post, 1) => "post",
        (MemberKind::Post, _) => "posts",
        (MemberKind::Person, 1) => "person",
        (MemberKind::Person, _) => "people",
    }
}

/// The body of a row, with how many sit there.
pub(super) fn roll<'r>(report: &'r Report, row: &Row) -> Option<&'r Roll> {
    let at = report.bodies.binary_search_by(|roll| roll.body.id.cmp(&row.body.id)).ok()?;
    report.bodies.get(at)
}

fn name(row: &Row) -> String {
    format!("{}{}", row.member.name, if row.member.collective { "*" } else { "" })
}

fn body(report: &Report, row: &Row) -> String {
    let standing = match standing(&row.body) {
        "" if roll(report, row).is_some_and(|roll| roll.proposed) => " [proposed]".to_string(),
        "" | "active" => String::new(),
        standing => format!(" [{standing}]"),
    };
    format!("{}{standing}{}", called(&row.body), if row.contested { "†" } else { "" })
}

/// At a date whether it sits there then; without one, from when to when that is known.
fn when(report: &Report, row: &Row) -> String {
    if roll(report, row).is_some_and(|roll| roll.proposed) {
        return "as proposed".to_string();
    }
    if report.asked.at.is_some() {
        let certain = row.seats.iter().filter(|seat| seat.cover == Cover::Certain).count();
        return match row.cover {
            Cover::Certain if certain < row.seats.len() => "certain, some seats only possible".to_string(),
            cover => cover.to_string(),
        };
    }
    let mut known: Vec<String> =
        row.seats.iter().filter(|seat| seat.known.is_some()).map(|seat| years_of_days(seat.known.as_deref())).collect();
    known.sort();
    known.dedup();
    if known.is_empty() { years_of_days(None) } else { known.join("; ") }
}

fn cited(row: &Row) -> String {
    sources(&row.evidence().cloned().collect::<Vec<_>>())
}

fn notes(report: &Report, table: &mut Table) {
    if !report.rows.is_empty() {
        let bodies = match report.bodies.len() {
            1 => "1 body".to_string(),
            count => format!("{count} bodies"),
        };
        table.note(format!("{bodies} with known {}; those on most bodies come first.", noun(report.by, 2)));
    }
    if report.asked.at.is_none() && !report.rows.is_empty() {
        table.note(
            "No date was asked: this is everything that is recorded, and not all of it held at one time. Places: the most at any one time. Known: the years in which the sources show it.",
        );
    }
    if report.circle == Circle::Core {
        table.note(
            "Members count; advisers, observers, wider stakeholders and those who attend on demand do not (--everyone).",
        );
    }
    if report.rows.iter().any(|row| row.places_if_there.exact().is_none()) {
        table.note("A range of places: the sources leave the number open, or of several seats some are only possible.");
    }
    if report.rows.iter().any(|row| row.member.collective) {
        table.note(
            "* stands for some of several, bodies of a class or holders of a post: the sources do not say which.",
        );
    }
    if report.rows.iter().any(|row| row.contested) {
        table.note("† a source lists it at a time when it, or the body, did not exist.");
    }
    let open: Vec<String> = report
        .bodies
        .iter()
        .filter(|roll| roll.open_seats > 0)
        .map(|roll| format!("{} ({})", roll.body.id, roll.open_seats))
        .collect();
    if !open.is_empty() {
        table.note(format!("Seats of which it is not known who holds them: {}.", open.join(", ")));
    }
    if !report.unknown.is_empty() {
        table.note(format!(
            "Unknown, not zero: no {} of these are known: {}.",
            noun(report.by, 2),
            few(&report.unknown)
        ));
    }
}
