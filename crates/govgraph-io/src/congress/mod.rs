//! Committees of the United States Congress and who sits on them, as the files of
//! [congress-legislators](https://github.com/unitedstates/congress-legislators) list them.
//!
//! Read are `committees-current`, `committees-historical` and `committee-membership-current`, one or several of them.
//! `docs/formats/congress.md` says what becomes of each key.

mod committees;
mod historical;
mod membership;
mod read;
mod term;

use crate::Text;

pub(crate) use read::read;

/// Whether a file looks like one.
pub(crate) fn is_one(text: &Text<'_>) -> bool {
    let start = String::from_utf8_lossy(text.bytes.get(..64 * 1024).unwrap_or(text.bytes));
    let has = |key: &str| start.lines().any(|line| line.trim_start_matches(['-', ' ']).starts_with(key));
    has("thomas_id:") || (has("bioguide:") && has("rank:"))
}
