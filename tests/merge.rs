//! Several datasets as one: what is joined, what is kept apart, what is only proposed.

use std::fs;

use govgraph::merge::{Decision, MergeReport, RecordKind, merge, propose};
use govgraph::{Dataset, GovGraph};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::invalid::tempdir;
use crate::load::{built, govgraph, london};

fn dataset(text: &str) -> Dataset {
    built(text).graph.dataset()
}

/// Two small texts as one, with what is told of it.
fn merged(first: &str, second: &str, decisions: &[Decision]) -> (GovGraph, MergeReport) {
    let merged = merge(dataset(first), dataset(second), decisions);
    (GovGraph::build(merged.dataset).expect("a sound dataset").graph, merged.report)
}

fn seats(graph: &GovGraph, body: &str) -> Vec<String> {
    graph.find(body).expect("the body").seats().map(|seat| seat.holder_name()).collect()
}

#[test]
fn records_with_one_id_become_one_with_the_facts_of_both() {
    let (graph, report) = merged(
        "bodies:\n  board: { name: Crime Board, seats: [ { of: police } ] }\n  police: { name: Police }\n",
        "bodies:\n  board: { name: Crime Board, short: CB, kind: board, seats: [ { of: police }, { of: council } ] }
  police: { name: Police Service }\n  council: { name: Council }\n",
        &[],
    );
    assert_eq!(seats(&graph, "board"), ["Police", "Council"]);
    let board = graph.find("CB").expect("the abbreviation of the second");
    assert_eq!(board.kind().to_string(), "board");
    let police = graph.find("Police Service").expect("another name");
    assert_eq!(police.name(), "Police");
    let bodies = report.counts.iter().find(|count| count.what == "bodies").expect("bodies");
    assert_eq!((bodies.joined, bodies.added), (2, 1));
    assert!(report.conflicts.is_empty() && report.doubtful.is_empty());
}

#[test]
fn a_fact_that_both_state_rests_on_the_sources_of_both() {
    let text = |source: &str| {
        format!(
            "sources:\n  {source}: {{ title: {source} }}\nbodies:\n  a: {{ name: A, seats: [ {{ of: b, source: {source} }} ] }}\n  b: {{ name: B }}\n"
        )
    };
    let (graph, _) = merged(&text("page"), &text("minutes"), &[]);
    let seat = graph.find("a").expect("a").seats().next().expect("a seat");
    let sources: Vec<String> = seat.evidence().iter().map(|evidence| evidence.source.to_string()).collect();
    assert_eq!(sources, ["page", "minutes"]);
}

#[test]
fn where_only_one_fact_can_stand_the_first_is_kept_and_the_other_told() {
    let (graph, report) = merged(
        "bodies:\n  a: { name: Board, kind: board, exists: 2001/2009, url: x }\n",
        "bodies:\n  a: { name: Board, kind: panel, exists: 2002/2009, url: x }\n",
        &[],
    );
    let told: Vec<String> = report
        .conflicts
        .iter()
        .map(|told| format!("{} of {}: {}, not {}", told.what, told.record, told.kept, told.other))
        .collect();
    assert_eq!(told, ["kind of body a: board, not panel", "lifetime of body a: 2001/2009, not 2002/2009"]);
    assert_eq!(graph.find("a").expect("a").kind().to_string(), "board");
}

#[test]
fn one_id_with_names_that_have_nothing_in_common_is_doubted_and_a_no_keeps_them_apart() {
    let (first, second) = (
        "bodies:\n  lcsp: { name: London Community Safety Partnership }\n",
        "bodies:\n  lcsp: { name: Lower Clapton Sewing Party }\n  club: { name: Club, sub_board_of: lcsp }\n",
    );
    let (_, report) = merged(first, second, &[]);
    assert_eq!(report.doubtful.len(), 1);
    let apart = Decision { kind: RecordKind::Body, first: "lcsp".into(), second: "lcsp".into(), same: false };
    let (graph, report) = merged(first, second, &[apart]);
    assert!(report.doubtful.is_empty());
    assert_eq!(graph.find("lcsp-2").expect("the second").name(), "Lower Clapton Sewing Party");
    let club = graph.relations().iter().find(|relation| relation.from.as_str() == "club").expect("its relation");
    assert_eq!(club.to.as_str(), "lcsp-2", "what refers to it follows");
}

#[test]
fn sources_with_one_id_and_two_titles_stay_two() {
    let text = |title: &str, body: &str| {
        format!("sources:\n  page: {{ title: {title} }}\nbodies:\n  {body}: {{ name: {body}, source: page }}\n")
    };
    let (graph, _) = merged(&text("One", "a"), &text("Two", "b"), &[]);
    let cited = |id: &str| graph.find(id).expect("a body").evidence().first().map(|evidence| evidence.title.clone());
    assert_eq!((cited("a").as_deref(), cited("b").as_deref()), (Some("One"), Some("Two")));
}

#[test]
fn names_that_are_alike_are_proposed_with_a_reason_and_never_joined() {
    let first = "areas:\n  north: { name: North }\n  south: { name: South }
persons:\n  ann: { name: Ann Ode, identifiers: [ { scheme: x, id: '7' } ] }
bodies:
  mopac: { name: Mayor's Office for Policing and Crime, short: MOPAC }
  mps: { name: Metropolitan Police Service, short: MPS }
  d1: { name: District Committee 1 }
  hwb-n: { name: Health and Wellbeing Board, area: north }
  old: { name: Crime Reduction Board, exists: 2000/2004 }
";
    let second = "areas:\n  north: { name: North }\n  south: { name: South }
persons:\n  a-ode: { name: A. Ode, identifiers: [ { scheme: x, id: '7' } ] }
bodies:
  office: { name: The Mayor’s Office for Policing & Crime }
  mpa: { name: Metropolitan Police Authority, short: MPA }
  d2: { name: District Committee 2 }
  hwb-s: { name: Health and Wellbeing Board, area: south }
  new: { name: Crime Reduction Board, exists: 2010/.. }
";
    let found = propose(&dataset(first), &dataset(second));
    let told: Vec<String> = found
        .iter()
        .map(|found| format!("{:.2} {} {} = {}: {}", found.score, found.kind, found.first, found.second, found.why))
        .collect();
    expect_test::expect![[r#"
        1.00 person ann = a-ode: the same identifier, x 7
        0.95 body mopac = office: the same name
        0.75 body hwb-n = hwb-s: the same name, but their areas differ
        0.65 body old = new: the same name, but they did not exist at one time"#]]
    .assert_eq(&told.join("\n"));
    let (graph, _) = merged(first, second, &[]);
    assert_eq!(graph.bodies().len(), 10, "nothing is joined");
}

#[test]
fn a_yes_makes_two_records_one_wherever_they_are_named() {
    let yes = Decision { kind: RecordKind::Body, first: "home-office".into(), second: "ho".into(), same: true };
    let (graph, _) = merged(
        "bodies:\n  home-office: { name: Home Office }\n",
        "bodies:\n  ho: { name: The Home Office }\n  board: { name: Board, reports_to: ho, seats: [ { of: ho } ] }
events:\n  - { kind: replaced, from: ho, to: board, on: 2010 }\n",
        &[yes],
    );
    assert_eq!(graph.bodies().len(), 2);
    assert_eq!(seats(&graph, "board"), ["Home Office"]);
    assert!(graph.relations().iter().all(|relation| relation.to.as_str() == "home-office"));
}

/// The records of a dataset that are chosen, each with all that it says; references may lead to the others.
fn part(dataset: &Dataset, chosen: impl Fn(usize) -> bool) -> Dataset {
    let mut part = dataset.clone();
    let mut at = 0;
    let mut keep = || {
        at += 1;
        chosen(at)
    };
    part.bodies.retain(|_| keep());
    part.relations.retain(|_| keep());
    part.events.retain(|_| keep());
    part.themes.retain(|_| keep());
    part
}

/// The same with its records in the order of their ids and words.
fn sorted(mut dataset: Dataset) -> Dataset {
    dataset.bodies.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    dataset.themes.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    dataset.relations.sort_by_key(|relation| serde_json::to_string(relation).expect("JSON"));
    dataset.events.sort_by_key(|event| serde_json::to_string(event).expect("JSON"));
    dataset
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn parts_of_a_dataset_make_the_dataset_again(into in vec(0u8..3, 64)) {
        let whole = london().graph.dataset();
        let side = |at: usize| into[at % into.len()];
        // What is in both parts is the same in both.
        let (first, second) = (part(&whole, |at| side(at) != 1), part(&whole, |at| side(at) != 0));
        let merged = merge(first, second, &[]);
        prop_assert!(merged.report.conflicts.is_empty() && merged.report.doubtful.is_empty(), "{:?}", merged.report);
        prop_assert_eq!(sorted(merged.dataset), sorted(whole));
    }
}

#[test]
fn a_dataset_with_itself_is_itself_and_proposes_nothing() {
    let whole = london().graph.dataset();
    assert_eq!(propose(&whole, &whole), []);
    assert_eq!(merge(whole.clone(), whole.clone(), &[]).dataset, whole);
}

#[test]
fn a_person_looks_a_mapping_through_and_it_is_carried_out() {
    let folder = tempdir("merge");
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let one = file("one.yaml", "bodies:\n  home-office: { name: Home Office }\n");
    let two = file("two.yaml", "bodies:\n  ho: { name: The Home Office }\n");
    let (map, out) = (folder.join("map.csv"), folder.join("out.yaml"));
    let (map, out) = (map.to_string_lossy().into_owned(), out.to_string_lossy().into_owned());
    assert!(govgraph(&["merge", &one, &two, "--propose", &map]).status.success());
    let proposed = fs::read_to_string(&map).expect("a mapping");
    assert!(
        proposed.ends_with("2,body,home-office,Home Office,ho,The Home Office,0.95,the same name,\n"),
        "{proposed}"
    );
    fs::write(&map, proposed.replace("the same name,", "the same name,yes")).expect("a file");
    assert!(govgraph(&["merge", &one, &two, "--mapping", &map, "-o", &out]).status.success());
    assert!(!fs::read_to_string(&out).expect("the result").contains("ho:"), "one body is left");

    fs::write(
        &map,
        "dataset,kind,id,name,other_id,other_name,score,why,same\n9,body,a,,b,,,,yes\n2,bdy,a,,b,,,,perhaps\n",
    )
    .expect("a file");
    let refused = govgraph(&["merge", &one, &two, "--mapping", &map, "-o", &out]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        told.contains("map.csv:2: there is no dataset 9")
            && told.contains("map.csv:3: `perhaps` is neither yes nor no"),
        "{told}"
    );
}
