//! What bodies are described with: areas, classes and themes, each a small hierarchy, and names.

use serde::Serialize;

use crate::id::{AreaId, ClassId, ThemeId};
use crate::origin::Located;
use crate::period::Period;
use crate::source::Provenance;
use crate::words::{Word, words};

words! {
    /// How far up a body or an area stands, widest first.
    Level("level") {
        /// Of several states.
        International = "international",
        /// Of a state, or of a nation in it.
        National = "national",
        /// Of a region: Greater London.
        Regional = "regional",
        /// Of a local authority: Hackney.
        Local = "local",
        /// Of a part of that: a ward.
        Neighbourhood = "neighbourhood",
    }
}

/// Another name of something, and when it went by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherName {
    /// The name.
    pub name: String,
    /// When it was in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub during: Option<Period>,
    /// What stands behind it.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// An identifier that somebody else gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Identifier {
    /// Whose scheme it is of: `wikidata`.
    pub scheme: String,
    /// The identifier in that scheme.
    pub id: String,
}

macro_rules! entries {
    ($($(#[$doc:meta])* $name:ident($id:ident, $up:ident: $updoc:literal) { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        pub struct $name {
            /// What others refer to it by.
            pub id: Located<$id>,
            /// Its name.
            pub name: String,
            #[doc = $updoc]
            pub $up: Option<Located<$id>>,
            /// Other names, in authored order.
            pub other_names: Vec<OtherName>,
            $($(#[$fdoc])* pub $field: $ty,)*
            /// What stands behind it.
            pub provenance: Provenance,
        }
    )*};
}

entries! {
    /// A place that a body is for.
    Area(AreaId, within: "The next larger area that it lies in.") {
        /// How far up it stands.
        level: Option<Level>,
    }
    /// A sort of body that rules speak of: `community-safety-partnership`.
    Class(ClassId, broader: "The more general class.") {}
    /// A subject that bodies work on.
    Theme(ThemeId, broader: "The wider theme that it is part of.") {}
}
