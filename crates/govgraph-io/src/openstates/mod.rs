//! Committees of the legislatures of the states of the USA, as [Open States](https://github.com/openstates/people) lists
//! them: a file a committee.
//!
//! `docs/formats/openstates.md` says what becomes of each key.

mod members;
mod read;

use crate::Text;

pub(crate) use read::read;

/// Whether a file looks like one.
pub(crate) fn is_one(text: &Text<'_>) -> bool {
    let start = String::from_utf8_lossy(text.bytes.get(..64 * 1024).unwrap_or(text.bytes));
    let has = |key: &str| start.lines().any(|line| line.trim_start_matches('\u{feff}').starts_with(key));
    start.contains("ocd-organization/") && has("id:") && has("name:")
}
