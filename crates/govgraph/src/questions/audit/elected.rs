//! Findings about elected representation: what [`representation`] says of each body.

use govgraph_model::{Aspect, Code, Count, Cover, Evidence, Statement};

use super::{Row, Sitting, of_the_date};
use crate::graph::{BodyView, Snapshot};
use crate::questions::add_evidence;
use crate::questions::representation::{self, Verdict, range_words};

const LACKING: &str = "nobody whom voters can remove takes part in what it decides: settle who is to sit there for them, or to whom it answers";
const CONTRADICTED: &str =
    "ask for its list of members at the date: either the seats or what was said of them is out of date";
const OPEN: &str = "ask which of its members hold an elected office, and record it on their seats";

pub(super) fn find<'g>(snapshot: &Snapshot<'g>, all: &[Sitting<'g>]) -> Vec<Row> {
    let rows = all.iter().filter_map(|sitting| Some((sitting, row(snapshot, sitting)?)));
    rows.map(|(sitting, row)| {
        stated(snapshot, sitting.body)
            .rev()
            .fold(row, |row, stated| row.at(snapshot, stated.provenance.origin.0, "what a source says"))
    })
    .collect()
}

fn row<'g>(snapshot: &Snapshot<'g>, sitting: &Sitting<'g>) -> Option<Row> {
    let Sitting { body, row } = sitting;
    let finding = |code, pattern: String| Row::of(snapshot, code, *body, pattern, Cover::Certain);
    let asserted = || {
        let mut evidence = Vec::new();
        row.asserted.iter().for_each(|asserted| add_evidence(&mut evidence, asserted.evidence.clone()));
        evidence
    };
    match row.verdict() {
        Verdict::Some => None,
        Verdict::None => {
            let is_said = row.asserted.iter().any(|asserted| asserted.cover == Cover::Certain);
            let pattern = match (is_said, row.derived) {
                (false, _) => "None of those who sit on {} need be elected".to_string(),
                (true, Verdict::None) => {
                    "Nobody elected sits on {}: a source says so, and its seats show it".to_string()
                }
                (true, _) => {
                    "Nobody elected sits on {}, says a source; its seats neither show nor contradict it".to_string()
                }
            };
            let found = finding(Code::NoElectedMembers, pattern).help(LACKING).evidence(asserted());
            Some(if row.derived == Verdict::None { found.evidence(seats(row)) } else { found })
        }
        Verdict::Open if is_contradicted(row) => {
            let pattern = format!(
                "What is said about elected members of {{}} contradicts itself: {}; by its seats {}",
                said(row),
                range_words(row.elected, row.declared.unwrap_or(row.places))
            );
            let found = finding(Code::ElectedMembersContradicted, pattern).help(CONTRADICTED);
            Some(found.evidence(asserted()).evidence(seats(row)))
        }
        Verdict::Open if sitting.is_known() => {
            // Nobody says that those which are listed are all.
            let listed = row.itemised.unwrap_or(row.places);
            let listed = if row.is_closed { listed } else { Count { most: None, ..listed } };
            let places = row.declared.unwrap_or(listed);
            let pattern = format!(
                "Whether anybody elected sits on {{}} cannot be established: {} places by its seats{}",
                range_words(row.elected, places),
                if row.asserted.is_empty() { String::new() } else { format!("; {}", said(row)) }
            );
            let found = finding(Code::ElectedMembersOpen, pattern).help(OPEN);
            Some(found.evidence(asserted()).evidence(seats(row)))
        }
        // That nobody knows who sits there is a finding of its own; unless a source speaks of it for a part of the time.
        Verdict::Open if stated(snapshot, *body).next().is_none() => None,
        Verdict::Open => {
            let pattern = format!("Whether anybody elected sits on {{}} cannot be established: {}", said(row));
            Some(finding(Code::ElectedMembersOpen, pattern).help(OPEN).evidence(asserted()))
        }
    }
}

/// What sources say of the date, or of a part of it, about elected members.
fn stated<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> impl DoubleEndedIterator<Item = &'g Statement> {
    let record = body.record();
    let about = record.statements.iter().filter(|stated| stated.about == Aspect::ElectedRepresentation);
    about.filter(|stated| {
        let outer = [&record.provenance];
        let extent = snapshot.graph().statement_extent(stated.at.as_ref(), &stated.provenance, &outer);
        of_the_date(snapshot, &extent).is_some()
    })
}

/// Whether two sources, or a source and the seats, say different things of the date.
fn is_contradicted(row: &representation::Row) -> bool {
    let certain = row.asserted.iter().filter(|asserted| asserted.cover == Cover::Certain);
    let mut verdicts: Vec<Verdict> = certain.map(|asserted| asserted.verdict).collect();
    let is_said = !verdicts.is_empty();
    verdicts.extend(Some(row.derived).filter(|derived| *derived != Verdict::Open));
    verdicts.sort_unstable();
    verdicts.dedup();
    is_said && verdicts.len() > 1
}

/// `a source says that there are none (of another time)`.
fn said(row: &representation::Row) -> String {
    let each = row.asserted.iter().map(|asserted| {
        let answer = match asserted.verdict {
            Verdict::None => "there are none",
            Verdict::Some => "there are some",
            Verdict::Open => "it is open",
        };
        let then =
            if asserted.cover == Cover::Certain { "" } else { ", speaking of another time or of a part of this one" };
        format!("a source says that {answer}{then}")
    });
    let mut words: Vec<String> = each.collect();
    words.sort_unstable();
    words.dedup();
    words.join(", ")
}

/// What stands behind its seats, and behind whether their holders must be elected.
fn seats(row: &representation::Row) -> Vec<Evidence> {
    let mut all = Vec::new();
    for seat in &row.seats {
        add_evidence(&mut all, seat.evidence.clone());
        add_evidence(&mut all, seat.elected_evidence.clone());
    }
    all
}
