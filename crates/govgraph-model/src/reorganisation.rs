//! Reorganisations: plans to change the structure itself, which can be tried out on a dataset.
//!
//! In plain speech such a thing is a plan; here that word belongs to what a body means to do ([`Plan`](crate::Plan)).

use serde::Serialize;

use crate::dataset::Dataset;
use crate::date::Date;
use crate::id::{BodyId, PersonId, ThemeId};
use crate::origin::Located;
use crate::relation::RelationKind;
use crate::source::Provenance;

/// A plan to change the structure, as written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reorganisation {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub text: Option<String>,
    /// When it is carried out: by the first day of the date.
    pub on: Date,
    /// What is done, in authored order.
    pub steps: Vec<PlannedStep>,
    /// What it brings with it: new bodies, relations that hold from then on, and the sources, areas, classes, themes and
    /// people that those and the steps speak of. Its title, rules and events are not used.
    pub adds: Dataset,
    /// What stands behind it.
    pub provenance: Provenance,
}

impl Reorganisation {
    /// A plan with a title and no steps.
    pub fn new(title: impl Into<String>, on: Date) -> Self {
        Reorganisation {
            title: title.into(),
            text: None,
            on,
            steps: Vec::new(),
            adds: Dataset::default(),
            provenance: Provenance::default(),
        }
    }
}

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedStep {
    /// What.
    #[serde(flatten)]
    pub action: Action,
    /// More about it.
    pub text: Option<String>,
    /// What stands behind it; empty: what stands behind the plan.
    pub provenance: Provenance,
}

impl PlannedStep {
    /// A step that rests on what the plan rests on.
    pub fn new(action: Action) -> Self {
        PlannedStep { action, text: None, provenance: Provenance::default() }
    }
}

/// What is done in a step. What bodies hold passes to no other unless a step says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "action", rename_all = "kebab-case")]
pub enum Action {
    /// Bodies end without a successor.
    Abolish {
        /// Which, at least one.
        bodies: Vec<Located<BodyId>>,
    },
    /// Bodies begin: proposed ones, or those that the plan brings with it.
    Create {
        /// Which, at least one.
        bodies: Vec<Located<BodyId>>,
    },
    /// Bodies end and go on inside one, which begins with that if it does not exist.
    Merge {
        /// Those that end, at least one.
        from: Vec<Located<BodyId>>,
        /// The one they go on in.
        into: Located<BodyId>,
    },
    /// Bodies end and others take their place, which begin with that if they do not exist.
    Replace {
        /// Those that end, at least one.
        from: Vec<Located<BodyId>>,
        /// Those that take their place, at least one.
        with: Vec<Located<BodyId>>,
    },
    /// Something passes from one body to another, both of which may go on.
    Transfer {
        /// What.
        what: Transferred,
        /// Who has it.
        from: Located<BodyId>,
        /// Who gets it.
        to: Located<BodyId>,
    },
}

/// What passes from one body to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Transferred {
    /// That it holds a theme.
    Remit {
        /// The theme.
        theme: Located<ThemeId>,
    },
    /// Something that it must do.
    Duty {
        /// The text of the duty, as it is recorded.
        text: Located<String>,
    },
    /// A place on it, with whoever fills it. All seats are meant that agree in what is given here, at least one thing.
    Seat {
        /// The organisation that it belongs to.
        of: Option<Located<BodyId>>,
        /// The post whose holder fills it, however it is capitalised.
        post: Option<Located<String>>,
        /// The person in it.
        person: Option<Located<PersonId>>,
    },
    /// Its end of a relation, whichever end it is.
    Relation {
        /// The kind of relation.
        kind: RelationKind,
        /// The bodies at the other end; empty: all.
        with: Vec<Located<BodyId>>,
    },
}
