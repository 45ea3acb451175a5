//! Days as numbers, which an axis can be drawn with.

use serde::{Deserialize, Serialize};

/// A day of the (proleptic) Gregorian calendar, by its distance from 1 January 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

impl Day {
    /// The day of a date; months and days that the calendar lacks are taken for the nearest that it has. Years count from
    /// -9999 to 9999.
    #[must_use]
    pub fn of(year: i32, month: u8, day: u8) -> Day {
        Day(govgraph::days_since_1970(year.clamp(-9999, 9999), month.clamp(1, 12), day.clamp(1, 31)))
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn date(self) -> (i32, u8, u8) {
        let days = self.0.saturating_add(719_468);
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i32::from(month <= 2), month as u8, day as u8)
    }

    /// The year; 0 is the year before 1.
    #[must_use]
    pub fn year(self) -> i32 {
        self.date().0
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_are_numbered_as_the_calendar_counts_them() {
        assert_eq!(Day::of(1970, 1, 1).0, 0);
        assert_eq!(Day::of(2000, 3, 1).0, 11_017);
        assert_eq!(Day::of(2012, 2, 29).0 + 1, Day::of(2012, 3, 1).0);
        for number in (-4_300_000..2_930_000).step_by(97) {
            let (year, month, day) = Day(number).date();
            assert_eq!(Day::of(year, month, day).0, number, "{year}-{month}-{day}");
        }
        assert_eq!((Day::of(1, 1, 1).0 - 1, Day::of(0, 12, 31).date()), (Day::of(0, 12, 31).0, (0, 12, 31)));
    }
}
