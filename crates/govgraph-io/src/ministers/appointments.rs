//! Who was appointed to which post, and what is said of it besides.

use std::collections::HashMap;

use govgraph_model::{Date, Elected, ElectedBasis, End, Holder, Located, Period, Provenance, Seat, Start, Tenure, Tri};

use super::mandates::House;
use super::read::{Known, PostOf};
use crate::import::Draft;
use crate::yaml::Node;

/// What is said of an appointment: each with the days for which it is said, as they are written.
pub(super) type Remarks = Vec<Remark>;

/// Something that is said of an appointment.
pub(super) struct Remark {
    text: String,
    start: String,
    end: String,
}

/// Reads who attended cabinet, acted for somebody, or was on leave.
pub(super) fn remarks(draft: &mut Draft<'_>, rows: &[Node<'_>]) -> HashMap<String, Remarks> {
    const KEYS: [&str; 8] = [
        "id",
        "appointment_id",
        "cabinet_status",
        "is_acting",
        "is_on_leave",
        "leave_reason",
        "start_date",
        "end_date",
    ];
    let mut remarks: HashMap<String, Remarks> = HashMap::new();
    let mut said = 0;
    for node in rows {
        draft.keys("a characteristic of an appointment", node, &KEYS);
        let Some(appointment) = node.text_of("appointment_id") else {
            draft.dropped("characteristic of no appointment", node.text_of("id").unwrap_or(""), node);
            continue;
        };
        let mut parts: Vec<String> = Vec::new();
        let cabinet = node.text_of("cabinet_status").filter(|status| !status.eq_ignore_ascii_case("non-cabinet"));
        parts.extend(cabinet.map(str::to_string));
        if is_true(draft, node, "is_acting") {
            parts.push("acting".to_string());
        }
        if is_true(draft, node, "is_on_leave") {
            let reason = node.text_of("leave_reason").map(|reason| format!(" ({reason})")).unwrap_or_default();
            parts.push(format!("on leave{reason}"));
        }
        if !parts.is_empty() {
            let date = |key| node.text_of(key).unwrap_or_default().to_string();
            let remark = Remark { text: parts.join(", "), start: date("start_date"), end: date("end_date") };
            said += 1;
            remarks.entry(appointment.to_string()).or_default().push(remark);
        }
    }
    draft.tally("characteristics of appointments", rows.len(), &format!("{said} remarks on seats and people in posts"));
    draft.choose("an appointment without a remark on cabinet is outside it: Non-cabinet is not repeated");
    remarks
}

fn is_true(draft: &mut Draft<'_>, node: &Node<'_>, key: &str) -> bool {
    match node.text_of(key).map(str::to_lowercase).as_deref() {
        Some("true") => true,
        Some("false") | None => false,
        Some(other) => {
            draft.odd(format!("`{key}` that is neither True nor False, taken as False"), other, node);
            false
        }
    }
}

pub(super) fn read(draft: &mut Draft<'_>, known: &Known, rows: &[Node<'_>]) {
    const KEYS: [&str; 5] = ["id", "person_id", "post_id", "start_date", "end_date"];
    let mut counts = Counts::default();
    for node in rows {
        draft.keys("an appointment", node, &KEYS);
        appointment(draft, known, node, &mut counts);
    }
    draft.tally("appointments", rows.len(), &format!("{} people in posts and {} seats", counts.held, counts.seats));
    if counts.cut > 0 {
        draft.tally("appointments during which the seat in Parliament changed", counts.cut, "several seats each");
    }
    if counts.unknown > 0 {
        let became = "seats of which it is not known whether the holder is elected";
        draft.tally("appointments with days without a known seat in Parliament", counts.unknown, became);
    }
    draft.choose("a seat in Parliament without an end goes on as long as appointments do");
}

#[derive(Default)]
struct Counts {
    held: usize,
    seats: usize,
    cut: usize,
    unknown: usize,
}

fn appointment(draft: &mut Draft<'_>, known: &Known, node: &Node<'_>, counts: &mut Counts) {
    let foreign = node.text_of("id").unwrap_or_default();
    let person = node.text_of("person_id").unwrap_or_default();
    let post = node.text_of("post_id").unwrap_or_default();
    let (Some(id), Some(post)) = (draft.persons.get(person).cloned(), known.posts.get(post)) else {
        let what = if draft.persons.get(person).is_none() { "person who" } else { "post that" };
        draft.dropped(format!("appointment of a {what} is not there"), foreign, node);
        return;
    };
    let during = draft.period(node.get("start_date"), node.get("end_date"));
    let mut provenance = draft.cite(Some(format!("appointment {foreign}")), node);
    provenance.note = known.remarks.get(foreign).map(|remarks| note(remarks, node));
    let person_id = draft.located(id, node);
    let pieces = pieces(known, person, during.as_ref());
    counts.held += 1;
    counts.seats += pieces.len();
    counts.cut += usize::from(pieces.len() > 1);
    counts.unknown += usize::from(pieces.iter().any(|(_, house)| *house == House::Unknown));
    let basis = draft.cite(Some(format!("representation of person {person}")), node);
    let Some(body) = draft.dataset.bodies.get_mut(post.body) else { return };
    let Some(held) = body.posts.get_mut(post.index) else { return };
    let role = held.name.value.clone();
    held.holders.push(Tenure { person: person_id.clone(), during: during.clone(), provenance: provenance.clone() });
    for (days, house) in pieces {
        let mut seat = Seat::new(Holder { person: Some(person_id.clone()), ..Holder::default() });
        seat.role = Some(role.clone());
        seat.group = PostOf::group(post);
        seat.elected = elected(house, &basis);
        seat.during = match (days, &during) {
            (Some(days), Some(during)) => Some(Located::new(days, during.origin)),
            _ => during.clone(),
        };
        seat.provenance = provenance.clone();
        body.seats.push(seat);
    }
}

impl PostOf {
    /// Ministers are listed by rank.
    fn group(post: &PostOf) -> Option<String> {
        post.rank.clone()
    }
}

fn elected(house: House, provenance: &Provenance) -> Option<Elected> {
    let (is, basis) = match house {
        // Nobody is elected to a post in government: its holder has it as a member of the Commons.
        House::Commons => (Tri::Yes, Some(ElectedBasis::ExOfficio)),
        House::Lords => (Tri::No, None),
        House::Unknown => return None,
    };
    Some(Elected { is, basis, provenance: provenance.clone() })
}

/// The periods of an appointment with one mandate each; `None` for the whole of it.
fn pieces(known: &Known, person: &str, during: Option<&Located<Period>>) -> Vec<(Option<Period>, House)> {
    let Some(timeline) = known.mandates.get(person) else { return vec![(None, House::Unknown)] };
    let Some(Start::On(start)) = during.map(|during| &during.start) else { return vec![(None, House::Unknown)] };
    let end = during.map_or(&End::Unknown, |during| &during.end);
    let last = if let End::On(end) = end { Some(end.last()) } else { None };
    let pieces = timeline.pieces(start.first(), last);
    let is_day = |date: &Date| date.first() == date.last();
    let exact = is_day(start) && if let End::On(end) = end { is_day(end) } else { true };
    match pieces.as_slice() {
        [one] => vec![(None, one.house)],
        // Nobody can say where to cut what has no days.
        _ if !exact => vec![(None, House::Unknown)],
        _ => pieces
            .iter()
            .map(|piece| {
                let end = piece.last.map_or_else(|| end.clone(), |last| End::On(Date::on(last)));
                (Some(Period { start: Start::On(Date::on(piece.first)), end }), piece.house)
            })
            .collect(),
    }
}

/// The remarks on an appointment, with their dates where they are not its own.
fn note(remarks: &Remarks, node: &Node<'_>) -> String {
    let own = |key| node.text_of(key).unwrap_or_default();
    let mut remarks: Vec<&Remark> = remarks.iter().collect();
    remarks.sort_by(|a, b| a.start.cmp(&b.start));
    let said = remarks.into_iter().map(|remark| {
        let Remark { text, start, end } = remark;
        match (start.as_str() == own("start_date"), end.as_str() == own("end_date")) {
            (true, true) => text.clone(),
            (_, _) if end.is_empty() => format!("{text} from {start}"),
            _ => format!("{text} from {start} to {end}"),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}
