//! Statements to dataset, by way of the records of the authored format.

use std::collections::{HashMap, HashSet, VecDeque};

use govgraph_model::{
    AreaId, BodyId, BodyKind, ClassId, FileIndex, Origin, PersonId, Relation, RelationKind, SourceId, ThemeId,
};

use super::graph::{Graph, Term};
use super::member::Members;
use super::words::{BASE, Of, Sort, property, sort, whole};
use crate::authored;
use crate::authored::shapes::{self, Shape};
use crate::import::{Draft, NoteKind};
use crate::yaml::{Entry, Node, Span, Value};

/// Classes whose members are bodies.
const BODIES: [&str; 13] = [
    "org:Organization",
    "org:FormalOrganization",
    "org:OrganizationalUnit",
    "org:OrganizationalCollaboration",
    "gov:ProposedBody",
    "foaf:Organization",
    "foaf:Group",
    "schema:Organization",
    "schema:GovernmentOrganization",
    "rov:RegisteredOrganization",
    "vcard:Organization",
    "prov:Organization",
    "opengov:Organization",
];

/// Classes whose members are persons.
const PERSONS: [&str; 5] = ["foaf:Person", "schema:Person", "w3person:Person", "vcard:Individual", "prov:Person"];

/// Properties that only organisations have.
const OF_BODIES: [&str; 15] = [
    "org:subOrganizationOf",
    "org:transitiveSubOrganizationOf",
    "org:hasSubOrganization",
    "org:unitOf",
    "org:hasUnit",
    "org:purpose",
    "org:classification",
    "org:hasMember",
    "org:hasPost",
    "org:hasSite",
    "org:hasPrimarySite",
    "org:hasRegisteredSite",
    "org:changedBy",
    "org:resultedFrom",
    "org:linkedTo",
];

/// Keys that stand for one value.
const SINGLE: [&str; 8] =
    ["collective_of", "area", "within", "broader", "exists", "meets", "seats_declared", "elected"];

/// A file that was read.
pub(super) struct File<'t> {
    pub(super) index: FileIndex,
    pub(super) name: &'t str,
    pub(super) places: HashMap<String, Span>,
}

/// Reads everything that there is.
pub(super) fn read(draft: &mut Draft<'_>, graph: &Graph, files: &[File<'_>]) {
    let Some(first) = files.first() else { return };
    let mut reader = Reader::new(draft, graph, files);
    reader.declared();
    reader.pending();
    reader.posts();
    reader.memberships();
    reader.events();
    reader.pending();
    let tree = reader.tree();
    let relations = reader.relations();
    reader.unread();
    let Reader { draft, .. } = reader;
    let read = authored::read_tree(&draft.dataset.files, first.index, &tree);
    for finding in read.findings {
        let origin = finding.labels.first().map_or(Origin::NOWHERE, |label| label.origin);
        let origin = if origin.bytes().is_empty() { Origin::NOWHERE } else { origin };
        draft.note(NoteKind::Dropped, "value that cannot be read".to_string(), &finding.message, origin);
    }
    let sources = std::mem::take(&mut draft.dataset.sources);
    draft.dataset = read.dataset;
    draft.dataset.sources.extend(sources);
    // What is said in our words is said with more than ORG's words can say.
    let said: HashSet<(BodyId, BodyId, &str)> = draft
        .dataset
        .relations
        .iter()
        .map(|relation| (relation.from.value.clone(), relation.to.value.clone(), word_of(relation.kind)))
        .collect();
    for (kind, from, to) in relations {
        let (Ok(from), Ok(to)) = (from.parse::<BodyId>(), to.parse::<BodyId>()) else { continue };
        if !said.contains(&(from.clone(), to.clone(), word_of(kind))) {
            draft.relate(Relation::new(kind, from, to));
        }
    }
}

/// ORG's word for a kind of relation.
fn word_of(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::SubBoardOf | RelationKind::PartOf => "org:subOrganizationOf",
        RelationKind::ReportsTo => "org:reportsTo",
        _ => "org:linkedTo",
    }
}

pub(super) type Fields = Vec<Entry<'static>>;

/// Records in the making, and what is known of the graph.
pub(super) struct Reader<'r, 'o> {
    pub(super) draft: &'r mut Draft<'o>,
    pub(super) graph: &'r Graph,
    pub(super) files: &'r [File<'r>],
    /// The source that each file is, once something rests on it.
    pub(super) cited: HashMap<usize, Option<SourceId>>,
    /// What was referred to and has not been read.
    waiting: VecDeque<(Of, Term, String)>,
    /// Records by kind, in order, each with its id.
    pub(super) records: HashMap<Of, Vec<(String, Span, Fields)>>,
    pub(super) members: Members,
    pub(super) events: Vec<Node<'static>>,
    pub(super) kinds: HashMap<String, BodyKind>,
    /// Bodies by id.
    pub(super) bodies: Vec<(String, Term)>,
}

impl<'r, 'o> Reader<'r, 'o> {
    fn new(draft: &'r mut Draft<'o>, graph: &'r Graph, files: &'r [File<'r>]) -> Self {
        Reader {
            draft,
            graph,
            files,
            cited: HashMap::new(),
            waiting: VecDeque::new(),
            records: HashMap::new(),
            members: Members::default(),
            events: Vec::new(),
            kinds: HashMap::new(),
            bodies: Vec::new(),
        }
    }

    /// Gives ids to everything that says what it is, in its order.
    fn declared(&mut self) {
        let graph = self.graph;
        for subject in graph.subjects() {
            let is = |classes: &[&str]| classes.iter().any(|class| graph.is_a(subject, class));
            let of = if is(&BODIES) {
                Of::Body
            } else if is(&PERSONS) {
                Of::Person
            } else if is(&["gov:Source"]) {
                Of::Source
            } else if is(&["gov:Area"]) {
                Of::Area
            } else if is(&["gov:Class"]) {
                Of::Class
            } else if is(&["gov:Theme"]) {
                Of::Theme
            } else if is(&["org:ChangeEvent", "org:Membership", "org:Post", "org:Site", "org:Role", "skos:Concept"]) {
                continue;
            } else if OF_BODIES.iter().any(|property| graph.has(subject, property)) {
                Of::Body
            } else {
                continue;
            };
            self.refer(of, subject);
        }
        self.draft.tally("statements", graph.len(), "");
    }

    /// The id of what something refers to; whatever it is, it gets one.
    pub(super) fn refer(&mut self, of: Of, term: &Term) -> Option<String> {
        let key = key(term);
        if let Some(id) = self.id(of, &key) {
            return Some(id);
        }
        if matches!(term, Term::Literal { .. }) && term.literal().is_none() {
            return None;
        }
        let local = match term {
            Term::Address(address) => address.strip_prefix(of.prefix()).and_then(|rest| rest.strip_prefix(':')),
            Term::Blank(_) | Term::Literal { .. } => None,
        };
        let own = local.filter(|local| local.parse::<BodyId>().is_ok());
        let name = self.name_of(term);
        macro_rules! give {
            ($ids:ident, $otherwise:literal) => {
                match own {
                    Some(local) => self.draft.$ids.add_as(&key, local).map(|id| id.to_string()),
                    None => {
                        // Of something without an address there is only the name.
                        let address = if let Term::Address(address) = term { whole(address) } else { String::new() };
                        // Nor can people read the last part of an address that is no page.
                        let address = if address.starts_with("http") { address } else { String::new() };
                        let wish = self.draft.$ids.wish(&address, &name, $otherwise);
                        self.draft.$ids.add_as(&key, &wish).map(|id| id.to_string())
                    }
                }
            };
        }
        let id = match of {
            Of::Body => give!(bodies, "body"),
            Of::Person => give!(persons, "person"),
            Of::Area => give!(areas, "area"),
            Of::Class => give!(classes, "class"),
            Of::Theme => give!(themes, "theme"),
            Of::Source => give!(sources, "source"),
        }?;
        if of == Of::Body {
            self.bodies.push((id.clone(), term.clone()));
        }
        self.waiting.push_back((of, term.clone(), id.clone()));
        Some(id)
    }

    /// The id that something has.
    fn id(&self, of: Of, key: &str) -> Option<String> {
        let draft = &self.draft;
        match of {
            Of::Body => draft.bodies.get(key).map(BodyId::to_string),
            Of::Person => draft.persons.get(key).map(PersonId::to_string),
            Of::Area => draft.areas.get(key).map(AreaId::to_string),
            Of::Class => draft.classes.get(key).map(ClassId::to_string),
            Of::Theme => draft.themes.get(key).map(ThemeId::to_string),
            Of::Source => draft.sources.get(key).map(SourceId::to_string),
        }
    }

    /// The id of a body that is known to be one.
    pub(super) fn body_of(&self, term: &Term) -> Option<String> {
        self.id(Of::Body, &key(term))
    }

    /// Reads what was referred to, and what that refers to.
    pub(super) fn pending(&mut self) {
        while let Some((of, term, id)) = self.waiting.pop_front() {
            let fields = match of {
                Of::Body => self.body(&term, &id),
                Of::Source => self.source(&term),
                Of::Person | Of::Area | Of::Class | Of::Theme => self.vocabulary(of, &term),
            };
            let is_described = self.graph.knows(&term) || matches!(term, Term::Literal { .. });
            if !is_described {
                let what = format!("{} that is only mentioned, called by the end of its address", of.what());
                self.odd(&what, &term);
            }
            let span = self.span(&term);
            self.records.entry(of).or_default().push((id, span, fields));
        }
    }

    fn vocabulary(&mut self, of: Of, term: &Term) -> Fields {
        let (shape, what, became) = match of {
            Of::Person => (&shapes::PERSON, "persons", "persons"),
            Of::Area => (&shapes::AREA, "places", "areas"),
            Of::Class => (&shapes::CLASS, "classifications", "classes"),
            _ => (&shapes::THEME, "purposes", "themes"),
        };
        self.draft.tally(what, 1, became);
        let mut fields = self.named(shape, term);
        fields.extend(self.record(shape, term, &["name", "other_names", "identifiers"]));
        if of == Of::Person {
            self.identifiers(term, &mut fields);
        }
        fields.extend(self.sources_of(term));
        fields
    }

    /// The keys of a record that stand in our words, but some.
    pub(super) fn record(&mut self, shape: &'static Shape, subject: &Term, but: &[&str]) -> Fields {
        let graph = self.graph;
        let mut fields = Vec::new();
        for key in shape.keys.iter().copied().filter(|key| !but.contains(key) && *key != "source") {
            let property = property(shape, key);
            let is_list = matches!(sort(shape, key), Sort::Record(_) | Sort::Ref(_)) && !SINGLE.contains(&key);
            let is_list = is_list
                && !matches!(
                    (shape.name, key),
                    ("Seat" | "Tenure" | "Remit" | "Relation", _) | (_, "with" | "applies_to")
                );
            if is_list {
                let mut items = Vec::new();
                for object in graph.all(subject, &property) {
                    items.extend(self.value(shape, key, object));
                }
                if !items.is_empty() {
                    fields.push(entry(key, list(items)));
                }
            } else if let Some(object) = graph.one(subject, &property) {
                fields.extend(self.value(shape, key, object).map(|value| entry(key, value)));
            }
        }
        fields
    }

    /// What a value of our words means under a key.
    pub(super) fn value(&mut self, shape: &'static Shape, key: &str, object: &Term) -> Option<Node<'static>> {
        match sort(shape, key) {
            Sort::Text => object.literal().map(text),
            Sort::Date => self.date_text(object.literal()?).map(text),
            Sort::Ref(of) => self.refer(of, object).map(text),
            Sort::Record(of) if object.is_resource() => {
                let mut fields = self.record(of, object, &[]);
                fields.extend(self.citations(object));
                Some(map(fields))
            }
            Sort::Record(of) if of.name == "Existence" => self.date_text(object.literal()?).map(text),
            Sort::Record(_) => object.literal().map(text),
        }
    }

    /// Notes that something was read otherwise than it is written.
    pub(super) fn odd(&mut self, what: &str, example: &Term) {
        let at = self.origin(example);
        self.draft.note(NoteKind::Odd, what.to_string(), example.shown(), at);
    }

    /// Notes that something was left out, with all that is said about it.
    pub(super) fn left_out(&mut self, what: &str, record: &Term) {
        self.graph.read_all(record);
        self.dropped(what, record);
    }

    /// Notes that something was left out.
    pub(super) fn dropped(&mut self, what: &str, example: &Term) {
        let at = self.origin(example);
        self.draft.note(NoteKind::Dropped, what.to_string(), example.shown(), at);
    }

    /// Where something is described, if that can be told.
    pub(super) fn origin(&self, term: &Term) -> Origin {
        let file = self.graph.file_of(term).and_then(|file| self.files.get(file));
        let at = file.and_then(|file| Some((file.index, file.places.get(&key(term))?.range())));
        at.map_or(Origin::NOWHERE, |(file, at)| Origin::new(file, at.start, at.end))
    }

    /// The same for records, which are all of the first file.
    pub(super) fn span(&self, term: &Term) -> Span {
        let file = if self.graph.file_of(term) == Some(0) { self.files.first() } else { None };
        file.and_then(|file| file.places.get(&key(term))).copied().unwrap_or(Span::new(0, 0))
    }

    /// The bodies that are known, in order.
    pub(super) fn bodies(&self) -> Vec<(String, Term)> {
        self.bodies.clone()
    }

    /// Whether a body is made of members who meet.
    pub(super) fn has_members(&self, id: &str) -> bool {
        self.kinds.get(id).is_some_and(|kind| kind.has_members())
    }
}

/// Whether something is named by this program, whose records say themselves what they rest on.
pub(super) fn is_own(term: &Term) -> bool {
    matches!(term, Term::Address(address) if whole(address).starts_with(BASE))
}

/// What tells one thing from all others.
pub(super) fn key(term: &Term) -> String {
    match term {
        Term::Address(address) => address.clone(),
        Term::Blank(name) => format!("_:{name}"),
        Term::Literal { text, .. } => format!("\"{text}"),
    }
}

pub(super) fn text(text: impl AsRef<str>) -> Node<'static> {
    Node { span: Span::new(0, 0), value: Value::Text(text.as_ref().to_string().into()) }
}

pub(super) fn list(items: Vec<Node<'static>>) -> Node<'static> {
    Node { span: Span::new(0, 0), value: Value::List(items) }
}

pub(super) fn map(fields: Fields) -> Node<'static> {
    map_at(Span::new(0, 0), fields)
}

/// A record that is described at a place, to which its values belong too.
pub(super) fn map_at(span: Span, mut fields: Fields) -> Node<'static> {
    for Entry { value, .. } in fields.iter_mut().filter(|entry| entry.value.span == Span::new(0, 0)) {
        value.span = span;
        if let Value::List(items) = &mut value.value {
            items.iter_mut().filter(|item| item.span == Span::new(0, 0)).for_each(|item| item.span = span);
        }
    }
    Node { span, value: Value::Map(fields) }
}

pub(super) fn entry(key: &str, value: Node<'static>) -> Entry<'static> {
    Entry { key: key.to_string().into(), key_span: Span::new(0, 0), value, in_braces: false }
}
