//! Is the same holder written down twice?

use indexmap::IndexMap;

use govgraph_model::{BodyId, BodyKind, Capacity, Code, Count, Cover, ExOfficio, Finding, PersonId};

use crate::graph::{BodyView, GovGraph, PostIx, SeatView};

/// Who sits in a seat, if that is one somebody.
#[derive(PartialEq, Eq, Hash)]
enum Who<'g> {
    Person(&'g PersonId),
    Post(PostIx, Option<&'g BodyId>, Option<&'g str>, Option<&'g ExOfficio>),
}

fn who(seat: SeatView<'_>) -> Option<Who<'_>> {
    let record = seat.record();
    if let Some(person) = seat.person() {
        return Some(Who::Person(person));
    }
    let is_collective = seat.organisation().is_none_or(|organisation| organisation.kind() == BodyKind::Collective);
    let holder = &record.holder;
    let behalf = record.on_behalf_of.as_ref().map(|id| &id.value);
    let post = Who::Post(seat.post()?.ix, behalf, holder.described.as_deref(), holder.ex_officio.as_ref());
    (!is_collective).then_some(post)
}

/// Seats that go to the same post or person in the same capacity and role at the same time.
pub(super) fn repeated_seats<'g>(graph: &'g GovGraph, body: BodyView<'g>, findings: &mut Vec<Finding>) {
    let mut by_holder: IndexMap<(Who<'g>, Capacity, Option<&'g str>), Vec<SeatView<'g>>> = IndexMap::new();
    let counted = body.finest_seats().filter(|seat| seat.record().count.exact().is_some());
    if counted.clone().nth(1).is_none() {
        return;
    }
    for seat in counted {
        if let Some(who) = who(seat) {
            let (capacity, role) = (seat.record().capacity.value, seat.record().role.as_deref());
            by_holder.entry((who, capacity, role)).or_default().push(seat);
        }
    }
    for seats in by_holder.values().filter(|seats| seats.len() > 1) {
        let room = seats[0].post().filter(|_| seats[0].person().is_none()).and_then(|post| post.declared());
        let together = |a: SeatView<'_>, b: SeatView<'_>| {
            let undated = a.record().during.is_none() && b.record().during.is_none();
            a.extent().meets(&b.extent()) == Cover::Certain || (undated && a.node().stated == b.node().stated)
        };
        // Of a post that there are several of, several people can sit there.
        let fits = |a: SeatView<'_>, b: SeatView<'_>| {
            room.is_some_and(|post| {
                post.count != Count::ONE
                    && post.count.most.is_none_or(|most| (a.record().count + b.record().count).least <= most)
            })
        };
        for (i, seat) in seats.iter().enumerate().skip(1) {
            let Some(first) = seats[..i].iter().find(|first| together(**first, *seat) && !fits(**first, *seat)) else {
                continue;
            };
            let at = |seat: SeatView<'_>| seat.record().provenance.origin.0;
            let capacity = seat.record().capacity.value;
            let message = format!("{} has two seats as {capacity} on `{}`", seat.holder_name(), body.id());
            findings.push(
                Finding::new(Code::RepeatedSeat, message, at(*seat))
                    .also(at(*first), "the other")
                    .help("make one seat of the two, or tell them apart by `role`, `count`, `during` or `on_behalf_of`")
                    .about(graph.view(body.ix).id())
                    .evidence(seat.evidence())
                    .when([first.extent().and(&seat.extent())]),
            );
        }
    }
}
