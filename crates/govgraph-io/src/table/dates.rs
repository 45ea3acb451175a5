//! Dates as spreadsheets show them: `31/03/2010`, which is March in one country and nothing in another.

use std::borrow::Cow;

use crate::yaml::{Node, Value};

/// Whether the day or the month comes first in dates that are written with strokes or dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayOrder {
    /// `31/03/2010`.
    DayFirst,
    /// `03/31/2010`.
    MonthFirst,
    /// Nothing in the table tells, or some dates tell the one and some the other.
    Unknown,
}

impl DayOrder {
    /// What the dates of a table tell: a number above 12 is no month. `None` if no date is written so.
    pub(crate) fn of(dates: impl Iterator<Item = impl AsRef<str>>) -> Option<DayOrder> {
        let (mut any, mut day_first, mut month_first) = (false, false, false);
        for (a, b, _) in dates.filter_map(|date| parts(date.as_ref())) {
            any = true;
            day_first |= a > 12;
            month_first |= b > 12;
        }
        any.then_some(match (day_first, month_first) {
            (true, false) => DayOrder::DayFirst,
            (false, true) => DayOrder::MonthFirst,
            _ => DayOrder::Unknown,
        })
    }

    /// What is said of it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            DayOrder::DayFirst => "in dates like 31/03/2010 the day comes first",
            DayOrder::MonthFirst => "in dates like 03/31/2010 the month comes first",
            DayOrder::Unknown => {
                "of dates like 01/04/2010 nothing tells whether the day or the month comes first: they are not read"
            }
        }
    }

    /// The same date with its year first, if it is written so and the order is known.
    pub(crate) fn plain<'t>(self, node: &Node<'t>) -> Node<'t> {
        match node.text().and_then(|text| self.plain_text(text)) {
            Some(text) => Node { span: node.span, value: Value::Text(Cow::Owned(text)) },
            None => node.clone(),
        }
    }

    /// A date that is written so with its year first, if the order is known.
    pub(crate) fn plain_text(self, text: &str) -> Option<String> {
        parts(text).and_then(|(a, b, year)| match self {
            DayOrder::DayFirst => Some(format!("{year:04}-{b:02}-{a:02}")),
            DayOrder::MonthFirst => Some(format!("{year:04}-{a:02}-{b:02}")),
            DayOrder::Unknown if a == b => Some(format!("{year:04}-{b:02}-{a:02}")),
            DayOrder::Unknown => None,
        })
    }
}

/// The three numbers of a date whose year comes last; a time behind it does not count.
fn parts(text: &str) -> Option<(u32, u32, u32)> {
    let text = text.trim().split(' ').next()?;
    let mut parts = text.split(['/', '.', '-']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    if parts.next().is_some() || !short(a) || !short(b) || year.len() != 4 {
        return None;
    }
    Some((a.parse().ok()?, b.parse().ok()?, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_above_twelve_tells_the_order_of_all_dates() {
        let order = |dates: &[&str]| DayOrder::of(dates.iter().copied());
        assert_eq!(order(&["01/04/2009", "31.03.2010 00:00"]), Some(DayOrder::DayFirst));
        assert_eq!(order(&["1/4/2009", "3/31/2010"]), Some(DayOrder::MonthFirst));
        assert_eq!(order(&["01/04/2009"]), Some(DayOrder::Unknown));
        assert_eq!(order(&["31/04/2009", "04/31/2009"]), Some(DayOrder::Unknown));
        assert_eq!(order(&["2009-04-01", "2009", "1/2/03", ""]), None);
    }
}
