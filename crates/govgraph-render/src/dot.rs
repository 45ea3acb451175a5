//! The figure as Graphviz DOT, for those who lay it out or edit it elsewhere.
//!
//! graphviz_rust prints ids and values exactly as given, so everything that quotes or escapes is here: node names are
//! generated, never taken from the figure, and text only appears quoted or as XML.

pub mod positions;

use graphviz_rust::dot_structures::{
    Attribute, Edge as DotEdge, EdgeTy, Graph, GraphAttributes, Id, Node, NodeId, Stmt, Subgraph, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use crate::card::{self, Face, FacePill};
use crate::figure::{Card, CardState, Edge, EdgeKind, Figure};
use crate::palette;
use crate::text::{self, Weight};
use crate::xml::{self, escape};

/// The figure in the DOT language.
///
/// Nodes are `n0`, `n1`, … in the order of the cards, clusters `cluster_0`, … in the order of the groups; a group
/// without cards is left out. Cards carry what they carry in the other formats, as HTML-like labels.
#[must_use]
pub fn dot(figure: &Figure) -> String {
    let mut stmts = vec![
        Stmt::GAttribute(GraphAttributes::Graph(graph_attributes(figure))),
        Stmt::GAttribute(GraphAttributes::Node(vec![
            plain("shape", "plain"),
            quoted("fontname", FONT),
            plain("fontsize", "11"),
        ])),
        Stmt::GAttribute(GraphAttributes::Edge(vec![
            quoted("fontname", FONT),
            plain("fontsize", "10"),
            quoted("fontcolor", palette::SOFT_INK),
            plain("arrowsize", "0.6"),
        ])),
    ];
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); figure.groups.len()];
    for (at, card) in figure.cards.iter().enumerate() {
        match figure.group_of(card) {
            Some(group) => members[group].push(at),
            None => stmts.push(node(at, card)),
        }
    }
    for (at, members) in members.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
        stmts.push(cluster(figure, at, members));
    }
    let edges = figure.edges.iter().filter_map(|edge| figure.ends(edge).map(|ends| (edge, ends)));
    stmts.extend(edges.map(|(edge, ends)| edge_between(figure, edge, ends)));
    let graph = Graph::DiGraph { id: Id::Plain("govgraph".to_owned()), strict: false, stmts };
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

const FONT: &str = "Inter,Helvetica,Arial,sans-serif";

fn graph_attributes(figure: &Figure) -> Vec<Attribute> {
    let mut attributes = vec![
        plain("rankdir", "TB"),
        plain("nodesep", "0.3"),
        plain("ranksep", "0.55"),
        plain("pad", "0.3"),
        plain("compound", "true"),
        plain("labelloc", "t"),
        plain("labeljust", "l"),
        quoted("fontname", FONT),
        quoted("bgcolor", "#ffffff"),
    ];
    let title = font(15, palette::INK, &bold(&figure.title));
    let lines = std::iter::once(&figure.subtitle).chain(&figure.notes);
    let lines = lines.map(|line| font(11, palette::SOFT_INK, &escape(&text::clean(line))));
    let lines = std::iter::once(title).chain(lines).filter(|line| !line.is_empty());
    let label: String = lines.map(|line| line + "<br align=\"left\"/>").collect();
    attributes.extend((!label.is_empty()).then(|| html("label", &label)));
    let description = text::clean(&figure.description);
    attributes.extend((!description.is_empty()).then(|| tooltip(&description)));
    attributes
}

fn cluster(figure: &Figure, at: usize, members: &[usize]) -> Stmt {
    let label = text::clean(&figure.groups[at].label);
    let attributes = vec![
        quoted("label", &label),
        tooltip(&label),
        quoted("style", "rounded,filled"),
        quoted("color", palette::BAND_LINE),
        quoted("fillcolor", palette::BAND),
        quoted("fontcolor", palette::SOFT_INK),
        plain("fontsize", "11"),
        plain("margin", "16"),
    ];
    let mut stmts = vec![Stmt::GAttribute(GraphAttributes::Graph(attributes))];
    stmts.extend(members.iter().map(|&member| node(member, &figure.cards[member])));
    Stmt::Subgraph(Subgraph { id: Id::Plain(format!("cluster_{at}")), stmts })
}

fn node(at: usize, card: &Card) -> Stmt {
    let mut attributes = vec![html("label", &card_table(card)), tooltip(&text::clean(card::title(card)))];
    if let Some(link) = xml::web_link(card.link.as_deref()) {
        attributes.push(url(link));
    }
    Stmt::Node(Node::new(node_id(at), attributes))
}

fn card_table(card: &Card) -> String {
    let face = Face::of(card);
    let ended = card.state == CardState::Ended;
    let (bar, ink, soft, paper) = if ended {
        (palette::ENDED, palette::ENDED_INK, palette::ENDED_INK, palette::ENDED_PAPER)
    } else {
        (palette::kind_colour(&card.kind), palette::INK, palette::SOFT_INK, palette::PAPER)
    };
    let border = match card.state {
        CardState::Proposed | CardState::UnderReview => bar,
        CardState::Active | CardState::Ended | CardState::Unknown => palette::HAIRLINE,
    };
    let style = match card.state {
        CardState::Proposed => " style=\"dashed\"",
        CardState::Unknown => " style=\"dotted\"",
        CardState::Active | CardState::Ended | CardState::UnderReview => "",
    };
    let mut inner = String::new();
    for line in &face.title {
        inner += &row(&font(13, ink, &bold(&line.text)));
    }
    for line in &face.subtitle {
        inner += &row(&font(11, soft, &escape(&line.text)));
    }
    inner += &pill_lines(&face);
    let mut members = String::new();
    for member in &face.rows {
        let right = [member.role.as_deref(), member.count.as_deref()];
        let right = right.into_iter().flatten().collect::<Vec<_>>().join(" ");
        members += &format!(
            "<tr><td align=\"left\">{}</td><td align=\"right\">{}</td></tr>",
            font(10, soft, &escape(&member.text)),
            font(10, palette::ROLE_INK, &bold(&right)),
        );
    }
    if let Some(more) = &face.more {
        members += &format!("<tr><td align=\"left\">{}</td><td></td></tr>", font(10, soft, &escape(&more.text)));
    }
    if let Some(list) = &face.folded {
        // Whoever edits the text elsewhere has no tooltips: all of the names are here.
        members += &format!("<tr><td align=\"left\">{}</td><td></td></tr>", font(10, soft, &bold(&list.heading.text)));
        for line in text::wrap(&list.all, Weight::Regular, 10.0, 190.0, usize::MAX) {
            members += &format!("<tr><td align=\"left\">{}</td><td></td></tr>", font(10, soft, &escape(&line)));
        }
    }
    if !members.is_empty() {
        members = format!("<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">{members}</table>");
        inner += &row(&members);
    }
    format!(
        "<table border=\"1\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\" color=\"{border}\" bgcolor=\"{paper}\"{style}>\
         <tr><td width=\"5\" bgcolor=\"{bar}\"></td><td>\
         <table border=\"0\" cellborder=\"0\" cellspacing=\"2\" cellpadding=\"2\" width=\"180\">{inner}</table></td></tr></table>"
    )
}

/// Pills as coloured words: cells with a ground of their own would be stretched over the width of the card.
fn pill_lines(face: &Face) -> String {
    let lines = face.pills.chunk_by(|a, b| a.y == b.y);
    let words = |pill: &FacePill| {
        let ink = pill.tone.map_or(palette::SOFT_INK, |tone| palette::tone_colours(tone).0);
        font(10, ink, &bold(&pill.text))
    };
    let line = |pills: &[FacePill]| row(&pills.iter().map(words).collect::<Vec<_>>().join(" · "));
    lines.map(line).collect()
}

fn edge_between(figure: &Figure, edge: &Edge, (from, to): (usize, usize)) -> Stmt {
    let width = match edge.kind {
        EdgeKind::Succession => "2.2",
        EdgeKind::SubBoard => "1.5",
        EdgeKind::Relation => "1.2",
    };
    let label = text::clean(&edge.label);
    let name = |at: usize| text::clean(card::title(&figure.cards[at]));
    let mut attributes = vec![quoted("color", palette::edge_colour(edge.kind)), plain("penwidth", width)];
    if edge.proposed || edge.kind == EdgeKind::Relation {
        attributes.push(plain("style", "dashed"));
    }
    if !label.is_empty() {
        attributes.push(quoted("label", &label));
    }
    let words = if label.is_empty() { edge.kind.words() } else { &label };
    if edge.mutual {
        attributes.push(plain("dir", "none"));
    }
    let arrow = if edge.mutual { "↔" } else { "→" };
    attributes.push(tooltip(&format!("{} {arrow} {}: {words}", name(from), name(to))));
    let ty = EdgeTy::Pair(Vertex::N(node_id(from)), Vertex::N(node_id(to)));
    Stmt::Edge(DotEdge { ty, attributes })
}

fn node_id(at: usize) -> NodeId {
    NodeId(Id::Plain(format!("n{at}")), None)
}

/// A value that needs no quotes.
fn plain(name: &str, value: &str) -> Attribute {
    Attribute(Id::Plain(name.to_owned()), Id::Plain(value.to_owned()))
}

/// A quoted value. The backslash is doubled, since Graphviz puts names in for `\N`, `\G` and `\L`, and the ampersand
/// escaped, since it reads entities in plain labels too. Cleaned text has no line breaks.
fn quoted(name: &str, value: &str) -> Attribute {
    let value = value.replace('&', "&amp;").replace('\\', "\\\\").replace('"', "\\\"");
    Attribute(Id::Plain(name.to_owned()), Id::Escaped(format!("\"{value}\"")))
}

/// Names are put into tooltips after entities have been read, as in HTML-like labels.
fn tooltip(value: &str) -> Attribute {
    let value = value.replace('&', "&amp;").replace('\\', "&#92;&#92;").replace('"', "&quot;");
    Attribute(Id::Plain("tooltip".to_owned()), Id::Escaped(format!("\"{value}\"")))
}

/// A link, with what could end an attribute percent-encoded: Graphviz writes links into its SVG as they are.
fn url(link: &str) -> Attribute {
    let encode = |link: String, (ch, code): (char, &str)| link.replace(ch, code);
    let unsafe_in_svg = [('<', "%3C"), ('>', "%3E"), ('"', "%22"), ('\'', "%27"), ('\\', "%5C")];
    quoted("URL", &unsafe_in_svg.into_iter().fold(link.to_owned(), encode))
}

/// An HTML-like value; the outer brackets are ours to write. Names are put in for `\N` here as well, and
/// after entities have been read, so a backslash is two of them.
fn html(name: &str, value: &str) -> Attribute {
    let value = value.replace('\\', "&#92;&#92;");
    Attribute(Id::Plain(name.to_owned()), Id::Html(format!("<{value}>")))
}

fn row(cell: &str) -> String {
    if cell.is_empty() { String::new() } else { format!("<tr><td align=\"left\">{cell}</td></tr>") }
}

fn bold(text: &str) -> String {
    let text = escape(&text::clean(text));
    if text.is_empty() { text } else { format!("<b>{text}</b>") }
}

/// Graphviz refuses a font element without text.
fn font(size: u8, colour: &str, content: &str) -> String {
    if content.is_empty() {
        return String::new();
    }
    format!("<font point-size=\"{size}\" color=\"{colour}\">{content}</font>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Row, Tone};

    fn hostile() -> Figure {
        let nasty = "a\"b\\N\\\\ <b>]]>&#0;&amp; >> \n}; graph [x=\"y\"] \u{202e}--> // /* \u{0} 🚓";
        let mut figure = Figure::new(nasty);
        figure.subtitle = nasty.into();
        figure.description = nasty.into();
        figure.notes.push(nasty.into());
        let group = figure.add_group(nasty, nasty, 0);
        let card = Card::new(nasty, nasty, nasty)
            .subtitle(nasty)
            .pill(Tone::Chair, nasty)
            .row(Row::new(nasty).count(nasty).role(nasty))
            .link("https://example.org/?a=\"&b=<c>\\N");
        let a = figure.add_card(card.clone().in_group(group));
        let b = figure.add_card(card.link("javascript:alert(1)").state(CardState::Ended));
        let empty = figure.add_card(Card::default());
        figure.add_edge(Edge::new(a, b, EdgeKind::Succession).label(nasty));
        figure.add_edge(Edge::new(empty, empty, EdgeKind::Relation).label("\\"));
        figure
    }

    #[test]
    fn hostile_text_stays_inside_its_quotes_and_parses_back() {
        let text = dot(&hostile());
        let graph = graphviz_rust::parse(&text).expect("the output is DOT");
        let Graph::DiGraph { stmts, .. } = graph else { unreachable!("a digraph was written") };
        let count = |wanted: fn(&Stmt) -> bool| stmts.iter().filter(|stmt| wanted(stmt)).count();
        assert_eq!(count(|stmt| matches!(stmt, Stmt::Node(_))), 2);
        assert_eq!(count(|stmt| matches!(stmt, Stmt::Subgraph(_))), 1);
        assert_eq!(count(|stmt| matches!(stmt, Stmt::Edge(_))), 2);
        assert_eq!(count(|stmt| matches!(stmt, Stmt::Attribute(_))), 0);
        // Nothing for Graphviz to put a name in for, and nothing that could end an attribute of the SVG it makes.
        assert!(!text.replace("\\\\", "").contains("\\N"));
        assert!(text.contains("https://example.org/?a=%22&amp;b=%3Cc%3E%5CN"));
        assert!(!text.contains("javascript") && !text.contains('\u{202e}') && !text.contains('\u{0}'));
    }

    #[test]
    fn an_edge_to_a_card_of_another_figure_is_left_out() {
        let mut large = Figure::new("");
        let first = large.add_card(Card::default());
        let second = large.add_card(Card::default());
        let mut small = Figure::new("");
        small.add_card(Card::default());
        small.add_edge(Edge::new(first, second, EdgeKind::SubBoard));
        assert!(!dot(&small).contains("->"));
    }
}
