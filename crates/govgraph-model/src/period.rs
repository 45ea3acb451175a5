//! Periods with partial, unknown and open ends, and what they say about a date.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::date::{Date, DateError, Day};

/// An answer that the data may leave open.
///
/// Ordered `No < Possible < Certain`, so that [`Ord::min`] is "both" and [`Ord::max`] is "either".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cover {
    /// It cannot be.
    No,
    /// The data allow it and do not show it.
    Possible,
    /// The data show it.
    Certain,
}

impl Cover {
    /// Whether it can be.
    pub fn is_possible(self) -> bool {
        self != Cover::No
    }
}

impl fmt::Display for Cover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Cover::No => "no",
            Cover::Possible => "possible",
            Cover::Certain => "certain",
        })
    }
}

/// When something began.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    /// On a date, which may be partial.
    On(Date),
    /// Before anything that matters: it has no beginning in the data and needs none.
    Open,
    /// It began, and nobody wrote down when.
    Unknown,
}

/// When something ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// On a date, which may be partial; the day itself still belongs to the period.
    On(Date),
    /// It has not ended.
    Ongoing,
    /// Nobody wrote down whether or when it ended.
    Unknown,
}

/// A start and an end. Serialised as EDTF: `2006/..`, `2006/`, `/2006`, `../2006`, `2006/2010-09`; `/` if both are unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// When it began.
    pub start: Start,
    /// When it ended.
    pub end: End,
}

impl Period {
    /// Neither the start nor the end is known.
    pub const UNKNOWN: Period = Period { start: Start::Unknown, end: End::Unknown };

    /// Whether the end cannot be after the start.
    pub fn ends_before_it_starts(&self) -> bool {
        matches!((&self.start, &self.end), (Start::On(start), End::On(end)) if end.last() < start.first())
    }

    /// The days of which the period is known to hold, and those where it can, given when sources attest it.
    ///
    /// Cost: linear in `attested`.
    pub fn extent(&self, attested: impl IntoIterator<Item = Stretch>) -> Extent {
        let (earliest_start, mut latest_start) = match &self.start {
            Start::On(date) => (Some(date.first()), Some(date.last())),
            Start::Open => (None, Some(Day::FIRST)),
            Start::Unknown => (None, None),
        };
        let (mut earliest_end, latest_end) = match &self.end {
            End::On(date) => (Some(date.first()), Some(date.last())),
            End::Ongoing => (Some(Day::LAST), None),
            End::Unknown => (None, None),
        };
        // It did not end before it began: so it held on the very day on which it began, and on the one on which it ended.
        earliest_end = earliest_end.max(earliest_start);
        latest_start = match (latest_start, latest_end) {
            (Some(start), Some(end)) => Some(start.min(end)),
            (start, end) => start.or(end),
        };
        for stretch in attested {
            // A source speaks about the past too: what it says is taken for its own date only where the period's
            // own dates leave that open and do not contradict it.
            let before = latest_end.is_some_and(|end| stretch.last > end);
            let after = earliest_start.is_some_and(|start| stretch.last < start);
            if before || after {
                continue;
            }
            if self.start == Start::Unknown {
                latest_start = Some(latest_start.map_or(stretch.first, |day| day.min(stretch.first)));
            }
            if self.end == End::Unknown {
                earliest_end = Some(earliest_end.map_or(stretch.last, |day| day.max(stretch.last)));
            }
        }
        let certain = match (latest_start, earliest_end) {
            (Some(first), Some(last)) if first <= last => Some(Stretch { first, last }),
            _ => None,
        };
        Extent { certain, earliest: earliest_start, latest: latest_end }
    }

    /// Whether the period holds at a date, by its own dates alone.
    ///
    /// ```
    /// use govgraph_model::{Cover, Period};
    /// let period: Period = "2006/2010-09".parse()?;
    /// assert_eq!(period.covers(&"2007".parse()?), Cover::Certain);
    /// assert_eq!(period.covers(&"2006".parse()?), Cover::Possible);
    /// assert_eq!(period.covers(&"2005".parse()?), Cover::No);
    /// # Ok::<(), govgraph_model::DateError>(())
    /// ```
    pub fn covers(&self, at: &Date) -> Cover {
        self.extent([]).covers(at)
    }
}

/// Every day from a first to a last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// The first day.
    pub first: Day,
    /// The last day, not before the first.
    pub last: Day,
}

impl Stretch {
    /// All days that a date leaves possible.
    pub fn of_date(date: &Date) -> Stretch {
        Stretch { first: date.first(), last: date.last() }
    }

    /// The days of which a statement that speaks of a period speaks for certain.
    ///
    /// Of a day, a month or a year, all of it: what a paper of March 2010 says, it says of March 2010. Of "about 2009" or
    /// "one of these" nothing, since no day is known to be meant. Of a period from one date to another, the days from the
    /// last possible start to the first possible end, if there are any.
    pub fn of_period(period: &Period) -> Option<Stretch> {
        match (&period.start, &period.end) {
            (Start::On(start), End::On(end)) if start == end => start.is_plain().then(|| Stretch::of_date(start)),
            (Start::On(start), End::On(end)) if start.last() <= end.first() => {
                Some(Stretch { first: start.last(), last: end.first() })
            }
            _ => None,
        }
    }
}

/// The days on which something certainly holds, and the wider range in which it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Extent {
    /// The days on which it certainly holds.
    certain: Option<Stretch>,
    /// No day before this is possible; `None`: any may be.
    earliest: Option<Day>,
    /// No day after this is possible; `None`: any may be.
    latest: Option<Day>,
}

impl Extent {
    /// Nothing is known: every day is possible, none certain.
    pub const UNKNOWN: Extent = Extent { certain: None, earliest: None, latest: None };

    /// Exactly some days, certainly.
    pub fn throughout(days: Stretch) -> Extent {
        Extent { certain: Some(days), earliest: Some(days.first), latest: Some(days.last) }
    }

    /// From the day before which and the day after which it cannot hold, and the days on which it certainly does, as far
    /// as those are between the two.
    pub fn bounded(certain: Option<Stretch>, earliest: Option<Day>, latest: Option<Day>) -> Extent {
        let certain = certain.map(|days| Stretch {
            first: earliest.map_or(days.first, |day| day.max(days.first)),
            last: latest.map_or(days.last, |day| day.min(days.last)),
        });
        Extent { certain: certain.filter(|days| days.first <= days.last), earliest, latest }
    }

    /// The days on which it certainly holds.
    pub fn certain(&self) -> Option<Stretch> {
        self.certain
    }

    /// No day before this is possible; `None`: any may be.
    pub fn earliest(&self) -> Option<Day> {
        self.earliest
    }

    /// No day after this is possible; `None`: any may be.
    pub fn latest(&self) -> Option<Day> {
        self.latest
    }

    /// The same for something that cannot outlast `life`: a seat on a body, a relation of one.
    ///
    /// Where it is certain on days that `life` rules out, the data contradict each other: it is certain on the other days
    /// only, and stays possible on those.
    #[must_use]
    pub fn within(&self, life: &Extent) -> Extent {
        let both = self.and(life);
        let Some(stated) = self.certain else {
            // Dates of its own that lie outside are a contradiction too.
            return if both.is_empty() { Extent { certain: None, ..*self } } else { Extent { certain: None, ..both } };
        };
        let first = both.earliest.map_or(stated.first, |day| day.max(stated.first));
        let last = both.latest.map_or(stated.last, |day| day.min(stated.last));
        // "Always" and "still" are no statements about a certain day.
        let from = both.earliest.map(|day| if stated.first == Day::FIRST { day } else { day.min(stated.first) });
        let to = both.latest.map(|day| if stated.last == Day::LAST { day } else { day.max(stated.last) });
        Extent { certain: (first <= last).then_some(Stretch { first, last }), earliest: from, latest: to }
    }

    /// The days on which both hold.
    #[must_use]
    pub fn and(&self, other: &Extent) -> Extent {
        let certain = self.certain.zip(other.certain).and_then(|(a, b)| {
            let (first, last) = (a.first.max(b.first), a.last.min(b.last));
            (first <= last).then_some(Stretch { first, last })
        });
        let latest = match (self.latest, other.latest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Extent { certain, earliest: self.earliest.max(other.earliest), latest }
    }

    /// Whether no day is possible.
    pub fn is_empty(&self) -> bool {
        matches!((self.earliest, self.latest), (Some(first), Some(last)) if last < first)
    }

    /// Whether it holds at a date: certain only if it holds on every day that the date can mean.
    ///
    /// Sharpening the date, or the period this was made from, never turns `No` or `Certain` into anything else.
    pub fn covers(&self, at: &Date) -> Cover {
        self.covers_days(Stretch::of_date(at))
    }

    /// Whether it holds on days: certain only if on every one, no only if on none.
    pub fn covers_days(&self, at: Stretch) -> Cover {
        let is_outside =
            self.earliest.is_some_and(|day| at.last < day) || self.latest.is_some_and(|day| at.first > day);
        if is_outside || self.is_empty() {
            Cover::No
        } else if self.certain.is_some_and(|certain| certain.first <= at.first && at.last <= certain.last) {
            Cover::Certain
        } else {
            Cover::Possible
        }
    }

    /// Whether the two hold on some common day.
    pub fn meets(&self, other: &Extent) -> Cover {
        let ends_before =
            |a: &Extent, b: &Extent| matches!((a.latest, b.earliest), (Some(end), Some(start)) if end < start);
        if ends_before(self, other) || ends_before(other, self) || self.is_empty() || other.is_empty() {
            return Cover::No;
        }
        match (self.certain, other.certain) {
            (Some(a), Some(b)) if a.first <= b.last && b.first <= a.last => Cover::Certain,
            _ => Cover::Possible,
        }
    }
}

/// EDTF, with the author's words for each date.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text(Date::written))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.edtf())
    }
}

impl Period {
    /// The period in EDTF.
    pub fn edtf(&self) -> String {
        self.text(Date::edtf)
    }

    fn text(&self, word: fn(&Date) -> &str) -> String {
        let start = match &self.start {
            Start::On(date) => word(date),
            Start::Open => "..",
            Start::Unknown => "",
        };
        let end = match &self.end {
            End::On(date) => word(date),
            End::Ongoing => "..",
            End::Unknown => "",
        };
        format!("{start}/{end}")
    }
}

/// A single date is the period that began and ended within it.
impl From<Date> for Period {
    fn from(date: Date) -> Self {
        Period { start: Start::On(date.clone()), end: End::On(date) }
    }
}

impl FromStr for Period {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Period, DateError> {
        let text = text.trim();
        if text == "unknown" || text == "/" {
            return Ok(Period::UNKNOWN);
        }
        let lower = text.to_ascii_lowercase();
        let after = |word: &str| lower.starts_with(word).then(|| &text[word.len()..]);
        if let Some(date) = after("since ") {
            return Ok(Period { start: Start::On(date.parse()?), end: End::Ongoing });
        }
        if let Some(date) = after("until ") {
            return Ok(Period { start: Start::Unknown, end: End::On(date.parse()?) });
        }
        if let Some(dates) = after("from ") {
            let at = dates.to_ascii_lowercase().find(" to ");
            let Some(at) = at else { return Ok(Period { start: Start::On(dates.parse()?), end: End::Unknown }) };
            return Ok(Period { start: Start::On(dates[..at].parse()?), end: End::On(dates[at + 4..].parse()?) });
        }
        let Some((start, end)) = text.split_once('/') else { return Ok(text.parse::<Date>()?.into()) };
        if end.contains('/') || (end.len() == 2 && start.len() == 4 && end != "..") {
            // 01/04/2009 and 2006/07: the date's own parser knows what to say.
            return Ok(text.parse::<Date>()?.into());
        }
        Ok(Period {
            start: match start.trim() {
                "" | "unknown" => Start::Unknown,
                ".." => Start::Open,
                date => Start::On(date.parse()?),
            },
            end: match end.trim() {
                "" | "unknown" => End::Unknown,
                ".." => End::Ongoing,
                date => End::On(date.parse()?),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    fn at(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn attested(text: &str, dates: &[&str]) -> Extent {
        period(text).extent(dates.iter().map(|date| Stretch::of_date(&at(date))))
    }

    #[test]
    fn a_year_only_end_leaves_that_year_open() {
        let until = period("2000/2006");
        assert_eq!(until.covers(&at("2005")), Cover::Certain);
        assert_eq!(until.covers(&at("2006-05")), Cover::Possible);
        assert_eq!(until.covers(&at("2007")), Cover::No);
    }

    #[test]
    fn ongoing_open_and_unknown_are_three_different_things() {
        assert_eq!(period("2006/..").covers(&at("2022")), Cover::Certain);
        assert_eq!(period("2006/").covers(&at("2022")), Cover::Possible);
        assert_eq!(period("/2006").covers(&at("1900")), Cover::Possible);
        assert_eq!(period("../2006").covers(&at("1900")), Cover::Certain);
        assert_eq!(period("unknown").covers(&at("1900")), Cover::Possible);
    }

    #[test]
    fn a_source_attests_an_unknown_end_up_to_its_own_date() {
        let lcsp = attested("2006/", &["2010-03"]);
        assert_eq!(lcsp.covers(&at("2007")), Cover::Certain);
        assert_eq!(lcsp.covers(&at("2010-03")), Cover::Certain);
        assert_eq!(lcsp.covers(&at("2010-04")), Cover::Possible);
        assert_eq!(lcsp.covers(&at("2005")), Cover::No);
    }

    #[test]
    fn a_source_that_looks_back_attests_nothing_at_its_own_date() {
        assert_eq!(attested("/2006", &["2007"]).covers(&at("2005")), Cover::Possible);
        assert_eq!(attested("2010-09/", &["2010-03"]).covers(&at("2010-09-15")), Cover::Possible);
    }

    #[test]
    fn two_sources_attest_the_time_between_them() {
        let seats = attested("unknown", &["2006", "2010-03"]);
        assert_eq!(seats.covers(&at("2008")), Cover::Certain);
        assert_eq!(seats.covers(&at("2011")), Cover::Possible);
    }

    #[test]
    fn periods_meet_certainly_only_where_both_are_certain() {
        let extent = |text: &str| period(text).extent([]);
        assert_eq!(extent("2000/2006").meets(&extent("2006/..")), Cover::Possible);
        assert_eq!(extent("2000/2006").meets(&extent("2005/..")), Cover::Certain, "both hold at the turn to 2006");
        assert_eq!(extent("2000/2006").meets(&extent("2003/..")), Cover::Certain);
        assert_eq!(extent("2000/2006").meets(&extent("2007/")), Cover::No);
        assert_eq!(extent("2000/2006").meets(&extent("2006/")), Cover::Possible);
    }

    #[test]
    fn nothing_outlasts_what_it_belongs_to() {
        let life = period("2014-06-01/2021-06-25").extent([]);
        let within = |text: &str, seen: &[&str]| attested(text, seen).within(&life);
        let seat = within("unknown", &["2016"]);
        assert_eq!(seat.covers(&at("2016")), Cover::Certain);
        assert_eq!((seat.covers(&at("2010")), seat.covers(&at("2022"))), (Cover::No, Cover::No));
        assert_eq!(seat.covers(&at("2019")), Cover::Possible);
        // A page of 2022 lists what had ended: that can be, and is not certain.
        let stale = within("unknown", &["2022-10-27"]);
        assert_eq!(stale.covers(&at("2022-10-27")), Cover::Possible);
        assert_eq!(stale.covers(&at("2010")), Cover::No);
        let dated = within("2022-01-01/2022-12-31", &[]);
        assert_eq!(dated.covers(&at("2022-10-27")), Cover::Possible);
        assert_eq!(dated.covers(&at("2015")), Cover::No);
    }

    #[test]
    fn plain_english_periods_read_as_their_edtf() {
        for (text, edtf) in [
            ("since 2006", "2006/.."),
            ("until March 2010", "/2010-03"),
            ("from 2006 to early 2009", "2006/[2009-01..2009-04]"),
            ("2010-03", "2010-03/2010-03"),
            ("unknown", "/"),
        ] {
            assert_eq!(period(text).edtf(), edtf);
            assert_eq!(period(edtf), period(text), "{edtf}");
        }
        assert!("01/04/2009".parse::<Period>().is_err());
        assert_eq!(
            "2006/07".parse::<Period>(),
            Err(DateError::SplitYear { text: "2006/07".into(), period: "2006/2007".into() })
        );
    }
}
