//! What a plan does to the dates of a fact: cut off on the eve of its day, or begun on it.

use govgraph_model::{Date, Day, End, Extent, Located, Origin, Period, Start};

/// The dates of a fact that no longer holds from a day on, and says the same as before of all days until then; `None` if
/// it would only have begun on that day or later, and so never comes about.
///
/// `stated` is when it holds by its own dates and sources, `lives` when those exist who must for it to hold.
pub(super) fn until(
    stated: &Extent,
    lives: impl IntoIterator<Item = Extent>,
    during: Option<&Period>,
    day: Day,
) -> Option<Period> {
    let eve = day.eve()?;
    let holds = lives.into_iter().fold(*stated, |holds, life| holds.within(&life));
    if holds.is_empty() || holds.earliest().is_some_and(|first| first > eve) {
        return None;
    }
    if holds.latest().is_some_and(|last| last <= eve) {
        return Some(during.cloned().unwrap_or(Period::UNKNOWN));
    }
    let earliest = stated.earliest().unwrap_or(Day::FIRST);
    let certain = stated.certain().filter(|days| days.first <= eve);
    // What is attested stays so, also where the source that does it speaks of days after.
    let start = match (during.map(|during| &during.start), certain, stated.earliest()) {
        (Some(start @ (Start::On(_) | Start::Open)), ..) => start.clone(),
        (_, Some(days), _) => Start::On(Date::between(earliest, days.first)),
        (_, None, Some(first)) => Start::On(Date::between(first, eve)),
        (_, None, None) => Start::Unknown,
    };
    // It may have ended any day since it was last certain.
    let last = certain.map_or(earliest, |days| days.last.min(eve));
    Some(Period { start, end: End::On(Date::between(last, eve)) })
}

/// From a day on, with no end in sight.
pub(super) fn since(day: Day) -> Period {
    Period { start: Start::On(Date::on(day)), end: End::Ongoing }
}

/// Makes a fact without dates of its own hold from a day on; its own dates stay.
pub(super) fn begin(during: &mut Option<Located<Period>>, day: Day) {
    during.get_or_insert_with(|| Located::new(since(day), Origin::NOWHERE));
}
