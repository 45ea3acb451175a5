//! What dates mean in the files of others, whichever door they come in by.

use govgraph_model::{Date, End, Period, Start};

use super::Ends;

/// What is said of a date that [`read`] does not read.
pub(crate) const UNREADABLE: &str = "date that cannot be read, taken as not known";

/// What is said of dates that [`between`] finds the wrong way round.
pub(crate) const REVERSED: &str = "period that ends before it begins, taken as some days between";

/// The date that a text gives: a year, a month or a day, as far as it goes; a time of day is left out, so that a day is
/// the local one.
///
/// # Errors
/// Why it is none, with what could be meant.
pub(crate) fn read(text: &str) -> Result<Date, String> {
    // A time after the day, or a month or day that is not known: `2010-00-00`.
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    let day = if text.len() > 10 && day.len() == 10 { day } else { text };
    let day = day.strip_suffix("-00").unwrap_or(day);
    let day = day.strip_suffix("-00").unwrap_or(day);
    day.parse::<Date>().map_err(|error| {
        let help = error.help().map(|help| format!("; {help}")).unwrap_or_default();
        format!("{error}{help}")
    })
}

/// From a start to a last day, where an absent one is not known; and the two as text if they are the wrong way round.
pub(crate) fn between(start: Option<Date>, end: Option<Date>) -> (Period, Option<String>) {
    let (start, end, reversed) = match (start, end) {
        (Some(start), Some(end)) if end.last() < start.first() => {
            let some_day = Date::between(end.first(), start.last());
            (Some(some_day.clone()), Some(some_day), Some(format!("{start} to {end}")))
        }
        (start, end) => (start, end, None),
    };
    let start = start.map_or(Start::Unknown, Start::On);
    (Period { start, end: end.map_or(End::Unknown, End::On) }, reversed)
}

/// The last day of what ends at a date. What began on the day of its end was there on that day.
pub(crate) fn last_day(end: Date, start: Option<&Date>, ends: Ends) -> Date {
    let is_day = end.first() == end.last();
    match end.first().eve() {
        Some(eve) if ends == Ends::Excluded && is_day && start != Some(&end) => Date::on(eve),
        _ => end,
    }
}

/// The day that the name of a file gives: `organisations-2023-05-01.json`.
pub(crate) fn date_in(name: &str) -> Option<Date> {
    let days = (0..name.len()).filter_map(|at| name.get(at..at + 10));
    let is_date = |text: &&str| {
        let digits = text.bytes().enumerate().filter(|(at, _)| ![4, 7].contains(at));
        text.split('-').map(str::len).eq([4, 2, 2]) && digits.map(|(_, byte)| byte).all(|byte| byte.is_ascii_digit())
    };
    days.filter(is_date).find_map(|text| text.parse::<Date>().ok())
}
