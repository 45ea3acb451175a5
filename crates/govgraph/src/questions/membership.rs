//! Who sits where, in what capacity, on how many places, and how surely?

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Serialize;

use govgraph_model::{BodyKind, Capacity, Count, Cover, Day, Evidence, Extent, Stretch};

use super::members::MemberKey;
use super::remits::{known_days, possible_days};
use super::ties::{RawTie, TieSource, TiedBody, Ties};
use super::{Asked, BodyRef, Circle, Member, MemberKind};
use crate::graph::{BodySet, BodyView, Snapshot};

/// Whose members, and in what sense.
#[derive(Clone, Debug, Default)]
pub struct Params<'g> {
    /// What counts as a member.
    pub by: MemberKind,
    /// Which seats count.
    pub circle: Circle,
    /// Only the members of these bodies; `None`: of all. At a date, of those that exist, may exist or are proposed.
    pub only: Option<BodySet<'g>>,
}

/// Members by body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. Without a date, whoever is recorded counts, whatever the time.
    pub asked: Asked,
    /// What counts as a member.
    pub by: MemberKind,
    /// Which seats count.
    pub circle: Circle,
    /// Bodies with at least one known member, by id.
    pub bodies: Vec<Roll>,
    /// Bodies of which no member is known, though they are of a kind that has members, or have seats: who sits there
    /// cannot be said. By id.
    pub unknown: Vec<BodyRef>,
    /// One a member and body: members of most bodies first, then by name; of one member by body.
    pub rows: Vec<Row>,
}

/// A body and how many sit there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Roll {
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// Its abbreviation.
    pub short: Option<String>,
    /// When it existed, in EDTF; `/` if nothing is known.
    pub existed: String,
    /// Whether it is only a proposal, at the date or as far as anything is known of it.
    pub proposed: bool,
    /// How many members of it are known, those that are only possible at the date too.
    pub members: usize,
    /// How many seats it has of which it is not known who holds them in this sense.
    pub open_seats: usize,
}

/// A member of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Who.
    #[serde(flatten)]
    pub member: Member,
    /// What sort of organisation it is, or has the post; `None` for persons.
    pub kind: Option<BodyKind>,
    /// The body.
    pub body: BodyRef,
    /// How many places it has there: at least those that are certain at the date, at most all that are possible.
    ///
    /// Without a date: at any one time. Seats of different times are never added up.
    pub places: Count,
    /// How many it has if it sits there, to be read beside `cover`: the same where that is certain at the date. Otherwise the
    /// most of its seats that the sources show at one time, at least, and that can be at one time, at most; what is recorded
    /// without any date counts as being there all along.
    pub places_if_there: Count,
    /// Whether it sits there at the date; certain, if there is none. Never certain of a seat on a proposed body, and of a
    /// person in a post that several hold: which of them has the seat is not known.
    pub cover: Cover,
    /// Whether a source lists it at a time when it, or the body, did not exist.
    pub contested: bool,
    /// Its seats there, chairs first, then in authored order.
    pub seats: Vec<Held>,
}

impl Row {
    /// The highest capacity in which it sits there: chair before co-chair, vice-chair, member and so on.
    pub fn capacity(&self) -> Capacity {
        self.seats.iter().map(|seat| seat.capacity).min().unwrap_or(Capacity::Member)
    }

    /// What stands behind all its seats.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.seats.iter().flat_map(|seat| &seat.evidence)
    }
}

/// A seat as far as a member has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// In words: `Chief Executive (5 places)`; with the organisation, if that is not the member.
    pub text: String,
    /// In what capacity.
    pub capacity: Capacity,
    /// How many places the member has by it.
    pub places: Count,
    /// Whether it does at the date.
    pub cover: Cover,
    /// The days on which it certainly does, in EDTF, whatever the date; `None` if there are none.
    pub known: Option<String>,
    /// The days on which it can, in EDTF; `/` if any can.
    pub possible: String,
    /// What both follow from: when it does.
    #[serde(skip)]
    pub extent: Extent,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// Finds who sits where.
///
/// A seat counts if it is filled at the date, certainly or possibly; without a date, if it is recorded at all. Cost: linear
/// in the seats and their evidence, and a sort.
///
/// ```
/// use govgraph::{Dataset, GovGraph, questions::membership};
/// let graph = GovGraph::build(Dataset::default()).expect("nothing is wrong with nothing").graph;
/// assert!(membership::find(&graph.at_any_time(), &membership::Params::default()).rows.is_empty());
/// ```
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let is_asked = |body: &BodyView<'g>| params.only.as_ref().is_none_or(|only| only.contains(*body));
    let table = Ties::new(snapshot, Some(params.by), params.circle, snapshot.bodies().filter(is_asked));
    let mut on: FxHashMap<u32, usize> = FxHashMap::default();
    for number in table.rows.iter().flat_map(|row| row.ties.keys()) {
        *on.entry(*number).or_default() += 1;
    }
    let rows = table.rows.iter().flat_map(|tied| tied.ties.iter().map(move |(number, ties)| (tied, *number, ties)));
    let mut rows: Vec<(usize, Row)> = rows
        .filter_map(|(tied, number, ties)| Some((on.get(&number).copied()?, row(&table, tied, number, ties)?)))
        .collect();
    rows.sort_by(|(on, row), (other_on, other)| {
        let key = |on: &usize| Reverse(*on);
        key(on).cmp(&key(other_on)).then_with(|| (&row.member, &row.body).cmp(&(&other.member, &other.body)))
    });
    let (known, without): (Vec<&TiedBody<'g>>, Vec<&TiedBody<'g>>) =
        table.rows.iter().partition(|row| !row.ties.is_empty());
    let unknown = without.into_iter().filter(|row| row.is_unknown());
    Report {
        asked: Asked::new("members", snapshot),
        by: params.by,
        circle: params.circle,
        bodies: known.into_iter().map(|row| roll(snapshot, row)).collect(),
        unknown: unknown.map(|row| BodyRef::at(snapshot, row.body)).collect(),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
    }
}

fn roll<'g>(snapshot: &Snapshot<'g>, tied: &TiedBody<'g>) -> Roll {
    let body = tied.body;
    let standing = snapshot.standing(body);
    Roll {
        body: BodyRef::new(body, standing),
        short: body.record().short.clone(),
        existed: body.period().edtf(),
        proposed: snapshot.is_proposal(body),
        members: tied.ties.len(),
        open_seats: tied.open,
    }
}

fn row<'g>(table: &Ties<'_, 'g>, tied: &TiedBody<'g>, number: u32, ties: &[RawTie<'g>]) -> Option<Row> {
    let snapshot = table.snapshot;
    let mut seats: Vec<(Held, Extent)> = ties.iter().filter_map(|tie| Some((held(table, tie)?, tie.extent))).collect();
    seats.sort_by_key(|(held, _)| held.capacity);
    let cover = seats.iter().map(|(held, _)| held.cover).max().unwrap_or(Cover::No);
    let places = match snapshot.date() {
        Some(_) => seats.iter().map(|(held, _)| within(held.places, held.cover)).sum(),
        // What is certain on no day whatever its dates stays so.
        None => at_once(&seats, |held, extent, day| extent.covers_days(day).min(held.cover)),
    };
    let places_if_there = match snapshot.date() {
        Some(_) if cover == Cover::Certain => places,
        _ => at_once(&seats, |_, extent, day| match extent.covers_days(day) {
            Cover::Possible if extent.certain().is_none() => Cover::Certain,
            cover => cover,
        }),
    };
    Some(Row {
        member: table.member(number)?,
        kind: table.keys.get_index(number as usize).and_then(|key| key.kind()),
        body: BodyRef::at(snapshot, tied.body),
        places,
        places_if_there,
        cover,
        contested: ties.iter().any(|tie| tie.from.is_contested(snapshot)),
        seats: seats.into_iter().map(|(held, _)| held).collect(),
    })
}

fn held<'g>(table: &Ties<'_, 'g>, tie: &RawTie<'g>) -> Option<Held> {
    let TieSource::Seat(seat) = tie.from else { return None };
    let is_person = table.kind == Some(MemberKind::Person);
    // Of several in one post it is not known which has the seat: each of them may. A proposal seats nobody yet.
    let is_open = is_person && !tie.is_one || table.snapshot.is_proposal(seat.body());
    let limit = if is_open { Cover::Possible } else { Cover::Certain };
    let cover = table.snapshot.covers(&tie.extent).min(limit);
    Some(Held {
        text: table.words(tie),
        capacity: seat.record().capacity.value,
        // However many places a seat has, nobody sits on two.
        places: if is_person { Count::ONE } else { seat.record().count },
        cover,
        known: known_days(&tie.extent).filter(|_| limit == Cover::Certain),
        possible: possible_days(&tie.extent),
        extent: tie.extent,
        evidence: tie.from.evidence(),
    })
}

/// Places that are there only possibly are at least none.
fn within(places: Count, cover: Cover) -> Count {
    match cover {
        Cover::Certain => places,
        Cover::Possible => Count { least: 0, ..places },
        Cover::No => Count::ZERO,
    }
}

/// How many places some seats have together on the day on which they have most: certainly, and possibly.
fn at_once(seats: &[(Held, Extent)], cover: impl Fn(&Held, &Extent, Stretch) -> Cover) -> Count {
    // Nowhere are there more than on the first day of one of them.
    let days = seats.iter().flat_map(|(_, extent)| {
        [extent.certain().map(|days| days.first), Some(extent.earliest().unwrap_or(Day::FIRST))]
    });
    let mut best = Count::ZERO;
    for day in days.flatten() {
        let day = Stretch { first: day, last: day };
        let there: Count = seats.iter().map(|(held, extent)| within(held.places, cover(held, extent, day))).sum();
        best.least = best.least.max(there.least);
        best.most = best.most.zip(there.most).map(|(a, b)| a.max(b));
    }
    // A seat whose dates contradict each other is there on no day, and recorded all the same.
    for (held, _) in seats {
        best.most = best.most.zip(held.places.most).map(|(a, b)| a.max(b));
    }
    best
}

impl MemberKey<'_> {
    /// What sort of organisation it is, or has the post.
    fn kind(&self) -> Option<BodyKind> {
        match self {
            MemberKey::Organisation(body) | MemberKey::Post(body, _) | MemberKey::Office(_, body) => Some(body.kind()),
            MemberKey::Person(_) | MemberKey::Theme(_) => None,
        }
    }
}
