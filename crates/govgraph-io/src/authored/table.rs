//! Tables of seats: a CSV file, a row a seat, further columns named as the keys of a seat.

use std::collections::{BTreeMap, HashMap};

use govgraph_model::{BodyId, Code, Dataset, Finding, Located, Seat, nearest};

use super::seat::{self, SEAT};
use super::walk::{Record, Walk};
use crate::sheet::{Cell, Sheet, Slip};
use crate::words::shorten;
use crate::yaml::{Entry, Node, Span, Value};

/// A seat, and the body that it is on.
pub(super) struct Row {
    pub(super) body: Located<BodyId>,
    pub(super) seat: Seat,
}

/// Whether the header of a table has only columns that a table of seats has, the one for the body among them.
pub(crate) fn is_table_of_seats(names: &[String]) -> bool {
    let is_known = |name: &String| name.is_empty() || columns().any(|key| key == name);
    names.iter().any(|name| name == "body") && names.iter().all(is_known)
}

/// The seats of a table. A row that does not fit its header is left out.
pub(super) fn rows(walk: &mut Walk, text: &str) -> Vec<Row> {
    let mut header = None;
    let mut rows = Vec::new();
    for line in Sheet::new(text) {
        match (line, &header) {
            (Err(slip), _) => bad_quotes(walk, &slip),
            (Ok(cells), None) => match Header::read(walk, &cells) {
                Some(found) => header = Some(found),
                None => return rows,
            },
            (Ok(cells), Some(header)) => rows.extend(row(walk, header, &cells)),
        }
    }
    if header.is_none() && walk.findings.is_empty() {
        walk.refuse(Code::EmptyFile, "the table holds nothing", Span::new(0, 0));
    }
    rows
}

/// Puts the seats of tables on their bodies, which may stand in any file. Returns what names no body, unless the
/// dataset is incomplete: then it may be in what was lost.
pub(super) fn place(rows: Vec<Row>, dataset: &mut Dataset, incomplete: bool) -> Vec<Finding> {
    let mut index = HashMap::new();
    for (position, body) in dataset.bodies.iter().enumerate() {
        index.entry(body.id.value.clone()).or_insert(position);
    }
    // In a long table one slip is repeated in many rows: each id is reported once.
    let mut unknown: BTreeMap<BodyId, (Located<BodyId>, usize)> = BTreeMap::new();
    for Row { body, seat } in rows {
        match index.get(&body.value).and_then(|position| dataset.bodies.get_mut(*position)) {
            Some(found) => found.seats.push(seat),
            None => unknown.entry(body.value.clone()).or_insert((body, 0)).1 += 1,
        }
    }
    if incomplete {
        return Vec::new();
    }
    let mut unknown: Vec<_> = unknown.into_values().collect();
    unknown.sort_by_key(|(body, _)| body.origin);
    unknown.truncate(MAX_UNKNOWN);
    unknown.iter().map(|(body, rows)| no_such_body(body, *rows, dataset)).collect()
}

/// Each is compared with all bodies, so that the cost of more would be felt.
const MAX_UNKNOWN: usize = 100;

fn no_such_body(body: &Located<BodyId>, rows: usize, dataset: &Dataset) -> Finding {
    let near = nearest(body.as_str(), dataset.bodies.iter().map(|body| body.id.as_str()));
    let rows = if rows > 1 { format!(", here and in {} further rows", rows - 1) } else { String::new() };
    Finding::new(Code::UnknownBody, format!("no body is called `{body}`{rows}"), body.origin)
        .suggest(near.map(str::to_string))
}

fn bad_quotes(walk: &mut Walk, slip: &Slip) {
    let (message, help) = match slip {
        Slip::Unclosed(_) => {
            ("the quote that opens here is not closed, so nothing behind it can be read", "close it, or delete it")
        }
        Slip::Behind(_) => {
            ("text stands behind the closing quote of a cell", "write a quote inside quotes twice: `\"\"`")
        }
    };
    let finding = Finding::new(Code::BadTable, message, walk.origin(slip.span()));
    walk.report(finding.help(help));
}

/// What the columns are.
struct Header {
    /// The key of each column; `None` for one that is not known.
    keys: Vec<Option<&'static str>>,
    body: usize,
}

/// The keys that can be columns: a list cannot.
fn columns() -> impl Iterator<Item = &'static str> {
    std::iter::once("body").chain(SEAT.keys.iter().copied().filter(|key| *key != "items"))
}

impl Header {
    fn read(walk: &mut Walk, cells: &[Cell<'_>]) -> Option<Header> {
        let names = || cells.iter().map(|cell| cell.text.trim());
        let Some(body) = names().position(|name| name == "body") else {
            not_a_table(walk, cells);
            return None;
        };
        let mut keys: Vec<Option<&'static str>> = Vec::with_capacity(cells.len());
        for cell in cells {
            let name = cell.text.trim();
            let key = columns().find(|key| *key == name);
            match key {
                Some(key) if keys.contains(&Some(key)) => {
                    walk.refuse(Code::DuplicateKey, format!("the column `{key}` stands here a second time"), cell.span);
                    keys.push(None);
                    continue;
                }
                None if !name.is_empty() => {
                    let message = format!("a table of seats has no column `{}`", shorten(name));
                    let finding = Finding::new(Code::UnknownKey, message, walk.origin(cell.span));
                    walk.report(match nearest(name, columns()) {
                        Some(near) => finding.suggest(Some(near.to_string())),
                        None => finding.help(format!("its columns are {}", columns().collect::<Vec<_>>().join(", "))),
                    });
                }
                _ => {}
            }
            keys.push(key);
        }
        Some(Header { keys, body })
    }
}

fn not_a_table(walk: &mut Walk, header: &[Cell<'_>]) {
    let near = header.iter().find(|cell| nearest(cell.text.trim(), ["body"]).is_some());
    let at = walk.origin(near.map_or(whole(header), |cell| cell.span));
    let found = near.map(|cell| format!("`{}` and ", shorten(&cell.text))).unwrap_or_default();
    let message = format!("the file is not read: its header has {found}no column `body`");
    let finding = Finding::new(Code::NotATable, message, at);
    let by_semicolons = matches!(header, [only] if only.text.contains(';'));
    walk.report(match near {
        Some(_) => finding.suggest(Some("body".to_string())),
        None if by_semicolons => {
            finding.help("a table of seats has a column `body`, and commas between its cells, not semicolons")
        }
        None => finding.help("a table of seats says in a column `body` which body each seat is on"),
    });
}

fn row(walk: &mut Walk, header: &Header, cells: &[Cell<'_>]) -> Option<Row> {
    let whole = whole(cells);
    let extra = cells.iter().skip(header.keys.len()).any(|cell| !cell.text.trim().is_empty());
    if cells.len() < header.keys.len() || extra {
        let message = format!("the row has {} cells, and the header {}", cells.len(), header.keys.len());
        let finding = Finding::new(Code::BadTable, message, walk.origin(whole));
        walk.report(finding.help("put a cell that holds a comma in quotes, and keep the comma before an empty cell"));
        return None;
    }
    let body = cells.get(header.body)?;
    let entries: Vec<Entry<'_>> =
        header.keys.iter().zip(cells).filter_map(|(key, cell)| entry((*key)?, cell)).collect();
    let name = body.text.trim();
    if name.is_empty() {
        walk.refuse(Code::MissingKey, "the row does not say in its cell `body` which body the seat is on", whole);
        return None;
    }
    let id: Option<Located<BodyId>> = walk.value("body", name, body.span);
    walk.within(name, |walk| {
        let seat = seat::of_record(walk, &Record::of(&SEAT, &entries, whole), None);
        Some(Row { body: id?, seat })
    })
}

/// A cell as a key with its value; an empty cell is an absent key.
fn entry<'t>(key: &'static str, cell: &Cell<'t>) -> Option<Entry<'t>> {
    let text = cell.text.trim();
    if text.is_empty() || key == "body" {
        return None;
    }
    let value = Value::Text(text.to_string().into());
    let value = Node { span: cell.span, value };
    Some(Entry { key: key.into(), key_span: cell.span, value, in_braces: false })
}

fn whole(cells: &[Cell<'_>]) -> Span {
    match (cells.first(), cells.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::new(0, 0),
    }
}
