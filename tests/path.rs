//! How two bodies are connected: small structures, the London documents, and generated ones.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use govgraph::questions::path::{self, Along, Found, Params, Report};
use govgraph::{
    Body, BodyId, Cover, Dataset, GovGraph, Holder, Period, Provenance, Relation, RelationKind, Seat, Snapshot,
    Word as _,
};

use crate::load::{built, date, govgraph, london};

fn ask(snapshot: &Snapshot<'_>, from: &str, to: &str, along: &[Along], most: usize) -> Report {
    let graph = snapshot.graph();
    let params = Params { from: graph.find(from).unwrap(), to: graph.find(to).unwrap(), along: along.to_vec(), most };
    path::find(snapshot, &params)
}

fn relations() -> Vec<Along> {
    Along::relations().collect()
}

/// The bodies of each way: `a b c`.
fn through(found: &Found) -> Vec<String> {
    let each = found.ways.iter().map(|way| {
        let first = way.steps.first().map(|step| step.from.id.as_str());
        let ids: Vec<&str> = first.into_iter().chain(way.steps.iter().map(|step| step.to.id.as_str())).collect();
        ids.join(" ")
    });
    each.collect()
}

mod small {
    use super::*;

    const SQUARE: &str = "bodies:
  a: { name: A, reports_to: [ b, c ] }
  b: { name: B, reports_to: d }
  c: { name: C, funds: d, advises: d }
  d: { name: D }
";

    #[test]
    fn all_shortest_ways_are_told_and_two_links_between_the_same_bodies_are_one_way() {
        let graph = built(SQUARE).graph;
        let found = ask(&graph.at_any_time(), "a", "d", &relations(), 5).shortest.unwrap();
        assert_eq!(
            (found.length, found.count, through(&found)),
            (2, 2, vec!["a b d".to_string(), "a c d".to_string()])
        );
        let links: Vec<&str> = found.ways[1].steps[1].links.iter().map(|link| link.text.as_str()).collect();
        assert_eq!(links, ["C advises D", "C funds D"]);
    }

    #[test]
    fn beyond_the_most_ways_their_number_is_told() {
        let graph = built(SQUARE).graph;
        let found = ask(&graph.at_any_time(), "a", "d", &relations(), 1).shortest.unwrap();
        assert_eq!((found.count, through(&found)), (2, vec!["a b d".to_string()]));
    }

    #[test]
    fn a_step_reads_as_the_relation_does_and_says_when_it_goes_against_it() {
        let graph = built(SQUARE).graph;
        let found = ask(&graph.at_any_time(), "d", "b", &relations(), 5).shortest.unwrap();
        let link = &found.ways[0].steps[0].links[0];
        assert_eq!((link.text.as_str(), link.against), ("B reports to D", true));
    }

    #[test]
    fn only_the_kinds_that_are_asked_are_followed() {
        let graph = built(SQUARE).graph;
        let along = |kind| vec![Along::Relation(kind)];
        let snapshot = graph.at_any_time();
        let found = ask(&snapshot, "a", "d", &along(RelationKind::ReportsTo), 5).shortest.unwrap();
        assert_eq!(through(&found), ["a b d"]);
        assert_eq!(ask(&snapshot, "a", "d", &along(RelationKind::Funds), 5).shortest, None);
        assert_eq!(ask(&snapshot, "a", "d", &[Along::Seat, Along::Succession], 5).shortest, None);
    }

    #[test]
    fn a_certain_way_comes_before_a_possible_one_of_the_same_length() {
        let yaml = "bodies:
  a: { name: A, reports_to: [ { body: b, during: /2010 }, { body: c, during: 2000/2010 } ] }
  b: { name: B, reports_to: [ { body: d, during: 2000/2010 } ] }
  c: { name: C, reports_to: [ { body: d, during: 2000/2010 } ] }
  d: { name: D }
";
        let graph = built(yaml).graph;
        let found = ask(&graph.at(date("2005")), "a", "d", &relations(), 5).shortest.unwrap();
        assert_eq!(through(&found), ["a c d", "a b d"]);
        assert_eq!(found.ways.iter().map(|way| way.cover).collect::<Vec<_>>(), [Cover::Certain, Cover::Possible]);
        assert_eq!(ask(&graph.at(date("2011")), "a", "d", &relations(), 5).shortest, None);
    }

    #[test]
    fn a_proposal_is_marked_and_does_not_hide_the_longer_way_that_is_in_force() {
        let yaml = "sources: { paper: { title: Paper, date: 2010 } }
bodies:
  a: { name: A, exists: 2000/.., source: paper, leads: [ { body: c, proposed: yes } ], reports_to: b }
  b: { name: B, exists: 2000/.., source: paper, reports_to: c }
  c: { name: C, exists: 2000/.., source: paper }
";
        let graph = built(yaml).graph;
        let report = ask(&graph.at(date("2010")), "a", "c", &relations(), 5);
        let (shortest, certain) = (report.shortest.unwrap(), report.certain.unwrap());
        assert_eq!((through(&shortest), through(&certain)), (vec!["a c".to_string()], vec!["a b c".to_string()]));
        assert_eq!((shortest.ways[0].proposed, shortest.ways[0].cover), (true, Cover::Possible));
        assert_eq!((certain.ways[0].proposed, certain.ways[0].cover), (false, Cover::Certain));
        // Before the paper nobody knew of the proposal.
        let earlier = ask(&graph.at(date("2005")), "a", "c", &relations(), 5).shortest.unwrap();
        assert_eq!(through(&earlier), ["a b c"]);
    }

    #[test]
    fn without_a_date_a_way_says_whether_its_parts_ever_held_at_one_time() {
        let yaml = "bodies:
  a: { name: A, reports_to: [ { body: b, during: 2000/2004 } ] }
  b: { name: B, reports_to: [ { body: c, during: 2006/2010 }, { body: d, during: 2002/2010 } ] }
  c: { name: C }
  d: { name: D }
";
        let graph = built(yaml).graph;
        let cover = |to: &str| ask(&graph.at_any_time(), "a", to, &relations(), 5).shortest.unwrap().ways[0].cover;
        assert_eq!((cover("c"), cover("d")), (Cover::No, Cover::Certain));
    }

    #[test]
    fn seats_and_successions_are_followed_when_they_are_named() {
        let yaml = "bodies:
  a: { name: A board, seats: [ { of: police, post: Chief } ] }
  b: { name: B board, seats: [ { of: police } ] }
  c: { name: C board }
  police: { name: Police }
events: [ { kind: replaced, from: [b], to: [c], on: 2010 } ]
";
        let graph = built(yaml).graph;
        let snapshot = graph.at_any_time();
        let found = ask(&snapshot, "a", "c", &[Along::Seat, Along::Succession], 5).shortest.unwrap();
        let texts: Vec<&str> = found.ways[0].steps.iter().map(|step| step.links[0].text.as_str()).collect();
        assert_eq!(
            texts,
            ["Police sits on A board: Chief", "Police sits on B board: member", "B board → C board (replaced, 2010)"]
        );
        assert_eq!(ask(&snapshot, "a", "c", &relations(), 5).shortest, None);
    }

    #[test]
    fn from_a_body_to_itself_there_is_nothing_to_go() {
        let graph = built(SQUARE).graph;
        let found = ask(&graph.at(date("2005")), "a", "a", &relations(), 5).shortest.unwrap();
        assert_eq!((found.length, found.count, found.ways[0].steps.len()), (0, 1, 0));
    }

    #[test]
    fn more_ways_than_can_be_counted_take_no_longer_than_the_links() {
        // 80 pairs of bodies one behind the other, each linked to both of the next pair: 2 to the 79th ways.
        let mut dataset = Dataset::default();
        let id = |layer: usize, side: usize| format!("n{layer:02}-{side}").parse::<BodyId>().unwrap();
        for layer in 0..80 {
            for side in 0..2 {
                dataset.bodies.push(Body::new(id(layer, side), format!("{layer} {side}")));
                for next in (0..2).filter(|_| layer < 79) {
                    dataset.relations.push(Relation::new(
                        RelationKind::ReportsTo,
                        id(layer, side),
                        id(layer + 1, next),
                    ));
                }
            }
        }
        let graph = GovGraph::build(dataset).unwrap().graph;
        let started = Instant::now();
        let found = ask(&graph.at(date("2005")), "n00-0", "n79-0", &relations(), 3).shortest.unwrap();
        assert_eq!((found.length, found.count), (79, u64::MAX));
        assert_eq!(found.ways.len(), 3);
        assert!(started.elapsed() < Duration::from_secs(10));
    }
}

mod question_14_london {
    use super::*;

    fn way(from: &str, to: &str, at: &str) -> Report {
        ask(&london().graph.at(date(at)), from, to, &relations(), 5)
    }

    fn links(step: &path::Stretch) -> Vec<&str> {
        step.links.iter().map(|link| link.text.as_str()).collect()
    }

    fn texts(found: &Found) -> Vec<Vec<Vec<&str>>> {
        found.ways.iter().map(|way| way.steps.iter().map(links).collect()).collect()
    }

    #[test]
    fn each_strategic_board_reaches_the_home_office_through_its_partnership_and_the_mayors_office() {
        for board in ["hackney-svg", "hackney-vawg", "hackney-ysh", "hackney-nte"] {
            let report = way(board, "home-office", "2022-10-27");
            let found = report.shortest.unwrap();
            assert_eq!(through(&found), [format!("{board} hackney-csp mopac home-office")]);
            let way = &found.ways[0];
            assert_eq!((way.cover, way.proposed), (Cover::Certain, false));
            assert!(way.steps.iter().flat_map(|step| &step.links).all(|link| !link.evidence.is_empty()));
            assert_eq!(report.certain, None, "the shortest is certain");
        }
        let found = way("hackney-svg", "home-office", "2022-10-27").shortest.unwrap();
        assert_eq!(
            texts(&found)[0][1..],
            [
                vec![
                    "Hackney community safety partnership reports to Mayor's Office for Policing and Crime",
                    "Hackney community safety partnership informs Mayor's Office for Policing and Crime",
                ],
                vec!["Home Office funds Mayor's Office for Policing and Crime"],
            ]
        );
    }

    #[test]
    fn before_2012_the_partnership_reported_to_the_home_office_itself() {
        let found = way("hackney-csp", "home-office", "2010-03").shortest.unwrap();
        assert_eq!(texts(&found), [vec![vec!["Hackney community safety partnership reports to Home Office"]]]);
        // Whether the strategic boards were there then, the page of 2022 does not say.
        let report = way("hackney-svg", "home-office", "2010-03");
        assert_eq!(report.shortest.unwrap().ways[0].cover, Cover::Possible);
        assert_eq!(report.certain, None);
        let now = way("hackney-csp", "home-office", "2022-10-27").shortest.unwrap();
        assert!(!texts(&now).iter().flatten().flatten().any(|text| text.contains("reports to Home Office")));
    }

    #[test]
    fn the_two_boards_of_the_paper_are_linked_by_proposals_alone() {
        let report = way("lcsp", "lcrb", "2010-03");
        assert!(report.shortest.unwrap().ways.iter().all(|way| way.proposed && way.cover == Cover::Possible));
        assert_eq!(report.certain, None);
        // In 2007 nobody had proposed anything.
        assert_eq!(way("lcsp", "lcrb", "2007").shortest, None);
    }
}

mod command {
    use super::*;

    #[test]
    fn a_kind_that_is_none_is_answered_with_the_one_that_was_meant() {
        let output = govgraph(&["path", "lcsp", "mpa", "data/london", "--kinds", "report_to"]);
        assert_eq!(output.status.code(), Some(2));
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains("did you mean `reports_to`?"), "{error}");
        let unknown = govgraph(&["path", "lcps", "mpa", "data/london"]);
        assert!(String::from_utf8(unknown.stderr).unwrap().contains("did you mean `lcsp`?"));
    }

    #[test]
    fn where_there_is_no_way_it_is_said_between_which_and_along_what() {
        let arguments = ["path", "hackney-svg", "home-office", "data/london", "--at", "2022-10-27", "--kinds", "funds"];
        let text = String::from_utf8(govgraph(&arguments).stdout).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            text.contains(
                "No way is known between Hackney serious violence and gangs board and Home Office along funds"
            )
        );
    }
}

/// One of two kinds of relation, or a seat, between two of eight bodies; certain, possible or impossible in 2005; or proposed.
#[derive(Clone, Debug)]
struct Link {
    from: usize,
    to: usize,
    kind: Along,
    cover: Cover,
    proposed: bool,
}

const KINDS: [Along; 3] = [Along::Relation(RelationKind::ReportsTo), Along::Relation(RelationKind::Funds), Along::Seat];

fn links() -> impl Strategy<Value = Vec<Link>> {
    let link =
        (0..8usize, 0..8usize, 0..3usize, 0..3usize, 0..5usize).prop_map(|(from, to, kind, cover, proposed)| Link {
            from,
            to,
            kind: KINDS[kind],
            cover: [Cover::No, Cover::Possible, Cover::Certain][cover],
            proposed: proposed == 0 && kind < 2,
        });
    proptest::collection::vec(link, 0..18).prop_map(|mut links| {
        links.retain(|link| link.from != link.to);
        links
    })
}

fn id(number: usize) -> BodyId {
    format!("b{number}").parse().unwrap()
}

fn graph(links: &[Link]) -> GovGraph {
    let bodies = (0..8).map(|n| Body::new(id(n), format!("Body {n}"))).collect();
    let mut dataset = Dataset { bodies, ..Dataset::default() };
    for link in links {
        let during: Period = match link.cover {
            Cover::No => "2010/2012",
            Cover::Possible => "/2010",
            Cover::Certain => "2000/2010",
        }
        .parse()
        .unwrap();
        match link.kind {
            Along::Relation(kind) => dataset.relations.push(Relation {
                kind,
                from: id(link.from).into(),
                to: id(link.to).into(),
                proposed: link.proposed,
                during: Some(during.into()),
                provenance: Provenance::default(),
            }),
            _ => {
                let mut seat = Seat::new(Holder { organisation: Some(id(link.from).into()), ..Holder::default() });
                seat.during = Some(during.into());
                dataset.bodies[link.to].seats.push(seat);
            }
        }
    }
    GovGraph::build(dataset).unwrap().graph
}

/// Every way from a body to another that meets none twice, by trying all of them: the bodies on it.
fn every_way(links: &[&Link], from: usize, to: usize) -> Vec<Vec<usize>> {
    fn go(links: &[&Link], way: &mut Vec<usize>, to: usize, found: &mut BTreeSet<Vec<usize>>) {
        let at = way[way.len() - 1];
        if at == to {
            found.insert(way.clone());
            return;
        }
        for link in links {
            for (here, there) in [(link.from, link.to), (link.to, link.from)] {
                if here == at && !way.contains(&there) {
                    way.push(there);
                    go(links, way, to, found);
                    way.pop();
                }
            }
        }
    }
    let mut found = BTreeSet::new();
    go(links, &mut vec![from], to, &mut found);
    found.into_iter().collect()
}

fn shortest(ways: &[Vec<usize>]) -> Vec<String> {
    let length = ways.iter().map(Vec::len).min();
    let words = |way: &Vec<usize>| way.iter().map(|n| format!("b{n}")).collect::<Vec<_>>().join(" ");
    let mut words: Vec<String> = ways.iter().filter(|way| Some(way.len()) == length).map(words).collect();
    words.sort();
    words
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn shortest_ways_are_those_that_trying_all_finds(links in links(), to in 1..8usize, most in 1..6usize, mask in 1..8usize) {
        let graph = graph(&links);
        let snapshot = graph.at(date("2005"));
        let along: Vec<Along> = (0..3).filter(|n| mask >> n & 1 == 1).map(|n| KINDS[n]).collect();
        let can: Vec<&Link> = links.iter().filter(|link| along.contains(&link.kind) && link.cover.is_possible()).collect();
        let sure: Vec<&Link> =
            can.iter().copied().filter(|link| link.cover == Cover::Certain && !link.proposed).collect();
        let expected = shortest(&every_way(&can, 0, to));
        let certain = shortest(&every_way(&sure, 0, to));
        let target = format!("b{to}");
        let all = ask(&snapshot, "b0", &target, &along, 10_000);
        let Some(found) = all.shortest else {
            prop_assert!(expected.is_empty());
            return Ok(());
        };
        let mut told = through(&found);
        told.sort();
        prop_assert_eq!(&told, &expected);
        prop_assert_eq!(found.count, u64::try_from(expected.len()).unwrap());
        prop_assert_eq!(found.length + 1, expected[0].split(' ').count());
        // Those that are certain stand first, and are all of them; longer ones stand apart.
        let first: Vec<String> = through(&found).into_iter().zip(&found.ways)
            .take_while(|(_, way)| way.cover == Cover::Certain).map(|(words, _)| words).collect();
        prop_assert!(found.ways[first.len()..].iter().all(|way| way.cover != Cover::Certain));
        let same_length = certain.iter().filter(|words| words.len() == expected[0].len()).count();
        prop_assert_eq!(first.len(), same_length);
        match all.certain {
            Some(longer) => {
                prop_assert_eq!(same_length, 0);
                let mut told = through(&longer);
                told.sort();
                prop_assert_eq!(told, certain);
            }
            None => prop_assert!(same_length > 0 || certain.is_empty()),
        }
        // Fewer are the first of all.
        let few = ask(&snapshot, "b0", &target, &along, most).shortest.unwrap();
        prop_assert_eq!(few.count, found.count);
        let limit = most.min(found.ways.len());
        prop_assert_eq!(through(&few).len(), limit);
        let sure_first = |ways: &[path::Way]| ways.iter().filter(|way| way.cover == Cover::Certain).count();
        prop_assert_eq!(sure_first(&few.ways), same_length.min(limit));
        let distinct: BTreeSet<String> = through(&few).into_iter().collect();
        prop_assert_eq!(distinct.len(), limit);
    }

    #[test]
    fn every_step_stands_in_the_records_and_fewer_kinds_are_never_shorter(links in links(), to in 1..8usize) {
        let graph = graph(&links);
        let snapshot = graph.at(date("2005"));
        let length = |along: &[Along]| {
            ask(&snapshot, "b0", &format!("b{to}"), along, 1).shortest.map_or(usize::MAX, |found| found.length)
        };
        for kind in KINDS {
            prop_assert!(length(&[kind]) >= length(&KINDS));
        }
        let Some(found) = ask(&snapshot, "b0", &format!("b{to}"), &KINDS, 50).shortest else { return Ok(()) };
        for step in found.ways.iter().flat_map(|way| &way.steps) {
            for told in &step.links {
                let (from, to) = if told.against { (&step.to, &step.from) } else { (&step.from, &step.to) };
                let recorded = links.iter().any(|link| {
                    let ends = (id(link.from).to_string(), id(link.to).to_string()) == (from.id.clone(), to.id.clone());
                    let words = match link.kind {
                        Along::Relation(kind) => kind.phrase(),
                        _ => "sits on",
                    };
                    ends && link.cover == told.cover && link.proposed == told.proposed && told.text.contains(words)
                });
                prop_assert!(recorded, "{told:?}");
            }
        }
    }
}

#[test]
fn what_can_be_followed_is_written_as_it_is_read() {
    for along in Along::relations().chain([Along::Seat, Along::Succession]) {
        assert_eq!(along.word().parse(), Ok(along));
    }
    assert_eq!(Along::relations().count(), RelationKind::ALL.len());
}
