//! The sparse grid that ways are searched on: lines along the margins of cards and groups, and through the middle of
//! the cards that lines start from.

use super::search::Side;
use super::{CLEAR, MARGIN};
use crate::layout::geometry::{Point, Rect};

/// Grid lines, what blocks the pieces between them, and what lines already run there.
pub(super) struct Grid {
    pub(super) xs: Vec<f64>,
    pub(super) ys: Vec<f64>,
    /// Pieces to the right of each crossing.
    across: Vec<Piece>,
    /// Pieces below each crossing.
    down: Vec<Piece>,
    /// For each crossing the group it is in, counted from 1.
    groups: Vec<u16>,
}

/// The straight between two neighbouring crossings of the grid.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Piece {
    pub(super) blocked: bool,
    /// How many lines cross it.
    pub(super) crossed: u8,
    /// How many lines run along it.
    pub(super) shared: u8,
    /// Whether it runs along the label of a group.
    pub(super) on_label: bool,
}

/// Lines nearer to each other than this are one, px.
const MERGE: f64 = 5.0;
/// Lines nearer than this to a grid line count as running along it, px.
const ALONG: f64 = 7.0;
/// Beyond so many crossings no grid is made, and every line is a plain one.
const MOST: usize = 6_000_000;

impl Grid {
    /// `busy` tells the cards that ways start or end at, and where.
    pub(super) fn of(cards: &[Rect], busy: &[Option<Side>], groups: &[Option<Rect>]) -> Self {
        let (mut xs, mut ys) = (Vec::new(), Vec::new());
        if busy.iter().any(Option::is_some) {
            for (card, &busy) in cards.iter().zip(busy) {
                xs.extend([card.x - MARGIN, card.right() + MARGIN]);
                ys.extend([card.y - MARGIN, card.bottom() + MARGIN]);
                if let Some(side) = busy {
                    xs.push(card.centre().x);
                    ys.extend([card.centre().y, side.height(*card)]);
                }
            }
            for group in groups.iter().flatten() {
                xs.extend([group.x - MARGIN, group.right() + MARGIN]);
                ys.extend([group.y - MARGIN, group.bottom() + MARGIN]);
            }
        }
        let (mut xs, mut ys) = (merged(xs), merged(ys));
        if xs.len().saturating_mul(ys.len()) > MOST {
            (xs, ys) = (Vec::new(), Vec::new());
        }
        let count = xs.len() * ys.len();
        let pieces = || vec![Piece::default(); count];
        let mut grid = Self { xs, ys, across: pieces(), down: pieces(), groups: vec![0; count] };
        for card in cards {
            grid.pieces_in(card.grown(CLEAR), |piece| piece.blocked = true);
        }
        for (at, group) in groups.iter().enumerate().filter_map(|(at, group)| group.map(|group| (at, group))) {
            let label = Rect { height: 30.0, width: group.width.min(220.0), ..group };
            grid.pieces_in(label, |piece| piece.on_label = true);
            let name = u16::try_from(at + 1).unwrap_or(0);
            for row in range(&grid.ys, group.y, group.bottom()) {
                for column in range(&grid.xs, group.x, group.right()) {
                    grid.groups[row * grid.xs.len() + column] = name;
                }
            }
        }
        grid
    }

    pub(super) fn across(&self, column: usize, row: usize) -> Piece {
        self.across[row * self.xs.len() + column]
    }

    pub(super) fn down(&self, column: usize, row: usize) -> Piece {
        self.down[row * self.xs.len() + column]
    }

    /// The group a crossing is in, counted from 1.
    pub(super) fn group(&self, column: usize, row: usize) -> u16 {
        self.groups[row * self.xs.len() + column]
    }

    /// Notes a line, so that later ones cross it seldom and do not run along it.
    pub(super) fn occupy(&mut self, points: &[Point]) {
        for pair in points.windows(2) {
            let segment = Rect::between(pair[0], pair[1]);
            if segment.width > segment.height {
                let y = segment.y;
                let columns = range(&self.xs, segment.x - 0.5, segment.right() + 0.5);
                let above = self.ys.partition_point(|&line| line <= y);
                if above > 0 {
                    columns.clone().for_each(|column| bump(&mut self.down, self.xs.len(), column, above - 1));
                }
                for row in range(&self.ys, y - ALONG, y + ALONG) {
                    for column in columns.start..columns.end.saturating_sub(1) {
                        let piece = &mut self.across[row * self.xs.len() + column];
                        piece.shared = piece.shared.saturating_add(1);
                    }
                }
            } else {
                let x = segment.x;
                let rows = range(&self.ys, segment.y - 0.5, segment.bottom() + 0.5);
                let before = self.xs.partition_point(|&line| line <= x);
                if before > 0 {
                    rows.clone().for_each(|row| bump(&mut self.across, self.xs.len(), before - 1, row));
                }
                for column in range(&self.xs, x - ALONG, x + ALONG) {
                    for row in rows.start..rows.end.saturating_sub(1) {
                        let piece = &mut self.down[row * self.xs.len() + column];
                        piece.shared = piece.shared.saturating_add(1);
                    }
                }
            }
        }
    }

    /// Changes every piece that has something inside a rectangle.
    fn pieces_in(&mut self, rect: Rect, mut change: impl FnMut(&mut Piece)) {
        let (columns, rows) = (range(&self.xs, rect.x, rect.right()), range(&self.ys, rect.y, rect.bottom()));
        // The piece that comes in from the left or from above counts too.
        for row in rows.clone() {
            for column in columns.start.saturating_sub(1)..columns.end {
                change(&mut self.across[row * self.xs.len() + column]);
            }
        }
        for row in rows.start.saturating_sub(1)..rows.end {
            for column in columns.clone() {
                change(&mut self.down[row * self.xs.len() + column]);
            }
        }
    }
}

fn bump(pieces: &mut [Piece], width: usize, column: usize, row: usize) {
    let piece = &mut pieces[row * width + column];
    piece.crossed = piece.crossed.saturating_add(1);
}

/// The lines strictly between two values.
pub(super) fn range(lines: &[f64], low: f64, high: f64) -> std::ops::Range<usize> {
    let start = lines.partition_point(|&line| line <= low);
    start..lines.partition_point(|&line| line < high).max(start)
}

/// Sorted, and of lines that nearly coincide only the first.
fn merged(mut lines: Vec<f64>) -> Vec<f64> {
    lines.sort_by(f64::total_cmp);
    let mut kept: Vec<f64> = Vec::new();
    for line in lines {
        if kept.last().is_none_or(|last| line - last > MERGE) {
            kept.push(line);
        }
    }
    kept
}
