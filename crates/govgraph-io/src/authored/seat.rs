//! Seats and their items.

use govgraph_model::{
    BodyId, Capacity, Code, Count, Elected, ElectedBasis, ExOfficio, Finding, Holder, Located, Seat, Tri,
};

use super::walk::{Record, Shape, Walk};
use crate::yaml::{Node, Value};

pub(crate) const SEAT: Shape = Shape {
    name: "Seat",
    what: "a seat",
    keys: &[
        "of",
        "post",
        "person",
        "chair_of",
        "co_chair_of",
        "member_of",
        "described",
        "on_behalf_of",
        "capacity",
        "role",
        "tier",
        "group",
        "count",
        "elected",
        "basis",
        "vacant",
        "items",
        "during",
        "source",
        "certainty",
        "note",
    ],
};

pub(crate) const ELECTED: Shape =
    Shape { name: "Elected", what: "the value of `elected`", keys: &["is", "basis", "source", "certainty", "note"] };

/// The keys of which a seat needs at least one.
const HOLDERS: [&str; 8] = ["of", "post", "person", "chair_of", "co_chair_of", "member_of", "described", "items"];

const EX_OFFICIO: [(&str, Capacity); 3] =
    [("chair_of", Capacity::Chair), ("co_chair_of", Capacity::CoChair), ("member_of", Capacity::Member)];

pub(super) fn seat(walk: &mut Walk, node: &Node<'_>) -> Option<Seat> {
    let record = walk.record(&SEAT, node)?;
    Some(of_record(walk, &record, None))
}

/// The seat in a record. `around` is the organisation of the seat that it is an item of.
pub(super) fn of_record(walk: &mut Walk, record: &Record<'_, '_>, around: Option<&Located<BodyId>>) -> Seat {
    if around.is_none() && !HOLDERS.iter().any(|key| record.has(key)) {
        let message = format!("the seat `{}` does not say who holds it", walk.written(record.span));
        let finding = Finding::new(Code::NoHolder, message, walk.origin(record.span));
        walk.report(
            finding.help("name at least an organisation with `of`, or write `described` with the words of the source"),
        );
    }
    let organisation = record.optional(walk, "of").or_else(|| around.cloned());
    let items = record.list(walk, "items", "seats", |walk, node| {
        let item = walk.record(&SEAT, node)?;
        Some(of_record(walk, &item, organisation.as_ref()))
    });
    Seat {
        holder: Holder {
            post: record.optional(walk, "post"),
            person: record.optional(walk, "person"),
            ex_officio: ex_officio(walk, record),
            described: record.value(walk, "described"),
            organisation,
        },
        on_behalf_of: record.optional(walk, "on_behalf_of"),
        capacity: record.optional(walk, "capacity").unwrap_or(Capacity::Member.into()),
        tier: record.value(walk, "tier"),
        role: record.value(walk, "role"),
        group: record.value(walk, "group"),
        count: record.value(walk, "count").unwrap_or(Count::ONE),
        elected: elected(walk, record),
        vacant: record.value(walk, "vacant").unwrap_or(Tri::Unknown),
        items,
        during: record.optional(walk, "during"),
        provenance: record.provenance(walk),
    }
}

fn ex_officio(walk: &mut Walk, record: &Record<'_, '_>) -> Option<ExOfficio> {
    let present: Vec<_> = EX_OFFICIO.into_iter().filter(|(key, _)| record.has(key)).collect();
    if let [(first, _), (second, _), ..] = *present.as_slice() {
        let message = format!("a seat has `{first}` or `{second}`, not both");
        walk.refuse(Code::BadValue, message, record.key_span(second));
    }
    let (key, capacity) = present.first()?;
    record.optional(walk, key).map(|on| ExOfficio { capacity: *capacity, on })
}

/// `elected` and `basis`, of a seat or a post.
pub(super) fn elected(walk: &mut Walk, record: &Record<'_, '_>) -> Option<Elected> {
    let basis: Option<Located<ElectedBasis>> = record.optional(walk, "basis");
    let Some(node) = record.get("elected") else {
        if record.has("basis") && !record.has("elected") {
            let message = "`basis` says in what sense a holder is elected, but there is no `elected`";
            let finding = Finding::new(Code::MissingKey, message, walk.origin(record.key_span("basis")));
            walk.report(finding.help("add `elected: yes`"));
        }
        return None;
    };
    let basis = basis.map(|basis| basis.value);
    if !matches!(node.value, Value::Map(_)) {
        let is = walk.scalar("elected", node)?;
        return Some(Elected { is: is.value, basis, provenance: super::written_at(walk, node.span) });
    }
    let record = walk.record(&ELECTED, node)?;
    let is = record.required(walk, "is");
    let inner = record.value(walk, "basis");
    let provenance = record.provenance(walk);
    Some(Elected { is: is?.value, basis: inner.or(basis), provenance })
}
