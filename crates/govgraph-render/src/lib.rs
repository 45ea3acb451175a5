//! govgraph reports as tables and pictures

mod card;
pub mod dot;
pub mod figure;
pub mod layout;
pub mod palette;
pub mod svg;
pub mod text;
mod xml;
