//! A report as rows and columns, and those as text for a terminal, CSV or Markdown.

use std::borrow::Cow;
use std::collections::BTreeMap;

use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};

use govgraph::Evidence;

use crate::text::clean;

/// Below this width, in columns, rows stand one below the other.
const NARROW: u16 = 100;

/// Rows and columns of text, made from a report and free of layout.
///
/// All text in it has been cleaned: one line each, no control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it shows, with the date. May be empty.
    title: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    /// Sentences below it.
    notes: Vec<String>,
    /// The sources that its rows cite: id, and what it is.
    sources: BTreeMap<String, String>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
struct Column {
    heading: String,
    numbers: bool,
}

impl Table {
    /// A table without columns and rows.
    pub fn new(title: impl AsRef<str>) -> Self {
        Table { title: clean(title.as_ref()), ..Table::default() }
    }

    /// With another column of text.
    #[must_use]
    pub fn column(mut self, heading: &str) -> Self {
        self.columns.push(Column { heading: clean(heading), numbers: false });
        self
    }

    /// With another column of numbers, which stand at its right.
    #[must_use]
    pub fn numbers(mut self, heading: &str) -> Self {
        self.columns.push(Column { heading: clean(heading), numbers: true });
        self
    }

    /// Adds a row; cells without a column are dropped, missing ones are empty.
    pub fn row<Cell: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut row: Vec<String> = cells.into_iter().map(|cell| clean(cell.as_ref())).collect();
        row.resize(self.columns.len(), String::new());
        self.rows.push(row);
    }

    /// Adds a sentence below the table.
    pub fn note(&mut self, note: impl AsRef<str>) {
        self.notes.push(clean(note.as_ref()));
    }

    /// Adds the sources of some evidence to the list below the table.
    pub fn cite<'e>(&mut self, evidence: impl IntoIterator<Item = &'e Evidence>) {
        for cited in evidence {
            if self.sources.contains_key(cited.source.as_str()) {
                continue;
            }
            self.sources.insert(cited.source.to_string(), source_words(cited));
        }
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table for a terminal: at most `width` columns wide if that can be, otherwise as wide as it needs to be. A
    /// table of many columns on a narrow terminal becomes a list.
    ///
    /// Ends with a line break. Text wraps inside its cell.
    pub fn text(&self, width: Option<u16>) -> String {
        let filled = |at: &usize| self.rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.is_empty()));
        let columns: Vec<usize> = (0..self.columns.len()).filter(filled).collect();
        if columns.len() < self.columns.len() && !self.rows.is_empty() {
            return self.only(&columns).text(width);
        }
        let mut out = String::new();
        if !self.title.is_empty() {
            out.push_str(&self.title);
            out.push_str("\n\n");
        }
        if width.is_some_and(|width| width < NARROW) && self.columns.len() > 3 {
            out.push_str(&self.one_below_the_other(width));
        } else if !self.rows.is_empty() {
            let mut table = comfy_table::Table::new();
            table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
            if let Some(width) = width {
                table.set_width(width);
            } else {
                table.set_content_arrangement(ContentArrangement::Disabled);
            }
            table.set_header(self.columns.iter().map(|column| &column.heading));
            table.add_rows(&self.rows);
            if let Some(width) = width {
                table.set_constraints(self.whole_words(width));
            }
            for (column, described) in table.column_iter_mut().zip(&self.columns) {
                if described.numbers {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
            for line in without_needless_rules(table.lines().collect()) {
                out.push_str(line.trim_end());
                out.push('\n');
            }
        }
        if !self.notes.is_empty() {
            out.push('\n');
        }
        for note in &self.notes {
            out.push_str(&wrapped(note, width));
            out.push('\n');
        }
        if !self.sources.is_empty() {
            out.push_str("\nSources\n");
        }
        for (id, words) in &self.sources {
            out.push_str(&wrapped(&format!("{id}: {words}"), width));
            out.push('\n');
        }
        out
    }

    /// The same without the columns in which nothing stands: the standing at a date, where none was asked.
    fn only(&self, columns: &[usize]) -> Table {
        let pick = |row: &Vec<String>| columns.iter().filter_map(|at| row.get(*at).cloned()).collect();
        Table {
            columns: columns.iter().filter_map(|at| self.columns.get(*at).cloned()).collect(),
            rows: self.rows.iter().map(pick).collect(),
            ..self.clone()
        }
    }

    /// The least widths at which no long word, such as an id, is broken. Short words find room by themselves, and a
    /// column that must be wide takes it from the others: so only as far as half the table is left to those.
    fn whole_words(&self, width: u16) -> Vec<ColumnConstraint> {
        const LONG: usize = 16;
        let longest = |text: &str| text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
        let mut left = usize::from(width) / 2;
        let constraint = |at: usize| {
            let longest = self.rows.iter().filter_map(|row| row.get(at)).map(|cell| longest(cell)).max().unwrap_or(0);
            // Two more for the space around a cell.
            let least = longest + 2;
            if longest < LONG || least > left {
                return ColumnConstraint::LowerBoundary(Width::Fixed(0));
            }
            left -= least;
            ColumnConstraint::LowerBoundary(Width::Fixed(u16::try_from(least).unwrap_or(u16::MAX)))
        };
        (0..self.columns.len()).map(constraint).collect()
    }

    /// The rows one below the other, a line a cell: what a narrow terminal can show without breaking words.
    fn one_below_the_other(&self, width: Option<u16>) -> String {
        let mut out = String::new();
        for (i, row) in self.rows.iter().enumerate() {
            if i > 0 {
                out.push('\n');
            }
            for (column, cell) in self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                let heading = if column.heading.is_empty() { String::new() } else { format!("{}: ", column.heading) };
                out.push_str(&wrapped(&format!("{heading}{cell}"), width));
                out.push('\n');
            }
        }
        out
    }

    /// The rows as CSV with a header. Title, notes and sources have no place in it.
    ///
    /// A cell that a spreadsheet would take for a formula begins with an apostrophe.
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let header = self.columns.iter().map(|column| column.heading.clone());
        let records = std::iter::once(header.collect::<Vec<_>>()).chain(self.rows.iter().cloned());
        for record in records {
            // Writing into memory does not fail.
            let _ = writer.write_record(record.iter().map(|cell| unformula(cell).into_owned()));
        }
        let bytes = writer.into_inner().unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The table as Markdown, title and notes included.
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        if !self.title.is_empty() {
            out.push_str(&format!("### {}\n\n", escape(&self.title)));
        }
        if !self.rows.is_empty() {
            let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
            out.push_str(&line(self.columns.iter().map(|column| escape(&column.heading)).collect()));
            let rule = self.columns.iter().map(|column| if column.numbers { "---:" } else { "---" });
            out.push_str(&line(rule.map(str::to_string).collect()));
            for row in &self.rows {
                out.push_str(&line(row.iter().map(|cell| escape(cell)).collect()));
            }
        }
        for note in &self.notes {
            out.push_str(&format!("\n{}\n", escape(note)));
        }
        if !self.sources.is_empty() {
            out.push_str("\nSources:\n\n");
        }
        for (id, words) in &self.sources {
            out.push_str(&format!("- {}: {}\n", escape(id), escape(words)));
        }
        out
    }
}

/// What a source is: `Title, speaks of 2010-03, https://…`.
pub(crate) fn source_words(cited: &Evidence) -> String {
    let date = cited.date.as_deref().map(|date| format!(", speaks of {}", crate::project::lifetime(date)));
    let url = cited.url.as_ref().map(|url| format!(", {url}"));
    clean(&format!("{}{}{}", cited.title, date.unwrap_or_default(), url.unwrap_or_default()))
}

/// Leaves out the rules between rows that take one line each: those tell themselves apart.
fn without_needless_rules(lines: Vec<String>) -> Vec<String> {
    let is_rule = |line: &String| line.starts_with(['─', '═']);
    let one_line = |at: usize| lines.get(at + 1).is_none_or(is_rule);
    let needless = |at: usize| {
        lines[at].starts_with('─') && at >= 2 && is_rule(&lines[at - 2]) && at + 2 < lines.len() && one_line(at + 1)
    };
    let keep: Vec<bool> = (0..lines.len()).map(|at| !needless(at)).collect();
    lines.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(line, _)| line).collect()
}

/// A sentence over several lines, the later ones indented.
pub(crate) fn wrapped(note: &str, width: Option<u16>) -> String {
    let Some(width) = width else { return note.to_string() };
    let mut out = String::new();
    let mut used = 0;
    for word in note.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > usize::from(width) {
            out.push_str("\n  ");
            used = 2;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

/// A cell that no spreadsheet takes for a formula: with an apostrophe before it, if one would.
pub fn unformula(cell: &str) -> Cow<'_, str> {
    // A plain number may begin with a sign.
    if cell.starts_with(['=', '+', '-', '@']) && cell.parse::<f64>().is_err() {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Text that Markdown shows as it is.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '#' | '~' | '>' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hostile() -> Table {
        let mut table = Table::new("Title\u{1b}[31m").column("Name").numbers("Share");
        table.row(["=HYPERLINK(\"x\")", "-0.5"]);
        table.row(["<b>|`x`|</b>\nnext", "1"]);
        table.note("A note");
        table
    }

    #[test]
    fn nothing_in_a_cell_is_a_formula_or_a_terminal_command() {
        let csv = hostile().csv();
        assert_eq!(csv, "Name,Share\n\"'=HYPERLINK(\"\"x\"\")\",-0.5\n<b>|`x`|</b> next,1\n");
        assert!(!hostile().text(Some(60)).contains('\u{1b}'));
    }

    #[test]
    fn nothing_in_a_cell_is_markup_in_markdown() {
        let markdown = hostile().markdown();
        assert!(markdown.contains("| &lt;b\\>\\|\\`x\\`\\|&lt;/b\\> next | 1 |"), "{markdown}");
    }

    #[test]
    fn a_rule_stands_only_beside_a_row_of_several_lines() {
        let mut table = Table::new("").column("A");
        for cell in ["one", "two", "a b c d e f g h i j k l m n o p", "four", "five"] {
            table.row([cell]);
        }
        let text = table.text(Some(20));
        let rules = text.lines().filter(|line| line.starts_with('─')).count();
        // Above the header, below the last row, and on both sides of the long one.
        assert_eq!(rules, 4, "{text}");
        assert!(text.contains(" one\n two\n─") && text.contains(" four\n five\n─"), "{text}");
    }

    #[test]
    fn notes_wrap_at_the_width() {
        assert_eq!(wrapped("one two three", Some(9)), "one two\n  three");
    }
}
