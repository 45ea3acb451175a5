//! Words on bars, beside bars and beside lines: where there is room for all of them, else for some.

use super::bars::{self, STUB, Spread};
use super::lines::Trunk;
use super::place::{BAR, PLAN, PlacedBar, PlacedMark, PlacedPlan, Row, RowTops, SegmentLook, Sheet, Text, wide};
use super::{Mark, MarkKind};
use crate::layout::{Point, Rect};
use crate::text::{self, Weight};

const NAME: f64 = 12.0;
const DATES: f64 = 10.0;
const WORD: f64 = 10.5;
/// Between a name and its dates, and between a bar and words beside it.
const BESIDE: f64 = 7.0;
/// Half of the sign of a mark.
const SIGN: f64 = 5.5;
/// No words of marks are longer, px.
const LONGEST: f64 = 560.0;
/// Less room shows nothing of a name.
const LEAST: f64 = 26.0;

/// What stands in a row, before the row has its place.
pub(super) struct Fitted {
    name: Option<Piece>,
    dates: Option<Piece>,
    marks: Vec<FittedMark>,
    plans: Vec<FittedPlan>,
}

/// Words and where they start.
struct Piece {
    text: String,
    full: Option<String>,
    x: f64,
}

struct FittedMark {
    kind: MarkKind,
    proposed: bool,
    left: f64,
    right: f64,
    sign: f64,
    level: usize,
    text: Option<Piece>,
}

struct FittedPlan {
    proposed: bool,
    spread: Spread,
    level: usize,
    text: Option<Piece>,
}

/// Words beside a line: of which row, above or below its bar, and on which level.
pub(super) struct Said {
    row: usize,
    is_above: bool,
    level: usize,
    piece: Piece,
}

impl Piece {
    /// As much as fits into some width.
    fn cut(text: &str, weight: Weight, size: f64, x: f64, width: f64) -> Piece {
        let shown = text::fit(text, weight, size, width / 1.03);
        let full = text::clean(text);
        Piece { full: (full != shown).then_some(full), text: shown, x }
    }

    fn placed(self, y: f64, size: f64, weight: Weight) -> Text {
        Text { text: self.text, full: self.full, x: self.x, y, size, bold: weight == Weight::SemiBold }
    }
}

/// The name, the dates, the plans and the marks of a row.
pub(super) fn row(sheet: &Sheet<'_>, row: &mut Row) -> Fitted {
    let bar = &sheet.figure.bars[row.bar];
    let name = text::clean(if bar.name.trim().is_empty() { &bar.id } else { &bar.name });
    let (name, dates) = names(sheet, row, &name, &text::clean(&bar.dates));
    let mut plans = Vec::with_capacity(bar.plans.len());
    for plan in &bar.plans {
        let spread = sheet.axis.as_ref().and_then(|axis| bars::plan(axis, &plan.life, plan.proposed));
        // Without dates it begins and ends with the body, as far as anybody knows.
        let spread = spread.unwrap_or_else(|| Spread {
            left: row.spread.left,
            right: row.spread.left + 2.0 * STUB,
            segments: vec![super::Segment {
                left: row.spread.left,
                right: row.spread.left + 2.0 * STUB,
                look: SegmentLook::Unknown,
            }],
        });
        let dates = text::clean(&plan.dates);
        let words = if dates.is_empty() { plan.name.clone() } else { format!("{dates} · {}", plan.name) };
        let (from, to, text) = beside(sheet, &row.plans, &words, (spread.left, spread.right), true);
        plans.push(FittedPlan { proposed: plan.proposed, level: row.plans.put(from, to), spread, text });
    }
    let mut order: Vec<&Mark> = bar.marks.iter().collect();
    order.sort_by_key(|mark| (mark.when.0.or(mark.when.1), mark.when.1));
    let mut marks = Vec::with_capacity(order.len());
    for mark in order {
        let (left, right) = days_of(sheet, mark).unwrap_or((row.spread.left + SIGN, row.spread.left + SIGN));
        let sign = (left + right) / 2.0;
        let dates = text::clean(&mark.dates);
        let words = if dates.is_empty() { mark.text.clone() } else { format!("{dates} · {}", mark.text) };
        let (left, right) = if right - left < 2.0 * SIGN { (sign, sign) } else { (left, right) };
        let taken = (left.min(sign - SIGN), right.max(sign + SIGN));
        let (from, to, text) = beside(sheet, &row.below, &words, taken, false);
        let level = row.below.put(from, to);
        marks.push(FittedMark { kind: mark.kind, proposed: mark.proposed, left, right, sign, level, text });
    }
    Fitted { name, dates, marks, plans }
}

/// Between which places a mark can lie.
fn days_of(sheet: &Sheet<'_>, mark: &Mark) -> Option<(f64, f64)> {
    let axis = sheet.axis.as_ref()?;
    Some(match mark.when {
        (Some(first), Some(last)) if first == last => (axis.x(first), axis.x(first)),
        (Some(first), Some(last)) => (axis.x(first), axis.x_after(last)),
        (Some(day), None) | (None, Some(day)) => (axis.x(day), axis.x(day)),
        (None, None) => return None,
    })
}

/// Words inside something, if they may be, else at its right, else at its left, else cut where there is more room. With
/// what both take together.
fn beside(
    sheet: &Sheet<'_>,
    strip: &super::room::Strip,
    words: &str,
    (left, right): (f64, f64),
    inside: bool,
) -> (f64, f64, Option<Piece>) {
    let (edge_left, edge_right) = sheet.words();
    let full = wide(&text::clean(words), Weight::Regular, WORD).min(LONGEST);
    let cut = |x: f64, width: f64| Some(Piece::cut(words, Weight::Regular, WORD, x, width.max(0.0) + 0.01));
    if inside {
        let fits = strip.gaps(left + BESIDE, right - BESIDE).into_iter().find(|(from, to)| to - from >= full);
        if let Some((from, _)) = fits {
            return (left, right, cut(from, full));
        }
    }
    let rooms = |(edge_left, edge_right): (f64, f64)| {
        let to_the_right = strip.right_of(right + BESIDE, edge_right) - (right + BESIDE);
        ((left - BESIDE) - strip.left_of(left - BESIDE, edge_left), to_the_right)
    };
    // Beside the line of the date if all words fit, else in front of it.
    let mut found = rooms(strip.edges((left + right) / 2.0, sheet.words()));
    if found.0 < full && found.1 < full {
        found = rooms(sheet.words());
    }
    let (room_left, room_right) = found;
    if room_right >= full || room_right >= room_left && room_right >= LEAST {
        let width = full.min(room_right);
        return (left, right + BESIDE + width, cut(right + BESIDE, width));
    }
    if room_left >= LEAST {
        let width = full.min(room_left);
        return (left - BESIDE - width, right, cut(left - BESIDE - width, width));
    }
    // Lines close in on both sides: the nearest stretch between lines that is wide enough.
    let is_apart = |gap: &(f64, f64)| gap.0 >= right + BESIDE || gap.1 <= left - BESIDE;
    let gaps = strip.gaps(edge_left, edge_right).into_iter();
    let gaps = gaps.filter(|gap| gap.1 - gap.0 >= LEAST && is_apart(gap));
    let far = |gap: &(f64, f64)| (gap.0 - right).max(left - gap.1).max(0.0);
    let best = gaps.max_by(|a, b| {
        let fits = |gap: &(f64, f64)| gap.1 - gap.0 >= full;
        fits(a).cmp(&fits(b)).then(far(b).total_cmp(&far(a)))
    });
    match best {
        Some((from, to)) => {
            let width = full.min(to - from);
            let x = if from > right { from } else { to - width };
            (left.min(x), right.max(x + width), cut(x, width))
        }
        None => (left, right, None),
    }
}

/// A name and dates: both on the bar, or one of them beside it, or both; else the name cut where there is most room.
fn names(sheet: &Sheet<'_>, row: &Row, name: &str, dates: &str) -> (Option<Piece>, Option<Piece>) {
    let (edge_left, edge_right) = sheet.words();
    let spread = &row.spread;
    // The question mark stands at the outer side of what is unknown, and the strip of the kind where that ends.
    let left = match spread.segments.first().map(|first| (first.look, first.right)) {
        Some((SegmentLook::StartUnknown | SegmentLook::Before, known)) => known + 11.0,
        Some((SegmentLook::Unknown, _)) => spread.left + 16.0,
        _ => spread.left + 11.0,
    };
    let is_open = spread.segments.last().is_some_and(|last| last.look.is_open().1);
    let right = spread.right - if is_open { 15.0 } else { 8.0 };
    let inside = row.across.gaps(left, right);
    // Words stand behind the lines that leave the bar, or come to it, at its ends.
    let taken = || row.across.taken.iter();
    let behind = taken().filter(|taken| taken.0 >= spread.right - 4.5).map(|taken| taken.1 + 5.0);
    let behind = behind.fold(spread.right + BESIDE, f64::max);
    let right_room = (behind, row.across.right_of(behind + 4.2, edge_right));
    let before = taken().filter(|taken| taken.1 <= spread.left + 4.5).map(|taken| taken.0 - 5.0);
    let before = before.fold(spread.left - BESIDE, f64::min);
    let left_room = (row.across.left_of(before - 4.2, edge_left), before);
    let name_width = wide(name, Weight::SemiBold, NAME);
    let dates_width = if dates.is_empty() { 0.0 } else { wide(dates, Weight::Regular, DATES) };
    let both = name_width + if dates.is_empty() { 0.0 } else { BESIDE + dates_width };
    let said = |x: f64, width: f64| Some(Piece::cut(name, Weight::SemiBold, NAME, x, width + 0.01));
    let dated = |x: f64| {
        let piece = Piece { text: dates.to_owned(), full: None, x };
        (!dates.is_empty()).then_some(piece)
    };
    let fits = |room: (f64, f64), width: f64| room.1 - room.0 >= width;
    let within = |width: f64| inside.iter().copied().find(|gap| fits(*gap, width));
    if let Some((x, _)) = within(both) {
        return (said(x, name_width), dated(x + name_width + BESIDE));
    }
    if let Some((x, _)) = within(name_width) {
        if fits(right_room, dates_width) {
            return (said(x, name_width), dated(right_room.0));
        }
        if fits(left_room, dates_width) {
            return (said(x, name_width), dated(left_room.1 - dates_width));
        }
        let second = inside.iter().copied().find(|gap| gap.0 > x && fits(*gap, dates_width));
        return (said(x, name_width), second.and_then(|gap| dated(gap.0)));
    }
    if fits(right_room, both) {
        return (said(right_room.0, name_width), dated(right_room.0 + name_width + BESIDE));
    }
    if fits(left_room, both) {
        let x = left_room.1 - both;
        return (said(x, name_width), dated(x + name_width + BESIDE));
    }
    // Rather than be cut, a name stands in front of lines that lead elsewhere.
    let far_right = (behind, row.across.reach_right(behind + 4.2, edge_right));
    let far_left = (row.across.reach_left(before - 4.2, edge_left), before);
    for (room, is_right) in [(right_room, true), (left_room, false), (far_right, true), (far_left, false)] {
        if fits(room, name_width) && room.1 - room.0 >= LEAST {
            let x = if is_right { room.0 } else { room.1 - name_width };
            let date = within(dates_width).and_then(|gap| dated(gap.0));
            return (said(x, name_width), date);
        }
    }
    let rooms = inside.into_iter().chain([right_room, left_room, far_right, far_left]);
    let widest = rooms.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0))).filter(|room| fits(*room, LEAST));
    let name = widest.and_then(|room| {
        let width = name_width.min(room.1 - room.0);
        let x = if room == left_room || room == far_left { room.1 - width } else { room.0 };
        said(x, width)
    });
    (name, None)
}

/// Words beside the line of a passage: where it comes to the first body after, else where it leaves the last before.
pub(super) fn passage(sheet: &Sheet<'_>, trunk: &Trunk, rows: &mut [Row]) -> Option<Said> {
    let passage = &sheet.figure.passages[trunk.passage];
    let words = text::clean(&passage.label);
    [words.clone(), text::clean(&passage.short)].iter().filter(|short| !short.is_empty()).find_map(|short| {
        let full = if *short == words { None } else { Some(words.clone()) };
        said(sheet, trunk, rows, short, full)
    })
}

/// Some words beside a line, if all of them have room.
fn said(sheet: &Sheet<'_>, trunk: &Trunk, rows: &mut [Row], words: &str, whole: Option<String>) -> Option<Said> {
    let full = wide(words, Weight::Regular, DATES).min(LONGEST);
    // The strips that the line runs through, the one at the body after first.
    let goes_up = trunk.to.iter().all(|to| trunk.from.iter().all(|from| to < from));
    let mut strips: Vec<(usize, bool)> = Vec::new();
    for row in trunk.top..=trunk.bottom {
        if row > trunk.top {
            strips.push((row, true));
        }
        if row < trunk.bottom {
            strips.push((row, false));
        }
    }
    strips.sort_by_key(|(row, is_above)| {
        let at_end = trunk.to.contains(row) && *is_above != goes_up;
        let at_start = trunk.from.contains(row) && *is_above == goes_up;
        (!at_end, !at_start, if goes_up { trunk.bottom - row } else { *row })
    });
    strips.truncate(6);
    for (row, is_above) in strips {
        let strip = if is_above { &mut rows[row].above } else { &mut rows[row].below };
        let place = |(edge_left, edge_right): (f64, f64)| {
            if strip.right_of(trunk.x + 4.2, edge_right) - (trunk.x + 7.0) >= full {
                Some(trunk.x + 7.0)
            } else {
                let room = (trunk.x - 7.0) - strip.left_of(trunk.x - 4.2, edge_left);
                (room >= full).then_some(trunk.x - 7.0 - full)
            }
        };
        let x = place(strip.edges(trunk.x, sheet.words())).or_else(|| place(sheet.words()));
        let Some(x) = x else {
            continue;
        };
        let level = strip.put(x, x + full);
        let mut piece = Piece::cut(words, Weight::Regular, DATES, x, full + 0.01);
        piece.full = piece.full.or(whole);
        return Some(Said { row, is_above, level, piece });
    }
    None
}

impl Said {
    pub(super) fn placed(self, tops: &[RowTops]) -> Text {
        let at = &tops[self.row];
        let top = if self.is_above { at.above } else { at.below };
        self.piece.placed(RowTops::line(top, self.level), DATES, Weight::Regular)
    }
}

impl Fitted {
    pub(super) fn placed(self, row: &Row, at: &RowTops) -> PlacedBar {
        let base = at.bar + BAR / 2.0 + 4.3;
        let marks = self.marks.into_iter().map(|mark| {
            let y = RowTops::line(at.below, mark.level);
            PlacedMark {
                kind: mark.kind,
                proposed: mark.proposed,
                left: mark.left,
                right: mark.right,
                sign: Point::new(mark.sign, y - 3.8),
                text: mark.text.map(|text| text.placed(y, WORD, Weight::Regular)),
            }
        });
        let plans = self.plans.into_iter().map(|plan| {
            let y = at.plan(plan.level);
            PlacedPlan {
                proposed: plan.proposed,
                rect: Rect { x: plan.spread.left, y, width: plan.spread.right - plan.spread.left, height: PLAN },
                segments: plan.spread.segments,
                text: plan.text.map(|text| text.placed(y + 10.1, WORD, Weight::Regular)),
            }
        });
        PlacedBar {
            bar: row.bar,
            rect: Rect { x: row.spread.left, y: at.bar, width: row.spread.right - row.spread.left, height: BAR },
            segments: row.spread.segments.clone(),
            marks: marks.collect(),
            plans: plans.collect(),
            name: self.name.map(|name| name.placed(base, NAME, Weight::SemiBold)),
            dates: self.dates.map(|dates| dates.placed(base - 0.3, DATES, Weight::Regular)),
        }
    }
}
