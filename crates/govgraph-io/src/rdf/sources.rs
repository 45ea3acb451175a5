//! Sources, and what rests on them.

use std::collections::HashSet;

use super::graph::Term;
use super::names::NAMES;
use super::read::{Fields, Reader, entry, is_own, key, list, text};
use super::words::{Of, whole};
use crate::authored::shapes;
use crate::yaml::Node;

impl Reader<'_, '_> {
    pub(super) fn source(&mut self, term: &Term) -> Fields {
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
    pub(super) fn citations(&mut self, subject: &Term) -> Fields {
        let texts = self.citation_texts(subject);
        if texts.is_empty() { Vec::new() } else { vec![entry("source", list(texts))] }
    }

    pub(super) fn citation_texts(&mut self, subject: &Term) -> Vec<Node<'static>> {
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
}
