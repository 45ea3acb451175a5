//! What the profile asks for beyond YAML: indentation, comments, texts on one line.

use govgraph_model::{Code, FileIndex, Finding, Origin};
use granit_parser::{ScalarStyle, ScanError};

use super::build::Built;
use super::tree::Span;
use crate::words::shorten;

/// A finding if there are fewer than two spaces before the comment at the end of a line.
pub(super) fn tight_comment(text: &str, file: FileIndex, comment: Span) -> Option<Finding> {
    let before = text.get(..comment.start as usize)?;
    let line = before.rsplit(['\n', '\r']).next()?;
    let spaces = line.len() - line.trim_end_matches(' ').len();
    let is_alone = line.trim().is_empty();
    // After a tab or two spaces nobody takes it for a part of the text.
    if is_alone || spaces >= 2 || line.ends_with('\t') {
        return None;
    }
    let source = text.get(comment.range()).unwrap_or("");
    let message = format!("from `{}` on, this is a comment and not part of the value", shorten(source));
    let at = Origin::new(file, comment.start as usize, comment.end as usize);
    Some(Finding::new(Code::TightComment, message, at).help(
        "put two spaces before the `#` if it is meant as a comment, and quotes around the whole text if it is not",
    ))
}

/// A finding for a plain or quoted text on several lines.
pub(super) fn multi_line(file: FileIndex, at: Span, text: &str, style: ScalarStyle) -> Finding {
    let message = format!("the text `{}` runs over several lines", shorten(text));
    let help = match style {
        ScalarStyle::Plain => "put it on one line, or write `>-` after the key and the text below it, further indented",
        _ => "put it on one line, or write `>-` after the key and the text below it, without quotes",
    };
    Finding::new(Code::MultiLineText, message, Origin::new(file, at.start as usize, at.end as usize)).help(help)
}

/// Adds what is wrong with the indentation of lines, down to the line behind the one where parsing failed.
pub(super) fn check_lines(text: &str, file: FileIndex, failed: Option<&ScanError>, built: &mut Built<'_>) {
    let failed_at = failed.map(|error| error.marker().byte_offset().unwrap_or(text.len()));
    built.free.sort_by_key(|free| free.span.start);
    let mut free = built.free.iter().peekable();
    let mut starts = 0;
    let mut lines_after = 0;
    let mut was_wrong = false;
    let mut findings = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = starts;
        starts += line.len();
        // An error shows at the end of what it spoils, or on the next line.
        if failed_at.is_some_and(|at| at < start) {
            lines_after += 1;
            if lines_after > 1 {
                break;
            }
        }
        while free.next_if(|free| free.span.end as usize <= start).is_some() {}
        let inside = free.peek().filter(|free| (free.span.start as usize) < start);
        let content = line.trim_start_matches([' ', '\t']);
        let indent = line.get(..line.len() - content.len()).unwrap_or("");
        if content.trim_end().is_empty() || content.starts_with('#') || inside.is_some_and(|free| free.is_text) {
            continue;
        }
        let at = Origin::new(file, start, start + indent.len());
        let is_wrong = indent.contains('\t') || (indent.len() % 2 == 1 && inside.is_none());
        // A block that is indented wrongly is one slip.
        if std::mem::replace(&mut was_wrong, is_wrong) || !is_wrong {
            continue;
        }
        if indent.contains('\t') {
            findings.push(
                Finding::new(Code::Tab, "this line is indented with a tab", at)
                    .help("indent with two spaces; most editors can be told to write them for the tab key"),
            );
        } else {
            let message = format!("this line is indented by {} {}, an odd number", indent.len(), spaces(indent.len()));
            let nearest = format!("indent by {} or by {}", indent.len() - 1, indent.len() + 1);
            findings.push(Finding::new(Code::OddIndent, message, at).help(nearest));
        }
    }
    // Where the indentation is wrong, what the parser says about it is only a consequence.
    if failed.is_some() && findings.iter().any(|finding| near_failure(finding, failed_at, text)) {
        built.findings.retain(|finding| !matches!(finding.code, Code::Syntax | Code::Tab));
    }
    built.findings.extend(findings);
}

/// Whether a line with wrong indentation explains a failure: it is the same line or one next to it.
fn near_failure(finding: &Finding, failed_at: Option<usize>, text: &str) -> bool {
    let (Some(failed_at), Some(label)) = (failed_at, finding.labels.first()) else { return false };
    let start = label.origin.bytes().start;
    let (first, last) = (start.min(failed_at), start.max(failed_at));
    text.get(first..last).is_some_and(|between| between.matches('\n').count() <= 1)
}

fn spaces(number: usize) -> &'static str {
    if number == 1 { "space" } else { "spaces" }
}
