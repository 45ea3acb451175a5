//! The questions that the five London documents ask, with answers worked out by hand from the documents.

use govgraph::questions::lineage::{self, Branch};
use govgraph::questions::overlap::{self, By, Kinship, Row};
use govgraph::questions::representation::{self, Verdict};
use govgraph::questions::{Circle, profile};
use govgraph::{BodyView, Code, Count, Cover, Direction, EventKind, GovGraph, LinkView, Standing, Tri};

use crate::load::{date, london};

fn graph() -> &'static GovGraph {
    &london().graph
}

fn body(id: &str) -> BodyView<'static> {
    graph().find(id).unwrap()
}

fn standing(id: &str, at: &str) -> Standing {
    graph().at(date(at)).standing(body(id)).unwrap()
}

/// The other ends of the first branches, with year and kind.
fn told(branches: &[Branch]) -> Vec<String> {
    let each = branches.iter().flat_map(|branch| {
        branch.bodies.iter().map(move |body| {
            let date = branch.change.date.as_deref().unwrap_or("?");
            let proposed = if branch.change.proposed { "proposed " } else { "" };
            format!("{} {proposed}{} {date} {}", branch.depth, branch.change.kind, body.lived.body.id)
        })
    });
    each.collect()
}

fn lineage_of(id: &str) -> lineage::Report {
    lineage::find(&graph().at_any_time(), &lineage::Params { body: body(id) })
}

mod question_1_lineage {
    use super::*;

    #[test]
    fn lcrdb_became_lcsp_and_lcrb_is_proposed_to_follow() {
        let lcsp = lineage_of("lcsp");
        assert_eq!(told(&lcsp.before), ["0 replaced 2006 lcrdb"]);
        assert_eq!(told(&lcsp.after), ["0 proposed replaced 2010-09 lcrb"]);
        assert_eq!(
            lcsp.changes.iter().map(|change| change.kind).collect::<Vec<_>>(),
            [EventKind::Refreshed, EventKind::Reviewed]
        );
        assert_eq!(told(&lineage_of("lcrdb").after), ["0 replaced 2006 lcsp", "1 proposed replaced 2010-09 lcrb"]);
        assert!(lcsp.before.iter().chain(&lcsp.after).all(|branch| !branch.change.evidence.is_empty()));
    }

    #[test]
    fn mpa_became_mopac_which_the_documents_call_mopc() {
        assert_eq!(told(&lineage_of("mpa").after), ["0 replaced 2012-01-16 mopac"]);
        assert_eq!(graph().find("MOPC").unwrap().id().as_str(), "mopac");
    }

    #[test]
    fn probation_in_london_was_split_and_made_one_again() {
        assert_eq!(
            told(&lineage_of("london-probation").after),
            [
                "0 replaced 2010-04-01 london-probation-trust",
                "1 split 2014-06-01 crc",
                "1 split 2014-06-01 nps",
                "2 merged 2021-06-26 probation-service",
                "2 merged 2021-06-26 probation-service",
            ]
        );
    }

    #[test]
    fn primary_care_trusts_gave_way_to_groups_and_those_to_boards() {
        let after = told(&lineage_of("city-hackney-pct").after);
        let ids: Vec<&str> = after.iter().filter_map(|line| line.rsplit(' ').next()).collect();
        assert_eq!(ids, ["city-hackney-ccg", "nel-ccg", "nel-icb"]);
    }

    #[test]
    fn events_after_the_date_that_is_asked_are_not_told() {
        let lineage = lineage::find(&graph().at(date("2011")), &lineage::Params { body: body("mpa") });
        assert_eq!(told(&lineage.after), Vec::<String>::new());
    }
}

mod question_2_what_existed {
    use super::*;

    #[test]
    fn at_2005_the_delivery_board_may_exist_and_the_partnership_does_not() {
        // The page of 2006/07 calls the LCRDB a predecessor; since when it existed, it does not say.
        assert_eq!(standing("lcrdb", "2005"), Standing::Possible);
        assert_eq!(standing("lcsp", "2005"), Standing::NotYet);
    }

    #[test]
    fn at_2007_the_partnership_exists_and_the_delivery_board_has_ended() {
        assert_eq!(standing("lcsp", "2007"), Standing::Active);
        assert_eq!(standing("lcrdb", "2007"), Standing::Ended);
    }

    #[test]
    fn in_2006_both_are_possible_since_nobody_says_when_in_the_year() {
        assert_eq!(standing("lcsp", "2006"), Standing::Possible);
        assert_eq!(standing("lcrdb", "2006"), Standing::Possible);
    }

    #[test]
    fn in_march_2010_the_partnership_is_under_review_and_the_board_only_proposed() {
        assert_eq!(standing("lcsp", "2010-03"), Standing::UnderReview);
        assert_eq!(standing("lcrb", "2010-03"), Standing::Proposed);
        assert_eq!(standing("lcrb", "2010-03").exists(), Cover::No);
        assert_eq!(standing("lcrb", "2012"), Standing::Possible, "the paper does not say what came of it");
    }

    #[test]
    fn at_2013_the_police_authority_has_ended() {
        assert_eq!(standing("mpa", "2010-03"), Standing::Active);
        assert_eq!(standing("mpa", "2013"), Standing::Ended);
        assert_eq!(standing("mopac", "2013"), Standing::Active);
    }
}

mod question_3_elected {
    use super::*;

    fn row(id: &str, at: &str) -> representation::Row {
        let params = representation::Params { bodies: Some(vec![body(id)]), ..Default::default() };
        representation::find(&graph().at(date(at)), &params).rows.remove(0)
    }

    #[test]
    fn the_source_says_that_lcsp_has_none_and_the_seats_leave_it_open() {
        let lcsp = row("lcsp", "2010-03");
        assert_eq!(lcsp.verdict(), Verdict::None);
        assert_eq!(lcsp.derived, Verdict::Open);
        let [asserted] = lcsp.asserted.as_slice() else { panic!("{:?}", lcsp.asserted) };
        assert_eq!((asserted.verdict, asserted.agrees, asserted.cover), (Verdict::None, Tri::Unknown, Cover::Certain));
        assert_eq!(asserted.evidence[0].source.as_str(), "lcrb-2010");
        assert!(asserted.evidence[0].locator.as_ref().unwrap().contains("para 4"));
        // The chair is a police officer, the five chief executives are officers.
        assert_eq!(lcsp.chairs[0].elected, Tri::No);
        assert!(lcsp.seats.iter().any(|seat| seat.count == Count::exactly(5) && seat.elected == Tri::No));
        assert_eq!(lcsp.elected.least, 0);
        assert!(!lcsp.seats_certain, "the seats are those of 2006/07");
    }

    #[test]
    fn the_proposed_board_has_four_to_seven_of_sixteen() {
        let lcrb = row("lcrb", "2010-03");
        assert_eq!(lcrb.verdict(), Verdict::Some);
        // At least the chair of the MPA and three portfolio members; at most also two chairs of CDRPs, of whom the
        // paper says nothing, and the Ambassador for Young People.
        assert_eq!(lcrb.elected, Count { least: 4, most: Some(7) });
        assert_eq!(lcrb.declared, Some(Count::exactly(16)));
        assert!(lcrb.chairs.is_empty(), "the paper says that the MPA leads, not who chairs");
    }

    #[test]
    fn hackneys_officer_group_has_one_of_ten_and_its_partnership_an_elected_chair() {
        let group = row("hackney-sog", "2022-10-27");
        assert_eq!((group.elected, group.places), (Count::ONE, Count::exactly(10)));
        assert_eq!(group.chairs.len(), 2);
        assert!(group.chairs.iter().all(|chair| chair.elected == Tri::No));
        let partnership = row("hackney-crp", "2022-10-27");
        assert_eq!(partnership.chairs.iter().map(|chair| chair.elected).collect::<Vec<_>>(), [Tri::Yes]);
    }

    #[test]
    fn of_the_strategic_boards_nothing_is_known_which_is_not_none() {
        for id in ["hackney-svg", "hackney-vawg", "hackney-ysh", "hackney-nte"] {
            let board = row(id, "2022-10-27");
            assert_eq!((board.verdict(), board.seats.len()), (Verdict::Open, 0), "{id}");
        }
    }

    #[test]
    fn nobody_is_reported_to_lack_elected_members_who_is_not_said_or_shown_to() {
        let report = representation::find(&graph().at(date("2010-03")), &representation::Params::default());
        let lacking = report.rows.iter().filter(|row| row.verdict() == Verdict::None);
        assert_eq!(lacking.map(|row| row.body.id.as_str()).collect::<Vec<_>>(), ["lcsp"]);
    }
}

mod question_4_overlap {
    use super::*;

    fn between(a: &str, b: &str, by: By, circle: Circle) -> Row {
        let params = overlap::Params { by, circle, between: Some((body(a), body(b))), ..Default::default() };
        overlap::find(&graph().at_any_time(), &params).rows.remove(0)
    }

    fn names(row: &Row) -> Vec<&str> {
        row.shared.iter().filter_map(|shared| shared.member.id.as_deref()).collect()
    }

    #[test]
    fn the_proposed_board_shares_six_of_its_seven_organisations_with_the_partnership() {
        let row = between("lcsp", "lcrb", By::Organisation, Circle::Core);
        assert_eq!((row.a.members, row.b.members, row.shared.len()), (14, 7, 6));
        let mut shared = names(&row);
        shared.sort_unstable();
        assert_eq!(shared, ["gla", "london-boroughs", "london-councils", "london-probation", "mpa", "mps"]);
        assert!((row.jaccard.unwrap() - 0.4).abs() < 1e-12);
        assert!((row.b_in_a.unwrap() - 6.0 / 7.0).abs() < 1e-12);
        assert_eq!(row.kinship, Some(Kinship::ProposedSuccession));
        // The seats of 2006/07 may or may not have been the same in 2010.
        assert_eq!(row.certain, 0);
        assert!(row.shared.iter().all(|shared| shared.on_a.iter().all(|tie| !tie.evidence.is_empty())));
    }

    #[test]
    fn who_gains_and_who_loses_a_seat_is_who_sits_on_one_alone() {
        let row = between("lcsp", "lcrb", By::Organisation, Circle::Core);
        let ids = |members: &Option<Vec<overlap::Alone>>| {
            let ids = members.iter().flatten().filter_map(|alone| alone.member.id.clone());
            let mut ids: Vec<String> = ids.collect();
            ids.sort_unstable();
            ids
        };
        assert_eq!(ids(&row.only_b), ["home-office"]);
        assert_eq!(ids(&row.only_a), ["btp", "cps", "gol", "lcjb", "lcspf", "lfepa", "noms", "yjb"]);
    }

    #[test]
    fn hackneys_two_groups_overlap_by_organisation_and_by_post() {
        let organisations = between("hackney-sog", "hackney-crp", By::Organisation, Circle::Core);
        assert_eq!((organisations.a.members, organisations.b.members, organisations.shared.len()), (6, 11, 5));
        let posts = between("hackney-sog", "hackney-crp", By::Post, Circle::Core);
        let shared: Vec<&str> = posts.shared.iter().map(|shared| shared.member.name.as_str()).collect();
        assert_eq!(
            shared,
            ["BCU commander, Metropolitan Police Service", "Chief Executive, London Borough of Hackney"]
        );
        let everyone = between("hackney-sog", "hackney-crp", By::Post, Circle::Everyone);
        assert!(everyone.shared.iter().any(|shared| shared.member.name.starts_with("Borough Commander")));
    }

    #[test]
    fn the_city_and_hackney_share_only_the_fire_brigade() {
        let row = between("hackney-sog", "safer-city-partnership", By::Organisation, Circle::Core);
        assert_eq!(names(&row), ["lfb"], "their clinical commissioning groups are different bodies");
    }

    #[test]
    fn a_police_post_on_one_board_is_not_the_same_post_on_another() {
        let row = between("lcsp", "lcrb", By::Post, Circle::Core);
        let shared: Vec<&str> = row.shared.iter().map(|shared| shared.member.name.as_str()).collect();
        assert_eq!(shared, ["Chief Executive, London boroughs"], "the Commissioner is not the Deputy Commissioner");
        assert!(row.shared[0].member.collective, "five and three chief executives need not be the same ones");
    }
}

mod question_6_seat_arithmetic {
    use super::*;

    #[test]
    fn the_organisations_make_sixteen_and_the_items_seventeen() {
        let lcrb = body("lcrb");
        assert_eq!(lcrb.places(), Count::exactly(16));
        assert_eq!(lcrb.places_itemised(), Count::exactly(17));
        let mismatches = london().findings.iter().filter(|finding| finding.code == Code::CountMismatch);
        let mismatches: Vec<_> = mismatches.collect();
        let [finding] = mismatches.as_slice() else { panic!("{mismatches:?}") };
        assert_eq!(finding.message, "London Councils has 5 places declared on `lcrb`, and 6 itemised");
        assert!(finding.help.as_ref().unwrap().contains("16 places declared and 17 itemised"));
        assert!(!finding.evidence.is_empty() && !finding.labels.is_empty());
    }
}

mod question_11_stale_members {
    use super::*;

    #[test]
    fn holders_that_had_ended_are_found_with_their_successors() {
        let stale = london().findings.iter().filter(|finding| finding.code == Code::StaleHolder);
        let mut found: Vec<String> = stale
            .map(|finding| {
                let id = finding.message.split('`').nth(1).unwrap_or_default();
                let successor = finding.help.as_ref().unwrap().split('`').nth(1).unwrap_or("nobody");
                format!("{id} on {} → {successor}", finding.subject.as_deref().unwrap())
            })
            .collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                "crc on hackney-crp → probation-service",
                "crc on hackney-sog → probation-service",
                "hackney-lscb on hackney-crp → chscp",
                "hmcs on safer-city-partnership → hmcts",
                "london-probation-trust on safer-city-partnership → crc",
                "nel-ccg on hackney-crp → nel-icb",
                "nel-ccg on hackney-sog → nel-icb",
                "nps on hackney-crp → probation-service",
                "nps on hackney-sog → probation-service",
            ]
        );
    }

    #[test]
    fn the_citys_clinical_commissioning_group_was_not_stale_in_2016() {
        assert!(london().findings.iter().all(|finding| !finding.message.contains("city-hackney-ccg")));
    }
}

mod question_14_path {
    use super::*;

    #[test]
    fn a_hackney_board_is_connected_to_the_home_office_by_relations_alone() {
        let snapshot = graph().at(date("2022-10-27"));
        let follow = |link: LinkView<'static>, _: Direction| match link {
            LinkView::Relation(relation) => snapshot.covers(&graph().relation_extent(relation)).is_possible(),
            _ => false,
        };
        let home_office = body("home-office");
        let way = graph().shortest_way(body("hackney-svg"), follow, |body| body == home_office).unwrap();
        let ids: Vec<&str> = way.iter().map(|step| step.to.id().as_str()).collect();
        assert_eq!(ids.first(), Some(&"hackney-csp"));
        assert_eq!(ids.last(), Some(&"home-office"));
        assert!(way.iter().all(|step| !step.evidence.is_empty()));
    }
}

#[test]
fn every_body_and_every_event_rests_on_a_source() {
    assert!(london().findings.iter().all(|finding| finding.code != Code::Unsourced));
    assert!(graph().events().iter().all(|event| !event.provenance.sources.is_empty()));
}

#[test]
fn all_thirty_three_boroughs_have_a_partnership() {
    let class = "community-safety-partnership".parse().unwrap();
    let mut areas: Vec<_> =
        graph().bodies().filter(|body| body.is_of_class(&class)).map(|body| &body.record().area).collect();
    areas.dedup();
    assert_eq!(areas.len(), 33);
}

#[test]
fn show_tells_of_the_statement_with_its_paragraph() {
    let report = profile::find(&graph().at_any_time(), &profile::Params { body: body("lcsp") });
    let statement = report.facts.iter().find(|fact| fact.text.starts_with("elected representation: none")).unwrap();
    assert_eq!(statement.evidence[0].source.as_str(), "lcrb-2010");
    assert!(report.facts.iter().all(|fact| !fact.evidence.is_empty()), "every fact shows its sources");
}

#[test]
fn show_tells_headings_of_seats_and_what_is_only_planned_or_proposed() {
    let texts = |id: &str| {
        let report = profile::find(&graph().at_any_time(), &profile::Params { body: body(id) });
        report.facts.into_iter().map(|fact| fact.text).collect::<Vec<_>>()
    };
    let lcrb = texts("lcrb");
    assert!(
        lcrb.contains(
            &"Chief Executive, NHS London — stakeholder (Key London-wide partner services), not elected".into()
        )
    );
    assert!(lcrb.iter().any(|text| text.starts_with("Inaugural meeting of the board (planned)")));
    let mpa = texts("mpa");
    assert!(mpa.contains(&"Hate crime (contributes) (proposed)".into()));
    assert!(mpa.iter().any(
        |text| text.starts_with("Representation of the MPA at CDRP meetings: 95%") && text.ends_with("(proposed)")
    ));
}

#[test]
fn what_is_sent_to_a_committee_is_no_answering_to_it() {
    let params = representation::Params { bodies: Some(vec![body("safer-city-partnership")]), ..Default::default() };
    let row = representation::find(&graph().at(date("2016-03-02")), &params).rows.remove(0);
    assert_eq!(row.way, None, "the report says that the plan is sent to the Police Committee, and no more");
}
