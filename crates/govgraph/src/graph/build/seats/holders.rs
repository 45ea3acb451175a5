//! Are those who sit on bodies there to do so?

use govgraph_model::{BodyId, Code, Cover, Extent, Finding, Located, Stretch};

use crate::graph::{BodyIx, GovGraph, SeatView};

/// A seat against the lifetimes of its body and of its holder.
pub(super) fn lifetimes(graph: &GovGraph, seat: SeatView<'_>, findings: &mut Vec<Finding>) {
    let node = seat.node();
    let at = node.record.during.as_ref().map_or(node.record.provenance.origin.0, |during| during.origin);
    let body = &graph.lifetimes[node.body.at()];
    let Some(days) = days_meant(&node.stated) else { return };
    let never = body.extent.meets(&Extent::throughout(days)) == Cover::No;
    if never && !body.is_only_proposed {
        let message =
            format!("a seat on `{}` is there {}, and the body existed {}", seat.body().id(), words(days), body.period);
        findings.push(
            Finding::new(Code::SeatOutsideLifetime, message, at).about(seat.body().id()).evidence(seat.evidence()),
        );
    }
    let on_behalf_of = node.record.on_behalf_of.as_ref();
    let spoken_for = on_behalf_of.and_then(|id| graph.body_index.get(&id.value).copied());
    for (holder, id) in [(node.organisation, node.record.holder.organisation.as_ref()), (spoken_for, on_behalf_of)] {
        let (Some(holder), Some(id)) = (holder, id) else { continue };
        // An item repeats the organisation of the seat around it.
        if node.parent.is_none_or(|parent| graph.seats[parent.0 as usize].organisation != Some(holder)) {
            holder_there(graph, seat, holder, id, findings);
        }
    }
}

/// Whether a holder is there when it is said to sit on a body.
fn holder_there(
    graph: &GovGraph,
    seat: SeatView<'_>,
    holder: BodyIx,
    id: &Located<BodyId>,
    findings: &mut Vec<Finding>,
) {
    let life = graph.lifetimes[holder.at()].extent;
    let node = seat.node();
    let had_ended = |days: &Stretch| life.latest().is_some_and(|end| end < days.first);
    let had_not_begun = |days: &Stretch| life.earliest().is_some_and(|start| days.last < start);
    let wrong = if let Some(during) = &node.record.during {
        // A seat with dates of its own is said to be there on all of them, or, if none is certain, on some.
        let all = node.stated.certain().filter(|days| {
            let ends_within = life.latest().is_some_and(|end| end < days.last);
            // "Always" is no statement about a day before the holder began.
            let is_always = during.start == govgraph_model::Start::Open;
            ends_within || life.earliest().is_some_and(|start| days.first < start && (!is_always || days.last < start))
        });
        all.or_else(|| days_meant(&node.stated).filter(|days| had_ended(days) || had_not_begun(days)))
    } else {
        // Each source for itself: a holder that one of them can speak of may have been gone at the date of another. What
        // they say of a time at which there was no body, they say of the past.
        let body = &graph.lifetimes[node.body.at()];
        let speak = graph.attested(&node.record.provenance, &[&graph.bodies[node.body.at()].provenance]);
        let mut speak = speak.into_iter().filter(|days| body.extent.covers_days(*days).is_possible());
        speak.find(|days| had_ended(days) || had_not_begun(days))
    };
    let Some(days) = wrong else { return };
    let ended = life.latest().filter(|end| *end < days.last).map(|end| format!("had ended by {end}"));
    let begun =
        life.earliest().filter(|start| days.first < *start).map(|start| format!("did not begin before {start}"));
    let gone: Vec<String> = begun.into_iter().chain(ended.clone()).collect();
    let message =
        format!("`{id}` is said to sit on `{}` {}, and {}", seat.body().id(), words(days), gone.join(" and "));
    let finding = Finding::new(Code::StaleHolder, message, id.origin).about(seat.body().id()).evidence(seat.evidence());
    let help = match (ended, successors(graph, &id.value).as_slice()) {
        (None, _) => "correct the dates, or name who sat there before".to_string(),
        (Some(_), []) => "no successor is known".to_string(),
        (Some(_), ids) => format!("its place may have passed to `{}`", ids.join("`, `")),
    };
    findings.push(finding.help(help));
}

/// The days that a seat is certain on, or else those that its own dates leave possible.
fn days_meant(extent: &Extent) -> Option<Stretch> {
    extent.certain().or_else(|| Some(Stretch { first: extent.earliest()?, last: extent.latest()? }))
}

/// Some days in words, where the first and the last of the calendar stand for no end in that direction.
fn words(days: Stretch) -> String {
    let Stretch { first, last } = days;
    match (first.eve(), last.next()) {
        (None, None) => "always".to_string(),
        (None, Some(_)) => format!("until {last}"),
        (Some(_), None) => format!("from {first} on"),
        (Some(_), Some(_)) if first == last => format!("at {first}"),
        (Some(_), Some(_)) => format!("from {first} to {last}"),
    }
}

/// The bodies that a body has become.
fn successors(graph: &GovGraph, id: &BodyId) -> Vec<String> {
    let happened = graph.events.iter().filter(|event| !event.when.is_proposed());
    let legs = happened.flat_map(|event| &event.legs);
    let legs = legs.filter(|leg| leg.from.iter().any(|from| from.value == *id));
    let mut ids: Vec<String> = legs.flat_map(|leg| &leg.to).map(ToString::to_string).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A seat that goes to the holder of another: is there such a one, and does it end somewhere?
pub(super) fn ex_officio(graph: &GovGraph, seat: SeatView<'_>, findings: &mut Vec<Finding>) {
    let Some(office) = &seat.record().holder.ex_officio else { return };
    let Some(there) = graph.body(&office.on) else { return };
    let known = there.seats_and_items().next().is_some();
    let found = there.seats_and_items().any(|seat| seat.record().capacity.value == office.capacity);
    if known && !found && office.capacity.is_chair() {
        let message = format!("`{}` has no seat whose capacity is {}", office.on, office.capacity);
        findings.push(
            Finding::new(Code::ChairOfNothing, message, office.on.origin)
                .help("add that seat, or correct the capacity")
                .about(seat.body().id()),
        );
    }
    if seat.resolve(&graph.at_any_time()).is_none() {
        let message =
            format!("who sits on `{}` as {} of `{}` depends on itself", seat.body().id(), office.capacity, office.on);
        findings.push(Finding::new(Code::ExOfficioCycle, message, office.on.origin).about(seat.body().id()));
    }
}
