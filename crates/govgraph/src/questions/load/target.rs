//! What an organisation has set itself about meetings.

use serde::Serialize;

use govgraph_model::{Count, Cover, Evidence, Extent, Here, Measure, Target, TargetKind};

use super::{Collectives, times};
use crate::graph::{BodyView, Snapshot};
use crate::questions::BodyRef;

/// A target that speaks of meetings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetRow {
    /// What is to be reached.
    pub what: String,
    /// Whether meetings are to be attended or held.
    pub kind: TargetKind,
    /// How much of it.
    pub measure: Option<Measure>,
    /// With which body, or with those that a collective stands for.
    pub with: Option<BodyRef>,
    /// With how many bodies that is, as far as they are written down; `None`: nobody says with whom.
    pub over: Option<Count>,
    /// How many meetings a year that makes.
    pub meetings: Count,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// Whether it is set for the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Here,
}

/// A target, what it adds to a sum, and when.
pub(super) struct Asked {
    pub(super) row: TargetRow,
    pub(super) adds: Count,
    pub(super) extent: Extent,
}

/// The targets that can be set for the date and can be known then.
pub(super) fn rows<'g>(collectives: &Collectives<'_, 'g>, body: BodyView<'g>) -> Vec<Asked> {
    let about = |target: &&Target| matches!(target.kind, TargetKind::Attendance | TargetKind::Meetings);
    let asked = body.record().targets.iter().filter(about).filter_map(|target| row(collectives, body, target));
    asked.collect()
}

fn row<'g>(collectives: &Collectives<'_, 'g>, body: BodyView<'g>, target: &'g Target) -> Option<Asked> {
    let snapshot = collectives.snapshot;
    let graph = snapshot.graph();
    let outer = [&body.record().provenance];
    let stated = graph.extent(target.during.as_deref(), &target.provenance, &outer);
    let extent = stated.within(&body.extent());
    let cover = snapshot.covers(&extent);
    if !cover.is_possible() || (target.proposed && !snapshot.is_made(&target.provenance, &outer)) {
        return None;
    }
    let with = target.with.as_ref().and_then(|id| graph.body(id));
    let over = with.map(|with| collectives.stood_for(with, &extent).unwrap_or(Count::ONE));
    let meetings = match (target.kind, &target.measure) {
        (TargetKind::Meetings, Some(Measure::PerYear(per_year))) => times(*per_year, over.unwrap_or(Count::ONE)),
        (TargetKind::Attendance, Some(Measure::PerYear(per_year))) => *per_year,
        (TargetKind::Attendance, Some(Measure::Percent(percent))) => {
            let cadence = with.map_or(Count::UNKNOWN, |with| cadence(snapshot, with, &extent));
            share(times(cadence, over.unwrap_or(Count::UNKNOWN)), *percent)
        }
        _ => Count::UNKNOWN,
    };
    // A proposal is added up as it would be if it were taken up.
    let is_sure = target.proposed || cover == Cover::Certain;
    let adds = Count { least: if is_sure { meetings.least } else { 0 }, ..meetings };
    let row = TargetRow {
        what: target.what.clone(),
        kind: target.kind,
        measure: target.measure.clone(),
        with: with.map(|with| BodyRef::at(snapshot, with)),
        over,
        meetings,
        proposed: target.proposed,
        cover,
        evidence: graph.evidence(&target.provenance, &outer),
        place: target.provenance.origin,
    };
    let extent = if stated == Extent::UNKNOWN { Extent::UNKNOWN } else { extent };
    Some(Asked { row, adds, extent })
}

/// How often a body meets at the date, or without one, while a target is set; unknown if that is not given for the time.
fn cadence<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, time: &Extent) -> Count {
    let Some(cadence) = &body.record().meets else { return Count::UNKNOWN };
    let outer = [&body.record().provenance];
    let stated = snapshot.graph().extent(cadence.during.as_ref(), &cadence.provenance, &outer);
    let cover = match snapshot.date() {
        Some(at) => stated.covers(at),
        None if stated == Extent::UNKNOWN || *time == Extent::UNKNOWN => Cover::Certain,
        None => stated.meets(time),
    };
    if cover == Cover::Certain { cadence.per_year } else { Count::UNKNOWN }
}

/// A share of a number in whole meetings, rounded up: 95% of six is six.
fn share(count: Count, percent: u8) -> Count {
    let part = |n: u32| u32::try_from((u64::from(n) * u64::from(percent)).div_ceil(100)).unwrap_or(u32::MAX);
    let most = if percent == 0 { Some(0) } else { count.most.map(part) };
    Count { least: part(count.least), most }
}
