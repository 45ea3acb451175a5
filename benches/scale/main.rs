//! What the questions cost on generated structures of several sizes. README.md here says what is measured; `run` runs it.

#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

#[path = "../asked.rs"]
mod asked;
#[path = "../generated.rs"]
mod generated;

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use govgraph::{Dataset, GovGraph, Rejected};
use govgraph_io::export::export;
use govgraph_io::format::OutputFormat;

use asked::Question;

/// Structures of so many bodies; a million takes some minutes and up to 8 GiB, and has to be asked for.
const SIZES: [u32; 2] = [10_000, 100_000];

/// What one piece of work cost in a process of its own.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    /// The most that was in memory, with what was there before.
    bytes: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo bench` adds an argument of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["cost", question, size] => {
            let cost = cost(Question::named(question)?, size.parse()?)?;
            println!("{} {}", cost.seconds, cost.bytes);
            Ok(())
        }
        ["answer", question, size] => {
            let graph = built(generated::structure(size.parse()?))?;
            println!("{}", Question::named(question)?.answer(&graph)?);
            Ok(())
        }
        ["all", size] => all(size.parse()?),
        ["write", folder, size] => write(Path::new(folder), size.parse()?),
        sizes => {
            let sizes = sizes.iter().map(|size| size.parse::<u32>()).collect::<Result<Vec<_>, _>>()?;
            table(if sizes.is_empty() { &SIZES } else { &sizes })
        }
    }
}

fn built(dataset: Dataset) -> Result<GovGraph, Box<dyn Error>> {
    let refused =
        |rejected: Rejected| rejected.findings.first().map_or(String::new(), |finding| finding.message.clone());
    Ok(GovGraph::build(dataset).map_err(refused)?.graph)
}

/// Writes a structure as a folder of tables.
fn write(folder: &Path, size: u32) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    for file in export(OutputFormat::Tables, &generated::structure(size)).files {
        fs::write(folder.join(file.name.unwrap_or("data")), file.bytes)?;
    }
    Ok(())
}

/// Asks in this process.
fn cost(question: Question, size: u32) -> Result<Cost, Box<dyn Error>> {
    let dataset = generated::structure(size);
    if question == Question::Build {
        return measured(|| built(dataset).map(|_| ()));
    }
    let graph = built(dataset)?;
    measured(|| {
        question.ask(&graph);
        Ok(())
    })
}

/// Asks everything of one graph in this process: sooner done, and each question may find memory that others have given back.
fn all(size: u32) -> Result<(), Box<dyn Error>> {
    let dataset = generated::structure(size);
    let mut graph = None;
    let told = |question: Question, cost: Cost| {
        println!("{} {:.3} {:.0}", question.name(), cost.seconds, cost.bytes / f64::from(size));
    };
    let building = measured(|| {
        graph = Some(built(dataset)?);
        Ok(())
    })?;
    told(Question::Build, building);
    let graph = graph.ok_or("nothing was built")?;
    for question in Question::ALL.into_iter().filter(|question| *question != Question::Build) {
        let asking = measured(|| {
            question.ask(&graph);
            Ok(())
        })?;
        told(question, asking);
    }
    Ok(())
}

fn measured(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Cost, Box<dyn Error>> {
    // From here on the most that is in use is counted anew.
    fs::write("/proc/self/clear_refs", "5")?;
    let before = seconds()?;
    work()?;
    Ok(Cost { seconds: seconds()? - before, bytes: status("VmHWM:")? * 1024.0 })
}

/// Seconds on a processor so far, of a process with one thread.
fn seconds() -> Result<f64, Box<dyn Error>> {
    let nanoseconds = fs::read_to_string("/proc/self/schedstat")?;
    Ok(nanoseconds.split(' ').next().unwrap_or_default().parse::<f64>()? / 1e9)
}

fn status(field: &str) -> Result<f64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)).ok_or("there is no such field")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// Each question at each size in a process of its own, so that none has what another left.
fn table(sizes: &[u32]) -> Result<(), Box<dyn Error>> {
    println!("| | {} |", sizes.iter().map(|size| format!("{size}: s, bytes a body")).collect::<Vec<_>>().join(" | "));
    println!("|---|{}", "---|".repeat(sizes.len()));
    for question in Question::ALL {
        let mut cells = Vec::new();
        let mut before: Option<(u32, Cost)> = None;
        for size in sizes {
            let command =
                Command::new(env::current_exe()?).args(["cost", question.name(), &size.to_string()]).output()?;
            let text = String::from_utf8(command.stdout)?;
            let (seconds, bytes) =
                text.trim().split_once(' ').ok_or_else(|| String::from_utf8_lossy(&command.stderr).into_owned())?;
            let cost = Cost { seconds: seconds.parse()?, bytes: bytes.parse()? };
            let times =
                before.map(|(_, before)| format!(" (×{:.1})", cost.seconds / before.seconds)).unwrap_or_default();
            cells.push(format!("{:.3}{times}, {:.0}", cost.seconds, cost.bytes / f64::from(*size)));
            before = Some((*size, cost));
        }
        println!("| {} | {} |", question.name(), cells.join(" | "));
    }
    Ok(())
}
