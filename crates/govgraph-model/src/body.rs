//! Bodies: anything with a name that meets, decides, runs or holds seats.

use serde::Serialize;

use crate::count::Count;
use crate::date::Date;
use crate::id::{AreaId, BodyId, ClassId, PersonId, ThemeId};
use crate::origin::Located;
use crate::period::Period;
use crate::relation::RelationKind;
use crate::seat::{Elected, Seat};
use crate::source::Provenance;
use crate::statement::Statement;
use crate::strategy::{Milestone, Plan, Target};
use crate::vocabulary::{Identifier, Level, OtherName};
use crate::words::{Tri, Word, words};

words! {
    /// What sort of thing a body is.
    BodyKind("kind of body") {
        /// Holds powers of its own by law.
        Authority = "authority",
        /// A board.
        Board = "board",
        /// Brings organisations together.
        Partnership = "partnership",
        /// A committee.
        Committee = "committee",
        /// A panel.
        Panel = "panel",
        /// A working or officer group.
        Group = "group",
        /// A forum.
        Forum = "forum",
        /// A loose network.
        Network = "network",
        /// A programme of work.
        Programme = "programme",
        /// A government department.
        Department = "department",
        /// An agency or other public body at arm's length.
        Agency = "agency",
        /// A police force.
        PoliceForce = "police-force",
        /// A council, or an association of councils.
        Council = "council",
        /// A charity or voluntary organisation.
        Charity = "charity",
        /// A company.
        Company = "company",
        /// A public service.
        Service = "service",
        /// An office held by one person: a mayor.
        Office = "office",
        /// A political party.
        Party = "party",
        /// Stands for some bodies of a class where a source names none.
        Collective = "collective",
        /// Anything else.
        Organisation = "organisation",
    }

    /// What a source says about the standing of a body at a date.
    BodyStatus("status") {
        /// It has been proposed and does not exist.
        Proposed = "proposed",
        /// It is at work.
        Active = "active",
        /// It is at work and being reviewed.
        UnderReview = "under-review",
        /// Another body has taken its place.
        Superseded = "superseded",
        /// It no longer exists.
        Abolished = "abolished",
    }

    /// How a body holds a theme, strongest first.
    RemitRole("part in a remit") {
        /// It answers for it.
        Owner = "owner",
        /// It has made it a priority.
        Priority = "priority",
        /// It contributes.
        Contributes = "contributes",
    }
}

impl BodyKind {
    /// Whether bodies of the kind are made of members who meet, so that somebody must sit there even if nobody says who.
    pub fn has_members(self) -> bool {
        matches!(
            self,
            BodyKind::Board
                | BodyKind::Partnership
                | BodyKind::Committee
                | BodyKind::Panel
                | BodyKind::Group
                | BodyKind::Forum
                | BodyKind::Network
        )
    }
}

/// A body as written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Body {
    /// What others refer to it by.
    pub id: Located<BodyId>,
    /// Its name.
    pub name: String,
    /// The abbreviation.
    pub short: Option<String>,
    /// Other names, in authored order.
    pub other_names: Vec<OtherName>,
    /// What sort of thing it is.
    pub kind: BodyKind,
    /// The classes that rules know it by.
    pub classes: Vec<Located<ClassId>>,
    /// The class whose bodies a collective stands for.
    pub collective_of: Option<Located<ClassId>>,
    /// How far up it stands; `None`: as its area.
    pub level: Option<Level>,
    /// The area it is for.
    pub area: Option<Located<AreaId>>,
    /// When it exists; `None`: nothing is said.
    pub exists: Option<Existence>,
    /// Since when it has been a proposal.
    pub proposed: Option<Date>,
    /// What sources say about its standing.
    pub status: Vec<StatusAt>,
    /// What it is for.
    pub purposes: Vec<Cited<String>>,
    /// How often it meets.
    pub meets: Option<Cadence>,
    /// The themes it holds.
    pub remits: Vec<Remit>,
    /// The offices in it.
    pub posts: Vec<Post>,
    /// The number of places that a source states, kept beside the seats themselves.
    pub seats_declared: Option<Cited<Count>>,
    /// Whether the seats are all there are, or only those that a source names.
    pub seats_complete: Tri,
    /// The places on it, in authored order.
    pub seats: Vec<Seat>,
    /// What it must do.
    pub duties: Vec<Duty>,
    /// What it has set itself.
    pub targets: Vec<Target>,
    /// Its plans.
    pub plans: Vec<Plan>,
    /// Points on its way.
    pub milestones: Vec<Milestone>,
    /// What sources assert about it.
    pub statements: Vec<Statement>,
    /// Identifiers that others gave it.
    pub identifiers: Vec<Identifier>,
    /// Its own page.
    pub url: Option<String>,
    /// What stands behind it, and behind all of the above that cites nothing itself.
    pub provenance: Provenance,
}

impl Body {
    /// A body with a name and nothing else.
    pub fn new(id: BodyId, name: impl Into<String>) -> Self {
        Body {
            id: id.into(),
            name: name.into(),
            short: None,
            other_names: Vec::new(),
            kind: BodyKind::Organisation,
            classes: Vec::new(),
            collective_of: None,
            level: None,
            area: None,
            exists: None,
            proposed: None,
            status: Vec::new(),
            purposes: Vec::new(),
            meets: None,
            remits: Vec::new(),
            posts: Vec::new(),
            seats_declared: None,
            seats_complete: Tri::Unknown,
            seats: Vec::new(),
            duties: Vec::new(),
            targets: Vec::new(),
            plans: Vec::new(),
            milestones: Vec::new(),
            statements: Vec::new(),
            identifiers: Vec::new(),
            url: None,
            provenance: Provenance::default(),
        }
    }
}

/// A value with what stands behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited<T> {
    /// The value.
    pub value: T,
    /// What stands behind it.
    #[serde(flatten)]
    pub provenance: Provenance,
}

/// When a body exists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Existence {
    /// From its first day to its last.
    pub during: Located<Period>,
    /// What stands behind these dates, beside what stands behind the body; empty: that alone.
    pub provenance: Provenance,
}

/// What a source says about the standing of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusAt {
    /// The standing.
    pub is: BodyStatus,
    /// When; `None`: at the dates of its sources.
    pub at: Option<Period>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// How often a body meets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cadence {
    /// Meetings a year.
    pub per_year: Count,
    /// When this holds; `None`: as its sources attest.
    pub during: Option<Period>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// A body holds a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remit {
    /// The theme.
    pub theme: Located<ThemeId>,
    /// How it holds it.
    pub role: RemitRole,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// When; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// An office in a body. It exists without anyone in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Post {
    /// Its name, which seats refer to (however it is capitalised).
    pub name: Located<String>,
    /// How many of it there are.
    pub count: Count,
    /// Must whoever is in it be elected?
    pub elected: Option<Elected>,
    /// When it exists; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// Who was in it.
    pub holders: Vec<Tenure>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// A person is in a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tenure {
    /// The person.
    pub person: Located<PersonId>,
    /// When; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// Something that a body, or every body of a class, must do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// What must be done.
    pub text: String,
    /// How often a year.
    pub per_year: Option<Count>,
    /// There must be a body that has this relation to it.
    pub needs: Option<RelationKind>,
    /// When the duty holds; `None`: as its sources attest.
    pub during: Option<Period>,
    /// What stands behind it.
    pub provenance: Provenance,
}
