//! Reports as tables and figures, one file a question.

pub mod audit;
pub mod change;
pub mod chart;
pub mod compare;
pub mod composition;
pub mod coverage;
pub mod duplication;
pub mod explorer;
pub mod footnotes;
pub mod impact;
pub mod lineage;
pub mod load;
pub mod matrix;
pub mod membership;
pub mod overlap;
pub mod path;
pub mod profile;
pub mod register;
pub mod representation;
pub mod timeline;

use govgraph::questions::{Asked, BodyRef, Circle, Named};
use govgraph::{Certainty, Date, Day, End, EventKind, Evidence, Level, Period, Start, Word as _};

use crate::table::Table;

/// `Overlap · London crime reduction · at 2010-03`.
fn title(what: &str, asked: &Asked) -> String {
    let dataset = asked.dataset.as_ref().map(|dataset| format!(" · {dataset}")).unwrap_or_default();
    let at = asked.at.as_ref().map(|at| format!(" · at {at}")).unwrap_or_default();
    format!("{what}{dataset}{at}")
}

/// `London Community Safety Partnership (lcsp)`.
fn called(body: &BodyRef) -> String {
    format!("{} ({})", body.name, body.id)
}

/// Sources in short: `lcrb-2010 timetable row 5, membership para 1; lcsp-2006 (medium certainty)`.
fn sources(evidence: &[Evidence]) -> String {
    if evidence.is_empty() {
        return "no source given".to_string();
    }
    // Places in one source stand together; so do those of one certainty.
    let mut groups: Vec<(&Evidence, Vec<&str>)> = Vec::new();
    for cited in evidence {
        let locator = cited.locator.as_deref();
        match groups.iter_mut().find(|(first, _)| (&first.source, first.certainty) == (&cited.source, cited.certainty))
        {
            Some((_, locators)) => locators.extend(locator.filter(|locator| !locators.contains(locator))),
            None => groups.push((cited, locator.into_iter().collect())),
        }
    }
    let each = groups.into_iter().map(|(cited, locators)| {
        let doubt = match cited.certainty {
            None => "",
            Some(Certainty::Low) => " (could not be checked)",
            Some(Certainty::Medium) => " (medium certainty)",
        };
        let space = if locators.is_empty() { "" } else { " " };
        format!("{}{space}{}{doubt}", cited.source, locators.join(", "))
    });
    each.collect::<Vec<_>>().join("; ")
}

/// `at the regional level in London`; `None` if all bodies count.
fn scope_words(level: Option<Level>, area: Option<&Named>) -> Option<String> {
    let level = level.map(|level| format!("at the {level} level"));
    let area = area.map(|area| format!("in {}", area.name));
    let words: Vec<String> = level.into_iter().chain(area).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The ids of some bodies; of many, the first and how many there are.
fn few(bodies: &[BodyRef]) -> String {
    const MOST: usize = 12;
    let ids: Vec<&str> = bodies.iter().map(|body| body.id.as_str()).take(MOST).collect();
    match bodies.len() {
        count if count > MOST => format!("{count} bodies ({}, … --format json names them all)", ids.join(", ")),
        _ => ids.join(", "),
    }
}

/// Says which seats count.
fn circle_note(circle: Circle, table: &mut Table) {
    if circle == Circle::Core {
        table.note(
            "Members count; advisers, observers, wider stakeholders and those who attend on demand do not (--everyone).",
        );
    }
}

/// How a body stands, for a cell; empty if no date was asked.
fn standing(body: &BodyRef) -> &'static str {
    body.standing.map_or("", govgraph::Standing::word)
}

/// A date of the data as people write it: a choice between dates in words.
fn date(written: &str) -> String {
    let inner = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inner.map(|inner| (inner.split_once(".."), inner)) {
        None => written.to_string(),
        Some((Some((first, last)), _)) if is_before_all(first) => format!("{last} or earlier"),
        Some((Some((first, last)), _)) if is_eve(first, last) => format!("{first} or the day after"),
        Some((Some((first, last)), _)) => format!("between {first} and {last}"),
        Some((None, inner)) => inner.replace(',', " or "),
    }
}

/// Whether a day stands for any before.
fn is_before_all(day: &str) -> bool {
    day.parse::<Date>().is_ok_and(|date| date.first() == Day::FIRST)
}

/// Whether one day is the eve of the other.
fn is_eve(first: &str, last: &str) -> bool {
    match (first.parse::<Date>(), last.parse::<Date>()) {
        (Ok(first), Ok(last)) => first.last().is_eve_of(last.first()) && last.first() == last.last(),
        _ => false,
    }
}

/// `2006`, `2006 to 2010-09`, `until 2006`, `since 2006`: a period in EDTF as people write it; empty if nothing is known.
pub(crate) fn lifetime(existed: &str) -> String {
    match existed.split_once('/') {
        Some(("..", "..")) => "throughout".to_string(),
        Some(("", "..")) => "to this day".to_string(),
        Some(("" | "..", "")) => String::new(),
        Some(("" | "..", end)) => format!("until {}", date(end)),
        Some((start, "..")) => format!("since {}", date(start)),
        Some((start, "")) => format!("from {}", date(start)),
        Some((start, end)) if start == end => date(start),
        Some((start, end)) => format!("{} to {}", date(start), date(end)),
        None => date(existed),
    }
}

/// `2006–2010`, `since 1998`; `years unknown`: the years of some days in EDTF, `2006-01-01/2010-03-31`.
fn years_of_days(days: Option<&str>) -> String {
    let year = |day: &str| day.rsplitn(3, '-').last().unwrap_or(day).to_string();
    match days.and_then(|days| days.split_once('/')) {
        None => "years unknown".to_string(),
        Some(("..", "..")) => "always".to_string(),
        Some(("..", last)) => format!("until {}", year(last)),
        Some((first, "..")) => format!("since {}", year(first)),
        Some((first, last)) if year(first) == year(last) => year(first),
        Some((first, last)) => format!("{}–{}", year(first), year(last)),
    }
}

/// `2006–2010`, `to 2006`, `from 2006 or later`: the years between which something was, as far as known.
fn years(period: &Period) -> Option<String> {
    // The year, and whether it may be another.
    let year = |date: &Date, day: Day| (day.year(), date.first().year() != date.last().year());
    let start = match &period.start {
        // That it was there by a date is no year of its start.
        Start::On(date) if date.first() == Day::FIRST => None,
        Start::On(date) => Some(year(date, date.first())),
        Start::Open | Start::Unknown => None,
    };
    let end = match &period.end {
        End::On(date) => Some(year(date, date.last())),
        End::Ongoing | End::Unknown => None,
    };
    match (start, end) {
        (None, None) => None,
        (Some((first, false)), Some((last, false))) if first == last => Some(first.to_string()),
        (Some((first, false)), Some((last, false))) => Some(format!("{first}–{last}")),
        (start, end) => {
            let start = start.map(|(year, loose)| format!("from {year}{}", if loose { " or later" } else { "" }));
            let end = end.map(|(year, loose)| format!("to {year}{}", if loose { " or earlier" } else { "" }));
            Some(start.into_iter().chain(end).collect::<Vec<_>>().join(" "))
        }
    }
}

/// `replaced 2006`, `merged, proposed for 2010-09`: an event beside a line.
fn passage(kind: EventKind, date: Option<&Date>, proposed: bool) -> String {
    let kind = kind.word().replace('-', " ");
    match (date, proposed) {
        (Some(date), true) => format!("{kind}, proposed for {date}"),
        (None, true) => format!("{kind}, proposed"),
        (Some(date), false) => match (date.first().year(), date.last().year()) {
            (first, last) if first == last => format!("{kind} {first}"),
            (first, last) => format!("{kind} between {first} and {last}"),
        },
        (None, false) => kind,
    }
}
