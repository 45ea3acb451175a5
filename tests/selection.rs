//! Sets of bodies: what they hold, and how they grow along relations.

use proptest::prelude::*;

use govgraph::{BodySet, Direction, GovGraph, RelationKind};

use crate::load::{built, date};

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
    let snapshot = graph.at_any_time();
    let set = |called: &str| graph.select([graph.find(called).unwrap().id()]).unwrap();
    assert_eq!(ids(&set("c").up(&snapshot)), "a b c");
    assert_eq!(ids(&set("a").down(&snapshot)), "a b c");
    assert_eq!(ids(&set("a").along(&snapshot, Direction::Backward, |_| true)), "a b c d");
    assert_eq!(ids(&set("d").along(&snapshot, Direction::Forward, |kind| kind == RelationKind::ReportsTo)), "b d");
    assert_eq!(ids(&set("b").with_neighbours()), "a b c d");
    assert_eq!(ids(&set("e").with_neighbours()), "e");
}

#[test]
fn a_relation_is_followed_only_where_it_can_hold() {
    let graph = built(
        "bodies:
  a: { name: A }
  b: { name: B, sub_board_of: { body: a, during: 2000/2005 } }
  c: { name: C, sub_board_of: { body: a, proposed: yes } }
",
    )
    .graph;
    let below = |year: &str| ids(&graph.set_of(graph.find("a")).down(&graph.at(date(year))));
    assert_eq!(below("2003"), "a b");
    assert_eq!(below("2005"), "a b", "it may have ended then, or not yet");
    assert_eq!(below("2006"), "a");
}

#[test]
fn working_with_another_holds_both_ways_and_seats_and_successions_have_a_direction() {
    let graph = built(
        "bodies:
  a: { name: A, works_with: b }
  b: { name: B }
  council: { name: Council }
  old: { name: Old board, seats: [ { of: council } ] }
  new: { name: New board }
events: [ { kind: replaced, from: [ old ], to: [ new ], on: 2005 } ]
",
    )
    .graph;
    let set = |called: &str| graph.set_of(graph.find(called));
    let reach = |called: &str, direction| ids(&set(called).reach(direction, |_| true));
    assert_eq!(reach("a", Direction::Backward), "a b");
    assert_eq!(reach("b", Direction::Forward), "a b");
    assert_eq!(reach("council", Direction::Forward), "council new old");
    assert_eq!(reach("council", Direction::Backward), "council");
    assert_eq!(reach("new", Direction::Backward), "council new old");
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
    #[test]
    fn going_up_and_down_are_closures_and_each_other_reversed(
        edges in proptest::collection::vec((0..6usize, 0..6usize), 0..12), x in 0..64u8, y in 0..64u8,
    ) {
        // From the larger number to the smaller, so that there is no circle.
        let edges: Vec<(usize, usize)> = edges.into_iter().filter(|(from, to)| from > to).collect();
        let line = |n: usize| {
            let above: Vec<String> = edges.iter().filter(|(from, _)| *from == n).map(|(_, to)| format!("b{to}")).collect();
            format!("  b{n}: {{ name: B{n}, part_of: [ {} ] }}\n", above.join(", "))
        };
        let graph = built(&format!("bodies:\n{}", (0..6).map(line).collect::<String>().replace("part_of: [  ]", "kind: board"))).graph;
        let snapshot = graph.at_any_time();
        let set = |bits: u8| graph.set_of(graph.bodies().zip(0..).filter(|(_, at)| bits & (1 << at) != 0).map(|(body, _)| body));
        let (x, y) = (set(x), set(y));
        prop_assert_eq!(x.up(&snapshot).up(&snapshot), x.up(&snapshot));
        prop_assert_eq!(x.union(&y).up(&snapshot), x.up(&snapshot).union(&y.up(&snapshot)));
        prop_assert!(x.difference(&x.down(&snapshot)).is_empty());
        // Oracle: as many rounds over all pairs as there are bodies.
        let mut above: Vec<bool> = (0..6).map(|n| x.iter().any(|body| body.id().as_str() == format!("b{n}"))).collect();
        for _ in 0..6 {
            for (from, to) in &edges {
                above[*to] |= above[*from];
            }
        }
        let expected: Vec<String> = (0..6).filter(|n| above[*n]).map(|n| format!("b{n}")).collect();
        prop_assert_eq!(ids(&x.up(&snapshot)), expected.join(" "));
        for body in graph.bodies() {
            for other in graph.bodies() {
                let alone = |body| graph.set_of([body]);
                prop_assert_eq!(alone(body).up(&snapshot).contains(other), alone(other).down(&snapshot).contains(body));
            }
        }
    }
}
