//! Where everything goes: our own deterministic layout of a figure.
//!
//! Placing and routing know nothing of each other: [`place`] puts cards into bands, shelves and trees, and [`route`]
//! draws right-angled lines around whatever cards it is given, so it serves positions from elsewhere just as well.
//! The same figure gives the same layout, bit for bit.

mod geometry;
mod near;
mod place;
mod room;
mod route;

use serde::Serialize;

pub use geometry::{Point, Rect};
pub(crate) use place::Forest;
pub use place::{Placement, place};
pub(crate) use route::label_width;
pub use route::route;

use crate::card::{self, Face};
use crate::figure::{Card, Figure};
use room::Room;

/// A figure with every position, in px from the top left corner of the picture without its headline and legend.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Layout {
    /// The width that holds everything, px.
    pub width: f64,
    /// The height that holds everything, px.
    pub height: f64,
    /// As many as the figure has cards, in their order. No two overlap.
    pub cards: Vec<Rect>,
    /// As many as the figure has groups, in their order; none for a group without cards. Each holds its cards.
    pub groups: Vec<Option<Rect>>,
    /// As many as the figure has edges, in their order; none for an edge at a card that is not there.
    pub edges: Vec<Option<Line>>,
}

/// An edge as it is drawn.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// At least two points, each straight above or beside the one before; the ends are on the borders of the cards.
    pub points: Vec<Point>,
    /// Where the words stand, if there are any and there is room for them beside the cards.
    pub label: Option<Label>,
}

/// The words on a line and the ground that keeps the line from running through them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Label {
    /// The words, shortened when they are very long.
    pub text: String,
    /// The ground behind them. It covers no card and no other label, and no line but its own unless [`layout`] ran out
    /// of attempts to make room; it lies on its line or touches it.
    pub rect: Rect,
}

/// Lays a figure out.
///
/// Words on a line keep clear of every other line and of all other words. Where they find no room the cards at their
/// ends are moved apart and everything is laid out again; a figure of up to 50 cards has eight such attempts, a larger
/// one fewer, and one of more than 400 cards none. Only what is cramped after the last of them lies on another line, or
/// is not shown if it would lie on other words.
///
/// Time grows a little faster than the number of cards; routing has a fixed budget, beyond which lines become plain
/// Z shapes that may pass behind cards.
#[must_use]
pub fn layout(figure: &Figure) -> Layout {
    let sizes: Vec<(f64, f64)> = figure.cards.iter().map(card_size).collect();
    let mut room = vec![Room::default(); sizes.len()];
    let mut last = route::routed(figure, room::place(figure, &sizes, &room));
    let (mut best, mut in_vain) = (last.clone(), 0);
    for _ in 0..(ATTEMPTS / sizes.len().max(1)).min(MOST_ATTEMPTS) {
        if best.1.is_empty() || in_vain == MOST_IN_VAIN {
            break;
        }
        // Where the cards stood last counts, not where they stood best: neighbours may have changed places.
        room::widen(figure, &last.0, &last.1, &mut room);
        last = route::routed(figure, room::place(figure, &sizes, &room));
        in_vain += 1;
        if last.1.len() < best.1.len() {
            (best, in_vain) = (last.clone(), 0);
        }
    }
    best.0
}

/// So many cards may be laid out again, all attempts together, and one figure so often; fewer times where it does not
/// help.
const ATTEMPTS: usize = 400;
const MOST_ATTEMPTS: usize = 8;
const MOST_IN_VAIN: usize = 4;

/// The width and height of a card in px. The width is the same for all.
#[must_use]
pub fn card_size(card: &Card) -> (f64, f64) {
    (card::WIDTH, Face::of(card).height)
}
