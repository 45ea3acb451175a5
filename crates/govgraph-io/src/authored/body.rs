//! Bodies, and what is written in them.

use govgraph_model::{
    Body, BodyId, BodyKind, Cadence, Cited, Code, Count, Date, Existence, Finding, Located, Post, Relation, Remit,
    StatusAt, Tenure, Tri,
};

use super::vocabulary::{identifiers, name, other_names, record};
use super::walk::{Record, Shape, Walk};
use super::{relation, seat, strategy, written_at};
use crate::yaml::{Node, Span, Value};

pub(crate) const BODY: Shape = Shape {
    name: "Body",
    what: "a body",
    keys: &[
        "name",
        "short",
        "other_names",
        "kind",
        "classes",
        "collective_of",
        "level",
        "area",
        "exists",
        "proposed",
        "status",
        "purpose",
        "meets",
        "remits",
        "posts",
        "seats_declared",
        "seats_complete",
        "seats",
        "duties",
        "targets",
        "plans",
        "milestones",
        "says",
        "identifiers",
        "url",
        "sub_board_of",
        "part_of",
        "reports_to",
        "informs",
        "sponsors",
        "scrutinises",
        "oversees",
        "consults",
        "advises",
        "funds",
        "appoints",
        "leads",
        "established",
        "supports",
        "works_with",
        "source",
        "certainty",
        "note",
    ],
};

pub(crate) const EXISTENCE: Shape =
    Shape { name: "Existence", what: "the value of `exists`", keys: &["during", "source", "certainty", "note"] };

pub(crate) const STATUS: Shape =
    Shape { name: "Status", what: "a status", keys: &["is", "at", "source", "certainty", "note"] };

pub(crate) const PURPOSE: Shape =
    Shape { name: "Purpose", what: "a purpose", keys: &["text", "source", "certainty", "note"] };

pub(crate) const CADENCE: Shape = Shape {
    name: "Cadence",
    what: "the value of `meets`",
    keys: &["per_year", "during", "source", "certainty", "note"],
};

pub(crate) const REMIT: Shape = Shape {
    name: "Remit",
    what: "a remit",
    keys: &["theme", "as", "during", "proposed", "source", "certainty", "note"],
};

pub(crate) const POST: Shape = Shape {
    name: "Post",
    what: "a post",
    keys: &["name", "elected", "basis", "count", "during", "holders", "source", "certainty", "note"],
};

pub(crate) const TENURE: Shape =
    Shape { name: "Tenure", what: "the holder of a post", keys: &["person", "during", "source", "certainty", "note"] };

pub(crate) const DECLARED: Shape =
    Shape { name: "Declared", what: "the value of `seats_declared`", keys: &["count", "source", "certainty", "note"] };

/// A body, and the relations that are written under it.
pub(super) fn body(walk: &mut Walk, id: Located<BodyId>, span: Span, node: &Node<'_>) -> (Body, Vec<Relation>) {
    let record = record(walk, &BODY, id.as_str(), span, node);
    let relations = relation::of_body(walk, &record, &id);
    let body = Body {
        name: name(walk, &record, id.as_str()),
        short: record.value(walk, "short"),
        other_names: other_names(walk, &record),
        kind: record.value(walk, "kind").unwrap_or(BodyKind::Organisation),
        classes: record.several(walk, "classes"),
        collective_of: record.optional(walk, "collective_of"),
        level: record.value(walk, "level"),
        area: record.optional(walk, "area"),
        exists: exists(walk, &record),
        proposed: proposed(walk, &record),
        status: record.list(walk, "status", "maps `{ is, at, source }`", status),
        purposes: purposes(walk, &record),
        meets: meets(walk, &record),
        remits: record.list(walk, "remits", "maps `{ theme, as }`", remit),
        posts: record.list(walk, "posts", "posts", post),
        seats_declared: declared(walk, &record),
        seats_complete: record.value(walk, "seats_complete").unwrap_or(Tri::Unknown),
        seats: record.list(walk, "seats", "seats", seat::seat),
        duties: record.list(walk, "duties", "duties", strategy::duty),
        targets: record.list(walk, "targets", "targets", strategy::target),
        plans: record.list(walk, "plans", "plans", strategy::plan),
        milestones: record.list(walk, "milestones", "milestones", strategy::milestone),
        statements: record.list(walk, "says", "statements", strategy::statement),
        identifiers: identifiers(walk, &record),
        url: record.value(walk, "url"),
        provenance: record.provenance(walk),
        id,
    };
    (body, relations)
}

/// A period, or a map that says what stands behind it.
fn exists(walk: &mut Walk, body: &Record<'_, '_>) -> Option<Existence> {
    let node = body.get("exists")?;
    if !matches!(node.value, Value::Map(_)) {
        let during = walk.scalar("exists", node)?;
        return Some(Existence { during, provenance: written_at(walk, node.span) });
    }
    let record = walk.record(&EXISTENCE, node)?;
    let during = record.required(walk, "during");
    let provenance = record.provenance(walk);
    Some(Existence { during: during?, provenance })
}

fn proposed(walk: &mut Walk, body: &Record<'_, '_>) -> Option<Date> {
    let node = body.get("proposed")?;
    if matches!(&node.value, Value::Text(text) if text == "unknown" || text == "yes") {
        let message = "`proposed` says since when a body has been a proposal";
        let finding = Finding::new(Code::BadDate, message, walk.origin(node.span));
        walk.report(finding.help("if the date is not known, write `status: [{ is: proposed }]` instead"));
        return None;
    }
    body.value(walk, "proposed")
}

fn status(walk: &mut Walk, node: &Node<'_>) -> Option<StatusAt> {
    let record = walk.record(&STATUS, node)?;
    let is = record.required(walk, "is");
    let (at, provenance) = (record.value(walk, "at"), record.provenance(walk));
    Some(StatusAt { is: is?.value, at, provenance })
}

/// A text, or a list of texts and maps.
fn purposes(walk: &mut Walk, body: &Record<'_, '_>) -> Vec<Cited<String>> {
    let Some(node) = body.get("purpose") else { return Vec::new() };
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| purpose(walk, item)).collect(),
        _ => purpose(walk, node).into_iter().collect(),
    }
}

fn purpose(walk: &mut Walk, node: &Node<'_>) -> Option<Cited<String>> {
    if !matches!(node.value, Value::Map(_)) {
        let text: Located<String> = walk.scalar("purpose", node)?;
        return Some(Cited { value: text.value, provenance: written_at(walk, node.span) });
    }
    let record = walk.record(&PURPOSE, node)?;
    let text = record.required(walk, "text");
    let provenance = record.provenance(walk);
    Some(Cited { value: text?.value, provenance })
}

fn meets(walk: &mut Walk, body: &Record<'_, '_>) -> Option<Cadence> {
    let node = body.get("meets")?;
    if matches!(&node.value, Value::Text(text) if text == "unknown") {
        return Some(Cadence { per_year: Count::UNKNOWN, during: None, provenance: written_at(walk, node.span) });
    }
    if !matches!(node.value, Value::Map(_)) {
        walk.wrong_type("meets", "`{ per_year: COUNT }` or `unknown`", node);
        return None;
    }
    let record = walk.record(&CADENCE, node)?;
    let per_year = record.required(walk, "per_year");
    let (during, provenance) = (record.value(walk, "during"), record.provenance(walk));
    Some(Cadence { per_year: per_year?.value, during, provenance })
}

fn remit(walk: &mut Walk, node: &Node<'_>) -> Option<Remit> {
    let record = walk.record(&REMIT, node)?;
    let (theme, role) = (record.required(walk, "theme"), record.required(walk, "as"));
    let (during, proposed) = (record.optional(walk, "during"), record.proposed(walk));
    let provenance = record.provenance(walk);
    Some(Remit { theme: theme?, role: role?.value, proposed, during, provenance })
}

fn post(walk: &mut Walk, node: &Node<'_>) -> Option<Post> {
    let record = walk.record(&POST, node)?;
    let name = record.required(walk, "name");
    let post = Post {
        count: record.value(walk, "count").unwrap_or(Count::ONE),
        elected: seat::elected(walk, &record),
        during: record.optional(walk, "during"),
        holders: record.list(walk, "holders", "maps `{ person, during }`", tenure),
        provenance: record.provenance(walk),
        name: name?,
    };
    Some(post)
}

fn tenure(walk: &mut Walk, node: &Node<'_>) -> Option<Tenure> {
    let record = walk.record(&TENURE, node)?;
    let person = record.required(walk, "person");
    let (during, provenance) = (record.optional(walk, "during"), record.provenance(walk));
    Some(Tenure { person: person?, during, provenance })
}

fn declared(walk: &mut Walk, body: &Record<'_, '_>) -> Option<Cited<Count>> {
    let node = body.get("seats_declared")?;
    if !matches!(node.value, Value::Map(_)) {
        let count: Located<Count> = walk.scalar("seats_declared", node)?;
        return Some(Cited { value: count.value, provenance: written_at(walk, node.span) });
    }
    let record = walk.record(&DECLARED, node)?;
    let count = record.required(walk, "count");
    let provenance = record.provenance(walk);
    Some(Cited { value: count?.value, provenance })
}
