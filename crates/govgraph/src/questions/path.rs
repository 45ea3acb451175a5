//! How are two bodies connected, and through which relations?

use serde::Serialize;

use govgraph_model::{Cover, End, Evidence, Extent, Period, RelationKind, Start, UnknownWord, Word};

use super::ways::{WayStep, is_proposed, link_cover, way_step};
use super::{Asked, BodyRef, add_evidence};
use crate::graph::{self, BodyView, Direction, LinkView, Snapshot, Step};

/// What a way may go along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Along {
    /// Relations of a kind, in both directions.
    Relation(RelationKind),
    /// What a body came from or became.
    Succession,
    /// A seat: from the organisation that holds it to the body it is on, and back.
    Seat,
}

impl Along {
    /// Relations of every kind, in their order.
    pub fn relations() -> impl Iterator<Item = Along> {
        RelationKind::ALL.iter().copied().map(Along::Relation)
    }

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Along::Relation(kind) => kind.word(),
            Along::Succession => "succession",
            Along::Seat => "seat",
        }
    }
}

impl std::str::FromStr for Along {
    type Err = UnknownWord;
    fn from_str(word: &str) -> Result<Along, UnknownWord> {
        match word {
            "succession" => Ok(Along::Succession),
            "seat" => Ok(Along::Seat),
            kind => kind.parse().map(Along::Relation),
        }
    }
}

impl Serialize for Along {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// From where to where, along what.
#[derive(Clone, Debug)]
pub struct Params<'g> {
    /// Where the ways begin.
    pub from: BodyView<'g>,
    /// Where they end.
    pub to: BodyView<'g>,
    /// What they may go along.
    pub along: Vec<Along>,
    /// Tell so many of them.
    pub most: usize,
}

/// The shortest ways between two bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// Where the ways begin.
    pub from: BodyRef,
    /// Where they end.
    pub to: BodyRef,
    /// What they may go along, in order.
    pub along: Vec<Along>,
    /// The shortest ways; `None` if there is no way.
    pub shortest: Option<Found>,
    /// The shortest of the ways of which every step is certain at the date and none is only proposed, if those are longer
    /// than the shortest of all. `None` also if there is none, and without a date.
    pub certain: Option<Found>,
}

/// Ways of one length.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How many steps each has. None: the two are the same body.
    pub length: usize,
    /// Those that are told. Certain ones first, then those that are in force; then those that go along relations first, then
    /// by the ids of the bodies on the way.
    pub ways: Vec<Way>,
    /// How many there are in all; two ways differ in the bodies that they lead through.
    pub count: u64,
}

/// A way between two bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Way {
    /// As sure as its weakest step. Without a date: whether all its relations and seats hold at one time. With a step that
    /// is only proposed never certain.
    pub cover: Cover,
    /// Whether one of its steps is no more than proposed.
    pub proposed: bool,
    /// Its steps, in order.
    pub steps: Vec<Stretch>,
}

/// A step from one body to the next, with everything that connects the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Where it starts.
    pub from: BodyRef,
    /// Where it leads.
    pub to: BodyRef,
    /// As sure as the surest of its links that are in force; if none is, of its proposals: whether they stand.
    pub cover: Cover,
    /// Whether all of its links are no more than proposed.
    pub proposed: bool,
    /// What connects the two, at least one. Relations first, then successions, then seats.
    pub links: Vec<WayStep>,
}

impl Way {
    /// What stands behind all of it, each source and place once.
    pub fn evidence(&self) -> Vec<Evidence> {
        let mut evidence = Vec::new();
        for link in self.steps.iter().flat_map(|step| &step.links) {
            add_evidence(&mut evidence, link.evidence.clone());
        }
        evidence
    }
}

/// Finds the shortest ways between two bodies.
///
/// Links are followed in both directions. At a date, those count that can hold then; without one, all that are recorded, of
/// whatever time, and each way says whether its parts hold at one time. What is proposed is followed and marked; so that it
/// cannot hide a way that is certain, the shortest of those are told beside it.
///
/// Cost: linear in the links of what is reached, apart from sorting, however many ways there are; and in the links of the
/// bodies on each way that is told.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let mut along = params.along.clone();
    along.sort_unstable();
    along.dedup();
    let shortest = search(snapshot, params, &along, Cover::Possible);
    let has_certain = shortest.as_ref().is_some_and(|found| found.ways.iter().any(|way| way.cover == Cover::Certain));
    let certain = if has_certain || shortest.is_none() || snapshot.date().is_none() || params.most == 0 {
        None
    } else {
        search(snapshot, params, &along, Cover::Certain)
    };
    Report {
        asked: Asked::new("path", snapshot),
        from: BodyRef::at(snapshot, params.from),
        to: BodyRef::at(snapshot, params.to),
        along,
        shortest,
        certain,
    }
}

/// The shortest ways along links that are at least so sure. Proposals are not.
fn search<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>, along: &[Along], least: Cover) -> Option<Found> {
    let follow = |link: LinkView<'g>, _: Direction, ends: [BodyView<'g>; 2]| {
        let is_asked = match link {
            LinkView::Relation(relation) => along.contains(&Along::Relation(relation.kind)),
            LinkView::Succession(..) => along.contains(&Along::Succession),
            LinkView::Seat(_) => along.contains(&Along::Seat),
        };
        if !is_asked {
            return Cover::No;
        }
        let limit = if is_proposed(snapshot, link, ends) { Cover::Possible } else { Cover::Certain };
        let cover = link_cover(snapshot, link, ends).min(limit);
        if cover >= least { cover } else { Cover::No }
    };
    let found = snapshot.graph().shortest_ways(params.from, params.to, params.most, follow)?;
    let mut ways: Vec<Way> = found.ways.iter().map(|way| told(snapshot, way)).collect();
    ways.sort_by_key(|way| (std::cmp::Reverse(way.cover), way.proposed));
    Some(Found { length: found.length, ways, count: found.count })
}

fn told<'g>(snapshot: &Snapshot<'g>, way: &graph::Way<'g>) -> Way {
    let steps = way.iter().filter_map(|links| {
        let first = links.first()?;
        let told: Vec<WayStep> = links.iter().map(|step| way_step(snapshot, step)).collect();
        // What is in force says more than a proposal, even if it is less sure.
        let in_force = told.iter().filter(|link| !link.proposed).map(|link| link.cover).max();
        let cover = in_force.or(told.iter().map(|link| link.cover).max()).unwrap_or(Cover::No);
        Some(Stretch {
            from: BodyRef::at(snapshot, first.from),
            to: BodyRef::at(snapshot, first.to),
            cover,
            proposed: in_force.is_none(),
            links: told,
        })
    });
    let steps: Vec<Stretch> = steps.collect();
    let cover = match snapshot.date() {
        Some(_) => steps.iter().map(|step| step.cover).min().unwrap_or(Cover::Certain),
        None => at_one_time(snapshot, way),
    };
    let proposed = steps.iter().any(|step| step.proposed);
    Way { cover: if proposed { cover.min(Cover::Possible) } else { cover }, proposed, steps }
}

/// So many ways to choose one link for each step are tried for whether they hold at one time.
const MOST_CHOICES: usize = 64;

/// Whether there is a day on which all steps hold along some of their links. A succession joins different times.
fn at_one_time<'g>(snapshot: &Snapshot<'g>, way: &graph::Way<'g>) -> Cover {
    let extent = |step: &Step<'g>| match step.link {
        LinkView::Relation(relation) => Some(snapshot.graph().relation_extent(relation)),
        LinkView::Seat(seat) => Some(seat.extent()),
        LinkView::Succession(..) => None,
    };
    let sure = |extent: &Extent| match (extent.is_empty(), extent.certain()) {
        (true, _) => Cover::No,
        (false, Some(_)) => Cover::Certain,
        (false, None) => Cover::Possible,
    };
    let always = Period { start: Start::Open, end: End::Ongoing };
    let mut together = vec![always.extent([])];
    for links in way {
        let both = |so_far: &Extent| -> Vec<Extent> {
            links.iter().map(|step| extent(step).map_or(*so_far, |extent| so_far.and(&extent))).collect()
        };
        together = together.iter().flat_map(both).collect();
        together.sort_by_key(|extent| std::cmp::Reverse(sure(extent)));
        together.dedup();
        together.truncate(MOST_CHOICES);
    }
    together.iter().map(sure).max().unwrap_or(Cover::No)
}
