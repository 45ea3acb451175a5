//! Findings as text with the lines they speak of, or as JSON.

use std::io::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use govgraph::{Code, Evidence, Files, Finding, Label, Place, Severity, Word as _};
use govgraph_render::text::clean;

/// Prints findings to standard error, each with the lines it speaks of.
pub(crate) fn print_to_stderr<'f>(findings: impl Iterator<Item = &'f Finding>, files: &Files) -> anyhow::Result<()> {
    let mut out = anstream::stderr().lock();
    for finding in findings {
        writeln!(out, "{}\n", render(finding, files))?;
    }
    Ok(())
}

/// Prints findings to standard output, each with the lines it speaks of.
pub(crate) fn print_to_stdout(findings: &[Finding], files: &Files) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    for finding in findings {
        writeln!(out, "{}\n", render(finding, files))?;
    }
    Ok(())
}

/// A finding with the lines it speaks of, coloured for a terminal.
fn render(finding: &Finding, files: &Files) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE,
    };
    let title = level.primary_title(clean(&finding.message)).id(finding.code.word());
    let mut group: Group<'_> = title.elements(std::iter::empty::<Snippet<'_, annotate_snippets::Annotation<'_>>>());
    for (i, label) in finding.labels.iter().enumerate() {
        if let Some(snippet) = snippet(label, i == 0, files) {
            group = group.element(snippet);
        }
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(clean(help)));
    }
    for evidence in &finding.evidence {
        let locator = evidence.locator.as_ref().map(|locator| format!(", {locator}")).unwrap_or_default();
        let words = format!("source: {} ({}{locator})", evidence.source, evidence.title);
        group = group.element(Level::NOTE.message(clean(&words)));
    }
    Renderer::styled().render(&[group])
}

/// How much of a line is shown to each side of what is meant: a line of a megabyte helps nobody.
const CONTEXT: usize = 100;

fn snippet<'f>(
    label: &'f Label,
    is_first: bool,
    files: &'f Files,
) -> Option<Snippet<'f, annotate_snippets::Annotation<'f>>> {
    let place = files.place(label.origin)?;
    let file = files.get(label.origin.file()?)?;
    let text = file.text();
    let bytes = label.origin.bytes();
    let start = floor(text, bytes.start.min(text.len()));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1).max(floor(text, start.saturating_sub(CONTEXT)));
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line_end = floor(text, line_end.min(start + CONTEXT + 60));
    let end = floor(text, bytes.end.clamp(start, line_end));
    // What is shown is one line, with every character that could do something to a terminal made harmless; each stays
    // as many bytes as it was, so that the places still fit.
    let shown = harmless(&text[line_start..line_end]);
    let kind = if is_first { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation = kind.span(start - line_start..end.max(start) - line_start);
    let annotation = if label.text.is_empty() { annotation } else { annotation.label(clean(&label.text)) };
    Some(Snippet::source(shown).path(place.file).line_start(place.line).annotation(annotation))
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn harmless(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        let direction = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        if c.is_control() || direction {
            out.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            out.push(c);
        }
    }
    out
}

/// A finding for other programs.
#[derive(Serialize)]
pub(crate) struct Flat<'f> {
    code: Code,
    severity: Severity,
    message: &'f str,
    subject: Option<&'f str>,
    places: Vec<FlatLabel<'f>>,
    help: Option<&'f str>,
    replacement: Option<&'f str>,
    evidence: &'f [Evidence],
}

#[derive(Serialize)]
struct FlatLabel<'f> {
    #[serde(flatten)]
    place: Option<Place>,
    text: &'f str,
    label: &'f str,
}

impl<'f> Flat<'f> {
    /// The finding with its places as file, line and column.
    pub(crate) fn new(finding: &'f Finding, files: &'f Files) -> Self {
        let place = |label: &'f Label| FlatLabel {
            place: files.place(label.origin),
            text: files.text_at(label.origin),
            label: &label.text,
        };
        Flat {
            code: finding.code,
            severity: finding.severity(),
            message: &finding.message,
            subject: finding.subject.as_deref(),
            places: finding.labels.iter().map(place).collect(),
            help: finding.help.as_deref(),
            replacement: finding.replacement.as_deref(),
            evidence: &finding.evidence,
        }
    }
}
