//! Where in the input something was written.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A stretch of bytes in one of the [`Files`] of a dataset, or nowhere for what was made by a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Index into [`Files`]; `u32::MAX` is nowhere.
    file: u32,
    start: u32,
    end: u32,
}

impl Origin {
    /// No place in any file.
    pub const NOWHERE: Origin = Origin { file: u32::MAX, start: 0, end: 0 };

    /// The bytes `start..end` of a file.
    pub fn new(file: FileIndex, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Origin { file: file.0, start: clamp(start), end: clamp(end) }
    }

    /// The file, unless this is nowhere.
    pub fn file(&self) -> Option<FileIndex> {
        (self.file != u32::MAX).then_some(FileIndex(self.file))
    }

    /// The same place where the files stand behind so many others; nowhere stays nowhere.
    #[must_use]
    pub fn behind(self, files: usize) -> Origin {
        match self.file() {
            Some(FileIndex(file)) => {
                Origin { file: file.saturating_add(u32::try_from(files).unwrap_or(u32::MAX)), ..self }
            }
            None => self,
        }
    }

    /// First byte and the byte behind the last.
    pub fn bytes(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Default for Origin {
    fn default() -> Self {
        Origin::NOWHERE
    }
}

/// A value with the place where it was written. Two are equal if their values are, wherever they stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub origin: Origin,
}

impl<T> Located<T> {
    /// A value read from a place.
    pub fn new(value: T, origin: Origin) -> Self {
        Located { value, origin }
    }
}

/// A value that was not read from a file.
impl<T> From<T> for Located<T> {
    fn from(value: T) -> Self {
        Located { value, origin: Origin::NOWHERE }
    }
}

impl<T> Deref for Located<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Located<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Located<T> {}

impl<T: Hash> Hash for Located<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: fmt::Display> fmt::Display for Located<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// Which of the [`Files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileIndex(u32);

/// One file that was read: its name as shown to the user, and its text.
#[derive(Clone, Debug)]
pub struct File {
    name: String,
    text: Arc<str>,
    /// Byte offset of each line's first byte; the first is 0.
    line_starts: Vec<u32>,
}

impl File {
    /// The name as shown to the user.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line (from 0) that holds a byte.
    fn line_of(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|start| *start as usize <= byte).saturating_sub(1)
    }
}

/// The files that a dataset was read from, in the order in which they were read.
#[derive(Clone, Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// Adds a file. Cost: one pass over its text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> FileIndex {
        let text: Arc<str> = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts =
            std::iter::once(0).chain(breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX))).collect();
        self.files.push(File { name: name.into(), text, line_starts });
        FileIndex(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds the files of others behind these; what is placed in those is then [`Origin::behind`] as many as these were.
    pub fn append(&mut self, others: &Files) {
        self.files.extend(others.files.iter().cloned());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// One file. Indices of another `Files` give an arbitrary file or `None`.
    pub fn get(&self, index: FileIndex) -> Option<&File> {
        self.files.get(index.0 as usize)
    }

    /// All files in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The place of an origin as people name it, or `None` for nowhere. Cost: a binary search over the lines of its file.
    pub fn place(&self, origin: Origin) -> Option<Place> {
        let file = self.get(origin.file()?)?;
        let start = origin.bytes().start.min(file.text.len());
        let line = file.line_of(start);
        let line_start = file.line_starts.get(line).map_or(0, |at| *at as usize);
        let column = file.text.get(line_start..start).map_or(start - line_start, |before| before.chars().count());
        Some(Place { file: file.name.clone(), line: line + 1, column: column + 1 })
    }

    /// The text that an origin covers; empty for nowhere.
    pub fn text_at(&self, origin: Origin) -> &str {
        let file = origin.file().and_then(|index| self.get(index));
        file.and_then(|file| file.text.get(origin.bytes())).unwrap_or("")
    }
}

/// A file, a line and a column, both from 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The file's name as shown to the user.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let mut files = Files::default();
        let file = files.add("a.yaml", "x: 1\né: lcps\n");
        let place = files.place(Origin::new(file, 9, 13));
        assert_eq!(place.map(|p| p.to_string()).as_deref(), Some("a.yaml:2:4"));
        assert_eq!(files.text_at(Origin::new(file, 9, 13)), "lcps");
        assert_eq!(files.place(Origin::NOWHERE), None);
    }
}
