//! Where answers go: standard output, or a file that appears whole or not at all.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::interrupt::PartFile;

/// The width of tables where there is no terminal to fit.
const WIDTH_WITHOUT_TERMINAL: u16 = 120;

/// How many columns a table may take.
pub(crate) fn width() -> u16 {
    if !io::stdout().is_terminal() {
        return WIDTH_WITHOUT_TERMINAL;
    }
    terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| width.0.max(40))
}

/// Prints to standard output.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Prints one line of complaint to standard error.
pub(crate) fn complain(text: &str) {
    // Nowhere is left to complain about a failing standard error.
    let _ = writeln!(anstream::stderr().lock(), "error: {text}");
}

/// Prints one line of remark to standard error.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "note: {text}");
}

/// Writes a file beside its place and moves it there, so that nobody ever finds half of it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let written = PartFile::new(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.finish()
    });
    written.with_context(|| cannot_write(path))
}

/// Where an answer goes that is longer than memory should hold: a file that appears whole or not at all, or standard output.
#[derive(Debug)]
pub(crate) enum Sink {
    File(io::BufWriter<PartFile>, PathBuf),
    Stdout(io::BufWriter<io::Stdout>),
}

impl Sink {
    /// A file that is begun at once, so that who may not write there is told before the work.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        const BUFFER: usize = 1 << 18;
        match path {
            Some(path) => {
                let file = PartFile::new(path).with_context(|| cannot_write(path))?;
                Ok(Sink::File(io::BufWriter::with_capacity(BUFFER, file), path.to_path_buf()))
            }
            None => Ok(Sink::Stdout(io::BufWriter::with_capacity(BUFFER, io::stdout()))),
        }
    }

    /// All of it is written: it is there now.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        match self {
            Sink::File(mut file, path) => {
                let whole = file.flush().and_then(|()| match file.into_inner() {
                    Ok(file) => file.finish(),
                    Err(error) => Err(error.into_error()),
                });
                whole.with_context(|| cannot_write(&path))
            }
            Sink::Stdout(mut out) => Ok(out.flush()?),
        }
    }
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::File(file, _) => file.write(bytes),
            Sink::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::File(file, _) => file.flush(),
            Sink::Stdout(out) => out.flush(),
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write `{}`", path.display())
}

/// A number as people read it: `12,345`.
pub(crate) fn grouped(count: impl ToString) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
