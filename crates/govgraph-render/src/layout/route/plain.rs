//! Lines that need no search: the loop of a card that is linked to itself, and Z shapes for when searching is over.

use super::{CORNER, hits, simplified};
use crate::layout::geometry::{Point, Rect};
use crate::layout::near::Near;

/// From the right side of a card back to it, around the loops that it has already.
pub(super) fn around_itself(card: Rect, loops: usize) -> Vec<Point> {
    let (reach, step) = (12.0 + 8.0 * loops.min(6) as f64, 3.0 * loops.min(3) as f64);
    let (high, low) = (card.y + CORNER, (card.y + card.height * 0.62).max(card.y + CORNER + 8.0).min(card.bottom()));
    let (high, low) = (high - step, (low + step).min(card.bottom()));
    let x = card.right();
    vec![Point::new(x, high), Point::new(x + reach, high), Point::new(x + reach, low), Point::new(x, low)]
}

/// Of a few L and Z shapes between two cards the first that runs through no other card, or else through the fewest.
pub(super) fn way(cards: &[Rect], near: &Near, from: usize, to: usize) -> Vec<Point> {
    let (a, b) = (cards[from], cards[to]);
    let (p, q) = (a.centre(), b.centre());
    let mut tried: Vec<Vec<Point>> = Vec::new();
    if a.bottom() < b.y || b.bottom() < a.y {
        let (start, end) = if a.bottom() < b.y { (a.bottom(), b.y) } else { (a.y, b.bottom()) };
        // Near either end there is the gap below or above a row of cards; in the middle there may be anything.
        for y in
            [start + (end - start) * 0.5, start + 12.0 * (end - start).signum(), end - 12.0 * (end - start).signum()]
        {
            tried.push(vec![Point::new(p.x, start), Point::new(p.x, y), Point::new(q.x, y), Point::new(q.x, end)]);
        }
    }
    if a.right() < b.x || b.right() < a.x {
        let (start, end) = if a.right() < b.x { (a.right(), b.x) } else { (a.x, b.right()) };
        for x in
            [start + (end - start) * 0.5, start + 12.0 * (end - start).signum(), end - 12.0 * (end - start).signum()]
        {
            tried.push(vec![Point::new(start, p.y), Point::new(x, p.y), Point::new(x, q.y), Point::new(end, q.y)]);
        }
    }
    // Overlapping cards come only from positions that are not ours; a line between their left sides is still a line.
    let outside = a.x.min(b.x) - 16.0;
    tried.push(vec![Point::new(a.x, p.y), Point::new(outside, p.y), Point::new(outside, q.y), Point::new(b.x, q.y)]);
    let through = |points: &Vec<Point>| points.windows(2).filter(|pair| hits(pair, cards, near, from, to, 0.0)).count();
    let best = tried.into_iter().min_by_key(through).unwrap_or_default();
    simplified(&best)
}
