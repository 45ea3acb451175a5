//! Which bodies share members or remits, how many, and who exactly?

mod pairs;

use serde::Serialize;

use govgraph_model::Cover;

pub use super::ties::Tie;
use super::ties::{RawTie, TiedBody, Ties};
use super::{Asked, BodyRef, Circle, Member, MemberKind};
use crate::graph::{BodyView, GovGraph, LinkView, Snapshot};
use crate::incidence::{Incidence, Rank, Share};
use pairs::Chosen;

/// What counts as the same member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The organisation that a seat belongs to.
    #[default]
    Organisation,
    /// The post whose holder sits there.
    Post,
    /// The person who sits there, named in the seat or known to hold its post.
    Person,
    /// A theme that both hold: remits rather than members. Proposed remits do not count.
    Theme,
}

impl By {
    /// In what sense members count; `None` if themes do.
    fn members(self) -> Option<MemberKind> {
        match self {
            By::Organisation => Some(MemberKind::Organisation),
            By::Post => Some(MemberKind::Post),
            By::Person => Some(MemberKind::Person),
            By::Theme => None,
        }
    }
}

impl From<MemberKind> for By {
    fn from(kind: MemberKind) -> Self {
        match kind {
            MemberKind::Organisation => By::Organisation,
            MemberKind::Post => By::Post,
            MemberKind::Person => By::Person,
        }
    }
}

/// Between which bodies pairs are asked for.
#[derive(Clone, Debug, Default)]
pub enum Sides<'g> {
    /// Any two.
    #[default]
    All,
    /// One of the two is among these.
    Of(Vec<BodyView<'g>>),
    /// One is among the first, the other among the second.
    Between(Vec<BodyView<'g>>, Vec<BodyView<'g>>),
}

impl<'g> Sides<'g> {
    /// The bodies that are named, on either side.
    fn named(&self) -> (&[BodyView<'g>], &[BodyView<'g>]) {
        match self {
            Sides::All => (&[], &[]),
            Sides::Of(these) => (these, &[]),
            Sides::Between(these, those) => (these, those),
        }
    }
}

/// What to compare. Whatever is given must hold.
#[derive(Clone, Debug, Default)]
pub struct Params<'g> {
    /// What counts as the same member.
    pub by: By,
    /// Which seats count.
    pub circle: Circle,
    /// Only pairs that share at least so many; 0 is taken as 1.
    pub least: u32,
    /// Only pairs that share at least this part of the known members of either.
    pub jaccard: Option<Share>,
    /// Only pairs that share at least this part of the known members of the body with fewer.
    pub containment: Option<Share>,
    /// Only pairs whose shared members are at least this part of the geometric mean of the known members of the two.
    pub cosine: Option<Share>,
    /// Between which bodies.
    pub sides: Sides<'g>,
    /// By what pairs are ranked.
    pub rank: Rank,
    /// Only the first so many pairs; `None`: all.
    pub top: Option<usize>,
    /// Of each body only the first so many pairs, and no other limit: most pairs are told twice, once of either body.
    pub each: Option<usize>,
    /// Whether pairs are told how rare the members are that they share, as they are if ranked by it.
    pub weigh: bool,
    /// Only this pair, even if it shares nothing, with all members of both; no other condition counts then.
    pub between: Option<(BodyView<'g>, BodyView<'g>)>,
}

/// Pairs of bodies that share members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// What counts as the same member.
    pub by: By,
    /// Which seats count.
    pub circle: Circle,
    /// What pairs had to fulfil, and how they are ranked.
    pub criteria: Criteria,
    /// How many bodies were compared: those with at least one known member.
    pub compared: usize,
    /// Bodies of which no member is known: whether they overlap cannot be said. By id.
    ///
    /// Only those of a kind that has members, or with seats whose holder is not known.
    pub unknown: Vec<BodyRef>,
    /// By rank; among equals, most shared members first, then by Jaccard, then by ids. With [`Params::each`], by the id of
    /// the body whose first pairs they are, and then so.
    pub rows: Vec<Row>,
    /// How many more pairs there are, beyond those that were asked for.
    pub more: usize,
}

/// What pairs had to fulfil, and how they are ranked.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Criteria {
    /// At least so many shared members.
    pub least: u32,
    /// At least this Jaccard.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jaccard: Option<Share>,
    /// At least this part of the members of the body with fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub containment: Option<Share>,
    /// At least this cosine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cosine: Option<Share>,
    /// By what pairs are ranked.
    pub rank: Rank,
    /// The first so many of each body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<usize>,
    /// The bodies of which one has to be one of the two; none: any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<BodyRef>,
    /// The bodies of which one has to be the other; none: any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<BodyRef>,
}

impl Criteria {
    fn new<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Self {
        let (of, with) = params.sides.named();
        let named = |bodies: &[BodyView<'g>]| {
            let mut named: Vec<BodyRef> = bodies.iter().map(|body| BodyRef::at(snapshot, *body)).collect();
            named.sort();
            named.dedup();
            named
        };
        Criteria {
            least: params.least.max(1),
            jaccard: params.jaccard,
            containment: params.containment,
            cosine: params.cosine,
            rank: params.rank,
            each: params.each,
            of: named(of),
            with: named(with),
        }
    }
}

/// Two bodies and what they share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The body that was asked about, or the first of two that were; of any two, that whose id comes first.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// The members of both, certain ones first, then by name.
    pub shared: Vec<Shared>,
    /// Shared members by the known members of either; `None` if of one of them no member is known.
    pub jaccard: Option<f64>,
    /// Which part of `a`'s known members are `b`'s too; `None` if of one of them no member is known.
    pub a_in_b: Option<f64>,
    /// Which part of `b`'s known members are `a`'s too; `None` if of one of them no member is known.
    pub b_in_a: Option<f64>,
    /// Shared members by the geometric mean of the known members of the two, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cosine: Option<f64>,
    /// How rare the shared members are, if that was asked for: one who sits on n bodies counts 1/(n-1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// How many of the shared members certainly sit on both at the date, or at one time if there is no date.
    pub certain: usize,
    /// Whether the two bodies exist at one time.
    pub together: Cover,
    /// Why much overlap is to be expected between them.
    pub kinship: Option<Kinship>,
    /// With `between`: the members of `a` alone, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_a: Option<Vec<Alone>>,
    /// With `between`: the members of `b` alone, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_b: Option<Vec<Alone>>,
}

/// One body of a pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// How many members of it are known.
    pub members: usize,
    /// How many seats it has of which it is not known who holds them in this sense: they may be shared as well.
    pub open_seats: usize,
}

/// A member of both bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// Who.
    #[serde(flatten)]
    pub member: Member,
    /// Whether it holds on both sides at the date, or at one time if there is no date.
    pub cover: Cover,
    /// The seats on `a`, in words, with what stands behind them.
    pub on_a: Vec<Tie>,
    /// The seats on `b`.
    pub on_b: Vec<Tie>,
    /// Whether a source lists it at a time when it, or the body, did not exist.
    pub contested: bool,
}

/// A member of one body of a pair alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alone {
    /// Who.
    #[serde(flatten)]
    pub member: Member,
    /// The seats there, in words, with what stands behind them.
    pub on: Vec<Tie>,
}

/// Why much overlap between two bodies is to be expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kinship {
    /// One replaced the other.
    Succession,
    /// One is proposed to replace the other.
    ProposedSuccession,
    /// One is a sub-board or part of the other.
    SubBoard,
}

/// Finds pairs of bodies that share members.
///
/// A member counts for a body if it holds a seat there at the date, certainly or possibly; without a date, if it is
/// recorded at all. Cost: as [`Incidence::overlaps`], and linear in the evidence of what is shown.
///
/// ```
/// use govgraph::{Dataset, GovGraph, questions::overlap};
/// let graph = GovGraph::build(Dataset::default()).expect("nothing is wrong with nothing").graph;
/// assert!(overlap::find(&graph.at_any_time(), &overlap::Params::default()).rows.is_empty());
/// ```
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let table = Table::new(snapshot, params);
    let tied = &table.0.rows;
    let pairs = tied.iter().zip(0..).flat_map(|(row, body)| row.ties.keys().map(move |member| (body, *member)));
    let incidence = Incidence::of_ranks(pairs.collect());
    let (rows, more) = if params.between.is_some() {
        (vec![table.row(0, 1, true)], 0)
    } else {
        let (chosen, more) = pairs::chosen(&incidence, &table, params);
        let has_cosine = params.cosine.is_some() || params.rank == Rank::Cosine;
        let row = |chosen: &Chosen| {
            let (a, b) = chosen.bodies;
            Row {
                cosine: has_cosine.then(|| chosen.pair.cosine(&incidence)),
                weight: chosen.pair.weight.map(f64::from),
                ..table.row(a, b, false)
            }
        };
        (chosen.iter().map(row).collect(), more)
    };
    let (known, without): (Vec<&TiedBody<'g>>, Vec<&TiedBody<'g>>) = tied.iter().partition(|row| !row.ties.is_empty());
    Report {
        asked: Asked::new("overlap", snapshot),
        by: params.by,
        circle: params.circle,
        criteria: Criteria::new(snapshot, params),
        compared: known.len(),
        unknown: without.iter().map(|row| BodyRef::at(snapshot, row.body)).collect(),
        rows,
        more,
    }
}

/// Two bodies with everybody who sits on one or both.
pub(super) fn between<'g>(snapshot: &Snapshot<'g>, bodies: [BodyView<'g>; 2], by: By, circle: Circle) -> Row {
    let [a, b] = bodies;
    let params = Params { by, circle, between: Some((a, b)), ..Params::default() };
    Table::new(snapshot, &params).row(0, 1, true)
}

/// Who belongs to which body.
pub(super) struct Table<'s, 'g>(Ties<'s, 'g>);

impl<'s, 'g> Table<'s, 'g> {
    pub(super) fn new(snapshot: &'s Snapshot<'g>, params: &Params<'g>) -> Self {
        let bodies: Vec<BodyView<'g>> = match params.between {
            Some((a, b)) => vec![a, b],
            None => snapshot.bodies().collect(),
        };
        let mut ties = Ties::new(snapshot, params.by.members(), params.circle, bodies);
        if params.between.is_none() {
            ties.rows.retain(|row| !row.ties.is_empty() || row.is_unknown());
        }
        Table(ties)
    }

    /// The place of a body among the rows, unless two were asked for; `None` if nobody needs to sit there.
    pub(super) fn position(&self, body: BodyView<'g>) -> Option<usize> {
        self.0.rows.binary_search_by_key(&body.ix, |row| row.body.ix).ok()
    }

    /// How many members of a row are known, and how many seats are open.
    pub(super) fn known(&self, at: usize) -> (usize, usize) {
        (self.0.rows[at].ties.len(), self.0.rows[at].open)
    }

    pub(super) fn row(&self, a: usize, b: usize, with_others: bool) -> Row {
        let table = &self.0;
        let (a, b) = (&table.rows[a], &table.rows[b]);
        let graph = table.snapshot.graph();
        let together = self.together(a.body, b.body);
        // Who is proposed for a board that does not exist may come to sit on both.
        let together_limit = match together {
            Cover::No if table.snapshot.is_proposal(a.body) || table.snapshot.is_proposal(b.body) => Cover::Possible,
            Cover::No => Cover::No,
            // Where a seat is certain, so is its body.
            Cover::Possible | Cover::Certain => Cover::Certain,
        };
        let shared = a.ties.iter().filter_map(|(number, on_a)| {
            let on_b = b.ties.get(number)?;
            let member = table.member(*number)?;
            let limit = if member.collective { Cover::Possible } else { Cover::Certain };
            let cover = self.cover(on_a, on_b).min(limit).min(together_limit);
            let contested = on_a.iter().chain(on_b).any(|tie| tie.from.is_contested(table.snapshot));
            let (on_a, on_b) = (table.ties(on_a), table.ties(on_b));
            Some(Shared { member, cover, on_a, on_b, contested })
        });
        let mut shared: Vec<Shared> = shared.collect();
        shared.sort_by(|x, y| y.cover.cmp(&x.cover).then_with(|| x.member.cmp(&y.member)));
        let either = a.ties.len() + b.ties.len() - shared.len();
        // Of who sits on a body nothing follows from nobody being known to.
        let comparable = !a.ties.is_empty() && !b.ties.is_empty();
        let part = |whole: usize| comparable.then(|| ratio(shared.len(), whole));
        let only = |row: &TiedBody<'g>, other: &TiedBody<'g>| {
            let alone = row.ties.iter().filter(|(number, _)| !other.ties.contains_key(number));
            let members = alone.filter_map(|(number, ties)| {
                let member = table.keys.get_index(*number as usize)?.member(graph);
                Some(Alone { member, on: table.ties(ties) })
            });
            let mut members: Vec<Alone> = members.collect();
            members.sort_by(|x, y| x.member.cmp(&y.member));
            members
        };
        let standing = |row: &TiedBody<'g>| BodyRef::at(table.snapshot, row.body);
        let side = |row: &TiedBody<'g>| Side { body: standing(row), members: row.ties.len(), open_seats: row.open };
        Row {
            a: side(a),
            b: side(b),
            jaccard: part(either),
            a_in_b: part(a.ties.len()),
            b_in_a: part(b.ties.len()),
            cosine: None,
            weight: None,
            certain: shared.iter().filter(|shared| shared.cover == Cover::Certain).count(),
            together,
            kinship: kinship(graph, a.body, b.body),
            only_a: with_others.then(|| only(a, b)),
            only_b: with_others.then(|| only(b, a)),
            shared,
        }
    }

    /// At a date: whether both hold then; without one: whether both ever hold at one time.
    fn cover(&self, on_a: &[RawTie<'g>], on_b: &[RawTie<'g>]) -> Cover {
        match self.0.snapshot.date() {
            Some(_) => {
                let best = |ties: &[RawTie<'g>]| ties.iter().map(|tie| self.0.snapshot.covers(&tie.extent)).max();
                best(on_a).min(best(on_b)).unwrap_or(Cover::No)
            }
            None => {
                let pairs = on_a.iter().flat_map(|a| on_b.iter().map(|b| a.extent.meets(&b.extent)));
                pairs.max().unwrap_or(Cover::No)
            }
        }
    }

    fn together(&self, a: BodyView<'g>, b: BodyView<'g>) -> Cover {
        match (self.0.snapshot.standing(a), self.0.snapshot.standing(b)) {
            (Some(a), Some(b)) => a.exists().min(b.exists()),
            _ => a.extent().meets(&b.extent()),
        }
    }
}

fn kinship<'g>(graph: &'g GovGraph, a: BodyView<'g>, b: BodyView<'g>) -> Option<Kinship> {
    let kinship = |link: LinkView<'g>| match link {
        LinkView::Succession(event, _) if event.when.is_proposed() => Some(Kinship::ProposedSuccession),
        LinkView::Succession(..) => Some(Kinship::Succession),
        LinkView::Relation(relation) if relation.kind.is_containment() => Some(Kinship::SubBoard),
        LinkView::Relation(_) | LinkView::Seat(_) => None,
    };
    graph.links_between(a, b).filter_map(kinship).min()
}

fn ratio(part: usize, whole: usize) -> f64 {
    let float = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    float(part) / float(whole)
}
