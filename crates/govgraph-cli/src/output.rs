//! Where answers go: standard output, or a file that appears whole or not at all.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::Context as _;

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
    let failed = || format!("cannot write `{}`", path.display());
    let name = path.file_name().with_context(failed)?;
    let mut beside = std::ffi::OsString::from(".");
    beside.push(name);
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is left of it is no use to anybody; the error to tell is the first.
        let _ = fs::remove_file(&beside);
    }
    written.with_context(failed)
}
