//! Plans, milestones and targets: what a body means to do.

use serde::Serialize;

use crate::count::Count;
use crate::id::{BodyId, ThemeId};
use crate::origin::Located;
use crate::period::Period;
use crate::source::Provenance;
use crate::words::{Word, words};

words! {
    /// What became of a milestone.
    MilestoneStatus("status of a milestone") {
        /// It was ahead when it was written down.
        Planned = "planned",
        /// It was reached.
        Met = "met",
        /// It was not reached.
        Missed = "missed",
    }

    /// What is to be reached by a target.
    TargetKind("kind of target") {
        /// A share of the meetings of the body that it is `with` is attended.
        Attendance = "attendance",
        /// Meetings are held with the body that it is `with`.
        Meetings = "meetings",
        /// Money is spent.
        Spending = "spending",
        /// Something changes for the better.
        Outcome = "outcome",
        /// Anything else.
        Other = "other",
    }
}

/// A plan of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Its name, which milestones and targets refer to.
    pub name: Located<String>,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// The time it is for.
    pub during: Option<Located<Period>>,
    /// How often a year it is renewed.
    pub refreshed_per_year: Option<Count>,
    /// The themes it sets.
    pub themes: Vec<Located<ThemeId>>,
    /// More about it.
    pub text: Option<String>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// A point or stretch of time on the way of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Milestone {
    /// What is to happen.
    pub what: String,
    /// When.
    pub on: Located<Period>,
    /// The name of the plan that it belongs to.
    pub plan: Option<Located<String>>,
    /// What became of it; `None`: nothing is said.
    pub status: Option<MilestoneStatus>,
    /// What stands behind it.
    pub provenance: Provenance,
}

/// In what a target is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A share in hundredths, 0 to 100.
    Percent(u8),
    /// So many times a year.
    PerYear(Count),
    /// Anything else, in words: a sum of money.
    Amount(String),
}

/// What a body has set itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Target {
    /// What is to be reached.
    pub what: String,
    /// What sort of thing that is.
    pub kind: TargetKind,
    /// How much of it.
    pub measure: Option<Measure>,
    /// The body that it is reached with or in.
    pub with: Option<Located<BodyId>>,
    /// The name of the plan that it belongs to.
    pub plan: Option<Located<String>>,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// The time it is for; `None`: as its sources attest.
    pub during: Option<Located<Period>>,
    /// What stands behind it.
    pub provenance: Provenance,
}
