//! Zstandard, frame after frame.

use std::io::{self, BufRead, Read};

/// Unpacks all frames.
pub(super) fn unpack<'i>(packed: impl BufRead + Send + 'i) -> io::Result<Box<dyn Read + Send + 'i>> {
    Ok(Box::new(::zstd::Decoder::with_buffer(packed)?))
}
