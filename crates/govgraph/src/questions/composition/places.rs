//! Places: declared against itemised, and vacant ones.

use serde::Serialize;

use govgraph_model::{Count, Cover, Evidence, Here, Tri};

use crate::graph::{BodyView, SeatView, Snapshot};
use crate::questions::members::seat_words;
use crate::questions::{BodyRef, Circle};

/// What sources declare and itemise of the places of a body. None of the numbers is taken for the right one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacesRow {
    /// The body.
    pub body: BodyRef,
    /// How many places a source declares, if one does.
    pub declared: Option<Count>,
    /// How many its members' seats make by their own counts; `None` if they are of different times.
    pub places: Option<Count>,
    /// The same by the items of those that are broken down.
    pub itemised: Option<Count>,
    /// The seats that are broken down, in authored order.
    pub seats: Vec<SeatPlaces>,
    /// Whether all these numbers can be the same, each seat's by itself and the body's.
    pub agrees: bool,
    /// Whether the sources speak of the date.
    pub cover: Cover,
    /// What stands behind the declared number.
    pub evidence: Vec<Evidence>,
    /// Where it is declared; of a body for which no number is, its own place.
    #[serde(skip)]
    pub place: Here,
}

/// A seat that is broken down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatPlaces {
    /// Who holds it.
    pub holder: String,
    /// How many places it has by its own count.
    pub declared: Count,
    /// How many its items make.
    pub itemised: Count,
    /// Whether the two can be the same.
    pub agrees: bool,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Here,
}

/// A place in which nobody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VacantRow {
    /// The body.
    pub body: BodyRef,
    /// The seat in words.
    pub seat: String,
    /// How many places.
    pub places: Count,
    /// Whether it is so at the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Here,
}

/// `None` if nothing is declared and nothing broken down.
pub(super) fn row<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, circle: Circle) -> Option<PlacesRow> {
    // By what its sources say: that a holder has ended since makes no other number.
    let in_view = |seat: &SeatView<'g>| snapshot.covers(&seat.node().stated).is_possible();
    let declared = body.record().seats_declared.as_ref();
    let broken_down = body.seats_and_items().filter(|seat| circle.includes(*seat) && in_view(seat));
    let seats = broken_down.filter_map(|seat| {
        let (declared, itemised) = (seat.record().count, seat.itemised(in_view)?);
        let agrees = declared.agrees_with(itemised);
        let place = seat.record().provenance.origin;
        Some(SeatPlaces { holder: seat.holder_name(), declared, itemised, agrees, evidence: seat.evidence(), place })
    });
    let seats: Vec<SeatPlaces> = seats.collect();
    let places = body.places_at_once(in_view);
    if seats.is_empty() && (declared.is_none() || body.seats().all(|seat| !in_view(&seat))) {
        return None;
    }
    let core = |seat: &SeatView<'g>| seat.is_core() && in_view(seat);
    let itemised: Count = body.finest_seats().filter(core).map(|seat| seat.record().count).sum();
    let itemised = places.is_some().then_some(itemised);
    let differs = |declared: Count| [places, itemised].into_iter().flatten().any(|sum| !declared.agrees_with(sum));
    let is_apart = declared.is_some_and(|declared| differs(declared.value));
    let cover = body.seats().filter(in_view).map(|seat| snapshot.covers(&seat.node().stated)).min();
    Some(PlacesRow {
        body: BodyRef::at(snapshot, body),
        declared: declared.map(|declared| declared.value),
        places,
        itemised,
        agrees: !is_apart && seats.iter().all(|seat| seat.agrees),
        seats,
        cover: cover.unwrap_or(Cover::Possible),
        evidence: declared.map_or_else(Vec::new, |declared| {
            snapshot.graph().evidence(&declared.provenance, &[&body.record().provenance])
        }),
        place: declared.map_or(body.record().provenance.origin, |declared| declared.provenance.origin),
    })
}

/// The seats of which a source says that they are vacant; that nobody says who is in one is no vacancy.
pub(super) fn vacant<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, circle: Circle) -> Vec<VacantRow> {
    let vacant = body.seats_and_items().filter(|seat| circle.includes(*seat) && seat.record().vacant == Tri::Yes);
    let rows = vacant.map(|seat| VacantRow {
        body: BodyRef::at(snapshot, body),
        seat: seat_words(seat),
        places: seat.record().count,
        cover: snapshot.covers(&seat.extent()),
        evidence: seat.evidence(),
        place: seat.record().provenance.origin,
    });
    rows.filter(|row| row.cover.is_possible()).collect()
}
