//! Lines from bodies to what they became: a trunk at the day of the event, with a branch to each bar.

use std::collections::BTreeMap;

use super::bars::Spread;
use super::lanes::{Link, Rows};
use super::place::{BAR, Row, RowTops, Sheet, WORDS};
use crate::layout::Point;

/// The line of a passage before the rows have their heights.
#[derive(Debug, Clone)]
pub(super) struct Trunk {
    /// The position in the figure's passages.
    pub(super) passage: usize,
    /// Where it goes down.
    pub(super) x: f64,
    /// The first and the last row that it reaches.
    pub(super) top: usize,
    /// The last.
    pub(super) bottom: usize,
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<usize>,
}

/// From the day of an event to its line, px: so that bars that end on the day have it behind their end.
const ASIDE: f64 = 8.0;
/// Lines that run side by side are so far apart.
const APART: f64 = 7.0;
/// Nearer to the end of a bar a line comes from beside it, not from above or below.
const CORNER: f64 = 4.0;

/// The lines of a lane, none on another.
pub(super) fn trunks(
    sheet: &Sheet<'_>,
    lane: &Rows,
    row_of: &BTreeMap<usize, usize>,
    rows: &[Row],
    undated: bool,
) -> Vec<Trunk> {
    let mut trunks: Vec<Trunk> = Vec::with_capacity(lane.links.len());
    for link in &lane.links {
        let side = |side: &[usize]| side.iter().filter_map(|bar| row_of.get(bar).copied()).collect::<Vec<_>>();
        let (from, to) = (side(&link.from), side(&link.to));
        let all = || from.iter().chain(&to).copied();
        let (Some(top), Some(bottom)) = (all().min(), all().max()) else { continue };
        let (x, step) = match undated {
            true => (all().map(|row| rows[row].spread.left).fold(f64::INFINITY, f64::min) - 14.0, -APART),
            // One that becomes several opens like a bracket before them, several that become one close behind themselves.
            false if to.len() > 1 && from.len() == 1 => (day(sheet, link, rows, &from, &to) - ASIDE - 2.0, -APART),
            false => (day(sheet, link, rows, &from, &to) + ASIDE, APART),
        };
        trunks.push(Trunk { passage: link.passage, x, top, bottom, from, to });
        let Some((last, others)) = trunks.split_last_mut() else { continue };
        let (least, most) = (WORDS, sheet.width - WORDS);
        let is_free = |x: f64| {
            others
                .iter()
                .all(|other| other.bottom < last.top || last.bottom < other.top || (other.x - x).abs() >= APART - 0.5)
        };
        // On its own side as far as there is room, then on the other; beyond that lines have to share a place.
        let tries = (0..60).map(|at| x + f64::from(at) * step).chain((1..60).map(|at| x - f64::from(at) * step));
        let mut tries = tries.filter(|x| (least..=most).contains(x));
        last.x = tries.find(|x| is_free(*x)).unwrap_or(x.clamp(least, most));
    }
    trunks
}

/// Where the event is: in the middle of its days; without any, where one side ends or the other begins.
fn day(sheet: &Sheet<'_>, link: &Link, rows: &[Row], from: &[usize], to: &[usize]) -> f64 {
    if let (Some((first, last)), Some(axis)) = (link.when, &sheet.axis) {
        return match first == last {
            true => axis.x(first),
            false => (axis.x(first) + axis.x_after(last)) / 2.0,
        };
    }
    // Behind all that have an end, as far as anybody knows, so that the line crosses none of them.
    let ends = from.iter().filter(|row| !sheet.figure.bars[rows[**row].bar].life.goes_on);
    let ends = ends.map(|row| rows[*row].spread.right).reduce(f64::max);
    ends.unwrap_or_else(|| to.iter().map(|row| rows[*row].spread.left).fold(f64::INFINITY, f64::min))
}

/// Where a line meets a bar.
struct Contact {
    /// The height of the trunk there.
    y: f64,
    /// The end of the bar, if the line comes from beside it.
    end: Option<f64>,
    head: bool,
}

impl Trunk {
    /// The end of a row's bar that it meets from beside, unless it meets it from above or below.
    pub(super) fn end_beside(&self, row: &Row) -> Option<f64> {
        let Spread { left, right, .. } = row.spread;
        if self.x < left + CORNER { Some(left) } else { (self.x > right - CORNER).then_some(right) }
    }

    /// What is drawn: a path from the highest bar to the lowest, and a short one for each between.
    pub(super) fn paths(&self, rows: &[Row], tops: &[RowTops]) -> Vec<(Vec<Point>, bool)> {
        let mut contacts: Vec<Contact> = Vec::new();
        let ends = self.from.iter().map(|row| (*row, false)).chain(self.to.iter().map(|row| (*row, true)));
        for (row, head) in ends {
            let bar = tops[row].bar;
            if let Some(end) = self.end_beside(&rows[row]) {
                contacts.push(Contact { y: bar + BAR / 2.0, end: Some(end), head });
                continue;
            }
            // From above where the line comes from there, from below where it goes on or comes from there.
            let is_first = row == self.top;
            if !is_first {
                contacts.push(Contact { y: bar, end: None, head });
            }
            if is_first || (!head && row != self.bottom) {
                contacts.push(Contact { y: bar + BAR, end: None, head: head && is_first });
            }
        }
        contacts.sort_by(|a, b| a.y.total_cmp(&b.y));
        let (Some(first), Some(last)) = (contacts.first(), contacts.last()) else { return Vec::new() };
        let corner = |contact: &Contact| Point::new(self.x, contact.y);
        let far = |contact: &Contact| contact.end.map(|end| Point::new(end, contact.y));
        let whole: Vec<Point> = far(first).into_iter().chain([corner(first), corner(last)]).chain(far(last)).collect();
        let mut paths = Vec::with_capacity(contacts.len());
        match (first.head, last.head) {
            (true, false) => paths.push((whole.into_iter().rev().collect(), true)),
            (false, head) => paths.push((whole, head)),
            (true, true) => {
                let short = Point::new(self.x, first.y + 9.0);
                paths.push(([short, corner(first)].into_iter().chain(far(first)).collect(), true));
                paths.push((whole, true));
            }
        }
        for contact in contacts.iter().skip(1).take(contacts.len().saturating_sub(2)) {
            // Towards the rest of the line, so that its corner shows where it goes.
            let target = contacts.iter().find(|other| other.head).unwrap_or(last);
            let way = if contact.head { -9.0 } else { 9.0_f64.copysign(target.y - contact.y) };
            let (near, corner) = (Point::new(self.x, contact.y + way), corner(contact));
            match (far(contact), contact.head) {
                (Some(far), true) => paths.push((vec![near, corner, far], true)),
                (Some(far), false) => paths.push((vec![far, corner, near], false)),
                (None, true) => paths.push((vec![near, corner], true)),
                (None, false) => {}
            }
        }
        paths
    }
}
