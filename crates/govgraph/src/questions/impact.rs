//! What if this plan were carried out?

mod figures;
mod relations;
mod remits;
mod seats;
mod statements;
mod steps;

use std::collections::BTreeSet;

use serde::Serialize;

use govgraph_model::{BodyId, Cover, Evidence, Reorganisation};

pub use self::figures::{Figures, Numbers, Shared, Sharing};
pub use self::relations::{Lapse, Office, Orphan, Tie};
pub use self::remits::{Left, RemitChange};
pub use self::seats::{OnlySeat, Outcome, Place, SeatChange};
pub(crate) use self::statements::speaks_of;
pub use self::statements::{Bearing, Said};
pub use self::steps::{BodyChange, Fate, StepRow};

use super::{Asked, BodyRef, Circle};
use crate::graph::Snapshot;
use crate::reorganisation::CarriedOut;

/// Which plan, and which seats count.
#[derive(Clone, Copy, Debug)]
pub struct Params<'p> {
    /// The plan.
    pub plan: &'p Reorganisation,
    /// What [`GovGraph::carry_out`](crate::GovGraph::carry_out) made of it: with the graph of the snapshot, at its date.
    pub carried_out: &'p CarriedOut,
    /// Which seats count.
    pub circle: Circle,
}

/// What would follow from a plan.
///
/// Without the plan, a body that begins with it counts as not there, even where the data leave open whether it came about.
/// What rules require of who sits where is not compared here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What was asked. The date is the one at which the structure is compared, without and with the plan.
    pub asked: Asked,
    /// The title of the plan.
    pub plan: String,
    /// What it is about.
    pub text: Option<String>,
    /// The date for which the plan is written, in EDTF.
    pub on: String,
    /// What stands behind the plan.
    pub evidence: Vec<Evidence>,
    /// Which seats count.
    pub circle: Circle,
    /// The steps as understood, in authored order.
    pub steps: Vec<StepRow>,
    /// The bodies that end, then those that begin, then those that the steps name and that go on; each by id.
    pub bodies: Vec<BodyChange>,
    /// Whose seats change: who only loses, then who only gains, then who does both; each certain ones first, then by name.
    pub seats: Vec<SeatChange>,
    /// Organisations that lose the only seat that is recorded for them at a level: certain ones first, then by name.
    pub only_seats: Vec<OnlySeat>,
    /// Themes that somebody holds no longer or newly: those that nobody is left for first, then those that no successor
    /// holds; each by who is left, then by name.
    pub remits: Vec<RemitChange>,
    /// Duties, targets and plans that end or begin with their bodies, or pass on.
    pub duties: Vec<Lapse>,
    /// Relations that end, then those that begin; each in the order of the graph.
    pub relations: Vec<Tie>,
    /// Bodies that go on and are left without another one: a sub-board without its parent. By body.
    pub orphans: Vec<Orphan>,
    /// Seats that go to whoever chairs a body that ends. By body.
    pub offices: Vec<Office>,
    /// Seats on bodies that begin whose organisation does not exist at the date, so that they count for nobody.
    pub without_holder: Vec<Office>,
    /// Relations that are proposed for the bodies that begin, and that the plan leaves proposals.
    pub left_open: Vec<Tie>,
    /// Seats and elected members of the bodies that end or begin, and of those whose seats change. In the order of `bodies`,
    /// then by id.
    pub figures: Vec<Figures>,
    /// Which bodies share members, before and after.
    pub sharing: Sharing,
    /// What sources say that bears on the steps: what contradicts them first, then by body and in authored order. That
    /// nothing contradicts a plan does not mean that anybody agrees with it.
    pub said: Vec<Said>,
}

impl Report {
    /// Whether the plan changes nothing.
    pub fn is_empty(&self) -> bool {
        let bodies = self.steps.is_empty() && self.bodies.is_empty() && self.figures.is_empty();
        let seats = self.seats.is_empty() && self.only_seats.is_empty();
        let seats = seats && self.offices.is_empty() && self.without_holder.is_empty();
        let ties = self.relations.is_empty() && self.orphans.is_empty() && self.left_open.is_empty();
        let rest = self.remits.is_empty() && self.duties.is_empty() && self.said.is_empty();
        bodies && seats && ties && rest && self.sharing.ended.is_empty() && self.sharing.begun.is_empty()
    }
}

/// The structure without the plan and with it, at one date.
struct Both<'s, 'b, 'a> {
    before: &'s Snapshot<'b>,
    after: &'s Snapshot<'a>,
    plan: &'s Reorganisation,
    ends: BTreeSet<&'s BodyId>,
    begins: BTreeSet<&'s BodyId>,
    circle: Circle,
}

impl<'b> Both<'_, 'b, '_> {
    /// A body as it stands without the plan; one that the plan brings, as it stands with it.
    fn body_ref(&self, id: &BodyId) -> Option<BodyRef> {
        let before = self.before.graph().body(id).map(|body| BodyRef::at(self.before, body));
        before.or_else(|| self.after.graph().body(id).map(|body| BodyRef::at(self.after, body)))
    }

    /// The bodies without the plan, as far as they do not begin with it.
    fn bodies_before(&self) -> impl Iterator<Item = crate::BodyView<'b>> {
        self.before.bodies().filter(|body| !self.begins.contains(body.id()))
    }
}

/// Compares the structure without a plan and with it, at the date for which it was carried out.
///
/// Seats that are only possible without the plan are only possibly lost by it. Cost: that of a few of the other questions
/// ([`change`](super::change), [`coverage`](super::coverage), [`overlap`](super::overlap)), each asked of both graphs.
///
/// ```
/// use govgraph::questions::{Circle, impact};
/// use govgraph::{Dataset, GovGraph, Reorganisation};
/// let graph = GovGraph::build(Dataset::default()).expect("nothing is wrong with nothing").graph;
/// let plan = Reorganisation::new("Leave it as it is", "2010-09".parse()?);
/// let carried_out = &graph.carry_out(&plan, None)?;
/// let params = impact::Params { plan: &plan, carried_out, circle: Circle::Core };
/// assert!(impact::find(&graph.at(plan.on.clone()), &params).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn find<'g>(before: &Snapshot<'g>, params: &Params<'_>) -> Report {
    let Params { plan, carried_out, circle } = *params;
    // Both are looked at on the date for which the plan was carried out.
    let before = &before.graph().at(carried_out.at.clone());
    let after = &carried_out.graph.at(carried_out.at.clone());
    let (ends, begins) = (carried_out.ends.iter().collect(), carried_out.begins.iter().collect());
    let both = Both { before, after, plan, ends, begins, circle };
    let (seats, only_seats) = seats::find(&both);
    let relations = relations::find(&both);
    let steps = steps::steps(&both);
    let bodies = steps::bodies(&both);
    Report {
        asked: Asked::new("impact", before),
        plan: plan.title.clone(),
        text: plan.text.clone(),
        on: plan.on.edtf().to_string(),
        evidence: carried_out.graph.evidence(&plan.provenance, &[]),
        circle,
        figures: figures::figures(&both, &bodies, &seats),
        sharing: figures::sharing(&both),
        remits: remits::find(&both),
        duties: relations::lapses(&both),
        orphans: relations::orphans(&both, &relations),
        left_open: relations::left_open(&both),
        offices: relations::offices(&both),
        without_holder: relations::without_holder(&both),
        said: statements::find(&both),
        steps,
        bodies,
        seats,
        only_seats,
        relations,
    }
}

/// The surest of some covers.
fn surest(covers: impl Iterator<Item = Cover>) -> Cover {
    covers.max().unwrap_or(Cover::No)
}
