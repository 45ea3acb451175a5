//! What contains something cannot be inside it.

use std::collections::VecDeque;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use govgraph_model::{Code, Dataset, Day, Extent, Finding, Located, Origin};

/// Cost: linear in the records outside of circles; in a knot of dated relations, their number times that of their dates.
pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let contained = dataset.relations.iter().filter(|relation| relation.kind.is_containment() && !relation.proposed);
    let contained = contained.filter(|relation| relation.from.value != relation.to.value);
    let edges = contained.map(|relation| Edge {
        from: relation.from.value.as_str(),
        to: relation.to.value.as_str(),
        origin: relation.to.origin,
        extent: relation.during.as_ref().map_or(Extent::UNKNOWN, |during| during.extent([])),
    });
    for cycle in cycles(edges.collect()) {
        findings.push(cycle.finding(Code::ContainmentCycle, "is inside"));
    }
    macro_rules! entries {
        ($field:ident, $up:ident, $verb:literal) => {
            let edges = dataset.$field.iter().filter_map(|entry| {
                let up: &Located<_> = entry.$up.as_ref()?;
                let (from, to) = (entry.id.value.as_str(), up.value.as_str());
                Some(Edge { from, to, origin: up.origin, extent: Extent::UNKNOWN })
            });
            for cycle in cycles(edges.collect()) {
                findings.push(cycle.finding(Code::HierarchyCycle, $verb));
            }
        };
    }
    entries!(areas, within, "lies within");
    entries!(classes, broader, "is a sort of");
    entries!(themes, broader, "is a part of");
}

/// Something is inside something else, at some time.
#[derive(Clone, Copy)]
struct Edge<'a> {
    from: &'a str,
    to: &'a str,
    origin: Origin,
    extent: Extent,
}

impl Edge<'_> {
    /// Whether it can hold on a day; `None` is a day before all others.
    fn can_hold(&self, day: Option<Day>) -> bool {
        !self.extent.is_empty()
            && self.extent.earliest() <= day
            && self.extent.latest().is_none_or(|last| day <= Some(last))
    }
}

/// The nodes of a circle, from the smallest, and the places of the edges.
struct Cycle<'a> {
    nodes: Vec<&'a str>,
    origins: Vec<Origin>,
}

/// So many ids and places of a circle are shown.
const SHOWN: usize = 8;

impl Cycle<'_> {
    fn finding(&self, code: Code, verb: &str) -> Finding {
        let mut circle: Vec<String> = self.nodes.iter().take(SHOWN).map(|id| format!("`{id}`")).collect();
        if self.nodes.len() > SHOWN {
            circle.push(format!("… and {} more", self.nodes.len() - SHOWN));
        }
        circle.extend(self.nodes.first().map(|id| format!("`{id}`")));
        let message = format!("{}: each {verb} the next", circle.join(" → "));
        let first = self.origins.first().copied().unwrap_or_default();
        let mut finding = Finding::new(code, message, first).help("one of these must be the other way round, or go");
        for origin in self.origins.iter().take(SHOWN).skip(1) {
            finding = finding.also(*origin, "");
        }
        finding.about(self.nodes.first().copied().unwrap_or_default())
    }
}

/// Of each knot of edges that can hold on one day, a shortest circle through its smallest node.
///
/// Of a knot that is one on several days only the first of them is told.
fn cycles(mut edges: Vec<Edge<'_>>) -> Vec<Cycle<'_>> {
    edges.sort_unstable_by_key(|edge| (edge.from, edge.to, edge.origin, edge.extent.earliest(), edge.extent.latest()));
    let mut found = Vec::new();
    for knot in knots(&edges) {
        // All edges of a circle hold on a common day if they do on the day on which the last of them begins.
        let mut days: Vec<Option<Day>> = knot.iter().map(|edge| edge.extent.earliest()).collect();
        days.sort_unstable();
        days.dedup();
        // With thousands of dates in one knot, whoever wrote it has to look at it anyway.
        if days.len().saturating_mul(knot.len()) > 10_000_000 {
            found.extend(circle(&knot));
            continue;
        }
        let at = |day: Option<Day>| knot.iter().copied().filter(|edge| edge.can_hold(day)).collect::<Vec<_>>();
        let circles = days.into_iter().map(|day| knots(&at(day))).find(|knots| !knots.is_empty());
        found.extend(circles.into_iter().flatten().filter_map(|knot| circle(&knot)));
    }
    found
}

/// The edges of each set of nodes that can all be reached from each other, by the smallest node.
fn knots<'a>(edges: &[Edge<'a>]) -> Vec<Vec<Edge<'a>>> {
    let mut index: FxHashMap<&str, u32> = FxHashMap::default();
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(edges.len(), edges.len());
    let mut ends = Vec::with_capacity(edges.len());
    for edge in edges {
        let [from, to] = [edge.from, edge.to].map(|id| {
            let node =
                *index.entry(id).or_insert_with(|| u32::try_from(graph.add_node(()).index()).unwrap_or(u32::MAX));
            petgraph::graph::NodeIndex::<u32>::new(node as usize)
        });
        graph.add_edge(from, to, ());
        ends.push((from, to));
    }
    // Not Tarjan's: that one is recursive, and a chain can be as long as the data.
    let mut component = vec![0; graph.node_count()];
    for (nodes, i) in kosaraju_scc(&graph).into_iter().zip(0usize..) {
        for node in nodes {
            component[node.index()] = i;
        }
    }
    let mut order: FxHashMap<usize, usize> = FxHashMap::default();
    let mut knots: Vec<Vec<Edge<'a>>> = Vec::new();
    for (edge, (from, to)) in edges.iter().zip(ends) {
        let (inside, of) = (component[from.index()] == component[to.index()], component[from.index()]);
        if inside {
            let at = *order.entry(of).or_insert(knots.len());
            if at == knots.len() {
                knots.push(Vec::new());
            }
            knots[at].push(*edge);
        }
    }
    knots
}

/// A shortest circle through the smallest node of a knot, whose edges are sorted.
fn circle<'a>(knot: &[Edge<'a>]) -> Option<Cycle<'a>> {
    let start = knot.first()?.from;
    let mut came: FxHashMap<&str, &Edge<'a>> = FxHashMap::default();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        let first = knot.partition_point(|edge| edge.from < node);
        for edge in knot[first..].iter().take_while(|edge| edge.from == node) {
            if came.contains_key(edge.to) {
                continue;
            }
            came.insert(edge.to, edge);
            if edge.to != start {
                queue.push_back(edge.to);
                continue;
            }
            let mut back = vec![edge];
            while let Some(edge) = back.last().filter(|edge| edge.from != start).and_then(|edge| came.get(edge.from)) {
                back.push(edge);
            }
            back.reverse();
            let (nodes, origins) = back.iter().map(|edge| (edge.from, edge.origin)).unzip();
            return Some(Cycle { nodes, origins });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use govgraph_model::Period;

    fn dated<'a>(edges: &[(&'a str, &'a str, &str)]) -> Vec<Cycle<'a>> {
        let edges = edges.iter().map(|(from, to, during)| {
            let period: Period = during.parse().expect("a period");
            Edge { from, to, origin: Origin::NOWHERE, extent: period.extent([]) }
        });
        cycles(edges.collect())
    }

    fn found(edges: &[(&str, &str)]) -> Vec<String> {
        let edges: Vec<_> = edges.iter().map(|(from, to)| (*from, *to, "unknown")).collect();
        dated(&edges).iter().map(|cycle| cycle.nodes.join(" ")).collect()
    }

    #[test]
    fn a_circle_is_found_once_and_a_diamond_is_none() {
        assert_eq!(found(&[("c", "a"), ("a", "b"), ("b", "c"), ("d", "a")]), ["a b c"]);
        assert_eq!(found(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]), Vec::<String>::new());
        assert_eq!(found(&[("a", "a"), ("x", "y"), ("y", "x")]), ["a", "x y"]);
    }

    #[test]
    fn a_circle_that_never_holds_at_one_time_is_none() {
        assert_eq!(dated(&[("a", "b", "2000/2005"), ("b", "a", "2006/..")]).len(), 0);
        assert_eq!(dated(&[("a", "b", "2000/2005"), ("b", "a", "2005/..")]).len(), 1);
        assert_eq!(dated(&[("a", "b", "/2005"), ("b", "a", "unknown")]).len(), 1);
        // Of two ways round, one holds at one time.
        let ways = [("a", "b", "2000/2005"), ("b", "a", "2006/.."), ("b", "c", "2004/.."), ("c", "a", "2003/2008")];
        let found = dated(&ways);
        assert_eq!(found.iter().map(|cycle| cycle.nodes.join(" ")).collect::<Vec<_>>(), ["a b c"]);
    }

    #[test]
    fn a_knot_of_many_circles_is_told_by_a_short_one() {
        let ids: Vec<String> = (0..20_000).map(|i| format!("b-{i:05}")).collect();
        let next = ids.iter().zip(ids.iter().skip(1)).map(|(from, to)| (from.as_str(), to.as_str()));
        let back = ids.iter().skip(1).map(|from| (from.as_str(), ids[0].as_str()));
        let edges: Vec<_> = next.clone().chain(back).collect();
        assert_eq!(found(&edges), ["b-00000 b-00001"]);
        let ring: Vec<_> = next.chain([(ids[19_999].as_str(), ids[0].as_str())]).collect();
        let ring: Vec<_> = ring.into_iter().map(|(from, to)| (from, to, "unknown")).collect();
        let told = dated(&ring)[0].finding(Code::ContainmentCycle, "is inside").message;
        assert!(told.ends_with("`b-00007` → … and 19992 more → `b-00000`: each is inside the next"), "{told}");
    }
}
