//! What contains something cannot be inside it.

use indexmap::{IndexMap, IndexSet};

use govgraph_model::{Code, Dataset, Finding, Located, Origin};

pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    let contained = dataset.relations.iter().filter(|relation| relation.kind.is_containment() && !relation.proposed);
    let contained = contained.filter(|relation| relation.from.value != relation.to.value);
    let edges = contained.map(|r| (r.from.value.as_str(), r.to.value.as_str(), r.to.origin));
    for cycle in cycles(edges) {
        findings.push(cycle.finding(Code::ContainmentCycle, "is inside"));
    }
    macro_rules! entries {
        ($field:ident, $up:ident, $verb:literal) => {
            let edges = dataset.$field.iter().filter_map(|entry| {
                let up: &Located<_> = entry.$up.as_ref()?;
                Some((entry.id.value.as_str(), up.value.as_str(), up.origin))
            });
            for cycle in cycles(edges) {
                findings.push(cycle.finding(Code::HierarchyCycle, $verb));
            }
        };
    }
    entries!(areas, within, "lies within");
    entries!(classes, broader, "is a sort of");
    entries!(themes, broader, "is a part of");
}

/// The nodes of a circle, from the smallest, and the places of the edges.
struct Cycle<'a> {
    nodes: Vec<&'a str>,
    origins: Vec<Origin>,
}

impl Cycle<'_> {
    fn finding(&self, code: Code, verb: &str) -> Finding {
        let mut circle = self.nodes.clone();
        circle.extend(self.nodes.first());
        let message = format!("`{}`: each {verb} the next", circle.join("` → `"));
        let first = self.origins.first().copied().unwrap_or_default();
        let mut finding = Finding::new(code, message, first).help("one of these must be the other way round, or go");
        for origin in self.origins.iter().skip(1) {
            finding = finding.also(*origin, "");
        }
        finding.about(self.nodes.first().copied().unwrap_or_default())
    }
}

/// One circle for each knot of edges that has one, found by walking up from every node once. Cost: linear.
fn cycles<'a>(edges: impl Iterator<Item = (&'a str, &'a str, Origin)>) -> Vec<Cycle<'a>> {
    let mut up: IndexMap<&str, Vec<(&str, Origin)>> = IndexMap::new();
    for (from, to, origin) in edges {
        up.entry(from).or_default().push((to, origin));
    }
    up.sort_unstable_keys();
    for targets in up.values_mut() {
        targets.sort_unstable();
    }
    let mut found = Vec::new();
    let mut done: IndexSet<&str> = IndexSet::new();
    for start in up.keys() {
        // Depth first, without recursion: a chain can be as long as the data.
        let mut path: IndexMap<&str, (usize, Origin)> = IndexMap::new();
        if done.contains(start) {
            continue;
        }
        path.insert(start, (0, Origin::NOWHERE));
        while let Some((node, (next, _))) = path.last_mut() {
            let node = *node;
            match up.get(node).and_then(|targets| targets.get(*next)) {
                None => {
                    path.pop();
                    done.insert(node);
                }
                Some((target, origin)) => {
                    *next += 1;
                    if let Some(at) = path.get_index_of(target) {
                        let nodes = path.keys().skip(at).copied().collect();
                        let inner = path.values().skip(at + 1).map(|(_, origin)| *origin);
                        found.push(Cycle { nodes, origins: inner.chain([*origin]).collect() });
                    } else if !done.contains(target) {
                        path.insert(target, (0, *origin));
                    }
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(edges: &[(&str, &str)]) -> Vec<String> {
        let edges = edges.iter().map(|(from, to)| (*from, *to, Origin::NOWHERE));
        cycles(edges).iter().map(|cycle| cycle.nodes.join(" ")).collect()
    }

    #[test]
    fn a_circle_is_found_once_and_a_diamond_is_none() {
        assert_eq!(found(&[("c", "a"), ("a", "b"), ("b", "c"), ("d", "a")]), ["a b c"]);
        assert_eq!(found(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]), Vec::<String>::new());
        assert_eq!(found(&[("a", "a"), ("x", "y"), ("y", "x")]), ["a", "x y"]);
    }
}
