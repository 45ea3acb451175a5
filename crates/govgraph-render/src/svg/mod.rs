//! The figure as a static SVG.
//!
//! Colours are concrete values in attributes, since many programs that show SVG know no CSS; a style element changes
//! them for readers who prefer dark pages, and for nobody else. Text is text, so it can be searched and read aloud.

mod card;
pub(crate) mod edge;
mod legend;
mod style;

pub(crate) use style::DARK;

use crate::card::Line as TextLine;
use crate::figure::{EdgeKind, Figure};
use crate::layout::{Layout, Rect, layout};
use crate::page::{Head, NARROWEST, Page, SIDE, px, words};
use crate::palette;
use crate::text::{self, Weight};
use crate::xml::escape;

/// The figure as an SVG document, laid out by [`layout`].
#[must_use]
pub fn svg(figure: &Figure) -> String {
    svg_of(figure, &layout(figure))
}

/// The figure as an SVG document, at the positions of a layout. What the layout has no position for is left out.
#[must_use]
pub fn svg_of(figure: &Figure, layout: &Layout) -> String {
    let width = layout.width.max(NARROWEST);
    let head = Head::of(&figure.title, &figure.subtitle, width);
    let shift = (width - layout.width) / 2.0;
    let body = content(figure, layout);
    let foot_top = head.height + layout.height.max(if figure.cards.is_empty() { 40.0 } else { 0.0 });
    let (foot, foot_height) = legend::foot(figure, width, foot_top);
    let height = (foot_top + foot_height).ceil();
    let body =
        format!("{}<g transform=\"translate({} {})\">\n{body}</g>\n{foot}", head.markup, px(shift), px(head.height));
    let dark = dark(figure);
    let page = Page {
        title: &figure.title,
        untitled: "Governance chart",
        description: &description(figure),
        dark: &dark,
        width,
        height,
        body: &body,
    };
    page.document()
}

/// The dark colours of what is in the figure.
fn dark(figure: &Figure) -> String {
    let is_marked =
        figure.cards.iter().any(|card| card.mark.is_some() || card.rows.iter().any(|row| row.mark.is_some()))
            || figure.edges.iter().any(|edge| edge.mark.is_some());
    let is_emphasised = figure.cards.iter().any(|card| card.emphasised);
    let marks = if is_marked { style::DARK_MARKS } else { "" };
    let ring = if is_emphasised { style::DARK_RING } else { "" };
    [style::DARK, marks, ring].concat()
}

/// What is between the headline and the legend, from the top left corner on: for pages that have a headline of their own.
///
/// Cards carry their id (`data-id`), lines and the words on them the position of their edge in the figure (`data-edge`).
pub(crate) fn content(figure: &Figure, layout: &Layout) -> String {
    let mut body = String::new();
    if figure.cards.is_empty() {
        body += &words("Nothing to show.", 0.0 + SIDE, 20.0, 12.0, Weight::Regular, "gg-soft", palette::SOFT_INK);
    }
    let groups = figure.groups.iter().zip(&layout.groups);
    let groups: Vec<_> = groups.filter_map(|(group, rect)| rect.map(|rect| (group, rect))).collect();
    groups.iter().for_each(|(_, rect)| body += &band(*rect));
    body += &edge::lines(figure, layout);
    // Lines may run through the name of a band, which stays readable on a ground of its own.
    groups.iter().for_each(|(group, rect)| body += &band_label(&group.label, *rect));
    figure.cards.iter().zip(&layout.cards).for_each(|(one, rect)| body += &card::card(one, &figure.style, *rect));
    body += &edge::labels(layout);
    body
}

fn band(rect: Rect) -> String {
    format!(
        "<rect class=\"gg-band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"12\" fill=\"{}\" stroke=\"{}\"/>\n",
        px(rect.x),
        px(rect.y),
        px(rect.width),
        px(rect.height),
        palette::BAND,
        palette::BAND_LINE,
    )
}

/// The words in a band of that width, cut where it ends, and how wide they are.
pub(crate) fn band_words(label: &str, width: f64) -> (String, f64) {
    // Capitals stand 0.8 px apart, which the measure does not know.
    let label = text::fit(&label.to_uppercase(), Weight::SemiBold, 10.5, (width - 32.0) / 1.12);
    let width = text::width(&label, Weight::SemiBold, 10.5) * 1.12;
    (label, width)
}

fn band_label(label: &str, rect: Rect) -> String {
    let (label, width) = band_words(label, rect.width);
    if label.is_empty() {
        return String::new();
    }
    format!(
        "<rect class=\"gg-band-ground\" x=\"{x}\" y=\"{}\" width=\"{}\" height=\"15\" fill=\"{}\"/>\n\
         <text class=\"gg-soft\" x=\"{x}\" y=\"{}\" font-size=\"10.5\" font-weight=\"600\" letter-spacing=\"0.8\" \
         fill=\"{}\">{}</text>\n",
        px(rect.y + 12.0),
        px(width),
        palette::BAND,
        px(rect.y + 23.0),
        palette::SOFT_INK,
        escape(&label),
        x = px(rect.x + 16.0),
    )
}

/// What a reader who cannot see the picture is told.
fn description(figure: &Figure) -> String {
    let given = text::clean(&figure.description);
    if !given.is_empty() {
        return given;
    }
    let edges =
        |kind: EdgeKind| figure.edges.iter().filter(|edge| edge.kind == kind && figure.ends(edge).is_some()).count();
    let listed: usize = figure.cards.iter().map(|card| card.folded.len()).sum();
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let parts = [
        (figure.cards.len(), "body", "bodies"),
        (figure.groups.len(), "group", "groups"),
        (edges(EdgeKind::Succession), "succession", "successions"),
        (edges(EdgeKind::SubBoard), "line of containment", "lines of containment"),
        (edges(EdgeKind::Relation), "other relation", "other relations"),
        (listed, "body listed on a card", "bodies listed on cards"),
    ];
    let parts = parts.iter().enumerate().filter(|(at, (count, ..))| *at == 0 || *count > 0);
    let parts: Vec<String> = parts.map(|(_, &(count, one, many))| counted(count, one, many)).collect();
    format!("A chart of {}.", parts.join(", "))
}

/// As `words`, for a line whose y is measured from `top`.
fn line(line: &TextLine, x: f64, top: f64, size: f64, weight: Weight, class: &str, ink: &str) -> String {
    words(&line.text, x, top + line.y, size, weight, class, ink)
}
