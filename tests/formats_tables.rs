//! The ministers database, tables and BODS, asked as a person asks.

use crate::load::govgraph;

fn answer(arguments: &[&str]) -> String {
    let output = govgraph(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refusal(arguments: &[&str]) -> String {
    let output = govgraph(arguments);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

const MINISTERS: &str = "tests/fixtures/formats/ministers";
const TABLE: &str = "tests/fixtures/formats/table/ministers-2023.csv";
const TABLES: &str = "tests/fixtures/formats/tables";

/// Places by seats of a body at a date, as `elected` counts them.
fn elected(body: &str, at: &str) -> serde_json::Value {
    let arguments = ["elected", MINISTERS, "--body", body, "--at", at, "--as-of", "2026-06-12", "--format", "json"];
    serde_json::from_str(&answer(&arguments)).unwrap()
}

#[test]
fn ministers_in_the_commons_are_elected_and_those_in_the_lords_are_not() {
    let words = |body: &str, at: &str| {
        let report = elected(body, at);
        let seats = report["rows"][0]["seats"].as_array().unwrap();
        seats.iter().map(|seat| seat["elected"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(words("fcdo", "2024-01-10"), ["no"], "Lord Cameron");
    let of_dbt = words("dbt", "2023-03-01");
    assert!(of_dbt.iter().any(|word| word == "yes") && of_dbt.iter().any(|word| word == "no"), "{of_dbt:?}");
}

#[test]
fn the_departments_of_2023_come_out_of_one_event_of_several_legs() {
    let lineage = answer(&["lineage", "--all", MINISTERS, "--format", "csv"]);
    let legs: Vec<&str> = lineage.lines().filter(|line| line.contains("2023-02-07")).collect();
    assert!(legs.iter().any(|leg| leg.contains("split") && leg.contains("beis") && leg.contains("desnz")), "{legs:?}");
    assert!(legs.iter().any(|leg| leg.contains("function-transferred") && leg.contains("dsit")), "{legs:?}");
}

#[test]
fn a_department_in_whose_past_a_function_went_in_a_circle_has_a_lineage() {
    for body in ["co", "dfe-2010", "dfid"] {
        let lineage = answer(&["lineage", body, MINISTERS]);
        assert!(lineage.contains("Cabinet Office") && lineage.lines().count() < 2_000, "{body}");
    }
    let both = refusal(&["lineage", "DfE", MINISTERS]);
    assert!(both.contains("`dfe-1992`, `dfe-2010`"), "{both}");
}

#[test]
fn a_table_of_memberships_answers_as_the_database_does() {
    let shared = |data: &str| {
        let arguments = [
            "overlap", data, "--by", "person", "--ends", "excluded", "--at", "2023-03", "--format", "csv", "--least",
            "1",
        ];
        answer(&arguments).lines().count()
    };
    assert_eq!(shared(TABLE), shared(TABLES));
    let people = answer(&["overlap", TABLE, "--by", "person", "--ends", "excluded", "--format", "csv"]);
    assert!(people.contains("Kemi Badenoch"), "{people}");
}

#[test]
fn columns_are_named_on_the_command_line_where_headers_do_not_tell() {
    let check = answer(&["check", TABLE, "--body", "Position", "--from", "Left", "--until", "Appointed"]);
    assert!(check.contains("`Position` is the body"), "{check}");
    assert!(check.contains("`Left` is the start"), "{check}");
    let members = answer(&[
        "members",
        TABLE,
        "--by",
        "person",
        "--body-column",
        "Department",
        "--body",
        "department-for-business-and-trade",
    ]);
    assert!(members.contains("Kemi Badenoch"), "{members}");
    let wrong = refusal(&["check", TABLE, "--member", "Minster"]);
    assert!(wrong.contains("did you mean `Minister`?"), "{wrong}");
    let both = refusal(&["check", TABLE, "--from", "Left", "--since", "Left"]);
    assert!(both.contains("--from and --since"), "{both}");
    let format = refusal(&["check", "data/london", "--from", "Left"]);
    assert!(format.contains("`Left` is no format that is read"), "{format}");
}
