//! What is near a place, without looking at everything.

use super::geometry::Rect;

/// Rectangles by the squares of a plain grid that they reach into.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    left: f64,
    top: f64,
    side: f64,
    columns: usize,
    rows: usize,
    /// Where the entries of each square start, row by row, and where the last one's end.
    starts: Vec<usize>,
    entries: Vec<usize>,
}

/// The side of a square, px: a card and the space around it.
const SQUARE: f64 = 256.0;
/// So many squares for each rectangle at most: where a few lie far apart the squares are larger.
const SQUARES_EACH: f64 = 16.0;

impl Near {
    /// Cost: linear in the rectangles and the squares they reach into.
    pub(crate) fn of(rects: &[Rect]) -> Self {
        let bounds = rects.iter().copied().reduce(|a, b| a.around(&b)).unwrap_or_default();
        let most = (rects.len() as f64 * SQUARES_EACH).max(1.0);
        let (width, height) = (bounds.width, bounds.height);
        let side = SQUARE.max((width / most * height).sqrt()).max(width / most).max(height / most);
        let squares = |length: f64| (length / side).floor() as usize + 1;
        let (columns, rows) = if side.is_finite() { (squares(width), squares(height)) } else { (1, 1) };
        let starts = vec![0; columns * rows + 1];
        let mut near = Self { left: bounds.x, top: bounds.y, side, columns, rows, starts, entries: Vec::new() };
        for rect in rects {
            for square in near.squares(rect) {
                near.starts[square + 1] += 1;
            }
        }
        for at in 1..near.starts.len() {
            near.starts[at] += near.starts[at - 1];
        }
        let mut next = near.starts.clone();
        near.entries = vec![0; near.starts.last().copied().unwrap_or(0)];
        for (at, rect) in rects.iter().enumerate() {
            for square in near.squares(rect) {
                near.entries[next[square]] = at;
                next[square] += 1;
            }
        }
        near
    }

    /// The rectangles, by position, that may touch one; each that does is among them, and some may be named repeatedly.
    pub(crate) fn to(&self, rect: &Rect) -> impl Iterator<Item = usize> {
        self.squares(rect).flat_map(|square| self.entries[self.starts[square]..self.starts[square + 1]].iter().copied())
    }

    /// As [`Near::to`], each named once, in their order.
    pub(crate) fn each(&self, rect: &Rect) -> Vec<usize> {
        let mut found: Vec<usize> = self.to(rect).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The squares that a rectangle reaches into, and what is outside counted to those at the rim.
    fn squares(&self, rect: &Rect) -> impl Iterator<Item = usize> + use<> {
        // A cast of what is below zero, or no number, is zero.
        let square = |value: f64, start: f64, count: usize| (((value - start) / self.side) as usize).min(count - 1);
        let across = square(rect.x, self.left, self.columns)..=square(rect.right(), self.left, self.columns);
        let down = square(rect.y, self.top, self.rows)..=square(rect.bottom(), self.top, self.rows);
        let columns = self.columns;
        down.flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_touches_a_rectangle_is_found() {
        let rect = |x: f64, y: f64, width: f64, height: f64| Rect { x, y, width, height };
        let touch = |a: &Rect, b: &Rect| a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom();
        let rects: Vec<Rect> = (0..400_u32)
            .map(|at| {
                let at = at.wrapping_mul(2_654_435_761);
                let part = |shift: u32, most: u32| f64::from((at >> shift) % most);
                rect(part(0, 5000) - 700.0, part(7, 3000), part(13, 900), part(19, 300))
            })
            .collect();
        let near = Near::of(&rects);
        for one in rects.iter().chain(&[rect(-9000.0, 100.0, 20000.0, 0.0), rect(1e9, 1e9, 0.0, 0.0)]) {
            let found = near.each(one);
            let missed = rects.iter().enumerate().filter(|(at, other)| touch(one, other) && !found.contains(at));
            assert_eq!(missed.count(), 0);
        }
        assert_eq!(Near::of(&[]).each(&rects[0]), Vec::<usize>::new());
        assert_eq!(Near::of(&[Rect { width: f64::INFINITY, ..rects[0] }]).each(&rects[0]), vec![0]);
    }
}
