//! What became of data in another format, as one screen of text.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write as _;

use govgraph_io::import::{ImportReport, Note, NoteKind};
use govgraph_render::text::clean;

use crate::output::grouped;

/// The whole report: what there was, what was decided, what was left out or read otherwise than it is written.
pub(crate) fn text(report: &ImportReport) -> String {
    let mut out = format!("read as {}\n", report.format.name());
    for tally in &report.tallies {
        let became = if tally.became.is_empty() { String::new() } else { format!(" → {}", clean(&tally.became)) };
        let _ = writeln!(out, "  {:>7} {}{became}", grouped(tally.count), clean(&tally.what));
    }
    for choice in &report.choices {
        let _ = writeln!(out, "  taken: {}", clean(choice));
    }
    let places = report.notes.iter().flat_map(|note| &note.examples).filter_map(|example| example.place.as_ref());
    let files: HashSet<&str> = places.map(|place| place.file.as_str()).collect();
    for (kind, heading) in [(NoteKind::Odd, "read otherwise than it is written"), (NoteKind::Dropped, "left out")] {
        let notes: Vec<&Note> = report.notes.iter().filter(|note| note.kind == kind).collect();
        if notes.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{heading}:");
        for note in notes {
            let _ =
                writeln!(out, "  {:>7} {}{}", grouped(note.count), clean(&note.what), examples(note, files.len() > 1));
        }
    }
    out
}

/// More would hide the answer behind them.
const MOST_CHOICES: usize = 3;

/// The few lines that go before an answer, on standard error: what was decided, and how much was left out.
pub(crate) fn print_summary(report: &ImportReport) -> anyhow::Result<()> {
    let mut err = anstream::stderr().lock();
    let (dropped, odd) = report.counts();
    let what = match (dropped, odd) {
        (0, 0) => "everything in it was read".to_string(),
        _ => format!(
            "{} left out, {} read otherwise than written; `govgraph check` tells each",
            grouped(dropped),
            grouped(odd)
        ),
    };
    writeln!(err, "read as {}: {what}", report.format.name())?;
    for choice in report.choices.iter().take(MOST_CHOICES) {
        writeln!(err, "  taken: {}", clean(choice))?;
    }
    match report.choices.len().saturating_sub(MOST_CHOICES) {
        0 => {}
        1 => writeln!(err, "  taken: one thing more; `govgraph check` tells it")?,
        more => writeln!(err, "  taken: {more} things more; `govgraph check` tells them")?,
    }
    Ok(())
}

fn examples(note: &Note, with_file: bool) -> String {
    let shown = note.examples.iter().map(|example| {
        let line = example.place.as_ref().map(|place| match with_file {
            true => format!(" ({} line {})", clean(base(&place.file)), place.line),
            false => format!(" (line {})", place.line),
        });
        let line = line.unwrap_or_default();
        format!("{}{line}", clean(&example.text))
    });
    let shown: Vec<String> = shown.collect();
    let more = if note.count > shown.len() { ", …" } else { "" };
    format!(": {}{more}", shown.join(", "))
}

/// The name of a file without its folder.
fn base(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}
