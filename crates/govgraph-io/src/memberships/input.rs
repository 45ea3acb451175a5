//! The bytes of a table: unpacked, and in an encoding of which every line end is a byte.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use flate2::bufread::MultiGzDecoder;

use super::report::{Compression, Refused};
use crate::sheet::decode::{name, without_mark};

/// What tells the encoding and what stands between cells.
const START: usize = 256 * 1024;

/// A table that was opened.
pub(super) struct Input<'i> {
    /// Its bytes, without a mark of the encoding; UTF-16 as UTF-8.
    pub(super) bytes: Box<dyn Read + Send + 'i>,
    /// The first of them, which come again in `bytes`.
    pub(super) start: Vec<u8>,
    /// What the letters are written in, if that is sure: what has no mark may be Windows-1252.
    pub(super) encoding: Option<&'static str>,
    pub(super) compression: Option<Compression>,
}

/// Opens a table.
pub(super) fn open<'i>(input: impl Read + Send + 'i, tell: &'i (dyn Fn(u64) + Sync)) -> Result<Input<'i>, Refused> {
    let mut input = Counted { input, count: 0, tell };
    let mut start = Vec::new();
    fill(&mut input, &mut start, 4).map_err(Refused::Unreadable)?;
    let (compression, mut bytes): (_, Box<dyn Read + Send + 'i>) = match start.as_slice() {
        [0x1f, 0x8b, ..] => {
            let packed = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(input));
            (Some(Compression::Gzip), Box::new(MultiGzDecoder::new(packed)))
        }
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => {
            let packed = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(input));
            (
                Some(Compression::Zstd),
                super::zstd::unpack(packed).map_err(|error| refused(Some(Compression::Zstd), error))?,
            )
        }
        _ => (None, Box::new(Cursor::new(start).chain(input))),
    };
    let mut start = Vec::new();
    fill(&mut bytes, &mut start, START).map_err(|error| refused(compression, error))?;
    if start.is_empty() {
        return Err(Refused::Empty);
    }
    if let Some(why) = no_text(&start) {
        return Err(Refused::NoTable(why.to_string()));
    }
    let (encoding, mark) = match Encoding::for_bom(&start) {
        Some((encoding, length)) => (Some((encoding, true)), length),
        None => (without_mark(&start).map(|encoding| (encoding, false)), 0),
    };
    start.drain(..mark);
    let called = encoding.map(|(encoding, marked)| name(encoding, marked));
    match encoding {
        Some((encoding, _)) if encoding != UTF_8 => {
            let decoder = encoding.new_decoder_without_bom_handling();
            let packed = Cursor::new(start).chain(bytes);
            let mut bytes = Utf8::new(BufReader::with_capacity(1 << 16, packed), decoder);
            let mut start = Vec::new();
            fill(&mut bytes, &mut start, START).map_err(|error| refused(compression, error))?;
            let again = Cursor::new(start.clone()).chain(bytes);
            Ok(Input { bytes: Box::new(again), start, encoding: called, compression })
        }
        _ => {
            let again = Cursor::new(start.clone()).chain(bytes);
            Ok(Input { bytes: Box::new(again), start, encoding: called, compression })
        }
    }
}

/// An error while the input was read.
pub(super) fn refused(compression: Option<Compression>, error: io::Error) -> Refused {
    let is_ours = matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData)
        || matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Other);
    match compression {
        Some(compression) if is_ours => Refused::Packed(compression, error),
        _ => Refused::Unreadable(error),
    }
}

/// What a file is that is no text, by how it begins.
fn no_text(start: &[u8]) -> Option<&'static str> {
    match start {
        [b'P', b'K', 3, 4, ..] => Some("this is an archive (an Excel workbook is one too); save the sheet as CSV"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("this is an old Excel workbook; save the sheet as CSV"),
        [b'P', b'A', b'R', b'1', ..] => Some("this is Parquet, which is not read from here"),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => Some("this is packed with bzip2; unpack it first"),
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some("this is packed with xz; unpack it first"),
        _ => None,
    }
}

fn fill(input: &mut impl Read, to: &mut Vec<u8>, size: usize) -> io::Result<()> {
    input.by_ref().take(size as u64).read_to_end(to).map(|_| ())
}

/// Counts what is read, and tells it.
struct Counted<'f, R> {
    input: R,
    count: u64,
    tell: &'f (dyn Fn(u64) + Sync),
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(to)?;
        self.count += count as u64;
        (self.tell)(self.count);
        Ok(count)
    }
}

/// Text in another encoding as UTF-8.
struct Utf8<R> {
    input: R,
    decoder: Decoder,
    /// What was decoded and is not yet read, from a place on.
    text: Vec<u8>,
    at: usize,
    at_end: bool,
}

impl<R: BufRead> Utf8<R> {
    fn new(input: R, decoder: Decoder) -> Self {
        Utf8 { input, decoder, text: Vec::new(), at: 0, at_end: false }
    }

    fn decode(&mut self) -> io::Result<()> {
        let from = self.input.fill_buf()?;
        self.at_end = from.is_empty();
        // A unit of two bytes has three in UTF-8 at most, and one may have come before.
        self.text.resize(from.len() * 2 + 16, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(from, &mut self.text, self.at_end);
        self.input.consume(read);
        self.text.truncate(written);
        self.at = 0;
        match result {
            DecoderResult::Malformed(..) => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "half a letter of UTF-16 stands there"))
            }
            DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(()),
        }
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.at_end {
            self.decode()?;
        }
        let count = self.text.get(self.at..).unwrap_or_default().read(to)?;
        self.at += count;
        Ok(count)
    }
}
