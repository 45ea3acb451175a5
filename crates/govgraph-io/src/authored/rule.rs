//! Rules and the requirements in them.

use govgraph_model::{AreaMatch, Count, Located, Requirement, Rule, RuleId, Tri};

use super::strategy;
use super::vocabulary::{name, record};
use super::walk::{Shape, Walk};
use crate::yaml::{Node, Span};

pub(crate) const RULE: Shape = Shape {
    name: "Rule",
    what: "a rule",
    keys: &["name", "applies_to", "during", "requires", "duties", "source", "certainty", "note"],
};

pub(crate) const REQUIREMENT: Shape = Shape {
    name: "Requirement",
    what: "a requirement",
    keys: &[
        "text",
        "classes",
        "bodies",
        "area",
        "count",
        "capacity",
        "elected",
        "during",
        "source",
        "certainty",
        "note",
    ],
};

pub(super) fn rule(walk: &mut Walk, id: Located<RuleId>, span: Span, node: &Node<'_>) -> Option<Rule> {
    let record = record(walk, &RULE, id.as_str(), span, node);
    let name = name(walk, &record, id.as_str());
    // Nothing refers to a rule, so one that binds nobody can be left out.
    let applies_to = record.required(walk, "applies_to");
    let rule = Rule {
        name,
        applies_to: applies_to?,
        during: record.optional(walk, "during"),
        requires: record.list(walk, "requires", "requirements", requirement),
        duties: record.list(walk, "duties", "duties", strategy::duty),
        provenance: record.provenance(walk),
        id,
    };
    Some(rule)
}

fn requirement(walk: &mut Walk, node: &Node<'_>) -> Option<Requirement> {
    let record = walk.record(&REQUIREMENT, node)?;
    let text = record.required(walk, "text");
    let requirement = Requirement {
        text: text?.value,
        classes: record.several(walk, "classes"),
        bodies: record.several(walk, "bodies"),
        area: record.value(walk, "area").unwrap_or(AreaMatch::Any),
        count: record.value(walk, "count").unwrap_or(Count::ONE),
        capacity: record.value(walk, "capacity"),
        elected: record.value(walk, "elected").unwrap_or(Tri::Unknown),
        during: record.optional(walk, "during"),
        provenance: record.provenance(walk),
    };
    Some(requirement)
}
