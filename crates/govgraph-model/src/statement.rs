//! What a source asserts about a body, kept beside what is derived from the seats.

use serde::Serialize;

use crate::id::{BodyId, ThemeId};
use crate::origin::Located;
use crate::period::Period;
use crate::source::Provenance;
use crate::words::{Word, words};

words! {
    /// What a statement is about.
    Aspect("subject of a statement") {
        /// Whether elected people sit on it: value `none`, `some` or `all`.
        ElectedRepresentation = "elected-representation",
        /// Whether it is to take in other bodies: value `intended` or `not-intended`.
        Subsumption = "subsumption",
        /// That a body is to end.
        Decommissioning = "decommissioning",
        /// Who answers to whom.
        Accountability = "accountability",
        /// How well work is joined up.
        Coordination = "coordination",
        /// That work is done twice.
        Duplication = "duplication",
        /// That it is to be looked at again.
        Review = "review",
        /// What it is for.
        Purpose = "purpose",
        /// How it came about.
        History = "history",
        /// What it did.
        Activity = "activity",
        /// What is not yet known of the structure.
        Mapping = "mapping",
        /// What somebody is asked or advised to do.
        Recommendation = "recommendation",
        /// On what views are asked for, and how they can be given.
        Consultation = "consultation",
        /// What is expected to come.
        Expectation = "expectation",
        /// Anything else.
        Other = "other",
    }
}

/// A statement of a source about a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// What it is about.
    pub about: Aspect,
    /// The answer it gives, one of few words that depend on `about`.
    pub value: Option<Located<String>>,
    /// What it says, in the words of whoever wrote it down.
    pub text: Option<String>,
    /// Other bodies it speaks of.
    pub bodies: Vec<Located<BodyId>>,
    /// Themes it speaks of.
    pub themes: Vec<Located<ThemeId>>,
    /// When it holds; `None`: at the dates of its sources.
    pub at: Option<Period>,
    /// What stands behind it.
    pub provenance: Provenance,
}
