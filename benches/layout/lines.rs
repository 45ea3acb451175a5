//! How often drawn lines cross, counted the same way whoever drew them.

use std::collections::{BTreeMap, BTreeSet};

use govgraph_render::figure::Figure;
use govgraph_render::layout::{Point, Rect};

/// What is wrong with lines, counted.
pub(crate) struct Counted {
    /// Pairs of lines at each point where one is drawn across the other.
    pub(crate) crossings: usize,
    /// Lines that run through a card which is none of their ends.
    pub(crate) behind_cards: usize,
}

/// A straight of a line.
#[derive(Clone, Copy)]
struct Straight {
    line: usize,
    a: Point,
    b: Point,
}

/// Cells of this size are looked at together, px.
const CELL: f64 = 256.0;

/// Counts in time that grows with the straights and with how many of them are near each other.
///
/// Two lines cross where straights of theirs meet in a single point, or lie on each other; each such place counts once for
/// the pair, however many straights meet there. Lines that leave one card, or reach one, may share the way beside it: where
/// they lie on each other, or one turns off from the other, is no crossing.
pub(crate) fn count(figure: &Figure, lines: &[Vec<Point>], cards: &[Rect]) -> Counted {
    let ends: Vec<(usize, usize)> =
        figure.edges.iter().map(|edge| (edge.from.position(), edge.to.position())).collect();
    let mut cells: BTreeMap<(i64, i64), Vec<Straight>> = BTreeMap::new();
    for (line, points) in lines.iter().enumerate() {
        for pair in points.windows(2) {
            let straight = Straight { line, a: pair[0], b: pair[1] };
            over_cells(&straight.bounds(), |cell| cells.entry(cell).or_default().push(straight));
        }
    }
    // A place is a square of 4 px: where two straights of one line meet, the other line is crossed once and not twice.
    let mut places: BTreeSet<(usize, usize, i64, i64)> = BTreeSet::new();
    for near in cells.values() {
        for (at, one) in near.iter().enumerate() {
            for other in &near[at + 1..] {
                if one.line == other.line {
                    continue;
                }
                let ((a, b), (c, d)) = (ends[one.line], ends[other.line]);
                let related = a == c || b == d || a == d || b == c;
                if let Some(point) = meet(one, other, related) {
                    let pair = (one.line.min(other.line), one.line.max(other.line));
                    places.insert((pair.0, pair.1, (point.x / 4.0).floor() as i64, (point.y / 4.0).floor() as i64));
                }
            }
        }
    }
    let mut crossings = 0;
    let mut last: Option<(usize, usize, i64, i64)> = None;
    for place in places {
        // Two squares beside each other are one place too.
        let same = last.is_some_and(|last| {
            (last.0, last.1) == (place.0, place.1) && (place.2 - last.2).abs() <= 1 && (place.3 - last.3).abs() <= 1
        });
        crossings += usize::from(!same);
        last = Some(place);
    }
    Counted { crossings, behind_cards: behind(&ends, lines, cards) }
}

impl Straight {
    fn bounds(&self) -> Rect {
        let (x, y) = (self.a.x.min(self.b.x), self.a.y.min(self.b.y));
        Rect { x, y, width: (self.a.x - self.b.x).abs(), height: (self.a.y - self.b.y).abs() }
    }
}

fn over_cells(rect: &Rect, mut visit: impl FnMut((i64, i64))) {
    let cell = |value: f64| (value / CELL).floor() as i64;
    for column in cell(rect.x)..=cell(rect.right()) {
        for row in cell(rect.y)..=cell(rect.bottom()) {
            visit((column, row));
        }
    }
}

/// Where two straights cross.
fn meet(one: &Straight, other: &Straight, related: bool) -> Option<Point> {
    let (dx, dy) = (one.b.x - one.a.x, one.b.y - one.a.y);
    let (ex, ey) = (other.b.x - other.a.x, other.b.y - other.a.y);
    let turn = dx * ey - dy * ex;
    let (fx, fy) = (other.a.x - one.a.x, other.a.y - one.a.y);
    if turn.abs() < 1e-9 {
        // Side by side: on each other if they are in one line and overlap.
        let length = (dx * dx + dy * dy).sqrt().max(1e-9);
        let away = (fx * dy - fy * dx).abs() / length;
        let along = |x: f64, y: f64| ((x - one.a.x) * dx + (y - one.a.y) * dy) / length;
        let (start, end) = (along(other.a.x, other.a.y), along(other.b.x, other.b.y));
        let (low, high) = (start.min(end).max(0.0), start.max(end).min(length));
        let at = low / length;
        return (!related && away < 0.05 && high - low > 0.5).then(|| Point::new(one.a.x + dx * at, one.a.y + dy * at));
    }
    let (s, t) = ((fx * ey - fy * ex) / turn, (fx * dy - fy * dx) / turn);
    // Lines of one card meet at its border, and where one turns off from the other: with an end of a straight.
    let slack = |dx: f64, dy: f64| if related { 0.6 / (dx * dx + dy * dy).sqrt().max(0.6) } else { -1e-9 };
    let within = |share: f64, slack: f64| share > slack && share < 1.0 - slack;
    (within(s, slack(dx, dy)) && within(t, slack(ex, ey))).then(|| Point::new(one.a.x + dx * s, one.a.y + dy * s))
}

fn behind(ends: &[(usize, usize)], lines: &[Vec<Point>], cards: &[Rect]) -> usize {
    let mut cells: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (at, card) in cards.iter().enumerate() {
        over_cells(card, |cell| cells.entry(cell).or_default().push(at));
    }
    let through = |line: usize, pair: &[Point]| {
        let straight = Straight { line, a: pair[0], b: pair[1] };
        let mut found = false;
        over_cells(&straight.bounds(), |cell| {
            let strangers = cells.get(&cell).into_iter().flatten();
            let mut strangers = strangers.filter(|&&card| card != ends[line].0 && card != ends[line].1);
            found = found || strangers.any(|&card| passes(&straight, &cards[card]));
        });
        found
    };
    lines.iter().enumerate().filter(|(line, points)| points.windows(2).any(|pair| through(*line, pair))).count()
}

/// Whether a straight has a part inside a rectangle, a px from its border.
fn passes(straight: &Straight, card: &Rect) -> bool {
    let (dx, dy) = (straight.b.x - straight.a.x, straight.b.y - straight.a.y);
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let sides = [
        (dx, card.x + 1.0 - straight.a.x, card.right() - 1.0 - straight.a.x),
        (dy, card.y + 1.0 - straight.a.y, card.bottom() - 1.0 - straight.a.y),
    ];
    for (step, low, high) in sides {
        if step.abs() < 1e-9 {
            if low > 0.0 || high < 0.0 {
                return false;
            }
            continue;
        }
        let (one, other) = (low / step, high / step);
        (enters, leaves) = (enters.max(one.min(other)), leaves.min(one.max(other)));
    }
    enters < leaves
}
