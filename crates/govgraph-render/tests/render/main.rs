//! Pictures of many figures, checked as geometry and as text.

mod generated;
mod geometry;
mod london;
mod text;
