//! Which themes are held by whom: the smallest structures, London, and generated ones.

use proptest::prelude::*;

use govgraph::questions::Scope;
use govgraph::questions::coverage::{self, Holding, Holds, Report, Row};
use govgraph::{Count, Cover, GovGraph, Level, RemitRole};

use crate::load::{built, date, london};
use crate::themes::{RawRemit, Time, World, world};

fn row<'r>(report: &'r Report, theme: &str) -> &'r Row {
    report.rows.iter().find(|row| row.theme.id == theme).unwrap()
}

fn ids(holdings: &[Holding]) -> Vec<&str> {
    holdings.iter().map(|holding| holding.body.id.as_str()).collect()
}

fn themes(report: &Report, held: Holds) -> Vec<&str> {
    report.rows.iter().filter(|row| row.held == held).map(|row| row.theme.id.as_str()).collect()
}

mod small {
    use super::*;

    const HIERARCHY: &str = "themes:
  crime: { name: Crime }
  violence: { name: Violence, broader: crime }
  knives: { name: Knives, broader: violence }
";

    fn of(bodies: &str) -> Report {
        let built = built(&format!("{HIERARCHY}bodies:\n{bodies}"));
        coverage::find(&built.graph.at_any_time(), &coverage::Params::default())
    }

    #[test]
    fn who_holds_a_theme_holds_a_part_of_the_wider_one_and_has_the_narrower_one_inside() {
        let report = of("  board: { name: Board, remits: [ { theme: violence, as: owner } ] }\n");
        assert_eq!((row(&report, "violence").held, ids(&row(&report, "violence").by)), (Holds::Certain, vec!["board"]));
        assert_eq!((row(&report, "crime").held, ids(&row(&report, "crime").in_part)), (Holds::InPart, vec!["board"]));
        let knives = row(&report, "knives");
        assert_eq!((knives.held, ids(&knives.through_wider)), (Holds::Nobody, vec!["board"]));
        assert_eq!(knives.through_wider[0].theme.id, "violence");
    }

    #[test]
    fn who_holds_a_theme_itself_is_not_named_again_for_a_wider_one() {
        let report = of(
            "  board: { name: Board, remits: [ { theme: crime, as: owner }, { theme: knives, as: priority }, { theme: violence, as: owner, proposed: yes } ] }\n",
        );
        assert!(row(&report, "knives").through_wider.is_empty());
        assert!(row(&report, "crime").in_part.is_empty());
        // A mere proposal does not hide that it holds the wider theme and a part.
        let violence = row(&report, "violence");
        assert_eq!((ids(&violence.through_wider), ids(&violence.in_part)), (vec!["board"], vec!["board"]));
        assert_eq!(violence.held, Holds::InPart);
    }

    #[test]
    fn a_proposal_is_shown_and_does_not_count_as_held() {
        let report = of("  board: { name: Board, remits: [ { theme: knives, as: owner, proposed: yes } ] }\n");
        let knives = row(&report, "knives");
        assert_eq!((knives.held, knives.holders, knives.is_held_once()), (Holds::Proposed, Count::ZERO, false));
        assert_eq!((knives.by[0].proposed, knives.by[0].cover), (true, Cover::Possible));
        assert_eq!((row(&report, "crime").held, row(&report, "crime").levels.len()), (Holds::Proposed, 0));
    }

    #[test]
    fn a_body_that_is_only_proposed_holds_nothing_yet() {
        let built = built(
            "sources: { paper: { title: Paper, date: 2010-03 } }
themes: { knives: { name: Knives } }
bodies: { board: { name: Board, proposed: 2009, source: paper, remits: [ { theme: knives, as: owner } ] } }
",
        );
        let at = |text| coverage::find(&built.graph.at(date(text)), &coverage::Params::default());
        assert_eq!(row(&at("2010-03"), "knives").held, Holds::Proposed);
        // The board was proposed before; what it is to do is not known before the paper.
        assert_eq!((row(&at("2009-06"), "knives").held, at("2009-06").unknown.len()), (Holds::Nobody, 0));
    }

    #[test]
    fn one_after_the_other_is_once_at_a_time_and_not_twice() {
        let built = built(
            "themes: { knives: { name: Knives } }
bodies:
  old: { name: Old, exists: 2000-01-01/2004-12-31, remits: [ { theme: knives, as: owner, during: 2000-01-01/2004-12-31 } ] }
  new: { name: New, exists: 2005-01-01/2009-12-31, remits: [ { theme: knives, as: owner, during: 2005-01-01/2009-12-31 } ] }
",
        );
        let report = coverage::find(&built.graph.at_any_time(), &coverage::Params::default());
        let knives = row(&report, "knives");
        assert_eq!((knives.by.len(), knives.holders), (2, Count::ONE));
        assert!(knives.is_held_once());
        assert_eq!(knives.by[1].known.as_deref(), Some("2000-01-01/2004-12-31"));
        let report = coverage::find(&built.graph.at(date("2003")), &coverage::Params::default());
        assert_eq!(ids(&row(&report, "knives").by), ["old"]);
    }

    #[test]
    fn a_body_of_which_no_theme_is_known_is_unknown_and_one_without_a_place_is_left_out() {
        let built = built(
            "areas: { north: { name: North, level: local } }
themes: { knives: { name: Knives } }
bodies:
  silent: { name: Silent, kind: board, area: north }
  council: { name: Council, kind: council, area: north }
  nowhere: { name: Nowhere, kind: board, remits: [ { theme: knives, as: owner } ] }
",
        );
        let graph = &built.graph;
        let area = graph.areas().next();
        for scope in [Scope { level: Some(Level::Local), area: None }, Scope { level: None, area }] {
            let report = coverage::find(&graph.at_any_time(), &coverage::Params { scope, theme: None });
            let knives = row(&report, "knives");
            assert_eq!((knives.held, ids(&knives.elsewhere)), (Holds::Nobody, vec!["nowhere"]));
            let unplaced: Vec<&str> = report.unplaced.iter().map(|body| body.id.as_str()).collect();
            let unknown: Vec<&str> = report.unknown.iter().map(|body| body.id.as_str()).collect();
            assert_eq!((unplaced, unknown), (vec!["nowhere"], vec!["silent"]));
        }
    }

    #[test]
    fn a_theme_is_at_every_level_only_if_several_levels_occur() {
        let remits = "remits: [ { theme: knives, as: owner } ]";
        let one = of(&format!("  a: {{ name: A, level: local, {remits} }}\n"));
        assert!(one.rows.iter().all(|row| !row.at_every_level));
        let two =
            of(&format!("  a: {{ name: A, level: local, {remits} }}\n  b: {{ name: B, level: national, {remits} }}\n"));
        assert!(row(&two, "knives").at_every_level && row(&two, "crime").at_every_level);
        assert!(row(&two, "crime").levels.iter().all(|at| at.in_part));
        let other = "remits: [ { theme: crime, as: owner } ]";
        let apart =
            of(&format!("  a: {{ name: A, level: local, {remits} }}\n  b: {{ name: B, level: national, {other} }}\n"));
        assert!(!row(&apart, "knives").at_every_level, "who holds a wider theme need not work on this one");
        assert!(row(&apart, "crime").at_every_level, "a part at one level, the whole at the other");
    }
}

mod london_themes {
    use super::*;

    fn graph() -> &'static GovGraph {
        &london().graph
    }

    fn at(text: &str, level: Option<Level>) -> Report {
        let scope = Scope { level, area: None };
        coverage::find(&graph().at(date(text)), &coverage::Params { scope, theme: None })
    }

    fn in_area(text: &str, area: &str) -> Report {
        let area = graph().area(&area.parse().unwrap());
        let scope = Scope { level: None, area };
        coverage::find(&graph().at(date(text)), &coverage::Params { scope, theme: None })
    }

    /// The themes that a body holds in some role, in the report's order.
    fn of<'r>(report: &'r Report, body: &str, role: RemitRole) -> Vec<&'r str> {
        let holds = |row: &&Row| row.by.iter().any(|holding| holding.body.id == body && holding.role == role);
        report.rows.iter().filter(holds).map(|row| row.theme.id.as_str()).collect()
    }

    #[test]
    fn for_hate_crime_gangs_and_dangerous_dogs_the_paper_names_no_body_for_london() {
        let report = at("2010-03", Some(Level::Regional));
        for theme in ["hate-crime", "gangs", "dangerous-dogs"] {
            let row = row(&report, theme);
            assert_eq!(row.held, Holds::Nobody, "{theme}");
            let named = row.named.iter().filter(|naming| naming.cover == Cover::Certain);
            let places: Vec<String> = named
                .flat_map(|naming| &naming.evidence)
                .map(|cited| format!("{} {}", cited.source, cited.locator.as_deref().unwrap_or_default()))
                .collect();
            assert_eq!(places, ["lcrb-2010 why a new board para 2"], "{theme}");
        }
        // The others that the sentence names have boards, by whatever name.
        for (theme, board) in [
            ("serious-youth-violence", "sy-violence-board"),
            ("anti-social-behaviour", "london-asb-board"),
            ("domestic-violence", "dsv-board"),
            ("sexual-violence", "dsv-board"),
        ] {
            let row = row(&report, theme);
            assert_eq!(
                (row.held, row.by[0].body.id.as_str(), row.by[0].role),
                (Holds::Certain, board, RemitRole::Owner)
            );
            assert_eq!(row.by[0].cover, Cover::Certain);
        }
    }

    #[test]
    fn hackneys_board_of_2022_may_have_had_gangs_in_2010_and_is_no_body_for_london() {
        let report = at("2010-03", None);
        let gangs = row(&report, "gangs");
        assert_eq!((gangs.held, ids(&gangs.by)), (Holds::Possible, vec!["hackney-svg", "hackney-csp"]));
        let report = at("2010-03", Some(Level::Regional));
        assert_eq!(ids(&row(&report, "gangs").elsewhere), ["hackney-svg", "hackney-csp"]);
        // Even of all levels, nobody is recorded for the other two.
        let report = at("2010-03", None);
        assert_eq!(
            (row(&report, "hate-crime").held, row(&report, "dangerous-dogs").held),
            (Holds::Nobody, Holds::Nobody)
        );
    }

    #[test]
    fn what_is_held_wholly_in_part_or_by_proposal_is_not_reported_as_held_by_nobody() {
        let report = at("2010-03", Some(Level::Regional));
        assert_eq!(themes(&report, Holds::Proposed), ["good-practice", "information-sharing", "strategic-assessment"]);
        // Robbery was a priority of 2006/07: whether it was kept is not known, which is not nobody.
        assert_eq!(row(&report, "robbery").held, Holds::Possible);
        assert_eq!(row(&report, "acquisitive-crime").held, Holds::InPart);
        // The MPA proposed hate crime for 2004/05 and not for 2010.
        assert!(row(&report, "hate-crime").by.is_empty());
        let earlier = at("2004-09-10", Some(Level::Regional));
        assert_eq!(
            (row(&earlier, "hate-crime").held, ids(&row(&earlier, "hate-crime").by)),
            (Holds::Proposed, vec!["mpa"])
        );
    }

    #[test]
    fn the_partnership_had_four_key_themes_in_2006_and_2007() {
        let report = at("2006-12-31", None);
        let key = ["anti-social-behaviour", "robbery", "youth-crime", "cdrp-review"];
        assert_eq!(of(&report, "lcsp", RemitRole::Priority), key);
        assert!(key.iter().all(|theme| row(&report, theme).by.iter().any(|holding| holding.cover == Cover::Certain)));
        assert!(of(&at("2005", None), "lcsp", RemitRole::Priority).is_empty(), "it did not exist");
    }

    #[test]
    fn hackneys_four_boards_and_the_citys_priorities_are_theirs_at_their_dates() {
        let hackney = in_area("2022-10-27", "hackney");
        let boards = ["hackney-svg", "hackney-vawg", "hackney-ysh", "hackney-nte"];
        let owned: Vec<Vec<&str>> = boards.iter().map(|board| of(&hackney, board, RemitRole::Owner)).collect();
        assert_eq!(
            owned,
            [
                vec!["gangs", "serious-violence"],
                vec!["vawg"],
                vec!["youth-crime", "young-people"],
                vec!["night-time-economy", "safer-socialising"]
            ]
        );
        let city = in_area("2016-03-02", "city-of-london");
        assert_eq!(
            of(&city, "safer-city-partnership", RemitRole::Priority),
            [
                "anti-social-behaviour",
                "acquisitive-crime",
                "prevent",
                "violence",
                "night-time-economy",
                "cycling-safety"
            ]
        );
        // What Hackney has is not the City's, and the other way round.
        assert_eq!((row(&city, "gangs").held, row(&hackney, "prevent").held), (Holds::Nobody, Holds::Nobody));
        assert!(ids(&row(&city, "gangs").elsewhere).contains(&"hackney-svg"));
    }

    #[test]
    fn the_five_engagement_themes_of_the_mpa_are_proposals() {
        let report = at("2004-09-10", None);
        for theme in [
            "safer-neighbourhoods",
            "community-engagement",
            "cross-border-crime-issue",
            "partnership-improvement",
            "external-partnership-demands",
        ] {
            let mpa = row(&report, theme).by.iter().find(|holding| holding.body.id == "mpa").unwrap();
            assert!(mpa.proposed && mpa.cover == Cover::Possible, "{theme}");
        }
        let late_night = row(&report, "licensing");
        assert_eq!((late_night.held, ids(&late_night.by)), (Holds::Proposed, vec!["mpa"]));
    }

    #[test]
    fn anti_social_behaviour_recurs_in_london_and_its_boroughs_and_robbery_stands_once() {
        let report = coverage::find(&graph().at_any_time(), &coverage::Params::default());
        assert_eq!(report.levels, [Level::National, Level::Regional, Level::Local]);
        // Of the one national body only the reduction of crime is known.
        let everywhere: Vec<&str> =
            report.rows.iter().filter(|row| row.at_every_level).map(|row| row.theme.id.as_str()).collect();
        assert_eq!(everywhere, ["community-safety", "crime-reduction"]);
        let levels = |theme: &str| -> Vec<(Level, bool)> {
            row(&report, theme).levels.iter().filter_map(|at| Some((at.level?, at.in_part))).collect()
        };
        let both = [(Level::Regional, false), (Level::Local, false)];
        for theme in
            ["anti-social-behaviour", "youth-crime", "violence", "drugs", "safer-neighbourhoods", "community-safety"]
        {
            assert!(both.iter().all(|level| levels(theme).contains(level)), "{theme}");
        }
        assert_eq!(levels("robbery"), [(Level::Regional, false)]);
        for theme in ["robbery", "cdrp-review", "prevent", "cycling-safety", "safer-socialising", "sexual-violence"] {
            assert!(row(&report, theme).is_held_once(), "{theme}");
        }
        for theme in ["anti-social-behaviour", "gangs", "youth-crime", "dangerous-dogs", "hate-crime"] {
            assert!(!row(&report, theme).is_held_once(), "{theme}");
        }
        // Its holders of 2006 and of 2022 need not have held it together: the number is of one time.
        let behaviour = row(&report, "anti-social-behaviour");
        assert_eq!((behaviour.by.len(), behaviour.holders.least), (6, 2), "two of them in 2006 and 2007");
        assert!(behaviour.by.iter().filter(|holding| !holding.proposed).all(|holding| holding.known.is_some()));
    }

    #[test]
    fn every_holding_has_a_source_and_stands_under_its_theme_once() {
        for report in [at("2010-03", None), at("2022-10-27", Some(Level::Local))] {
            for row in &report.rows {
                for list in [&row.by, &row.through_wider, &row.in_part, &row.elsewhere] {
                    assert!(list.iter().all(|holding| !holding.evidence.is_empty()), "{}", row.theme.id);
                }
                assert!(row.named.iter().all(|naming| !naming.evidence.is_empty()), "{}", row.theme.id);
            }
        }
    }

    #[test]
    fn under_one_theme_only_it_and_its_parts_are_told() {
        let theme = graph().theme(&"youth-crime".parse().unwrap());
        let params = coverage::Params { scope: Scope::default(), theme };
        let report = coverage::find(&graph().at(date("2010-03")), &params);
        let told: Vec<&str> = report.rows.iter().map(|row| row.theme.id.as_str()).collect();
        assert_eq!(told, ["youth-crime", "serious-youth-violence"]);
        let all = at("2010-03", None);
        assert!(report.rows.iter().all(|told| row(&all, &told.theme.id) == told), "the rows are those of the whole");
    }
}

/// What brute force makes of a theme: who holds it how, from the plain numbers.
fn expected(world: &World, theme: usize, year: Option<i32>, scope: Option<Level>) -> (Holds, Vec<String>) {
    let mut own = Vec::new();
    let (mut certain, mut possible, mut any, mut part) = (false, false, false, false);
    for body in &world.bodies {
        if year.is_some_and(|year| body.life.covers(year) == Cover::No) || (scope.is_some() && body.level != scope) {
            continue;
        }
        for remit in &body.remits {
            let cover = year.map_or(Cover::Certain, |year| remit.time.covers(year));
            let inside = world.theme_and_wider(remit.theme).contains(&theme);
            if cover == Cover::No || !inside {
                continue;
            }
            any = true;
            if remit.theme == theme {
                let shown = if remit.proposed { Cover::Possible } else { cover };
                own.push(format!("{} {} {shown} {}", body.id, remit.role, remit.proposed));
                certain |= !remit.proposed && cover == Cover::Certain;
                possible |= !remit.proposed;
            } else {
                part |= !remit.proposed;
            }
        }
    }
    let held = if certain {
        Holds::Certain
    } else if possible {
        Holds::Possible
    } else if part {
        Holds::InPart
    } else if any {
        Holds::Proposed
    } else {
        Holds::Nobody
    };
    own.sort();
    (held, own)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn cells_are_what_a_direct_look_at_the_records_shows(
        world in world(),
        year in prop::option::of(1999..2015i32),
        level in prop::option::of(prop_oneof![Just(Level::Regional), Just(Level::Local)]),
    ) {
        let graph = GovGraph::build(world.dataset()).unwrap().graph;
        let snapshot = year.map_or_else(|| graph.at_any_time(), |year| graph.at(date(&format!("{year}-06-15"))));
        let params = coverage::Params { scope: Scope { level, area: None }, theme: None };
        let report = coverage::find(&snapshot, &params);
        prop_assert_eq!(report.rows.len(), world.themes.len());
        for theme in 0..world.themes.len() {
            let row = row(&report, &format!("t{theme}"));
            let (held, own) = expected(&world, theme, year, level);
            prop_assert_eq!(row.held, held, "t{}", theme);
            let words = |holding: &Holding| {
                format!("{} {} {} {}", holding.body.id, holding.role, holding.cover, holding.proposed)
            };
            let mut found: Vec<String> = row.by.iter().map(words).collect();
            found.sort();
            prop_assert_eq!(found, own, "t{}", theme);
            prop_assert!(row.holders.most.is_some_and(|most| row.holders.least <= most));
            prop_assert_eq!(row.broader.as_ref().map(|wider| wider.id.clone()), world.themes[theme].map(|wider| format!("t{wider}")));
            let wider = world.theme_and_wider(theme);
            prop_assert_eq!(row.depth as usize, wider.len() - 1);
            for holding in &row.through_wider {
                let of: usize = holding.theme.id[1..].parse().unwrap();
                prop_assert!(wider[1..].contains(&of));
                prop_assert!(!row.by.iter().any(|own| own.body == holding.body && !own.proposed));
            }
            for holding in &row.in_part {
                let part: usize = holding.theme.id[1..].parse().unwrap();
                prop_assert!(part != theme && world.theme_and_wider(part).contains(&theme));
            }
        }
    }

    #[test]
    fn how_many_hold_a_theme_at_one_time_is_what_looking_at_every_year_shows(mut world in world()) {
        world.bodies.iter_mut().for_each(|body| body.life = Time::Always);
        let graph = GovGraph::build(world.dataset()).unwrap().graph;
        let report = coverage::find(&graph.at_any_time(), &coverage::Params::default());
        for theme in 0..world.themes.len() {
            // Things begin on the first day of a year, on which alone what has an unknown end is certain.
            let days = (1999..2021).flat_map(|year| [(year, true), (year, false)]);
            let on = |(year, first): (i32, bool), enough: Cover| {
                let covers = |remit: &RawRemit| match remit.time {
                    Time::Since(since) if first && since == year => Cover::Certain,
                    time => time.covers(year),
                };
                let holds = |remit: &RawRemit| remit.theme == theme && !remit.proposed && covers(remit) >= enough;
                world.bodies.iter().filter(|body| body.remits.iter().any(holds)).count()
            };
            let least = days.clone().map(|day| on(day, Cover::Certain)).max().unwrap();
            let most = days.map(|day| on(day, Cover::Possible)).max().unwrap();
            let holders = row(&report, &format!("t{theme}")).holders;
            prop_assert_eq!((holders.least as usize, holders.most.unwrap() as usize), (least, most), "t{}", theme);
        }
    }

    #[test]
    fn a_theme_without_a_holder_adds_one_unheld_row_and_changes_no_other(
        world in world(),
        wider in prop::option::of(0..8usize),
        year in prop::option::of(1999..2015i32),
    ) {
        let mut more = world.clone();
        more.themes.push(wider);
        let report = |world: &World| {
            let graph = GovGraph::build(world.dataset()).unwrap().graph;
            let snapshot = year.map_or_else(|| graph.at_any_time(), |year| graph.at(date(&format!("{year}-06-15"))));
            coverage::find(&snapshot, &coverage::Params::default())
        };
        let (before, mut after) = (report(&world), report(&more));
        let at = after.rows.iter().position(|row| row.theme.id == "t8").unwrap();
        let added = after.rows.remove(at);
        prop_assert_eq!(added.held, Holds::Nobody);
        prop_assert!(added.by.is_empty() && added.in_part.is_empty() && added.levels.is_empty());
        prop_assert_eq!(before, after);
    }

    #[test]
    fn the_order_of_records_makes_no_difference_to_coverage(world in world(), year in prop::option::of(1999..2015i32)) {
        let mut turned = world.dataset();
        turned.bodies.reverse();
        turned.themes.reverse();
        turned.relations.reverse();
        let report = |dataset| {
            let graph = GovGraph::build(dataset).unwrap().graph;
            let snapshot = year.map_or_else(|| graph.at_any_time(), |year| graph.at(date(&format!("{year}-06-15"))));
            coverage::find(&snapshot, &coverage::Params::default())
        };
        prop_assert_eq!(report(world.dataset()), report(turned));
    }
}
