//! What did a body come from, and what became of it?

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use govgraph_model::{BodyId, Cover, Date, Day, Event, EventKind, Evidence, Leg, Located};

use super::{Asked, BodyRef};
use crate::graph::{BodyIx, BodyView, LinkView, Snapshot, Step};

/// Which body.
#[derive(Clone, Debug)]
pub struct Params<'g> {
    /// The body whose lineage is asked.
    pub body: BodyView<'g>,
}

/// A body's lineage: the events that led to it and from it, as far as the data go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. At a date, events that came later are left out, and so are proposals that were not made yet.
    pub asked: Asked,
    /// The body.
    pub body: Lived,
    /// What it came from, as a tree in pre-order: nearest events first, each followed by what its bodies came from,
    /// again the nearest first. Read from its end it goes from old to new.
    pub before: Vec<Branch>,
    /// What became of it, in the same form.
    pub after: Vec<Branch>,
    /// Events that changed the body without ending it: dated ones by date, then the others.
    pub changes: Vec<Change>,
    /// How many different bodies the lineage holds, itself included.
    pub bodies: usize,
    /// How many events of the body itself are left out since they came after the date, or were proposed after it.
    pub later: usize,
}

/// A body with the dates between which it existed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lived {
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// When it existed, in EDTF; `/` if nothing is known.
    pub existed: String,
    /// Other names that it went by.
    pub other_names: Vec<String>,
}

/// A leg of an event, and the bodies on its other side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branch {
    /// How many events lie between it and the body that was asked; 0 for its own.
    pub depth: u32,
    /// The body that the branch comes from: the one that was asked, or one of an earlier branch.
    pub of: BodyRef,
    /// What happened.
    #[serde(flatten)]
    pub change: Change,
    /// The bodies that took part on the same side, apart from `of`. By id.
    pub together_with: Vec<BodyRef>,
    /// The bodies on the other side. By id; none where it ended without a successor.
    pub bodies: Vec<Branched>,
    /// Whether the bodies before went on: `of` looking on, all of `bodies` looking back.
    pub predecessor_survives: bool,
    /// Whether every way to it goes through another event that is only proposed, so that it belongs here only if that
    /// happens.
    pub through_proposal: bool,
}

/// A body in a lineage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branched {
    /// The body.
    #[serde(flatten)]
    pub lived: Lived,
    /// Whether its further events stand at another place and not here. They stand where the dates of the events on the
    /// way leave the most of them possible; of such places, at the first.
    pub told_elsewhere: bool,
}

/// What happened, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// The date in EDTF, of the event or of the plan; `None` if unknown.
    pub date: Option<String>,
    /// The same in the words of the data.
    pub date_words: Option<String>,
    /// What happened.
    pub kind: EventKind,
    /// Whether it is only a proposal.
    pub proposed: bool,
    /// Whether it has happened at the date that was asked, or at all if there is none. Never certain of a proposal.
    pub happened: Cover,
    /// More about it.
    pub text: Option<String>,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// All events of a structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// What was asked. At a date, events that came later are left out, and so are proposals that were not made yet.
    pub asked: Asked,
    /// One a leg of an event: dated ones by date, then the others.
    pub rows: Vec<Succession>,
    /// How many events are left out since they came after the date, or were proposed after it.
    pub later: usize,
}

/// A leg of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Succession {
    /// What happened.
    #[serde(flatten)]
    pub change: Change,
    /// The bodies before.
    pub from: Vec<BodyRef>,
    /// The bodies after.
    pub to: Vec<BodyRef>,
}

/// Lists the events of a whole structure. Cost: linear in them.
pub fn overview(snapshot: &Snapshot<'_>) -> Overview {
    let graph = snapshot.graph();
    let legs = graph.events().iter().flat_map(|event| event.legs.iter().map(move |leg| (event, leg)));
    let rows = legs.filter(|(event, _)| snapshot.knows(event)).map(|(event, leg)| succession(snapshot, event, leg));
    let later = graph.events().iter().filter(|event| !snapshot.knows(event)).count();
    Overview { asked: Asked::new("lineage", snapshot), rows: rows.collect(), later }
}

/// Reads the lineage of a body from the events.
///
/// Forward from an event only events go on that can have come after it and all before it, backward only those that can
/// have come before, so that what travels in a circle over the years is told once around. An event without a date can
/// have come at any time, and leaves the limits of those before it in force. A body that is reached more than once in the
/// same direction is named each time and told once. Cost: linear in all events, apart from sorting.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let mut met = vec![params.body.ix];
    let before = Walk::new(snapshot, Way::Back).tree(params.body, &mut met);
    let after = Walk::new(snapshot, Way::On).tree(params.body, &mut met);
    met.sort_unstable();
    met.dedup();
    let (changes, later) = own_changes(snapshot, params.body);
    Report {
        asked: Asked::new("lineage", snapshot),
        body: lived(snapshot, params.body),
        before,
        after,
        changes,
        bodies: met.len(),
        later,
    }
}

fn lived<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Lived {
    Lived {
        body: BodyRef::at(snapshot, body),
        existed: body.period().edtf(),
        other_names: body.record().other_names.iter().map(|other| other.name.clone()).collect(),
    }
}

/// The events that changed a body and led to no other, and how many of its events are not known at the date.
fn own_changes<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> (Vec<Change>, usize) {
    let takes_part = |leg: &Leg| leg.from.iter().chain(&leg.to).any(|id| id.value == *body.id());
    let (mut changes, mut later) = (Vec::new(), 0);
    for event in snapshot.graph().events() {
        let mut legs = event.legs.iter().filter(|leg| takes_part(leg)).peekable();
        if snapshot.knows(event) {
            changes.extend(legs.filter(|leg| leg.kind.keeps_body()).map(|leg| change(snapshot, event, leg)));
        } else if legs.peek().is_some() {
            later += 1;
        }
    }
    (changes, later)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

impl Way {
    /// The side of a leg where a walk in this direction comes from, and the one where it goes.
    fn sides(self, leg: &Leg) -> (&[Located<BodyId>], &[Located<BodyId>]) {
        match self {
            Way::Back => (&leg.to, &leg.from),
            Way::On => (&leg.from, &leg.to),
        }
    }

    /// The days that an event leaves possible, numbered so that they grow along the way.
    fn days(self, event: &Event) -> Option<(i32, i32)> {
        let number = |day: Day| (day.year() * 12 + i32::from(day.month())) * 31 + i32::from(day.day());
        let date = event.when.date()?;
        Some(match self {
            Way::Back => (-number(date.last()), -number(date.first())),
            Way::On => (number(date.first()), number(date.last())),
        })
    }

    /// The limit behind an event that is reached with one; `None` if the event cannot have come that late on the way.
    ///
    /// There are days for all events of a way, each no earlier than the one before it, exactly if no event must have
    /// come later than one behind it can have. So the latest first day so far is all that has to be known.
    fn pass(self, limit: Limit, event: &Event) -> Option<Limit> {
        match self.days(event) {
            None => Some(limit),
            Some((first, last)) => (last >= limit).then_some(limit.max(first)),
        }
    }
}

/// The day, as [`Way::days`] counts them, before which no event can follow on a way.
type Limit = i32;

const NO_LIMIT: Limit = Limit::MIN;

/// A walk in one direction.
struct Walk<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    way: Way,
    /// The legs that lead on from each body, in the order of the events.
    legs: FxHashMap<BodyIx, Vec<(&'g Event, &'g Leg)>>,
}

/// With which limit a body is reached on a walk, and by which step from which other.
struct Reached<'g> {
    limit: Limit,
    by: Option<(BodyIx, &'g Event, &'g Leg)>,
}

/// The bodies that one became, over any number of events.
pub(super) struct Successors<'g> {
    reached: FxHashMap<BodyIx, Reached<'g>>,
}

/// All successions of a structure.
pub(super) struct Successions<'s, 'g> {
    walk: Walk<'s, 'g>,
    /// For each body the line that it belongs to: bodies of different lines took part in no event together.
    lines: Vec<BodyIx>,
}

impl<'s, 'g> Successions<'s, 'g> {
    /// Those that are known at the date. Cost: linear in all events.
    pub(super) fn new(snapshot: &'s Snapshot<'g>) -> Self {
        let walk = Walk::new(snapshot, Way::On);
        Successions { walk, lines: lines(snapshot) }
    }

    /// Whether one of two bodies can have become the other, over any number of events; if not, they have no event in common.
    /// Cost: constant.
    pub(super) fn are_of_one_line(&self, a: BodyView<'g>, b: BodyView<'g>) -> bool {
        self.lines[a.ix.at()] == self.lines[b.ix.at()]
    }

    /// What a body became, each step no earlier than the one before; through proposals only if they are wanted.
    ///
    /// Cost: as a search for the shortest ways, in the events of what is reached.
    pub(super) fn of(&self, body: BodyView<'g>, with_proposals: bool) -> Successors<'g> {
        Successors { reached: self.walk.reached(body.ix, |event| with_proposals || !event.when.is_proposed()) }
    }

    /// The steps to a body; `None` if it is no successor, or the body itself.
    pub(super) fn way(&self, successors: &Successors<'g>, to: BodyView<'g>) -> Option<Vec<Step<'g>>> {
        let graph = self.walk.snapshot.graph();
        let mut steps = Vec::new();
        let mut at = to.ix;
        while let Some((from, event, leg)) = successors.reached.get(&at)?.by {
            let link = LinkView::Succession(event, leg);
            let evidence = graph.evidence(&event.provenance, &[]);
            steps.push(Step { from: graph.view(from), to: graph.view(at), link, against: false, evidence });
            at = from;
        }
        steps.reverse();
        (!steps.is_empty()).then_some(steps)
    }
}

/// For each body one that stands for all with which it took part in an event, and for those with which they did.
///
/// Cost: as good as linear in bodies and events.
fn lines(snapshot: &Snapshot<'_>) -> Vec<BodyIx> {
    let graph = snapshot.graph();
    let mut lines: Vec<BodyIx> = graph.bodies().map(|body| body.ix).collect();
    let known = graph.events().iter().filter(|event| snapshot.knows(event));
    for leg in known.flat_map(|event| &event.legs) {
        let mut bodies = leg.from.iter().chain(&leg.to).filter_map(|id| graph.body(id));
        let Some(first) = bodies.next() else { continue };
        for body in bodies {
            let (a, b) = (line(&mut lines, first.ix), line(&mut lines, body.ix));
            lines[a.max(b).at()] = a.min(b);
        }
    }
    for at in 0..lines.len() {
        lines[at] = line(&mut lines, BodyIx(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    lines
}

/// The body that stands for the line of another; the way there is halved.
fn line(lines: &mut [BodyIx], mut body: BodyIx) -> BodyIx {
    while lines[body.at()] != body {
        lines[body.at()] = lines[lines[body.at()].at()];
        body = lines[body.at()];
    }
    body
}

/// A branch before it is written down.
struct Pending<'g> {
    branch: Branch,
    date: Option<&'g Date>,
    leads_to: Vec<BodyView<'g>>,
    /// What limits the events behind it.
    limit: Limit,
}

impl<'s, 'g> Walk<'s, 'g> {
    fn new(snapshot: &'s Snapshot<'g>, way: Way) -> Self {
        let mut walk = Walk { snapshot, way, legs: FxHashMap::default() };
        for event in snapshot.graph().events().iter().filter(|event| snapshot.knows(event)) {
            for leg in event.legs.iter().filter(|leg| !leg.kind.keeps_body()) {
                for body in walk.bodies(way.sides(leg).0) {
                    walk.legs.entry(body.ix).or_default().push((event, leg));
                }
            }
        }
        walk
    }

    /// The bodies of some ids, each once, by id.
    fn bodies(&self, ids: &[Located<BodyId>]) -> Vec<BodyView<'g>> {
        let mut bodies: Vec<BodyView<'g>> = ids.iter().filter_map(|id| self.snapshot.graph().body(id)).collect();
        bodies.sort_by_key(|body| body.ix);
        bodies.dedup();
        bodies
    }

    fn legs_of(&self, body: BodyIx) -> &[(&'g Event, &'g Leg)] {
        self.legs.get(&body).map_or(&[], Vec::as_slice)
    }

    /// How each body is reached with the least limit through some events.
    ///
    /// A lesser limit leaves every event possible that a greater one does, and limits only grow on the way: so the body
    /// that is reached with the least of all is settled first, as in a search for the shortest ways.
    fn reached(&self, from: BodyIx, through: impl Fn(&Event) -> bool) -> FxHashMap<BodyIx, Reached<'g>> {
        let mut settled = FxHashMap::default();
        let mut steps: Vec<Option<(BodyIx, &'g Event, &'g Leg)>> = vec![None];
        let mut reached = BinaryHeap::from([Reverse((NO_LIMIT, from, 0usize))]);
        while let Some(Reverse((limit, body, step))) = reached.pop() {
            if settled.contains_key(&body) {
                continue;
            }
            settled.insert(body, Reached { limit, by: steps[step] });
            for (event, leg) in self.legs_of(body).iter().filter(|(event, _)| through(event)) {
                let Some(limit) = self.way.pass(limit, event) else { continue };
                let next = self.way.sides(leg).1.iter().filter_map(|id| self.snapshot.graph().body(id));
                for next in next.filter(|next| !settled.contains_key(&next.ix)) {
                    reached.push(Reverse((limit, next.ix, steps.len())));
                    steps.push(Some((body, event, leg)));
                }
            }
        }
        settled
    }

    /// All branches in pre-order. Not recursive: a lineage can be as long as the data.
    fn tree(&self, body: BodyView<'g>, met: &mut Vec<BodyIx>) -> Vec<Branch> {
        let limits = |reached: FxHashMap<BodyIx, Reached<'g>>| move |body: BodyIx| Some(reached.get(&body)?.limit);
        let least = limits(self.reached(body.ix, |_| true));
        let without_proposals = limits(self.reached(body.ix, |event| !event.when.is_proposed()));
        let branches = |bodies: &[BodyView<'g>], depth: u32| {
            let each = bodies.iter().flat_map(|of| {
                let limit = least(of.ix).unwrap_or(NO_LIMIT);
                self.branches(*of, limit, without_proposals(of.ix), depth)
            });
            let mut branches: Vec<Pending<'g>> = each.collect();
            branches.sort_by(|a, b| self.nearest_first(a, b));
            branches
        };
        let mut told = FxHashSet::from_iter([body.ix]);
        let mut tree = Vec::new();
        let mut pending: Vec<Pending<'g>> = branches(&[body], 0).into_iter().rev().collect();
        while let Some(Pending { mut branch, leads_to, limit, .. }) = pending.pop() {
            let mut further = Vec::new();
            for body in leads_to {
                met.push(body.ix);
                let is_told_here = least(body.ix) == Some(limit) && told.insert(body.ix);
                if is_told_here {
                    further.push(body);
                }
                branch.bodies.push(Branched { lived: lived(self.snapshot, body), told_elsewhere: !is_told_here });
            }
            pending.extend(branches(&further, branch.depth + 1).into_iter().rev());
            tree.push(branch);
        }
        tree
    }

    /// The events that lead on from a body which was reached with a limit, and perhaps with another without proposals.
    fn branches(&self, of: BodyView<'g>, limit: Limit, certain: Option<Limit>, depth: u32) -> Vec<Pending<'g>> {
        let mut branches = Vec::new();
        for (event, leg) in self.legs_of(of.ix) {
            let (here, there) = self.way.sides(leg);
            let Some(limit) = self.way.pass(limit, event) else { continue };
            let others = |ids: &[Located<BodyId>]| {
                let mut bodies = self.bodies(ids);
                bodies.retain(|body| *body != of);
                bodies
            };
            let leads_to = others(there);
            // A body on both sides of a leg goes on by itself: there is nobody else to tell of.
            if leads_to.is_empty() && !there.is_empty() {
                continue;
            }
            let before = if self.way == Way::On { &[of][..] } else { &leads_to };
            let together = others(here).into_iter().map(|body| BodyRef::at(self.snapshot, body));
            let branch = Branch {
                depth,
                of: BodyRef::at(self.snapshot, of),
                change: change(self.snapshot, event, leg),
                together_with: together.collect(),
                bodies: Vec::new(),
                predecessor_survives: before.iter().all(|body| goes_on(event, body.id())),
                through_proposal: certain.is_none_or(|limit| self.way.pass(limit, event).is_none()),
            };
            branches.push(Pending { branch, date: event.when.date(), leads_to, limit });
        }
        branches
    }

    /// The latest of those before, the earliest of those after; the undated last.
    fn nearest_first(&self, x: &Pending<'_>, y: &Pending<'_>) -> Ordering {
        let (a, b) = (x.date, y.date);
        let by_date = match self.way {
            Way::Back => b.cmp(&a),
            Way::On => (a.is_none(), a).cmp(&(b.is_none(), b)),
        };
        by_date.then_with(|| x.branch.change.cmp(&y.branch.change)).then_with(|| x.branch.of.cmp(&y.branch.of))
    }
}

/// Whether a body before an event is there after it: no leg ends it, one says that it survives, or one leads back to it.
fn goes_on(event: &Event, body: &BodyId) -> bool {
    let is_in = |ids: &[Located<BodyId>]| ids.iter().any(|id| id.value == *body);
    let mut legs = event.legs.iter().filter(|leg| is_in(&leg.from));
    let mut again = legs.clone();
    again.any(|leg| leg.survives == Some(true) || is_in(&leg.to)) || !legs.any(Leg::ends_predecessor)
}

/// A leg of an event in a report.
pub(super) fn succession(snapshot: &Snapshot<'_>, event: &Event, leg: &Leg) -> Succession {
    let graph = snapshot.graph();
    let bodies = |ids: &[Located<BodyId>]| {
        ids.iter().filter_map(|id| Some(BodyRef::at(snapshot, graph.body(id)?))).collect::<Vec<_>>()
    };
    Succession { change: change(snapshot, event, leg), from: bodies(&leg.from), to: bodies(&leg.to) }
}

fn change(snapshot: &Snapshot<'_>, event: &Event, leg: &Leg) -> Change {
    let date = event.when.date();
    Change {
        date: date.map(|date| date.edtf().to_string()),
        date_words: date.map(ToString::to_string),
        kind: leg.kind,
        proposed: event.when.is_proposed(),
        happened: happened(snapshot, event),
        text: event.text.clone(),
        evidence: snapshot.graph().evidence(&event.provenance, &[]),
    }
}

/// Whether an event has happened at the date, or at all if there is none.
pub(super) fn happened(snapshot: &Snapshot<'_>, event: &Event) -> Cover {
    let by_date = match (snapshot.date(), event.when.date()) {
        (None, _) => Cover::Certain,
        (Some(_), None) => Cover::Possible,
        (Some(at), Some(date)) if date.first() > at.last() => Cover::No,
        (Some(at), Some(date)) if date.last() <= at.first() => Cover::Certain,
        _ => Cover::Possible,
    };
    // A plan can come off on its day, later or never.
    if event.when.is_proposed() { by_date.min(Cover::Possible) } else { by_date }
}
