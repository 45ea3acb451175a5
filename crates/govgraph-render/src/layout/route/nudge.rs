//! Lines that share a way are moved apart, and the ends of lines at one side of a card with them.

use super::{CLEAR, CORNER, Path, hits, simplified};
use crate::layout::geometry::{Point, Rect};
use crate::layout::near::Near;

/// How far apart lines come to lie where there is room, px.
const APART: f64 = 9.0;
/// How far apart they leave or reach a card, px.
const ENDS_APART: f64 = 14.0;
/// A part moves no further than this, px.
const FURTHEST: f64 = 60.0;
/// Sets of lines larger than this keep the order that was guessed for them: comparing all pairs would take too long.
const COMPARED: usize = 24;

/// A straight part of a line that may move sideways.
#[derive(Debug, Clone)]
struct Segment {
    path: usize,
    /// It is between the points `at` and `at + 1` of the path.
    at: usize,
    /// Its x if it is vertical, its y if it is horizontal.
    position: f64,
    /// Where it starts and ends, across.
    span: (f64, f64),
    /// How far it may move.
    free: (f64, f64),
    /// Whether it ends at a card.
    ends: bool,
    /// Guesses on which side of its neighbours it should be: where the line comes from and goes to.
    lean: f64,
}

/// Moves lines apart. No line comes to run through a card that it did not run through before.
pub(super) fn apart(paths: &mut [Path], cards: &[Rect]) {
    let near = Near::of(cards);
    for vertical in [true, false, true] {
        let before: Vec<Vec<Point>> = paths.iter().map(|path| path.points.clone()).collect();
        let mut segments = segments(paths, cards, &near, vertical);
        segments.sort_by(|a, b| a.position.total_cmp(&b.position));
        for set in together(&segments, paths) {
            let members: Vec<&Segment> = set.iter().map(|&at| &segments[at]).collect();
            spread(paths, members, vertical);
        }
        for (path, before) in paths.iter_mut().zip(before) {
            let hits = |points: &[Point]| hits(points, cards, &near, path.from, path.to, 1.0);
            if path.tree.is_none() && path.points != before && hits(&path.points) && !hits(&before) {
                path.points = before;
            }
        }
    }
    paths.iter_mut().for_each(|path| path.points = simplified(&path.points));
}

fn segments(paths: &[Path], cards: &[Rect], near: &Near, vertical: bool) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, path) in paths.iter().enumerate() {
        for (at, pair) in path.points.windows(2).enumerate() {
            let is_vertical = (pair[0].x - pair[1].x).abs() < (pair[0].y - pair[1].y).abs();
            if is_vertical != vertical {
                continue;
            }
            let (position, start, end) = across(pair, vertical);
            let span = (start.min(end), start.max(end));
            let neighbour =
                |point: Option<&Point>| point.map_or(position, |point| if vertical { point.x } else { point.y });
            let before = neighbour(at.checked_sub(1).and_then(|before| path.points.get(before)));
            // A tree spreads to both sides, so other lines go around it on the side that they lean to.
            let lean =
                if path.tree.is_some() { 0.0 } else { before + neighbour(path.points.get(at + 2)) - 2.0 * position };
            let free = if path.tree.is_some() {
                (position, position)
            } else {
                freedom(path, at, position, span, cards, near, vertical)
            };
            let ends = at == 0 || at + 2 == path.points.len();
            segments.push(Segment { path: index, at, position, span, free, ends, lean });
        }
    }
    segments
}

/// Position and ends of a straight part.
fn across(pair: &[Point], vertical: bool) -> (f64, f64, f64) {
    if vertical { (pair[0].x, pair[0].y, pair[1].y) } else { (pair[0].y, pair[0].x, pair[1].x) }
}

/// How far a part may move before it comes near a card, or leaves the side of the card that it ends at.
fn freedom(
    path: &Path,
    at: usize,
    position: f64,
    span: (f64, f64),
    cards: &[Rect],
    near: &Near,
    vertical: bool,
) -> (f64, f64) {
    let (mut low, mut high) = (position - FURTHEST, position + FURTHEST);
    let sides = |card: &Rect| if vertical { (card.x, card.right()) } else { (card.y, card.bottom()) };
    let ends = |card: &Rect| if vertical { (card.y, card.bottom()) } else { (card.x, card.right()) };
    let own = [(at == 0).then_some(path.from), (at + 2 == path.points.len()).then_some(path.to)];
    // What is further away than the part may move does not hold it up.
    let (reach, length) = (FURTHEST + CLEAR, span.1 - span.0);
    let around = if vertical {
        Rect { x: position, y: span.0, width: 0.0, height: length }
    } else {
        Rect { x: span.0, y: position, width: length, height: 0.0 }
    };
    for index in near.to(&around.grown(reach)).chain(own.into_iter().flatten()) {
        let card = &cards[index];
        let (start, end) = sides(card);
        if own.contains(&Some(index)) {
            let corner = CORNER.min((end - start) / 2.0);
            (low, high) = (low.max(start + corner), high.min(end - corner));
            continue;
        }
        let (near, far) = ends(card);
        if span.0 < far + CLEAR && near - CLEAR < span.1 {
            if end <= position {
                low = low.max(end + CLEAR);
            } else if start >= position {
                high = high.min(start - CLEAR);
            }
        }
    }
    (low.min(position), high.max(position))
}

/// Sets of parts that lie on or close to each other, by position. Lines of one tree count once.
fn together(segments: &[Segment], paths: &[Path]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..segments.len()).collect();
    fn top(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    for (at, one) in segments.iter().enumerate() {
        for (offset, other) in segments[at + 1..].iter().enumerate() {
            let between = other.position - one.position;
            if between >= ENDS_APART {
                break;
            }
            if between >= wanted(one, other) {
                continue;
            }
            let overlap = one.span.0 < other.span.1 + 3.0 && other.span.0 < one.span.1 + 3.0;
            let (a, b) = (&paths[one.path], &paths[other.path]);
            let one_net = one.path == other.path || a.tree.is_some() && a.tree == b.tree;
            if overlap && !one_net {
                let (a, b) = (top(&mut parent, at), top(&mut parent, at + 1 + offset));
                parent[a.max(b)] = a.min(b);
            }
        }
    }
    let mut sets = vec![Vec::new(); segments.len()];
    (0..segments.len()).for_each(|at| sets[top(&mut parent, at)].push(at));
    sets.retain(|set| set.len() > 1);
    sets
}

/// How far apart two parts should be.
fn wanted(one: &Segment, other: &Segment) -> f64 {
    if one.ends && other.ends { ENDS_APART } else { APART }
}

/// Gives each part of a set its own track.
fn spread(paths: &mut [Path], mut set: Vec<&Segment>, vertical: bool) {
    set.sort_by(|a, b| a.lean.total_cmp(&b.lean).then(a.path.cmp(&b.path)));
    // Parts of one tree lie on each other on purpose, so they take one track, that of the first.
    let mut tracks: Vec<Vec<&Segment>> = Vec::new();
    for segment in set {
        let tree = paths[segment.path].tree;
        let same = |track: &&mut Vec<&Segment>| tree.is_some() && paths[track[0].path].tree == tree;
        match tracks.iter_mut().find(same) {
            Some(track) => track.push(segment),
            None => tracks.push(vec![segment]),
        }
    }
    place(paths, &tracks, vertical);
    if tracks.len() > COMPARED {
        return;
    }
    for _ in 0..tracks.len() {
        let mut changed = false;
        for at in 0..tracks.len() - 1 {
            let (one, other) = (lines(&tracks[at]), lines(&tracks[at + 1]));
            let between = |paths: &[Path]| -> usize {
                let crossed = |&a: &usize| other.iter().map(move |&b| (a, b));
                one.iter().flat_map(crossed).map(|(a, b)| crossings(&paths[a].points, &paths[b].points)).sum()
            };
            let now = between(paths);
            if now == 0 {
                continue;
            }
            tracks.swap(at, at + 1);
            place(paths, &tracks, vertical);
            if between(paths) < now {
                changed = true;
            } else {
                tracks.swap(at, at + 1);
                place(paths, &tracks, vertical);
            }
        }
        if !changed {
            break;
        }
    }
}

/// Moves the parts to evenly spaced tracks in their order, around where they are or on both sides of the one that must
/// stay.
fn place(paths: &mut [Path], tracks: &[Vec<&Segment>], vertical: bool) {
    let movable = tracks.iter().map(|track| track[0]).filter(|part| part.free.1 - part.free.0 > 0.1);
    let low = movable.clone().map(|part| part.free.0).fold(f64::MIN, f64::max);
    let high = movable.map(|part| part.free.1).fold(f64::MAX, f64::min);
    let widest = if tracks.iter().all(|track| track[0].ends) { ENDS_APART } else { APART };
    // Even where there is no room lines do not lie on each other, as far as each of them may move.
    let pitch = |room: f64, gaps: usize| if gaps == 0 { 0.0 } else { (room / gaps as f64).clamp(2.0, widest) };
    let last = tracks.len() - 1;
    let fixed = tracks.iter().position(|track| paths[track[0].path].tree.is_some());
    let (middle, centre) = match fixed {
        Some(at) => (at, tracks[at][0].position),
        None => {
            let mean = tracks.iter().map(|track| track[0].position).sum::<f64>() / tracks.len() as f64;
            let length = pitch(high - low, last) * last as f64;
            let first = mean - length / 2.0;
            (0, if low <= high - length { first.clamp(low, high - length) } else { first })
        }
    };
    let (before, after) = (pitch(centre - low, middle), pitch(high - centre, last - middle));
    for (at, track) in tracks.iter().enumerate() {
        let segment = track[0];
        if paths[segment.path].tree.is_some() {
            continue;
        }
        let away = at as f64 - middle as f64;
        let to = centre + away * if away < 0.0 { before } else { after };
        let to = to.clamp(segment.free.0, segment.free.1);
        let points = &mut paths[segment.path].points;
        for point in &mut points[segment.at..segment.at + 2] {
            if vertical {
                point.x = to;
            } else {
                point.y = to;
            }
        }
    }
}

/// The lines on a track, each once.
fn lines(track: &[&Segment]) -> Vec<usize> {
    let mut lines: Vec<usize> = track.iter().map(|part| part.path).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// How often two lines cross.
fn crossings(one: &[Point], other: &[Point]) -> usize {
    let mut count = 0;
    for a in one.windows(2).map(|pair| Rect::between(pair[0], pair[1])) {
        for b in other.windows(2).map(|pair| Rect::between(pair[0], pair[1])) {
            let upright = (a.width < a.height) != (b.width < b.height);
            let meet = a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom();
            // Lines on each other are worse than lines across each other.
            count += if !meet {
                0
            } else if upright {
                1
            } else {
                3
            };
        }
    }
    count
}
