//! Tables of memberships straight to numbers: no records, and no more memory than the numbers and the ids need.
//!
//! The door for tables of millions of rows. A small table with everything that it says of people and bodies is read by
//! [`import`](crate::import::import); this one looks at the columns of members and bodies, and of dates if they are asked
//! for, and gives pairs of numbers that a matrix is made of.
//!
//! ```
//! use govgraph_io::memberships::{Options, read};
//! let table = "member,committee\nAnn,Audit\nBo,Audit\nAnn,Planning\n".as_bytes();
//! let read = read("members.csv", table, &Options::default(), &|_| {})?;
//! assert_eq!(read.pairs.concat(), [(0, 0), (0, 1), (1, 0)]);
//! assert_eq!(read.bodies.get(1).as_ref(), b"Planning");
//! # Ok::<(), govgraph_io::memberships::Refused>(())
//! ```

mod blocks;
mod column;
mod columns;
mod ids;
mod input;
mod intern;
mod letters;
#[cfg(feature = "parquet")]
mod parquet;
mod periods;
mod quotes;
mod read;
mod report;
mod rows;
mod series;
mod slots;
mod words;
mod zstd;

#[cfg(all(test, feature = "parquet"))]
mod parquet_tests;
#[cfg(test)]
mod tests;

use std::io::Read;
use std::num::NonZeroUsize;

use govgraph_model::{Date, Extent};

use crate::import::{Columns, Ends};
use crate::sheet;
use crate::table::delimiter;
use blocks::{Blocks, Size};
use column::Column;
use columns::Chosen;
use input::Input;
use periods::Periods;
use read::{Collected, Filled};
use rows::{Of, Plan};

pub use ids::{Ids, TWO_DIGITS, decimal};
#[cfg(feature = "parquet")]
pub use parquet::{is_parquet, read_parquet};
pub use report::{BadKind, BadRow, BadRows, Compression, Refused, Report, SHOWN};

/// Which columns are read, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The columns of the member, the body, the start and the end; those that are not named are guessed from the headers,
    /// as an importer does, but an id is preferred to a name. The others are not looked at.
    pub columns: Columns,
    /// Whether it is read from when until when. It is, too, if a column of dates is named.
    pub dates: bool,
    /// The date that the table speaks of, as importers take it; `None`: the one in its name, if there is one.
    pub as_of: Option<Date>,
    /// What an end date means; `None`: the last day.
    pub ends: Option<Ends>,
    /// Whether a single bad row is a reason to refuse the table.
    pub strict: bool,
    /// On how many threads. What is read does not depend on it.
    pub threads: NonZeroUsize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            columns: Columns::default(),
            dates: false,
            as_of: None,
            ends: None,
            strict: false,
            threads: NonZeroUsize::MIN,
        }
    }
}

impl Options {
    fn reads_dates(&self) -> bool {
        self.dates || self.columns.since.is_some() || self.columns.until.is_some()
    }
}

/// Who is on which body, in numbers.
#[derive(Debug)]
pub struct Memberships {
    /// What the bodies are called.
    pub bodies: Ids,
    /// What the members are called.
    pub members: Ids,
    /// (body, member) in the order of the table, as often as it has them, in blocks of some ten thousand, so that they can
    /// be freed one by one.
    pub pairs: Vec<Vec<(u32, u32)>>,
    /// When each of them holds, in the same blocks; none at all if dates are not read.
    pub extents: Vec<Vec<Extent>>,
    /// What became of the rows.
    pub report: Report,
}

/// Reads a table of memberships: text with a comma, a semicolon, a tab or a bar between its cells, in UTF-8, UTF-16 or
/// Windows-1252, as it is or packed with gzip or Zstandard.
///
/// `read_bytes` is told how many bytes of `input` are read so far, about once for each mebibyte. Bad rows are counted and
/// left out (see [`BadKind`]); docs/formats/table.md says what is one.
///
/// Cost: linear in the bytes. Memory: 8 bytes for each pair, and 22 for when it holds; the ids; and while it reads, 21 to 64
/// bytes for each id that is no whole number (4 to 32 for one in a series like `p1`, `p2`), and a few mebibytes a thread.
///
/// # Errors
/// See [`Refused`].
pub fn read(
    name: &str,
    input: impl Read + Send,
    options: &Options,
    read_bytes: &(dyn Fn(u64) + Sync),
) -> Result<Memberships, Refused> {
    read_sized(name, input, options, read_bytes, Size::USUAL)
}

fn read_sized(
    name: &str,
    input: impl Read + Send,
    options: &Options,
    read_bytes: &(dyn Fn(u64) + Sync),
    size: Size,
) -> Result<Memberships, Refused> {
    let input = input::open(input, read_bytes)?;
    let delimiter = told_delimiter(&input.start);
    read_opened(name, input, options, delimiter, size)
}

fn read_opened(
    name: &str,
    input: Input<'_>,
    options: &Options,
    (delimiter, called): (u8, &'static str),
    size: Size,
) -> Result<Memberships, Refused> {
    let compression = input.compression;
    let refused = |error| input::refused(compression, error);
    let mut blocks = Blocks::new(input.bytes, delimiter, size);
    let mut lines = 0;
    let (names, first) = loop {
        let Some(mut block) = blocks.next(Vec::new()).map_err(refused)? else { return Err(Refused::Empty) };
        if let Some((cells, next)) = rows::header(&block, delimiter, size.quoted, &mut lines) {
            block.start = next.min(block.end);
            break (columns::names(cells), block);
        }
    };
    let Chosen { columns, choice } = columns::choose(&names, options)?;
    let plan = Plan::new(delimiter, columns, names.len(), size.quoted);
    let filled = Filled {
        bodies: Column::new(Of::Body),
        members: Column::new(Of::Member),
        periods: options.reads_dates().then(|| Periods::new(lines)),
        collected: Collected::new(lines),
    };
    let filled = read::read(blocks, first, &plan, filled, options.threads).map_err(refused)?;
    let choices = vec![choice, format!("{called} stands between the cells")];
    finish(name, filled, options, choices, compression, input.encoding)
}

/// What is between the cells, by the start of a table.
fn told_delimiter(start: &[u8]) -> (u8, &'static str) {
    // A letter that is cut in two would make it another encoding.
    let end = memchr::memrchr(b'\n', start).unwrap_or(start.len());
    let start = start.get(..end).unwrap_or(start);
    let (delimiter, called) = sheet::decode(start).map_or((',', "a comma"), |(text, _)| delimiter(&text));
    (u8::try_from(delimiter).unwrap_or(b','), called)
}

/// Makes of what all blocks gave what a caller wants.
fn finish(
    name: &str,
    filled: Filled,
    options: &Options,
    mut choices: Vec<String>,
    compression: Option<Compression>,
    encoding: Option<&'static str>,
) -> Result<Memberships, Refused> {
    let Filled { bodies, members, periods, collected } = filled;
    let Collected { mut pairs, periods: rows, mut tally, .. } = collected;
    let bodies = bodies.finish(&mut pairs)?;
    let members = members.finish(&mut pairs)?;
    let ([bodies, members], encoding) = letters::encoded([bodies, members], encoding);
    let extents = match periods {
        Some(periods) => periods.finish(rows, name, options, &mut tally, &mut choices)?,
        None => Vec::new(),
    };
    let rows = pairs.iter().map(|block| block.len() as u64).sum();
    let report = Report { rows, bad: tally.into_rows(), choices, encoding, compression };
    if options.strict && !report.bad.is_empty() {
        return Err(Refused::BadRows(Box::new(report)));
    }
    Ok(Memberships { bodies, members, pairs, extents, report })
}
