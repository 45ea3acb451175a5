//! The figure as a static SVG, with the look of the charts.

mod key;
mod shapes;

use super::{Bar, Figure, Placed, PlacedBar, SegmentLook, Text, place};
use crate::figure::EdgeKind;
use crate::layout::{Point, Rect};
use crate::page::{self, Head, Page, SIDE, px, words};
use crate::palette;
use crate::sources;
use crate::svg::edge;
use crate::text::{self, Weight};
use crate::xml::escape;

/// The figure as an SVG document, with the places that [`place`] gives.
#[must_use]
pub fn svg(figure: &Figure) -> String {
    svg_of(figure, &place(figure))
}

/// The figure as an SVG document, at some places. What has none is left out.
#[must_use]
pub fn svg_of(figure: &Figure, placed: &Placed) -> String {
    let head = Head::of(&figure.title, &figure.subtitle, placed.width);
    let mut body = String::new();
    if placed.bars.is_empty() {
        body += &words("Nothing to show.", SIDE, 20.0, 12.0, Weight::Regular, "gg-soft", palette::SOFT_INK);
    }
    placed.lanes.iter().for_each(|lane| body += &band(*lane));
    body += &time(figure, placed);
    let bars = || placed.bars.iter().filter_map(|at| figure.bars.get(at.bar).map(|bar| (bar, at)));
    bars().for_each(|(bar, at)| body += &drawn(bar, at, placed));
    body += &lines(figure, placed);
    body += &ticks(placed);
    bars().for_each(|(bar, at)| body += &named(bar, at));
    placed
        .lines
        .iter()
        .filter_map(|line| line.label.as_ref())
        .for_each(|label| body += &said(label, "gg-role", palette::ROLE_INK));
    if let Some(y) = placed.undated {
        body += &words(UNDATED, SIDE, y, 11.5, Weight::SemiBold, "gg-soft", palette::SOFT_INK);
    }

    let top = below(&head);
    let foot = top + placed.height.max(if placed.bars.is_empty() { 40.0 } else { 0.0 });
    let (key, y) = page::key(&key::lists(figure, placed), placed.width, foot + 14.0);
    let mut notes = Vec::new();
    if placed.axis.as_ref().is_some_and(|axis| axis.parts.iter().any(|part| part.closer)) && !placed.bars.is_empty() {
        notes.push(CLOSER.to_owned());
    }
    match placed.unlabelled {
        0 => {}
        1 => notes.push("One line has no words beside it, for want of room: they are in its tooltip.".to_owned()),
        many => {
            notes
                .push(format!("{many} lines have no words beside them, for want of room: they are in their tooltips."));
        }
    }
    notes.extend(figure.notes.iter().cloned());
    let (notes, y) = page::notes(&notes, placed.width, y);
    let (cited, y) = sources::foot(&figure.sources, placed.width, y);
    let document =
        format!("{}<g transform=\"translate(0 {})\">\n{body}</g>\n{key}{notes}{cited}", head.markup, px(top));
    let page = Page {
        title: &figure.title,
        untitled: "Lineages",
        description: &description(figure, placed),
        dark: DARK,
        width: placed.width,
        height: (y + 8.0).ceil(),
        body: &document,
    };
    page.document()
}

/// How far down the page what [`place`] places begins, px.
pub(crate) fn top(figure: &Figure, placed: &Placed) -> f64 {
    below(&Head::of(&figure.title, &figure.subtitle, placed.width))
}

fn below(head: &Head) -> f64 {
    head.height + 8.0
}

const UNDATED: &str = "Without dates in the sources: only the order is known";
const CLOSER: &str = "On grey ground time is drawn closer together, to leave room where more happened.";

/// The dark colours of what a chart does not have.
const DARK: &str = "\
.gg-band{fill:#111a2b;stroke:#24324a}\
.gg-band-ground{fill:#111a2b}\
.gg-paper{fill:#1b2740}\
.gg-edged{stroke:#8fb4f5}\
.gg-bar{filter:brightness(1.55)}\
.gg-tint{filter:brightness(1.6)}\
.gg-role{fill:#fdba74}\
.gg-rule{stroke:#2c3b55}\
.gg-shade{fill:#94a3b8}\
.gg-cut{stroke:#111a2b}\
.gg-at{fill:#fb7185}.gg-at-line{stroke:#fb7185}.gg-at-ink{fill:#0b1220}\
.gg-mark{fill:#cbd5e1;stroke:#cbd5e1}\
.gg-mark-open{fill:#111a2b;stroke:#cbd5e1}\
.gg-mark-line{stroke:#cbd5e1}\
.gg-plan{fill:#94a3b8}.gg-plan-line{stroke:#94a3b8}\
.gg-casing{stroke:#111a2b}\
.gg-succession{stroke:#f59e0b}.gg-succession-head{fill:#f59e0b}";

fn band(rect: Rect) -> String {
    format!(
        "<rect class=\"gg-band\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{}\" stroke=\"{}\"/>\n",
        px(rect.x),
        px(rect.y),
        px(rect.width),
        px(rect.height),
        palette::BAND,
        palette::BAND_LINE,
    )
}

/// The axis, what is drawn closer, and the date that the picture is of.
fn time(figure: &Figure, placed: &Placed) -> String {
    let Some(axis) = &placed.axis else { return String::new() };
    let (top, bottom) = placed.dated;
    let mut out = String::new();
    for part in axis.parts.iter().filter(|part| part.closer) {
        out += &format!(
            "<rect class=\"gg-shade\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#64748b\" fill-opacity=\"0.1\"/>\n",
            px(part.left),
            px(top),
            px(part.right - part.left),
            px(bottom - top),
        );
    }
    let mut grid = String::new();
    axis.ticks.iter().for_each(|tick| grid += &format!("M{} {}V{}", px(tick.x), px(top), px(bottom)));
    out += &format!("<path class=\"gg-rule\" d=\"{grid}\" stroke=\"#dbe3ec\" fill=\"none\"/>\n");
    if let Some((left, right)) = placed.at {
        let centre = (left + right) / 2.0;
        if right - left > 3.0 {
            out += &format!(
                "<rect class=\"gg-at\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#be123c\" fill-opacity=\"0.12\"/>\n",
                px(left),
                px(top),
                px(right - left),
                px(bottom - top),
            );
        }
        out += &format!(
            "<path class=\"gg-at-line\" d=\"M{} {}V{}\" stroke=\"#be123c\" stroke-width=\"1.4\" fill=\"none\"/>\n",
            px(centre),
            px(18.0),
            px(bottom),
        );
        let label = text::fit(&figure.at_label, Weight::SemiBold, 10.5, 260.0);
        if !label.is_empty() {
            let width = text::width(&label, Weight::SemiBold, 10.5) * 1.03 + 16.0;
            let x = (centre - width / 2.0).clamp(SIDE, (placed.width - SIDE - width).max(SIDE));
            out += &format!(
                "<rect class=\"gg-at\" x=\"{}\" y=\"0\" width=\"{}\" height=\"17\" rx=\"8.5\" fill=\"#be123c\"/>\n\
                 <text class=\"gg-at-ink\" x=\"{}\" y=\"12.2\" font-size=\"10.5\" font-weight=\"600\" text-anchor=\"middle\" \
                 fill=\"#ffffff\">{}</text>\n",
                px(x),
                px(width),
                px(x + width / 2.0),
                escape(&label),
            );
        }
    }
    out
}

/// The words of the ticks, again and again down the page, on a ground of their own.
fn ticks(placed: &Placed) -> String {
    let Some(axis) = &placed.axis else { return String::new() };
    let mut out = String::new();
    for (y, tick) in placed.headings.iter().flat_map(|y| axis.ticks.iter().map(move |tick| (*y, tick))) {
        let width = text::width(&tick.label, Weight::Regular, super::axis::TICK_SIZE) * 1.03;
        let ground = Rect { x: tick.x - width / 2.0 - 2.0, y: y - 10.0, width: width + 4.0, height: 13.0 };
        let is_inside = placed.lanes.iter().any(|lane| lane.overlaps(&ground));
        let (class, paper) = if is_inside { ("gg-band-ground", palette::BAND) } else { ("gg-page", palette::PAPER) };
        out += &shapes::backing(ground, class, paper);
        out += &centred(&tick.label, tick.x, y, super::axis::TICK_SIZE, "gg-soft", palette::SOFT_INK);
    }
    out
}

fn centred(label: &str, x: f64, y: f64, size: f64, class: &str, ink: &str) -> String {
    format!(
        "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{size}\" text-anchor=\"middle\" fill=\"{ink}\">{}</text>\n",
        px(x),
        px(y),
        escape(label),
    )
}

/// A bar without its words.
fn drawn(bar: &Bar, at: &PlacedBar, placed: &Placed) -> String {
    let colour = palette::kind_colour(&bar.kind);
    let mut out = format!(
        "<g class=\"gg-life\" data-id=\"{}\">\n<title>{}</title>\n",
        escape(&text::clean(&bar.id)),
        escape(&spoken(bar)),
    );
    let look = shapes::Look { colour, tint: "gg-tint", line: "gg-edged", thick: if bar.asked { 2.2 } else { 1.1 } };
    out += &shapes::bar(&at.segments, at.rect, &look, true);
    if bar.marks.iter().any(|mark| mark.kind == super::MarkKind::Ended && !mark.proposed) {
        out += &shapes::end(&at.segments, at.rect);
    }
    if let Some(axis) = placed.axis.as_ref() {
        let (left, right) = (at.rect.x + 3.0, at.rect.right() - 3.0);
        for x in axis
            .breaks()
            .filter(|x| left < *x && *x < right && placed.dated.0 < at.rect.y && at.rect.y < placed.dated.1)
        {
            out += &shapes::cut(x, at.rect);
        }
    }
    out + "</g>\n"
}

/// The words of a bar, its plans and its marks.
fn named(bar: &Bar, at: &PlacedBar) -> String {
    let mut out = shapes::questions(&at.segments, at.rect);
    let on_hatch = |text: &Text| {
        let rect = text.rect();
        at.segments.iter().any(|one| one.look == SegmentLook::Proposed && rect.x < one.right && one.left < rect.right())
    };
    for (label, class, ink) in [(&at.name, "gg-ink", palette::INK), (&at.dates, "gg-soft", palette::SOFT_INK)] {
        let Some(label) = label else { continue };
        if on_hatch(label) {
            out += &shapes::backing(label.rect().grown(2.0), "gg-paper", palette::PAPER);
        }
        let mut whole = label.clone();
        // All that a card's tooltip tells, for a name that is cut and for one that stands beside its bar.
        whole.full = (class == "gg-ink").then(|| spoken(bar));
        out += &match at.rect.overlaps(&label.rect()) {
            true => said_plain(&whole, class, ink),
            false => said(&whole, class, ink),
        };
    }
    for (plan, placed) in bar.plans.iter().zip(&at.plans) {
        let look = shapes::Look { colour: "#64748b", tint: "gg-plan", line: "gg-plan-line", thick: 0.9 };
        let dates = text::clean(&plan.dates);
        let dates = if dates.is_empty() { String::new() } else { format!(", {dates}") };
        let proposed = if plan.proposed { " (proposed)" } else { "" };
        out += &format!(
            "<g class=\"gg-plans\"><title>{}</title>\n{}</g>\n",
            escape(&format!("{}{dates}{proposed}", text::clean(&plan.name))),
            shapes::bar(&placed.segments, placed.rect, &look, false)
                + &shapes::questions(&placed.segments, placed.rect),
        );
        if let Some(label) = &placed.text {
            let is_inside = placed.rect.overlaps(&label.rect());
            if placed.proposed && is_inside {
                out += &shapes::backing(label.rect().grown(1.0), "gg-paper", palette::PAPER);
            }
            out += &match is_inside {
                true => said_plain(label, "gg-soft", palette::SOFT_INK),
                false => said(label, "gg-soft", palette::SOFT_INK),
            };
        }
    }
    for mark in &at.marks {
        out += &shapes::mark(mark);
        if let Some(label) = &mark.text {
            out += &said(label, "gg-soft", palette::SOFT_INK);
        }
    }
    out
}

/// Words on a ground of their own, so that no line of the grid runs through them.
fn said(label: &Text, class: &str, ink: &str) -> String {
    let rect = label.rect();
    let ground = Rect { x: rect.x - 1.0, y: rect.y, width: rect.width + 2.0, height: rect.height };
    shapes::backing(ground, "gg-band-ground", palette::BAND) + &said_plain(label, class, ink)
}

fn said_plain(label: &Text, class: &str, ink: &str) -> String {
    let line = words(&label.text, label.x, label.y, label.size, label.weight(), class, ink);
    match &label.full {
        Some(full) => format!("<g><title>{}</title>{}</g>\n", escape(full), line.trim_end()),
        None => line,
    }
}

/// The lines of passages, each on a ground that sets it off from the bars that it crosses.
fn lines(figure: &Figure, placed: &Placed) -> String {
    let mut out = String::new();
    for line in &placed.lines {
        let Some(passage) = figure.passages.get(line.passage) else { continue };
        let Some((from, to)) = figure.ends(passage) else { continue };
        let names = |side: &[usize]| {
            let names: Vec<String> = side.iter().map(|bar| text::clean(name(&figure.bars[*bar]))).collect();
            names.join(", ")
        };
        let label = text::clean(&passage.label);
        let label = if label.is_empty() { EdgeKind::Succession.words() } else { &label };
        let title = format!("{} → {}: {label}", names(&from), names(&to));
        let (class, width, dashes) = edge::look(EdgeKind::Succession, passage.proposed);
        let colour = palette::edge_colour(EdgeKind::Succession);
        out += &format!("<g class=\"gg-edge\"><title>{}</title>", escape(&title));
        for pair in line.paths.iter().flat_map(|(path, _)| path.windows(2)) {
            // Beside bars only: where it meets one, its border stays whole.
            let (top, bottom) = (pair[0].y.min(pair[1].y) + 3.0, pair[0].y.max(pair[1].y) - 3.0);
            if pair[0].x == pair[1].x && bottom > top {
                let upright = [Point::new(pair[0].x, top), Point::new(pair[0].x, bottom)];
                out += &edge::line(&upright, "gg-casing", palette::BAND, 5.0, "");
            }
        }
        for (path, head) in &line.paths {
            out += &match head {
                true => edge::arrow(path, class, colour, width, dashes),
                false => edge::line(path, class, colour, width, dashes),
            };
        }
        out += "</g>\n";
    }
    out
}

fn name(bar: &Bar) -> &str {
    if bar.name.trim().is_empty() { &bar.id } else { &bar.name }
}

/// The bar in one sentence, for its tooltip.
fn spoken(bar: &Bar) -> String {
    let existed = if bar.existed.is_empty() { &bar.dates } else { &bar.existed };
    let parts = [name(bar), &bar.kind, existed].map(text::clean);
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What a reader who cannot see the picture is told.
fn description(figure: &Figure, placed: &Placed) -> String {
    let given = text::clean(&figure.description);
    if !given.is_empty() {
        return given;
    }
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let parts = [
        counted(placed.bars.len(), "body", "bodies"),
        counted(placed.lanes.len(), "lineage", "lineages"),
        counted(placed.lines.len(), "succession", "successions"),
    ];
    format!("A timeline of {}.", parts.join(", "))
}
