//! Broken input: everything wrong is said at once, with its line, and nothing panics.
