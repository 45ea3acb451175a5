//! Questions to W3C ORG as others publish it: answers that say no more than the data do.

use std::fs;

use govgraph::questions::Circle;
use govgraph::questions::lineage;
use govgraph::questions::overlap::{self, By};
use govgraph::questions::representation::{self, Verdict};
use govgraph::{Cover, GovGraph};
use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Options, import};

use crate::invalid::tempdir;
use crate::load::{date, govgraph, path};

const FILE: &str = "tests/fixtures/formats/org/departments.ttl";

fn departments() -> GovGraph {
    let bytes = fs::read(path(FILE)).unwrap();
    let texts = [Text { name: FILE, bytes: &bytes }];
    let read = import(InputFormat::detect(&texts).unwrap(), &texts, &Options::default());
    assert_eq!(read.findings, []);
    GovGraph::build(read.dataset).unwrap().graph
}

#[test]
fn a_department_comes_from_both_that_stood_before_the_event_and_the_doubt_is_kept() {
    let graph = departments();
    let body = graph.find("department-for-energy-security-and-net-zero").unwrap();
    let report = lineage::find(&graph.at_any_time(), &lineage::Params { body });
    let before: Vec<&str> =
        report.before.iter().flat_map(|branch| &branch.bodies).map(|body| body.lived.body.id.as_str()).collect();
    assert_eq!(
        before,
        ["department-for-business-energy-and-industrial-strategy", "department-for-international-trade"]
    );
    let evidence = &report.before[0].change.evidence[0];
    assert_eq!(evidence.certainty.map(|certainty| certainty.to_string()).as_deref(), Some("medium"));
    assert!(report.after.is_empty());
}

#[test]
fn who_sits_in_two_departments_is_found_by_person_and_at_the_dates_of_the_memberships() {
    let graph = departments();
    let shared = |at: &str| {
        let params = overlap::Params { by: By::Person, circle: Circle::Core, least: 1, ..overlap::Params::default() };
        let report = overlap::find(&graph.at(date(at)), &params);
        report.rows.iter().map(|row| format!("{} {}", row.a.body.id, row.b.body.id)).collect::<Vec<_>>()
    };
    assert_eq!(shared("2023-06"), ["board-of-trade department-for-business-and-trade"]);
    assert_eq!(shared("2022-10"), Vec::<String>::new());
    assert_eq!(shared("2024-08"), Vec::<String>::new());
}

#[test]
fn nothing_is_said_of_election_so_the_answer_is_open_and_never_none() {
    let graph = departments();
    let params = representation::Params { circle: Circle::Core, bodies: None };
    let report = representation::find(&graph.at(date("2023-06")), &params);
    assert_eq!(report.rows.len(), 3);
    assert!(report.rows.iter().all(|row| row.verdict() == Verdict::Open), "{:?}", report.rows);
}

#[test]
fn a_closed_department_is_never_certain_after_its_end_whatever_the_date_of_the_file() {
    let bytes = fs::read(path(FILE)).unwrap();
    let texts = [Text { name: FILE, bytes: &bytes }];
    let options = Options { as_of: Some(date("2025-01-01")), ..Options::default() };
    let graph = GovGraph::build(import(InputFormat::Turtle, &texts, &options).dataset).unwrap().graph;
    let exists = |id: &str| {
        graph.at(date("2025-01-01")).standing(graph.find(id).unwrap()).map_or(Cover::No, |standing| standing.exists())
    };
    assert_eq!(exists("department-for-international-trade"), Cover::No);
    assert_eq!(exists("companies-house"), Cover::Certain);
}

#[test]
fn every_question_gives_the_same_answer_on_the_london_data_after_a_way_through_turtle_and_json_ld() {
    let folder = tempdir("rdf");
    for extension in ["ttl", "jsonld", "nt", "rdf"] {
        let file = folder.join(format!("london.{extension}")).to_string_lossy().into_owned();
        let written = govgraph(&["convert", "data/london", "-o", &file]);
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        for question in [
            &["overlap"][..],
            &["elected", "--at", "2010-03"],
            &["lineage", "lcsp"],
            &["members", "--at", "2010-03"],
            &["composition", "--at", "2022-10-27"],
            &["coverage", "--at", "2010-03", "--level", "regional"],
            &["load", "--at", "2010-03"],
            &["show", "hackney-crp"],
        ] {
            let ask = |data: &str| {
                let output = govgraph(&[question, &[data, "--format", "csv"]].concat());
                assert!(output.status.success(), "{question:?}: {}", String::from_utf8_lossy(&output.stderr));
                String::from_utf8(output.stdout).unwrap()
            };
            let (ours, theirs) = (ask("data/london"), ask(&file));
            // Of the two dates that were written in words the days are left.
            assert_eq!(in_days(&ours), in_days(&theirs), "{question:?} of {extension}");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

/// An answer without the places in files and without the words of dates.
fn in_days(text: &str) -> String {
    text.replace("early 2009", "[2009-01..2009-04]")
}

#[test]
fn data_from_standard_input_are_told_by_their_content() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_govgraph"))
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(path(FILE)).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("read as W3C ORG in Turtle"));
}
