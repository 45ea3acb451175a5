//! Where in a file something is described: parsers of RDF do not say.

use std::collections::HashMap;

use super::Syntax;
use super::graph::Term;
use super::read::key;
use crate::yaml::Span;

/// Where the description of things begins, as far as the lines of a text tell: by their keys.
///
/// Only what surely is a description counts: what stands at the beginning of a line of Turtle, an element that is
/// about something, an object of JSON that has more than its address. Cost: linear in the length of the text.
pub(super) fn places(syntax: Syntax, text: &str) -> HashMap<String, Span> {
    let mut places = HashMap::new();
    let mut prefixes: HashMap<&str, &str> = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let mut add = |iri: &str, from: usize, len: usize| {
            let span = Span::new(start + from, start + from + len);
            places.entry(key(&Term::address(iri))).or_insert(span);
        };
        match syntax {
            Syntax::Turtle | Syntax::NTriples => {
                let words: Vec<&str> = line.split_whitespace().take(3).collect();
                match words.as_slice() {
                    [word, prefix, namespace] if word.trim_start_matches('@').eq_ignore_ascii_case("prefix") => {
                        let namespace = namespace.trim_end_matches('.').trim_start_matches('<').trim_end_matches('>');
                        prefixes.insert(prefix.trim_end_matches(':'), namespace);
                    }
                    [subject, ..] if line.starts_with(subject) => {
                        if let Some(iri) = subject.strip_prefix('<').and_then(|iri| iri.strip_suffix('>')) {
                            add(iri, 0, subject.len());
                        } else if let Some((prefix, local)) = subject.split_once(':')
                            && let Some(namespace) = prefixes.get(prefix)
                        {
                            add(&format!("{namespace}{local}"), 0, subject.len());
                        }
                    }
                    _ => {}
                }
            }
            Syntax::RdfXml => {
                let about = "rdf:about=\"";
                if let Some((before, rest)) = line.split_once(about)
                    && let Some((iri, _)) = rest.split_once('"')
                {
                    add(iri, before.len() + about.len(), iri.len());
                }
            }
            Syntax::JsonLd => {
                let id = "\"@id\": \"";
                if let Some((before, rest)) = line.split_once(id)
                    && let Some((short, behind)) = rest.split_once('"')
                    && behind.trim_start().starts_with(',')
                {
                    add(&super::words::whole(short), before.len() + id.len(), short.len());
                }
            }
        }
    }
    places
}
