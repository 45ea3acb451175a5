//! Lineages: what can have come from what, by the dates of the events.

use std::collections::BTreeSet;

use proptest::prelude::*;

use govgraph::questions::lineage::{self, Branch, Report};
use govgraph::{Body, BodyId, Cover, Dataset, Date, Day, Event, EventKind, GovGraph, Leg, Provenance, When};

use crate::load::{built, date};

fn lineage_of(yaml: &str, id: &str) -> Report {
    let built = built(yaml);
    let body = built.graph.find(id).unwrap();
    lineage::find(&built.graph.at_any_time(), &lineage::Params { body })
}

fn told(branches: &[Branch]) -> Vec<String> {
    let each = branches.iter().flat_map(|branch| branch.bodies.iter().map(move |body| (branch, body)));
    each.map(|(branch, body)| {
        let elsewhere = if body.told_elsewhere { " (elsewhere)" } else { "" };
        format!("{} {} > {}{elsewhere}", branch.depth, branch.of.id, body.lived.body.id)
    })
    .collect()
}

/// Bodies `a` to `f`, and events of one kind written `a>b 1990`, `a>b proposed 2010` or `a>b` alone.
fn moves(events: &[&str]) -> String {
    let mut yaml = String::from("bodies:\n");
    for id in 'a'..='f' {
        yaml += &format!("  {id}: {{ name: {} }}\n", id.to_ascii_uppercase());
    }
    yaml += "events:\n";
    for event in events {
        let (ends, when) = event.split_once(' ').unwrap_or((event, ""));
        let (from, to) = ends.split_once('>').unwrap();
        let when = match when.strip_prefix("proposed ") {
            Some(date) => format!(", proposed: {date}"),
            None if when.is_empty() => String::new(),
            None => format!(", on: {when}"),
        };
        yaml += &format!("  - {{ kind: function-transferred, from: [{from}], to: [{to}]{when} }}\n");
    }
    yaml
}

#[test]
fn a_body_that_is_reached_early_and_late_is_told_where_more_can_follow() {
    let yaml = moves(&["a>c 1990", "c>b 2010", "a>b 2000", "b>d 2005"]);
    let expected = ["0 a > c", "1 c > b (elsewhere)", "0 a > b", "1 b > d"];
    assert_eq!(told(&lineage_of(&yaml, "a").after), expected);
    // The same backwards: d has b's function of 2005, and b had that from a alone.
    assert_eq!(told(&lineage_of(&yaml, "d").before), ["0 d > b", "1 b > a"]);
}

#[test]
fn an_event_without_a_date_does_not_turn_time_back() {
    let yaml = moves(&["a>b 2010", "b>c", "c>d 1990"]);
    assert_eq!(told(&lineage_of(&yaml, "a").after), ["0 a > b", "1 b > c"]);
    assert_eq!(told(&lineage_of(&yaml, "d").before), ["0 d > c", "1 c > b"]);
    let vague = moves(&["a>b 2010", "b>c '[1980..2020]'", "c>d 1990"]);
    assert_eq!(told(&lineage_of(&vague, "a").after), ["0 a > b", "1 b > c"]);
}

#[test]
fn what_follows_from_a_proposal_alone_is_marked() {
    let after = lineage_of(&moves(&["a>b proposed 2010", "b>c 2012", "a>d 2011", "d>c 2012"]), "a").after;
    let marks = |branches: &[Branch]| {
        branches.iter().map(|branch| (branch.of.id.clone(), branch.through_proposal)).collect::<Vec<_>>()
    };
    let expected = [("a", false), ("b", true), ("a", false), ("d", false)];
    assert_eq!(marks(&after), expected.map(|(of, marked)| (of.to_string(), marked)));
    // Where a real event leads to the same body in time, nothing rests on the proposal.
    let after = lineage_of(&moves(&["a>b proposed 2010", "a>b 2011", "b>c 2012"]), "a").after;
    assert_eq!(after.iter().filter(|branch| branch.through_proposal).count(), 0);
}

#[test]
fn no_proposal_has_certainly_happened() {
    let yaml = moves(&["a>b proposed 2010", "a>c 2010"]);
    let built = built(&yaml);
    let body = built.graph.find("a").unwrap();
    let happened = |report: Report| {
        let each = report.after.iter().map(|branch| (branch.change.proposed, branch.change.happened));
        each.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    let params = lineage::Params { body };
    let expected = [(false, Cover::Certain), (true, Cover::Possible)];
    assert_eq!(happened(lineage::find(&built.graph.at_any_time(), &params)), expected);
    assert_eq!(happened(lineage::find(&built.graph.at(date("2020")), &params)), expected);
}

#[test]
fn a_body_on_both_sides_or_surviving_in_another_leg_goes_on() {
    let bodies = "bodies: { a: { name: A }, b: { name: B }, c: { name: C } }\n";
    let survives = |event: &str| {
        let yaml = format!("{bodies}events: [ {event} ]\n");
        let (a, b) = (lineage_of(&yaml, "a"), lineage_of(&yaml, "b"));
        (a.after[0].predecessor_survives, b.before[0].predecessor_survives)
    };
    assert_eq!(survives("{ kind: split, from: [a], to: [a, b], on: 2000 }"), (true, true));
    assert_eq!(survives("{ kind: split, from: [a], to: [b, c], on: 2000 }"), (false, false));
    assert_eq!(
        survives(
            "{ on: 2000, legs: [ { kind: replaced, from: [a], to: [b] }, \
             { kind: function-transferred, from: [a], to: [c], survives: yes } ] }"
        ),
        (true, true)
    );
    assert_eq!(
        survives(
            "{ on: 2000, legs: [ { kind: function-transferred, from: [a], to: [b] }, { kind: abolished, from: [a] } ] }"
        ),
        (false, false)
    );
}

#[test]
fn looking_back_the_tree_read_from_its_end_goes_from_old_to_new() {
    let yaml = "bodies: { n: { name: N }, x: { name: X }, y: { name: Y }, p: { name: P }, q: { name: Q } }
events:
  - { kind: merged, from: [x, y], to: [n], on: 2010 }
  - { kind: replaced, from: [p], to: [x], on: 2000 }
  - { kind: replaced, from: [q], to: [y], on: 2005 }
";
    let before = lineage_of(yaml, "n").before;
    let dates: Vec<&str> = before.iter().rev().filter_map(|branch| branch.change.date.as_deref()).collect();
    assert_eq!(dates, ["2000", "2005", "2010"]);
}

#[test]
fn the_table_of_what_came_before_reads_from_old_to_new() {
    let yaml = moves(&["d>a 2014", "e>d 1990", "c>a 2012", "b>c", "f>b 2001"]);
    let text = govgraph_render::project::lineage::table(&lineage_of(&yaml, "a")).csv();
    let dates: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("came from,")?.split(',').next()).collect();
    assert_eq!(dates, ["1990", "2001", "date unknown", "2012", "2014"]);
}

fn id(number: usize) -> BodyId {
    format!("b{number}").parse().unwrap()
}

const BODIES: usize = 5;

fn when() -> impl Strategy<Value = When> {
    let date = prop_oneof![
        (2000..2006i32).prop_map(|year| year.to_string()),
        (2000..2006i32, 1..=12u8).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (2000..2006i32).prop_map(|year| format!("about {year}")),
        (2000..2003i32, 2003..2006i32).prop_map(|(first, last)| format!("[{first}..{last}]")),
    ];
    let date = date.prop_map(|text| text.parse::<Date>().unwrap());
    prop_oneof![
        6 => date.clone().prop_map(When::On),
        1 => Just(When::Unknown),
        1 => date.prop_map(When::ProposedFor),
        1 => Just(When::Proposed),
    ]
}

fn legs() -> impl Strategy<Value = Vec<Leg>> {
    let side = || proptest::collection::btree_set(0..BODIES, 1..3);
    let survives = prop_oneof![Just(None), Just(Some(true)), Just(Some(false))];
    let leg = (side(), side(), survives).prop_filter_map("a leg leads on", |(from, to, survives)| {
        let ids = |side: &BTreeSet<usize>| side.iter().map(|number| id(*number).into()).collect::<Vec<_>>();
        let kind = EventKind::FunctionTransferred;
        (from != to).then(|| Leg { kind, from: ids(&from), to: ids(&to), survives })
    });
    proptest::collection::vec(leg, 1..3)
}

/// Every body that some way leads to on which days can be chosen for all events, none before the one in front of it.
/// By trying all ways: no limit is carried along, each new event is compared with all before it.
fn reachable(events: &[Event], from: &BodyId, on: bool, trail: &mut Vec<(Day, Day)>, met: &mut BTreeSet<BodyId>) {
    if trail.len() >= BODIES {
        return;
    }
    for event in events {
        let days = event.when.date().map(|date| (date.first(), date.last()));
        let in_time = days.is_none_or(|(first, last)| {
            trail
                .iter()
                .all(|(earlier_first, earlier_last)| if on { last >= *earlier_first } else { first <= *earlier_last })
        });
        for leg in event.legs.iter().filter(|_| in_time) {
            let (here, there) = if on { (&leg.from, &leg.to) } else { (&leg.to, &leg.from) };
            if here.iter().any(|id| id.value == *from) {
                for next in there {
                    met.insert(next.value.clone());
                    let depth = trail.len();
                    // An event without a date counts as a step too, so that the search ends.
                    trail.push(days.unwrap_or_else(|| (Day::new(-5000, 1, 1).unwrap(), Day::new(5000, 1, 1).unwrap())));
                    reachable(events, &next.value, on, trail, met);
                    trail.truncate(depth);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_told_is_what_some_way_in_time_leads_to(
        events in proptest::collection::vec((when(), legs()), 1..7),
    ) {
        let bodies = (0..BODIES).map(|number| Body::new(id(number), format!("Body {number}"))).collect();
        let events: Vec<Event> = events
            .into_iter()
            .map(|(when, legs)| Event { id: None, name: None, when, legs, text: None, provenance: Provenance::default() })
            .collect();
        let dataset = Dataset { bodies, events: events.clone(), ..Dataset::default() };
        let graph = GovGraph::build(dataset).unwrap().graph;
        for body in graph.bodies() {
            let report = lineage::find(&graph.at_any_time(), &lineage::Params { body });
            for (tree, on) in [(&report.before, false), (&report.after, true)] {
                let bodies = || tree.iter().flat_map(|branch| &branch.bodies);
                let id = |body: &lineage::Branched| body.lived.body.id.clone();
                let told: Vec<String> = bodies().filter(|body| !body.told_elsewhere).map(id).collect();
                let each: BTreeSet<String> = told.iter().cloned().collect();
                prop_assert_eq!(told.len(), each.len(), "told twice");
                let named: BTreeSet<String> = bodies().map(id).filter(|id| id != body.id().as_str()).collect();
                prop_assert_eq!(&each, &named, "named and not told");
                let mut met = BTreeSet::new();
                reachable(&events, body.id(), on, &mut Vec::new(), &mut met);
                met.remove(body.id());
                let ids = |met: &BTreeSet<BodyId>| met.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
                prop_assert_eq!(each, ids(&met), "on: {}", on);
                // What rests on no proposal is what is reached when there are none.
                let certain: Vec<Event> = events.iter().filter(|event| !event.when.is_proposed()).cloned().collect();
                met.clear();
                reachable(&certain, body.id(), on, &mut Vec::new(), &mut met);
                met.remove(body.id());
                let without = tree.iter().filter(|branch| !branch.change.proposed && !branch.through_proposal);
                let without = without.flat_map(|branch| &branch.bodies).map(id).filter(|id| id != body.id().as_str());
                prop_assert_eq!(without.collect::<BTreeSet<_>>(), ids(&met), "certain, on: {}", on);
            }
        }
    }
}
