//! Tables as spreadsheets read them.

use super::records::{FORMULA, inner};

/// A table in the making: its rows, the header first.
#[derive(Default)]
pub(crate) struct Out {
    text: String,
}

impl Out {
    /// One with a header.
    pub(crate) fn new(header: &[&str]) -> Self {
        let mut out = Out::default();
        out.row(header.iter().copied());
        out
    }

    /// Adds a row.
    pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.cell(cell);
        }
        self.text.push('\n');
    }

    fn cell(&mut self, cell: &str) {
        let guard = if is_formula(cell) { "'" } else { "" };
        let is_plain = !cell.contains([',', '"', '\n', '\r']) && cell.trim() == cell;
        match is_plain {
            true => self.text.extend([guard, cell]),
            false => self.text.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]),
        }
    }

    /// The whole table.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// Whether a spreadsheet would take a cell for a formula, or reading it would take away an apostrophe that belongs to it.
fn is_formula(cell: &str) -> bool {
    let text = cell.trim_start();
    let inner = inner(text);
    // A plain number may begin with a sign.
    inner.starts_with(FORMULA) && (inner.len() < text.len() || inner.parse::<f64>().is_err())
}
