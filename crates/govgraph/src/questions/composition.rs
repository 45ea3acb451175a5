//! Are the members that the rules require there?

mod duty;
mod fit;
mod places;
mod requirement;
mod stale;

use serde::Serialize;

use govgraph_model::{Cover, Day, Evidence, Extent, Rule};

use super::{Asked, BodyRef, Circle};
use crate::graph::{BodyView, GovGraph, Snapshot};

pub use duty::{DutyRow, Named};
pub use places::{PlacesRow, SeatPlaces, VacantRow};
pub use requirement::{RequirementRow, RequirementSeat};
pub use stale::StaleRow;

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Params<'g> {
    /// Which seats count as membership.
    pub circle: Circle,
    /// Only these bodies; `None`: every body that the snapshot takes in.
    pub bodies: Option<Vec<BodyView<'g>>>,
}

/// Who must sit on bodies and who does, and what does not add up about their members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// Which seats count as membership.
    pub circle: Circle,
    /// How many bodies were looked at.
    pub bodies: usize,
    /// What rules in force require of bodies, by body, then by rule, then in the order of the rule.
    pub requirements: Vec<RequirementRow>,
    /// Duties for which another body is needed, by body: its own first, then those of rules by their id.
    pub duties: Vec<DutyRow>,
    /// Bodies of which a source declares how many places they or their seats have, by id.
    pub places: Vec<PlacesRow>,
    /// Members that had ended, or not begun, when they are said to sit, by body, then as the seats stand.
    pub stale: Vec<StaleRow>,
    /// Seats that a source says are vacant, by body, then as they stand.
    pub vacant: Vec<VacantRow>,
}

/// Whether something that must be is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is not, and cannot be otherwise by what is known.
    Violated,
    /// The data leave it open.
    Unknown,
    /// It is.
    Satisfied,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Violated => "violated",
            Verdict::Unknown => "unknown",
            Verdict::Satisfied => "satisfied",
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

/// A rule as reports name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleRef {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// A remark on it.
    pub note: Option<String>,
}

impl RuleRef {
    fn new(rule: &Rule) -> Self {
        RuleRef { id: rule.id.to_string(), name: rule.name.clone(), note: rule.provenance.note.clone() }
    }
}

/// A holder that was not there, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// Who.
    pub holder: BodyRef,
    /// When it existed, in EDTF; `/` if nothing is known.
    pub existed: String,
    /// Its last day at the latest, if it had ended.
    pub ended: Option<String>,
    /// Its first day at the earliest, if it had not begun.
    pub begins: Option<String>,
    /// What it had become by then: the first in each line that can have been there. By id.
    pub successors: Vec<BodyRef>,
    /// What stands behind those dates.
    pub evidence: Vec<Evidence>,
}

/// Finds whether bodies have the members that rules require, what duties need, and what does not add up.
///
/// At a date, rules, duties and seats count that are or can be in force then. Without one, everything recorded counts: a
/// rule with every seat that can have been there while it was in force. Cost: for each body, its seats times the
/// requirements on it; for each member that had ended, the events of what it became; and for each seat of a collective that a
/// requirement asks about, the bodies of its class.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let mut bodies: Vec<BodyView<'g>> = match &params.bodies {
        Some(bodies) => bodies.clone(),
        None => snapshot.bodies().collect(),
    };
    bodies.sort_by_key(|body| body.ix);
    bodies.dedup();
    let (mut requirements, mut duties) = (Vec::new(), Vec::new());
    let (mut places, mut stale, mut vacant) = (Vec::new(), Vec::new(), Vec::new());
    for body in &bodies {
        for rule in snapshot.graph().rules().iter().filter(|rule| body.is_of_class(&rule.applies_to)) {
            requirements.extend(requirement::rows(snapshot, *body, rule, params.circle));
        }
        duties.extend(duty::rows(snapshot, *body));
        places.extend(places::row(snapshot, *body, params.circle));
        stale.extend(stale::rows(snapshot, *body));
        vacant.extend(places::vacant(snapshot, *body, params.circle));
    }
    let (asked, circle) = (Asked::new("composition", snapshot), params.circle);
    Report { asked, circle, bodies: bodies.len(), requirements, duties, places, stale, vacant }
}

/// Whether something holds at the date, or without one, at some time at which a rule or duty is in force.
fn holds(snapshot: &Snapshot<'_>, extent: &Extent, force: &Extent) -> Cover {
    match snapshot.date() {
        Some(at) => extent.covers(at),
        // Of what nobody says when it was, it counts that it is recorded.
        None if *force == Extent::UNKNOWN || *extent == Extent::UNKNOWN => Cover::Certain,
        None => extent.meets(force),
    }
}

/// When a rule is in force.
fn force(graph: &GovGraph, rule: &Rule) -> Extent {
    graph.extent(rule.during.as_deref(), &rule.provenance, &[])
}

/// Days as they are written.
fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}
