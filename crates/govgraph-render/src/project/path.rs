//! Ways between two bodies as a table.

use govgraph::questions::WayStep;
use govgraph::questions::path::{Along, Found, Report, Stretch, Way};
use govgraph::{Cover, RelationKind, Word as _};

use super::{called, sources, standing, title};
use crate::table::Table;

/// One row a step, with everything that connects the two bodies.
pub fn table(report: &Report) -> Table {
    let what = format!("How {} and {} are connected", report.from.name, report.to.name);
    let when = if report.asked.at.is_some() { "At that date" } else { "Recorded" };
    let mut table = Table::new(title(&what, &report.asked)).column("Way").column("From").column("To");
    table = table.column("Connection").column(when).column("Sources");
    for (number, way) in (1..).zip(ways(report)) {
        for (at, step) in way.steps.iter().enumerate() {
            let name = if at == 0 { number.to_string() } else { String::new() };
            let links: Vec<&str> = step.links.iter().map(|link| link.text.as_str()).collect();
            let evidence: Vec<_> = step.links.iter().flat_map(|link| link.evidence.clone()).collect();
            table.row([
                name,
                called(&step.from),
                called(&step.to),
                links.join("; "),
                step_cover(report, step),
                sources(&evidence),
            ]);
        }
        table.cite(&way.evidence());
    }
    notes(report, &mut table);
    table
}

/// All ways that are told, the shortest first.
fn ways(report: &Report) -> impl Iterator<Item = &Way> {
    report.shortest.iter().chain(&report.certain).flat_map(|found| &found.ways)
}

fn step_cover(report: &Report, step: &Stretch) -> String {
    match (step.proposed, &report.asked.at) {
        (true, _) => "proposed".to_string(),
        (false, Some(_)) => step.cover.to_string(),
        (false, None) => String::new(),
    }
}

/// `certain`, `possible`; without a date, whether its parts hold at one time.
fn way_cover(report: &Report, way: &Way) -> String {
    let cover = match (&report.asked.at, way.cover) {
        _ if way.proposed => "in part only proposed",
        (Some(_), Cover::Certain) => "certain",
        (Some(_), _) => "possible",
        (None, Cover::Certain) => "its parts hold at one time",
        (None, Cover::Possible) => "its parts may hold at one time",
        (None, Cover::No) => "its parts never hold at one time",
    };
    cover.to_string()
}

fn notes(report: &Report, table: &mut Table) {
    let along = along_words(&report.along);
    let mut number = 0;
    for (found, sort) in [(&report.shortest, "shortest"), (&report.certain, "shortest certain")] {
        let Some(found) = found else { continue };
        let covers: Vec<String> = found
            .ways
            .iter()
            .map(|way| {
                number += 1;
                format!("{number}: {}", way_cover(report, way))
            })
            .collect();
        if found.length > 0 {
            table.note(format!("{} along {along}. {}.", count_words(found, sort), covers.join("; ")));
        } else {
            table.note("The two are the same body.");
        }
    }
    match (&report.shortest, &report.certain, &report.asked.at) {
        (None, ..) => {
            let then = if report.asked.at.is_some() { " that can hold at that date" } else { "" };
            table.note(format!(
                "No way is known between {} and {} along {along}{then}. That the data show none does not mean that there \
                 is none.",
                report.from.name, report.to.name,
            ));
            if !report.along.contains(&Along::Seat) {
                table.note("Seats were not followed: --kinds relations,seat goes along who sits on what, too.");
            }
        }
        (Some(found), None, Some(_)) if !found.ways.iter().any(|way| way.cover == Cover::Certain) => {
            table.note("No way is certain at that date: some steps are only possible, or only proposed.");
        }
        _ => {}
    }
    for body in [&report.from, &report.to] {
        if body.standing.is_some_and(|standing| !standing.is_in_view()) {
            table.note(format!("{} did not exist at that date ({}).", body.name, standing(body)));
        }
    }
    if ways(report).any(|way| way.proposed) {
        table.note("`proposed`: planned, or said of a body that is only proposed; it need not have come about.");
    }
}

/// `The 2 shortest ways of 3 steps`, and how many of how many are told.
fn count_words(found: &Found, sort: &str) -> String {
    let steps = if found.length == 1 { "1 step".to_string() } else { format!("{} steps", found.length) };
    let told = u64::try_from(found.ways.len()).unwrap_or(u64::MAX);
    match found.count {
        1 => format!("The {sort} way has {steps},"),
        count if told == count => format!("The {count} {sort} ways have {steps},"),
        u64::MAX => format!("{told} of very many {sort} ways (--most tells more); they have {steps},"),
        count => format!("{told} of {count} {sort} ways (--most tells more); they have {steps},"),
    }
}

/// What was followed: `relations of all kinds`, or the words.
fn along_words(along: &[Along]) -> String {
    let all = Along::relations().all(|kind| along.contains(&kind));
    let kinds = RelationKind::ALL.len();
    let mut words: Vec<&str> = along.iter().map(|along| along.word()).collect();
    if all {
        words.drain(..kinds.min(words.len()));
        words.insert(0, "relations of all kinds");
    }
    words.join(", ")
}

/// Ways for a spreadsheet: one row a link.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["way", "step", "from_id", "from", "to_id", "to", "connection", "cover", "proposed"] {
        table = table.column(column);
    }
    table = table.column("way_cover").column("way_proposed").column("sources");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    for (number, way) in (1..).zip(ways(report)) {
        for (step, at) in way.steps.iter().zip(1..) {
            for link in &step.links {
                let WayStep { text, cover, proposed, evidence, .. } = link;
                table.row([
                    number.to_string(),
                    at.to_string(),
                    step.from.id.clone(),
                    step.from.name.clone(),
                    step.to.id.clone(),
                    step.to.name.clone(),
                    text.clone(),
                    cover.to_string(),
                    yes(*proposed),
                    way.cover.to_string(),
                    yes(way.proposed),
                    sources(evidence),
                ]);
            }
        }
    }
    table
}
