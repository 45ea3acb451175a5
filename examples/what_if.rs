//! Tries out a plan: what do two questions answer without it and with it?
//!
//! `cargo run --example what_if -- data/london data/london/plans/lcrb-2010.yaml 2010-03`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program says what it finds")]

mod support;

use std::error::Error;
use std::fs;

use govgraph::questions::{overlap, representation};
use govgraph::{Date, Snapshot};
use govgraph_io::authored::{self, Text};

/// Who overlaps most, and on which bodies elected people sit, each in a line.
fn answers(snapshot: &Snapshot<'_>) -> Vec<String> {
    let pairs = overlap::find(snapshot, &overlap::Params { top: Some(3), ..Default::default() });
    let pairs = pairs.rows.iter().map(|row| {
        let certain = if row.certain > 0 { format!(", {} of them certainly", row.certain) } else { String::new() };
        format!("{} and {} share {}{certain}", row.a.body.id, row.b.body.id, row.shared.len())
    });
    let elected = representation::find(snapshot, &representation::Params::default());
    let elected =
        elected.rows.iter().filter(|row| row.body.standing.is_some_and(|standing| standing.exists().is_possible()));
    let elected = elected.map(|row| {
        let (least, verdict) = (row.elected.words(), row.verdict());
        format!("{}: {least} elected by its seats, so {verdict:?}", row.body.id)
    });
    pairs.chain(elected).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "data/london".to_string());
    let file = arguments.next().unwrap_or_else(|| "data/london/plans/lcrb-2010.yaml".to_string());
    let at: Option<Date> = arguments.next().map(|date| date.parse()).transpose()?;
    let graph = support::graph(&folder)?;

    let bytes = fs::read(&file)?;
    let read = authored::read_plan(Text { name: &file, bytes: &bytes }, graph.files());
    for finding in &read.findings {
        eprintln!("{}", finding.line(&read.files));
    }
    let plan = read.plan.ok_or("the file holds no plan")?;
    let with = graph.carry_out(&plan, at.as_ref())?;

    let before = answers(&graph.at(with.at.clone()));
    let after = answers(&with.graph.at(with.at.clone()));
    println!("{}", plan.title);
    for gone in before.iter().filter(|line| !after.contains(line)) {
        println!("- {gone}");
    }
    for new in after.iter().filter(|line| !before.contains(line)) {
        println!("+ {new}");
    }
    // And back: the patch that undoes it leaves the records as they were.
    let back = with.patch.inverse().apply(with.patch.apply(graph.dataset())?)?;
    assert_eq!(back, graph.dataset());
    Ok(())
}
