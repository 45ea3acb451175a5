//! Areas, classes, themes and persons, and the names and identifiers that they share with bodies.

use govgraph_model::{Area, AreaId, Class, ClassId, Identifier, Located, OtherName, Person, PersonId, Theme, ThemeId};

use super::walk::{Record, Shape, Walk};
use crate::yaml::{Node, Span, Value};

pub(crate) const AREA: Shape = Shape {
    name: "Area",
    what: "an area",
    keys: &["name", "other_names", "within", "level", "source", "certainty", "note"],
};

pub(crate) const CLASS: Shape =
    Shape { name: "Class", what: "a class", keys: &["name", "other_names", "broader", "source", "certainty", "note"] };

pub(crate) const THEME: Shape =
    Shape { name: "Theme", what: "a theme", keys: &["name", "other_names", "broader", "source", "certainty", "note"] };

pub(crate) const PERSON: Shape = Shape {
    name: "Person",
    what: "a person",
    keys: &["name", "other_names", "identifiers", "source", "certainty", "note"],
};

pub(crate) const OTHER_NAME: Shape =
    Shape { name: "OtherName", what: "another name", keys: &["name", "during", "source", "certainty", "note"] };

pub(crate) const IDENTIFIER: Shape = Shape { name: "Identifier", what: "an identifier", keys: &["scheme", "id"] };

pub(super) fn area(walk: &mut Walk, id: Located<AreaId>, span: Span, node: &Node<'_>) -> Area {
    let record = record(walk, &AREA, id.as_str(), span, node);
    Area {
        name: name(walk, &record, id.as_str()),
        within: record.optional(walk, "within"),
        other_names: other_names(walk, &record),
        level: record.value(walk, "level"),
        provenance: record.provenance(walk),
        id,
    }
}

pub(super) fn class(walk: &mut Walk, id: Located<ClassId>, span: Span, node: &Node<'_>) -> Class {
    let record = record(walk, &CLASS, id.as_str(), span, node);
    Class {
        name: name(walk, &record, id.as_str()),
        broader: record.optional(walk, "broader"),
        other_names: other_names(walk, &record),
        provenance: record.provenance(walk),
        id,
    }
}

pub(super) fn theme(walk: &mut Walk, id: Located<ThemeId>, span: Span, node: &Node<'_>) -> Theme {
    let record = record(walk, &THEME, id.as_str(), span, node);
    Theme {
        name: name(walk, &record, id.as_str()),
        broader: record.optional(walk, "broader"),
        other_names: other_names(walk, &record),
        provenance: record.provenance(walk),
        id,
    }
}

pub(super) fn person(walk: &mut Walk, id: Located<PersonId>, span: Span, node: &Node<'_>) -> Person {
    let record = record(walk, &PERSON, id.as_str(), span, node);
    Person {
        name: name(walk, &record, id.as_str()),
        other_names: other_names(walk, &record),
        identifiers: identifiers(walk, &record),
        provenance: record.provenance(walk),
        id,
    }
}

/// The record under an id. If there is none, which is reported, an empty one: others may refer to the id.
pub(super) fn record<'n, 't>(
    walk: &mut Walk,
    shape: &'static Shape,
    id: &str,
    span: Span,
    node: &'n Node<'t>,
) -> Named<'n, 't> {
    match walk.record(shape, node) {
        Some(record) => Named { record: record.under(id, span), is_lost: false },
        None => Named { record: Record::of(shape, &[], span).under(id, span), is_lost: true },
    }
}

/// A record under an id.
pub(super) struct Named<'n, 't> {
    record: Record<'n, 't>,
    /// Whether something else stands where the record should be.
    is_lost: bool,
}

impl<'n, 't> std::ops::Deref for Named<'n, 't> {
    type Target = Record<'n, 't>;
    fn deref(&self) -> &Record<'n, 't> {
        &self.record
    }
}

/// The name, which must be there; the id stands in for it so that reading can go on.
pub(super) fn name(walk: &mut Walk, record: &Named<'_, '_>, id: &str) -> String {
    if record.is_lost {
        return id.to_string();
    }
    record.required::<String>(walk, "name").map_or_else(|| id.to_string(), |name| name.value)
}

pub(super) fn other_names(walk: &mut Walk, record: &Record<'_, '_>) -> Vec<OtherName> {
    record.list(walk, "other_names", "names", |walk, node| {
        if let Value::Text(_) = node.value {
            let name = walk.scalar::<String>("other_names", node)?;
            let provenance = super::written_at(walk, node.span);
            return Some(OtherName { name: name.value, during: None, provenance });
        }
        let record = walk.record(&OTHER_NAME, node)?;
        Some(OtherName {
            name: record.required(walk, "name")?.value,
            during: record.value(walk, "during"),
            provenance: record.provenance(walk),
        })
    })
}

pub(super) fn identifiers(walk: &mut Walk, record: &Record<'_, '_>) -> Vec<Identifier> {
    record.list(walk, "identifiers", "identifiers", |walk, node| {
        let record = walk.record(&IDENTIFIER, node)?;
        let (scheme, id) = (record.required(walk, "scheme"), record.required(walk, "id"));
        Some(Identifier { scheme: scheme?.value, id: id?.value })
    })
}
