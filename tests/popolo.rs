//! Popolo: what is written is what the specification asks for, and questions can be asked of what others publish.

use std::fs;

use govgraph::Word as _;
use govgraph_io::format::InputFormat;

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

const MINISTERS: &str = "tests/fixtures/formats/popolo/ministers-2023.json";

#[test]
fn what_is_written_is_valid_by_the_types_of_the_specification() {
    let schema = fs::read_to_string(path("tests/fixtures/formats/popolo/popolo.schema.json")).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    for data in ["data/london", MINISTERS] {
        let out = tempdir("popolo").join("out.json");
        let written = govgraph(&["convert", data, "-o", &out.to_string_lossy()]);
        assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
        let json: serde_json::Value = serde_json::from_slice(&fs::read(&out).expect("a file")).expect("JSON");
        let wrong: Vec<String> =
            validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(wrong, Vec::<String>::new(), "{data}");
        assert!(json["organizations"].as_array().is_some_and(|all| !all.is_empty()));
    }
}

/// Worked out by hand from the file: three people were ministers in the old department for business and in that for
/// energy.
#[test]
fn ministers_of_departments_that_became_others_are_found_in_both() {
    let answer = |arguments: &[&str]| {
        let output = govgraph(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice::<serde_json::Value>(&output.stdout).expect("JSON")
    };
    let shared = |json: &serde_json::Value| -> Vec<String> {
        let shared = json["rows"][0]["shared"].as_array().cloned().unwrap_or_default();
        shared.iter().map(|one| one["name"].as_str().unwrap_or_default().to_string()).collect()
    };
    let overlap = ["overlap", MINISTERS, "--by", "person", "--format", "json", "--between", "beis", "desnz"];
    assert_eq!(shared(&answer(&overlap)), ["Graham Stuart", "Grant Shapps", "Lord Callanan"]);
    // The handover was on 7 February 2023: nobody sat in both at one time.
    let at = [&overlap[..], &["--ends", "excluded", "--at", "2023-02-07"]].concat();
    assert_eq!(shared(&answer(&at)), Vec::<String>::new());
    let before = [&overlap[..], &["--ends", "included", "--at", "2023-02-07"]].concat();
    assert_eq!(shared(&answer(&before)).len(), 3);
}

#[test]
fn a_format_that_is_none_is_refused_with_all_that_there_are() {
    let refused = govgraph(&["overlap", MINISTERS, "--from", "popolio"]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    let all: Vec<&str> = InputFormat::ALL.iter().map(|format| format.word()).collect();
    assert!(all.contains(&"popolo"));
    assert!(told.contains(&format!("`popolio` is no format that is read; there are {}", all.join(", "))), "{told}");
}

#[test]
fn a_file_in_a_known_format_with_a_slip_is_told_with_its_line_and_nothing_is_written() {
    let folder = tempdir("popolo-slip");
    let (slip, out) = (folder.join("slip.json"), folder.join("out.yaml"));
    fs::write(&slip, "{\"persons\": [\n  {\"id\": }\n]}").expect("a file");
    let refused = govgraph(&["convert", &slip.to_string_lossy(), "-o", &out.to_string_lossy()]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(told.contains("slip.json:2:10") && told.contains("this is no JSON"), "{told}");
    assert!(!out.exists());
}

#[test]
fn where_seats_name_only_people_members_are_people_unless_somebody_asks_for_others() {
    let first = |arguments: &[&str]| {
        let output = govgraph(&[arguments, &["--format", "csv"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).lines().count()
    };
    let usual = first(&["overlap", MINISTERS]);
    assert_eq!(usual, first(&["overlap", MINISTERS, "--by", "person"]));
    assert!(usual > 1);
    assert_eq!(first(&["overlap", MINISTERS, "--by", "organisation"]), 1, "only the headings");
    assert_eq!(first(&["overlap", "data/london"]), first(&["overlap", "data/london", "--by", "organisation"]));
    assert_ne!(first(&["overlap", "data/london"]), first(&["overlap", "data/london", "--by", "person"]));
}

#[test]
fn what_would_be_a_picture_is_left_to_draw() {
    for name in ["x.mmd", "x.svg"] {
        let refused = govgraph(&["convert", MINISTERS, "-o", name]);
        assert_eq!(refused.status.code(), Some(2));
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(told.contains("`govgraph draw`"), "{told}");
    }
}

#[test]
fn people_are_told_with_what_they_are_and_not_with_their_own_names() {
    let output = govgraph(&["members", MINISTERS, "--body", "dbt", "--format", "csv"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let hands = told.lines().find(|line| line.contains("Greg Hands")).expect("a row");
    assert!(hands.contains("Minister for London") && hands.matches("Greg Hands").count() == 1, "{hands}");
}
