//! The same from a column store: only the chunks of the columns that are read are looked at.

use std::borrow::Cow;

use ::parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use ::parquet::data_type::{
    ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, FileReader as _};
use ::parquet::file::serialized_reader::SerializedFileReader;
use ::parquet::schema::types::ColumnDescriptor;
use govgraph_model::days_since_1970;

use super::column::Column;
use super::columns::{self, Chosen};
use super::periods::Periods;
use super::read::{Collected, Filled};
use super::report::{BadKind, Refused};
use super::rows::{Of, Parsed};
use super::{Memberships, Options};
use crate::words::shorten;

/// So many rows are taken together.
const ROWS: usize = 1 << 16;

/// Whether a file is Parquet, by its first bytes.
pub fn is_parquet(start: &[u8]) -> bool {
    start.starts_with(b"PAR1")
}

/// Reads memberships from Parquet: columns of texts or of whole numbers, with nulls or without; dates as dates, points in
/// time or texts. Rows without a body or a member are bad ones, told with the number of the row. Nested columns are not
/// looked at.
///
/// A whole number is the same id as its digits are in a text: `7`. `read_rows` is told how many rows are read, and of how
/// many. One thread reads.
///
/// Cost: linear in the values of the columns that are read; memory as of [`read`](super::read), and one page of each column.
///
/// # Errors
/// See [`Refused`].
pub fn read_parquet(
    name: &str,
    input: impl ChunkReader + 'static,
    options: &Options,
    read_rows: &dyn Fn(u64, u64),
) -> Result<Memberships, Refused> {
    let reader = SerializedFileReader::new(input).map_err(spoilt)?;
    let schema = reader.metadata().file_metadata().schema_descr_ptr();
    let flat: Vec<usize> = (0..schema.num_columns())
        .filter(|at| {
            let column = schema.column(*at);
            column.path().parts().len() == 1 && column.max_rep_level() == 0
        })
        .collect();
    let names: Vec<String> = flat.iter().map(|at| schema.column(*at).name().to_string()).collect();
    let Chosen { columns, choice } = columns::choose(&names, options)?;
    let mut kinds = Vec::with_capacity(columns.len());
    for (at, of) in &columns {
        let at = flat.get(*at).copied().unwrap_or_default();
        kinds.push((at, *of, kind(&schema.column(at), *of)?));
    }
    let mut filled = Filled {
        bodies: Column::new(Of::Body),
        members: Column::new(Of::Member),
        periods: options.reads_dates().then(|| Periods::new(0)),
        collected: Collected::new(0),
    };
    let all = u64::try_from(reader.metadata().file_metadata().num_rows()).unwrap_or_default();
    let mut done = 0;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(spoilt)?;
        let mut rest = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
        let mut readers = Vec::with_capacity(kinds.len());
        for (at, of, kind) in &kinds {
            let nulls = schema.column(*at).max_def_level();
            readers.push((*of, Chunk::new(group.get_column_reader(*at).map_err(spoilt)?, *kind, nulls)?));
        }
        while rest > 0 {
            let rows = rest.min(ROWS);
            for (_, chunk) in &mut readers {
                chunk.read(rows).map_err(spoilt)?;
            }
            let mut parsed = rows_of(&readers, rows, filled.periods.is_some());
            filled.bodies.take(&mut parsed);
            filled.members.take(&mut parsed);
            if let Some(periods) = &mut filled.periods {
                periods.take(&mut parsed);
            }
            filled.collected.take(parsed);
            rest -= rows;
            done += rows as u64;
            read_rows(done, all);
        }
    }
    super::finish(name, filled, options, vec![choice], None, Some("Parquet"))
}

fn spoilt(error: ParquetError) -> Refused {
    match error {
        ParquetError::External(error) => Refused::Unreadable(std::io::Error::other(error)),
        error => Refused::NoTable(format!("this Parquet file cannot be read: {error}")),
    }
}

/// How values become texts.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Whole {
        is_signed: bool,
    },
    /// Days since 1970.
    Days,
    /// So many a day, since 1970.
    Time(i64),
}

fn kind(column: &ColumnDescriptor, of: Of) -> Result<Kind, Refused> {
    const DAY: i64 = 86_400_000;
    use ConvertedType as Converted;
    let is_date = matches!(of, Of::Since | Of::Until);
    let kind = match (column.physical_type(), column.logical_type_ref(), column.converted_type()) {
        (_, Some(LogicalType::Decimal(_)), _) | (_, _, Converted::DECIMAL) => None,
        (Type::INT32, Some(LogicalType::Date), _) | (Type::INT32, _, Converted::DATE) => Some(Kind::Days),
        (Type::INT64, Some(LogicalType::Timestamp(time)), _) => Some(Kind::Time(match time.unit {
            TimeUnit::MILLIS => DAY,
            TimeUnit::MICROS => DAY * 1_000,
            TimeUnit::NANOS => DAY * 1_000_000,
        })),
        (Type::INT64, _, Converted::TIMESTAMP_MILLIS) => Some(Kind::Time(DAY)),
        (Type::INT64, _, Converted::TIMESTAMP_MICROS) => Some(Kind::Time(DAY * 1_000)),
        (_, Some(LogicalType::Time(_)), _) | (_, _, Converted::TIME_MILLIS | Converted::TIME_MICROS) => None,
        (Type::INT32 | Type::INT64, Some(LogicalType::Integer(whole)), _) => {
            Some(Kind::Whole { is_signed: whole.is_signed })
        }
        (
            Type::INT32 | Type::INT64,
            _,
            Converted::UINT_8 | Converted::UINT_16 | Converted::UINT_32 | Converted::UINT_64,
        ) => Some(Kind::Whole { is_signed: false }),
        (Type::INT32 | Type::INT64, ..) => Some(Kind::Whole { is_signed: true }),
        (Type::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::Float16), _) | (_, _, Converted::INTERVAL) => None,
        (Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY, ..) => Some(Kind::Text),
        _ => None,
    };
    let name = shorten(column.name());
    match kind {
        Some(Kind::Days | Kind::Time(_)) if !is_date => {
            Err(Refused::NoTable(format!("the column `{name}` holds dates; ids are texts or whole numbers")))
        }
        Some(kind) => Ok(kind),
        None if is_date => Err(Refused::NoTable(format!(
            "the column `{name}` holds no dates: they are dates, points in time or texts"
        ))),
        None => Err(Refused::NoTable(format!("the column `{name}` holds no ids: they are texts or whole numbers"))),
    }
}

enum Values {
    Whole32(ColumnReaderImpl<Int32Type>, Vec<i32>),
    Whole64(ColumnReaderImpl<Int64Type>, Vec<i64>),
    Texts(ColumnReaderImpl<ByteArrayType>, Vec<ByteArray>),
    Fixed(ColumnReaderImpl<FixedLenByteArrayType>, Vec<FixedLenByteArray>),
}

/// Some rows of a column.
struct Chunk {
    values: Values,
    kind: Kind,
    /// The level of what is no null; 0 if there are none.
    full: i16,
    levels: Vec<i16>,
    /// Of each row, where its value stands among those that are there.
    places: Vec<Option<u32>>,
}

/// What stands in a row.
enum Cell<'c> {
    Whole(u32),
    Text(Cow<'c, [u8]>),
}

impl Chunk {
    fn new(reader: ColumnReader, kind: Kind, full: i16) -> Result<Chunk, Refused> {
        let values = match reader {
            ColumnReader::Int32ColumnReader(reader) => Values::Whole32(reader, Vec::new()),
            ColumnReader::Int64ColumnReader(reader) => Values::Whole64(reader, Vec::new()),
            ColumnReader::ByteArrayColumnReader(reader) => Values::Texts(reader, Vec::new()),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => Values::Fixed(reader, Vec::new()),
            _ => return Err(Refused::NoTable("a column holds neither texts nor whole numbers".to_string())),
        };
        Ok(Chunk { values, kind, full, levels: Vec::new(), places: Vec::new() })
    }

    fn read(&mut self, rows: usize) -> Result<(), ParquetError> {
        self.levels.clear();
        let levels = (self.full > 0).then_some(&mut self.levels);
        let read = match &mut self.values {
            Values::Whole32(reader, values) => fill(reader, values, levels, rows),
            Values::Whole64(reader, values) => fill(reader, values, levels, rows),
            Values::Texts(reader, values) => fill(reader, values, levels, rows),
            Values::Fixed(reader, values) => fill(reader, values, levels, rows),
        }?;
        if read < rows {
            return Err(ParquetError::EOF(format!("{rows} rows should be there, and {read} are")));
        }
        self.places.clear();
        let mut next = 0..;
        self.places.extend((0..rows).map(|row| match self.levels.get(row) {
            Some(level) if *level < self.full => None,
            _ => next.next(),
        }));
        Ok(())
    }

    /// What stands in a row; nothing if that is a null.
    fn cell(&self, row: usize) -> Option<Cell<'_>> {
        let at = self.places.get(row).copied().flatten()? as usize;
        let whole = match &self.values {
            Values::Texts(_, values) => return Some(Cell::Text(values.get(at)?.data().into())),
            Values::Fixed(_, values) => return Some(Cell::Text(values.get(at)?.data().into())),
            Values::Whole32(_, values) => match self.kind {
                Kind::Whole { is_signed: false } => i64::from(*values.get(at)? as u32),
                _ => i64::from(*values.get(at)?),
            },
            Values::Whole64(_, values) => *values.get(at)?,
        };
        Some(match (self.kind, u32::try_from(whole)) {
            (Kind::Days, _) => Cell::Text(day(whole).into_bytes().into()),
            (Kind::Time(parts), _) => Cell::Text(day(whole.div_euclid(parts)).into_bytes().into()),
            (_, Ok(whole)) => Cell::Whole(whole),
            (Kind::Whole { is_signed: false }, _) => Cell::Text((whole as u64).to_string().into_bytes().into()),
            _ => Cell::Text(whole.to_string().into_bytes().into()),
        })
    }
}

fn fill<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    values: &mut Vec<T::T>,
    mut levels: Option<&mut Vec<i16>>,
    rows: usize,
) -> Result<usize, ParquetError> {
    values.clear();
    let mut all = 0;
    while all < rows {
        let (read, ..) = reader.read_records(rows - all, levels.as_deref_mut(), None, values)?;
        if read == 0 {
            break;
        }
        all += read;
    }
    Ok(all)
}

/// The day that comes so many after 1 January 1970, as it is written.
fn day(days: i64) -> String {
    // Beyond the calendar of dates anyway.
    let days = i32::try_from(days).unwrap_or(i32::MAX).clamp(-5_000_000, 5_000_000);
    let mut year = 1970 + days.div_euclid(366);
    while days_since_1970(year + 1, 1, 1) <= days {
        year += 1;
    }
    let month = (2..=12).rev().find(|month| days_since_1970(year, *month, 1) <= days).unwrap_or(1);
    format!("{year:04}-{month:02}-{:02}", days - days_since_1970(year, month, 1) + 1)
}

/// Rows of cells side by side.
fn rows_of(columns: &[(Of, Chunk)], rows: usize, has_dates: bool) -> Parsed {
    let mut out = Parsed { pairs: Vec::with_capacity(rows), line_ends: rows as u64, ..Parsed::default() };
    let column = |wanted: Of| columns.iter().find(|(of, _)| *of == wanted).map(|(_, chunk)| chunk);
    let (body, member) = (column(Of::Body), column(Of::Member));
    let dates = [Of::Since, Of::Until].map(|of| (of, column(of)));
    for (of, column) in dates {
        out.keys[of as usize] = column.map(|_| super::intern::Keys::with_room(None, rows));
    }
    let is_empty = |cell: &Option<Cell<'_>>| matches!(cell, None | Some(Cell::Text(Cow::Borrowed([]))));
    for row in 0..rows {
        let cells = [body, member].map(|column| column.and_then(|column| column.cell(row)));
        let kind = match &cells {
            [body, _] if is_empty(body) => Some(BadKind::NoBody),
            [_, member] if is_empty(member) => Some(BadKind::NoMember),
            _ => None,
        };
        if let Some(kind) = kind {
            let shown = cells.map(|cell| cell.map(|cell| cell.shown()).unwrap_or_default()).join(&b" | "[..]);
            out.bad(kind, row as u64, &shown);
            continue;
        }
        let mut pair = (0, 0);
        let [body, member] = cells;
        for (of, cell, number) in [(Of::Body, body, &mut pair.0), (Of::Member, member, &mut pair.1)] {
            match cell {
                Some(Cell::Whole(value)) => out.whole(of, value, number),
                Some(Cell::Text(text)) => out.id(of, &text, number),
                None => {}
            }
        }
        out.pairs.push(pair);
        for (of, column) in dates {
            if let Some(keys) = &mut out.keys[of as usize] {
                match column.and_then(|column| column.cell(row)) {
                    Some(Cell::Whole(value)) => keys.push_number(value),
                    Some(Cell::Text(text)) => keys.push(&text),
                    None => keys.push(b""),
                }
            }
        }
        if has_dates {
            out.lines.push(row as u32);
        }
    }
    out
}

impl Cell<'_> {
    fn shown(&self) -> Vec<u8> {
        match self {
            Cell::Whole(value) => value.to_string().into_bytes(),
            Cell::Text(text) => text.to_vec(),
        }
    }
}
