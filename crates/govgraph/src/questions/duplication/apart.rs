//! Which bodies belong together, so that sharing themes is no duplication: predecessors and successors, boards and their
//! sub-boards, and those that stand for others.

use rustc_hash::FxHashMap;

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
}

impl<'s, 'g> Families<'s, 'g> {
    /// `ever` is of the same graph without a date: two bodies that later became one another belong together before, too.
    pub(super) fn new(snapshot: &'s Snapshot<'g>, ever: &'s Snapshot<'g>) -> Self {
        Families { snapshot, successions: Successions::new(ever), successors: FxHashMap::default() }
    }

    /// Why two bodies belong together, and how one leads to the other.
    ///
    /// Cost: the events and relations of what they became and are part of; the events once a body.
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
        let of = self.successors.entry(from.ix);
        let of = of.or_insert_with(|| [false, true].map(|proposed| successions.of(from, proposed)));
        successions.way(&of[usize::from(proposed)], to)
    }

    /// The relations over which a body is a part or sub-board of another.
    fn contained(&self, inner: BodyView<'g>, outer: BodyView<'g>) -> Option<Vec<Step<'g>>> {
        let follow = |link: LinkView<'g>, direction: Direction| match link {
            LinkView::Relation(relation) => {
                direction == Direction::Forward
                    && relation.kind.is_containment()
                    && self.snapshot.holds(relation).is_possible()
            }
            LinkView::Succession(..) | LinkView::Seat(_) => false,
        };
        self.snapshot.graph().shortest_way(inner, follow, |body| body == outer)
    }
}
