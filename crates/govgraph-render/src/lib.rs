//! Governance structures as pictures: a [`figure::Figure`] says what is shown, [`layout`](mod@layout) decides where,
//! [`svg`] and [`dot`] write it down.
//!
//! Nothing here knows the graph that a figure was made from, and nothing touches files, so the crate serves any
//! structure of boards and partnerships. Equal figures give equal bytes, on every machine.
//!
//! ```
//! use govgraph_render::figure::{Card, CardState, Edge, EdgeKind, Figure, Row, Tone};
//!
//! let mut figure = Figure::new("Crime reduction in London");
//! let london = figure.add_group("london", "London-wide", 0);
//! let lcsp = figure.add_card(
//!     Card::new("lcsp", "London Community Safety Partnership", "partnership")
//!         .state(CardState::Ended)
//!         .pill(Tone::Date, "2006–2010")
//!         .in_group(london),
//! );
//! let lcrb = figure.add_card(
//!     Card::new("lcrb", "London Crime Reduction Board", "board")
//!         .row(Row::new("London Councils").count("× 5"))
//!         .in_group(london),
//! );
//! figure.add_edge(Edge::new(lcsp, lcrb, EdgeKind::Succession).label("replaced 2010"));
//!
//! let picture = govgraph_render::svg::svg(&figure);
//! assert!(picture.contains("London Councils"));
//! assert!(govgraph_render::dot::dot(&figure).contains("n0 -> n1"));
//!
//! let layout = govgraph_render::layout::layout(&figure);
//! assert!(layout.cards[0].right() < layout.cards[1].x, "succession reads from left to right");
//! ```

mod card;
pub mod dot;
pub mod figure;
pub mod fold;
pub mod html;
pub mod layout;
pub mod lineage;
pub mod matrix;
pub mod mermaid;
mod page;
pub mod palette;
pub mod paper;
#[cfg(feature = "png")]
pub mod png;
pub mod project;
pub mod sarif;
pub mod sources;
pub mod svg;
pub mod table;
pub mod text;
mod xml;
