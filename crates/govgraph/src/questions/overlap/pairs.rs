//! Which pairs of bodies are asked for, and in which order they come.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use rustc_hash::FxHashSet;

use super::{Params, Sides, Table};
use crate::graph::BodyView;
use crate::incidence::{self, Incidence, Overlaps, Pair, Query, Rank};

/// A pair to show, and the places of its bodies, first the one that was asked about.
pub(super) struct Chosen {
    pub(super) pair: Pair,
    pub(super) bodies: (usize, usize),
}

/// The pairs to show, and how many more there are.
///
/// Ranked before anything is put into words: evidence is gathered only for what is shown.
pub(super) fn chosen(incidence: &Incidence, table: &Table<'_, '_>, params: &Params<'_>) -> (Vec<Chosen>, usize) {
    let query = Query {
        least: params.least,
        jaccard: params.jaccard,
        containment: params.containment,
        cosine: params.cosine,
        sides: match &params.sides {
            Sides::All => incidence::Sides::All,
            Sides::Of(these) => incidence::Sides::Of(places(table, these)),
            Sides::Between(these, those) => incidence::Sides::Between(places(table, these), places(table, those)),
        },
        weigh: params.weigh || params.rank == Rank::Weight,
    };
    let overlaps = incidence.overlaps(&query);
    if let Some(count) = params.each {
        return each(&overlaps, count, params.rank);
    }
    let top = overlaps.top(params.top.unwrap_or(usize::MAX), params.rank, NonZeroUsize::MIN);
    let more = usize::try_from(top.all).unwrap_or(usize::MAX).saturating_sub(top.pairs.len());
    let chosen = top.pairs.into_iter().map(|pair| {
        let (first, second) = overlaps.in_order(&pair);
        Chosen { pair, bodies: (first as usize, second as usize) }
    });
    (chosen.collect(), more)
}

/// The first pairs of each body, and how many pairs are among those of neither of their bodies.
fn each(overlaps: &Overlaps<'_>, count: usize, rank: Rank) -> (Vec<Chosen>, usize) {
    let mut chosen: Vec<Chosen> = Vec::new();
    overlaps.each(count, rank, NonZeroUsize::MIN, <[Pair]>::to_vec, |pairs| {
        chosen.extend(pairs.into_iter().map(|pair| Chosen { pair, bodies: (pair.a as usize, pair.b as usize) }));
        ControlFlow::Continue(())
    });
    let told: FxHashSet<(u32, u32)> =
        chosen.iter().map(|Chosen { pair, .. }| (pair.a.min(pair.b), pair.a.max(pair.b))).collect();
    let all = overlaps.top(0, rank, NonZeroUsize::MIN).all;
    (chosen, usize::try_from(all).unwrap_or(usize::MAX).saturating_sub(told.len()))
}

/// The places of bodies among the rows, of those that are there.
fn places(table: &Table<'_, '_>, bodies: &[BodyView<'_>]) -> Vec<u32> {
    let place = |body: &BodyView<'_>| u32::try_from(table.position(*body)?).ok();
    bodies.iter().filter_map(place).collect()
}
