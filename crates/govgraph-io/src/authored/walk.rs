//! The walk over a tree: records with known keys, values of known types, and a finding for everything else.

use std::sync::Arc;

use govgraph_model::{Citation, Code, FileIndex, Finding, Here, Located, Origin, Provenance, nearest};

use super::values::{FromText, Refusal};
use crate::words::shorten;
use crate::yaml::{Entry, Node, Span, Value};

/// What sort of record a map is, and the keys that it may have.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Its name in the schema.
    pub(crate) name: &'static str,
    /// What it is, for messages: `a seat`.
    pub(crate) what: &'static str,
    /// In the order of the documentation.
    pub(crate) keys: &'static [&'static str],
}

/// The state of a walk over one file.
pub(crate) struct Walk {
    file: FileIndex,
    text: Arc<str>,
    /// The id of the record that the walk is in.
    subject: Option<String>,
    pub(crate) findings: Vec<Finding>,
    /// Whether something was dropped that other records may refer to.
    pub(crate) lost: bool,
    /// Where something else stands for an id, and of what: [`FromText::WHAT`].
    pub(crate) not_ids: Vec<(Origin, &'static str)>,
}

impl Walk {
    pub(crate) fn new(file: FileIndex, text: Arc<str>) -> Self {
        Walk { file, text, subject: None, findings: Vec::new(), lost: false, not_ids: Vec::new() }
    }

    pub(crate) fn file(&self) -> FileIndex {
        self.file
    }

    /// What is written at a place, short enough for a message.
    pub(crate) fn written(&self, span: Span) -> String {
        shorten(self.text.get(span.range()).unwrap_or(""))
    }

    /// The beginning of a value, behind its quote if it has one. If it cannot be found, the whole of it.
    fn part(&self, span: Span, beginning: &str) -> Span {
        let source = self.text.get(span.range()).unwrap_or("");
        let bare = source.trim_start_matches(['"', '\'']);
        let start = span.start as usize + source.len() - bare.len();
        if bare.starts_with(beginning) { Span::new(start, start + beginning.len()) } else { span }
    }

    pub(crate) fn origin(&self, span: Span) -> Origin {
        Origin::new(self.file, span.start as usize, span.end as usize)
    }

    pub(crate) fn report(&mut self, mut finding: Finding) {
        finding.subject = finding.subject.or_else(|| self.subject.clone());
        self.findings.push(finding);
    }

    pub(crate) fn refuse(&mut self, code: Code, message: impl Into<String>, at: Span) {
        let finding = Finding::new(code, message, self.origin(at));
        self.report(finding);
    }

    /// Walks inside of a record that has an id.
    pub(crate) fn within<T>(&mut self, subject: &str, inner: impl FnOnce(&mut Walk) -> T) -> T {
        let around = self.subject.replace(subject.to_string());
        let out = inner(self);
        self.subject = around;
        out
    }

    /// The value of a text, or a finding.
    pub(crate) fn value<T: FromText>(&mut self, key: &str, text: &str, at: Span) -> Option<Located<T>> {
        match T::from_text(text) {
            Ok(value) => Some(Located::new(value, self.origin(at))),
            Err(Refusal { code, message, help, replacement }) => {
                let mut finding = Finding::new(code, message, self.origin(at)).suggest(replacement);
                if help.is_some() {
                    finding.help = help;
                }
                if code == Code::BadId {
                    self.not_ids.push((self.origin(at), T::WHAT));
                }
                // Dates and counts mistake their place more often than their form, so the key is worth a word.
                self.report(finding.label(format!("value of `{key}`")));
                None
            }
        }
    }

    /// The value of a node that must be text.
    pub(crate) fn scalar<T: FromText>(&mut self, key: &str, node: &Node<'_>) -> Option<Located<T>> {
        match &node.value {
            Value::Text(text) => self.value(key, text, node.span),
            Value::Refused => None,
            // `[2009,2010]`: one of these years.
            Value::List(items) if T::IN_BRACKETS && items.iter().all(|item| matches!(item.value, Value::Text(_))) => {
                let texts = items.iter().filter_map(|item| match &item.value {
                    Value::Text(text) => Some(&**text),
                    _ => None,
                });
                let text = format!("[{}]", texts.collect::<Vec<_>>().join(","));
                self.value(key, &text, node.span)
            }
            _ => {
                self.wrong_type(key, T::WHAT, node);
                None
            }
        }
    }

    pub(crate) fn wrong_type(&mut self, key: &str, expected: &str, node: &Node<'_>) {
        let found = match &node.value {
            Value::Text(text) => format!("text `{}`", shorten(text)),
            Value::Refused => return,
            _ => node.what().to_string(),
        };
        self.refuse(Code::WrongType, format!("`{key}` expects {expected}, found {found}"), node.span);
    }

    /// The items of a list, or a finding. `expected` says of what it is a list, for the finding.
    pub(crate) fn items<'n, 't>(&mut self, key: &str, expected: &str, node: &'n Node<'t>) -> &'n [Node<'t>] {
        match &node.value {
            Value::List(items) => items,
            Value::Map(_) => {
                let message = format!("`{key}` expects a list of {expected}, found a map");
                let finding = Finding::new(Code::WrongType, message, self.origin(node.span));
                self.report(finding.help("begin each item with a dash: `- `"));
                &[]
            }
            _ => {
                self.wrong_type(key, &format!("a list of {expected}"), node);
                &[]
            }
        }
    }

    /// A record, or a finding if the node is none. Unknown keys and keys without a value are reported at once.
    pub(crate) fn record<'n, 't>(&mut self, shape: &'static Shape, node: &'n Node<'t>) -> Option<Record<'n, 't>> {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Refused => return None,
            Value::Nothing => &[],
            Value::Text(_) | Value::List(_) => {
                let found = match &node.value {
                    Value::Text(text) => format!("text `{}`", shorten(text)),
                    _ => node.what().to_string(),
                };
                let message = format!("{} is a map of keys and values, found {found}", shape.what);
                let finding = Finding::new(Code::WrongType, message, self.origin(node.span));
                let known = shape.keys.iter().take(3).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
                self.report(finding.help(format!("its keys are {known}, …")));
                return None;
            }
        };
        for entry in entries {
            if !shape.keys.contains(&&*entry.key) {
                self.unknown_key(shape, entries, entry);
            } else if matches!(entry.value.value, Value::Nothing) {
                let message = format!("`{}` has no value", entry.key);
                let finding = Finding::new(Code::BadValue, message, self.origin(entry.key_span));
                self.report(finding.help("give it one, or delete the key"));
            }
        }
        Some(Record::of(shape, entries, node.span))
    }

    fn unknown_key(&mut self, shape: &Shape, entries: &[Entry<'_>], entry: &Entry<'_>) {
        let at = self.origin(entry.key_span);
        let key = shorten(&entry.key);
        let before = entries.iter().take_while(|other| other.key_span != entry.key_span).last();
        let split = before.filter(|_| entry.in_braces && matches!(entry.value.value, Value::Nothing));
        if let Some(before) = split {
            let message = format!("the comma before `{key}` ends the value of `{}`", before.key);
            let finding = Finding::new(Code::UnknownKey, message, at);
            self.report(finding.help(format!("put the whole value of `{}` in quotes", before.key)));
            return;
        }
        let message = format!("{} has no key `{key}`", shape.what);
        if shape.name == "Body"
            && ["members", "member", "membership", "chair", "chairs", "co_chair"].contains(&&*entry.key)
        {
            let finding = Finding::new(Code::UnknownKey, message, at);
            self.report(finding.help("who sits on it stands in a list `seats`: `- { of: an-id, capacity: chair }`"));
            return;
        }
        let near = nearest(&entry.key, shape.keys.iter().copied());
        let finding = Finding::new(Code::UnknownKey, message, at);
        self.report(match near {
            Some(near) => finding.suggest(Some(near.to_string())),
            None if shape.keys.len() > 20 => finding.help("docs/format.md lists its keys"),
            None => finding.help(format!("its keys are {}", shape.keys.join(", "))),
        });
    }
}

/// A record being read.
pub(crate) struct Record<'n, 't> {
    shape: &'static Shape,
    entries: &'n [Entry<'t>],
    pub(crate) span: Span,
    /// Its id, if it stands under one.
    id: Option<String>,
}

impl<'n, 't> Record<'n, 't> {
    /// A record whose keys were checked already.
    pub(crate) fn of(shape: &'static Shape, entries: &'n [Entry<'t>], span: Span) -> Self {
        Record { shape, entries, span, id: None }
    }

    /// Under an id, where it begins.
    pub(crate) fn under(mut self, id: &str, span: Span) -> Self {
        self.span = span;
        self.id = Some(id.to_string());
        self
    }

    fn entry(&self, key: &str) -> Option<&'n Entry<'t>> {
        debug_assert!(self.shape.keys.contains(&key), "{} lists no key {key}", self.shape.name);
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Whether the key is there, whatever stands under it.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The value of a key; `None` also if there is nothing behind the key, which has been reported.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node<'t>> {
        self.entry(key).map(|entry| &entry.value).filter(|node| !matches!(node.value, Value::Nothing | Value::Refused))
    }

    /// Where a key stands, or the whole record if it is absent.
    pub(crate) fn key_span(&self, key: &str) -> Span {
        self.entry(key).map_or(self.span, |entry| entry.key_span)
    }

    pub(crate) fn optional<T: FromText>(&self, walk: &mut Walk, key: &str) -> Option<Located<T>> {
        walk.scalar(key, self.get(key)?)
    }

    /// As [`optional`](Self::optional), without the place.
    pub(crate) fn value<T: FromText>(&self, walk: &mut Walk, key: &str) -> Option<T> {
        self.optional(walk, key).map(|located| located.value)
    }

    /// Whether the record says `proposed: yes`.
    pub(crate) fn proposed(&self, walk: &mut Walk) -> bool {
        self.value(walk, "proposed").unwrap_or(false)
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T: FromText>(&self, walk: &mut Walk, key: &str) -> Option<Located<T>> {
        if !self.has(key) {
            self.missing(walk, key);
        }
        self.optional(walk, key)
    }

    pub(crate) fn missing(&self, walk: &mut Walk, key: &str) {
        // The first line is enough to find it, and the whole of a long record is too much to show.
        let first = self.entries.first().map_or(self.span, |entry| entry.key_span);
        let span = Span { start: self.span.start, end: self.span.end.min(first.end.max(self.span.start)) };
        let what = self.shape.what;
        let who = match &self.id {
            Some(id) => format!("the {} `{id}`", what.trim_start_matches("a ").trim_start_matches("an ")),
            None => what.to_string(),
        };
        walk.refuse(Code::MissingKey, format!("{who} lacks `{key}`"), span);
    }

    /// The items of a list, each read by `read`; none if the key is absent.
    pub(crate) fn list<T>(
        &self,
        walk: &mut Walk,
        key: &str,
        expected: &str,
        mut read: impl FnMut(&mut Walk, &'n Node<'t>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.get(key) else { return Vec::new() };
        walk.items(key, expected, node).iter().filter_map(|item| read(walk, item)).collect()
    }

    /// A list of texts of one type; a single one may stand for itself.
    pub(crate) fn several<T: FromText>(&self, walk: &mut Walk, key: &str) -> Vec<Located<T>> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| walk.scalar(key, item)).collect(),
            Value::Text(text) if text.contains(", ") && T::from_text(text).is_err() => {
                let finding = Finding::new(
                    Code::WrongType,
                    format!("`{key}` expects a list, found text `{}`", shorten(text)),
                    walk.origin(node.span),
                );
                walk.report(finding.suggest(Some(format!("[{text}]"))));
                Vec::new()
            }
            Value::Text(_) => walk.scalar(key, node).into_iter().collect(),
            _ => {
                walk.wrong_type(key, "a list", node);
                Vec::new()
            }
        }
    }

    /// `source`, `certainty` and `note`, and the place of the record.
    pub(crate) fn provenance(&self, walk: &mut Walk) -> Provenance {
        let sources = match self.get("source") {
            None => Vec::new(),
            Some(Node { value: Value::List(items), .. }) => {
                items.iter().filter_map(|item| citation(walk, item)).collect()
            }
            Some(node) => citation(walk, node).into_iter().collect(),
        };
        Provenance {
            sources,
            certainty: self.value(walk, "certainty"),
            note: self.value(walk, "note"),
            origin: Here(walk.origin(self.span)),
        }
    }
}

/// `lcrb-2010 membership para 1`: an id, then where in it.
fn citation(walk: &mut Walk, node: &Node<'_>) -> Option<Citation> {
    let Value::Text(text) = &node.value else {
        walk.wrong_type("source", "the id of a source, then where in it", node);
        return None;
    };
    let trimmed = text.trim_start();
    let (id, locator) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
    let locator = Some(locator.trim()).filter(|locator| !locator.is_empty());
    let id_span = walk.part(node.span, id);
    if id.ends_with([',', ':', ';']) && id.len() > 1 {
        let bare = id.trim_end_matches([',', ':', ';']);
        let message = format!("`{}` is not an id: no `{}` may stand in it", shorten(id), &id[bare.len()..]);
        let finding = Finding::new(Code::BadId, message, walk.origin(id_span));
        walk.report(finding.suggest(Some(bare.to_string()).filter(|bare| !bare.is_empty())));
        return None;
    }
    let source = walk.value("source", id, id_span)?;
    Some(Citation { source, locator: locator.map(str::to_string) })
}
