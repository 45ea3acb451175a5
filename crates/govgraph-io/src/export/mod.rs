//! Writing what others read: one function a format, each with a list of what the format cannot carry.

mod loss;
#[cfg(feature = "parquet")]
pub mod rows;

use govgraph_model::Dataset;

use crate::authored;
use crate::format::OutputFormat;
use crate::rdf::Syntax;

pub use loss::Loss;
pub(crate) use loss::{Part, losses};

/// A dataset in another format.
#[derive(Clone, Debug)]
pub struct Written {
    /// One file without a name, or several with names, which belong into a folder of their own.
    pub files: Vec<WrittenFile>,
    /// What the format cannot carry and this dataset has.
    pub losses: Vec<Loss>,
}

/// A file to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its name in the folder; `None` if it is the only one.
    pub name: Option<&'static str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Written {
    /// A single file of text.
    pub(crate) fn one(text: String, losses: Vec<Loss>) -> Self {
        Written { files: vec![WrittenFile { name: None, bytes: text.into_bytes() }], losses }
    }
}

/// Writes a dataset. Records keep their order; the same dataset gives the same bytes. Cost: linear.
pub fn export(format: OutputFormat, dataset: &Dataset) -> Written {
    match format {
        OutputFormat::Authored => Written::one(authored::write(dataset), Vec::new()),
        OutputFormat::Popolo => crate::popolo::write(dataset),
        OutputFormat::GraphMl => crate::network::graphml(dataset),
        OutputFormat::Gexf => crate::network::gexf(dataset),
        OutputFormat::Neo4j => crate::network::neo4j(dataset),
        #[cfg(feature = "parquet")]
        OutputFormat::Parquet => crate::network::parquet(dataset),
        OutputFormat::Turtle => crate::rdf::write(Syntax::Turtle, dataset),
        OutputFormat::NTriples => crate::rdf::write(Syntax::NTriples, dataset),
        OutputFormat::RdfXml => crate::rdf::write(Syntax::RdfXml, dataset),
        OutputFormat::JsonLd => crate::rdf::write(Syntax::JsonLd, dataset),
        OutputFormat::Tables => crate::tables::write(dataset),
    }
}
