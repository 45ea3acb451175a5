//! How many meetings a year do seats ask for? The smallest datasets that show it, and the London answers.

use std::collections::BTreeMap;

use govgraph::questions::load::{self, Report, Row};
use govgraph::questions::{Circle, MemberKind};
use govgraph::{Count, Cover, GovGraph};
use proptest::prelude::*;

use crate::load::{built, date, govgraph, london};

fn asked(graph: &GovGraph, at: Option<&str>, by: MemberKind, circle: Circle) -> Report {
    let snapshot = at.map_or_else(|| graph.at_any_time(), |at| graph.at(date(at)));
    load::find(&snapshot, &load::Params { by, circle, organisations: None })
}

fn report(yaml: &str, at: Option<&str>) -> Report {
    asked(&built(yaml).graph, at, MemberKind::Organisation, Circle::Core)
}

fn row<'r>(report: &'r Report, id: &str) -> &'r Row {
    report.rows.iter().find(|row| row.member.id.as_deref() == Some(id)).unwrap()
}

/// `4`, `4..`, `0..6`, `unknown`.
fn numbers(row: &Row) -> (String, String) {
    (row.meetings.to_string(), row.attendances.to_string())
}

/// What the council has to go to at the date of the page.
fn council(bodies: &str) -> (String, String) {
    let yaml = format!(
        "sources: {{ page: {{ title: Page, date: 2020-06 }} }}
bodies:
  council: {{ name: Council, exists: ../.. }}
{bodies}"
    );
    let report = report(&yaml, Some("2020-06"));
    numbers(row(&report, "council"))
}

fn pair(meetings: &str, attendances: &str) -> (String, String) {
    (meetings.to_string(), attendances.to_string())
}

#[test]
fn a_meeting_counts_once_and_an_attendance_for_each_place() {
    let a = "  a: { name: A, source: page, meets: { per_year: 4 }, seats: [ { of: council, post: Leader }, { of: council, count: 2 } ] }\n";
    assert_eq!(council(a), pair("4", "12"));
    let b = "  b: { name: B, source: page, meets: { per_year: 2..3 }, seats: [ { of: council } ] }\n";
    assert_eq!(council(&format!("{a}{b}")), pair("6..7", "14..15"));
    let many = "  a: { name: A, source: page, meets: { per_year: 4 }, seats: [ { of: council, count: 1.. } ] }\n";
    assert_eq!(council(many), pair("4", "4.."));
}

#[test]
fn an_unknown_cadence_is_never_nothing() {
    let unknown = "  a: { name: A, source: page, seats: [ { of: council } ] }\n";
    assert_eq!(council(unknown), pair("unknown", "unknown"));
    let said = unknown.replace("source: page,", "source: page, meets: unknown,");
    assert_eq!(council(&said), pair("unknown", "unknown"));
    let known = "  b: { name: B, source: page, meets: { per_year: 6 }, seats: [ { of: council } ] }\n";
    assert_eq!(council(&format!("{unknown}{known}")), pair("6..", "6.."));
    // A cadence of another time tells nothing about this one.
    let past = known.replace("per_year: 6", "per_year: 6, during: 2000/2010");
    assert_eq!(council(&past), pair("unknown", "unknown"));
    let yaml = format!(
        "sources: {{ page: {{ title: Page, date: 2020-06 }} }}\nbodies:\n  council: {{ name: C }}\n{unknown}{known}"
    );
    let report = report(&yaml, Some("2020-06"));
    let bodies: Vec<&str> = row(&report, "council").unknown.iter().map(|body| body.id.as_str()).collect();
    assert_eq!(bodies, ["a"]);
}

#[test]
fn what_is_only_possible_adds_to_the_most_alone() {
    let sure = "  a: { name: A, source: page, meets: { per_year: 6 }, seats: [ { of: council } ] }\n";
    let perhaps = "  b: { name: B, exists: ../.., source: page, meets: { per_year: 4 }, seats: [ { of: council, during: 2020/, count: 2 } ] }\n";
    assert_eq!(council(&format!("{sure}{perhaps}")), pair("6..10", "6..14"));
    let vacant = perhaps.replace("during: 2020/", "vacant: yes");
    assert_eq!(council(&format!("{sure}{vacant}")), pair("6..10", "6..14"));
    let past = perhaps.replace("during: 2020/", "during: 2000/2010");
    assert_eq!(council(&format!("{sure}{past}")), pair("6", "6"));
}

#[test]
fn who_had_ended_has_nothing_certain_to_go_to() {
    let yaml = "sources: { page: { title: Page, date: 2020-06 } }
bodies:
  gone: { name: Gone, exists: ../2015 }
  a: { name: A, source: page, meets: { per_year: 4 }, seats: [ { of: gone } ] }
";
    let report = report(yaml, Some("2020-06"));
    let gone = row(&report, "gone");
    assert_eq!((numbers(gone), gone.parts[0].contested), (pair("0..4", "0..4"), true));
}

#[test]
fn a_proposed_body_is_shown_and_adds_nothing() {
    let yaml = "sources: { page: { title: Page, date: 2020-06 } }
bodies:
  council: { name: Council, exists: ../.. }
  other: { name: Other, exists: ../.. }
  a: { name: A, source: page, meets: { per_year: 4 }, seats: [ { of: council } ] }
  b: { name: B, source: page, proposed: 2020-01, meets: { per_year: 9 }, seats: [ { of: council }, { of: other } ] }
";
    let report = report(yaml, Some("2020-06"));
    assert_eq!(numbers(row(&report, "council")), pair("4", "4"));
    assert!(row(&report, "council").parts[1].proposed);
    assert_eq!(numbers(row(&report, "other")), pair("unknown", "unknown"), "not nothing");
}

#[test]
fn two_spellings_of_a_post_are_one_and_people_take_one_place_each() {
    let yaml = "sources: { page: { title: Page, date: 2020-06 } }
persons: { ann: { name: Ann } }
bodies:
  council:
    name: Council
    exists: ../..
    posts: [ { name: Leader, holders: [ { person: ann, source: page } ] } ]
  a: { name: A, source: page, meets: { per_year: 4 }, seats: [ { of: council, post: Leader, capacity: chair } ] }
  b: { name: B, source: page, meets: { per_year: 2 }, seats: [ { of: council, post: leader }, { chair_of: a } ] }
";
    let graph = built(yaml).graph;
    let posts = asked(&graph, Some("2020-06"), MemberKind::Post, Circle::Core);
    let [leader] = posts.rows.as_slice() else { panic!("{:?}", posts.rows) };
    assert_eq!((leader.member.name.as_str(), numbers(leader)), ("Leader, Council", pair("6", "8")));
    let people = asked(&graph, Some("2020-06"), MemberKind::Person, Circle::Core);
    let [ann] = people.rows.as_slice() else { panic!("{:?}", people.rows) };
    assert_eq!((ann.member.name.as_str(), ann.meetings), ("Ann", Count::exactly(6)));
}

#[test]
fn the_circle_decides_who_has_to_go() {
    let yaml = "sources: { page: { title: Page, date: 2020-06 } }
bodies:
  council: { name: Council, exists: ../.. }
  a: { name: A, source: page, meets: { per_year: 4 }, seats: [ { of: council, capacity: adviser } ] }
";
    let graph = built(yaml).graph;
    assert!(asked(&graph, Some("2020-06"), MemberKind::Organisation, Circle::Core).rows.is_empty());
    let all = asked(&graph, Some("2020-06"), MemberKind::Organisation, Circle::Everyone);
    assert_eq!(all.rows[0].meetings, Count::exactly(4));
}

#[test]
fn without_a_date_different_times_are_not_added_to_the_least() {
    let yaml = |first: &str, second: &str| {
        let text = format!(
            "bodies:
  council: {{ name: Council }}
  a: {{ name: A, meets: {{ per_year: 4 }}, seats: [ {{ of: council{first} }} ] }}
  b: {{ name: B, meets: {{ per_year: 6 }}, seats: [ {{ of: council{second} }} ] }}
"
        );
        numbers(row(&report(&text, None), "council"))
    };
    assert_eq!(yaml("", ""), pair("10", "10"));
    assert_eq!(yaml(", during: 2000/2002", ", during: 2010/2012"), pair("6..10", "6..10"));
    assert_eq!(yaml(", during: 2000/2011", ", during: 2010/2013"), pair("10", "10"));
    assert_eq!(yaml("", ", during: 2010/2012"), pair("10", "10"));
    // Two places at different times are not two at one.
    let text = "bodies:
  council: { name: Council }
  a: { name: A, meets: { per_year: 4 }, seats: [ { of: council, during: 2000/2002 }, { of: council, during: 2010/2012 } ] }
";
    assert_eq!(numbers(row(&report(text, None), "council")), pair("4", "4..8"));
}

#[test]
fn targets_stand_apart_and_proposed_ones_by_themselves() {
    let yaml = |targets: &str| {
        let text = format!(
            "sources: {{ page: {{ title: Page, date: 2020-06 }} }}
areas: {{ city: {{ name: City }}, east: {{ name: East, within: city }}, coast: {{ name: Coast }} }}
classes: {{ csp: {{ name: CSP }} }}
bodies:
  council: {{ name: Council, exists: ../.., source: page, targets: [ {targets} ] }}
  all: {{ name: All, kind: collective, collective_of: csp, area: city, source: page }}
  one: {{ name: One, classes: csp, area: east, source: page, meets: {{ per_year: 6 }}, seats: [ {{ of: council }} ] }}
  two: {{ name: Two, classes: csp, area: city, source: page }}
  gone: {{ name: Gone, classes: csp, area: city, exists: ../2010 }}
  away: {{ name: Away, classes: csp, area: coast, source: page }}
"
        );
        let report = report(&text, Some("2020-06"));
        let row = row(&report, "council").clone();
        assert_eq!(row.meetings, Count::exactly(6), "the seat alone");
        (row.targeted.map(|count| count.to_string()), row.proposed.map(|count| count.to_string()))
    };
    let some = |text: &str| Some(text.to_string());
    assert_eq!(yaml(""), (None, None));
    assert_eq!(yaml("{ what: Meet, kind: meetings, per_year: 4, with: all }"), (some("8"), None));
    assert_eq!(yaml("{ what: Meet, kind: meetings, per_year: 4, with: all, proposed: yes }"), (None, some("8")));
    assert_eq!(yaml("{ what: Go, kind: attendance, percent: 95, with: one }"), (some("6"), None));
    assert_eq!(yaml("{ what: Go, kind: attendance, percent: 50, with: one }"), (some("3"), None));
    assert_eq!(yaml("{ what: Go, kind: attendance, percent: 95, with: two }"), (some("unknown"), None));
    assert_eq!(yaml("{ what: Meet, kind: meetings, per_year: 4, with: one, during: 2020/ }"), (some("0..4"), None));
    assert_eq!(yaml("{ what: Spend, kind: spending, percent: 95, with: one }, { what: X, percent: 5 }"), (None, None));
    let both = "{ what: Go, kind: attendance, percent: 95, with: all, proposed: yes }, { what: Meet, kind: meetings, per_year: 4, with: all, proposed: yes }";
    assert_eq!(yaml(both), (None, some("8..")));
}

mod of_london {
    use super::*;

    fn of(id: &str, at: &str) -> Row {
        let graph = &london().graph;
        let params = load::Params { organisations: Some(vec![graph.find(id).unwrap()]), ..Default::default() };
        load::find(&graph.at(date(at)), &params).rows.remove(0)
    }

    fn part<'r>(row: &'r Row, body: &str) -> &'r load::Part {
        row.parts.iter().find(|part| part.body.id == body).unwrap()
    }

    #[test]
    fn question_12_the_lcsp_met_six_times_a_year() {
        let mps = of("mps", "2007-01-01");
        let lcsp = part(&mps, "lcsp");
        assert_eq!((lcsp.per_year, lcsp.meetings), (Some(Count::exactly(6)), Count::exactly(6)));
        assert!(lcsp.is_cadence_known && !lcsp.cadence_evidence.is_empty() && !lcsp.seats[0].evidence.is_empty());
        assert_eq!(mps.meetings.least, 6);
        let boroughs = of("london-boroughs", "2007-01-01");
        assert_eq!(part(&boroughs, "lcsp").attendances, Count::exactly(30), "five chief executives");
        assert!(boroughs.member.collective);
        // In 2010 nobody says how often it meets.
        let then = of("mps", "2010-03");
        assert_eq!((part(&then, "lcsp").is_cadence_known, then.meetings), (false, Count::UNKNOWN));
    }

    #[test]
    fn question_12_hackneys_officer_group_meets_four_times_a_year_or_more() {
        let council = of("lb-hackney", "2022-10-27");
        let sog = part(&council, "hackney-sog");
        assert_eq!((sog.meetings.to_string(), sog.attendances.to_string()), ("4..".into(), "20..".into()));
        assert_eq!(council.unknown.iter().map(|body| body.id.as_str()).collect::<Vec<_>>(), ["hackney-crp"]);
        assert_eq!(numbers(&council), pair("4..", "20.."));
        // Nobody is certain to go for a group that had been abolished.
        assert_eq!(of("nel-ccg", "2022-10-27").meetings.least, 0);
    }

    #[test]
    fn question_12_the_police_authority_in_2004() {
        let mpa = of("mpa", "2004-09-10");
        assert_eq!(numbers(&mpa), pair("unknown", "unknown"), "how often the partnerships meet is not in the report");
        let part = part(&mpa, "london-borough-cdrps");
        assert_eq!((part.stands_for, part.cover), (Some(Count::exactly(32)), Cover::Certain));
        let told: Vec<_> = mpa.targets.iter().map(|target| (target.over, target.meetings, target.proposed)).collect();
        let boroughs = Some(Count::exactly(32));
        assert_eq!(told, [(boroughs, Count::UNKNOWN, true), (boroughs, Count::exactly(128), true)]);
        assert_eq!((mpa.targeted, mpa.proposed), (None, Some(Count { least: 128, most: None })));
        assert!(mpa.targets.iter().all(|target| target.evidence[0].source.as_str() == "mpa-2004"));
        let later = of("mpa", "2010-03");
        assert_eq!((later.targets.len(), later.proposed), (0, None), "they were for 2004/05");
    }

    #[test]
    fn the_csv_has_sums_bodies_and_targets() {
        let csv = govgraph(&["load", "data/london", "--at", "2004-09-10", "--body", "mpa", "--format", "csv"]);
        let csv = String::from_utf8(csv.stdout).unwrap();
        let about: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
        assert_eq!(about, ["sum", "sum of targets", "body", "target", "target"]);
        assert!(csv.contains(",32,128,128,"), "{csv}");
        let refused = govgraph(&["load", "data/london", "--by", "person", "--body", "mpa"]);
        assert_eq!(refused.status.code(), Some(2));
    }
}

/// A seat of an organisation on a board: places, and whether it is there in June 2020: certainly, perhaps, no longer.
type Held = (usize, usize, u32, usize);

fn structures() -> impl Strategy<Value = (Vec<Option<u32>>, Vec<Held>)> {
    let boards = proptest::collection::vec(proptest::option::of(1..9u32), 3);
    (boards, proptest::collection::vec((0..3usize, 0..4usize, 1..4u32, 0..4usize), 0..9))
}

fn yaml(boards: &[Option<u32>], held: &[Held]) -> String {
    let mut text = String::from("sources: { page: { title: Page, date: 2020-06 } }\nbodies:\n");
    for of in 0..4 {
        text.push_str(&format!("  o{of}: {{ name: O{of}, exists: ../.. }}\n"));
    }
    for (n, cadence) in boards.iter().enumerate() {
        let meets = cadence.map(|per_year| format!(", meets: {{ per_year: {per_year} }}")).unwrap_or_default();
        let on = held.iter().filter(|(on, ..)| *on == n).map(|(_, of, count, when)| {
            let during = ["", "", ", during: 2020/", ", during: 2000/2010"][*when];
            format!("{{ of: o{of}, count: {count}{during} }}")
        });
        let seats = on.collect::<Vec<_>>().join(", ");
        text.push_str(&format!("  b{n}: {{ name: B{n}, exists: ../.., source: page{meets}, seats: [ {seats} ] }}\n"));
    }
    text
}

/// Least and most, of meetings and of attendances; `None` is no limit.
type Expected = BTreeMap<String, [(u32, Option<u32>); 2]>;

/// Meeting by meeting, seat by seat.
fn expected(boards: &[Option<u32>], held: &[Held]) -> Expected {
    let mut all = Expected::new();
    for of in 0..4 {
        let mut sums = [(0, Some(0)); 2];
        let mut sits = false;
        for (n, cadence) in boards.iter().enumerate() {
            let (mut sure, mut most) = (0, 0);
            for (_, _, count, when) in
                held.iter().filter(|(on, holder, _, when)| *on == n && *holder == of && *when < 3)
            {
                sure += if *when < 2 { *count } else { 0 };
                most += count;
            }
            sits |= most > 0;
            for (sum, places) in sums.iter_mut().zip([(sure.min(1), most.min(1)), (sure, most)]) {
                for _ in 0..cadence.unwrap_or(0) {
                    *sum = (sum.0 + places.0, sum.1.map(|most| most + places.1));
                }
                if cadence.is_none() && most > 0 {
                    sum.1 = None;
                }
            }
        }
        if sits {
            all.insert(format!("o{of}"), sums);
        }
    }
    all
}

fn found(report: &Report) -> Expected {
    let bounds = |count: Count| (count.least, count.most);
    let rows = report.rows.iter();
    rows.map(|row| (row.member.id.clone().unwrap(), [bounds(row.meetings), bounds(row.attendances)])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn load_is_what_adding_up_meeting_by_meeting_gives((boards, held) in structures()) {
        let report = report(&yaml(&boards, &held), Some("2020-06"));
        prop_assert_eq!(found(&report), expected(&boards, &held));
    }

    #[test]
    fn a_range_begins_before_it_ends_with_and_without_a_date((boards, held) in structures()) {
        for at in [Some("2020-06"), Some("2005"), None] {
            for row in report(&yaml(&boards, &held), at).rows {
                for count in [row.meetings, row.attendances].into_iter().chain(row.parts.iter().map(|part| part.attendances)) {
                    prop_assert!(count.most.is_none_or(|most| count.least <= most), "{:?}", row);
                }
                prop_assert!(row.meetings.least <= row.attendances.least);
            }
        }
    }

    #[test]
    fn another_seat_raises_its_member_alone((boards, held) in structures(), (on, of, count) in (0..3usize, 0..4usize, 1..4u32)) {
        let mut boards = boards;
        let per_year = *boards[on].get_or_insert(5);
        let before = found(&report(&yaml(&boards, &held), Some("2020-06")));
        let mut more = held;
        more.push((on, of, count, 0));
        let after = found(&report(&yaml(&boards, &more), Some("2020-06")));
        for other in 0..4 {
            let id = format!("o{other}");
            if other != of {
                prop_assert_eq!(before.get(&id), after.get(&id));
            }
        }
        let id = format!("o{of}");
        let least = |rows: &Expected| rows.get(&id).map_or(0, |sums| sums[1].0);
        prop_assert_eq!(least(&after), least(&before) + per_year * count);
    }

    #[test]
    fn a_body_that_has_nothing_to_do_with_it_changes_no_row((boards, held) in structures()) {
        let text = yaml(&boards, &held);
        let more = format!("{text}  z: {{ name: Z, source: page, meets: {{ per_year: 9 }}, seats: [ {{ of: y }} ] }}\n  y: {{ name: Y }}\n");
        let (before, mut after) = (report(&text, Some("2020-06")), report(&more, Some("2020-06")));
        after.rows.retain(|row| row.member.id.as_deref() != Some("y"));
        prop_assert_eq!(before.rows, after.rows);
    }
}
