//! What is written as SARIF: the published schema agrees with it, and scanners can tell findings apart.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

fn answer(arguments: &[&str]) -> Value {
    let output = govgraph(arguments);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn results(log: &Value) -> &Vec<Value> {
    log["runs"][0]["results"].as_array().unwrap()
}

/// What is in all sorts of order for a scanner to read it.
fn check(log: &Value) {
    let schema = fs::read_to_string(path("tests/fixtures/sarif/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(log).map(|error| format!("{error} at {}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0]);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let mut fingerprints = BTreeSet::new();
    for result in results(log) {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(
            rule["help"]["markdown"].as_str().unwrap().starts_with(&format!("# `{}`", rule["id"].as_str().unwrap()))
        );
        let fingerprint = result["partialFingerprints"]["govgraphFinding/v1"].as_str().unwrap();
        assert!(fingerprints.insert(fingerprint), "{fingerprint} stands for two findings");
        for location in result["locations"].as_array().into_iter().flatten() {
            if let Some(uri) = location["physicalLocation"]["artifactLocation"]["uri"].as_str() {
                assert!(path(uri).is_file() || uri.starts_with("file:///"), "{uri}");
            }
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_sarif() {
    let schema = fs::read_to_string(path("tests/fixtures/sarif/sarif-schema-2.1.0.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut log = answer(&["audit", "data/london", "--at", "2010-03", "--format", "sarif"]);
    log["runs"][0]["results"][0]["level"] = "notice".into();
    assert!(!validator.is_valid(&log));
}

#[test]
fn an_audit_is_sarif_with_places_and_sources() {
    for date in ["2010-03", "2016-03-02", "2022-10-27"] {
        let log = answer(&["audit", "data/london", "--at", date, "--format", "sarif"]);
        check(&log);
        assert!(results(&log).iter().all(|result| result["suppressions"] == Value::Array(Vec::new())));
    }
    let log = answer(&["audit", "data/london", "--at", "2010-03", "--format", "sarif", "--only", "count-mismatch"]);
    let [result] = results(&log).as_slice() else { panic!("{log}") };
    assert_eq!(result["level"], "warning");
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "data/london/lcrb-2010.yaml");
    assert!(physical["region"]["startLine"].as_u64().unwrap() > 1);
    assert_eq!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "lcrb");
    assert_eq!(result["properties"]["evidence"][0]["source"], "lcrb-2010");
}

#[test]
fn what_is_wrong_with_records_is_sarif_too() {
    for data in [
        "data/london",
        "tests/fixtures/invalid/duplicate-id",
        "tests/fixtures/invalid/unknown-key.yaml",
        "tests/fixtures/invalid/no-main-file",
    ] {
        check(&answer(&["check", data, "--format", "sarif"]));
    }
}

#[test]
fn fingerprints_stay_when_lines_move_and_what_is_allowed_is_suppressed() {
    let folder = tempdir("sarif");
    let file = folder.join("boards of \u{e9}\u{dc}.yaml");
    let yaml = "bodies:
  a: { name: A board, kind: board }
  b: { name: B board, kind: board }
allow:
  - { code: members-unknown, bodies: b, reason: No list was ever kept }
";
    let read = |text: &str| {
        fs::write(&file, text).unwrap();
        answer(&["audit", &file.to_string_lossy(), "--format", "sarif"])
    };
    let fingerprints = |log: &Value| -> Vec<Value> {
        results(log).iter().map(|result| result["partialFingerprints"].clone()).collect()
    };
    let lines = |log: &Value| -> Vec<Value> {
        results(log)
            .iter()
            .map(|result| result["locations"][0]["physicalLocation"]["region"]["startLine"].clone())
            .collect()
    };
    let log = read(yaml);
    check(&log);
    let moved = read(&format!("# A comment\n\n{yaml}"));
    assert_eq!(fingerprints(&log), fingerprints(&moved));
    assert_ne!(lines(&log), lines(&moved));
    let suppressed: Vec<&Value> = results(&log)
        .iter()
        .filter(|result| result["suppressions"].as_array().is_some_and(|all| !all.is_empty()))
        .collect();
    let [only] = suppressed.as_slice() else { panic!("{suppressed:?}") };
    assert_eq!(only["suppressions"][0]["justification"], "No list was ever kept");
    assert_eq!(only["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "b");
    let uri = only["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
    assert!(uri.starts_with("file:///") && uri.ends_with("boards%20of%20%C3%A9%C3%9C.yaml"), "{uri}");
    fs::remove_dir_all(folder).unwrap();
}
