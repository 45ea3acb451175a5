//! The [Beneficial Ownership Data Standard](https://standard.openownership.org/) 0.4: statements about entities, people and
//! the interests that they have in entities.
//!
//! `docs/formats/bods.md` says what becomes of each key.

mod interests;
mod read;
mod statements;

use crate::Text;

pub(crate) use read::read;

/// Whether a file looks like BODS.
pub(crate) fn is_one(text: &Text<'_>) -> bool {
    let start = String::from_utf8_lossy(text.bytes.get(..64 * 1024).unwrap_or(text.bytes));
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let keys = ["\"statementId\"", "\"recordType\"", "\"recordDetails\"", "\"recordId\""];
    start.starts_with(['{', '[']) && keys.iter().filter(|key| start.contains(**key)).count() >= 2
}
