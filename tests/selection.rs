//! Sets of bodies: what they hold, and how they grow along relations.

use proptest::prelude::*;

use govgraph::{BodySet, Direction, GovGraph, RelationKind};

use crate::load::built;

/// a ⊃ b ⊃ c, d reports to b, e stands alone.
fn structure() -> GovGraph {
    built(
        "bodies:
  a: { name: A }
  b: { name: B, sub_board_of: a }
  c: { name: C, sub_board_of: b }
  d: { name: D, reports_to: b }
  e: { name: E }
",
    )
    .graph
}

fn ids(set: &BodySet<'_>) -> String {
    set.iter().map(|body| body.id().as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_set_reaches_along_the_relations_that_are_followed_and_no_others() {
    let graph = structure();
    let set = |called: &str| graph.select([graph.find(called).unwrap().id()]).unwrap();
    let contains = |kind: RelationKind| kind.is_containment();
    assert_eq!(ids(&set("c").reach(Direction::Forward, |relation| contains(relation.kind))), "a b c");
    assert_eq!(ids(&set("a").reach(Direction::Backward, |relation| contains(relation.kind))), "a b c");
    assert_eq!(ids(&set("a").reach(Direction::Backward, |_| true)), "a b c d");
    assert_eq!(ids(&set("b").with_neighbours()), "a b c d");
    assert_eq!(ids(&set("e").with_neighbours()), "e");
}

#[test]
fn every_id_that_no_body_has_is_told() {
    let graph = structure();
    let ids: Vec<govgraph::BodyId> = ["a", "x", "y"].map(|id| id.parse().unwrap()).into();
    let unknown = graph.select(&ids).unwrap_err();
    assert_eq!(unknown.to_string(), "no body is called `x`; no body is called `y`");
}

proptest! {
    #[test]
    fn sets_obey_the_laws_of_sets(x in 0..32u8, y in 0..32u8, z in 0..32u8) {
        let graph = structure();
        let set = |bits: u8| {
            let mut at = 0;
            graph.select_where(|_| {
                at += 1;
                bits & (1 << (at - 1)) != 0
            })
        };
        let (x, y, z) = (set(x), set(y), set(z));
        prop_assert_eq!(x.union(&y), y.union(&x));
        prop_assert_eq!(x.intersection(&y), y.intersection(&x));
        prop_assert_eq!(x.union(&y).union(&z), x.union(&y.union(&z)));
        prop_assert_eq!(x.intersection(&y.union(&z)), x.intersection(&y).union(&x.intersection(&z)));
        prop_assert_eq!(x.difference(&y).union(&x.intersection(&y)), x.clone());
        prop_assert!(x.difference(&y).intersection(&y).is_empty());
        prop_assert_eq!(x.union(&y).len() + x.intersection(&y).len(), x.len() + y.len());
    }
}
