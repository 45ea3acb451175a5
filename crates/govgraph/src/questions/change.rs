//! What is different between two dates, or between two datasets?

mod events;
mod pairs;

use std::collections::BTreeMap;

use serde::Serialize;

use govgraph_model::{BodyId, BodyKind, Cover, Evidence, RelationKind};

use self::events::Events;
use self::pairs::{Pair, pairs};
use super::facts::{Fact, FactKey, facts};
use super::lineage::Succession;
use super::profile::Topic;
use super::{Asked, add_evidence};
use crate::graph::{BodyView, Snapshot, Standing};

/// What to compare.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// Only what is about one of these bodies, or names one; `None`: everything.
    pub bodies: Option<Vec<BodyId>>,
    /// Also the facts of which one side is certain and the other only possible: the data show no change there.
    pub all: bool,
}

/// What is different between two snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked; dataset and date are those of the second snapshot.
    pub asked: Asked,
    /// The first snapshot.
    pub before: Looked,
    /// The second snapshot.
    pub after: Looked,
    /// Whether both are of one graph. If not, what one of them does not record need not be untrue there.
    pub one_dataset: bool,
    /// By body, what became of the body itself first, then by topic and by what each fact is about.
    pub rows: Vec<Row>,
    /// The events that happened, or can have happened, between the two dates, and those that only one dataset records.
    /// By date. Only those of the bodies that were asked.
    pub events: Vec<Succession>,
    /// How many facts are certain before and only possible after, or the other way round: where the data are silent, a
    /// change can neither be seen nor excluded. They are among `rows` only if all were asked.
    pub silent: usize,
    /// How many facts are the same on both sides.
    pub same: usize,
}

/// One of the two snapshots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// The title of the dataset.
    pub dataset: Option<String>,
    /// The date in EDTF; `None`: whatever the date.
    pub at: Option<String>,
}

/// In what way a fact differs. Each reads the other way round when the snapshots are swapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It holds after and not before; of a body, it came.
    Gained,
    /// It holds before and not after; of a body, it went.
    Lost,
    /// It holds on both sides and says something else.
    Changed,
    /// It is proposed after, and was not known before.
    Proposed,
    /// It is proposed before, and after it is neither proposed nor in force.
    Lapsed,
    /// One side is certain and the other only possible: the data do not show that anything changed.
    Silent,
}

/// A fact that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The body that it is about.
    pub body: Body,
    /// What it is about.
    pub topic: Topic,
    /// The same in a word: the holder of a seat, a theme, the name of the body.
    pub label: String,
    /// In what way it differs.
    pub kind: Kind,
    /// Whether that is certain: only if one side certainly holds and the other certainly does not, or both certainly hold
    /// and say different things. Never of what one side leaves unknown.
    pub cover: Cover,
    /// Before.
    pub before: Side,
    /// After.
    pub after: Side,
    /// If it changed: in what.
    pub differences: Vec<Difference>,
    /// The ids of the other bodies that it speaks of.
    pub others: Vec<String>,
    /// If it is a relation, of what kind; it leads from the body to the first of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<RelationKind>,
    /// Whether it came or went with the body itself, or is proposed no longer since the body is not.
    pub with_body: bool,
    /// The events between the two dates that may explain it: of those of its bodies that do not exist on one side, or, if
    /// all do, of the body itself.
    pub events: Vec<Succession>,
}

/// A body with how it stands on both sides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Body {
    /// Its id.
    pub id: String,
    /// Its name; where the two differ, the one after.
    pub name: String,
    /// What sort of thing it is.
    pub kind: BodyKind,
    /// How it stands before; `None` if there is no date, or it is not recorded.
    pub before: Option<Standing>,
    /// How it stands after.
    pub after: Option<Standing>,
}

/// One side of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Whether the dataset has a record of it, whatever its date.
    pub recorded: bool,
    /// Whether it holds; `No` of what is not recorded.
    pub cover: Cover,
    /// Whether it is no more than a proposal there.
    pub proposed: bool,
    /// The fact in words; if it does not hold, why not.
    pub text: String,
    /// What stands behind that.
    pub evidence: Vec<Evidence>,
}

/// What a changed fact says on either side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Of what: `capacity`, `places`, `elected`.
    pub what: &'static str,
    /// Before; `None` if the data do not say.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// Compares two snapshots, of one graph or of two.
///
/// A fact is known again by what it is about (the body, and the holder of a seat, the theme of a remit, the kind and the
/// other end of a relation, …), never by its place among others. Certain before and possible after is no loss: the data are
/// silent. Without a date on either side, everything that is recorded is compared, with the dates of each fact.
///
/// Cost: linear in the records of both, apart from sorting; evidence is gathered only of what differs.
///
/// ```
/// use govgraph::{Dataset, GovGraph, questions::change};
/// let graph = GovGraph::build(Dataset::default()).expect("nothing is wrong with nothing").graph;
/// let (then, now) = (graph.at("2007".parse()?), graph.at("2013".parse()?));
/// assert!(change::find(&then, &now, &change::Params::default()).rows.is_empty());
/// # Ok::<(), govgraph::DateError>(())
/// ```
pub fn find(before: &Snapshot<'_>, after: &Snapshot<'_>, params: &Params) -> Report {
    let with_periods = before.date().is_none() && after.date().is_none();
    let mut keyed: BTreeMap<FactKey, [Vec<Fact<'_>>; 2]> = BTreeMap::new();
    for (side, snapshot) in [before, after].into_iter().enumerate() {
        for fact in facts(snapshot, with_periods) {
            keyed.entry(fact.key.clone()).or_default()[side].push(fact);
        }
    }
    let asked = |id: &BodyId| params.bodies.as_ref().is_none_or(|asked| asked.contains(id));
    let is_asked = |fact: &Fact<'_>| asked(fact.body.id()) || fact.others.iter().any(|other| asked(other.id()));
    let events = Events::between(before, after, &asked);
    let (mut rows, mut silent, mut same) = (Vec::new(), 0, 0);
    for [befores, afters] in keyed.values() {
        if !befores.iter().chain(afters).any(is_asked) {
            continue;
        }
        for pair in pairs(befores, afters) {
            match pair.verdict() {
                None => same += usize::from(pair.holds()),
                Some((Kind::Silent, cover)) => {
                    silent += 1;
                    if params.all {
                        rows.extend(row(before, after, &pair, Kind::Silent, cover, &events));
                    }
                }
                Some((kind, cover)) => rows.extend(row(before, after, &pair, kind, cover, &events)),
            }
        }
    }
    let looked = |snapshot: &Snapshot<'_>| Looked {
        dataset: snapshot.graph().title().map(str::to_string),
        at: snapshot.date().map(|date| date.edtf().to_string()),
    };
    Report {
        asked: Asked::new("change", after),
        before: looked(before),
        after: looked(after),
        one_dataset: std::ptr::eq(before.graph(), after.graph()),
        rows,
        events: events.into_all(),
        silent,
        same,
    }
}

fn row(
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
    pair: &Pair<'_, '_>,
    kind: Kind,
    cover: Cover,
    events: &Events,
) -> Option<Row> {
    // What is known of it is what the sides say that have it.
    let known = pair.after.or(pair.before)?;
    let bodies: Vec<&BodyId> = known.bodies().map(BodyView::id).collect();
    let (own, others) = bodies.split_first()?;
    let [view_before, view_after] = [before, after].map(|snapshot| snapshot.graph().body(own));
    let named = view_after.or(view_before)?;
    let standing = |snapshot: &Snapshot<'_>| snapshot.graph().body(own).and_then(|body| snapshot.standing(body));
    let sides = [side(before, pair.before, &bodies), side(after, pair.after, &bodies)];
    // What did not exist on a side on which it does not hold.
    let mut absent: Vec<&BodyId> = sides.iter().flat_map(|(_, absent)| absent.iter().copied()).collect();
    let standings = [before, after].map(standing);
    let only_proposed = standings.iter().filter(|standing| **standing == Some(Standing::Proposed)).count();
    let with_body = known.key.topic != Topic::Itself && (absent.contains(own) || only_proposed == 1);
    if absent.is_empty() {
        absent.push(own);
    }
    let [(before_side, _), (after_side, _)] = sides;
    Some(Row {
        body: Body {
            id: own.to_string(),
            name: named.name().to_string(),
            kind: named.kind(),
            before: standings[0],
            after: standings[1],
        },
        topic: known.key.topic,
        label: known.label.clone(),
        kind,
        cover,
        before: before_side,
        after: after_side,
        differences: pair.differences(),
        others: others.iter().map(ToString::to_string).collect(),
        relation: known.relation,
        with_body,
        events: if kind == Kind::Silent { Vec::new() } else { events.of(&absent) },
    })
}

/// One side of a fact, and those of its bodies that are the reason why it does not hold there.
fn side<'i>(snapshot: &Snapshot<'_>, fact: Option<&Fact<'_>>, bodies: &[&'i BodyId]) -> (Side, Vec<&'i BodyId>) {
    let graph = snapshot.graph();
    if let Some(fact) = fact.filter(|fact| fact.cover.is_possible()) {
        let evidence = fact.evidence(graph);
        let text = fact.text.clone();
        return (Side { recorded: true, cover: fact.cover, proposed: fact.proposed, text, evidence }, Vec::new());
    }
    // It does not hold: perhaps since one of its bodies does not exist.
    let (mut reasons, mut absent, mut evidence) = (Vec::new(), Vec::new(), Vec::new());
    for id in bodies {
        let Some(body) = graph.body(id) else {
            absent.push(*id);
            continue;
        };
        let reason = match snapshot.standing(body) {
            Some(Standing::NotYet) => "did not exist yet",
            Some(Standing::Ended) => "had ended",
            Some(Standing::Proposed) => "was only proposed",
            _ => continue,
        };
        reasons.push(format!("{} {reason}", body.name()));
        absent.push(*id);
        add_evidence(&mut evidence, body.period_evidence());
    }
    if let Some(fact) = fact
        && evidence.is_empty()
    {
        evidence = fact.evidence(graph);
    }
    let text = match (reasons.is_empty(), fact) {
        (false, _) => reasons.join("; "),
        (true, Some(_)) => "not at that date".to_string(),
        (true, None) => "not recorded".to_string(),
    };
    (Side { recorded: fact.is_some(), cover: Cover::No, proposed: false, text, evidence }, absent)
}
