//! What became of the input of an importer.

use serde::Serialize;

use govgraph_model::{Origin, Place};

use crate::format::InputFormat;

/// What became of what was read.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// What the input was read as.
    pub format: InputFormat,
    /// How many records there were, in the words of the input, and what they became.
    pub tallies: Vec<Tally>,
    /// What was decided where the input leaves it open: how dates are meant, which columns are which.
    pub choices: Vec<String>,
    /// What was left out, or read otherwise than it is written, in the order in which it was first met.
    pub notes: Vec<Note>,
}

/// How many records of a kind there were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// What they are called in the input, in the plural: `memberships`.
    pub what: String,
    /// How many.
    pub count: usize,
    /// What they became: `seats`. Empty if they only became part of something else.
    pub became: String,
}

/// What happened to something that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// It contradicts itself or the rest, and was read in the way that the note says.
    Odd,
    /// It was left out.
    Dropped,
}

/// Something that happened a number of times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What happened to it.
    pub kind: NoteKind,
    /// What it is: `membership of an organisation that is not there`.
    pub what: String,
    /// How often.
    pub count: usize,
    /// The first few.
    pub examples: Vec<Example>,
}

/// One of several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// What stands there.
    pub text: String,
    /// Where, if it stands in a file.
    pub place: Option<Place>,
    #[serde(skip)]
    pub(super) origin: Origin,
}

impl ImportReport {
    /// How many things were left out, and how many were read otherwise than they are written.
    pub fn counts(&self) -> (usize, usize) {
        let of = |kind| self.notes.iter().filter(|note| note.kind == kind).map(|note| note.count).sum();
        (of(NoteKind::Dropped), of(NoteKind::Odd))
    }
}
