//! CSV cells with their places.
//!
//! RFC 4180, and not through the crate `csv`: it takes wrong quotes for text, and does not say where a cell stands.

use std::borrow::Cow;

use crate::yaml::Span;

/// A cell without its quotes.
#[derive(Debug, PartialEq)]
pub(crate) struct Cell<'t> {
    pub(crate) text: Cow<'t, str>,
    /// The text between the quotes, or the whole cell without the blanks around it.
    pub(crate) span: Span,
}

/// What is wrong with the quotes of a row.
#[derive(Debug, PartialEq)]
pub(crate) enum Slip {
    /// One that opens here is never closed.
    Unclosed(Span),
    /// There is text behind a closing one.
    Behind(Span),
}

impl Slip {
    pub(crate) fn span(&self) -> Span {
        match self {
            Slip::Unclosed(span) | Slip::Behind(span) => *span,
        }
    }
}

/// The rows of a text that are not blank. A row with wrong quotes is passed over to the end of its line.
pub(crate) struct Sheet<'t> {
    text: &'t str,
    at: usize,
    delimiter: char,
    /// How often it may still go on behind a quote that is not closed; each time costs a look at all that follows.
    forgiving: usize,
    /// Where the row that was read last begins.
    start: usize,
}

impl<'t> Sheet<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Sheet { text, at: 0, delimiter: ',', forgiving: 0, start: 0 }
    }

    /// One that others wrote, with some character between its cells. A row with wrong quotes costs the line on which it
    /// begins, so that a quote which is not closed costs no row behind it.
    pub(crate) fn of_others(text: &'t str, delimiter: char) -> Self {
        Sheet { text, at: 0, delimiter, forgiving: 1_000, start: 0 }
    }

    /// The line on which the row begins that was read last, and where it stands.
    pub(crate) fn line(&self) -> (&'t str, Span) {
        let line = self.text.get(self.start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        (line, Span::new(self.start, self.start + line.len()))
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Goes on until the first of some characters, or the end.
    fn until(&mut self, stops: &[char]) -> &'t str {
        let rest = self.rest();
        let length = rest.find(stops).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn cell(&mut self) -> Result<Cell<'t>, Slip> {
        let is_blank = |c: char| [' ', '\t'].contains(&c) && c != self.delimiter;
        let blanks = self.rest().len() - self.rest().trim_start_matches(is_blank).len();
        if self.rest().as_bytes().get(blanks) == Some(&b'"') {
            self.at += blanks;
            return self.quoted();
        }
        let start = self.at;
        let cell = self.until(&[self.delimiter, '\n']);
        let text = cell.trim();
        let start = start + (cell.len() - cell.trim_start().len()).min(cell.len() - text.len());
        Ok(Cell { text: text.into(), span: Span::new(start, start + text.len()) })
    }

    fn quoted(&mut self) -> Result<Cell<'t>, Slip> {
        let open = self.at;
        self.at += 1;
        let mut text = Cow::Borrowed("");
        loop {
            let part = self.until(&['"']);
            if text.is_empty() {
                text = part.into();
            } else {
                text.to_mut().push_str(part);
            }
            if self.rest().starts_with("\"\"") {
                text.to_mut().push('"');
                self.at += 2;
            } else if self.rest().is_empty() {
                return Err(Slip::Unclosed(Span::new(open, open + 1)));
            } else {
                break;
            }
        }
        let span = Span::new(open + 1, self.at);
        self.at += 1;
        let start = self.at;
        let behind = self.until(&[self.delimiter, '\n']);
        match behind.trim() {
            "" => Ok(Cell { text, span }),
            _ => Err(Slip::Behind(Span::new(start, start + behind.len()))),
        }
    }

    fn row(&mut self) -> Result<Vec<Cell<'t>>, Slip> {
        let mut cells = vec![self.cell()?];
        while self.rest().starts_with(self.delimiter) {
            self.at += self.delimiter.len_utf8();
            cells.push(self.cell()?);
        }
        Ok(cells)
    }
}

impl<'t> Iterator for Sheet<'t> {
    type Item = Result<Vec<Cell<'t>>, Slip>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest().is_empty() {
            self.start = self.at;
            let row = self.row();
            if row.is_err() && self.forgiving > 0 {
                self.forgiving -= 1;
                self.at = self.start;
            }
            self.until(&['\n']);
            self.at += usize::from(!self.rest().is_empty());
            if !matches!(row.as_deref(), Ok([only]) if only.text.is_empty()) {
                return Some(row);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Result<Vec<String>, Slip>> {
        Sheet::new(text).map(|row| row.map(|cells| cells.into_iter().map(|cell| cell.text.into()).collect())).collect()
    }

    #[test]
    fn quotes_may_hold_commas_quotes_and_line_ends() {
        let text = "body, of\r\nlcsp , \"a, \"\"b\"\"\n c\"\r\n\r\n,\n";
        let row = |a: &str, b: &str| Ok(vec![a.to_string(), b.to_string()]);
        assert_eq!(rows(text), [row("body", "of"), row("lcsp", "a, \"b\"\n c"), row("", "")]);
    }

    #[test]
    fn a_cell_is_found_where_it_stands() {
        let text = "a, \"b\" ,é";
        let row = Sheet::new(text).next().and_then(Result::ok).unwrap_or_default();
        let found: Vec<&str> = row.iter().map(|cell| &text[cell.span.range()]).collect();
        assert_eq!(found, ["a", "b", "é"]);
    }

    #[test]
    fn of_others_wrong_quotes_cost_a_line_and_another_character_may_stand_between_cells() {
        let text = "a;b\n\"c;d\n'e' ; \"f;\"\"g\"\n";
        let rows = Sheet::of_others(text, ';').map(|row| match row {
            Ok(cells) => cells.iter().map(|cell| cell.text.trim().to_string()).collect::<Vec<_>>().join("|"),
            Err(slip) => format!("{slip:?}"),
        });
        assert_eq!(rows.collect::<Vec<_>>()[0..1], ["a|b".to_string()]);
        let rows = Sheet::of_others("a\t\"b\"\n\"c\n\td\n", '\t').map(|row| row.map(|cells| cells.len()).ok());
        assert_eq!(rows.collect::<Vec<_>>(), [Some(2), None, Some(2)]);
    }

    #[test]
    fn wrong_quotes_cost_their_row_only_if_they_are_closed() {
        assert_eq!(rows("\"a\" b,c\nd\n"), [Err(Slip::Behind(Span::new(3, 5))), Ok(vec!["d".to_string()])]);
        assert_eq!(rows("a\n\"b\nc\n"), [Ok(vec!["a".to_string()]), Err(Slip::Unclosed(Span::new(2, 3)))]);
    }
}
