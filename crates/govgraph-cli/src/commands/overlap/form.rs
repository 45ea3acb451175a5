//! In which form pairs are told: as every question is answered, and as rows that need not fit into memory.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::commands::extension;

/// In which form to answer.
#[derive(Args, Debug)]
pub(super) struct OverlapForm {
    /// The form of the answer; a file is written in the form of its extension
    #[arg(long, value_enum, value_name = "FORM")]
    format: Option<OverlapFormat>,

    /// Write the answer to a file (.txt, .json, .jsonl, .csv, .md, .parquet) instead of printing it
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,

    /// Of a table, in CSV, JSON Lines and Parquet: only these columns, in this order (body_a,body_b,shared)
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(super) columns: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OverlapFormat {
    /// For people: a table that fits the terminal
    Table,
    /// For programs: everything, with sources
    Json,
    /// For programs: a pair a line, however many there are
    Jsonl,
    /// For spreadsheets
    Csv,
    /// For documents
    Markdown,
    /// For data frames: a pair a row, however many there are
    Parquet,
}

impl OverlapForm {
    /// The form that is asked for, by its name or by the extension of the file.
    pub(super) fn format(&self) -> anyhow::Result<OverlapFormat> {
        let format = match (self.format, &self.output) {
            (Some(format), _) => format,
            (None, None) => OverlapFormat::Table,
            (None, Some(path)) => match extension(path).as_str() {
                "txt" => OverlapFormat::Table,
                "json" => OverlapFormat::Json,
                "jsonl" | "ndjson" => OverlapFormat::Jsonl,
                "csv" => OverlapFormat::Csv,
                "md" => OverlapFormat::Markdown,
                "parquet" => OverlapFormat::Parquet,
                _ => bail!(
                    "`{}` is not a .txt, .json, .jsonl, .csv, .md or .parquet file: name the form with --format",
                    path.display()
                ),
            },
        };
        if format == OverlapFormat::Parquet {
            if cfg!(not(feature = "parquet")) {
                bail!("Parquet is written by a govgraph that is built with it: cargo build --features parquet");
            }
            if self.output.is_none() {
                bail!("Parquet is no text to print: name a file, as in -o pairs.parquet");
            }
        }
        Ok(format)
    }
}
