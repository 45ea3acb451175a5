//! A folder of tables: bodies, who is on them, how they are related, what became of what, people, themes and sources.
//!
//! Any of them may be missing. `docs/formats/table.md` has the columns.

mod events;
mod read;
mod write;

use crate::Text;
use crate::file_name::base;

pub(crate) use read::read;
pub(crate) use write::write;

/// Between several values in one cell.
const BETWEEN: &str = "; ";

/// An end or a start that is none: it goes on, or always was.
const OPEN: &str = "..";

pub(crate) const BODIES: [&str; 11] =
    ["id", "name", "short", "kind", "parent", "level", "area", "start", "end", "url", "sources"];

pub(crate) const MEMBERSHIPS: [&str; 19] = [
    "body",
    "person",
    "organisation",
    "post",
    "holder",
    "ex_officio",
    "ex_officio_on",
    "capacity",
    "role",
    "heading",
    "tier",
    "on_behalf_of",
    "count",
    "elected",
    "basis",
    "vacant",
    "start",
    "end",
    "sources",
];

pub(crate) const RELATIONS: [&str; 7] = ["kind", "from", "to", "proposed", "start", "end", "sources"];

pub(crate) const EVENTS: [&str; 10] =
    ["id", "kind", "from", "to", "date", "proposed", "survives", "name", "text", "sources"];

pub(crate) const PERSONS: [&str; 3] = ["id", "name", "sources"];

pub(crate) const REMITS: [&str; 7] = ["body", "theme", "role", "proposed", "start", "end", "sources"];

pub(crate) const SOURCES: [&str; 10] =
    ["id", "title", "kind", "publisher", "author", "date", "published", "url", "licence", "note"];

/// Whether files are such a folder, by their names.
pub(crate) fn is_one(texts: &[Text<'_>]) -> bool {
    let has = |wanted: &str| texts.iter().any(|text| base(text.name) == wanted);
    has("bodies.csv") || (has("memberships.csv") && texts.len() > 1)
}
