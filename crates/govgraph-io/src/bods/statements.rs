//! Which statements there are, and what is the last that is said of each record.

use std::collections::{HashMap, HashSet};

use govgraph_model::{Date, Day, End, Period, Start};

use crate::import::Draft;
use crate::yaml::{Node, Value};

/// What the statements say of a record.
pub(super) struct Record<'n, 't> {
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The last statement.
    pub(super) statement: &'n Node<'t>,
    /// What it says.
    pub(super) details: &'n Node<'t>,
    /// The day of the statement that closed it, if it was closed.
    pub(super) closed: Option<Date>,
}

/// What a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Entity,
    Person,
    Relationship,
}

/// The statements of a file: an array of them, one a line, or one.
pub(super) fn roots<'t>(draft: &mut Draft<'_>, text: &'t str) -> Vec<Node<'t>> {
    let start = text.trim_start();
    if start.starts_with('{') {
        // A line each, unless the whole is a single object.
        let mut lines = text.split_inclusive('\n').filter(|line| !line.trim().is_empty());
        let is_object = |line: &str| line.trim_start().starts_with('{') && line.trim_end().ends_with('}');
        if lines.clone().count() > 1 && lines.all(is_object) {
            return draft.json_lines(text);
        }
    }
    match draft.json(text) {
        Some(Node { value: Value::List(items), .. }) => items,
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

const KEYS: [&str; 10] = [
    "statementId",
    "statementDate",
    "recordId",
    "recordType",
    "recordStatus",
    "recordDetails",
    "source",
    "publicationDetails",
    "declaration",
    "declarationSubject",
];

/// The records of statements, in the order in which they are first met.
///
/// Of several statements on one the last counts: by their dates, and where they are the same or not given, by their place.
pub(super) fn records<'n, 't>(draft: &mut Draft<'_>, statements: &'n [Node<'t>]) -> Vec<Record<'n, 't>> {
    let mut records: Vec<(Option<Date>, Record<'n, 't>)> = Vec::new();
    let mut index: HashMap<(String, Kind), usize> = HashMap::new();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut older = 0;
    for statement in statements {
        if let Some(id) = statement.text_of("statementId").filter(|id| !seen.insert(id)) {
            draft.odd("statement with the id of another, read all the same", id, statement);
        }
        let Some((id, kind, details)) = identity(draft, statement) else { continue };
        draft.keys("a statement", statement, &KEYS);
        let date = statement.get("statementDate").and_then(|node| draft.date(node));
        let closed = match statement.text_of("recordStatus") {
            Some("closed") => {
                if date.is_none() {
                    draft.odd("closed record without a date, of which no end is known", &id, statement);
                }
                date.clone()
            }
            Some("new" | "updated") | None => None,
            Some(other) => {
                draft.odd("status of a record that is none, taken as updated", other, statement);
                None
            }
        };
        let new = Record { id: id.clone(), kind, statement, details, closed };
        let at = *index.entry((id, kind)).or_insert(records.len());
        match records.get_mut(at) {
            None => records.push((date, new)),
            Some((last, record)) => {
                older += 1;
                // What closes a record may say no more than that.
                let is_later =
                    last.as_ref().is_none_or(|last| date.as_ref().is_none_or(|date| last.first() <= date.first()));
                if is_later && (new.closed.is_none() || !new.details.is_nothing()) {
                    (*last, *record) = (date, new);
                } else if is_later {
                    (*last, record.closed) = (date, new.closed);
                }
            }
        }
    }
    draft.tally("statements", statements.len(), &format!("{} records", records.len()));
    if older > 0 {
        draft.tally("statements on records of which another says more", older, "the last by its date counts");
    }
    records.into_iter().map(|(_, record)| record).collect()
}

fn identity<'n, 't>(draft: &mut Draft<'_>, statement: &'n Node<'t>) -> Option<(String, Kind, &'n Node<'t>)> {
    let kind = match statement.text_of("recordType") {
        Some("entity") => Kind::Entity,
        Some("person") => Kind::Person,
        Some("relationship") => Kind::Relationship,
        other => {
            let old = statement.text_of("statementType");
            let what = match old {
                Some(_) => "statement in a version of the standard before 0.4",
                None => "statement on a record of no known type",
            };
            draft.dropped(what, old.or(other).unwrap_or(statement.what()), statement);
            return None;
        }
    };
    let Some(id) = statement.text_of("recordId") else {
        draft.dropped("statement without a recordId", statement.text_of("statementId").unwrap_or(""), statement);
        return None;
    };
    let is_closed = statement.text_of("recordStatus") == Some("closed");
    match statement.get("recordDetails") {
        Some(details) if !details.entries().is_empty() => Some((id.to_string(), kind, details)),
        // An empty one says nothing, and closing needs no more.
        _ if is_closed => Some((id.to_string(), kind, statement.get("recordDetails").unwrap_or(&NOTHING))),
        _ => {
            draft.dropped("statement without recordDetails", id, statement);
            None
        }
    }
}

static NOTHING: Node<'static> = Node { span: crate::yaml::Span { start: 0, end: 0 }, value: Value::Nothing };

impl Record<'_, '_> {
    /// A period of the record, over when the record was closed.
    pub(super) fn until_closed(&self, period: Option<Period>) -> Option<Period> {
        let Some(closed) = self.closed.clone() else { return period };
        let period = period.unwrap_or(Period::UNKNOWN);
        if period.end != End::Unknown {
            return Some(period);
        }
        // It was over at the latest when somebody said so, and not before it began.
        let first = match &period.start {
            Start::On(start) => start.first(),
            _ => Day::FIRST,
        };
        let end = Date::between(first.min(closed.last()), closed.last());
        Some(Period { end: End::On(end), ..period })
    }
}
