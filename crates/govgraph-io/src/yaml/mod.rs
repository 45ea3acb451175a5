//! YAML in a strict profile: a text becomes a small tree, and what is easy to get wrong in YAML becomes a finding.
//!
//! Nothing here knows what a dataset is. Time and memory are bounded by the length of the text: aliases are never
//! followed, nesting is limited, and nothing recurses on the way in.

mod build;
mod explain;
mod profile;
mod tree;

use govgraph_model::{Code, FileIndex, Finding, Origin};
use granit_parser::Parser;

pub(crate) use tree::{Entry, Node, Span, Value};

/// The deepest that real data nest is about ten.
const MAX_DEPTH: usize = 32;

/// A tree of more nodes would no longer fit the memory of a small machine; 5 million are about 100 MB of text.
const MAX_NODES: usize = 5_000_000;

/// What was read of a text.
pub(crate) struct Parsed<'t> {
    /// The tree; `None` if the text holds nothing, or if it could not be read to its end.
    pub(crate) root: Option<Node<'t>>,
    /// What is against the profile, in no particular order.
    pub(crate) findings: Vec<Finding>,
    /// Whether the text could not be read to its end.
    pub(crate) broken: bool,
}

/// Reads a text, which has no byte order mark. Findings are placed in `file`.
pub(crate) fn parse(text: &str, file: FileIndex) -> Parsed<'_> {
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let (mut built, failed) = events(text, options, build::Builder::new(text, file, Profile::Strict));
    if let Some(error) = &failed {
        explain::explain(text, file, error, &mut built);
    }
    profile::check_lines(text, file, failed.as_ref(), &mut built);
    let broken = failed.is_some() || built.stopped;
    Parsed { root: built.root.filter(|_| !broken), findings: built.findings, broken }
}

/// Reads a text that somebody else wrote as any YAML, into the same tree: `null` and `~` are nothing, tags say nothing,
/// and of style nothing is asked. What cannot become one tree is refused: several documents, anchors and aliases, keys
/// that are no text or stand twice.
pub(crate) fn parse_any(text: &str, file: FileIndex) -> Result<Option<Node<'_>>, Vec<Finding>> {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        max_buffered_comment_events: usize::MAX,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let (mut built, failed) = events(text, options, build::Builder::new(text, file, Profile::Any));
    if let Some(error) = &failed {
        explain::explain(text, file, error, &mut built);
    }
    if built.findings.is_empty() { Ok(built.root) } else { Err(built.findings) }
}

/// What is asked of a text beyond being YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Profile {
    /// What the authored format asks.
    Strict,
    /// Nothing.
    Any,
}

fn events<'t>(
    text: &'t str,
    options: granit_parser::Options,
    mut builder: build::Builder<'t>,
) -> (build::Built<'t>, Option<granit_parser::ScanError>) {
    let mut failed = None;
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                if builder.event(event, span).is_break() {
                    break;
                }
            }
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    (builder.finish(), failed)
}

fn too_deep(at: Origin) -> Finding {
    Finding::new(Code::TooLarge, format!("this is nested more than {MAX_DEPTH} deep"), at)
        .help("no dataset needs that; is a bracket missing?")
}
