//! The foot of the page: a key to what occurs in the picture, and the notes.

use super::{card, edge};
use crate::card::Face;
use crate::figure::{CardState, EdgeKind, Fate, Figure, Mark};
use crate::layout::{Point, Rect};
use crate::page::{self, px, words};
use crate::palette;
use crate::sources;
use crate::text::{self, Weight};

const SIZE: f64 = 10.5;

/// An entry: a sign and the words for it.
struct Entry {
    sign: Sign,
    words: String,
}

enum Sign {
    Kind(String),
    Emphasis,
    State(CardState),
    Edge(EdgeKind, bool),
    Count(&'static str),
    MarkedCard(Mark),
    MarkedEdge(Mark),
    MarkedRow(Mark),
}

/// Key and notes from `top` downwards, and how high they are.
pub(super) fn foot(figure: &Figure, width: f64, top: f64) -> (String, f64) {
    let lists = [
        kinds(figure),
        emphasis(figure),
        states(figure),
        marks(figure),
        edges(figure),
        marked_edges(figure),
        counts(figure),
    ];
    let entry = |entry: Entry| page::Entry {
        width: entry.sign.width(),
        sign: Box::new(move |x, y| entry.sign.drawn(x, y)),
        words: entry.words,
    };
    let lists = lists.map(|entries| entries.into_iter().map(entry).collect());
    let (mut out, y) = page::key(&lists, width, top + 12.0);
    let (notes, y) = page::notes(&figure.notes, width, y);
    let (cited, y) = sources::foot(&figure.sources, width, y);
    out += &(notes + &cited);
    (out, y + 8.0 - top)
}

/// The kinds of cards in the order of the alphabet; what has ended is grey whatever its kind.
fn kinds(figure: &Figure) -> Vec<Entry> {
    let coloured = figure.cards.iter().filter(|card| card.state != CardState::Ended);
    let mut kinds: Vec<String> = coloured.map(|card| text::clean(&card.kind).to_lowercase()).collect();
    kinds.sort();
    kinds.dedup();
    kinds.retain(|kind| !kind.is_empty());
    let entry = |kind: String| Entry {
        sign: Sign::Kind(figure.style.kind_colour(&kind)),
        words: text::fit(&kind, Weight::Regular, SIZE, 180.0),
    };
    kinds.into_iter().map(entry).collect()
}

fn emphasis(figure: &Figure) -> Vec<Entry> {
    let any = figure.cards.iter().any(|card| card.emphasised);
    let words = || text::fit(figure.style.emphasis_words(), Weight::Regular, SIZE, 400.0);
    any.then(|| Entry { sign: Sign::Emphasis, words: words() }).into_iter().collect()
}

fn states(figure: &Figure) -> Vec<Entry> {
    let unmarked = figure.cards.iter().filter(|card| card.mark.is_none());
    let mut states: Vec<CardState> = unmarked.map(|card| card.state).collect();
    states.sort();
    states.dedup();
    let any_marked = figure.cards.iter().any(|card| card.mark.is_some());
    if states == [CardState::Active] && !any_marked {
        return Vec::new();
    }
    let words = |state: CardState| match state {
        // Of the card "may exist" is enough; here it must not read as "may come into being".
        CardState::Unknown if any_marked => "may exist at both dates",
        CardState::Unknown => "may exist at that date",
        CardState::Active if any_marked => "still there",
        state => state.words().unwrap_or("exists"),
    };
    states.into_iter().map(|state| Entry { sign: Sign::State(state), words: words(state).to_owned() }).collect()
}

/// What became of cards, then of rows.
fn marks(figure: &Figure) -> Vec<Entry> {
    let sorted = |marks: Vec<Mark>| {
        let mut marks = marks;
        marks.sort_by_key(|mark| (mark.fate, !mark.sure));
        marks.dedup();
        marks
    };
    let cards = sorted(figure.cards.iter().filter_map(|card| card.mark).collect());
    let rows = figure.cards.iter().filter(|card| card.rows.iter().any(|row| row.mark.is_some())).map(Face::of);
    let rows = sorted(rows.flat_map(|face| face.rows).filter_map(|row| row.mark).collect());
    let card = |mark: Mark| Entry { sign: Sign::MarkedCard(mark), words: fate_words(mark) };
    let row = |mark: Mark| Entry { sign: Sign::MarkedRow(mark), words: format!("member: {}", fate_words(mark)) };
    cards.into_iter().map(card).chain(rows.into_iter().map(row)).collect()
}

fn marked_edges(figure: &Figure) -> Vec<Entry> {
    let drawn = figure.edges.iter().filter(|edge| figure.ends(edge).is_some());
    let mut marks: Vec<Mark> = drawn.filter_map(|edge| edge.mark).collect();
    marks.sort_by_key(|mark| (mark.fate, !mark.sure));
    marks.dedup();
    let entry = |mark: Mark| Entry { sign: Sign::MarkedEdge(mark), words: format!("relation: {}", fate_words(mark)) };
    marks.into_iter().map(entry).collect()
}

fn fate_words(mark: Mark) -> String {
    match mark.fate {
        Fate::Open => "not known at one of the dates, neither new nor gone".to_owned(),
        _ => mark.words(),
    }
}

fn edges(figure: &Figure) -> Vec<Entry> {
    let drawn = figure.edges.iter().filter(|edge| figure.ends(edge).is_some() && edge.mark.is_none());
    let mut edges: Vec<(EdgeKind, bool)> = drawn.map(|edge| (edge.kind, edge.proposed)).collect();
    edges.sort();
    edges.dedup();
    let entry = |(kind, proposed): (EdgeKind, bool)| {
        let words = match kind {
            EdgeKind::Succession => "succeeded by",
            EdgeKind::SubBoard => "contains",
            EdgeKind::Relation => "other relation",
        };
        let words = if proposed { format!("{words} (proposed)") } else { words.to_owned() };
        Entry { sign: Sign::Edge(kind, proposed), words }
    };
    edges.into_iter().map(entry).collect()
}

/// What the counts at the right of rows mean, if there are any among the rows that are drawn.
fn counts(figure: &Figure) -> Vec<Entry> {
    let faces = figure.cards.iter().filter(|card| card.rows.iter().any(|row| row.count.is_some())).map(Face::of);
    let counts: Vec<String> = faces.flat_map(|face| face.rows).filter_map(|row| row.count).collect();
    let entry = |sign: &'static str, words: &str| Entry { sign: Sign::Count(sign), words: words.to_owned() };
    let times = counts.iter().any(|count| count.starts_with('×')).then(|| entry("× n", "places"));
    let more = counts.iter().any(|count| count.ends_with('+')).then(|| entry("+", "or more"));
    let within = figure.cards.iter().any(|card| card.folded.iter().any(|body| body.depth > 0));
    let within = within.then(|| entry("+ n", "bodies inside that one"));
    times.into_iter().chain(more).chain(within).collect()
}

impl Sign {
    fn width(&self) -> f64 {
        match self {
            Self::Kind(_) => 5.0,
            Self::State(_) | Self::MarkedCard(_) | Self::Emphasis => 20.0,
            Self::Edge(..) | Self::MarkedEdge(_) => 36.0,
            Self::MarkedRow(mark) => (text::width(mark.short(), Weight::SemiBold, SIZE) * 1.04).ceil(),
            Self::Count(count) => (text::width(count, Weight::SemiBold, SIZE) * 1.04).ceil(),
        }
    }

    fn drawn(&self, x: f64, y: f64) -> String {
        match *self {
            Self::Emphasis => card::ring(Rect { x: x + 1.2, y: y - 5.0, width: 17.6, height: 10.0 }, 0.0),
            Self::Kind(ref colour) => format!(
                "<rect class=\"gg-bar\" x=\"{}\" y=\"{}\" width=\"5\" height=\"12\" rx=\"2\" fill=\"{colour}\"/>\n",
                px(x),
                px(y - 6.0),
            ),
            Self::State(state) => {
                let (class, fill, look) = match state {
                    CardState::Active => ("gg-paper", palette::PAPER, "stroke=\"#cbd5e1\""),
                    CardState::UnderReview => {
                        ("gg-paper gg-edged", palette::PAPER, "stroke=\"#2156ab\" stroke-width=\"1.4\"")
                    }
                    CardState::Proposed => (
                        "gg-paper gg-edged",
                        palette::PAPER,
                        "stroke=\"#2156ab\" stroke-width=\"1.4\" stroke-dasharray=\"5 3\"",
                    ),
                    CardState::Ended => ("gg-paper-ended", palette::ENDED_PAPER, "stroke=\"#cbd5e1\""),
                    CardState::Unknown => {
                        ("gg-paper", palette::PAPER, "stroke=\"#9ca8b8\" stroke-dasharray=\"1.5 2.5\"")
                    }
                };
                let mut sign = format!(
                    "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"20\" height=\"12\" rx=\"3\" fill=\"{fill}\" {look}/>\n",
                    px(x),
                    px(y - 6.0),
                );
                if state == CardState::Unknown {
                    // So small, dots are hard to tell from a thin line.
                    sign += &words("?", x + 7.0, y + 3.6, 10.0, Weight::SemiBold, "gg-soft", palette::SOFT_INK);
                }
                sign
            }
            Self::Edge(kind, proposed) => {
                let (class, width, dashes) = edge::look(kind, proposed);
                let ends = [Point::new(x, y), Point::new(x + 36.0, y)];
                edge::arrow(&ends, class, palette::edge_colour(kind), width, dashes) + "\n"
            }
            Self::MarkedCard(mark) => {
                let (class, look) = card::border(mark);
                let (paper, fill) = match mark.is_struck() {
                    true => ("gg-paper-ended", palette::ENDED_PAPER),
                    false => ("gg-paper", palette::PAPER),
                };
                let rect = Rect { x, y: y - 6.0, width: 20.0, height: 12.0 };
                let hatch = if mark.is_struck() { card::hatch(rect) } else { String::new() };
                format!(
                    "<rect class=\"{paper} {class}\" x=\"{}\" y=\"{}\" width=\"20\" height=\"12\" rx=\"3\" fill=\"{fill}\" {look}/>\n{hatch}",
                    px(x),
                    px(y - 6.0),
                )
            }
            Self::MarkedEdge(mark) => {
                let (class, colour, width, dashes) = edge::marked_look(mark);
                let ends = [Point::new(x, y), Point::new(x + 36.0, y)];
                edge::arrow(&ends, class, colour, width, dashes) + "\n"
            }
            Self::MarkedRow(mark) => {
                let (class, ink) = card::mark_look(mark.fate);
                words(mark.short(), x, y + 3.7, SIZE, Weight::SemiBold, class, ink)
            }
            Self::Count(count) => words(count, x, y + 3.7, SIZE, Weight::SemiBold, "gg-soft", palette::SOFT_INK),
        }
    }
}
