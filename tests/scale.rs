//! What is found for many at once is what is found for each alone.

use govgraph::questions::{duplication, representation};
use govgraph::{BodyView, GovGraph};
use proptest::prelude::*;

use crate::load::{built, london};

#[path = "../benches/generated.rs"]
mod generated;

/// Of each body, what a question about all says and one about it alone.
fn assert_ways_are_the_same(graph: &GovGraph, at: Option<&str>, bodies: &[BodyView<'_>]) {
    let snapshot = at.map_or_else(|| graph.at_any_time(), |at| graph.at(at.parse().unwrap()));
    let asked = |bodies| representation::find(&snapshot, &representation::Params { bodies, ..Default::default() }).rows;
    let all = asked(Some(graph.bodies().collect()));
    assert!(all.len() > 8, "fewer are searched one by one");
    for body in bodies {
        let alone = asked(Some(vec![*body]));
        let among = all.iter().find(|row| row.body.id == body.id().as_str());
        assert_eq!(among, alone.first(), "{body:?}");
    }
}

#[test]
fn ways_to_elected_members_are_the_same_for_all_bodies_at_once() {
    for at in [None, Some("2004-09-10"), Some("2010-03")] {
        let graph = &london().graph;
        assert_ways_are_the_same(graph, at, &graph.bodies().collect::<Vec<_>>());
    }
    let graph = GovGraph::build(generated::structure(3_000)).unwrap().graph;
    assert_ways_are_the_same(&graph, Some("2010-03"), &graph.bodies().step_by(50).collect::<Vec<_>>());
}

#[test]
fn the_best_pairs_are_the_first_of_all_pairs() {
    let graph = GovGraph::build(generated::structure(3_000)).unwrap().graph;
    let snapshot = graph.at("2010-03".parse().unwrap());
    let find = |top, least| {
        duplication::find(&snapshot, &duplication::Params { top, least, ..duplication::Params::default() })
    };
    let all = find(None, 0.0);
    assert!(all.rows.len() > 1_500, "so many that some are sorted out on the way: {}", all.rows.len());
    let best = find(Some(3), 0.0);
    assert_eq!((&best.rows[..], best.more, best.below), (&all.rows[..3], all.rows.len() - 3, 0));
    assert_eq!(best.apart, all.apart);
    let like = find(Some(3), 0.2);
    let more = all.rows.iter().filter(|row| row.score.least >= 0.2).count();
    assert_eq!((like.rows.len() + like.more, like.below), (more, all.rows.len() - more));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_several_shortest_ways_the_same_is_told(
        relations in proptest::collection::vec((0..5usize, 0..10usize, 0..10usize), 1..40),
        elected in proptest::collection::btree_set(0..10usize, 1..3),
    ) {
        let kinds = ["reports_to", "scrutinises", "oversees", "leads", "informs"];
        let mut yaml = "bodies:\n".to_string();
        for body in 0..10 {
            let posts = if elected.contains(&body) { ", posts: [ { name: Mayor, elected: { is: yes, basis: direct } } ]" } else { "" };
            yaml += &format!("  b{body}: {{ name: Body {body}{posts} }}\n");
        }
        yaml += "relations:\n";
        for (kind, from, to) in relations.iter().filter(|(_, from, to)| from != to) {
            yaml += &format!("  - {{ kind: {}, from: b{from}, to: b{to} }}\n", kinds[*kind]);
        }
        yaml += "  - { kind: informs, from: b0, to: b1 }\n";
        let graph = built(&yaml).graph;
        assert_ways_are_the_same(&graph, None, &graph.bodies().collect::<Vec<_>>());
    }
}
