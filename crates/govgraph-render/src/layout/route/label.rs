//! Words on lines: where they cover no card, no other words, and no line but their own.

use std::collections::BTreeMap;

use super::Path;
use crate::figure::{EdgeKind, Figure};
use crate::layout::Label;
use crate::layout::geometry::{Point, Rect};
use crate::layout::near::Near;
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
/// From the ground of words on a line to the next line, px.
const CLEAR_ON: f64 = 1.5;
/// The same for words beside their line, which must not be nearer to another one: as far as the words are from theirs.
const CLEAR_BESIDE: f64 = PAD;
/// Along a straight at most so many places are tried, at least so far apart, px.
const TRIED: f64 = 40.0;
const STEP: f64 = 6.0;

/// How wide the ground of a label is.
pub(crate) fn width(words: &str) -> f64 {
    let words = text::fit(words, Weight::Regular, SIZE, LONGEST);
    if words.is_empty() { 0.0 } else { ground(&words) }
}

fn ground(words: &str) -> f64 {
    (text::width(words, Weight::Regular, SIZE) * 1.04 + 2.0 * PAD).ceil()
}

/// The words of all paths while places are looked for.
pub(super) struct Words<'a> {
    paths: &'a [Path],
    placement: &'a Placement,
    headings: Vec<Rect>,
    frames: Vec<Rect>,
    near: Neighbours,
    texts: Vec<String>,
    widths: Vec<f64>,
    found: Vec<Option<Rect>>,
}

/// What is near a place.
struct Neighbours {
    cards: Near,
    frames: Near,
    headings: Near,
    /// All straights of all paths, each with its path.
    straights: Vec<Other>,
    straight: Near,
    /// The words that have a place, by the squares that they reach into.
    held: BTreeMap<(i64, i64), Vec<usize>>,
}

/// The side of such a square, px: larger than any words.
const SQUARE: f64 = 256.0;

fn squares(rect: &Rect) -> impl Iterator<Item = (i64, i64)> + use<> {
    let square = |value: f64| (value / SQUARE).floor() as i64;
    let across = square(rect.x)..=square(rect.right());
    let down = square(rect.y)..=square(rect.bottom());
    down.flat_map(move |row| across.clone().map(move |column| (column, row)))
}

/// A place that covers neither a card nor the name of a group.
struct Spot {
    rect: Rect,
    cost: f64,
    /// Which straight of the path it is on.
    straight: usize,
    /// How far other lines must be away.
    clear: f64,
}

/// A straight of another path.
type Other = (usize, Rect);

/// Where the words of every path may stand, and the straights of other paths near each of its own.
struct Spots {
    /// The best first.
    spots: Vec<Spot>,
    near: Vec<Vec<Other>>,
}

impl Spots {
    /// The other paths that run through a place.
    fn lines(&self, spot: &Spot) -> impl Iterator<Item = usize> {
        let rect = spot.rect.grown(spot.clear);
        self.near[spot.straight].iter().filter(move |(_, straight)| touches(straight, &rect)).map(|&(path, _)| path)
    }
}

impl<'a> Words<'a> {
    /// Finds a place for the words of every path that has a clear one: succession first, then the short lines, which
    /// have the least choice.
    pub(super) fn place(figure: &Figure, placement: &'a Placement, paths: &'a [Path]) -> Self {
        let fitted = |path: &Path| text::fit(&figure.edges[path.edge].label, Weight::Regular, SIZE, LONGEST);
        let texts: Vec<String> = paths.iter().map(fitted).collect();
        let widths = texts.iter().map(|words| ground(words)).collect();
        let frames: Vec<Rect> = placement.groups.iter().flatten().copied().collect();
        let named = figure.groups.iter().zip(&placement.groups);
        let headings: Vec<Rect> =
            named.filter_map(|(group, frame)| frame.map(|frame| heading(&group.label, &frame))).collect();
        let straights = paths
            .iter()
            .enumerate()
            .flat_map(|(at, path)| path.points.windows(2).map(move |pair| (at, Rect::between(pair[0], pair[1]))));
        let straights: Vec<Other> = straights.collect();
        let near = Neighbours {
            cards: Near::of(&placement.cards),
            frames: Near::of(&frames),
            headings: Near::of(&headings),
            straight: Near::of(&straights.iter().map(|&(_, straight)| straight).collect::<Vec<_>>()),
            straights,
            held: BTreeMap::new(),
        };
        let mut words =
            Self { paths, placement, headings, frames, near, texts, widths, found: vec![None; paths.len()] };
        let mut order: Vec<usize> = (0..paths.len()).filter(|&at| !words.texts[at].is_empty()).collect();
        let succession = |at: usize| figure.edges[paths[at].edge].kind == EdgeKind::Succession;
        order.sort_by_key(|&at| (!succession(at), length(&paths[at].points) as u64, paths[at].edge));
        for at in order {
            let found = words.clear(at, None).or_else(|| words.exchange(at));
            words.hold(at, found);
        }
        words
    }

    /// The paths whose words have no clear place.
    pub(super) fn cramped(&self) -> Vec<usize> {
        (0..self.paths.len()).filter(|&at| !self.texts[at].is_empty() && self.found[at].is_none()).collect()
    }

    /// The places found so far, each with its path.
    pub(super) fn rects(&self) -> impl Iterator<Item = (usize, Rect)> {
        self.found.iter().enumerate().filter_map(|(at, found)| found.map(|found| (at, found)))
    }

    /// A place for the words of a path that only lines run through which may be led elsewhere, and those lines. Of
    /// several the one with the fewest.
    pub(super) fn after_moving(&self, at: usize, may_move: impl Fn(usize) -> bool) -> Option<(Rect, Vec<usize>)> {
        let spots = self.spots(at);
        let mut best: Option<(Rect, Vec<usize>)> = None;
        for spot in &spots.spots {
            let mut lines: Vec<usize> = spots.lines(spot).collect();
            lines.sort_unstable();
            lines.dedup();
            let fewer = best.as_ref().is_none_or(|(_, least)| lines.len() < least.len());
            if fewer && lines.iter().all(|&line| may_move(line)) && self.clashes(at, &spot.rect).is_empty() {
                best = Some((spot.rect.grown(spot.clear), lines));
            }
        }
        best
    }

    /// The labels as they are drawn. Words without a clear place stand where they do the least harm, unless that would
    /// be on other words: better to lose words than two.
    pub(super) fn labels(mut self) -> Vec<Option<Label>> {
        for at in self.cramped() {
            let found = self.least_harm(at);
            self.hold(at, found);
        }
        let pairs = self.texts.into_iter().zip(self.found);
        pairs.map(|(text, rect)| rect.map(|rect| Label { text, rect })).collect()
    }

    /// The best clear place; with `but`, one that also leaves that rectangle free, and may take the place of the path
    /// there named.
    fn clear(&self, at: usize, but: Option<&Rect>) -> Option<Rect> {
        let spots = self.spots(at);
        let free = |spot: &&Spot| {
            but.is_none_or(|but| !but.grown(2.0).overlaps(&spot.rect))
                && self.clashes(at, &spot.rect).is_empty()
                && spots.lines(spot).next().is_none()
        };
        spots.spots.iter().find(free).map(|spot| spot.rect)
    }

    /// A place that words of one other path hold which find another one.
    fn exchange(&mut self, at: usize) -> Option<Rect> {
        let spots = self.spots(at);
        let mut tried: Vec<usize> = Vec::new();
        for spot in spots.spots.iter().filter(|spot| spots.lines(spot).next().is_none()) {
            let [holder] = self.clashes(at, &spot.rect)[..] else { continue };
            if tried.iter().filter(|&&tried| tried == holder).count() >= 4 {
                continue;
            }
            tried.push(holder);
            if let Some(other) = self.clear(holder, Some(&spot.rect)) {
                self.hold(holder, Some(other));
                return Some(spot.rect);
            }
        }
        None
    }

    fn least_harm(&self, at: usize) -> Option<Rect> {
        let spots = self.spots(at);
        let free = spots.spots.iter().filter(|spot| self.clashes(at, &spot.rect).is_empty());
        let harm = |spot: &Spot| spot.cost + spots.lines(spot).count() as f64 * 60.0;
        free.min_by(|a, b| harm(a).total_cmp(&harm(b))).map(|spot| spot.rect)
    }

    /// Gives the words of a path a place, or none.
    fn hold(&mut self, at: usize, place: Option<Rect>) {
        let held = &mut self.near.held;
        for square in self.found[at].iter().flat_map(squares) {
            held.entry(square).or_default().retain(|&other| other != at);
        }
        for square in place.iter().flat_map(squares) {
            held.entry(square).or_default().push(at);
        }
        self.found[at] = place;
    }

    /// The paths whose words hold a place, each once.
    fn clashes(&self, at: usize, rect: &Rect) -> Vec<usize> {
        let rect = rect.grown(2.0);
        let mut holders: Vec<usize> = squares(&rect)
            .filter_map(|square| self.near.held.get(&square))
            .flatten()
            .copied()
            .filter(|&other| other != at && self.found[other].is_some_and(|found| found.overlaps(&rect)))
            .collect();
        holders.sort_unstable();
        holders.dedup();
        holders
    }

    fn spots(&self, at: usize) -> Spots {
        let (path, width) = (&self.paths[at], self.widths[at]);
        let count = path.points.len() - 1;
        let (mut spots, mut near) = (Vec::new(), vec![Vec::new(); count]);
        let shared = path.tree.is_some() && path.from != path.to;
        for (straight, pair) in path.points.windows(2).enumerate() {
            // The ways that a tree shares say nothing of one child; its words stand where only its own line is.
            if shared && straight + 1 < count {
                continue;
            }
            let reach = Rect::between(pair[0], pair[1]).grown(width + CLEAR_BESIDE);
            let nearby = |near: &Near| near.each(&reach);
            let cards: Vec<&Rect> = nearby(&self.near.cards).into_iter().map(|at| &self.placement.cards[at]).collect();
            let headings: Vec<&Rect> = nearby(&self.near.headings).into_iter().map(|at| &self.headings[at]).collect();
            let frames: Vec<&Rect> = nearby(&self.near.frames).into_iter().map(|at| &self.frames[at]).collect();
            near[straight] = self.others(at, &reach);
            for mut spot in along(pair, straight, width, straight == 0 || straight + 1 == count) {
                let rect = &spot.rect;
                if cards.iter().any(|card| card.grown(1.0).overlaps(rect))
                    || headings.iter().any(|one| one.overlaps(rect))
                {
                    continue;
                }
                let frames = frames.iter().filter(|group| straddles(group, rect)).count();
                let own = path.points.windows(2).enumerate().filter(|&(other, _)| other != straight);
                let own = own.filter(|(_, pair)| touches(&Rect::between(pair[0], pair[1]), rect)).count();
                let head = straight + 1 == count && head(pair).overlaps(rect);
                spot.cost += frames as f64 * 45.0 + own as f64 * 80.0 + if head { 60.0 } else { 0.0 };
                spots.push(spot);
            }
        }
        spots.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        Spots { spots, near }
    }

    /// The straights of other paths that reach into a rectangle.
    fn others(&self, at: usize, reach: &Rect) -> Vec<Other> {
        let near = self.near.straight.each(reach).into_iter().map(|near| self.near.straights[near]);
        near.filter(|(other, straight)| *other != at && touches(straight, reach)).collect()
    }
}

/// The places on a straight and beside it.
fn along(pair: &[Point], straight: usize, width: f64, at_end: bool) -> Vec<Spot> {
    let (a, b) = (pair[0], pair[1]);
    let horizontal = (a.y - b.y).abs() < 0.5;
    let length = (a.x - b.x).abs() + (a.y - b.y).abs();
    let (along, across) = if horizontal { (width, HEIGHT) } else { (HEIGHT, width) };
    let rest = if at_end { REST } else { REST / 2.0 };
    let beside = across / 2.0 - 0.5;
    let mut spots = Vec::new();
    for aside in [0.0, beside, -beside] {
        // Words on a line leave both of its ends to be seen; beside it they hide nothing, and may reach beyond it.
        let room = if aside == 0.0 { length - along - 2.0 * rest } else { (length - along).abs().max(length / 2.0) };
        if room < 0.0 {
            continue;
        }
        let steps = (room / STEP).min(TRIED).floor().max(1.0);
        for step in 0..=steps as usize {
            let away = (step as f64 / steps - 0.5) * room;
            let share = if length > 0.0 { 0.5 + away / length } else { 0.5 };
            let (x, y) = (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            let centre = if horizontal { Point::new(x, y + aside) } else { Point::new(x + aside, y) };
            let (width, height) = (width, HEIGHT);
            let rect = Rect { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height };
            let cost = (share - 0.5).abs() * 40.0 + if aside == 0.0 { 0.0 } else { 25.0 } - length.min(300.0) * 0.12
                + if horizontal { 0.0 } else { 14.0 };
            spots.push(Spot { rect, cost, straight, clear: if aside == 0.0 { CLEAR_ON } else { CLEAR_BESIDE } });
        }
    }
    spots
}

/// Where a straight ends in an arrow head.
fn head(pair: &[Point]) -> Rect {
    let (before, tip) = (pair[0], pair[1]);
    let away = |before: f64, tip: f64| tip + (before - tip).clamp(-8.0, 8.0);
    Rect::between(tip, Point::new(away(before.x, tip.x), away(before.y, tip.y))).grown(4.0)
}

/// The part of a group that its own label takes.
fn heading(label: &str, group: &Rect) -> Rect {
    let words = crate::svg::band_words(label, group.width).1;
    Rect { height: 28.0, width: group.width.min((words + 24.0).max(180.0)), ..*group }
}

/// Whether a label lies on the border of a group.
fn straddles(group: &Rect, label: &Rect) -> bool {
    group.overlaps(label) && !group.holds(label)
}

fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|pair| (pair[0].x - pair[1].x).abs() + (pair[0].y - pair[1].y).abs()).sum()
}

/// Whether a straight passes through a rectangle, borders included.
fn touches(straight: &Rect, rect: &Rect) -> bool {
    straight.x <= rect.right()
        && rect.x <= straight.right()
        && straight.y <= rect.bottom()
        && rect.y <= straight.bottom()
}
