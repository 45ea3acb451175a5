//! The organisations that GOV.UK lists: departments, agencies and public bodies, what they are part of and what became
//! of them.
//!
//! Read are pages of its API and bare arrays of the same records. Several files are pages of one answer.
//! `docs/formats/govuk.md` says what becomes of each key.

mod body;
mod closing;
mod read;

use crate::Text;

pub(crate) use read::read;

/// Whether a file looks like one.
pub(crate) fn is_one(text: &Text<'_>) -> bool {
    let start = String::from_utf8_lossy(text.bytes.get(..64 * 1024).unwrap_or(text.bytes));
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with(['{', '[']) && start.contains("\"govuk_status\"")
}
