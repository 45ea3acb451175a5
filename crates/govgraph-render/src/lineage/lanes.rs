//! Which bodies share a lane, and in which order they stand in it, the successor below its predecessor where that is free.

use super::{Bar, Day, Figure};

/// A passage between positions in a figure's bars.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// The position in [`Figure::passages`].
    pub(super) passage: usize,
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<usize>,
    pub(super) when: Option<(Day, Day)>,
}

impl Link {
    pub(super) fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.from.iter().chain(&self.to).copied()
    }
}

/// Bars that are linked, from top to bottom.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    pub(super) bars: Vec<usize>,
    pub(super) links: Vec<Link>,
    /// The first day of all; `None`: no day of any is known.
    pub(super) first: Option<Day>,
}

/// The lanes of a figure: by their first day, those without a day last, otherwise as added.
///
/// Cost: linear in the figure, in a lane quadratic in its bars, and some million steps for each lane.
pub(super) fn lanes(figure: &Figure) -> Vec<Rows> {
    let links: Vec<Link> = figure
        .passages
        .iter()
        .enumerate()
        .filter_map(|(passage, one)| {
            let (from, to) = figure.ends(one)?;
            Some(Link { passage, from, to, when: one.when })
        })
        .collect();
    let mut root: Vec<usize> = (0..figure.bars.len()).collect();
    for link in &links {
        let mut members = link.members();
        let Some(first) = members.next() else { continue };
        for other in members {
            let (a, b) = (find(&mut root, first), find(&mut root, other));
            root[a.max(b)] = a.min(b);
        }
    }
    let mut lanes: Vec<Rows> = Vec::new();
    let mut lane_of = vec![usize::MAX; figure.bars.len()];
    for bar in 0..figure.bars.len() {
        let top = find(&mut root, bar);
        if lane_of[top] == usize::MAX {
            lane_of[top] = lanes.len();
            lanes.push(Rows { bars: Vec::new(), links: Vec::new(), first: None });
        }
        lane_of[bar] = lane_of[top];
        lanes[lane_of[bar]].bars.push(bar);
    }
    for link in links {
        lanes[lane_of[link.from[0]]].links.push(link);
    }
    for lane in &mut lanes {
        let days = lane.bars.iter().flat_map(|bar| days(&figure.bars[*bar]));
        let days = days.chain(lane.links.iter().filter_map(|link| link.when).map(|(first, _)| first));
        lane.first = days.min();
        order(figure, lane);
    }
    lanes.sort_by_key(|lane| (lane.first.is_none(), lane.first, lane.bars.iter().min().copied()));
    lanes
}

fn find(root: &mut [usize], mut at: usize) -> usize {
    while root[at] != at {
        root[at] = root[root[at]];
        at = root[at];
    }
    at
}

/// All days that a bar has something on.
pub(super) fn days(bar: &Bar) -> Vec<Day> {
    let mut days = life_days(&bar.life);
    days.extend(bar.proposed);
    for plan in &bar.plans {
        days.extend(life_days(&plan.life));
    }
    days.extend(bar.marks.iter().flat_map(|mark| mark.when.0.into_iter().chain(mark.when.1)));
    days
}

/// The days of a life; of one that goes on, its last is none.
pub(super) fn life_days(life: &super::Life) -> Vec<Day> {
    let (first, last) = (life.certain.map(|certain| certain.0), life.certain.map(|certain| certain.1));
    let mut days = Vec::new();
    if !life.goes_back {
        days.extend(life.earliest.into_iter().chain(life.begun_by).chain(first));
    }
    if !life.goes_on {
        days.extend(life.latest.into_iter().chain(life.ended_from).chain(last));
    }
    days
}

/// The first and the last day of a bar for putting it in order: unknown ends lie beside what is known.
fn reach(figure: &Figure, lane: &Rows, bar: usize) -> (i32, i32) {
    let one = &figure.bars[bar];
    let own = life_days(&one.life).into_iter().chain(one.proposed);
    let linked = lane.links.iter().filter(|link| link.members().any(|member| member == bar));
    let linked = linked.filter_map(|link| link.when).flat_map(|(first, last)| [first, last]);
    let days: Vec<i32> = own.chain(linked).map(|day| day.0).collect();
    let first = if one.life.goes_back { Some(i32::MIN) } else { days.iter().min().copied() };
    let last = if one.life.goes_on { Some(i32::MAX) } else { days.iter().max().copied() };
    (first.unwrap_or(i32::MAX), last.unwrap_or(i32::MAX))
}

/// Puts the bars of a lane in order: each below what it came from, the earliest first where there is a choice.
fn order(figure: &Figure, lane: &mut Rows) {
    let reaches: Vec<(i32, i32)> = lane.bars.iter().map(|bar| reach(figure, lane, *bar)).collect();
    // Not sorted yet, the bars of a lane stand in the order of the figure.
    let place = |bar: usize| lane.bars.binary_search(&bar).unwrap_or(0);
    // From here on a bar is its place in the lane as it was.
    let links: Vec<(Vec<usize>, Vec<usize>, Option<i32>)> = lane
        .links
        .iter()
        .map(|link| {
            let side = |side: &[usize]| side.iter().map(|bar| place(*bar)).collect::<Vec<_>>();
            let day = link.when.map(|(first, last)| first.0 + (last.0 - first.0) / 2);
            (side(&link.from), side(&link.to), day)
        })
        .collect();
    let count = lane.bars.len();
    let mut waits = vec![0_usize; count];
    for (from, to, _) in &links {
        to.iter().for_each(|to| waits[*to] += from.len());
    }
    let mut rows: Vec<usize> = Vec::with_capacity(count);
    let mut left: Vec<usize> = (0..count).collect();
    left.sort_by_key(|bar| (reaches[*bar].0, *bar));
    while !left.is_empty() {
        // In a circle nobody is free: then the earliest begins.
        let next = left.iter().position(|bar| waits[*bar] == 0).unwrap_or(0);
        let bar = left.remove(next);
        let above = |other: usize| rows.iter().position(|row| *row == other);
        let mut at = None;
        for (from, to, _) in links.iter().filter(|(_, to, _)| to.contains(&bar)) {
            // Below the last of those it came from, and of those that came from them in the same event.
            at = from.iter().chain(to).filter_map(|other| above(*other)).max().max(at);
        }
        rows.insert(at.map_or(rows.len(), |at| at + 1), bar);
        for (_, to, _) in links.iter().filter(|(from, ..)| from.contains(&bar)) {
            to.iter().for_each(|to| waits[*to] = waits[*to].saturating_sub(1));
        }
    }
    let length = links.iter().map(|(from, to, _)| from.len() * to.len().max(1) + 8).sum();
    improve(&mut rows, length, |rows| cost(rows, &reaches, &links));
    lane.bars = rows.into_iter().map(|row| lane.bars[row]).collect();
}

/// So much is looked at in search of a better order, counted in rows and links: a lane of hundreds of bars is not tried
/// in all orders.
const PATIENCE: usize = 4_000_000;
/// In a lane of more bars a bar is moved only so far.
const FAR: usize = 40;

/// Moves one bar at a time to where the lines cross fewest bars and are shortest, as long as that helps.
fn improve(rows: &mut Vec<usize>, length: usize, cost: impl Fn(&[usize]) -> usize) {
    let mut least = cost(rows);
    let mut tries = PATIENCE / (rows.len() + length).max(1);
    for _ in 0..6 {
        let before = least;
        for at in 0..rows.len() {
            for to in at.saturating_sub(FAR)..rows.len().min(at + FAR) {
                if tries == 0 {
                    return;
                }
                tries -= 1;
                let mut moved = rows.clone();
                let bar = moved.remove(at);
                moved.insert(to, bar);
                let now = cost(&moved);
                if now < least {
                    (*rows, least) = (moved, now);
                }
            }
        }
        if least == before {
            break;
        }
    }
}

/// How bad an order is: bars that lines run across, lines that go up, and how long all lines are.
fn cost(rows: &[usize], reaches: &[(i32, i32)], links: &[(Vec<usize>, Vec<usize>, Option<i32>)]) -> usize {
    let mut row_of = vec![0; rows.len()];
    let mut meets = vec![usize::MAX; rows.len()];
    rows.iter().enumerate().for_each(|(row, bar)| row_of[*bar] = row);
    let mut cost = 0;
    for (at, (from, to, day)) in links.iter().enumerate() {
        from.iter().chain(to).for_each(|bar| meets[*bar] = at);
        let ends = || from.iter().chain(to).map(|bar| row_of[*bar]);
        let (top, bottom) = (ends().min().unwrap_or(0), ends().max().unwrap_or(0));
        let day = day.unwrap_or_else(|| from.iter().map(|bar| reaches[*bar].1).min().unwrap_or(0));
        let crossed = rows.get(top + 1..bottom).unwrap_or_default().iter().filter(|bar| {
            let (first, last) = reaches[**bar];
            meets[**bar] != at && first < day && day < last
        });
        let upward = from.iter().map(|from| to.iter().filter(|to| row_of[*from] > row_of[**to]).count());
        cost += 40 * crossed.count() + 12 * upward.sum::<usize>() + 2 * (bottom - top);
    }
    // Of orders that are as good, the one by time: each bar that stands above an earlier one costs a little.
    cost * 4 + rows.windows(2).filter(|pair| reaches[pair[0]].0 > reaches[pair[1]].0).count()
}
