//! Cells in quotes: where they end.
//!
//! The one place that decides it, since blocks are cut where rows end before the rows are read: both have to agree.

use memchr::memchr;

/// How long a row with a quoted line end in it may be. A quote that is not closed so far costs the line on which its row
/// begins, and not the rest of the file.
pub(super) const LONGEST: usize = 1 << 20;

/// How a cell in quotes goes on.
#[derive(Debug, PartialEq)]
pub(super) enum Quoted {
    /// The text ends here (not included, doubled quotes as they stand), and there stands what ends the cell.
    Closed { end: usize, next: usize },
    /// There is text behind the closing quote.
    Behind,
    /// It is not closed within what a row may be long.
    Unclosed,
    /// What is there does not tell.
    More,
}

/// Follows the cell whose quote opens at a place, in a row that began at another.
pub(super) fn follow(bytes: &[u8], row: usize, open: usize, delimiter: u8, longest: usize) -> Quoted {
    let limit = row.saturating_add(longest);
    let mut at = open + 1;
    loop {
        let stop = bytes.len().min(limit);
        let Some(quote) = bytes.get(at..stop).and_then(|rest| memchr(b'"', rest)).map(|found| at + found) else {
            return if bytes.len() < limit { Quoted::More } else { Quoted::Unclosed };
        };
        match bytes.get(quote + 1) {
            None => return Quoted::More,
            Some(b'"') => at = quote + 2,
            Some(_) => {
                let behind = bytes.get(quote + 1..).unwrap_or_default();
                let next = behind.iter().position(|byte| !is_blank(*byte, delimiter));
                return match next.map(|next| (quote + 1 + next, behind[next])) {
                    None => Quoted::More,
                    Some((next, b'\n')) => Quoted::Closed { end: quote, next },
                    Some((next, byte)) if byte == delimiter => Quoted::Closed { end: quote, next },
                    Some(_) => Quoted::Behind,
                };
            }
        }
    }
}

/// Whether a byte around a cell is no part of it.
#[inline(always)]
pub(super) fn is_blank(byte: u8, delimiter: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r') && byte != delimiter
}

/// Where the last row begins of which the end is not there, or the end of all if every row has its end. What is given
/// begins with a row.
pub(super) fn last_row(bytes: &[u8], delimiter: u8, longest: usize) -> usize {
    let (mut at, mut row) = (0, 0);
    while let Some(quote) = memchr(b'"', &bytes[at..]).map(|found| at + found) {
        if let Some(line_end) = memchr::memrchr(b'\n', &bytes[at..quote]) {
            row = at + line_end + 1;
        }
        let before = bytes[row..quote].iter().rev().find(|byte| !is_blank(**byte, delimiter));
        if before.is_some_and(|byte| *byte != delimiter) {
            // Within a cell, it is a byte like others.
            at = quote + 1;
            continue;
        }
        match follow(bytes, row, quote, delimiter, longest) {
            Quoted::Closed { next, .. } => at = next,
            Quoted::More => return row,
            Quoted::Behind | Quoted::Unclosed => match memchr(b'\n', &bytes[row..]) {
                Some(line_end) => {
                    row += line_end + 1;
                    at = row;
                }
                None => return row,
            },
        }
    }
    memchr::memrchr(b'\n', &bytes[at..]).map_or(row, |line_end| at + line_end + 1)
}
