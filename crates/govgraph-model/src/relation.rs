//! Relations: typed, dated, cited edges between bodies.

use serde::Serialize;

use crate::id::BodyId;
use crate::origin::Located;
use crate::period::Period;
use crate::source::Provenance;
use crate::words::{Word, words};

words! {
    /// How one body stands to another. Reads "from KIND to".
    RelationKind("kind of relation") {
        /// Is a sub-board of.
        SubBoardOf = "sub_board_of",
        /// Is an organisation or unit inside of (ORG `unitOf`, `subOrganizationOf`).
        PartOf = "part_of",
        /// Answers to.
        ReportsTo = "reports_to",
        /// Sends its plans or reports, or makes representations, to; that is no answering to.
        Informs = "informs",
        /// Sponsors.
        Sponsors = "sponsors",
        /// Reviews the decisions of.
        Scrutinises = "scrutinises",
        /// Manages or inspects the performance of.
        Oversees = "oversees",
        /// Asks for the views of.
        Consults = "consults",
        /// Advises.
        Advises = "advises",
        /// Pays for.
        Funds = "funds",
        /// Appoints members of.
        Appoints = "appoints",
        /// Leads, without being a part of it.
        Leads = "leads",
        /// Set up.
        Established = "established",
        /// Supports.
        Supports = "supports",
        /// Works with; holds both ways.
        WorksWith = "works_with",
    }
}

impl RelationKind {
    /// The kind as it reads between two names: `is a sub-board of`.
    pub fn phrase(self) -> &'static str {
        match self {
            RelationKind::SubBoardOf => "is a sub-board of",
            RelationKind::PartOf => "is part of",
            RelationKind::ReportsTo => "reports to",
            RelationKind::Informs => "informs",
            RelationKind::Sponsors => "sponsors",
            RelationKind::Scrutinises => "scrutinises",
            RelationKind::Oversees => "oversees",
            RelationKind::Consults => "consults",
            RelationKind::Advises => "advises",
            RelationKind::Funds => "funds",
            RelationKind::Appoints => "appoints members of",
            RelationKind::Leads => "leads",
            RelationKind::Established => "set up",
            RelationKind::Supports => "supports",
            RelationKind::WorksWith => "works with",
        }
    }

    /// Whether it places one body inside another, so that a cycle of it is an error.
    pub fn is_containment(self) -> bool {
        matches!(self, RelationKind::SubBoardOf | RelationKind::PartOf)
    }
}

/// A relation as written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Relation {
    /// What sort of relation.
    pub kind: RelationKind,
    /// Where it starts.
    pub from: Located<BodyId>,
    /// Where it leads.
    pub to: Located<BodyId>,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// When; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// What stands behind it; empty: what stands behind the body it was written under, or behind `from`.
    pub provenance: Provenance,
}

impl Relation {
    /// A relation in force, of which nothing more is known.
    pub fn new(kind: RelationKind, from: BodyId, to: BodyId) -> Self {
        Relation {
            kind,
            from: from.into(),
            to: to.into(),
            proposed: false,
            during: None,
            provenance: Provenance::default(),
        }
    }
}
