//! Block after block from bytes to numbers, on one thread or several.
//!
//! Every thread does whatever is next: fills in the numbers of a column for the next block in the order of the table, or
//! reads a block and parses it. Columns are filled in by one thread at a time and in order, so the numbers of ids do not
//! depend on how many threads there are. One thread does the same, one block after the other.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::blocks::{Block, Blocks};
use super::column::Column;
use super::intern::Keys;
use super::periods::Periods;
use super::report::Tally;
use super::rows::{Of, Parsed, Plan, parse};

/// Steps that a block goes through after it was parsed: bodies, members, periods, and what is left of it.
const STEPS: usize = 4;

/// What is collected of all blocks.
pub(super) struct Collected {
    pub(super) pairs: Vec<Vec<(u32, u32)>>,
    pub(super) periods: Vec<Vec<u32>>,
    pub(super) tally: Tally,
    line_ends: u64,
}

impl Collected {
    pub(super) fn new(line_ends: u64) -> Collected {
        Collected { pairs: Vec::new(), periods: Vec::new(), tally: Tally::default(), line_ends }
    }

    pub(super) fn take(&mut self, parsed: Parsed) {
        for (kind, count) in super::BadKind::ALL.into_iter().zip(parsed.bad_counts) {
            self.tally.add(kind, count);
        }
        for bad in parsed.bad {
            self.tally.show(bad.kind, self.line_ends + 1 + bad.line, || bad.text);
        }
        self.line_ends += parsed.line_ends;
        // One list of pairs for each block, empty or not, so that columns can count on it.
        let mut pairs = parsed.pairs;
        if pairs.capacity() > pairs.len() + pairs.len() / 16 {
            pairs.shrink_to_fit();
        }
        self.pairs.push(pairs);
        self.periods.push(parsed.periods);
    }
}

/// Everything that is filled in, block after block.
pub(super) struct Filled {
    pub(super) bodies: Column,
    pub(super) members: Column,
    pub(super) periods: Option<Periods>,
    pub(super) collected: Collected,
}

/// What the threads share.
struct Work<'p, R> {
    plan: &'p Plan,
    input: Mutex<(Blocks<R>, Option<Block>)>,
    bodies: Mutex<Column>,
    members: Mutex<Column>,
    periods: Mutex<Option<Periods>>,
    collected: Mutex<Collected>,
    are_texts: [AtomicBool; 2],
    queue: Mutex<Queue>,
    changed: Condvar,
    /// So many blocks may be between reading and the last step.
    most: usize,
}

#[derive(Default)]
struct Queue {
    is_reading: bool,
    at_end: bool,
    /// How many blocks were read, and how many went through the last step.
    read: usize,
    done: usize,
    /// The blocks that wait for a step, by their numbers.
    waiting: [BTreeMap<usize, Parsed>; STEPS],
    /// The block whose turn it is at each step, unless it is at it.
    next: [usize; STEPS],
    at_work: [bool; STEPS],
    /// Memory of blocks that were parsed.
    spare: Vec<Vec<u8>>,
    spare_keys: Vec<Keys>,
    failed: Option<io::Error>,
    /// A thread ended before its work did.
    is_broken: bool,
}

enum Task {
    Step(usize, Box<Parsed>),
    Read(Vec<u8>, Vec<Keys>),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads all blocks, the first of which was read already.
pub(super) fn read<R: Read + Send>(
    blocks: Blocks<R>,
    first: Block,
    plan: &Plan,
    filled: Filled,
    threads: NonZeroUsize,
) -> io::Result<Filled> {
    let work = Work {
        plan,
        input: Mutex::new((blocks, Some(first))),
        bodies: Mutex::new(filled.bodies),
        members: Mutex::new(filled.members),
        periods: Mutex::new(filled.periods),
        collected: Mutex::new(filled.collected),
        are_texts: [AtomicBool::new(false), AtomicBool::new(false)],
        queue: Mutex::default(),
        changed: Condvar::new(),
        most: if threads.get() == 1 { 1 } else { threads.get().saturating_mul(2) },
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.get() {
            scope.spawn(|| work.go_on());
        }
        work.go_on();
    });
    let queue = work.queue.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = queue.failed {
        return Err(error);
    }
    Ok(Filled {
        bodies: work.bodies.into_inner().unwrap_or_else(PoisonError::into_inner),
        members: work.members.into_inner().unwrap_or_else(PoisonError::into_inner),
        periods: work.periods.into_inner().unwrap_or_else(PoisonError::into_inner),
        collected: work.collected.into_inner().unwrap_or_else(PoisonError::into_inner),
    })
}

impl<R: Read + Send> Work<'_, R> {
    fn go_on(&self) {
        // Who waits for this thread is told if it ends in a panic.
        let told = Told(self);
        while let Some(task) = self.next() {
            match task {
                Task::Read(memory, keys) => self.read(memory, keys),
                Task::Step(step, parsed) => self.step(step, *parsed),
            }
        }
        std::mem::forget(told);
    }

    /// What is to be done now; `None` if everything is done.
    fn next(&self) -> Option<Task> {
        let mut queue = lock(&self.queue);
        loop {
            if queue.failed.is_some() || queue.is_broken || (queue.at_end && queue.done == queue.read) {
                return None;
            }
            // What is furthest goes first, so that few blocks are on their way.
            for step in (0..STEPS).rev() {
                let next = queue.next[step];
                if !queue.at_work[step]
                    && let Some(parsed) = queue.waiting[step].remove(&next)
                {
                    queue.at_work[step] = true;
                    return Some(Task::Step(step, Box::new(parsed)));
                }
            }
            if !queue.is_reading && !queue.at_end && queue.read - queue.done < self.most {
                queue.is_reading = true;
                let keys = queue.spare_keys.len().saturating_sub(Of::COUNT);
                return Some(Task::Read(queue.spare.pop().unwrap_or_default(), queue.spare_keys.split_off(keys)));
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn read(&self, memory: Vec<u8>, keys: Vec<Keys>) {
        let read = {
            let (blocks, first) = &mut *lock(&self.input);
            first.take().map_or_else(|| blocks.next(memory), |first| Ok(Some(first)))
        };
        let number = {
            let mut queue = lock(&self.queue);
            queue.is_reading = false;
            let number = queue.read;
            match &read {
                Ok(Some(_)) => queue.read += 1,
                Ok(None) => queue.at_end = true,
                Err(_) => {}
            }
            number
        };
        self.changed.notify_all();
        match read {
            Ok(None) => {}
            Ok(Some(block)) => {
                let are_texts = [0, 1].map(|of: usize| self.are_texts[of].load(Ordering::Relaxed));
                let parsed = parse(&block, self.plan, are_texts, keys);
                for of in [Of::Body, Of::Member] {
                    if parsed.keys[of as usize].is_some() {
                        self.are_texts[of as usize].store(true, Ordering::Relaxed);
                    }
                }
                let mut queue = lock(&self.queue);
                queue.waiting[0].insert(number, parsed);
                queue.spare.push(block.bytes);
                drop(queue);
                self.changed.notify_all();
            }
            Err(error) => {
                lock(&self.queue).failed = Some(error);
                self.changed.notify_all();
            }
        }
    }

    fn step(&self, step: usize, mut parsed: Parsed) {
        let mut spare = Vec::new();
        let parsed = match step {
            0 => {
                lock(&self.bodies).take(&mut parsed);
                Some(parsed)
            }
            1 => {
                lock(&self.members).take(&mut parsed);
                Some(parsed)
            }
            2 => {
                if let Some(periods) = &mut *lock(&self.periods) {
                    periods.take(&mut parsed);
                }
                Some(parsed)
            }
            _ => {
                spare = std::mem::take(&mut parsed.spare);
                lock(&self.collected).take(parsed);
                None
            }
        };
        let mut queue = lock(&self.queue);
        queue.at_work[step] = false;
        let number = queue.next[step];
        queue.next[step] += 1;
        match parsed {
            Some(parsed) => {
                queue.waiting[step + 1].insert(number, parsed);
            }
            None => {
                queue.done += 1;
                queue.spare_keys.append(&mut spare);
            }
        }
        drop(queue);
        self.changed.notify_all();
    }
}

/// Tells the others if a thread ends before its work does.
struct Told<'w, 'p, R>(&'w Work<'p, R>);

impl<R> Drop for Told<'_, '_, R> {
    fn drop(&mut self) {
        lock(&self.0.queue).is_broken = true;
        self.0.changed.notify_all();
    }
}
