//! Plans to change the structure, each in a file of its own.

use govgraph_model::{
    Action, Code, Dataset, Date, Files, Finding, Located, PlannedStep, RelationKind, Reorganisation, Transferred,
    nearest, sort_findings,
};

use super::read::Reader;
use super::values::{Refusal, bad_word};
use super::walk::{Record, Shape, Walk};
use super::{Read, ReadPlan, Text};
use crate::yaml::{Node, Span, Value};

/// A file that holds a plan.
pub(crate) const PLAN_FILE: Shape = Shape {
    name: "PlanFile",
    what: "a plan to reorganise",
    keys: &[
        "govgraph",
        "title",
        "text",
        "on",
        "steps",
        "sources",
        "areas",
        "classes",
        "themes",
        "persons",
        "bodies",
        "relations",
        "source",
        "certainty",
        "note",
    ],
};

pub(crate) const STEP: Shape = Shape {
    name: "Step",
    what: "a step",
    keys: &[
        "abolish",
        "create",
        "merge",
        "into",
        "replace",
        "with",
        "transfer",
        "from",
        "to",
        "theme",
        "duty",
        "of",
        "post",
        "person",
        "kind",
        "text",
        "source",
        "certainty",
        "note",
    ],
};

/// What a step does, each with the keys that it needs and those that it may have beside.
const VERBS: [(&str, &[&str], &[&str]); 5] = [
    ("abolish", &[], &[]),
    ("create", &[], &[]),
    ("merge", &["into"], &[]),
    ("replace", &["with"], &[]),
    ("transfer", &["from", "to"], &["theme", "duty", "of", "post", "person", "kind", "with"]),
];

/// What can be transferred, each with the keys that say more closely what.
const TRANSFERS: [(&str, &[&str]); 4] =
    [("remit", &["theme"]), ("duty", &["duty"]), ("seat", &["of", "post", "person"]), ("relation", &["kind", "with"])];

/// Reads a plan to change the structure. It never fails: what cannot be read becomes a finding.
///
/// Places in it count behind those of `files`, the files of the dataset that it is for, so that findings about both can be
/// shown together. Cost: linear in the length of the file.
pub fn read_plan(text: Text<'_>, files: &Files) -> ReadPlan {
    let mut reader = Reader::behind(files);
    let mut plan = None;
    reader.tree(text, |reader, walk, root| match root {
        Some(root) => plan = reader.plan(walk, root),
        None => walk.refuse(Code::MissingKey, "a plan has a title, a date `on` and `steps`", Span::new(0, 0)),
    });
    let Read { dataset: adds, mut findings, incomplete } = reader.finish();
    sort_findings(&mut findings);
    let files = adds.files.0.clone();
    if let Some(plan) = &mut plan {
        plan.adds = adds;
    }
    ReadPlan { plan, findings, files, incomplete }
}

impl Reader {
    /// The plan in a file, without what it brings with it, which goes to the records of the reader.
    fn plan(&mut self, walk: &mut Walk, root: &Node<'_>) -> Option<Reorganisation> {
        if let Value::Map(entries) = &root.value
            && !entries.iter().any(|entry| entry.key == "steps")
            && entries.iter().any(|entry| ["events", "rules"].contains(&&*entry.key))
        {
            let message = "the file is no plan: it has no `steps`";
            let finding = Finding::new(Code::MissingKey, message, walk.origin(Span::new(0, 0)));
            walk.report(finding.help("a dataset is named after the plan: `govgraph impact PLAN DATA`"));
            return None;
        }
        let record = walk.record(&PLAN_FILE, root)?;
        if !super::read::version(walk, &record, false) {
            return None;
        }
        let title = record.required::<String>(walk, "title");
        let on = record.required::<Date>(walk, "on");
        if !record.has("steps") {
            record.missing(walk, "steps");
        }
        let steps = record.list(walk, "steps", "steps", step);
        let (text, provenance) = (record.value(walk, "text"), record.provenance(walk));
        self.structure(walk, &record);
        let adds = Dataset::default();
        Some(Reorganisation { title: title?.value, text, on: on?.value, steps, adds, provenance })
    }
}

fn step(walk: &mut Walk, node: &Node<'_>) -> Option<PlannedStep> {
    let record = walk.record(&STEP, node)?;
    let named: Vec<&str> = VERBS.iter().map(|(verb, ..)| *verb).filter(|verb| record.has(verb)).collect();
    let &[verb] = named.as_slice() else {
        let verbs = VERBS.map(|(verb, ..)| format!("`{verb}`")).join(", ");
        if let [first, second, ..] = named.as_slice() {
            let message = format!("a step has `{first}` or `{second}`, not both");
            let finding = Finding::new(Code::BadValue, message, walk.origin(record.key_span(second)));
            walk.report(finding.help("write a step for each"));
        } else {
            let finding = Finding::new(Code::MissingKey, "a step does not say what is done", walk.origin(record.span));
            walk.report(finding.help(format!("it has one of {verbs}")));
        }
        return None;
    };
    let action = action(walk, &record, verb);
    let (text, provenance) = (record.value(walk, "text"), record.provenance(walk));
    Some(PlannedStep { action: action?, text, provenance })
}

fn action(walk: &mut Walk, record: &Record<'_, '_>, verb: &str) -> Option<Action> {
    let (_, needed, allowed) = VERBS.into_iter().find(|(name, ..)| *name == verb)?;
    for key in VERBS.iter().flat_map(|(_, needed, allowed)| needed.iter().chain(*allowed)) {
        if record.has(key) && !needed.contains(key) && !allowed.contains(key) {
            let message = format!("a step with `{verb}` has no `{key}`");
            // One key can belong to several verbs, and is told once.
            let at = walk.origin(record.key_span(key));
            if !walk.findings.iter().any(|found| found.labels.first().is_some_and(|label| label.origin == at)) {
                walk.report(Finding::new(Code::UnknownKey, message, at));
            }
        }
    }
    let mut list = |key: &'static str| {
        let bodies = record.several(walk, key);
        let is_empty = matches!(record.get(key), Some(Node { value: Value::List(items), .. }) if items.is_empty());
        if is_empty {
            walk.refuse(Code::MissingKey, format!("`{key}` names no body"), record.key_span(key));
        }
        Some(bodies).filter(|bodies| !bodies.is_empty())
    };
    match verb {
        "abolish" => Some(Action::Abolish { bodies: list("abolish")? }),
        "create" => Some(Action::Create { bodies: list("create")? }),
        "merge" => {
            let from = list("merge");
            let into = record.required(walk, "into");
            Some(Action::Merge { from: from?, into: into? })
        }
        "replace" => {
            let (from, with) = (list("replace"), list("with"));
            if !record.has("with") {
                record.missing(walk, "with");
            }
            Some(Action::Replace { from: from?, with: with? })
        }
        _ => {
            let what = record.optional::<String>(walk, "transfer").and_then(|what| transferred(walk, record, &what));
            let (from, to) = (record.required(walk, "from"), record.required(walk, "to"));
            Some(Action::Transfer { what: what?, from: from?, to: to? })
        }
    }
}

fn transferred(walk: &mut Walk, record: &Record<'_, '_>, what: &Located<String>) -> Option<Transferred> {
    let Some((name, keys)) = TRANSFERS.into_iter().find(|(name, _)| name == &what.as_str()) else {
        let refusal = bad_word(what, "thing that can be transferred", TRANSFERS.iter().map(|(name, _)| *name));
        let Refusal { code, message, help, replacement } = refusal;
        let mut finding = Finding::new(code, message, what.origin).suggest(replacement);
        finding.help = help.or(finding.help);
        walk.report(finding);
        return None;
    };
    for key in TRANSFERS.iter().flat_map(|(_, keys)| *keys).filter(|key| record.has(key) && !keys.contains(key)) {
        let message = format!("the transfer of a {name} has no `{key}`");
        let finding = Finding::new(Code::UnknownKey, message, walk.origin(record.key_span(key)));
        walk.report(match nearest(key, keys.iter().copied()) {
            Some(near) => finding.suggest(Some(near.to_string())),
            None => finding.help(format!("it has {}", keys.join(", "))),
        });
    }
    match name {
        "remit" => Some(Transferred::Remit { theme: record.required(walk, "theme")? }),
        "duty" => Some(Transferred::Duty { text: record.required(walk, "duty")? }),
        "seat" => {
            if !keys.iter().any(|key| record.has(key)) {
                let finding = Finding::new(Code::MissingKey, "which seat is transferred is not said", what.origin);
                walk.report(finding.help("name its organisation with `of`, its post or its person"));
                return None;
            }
            let (of, post) = (record.optional(walk, "of"), record.optional(walk, "post"));
            let person = record.optional(walk, "person");
            let is_lost = of.is_none() && post.is_none() && person.is_none();
            (!is_lost).then_some(Transferred::Seat { of, post, person })
        }
        _ => {
            let kind = record.required::<RelationKind>(walk, "kind");
            let with = record.several(walk, "with");
            Some(Transferred::Relation { kind: kind?.value, with })
        }
    }
}
