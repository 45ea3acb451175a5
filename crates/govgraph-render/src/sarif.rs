//! Findings as SARIF 2.1.0, for code scanners and CI.
//!
//! Of the format only what they read is written. Places are relative to where the program ran, as the names of files are.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use govgraph::questions::audit::{Report, Row, Subject};
use govgraph::{Code, Cover, Evidence, Files, Finding, Place, Severity, Word as _};

/// An audit. `page` gives the page on a code in the documentation.
///
/// What the dataset allows is suppressed, with the reason as its justification. Ends with a line break.
pub fn of_audit(report: &Report, page: impl Fn(Code) -> &'static str) -> String {
    let standing = report.rows.iter().map(|row| Outcome { suppressions: Some(Vec::new()), ..of_row(row) });
    let allowed = report.allowed.iter().map(|allowed| {
        let suppression = Suppression { kind: "external", status: "accepted", justification: &allowed.reason };
        Outcome { suppressions: Some(vec![suppression]), ..of_row(&allowed.row) }
    });
    let about = About { dataset: report.asked.dataset.as_deref(), at: report.asked.at.as_deref() };
    log("audit", about, standing.chain(allowed).collect(), page)
}

/// What was noticed when records were read and checked.
pub fn of_check(findings: &[Finding], files: &Files, page: impl Fn(Code) -> &'static str) -> String {
    let results = findings.iter().map(|finding| of_finding(finding, files));
    log("check", About { dataset: None, at: None }, results.collect(), page)
}

#[derive(Serialize)]
struct Log<'r> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'r>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'r> {
    tool: Tool,
    automation_details: Automation,
    column_kind: &'static str,
    results: Vec<Outcome<'r>>,
    properties: About<'r>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<RuleText>,
}

#[derive(Serialize)]
struct Automation {
    id: String,
}

/// What was asked.
#[derive(Serialize)]
struct About<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    dataset: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<&'r str>,
}

/// What a code means.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleText {
    id: &'static str,
    short_description: Text,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// What SARIF calls a result.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'r> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<Vec<Suppression<'r>>>,
    properties: Properties<'r>,
    #[serde(skip)]
    code: Code,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<Physical>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
}

/// A body, as the part of the structure in which something was found.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    name: String,
    fully_qualified_name: String,
}

/// What stays the same when lines move.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "govgraphFinding/v1")]
    finding: String,
}

#[derive(Serialize)]
struct Suppression<'r> {
    kind: &'static str,
    status: &'static str,
    justification: &'r str,
}

#[derive(Serialize)]
struct Properties<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Subject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cover: Option<Cover>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'r str>,
    #[serde(skip_serializing_if = "<[Evidence]>::is_empty")]
    evidence: &'r [Evidence],
}

fn log<'r>(
    question: &str,
    about: About<'r>,
    mut results: Vec<Outcome<'r>>,
    page: impl Fn(Code) -> &'static str,
) -> String {
    let codes: BTreeSet<Code> = results.iter().map(|result| result.code).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for result in &mut results {
        result.rule_index = codes.binary_search(&result.code).unwrap_or_default();
        let fingerprint = &mut result.partial_fingerprints.finding;
        let times = seen.entry(fingerprint.clone()).or_default();
        *times += 1;
        if *times > 1 {
            fingerprint.push_str(&format!(" #{times}"));
        }
    }
    let rules = codes.into_iter().map(|code| RuleText {
        id: code.word(),
        short_description: Text { text: code.summary().to_string() },
        help: Help { text: page(code), markdown: page(code) },
        default_configuration: Configuration { level: level(code.severity()) },
    });
    let driver = Driver { name: "govgraph", semantic_version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let at = about.at.map(|at| format!("{at}/")).unwrap_or_default();
    let run = Run {
        tool: Tool { driver },
        automation_details: Automation { id: format!("govgraph/{question}/{at}") },
        column_kind: "unicodeCodePoints",
        results,
        properties: about,
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    // Plain structs with text keys always serialise.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}

fn of_row(row: &Row) -> Outcome<'_> {
    let bodies = || row.bodies.iter().map(|body| body.id.as_str());
    let logical =
        row.bodies.iter().map(|body| Logical { name: body.name.clone(), fully_qualified_name: body.id.clone() });
    let logical: Vec<Logical> = logical.collect();
    let mut places = row.places.iter().map(|spot| location(&spot.place, &spot.label));
    let locations = match places.next() {
        Some(place) => vec![Location { logical_locations: logical, ..place }],
        None if logical.is_empty() => Vec::new(),
        None => vec![Location { physical_location: None, logical_locations: logical, message: None }],
    };
    let themes = row.themes.iter().map(|theme| theme.id.as_str());
    let parts = [row.code.word()].into_iter().chain(bodies()).chain(themes).chain([row.key.as_str()]);
    Outcome {
        locations,
        related_locations: places.collect(),
        properties: Properties {
            subject: Some(row.subject),
            cover: Some(row.cover),
            help: row.help.as_deref(),
            evidence: &row.evidence,
        },
        ..outcome(row.code, &row.message, parts.collect::<Vec<_>>().join(" "))
    }
}

fn of_finding<'r>(finding: &'r Finding, files: &Files) -> Outcome<'r> {
    let places = finding.labels.iter().filter_map(|label| Some(location(&files.place(label.origin)?, &label.text)));
    let mut places: Vec<Location> = places.collect();
    let related = places.split_off(places.len().min(1));
    let subject = finding.subject.as_deref().unwrap_or_default();
    Outcome {
        locations: places,
        related_locations: related,
        properties: Properties {
            subject: None,
            cover: None,
            help: finding.help.as_deref(),
            evidence: &finding.evidence,
        },
        ..outcome(finding.code, &finding.message, format!("{} {subject} {}", finding.code, finding.message))
    }
}

fn outcome<'r>(code: Code, message: &str, fingerprint: String) -> Outcome<'r> {
    Outcome {
        rule_id: code.word(),
        rule_index: 0,
        level: level(code.severity()),
        message: Text { text: format!("{message}.") },
        locations: Vec::new(),
        related_locations: Vec::new(),
        partial_fingerprints: Fingerprints { finding: fingerprint.trim_end().to_string() },
        suppressions: None,
        properties: Properties { subject: None, cover: None, help: None, evidence: &[] },
        code,
    }
}

fn location(place: &Place, label: &str) -> Location {
    let message = Some(Text { text: label.to_string() }).filter(|text| !text.text.is_empty());
    let region = Region { start_line: place.line, start_column: place.column };
    let physical = Physical { artifact_location: artifact(&place.file), region };
    Location { physical_location: Some(physical), logical_locations: Vec::new(), message }
}

/// The name of a file as a URI: relative, if the name is.
fn artifact(name: &str) -> Artifact {
    let name = name.replace('\\', "/");
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    let mut path = String::new();
    for byte in name.trim_start_matches("./").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => path.push(char::from(byte)),
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    match (is_drive, path.starts_with('/')) {
        (true, _) => Artifact { uri: format!("file:///{}", path.replacen("%3A", ":", 1)), uri_base_id: None },
        (false, true) => Artifact { uri: format!("file://{path}"), uri_base_id: None },
        (false, false) => Artifact { uri: path, uri_base_id: Some("%SRCROOT%") },
    }
}

#[cfg(test)]
mod tests {
    use super::artifact;

    #[test]
    fn names_of_files_become_uris() {
        for (name, uri) in [
            ("data/london/lcrb 2010.yaml", "data/london/lcrb%202010.yaml"),
            ("./a.yaml", "a.yaml"),
            (r"data\a.yaml", "data/a.yaml"),
            ("/tmp/a#b.yaml", "file:///tmp/a%23b.yaml"),
            (r"C:\data\a.yaml", "file:///C:/data/a.yaml"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(artifact(name).uri, uri);
        }
    }
}
