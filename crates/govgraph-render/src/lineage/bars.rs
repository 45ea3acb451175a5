//! From when to when a bar is drawn, and what is known of its stretches.

use super::lanes::{self, Rows};
use super::place::{PLOT, Segment, SegmentLook, Sheet};
use super::{Axis, Bar, Day, Life};
use crate::text::{self, Weight};

/// A bar on the axis.
#[derive(Debug, Clone)]
pub(super) struct Spread {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) segments: Vec<Segment>,
}

/// A stretch of which nothing is known, px: room for a question mark and no more, since the axis does not count there.
pub(super) const STUB: f64 = 26.0;
/// How long the head and the tail of an arrow are.
pub(super) const POINT: f64 = 11.0;
/// No bar is shorter: its ends must be told apart, and lines must reach it.
const SHORTEST: f64 = 18.0;

/// The stretches of a bar in its lane.
pub(super) fn spread(sheet: &Sheet<'_>, lane: &Rows, bar: usize) -> Spread {
    let one = &sheet.figure.bars[bar];
    let Some(axis) = sheet.axis.as_ref().filter(|_| lane.first.is_some()) else {
        // Without dates all begin at one place: where says nothing.
        let name = text::width(&text::clean(&one.name), Weight::SemiBold, 12.0);
        let dates = text::width(&text::clean(&one.dates), Weight::Regular, 10.0);
        let left = PLOT + 40.0;
        let right = (left + (name + dates) * 1.03 + 3.0 * STUB).min(sheet.width - PLOT);
        return Spread { left, right, segments: vec![Segment { left, right, look: SegmentLook::Unknown }] };
    };
    let linked: Vec<(Day, Day)> = lane
        .links
        .iter()
        .filter(|link| link.members().any(|member| member == bar))
        .filter_map(|link| link.when)
        .collect();
    let segments = match has_days(&one.life) {
        true => lived(sheet, axis, one, &linked),
        false => match one.proposed {
            Some(since) => proposed(axis, one, since, &linked),
            None => unknown(axis, anchor(sheet, lane, bar, &linked)),
        },
    };
    closed(segments)
}

/// The stretches of a plan.
pub(super) fn plan(axis: &Axis, life: &Life, proposed: bool) -> Option<Spread> {
    let mut segments = if has_days(life) { life_at(axis, life, &[], None) } else { return None };
    if proposed {
        let hatch = |segment: &mut Segment| {
            if matches!(segment.look, SegmentLook::Certain | SegmentLook::Possible) {
                segment.look = SegmentLook::Proposed;
            }
        };
        segments.iter_mut().for_each(hatch);
        // Stretches that look the same are one.
        segments.dedup_by(|next, before| {
            let is_same = next.look == before.look;
            if is_same {
                before.right = next.right;
            }
            is_same
        });
    }
    Some(closed(segments))
}

fn has_days(life: &Life) -> bool {
    life.goes_on || life.goes_back || !lanes::life_days(life).is_empty()
}

/// What is known of a life, and before that when it was proposed.
fn lived(sheet: &Sheet<'_>, axis: &Axis, bar: &Bar, linked: &[(Day, Day)]) -> Vec<Segment> {
    let mut segments = life_at(axis, &bar.life, linked, sheet.figure.at.map(|(_, last)| last));
    if let (Some(since), Some(first)) = (bar.proposed, segments.first().copied()) {
        let left = axis.x(since);
        let is_stub = first.look == SegmentLook::StartUnknown;
        let begins = if is_stub { first.right } else { first.left };
        if left < begins - 1.0 && first.look != SegmentLook::Before {
            if is_stub {
                segments.remove(0);
            }
            segments.insert(0, Segment { left, right: begins, look: SegmentLook::Proposed });
        }
    }
    segments
}

/// What is known of a life. What goes on is drawn up to the date that the picture is of, else to the end of the axis.
fn life_at(axis: &Axis, life: &Life, linked: &[(Day, Day)], at: Option<Day>) -> Vec<Segment> {
    let (edge_left, end) = edges(axis);
    let edge_right = at.map_or(end, |at| axis.x_after(at));
    let mut segments = Vec::new();
    // What it took part in shows that it was there, or began or ended, where nothing else says so.
    let seen_first = linked.iter().map(|(first, _)| axis.x(*first)).reduce(f64::min);
    let seen_last = linked.iter().map(|(_, last)| axis.x_after(*last)).reduce(f64::max);
    let certain = life.certain.map(|(first, last)| {
        let left = if life.goes_back { edge_left } else { axis.x(first) };
        (left, if life.goes_on { edge_right } else { axis.x_after(last) })
    });
    let (earliest, latest) = (life.earliest.map(|day| axis.x(day)), life.latest.map(|day| axis.x_after(day)));
    let first = certain.map(|certain| certain.0);
    let last = certain.map(|certain| certain.1);
    let lowest = |places: [Option<f64>; 4]| places.into_iter().flatten().reduce(f64::min);
    let highest = |places: [Option<f64>; 4]| places.into_iter().flatten().reduce(f64::max);
    let mut left = match (life.goes_back, earliest) {
        (true, _) => Some(edge_left),
        (false, Some(earliest)) => Some(first.map_or(earliest, |first| earliest.min(first))),
        (false, None) => {
            let seen = seen_first.filter(|seen| latest.is_none_or(|latest| *seen < latest));
            lowest([first, seen, latest, life.ended_from.map(|day| axis.x(day))])
        }
    };
    let mut right = match (life.goes_on, latest) {
        (true, _) => Some(edge_right),
        (false, Some(latest)) => Some(last.map_or(latest, |last| latest.max(last))),
        (false, None) => {
            let seen = seen_last.filter(|seen| left.is_none_or(|left| *seen > left));
            highest([last, seen, life.begun_by.map(|day| axis.x_after(day)), left])
        }
    };
    left = left.or(right);
    right = right.or(left);
    let (Some(left), Some(right)) = (left, right) else { return segments };
    let right = right.max(left);
    if life.goes_back {
        segments.push(Segment { left: left - POINT, right: left, look: SegmentLook::Before });
    } else if earliest.is_none() {
        segments.push(Segment { left: left - STUB, right: left, look: SegmentLook::StartUnknown });
    }
    let (from, to) = certain.map_or((right, right), |(from, to)| (from.clamp(left, right), to.clamp(left, right)));
    for (left, right, look) in
        [(left, from, SegmentLook::Possible), (from, to, SegmentLook::Certain), (to, right, SegmentLook::Possible)]
    {
        if right - left > 0.05 {
            segments.push(Segment { left, right, look });
        }
    }
    if life.goes_on {
        segments.push(Segment { left: right, right: right + POINT, look: SegmentLook::Onwards });
    } else if latest.is_none() {
        segments.push(Segment { left: right, right: right + STUB, look: SegmentLook::EndUnknown });
    }
    segments
}

/// From the proposal to the last of what is planned.
fn proposed(axis: &Axis, bar: &Bar, since: Day, linked: &[(Day, Day)]) -> Vec<Segment> {
    let own = lanes::days(bar).into_iter().chain(linked.iter().map(|(_, last)| *last));
    let last = own.max().unwrap_or(since).max(since);
    let (left, right) = (axis.x(since), axis.x_after(last));
    vec![
        Segment { left, right, look: SegmentLook::Proposed },
        Segment { left: right, right: right + STUB, look: SegmentLook::EndUnknown },
    ]
}

/// Nothing is known but what it stands beside.
fn unknown(axis: &Axis, (first, last): (Day, Day)) -> Vec<Segment> {
    let (left, right) = (axis.x(first), axis.x_after(last));
    let mut segments = vec![Segment { left: left - STUB, right: left, look: SegmentLook::StartUnknown }];
    if right - left > 0.05 {
        segments.push(Segment { left, right, look: SegmentLook::Possible });
    }
    segments.push(Segment { left: right, right: right + STUB, look: SegmentLook::EndUnknown });
    segments
}

/// Where to draw a body without a day: at the events that it took part in, else at what it has marks of, else beside the
/// bodies that it came from or became.
fn anchor(sheet: &Sheet<'_>, lane: &Rows, bar: usize, linked: &[(Day, Day)]) -> (Day, Day) {
    let own = lanes::days(&sheet.figure.bars[bar]);
    let days = linked.iter().flat_map(|(first, last)| [*first, *last]).chain(own);
    let (first, last) = days.clone().min().zip(days.max()).unwrap_or_else(|| beside(sheet, lane, bar));
    (first, last)
}

/// A day near those that a body is linked with, over as many links as it takes; the lane has one.
fn beside(sheet: &Sheet<'_>, lane: &Rows, bar: usize) -> (Day, Day) {
    let (mut met, mut next) = (vec![bar], 0);
    while let Some(current) = met.get(next).copied() {
        next += 1;
        for link in lane.links.iter().filter(|link| link.members().any(|member| member == current)) {
            let is_before = link.from.contains(&current);
            for other in link.members() {
                let days = lanes::days(&sheet.figure.bars[other]);
                let days = days.into_iter().chain(link.when.into_iter().flat_map(|(first, last)| [first, last]));
                if let Some(day) = if is_before { days.min() } else { days.max() } {
                    return (day, day);
                }
                if !met.contains(&other) {
                    met.push(other);
                }
            }
        }
    }
    let day = lane.first.unwrap_or_default();
    (day, day)
}

fn edges(axis: &Axis) -> (f64, f64) {
    let (first, last) = (axis.parts.first(), axis.parts.last());
    (first.map_or(0.0, |part| part.left), last.map_or(0.0, |part| part.right))
}

/// With its ends, and no shorter than can be seen.
fn closed(mut segments: Vec<Segment>) -> Spread {
    // What is too short to be drawn leaves no gap.
    for at in 1..segments.len() {
        segments[at].left = segments[at - 1].right;
    }
    let left = segments.first().map_or(0.0, |segment| segment.left);
    let mut right = segments.last().map_or(left, |segment| segment.right);
    let missing = SHORTEST - (right - left);
    if missing > 0.0 {
        if let Some(last) = segments.last_mut() {
            last.right += missing;
        }
        right += missing;
    }
    Spread { left, right, segments }
}
