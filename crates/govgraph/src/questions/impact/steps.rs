//! The steps of a plan as understood, and what becomes of the bodies in it.

use serde::Serialize;

use govgraph_model::{Action, BodyId, Evidence, Located, Transferred};

use super::Both;
use crate::graph::Standing;
use crate::questions::BodyRef;
use crate::questions::words::theme_name;

/// A step as understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// Its number, from 1.
    pub number: usize,
    /// What is done, in words.
    pub text: String,
    /// What its author says about it.
    pub about: Option<String>,
    /// The bodies that it starts from.
    pub from: Vec<BodyRef>,
    /// The bodies that it leads to.
    pub to: Vec<BodyRef>,
    /// What stands behind it: what it cites itself, or else what the plan does.
    pub evidence: Vec<Evidence>,
}

/// What becomes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It ends with the plan.
    Ends,
    /// It begins with the plan.
    Begins,
    /// It goes on, and the steps name it.
    GoesOn,
}

/// A body of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyChange {
    /// The body, as it stands without the plan; one that the plan brings, as it stands with it.
    pub body: BodyRef,
    /// What becomes of it.
    pub fate: Fate,
    /// How it stands without the plan; `None` if there is no record of it.
    pub before: Option<Standing>,
    /// How it stands with it.
    pub after: Option<Standing>,
    /// Of one that ends, the bodies that take its place or take it in.
    pub successors: Vec<BodyRef>,
    /// The numbers of the steps that name it.
    pub steps: Vec<usize>,
    /// What stands behind its record without the plan.
    pub evidence: Vec<Evidence>,
}

pub(super) fn steps(both: &Both<'_, '_, '_>) -> Vec<StepRow> {
    let steps = both.plan.steps.iter().enumerate().map(|(position, step)| {
        let (from, to) = sides(&step.action);
        StepRow {
            number: position + 1,
            text: words(both, &step.action),
            about: step.text.clone(),
            from: refs(both, from),
            to: refs(both, to),
            evidence: both.after.graph().evidence(&step.provenance, &[&both.plan.provenance]),
        }
    });
    steps.collect()
}

/// The bodies that a step starts from, and those that it leads to.
pub(super) fn sides(action: &Action) -> (&[Located<BodyId>], &[Located<BodyId>]) {
    match action {
        Action::Abolish { bodies } => (bodies, &[]),
        Action::Create { bodies } => (&[], bodies),
        Action::Merge { from, into } => (from, std::slice::from_ref(into)),
        Action::Replace { from, with } => (from, with),
        Action::Transfer { from, to, .. } => (std::slice::from_ref(from), std::slice::from_ref(to)),
    }
}

/// The bodies that take the place of one that ends, or take it in, in the order of the steps.
pub(super) fn successors<'p>(both: &Both<'p, '_, '_>, of: &BodyId) -> Vec<&'p BodyId> {
    let mut found: Vec<&BodyId> = Vec::new();
    for step in &both.plan.steps {
        let (from, to) = sides(&step.action);
        let is_succession = matches!(step.action, Action::Merge { .. } | Action::Replace { .. });
        if is_succession && from.iter().any(|id| id.value == *of) {
            found.extend(to.iter().map(|id| &id.value));
        }
    }
    found.dedup();
    found
}

fn refs(both: &Both<'_, '_, '_>, ids: &[Located<BodyId>]) -> Vec<BodyRef> {
    ids.iter().filter_map(|id| both.body_ref(&id.value)).collect()
}

fn words(both: &Both<'_, '_, '_>, action: &Action) -> String {
    let names = |ids: &[Located<BodyId>]| {
        let names: Vec<String> = refs(both, ids).into_iter().map(|body| body.name).collect();
        names.join(", ")
    };
    let one = |id: &Located<BodyId>| names(std::slice::from_ref(id));
    let verb = |ids: &[Located<BodyId>], one: &'static str, many: &'static str| if ids.len() == 1 { one } else { many };
    match action {
        Action::Abolish { bodies } => format!("{} {} abolished", names(bodies), verb(bodies, "is", "are")),
        Action::Create { bodies } => format!("{} {} created", names(bodies), verb(bodies, "is", "are")),
        Action::Merge { from, into } => {
            format!("{} {} merged into {}", names(from), verb(from, "is", "are"), one(into))
        }
        Action::Replace { from, with } => {
            format!("{} {} replaced by {}", names(from), verb(from, "is", "are"), names(with))
        }
        Action::Transfer { what, from, to } => {
            let what = match what {
                Transferred::Remit { theme } => format!("the remit for {}", theme_name(both.after.graph(), theme)),
                Transferred::Duty { text } => format!("the duty “{}”", text.value),
                Transferred::Seat { of, post, person } => {
                    let person = person.as_ref().and_then(|id| both.after.graph().person(id));
                    let who = [person.map(|person| person.name.clone()), post.as_ref().map(|post| post.value.clone())];
                    let who = who.into_iter().flatten().chain(of.as_ref().map(one)).collect::<Vec<_>>();
                    format!("the seat of {}", who.join(", "))
                }
                Transferred::Relation { kind, with } if with.is_empty() => {
                    format!("every relation “{}”", kind.phrase())
                }
                Transferred::Relation { kind, with } => {
                    format!("the relation “{}” with {}", kind.phrase(), names(with))
                }
            };
            format!("{what} passes from {} to {}", one(from), one(to))
        }
    }
}

pub(super) fn bodies(both: &Both<'_, '_, '_>) -> Vec<BodyChange> {
    let mut named: Vec<&BodyId> =
        both.plan.steps.iter().map(|step| sides(&step.action)).fold(Vec::new(), |mut named, (from, to)| {
            named.extend(from.iter().chain(to).map(|id| &id.value));
            named
        });
    let fate = |id: &BodyId| match (both.ends.contains(id), both.begins.contains(id)) {
        (true, _) => Fate::Ends,
        (_, true) => Fate::Begins,
        _ => Fate::GoesOn,
    };
    named.sort_by_key(|id| (fate(id), *id));
    named.dedup();
    let changes = named.into_iter().filter_map(|id| {
        let [before, after] = [both.before, both.after].map(|snapshot| snapshot.graph().body(id));
        let takes_part = |at: &usize| {
            let (from, to) = sides(&both.plan.steps[*at].action);
            from.iter().chain(to).any(|other| other.value == *id)
        };
        Some(BodyChange {
            body: both.body_ref(id)?,
            fate: fate(id),
            before: before.and_then(|body| both.before.standing(body)),
            after: after.and_then(|body| both.after.standing(body)),
            successors: successors(both, id).into_iter().filter_map(|id| both.body_ref(id)).collect(),
            steps: (0..both.plan.steps.len()).filter(takes_part).map(|at| at + 1).collect(),
            evidence: before.or(after).map(|body| body.evidence()).unwrap_or_default(),
        })
    });
    changes.collect()
}
