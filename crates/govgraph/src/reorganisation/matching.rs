//! What is meant by "that remit, duty, seat or relation of that body" on a day.

use govgraph_model::{BodyId, Day, Holder, Located, Period, Provenance, RelationKind, Stretch, Transferred, slug};

use crate::graph::{BodyView, GovGraph};

/// What it is that passes, in words that follow "the" or "no": `remit for robbery`.
pub(super) fn words(what: &Transferred) -> String {
    match what {
        Transferred::Remit { theme } => format!("remit for `{theme}`"),
        Transferred::Duty { text } => format!("duty `{text}`"),
        Transferred::Seat { of, post, person } => {
            let of = of.as_ref().map(|id| format!(" of `{id}`")).unwrap_or_default();
            let post = post.as_ref().map(|post| format!(" for the post `{post}`")).unwrap_or_default();
            let person = person.as_ref().map(|id| format!(" held by `{id}`")).unwrap_or_default();
            format!("seat{of}{post}{person}")
        }
        Transferred::Relation { kind, with } if with.is_empty() => format!("relation `{kind}`"),
        Transferred::Relation { kind, with } => {
            let with: Vec<String> = with.iter().map(|id| format!("`{id}`")).collect();
            format!("relation `{kind}` with {}", with.join(", "))
        }
    }
}

/// The positions of all that is meant, of a relation among all relations. Empty also if one of the bodies that are named is
/// at the other end of none.
pub(super) fn meant(graph: &GovGraph, body: BodyView<'_>, what: &Transferred, day: Day) -> Vec<usize> {
    match what {
        Transferred::Remit { theme } => remits(body, Some(theme), day),
        Transferred::Duty { text } => duties(body, Some(text), day),
        Transferred::Seat { of, post, person } => {
            let (organisation, post, person) = (of.clone(), post.clone(), person.clone());
            seats(body, &Holder { organisation, post, person, ..Holder::default() }, day)
        }
        Transferred::Relation { kind, with } => {
            let has = |other: &Located<BodyId>| {
                !relations(graph, body, Some(*kind), std::slice::from_ref(other), day).is_empty()
            };
            if with.iter().all(has) { relations(graph, body, Some(*kind), with, day) } else { Vec::new() }
        }
    }
}

/// What else of the same sort a body has; of many, the first. Empty if there is nothing.
pub(super) fn others(graph: &GovGraph, body: BodyView<'_>, what: &Transferred, day: Day) -> String {
    const MOST: usize = 12;
    let record = body.record();
    let mut names: Vec<String> = match what {
        Transferred::Remit { .. } => {
            remits(body, None, day).into_iter().map(|i| record.remits[i].theme.to_string()).collect()
        }
        Transferred::Duty { .. } => {
            duties(body, None, day).into_iter().map(|i| record.duties[i].text.clone()).collect()
        }
        Transferred::Seat { .. } => {
            let all = seats(body, &Holder::default(), day);
            let seats = body.seats().enumerate().filter(|(i, _)| all.contains(i));
            seats
                .map(|(_, seat)| seat.organisation().map_or_else(|| seat.holder_name(), |of| of.id().to_string()))
                .collect()
        }
        Transferred::Relation { .. } => {
            let all = relations(graph, body, None, &[], day).into_iter().map(|i| &graph.relations()[i]);
            let other = |from: &Located<BodyId>, to: &Located<BodyId>| {
                if from.value == *body.id() { to.to_string() } else { from.to_string() }
            };
            all.map(|relation| format!("{} {}", relation.kind, other(&relation.from, &relation.to))).collect()
        }
    };
    names.dedup();
    let more = if names.len() > MOST { ", …" } else { "" };
    names.truncate(MOST);
    names.iter_mut().for_each(|name| *name = format!("`{name}`"));
    names.join(", ") + more
}

/// The positions of its remits, or of those for a theme; proposed ones are not held.
fn remits(body: BodyView<'_>, theme: Option<&govgraph_model::ThemeId>, day: Day) -> Vec<usize> {
    let held = body.remits().enumerate().filter(|(_, remit)| {
        theme.is_none_or(|theme| remit.theme() == theme) && !remit.record().proposed && on(&remit.extent(), day)
    });
    held.map(|(at, _)| at).collect()
}

/// The positions of its duties, or of those with a text.
fn duties(body: BodyView<'_>, text: Option<&str>, day: Day) -> Vec<usize> {
    let held = body.record().duties.iter().enumerate().filter(|(_, duty)| {
        text.is_none_or(|text| duty.text.trim().eq_ignore_ascii_case(text.trim()))
            && holds(body, duty.during.as_ref(), &duty.provenance, day)
    });
    held.map(|(at, _)| at).collect()
}

/// The positions of its seats, without items, whose holder agrees in what is given.
fn seats(body: BodyView<'_>, holder: &Holder, day: Day) -> Vec<usize> {
    let is_meant = |own: &Holder| {
        let post = |post: &Located<String>| slug(post);
        (holder.organisation.is_none() || own.organisation == holder.organisation)
            && (holder.post.is_none() || own.post.as_ref().map(post) == holder.post.as_ref().map(post))
            && (holder.person.is_none() || own.person == holder.person)
    };
    let held = body.seats().enumerate();
    let held = held.filter(|(_, seat)| is_meant(&seat.record().holder) && on(&seat.extent(), day));
    held.map(|(at, _)| at).collect()
}

/// The positions among all relations of those that a body has, or of those of a kind, or with some bodies.
fn relations(
    graph: &GovGraph,
    body: BodyView<'_>,
    kind: Option<RelationKind>,
    with: &[Located<BodyId>],
    day: Day,
) -> Vec<usize> {
    let id = body.id();
    let held = graph.relations().iter().enumerate().filter(|(_, relation)| {
        let other = match (relation.from.value == *id, relation.to.value == *id) {
            (true, _) => &relation.to.value,
            (false, true) => &relation.from.value,
            (false, false) => return false,
        };
        kind.is_none_or(|kind| relation.kind == kind)
            && (with.is_empty() || with.iter().any(|with| with.value == *other))
            && !relation.proposed
            && on(&graph.relation_extent(relation), day)
    });
    held.map(|(at, _)| at).collect()
}

fn holds(body: BodyView<'_>, during: Option<&Period>, own: &Provenance, day: Day) -> bool {
    let stated = body.graph.extent(during, own, &[&body.record().provenance]);
    on(&stated.within(&body.extent()), day)
}

/// Whether something holds, or may, before a day and on it.
fn on(extent: &govgraph_model::Extent, day: Day) -> bool {
    let before = extent.earliest().is_none_or(|first| first < day);
    before && extent.covers_days(Stretch { first: day, last: day }).is_possible()
}
