//! Sources.

use govgraph_model::{Located, Source, SourceId, SourceKind};

use super::walk::{Shape, Walk};
use crate::yaml::{Node, Span};

pub(crate) const SOURCE: Shape = Shape {
    name: "Source",
    what: "a source",
    keys: &["title", "publisher", "author", "date", "published", "url", "licence", "kind", "note"],
};

pub(super) fn source(walk: &mut Walk, id: Located<SourceId>, span: Span, node: &Node<'_>) -> Source {
    // Even a source of which nothing else can be read is one that others may cite.
    let nameless = Source::new(id.value.clone(), id.as_str());
    let Some(record) = walk.record(&SOURCE, node) else { return Source { id, ..nameless } };
    let record = record.under(id.as_str(), span);
    Source {
        title: record.required::<String>(walk, "title").map_or(nameless.title, |title| title.value),
        kind: record.value(walk, "kind").unwrap_or(SourceKind::Document),
        publisher: record.value(walk, "publisher"),
        author: record.value(walk, "author"),
        date: record.value(walk, "date"),
        published: record.value(walk, "published"),
        url: record.value(walk, "url"),
        licence: record.value(walk, "licence"),
        note: record.value(walk, "note"),
        id,
    }
}
