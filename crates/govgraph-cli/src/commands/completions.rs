//! `govgraph completions`: a script that completes the verbs and options in a shell.

use clap::{Args, CommandFactory as _};

use super::Cli;
use crate::exit::Outcome;

/// A script that completes the verbs and options in your shell
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Outcome {
        clap_complete::generate(self.shell, &mut Cli::command(), "govgraph", &mut std::io::stdout());
        Outcome::Answered
    }
}
