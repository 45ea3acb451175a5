//! Relations, under the body that they start from and in the list of relations.

use govgraph_model::{BodyId, Located, Relation, RelationKind, Word};

use super::walk::{Record, Shape, Walk};
use crate::yaml::{Node, Value};

/// In the list of relations.
pub(crate) const RELATION: Shape = Shape {
    name: "Relation",
    what: "a relation",
    keys: &["kind", "from", "to", "during", "proposed", "source", "certainty", "note"],
};

/// Under a body.
pub(crate) const RELATED: Shape =
    Shape { name: "Related", what: "a relation", keys: &["body", "during", "proposed", "source", "certainty", "note"] };

pub(super) fn relation(walk: &mut Walk, node: &Node<'_>) -> Option<Relation> {
    let record = walk.record(&RELATION, node)?;
    let kind = record.required::<RelationKind>(walk, "kind");
    let (from, to) = (record.required(walk, "from"), record.required(walk, "to"));
    let (during, proposed) = (record.optional(walk, "during"), record.proposed(walk));
    let provenance = record.provenance(walk);
    Some(Relation { kind: kind?.value, from: from?, to: to?, proposed, during, provenance })
}

/// The relations written under a body, by kind and then in authored order.
pub(super) fn of_body(walk: &mut Walk, body: &Record<'_, '_>, from: &Located<BodyId>) -> Vec<Relation> {
    let mut relations = Vec::new();
    for kind in RelationKind::ALL.iter().copied() {
        let key = kind.word();
        let Some(node) = body.get(key) else { continue };
        let single = std::slice::from_ref(node);
        let nodes = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => single,
        };
        relations.extend(nodes.iter().filter_map(|node| related(walk, kind, from, node)));
    }
    relations
}

fn related(walk: &mut Walk, kind: RelationKind, from: &Located<BodyId>, node: &Node<'_>) -> Option<Relation> {
    let (from, key) = (from.clone(), kind.word());
    if !matches!(node.value, Value::Map(_)) {
        let to = walk.scalar(key, node)?;
        let provenance = super::written_at(walk, node.span);
        return Some(Relation { kind, from, to, proposed: false, during: None, provenance });
    }
    let record = walk.record(&RELATED, node)?;
    let to = record.required(walk, "body");
    let (during, proposed) = (record.optional(walk, "during"), record.proposed(walk));
    let provenance = record.provenance(walk);
    Some(Relation { kind, from, to: to?, proposed, during, provenance })
}
