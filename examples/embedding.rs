//! Embeds govgraph in a program: reads a dataset, builds the graph, selects a part of it, and asks a question about it.
//!
//! `cargo run --example embedding -- data/london 2010-03`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program says what it finds")]

mod support;

use std::error::Error;

use govgraph::questions::overlap::{self, Params};
use govgraph::{Date, Direction, Level, RelationKind};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "data/london".to_string());
    let date: Date = arguments.next().unwrap_or_else(|| "2010-03".to_string()).parse()?;
    let graph = support::graph(&folder)?;
    let snapshot = graph.at(date);

    // A selection: bodies of the region, and what they sponsor, whatever its level.
    let regional = snapshot.body_set().intersection(&graph.select_where(|body| body.level() == Some(Level::Regional)));
    let sponsored = regional.along(&snapshot, Direction::Forward, |kind| kind == RelationKind::Sponsors);
    println!("{} bodies of the region, {} with those they sponsor", regional.len(), sponsored.len());

    // A question: a report that owns its data and carries its evidence.
    let report = overlap::find(&snapshot, &Params { least: 2, ..Params::default() });
    for row in &report.rows {
        println!("{} and {} share {}:", row.a.body.name, row.b.body.name, row.shared.len());
        for shared in &row.shared {
            let sources = shared.on_a.iter().chain(&shared.on_b).flat_map(|tie| &tie.evidence);
            let mut sources: Vec<&str> = sources.map(|evidence| evidence.source.as_str()).collect();
            sources.dedup();
            println!("  {} ({}; {})", shared.member.name, shared.cover, sources.join(", "));
        }
    }
    Ok(())
}
