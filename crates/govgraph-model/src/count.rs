//! Numbers of places as far as a source gives them.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// Why a text is not a count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// None of the forms `5`, `1..`, `2..4`, `unknown`.
    #[error("`{0}` is not a count: write `5`, `1..` (one or more), `2..4` or `unknown`")]
    NotACount(String),
    /// `4..2`.
    #[error("`{0}` ends below its start")]
    Reversed(String),
}

/// At least and at most: `5`, `1..`, `2..4`, or `0..` for unknown. In JSON `{"least": 1, "most": null}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Count {
    /// The least it can be.
    pub least: u32,
    /// The most it can be; `None`: no limit is known. Not below `least`.
    pub most: Option<u32>,
}

impl Count {
    /// One place.
    pub const ONE: Count = Count::exactly(1);
    /// None.
    pub const ZERO: Count = Count::exactly(0);
    /// Nobody knows.
    pub const UNKNOWN: Count = Count { least: 0, most: None };

    /// A number that is known.
    pub const fn exactly(n: u32) -> Count {
        Count { least: n, most: Some(n) }
    }

    /// The number, if it is known.
    pub fn exact(self) -> Option<u32> {
        self.most.filter(|most| *most == self.least)
    }

    /// The number as people say it: `5`, `1 or more`, `2 to 4`, `an unknown number`.
    pub fn words(self) -> String {
        match (self.least, self.most) {
            (0, None) => "an unknown number".to_string(),
            (least, None) => format!("{least} or more"),
            (least, Some(most)) if least == most => least.to_string(),
            (least, Some(most)) => format!("{least} to {most}"),
        }
    }

    /// Whether the two can be the same number.
    pub fn agrees_with(self, other: Count) -> bool {
        self.most.is_none_or(|most| other.least <= most) && other.most.is_none_or(|most| self.least <= most)
    }
}

impl std::ops::Add for Count {
    type Output = Count;
    fn add(self, other: Count) -> Count {
        let most = self.most.zip(other.most).map(|(a, b)| a.saturating_add(b));
        Count { least: self.least.saturating_add(other.least), most }
    }
}

impl std::iter::Sum for Count {
    fn sum<I: Iterator<Item = Count>>(counts: I) -> Count {
        counts.fold(Count::ZERO, |a, b| a + b)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (0, None) => f.pad("unknown"),
            (least, None) => f.pad(&format!("{least}..")),
            (least, Some(most)) if least == most => f.pad(&least.to_string()),
            (least, Some(most)) => f.pad(&format!("{least}..{most}")),
        }
    }
}

impl FromStr for Count {
    type Err = CountError;
    fn from_str(text: &str) -> Result<Count, CountError> {
        let refused = || CountError::NotACount(text.to_string());
        let number = |part: &str| {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u32>().ok().filter(|_| digits).ok_or_else(refused)
        };
        match text.split_once("..") {
            None if text == "unknown" => Ok(Count::UNKNOWN),
            None => Ok(Count::exactly(number(text)?)),
            Some((least, "")) => Ok(Count { least: number(least)?, most: None }),
            Some((least, most)) => {
                let (least, most) = (number(least)?, number(most)?);
                if most < least {
                    return Err(CountError::Reversed(text.to_string()));
                }
                Ok(Count { least, most: Some(most) })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_prints_as_it_is_written() {
        for text in ["0", "5", "1..", "2..4", "unknown"] {
            assert_eq!(text.parse::<Count>().map(|count| count.to_string()), Ok(text.to_string()));
        }
        for text in ["", "-1", "+1", "five", "..4", "4..2", "1...2", "99999999999"] {
            assert!(text.parse::<Count>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_sum_has_a_limit_only_if_every_part_has() {
        let sum = |a: &str, b: &str| (a.parse::<Count>().unwrap() + b.parse::<Count>().unwrap()).to_string();
        assert_eq!(sum("2", "3"), "5");
        assert_eq!(sum("2..4", "1"), "3..5");
        assert_eq!(sum("2..4", "1.."), "3..");
    }
}
