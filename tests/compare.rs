//! Two bodies side by side: small structures, the London documents, and generated ones.

use std::collections::BTreeSet;

use proptest::prelude::*;

use govgraph::questions::Circle;
use govgraph::questions::MemberKind;
use govgraph::questions::compare::{self, Alike, Params, Report, Row};
use govgraph::questions::overlap::{Alone, Kinship};
use govgraph::questions::profile::Topic;
use govgraph::{
    Body, BodyId, Cover, Dataset, GovGraph, Holder, Provenance, Relation, RelationKind, Remit, RemitRole, Seat,
    Snapshot, Theme, ThemeId,
};

use crate::load::{built, date, govgraph, london};

fn ask(snapshot: &Snapshot<'_>, a: &str, b: &str, by: MemberKind) -> Report {
    let graph = snapshot.graph();
    let params = Params { a: graph.find(a).unwrap(), b: graph.find(b).unwrap(), by, circle: Circle::Core };
    compare::find(snapshot, &params)
}

/// What of a topic stands to each other in a way: `Robbery`.
fn what(report: &Report, topic: Topic, alike: Alike) -> Vec<&str> {
    let is = |row: &&Row| row.topic == topic && row.alike == alike;
    report.rows.iter().filter(is).map(|row| row.what.as_str()).collect()
}

fn row<'r>(report: &'r Report, topic: Topic, what: &str) -> &'r Row {
    report.rows.iter().find(|row| row.topic == topic && row.what == what).unwrap()
}

fn texts(row: &Row) -> (Option<&str>, Option<&str>) {
    (row.a.as_ref().map(|cell| cell.text.as_str()), row.b.as_ref().map(|cell| cell.text.as_str()))
}

fn ids(members: &Option<Vec<Alone>>) -> Vec<&str> {
    let mut ids: Vec<&str> = members.iter().flatten().filter_map(|alone| alone.member.id.as_deref()).collect();
    ids.sort_unstable();
    ids
}

mod small {
    use super::*;

    #[test]
    fn what_is_not_known_of_one_side_is_unknown_and_not_no() {
        let yaml = "themes: { dogs: { name: Dogs } }
bodies:
  a: { name: A, kind: board, meets: { per_year: 4 }, remits: [ { theme: dogs, as: owner } ], plans: [ { name: Plan } ], seats: [ { of: c } ] }
  b: { name: B, kind: board }
  c: { name: C }
";
        let graph = built(yaml).graph;
        let report = ask(&graph.at_any_time(), "a", "b", MemberKind::Organisation);
        assert_eq!(what(&report, Topic::Meetings, Alike::Unknown), ["meetings a year"]);
        assert_eq!(what(&report, Topic::Remit, Alike::Unknown), ["Dogs"]);
        assert_eq!(what(&report, Topic::Plan, Alike::Unknown), ["Plan"]);
        assert!(report.rows.iter().all(|row| !matches!(row.alike, Alike::OnlyA | Alike::OnlyB | Alike::Different)));
        assert_eq!((report.members.b.members, report.members.jaccard), (0, None));
    }

    #[test]
    fn nobody_is_said_not_to_sit_there_unless_a_source_says_that_the_list_is_complete() {
        let closed = |seats: &str| {
            let yaml = format!(
                "sources: {{ page: {{ title: Page, date: 2010 }} }}
bodies: {{ a: {{ name: A, source: page, {seats} }}, b: {{ name: B }}, c: {{ name: C, exists: 1900/.. }} }}"
            );
            let graph = built(&yaml).graph;
            let closed = |snapshot| ask(&snapshot, "a", "b", MemberKind::Organisation).a.is_closed;
            // The page says nothing of another time.
            assert!(!closed(graph.at(date("2011"))) && !closed(graph.at_any_time()));
            closed(graph.at(date("2010")))
        };
        assert!(!closed("seats: [ { of: c } ]"));
        assert!(closed("seats_complete: yes, seats: [ { of: c } ]"));
        assert!(!closed("seats_complete: no, seats: [ { of: c } ]"));
        assert!(closed("seats_declared: 1, seats: [ { of: c } ]"));
        assert!(!closed("seats_declared: 2, seats: [ { of: c } ]"));
        assert!(!closed("seats_complete: yes, seats: [ { of: c }, { described: somebody } ]"), "that may be anybody");
    }

    #[test]
    fn a_narrower_theme_is_set_beside_a_broader_one_and_is_not_the_same() {
        let yaml = "themes:
  crime: { name: Crime }
  theft: { name: Theft, broader: crime }
  robbery: { name: Robbery, broader: theft }
  dogs: { name: Dogs }
bodies:
  a: { name: A, remits: [ { theme: robbery, as: priority }, { theme: crime, as: owner }, { theme: dogs, as: owner } ] }
  b: { name: B, remits: [ { theme: theft, as: priority }, { theme: dogs, as: contributes } ] }
";
        let graph = built(yaml).graph;
        let report = ask(&graph.at_any_time(), "a", "b", MemberKind::Organisation);
        let near = |theme: &str| {
            let row = row(&report, Topic::Remit, theme);
            let words = row
                .near
                .iter()
                .map(|near| format!("{} {}", if near.narrower { "narrower" } else { "wider" }, near.theme));
            (row.alike, words.collect::<Vec<_>>().join(", "))
        };
        assert_eq!(near("Robbery"), (Alike::OnlyA, "wider Theft".to_string()));
        assert_eq!(near("Crime"), (Alike::OnlyA, "narrower Theft".to_string()));
        assert_eq!(near("Theft"), (Alike::OnlyB, "wider Crime, narrower Robbery".to_string()));
        assert_eq!(near("Dogs"), (Alike::Different, String::new()));
        assert_eq!(texts(row(&report, Topic::Remit, "Dogs")), (Some("owner"), Some("contributes")));
    }

    #[test]
    fn relations_to_the_same_body_are_shared_and_those_between_the_two_stand_apart() {
        let yaml = "bodies:
  a: { name: A, reports_to: [ c, b ], works_with: d }
  b: { name: B, reports_to: c, funds: c }
  c: { name: C }
  d: { name: D, works_with: b, advises: a }
";
        let graph = built(yaml).graph;
        let report = ask(&graph.at_any_time(), "a", "b", MemberKind::Organisation);
        assert_eq!(what(&report, Topic::Relation, Alike::Same), ["reports to C", "works with D"]);
        assert_eq!(what(&report, Topic::Relation, Alike::OnlyA), ["D advises it"]);
        assert_eq!(what(&report, Topic::Relation, Alike::OnlyB), ["funds C"]);
        assert_eq!(report.between.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>(), ["A reports to B"]);
    }

    #[test]
    fn what_cannot_hold_at_the_date_is_not_compared() {
        let yaml = "themes: { dogs: { name: Dogs }, cats: { name: Cats } }
bodies:
  a: { name: A, remits: [ { theme: dogs, as: owner, during: 2000/2005 }, { theme: cats, as: owner } ] }
  b: { name: B, remits: [ { theme: dogs, as: owner } ] }
";
        let graph = built(yaml).graph;
        let at = |at: &str| {
            let report = ask(&graph.at(date(at)), "a", "b", MemberKind::Organisation);
            row(&report, Topic::Remit, "Dogs").alike
        };
        assert_eq!((at("2003"), at("2008")), (Alike::Same, Alike::OnlyB));
    }
}

mod question_5_london {
    use super::*;

    #[test]
    fn the_home_office_gains_a_seat_and_eight_organisations_lose_theirs() {
        for snapshot in [london().graph.at_any_time(), london().graph.at(date("2010-03"))] {
            let report = ask(&snapshot, "lcsp", "lcrb", MemberKind::Organisation);
            let members = &report.members;
            assert_eq!(ids(&members.only_b), ["home-office"]);
            assert_eq!(ids(&members.only_a), ["btp", "cps", "gol", "lcjb", "lcspf", "lfepa", "noms", "yjb"]);
            let mut both: Vec<&str> = members.shared.iter().filter_map(|shared| shared.member.id.as_deref()).collect();
            both.sort_unstable();
            assert_eq!(both, ["gla", "london-boroughs", "london-councils", "london-probation", "mpa", "mps"]);
            assert_eq!(members.kinship, Some(Kinship::ProposedSuccession));
        }
    }

    #[test]
    fn the_page_of_2006_does_not_show_who_was_no_member_in_2010_and_the_paper_shows_who_would_be_none() {
        let report = ask(&london().graph.at(date("2010-03")), "lcsp", "lcrb", MemberKind::Organisation);
        assert_eq!((report.a.is_closed, report.b.is_closed), (false, true));
    }

    #[test]
    fn what_the_paper_leaves_open_of_the_new_board_is_unknown() {
        let report = ask(&london().graph.at(date("2010-03")), "lcsp", "lcrb", MemberKind::Organisation);
        let unknown = |topic, what: &str| row(&report, topic, what).alike == Alike::Unknown;
        assert!(unknown(Topic::Meetings, "meetings a year") && unknown(Topic::Seat, "chair"));
        assert_eq!(texts(row(&report, Topic::Meetings, "meetings a year")), (Some("6"), None));
        assert_eq!(
            texts(row(&report, Topic::Seat, "elected members")),
            (Some("none, says a source"), Some("yes: 4 to 7 of 17"))
        );
        assert_eq!(texts(row(&report, Topic::Seat, "places declared")), (None, Some("16")));
        assert_eq!(what(&report, Topic::Remit, Alike::Different), ["Crime reduction"]);
        let robbery = row(&report, Topic::Remit, "Robbery");
        assert_eq!((robbery.alike, robbery.near[0].theme.as_str()), (Alike::OnlyA, "Crime reduction"));
    }

    #[test]
    fn by_post_only_the_chief_executives_sit_on_both() {
        let report = ask(&london().graph.at_any_time(), "lcsp", "lcrb", MemberKind::Post);
        let shared: Vec<&str> = report.members.shared.iter().map(|shared| shared.member.name.as_str()).collect();
        assert_eq!(shared, ["Chief Executive, London boroughs"]);
    }
}

mod question_15_london {
    use super::*;

    #[test]
    fn the_citys_partnership_and_hackneys_officer_group_share_the_fire_brigade_alone() {
        let report =
            ask(&london().graph.at_any_time(), "hackney-sog", "safer-city-partnership", MemberKind::Organisation);
        let members = &report.members;
        assert_eq!(members.shared.iter().filter_map(|shared| shared.member.id.as_deref()).collect::<Vec<_>>(), ["lfb"]);
        assert_eq!(ids(&members.only_a), ["crc", "lb-hackney", "mps", "nel-ccg", "nps"]);
        assert_eq!(
            ids(&members.only_b),
            [
                "city-corporation",
                "city-hackney-ccg",
                "city-police",
                "crime-prevention-association",
                "hmcs",
                "london-probation-trust",
                "tfl"
            ]
        );
        // The City's report says whom the membership includes; residents and businesses are not named.
        assert!(!report.b.is_closed);
        assert_eq!(members.b.open_seats, 2);
        assert_eq!(texts(row(&report, Topic::Meetings, "meetings a year")), (Some("4 or more"), None));
        assert_eq!(row(&report, Topic::Seat, "elected members").alike, Alike::Unknown);
        assert_eq!(what(&report, Topic::Itself, Alike::Same), ["level"]);
    }

    #[test]
    fn priorities_and_plans_stand_with_the_partnership_and_its_members_with_its_groups() {
        let report =
            ask(&london().graph.at_any_time(), "hackney-csp", "safer-city-partnership", MemberKind::Organisation);
        assert_eq!(report.members.a.members, 0);
        let boards: Vec<&str> = report.a.sub_boards_with_seats.iter().map(|body| body.id.as_str()).collect();
        assert_eq!(boards, ["hackney-crp", "hackney-sog"]);
        // Priorities of both: the night-time economy. Both are there for community safety.
        let same = what(&report, Topic::Remit, Alike::Same);
        assert_eq!(
            same,
            ["Community engagement and consultation", "Community safety", "Night-time economy", "Reoffending"]
        );
        assert_eq!(texts(row(&report, Topic::Remit, "Night-time economy")), (Some("priority"), Some("priority")));
        // Hackney's serious violence lies within the City's violence; the City names no gangs, and Hackney no cycling.
        let serious = row(&report, Topic::Remit, "Serious violence");
        assert_eq!(
            (serious.alike, serious.near[0].theme.as_str(), serious.near[0].narrower),
            (Alike::OnlyA, "Violence", false)
        );
        assert_eq!(row(&report, Topic::Remit, "Gangs").alike, Alike::OnlyA);
        assert_eq!(row(&report, Topic::Remit, "Bicycle accidents and fatalities").alike, Alike::OnlyB);
        assert_eq!(
            what(&report, Topic::Plan, Alike::OnlyB),
            ["City of London Prevent Strategy", "Safer City Partnership Strategic Plan 2016-19"]
        );
        assert_eq!(
            what(&report, Topic::Plan, Alike::OnlyA),
            ["Annual strategic assessment of Hackney", "Hackney community safety plan"]
        );
        assert_eq!(what(&report, Topic::Plan, Alike::Same), Vec::<&str>::new());
    }

    #[test]
    fn to_whom_they_report_differs_since_2012() {
        let report = |at: &str| {
            ask(&london().graph.at(date(at)), "hackney-csp", "safer-city-partnership", MemberKind::Organisation)
        };
        assert!(what(&report("2010-03"), Topic::Relation, Alike::Same).contains(&"reports to Home Office"));
        let now = report("2016-03-02");
        assert!(what(&now, Topic::Relation, Alike::OnlyB).contains(&"reports to Home Office"));
        assert!(
            what(&now, Topic::Relation, Alike::OnlyA).contains(&"reports to Mayor's Office for Policing and Crime")
        );
    }

    #[test]
    fn everything_that_is_compared_has_its_sources() {
        let report =
            ask(&london().graph.at_any_time(), "hackney-csp", "safer-city-partnership", MemberKind::Organisation);
        for row in &report.rows {
            assert!(row.a.iter().chain(&row.b).all(|cell| !cell.evidence.is_empty()), "{row:?}");
        }
    }
}

#[test]
fn the_table_says_where_the_members_of_a_partnership_without_seats_are_to_be_found() {
    let output = govgraph(&["compare", "hackney-csp", "safer-city-partnership", "data/london"]);
    let text = String::from_utf8(output.stdout).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Its sub-boards hackney-crp, hackney-sog have seats: compare those."), "{text}");
    assert!(text.contains("the two sides may speak of different times"), "{text}");
}

fn id(number: usize) -> BodyId {
    format!("b{number}").parse().unwrap()
}

/// Themes 0 to 5: 1 and 2 are part of 0, 3 of 1, 4 of 3; 5 stands alone.
const BROADER: [Option<usize>; 6] = [None, Some(0), Some(0), Some(1), Some(3), None];

#[derive(Clone, Debug)]
struct Sort {
    themes: [BTreeSet<usize>; 2],
    members: [BTreeSet<usize>; 2],
    relations: BTreeSet<(usize, usize, bool)>,
}

fn sort() -> impl Strategy<Value = Sort> {
    let set = |up_to: usize, most: usize| proptest::collection::btree_set(0..up_to, 0..most);
    let relation = (0..2usize, 2..6usize, any::<bool>());
    (set(6, 5), set(6, 5), set(4, 4), set(4, 4), proptest::collection::btree_set(relation, 0..8))
        .prop_map(|(a, b, on_a, on_b, relations)| Sort { themes: [a, b], members: [on_a, on_b], relations })
}

fn graph(sort: &Sort) -> GovGraph {
    let mut bodies: Vec<Body> = (0..6).map(|n| Body::new(id(n), format!("Body {n}"))).collect();
    let theme_id = |n: usize| format!("t{n}").parse::<ThemeId>().unwrap();
    let themes = (0..6).map(|n| Theme {
        id: theme_id(n).into(),
        name: format!("Theme {n}"),
        broader: BROADER[n].map(|broader| theme_id(broader).into()),
        other_names: Vec::new(),
        provenance: Provenance::default(),
    });
    for (body, (themes, members)) in bodies.iter_mut().zip(sort.themes.iter().zip(&sort.members)) {
        for theme in themes {
            body.remits.push(Remit {
                theme: theme_id(*theme).into(),
                role: RemitRole::Owner,
                proposed: false,
                during: None,
                provenance: Provenance::default(),
            });
        }
        for member in members {
            let holder = Holder { organisation: Some(id(member + 2).into()), ..Holder::default() };
            body.seats.push(Seat::new(holder));
        }
    }
    let relations = sort.relations.iter().map(|(side, other, turned)| {
        let (from, to) = if *turned { (*other, *side) } else { (*side, *other) };
        Relation::new(RelationKind::Funds, id(from), id(to))
    });
    GovGraph::build(Dataset { relations: relations.collect(), bodies, themes: themes.collect(), ..Dataset::default() })
        .unwrap()
        .graph
}

fn wider(theme: usize) -> Vec<usize> {
    std::iter::successors(BROADER[theme], |theme| BROADER[*theme]).collect()
}

/// What is in both, in the first alone and in the second alone, by name; what stands alone beside nothing is unknown.
fn split(sets: [BTreeSet<String>; 2]) -> [Vec<String>; 4] {
    let [a, b] = &sets;
    let both = a.intersection(b).cloned().collect();
    let (only_a, only_b): (Vec<String>, Vec<String>) =
        (a.difference(b).cloned().collect(), b.difference(a).cloned().collect());
    match (a.is_empty(), b.is_empty()) {
        (_, true) => [both, Vec::new(), Vec::new(), only_a],
        (true, _) => [both, Vec::new(), Vec::new(), only_b],
        _ => [both, only_a, only_b, Vec::new()],
    }
}

fn found(report: &Report, topic: Topic) -> [Vec<String>; 4] {
    [Alike::Same, Alike::OnlyA, Alike::OnlyB, Alike::Unknown].map(|alike| {
        let mut what: Vec<String> = what(report, topic, alike).into_iter().map(str::to_string).collect();
        what.sort();
        what
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_both_have_and_what_one_has_is_what_the_sets_of_the_records_say(sort in sort()) {
        let graph = graph(&sort);
        let report = ask(&graph.at_any_time(), "b0", "b1", MemberKind::Organisation);
        let names = |side: usize| sort.themes[side].iter().map(|n| format!("Theme {n}")).collect::<BTreeSet<_>>();
        prop_assert_eq!(found(&report, Topic::Remit), split([names(0), names(1)]));
        let relations = |side: usize| {
            let own = sort.relations.iter().filter(|(of, ..)| *of == side);
            let words = |(_, other, turned): &(usize, usize, bool)| {
                if *turned { format!("Body {other} funds it") } else { format!("funds Body {other}") }
            };
            own.map(words).collect::<BTreeSet<_>>()
        };
        prop_assert_eq!(found(&report, Topic::Relation), split([relations(0), relations(1)]));
        for row in report.rows.iter().filter(|row| matches!((row.topic, row.alike), (Topic::Remit, Alike::OnlyA | Alike::OnlyB))) {
            let own: usize = row.what.trim_start_matches("Theme ").parse().unwrap();
            let other = &sort.themes[usize::from(row.alike == Alike::OnlyA)];
            let nearest = wider(own).into_iter().find(|theme| other.contains(theme)).map(|n| format!("Theme {n}"));
            prop_assert_eq!(row.near.iter().find(|near| !near.narrower).map(|near| near.theme.clone()), nearest);
            let below: Vec<String> = other.iter().filter(|theme| wider(**theme).contains(&own)).map(|n| format!("Theme {n}")).collect();
            let narrower: Vec<String> = row.near.iter().filter(|near| near.narrower).map(|near| near.theme.clone()).collect();
            prop_assert_eq!(narrower, below);
        }
        let (ids_of, ids) = (ids, |members: Vec<&usize>| members.into_iter().map(|n| id(n + 2).to_string()).collect::<Vec<_>>());
        let [a, b] = &sort.members;
        prop_assert_eq!(ids_of(&report.members.only_a), ids(a.difference(b).collect()));
        prop_assert_eq!(ids_of(&report.members.only_b), ids(b.difference(a).collect()));
    }

    #[test]
    fn turned_round_it_says_the_same_the_other_way(sort in sort()) {
        let graph = graph(&sort);
        let there = ask(&graph.at_any_time(), "b0", "b1", MemberKind::Organisation);
        let mut back = ask(&graph.at_any_time(), "b1", "b0", MemberKind::Organisation);
        for row in &mut back.rows {
            std::mem::swap(&mut row.a, &mut row.b);
            row.alike = match row.alike {
                Alike::OnlyA => Alike::OnlyB,
                Alike::OnlyB => Alike::OnlyA,
                same => same,
            };
        }
        let key = |row: &Row| (row.topic, row.what.clone());
        let sorted = |mut rows: Vec<Row>| {
            rows.sort_by_key(key);
            rows
        };
        prop_assert_eq!(sorted(there.rows), sorted(back.rows));
    }

    #[test]
    fn a_body_does_not_differ_from_itself(sort in sort()) {
        let graph = graph(&sort);
        let report = ask(&graph.at(date("2010")), "b0", "b0", MemberKind::Organisation);
        prop_assert!(report.rows.iter().all(|row| row.alike == Alike::Same || row.what == "elected members"));
        prop_assert!(ids(&report.members.only_a).is_empty() && ids(&report.members.only_b).is_empty());
        prop_assert!(report.rows.iter().flat_map(|row| row.a.iter().chain(&row.b)).all(|cell| cell.cover != Cover::No));
    }
}
