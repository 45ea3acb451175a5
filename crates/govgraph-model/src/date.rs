//! Partial and approximate dates: what a source really says, with the days it leaves possible.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use edtf_core::{Bound, Edtf};
use serde::{Serialize, Serializer};

/// A day of the (proleptic) Gregorian calendar, ordered by time. Years from -9999 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    // The order of these fields is the order of days.
    year: i16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let year = i16::try_from(year).ok().filter(|year| (-9999..=9999).contains(year))?;
        ((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)).then_some(Day { year, month, day })
    }

    /// The first day of the calendar; as the start of a stretch it stands for "always".
    pub const FIRST: Day = Day { year: -9999, month: 1, day: 1 };
    /// The last day of the calendar; as the end of a stretch it stands for "still".
    pub const LAST: Day = Day { year: 9999, month: 12, day: 31 };

    /// The year; 0 is the year before 1.
    pub fn year(self) -> i32 {
        self.year.into()
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The day after; `None` after the last of the calendar.
    pub fn next(self) -> Option<Day> {
        let last_of_month = self.day == days_in(self.year, self.month);
        match (last_of_month, self.month) {
            (false, _) => Some(Day { day: self.day + 1, ..self }),
            (true, 12) => Day::new(self.year() + 1, 1, 1),
            (true, month) => Day::new(self.year(), month + 1, 1),
        }
    }

    /// The day before; `None` before the first of the calendar.
    pub fn eve(self) -> Option<Day> {
        match (self.day, self.month) {
            (1, 1) => Day::new(self.year() - 1, 12, 31),
            (1, month) => Day::new(self.year(), month - 1, days_in(self.year, month - 1)),
            (day, _) => Some(Day { day: day - 1, ..self }),
        }
    }

    /// Whether `other` is the day after this one.
    pub fn is_eve_of(self, other: Day) -> bool {
        self.next() == Some(other)
    }

    /// Some whole months earlier or later, at the last day of the month where that month is shorter.
    fn plus_months(self, months: i32) -> Option<Day> {
        let index = self.year() * 12 + i32::from(self.month) - 1 + months;
        let (year, month) = (index.div_euclid(12), u8::try_from(index.rem_euclid(12) + 1).ok()?);
        let day = self.day.min(days_in(i16::try_from(year).ok()?, month));
        Day::new(year, month, day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How many days a date of the (proleptic) Gregorian calendar is after 1 January 1970; before it, fewer than none. A day
/// that the month lacks counts on into the next.
///
/// ```
/// use govgraph_model::days_since_1970;
/// assert_eq!((days_since_1970(1970, 1, 1), days_since_1970(1969, 12, 31)), (0, -1));
/// ```
pub fn days_since_1970(year: i32, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    // Years that begin in March, so that a leap day is the last of its year; 400 of them have 146,097 days.
    let year = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text reads as no date in any form.
    #[error("`{text}` is not a date")]
    NotADate {
        /// The text.
        text: String,
    },
    /// Numbers of which nobody can be sure which is the day, the month and the year.
    #[error("`{text}` can be read as {}", readings.join(" or as "))]
    Ambiguous {
        /// The text.
        text: String,
        /// The dates it can be, as `YYYY-MM-DD`: day first, then month first. At least one.
        readings: Vec<String>,
    },
    /// A slip in the form of a date of which it is clear what is meant: `2010-3`.
    #[error("`{text}` is not quite a date")]
    Slip {
        /// The text.
        text: String,
        /// The date as it should be written.
        meant: String,
    },
    /// A period in another form than `2009/2014`.
    #[error("`{text}` is a period, and not written as one")]
    Range {
        /// The text.
        text: String,
        /// The period as it should be written.
        period: String,
    },
    /// `Mar-10`, the form in which spreadsheets show a month or a day.
    #[error("`{text}` can be a month of a year or a day of a month")]
    MonthAndNumber {
        /// The text.
        text: String,
        /// The month, if it is one of a year: `2010-03`.
        month: String,
    },
    /// `2006/07`, the form in which financial and school years are written.
    #[error("`{text}` is a financial or school year, not a date")]
    SplitYear {
        /// The text.
        text: String,
        /// The period from a year to the next.
        period: String,
    },
    /// The form of a date, but no such day or month.
    #[error("the calendar has no `{text}`")]
    NoSuchDay {
        /// The text.
        text: String,
    },
    /// An EDTF form that has no first or no last day.
    #[error("`{text}` has no end in one direction; write it as a period")]
    Unbounded {
        /// The text.
        text: String,
    },
}

impl DateError {
    /// What to write instead.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            DateError::NotADate { .. } => {
                "write `2010-03-31`, `2010-03`, `2010`, `March 2010`, `early 2009` or `about 2009`".to_string()
            }
            DateError::Ambiguous { readings, .. } => {
                format!("write the year first: `{}`", readings.join("` or `"))
            }
            DateError::Slip { meant, .. } => format!("did you mean `{meant}`?"),
            DateError::Range { period, .. } => format!("a period is written `{period}`"),
            DateError::MonthAndNumber { month, .. } => format!("if it is a month, write `{month}`"),
            DateError::SplitYear { period, .. } => match period.split_once('/') {
                Some((first, second)) => {
                    format!("write `{first}-04/{second}-03` for a financial year, `{period}` for the two years")
                }
                None => format!("write `{period}`"),
            },
            DateError::NoSuchDay { .. } | DateError::Unbounded { .. } => return None,
        })
    }
}

/// A date as far as a source gives it: a day, a month, a year, or any other stretch of days of which one is meant.
///
/// It keeps the author's words, and is equal to another if both leave the same days possible. Serialised as
/// [EDTF](https://www.loc.gov/standards/datetime/).
///
/// ```
/// use govgraph_model::Date;
/// let date: Date = "early 2009".parse()?;
/// assert_eq!((date.first().to_string(), date.last().to_string()), ("2009-01-01".into(), "2009-04-30".into()));
/// assert_eq!(date.edtf(), "[2009-01..2009-04]");
/// # Ok::<(), govgraph_model::DateError>(())
/// ```
#[derive(Clone)]
pub struct Date {
    // `first <= last`, always.
    first: Day,
    last: Day,
    edtf: Arc<str>,
    written: Arc<str>,
}

impl Date {
    /// The day itself.
    pub fn on(day: Day) -> Date {
        let text: Arc<str> = day.to_string().into();
        Date { first: day, last: day, edtf: text.clone(), written: text }
    }

    /// One day of those from a first to a last, whichever; the first and the last of the calendar stand for any before and
    /// after. If `last` is before `first`, they change places.
    ///
    /// ```
    /// use govgraph_model::Date;
    /// let (first, last): (Date, Date) = ("2009".parse()?, "2010-03".parse()?);
    /// assert_eq!(Date::between(first.first(), last.last()).edtf(), "[2009-01-01..2010-03-31]");
    /// # Ok::<(), govgraph_model::DateError>(())
    /// ```
    pub fn between(first: Day, last: Day) -> Date {
        let (first, last) = (first.min(last), first.max(last));
        if first == last {
            return Date::on(first);
        }
        let text: Arc<str> = format!("[{first}..{last}]").into();
        Date { first, last, edtf: text.clone(), written: text }
    }

    /// The first day that can be meant.
    pub fn first(&self) -> Day {
        self.first
    }

    /// The last day that can be meant.
    pub fn last(&self) -> Day {
        self.last
    }

    /// Whether it is a day, a month or a year, and not one of several dates or an approximate one.
    pub fn is_plain(&self) -> bool {
        self.edtf.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    }

    /// The date in EDTF.
    pub fn edtf(&self) -> &str {
        &self.edtf
    }

    /// The author's words.
    pub fn written(&self) -> &str {
        &self.written
    }
}

/// By the days that are possible, not by the words.
impl PartialEq for Date {
    fn eq(&self, other: &Self) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }
}

impl Eq for Date {}

impl std::hash::Hash for Date {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.first, self.last).hash(state);
    }
}

/// By the first possible day, then by the last.
impl Ord for Date {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first, self.last).cmp(&(other.first, other.last))
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The author's words.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.edtf)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.edtf)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Date, DateError> {
        let text = text.trim();
        let edtf = if text.starts_with(|c: char| c.is_ascii_digit() || c == '[' || c == '-') && !text.contains(' ') {
            text.to_string()
        } else {
            from_words(text).ok_or_else(|| explain(text))?
        };
        let (first, last) = days_of(&edtf, text)?;
        Ok(Date { first, last, edtf: edtf.into(), written: text.into() })
    }
}

/// The days that an EDTF text leaves possible.
///
/// EDTF says of `2009~` that the year is approximate, not how far off it may be. Here it is one step of its own
/// precision to each side, so that "about 2009" can be late 2008; a day may be off by a month.
fn days_of(edtf: &str, text: &str) -> Result<(Day, Day), DateError> {
    let parsed = Edtf::parse(edtf).map_err(|_| explain(text))?;
    if !matches!(&parsed, Edtf::Date(_) | Edtf::Set(edtf_core::Set { kind: edtf_core::SetKind::OneMember, .. })) {
        return Err(explain(text));
    }
    let bounds = parsed.bounds();
    let (Bound::Date(first), Bound::Date(last)) = (bounds.earliest, bounds.latest) else {
        return Err(DateError::Unbounded { text: text.into() });
    };
    let day = |bound: edtf_core::BoundDate| {
        let year = i32::try_from(bound.year).ok();
        year.and_then(|year| Day::new(year, bound.month, bound.day)).ok_or_else(|| explain(text))
    };
    let (first, last) = (day(first)?, day(last)?);
    if !(parsed.is_approximate() || parsed.is_uncertain()) {
        return Ok((first, last));
    }
    let step = if edtf.trim_end_matches(['~', '?', '%']).len() <= 4 { 12 } else { 1 };
    let outside = || DateError::NoSuchDay { text: text.into() };
    Ok((first.plus_months(-step).ok_or_else(outside)?, last_of_month(last, step).ok_or_else(outside)?))
}

/// `day` some months later, kept at the end of the month if it was there.
fn last_of_month(day: Day, months: i32) -> Option<Day> {
    let later = day.plus_months(months)?;
    if day.day == days_in(day.year, day.month) {
        Day::new(later.year(), later.month, days_in(later.year, later.month))
    } else {
        Some(later)
    }
}

/// Finds out what somebody meant by a text that is not EDTF.
fn explain(text: &str) -> DateError {
    let owned = || text.to_string();
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let number =
        |part: &str| part.parse::<u16>().ok().map(i32::from).filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let numbers: Option<Vec<i32>> = parts.iter().map(|part| number(part)).collect();
    if let [first, second] = *parts.as_slice() {
        let is_now = ["present", "now", "today", "date", "ongoing", "current"]
            .contains(&second.trim().to_ascii_lowercase().as_str());
        if is_now && first.trim().len() == 4 && number(first.trim()).is_some() {
            return DateError::Range { text: owned(), period: format!("{}/..", first.trim()) };
        }
        if let (Some(month), Some(year), 2) = (month(first), number(second), second.len()) {
            return DateError::MonthAndNumber { text: owned(), month: format!("{:04}-{month:02}", full_year(year)) };
        }
    }
    match (numbers.as_deref(), parts.as_slice()) {
        // 2009-2014
        (Some(&[start, end]), [first, second]) if first.len() == 4 && second.len() == 4 && start <= end => {
            DateError::Range { text: owned(), period: format!("{first}/{second}") }
        }
        // 01/04/2009, 01.04.09
        (Some(&[a, b, year]), [first, _, last]) if first.len() <= 2 && (last.len() == 4 || last.len() == 2) => {
            let year = if last.len() == 2 { full_year(year) } else { year };
            let reading = |month: i32, day: i32| {
                Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).map(|day| day.to_string())
            };
            let mut readings: Vec<String> = [reading(b, a), reading(a, b)].into_iter().flatten().collect();
            readings.dedup();
            if readings.is_empty() {
                DateError::NoSuchDay { text: owned() }
            } else {
                DateError::Ambiguous { text: owned(), readings }
            }
        }
        // 2006/07
        (Some(&[year, next]), [first, second])
            if first.len() == 4 && second.len() == 2 && text.contains('/') && (year + 1) % 100 == next =>
        {
            DateError::SplitYear { text: owned(), period: format!("{year}/{}", year + 1) }
        }
        // 2010-3, 2010/3/31, 2010.03
        (Some(&[year, month, ref day @ ..]), [first, ..]) if first.len() == 4 && parts.len() <= 3 => {
            let checked = |number: i32| u8::try_from(number).ok();
            let known = Day::new(
                year,
                checked(month).unwrap_or(0),
                day.first().map_or(Some(1), |day| checked(*day)).unwrap_or(0),
            );
            match (known, day) {
                (Some(known), [_]) => DateError::Slip { text: owned(), meant: known.to_string() },
                (Some(_), _) => DateError::Slip { text: owned(), meant: format!("{year:04}-{month:02}") },
                (None, _) if text.contains('-') => DateError::NoSuchDay { text: owned() },
                (None, _) => DateError::NotADate { text: owned() },
            }
        }
        _ => DateError::NotADate { text: owned() },
    }
}

/// A year of two digits: those from 70 on are of the last century.
fn full_year(year: i32) -> i32 {
    if year < 70 { year + 2000 } else { year + 1900 }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A month by its English name or an abbreviation of three letters or more (`Sept`), from 1.
fn month(word: &str) -> Option<usize> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    Some(at + 1)
}

/// The EDTF of a date in plain English, or nothing.
fn from_words(text: &str) -> Option<String> {
    let year = |word: &str| word.parse::<u16>().ok().filter(|_| word.len() == 4);
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    match *lower.as_slice() {
        ["about" | "around" | "circa" | "c." | "ca." | "approximately", ref rest @ ..] if !rest.is_empty() => {
            let rest = rest.join(" ");
            let inner = if rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains(' ') {
                rest
            } else {
                from_words(&rest)?
            };
            // A range such as `[2009-01..2009-04]` cannot be approximate as a whole.
            (!inner.starts_with('[') && !inner.ends_with('~')).then(|| format!("{inner}~"))
        }
        // "c.2009" and "c2009"
        [only]
            if only.starts_with('c')
                && only.trim_start_matches(['c', '.']).starts_with(|c: char| c.is_ascii_digit()) =>
        {
            from_words(&format!("about {}", only.trim_start_matches(['c', '.'])))
        }
        [part @ ("early" | "mid" | "middle" | "late" | "spring" | "summer" | "autumn" | "fall" | "winter"), y] => {
            let y = year(y)?;
            Some(match part {
                "early" => format!("[{y:04}-01..{y:04}-04]"),
                "mid" | "middle" => format!("[{y:04}-05..{y:04}-08]"),
                "late" => format!("[{y:04}-09..{y:04}-12]"),
                "spring" => format!("[{y:04}-03..{y:04}-05]"),
                "summer" => format!("[{y:04}-06..{y:04}-08]"),
                "autumn" | "fall" => format!("[{y:04}-09..{y:04}-11]"),
                // Some count a winter by its December, some by its January: both stay possible.
                _ => format!("[{:04}-12..{:04}-02]", y.checked_sub(1)?, y + 1),
            })
        }
        [m, y] => Some(format!("{:04}-{:02}", year(y)?, month(m)?)),
        [d, m, y] => {
            // "1 April 2009", "1st of April 2009" and "April 1, 2009"
            let (d, m) = if month(m).is_some() { (d, m) } else { (m, d) };
            let d = d.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u8>().ok()?;
            Some(format!("{:04}-{:02}-{d:02}", year(y)?, month(m)?))
        }
        [d, "of", m, y] => from_words(&[d, m, y].join(" ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> String {
        match text.parse::<Date>() {
            Ok(date) => format!("{}..{} {}", date.first(), date.last(), date.edtf()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn days_are_counted_from_1970_on_both_sides() {
        let day = |year, month, day| {
            Day::new(year, month, day).map(|day| days_since_1970(day.year(), day.month(), day.day()))
        };
        assert_eq!(day(1970, 1, 1), Some(0));
        assert_eq!(day(2000, 2, 29), Some(11_016));
        assert_eq!(day(1969, 12, 31), Some(-1));
        assert_eq!(day(1600, 3, 1), Some(-135_080));
    }

    #[test]
    fn a_day_between_two_reads_as_it_is_written() {
        let day = |text: &str| text.parse::<Date>().expect("a date").first();
        for (first, last) in [("2009-01-01", "2010-03-31"), ("2010-03-01", "2010-03-01")] {
            let date = Date::between(day(first), day(last));
            assert_eq!(date.edtf().parse::<Date>(), Ok(date));
        }
        let by = Date::between(Day::FIRST, day("2010-03-31"));
        assert_eq!(by.edtf().parse::<Date>(), Ok(by));
    }

    #[test]
    fn a_partial_date_keeps_every_day_possible() {
        assert_eq!(days("2006"), "2006-01-01..2006-12-31 2006");
        assert_eq!(days("2008-02"), "2008-02-01..2008-02-29 2008-02");
        assert_eq!(days("Sept 2010"), "2010-09-01..2010-09-30 2010-09");
        assert_eq!(days("1st of April 2009"), "2009-04-01..2009-04-01 2009-04-01");
        assert_eq!(days("April 1, 2009"), "2009-04-01..2009-04-01 2009-04-01");
        assert_eq!(days("[2009,2011]"), "2009-01-01..2011-12-31 [2009,2011]");
        assert_eq!(days("winter 2010"), "2009-12-01..2011-02-28 [2009-12..2011-02]");
    }

    #[test]
    fn days_follow_each_other_over_the_ends_of_months_and_years() {
        for (eve, day) in
            [((2008, 2, 28), (2008, 2, 29)), ((2008, 2, 29), (2008, 3, 1)), ((1999, 12, 31), (2000, 1, 1))]
        {
            let of = |(year, month, day)| Day::new(year, month, day);
            assert_eq!((of(eve).and_then(Day::next), of(day).and_then(Day::eve)), (of(day), of(eve)));
        }
        assert_eq!((Day::FIRST.eve(), Day::LAST.next()), (None, None));
    }

    #[test]
    fn an_approximate_date_reaches_one_step_to_each_side() {
        assert_eq!(days("about 2009"), "2008-01-01..2010-12-31 2009~");
        assert_eq!((days("c.2009"), days("c2009")), (days("about 2009"), days("about 2009")));
        assert_eq!(days("2009-03?"), "2009-02-01..2009-04-30 2009-03?");
        assert_eq!(days("2009-03-31~"), "2009-02-28..2009-04-30 2009-03-31~");
    }

    #[test]
    fn what_can_be_misread_is_refused_with_its_readings() {
        assert_eq!(days("01/04/2009"), "`01/04/2009` can be read as 2009-04-01 or as 2009-01-04");
        assert_eq!(days("01.04.09"), "`01.04.09` can be read as 2009-04-01 or as 2009-01-04");
        assert_eq!(days("31/12/2009"), "`31/12/2009` can be read as 2009-12-31");
        assert_eq!(days("2006/07"), "`2006/07` is a financial or school year, not a date");
        assert_eq!(days("2009-02-30"), "the calendar has no `2009-02-30`");
        assert_eq!(days("09-04-01"), "`09-04-01` can be read as 2001-04-09 or as 2001-09-04");
        assert_eq!(days("soon"), "`soon` is not a date");
        assert_eq!(days("[..2009]"), "`[..2009]` has no end in one direction; write it as a period");
        assert_eq!(days(""), "`` is not a date");
    }

    #[test]
    fn what_is_refused_comes_with_what_to_write() {
        let help = |text: &str| text.parse::<Date>().err().and_then(|error| error.help()).unwrap_or_default();
        assert_eq!(help("31/03/2010"), "write the year first: `2010-03-31`");
        assert_eq!(help("01/04/2009"), "write the year first: `2009-04-01` or `2009-01-04`");
        for (slip, meant) in [("2010-3", "2010-03"), ("2010/3/31", "2010-03-31"), ("2010-3-1", "2010-03-01")] {
            assert_eq!(help(slip), format!("did you mean `{meant}`?"));
        }
        assert_eq!(help("2009-2014"), "a period is written `2009/2014`");
        assert_eq!(help("2009/present"), "a period is written `2009/..`");
        assert_eq!(help("2009/10"), "write `2009-04/2010-03` for a financial year, `2009/2010` for the two years");
        assert_eq!(help("Mar-10"), "if it is a month, write `2010-03`");
        assert_eq!((help("2010-13"), help("2009-02-30")), (String::new(), String::new()));
        assert!(help("soon").starts_with("write `2010-03-31`"));
    }
}
