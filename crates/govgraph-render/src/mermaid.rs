//! The figure as Mermaid text, which code hosts and wikis show as a picture.
//!
//! Node names are generated. Text stands in quotes, and whatever Mermaid or the HTML that it makes could take for more
//! than text is written as a character code.

use crate::card::{self, Face};
use crate::figure::{Card, CardState, Edge, EdgeKind, Figure};
use crate::palette;
use crate::text;

/// The figure as a Mermaid flowchart.
///
/// Nodes are `n0`, `n1`, … in the order of the cards, subgraphs `g0`, … in the order of the groups; a group without cards
/// is left out. What Mermaid has no words for is left out too: links, notes, the colours of kinds.
#[must_use]
pub fn mermaid(figure: &Figure) -> String {
    let mut out = String::new();
    // Mermaid reads a title from a block of YAML; quoted, it is text whatever it says.
    let title = text::clean(&figure.title);
    if !title.is_empty() {
        out += &format!("---\ntitle: \"{}\"\n---\n", title.replace('\\', "\\\\").replace('"', "\\\""));
    }
    out += "flowchart TB\n";
    let node =
        |at: usize, card: &Card, indent: &str| format!("{indent}n{at}[\"{}\"]{}\n", label(card), class(card.state));
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); figure.groups.len()];
    for (at, card) in figure.cards.iter().enumerate() {
        match figure.group_of(card) {
            Some(group) => members[group].push(at),
            None => out += &node(at, card, "  "),
        }
    }
    for (at, members) in members.iter().enumerate().filter(|(_, members)| !members.is_empty()) {
        // Mermaid refuses a label of nothing.
        let label = Some(coded(&figure.groups[at].label)).filter(|label| !label.trim().is_empty());
        out += &format!("  subgraph g{at} [\"{}\"]\n", label.as_deref().unwrap_or(" "));
        members.iter().for_each(|&member| out += &node(member, &figure.cards[member], "    "));
        out += "  end\n";
    }
    for (edge, (from, to)) in figure.edges.iter().filter_map(|edge| figure.ends(edge).map(|ends| (edge, ends))) {
        let words = edge_words(edge);
        let words = if words.is_empty() { words } else { format!("|\"{words}\"|") };
        out += &format!("  n{from} {}{words} n{to}\n", arrow(edge));
    }
    for (state, style) in [
        (CardState::Proposed, "stroke-dasharray: 6 4"),
        (CardState::Unknown, "stroke-dasharray: 2 3"),
        (CardState::UnderReview, "stroke-width: 2px"),
    ] {
        out += &format!("  classDef {} {style}\n", class_name(state));
    }
    let ended = (palette::ENDED_PAPER, palette::ENDED_INK, palette::ENDED);
    out +=
        &format!("  classDef {} fill:{},color:{},stroke:{}\n", class_name(CardState::Ended), ended.0, ended.1, ended.2);
    out
}

fn label(card: &Card) -> String {
    let face = Face::of(card);
    let title = format!("<b>{}</b>", coded(card::title(card)));
    let subtitle = face.subtitle.iter().map(|line| coded(&line.text)).collect::<Vec<_>>().join(" ");
    let mark = card.mark.map(|mark| mark.words());
    let pills = mark.iter().chain(card.pills.iter().map(|pill| &pill.text));
    let pills = pills.map(|words| coded(words)).collect::<Vec<_>>().join(" · ");
    // As many as on a card, but whole: Mermaid breaks long lines itself.
    let rows = card.rows.iter().take(face.rows.len()).map(|row| {
        let mark = row.mark.map(|mark| mark.short().to_string());
        let right =
            row.role.iter().chain(&row.count).chain(&mark).map(|words| coded(words)).collect::<Vec<_>>().join(" ");
        [coded(&row.text), right].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let more = face.more.iter().map(|line| coded(&line.text));
    let folded = face.folded.iter().map(|list| coded(&format!("{}: {}", list.heading.text, list.all)));
    let lines = [title, subtitle, pills].into_iter().chain(rows).chain(more).chain(folded);
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("<br/>")
}

fn edge_words(edge: &Edge) -> String {
    let words = coded(&edge.label);
    if edge.proposed && edge.mark.is_none() && !words.contains("proposed") {
        format!("{words} (proposed)").trim().to_string()
    } else {
        words
    }
}

fn arrow(edge: &Edge) -> &'static str {
    match (edge.kind, edge.mutual) {
        (EdgeKind::Succession, _) => "==>",
        (EdgeKind::SubBoard, _) => "-->",
        (EdgeKind::Relation, false) => "-.->",
        (EdgeKind::Relation, true) => "-.-",
    }
}

fn class_name(state: CardState) -> &'static str {
    match state {
        CardState::Active => "active",
        CardState::UnderReview => "review",
        CardState::Proposed => "proposed",
        CardState::Ended => "ended",
        CardState::Unknown => "unknown",
    }
}

fn class(state: CardState) -> String {
    if state == CardState::Active { String::new() } else { format!(":::{}", class_name(state)) }
}

/// Text of which every character that could mean something is a code: `#35;` is Mermaid's form of `&#35;`.
fn coded(text: &str) -> String {
    let mut out = String::new();
    for ch in text::clean(text).chars() {
        match ch {
            '"' | '#' | '&' | '<' | '>' | '`' | '\\' | ';' | '{' | '}' | '[' | ']' | '|' | '*' | '_' | '%' | '~'
            | '$' => {
                out += &format!("#{};", u32::from(ch));
            }
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_without_a_name_has_a_label_that_mermaid_accepts() {
        let mut figure = Figure::default();
        let group = figure.add_group("nowhere", "", 0);
        figure.add_card(Card::new("one", "One", "board").in_group(group));
        assert!(mermaid(&figure).contains("subgraph g0 [\" \"]"), "{}", mermaid(&figure));
    }

    #[test]
    fn nothing_in_a_name_ends_its_label_or_becomes_markup() {
        let mut figure = Figure::new("A \"title\"");
        let hostile = "\"] --> n9[\"<img src=x onerror=alert(1)>`**#quot;";
        let one = figure.add_card(Card::new("one", hostile, "board"));
        let two = figure.add_card(Card::new("two", "end", "board").state(CardState::Ended));
        figure.add_edge(Edge::new(one, two, EdgeKind::Relation).label(hostile));
        let text = mermaid(&figure);
        let nodes = text.lines().filter(|line| line.trim_start().starts_with("n0[\"")).count();
        assert_eq!(nodes, 1, "{text}");
        assert!(!text.contains("<img") && !text.contains("--> n9[") && !text.contains("#quot;"), "{text}");
        assert_eq!(text.lines().find(|line| line.contains(" -.->")).map(|line| line.matches('"').count()), Some(2));
        assert!(text.starts_with("---\ntitle: \"A \\\"title\\\"\"\n---\nflowchart TB\n"), "{text}");
    }
}
