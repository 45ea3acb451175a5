//! The command line as a person meets it: transcripts, exit codes, and files that appear whole or not at all.

use std::fs;
use std::process::{Command, Stdio};

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

fn answer(arguments: &[&str]) -> String {
    let output = govgraph(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What the documents show is what the command prints. `TRYCMD=overwrite` writes it anew.
#[test]
fn transcripts_in_the_documents_are_true() {
    trycmd::TestCases::new()
        .case("README.md")
        .case("docs/*.md")
        .case("docs/formats/*.md")
        .case("docs/questions/*.md")
        .case("docs/codes/*.md");
}

#[test]
fn the_same_question_gives_the_same_bytes_in_every_form() {
    for format in ["table", "json", "csv", "markdown"] {
        for question in [
            &["overlap", "data/london"][..],
            &["elected", "data/london", "--at", "2010-03"],
            &["members", "data/london", "--at", "2010-03"],
            &["composition", "data/london", "--at", "2022-10-27"],
            &["load", "data/london", "--at", "2022-10-27"],
            &["lineage", "lcsp", "data/london"],
            &["show", "hackney-crp", "data/london"],
            &["change", "data/london", "--from", "2005", "--to", "2013", "--all"],
            &["coverage", "data/london", "--at", "2010-03", "--level", "regional"],
            &["duplication", "data/london", "--at", "2010-03"],
            &["compare", "hackney-csp", "safer-city-partnership", "data/london"],
            &["path", "hackney-svg", "lcrb", "data/london", "--kinds", "relations,seat"],
        ] {
            let arguments = [question, &["--format", format]].concat();
            let first = answer(&arguments);
            assert_eq!(first, answer(&arguments), "{arguments:?}");
            assert!(!first.is_empty() && !first.contains('\u{1b}'), "{arguments:?}");
        }
    }
}

#[test]
fn json_says_its_version_and_carries_the_evidence() {
    let json: serde_json::Value =
        serde_json::from_str(&answer(&["overlap", "data/london", "--format", "json", "--at", "2010-03"])).unwrap();
    assert_eq!(json["asked"]["version"], 1);
    assert_eq!(json["asked"]["at"], "2010-03");
    let row = &json["rows"][0];
    assert_eq!((row["a"]["id"].as_str(), row["b"]["id"].as_str()), (Some("lcrb"), Some("lcsp")));
    assert!(row["shared"][0]["on_a"][0]["evidence"][0]["source"].is_string());
}

#[test]
fn a_picture_is_written_in_the_form_of_its_extension_and_is_the_same_each_time() {
    let folder = tempdir("draw");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    for (first, second) in
        [("a.svg", "b.svg"), ("a.dot", "b.dot"), ("a.mmd", "b.mmd"), ("a.png", "b.png"), ("a.html", "b.html")]
    {
        answer(&["draw", "data/london", "--at", "2010-03", "-o", &file(first)]);
        answer(&["draw", "data/london", "--at", "2010-03", "-o", &file(second)]);
        assert_eq!(fs::read(file(first)).unwrap(), fs::read(file(second)).unwrap());
    }
    let png = fs::read(file("a.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG") && png.len() > 100_000, "text and cards take room: {} bytes", png.len());
    let svg = fs::read_to_string(file("a.svg")).unwrap();
    for words in ["London Crime Reduction", "proposed", "London Community Safety", "role=\"img\"", "<title"] {
        assert!(svg.contains(words), "{words}");
    }
    let dot = fs::read_to_string(file("a.dot")).unwrap();
    assert!(dot.starts_with("digraph") && dot.contains("London Crime Reduction Board"), "{dot}");
    let page = fs::read_to_string(file("a.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("\"words\":\"2010-03\""));
    for refused in [&["a.bmp"][..], &["a.html", "--around", "lcsp"], &["a.html", "--area", "london"]] {
        let output = govgraph(&[&["draw", "data/london", "-o"], refused].concat());
        assert_eq!(output.status.code(), Some(2), "{refused:?}");
    }
    let left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 10, "no part of a file is left: {left:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_body_that_does_not_exist_is_answered_with_the_one_that_was_meant() {
    let output = govgraph(&["show", "lcps", "data/london"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: no body is called `lcps` — did you mean `lcsp`?\n");
    assert!(output.stdout.is_empty());
}

#[test]
fn usage_errors_and_missing_data_end_with_2() {
    for arguments in [
        &["overlap", "no/such/folder"][..],
        &["overlap", "tests"],
        &["overlap", "data/london", "--at", "01/04/2009"],
        &["overlap", "data/london", "--by", "colour"],
        &["overlap", "data/london", "-o", "x.docx"],
        &["elected", "data/london", "--body", "nobody"],
        &["audit", "data/london", "--only", "no-such-code"],
        &["audit", "data/london", "--severity", "error"],
        &["audit", "data/london", "--fail-on", "members-unknown,nothing"],
        &["audit", "data/london", "-o", "x.docx"],
        &["draw", "data/london", "--area", "atlantis", "-o", "x.svg"],
        &["coverage", "data/london", "--theme", "atlantis"],
        &["duplication", "data/london", "--least", "NaN"],
        &["duplication", "data/london", "--between", "lcsp", "nobody"],
        &["coverage", "data/london", "--level", "galactic"],
        &["impact", "no/such/plan.yaml", "data/london"],
        &["impact", "data/london", "data/london"],
        &["impact", "tests/fixtures/plans/no-plan.yaml", "data/london"],
        &["impact", "data/london/plans/lcrb-2010.yaml", "data/london", "--at", "2004-09-10"],
        &["nonsense"],
        &[],
    ] {
        let output = govgraph(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn an_audit_ends_with_1_only_for_the_findings_that_it_is_told_to_fail_on_and_prints_them_all() {
    let audit = |more: &[&str]| govgraph(&[&["audit", "data/london", "--at", "2010-03"], more].concat());
    let plain = audit(&[]);
    assert_eq!(plain.status.code(), Some(0));
    for (fail_on, code) in [
        ("notice", 1),
        ("warning", 1),
        ("no-elected-members", 1),
        ("stale-holder,count-mismatch", 1),
        ("stale-holder", 0),
    ] {
        let output = audit(&["--fail-on", fail_on]);
        assert_eq!((output.status.code(), &output.stdout), (Some(code), &plain.stdout), "{fail_on}");
    }
    let others = audit(&["--only", "members-unknown", "--fail-on", "warning"]);
    assert_eq!(others.status.code(), Some(0), "only what is shown counts");
}

#[test]
fn whoever_stops_reading_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_govgraph"))
        .args(["show", "hackney-crp", "data/london"])
        .current_dir(path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn nothing_in_a_dataset_reaches_the_terminal_or_leaves_its_label() {
    let folder = tempdir("hostile");
    let file = folder.join("hostile.yaml");
    let name = r#""\e[31m\u202Eevil</text><script>alert(1)</script>\"; graph [x=y] | `x` =cmd()""#;
    let yaml = format!(
        "bodies:\n  board:\n    name: {name}\n    short: {name}\n    kind: board\n    seats:\n      - described: {name}\n  other:\n    \
         name: \"=SUM(A1)\"\n    sub_board_of: board\n    seats:\n      - {{ of: board, post: {name} }}\n"
    );
    fs::write(&file, yaml).unwrap();
    let data = file.to_string_lossy().into_owned();
    for arguments in [
        vec!["check", &data],
        vec!["overlap", &data, "--everyone"],
        vec!["elected", &data],
        vec!["show", "board", &data],
        vec!["show", "board", &data, "--format", "markdown"],
        vec!["show", "board", &data, "--format", "csv"],
        vec!["audit", &data],
        vec!["audit", &data, "--format", "markdown"],
        vec!["audit", &data, "--format", "csv"],
        vec!["change", &data, "--from", "2005", "--to", "2013", "--all"],
        vec!["compare", "board", "other", &data],
        vec!["path", "board", "other", &data, "--kinds", "relations,seat"],
    ] {
        let text = answer(&arguments);
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{arguments:?}: {text}");
        assert!(!text.lines().any(|line| line.split(',').any(|cell| cell.starts_with("=SUM"))), "{text}");
    }
    for picture in ["chart.svg", "chart.dot"] {
        let path = folder.join(picture);
        answer(&["draw", &data, "-o", &path.to_string_lossy()]);
        let text = fs::read_to_string(path).unwrap();
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
        // In a quoted string of DOT a bracket is a character like any other; in SVG it is not.
        assert!(picture == "chart.dot" || !text.contains("<script"), "{text}");
    }
    fs::remove_dir_all(folder).unwrap();
}
