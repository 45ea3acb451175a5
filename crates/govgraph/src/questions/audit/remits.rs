//! Findings about themes that nobody holds: what [`coverage`] says of those that sources name.

use std::collections::BTreeMap;

use govgraph_model::{Code, Cover, Level, ThemeId};

use super::{Row, of_the_date};
use crate::graph::Snapshot;
use crate::questions::Scope;
use crate::questions::coverage::{self, Holds};

const GAP: &str = "ask who answers for it; that nobody is recorded does not show that nobody does";

/// Themes that a source names at the date in the record of a body, and that nobody at the level of that body is recorded
/// as holding, not even a part of them.
pub(super) fn find<'g>(snapshot: &Snapshot<'g>) -> Vec<Row> {
    let mut named: BTreeMap<Option<Level>, BTreeMap<ThemeId, Cover>> = BTreeMap::new();
    for (level, theme, cover) in naming(snapshot) {
        let known = named.entry(level).or_default().entry(theme).or_insert(cover);
        *known = (*known).max(cover);
    }
    named.iter().flat_map(|(level, themes)| at_level(snapshot, *level, themes)).collect()
}

fn at_level<'g>(snapshot: &Snapshot<'g>, level: Option<Level>, named: &BTreeMap<ThemeId, Cover>) -> Vec<Row> {
    let scope = Scope { level, area: None };
    let report = coverage::find(snapshot, &coverage::Params { scope, theme: None });
    let rows = report.rows.into_iter().filter(|row| row.held == Holds::Nobody).filter_map(|row| {
        let theme = snapshot.graph().theme(&row.theme.id.parse().ok()?)?;
        let cover = *named.get(&theme.id.value)?;
        let at = level.map(|level| format!("at the {level} level ")).unwrap_or_default();
        let is_around = !row.through_wider.is_empty();
        let around = if is_around { "though there are holders of wider themes" } else { "nor of a wider theme" };
        let pattern = format!("Sources speak of {{}}, and {at}no holder is recorded, {around}");
        let found = Row::on(snapshot, Code::ThemeWithoutHolder, theme, pattern, cover).help(GAP);
        let found = Row { rank: usize::from(!is_around), ..found };
        let found = found.key(level.map(|level| level.to_string()).unwrap_or_default());
        let namings = row.named.into_iter().map(|naming| naming.evidence);
        Some(namings.fold(found, Row::evidence))
    });
    rows.collect()
}

/// The themes that sources name at the date in statements and plans, with the level of the body in whose record they do.
fn naming<'g>(snapshot: &Snapshot<'g>) -> Vec<(Option<Level>, ThemeId, Cover)> {
    let graph = snapshot.graph();
    let mut out = Vec::new();
    for body in snapshot.bodies() {
        let record = body.record();
        let outer = [&record.provenance];
        let statements = record.statements.iter().map(|statement| {
            (&statement.themes, graph.statement_extent(statement.at.as_ref(), &statement.provenance, &outer))
        });
        let plans = record
            .plans
            .iter()
            .map(|plan| (&plan.themes, graph.extent(plan.during.as_deref(), &plan.provenance, &outer)));
        for (themes, extent) in statements.chain(plans) {
            let Some(cover) = of_the_date(snapshot, &extent) else { continue };
            out.extend(themes.iter().map(|theme| (body.level(), theme.value.clone(), cover)));
        }
    }
    out
}
