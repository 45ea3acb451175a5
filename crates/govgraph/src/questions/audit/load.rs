//! Findings about what seats ask of those who hold them: what [`load`] says of organisations.

use govgraph_model::{BodyId, Code, Count, Cover};

use super::{Params, Row};
use crate::graph::Snapshot;
use crate::questions::load::{self, TargetRow};

const ASK: &str = "ask who goes, and which of these meetings it has to be at";

pub(super) fn find(snapshot: &Snapshot<'_>, params: &Params<'_>) -> Vec<Row> {
    let report = load::find(snapshot, &load::Params { circle: params.circle, ..load::Params::default() });
    report.rows.iter().flat_map(|member| rows(snapshot, member, params.heavy)).collect()
}

fn rows(snapshot: &Snapshot<'_>, member: &load::Row, heavy: u32) -> Vec<Row> {
    let body = member.member.id.as_ref().and_then(|id| snapshot.graph().body(&id.parse::<BodyId>().ok()?));
    let Some(body) = body else { return Vec::new() };
    let finding =
        |pattern: String, cover, key: &str| Row::of(snapshot, Code::HeavyLoad, body, pattern, cover).key(key).help(ASK);
    let mut found = Vec::new();
    if let Some(cover) = is_heavy(member.meetings, heavy) {
        let on = member.parts.iter().filter(|part| !part.proposed).count();
        let pattern = format!("The seats of {{}} on {on} bodies ask for {} meetings a year", member.meetings.words());
        let row = finding(pattern, cover, "seats");
        let parts = member.parts.iter().filter(|part| !part.proposed);
        let evidence = parts.flat_map(|part| {
            part.seats.iter().map(|seat| seat.evidence.clone()).chain([part.cadence_evidence.clone()])
        });
        found.push(evidence.fold(row, Row::evidence));
    }
    let targets = |proposed: bool| member.targets.iter().filter(move |target: &&TargetRow| target.proposed == proposed);
    for (meetings, proposed, words) in
        [(member.targeted, false, "The targets of"), (member.proposed, true, "The proposed targets of")]
    {
        let Some(cover) = meetings.and_then(|meetings| is_heavy(meetings, heavy)) else { continue };
        let count = meetings.map(Count::words).unwrap_or_default();
        let with: Vec<String> =
            targets(proposed).filter_map(|target| Some(target.with.as_ref()?.name.clone())).collect();
        let with = if with.is_empty() { String::new() } else { format!(" with {}", deduplicated(with).join(", ")) };
        // What is only proposed asks for nothing yet.
        let cover = if proposed { Cover::Possible } else { cover };
        let row = finding(format!("{words} {{}} ask for {count} meetings a year{with}"), cover, words);
        found.push(targets(proposed).map(|target| target.evidence.clone()).fold(row, Row::evidence));
    }
    found
}

/// Whether there are more than so many meetings: certainly, possibly, or not as far as anybody knows.
fn is_heavy(meetings: Count, heavy: u32) -> Option<Cover> {
    if meetings.least > heavy {
        return Some(Cover::Certain);
    }
    meetings.most.filter(|most| *most > heavy).map(|_| Cover::Possible)
}

fn deduplicated(mut words: Vec<String>) -> Vec<String> {
    words.sort_unstable();
    words.dedup();
    words
}
