//! Do the seats add up, and are their holders there to fill them?

mod counts;
mod holders;
mod posts;
mod repeated;

use govgraph_model::Finding;

use crate::graph::GovGraph;

/// Cost: linear in the seats and what they cite; for one holder on one body, in the square of its seats there.
pub(super) fn check(graph: &GovGraph, findings: &mut Vec<Finding>) {
    for body in graph.bodies() {
        for seat in body.seats_and_items() {
            counts::counts(seat, findings);
            holders::lifetimes(graph, seat, findings);
            holders::ex_officio(graph, seat, findings);
        }
        counts::board_count(graph, body, findings);
        repeated::repeated_seats(graph, body, findings);
    }
    posts::similar_posts(graph, findings);
}
