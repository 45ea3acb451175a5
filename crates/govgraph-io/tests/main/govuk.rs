//! GOV.UK organisations: what is read, and what is told of it.

use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Ends, Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

fn read_with(files: &[(&str, &str)], options: &Options) -> Imported {
    let texts: Vec<Text<'_>> = files.iter().map(|(name, text)| Text { name, bytes: text.as_bytes() }).collect();
    import(InputFormat::Govuk, &texts, options)
}

fn read(json: &str) -> Imported {
    read_with(&[("organisations-2026-08-22.json", json)], &Options::default())
}

/// What is told of the input, a line each.
fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

/// An organisation in short: its slug, its status, and whatever else stands in the record and in its details.
fn org(slug: &str, status: &str, record: &str, details: &str) -> String {
    format!(
        r#"{{"id": "https://www.gov.uk/api/organisations/{slug}", "title": "{slug}", "format": "Other"{record},
        "details": {{"slug": "{slug}", "govuk_status": "{status}"{details}}}}}"#
    )
}

fn refs(key: &str, slugs: &[&str]) -> String {
    let ids = slugs.iter().map(|slug| format!(r#"{{"id": "https://www.gov.uk/api/organisations/{slug}"}}"#));
    format!(r#", "{key}": [{}]"#, ids.collect::<Vec<_>>().join(", "))
}

fn closed(why: &str, on: &str) -> String {
    let on = if on.is_empty() { String::new() } else { format!(r#", "closed_at": "{on}""#) };
    format!(r#", "govuk_closed_status": "{why}"{on}"#)
}

/// The events as lines, in their order: `2020-09-02 replaced a b → c`.
fn events(imported: &Imported) -> Vec<String> {
    let ids = |ids: &[Located<BodyId>]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let events = imported.dataset.events.iter();
    let legs = |event: &Event| {
        let legs = event.legs.iter().map(|leg| format!("{} {} → {}", leg.kind, ids(&leg.from), ids(&leg.to)));
        legs.collect::<Vec<_>>().join(", ")
    };
    events.map(|event| format!("{} {}", event.when.date().map_or("?", Date::written), legs(event))).collect()
}

fn relations(imported: &Imported) -> Vec<String> {
    let relations = imported.dataset.relations.iter();
    relations.map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to)).collect()
}

fn body<'i>(imported: &'i Imported, id: &str) -> &'i Body {
    imported.dataset.bodies.iter().find(|body| body.id.as_str() == id).expect("the body")
}

fn existed(imported: &Imported, id: &str) -> Option<String> {
    body(imported, id).exists.as_ref().map(|exists| exists.during.edtf())
}

#[test]
fn names_lose_their_markup_and_a_logo_of_another_name_is_kept() {
    let read = read(
        r#"[{"id": "https://www.gov.uk/api/organisations/apha", "title": "Animal and Plant\r\nHealth Agency ",
        "format": "Executive agency", "web_url": "https://www.gov.uk/government/organisations/apha", "analytics_identifier": "EA1",
        "details": {"slug": "apha", "abbreviation": "APHA", "logo_formatted_name": "The Animal &amp;<br/>Plant Health<br/>Agency",
        "govuk_status": "live", "content_id": "uuid"}},
        {"id": "https://www.gov.uk/api/organisations/b", "title": "Agricultural Wages Committee", "format": "Sub-organisation",
        "details": {"logo_formatted_name": "Agricultural Wages Committee (x15)", "govuk_status": "exempt"}}]"#,
    );
    assert_eq!(notes(&read), Vec::<String>::new());
    let apha = body(&read, "apha");
    assert_eq!((apha.name.as_str(), apha.short.as_deref()), ("Animal and Plant Health Agency", Some("APHA")));
    assert_eq!((apha.kind, apha.other_names.len()), (BodyKind::Agency, 0));
    let identifiers: Vec<String> = apha.identifiers.iter().map(|own| format!("{} {}", own.scheme, own.id)).collect();
    assert_eq!(identifiers, ["govuk-content-id uuid", "govuk-analytics EA1"]);
    assert_eq!(body(&read, "b").other_names[0].name, "Agricultural Wages Committee (x15)");
    assert_eq!(body(&read, "b").classes[0].to_string(), "sub-organisation");
}

#[test]
fn a_closing_is_on_the_local_day_and_whether_the_body_was_there_on_it_is_open() {
    let record = org("a", "closed", "", &closed("no_longer_exists", "2022-04-13T00:00:00.000+01:00"));
    let ends = |ends| {
        let options = Options { as_of: "2026-08-22".parse().ok(), ends, ..Options::default() };
        existed(&read_with(&[("x.json", &format!("[{record}]"))], &options), "a")
    };
    assert_eq!(ends(None).as_deref(), Some("/[2022-04-12..2022-04-13]"));
    assert_eq!(ends(Some(Ends::Included)).as_deref(), Some("/2022-04-13"));
    assert_eq!(ends(Some(Ends::Excluded)).as_deref(), Some("/2022-04-12"));
}

#[test]
fn each_reason_of_closing_is_an_event_of_its_kind() {
    let day = "2020-09-02T00:00:00.000+01:00";
    let to = |slugs: &[&str]| refs("superseding_organisations", slugs);
    let records = [
        org("new", "live", "", ""),
        org("other", "exempt", "", ""),
        org("renamed", "closed", &to(&["other"]), &closed("changed_name", day)),
        org("replaced", "closed", &to(&["new"]), &closed("replaced", day)),
        org("also-replaced", "closed", &to(&["new"]), &closed("replaced", day)),
        org("split", "closed", &to(&["new", "other"]), &closed("split", "2019-01-01T00:00:00Z")),
        org("merged", "closed", &to(&["new"]), &closed("merged", "2021-01-01T00:00:00Z")),
        org("merged-with", "closed", &to(&["new"]), &closed("merged", "2021-01-01T00:00:00Z")),
        org("absorbed", "closed", &to(&["new"]), &closed("merged", "2022-01-01T00:00:00Z")),
        org("gone", "closed", "", &closed("no_longer_exists", "2018-01-01T00:00:00Z")),
        org("undated", "closed", &to(&["new"]), &closed("replaced", "")),
        org("gone-once", "closed", "", &closed("no_longer_exists", "")),
    ];
    let read = read(&format!("[{}]", records.join(",")));
    assert_eq!(
        events(&read),
        [
            "2018-01-01 abolished gone → ",
            "2019-01-01 split split → new other",
            // By then, `new` was there since the split.
            "2020-09-02 merged replaced also-replaced → new",
            "2020-09-02 renamed renamed → other",
            "2021-01-01 merged merged merged-with → new",
            "2022-01-01 absorbed absorbed → new",
            "? replaced undated → new",
        ]
    );
    assert_eq!(existed(&read, "new").as_deref(), Some("[-9999-01-01..2019-01-01]/"), "it may be older");
    assert_eq!(body(&read, "gone-once").status[0].is, BodyStatus::Abolished);
    assert_eq!(body(&read, "undated").status[0].is, BodyStatus::Superseded);
    assert_eq!(existed(&read, "undated"), None);
}

#[test]
fn what_left_government_or_is_run_by_a_devolved_one_did_not_end() {
    let to = refs("superseding_organisations", &["wales"]);
    let records = [
        r#"{"id": "x/wales", "title": "Welsh Government", "format": "Devolved administration", "details": {"govuk_status": "live"}}"#.to_string(),
        org("closed", "closed", &to, &closed("devolved", "")),
        org("old", "devolved", &to, &closed("devolved", "")),
        org("exempt", "exempt", &to, ""),
        org("free", "closed", "", &closed("left_gov", "2017-03-31T00:00:00Z")),
    ];
    let read = read(&format!("[{}]", records.join(",")));
    assert_eq!(notes(&read), Vec::<String>::new());
    assert_eq!(events(&read), Vec::<String>::new());
    assert_eq!(relations(&read), ["closed part_of wales", "old part_of wales", "exempt part_of wales"]);
    assert_eq!(existed(&read, "free"), None);
    assert_eq!(body(&read, "free").status[0].is, BodyStatus::Active);
    let dated = |id: &str| {
        let cited = &body(&read, id).provenance.sources[0].source;
        let source = read.dataset.sources.iter().find(|source| source.id == *cited).expect("the source");
        source.date.is_some()
    };
    assert!(dated("exempt"), "it is at work at the date of the file");
    assert!(!dated("closed") && !dated("free"), "nobody says that they still are");
}

#[test]
fn relations_that_only_one_side_lists_are_told() {
    let records = [
        org("top", "live", &refs("child_organisations", &["a", "b", "c", "nobody"]), ""),
        org("other", "live", &refs("child_organisations", &["b"]), ""),
        org("gone", "closed", "", &closed("no_longer_exists", "")),
        org("a", "live", &refs("parent_organisations", &["top"]), ""),
        org("b", "live", &refs("parent_organisations", &["other", "gone"]), ""),
        org("c", "live", "", ""),
        org("d", "live", &refs("parent_organisations", &["top", "missing"]), ""),
    ];
    let read = read(&format!("[{}]", records.join(",")));
    assert_eq!(
        relations(&read),
        ["a part_of top", "b part_of other", "b part_of gone", "d part_of top", "c part_of top"]
    );
    assert_eq!(
        notes(&read),
        [
            "1 closed parent of a body at work, taken as the one it had: gone of b",
            "1 parent that is not there: missing",
            "1 child that names other parents than the one that lists it: b of top",
            "1 child that names no parent, taken as part of the one that lists it: c of top",
            "1 child that is not there: nobody",
            "2 parent that does not list its child, taken as its parent: b of gone",
        ]
    );
}

#[test]
fn successions_that_only_one_side_lists_are_told() {
    let to = |slugs: &[&str]| refs("superseding_organisations", slugs);
    let from = |slugs: &[&str]| refs("superseded_organisations", slugs);
    let records = [
        org("a", "closed", &to(&["new"]), &closed("replaced", "")),
        org("b", "closed", "", &closed("merged", "")),
        org("c", "closed", &to(&["nobody"]), &closed("replaced", "")),
        org("d", "closed", &to(&["new"]), &closed("no_longer_exists", "")),
        org("e", "closed", &to(&["new", "newer"]), &closed("merged", "")),
        org("f", "closed", &to(&["new"]), &closed("split", "")),
        org("g", "live", &to(&["new"]), ""),
        org("h", "closed", &to(&["new"]), &closed("left_gov", "")),
        org("i", "closed", "", &closed("replaced", "")),
        org("new", "live", &from(&["b", "d", "e", "f", "g", "h", "lost"]), ""),
        org("newer", "live", &from(&["a", "e"]), ""),
    ];
    let read = read(&format!("[{}]", records.join(",")));
    assert_eq!(
        events(&read),
        [
            "? replaced a → new",
            "? absorbed b → new",
            "? replaced d → new",
            "? split e → new newer",
            "? replaced f → new"
        ]
    );
    assert_eq!(
        notes(&read),
        [
            "1 successor that is not there: nobody of c",
            "1 predecessor that does not list its successor, taken as it: b → new",
            "1 predecessor that is not there: lost",
            "1 predecessor that names other successors than the one that lists it: a → newer",
            "1 successor that does not list its predecessor, taken as it: a → new",
            "1 closed body that names a successor without saying how, taken as replaced by it: d",
            "1 closed body that became one and names several, taken as split: e",
            "1 closed body that was split into a single one, taken as replaced by it: f",
            "1 successor of a body that is at work: g → new",
            "1 successor of a body that left government: h → new",
            "1 closed body of which a successor is said, and not which: i",
        ]
    );
}

#[test]
fn slips_in_records_are_told() {
    let record = |details: &str| format!(r#"{{"id": "x/a", "title": "A", "colour": 1, "details": {{{details}}}}}"#);
    let told = |details: &str| notes(&read(&format!("[{}]", record(details))));
    assert_eq!(
        told(r#""govuk_status": "live", "closed_at": "2020-01-01""#),
        ["1 `colour` of an organisation: 1", "1 body at work with a word or date of closing, which was left out: a"]
    );
    assert_eq!(told("")[1..], ["1 organisation without a status, which may be at work or closed: a"]);
    assert_eq!(told(r#""govuk_status": "odd""#)[1..], ["1 status that is not known, taken as none: odd"]);
    let closed =
        |on: &str| told(&format!(r#""govuk_status": "closed", "govuk_closed_status": "odd", "closed_at": "{on}""#));
    assert_eq!(closed("2020-01-01")[1..], ["1 reason of closing that is not known, taken as none: odd"]);
    assert!(closed("2020")[2].starts_with("1 date of closing that is no day, taken as not known: 2020"));
    assert!(closed("2030-01-01")[2].starts_with("1 closing on a day after the date of the file, taken as not known"));
    let twice = format!("[{0}, {0}, 7]", record(r#""govuk_status": "live""#));
    assert_eq!(
        notes(&read(&twice))[1..],
        [
            "1 organisation that stands here twice, of which the first was taken: a",
            "1 record that is no organisation: 7"
        ]
    );
}

#[test]
fn pages_are_one_answer_and_two_dates_are_two() {
    let page =
        |slug: &str, total: usize| format!(r#"{{"results": [{}], "total": {total}}}"#, org(slug, "live", "", ""));
    let (a, b) = (page("a", 3), page("b", 3));
    let both = read_with(&[("page-1.json", &a), ("page-2.json", &b)], &Options::default());
    assert_eq!(both.dataset.bodies.len(), 2);
    assert_eq!(notes(&both), ["1 answer of which pages are missing, read as far as it goes: 2 of 3"]);
    let (then, now) = (page("a", 1), page("a", 1));
    let mixed = read_with(&[("o-2023-05-01.json", &then), ("o-2026-08-22.json", &now)], &Options::default());
    assert_eq!(mixed.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::DuplicateId]);
}

#[test]
fn a_slip_in_the_json_is_shown_on_its_line() {
    let read = read("[\n{\"id\": }]");
    assert_eq!(
        read.findings[0].line(&read.dataset.files),
        "organisations-2026-08-22.json:2:8: this is no JSON: expected value [syntax]"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_reader_fail(
        which in proptest::collection::vec((0usize..6, 0usize..8, 0usize..3, proptest::collection::vec(0usize..7, 0..3), proptest::collection::vec(0usize..7, 0..3)), 0..7),
        at in 0usize..4000, with in "[\\[\\]{}\":,a0]{0,3}",
    ) {
        let slugs = ["a", "b", "c", "d", "e", "f", "g"];
        let reasons = ["changed_name", "merged", "replaced", "split", "no_longer_exists", "left_gov", "devolved", "odd"];
        let days = ["", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"];
        let states = ["live", "closed", "closed", "closed", "devolved", "odd"];
        let records: Vec<String> = which.iter().enumerate().map(|(own, (state, why, day, up, after))| {
            let named = |of: &[usize]| of.iter().map(|at| slugs[*at]).collect::<Vec<_>>();
            let record = format!("{}{}", refs("parent_organisations", &named(up)), refs("superseding_organisations", &named(after)));
            org(slugs[own], states[*state], &record, &closed(reasons[*why], days[*day]))
        }).collect();
        let text = format!("[{}]", records.join(","));
        let whole = read(&text);
        prop_assert_eq!(whole.dataset.bodies.len(), which.len());
        for event in &whole.dataset.events {
            for leg in &event.legs {
                prop_assert!(leg.from.iter().all(|from| !leg.to.contains(from)));
                prop_assert!(leg.kind != EventKind::Merged || leg.from.len() > 1);
            }
        }
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        read(&format!("{}{with}{}", &text[..at], &text[at..]));
    }
}
