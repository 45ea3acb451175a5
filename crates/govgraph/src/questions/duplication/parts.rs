//! The parts of the members, the area and the time.

use govgraph_model::{Area, Cover};

use super::super::overlap::{Shared, Table};
use super::super::scope::area_of;
use super::super::{add_evidence, overlap};
use super::{AreaPart, Fit, MemberPart, Range, TimePart};
use crate::graph::{BodyView, Snapshot};

/// Which organisations sit on both.
pub(super) fn members<'g>(table: &Table<'_, 'g>, a: BodyView<'g>, b: BodyView<'g>) -> MemberPart {
    let row = table.position(a).zip(table.position(b)).map(|(a, b)| table.row(a, b, false));
    let Some(overlap::Row { a, b, mut shared, .. }) = row else {
        let members = |body| table.position(body).map_or((0, 0), |at| table.known(at));
        let ((members_a, open_a), (members_b, open_b)) = (members(a), members(b));
        return MemberPart { range: Range::UNKNOWN, members_a, members_b, open_a, open_b, shared: Vec::new() };
    };
    // Who sat on both, but never at one time, is no member of both.
    shared.retain(|shared| shared.cover.is_possible());
    let mut part = MemberPart {
        range: Range::UNKNOWN,
        members_a: a.members,
        members_b: b.members,
        open_a: a.open_seats,
        open_b: b.open_seats,
        shared,
    };
    if !part.is_unknown() {
        part.range = shared_by_either(&part);
    }
    part
}

/// The shared members by those of either.
///
/// At least: those that are certain, every open seat being held by somebody who sits on one alone. At most: all that may be
/// shared, every open seat being held by a member of the other, or by the same one as an open seat there.
fn shared_by_either(part: &MemberPart) -> Range {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let certain = part.shared.iter().filter(|shared: &&Shared| shared.cover == Cover::Certain).count();
    let either = |shared: usize| part.members_a + part.members_b - shared;
    let least = number(certain) / number(either(certain) + part.open_a + part.open_b);
    let known = part.shared.len();
    let (alone_a, alone_b) = (part.members_a - known, part.members_b - known);
    let (to_b, to_a) = (part.open_a.min(alone_b), part.open_b.min(alone_a));
    let others = (part.open_a - to_b).min(part.open_b - to_a);
    let most = number(known + to_b + to_a + others) / number(either(known) + others);
    Range { least, most }
}

/// How the areas of two bodies lie to each other.
pub(super) fn fit(a: BodyView<'_>, b: BodyView<'_>) -> Fit {
    let (Some(of_a), Some(of_b)) = (a.record().area.as_ref(), b.record().area.as_ref()) else { return Fit::Unknown };
    let lies_in = |inner, outer| {
        let mut around = a.graph.area_and_wider(inner);
        around.any(|area: &Area| area.id.value == outer)
    };
    if of_a.value == of_b.value {
        Fit::Same
    } else if lies_in(of_a, of_b.value.clone()) || lies_in(of_b, of_a.value.clone()) {
        Fit::Nested
    } else {
        Fit::Apart
    }
}

pub(super) fn area(a: BodyView<'_>, b: BodyView<'_>) -> AreaPart {
    let fit = fit(a, b);
    let range = match fit {
        Fit::Same => Range::exactly(1.0),
        Fit::Nested => Range::exactly(0.5),
        // Of different levels they are not for the same area, whichever it is.
        Fit::Unknown if a.level().zip(b.level()).is_some_and(|(a, b)| a != b) => Range { least: 0.0, most: 0.5 },
        Fit::Unknown => Range::UNKNOWN,
        Fit::Apart => Range::exactly(0.0),
    };
    let mut evidence = a.evidence();
    add_evidence(&mut evidence, b.evidence());
    AreaPart { range, fit, a: area_of(a), b: area_of(b), evidence }
}

/// Whether two bodies exist at the date, or ever at one time. What is only proposed may come to.
pub(super) fn together<'g>(snapshot: &Snapshot<'g>, a: BodyView<'g>, b: BodyView<'g>) -> Cover {
    let exists = |body| match snapshot.standing(body) {
        Some(_) if snapshot.is_proposal(body) => Cover::Possible,
        Some(standing) => standing.exists(),
        None if snapshot.is_proposal(body) => Cover::Possible,
        None => Cover::Certain,
    };
    let both = exists(a).min(exists(b));
    if snapshot.date().is_some() { both } else { both.min(a.extent().meets(&b.extent())) }
}

pub(super) fn time<'g>(snapshot: &Snapshot<'g>, a: BodyView<'g>, b: BodyView<'g>) -> TimePart {
    let together = together(snapshot, a, b);
    let range = match together {
        Cover::No => Range::exactly(0.0),
        Cover::Possible => Range::UNKNOWN,
        Cover::Certain => Range::exactly(1.0),
    };
    let mut evidence = Vec::new();
    for body in [a, b] {
        add_evidence(&mut evidence, body.period_evidence());
        add_evidence(&mut evidence, body.evidence());
    }
    TimePart { range, together, existed_a: a.period().edtf(), existed_b: b.period().edtf(), evidence }
}
