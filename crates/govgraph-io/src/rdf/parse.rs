//! Text to statements: oxigraph's parsers, and what their errors become.

use govgraph_model::{Code, FileIndex, Finding, Origin};
use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{NamedOrBlankNode, Quad, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::{NTriplesParser, TurtleParser};

use super::Syntax;
use super::graph::{Graph, Term};
use super::words::short;
use crate::words::shorten;

/// Addresses that are not whole are taken to begin so, as those that are written do.
const BASE: &str = "urn:x-govgraph:file:/";

/// Adds the statements of a file to a graph. An error ends it: what comes behind may mean something else.
pub(super) fn parse(
    graph: &mut Graph,
    syntax: Syntax,
    text: &str,
    file: FileIndex,
    number: usize,
) -> Result<(), Box<Finding>> {
    let refuse = |message: &str, start: usize, end: usize| {
        let end = end.clamp(start, text.len().max(start));
        let message = format!("this is no {}: {}", syntax.name(), shorten_long(message));
        Box::new(Finding::new(Code::Syntax, message, Origin::new(file, start, end.max(start))))
    };
    let of_error = |error: &oxttl::TurtleSyntaxError| {
        let at = error.location();
        refuse(error.message(), offset(text, at.start.offset), offset(text, at.end.offset))
    };
    match syntax {
        Syntax::Turtle => {
            for triple in TurtleParser::new().with_base_iri(BASE).unwrap_or_default().for_slice(text) {
                add(graph, number, triple.map_err(|error| of_error(&error))?);
            }
        }
        Syntax::NTriples => {
            for triple in NTriplesParser::new().for_slice(text) {
                add(graph, number, triple.map_err(|error| of_error(&error))?);
            }
        }
        Syntax::RdfXml => {
            let mut parser = RdfXmlParser::new().with_base_iri(BASE).unwrap_or_default().for_slice(text);
            while let Some(triple) = parser.next() {
                match triple {
                    Ok(triple) => add(graph, number, triple),
                    Err(error) => {
                        let at = offset(text, parser.buffer_position());
                        return Err(refuse(&error.to_string(), at.saturating_sub(1), at));
                    }
                }
            }
        }
        Syntax::JsonLd => {
            let parser = JsonLdParser::new().with_base_iri(BASE).unwrap_or_default().for_slice(text);
            for quad in parser.with_load_document_callback(|url, _| context(url)) {
                match quad {
                    Ok(Quad { subject, predicate, object, .. }) => {
                        add(graph, number, Triple { subject, predicate, object });
                    }
                    Err(error) => {
                        let at = error.location();
                        let (start, end) = at.map_or((0, 0), |at| (at.start.offset, at.end.offset));
                        return Err(refuse(&error.to_string(), offset(text, start), offset(text, end)));
                    }
                }
            }
        }
    }
    Ok(())
}

/// A place that the parser gives, at the beginning of a character of the text.
fn offset(text: &str, at: u64) -> usize {
    let mut at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Messages of parsers hold what stands in the file.
fn shorten_long(message: &str) -> String {
    let clean: String = message.chars().take(300).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if clean.len() < 120 { clean } else { shorten(&clean) }
}

fn add(graph: &mut Graph, file: usize, triple: Triple) {
    let blank = |name: &str| Term::Blank(format!("{file}.{name}"));
    let subject = match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => Term::address(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => blank(node.as_str()),
    };
    let object = match &triple.object {
        oxrdf::Term::NamedNode(node) => Term::address(node.as_str()),
        oxrdf::Term::BlankNode(node) => blank(node.as_str()),
        oxrdf::Term::Literal(literal) => Term::Literal {
            text: literal.value().to_string(),
            language: literal.language().map(str::to_lowercase),
            datatype: match literal.datatype().as_str() {
                "http://www.w3.org/2001/XMLSchema#string" | "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" => {
                    None
                }
                datatype => Some(short(datatype).into_owned()),
            },
        },
    };
    graph.add(file, subject, triple.predicate.as_str(), object);
}

/// The contexts that are known without a network: those of Popolo, in the words that it publishes, and of schema.org.
fn context(url: &str) -> Result<JsonLdRemoteDocument, Box<dyn std::error::Error + Send + Sync>> {
    let document = match url {
        _ if url.contains("popoloproject.com/contexts/") || url.contains("popolo-spec") => {
            include_str!("popolo.jsonld")
        }
        _ if url.trim_end_matches('/').ends_with("//schema.org") => {
            r#"{"@context": {"@vocab": "http://schema.org/", "id": "@id", "type": "@type"}}"#
        }
        _ => {
            let url = shorten(url);
            return Err(format!(
                "its words are defined at {url}, and nothing is fetched; write the context into the file"
            )
            .into());
        }
    };
    Ok(JsonLdRemoteDocument { document: document.as_bytes().to_vec(), document_url: url.to_string() })
}
