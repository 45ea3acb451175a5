//! Seats, elected members and shared members, without the plan and with it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use govgraph_model::{BodyId, Count};

use super::Both;
use super::seats::SeatChange;
use super::steps::BodyChange;
use crate::graph::Snapshot;
use crate::questions::representation::{self, Verdict};
use crate::questions::{BodyRef, overlap};

/// The numbers of a body without the plan and with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// The body.
    pub body: BodyRef,
    /// Without the plan; `None` if it does not exist then.
    pub before: Option<Numbers>,
    /// With the plan.
    pub after: Option<Numbers>,
}

/// How many sit on a body, and how many of them must be elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Numbers {
    /// How many places it has by its seats; unknown if none is known.
    pub places: Count,
    /// How many by the items of those seats that are broken down, if that is another number.
    pub itemised: Option<Count>,
    /// How many a source declares, if one does.
    pub declared: Option<Count>,
    /// At least and at most so many are held by somebody who must be elected.
    pub elected: Count,
    /// What is to be said of elected members, by the seats and by what sources assert.
    pub verdict: Verdict,
    /// Whether every seat that counts is certain to be there.
    pub seats_certain: bool,
}

/// Which bodies share organisations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sharing {
    /// How many pairs of bodies share an organisation without the plan.
    pub before: usize,
    /// How many do with it.
    pub after: usize,
    /// Pairs that share one only without the plan: most shared first, then by ids.
    pub ended: Vec<Shared>,
    /// Pairs that share one only with the plan.
    pub begun: Vec<Shared>,
    /// What each body that takes another's place has in common with it: as if both were there.
    pub successions: Vec<Shared>,
}

/// Two bodies that share organisations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shared {
    /// One; of a succession, the one that ends.
    pub a: BodyRef,
    /// The other.
    pub b: BodyRef,
    /// How many organisations are known to sit on each.
    pub members: (usize, usize),
    /// How many sit on both, certainly or possibly.
    pub shared: usize,
    /// Shared by known organisations of either.
    pub jaccard: Option<f64>,
}

pub(super) fn figures(both: &Both<'_, '_, '_>, bodies: &[BodyChange], seats: &[SeatChange]) -> Vec<Figures> {
    let changed = seats.iter().flat_map(|change| change.lost.iter().chain(&change.gained)).map(|place| &place.on.id);
    let changed: BTreeSet<&String> = changed.collect();
    let mut ids: Vec<&String> = bodies
        .iter()
        .map(|change| &change.body.id)
        .filter(|id| {
            let mut fated = both.ends.iter().chain(&both.begins);
            fated.any(|own| own.as_str() == id.as_str()) || changed.contains(*id)
        })
        .collect();
    let rest: Vec<&String> = changed.iter().filter(|id| !ids.contains(*id)).copied().collect();
    ids.extend(rest);
    let rows = ids.into_iter().filter_map(|id| {
        let id: BodyId = id.parse().ok()?;
        let before = if both.begins.contains(&id) { None } else { numbers(both, both.before, &id) };
        let figures = Figures { body: both.body_ref(&id)?, before, after: numbers(both, both.after, &id) };
        (figures.before.is_some() || figures.after.is_some()).then_some(figures)
    });
    rows.collect()
}

fn numbers(both: &Both<'_, '_, '_>, snapshot: &Snapshot<'_>, id: &BodyId) -> Option<Numbers> {
    let body = snapshot.graph().body(id)?;
    snapshot.standing(body).filter(|standing| standing.exists().is_possible())?;
    let params = representation::Params { circle: both.circle, bodies: Some(vec![body]) };
    let row = representation::find(snapshot, &params).rows.into_iter().next()?;
    Some(Numbers {
        verdict: row.verdict(),
        // Of who sits there nothing follows from no seat being known.
        places: if row.seats.is_empty() { Count::UNKNOWN } else { row.places },
        itemised: row.itemised,
        declared: row.declared,
        elected: row.elected,
        seats_certain: row.seats_certain,
    })
}

pub(super) fn sharing(both: &Both<'_, '_, '_>) -> Sharing {
    let is_begun = |body: &BodyRef| both.begins.iter().any(|id| id.as_str() == body.id);
    let pairs = |snapshot: &Snapshot<'_>, without_begun: bool| {
        let params = overlap::Params { circle: both.circle, ..Default::default() };
        let rows = overlap::find(snapshot, &params).rows.into_iter();
        let rows = rows.filter(|row| !without_begun || !(is_begun(&row.a.body) || is_begun(&row.b.body)));
        let each = rows.map(|row| ((row.a.body.id.clone(), row.b.body.id.clone()), shared(row)));
        each.collect::<Vec<((String, String), Shared)>>()
    };
    let (before, after) = (pairs(both.before, true), pairs(both.after, false));
    let [had, has] = [&before, &after]
        .map(|pairs| pairs.iter().map(|(key, shared)| (key, shared)).collect::<BTreeMap<&(String, String), &Shared>>());
    Sharing {
        before: before.len(),
        after: after.len(),
        ended: before.iter().filter(|(key, _)| !has.contains_key(key)).map(|(_, shared)| shared.clone()).collect(),
        begun: after.iter().filter(|(key, _)| !had.contains_key(key)).map(|(_, shared)| shared.clone()).collect(),
        successions: successions(both),
    }
}

fn shared(row: overlap::Row) -> Shared {
    Shared {
        members: (row.a.members, row.b.members),
        shared: row.shared.len(),
        jaccard: row.jaccard,
        a: row.a.body,
        b: row.b.body,
    }
}

/// What bodies that take the place of others have in common with them, by the records without the plan.
fn successions(both: &Both<'_, '_, '_>) -> Vec<Shared> {
    let graph = both.before.graph();
    let mut rows = Vec::new();
    for end in &both.ends {
        for next in super::steps::successors(both, end) {
            let (Some(a), Some(b)) = (graph.body(end), graph.body(next)) else { continue };
            let params = overlap::Params { circle: both.circle, between: Some((a, b)), ..Default::default() };
            rows.extend(overlap::find(both.before, &params).rows.into_iter().map(shared));
        }
    }
    rows
}
