//! Tables of memberships, a row each, in whatever shape somebody keeps them: who is on which body, from when until when.
//!
//! `docs/formats/table.md` says which words tell what a column is, and what becomes of it.

mod columns;
mod dates;
mod read;
mod shape;

use crate::Text;
use crate::sheet;

pub(crate) use columns::{Field, guess, missing};
pub(crate) use dates::DayOrder;
pub(crate) use read::{collapsed, elected, read};
pub(crate) use shape::delimiter;

/// Whether a file is a table, by its name and its header, and not one of seats as the authored format has them.
pub(crate) fn is_one(text: &Text<'_>) -> bool {
    let name = text.name.to_ascii_lowercase();
    if !name.ends_with(".csv") && !name.ends_with(".tsv") && !name.ends_with(".tab") {
        return false;
    }
    let start = text.bytes.get(..64 * 1024).unwrap_or(text.bytes);
    let first = sheet::decode(start).and_then(|(text, _)| {
        Some(sheet::header(&text, ',')?.names.iter().map(|name| name.to_string()).collect::<Vec<_>>())
    });
    !first.is_some_and(|names| crate::authored::is_table_of_seats(&names))
}
