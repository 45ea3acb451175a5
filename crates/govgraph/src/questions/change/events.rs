//! The events between two snapshots.

use std::collections::{BTreeMap, BTreeSet};

use govgraph_model::{BodyId, Cover, Date, Event};

use crate::graph::{GovGraph, Snapshot};
use crate::questions::lineage::{Succession, happened, succession};

/// The events that may explain what is different.
pub(super) struct Events {
    all: Vec<Succession>,
    /// Positions in `all`, by the id of each body that took part.
    by_body: BTreeMap<String, Vec<usize>>,
}

/// What makes two events of two datasets the same: kinds, bodies and date of their legs.
fn same(event: &Event) -> String {
    let legs = event.legs.iter().map(|leg| {
        let ids = |ids: &[govgraph_model::Located<BodyId>]| {
            let mut ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
            ids.sort_unstable();
            ids.join(" ")
        };
        format!("{} {} > {}", leg.kind, ids(&leg.from), ids(&leg.to))
    });
    let mut legs: Vec<String> = legs.collect();
    legs.sort();
    let date = event.when.date().map(Date::edtf).unwrap_or_default();
    format!("{date} {} {}", event.when.is_proposed(), legs.join("; "))
}

fn at_date_of<'g>(graph: &'g GovGraph, snapshot: &Snapshot<'_>) -> Snapshot<'g> {
    snapshot.date().map_or_else(|| graph.at_any_time(), |date| graph.at(date.clone()))
}

impl Events {
    /// Those that happened, or can have happened, between the dates of two snapshots, whichever is the earlier; and those
    /// that only one of two graphs records. Of the bodies that `asked` accepts.
    pub(super) fn between(before: &Snapshot<'_>, after: &Snapshot<'_>, asked: &dyn Fn(&BodyId) -> bool) -> Events {
        let is_later = |a: &Snapshot<'_>, b: &Snapshot<'_>| a.date().zip(b.date()).is_some_and(|(a, b)| a > b);
        let (earlier, later) = if is_later(before, after) { (after, before) } else { (before, after) };
        let mut found: BTreeMap<(Option<Date>, String), Vec<Succession>> = BTreeMap::new();
        // Without two dates nothing is between them.
        let apart = earlier.date().zip(later.date()).is_some_and(|(earlier, later)| earlier != later);
        for (own, other) in [(after, before), (before, after)] {
            let recorded: BTreeSet<String> = other.graph().events().iter().map(same).collect();
            // An event of one graph may come before the date of the snapshot of the other.
            let own_later = at_date_of(own.graph(), later);
            for event in own.graph().events() {
                let words = same(event);
                let can_be = happened(&own_later, event).is_possible() && own_later.knows(event);
                let between = apart && happened(earlier, event) != Cover::Certain;
                if can_be && (between || !recorded.contains(&words)) {
                    found
                        .entry((event.when.date().cloned(), words))
                        .or_insert_with(|| event.legs.iter().map(|leg| succession(&own_later, event, leg)).collect());
                }
            }
        }
        let takes_part = |leg: &Succession| {
            leg.from.iter().chain(&leg.to).any(|body| body.id.parse().is_ok_and(|id: BodyId| asked(&id)))
        };
        // Those without a date last.
        let (undated, dated): (Vec<_>, Vec<_>) = found.into_iter().partition(|((date, _), _)| date.is_none());
        let all: Vec<Succession> =
            dated.into_iter().chain(undated).flat_map(|(_, legs)| legs).filter(takes_part).collect();
        let mut by_body: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, leg) in all.iter().enumerate() {
            for body in leg.from.iter().chain(&leg.to) {
                by_body.entry(body.id.clone()).or_default().push(at);
            }
        }
        Events { all, by_body }
    }

    /// Those in which one of some bodies took part, in order.
    pub(super) fn of(&self, bodies: &[&BodyId]) -> Vec<Succession> {
        let mut found: Vec<usize> =
            bodies.iter().filter_map(|id| self.by_body.get(id.as_str())).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().filter_map(|at| self.all.get(at).cloned()).collect()
    }

    pub(super) fn into_all(self) -> Vec<Succession> {
        self.all
    }
}
