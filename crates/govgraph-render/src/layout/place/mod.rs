//! Where cards go: a band per level, the groups of a band on shelves, and inside a group blocks on shelves.
//!
//! A block is a succession chain from left to right, each body with its sub-boards as a tree below it. The width that
//! everything is packed to is tried out, and the one that comes nearest to a sheet of paper on its side is kept.

mod block;
mod forest;
mod page;
mod rank;
mod shelf;
mod tree;

use crate::figure::Figure;
use crate::layout::geometry::{Point, Rect};
pub(crate) use forest::Forest;
use page::Plan;
use rank::Rank;

/// Cards and groups with their places, before any line is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placement {
    /// As many as the figure has cards.
    pub cards: Vec<Rect>,
    /// As many as the figure has groups; none for a group without cards.
    pub groups: Vec<Option<Rect>>,
    /// As many as the figure has edges: for an edge from a card down to a sub-board that was placed below it, how the
    /// line reaches it. Those lines need no search, since the tree has kept their way free.
    pub(crate) links: Vec<Option<Link>>,
}

impl Placement {
    /// Positions that come from elsewhere: of all cards and all groups, in the order of the figure.
    #[must_use]
    pub fn new(cards: Vec<Rect>, groups: Vec<Option<Rect>>) -> Self {
        Self { cards, groups, links: Vec::new() }
    }
}

/// How a line from a card reaches a sub-board placed below it: down to a height that all the children share, and from
/// there along these turns. All are on ground that the tree keeps free.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Link {
    /// To a row that is not the first: this far to the left, and down to the height that the row shares.
    pub(crate) around: Option<Point>,
    /// To a card that hangs in a column: down at this x and to the left side of the card. None: to its top.
    pub(crate) spine: Option<f64>,
}

impl Link {
    pub(crate) fn moved(self, x: f64, y: f64) -> Self {
        Self {
            around: self.around.map(|point| Point::new(point.x + x, point.y + y)),
            spine: self.spine.map(|spine| spine + x),
        }
    }
}

/// Gaps, px.
pub(crate) mod gap {
    /// Between cards side by side.
    pub(crate) const BESIDE: f64 = 32.0;
    /// From a card down to its sub-boards.
    pub(crate) const BELOW: f64 = 44.0;
    /// As `BELOW`, where a line carries words.
    pub(crate) const BELOW_WORDS: f64 = 60.0;
    /// From a card down to the line its sub-boards share.
    pub(crate) const BUS: f64 = 19.0;
    /// Between cards that hang off a spine.
    pub(crate) const HUNG: f64 = 16.0;
    /// From a spine to its cards, and from the line around a row to the row.
    pub(crate) const SPINE: f64 = 20.0;
    /// Between blocks.
    pub(crate) const BLOCK: f64 = 48.0;
    /// Between groups side by side.
    pub(crate) const GROUP: f64 = 40.0;
    /// Between bands, before room for the lines that cross is added.
    pub(crate) const BAND: f64 = 44.0;
    /// From the frame of a group to its cards, at the sides and below.
    pub(crate) const FRAME: f64 = 22.0;
    /// As `FRAME`, above, where the label stands.
    pub(crate) const FRAME_TOP: f64 = 40.0;
}

/// Another order must make a page so much better: one that is hardly better would turn back when something else changes.
const WORTH_IT: f64 = 0.99;
/// How often siblings are put into the order of what they are linked to.
const ROUNDS: usize = 3;

/// Places every card; `sizes` are width and height of each, in the order of the cards (a missing one counts as 0 by 0).
///
/// No two cards overlap, every group holds its cards, and groups of a lower band are higher up. Cards without a group
/// come last, without a frame.
#[must_use]
pub fn place(figure: &Figure, sizes: &[(f64, f64)]) -> Placement {
    let size_of = |at: usize| sizes.get(at).copied().unwrap_or_default();
    let sizes: Vec<(f64, f64)> = (0..figure.cards.len()).map(size_of).collect();
    let plan = Plan::of(figure, sizes);
    let mut rank = Rank::authored(figure);
    let mut best: Option<(f64, page::Page)> = None;
    for round in 0..=ROUNDS {
        let widths = plan.widths(best.as_ref().map(|(_, page)| page.asked));
        let pages = widths.into_iter().map(|width| plan.page(&rank, width));
        let Some(mut page) = pages.min_by(|a, b| a.score.total_cmp(&b.score)) else { break };
        page.align(&plan);
        let cost = page.score * plan.length(&page).sqrt();
        rank = Rank::after(&plan, &page);
        if round == 0 || best.as_ref().is_some_and(|(least, _)| cost < *least * WORTH_IT) {
            best = Some((cost, page));
        }
    }
    best.map(|(_, page)| page.placement).unwrap_or_default()
}
