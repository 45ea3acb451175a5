//! Names of files, as whoever calls brings them.

/// The last part of a path, whichever slash it is written with.
pub(crate) fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
