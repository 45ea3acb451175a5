//! What became of a table that was read straight to numbers.

use std::fmt;
use std::io;

use serde::Serialize;

use crate::words::shorten;

/// So many bad rows of a kind are told with their text.
pub const SHOWN: usize = 20;

/// What became of the rows of a table, and how it was read.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// How many rows were read as memberships.
    pub rows: u64,
    /// What is wrong with other rows, or with dates in rows that were read; each kind once, in the order of [`BadKind`].
    pub bad: Vec<BadRows>,
    /// What was decided where the input leaves it open: which columns are which, what stands between cells, what dates mean.
    pub choices: Vec<String>,
    /// What the letters are written in.
    pub encoding: String,
    /// How the input was packed.
    pub compression: Option<Compression>,
}

impl Report {
    /// How many rows were left out.
    pub fn left_out(&self) -> u64 {
        self.bad.iter().filter(|bad| bad.kind.is_left_out()).map(|bad| bad.count).sum()
    }

    /// How many rows were read otherwise than they are written.
    pub fn read_otherwise(&self) -> u64 {
        self.bad.iter().filter(|bad| !bad.kind.is_left_out()).map(|bad| bad.count).sum()
    }
}

/// Rows that have the same wrong with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadRows {
    /// What is wrong.
    pub kind: BadKind,
    /// How many there are.
    pub count: u64,
    /// The first [`SHOWN`] of them. Of dates, each text is shown once, where it first stands.
    pub first: Vec<BadRow>,
}

/// A row that has something wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadRow {
    /// The line on which it begins; the first of the file is 1. In Parquet, the row; the first is 1.
    pub line: u64,
    /// What stands there, shortened to one line; of dates, why they cannot be read.
    pub text: String,
}

/// What can be wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadKind {
    /// It ends before the column of the body or the member.
    TooFewCells,
    /// It has more cells than the header, and not only blank ones: what stands behind an unquoted comma is shifted.
    TooManyCells,
    /// The cell of the body is empty.
    NoBody,
    /// The cell of the member is empty.
    NoMember,
    /// A quote opens a cell and is not closed (at least not within a mebibyte), or there is text between the quote that
    /// closes it and the next cell. The line on which the row begins is left out, and no line behind it.
    WrongQuotes,
    /// A date that cannot be read; it is taken as not known.
    UnreadableDate,
    /// The end is before the start; it is taken as some days between.
    EndsBeforeStart,
}

impl BadKind {
    pub(super) const COUNT: usize = BadKind::ALL.len();

    /// All of them, in their order.
    pub const ALL: [BadKind; 7] = [
        BadKind::TooFewCells,
        BadKind::TooManyCells,
        BadKind::NoBody,
        BadKind::NoMember,
        BadKind::WrongQuotes,
        BadKind::UnreadableDate,
        BadKind::EndsBeforeStart,
    ];

    /// Whether such rows are left out; otherwise they are read with care.
    pub fn is_left_out(self) -> bool {
        !matches!(self, BadKind::UnreadableDate | BadKind::EndsBeforeStart)
    }
}

impl fmt::Display for BadKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            BadKind::TooFewCells => "row without a cell for the body or the member",
            BadKind::TooManyCells => "row with more cells than the header",
            BadKind::NoBody => "row without a body",
            BadKind::NoMember => "row without a member",
            BadKind::WrongQuotes => "row with wrong quotes",
            BadKind::UnreadableDate => crate::import::dates::UNREADABLE,
            BadKind::EndsBeforeStart => crate::import::dates::REVERSED,
        })
    }
}

/// How bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compression {
    /// gzip, one member or several.
    Gzip,
    /// Zstandard, one frame or several.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Compression::Gzip => "gzip",
            Compression::Zstd => "Zstandard",
        })
    }
}

/// Why a table is not read.
#[derive(Debug)]
pub enum Refused {
    /// The input cannot be read to its end.
    Unreadable(io::Error),
    /// What is packed cannot be unpacked to its end: it is cut off, or spoilt.
    Packed(Compression, io::Error),
    /// There is nothing in it.
    Empty,
    /// It is no table of text, or the columns cannot be told; the words say which and what to do.
    NoTable(String),
    /// There are bad rows, and [`strict`](super::Options::strict) asks for none. What is here is told of all of them.
    BadRows(Box<Report>),
    /// There are more ids than numbers of 32 bits.
    TooManyIds,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Unreadable(error) => write!(f, "this cannot be read: {error}"),
            Refused::Packed(compression, error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                write!(f, "this is packed with {compression} and cut off before its end")
            }
            Refused::Packed(compression, error) => write!(f, "this is packed with {compression} and spoilt: {error}"),
            Refused::Empty => f.write_str("this table holds nothing"),
            Refused::NoTable(why) => f.write_str(why),
            Refused::BadRows(report) => {
                write!(f, "{} bad rows", report.left_out() + report.read_otherwise())?;
                let kinds = report.bad.iter().map(|bad| format!("{} × {}", bad.count, bad.kind));
                write!(f, ": {}", kinds.collect::<Vec<_>>().join(", "))
            }
            Refused::TooManyIds => f.write_str("there are more ids than numbers of 32 bits"),
        }
    }
}

impl std::error::Error for Refused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Refused::Unreadable(error) | Refused::Packed(_, error) => Some(error),
            _ => None,
        }
    }
}

/// A bad row within a block.
#[derive(Clone, Debug)]
pub(super) struct Bad {
    pub(super) kind: BadKind,
    /// How many line ends stand before it in the block.
    pub(super) line: u64,
    pub(super) text: String,
}

/// A row as it can stand in a message.
pub(super) fn shown(row: &[u8]) -> String {
    // More of it than is shown costs only time.
    let start = row.get(..500).unwrap_or(row);
    shorten(&String::from_utf8_lossy(start))
}

/// The bad rows of all blocks, in their order.
#[derive(Debug)]
pub(super) struct Tally {
    kinds: Vec<BadRows>,
}

impl Default for Tally {
    fn default() -> Self {
        Tally { kinds: BadKind::ALL.into_iter().map(|kind| BadRows { kind, count: 0, first: Vec::new() }).collect() }
    }
}

impl Tally {
    pub(super) fn add(&mut self, kind: BadKind, count: u64) {
        if let Some(rows) = self.kinds.get_mut(kind as usize) {
            rows.count += count;
        }
    }

    pub(super) fn show(&mut self, kind: BadKind, line: u64, text: impl FnOnce() -> String) {
        if let Some(rows) = self.kinds.get_mut(kind as usize)
            && rows.first.len() < SHOWN
        {
            rows.first.push(BadRow { line, text: text() });
        }
    }

    pub(super) fn into_rows(self) -> Vec<BadRows> {
        self.kinds.into_iter().filter(|rows| rows.count > 0).collect()
    }
}
