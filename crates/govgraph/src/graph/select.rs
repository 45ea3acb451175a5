//! Sets of bodies, and how to get from one to another along relations.

use govgraph_model::{BodyId, Relation, nearest};

use super::{BodyIx, BodyView, Direction, GovGraph, Link};

/// What somebody called a body, and no one body is called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct UnknownBodies(
    /// Each that was not found, in the order asked.
    pub Vec<UnknownBody>,
);

/// A word that is not the name of one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownBody {
    /// The word.
    pub called: String,
    /// The ids that may have been meant: the nearest, or all bodies of that name.
    pub meant: Vec<BodyId>,
}

impl std::fmt::Display for UnknownBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let called = &self.called;
        match self.meant.as_slice() {
            [] => write!(f, "no body is called `{called}`"),
            [one] => write!(f, "no body is called `{called}` — did you mean `{one}`?"),
            several => {
                let ids = several.iter().map(BodyId::as_str).collect::<Vec<_>>().join("`, `");
                write!(f, "`{called}` is the name of several bodies: `{ids}`")
            }
        }
    }
}

/// Some bodies of a graph.
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
    /// [`UnknownBodies`] with the nearest id, if there is none, or with all bodies of the name, if they are several.
    ///
    /// Cost: constant for an id, otherwise linear in the number of bodies.
    pub fn find(&self, called: &str) -> Result<BodyView<'_>, UnknownBodies> {
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
            [] => Err(UnknownBodies(vec![self.unknown(called)])),
            several => {
                let meant = several.iter().map(|body| body.id().clone()).collect();
                Err(UnknownBodies(vec![UnknownBody { called: called.to_string(), meant }]))
            }
        }
    }

    fn unknown(&self, called: &str) -> UnknownBody {
        let meant = nearest(called, self.bodies().map(|body| body.id().as_str()));
        let meant = meant.and_then(|id| self.body_index.get(id)).map(|ix| self.view(*ix).id().clone());
        UnknownBody { called: called.to_string(), meant: meant.into_iter().collect() }
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

    /// They, and all that can be reached from them along those relations that `follow` allows.
    ///
    /// [`Direction::Forward`] goes from a relation's `from` to its `to`. Cost: linear in the links of what is reached.
    #[must_use]
    pub fn reach(&self, direction: Direction, mut follow: impl FnMut(&'g Relation) -> bool) -> Self {
        let graph = self.graph;
        let mut reached = vec![false; graph.bodies.len()];
        let mut queue = self.members.clone();
        for ix in &queue {
            reached[ix.at()] = true;
        }
        let mut members = queue.clone();
        while let Some(ix) = queue.pop() {
            for edge in graph.links.edges_directed(ix.node(), direction.into()) {
                let Link::Relation(relation) = *edge.weight() else { continue };
                let other = BodyIx(direction.other_end(&edge));
                if !reached[other.at()] && follow(&graph.relations[relation as usize]) {
                    reached[other.at()] = true;
                    members.push(other);
                    queue.push(other);
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
