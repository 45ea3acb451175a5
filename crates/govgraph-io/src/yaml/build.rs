//! Events to tree.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use govgraph_model::{Code, FileIndex, Finding, Origin};
use granit_parser::{Event, Placement, ScalarStyle, StructureStyle};

use super::tree::{Entry, Node, Span, Value};
use super::{MAX_DEPTH, MAX_NODES, Profile, profile, too_deep};

/// What a text gave.
pub(super) struct Built<'t> {
    pub(super) root: Option<Node<'t>>,
    pub(super) findings: Vec<Finding>,
    /// Whether reading was given up before the end.
    pub(super) stopped: bool,
    /// Texts in blocks and collections in brackets that run over several lines: there, indentation says nothing.
    pub(super) free: Vec<Free>,
    /// Where the collections in brackets begin that were open when the events ended, outermost first.
    pub(super) open_brackets: Vec<usize>,
    /// The byte behind the last event.
    pub(super) reached: usize,
}

/// Lines where indentation says nothing.
pub(super) struct Free {
    pub(super) span: Span,
    /// Whether even tabs are harmless in it.
    pub(super) is_text: bool,
}

/// Makes the tree of one document out of events, without recursion.
pub(super) struct Builder<'t> {
    text: &'t str,
    file: FileIndex,
    profile: Profile,
    stack: Vec<Frame<'t>>,
    documents: usize,
    nodes: usize,
    /// One finding for each name is enough: a bomb is made of thousands of aliases.
    aliases: HashSet<&'t str>,
    built: Built<'t>,
}

/// A collection that has begun.
struct Frame<'t> {
    start: usize,
    end: usize,
    in_brackets: bool,
    /// Whether it is the key of a map.
    is_key: bool,
    kind: Kind<'t>,
}

enum Kind<'t> {
    List(Vec<Node<'t>>),
    Map { entries: Vec<Entry<'t>>, key: Key<'t> },
}

/// The key whose value is to come.
enum Key<'t> {
    None,
    Text(Cow<'t, str>, Span),
    /// A key that was refused: its value is passed over.
    Refused,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, file: FileIndex, profile: Profile) -> Self {
        let built = Built {
            root: None,
            findings: Vec::new(),
            stopped: false,
            free: Vec::new(),
            open_brackets: Vec::new(),
            reached: 0,
        };
        Builder { text, file, profile, stack: Vec::new(), documents: 0, nodes: 0, aliases: HashSet::new(), built }
    }

    /// Takes the next event; breaks if no more are wanted.
    pub(super) fn event(&mut self, event: Event<'t>, span: granit_parser::Span) -> ControlFlow<()> {
        let bytes = span.byte_range().unwrap_or(0..0);
        let at = Span::new(bytes.start, bytes.end.min(self.text.len()));
        let is_strict = self.profile == Profile::Strict;
        if let Some(tag) = span.tag_span().and_then(|span| span.byte_range()).filter(|_| is_strict) {
            self.feature(tag.start, tag.end, "a tag", "delete it: what a value is follows from its key");
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.feature(bytes.start, bytes.end, "a second document", "put it into a file of its own");
                    self.built.stopped = true;
                    return ControlFlow::Break(());
                }
            }
            Event::Anchor(..) => self.feature(
                bytes.start,
                bytes.end,
                "an anchor",
                "write the value out where it is used; quote text that begins with `&`",
            ),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                if self.aliases.insert(self.text.get(at.range()).unwrap_or("")) {
                    let help = "write the value out; quote text that begins with `*`";
                    self.feature(bytes.start, bytes.end, "an alias", help);
                }
                return self.node(Node { span: at, value: Value::Refused });
            }
            Event::Comment(_, placement) => {
                if is_strict
                    && placement == Placement::Right
                    && let Some(finding) = profile::tight_comment(self.text, self.file, at)
                {
                    self.built.findings.push(finding);
                }
                return ControlFlow::Continue(());
            }
            Event::Scalar(text, style, ..) => {
                self.built.reached = bytes.end;
                return self.scalar(text, style, at);
            }
            Event::SequenceStart(style, ..) => return self.open(at, style, Kind::List(Vec::new())),
            Event::MappingStart(style, ..) => {
                return self.open(at, style, Kind::Map { entries: Vec::new(), key: Key::None });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.built.reached = bytes.end;
                return self.close(at);
            }
            _ => {}
        }
        self.built.reached = self.built.reached.max(bytes.end);
        ControlFlow::Continue(())
    }

    pub(super) fn finish(mut self) -> Built<'t> {
        self.built.open_brackets =
            self.stack.iter().filter(|frame| frame.in_brackets).map(|frame| frame.start).collect();
        self.built
    }

    fn origin(&self, span: Span) -> Origin {
        Origin::new(self.file, span.start as usize, span.end as usize)
    }

    fn feature(&mut self, start: usize, end: usize, what: &str, help: &str) {
        let text = self.text.get(start..end).unwrap_or("");
        let message = match text {
            "" => format!("{what} begins here, which is not part of the format"),
            text => format!("`{}` is {what}, which is not part of the format", crate::words::shorten(text)),
        };
        let at = Origin::new(self.file, start, end);
        self.built.findings.push(Finding::new(Code::YamlFeature, message, at).help(help));
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, at: Span) -> ControlFlow<()> {
        let source = self.text.get(at.range()).unwrap_or("");
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                // It begins behind the indentation of its first line, and that is free too.
                let before = self.text.get(..at.start as usize).unwrap_or("");
                let line = before.rfind('\n').unwrap_or(0);
                self.built.free.push(Free { span: Span::new(line, at.end as usize), is_text: true });
            }
            // The parser gives `~` for a value that is not there.
            ScalarStyle::Plain if self.profile == Profile::Any && is_null(source) => {
                return self.node(Node { span: at, value: Value::Nothing });
            }
            ScalarStyle::Plain if source.is_empty() => return self.node(Node { span: at, value: Value::Nothing }),
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                if self.profile == Profile::Strict && source.trim_end().contains(['\n', '\r']) {
                    self.built.findings.push(profile::multi_line(self.file, at, &text, style));
                    self.built.free.push(Free { span: at, is_text: true });
                }
            }
        }
        self.node(Node { span: at, value: Value::Text(text) })
    }

    fn open(&mut self, at: Span, style: StructureStyle, kind: Kind<'t>) -> ControlFlow<()> {
        let is_key = matches!(self.stack.last(), Some(Frame { kind: Kind::Map { key: Key::None, .. }, .. }));
        if self.stack.len() >= MAX_DEPTH {
            self.built.findings.push(too_deep(self.origin(at)));
            self.built.stopped = true;
            return ControlFlow::Break(());
        }
        let start = at.start as usize;
        // `[a: b]` makes a map without braces of its own.
        let in_brackets = style == StructureStyle::Flow && at.start < at.end;
        self.stack.push(Frame { start, end: at.end as usize, in_brackets, is_key, kind });
        ControlFlow::Continue(())
    }

    fn close(&mut self, at: Span) -> ControlFlow<()> {
        let Some(frame) = self.stack.pop() else { return ControlFlow::Continue(()) };
        // The end of a block is where the next thing begins; what it spans ends with its last part.
        let end = if frame.in_brackets { at.end as usize } else { frame.end };
        let span = Span::new(frame.start, end);
        if frame.in_brackets && !self.stack.iter().any(|frame| frame.in_brackets) {
            self.built.free.push(Free { span, is_text: false });
        }
        let value = match frame.kind {
            Kind::List(items) => Value::List(items),
            Kind::Map { entries, .. } => Value::Map(self.without_duplicates(entries)),
        };
        let node = Node { span, value };
        if frame.is_key {
            let message = format!("a key must be text, and here is {}", node.what());
            let at = self.origin(span);
            self.built.findings.push(Finding::new(Code::WrongType, message, at));
            if let Some(Frame { kind: Kind::Map { key, .. }, .. }) = self.stack.last_mut() {
                *key = Key::Refused;
            }
            return ControlFlow::Continue(());
        }
        self.node(node)
    }

    /// Puts a complete value where it belongs.
    fn node(&mut self, node: Node<'t>) -> ControlFlow<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("the file holds more than {MAX_NODES} values");
            let finding = Finding::new(Code::TooLarge, message, self.origin(node.span));
            self.built.findings.push(finding.help("put members into CSV tables, and the rest into several datasets"));
            self.built.stopped = true;
            return ControlFlow::Break(());
        }
        let Some(frame) = self.stack.last_mut() else {
            self.built.root = Some(node);
            return ControlFlow::Continue(());
        };
        frame.end = frame.end.max(node.span.end as usize);
        let in_braces = frame.in_brackets;
        match &mut frame.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { entries, key } => match std::mem::replace(key, Key::None) {
                Key::Text(text, key_span) if text == "<<" => {
                    self.feature(key_span.start as usize, key_span.end as usize, "a merge key", "write the keys out");
                }
                Key::Text(text, key_span) => {
                    entries.push(Entry { key: text, key_span, value: node, in_braces });
                }
                Key::Refused => {}
                Key::None => match node.value {
                    Value::Text(text) => *key = Key::Text(text, node.span),
                    Value::Refused => *key = Key::Refused,
                    _ => {
                        *key = Key::Refused;
                        let at = self.origin(node.span);
                        self.built.findings.push(Finding::new(Code::WrongType, "there is no key before this `:`", at));
                    }
                },
            },
        }
        ControlFlow::Continue(())
    }

    /// Keeps the first of each key.
    fn without_duplicates(&mut self, entries: Vec<Entry<'t>>) -> Vec<Entry<'t>> {
        // Most maps have few keys, and comparing those is cheaper than a table of them.
        let is_repeated = |(at, entry): (usize, &Entry<'_>)| entries[..at].iter().any(|other| other.key == entry.key);
        if entries.len() <= 12 && !entries.iter().enumerate().any(is_repeated) {
            return entries;
        }
        let mut first: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
        let mut again = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match first.get(&*entry.key) {
                None => {
                    first.insert(&entry.key, entry.key_span);
                }
                Some(earlier) => {
                    let message = format!("the key `{}` stands here a second time", crate::words::shorten(&entry.key));
                    let finding = Finding::new(Code::DuplicateKey, message, self.origin(entry.key_span))
                        .label("again here")
                        .also(self.origin(*earlier), "first here");
                    self.built.findings.push(finding);
                    again.push(index);
                }
            }
        }
        if again.is_empty() {
            return entries;
        }
        let mut again = again.into_iter().peekable();
        let kept = entries.into_iter().enumerate().filter(|(index, _)| again.next_if_eq(index).is_none());
        kept.map(|(_, entry)| entry).collect()
    }
}

/// Whether a plain scalar stands for nothing in YAML.
fn is_null(source: &str) -> bool {
    matches!(source, "~" | "null" | "Null" | "NULL")
}
