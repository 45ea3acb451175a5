//! What bodies are compared in that each has one of: kind, area, lifetime, meetings, places, elected members.

use govgraph_model::{Count, Cover, Evidence};

use super::{Alike, Cell, Row, evidence_of};
use crate::graph::{BodyView, Snapshot, Standing};
use crate::questions::add_evidence;
use crate::questions::facts::{Fact, facts_of};
use crate::questions::profile::Topic;
use crate::questions::representation::{self, Verdict, range_words};

/// Those of which at least one side is known, in a fixed order.
pub(super) fn rows<'g>(
    snapshot: &Snapshot<'g>,
    bodies: [BodyView<'g>; 2],
    seats: &[representation::Row; 2],
) -> Vec<Row> {
    let graph = snapshot.graph();
    let of_record = |text: &dyn Fn(BodyView<'g>) -> Option<String>| {
        bodies.map(|body| text(body).map(|text| certain(text, body.evidence())))
    };
    let area = |body: BodyView<'g>| Some(graph.area(&body.record().area.as_ref()?.value)?.name.clone());
    let existed = bodies.map(|body| {
        let period = body.period().edtf();
        (period != "/").then(|| certain(period, body.period_evidence()))
    });
    let standing = of_record(&|body| Some(snapshot.standing(body)?.word().to_string()));
    let meetings = bodies.map(|body| meetings(snapshot, body));
    let [first, second] = seats;
    let of_seats = |cell: fn(&representation::Row) -> Option<Cell>| [cell(first), cell(second)];
    let elected_is_open = seats.iter().any(|row| row.verdict() == Verdict::Open);
    let rows = [
        row(Topic::Itself, "kind", of_record(&|body| Some(body.kind().to_string()))),
        row(Topic::Itself, "area", of_record(&area)),
        row(Topic::Itself, "level", of_record(&|body| Some(body.level()?.to_string()))),
        row(Topic::Itself, "existed", existed),
        row(Topic::Itself, "standing", standing),
        row(Topic::Meetings, "meetings a year", meetings),
        row(Topic::Seat, "places declared", bodies.map(declared)),
        row(Topic::Seat, "places listed", of_seats(listed)),
        row(Topic::Seat, "chair", of_seats(chair)),
        row(Topic::Seat, "elected members", of_seats(elected)).map(|row| match elected_is_open {
            true => Row { alike: Alike::Unknown, ..row },
            false => row,
        }),
    ];
    rows.into_iter().flatten().collect()
}

fn certain(text: String, evidence: Vec<Evidence>) -> Cell {
    Cell { text, cover: Cover::Certain, proposed: false, evidence }
}

fn row(topic: Topic, what: &str, cells: [Option<Cell>; 2]) -> Option<Row> {
    let alike = match &cells {
        [None, None] => return None,
        [Some(a), Some(b)] if a.text == b.text => Alike::Same,
        [Some(_), Some(_)] => Alike::Different,
        _ => Alike::Unknown,
    };
    let [a, b] = cells;
    Some(Row { topic, what: what.to_string(), a, b, alike, near: Vec::new() })
}

fn meetings<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Option<Cell> {
    let per_year = body.record().meets.as_ref()?.per_year;
    let is_it = |fact: &Fact<'g>| fact.key.topic == Topic::Meetings && fact.cover.is_possible();
    let fact = facts_of(snapshot, body).into_iter().find(is_it)?;
    let evidence = fact.evidence(snapshot.graph());
    (per_year != Count::UNKNOWN).then(|| Cell {
        text: per_year.words(),
        cover: fact.cover,
        proposed: fact.proposed,
        evidence,
    })
}

fn declared(body: BodyView<'_>) -> Option<Cell> {
    let declared = body.record().seats_declared.as_ref()?;
    let evidence = body.graph.evidence(&declared.provenance, &[&body.record().provenance]);
    Some(certain(declared.value.words(), evidence))
}

fn of_seats(row: &representation::Row, text: String, evidence: Vec<Evidence>) -> Cell {
    let cover = if row.seats_certain { Cover::Certain } else { Cover::Possible };
    Cell { text, cover, proposed: row.body.standing == Some(Standing::Proposed), evidence }
}

/// How many places the seats have: of a list that nobody says is complete, at least so many.
fn places(row: &representation::Row) -> Count {
    let places = row.itemised.unwrap_or(row.places);
    if row.is_closed { places } else { Count { most: None, ..places } }
}

fn listed(row: &representation::Row) -> Option<Cell> {
    (!row.seats.is_empty()).then(|| of_seats(row, places(row).words(), evidence_of(&row.seats)))
}

fn chair(row: &representation::Row) -> Option<Cell> {
    let names: Vec<&str> = row.chairs.iter().map(|chair| chair.holder.as_str()).collect();
    (!names.is_empty()).then(|| of_seats(row, names.join("; "), evidence_of(&row.chairs)))
}

fn elected(row: &representation::Row) -> Option<Cell> {
    if row.seats.is_empty() && row.asserted.is_empty() {
        return None;
    }
    let verdict = match row.verdict() {
        Verdict::None => "none",
        Verdict::Open => "open",
        Verdict::Some => "yes",
    };
    let counted = match row.known_then && !row.seats.is_empty() {
        true => format!(": {}", range_words(row.elected, places(row))),
        false => String::new(),
    };
    // A source says so of the date, whatever is known of the seats.
    if row.verdict() != row.derived && row.verdict() != Verdict::Open {
        let mut evidence = Vec::new();
        for asserted in row.asserted.iter().filter(|asserted| asserted.cover == Cover::Certain) {
            add_evidence(&mut evidence, asserted.evidence.clone());
        }
        return Some(certain(format!("{verdict}, says a source"), evidence));
    }
    let mut evidence = evidence_of(&row.seats);
    for asserted in &row.asserted {
        add_evidence(&mut evidence, asserted.evidence.clone());
    }
    for seat in &row.seats {
        add_evidence(&mut evidence, seat.elected_evidence.clone());
    }
    Some(of_seats(row, format!("{verdict}{counted}"), evidence))
}
