//! Pictures of many figures, checked as geometry and as text.

#![expect(clippy::panic, reason = "a check that fails says for which figure")]

mod contrast;
#[cfg(feature = "png")]
mod extents;
mod generated;
mod geometry;
mod lineage;
mod london;
mod matrix;
mod stability;
mod text;
