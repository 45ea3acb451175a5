//! Areas in the order of a walk through them, so that all inside one stand together.

use std::ops::RangeInclusive;

use govgraph_model::{Area, AreaId};

use crate::graph::{BodyView, ById, GovGraph};

/// The place of a body: that of its area on a walk on which each stands before those that lie in it; 0 if it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(u32);

/// The places of all areas.
pub(super) struct Places<'g> {
    areas: &'g ById<AreaId, Area>,
    /// By rank of the area: its own place, and the last one inside it.
    stretches: Vec<(u32, u32)>,
}

impl<'g> Places<'g> {
    /// Cost: linear in the areas. Not recursive: a hierarchy can be as deep as the data.
    pub(super) fn new(graph: &'g GovGraph) -> Self {
        let areas = &graph.areas;
        let mut inside: Vec<Vec<usize>> = vec![Vec::new(); areas.len()];
        let mut pending: Vec<(usize, bool)> = Vec::new();
        for (at, area) in areas.values().enumerate() {
            match area.within.as_ref().and_then(|within| areas.get_index_of(&within.value)) {
                Some(around) => inside[around].push(at),
                None => pending.push((at, false)),
            }
        }
        let (mut stretches, mut last) = (vec![(0, 0); areas.len()], 0);
        while let Some((at, is_done)) = pending.pop() {
            if is_done {
                stretches[at].1 = last;
                continue;
            }
            last += 1;
            stretches[at].0 = last;
            pending.push((at, true));
            pending.extend(inside[at].iter().map(|at| (*at, false)));
        }
        Places { areas, stretches }
    }

    /// The place of a body.
    pub(super) fn of(&self, body: BodyView<'_>) -> Place {
        Place(self.stretch(body).map_or(0, |(own, _)| own))
    }

    fn stretch(&self, body: BodyView<'_>) -> Option<(u32, u32)> {
        self.stretches.get(self.areas.get_index_of(&body.record().area.as_ref()?.value)?).copied()
    }

    /// The places of bodies that are not known to lie apart from a body: without an area, inside its area, or around it. All if
    /// it has none.
    pub(super) fn around(&self, body: BodyView<'g>) -> Vec<RangeInclusive<Place>> {
        let between = |first, last| Place(first)..=Place(last);
        let (Some((first, last)), Some(area)) = (self.stretch(body), &body.record().area) else {
            return vec![between(0, u32::MAX)];
        };
        let wider = body.graph.area_and_wider(area).skip(1);
        let wider = wider.filter_map(|wider| Some(self.stretches[self.areas.get_index_of(&wider.id.value)?].0));
        [between(0, 0), between(first, last)].into_iter().chain(wider.map(|at| between(at, at))).collect()
    }
}
