//! People.

use serde::Serialize;

use crate::id::PersonId;
use crate::origin::Located;
use crate::source::Provenance;
use crate::vocabulary::{Identifier, OtherName};

/// A named person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// What others refer to them by.
    pub id: Located<PersonId>,
    /// Their name.
    pub name: String,
    /// Other names, in authored order.
    pub other_names: Vec<OtherName>,
    /// Identifiers that others gave them.
    pub identifiers: Vec<Identifier>,
    /// What stands behind it.
    pub provenance: Provenance,
}
