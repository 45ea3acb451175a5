//! Where the data of a question are, and how to read them.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use govgraph::{Date, Word as _};
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Ends, Options};

use super::date;

/// The heading under which `--help` shows what only other formats need.
const HEADING: &str = "Data in other formats";

/// Where the data are, and how to read them.
#[derive(Args, Clone, Debug)]
pub(crate) struct Data {
    /// A folder with a govgraph.yaml, a file, or - for standard input; also Popolo and other public data (docs/formats)
    #[arg(default_value = ".", value_name = "DATA")]
    pub(crate) path: PathBuf,

    /// The format of the data, where file name and content do not tell it (docs/formats)
    #[arg(long, value_name = "FORMAT", value_parser = input_format, help_heading = HEADING)]
    pub(crate) from: Option<InputFormat>,

    /// The date that the data speak of, where no file name says it: facts without an end were so then
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = HEADING)]
    pub(crate) as_of: Option<Date>,

    /// What an end date means: the last day (included) or the first day after (excluded) [default: as the format has it]
    #[arg(long, value_name = "WHICH", value_enum, hide_possible_values = true, help_heading = HEADING)]
    pub(crate) ends: Option<EndDates>,
}

/// What an end date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EndDates {
    /// The last day
    Included,
    /// The first day after
    Excluded,
}

impl Data {
    /// What the reader of another format cannot know from the files.
    pub(crate) fn options(&self) -> Options {
        let ends = self.ends.map(|ends| match ends {
            EndDates::Included => Ends::Included,
            EndDates::Excluded => Ends::Excluded,
        });
        Options { as_of: self.as_of.clone(), ends }
    }
}

/// How to read data, for verbs where `--from` is a date.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reading {
    /// The format of the data, where file name and content do not tell it (docs/formats)
    #[arg(long, value_name = "FORMAT", value_parser = input_format, help_heading = HEADING)]
    input: Option<InputFormat>,

    /// The date that the data speak of, where no file name says it: facts without an end were so then
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = HEADING)]
    as_of: Option<Date>,

    /// What an end date means: the last day (included) or the first day after (excluded) [default: as the format has it]
    #[arg(long, value_name = "WHICH", value_enum, hide_possible_values = true, help_heading = HEADING)]
    ends: Option<EndDates>,
}

impl Reading {
    /// Data at a place, read in this way.
    pub(crate) fn of(&self, path: &Path) -> Data {
        Data { path: path.to_path_buf(), from: self.input, as_of: self.as_of.clone(), ends: self.ends }
    }
}

/// A format, or why it is none and which there are.
fn input_format(text: &str) -> Result<InputFormat, String> {
    let formats = || InputFormat::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ");
    text.parse::<InputFormat>().map_err(|error| format!("{error}; there are {}", formats()))
}
