//! Which pairs of a graph overlap enough, in which order: each option against trying every pair.

use std::collections::BTreeSet;

use proptest::prelude::*;

use govgraph::GovGraph;
use govgraph::incidence::{Rank, Share};
use govgraph::questions::overlap::{self, Sides};

use crate::load::built;
use crate::properties::dataset;

/// A part of a whole, and the same as two numbers.
fn share() -> impl Strategy<Value = (Share, u64, u64)> {
    prop::sample::select(vec![(0, 1), (1, 5), (1, 3), (1, 2), (2, 3), (3, 4), (1, 1)])
        .prop_map(|(part, whole)| (Share::new(part, whole).unwrap(), part.into(), whole.into()))
}

fn some_bodies() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..8usize, 1..4)
}

#[derive(Clone, Debug)]
enum Named {
    All,
    Of(Vec<usize>),
    Between(Vec<usize>, Vec<usize>),
}

fn named() -> impl Strategy<Value = Named> {
    prop_oneof![
        2 => Just(Named::All),
        1 => some_bodies().prop_map(Named::Of),
        1 => (some_bodies(), some_bodies()).prop_map(|(these, those)| Named::Between(these, those)),
    ]
}

/// What a pair is compared by, greatest first.
fn measure(rank: Rank, shared: usize, a: usize, b: usize) -> f64 {
    let float = |count: usize| f64::from(u32::try_from(count).unwrap());
    match rank {
        Rank::Shared | Rank::Weight => float(shared),
        Rank::Jaccard => float(shared) / float(a + b - shared),
        Rank::Containment => float(shared) / float(a.min(b)),
        Rank::Cosine => float(shared * shared) / float(a * b),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn each_criterion_is_what_trying_every_pair_finds(
        dataset in dataset(),
        least in 0..4u32,
        (jaccard, containment, cosine) in (prop::option::of(share()), prop::option::of(share()), prop::option::of(share())),
        named in named(),
        rank in prop::sample::select(vec![Rank::Shared, Rank::Jaccard, Rank::Containment, Rank::Cosine, Rank::Weight]),
        top in prop::option::of(0..6usize),
    ) {
        let members: Vec<BTreeSet<String>> = dataset.bodies.iter().map(|body| {
            body.seats.iter().filter_map(|seat| Some(seat.holder.organisation.as_ref()?.to_string())).collect()
        }).collect();
        let boards = |member: &String| members.iter().filter(|members| members.contains(member)).count();
        // (first body, second body, shared, weight), each pair tried in the order in which it is told.
        let mut expected: Vec<(usize, usize, usize, f64)> = Vec::new();
        for a in 0..8 {
            for b in a + 1..8 {
                let (first, second) = match &named {
                    Named::All => (a, b),
                    Named::Of(these) if these.contains(&a) => (a, b),
                    Named::Of(these) if these.contains(&b) => (b, a),
                    Named::Between(these, those) if these.contains(&a) && those.contains(&b) => (a, b),
                    Named::Between(these, those) if these.contains(&b) && those.contains(&a) => (b, a),
                    _ => continue,
                };
                let both: Vec<&String> = members[a].intersection(&members[b]).collect();
                let (shared, of_a, of_b) = (both.len() as u64, members[a].len() as u64, members[b].len() as u64);
                let reaches = |share: &Option<(Share, u64, u64)>, whole: u64| {
                    share.is_none_or(|(_, part, of)| shared * of >= part * whole)
                };
                let holds = shared >= u64::from(least.max(1))
                    && reaches(&jaccard, of_a + of_b - shared)
                    && reaches(&containment, of_a.min(of_b))
                    && cosine.is_none_or(|(_, part, of)| shared * shared * of * of >= part * part * of_a * of_b);
                if holds {
                    let weight = both.iter().map(|member| 1.0 / f64::from(u32::try_from(boards(member) - 1).unwrap()));
                    expected.push((first, second, both.len(), weight.sum()));
                }
            }
        }
        let graph = GovGraph::build(dataset).unwrap().graph;
        let view = |number: &usize| graph.find(&format!("b{number}")).unwrap();
        let sides = match &named {
            Named::All => Sides::All,
            Named::Of(these) => Sides::Of(these.iter().map(view).collect()),
            Named::Between(these, those) => {
                Sides::Between(these.iter().map(view).collect(), those.iter().map(view).collect())
            }
        };
        let only = |share: &Option<(Share, u64, u64)>| share.map(|(share, ..)| share);
        let report = overlap::find(&graph.at_any_time(), &overlap::Params {
            least,
            jaccard: only(&jaccard),
            containment: only(&containment),
            cosine: only(&cosine),
            sides,
            rank,
            top,
            weigh: true,
            ..Default::default()
        });
        let number = |side: &overlap::Side| side.body.id.trim_start_matches('b').parse::<usize>().unwrap();
        let found: Vec<(usize, usize, usize, f64)> = report.rows.iter().map(|row| {
            (number(&row.a), number(&row.b), row.shared.len(), row.weight.unwrap())
        }).collect();
        prop_assert_eq!(found.len(), expected.len().min(top.unwrap_or(usize::MAX)));
        prop_assert_eq!(found.len() + report.more, expected.len());
        for row in &found {
            let same = expected.iter().find(|same| (same.0, same.1, same.2) == (row.0, row.1, row.2));
            prop_assert!(same.is_some_and(|same| (same.3 - row.3).abs() < 1e-6), "{:?} in {:?}", row, expected);
        }
        let key = |row: &(usize, usize, usize, f64)| {
            let (a, b) = (members[row.0].len(), members[row.1].len());
            let first = if rank == Rank::Weight { row.3 } else { measure(rank, row.2, a, b) };
            let numbers = (row.0.min(row.1), row.0.max(row.1));
            (first, row.2, measure(Rank::Jaccard, row.2, a, b), numbers)
        };
        expected.sort_by(|one, other| {
            let (one, other) = (key(one), key(other));
            other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)).then(other.2.total_cmp(&one.2)).then(one.3.cmp(&other.3))
        });
        for (row, expected) in found.iter().zip(&expected) {
            // Sums of fractions that differ in the last place may stand in another order.
            let is_same = (row.0, row.1) == (expected.0, expected.1) || (rank == Rank::Weight && (row.3 - expected.3).abs() < 1e-6);
            prop_assert!(is_same, "{:?} where {:?} belongs", row, expected);
        }
    }
}

#[test]
fn a_body_that_was_asked_about_and_of_which_nothing_is_known_is_unknown_and_not_without_overlap() {
    let built = built(
        "bodies:\n  a:\n    name: A\n    kind: board\n    seats:\n      - of: x\n  b:\n    name: B\n    kind: board\n  \
         x:\n    name: X\n    kind: council\n",
    );
    let params = overlap::Params { sides: Sides::Of(vec![built.graph.find("b").unwrap()]), ..Default::default() };
    let report = overlap::find(&built.graph.at_any_time(), &params);
    assert!(report.rows.is_empty());
    assert!(report.unknown.iter().any(|body| body.id == "b"));
    let table = govgraph_render::project::overlap::table(&report, false).text(Some(120));
    assert!(table.contains("Unknown, not zero: no organisations of B are known."), "{table}");
}

#[test]
fn the_first_pair_of_each_body_is_told_of_either_body_and_the_rest_is_counted() {
    // b shares two with a and one with c; c has no other.
    let built = built(
        "bodies:\n  a:\n    name: A\n    kind: board\n    seats: [ { of: x }, { of: y } ]\n  b:\n    name: B\n    kind: board\n    \
         seats: [ { of: x }, { of: y } ]\n  c:\n    name: C\n    kind: board\n    seats: [ { of: y }, { of: z } ]\n  \
         x:\n    name: X\n    kind: council\n  y:\n    name: Y\n    kind: council\n  z:\n    name: Z\n    kind: council\n",
    );
    let params = overlap::Params { each: Some(1), ..Default::default() };
    let report = overlap::find(&built.graph.at_any_time(), &params);
    let rows: Vec<(&str, &str)> =
        report.rows.iter().map(|row| (row.a.body.id.as_str(), row.b.body.id.as_str())).collect();
    assert_eq!(rows, [("a", "b"), ("b", "a"), ("c", "a")]);
    assert_eq!(report.more, 1, "b and c");
}
