//! What became of closed organisations.

use std::collections::{BTreeMap, BTreeSet};

use govgraph_model::{Date, Day, End, Event, EventKind, Existence, Leg, Located, Period, Provenance, Start, When};

use super::body::{Standing, Why};
use super::read::{Organisation, Register, key, part_of};
use crate::import::Draft;

/// A closed organisation, and what closed it.
type Closing = (usize, EventKind);

/// Closed organisations, by what closed them.
#[derive(Default)]
struct Closings {
    /// On one day into the same successors: one event.
    dated: BTreeMap<(Day, Vec<usize>), Vec<Closing>>,
    /// Nothing says that these were at one time.
    undated: Vec<(usize, EventKind, Vec<usize>)>,
}

/// Reads what became of closed organisations as events.
pub(super) fn read(draft: &mut Draft<'_>, register: &Register<'_, '_>) {
    draft.choose(
        "closings of one day into the same successor are one event, others one each; a successor may be older, unless it \
         is a new name",
    );
    let closed = || {
        register.all.iter().filter_map(|organisation| match &organisation.standing {
            Standing::Closed { on, .. }
                if organisation.node.get("details")?.text_of("govuk_status") == Some("closed") =>
            {
                Some(on)
            }
            _ => None,
        })
    };
    draft.tally("closed organisations", closed().count(), "");
    draft.tally("closed organisations without a date", closed().filter(|on| on.is_none()).count(), "");
    let successors = successors(draft, register);
    let mut closings = Closings::default();
    for (own, organisation) in register.all.iter().enumerate() {
        draft.go_back(&organisation.opened);
        let after = successors.get(&own).cloned().unwrap_or_default();
        let Standing::Closed { why, on } = organisation.standing else {
            at_work(draft, register, organisation, &after);
            continue;
        };
        let Some(kind) = kind(draft, organisation, why, &after) else {
            elsewhere(draft, register, organisation, why, &after);
            continue;
        };
        let without_successor = kind == EventKind::Abolished;
        match on {
            Some(on) => {
                // Those that ended without a successor have nothing in common.
                let group = if without_successor { vec![own] } else { after };
                closings.dated.entry((on, group)).or_default().push((own, kind));
            }
            // That it ended is said of the body already.
            None if without_successor => {}
            None => closings.undated.push((own, kind, after)),
        }
    }
    begins(draft, register, &mut closings);
    events(draft, register, closings);
}

/// What organisations became. A closed organisation lists its successors, and these list it again.
fn successors(draft: &mut Draft<'_>, register: &Register<'_, '_>) -> BTreeMap<usize, Vec<usize>> {
    let mut after: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    // Those whose own list is whole.
    let mut whole = BTreeSet::new();
    let mut count = 0;
    for (own, organisation) in register.all.iter().enumerate() {
        draft.go_back(&organisation.opened);
        let listed = organisation.node.items_of("superseding_organisations");
        count += listed.len();
        let mut is_whole = !listed.is_empty();
        for reference in listed {
            let Some((next, _)) = key(reference).and_then(|key| register.get(key)) else {
                let example = format!("{} of {}", key(reference).unwrap_or(""), organisation.key);
                draft.dropped("successor that is not there", &example, reference);
                is_whole = false;
                continue;
            };
            after.entry(own).or_default().insert(next);
        }
        if is_whole {
            whole.insert(own);
        }
    }
    draft.tally("successors", count, "");
    let (mut count, mut back) = (0, BTreeSet::new());
    for (next, organisation) in register.all.iter().enumerate() {
        draft.go_back(&organisation.opened);
        for reference in organisation.node.items_of("superseded_organisations") {
            count += 1;
            let Some((own, before)) = key(reference).and_then(|key| register.get(key)) else {
                draft.dropped("predecessor that is not there", key(reference).unwrap_or(""), reference);
                continue;
            };
            back.insert((own, next));
            if after.get(&own).is_some_and(|after| after.contains(&next)) {
                continue;
            }
            let example = format!("{} → {}", before.key, organisation.key);
            if whole.contains(&own) {
                draft.dropped(
                    "predecessor that names other successors than the one that lists it",
                    &example,
                    reference,
                );
            } else {
                draft.odd("predecessor that does not list its successor, taken as it", &example, reference);
                after.entry(own).or_default().insert(next);
            }
        }
    }
    draft.tally("predecessors", count, "");
    // Older answers do not list predecessors at all.
    let lists_predecessors = !back.is_empty();
    for own in whole.into_iter().filter(|_| lists_predecessors) {
        let Some(organisation) = register.all.get(own) else { continue };
        draft.go_back(&organisation.opened);
        for next in after.get(&own).into_iter().flatten().filter(|next| !back.contains(&(own, **next))) {
            let Some(successor) = register.all.get(*next) else { continue };
            let example = format!("{} → {}", organisation.key, successor.key);
            draft.odd("successor that does not list its predecessor, taken as it", &example, organisation.node);
        }
    }
    after.into_iter().map(|(own, after)| (own, after.into_iter().filter(|next| *next != own).collect())).collect()
}

/// A body at work that names a successor: if that is a devolved government it is run by it, and nothing otherwise.
fn at_work(draft: &mut Draft<'_>, register: &Register<'_, '_>, organisation: &Organisation<'_, '_>, after: &[usize]) {
    for next in after.iter().filter_map(|next| register.all.get(*next)) {
        let is_devolved = next.node.text_of("format").is_some_and(|format| format.starts_with("Devolved"));
        if is_devolved {
            draft.tally("bodies at work that a devolved government runs", 1, "relations `part_of`");
            part_of(draft, organisation, next, organisation.node);
        } else {
            let example = format!("{} → {}", organisation.key, next.key);
            draft.dropped("successor of a body that is at work", &example, organisation.node);
        }
    }
}

/// An organisation that was closed and did not end.
fn elsewhere(
    draft: &mut Draft<'_>,
    register: &Register<'_, '_>,
    organisation: &Organisation<'_, '_>,
    why: Why,
    after: &[usize],
) {
    for next in after.iter().filter_map(|next| register.all.get(*next)) {
        if why == Why::Devolved {
            draft.tally("closed bodies that a devolved government runs", 1, "relations `part_of`");
            part_of(draft, organisation, next, organisation.node);
        } else {
            let example = format!("{} → {}", organisation.key, next.key);
            draft.dropped("successor of a body that left government", &example, organisation.node);
        }
    }
}

/// What kind of event closed an organisation; `None` if it did not end, or if what it became is not there.
fn kind(draft: &mut Draft<'_>, own: &Organisation<'_, '_>, why: Why, after: &[usize]) -> Option<EventKind> {
    if !why.is_end() {
        return None;
    }
    let lists_successors = !own.node.items_of("superseding_organisations").is_empty();
    let kind = match (why, after.len()) {
        (Why::NoLongerExists | Why::NotSaid, 0) => EventKind::Abolished,
        // What it became is not among these organisations: that it had no successor would be wrong.
        (_, 0) => {
            if !lists_successors {
                draft.odd("closed body of which a successor is said, and not which", &own.key, own.node);
            }
            return None;
        }
        (Why::ChangedName, 1) => EventKind::Renamed,
        (Why::Merged, 1) => EventKind::Absorbed,
        (Why::Replaced, 1) => EventKind::Replaced,
        (Why::Split, 2..) => EventKind::Split,
        (Why::Split, _) => {
            draft.odd("closed body that was split into a single one, taken as replaced by it", &own.key, own.node);
            EventKind::Replaced
        }
        (Why::NoLongerExists | Why::NotSaid, _) => {
            let what = "closed body that names a successor without saying how, taken as replaced by it";
            draft.odd(what, &own.key, own.node);
            EventKind::Replaced
        }
        (_, _) => {
            draft.odd("closed body that became one and names several, taken as split", &own.key, own.node);
            EventKind::Split
        }
    };
    Some(kind)
}

/// That a successor was there, by the first change that led to it. Whether it was there before, nothing says, since a
/// department that takes over an agency's task goes on: only a new name is known to be new.
fn begins(draft: &mut Draft<'_>, register: &Register<'_, '_>, closings: &mut Closings) {
    // By day, and so the first is the earliest.
    let mut first: BTreeMap<usize, (Day, usize, bool)> = BTreeMap::new();
    for ((on, after), closed) in &mut closings.dated {
        let is_name = closed.iter().all(|(_, kind)| *kind == EventKind::Renamed);
        let mut was_there = false;
        for (own, kind) in closed.iter().filter(|(_, kind)| *kind != EventKind::Abolished).take(1) {
            for next in after.iter() {
                let begun = first.entry(*next).or_insert((*on, *own, is_name));
                // The same change is often dated to the last day of one body and to the first of another.
                if begun.0.is_eve_of(*on) && *kind != EventKind::Absorbed {
                    *begun = (*on, *own, is_name);
                }
                was_there |= begun.0 < *on;
            }
        }
        for (own, kind) in closed.iter_mut().filter(|(_, kind)| was_there && *kind == EventKind::Replaced) {
            let Some(organisation) = register.all.get(*own) else { continue };
            draft.go_back(&organisation.opened);
            let what = "body replaced by one that was there before, taken as absorbed by it";
            draft.odd(what, &organisation.key, organisation.node);
            *kind = EventKind::Absorbed;
        }
    }
    for (next, (on, own, _)) in first.into_iter().filter(|(_, (.., is_name))| !is_name) {
        let (Some(successor), Some(before)) = (register.all.get(next), register.all.get(own)) else { continue };
        draft.go_back(&before.opened);
        // The page of a closed body, which speaks of no date: that its successor goes on is not said there.
        let provenance = before.provenance.clone();
        let start = Start::On(Date::between(Day::FIRST, on));
        let place = draft.at(successor.node.span);
        let Some(body) = draft.dataset.bodies.get_mut(successor.index) else { continue };
        match &mut body.exists {
            None => {
                let during = Located::new(Period { start, end: End::Unknown }, place);
                body.exists = Some(Existence { during, provenance });
            }
            Some(exists) if matches!(&exists.during.end, End::On(end) if end.last() < on) => {
                let example = format!("{} → {}", before.key, successor.key);
                draft.odd("successor that was closed before it succeeded", &example, before.node);
            }
            Some(exists) => {
                exists.during.value.start = start;
                exists.provenance.sources.extend(provenance.sources);
            }
        }
    }
}

fn events(draft: &mut Draft<'_>, register: &Register<'_, '_>, closings: Closings) {
    let dated = closings.dated.into_iter().map(|((on, after), closed)| (When::On(Date::on(on)), after, closed));
    let undated = closings.undated.into_iter().map(|(own, kind, after)| (When::Unknown, after, vec![(own, kind)]));
    let mut count = 0;
    for (when, after, closed) in dated.chain(undated) {
        let mut kinds: BTreeMap<EventKind, Vec<&Organisation<'_, '_>>> = BTreeMap::new();
        for (own, kind) in closed {
            kinds.entry(kind).or_default().extend(register.all.get(own));
        }
        let mut provenance = Provenance::default();
        let mut legs = Vec::new();
        for (kind, before) in kinds {
            let (mut from, mut to) = (Vec::new(), Vec::new());
            for organisation in &before {
                draft.go_back(&organisation.opened);
                let place = draft.at(organisation.node.span);
                from.push(Located::new(organisation.id.clone(), place));
                let cited = draft.cite(Some(organisation.key.clone()), organisation.node);
                provenance.sources.extend(cited.sources);
                provenance.origin = cited.origin;
                if kind != EventKind::Abolished && to.is_empty() {
                    let after = after.iter().filter_map(|next| register.all.get(*next));
                    to.extend(after.map(|next| Located::new(next.id.clone(), place)));
                }
            }
            let kind = if kind == EventKind::Absorbed && from.len() > 1 { EventKind::Merged } else { kind };
            legs.push(Leg { kind, from, to, survives: None });
        }
        count += 1;
        draft.dataset.events.push(Event { id: None, name: None, when, legs, text: None, provenance });
    }
    draft.tally("closings", count, "events");
}
