//! Statements to dataset, by way of the records of the authored format.

use std::collections::{HashMap, HashSet, VecDeque};

use govgraph_model::{
    AreaId, BodyId, BodyKind, ClassId, Date, FileIndex, Origin, Period, PersonId, Relation, RelationKind, SourceId,
    ThemeId, Word as _,
};

use super::graph::{Graph, Term};
use super::member::{Members, Post};
use super::words::{BASE, DATASET, Of, Sort, property, sort, whole};
use crate::authored;
use crate::authored::shapes::{self, Shape};
use crate::import::{Draft, Ends, NoteKind, of_classification};
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

/// Properties that give the name of something, the one that is meant for it first.
pub(super) const NAMES: [&str; 10] = [
    "skos:prefLabel",
    "foaf:name",
    "rdfs:label",
    "schema:name",
    "dcterms:title",
    "dc:title",
    "vcard:fn",
    "vcard:organization-name",
    "rov:legalName",
    "schema:legalName",
];

/// Properties that give other names.
const OTHER_NAMES: [&str; 4] = ["skos:altLabel", "skos:hiddenLabel", "schema:alternateName", "dcterms:alternative"];

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
    files: &'r [File<'r>],
    /// The source that each file is, once something rests on it.
    cited: HashMap<usize, Option<SourceId>>,
    /// What was referred to and has not been read.
    waiting: VecDeque<(Of, Term, String)>,
    /// Records by kind, in order, each with its id.
    records: HashMap<Of, Vec<(String, Span, Fields)>>,
    pub(super) members: Members,
    pub(super) events: Vec<Node<'static>>,
    kinds: HashMap<String, BodyKind>,
    /// Bodies by id.
    bodies: Vec<(String, Term)>,
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
    fn pending(&mut self) {
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

    fn source(&mut self, term: &Term) -> Fields {
        let graph = self.graph;
        let mut fields = self.record(&shapes::SOURCE, term, &["title", "url"]);
        let name = self.name_of(term);
        NAMES.iter().for_each(|word| graph.all(term, word).for_each(drop));
        fields.push(entry("title", text(name)));
        let page = ["foaf:page", "schema:url", "gov:url"].iter().find_map(|word| self.graph.one(term, word));
        let page =
            page.map(|page| if let Term::Address(address) = page { whole(address) } else { page.shown().to_string() });
        let own = match term {
            Term::Address(address) => Some(whole(address)).filter(|address| address.starts_with("http")),
            Term::Blank(_) | Term::Literal { .. } => None,
        };
        fields.extend(page.or(own).map(|url| entry("url", text(url))));
        self.draft.tally("sources", 1, "sources");
        fields
    }

    fn body(&mut self, term: &Term, id: &str) -> Fields {
        let graph = self.graph;
        let own = ["name", "other_names", "kind", "classes", "area", "exists", "purpose", "remits", "posts", "seats"];
        let relations = RelationKind::ALL.iter().map(|kind| kind.word());
        let but: Vec<&str> = own.into_iter().chain(relations).chain(["identifiers", "url"]).collect();
        let mut fields = self.record(&shapes::BODY, term, &but);
        fields.extend(self.named(&shapes::BODY, term));
        self.kind(term, id, &mut fields);
        for word in ["dcterms:spatial", "opengov:area", "schema:areaServed"] {
            if let Some(area) = graph.one(term, word).and_then(|area| self.refer(Of::Area, area)) {
                fields.push(entry("area", text(area)));
                break;
            }
        }
        self.exists(term, &mut fields);
        self.purposes(term, &mut fields);
        self.identifiers(term, &mut fields);
        let page = ["foaf:homepage", "schema:url", "vcard:hasURL", "vcard:url", "gov:url"];
        if let Some(page) = page.iter().find_map(|word| graph.one(term, word)) {
            let url = if let Term::Address(address) = page { whole(address) } else { page.shown().to_string() };
            fields.push(entry("url", text(url)));
        }
        if !fields.iter().any(|entry| entry.key == "note") {
            let described = ["dcterms:description", "rdfs:comment", "schema:description"];
            let remark = described.iter().find_map(|word| graph.text(term, word));
            fields.extend(remark.map(|remark| entry("note", text(remark))));
        }
        fields.extend(self.sources_of(term));
        self.draft.tally("organisations", 1, "bodies");
        fields
    }

    /// What sort of body it is, and of which classes.
    fn kind(&mut self, term: &Term, id: &str, fields: &mut Fields) {
        let graph = self.graph;
        let mut classes = Vec::new();
        let is_own = graph.has(term, "gov:kind");
        let mut kind = graph.text(term, "gov:kind").and_then(BodyKind::from_word);
        for class in graph.all(term, "org:classification") {
            let label = self.name_of(class);
            let (meant, says_all) = of_classification(&label);
            if is_own || !says_all {
                classes.extend(self.refer(Of::Class, class).map(text));
            } else if class.is_resource() {
                graph.read_all(class);
            }
            if !is_own && meant != BodyKind::Organisation {
                kind.get_or_insert(meant);
            }
        }
        if !is_own && graph.is_a(term, "org:OrganizationalCollaboration") && kind.is_none() {
            kind = Some(BodyKind::Partnership);
            self.draft.choose("an `org:OrganizationalCollaboration` is taken for a partnership");
        }
        let kind = kind.unwrap_or(BodyKind::Organisation);
        self.kinds.insert(id.to_string(), kind);
        fields.push(entry("kind", text(kind.word())));
        if !classes.is_empty() {
            fields.push(entry("classes", list(classes)));
        }
    }

    fn exists(&mut self, term: &Term, fields: &mut Fields) {
        let graph = self.graph;
        let (start, end) = (self.date(term, &["schema:foundingDate"]), self.date(term, &["schema:dissolutionDate"]));
        if let Some(exact) = graph.one(term, "gov:exists") {
            fields.extend(self.value(&shapes::BODY, "exists", exact).map(|value| entry("exists", value)));
        } else if let Some(during) = self.between(term, start, end) {
            fields.push(entry("exists", text(during.edtf())));
        }
    }

    /// What it is for: texts, and themes.
    fn purposes(&mut self, term: &Term, fields: &mut Fields) {
        let graph = self.graph;
        let mut texts: Vec<Node<'static>> = Vec::new();
        let mut said = HashSet::new();
        for exact in graph.all(term, "gov:purpose") {
            said.extend(exact.literal().or_else(|| graph.text(exact, "gov:text")).map(str::to_string));
            texts.extend(self.value(&shapes::BODY, "purpose", exact));
        }
        let mut remits: Vec<Node<'static>> = Vec::new();
        let mut held = HashSet::new();
        for exact in graph.all(term, "gov:remits") {
            held.extend(graph.peek(exact, "gov:theme").map(key));
            remits.extend(self.value(&shapes::BODY, "remits", exact));
        }
        for purpose in graph.all(term, "org:purpose") {
            match purpose.literal() {
                Some(words) if said.insert(words.to_string()) => texts.push(text(words)),
                Some(_) => {}
                None if held.insert(key(purpose)) => {
                    let Some(theme) = self.refer(Of::Theme, purpose) else { continue };
                    self.draft.choose(
                        "a concept as `org:purpose` is a theme to which a body contributes: nothing says that it answers for it",
                    );
                    remits.push(map(vec![entry("theme", text(theme)), entry("as", text("contributes"))]));
                }
                None => {}
            }
        }
        for (key, items) in [("purpose", texts), ("remits", remits)] {
            if !items.is_empty() {
                fields.push(entry(key, list(items)));
            }
        }
    }

    /// Identifiers in our words, and in those of others.
    fn identifiers(&mut self, term: &Term, fields: &mut Fields) {
        let graph = self.graph;
        let mut items = Vec::new();
        let mut known = HashSet::new();
        for exact in graph.all(term, "gov:identifiers") {
            known.extend(graph.text(exact, "gov:id").map(str::to_string));
            items.extend(self.value(&shapes::BODY, "identifiers", exact));
        }
        let mut add = |scheme: &str, id: String| {
            if known.insert(id.clone()) {
                items.push(map(vec![entry("scheme", text(scheme)), entry("id", text(id))]));
            }
        };
        for word in ["org:identifier", "skos:notation", "dcterms:identifier", "schema:identifier"] {
            for id in graph.all(term, word) {
                if let (Some(id), Term::Literal { datatype, .. }) = (id.literal(), id) {
                    let scheme = datatype.as_deref().filter(|datatype| !datatype.starts_with("xsd:"));
                    add(&scheme.map_or("unknown".to_string(), whole), id.to_string());
                }
            }
        }
        if let Term::Address(address) = term
            && !is_own(term)
        {
            add("uri", whole(address));
        }
        for word in ["owl:sameAs", "skos:exactMatch"] {
            for same in graph.all(term, word) {
                if let Term::Address(address) = same {
                    add("uri", whole(address));
                }
            }
        }
        if !items.is_empty() {
            fields.push(entry("identifiers", list(items)));
        }
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
    fn value(&mut self, shape: &'static Shape, key: &str, object: &Term) -> Option<Node<'static>> {
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

    /// A name and other names. Where there are several, the preferred word and then the preferred language has it.
    pub(super) fn named(&mut self, shape: &'static Shape, term: &Term) -> Fields {
        let graph = self.graph;
        let name = self.name_of(term);
        let mut fields = vec![entry("name", text(&name))];
        let mut known = HashSet::new();
        let mut others = Vec::new();
        for exact in graph.all(term, "gov:otherNames") {
            known.extend(exact.literal().or_else(|| graph.text(exact, "skos:prefLabel")).map(str::to_string));
            others.extend(self.value(shape, "other_names", exact));
        }
        for word in OTHER_NAMES {
            for other in graph.all(term, word).filter_map(Term::literal) {
                if known.insert(other.to_string()) {
                    others.push(text(other));
                }
            }
        }
        known.insert(name);
        let mut languages = HashSet::new();
        for word in NAMES {
            for other in graph.all(term, word) {
                if let Term::Literal { language, .. } = other {
                    languages.insert(language.clone());
                }
                if let Some(other) = other.literal()
                    && known.insert(other.to_string())
                {
                    others.push(text(other));
                }
            }
        }
        if languages.len() > 1 {
            self.draft.choose(
                "of names in several languages the English one is taken, else the one without a language; the rest are other names",
            );
        }
        if shape.name == "Person" {
            for word in [
                "foaf:givenName",
                "foaf:firstName",
                "schema:givenName",
                "foaf:familyName",
                "foaf:lastName",
                "schema:familyName",
            ] {
                // They are parts of the name.
                let _ = graph.one(term, word);
            }
        }
        if !others.is_empty() {
            fields.push(entry("other_names", list(others)));
        }
        fields
    }

    /// The best name that there is.
    pub(super) fn name_of(&self, term: &Term) -> String {
        if let Some(literal) = term.literal() {
            return literal.to_string();
        }
        // A name of blanks is none, unless this program wrote it.
        let is_own = is_own(term) || matches!(term, Term::Blank(_));
        let best = NAMES.iter().find_map(|word| {
            let names = self.graph.peek(term, word).filter_map(|name| match name {
                Term::Literal { language, .. } => name.literal().map(|text| (rank(language.as_deref()), text)),
                Term::Address(_) | Term::Blank(_) => None,
            });
            let names = names.filter(|(_, text)| is_own || !text.trim().is_empty());
            // The first of those that are as good as each other.
            let mut names: Vec<((u8, String), &str)> = names.collect();
            names.sort_by(|a, b| a.0.cmp(&b.0));
            names.first().map(|(_, text)| (*text).to_string())
        });
        best.unwrap_or_else(|| {
            let part = |words: &[&'static str]| {
                words.iter().find_map(|word| Some(self.graph.peek(term, word).find_map(Term::literal)?.to_string()))
            };
            let given = part(&["foaf:givenName", "foaf:firstName", "schema:givenName"]);
            let family = part(&["foaf:familyName", "foaf:lastName", "schema:familyName"]);
            let parts: Vec<String> = given.into_iter().chain(family).collect();
            let shown = term.shown().trim_end_matches(['/', '#']);
            let last = shown.rsplit(['/', '#', ':']).next().filter(|last| !last.is_empty()).unwrap_or(shown);
            if parts.is_empty() { last.to_string() } else { parts.join(" ") }
        })
    }

    /// A date, from the first of some properties that has one.
    pub(super) fn date(&mut self, subject: &Term, words: &[&str]) -> Option<Date> {
        let graph = self.graph;
        words.iter().find_map(|word| {
            let text = graph.text(subject, word)?;
            self.draft.date_of(without_zone(text), Origin::NOWHERE)
        })
    }

    /// A date or a period as the authored format writes it; anything else is noted.
    fn date_text(&mut self, text: &str) -> Option<String> {
        if text == "unknown" || text.parse::<Period>().is_ok() {
            return Some(text.to_string());
        }
        self.draft.date_of(without_zone(text), Origin::NOWHERE).map(|date| date.edtf().to_string())
    }

    /// From when to when a membership lasts.
    pub(super) fn during(&mut self, subject: &Term) -> Option<String> {
        let graph = self.graph;
        let mut start = self.date(subject, &["schema:validFrom", "schema:startDate", "opengov:startDate"]);
        let mut end =
            self.date(subject, &["schema:validUntil", "schema:validThrough", "schema:endDate", "opengov:endDate"]);
        let mut exact = None;
        for interval in graph.all(subject, "org:memberDuring") {
            if let Some(text) = interval.literal() {
                exact = exact.or(self.date_text(text));
                continue;
            }
            let sides = [("time:hasBeginning", "schema:startDate"), ("time:hasEnd", "schema:endDate")];
            let [first, last] = sides.map(|(side, otherwise)| {
                let instant = graph.one(interval, side);
                instant.and_then(|instant| self.instant(instant)).or_else(|| self.date(interval, &[otherwise]))
            });
            (start, end) = (first.or(start), last.or(end));
        }
        if let Some(own) = graph.text(subject, "gov:during") {
            return self.date_text(own);
        }
        if exact.is_some() {
            return exact;
        }
        self.between(subject, start, end).map(|during| during.edtf())
    }

    /// From a start to an end. What others mean by an end date is told; ours is the last day.
    fn between(&mut self, subject: &Term, start: Option<Date>, end: Option<Date>) -> Option<Period> {
        let end = end.map(|end| match is_own(subject) {
            true => end,
            false => {
                self.draft.ends(Ends::Included);
                self.draft.last_day(end, start.as_ref())
            }
        });
        self.draft.between(start, end, self.origin(subject))
    }

    fn instant(&mut self, instant: &Term) -> Option<Date> {
        if let Some(text) = instant.literal() {
            return self.draft.date_of(without_zone(text), Origin::NOWHERE);
        }
        self.date(
            instant,
            &[
                "time:inXSDDate",
                "time:inXSDDateTime",
                "time:inXSDDateTimeStamp",
                "time:inXSDgYearMonth",
                "time:inXSDgYear",
                "rdfs:label",
            ],
        )
    }

    /// What a record rests on: what it says itself, and the file if it is not ours.
    pub(super) fn sources_of(&mut self, subject: &Term) -> Fields {
        let mut texts = self.citation_texts(subject);
        if let (Some(file), false) = (self.graph.file_of(subject), is_own(subject)) {
            let known = self.files.get(file);
            if let (None, Some(known)) = (self.cited.get(&file), known) {
                let source = self.draft.source_of(known.index, known.name).map(|opened| opened.source);
                self.cited.insert(file, source);
            }
            let locator = if let Term::Address(address) = subject { whole(address) } else { String::new() };
            if let Some(Some(source)) = self.cited.get(&file) {
                texts.push(text(format!("{source} {locator}").trim()));
            }
        }
        if texts.is_empty() { Vec::new() } else { vec![entry("source", list(texts))] }
    }

    /// What a part of a record rests on: what it says itself.
    fn citations(&mut self, subject: &Term) -> Fields {
        let texts = self.citation_texts(subject);
        if texts.is_empty() { Vec::new() } else { vec![entry("source", list(texts))] }
    }

    fn citation_texts(&mut self, subject: &Term) -> Vec<Node<'static>> {
        let graph = self.graph;
        let mut texts = Vec::new();
        let mut known = HashSet::new();
        for citation in graph.all(subject, "gov:citations") {
            let Some(source) = graph.one(citation, "gov:source") else { continue };
            known.insert(key(source));
            let Some(id) = self.refer(Of::Source, source) else { continue };
            let place = graph.text(citation, "gov:place").unwrap_or_default();
            texts.push(text(format!("{id} {place}").trim_end()));
        }
        for word in ["dcterms:source", "prov:hadPrimarySource"] {
            for source in graph.all(subject, word) {
                if known.insert(key(source)) {
                    texts.extend(self.refer(Of::Source, source).map(text));
                }
            }
        }
        texts
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
    fn origin(&self, term: &Term) -> Origin {
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

    /// Relations in ORG's words, from and to.
    fn relations(&mut self) -> Vec<(RelationKind, String, String)> {
        let graph = self.graph;
        let mut out = Vec::new();
        for (id, term) in self.bodies() {
            for (word, is_up) in [
                ("org:subOrganizationOf", true),
                ("org:transitiveSubOrganizationOf", true),
                ("org:unitOf", true),
                ("org:hasSubOrganization", false),
                ("org:hasUnit", false),
            ] {
                // What follows from the others is no statement of its own.
                let is_closure = word == "org:transitiveSubOrganizationOf" && graph.has(&term, "org:subOrganizationOf");
                for other in graph.all(&term, word).filter(|_| !is_closure) {
                    let Some(other) = self.body_of(other) else { continue };
                    let (from, to) = if is_up { (id.clone(), other) } else { (other, id.clone()) };
                    let is_board = self.has_members(&from) && self.has_members(&to);
                    let kind = if is_board { RelationKind::SubBoardOf } else { RelationKind::PartOf };
                    out.push((kind, from, to));
                }
            }
            for other in graph.peek(&term, "org:reportsTo") {
                if let Some(other_id) = self.body_of(other) {
                    out.push((RelationKind::ReportsTo, id.clone(), other_id));
                }
            }
            for other in graph.all(&term, "org:linkedTo") {
                let Some(other) = self.body_of(other) else { continue };
                if !is_own(&term) {
                    self.draft.choose("`org:linkedTo`, which says no more than that, is taken for working together");
                }
                out.push((RelationKind::WorksWith, id.clone(), other));
            }
        }
        out
    }

    /// Everything as one tree of records.
    fn tree(&mut self) -> Node<'static> {
        let graph = self.graph;
        let dataset = Term::Address(DATASET.to_string());
        let mut file: Fields = Vec::new();
        if let Some(version) = graph.text(&dataset, "gov:version") {
            file.push(entry("govgraph", text(version)));
        }
        for (key, word) in
            [("title", "dcterms:title"), ("description", "dcterms:description"), ("licence", "dc:rights")]
        {
            file.extend(graph.text(&dataset, word).map(|value| entry(key, text(value))));
        }
        let mut more: HashMap<&str, Vec<Node<'static>>> = HashMap::new();
        let mut rules = Vec::new();
        for subject in graph.subjects() {
            if graph.is_a(subject, "gov:Rule") {
                let mut fields = self.record(&shapes::RULE, subject, &[]);
                fields.extend(self.citations(subject));
                let name = key(subject);
                rules.push(entry(name.rsplit(':').next().unwrap_or_default(), map(fields)));
            } else if graph.is_a(subject, "gov:Relation") {
                let mut fields = self.record(&shapes::RELATION, subject, &[]);
                fields.extend(self.citations(subject));
                let span = self.span(subject);
                more.entry("relations").or_default().push(map_at(span, fields));
            } else if graph.is_a(subject, "gov:Accepted") {
                let mut fields = self.record(&shapes::ALLOW, subject, &[]);
                fields.extend(self.citations(subject));
                more.entry("allow").or_default().push(map(fields));
            }
        }
        for body in self.bodies() {
            // `org:reportsTo` of what is no body is counted as not read.
            for other in graph.peek(&body.1, "org:reportsTo").filter(|other| other.is_resource()) {
                self.refer(Of::Body, other);
            }
            let words =
                ["org:subOrganizationOf", "org:unitOf", "org:hasSubOrganization", "org:hasUnit", "org:linkedTo"];
            for word in words {
                for other in graph.peek(&body.1, word).filter(|other| other.is_resource()) {
                    self.refer(Of::Body, other);
                }
            }
        }
        self.pending();
        if !rules.is_empty() {
            file.push(entry("rules", map(rules)));
        }
        for (of, section) in [
            (Of::Source, "sources"),
            (Of::Area, "areas"),
            (Of::Class, "classes"),
            (Of::Theme, "themes"),
            (Of::Person, "persons"),
            (Of::Body, "bodies"),
        ] {
            let records = self.records.remove(&of).unwrap_or_default();
            let records: Fields = records
                .into_iter()
                .map(|(id, span, mut fields)| {
                    if of == Of::Body {
                        let posts = self.members.posts.remove(&id).unwrap_or_default();
                        let posts: Vec<Node<'static>> = posts.into_iter().map(Post::node).collect();
                        let seats = self.members.seats.remove(&id).unwrap_or_default();
                        for (key, items) in [("posts", posts), ("seats", seats)] {
                            if !items.is_empty() {
                                fields.push(entry(key, list(items)));
                            }
                        }
                    }
                    Entry { key_span: span, ..entry(&id, map_at(span, fields)) }
                })
                .collect();
            if !records.is_empty() {
                file.push(entry(section, map(records)));
            }
        }
        more.insert("events", std::mem::take(&mut self.events));
        for section in ["relations", "events", "allow"] {
            if let Some(items) = more.remove(section).filter(|items| !items.is_empty()) {
                file.push(entry(section, list(items)));
            }
        }
        map(file)
    }

    /// Counts what nothing was made of.
    fn unread(&mut self) {
        let graph = self.graph;
        for (subject, property, object) in graph.unread() {
            match property {
                "rdf:type" if graph.is_read(subject) || is_own(subject) => {}
                "rdf:type" => self.dropped(&format!("thing of the type `{}`", object.shown()), subject),
                // Of bodies they were read.
                "org:reportsTo" if self.body_of(subject).is_some() => {}
                _ => {
                    let at = self.origin(subject);
                    self.draft.note(NoteKind::Dropped, format!("`{property}`"), object.shown(), at);
                }
            }
        }
    }
}

/// How good the language of a name is: English, none, any other by its tag.
fn rank(language: Option<&str>) -> (u8, String) {
    match language {
        Some(tag) if tag == "en" || tag.starts_with("en-") => (0, tag.to_string()),
        None => (1, String::new()),
        Some(tag) => (2, tag.to_string()),
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

/// A date of XML Schema without its time zone: the day is the local one.
fn without_zone(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_suffix('Z').unwrap_or(text);
    let at = text.len().saturating_sub(6);
    match (text.get(..at), text.get(at..).map(str::as_bytes)) {
        (Some(date), Some(&[b'+' | b'-', _, _, b':', _, _])) if date.len() >= 4 => date,
        _ => text,
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
