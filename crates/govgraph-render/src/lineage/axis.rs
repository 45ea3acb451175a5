//! The axis of time: where a day lies, which ticks it has, and where it is drawn closer.

use serde::Serialize;

use super::Day;
use crate::text::{self, Weight};

/// From days to places on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Axis {
    /// Stretches of one scale each, from left to right, each beginning where the one before ends.
    pub parts: Vec<Part>,
    /// What is written on it.
    pub ticks: Vec<Tick>,
}

/// A stretch of the axis with one scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Part {
    /// The day at its left end.
    pub first: Day,
    /// The day at its right end.
    pub last: Day,
    /// Its left end, px.
    pub left: f64,
    /// Its right end, px.
    pub right: f64,
    /// Its days are drawn closer together than those of the part next to it, to leave room where more happened.
    pub closer: bool,
}

/// A line down the page with words on top.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tick {
    /// Where, px.
    pub x: f64,
    /// "2006", "Mar 2010", "11 Feb 2016".
    pub label: String,
}

/// The font size of ticks, px.
pub(crate) const TICK_SIZE: f64 = 11.0;

impl Axis {
    /// An axis for some days between two places; `None` without days. What still goes on needs room behind the last day.
    ///
    /// Where at least two thirds of the days lie within a tenth of the time (a quarter, where it is more than 50 years), the time before and after them is
    /// drawn closer: what is centuries old does not squeeze everything else into the last centimetre.
    pub(crate) fn of(mut days: Vec<Day>, left: f64, right: f64, goes_on: bool) -> Option<Axis> {
        days.sort_unstable();
        let (first, last) = (*days.first()?, *days.last()?);
        let (begin, end) = bulk(&days);
        let behind = if goes_on { right - BEHIND } else { right };
        let room = behind - left;
        let before = if begin > first { room * CLOSER } else { 0.0 };
        let after = if end < last { room * CLOSER } else { 0.0 };
        let (from, to) = (left + before, behind - after);
        // Some weeks around a single day, so that it has a place in time.
        let span = (end.0 - begin.0).max(1);
        let step = Step::finest((to - from) / f64::from(span.max(40)));
        let (begin, end) = match span {
            1 => (Day(begin.0 - 20), Day(end.0 + 20)),
            _ => (begin, end),
        };
        // The bulk begins and ends at a tick, if that is free.
        let bulk_first = if before > 0.0 || begin == step.floor(begin) { begin } else { step.floor(begin) };
        let bulk_last = if after > 0.0 { end } else { step.next(step.floor(Day(end.0 - 1))).max(end) };
        let mut parts = Vec::new();
        if before > 0.0 {
            let coarse = Step::finest(before / f64::from((begin.0 - first.0).max(1)));
            parts.push(Part { first: coarse.floor(first), last: bulk_first, left, right: from, closer: true });
        }
        parts.push(Part { first: bulk_first, last: bulk_last, left: from, right: to, closer: false });
        if after > 0.0 {
            parts.push(Part { first: bulk_last, last: Day(last.0 + 1), left: to, right: behind, closer: true });
        }
        let mut until = Day(i32::MAX);
        if goes_on {
            // What is behind the last day has the scale of what is before it, and no ticks: nothing is known of it.
            let end = parts.last_mut()?;
            until = end.last;
            let scale = (end.right - end.left) / f64::from((end.last.0 - end.first.0).max(1));
            end.last = Day(end.last.0.saturating_add((BEHIND / scale) as i32));
            end.right = right;
        }
        let mut axis = Axis { parts, ticks: Vec::new() };
        axis.ticks = axis.tick(until);
        Some(axis)
    }

    /// Where the morning of a day is; days off the axis lie at its ends.
    #[must_use]
    pub fn x(&self, day: Day) -> f64 {
        let part = self.parts.iter().find(|part| day < part.last).or(self.parts.last());
        part.map_or(0.0, |part| {
            let share = f64::from(day.0 - part.first.0) / f64::from((part.last.0 - part.first.0).max(1));
            part.left + share.clamp(0.0, 1.0) * (part.right - part.left)
        })
    }

    /// Where the evening of a day is.
    #[must_use]
    pub fn x_after(&self, day: Day) -> f64 {
        self.x(Day(day.0.saturating_add(1)))
    }

    /// Where one scale ends and another begins.
    pub(crate) fn breaks(&self) -> impl Iterator<Item = f64> + '_ {
        self.parts.windows(2).map(|pair| pair[0].right)
    }

    /// The ticks of all parts up to a day; one in the bulk goes before one beside it.
    fn tick(&self, until: Day) -> Vec<Tick> {
        let mut ticks: Vec<Tick> = Vec::new();
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        parts.sort_by_key(|part| part.closer);
        for part in parts {
            let step = Step::finest((part.right - part.left) / f64::from((part.last.0 - part.first.0).max(1)));
            let mut day = step.floor(part.first);
            if day < part.first {
                day = step.next(day);
            }
            while day <= part.last.min(until) {
                let tick = Tick { x: self.x(day), label: step.label(day) };
                let is_free =
                    ticks.iter().all(|other| (other.x - tick.x).abs() >= reach(&other.label) + reach(&tick.label));
                // Of a part that is drawn closer, its own end belongs to the one beside it.
                if is_free && tick.x >= part.left && tick.x <= part.right {
                    ticks.push(tick);
                }
                let next = step.next(day);
                if next <= day {
                    break;
                }
                day = next;
            }
        }
        ticks.sort_by(|a, b| a.x.total_cmp(&b.x));
        ticks
    }
}

/// Half the width of a tick's words and of the gap beside them.
fn reach(label: &str) -> f64 {
    text::width(label, Weight::Regular, TICK_SIZE) / 2.0 + 7.0
}

/// How much of the width a part that is drawn closer takes.
const CLOSER: f64 = 0.14;
/// Room behind the last day for what goes on, px.
const BEHIND: f64 = 130.0;

/// The stretch that most of some sorted days lie in, if it is short against all of the time; otherwise all of it.
fn bulk(days: &[Day]) -> (Day, Day) {
    let (first, last) = (days[0], days[days.len() - 1]);
    let (count, time) = (days.len() as f64, f64::from(last.0 - first.0).max(1.0));
    let share = |day: Day| f64::from(day.0 - first.0) / time;
    // The window with the greatest lead of its share of the days over its share of the time: from the lowest point of
    // (days so far - time so far) to the highest after it.
    let (mut low, mut best) = ((f64::INFINITY, 0), (f64::NEG_INFINITY, 0, 0));
    for (at, day) in days.iter().enumerate() {
        let before = at as f64 / count - share(*day);
        if before < low.0 {
            low = (before, at);
        }
        let lead = (at + 1) as f64 / count - share(*day) - low.0;
        if lead > best.0 {
            best = (lead, low.1, at);
        }
    }
    let (begin, end) = (days[best.1], days[best.2]);
    // An even scale is what people expect of the years that they remember.
    let most = if time > 50.0 * 365.25 { 0.25 } else { 0.1 };
    let is_dense = (best.2 + 1 - best.1) as f64 >= count * 2.0 / 3.0 && share(end) - share(begin) <= most;
    if !is_dense || time < 3.0 * 366.0 {
        return (first, last);
    }
    // A margin, so that the dense stretch does not begin and end at its border; what little is left joins it.
    let length = (end.0 - begin.0).max(60);
    let (begin, end) = (begin.0 - length / 16 - 1, end.0 + length / 16 + 1);
    let begin = if begin - first.0 <= length * 2 / 5 { first } else { Day(begin) };
    let end = if last.0 - end <= length * 2 / 5 { last } else { Day(end) };
    (begin, end)
}

/// From one tick to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    Days(i32),
    Months(i32),
    Years(i32),
}

impl Step {
    /// The finest whose words have room, at so many px a day.
    fn finest(scale: f64) -> Step {
        let fits = |step: &Step| match *step {
            Step::Days(days) => f64::from(days) * scale >= 84.0,
            Step::Months(months) => f64::from(months) * 28.0 * scale >= 68.0,
            Step::Years(years) => f64::from(years) * 365.0 * scale >= 46.0,
        };
        let fine = [1, 2, 5, 10].map(Step::Days).into_iter().chain([1, 3, 6].map(Step::Months));
        let years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map(Step::Years);
        fine.chain(years).find(fits).unwrap_or(Step::Years(10_000))
    }

    /// The last tick that is no later.
    fn floor(self, day: Day) -> Day {
        let (year, month, of_month) = day.date();
        match self {
            Step::Days(days) => Day(day.0 - (i32::from(of_month) - 1) % days),
            Step::Months(months) => {
                let month = (i32::from(month) - 1) / months * months + 1;
                Day::of(year, u8::try_from(month).unwrap_or(1), 1)
            }
            Step::Years(years) => Day::of(year.div_euclid(years) * years, 1, 1),
        }
    }

    fn next(self, day: Day) -> Day {
        let (year, month, _) = day.date();
        match self {
            Step::Days(days) => {
                let next = Day(day.0 + days);
                // Each month begins with a tick of its own, and none stands right before that.
                let first = Day::of(if month == 12 { year + 1 } else { year }, month % 12 + 1, 1);
                if days > 1 && next.0 >= first.0 - (days + 1) / 2 { first } else { next }
            }
            Step::Months(months) => {
                let index = year * 12 + i32::from(month) - 1 + months;
                Day::of(index.div_euclid(12), u8::try_from(index.rem_euclid(12) + 1).unwrap_or(1), 1)
            }
            Step::Years(years) => Day::of(year + years, 1, 1),
        }
    }

    fn label(self, day: Day) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let (year, month, of_month) = day.date();
        let month = MONTHS[usize::from(month - 1)];
        let year = if year > 0 { year.to_string() } else { format!("{} BC", 1 - year) };
        match self {
            Step::Days(_) => format!("{of_month} {month} {year}"),
            Step::Months(_) => format!("{month} {year}"),
            Step::Years(_) => year,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(years: &[i32]) -> Axis {
        Axis::of(years.iter().map(|year| Day::of(*year, 6, 1)).collect(), 0.0, 1000.0, false).expect("days")
    }

    #[test]
    fn what_is_centuries_old_does_not_squeeze_the_rest() {
        let old = axis(&[1141, 1998, 2000, 2003, 2006, 2009, 2010, 2012, 2014, 2018]);
        assert_eq!(old.parts.iter().map(|part| part.closer).collect::<Vec<_>>(), [true, false]);
        assert!(old.x(Day::of(1998, 1, 1)) < 250.0 && old.x(Day::of(2018, 1, 1)) > 900.0);
        let even = axis(&[1990, 1995, 2000, 2005, 2010]);
        assert_eq!(even.parts.len(), 1);
    }

    #[test]
    fn later_days_are_never_further_left_and_ticks_stand_apart() {
        for years in
            [&[2006][..], &[2010, 2010], &[1000, 1900, 1990, 1991, 1992, 1993, 2500], &[-40, 12], &[1998, 2022]]
        {
            let axis = axis(years);
            let places: Vec<f64> = (-50..2600).map(|year| axis.x(Day::of(year, 1, 1))).collect();
            assert!(places.is_sorted(), "{years:?}");
            assert!(axis.ticks.len() >= 2, "{years:?}: {:?}", axis.ticks);
            for pair in axis.ticks.windows(2) {
                assert!(pair[1].x - pair[0].x > 24.0, "{years:?}: {pair:?}");
            }
        }
    }

    #[test]
    fn behind_the_last_day_there_is_room_for_what_goes_on_and_no_year_is_written() {
        let days = vec![Day::of(2000, 7, 3), Day::of(2012, 1, 16)];
        let axis = Axis::of(days, 0.0, 1000.0, true).expect("days");
        assert_eq!(axis.ticks.last().map(|tick| tick.label.as_str()), Some("2013"), "{:?}", axis.ticks);
        assert!(axis.x(Day::of(2012, 1, 16)) < 1000.0 - BEHIND && axis.x(Day::of(2100, 1, 1)) == 1000.0);
    }

    #[test]
    fn short_times_are_told_in_months_and_days() {
        let axis = |first: Day, last: Day| Axis::of(vec![first, last], 0.0, 1000.0, false).expect("days");
        let months = axis(Day::of(2016, 2, 1), Day::of(2016, 12, 6));
        assert_eq!(months.ticks.first().map(|tick| tick.label.as_str()), Some("Feb 2016"));
        let days = axis(Day::of(2016, 2, 27), Day::of(2016, 3, 9));
        assert!(days.ticks.iter().any(|tick| tick.label == "1 Mar 2016"), "{:?}", days.ticks);
    }
}
