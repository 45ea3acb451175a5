//! All shortest ways from a body to another, the surest first.

use rustc_hash::FxHashMap;

use govgraph_model::Cover;

use super::{BodyIx, BodyView, Direction, GovGraph, Link, LinkView, Step};

/// A way from a body to another: for each step of it, the links along which it can be gone, at least one.
///
/// Two ways differ in the bodies that they lead through.
pub type Way<'g> = Vec<Vec<Step<'g>>>;

/// Shortest ways from a body to another.
#[derive(Clone, Debug)]
pub struct Ways<'g> {
    /// How many steps each has.
    pub length: usize,
    /// The first of them: those of which every step is certain before the others.
    pub ways: Vec<Way<'g>>,
    /// How many there are in all; `u64::MAX` if there are more than that.
    pub count: u64,
}

/// A step that lies on shortest ways from where the walk began.
#[derive(Clone, Copy)]
struct Onward {
    to: BodyIx,
    /// The best link: relations, then successions, then seats.
    sort: u8,
    /// Whether one of the links is certain.
    certain: bool,
}

/// How many ways lead on to the end: all, and those of which every step is certain. Saturating.
#[derive(Clone, Copy, Default)]
struct Count {
    all: u64,
    certain: u64,
}

/// What is known of the bodies between, as far as shortest ways lead through them.
struct Between {
    onward: FxHashMap<BodyIx, Vec<Onward>>,
    counts: FxHashMap<BodyIx, Count>,
}

impl GovGraph {
    /// All shortest ways from a body to another along the links that `follow` does not refuse, and the first `most` of
    /// them; `None` if there is no way.
    ///
    /// `follow` gets a link, the direction in which it would be gone, and the bodies from which and to which that leads; it
    /// says how sure the link is. Ways of which every step is certain come first; then those whose first steps go along relations rather than
    /// successions, and these rather than seats; then by the ids of the bodies on the way. From a body to itself there is
    /// one way, without a step.
    ///
    /// Cost: linear in the links of what is reached, apart from sorting, however many ways there are; and for each way
    /// that is told, in the links of the bodies on it.
    pub fn shortest_ways<'g>(
        &'g self,
        from: BodyView<'g>,
        to: BodyView<'g>,
        most: usize,
        mut follow: impl FnMut(LinkView<'g>, Direction, [BodyView<'g>; 2]) -> Cover,
    ) -> Option<Ways<'g>> {
        let (between, length) = self.between(from.ix, to.ix, &mut follow)?;
        let count = between.counts.get(&from.ix).copied().unwrap_or_default();
        let mut ways: Vec<Way<'g>> = Vec::new();
        for number in (0..count.certain).take(most) {
            let bodies = between.way(from.ix, number, |count| count.certain, |onward| onward.certain);
            ways.push(self.steps_along(&bodies, &mut follow));
        }
        // All are numbered together: those that are certain throughout have been told.
        let mut number = 0;
        while ways.len() < most && number < count.all {
            let bodies = between.way(from.ix, number, |count| count.all, |_| true);
            if !between.is_certain(&bodies) {
                ways.push(self.steps_along(&bodies, &mut follow));
            }
            number += 1;
        }
        Some(Ways { length, ways, count: count.all })
    }

    /// The steps that lie on shortest ways, found a layer at a time; and how many layers there are to the end.
    fn between<'g>(
        &'g self,
        from: BodyIx,
        to: BodyIx,
        follow: &mut impl FnMut(LinkView<'g>, Direction, [BodyView<'g>; 2]) -> Cover,
    ) -> Option<(Between, usize)> {
        let mut layer_of: FxHashMap<BodyIx, usize> = FxHashMap::default();
        layer_of.insert(from, 0);
        let mut layers = vec![vec![from]];
        let mut onward: FxHashMap<BodyIx, Vec<Onward>> = FxHashMap::default();
        while !layer_of.contains_key(&to) {
            let next = layers.len();
            let mut layer = Vec::new();
            for ix in layers.last()? {
                let mut steps = self.onward(*ix, follow);
                steps.retain(|step| match layer_of.get(&step.to) {
                    Some(layer) => *layer == next,
                    None => {
                        layer_of.insert(step.to, next);
                        layer.push(step.to);
                        true
                    }
                });
                onward.insert(*ix, steps);
            }
            if layer.is_empty() {
                return None;
            }
            layers.push(layer);
        }
        let mut counts: FxHashMap<BodyIx, Count> = FxHashMap::default();
        counts.insert(to, Count { all: 1, certain: 1 });
        // From the end back: what leads nowhere counts no way. The last layer is not left.
        for ix in layers.iter().rev().skip(1).flatten() {
            let mut count = Count::default();
            for step in onward.get(ix).into_iter().flatten() {
                let there = counts.get(&step.to).copied().unwrap_or_default();
                count.all = count.all.saturating_add(there.all);
                count.certain = count.certain.saturating_add(if step.certain { there.certain } else { 0 });
            }
            counts.insert(*ix, count);
        }
        Some((Between { onward, counts }, layers.len() - 1))
    }

    /// The bodies to which a link leads that is followed, each once.
    fn onward<'g>(
        &'g self,
        ix: BodyIx,
        follow: &mut impl FnMut(LinkView<'g>, Direction, [BodyView<'g>; 2]) -> Cover,
    ) -> Vec<Onward> {
        let mut found: Vec<Onward> = Vec::new();
        self.each_link(ix, |link, direction, other| {
            let cover = follow(self.link(link), direction, [self.view(ix), self.view(other)]);
            if other != ix && cover.is_possible() {
                let sort = match link {
                    Link::Relation(_) => 0,
                    Link::Succession { .. } => 1,
                    Link::Seat(_) => 2,
                };
                found.push(Onward { to: other, sort, certain: cover == Cover::Certain });
            }
        });
        found.sort_unstable_by_key(|step| (step.to, step.sort));
        found.dedup_by(|again, first| {
            let same = again.to == first.to;
            first.certain |= same && again.certain;
            same
        });
        found.sort_unstable_by_key(|step| (step.sort, step.to));
        found
    }

    fn each_link(&self, ix: BodyIx, mut each: impl FnMut(Link, Direction, BodyIx)) {
        for direction in [Direction::Forward, Direction::Backward] {
            for edge in self.links.edges_directed(ix.node(), direction.into()) {
                each(*edge.weight(), direction, BodyIx(direction.other_end(&edge)));
            }
        }
    }

    /// Every link that is followed between each body and the next.
    fn steps_along<'g>(
        &'g self,
        bodies: &[BodyIx],
        follow: &mut impl FnMut(LinkView<'g>, Direction, [BodyView<'g>; 2]) -> Cover,
    ) -> Way<'g> {
        let steps = bodies.windows(2).map(|pair| {
            let (from, to) = (self.view(pair[0]), self.view(pair[1]));
            let mut links: Vec<(Link, bool)> = Vec::new();
            self.each_link(from.ix, |link, direction, other| {
                if other == to.ix && follow(self.link(link), direction, [from, to]).is_possible() {
                    links.push((link, direction == Direction::Backward));
                }
            });
            links.sort_unstable();
            let step = |(link, against)| {
                let link = self.link(link);
                Step { from, to, link, against, evidence: self.link_evidence(link) }
            };
            links.into_iter().map(step).collect()
        });
        steps.collect()
    }
}

impl Between {
    /// The bodies on the way of a number, less than `counted` of the first body, in the order of its steps.
    fn way(
        &self,
        from: BodyIx,
        mut number: u64,
        counted: impl Fn(Count) -> u64,
        counts: impl Fn(Onward) -> bool,
    ) -> Vec<BodyIx> {
        let (mut at, mut bodies) = (from, vec![from]);
        while let Some(steps) = self.onward.get(&at) {
            let next = steps.iter().filter(|step| counts(**step)).find_map(|step| {
                let ways = counted(self.counts.get(&step.to).copied().unwrap_or_default());
                if number < ways {
                    return Some(step.to);
                }
                number -= ways;
                None
            });
            let Some(next) = next else { break };
            bodies.push(next);
            at = next;
        }
        bodies
    }

    fn is_certain(&self, bodies: &[BodyIx]) -> bool {
        let step = |pair: &[BodyIx]| self.onward.get(&pair[0])?.iter().find(|step| step.to == pair[1]);
        bodies.windows(2).all(|pair| step(pair).is_some_and(|step| step.certain))
    }
}
