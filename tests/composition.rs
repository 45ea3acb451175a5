//! Are the members there that rules require? The smallest datasets that show it, and the London answers.

use govgraph::questions::Circle;
use govgraph::questions::composition::{self, DutyRow, Report, RequirementRow, Verdict};
use govgraph::{BodyView, Count, Cover, Dataset, GovGraph};
use proptest::prelude::*;

use crate::load::{built, date, govgraph, london};

fn asked(graph: &GovGraph, at: Option<&str>, circle: Circle) -> Report {
    let snapshot = at.map_or_else(|| graph.at_any_time(), |at| graph.at(date(at)));
    composition::find(&snapshot, &composition::Params { circle, bodies: None })
}

fn report(yaml: &str, at: Option<&str>) -> Report {
    asked(&built(yaml).graph, at, Circle::Core)
}

/// A town with a board that must have somebody of the police, and its seats.
fn board(more: &str, seats: &str) -> String {
    format!(
        "sources: {{ page: {{ title: Page, date: 2020-06 }} }}
classes: {{ board: {{ name: board }}, police: {{ name: police }}, council: {{ name: council }}, town-council: {{ name: town council, broader: council }} }}
areas: {{ county: {{ name: County, level: regional }}, town: {{ name: Town, within: county, level: local }}, coast: {{ name: Coast, level: regional }} }}
rules:
  r: {{ name: Rule, applies_to: board, during: 2010/.., requires: [ {{ text: the police, classes: police{more} }} ] }}
bodies:
  police: {{ name: Police, classes: police, area: county, exists: ../.. }}
  old-police: {{ name: Old Police, classes: police, exists: ../2015 }}
  council: {{ name: Council, classes: council, exists: ../.. }}
  unsorted: {{ name: Unsorted, exists: ../.. }}
  club: {{ name: Club, exists: ../.., source: page, seats: [ {{ of: police, capacity: chair }} ] }}
  board:
    name: Board
    classes: board
    area: town
    exists: ../..
    source: page
{seats}"
    )
}

fn only(report: &Report) -> &RequirementRow {
    let [row] = report.requirements.as_slice() else { panic!("{:?}", report.requirements) };
    row
}

fn verdicts(yaml: &str, at: &str) -> (Verdict, Verdict) {
    let report = report(yaml, Some(at));
    let row = only(&report);
    (row.on_paper, row.then)
}

const SATISFIED: (Verdict, Verdict) = (Verdict::Satisfied, Verdict::Satisfied);
const UNKNOWN: (Verdict, Verdict) = (Verdict::Unknown, Verdict::Unknown);
const VIOLATED: (Verdict, Verdict) = (Verdict::Violated, Verdict::Violated);
const COMPLETE: &str = "    seats_complete: yes\n";

fn seats(list: &str) -> String {
    format!("    seats: [ {list} ]\n")
}

#[test]
fn a_holder_of_the_class_satisfies_and_its_seat_is_the_proof() {
    let report = report(&board("", &seats("{ of: police, source: page para 3 }, { of: council }")), Some("2020-06"));
    let row = only(&report);
    assert_eq!((row.on_paper, row.then, row.others), (Verdict::Satisfied, Verdict::Satisfied, 1));
    let [seat] = row.seats.as_slice() else { panic!("{:?}", row.seats) };
    assert_eq!((seat.holder.as_str(), seat.by.as_deref(), seat.cover), ("Police", Some("police"), Cover::Certain));
    assert_eq!(seat.evidence[0].locator.as_deref(), Some("para 3"));
    assert!(row.why.is_empty() && row.evidence.is_empty());
}

#[test]
fn it_is_violated_only_if_the_list_is_closed_and_every_holder_known() {
    let council = seats("{ of: council }");
    assert_eq!(verdicts(&board("", &council), "2020-06"), UNKNOWN);
    assert_eq!(verdicts(&board("", &(COMPLETE.to_string() + &council)), "2020-06"), VIOLATED);
    assert_eq!(verdicts(&board("", &format!("    seats_declared: 1\n{council}")), "2020-06"), VIOLATED);
    assert_eq!(verdicts(&board("", &format!("    seats_declared: 2\n{council}")), "2020-06"), UNKNOWN);
    for holder in ["{ described: somebody }", "{ of: unsorted }", "{ chair_of: board }", "{ member_of: club }"] {
        let list = seats(&format!("{{ of: council }}, {holder}"));
        assert_eq!(verdicts(&board("", &(COMPLETE.to_string() + &list)), "2020-06"), UNKNOWN, "{holder}");
    }
}

#[test]
fn a_complete_list_that_is_shorter_than_declared_is_open() {
    let list = COMPLETE.to_string() + "    seats_declared: 2\n" + &seats("{ of: council }");
    let report = report(&board("", &list), Some("2020-06"));
    assert_eq!(only(&report).then, Verdict::Unknown);
    assert_eq!(only(&report).why, ["a source declares 2 places, and not of all of them it is known who holds them"]);
}

#[test]
fn a_list_of_another_time_violates_nothing_and_neither_does_an_empty_one() {
    let closed = COMPLETE.to_string() + &seats("{ of: council }");
    assert_eq!(verdicts(&board("", &closed), "2019"), UNKNOWN);
    assert_eq!(verdicts(&board("", COMPLETE), "2020-06"), UNKNOWN);
}

#[test]
fn a_rule_counts_while_it_is_in_force() {
    let yaml = board("", &seats("{ of: police }"));
    assert!(report(&yaml, Some("2009")).requirements.is_empty());
    assert_eq!(only(&report(&yaml, Some("2010-05"))).in_force, Cover::Possible);
    assert_eq!(only(&report(&yaml, Some("2020-06"))).in_force, Cover::Certain);
    let dated = board(", during: 2010/2012", &seats("{ of: police }"));
    assert!(report(&dated, Some("2020-06")).requirements.is_empty());
}

#[test]
fn who_had_ended_satisfies_on_paper_alone() {
    let report = report(&board("", &(COMPLETE.to_string() + &seats("{ of: old-police }"))), Some("2020-06"));
    let row = only(&report);
    assert_eq!((row.on_paper, row.then), (Verdict::Satisfied, Verdict::Unknown));
    let gone = row.seats[0].gone.as_ref().unwrap();
    assert_eq!((gone.holder.id.as_str(), gone.ended.as_deref()), ("old-police", Some("2015-12-31")));
    assert_eq!(row.why, ["Old Police had ended by 2015-12-31, and no successor is known"]);
    // A place that somebody else has left may be of the police now.
    let other = board("", &(COMPLETE.to_string() + &seats("{ of: council }, { of: gone }")))
        + "  gone: { name: Gone, classes: council, exists: ../2015 }\n";
    assert_eq!(verdicts(&other, "2020-06"), (Verdict::Violated, Verdict::Unknown));
}

#[test]
fn whoever_chairs_another_board_is_looked_up() {
    assert_eq!(verdicts(&board("", &seats("{ chair_of: club }")), "2020-06"), SATISFIED);
    let report = report(&board("", &seats("{ chair_of: club }")), Some("2020-06"));
    assert_eq!(only(&report).seats[0].organisation.as_ref().unwrap().id, "police");
}

#[test]
fn collectives_and_parts_leave_it_open() {
    let more = |kind: &str| {
        let list = COMPLETE.to_string() + &seats("{ of: some }");
        board("", &list) + kind
    };
    let some = "  some: { name: Some, kind: collective, collective_of: police, exists: ../.. }\n";
    assert_eq!(verdicts(&more(some), "2020-06"), SATISFIED);
    assert_eq!(verdicts(&more(some).replace("classes: police }", "classes: police, area: same }"), "2020-06"), UNKNOWN);
    let councils = "  some: { name: Some, kind: collective, collective_of: council, exists: ../.. }\n";
    assert_eq!(verdicts(&more(councils), "2020-06"), VIOLATED);
    let part = "  some: { name: Some, classes: council, exists: ../.., part_of: police }\n";
    assert_eq!(verdicts(&more(part), "2020-06"), UNKNOWN);
    // A council may be a town council.
    let narrower = more("  some: { name: Some, classes: council, exists: ../.. }\n");
    assert_eq!(verdicts(&narrower.replace("classes: police }", "classes: town-council }"), "2020-06"), UNKNOWN);
}

#[test]
fn areas_lie_as_the_rule_says() {
    let closed = COMPLETE.to_string() + &seats("{ of: police }");
    assert_eq!(verdicts(&board(", area: within", &closed), "2020-06"), SATISFIED);
    assert_eq!(verdicts(&board(", area: same", &closed), "2020-06"), VIOLATED);
    // Of two regions nobody says that they have nothing in common.
    let coast =
        board(", area: within", &closed).replace("classes: police, area: county", "classes: police, area: coast");
    assert_eq!(verdicts(&coast, "2020-06"), UNKNOWN);
    let without = board(", area: within", &closed).replace("classes: police, area: county", "classes: police");
    assert_eq!(verdicts(&without, "2020-06"), UNKNOWN);
}

#[test]
fn capacity_election_and_number_count() {
    let closed = |list: &str| COMPLETE.to_string() + &seats(list);
    let chair = |list: &str| verdicts(&board(", capacity: chair", &closed(list)), "2020-06");
    assert_eq!(chair("{ of: police, capacity: chair }"), SATISFIED);
    assert_eq!(chair("{ of: police }, { of: council, capacity: chair }"), VIOLATED);
    assert_eq!(chair("{ of: police, capacity: co-chair }"), UNKNOWN);
    let elected = |list: &str| verdicts(&board(", elected: yes", &closed(list)), "2020-06");
    assert_eq!(elected("{ of: police, elected: yes }"), SATISFIED);
    assert_eq!(elected("{ of: police, elected: no }"), VIOLATED);
    assert_eq!(elected("{ of: police }"), UNKNOWN);
    let two = |list: &str| verdicts(&board(", count: 2", &closed(list)), "2020-06");
    assert_eq!(two("{ of: police, count: 2 }"), SATISFIED);
    assert_eq!(two("{ of: police, post: Chief }, { of: police, post: Deputy }"), SATISFIED);
    assert_eq!(two("{ of: police, post: Chief }, { of: council }"), VIOLATED);
    assert_eq!(
        two("{ of: police, post: Chief, capacity: chair }, { of: police, post: chief, described: again }"),
        UNKNOWN
    );
    assert_eq!(two("{ of: police, count: 1.. }"), UNKNOWN);
    let told = report(&board(", count: 2", &closed("{ of: police, count: 1.. }")), Some("2020-06"));
    assert_eq!(only(&told).why, ["how many places they hold, or whether it is the same one twice, is not known"]);
}

#[test]
fn a_vacant_place_is_held_by_nobody_and_an_adviser_is_no_member() {
    let vacant =
        board("", &(COMPLETE.to_string() + &seats("{ of: police, vacant: yes }, { of: council, vacant: unknown }")));
    let told = report(&vacant, Some("2020-06"));
    assert_eq!(only(&told).then, Verdict::Violated);
    let [row] = told.vacant.as_slice() else { panic!("unknown is not vacant: {:?}", told.vacant) };
    assert_eq!((row.seat.as_str(), row.places, row.cover), ("Police", Count::ONE, Cover::Certain));
    let adviser = board("", &(COMPLETE.to_string() + &seats("{ of: council }, { of: police, capacity: adviser }")));
    assert_eq!(verdicts(&adviser, "2020-06"), VIOLATED);
    let graph = built(&adviser).graph;
    assert_eq!(only(&asked(&graph, Some("2020-06"), Circle::Everyone)).then, Verdict::Satisfied);
    // Counted in everybody, a declared number of members closes nothing.
    let declared = board("", &format!("    seats_declared: 1\n{}", seats("{ of: council }")));
    let graph = built(&declared).graph;
    assert_eq!(only(&asked(&graph, Some("2020-06"), Circle::Core)).then, Verdict::Violated);
    assert_eq!(only(&asked(&graph, Some("2020-06"), Circle::Everyone)).then, Verdict::Unknown);
}

#[test]
fn places_that_no_item_accounts_for_may_be_anybodys() {
    let list =
        |count: u32| format!("{{ of: council, count: {count}, items: [ {{ post: Leader }}, {{ post: Officer }} ] }}");
    assert_eq!(verdicts(&board("", &(COMPLETE.to_string() + &seats(&list(2)))), "2020-06"), VIOLATED);
    assert_eq!(verdicts(&board("", &(COMPLETE.to_string() + &seats(&list(3)))), "2020-06"), UNKNOWN);
}

#[test]
fn without_a_date_what_is_undated_counts_and_different_times_are_not_added_up() {
    let undated = "classes: { b: { name: b }, p: { name: p } }
rules: { r: { name: R, applies_to: b, requires: [ { text: two of p, classes: p, count: 2 } ] } }
bodies:
  p: { name: P, classes: p }
  b: { name: B, classes: b, seats_complete: yes, seats: [ { of: p, count: 2 } ] }
";
    assert_eq!(only(&report(undated, None)).then, Verdict::Satisfied);
    assert_eq!(only(&report(undated, Some("2020"))).then, Verdict::Unknown);
    let apart = undated.replace("{ of: p, count: 2 }", "{ of: p, during: 2000/2001 }, { of: p, during: 2010/2011 }");
    assert_eq!(only(&report(&apart, None)).then, Verdict::Unknown);
    let together = undated.replace("{ of: p, count: 2 }", "{ of: p, during: 2000/2011 }, { of: p, during: 2010/2011 }");
    assert_eq!(only(&report(&together, None)).then, Verdict::Satisfied);
}

#[test]
fn a_duty_is_satisfied_by_a_body_that_is_named_and_never_violated() {
    let duty = |relations: &str| {
        let yaml = format!(
            "sources: {{ page: {{ title: Page, date: 2020-06 }} }}
classes: {{ board: {{ name: board }}, sub: {{ name: sub, broader: board }} }}
rules: {{ r: {{ name: Rule, applies_to: board, during: 2010/.., duties: [ {{ text: be watched, needs: scrutinises }}, {{ text: report }} ] }} }}
bodies:
  b: {{ name: B, classes: sub, source: page }}
  c: {{ name: C, source: page{relations} }}
"
        );
        let report = report(&yaml, Some("2020-06"));
        let [row] = report.duties.as_slice() else { panic!("{:?}", report.duties) };
        (row.verdict, row.named.len())
    };
    assert_eq!(duty(", scrutinises: b"), (Verdict::Satisfied, 1));
    assert_eq!(duty(", scrutinises: { body: b, during: 2030/.. }"), (Verdict::Unknown, 0));
    assert_eq!(duty(", scrutinises: { body: b, proposed: yes }"), (Verdict::Unknown, 1));
    assert_eq!(duty(", reports_to: b"), (Verdict::Unknown, 0));
    assert_eq!(duty(""), (Verdict::Unknown, 0));
}

#[test]
fn what_became_of_a_member_is_followed_to_what_there_was_then() {
    let yaml = "sources: { page: { title: Page, date: 2020-06 } }
bodies:
  a: { name: A }
  b: { name: B }
  c: { name: C }
  d: { name: D }
  e: { name: E }
  board: { name: Board, source: page, seats: [ { of: a }, { of: d, during: 2021 } ] }
events:
  - { kind: replaced, from: a, to: b, on: 2000 }
  - { kind: split, from: b, to: [ c, d ], on: 2010 }
  - { kind: replaced, from: d, to: e, on: 2022 }
  - { kind: replaced, from: c, to: a, proposed: 2015 }
";
    let told = report(yaml, None);
    let [row] = told.stale.as_slice() else { panic!("{:?}", told.stale) };
    assert_eq!((row.gone.holder.id.as_str(), row.gone.ended.as_deref()), ("a", Some("2000-12-31")));
    let successors: Vec<&str> = row.gone.successors.iter().map(|body| body.id.as_str()).collect();
    assert_eq!(successors, ["c", "d"], "not `b`, which had ended, nor `e`, which came later");
    assert_eq!(report(yaml, Some("2020")).stale.len(), 1);
    assert_eq!(report(yaml, Some("2021")).stale.len(), 0, "the page does not speak of 2021");
}

mod london {
    use super::*;

    fn graph() -> &'static GovGraph {
        &london().graph
    }

    fn body(id: &str) -> BodyView<'static> {
        graph().find(id).unwrap()
    }

    fn of(id: &str, at: &str) -> Report {
        let params = composition::Params { circle: Circle::Core, bodies: Some(vec![body(id)]) };
        composition::find(&graph().at(date(at)), &params)
    }

    fn required(report: &Report) -> Vec<(&str, Verdict, Verdict)> {
        report.requirements.iter().map(|row| (row.text.as_str(), row.on_paper, row.then)).collect()
    }

    const HEALTH: &str = "the clinical commissioning group, or the integrated care board after it";

    #[test]
    fn question_10_hackneys_officer_group_has_every_authority_on_paper() {
        use Verdict::{Satisfied, Unknown};
        let report = of("hackney-sog", "2022-10-27");
        assert_eq!(
            required(&report),
            [
                ("the local authority", Satisfied, Satisfied),
                ("the police", Satisfied, Satisfied),
                ("fire and rescue", Satisfied, Satisfied),
                ("probation", Satisfied, Unknown),
                (HEALTH, Satisfied, Unknown),
            ]
        );
        for row in &report.requirements {
            assert_eq!((row.rule.id.as_str(), row.in_force), ("csp-authorities-2013", Cover::Certain));
            assert!(row.evidence.iter().any(|evidence| evidence.source.as_str() == "cda-1998"));
            assert!(
                row.seats.iter().all(|seat| seat.evidence.iter().any(|cited| cited.source.as_str() == "hackney-2022"))
            );
        }
        let health = &report.requirements[4].seats[0];
        let gone = health.gone.as_ref().unwrap();
        assert_eq!((gone.holder.id.as_str(), gone.ended.as_deref()), ("nel-ccg", Some("2022-06-30")));
        assert_eq!(gone.successors.iter().map(|body| body.id.as_str()).collect::<Vec<_>>(), ["nel-icb"]);
    }

    #[test]
    fn question_10_the_safer_city_partnership_has_every_authority_on_paper() {
        use Verdict::{Satisfied, Unknown};
        let report = of("safer-city-partnership", "2016-03-02");
        assert_eq!(
            required(&report),
            [
                ("the local authority", Satisfied, Satisfied),
                ("the police", Satisfied, Satisfied),
                ("fire and rescue", Satisfied, Satisfied),
                ("probation", Satisfied, Unknown),
                (HEALTH, Satisfied, Satisfied),
            ]
        );
        let probation: Vec<&str> = report.requirements[3]
            .seats
            .iter()
            .filter(|seat| seat.fits == Cover::Certain)
            .filter_map(|seat| seat.organisation.as_ref())
            .map(|body| body.id.as_str())
            .collect();
        assert_eq!(probation, ["london-probation-trust"]);
        assert!(!report.requirements[3].is_closed, "the report says whom the membership includes");
    }

    #[test]
    fn question_10_no_scrutiny_committee_is_named_so_that_it_is_unknown() {
        let report = of("hackney-csp", "2022-10-27");
        let duties: Vec<(&str, &DutyRow)> =
            report.duties.iter().map(|row| (row.rule.as_ref().map_or("its own", |rule| &rule.id), row)).collect();
        let [("its own", own), ("csp-scrutiny", law)] = duties.as_slice() else { panic!("{duties:?}") };
        for row in [own, law] {
            assert_eq!((row.verdict, row.named.len(), row.in_force), (Verdict::Unknown, 0, Cover::Certain));
        }
        assert!(own.evidence.iter().any(|evidence| evidence.source.as_str() == "hackney-2022"));
        assert!(of("hackney-csp", "2009-04-29").duties.iter().all(|row| row.rule.is_none()), "not yet law");
        assert!(report.requirements.is_empty(), "the strategy group is another body");
    }

    #[test]
    fn before_its_own_page_nothing_is_known_of_the_group_and_after_1998_other_authorities_are_asked_for() {
        let texts = |at: &str| -> Vec<String> {
            let report = of("safer-city-partnership", at);
            assert!(report.requirements.iter().all(|row| row.then == Verdict::Unknown), "{at}");
            report.requirements.into_iter().map(|row| row.text).collect()
        };
        assert_eq!(texts("2000"), ["the local authority", "the police"]);
        let in_2003 = ["the local authority", "the police", "the police authority", "fire and rescue"];
        assert_eq!(texts("2003-06"), in_2003);
        assert_eq!(texts("2005").last().unwrap(), "the primary care trust");
        assert!(texts("2011").contains(&"the police authority".to_string()));
        assert!(!texts("2012-12").contains(&"the police authority".to_string()));
    }

    #[test]
    fn question_11_every_member_that_had_ended_and_nobody_else() {
        let report = asked(graph(), None, Circle::Core);
        let told: Vec<String> = report
            .stale
            .iter()
            .map(|row| {
                let successors: Vec<&str> = row.gone.successors.iter().map(|body| body.id.as_str()).collect();
                let days = row.said_from.as_deref().unwrap_or("always");
                let ended = row.gone.ended.as_deref().unwrap_or("no");
                format!("{} {days} {} {ended} > {}", row.body.id, row.gone.holder.id, successors.join(" "))
            })
            .collect();
        assert_eq!(
            told,
            [
                "hackney-crp 2022-10-27 nps 2021-06-25 > probation-service",
                "hackney-crp 2022-10-27 crc 2021-06-25 > probation-service",
                "hackney-crp 2022-10-27 nel-ccg 2022-06-30 > nel-icb",
                "hackney-crp 2022-10-27 hackney-lscb 2019-09-29 > chscp",
                "hackney-sog 2022-10-27 nps 2021-06-25 > probation-service",
                "hackney-sog 2022-10-27 crc 2021-06-25 > probation-service",
                "hackney-sog 2022-10-27 nel-ccg 2022-06-30 > nel-icb",
                "safer-city-partnership 2016-03-02 london-probation-trust 2014-10-31 > crc nps",
                "safer-city-partnership 2016-03-02 hmcs 2011-03-31 > hmcts",
            ]
        );
        assert!(report.stale.iter().all(|row| !row.seat_evidence.is_empty() && !row.gone.evidence.is_empty()));
        let at = |at: &str| asked(graph(), Some(at), Circle::Core).stale.len();
        assert_eq!((at("2022-10-27"), at("2016-03-02"), at("2010-03"), at("2006")), (7, 2, 0, 0));
        // As many as the checks warn of: they look with the same eyes.
        let warned = london().findings.iter().filter(|finding| finding.code == govgraph::Code::StaleHolder);
        assert_eq!(warned.count(), report.stale.len());
    }

    #[test]
    fn question_6_the_board_has_16_places_declared_and_17_itemised() {
        let report = of("lcrb", "2010-03");
        let [row] = report.places.as_slice() else { panic!("{:?}", report.places) };
        let sixteen = Some(Count::exactly(16));
        assert_eq!((row.declared, row.places, row.itemised), (sixteen, sixteen, Some(Count::exactly(17))));
        assert!(!row.agrees && !row.evidence.is_empty());
        let apart: Vec<_> = row.seats.iter().filter(|seat| !seat.agrees).collect();
        let [seat] = apart.as_slice() else { panic!("{apart:?}") };
        let numbers = (seat.declared, seat.itemised);
        assert_eq!((seat.holder.as_str(), numbers), ("London Councils", (Count::exactly(5), Count::exactly(6))));
        let all = asked(graph(), None, Circle::Core);
        assert_eq!(all.places.iter().filter(|row| !row.agrees).count(), 1);
        assert!(all.vacant.is_empty(), "no document says that a place is vacant");
    }

    #[test]
    fn the_table_and_the_csv_say_the_same_of_london() {
        let csv = govgraph(&["composition", "data/london", "--at", "2016-03-02", "--format", "csv"]);
        let csv = String::from_utf8(csv.stdout).unwrap();
        let rows: Vec<&str> = csv.lines().filter(|line| line.starts_with("requirement,safer-city")).collect();
        assert_eq!(rows.len(), 5);
        assert!(
            rows[3].contains(",probation,1,2013-04-01/..,certain,satisfied,unknown,London Probation Trust"),
            "{}",
            rows[3]
        );
        assert_eq!(csv.lines().filter(|line| line.starts_with("duty,")).count(), 34);
    }
}

/// Who holds a generated seat.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Who {
    /// Of the class that is asked for.
    Asked,
    /// Of another class.
    Other,
    /// Of no class that is written down.
    Unsorted,
    /// In words alone.
    Described,
    /// Of the class that is asked for, and gone since 2015.
    Gone,
}

/// When a generated seat is said to be there, seen from June 2020.
#[derive(Clone, Copy, Debug, PartialEq)]
enum When {
    /// As the page of that month says.
    Then,
    /// Since some day of that year.
    Perhaps,
    /// Until 2010.
    Before,
}

#[derive(Clone, Debug)]
struct Board {
    seats: Vec<(Who, u32, When)>,
    complete: bool,
    declared: Option<u32>,
    needed: u32,
}

fn boards() -> impl Strategy<Value = Board> {
    let who = prop_oneof![
        Just(Who::Asked),
        Just(Who::Other),
        Just(Who::Other),
        Just(Who::Unsorted),
        Just(Who::Described),
        Just(Who::Gone)
    ];
    let when = prop_oneof![4 => Just(When::Then), 1 => Just(When::Perhaps), 1 => Just(When::Before)];
    let seats = proptest::collection::vec((who, 1..3u32, when), 0..5);
    (seats, any::<bool>(), proptest::option::of(0..6u32), 1..4u32)
        .prop_map(|(seats, complete, declared, needed)| Board { seats, complete, declared, needed })
}

impl Board {
    fn yaml(&self) -> String {
        let each = self.seats.iter().map(|(who, count, when)| {
            let who = match who {
                Who::Asked => "of: police",
                Who::Other => "of: council",
                Who::Unsorted => "of: unsorted",
                Who::Described => "described: somebody",
                Who::Gone => "of: old-police",
            };
            let when = match when {
                When::Then => "",
                When::Perhaps => ", during: 2020/",
                When::Before => ", during: 2000/2010",
            };
            format!("{{ {who}, count: {count}{when} }}")
        });
        let list = each.collect::<Vec<_>>().join(", ");
        let mut more = String::new();
        if self.complete {
            more.push_str(COMPLETE);
        }
        if let Some(declared) = self.declared {
            more.push_str(&format!("    seats_declared: {declared}\n"));
        }
        if !list.is_empty() {
            more.push_str(&seats(&list));
        }
        board(&format!(", count: {}", self.needed), &more)
    }

    /// How many police can have sat there in June 2020, in every way in which it can have been.
    fn worlds(&self, on_paper: bool) -> std::collections::BTreeSet<u32> {
        const MANY: u32 = 20;
        let listed: Vec<_> = self.seats.iter().filter(|(.., when)| *when != When::Before).collect();
        let places: u32 = listed.iter().map(|(_, count, _)| count).sum();
        let all_known = !listed.is_empty() && listed.iter().all(|(.., when)| *when == When::Then);
        let beyond = match self.declared {
            _ if !all_known => MANY,
            Some(declared) => declared.saturating_sub(places),
            None if self.complete => 0,
            None => MANY,
        };
        let mut totals = std::collections::BTreeSet::from([0]);
        let ways = listed.iter().map(|(who, count, when)| match (who, when) {
            (Who::Asked, When::Then) => *count..=*count,
            (Who::Gone, When::Then) if on_paper => *count..=*count,
            (Who::Other, When::Then) => 0..=0,
            _ => 0..=*count,
        });
        for way in ways.chain([0..=beyond]) {
            totals = totals.iter().flat_map(|total| way.clone().map(move |more| total + more)).collect();
        }
        totals
    }

    fn verdict(&self, on_paper: bool) -> Verdict {
        let worlds = self.worlds(on_paper);
        if worlds.iter().all(|total| *total >= self.needed) {
            Verdict::Satisfied
        } else if worlds.iter().all(|total| *total < self.needed) {
            Verdict::Violated
        } else {
            Verdict::Unknown
        }
    }
}

fn row_of(yaml: &str) -> RequirementRow {
    only(&report(yaml, Some("2020-06"))).clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_verdict_is_what_every_way_it_can_have_been_shows(board in boards()) {
        let row = row_of(&board.yaml());
        prop_assert_eq!(row.on_paper, board.verdict(true), "{:?}", board);
        prop_assert_eq!(row.then, board.verdict(false), "{:?}", board);
        prop_assert_eq!(row.why.is_empty(), row.then == Verdict::Satisfied);
    }

    #[test]
    fn sharper_data_only_resolve_what_is_unknown(board in boards(), begins in prop_oneof![Just("2020-03/"), Just("2020-09/")]) {
        let before = row_of(&board.yaml());
        let closed = Board { complete: true, ..board.clone() };
        let dated = board.yaml().replace("during: 2020/ ", &format!("during: {begins} "));
        for after in [row_of(&closed.yaml()), row_of(&dated)] {
            prop_assert!(before.then == Verdict::Unknown || after.then == before.then, "{:?} {:?}", board, after);
            prop_assert!(before.on_paper == Verdict::Unknown || after.on_paper == before.on_paper, "{:?}", board);
        }
    }

    #[test]
    fn a_body_that_has_nothing_to_do_with_it_changes_no_row(boards in (boards(), boards())) {
        let (first, second) = (boards.0.yaml(), boards.1.yaml());
        // The second board under another name, as a body of the first dataset.
        let other = second.split("  board:\n").nth(1).unwrap();
        let both = format!("{first}  other-board:\n{}", other.replace("source: page\n", "source: page\n    reports_to: unsorted\n"));
        let all = report(&both, Some("2020-06"));
        let rows: Vec<_> = all.requirements.iter().filter(|row| row.body.id == "board").collect();
        prop_assert_eq!(rows, [&row_of(&first)]);
        prop_assert_eq!(all.stale.iter().filter(|row| row.body.id == "board").count(), report(&first, Some("2020-06")).stale.len());
    }
}

#[test]
fn nothing_is_asked_of_nothing() {
    let graph = GovGraph::build(Dataset::default()).unwrap().graph;
    let report = asked(&graph, None, Circle::Core);
    assert_eq!((report.bodies, report.requirements.len(), report.duties.len()), (0, 0, 0));
}
