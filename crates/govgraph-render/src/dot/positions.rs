//! Positions from Graphviz: what to ask `dot -Tjson0`, and what to read from its answer.
//!
//! Nothing here starts a program. Whoever may, gives [`question`] to `dot -Tjson0` and what that prints to [`layout`].

use graphviz_rust::dot_structures::{
    Edge as DotEdge, EdgeTy, Graph, GraphAttributes, Id, Node, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};
use serde::Deserialize;
use thiserror::Error;

use super::{html, node_id, plain};
use crate::figure::{EdgeKind, Figure};
use crate::layout::{Layout, Placement, Point, Rect, card_size, label_width, route};

/// Why an answer is of no use.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// It is not the JSON that `dot -Tjson0` writes.
    #[error("not the JSON of `dot -Tjson0`: {0}")]
    Json(#[from] serde_json::Error),
    /// It is about something else, or Graphviz gave up on a part of it.
    #[error("the answer has no position for node {0}")]
    Missing(usize),
}

/// The figure as `dot` is to place it: every node as large as its card, and every label as large as its words.
///
/// No text of the figure is in it.
#[must_use]
pub fn question(figure: &Figure) -> String {
    let graph = |attributes| Stmt::GAttribute(GraphAttributes::Graph(attributes));
    let mut stmts = vec![
        graph(vec![
            plain("rankdir", "TB"),
            plain("nodesep", &inches(GAP_BESIDE)),
            plain("ranksep", &inches(GAP_BELOW)),
        ]),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            plain("shape", "box"),
            plain("fixedsize", "true"),
            plain("label", "\"\""),
        ])),
    ];
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); figure.groups.len()];
    let node = |at: usize| {
        let (width, height) = card_size(&figure.cards[at]);
        Stmt::Node(Node::new(node_id(at), vec![plain("width", &inches(width)), plain("height", &inches(height))]))
    };
    for (at, card) in figure.cards.iter().enumerate() {
        match figure.group_of(card) {
            Some(group) => members[group].push(at),
            None => stmts.push(node(at)),
        }
    }
    for (at, members) in members.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
        // The words of the frame are drawn by us, and need their room.
        let mut inside = vec![graph(vec![plain("margin", "22"), html("label", &room(100.0, 14.0))])];
        inside.extend(members.iter().map(|&member| node(member)));
        stmts.push(Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{at}")), stmts: inside }));
    }
    for (at, edge) in figure.edges.iter().enumerate() {
        let Some((from, to)) = figure.ends(edge).map(|ends| edge.downwards(ends)) else { continue };
        let mut attributes = vec![plain("id", &format!("e{at}"))];
        let words = label_width(&edge.label);
        if words > 0.0 {
            attributes.push(html("label", &room(words, 16.0)));
        }
        if edge.kind == EdgeKind::SubBoard {
            attributes.push(plain("weight", "4"));
        }
        let ty = EdgeTy::Pair(Vertex::N(node_id(from)), Vertex::N(node_id(to)));
        stmts.push(Stmt::Edge(DotEdge { ty, attributes }));
    }
    let graph = Graph::DiGraph { id: Id::Plain("govgraph".to_owned()), strict: false, stmts };
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

/// Between cards side by side, and from one rank to the next, px: lines run there.
const GAP_BESIDE: f64 = 32.0;
const GAP_BELOW: f64 = 56.0;

/// Graphviz counts in inches of 72 points, of which one is a px of ours.
fn inches(px: f64) -> String {
    format!("{:.4}", px / 72.0)
}

/// A label without words, of a size.
fn room(width: f64, height: f64) -> String {
    format!(
        "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\" fixedsize=\"true\" width=\"{width:.0}\" \
         height=\"{height:.0}\"><tr><td></td></tr></table>"
    )
}

/// The figure with its cards where `dot` put them, and our lines between them.
///
/// # Errors
///
/// When the answer is not that of `dot -Tjson0` to [`question`].
pub fn layout(figure: &Figure, answer: &str) -> Result<Layout, Unreadable> {
    let answer: Answer = serde_json::from_str(answer)?;
    Ok(route(figure, answer.placement(figure)?))
}

/// The lines that `dot` itself would draw, flattened, in the order of the edges; empty for one that it did not draw. For
/// comparisons.
///
/// # Errors
///
/// As [`layout`].
pub fn own_lines(figure: &Figure, answer: &str) -> Result<Vec<Vec<Point>>, Unreadable> {
    let answer: Answer = serde_json::from_str(answer)?;
    let mut lines = vec![Vec::new(); figure.edges.len()];
    for edge in answer.edges {
        let at: Option<usize> = edge.id.strip_prefix('e').and_then(|at| at.parse().ok());
        if let Some(line) = at.and_then(|at| lines.get_mut(at)) {
            *line = flattened(&edge.pos);
        }
    }
    Ok(lines)
}

/// Where `dot` put the cards, as it counts: for comparisons with [`own_lines`].
///
/// # Errors
///
/// As [`layout`].
pub fn cards(figure: &Figure, answer: &str) -> Result<Vec<Rect>, Unreadable> {
    let answer: Answer = serde_json::from_str(answer)?;
    Ok(answer.placement(figure)?.cards)
}

/// What is read of the JSON: `objects` are clusters first, then nodes.
#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    objects: Vec<Placed>,
    #[serde(default)]
    edges: Vec<Drawn>,
}

#[derive(Deserialize)]
struct Placed {
    name: String,
    /// Of a node: its middle.
    pos: Option<String>,
    /// Of a cluster: two corners.
    bb: Option<String>,
}

#[derive(Deserialize)]
struct Drawn {
    #[serde(default)]
    id: String,
    #[serde(default)]
    pos: String,
}

impl Answer {
    fn placement(&self, figure: &Figure) -> Result<Placement, Unreadable> {
        let mut cards: Vec<Option<Rect>> = vec![None; figure.cards.len()];
        let mut groups: Vec<Option<Rect>> = vec![None; figure.groups.len()];
        for object in &self.objects {
            let named = |prefix: &str| object.name.strip_prefix(prefix).and_then(|at| at.parse::<usize>().ok());
            // Their y grows upwards.
            if let (Some(at), Some([x, y])) = (named("n"), object.pos.as_deref().and_then(numbers))
                && let Some(card) = figure.cards.get(at)
            {
                let (width, height) = card_size(card);
                cards[at] = Some(Rect { x: x - width / 2.0, y: -y - height / 2.0, width, height });
            }
            if let (Some(at), Some([left, low, right, high])) =
                (named("cluster_"), object.bb.as_deref().and_then(numbers))
                && at < groups.len()
            {
                groups[at] = Some(Rect { x: left, y: -high, width: right - left, height: high - low });
            }
        }
        let cards: Result<Vec<Rect>, Unreadable> =
            cards.into_iter().enumerate().map(|(at, card)| card.ok_or(Unreadable::Missing(at))).collect();
        Ok(Placement::new(cards?, groups))
    }
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let numbers: Vec<f64> = text.split(',').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok().filter(|numbers: &[f64; N]| numbers.iter().all(|number| number.is_finite()))
}

/// So many straights stand for one curve.
const STRAIGHTS: usize = 8;

/// A spline as points: `s,x,y` and `e,x,y` are the tips of arrows before and behind, the others a start and then three
/// points for each curve.
fn flattened(spline: &str) -> Vec<Point> {
    let (mut before, mut behind, mut points) = (None, None, Vec::new());
    for word in spline.split([' ', ';']) {
        let point = |text: &str| numbers(text).map(|[x, y]| Point::new(x, -y));
        match (word.strip_prefix("s,"), word.strip_prefix("e,")) {
            (Some(tip), _) => before = point(tip),
            (_, Some(tip)) => behind = point(tip),
            _ => points.extend(point(word)),
        }
    }
    let Some(&first) = points.first() else { return Vec::new() };
    let mut line: Vec<Point> = before.into_iter().chain([first]).collect();
    for at in (0..points.len().saturating_sub(3)).step_by(3) {
        let [a, b, c, d] = [points[at], points[at + 1], points[at + 2], points[at + 3]];
        for step in 1..=STRAIGHTS {
            let t = step as f64 / STRAIGHTS as f64;
            let u = 1.0 - t;
            let at = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            line.push(Point::new(at(a.x, b.x, c.x, d.x), at(a.y, b.y, c.y, d.y)));
        }
    }
    line.extend(behind);
    line
}
