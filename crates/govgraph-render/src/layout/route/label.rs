//! Words on lines: where they cover neither a card nor each other.

use super::Path;
use crate::figure::Figure;
use crate::layout::Label;
use crate::layout::geometry::{Point, Rect};
use crate::layout::place::Placement;
use crate::text::{self, Weight};

/// The font size of words on lines, px.
pub(crate) const SIZE: f64 = 10.5;
/// The height of the ground behind them, px.
const HEIGHT: f64 = 16.0;
/// From the words to the edge of their ground, px.
const PAD: f64 = 5.0;
/// Words longer than this are cut, px.
const LONGEST: f64 = 190.0;
/// What is left of a line on either side of its words, px: the arrow must be seen.
const REST: f64 = 12.0;

/// Where along a straight words may stand, the best first.
const SHARES: [f64; 7] = [0.5, 0.38, 0.62, 0.26, 0.74, 0.15, 0.85];

/// How wide the ground of a label is.
pub(crate) fn width(words: &str) -> f64 {
    let words = text::fit(words, Weight::Regular, SIZE, LONGEST);
    if words.is_empty() { 0.0 } else { ground(&words) }
}

fn ground(words: &str) -> f64 {
    (text::width(words, Weight::Regular, SIZE) * 1.04 + 2.0 * PAD).ceil()
}

/// A place for the words of every path; none without words, or where there is no room beside the cards.
pub(super) fn place(figure: &Figure, placement: &Placement, paths: &[Path]) -> Vec<Option<Label>> {
    let mut placed: Vec<Rect> = placement.groups.iter().flatten().map(heading).collect();
    let headings = placed.len();
    let mut labels = Vec::with_capacity(paths.len());
    for (at, path) in paths.iter().enumerate() {
        let words = text::fit(&figure.edges[path.edge].label, Weight::Regular, SIZE, LONGEST);
        let best = if words.is_empty() { None } else { best_place(&words, at, placement, paths, &placed, headings) };
        placed.extend(best);
        labels.push(best.map(|rect| Label { text: words, rect }));
    }
    labels
}

/// The part of a group that its own label takes.
fn heading(group: &Rect) -> Rect {
    Rect { height: 28.0, width: group.width.min(180.0), ..*group }
}

fn best_place(
    words: &str,
    at: usize,
    placement: &Placement,
    paths: &[Path],
    placed: &[Rect],
    headings: usize,
) -> Option<Rect> {
    let width = ground(words);
    let path = &paths[at];
    let near = bounds(&path.points).grown(width);
    let cards: Vec<&Rect> = placement.cards.iter().filter(|card| card.overlaps(&near)).collect();
    let lines: Vec<&Path> = paths.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, path)| path).collect();
    let lines: Vec<&Path> = lines.into_iter().filter(|path| touches(&path.points, &near)).collect();
    let tree = path.tree.is_some();
    let mut best: Option<(f64, Rect)> = None;
    let count = path.points.len() - 1;
    for (index, pair) in path.points.windows(2).enumerate() {
        // The ways that a tree shares say nothing of one child; its words stand where only its own line is.
        if tree && count > 1 && index + 1 < count {
            continue;
        }
        let (a, b) = (pair[0], pair[1]);
        let horizontal = (a.y - b.y).abs() < 0.5;
        let length = (a.x - b.x).abs() + (a.y - b.y).abs();
        let along = if horizontal { width } else { HEIGHT };
        // Beside an upright line words leave it whole, and cover less of what runs on its other side.
        let aside = width / 2.0 - 0.5;
        let asides: &[f64] = if horizontal { &[0.0] } else { &[0.0, aside, -aside] };
        for (share, aside) in SHARES.iter().flat_map(|&share| asides.iter().map(move |&aside| (share, aside))) {
            let centre = Point::new(a.x + (b.x - a.x) * share + aside, a.y + (b.y - a.y) * share);
            let rect = Rect { x: centre.x - width / 2.0, y: centre.y - HEIGHT / 2.0, width, height: HEIGHT };
            if cards.iter().any(|card| card.grown(1.0).overlaps(&rect)) {
                continue;
            }
            let clash = |(at, other): (usize, &Rect)| match (other.grown(2.0).overlaps(&rect), at < headings) {
                (false, _) => 0.0,
                (true, true) => 400.0,
                (true, false) => 900.0,
            };
            let clashes: f64 = placed.iter().enumerate().map(clash).sum();
            let covered = lines.iter().filter(|path| touches(&path.points, &rect.grown(1.0))).count() as f64;
            let squeezed = (along + 2.0 * REST - length).max(0.0);
            let frames = placement.groups.iter().flatten().filter(|group| straddles(group, &rect)).count() as f64;
            let cost = clashes
                + frames * 45.0
                + covered * 60.0
                + squeezed * 3.0
                + (share - 0.5_f64).abs() * 40.0
                + if aside == 0.0 { 0.0 } else { 25.0 }
                - length.min(300.0) * 0.12
                + if horizontal { 0.0 } else { 14.0 };
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, rect));
            }
        }
    }
    best.filter(|(cost, _)| *cost < 850.0).map(|(_, rect)| rect)
}

/// Whether a label lies on the border of a group.
fn straddles(group: &Rect, label: &Rect) -> bool {
    group.overlaps(label) && !group.holds(label)
}

fn bounds(points: &[Point]) -> Rect {
    let corners = points.iter().map(|&point| Rect::between(point, point));
    corners.reduce(|a, b| a.around(&b)).unwrap_or_default()
}

/// Whether a line passes through a rectangle.
fn touches(points: &[Point], rect: &Rect) -> bool {
    points.windows(2).any(|pair| {
        let segment = Rect::between(pair[0], pair[1]);
        segment.x <= rect.right()
            && rect.x <= segment.right()
            && segment.y <= rect.bottom()
            && rect.y <= segment.bottom()
    })
}
