//! Rows of any number to [Parquet](https://parquet.apache.org/), some at a time.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Bytes that need not be text.
    Bytes,
    /// Whole numbers.
    Integer,
    /// Other numbers.
    Decimal,
}

/// The cells of one column in some rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Of [`Kind::Text`] and [`Kind::Bytes`].
    Bytes(Vec<Vec<u8>>),
    /// Of [`Kind::Integer`].
    Integers(Vec<i64>),
    /// Of [`Kind::Decimal`].
    Decimals(Vec<f64>),
}

impl Cells {
    /// None yet.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Bytes => Cells::Bytes(Vec::new()),
            Kind::Integer => Cells::Integers(Vec::new()),
            Kind::Decimal => Cells::Decimals(Vec::new()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Cells::Bytes(cells) => cells.len(),
            Cells::Integers(cells) => cells.len(),
            Cells::Decimals(cells) => cells.len(),
        }
    }

    fn append(&mut self, more: Cells) {
        match (self, more) {
            (Cells::Bytes(cells), Cells::Bytes(more)) => cells.extend(more),
            (Cells::Integers(cells), Cells::Integers(more)) => cells.extend(more),
            (Cells::Decimals(cells), Cells::Decimals(more)) => cells.extend(more),
            // The columns would be no longer of one length.
            _ => debug_assert!(false, "cells of another kind than their column"),
        }
    }
}

/// So many rows are written together.
const GROUP: usize = 1 << 17;

/// Writes rows; in memory are no more than some hundred thousand.
pub struct RowWriter<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    kinds: Vec<Kind>,
    held: Vec<Cells>,
}

impl<W: Write + Send> RowWriter<W> {
    /// Of columns by their names, which are plain words.
    ///
    /// # Errors
    /// What the file cannot be written for.
    pub fn new(out: W, columns: &[(&str, Kind)]) -> Result<Self> {
        let fields = columns.iter().map(|(name, kind)| match kind {
            Kind::Text => format!("REQUIRED BYTE_ARRAY {name} (UTF8);"),
            Kind::Bytes => format!("REQUIRED BYTE_ARRAY {name};"),
            Kind::Integer => format!("REQUIRED INT64 {name};"),
            Kind::Decimal => format!("REQUIRED DOUBLE {name};"),
        });
        let schema = parse_message_type(&format!("message govgraph {{ {} }}", fields.collect::<String>()))?;
        // Without the name and version of the library the bytes depend on the data alone.
        let properties = WriterProperties::builder()
            .set_compression(Compression::UNCOMPRESSED)
            .set_created_by("govgraph".to_string())
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let kinds: Vec<Kind> = columns.iter().map(|(_, kind)| *kind).collect();
        let held = kinds.iter().copied().map(Cells::of).collect();
        Ok(RowWriter { writer, kinds, held })
    }

    /// Adds rows, by column.
    ///
    /// # Errors
    /// As [`RowWriter::new`].
    pub fn add(&mut self, rows: Vec<Cells>) -> Result<()> {
        self.held.iter_mut().zip(rows).for_each(|(held, more)| held.append(more));
        if self.held.first().is_some_and(|column| column.len() >= GROUP) { self.group() } else { Ok(()) }
    }

    /// All rows are added: gives back what was written to.
    ///
    /// # Errors
    /// As [`RowWriter::new`].
    pub fn finish(mut self) -> Result<W> {
        self.group()?;
        self.writer.into_inner()
    }

    fn group(&mut self) -> Result<()> {
        if self.held.first().is_none_or(|column| column.len() == 0) {
            return Ok(());
        }
        let none = self.kinds.iter().copied().map(Cells::of).collect();
        let mut group = self.writer.next_row_group()?;
        for cells in std::mem::replace(&mut self.held, none) {
            let Some(mut column) = group.next_column()? else { break };
            match cells {
                Cells::Bytes(cells) => {
                    let cells: Vec<ByteArray> = cells.into_iter().map(ByteArray::from).collect();
                    column.typed::<ByteArrayType>().write_batch(&cells, None, None)?;
                }
                Cells::Integers(cells) => {
                    column.typed::<Int64Type>().write_batch(&cells, None, None)?;
                }
                Cells::Decimals(cells) => {
                    column.typed::<DoubleType>().write_batch(&cells, None, None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

impl<W: Write + Send> std::fmt::Debug for RowWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowWriter").field("kinds", &self.kinds).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn what_is_written_is_read_again() -> Result<()> {
        let columns =
            [("body", Kind::Text), ("id", Kind::Bytes), ("shared", Kind::Integer), ("jaccard", Kind::Decimal)];
        let mut writer = RowWriter::new(Vec::new(), &columns)?;
        for number in 0..3 {
            let body = Cells::Bytes(vec![format!("b{number}").into_bytes()]);
            writer.add(vec![
                body,
                Cells::Bytes(vec![vec![0xff]]),
                Cells::Integers(vec![number]),
                Cells::Decimals(vec![0.25]),
            ])?;
        }
        let path = std::env::temp_dir().join(format!("govgraph-rows-{}.parquet", std::process::id()));
        std::fs::write(&path, writer.finish()?)?;
        let reader = SerializedFileReader::new(std::fs::File::open(&path)?)?;
        std::fs::remove_file(&path)?;
        let rows: Vec<String> =
            reader.get_row_iter(None)?.map(|row| row.map(|row| row.to_string())).collect::<Result<_>>()?;
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1], "{body: \"b1\", id: [255], shared: 1, jaccard: 0.25}");
        Ok(())
    }
}
