//! What is derived while a graph is built: when bodies exist, and what is said of records that contradict each other.

use govgraph::{
    Body, BodyId, Built, Certainty, Code, Dataset, Event, EventKind, Files, GovGraph, Holder, Leg, Provenance,
    Relation, RelationKind, Seat, SeatView, Severity, Standing, When,
};
use govgraph_io::authored::{self, Layout, Text};

use crate::load::{built, date};

/// How a body stands at each of some dates.
fn standings<const N: usize>(built: &Built, body: &str, dates: [&str; N]) -> [Standing; N] {
    let body = built.graph.find(body).unwrap();
    dates.map(|at| built.graph.at(date(at)).standing(body).unwrap())
}

/// The codes of what was noticed, without notices that a record rests on no source.
fn codes(built: &Built) -> Vec<String> {
    let codes = built.findings.iter().map(|finding| finding.code.to_string());
    codes.filter(|code| code != "unsourced").collect()
}

fn with(records: &str) -> Built {
    built(&format!("govgraph: 1\n{records}"))
}

/// The errors for which records make no graph.
fn refused(records: &str) -> Vec<String> {
    let text = format!("govgraph: 1\n{records}");
    let read = authored::read([Text { name: "test.yaml", bytes: text.as_bytes() }], Layout::File);
    assert_eq!(read.findings, []);
    let findings = GovGraph::build(read.dataset).unwrap_err().findings;
    let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
    errors.map(|finding| finding.line(&Files::default())).collect()
}

#[test]
fn a_body_that_comes_back_may_exist_before_and_after() {
    let circle = with(
        "sources:\n  s-1995: { title: S, date: 1995 }\n  s-2012: { title: S, date: 2012 }\n\
         bodies:\n  a: { name: A, source: [ s-1995, s-2012 ] }\n  b: { name: B }\n\
         events:\n  - { kind: replaced, from: [ a ], to: [ b ], on: 2000 }\n  - { kind: replaced, from: [ b ], to: [ a ], on: 2010 }\n",
    );
    use Standing::{Active, Ended, NotYet, Possible};
    assert_eq!(standings(&circle, "a", ["1990", "2005", "2012", "2015"]), [Possible, Possible, Active, Possible]);
    assert_eq!(standings(&circle, "b", ["1995", "2000", "2005", "2015"]), [NotYet, Possible, Active, Ended]);
    assert_eq!(codes(&circle), ["comes-back", "comes-back"]);
    let within_a_year = with(
        "bodies:\n  a: { name: A }\n  b: { name: B }\n\
         events:\n  - { kind: replaced, from: [ a ], to: [ b ], on: 2000 }\n  - { kind: replaced, from: [ b ], to: [ a ], on: 2000 }\n",
    );
    assert_eq!(standings(&within_a_year, "a", ["1995", "2005"]), [Possible, Possible]);
}

#[test]
fn a_body_that_comes_back_and_ends_for_good_has_its_last_end() {
    let built = with(
        "bodies:\n  a: { name: A }\n  b: { name: B }\n  c: { name: C }\n\
         events:\n  - { kind: replaced, from: [ a ], to: [ b ], on: 2000 }\n  - { kind: replaced, from: [ b ], to: [ a ], on: 2010 }\n  \
         - { kind: replaced, from: [ a ], to: [ c ], on: 2020 }\n",
    );
    assert_eq!(
        standings(&built, "a", ["1995", "2005", "2025"]),
        [Standing::Possible, Standing::Possible, Standing::Ended]
    );
}

#[test]
fn a_body_on_both_sides_of_an_event_neither_ends_nor_begins() {
    let built = with(
        "bodies:\n  x: { name: X }\n  y: { name: Y }\n  z: { name: Z }\n\
         events:\n  - { on: 2010, legs: [ { kind: merged, from: [ x, y ], to: [ y ] }, { kind: split, from: [ y ], to: [ z, x ] } ] }\n",
    );
    assert_eq!(standings(&built, "y", ["2005", "2015"]), [Standing::Possible, Standing::Possible]);
    assert_eq!(standings(&built, "x", ["2005", "2015"]), [Standing::Possible, Standing::Possible]);
    assert_eq!(standings(&built, "z", ["2005", "2010"]), [Standing::NotYet, Standing::Possible]);
}

#[test]
fn a_body_that_a_source_calls_abolished_no_longer_exists() {
    use Standing::{Active, Ended, NotYet, Possible};
    let built = with(
        "sources:\n  s-2005: { title: S, date: 2005 }\n  s-2012: { title: S, date: 2012 }\n\
         bodies:\n  a: { name: A, status: [ { is: abolished, source: s-2012 } ], source: [ s-2005, s-2012 ] }\n  \
         b: { name: B, exists: 2000/.., status: [ { is: superseded, at: 2010 } ] }\n  \
         c: { name: C, status: [ { is: abolished, at: 2010 }, { is: active, at: 2015 } ] }\n",
    );
    assert_eq!(standings(&built, "a", ["2005", "2010", "2012", "2015"]), [Active, Possible, Ended, Ended]);
    assert_eq!(standings(&built, "b", ["1999", "2009", "2010", "2015"]), [NotYet, Active, Ended, Ended]);
    assert_eq!(standings(&built, "c", ["2005", "2010", "2015", "2020"]), [Possible, Possible, Possible, Possible]);
}

#[test]
fn dates_that_an_event_contradicts_are_told_and_left_open() {
    use Standing::{Active, NotYet, Possible};
    let built = with(
        "bodies:\n  a: { name: A, exists: 1998/.. }\n  b: { name: B, exists: 2000/.. }\n\
         events:\n  - { kind: abolished, from: [ a ], on: 2010 }\n  - { kind: created, to: [ b ], on: 2010 }\n",
    );
    assert_eq!(standings(&built, "a", ["1999", "2009", "2015"]), [Active, Active, Possible]);
    assert_eq!(standings(&built, "b", ["1999", "2005", "2011"]), [NotYet, Possible, Active]);
    assert_eq!(codes(&built), ["event-outside-lifetime", "event-outside-lifetime"]);
}

#[test]
fn a_proposal_is_one_until_the_body_is_shown() {
    use Standing::{Active, NotYet, Possible, Proposed};
    let built = with(
        "bodies:\n  a: { name: A, proposed: 2010-03, status: [ { is: active, at: 2015 } ] }\n  \
         b: { name: B, proposed: 2010-03, exists: 2010-09/ }\n  c: { name: C, proposed: 2010-03 }\n",
    );
    assert_eq!(standings(&built, "a", ["2009", "2010-03", "2012", "2015"]), [NotYet, Proposed, Possible, Active]);
    assert_eq!(standings(&built, "b", ["2009", "2010-03", "2012"]), [NotYet, Proposed, Possible]);
    assert_eq!(standings(&built, "c", ["2009", "2010-03", "2012"]), [NotYet, Proposed, Possible]);
    let only_proposed = |id: &str| built.graph.find(id).unwrap().is_only_proposed();
    assert_eq!(["a", "b", "c"].map(only_proposed), [false, false, true]);
}

#[test]
fn a_merger_needs_two_bodies_even_if_one_goes_on() {
    let findings = refused(
        "bodies:\n  x: { name: X }\n  y: { name: Y }\n\
         events:\n  - { kind: merged, from: [ x ], to: [ y ], survives: yes, on: 2010 }\n",
    );
    assert_eq!(
        findings,
        ["an event `merged` needs at least 2 bodies in `from`, and has 1 — \
          write `absorbed`, or put the body that goes on on both sides [event-shape]"]
    );
}

/// The messages of what was noticed, without notices that a record rests on no source.
fn messages(built: &Built) -> Vec<String> {
    let findings = built.findings.iter().filter(|finding| finding.severity() != Severity::Notice);
    findings.map(|finding| finding.message.clone()).collect()
}

#[test]
fn a_holder_is_tested_at_the_date_of_each_source_and_at_both_ends() {
    let built = with(
        "sources:\n  s-2006: { title: S, date: 2006-05-01 }\n  s-2016: { title: S, date: 2016-05-01 }\n\
         bodies:\n  old: { name: Old, exists: 1990/2010 }\n  new: { name: New, exists: 2010/ }\n\
         \x20 board:\n    name: Board\n    source: [ s-2006, s-2016 ]\n    seats:\n\
         \x20     - { of: old, source: [ s-2006, s-2016 ] }\n      - { of: new, source: s-2006 }\n\
         \x20     - { of: old, during: since 2000 }\n      - { of: new, during: ../2005 }\n",
    );
    assert_eq!(
        messages(&built),
        [
            "`old` is said to sit on `board` at 2016-05-01, and had ended by 2010-12-31",
            "`new` is said to sit on `board` at 2006-05-01, and did not begin before 2010-01-01",
            "`old` is said to sit on `board` from 2000-12-31 on, and had ended by 2010-12-31",
            "`new` is said to sit on `board` until 2005-01-01, and did not begin before 2010-01-01",
        ]
    );
}

#[test]
fn every_period_that_ends_before_it_begins_is_told() {
    let reversed = "2010/2006";
    let findings = refused(&format!(
        "bodies:\n  a:\n    name: A\n    meets: {{ per_year: 4, during: {reversed} }}\n    other_names: [ {{ name: B, during: {reversed} }} ]\n\
         \x20   status: [ {{ is: active, at: {reversed} }} ]\n    duties: [ {{ text: Meet, during: {reversed} }} ]\n\
         \x20   says: [ {{ about: review, text: Soon, at: {reversed} }} ]\n",
    ));
    assert_eq!(findings, vec!["`2010/2006` ends before it begins [ends-before-start]"; 5]);
}

#[test]
fn seats_nested_without_end_are_refused_and_let_go_of() {
    let mut seat = Seat::new(Holder::default());
    for _ in 0..200_000 {
        let inner = std::mem::replace(&mut seat, Seat::new(Holder::default()));
        seat.items.push(inner);
    }
    let mut body = Body::new("a".parse().unwrap(), "A");
    body.seats.push(seat);
    let rejected = GovGraph::build(Dataset { bodies: vec![body], ..Dataset::default() }).unwrap_err();
    let lines: Vec<String> = rejected.findings.iter().map(|finding| finding.line(&Files::default())).collect();
    assert_eq!(lines[0], "a seat on `a` has items nested more than 16 deep [too-large]");
}

#[test]
fn thousands_of_ids_that_lead_nowhere_are_told_soon() {
    let mut dataset = Dataset::default();
    for i in 0..20_000 {
        dataset.bodies.push(Body::new(format!("body-{i}").parse().unwrap(), format!("Body {i}")));
        dataset.relations.push(Relation {
            kind: RelationKind::ReportsTo,
            from: format!("body-{i}").parse::<BodyId>().unwrap().into(),
            to: format!("bodi-{i}").parse::<BodyId>().unwrap().into(),
            proposed: false,
            during: None,
            provenance: Provenance::default(),
        });
    }
    let findings = GovGraph::build(dataset).unwrap_err().findings;
    let unknown = || findings.iter().filter(|finding| finding.code == Code::UnknownBody);
    assert_eq!((unknown().count(), unknown().filter(|finding| finding.replacement.is_some()).count()), (20_000, 100));
}

#[test]
fn a_fact_is_no_surer_than_the_sources_it_rests_on() {
    let built = with(
        "sources:\n  s: { title: S, date: 2010 }\n\
         bodies:\n  mps: { name: MPS, source: s }\n\
         \x20 a:\n    name: A\n    source: s\n    certainty: low\n    seats:\n\
         \x20     - { of: mps }\n      - { of: mps, certainty: medium }\n      - { of: mps, source: s }\n",
    );
    let certainty = |seat: SeatView<'_>| seat.evidence()[0].certainty;
    let seats: Vec<_> = built.graph.find("a").unwrap().seats().map(certainty).collect();
    assert_eq!(seats, [Some(Certainty::Low), Some(Certainty::Low), None]);
}

#[test]
fn records_that_differ_in_any_word_stand_in_one_order() {
    let records = [
        "{ kind: replaced, from: [ a ], to: [ b ], on: 2000 }",
        "{ kind: replaced, from: [ a ], to: [ b ], proposed: 2000 }",
        "{ kind: replaced, from: [ a ], to: [ b ], on: 2000, survives: yes }",
        "{ kind: replaced, from: [ a ], to: [ b ], on: 2000, note: x }",
        "{ kind: replaced, from: [ a ], to: [ b ], on: 2000, certainty: low }",
        "{ kind: replaced, from: [ a ], to: [ b ], on: 2000, name: x }",
        "{ kind: replaced, from: [ a ], to: [ b ], on: 2000, text: x }",
    ];
    let order = |records: &mut dyn Iterator<Item = &&str>| {
        let records: String = records.map(|record| format!("  - {record}\n")).collect();
        let built = with(&format!("bodies:\n  a: {{ name: A }}\n  b: {{ name: B }}\nevents:\n{records}"));
        built.graph.events().to_vec()
    };
    assert_eq!(order(&mut records.iter()), order(&mut records.iter().rev()));
}

#[test]
fn a_body_that_is_proposed_again_may_exist_again() {
    let built = with("bodies:\n  a: { name: A, status: [ { is: abolished, at: 2008 } ], proposed: 2010-03 }\n");
    assert_eq!(standings(&built, "a", ["2005", "2008", "2015"]), [Standing::Possible; 3]);
}

#[test]
fn a_merger_of_thousands_is_built_soon() {
    let ids = |prefix: &str| (0..20_000).map(|i| format!("{prefix}-{i}")).collect::<Vec<_>>();
    let mut dataset = Dataset::default();
    for id in ids("a") {
        dataset.bodies.push(Body::new(id.parse().unwrap(), id));
    }
    dataset.bodies.push(Body::new("b".parse().unwrap(), "B"));
    let from = ids("a").iter().map(|id| id.parse::<BodyId>().unwrap().into()).collect();
    let to = vec!["b".parse::<BodyId>().unwrap().into()];
    let legs = vec![Leg { kind: EventKind::Merged, from, to, survives: None }];
    let when = When::On(date("2010"));
    let provenance = Provenance::default();
    dataset.events.push(Event { id: None, name: None, when, legs, text: None, provenance });
    let built = GovGraph::build(dataset).unwrap();
    assert_eq!(standings(&built, "a-7", ["2005", "2015"]), [Standing::Possible, Standing::Ended]);
}
