//! Findings that are accepted.

use govgraph_model::Allow;

use super::walk::{Shape, Walk};
use crate::yaml::Node;

pub(crate) const ALLOW: Shape = Shape {
    name: "Allow",
    what: "an entry of `allow`",
    keys: &["code", "bodies", "themes", "until", "reason", "source", "certainty", "note"],
};

pub(super) fn allow(walk: &mut Walk, node: &Node<'_>) -> Option<Allow> {
    let record = walk.record(&ALLOW, node)?;
    let code = record.required(walk, "code");
    let (bodies, themes) = (record.several(walk, "bodies"), record.several(walk, "themes"));
    let (until, reason) = (record.optional(walk, "until"), record.required(walk, "reason"));
    let provenance = record.provenance(walk);
    Some(Allow { code: code?, bodies, themes, until, reason: reason?.value, provenance })
}
