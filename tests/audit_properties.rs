//! What holds of every audit, on generated structures.

use std::collections::BTreeSet;

use govgraph::questions::audit::{self, Report, Row};
use govgraph::questions::representation::{self, Verdict};
use govgraph::{
    Allow, Aspect, Body, BodyId, BodyKind, Built, Code, Cover, Dataset, Elected, ElectedBasis, GovGraph, Holder,
    Located, Period, Post, Provenance, Relation, RelationKind, Seat, Statement, Tri,
};
use proptest::prelude::*;

const BODIES: usize = 7;

fn id(n: usize) -> BodyId {
    format!("body-{n}").parse().unwrap()
}

fn period() -> impl Strategy<Value = Option<Located<Period>>> {
    let written = prop_oneof![
        3 => Just(None),
        2 => (1995..2010i32).prop_map(|year| Some(format!("{year}/.."))),
        2 => (1995..2005i32, 0..8i32).prop_map(|(year, years)| Some(format!("{year}/{}", year + years))),
        1 => (1995..2010i32).prop_map(|year| Some(format!("{year}/"))),
    ];
    written.prop_map(|text| text.map(|text| text.parse::<Period>().unwrap().into()))
}

fn tri() -> impl Strategy<Value = Tri> {
    prop_oneof![Just(Tri::No), Just(Tri::Unknown), Just(Tri::Yes)]
}

fn seat() -> impl Strategy<Value = Seat> {
    (0..BODIES, tri(), any::<bool>(), prop::bool::weighted(0.2), period()).prop_map(
        |(of, is, direct, vacant, during)| {
            let mut seat = Seat::new(Holder {
                organisation: Some(id(of).into()),
                post: Some("Clerk".to_string().into()),
                ..Holder::default()
            });
            let basis = direct.then_some(ElectedBasis::Direct).filter(|_| is == Tri::Yes);
            seat.elected = Some(Elected { is, basis, provenance: Provenance::default() });
            seat.vacant = if vacant { Tri::Yes } else { Tri::Unknown };
            seat.during = during;
            seat
        },
    )
}

fn statement() -> impl Strategy<Value = Statement> {
    let about = prop_oneof![
        3 => Just((Aspect::ElectedRepresentation, Some("none"))),
        2 => Just((Aspect::ElectedRepresentation, Some("some"))),
        1 => Just((Aspect::Duplication, None)),
        1 => Just((Aspect::Accountability, None)),
        1 => Just((Aspect::Activity, None)),
    ];
    (about, proptest::option::of(1995..2012i32)).prop_map(|((about, value), at)| Statement {
        about,
        value: value.map(|value| value.to_string().into()),
        text: Some(format!("{about} in {at:?}")),
        bodies: Vec::new(),
        themes: Vec::new(),
        at: at.map(|year| year.to_string().parse().unwrap()),
        provenance: Provenance::default(),
    })
}

fn body(n: usize) -> impl Strategy<Value = Body> {
    let kind = prop_oneof![3 => Just(BodyKind::Board), 1 => Just(BodyKind::Council), 1 => Just(BodyKind::Agency)];
    let seats = proptest::collection::vec(seat(), 0..4);
    let statements = proptest::collection::vec(statement(), 0..2);
    (kind, period(), tri(), seats, statements, prop::bool::weighted(0.3)).prop_map(
        move |(kind, exists, complete, seats, statements, leader)| {
            let mut body = Body::new(id(n), format!("Body {n}"));
            body.kind = kind;
            body.exists = exists.map(|during| govgraph::Existence { during, provenance: Provenance::default() });
            body.seats_complete = complete;
            body.seats = seats;
            body.statements = statements;
            if leader {
                let elected =
                    Elected { is: Tri::Yes, basis: Some(ElectedBasis::Direct), provenance: Provenance::default() };
                body.posts.push(Post {
                    name: "Leader".to_string().into(),
                    count: govgraph::Count::ONE,
                    elected: Some(elected),
                    during: None,
                    holders: Vec::new(),
                    provenance: Provenance::default(),
                });
            }
            body
        },
    )
}

fn dataset() -> impl Strategy<Value = Dataset> {
    let relation = (0..BODIES, 0..BODIES, any::<bool>(), prop::bool::weighted(0.2), period());
    let bodies: Vec<_> = (0..BODIES).map(|n| body(n).boxed()).collect();
    (bodies, proptest::collection::vec(relation, 0..8)).prop_map(|(bodies, relations)| {
        let relations = relations.into_iter().filter(|(from, to, ..)| from != to);
        let relations = relations.map(|(from, to, reports, proposed, during)| Relation {
            kind: if reports { RelationKind::ReportsTo } else { RelationKind::Informs },
            from: id(from).into(),
            to: id(to).into(),
            proposed,
            during,
            provenance: Provenance::default(),
        });
        Dataset { bodies, relations: relations.collect(), ..Dataset::default() }
    })
}

/// Structures that can be built, and a date or none.
fn asked() -> impl Strategy<Value = (Dataset, Option<String>)> {
    let at = prop_oneof![
        1 => Just(None),
        3 => (1995..2012i32).prop_map(|year| Some(year.to_string())),
        2 => (1995..2012i32, 1..13u8).prop_map(|(year, month)| Some(format!("{year}-{month:02}"))),
    ];
    (dataset(), at)
}

fn audit(built: &Built, at: Option<&String>) -> Report {
    let snapshot = at.map_or_else(|| built.graph.at_any_time(), |at| built.graph.at(at.parse().unwrap()));
    audit::find(&snapshot, &audit::Params { checked: &built.findings, ..Default::default() })
}

fn ids(row: &Row) -> Vec<&str> {
    row.bodies.iter().map(|body| body.id.as_str()).collect()
}

/// The bodies of the findings of a code.
fn bodies(report: &Report, code: Code) -> BTreeSet<String> {
    report.rows.iter().filter(|row| row.code == code).flat_map(|row| ids(row)).map(str::to_string).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_records_makes_no_difference_to_an_audit((dataset, at) in asked(), seed in 0..BODIES) {
        let mut shuffled = dataset.clone();
        shuffled.bodies.rotate_left(seed);
        shuffled.relations.reverse();
        let (first, second) = (GovGraph::build(dataset).unwrap(), GovGraph::build(shuffled).unwrap());
        prop_assert_eq!(audit(&first, at.as_ref()), audit(&second, at.as_ref()));
    }

    #[test]
    fn a_body_that_nothing_is_linked_to_changes_no_finding_of_the_others((dataset, at) in asked(), alone in body(BODIES), first in any::<bool>()) {
        let mut with = dataset.clone();
        let mut alone = alone;
        alone.seats.clear();
        if first {
            alone.id = "a-body".parse::<BodyId>().unwrap().into();
        }
        let name = alone.id.value.to_string();
        with.bodies.push(alone);
        let before = audit(&GovGraph::build(dataset).unwrap(), at.as_ref()).rows;
        let mut after = audit(&GovGraph::build(with).unwrap(), at.as_ref()).rows;
        after.retain(|row| !ids(row).contains(&name.as_str()));
        prop_assert_eq!(before, after);
    }

    #[test]
    fn what_an_audit_says_of_elected_members_is_what_the_question_says((dataset, at) in asked()) {
        let built = GovGraph::build(dataset).unwrap();
        let report = audit(&built, at.as_ref());
        let snapshot = at.as_ref().map_or_else(|| built.graph.at_any_time(), |at| built.graph.at(at.parse().unwrap()));
        let (mut none, mut not_open, mut unaccountable, mut unknown) = Default::default();
        let add = |to: &mut BTreeSet<String>, id: &str| { to.insert(id.to_string()); };
        for body in snapshot.bodies() {
            // Asked of one body alone, as `govgraph elected --body` does.
            let params = representation::Params { bodies: Some(vec![body]), ..Default::default() };
            let row = representation::find(&snapshot, &params).rows.remove(0);
            let id = body.id().as_str();
            match row.verdict() {
                Verdict::None => add(&mut none, id),
                Verdict::Some => add(&mut not_open, id),
                Verdict::Open => {}
            }
            if body.kind() == BodyKind::Board && row.way.is_none() {
                add(&mut unaccountable, id);
            }
            let has_known = row.seats.iter().any(|seat| seat.cover == Cover::Certain) && row.known_then;
            if !has_known && (body.kind() == BodyKind::Board || !row.seats.is_empty()) {
                add(&mut unknown, id);
            }
        }
        prop_assert_eq!(&bodies(&report, Code::NoElectedMembers), &none);
        prop_assert_eq!(bodies(&report, Code::NoWayToElected), unaccountable);
        if at.is_some() {
            prop_assert_eq!(bodies(&report, Code::MembersUnknown), unknown);
        }
        let open = &bodies(&report, Code::ElectedMembersOpen) | &bodies(&report, Code::ElectedMembersContradicted);
        prop_assert!(open.is_disjoint(&none) && open.is_disjoint(&not_open));
        // No body is told of twice, and none that is not in view.
        for code in [Code::NoElectedMembers, Code::ElectedMembersOpen, Code::MembersUnknown, Code::NoWayToElected] {
            prop_assert_eq!(report.rows.iter().filter(|row| row.code == code).count(), bodies(&report, code).len());
        }
        let in_view: BTreeSet<&str> = snapshot.bodies().map(|body| body.id().as_str()).collect();
        prop_assert!(report.rows.iter().flat_map(|row| ids(row)).all(|id| in_view.contains(id)));
    }

    #[test]
    fn a_list_of_what_is_allowed_takes_out_exactly_what_it_names(
        (dataset, at) in asked(),
        entries in proptest::collection::vec((proptest::sample::select(vec![
            Code::NoElectedMembers, Code::MembersUnknown, Code::NoWayToElected, Code::ElectedMembersOpen, Code::VacantSeat, Code::Unsourced,
        ]), proptest::collection::btree_set(0..BODIES, 0..3), proptest::option::of(1996..2012i32)), 0..5),
    ) {
        let mut with = dataset.clone();
        with.allow = entries.iter().map(|(code, bodies, until)| Allow {
            code: (*code).into(),
            bodies: bodies.iter().map(|n| id(*n).into()).collect(),
            themes: Vec::new(),
            until: until.map(|year| year.to_string().parse::<govgraph::Date>().unwrap().into()),
            reason: "So be it".to_string(),
            provenance: Provenance::default(),
        }).collect();
        let before = audit(&GovGraph::build(dataset).unwrap(), at.as_ref());
        let after = audit(&GovGraph::build(with).unwrap(), at.as_ref());
        let year = |at: &String| at[..4].parse::<i32>().unwrap();
        let is_allowed = |row: &Row| entries.iter().any(|(code, bodies, until)| {
            let named: Vec<String> = bodies.iter().map(|n| format!("body-{n}")).collect();
            *code == row.code
                && (named.is_empty() || ids(row).iter().all(|id| named.contains(&id.to_string())))
                && at.as_ref().zip(*until).is_none_or(|(at, until)| year(at) <= until)
        });
        let key = |row: &Row| (row.code, row.message.clone(), row.cover);
        let allowed: Vec<_> = after.allowed.iter().map(|allowed| key(&allowed.row)).collect();
        let expected: Vec<_> = before.rows.iter().filter(|row| is_allowed(row)).map(key).collect();
        prop_assert_eq!(allowed, expected);
        let kept: Vec<_> = after.rows.iter().filter(|row| row.code != Code::UnusedAllow).map(key).collect();
        let expected: Vec<_> = before.rows.iter().filter(|row| !is_allowed(row)).map(key).collect();
        prop_assert_eq!(kept, expected);
    }
}
