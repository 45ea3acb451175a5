//! `govgraph`: questions about governance structures, answered with evidence.

mod commands;
mod diagnostics;
mod exit;
mod imported;
mod input;
mod output;
mod pages;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    // Usage errors end here, with code 2.
    let cli = commands::Cli::parse();
    exit::code(commands::run(cli))
}
