//! What a body must do and means to do: duties, targets, plans, milestones; and what sources say about it.

use govgraph_model::{Aspect, Code, Duty, Located, Measure, Milestone, Plan, Statement, Target, TargetKind, Word};

use super::values::{Percent, bad_word};
use super::walk::{Record, Shape, Walk};
use crate::yaml::{Node, Span};

pub(crate) const DUTY: Shape = Shape {
    name: "Duty",
    what: "a duty",
    keys: &["text", "per_year", "needs", "during", "source", "certainty", "note"],
};

pub(crate) const TARGET: Shape = Shape {
    name: "Target",
    what: "a target",
    keys: &[
        "what",
        "kind",
        "percent",
        "per_year",
        "amount",
        "with",
        "plan",
        "during",
        "proposed",
        "source",
        "certainty",
        "note",
    ],
};

pub(crate) const PLAN: Shape = Shape {
    name: "Plan",
    what: "a plan",
    keys: &["name", "during", "proposed", "refreshed_per_year", "themes", "text", "source", "certainty", "note"],
};

pub(crate) const MILESTONE: Shape = Shape {
    name: "Milestone",
    what: "a milestone",
    keys: &["what", "on", "plan", "status", "source", "certainty", "note"],
};

pub(crate) const STATEMENT: Shape = Shape {
    name: "Statement",
    what: "a statement",
    keys: &["about", "value", "text", "bodies", "themes", "at", "source", "certainty", "note"],
};

pub(super) fn duty(walk: &mut Walk, node: &Node<'_>) -> Option<Duty> {
    let record = walk.record(&DUTY, node)?;
    let text = record.required(walk, "text");
    let (per_year, needs) = (record.value(walk, "per_year"), record.value(walk, "needs"));
    let (during, provenance) = (record.value(walk, "during"), record.provenance(walk));
    Some(Duty { text: text?.value, per_year, needs, during, provenance })
}

pub(super) fn target(walk: &mut Walk, node: &Node<'_>) -> Option<Target> {
    let record = walk.record(&TARGET, node)?;
    let what = record.required(walk, "what");
    let target = Target {
        kind: record.value(walk, "kind").unwrap_or(TargetKind::Other),
        measure: measure(walk, &record),
        with: record.optional(walk, "with"),
        plan: record.optional(walk, "plan"),
        proposed: record.proposed(walk),
        during: record.optional(walk, "during"),
        provenance: record.provenance(walk),
        what: what?.value,
    };
    Some(target)
}

fn measure(walk: &mut Walk, record: &Record<'_, '_>) -> Option<Measure> {
    let present: Vec<&str> =
        ["percent", "per_year", "amount"].into_iter().filter(|measure| record.has(measure)).collect();
    if let [first, second, ..] = *present.as_slice() {
        let message = format!("a target has `{first}` or `{second}`, not both");
        walk.refuse(Code::BadValue, message, record.key_span(second));
    }
    let percent = record.value(walk, "percent").map(|Percent(share)| Measure::Percent(share));
    let per_year = record.value(walk, "per_year").map(Measure::PerYear);
    let amount = record.value(walk, "amount").map(Measure::Amount);
    percent.or(per_year).or(amount)
}

pub(super) fn plan(walk: &mut Walk, node: &Node<'_>) -> Option<Plan> {
    let record = walk.record(&PLAN, node)?;
    let name = record.required(walk, "name");
    let plan = Plan {
        proposed: record.proposed(walk),
        during: record.optional(walk, "during"),
        refreshed_per_year: record.value(walk, "refreshed_per_year"),
        themes: record.several(walk, "themes"),
        text: record.value(walk, "text"),
        provenance: record.provenance(walk),
        name: name?,
    };
    Some(plan)
}

pub(super) fn milestone(walk: &mut Walk, node: &Node<'_>) -> Option<Milestone> {
    let record = walk.record(&MILESTONE, node)?;
    let (what, on) = (record.required(walk, "what"), record.required(walk, "on"));
    let (plan, status) = (record.optional(walk, "plan"), record.value(walk, "status"));
    let provenance = record.provenance(walk);
    Some(Milestone { what: what?.value, on: on?, plan, status, provenance })
}

pub(super) fn statement(walk: &mut Walk, node: &Node<'_>) -> Option<Statement> {
    let record = walk.record(&STATEMENT, node)?;
    let about = record.required::<Aspect>(walk, "about").map(|about| about.value);
    let value = record.optional::<String>(walk, "value");
    let value = about.and_then(|about| answer(walk, about, value, record.key_span("value")));
    let statement = Statement {
        value,
        text: record.value(walk, "text"),
        bodies: record.several(walk, "bodies"),
        themes: record.several(walk, "themes"),
        at: record.value(walk, "at"),
        provenance: record.provenance(walk),
        about: about?,
    };
    Some(statement)
}

/// The words that can answer what a statement is about; empty: it takes no value.
fn answers(about: Aspect) -> &'static [&'static str] {
    match about {
        Aspect::ElectedRepresentation => &["none", "some", "all"],
        Aspect::Subsumption => &["intended", "not-intended"],
        _ => &[],
    }
}

fn answer(walk: &mut Walk, about: Aspect, value: Option<Located<String>>, key: Span) -> Option<Located<String>> {
    let value = value?;
    let answers = answers(about);
    if answers.is_empty() {
        walk.refuse(Code::BadValue, format!("a statement about `{}` has no `value`, only a `text`", about.word()), key);
        return None;
    }
    if answers.contains(&value.as_str()) {
        return Some(value);
    }
    let refusal = bad_word(&value, &format!("value for `{}`", about.word()), answers.iter().copied());
    let mut finding = govgraph_model::Finding::new(refusal.code, refusal.message, value.origin);
    finding = finding.suggest(refusal.replacement);
    finding.help = finding.help.or(refusal.help);
    walk.report(finding);
    None
}
