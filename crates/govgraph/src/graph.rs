//! The graph: bodies as nodes; relations, successions and seats as edges. Checked when built, and never changed after.

pub(crate) mod build;
mod counts;
mod holding;
mod records;
mod select;
mod snapshot;
pub(crate) mod stale;
mod view;
mod walk;
mod ways;

use indexmap::IndexMap;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxBuildHasher, FxHashMap};

use govgraph_model::{
    Allow, Area, AreaId, Body, BodyId, Certainty, Citation, Class, ClassId, Day, Event, Evidence, Extent, Files, Level,
    Period, Person, PersonId, Provenance, Relation, Rule, Seat, Source, SourceId, Stretch, Theme, ThemeId,
};

pub use build::{Built, Rejected};
pub use holding::{Holding, Life};
pub use select::{BodySet, UnknownBodies, UnknownBody};
pub use snapshot::{Snapshot, Standing};
pub use view::{BodyView, ElectedView, PostView, RemitView, Resolved, SeatView};
pub(crate) use walk::WaysTo;
pub use walk::{Direction, LinkView, Step};
pub use ways::{Way, Ways};

/// Index of a body: its rank among all bodies by id, and its node in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct BodyIx(pub(crate) u32);

impl BodyIx {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }

    pub(crate) fn of(node: NodeIndex<u32>) -> Self {
        BodyIx(u32::try_from(node.index()).unwrap_or(u32::MAX))
    }

    pub(crate) fn node(self) -> NodeIndex<u32> {
        NodeIndex::new(self.at())
    }
}

/// Index of a seat among all seats: by body, then in authored order, a seat before its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SeatIx(pub(crate) u32);

/// Index of a post among all posts, declared or only named in seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PostIx(pub(crate) u32);

/// An edge of the graph: an index into the records of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Link {
    /// `relations[i]`, from its `from` to its `to`.
    Relation(u32),
    /// `events[i].legs[leg]`, from a body before to a body after.
    Succession { event: u32, leg: u32 },
    /// `seats[i]`, from the organisation that holds it to the body it is on.
    Seat(u32),
}

/// What is known of the time of a body, from its own dates, the events it took part in and its sources.
#[derive(Clone, Debug)]
pub(crate) struct Lifetime {
    pub(crate) period: Period,
    /// Positions of the events from which the period has its start or its end.
    pub(crate) events: Vec<usize>,
    pub(crate) extent: Extent,
    /// First and last day on which it is known to have been only a proposal.
    pub(crate) proposed: Option<Stretch>,
    /// Whether it has no dates and nothing attests it: all that is known of it is the proposal. Its extent is then open.
    pub(crate) is_only_proposed: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct SeatNode {
    pub(crate) body: BodyIx,
    pub(crate) parent: Option<SeatIx>,
    /// How many of the seats that follow are inside this one.
    pub(crate) inside: u32,
    /// The seat as written, without its items: they follow.
    pub(crate) record: Seat,
    /// When it is filled in this way, by its own dates and its sources alone.
    pub(crate) stated: Extent,
    /// The same as far as its body and its holder exist.
    pub(crate) extent: Extent,
    pub(crate) organisation: Option<BodyIx>,
    pub(crate) post: Option<PostIx>,
    /// The body that the holder has a seat on by which this one is filled.
    pub(crate) ex_officio: Option<BodyIx>,
}

#[derive(Clone, Debug)]
pub(crate) struct PostNode {
    pub(crate) organisation: BodyIx,
    /// As declared, or as first named in a seat.
    pub(crate) name: String,
    /// Index into the posts of the organisation, if it is declared.
    pub(crate) declared: Option<u32>,
}

/// Records by id, in the order of the ids.
pub(crate) type ById<Id, Record> = IndexMap<Id, Record, FxBuildHasher>;

/// A checked governance structure.
///
/// Built once from a [`Dataset`](govgraph_model::Dataset) by [`GovGraph::build`], whose order of records makes no
/// difference to it; immutable from then on, and free to share between threads.
#[derive(Clone, Debug)]
pub struct GovGraph {
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) licence: Option<String>,
    pub(crate) files: Files,
    pub(crate) sources: ById<SourceId, Source>,
    pub(crate) areas: ById<AreaId, Area>,
    pub(crate) classes: ById<ClassId, Class>,
    pub(crate) themes: ById<ThemeId, Theme>,
    pub(crate) persons: ById<PersonId, Person>,
    pub(crate) rules: Vec<Rule>,
    /// By id. Their seats are in `seats`.
    pub(crate) bodies: Vec<Body>,
    pub(crate) body_index: FxHashMap<BodyId, BodyIx>,
    pub(crate) lifetimes: Vec<Lifetime>,
    pub(crate) seats: Vec<SeatNode>,
    /// Where the seats of each body begin in `seats`, and one more for the end.
    pub(crate) seats_of: Vec<u32>,
    pub(crate) posts: Vec<PostNode>,
    /// By `from`, kind, `to`, then period.
    pub(crate) relations: Vec<Relation>,
    /// By date (unknown last), then by kind and bodies.
    pub(crate) events: Vec<Event>,
    /// By code, bodies, themes, then by what else they say.
    pub(crate) allow: Vec<Allow>,
    /// Node i is `bodies[i]`.
    pub(crate) links: DiGraph<(), Link, u32>,
    /// Events with those of their legs that start from a body: by body, then in the order of the events.
    pub(crate) legs: Vec<(u32, u32)>,
    /// Where those of each body begin in `legs`, and one more for the end.
    pub(crate) legs_of: Vec<u32>,
}

impl GovGraph {
    /// What the dataset is called.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// What the dataset is about.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The licence of the data.
    pub fn licence(&self) -> Option<&str> {
        self.licence.as_deref()
    }

    /// The files that it was read from, to find the place of an [`Origin`](govgraph_model::Origin).
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// All bodies, by id.
    pub fn bodies(&self) -> impl ExactSizeIterator<Item = BodyView<'_>> + Clone {
        (0..u32::try_from(self.bodies.len()).unwrap_or(u32::MAX)).map(|i| self.view(BodyIx(i)))
    }

    /// The body of an id. Cost: constant.
    pub fn body(&self, id: &BodyId) -> Option<BodyView<'_>> {
        self.body_index.get(id).map(|ix| self.view(*ix))
    }

    pub(crate) fn view(&self, ix: BodyIx) -> BodyView<'_> {
        BodyView { graph: self, ix }
    }

    /// All events: dated ones by date, then the others.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// All relations, by the body they start from, then by kind and the body they lead to.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// All sources, by id.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = &Source> {
        self.sources.values()
    }

    /// All themes, by id.
    pub fn themes(&self) -> impl ExactSizeIterator<Item = &Theme> {
        self.themes.values()
    }

    /// All areas, by id.
    pub fn areas(&self) -> impl ExactSizeIterator<Item = &Area> {
        self.areas.values()
    }

    /// All classes, by id.
    pub fn classes(&self) -> impl ExactSizeIterator<Item = &Class> {
        self.classes.values()
    }

    /// All people, by id.
    pub fn persons(&self) -> impl ExactSizeIterator<Item = &Person> {
        self.persons.values()
    }

    /// All rules, by id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The findings that are accepted, by code, then by bodies and themes.
    pub fn allow(&self) -> &[Allow] {
        &self.allow
    }

    /// The area of an id.
    pub fn area(&self, id: &AreaId) -> Option<&Area> {
        self.areas.get(id)
    }

    /// The theme of an id.
    pub fn theme(&self, id: &ThemeId) -> Option<&Theme> {
        self.themes.get(id)
    }

    /// The person of an id.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.persons.get(id)
    }

    /// An area and those it lies in, the widest last. Cost: their number.
    pub fn area_and_wider(&self, id: &AreaId) -> impl Iterator<Item = &Area> {
        std::iter::successors(self.areas.get(id), |area| self.areas.get(&area.within.as_ref()?.value))
    }

    /// A class and the more general ones it belongs to, the most general last. Cost: their number.
    pub fn class_and_wider(&self, id: &ClassId) -> impl Iterator<Item = &Class> {
        std::iter::successors(self.classes.get(id), |class| self.classes.get(&class.broader.as_ref()?.value))
    }

    /// A theme and those it is part of, the widest last. Cost: their number.
    pub fn theme_and_wider(&self, id: &ThemeId) -> impl Iterator<Item = &Theme> {
        std::iter::successors(self.themes.get(id), |theme| self.themes.get(&theme.broader.as_ref()?.value))
    }

    /// How far up an area stands: its own level, or that of the nearest wider area that has one.
    pub fn level_of_area(&self, id: &AreaId) -> Option<Level> {
        self.area_and_wider(id).find_map(|area| area.level)
    }

    /// What stands behind a fact: its own citations, or those of what it stands in. In authored order.
    pub fn evidence(&self, own: &Provenance, outer: &[&Provenance]) -> Vec<Evidence> {
        let Some(used) = rests_on(own, outer) else { return Vec::new() };
        // The more doubtful of the two: a fact that rests on another's sources is no surer than that.
        let certainty = own.certainty.into_iter().chain(used.certainty).min();
        used.sources.iter().filter_map(|citation| self.cite(citation, certainty)).collect()
    }

    fn cite(&self, citation: &Citation, certainty: Option<Certainty>) -> Option<Evidence> {
        let source = self.sources.get(&citation.source.value)?;
        Some(Evidence {
            source: source.id.value.clone(),
            title: source.title.clone(),
            locator: citation.locator.clone(),
            date: source.date.as_ref().map(Period::edtf),
            url: source.url.clone(),
            certainty,
        })
    }

    /// The days for which the sources of a fact attest it: those it cites, or those of what it stands in.
    fn attested(&self, own: &Provenance, outer: &[&Provenance]) -> Vec<Stretch> {
        attested(&self.sources, own, outer)
    }

    /// When a fact holds: its own period, and what its sources attest.
    pub fn extent(&self, during: Option<&Period>, own: &Provenance, outer: &[&Provenance]) -> Extent {
        during.unwrap_or(&Period::UNKNOWN).extent(self.attested(own, outer))
    }

    /// When a statement holds: throughout the time it names, or as its sources attest.
    pub fn statement_extent(&self, at: Option<&Period>, own: &Provenance, outer: &[&Provenance]) -> Extent {
        match at.and_then(Stretch::of_period) {
            Some(stretch) => Extent::throughout(stretch),
            None => self.extent(at, own, outer),
        }
    }

    /// When a relation holds: by its own dates and its sources, as far as both bodies exist.
    pub fn relation_extent(&self, relation: &Relation) -> Extent {
        let ends = [&relation.from, &relation.to].map(|id| self.body(id));
        let outer = ends[0].map(|body| &body.record().provenance);
        let stated = self.extent(relation.during.as_deref(), &relation.provenance, outer.as_slice());
        ends.into_iter().flatten().fold(stated, |extent, body| extent.within(&body.extent()))
    }

    /// The first day that the sources of a fact speak of: a proposal is not known before. `None` if they have no date.
    pub(crate) fn first_attested(&self, own: &Provenance, outer: &[&Provenance]) -> Option<Day> {
        self.attested(own, outer).iter().map(|stretch| stretch.first).min()
    }
}

/// What a fact rests on: its own citations, or those of the nearest thing around it that has any.
fn rests_on<'p>(own: &'p Provenance, outer: &[&'p Provenance]) -> Option<&'p Provenance> {
    std::iter::once(own).chain(outer.iter().copied()).find(|provenance| !provenance.sources.is_empty())
}

pub(crate) fn attested(sources: &ById<SourceId, Source>, own: &Provenance, outer: &[&Provenance]) -> Vec<Stretch> {
    let citations = rests_on(own, outer).map_or(&[][..], |used| &used.sources);
    citations.iter().filter_map(|citation| sources.get(&citation.source.value)?.attests()).collect()
}
