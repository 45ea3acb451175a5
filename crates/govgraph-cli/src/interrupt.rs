//! Files in the making, and what becomes of them when somebody presses Ctrl-C.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a run that Ctrl-C ended exits with, as shells have it: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// The files that are no answer yet.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    // A list of paths is as good after a panic as before.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From here on Ctrl-C removes what is half written, and ends the run.
pub(crate) fn watch() {
    let removed = || {
        // Held to the end, so that no file is begun or moved to its place meanwhile.
        let unfinished = unfinished();
        for path in unfinished.iter() {
            // Nobody is left to be told.
            let _ = fs::remove_file(path);
        }
        crate::progress::wipe();
        std::process::exit(INTERRUPTED);
    };
    // Where there is no such signal to be had, the run ends as it did.
    let _ = ctrlc::set_handler(removed);
}

/// A file that is written beside its place, and moved there once it is whole; otherwise it goes.
#[derive(Debug)]
pub(crate) struct PartFile {
    file: File,
    beside: PathBuf,
    place: PathBuf,
    is_whole: bool,
}

impl PartFile {
    pub(crate) fn new(place: &Path) -> io::Result<Self> {
        let name = place.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidFilename))?;
        let mut beside = std::ffi::OsString::from(".");
        beside.push(name);
        beside.push(format!(".{}.part", std::process::id()));
        let beside = place.with_file_name(beside);
        let mut unfinished = unfinished();
        let file = File::create(&beside)?;
        unfinished.push(beside.clone());
        Ok(PartFile { file, beside, place: place.to_path_buf(), is_whole: false })
    }

    /// Moves it to its place.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        let mut unfinished = unfinished();
        fs::rename(&self.beside, &self.place)?;
        self.is_whole = true;
        unfinished.retain(|path| *path != self.beside);
        Ok(())
    }
}

impl Write for PartFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for PartFile {
    fn drop(&mut self) {
        if !self.is_whole {
            let mut unfinished = unfinished();
            // What is left of it is no use to anybody; the error to tell is the first.
            let _ = fs::remove_file(&self.beside);
            unfinished.retain(|path| *path != self.beside);
        }
    }
}
