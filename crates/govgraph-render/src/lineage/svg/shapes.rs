//! Bars with ends that say what is known of them, and the signs of marks.

use crate::layout::{Point, Rect};
use crate::lineage::{MarkKind, PlacedMark, Segment, SegmentLook};
use crate::page::px;
use crate::palette;

/// How a bar looks.
pub(super) struct Look {
    pub(super) colour: &'static str,
    /// The class of what is filled with it.
    pub(super) tint: &'static str,
    /// The class of what is drawn with it.
    pub(super) line: &'static str,
    pub(super) thick: f64,
}

const DASHES: &str = " stroke-dasharray=\"4 3\"";

/// A bar: its ground, its stretches, and, with `kind`, the strip of the kind's colour where what is known of it begins.
pub(super) fn bar(segments: &[Segment], rect: Rect, look: &Look, kind: bool) -> String {
    let mut out = String::new();
    for (at, segment) in segments.iter().enumerate() {
        let is_first = at == 0;
        let is_last = at + 1 == segments.len();
        out += &stretch(segment, rect, look, (is_first, is_last));
    }
    let known = segments
        .iter()
        .find(|one| !matches!(one.look, SegmentLook::StartUnknown | SegmentLook::Unknown | SegmentLook::Before));
    if let Some(known) = known.filter(|_| kind) {
        let solid = known.look == SegmentLook::Certain;
        let dashes = if solid { "" } else { " stroke-dasharray=\"3 2\"" };
        out += &format!(
            "<path class=\"gg-bar\" d=\"M{x} {}V{}\" stroke=\"{}\" stroke-width=\"4\"{dashes} fill=\"none\"/>\n",
            px(rect.y),
            px(rect.bottom()),
            look.colour,
            x = px(known.left + 2.0),
        );
    }
    out
}

fn stretch(segment: &Segment, rect: Rect, look: &Look, (is_first, is_last): (bool, bool)) -> String {
    let (left, right, top, bottom) = (px(segment.left), px(segment.right), px(rect.y), px(rect.bottom()));
    let (middle, inner) = (px(rect.y + rect.height / 2.0), px(segment.left + (segment.right - segment.left) * 0.6));
    let shape = match segment.look {
        SegmentLook::Onwards => format!("M{left} {top}L{right} {middle}L{left} {bottom}Z"),
        SegmentLook::Before => format!("M{right} {top}H{left}L{inner} {middle}L{left} {bottom}H{right}Z"),
        _ => format!("M{left} {top}H{right}V{bottom}H{left}Z"),
    };
    let opacity = match segment.look {
        SegmentLook::Certain | SegmentLook::Onwards | SegmentLook::Before => "0.2",
        SegmentLook::Possible | SegmentLook::Proposed => "0.05",
        SegmentLook::StartUnknown | SegmentLook::EndUnknown | SegmentLook::Unknown => "0",
    };
    let mut out = format!("<path class=\"gg-paper\" d=\"{shape}\" fill=\"{}\"/>\n", palette::PAPER);
    out += &format!(
        "<path class=\"{}\" d=\"{shape}\" fill=\"{}\" fill-opacity=\"{opacity}\"/>\n",
        look.tint, look.colour,
    );
    if segment.look == SegmentLook::Proposed {
        let hatch = hatch(Rect { x: segment.left, width: segment.right - segment.left, ..rect });
        out += &format!(
            "<path class=\"{}\" d=\"{hatch}\" stroke=\"{}\" stroke-opacity=\"0.55\" fill=\"none\"/>\n",
            look.line, look.colour,
        );
    }
    let mut border = match segment.look {
        SegmentLook::Onwards => format!("M{left} {top}L{right} {middle}L{left} {bottom}"),
        SegmentLook::Before => format!("M{right} {top}H{left}L{inner} {middle}L{left} {bottom}H{right}"),
        _ => format!("M{left} {top}H{right}M{left} {bottom}H{right}"),
    };
    // What is unknown stays open at its outer end.
    let has_ends = matches!(segment.look, SegmentLook::Certain | SegmentLook::Possible | SegmentLook::Proposed);
    if has_ends && is_first {
        border += &format!("M{left} {top}V{bottom}");
    }
    if has_ends && is_last {
        border += &format!("M{right} {top}V{bottom}");
    }
    let solid = matches!(segment.look, SegmentLook::Certain | SegmentLook::Onwards | SegmentLook::Before);
    out += &format!(
        "<path class=\"{}\" d=\"{border}\" stroke=\"{}\" stroke-width=\"{}\"{} fill=\"none\"/>\n",
        look.line,
        look.colour,
        look.thick,
        if solid { "" } else { DASHES },
    );
    out
}

/// Question marks at the ends that are unknown, on a ground of their own: lines may run through what is unknown.
pub(super) fn questions(segments: &[Segment], rect: Rect) -> String {
    let size = if rect.height < 20.0 { 9.0 } else { 11.0 };
    let mark = |x: f64| {
        let ground = Rect { x: x - 4.5, y: rect.y + 2.0, width: 9.0, height: rect.height - 4.0 };
        format!(
            "{}<text class=\"gg-soft\" x=\"{}\" y=\"{}\" font-size=\"{size}\" font-weight=\"600\" \
             text-anchor=\"middle\" fill=\"{}\">?</text>\n",
            backing(ground, "gg-paper", palette::PAPER),
            px(x),
            px(rect.y + rect.height / 2.0 + size * 0.36),
            palette::SOFT_INK,
        )
    };
    let mut out = String::new();
    for segment in segments {
        let (left, right) = segment.look.is_open();
        if left {
            out += &mark(segment.left + 7.0);
        }
        if right {
            out += &mark(segment.right - 7.0);
        }
    }
    out
}

/// Lines at an angle, each cut off where the rectangle ends.
fn hatch(rect: Rect) -> String {
    let mut path = String::new();
    let mut at = rect.x - rect.height + 3.0;
    while at < rect.right() {
        // From the lower left to the upper right.
        let from = at.max(rect.x);
        let to = (at + rect.height).min(rect.right());
        if to - from > 0.5 {
            path += &format!(
                "M{} {}L{} {}",
                px(from),
                px(rect.bottom() - (from - at)),
                px(to),
                px(rect.bottom() - (to - at))
            );
        }
        at += 7.0;
    }
    path
}

/// The thick end of a body that ended without a successor.
pub(super) fn end(segments: &[Segment], rect: Rect) -> String {
    let known = segments
        .iter()
        .rev()
        .find(|one| !matches!(one.look, SegmentLook::EndUnknown | SegmentLook::Unknown | SegmentLook::Onwards));
    let Some(known) = known else { return String::new() };
    format!(
        "<path class=\"gg-mark-line\" d=\"M{} {}V{}\" stroke=\"#334155\" stroke-width=\"4\" fill=\"none\"/>\n",
        px(known.right - 1.0),
        px(rect.y - 2.0),
        px(rect.bottom() + 2.0),
    )
}

/// A zigzag through a bar where the scale changes.
pub(super) fn cut(x: f64, rect: Rect) -> String {
    let step = rect.height / 4.0;
    let mut path = format!("M{} {}", px(x - 2.5), px(rect.y - 1.0));
    for at in 1..=4 {
        let side = if at % 2 == 1 { 2.5 } else { -2.5 };
        path += &format!("L{} {}", px(x + side), px(rect.y + step * f64::from(at) + if at == 4 { 1.0 } else { 0.0 }));
    }
    format!("<path class=\"gg-cut\" d=\"{path}\" stroke=\"{}\" stroke-width=\"3\" fill=\"none\"/>\n", palette::BAND)
}

/// The ground of words.
pub(super) fn backing(rect: Rect, class: &str, colour: &str) -> String {
    format!(
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" fill=\"{colour}\"/>\n",
        px(rect.x),
        px(rect.y),
        px(rect.width),
        px(rect.height),
    )
}

/// The sign of a mark, with the days that it can have been on.
pub(super) fn mark(mark: &PlacedMark) -> String {
    let mut out = String::new();
    if mark.right - mark.left > 12.0 {
        let (left, right, y) = (px(mark.left), px(mark.right), mark.sign.y);
        out += &format!(
            "<path class=\"gg-mark-line\" d=\"M{left} {y}H{right}M{left} {top}V{bottom}M{right} {top}V{bottom}\" \
             stroke=\"#475569\" stroke-width=\"1.3\"{} fill=\"none\"/>\n",
            if mark.proposed { " stroke-dasharray=\"3 2\"" } else { "" },
            y = px(y),
            top = px(y - 3.0),
            bottom = px(y + 3.0),
        );
    }
    out + &sign(mark.kind, mark.proposed, mark.sign)
}

/// A sign around a point.
pub(super) fn sign(kind: MarkKind, hollow: bool, at: Point) -> String {
    let (x, y) = (at.x, at.y);
    let (class, fill) = if hollow { ("gg-mark-open", palette::PAPER) } else { ("gg-mark", "#334155") };
    let shape = match kind {
        MarkKind::Milestone => {
            format!(
                "M{} {y}L{x} {}L{} {y}L{x} {}Z",
                px(x - 5.0),
                px(y - 5.0),
                px(x + 5.0),
                px(y + 5.0),
                x = px(x),
                y = px(y)
            )
        }
        MarkKind::Changed => {
            format!("M{} {y}a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0Z", px(x - 4.2), y = px(y))
        }
        MarkKind::Created => {
            format!("M{} {}L{} {}L{} {}Z", px(x - 4.8), px(y + 4.2), px(x), px(y - 4.8), px(x + 4.8), px(y + 4.2))
        }
        MarkKind::Ended => format!("M{} {}h8v8h-8Z", px(x - 4.0), px(y - 4.0)),
    };
    format!("<path class=\"{class}\" d=\"{shape}\" fill=\"{fill}\" stroke=\"#334155\" stroke-width=\"1.4\"/>\n")
}
