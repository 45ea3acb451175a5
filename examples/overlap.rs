//! Embeds govgraph in a program: reads a dataset, builds the graph, and asks who overlaps at a date.
//!
//! `cargo run --example overlap -- data/london 2010-03`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program says what it finds")]

use std::error::Error;
use std::fs;

use govgraph::questions::overlap::{self, Params};
use govgraph::{Date, GovGraph};
use govgraph_io::authored::{self, Layout, Text};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "data/london".to_string());
    let date: Date = arguments.next().unwrap_or_else(|| "2010-03".to_string()).parse()?;

    // The library reads no files: names and bytes come from here.
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.is_file() && authored::is_dataset_file(&path.to_string_lossy()) {
            files.push((path.display().to_string(), fs::read(&path)?));
        }
    }
    files.sort();
    let read = authored::read(files.iter().map(|(name, bytes)| Text { name, bytes }), Layout::Folder);
    for finding in &read.findings {
        eprintln!("{}", finding.line(&read.dataset.files));
    }

    let built = GovGraph::build(read.dataset)?;
    let report = overlap::find(&built.graph.at(date), &Params { least: 2, ..Params::default() });
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
