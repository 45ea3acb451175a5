//! A table in blocks of whole rows.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use super::quotes;
use super::words::PAD;

/// A line that is longer is none of a table.
const LONGEST_LINE: usize = 16 << 20;

/// How a table is cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// A block has about so many bytes.
    pub(super) block: usize,
    /// See [`quotes::LONGEST`].
    pub(super) quoted: usize,
}

impl Size {
    pub(super) const USUAL: Size = Size { block: 1 << 17, quoted: quotes::LONGEST };
}

/// Whole rows.
#[derive(Debug)]
pub(super) struct Block {
    /// The rows, and then line ends as padding.
    pub(super) bytes: Vec<u8>,
    /// Where the first row begins.
    pub(super) start: usize,
    /// Where the rows end.
    pub(super) end: usize,
    pub(super) has_quotes: bool,
}

/// Cuts what is read into blocks.
pub(super) struct Blocks<R> {
    input: R,
    delimiter: u8,
    size: Size,
    /// What was read and is not yet in a block.
    held: Vec<u8>,
    at_end: bool,
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(input: R, delimiter: u8, size: Size) -> Self {
        Blocks { input, delimiter, size, held: Vec::new(), at_end: false }
    }

    /// The next block, in the memory of one that is no longer needed; `None` at the end.
    pub(super) fn next(&mut self, mut bytes: Vec<u8>) -> io::Result<Option<Block>> {
        let mut filled = self.held.len();
        let mut wanted = self.size.block.max(filled + 1);
        if bytes.len() < wanted + PAD {
            bytes.resize(wanted + PAD, b'\n');
        }
        bytes[..filled].copy_from_slice(&self.held);
        self.held.clear();
        loop {
            while filled < wanted && !self.at_end {
                match self.input.read(&mut bytes[filled..wanted]) {
                    Ok(0) => self.at_end = true,
                    Ok(count) => filled += count,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
            let rows = &bytes[..filled];
            let has_quotes = memchr(b'"', rows).is_some();
            let end = match (self.at_end, has_quotes) {
                (true, _) => filled,
                (false, false) => memrchr(b'\n', rows).map_or(0, |at| at + 1),
                (false, true) => quotes::last_row(rows, self.delimiter, self.size.quoted),
            };
            if end > 0 {
                self.held.extend_from_slice(&bytes[end..filled]);
                bytes[end..end + PAD].fill(b'\n');
                return Ok(Some(Block { bytes, start: 0, end, has_quotes }));
            }
            if self.at_end {
                return Ok(None);
            }
            if filled >= LONGEST_LINE {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("a line is longer than {} MiB", LONGEST_LINE >> 20),
                ));
            }
            wanted = filled * 2;
            bytes.resize(wanted + PAD, b'\n');
        }
    }
}
