//! How do two bodies differ, side by side?

mod attributes;
mod lists;

use serde::Serialize;

use govgraph_model::{Cover, Evidence, Tri};

use super::overlap;
use super::profile::Topic;
use super::representation::{self, SeatRow};
use super::ways::{is_proposed, link_cover};
use super::words::relation_words;
use super::{Asked, BodyRef, Circle, MemberKind};
use crate::graph::{BodyView, LinkView, Snapshot};

/// Which bodies to compare.
#[derive(Clone, Debug)]
pub struct Params<'g> {
    /// One of the two.
    pub a: BodyView<'g>,
    /// The other.
    pub b: BodyView<'g>,
    /// What counts as the same member. Themes are compared anyway.
    pub by: MemberKind,
    /// Which seats count.
    pub circle: Circle,
}

/// Two bodies side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// The first body.
    pub a: Side,
    /// The second.
    pub b: Side,
    /// What counts as the same member.
    pub by: MemberKind,
    /// Which seats count.
    pub circle: Circle,
    /// Who sits on both, on `a` alone and on `b` alone.
    pub members: overlap::Row,
    /// The relations between the two themselves, in words. Successions are told by the kinship of `members`.
    pub between: Vec<Cell>,
    /// Everything else: by topic, within a topic what both have, then what only the first has, then the second.
    pub rows: Vec<Row>,
}

/// One of the two bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// Its abbreviation.
    pub short: Option<String>,
    /// Whether nobody else sits there at the date than who is listed: only then is it known that somebody does not. Never
    /// without a date: what a list was complete at, another time need not be.
    pub is_closed: bool,
    /// If no member of it is known: its sub-boards of which a seat is recorded. By id.
    pub sub_boards_with_seats: Vec<BodyRef>,
}

/// One thing that is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it belongs to.
    pub topic: Topic,
    /// What is compared: `kind`, a theme, a plan.
    pub what: String,
    /// What the first body has; `None`: see `alike`.
    pub a: Option<Cell>,
    /// What the second has.
    pub b: Option<Cell>,
    /// How the two stand to each other.
    pub alike: Alike,
    /// Of a theme that only one of them holds: themes of the other that it is part of, or that are part of it. The nearest
    /// wider one first, then narrower ones by name.
    pub near: Vec<Near>,
}

/// What a body has, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// The words; of `existed`, a period in EDTF.
    pub text: String,
    /// Whether it holds at the date.
    pub cover: Cover,
    /// Whether it is no more than proposed.
    pub proposed: bool,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// A theme of the other body that is wider or narrower.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Near {
    /// Whether it is narrower.
    pub narrower: bool,
    /// Its name.
    pub theme: String,
}

/// How two sides stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alike {
    /// Both have it, and it says the same.
    Same,
    /// Both have it, and it says something else.
    Different,
    /// It is recorded of the first alone, while other things of the sort are recorded of the second.
    OnlyA,
    /// It is recorded of the second alone, while other things of the sort are recorded of the first.
    OnlyB,
    /// Of one side nothing of the sort is known.
    Unknown,
}

/// Compares two bodies.
///
/// At a date, what can hold then is compared; without one, everything that is recorded, of whatever time. That something is
/// recorded of one body alone does not show that the other has none; members are the exception, where a source says that
/// the list is complete.
///
/// Cost: linear in the seats, themes and links of the two bodies, and in the links of bodies to which they answer.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let (a, b) = (params.a, params.b);
    let by = params.by;
    let members = overlap::between(snapshot, [a, b], by.into(), params.circle);
    // What is known of the seats, and of elected members among them.
    let seats = [a, b].map(|body| representation::row(snapshot, body, params.circle));
    let mut rows = attributes::rows(snapshot, [a, b], &seats);
    rows.extend(lists::rows(snapshot, [a, b]));
    Report {
        asked: Asked::new("compare", snapshot),
        a: side(snapshot, a, &members.a, &seats[0], params.circle),
        b: side(snapshot, b, &members.b, &seats[1], params.circle),
        by,
        circle: params.circle,
        between: between(snapshot, a, b),
        members,
        rows,
    }
}

fn side<'g>(
    snapshot: &Snapshot<'g>,
    body: BodyView<'g>,
    members: &overlap::Side,
    seats: &representation::Row,
    circle: Circle,
) -> Side {
    let listed = seats.places.least.max(seats.itemised.map_or(0, |itemised| itemised.least));
    let is_filled = seats.declared.and_then(|declared| declared.most).is_some_and(|most| most <= listed);
    // A source that says how many places a body has does not speak of those who attend it.
    let is_complete = body.record().seats_complete == Tri::Yes || (is_filled && circle == Circle::Core);
    let is_known = !seats.seats.is_empty() && seats.known_then && seats.seats_certain && members.open_seats == 0;
    let boards = snapshot.graph().relations_of(body).filter(|(relation, board, against)| {
        let is_below = *against && relation.kind.is_containment() && !relation.proposed;
        is_below && snapshot.holds(relation).is_possible() && board.seats().next().is_some()
    });
    let boards: Vec<BodyRef> = boards.map(|(_, board, _)| BodyRef::at(snapshot, board)).collect();
    Side {
        body: BodyRef::at(snapshot, body),
        short: body.record().short.clone(),
        is_closed: is_complete && is_known && snapshot.date().is_some(),
        sub_boards_with_seats: if members.members == 0 { boards } else { Vec::new() },
    }
}

fn between<'g>(snapshot: &Snapshot<'g>, a: BodyView<'g>, b: BodyView<'g>) -> Vec<Cell> {
    let graph = snapshot.graph();
    let cells = graph.links_between(a, b).filter_map(|link| match link {
        LinkView::Relation(relation) => {
            let (from, to) = (graph.body(&relation.from)?, graph.body(&relation.to)?);
            let cover = link_cover(snapshot, link, [from, to]);
            let proposed = is_proposed(snapshot, link, [from, to]);
            let (text, evidence) = (relation_words(from, relation, to), graph.relation_evidence(relation));
            cover.is_possible().then_some(Cell { text, cover, proposed, evidence })
        }
        LinkView::Succession(..) | LinkView::Seat(_) => None,
    });
    cells.collect()
}

/// What stands behind some seats, each source and place once.
fn evidence_of<'r>(seats: impl IntoIterator<Item = &'r SeatRow>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for seat in seats {
        super::add_evidence(&mut evidence, seat.evidence.clone());
    }
    evidence
}
