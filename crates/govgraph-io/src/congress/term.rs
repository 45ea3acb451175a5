//! When a congress sat, by its number.

use govgraph_model::{Date, Day, End, Period, Start};

/// The days of a congress: the first began on 4 March 1789, each lasts for two years, and since the Twentieth Amendment
/// they begin on 3 January. `None` for a number that is none.
pub(super) fn days(congress: u32) -> Option<(Day, Day)> {
    let year = 1789 + 2 * i32::try_from(congress.checked_sub(1)?).ok()?;
    let first = |congress: u32, year: i32| match congress {
        ..=73 => Day::new(year, 3, 4),
        _ => Day::new(year, 1, 3),
    };
    let last = first(congress.checked_add(1)?, year.checked_add(2)?)?.eve()?;
    Some((first(congress, year)?, last))
}

/// From some day of one congress to some day of another.
pub(super) fn within(first: u32, last: Option<u32>) -> Option<Period> {
    let some_day = |congress: u32| days(congress).map(|(first, last)| Date::between(first, last));
    let end = match last {
        Some(last) => End::On(some_day(last)?),
        None => End::Unknown,
    };
    Some(Period { start: Start::On(some_day(first)?), end })
}

/// From the first day of one congress to the last of another.
pub(super) fn throughout(first: u32, last: u32) -> Option<Period> {
    let (start, end) = (days(first)?.0, days(last)?.1);
    Some(Period { start: Start::On(Date::on(start)), end: End::On(Date::on(end)) })
}

/// Numbers in their order as runs without gaps.
pub(super) fn runs(numbers: impl IntoIterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_congress_has_its_two_years() {
        let days = |congress| days(congress).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(days(1).as_deref(), Some("1789-03-04 1791-03-03"));
        assert_eq!(days(73).as_deref(), Some("1933-03-04 1935-01-02"));
        assert_eq!(days(95).as_deref(), Some("1977-01-03 1979-01-02"));
        assert_eq!(days(119).as_deref(), Some("2025-01-03 2027-01-02"));
        assert_eq!((days(0), days(u32::MAX)), (None, None));
    }

    #[test]
    fn a_gap_makes_two_runs() {
        assert_eq!(runs([93, 94, 96]), [(93, 94), (96, 96)]);
    }
}
