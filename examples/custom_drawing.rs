//! Draws a picture of one's own: a body and what is below it, with how many of their members must be elected and who chairs.
//!
//! A figure says what is shown, not where; the layout, the SVG and the DOT are the library's. Its style gives kinds other
//! colours, cards carry pills in colours of one's own, the body that was asked for has a ring, and the legend follows.
//! The figure that `project::chart::figure` makes of a snapshot can be changed in the same way before it is drawn.
//!
//! `cargo run --example custom_drawing -- data/london hackney-csp 2022-10-27 > hackney.svg`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program says what it finds")]

mod support;

use std::collections::HashMap;
use std::error::Error;

use govgraph::questions::representation::{self, Verdict, range_words};
use govgraph::{Date, Relation};
use govgraph_render::figure::{Card, Colour, Edge, EdgeKind, Figure, Row, Style, Tone};
use govgraph_render::svg;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "data/london".to_string());
    let called = arguments.next().unwrap_or_else(|| "hackney-csp".to_string());
    let date: Date = arguments.next().unwrap_or_else(|| "2022-10-27".to_string()).parse()?;
    let graph = support::graph(&folder)?;
    let snapshot = graph.at(date);
    let top = graph.find(&called)?;
    let bodies = graph.set_of([top]).down(&snapshot);

    let mut figure = Figure::new(format!("Who is elected around {}?", top.name()));
    // A colour that can hardly be seen is refused; what stands on a ground of one's own is black or white, as it can be read.
    let style = Style::default().kind("partnership", "#7c2d12".parse()?)?.kind("board", "#0b5563".parse()?)?;
    figure.style = style.emphasis("the body that was asked for");
    let alarming: Colour = "#fcd34d".parse()?;
    let params = representation::Params { bodies: Some(bodies.iter().collect()), ..Default::default() };
    let mut cards = HashMap::new();
    for row in &representation::find(&snapshot, &params).rows {
        let mut card = Card::new(&row.body.id, &row.body.name, row.body.kind.to_string());
        card = match row.verdict() {
            Verdict::Some => card.pill(Tone::Elected, format!("{} elected", range_words(row.elected, row.places))),
            Verdict::None => card.pill(Tone::Own(alarming), "nobody elected"),
            Verdict::Open => card.pill(Tone::Own(alarming), "not known"),
        };
        if row.body.id == top.id().as_str() {
            card = card.emphasised();
        }
        for chair in &row.chairs {
            card = card.row(Row::new(&chair.holder).role("chair"));
        }
        cards.insert(row.body.id.clone(), figure.add_card(card));
    }
    let contains = |relation: &&Relation| relation.kind.is_containment() && snapshot.holds(relation).is_possible();
    for relation in graph.relations().iter().filter(contains) {
        let ends = [&relation.from, &relation.to].map(|id| cards.get(id.as_str()));
        if let [Some(below), Some(above)] = ends {
            figure.add_edge(Edge::new(*above, *below, EdgeKind::SubBoard));
        }
    }
    println!("{}", svg::svg(&figure));
    Ok(())
}
