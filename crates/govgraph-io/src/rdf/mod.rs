//! [W3C ORG](https://www.w3.org/TR/vocab-org/) in RDF: Turtle, N-Triples, RDF/XML and JSON-LD.
//!
//! Read is ORG as others publish it, with Popolo's profile of it, and what [`write`] writes: the words of ORG for what ORG
//! has words for, and beside them our own, so that little is lost. `docs/formats/org.md` says what becomes of each word.

mod body;
mod dates;
mod describe;
mod event;
#[cfg_attr(not(feature = "rdf"), expect(dead_code, reason = "only a parser fills a graph"))]
mod graph;
mod member;
mod names;
#[cfg(feature = "rdf")]
mod parse;
mod places;
mod read;
mod resource;
mod sources;
mod tree;
mod words;
mod write;

use govgraph_model::{Dataset, FileIndex, Finding};

use crate::Text;
use crate::export::{Loss, Written};
use crate::import::Draft;
use graph::Graph;

/// In what RDF is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Turtle,
    NTriples,
    RdfXml,
    JsonLd,
}

impl Syntax {
    fn name(self) -> &'static str {
        match self {
            Syntax::Turtle => "Turtle",
            Syntax::NTriples => "N-Triples",
            Syntax::RdfXml => "RDF/XML",
            Syntax::JsonLd => "JSON-LD",
        }
    }

    /// The syntax of a file by its extension, in lower case.
    pub(crate) fn of_extension(extension: &str) -> Option<Syntax> {
        Some(match extension {
            "ttl" | "turtle" => Syntax::Turtle,
            "nt" => Syntax::NTriples,
            "rdf" => Syntax::RdfXml,
            "jsonld" => Syntax::JsonLd,
            _ => return None,
        })
    }

    /// The syntax of a file by its name, or else by how it begins.
    pub(crate) fn of(text: &Text<'_>) -> Option<Syntax> {
        let extension = text.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        extension.and_then(|extension| Syntax::of_extension(&extension)).or_else(|| of_content(text.bytes))
    }
}

/// The syntax of a text, by its first 64 KiB.
fn of_content(bytes: &[u8]) -> Option<Syntax> {
    let start = String::from_utf8_lossy(bytes.get(..64 * 1024).unwrap_or(bytes));
    let start = start.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with(['{', '[']) {
        let keys = top_keys(start);
        let has = |wanted: &[&str]| keys.iter().any(|key| wanted.contains(&key.as_str()));
        // Popolo's files may name a context too, and are read as what they are.
        let is_popolo = has(&["persons", "people", "organizations", "memberships", "posts"]);
        return (!is_popolo && has(&["@context", "@graph", "@id", "@type"])).then_some(Syntax::JsonLd);
    }
    if start.starts_with('<') && start.contains("http://www.w3.org/1999/02/22-rdf-syntax-ns#") && start.contains("RDF")
    {
        let is_markup = start.starts_with("<?xml") || start.starts_with("<!") || start.starts_with("<rdf:RDF");
        return is_markup.then_some(Syntax::RdfXml);
    }
    let first = start.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?;
    let word = first.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
    let is_turtle = ["@prefix", "@base", "prefix", "base"].contains(&word.as_str());
    let is_statement = word.starts_with('<') && word.ends_with('>') && word.contains(':') && !word.contains("<?");
    (is_turtle && first.contains('<') || is_statement && first.split_whitespace().count() > 1).then_some(Syntax::Turtle)
}

/// The keys of the outermost object of a JSON text, or of the first in its outermost list, as far as the text goes.
fn top_keys(text: &str) -> Vec<String> {
    let wanted = if text.starts_with('[') { 2 } else { 1 };
    let (mut depth, mut keys, mut chars) = (0, Vec::new(), text.chars().peekable());
    let mut last: Option<String> = None;
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let mut word = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => word.extend(chars.next()),
                        c => word.push(c),
                    }
                }
                last = Some(word);
            }
            ':' if depth == wanted => keys.extend(last.take()),
            '{' | '[' => depth += 1,
            '}' | ']' if depth == wanted => return keys,
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    keys
}

/// Reads files, whose statements are taken together; each in the syntax of its name, or else in `syntax`.
pub(crate) fn read(draft: &mut Draft<'_>, syntax: Syntax, texts: &[Text<'_>]) {
    let mut graph = Graph::default();
    let mut files = Vec::new();
    for text in texts {
        let Some(decoded) = draft.decoded(text) else { continue };
        let file = draft.dataset.files.add(text.name, decoded);
        let extension = text.name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let own = extension.and_then(|extension| Syntax::of_extension(&extension));
        let own = if texts.len() > 1 { own.unwrap_or(syntax) } else { syntax };
        if let Err(finding) = parse_one(&mut graph, own, decoded, file, files.len()) {
            draft.report(*finding);
        }
        files.push(read::File { index: file, name: text.name, places: places::places(own, decoded) });
    }
    read::read(draft, &graph, &files);
}

#[cfg(feature = "rdf")]
fn parse_one(
    graph: &mut Graph,
    syntax: Syntax,
    text: &str,
    file: FileIndex,
    number: usize,
) -> Result<(), Box<Finding>> {
    parse::parse(graph, syntax, text, file, number)
}

#[cfg(not(feature = "rdf"))]
fn parse_one(_: &mut Graph, syntax: Syntax, _: &str, file: FileIndex, _: usize) -> Result<(), Box<Finding>> {
    use govgraph_model::{Code, Origin};
    let message = format!("this program was built without what reads {}", syntax.name());
    let finding = Finding::new(Code::UnreadableFile, message, Origin::new(file, 0, 0));
    Err(finding.help("build it with the feature `rdf`").into())
}

/// Writes a dataset.
pub(crate) fn write(syntax: Syntax, dataset: &Dataset) -> Written {
    let sections = describe::describe(dataset);
    let text = match syntax {
        Syntax::Turtle => write::turtle(&sections),
        Syntax::NTriples => write::n_triples(&sections),
        Syntax::RdfXml => write::rdf_xml(&sections),
        Syntax::JsonLd => write::json_ld(&sections),
    };
    Written::one(text, lost(syntax, dataset))
}

/// What a syntax cannot carry of a dataset.
fn lost(syntax: Syntax, dataset: &Dataset) -> Vec<Loss> {
    let mut lost = describe::Lost::default();
    lost.count(&crate::authored::tree(dataset), "");
    let no_xml = if syntax == Syntax::RdfXml { lost.no_xml } else { 0 };
    let of = [
        ("the words in which dates are written, beside their days", lost.words_of_dates),
        ("texts and references that a list has twice", lost.twice),
        ("characters that XML has no way to write", no_xml),
    ];
    let counted = of.into_iter().filter(|(_, count)| *count > 0);
    counted.map(|(what, count)| Loss { what: what.to_string(), count }).collect()
}
