//! Which themes are held by whom, and which by nobody?

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use govgraph_model::{Count, Cover, Day, Evidence, Extent, Level, RemitRole, Theme, Tri};

use super::remits::{Held, ThemeIx, held, known_days, possible_days, theme_and_wider};
use super::scope::area_of;
use super::{Asked, BodyRef, Named, Scope};
use crate::graph::{BodyView, GovGraph, Snapshot};

/// Which themes and which bodies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Params<'g> {
    /// Only what bodies within this hold counts; what others hold stands in [`Row::elsewhere`].
    pub scope: Scope<'g>,
    /// Only this theme and those that are part of it.
    pub theme: Option<&'g Theme>,
}

/// Themes and who holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. Without a date, everything that was ever recorded counts; each holding has its time.
    pub asked: Asked,
    /// Only bodies at this level count.
    pub level: Option<Level>,
    /// Only bodies for this area and those inside it count.
    pub area: Option<Named>,
    /// Only this theme and those that are part of it were asked for.
    pub theme: Option<Named>,
    /// Every theme before those that are part of it; side by side by id.
    pub rows: Vec<Row>,
    /// The levels of the bodies that hold any theme at all, the widest first; proposals do not count.
    pub levels: Vec<Level>,
    /// Bodies that hold themes and whose level or area, where that was asked for, is not known: they are left out. By id.
    pub unplaced: Vec<BodyRef>,
    /// Bodies of a kind that has members for which no theme is known: they may hold any of them. By id.
    pub unknown: Vec<BodyRef>,
}

/// A theme and who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The theme.
    #[serde(flatten)]
    pub theme: Named,
    /// The theme that it is part of.
    pub broader: Option<Named>,
    /// How many themes it is inside.
    pub depth: u32,
    /// Whether any body is recorded as holding it.
    pub held: Holds,
    /// How many bodies hold it: at least those that certainly do, at most all that may. Without a date, at any one time.
    ///
    /// Of those that are recorded; proposals do not count.
    pub holders: Count,
    /// Whether it is held at all levels of [`Report::levels`], as a whole or in part, if there are several.
    pub at_every_level: bool,
    /// At which levels bodies hold it, the widest first, the unknown last; proposals do not count.
    pub levels: Vec<AtLevel>,
    /// Who holds the theme itself: owners first, then whose priority it is, then who contributes; among them who certainly
    /// does first, then by id.
    pub by: Vec<Holding>,
    /// Who holds only a wider theme, nearest themes first, then as `by`.
    pub through_wider: Vec<Holding>,
    /// Who holds only a part of it, by the id of the part, then as `by`.
    pub in_part: Vec<Holding>,
    /// Who outside the level or area that was asked for holds the theme itself, as `by`.
    pub elsewhere: Vec<Holding>,
    /// Where sources name it: certain ones first, then by body, in authored order.
    pub named: Vec<Naming>,
    /// What stands behind the theme itself.
    pub evidence: Vec<Evidence>,
}

/// How far a theme is recorded as held. From worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// No body is recorded as holding it or a part of it. That is not to say that nobody works on it.
    Nobody,
    /// Only proposals name a body for it or for a part of it.
    Proposed,
    /// No body is recorded as holding it, but of a part of it some is.
    InPart,
    /// A body may hold it.
    Possible,
    /// A body certainly holds it.
    Certain,
}

/// How far a theme is held at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AtLevel {
    /// The level; `None`: of bodies whose level is not known.
    pub level: Option<Level>,
    /// Whether it is held there.
    pub cover: Cover,
    /// Whether only parts of it are.
    pub in_part: bool,
}

/// A body that holds a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// The body.
    pub body: BodyRef,
    /// How far up it stands.
    pub level: Option<Level>,
    /// Its area.
    pub area: Option<Named>,
    /// The theme that is recorded: the one of the row, a wider one, or a part.
    pub theme: Named,
    /// How the body holds it.
    pub role: RemitRole,
    /// Whether the remit, or the body itself, is only a proposal.
    pub proposed: bool,
    /// Whether the body holds it at the date. Never certain of a proposal.
    pub cover: Cover,
    /// The days on which it certainly does, in EDTF, whatever the date; `None` if there are none.
    pub known: Option<String>,
    /// The days on which it can, in EDTF; `/` if any can.
    pub possible: String,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// Where a source names a theme without saying that the body holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Naming {
    /// The body in whose record it stands.
    pub body: BodyRef,
    /// In what.
    pub within: NamedIn,
    /// What it says.
    pub text: Option<String>,
    /// Whether it holds at the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// In what sort of record a theme is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NamedIn {
    /// A statement of a source.
    Statement,
    /// A plan.
    Plan,
}

impl Row {
    /// Whether one body holds it and no other can at the same time.
    pub fn is_held_once(&self) -> bool {
        self.holders.most == Some(1)
    }
}

/// Finds who holds which theme.
///
/// A remit counts at the date if it certainly or possibly holds then. A body that holds the theme itself, by more than a
/// proposal, is named neither among those who hold a wider theme nor among those who hold a part.
///
/// Cost: linear in the remits and in what is told, apart from sorting. For each theme are told the remits on it, on the themes
/// that it is inside and on its parts: who holds a wide theme is named with each of its parts, who holds a part with each
/// wider one.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let table = Table::new(snapshot, params.scope);
    let asked = params.theme.and_then(|theme| table.index(theme));
    let is_asked = |theme: ThemeIx| {
        params.theme.is_none() || asked.is_some_and(|asked| theme_and_wider(table.graph, theme).any(|ix| ix == asked))
    };
    let rows = table.in_order().into_iter().filter(|(theme, _)| is_asked(*theme));
    let mut levels: Vec<Level> = table.counting().filter_map(|held| held.body().level()).collect();
    levels.sort_unstable();
    levels.dedup();
    let rows = rows.map(|(theme, depth)| table.row(theme, depth, &levels)).collect();
    let mut unplaced: Vec<BodyRef> = table.unplaced.iter().map(|body| BodyRef::at(snapshot, *body)).collect();
    unplaced.dedup();
    let is_unknown = |body: &BodyView<'g>| {
        body.kind().has_members() && params.scope.includes(*body) != Tri::No && !table.holders.contains(body)
    };
    Report {
        asked: Asked::new("coverage", snapshot),
        level: params.scope.level,
        area: params.scope.area.map(Named::from),
        theme: params.theme.map(Named::from),
        rows,
        levels,
        unplaced,
        unknown: snapshot.bodies().filter(is_unknown).map(|body| BodyRef::at(snapshot, body)).collect(),
    }
}

/// Remits by theme.
struct Table<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    graph: &'g GovGraph,
    /// The themes that are directly part of each, by id.
    parts: Vec<Vec<ThemeIx>>,
    /// What bodies that count hold, by theme; then as it is told.
    within: Vec<Vec<Held<'g>>>,
    /// What others hold, in the same order.
    elsewhere: Vec<Vec<Held<'g>>>,
    /// Where themes are named.
    named: Vec<Vec<Naming>>,
    /// Bodies that hold anything.
    holders: FxHashSet<BodyView<'g>>,
    /// Of these, bodies of which it is not known whether they count, with repetitions.
    unplaced: Vec<BodyView<'g>>,
}

impl<'s, 'g> Table<'s, 'g> {
    fn new(snapshot: &'s Snapshot<'g>, scope: Scope<'g>) -> Self {
        let graph = snapshot.graph();
        let themes = graph.themes.len();
        let mut table = Table {
            snapshot,
            graph,
            parts: vec![Vec::new(); themes],
            within: vec![Vec::new(); themes],
            elsewhere: vec![Vec::new(); themes],
            named: vec![Vec::new(); themes],
            holders: FxHashSet::default(),
            unplaced: Vec::new(),
        };
        for theme in (0..themes).filter_map(|at| u32::try_from(at).ok()).map(ThemeIx) {
            if let Some(broader) = theme_and_wider(graph, theme).nth(1) {
                table.parts[broader.0 as usize].push(theme);
            }
        }
        for held in held(snapshot) {
            table.holders.insert(held.body());
            let list = match scope.includes(held.body()) {
                Tri::Yes => &mut table.within,
                Tri::No => &mut table.elsewhere,
                Tri::Unknown => {
                    table.unplaced.push(held.body());
                    &mut table.elsewhere
                }
            };
            list[held.theme.0 as usize].push(held);
        }
        for body in snapshot.bodies() {
            table.name(body);
        }
        table.named.iter_mut().for_each(|named| named.sort_by_key(|naming| Reverse(naming.cover)));
        // Owners first, then whose priority it is, then who contributes; among them certain ones first, then by body.
        for held in table.within.iter_mut().chain(&mut table.elsewhere) {
            held.sort_by_key(|held| (held.remit.record().role, Reverse(held.cover), held.body().ix));
        }
        table
    }

    fn index(&self, theme: &Theme) -> Option<ThemeIx> {
        let at = self.graph.themes.get_index_of(&theme.id.value)?;
        u32::try_from(at).ok().map(ThemeIx)
    }

    /// Notes where the record of a body names themes.
    fn name(&mut self, body: BodyView<'g>) {
        let (graph, record) = (self.graph, body.record());
        let outer = [&record.provenance];
        let statements = record.statements.iter().map(|statement| {
            let extent = graph.statement_extent(statement.at.as_ref(), &statement.provenance, &outer);
            (NamedIn::Statement, &statement.themes, statement.text.clone(), extent, &statement.provenance)
        });
        let plans = record.plans.iter().map(|plan| {
            let extent = graph.extent(plan.during.as_deref(), &plan.provenance, &outer);
            let text = plan.text.as_ref().map(|text| format!("{}: {text}", plan.name.value));
            let text = text.unwrap_or_else(|| plan.name.value.clone());
            (NamedIn::Plan, &plan.themes, Some(text), extent, &plan.provenance)
        });
        for (within, themes, text, extent, provenance) in statements.chain(plans) {
            let cover = self.snapshot.covers(&extent);
            for at in themes.iter().filter_map(|theme| graph.themes.get_index_of(&theme.value)) {
                if cover.is_possible() {
                    let (body, text) = (BodyRef::at(self.snapshot, body), text.clone());
                    let evidence = graph.evidence(provenance, &outer);
                    self.named[at].push(Naming { body, within, text, cover, evidence });
                }
            }
        }
    }

    /// What counts as held: not what is only proposed.
    fn counting(&self) -> impl Iterator<Item = &Held<'g>> {
        self.within.iter().flatten().filter(|held| !held.proposed)
    }

    /// All themes with their depth, each before its parts. Not recursive: a hierarchy can be as deep as the data.
    fn in_order(&self) -> Vec<(ThemeIx, u32)> {
        let all = (0..self.parts.len()).filter_map(|at| u32::try_from(at).ok()).map(ThemeIx);
        let roots = all.filter(|theme| theme_and_wider(self.graph, *theme).nth(1).is_none());
        let mut pending: Vec<(ThemeIx, u32)> = roots.map(|theme| (theme, 0)).collect();
        pending.reverse();
        let mut order = Vec::with_capacity(self.parts.len());
        while let Some((theme, depth)) = pending.pop() {
            order.push((theme, depth));
            pending.extend(self.parts[theme.0 as usize].iter().rev().map(|part| (*part, depth + 1)));
        }
        order
    }

    /// All themes inside one, by id.
    fn inside(&self, theme: ThemeIx) -> Vec<ThemeIx> {
        let (mut inside, mut pending) = (Vec::new(), self.parts[theme.0 as usize].clone());
        while let Some(part) = pending.pop() {
            inside.push(part);
            pending.extend(&self.parts[part.0 as usize]);
        }
        inside.sort_unstable();
        inside
    }

    fn row(&self, theme: ThemeIx, depth: u32, all_levels: &[Level]) -> Row {
        let own = &self.within[theme.0 as usize];
        let counted: Vec<&Held<'g>> = own.iter().filter(|held| !held.proposed).collect();
        let itself: FxHashSet<BodyView<'g>> = counted.iter().map(|held| held.body()).collect();
        let has_itself = |held: &&Held<'g>| itself.contains(&held.body());
        let wider = theme_and_wider(self.graph, theme).skip(1).flat_map(|wider| &self.within[wider.0 as usize]);
        let wider: Vec<&Held<'g>> = wider.filter(|held| !has_itself(held)).collect();
        let parts = self.inside(theme).into_iter().flat_map(|part| &self.within[part.0 as usize]);
        let parts: Vec<&Held<'g>> = parts.filter(|held| !has_itself(held)).collect();
        let (named, broader) = (self.named(theme), theme_and_wider(self.graph, theme).nth(1));
        let levels = levels(&counted, &parts);
        let is_there = |level: &Level| levels.iter().any(|at| at.level == Some(*level));
        Row {
            theme: named,
            broader: broader.map(|broader| self.named(broader)),
            depth,
            held: holds(own, &parts),
            holders: self.holders(&counted),
            at_every_level: all_levels.len() > 1 && all_levels.iter().all(is_there),
            levels,
            by: self.holdings(own),
            through_wider: self.holdings(wider),
            in_part: self.holdings(parts),
            elsewhere: self.holdings(&self.elsewhere[theme.0 as usize]),
            named: self.named[theme.0 as usize].clone(),
            evidence: self.record(theme).map(|theme| self.graph.evidence(&theme.provenance, &[])).unwrap_or_default(),
        }
    }

    fn record(&self, theme: ThemeIx) -> Option<&'g Theme> {
        self.graph.themes.get_index(theme.0 as usize).map(|(_, theme)| theme)
    }

    fn named(&self, theme: ThemeIx) -> Named {
        self.record(theme).map_or_else(|| Named { id: String::new(), name: String::new() }, Named::from)
    }

    fn holdings<'h>(&self, held: impl IntoIterator<Item = &'h Held<'g>>) -> Vec<Holding>
    where
        'g: 'h,
    {
        let holding = |held: &'h Held<'g>| {
            let (body, extent) = (held.body(), held.extent);
            Holding {
                body: BodyRef::at(self.snapshot, body),
                level: body.level(),
                area: area_of(body),
                theme: self.named(held.theme),
                role: held.remit.record().role,
                proposed: held.proposed,
                cover: held.cover,
                known: known_days(&extent),
                possible: possible_days(&extent),
                evidence: held.remit.evidence(),
            }
        };
        held.into_iter().map(holding).collect()
    }

    /// How many bodies some remits on one theme belong to, at the date or at one time.
    fn holders(&self, counted: &[&Held<'g>]) -> Count {
        let at_date = |least: Cover| {
            let bodies = counted.iter().filter(|held| held.cover >= least).map(|held| held.body());
            bodies.collect::<FxHashSet<_>>().len()
        };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        if self.snapshot.date().is_some() {
            return Count { least: number(at_date(Cover::Certain)), most: Some(number(at_date(Cover::Possible))) };
        }
        let extents: Vec<_> = counted.iter().map(|held| (held.body(), held.extent)).collect();
        let certain = at_once(&extents, |extent| extent.certain().map(|days| (days.first, days.last)));
        let most = at_once(&extents, |extent| {
            (!extent.is_empty())
                .then(|| (extent.earliest().unwrap_or(Day::FIRST), extent.latest().unwrap_or(Day::LAST)))
        });
        Count { least: number(certain), most: Some(number(most)) }
    }
}

/// The most bodies that have one of their stretches of days on the same day. Cost: linear, apart from sorting.
fn at_once<'g>(extents: &[(BodyView<'g>, Extent)], days: impl Fn(&Extent) -> Option<(Day, Day)>) -> usize {
    // What ends on a day is still there on it: beginnings go first.
    let mut turns: Vec<(Day, Turn, BodyView<'g>)> = Vec::with_capacity(2 * extents.len());
    for (body, (first, last)) in extents.iter().filter_map(|(body, extent)| Some((*body, days(extent)?))) {
        if first <= last {
            turns.extend([(first, Turn::Begins, body), (last, Turn::Ends, body)]);
        }
    }
    turns.sort_unstable_by_key(|(day, turn, _)| (*day, *turn));
    let mut there: FxHashMap<BodyView<'g>, usize> = FxHashMap::default();
    let mut most = 0;
    for (_, turn, body) in turns {
        let stretches = there.entry(body).or_default();
        match turn {
            Turn::Begins => *stretches += 1,
            Turn::Ends => *stretches = stretches.saturating_sub(1),
        }
        if *stretches == 0 {
            there.remove(&body);
        }
        most = most.max(there.len());
    }
    most
}

/// A stretch of days begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Begins,
    Ends,
}

fn holds(own: &[Held<'_>], parts: &[&Held<'_>]) -> Holds {
    let best = own.iter().filter(|held| !held.proposed).map(|held| held.cover).max();
    match best {
        Some(Cover::Certain) => Holds::Certain,
        Some(_) => Holds::Possible,
        None if parts.iter().any(|held| !held.proposed) => Holds::InPart,
        None if own.is_empty() && parts.is_empty() => Holds::Nobody,
        None => Holds::Proposed,
    }
}

/// The levels at which a theme is held, and those at which a part of it is.
fn levels(counted: &[&Held<'_>], parts: &[&Held<'_>]) -> Vec<AtLevel> {
    // The unknown stands last.
    let mut found: BTreeMap<(bool, Option<Level>), AtLevel> = BTreeMap::new();
    let whole = counted.iter().map(|held| (held, false));
    let in_part = parts.iter().filter(|held| !held.proposed).map(|held| (held, true));
    for (held, in_part) in whole.chain(in_part) {
        let level = held.body().level();
        let at = AtLevel { level, cover: held.cover, in_part };
        let entry = found.entry((level.is_none(), level)).or_insert(at);
        if entry.in_part == in_part {
            entry.cover = entry.cover.max(held.cover);
        }
    }
    found.into_values().collect()
}
