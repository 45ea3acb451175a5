//! Asks a question that govgraph does not have: who holds the structure together? That is, between which bodies is one
//! organisation the only known link?
//!
//! The shape is that of the library's own questions: a report that owns its data, is sorted and carries its evidence, and
//! a function that cannot fail.
//!
//! `cargo run --example own_question -- data/london 2010-03`

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program says what it finds")]

mod support;

use std::collections::BTreeMap;
use std::error::Error;

use govgraph::{BodyView, Cover, Date, Evidence, SeatView, Snapshot};

/// Two bodies that one organisation alone links.
struct Link {
    bodies: (String, String),
    /// Whether it certainly sits on both at the date.
    cover: Cover,
    /// Whether no seat of either body is open, so that there is certainly no other link.
    certainly_alone: bool,
    /// What its seats rest on.
    evidence: Vec<Evidence>,
}

/// The links by organisation, those of one by body.
///
/// Cost: the square of the number of bodies with seats, times their seats; `govgraph::incidence` does it faster.
fn only_links(snapshot: &Snapshot<'_>) -> BTreeMap<String, Vec<Link>> {
    let mut links: BTreeMap<String, Vec<Link>> = BTreeMap::new();
    let seats = snapshot.bodies().map(|body| (body, members(snapshot, body)));
    let seats: Vec<(BodyView<'_>, Vec<SeatView<'_>>)> = seats.filter(|(_, seats)| !seats.is_empty()).collect();
    for (at, (a, on_a)) in seats.iter().enumerate() {
        for (b, on_b) in &seats[at + 1..] {
            let mut shared: BTreeMap<&str, (&SeatView<'_>, &SeatView<'_>)> = BTreeMap::new();
            for here in on_a {
                let there = on_b.iter().find(|there| there.organisation() == here.organisation());
                if let (Some(organisation), Some(there)) = (here.organisation(), there) {
                    shared.entry(organisation.name()).or_insert((here, there));
                }
            }
            if shared.len() != 1 {
                continue;
            }
            let certainly_alone = on_a.iter().chain(on_b).all(|seat| seat.organisation().is_some());
            for (organisation, (here, there)) in shared {
                links.entry(organisation.to_string()).or_default().push(Link {
                    bodies: (a.name().to_string(), b.name().to_string()),
                    cover: snapshot.covers(&here.extent()).min(snapshot.covers(&there.extent())),
                    certainly_alone,
                    evidence: [here.evidence(), there.evidence()].concat(),
                });
            }
        }
    }
    links
}

/// The seats of its members, as far as they can be there at the date.
fn members<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Vec<SeatView<'g>> {
    let sits = |seat: &SeatView<'g>| seat.is_core() && snapshot.covers(&seat.extent()).is_possible();
    body.finest_seats().filter(sits).collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "data/london".to_string());
    let date: Date = arguments.next().unwrap_or_else(|| "2010-03".to_string()).parse()?;
    let graph = support::graph(&folder)?;
    for (organisation, links) in only_links(&graph.at(date)) {
        println!("{organisation} is the only known link between");
        for link in links {
            let others = if link.certainly_alone { "" } else { "; of some seats the holder is not known" };
            println!("  {} and {} ({}{others})", link.bodies.0, link.bodies.1, link.cover);
            for evidence in &link.evidence {
                println!("    {} {}", evidence.source, evidence.locator.as_deref().unwrap_or(""));
            }
        }
    }
    Ok(())
}
