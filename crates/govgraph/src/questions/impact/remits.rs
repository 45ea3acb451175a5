//! Themes that somebody holds no longer, or newly, and who is left for them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use govgraph_model::{AreaId, BodyId};

use super::Both;
use super::steps::successors;
use crate::questions::Named;
use crate::questions::coverage::{self, Holding, Row};

/// Who is left to hold a theme. From worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Left {
    /// No body is recorded as holding it, a wider theme or a part of it.
    Nobody,
    /// Bodies are recorded for parts of it only.
    InPart,
    /// Bodies are recorded for a wider theme, and none for itself.
    Wider,
    /// Bodies are recorded for itself.
    Itself,
}

/// A theme that somebody holds no longer, or newly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RemitChange {
    /// The theme.
    pub theme: Named,
    /// Who holds it without the plan and not with it.
    pub lost: Vec<Holding>,
    /// Who holds it with the plan and not without it.
    pub gained: Vec<Holding>,
    /// Who is left to hold it for the areas of those who lose it, as far as that is recorded; proposals do not count.
    pub left: Left,
    /// Whether with the plan nobody is recorded for it, or for a wider theme, in the areas of those who lose it.
    pub orphaned: bool,
    /// Of those who lose it, the bodies that take their place.
    pub successors: Vec<Named>,
    /// Whether there are such, and none of them is recorded for it or for a wider theme: to be taken over, if the work is to
    /// go on there.
    pub to_take_over: bool,
    /// Who holds it with the plan, for the areas of those who lose it or for wider ones; also who holds it for no known area.
    pub holders: Vec<Holding>,
    /// Who holds only a wider theme there.
    pub wider: Vec<Holding>,
    /// Who holds only a part of it there.
    pub parts: Vec<Holding>,
    /// Who holds it, or a wider theme, for other areas only.
    pub elsewhere: Vec<Holding>,
}

pub(super) fn find(both: &Both<'_, '_, '_>) -> Vec<RemitChange> {
    let rows = |snapshot| coverage::find(snapshot, &coverage::Params::default()).rows;
    let before: BTreeMap<String, Row> = rows(both.before).into_iter().map(|row| (row.theme.id.clone(), row)).collect();
    let begins: BTreeSet<&str> = both.begins.iter().map(|id| id.as_str()).collect();
    let mut changes: Vec<RemitChange> = Vec::new();
    for row in rows(both.after) {
        let had: Vec<Holding> = before
            .get(&row.theme.id)
            .map(|row| in_force(&row.by))
            .unwrap_or_default()
            .into_iter()
            .filter(|holding| !begins.contains(holding.body.id.as_str()))
            .collect();
        let has = in_force(&row.by);
        let (lost, gained) = (without(&had, &has), without(&has, &had));
        if lost.is_empty() && gained.is_empty() {
            continue;
        }
        let is_here = |holding: &Holding| lost.iter().all(|lost| is_for_area_of(both, holding, lost));
        let (holders, mut elsewhere): (Vec<_>, Vec<_>) = has.into_iter().partition(is_here);
        let (wider, more): (Vec<_>, Vec<_>) = in_force(&row.through_wider).into_iter().partition(is_here);
        let parts: Vec<Holding> = in_force(&row.in_part).into_iter().filter(is_here).collect();
        elsewhere.extend(more);
        let left = match (holders.is_empty(), wider.is_empty(), parts.is_empty()) {
            (false, ..) => Left::Itself,
            (_, false, _) => Left::Wider,
            (.., false) => Left::InPart,
            _ => Left::Nobody,
        };
        let mut next: Vec<Named> = lost
            .iter()
            .filter_map(|holding| holding.body.id.parse::<BodyId>().ok())
            .flat_map(|id| successors(both, &id))
            .filter_map(|id| both.body_ref(id))
            .map(|body| Named { id: body.id, name: body.name })
            .collect();
        next.sort();
        next.dedup();
        let takes_over = |holding: &Holding| next.iter().any(|next| next.id == holding.body.id);
        let is_taken_over = holders.iter().chain(&wider).any(takes_over);
        changes.push(RemitChange {
            orphaned: !lost.is_empty() && left <= Left::InPart,
            to_take_over: !next.is_empty() && !is_taken_over,
            theme: row.theme,
            lost,
            gained,
            left,
            successors: next,
            holders,
            wider,
            parts,
            elsewhere,
        });
    }
    changes.sort_by(|a, b| {
        let key = |change: &RemitChange| (change.lost.is_empty(), !change.orphaned, !change.to_take_over, change.left);
        key(a).cmp(&key(b)).then_with(|| (&a.theme.name, &a.theme.id).cmp(&(&b.theme.name, &b.theme.id)))
    });
    changes
}

fn in_force(holdings: &[Holding]) -> Vec<Holding> {
    holdings.iter().filter(|holding| !holding.proposed).cloned().collect()
}

/// Whether a body holds a theme for the area of another, or for a wider one; so it may, if one of the two is not known.
fn is_for_area_of(both: &Both<'_, '_, '_>, holding: &Holding, lost: &Holding) -> bool {
    let (Some(own), Some(area)) = (&holding.area, &lost.area) else { return true };
    let Ok(area) = area.id.parse::<AreaId>() else { return true };
    both.after.graph().area_and_wider(&area).any(|area| area.id.as_str() == own.id)
}

/// Those of the first whose body is not among the second.
fn without(first: &[Holding], second: &[Holding]) -> Vec<Holding> {
    let is_other = |holding: &&Holding| second.iter().all(|other| other.body.id != holding.body.id);
    first.iter().filter(is_other).cloned().collect()
}
