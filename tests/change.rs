//! What is different between two dates or two datasets: small structures, the London documents, and generated ones.

use std::collections::BTreeMap;

use proptest::prelude::*;

use govgraph::questions::change::{self, Kind, Params, Report, Row};
use govgraph::questions::profile::Topic;
use govgraph::{
    Body, BodyId, Capacity, Count, Cover, Dataset, Existence, GovGraph, Holder, Period, Provenance, Relation,
    RelationKind, Remit, RemitRole, Seat, Standing, Theme,
};

use crate::load::{built, date, govgraph, london};

fn between(yaml: &str, from: &str, to: &str) -> Report {
    let graph = built(yaml).graph;
    change::find(&graph.at(date(from)), &graph.at(date(to)), &Params::default())
}

fn datasets(before: &str, after: &str) -> Report {
    let (before, after) = (built(before).graph, built(after).graph);
    change::find(&before.at_any_time(), &after.at_any_time(), &Params::default())
}

/// `council: lost certain: Police (seat)`.
fn told(report: &Report) -> Vec<String> {
    let word = |kind: Kind| format!("{kind:?}").to_lowercase();
    let each = report.rows.iter().map(|row| {
        let topic = format!("{:?}", row.topic).to_lowercase();
        format!("{}: {topic} {} {}: {}", row.body.id, word(row.kind), row.cover, row.label)
    });
    each.collect()
}

mod small {
    use super::*;

    #[test]
    fn a_page_that_lists_a_member_says_nothing_of_seven_years_later() {
        let yaml = "sources: { page: { title: Page, date: 2006 } }
bodies:
  board: { name: Board, exists: 2000/.., source: page, seats: [ { of: police } ] }
  police: { name: Police, exists: 1900/.., source: page }
";
        let graph = built(yaml).graph;
        let find = |all| {
            let params = Params { all, ..Params::default() };
            change::find(&graph.at(date("2006")), &graph.at(date("2013")), &params)
        };
        let report = find(false);
        assert_eq!((told(&report), report.silent), (vec![], 1));
        assert_eq!(told(&find(true)), ["board: seat silent possible: Police"]);
    }

    #[test]
    fn a_seat_that_ended_is_lost_and_one_that_can_only_have_been_there_possibly() {
        let yaml = "bodies:
  board: { name: Board, seats: [ { of: police, during: 2000/2008 }, { of: fire, during: /2008 } ] }
  police: { name: Police }
  fire: { name: Fire }
";
        let report = between(yaml, "2005", "2013");
        assert_eq!(told(&report), ["board: seat lost possible: Fire", "board: seat lost certain: Police"]);
        assert_eq!(report.rows[1].after.text, "not at that date");
    }

    #[test]
    fn who_sat_as_a_member_and_then_as_chair_changed_and_neither_left_nor_joined() {
        let yaml = "bodies:
  board: { name: Board, seats: [ { of: police, during: 2000/2008 }, { of: police, capacity: chair, during: 2009/.. } ] }
  police: { name: Police }
";
        let report = between(yaml, "2005", "2013");
        assert_eq!(told(&report), ["board: seat changed certain: Police"]);
        let [difference] = report.rows[0].differences.as_slice() else { panic!("{:?}", report.rows[0].differences) };
        assert_eq!(
            (difference.what, difference.before.as_deref(), difference.after.as_deref()),
            ("capacity", Some("member"), Some("chair"))
        );
    }

    #[test]
    fn a_seat_goes_when_its_holder_does_with_the_event_that_explains_it() {
        let yaml = "sources: { order: { title: Order }, page: { title: Page, date: 2005 } }
bodies:
  board: { name: Board, exists: 2000/.., source: page, seats: [ { of: old, during: 2000/.. } ] }
  old: { name: Old, exists: 2000/, source: page }
  new: { name: New, source: page }
  other: { name: Other, exists: 2000/.., source: page }
  third: { name: Third, exists: 2000/.., source: page }
events:
  - { kind: replaced, from: [old], to: [new], on: 2010, source: order }
  - { kind: function-transferred, from: [other], to: [third], on: 2010, source: order }
";
        let report = between(yaml, "2005", "2013");
        let seat = report.rows.iter().find(|row| row.topic == Topic::Seat).unwrap();
        assert_eq!((seat.kind, seat.cover, seat.after.text.as_str()), (Kind::Lost, Cover::Certain, "Old had ended"));
        let [event] = seat.events.as_slice() else {
            panic!("only the end of its holder explains it: {:?}", seat.events)
        };
        assert_eq!((event.from[0].id.as_str(), event.to[0].id.as_str()), ("old", "new"));
        assert_eq!(event.change.evidence[0].source.as_str(), "order");
        let sources: Vec<&str> = seat.after.evidence.iter().map(|evidence| evidence.source.as_str()).collect();
        assert_eq!(sources, ["page", "order"], "its dates, and the event that ended it");
        assert_eq!(report.events.len(), 2);
    }

    #[test]
    fn seats_are_known_by_their_holders_and_not_by_their_places() {
        let board = |seats: &str| {
            format!(
                "bodies: {{ board: {{ name: Board, seats: [ {seats} ] }}, a: {{ name: A }}, b: {{ name: B }}, c: {{ name: C }} }}"
            )
        };
        let before = board("{ of: a }, { of: b, post: Head of it }");
        let after = board("{ of: c }, { of: b, post: head of it }, { of: a }");
        assert_eq!(told(&datasets(&before, &after)), ["board: seat gained certain: C"]);
    }

    #[test]
    fn what_one_dataset_does_not_record_is_not_said_to_be_untrue() {
        let report = datasets(
            "bodies: { board: { name: Board, seats: [ { of: a } ] }, a: { name: A } }",
            "bodies: { board: { name: Board }, a: { name: A } }",
        );
        let row = &report.rows[0];
        assert_eq!((row.kind, row.after.recorded, row.after.text.as_str()), (Kind::Lost, false, "not recorded"));
        assert!(!report.one_dataset);
    }

    #[test]
    fn what_one_side_leaves_unknown_is_only_possibly_changed() {
        let board = |seat: &str| {
            format!("bodies: {{ board: {{ name: Board, seats: [ {{ of: a{seat} }} ] }}, a: {{ name: A }} }}")
        };
        let changed = |before: &str, after: &str| told(&datasets(&board(before), &board(after)));
        assert_eq!(changed("", ", elected: yes"), ["board: seat changed possible: A"]);
        assert_eq!(changed(", elected: no", ", elected: yes"), ["board: seat changed certain: A"]);
        assert_eq!(changed(", count: unknown", ", count: 3"), ["board: seat changed possible: A"]);
        assert_eq!(changed(", elected: unknown", ""), Vec::<String>::new());
    }

    #[test]
    fn without_a_date_the_dates_of_records_are_compared() {
        let body = |exists: &str| format!("bodies: {{ a: {{ name: A, kind: board, exists: {exists} }} }}");
        let report = datasets(&body("2000/2005"), &body("2000/2006"));
        assert_eq!(report.rows[0].differences[0].what, "existed");
        let (before, after) = (built(&body("2000/2005")).graph, built(&body("2000/2006")).graph);
        let at = |at: &str| change::find(&before.at(date(at)), &after.at(date(at)), &Params::default()).rows;
        assert!(at("2003").is_empty(), "both exist then");
        assert_eq!(at("2006")[0].kind, Kind::Gained, "at that date only the second can exist");
    }

    #[test]
    fn a_proposal_that_comes_about_is_gained_and_before_that_only_proposed() {
        let yaml = "sources: { paper: { title: Paper, date: 2010 } }
themes: { dogs: { name: Dogs } }
bodies:
  board:
    name: Board
    exists: 2000/..
    remits: [ { theme: dogs, as: owner, proposed: yes, during: 2010/2012, source: paper }, { theme: dogs, as: owner, during: 2013/.. } ]
";
        assert_eq!(told(&between(yaml, "2005", "2011")), ["board: remit proposed certain: Dogs"]);
        assert_eq!(told(&between(yaml, "2011", "2015")), ["board: remit gained certain: Dogs"]);
        assert_eq!(told(&between(yaml, "2015", "2011")), ["board: remit lost certain: Dogs"]);
    }

    #[test]
    fn what_works_both_ways_is_the_same_from_either_end() {
        let report = datasets(
            "bodies: { a: { name: A, works_with: b }, b: { name: B } }",
            "bodies: { a: { name: A }, b: { name: B, works_with: a } }",
        );
        assert!(report.rows.is_empty(), "{:?}", told(&report));
    }
}

mod question_2_london {
    use super::*;

    fn change(from: &str, to: &str) -> Report {
        let graph = &london().graph;
        change::find(&graph.at(date(from)), &graph.at(date(to)), &Params::default())
    }

    fn bodies(report: &Report, kind: Kind, cover: Cover) -> Vec<&str> {
        let is = |row: &&Row| row.topic == Topic::Itself && row.kind == kind && row.cover == cover;
        report.rows.iter().filter(is).map(|row| row.body.id.as_str()).collect()
    }

    fn facts<'r>(report: &'r Report, body: &str, topic: Topic, kind: Kind) -> Vec<&'r str> {
        let is = |row: &&Row| row.body.id == body && row.topic == topic && row.kind == kind;
        report.rows.iter().filter(is).map(|row| row.label.as_str()).collect()
    }

    #[test]
    fn from_2005_to_2007_the_partnership_came_and_the_delivery_board_went() {
        let report = change("2005", "2007");
        // Of the sources beside the page, one dates the Tribunals Service from April 2006.
        assert_eq!(bodies(&report, Kind::Gained, Cover::Certain), ["lcsp", "tribunals-service"]);
        // Since when the LCRDB existed the page does not say, and so not whether it did in 2005.
        assert_eq!(bodies(&report, Kind::Lost, Cover::Possible), ["lcrdb"]);
        assert_eq!(bodies(&report, Kind::Lost, Cover::Certain), Vec::<&str>::new());
        let lcsp = report.rows.iter().find(|row| row.body.id == "lcsp" && row.topic == Topic::Itself).unwrap();
        assert_eq!(lcsp.events.iter().map(|event| event.from[0].id.as_str()).collect::<Vec<_>>(), ["lcrdb"]);
        assert_eq!(lcsp.events[0].change.evidence[0].source.as_str(), "lcsp-2006");
        // The page speaks of 2006/07: that all fourteen sat there throughout 2007 is not certain.
        let seats = report.rows.iter().filter(|row| row.body.id == "lcsp" && row.topic == Topic::Seat);
        let seats: Vec<&Row> = seats.collect();
        assert_eq!(seats.len(), 14);
        assert!(seats.iter().all(|row| (row.kind, row.cover, row.with_body) == (Kind::Gained, Cover::Possible, true)));
        // Nothing is known of the proposed board yet.
        assert!(report.rows.iter().all(|row| row.body.id != "lcrb" && !row.others.contains(&"lcrb".to_string())));
    }

    #[test]
    fn from_2007_to_march_2010_a_board_was_proposed_and_no_member_is_said_to_have_left() {
        let report = change("2007", "2010-03");
        let lcrb = report.rows.iter().find(|row| row.body.id == "lcrb" && row.topic == Topic::Itself).unwrap();
        assert_eq!((lcrb.kind, lcrb.body.after), (Kind::Proposed, Some(Standing::Proposed)));
        assert!(bodies(&report, Kind::Gained, Cover::Certain).iter().all(|id| *id != "lcrb"), "it does not exist");
        let lcsp: Vec<&Row> = report.rows.iter().filter(|row| row.body.id == "lcsp").collect();
        let [lcsp] = lcsp.as_slice() else { panic!("{lcsp:?}") };
        assert_eq!((lcsp.kind, lcsp.cover), (Kind::Changed, Cover::Possible));
        assert_eq!((lcsp.body.before, lcsp.body.after), (Some(Standing::Active), Some(Standing::UnderReview)));
        assert!(report.rows.iter().all(|row| row.kind != Kind::Lost || row.topic != Topic::Seat));
        assert!(report.silent > 0);
    }

    #[test]
    fn from_march_2010_to_2013_the_police_authority_gave_way_and_the_government_office_closed() {
        let report = change("2010-03", "2013");
        let went = bodies(&report, Kind::Lost, Cover::Certain);
        for id in ["mpa", "gol", "lda", "hmcs"] {
            assert!(went.contains(&id), "{id}: {went:?}");
        }
        assert!(bodies(&report, Kind::Gained, Cover::Certain).contains(&"mopac"));
        // The LCSP may have ended or not: the paper of 2010 only proposes what is to follow.
        for id in ["lcsp", "mps", "home-office", "hackney-csp"] {
            assert!(report.rows.iter().all(|row| row.body.id != id || row.topic != Topic::Itself), "{id}");
        }
        assert_eq!(bodies(&report, Kind::Gained, Cover::Possible).iter().filter(|id| **id == "lcrb").count(), 1);
        // The seats of bodies that had ended are gone, the others are open.
        let mut lost = facts(&report, "lcsp", Topic::Seat, Kind::Lost);
        lost.sort_unstable();
        assert_eq!(
            lost,
            [
                "senior representative, Government Office for London",
                "senior representative, London Criminal Justice Board",
                "senior representative, London Probation",
                "senior representative, Metropolitan Police Authority",
            ]
        );
        let seats = report.rows.iter().filter(|row| row.body.id == "lcsp" && row.topic == Topic::Seat);
        assert!(seats.into_iter().all(|row| row.cover == Cover::Possible), "the page of 2006/07 is silent on 2010 too");
        // By law the boroughs' partnerships now answer to MOPAC.
        assert!(
            facts(&report, "hackney-csp", Topic::Relation, Kind::Gained)
                .iter()
                .any(|text| text.contains("Mayor's Office"))
        );
        assert_eq!(
            facts(&report, "hackney-csp", Topic::Relation, Kind::Lost),
            ["Hackney community safety partnership reports to Home Office"]
        );
    }

    #[test]
    fn every_difference_shows_what_stands_behind_it() {
        for row in change("2004-09-10", "2022-10-27").rows {
            let evidence = row.before.evidence.len() + row.after.evidence.len();
            assert!(evidence > 0, "{row:?}");
        }
    }

    #[test]
    fn one_body_can_be_asked_for() {
        let graph = &london().graph;
        let params = Params { bodies: Some(vec!["gol".parse().unwrap()]), ..Params::default() };
        let report = change::find(&graph.at(date("2010-03")), &graph.at(date("2013")), &params);
        assert!(report.rows.iter().all(|row| row.body.id == "gol" || row.others.contains(&"gol".to_string())));
        assert!(report.rows.iter().any(|row| row.body.id == "lcsp"));
        assert_eq!(report.events.len(), 1);
    }
}

mod command {
    use super::*;

    fn refused(arguments: &[&str]) -> String {
        let output = govgraph(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    #[test]
    fn one_dataset_needs_two_dates_in_order() {
        assert!(refused(&["change", "data/london"]).contains("--from and --to"));
        assert!(refused(&["change", "data/london", "--from", "2013", "--to", "2007"]).contains("is after"));
        assert!(refused(&["change", "data/london", "--from", "2013"]).contains("--to"));
        assert!(refused(&["change", "-", "-"]).contains("standard input"));
        let unknown = refused(&["change", "data/london", "--from", "2005", "--to", "2007", "--body", "lcps"]);
        assert!(unknown.contains("did you mean `lcsp`?"), "{unknown}");
    }

    #[test]
    fn a_dataset_is_no_different_from_itself() {
        let output = govgraph(&["change", "data/london", "data/london", "--at", "2010-03"]);
        assert!(String::from_utf8(output.stdout).unwrap().contains("The data show no difference."));
    }
}

/// A period of whole years, or without one of its ends.
type Years = (Option<i32>, Option<i32>);

#[derive(Clone, Debug)]
struct Told {
    on: usize,
    other: usize,
    /// 0: seat, 1: chair, 2: remit, 3: relation.
    sort: usize,
    count: u32,
    years: Years,
}

/// Bodies 0 to 3 have no dates and may have dated facts; bodies 4 to 7 have dates, and what involves them has none.
fn structure() -> impl Strategy<Value = (Vec<Years>, Vec<Told>)> {
    let years = || {
        (proptest::option::of(2000..2008i32), proptest::option::of(0..8i32)).prop_map(|(first, length)| {
            (first, first.map_or(length.map(|n| 2003 + n), |first| length.map(|n| first + n)))
        })
    };
    let fact = (0..8usize, 0..8usize, 0..4usize, 1..3u32, years()).prop_map(|(on, other, sort, count, years)| Told {
        on,
        other,
        sort,
        count,
        years,
    });
    (proptest::collection::vec(years(), 4), proptest::collection::vec(fact, 0..25)).prop_map(|(lives, mut told)| {
        // No body stands to itself, nor to one that it never met: that would contradict itself.
        let life = |n: usize| if n < 4 { (None, None) } else { lives[n - 4] };
        let ended = |a: Years, b: Years| a.1.zip(b.0).is_some_and(|(end, start)| end < start);
        told.retain(|told| {
            let (on, other) = (life(told.on), life(told.other));
            told.on != told.other && (told.sort == 2 || !(ended(on, other) || ended(other, on)))
        });
        (lives, told)
    })
}

fn id(number: usize) -> BodyId {
    format!("b{number}").parse().unwrap()
}

fn period((first, last): Years) -> Period {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    format!("{}/{}", year(first), year(last)).parse().unwrap()
}

fn graph((lives, told): &(Vec<Years>, Vec<Told>), more: Option<&str>) -> GovGraph {
    let bodies = (0..8).map(|n| Body::new(id(n), format!("Body {n}"))).collect();
    let mut dataset = Dataset { bodies, themes: (0..8).map(theme).collect(), ..Dataset::default() };
    for (body, life) in dataset.bodies[4..].iter_mut().zip(lives) {
        body.exists = Some(Existence { during: period(*life).into(), provenance: Provenance::default() });
    }
    for told in told {
        let during = is_dated(told).then(|| period(told.years).into());
        let body = &mut dataset.bodies[told.on];
        match told.sort {
            0 | 1 => {
                let mut seat = Seat::new(Holder { organisation: Some(id(told.other).into()), ..Holder::default() });
                seat.capacity = if told.sort == 1 { Capacity::Chair } else { Capacity::Member }.into();
                (seat.count, seat.during) = (Count::exactly(told.count), during);
                body.seats.push(seat);
            }
            2 => {
                let role = if told.count == 1 { RemitRole::Owner } else { RemitRole::Contributes };
                let theme = format!("t{}", told.other).parse::<govgraph::ThemeId>().unwrap().into();
                body.remits.push(Remit { theme, role, proposed: false, during, provenance: Provenance::default() });
            }
            _ => dataset.relations.push(Relation {
                kind: if told.count == 1 { RelationKind::Advises } else { RelationKind::WorksWith },
                from: id(told.on).into(),
                to: id(told.other).into(),
                proposed: false,
                during,
                provenance: Provenance::default(),
            }),
        }
    }
    if let Some(name) = more {
        let mut body = Body::new("another".parse().unwrap(), name);
        body.exists = Some(Existence {
            during: "2002/2005".parse::<Period>().unwrap().into(),
            provenance: Provenance::default(),
        });
        body.seats.push(Seat::new(Holder { described: Some("somebody".into()), ..Holder::default() }));
        dataset.bodies.push(body);
    }
    GovGraph::build(dataset).unwrap().graph
}

fn theme(number: usize) -> Theme {
    Theme {
        id: format!("t{number}").parse::<govgraph::ThemeId>().unwrap().into(),
        name: format!("Theme {number}"),
        broader: None,
        other_names: Vec::new(),
        provenance: Provenance::default(),
    }
}

fn is_dated(told: &Told) -> bool {
    told.on < 4 && (told.other < 4 || told.sort == 2)
}

/// Whether something that lasted some years holds in one: tried for every way in which the years can be meant.
fn holds((first, last): Years, year: i32) -> Cover {
    // An unknown start can be at any time before the end, an unknown end at any time after the start.
    let before = first.is_some_and(|first| year < first);
    let after = last.is_some_and(|last| year > last);
    let inside = first.is_some_and(|first| year > first) && last.is_some_and(|last| year < last);
    match (before || after, inside) {
        (true, _) => Cover::No,
        (_, true) => Cover::Certain,
        _ => Cover::Possible,
    }
}

type Items = BTreeMap<(String, String, String), Vec<Cover>>;

/// What holds in a year, by body, by what it is about, and by its words: read from the raw records.
fn items((lives, told): &(Vec<Years>, Vec<Told>), year: i32) -> Items {
    let life = |n: usize| if n < 4 { Cover::Possible } else { holds(lives[n - 4], year) };
    let mut items = Items::new();
    for n in 0..8 {
        items.entry((format!("b{n}"), "Itself".into(), String::new())).or_default().push(life(n));
    }
    for told in told {
        let (on, other) = (told.on, told.other);
        let cover = if is_dated(told) {
            holds(told.years, year)
        } else {
            let others = if told.sort == 2 { Cover::Certain } else { life(other) };
            if life(on) == Cover::No || others == Cover::No { Cover::No } else { Cover::Possible }
        };
        let places = if told.count == 1 { String::new() } else { format!(" ({} places)", told.count) };
        let (on, topic, words) = match (told.sort, told.count) {
            (0, _) => (on, "Seat", format!("Body {other}{places}")),
            (1, _) => (on, "Seat", format!("Body {other} (chair){places}")),
            (2, 1) => (on, "Remit", format!("Theme {other} (owner)")),
            (2, _) => (on, "Remit", format!("Theme {other} (contributes)")),
            (_, 1) => (on, "Relation", format!("Body {on} advises Body {other}")),
            (_, _) => (on.min(other), "Relation", format!("Body {} works with Body {}", on.min(other), on.max(other))),
        };
        items.entry((format!("b{on}"), topic.into(), words)).or_default().push(cover);
    }
    for covers in items.values_mut() {
        covers.retain(|cover| cover.is_possible());
        covers.sort_unstable_by(|a, b| b.cmp(a));
    }
    items
}

/// What is there in one year and not in the other, with how sure it is there.
fn gone(before: &Items, after: &Items) -> Vec<(String, String, String, Cover)> {
    let mut gone = Vec::new();
    for ((body, topic, words), covers) in before {
        let stay = after.get(&(body.clone(), topic.clone(), words.clone())).map_or(0, Vec::len);
        gone.extend(covers.iter().skip(stay).map(|cover| (body.clone(), topic.clone(), words.clone(), *cover)));
    }
    gone.sort();
    gone
}

fn silent(before: &Items, after: &Items) -> usize {
    let both = before.iter().filter_map(|(key, covers)| Some((covers, after.get(key)?)));
    both.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a != b).count()).sum()
}

/// The sides of rows that are there on one of them only, in the form of the oracle.
fn sides(report: &Report, kinds: &[Kind], side: fn(&Row) -> &change::Side) -> Vec<(String, String, String, Cover)> {
    let rows = report.rows.iter().filter(|row| kinds.contains(&row.kind));
    let sides = rows.map(|row| {
        let words = if row.topic == Topic::Itself { String::new() } else { side(row).text.clone() };
        (row.body.id.clone(), format!("{:?}", row.topic), words, side(row).cover)
    });
    let mut sides: Vec<_> = sides.collect();
    sides.sort();
    sides
}

fn mirrored(report: &Report) -> Vec<(String, Kind, Cover, change::Side, change::Side)> {
    let turned = |kind: Kind| match kind {
        Kind::Gained => Kind::Lost,
        Kind::Lost => Kind::Gained,
        Kind::Proposed => Kind::Lapsed,
        Kind::Lapsed => Kind::Proposed,
        same => same,
    };
    let each = report
        .rows
        .iter()
        .map(|row| (row.body.id.clone(), turned(row.kind), row.cover, row.after.clone(), row.before.clone()));
    each.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_change_is_the_difference_of_what_the_raw_records_say(
        first in structure(), second in proptest::option::of(structure()), from in 1998..2018i32, to in 1998..2018i32,
    ) {
        let (before, after) = (graph(&first, None), second.as_ref().map(|second| graph(second, None)));
        let after = after.as_ref().unwrap_or(&before);
        let year = |year: i32| date(&year.to_string());
        let report = change::find(&before.at(year(from)), &after.at(year(to)), &Params::default());
        let (then, now) = (items(&first, from), items(second.as_ref().unwrap_or(&first), to));
        prop_assert_eq!(sides(&report, &[Kind::Lost, Kind::Changed], |row| &row.before), gone(&then, &now));
        prop_assert_eq!(sides(&report, &[Kind::Gained, Kind::Changed], |row| &row.after), gone(&now, &then));
        prop_assert_eq!(report.silent, silent(&then, &now));
        for row in &report.rows {
            let certain = match row.kind {
                Kind::Gained => row.after.cover,
                Kind::Lost => row.before.cover,
                _ => row.before.cover.min(row.after.cover),
            };
            prop_assert_eq!(row.cover, certain);
        }
    }

    #[test]
    fn nothing_differs_from_itself(structure in structure(), year in 1998..2018i32) {
        let graph = graph(&structure, None);
        let at = graph.at(date(&year.to_string()));
        let all = Params { all: true, ..Params::default() };
        let report = change::find(&at, &at, &all);
        prop_assert!(report.rows.is_empty() && report.events.is_empty() && report.silent == 0);
        prop_assert!(change::find(&graph.at_any_time(), &graph.clone().at_any_time(), &all).rows.is_empty());
    }

    #[test]
    fn a_change_back_is_the_mirror_of_the_change(
        first in structure(), second in structure(), from in 1998..2018i32, to in 1998..2018i32,
    ) {
        let (before, after) = (graph(&first, None), graph(&second, None));
        let (before, after) = (before.at(date(&from.to_string())), after.at(date(&to.to_string())));
        let all = Params { all: true, ..Params::default() };
        let there = change::find(&before, &after, &all);
        let back = change::find(&after, &before, &all);
        let as_is = there.rows.iter().map(|row| (row.body.id.clone(), row.kind, row.cover, row.before.clone(), row.after.clone()));
        prop_assert_eq!(mirrored(&back), as_is.collect::<Vec<_>>());
        prop_assert_eq!((back.silent, back.same), (there.silent, there.same));
    }

    #[test]
    fn an_unrelated_body_changes_no_other_row(structure in structure(), from in 1998..2018i32, to in 1998..2018i32) {
        let year = |year: i32| date(&year.to_string());
        let rows = |graph: &GovGraph| change::find(&graph.at(year(from)), &graph.at(year(to)), &Params::default()).rows;
        let mut with = rows(&graph(&structure, Some("Another")));
        with.retain(|row| row.body.id != "another");
        prop_assert_eq!(with, rows(&graph(&structure, None)));
    }
}
