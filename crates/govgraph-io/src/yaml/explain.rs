//! Why a text is not YAML, in the words of somebody who helps.

use govgraph_model::{Code, FileIndex, Finding, Origin};
use granit_parser::{ErrorKind, ScanError};

use super::build::Built;
use super::too_deep;
use crate::words::shorten;

const QUOTE: &str = "put the whole text in double quotes";

/// Adds a finding for the error that ended the parsing.
pub(super) fn explain(text: &str, file: FileIndex, error: &ScanError, built: &mut Built<'_>) {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let here = Failure { text, file, at };
    let finding = match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(here.origin()),
        ErrorKind::DirectiveDisallowed | ErrorKind::DuplicateVersionDirective | ErrorKind::InvalidDirectiveName => here
            .finding(Code::YamlFeature, format!("`{}` is a directive, which is not part of the format", here.line()))
            .help("delete the line"),
        ErrorKind::UndeclaredTagHandle => here
            .finding(Code::YamlFeature, format!("`{}` is a tag, which is not part of the format", here.word()))
            .help("delete it, or put the text in quotes if it begins with `!`"),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => here.tab(),
        _ => syntax(&here, error.kind(), built),
    };
    // `a: x` with `b: 1` further indented below it: the parser took `x b` for one text before it came to the colon.
    if *error.kind() == ErrorKind::MappingValueNotAllowed {
        built.findings.retain(|finding| {
            let end = finding.labels.first().map(|label| label.origin.bytes().end);
            finding.code != Code::MultiLineText || end != Some(at)
        });
    }
    built.findings.push(finding);
}

fn syntax(here: &Failure<'_>, kind: &ErrorKind, built: &Built<'_>) -> Finding {
    let in_brackets = built.open_brackets.last().copied();
    let unclosed = in_brackets.filter(|open| here.lines_since(*open) > 0);
    match kind {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let open =
                here.text.get(built.reached..).and_then(|rest| rest.find(['"', '\''])).map(|at| at + built.reached);
            let open = Failure { at: open.unwrap_or(here.at), ..*here };
            let quote = open.rest().chars().next().unwrap_or('"');
            open.syntax(format!("the quote `{quote}` that opens here is not closed on its line"))
                .help("close it, or leave both quotes out; long text goes below a `>-`, without quotes")
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => here
            .syntax(format!("`{}` stands behind a quoted text", here.line()))
            .help("write an apostrophe inside single quotes twice, or use double quotes around the text"),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => here
            .syntax(format!("`{}` stands behind a quoted text", here.line()))
            .help("quotes must enclose the whole text; write a quote inside it as `\\\"`"),
        ErrorKind::UnclosedFlowCollection { open } => {
            here.syntax(format!("the bracket `{open}` that opens here is not closed")).help("close it")
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => here
            .syntax(format!("the bracket `{open}` that opens here is closed by `{close}`"))
            .help("`[ … ]` is a list, `{ … }` is a map"),
        ErrorKind::MisplacedFlowCollectionEnd => {
            here.syntax(format!("this `{}` closes nothing", here.char())).help(QUOTE)
        }
        _ if unclosed.is_some() => {
            let open = Failure { at: unclosed.unwrap_or(here.at), ..*here };
            open.syntax(format!(
                "the bracket `{}` that opens here is not closed before `{}`",
                open.char(),
                here.whole_line()
            ))
            .label("opens here")
            .also(here.origin(), "reading stopped here")
            .help("close it, or put a comma between the lines")
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => here
            .syntax(format!("a comma or a closing bracket is missing before `{}`", here.line()))
            .help("text with brackets, braces or commas needs quotes here"),
        ErrorKind::InvalidColonPlacement | ErrorKind::FlowMappingValueAdjacentCollection => here
            .syntax(format!("the colon in `{}` is out of place", here.whole_line()))
            .help("text with a colon and a space needs quotes; between two entries there must be a comma"),
        ErrorKind::MappingValueNotAllowed if here.starts_with_key() => here
            .syntax(format!("`{}` is indented below a key that already has a value", here.whole_line()))
            .help("indent it as far as that key, or take that value away"),
        ErrorKind::MappingValueNotAllowed => here
            .syntax(format!("there is a second colon in `{}`", here.whole_line()))
            .help("put text that holds a colon and a space in quotes; let every key begin a line of its own"),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => here
            .syntax(format!("`{}` is no key and no item of a list", here.line()))
            .help("a key ends with a colon and a space, an item begins with a dash and a space"),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedDocumentStart
            if here.is_first_on_line() =>
        {
            here.syntax(format!("`{}` does not stand in line with what it belongs to", here.line()))
                .help("indent it as far as its neighbours; a list has a dash before each item, a map has none")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart => here
            .syntax(format!("`{}` stands behind a value that is complete", here.line()))
            .help("put the whole text in double quotes; quotes and brackets must enclose all of a value"),
        ErrorKind::BlockSequenceEntryNotAllowed | ErrorKind::BlockEntryInFlowCollection => here
            .syntax(format!("a list cannot begin here, at `{}`", here.line()))
            .help("let each `- ` begin a line of its own, below the key; put text that begins with a dash in quotes"),
        ErrorKind::UnexpectedCharacter { character: '\0' } => {
            here.syntax("there is a zero byte here, which no text holds").help("is this a text file?")
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => here
            .syntax(format!("there is a control character here (U+{:04X})", u32::from(*character)))
            .help("delete it"),
        ErrorKind::UnexpectedCharacter { character } => {
            here.syntax(format!("text cannot begin with `{character}`")).help(QUOTE)
        }
        ErrorKind::MissingAnchorOrAliasName => {
            here.syntax(format!("text cannot begin with `{}`", here.char())).help(QUOTE)
        }
        ErrorKind::CommentInterceptedScalar => here
            .syntax(format!("the comment `{}` stands in the middle of a text", here.line()))
            .help("move it above the key; text goes on one line"),
        ErrorKind::CommentNotSeparated => here
            .finding(Code::TightComment, format!("`{}` follows a value without a space", here.line()))
            .help("put two spaces before the `#` of a comment, and quotes around a text that holds one"),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => here
            .syntax(format!("a backslash in `{}` begins nothing that is known", here.line()))
            .help("write a backslash in double quotes twice, or use single quotes"),
        ErrorKind::BomInsideDocument => {
            here.syntax("there is a byte order mark in the middle of the file").help("delete it")
        }
        ErrorKind::UnexpectedEofBlockMapping | ErrorKind::ExpectedNodeContent if here.char() == "," => {
            here.syntax("a value cannot begin with a comma").help(QUOTE)
        }
        other => here.syntax(format!("`{}` cannot be read as YAML: {other}", here.line())),
    }
}

/// A text and the byte at which reading it failed.
#[derive(Clone, Copy)]
struct Failure<'t> {
    text: &'t str,
    file: FileIndex,
    at: usize,
}

impl<'t> Failure<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The rest of the line.
    fn line(&self) -> String {
        shorten(self.rest().lines().next().unwrap_or(""))
    }

    fn whole_line(&self) -> String {
        let before = self.before();
        shorten(format!("{before}{}", self.rest().lines().next().unwrap_or("")).trim_start().trim_start_matches("- "))
    }

    /// The part of the line that comes before.
    fn before(&self) -> &'t str {
        self.text.get(..self.at).and_then(|before| before.rsplit('\n').next()).unwrap_or("")
    }

    fn is_first_on_line(&self) -> bool {
        self.before().trim().is_empty()
    }

    /// Whether the line begins with the key whose colon this is.
    fn starts_with_key(&self) -> bool {
        self.rest().starts_with(':') && !self.before().contains(": ")
    }

    fn word(&self) -> String {
        shorten(self.rest().split_whitespace().next().unwrap_or(""))
    }

    fn char(&self) -> String {
        self.rest().chars().next().map(String::from).unwrap_or_default()
    }

    fn lines_since(&self, earlier: usize) -> usize {
        self.text.get(earlier..self.at).map_or(0, |between| between.matches('\n').count())
    }

    /// The rest of the line, at least one byte of it if there is one.
    fn origin(&self) -> Origin {
        let line = self.rest().lines().next().unwrap_or("").trim_end();
        Origin::new(self.file, self.at, self.at + line.len())
    }

    fn finding(&self, code: Code, message: impl Into<String>) -> Finding {
        Finding::new(code, message, self.origin())
    }

    fn syntax(&self, message: impl Into<String>) -> Finding {
        self.finding(Code::Syntax, message)
    }

    /// The parser complains at the text before the tab; people look for the tab.
    fn tab(&self) -> Finding {
        let at = self.rest().find('\t').map_or(self.at, |tab| self.at + tab);
        let at = if self.before().ends_with('\t') { self.at - 1 } else { at };
        Finding::new(
            Code::Tab,
            "a tab stands where spaces belong",
            Origin::new(self.file, at, (at + 1).min(self.text.len())),
        )
        .help("indent with two spaces; most editors can be told to write them for the tab key")
    }
}
