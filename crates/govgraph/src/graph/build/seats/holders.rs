//! Are those who sit on bodies there to do so?

use govgraph_model::{Code, Cover, Extent, Finding, Stretch};

use crate::graph::stale::{Stale, days_meant};
use crate::graph::{GovGraph, SeatView};

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
            Finding::new(Code::SeatOutsideLifetime, message, at)
                .about(seat.body().id())
                .evidence(seat.evidence())
                .when([node.stated]),
        );
    }
    findings.extend(seat.stale_holders().map(|stale| stale_holder(graph, seat, &stale)));
}

/// What is said of a holder that was not there when it is said to sit on a body.
fn stale_holder(graph: &GovGraph, seat: SeatView<'_>, stale: &Stale<'_>) -> Finding {
    let ended = stale.ended.map(|end| format!("had ended by {end}"));
    let begun = stale.begins.map(|start| format!("did not begin before {start}"));
    let gone: Vec<String> = begun.into_iter().chain(ended.clone()).collect();
    let (id, on) = (stale.named, seat.body().id());
    let message = format!("`{id}` is said to sit on `{on}` {}, and {}", words(stale.days), gone.join(" and "));
    let mut successors: Vec<&str> = graph.successors_of(stale.holder).map(|(_, body)| body.id().as_str()).collect();
    successors.sort_unstable();
    successors.dedup();
    let help = match (ended, successors.as_slice()) {
        (None, _) => "correct the dates, or name who sat there before".to_string(),
        (Some(_), []) => "no successor is known".to_string(),
        (Some(_), ids) => format!("its place may have passed to `{}`", ids.join("`, `")),
    };
    let finding = Finding::new(Code::StaleHolder, message, id.origin).about(on).evidence(seat.evidence());
    finding.help(help).when(stale.gone.iter().copied())
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
                .about(seat.body().id())
                .when([seat.extent()]),
        );
    }
    if seat.resolve(&graph.at_any_time()).is_none() {
        let message =
            format!("who sits on `{}` as {} of `{}` depends on itself", seat.body().id(), office.capacity, office.on);
        let finding = Finding::new(Code::ExOfficioCycle, message, office.on.origin).about(seat.body().id());
        findings.push(finding.when([seat.extent()]));
    }
}
