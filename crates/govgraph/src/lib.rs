//! Governance structures as a typed, dated, cited graph, and the questions to ask of it.
//!
//! A [`Dataset`] holds records as they were written down; [`GovGraph::build`] checks them all and makes the graph; a
//! [`Snapshot`] is the graph at a date; and each module of [`questions`] answers one question about a snapshot with a
//! report that owns its data, is sorted, and shows its evidence.
//!
//! ```
//! use govgraph::questions::representation;
//! use govgraph::{Body, BodyKind, Count, Dataset, Elected, GovGraph, Holder, Seat, Tri};
//!
//! let mut board = Body::new("board".parse()?, "A board");
//! board.kind = BodyKind::Board;
//! board.seats_complete = Tri::Yes;
//! let mut seat = Seat::new(Holder { described: Some("residents".into()), ..Holder::default() });
//! seat.count = Count::exactly(3);
//! seat.elected = Some(Elected { is: Tri::No, basis: None, provenance: Default::default() });
//! board.seats.push(seat);
//! let dataset = Dataset { bodies: vec![board], ..Dataset::default() };
//!
//! let graph = GovGraph::build(dataset)?.graph;
//! let report = representation::find(&graph.at_any_time(), &representation::Params::default());
//! assert_eq!(report.rows[0].elected, Count::ZERO);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod graph;
pub mod incidence;
pub mod merge;
pub mod questions;
pub mod reorganisation;

pub use govgraph_model::*;
pub use graph::{
    BodySet, BodyView, Built, Direction, ElectedView, GovGraph, Holding, Life, LinkView, PostView, Rejected, RemitView,
    Resolved, SeatView, Snapshot, Standing, Step, UnknownBodies, UnknownBody, Way, Ways,
};

/// The example of the README, so that it compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
