//! Where the data of a question are, and how to read them.

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use govgraph::{Date, Word as _};
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Columns, Ends, Members, Options};

use super::date;

/// The heading under which `--help` shows what only other formats need.
const HEADING: &str = "Data in other formats";

/// Where the data are, and how to read them.
#[derive(Args, Clone, Debug)]
pub(crate) struct Data {
    /// A folder with a govgraph.yaml, a file, or - for standard input; also Popolo and other public data (docs/formats)
    #[arg(default_value = ".", value_name = "DATA")]
    pub(crate) path: PathBuf,

    /// The format of the data, where file name and content do not tell it (docs/formats); of a table, also the column
    /// with start dates
    #[arg(long, value_name = "FORMAT", value_parser = from_word, help_heading = HEADING)]
    pub(crate) from: Option<FromWord>,

    #[command(flatten)]
    pub(crate) table: TableColumns,

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

/// What `--from` says: a format, or else the header of a column, which somebody who has a table means by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FromWord {
    /// One of those that are read.
    Format(InputFormat),
    /// Anything else.
    Column(String),
}

/// The heading under which `--help` shows what only tables need.
const TABLE: &str = "Tables of memberships";

/// Which columns of a table are what, where their headers do not tell it. `--body` is a name for `--body-column` only
/// where a verb has no `--body` of its own.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct TableColumns {
    /// The column that says who the member is
    #[arg(long = "member", value_name = "COLUMN", help_heading = TABLE)]
    member_column: Option<String>,

    /// The column that says which body they are on
    #[arg(long = "body-column", value_name = "COLUMN", help_heading = TABLE)]
    body_column: Option<String>,

    /// The column with start dates
    #[arg(long = "since", value_name = "COLUMN", help_heading = TABLE)]
    since_column: Option<String>,

    /// The column with end dates
    #[arg(long = "until", value_name = "COLUMN", help_heading = TABLE)]
    until_column: Option<String>,

    /// The column that says as what
    #[arg(long = "role", value_name = "COLUMN", help_heading = TABLE)]
    role_column: Option<String>,

    /// The column that says whether they are elected
    #[arg(long = "elected", value_name = "COLUMN", help_heading = TABLE)]
    elected_column: Option<String>,

    /// Who the members in a table are [default: persons, unless the header says organisation]
    #[arg(long = "members", value_name = "WHO", value_enum, hide_possible_values = true, help_heading = TABLE)]
    members_are: Option<MembersAre>,
}

/// Who the members in a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MembersAre {
    /// People
    Persons,
    /// Organisations
    Organisations,
}

/// Lets `--body` stand for `--body-column` in the verbs that have no `--body` of their own.
pub(crate) fn with_aliases(command: clap::Command) -> clap::Command {
    let verbs: Vec<String> = command.get_subcommands().map(|verb| verb.get_name().to_string()).collect();
    verbs.into_iter().fold(command, |command, verb| {
        command.mut_subcommand(verb, |verb| {
            let has = |long: &str| verb.get_arguments().any(|argument| argument.get_long() == Some(long));
            match has("body-column") && !has("body") {
                true => verb.mut_arg("body_column", |argument| argument.visible_alias("body")),
                false => verb,
            }
        })
    })
}

impl Data {
    /// The format that somebody said the data are in.
    pub(crate) fn format(&self) -> Option<InputFormat> {
        match self.from {
            Some(FromWord::Format(format)) => Some(format),
            _ => None,
        }
    }

    /// Whether both the column of the member and that of the body are named.
    pub(crate) fn names_columns(&self) -> bool {
        self.table.member_column.is_some() && self.table.body_column.is_some()
    }

    /// The options that are given and ask of a table more than who is on what, and when.
    pub(crate) fn beyond_memberships(&self) -> Vec<&'static str> {
        let table = &self.table;
        let options = [
            ("--role", table.role_column.is_some()),
            ("--elected", table.elected_column.is_some()),
            ("--members", table.members_are.is_some()),
        ];
        options.into_iter().filter(|(_, is_given)| *is_given).map(|(option, _)| option).collect()
    }

    /// Refuses what `--from` says if it is no format and the data are no table either.
    pub(crate) fn check(&self, read_as: Option<InputFormat>) -> anyhow::Result<()> {
        let Some(FromWord::Column(called)) = &self.from else { return Ok(()) };
        if !matches!(read_as, Some(InputFormat::Table | InputFormat::Tables)) {
            bail!("`{called}` is no format that is read; there are {}. Only of a table it can be a column", formats());
        }
        if self.table.since_column.is_some() {
            bail!("--from and --since both name the column with start dates: leave out one");
        }
        Ok(())
    }

    /// What the reader of another format cannot know from the files.
    pub(crate) fn options(&self) -> Options {
        let ends = self.ends.map(|ends| match ends {
            EndDates::Included => Ends::Included,
            EndDates::Excluded => Ends::Excluded,
        });
        let TableColumns { member_column: member, body_column: body, until_column: until, role_column: role, .. } =
            self.table.clone();
        let since = match &self.from {
            Some(FromWord::Column(called)) => Some(called.clone()),
            _ => self.table.since_column.clone(),
        };
        let columns = Columns { member, body, since, until, role, elected: self.table.elected_column.clone() };
        let members = self.table.members_are.map(|members| match members {
            MembersAre::Persons => Members::Persons,
            MembersAre::Organisations => Members::Organisations,
        });
        Options { as_of: self.as_of.clone(), ends, columns, members }
    }
}

/// How to read data, for verbs where `--from` is a date.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reading {
    /// The format of the data, where file name and content do not tell it (docs/formats)
    #[arg(long, value_name = "FORMAT", value_parser = input_format, help_heading = HEADING)]
    input: Option<InputFormat>,

    #[command(flatten)]
    table: TableColumns,

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
        let from = self.input.map(FromWord::Format);
        Data { path: path.to_path_buf(), from, table: self.table.clone(), as_of: self.as_of.clone(), ends: self.ends }
    }
}

/// A format, or why it is none and which there are.
fn input_format(text: &str) -> Result<InputFormat, String> {
    text.parse::<InputFormat>().map_err(|error| format!("{error}; there are {}", formats()))
}

#[expect(clippy::unnecessary_wraps, reason = "a parser of clap returns a result")]
fn from_word(text: &str) -> Result<FromWord, String> {
    Ok(text.parse::<InputFormat>().map_or_else(|_| FromWord::Column(text.to_string()), FromWord::Format))
}

fn formats() -> String {
    InputFormat::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ")
}
