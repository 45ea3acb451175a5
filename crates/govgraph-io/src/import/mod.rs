//! Reading what others publish: one function a format, each with a report of what it made of the input.
//!
//! A file that somebody else wrote is rarely free of slips, so importers refuse little: what cannot stand as it is
//! written is left out or read with care, and the [`ImportReport`] counts it. Nothing is dropped silently.

pub(crate) mod dates;
mod draft;
mod ids;
mod item;
mod json;
mod kind;
mod report;
mod role;

use govgraph_model::{Dataset, Date, Finding};

use crate::Text;
use crate::format::InputFormat;
use crate::rdf::Syntax;

pub(crate) use draft::{Draft, Opened};
pub(crate) use kind::of_classification;
pub use report::{Example, ImportReport, Note, NoteKind, Tally};
pub(crate) use role::of_role;

/// What the reader cannot know from the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The date that the input speaks of. Facts whose end is not written down are attested for this date, and for none
    /// without it.
    pub as_of: Option<Date>,
    /// What an end date means; `None`: what it usually does in the format.
    pub ends: Option<Ends>,
    /// Which columns of a table are what; those that are not told are guessed from the headers.
    pub columns: Columns,
    /// Who the members in a table are; `None`: persons, unless the header says that they are organisations.
    pub members: Option<Members>,
}

/// The headers of the columns of a membership table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// Who is the member.
    pub member: Option<String>,
    /// Of which body.
    pub body: Option<String>,
    /// From when.
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// As what.
    pub role: Option<String>,
    /// Whether elected.
    pub elected: Option<String>,
}

/// Who the members in a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Members {
    /// People.
    Persons,
    /// Organisations, which are bodies too.
    Organisations,
}

/// What the date means on which something is said to end. Registers differ, and some hold both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// The last day on which it still was: 31 March.
    Included,
    /// The first day on which it no longer was: 1 April.
    Excluded,
}

impl Ends {
    /// What is said of it, with how to say otherwise.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Ends::Included => "an end date is the last day; --ends excluded takes it for the first day after",
            Ends::Excluded => "an end date is the first day after; --ends included takes it for the last day",
        }
    }
}

/// What was made of files in another format.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The records, with the files that they came from. References that lead nowhere have been left out.
    pub dataset: Dataset,
    /// What kept files from being read at all. If there is an error, the dataset is not what the files say.
    pub findings: Vec<Finding>,
    /// What became of what was read.
    pub report: ImportReport,
}

/// Reads files in another format than the authored one, which [`crate::authored`] reads.
///
/// It never fails: what cannot be read becomes a finding. Cost: linear in the length of the files, times the depth to
/// which JSON is nested.
pub fn import(format: InputFormat, texts: &[Text<'_>], options: &Options) -> Imported {
    let mut draft = Draft::new(format, options);
    match format {
        InputFormat::Congress => crate::congress::read(&mut draft, texts),
        InputFormat::Govuk => crate::govuk::read(&mut draft, texts),
        InputFormat::OpenStates => crate::openstates::read(&mut draft, texts),
        InputFormat::Bods => crate::bods::read(&mut draft, texts),
        InputFormat::Ministers => crate::ministers::read(&mut draft, texts),
        InputFormat::Popolo => crate::popolo::read(&mut draft, texts),
        InputFormat::Turtle => crate::rdf::read(&mut draft, Syntax::Turtle, texts),
        InputFormat::NTriples => crate::rdf::read(&mut draft, Syntax::NTriples, texts),
        InputFormat::RdfXml => crate::rdf::read(&mut draft, Syntax::RdfXml, texts),
        InputFormat::JsonLd => crate::rdf::read(&mut draft, Syntax::JsonLd, texts),
        InputFormat::Table => crate::table::read(&mut draft, texts),
        InputFormat::Tables => crate::tables::read(&mut draft, texts),
    }
    draft.finish()
}
