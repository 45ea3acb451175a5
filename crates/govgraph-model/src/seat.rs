//! Seats: the places on a body, and who fills them.

use serde::Serialize;

use crate::count::Count;
use crate::id::{BodyId, PersonId};
use crate::origin::Located;
use crate::period::Period;
use crate::source::Provenance;
use crate::words::{Tri, Word, words};

words! {
    /// As what somebody sits on a body.
    Capacity("capacity") {
        /// Chairs it.
        Chair = "chair",
        /// Chairs it with another.
        CoChair = "co-chair",
        /// Stands in for the chair.
        ViceChair = "vice-chair",
        /// Sits on it.
        Member = "member",
        /// Advises it, without being a member.
        Adviser = "adviser",
        /// Attends without being a member.
        Observer = "observer",
        /// Serves it, without being a member.
        Secretariat = "secretariat",
    }

    /// By what right somebody sits on a body.
    Tier("tier") {
        /// The law requires it.
        Statutory = "statutory",
        /// Always there.
        Standing = "standing",
        /// Supports the standing members.
        Supporting = "supporting",
        /// One of a wider circle.
        Stakeholder = "stakeholder",
        /// Attends when there is need.
        OnDemand = "on-demand",
    }

    /// In what sense a holder is elected.
    ElectedBasis("basis") {
        /// To that very place.
        Direct = "direct",
        /// Holds it through an elected office.
        ExOfficio = "ex-officio",
        /// Named by elected people.
        Appointed = "appointed",
    }
}

impl Capacity {
    /// Whether it leads the body, alone or with another.
    pub fn is_chair(self) -> bool {
        matches!(self, Capacity::Chair | Capacity::CoChair)
    }

    /// Whether its holder is a member of the body rather than somebody who attends or serves it.
    pub fn is_member(self) -> bool {
        matches!(self, Capacity::Chair | Capacity::CoChair | Capacity::ViceChair | Capacity::Member)
    }
}

impl Tier {
    /// Whether its holder belongs to the body, rather than to the circle that it calls on.
    pub fn is_core(self) -> bool {
        matches!(self, Tier::Statutory | Tier::Standing | Tier::Supporting)
    }
}

/// Whether a holder must be elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Elected {
    /// `Unknown` if somebody looked and could not tell.
    pub is: Tri,
    /// In what sense.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<ElectedBasis>,
    /// What stands behind it; empty: what stands behind the seat.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// Whoever has a certain capacity on another body: "the chair of the drug action team".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ExOfficio {
    /// The capacity there.
    pub capacity: Capacity,
    /// That other body.
    pub on: Located<BodyId>,
}

/// Who fills a seat, as far as it is known: any of these may be missing, and several can be known of one holder
/// (a named person, in a post, of an organisation).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Holder {
    /// The organisation that the seat belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Located<BodyId>>,
    /// The post in that organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<Located<String>>,
    /// The person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Located<PersonId>>,
    /// Whoever holds a seat elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ex_officio: Option<ExOfficio>,
    /// In words, where no organisation is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described: Option<String>,
}

/// A place, or several alike, on a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Who fills it.
    pub holder: Holder,
    /// Whom the holder speaks for, if not the organisation.
    pub on_behalf_of: Option<Located<BodyId>>,
    /// As what the holder sits there.
    pub capacity: Located<Capacity>,
    /// By what right; `None`: the source makes no difference.
    pub tier: Option<Tier>,
    /// What the source calls the place, where that says more than the capacity: `Ranking member`.
    pub role: Option<String>,
    /// The heading under which the source lists it. Items do not take it over.
    pub group: Option<String>,
    /// How many places.
    pub count: Count,
    /// Must the holder be elected? `None`: nothing is said.
    pub elected: Option<Elected>,
    /// Whether nobody is in it.
    pub vacant: Tri,
    /// How the source breaks the count down. Their counts may add up to another number than `count`.
    pub items: Vec<Seat>,
    /// When; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// What stands behind it; empty: what stands behind the body, or the seat it is an item of.
    pub provenance: Provenance,
}

impl Seat {
    /// One place as a member, held by somebody.
    pub fn new(holder: Holder) -> Self {
        Seat {
            holder,
            on_behalf_of: None,
            capacity: Capacity::Member.into(),
            tier: None,
            role: None,
            group: None,
            count: Count::ONE,
            elected: None,
            vacant: Tri::Unknown,
            items: Vec::new(),
            during: None,
            provenance: Provenance::default(),
        }
    }
}
