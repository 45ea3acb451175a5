//! What the signs of a picture mean, of those that occur in it.

use super::shapes::{self, Look};
use crate::figure::EdgeKind;
use crate::layout::{Point, Rect};
use crate::lineage::{Figure, MarkKind, Placed, Segment, SegmentLook};
use crate::page::{Entry, px};
use crate::palette;
use crate::svg::edge;
use crate::text;

/// Kinds; what is known of bars; lines and marks.
pub(super) fn lists<'k>(figure: &'k Figure, placed: &'k Placed) -> Vec<Vec<Entry<'k>>> {
    vec![kinds(figure), looks(figure, placed), signs(figure, placed)]
}

fn kinds(figure: &Figure) -> Vec<Entry<'_>> {
    let mut kinds: Vec<String> = figure.bars.iter().map(|bar| text::clean(&bar.kind).to_lowercase()).collect();
    kinds.sort();
    kinds.dedup();
    kinds.retain(|kind| !kind.is_empty());
    let entry = |kind: String| {
        let colour = palette::kind_colour(&kind);
        let sign = move |x: f64, y: f64| {
            format!(
                "<rect class=\"gg-bar\" x=\"{}\" y=\"{}\" width=\"5\" height=\"12\" rx=\"2\" fill=\"{colour}\"/>\n",
                px(x),
                px(y - 6.0),
            )
        };
        Entry { width: 5.0, sign: Box::new(sign), words: text::fit(&kind, text::Weight::Regular, 10.5, 180.0) }
    };
    kinds.into_iter().map(entry).collect()
}

/// What the stretches of bars mean.
fn looks<'k>(figure: &'k Figure, placed: &'k Placed) -> Vec<Entry<'k>> {
    let of_bars = placed.bars.iter().flat_map(|bar| &bar.segments);
    let of_plans = placed.bars.iter().flat_map(|bar| &bar.plans).flat_map(|plan| &plan.segments);
    let mut looks: Vec<SegmentLook> = of_bars.chain(of_plans).map(|segment| segment.look).collect();
    // One sign stands for all that is unknown.
    for look in &mut looks {
        if look.is_open() != (false, false) {
            *look = SegmentLook::EndUnknown;
        }
    }
    looks.sort();
    looks.dedup();
    let entry = |look: SegmentLook| {
        let words = match look {
            SegmentLook::Certain => "existed",
            SegmentLook::Possible => "may have existed: the dates leave it open",
            SegmentLook::Proposed => "proposed",
            SegmentLook::StartUnknown | SegmentLook::EndUnknown | SegmentLook::Unknown => {
                "when it began or ended is not in the sources"
            }
            SegmentLook::Onwards if figure.at.is_some() => "existed still at the date",
            SegmentLook::Onwards => "still exists",
            SegmentLook::Before => "has no beginning on record",
        };
        let sign = move |x: f64, y: f64| {
            let rect = Rect { x, y: y - 6.0, width: 24.0, height: 12.0 };
            let segments: Vec<Segment> = match look {
                SegmentLook::Onwards => vec![
                    Segment { left: x, right: x + 16.0, look: SegmentLook::Certain },
                    Segment { left: x + 16.0, right: x + 24.0, look },
                ],
                SegmentLook::Before => vec![
                    Segment { left: x, right: x + 8.0, look },
                    Segment { left: x + 8.0, right: x + 24.0, look: SegmentLook::Certain },
                ],
                SegmentLook::EndUnknown => vec![
                    Segment { left: x, right: x + 10.0, look: SegmentLook::Certain },
                    Segment { left: x + 10.0, right: x + 24.0, look },
                ],
                look => vec![Segment { left: x, right: x + 24.0, look }],
            };
            let drawn = Look { colour: "#475569", tint: "gg-plan", line: "gg-plan-line", thick: 1.1 };
            shapes::bar(&segments, rect, &drawn, false) + &shapes::questions(&segments, rect)
        };
        Entry { width: 24.0, sign: Box::new(sign), words: words.to_owned() }
    };
    let mut entries: Vec<Entry<'k>> = looks.into_iter().map(entry).collect();
    if figure.bars.iter().any(|bar| bar.asked) && figure.bars.len() > 1 {
        let sign = |x: f64, y: f64| {
            let rect = Rect { x: x + 1.0, y: y - 6.0, width: 22.0, height: 12.0 };
            let drawn = Look { colour: "#475569", tint: "gg-plan", line: "gg-plan-line", thick: 2.2 };
            shapes::bar(&[Segment { left: x + 1.0, right: x + 23.0, look: SegmentLook::Certain }], rect, &drawn, false)
        };
        entries.push(Entry { width: 24.0, sign: Box::new(sign), words: "the body that was asked for".to_owned() });
    }
    if placed.bars.iter().any(|bar| !bar.plans.is_empty()) {
        let sign = |x: f64, y: f64| {
            let rect = Rect { x, y: y - 3.5, width: 24.0, height: 7.0 };
            let drawn = Look { colour: "#64748b", tint: "gg-plan", line: "gg-plan-line", thick: 0.9 };
            shapes::bar(&[Segment { left: x, right: x + 24.0, look: SegmentLook::Certain }], rect, &drawn, false)
        };
        entries.push(Entry { width: 24.0, sign: Box::new(sign), words: "plan or programme in force".to_owned() });
    }
    entries
}

/// Lines, and what happened to bodies.
fn signs<'k>(figure: &'k Figure, placed: &'k Placed) -> Vec<Entry<'k>> {
    let drawn = placed.lines.iter().filter_map(|line| figure.passages.get(line.passage));
    let mut lines: Vec<bool> = drawn.map(|passage| passage.proposed).collect();
    lines.sort_unstable();
    lines.dedup();
    let line = |proposed: bool| {
        let (class, width, dashes) = edge::look(EdgeKind::Succession, proposed);
        let colour = palette::edge_colour(EdgeKind::Succession);
        let sign = move |x: f64, y: f64| {
            edge::arrow(&[Point::new(x, y), Point::new(x + 30.0, y)], class, colour, width, dashes) + "\n"
        };
        let words = if proposed { "is to become (proposed)" } else { "became, or handed something to" };
        Entry { width: 30.0, sign: Box::new(sign), words: words.to_owned() }
    };
    let mut marks: Vec<(MarkKind, bool)> =
        placed.bars.iter().flat_map(|bar| &bar.marks).map(|mark| (mark.kind, mark.proposed)).collect();
    marks.sort_unstable();
    marks.dedup();
    let mark = |(kind, proposed): (MarkKind, bool)| {
        let words = match (kind, proposed) {
            (MarkKind::Created, false) => "set up",
            (MarkKind::Created, true) => "to be set up (proposed)",
            (MarkKind::Changed, false) => "changed, and went on",
            (MarkKind::Changed, true) => "to be changed (proposed)",
            (MarkKind::Ended, false) => "ended without a successor",
            (MarkKind::Ended, true) => "to end without a successor (proposed)",
            (MarkKind::Milestone, false) => "milestone",
            (MarkKind::Milestone, true) => "milestone, planned",
        };
        let sign = move |x: f64, y: f64| shapes::sign(kind, proposed, Point::new(x + 6.0, y));
        Entry { width: 12.0, sign: Box::new(sign), words: words.to_owned() }
    };
    lines.into_iter().map(line).chain(marks.into_iter().map(mark)).collect()
}
