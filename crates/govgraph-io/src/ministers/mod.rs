//! The [ministers database](https://www.instituteforgovernment.org.uk/ifg-ministers-database) of the Institute for
//! Government: a folder of CSV files with departments, their posts, who was appointed to them, and what became of what.
//!
//! `docs/formats/ministers.md` says what becomes of each column.

mod appointments;
mod links;
mod mandates;
mod read;

use crate::Text;
use crate::file_name::base;

pub(crate) use read::read;

/// Whether files are those of the database, by their names.
pub(crate) fn is_one(texts: &[Text<'_>]) -> bool {
    ["organisation_link.csv", "appointment.csv", "post.csv", "person.csv"]
        .iter()
        .all(|wanted| texts.iter().any(|text| base(text.name) == *wanted))
}
