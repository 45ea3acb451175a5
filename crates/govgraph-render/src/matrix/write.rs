//! A matrix as a static SVG.

use std::collections::BTreeSet;

use super::place::{
    ABOUT_SIZE, Direction, GROUP_SIZE, HEAD_ABOUT_SIZE, HEAD_LINE, HEAD_SIZE, NAME_SIZE, PlacedHead, PlacedPanel,
    PlacedRow, SUBTITLE_SIZE, TITLE_SIZE, TOTAL_BAR, place, weight,
};
use super::{Cell, Column, DARKEST, Figure, HeadState, Look, Panel, Ring, Row, RowSort, Sign, Sure, style};
use crate::layout::Rect;
use crate::page::{self, Head, Page, SIDE, px, words};
use crate::palette;
use crate::sources;
use crate::text::{self, Weight};
use crate::xml::escape;

/// The figure as an SVG document, laid out by [`place`].
#[must_use]
pub fn svg(figure: &Figure) -> String {
    let placement = place(figure);
    let mut body = Head::of(&figure.title, &figure.subtitle, placement.width).markup;
    body += &hatches(figure);
    let is_empty = figure.panels.iter().all(|panel| panel.rows.is_empty() || panel.columns.is_empty());
    let mut y = placement.foot;
    if is_empty {
        body += &words("Nothing to show.", SIDE, y, 12.0, Weight::Regular, "gg-soft", palette::SOFT_INK);
        y += 16.0;
    }
    for (panel, placed) in figure.panels.iter().zip(&placement.panels) {
        body += &one(panel, placed);
    }
    let mut panels = figure.panels.iter().zip(&placement.panels);
    let has_dots = panels.any(|(panel, placed)| dots_stand_for_nothing(panel, placed));
    let (legend, y) = legend(figure, has_dots, placement.width, y + 8.0);
    let (notes, y) = page::notes(&figure.notes, placement.width, y);
    body += &legend;
    body += &notes;
    let (cited, y) = sources::foot(&figure.sources, placement.width, y);
    body += &cited;
    let page = Page {
        title: &figure.title,
        untitled: "Matrix",
        description: &description(figure),
        dark: &style::dark(),
        width: placement.width,
        height: (y + 12.0).ceil(),
        body: &body,
    };
    page.document()
}

/// The patterns for what is only possible, of the shades that occur.
fn hatches(figure: &Figure) -> String {
    let of_legend = figure.legend.iter().filter_map(|entry| match &entry.sign {
        Sign::Cell(look) => Some(look),
        _ => None,
    });
    let looks = figure.panels.iter().flat_map(|panel| &panel.cells).map(|cell| &cell.look).chain(of_legend);
    let shades: BTreeSet<u8> = looks.filter(|look| look.sure == Sure::Possible).map(hatch_of).collect();
    if shades.is_empty() {
        return String::new();
    }
    let pattern = |shade: u8| {
        let stripe = style::STRIPES[usize::from(shade) - 1];
        format!(
            "<pattern id=\"gg-hatch-{shade}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect class=\"gg-hatched\" width=\"6\" height=\"6\" fill=\"{}\"/>\
             <rect class=\"gg-h{shade}\" width=\"3.4\" height=\"6\" fill=\"{stripe}\"/></pattern>\n",
            palette::PAPER
        )
    };
    format!("<defs>\n{}</defs>\n", shades.into_iter().map(pattern).collect::<String>())
}

fn hatch_of(look: &Look) -> u8 {
    look.shade.clamp(1, DARKEST)
}

fn one(panel: &Panel, placed: &PlacedPanel) -> String {
    let (area, mut y) = (placed.area, placed.area.y);
    let mut out = String::new();
    for line in &placed.title {
        y += 18.0;
        out += &words(line, area.x, y - 4.0, TITLE_SIZE, Weight::SemiBold, "gg-ink", palette::INK);
    }
    for line in &placed.subtitle {
        y += 15.0;
        out += &words(line, area.x, y - 4.0, SUBTITLE_SIZE, Weight::Regular, "gg-soft", palette::SOFT_INK);
    }
    for (group, rect) in &placed.groups {
        out += &group_name(panel.groups.get(*group).map_or("", String::as_str), *rect);
    }
    for (column, head) in panel.columns.iter().zip(&placed.heads) {
        out += &head_at(column, head, placed.direction);
    }
    out += &grid(panel, placed);
    for (row, placed_row) in panel.rows.iter().zip(&placed.rows) {
        out += &row_at(row, placed_row, placed.totals);
    }
    if let (Some(x), Some(first)) = (placed.totals, placed.rows.first())
        && !panel.total.is_empty()
    {
        let label = text::fit(&panel.total, Weight::Regular, ABOUT_SIZE, TOTAL_BAR + 40.0);
        out += &words(&label, x, first.rect.y - 8.0, ABOUT_SIZE, Weight::Regular, "gg-soft", palette::SOFT_INK);
    }
    for (cell, rect) in panel.cells.iter().zip(&placed.cells) {
        if let Some(rect) = rect {
            out += &cell_at(panel, cell, *rect);
        }
    }
    out
}

fn group_name(name: &str, rect: Rect) -> String {
    let name = text::fit(&name.to_uppercase(), Weight::SemiBold, GROUP_SIZE, (rect.width - 2.0) / 1.16);
    format!(
        "<text class=\"gg-soft\" x=\"{}\" y=\"{}\" font-size=\"{GROUP_SIZE}\" font-weight=\"600\" letter-spacing=\"0.8\" \
         fill=\"{}\">{}</text>\n<path class=\"gg-rule\" d=\"M{} {}H{}\" stroke=\"{}\" fill=\"none\"/>\n",
        px(rect.x + 1.0),
        px(rect.y + 13.0),
        palette::SOFT_INK,
        escape(&name),
        px(rect.x),
        px(rect.y + 19.0),
        px(rect.right()),
        palette::HAIRLINE,
    )
}

/// The ground of rows, what keeps columns apart, and a dot where there is no mark.
fn grid(panel: &Panel, placed: &PlacedPanel) -> String {
    let mut out = String::new();
    for (at, (row, placed_row)) in panel.rows.iter().zip(&placed.rows).enumerate() {
        let rect = placed_row.rect;
        let ground = match row.sort {
            RowSort::Gap => Some(("gg-gap", style::GAP)),
            RowSort::Plain if at % 2 == 0 && !panel.square => Some(("gg-band", palette::BAND)),
            RowSort::Plain | RowSort::Summary => None,
        };
        if let Some((class, fill)) = ground {
            out += &filled(class, rect, 0.0, fill);
        }
        if row.sort == RowSort::Gap {
            out += &filled("gg-gap-bar", Rect { width: 3.0, ..rect }, 0.0, style::GAP_BAR);
        }
        let is_first_sum = row.sort == RowSort::Summary && (at == 0 || panel.rows[at - 1].sort != RowSort::Summary);
        if is_first_sum {
            let (x, y, right) = (px(rect.x), px(rect.y - 3.0), px(rect.right()));
            let line = palette::HAIRLINE;
            out += &format!("<path class=\"gg-rule\" d=\"M{x} {y}H{right}\" stroke=\"{line}\" fill=\"none\"/>\n");
        }
    }
    let mut plain = panel.rows.iter().zip(&placed.rows).filter(|(row, _)| row.sort != RowSort::Summary);
    let bottom = plain.next_back().map_or(placed.body.y, |(_, row)| row.rect.bottom());
    if !dots_stand_for_nothing(panel, placed) {
        for pair in placed.heads.windows(2) {
            let x = (pair[0].rect.right() + pair[1].rect.x) / 2.0;
            let (x, top, bottom) = (px(x), px(placed.body.y), px(bottom));
            let line = palette::BAND_LINE;
            out += &format!(
                "<path class=\"gg-grid\" d=\"M{x} {top}V{bottom}\" stroke=\"{line}\" stroke-width=\"0.8\" fill=\"none\"/>\n"
            );
        }
        return out;
    }
    let taken: BTreeSet<(usize, usize)> = panel.cells.iter().map(|cell| (cell.row, cell.column)).collect();
    for (at, (row, placed_row)) in panel.rows.iter().zip(&placed.rows).enumerate() {
        for (column, head) in placed.heads.iter().enumerate() {
            if row.sort != RowSort::Summary && !taken.contains(&(at, column)) {
                out += &empty(head.middle, placed_row.rect.centre().y);
            }
        }
    }
    out
}

/// Whether a place without a mark has a dot; among many narrow columns lines lead the eye better.
fn dots_stand_for_nothing(panel: &Panel, placed: &PlacedPanel) -> bool {
    placed.direction == Direction::Level || panel.square
}

/// Where there is no mark.
fn empty(x: f64, y: f64) -> String {
    let (x, y) = (px(x), px(y));
    format!("<circle class=\"gg-empty\" cx=\"{x}\" cy=\"{y}\" r=\"1.4\" fill=\"{}\"/>\n", palette::HAIRLINE)
}

fn filled(class: &str, rect: Rect, radius: f64, fill: &str) -> String {
    let radius = if radius > 0.0 { format!(" rx=\"{radius}\"") } else { String::new() };
    format!("<rect class=\"{class}\" {}{radius} fill=\"{fill}\"/>\n", sides(rect))
}

fn sides(rect: Rect) -> String {
    format!("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", px(rect.x), px(rect.y), px(rect.width), px(rect.height))
}

/// The text of a tooltip, or what stands for it.
fn told<'t>(tooltip: &'t str, name: &'t str) -> String {
    let tooltip = text::clean(tooltip);
    escape(&if tooltip.is_empty() { text::clean(name) } else { tooltip })
}

fn frame(state: HeadState, rect: Rect) -> String {
    let dashes = match state {
        HeadState::Active | HeadState::Ended => return String::new(),
        HeadState::Proposed => "stroke-width=\"1.3\" stroke-dasharray=\"5 3\"",
        HeadState::Possible => "stroke-width=\"1.1\" stroke-dasharray=\"1.3 2.7\"",
    };
    let colour = style::FRAME;
    format!("<rect class=\"gg-frame\" {} rx=\"5\" fill=\"none\" stroke=\"{colour}\" {dashes}/>\n", sides(rect))
}

fn head_at(column: &Column, head: &PlacedHead, direction: Direction) -> String {
    let name = if text::clean(&column.about).is_empty() {
        column.name.clone()
    } else {
        format!("{} ({})", column.name, column.about)
    };
    let mut out = format!("<g class=\"gg-head\"><title>{}</title>\n", told(&column.tooltip, &name));
    out += &frame(column.state, head.rect);
    let (class, ink) = match column.state {
        HeadState::Ended => ("gg-ended", palette::ENDED_INK),
        _ => ("gg-ink", palette::INK),
    };
    let about = (!head.about.is_empty()).then_some(&head.about);
    match direction {
        Direction::Level => {
            let mut y = head.rect.bottom() - 8.0;
            if let Some(about) = about {
                out +=
                    &centred(about, head.middle, y, HEAD_ABOUT_SIZE, Weight::Regular, ("gg-soft", palette::SOFT_INK));
                y -= 16.0;
            }
            for line in head.lines.iter().rev() {
                out += &centred(line, head.middle, y, HEAD_SIZE, Weight::SemiBold, (class, ink));
                y -= HEAD_LINE;
            }
        }
        Direction::Upwards => {
            let lines = head.lines.len() + usize::from(about.is_some());
            let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(0));
            // The middle of the first of some lines that stand around the middle of the column.
            let first = head.middle - (number(lines) - 1.0) / 2.0 * HEAD_LINE;
            let bottom = head.rect.bottom() - 5.0;
            for (at, line) in head.lines.iter().enumerate() {
                let x = first + number(at) * HEAD_LINE + HEAD_SIZE * 0.36;
                out += &upwards(line, x, bottom, HEAD_SIZE, Weight::SemiBold, (class, ink));
            }
            if let Some(about) = about {
                let x = first + number(head.lines.len()) * HEAD_LINE + HEAD_ABOUT_SIZE * 0.36;
                out += &upwards(about, x, bottom, HEAD_ABOUT_SIZE, Weight::Regular, ("gg-soft", palette::SOFT_INK));
            }
        }
    }
    out + "</g>\n"
}

fn weight_of(weight: Weight) -> &'static str {
    match weight {
        Weight::Regular => "",
        Weight::SemiBold => " font-weight=\"600\"",
    }
}

fn centred(text: &str, x: f64, y: f64, size: f64, weight: Weight, (class, ink): (&str, &str)) -> String {
    format!(
        "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{size}\"{} text-anchor=\"middle\" fill=\"{ink}\">{}</text>\n",
        px(x),
        px(y),
        weight_of(weight),
        escape(text),
    )
}

/// A line that runs upwards from a point.
fn upwards(text: &str, x: f64, y: f64, size: f64, weight: Weight, (class, ink): (&str, &str)) -> String {
    format!(
        "<text class=\"{class}\" transform=\"translate({} {}) rotate(-90)\" font-size=\"{size}\"{} fill=\"{ink}\">{}</text>\n",
        px(x),
        px(y),
        weight_of(weight),
        escape(text),
    )
}

fn row_at(row: &Row, placed: &PlacedRow, totals: Option<f64>) -> String {
    let name =
        if text::clean(&row.about).is_empty() { row.name.clone() } else { format!("{} ({})", row.name, row.about) };
    let mut out = format!("<g class=\"gg-row\"><title>{}</title>\n", told(&row.tooltip, &name));
    let middle = placed.rect.centre().y;
    if !row.kind.trim().is_empty() {
        let (x, y, colour) = (px(placed.rect.x + 13.0), px(middle), palette::kind_colour(&row.kind));
        out += &format!("<circle class=\"gg-bar\" cx=\"{x}\" cy=\"{y}\" r=\"4.2\" fill=\"{colour}\"/>\n");
    }
    let base = middle + NAME_SIZE * 0.36;
    out += &words(&placed.name, placed.x, base, NAME_SIZE, weight(row.sort), "gg-ink", palette::INK);
    if !placed.about.is_empty() {
        out += &format!(
            "<text class=\"gg-soft\" x=\"{}\" y=\"{}\" font-size=\"{ABOUT_SIZE}\" text-anchor=\"end\" fill=\"{}\">{}</text>\n",
            px(placed.about_end),
            px(base - 0.5),
            palette::SOFT_INK,
            escape(&placed.about),
        );
    }
    if let (Some(total), Some(x)) = (&row.total, totals) {
        let width = TOTAL_BAR * f64::from(total.percent.min(100)) / 100.0;
        if width > 0.0 {
            let bar = Rect { x, y: middle - 5.5, width: width.max(3.0), height: 11.0 };
            out += &filled("gg-total", bar, 2.5, style::BAR);
        }
        let words_at = x + if width > 0.0 { width.max(3.0) + 6.0 } else { 0.0 };
        let text = text::fit(&total.text, Weight::Regular, ABOUT_SIZE, 46.0);
        out += &words(&text, words_at, base - 0.5, ABOUT_SIZE, Weight::Regular, "gg-soft", palette::SOFT_INK);
    }
    out + "</g>\n"
}

fn cell_at(panel: &Panel, cell: &Cell, rect: Rect) -> String {
    let name = |names: Option<&String>| names.cloned().unwrap_or_default();
    let row = name(panel.rows.get(cell.row).map(|row| &row.name));
    let column = name(panel.columns.get(cell.column).map(|column| &column.name));
    let told = told(&cell.tooltip, &format!("{row}, {column}: {}", cell.look.text));
    format!("<g class=\"gg-cell\"><title>{told}</title>\n{}</g>\n", drawn(&cell.look, rect))
}

/// A cell without its tooltip.
fn drawn(look: &Look, rect: Rect) -> String {
    const RADIUS: f64 = 4.0;
    let shade = look.shade.min(DARKEST);
    let (ground, class, ink) = match look.sure {
        Sure::Proposed => {
            let inner = Rect { x: rect.x + 0.6, y: rect.y + 0.6, width: rect.width - 1.2, height: rect.height - 1.2 };
            let ground = format!(
                "<rect class=\"gg-hollow\" {} rx=\"{RADIUS}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.2\" \
                 stroke-dasharray=\"4 2.6\"/>\n",
                sides(inner),
                style::FRAME,
            );
            (ground, "gg-ink".to_owned(), palette::INK)
        }
        Sure::Possible => {
            let hatch = hatch_of(look);
            let fill = format!("url(#gg-hatch-{hatch})");
            (filled("gg-possible", rect, RADIUS, &fill), "gg-ink".to_owned(), palette::INK)
        }
        Sure::Aside => (filled("gg-aside", rect, RADIUS, style::ASIDE), "gg-soft".to_owned(), palette::SOFT_INK),
        Sure::Yes if shade > 0 => {
            let (fill, ink) = style::SHADES[usize::from(shade) - 1];
            let ground = filled(&format!("gg-s{shade}"), rect, RADIUS, fill);
            (ground, format!("gg-s{shade}-ink"), ink)
        }
        Sure::Yes => (String::new(), "gg-ink".to_owned(), palette::INK),
    };
    let mut out = ground;
    // A dashed frame and a ring are not to run on one line.
    let inset = if look.sure == Sure::Proposed { 3.2 } else { 1.0 };
    out += &ring(look.ring, rect, inset);
    let room = rect.width - 5.0;
    let sizes = [12.0, 11.0, 10.0, 9.0];
    let label = text::clean(&look.text);
    let size = sizes.into_iter().find(|size| text::width(&label, Weight::SemiBold, *size) <= room).unwrap_or(9.0);
    let label = text::fit(&label, Weight::SemiBold, size, room);
    if !label.is_empty() {
        let centre = rect.centre();
        out += &centred(&label, centre.x, centre.y + size * 0.36, size, Weight::SemiBold, (&class, ink));
    }
    out
}

fn ring(ring: Ring, rect: Rect, inset: f64) -> String {
    let (x, y) = (rect.x + inset, rect.y + inset);
    let (width, height) = (rect.width - 2.0 * inset, rect.height - 2.0 * inset);
    let colour = style::RING;
    match ring {
        Ring::None => String::new(),
        Ring::Whole => format!(
            "<rect class=\"gg-ring\" {} rx=\"3.4\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n",
            sides(Rect { x, y, width, height }),
        ),
        Ring::Half => {
            let (middle, left, bottom) = (x + width / 2.0, x, y + height);
            let corner = 3.4_f64.min(width / 2.0).min(height / 2.0);
            format!(
                "<path class=\"gg-ring\" d=\"M{m} {t}H{l}A{r} {r} 0 0 0 {x} {u}V{v}A{r} {r} 0 0 0 {l} {b}H{m}\" fill=\"none\" \
                 stroke=\"{colour}\" stroke-width=\"2\"/>\n",
                m = px(middle),
                t = px(y),
                l = px(left + corner),
                r = px(corner),
                x = px(left),
                u = px(y + corner),
                v = px(bottom - corner),
                b = px(bottom),
            )
        }
    }
}

/// The legend from `y` downwards, and where it ends.
fn legend(figure: &Figure, has_dots: bool, width: f64, y: f64) -> (String, f64) {
    let entry = |entry: &'_ super::Entry| {
        let sign = entry.sign.clone();
        page::Entry {
            width: sign_width(&sign, has_dots),
            sign: Box::new(move |x, y| sign_at(&sign, has_dots, x, y)),
            words: entry.words.clone(),
        }
    };
    page::key(&[figure.legend.iter().map(entry).collect()], width, y)
}

const MARK_SIZE: f64 = 10.5;

fn sign_width(sign: &Sign, has_dots: bool) -> f64 {
    match sign {
        Sign::Cell(_) => 30.0,
        Sign::Shades => 60.0,
        Sign::Head(_) | Sign::Gap => 26.0,
        Sign::Empty if has_dots => 8.0,
        Sign::Empty => 26.0,
        Sign::Mark(mark) => (text::width(&text::clean(mark), Weight::SemiBold, MARK_SIZE) * 1.04).ceil(),
    }
}

fn sign_at(sign: &Sign, has_dots: bool, x: f64, y: f64) -> String {
    let at = |width: f64, height: f64| Rect { x, y: y - height / 2.0, width, height };
    match sign {
        Sign::Cell(look) => drawn(look, at(30.0, 17.0)),
        Sign::Shades => {
            let each = style::SHADES.iter().enumerate().map(|(shade, (fill, _))| {
                let step = f64::from(u32::try_from(shade).unwrap_or(0)) * 12.0;
                filled(&format!("gg-s{}", shade + 1), Rect { x: x + step, ..at(12.0, 14.0) }, 0.0, fill)
            });
            each.collect()
        }
        Sign::Head(state) => {
            let (class, ink) = match state {
                HeadState::Ended => ("gg-ended", palette::ENDED_INK),
                _ => ("gg-ink", palette::INK),
            };
            let name = centred("Abc", x + 13.0, y + 3.4, 9.0, Weight::SemiBold, (class, ink));
            frame(*state, at(26.0, 15.0)) + &name
        }
        Sign::Gap => {
            let ground = filled("gg-gap", at(26.0, 15.0), 0.0, style::GAP);
            ground + &filled("gg-gap-bar", at(3.0, 15.0), 0.0, style::GAP_BAR)
        }
        Sign::Empty if has_dots => empty(x + 4.0, y),
        Sign::Empty => {
            let line = palette::BAND_LINE;
            format!("<rect class=\"gg-grid\" {} fill=\"none\" stroke=\"{line}\"/>\n", sides(at(26.0, 15.0)))
        }
        Sign::Mark(mark) => {
            let mark = text::clean(mark);
            words(&mark, x, y + 3.7, MARK_SIZE, Weight::SemiBold, "gg-ink", palette::INK)
        }
    }
}

/// What a reader who cannot see the picture is told.
fn description(figure: &Figure) -> String {
    if !text::clean(&figure.description).is_empty() {
        return figure.description.clone();
    }
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let each = figure.panels.iter().map(|panel| {
        let rows = panel.rows.iter().filter(|row| row.sort != RowSort::Summary).count();
        let size = format!("{} by {}", counted(rows, "row", "rows"), counted(panel.columns.len(), "column", "columns"));
        if text::clean(&panel.title).is_empty() { size } else { format!("{}: {size}", text::clean(&panel.title)) }
    });
    format!("A matrix. {}.", each.collect::<Vec<_>>().join(". "))
}
