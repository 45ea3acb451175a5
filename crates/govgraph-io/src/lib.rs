//! Text to govgraph [`Dataset`](govgraph_model::Dataset) and back, one module a format.
//!
//! Reading never builds a graph and never judges: a dataset that was read without findings can still name bodies that
//! do not exist. Nothing here touches the file system; whoever calls brings names and bytes.
//!
//! ```
//! use govgraph_io::authored::{Layout, Text, read};
//! let text = Text { name: "boards.yaml", bytes: b"bodies:\n  lcsp:\n    name: London Community Safety Partnership\n" };
//! let read = read([text], Layout::File);
//! assert_eq!(read.dataset.bodies.len(), 1);
//! assert!(read.findings.is_empty());
//! ```

pub mod authored;
mod bods;
mod congress;
pub mod export;
mod file_name;
pub mod format;
mod govuk;
pub mod import;
pub mod memberships;
mod ministers;
mod network;
mod openstates;
mod popolo;
mod rdf;
mod sheet;
mod table;
mod tables;
mod words;
mod yaml;

pub use authored::{MAX_BYTES, Text, max_bytes};
