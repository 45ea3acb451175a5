//! Which bodies do the same job: the smallest structures, London, and generated ones.

use proptest::prelude::*;

use govgraph::questions::Scope;
use govgraph::questions::duplication::{self, Fit, Range, Reason, Report, Row};
use govgraph::{Cover, GovGraph, Level};

use crate::load::{built, date, london};
use crate::themes::{RawBody, World, world};

fn ids(row: &Row) -> (&str, &str) {
    (&row.a.id, &row.b.id)
}

fn pairs(report: &Report) -> Vec<(&str, &str)> {
    report.rows.iter().map(ids).collect()
}

fn set_apart(report: &Report) -> Vec<(&str, &str, Reason)> {
    report.apart.iter().map(|apart| (apart.row.a.id.as_str(), apart.row.b.id.as_str(), apart.reason)).collect()
}

fn themes(row: &Row) -> Vec<&str> {
    row.remits.shared.iter().map(|shared| shared.theme.id.as_str()).collect()
}

fn is_about(range: Range, least: f64, most: f64) -> bool {
    (range.least - least).abs() < 1e-9 && (range.most - most).abs() < 1e-9
}

mod small {
    use super::*;

    const AROUND: &str = "areas:
  north: { name: North, level: local }
  south: { name: South, level: local }
  land: { name: Land, level: national }
  town: { name: Town, within: north }
themes:
  crime: { name: Crime }
  violence: { name: Violence, broader: crime }
  knives: { name: Knives, broader: violence }
  dogs: { name: Dogs }
  noise: { name: Noise }
";

    fn of(rest: &str) -> Report {
        let built = built(&format!("{AROUND}{rest}"));
        duplication::find(&built.graph.at_any_time(), &duplication::Params::default())
    }

    /// A board of the north that always is, with some themes that it owns.
    fn board(id: &str, themes: &[&str], more: &str) -> String {
        let remits: Vec<String> =
            themes.iter().map(|theme| format!("{{ theme: {theme}, as: owner, during: ../.. }}")).collect();
        format!(
            "  {id}: {{ name: {id}, kind: board, area: north, exists: ../.., remits: [ {} ]{more} }}\n",
            remits.join(", ")
        )
    }

    #[test]
    fn two_boards_with_the_same_single_theme_do_the_same_job_as_far_as_their_members_are_known() {
        let report = of(&format!("bodies:\n{}{}", board("a", &["dogs"], ""), board("b", &["dogs"], "")));
        let [row] = report.rows.as_slice() else { panic!("{report:?}") };
        assert_eq!((ids(row), themes(row)), (("a", "b"), vec!["dogs"]));
        assert!(is_about(row.remits.range, 1.0, 1.0));
        // Of the members nothing is known, which is neither none nor all.
        assert!(row.members.range.is_unknown() && row.members.is_unknown());
        assert!(is_about(row.score, 2.0 / 3.0, 1.0), "{:?}", row.score);
        assert_eq!((row.area.fit, row.time.together, row.proposed), (Fit::Same, Cover::Certain, false));
    }

    #[test]
    fn known_members_and_open_seats_bound_the_part_of_the_members() {
        let seats = |ids: &[&str], open: usize| {
            let of = ids.iter().map(|id| format!("{{ of: {id}, during: ../.. }}"));
            let open = std::iter::repeat_n("{ described: somebody, during: ../.. }".to_string(), open);
            format!(", seats: [ {} ]", of.chain(open).collect::<Vec<_>>().join(", "))
        };
        let report = of(&format!(
            "bodies:\n  p: {{ name: P }}\n  q: {{ name: Q }}\n  r: {{ name: R }}\n{}{}",
            board("a", &["dogs"], &seats(&["p", "q"], 1)),
            board("b", &["dogs"], &seats(&["p", "r"], 0)),
        ));
        let members = &report.rows[0].members;
        // One of three is shared; the open seat is held by a fourth, or by the one who sits on the other alone.
        assert!(is_about(members.range, 1.0 / 4.0, 2.0 / 3.0), "{:?}", members.range);
        assert_eq!((members.members_a, members.members_b, members.open_a, members.open_b), (2, 2, 1, 0));
        assert_eq!(members.shared.iter().map(|shared| shared.member.name.as_str()).collect::<Vec<_>>(), ["P"]);
    }

    #[test]
    fn a_part_counts_towards_the_whole_by_its_share_of_the_holders() {
        let report = of(&format!(
            "bodies:\n{}{}{}{}",
            board("a", &["knives"], ""),
            board("b", &["violence"], ""),
            board("c", &["violence"], ""),
            board("d", &["violence"], ""),
        ));
        // Four hold violence or a part, of whom one, counted as two, holds knives: half of each other, both ways.
        let row = report.rows.iter().find(|row| ids(row) == ("a", "b")).unwrap();
        assert!(is_about(row.remits.range, 0.5, 0.5), "{:?}", row.remits);
        let shared = &row.remits.shared[0];
        assert_eq!((shared.theme.id.as_str(), shared.in_part, shared.holders), ("violence", true, 4));
        assert_eq!(
            (shared.on_a[0].text.as_str(), shared.on_b[0].text.as_str()),
            ("Knives (owner)", "Violence (owner)")
        );
    }

    #[test]
    fn two_parts_of_one_whole_are_not_the_same_job() {
        let report = of(&format!("bodies:\n{}{}", board("a", &["violence"], ""), board("b", &["dogs"], "")));
        assert!(report.rows.is_empty());
        let siblings = built(
            "themes: { crime: { name: Crime }, dogs: { name: Dogs, broader: crime }, cars: { name: Cars, broader: crime } }
bodies:
  a: { name: A, remits: [ { theme: dogs, as: owner } ] }
  b: { name: B, remits: [ { theme: cars, as: owner } ] }
",
        );
        let report = duplication::find(&siblings.graph.at_any_time(), &duplication::Params::default());
        assert!(report.rows.is_empty() && report.apart.is_empty());
    }

    #[test]
    fn a_rare_theme_makes_bodies_more_alike_than_one_that_everybody_has() {
        let report = of(&format!(
            "bodies:\n{}{}{}{}",
            board("a", &["dogs", "noise"], ""),
            board("b", &["dogs", "crime"], ""),
            board("c", &["noise", "violence"], ""),
            board("d", &["noise"], ""),
        ));
        let score = |a: &str, b: &str| {
            let row = report.rows.iter().find(|row| ids(row) == (a, b)).unwrap();
            (row.remits.a_in_b.least, row.remits.shared[0].weight)
        };
        let ((dogs, dogs_weight), (noise, noise_weight)) = (score("a", "b"), score("a", "c"));
        assert!((dogs_weight - 1.0).abs() < 1e-9 && (noise_weight - 2.0 / 3.0).abs() < 1e-9);
        assert!(dogs > noise, "{dogs} {noise}");
    }

    #[test]
    fn bodies_for_places_that_lie_apart_or_that_never_meet_are_no_candidates() {
        let remits = "remits: [ { theme: dogs, as: owner } ]";
        let report = of(&format!(
            "bodies:
  a: {{ name: A, area: north, exists: 2000/2004, {remits} }}
  b: {{ name: B, area: south, exists: 2000/2004, {remits} }}
  c: {{ name: C, area: north, exists: 2006/2009, {remits} }}
  d: {{ name: D, area: town, exists: 2000/.., {remits} }}
"
        ));
        assert_eq!(pairs(&report), [("a", "d"), ("c", "d")]);
        assert!(report.rows.iter().all(|row| row.area.fit == Fit::Nested && is_about(row.area.range, 0.5, 0.5)));
        assert!(report.apart.is_empty());
    }

    #[test]
    fn an_unknown_area_leaves_all_open_and_different_levels_a_half() {
        let remits = "exists: ../.., remits: [ { theme: dogs, as: owner, during: ../.. } ]";
        let report = of(&format!(
            "bodies:
  a: {{ name: A, area: north, {remits} }}
  b: {{ name: B, {remits} }}
  c: {{ name: C, level: national, {remits} }}
"
        ));
        let area = |a: &str, b: &str| report.rows.iter().find(|row| ids(row) == (a, b)).unwrap().area.range;
        assert!(area("a", "b").is_unknown());
        assert!(is_about(area("a", "c"), 0.0, 0.5), "a national body is for no single town");
        assert!(report.rows.iter().all(|row| row.score.least == 0.0 && row.score.most > 0.0), "{:?}", report.rows);
    }

    #[test]
    fn predecessors_and_successors_are_set_apart_over_several_events_and_over_proposals() {
        let report = of(&format!(
            "bodies:\n{}{}{}{}events:
  - {{ kind: function-transferred, from: [a], to: [b], on: 2000 }}
  - {{ kind: function-transferred, from: [b], to: [c], on: 2005 }}
  - {{ kind: function-transferred, from: [c], to: [d], proposed: 2010 }}
",
            board("a", &["dogs"], ""),
            board("b", &["noise"], ""),
            board("c", &["dogs"], ""),
            board("d", &["dogs"], ""),
        ));
        assert!(report.rows.is_empty());
        let (certain, proposed) = (Reason::Succession, Reason::ProposedSuccession);
        assert_eq!(set_apart(&report), [("a", "c", certain), ("a", "d", proposed), ("c", "d", proposed)]);
        let steps: Vec<&str> = report.apart[0].way.iter().map(|step| step.text.as_str()).collect();
        assert_eq!(steps, ["a → b (function transferred, 2000)", "b → c (function transferred, 2005)"]);
        assert_eq!(report.apart[1].way[2].text, "c → d (function transferred, 2010) (proposed)");
        assert_eq!(report.apart[1].way[2].cover, Cover::Possible);
    }

    #[test]
    fn what_passed_on_before_it_was_received_makes_no_successor() {
        let report = of(&format!(
            "bodies:\n{}{}{}events:
  - {{ kind: function-transferred, from: [a], to: [b], on: 2005 }}
  - {{ kind: function-transferred, from: [b], to: [c], on: 2000 }}
",
            board("a", &["dogs"], ""),
            board("b", &["noise"], ""),
            board("c", &["dogs"], ""),
        ));
        assert_eq!((pairs(&report), report.apart.len()), (vec![("a", "c")], 0));
    }

    #[test]
    fn a_body_that_will_replace_another_is_set_apart_before_it_does() {
        let built = built(&format!(
            "{AROUND}bodies:\n{}{}events: [ {{ kind: function-transferred, from: [a], to: [b], on: 2010 }} ]\n",
            board("a", &["dogs"], ""),
            board("b", &["dogs"], ""),
        ));
        let report = duplication::find(&built.graph.at(date("2005")), &duplication::Params::default());
        assert_eq!((pairs(&report), set_apart(&report)), (Vec::new(), vec![("a", "b", Reason::Succession)]));
        assert_eq!(report.apart[0].way[0].cover, Cover::No, "it has not happened yet");
    }

    #[test]
    fn boards_and_their_sub_boards_are_set_apart_over_several_steps_and_sisters_are_not() {
        let report = of(&format!(
            "bodies:\n{}{}{}{}",
            board("top", &["dogs"], ""),
            board("mid", &["noise"], ", part_of: top"),
            board("low", &["dogs"], ", sub_board_of: mid"),
            board("sister", &["dogs"], ", sub_board_of: mid"),
        ));
        assert_eq!(pairs(&report), [("low", "sister")]);
        assert_eq!(set_apart(&report), [("low", "top", Reason::Containment), ("sister", "top", Reason::Containment)]);
        let steps: Vec<&str> = report.apart[0].way.iter().map(|step| step.text.as_str()).collect();
        assert_eq!(steps, ["low is a sub-board of mid", "mid is part of top"]);
    }

    #[test]
    fn who_stands_for_a_sort_of_bodies_is_no_duplicate_of_one_of_them() {
        let report = of(&format!(
            "classes: {{ panel: {{ name: Panel }} }}\nbodies:\n{}  all: {{ name: All, kind: collective, collective_of: panel, area: north, remits: [ {{ theme: dogs, as: owner }} ] }}\n",
            board("one", &["dogs"], ", classes: [ panel ]"),
        ));
        assert_eq!((pairs(&report), set_apart(&report)), (Vec::new(), vec![("all", "one", Reason::Collective)]));
    }

    #[test]
    fn what_is_only_proposed_is_shown_and_never_certain() {
        let report = of(&format!(
            "bodies:\n{}  b: {{ name: B, area: north, exists: ../.., remits: [ {{ theme: dogs, as: owner, during: ../.., proposed: yes }} ] }}\n",
            board("a", &["dogs"], ""),
        ));
        let row = &report.rows[0];
        assert_eq!(
            (row.score.least, row.remits.shared[0].proposed, row.remits.shared[0].cover),
            (0.0, true, Cover::Possible)
        );
        assert!((row.remits.range.most - 1.0).abs() < 1e-9 && !row.proposed);
        assert_eq!(row.remits.shared[0].on_b[0].text, "Dogs (owner) (proposed)");

        let built = built(&format!(
            "sources: {{ paper: {{ title: Paper, date: 2010-03 }} }}\n{AROUND}bodies:\n{}  b: {{ name: B, area: north, proposed: 2010, source: paper, remits: [ {{ theme: dogs, as: owner }} ] }}\n",
            board("a", &["dogs"], ""),
        ));
        let report = duplication::find(&built.graph.at(date("2010-03")), &duplication::Params::default());
        let row = &report.rows[0];
        assert!(row.proposed && row.time.together == Cover::Possible && row.score.least == 0.0);
        assert_eq!(row.remits.shared[0].holders, 1, "a proposal is no holder");
    }

    #[test]
    fn a_proposal_on_the_side_does_not_make_what_is_certain_less() {
        let with = |more: &str| {
            of(&format!(
                "bodies:\n{}  b: {{ name: B, area: north, exists: ../.., remits: [ {{ theme: dogs, as: owner, during: ../.. }}{more} ] }}\n",
                board("a", &["dogs"], ""),
            ))
        };
        let more = with(", { theme: noise, as: owner, during: ../.., proposed: yes }");
        assert_eq!(more.rows[0].remits.range, with("").rows[0].remits.range);
    }

    #[test]
    fn themes_that_were_given_up_before_the_other_began_are_not_shared() {
        let report = of(
            "bodies:
  a: { name: A, area: north, exists: 1990/.., remits: [ { theme: dogs, as: owner, during: 1990/1999 }, { theme: noise, as: owner, during: 1990/.. } ] }
  b: { name: B, area: north, exists: 2000/.., remits: [ { theme: dogs, as: owner, during: 2000/.. } ] }
  c: { name: C, area: north, exists: 2000/.., remits: [ { theme: noise, as: owner, during: 2000/.. } ] }
",
        );
        assert_eq!(pairs(&report), [("a", "c")]);
        assert!(is_about(report.rows[0].remits.range, 1.0, 1.0), "of a, only what it held beside c counts");
    }

    #[test]
    fn a_source_that_says_so_stands_beside_even_where_no_theme_is_known() {
        let report = of(&format!(
            "sources: {{ audit: {{ title: Audit, date: 2010 }} }}
bodies:\n{}{}  c: {{ name: C, kind: board, area: north }}
  report: {{ name: Report, says: [ {{ about: duplication, text: Twice the same work, bodies: [ a, b, c ], source: audit p 3 }} ] }}\n",
            board("a", &["dogs"], ""),
            board("b", &["dogs"], ""),
        ));
        let said: Vec<(&str, &str)> =
            report.rows.iter().filter(|row| !row.said.is_empty()).map(ids).filter(|pair| pair.1 != "report").collect();
        assert_eq!(said, [("a", "b"), ("a", "c"), ("b", "c")]);
        let with_c = report.rows.iter().find(|row| ids(row) == ("a", "c")).unwrap();
        assert!(with_c.remits.range.is_unknown() && with_c.score.least == 0.0, "no theme of c is known");
        assert_eq!(with_c.said[0].evidence[0].locator.as_deref(), Some("p 3"));
        assert!(report.unknown.iter().any(|body| body.id == "c"));
        // A statement about work done twice in general names no pair.
        let general = of(&format!(
            "bodies:\n{}{}",
            board("a", &["dogs"], ", says: [ { about: duplication, text: Too much of it } ]"),
            board("b", &["noise"], ""),
        ));
        assert!(general.rows.is_empty());
    }

    #[test]
    fn a_pair_that_is_asked_is_shown_even_if_it_shares_nothing() {
        let built = built(&format!(
            "{AROUND}bodies:\n{}  b: {{ name: B, kind: board, area: south, exists: 1990/1999 }}\n",
            board("a", &["dogs"], ""),
        ));
        let graph = &built.graph;
        let between = Some((graph.find("b").unwrap(), graph.find("a").unwrap()));
        let params = duplication::Params { between, least: 0.9, top: Some(0), ..Default::default() };
        let report = duplication::find(&graph.at_any_time(), &params);
        let row = &report.rows[0];
        assert_eq!((ids(row), row.area.fit), (("b", "a"), Fit::Apart));
        assert!(row.remits.range.is_unknown() && is_about(row.score, 0.0, 0.0));
    }
}

mod question_7_duplication {
    use super::*;

    fn graph() -> &'static GovGraph {
        &london().graph
    }

    fn report(at: Option<&str>, level: Option<Level>) -> Report {
        let snapshot = at.map_or_else(|| graph().at_any_time(), |at| graph().at(date(at)));
        let scope = Scope { level, area: None };
        duplication::find(&snapshot, &duplication::Params { scope, ..Default::default() })
    }

    fn march_2010() -> Report {
        report(Some("2010-03"), Some(Level::Regional))
    }

    fn row<'r>(report: &'r Report, a: &str, b: &str) -> &'r Row {
        report.rows.iter().find(|row| ids(row) == (a, b)).unwrap()
    }

    #[test]
    fn serious_youth_violence_is_with_a_board_a_panel_and_perhaps_the_partnership() {
        let report = march_2010();
        // The only pair of which the documents of that month show the same theme on both sides and which comes first.
        let first = &report.rows[0];
        assert_eq!(ids(first), ("mpa-avp", "sy-violence-board"));
        assert_eq!((themes(first), first.remits.shared[0].cover), (vec!["serious-youth-violence"], Cover::Certain));
        assert_eq!((first.area.fit, first.time.together), (Fit::Same, Cover::Certain));
        assert!(first.members.is_unknown(), "the paper names nobody who sits on either");
        assert!(first.score.least > 0.5 && first.score.most < 1.0, "{:?}", first.score);
        // The partnership has the wider theme of youth crime, of 2006/07: whether still, the paper does not say.
        for board in ["mpa-avp", "sy-violence-board"] {
            let row = row(&report, "lcsp", board);
            let youth = row.remits.shared.iter().find(|shared| shared.theme.id == "youth-crime").unwrap();
            assert_eq!((youth.in_part, youth.cover, row.score.least), (true, Cover::Possible, 0.0), "{board}");
        }
    }

    #[test]
    fn anti_social_behaviour_is_with_the_board_and_perhaps_the_partnership() {
        let report = march_2010();
        let row = row(&report, "lcsp", "london-asb-board");
        let behaviour = &row.remits.shared[0];
        assert_eq!((behaviour.theme.id.as_str(), behaviour.in_part), ("anti-social-behaviour", false));
        assert_eq!(
            (behaviour.on_a[0].text.as_str(), behaviour.on_a[0].cover),
            ("Anti-social behaviour (priority)", Cover::Possible)
        );
        assert_eq!(
            (behaviour.on_b[0].text.as_str(), behaviour.on_b[0].cover),
            ("Anti-social behaviour (owner)", Cover::Certain)
        );
        assert_eq!(row.score.least, 0.0);
        assert!(row.score.most > 0.6, "{:?}", row.score);
        // The board does nothing that the partnership did not do, and the partnership did much else.
        assert!((row.remits.b_in_a.most - 1.0).abs() < 1e-9 && row.remits.a_in_b.most < 0.2, "{:?}", row.remits);
    }

    #[test]
    fn domestic_and_sexual_violence_are_with_their_board_and_as_a_part_of_violence_with_the_panel() {
        let report = march_2010();
        let row = row(&report, "dsv-board", "mpa-avp");
        let [violence] = row.remits.shared.as_slice() else { panic!("{:?}", themes(row)) };
        assert_eq!((violence.theme.id.as_str(), violence.in_part, violence.cover), ("violence", true, Cover::Certain));
        let parts: Vec<&str> = violence.on_a.iter().map(|tie| tie.text.as_str()).collect();
        assert_eq!(parts, ["Domestic violence (owner)", "Sexual violence (owner)"]);
        assert!(row.score.least > 0.0);
    }

    #[test]
    fn what_replaces_another_or_is_part_of_it_is_set_apart_and_not_among_the_duplicates() {
        let london = march_2010();
        let related = set_apart(&london);
        assert!(related.contains(&("lcrb", "lcsp", Reason::ProposedSuccession)));
        assert!(related.contains(&("lcjb", "lcjp", Reason::Succession)));
        for pair in [("lcrb", "lcsp"), ("lcrdb", "lcsp"), ("lcjb", "lcjp"), ("mpa", "mpa-avp"), ("mopac", "mpa")] {
            assert!(!pairs(&london).contains(&pair), "{pair:?}");
            assert!(!pairs(&report(None, None)).contains(&pair), "{pair:?}");
        }
        let step = &london.apart.iter().find(|apart| apart.row.a.id == "lcrb").unwrap().way[0];
        assert_eq!((step.cover, step.proposed, step.evidence[0].source.as_str()), (Cover::Possible, true, "lcrb-2010"));
        // Who shares what, all the same: the members of question 4.
        let lcrb = &london.apart.iter().find(|apart| apart.row.a.id == "lcrb").unwrap().row;
        assert_eq!((lcrb.members.members_a, lcrb.members.members_b, lcrb.members.shared.len()), (7, 14, 6));
        assert!((lcrb.members.range.most - 0.4).abs() < 1e-9);
        let hackney = report(Some("2022-10-27"), Some(Level::Local));
        let with_csp: Vec<&str> = hackney
            .apart
            .iter()
            .filter(|apart| apart.reason == Reason::Containment)
            .map(|apart| if apart.row.a.id == "hackney-csp" { &apart.row.b.id } else { &apart.row.a.id })
            .map(String::as_str)
            .collect();
        for board in ["hackney-sog", "hackney-crp", "hackney-svg", "hackney-vawg", "hackney-ysh", "hackney-nte"] {
            assert!(with_csp.contains(&board), "{board}");
        }
        assert!(pairs(&hackney).contains(&("hackney-crp", "hackney-sog")), "sisters are compared");
    }

    #[test]
    fn boroughs_are_no_duplicates_of_each_other() {
        for at in [Some("2010-03"), Some("2016-03-02"), Some("2022-10-27"), None] {
            let report = report(at, None);
            let rows = || report.rows.iter().chain(report.apart.iter().map(|apart| &apart.row));
            assert!(!rows().any(|row| ids(row) == ("hackney-csp", "safer-city-partnership")), "{at:?}");
            assert!(rows().all(|row| row.area.fit != Fit::Apart && row.time.together != Cover::No), "{at:?}");
            // Other boroughs' partnerships hold no known theme: that is unknown and not the same as theirs.
            assert!(rows().all(|row| row.a.id != "barnet-csp" && row.b.id != "barnet-csp"));
            assert!(report.unknown.iter().any(|body| body.id == "barnet-csp"), "{at:?}");
        }
    }

    #[test]
    fn proposals_are_marked_and_never_certain_and_what_ended_is_gone() {
        let march = march_2010();
        let lcrb: Vec<&Row> = march.rows.iter().filter(|row| row.a.id == "lcrb" || row.b.id == "lcrb").collect();
        assert!(!lcrb.is_empty());
        assert!(lcrb.iter().all(|row| row.proposed && row.score.least == 0.0));
        assert!(march.rows.iter().all(|row| row.a.id != "lcrdb" && row.b.id != "lcrdb"));
        let later = report(Some("2013"), Some(Level::Regional));
        assert!(later.rows.iter().all(|row| row.a.id != "mpa" && row.b.id != "mpa"), "it had ended");
    }

    #[test]
    fn every_part_of_a_score_has_its_evidence() {
        for at in [Some("2010-03"), Some("2022-10-27"), None] {
            let report = report(at, None);
            for row in report.rows.iter().chain(report.apart.iter().map(|apart| &apart.row)) {
                for shared in &row.remits.shared {
                    let ties = || shared.on_a.iter().chain(&shared.on_b);
                    assert!(!shared.on_a.is_empty() && !shared.on_b.is_empty(), "{:?} {}", ids(row), shared.theme.id);
                    assert!(ties().all(|tie| !tie.evidence.is_empty()), "{:?}", ids(row));
                }
                assert!(!row.area.evidence.is_empty() && !row.time.evidence.is_empty(), "{:?}", ids(row));
            }
            assert!(report.apart.iter().all(|apart| apart.way.iter().all(|step| !step.evidence.is_empty())));
        }
    }
}

/// What brute force makes of two bodies at the middle of a year, from the plain numbers.
struct Oracle<'w> {
    world: &'w World,
    year: i32,
}

impl Oracle<'_> {
    fn is_there(&self, body: &RawBody) -> bool {
        body.life.covers(self.year).is_possible()
    }

    /// Themes with how sure they are, 2 for certain, and whether they are proposed.
    fn holds(&self, body: &RawBody) -> Vec<(usize, u8, bool)> {
        let sure = |cover, proposed: bool| match cover {
            Cover::No => 0,
            Cover::Certain if !proposed => 2,
            _ => 1,
        };
        let all = body
            .remits
            .iter()
            .map(|remit| (remit.theme, sure(remit.time.covers(self.year), remit.proposed), remit.proposed));
        all.filter(|(_, sure, _)| *sure > 0).collect()
    }

    fn weight(&self, theme: usize) -> f64 {
        let holds = |body: &&RawBody| {
            self.is_there(body)
                && self
                    .holds(body)
                    .iter()
                    .any(|(own, _, proposed)| !proposed && self.world.theme_and_wider(*own).contains(&theme))
        };
        let holders = self.world.bodies.iter().filter(holds).count();
        2.0 / f64::from(u32::try_from(holders.max(2)).unwrap())
    }

    /// How much of one theme another takes up: the lighter by the heavier, if one is part of the other.
    fn alike(&self, one: usize, other: usize) -> f64 {
        let related =
            self.world.theme_and_wider(one).contains(&other) || self.world.theme_and_wider(other).contains(&one);
        let (x, y) = (self.weight(one), self.weight(other));
        if related { x.min(y) / x.max(y) } else { 0.0 }
    }

    fn share(&self, of: &RawBody, others: &RawBody) -> (f64, f64) {
        let (of, others) = (self.holds(of), self.holds(others));
        let mean = |proposals: bool, enough: u8| {
            let (mut sum, mut all) = (0.0, 0.0);
            for theme in 0..self.world.themes.len() {
                let mine: Vec<_> = of.iter().filter(|x| x.0 == theme && (proposals || !x.2)).collect();
                if mine.is_empty() {
                    continue;
                }
                let mut best = 0.0f64;
                for y in others.iter().filter(|y| proposals || !y.2) {
                    if y.1 >= enough && mine.iter().any(|x| x.1 >= enough) {
                        best = best.max(self.alike(theme, y.0));
                    }
                }
                all += self.weight(theme);
                sum += self.weight(theme) * best;
            }
            if all == 0.0 { 0.0 } else { sum / all }
        };
        (mean(false, 2), mean(false, 1).max(mean(true, 1)))
    }

    fn members(a: &RawBody, b: &RawBody) -> (f64, f64) {
        if a.members.is_empty() || b.members.is_empty() {
            return (0.0, 1.0);
        }
        let shared = a.members.iter().filter(|member| b.members.contains(member)).count();
        let union = a.members.len() + b.members.len() - shared;
        let number = |n: usize| f64::from(u32::try_from(n).unwrap());
        // Every way in which the open seats can be taken: by members of the other alone, or by newcomers on both.
        let mut most = 0.0f64;
        for from_b in 0..=a.open.min(b.members.len() - shared) {
            for from_a in 0..=b.open.min(a.members.len() - shared) {
                for both in 0..=(a.open - from_b).min(b.open - from_a) {
                    most = most.max(number(shared + from_a + from_b + both) / number(union + both));
                }
            }
        }
        (number(shared) / number(union + a.open + b.open), most)
    }

    fn area(&self, a: &RawBody, b: &RawBody) -> (f64, f64) {
        match (a.area, b.area) {
            (Some(x), Some(y)) if x == y => (1.0, 1.0),
            (Some(x), Some(y)) if self.world.lies_in(x, y) || self.world.lies_in(y, x) => (0.5, 0.5),
            (Some(_), Some(_)) => (0.0, 0.0),
            _ if a.level.is_some() && b.level.is_some() && a.level != b.level => (0.0, 0.5),
            _ => (0.0, 1.0),
        }
    }

    /// The score; `None` if the two are not to be compared.
    fn score(&self, a: &RawBody, b: &RawBody) -> Option<(f64, f64)> {
        let area = self.area(a, b);
        let meet = self.holds(a).iter().any(|x| self.holds(b).iter().any(|y| self.alike(x.0, y.0) > 0.0));
        if !meet || area.1 == 0.0 || !self.is_there(a) || !self.is_there(b) {
            return None;
        }
        let certain = a.life.covers(self.year) == Cover::Certain && b.life.covers(self.year) == Cover::Certain;
        let (x, y, members) = (self.share(a, b), self.share(b, a), Self::members(a, b));
        let job = |x: f64, y: f64, members: f64| (2.0 * ((x + y) / 2.0) + members) / 3.0;
        let least = if certain { job(x.0, y.0, members.0) * area.0 } else { 0.0 };
        Some((least, job(x.1, y.1, members.1) * area.1))
    }

    fn is_inside(&self, inner: usize, outer: usize) -> bool {
        self.world.bodies[inner].parent.is_some_and(|parent| {
            self.is_there(&self.world.bodies[parent]) && (parent == outer || self.is_inside(parent, outer))
        })
    }

    /// Whether one became the other by events of which none is earlier than the one before.
    fn became(&self, from: usize, to: usize, not_before: i32, seen: &mut Vec<usize>) -> bool {
        (0..self.world.passed.len()).any(|event| {
            let (before, after, year, _) = self.world.passed[event];
            if before != from || year < not_before || seen.contains(&event) {
                return false;
            }
            seen.push(event);
            let found = after == to || self.became(after, to, year, seen);
            seen.pop();
            found
        })
    }

    fn belong_together(&self, a: usize, b: usize) -> bool {
        let became = |x, y| self.became(x, y, i32::MIN, &mut Vec::new());
        self.is_inside(a, b) || self.is_inside(b, a) || became(a, b) || became(b, a)
    }
}

fn at(world: &World, year: Option<i32>, params: impl for<'g> Fn(&'g GovGraph) -> duplication::Params<'g>) -> Report {
    let graph = GovGraph::build(world.dataset()).unwrap().graph;
    let snapshot = year.map_or_else(|| graph.at_any_time(), |year| graph.at(date(&format!("{year}-06-15"))));
    duplication::find(&snapshot, &params(&graph))
}

fn all(world: &World, year: Option<i32>) -> Report {
    at(world, year, |_| duplication::Params::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn pairs_and_scores_are_those_that_brute_force_finds(world in world(), year in 1999..2015i32) {
        let oracle = Oracle { world: &world, year };
        let (mut expected, mut apart) = (Vec::new(), Vec::new());
        for a in 0..world.bodies.len() {
            for b in a + 1..world.bodies.len() {
                let (x, y) = (&world.bodies[a], &world.bodies[b]);
                if let Some(score) = oracle.score(x, y) {
                    let list = if oracle.belong_together(a, b) { &mut apart } else { &mut expected };
                    list.push(((x.id.clone(), y.id.clone()), score));
                }
            }
        }
        let report = all(&world, Some(year));
        let mut found: Vec<&Row> = report.rows.iter().collect();
        let mut found_apart: Vec<&Row> = report.apart.iter().map(|apart| &apart.row).collect();
        for (found, expected) in [(&mut found, expected), (&mut found_apart, apart)] {
            found.sort_by_key(|row| (row.a.id.clone(), row.b.id.clone()));
            let names: Vec<_> = found.iter().map(|row| (row.a.id.clone(), row.b.id.clone())).collect();
            prop_assert_eq!(names, expected.iter().map(|(names, _)| names.clone()).collect::<Vec<_>>());
            for (row, (_, (least, most))) in found.iter().zip(expected) {
                prop_assert!(is_about(row.score, least, most), "{:?}: {:?}, not {least} to {most}", ids(row), row.score);
            }
        }
    }

    #[test]
    fn scores_keep_to_their_bounds_and_stand_in_order(world in world(), year in prop::option::of(1999..2015i32)) {
        let report = all(&world, year);
        for row in report.rows.iter().chain(report.apart.iter().map(|apart| &apart.row)) {
            let remits = [row.remits.range, row.remits.a_in_b, row.remits.b_in_a];
            for range in remits.into_iter().chain([row.score, row.members.range, row.area.range, row.time.range]) {
                prop_assert!(0.0 <= range.least && range.least <= range.most && range.most <= 1.0, "{range:?} of {:?}", ids(row));
            }
            prop_assert!(row.remits.shared.iter().all(|shared| shared.weight > 0.0 && shared.weight <= 1.0));
            prop_assert!(row.remits.shared.iter().all(|shared| !shared.proposed || shared.cover == Cover::Possible));
            prop_assert!(row.a.id < row.b.id);
        }
        let keys: Vec<_> = report.rows.iter().map(|row| (-row.score.least, -row.score.most, ids(row))).collect();
        prop_assert!(keys.is_sorted_by(|x, y| x <= y), "{keys:?}");
    }

    #[test]
    fn a_score_is_the_same_both_ways_round(world in world(), year in prop::option::of(1999..2015i32)) {
        let last = world.bodies.len() - 1;
        let pair = |first: usize, second: usize| {
            at(&world, year, |graph| {
                let body = |at: usize| graph.find(&world.bodies[at].id).unwrap();
                duplication::Params { between: Some((body(first), body(second))), ..Default::default() }
            })
        };
        let (one, other) = (pair(0, last), pair(last, 0));
        let rows = |report: &Report| -> Vec<Row> {
            report.rows.iter().cloned().chain(report.apart.iter().map(|apart| apart.row.clone())).collect()
        };
        let (one_row, other_row) = (rows(&one).remove(0), rows(&other).remove(0));
        prop_assert_eq!(one_row.score, other_row.score);
        prop_assert_eq!(one_row.remits.range, other_row.remits.range);
        prop_assert_eq!(one_row.remits.a_in_b, other_row.remits.b_in_a);
        prop_assert_eq!(one_row.members.range, other_row.members.range);
        prop_assert_eq!(themes(&one_row), themes(&other_row));
        let reason = |report: &Report| report.apart.first().map(|apart| apart.reason);
        prop_assert_eq!(reason(&one), reason(&other));
        // Asked by itself, a pair scores what it scores among all.
        let whole = all(&world, year);
        if let Some(row) = rows(&whole).iter().find(|row| ids(row) == ids(&one_row)) {
            prop_assert_eq!(row, &one_row);
        }
    }

    #[test]
    fn a_body_that_has_nothing_to_do_with_others_changes_nothing(
        world in world(),
        year in prop::option::of(1999..2015i32),
        proposed in any::<bool>(),
    ) {
        let mut more = world.clone();
        more.themes.push(None);
        more.areas.push(None);
        let mut body = more.bodies[0].clone();
        body.id = "a-stranger".to_string();
        body.area = Some(more.areas.len() - 1);
        body.members.clear();
        body.parent = None;
        body.remits.iter_mut().for_each(|remit| {
            remit.theme = 8;
            remit.proposed = proposed;
        });
        more.bodies.push(body);
        let (before, after) = (all(&world, year), all(&more, year));
        prop_assert_eq!(before.rows, after.rows);
        prop_assert_eq!(before.apart, after.apart);
    }

    #[test]
    fn limits_only_choose_among_the_pairs(world in world(), least in 0.0..1.0f64, top in 0..5usize) {
        let whole = all(&world, Some(2005));
        let level = Some(Level::Regional);
        let limited = at(&world, Some(2005), |_| duplication::Params { least, top: Some(top), ..Default::default() });
        let enough: Vec<Row> = whole.rows.iter().filter(|row| row.score.least >= least).cloned().collect();
        prop_assert_eq!(&limited.rows, &enough[..top.min(enough.len())]);
        prop_assert_eq!((limited.below, limited.more), (whole.rows.len() - enough.len(), enough.len() - limited.rows.len()));
        prop_assert_eq!(&limited.apart, &whole.apart);
        let regional = at(&world, Some(2005), |_| {
            duplication::Params { scope: Scope { level, area: None }, ..Default::default() }
        });
        let is_regional = |id: &str| world.bodies.iter().any(|body| body.id == id && body.level == level);
        let rows: Vec<Row> =
            whole.rows.iter().filter(|row| is_regional(&row.a.id) && is_regional(&row.b.id)).cloned().collect();
        prop_assert_eq!(regional.rows, rows);
    }

    #[test]
    fn where_nothing_ever_changes_no_date_is_as_any_date(mut world in world(), year in 1999..2015i32) {
        for body in &mut world.bodies {
            body.life = crate::themes::Time::Always;
            body.remits.iter_mut().for_each(|remit| remit.time = crate::themes::Time::Always);
        }
        let (ever, then) = (all(&world, None), all(&world, Some(year)));
        let told = |report: &Report| -> Vec<(String, String, Range)> {
            let rows = report.rows.iter().chain(report.apart.iter().map(|apart| &apart.row));
            rows.map(|row| (row.a.id.clone(), row.b.id.clone(), row.score)).collect()
        };
        prop_assert_eq!(told(&ever), told(&then));
    }

    #[test]
    fn the_order_of_records_makes_no_difference_to_duplication(world in world(), year in prop::option::of(1999..2015i32)) {
        let mut turned = world.dataset();
        turned.bodies.reverse();
        turned.themes.reverse();
        turned.events.reverse();
        turned.relations.reverse();
        let graph = GovGraph::build(turned).unwrap().graph;
        let snapshot = year.map_or_else(|| graph.at_any_time(), |year| graph.at(date(&format!("{year}-06-15"))));
        prop_assert_eq!(all(&world, year), duplication::find(&snapshot, &duplication::Params::default()));
    }
}
