//! Bodies: what sort they are, when they exist, what they are for.

use std::collections::HashSet;

use govgraph_model::{BodyKind, RelationKind, Word as _};

use super::graph::Term;
use super::read::{Fields, Reader, entry, is_own, key, list, map, text};
use super::words::{Of, whole};
use crate::authored::shapes;
use crate::import::of_classification;
use crate::yaml::Node;

impl Reader<'_, '_> {
    pub(super) fn body(&mut self, term: &Term, id: &str) -> Fields {
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
    pub(super) fn kind(&mut self, term: &Term, id: &str, fields: &mut Fields) {
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

    pub(super) fn exists(&mut self, term: &Term, fields: &mut Fields) {
        let graph = self.graph;
        let (start, end) = (self.date(term, &["schema:foundingDate"]), self.date(term, &["schema:dissolutionDate"]));
        if let Some(exact) = graph.one(term, "gov:exists") {
            fields.extend(self.value(&shapes::BODY, "exists", exact).map(|value| entry("exists", value)));
        } else if let Some(during) = self.between(term, start, end) {
            fields.push(entry("exists", text(during.edtf())));
        }
    }

    /// What it is for: texts, and themes.
    pub(super) fn purposes(&mut self, term: &Term, fields: &mut Fields) {
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
    pub(super) fn identifiers(&mut self, term: &Term, fields: &mut Fields) {
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
}
