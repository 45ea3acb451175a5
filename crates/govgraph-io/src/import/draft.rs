//! A dataset in the making, and the account that is kept of it.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use govgraph_model::{
    AreaId, BodyId, Citation, Class, ClassId, Code, Dataset, Date, End, FileIndex, Finding, Here, Identifier, Located,
    Origin, Period, PersonId, Provenance, Relation, RelationKind, Source, SourceId, SourceKind, Start, ThemeId, slug,
    sort_findings,
};

use super::dates::{self, date_in};
use super::ids::Ids;
use super::report::{Example, ImportReport, Note, NoteKind, Tally};
use super::{Ends, Imported, Options};
use crate::file_name::base;
use crate::format::InputFormat;
use crate::sheet::decode;
use crate::words::shorten;
use crate::yaml::{Node, Span};
use crate::{Text, max_bytes};

/// More examples than anybody reads make the report longer than a screen.
const MAX_EXAMPLES: usize = 3;

/// What makes two relations the same.
type Related = (RelationKind, BodyId, BodyId, Option<Period>);

/// A file that was opened, and the source that it is.
#[derive(Clone)]
pub(crate) struct Opened {
    file: FileIndex,
    pub(crate) source: SourceId,
    /// The date that it speaks of.
    pub(crate) date: Option<Date>,
}

/// A dataset in the making.
pub(crate) struct Draft<'o> {
    pub(crate) dataset: Dataset,
    pub(crate) options: &'o Options,
    pub(crate) bodies: Ids<BodyId>,
    pub(crate) persons: Ids<PersonId>,
    pub(crate) areas: Ids<AreaId>,
    pub(crate) classes: Ids<ClassId>,
    pub(crate) themes: Ids<ThemeId>,
    pub(crate) sources: Ids<SourceId>,
    report: ImportReport,
    findings: Vec<Finding>,
    /// The file that is being read.
    current: Option<Opened>,
    /// The files whose date is not known.
    files_without_date: Vec<String>,
    files_with_date: Vec<(Date, Vec<String>)>,
    /// The source that the files are part of, if they are one publication, and the date that it speaks of.
    publication: Option<(SourceId, Option<Date>)>,
    noted: HashMap<(NoteKind, String), usize>,
    related: HashSet<Related>,
    ends: Ends,
    /// Whether we wrote the file that is being read.
    is_ours: bool,
}

impl<'o> Draft<'o> {
    pub(super) fn new(format: InputFormat, options: &'o Options) -> Self {
        let report = ImportReport { format, tallies: Vec::new(), choices: Vec::new(), notes: Vec::new() };
        Draft {
            dataset: Dataset::default(),
            options,
            bodies: Ids::default(),
            persons: Ids::default(),
            areas: Ids::default(),
            classes: Ids::default(),
            themes: Ids::default(),
            sources: Ids::default(),
            report,
            findings: Vec::new(),
            current: None,
            files_without_date: Vec::new(),
            files_with_date: Vec::new(),
            publication: None,
            noted: HashMap::new(),
            related: HashSet::new(),
            ends: options.ends.unwrap_or(Ends::Included),
            is_ours: false,
        }
    }

    /// What end dates usually mean in the format, unless somebody said what they mean in this input; says so.
    pub(crate) fn ends(&mut self, usually: Ends) {
        self.ends = self.options.ends.unwrap_or(usually);
        self.choose(self.ends.words());
    }

    /// We wrote the file that is being read: its ids are ours, and it is no source of its own.
    pub(crate) fn is_ours(&mut self) {
        if let Some(Opened { source: file, .. }) = &self.current {
            self.dataset.sources.retain(|source| source.id.value != *file);
            self.sources.forget(file);
        }
        self.is_ours = true;
        self.keep_ids();
    }

    /// The ids in the input are ours.
    pub(crate) fn keep_ids(&mut self) {
        self.bodies.keep();
        self.persons.keep();
        self.areas.keep();
        self.classes.keep();
        self.sources.keep();
    }

    /// Goes on to a file: what is read from here on has its places in it and cites it. Its text, unless it is none.
    pub(crate) fn open<'t>(&mut self, text: &Text<'t>) -> Option<&'t str> {
        let decoded = self.decoded(text)?;
        self.open_decoded(text.name, decoded);
        Some(decoded)
    }

    /// The text of a file, unless it is none.
    pub(crate) fn decoded<'t>(&mut self, text: &Text<'t>) -> Option<&'t str> {
        let bytes = text.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text.bytes);
        match std::str::from_utf8(bytes) {
            Ok(decoded) if decoded.len() <= max_bytes(text.name) => Some(decoded),
            Ok(_) => {
                self.too_large(text.name);
                None
            }
            Err(error) => {
                let message = format!("this file is not UTF-8 text: byte {} is wrong", error.valid_up_to() + 1);
                self.cannot_read(text.name, Code::InvalidUtf8, message);
                None
            }
        }
    }

    /// The same for a text that was decoded already.
    pub(crate) fn open_decoded(&mut self, name: &str, text: &str) {
        let file = self.dataset.files.add(name, text);
        if let Some(opened) = self.source_of(file, name) {
            self.current = Some(opened);
            self.is_ours = false;
        }
    }

    /// Makes a file a source that can be cited.
    pub(crate) fn source_of(&mut self, file: FileIndex, name: &str) -> Option<Opened> {
        let base = base(name);
        let stem = base.split_once('.').map_or(base, |(stem, _)| stem);
        let wish = Some(slug(stem)).filter(|id| !id.is_empty());
        let id = self.sources.add_as(name, wish.as_deref().unwrap_or("file"))?;
        let mut source = Source::new(id.clone(), base);
        source.kind = SourceKind::Dataset;
        let as_of = self.options.as_of.clone().or_else(|| date_in(base));
        match &as_of {
            Some(date) => match self.files_with_date.iter_mut().find(|(same, _)| same == date) {
                Some((_, files)) => files.push(base.to_string()),
                None => self.files_with_date.push((date.clone(), vec![base.to_string()])),
            },
            None => self.files_without_date.push(base.to_string()),
        }
        source.date = as_of.clone().map(|date| Period { start: Start::On(date.clone()), end: End::On(date) });
        source.id.origin = Origin::new(file, 0, 0);
        self.dataset.sources.push(source);
        Some(Opened { file, source: id, date: as_of })
    }

    /// The file that is being read.
    pub(crate) fn opened(&self) -> Option<Opened> {
        self.current.clone()
    }

    /// Goes back to a file: what is read from here on has its places in it and cites it.
    pub(crate) fn go_back(&mut self, opened: &Opened) {
        self.current = Some(opened.clone());
    }

    /// The source that the file is which is being read, so that what its format knows of all its files can be added.
    pub(crate) fn file_source(&mut self) -> Option<&mut Source> {
        let id = &self.current.as_ref()?.source;
        self.dataset.sources.iter_mut().find(|source| source.id.value == *id)
    }

    /// A folder whose files are one publication: it becomes the source that all of them cite.
    pub(crate) fn open_publication(&mut self, texts: &[Text<'_>], source: Source) {
        let folder = texts.iter().find_map(|text| text.name.rsplit_once(['/', '\\']).map(|(folder, _)| folder));
        let folder = folder.map(base).unwrap_or_default();
        let as_of = self.options.as_of.clone().or_else(|| date_in(folder));
        match &as_of {
            Some(date) => self.choose(format!("the data speak of {date}: what has no end was so then")),
            None => self.choose("of what date the data speak is not known: --as-of DATE says it"),
        }
        let Some(id) = self.sources.add_as(&source.title, source.id.as_str()) else { return };
        let mut source = Source { id: id.clone().into(), ..source };
        source.kind = SourceKind::Dataset;
        source.date = as_of.clone().map(|date| Period { start: Start::On(date.clone()), end: End::On(date) });
        self.dataset.sources.push(source);
        self.publication = Some((id, as_of));
    }

    /// The text of a table, in whatever its letters are written; says so if that is not UTF-8.
    pub(crate) fn decode<'t>(&mut self, text: &Text<'t>) -> Option<Cow<'t, str>> {
        if text.bytes.len() > max_bytes(text.name) {
            self.too_large(text.name);
            return None;
        }
        let Some((decoded, encoding)) = decode(text.bytes) else {
            self.cannot_read(text.name, Code::InvalidUtf8, "this file is no text".to_string());
            return None;
        };
        if encoding != "UTF-8" {
            self.choose(format!("the letters of {} are written in {encoding}", base(text.name)));
        }
        Some(decoded)
    }

    /// Goes on to a file of a publication that was opened.
    pub(crate) fn go_on(&mut self, name: &str, text: &str) {
        let file = self.dataset.files.add(name, text);
        self.current = self.publication.clone().map(|(source, date)| Opened { file, source, date });
    }

    /// The same for one that is read before the publication is opened, and so cites nothing.
    pub(crate) fn go_on_without(&mut self, name: &str, text: &str) {
        self.dataset.files.add(name, text);
        self.current = None;
    }

    /// Takes the publication out of the sources again, since nothing cites it.
    pub(crate) fn unopen(&mut self) {
        if let Some((id, _)) = self.publication.take() {
            self.dataset.sources.retain(|source| source.id.value != id);
        }
    }

    /// The input lacks something without which nothing can be made of it.
    pub(crate) fn cannot_use(&mut self, name: &str, message: String) {
        self.cannot_read(name, Code::UnreadableFile, message);
    }

    /// The file that is being read cannot be.
    pub(crate) fn refuse(&mut self, code: Code, message: impl Into<String>) {
        let origin = self.current.as_ref().map_or(Origin::NOWHERE, |opened| Origin::new(opened.file, 0, 0));
        self.findings.push(Finding::new(code, message.into(), origin));
    }

    fn too_large(&mut self, name: &str) {
        let message = format!("this file is longer than {} MiB", max_bytes(name) / 1024 / 1024);
        self.cannot_read(name, Code::TooLarge, message);
    }

    fn cannot_read(&mut self, name: &str, code: Code, message: String) {
        let file = self.dataset.files.add(name, "");
        self.findings.push(Finding::new(code, message, Origin::new(file, 0, 0)));
    }

    /// Takes note of what keeps a file from being read.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// A part of the file that is being read which does not speak of the date of the file, as a source of its own that
    /// attests nothing: `committees-historical: earlier committees`.
    pub(crate) fn undated(&mut self, part: &str) -> Option<Citation> {
        let of = self.current.as_ref()?.source.clone();
        let foreign = format!("{part} of {of}");
        if let Some(known) = self.sources.get(&foreign) {
            return Some(Citation { source: known.clone().into(), locator: None });
        }
        let id = self.sources.add_as(&foreign, &format!("{of}-{}", slug(part)))?;
        let mut source = self.file_source()?.clone();
        source.title = format!("{}: {part}", source.title);
        source.date = None;
        source.note = Some("What this part says, it does not say of the date of the file.".to_string());
        source.id.value = id.clone();
        self.dataset.sources.push(source);
        Some(Citation { source: id.into(), locator: None })
    }

    /// Reads a text as JSON, or says why it is none.
    pub(crate) fn json<'t>(&mut self, text: &'t str) -> Option<Node<'t>> {
        let file = self.current.as_ref()?.file;
        super::json::parse(text, file).map_err(|finding| self.findings.push(*finding)).ok()
    }

    /// Reads a text as YAML, or says why it is none.
    pub(crate) fn yaml<'t>(&mut self, text: &'t str) -> Option<Node<'t>> {
        let file = self.current.as_ref()?.file;
        match crate::yaml::parse_any(text, file) {
            Ok(root) => root,
            Err(findings) => {
                // More of them help nobody: the file was written by a program.
                self.findings.extend(findings.into_iter().take(100));
                None
            }
        }
    }

    /// Reads a text in which every line is JSON; those that are not are told.
    pub(crate) fn json_lines<'t>(&mut self, text: &'t str) -> Vec<Node<'t>> {
        let Some(opened) = self.current.as_ref() else { return Vec::new() };
        let (nodes, findings) = super::json::parse_lines(text, opened.file);
        self.findings.extend(findings);
        nodes
    }

    /// The place of something in the file that is being read.
    pub(crate) fn at(&self, span: Span) -> Origin {
        let range = span.range();
        self.current.as_ref().map_or(Origin::NOWHERE, |opened| Origin::new(opened.file, range.start, range.end))
    }

    /// A value with the place of what it was read from.
    pub(crate) fn located<T>(&self, value: T, node: &Node<'_>) -> Located<T> {
        Located::new(value, self.at(node.span))
    }

    /// That the file which is being read says so, at a place that its readers can find: `membership 17`.
    pub(crate) fn cite(&self, locator: Option<String>, node: &Node<'_>) -> Provenance {
        let source = self.current.as_ref().filter(|_| !self.is_ours).map(|opened| opened.source.clone());
        let sources = source.map(|source| Citation { source: source.into(), locator }).into_iter().collect();
        Provenance { sources, origin: Here(self.at(node.span)), ..Provenance::default() }
    }

    /// A source that the input names by its title and perhaps an address or its id, a new one if there is none of them.
    pub(crate) fn source(
        &mut self,
        title: &str,
        url: Option<&str>,
        id: Option<&str>,
        node: &Node<'_>,
    ) -> Option<Citation> {
        let key = format!("{} {} {title}", id.unwrap_or_default(), url.unwrap_or_default());
        let wish = Some(slug(id.unwrap_or(title)).chars().take(60).collect::<String>()).filter(|slug| !slug.is_empty());
        if let Some(id) = self.sources.add_as(&key, wish.as_deref().unwrap_or("source").trim_end_matches('-')) {
            let mut source = Source::new(id, title);
            source.url = url.map(str::to_string);
            source.kind = SourceKind::Other;
            source.id.origin = self.at(node.span);
            self.dataset.sources.push(source);
        }
        let id = self.sources.get(&key).cloned()?;
        Some(Citation { source: self.located(id, node), locator: None })
    }

    /// How many records of a kind were read. A kind that is told again is added up.
    pub(crate) fn tally(&mut self, what: &str, count: usize, became: &str) {
        match self.report.tallies.iter_mut().find(|tally| tally.what == what && tally.became == became) {
            Some(tally) => tally.count += count,
            None => self.report.tallies.push(Tally { what: what.into(), count, became: became.into() }),
        }
    }

    /// What was decided where the input leaves it open.
    pub(crate) fn choose(&mut self, choice: impl Into<String>) {
        let choice = choice.into();
        if !self.report.choices.contains(&choice) {
            self.report.choices.push(choice);
        }
    }

    /// Something was left out.
    pub(crate) fn dropped(&mut self, what: impl Into<String>, example: &str, node: &Node<'_>) {
        self.note(NoteKind::Dropped, what.into(), example, self.at(node.span));
    }

    /// Something contradicts itself or the rest; the words say how it was read.
    pub(crate) fn odd(&mut self, what: impl Into<String>, example: &str, node: &Node<'_>) {
        self.note(NoteKind::Odd, what.into(), example, self.at(node.span));
    }

    /// The same for something of which only the place is known.
    pub(crate) fn note(&mut self, kind: NoteKind, what: String, example: &str, origin: Origin) {
        let next = self.report.notes.len();
        let index = *self.noted.entry((kind, what.clone())).or_insert(next);
        if index == next {
            self.report.notes.push(Note { kind, what, count: 0, examples: Vec::new() });
        }
        if let Some(note) = self.report.notes.get_mut(index) {
            note.count += 1;
            if note.examples.len() < MAX_EXAMPLES {
                note.examples.push(Example { text: shorten(example), place: None, origin });
            }
        }
    }

    /// Notes every key of a record that is not among those that are read, and has a value.
    pub(crate) fn keys(&mut self, what: &str, record: &Node<'_>, read: &[&str]) {
        for entry in record.entries() {
            if !read.contains(&&*entry.key) && !entry.value.is_nothing() {
                let example = entry.value.text().unwrap_or(entry.value.what());
                self.dropped(format!("`{}` of {what}", shorten(&entry.key)), example, &entry.value);
            }
        }
    }

    /// The date that a text gives: a year, a month or a day, as far as it goes; a time of day is left out, so that a day
    /// is the local one. One that cannot be read is noted.
    pub(crate) fn date(&mut self, node: &Node<'_>) -> Option<Date> {
        let at = self.at(node.span);
        self.date_of(node.text()?, at)
    }

    /// The same for a text that stands at a place, or nowhere.
    pub(crate) fn date_of(&mut self, text: &str, at: Origin) -> Option<Date> {
        match dates::read(text) {
            Ok(date) => Some(date),
            Err(why) => {
                self.note(NoteKind::Odd, dates::UNREADABLE.to_string(), &why, at);
                None
            }
        }
    }

    /// From a start to an end, where an absent one is not known; `None` if both are. The end is the last day.
    pub(crate) fn period(&mut self, start: Option<&Node<'_>>, end: Option<&Node<'_>>) -> Option<Located<Period>> {
        let place = start.or(end)?;
        let start_date = start.and_then(|node| self.date(node));
        let end_date = end.and_then(|node| self.date(node)).map(|end| self.last_day(end, start_date.as_ref()));
        let during = self.between(start_date, end_date, self.at(place.span))?;
        Some(self.located(during, place))
    }

    /// The same for dates that were read already, the end as a last day.
    pub(crate) fn between(&mut self, start: Option<Date>, end: Option<Date>, at: Origin) -> Option<Period> {
        if start.is_none() && end.is_none() {
            return None;
        }
        let (period, reversed) = dates::between(start, end);
        if let Some(example) = reversed {
            self.note(NoteKind::Odd, dates::REVERSED.to_string(), &example, at);
        }
        Some(period)
    }

    /// The last day of what ends at a date. What began on the day of its end was there on that day.
    pub(crate) fn last_day(&self, end: Date, start: Option<&Date>) -> Date {
        dates::last_day(end, start, self.ends)
    }

    /// Adds a relation, unless it is there already or leads from a body to itself.
    pub(crate) fn relate(&mut self, relation: Relation) -> bool {
        let origin = relation.from.origin;
        if relation.from.value == relation.to.value {
            let what = format!("relation `{}` of a body to itself", relation.kind);
            self.note(NoteKind::Dropped, what, relation.from.as_str(), origin);
            return false;
        }
        let during = relation.during.as_ref().map(|during| during.value.clone());
        let (from, to) = (relation.from.value.clone(), relation.to.value.clone());
        let is_new = self.related.insert((relation.kind, from, to, during));
        if is_new {
            self.dataset.relations.push(relation);
        }
        is_new
    }

    /// The class of bodies that others call so, a new one if there is none.
    pub(crate) fn class(&mut self, name: &str, node: &Node<'_>) -> Option<Located<ClassId>> {
        // Spelling drifts, and is no other class.
        let key: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let new = self.classes.add_as(&key, Some(slug(name)).filter(|id| !id.is_empty()).as_deref().unwrap_or("class"));
        let id = self.located(new.clone().or_else(|| self.classes.get(&key).cloned())?, node);
        if new.is_some() {
            let (name, other_names, provenance) = (name.to_string(), Vec::new(), self.cite(None, node));
            self.dataset.classes.push(Class { id: id.clone(), name, broader: None, other_names, provenance });
        }
        Some(id)
    }

    /// The identifier that others gave, unless the id says it already.
    pub(crate) fn identifier(scheme: &str, foreign: &str, id: &str) -> Option<Identifier> {
        (foreign != id).then(|| Identifier { scheme: scheme.to_string(), id: foreign.to_string() })
    }

    /// The dataset with everything that is to say about it.
    pub(super) fn finish(mut self) -> Imported {
        let before = self.report.choices.len();
        for (date, files) in std::mem::take(&mut self.files_with_date) {
            if let Some((files, speak)) = files_that_speak(&files) {
                self.choose(format!("{files} {speak} of {date}: what has no end was so then"));
            }
        }
        if let Some((files, speak)) = files_that_speak(&std::mem::take(&mut self.files_without_date)) {
            self.choose(format!("of what date {files} {speak} is not known: --as-of DATE says it"));
        }
        // Of what date the data speak goes first: it decides what is certain, and only the first few go before an answer.
        let added = self.report.choices.len().saturating_sub(before);
        self.report.choices.rotate_right(added);
        self.break_circles();
        let files = &self.dataset.files;
        for example in self.report.notes.iter_mut().flat_map(|note| &mut note.examples) {
            example.place = files.place(example.origin);
        }
        sort_findings(&mut self.findings);
        Imported { dataset: self.dataset, findings: self.findings, report: self.report }
    }

    /// Leaves out relations that close a circle of bodies which contain each other: others publish them, and no
    /// structure can be built on them. Cost: linear in bodies and relations.
    fn break_circles(&mut self) {
        let mut up: HashMap<&BodyId, Vec<usize>> = HashMap::new();
        let relations = &self.dataset.relations;
        for (index, relation) in relations.iter().enumerate().filter(|(_, relation)| relation.kind.is_containment()) {
            up.entry(&relation.from.value).or_default().push(index);
        }
        // 1 while a body is on the way, 2 once everything above it has been walked.
        let mut state: HashMap<&BodyId, u8> = HashMap::new();
        let mut closing = Vec::new();
        for relation in relations {
            let mut way: Vec<(&BodyId, usize)> = Vec::new();
            if up.contains_key(&relation.from.value) && !state.contains_key(&relation.from.value) {
                state.insert(&relation.from.value, 1);
                way.push((&relation.from.value, 0));
            }
            while let Some((body, next)) = way.last_mut() {
                let Some(index) = up.get(*body).and_then(|ups| ups.get(*next)) else {
                    state.insert(body, 2);
                    way.pop();
                    continue;
                };
                *next += 1;
                let above = relations.get(*index).map(|relation| &relation.to.value);
                match above.and_then(|above| state.get(above)) {
                    Some(1) => closing.push(*index),
                    Some(_) => {}
                    None => {
                        if let Some(above) = above {
                            state.insert(above, 1);
                            way.push((above, 0));
                        }
                    }
                }
            }
        }
        if closing.is_empty() {
            return;
        }
        let closing: HashSet<usize> = closing.into_iter().collect();
        let relations = std::mem::take(&mut self.dataset.relations).into_iter().enumerate();
        let (closing, kept): (Vec<_>, Vec<_>) = relations.partition(|(index, _)| closing.contains(index));
        self.dataset.relations = kept.into_iter().map(|(_, relation)| relation).collect();
        for (_, relation) in closing.into_iter().rev() {
            let what = format!("relation `{}` that makes bodies contain each other in a circle", relation.kind);
            let example = format!("{} → {}", relation.from, relation.to);
            self.note(NoteKind::Dropped, what, &example, relation.from.origin);
        }
    }
}

/// Some files as the beginning of a sentence: `page-1.json to page-64.json (64 files)`, `speak`.
fn files_that_speak(files: &[String]) -> Option<(String, &'static str)> {
    match files {
        [] => None,
        [one] => Some((one.clone(), "speaks")),
        [first, last] => Some((format!("{first} and {last}"), "speak")),
        [first, .., last] => Some((format!("{first} to {last} ({} files)", files.len()), "speak")),
    }
}
