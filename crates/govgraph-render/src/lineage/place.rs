//! Where everything is: lanes from top to bottom, a row for each bar, and room for what is said above and below it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::axis::Axis;
use super::bars::{self, Spread};
use super::labels;
use super::lanes::{self, Rows};
use super::lines::{self, Trunk};
use super::room::Strip;
use super::{Figure, MarkKind};
use crate::layout::{Point, Rect};
use crate::text::{self, Weight};

/// A figure with a place for everything, px from the corner below the headline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// The width of the page.
    pub width: f64,
    /// Where the lanes end.
    pub height: f64,
    /// The axis; `None` if no day is known.
    pub axis: Option<Axis>,
    /// Where the ticks are written, again where the page is long: the base line of their words.
    pub headings: Vec<f64>,
    /// The top and the bottom of what has an axis.
    pub dated: (f64, f64),
    /// Where the date that the picture is of lies, from its first day to its last.
    pub at: Option<(f64, f64)>,
    /// The base line of the heading over what has no dates, if there is any.
    pub undated: Option<f64>,
    /// Lanes, from top to bottom.
    pub lanes: Vec<Rect>,
    /// Bars, from top to bottom.
    pub bars: Vec<PlacedBar>,
    /// Passages that have a line, as in the figure.
    pub lines: Vec<Line>,
    /// How many passages have no words beside their line since nowhere was room for them.
    pub unlabelled: usize,
}

/// A bar at its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedBar {
    /// The position in [`Figure::bars`].
    pub bar: usize,
    /// From its left end to its right one.
    pub rect: Rect,
    /// What is known of its stretches, from left to right, each beginning where the one before ends.
    pub segments: Vec<Segment>,
    /// The name, on the bar or beside it.
    pub name: Option<Text>,
    /// The dates.
    pub dates: Option<Text>,
    /// What happened to it.
    pub marks: Vec<PlacedMark>,
    /// What was in force.
    pub plans: Vec<PlacedPlan>,
}

/// A stretch of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Segment {
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// What is known of it.
    pub look: SegmentLook,
}

/// What is known of a stretch of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SegmentLook {
    /// It certainly was.
    Certain,
    /// It may have been: on the axis, these are the days that are open.
    Possible,
    /// It was proposed.
    Proposed,
    /// It began at an unknown time before: of one length everywhere, whatever the axis.
    StartUnknown,
    /// It ended, if it did, at an unknown time after: of one length everywhere.
    EndUnknown,
    /// Neither is known.
    Unknown,
    /// It goes on: the head of an arrow.
    Onwards,
    /// It was there before: the tail of an arrow.
    Before,
}

/// A mark at its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedMark {
    /// What sort.
    pub kind: MarkKind,
    /// Drawn hollow.
    pub proposed: bool,
    /// From the first day that it can have been on to the last.
    pub left: f64,
    /// The last.
    pub right: f64,
    /// Where its sign is.
    pub sign: Point,
    /// What it is.
    pub text: Option<Text>,
}

/// A plan at its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlacedPlan {
    /// Drawn hatched.
    pub proposed: bool,
    /// From its left end to its right one.
    pub rect: Rect,
    /// As of bars.
    pub segments: Vec<Segment>,
    /// What it is called.
    pub text: Option<Text>,
}

impl SegmentLook {
    /// Whether its left end, and its right one, lie at an unknown time.
    pub(super) fn is_open(self) -> (bool, bool) {
        (matches!(self, Self::StartUnknown | Self::Unknown), matches!(self, Self::EndUnknown | Self::Unknown))
    }
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Text {
    /// As far as there is room.
    pub text: String,
    /// All of it, where it had to be cut.
    pub full: Option<String>,
    /// Where it starts.
    pub x: f64,
    /// Its base line.
    pub y: f64,
    /// The font size.
    pub size: f64,
    /// Whether it is semi-bold.
    pub bold: bool,
}

/// A passage as lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The position in [`Figure::passages`].
    pub passage: usize,
    /// Its parts, each of corners, and whether it ends in a head.
    pub paths: Vec<(Vec<Point>, bool)>,
    /// Words beside it.
    pub label: Option<Text>,
}

impl Text {
    /// The ground that it takes: as wide as it is in Inter and a little more.
    #[must_use]
    pub fn rect(&self) -> Rect {
        let width = wide(&self.text, self.weight(), self.size);
        Rect { x: self.x, y: self.y - self.size * 0.8, width, height: self.size * 1.05 }
    }

    pub(super) fn weight(&self) -> Weight {
        if self.bold { Weight::SemiBold } else { Weight::Regular }
    }
}

/// How wide text is, with slack for a viewer whose font is a little wider than Inter.
pub(super) fn wide(text: &str, weight: Weight, size: f64) -> f64 {
    text::width(text, weight, size) * 1.03
}

/// The width of the page, px.
const WIDTH: f64 = 1180.0;
/// From the side of the page to the lanes.
const MARGIN: f64 = 16.0;
/// Words end here, px from the side of the page.
pub(super) const WORDS: f64 = MARGIN + 10.0;
/// From the side of the page to the first and the last day.
pub(super) const PLOT: f64 = MARGIN + 46.0;
/// The height of a bar, px.
pub(super) const BAR: f64 = 24.0;
/// The height of a plan, px.
pub(super) const PLAN: f64 = 13.0;
/// From one plan to the next.
const PLAN_LINE: f64 = 17.0;
/// From one line of words below or above a bar to the next.
const LINE: f64 = 15.0;
/// Between the rows of a lane.
const GAP: f64 = 7.0;
/// Above and below the rows of a lane.
const PAD: f64 = 8.0;
/// Between lanes.
const BETWEEN: f64 = 7.0;
/// The ticks are written again before a lane after so many px, and in the middle of a lane after more.
const AGAIN: f64 = 640.0;
/// In the middle of a lane.
const AGAIN_WITHIN: f64 = 1000.0;
/// The height of a line of ticks.
const HEADING: f64 = 24.0;

/// A row while it is filled.
pub(super) struct Row {
    /// The position in [`Figure::bars`].
    pub(super) bar: usize,
    pub(super) spread: Spread,
    /// Above the bar: what is said of the passages that lead to it.
    pub(super) above: Strip,
    /// The bar itself.
    pub(super) across: Strip,
    /// Below the bar: plans.
    pub(super) plans: Strip,
    /// Below those: marks, and what is said of passages that lead away.
    pub(super) below: Strip,
}

/// What is common to all lanes.
pub(super) struct Sheet<'f> {
    pub(super) figure: &'f Figure,
    pub(super) axis: Option<Axis>,
    pub(super) width: f64,
}

impl Sheet<'_> {
    /// Where words may stand.
    pub(super) fn words(&self) -> (f64, f64) {
        (WORDS, self.width - WORDS)
    }
}

/// Gives everything its place.
#[must_use]
pub fn place(figure: &Figure) -> Placed {
    let lanes = lanes::lanes(figure);
    let sheet = Sheet { figure, axis: axis(figure, &lanes), width: WIDTH };
    let mut placed = Placed {
        width: WIDTH,
        height: 0.0,
        axis: None,
        headings: Vec::new(),
        dated: (0.0, 0.0),
        at: None,
        undated: None,
        lanes: Vec::new(),
        bars: Vec::new(),
        lines: Vec::new(),
        unlabelled: 0,
    };
    let mut y = 0.0;
    if let Some(axis) = &sheet.axis {
        placed.at = figure.at.map(|(first, last)| (axis.x(first), axis.x_after(last)));
        y += if placed.at.is_some() { 20.0 } else { 0.0 };
        placed.headings.push(y + HEADING - 8.0);
        y += HEADING;
        placed.dated = (y, y);
    }
    for lane in &lanes {
        let dated = sheet.axis.is_some() && lane.first.is_some();
        if dated {
            if placed.headings.last().is_some_and(|last| y - last > AGAIN) {
                placed.headings.push(y + HEADING - 8.0);
                y += HEADING;
            }
        } else if placed.undated.is_none() {
            placed.undated = Some(y + 18.0);
            y += 26.0;
        }
        y = lane_at(&sheet, lane, y, &mut placed);
        if dated {
            placed.dated.1 = y;
        }
        y += BETWEEN;
    }
    if placed.undated.is_none() && placed.headings.last().is_some_and(|last| y - last > AGAIN) {
        placed.headings.push(y + HEADING - 10.0);
        y += HEADING;
    }
    placed.height = y;
    placed.lines.sort_by_key(|line| line.passage);
    placed.axis = sheet.axis;
    placed
}

/// An axis for all days that lie on it.
fn axis(figure: &Figure, lanes: &[Rows]) -> Option<Axis> {
    let mut days: Vec<_> = figure.bars.iter().flat_map(lanes::days).collect();
    for link in lanes.iter().flat_map(|lane| &lane.links) {
        days.extend(link.when.into_iter().flat_map(|(first, last)| [first, last]));
    }
    if days.is_empty() {
        return None;
    }
    days.extend(figure.at.into_iter().flat_map(|(first, last)| [first, last]));
    let plans = || figure.bars.iter().flat_map(|bar| &bar.plans);
    let goes_on =
        figure.at.is_none() && figure.bars.iter().any(|bar| bar.life.goes_on) || plans().any(|plan| plan.life.goes_on);
    Axis::of(days, PLOT, WIDTH - PLOT, goes_on)
}

/// Fills a lane from `top` downwards, and tells where it ends.
fn lane_at(sheet: &Sheet<'_>, lane: &Rows, top: f64, placed: &mut Placed) -> f64 {
    let undated = lane.first.is_none();
    let mut rows: Vec<Row> = lane
        .bars
        .iter()
        .map(|bar| Row {
            bar: *bar,
            spread: bars::spread(sheet, lane, *bar),
            above: Strip::default(),
            across: Strip::default(),
            plans: Strip::default(),
            below: Strip::default(),
        })
        .collect();
    let row_of: BTreeMap<usize, usize> = lane.bars.iter().enumerate().map(|(row, bar)| (*bar, row)).collect();
    let trunks = lines::trunks(sheet, lane, &row_of, &rows, undated);
    for trunk in &trunks {
        trunk.mark(&mut rows);
    }
    if let Some(axis) = sheet.axis.as_ref().filter(|_| !undated) {
        // Names stand beside the places where the scale changes: bars are broken there.
        let breaks: Vec<f64> = axis.breaks().collect();
        rows.iter_mut().for_each(|row| row.across.lines.extend(&breaks));
        let at = sheet.figure.at.map(|(first, last)| (axis.x(first) + axis.x_after(last)) / 2.0);
        for row in &mut rows {
            for strip in [&mut row.above, &mut row.plans, &mut row.below] {
                strip.date = at;
            }
            // Bars stand before the line, words beside them do not.
            row.across.lines.extend(at.filter(|at| *at < row.spread.left || row.spread.right < *at));
        }
    }
    let mut fitted: Vec<labels::Fitted> = rows.iter_mut().map(|row| labels::row(sheet, row)).collect();
    let mut said: Vec<Option<labels::Said>> =
        trunks.iter().map(|trunk| labels::passage(sheet, trunk, &mut rows)).collect();

    let mut y = top + PAD;
    let mut tops: Vec<RowTops> = Vec::with_capacity(rows.len());
    for row in &rows {
        if !undated && placed.headings.last().is_some_and(|last| y - last > AGAIN_WITHIN) {
            placed.headings.push(y + HEADING - 10.0);
            y += HEADING - 3.0;
        }
        let above = row.above.levels() as f64 * LINE;
        let bar = y + above + 2.0;
        let plans = bar + BAR + if row.plans.levels() > 0 { 4.0 } else { 0.0 };
        let below = plans + row.plans.levels() as f64 * PLAN_LINE + if row.below.levels() > 0 { 3.0 } else { 0.0 };
        tops.push(RowTops { above: y, bar, plans, below });
        y = below + row.below.levels() as f64 * LINE + GAP;
    }
    y += PAD - GAP;
    for (row, (fitted, at)) in rows.iter().zip(fitted.drain(..).zip(&tops)) {
        placed.bars.push(fitted.placed(row, at));
    }
    for (trunk, said) in trunks.iter().zip(said.drain(..)) {
        let label = said.map(|said| said.placed(&tops));
        let passage = &sheet.figure.passages[trunk.passage];
        if label.is_none() && !text::clean(&passage.label).is_empty() {
            placed.unlabelled += 1;
        }
        placed.lines.push(Line { passage: trunk.passage, paths: trunk.paths(&rows, &tops), label });
    }
    placed.lanes.push(Rect { x: MARGIN, y: top, width: sheet.width - 2.0 * MARGIN, height: y - top });
    y
}

/// Where the parts of a row begin.
pub(super) struct RowTops {
    pub(super) above: f64,
    pub(super) bar: f64,
    pub(super) plans: f64,
    pub(super) below: f64,
}

impl RowTops {
    /// The base line of words on a level of a strip of words.
    pub(super) fn line(top: f64, level: usize) -> f64 {
        top + level as f64 * LINE + 11.0
    }

    /// The top of a plan on a level.
    pub(super) fn plan(&self, level: usize) -> f64 {
        self.plans + level as f64 * PLAN_LINE
    }
}

impl Trunk {
    /// Adds it to what runs through the strips of rows.
    fn mark(&self, rows: &mut [Row]) {
        let last = self.bottom.min(rows.len().saturating_sub(1));
        for (at, row) in rows.iter_mut().enumerate().take(last + 1).skip(self.top) {
            if at > self.top {
                row.above.lines.push(self.x);
            }
            if at < last {
                row.plans.lines.push(self.x);
                row.below.lines.push(self.x);
            }
            let end = self.end_beside(row).filter(|_| self.from.contains(&at) || self.to.contains(&at));
            if (at > self.top && at < last) || end.is_some() {
                row.across.lines.push(self.x);
            }
            row.across.taken.extend(end.map(|end| (self.x.min(end), self.x.max(end))));
        }
    }
}
