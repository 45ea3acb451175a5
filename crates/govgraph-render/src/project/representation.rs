//! Elected representation as a table.

use govgraph::questions::representation::{Report, Row, SeatRow, Verdict, range_words};
use govgraph::{Count, Cover, Tri};

use super::{called, few, sources, standing, title};
use crate::table::Table;

/// One row a body; for a single body that was asked, one row a seat.
pub fn table(report: &Report, one_body: bool) -> Table {
    match report.rows.as_slice() {
        [row] if one_body => seats(report, row),
        _ => bodies(report),
    }
}

fn bodies(report: &Report) -> Table {
    let mut table = Table::new(title("Elected representation", &report.asked)).column("Body").column("Standing");
    table = table.column("Elected members").column("By the seats").column("Chair elected?");
    table = table.column("What sources say").column("Answers to elected members through");
    for row in &report.rows {
        let chairs = row.chairs.iter().map(|chair| {
            let then = if chair.cover == Cover::Certain { "" } else { "†" };
            format!("{}: {}{then}", chair.holder, chair.elected)
        });
        table.row([
            called(&row.body),
            standing(&row.body).to_string(),
            verdict_words(row),
            seat_words(row),
            or_unknown(chairs.collect::<Vec<_>>().join("; ")),
            asserted_words(row),
            way_words(row),
        ]);
    }
    if report.rows.is_empty() {
        table.note("Of no body a seat is known, nor does a source say anything about elected members.");
    } else {
        table.note("`open` means that the data leave it open: it is no finding that nobody is elected.");
    }
    if !report.unknown.is_empty() {
        table.note(format!("Unknown, since no seat is known and no source says anything: {}.", few(&report.unknown)));
    }
    table.cite(report.rows.iter().flat_map(|row| &row.asserted).flat_map(|asserted| &asserted.evidence));
    if report.rows.iter().any(|row| !row.seats_certain) {
        table.note("† of some of these seats it is not certain that they were there at the date: their sources speak of other times, or list who had ended.");
    }
    table
}

/// Elected members for a spreadsheet: one row a body, one fact a cell; for a single body that was asked, one row a seat.
pub fn records(report: &Report, one_body: bool) -> Table {
    match report.rows.as_slice() {
        [row] if one_body => seat_records(row),
        rows => body_records(rows),
    }
}

fn body_records(rows: &[Row]) -> Table {
    let mut table = Table::new("");
    for column in
        ["id", "name", "kind", "standing", "verdict", "by_the_seats", "known_then", "elected_least", "elected_most"]
    {
        table = table.column(column);
    }
    for column in ["not_elected_least", "places_least", "places_most", "declared", "itemised", "chairs", "sources_say"]
    {
        table = table.column(column);
    }
    table = table.column("answers_through");
    let most = |count: Count| count.most.map(|most| most.to_string()).unwrap_or_default();
    let words = |count: Option<Count>| count.map(|count| count.to_string()).unwrap_or_default();
    for row in rows {
        let chairs = row.chairs.iter().map(|chair| format!("{}: {}", chair.holder, chair.elected));
        let body = [row.body.id.clone(), row.body.name.clone(), row.body.kind.to_string(), standing(&row.body).into()];
        let verdicts = [verdict(row.verdict()), verdict(row.derived), if row.known_then { "yes" } else { "no" }];
        let counts = [row.elected.least.to_string(), most(row.elected), row.not_elected.least.to_string()];
        let places = [row.places.least.to_string(), most(row.places), words(row.declared), words(row.itemised)];
        let rest = [chairs.collect::<Vec<_>>().join("; "), asserted_words(row), way_words(row)];
        table.row(body.into_iter().chain(verdicts.map(String::from)).chain(counts).chain(places).chain(rest));
    }
    table
}

fn seat_records(row: &Row) -> Table {
    let mut table = Table::new("").column("holder").column("places_least").column("places_most").column("elected");
    table = table.column("basis").column("cover").column("sources");
    for seat in &row.seats {
        let evidence: Vec<_> = seat.evidence.iter().chain(&seat.elected_evidence).cloned().collect();
        table.row([
            seat_holder(row, seat),
            seat.count.least.to_string(),
            seat.count.most.map(|most| most.to_string()).unwrap_or_default(),
            seat.elected.to_string(),
            seat.basis.map(|basis| basis.to_string()).unwrap_or_default(),
            seat.cover.to_string(),
            sources(&evidence),
        ]);
    }
    table
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::None => "none",
        Verdict::Open => "open",
        Verdict::Some => "yes",
    }
}

/// The verdict, with whether it rests on what a source says alone.
fn verdict_words(row: &Row) -> String {
    let words = verdict(row.verdict());
    if row.verdict() != row.derived && row.verdict() != Verdict::Open {
        format!("{words}, says a source")
    } else {
        words.to_string()
    }
}

fn seat_words(row: &Row) -> String {
    if row.seats.is_empty() {
        return "no seat is known".to_string();
    }
    let dagger = if row.seats_certain { "" } else { "†" };
    // Nobody says that those which are listed are all.
    let open = |places: Count| if row.is_closed { places } else { Count { most: None, ..places } };
    let places = row.declared.unwrap_or_else(|| open(row.places));
    let not = match row.not_elected {
        Count::ZERO => String::new(),
        not => format!(", {} not elected", not.words()),
    };
    if !row.known_then {
        let listed = row.itemised.unwrap_or(row.places).words();
        let unknown = match row.body.standing {
            Some(_) => "unknown at that date; listed at other times",
            None => "unknown; listed at different times",
        };
        return format!("{unknown}: {listed} places{not}{dagger}");
    }
    // What is counted are the itemised places; where a source declares another number, both are named.
    match row.itemised {
        Some(itemised) if !places.agrees_with(itemised) => {
            let declared = places.words();
            format!("{} itemised places{not} ({declared} declared){dagger}", range_words(row.elected, itemised))
        }
        _ => format!("{}{not}{dagger}", range_words(row.elected, places)),
    }
}

fn asserted_words(row: &Row) -> String {
    let each = row.asserted.iter().map(|asserted| {
        let agrees = match asserted.agrees {
            Tri::Yes => "the seats agree",
            Tri::No => "the seats contradict it",
            Tri::Unknown => "the seats leave it open",
        };
        let then = if asserted.cover == Cover::Certain { "" } else { ", of another date" };
        format!("{} ({}{then}; {agrees})", verdict(asserted.verdict), sources(&asserted.evidence))
    });
    each.collect::<Vec<_>>().join("; ")
}

fn way_words(row: &Row) -> String {
    match row.way.as_deref() {
        None => "no way is known".to_string(),
        Some([]) => "its own members".to_string(),
        Some(steps) => {
            let names = steps.iter().map(|step| step.to.name.as_str()).collect::<Vec<_>>().join(" → ");
            let certain = steps.iter().all(|step| step.cover == Cover::Certain);
            if certain { names } else { format!("perhaps {names}") }
        }
    }
}

fn or_unknown(words: String) -> String {
    if words.is_empty() { "no chair is known".to_string() } else { words }
}

fn seats(report: &Report, row: &Row) -> Table {
    let what = format!("Elected representation on {}", row.body.name);
    let mut table = Table::new(title(&what, &report.asked)).column("Seat").numbers("Places").column("Elected?");
    table = table.column("How").column("Then?").column("Sources");
    table.cite(row.asserted.iter().flat_map(|asserted| &asserted.evidence));
    table.cite(row.way.iter().flatten().flat_map(|step| &step.evidence));
    for seat in &row.seats {
        table.cite(seat.evidence.iter().chain(&seat.elected_evidence));
        let basis = seat.basis.map(|basis| basis.to_string()).unwrap_or_default();
        let mut evidence = seat.evidence.clone();
        evidence.extend(seat.elected_evidence.iter().filter(|more| !seat.evidence.contains(more)).cloned());
        table.row([
            seat_holder(row, seat),
            seat.count.words(),
            seat.elected.to_string(),
            basis,
            seat.cover.to_string(),
            sources(&evidence),
        ]);
    }
    table.note(format!("Elected members: {}; by the seats {}.", verdict_words(row), seat_words(row)));
    if let Some(declared) = row.declared {
        let seats = row.itemised.unwrap_or(row.places).words();
        table.note(format!("Places: {} declared, {seats} by the seats.", declared.words()));
    }
    if !row.asserted.is_empty() {
        table.note(format!("Sources say: {}.", asserted_words(row)));
    }
    for step in row.way.iter().flatten() {
        let perhaps = if step.cover == Cover::Certain { "" } else { "Perhaps: " };
        table.note(format!("{perhaps}{} ({}).", step.text, sources(&step.evidence)));
    }
    match row.way.as_deref() {
        None => table.note("No way is known along which it answers to a body with directly elected members."),
        Some([]) => table.note("Its own members are directly elected."),
        Some(_) => {}
    }
    if row.body.standing.is_some_and(|standing| !standing.is_in_view()) {
        table.note(format!("{} did not exist at that date ({}).", row.body.name, standing(&row.body)));
    }
    if !row.seats_certain {
        table.note("`possible`: that the seat was there at the date is not certain; its source speaks of another time, or its holder had ended.");
    }
    table
}

fn seat_holder(row: &Row, seat: &SeatRow) -> String {
    let chairs = row.chairs.contains(seat);
    if chairs { format!("{} (chair)", seat.holder) } else { seat.holder.clone() }
}
