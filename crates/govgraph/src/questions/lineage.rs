//! What did a body come from, and what became of it?

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use govgraph_model::{BodyId, Cover, Date, Event, EventKind, Evidence, Leg, Located};

use super::{Asked, BodyRef};
use crate::graph::{BodyIx, BodyView, GovGraph, Snapshot};

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
    /// What it came from, as a tree in pre-order: nearest events first, each followed by what its bodies came from.
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
    /// Whether the body before went on.
    pub predecessor_survives: bool,
}

/// A body in a lineage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Branched {
    /// The body.
    #[serde(flatten)]
    pub lived: Lived,
    /// Whether it has been reached before, so that its further events stand there and not here.
    pub told_before: bool,
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
    /// Whether it has happened at the date that was asked; for a proposal, whether it was due.
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
    let bodies = |ids: &[Located<BodyId>]| {
        ids.iter().filter_map(|id| Some(BodyRef::at(snapshot, graph.body(id)?))).collect::<Vec<_>>()
    };
    let legs = graph.events().iter().flat_map(|event| event.legs.iter().map(move |leg| (event, leg)));
    let rows = legs.filter(|(event, _)| snapshot.knows(event)).map(|(event, leg)| {
        let change = change(snapshot, event, leg);
        Succession { change, from: bodies(&leg.from), to: bodies(&leg.to) }
    });
    let later = graph.events().iter().filter(|event| !snapshot.knows(event)).count();
    Overview { asked: Asked::new("lineage", snapshot), rows: rows.collect(), later }
}

/// Reads the lineage of a body from the events.
///
/// Forward from an event only events go on that can have come after it, backward only those that can have come
/// before, so that what travels in a circle over the years is told once around. A body that is reached again in the
/// same direction is named and not told again. Cost: linear in the events of the bodies that are reached.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let walk = Walk { snapshot, legs: legs_by_body(snapshot.graph()) };
    let mut met = vec![params.body.ix];
    let before = walk.tree(params.body, Way::Back, &mut met);
    let after = walk.tree(params.body, Way::On, &mut met);
    met.sort_unstable();
    met.dedup();
    Report {
        asked: Asked::new("lineage", snapshot),
        body: lived(snapshot, params.body),
        before,
        after,
        changes: walk.changes(params.body),
        bodies: met.len(),
        later: walk.later(params.body),
    }
}

fn lived<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Lived {
    Lived {
        body: BodyRef::at(snapshot, body),
        existed: body.period().edtf(),
        other_names: body.record().other_names.iter().map(|other| other.name.clone()).collect(),
    }
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
}

type Legs<'g> = FxHashMap<&'g BodyId, Vec<(&'g Event, &'g Leg)>>;

/// The legs that each body takes part in, in the order of the events.
fn legs_by_body(graph: &GovGraph) -> Legs<'_> {
    let mut legs = Legs::default();
    for event in graph.events() {
        for leg in &event.legs {
            let mut ids: Vec<&BodyId> = leg.from.iter().chain(&leg.to).map(|id| &id.value).collect();
            ids.sort_unstable();
            ids.dedup();
            for id in ids {
                legs.entry(id).or_default().push((event, leg));
            }
        }
    }
    legs
}

struct Walk<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    legs: Legs<'g>,
}

/// What is left to do on a walk.
enum Task<'g> {
    /// Find the branches of a body that was reached by an event on a date.
    Branch { of: BodyView<'g>, reached: Option<&'g Date>, depth: u32 },
    /// Write down a branch, with the bodies that it leads to.
    Write { branch: Box<Branch>, leads_to: Vec<BodyView<'g>>, date: Option<&'g Date> },
}

impl<'g> Walk<'_, 'g> {
    /// All branches in one direction, in pre-order. Not recursive: a lineage can be as long as the data.
    fn tree(&self, body: BodyView<'g>, way: Way, met: &mut Vec<BodyIx>) -> Vec<Branch> {
        let mut told = FxHashSet::from_iter([body.ix]);
        let mut tree = Vec::new();
        let mut tasks = vec![Task::Branch { of: body, reached: None, depth: 0 }];
        while let Some(task) = tasks.pop() {
            match task {
                Task::Branch { of, reached, depth } => {
                    tasks.extend(self.branches(of, way, reached, depth).into_iter().rev());
                }
                Task::Write { mut branch, leads_to, date } => {
                    let mut further = Vec::new();
                    for body in leads_to {
                        let told_before = !told.insert(body.ix);
                        met.push(body.ix);
                        if !told_before {
                            further.push(Task::Branch { of: body, reached: date, depth: branch.depth + 1 });
                        }
                        branch.bodies.push(Branched { lived: lived(self.snapshot, body), told_before });
                    }
                    tree.push(*branch);
                    tasks.extend(further.into_iter().rev());
                }
            }
        }
        tree
    }

    /// The events that lead on from a body which was reached by an event on a date, the nearest first.
    fn branches(&self, of: BodyView<'g>, way: Way, reached: Option<&'g Date>, depth: u32) -> Vec<Task<'g>> {
        let graph = self.snapshot.graph();
        let mut branches: Vec<(Branch, Vec<BodyView<'g>>, Option<&'g Date>)> = Vec::new();
        for (event, leg) in self.legs.get(of.id()).map_or(&[][..], Vec::as_slice) {
            let (here, there) = way.sides(leg);
            let date = event.when.date();
            let in_time = match (reached, date, way) {
                (Some(reached), Some(date), Way::On) => date.last() >= reached.first(),
                (Some(reached), Some(date), Way::Back) => date.first() <= reached.last(),
                _ => true,
            };
            let takes_part = here.iter().any(|id| id.value == *of.id()) && !leg.kind.keeps_body();
            let change = change(self.snapshot, event, leg);
            let others = |ids: &'g [Located<BodyId>]| {
                let mut bodies: Vec<BodyView<'g>> = ids.iter().filter_map(|id| graph.body(id)).collect();
                bodies.retain(|body| *body != of);
                bodies.sort_by_key(|body| body.ix);
                bodies.dedup();
                bodies
            };
            let leads_to = others(there);
            // A body on both sides of a leg goes on by itself: there is nobody else to tell of.
            if !takes_part || !in_time || !self.snapshot.knows(event) || (leads_to.is_empty() && !there.is_empty()) {
                continue;
            }
            let together = others(here).into_iter().map(|body| BodyRef::at(self.snapshot, body));
            let branch = Branch {
                depth,
                of: BodyRef::at(self.snapshot, of),
                change,
                together_with: together.collect(),
                bodies: Vec::new(),
                predecessor_survives: !leg.ends_predecessor(),
            };
            branches.push((branch, leads_to, date));
        }
        branches.sort_by(|(x, _, a), (y, _, b)| {
            let by_date = match way {
                // The nearest first: the latest of those before, the earliest of those after; the undated last.
                Way::Back => b.cmp(a),
                Way::On => (a.is_none(), a).cmp(&(b.is_none(), b)),
            };
            by_date.then_with(|| x.change.cmp(&y.change))
        });
        branches
            .into_iter()
            .map(|(branch, leads_to, date)| Task::Write { branch: Box::new(branch), leads_to, date })
            .collect()
    }

    fn changes(&self, body: BodyView<'g>) -> Vec<Change> {
        let legs = self.legs.get(body.id()).map_or(&[][..], Vec::as_slice);
        let kept = legs.iter().filter(|(event, leg)| leg.kind.keeps_body() && self.snapshot.knows(event));
        kept.map(|(event, leg)| change(self.snapshot, event, leg)).collect()
    }

    fn later(&self, body: BodyView<'g>) -> usize {
        let legs = self.legs.get(body.id()).map_or(&[][..], Vec::as_slice);
        legs.iter().filter(|(event, _)| !self.snapshot.knows(event)).count()
    }
}

fn change(snapshot: &Snapshot<'_>, event: &Event, leg: &Leg) -> Change {
    let date = event.when.date();
    let happened = match (snapshot.date(), date) {
        (None, _) => Cover::Certain,
        (Some(_), None) => Cover::Possible,
        (Some(at), Some(date)) if date.first() > at.last() => Cover::No,
        (Some(at), Some(date)) if date.last() <= at.first() => Cover::Certain,
        _ => Cover::Possible,
    };
    Change {
        date: date.map(|date| date.edtf().to_string()),
        date_words: date.map(ToString::to_string),
        kind: leg.kind,
        proposed: event.when.is_proposed(),
        happened,
        text: event.text.clone(),
        evidence: snapshot.graph().evidence(&event.provenance, &[]),
    }
}
