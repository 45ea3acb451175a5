//! Small structures, each the smallest that shows one thing about a question.

use govgraph::questions::overlap::{self, By};
use govgraph::questions::profile::Topic;
use govgraph::questions::representation::{self, Verdict};
use govgraph::questions::{Circle, lineage, profile};
use govgraph::{BodyKind, Code, Count, Cover, ElectedBasis, Standing, Tri};

use crate::load::{built, date};

fn codes(yaml: &str) -> Vec<Code> {
    built(yaml).findings.iter().map(|finding| finding.code).filter(|code| *code != Code::Unsourced).collect()
}

#[test]
fn a_seat_of_the_chair_elsewhere_belongs_to_whoever_chairs_there() {
    let built = built(
        "bodies:
  police: { name: Police, kind: police-force }
  drugs: { name: Drugs board, seats_complete: yes, seats: [ { of: police, post: Commander, capacity: chair, elected: no } ] }
  crime: { name: Crime board, seats_complete: yes, seats: [ { chair_of: drugs } ] }
",
    );
    let snapshot = built.graph.at_any_time();
    let report = overlap::find(&snapshot, &overlap::Params::default());
    assert_eq!(report.rows[0].shared[0].member.name, "Police");
    let elected = representation::find(&snapshot, &representation::Params::default());
    assert!(elected.rows.iter().all(|row| row.derived == Verdict::None), "the commander is not elected on either");
}

#[test]
fn a_chair_that_nobody_names_is_open_and_not_nobody() {
    let built = built(
        "bodies:
  drugs: { name: Drugs board }
  crime: { name: Crime board, seats: [ { chair_of: drugs } ] }
  youth: { name: Youth board, seats: [ { chair_of: drugs } ] }
",
    );
    let snapshot = built.graph.at_any_time();
    let by = |by| overlap::find(&snapshot, &overlap::Params { by, ..Default::default() });
    let organisations = by(By::Organisation);
    assert!(organisations.rows.is_empty());
    assert_eq!(organisations.unknown.iter().map(|body| body.id.as_str()).collect::<Vec<_>>(), ["crime", "youth"]);
    let posts = by(By::Post);
    assert_eq!(posts.rows[0].shared[0].member.name, "chair of Drugs board");
}

#[test]
fn two_people_who_held_a_post_one_after_the_other_are_told_apart_by_date() {
    let built = built(
        "persons: { ann: { name: Ann }, bob: { name: Bob } }
bodies:
  police:
    name: Police
    posts:
      - { name: Chief, holders: [ { person: ann, during: 2000/2005 }, { person: bob, during: 2006/.. } ] }
  crime: { name: Crime board, seats: [ { of: police, post: Chief, during: 2001/.. } ] }
  ann-only: { name: Ann's board, seats: [ { person: ann, during: 2001/2004 } ] }
",
    );
    let params = overlap::Params { by: By::Person, ..Default::default() };
    let at = |text| overlap::find(&built.graph.at(date(text)), &params).rows;
    assert_eq!(at("2003")[0].shared[0].member.name, "Ann");
    assert_eq!(at("2003")[0].shared[0].cover, Cover::Certain);
    assert!(at("2008").is_empty());
}

#[test]
fn members_who_sat_one_after_the_other_never_sat_at_one_time() {
    let built = built(
        "bodies:
  council: { name: Council }
  old: { name: Old board, seats: [ { of: council, during: 2000/2004 } ] }
  new: { name: New board, seats: [ { of: council, during: 2006/.. } ] }
",
    );
    let rows = overlap::find(&built.graph.at_any_time(), &overlap::Params::default()).rows;
    assert_eq!(rows[0].shared[0].cover, Cover::No);
    assert!(overlap::find(&built.graph.at(date("2003")), &overlap::Params::default()).rows.is_empty());
}

#[test]
fn wider_stakeholders_count_only_when_everyone_does() {
    let built = built(
        "bodies:
  council: { name: Council }
  a: { name: A board, seats: [ { of: council } ] }
  b: { name: B board, seats: [ { of: council, tier: stakeholder } ] }
  c: { name: C board, seats: [ { of: council, capacity: adviser } ] }
",
    );
    let shared = |circle| {
        overlap::find(&built.graph.at_any_time(), &overlap::Params { circle, ..Default::default() }).rows.len()
    };
    assert_eq!((shared(Circle::Core), shared(Circle::Everyone)), (0, 3));
}

#[test]
fn a_post_says_for_its_seats_whether_they_are_elected() {
    let built = built(
        "bodies:
  council: { name: Council, posts: [ { name: Leader, elected: { is: yes, basis: direct } } ] }
  board: { name: Board, seats_complete: yes, seats: [ { of: council, post: leader, count: 2 }, { of: council } ] }
",
    );
    let report = representation::find(&built.graph.at_any_time(), &representation::Params::default());
    assert_eq!(report.rows[0].elected, Count { least: 2, most: Some(3) });
    assert_eq!(report.rows[0].seats.iter().map(|seat| seat.elected).collect::<Vec<_>>(), [Tri::Yes, Tri::Unknown]);
}

#[test]
fn declared_places_that_nobody_lists_may_be_elected() {
    let built = built(
        "bodies:
  board: { name: Board, seats_declared: 5, seats: [ { described: officers, count: 3, elected: no } ] }
",
    );
    let report = representation::find(&built.graph.at_any_time(), &representation::Params::default());
    assert_eq!(report.rows[0].elected, Count { least: 0, most: Some(2) });
    assert_eq!(report.rows[0].derived, Verdict::Open);
}

#[test]
fn a_source_that_the_seats_contradict_is_shown_and_the_answer_stays_open() {
    let built = built(
        "sources: { paper: { title: A paper, date: 2010 } }
bodies:
  board:
    name: Board
    source: paper
    seats: [ { described: councillors, elected: yes } ]
    says: [ { about: elected-representation, value: none } ]
",
    );
    let report = representation::find(&built.graph.at(date("2010")), &representation::Params::default());
    let row = &report.rows[0];
    assert_eq!((row.derived, row.asserted[0].agrees, row.verdict()), (Verdict::Some, Tri::No, Verdict::Open));
}

#[test]
fn a_board_answers_to_elected_members_through_its_parent_and_not_through_a_proposal() {
    let built = built(
        "bodies:
  council: { name: Council, posts: [ { name: Councillor, elected: { is: yes, basis: direct } } ] }
  committee: { name: Committee, kind: committee, sub_board_of: council, seats: [ { described: officers, elected: no } ] }
  group: { name: Group, reports_to: committee, seats: [ { described: officers, elected: no } ] }
  panel: { name: Panel, reports_to: [ { body: committee, proposed: yes } ], seats: [ { described: officers, elected: no } ] }
",
    );
    let report = representation::find(&built.graph.at_any_time(), &representation::Params::default());
    let way = |id: &str| {
        let row = report.rows.iter().find(|row| row.body.id == id).unwrap();
        row.way.as_ref().map(|way| way.iter().map(|step| step.to.id.clone()).collect::<Vec<_>>())
    };
    assert_eq!(way("group"), Some(vec!["committee".to_string(), "council".to_string()]));
    assert_eq!(way("panel"), None);
}

#[test]
fn functions_that_travel_in_a_circle_are_told_once_around() {
    let built = built(
        "bodies: { a: { name: A }, b: { name: B }, c: { name: C } }
events:
  - { kind: function-transferred, from: [a], to: [b], on: 1990 }
  - { kind: function-transferred, from: [b], to: [c], on: 2000 }
  - { kind: function-transferred, from: [c], to: [a], on: 2010 }
",
    );
    let body = built.graph.find("a").unwrap();
    let report = lineage::find(&built.graph.at_any_time(), &lineage::Params { body });
    let told = |branches: &[lineage::Branch]| {
        let each = branches.iter().map(|branch| format!("{} {}", branch.depth, branch.bodies[0].lived.body.id));
        each.collect::<Vec<_>>()
    };
    assert_eq!(told(&report.after), ["0 b", "1 c", "2 a"]);
    assert!(report.after[2].bodies[0].told_elsewhere);
    assert_eq!(told(&report.before), ["0 c", "1 b", "2 a"]);
    // What b passed on in 2000 cannot have come from what it received in 2020.
    let body = built.graph.find("c").unwrap();
    let report = lineage::find(&built.graph.at_any_time(), &lineage::Params { body });
    assert_eq!(told(&report.after), ["0 a"], "a passed on its function before it got this one");
}

#[test]
fn an_event_says_when_its_bodies_began_and_ended() {
    let built = built(
        "bodies: { old: { name: Old, exists: 1998/ }, new: { name: New } }
events: [ { kind: replaced, from: [old], to: [new], on: 2006-04-01 } ]
",
    );
    let standing = |id: &str, at: &str| built.graph.at(date(at)).standing(built.graph.find(id).unwrap());
    assert_eq!(standing("old", "2000"), Some(Standing::Active));
    assert_eq!(standing("old", "2007"), Some(Standing::Ended));
    assert_eq!(standing("new", "2005"), Some(Standing::NotYet));
    assert_eq!(standing("new", "2006-04-01"), Some(Standing::Active));
    assert_eq!(standing("new", "2007"), Some(Standing::Possible), "nobody says that it still exists");
}

#[test]
fn a_date_of_its_own_wins_over_the_date_of_its_source() {
    let built = built(
        "sources: { report: { title: A report, date: 2022 } }
bodies:
  council: { name: Council, exists: 1965/.., source: report }
  board: { name: Board, exists: 2000/2010, source: report, seats: [ { of: council, during: 2000/2005 } ] }
",
    );
    let board = built.graph.find("board").unwrap();
    assert_eq!(built.graph.at(date("2022")).standing(board), Some(Standing::Ended));
    let seat = board.seats().next().unwrap();
    assert_eq!(seat.extent().covers(&date("2022")), Cover::No);
}

#[test]
fn the_day_after_the_end_is_no_contradiction_and_a_year_later_is() {
    let event = |on: &str| {
        format!(
            "bodies: {{ old: {{ name: Old, exists: 1998/2006-03-31 }}, new: {{ name: New, exists: 2006-04-01/.. }} }}
events: [ {{ kind: replaced, from: [old], to: [new], on: {on} }} ]
"
        )
    };
    assert_eq!(codes(&event("2006-04-01")), []);
    assert_eq!(codes(&event("2007-04-01")), [Code::EventOutsideLifetime, Code::EventOutsideLifetime], "of both");
}

#[test]
fn a_body_is_found_by_any_of_its_names_and_a_shared_name_is_refused() {
    let built = built(
        "bodies:
  mopac: { name: Mayor's Office for Policing and Crime, short: MOPAC, other_names: [ MOPC ] }
  one: { name: Board of One, short: B }
  two: { name: Board of Two, short: B }
",
    );
    for called in ["mopac", "MOPAC", "mopc", "mayor's office for policing and crime"] {
        assert_eq!(built.graph.find(called).unwrap().id().as_str(), "mopac");
    }
    assert_eq!(built.graph.find("one").unwrap().kind(), BodyKind::Organisation);
    let refused = built.graph.find("b").unwrap_err().to_string();
    assert_eq!(refused, "`b` is the name of several bodies: `one`, `two`");
}

#[test]
fn a_theme_that_was_only_proposed_is_shown_and_not_shared() {
    let built = built(
        "themes: { dogs: { name: Dangerous dogs }, hate: { name: Hate crime } }
bodies:
  mpa: { name: Police authority, remits: [ { theme: dogs, as: owner, proposed: yes }, { theme: hate, as: owner } ] }
  board: { name: Board, remits: [ { theme: dogs, as: owner }, { theme: hate, as: owner } ] }
",
    );
    let snapshot = built.graph.at_any_time();
    let params = overlap::Params { by: By::Theme, ..Default::default() };
    let rows = overlap::find(&snapshot, &params).rows;
    assert_eq!(rows[0].shared.iter().map(|shared| shared.member.name.as_str()).collect::<Vec<_>>(), ["Hate crime"]);
    let shown = profile::find(&snapshot, &profile::Params { body: built.graph.find("mpa").unwrap() });
    assert_eq!(shown.facts[0].text, "Dangerous dogs (owner) (proposed)");
}

#[test]
fn the_dates_of_a_body_are_shown_with_the_sources_of_those_dates() {
    let built = built(
        "sources: { page: { title: Page, date: 2010-03 }, act: { title: Act, kind: act }, order: { title: Order } }
bodies:
  old: { name: Old, exists: { during: 2000/, source: act s 1 }, source: page }
  new: { name: New, source: page }
events: [ { kind: replaced, from: [old], to: [new], on: 2012, source: order } ]
",
    );
    let show = |id| profile::find(&built.graph.at_any_time(), &profile::Params { body: built.graph.find(id).unwrap() });
    let sources = |evidence: &[govgraph::Evidence]| {
        evidence.iter().map(|evidence| evidence.source.to_string()).collect::<Vec<_>>().join(" ")
    };
    let old = show("old");
    assert_eq!((old.existed.as_str(), sources(&old.existed_evidence).as_str()), ("2000/2012", "act order"));
    assert_eq!(sources(&old.evidence), "page");
    assert_eq!(built.graph.at(date("2010-03")).standing(built.graph.find("old").unwrap()), Some(Standing::Active));
    assert_eq!(sources(&show("new").existed_evidence), "order");
}

#[test]
fn the_source_of_a_lifetime_attests_it_beside_the_source_of_the_body() {
    let built = built(
        "sources: { page: { title: Page, date: 2006 }, report: { title: Report, date: 2010 } }
bodies: { board: { name: Board, exists: { during: 2000/, source: report }, source: page } }
",
    );
    let board = built.graph.find("board").unwrap();
    assert_eq!(built.graph.at(date("2006")).standing(board), Some(Standing::Active));
    assert_eq!(built.graph.at(date("2010")).standing(board), Some(Standing::Active));
}

#[test]
fn a_board_does_not_answer_to_whom_it_informs() {
    let of = |kind: &str| {
        let built = built(&format!(
            "bodies:
  mayor: {{ name: Mayor, posts: [ {{ name: Mayor, elected: yes, basis: direct }} ] }}
  board: {{ name: Board, {kind}: mayor, seats: [ {{ described: officers }} ] }}
"
        ));
        representation::find(&built.graph.at_any_time(), &representation::Params::default()).rows[0].way.is_some()
    };
    assert!(of("reports_to"));
    assert!(!of("informs"));
}

#[test]
fn who_had_not_begun_or_had_ended_is_no_possible_member() {
    let built = built(
        "sources: { page: { title: A page, date: 2022-10-27 } }
bodies:
  trust: { name: Trust, exists: 2014-06-01/2021-06-25 }
  a: { name: Board A, source: page, seats: [ { of: trust } ] }
  b: { name: Board B, source: page, seats: [ { of: trust } ] }
",
    );
    let rows = |at| overlap::find(&built.graph.at(date(at)), &overlap::Params::default()).rows;
    assert!(rows("2010").is_empty(), "the trust did not exist");
    assert_eq!(rows("2018")[0].shared[0].cover, Cover::Possible);
    // The page lists what had ended: told, and not as certain.
    let listed = rows("2022-10-27");
    assert_eq!((listed[0].shared[0].cover, listed[0].shared[0].contested), (Cover::Possible, true));
}

#[test]
fn boards_that_followed_each_other_shared_nobody_at_one_time() {
    let built = built(
        "bodies:
  council: { name: Council }
  old: { name: Old board, exists: 2001/2020-03, seats: [ { of: council } ] }
  new: { name: New board, exists: 2020-04/.., seats: [ { of: council } ] }
",
    );
    let rows = overlap::find(&built.graph.at_any_time(), &overlap::Params::default()).rows;
    assert_eq!((rows[0].shared[0].cover, rows[0].together), (Cover::No, Cover::No));
}

#[test]
fn nothing_is_compared_with_a_body_of_which_nobody_is_known() {
    let built = built("bodies: { a: { name: A, seats: [ { of: b } ] }, b: { name: B } }\n");
    let find = |id: &str| built.graph.find(id).unwrap();
    let params = overlap::Params { between: Some((find("a"), find("b"))), ..Default::default() };
    let row = overlap::find(&built.graph.at_any_time(), &params).rows.remove(0);
    assert_eq!((row.jaccard, row.a_in_b, row.b_in_a), (None, None, None));
}

#[test]
fn nobody_answers_through_a_body_that_does_not_exist_yet() {
    let built = built(
        "bodies:
  council: { name: Council, exists: 1900/.., posts: [ { name: Councillor, elected: { is: yes, basis: direct } } ] }
  board: { name: Board, exists: 2020/.., reports_to: council, seats: [ { described: officers, elected: no } ] }
  group: { name: Group, exists: 2010/.., reports_to: board, seats: [ { described: officers, elected: no } ] }
",
    );
    let way = |at| {
        let params =
            representation::Params { bodies: Some(vec![built.graph.find("group").unwrap()]), ..Default::default() };
        representation::find(&built.graph.at(date(at)), &params).rows.remove(0).way
    };
    assert!(way("2019").is_none());
    assert_eq!(way("2021").unwrap().len(), 2);
}

#[test]
fn an_elected_leader_sits_on_another_board_ex_officio() {
    let built = built(
        "bodies:
  council:
    name: Council
    posts: [ { name: Leader, elected: { is: yes, basis: direct } } ]
    seats: [ { of: council, post: Leader } ]
  board: { name: Board, seats: [ { of: council, post: Leader } ] }
",
    );
    let report = representation::find(&built.graph.at_any_time(), &representation::Params::default());
    let bases: Vec<_> = report.rows.iter().map(|row| (row.body.id.as_str(), row.seats[0].basis)).collect();
    assert_eq!(bases, [("board", Some(ElectedBasis::ExOfficio)), ("council", Some(ElectedBasis::Direct))]);
}

#[test]
fn a_proposal_is_not_known_before_it_was_made() {
    let built = built(
        "sources: { paper: { title: A paper, date: 2010-03 } }
bodies: { old: { name: Old, exists: 2000/.. }, new: { name: New, proposed: 2010-03, source: paper } }
events: [ { kind: replaced, from: [old], to: [new], proposed: 2010-09, source: paper } ]
",
    );
    let body = built.graph.find("old").unwrap();
    let at = |text| lineage::find(&built.graph.at(date(text)), &lineage::Params { body });
    assert_eq!((at("2007").after.len(), at("2007").later), (0, 1));
    assert_eq!((at("2010-03").after.len(), at("2010-03").later), (1, 0));
}

#[test]
fn of_one_known_seat_it_does_not_follow_that_nobody_is_elected() {
    let row = |yaml: &str| {
        let built = built(yaml);
        representation::find(&built.graph.at_any_time(), &representation::Params::default()).rows.remove(0)
    };
    let chair = row("bodies: { b: { name: B, seats: [ { described: an officer, capacity: chair, elected: no } ] } }\n");
    assert_eq!((chair.elected, chair.derived), (Count { least: 0, most: None }, Verdict::Open));
    let all = row("bodies: { b: { name: B, seats_complete: yes, seats: [ { described: officers, elected: no } ] } }\n");
    assert_eq!((all.elected, all.derived), (Count::ZERO, Verdict::None));
    // Three of the five places are not itemised.
    let part = row(
        "bodies: { c: { name: C }, b: { name: B, seats_complete: yes, seats: [ { of: c, count: 5, items: [ { post: officer, count: 2, elected: no } ] } ] } }
",
    );
    assert_eq!((part.elected, part.derived), (Count { least: 0, most: Some(3) }, Verdict::Open));
    // More are listed than are declared: neither number is picked.
    let more = row("bodies: { b: { name: B, seats_declared: 2, seats: [ { described: people, count: 5 } ] } }\n");
    assert_eq!(more.elected, Count { least: 0, most: Some(5) });
}

#[test]
fn a_vacant_seat_has_no_elected_member_in_it() {
    let built =
        built("bodies: { b: { name: B, seats: [ { described: a councillor, elected: yes, vacant: yes } ] } }\n");
    let row = representation::find(&built.graph.at_any_time(), &representation::Params::default()).rows.remove(0);
    assert_eq!(row.elected.least, 0);
}

#[test]
fn whoever_chairs_that_board_is_who_chaired_it_then() {
    let built = built(
        "bodies:
  police: { name: Police }
  drugs: { name: Drugs, seats: [ { of: police, capacity: chair, during: 2000/2005 }, { of: council, capacity: chair, during: 2006/.. } ] }
  council: { name: Council }
  crime: { name: Crime, seats: [ { chair_of: drugs } ] }
  other: { name: Other, seats: [ { of: police }, { of: council } ] }
",
    );
    let find = |id: &str| built.graph.find(id).unwrap();
    let params = overlap::Params { between: Some((find("crime"), find("other"))), ..Default::default() };
    let shared = |at| {
        let row = overlap::find(&built.graph.at(date(at)), &params).rows.remove(0);
        row.shared.into_iter().map(|shared| shared.member.name).collect::<Vec<_>>()
    };
    assert_eq!(shared("2003"), ["Police"]);
    assert_eq!(shared("2010"), ["Council"]);
}

#[test]
fn a_member_of_that_board_need_not_be_the_one_who_is_known() {
    let built = built(
        "bodies:
  p: { name: P }
  x: { name: X, seats: [ { of: p } ] }
  y: { name: Y, seats: [ { member_of: x } ] }
",
    );
    let report = overlap::find(&built.graph.at_any_time(), &overlap::Params::default());
    assert!(report.rows.is_empty());
    assert_eq!(report.unknown.iter().map(|body| body.id.as_str()).collect::<Vec<_>>(), ["y"]);
}

#[test]
fn one_of_several_councillors_need_not_be_the_same_one_twice() {
    let built = built(
        "persons: { ann: { name: Ann }, bob: { name: Bob } }
bodies:
  council:
    name: Council
    posts: [ { name: Councillor, count: 2, holders: [ { person: ann, during: 2000/.. }, { person: bob, during: 2000/.. } ] } ]
  a: { name: A, seats: [ { of: council, post: Councillor, during: 2001/.. } ] }
  b: { name: B, seats: [ { of: council, post: Councillor, during: 2001/.. } ] }
",
    );
    for by in [By::Person, By::Post] {
        let rows = overlap::find(&built.graph.at(date("2010")), &overlap::Params { by, ..Default::default() }).rows;
        assert!(rows[0].shared.iter().all(|shared| shared.cover == Cover::Possible), "{by:?}");
    }
}

#[test]
fn a_person_sits_there_only_while_in_the_post() {
    let built = built(
        "persons: { ann: { name: Ann } }
bodies:
  police: { name: Police, posts: [ { name: Chief, holders: [ { person: ann, during: 2000/2005 } ] } ] }
  crime: { name: Crime, seats: [ { of: police, post: Chief, during: 2001/.. } ] }
  x: { name: X, seats: [ { person: ann, during: 2010/.. } ] }
",
    );
    let params = overlap::Params { by: By::Person, ..Default::default() };
    assert_eq!(overlap::find(&built.graph.at_any_time(), &params).rows[0].shared[0].cover, Cover::No);
}

#[test]
fn show_lists_no_event_and_no_milestone_before_its_time() {
    let built = built(
        "sources: { paper: { title: A paper, date: 2014 } }
bodies:
  c:
    name: C
    exists: 2000/..
    source: paper
    milestones: [ { what: Open a hall, on: 2016, status: met }, { what: Meet, on: 2003, status: met } ]
  d: { name: D }
  e: { name: E }
events:
  - { kind: function-transferred, from: [c], to: [d], on: 2015, name: The reform, text: Money moved., source: paper }
  - { kind: function-transferred, from: [e], to: [c], on: 2001 }
  - { kind: function-transferred, from: [e], to: [c] }
  - { kind: replaced, from: [c], to: [e], proposed: 2020, source: paper }
",
    );
    let body = built.graph.find("c").unwrap();
    let told = |at: &str| {
        let facts = profile::find(&built.graph.at(date(at)), &profile::Params { body }).facts;
        let dated = facts.into_iter().filter(|fact| matches!(fact.topic, Topic::Event | Topic::Milestone));
        dated.map(|fact| format!("{}, {}", fact.text, fact.cover)).collect::<Vec<_>>()
    };
    let early = [
        "2001, function transferred: E → C, certain",
        "at an unknown date, function transferred: E → C, possible",
        "Meet (met), certain",
    ];
    assert_eq!(told("2005"), early);
    let late = [
        "2001, function transferred: E → C, certain",
        "2015, function transferred (The reform): C → D — Money moved., certain",
        "proposed for 2020, replaced: C → E, certain",
        "at an unknown date, function transferred: E → C, possible",
        "Open a hall (met), certain",
        "Meet (met), certain",
    ];
    assert_eq!(told("2017"), late);
}

#[test]
fn show_leaves_out_nothing_that_is_written_about_a_body() {
    let built = built(
        "classes: { csp: { name: Safety partnership } }
themes: { drugs: { name: Drugs } }
persons: { ann: { name: Ann } }
bodies:
  c:
    name: C
    kind: board
    classes: [csp]
    identifiers: [ { scheme: wikidata, id: Q1 } ]
    posts: [ { name: Officer, count: 3, holders: [ { person: ann, during: 2000/2004 } ] } ]
    seats_complete: no
    seats: [ { of: some, on_behalf_of: d } ]
    duties: [ { text: Be watched, needs: scrutinises } ]
    plans: [ { name: Plan A, refreshed_per_year: 1, themes: [drugs] } ]
    milestones: [ { what: Meet, on: 2003, plan: Plan A, status: missed } ]
    says: [ { about: coordination, text: Well joined up., bodies: [d], themes: [drugs] } ]
  d: { name: D }
  some: { name: Some partnerships, kind: collective, collective_of: csp }
",
    );
    let show = |id: &str| {
        let body = built.graph.find(id).unwrap();
        profile::find(&built.graph.at_any_time(), &profile::Params { body })
    };
    let report = show("c");
    assert_eq!((report.classes, report.identifiers[0].id.as_str()), (vec!["Safety partnership".to_string()], "Q1"));
    assert_eq!(show("some").collective_of.as_deref(), Some("Safety partnership"));
    let texts: Vec<String> = report.facts.into_iter().map(|fact| fact.text).collect();
    let expected = [
        "the seats listed are only some",
        "Some partnerships — on behalf of D",
        "Officer (3 of them)",
        "Ann",
        "Be watched; needs a body that scrutinises it",
        "Plan A; refreshed once a year; themes: Drugs",
        "Meet (missed), in the plan Plan A",
        "coordination (speaks of D; Drugs) — Well joined up.",
    ];
    assert_eq!(texts, expected);
}
