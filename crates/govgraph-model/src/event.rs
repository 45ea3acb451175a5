//! Events: bodies become other bodies.

use serde::Serialize;

use crate::date::Date;
use crate::id::{BodyId, EventId};
use crate::origin::Located;
use crate::source::Provenance;
use crate::words::{Word, words};

words! {
    /// What happens to bodies in an event.
    EventKind("kind of event") {
        /// Begins.
        Created = "created",
        /// One takes the place of another.
        Replaced = "replaced",
        /// Goes on under another name.
        Renamed = "renamed",
        /// Several become one.
        Merged = "merged",
        /// One becomes several.
        Split = "split",
        /// Goes on inside another.
        Absorbed = "absorbed",
        /// A task passes from one to another.
        FunctionTransferred = "function-transferred",
        /// Ends without a successor.
        Abolished = "abolished",
        /// Is reshaped and goes on.
        Refreshed = "refreshed",
        /// Is reviewed and goes on.
        Reviewed = "reviewed",
    }
}

impl EventKind {
    /// Whether the bodies that it starts from end with it, unless something else is written.
    pub fn ends_predecessor(self) -> bool {
        match self {
            EventKind::Replaced
            | EventKind::Renamed
            | EventKind::Merged
            | EventKind::Split
            | EventKind::Absorbed
            | EventKind::Abolished => true,
            EventKind::Created | EventKind::FunctionTransferred | EventKind::Refreshed | EventKind::Reviewed => false,
        }
    }

    /// Whether the bodies that it leads to begin with it.
    pub fn begins_successor(self) -> bool {
        matches!(
            self,
            EventKind::Created | EventKind::Replaced | EventKind::Renamed | EventKind::Merged | EventKind::Split
        )
    }

    /// Whether it happens to bodies that go on, and leads to no other.
    pub fn keeps_body(self) -> bool {
        matches!(self, EventKind::Refreshed | EventKind::Reviewed)
    }
}

/// When an event happened, or whether it is only planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// It happened then.
    On(Date),
    /// It happened; nobody wrote down when.
    Unknown,
    /// It is planned for then.
    ProposedFor(Date),
    /// It is planned, for no date.
    Proposed,
}

impl When {
    /// Whether it is only planned.
    pub fn is_proposed(&self) -> bool {
        matches!(self, When::ProposedFor(_) | When::Proposed)
    }

    /// The date, of the event or of the plan.
    pub fn date(&self) -> Option<&Date> {
        match self {
            When::On(date) | When::ProposedFor(date) => Some(date),
            When::Unknown | When::Proposed => None,
        }
    }
}

/// n bodies become m bodies in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// In which way.
    pub kind: EventKind,
    /// The bodies before.
    pub from: Vec<Located<BodyId>>,
    /// The bodies after.
    pub to: Vec<Located<BodyId>>,
    /// Whether the bodies before go on; `None`: as is usual for the kind.
    pub survives: Option<bool>,
}

impl Leg {
    /// Whether the bodies before end with this.
    pub fn ends_predecessor(&self) -> bool {
        self.survives.map_or(self.kind.ends_predecessor(), |survives| !survives)
    }
}

/// An event as written down (an ORG `ChangeEvent`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Event {
    /// What others may refer to it by.
    pub id: Option<Located<EventId>>,
    /// What it is called.
    pub name: Option<String>,
    /// When it happened.
    pub when: When,
    /// What happened to whom, at least one.
    pub legs: Vec<Leg>,
    /// More about it.
    pub text: Option<String>,
    /// What stands behind it.
    pub provenance: Provenance,
}
