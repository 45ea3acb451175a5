//! `govgraph convert`: the same data in another format.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;

use govgraph::{Dataset, Word as _};
use govgraph_io::export::export;
use govgraph_io::format::OutputFormat;
use govgraph_render::text::clean;

use super::{Data, ask, extension};
use crate::exit::Outcome;
use crate::output;

/// The same data in another format; tells what that cannot carry
#[derive(Args, Debug)]
pub(crate) struct Convert {
    #[command(flatten)]
    data: Data,

    /// The file to write, in the format of its extension; a format of several files makes a folder
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,

    /// The format to write, where the extension does not tell it (docs/formats)
    #[arg(long, value_name = "FORMAT", value_parser = output_format)]
    to: Option<OutputFormat>,
}

/// A format, or why it is none and which there are.
pub(super) fn output_format(text: &str) -> Result<OutputFormat, String> {
    let formats = || OutputFormat::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ");
    text.parse::<OutputFormat>().map_err(|error| format!("{error}; there are {}", formats()))
}

impl Convert {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let format = format_of(&self.output, self.to)?;
        ask(&self.data, |graph| deliver(&self.output, format, &graph.dataset()))
    }
}

/// The format that a file is to be in, by its extension unless it is named.
pub(super) fn format_of(output: &Path, named: Option<OutputFormat>) -> anyhow::Result<OutputFormat> {
    match named.or_else(|| OutputFormat::of_extension(&extension(output))) {
        Some(format) => Ok(format),
        None if ["svg", "png", "dot", "mmd", "html"].contains(&extension(output).as_str()) => {
            bail!("`{}` would be a picture, and those are made by `govgraph draw`", output.display())
        }
        None => bail!("`{}` does not tell a format: name it with --to", output.display()),
    }
}

/// Writes a dataset, and says on standard error what the format cannot carry.
pub(super) fn deliver(output: &Path, format: OutputFormat, dataset: &Dataset) -> anyhow::Result<Outcome> {
    let written = export(format, dataset);
    for file in &written.files {
        match file.name {
            None => output::write(output, &file.bytes)?,
            Some(name) => {
                let failed = || format!("cannot make the folder `{}`", output.display());
                std::fs::create_dir_all(output).with_context(failed)?;
                output::write(&output.join(name), &file.bytes)?;
            }
        }
    }
    let mut err = anstream::stderr().lock();
    writeln!(err, "written as {}: {}", format.name(), clean(&output.display().to_string()))?;
    for loss in &written.losses {
        writeln!(err, "  cannot carry: {} ({})", clean(&loss.what), loss.count)?;
    }
    Ok(Outcome::Answered)
}
