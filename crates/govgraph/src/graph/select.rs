//! Sets of bodies, and how to get from one to another along relations.

use govgraph_model::{BodyId, RelationKind, nearest};

use super::{BodyIx, BodyView, Direction, GovGraph, LinkView, Snapshot};

/// So many bodies are offered for a word that is a part of their names.
const MOST_MEANT: usize = 8;

/// Words that are not the name of one body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct UnknownBodies(
    /// Each that was not found, in the order asked.
    pub Vec<UnknownBody>,
);

/// A word that is not the name of one body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnknownBody {
    /// No body is called that.
    #[error("no body is called `{called}`{}", offer(meant))]
    NoSuch {
        /// The word.
        called: String,
        /// The nearest id; or else some of the ids whose names the word is a part of, in order. May be empty.
        meant: Vec<BodyId>,
    },
    /// Several bodies are.
    #[error("`{called}` is the name of several bodies: `{}`", join(bodies))]
    Ambiguous {
        /// The word.
        called: String,
        /// All of them, in order.
        bodies: Vec<BodyId>,
    },
}

fn join(ids: &[BodyId]) -> String {
    ids.iter().map(BodyId::as_str).collect::<Vec<_>>().join("`, `")
}

fn offer(meant: &[BodyId]) -> String {
    match meant {
        [] => String::new(),
        [one] => format!(" — did you mean `{one}`?"),
        several => format!(" — did you mean one of `{}`?", join(several)),
    }
}

/// Some bodies of a graph, each once and in the order of their ids.
///
/// ```
/// use govgraph::{Body, Dataset, GovGraph, Relation, RelationKind};
/// // A panel of a board of a council, and another board of it.
/// let mut dataset = Dataset::default();
/// for id in ["council", "crime", "drugs", "panel"] {
///     dataset.bodies.push(Body::new(id.parse()?, id));
/// }
/// for (below, above) in [("crime", "council"), ("drugs", "council"), ("panel", "crime")] {
///     dataset.relations.push(Relation::new(RelationKind::SubBoardOf, below.parse()?, above.parse()?));
/// }
/// let graph = GovGraph::build(dataset)?.graph;
/// let snapshot = graph.at_any_time();
///
/// let below_crime = graph.select([graph.find("crime")?.id()])?.down(&snapshot);
/// let rest = graph.select([graph.find("council")?.id()])?.down(&snapshot).difference(&below_crime);
/// assert_eq!(below_crime.iter().map(|body| body.name()).collect::<Vec<_>>(), ["crime", "panel"]);
/// assert_eq!(rest.iter().map(|body| body.name()).collect::<Vec<_>>(), ["council", "drugs"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct BodySet<'g> {
    graph: &'g GovGraph,
    /// Sorted, each once.
    members: Vec<BodyIx>,
}

impl GovGraph {
    /// The body that somebody calls by its id, its abbreviation or one of its names, in any case.
    ///
    /// # Errors
    /// [`UnknownBody`] if there is none, or if there are several.
    ///
    /// Cost: constant for an id, otherwise linear in the number of bodies.
    pub fn find(&self, called: &str) -> Result<BodyView<'_>, UnknownBody> {
        if let Some(ix) = self.body_index.get(called) {
            return Ok(self.view(*ix));
        }
        let is_called = |name: &str| name.eq_ignore_ascii_case(called) || name.to_lowercase() == called.to_lowercase();
        let named = self.bodies().filter(|body| {
            let record = body.record();
            is_called(body.name())
                || is_called(body.id().as_str())
                || record.short.as_deref().is_some_and(is_called)
                || record.other_names.iter().any(|other| is_called(&other.name))
        });
        let named: Vec<BodyView<'_>> = named.collect();
        match named.as_slice() {
            [one] => Ok(*one),
            [] => Err(self.unknown(called)),
            several => {
                let bodies = several.iter().map(|body| body.id().clone()).collect();
                Err(UnknownBody::Ambiguous { called: called.to_string(), bodies })
            }
        }
    }

    fn unknown(&self, called: &str) -> UnknownBody {
        let meant = nearest(called, self.bodies().map(|body| body.id().as_str()));
        if let Some(id) = meant.and_then(|id| self.body_index.get(id)).map(|ix| self.view(*ix).id()) {
            return UnknownBody::NoSuch { called: called.to_string(), meant: vec![id.clone()] };
        }
        // Somebody who writes a part of a name wants one of those that have it.
        let part = called.to_lowercase();
        let has_part =
            |body: &BodyView<'_>| body.name().to_lowercase().contains(&part) || body.id().as_str().contains(&part);
        let meant = self.bodies().filter(has_part).take(MOST_MEANT).map(|body| body.id().clone()).collect();
        UnknownBody::NoSuch { called: called.to_string(), meant }
    }

    /// The bodies of some ids.
    ///
    /// # Errors
    /// [`UnknownBodies`] with every id that no body has.
    pub fn select<'i>(&self, ids: impl IntoIterator<Item = &'i BodyId>) -> Result<BodySet<'_>, UnknownBodies> {
        let mut members = Vec::new();
        let mut unknown = Vec::new();
        for id in ids {
            match self.body_index.get(id) {
                Some(ix) => members.push(*ix),
                None => unknown.push(self.unknown(id.as_str())),
            }
        }
        if unknown.is_empty() { Ok(BodySet::new(self, members)) } else { Err(UnknownBodies(unknown)) }
    }

    /// The set of some of its bodies. Cost: n log n in their number.
    pub fn set_of<'g>(&'g self, bodies: impl IntoIterator<Item = BodyView<'g>>) -> BodySet<'g> {
        BodySet::new(self, bodies.into_iter().map(|body| body.ix).collect())
    }

    /// The bodies for which something holds. Cost: linear.
    pub fn select_where<'g>(&'g self, mut holds: impl FnMut(BodyView<'g>) -> bool) -> BodySet<'g> {
        let members = self.bodies().filter(|body| holds(*body)).map(|body| body.ix).collect();
        BodySet { graph: self, members }
    }
}

impl<'g> BodySet<'g> {
    fn new(graph: &'g GovGraph, mut members: Vec<BodyIx>) -> Self {
        members.sort_unstable();
        members.dedup();
        BodySet { graph, members }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Whether a body is one of them.
    pub fn contains(&self, body: BodyView<'_>) -> bool {
        self.members.binary_search(&body.ix).is_ok()
    }

    /// They, by id.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = BodyView<'g>> + '_ {
        self.members.iter().map(|ix| self.graph.view(*ix))
    }

    /// Those in this or in the other, of the same graph.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.graph, [self.members.as_slice(), &other.members].concat())
    }

    /// Those in this and in the other, of the same graph.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.keep(|ix| other.members.binary_search(&ix).is_ok())
    }

    /// Those in this and not in the other, of the same graph.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        self.keep(|ix| other.members.binary_search(&ix).is_err())
    }

    fn keep(&self, keep: impl Fn(BodyIx) -> bool) -> Self {
        let members = self.members.iter().copied().filter(|ix| keep(*ix)).collect();
        BodySet { graph: self.graph, members }
    }

    /// They, and the bodies that a link of any sort leads to or from: a relation, a succession, a seat.
    ///
    /// Cost: linear in their links.
    #[must_use]
    pub fn with_neighbours(&self) -> Self {
        let mut members = self.members.clone();
        for ix in &self.members {
            members.extend(self.graph.links.neighbors_undirected(ix.node()).map(BodyIx::of));
        }
        Self::new(self.graph, members)
    }

    /// They, and all that they are a part or sub-board of at the date of a snapshot, at any remove.
    ///
    /// As [`along`](Self::along).
    #[must_use]
    pub fn up(&self, snapshot: &Snapshot<'g>) -> Self {
        self.along(snapshot, Direction::Forward, RelationKind::is_containment)
    }

    /// They, and all that are a part or sub-board of them at the date of a snapshot, at any remove.
    ///
    /// As [`along`](Self::along).
    #[must_use]
    pub fn down(&self, snapshot: &Snapshot<'g>) -> Self {
        self.along(snapshot, Direction::Backward, RelationKind::is_containment)
    }

    /// They, and all that can be reached from them along relations of some kinds that can hold at the date of a snapshot
    /// of the same graph. Proposed relations are not followed.
    ///
    /// Cost: linear in the links of what is reached.
    #[must_use]
    pub fn along(
        &self,
        snapshot: &Snapshot<'g>,
        direction: Direction,
        mut kinds: impl FnMut(RelationKind) -> bool,
    ) -> Self {
        self.reach(direction, |link| match link {
            LinkView::Relation(relation) => {
                !relation.proposed && kinds(relation.kind) && snapshot.holds(relation).is_possible()
            }
            LinkView::Succession(..) | LinkView::Seat(_) => false,
        })
    }

    /// They, and all that can be reached from them along those links that `follow` allows.
    ///
    /// [`Direction::Forward`] goes from a relation's `from` to its `to`, from a predecessor to its successors, from an
    /// organisation to the bodies on which it has a seat. Relations that hold both ways are followed in both directions.
    /// Cost: linear in the links of what is reached.
    #[must_use]
    pub fn reach(&self, direction: Direction, mut follow: impl FnMut(LinkView<'g>) -> bool) -> Self {
        let graph = self.graph;
        let mut reached = vec![false; graph.bodies.len()];
        let mut queue = self.members.clone();
        for ix in &queue {
            reached[ix.at()] = true;
        }
        let mut members = queue.clone();
        while let Some(ix) = queue.pop() {
            for way in [Direction::Forward, Direction::Backward] {
                for edge in graph.links.edges_directed(ix.node(), way.into()) {
                    let link = graph.link(*edge.weight());
                    let other = BodyIx(way.other_end(&edge));
                    if !reached[other.at()] && (way == direction || link.is_mutual()) && follow(link) {
                        reached[other.at()] = true;
                        members.push(other);
                        queue.push(other);
                    }
                }
            }
        }
        Self::new(graph, members)
    }
}

/// Equal if they hold the same bodies of the same graph.
impl PartialEq for BodySet<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.graph, other.graph) && self.members == other.members
    }
}

impl Eq for BodySet<'_> {}
