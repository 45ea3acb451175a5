//! What the seats of a member on one body ask of it.

use serde::Serialize;

use govgraph_model::{Count, Cover, Day, Evidence, Extent, Here, Tri};

use super::{Collectives, busiest, is_on, is_proposed, times};
use crate::graph::{BodyView, SeatView, Snapshot};
use crate::questions::BodyRef;
use crate::questions::members::{Membership, seat_words};

/// What the seats of a member on one body ask of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The body.
    pub body: BodyRef,
    /// How many bodies it is, if it stands for some of a class: of those it is at least one.
    pub stands_for: Option<Count>,
    /// Whether the body is only proposed; it then adds nothing.
    pub proposed: bool,
    /// Meetings a year that a source gives, of whatever time; `None`: none does.
    pub per_year: Option<Count>,
    /// Whether that holds at the date.
    pub cadence_cover: Cover,
    /// Whether it is known how often the body meets then: a number is given and holds.
    pub is_cadence_known: bool,
    /// How many places the member has there.
    pub places: Count,
    /// Whether it sits there at the date.
    pub cover: Cover,
    /// Whether a source lists it there at the date although it, or the body, did not exist.
    pub contested: bool,
    /// Meetings a year to which it has to send somebody.
    pub meetings: Count,
    /// Meetings times places.
    pub attendances: Count,
    /// The seats, in authored order.
    pub seats: Vec<PartSeat>,
    /// What stands behind the cadence.
    pub cadence_evidence: Vec<Evidence>,
}

/// A seat of a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartSeat {
    /// The seat in words.
    pub holder: String,
    /// How many places.
    pub places: Count,
    /// Whether the member sits there at the date.
    pub cover: Cover,
    /// Whether a source lists it there at the date although its holder, or the body, did not exist.
    pub contested: bool,
    /// Whether nobody is in it.
    pub vacant: Tri,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Here,
}

pub(super) type HeldSeat<'g> = (SeatView<'g>, Membership<'g>);

/// A part, and what of it is certain on which days.
pub(super) struct Dated {
    pub(super) part: Part,
    /// Places that are certain, and when.
    seats: Vec<(u32, Extent)>,
    /// How often the body meets at least, and when.
    cadence: (u32, Extent),
}

impl Dated {
    /// The days on which something that is certain begins.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> {
        let seats = self.seats.iter().map(|(_, extent)| extent);
        seats.chain([&self.cadence.1]).filter_map(Extent::certain).map(|days| days.first)
    }

    /// A number of it on a day of which nothing is known, and then by how much it changes on which day.
    pub(super) fn turns(&self, on: fn(&Dated, Option<Day>) -> u32) -> (u32, Vec<(Day, i64)>) {
        let extents = self.seats.iter().map(|(_, extent)| extent).chain([&self.cadence.1]);
        let certain = extents.filter_map(Extent::certain);
        let mut days: Vec<Day> = certain.flat_map(|days| [Some(days.first), days.last.next()]).flatten().collect();
        days.sort_unstable();
        days.dedup();
        let first = on(self, None);
        let mut before = i64::from(first);
        let changes = days.into_iter().map(|day| {
            let then = i64::from(on(self, Some(day)));
            (day, then - std::mem::replace(&mut before, then))
        });
        (first, changes.filter(|(_, change)| *change != 0).collect())
    }

    fn places_on(&self, day: Option<Day>) -> u32 {
        let there = self.seats.iter().filter(|(_, extent)| is_on(extent, day) && is_on(&self.cadence.1, day));
        there.map(|(places, _)| *places).fold(0, u32::saturating_add)
    }

    /// At least so many meetings a year on a day.
    pub(super) fn meetings_on(&self, day: Option<Day>) -> u32 {
        if self.places_on(day) > 0 { self.cadence.0 } else { 0 }
    }

    /// At least so many meetings times places a year on a day.
    pub(super) fn attendances_on(&self, day: Option<Day>) -> u32 {
        self.cadence.0.saturating_mul(self.places_on(day))
    }
}

pub(super) fn part<'g>(collectives: &Collectives<'_, 'g>, body: BodyView<'g>, held: &[HeldSeat<'g>]) -> Dated {
    let snapshot = collectives.snapshot;
    let graph = snapshot.graph();
    let seats: Vec<PartSeat> = held.iter().map(|(seat, held)| part_seat(snapshot, *seat, held)).collect();
    let is_sure = |seat: &PartSeat| seat.cover == Cover::Certain && seat.vacant != Tri::Yes;
    let sure = seats.iter().zip(held).filter(|(row, _)| is_sure(row));
    let sure: Vec<(u32, Extent)> = sure.map(|(row, (seat, held))| (row.places.least, dated(*seat, held))).collect();
    let cadence = body.record().meets.as_ref();
    let (cadence_cover, time) = cadence.map_or((Cover::Possible, Extent::UNKNOWN), |cadence| {
        let stated = graph.extent(cadence.during.as_ref(), &cadence.provenance, &[&body.record().provenance]);
        match (snapshot.date(), stated) {
            (None, Extent::UNKNOWN) => (Cover::Certain, Extent::UNKNOWN),
            (Some(_), _) => (snapshot.covers(&stated.within(&body.extent())), stated.within(&body.extent())),
            // At some time at which the member sits there.
            (None, _) => {
                let time = stated.within(&body.extent());
                let meets =
                    |extent: &Extent| if *extent == Extent::UNKNOWN { Cover::Certain } else { extent.meets(&time) };
                (sure.iter().map(|(_, extent)| meets(extent)).max().unwrap_or(Cover::Possible), time)
            }
        }
    });
    let given = cadence.map(|cadence| cadence.per_year).filter(|per_year| *per_year != Count::UNKNOWN);
    // What was given for another time tells nothing about this one.
    let known = given.filter(|_| cadence_cover == Cover::Certain);
    let per_year = known.unwrap_or(Count::UNKNOWN);
    // Of bodies that a source does not name it is at least one.
    let stands_for = collectives.stood_for(body, &time);
    let bodies = stands_for.map_or(Count::ONE, |count| Count { least: 1, most: count.most.map(|most| most.max(1)) });
    let all: Count = seats.iter().map(|seat| seat.places).sum();
    let mut dated = Dated {
        part: Part {
            body: BodyRef::at(snapshot, body),
            stands_for,
            proposed: is_proposed(snapshot, body),
            per_year: given,
            cadence_cover,
            is_cadence_known: known.is_some(),
            places: all,
            cover: seats.iter().map(|seat| seat.cover).max().unwrap_or(Cover::No),
            contested: seats.iter().any(|seat| seat.contested),
            meetings: Count::ZERO,
            attendances: Count::ZERO,
            seats,
            cadence_evidence: cadence
                .map_or_else(Vec::new, |cadence| graph.evidence(&cadence.provenance, &[&body.record().provenance])),
        },
        seats: sure,
        cadence: (per_year.least, time),
    };
    if !dated.part.proposed {
        let least = match snapshot.date() {
            Some(_) => dated.seats.iter().map(|(places, _)| *places).fold(0, u32::saturating_add),
            None => busiest(dated.days(), |day| dated.places_on(day)),
        };
        let places = Count { least, most: all.most };
        let meeting = Count { least: least.min(1), most: Some(all.most.map_or(1, |most| most.min(1))) };
        let year = times(per_year, bodies);
        (dated.part.meetings, dated.part.attendances) = (times(year, meeting), times(year, places));
    }
    dated
}

/// When a seat is held; unknown altogether if nobody says when.
fn dated(seat: SeatView<'_>, held: &Membership<'_>) -> Extent {
    let is_undated = seat.node().stated == Extent::UNKNOWN && held.extent == seat.extent();
    if is_undated { Extent::UNKNOWN } else { held.extent }
}

fn part_seat<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>, held: &Membership<'g>) -> PartSeat {
    // Of several people who can have held a post, none is certain to be the one.
    let limit = if held.is_one || !held.is_person() { Cover::Certain } else { Cover::Possible };
    PartSeat {
        holder: seat_words(seat),
        places: if held.is_person() { one_place(seat.record().count) } else { seat.record().count },
        cover: snapshot.covers(&held.extent).min(limit),
        contested: seat.is_contested(snapshot),
        vacant: seat.record().vacant,
        evidence: seat.evidence(),
        place: seat.record().provenance.origin,
    }
}

/// What one person can take of the places of a seat.
fn one_place(places: Count) -> Count {
    Count { least: places.least.min(1), most: Some(places.most.map_or(1, |most| most.min(1))) }
}
