//! Findings about who sits on bodies: not known, or nobody.

use govgraph_model::{BodyKind, Code, Tri};

use super::{Row, Sitting, called, of_the_date};
use crate::graph::Snapshot;

const UNKNOWN: &str = "ask for the list of members, and record it with its source and its date";
const VACANT: &str = "ask since when, and who is to fill it";

pub(super) fn find<'g>(snapshot: &Snapshot<'g>, all: &[Sitting<'g>]) -> Vec<Row> {
    let unknown = all.iter().filter_map(|sitting| unknown(snapshot, sitting));
    unknown.chain(all.iter().flat_map(|sitting| vacant(snapshot, sitting))).collect()
}

fn unknown<'g>(snapshot: &Snapshot<'g>, sitting: &Sitting<'g>) -> Option<Row> {
    let Sitting { body, row } = sitting;
    if !sitting.meets() || sitting.is_known() || body.kind() == BodyKind::Collective {
        return None;
    }
    let pattern = match (row.seats.is_empty(), snapshot.date()) {
        (true, _) => "Nobody is known to sit on {}",
        (false, Some(_)) => "Who sat on {} then is not known: the sources list members of other times",
        (false, None) => "Who sat on {} at one time is not known: the sources list members of different times",
    };
    let mut found = Row::of(snapshot, Code::MembersUnknown, *body, pattern, sitting.cover()).help(UNKNOWN);
    found = found.evidence(body.evidence());
    for seat in &row.seats {
        found = found.evidence(seat.evidence.clone());
    }
    Some(found)
}

fn vacant<'g>(snapshot: &Snapshot<'g>, sitting: &Sitting<'g>) -> Vec<Row> {
    let in_view = sitting.body.finest_seats().filter(|seat| seat.record().vacant == Tri::Yes);
    let in_view = in_view.filter_map(|seat| Some((seat, of_the_date(snapshot, &seat.extent())?)));
    let rows = in_view.map(|(seat, cover)| {
        let message = format!("The seat of {} on {} is vacant", seat.holder_name(), called(sitting.body));
        Row { pattern: None, message, ..Row::of(snapshot, Code::VacantSeat, sitting.body, "", cover) }
            .at(snapshot, seat.record().provenance.origin.0, "")
            .key(format!("{} {}", seat.record().capacity, seat.holder_name()))
            .help(VACANT)
            .evidence(seat.evidence())
    });
    rows.collect()
}
