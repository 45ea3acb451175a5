//! What sources say that bears on the steps of a plan.

use serde::Serialize;

use govgraph_model::{Action, Aspect, BodyId, Cover, Evidence, Located, Statement};

use super::Both;
use super::steps::sides;
use crate::graph::BodyView;
use crate::questions::BodyRef;

/// How what a source says bears on a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bearing {
    /// A step does what the source says is not intended.
    Contradicts,
    /// A step does what the source says is intended.
    SaysTheSame,
    /// It speaks of the future of a body in the plan, and settles nothing about the steps.
    Speaks,
}

/// What a source says that bears on a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// How it bears on it.
    pub bearing: Bearing,
    /// The numbers of the steps.
    pub steps: Vec<usize>,
    /// The body in whose record it stands.
    pub body: BodyRef,
    /// What it is about.
    pub about: Aspect,
    /// What it says, in the words of whoever wrote the record.
    pub text: String,
    /// The bodies in the plan that it speaks of, by id.
    pub of: Vec<BodyRef>,
    /// Whether it is known to hold at the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// What a source can say of what is to become of a body.
const OF_THE_FUTURE: [Aspect; 6] = [
    Aspect::Subsumption,
    Aspect::Decommissioning,
    Aspect::Review,
    Aspect::Recommendation,
    Aspect::Expectation,
    Aspect::Mapping,
];

pub(super) fn find(both: &Both<'_, '_, '_>) -> Vec<Said> {
    let graph = both.before.graph();
    let mut said = Vec::new();
    for body in graph.bodies() {
        for statement in &body.record().statements {
            if OF_THE_FUTURE.contains(&statement.about) {
                said.extend(row(both, body, statement));
            }
        }
    }
    said.sort_by_key(|said| said.bearing);
    said
}

fn row(both: &Both<'_, '_, '_>, body: BodyView<'_>, statement: &Statement) -> Option<Said> {
    let graph = both.before.graph();
    let value = statement.value.as_ref().map(|value| value.value.as_str());
    let steps = || both.plan.steps.iter().enumerate();
    let taken_in: Vec<usize> = match statement.about {
        Aspect::Subsumption => {
            steps().filter(|(_, step)| takes_in(body, statement, &step.action)).map(|(at, _)| at).collect()
        }
        _ => Vec::new(),
    };
    let (bearing, at) = match (taken_in.is_empty(), value) {
        (false, Some("not-intended")) => (Bearing::Contradicts, taken_in),
        (false, Some("intended")) => (Bearing::SaysTheSame, taken_in),
        _ => {
            // A review by one body names many that it is not about.
            let others = statement.bodies.iter().filter(|_| statement.about != Aspect::Review);
            let own = std::iter::once(body.id()).chain(others.map(|id| &id.value));
            let own: Vec<&BodyId> = own.collect();
            let names = |action: &Action| {
                let (from, to) = sides(action);
                from.iter().chain(to).any(|id| own.contains(&&id.value))
            };
            (Bearing::Speaks, steps().filter(|(_, step)| names(&step.action)).map(|(at, _)| at).collect())
        }
    };
    if at.is_empty() {
        return None;
    }
    let named: Vec<&Located<BodyId>> = at
        .iter()
        .flat_map(|at| {
            let (from, to) = sides(&both.plan.steps[*at].action);
            from.iter().chain(to)
        })
        .collect();
    let is_of = |id: &BodyId| *id == *body.id() || speaks_of(body, statement, id);
    let mut of: Vec<&BodyId> = named.iter().map(|id| &id.value).filter(|id| is_of(id)).collect();
    of.sort();
    of.dedup();
    let outer = [&body.record().provenance];
    let extent = graph.statement_extent(statement.at.as_ref(), &statement.provenance, &outer);
    let text = statement.text.clone().unwrap_or_else(|| format!("{}: {}", statement.about, value.unwrap_or_default()));
    Some(Said {
        bearing,
        steps: at.into_iter().map(|at| at + 1).collect(),
        body: both.body_ref(body.id())?,
        about: statement.about,
        text,
        of: of.into_iter().filter_map(|id| both.body_ref(id)).collect(),
        cover: both.before.covers(&extent),
        evidence: graph.evidence(&statement.provenance, &outer),
    })
}

/// Whether a step lets a body take in, or take the place of, one that a statement about the body speaks of.
fn takes_in(body: BodyView<'_>, statement: &Statement, action: &Action) -> bool {
    let (from, to) = match action {
        Action::Merge { .. } | Action::Replace { .. } => sides(action),
        Action::Abolish { .. } | Action::Create { .. } | Action::Transfer { .. } => return false,
    };
    to.iter().any(|id| id.value == *body.id()) && from.iter().any(|id| speaks_of(body, statement, &id.value))
}

/// Whether a statement names a body, or a collective that stands for bodies of its class.
pub(crate) fn speaks_of(around: BodyView<'_>, statement: &Statement, id: &BodyId) -> bool {
    let graph = around.graph;
    statement.bodies.iter().any(|named| {
        let class = graph.body(&named.value).and_then(|named| named.record().collective_of.as_ref());
        let is_of_class = || class.zip(graph.body(id)).is_some_and(|(class, body)| body.is_of_class(class));
        named.value == *id || is_of_class()
    })
}
