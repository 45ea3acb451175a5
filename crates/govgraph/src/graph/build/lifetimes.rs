//! When each body existed, from its own dates, the events it took part in, and its sources.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use govgraph_model::{
    Body, BodyId, BodyStatus, Code, Cover, Date, End, Event, Finding, Leg, Period, Source, SourceId, Start, Stretch,
};

use crate::graph::{BodyIx, GovGraph, Lifetime, attested};

pub(super) fn lifetimes(
    bodies: &[Body],
    index: &FxHashMap<BodyId, BodyIx>,
    events: &[Event],
    sources: &IndexMap<SourceId, Source>,
) -> Vec<Lifetime> {
    let mut began: Vec<Option<(&Date, usize)>> = vec![None; bodies.len()];
    let mut ended: Vec<Option<(&Date, usize)>> = vec![None; bodies.len()];
    for (position, event, leg, date) in dated_legs(events) {
        for id in leg.from.iter().filter(|_| leg.ends_predecessor()) {
            // An event can have the same body on both sides: it was reshaped, and goes on.
            if let Some(ix) = index.get(&id.value).filter(|_| !leg.to.contains(id) && !goes_on(event, id)) {
                ended[ix.at()].get_or_insert((date, position));
            }
        }
        for id in leg.to.iter().filter(|_| leg.kind.begins_successor()) {
            if let Some(ix) = index.get(&id.value).filter(|_| !leg.from.contains(id)) {
                began[ix.at()].get_or_insert((date, position));
            }
        }
    }
    let lifetimes = bodies.iter().zip(began.into_iter().zip(ended)).map(|(body, (began, ended))| {
        let mut period = body.exists.as_ref().map_or(Period::UNKNOWN, |exists| exists.during.value.clone());
        let mut events = Vec::new();
        if let (Start::Unknown, Some((date, event))) = (&period.start, began) {
            period.start = Start::On(date.clone());
            events.push(event);
        }
        if let (End::Unknown, Some((date, event))) = (&period.end, ended) {
            period.end = End::On(date.clone());
            events.push(event);
        }
        lifetime(body, period, events, sources)
    });
    lifetimes.collect()
}

/// The legs of events that happened on a known date, with the position of the event.
fn dated_legs(events: &[Event]) -> impl Iterator<Item = (usize, &Event, &Leg, &Date)> {
    let dated = events.iter().enumerate().filter(|(_, event)| !event.when.is_proposed());
    let dated = dated.filter_map(|(position, event)| Some((position, event, event.when.date()?)));
    dated.flat_map(|(position, event, date)| event.legs.iter().map(move |leg| (position, event, leg, date)))
}

/// Whether another leg of the event says that the body survives it.
fn goes_on(event: &Event, id: &govgraph_model::Located<BodyId>) -> bool {
    event.legs.iter().any(|leg| leg.survives == Some(true) && leg.from.contains(id))
}

fn lifetime(body: &Body, period: Period, events: Vec<usize>, sources: &IndexMap<SourceId, Source>) -> Lifetime {
    let stated = |wanted: fn(BodyStatus) -> bool| {
        let statements = body.status.iter().filter(move |status| wanted(status.is));
        statements.flat_map(|status| match &status.at {
            Some(at) => Stretch::of_period(at).into_iter().collect(),
            None => attested(sources, &status.provenance, &[&body.provenance]),
        })
    };
    let mut seen: Vec<Stretch> = stated(|is| matches!(is, BodyStatus::Active | BodyStatus::UnderReview)).collect();
    let is_dated = body.exists.is_some() || period != Period::UNKNOWN;
    let mut proposed: Vec<Stretch> = stated(|is| is == BodyStatus::Proposed).collect();
    proposed.extend(body.proposed.as_ref().map(Stretch::of_date));
    if proposed.is_empty() || is_dated {
        // What a source says of a body in being, it says of it at its own date; of a proposal it says no such thing.
        let of_lifetime = body.exists.as_ref().map(|exists| attested(sources, &exists.provenance, &[]));
        let of_body = attested(sources, &body.provenance, &[]);
        seen.extend(of_lifetime.into_iter().flatten().chain(of_body).filter(|_| proposed.is_empty()));
    } else {
        proposed.extend(attested(sources, &body.provenance, &[]));
    }
    let first = proposed.iter().map(|stretch| stretch.first).min();
    let last = proposed.iter().map(|stretch| stretch.last).max();
    let proposed = first.zip(last).map(|(first, last)| Stretch { first, last });
    Lifetime { extent: period.extent(seen), period, events, proposed }
}

/// Events that contradict the dates of their bodies.
pub(super) fn check(graph: &GovGraph, findings: &mut Vec<Finding>) {
    for (_, _, leg, date) in dated_legs(&graph.events) {
        let at = Stretch::of_date(date);
        for id in &leg.from {
            let Some(body) = graph.body(id) else { continue };
            let lifetime = &graph.lifetimes[body.ix.at()];
            let too_late = lifetime.extent.latest().is_some_and(|latest| latest < at.first);
            // What ended on 31 March passes to its successor on 1 April: a day between is no contradiction.
            let too_late = too_late && lifetime.extent.latest().is_some_and(|latest| !latest.is_eve_of(at.first));
            let too_early = lifetime.extent.earliest().is_some_and(|earliest| earliest > at.last);
            if too_late || too_early {
                let message =
                    format!("`{id}` takes part in an event `{}` of {date}, and existed {}", leg.kind, lifetime.period);
                let finding = Finding::new(Code::EventOutsideLifetime, message, id.origin).about(&id.value);
                findings.push(finding.also(exists_at(graph, body.ix), "its dates"));
            } else if leg.ends_predecessor()
                && !leg.to.contains(id)
                && let End::On(end) = &lifetime.period.end
                && lifetime.extent.certain().is_some_and(|certain| certain.first <= at.last && at.last < certain.last)
            {
                let message = format!("`{id}` ends with an event `{}` of {date}, and goes on to {end}", leg.kind);
                let finding = Finding::new(Code::EventOutsideLifetime, message, id.origin).about(&id.value);
                findings.push(
                    finding.also(exists_at(graph, body.ix), "its dates").help("write `survives: yes` if it went on"),
                );
            }
        }
        for id in leg.to.iter().filter(|_| leg.kind.begins_successor()) {
            let Some(body) = graph.body(id) else { continue };
            let lifetime = &graph.lifetimes[body.ix.at()];
            if lifetime.extent.covers_days(at) == Cover::No && !leg.from.contains(id) {
                let message =
                    format!("`{id}` begins with an event `{}` of {date}, and existed {}", leg.kind, lifetime.period);
                let finding = Finding::new(Code::EventOutsideLifetime, message, id.origin).about(&id.value);
                findings.push(finding.also(exists_at(graph, body.ix), "its dates"));
            }
        }
    }
}

fn exists_at(graph: &GovGraph, body: BodyIx) -> govgraph_model::Origin {
    graph.bodies[body.at()].exists.as_ref().map_or(govgraph_model::Origin::NOWHERE, |exists| exists.during.origin)
}
