//! More room around the cards whose lines have words that found none.

use super::Layout;
use super::geometry::Rect;
use super::place::{self, Placement};
use super::route::label_width;
use crate::figure::Figure;

/// What a card keeps free around itself beyond the usual gaps, px.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Room {
    left: f64,
    right: f64,
    above: f64,
    below: f64,
}

/// How much is added at a time, px: a label's height with some air.
const STEP: f64 = 20.0;
/// From a card to words beside it, px: the head of an arrow.
const REST: f64 = 16.0;

/// Places cards as if each were as large as the room it needs.
pub(super) fn place(figure: &Figure, sizes: &[(f64, f64)], room: &[Room]) -> Placement {
    let grown = |(&(width, height), room): (&(f64, f64), &Room)| {
        (width + room.left + room.right, height + room.above + room.below)
    };
    let grown: Vec<(f64, f64)> = sizes.iter().zip(room).map(grown).collect();
    let mut placement = place::place(figure, &grown);
    for ((card, &(width, height)), room) in placement.cards.iter_mut().zip(sizes).zip(room) {
        *card = Rect { x: card.x + room.left, y: card.y + room.above, width, height };
    }
    placement
}

/// Adds room at the ends of edges whose words found none.
pub(super) fn widen(figure: &Figure, layout: &Layout, edges: &[usize], room: &mut [Room]) {
    for edge in edges.iter().map(|&edge| &figure.edges[edge]) {
        let Some((from, to)) = figure.ends(edge) else { continue };
        let words = label_width(&edge.label);
        if from == to {
            room[from].right += words;
            continue;
        }
        let (a, b) = (layout.cards[from], layout.cards[to]);
        let (left, right) = if a.x <= b.x { (from, to) } else { (to, from) };
        let (upper, lower) = if a.y <= b.y { (from, to) } else { (to, from) };
        let beside = layout.cards[right].x - layout.cards[left].right();
        let level = a.y < b.bottom() && b.y < a.bottom();
        let short = words + 2.0 * REST - beside;
        if level && beside > 0.0 && short > 0.0 {
            room[left].right += short / 2.0;
            room[right].left += short / 2.0;
        } else {
            room[upper].below += STEP;
            room[lower].above += STEP;
            if level {
                room[left].right += STEP;
                room[right].left += STEP;
            }
        }
    }
}
