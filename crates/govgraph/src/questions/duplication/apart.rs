//! Which bodies belong together, so that sharing themes is no duplication: predecessors and successors, boards and their
//! sub-boards, and those that stand for others.

use rustc_hash::{FxHashMap, FxHashSet};

use govgraph_model::Relation;

use super::super::WayStep;
use super::super::lineage::{Successions, Successors};
use super::super::ways::way_step;
use super::Reason;
use crate::graph::{BodyIx, BodyView, Direction, LinkView, Snapshot, Step};

pub(super) struct Families<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    successions: Successions<'s, 'g>,
    /// What bodies became, without proposals and with them, as far as that was asked.
    successors: FxHashMap<BodyIx, [Successors<'g>; 2]>,
    /// The bodies directly around each: those that it is a part or sub-board of.
    around: FxHashMap<BodyIx, Vec<BodyIx>>,
}

impl<'s, 'g> Families<'s, 'g> {
    /// `ever` is of the same graph without a date: two bodies that later became one another belong together before, too.
    pub(super) fn new(snapshot: &'s Snapshot<'g>, ever: &'s Snapshot<'g>) -> Self {
        let graph = snapshot.graph();
        let mut around: FxHashMap<BodyIx, Vec<BodyIx>> = FxHashMap::default();
        for relation in graph.relations().iter().filter(|relation| is_around(snapshot, relation)) {
            if let (Some(inner), Some(outer)) = (graph.body(&relation.from), graph.body(&relation.to)) {
                around.entry(inner.ix).or_default().push(outer.ix);
            }
        }
        Families { snapshot, successions: Successions::new(ever), successors: FxHashMap::default(), around }
    }

    /// Why two bodies belong together, and how one leads to the other.
    ///
    /// Cost: as many steps as there are bodies around them, and, if one can have become the other, the events of what they
    /// became; these once a body.
    pub(super) fn reason(&mut self, a: BodyView<'g>, b: BodyView<'g>) -> Option<(Reason, Vec<WayStep>)> {
        for (proposed, reason) in [(false, Reason::Succession), (true, Reason::ProposedSuccession)] {
            for (from, to) in [(a, b), (b, a)] {
                if let Some(way) = self.became(from, to, proposed) {
                    return Some((reason, self.told(&way)));
                }
            }
        }
        for (from, to) in [(a, b), (b, a)] {
            if let Some(way) = self.contained(from, to) {
                return Some((Reason::Containment, self.told(&way)));
            }
            if from.record().collective_of.as_ref().is_some_and(|class| to.is_of_class(class)) {
                return Some((Reason::Collective, Vec::new()));
            }
        }
        None
    }

    fn told(&self, way: &[Step<'g>]) -> Vec<WayStep> {
        way.iter().map(|step| way_step(self.snapshot, step)).collect()
    }

    fn became(&mut self, from: BodyView<'g>, to: BodyView<'g>, proposed: bool) -> Option<Vec<Step<'g>>> {
        let successions = &self.successions;
        if !successions.are_of_one_line(from, to) {
            return None;
        }
        let of = self.successors.entry(from.ix);
        let of = of.or_insert_with(|| [false, true].map(|proposed| successions.of(from, proposed)));
        successions.way(&of[usize::from(proposed)], to)
    }

    /// The relations over which a body is a part or sub-board of another.
    fn contained(&self, inner: BodyView<'g>, outer: BodyView<'g>) -> Option<Vec<Step<'g>>> {
        if !self.is_inside(inner.ix, outer.ix) {
            return None;
        }
        let follow = |link: LinkView<'g>, direction: Direction| match link {
            LinkView::Relation(relation) => direction == Direction::Forward && is_around(self.snapshot, relation),
            LinkView::Succession(..) | LinkView::Seat(_) => false,
        };
        self.snapshot.graph().shortest_way(inner, follow, |body| body == outer)
    }

    fn is_inside(&self, inner: BodyIx, outer: BodyIx) -> bool {
        let (mut seen, mut pending) = (FxHashSet::default(), vec![inner]);
        while let Some(at) = pending.pop() {
            let around = self.around.get(&at).map_or(&[][..], Vec::as_slice);
            if around.contains(&outer) {
                return true;
            }
            pending.extend(around.iter().filter(|around| seen.insert(**around)));
        }
        false
    }
}

/// Whether a relation says that a body is a part or sub-board of another, at the date.
fn is_around(snapshot: &Snapshot<'_>, relation: &Relation) -> bool {
    relation.kind.is_containment() && snapshot.holds(relation).is_possible()
}
