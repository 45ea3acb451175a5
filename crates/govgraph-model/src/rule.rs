//! Rules: what a class of bodies must have or do.

use serde::Serialize;

use crate::body::Duty;
use crate::count::Count;
use crate::id::{BodyId, ClassId, RuleId};
use crate::origin::Located;
use crate::period::Period;
use crate::seat::Capacity;
use crate::source::Provenance;
use crate::words::{Tri, Word, words};

words! {
    /// How the area of a holder must lie to the area of the body.
    AreaMatch("match of areas") {
        /// It is the same.
        Same = "same",
        /// The body's area lies in it, or is the same.
        Within = "within",
        /// It does not matter.
        Any = "any",
    }
}

/// A rule as written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// What others refer to it by.
    pub id: Located<RuleId>,
    /// What it is called.
    pub name: String,
    /// The class of bodies that it binds.
    pub applies_to: Located<ClassId>,
    /// When it is in force; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// Who must sit on such a body.
    pub requires: Vec<Requirement>,
    /// What such a body must do.
    pub duties: Vec<Duty>,
    /// What stands behind it: its legal source.
    pub provenance: Provenance,
}

/// Seats that a body must have, held by one of some classes or bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Requirement {
    /// The requirement in words.
    pub text: String,
    /// Holders of any of these classes satisfy it.
    pub classes: Vec<Located<ClassId>>,
    /// Any of these bodies satisfies it.
    pub bodies: Vec<Located<BodyId>>,
    /// How the area of the holder must lie to that of the body.
    pub area: AreaMatch,
    /// How many different holders.
    pub count: Count,
    /// The capacity they must have; `None`: any.
    pub capacity: Option<Capacity>,
    /// Whether they must be elected.
    pub elected: Tri,
    /// When it is in force; `None`: as long as the rule.
    pub during: Option<Located<Period>>,
    /// What stands behind it; empty: what stands behind the rule.
    pub provenance: Provenance,
}
