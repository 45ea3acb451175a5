//! Findings about what rules and duties ask for: what [`composition`] says of each body.

use rustc_hash::FxHashMap;

use govgraph_model::{Code, Cover};

use super::{Row, called};
use crate::graph::{BodyView, Snapshot};
use crate::questions::composition::{self, DutyRow, RequirementRow, Verdict};
use crate::questions::{BodyRef, Circle};

const MISSING: &str = "appoint one, or record the seat if there is one";
const ON_PAPER: &str = "ask who sits there now, and record that";
const OPEN: &str = "ask for the list of members with its date";
const NO_BODY: &str = "ask which body does so, and record it; that none is recorded does not show that there is none";

pub(super) fn find<'g>(snapshot: &Snapshot<'g>, circle: Circle) -> Vec<Row> {
    let report = composition::find(snapshot, &composition::Params { circle, bodies: None });
    let mut rows: Vec<Row> = Vec::new();
    // Rows that differ only in who is required are one finding.
    let alike = |a: &RequirementRow, b: &RequirementRow| {
        (&a.body, &a.rule.id, finding(a), a.in_force, &a.why) == (&b.body, &b.rule.id, finding(b), b.in_force, &b.why)
    };
    let mut open: Vec<Vec<&RequirementRow>> = Vec::new();
    let mut of_body: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for row in report.requirements.iter().filter(|row| finding(row).is_some()) {
        let groups = of_body.entry(&row.body.id).or_default();
        match groups.iter().find(|group| alike(open[**group][0], row)) {
            Some(group) => open[*group].push(row),
            None => {
                groups.push(open.len());
                open.push(vec![row]);
            }
        }
    }
    rows.extend(open.iter().filter_map(|group| requirement(snapshot, group)));
    rows.extend(report.duties.iter().filter_map(|duty| self::duty(snapshot, duty)));
    rows
}

/// The code of what is to be told of a requirement; `None` if it is met.
fn finding(row: &RequirementRow) -> Option<Code> {
    match (row.then, row.on_paper) {
        (Verdict::Satisfied, _) => None,
        (Verdict::Violated, _) => Some(Code::RequiredMemberMissing),
        (Verdict::Unknown, Verdict::Satisfied) => Some(Code::RequiredMemberOnPaper),
        (Verdict::Unknown, _) => Some(Code::RequiredMemberOpen),
    }
}

fn requirement<'g>(snapshot: &Snapshot<'g>, group: &[&RequirementRow]) -> Option<Row> {
    let first = group[0];
    let (code, body) = (finding(first)?, body(snapshot, &first.body)?);
    let texts: Vec<&str> = group.iter().map(|row| row.text.as_str()).collect();
    let (who, why) = (texts.join("; "), first.why.join("; "));
    let (on, rule) = (called(body), &first.rule.name);
    let (message, help) = match code {
        Code::RequiredMemberMissing => {
            (format!("{on} must have: {who}; by its seats it does not ({rule}): {why}"), MISSING)
        }
        Code::RequiredMemberOnPaper => (format!("{on} has only on paper: {who} ({rule}): {why}"), ON_PAPER),
        _ => (
            format!("Whether {on} has the members that it must have cannot be established: {who} ({rule}): {why}"),
            OPEN,
        ),
    };
    let mut row =
        Row { message, pattern: None, ..Row::of(snapshot, code, body, "", first.in_force.min(exists(&first.body))) };
    row = row.help(help).key(format!("{} {who}", first.rule.id));
    for requirement in group {
        row = row.evidence(requirement.evidence.clone()).at_also(snapshot, requirement.place.0, "the requirement");
        // Where it is open, every seat of the body would stand here.
        for seat in requirement.seats.iter().filter(|seat| seat.contested || code == Code::RequiredMemberMissing) {
            row = row.evidence(seat.evidence.clone()).at_also(snapshot, seat.place.0, "the seat");
        }
    }
    Some(row)
}

fn duty<'g>(snapshot: &Snapshot<'g>, duty: &DutyRow) -> Option<Row> {
    if duty.verdict == Verdict::Satisfied {
        return None;
    }
    let body = body(snapshot, &duty.body)?;
    let phrase = duty.needs.phrase();
    let named: Vec<String> = duty.named.iter().map(|named| named.body.name.clone()).collect();
    let but = match named.as_slice() {
        [] => String::new(),
        named => format!("; whether it is in force is not certain of {}", named.join(", ")),
    };
    let of = duty.rule.as_ref().map(|rule| format!(" ({})", rule.name)).unwrap_or_default();
    let pattern = format!("No body is known that {phrase} {{}}, which a duty asks for: {}{of}{but}", duty.text);
    let row = Row::of(snapshot, Code::DutyWithoutBody, body, pattern, duty.in_force.min(exists(&duty.body)));
    let mut row = row.help(NO_BODY).key(format!("{phrase} {}", duty.text)).evidence(duty.evidence.clone());
    row = row.at_also(snapshot, duty.place.0, "the duty");
    for named in &duty.named {
        row = row.evidence(named.evidence.clone());
    }
    Some(row)
}

fn body<'g>(snapshot: &Snapshot<'g>, body: &BodyRef) -> Option<BodyView<'g>> {
    snapshot.graph().body(&body.id.parse().ok()?)
}

/// Whether a body is there: of what may not exist, nothing is certain.
fn exists(body: &BodyRef) -> Cover {
    match body.standing {
        Some(crate::graph::Standing::Possible) => Cover::Possible,
        _ => Cover::Certain,
    }
}
