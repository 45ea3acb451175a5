//! How far a long run is: one line on standard error, if that is a terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::output::grouped;

/// Who waits less than this sees no line.
const FIRST: Duration = Duration::from_millis(400);

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);

/// Back to the start of the line, which is then empty.
const WIPE: &str = "\r\x1b[2K";

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Bytes,
    #[cfg(feature = "parquet")]
    Rows,
    Bodies,
}

/// One step of a run.
#[derive(Clone, Debug)]
struct Phase {
    what: &'static str,
    unit: Unit,
    /// How much there is to do, if that is known.
    all: Option<u64>,
    began: Instant,
}

#[derive(Debug)]
struct State {
    phase: Mutex<Option<Phase>>,
    done: AtomicU64,
    is_over: Mutex<bool>,
    over: Condvar,
}

/// Shows how far a run is, from another thread; the line goes with it.
#[derive(Debug)]
pub(crate) struct Progress {
    state: Arc<State>,
    drawer: Option<JoinHandle<()>>,
}

impl Progress {
    /// Shows nothing if standard error is no terminal.
    pub(crate) fn new() -> Self {
        let (phase, is_over) = (Mutex::new(None), Mutex::new(false));
        let state = Arc::new(State { phase, done: AtomicU64::new(0), is_over, over: Condvar::new() });
        let drawer = io::stderr().is_terminal().then(|| {
            let state = Arc::clone(&state);
            std::thread::spawn(move || draw(&state))
        });
        Progress { state, drawer }
    }

    /// Begins a step of a run.
    pub(crate) fn phase(&self, what: &'static str, unit: Unit, all: Option<u64>) {
        let mut phase = self.state.phase.lock().unwrap_or_else(PoisonError::into_inner);
        self.state.done.store(0, Ordering::Relaxed);
        *phase = Some(Phase { what, unit, all, began: Instant::now() });
    }

    /// So much of the step is done.
    pub(crate) fn done(&self, done: u64) {
        self.state.done.store(done, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        *self.state.is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.state.over.notify_all();
        if let Some(drawer) = self.drawer.take() {
            // A line that could not be drawn is no reason to fail.
            let _ = drawer.join();
        }
    }
}

fn draw(state: &State) {
    let mut wait = FIRST;
    let mut has_drawn = false;
    let mut is_over = state.is_over.lock().unwrap_or_else(PoisonError::into_inner);
    while !*is_over {
        is_over = state.over.wait_timeout(is_over, wait).unwrap_or_else(PoisonError::into_inner).0;
        wait = EVERY;
        let phase = state.phase.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let (false, Some(phase)) = (*is_over, phase) {
            has_drawn = true;
            let line = line(&phase, state.done.load(Ordering::Relaxed), phase.began.elapsed());
            // Nowhere is left to complain.
            let _ = write!(io::stderr(), "{WIPE}{line}");
        }
    }
    if has_drawn {
        wipe();
    }
}

/// Leaves no line behind on a terminal.
pub(crate) fn wipe() {
    let mut err = io::stderr();
    if err.is_terminal() {
        let _ = write!(err, "{WIPE}");
    }
}

/// `reading  43%  61 of 142 MiB  310 MiB/s  1 s left`
fn line(phase: &Phase, done: u64, elapsed: Duration) -> String {
    let amount = |count: u64| match phase.unit {
        Unit::Bytes => format!("{} MiB", grouped(count >> 20)),
        #[cfg(feature = "parquet")]
        Unit::Rows => format!("{} rows", grouped(count)),
        Unit::Bodies => format!("{} bodies", grouped(count)),
    };
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = done.saturating_mul(1000) / millis;
    let mut parts = vec![phase.what.to_string()];
    match phase.all.filter(|all| *all > 0) {
        Some(all) => {
            let done = done.min(all);
            parts.push(format!("{}%", done.saturating_mul(100) / all));
            parts.push(format!("{} of {}", amount(done), amount(all)));
            parts.push(format!("{}/s", amount(rate)));
            parts.extend((all - done).checked_div(rate).map(left));
        }
        None if done > 0 => parts.extend([amount(done), format!("{}/s", amount(rate))]),
        // A step that does not tell how far it is.
        None => {}
    }
    parts.join("  ")
}

fn left(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds} s left"),
        120..7200 => format!("{} min left", seconds / 60),
        _ => format!("{} h left", seconds / 3600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_done_how_fast_and_how_long_it_will_take() {
        let bytes = Phase { what: "reading", unit: Unit::Bytes, all: Some(142 << 20), began: Instant::now() };
        assert_eq!(line(&bytes, 0, Duration::ZERO), "reading  0%  0 MiB of 142 MiB  0 MiB/s");
        let half = line(&bytes, 71 << 20, Duration::from_millis(500));
        assert_eq!(half, "reading  50%  71 MiB of 142 MiB  142 MiB/s  0 s left");
        let unknown = Phase { all: None, ..bytes };
        assert_eq!(line(&unknown, 0, Duration::from_secs(1)), "reading");
        assert_eq!(line(&unknown, 3 << 20, Duration::from_secs(1)), "reading  3 MiB  3 MiB/s");
        let bodies = Phase { what: "comparing", unit: Unit::Bodies, all: Some(1_000_000), began: Instant::now() };
        let slow = line(&bodies, 10_000, Duration::from_secs(10));
        assert_eq!(slow, "comparing  1%  10,000 bodies of 1,000,000 bodies  1,000 bodies/s  16 min left");
    }

    #[test]
    fn what_is_no_terminal_is_told_nothing() {
        let progress = Progress::new();
        assert!(io::stderr().is_terminal() || progress.drawer.is_none());
    }
}
