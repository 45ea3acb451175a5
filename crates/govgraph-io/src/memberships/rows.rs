//! The rows of a block to numbers and keys.
//!
//! Most rows are as a program writes them, and are read without a look at single bytes; whatever is unusual about a row
//! (quotes within quotes, blanks around a cell, too few cells) sends it to [`Parser::any`], which reads every row.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use super::blocks::Block;
use super::intern::{Key, Keys, SHORT};
use super::quotes::{self, Quoted, is_blank};
use super::report::{Bad, BadKind};
use super::words::{before, eight, first, has_zero, load, number, number_of};

/// What a column that is read holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Body,
    Member,
    Since,
    Until,
}

impl Of {
    pub(super) const COUNT: usize = 4;
}

/// Which columns are read, and how they are told apart.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// What stands between cells.
    pub(super) delimiter: u8,
    /// The columns that are read, in the order of the table, by how many come between it and the one before.
    pub(super) columns: Vec<(usize, Of)>,
    /// How many columns there are behind the last of these.
    pub(super) behind: usize,
    /// Rows that go on over a line end are that long at most.
    pub(super) longest: usize,
}

impl Plan {
    /// Columns by where they stand in the table.
    pub(super) fn new(delimiter: u8, mut columns: Vec<(usize, Of)>, all: usize, longest: usize) -> Plan {
        columns.sort_by_key(|(at, _)| *at);
        let mut next = 0;
        for (at, _) in &mut columns {
            let skipped = *at - next;
            next = *at + 1;
            *at = skipped;
        }
        Plan { delimiter, columns, behind: all.saturating_sub(next), longest }
    }

    fn has_dates(&self) -> bool {
        self.columns.iter().any(|(_, of)| matches!(of, Of::Since | Of::Until))
    }
}

/// What the rows of a block say.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// (body, member). Where there are keys for one of them, its number is still to be filled in.
    pub(super) pairs: Vec<(u32, u32)>,
    /// The texts of the columns that are no column of whole numbers.
    pub(super) keys: [Option<Keys>; Of::COUNT],
    /// The line of each row within the block, if there are dates.
    pub(super) lines: Vec<u32>,
    /// How many line ends there are in the block.
    pub(super) line_ends: u64,
    pub(super) bad: Vec<Bad>,
    /// How many bad rows there were of each kind.
    pub(super) bad_counts: [u64; BadKind::COUNT],
    /// The numbers of the periods, once they are known.
    pub(super) periods: Vec<u32>,
    /// Memory for the keys of blocks to come.
    pub(super) spare: Vec<Keys>,
}

/// Reads a block. `are_texts` says of which of bodies and members an earlier block had ids that are no whole numbers.
pub(super) fn parse(block: &Block, plan: &Plan, are_texts: [bool; 2], spare: Vec<Keys>) -> Parsed {
    // The shortest row has four bytes; most have three times as many.
    let rows = (block.end - block.start) / 12;
    let mut out = Parsed { pairs: Vec::with_capacity(rows), spare, ..Parsed::default() };
    for (_, of) in &plan.columns {
        if !matches!(of, Of::Body if !are_texts[0]) && !matches!(of, Of::Member if !are_texts[1]) {
            out.keys[*of as usize] = Some(Keys::with_room(out.spare.pop(), rows));
        }
    }
    let parser = Parser {
        bytes: &block.bytes,
        end: block.end,
        has_quotes: block.has_quotes,
        plan,
        stops: [eight(plan.delimiter), eight(b'\n')],
        has_dates: plan.has_dates(),
    };
    parser.rows(block.start, &mut out);
    out
}

/// The cells of the first row that has right quotes and is not blank, and where it ends; its lines are counted.
pub(super) fn header(block: &Block, delimiter: u8, longest: usize, lines: &mut u64) -> Option<(Vec<Vec<u8>>, usize)> {
    let mut at = block.start;
    while at < block.end {
        let mut cells = Vec::new();
        let row = Cells { bytes: &block.bytes, end: block.end, row: at, at, delimiter, longest };
        let read = row.each(|_, cell, _| cells.push(cell.into_owned()));
        let next = match read {
            Ok(next) => next,
            Err(_) => next_line(&block.bytes, at),
        };
        *lines += memchr_iter(b'\n', &block.bytes[at..next.min(block.end)]).count() as u64;
        if read.is_ok() && cells.iter().any(|cell| !cell.is_empty()) {
            return Some((cells, next));
        }
        at = next;
    }
    None
}

fn next_line(bytes: &[u8], at: usize) -> usize {
    memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1)
}

/// The cells of a row one by one.
struct Cells<'b> {
    bytes: &'b [u8],
    end: usize,
    row: usize,
    at: usize,
    delimiter: u8,
    longest: usize,
}

impl<'b> Cells<'b> {
    /// Gives every cell with its place and whether it stood in quotes; returns where the next row begins.
    fn each(mut self, mut take: impl FnMut(usize, Cow<'b, [u8]>, bool)) -> Result<usize, BadKind> {
        let bytes = self.bytes;
        for index in 0.. {
            let blanks = bytes[self.at..].iter().take_while(|byte| is_blank(**byte, self.delimiter)).count();
            let start = self.at + blanks;
            if bytes.get(start) == Some(&b'"') && start < self.end {
                // The line end behind the last row is padding.
                let known = &bytes[..self.end + 1];
                match quotes::follow(known, self.row, start, self.delimiter, self.longest) {
                    Quoted::Closed { end, next } => {
                        take(index, undoubled(&bytes[start + 1..end]), true);
                        self.at = next;
                    }
                    // Which of these it is depends on where the block ends.
                    Quoted::Behind | Quoted::Unclosed | Quoted::More => return Err(BadKind::WrongQuotes),
                }
            } else {
                let length = bytes[self.at..].iter().position(|byte| *byte == self.delimiter || *byte == b'\n');
                let end = self.at + length.unwrap_or(0);
                take(index, trimmed(&bytes[self.at..end], self.delimiter).into(), false);
                self.at = end;
            }
            if bytes.get(self.at) != Some(&self.delimiter) {
                break;
            }
            self.at += 1;
        }
        Ok(self.at + 1)
    }
}

fn trimmed(cell: &[u8], delimiter: u8) -> &[u8] {
    let Some(start) = cell.iter().position(|byte| !is_blank(*byte, delimiter)) else { return &[] };
    let end = cell.iter().rposition(|byte| !is_blank(*byte, delimiter)).map_or(start, |last| last + 1);
    &cell[start..end]
}

fn undoubled(text: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'"', text).is_none() {
        return text.into();
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        out.push(*byte);
        if *byte == b'"' {
            bytes.next();
        }
    }
    out.into()
}

struct Parser<'b> {
    bytes: &'b [u8],
    end: usize,
    has_quotes: bool,
    plan: &'b Plan,
    stops: [u64; 2],
    has_dates: bool,
}

/// What stands in a cell.
#[derive(Clone, Copy)]
enum Cell {
    Number(u32),
    Text(Key),
    /// From a place to another.
    Long(usize, usize),
}

impl Parser<'_> {
    fn rows(&self, start: usize, out: &mut Parsed) {
        let mut at = start;
        while at < self.end {
            let is_numbers = out.keys.iter().all(Option::is_none);
            at = match (is_numbers, self.plan.columns.as_slice(), self.plan.behind) {
                (true, [(0, first), (0, _)], 0) => self.two_numbers(at, *first == Of::Body, out),
                _ => self.usual(at, out),
            };
            if at < self.end {
                at = self.any(at, out);
            }
        }
    }

    /// Rows of two whole numbers and nothing else, up to the first that is otherwise.
    fn two_numbers(&self, start: usize, is_body_first: bool, out: &mut Parsed) -> usize {
        let (bytes, delimiter) = (self.bytes, self.plan.delimiter);
        let mut at = start;
        let rows = out.pairs.len();
        while at < self.end {
            let Some((a, length)) = number(bytes, at) else { break };
            let second = at + length + 1;
            if bytes.get(second - 1) != Some(&delimiter) {
                break;
            }
            let Some((b, length)) = number(bytes, second) else { break };
            let Some(next) = line_end(bytes, second + length) else { break };
            out.pairs.push(if is_body_first { (a, b) } else { (b, a) });
            at = next;
        }
        // No line is passed over but by reading its row.
        out.line_ends += (out.pairs.len() - rows) as u64;
        at
    }

    /// Rows with nothing unusual in the columns that are read, up to the first that is otherwise.
    fn usual(&self, start: usize, out: &mut Parsed) -> usize {
        let (bytes, delimiter) = (self.bytes, self.plan.delimiter);
        let mut row = start;
        let mut cells = [Cell::Number(0); Of::COUNT];
        let is_number = [out.keys[0].is_none(), out.keys[1].is_none()];
        'rows: while row < self.end {
            let mut at = row;
            let mut is_first = true;
            for (skipped, of) in &self.plan.columns {
                // The cell before ended at what stands between cells, or the row is too short.
                if !is_first {
                    if bytes.get(at) != Some(&delimiter) {
                        break 'rows;
                    }
                    at += 1;
                }
                is_first = false;
                for _ in 0..*skipped {
                    let Some(next) = self.skip(row, at) else { break 'rows };
                    if bytes.get(next) != Some(&delimiter) {
                        break 'rows;
                    }
                    at = next + 1;
                }
                let is_number = matches!(of, Of::Body if is_number[0]) || matches!(of, Of::Member if is_number[1]);
                let read = match is_number {
                    true => self.number(at),
                    false => self
                        .short(at, matches!(of, Of::Since | Of::Until))
                        .map(|(key, end)| (Cell::Text(key), end))
                        .or_else(|| self.long(row, at)),
                };
                let Some((cell, end)) = read else { break 'rows };
                cells[*of as usize] = cell;
                at = end;
            }
            let Some(next) = (if self.plan.behind == 0 { line_end(bytes, at) } else { self.tail(row, at) }) else {
                break;
            };
            let number = |of: Of| match cells[of as usize] {
                Cell::Number(value) => value,
                Cell::Text(_) | Cell::Long(..) => 0,
            };
            out.pairs.push((number(Of::Body), number(Of::Member)));
            for (keys, cell) in out.keys.iter_mut().zip(cells) {
                match (keys, cell) {
                    (Some(keys), Cell::Text(key)) => keys.push_short(key),
                    (Some(keys), Cell::Long(start, end)) => keys.push(&bytes[start..end]),
                    _ => {}
                }
            }
            if self.has_dates {
                out.lines.push(u32::try_from(out.line_ends).unwrap_or(u32::MAX));
            }
            out.line_ends += 1;
            row = next;
        }
        row
    }

    /// Where a cell ends that is not read.
    #[inline(always)]
    fn skip(&self, row: usize, at: usize) -> Option<usize> {
        let mut at = at;
        if self.has_quotes {
            match self.bytes.get(at) {
                Some(b'"') => return self.long(row, at).map(|(_, end)| end),
                // A quote may stand behind the blank.
                Some(b' ' | b'\t') => return None,
                _ => {}
            }
        }
        loop {
            let count = before(load(self.bytes, at), self.stops);
            at += count as usize;
            if count < 8 {
                return Some(at);
            }
            if at >= self.end {
                return None;
            }
        }
    }

    /// Where the next row begins, behind the cells that are not read and come after those that are.
    #[inline(always)]
    fn tail(&self, row: usize, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..];
        let length = memchr(b'\n', rest)?;
        let cells = &rest[..length];
        if self.has_quotes && memchr(b'"', cells).is_some() {
            let (mut at, mut count) = (at, 0);
            while self.bytes.get(at) == Some(&self.plan.delimiter) {
                at = self.skip(row, at + 1)?;
                count += 1;
            }
            return line_end(self.bytes, at).filter(|_| count <= self.plan.behind);
        }
        let count = cells.iter().filter(|byte| **byte == self.plan.delimiter).count();
        let is_at_end = matches!(cells.first(), None | Some(b'\r')) || cells.first() == Some(&self.plan.delimiter);
        (is_at_end && count <= self.plan.behind).then_some(at + length + 1)
    }

    /// A text that stands in a key, and where its cell ends; `None` for one that is unusual, or empty and may not be.
    #[inline(always)]
    fn short(&self, at: usize, may_be_empty: bool) -> Option<(Key, usize)> {
        let bytes = self.bytes;
        let word = load(bytes, at);
        let count = before(word, self.stops);
        let (key, mut end) = if count < 8 {
            if has_zero(word, count) {
                return None;
            }
            (Key::short(first(word, count), 0), at + count as usize)
        } else {
            let behind = load(bytes, at + 8);
            let more = before(behind, self.stops);
            if more as usize > SHORT - 8 || has_zero(behind, more) || has_zero(word >> 8, 7) || word & 0xff == 0 {
                return None;
            }
            (Key::short(word, first(behind, more) as u32), at + 8 + more as usize)
        };
        if end == at {
            return may_be_empty.then_some((key, end));
        }
        let (head, last) = (bytes[at], bytes[end - 1]);
        if head <= b' ' || head == b'"' {
            return None;
        }
        let mut key = key;
        if last <= b' ' {
            // Of a line end of two bytes, the first is no part of the cell.
            if last != b'\r' || end - at < 2 || bytes[end] != b'\n' || bytes[end - 2] <= b' ' {
                return None;
            }
            end -= 1;
            key = key.cut((end - at) as u32);
        }
        Some((key, end))
    }

    /// A whole number, in quotes or not, and where its cell ends.
    #[inline(always)]
    fn number(&self, at: usize) -> Option<(Cell, usize)> {
        if let Some((value, length)) = number(self.bytes, at) {
            return Some((Cell::Number(value), at + length));
        }
        let (value, length) = number(self.bytes, at + 1)?;
        let end = at + 1 + length;
        let is_quoted = self.bytes.get(at) == Some(&b'"') && self.bytes.get(end) == Some(&b'"');
        is_quoted.then_some((Cell::Number(value), end + 1))
    }

    /// A text of any length, in quotes or not, on one line; and where its cell ends.
    fn long(&self, row: usize, at: usize) -> Option<(Cell, usize)> {
        let bytes = self.bytes;
        if bytes.get(at) == Some(&b'"') {
            let end = at + 1 + memchr(b'"', &bytes[at + 1..self.end])?;
            let text = &bytes[at + 1..end];
            let is_usual = !text.is_empty() && end - row < self.plan.longest && memchr(b'\n', text).is_none();
            let ends = bytes[end + 1] == self.plan.delimiter || line_end(bytes, end + 1).is_some();
            return (is_usual && ends).then_some((Cell::Long(at + 1, end), end + 1));
        }
        let mut end = at;
        loop {
            let count = before(load(bytes, end), self.stops);
            end += count as usize;
            if count < 8 || end >= self.end {
                break;
            }
        }
        if end > at && bytes[end - 1] == b'\r' && bytes[end] == b'\n' {
            end -= 1;
        }
        let is_usual = end > at && bytes[at] > b' ' && bytes[end - 1] > b' ';
        is_usual.then_some((Cell::Long(at, end), end))
    }

    /// Any row.
    #[cold]
    fn any(&self, row: usize, out: &mut Parsed) -> usize {
        let plan = self.plan;
        let mut found: [Option<Cow<'_, [u8]>>; Of::COUNT] = Default::default();
        let all = plan.columns.iter().map(|(skipped, _)| skipped + 1).sum::<usize>() + plan.behind;
        let (mut count, mut surplus, mut is_blank, mut next_column) = (0, false, true, plan.columns.iter());
        let mut wanted = next_column.next().map(|(skipped, of)| (*skipped, *of));
        let cells =
            Cells { bytes: self.bytes, end: self.end, row, at: row, delimiter: plan.delimiter, longest: plan.longest };
        let read = cells.each(|index, cell, was_quoted| {
            count = index + 1;
            is_blank &= cell.is_empty() && !was_quoted;
            surplus |= index >= all && !cell.is_empty();
            if let Some((at, of)) = wanted
                && at == index
            {
                found[of as usize] = Some(cell);
                wanted = next_column.next().map(|(skipped, of)| (index + 1 + skipped, *of));
            }
        });
        let line = out.line_ends;
        let next = *read.as_ref().unwrap_or(&next_line(self.bytes, row));
        out.line_ends += memchr_iter(b'\n', &self.bytes[row..next.min(self.end + 1)]).count() as u64;
        let [body, member, since, until] = found;
        let kind = match read {
            // A row of one blank cell is a blank line.
            Ok(_) if count == 1 && is_blank => return next,
            Err(kind) => Some(kind),
            Ok(_) if surplus => Some(BadKind::TooManyCells),
            Ok(_) if body.is_none() || member.is_none() => Some(BadKind::TooFewCells),
            Ok(_) if body.as_ref().is_some_and(|cell| cell.is_empty()) => Some(BadKind::NoBody),
            Ok(_) if member.as_ref().is_some_and(|cell| cell.is_empty()) => Some(BadKind::NoMember),
            Ok(_) => None,
        };
        if let Some(kind) = kind {
            let end = next_line(self.bytes, row).min(self.end + 1) - 1;
            out.bad(kind, line, &self.bytes[row..end]);
            return next;
        }
        let mut pair = (0, 0);
        out.id(Of::Body, &body.unwrap_or_default(), &mut pair.0);
        out.id(Of::Member, &member.unwrap_or_default(), &mut pair.1);
        out.pairs.push(pair);
        for (of, cell) in [(Of::Since, since), (Of::Until, until)] {
            if let Some(keys) = &mut out.keys[of as usize] {
                keys.push(cell.as_deref().unwrap_or_default());
            }
        }
        if self.has_dates {
            out.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
        }
        next
    }
}

/// Where the next row begins, if this one ends here.
#[inline(always)]
fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at) {
        Some(b'\n') => Some(at + 1),
        Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => Some(at + 2),
        _ => None,
    }
}

impl Parsed {
    /// Adds an id of the row that is about to be added, which is a whole number.
    #[cfg(feature = "parquet")]
    pub(super) fn whole(&mut self, of: Of, value: u32, number: &mut u32) {
        match &mut self.keys[of as usize] {
            Some(keys) => keys.push_number(value),
            None => *number = value,
        }
    }

    /// Adds an id of the row that is about to be added, as a number or a key.
    pub(super) fn id(&mut self, of: Of, text: &[u8], number: &mut u32) {
        if self.keys[of as usize].is_none() {
            match number_of(text) {
                Some(value) => {
                    *number = value;
                    return;
                }
                None => self.make_texts(of),
            }
        }
        if let Some(keys) = &mut self.keys[of as usize] {
            keys.push(text);
        }
    }

    /// The ids of a column that were numbers so far become texts.
    pub(super) fn make_texts(&mut self, of: Of) {
        if self.keys[of as usize].is_some() {
            return;
        }
        let mut keys = Keys::with_room(self.spare.pop(), self.pairs.capacity());
        for (body, member) in &self.pairs {
            keys.push_number(if of == Of::Body { *body } else { *member });
        }
        self.keys[of as usize] = Some(keys);
    }

    /// Takes note of a bad row.
    pub(super) fn bad(&mut self, kind: BadKind, line: u64, text: &[u8]) {
        let count = &mut self.bad_counts[kind as usize];
        *count += 1;
        if *count <= super::report::SHOWN as u64 {
            self.bad.push(Bad { kind, line, text: super::report::shown(text) });
        }
    }
}
