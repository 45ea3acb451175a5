//! The records as they are once a plan is carried out.

use std::collections::BTreeSet;

use govgraph_model::{
    Action, Body, BodyId, Citation, Dataset, Date, Day, Duty, End, Event, EventKind, Existence, Extent, Here, Leg,
    Located, Origin, Period, PlannedStep, Provenance, Relation, Remit, Reorganisation, Seat, Source, SourceId,
    SourceKind, Transferred, When,
};

use super::check::Fates;
use super::matching;
use super::patch::{Change, Patch};
use super::time::{begin, since, until};
use crate::graph::{BodyView, GovGraph};

/// The patch that carries a plan out, and the id of the source that stands for the plan. Everything in it was checked.
pub(super) fn edit(graph: &GovGraph, plan: &Reorganisation, fates: &Fates<'_>, day: Day) -> (Patch, SourceId) {
    let before = graph.dataset();
    let source = source_of(graph, plan);
    let mut edit = Edit {
        graph,
        plan,
        fates,
        day,
        source: &source.id.value,
        bodies: before.bodies.iter().cloned().map(Some).chain(plan.adds.bodies.iter().cloned().map(Some)).collect(),
        relations: before.relations.iter().cloned().map(Some).collect(),
        events: Vec::new(),
    };
    // What passes on is copied before what ends is cut off.
    for (position, step) in plan.steps.iter().enumerate() {
        edit.step(position, step);
    }
    edit.begin_bodies();
    edit.end_bodies();
    edit.add_relations();
    let Edit { bodies, relations, events, .. } = edit;
    let mut patch = patch(before, bodies, relations, events, &plan.adds);
    if !patch.is_empty() {
        patch.sources.extend(Change::between([(None, Some(source.clone()))]));
    }
    (patch, source.id.value)
}

/// A source that stands for the plan itself, so that nothing which follows from it looks as if a document had said it.
fn source_of(graph: &GovGraph, plan: &Reorganisation) -> Source {
    let is_taken = |id: &SourceId| {
        let added = plan.adds.sources.iter().map(|source| &source.id.value);
        graph.sources().map(|source| &source.id.value).chain(added).any(|other| other == id)
    };
    let names = std::iter::once("the-plan".to_string()).chain((2..).map(|n| format!("the-plan-{n}")));
    let mut free = names.filter_map(|name| name.parse::<SourceId>().ok()).filter(|id| !is_taken(id));
    // There are more names than sources.
    let id = free.next().unwrap_or_else(|| unreachable!("names do not run out"));
    let title = format!("The plan that is tried out: {}", plan.title);
    Source { kind: SourceKind::Other, ..Source::new(id, title) }
}

struct Edit<'e> {
    graph: &'e GovGraph,
    plan: &'e Reorganisation,
    fates: &'e Fates<'e>,
    day: Day,
    source: &'e SourceId,
    /// Those of the graph in its order, then those that the plan brings.
    bodies: Vec<Option<Body>>,
    /// Those of the graph in its order, then new ones.
    relations: Vec<Option<Relation>>,
    events: Vec<Event>,
}

impl Edit<'_> {
    /// What stands behind what a step does: the plan, and what it cites for the step.
    fn cites(&self, position: usize) -> Provenance {
        let step = self.plan.steps.get(position);
        let own = step.map(|step| &step.provenance).filter(|own| !own.sources.is_empty());
        let used = own.unwrap_or(&self.plan.provenance);
        let locator = Some(format!("step {}", position + 1));
        let plan = Citation { source: self.source.clone().into(), locator };
        Provenance {
            sources: std::iter::once(plan).chain(used.sources.iter().cloned()).collect(),
            certainty: used.certainty,
            note: None,
            origin: step.map_or(Here::default(), |step| step.provenance.origin),
        }
    }

    fn body(&mut self, id: &BodyId) -> Option<&mut Body> {
        self.bodies.iter_mut().flatten().find(|body| body.id.value == *id)
    }

    fn step(&mut self, position: usize, step: &PlannedStep) {
        let legs = match &step.action {
            Action::Abolish { bodies } => vec![leg(EventKind::Abolished, bodies, &[])],
            Action::Create { bodies } => {
                // Of a body that takes another's place, that is what happened to it.
                let alone = bodies.iter().filter(|id| !self.succeeds(id)).cloned().collect::<Vec<_>>();
                vec![leg(EventKind::Created, &[], &alone)]
            }
            Action::Merge { from, into } => self.succession(from, std::slice::from_ref(into), EventKind::Merged),
            Action::Replace { from, with } => self.succession(from, with, EventKind::Replaced),
            Action::Transfer { what, from, to } => {
                self.transfer(what, &from.value, to, position);
                let one = std::slice::from_ref::<Located<BodyId>>;
                vec![leg(EventKind::FunctionTransferred, one(from), one(to))]
            }
        };
        let legs: Vec<Leg> = legs.into_iter().filter(|leg| !leg.from.is_empty() || !leg.to.is_empty()).collect();
        if !legs.is_empty() {
            let text = step.text.clone().or_else(|| match &step.action {
                Action::Transfer { what, .. } => Some(matching::words(what)),
                _ => None,
            });
            let when = When::On(Date::on(self.day));
            self.events.push(Event { id: None, name: None, when, legs, text, provenance: self.cites(position) });
        }
    }

    /// Whether a body takes the place of others in some step.
    fn succeeds(&self, id: &BodyId) -> bool {
        self.plan.steps.iter().any(|step| match &step.action {
            Action::Merge { into, .. } => into.value == *id,
            Action::Replace { with, .. } => with.iter().any(|with| with.value == *id),
            _ => false,
        })
    }

    /// Those that begin replace, or result from the merger; those that were there before take in.
    fn succession(&self, from: &[Located<BodyId>], to: &[Located<BodyId>], kind: EventKind) -> Vec<Leg> {
        let (new, old): (Vec<_>, Vec<_>) = to.iter().cloned().partition(|id| self.fates.begins.contains_key(&id.value));
        let kind = if from.len() < 2 { EventKind::Replaced } else { kind };
        let leg = |kind: EventKind, to: Vec<Located<BodyId>>| {
            (!to.is_empty()).then(|| Leg { kind, from: from.to_vec(), to, survives: None })
        };
        [leg(kind, new), leg(EventKind::Absorbed, old)].into_iter().flatten().collect()
    }

    fn transfer(&mut self, what: &Transferred, from: &BodyId, to: &Located<BodyId>, position: usize) {
        let Some(giver) = self.graph.body(from) else { return };
        let (day, cites, at) = (self.day, self.cites(position), giver.ix.at());
        let during = Some(Located::new(since(day), Origin::NOWHERE));
        // As sure as it was.
        let cited = |own: &Provenance| Provenance {
            certainty: own.certainty.into_iter().chain(cites.certainty).min(),
            ..cites.clone()
        };
        let meant = matching::meant(self.graph, giver, what, day);
        let Some(Some(record)) = self.bodies.get(at).cloned() else { return };
        let mut giver_after = record.clone();
        let around = [&record.provenance];
        match what {
            Transferred::Remit { .. } => {
                for i in meant {
                    let remit = &record.remits[i];
                    let extent = self.graph.extent(remit.during.as_deref(), &remit.provenance, &around);
                    cut(
                        &mut giver_after.remits[i].during,
                        until(&extent, [giver.extent()], remit.during.as_deref(), day),
                    );
                    let passed =
                        Remit { during: during.clone(), provenance: cited(&remit.provenance), ..remit.clone() };
                    self.body(to).into_iter().for_each(|to| to.remits.push(passed.clone()));
                }
            }
            Transferred::Duty { .. } => {
                for i in meant {
                    let duty = &record.duties[i];
                    let extent = self.graph.extent(duty.during.as_ref(), &duty.provenance, &around);
                    giver_after.duties[i].during = until(&extent, [giver.extent()], duty.during.as_ref(), day);
                    let passed = Duty { during: Some(since(day)), provenance: cited(&duty.provenance), ..duty.clone() };
                    self.body(to).into_iter().for_each(|to| to.duties.push(passed.clone()));
                }
            }
            Transferred::Seat { .. } => {
                for i in meant {
                    let passed = pass_on(&record.seats[i], day, &cited);
                    end_seats(self.graph, Some(giver), &mut giver_after.seats[i..=i], &around, day, &|_| true);
                    self.body(to).into_iter().for_each(|to| to.seats.push(passed.clone()));
                }
            }
            Transferred::Relation { .. } => {
                for i in meant {
                    let Some(Some(relation)) = self.relations.get(i).cloned() else { continue };
                    let mut passed = Relation {
                        during: during.clone(),
                        provenance: cited(&relation.provenance),
                        ..relation.clone()
                    };
                    let end = if relation.from.value == *from { &mut passed.from } else { &mut passed.to };
                    *end = to.clone();
                    let mut ended = relation;
                    let extent = self.stated(&ended);
                    let during = until(&extent, self.lives(&ended), ended.during.as_deref(), day);
                    cut(&mut ended.during, during);
                    self.relations[i] = Some(ended);
                    self.relations.push(Some(passed));
                }
                return;
            }
        }
        // What passed to it meanwhile is kept: a body does not hand over to itself.
        self.bodies[at] = Some(giver_after);
    }

    fn stated(&self, relation: &Relation) -> Extent {
        let from = self.graph.body(&relation.from).map(|body| &body.record().provenance);
        self.graph.extent(relation.during.as_deref(), &relation.provenance, from.as_slice())
    }

    fn lives(&self, relation: &Relation) -> impl Iterator<Item = Extent> {
        let ends = [&relation.from, &relation.to].map(|id| self.graph.body(id));
        ends.into_iter().flatten().map(BodyView::extent)
    }

    /// Proposed bodies, and those that the plan brings, exist from the day on, with what they were proposed to have.
    fn begin_bodies(&mut self) {
        let day = self.day;
        for (id, position) in &self.fates.begins {
            let cites = self.cites(*position);
            let Some(body) = self.body(id) else { continue };
            let end = match body.exists.as_ref().map(|exists| &exists.during.end) {
                Some(End::On(end)) if end.last() >= day => End::On(end.clone()),
                _ => End::Ongoing,
            };
            let during = Period { end, ..since(day) };
            if body.provenance.sources.is_empty() {
                body.provenance.sources.clone_from(&cites.sources);
            }
            body.exists = Some(Existence { during: Located::new(during, Origin::NOWHERE), provenance: cites });
            for remit in &mut body.remits {
                remit.proposed = false;
                begin(&mut remit.during, day);
            }
            body.seats.iter_mut().for_each(|seat| begin(&mut seat.during, day));
            body.targets.iter_mut().for_each(|target| begin(&mut target.during, day));
            let duties = body.duties.iter_mut().map(|duty| &mut duty.during);
            for during in duties.chain(body.meets.iter_mut().map(|meets| &mut meets.during)) {
                during.get_or_insert_with(|| since(day));
            }
        }
    }

    /// Bodies that end, with what they have; and the seats and relations that others have with them.
    fn end_bodies(&mut self) {
        let (graph, day) = (self.graph, self.day);
        let ended: BTreeSet<&BodyId> = self.fates.ends.keys().copied().collect();
        if ended.is_empty() {
            return;
        }
        let positions: Vec<(usize, usize)> =
            self.fates.ends.iter().filter_map(|(id, position)| Some((graph.body(id)?.ix.at(), *position))).collect();
        for (at, position) in positions {
            let plan = self.cites(position).sources.into_iter().next();
            if let Some(Some(body)) = self.bodies.get_mut(at) {
                end_body(graph, body, day, plan);
            }
        }
        for body in self.bodies.iter_mut().flatten() {
            let view = graph.body(&body.id.value);
            let provenance = body.provenance.clone();
            let outer: [&Provenance; 1] = [&provenance];
            let is_ended = ended.contains(&body.id.value);
            let ends =
                |seat: &Seat| is_ended || seat.holder.organisation.as_ref().is_some_and(|of| ended.contains(&of.value));
            let remain = end_seats(graph, view, &mut body.seats, &outer, day, &ends);
            keep(&mut body.seats, &remain);
        }
        for i in 0..self.relations.len() {
            let Some(mut relation) = self.relations[i].take() else { continue };
            if ended.contains(&relation.from.value) || ended.contains(&relation.to.value) {
                let extent = self.stated(&relation);
                match until(&extent, self.lives(&relation), relation.during.as_deref(), day) {
                    Some(during) => cut(&mut relation.during, Some(during)),
                    None => continue,
                }
            }
            self.relations[i] = Some(relation);
        }
    }

    fn add_relations(&mut self) {
        for relation in &self.plan.adds.relations {
            let mut relation = relation.clone();
            begin(&mut relation.during, self.day);
            self.relations.push(Some(relation));
        }
    }
}

fn leg(kind: EventKind, from: &[Located<BodyId>], to: &[Located<BodyId>]) -> Leg {
    Leg { kind, from: from.to_vec(), to: to.to_vec(), survives: None }
}

/// Sets a period, at the place of the old one. What passes on held on the eve: it has one.
fn cut(during: &mut Option<Located<Period>>, to: Option<Period>) {
    if let Some(period) = to {
        let origin = during.as_ref().map_or(Origin::NOWHERE, |during| during.origin);
        *during = Some(Located::new(period, origin));
    }
}

/// Ends a body on the eve of a day, with its remits, duties and targets.
fn end_body(graph: &GovGraph, body: &mut Body, day: Day, plan: Option<Citation>) {
    let Some(view) = graph.body(&body.id.value) else { return };
    let Some(during) = until(&view.extent(), [], Some(view.period()), day) else {
        return;
    };
    let mut provenance = body.exists.as_ref().map_or_else(Provenance::default, |exists| exists.provenance.clone());
    if provenance.sources.is_empty() {
        provenance.sources.clone_from(&body.provenance.sources);
    }
    provenance.sources.extend(plan);
    body.exists = Some(Existence { during: Located::new(during, Origin::NOWHERE), provenance });
    let around = body.provenance.clone();
    let ends = |during: Option<&Period>, own: &Provenance| {
        until(&graph.extent(during, own, &[&around]), [view.extent()], during, day)
    };
    body.remits.retain_mut(|remit| {
        let period = ends(remit.during.as_deref(), &remit.provenance);
        let comes_about = period.is_some();
        cut(&mut remit.during, period);
        comes_about
    });
    body.targets.retain_mut(|target| {
        let period = ends(target.during.as_deref(), &target.provenance);
        let comes_about = period.is_some();
        cut(&mut target.during, period);
        comes_about
    });
    body.duties.retain_mut(|duty| {
        duty.during = ends(duty.during.as_ref(), &duty.provenance);
        duty.during.is_some()
    });
}

/// A seat with its items, held from a day on.
fn pass_on(seat: &Seat, day: Day, cited: &dyn Fn(&Provenance) -> Provenance) -> Seat {
    Seat {
        during: Some(Located::new(since(day), Origin::NOWHERE)),
        provenance: cited(&seat.provenance),
        items: seat.items.iter().map(|item| pass_on(item, day, cited)).collect(),
        ..seat.clone()
    }
}

/// Ends those of some seats that `ends` accepts, and of their items. Returns which of the seats remain: the others would only
/// have begun later.
fn end_seats(
    graph: &GovGraph,
    body: Option<BodyView<'_>>,
    seats: &mut [Seat],
    outer: &[&Provenance],
    day: Day,
    ends: &dyn Fn(&Seat) -> bool,
) -> Vec<bool> {
    let each = seats.iter_mut().map(|seat| {
        let own = seat.provenance.clone();
        let inner: Vec<&Provenance> = std::iter::once(&own).chain(outer.iter().copied()).collect();
        let remain = end_seats(graph, body, &mut seat.items, &inner, day, ends);
        keep(&mut seat.items, &remain);
        if !ends(seat) {
            return true;
        }
        let extent = graph.extent(seat.during.as_deref(), &seat.provenance, outer);
        let holder = seat.holder.organisation.as_ref().and_then(|of| graph.body(&of.value));
        let lives = [body, holder].into_iter().flatten().map(BodyView::extent);
        let period = until(&extent, lives, seat.during.as_deref(), day);
        let comes_about = period.is_some();
        cut(&mut seat.during, period);
        comes_about
    });
    each.collect()
}

fn keep<T>(all: &mut Vec<T>, remain: &[bool]) {
    let mut remain = remain.iter();
    all.retain(|_| remain.next().copied().unwrap_or(true));
}

fn patch(
    before: Dataset,
    bodies: Vec<Option<Body>>,
    relations: Vec<Option<Relation>>,
    events: Vec<Event>,
    adds: &Dataset,
) -> Patch {
    fn paired<T: PartialEq>(before: Vec<T>, after: Vec<Option<T>>) -> Vec<Change<T>> {
        let before = before.into_iter().map(Some).chain(std::iter::repeat_with(|| None));
        Change::between(before.zip(after))
    }
    fn added<T: PartialEq + Clone>(records: &[T]) -> Vec<Change<T>> {
        Change::between(records.iter().map(|record| (None, Some(record.clone()))))
    }
    Patch {
        sources: added(&adds.sources),
        areas: added(&adds.areas),
        classes: added(&adds.classes),
        themes: added(&adds.themes),
        persons: added(&adds.persons),
        bodies: paired(before.bodies, bodies),
        relations: paired(before.relations, relations),
        events: added(&events),
    }
}
