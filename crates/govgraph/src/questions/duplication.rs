//! Which bodies do the same job in the same place at the same time, and why do we think so?

mod apart;
mod parts;
mod places;
mod themes;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use govgraph_model::{Aspect, Cover, Evidence, Level, Tri};

use super::overlap::{self, Shared, Tie};
use super::{Asked, BodyRef, Circle, Named, Scope, WayStep};
use crate::graph::{BodyIx, BodyView, Snapshot};

use apart::Families;
use themes::Themes;

/// What to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Params<'g> {
    /// Which seats make members.
    pub circle: Circle,
    /// Only pairs of bodies that are both within this.
    pub scope: Scope<'g>,
    /// Only pairs that score at least so much by what is certain.
    pub least: f64,
    /// Only the first so many pairs; `None`: all.
    pub top: Option<usize>,
    /// Only this pair, whatever it scores; the limits above do not apply to it.
    pub between: Option<(BodyView<'g>, BodyView<'g>)>,
}

/// Pairs of bodies that hold the same themes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// Which seats make members.
    pub circle: Circle,
    /// Only bodies at this level were compared.
    pub level: Option<Level>,
    /// Only bodies for this area and those inside it were compared.
    pub area: Option<Named>,
    /// How many bodies were compared: those of which a theme is known.
    pub compared: usize,
    /// Pairs that may do the same job: the greatest score by what is certain first, then by what is possible, then by ids.
    pub rows: Vec<Row>,
    /// Pairs that belong together, and so are no duplicates of each other, in the same order. They are all told.
    pub apart: Vec<Apart>,
    /// How many more pairs there are, whose certain score is below the least that was asked for.
    pub below: usize,
    /// How many more pairs there are, beyond the number that was asked for.
    pub more: usize,
    /// Bodies of a kind that has members of which no theme is known: whether they do what others do cannot be said. By id.
    pub unknown: Vec<BodyRef>,
    /// Bodies that hold themes and whose level or area, where that was asked for, is not known: they are left out. By id.
    pub unplaced: Vec<BodyRef>,
}

/// A number between 0 and 1, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Range {
    /// By what is certain.
    pub least: f64,
    /// If all that is possible is so, and what is not known is as it would count most.
    pub most: f64,
}

/// Two bodies and how far they do the same job.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The body whose id comes first, or the first of the two that were asked for.
    pub a: BodyRef,
    /// The other.
    pub b: BodyRef,
    /// Two thirds of the part of the remits and one third of that of the members, times the parts of area and time.
    pub score: Range,
    /// The themes that both hold.
    pub remits: RemitPart,
    /// The members that both have.
    pub members: MemberPart,
    /// Whether they are there for the same place.
    pub area: AreaPart,
    /// Whether they are there at the same time.
    pub time: TimePart,
    /// Whether one of the two is only a proposal.
    pub proposed: bool,
    /// What sources say of both as work done twice; it does not count in the score.
    pub said: Vec<Said>,
}

/// How far two bodies hold the same themes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RemitPart {
    /// The mean of the two below; unknown, 0 to 1, if of one of the bodies no theme is known.
    #[serde(flatten)]
    pub range: Range,
    /// Which part of `a`'s themes `b` holds too, rarer themes counting more, wider ones and parts less.
    pub a_in_b: Range,
    /// Which part of `b`'s themes `a` holds too.
    pub b_in_a: Range,
    /// How many themes of `a` are known; without a date, that it can have held while `b` existed.
    pub themes_a: usize,
    /// How many of `b`.
    pub themes_b: usize,
    /// The themes that both hold: certain ones first, then the weightiest, then by id.
    pub shared: Vec<SharedTheme>,
}

impl RemitPart {
    /// Whether no theme of one of the bodies is known.
    pub fn is_unknown(&self) -> bool {
        self.themes_a == 0 || self.themes_b == 0
    }
}

/// A theme that both hold, or that one holds while the other holds only a part of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SharedTheme {
    /// The theme; where one of the two holds only a part, the wider of their themes.
    #[serde(flatten)]
    pub theme: Named,
    /// How many bodies hold it or a part of it, at the date or ever, anywhere; proposals do not count.
    pub holders: u32,
    /// What it counts: 1 if no more than two bodies hold it, otherwise 2 by the number of its holders.
    pub weight: f64,
    /// Whether both hold it at the date, or at one time if there is no date.
    pub cover: Cover,
    /// Whether that is only proposed.
    pub proposed: bool,
    /// Whether one of them holds only a part of it.
    pub in_part: bool,
    /// The remits of `a`.
    pub on_a: Vec<Tie>,
    /// The remits of `b`.
    pub on_b: Vec<Tie>,
}

/// How far two bodies have the same members, by organisation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MemberPart {
    /// The shared by all known members of either; unknown, 0 to 1, if of one of the bodies no member is known.
    #[serde(flatten)]
    pub range: Range,
    /// How many members of `a` are known.
    pub members_a: usize,
    /// How many of `b`.
    pub members_b: usize,
    /// How many seats of `a` there are of which it is not known who holds them.
    pub open_a: usize,
    /// How many of `b`.
    pub open_b: usize,
    /// The members of both that can be so at one time, certain ones first, then by name.
    pub shared: Vec<Shared>,
}

impl MemberPart {
    /// Whether nothing is known of the members of one of the bodies.
    pub fn is_unknown(&self) -> bool {
        self.members_a == 0 || self.members_b == 0
    }
}

/// How the areas of two bodies lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// It is the same area.
    Same,
    /// One lies inside the other.
    Nested,
    /// The area of one of them is not known.
    Unknown,
    /// They lie apart.
    Apart,
}

/// Whether two bodies are there for the same place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaPart {
    /// 1 if it is the same, a half if one lies inside the other, 0 if they lie apart; unknown, 0 to 1, if one is not known,
    /// or 0 to a half if the bodies are of different levels.
    #[serde(flatten)]
    pub range: Range,
    /// How they lie to each other.
    pub fit: Fit,
    /// The area of `a`.
    pub a: Option<Named>,
    /// The area of `b`.
    pub b: Option<Named>,
    /// What stands behind them: the records of the bodies.
    pub evidence: Vec<Evidence>,
}

/// Whether two bodies are there at the same time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimePart {
    /// 1 if certain, 0 if they cannot be; otherwise unknown, 0 to 1.
    #[serde(flatten)]
    pub range: Range,
    /// Whether both exist at the date, or ever at one time. Of proposals it is possible.
    pub together: Cover,
    /// When `a` existed, in EDTF; `/` if nothing is known.
    pub existed_a: String,
    /// When `b` did.
    pub existed_b: String,
    /// What stands behind that: the sources of their dates, or else of their records.
    pub evidence: Vec<Evidence>,
}

/// A statement of a source about work done twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The body in whose record it stands.
    pub body: BodyRef,
    /// What it says.
    pub text: Option<String>,
    /// Whether it holds at the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// A pair of bodies that belong together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Apart {
    /// Why they are no duplicates of each other.
    pub reason: Reason,
    /// How one leads to the other: events or relations, in order.
    pub way: Vec<WayStep>,
    /// What they share all the same.
    #[serde(flatten)]
    pub row: Row,
}

/// Why two bodies that hold the same themes are no duplicates of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// One became the other, over one event or several.
    Succession,
    /// The same, if what is proposed comes about.
    ProposedSuccession,
    /// One is a part or sub-board of the other, directly or over others.
    Containment,
    /// One stands for a sort of bodies of which the other is one.
    Collective,
}

impl Range {
    /// Nothing is known.
    pub const UNKNOWN: Range = Range { least: 0.0, most: 1.0 };

    /// A number that is known.
    pub const fn exactly(number: f64) -> Range {
        Range { least: number, most: number }
    }

    /// Whether nothing is known.
    pub fn is_unknown(self) -> bool {
        self == Range::UNKNOWN
    }

    fn both(self, other: Range, with: impl Fn(f64, f64) -> f64) -> Range {
        Range { least: with(self.least, other.least), most: with(self.most, other.most) }
    }
}

/// Finds pairs of bodies that hold the same themes, for places that are not apart, at times that are not.
///
/// Two bodies are compared if one holds a theme and the other the same or a part of it, or if a source speaks of both as work
/// done twice. A score says how alike the records make them; it does not show that anything is done twice.
///
/// The score is the same both ways round, and bodies whose themes have nothing to do with those of a pair make no difference
/// to it, however many there are.
///
/// Cost: linear in the remits and the seats, and in the pairs of bodies of which one holds a theme and the other the same or a
/// part of it, and whose areas do not lie apart: the more places there are, the fewer. Of bodies without an area, all that hold
/// a theme are pairs. For each pair, the product of the numbers of their themes, and its evidence. Memory: linear in the remits,
/// the seats and the pairs that are told, not in those beyond `top` or below `least`.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let finder = Finder::new(snapshot, params);
    let ever = snapshot.graph().at_any_time();
    let mut families = Families::new(snapshot, &ever);
    let (mut best, mut apart) = (Best::new(params), Vec::new());
    let mut tell = |a, b| {
        let row = finder.row(a, b);
        match families.reason(a, b) {
            Some((reason, way)) => apart.push(Apart { reason, way, row }),
            None => best.add(row),
        }
    };
    match params.between {
        Some((a, b)) => tell(a, b),
        None => finder.each_pair(tell),
    }
    let (rows, below, more) = best.finish();
    apart.sort_by(|x, y| order(&x.row, &y.row));
    let is_in = |body: &BodyView<'g>, answer: Tri| params.scope.includes(*body) == answer;
    let holds = |body: &BodyView<'g>| finder.themes.holds_any(body.ix);
    let named =
        |bodies: &mut dyn Iterator<Item = BodyView<'g>>| bodies.map(|body| BodyRef::at(snapshot, body)).collect();
    Report {
        asked: Asked::new("duplication", snapshot),
        circle: params.circle,
        level: params.scope.level,
        area: params.scope.area.map(Named::from),
        compared: snapshot.bodies().filter(|body| holds(body) && is_in(body, Tri::Yes)).count(),
        rows,
        apart,
        below,
        more,
        unknown: named(
            &mut snapshot.bodies().filter(|body| body.kind().has_members() && !holds(body) && !is_in(body, Tri::No)),
        ),
        unplaced: named(&mut snapshot.bodies().filter(|body| holds(body) && is_in(body, Tri::Unknown))),
    }
}

/// The greatest score first; equal ones by ids.
fn order(x: &Row, y: &Row) -> std::cmp::Ordering {
    let score = y.score.least.total_cmp(&x.score.least).then(y.score.most.total_cmp(&x.score.most));
    score.then_with(|| (&x.a.id, &x.b.id).cmp(&(&y.a.id, &y.b.id)))
}

/// The pairs that are wanted of all that are found.
struct Best {
    least: f64,
    top: Option<usize>,
    rows: Vec<Row>,
    below: usize,
    more: usize,
}

impl Best {
    fn new(params: &Params<'_>) -> Self {
        let (least, top) =
            if params.between.is_some() { (f64::NEG_INFINITY, None) } else { (params.least, params.top) };
        Best { least, top, rows: Vec::new(), below: 0, more: 0 }
    }

    fn add(&mut self, row: Row) {
        if row.score.least >= self.least {
            self.rows.push(row);
        } else {
            self.below += 1;
        }
        // Sorted out from time to time, so that no more are kept than a few times those that are wanted.
        if self.top.is_some_and(|top| self.rows.len() / 2 > top.max(500)) {
            self.keep();
        }
    }

    fn keep(&mut self) {
        self.rows.sort_by(order);
        let beyond = self.top.map_or(0, |top| self.rows.len().saturating_sub(top));
        self.rows.truncate(self.rows.len() - beyond);
        self.more += beyond;
    }

    /// The rows in order, how many were below the least, and how many more there were.
    fn finish(mut self) -> (Vec<Row>, usize, usize) {
        self.keep();
        (self.rows, self.below, self.more)
    }
}

struct Finder<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    params: &'s Params<'g>,
    themes: Themes<'s, 'g>,
    members: overlap::Table<'s, 'g>,
    /// By pair, the smaller number first.
    said: BTreeMap<(BodyIx, BodyIx), Vec<Said>>,
}

impl<'s, 'g> Finder<'s, 'g> {
    fn new(snapshot: &'s Snapshot<'g>, params: &'s Params<'g>) -> Self {
        let by_organisation = overlap::Params { circle: params.circle, ..overlap::Params::default() };
        Finder {
            snapshot,
            params,
            themes: Themes::new(snapshot),
            members: overlap::Table::new(snapshot, &by_organisation),
            said: said(snapshot),
        }
    }

    /// Tells of each pair that can do the same job in the same place at the same time, by numbers.
    fn each_pair(&self, mut tell: impl FnMut(BodyView<'g>, BodyView<'g>)) {
        let mut bodies: Vec<BodyIx> = self.themes.bodies().chain(self.said.keys().map(|(a, _)| *a)).collect();
        bodies.sort_unstable();
        bodies.dedup();
        let view = |ix| self.snapshot.graph().view(ix);
        for a in bodies.into_iter().map(view).filter(|body| self.is_in_scope(*body)) {
            let mut others = self.themes.behind(a);
            others.extend(self.said.range((a.ix, BodyIx(0))..=(a.ix, BodyIx(u32::MAX))).map(|((_, b), _)| *b));
            others.sort_unstable();
            others.dedup();
            for b in others.into_iter().map(view).filter(|b| self.is_in_scope(*b) && self.is_candidate(a, *b)) {
                tell(a, b);
            }
        }
    }

    fn is_in_scope(&self, body: BodyView<'g>) -> bool {
        self.params.scope.includes(body) == Tri::Yes
    }

    /// Whether two bodies can do the same job in the same place at the same time.
    fn is_candidate(&self, a: BodyView<'g>, b: BodyView<'g>) -> bool {
        parts::fit(a, b) != Fit::Apart
            && parts::together(self.snapshot, a, b).is_possible()
            && (self.themes.meet(a, b) || self.said.contains_key(&(a.ix.min(b.ix), a.ix.max(b.ix))))
    }

    fn row(&self, a: BodyView<'g>, b: BodyView<'g>) -> Row {
        let remits = self.themes.part(a, b);
        let members = parts::members(&self.members, a, b);
        let (area, time) = (parts::area(a, b), parts::time(self.snapshot, a, b));
        let job = remits.range.both(members.range, |remits, members| (2.0 * remits + members) / 3.0);
        let here = area.range.both(time.range, |area, time| area * time);
        Row {
            a: BodyRef::at(self.snapshot, a),
            b: BodyRef::at(self.snapshot, b),
            score: job.both(here, |job, here| job * here),
            remits,
            members,
            area,
            time,
            proposed: self.snapshot.is_proposal(a) || self.snapshot.is_proposal(b),
            said: self.said.get(&(a.ix.min(b.ix), a.ix.max(b.ix))).cloned().unwrap_or_default(),
        }
    }
}

/// What sources say about work done twice, by each pair of the bodies that it names; it need not say it of both alone.
fn said(snapshot: &Snapshot<'_>) -> BTreeMap<(BodyIx, BodyIx), Vec<Said>> {
    let graph = snapshot.graph();
    let mut by_pair: BTreeMap<(BodyIx, BodyIx), Vec<Said>> = BTreeMap::new();
    for body in graph.bodies() {
        let record = body.record();
        for statement in record.statements.iter().filter(|statement| statement.about == Aspect::Duplication) {
            let outer = [&record.provenance];
            let extent = graph.statement_extent(statement.at.as_ref(), &statement.provenance, &outer);
            let cover = snapshot.covers(&extent);
            if !cover.is_possible() {
                continue;
            }
            let others = statement.bodies.iter().filter_map(|id| graph.body(id)).map(|body| body.ix);
            let named: BTreeSet<BodyIx> = std::iter::once(body.ix).chain(others).collect();
            let said = Said {
                body: BodyRef::at(snapshot, body),
                text: statement.text.clone(),
                cover,
                evidence: graph.evidence(&statement.provenance, &outer),
            };
            for a in &named {
                for b in named.range((std::ops::Bound::Excluded(*a), std::ops::Bound::Unbounded)) {
                    by_pair.entry((*a, *b)).or_default().push(said.clone());
                }
            }
        }
    }
    by_pair
}
