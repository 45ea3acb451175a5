//! Which columns of a table are read.

use encoding_rs::WINDOWS_1252;

use super::Options;
use super::report::Refused;
use super::rows::Of;
use crate::table::{Field, guess, missing};
use crate::words::shorten;

/// What the header tells.
pub(super) struct Chosen {
    /// The columns that are read, by where they stand.
    pub(super) columns: Vec<(usize, Of)>,
    /// What is told of the choice.
    pub(super) choice: String,
}

/// The names of columns as text.
pub(super) fn names(cells: Vec<Vec<u8>>) -> Vec<String> {
    let name = |cell: Vec<u8>| match String::from_utf8(cell) {
        Ok(name) => name.trim().to_string(),
        Err(error) => WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.trim().to_string(),
    };
    cells.into_iter().map(name).collect()
}

/// Tells which columns are read: those that are named, else the surest by their headers, an id before a name.
pub(super) fn choose(names: &[String], options: &Options) -> Result<Chosen, Refused> {
    if names.iter().any(|name| name.contains('\0')) {
        return Err(Refused::NoTable("this file is no text".to_string()));
    }
    let found = guess(names, &options.columns).map_err(Refused::NoTable)?;
    if let Some(message) = missing(names, &found) {
        return Err(Refused::NoTable(message));
    }
    let at = |field: Field| found.iter().position(|found| *found == Some(field));
    // Who names a column means that one, and not the id beside it.
    let id = |told: &Option<String>, name: Field, id: Field| match told {
        Some(_) => at(name),
        None => at(id).or_else(|| at(name)),
    };
    let mut columns = vec![
        (id(&options.columns.body, Field::Body, Field::BodyId), Of::Body, Field::Body.word()),
        (id(&options.columns.member, Field::Member, Field::MemberId), Of::Member, Field::Member.word()),
    ];
    if options.reads_dates() {
        columns.push((at(Field::Since), Of::Since, Field::Since.word()));
        columns.push((at(Field::Until), Of::Until, Field::Until.word()));
    }
    let columns: Vec<(usize, Of, &str)> =
        columns.into_iter().filter_map(|(at, of, word)| Some((at?, of, word))).collect();
    let told = columns
        .iter()
        .map(|(at, _, word)| format!("`{}` is {word}", names.get(*at).map(|name| shorten(name)).unwrap_or_default()));
    let choice = format!("of the columns, {}", told.collect::<Vec<_>>().join(", "));
    Ok(Chosen { columns: columns.into_iter().map(|(at, of, _)| (at, of)).collect(), choice })
}
