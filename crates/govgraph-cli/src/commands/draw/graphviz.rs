//! Graphviz's `dot` as a program of its own, which answers within a time or is stopped.

use std::io::{self, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::output;

/// A chart of some thousand bodies takes `dot` half a minute.
const PATIENCE: Duration = Duration::from_secs(180);
/// How often is looked whether it has finished.
const LOOK: Duration = Duration::from_millis(5);

/// What `dot -Tjson0` makes of a graph.
pub(super) fn positions(graph: &str) -> anyhow::Result<String> {
    run(Command::new("dot").arg("-Tjson0"), graph, PATIENCE)
}

fn run(command: &mut Command, input: &str, patience: Duration) -> anyhow::Result<String> {
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match spawned {
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!(
            "--layout dot needs Graphviz, and its program `dot` was not found: install Graphviz (https://graphviz.org/download), \
             or leave --layout out"
        ),
        spawned => spawned.context("cannot start Graphviz's `dot`")?,
    };
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // All three at once: a program that waits to be read from reads no further.
    let (status, written, answer, complaints) = thread::scope(|scope| {
        let writing = scope.spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes())));
        let answer = scope.spawn(|| all(stdout));
        let complaints = scope.spawn(|| all(stderr));
        let status = wait(&mut child, patience);
        (status, writing.join(), answer.join(), complaints.join())
    });
    let complaints = complaints.ok().and_then(Result::ok).unwrap_or_default();
    let complaints = String::from_utf8_lossy(&complaints);
    let Some(status) = status.context("cannot wait for Graphviz's `dot`")? else {
        bail!(
            "Graphviz's `dot` was stopped after {} seconds: draw a smaller part (--around, --area), fold more (--fold 2), or leave \
             --layout out",
            patience.as_secs()
        );
    };
    if !status.success() {
        bail!("Graphviz's `dot` failed ({status}): {}", complaints.trim());
    }
    // What it had no time to read does not matter if it is content.
    let read_all = written.is_ok_and(|written| written.is_ok());
    let (true, Ok(Ok(answer))) = (read_all, answer) else {
        bail!("Graphviz's `dot` ended before it had read the chart")
    };
    for line in complaints.lines().filter(|line| !line.trim().is_empty()) {
        output::note(&format!("Graphviz: {line}"));
    }
    String::from_utf8(answer).context("Graphviz's `dot` did not answer in UTF-8")
}

fn all(stream: Option<impl Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.map_or(Ok(0), |mut stream| stream.read_to_end(&mut bytes))?;
    Ok(bytes)
}

/// How it ended; nothing if it had to be stopped.
fn wait(child: &mut Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() >= patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(LOOK);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, input: &str) -> anyhow::Result<String> {
        run(Command::new("sh").args(["-c", script]), input, Duration::from_millis(400))
    }

    #[test]
    fn what_a_program_answers_is_read_however_long_it_is() {
        let long = "graph ".repeat(100_000);
        assert_eq!(shell("cat", &long).unwrap(), long);
    }

    #[test]
    fn a_program_that_fails_is_quoted_and_one_that_takes_too_long_is_stopped() {
        let told = |script: &str| shell(script, "digraph {}").unwrap_err().to_string();
        assert!(told("cat > /dev/null; echo syntax error >&2; exit 3").ends_with("(exit status: 3): syntax error"));
        assert!(told("cat > /dev/null; exec sleep 20").starts_with("Graphviz's `dot` was stopped after 0 seconds"));
    }

    #[test]
    fn a_missing_program_is_named_with_what_to_do() {
        let error = run(&mut Command::new("no-such-program-as-this"), "", PATIENCE).unwrap_err().to_string();
        assert!(error.contains("install Graphviz"), "{error}");
    }
}
