//! Duties for which there must be another body.

use serde::Serialize;

use govgraph_model::{Cover, Duty, Evidence, Extent, Here, Provenance, RelationKind};

use super::{RuleRef, Verdict, force, holds};
use crate::graph::{BodyView, Snapshot};
use crate::questions::BodyRef;

/// A duty of a body, and whether the body is named that it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DutyRow {
    /// The body that has the duty.
    pub body: BodyRef,
    /// The rule that it is from; `None`: what a source says of this body.
    pub rule: Option<RuleRef>,
    /// The duty in words.
    pub text: String,
    /// The relation that another body must have to it.
    pub needs: RelationKind,
    /// Whether the duty is in force at the date.
    pub in_force: Cover,
    /// Whether there is such a body. Never violated: that none is named does not show that there is none.
    pub verdict: Verdict,
    /// The bodies that are named, by id; proposed relations are among them and satisfy nothing.
    pub named: Vec<Named>,
    /// What stands behind the duty.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Here,
}

/// A body that has the relation that a duty needs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// The body.
    pub body: BodyRef,
    /// Whether the relation holds then.
    pub cover: Cover,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

pub(super) fn rows<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Vec<DutyRow> {
    let graph = snapshot.graph();
    let record = body.record();
    let own = record.duties.iter().map(|duty| {
        let extent = graph.extent(duty.during.as_ref(), &duty.provenance, &[&record.provenance]);
        (None, duty, &record.provenance, extent.within(&body.extent()))
    });
    let rules = graph.rules().iter().filter(|rule| body.is_of_class(&rule.applies_to));
    let of_rules = rules.flat_map(|rule| {
        let in_force = force(graph, rule);
        rule.duties.iter().map(move |duty| {
            let dated = duty.during.as_ref();
            let extent = dated.map(|during| graph.extent(Some(during), &duty.provenance, &[&rule.provenance]));
            (Some(rule), duty, &rule.provenance, extent.map_or(in_force, |extent| extent.and(&in_force)))
        })
    });
    let rows = own.chain(of_rules).filter_map(|(rule, duty, outer, extent)| {
        row(snapshot, body, duty, outer, &extent).map(|row| DutyRow { rule: rule.map(RuleRef::new), ..row })
    });
    rows.collect()
}

/// `None` if the duty needs no other body, or cannot be in force.
fn row<'g>(
    snapshot: &Snapshot<'g>,
    body: BodyView<'g>,
    duty: &'g Duty,
    outer: &'g Provenance,
    extent: &Extent,
) -> Option<DutyRow> {
    let graph = snapshot.graph();
    let needs = duty.needs?;
    let in_force = snapshot.covers(extent);
    if !in_force.is_possible() {
        return None;
    }
    let related = graph.relations_of(body).filter(|(relation, _, starts_there)| {
        relation.kind == needs && (*starts_there || relation.kind == RelationKind::WorksWith)
    });
    let named = related.filter_map(|(relation, other, _)| {
        let cover = match snapshot.date() {
            Some(_) => snapshot.holds(relation),
            None => holds(snapshot, &graph.relation_extent(relation), extent),
        };
        let evidence = graph.relation_evidence(relation);
        let named = Named { body: BodyRef::at(snapshot, other), cover, proposed: relation.proposed, evidence };
        cover.is_possible().then_some(named)
    });
    let mut named: Vec<Named> = named.collect();
    named.sort();
    let is_there = named.iter().any(|named| named.cover == Cover::Certain && !named.proposed);
    Some(DutyRow {
        body: BodyRef::at(snapshot, body),
        rule: None,
        text: duty.text.clone(),
        needs,
        in_force,
        verdict: if is_there { Verdict::Satisfied } else { Verdict::Unknown },
        named,
        evidence: graph.evidence(&duty.provenance, &[outer]),
        place: duty.provenance.origin,
    })
}
