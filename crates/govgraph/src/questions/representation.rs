//! Which bodies lack elected representation, and how do we know?

use serde::Serialize;

use govgraph_model::{Aspect, Count, Cover, ElectedBasis, Evidence, Extent, RelationKind, Tri};

use super::listing::Listing;
use super::ways::{WayStep, way_step};
use super::{Asked, BodyRef, Circle};
use crate::graph::{BodyView, Direction, LinkView, SeatView, Snapshot, Step, WaysTo};

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Params<'g> {
    /// Which seats count.
    pub circle: Circle,
    /// Only these bodies; `None`: every body of which a seat is known, or of which a source says something about it.
    pub bodies: Option<Vec<BodyView<'g>>>,
}

/// What is known about the elected members of bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// Which seats count.
    pub circle: Circle,
    /// Those that lack elected members first, then those where it is open, then those that have some; each by id.
    pub rows: Vec<Row>,
    /// Bodies of the sort that meets of which no seat is known, nor what a source says: it is unknown who sits there. By id.
    pub unknown: Vec<BodyRef>,
}

/// Whether elected people sit on a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nobody who sits there must be elected.
    None,
    /// The data leave it open.
    Open,
    /// Somebody who sits there must be elected.
    Some,
}

/// What is known about the elected members of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// How many places it has by its seats.
    pub places: Count,
    /// How many a source declares, if one does.
    pub declared: Option<Count>,
    /// How many it has by the items of those seats that are broken down, if that is another number.
    pub itemised: Option<Count>,
    /// At least and at most so many of its places are held by somebody who must be elected.
    pub elected: Count,
    /// How many places are held by somebody who need not be elected, as far as that is known.
    pub not_elected: Count,
    /// How many of the elected ones in which sense.
    pub by_basis: Vec<BasisCount>,
    /// What follows from the seats alone.
    pub derived: Verdict,
    /// Whether every seat that counts is certain to be there at the date; where not, they are the last that is known.
    pub seats_certain: bool,
    /// Whether any of the seats is certain at the date. If none is, nothing is known of who sat there then, and `elected`
    /// is unknown, however many others may have sat there. Without a date: whether all seats can hold at one time.
    pub known_then: bool,
    /// Whether a source closes the list of seats: says that it is complete, or how many places there are.
    pub is_closed: bool,
    /// Who chairs it.
    pub chairs: Vec<SeatRow>,
    /// What sources say about it at the date, or whenever.
    pub asserted: Vec<Asserted>,
    /// A shortest way from it to a body with directly elected members, along which it answers to them; `None` if the
    /// data show none.
    pub way: Option<Vec<WayStep>>,
    /// The seats that count, in authored order.
    pub seats: Vec<SeatRow>,
}

/// So many places in one sense.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BasisCount {
    /// In which sense; `None`: no basis is given.
    pub basis: Option<ElectedBasis>,
    /// How many places.
    pub places: Count,
}

/// A seat, and whether its holder must be elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatRow {
    /// Who fills it.
    pub holder: String,
    /// How many places.
    pub count: Count,
    /// Must the holder be elected?
    pub elected: Tri,
    /// In which sense.
    pub basis: Option<ElectedBasis>,
    /// Whether the seat is there at the date.
    pub cover: Cover,
    /// Whether a source lists it at the date although its holder, or the body, did not exist.
    pub contested: bool,
    /// Whether nobody is in it.
    pub vacant: Tri,
    /// What stands behind the seat.
    pub evidence: Vec<Evidence>,
    /// What stands behind whether its holder must be elected.
    pub elected_evidence: Vec<Evidence>,
}

/// What a source says about elected representation on a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asserted {
    /// Its answer.
    pub verdict: Verdict,
    /// What it says.
    pub text: Option<String>,
    /// Whether it holds at the date.
    pub cover: Cover,
    /// Whether the seats show the same: yes, no, or they leave it open.
    pub agrees: Tri,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

impl Row {
    /// What is to be said of the body at the date: what sources assert where one does, otherwise what the seats show.
    ///
    /// Where a source and the seats contradict each other it is open.
    pub fn verdict(&self) -> Verdict {
        let asserted = self.asserted.iter().filter(|asserted| asserted.cover == Cover::Certain);
        let mut verdicts: Vec<Verdict> = asserted.map(|asserted| asserted.verdict).collect();
        if self.derived != Verdict::Open {
            verdicts.push(self.derived);
        }
        verdicts.dedup();
        match verdicts.as_slice() {
            [one] => *one,
            _ => Verdict::Open,
        }
    }
}

/// Finds what is known about elected members.
///
/// Cost: linear in the seats, in all links and in the length of the ways that are told; apart from sorting. For a few bodies,
/// linear in their seats and in the links of what they can reach upwards.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let (mut rows, mut unknown) = (Vec::new(), Vec::new());
    match &params.bodies {
        Some(bodies) if bodies.len() <= FEW => {
            rows.extend(bodies.iter().map(|body| row(snapshot, *body, params.circle)));
        }
        Some(bodies) => {
            let ways = all_ways(snapshot);
            rows.extend(bodies.iter().map(|body| row_with(snapshot, *body, params.circle, ways.from(*body))));
        }
        None => {
            let ways = all_ways(snapshot);
            for body in snapshot.bodies() {
                let row = row_with(snapshot, body, params.circle, ways.from(body));
                if !row.seats.is_empty() || !row.asserted.is_empty() {
                    rows.push(row);
                } else if body.kind().has_members() {
                    unknown.push(row.body);
                }
            }
        }
    }
    rows.sort_by_cached_key(|row| (row.verdict(), row.body.id.clone()));
    rows.dedup_by(|a, b| a.body.id == b.body.id);
    Report { asked: Asked::new("elected", snapshot), circle: params.circle, rows, unknown }
}

/// For so many bodies their ways are searched one by one, instead of those of all bodies at once.
const FEW: usize = 8;

/// What is known of one body.
pub(super) fn row<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, circle: Circle) -> Row {
    row_with(snapshot, body, circle, way(snapshot, body))
}

/// The same, where the way to a body with directly elected members is known already.
fn row_with<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, circle: Circle, way: Option<Vec<Step<'g>>>) -> Row {
    let in_view = |seat: &SeatView<'g>| circle.includes(*seat) && snapshot.covers(&seat.extent()).is_possible();
    let finest: Vec<SeatView<'g>> = body.finest_seats().filter(in_view).collect();
    let seats: Vec<SeatRow> = finest.iter().map(|seat| seat_row(snapshot, *seat)).collect();
    let list = Listing::of(body, in_view);
    let (places, itemised, declared) = (list.places, list.itemised, list.declared);
    // Without a date, seats of different times must not be added up.
    let at_one_time = snapshot.date().is_some() || hold_together(finest.iter().copied());
    let known_then = seats.is_empty() || (at_one_time && seats.iter().any(|seat| seat.cover == Cover::Certain));
    let elected = if known_then { elected(&seats, &list) } else { Count::UNKNOWN };
    let seats_certain = seats.iter().all(|seat| seat.cover == Cover::Certain);
    let derived = match elected {
        Count { least: 1.., .. } => Verdict::Some,
        // Without a seat that is known, nothing is known of who sits there.
        Count { most: Some(0), .. } if seats_certain && !seats.is_empty() => Verdict::None,
        _ => Verdict::Open,
    };
    let chairs = finest.iter().zip(&seats).filter(|(seat, _)| seat.record().capacity.is_chair());
    Row {
        body: BodyRef::at(snapshot, body),
        places,
        declared,
        itemised: (itemised != places).then_some(itemised),
        elected,
        not_elected: seats.iter().filter(|seat| seat.elected == Tri::No).map(|seat| seat.count).sum(),
        by_basis: by_basis(&seats),
        derived,
        seats_certain,
        known_then,
        is_closed: list.is_closed(),
        chairs: chairs.map(|(_, row)| row.clone()).collect(),
        asserted: asserted(snapshot, body, derived),
        way: way.map(|steps| steps.iter().map(|step| way_step(snapshot, step)).collect()),
        seats,
    }
}

/// Whether there can be a day on which all of some seats hold.
fn hold_together<'g>(seats: impl Iterator<Item = SeatView<'g>>) -> bool {
    !seats.fold(Extent::UNKNOWN, |extent, seat| extent.and(&seat.extent())).is_empty()
}

fn seat_row<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>) -> SeatRow {
    let elected = seat.elected(snapshot);
    SeatRow {
        holder: seat.holder_name(),
        count: seat.record().count,
        elected: elected.is,
        basis: elected.basis,
        cover: snapshot.covers(&seat.extent()),
        contested: seat.is_contested(snapshot),
        vacant: seat.record().vacant,
        evidence: seat.evidence(),
        elected_evidence: elected.evidence,
    }
}

/// At least: places that are certain at the date, are not vacant, and whose holder must be elected.
///
/// At most: all other places too, but those of which it is certain that their holder need not be. Beyond the list there may
/// be anybody, unless a source says that it is complete, or how many there are.
fn elected(seats: &[SeatRow], list: &Listing) -> Count {
    let sum = |keep: fn(&SeatRow) -> bool| seats.iter().filter(|seat| keep(seat)).map(|seat| seat.count).sum();
    let certain: Count =
        sum(|seat| seat.elected == Tri::Yes && seat.cover == Cover::Certain && seat.vacant != Tri::Yes);
    // A seat that is only possible says nothing about who else may have its place. One that a source lists at the date
    // is there, even if its holder had ended.
    let may: Count = sum(|seat| seat.elected != Tri::No || (seat.cover != Cover::Certain && !seat.contested));
    let parts = [may.most, list.not_itemised, list.unlisted()];
    let most = parts.into_iter().sum::<Option<u32>>();
    Count { least: certain.least, most: most.map(|most| most.max(certain.least)) }
}

fn by_basis(seats: &[SeatRow]) -> Vec<BasisCount> {
    let senses = [Some(ElectedBasis::Direct), Some(ElectedBasis::ExOfficio), Some(ElectedBasis::Appointed), None];
    let counts = senses.into_iter().map(|basis| {
        let held = seats.iter().filter(|seat| seat.elected == Tri::Yes && seat.basis == basis);
        BasisCount { basis, places: held.map(|seat| seat.count).sum() }
    });
    counts.filter(|count| count.places != Count::ZERO).collect()
}

fn asserted(snapshot: &Snapshot<'_>, body: BodyView<'_>, derived: Verdict) -> Vec<Asserted> {
    let graph = snapshot.graph();
    let record = body.record();
    let about = record.statements.iter().filter(|statement| statement.about == Aspect::ElectedRepresentation);
    let asserted = about.filter_map(|statement| {
        let verdict = match statement.value.as_ref()?.as_str() {
            "none" => Verdict::None,
            "some" | "all" => Verdict::Some,
            _ => return None,
        };
        let extent = graph.statement_extent(statement.at.as_ref(), &statement.provenance, &[&record.provenance]);
        let agrees = match derived {
            Verdict::Open => Tri::Unknown,
            // That some are elected does not show that all are.
            Verdict::Some if statement.value.as_deref().is_some_and(|value| value == "all") => Tri::Unknown,
            derived if derived == verdict => Tri::Yes,
            _ => Tri::No,
        };
        Some(Asserted {
            verdict,
            text: statement.text.clone(),
            cover: snapshot.covers(&extent),
            agrees,
            evidence: graph.evidence(&statement.provenance, &[&record.provenance]),
        })
    });
    asserted.filter(|asserted| asserted.cover.is_possible()).collect()
}

/// Whether somebody is elected to the body itself: to a post of it or a seat on it.
fn is_elected(body: BodyView<'_>) -> bool {
    let direct = |elected: Option<&govgraph_model::Elected>| {
        elected.is_some_and(|elected| elected.is == Tri::Yes && elected.basis == Some(ElectedBasis::Direct))
    };
    body.record().posts.iter().any(|post| direct(post.elected.as_ref()))
        || body.finest_seats().any(|seat| seat.is_core() && direct(seat.record().elected.as_ref()))
}

/// Along what a body answers to another: up what it is part of or reports to, and back from who watches or made it.
fn leads_up(kind: RelationKind, direction: Direction) -> bool {
    match direction {
        Direction::Forward => {
            matches!(kind, RelationKind::SubBoardOf | RelationKind::PartOf | RelationKind::ReportsTo)
        }
        Direction::Backward => matches!(
            kind,
            RelationKind::Scrutinises | RelationKind::Oversees | RelationKind::Appoints | RelationKind::Leads
        ),
    }
}

/// A shortest way along which a body answers to one with directly elected members.
fn way<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Option<Vec<Step<'g>>> {
    snapshot.graph().shortest_way(body, |link, direction| is_up(snapshot, link, direction), is_elected)
}

/// The same of every body.
fn all_ways<'g>(snapshot: &Snapshot<'g>) -> WaysTo<'g> {
    snapshot.graph().shortest_ways_to(|link, direction| is_up(snapshot, link, direction), is_elected)
}

/// Whether a body answers to another along a link.
fn is_up<'g>(snapshot: &Snapshot<'g>, link: LinkView<'g>, direction: Direction) -> bool {
    match link {
        LinkView::Relation(relation) => {
            let next = if direction == Direction::Forward { &relation.to } else { &relation.from };
            let exists = |body| snapshot.standing(body).is_none_or(|standing| standing.exists().is_possible());
            !relation.proposed
                && leads_up(relation.kind, direction)
                && snapshot.graph().body(next).is_some_and(exists)
                && snapshot.holds(relation).is_possible()
        }
        LinkView::Succession(..) | LinkView::Seat(_) => false,
    }
}

/// So many of so many places, in words: `4 to 7 of 16`.
pub fn range_words(elected: Count, places: Count) -> String {
    // Here nothing is known at all only if nothing is known of the places either.
    let elected = if elected == Count::UNKNOWN { "0 or more".to_string() } else { elected.words() };
    format!("{elected} of {}", places.words())
}
