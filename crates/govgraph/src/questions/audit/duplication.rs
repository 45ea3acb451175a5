//! Findings about work that may be done twice: pairs that [`duplication`] tells.

use govgraph_model::{Code, RemitRole, Stretch, ThemeId};

use super::{Row, called};
use crate::graph::{BodyView, Snapshot};
use crate::questions::Circle;
use crate::questions::duplication::{self, Fit, SharedTheme};

const ASK: &str =
    "ask which of the two leads, and whether both are needed; likeness on paper does not show that work is done twice";

/// From this score on a pair is told, if all that is possible is so.
const LIKE: f64 = 0.5;

/// Pairs that both hold a theme for the same area while both certainly exist, and may be as alike as not.
///
/// Pairs that belong together, as a body and its sub-board do, are none, nor are those with a proposal, those that share
/// only a part of a theme, and those that both only contribute to it.
pub(super) fn find<'g>(snapshot: &Snapshot<'g>, circle: Circle) -> Vec<Row> {
    let report = duplication::find(snapshot, &duplication::Params { circle, ..duplication::Params::default() });
    report.rows.iter().filter_map(|pair| row(snapshot, pair)).collect()
}

fn row<'g>(snapshot: &Snapshot<'g>, pair: &duplication::Row) -> Option<Row> {
    let graph = snapshot.graph();
    let (a, b) = (graph.body(&pair.a.id.parse().ok()?)?, graph.body(&pair.b.id.parse().ok()?)?);
    let are_there = is_known(snapshot, a) && is_known(snapshot, b);
    if pair.proposed || pair.area.fit != Fit::Same || pair.score.most < LIKE || !are_there {
        return None;
    }
    let role = |body, theme: &SharedTheme| role(snapshot, body, &theme.theme.id.parse().ok()?);
    let shared = pair.remits.shared.iter().filter(|theme| !theme.in_part && !theme.proposed);
    let shared = shared.filter_map(|theme| Some((theme, role(a, theme)?, role(b, theme)?)));
    let leads = |a: RemitRole, b: RemitRole| a != RemitRole::Contributes || b != RemitRole::Contributes;
    let shared: Vec<(&SharedTheme, RemitRole, RemitRole)> = shared.filter(|(_, a, b)| leads(*a, *b)).collect();
    let cover = shared.iter().map(|(theme, ..)| theme.cover).max()?.min(pair.time.together);
    let names = shared.iter().map(|(theme, on_a, on_b)| {
        let possibly = if theme.cover < cover { ", possibly" } else { "" };
        format!("{} ({on_a}, {on_b}{possibly})", theme.theme.name)
    });
    let names: Vec<String> = names.collect();
    let place = pair.area.a.as_ref().map(|area| format!(" for {}", area.name)).unwrap_or_default();
    let message = format!("{} and {} both hold{place}: {}", called(a), called(b), names.join("; "));
    let mut row = Row {
        themes: shared.iter().map(|(theme, ..)| theme.theme.clone()).collect(),
        ..Row::new(Code::DuplicateRemits, message, cover)
    };
    row = row.about(snapshot, [a, b]).help(ASK).at(snapshot, b.record().id.origin, "").at(
        snapshot,
        a.record().id.origin,
        "",
    );
    for tie in shared.iter().flat_map(|(theme, ..)| theme.on_a.iter().chain(&theme.on_b)) {
        row = row.evidence(tie.evidence.clone());
    }
    for said in &pair.said {
        row = row.evidence(said.evidence.clone());
    }
    Some(row)
}

/// Whether a body certainly exists at the date, or on some of its days. Without a date, those of one time are compared.
fn is_known(snapshot: &Snapshot<'_>, body: BodyView<'_>) -> bool {
    let at = snapshot.date().map(Stretch::of_date);
    let known = body.extent().certain();
    at.is_none_or(|at| known.is_some_and(|known| known.first <= at.last && at.first <= known.last))
}

/// How a body holds a theme, in the strongest of the ways in which it may.
fn role<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, theme: &ThemeId) -> Option<RemitRole> {
    let own = body.remits().filter(|remit| remit.theme() == theme && !remit.record().proposed);
    own.filter(|remit| snapshot.holds_remit(*remit).is_possible()).map(|remit| remit.record().role).min()
}
