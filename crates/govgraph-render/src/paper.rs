//! A report in sentences under headings, for a terminal or as Markdown for a committee paper.

use std::collections::BTreeMap;

use govgraph::Evidence;

use crate::table::{escape, source_words, wrapped};
use crate::text::clean;

/// So many names are listed on a terminal; a document has room for all.
const MOST: usize = 12;

/// Numbered sentences under headings, free of layout.
///
/// All text in it has been cleaned: one line each, no control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    title: String,
    /// Paragraphs below the title.
    opening: Vec<String>,
    sections: Vec<Section>,
    /// Sentences at the end.
    notes: Vec<String>,
    /// The sources that are cited: id, and what it is.
    sources: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Section {
    heading: String,
    items: Vec<Item>,
}

/// Something that is told under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    mark: String,
    text: String,
    names: Vec<String>,
    lines: Vec<String>,
}

impl Item {
    /// A sentence without its full stop, and a word on its weight to stand before it.
    pub fn new(mark: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        Item { mark: clean(mark.as_ref()), text: clean(text.as_ref()), ..Item::default() }
    }

    /// With the names of what the sentence is about, where those are many.
    #[must_use]
    pub fn names<Name: AsRef<str>>(mut self, names: impl IntoIterator<Item = Name>) -> Self {
        self.names.extend(names.into_iter().map(|name| clean(name.as_ref())));
        self
    }

    /// With a line below it.
    #[must_use]
    pub fn line(mut self, line: impl AsRef<str>) -> Self {
        self.lines.push(clean(line.as_ref()));
        self
    }

    /// The sentence with at most so many of its names.
    fn sentence(&self, most: usize) -> String {
        if self.names.is_empty() {
            return format!("{}.", self.text);
        }
        let listed = self.names.iter().take(most).map(String::as_str).collect::<Vec<_>>().join("; ");
        let more = match self.names.len().saturating_sub(most) {
            0 => String::new(),
            more => format!("; and {more} more, which --format markdown names"),
        };
        format!("{}: {listed}{more}.", self.text)
    }
}

impl Paper {
    /// A paper without sections.
    pub fn new(title: impl AsRef<str>) -> Self {
        Paper { title: clean(title.as_ref()), ..Paper::default() }
    }

    /// Adds a paragraph below the title.
    pub fn open(&mut self, paragraph: impl AsRef<str>) {
        self.opening.push(clean(paragraph.as_ref()));
    }

    /// Adds something under a heading. Headings stand in the order in which they are first used.
    pub fn add(&mut self, heading: &str, item: Item) {
        match self.sections.iter_mut().find(|section| section.heading == heading) {
            Some(section) => section.items.push(item),
            None => self.sections.push(Section { heading: heading.to_string(), items: vec![item] }),
        }
    }

    /// Adds a sentence at the end.
    pub fn note(&mut self, note: impl AsRef<str>) {
        self.notes.push(clean(note.as_ref()));
    }

    /// Adds the sources of some evidence to the list at the end.
    pub fn cite<'e>(&mut self, evidence: impl IntoIterator<Item = &'e Evidence>) {
        for cited in evidence {
            self.sources.entry(cited.source.to_string()).or_insert_with(|| source_words(cited));
        }
    }

    /// The items of all sections with their numbers, which run through the paper.
    fn numbered(&self) -> impl Iterator<Item = (&Section, Vec<(usize, &Item)>)> {
        let mut number = 0;
        self.sections.iter().map(move |section| {
            let items = section.items.iter().map(|item| {
                number += 1;
                (number, item)
            });
            (section, items.collect())
        })
    }

    /// The paper for a terminal, at most `width` columns wide. Ends with a line break.
    pub fn text(&self, width: Option<u16>) -> String {
        let mut out = format!("{}\n", self.title);
        for text in &self.opening {
            out.push_str(&format!("\n{}\n", hanging("", text, width)));
        }
        for (section, items) in self.numbered() {
            let rule = "─".repeat(section.heading.chars().count());
            out.push_str(&format!("\n{}\n{rule}\n", section.heading));
            for (number, item) in items {
                let mark = if item.mark.is_empty() { String::new() } else { format!("{}. ", item.mark) };
                let sentence = format!("{mark}{}", item.sentence(MOST));
                out.push_str(&format!("{}\n", hanging(&format!("{number:>3}  "), &sentence, width)));
                for line in &item.lines {
                    out.push_str(&format!("{}\n", hanging("       ", line, width)));
                }
            }
        }
        if !self.notes.is_empty() {
            out.push('\n');
        }
        for note in &self.notes {
            out.push_str(&format!("{}\n", wrapped(note, width)));
        }
        if !self.sources.is_empty() {
            out.push_str("\nSources\n");
        }
        for (id, words) in &self.sources {
            out.push_str(&format!("{}\n", wrapped(&format!("{id}: {words}"), width)));
        }
        out
    }

    /// The paper as Markdown, with all names.
    pub fn markdown(&self) -> String {
        let mut out = format!("## {}\n", escape(&self.title));
        for text in &self.opening {
            out.push_str(&format!("\n{}\n", escape(text)));
        }
        for (section, items) in self.numbered() {
            out.push_str(&format!("\n### {}\n\n", escape(&section.heading)));
            for (number, item) in items {
                let mark = if item.mark.is_empty() { String::new() } else { format!("**{}.** ", escape(&item.mark)) };
                out.push_str(&format!("{number}. {mark}{}", escape(&item.sentence(usize::MAX))));
                for line in &item.lines {
                    // Two blanks before the end of a line keep the next one apart in the same paragraph.
                    out.push_str(&format!("  \n   {}", escape(line)));
                }
                out.push('\n');
            }
        }
        for note in &self.notes {
            out.push_str(&format!("\n{}\n", escape(note)));
        }
        if !self.sources.is_empty() {
            out.push_str("\n### Sources\n\n");
        }
        for (id, words) in &self.sources {
            out.push_str(&format!("- {}: {}\n", escape(id), escape(words)));
        }
        out
    }
}

/// A text whose later lines begin where its first one does, behind `before`.
fn hanging(before: &str, text: &str, width: Option<u16>) -> String {
    let indent = before.chars().count();
    let inner = width.map(|width| width.saturating_sub(u16::try_from(indent).unwrap_or(0)).max(20));
    let lines = wrapped(text, inner);
    let lines: Vec<&str> = lines.lines().map(str::trim_start).collect();
    format!("{before}{}", lines.join(&format!("\n{}", " ".repeat(indent))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> Paper {
        let mut paper = Paper::new("A paper\u{1b}[31m");
        paper.open("What was looked at and how much of it is known, in a sentence of some length");
        paper
            .add("First", Item::new("warning", "Something *odd* is told here at some length").line("What to do: look"));
        paper.add("Second", Item::new("", "This is true of 14 bodies").names((1..15).map(|n| format!("body {n}"))));
        paper.add("First", Item::new("notice", "Something else"));
        paper.note("A note");
        paper
    }

    #[test]
    fn items_are_numbered_through_and_later_lines_begin_below_the_first_word() {
        let text = paper().text(Some(40));
        assert!(
            text.contains(
                "  1  warning. Something *odd* is told\n     here at some length.\n       What to do: look\n"
            ),
            "{text}"
        );
        assert!(
            text.contains("  2  notice. Something else.\n"),
            "what was added later stands under its heading: {text}"
        );
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        assert!(!text.contains('\u{1b}'));
    }

    #[test]
    fn a_terminal_gets_some_names_and_a_document_all() {
        let (text, markdown) = (paper().text(None), paper().markdown());
        assert!(text.contains("body 12; and 2 more") && !text.contains("body 13"), "{text}");
        assert!(markdown.contains("body 14.\n") && markdown.contains("\\*odd\\*"), "{markdown}");
    }
}
