//! What was read as one tree of records, relations in ORG's words, and what nothing was made of.

use std::collections::HashMap;

use govgraph_model::RelationKind;

use super::graph::Term;
use super::member::Post;
use super::read::{Fields, Reader, entry, is_own, key, list, map, map_at, text};
use super::words::{DATASET, Of};
use crate::authored::shapes;
use crate::import::NoteKind;
use crate::yaml::{Entry, Node};

impl Reader<'_, '_> {
    /// Everything as one tree of records.
    pub(super) fn tree(&mut self) -> Node<'static> {
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

    /// Relations in ORG's words, from and to.
    pub(super) fn relations(&mut self) -> Vec<(RelationKind, String, String)> {
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

    /// Counts what nothing was made of.
    pub(super) fn unread(&mut self) {
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
