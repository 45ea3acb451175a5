//! What governments publish, asked as people ask it: small cuts of real data.

use std::fs;

use govgraph::questions::{change, overlap, profile, representation};
use govgraph::{Built, Cover, GovGraph, Severity};
use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Imported, Options, import};
use proptest::prelude::*;

use crate::load::{date, path};

fn read(format: InputFormat, files: &[(String, String)], as_of: Option<&str>) -> Imported {
    let texts: Vec<Text<'_>> = files.iter().map(|(name, text)| Text { name, bytes: text.as_bytes() }).collect();
    assert_eq!(InputFormat::detect(&texts), Some(format));
    import(format, &texts, &Options { as_of: as_of.map(date), ..Options::default() })
}

/// The files of a folder of fixtures, or one of them.
fn fixture(name: &str) -> Vec<(String, String)> {
    let path = path("tests/fixtures/formats").join(name);
    let mut paths = vec![path.clone()];
    if path.is_dir() {
        paths = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension != "md"));
        paths.sort();
    }
    let named = |path: &std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
    };
    paths.iter().map(named).collect()
}

/// The graph of what was read; nothing in it is wrong, not even doubtful.
fn graph(imported: Imported) -> GovGraph {
    assert_eq!(imported.findings, []);
    let Built { graph, findings } = GovGraph::build(imported.dataset).unwrap();
    let told: Vec<String> = findings
        .iter()
        .filter(|finding| finding.severity() != Severity::Notice)
        .map(|finding| finding.line(graph.files()))
        .collect();
    assert_eq!(told, Vec::<String>::new());
    graph
}

fn govuk(year: &str) -> GovGraph {
    let file = if year == "2023" { "organisations-2023-05-01.json" } else { "organisations-2026-08-22.json" };
    graph(read(InputFormat::Govuk, &fixture(&format!("govuk/{file}")), None))
}

fn there(graph: &GovGraph, body: &str, at: &str) -> Cover {
    graph.body(&body.parse().unwrap()).unwrap().extent().covers(&date(at))
}

#[test]
fn a_closed_body_is_certain_at_no_date_on_which_it_may_have_been_closed() {
    let graph = govuk("2026");
    for (body, at, cover) in [
        // Closed, nobody says when: some day before the file.
        ("police-arbitration-tribunal", "2010", Cover::Possible),
        ("police-arbitration-tribunal", "2026-08-21", Cover::Possible),
        ("police-arbitration-tribunal", "2026-08-22", Cover::No),
        ("police-arbitration-tribunal", "2030", Cover::No),
        // Closed on a day, which is its last or the first without it.
        ("national-infrastructure-commission", "2025-03-29", Cover::Possible),
        ("national-infrastructure-commission", "2025-03-31", Cover::Possible),
        ("national-infrastructure-commission", "2025-04-01", Cover::No),
        // Gone from the register and not ended, as far as is known.
        ("design-council", "2026-08-22", Cover::Possible),
        ("creative-scotland", "2026-08-22", Cover::Possible),
        // At work on the day of the file.
        ("natural-resources-wales", "2026-08-22", Cover::Certain),
        ("natural-resources-wales", "2026-08-23", Cover::Possible),
        ("hm-treasury", "2026-08-22", Cover::Certain),
        // A successor was there by the change, and may be older; a new name is new.
        ("government-digital-service", "2012", Cover::Possible),
        ("government-digital-service", "2025-02", Cover::Certain),
        ("mining-remediation-authority", "2024-11-27", Cover::No),
    ] {
        assert_eq!(there(&graph, body, at), cover, "{body} {at}");
    }
}

#[test]
fn without_a_date_of_the_file_nothing_is_certain_of_bodies_without_dates() {
    let files: Vec<_> = fixture("govuk/organisations-2026-08-22.json")
        .into_iter()
        .map(|(_, text)| ("x.json".to_string(), text))
        .collect();
    let graph = graph(read(InputFormat::Govuk, &files, None));
    for body in ["police-arbitration-tribunal", "hm-treasury", "design-council"] {
        assert_eq!(there(&graph, body, "2026-08-22"), Cover::Possible, "{body}");
    }
}

#[test]
fn a_closed_body_is_part_of_nothing_at_the_date_of_the_file() {
    let graph = govuk("2026");
    let at = date("2026-08-22");
    let mut closed = 0;
    for relation in graph.relations() {
        let gone =
            [&relation.from, &relation.to].iter().any(|id| !there(&graph, id.as_str(), "2026-08-22").is_possible());
        let cover = graph.relation_extent(relation).covers(&at);
        assert!(!gone || cover == Cover::No, "{} {}", relation.from, relation.to);
        closed += usize::from(gone);
    }
    assert!(closed > 2, "closed bodies list parents, and one at work a closed one: {closed}");
}

#[test]
fn two_snapshots_differ_in_what_happened_between_them_and_in_nothing_else() {
    let (before, after) = (govuk("2023"), govuk("2026"));
    let report =
        change::find(&before.at(date("2023-05-01")), &after.at(date("2026-08-22")), &change::Params::default());
    let of = |kind: change::Kind| {
        let rows = report.rows.iter().filter(|row| row.topic == profile::Topic::Itself && row.kind == kind);
        rows.map(|row| row.body.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        of(change::Kind::Lost),
        [
            "central-digital-and-data-office",
            "geospatial-commission",
            "infrastructure-and-projects-authority",
            "national-infrastructure-commission",
            "stabilisation-unit",
            "the-coal-authority",
        ]
    );
    assert_eq!(
        of(change::Kind::Gained),
        ["mining-remediation-authority", "national-infrastructure-and-service-transformation-authority"]
    );
    // Two departments are labelled otherwise; the three devolved governments only by another word for the same.
    assert_eq!(
        of(change::Kind::Changed),
        ["department-for-culture-media-and-sport", "department-for-science-innovation-and-technology"]
    );
}

#[test]
fn committees_of_congress_share_members_who_are_all_elected() {
    let graph = graph(read(InputFormat::Congress, &fixture("congress"), Some("2026-08")));
    let snapshot = graph.at(date("2026-08"));
    let shared = overlap::find(&snapshot, &overlap::Params { by: overlap::By::Person, ..Default::default() });
    let pair = |a: &str, b: &str| {
        let row = shared.rows.iter().find(|row| row.a.body.id == a && row.b.body.id == b).unwrap();
        (row.shared.len(), format!("{:.4}", row.jaccard.unwrap()))
    };
    assert_eq!(pair("sscm", "sscm34"), (28, "1.0000".to_string()));
    assert_eq!(pair("ssev", "ssev08"), (17, "0.8947".to_string()));
    assert_eq!(pair("ssev", "ssev10"), (17, "0.8947".to_string()));
    let elected = representation::find(&snapshot, &representation::Params::default());
    let rows: Vec<_> = elected.rows.iter().filter(|row| row.known_then).collect();
    assert_eq!(rows.len(), 9);
    for row in rows {
        assert_eq!(row.derived, representation::Verdict::Some, "{}", row.body.id);
        assert_eq!(row.elected.least, row.places.least, "{}", row.body.id);
    }
}

#[test]
fn who_sits_on_two_committees_of_a_state_is_one_person() {
    let graph = graph(read(InputFormat::OpenStates, &fixture("openstates"), None));
    let shared =
        overlap::find(&graph.at_any_time(), &overlap::Params { by: overlap::By::Person, ..Default::default() });
    let [row] = shared.rows.as_slice() else { panic!("one pair, and {}", shared.rows.len()) };
    assert_eq!(row.shared.len(), 1);
}

/// A snapshot of organisations that refer to each other in every way, in circles too.
fn organisations() -> impl Strategy<Value = String> {
    let some = || proptest::collection::vec(0usize..6, 0..3);
    let one = (some(), some(), some(), some(), 0usize..7, 0usize..8, 0usize..5);
    proptest::collection::vec(one, 0..6).prop_map(|all| {
        let records = all.iter().enumerate().map(|(own, (up, down, before, after, status, why, on))| {
            let list =
                |of: &Vec<usize>| of.iter().map(|at| format!(r#"{{"id": "x/o{at}"}}"#)).collect::<Vec<_>>().join(",");
            let status = ["live", "exempt", "closed", "closed", "closed", "devolved", "other"][*status];
            let why =
                ["merged", "replaced", "split", "changed_name", "no_longer_exists", "left_gov", "devolved", "other"]
                    [*why];
            let on = ["", "2019-12-31T00:00:00Z", "2020-01-01T00:00:00Z", "2020-06-01T00:00:00Z", "2030"][*on];
            format!(
                r#"{{"id": "x/o{own}", "title": "O {own}", "parent_organisations": [{}], "child_organisations": [{}],
                "superseded_organisations": [{}], "superseding_organisations": [{}],
                "details": {{"govuk_status": "{status}", "govuk_closed_status": "{why}", "closed_at": "{on}"}}}}"#,
                list(up),
                list(down),
                list(before),
                list(after),
            )
        });
        format!("[{}]", records.collect::<Vec<_>>().join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_organisations_say_of_each_other_can_be_asked(text in organisations()) {
        let file = Text { name: "organisations-2026-08-22.json", bytes: text.as_bytes() };
        let imported = import(InputFormat::Govuk, &[file], &Options::default());
        prop_assert_eq!(&imported.findings, &[]);
        let built = GovGraph::build(imported.dataset);
        prop_assert!(built.is_ok(), "{:?} {}", built.err().map(|rejected| rejected.findings), text);
    }

    #[test]
    fn whatever_is_written_about_committees_can_be_asked(which in 0usize..5, at in 0usize..9000, drop in 0usize..12, with in "[-: \n'0-9a-z]{0,6}") {
        let (format, mut files) = match which {
            0..3 => (InputFormat::Congress, fixture("congress")),
            _ => (InputFormat::OpenStates, fixture("openstates")),
        };
        let text = &mut files[which % 3 % 2].1;
        let at = (0..=at % text.len()).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let end = (at + drop..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        text.replace_range(at..end, &with);
        let texts: Vec<Text<'_>> = files.iter().map(|(name, text)| Text { name, bytes: text.as_bytes() }).collect();
        let imported = import(format, &texts, &Options::default());
        if imported.findings.is_empty() {
            let built = GovGraph::build(imported.dataset);
            prop_assert!(built.is_ok(), "{:?}", built.err().map(|rejected| rejected.findings));
        }
    }
}
