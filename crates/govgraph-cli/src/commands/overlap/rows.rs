//! Pairs as rows of CSV or JSON Lines, made on many threads: what a row costs is paid a million times.

use std::collections::BTreeMap;

use anyhow::bail;

use govgraph::incidence::{Incidence, Overlaps, Pair, Terms, rounded};
use govgraph::{Date, nearest};
use govgraph_io::memberships::{Ids, TWO_DIGITS, decimal};
use govgraph_render::table::unformula;
use govgraph_render::text::clean;

/// Shares are told in parts of this.
pub(super) const SCALE: u32 = 10_000;

/// What can be told of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    BodyA,
    BodyB,
    Shared,
    Certain,
    MembersA,
    MembersB,
    Jaccard,
    AInB,
    BInA,
    Cosine,
    Weight,
}

impl Column {
    /// In the order in which they stand.
    pub(super) const ALL: [Column; 11] = [
        Column::BodyA,
        Column::BodyB,
        Column::Shared,
        Column::Certain,
        Column::MembersA,
        Column::MembersB,
        Column::Jaccard,
        Column::AInB,
        Column::BInA,
        Column::Cosine,
        Column::Weight,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Column::BodyA => "body_a",
            Column::BodyB => "body_b",
            Column::Shared => "shared",
            Column::Certain => "certain",
            Column::MembersA => "members_a",
            Column::MembersB => "members_b",
            Column::Jaccard => "jaccard",
            Column::AInB => "a_in_b",
            Column::BInA => "b_in_a",
            Column::Cosine => "cosine",
            Column::Weight => "weight",
        }
    }

    /// The columns that `--columns` names, in its order; everything that is wrong with them at once.
    pub(super) fn named(names: &[String]) -> anyhow::Result<Vec<Column>> {
        let all = || Column::ALL.into_iter().map(Column::name);
        let (mut columns, mut wrong) = (Vec::new(), Vec::new());
        for name in names.iter().map(|name| name.trim()) {
            match Column::ALL.into_iter().find(|column| column.name() == name) {
                Some(column) if columns.contains(&column) => wrong.push(format!("`{name}` is named twice")),
                Some(column) => columns.push(column),
                None => {
                    let meant = nearest(name, all()).map(|meant| format!(" — did you mean `{meant}`?"));
                    wrong.push(format!("no column is called `{name}`{}", meant.unwrap_or_default()));
                }
            }
        }
        if !wrong.is_empty() {
            bail!("{}; there are {}", wrong.join("; "), all().collect::<Vec<_>>().join(", "));
        }
        Ok(columns)
    }
}

/// What is asked, and of what.
#[derive(Clone, Copy)]
pub(super) struct Matter<'m> {
    pub(super) incidence: &'m Incidence,
    pub(super) overlaps: &'m Overlaps<'m>,
    pub(super) bodies: &'m Ids,
    /// When who was on what, if that is asked, and at which date; without one, at one time.
    pub(super) terms: Option<(&'m Terms, Option<&'m Date>)>,
}

impl Matter<'_> {
    /// How many members were on both bodies certainly.
    pub(super) fn certain(&self, pair: &Pair) -> u32 {
        self.terms.map_or(0, |(terms, at)| terms.together(pair.a, pair.b, at).certain)
    }
}

/// A form with a row a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    Csv,
    Json,
}

/// Makes rows of pairs.
pub(super) struct Rows<'i> {
    lines: Lines,
    /// Each with what stands before it.
    columns: Vec<(Column, Vec<u8>)>,
    matter: Matter<'i>,
    labels: Labels<'i>,
}

impl<'i> Rows<'i> {
    /// `is_seen` says that somebody reads the rows on a terminal, where no id may do anything.
    pub(super) fn new(lines: Lines, columns: &[Column], matter: Matter<'i>, is_seen: bool) -> Self {
        let before = |(at, column): (usize, &Column)| match (lines, at) {
            (Lines::Csv, 0) => String::new(),
            (Lines::Csv, _) => ",".to_string(),
            (Lines::Json, 0) => format!("{{\"{}\":", column.name()),
            (Lines::Json, _) => format!(",\"{}\":", column.name()),
        };
        let columns = columns.iter().enumerate().map(|(at, column)| (*column, before((at, column)).into_bytes()));
        let labels = Labels::new(lines, matter.bodies, is_seen);
        Rows { lines, columns: columns.collect(), matter, labels }
    }

    /// What stands above the rows.
    pub(super) fn header(&self) -> Vec<u8> {
        match self.lines {
            Lines::Csv => {
                let names: Vec<&str> = self.columns.iter().map(|(column, _)| column.name()).collect();
                format!("{}\n", names.join(",")).into_bytes()
            }
            Lines::Json => Vec::new(),
        }
    }

    /// The rows of some pairs.
    pub(super) fn of(&self, pairs: &[Pair]) -> Vec<u8> {
        let Matter { incidence, overlaps, .. } = self.matter;
        let mut out = Vec::with_capacity(pairs.len() * 64);
        let mut sides = [Side::default(); AHEAD];
        for pairs in pairs.chunks(AHEAD) {
            // Looked up for many pairs at once, since each waits for the memory.
            for (pair, side) in pairs.iter().zip(&mut sides) {
                let (a, b) = overlaps.in_order(pair);
                *side = Side { a, b, members_a: incidence.size(a), members_b: incidence.size(b) };
                std::hint::black_box(self.labels.touch(b));
            }
            for (pair, side) in pairs.iter().zip(&sides) {
                self.row(pair, side, &mut out);
            }
        }
        out
    }

    fn row(&self, pair: &Pair, side: &Side, out: &mut Vec<u8>) {
        let Side { a, b, members_a, members_b } = *side;
        let part = |whole: u32| rounded(pair.shared, u64::from(whole), SCALE);
        for (column, before) in &self.columns {
            match before.as_slice() {
                [byte] => out.push(*byte),
                bytes => out.extend_from_slice(bytes),
            }
            match column {
                Column::BodyA => self.labels.write(a, out),
                Column::BodyB => self.labels.write(b, out),
                Column::Shared => decimal(pair.shared, out),
                Column::Certain => decimal(self.matter.certain(pair), out),
                Column::MembersA => decimal(members_a, out),
                Column::MembersB => decimal(members_b, out),
                // There are fewer than 2^31 memberships.
                Column::Jaccard => share(part(members_a + members_b - pair.shared), out),
                Column::AInB => share(part(members_a), out),
                Column::BInA => share(part(members_b), out),
                Column::Cosine => share(cosine(pair, self.matter.incidence), out),
                Column::Weight => thousandths(pair.weight.map_or(0, |weight| weight.thousandths()), out),
            }
        }
        if self.lines == Lines::Json {
            self.labels.write_bytes(self.columns.iter().map(|(column, _)| *column), (a, b), out);
            out.push(b'}');
        }
        out.push(b'\n');
    }
}

/// So many pairs are looked up at once.
const AHEAD: usize = 64;

/// The bodies of a pair in the order in which they are told, and how many members they have.
#[derive(Clone, Copy, Default)]
struct Side {
    a: u32,
    b: u32,
    members_a: u32,
    members_b: u32,
}

/// The ids of bodies as they stand in a row.
enum Labels<'i> {
    /// Digits, which need nothing but quotes in JSON.
    Numbers { ids: &'i Ids, quote: &'static [u8] },
    /// Ready to be copied.
    Texts {
        /// The length of each and the label, so that one look at memory finds it; of longer ones, `LONG`.
        short: Vec<[u8; 1 + SHORT]>,
        long: BTreeMap<u32, Vec<u8>>,
        /// In JSON, the bytes of those that are no UTF-8, in hexadecimal.
        odd: BTreeMap<u32, String>,
    },
}

/// A short label has no more bytes.
const SHORT: usize = 15;

/// The length of a label that is not short.
const LONG: u8 = u8::MAX;

impl<'i> Labels<'i> {
    fn new(lines: Lines, ids: &'i Ids, is_seen: bool) -> Self {
        if ids.are_numbers() {
            return Labels::Numbers { ids, quote: if lines == Lines::Json { b"\"" } else { b"" } };
        }
        let (mut short, mut long, mut odd) = (Vec::with_capacity(ids.len() as usize), BTreeMap::new(), BTreeMap::new());
        let mut label = Vec::new();
        for number in 0..ids.len() {
            let id = ids.get(number);
            label.clear();
            match lines {
                // Nothing to quote, nothing to make harmless.
                Lines::Csv if !id.is_empty() && id.iter().all(u8::is_ascii_alphanumeric) => {
                    label.extend_from_slice(&id);
                }
                Lines::Csv if is_seen => cell(clean(&String::from_utf8_lossy(&id)).as_bytes(), &mut label),
                Lines::Csv => cell(&id, &mut label),
                Lines::Json => {
                    if std::str::from_utf8(&id).is_err() {
                        odd.insert(number, id.iter().map(|byte| format!("{byte:02x}")).collect());
                    }
                    // Writing a text into memory does not fail.
                    let _ = serde_json::to_writer(&mut label, &String::from_utf8_lossy(&id));
                }
            }
            let mut slot = [0; 1 + SHORT];
            match slot[1..].get_mut(..label.len()) {
                Some(room) => {
                    room.copy_from_slice(&label);
                    // No more than `SHORT`.
                    slot[0] = label.len() as u8;
                }
                None => {
                    slot[0] = LONG;
                    long.insert(number, label.clone());
                }
            }
            short.push(slot);
        }
        Labels::Texts { short, long, odd }
    }

    /// Has the label of a body fetched, which will be written soon.
    #[inline]
    fn touch(&self, body: u32) -> u8 {
        match self {
            Labels::Numbers { .. } => 0,
            Labels::Texts { short, .. } => short[body as usize][0],
        }
    }

    #[inline]
    fn write(&self, body: u32, out: &mut Vec<u8>) {
        match self {
            Labels::Numbers { ids, quote } => {
                out.extend_from_slice(quote);
                ids.write(body, out);
                out.extend_from_slice(quote);
            }
            Labels::Texts { short, long, .. } => {
                let [length, label @ ..] = &short[body as usize];
                if *length == LONG {
                    out.extend_from_slice(long.get(&body).map_or(&[][..], Vec::as_slice));
                } else {
                    // As many bytes as always are copied in one move.
                    let end = out.len() + usize::from(*length);
                    out.extend_from_slice(label);
                    out.truncate(end);
                }
            }
        }
    }

    /// The bytes of ids that are no text, where they are told.
    fn write_bytes(&self, columns: impl Iterator<Item = Column>, (a, b): (u32, u32), out: &mut Vec<u8>) {
        let Labels::Texts { odd, .. } = self else { return };
        if odd.is_empty() {
            return;
        }
        for column in columns {
            let body = match column {
                Column::BodyA => a,
                Column::BodyB => b,
                _ => continue,
            };
            if let Some(bytes) = odd.get(&body) {
                out.extend_from_slice(format!(",\"{}_bytes\":\"{bytes}\"", column.name()).as_bytes());
            }
        }
    }
}

/// An id as a cell of CSV: quoted if it has to be, and with an apostrophe if a spreadsheet would take it for a formula.
fn cell(id: &[u8], out: &mut Vec<u8>) {
    let id = match std::str::from_utf8(id) {
        Ok(text) => unformula(text).into_owned().into_bytes(),
        Err(_) if matches!(id.first(), Some(b'=' | b'+' | b'-' | b'@')) => [b"'", id].concat(),
        Err(_) => id.to_vec(),
    };
    if !id.iter().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        out.extend_from_slice(&id);
        return;
    }
    out.push(b'"');
    for byte in id {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// `0.3333`
#[inline]
fn share(parts: u32, out: &mut Vec<u8>) {
    let (whole, parts) = (parts / SCALE, parts % SCALE);
    let [[_, whole], [a, b], [c, d]] = [whole, parts / 100, parts % 100].map(|two| TWO_DIGITS[two as usize]);
    out.extend_from_slice(&[whole, b'.', a, b, c, d]);
}

/// The part of a body's members that are the other's too, in parts of [`SCALE`].
#[inline]
pub(super) fn contained(pair: &Pair, incidence: &Incidence, body: u32) -> u32 {
    let (of_a, of_b) = pair.containment(incidence, SCALE);
    if body == pair.a { of_a } else { of_b }
}

/// The weight, as it is written: to the thousandth.
pub(super) fn weight(pair: &Pair) -> f64 {
    let thousandths = pair.weight.map_or(0, |weight| weight.thousandths());
    f64::from(u32::try_from(thousandths).unwrap_or(u32::MAX)) / 1000.0
}

/// The cosine in parts of [`SCALE`].
pub(super) fn cosine(pair: &Pair, incidence: &Incidence) -> u32 {
    let parts = (pair.cosine(incidence) * f64::from(SCALE)).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 1 it is a part of the scale"
    )]
    let parts = parts as u32;
    parts
}

/// `12.345`
fn thousandths(parts: u64, out: &mut Vec<u8>) {
    // More than rarely asked for, and never too large: a sum of as many ones as there are members.
    out.extend_from_slice(format!("{}.{:03}", parts / 1000, parts % 1000).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    proptest! {
        #[test]
        fn a_share_has_four_decimals(parts in 0..=SCALE) {
            prop_assert_eq!(text(|out| share(parts, out)), format!("{:.4}", f64::from(parts) / f64::from(SCALE)));
        }

        #[test]
        fn a_cell_is_what_a_reader_of_csv_reads(id in "[a-c,\"\n\r' =+@-]{1,6}") {
            let line = text(|out| cell(id.as_bytes(), out)) + ",x\n";
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes());
            let record = reader.records().next().and_then(Result::ok);
            let read = record.as_ref().and_then(|record| record.get(0)).unwrap_or_default();
            prop_assert_eq!(read, unformula(&id));
        }
    }
}
