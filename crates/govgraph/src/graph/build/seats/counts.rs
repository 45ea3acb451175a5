//! Do the seats add up?

use govgraph_model::{Code, Extent, Finding};

use crate::graph::{BodyView, GovGraph, SeatView};

/// A seat's declared count against its items.
pub(super) fn counts(seat: SeatView<'_>, findings: &mut Vec<Finding>) {
    let Some(itemised) = seat.itemised(|_| true) else { return };
    let declared = seat.record().count;
    if !declared.agrees_with(itemised) {
        let message = format!(
            "{} has {declared} places declared on `{}`, and {itemised} itemised",
            seat.holder_name(),
            seat.body().id()
        );
        let board = board_words(seat);
        findings.push(
            Finding::new(Code::CountMismatch, message, seat.record().provenance.origin.0)
                .help(format!("both are kept as the source gives them{board}"))
                .about(seat.body().id())
                .evidence(seat.evidence())
                .when([seat.extent()]),
        );
    }
}

/// What a mismatch in one seat means for the board.
fn board_words(seat: SeatView<'_>) -> String {
    let Some(declared) = &seat.body().record().seats_declared else { return String::new() };
    let itemised = seat.body().places_itemised();
    if declared.value.agrees_with(itemised) {
        return String::new();
    }
    format!(": the board has {} places declared and {itemised} itemised", declared.value)
}

/// A board's declared count against the counts of its seats.
pub(super) fn board_count(graph: &GovGraph, body: BodyView<'_>, findings: &mut Vec<Finding>) {
    let Some(declared) = &body.record().seats_declared else { return };
    let Some(places) = body.places_at_once(|_| true) else { return };
    if !declared.value.agrees_with(places) {
        let at_once = body.seats().fold(Extent::UNKNOWN, |extent, seat| extent.and(&seat.node().stated));
        let message = format!("`{}` has {} places declared, and its seats make {places}", body.id(), declared.value);
        findings.push(
            Finding::new(Code::CountMismatch, message, declared.provenance.origin.0)
                .help("both are kept as the source gives them")
                .about(body.id())
                .evidence(graph.evidence(&declared.provenance, &[&body.record().provenance]))
                .when([at_once]),
        );
    }
}
