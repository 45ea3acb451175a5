//! Who sits where.

use std::collections::BTreeMap;

use proptest::prelude::*;

use govgraph::questions::membership::{self, Report, Row};
use govgraph::questions::{Circle, MemberKind, overlap};
use govgraph::{Capacity, Count, Cover, GovGraph, Snapshot};

use crate::load::{built, date, london};

fn by(snapshot: &Snapshot<'_>, by: MemberKind) -> Report {
    membership::find(snapshot, &membership::Params { by, ..Default::default() })
}

fn row<'r>(report: &'r Report, who: &str, on: &str) -> Option<&'r Row> {
    report.rows.iter().find(|row| row.member.id.as_deref().unwrap_or(&row.member.name) == who && row.body.id == on)
}

fn ids(bodies: &[govgraph::questions::BodyRef]) -> Vec<&str> {
    bodies.iter().map(|body| body.id.as_str()).collect()
}

#[test]
fn seats_of_different_times_are_never_added_up() {
    let built = built(
        "bodies:
  police: { name: Police, kind: police-force }
  crime:
    name: Crime board
    seats:
      - { of: police, post: Chief, count: 2, during: 2001/2003 }
      - { of: police, post: Deputy, count: 3, during: 2003/2005 }
      - { of: police, post: Clerk, count: 4, during: 2006/2007 }
",
    );
    let of = |snapshot: &Snapshot<'_>| row(&by(snapshot, MemberKind::Organisation), "police", "crime").cloned();
    let places = |snapshot: &Snapshot<'_>| of(snapshot).map(|row| row.places);
    let if_there = |snapshot: &Snapshot<'_>| of(snapshot).map(|row| row.places_if_there);
    assert_eq!(places(&built.graph.at(date("2002"))), Some(Count::exactly(2)));
    assert_eq!(places(&built.graph.at(date("2003-06"))), Some("0..5".parse().unwrap()), "the year of change is open");
    assert_eq!(places(&built.graph.at(date("2007-01"))), Some("0..4".parse().unwrap()));
    assert_eq!(places(&built.graph.at(date("2010"))), None);
    // In 2003 the first may have left before the others came.
    assert_eq!(places(&built.graph.at_any_time()), Some("4..5".parse().unwrap()));
    assert_eq!(if_there(&built.graph.at_any_time()), Some("4..5".parse().unwrap()));
    assert_eq!(if_there(&built.graph.at(date("2003-06"))), Some("3..5".parse().unwrap()));
}

#[test]
fn without_any_dates_a_seat_is_read_as_it_is_recorded() {
    let built = built(
        "bodies:
  police: { name: Police, kind: police-force }
  crime: { name: Crime board, seats: [ { of: police, post: Chief, count: 2 }, { of: police, post: Clerk } ] }
",
    );
    let report = by(&built.graph.at_any_time(), MemberKind::Organisation);
    let row = row(&report, "police", "crime").unwrap();
    assert_eq!(row.places, "0..3".parse().unwrap(), "no day is known on which it sat there");
    assert_eq!(row.places_if_there, Count::exactly(3));
}

#[test]
fn a_possible_member_has_at_least_no_place_and_is_read_with_the_number_of_its_seat() {
    let built = built(
        "sources: { list: { title: List, date: 2006 } }
bodies:
  police: { name: Police, kind: police-force }
  crime: { name: Crime board, source: list, seats: [ { of: police, count: 2 }, { of: police, count: 1.. } ] }
",
    );
    let report = by(&built.graph.at(date("2010")), MemberKind::Organisation);
    let row = row(&report, "police", "crime").unwrap();
    assert_eq!((row.cover, row.places), (Cover::Possible, Count::UNKNOWN));
    assert_eq!(row.places_if_there, "3..".parse().unwrap());
    assert_eq!(row.seats[0].possible, "/", "nothing says when it began or ended");
}

#[test]
fn nobody_sits_for_certain_on_what_is_only_proposed() {
    let built = built(
        "sources: { plan: { title: Plan, date: 2010-03 } }
bodies:
  police: { name: Police, kind: police-force, exists: 1829/.. }
  crime: { name: Crime board, proposed: 2010-03, source: plan, seats: [ { of: police, capacity: chair } ] }
",
    );
    for snapshot in [built.graph.at(date("2010-03-15")), built.graph.at_any_time()] {
        let report = by(&snapshot, MemberKind::Organisation);
        let row = row(&report, "police", "crime").unwrap();
        assert_eq!((row.cover, row.places.least, row.seats[0].known.as_ref()), (Cover::Possible, 0, None));
        assert_eq!(row.capacity(), Capacity::Chair);
        assert!(report.bodies[0].proposed);
    }
}

#[test]
fn of_several_people_in_a_post_it_is_not_certain_which_has_the_seat() {
    let built = built(
        "persons: { ann: { name: Ann }, bob: { name: Bob } }
bodies:
  council:
    name: Council
    posts:
      - { name: Councillor, count: 40, holders: [ { person: ann, during: 2000/2010 }, { person: bob, during: 2000/2010 } ] }
  crime: { name: Crime board, seats: [ { of: council, post: Councillor, during: 2001/2009 } ] }
",
    );
    let snapshot = built.graph.at(date("2005"));
    let report = by(&snapshot, MemberKind::Person);
    assert_eq!(report.rows.len(), 2);
    assert!(report.rows.iter().all(|row| row.cover == Cover::Possible && row.places == "0..1".parse().unwrap()));
    let report = by(&snapshot, MemberKind::Post);
    assert_eq!(report.rows[0].cover, Cover::Certain, "that a councillor sits there is");
    assert!(report.rows[0].member.collective);
}

#[test]
fn a_body_of_which_no_member_is_known_is_unknown_and_one_without_seats_of_a_kind_that_has_none_is_not_named() {
    let built = built(
        "bodies:
  police: { name: Police, kind: police-force }
  drugs: { name: Drugs board, kind: board }
  youth: { name: Youth board, kind: board, seats: [ { chair_of: drugs } ] }
  crime: { name: Crime board, kind: board, seats: [ { of: police }, { chair_of: drugs }, { of: drugs, capacity: adviser } ] }
",
    );
    let snapshot = built.graph.at_any_time();
    let report = by(&snapshot, MemberKind::Organisation);
    assert_eq!(ids(&report.unknown), ["drugs", "youth"]);
    assert_eq!(report.rows.len(), 1);
    assert_eq!((report.bodies[0].members, report.bodies[0].open_seats), (1, 1));
    let everyone = membership::Params { circle: Circle::Everyone, ..Default::default() };
    assert_eq!(membership::find(&snapshot, &everyone).rows.len(), 2, "advisers count if everyone does");
    let only = membership::Params {
        only: Some(built.graph.select_where(|body| body.id().as_str() == "youth")),
        ..Default::default()
    };
    let report = membership::find(&snapshot, &only);
    assert_eq!((report.rows.len(), ids(&report.unknown)), (0, vec!["youth"]));
}

#[test]
fn in_march_2010_the_police_sit_on_the_partnership_possibly_and_on_the_new_board_as_proposed() {
    let snapshot = london().graph.at(date("2010-03"));
    let report = by(&snapshot, MemberKind::Organisation);
    let on = |body: &str| row(&report, "mps", body).unwrap();
    assert_eq!((on("lcrb").cover, on("lcrb").places_if_there), (Cover::Possible, Count::exactly(2)));
    assert!(report.bodies.iter().any(|roll| roll.body.id == "lcrb" && roll.proposed));
    assert_eq!((on("lcsp").cover, on("lcsp").capacity()), (Cover::Possible, Capacity::Chair), "the list is of 2006/07");
    // The other bodies of the paper have no list of members: unknown, and not without members.
    assert!(ids(&report.unknown).contains(&"dsv-board"));
    assert!(row(&report, "mps", "safer-city-partnership").is_none(), "that is the City's own police");
}

#[test]
fn in_october_2022_the_statutory_officers_of_hackney_certainly_meet() {
    let report = by(&london().graph.at(date("2022-10-27")), MemberKind::Organisation);
    let police = row(&report, "mps", "hackney-sog").unwrap();
    assert_eq!((police.cover, police.places, police.capacity()), (Cover::Certain, Count::ONE, Capacity::CoChair));
    let council = row(&report, "lb-hackney", "hackney-sog").unwrap();
    assert_eq!((council.cover, council.places), (Cover::Certain, Count::exactly(5)));
    let contested: Vec<_> = report.rows.iter().filter(|row| row.contested).collect();
    assert!(
        contested.iter().all(|row| row.cover == Cover::Possible),
        "who had been abolished does not certainly sit there"
    );
    assert!(!contested.is_empty());
}

#[test]
fn before_the_partnership_was_there_nobody_sat_on_it() {
    let report = by(&london().graph.at(date("2004-09-10")), MemberKind::Organisation);
    assert!(report.rows.iter().all(|row| row.body.id != "lcsp" && row.body.id != "lcrb"));
    assert!(!ids(&report.unknown).contains(&"lcrb"), "nor had anybody proposed the new one");
}

/// Seats with whole years, of two organisations on two boards: board, organisation, first year, more years, places.
fn seats() -> impl Strategy<Value = Vec<(usize, usize, u32, u32, u32)>> {
    proptest::collection::vec((0..2usize, 0..2usize, 0..6u32, 0..4u32, 1..4u32), 0..12)
}

fn dated(seats: &[(usize, usize, u32, u32, u32)]) -> GovGraph {
    let mut yaml = "bodies:\n  o0: { name: O 0, kind: council }\n  o1: { name: O 1, kind: council }\n".to_string();
    for board in 0..2 {
        yaml += &format!("  b{board}:\n    name: B {board}\n    kind: board\n");
        let here: Vec<_> = seats.iter().filter(|(on, ..)| *on == board).collect();
        if !here.is_empty() {
            yaml += "    seats:\n";
        }
        for (at, (_, of, first, more, places)) in here.into_iter().enumerate() {
            let (first, last) = (2000 + first, 2000 + first + more);
            yaml += &format!(
                "      - {{ of: o{of}, post: P {at}, count: {places}, during: {first}-01-01/{last}-12-31 }}\n"
            );
        }
    }
    built(&yaml).graph
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn places_are_what_counting_year_by_year_shows(seats in seats()) {
        let graph = dated(&seats);
        let mut most: BTreeMap<(String, String), u32> = BTreeMap::new();
        for year in 0..10u32 {
            let mut expected: BTreeMap<(String, String), u32> = BTreeMap::new();
            for (on, of, _, _, places) in seats.iter().filter(|(_, _, first, more, _)| (*first..=first + more).contains(&year)) {
                *expected.entry((format!("o{of}"), format!("b{on}"))).or_default() += places;
            }
            for (key, places) in &expected {
                let best = most.entry(key.clone()).or_default();
                *best = (*best).max(*places);
            }
            let report = by(&graph.at(date(&format!("{}-06-15", 2000 + year))), MemberKind::Organisation);
            let found: BTreeMap<(String, String), u32> = report.rows.iter().map(|row| {
                assert_eq!(row.cover, Cover::Certain);
                ((row.member.id.clone().unwrap(), row.body.id.clone()), row.places.exact().unwrap())
            }).collect();
            prop_assert_eq!(found, expected);
        }
        let report = by(&graph.at_any_time(), MemberKind::Organisation);
        let found: BTreeMap<(String, String), u32> =
            report.rows.iter().map(|row| ((row.member.id.clone().unwrap(), row.body.id.clone()), row.places.exact().unwrap())).collect();
        prop_assert_eq!(found, most);
    }

    #[test]
    fn two_bodies_share_those_who_have_a_row_on_both(dataset in crate::properties::dataset(), post in any::<bool>()) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let snapshot = graph.at_any_time();
        let (kind, same) = if post { (MemberKind::Post, overlap::By::Post) } else { (MemberKind::Organisation, overlap::By::Organisation) };
        let report = by(&snapshot, kind);
        let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for a in &report.rows {
            for b in report.rows.iter().filter(|b| b.member == a.member && a.body.id < b.body.id) {
                *shared.entry((&a.body.id, &b.body.id)).or_default() += 1;
            }
        }
        let pairs = overlap::find(&snapshot, &overlap::Params { by: same, ..Default::default() });
        let pairs: BTreeMap<(&str, &str), usize> =
            pairs.rows.iter().map(|row| ((row.a.body.id.as_str(), row.b.body.id.as_str()), row.shared.len())).collect();
        prop_assert_eq!(pairs, shared);
        // Those on most bodies first.
        let on = |row: &Row| report.rows.iter().filter(|other| other.member == row.member).count();
        prop_assert!(report.rows.windows(2).all(|pair| on(&pair[0]) >= on(&pair[1])));
    }
}
