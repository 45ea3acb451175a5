//! Lines with rounded corners and heads of their own: markers come out differently, or not at all, in many programs.

use crate::card;
use crate::figure::{Edge, EdgeKind, Fate, Figure, Mark};
use crate::layout::{Layout, Point};
use crate::page::px;
use crate::palette;
use crate::text;
use crate::xml::escape;

const CORNER: f64 = 6.0;
const HEAD: f64 = 7.0;

/// All lines; succession comes last, on top of the others.
pub(super) fn lines(figure: &Figure, layout: &Layout) -> String {
    let mut out = String::new();
    for kind in [EdgeKind::Relation, EdgeKind::SubBoard, EdgeKind::Succession] {
        for (at, (edge, line)) in figure.edges.iter().zip(&layout.edges).enumerate() {
            let Some(line) = line.as_ref().filter(|_| edge.kind == kind) else { continue };
            let Some((from, to)) = figure.ends(edge) else { continue };
            let name = |at: usize| text::clean(card::title(&figure.cards[at]));
            let label = text::clean(&edge.label);
            let words = if label.is_empty() { edge.kind.words() } else { &label };
            let proposed = if edge.proposed { " (proposed)" } else { "" };
            let words = match edge.mark {
                Some(mark) if label == mark.short() => edge.kind.words(),
                Some(mark) => words.trim_start_matches(mark.short()).trim_start_matches(": "),
                None => words,
            };
            let proposed = &edge.mark.map_or(proposed.to_owned(), |mark| format!(" ({})", mark.words()));
            let arrow = if edge.mutual { "↔" } else { "→" };
            let title = format!("{} {arrow} {}: {words}{proposed}", name(from), name(to));
            out += &format!(
                "<g class=\"gg-edge\" data-edge=\"{at}\"><title>{}</title>{}</g>\n",
                escape(&title),
                stroke(edge, &line.points)
            );
        }
    }
    out
}

/// The words on the lines, above everything, each on its own ground.
pub(super) fn labels(layout: &Layout) -> String {
    let mut out = String::new();
    for (at, line) in layout.edges.iter().enumerate() {
        let Some(label) = line.as_ref().and_then(|line| line.label.as_ref()) else { continue };
        // Words may stand beside their line, whose thickness is not to be covered.
        let (rect, centre) = (label.rect.grown(-1.5), label.rect.centre());
        out += &format!(
            "<g class=\"gg-label\" data-edge=\"{at}\"><rect class=\"gg-backing\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\" \
             fill=\"{}\"/><text class=\"gg-soft\" x=\"{}\" y=\"{}\" font-size=\"10.5\" text-anchor=\"middle\" \
             fill=\"{}\">{}</text></g>\n",
            px(rect.x),
            px(rect.y),
            px(rect.width),
            px(rect.height),
            palette::PAPER,
            px(centre.x),
            px(centre.y + 3.7),
            palette::SOFT_INK,
            escape(&label.text),
        );
    }
    out
}

/// How a sort of line looks: class, width, and whether it is dashed.
pub(crate) fn look(kind: EdgeKind, proposed: bool) -> (&'static str, f64, &'static str) {
    let (class, width) = match kind {
        EdgeKind::Succession => ("gg-succession", 2.2),
        EdgeKind::SubBoard => ("gg-sub-board", 1.5),
        EdgeKind::Relation => ("gg-relation", 1.2),
    };
    let dashes = match (kind, proposed) {
        (EdgeKind::Relation, false) => " stroke-dasharray=\"4.5 3.5\"",
        // Proposed relations are dotted: all relations are dashed.
        (EdgeKind::Relation, true) => " stroke-dasharray=\"1.2 3.2\"",
        (_, true) => " stroke-dasharray=\"7 4\"",
        (_, false) => "",
    };
    (class, width, dashes)
}

/// How a line looks that came or went: class, colour, width, and whether it is dashed.
pub(crate) fn marked_look(mark: Mark) -> (&'static str, &'static str, f64, &'static str) {
    let (class, colour) = (palette::fate_class(mark.fate), palette::fate_colours(mark.fate).2);
    let (width, dashes) = match (mark.fate, mark.sure) {
        (Fate::New | Fate::Moved | Fate::Changed, true) => (2.0, ""),
        (Fate::Gone | Fate::Lapsed, true) => (2.0, " stroke-dasharray=\"2 4\""),
        (Fate::Open, _) => (1.2, " stroke-dasharray=\"1.2 3.2\""),
        _ => (1.5, " stroke-dasharray=\"7 4\""),
    };
    (class, colour, width, dashes)
}

fn stroke(edge: &Edge, points: &[Point]) -> String {
    let (class, colour, width, dashes) = edge.mark.map_or_else(
        || {
            let (class, width, dashes) = look(edge.kind, edge.proposed);
            (class, palette::edge_colour(edge.kind), width, dashes)
        },
        marked_look,
    );
    if edge.mutual { line(points, class, colour, width, dashes) } else { arrow(points, class, colour, width, dashes) }
}

/// A line and its head.
pub(crate) fn arrow(points: &[Point], class: &str, colour: &str, width: f64, dashes: &str) -> String {
    let [.., before, tip] = points else { return String::new() };
    let length = length(before, tip);
    if length < 0.01 {
        return String::new();
    }
    let (dx, dy) = ((tip.x - before.x) / length, (tip.y - before.y) / length);
    let half = if width > 2.0 { 4.4 } else { 3.4 };
    let back = Point::new(tip.x - dx * HEAD, tip.y - dy * HEAD);
    let mut shaft = points.to_vec();
    if let Some(last) = shaft.last_mut() {
        // The line ends inside its head: a round or thick end would blunt the tip.
        let inside = (HEAD - 1.0).min(length / 2.0);
        *last = Point::new(tip.x - dx * inside, tip.y - dy * inside);
    }
    format!(
        "{}<path class=\"{class}-head\" d=\"M{} {}L{} {}L{} {}Z\" fill=\"{colour}\"/>",
        line(&shaft, class, colour, width, dashes),
        px(tip.x),
        px(tip.y),
        px(back.x - dy * half),
        px(back.y + dx * half),
        px(back.x + dy * half),
        px(back.y - dx * half),
    )
}

/// A line without a head.
pub(crate) fn line(points: &[Point], class: &str, colour: &str, width: f64, dashes: &str) -> String {
    let path = rounded(points);
    format!("<path class=\"{class}\" d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}/>")
}

/// From one point to another straight above or beside it.
fn length(one: &Point, other: &Point) -> f64 {
    (other.x - one.x).abs() + (other.y - one.y).abs()
}

/// A path through points whose corners are rounded as far as the straights allow.
fn rounded(points: &[Point]) -> String {
    let Some(first) = points.first() else { return String::new() };
    let mut path = format!("M{} {}", px(first.x), px(first.y));
    for (at, point) in points.iter().enumerate().skip(1) {
        let Some(next) = points.get(at + 1) else {
            path += &format!("L{} {}", px(point.x), px(point.y));
            break;
        };
        let towards = |other: &Point| {
            let length = length(point, other).max(0.01);
            let reach = CORNER.min(length / 2.0);
            Point::new(point.x + (other.x - point.x) / length * reach, point.y + (other.y - point.y) / length * reach)
        };
        let (enter, leave) = (towards(&points[at - 1]), towards(next));
        path += &format!(
            "L{} {}Q{} {} {} {}",
            px(enter.x),
            px(enter.y),
            px(point.x),
            px(point.y),
            px(leave.x),
            px(leave.y)
        );
    }
    path
}
