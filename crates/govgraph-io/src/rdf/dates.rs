//! Dates and periods, in the words of several vocabularies.

use govgraph_model::{Date, Origin, Period};

use super::graph::Term;
use super::read::{Reader, is_own};
use crate::import::Ends;

impl Reader<'_, '_> {
    /// A date, from the first of some properties that has one.
    pub(super) fn date(&mut self, subject: &Term, words: &[&str]) -> Option<Date> {
        let graph = self.graph;
        words.iter().find_map(|word| {
            let text = graph.text(subject, word)?;
            self.draft.date_of(without_zone(text), Origin::NOWHERE)
        })
    }

    /// A date or a period as the authored format writes it; anything else is noted.
    pub(super) fn date_text(&mut self, text: &str) -> Option<String> {
        if text == "unknown" || text.parse::<Period>().is_ok() {
            return Some(text.to_string());
        }
        self.draft.date_of(without_zone(text), Origin::NOWHERE).map(|date| date.edtf().to_string())
    }

    /// From when to when a membership lasts.
    pub(super) fn during(&mut self, subject: &Term) -> Option<String> {
        let graph = self.graph;
        let mut start = self.date(subject, &["schema:validFrom", "schema:startDate", "opengov:startDate"]);
        let mut end =
            self.date(subject, &["schema:validUntil", "schema:validThrough", "schema:endDate", "opengov:endDate"]);
        let mut exact = None;
        for interval in graph.all(subject, "org:memberDuring") {
            if let Some(text) = interval.literal() {
                exact = exact.or(self.date_text(text));
                continue;
            }
            let sides = [("time:hasBeginning", "schema:startDate"), ("time:hasEnd", "schema:endDate")];
            let [first, last] = sides.map(|(side, otherwise)| {
                let instant = graph.one(interval, side);
                instant.and_then(|instant| self.instant(instant)).or_else(|| self.date(interval, &[otherwise]))
            });
            (start, end) = (first.or(start), last.or(end));
        }
        if let Some(own) = graph.text(subject, "gov:during") {
            return self.date_text(own);
        }
        if exact.is_some() {
            return exact;
        }
        self.between(subject, start, end).map(|during| during.edtf())
    }

    /// From a start to an end. What others mean by an end date is told; ours is the last day.
    pub(super) fn between(&mut self, subject: &Term, start: Option<Date>, end: Option<Date>) -> Option<Period> {
        let end = end.map(|end| match is_own(subject) {
            true => end,
            false => {
                self.draft.ends(Ends::Included);
                self.draft.last_day(end, start.as_ref())
            }
        });
        self.draft.between(start, end, self.origin(subject))
    }

    pub(super) fn instant(&mut self, instant: &Term) -> Option<Date> {
        if let Some(text) = instant.literal() {
            return self.draft.date_of(without_zone(text), Origin::NOWHERE);
        }
        self.date(
            instant,
            &[
                "time:inXSDDate",
                "time:inXSDDateTime",
                "time:inXSDDateTimeStamp",
                "time:inXSDgYearMonth",
                "time:inXSDgYear",
                "rdfs:label",
            ],
        )
    }
}

/// A date of XML Schema without its time zone: the day is the local one.
fn without_zone(text: &str) -> &str {
    let text = text.trim();
    let text = text.strip_suffix('Z').unwrap_or(text);
    let at = text.len().saturating_sub(6);
    match (text.get(..at), text.get(at..).map(str::as_bytes)) {
        (Some(date), Some(&[b'+' | b'-', _, _, b':', _, _])) if date.len() >= 4 => date,
        _ => text,
    }
}
