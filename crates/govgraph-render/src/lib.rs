//! govgraph reports as tables and pictures

mod card;
pub mod dot;
pub mod figure;
pub mod palette;
pub mod text;
mod xml;
