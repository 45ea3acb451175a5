//! [Popolo](https://www.popoloproject.com/) JSON: people, organisations, and who is a member of what.
//!
//! Read are flat files (arrays `persons`, `organizations`, `memberships`, `posts`, `areas`, `events` in an object),
//! bare arrays of one of them, and records that are embedded in each other. `docs/formats/popolo.md` says what becomes
//! of each key.

mod find;
mod read;
mod write;

use crate::Text;

pub(crate) use read::read;
pub(crate) use write::write;

/// The note on another name that marks it as the abbreviation of an organisation.
const ABBREVIATION: &str = "abbreviation";

/// What `meta` says of the files that are written here, whose ids are ours.
const GENERATOR: &str = "govgraph";

/// What a member is that is no person.
const ORGANIZATION: &str = "Organization";

/// What the address of a source begins with that has none.
const SOURCE: &str = "urn:x-govgraph:source:";

/// Whether a file looks like Popolo.
pub(crate) fn is_one(text: &Text<'_>) -> bool {
    let start = String::from_utf8_lossy(text.bytes.get(..64 * 1024).unwrap_or(text.bytes));
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let keys = ["\"organizations\"", "\"organization_id\"", "\"memberships\"", "\"persons\"", "\"person_id\""];
    start.starts_with(['{', '[']) && keys.iter().any(|key| start.contains(key))
}
