//! The rows of a table as records, as importers read them.

use std::borrow::Cow;

use crate::import::Draft;
use crate::yaml::{Entry, Node, Span, Value};

use super::cells::{Cell, Sheet, Slip};

/// The first row of a table.
pub(crate) struct Header<'t> {
    /// What the columns are called, without blanks around it.
    pub(crate) names: Vec<Cow<'t, str>>,
    delimiter: char,
}

/// The first row of a table that is not blank and has right quotes.
pub(crate) fn header(text: &str, delimiter: char) -> Option<Header<'_>> {
    let cells = Sheet::of_others(text, delimiter).find_map(Result::ok)?;
    let name = |cell: Cell<'_>| cell.text.trim().to_string().into();
    Some(Header { names: cells.into_iter().map(name).collect(), delimiter })
}

/// The rows below the header, each as a record with the keys that columns have; a column without a key is not read.
///
/// They are made when they are asked for: a tree of all cells takes many times the memory of the text.
pub(crate) struct Records<'t> {
    text: &'t str,
    delimiter: char,
    keys: &'t [Option<Cow<'t, str>>],
    rows: usize,
}

impl<'t> Records<'t> {
    /// Looks through the rows once, and tells of those that do not fit the header: one that is too short ends with empty cells;
    /// one that is too long is left out, since a name with a comma in it would shift all that stands behind it.
    pub(crate) fn new(
        draft: &mut Draft<'_>,
        text: &'t str,
        header: &Header<'_>,
        keys: &'t [Option<Cow<'t, str>>],
    ) -> Self {
        let mut records = Records { text, delimiter: header.delimiter, keys, rows: 0 };
        let mut is_header = true;
        let mut sheet = Sheet::of_others(text, header.delimiter);
        while let Some(row) = sheet.next() {
            let cells = match row {
                Ok(_) if std::mem::take(&mut is_header) => continue,
                Ok(cells) => cells,
                Err(slip) => {
                    bad_quotes(draft, &slip, sheet.line());
                    continue;
                }
            };
            let row = Node { span: whole(&cells), value: Value::Nothing };
            let shown = || cells.iter().map(|cell| cell.text.trim()).collect::<Vec<_>>().join(" | ");
            if records.is_too_long(&cells) {
                draft.dropped("row with more cells than the header", &shown(), &row);
                continue;
            }
            if cells.len() < keys.len() {
                let what = "row with fewer cells than the header, of which the last were taken as empty";
                draft.odd(what, &shown(), &row);
            }
            records.rows += 1;
        }
        records
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Node<'t>> {
        let rows = Sheet::of_others(self.text, self.delimiter).filter_map(Result::ok).skip(1);
        rows.filter(|cells| !self.is_too_long(cells)).map(|cells| self.record(cells))
    }

    fn is_too_long(&self, cells: &[Cell<'_>]) -> bool {
        cells.iter().skip(self.keys.len()).any(|cell| !cell.text.trim().is_empty())
    }

    fn record(&self, cells: Vec<Cell<'t>>) -> Node<'t> {
        let span = whole(&cells);
        let entry = |(key, cell): (&'t Option<Cow<'t, str>>, Cell<'t>)| {
            let value = Node { span: cell.span, value: Value::Text(plain(cell.text)) };
            Some(Entry { key: key.as_deref()?.into(), key_span: cell.span, value, in_braces: false })
        };
        Node { span, value: Value::Map(self.keys.iter().zip(cells).filter_map(entry).collect()) }
    }
}

fn bad_quotes(draft: &mut Draft<'_>, slip: &Slip, (line, span): (&str, Span)) {
    let what = match slip {
        Slip::Unclosed(_) => "row with a quote that is not closed",
        Slip::Behind(_) => "row with text behind a closing quote",
    };
    draft.dropped(what, line, &Node { span, value: Value::Nothing });
}

fn whole(cells: &[Cell<'_>]) -> Span {
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::new(0, 0),
    }
}

/// A cell without the apostrophe that keeps spreadsheets from taking it for a formula.
fn plain(cell: Cow<'_, str>) -> Cow<'_, str> {
    let text = cell.trim_start();
    match text.starts_with('\'') && inner(text).starts_with(FORMULA) {
        true => text.get(1..).unwrap_or("").to_string().into(),
        false => cell,
    }
}

/// What spreadsheets take for the start of a formula.
pub(super) const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// A text behind the apostrophes and blanks before it.
pub(super) fn inner(text: &str) -> &str {
    text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace())
}
