//! The formats that are read and written besides the authored one, and how a file tells which it is in.

use std::fmt;
use std::str::FromStr;

use govgraph_model::{UnknownWord, Word};
use serde::{Serialize, Serializer};

use crate::Text;
use crate::file_name::base;
use crate::rdf::Syntax;

macro_rules! formats {
    ($($(#[$doc:meta])* $name:ident($of:literal) { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $long:literal $(with $feature:literal)?;)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $(#[cfg(feature = $feature)])? $variant,)* }

        impl $name {
            /// What the format is called.
            pub fn name(self) -> &'static str {
                match self { $($(#[cfg(feature = $feature)])? $name::$variant => $long,)* }
            }
        }

        impl Word for $name {
            const OF: &'static str = $of;
            const ALL: &'static [Self] = &[$($(#[cfg(feature = $feature)])? $name::$variant,)*];
            fn word(self) -> &'static str {
                match self { $($(#[cfg(feature = $feature)])? $name::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Self::from_word(text).ok_or_else(|| UnknownWord { word: text.to_string(), of: $of })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    )*};
}

formats! {
    /// A format that is read besides the authored one.
    InputFormat("format that is read") {
        /// Committees of the United States Congress, as congress-legislators lists them.
        Congress = "congress", "congress-legislators YAML";
        /// Organisations as GOV.UK lists them.
        Govuk = "govuk", "GOV.UK organisations JSON";
        /// Committees of state legislatures, as Open States lists them.
        OpenStates = "openstates", "Open States committee YAML";
        /// The Beneficial Ownership Data Standard 0.4.
        Bods = "bods", "BODS 0.4";
        /// The ministers database of the Institute for Government, a folder of CSV files.
        Ministers = "ministers", "IfG ministers database";
        /// Popolo JSON.
        Popolo = "popolo", "Popolo JSON";
        /// W3C ORG in Turtle.
        Turtle = "turtle", "W3C ORG in Turtle";
        /// W3C ORG in N-Triples.
        NTriples = "ntriples", "W3C ORG in N-Triples";
        /// W3C ORG in RDF/XML.
        RdfXml = "rdfxml", "W3C ORG in RDF/XML";
        /// W3C ORG in JSON-LD.
        JsonLd = "jsonld", "W3C ORG in JSON-LD";
        /// A table of memberships in any shape.
        Table = "table", "membership table";
        /// A folder of tables of bodies, memberships, relations and events.
        Tables = "tables", "folder of tables";
    }

    /// A format that is written.
    OutputFormat("format that is written") {
        /// The authored format.
        Authored = "govgraph", "govgraph YAML";
        /// Popolo JSON.
        Popolo = "popolo", "Popolo JSON";
        /// GraphML, for network analysis.
        GraphMl = "graphml", "GraphML";
        /// GEXF 1.3, for Gephi.
        Gexf = "gexf", "GEXF 1.3";
        /// Tables for a bulk load into Neo4j.
        Neo4j = "neo4j", "tables for Neo4j";
        /// Parquet tables of nodes and edges. Behind the feature `parquet`.
        Parquet = "parquet", "Parquet tables" with "parquet";
        /// W3C ORG in Turtle.
        Turtle = "turtle", "W3C ORG in Turtle";
        /// W3C ORG in N-Triples.
        NTriples = "ntriples", "W3C ORG in N-Triples";
        /// W3C ORG in RDF/XML.
        RdfXml = "rdfxml", "W3C ORG in RDF/XML";
        /// W3C ORG in JSON-LD.
        JsonLd = "jsonld", "W3C ORG in JSON-LD";
        /// A folder of tables of bodies, memberships, relations and events.
        Tables = "tables", "folder of tables";
    }
}

impl OutputFormat {
    /// The format of a file by its extension, in lower case; `None` if it tells none.
    pub fn of_extension(extension: &str) -> Option<OutputFormat> {
        match extension {
            "yaml" | "yml" => Some(OutputFormat::Authored),
            "json" => Some(OutputFormat::Popolo),
            "graphml" => Some(OutputFormat::GraphMl),
            "gexf" => Some(OutputFormat::Gexf),
            _ => Syntax::of_extension(extension).map(|syntax| match syntax {
                Syntax::Turtle => OutputFormat::Turtle,
                Syntax::NTriples => OutputFormat::NTriples,
                Syntax::RdfXml => OutputFormat::RdfXml,
                Syntax::JsonLd => OutputFormat::JsonLd,
            }),
        }
    }
}

/// Whether a file in a folder may be one of those that are read, by its name.
pub fn is_data_file(name: &str) -> bool {
    let name = base(name);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let is_known = ["yaml", "yml", "csv", "tsv", "json", "jsonl"].contains(&extension.as_str());
    !name.starts_with('.') && (is_known || Syntax::of_extension(&extension).is_some())
}

impl InputFormat {
    /// The format that files are in, by their names and by what they hold; `None` if it is the authored one, or cannot
    /// be told.
    ///
    /// Several files are those of one folder. Cost: a look at the first few thousand bytes of each.
    pub fn detect(texts: &[Text<'_>]) -> Option<InputFormat> {
        if !texts.is_empty() && texts.iter().all(crate::congress::is_one) {
            return Some(InputFormat::Congress);
        }
        if !texts.is_empty() && texts.iter().all(crate::openstates::is_one) {
            return Some(InputFormat::OpenStates);
        }
        if !texts.is_empty() && texts.iter().all(crate::govuk::is_one) {
            return Some(InputFormat::Govuk);
        }
        let all_rdf = !texts.is_empty() && texts.iter().all(|text| Syntax::of(text).is_some());
        if let (true, Some(syntax)) = (all_rdf, texts.first().and_then(Syntax::of)) {
            return Some(match syntax {
                Syntax::Turtle => InputFormat::Turtle,
                Syntax::NTriples => InputFormat::NTriples,
                Syntax::RdfXml => InputFormat::RdfXml,
                Syntax::JsonLd => InputFormat::JsonLd,
            });
        }
        if crate::ministers::is_one(texts) {
            return Some(InputFormat::Ministers);
        }
        if crate::tables::is_one(texts) {
            return Some(InputFormat::Tables);
        }
        let one = match texts {
            [one] => *one,
            _ => return None,
        };
        if crate::table::is_one(&one) {
            return Some(InputFormat::Table);
        }
        if crate::bods::is_one(&one) {
            return Some(InputFormat::Bods);
        }
        crate::popolo::is_one(&one).then_some(InputFormat::Popolo)
    }
}
