//! What happened when.

use proptest::prelude::*;

use govgraph::questions::timeline::{self, Report, Row, Sort};
use govgraph::{Cover, Snapshot};

use crate::load::{built, date, london};

fn of<'g>(snapshot: &Snapshot<'g>, called: &str) -> Report {
    timeline::find(snapshot, &timeline::Params { body: Some(snapshot.graph().find(called).unwrap()) })
}

fn texts(report: &Report, keep: impl Fn(&Row) -> bool) -> Vec<(&str, &str)> {
    report.rows.iter().filter(|row| keep(row)).map(|row| (row.when.as_str(), row.text.as_str())).collect()
}

#[test]
fn the_timetable_of_the_lcrb_stands_beside_the_lives_of_the_boards_before_it() {
    let snapshot = london().graph.at_any_time();
    let report = of(&snapshot, "lcrb");
    let milestones = texts(&report, |row| row.sort == Sort::Milestone);
    assert_eq!(milestones.first().unwrap(), &("2010-02/2010-03", "Talks with stakeholders about the scope"));
    assert_eq!(milestones.last().unwrap(), &("2010-09/2010-09", "Inaugural meeting of the board"));
    assert_eq!(milestones.len(), 5);
    assert!(
        report.rows.iter().filter(|row| row.sort == Sort::Milestone).all(|row| row.proposed),
        "none is known to be met"
    );
    let lives: Vec<&str> =
        report.rows.iter().filter(|row| row.text == "exists").map(|row| row.bodies[0].id.as_str()).collect();
    assert_eq!(lives, ["lcrdb", "lcsp"], "the LCRB has no life, only a proposal");
    let lcsp = report.rows.iter().find(|row| row.text == "exists" && row.bodies[0].id == "lcsp").unwrap();
    assert_eq!(lcsp.latest, None, "nothing says when it ended");
    assert_eq!(lcsp.certain.as_ref().unwrap().1, "2010-03-31", "the last that is known of it");
}

#[test]
fn the_safer_city_plan_runs_from_march_to_june_2016() {
    let snapshot = london().graph.at_any_time();
    let report = of(&snapshot, "safer-city-partnership");
    let planned = texts(&report, |row| {
        row.sort == Sort::Milestone && row.proposed && row.earliest.as_deref() >= Some("2016-03-18")
    });
    assert_eq!(
        planned.iter().map(|(when, _)| *when).collect::<Vec<_>>(),
        [
            "2016-03-18/2016-04-22",
            "2016-04-25/2016-05-10",
            "2016-05-11/2016-05-11",
            "2016-05-19/2016-05-19",
            "2016-06-06/2016-06-06"
        ]
    );
    assert!(report.rows.iter().all(|row| !row.bodies.iter().any(|body| body.id == "lcrb")));
}

#[test]
fn what_was_not_known_at_a_date_is_left_out_and_counted() {
    let graph = &london().graph;
    let report = of(&graph.at(date("2008")), "lcrb");
    assert!(report.rows.iter().all(|row| row.sort != Sort::Milestone && row.text != "proposed"), "{:?}", report.rows);
    assert!(report.later > 0);
    let all = |snapshot: &Snapshot<'_>| timeline::find(snapshot, &timeline::Params::default());
    let (then, ever) = (all(&graph.at(date("2008"))), all(&graph.at_any_time()));
    assert_eq!((then.rows.len() + then.later, ever.later), (ever.rows.len(), 0));
}

#[test]
fn an_event_without_a_date_comes_last_and_is_only_perhaps_over() {
    let built = built(
        "bodies: { a: { name: A, exists: 2000/ }, b: { name: B, milestones: [ { what: Opening, on: 2003, status: met } ] } }
events: [ { kind: function-transferred, from: [ a ], to: [ b ] } ]
",
    );
    let all = timeline::find(&built.graph.at(date("2010")), &timeline::Params::default());
    assert_eq!(
        texts(&all, |_| true),
        [("2000/", "exists"), ("2003/2003", "Opening (met)"), ("/", "A hands functions to B")]
    );
    assert_eq!(all.rows[2].known, Cover::Possible);
}

proptest! {
    #[test]
    fn rows_stand_in_the_order_of_time_and_none_is_lost(years in proptest::collection::vec(1990..2030i32, 0..12), at in proptest::option::of(1990..2030i32)) {
        let lines: String = years.iter().enumerate().map(|(n, year)| format!("      - {{ what: M{n}, on: {year}, status: met }}\n")).collect();
        let milestones = if lines.is_empty() { String::new() } else { format!("    milestones:\n{lines}") };
        let built = built(&format!("bodies:\n  a:\n    name: A\n{milestones}"));
        let snapshot = at.map_or_else(|| built.graph.at_any_time(), |at| built.graph.at(date(&at.to_string())));
        let report = timeline::find(&snapshot, &timeline::Params::default());
        let mut expected: Vec<i32> = years.iter().copied().filter(|year| at.is_none_or(|at| *year <= at)).collect();
        expected.sort_unstable();
        let found: Vec<i32> = report.rows.iter().map(|row| row.when[..4].parse().unwrap()).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(report.later, years.len() - report.rows.len());
    }
}
