//! Do the seats add up, and are their holders there to fill them?

use govgraph_model::{BodyId, Code, Count, Cover, Extent, Finding, Stretch};

use crate::graph::{GovGraph, PostIx, SeatView};

pub(super) fn check(graph: &GovGraph, findings: &mut Vec<Finding>) {
    for body in graph.bodies() {
        for seat in body.seats() {
            counts(seat, findings);
            lifetimes(graph, seat, findings);
            ex_officio(graph, seat, findings);
            for item in seat.with_items().skip(1) {
                counts(item, findings);
                lifetimes(graph, item, findings);
                ex_officio(graph, item, findings);
            }
        }
        board_count(graph, body, findings);
    }
    similar_posts(graph, findings);
}

/// A seat's declared count against its items.
fn counts(seat: SeatView<'_>, findings: &mut Vec<Finding>) {
    if seat.items().next().is_none() {
        return;
    }
    let itemised: Count = seat.items().map(|item| item.record().count).sum();
    let declared = seat.record().count;
    if !declared.agrees_with(itemised) {
        let message = format!(
            "{} has {declared} places declared on `{}`, and {itemised} itemised",
            seat.holder_name(),
            seat.body().id()
        );
        let board = board_words(seat);
        findings.push(
            Finding::new(Code::CountMismatch, message, seat.record().provenance.origin.0)
                .help(format!("both are kept as the source gives them{board}"))
                .about(seat.body().id())
                .evidence(seat.evidence()),
        );
    }
}

/// What a mismatch in one seat means for the board.
fn board_words(seat: SeatView<'_>) -> String {
    let Some(declared) = &seat.body().record().seats_declared else { return String::new() };
    let itemised = seat.body().places_itemised();
    if declared.value.agrees_with(itemised) {
        return String::new();
    }
    format!(": the board has {} places declared and {itemised} itemised", declared.value)
}

/// A board's declared count against the counts of its seats.
fn board_count(graph: &GovGraph, body: crate::graph::BodyView<'_>, findings: &mut Vec<Finding>) {
    let Some(declared) = &body.record().seats_declared else { return };
    if body.seats().next().is_none() {
        return;
    }
    // Seats of different times are not there at once.
    let at_once = body.seats().fold(Extent::UNKNOWN, |extent, seat| extent.and(&seat.node().stated));
    if at_once.is_empty() {
        return;
    }
    let places = body.places();
    if !declared.value.agrees_with(places) {
        let message = format!("`{}` has {} places declared, and its seats make {places}", body.id(), declared.value);
        findings.push(
            Finding::new(Code::CountMismatch, message, declared.provenance.origin.0)
                .help("both are kept as the source gives them")
                .about(body.id())
                .evidence(graph.evidence(&declared.provenance, &[&body.record().provenance])),
        );
    }
}

/// A seat against the lifetimes of its body and of its holder.
fn lifetimes(graph: &GovGraph, seat: SeatView<'_>, findings: &mut Vec<Finding>) {
    let node = seat.node();
    let at = node.record.during.as_ref().map_or(node.record.provenance.origin.0, |during| during.origin);
    let body = &graph.lifetimes[node.body.at()];
    let Some(days) = days_meant(&node.stated) else { return };
    let never = body.extent.meets(&Extent::throughout(days)) == Cover::No;
    if never && !body.is_only_proposed {
        let message = format!(
            "a seat on `{}` is dated to {}, and the body existed {}",
            seat.body().id(),
            words(days),
            body.period
        );
        findings.push(
            Finding::new(Code::SeatOutsideLifetime, message, at).about(seat.body().id()).evidence(seat.evidence()),
        );
    }
    for (holder, id) in [
        (node.organisation, node.record.holder.organisation.as_ref()),
        (
            node.record.on_behalf_of.as_ref().and_then(|id| graph.body_index.get(&id.value).copied()),
            node.record.on_behalf_of.as_ref(),
        ),
    ] {
        let (Some(holder), Some(id)) = (holder, id) else { continue };
        // An item repeats the organisation of the seat around it.
        if node.parent.is_some_and(|parent| graph.seats[parent.0 as usize].organisation == Some(holder)) {
            continue;
        }
        let end = graph.lifetimes[holder.at()].extent.latest();
        // A seat with dates of its own is said to be there on all of them, one without at some time of its source.
        let outlives = node.record.during.is_some() && node.stated.certain().is_some();
        if end.is_some_and(|end| end < days.first || (outlives && end < days.last)) {
            let end = end.map(|end| end.to_string()).unwrap_or_default();
            let message =
                format!("`{id}` is said to sit on `{}` at {}, and had ended by {end}", seat.body().id(), words(days));
            let successors = successors(graph, &id.value);
            let help = match successors.as_slice() {
                [] => "no successor is known".to_string(),
                ids => format!("its place may have passed to `{}`", ids.join("`, `")),
            };
            findings.push(
                Finding::new(Code::StaleHolder, message, id.origin)
                    .help(help)
                    .about(seat.body().id())
                    .evidence(seat.evidence()),
            );
        }
    }
}

/// The days that a seat is certain on, or else those that its own dates leave possible.
fn days_meant(extent: &Extent) -> Option<Stretch> {
    extent.certain().or_else(|| Some(Stretch { first: extent.earliest()?, last: extent.latest()? }))
}

fn words(days: Stretch) -> String {
    if days.first == days.last { days.first.to_string() } else { format!("{} to {}", days.first, days.last) }
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
fn ex_officio(graph: &GovGraph, seat: SeatView<'_>, findings: &mut Vec<Finding>) {
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

/// Posts of one organisation whose names are a slip apart.
fn similar_posts(graph: &GovGraph, findings: &mut Vec<Finding>) {
    let mut by_organisation: Vec<(u32, PostIx)> =
        graph.posts.iter().zip(0..).map(|(post, i)| (post.organisation.0, PostIx(i))).collect();
    by_organisation.sort_unstable();
    for group in by_organisation.chunk_by(|a, b| a.0 == b.0) {
        let named = group.iter().map(|(_, ix)| (&graph.posts[ix.0 as usize], *ix));
        let mut named: Vec<_> = named.collect();
        named.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        // Bounded: an organisation with thousands of posts is imported, not typed.
        if named.len() > 200 {
            continue;
        }
        for (i, (post, ix)) in named.iter().enumerate() {
            for (other, other_ix) in &named[i + 1..] {
                let (a, b) = (post.name.to_lowercase(), other.name.to_lowercase());
                let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
                if has_digit(&a) || has_digit(&b) || a.len().min(b.len()) < 5 || strsim::damerau_levenshtein(&a, &b) > 1
                {
                    continue;
                }
                let organisation = graph.view(post.organisation).id();
                let message = format!("`{organisation}` has the posts \"{}\" and \"{}\"", post.name, other.name);
                let (at, also) = (origin_of(graph, *ix), origin_of(graph, *other_ix));
                let finding = Finding::new(Code::SimilarPost, message, at).also(also, "the other").about(organisation);
                findings.push(finding.help("if they are one post, spell them alike"));
            }
        }
    }
}

/// Where a post was first named: where it is declared, or in a seat.
fn origin_of(graph: &GovGraph, post: PostIx) -> govgraph_model::Origin {
    let node = &graph.posts[post.0 as usize];
    if let Some(declared) = node.declared {
        return graph.bodies[node.organisation.at()].posts[declared as usize].name.origin;
    }
    let seat = graph.seats.iter().find(|seat| seat.post == Some(post));
    let name = seat.and_then(|seat| seat.record.holder.post.as_ref());
    name.map_or(govgraph_model::Origin::NOWHERE, |name| name.origin)
}
