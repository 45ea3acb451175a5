//! What would follow from a plan: the worked answers of the London documents, small structures, and generated ones.

use std::collections::BTreeSet;
use std::fs;

use proptest::prelude::*;

use govgraph::questions::impact::{self, Bearing, Fate, Left, Outcome, Report};
use govgraph::questions::{Circle, change};
use govgraph::{Aspect, BodyId, Count, Cover, Dataset, GovGraph, RelationKind, Reorganisation, Standing};
use govgraph_io::authored::{self, Text};

use crate::carrying_out::{feasible, plan, some_plan, structure};
use crate::load::{built, date, london, path};

fn asked(graph: &GovGraph, plan: &Reorganisation, at: Option<&str>, circle: Circle) -> Report {
    let carried_out = graph.carry_out(plan, at.map(date).as_ref()).unwrap();
    let params = impact::Params { plan, carried_out: &carried_out, circle };
    impact::find(&graph.at(carried_out.at.clone()), &params)
}

fn ids(report: &Report, outcome: Outcome) -> Vec<&str> {
    let of = report.seats.iter().filter(|change| change.outcome == outcome);
    let mut ids: Vec<&str> = of.map(|change| change.member.id.as_deref().unwrap()).collect();
    ids.sort_unstable();
    ids
}

mod the_london_answers {
    use super::*;

    fn of_file(file: &str, at: Option<&str>) -> Report {
        let bytes = fs::read(path(file)).unwrap();
        let read = authored::read_plan(Text { name: file, bytes: &bytes }, london().graph.files());
        assert_eq!(read.findings, []);
        asked(&london().graph, &read.plan.unwrap(), at, Circle::Core)
    }

    fn paper() -> Report {
        of_file("data/london/plans/lcrb-2010.yaml", Some("2010-03"))
    }

    #[test]
    fn question_5_the_home_office_gains_a_seat_and_eight_lose_one() {
        let report = paper();
        assert_eq!(ids(&report, Outcome::Gains), ["home-office"]);
        assert_eq!(ids(&report, Outcome::Loses), ["btp", "cps", "gol", "lcjb", "lcspf", "lfepa", "noms", "yjb"]);
        // Those who sit on both lose nothing.
        let both = ["gla", "london-boroughs", "london-councils", "london-probation", "mpa", "mps"];
        assert_eq!(ids(&report, Outcome::Moves), both);
    }

    #[test]
    fn question_5_what_is_known_only_from_2006_is_only_possibly_lost() {
        let report = paper();
        for change in &report.seats {
            let expected = if change.outcome == Outcome::Gains { Cover::Certain } else { Cover::Possible };
            assert_eq!(change.cover, expected, "{change:?}");
            assert!(change.lost.iter().chain(&change.gained).all(|place| !place.evidence.is_empty()));
        }
        let sat = of_file("data/london/plans/lcrb-2010.yaml", Some("2007-01-01"));
        // On the day for which the page speaks they certainly sat there.
        assert!(
            sat.seats
                .iter()
                .filter(|change| change.outcome == Outcome::Loses)
                .all(|change| change.cover == Cover::Certain)
        );
        let posts = report.seats.iter().find(|change| change.member.id.as_deref() == Some("mps")).unwrap();
        assert_eq!(posts.lost[0].text, "Deputy Commissioner (chair)");
        assert!(posts.gained[0].text.starts_with("Commissioner"), "{posts:?}");
    }

    #[test]
    fn question_9_the_partnership_ends_and_the_board_begins_and_nothing_else() {
        let report = paper();
        let fates: Vec<(&str, Fate)> = report.bodies.iter().map(|body| (body.body.id.as_str(), body.fate)).collect();
        assert_eq!(fates, [("lcsp", Fate::Ends), ("lcrb", Fate::Begins)]);
        let [lcsp, lcrb] = report.bodies.as_slice() else { panic!() };
        assert_eq!((lcsp.before, lcsp.after), (Some(Standing::UnderReview), Some(Standing::Ended)));
        assert_eq!((lcrb.before, lcrb.after), (Some(Standing::Proposed), Some(Standing::Active)));
    }

    #[test]
    fn question_9_who_loses_the_only_seat_at_the_level_of_london() {
        let report = paper();
        let mut only: Vec<&str> = report.only_seats.iter().map(|only| only.member.id.as_deref().unwrap()).collect();
        only.sort_unstable();
        assert_eq!(only, ["btp", "cps", "gol", "lcjb", "lcspf", "lfepa", "noms", "yjb"]);
        assert!(report.only_seats.iter().all(|only| only.cover == Cover::Possible && only.remaining.is_empty()));
    }

    #[test]
    fn question_9_themes_that_nobody_in_london_holds_any_more_and_what_the_board_would_have_to_take_over() {
        let report = paper();
        let orphaned: Vec<&str> =
            report.remits.iter().filter(|remit| remit.orphaned).map(|remit| remit.theme.id.as_str()).collect();
        assert_eq!(orphaned, ["drugs", "youth-victimisation", "community-safety"]);
        // Hackney and the City hold some of them, which is no help to London as a whole.
        let drugs = report.remits.iter().find(|remit| remit.theme.id == "drugs").unwrap();
        assert!(
            drugs.holders.is_empty() && drugs.elsewhere.iter().any(|held| held.body.id == "safer-city-partnership")
        );
        let take_over: Vec<&str> =
            report.remits.iter().filter(|remit| remit.to_take_over).map(|remit| remit.theme.id.as_str()).collect();
        let rest = ["respect-agenda", "anti-social-behaviour", "safer-neighbourhoods"];
        assert_eq!(take_over, [&orphaned[..], &rest].concat());
        // Of others the board holds a wider theme, or another body the theme itself.
        for (theme, left) in
            [("robbery", Left::Wider), ("crime-reduction", Left::Itself), ("anti-social-behaviour", Left::Itself)]
        {
            let remit = report.remits.iter().find(|remit| remit.theme.id == theme).unwrap();
            assert_eq!((remit.left, remit.orphaned), (left, false), "{theme}");
        }
        assert!(report.remits.iter().all(|remit| remit.theme.id != "hate-crime"), "nobody held it before");
    }

    #[test]
    fn question_9_networks_and_partnerships_that_are_left_without_the_partnership() {
        let report = paper();
        let left: Vec<(&str, RelationKind)> =
            report.orphans.iter().map(|orphan| (orphan.body.id.as_str(), orphan.kind)).collect();
        assert_eq!(
            left,
            [
                ("central-government", RelationKind::Informs),
                ("lcsp-network", RelationKind::Supports),
                ("london-cdrps", RelationKind::Supports),
            ]
        );
        // That the board may sponsor sub-boards is left to the handover: the plan does not settle it.
        let open = report.left_open.iter().find(|tie| tie.kind == RelationKind::Sponsors).unwrap();
        assert_eq!((open.from.id.as_str(), open.to.id.as_str()), ("lcrb", "london-sub-boards"));
        assert!(report.relations.iter().all(|tie| tie.kind != RelationKind::Sponsors));
    }

    #[test]
    fn question_9_to_take_thematic_boards_in_contradicts_the_paper() {
        let report = of_file("examples/thematic-boards.yaml", None);
        let against: Vec<_> = report.said.iter().filter(|said| said.bearing == Bearing::Contradicts).collect();
        let [said] = against.as_slice() else { panic!("{against:?}") };
        assert_eq!((said.about, said.steps.as_slice(), said.body.id.as_str()), (Aspect::Subsumption, &[2][..], "lcrb"));
        let cited = &said.evidence[0];
        assert_eq!(
            (cited.source.as_str(), cited.locator.as_deref()),
            ("lcrb-2010", Some("existing structures para 1 bullet 4"))
        );
        let of: Vec<&str> = said.of.iter().map(|body| body.id.as_str()).collect();
        assert_eq!(of, ["dsv-board", "lcrb", "london-asb-board", "sy-violence-board"]);
    }

    #[test]
    fn the_plan_of_the_paper_contradicts_nothing_and_nobody_is_said_to_agree() {
        let report = paper();
        assert!(!report.said.is_empty());
        assert!(report.said.iter().all(|said| said.bearing == Bearing::Speaks));
        let abouts: BTreeSet<Aspect> = report.said.iter().map(|said| said.about).collect();
        assert!(abouts.contains(&Aspect::Decommissioning) && abouts.contains(&Aspect::Review));
        // What the Home Office reviewed were the CDRPs.
        assert!(report.said.iter().all(|said| said.body.id != "home-office"));
    }

    #[test]
    fn the_numbers_are_those_of_the_other_questions() {
        let report = paper();
        let [lcsp, lcrb] = report.figures.as_slice() else { panic!("{:?}", report.figures) };
        assert_eq!((lcsp.after.as_ref(), lcrb.before.as_ref()), (None, None));
        let lcrb = lcrb.after.as_ref().unwrap();
        assert_eq!((lcrb.places, lcrb.itemised), (Count::exactly(16), Some(Count::exactly(17))));
        assert_eq!(lcrb.elected, Count { least: 4, most: Some(7) });
        let succession = &report.sharing.successions[0];
        assert_eq!((succession.members, succession.shared, succession.jaccard), ((14, 7), 6, Some(0.4)));
    }

    #[test]
    fn at_its_own_date_the_plan_gives_a_seat_to_an_organisation_that_has_ended() {
        let report = of_file("data/london/plans/lcrb-2010.yaml", None);
        assert_eq!(report.asked.at.as_deref(), Some("2010-09"));
        let [gone] = report.without_holder.as_slice() else { panic!("{:?}", report.without_holder) };
        assert_eq!((gone.on.id.as_str(), gone.of.id.as_str()), ("lcrb", "london-probation"));
        // Whether the board came about without the plan is unknown, and it still gains the Home Office by it.
        assert_eq!(ids(&report, Outcome::Gains), ["home-office"]);
        assert!(!ids(&report, Outcome::Loses).contains(&"mpa"));
    }

    #[test]
    fn bodies_of_which_no_seat_is_known_have_an_unknown_number_of_seats() {
        let report = of_file("examples/thematic-boards.yaml", None);
        let board = report.figures.iter().find(|figures| figures.body.id == "dsv-board").unwrap();
        assert_eq!(board.before.as_ref().unwrap().places, Count::UNKNOWN);
    }
}

const BOARDS: &str = "sources:
  paper: { title: A paper, date: 2010 }
areas: { town: { name: Town, level: local } }
themes:
  crime: { name: Crime }
  drugs: { name: Drugs, broader: crime }
bodies:
  old:
    name: Old board
    kind: board
    area: town
    exists: 2006/..
    source: paper
    seats_complete: yes
    remits: [ { theme: drugs, as: owner } ]
    seats: [ { of: police, post: Commander, capacity: chair }, { of: health, elected: yes } ]
  new: { name: New board, kind: board, area: town, proposed: 2010, source: paper, seats: [ { of: police }, { of: council } ] }
  group: { name: Group, kind: group, area: town, exists: 2006/.., source: paper, seats: [ { chair_of: old }, { of: old } ], sub_board_of: old, duties: [ { text: Be scrutinised, needs: scrutinises } ] }
  council: { name: Council, kind: council, area: town, exists: 1990/.., source: paper }
  police: { name: Police, exists: 1990/.., source: paper }
  health: { name: Health, exists: 1990/.., source: paper }
relations:
  - { kind: scrutinises, from: old, to: group, during: 2006/.., source: paper }
";

fn small(steps: &str) -> Report {
    let graph = built(BOARDS).graph;
    asked(&graph, &plan(&graph, &format!("title: T\non: 2010\nsteps:\n{steps}")), None, Circle::Core)
}

#[test]
fn a_sub_board_of_what_ends_loses_its_parent_its_scrutiny_and_the_meaning_of_a_seat() {
    let report = small("  - { replace: old, with: new }\n");
    let lacks: Vec<&str> = report.orphans.iter().map(|orphan| orphan.lacks.as_str()).collect();
    assert_eq!(
        lacks,
        ["no other body is recorded that scrutinises it", "is a sub-board of no other body that is recorded"]
    );
    assert_eq!(report.orphans[0].duties, ["Be scrutinised; needs a body that scrutinises it"]);
    assert!(report.orphans.iter().all(|orphan| orphan.body.id == "group" && orphan.cover == Cover::Certain));
    let offices: Vec<(&str, &str)> =
        report.offices.iter().map(|office| (office.on.id.as_str(), office.of.id.as_str())).collect();
    assert_eq!(offices, [("group", "old")]);
    // The board had a seat on the group itself, which nobody takes over.
    let old = report.seats.iter().find(|change| change.member.id.as_deref() == Some("old")).unwrap();
    assert!(old.ends && old.lost[0].on.id == "group");
    let remit = &report.remits[0];
    assert_eq!(
        (remit.theme.id.as_str(), remit.left, remit.orphaned, remit.to_take_over),
        ("drugs", Left::Nobody, true, true)
    );
}

#[test]
fn what_is_handed_over_is_lost_by_nobody() {
    let report = small(
        "  - { replace: old, with: new }
  - { transfer: remit, theme: drugs, from: old, to: new }
  - { transfer: seat, of: health, from: old, to: new }
  - { transfer: relation, kind: sub_board_of, from: old, to: new }
  - { transfer: relation, kind: scrutinises, from: old, to: new }
",
    );
    assert_eq!(report.orphans, []);
    assert!(report.remits.iter().all(|remit| !remit.orphaned && !remit.to_take_over));
    let health = report.seats.iter().find(|change| change.member.id.as_deref() == Some("health")).unwrap();
    assert_eq!((health.outcome, health.cover), (Outcome::Moves, Cover::Certain));
    assert!(report.only_seats.iter().all(|only| only.member.id.as_deref() != Some("health")));
    let new = report.figures.iter().find(|figures| figures.body.id == "new").unwrap();
    assert_eq!(new.after.as_ref().unwrap().places, Count::exactly(3));
}

#[test]
fn whoever_keeps_a_seat_at_the_level_does_not_lose_the_only_one() {
    let report = small("  - abolish: old\n");
    let only: Vec<&str> = report.only_seats.iter().map(|only| only.member.name.as_str()).collect();
    // The commander chairs the group as chair of the old board, and so loses that seat with it.
    assert_eq!(only, ["Health", "Police"]);
    assert!(report.only_seats.iter().all(|only| only.cover == Cover::Certain));
    let kept = small("  - { replace: old, with: new }\n");
    assert_eq!(kept.only_seats.iter().map(|only| only.member.name.as_str()).collect::<Vec<_>>(), ["Health"]);
}

#[test]
fn a_plan_without_steps_has_no_impact_on_london() {
    let nothing = Reorganisation::new("Nothing", date("2010-03"));
    assert!(asked(&london().graph, &nothing, None, Circle::Everyone).is_empty());
}

/// Who sits where, by brute force: `(organisation, body)` for every seat that can be held at the date.
fn sits(graph: &GovGraph, at: &str, without: &[BodyId]) -> BTreeSet<(String, String)> {
    let at = graph.at(date(at));
    let mut found = BTreeSet::new();
    for body in graph.bodies().filter(|body| !without.contains(body.id())) {
        if at.standing(body).is_some_and(|standing| !standing.exists().is_possible()) {
            continue;
        }
        for seat in body.finest_seats() {
            if let Some(of) = seat.organisation()
                && at.covers(&seat.extent()).is_possible()
            {
                found.insert((of.id().to_string(), body.id().to_string()));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_empty_plan_has_an_empty_impact(dataset in structure(), at in 2000..2007i32) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let nothing = Reorganisation::new("Nothing", date(&at.to_string()));
        for circle in [Circle::Core, Circle::Everyone] {
            prop_assert!(asked(&graph, &nothing, None, circle).is_empty());
        }
    }

    #[test]
    fn who_loses_and_gains_seats_is_what_brute_force_finds(dataset in structure(), plan in some_plan()) {
        // "Whoever chairs that board" is somebody else once the board ends, which brute force does not follow.
        let mut dataset: Dataset = dataset;
        for body in &mut dataset.bodies {
            body.seats.retain(|seat| seat.holder.ex_officio.is_none());
        }
        let graph = GovGraph::build(dataset).unwrap().graph;
        let plan = feasible(&graph, &plan);
        let with = graph.carry_out(&plan, None).unwrap();
        let at = plan.on.to_string();
        let (before, after) = (sits(&graph, &at, &with.begins), sits(&with.graph, &at, &[]));
        let report = asked(&graph, &plan, None, Circle::Everyone);
        let told = |of: fn(&impact::SeatChange) -> &Vec<impact::Place>| {
            let pairs = report.seats.iter().filter(|change| change.member.id.is_some()).flat_map(|change| {
                let id = change.member.id.clone().unwrap();
                of(change).iter().map(move |place| (id.clone(), place.on.id.clone()))
            });
            pairs.collect::<BTreeSet<(String, String)>>()
        };
        let (lost, gained) = (told(|change| &change.lost), told(|change| &change.gained));
        // An organisation can keep one of two seats on a body: every pair that goes is told, and none that did not change.
        prop_assert!(before.difference(&after).all(|pair| lost.contains(pair)), "{:?} {:?}", before, after);
        prop_assert!(after.difference(&before).all(|pair| gained.contains(pair)));
        prop_assert!(lost.is_subset(&before) && gained.is_subset(&after));
        for only in &report.only_seats {
            let id = only.member.id.clone().unwrap();
            prop_assert!(!with.ends.iter().any(|end| *end.as_str() == id));
            prop_assert!(only.lost.iter().all(|place| before.contains(&(id.clone(), place.on.id.clone()))));
        }
    }

    #[test]
    fn what_ends_is_told_and_nobody_who_ends_is_left_without(dataset in structure(), plan in some_plan()) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let plan = feasible(&graph, &plan);
        let with = graph.carry_out(&plan, None).unwrap();
        let report = asked(&graph, &plan, None, Circle::Core);
        let fated = |fate: Fate| {
            let bodies = report.bodies.iter().filter(move |body| body.fate == fate);
            bodies.map(|body| body.body.id.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(fated(Fate::Ends), with.ends.iter().map(ToString::to_string).collect::<Vec<_>>());
        prop_assert_eq!(fated(Fate::Begins), with.begins.iter().map(ToString::to_string).collect::<Vec<_>>());
        let ended = |id: &str| with.ends.iter().any(|end| end.as_str() == id);
        prop_assert!(report.orphans.iter().all(|orphan| !ended(&orphan.body.id)));
        prop_assert!(report.offices.iter().all(|office| ended(&office.of.id) && !ended(&office.on.id)));
        // The difference of the two structures knows every relation that the report says has ended.
        let (before, after) = (graph.at(plan.on.clone()), with.graph.at(plan.on.clone()));
        let changed = change::find(&before, &after, &change::Params { all: true, ..Default::default() });
        for tie in report.relations.iter().filter(|tie| !tie.begins) {
            let is_told = changed.rows.iter().any(|row| {
                let ends = [&tie.from.id, &tie.to.id];
                row.kind == change::Kind::Lost
                    && ends.contains(&&row.body.id)
                    && row.others.iter().all(|other| ends.contains(&other))
            });
            prop_assert!(is_told, "{:?}", tie);
        }
        prop_assert_eq!(report.is_empty(), plan.steps.is_empty());
    }
}
