//! `govgraph`: questions about governance structures, answered with evidence.

mod commands;
mod diagnostics;
mod exit;
mod imported;
mod input;
mod interrupt;
mod output;
mod pages;
mod progress;

use std::process::ExitCode;

use clap::FromArgMatches as _;

fn main() -> ExitCode {
    // Usage errors end here, with code 2.
    let matches = commands::command().get_matches();
    let cli = commands::Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    exit::code(commands::run(cli))
}
