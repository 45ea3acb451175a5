//! Names, in several words and languages.

use std::collections::HashSet;

use super::graph::Term;
use super::read::{Fields, Reader, entry, is_own, list, text};
use crate::authored::shapes::Shape;

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

impl Reader<'_, '_> {
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
}

/// How good the language of a name is: English, none, any other by its tag.
fn rank(language: Option<&str>) -> (u8, String) {
    match language {
        Some(tag) if tag == "en" || tag.starts_with("en-") => (0, tag.to_string()),
        None => (1, String::new()),
        Some(tag) => (2, tag.to_string()),
    }
}
