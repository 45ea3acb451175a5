//! Files to dataset: which file holds what, and what is wrong with a file as a whole.

use std::borrow::Cow;
use std::collections::BTreeMap;

use govgraph_model::{
    AreaId, Body, BodyId, ClassId, Code, Dataset, FileIndex, Files, Finding, Located, Origin, PersonId, ReadFrom,
    SourceId, ThemeId, nearest, sort_findings,
};

use super::table::Row;
use super::values::FromText;
use super::walk::{Record, Shape, Walk};
use super::{Layout, MAIN_FILE, MAX_BYTES, Read, Text, VERSION};
use super::{allow, base, body, event, is_table, relation, rule, source, table, vocabulary};
use crate::words::shorten;
use crate::yaml::{self, Node, Span, Value};

/// A file as a whole.
pub(crate) const FILE: Shape = Shape {
    name: "File",
    what: "a file",
    keys: &[
        "govgraph",
        "title",
        "description",
        "licence",
        "uses",
        "sources",
        "areas",
        "classes",
        "themes",
        "persons",
        "rules",
        "bodies",
        "relations",
        "events",
        "allow",
    ],
};

/// More findings in one file help nobody, and a hostile file could fill the memory with them.
const MAX_FINDINGS: usize = 1_000;

/// Reads one dataset, its files in the order given. It never fails: what cannot be read becomes a finding.
///
/// Of a dataset that uses others it reads its own files only; see [`Reader`]. Cost: linear in the length of the files.
pub fn read<'a>(texts: impl IntoIterator<Item = Text<'a>>, layout: Layout) -> Read {
    let mut reader = Reader::default();
    reader.read(texts, layout);
    reader.finish()
}

/// Reads a tree that was made of files in another format, the first of which is `file`.
pub(crate) fn read_tree(files: &Files, file: FileIndex, root: &Node<'_>) -> Read {
    let mut reader = Reader::behind(files);
    let mut walk = Walk::new(file, "".into());
    reader.root(&mut walk, root, Layout::File, true);
    reader.incomplete |= walk.lost;
    reader.findings.extend(limited(walk.findings));
    reader.finish()
}

/// Reads datasets that use each other as if they were one: the one that is asked for first, then those that it uses.
///
/// Title, description and licence are those of the first. It opens no files: whoever does follows the paths that
/// [`Reader::read`] hands back, each folder once.
///
/// ```
/// use govgraph_io::authored::{Layout, Reader, Text};
/// let mut reader = Reader::default();
/// let main = Text { name: "london/govgraph.yaml", bytes: b"govgraph: 1\ntitle: London\nuses: ../rules\n" };
/// let used = reader.read([main], Layout::Folder);
/// assert_eq!(used[0].value, "../rules");
/// let rules = Text { name: "rules/govgraph.yaml", bytes: b"govgraph: 1\ntitle: Rules\nclasses: { csp: { name: CSP } }\n" };
/// assert!(reader.read([rules], Layout::Folder).is_empty());
/// let read = reader.finish();
/// assert_eq!((read.dataset.title.as_deref(), read.dataset.classes.len()), (Some("London"), 1));
/// ```
#[derive(Default)]
pub struct Reader {
    dataset: Dataset,
    findings: Vec<Finding>,
    incomplete: bool,
    /// Rows of tables, whose bodies may stand in any file.
    rows: Vec<Row>,
    /// Where something else stands for an id, and of what.
    not_ids: BTreeMap<Origin, &'static str>,
    /// Whether a dataset was read before the one that is being read.
    is_used: bool,
    /// What the dataset that is being read uses.
    uses: Vec<Located<String>>,
}

impl Reader {
    /// A reader of what belongs to files that were read before.
    pub(super) fn behind(files: &Files) -> Self {
        let files = ReadFrom(files.clone());
        Reader { dataset: Dataset { files, ..Dataset::default() }, ..Reader::default() }
    }

    /// Reads the files of the next dataset in the order given. Returns the folders that it uses, as written: relative to
    /// its own, in their order.
    pub fn read<'a>(&mut self, texts: impl IntoIterator<Item = Text<'a>>, layout: Layout) -> Vec<Located<String>> {
        let mut has_main = false;
        for text in texts {
            has_main |= base(text.name) == MAIN_FILE;
            self.file(text, layout);
        }
        if layout == Layout::Folder && !has_main {
            let message = format!("there is no `{MAIN_FILE}`, which makes a folder a dataset");
            let finding = Finding::new(Code::NoDataset, message, Origin::NOWHERE);
            self.findings.push(finding.help(format!("write one that begins with `govgraph: {VERSION}`")));
        }
        self.is_used = true;
        std::mem::take(&mut self.uses)
    }

    /// Reports of a folder that is used why it cannot be read: `there is no folder ../rulse`.
    pub fn cannot_use(&mut self, used: &Located<String>, why: impl Into<String>) {
        let help =
            "write the way from the folder of this file to another that holds a `govgraph.yaml`, such as `../rules`";
        self.findings.push(Finding::new(Code::UnknownDataset, why, used.origin).help(help));
        // What stands there may be what others refer to.
        self.incomplete = true;
    }

    /// Everything that was read.
    pub fn finish(mut self) -> Read {
        let rows = std::mem::take(&mut self.rows);
        self.findings.extend(table::place(rows, &mut self.dataset, self.incomplete));
        self.names_for_ids();
        let Reader { dataset, mut findings, incomplete, .. } = self;
        sort_findings(&mut findings);
        Read { dataset, findings, incomplete }
    }

    fn file(&mut self, text: Text<'_>, layout: Layout) {
        if is_table(text.name) {
            self.walk(text, |reader, walk, content| reader.rows.extend(table::rows(walk, content)));
            return;
        }
        let is_main = layout == Layout::File || base(text.name) == MAIN_FILE;
        self.tree(text, |reader, walk, root| match root {
            Some(root) => reader.root(walk, root, layout, is_main),
            None if layout == Layout::Folder && is_main => missing_version(walk, Span::new(0, 0)),
            None => {}
        });
    }

    /// Reads a YAML file and hands its tree on, or nothing if it holds nothing, which is reported. A file that cannot be
    /// read is reported, and goes no further.
    pub(super) fn tree(&mut self, text: Text<'_>, take: impl FnOnce(&mut Self, &mut Walk, Option<&Node<'_>>)) {
        self.walk(text, |reader, walk, content| {
            let parsed = yaml::parse(content, walk.file());
            walk.findings = parsed.findings;
            walk.lost |= parsed.broken;
            if parsed.broken {
                return;
            }
            if parsed.root.is_none() {
                walk.refuse(Code::EmptyFile, "the file holds nothing", Span::new(0, 0));
            }
            take(reader, walk, parsed.root.as_ref());
        });
    }

    fn walk(&mut self, text: Text<'_>, take: impl FnOnce(&mut Self, &mut Walk, &str)) {
        let (file, content) = match self.open(text) {
            Ok(opened) => opened,
            Err(finding) => {
                self.findings.push(*finding);
                self.incomplete = true;
                return;
            }
        };
        let mut walk = Walk::new(file, content.clone());
        take(self, &mut walk, &content);
        self.incomplete |= walk.lost;
        self.not_ids.extend(walk.not_ids);
        self.findings.extend(limited(walk.findings));
    }

    /// The text of a file, which is kept for messages.
    fn open(&mut self, text: Text<'_>) -> Result<(FileIndex, std::sync::Arc<str>), Box<Finding>> {
        let files = &mut self.dataset.files;
        if text.bytes.len() > MAX_BYTES {
            let file = files.add(text.name, "");
            let message = format!("the file has more than {} MiB", MAX_BYTES / 1024 / 1024);
            let finding = Finding::new(Code::TooLarge, message, Origin::new(file, 0, 0));
            return Err(finding.help("split it into several files").into());
        }
        let bytes = text.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text.bytes);
        match std::str::from_utf8(bytes) {
            Ok(content) => {
                let content: std::sync::Arc<str> = content.into();
                Ok((files.add(text.name, content.clone()), content))
            }
            Err(error) => {
                let lossy = String::from_utf8_lossy(bytes);
                let at = error.valid_up_to();
                let wide = lossy[at..].chars().next().map_or(0, char::len_utf8);
                let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
                let message = if is_utf16 {
                    "the file is UTF-16, not UTF-8".to_string()
                } else {
                    format!("the byte {:#04x} is not UTF-8", bytes.get(at).copied().unwrap_or(0))
                };
                let file = files.add(text.name, lossy.as_ref());
                let finding = Finding::new(Code::InvalidUtf8, message, Origin::new(file, at, at + wide));
                Err(finding.help("save the file as UTF-8").into())
            }
        }
    }

    fn root(&mut self, walk: &mut Walk, root: &Node<'_>, layout: Layout, is_main: bool) {
        let Value::Map(entries) = &root.value else {
            let found = match &root.value {
                Value::Text(text) => format!("text `{}`", shorten(text)),
                _ => root.what().to_string(),
            };
            walk.refuse(
                Code::WrongType,
                format!("a file is a map of keys such as `bodies:`, found {found}"),
                root.span,
            );
            walk.lost = true;
            return;
        };
        for entry in entries.iter().filter(|entry| !FILE.keys.contains(&&*entry.key)) {
            let near = nearest(&entry.key, FILE.keys.iter().copied());
            let message = format!("a file has no key `{}`", shorten(&entry.key));
            let finding = Finding::new(Code::UnknownKey, message, walk.origin(entry.key_span));
            walk.report(match near {
                Some(near) => finding.suggest(Some(near.to_string())),
                None => finding.help(format!("its keys are {}", FILE.keys.join(", "))),
            });
            // What stands under it is not read, and may be what others refer to.
            walk.lost |= matches!(entry.value.value, Value::Map(_) | Value::List(_));
        }
        let record = Record::of(&FILE, entries, root.span);
        if !version(walk, &record, layout == Layout::Folder && is_main) {
            walk.lost = true;
            return;
        }
        let is_used = self.is_used;
        for (key, field) in [
            ("title", &mut self.dataset.title),
            ("description", &mut self.dataset.description),
            ("licence", &mut self.dataset.licence),
        ] {
            if !is_main && record.has(key) {
                let message = format!("`{key}` stands only in `{MAIN_FILE}`");
                walk.refuse(Code::UnknownKey, message, record.key_span(key));
            } else if let Some(value) = record.value(walk, key).filter(|_| !is_used) {
                *field = Some(value);
            }
        }
        if layout == Layout::Folder && is_main {
            let before = walk.findings.len();
            let used = record.several(walk, "uses");
            self.uses.extend(used.into_iter().filter(|path| is_relative(walk, path)));
            walk.lost |= walk.findings.len() > before;
        } else if record.has("uses") {
            let message = format!("`uses` stands only in the `{MAIN_FILE}` of a folder");
            let finding = Finding::new(Code::UnknownKey, message, walk.origin(record.key_span("uses")));
            walk.report(match layout {
                Layout::Folder => finding.help(format!("move it to `{MAIN_FILE}`")),
                Layout::File => {
                    finding.help("put the file into a folder of its own, and name the folder instead of the file")
                }
            });
            walk.lost = true;
        }
        self.records(walk, &record);
    }

    fn records(&mut self, walk: &mut Walk, record: &Record<'_, '_>) {
        self.structure(walk, record);
        let dataset = &mut self.dataset;
        by_id(walk, record, "rules", rule::rule, |rule| dataset.rules.extend(rule));
        dataset.events.extend(record.list(walk, "events", "events", event::event));
        dataset.allow.extend(record.list(walk, "allow", "entries", allow::allow));
    }

    /// All records but rules, events and what is allowed.
    pub(super) fn structure(&mut self, walk: &mut Walk, record: &Record<'_, '_>) {
        let dataset = &mut self.dataset;
        by_id(walk, record, "sources", source::source, |source| dataset.sources.push(source));
        by_id(walk, record, "areas", vocabulary::area, |area| dataset.areas.push(area));
        by_id(walk, record, "classes", vocabulary::class, |class| dataset.classes.push(class));
        by_id(walk, record, "themes", vocabulary::theme, |theme| dataset.themes.push(theme));
        by_id(walk, record, "persons", vocabulary::person, |person| dataset.persons.push(person));
        by_id(walk, record, "bodies", body::body, |(body, relations)| {
            dataset.bodies.push(body);
            dataset.relations.extend(relations);
        });
        dataset.relations.extend(record.list(walk, "relations", "relations", relation::relation));
    }

    /// Where a name stands instead of an id, suggests the id; and takes back what nothing has as its id.
    fn names_for_ids(&mut self) {
        let Reader { dataset, findings, not_ids, incomplete, .. } = self;
        let mut all = BTreeMap::new();
        for finding in findings.iter_mut().filter(|finding| finding.code == Code::BadId) {
            let at = finding.labels.first().map_or(Origin::NOWHERE, |label| label.origin);
            let Some(what) = not_ids.get(&at) else { continue };
            let Some(known) = all.entry(*what).or_insert_with(|| named(dataset, what)) else { continue };
            let written = dataset.files.text_at(at).trim();
            let is_written = |name: &&str| name.eq_ignore_ascii_case(written);
            if let Some((id, _)) = known.iter().find(|(_, names)| names.iter().any(is_written)) {
                *finding = finding.clone().suggest(Some((*id).to_string()));
            } else if !*incomplete && let Some(meant) = finding.replacement.take() {
                if known.iter().any(|(id, _)| *id == meant) {
                    finding.replacement = Some(meant);
                } else {
                    finding.help = Some("write the id under which it stands, or write it down first".to_string());
                }
            }
        }
    }
}

/// Whether a path leads from one folder to another in the same way on every machine; reports it if not.
fn is_relative(walk: &mut Walk, path: &Located<String>) -> bool {
    let is_absolute = path.starts_with('/') || path.as_bytes().get(1) == Some(&b':');
    if !is_absolute && !path.contains('\\') {
        return true;
    }
    let what = if is_absolute { "is no way from this folder to another" } else { "has backslashes" };
    let finding = Finding::new(Code::BadValue, format!("`{}` {what}", shorten(path)), path.origin);
    let finding = match is_absolute {
        true => finding.help("write a relative path, such as `../rules`"),
        false => finding.suggest(Some(path.replace('\\', "/"))),
    };
    walk.report(finding.label("value of `uses`"));
    false
}

/// The ids of what can be referred to, each with its names; `None` for what is only given an id.
fn named<'d>(dataset: &'d Dataset, what: &str) -> Option<Vec<(&'d str, Vec<&'d str>)>> {
    macro_rules! known {
        ($field:ident, $name:ident) => {
            dataset.$field.iter().map(|record| (record.id.as_str(), vec![record.$name.as_str()])).collect()
        };
    }
    Some(match what {
        BodyId::WHAT => {
            let names = |body: &'d Body| std::iter::once(&*body.name).chain(body.short.as_deref()).collect();
            dataset.bodies.iter().map(|body| (body.id.as_str(), names(body))).collect()
        }
        SourceId::WHAT => known!(sources, title),
        AreaId::WHAT => known!(areas, name),
        ClassId::WHAT => known!(classes, name),
        ThemeId::WHAT => known!(themes, name),
        PersonId::WHAT => known!(persons, name),
        _ => return None,
    })
}

/// Reads a map of ids and records, and hands each on.
fn by_id<'n, 't: 'n, I, T>(
    walk: &mut Walk,
    file: &Record<'n, 't>,
    section: &str,
    read: fn(&mut Walk, Located<I>, Span, &'n Node<'t>) -> T,
    mut take: impl FnMut(T),
) where
    I: FromText + std::fmt::Display,
{
    let Some(node) = file.get(section) else { return };
    let Value::Map(entries) = &node.value else {
        let before = walk.findings.len();
        walk.wrong_type(section, "a map of ids and records", node);
        let name = if section == "sources" { "title" } else { "name" };
        for finding in walk.findings.iter_mut().skip(before) {
            finding.help = Some(format!("write each below its id: `{section}: {{ an-id: {{ {name}: … }} }}`"));
        }
        walk.lost = true;
        return;
    };
    for entry in entries {
        let id = walk.value::<I>(section, &entry.key, entry.key_span).or_else(|| {
            // Under the id that was probably meant, its references are not reported as well.
            let slug = govgraph_model::slug(&entry.key);
            I::from_text(&slug).ok().map(|id| Located::new(id, walk.origin(entry.key_span)))
        });
        let Some(id) = id else {
            walk.lost = true;
            continue;
        };
        let span = entry.key_span.to(entry.value.span);
        let name = id.value.to_string();
        take(walk.within(&name, |walk| read(walk, id, span, &entry.value)));
    }
}

/// Whether the file is written in a version of the format that is known, or need not say so.
pub(super) fn version(walk: &mut Walk, record: &Record<'_, '_>, required: bool) -> bool {
    let Some(node) = record.get("govgraph") else {
        if required {
            missing_version(walk, Span::new(0, 0));
        }
        return true;
    };
    let text: Cow<'_, str> = match &node.value {
        Value::Text(text) => text.clone(),
        _ => Cow::Borrowed(node.what()),
    };
    if *text == *VERSION.to_string() {
        return true;
    }
    let message = format!("`{}` is not a version of the format that is known here", shorten(&text));
    let finding = Finding::new(Code::FormatVersion, message, walk.origin(node.span));
    walk.report(finding.help(format!("write `govgraph: {VERSION}`; a later version needs a later program")));
    false
}

fn missing_version(walk: &mut Walk, at: Span) {
    let finding = Finding::new(Code::FormatVersion, "the file does not say its version of the format", walk.origin(at));
    walk.report(finding.help(format!("begin it with `govgraph: {VERSION}`")));
}

/// The first findings by place, and how many more there are.
fn limited(mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.len() > MAX_FINDINGS {
        sort_findings(&mut findings);
        let more = findings.len() - MAX_FINDINGS;
        findings.truncate(MAX_FINDINGS);
        if let Some(last) = findings.last_mut() {
            let help = last.help.take().map(|help| format!("{help}; ")).unwrap_or_default();
            last.help = Some(format!("{help}{more} more findings in this file are not listed"));
        }
    }
    findings
}
