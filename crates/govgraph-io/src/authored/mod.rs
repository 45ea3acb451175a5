//! The authored format: what people write by hand, YAML in a strict profile and CSV tables of seats.
//!
//! [`read`] finds every problem in every file in one pass; a wrong value drops what it stands in, and reading goes on.
//! [`write()`] is its twin: what it writes, [`read`] reads as the same dataset.
//!
//! The format cannot carry: texts that are empty, blanks at the ends of the place in a source, dates that are not as
//! they were written, an item of a seat that has no organisation while the seat around it has one, and whoever holds
//! another capacity on another body than `chair_of`, `co_chair_of` and `member_of` say.

mod allow;
mod body;
mod event;
mod read;
mod record;
mod relation;
mod reorganisation;
mod rule;
mod schema;
mod seat;
mod source;
mod strategy;
mod table;
mod values;
mod vocabulary;
mod walk;
mod write;

use govgraph_model::{Dataset, Files, Finding, Here, Provenance, Reorganisation};

use crate::file_name::base;

pub use read::{Reader, read};
pub use reorganisation::read_plan;
pub use schema::schema;
pub(crate) use table::is_table_of_seats;
pub use write::write;

pub(crate) use read::read_tree;
pub(crate) use write::tree;

/// The keys of each record, for formats that carry them.
pub(crate) mod shapes {
    pub(crate) use super::allow::ALLOW;
    pub(crate) use super::body::{BODY, CADENCE, DECLARED, EXISTENCE, POST, PURPOSE, REMIT, STATUS, TENURE};
    pub(crate) use super::event::{EVENT, LEG};
    pub(crate) use super::relation::RELATION;
    pub(crate) use super::rule::{REQUIREMENT, RULE};
    pub(crate) use super::seat::{ELECTED, SEAT};
    pub(crate) use super::source::SOURCE;
    pub(crate) use super::strategy::{DUTY, MILESTONE, PLAN, STATEMENT, TARGET};
    pub(crate) use super::vocabulary::{AREA, CLASS, IDENTIFIER, OTHER_NAME, PERSON, THEME};
    pub(crate) use super::walk::Shape;
}

/// The file that makes a folder a dataset.
pub const MAIN_FILE: &str = "govgraph.yaml";

/// The version of the format that is read and written.
pub const VERSION: u32 = 1;

/// The longest file of YAML that is read: a tree of it takes more than twenty times as much memory.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// The longest table and the longest file of JSON of others.
const MAX_DATA_BYTES: usize = 1024 * 1024 * 1024;

/// The longest file that is read in another format than the authored one, by its name: tables and JSON of a million bodies are
/// longer than any YAML that somebody writes, and of a table only one row at a time is held as a tree.
///
/// ```
/// use govgraph_io::{MAX_BYTES, max_bytes};
/// assert_eq!(max_bytes("boards.yaml"), MAX_BYTES);
/// assert!(max_bytes("memberships.csv") > MAX_BYTES && max_bytes("popolo.JSON") > MAX_BYTES);
/// ```
pub fn max_bytes(name: &str) -> usize {
    let is_data = ["csv", "tsv", "json", "jsonl"].iter().any(|extension| has_extension(name, extension));
    if is_data { MAX_DATA_BYTES } else { MAX_BYTES }
}

/// Whether a file in the folder of a dataset belongs to it, by its name: `.yaml`, `.yml` and `.csv`, hidden files excepted.
///
/// ```
/// use govgraph_io::authored::is_dataset_file;
/// assert!(is_dataset_file("boards.yaml") && is_dataset_file("members.CSV"));
/// assert!(!is_dataset_file("README.md") && !is_dataset_file(".boards.yaml"));
/// ```
pub fn is_dataset_file(name: &str) -> bool {
    let name = base(name);
    !name.starts_with('.') && (is_yaml(name) || is_table(name))
}

fn has_extension(name: &str, wanted: &str) -> bool {
    base(name)
        .rsplit_once('.')
        .is_some_and(|(stem, extension)| !stem.is_empty() && extension.eq_ignore_ascii_case(wanted))
}

fn is_yaml(name: &str) -> bool {
    has_extension(name, "yaml") || has_extension(name, "yml")
}

fn is_table(name: &str) -> bool {
    has_extension(name, "csv")
}

/// One file to read.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Its name as shown to the user, with or without folders. One that ends in `.csv` is a table, all others are YAML.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
}

/// How files belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A folder: one of them must be [`MAIN_FILE`], which says the version of the format.
    Folder,
    /// Files that each stand for themselves, and need not say the version.
    File,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// All records that could be read, with the files that they came from.
    pub dataset: Dataset,
    /// Every problem, in the order of files and lines.
    pub findings: Vec<Finding>,
    /// Whether a file or a record was lost that others may refer to, so that an unknown id says nothing.
    pub incomplete: bool,
}

/// What was read of a plan to change the structure.
#[derive(Clone, Debug)]
pub struct ReadPlan {
    /// The plan, as far as it could be read; `None` if it lacks a title, a date, or everything.
    pub plan: Option<Reorganisation>,
    /// Every problem, in the order of lines. Only a plan without an error says what its author meant.
    pub findings: Vec<Finding>,
    /// The files that the findings speak of: those of the dataset, and behind them the plan.
    pub files: Files,
    /// Whether a record was lost that others may refer to, so that an unknown id says nothing.
    pub incomplete: bool,
}

/// Nothing behind a value but the place where it stands.
fn written_at(walk: &walk::Walk, span: crate::yaml::Span) -> Provenance {
    Provenance { origin: Here(walk.origin(span)), ..Provenance::default() }
}
