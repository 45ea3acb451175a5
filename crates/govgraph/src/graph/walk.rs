//! Shortest ways through the graph.

use std::collections::hash_map::Entry;

use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use govgraph_model::{Event, Evidence, Leg, Relation, RelationKind};

use super::{BodyIx, BodyView, GovGraph, Link, SeatIx, SeatView};

/// Along an edge as it reads, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From its `from` to its `to`.
    Forward,
    /// From its `to` to its `from`.
    Backward,
}

impl From<Direction> for petgraph::Direction {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Forward => petgraph::Direction::Outgoing,
            Direction::Backward => petgraph::Direction::Incoming,
        }
    }
}

impl Direction {
    pub(super) fn other_end(self, edge: &petgraph::graph::EdgeReference<'_, Link, u32>) -> u32 {
        let node = match self {
            Direction::Forward => edge.target(),
            Direction::Backward => edge.source(),
        };
        u32::try_from(node.index()).unwrap_or(u32::MAX)
    }

    fn start(self, edge: &petgraph::graph::EdgeReference<'_, Link, u32>) -> u32 {
        match self {
            Direction::Forward => Direction::Backward.other_end(edge),
            Direction::Backward => Direction::Forward.other_end(edge),
        }
    }
}

/// A link of the graph that a way can go along.
#[derive(Clone, Copy, Debug)]
pub enum LinkView<'g> {
    /// A relation.
    Relation(&'g Relation),
    /// A leg of an event, from a body before to a body after.
    Succession(&'g Event, &'g Leg),
    /// A seat, from the organisation that holds it to the body it is on.
    Seat(SeatView<'g>),
}

impl LinkView<'_> {
    /// Whether it holds both ways: from its `to` to its `from` as well.
    pub fn is_mutual(self) -> bool {
        matches!(self, LinkView::Relation(relation) if relation.kind == RelationKind::WorksWith)
    }
}

/// One step of a way from a body to another.
#[derive(Clone, Debug)]
pub struct Step<'g> {
    /// Where it starts.
    pub from: BodyView<'g>,
    /// Where it leads.
    pub to: BodyView<'g>,
    /// What it goes along.
    pub link: LinkView<'g>,
    /// Whether it goes against the reading direction: `to` is the one that reports, sits or came before.
    pub against: bool,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// From where and along what a body was reached on a walk.
#[derive(Clone, Copy)]
struct Came {
    from: BodyIx,
    link: Link,
    against: bool,
}

/// How far it is from a body to the nearest of those that ways lead to, and how a shortest way goes on.
#[derive(Clone, Copy)]
struct Left {
    steps: u32,
    /// Along which link, whether against it, and to which body; `None`: the body is one of them itself.
    next: Option<(Link, bool, BodyIx)>,
}

/// Shortest ways from all bodies to the nearest of some.
pub(crate) struct WaysTo<'g> {
    graph: &'g GovGraph,
    left: Vec<Option<Left>>,
}

impl<'g> WaysTo<'g> {
    /// The way from a body; `None` if there is none, empty if it is one of those that ways lead to.
    pub(crate) fn from(&self, body: BodyView<'g>) -> Option<Vec<Step<'g>>> {
        let mut steps = Vec::new();
        let mut at = body.ix;
        while let Some((link, against, next)) = self.left[at.at()]?.next {
            steps.push(self.graph.step(at, link, against, next));
            at = next;
        }
        Some(steps)
    }
}

impl GovGraph {
    /// A shortest way from a body to one that `arrived` accepts, along the links that `follow` allows.
    ///
    /// Empty if the body itself is accepted; `None` if there is no way. Of several shortest ways, the one whose
    /// links come first: relations, then successions, then seats. `follow` gets a link and the direction in which it
    /// would be gone.
    ///
    /// Cost: linear in the links of what is reached.
    pub fn shortest_way<'g>(
        &'g self,
        from: BodyView<'g>,
        mut follow: impl FnMut(LinkView<'g>, Direction) -> bool,
        mut arrived: impl FnMut(BodyView<'g>) -> bool,
    ) -> Option<Vec<Step<'g>>> {
        // Sparse: most ways end near where they begin, however many bodies there are.
        let mut came: FxHashMap<BodyIx, Option<Came>> = FxHashMap::default();
        came.insert(from.ix, None);
        let mut queue = std::collections::VecDeque::from([from.ix]);
        while let Some(ix) = queue.pop_front() {
            if arrived(self.view(ix)) {
                return Some(self.steps_to(ix, &came));
            }
            let mut next: Vec<(Link, bool, BodyIx)> = Vec::new();
            for direction in [Direction::Forward, Direction::Backward] {
                for edge in self.links.edges_directed(ix.node(), direction.into()) {
                    if follow(self.link(*edge.weight()), direction) {
                        let against = direction == Direction::Backward;
                        next.push((*edge.weight(), against, BodyIx(direction.other_end(&edge))));
                    }
                }
            }
            next.sort_unstable();
            for (link, against, other) in next {
                if let Entry::Vacant(free) = came.entry(other) {
                    free.insert(Some(Came { from: ix, link, against }));
                    queue.push_back(other);
                }
            }
        }
        None
    }

    /// A shortest way from every body to one that `arrived` accepts: for each that which [`GovGraph::shortest_way`] finds.
    ///
    /// Cost: linear in all links, once; and for each way that is asked for, its length.
    pub(crate) fn shortest_ways_to<'g>(
        &'g self,
        mut follow: impl FnMut(LinkView<'g>, Direction) -> bool,
        mut arrived: impl FnMut(BodyView<'g>) -> bool,
    ) -> WaysTo<'g> {
        // From the ends back to where ways can begin. Of the links to a body that is one step nearer, the first is kept: so
        // each way is the first among the shortest, as if it had been searched from its beginning.
        let mut left = vec![None; self.bodies.len()];
        let mut at_hand: Vec<BodyIx> = self.bodies().filter(|body| arrived(*body)).map(|body| body.ix).collect();
        for ix in &at_hand {
            left[ix.at()] = Some(Left { steps: 0, next: None });
        }
        let mut steps = 0;
        while !at_hand.is_empty() {
            steps += 1;
            let mut further = Vec::new();
            for ix in at_hand {
                for direction in [Direction::Forward, Direction::Backward] {
                    // Who goes a link forward to here stands at its source.
                    for edge in self.links.edges_directed(ix.node(), petgraph::Direction::from(direction).opposite()) {
                        if !follow(self.link(*edge.weight()), direction) {
                            continue;
                        }
                        let from = BodyIx(direction.start(&edge));
                        let next = (*edge.weight(), direction == Direction::Backward, ix);
                        match &mut left[from.at()] {
                            Some(left) if left.steps == steps => left.next = left.next.min(Some(next)),
                            Some(_) => {}
                            free => {
                                *free = Some(Left { steps, next: Some(next) });
                                further.push(from);
                            }
                        }
                    }
                }
            }
            at_hand = further;
        }
        WaysTo { graph: self, left }
    }

    /// The relations of a body, each with the body at its other end and whether it starts at that other body: those that start
    /// from the body itself first, in the order of [`GovGraph::relations`].
    ///
    /// Cost: linear in its links, and a sort.
    pub fn relations_of<'g>(&'g self, body: BodyView<'g>) -> impl Iterator<Item = (&'g Relation, BodyView<'g>, bool)> {
        let mut found: Vec<(bool, u32, BodyIx)> = Vec::new();
        for direction in [Direction::Forward, Direction::Backward] {
            for edge in self.links.edges_directed(body.ix.node(), direction.into()) {
                if let Link::Relation(relation) = *edge.weight() {
                    found.push((direction == Direction::Backward, relation, BodyIx(direction.other_end(&edge))));
                }
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(against, i, other)| (&self.relations[i as usize], self.view(other), against))
    }

    /// The relations that start from a body, in the order of [`GovGraph::relations`]. Cost: a binary search.
    pub(crate) fn relations_from(&self, body: BodyView<'_>) -> &[Relation] {
        let id = body.id();
        let first = self.relations.partition_point(|relation| relation.from.value < *id);
        let behind = self.relations[first..].partition_point(|relation| relation.from.value == *id);
        &self.relations[first..first + behind]
    }

    /// The links from one body to another and back, relations first, then successions, then seats.
    ///
    /// Cost: linear in the links of the one that starts fewer.
    pub fn links_between<'g>(&'g self, a: BodyView<'g>, b: BodyView<'g>) -> impl Iterator<Item = LinkView<'g>> {
        let degree = |body: BodyView<'g>| self.links.edges(body.ix.node()).count();
        let (a, b) = if degree(a) <= degree(b) { (a, b) } else { (b, a) };
        let mut links: Vec<Link> = Vec::new();
        for direction in [Direction::Forward, Direction::Backward] {
            let edges = self.links.edges_directed(a.ix.node(), direction.into());
            links.extend(edges.filter(|edge| direction.other_end(edge) == b.ix.0).map(|edge| *edge.weight()));
        }
        links.sort_unstable();
        links.dedup();
        links.into_iter().map(|link| self.link(link))
    }

    fn steps_to<'g>(&'g self, end: BodyIx, came: &FxHashMap<BodyIx, Option<Came>>) -> Vec<Step<'g>> {
        let mut steps = Vec::new();
        let mut at = end;
        while let Some(Some(Came { from, link, against })) = came.get(&at).copied() {
            steps.push(self.step(from, link, against, at));
            at = from;
        }
        steps.reverse();
        steps
    }

    fn step(&self, from: BodyIx, link: Link, against: bool, to: BodyIx) -> Step<'_> {
        let link = self.link(link);
        let evidence = self.link_evidence(link);
        Step { from: self.view(from), to: self.view(to), link, against, evidence }
    }

    pub(super) fn link(&self, link: Link) -> LinkView<'_> {
        match link {
            Link::Relation(i) => LinkView::Relation(&self.relations[i as usize]),
            Link::Succession { event, leg } => {
                let event = &self.events[event as usize];
                LinkView::Succession(event, &event.legs[leg as usize])
            }
            Link::Seat(i) => LinkView::Seat(SeatView { graph: self, ix: SeatIx(i) }),
        }
    }

    /// What stands behind a link.
    pub(super) fn link_evidence(&self, link: LinkView<'_>) -> Vec<Evidence> {
        match link {
            LinkView::Relation(relation) => self.relation_evidence(relation),
            LinkView::Succession(event, _) => self.evidence(&event.provenance, &[]),
            LinkView::Seat(seat) => seat.evidence(),
        }
    }

    /// What stands behind a relation: its own sources, or those of the body it starts from.
    pub fn relation_evidence(&self, relation: &Relation) -> Vec<Evidence> {
        let outer = self.body(&relation.from).map(|body| &body.record().provenance);
        self.evidence(&relation.provenance, outer.as_slice())
    }
}
