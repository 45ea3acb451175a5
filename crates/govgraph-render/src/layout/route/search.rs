//! A* on the grid: the cheapest way by length, bends, crossings and ways already taken.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::grid::{Grid, range};
use super::{CLEAR, CORNER, simplified};
use crate::layout::geometry::{Point, Rect};

/// What a bend costs, as px of length.
const BEND: u32 = 46;
/// What a crossing costs.
const CROSSING: u32 = 34;
/// What leaving a side away from its middle costs, per px.
const OFF_CENTRE: f64 = 0.35;
/// A way may take so many steps to find, and all ways together so many. Beyond that a hasty search has the same number
/// of steps once more, and what it does not find gets a plain line.
const STEPS_FOR_ONE: u32 = 40_000;
const STEPS_FOR_ALL: u32 = 500_000;
/// How much a hasty search favours what is near the goal: it finds some way quickly, not the best one.
const HASTE: u32 = 3;

/// The search with its memory, which is kept from way to way.
pub(super) struct Search {
    pub(super) grid: Grid,
    states: Vec<State>,
    run: u32,
    steps: u32,
}

/// The best way found so far to a crossing that is reached horizontally or vertically.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    run: u32,
    cost: u32,
    from: u32,
    done: bool,
}

/// Where a way may leave or enter a card: on the border, and the first crossing beyond.
#[derive(Debug, Clone, Copy)]
struct Port {
    border: Point,
    column: usize,
    row: usize,
    vertical: bool,
    cost: u32,
}

/// Where a line would like to meet the left and right side of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// In the middle.
    Middle,
    /// Beside the title, so that the lines of a chain are on one level.
    Title,
}

impl Side {
    pub(super) fn height(self, card: Rect) -> f64 {
        match self {
            Self::Middle => card.centre().y,
            Self::Title => (card.y + 26.0).min(card.centre().y),
        }
    }
}

const START: u32 = u32::MAX;

impl Search {
    pub(super) fn new(grid: Grid) -> Self {
        let states = vec![State::default(); grid.xs.len() * grid.ys.len() * 2];
        Self { grid, states, run: 0, steps: 0 }
    }

    /// The cheapest way between two cards; a less good one if that would take too long, and none if there is none.
    pub(super) fn way(
        &mut self,
        cards: &[Rect],
        from: usize,
        to: usize,
        groups: [Option<usize>; 2],
        prefer: Side,
    ) -> Option<Vec<Point>> {
        let ends = (self.ports(cards[from], prefer), self.ports(cards[to], prefer));
        let at_home = groups.map(|group| group.map_or(0, |group| u16::try_from(group + 1).unwrap_or(0)));
        let thorough = if self.steps < STEPS_FOR_ALL { self.attempt(&ends, at_home, 1) } else { None };
        match thorough {
            None if self.steps < 2 * STEPS_FOR_ALL => self.attempt(&ends, at_home, HASTE),
            found => found,
        }
    }

    fn attempt(
        &mut self,
        (starts, goals): &(Vec<Port>, Vec<Port>),
        at_home: [u16; 2],
        haste: u32,
    ) -> Option<Vec<Point>> {
        self.run += 1;
        let near = goals.iter().map(|goal| (goal.column, goal.row)).collect::<Vec<_>>();
        let bounds = Bounds::of(&near, haste)?;
        let mut open = BinaryHeap::new();
        for (at, port) in starts.iter().enumerate() {
            let state = self.state_at(port.column, port.row, port.vertical);
            self.improve(&mut open, state, port.cost, START - at as u32, &bounds);
        }
        let mut best: Option<(u32, u32, usize)> = None;
        let mut steps = 0;
        while let Some(Reverse((estimate, state))) = open.pop() {
            if best.is_some_and(|(cost, ..)| cost <= estimate) {
                break;
            }
            steps += 1;
            if steps > STEPS_FOR_ONE {
                break;
            }
            if std::mem::replace(&mut self.states[state as usize].done, true) {
                continue;
            }
            let cost = self.states[state as usize].cost;
            let (column, row, vertical) = self.place_of(state);
            for (at, goal) in goals.iter().enumerate().filter(|(_, goal)| (goal.column, goal.row) == (column, row)) {
                let bend = if goal.vertical == vertical { 0 } else { BEND };
                let total = cost.saturating_add(bend).saturating_add(goal.cost);
                if best.is_none_or(|(least, ..)| total < least) {
                    best = Some((total, state, at));
                }
            }
            self.step(&mut open, state, at_home, &bounds);
        }
        self.steps += steps;
        let (_, state, goal) = best?;
        Some(self.points(state, starts, goals[goal].border))
    }

    /// Goes on from a state to the crossings next to it.
    fn step(&mut self, open: &mut BinaryHeap<Reverse<(u32, u32)>>, state: u32, at_home: [u16; 2], bounds: &Bounds) {
        let (column, row, vertical) = self.place_of(state);
        let cost = self.states[state as usize].cost;
        let (width, height) = (self.grid.xs.len(), self.grid.ys.len());
        let moves = [
            (column + 1 < width, false, column, row, column + 1, row),
            (column > 0, false, column.wrapping_sub(1), row, column.wrapping_sub(1), row),
            (row + 1 < height, true, column, row, column, row + 1),
            (row > 0, true, column, row.wrapping_sub(1), column, row.wrapping_sub(1)),
        ];
        for (possible, down, piece_column, piece_row, next_column, next_row) in moves {
            if !possible {
                continue;
            }
            let (piece, length) = if down {
                (self.grid.down(piece_column, piece_row), self.grid.ys[piece_row + 1] - self.grid.ys[piece_row])
            } else {
                (self.grid.across(piece_column, piece_row), self.grid.xs[piece_column + 1] - self.grid.xs[piece_column])
            };
            if piece.blocked {
                continue;
            }
            let group = self.grid.group(next_column, next_row);
            // A line through a group that it has nothing to do with reads as if it had.
            let foreign = if group != 0 && !at_home.contains(&group) { 0.7 } else { 0.0 };
            let label = if piece.on_label { 0.9 } else { 0.0 };
            let taken = f64::from(piece.shared.min(4)) * 0.4;
            let next_cost = cost
                .saturating_add((length * (1.0 + foreign + label + taken)) as u32)
                .saturating_add(u32::from(piece.crossed.min(6)) * CROSSING)
                .saturating_add(if down == vertical { 0 } else { BEND });
            let next = self.state_at(next_column, next_row, down);
            self.improve(open, next, next_cost, state, bounds);
        }
    }

    fn improve(
        &mut self,
        open: &mut BinaryHeap<Reverse<(u32, u32)>>,
        state: u32,
        cost: u32,
        from: u32,
        bounds: &Bounds,
    ) {
        let run = self.run;
        let known = &mut self.states[state as usize];
        if known.run == run && known.cost <= cost {
            return;
        }
        *known = State { run, cost, from, done: false };
        let (column, row, _) = self.place_of(state);
        open.push(Reverse((cost.saturating_add(bounds.least(&self.grid, column, row)), state)));
    }

    fn state_at(&self, column: usize, row: usize, vertical: bool) -> u32 {
        // Fits: a grid has at most six million crossings.
        ((row * self.grid.xs.len() + column) * 2 + usize::from(vertical)) as u32
    }

    fn place_of(&self, state: u32) -> (usize, usize, bool) {
        let at = state as usize / 2;
        (at % self.grid.xs.len(), at / self.grid.xs.len(), state % 2 == 1)
    }

    /// The ways out of a card: through every grid line that meets one of its sides well away from the corners.
    fn ports(&self, card: Rect, prefer: Side) -> Vec<Port> {
        let (xs, ys, centre) = (&self.grid.xs, &self.grid.ys, Point::new(card.centre().x, prefer.height(card)));
        let turned = if prefer == Side::Title { BEND / 2 } else { 0 };
        let mut ports = Vec::new();
        let rows = [
            (card.y, ys.partition_point(|&y| y < card.y - CLEAR).checked_sub(1)),
            (card.bottom(), Some(ys.partition_point(|&y| y <= card.bottom() + CLEAR)).filter(|&row| row < ys.len())),
        ];
        for column in range(xs, card.x + CORNER, card.right() - CORNER) {
            for (y, row) in rows.iter().filter_map(|&(y, row)| row.map(|row| (y, row))) {
                let border = Point::new(xs[column], y);
                let away = (ys[row] - y).abs() + (xs[column] - centre.x).abs() * OFF_CENTRE;
                ports.push(Port { border, column, row, vertical: true, cost: (away as u32).saturating_add(turned) });
            }
        }
        let columns = [
            (card.x, xs.partition_point(|&x| x < card.x - CLEAR).checked_sub(1)),
            (card.right(), Some(xs.partition_point(|&x| x <= card.right() + CLEAR)).filter(|&at| at < xs.len())),
        ];
        for row in range(ys, card.y + CORNER, card.bottom() - CORNER) {
            for (x, column) in columns.iter().filter_map(|&(x, column)| column.map(|column| (x, column))) {
                let border = Point::new(x, ys[row]);
                let away = (xs[column] - x).abs() + (ys[row] - centre.y).abs() * OFF_CENTRE;
                ports.push(Port { border, column, row, vertical: false, cost: away as u32 });
            }
        }
        ports
    }

    /// Back from the goal to the start.
    fn points(&self, last: u32, starts: &[Port], end: Point) -> Vec<Point> {
        let mut points = vec![end];
        let mut state = last;
        loop {
            let (column, row, _) = self.place_of(state);
            points.push(Point::new(self.grid.xs[column], self.grid.ys[row]));
            let from = self.states[state as usize].from;
            if let Some(start) = starts.get((START - from) as usize) {
                points.push(start.border);
                break;
            }
            state = from;
        }
        points.reverse();
        simplified(&points)
    }
}

/// The crossings at which a way may end, as a rectangle: what the least possible cost is reckoned to.
struct Bounds {
    columns: (usize, usize),
    rows: (usize, usize),
    /// What that is multiplied with.
    haste: u32,
}

impl Bounds {
    fn of(places: &[(usize, usize)], haste: u32) -> Option<Self> {
        let columns = places.iter().map(|place| place.0);
        let rows = places.iter().map(|place| place.1);
        Some(Self {
            columns: (columns.clone().min()?, columns.max()?),
            rows: (rows.clone().min()?, rows.max()?),
            haste,
        })
    }

    fn least(&self, grid: &Grid, column: usize, row: usize) -> u32 {
        let outside = |lines: &[f64], at: usize, (low, high): (usize, usize)| {
            (lines[low] - lines[at]).max(lines[at] - lines[high]).max(0.0)
        };
        let least = (outside(&grid.xs, column, self.columns) + outside(&grid.ys, row, self.rows)) as u32;
        least.saturating_mul(self.haste)
    }
}
