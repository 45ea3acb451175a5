//! Broken plans: everything that is wrong with one is said at once, with its line.

use std::fmt::Write as _;
use std::fs;

use govgraph::{Code, GovGraph, Severity};
use govgraph_io::authored::{self, Layout, Text};

use crate::load::{built, london, path};

const FOLDER: &str = "tests/fixtures/plans";

/// What stands against a plan for a graph, a line each, and the codes.
fn against(graph: &GovGraph, name: &str, bytes: &[u8]) -> (Vec<String>, Vec<Code>) {
    let read = authored::read_plan(Text { name, bytes }, graph.files());
    let mut findings = read.findings;
    let is_good = findings.iter().all(|finding| finding.severity() != Severity::Error);
    if is_good && let Err(rejected) = graph.carry_out(&read.plan.unwrap(), None) {
        findings.extend(rejected.findings);
    }
    let lines = findings.iter().map(|finding| finding.line(&read.files));
    (lines.collect(), findings.iter().map(|finding| finding.code).collect())
}

/// What is said of every broken plan, in one file that can be read from top to bottom. `UPDATE_EXPECT=1` writes it anew.
#[test]
fn every_broken_plan_is_told_with_its_line() {
    let boards = fs::read(path(FOLDER).join("boards.yaml")).unwrap();
    let read = authored::read([Text { name: "boards.yaml", bytes: &boards }], Layout::File);
    let graph = GovGraph::build(read.dataset).unwrap().graph;
    let mut names: Vec<String> = fs::read_dir(path(FOLDER))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "boards.yaml")
        .collect();
    names.sort_unstable();
    let (mut told, mut all) = (String::new(), Vec::new());
    for name in &names {
        let (lines, codes) = against(&graph, name, &fs::read(path(FOLDER).join(name)).unwrap());
        assert!(!lines.is_empty(), "{name}: nothing was found");
        let has_place = |line: &&String| line.starts_with(&format!("{name}:"));
        assert!(lines.iter().all(|line| has_place(&line)), "{name}: {lines:?}");
        writeln!(told, "{name}\n{}\n", lines.join("\n")).unwrap();
        all.extend(codes);
    }
    for code in [
        Code::BodyNotThere,
        Code::BodyAlreadyThere,
        Code::StepIntoItself,
        Code::StepsContradict,
        Code::NothingToTransfer,
        Code::UnknownBody,
        Code::UnknownTheme,
        Code::DuplicateId,
    ] {
        assert!(all.contains(&code), "{code} is shown by no plan");
    }
    expect_test::expect_file!["fixtures/plans.txt"].assert_eq(&told);
}

#[test]
fn a_plan_says_for_each_key_what_it_means() {
    let graph = built("bodies: { old: { name: Old } }").graph;
    let yaml = "govgraph: 1
title: A plan
text: What it is about
on: 2010
source: paper
certainty: low
sources: { paper: { title: Paper } }
areas: { here: { name: Here } }
classes: { csp: { name: CSP } }
themes: { crime: { name: Crime } }
persons: { ann: { name: Ann } }
bodies: { new: { name: New, area: here, classes: csp } }
relations: [ { kind: reports_to, from: new, to: old } ]
steps: [ { create: new, text: It begins, source: paper page 2 } ]
";
    let read = authored::read_plan(Text { name: "plan.yaml", bytes: yaml.as_bytes() }, graph.files());
    assert_eq!(read.findings, []);
    let plan = read.plan.unwrap();
    assert_eq!((plan.title.as_str(), plan.text.as_deref()), ("A plan", Some("What it is about")));
    assert_eq!((plan.on.to_string(), plan.provenance.certainty), ("2010".to_string(), Some(govgraph::Certainty::Low)));
    assert_eq!(plan.steps[0].provenance.sources[0].locator.as_deref(), Some("page 2"));
    let adds = &plan.adds;
    assert_eq!((adds.sources.len(), adds.areas.len(), adds.classes.len(), adds.themes.len()), (1, 1, 1, 1));
    assert_eq!((adds.persons.len(), adds.bodies.len(), adds.relations.len()), (1, 1, 1));
    let with = graph.carry_out(&plan, None).unwrap().graph;
    assert_eq!((with.areas().count(), with.persons().count(), with.relations().len()), (1, 1, 1));
}

#[test]
fn places_in_a_plan_are_told_apart_from_those_in_the_dataset() {
    let built = built("bodies:\n  old: { name: Old }\n");
    let yaml = "title: T\non: 2010\nbodies:\n  old: { name: Again }\nsteps: [ { create: old } ]\n";
    let (lines, _) = against(&built.graph, "plan.yaml", yaml.as_bytes());
    assert_eq!(
        lines,
        [
            "plan.yaml:4:3: the body `old` is written down twice — give one of them another id, or make one record of the two [duplicate-id]"
        ]
    );
}

#[test]
fn the_example_in_the_documentation_and_the_plan_of_the_paper_can_be_carried_out() {
    let docs = fs::read_to_string(path("docs/plan.md")).unwrap();
    let example = docs.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let graph = &london().graph;
    assert_eq!(against(graph, "example.yaml", example.as_bytes()), (Vec::new(), Vec::new()));
    for plan in ["data/london/plans/lcrb-2010.yaml", "examples/thematic-boards.yaml"] {
        assert_eq!(against(graph, plan, &fs::read(path(plan)).unwrap()), (Vec::new(), Vec::new()), "{plan}");
    }
}
