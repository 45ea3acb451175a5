//! Our layout and Graphviz's `dot` on the same charts: how long each takes, and how often its lines cross. README.md here
//! says what is measured; `run` runs it.

#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

#[expect(dead_code, reason = "the tests make other figures with it as well")]
#[path = "../../crates/govgraph-render/tests/render/generated.rs"]
mod generated;
mod lines;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::{env, fs};

use govgraph_render::dot::positions;
use govgraph_render::figure::Figure;
use govgraph_render::layout::{Layout, Point, layout};
use govgraph_render::svg::svg_of;

use lines::Counted;

/// Charts of so many bodies, and so many of each: a single small one says little.
const SIZES: [(usize, u64); 3] = [(100, 20), (1000, 5), (5000, 1)];

/// What one engine made of the charts of a size, all together.
#[derive(Default)]
struct Measured {
    seconds: f64,
    crossings: usize,
    behind_cards: usize,
}

impl Measured {
    fn add(&mut self, seconds: f64, counted: &Counted) {
        self.seconds += seconds;
        self.crossings += counted.crossings;
        self.behind_cards += counted.behind_cards;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // `cargo bench` adds an argument of its own.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = arguments.iter().find_map(|argument| argument.strip_prefix("--svg=")).map(PathBuf::from);
    let mut sizes: Vec<(usize, u64)> =
        arguments.iter().filter_map(|argument| argument.parse().ok()).map(|size| (size, 1)).collect();
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    println!(
        "| bodies | charts | lines | CPU seconds: ours | dot | ours/dot | crossings: ours | dot | ours/dot | behind cards: ours | dot |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for (size, charts) in sizes {
        let (mut ours, mut dot, mut lines) = (Measured::default(), Measured::default(), 0);
        for seed in 0..charts {
            let figure = generated::hierarchy(7 + seed, size);
            lines += figure.edges.len();
            let found = by_us(&figure, &mut ours);
            let answer = by_dot(&figure, &mut dot)?;
            if let Some(folder) = folder.as_ref().filter(|_| seed == 0) {
                fs::write(folder.join(format!("ours-{size}.svg")), svg_of(&figure, &found))?;
                let placed = positions::layout(&figure, &answer)?;
                fs::write(folder.join(format!("dot-{size}.svg")), svg_of(&figure, &placed))?;
            }
        }
        println!(
            "| {size} | {charts} | {lines} | {:.2} | {:.2} | {:.2} | {} | {} | {:.2} | {} | {} |",
            ours.seconds,
            dot.seconds,
            ours.seconds / dot.seconds,
            ours.crossings,
            dot.crossings,
            ours.crossings as f64 / dot.crossings.max(1) as f64,
            ours.behind_cards,
            dot.behind_cards,
        );
    }
    Ok(())
}

/// Placing and routing; writing is left out of both.
fn by_us(figure: &Figure, measured: &mut Measured) -> Layout {
    let before = own_seconds();
    let found = layout(figure);
    let seconds = own_seconds() - before;
    let points = found.edges.iter().map(|line| line.as_ref().map_or(Vec::new(), |line| line.points.clone()));
    let lines: Vec<Vec<Point>> = points.collect();
    measured.add(seconds, &lines::count(figure, &lines, &found.cards));
    found
}

/// All of `dot -Tjson0`: reading and writing take it little beside placing.
fn by_dot(figure: &Figure, measured: &mut Measured) -> Result<String, Box<dyn std::error::Error>> {
    let question = positions::question(figure);
    let before = waited_for_seconds();
    let mut child = Command::new("dot").arg("-Tjson0").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().ok_or("dot takes no input")?;
    let writer = std::thread::spawn(move || input.write_all(question.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().map_err(|_| "could not write to dot")??;
    let seconds = waited_for_seconds() - before;
    let answer = String::from_utf8(output.stdout)?;
    let lines = positions::own_lines(figure, &answer)?;
    let cards = positions::cards(figure, &answer)?;
    measured.add(seconds, &lines::count(figure, &lines, &cards));
    Ok(answer)
}

/// CPU seconds of this thread, or 0 where there is no Linux to tell.
fn own_seconds() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// CPU seconds of the programs that were waited for, in hundredths.
fn waited_for_seconds() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in parentheses may hold spaces; behind it the 14th and 15th are those of children.
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields
        .get(13..15)
        .map_or(0.0, |times| times.iter().filter_map(|time| time.parse::<f64>().ok()).sum::<f64>() / 100.0)
}
