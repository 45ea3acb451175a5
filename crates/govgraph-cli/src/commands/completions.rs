//! `govgraph completions`: a script that completes the verbs and options in a shell.

use clap::Args;

use super::command;
use crate::exit::Outcome;
use crate::output;

/// A script that completes the verbs and options in your shell
#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        // Into memory first: the generator panics where it cannot write.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "govgraph", &mut script);
        output::print(&String::from_utf8_lossy(&script))?;
        Ok(Outcome::Answered)
    }
}
