//! How a run ends: 0 answered, 1 the records were refused or there are findings under `--fail-on`, 2 could not answer.

use std::io;
use std::process::ExitCode;

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Fully.
    Answered,
    /// `check` found errors in the records.
    Refused,
    /// `audit` found what `--fail-on` names.
    Exceeded,
    /// Everything there is to say about why not has been said.
    CouldNotAnswer,
}

/// The exit code of a run; tells on stderr what went wrong, if nobody has yet.
pub(crate) fn code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Answered) => ExitCode::SUCCESS,
        Ok(Outcome::Refused | Outcome::Exceeded) => ExitCode::from(1),
        Ok(Outcome::CouldNotAnswer) => ExitCode::from(2),
        // Whoever reads has seen enough: `govgraph … | head` is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            crate::output::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}
