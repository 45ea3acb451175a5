//! An audit as a paper for people and as records for spreadsheets.

use govgraph::questions::audit::{Allowed, Report, Row, Subject, Summary};
use govgraph::{Cover, Evidence};

use super::{sources, title};
use crate::paper::{Item, Paper};
use crate::table::Table;

/// The findings in sentences, by subject. What is true of several bodies in the same words is told once.
pub fn paper(report: &Report) -> Paper {
    let mut paper = Paper::new(title("Audit", &report.asked));
    for paragraph in opening(report) {
        paper.open(paragraph);
    }
    // What to do is told once for each thing to do.
    let mut told: Vec<&str> = Vec::new();
    for group in groups(&report.rows) {
        let row = group[0];
        let mut item = item(&group);
        if let Some(help) = row.help.as_deref().filter(|help| !told.contains(help)) {
            item = item.line(format!("{}.", capitalised(help.to_string())));
            told.push(help);
        }
        paper.cite(group.iter().flat_map(|row| &row.evidence));
        paper.add(row.subject.heading(), item);
    }
    for allowed in &report.allowed {
        let until = allowed.until.as_ref().map(|until| format!(" until {}", super::lifetime(until)));
        let reason = format!("Allowed{}: {}.", until.unwrap_or_default(), allowed.reason);
        let agreed = if allowed.agreed.is_empty() { String::new() } else { format!(" {}", sources(&allowed.agreed)) };
        paper.cite(allowed.row.evidence.iter().chain(&allowed.agreed));
        paper.add("Allowed by the dataset", item(&[&allowed.row]).line(format!("{reason}{agreed}")));
    }
    notes(report, &mut paper);
    paper
}

/// Findings for a spreadsheet: one row a finding, one fact a cell, allowed ones last.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["code", "severity", "subject", "bodies", "themes", "finding", "cover", "help", "sources"] {
        table = table.column(column);
    }
    for column in ["file", "line", "column", "allowed_because", "allowed_until"] {
        table = table.column(column);
    }
    let mut add = |row: &Row, allowed: Option<&Allowed>| {
        let ids = |ids: Vec<&str>| ids.join("; ");
        let place = row.places.first().map(|spot| &spot.place);
        table.row([
            row.code.to_string(),
            row.severity.to_string(),
            row.subject.heading().to_string(),
            ids(row.bodies.iter().map(|body| body.id.as_str()).collect()),
            ids(row.themes.iter().map(|theme| theme.id.as_str()).collect()),
            row.message.clone(),
            row.cover.to_string(),
            row.help.clone().unwrap_or_default(),
            sources(&row.evidence),
            place.map(|place| place.file.clone()).unwrap_or_default(),
            place.map(|place| place.line.to_string()).unwrap_or_default(),
            place.map(|place| place.column.to_string()).unwrap_or_default(),
            allowed.map(|allowed| allowed.reason.clone()).unwrap_or_default(),
            allowed.and_then(|allowed| allowed.until.clone()).unwrap_or_default(),
        ]);
    };
    report.rows.iter().for_each(|row| add(row, None));
    report.allowed.iter().for_each(|allowed| add(&allowed.row, Some(allowed)));
    table
}

/// Rows that say the same of different bodies, each group where its first row is.
pub(crate) fn groups(rows: &[Row]) -> Vec<Vec<&Row>> {
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        let same = |group: &&mut Vec<&Row>| {
            row.pattern.is_some()
                && (group[0].code, group[0].cover, &group[0].pattern) == (row.code, row.cover, &row.pattern)
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

/// A sentence on some rows that say the same, with code and sources below it.
fn item(group: &[&Row]) -> Item {
    let row = group[0];
    let possible = if row.cover == Cover::Certain { "" } else { ", possible" };
    let mark = format!("{}{possible}", capitalised(row.severity.to_string()));
    let item = match (group, &row.pattern) {
        ([_, _, ..], Some(pattern)) => {
            let bodies = group.iter().flat_map(|row| &row.bodies).map(|body| &body.name);
            let themes = group.iter().flat_map(|row| &row.themes).map(|theme| &theme.name);
            match row.bodies.is_empty() {
                true => Item::new(mark, pattern.replacen("{}", &format!("{} themes", group.len()), 1)).names(themes),
                false => Item::new(mark, pattern.replacen("{}", &format!("{} bodies", group.len()), 1)).names(bodies),
            }
        }
        _ => Item::new(mark, &row.message),
    };
    let cited = match group {
        [row] => sources(&row.evidence),
        _ => in_short(group.iter().flat_map(|row| &row.evidence)),
    };
    let cited = if group.iter().all(|row| row.evidence.is_empty()) { String::new() } else { format!("{cited} · ") };
    item.line(format!("{cited}{}", row.code))
}

/// The sources of many findings, without the places in them.
fn in_short<'e>(evidence: impl Iterator<Item = &'e Evidence>) -> String {
    let mut ids: Vec<&str> = evidence.map(|cited| cited.source.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.join("; ")
}

fn opening(report: &Report) -> Vec<String> {
    let Summary { bodies, sources, warnings, notices, allowed, left_out, .. } = report.summary;
    let at = report.asked.at.as_deref();
    let standings = [
        (report.summary.existing, "certain to exist"),
        (report.summary.possible, "that may have existed, which their dates leave open"),
        (report.summary.proposed, "only proposed"),
    ];
    let standings = standings.into_iter().filter_map(|(count, words)| Some((count.filter(|count| *count > 0)?, words)));
    let standings: Vec<String> = standings.map(|(count, words)| format!("{count} {words}")).collect();
    let standings = if standings.is_empty() { String::new() } else { format!(": {}", standings.join(", ")) };
    let when = at.map_or_else(|| "whatever their date".to_string(), |at| format!("at {}", super::lifetime(at)));
    let looked = format!(
        "Looked at: {} {when}{standings}; with {}.",
        plural(bodies, "body", "bodies"),
        plural(sources, "source", "sources")
    );
    let more = [
        (allowed, "allowed by the dataset and told at the end"),
        (left_out, "left out, since they were not asked for"),
    ];
    let more = more.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("; {count} more {words}"));
    let (warnings, notices) = (plural(warnings, "warning", "warnings"), plural(notices, "notice", "notices"));
    let found = format!("Found: {warnings} and {notices}{}.", more.collect::<String>());
    [Some(looked), Some(found), not_established(&report.summary, at.is_some())].into_iter().flatten().collect()
}

/// What could not be established, in one sentence; `None` if everything could.
fn not_established(summary: &Summary, is_dated: bool) -> Option<String> {
    let of_meeting = |count: usize| format!("{count} of {}", plural(summary.meeting, "body", "bodies"));
    let mut open = Vec::new();
    let without = summary.meeting - summary.members_known;
    if without > 0 {
        let then = if is_dated { " then" } else { " at one time" };
        let other = match summary.members_of_another_time {
            0 => String::new(),
            other => format!(" ({other} of them have members listed at other times)"),
        };
        open.push(format!("who sits on {} that meet{then}{other}", of_meeting(without)));
    }
    if summary.elected_open > 0 {
        open.push(format!("whether anybody elected sits on {}", of_meeting(summary.elected_open)));
    }
    let bodies = |count: usize| plural(count, "body", "bodies");
    if summary.requirements_open > 0 {
        open.push(format!("whether {} have the members that rules require", bodies(summary.requirements_open)));
    }
    if summary.duties_open > 0 {
        open.push(format!("whether there is what the duties of {} need", bodies(summary.duties_open)));
    }
    (!open.is_empty()).then(|| format!("Could not be established: {}.", open.join("; ")))
}

fn notes(report: &Report, paper: &mut Paper) {
    if report.summary.left_out == 0 {
        let without = Subject::ALL.into_iter().filter(|subject| report.rows.iter().all(|row| row.subject != *subject));
        let without: Vec<String> = without.map(|subject| subject.heading().to_lowercase()).collect();
        if !without.is_empty() {
            paper.note(format!("No finding on: {}.", without.join(", ")));
        }
    }
    paper.note("A warning is something to look into; a notice is worth knowing, and no fault by itself.");
    if report.rows.iter().any(|row| row.cover != Cover::Certain) {
        paper.note("Possible: the dates of the sources leave open whether it holds at the date.");
    }
    paper.note("What a code means and how to allow it: docs/codes/CODE.md.");
}

fn plural(count: usize, one: &str, many: &str) -> String {
    let count_word = if count == 0 { "no".to_string() } else { count.to_string() };
    format!("{count_word} {}", if count == 1 { one } else { many })
}

fn capitalised(word: String) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or(word)
}
