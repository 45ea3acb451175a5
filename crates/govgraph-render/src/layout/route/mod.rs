//! How lines run: right-angled, around the cards, with as few bends and crossings as a bounded search finds.
//!
//! Lines down a tree follow the way that placing left free for them. All others are searched for on the grid of card
//! margins, shortest first; afterwards lines that share a way are moved apart, which also spreads the ends along the
//! side of a card.

mod grid;
mod label;
mod nudge;
mod plain;
mod search;

use crate::figure::{EdgeKind, Figure};
use crate::layout::geometry::{Point, Rect};
use crate::layout::near::Near;
use crate::layout::place::{Link, Placement, gap};
use crate::layout::{Label, Layout, Line};
use grid::Grid;
use label::Words;
use search::{Search, Side};

pub(crate) use label::width as label_width;

/// Lines keep this far from cards while a way is searched, px; moved apart they may come as near as `CLEAR`.
const MARGIN: f64 = 14.0;
/// The least distance from a line to a card that is none of its ends, px.
const CLEAR: f64 = 6.0;
/// Lines end at least this far from the corners of a card, px.
const CORNER: f64 = 14.0;
/// Paper around everything, px.
const PAGE: f64 = 24.0;
/// So many words may have lines led around them, and only where there are no more lines than this: each time costs
/// about as much as routing all of them.
const WAYS_MADE: usize = 6;
const MOST_TO_MAKE_WAY: usize = 250;

/// A line while it is being routed.
#[derive(Debug, Clone)]
struct Path {
    edge: usize,
    from: usize,
    to: usize,
    points: Vec<Point>,
    /// The card whose tree it belongs to. Such lines stay where they are, and share their way with their siblings.
    tree: Option<usize>,
}

/// Draws the lines of a figure around cards that have their places, and sizes the page.
///
/// Positions need not come from [`place`](super::place); lines to sub-boards are then searched for like all others.
#[must_use]
pub fn route(figure: &Figure, placement: Placement) -> Layout {
    routed(figure, placement).0
}

/// As [`route`], and the edges whose words found no place that is clear of other lines and words.
pub(crate) fn routed(figure: &Figure, mut placement: Placement) -> (Layout, Vec<usize>) {
    placement.cards.resize(figure.cards.len(), Rect::default());
    placement.groups.resize(figure.groups.len(), None);
    placement.links.resize(figure.edges.len(), None);
    let mut paths = Vec::new();
    let mut open = Vec::new();
    for (edge, drawn) in figure.edges.iter().enumerate() {
        let Some((from, to)) = figure.ends(drawn) else { continue };
        let (a, b) = (placement.cards[from], placement.cards[to]);
        match placement.links[edge] {
            _ if from == to => {
                let points = plain::around_itself(a, loops_inside(figure, edge));
                paths.push(Path { edge, from, to, points, tree: Some(from) });
            }
            Some(link) => paths.push(Path { edge, from, to, points: down_the_tree(a, b, link), tree: Some(from) }),
            None => open.push((edge, from, to)),
        }
    }
    search_ways(figure, &placement, &placement.cards, &mut paths, open);
    nudge::apart(&mut paths, &placement.cards);
    paths.sort_by_key(|path| path.edge);
    make_way(figure, &placement, &mut paths);
    let words = Words::place(figure, &placement, &paths);
    let cramped = words.cramped().into_iter().map(|at| paths[at].edge).collect();
    let labels = words.labels();
    (finish(figure, placement, paths, labels), cramped)
}

/// Leads lines around words that otherwise have no clear place.
///
/// The words get the place that the fewest lines run through, their own line stays as it is, and those lines are
/// searched for again with the place as an obstacle. What does not help is undone.
fn make_way(figure: &Figure, placement: &Placement, paths: &mut Vec<Path>) {
    if paths.len() > MOST_TO_MAKE_WAY {
        return;
    }
    let mut given_up: Vec<usize> = Vec::new();
    for _ in 0..WAYS_MADE {
        let words = Words::place(figure, placement, paths);
        let cramped = words.cramped();
        let Some(&at) = cramped.iter().find(|&&at| !given_up.contains(&paths[at].edge)) else { return };
        given_up.push(paths[at].edge);
        let may_move = |line: usize| paths[line].tree.is_none();
        let Some((free, lines)) = words.after_moving(at, may_move) else { continue };
        let (mut tried, mut open) = (Vec::with_capacity(paths.len()), Vec::new());
        for (other, path) in paths.iter().enumerate() {
            if lines.contains(&other) {
                open.push((path.edge, path.from, path.to));
            } else {
                // No tree has this number, so the line shares its way with nobody.
                let tree = if other == at { Some(figure.cards.len() + other) } else { path.tree };
                tried.push(Path { tree, ..path.clone() });
            }
        }
        // The places found before stay free as well, but for those of the lines that are led elsewhere.
        let kept = words.rects().filter(|(other, _)| !lines.contains(other) && *other != at).map(|(_, rect)| rect);
        let obstacles: Vec<Rect> = placement.cards.iter().copied().chain([free]).chain(kept).collect();
        search_ways(figure, placement, &obstacles, &mut tried, open);
        let still = obstacles[..=placement.cards.len()].to_vec();
        nudge::apart(&mut tried, &still);
        tried.sort_by_key(|path| path.edge);
        tried[at].tree = paths[at].tree;
        if Words::place(figure, placement, &tried).cramped().len() < cramped.len() {
            *paths = tried;
        }
    }
}

/// Searches ways around obstacles: the cards, in their order, and whatever comes after them.
fn search_ways(
    figure: &Figure,
    placement: &Placement,
    cards: &[Rect],
    paths: &mut Vec<Path>,
    mut open: Vec<(usize, usize, usize)>,
) {
    let side = |edge: usize| match figure.edges[edge].kind {
        EdgeKind::Succession => Side::Title,
        EdgeKind::SubBoard | EdgeKind::Relation => Side::Middle,
    };
    let distance = |&(edge, from, to): &(usize, usize, usize)| {
        let (a, b) = (cards[from].centre(), cards[to].centre());
        let succession = figure.edges[edge].kind == EdgeKind::Succession;
        // Succession is what the eye follows first, so it has the first choice; then the short lines.
        (!succession, ((a.x - b.x).abs() + (a.y - b.y).abs()) as u64, edge)
    };
    open.sort_by_key(distance);
    let mut busy = vec![None; cards.len()];
    for &(edge, from, to) in open.iter().rev() {
        (busy[from], busy[to]) = (Some(side(edge)), Some(side(edge)));
    }
    let near = Near::of(cards);
    let mut search = Search::new(Grid::of(cards, &busy, &placement.groups));
    paths.iter().for_each(|path| search.grid.occupy(&path.points));
    for (edge, from, to) in open {
        let groups = [from, to].map(|card| figure.group_of(&figure.cards[card]));
        let points =
            search.way(cards, from, to, groups, side(edge)).unwrap_or_else(|| plain::way(cards, &near, from, to));
        search.grid.occupy(&points);
        paths.push(Path { edge, from, to, points, tree: None });
    }
}

/// How many loops at the same card a loop goes around; those with words are outside, where there is room for them.
fn loops_inside(figure: &Figure, edge: usize) -> usize {
    let rank = |at: usize| (!figure.edges[at].label.is_empty(), at);
    let ends = figure.ends(&figure.edges[edge]);
    let others = (0..figure.edges.len()).filter(|&other| rank(other) < rank(edge));
    others.filter(|&other| figure.ends(&figure.edges[other]) == ends).count()
}

/// The line from a card to a sub-board below it.
fn down_the_tree(from: Rect, to: Rect, link: Link) -> Vec<Point> {
    let (start, bus) = (Point::new(from.centre().x, from.bottom()), from.bottom() + gap::BUS);
    let mut points = vec![start, Point::new(start.x, bus)];
    let level = link.around.map_or(bus, |turn| {
        points.extend([Point::new(turn.x, bus), turn]);
        turn.y
    });
    let (top, side) = (Point::new(to.centre().x, to.y), Point::new(to.x, to.centre().y));
    match link.spine {
        None => points.extend([Point::new(top.x, level), top]),
        Some(x) => points.extend([Point::new(x, level), Point::new(x, side.y), side]),
    }
    simplified(&points)
}

/// The same way without points that are repeated or lie on the straight between their neighbours.
fn simplified(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    let near = |a: f64, b: f64| (a - b).abs() < 0.01;
    for &point in points {
        if kept.last().is_some_and(|last| near(last.x, point.x) && near(last.y, point.y)) {
            continue;
        }
        if let [.., before, last] = kept.as_slice()
            && (near(before.x, last.x) && near(last.x, point.x) || near(before.y, last.y) && near(last.y, point.y))
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Whether a way runs through a card; touching the cards at its two ends does not count.
fn hits(points: &[Point], cards: &[Rect], near: &Near, from: usize, to: usize, clear: f64) -> bool {
    points.windows(2).any(|pair| {
        let segment = Rect::between(pair[0], pair[1]);
        near.to(&segment.grown(clear)).any(|at| {
            let card = &cards[at];
            let card = if at == from || at == to { card.grown(-0.05) } else { card.grown(clear) };
            // Borders are inclusive here: a segment has no area of its own.
            segment.x < card.right()
                && card.x < segment.right() + 1e-9
                && segment.y < card.bottom()
                && card.y < segment.bottom() + 1e-9
        })
    })
}

/// Puts the words on the lines and moves everything so that the page starts at (0, 0).
fn finish(figure: &Figure, placement: Placement, paths: Vec<Path>, labels: Vec<Option<Label>>) -> Layout {
    let mut edges: Vec<Option<Line>> = vec![None; figure.edges.len()];
    for (path, label) in paths.into_iter().zip(labels) {
        edges[path.edge] = Some(Line { points: path.points, label });
    }
    let mut layout = Layout { width: 0.0, height: 0.0, cards: placement.cards, groups: placement.groups, edges };
    let points = layout.edges.iter().flatten().flat_map(|line| &line.points);
    let labels = layout.edges.iter().flatten().filter_map(|line| line.label.as_ref().map(|label| label.rect));
    let rects = layout.cards.iter().chain(layout.groups.iter().flatten()).copied();
    let all = rects.chain(labels).chain(points.map(|&point| Rect::between(point, point)));
    let Some(bounds) = all.reduce(|a, b| a.around(&b)) else { return layout };
    let (left, top) = (PAGE - bounds.x, PAGE - bounds.y);
    (layout.width, layout.height) = ((bounds.width + 2.0 * PAGE).ceil(), (bounds.height + 2.0 * PAGE).ceil());
    let shift = |rect: &mut Rect| (rect.x, rect.y) = (rect.x + left, rect.y + top);
    layout.cards.iter_mut().chain(layout.groups.iter_mut().flatten()).for_each(shift);
    for line in layout.edges.iter_mut().flatten() {
        line.points.iter_mut().for_each(|point| *point = Point::new(point.x + left, point.y + top));
        line.label.iter_mut().for_each(|label| shift(&mut label.rect));
    }
    layout
}
