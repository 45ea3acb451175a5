//! Relations that end and begin, who is left without, and seats that lose their meaning.

use std::collections::BTreeMap;

use serde::Serialize;

use govgraph_model::{BodyId, Cover, Evidence, Relation, RelationKind};

use super::Both;
use crate::graph::Snapshot;
use crate::questions::change::{self, Kind};
use crate::questions::members::seat_words;
use crate::questions::profile::Topic;
use crate::questions::words::{duty_words, relation_words};
use crate::questions::{BodyRef, add_evidence};

/// A relation that ends or begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// Whether it begins with the plan, and does not end.
    pub begins: bool,
    /// What sort of relation.
    pub kind: RelationKind,
    /// Where it starts.
    pub from: BodyRef,
    /// Where it leads.
    pub to: BodyRef,
    /// In words.
    pub text: String,
    /// Whether it holds: without the plan if it ends, with it if it begins.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// A body that goes on and is left without another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Orphan {
    /// The body.
    pub body: BodyRef,
    /// Which sort of relation it is left without.
    pub kind: RelationKind,
    /// What it has no longer, in words: `reports to no other body that is recorded`.
    pub lacks: String,
    /// Whether that is certain: the relation certainly holds without the plan.
    pub cover: Cover,
    /// The relations that end.
    pub lost: Vec<String>,
    /// Duties of it that need such a relation.
    pub duties: Vec<String>,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// A seat that nobody can fill as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Office {
    /// The body that the seat is on.
    pub on: BodyRef,
    /// The body that it is filled through, and that does not exist with the plan.
    pub of: BodyRef,
    /// The seat in words.
    pub text: String,
    /// Whether the seat is there.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// A duty, target or plan of a body that holds no longer, or newly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lapse {
    /// Duty, target or plan.
    pub topic: Topic,
    /// Whose.
    pub body: BodyRef,
    /// Whether it begins with the plan, and does not end.
    pub begins: bool,
    /// In words.
    pub text: String,
    /// Whether it holds: without the plan if it ends, with it if it begins.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// What a relation is, wherever it is written.
type Key = (BodyId, RelationKind, BodyId);

/// The relations in force, of several records of one the surest.
fn in_force<'g>(
    snapshot: &Snapshot<'g>,
    counts: impl Fn(&Relation) -> bool,
) -> BTreeMap<Key, (Cover, Vec<&'g Relation>)> {
    let mut found: BTreeMap<Key, (Cover, Vec<&'g Relation>)> = BTreeMap::new();
    for relation in snapshot.graph().relations().iter().filter(|relation| !relation.proposed && counts(relation)) {
        let cover = snapshot.holds(relation);
        let ends = [&relation.from, &relation.to].map(|id| snapshot.graph().body(id));
        let is_proposal = ends.into_iter().flatten().any(|body| snapshot.is_proposal(body));
        if cover.is_possible() && !is_proposal {
            let key = (relation.from.value.clone(), relation.kind, relation.to.value.clone());
            let entry = found.entry(key).or_insert((cover, Vec::new()));
            entry.0 = entry.0.max(cover);
            entry.1.push(relation);
        }
    }
    found
}

pub(super) fn find(both: &Both<'_, '_, '_>) -> Vec<Tie> {
    let begins =
        |relation: &Relation| both.begins.contains(&relation.from.value) || both.begins.contains(&relation.to.value);
    let before = in_force(both.before, |relation| !begins(relation));
    let after = in_force(both.after, |_| true);
    let ended = before.iter().filter(|(key, _)| !after.contains_key(*key));
    let ended = ended.filter_map(|(_, (cover, records))| tie(both, both.before, records, *cover, false));
    let begun = after.iter().filter(|(key, _)| !before.contains_key(*key));
    let begun = begun.filter_map(|(_, (cover, records))| tie(both, both.after, records, *cover, true));
    ended.chain(begun).collect()
}

fn tie(
    both: &Both<'_, '_, '_>,
    snapshot: &Snapshot<'_>,
    records: &[&Relation],
    cover: Cover,
    begins: bool,
) -> Option<Tie> {
    let graph = snapshot.graph();
    let relation = records.first()?;
    let mut evidence = Vec::new();
    records.iter().for_each(|record| add_evidence(&mut evidence, graph.relation_evidence(record)));
    Some(Tie {
        begins,
        kind: relation.kind,
        from: both.body_ref(&relation.from)?,
        to: both.body_ref(&relation.to)?,
        text: relation_words(graph.body(&relation.from)?, relation, graph.body(&relation.to)?),
        cover,
        evidence,
    })
}

/// Bodies that go on and have no relation of a kind any more, at the end at which they had one.
pub(super) fn orphans(both: &Both<'_, '_, '_>, ties: &[Tie]) -> Vec<Orphan> {
    let graph = both.after.graph();
    let mut found: BTreeMap<(String, bool, RelationKind), Orphan> = BTreeMap::new();
    let is_ended = |body: &BodyRef| both.ends.iter().any(|id| id.as_str() == body.id);
    for tie in ties.iter().filter(|tie| !tie.begins) {
        for (body, other, starts) in [(&tie.from, &tie.to, true), (&tie.to, &tie.from, false)] {
            let Some(view) = body.id.parse::<BodyId>().ok().and_then(|id| graph.body(&id)) else { continue };
            let keeps = graph.relations_of(view).any(|(relation, _, against)| {
                let same = relation.kind == tie.kind && (against != starts || tie.kind == RelationKind::WorksWith);
                same && !relation.proposed && both.after.holds(relation).is_possible()
            });
            if is_ended(body) || keeps {
                continue;
            }
            let phrase = tie.kind.phrase();
            let lacks = match starts {
                true => format!("{phrase} no other body that is recorded"),
                false => format!("no other body is recorded that {phrase} it"),
            };
            let duties = view.record().duties.iter().filter(|duty| !starts && duty.needs == Some(tie.kind));
            let duties: Vec<String> = duties.map(duty_words).collect();
            let orphan = found.entry((body.id.clone(), starts, tie.kind)).or_insert_with(|| Orphan {
                body: body.clone(),
                kind: tie.kind,
                lacks,
                cover: Cover::No,
                lost: Vec::new(),
                duties,
                evidence: Vec::new(),
            });
            orphan.cover = orphan.cover.max(tie.cover);
            orphan.lost.push(other.name.clone());
            add_evidence(&mut orphan.evidence, tie.evidence.clone());
        }
    }
    found.into_values().collect()
}

/// Relations proposed for bodies that begin, and no more than proposed with the plan.
pub(super) fn left_open(both: &Both<'_, '_, '_>) -> Vec<Tie> {
    let proposals = both.after.graph().relations().iter().filter(|relation| {
        let begins = both.begins.contains(&relation.from.value) || both.begins.contains(&relation.to.value);
        begins && relation.proposed && both.after.holds(relation).is_possible()
    });
    proposals.filter_map(|relation| tie(both, both.after, &[relation], both.after.holds(relation), true)).collect()
}

/// Seats on bodies that begin, of organisations that do not exist at the date: the proposal speaks of another time.
pub(super) fn without_holder(both: &Both<'_, '_, '_>) -> Vec<Office> {
    let mut seats = Vec::new();
    for body in both.begins.iter().filter_map(|id| both.after.graph().body(id)) {
        for seat in body.finest_seats().filter(|seat| both.circle.includes(*seat)) {
            let Some(of) = seat.organisation() else { continue };
            let is_gone = both.after.standing(of).is_some_and(|standing| !standing.is_in_view());
            if let (true, Some(on), Some(of)) = (is_gone, both.body_ref(body.id()), both.body_ref(of.id())) {
                let text = seat_words(seat);
                seats.push(Office { on, of, text, cover: Cover::Certain, evidence: seat.evidence() });
            }
        }
    }
    seats
}

pub(super) fn offices(both: &Both<'_, '_, '_>) -> Vec<Office> {
    let mut offices = Vec::new();
    for body in both.after.bodies() {
        for seat in body.finest_seats() {
            let cover = both.after.covers(&seat.extent());
            let Some(of) = seat.ex_officio_on().filter(|of| both.ends.contains(of.id())) else { continue };
            if let (true, Some(on), Some(of)) = (cover.is_possible(), both.body_ref(body.id()), both.body_ref(of.id()))
            {
                offices.push(Office { on, of, text: seat_words(seat), cover, evidence: seat.evidence() });
            }
        }
    }
    offices
}

/// Duties, targets and plans that end or begin: by body, then by topic.
pub(super) fn lapses(both: &Both<'_, '_, '_>) -> Vec<Lapse> {
    let report = change::find(both.before, both.after, &change::Params { all: true, ..Default::default() });
    let is_duty = |row: &change::Row| matches!(row.topic, Topic::Duty | Topic::Target | Topic::Plan);
    let rows = report.rows.into_iter().filter(is_duty).filter_map(|row| {
        let id: BodyId = row.body.id.parse().ok()?;
        let begins_body = both.begins.contains(&id);
        let (begins, side) = match row.kind {
            Kind::Gained => (true, row.after),
            // Whether a proposed body came about without the plan is not known, and does not matter here.
            Kind::Silent if begins_body => (true, row.after),
            Kind::Lost | Kind::Lapsed => (false, row.before),
            Kind::Changed | Kind::Proposed | Kind::Silent => return None,
        };
        let body = both.body_ref(&id)?;
        Some(Lapse { topic: row.topic, body, begins, text: side.text, cover: side.cover, evidence: side.evidence })
    });
    let mut rows: Vec<Lapse> = rows.collect();
    rows.sort_by_key(|lapse| lapse.begins);
    rows
}
