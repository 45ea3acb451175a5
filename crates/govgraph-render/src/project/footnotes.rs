//! The numbers by which a picture cites its sources, in the order in which they are needed.

use std::collections::BTreeMap;

use govgraph::{Certainty, Evidence, GovGraph, SourceId};

use crate::project::lifetime;
use crate::sources::{Source, letters};
use crate::text::{self, Weight};

/// Gives sources numbers, and places in them letters.
#[derive(Clone, Debug, Default)]
pub struct Footnotes {
    publishers: BTreeMap<SourceId, String>,
    numbers: BTreeMap<SourceId, usize>,
    sources: Vec<Source>,
}

impl Footnotes {
    /// For pictures of these graphs, whose sources may say who published them.
    pub fn of<'g>(graphs: impl IntoIterator<Item = &'g GovGraph>) -> Self {
        let sources = graphs.into_iter().flat_map(GovGraph::sources);
        let publishers = sources.filter_map(|source| Some((source.id.value.clone(), source.publisher.clone()?)));
        Self { publishers: publishers.collect(), ..Self::default() }
    }

    /// What stands behind a fact, as `3a, 5`: each source by its number, with the letter of the place in it. Empty without any.
    pub fn cite<'e>(&mut self, evidence: impl IntoIterator<Item = &'e Evidence>) -> String {
        let mut cited: Vec<(usize, usize)> = evidence.into_iter().map(|evidence| self.number(evidence)).collect();
        cited.sort_unstable();
        cited.dedup();
        // A source that is cited as a whole and at a place has a letter for the whole, too.
        let word = |&(source, place): &(usize, usize)| format!("{}{}", source + 1, letters(place));
        cited.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// The position of a source, and of a place in it.
    fn number(&mut self, evidence: &Evidence) -> (usize, usize) {
        let number = *self.numbers.entry(evidence.source.clone()).or_insert_with(|| {
            let publisher = self.publishers.get(&evidence.source).map(|publisher| format!(", {publisher}"));
            let date = evidence.date.as_deref().map(|date| format!(", speaks of {}", lifetime(date)));
            let text = format!("{}{}{}", evidence.title, publisher.unwrap_or_default(), date.unwrap_or_default());
            self.sources.push(Source { text, link: evidence.url.clone(), places: Vec::new() });
            self.sources.len() - 1
        });
        let doubt = match evidence.certainty {
            None => "",
            Some(Certainty::Low) => " (could not be checked)",
            Some(Certainty::Medium) => " (medium certainty)",
        };
        let place = format!("{}{doubt}", evidence.locator.as_deref().unwrap_or("as a whole"));
        let places = &mut self.sources[number].places;
        let at = places.iter().position(|known| *known == place);
        let at = at.unwrap_or_else(|| {
            places.push(place);
            places.len() - 1
        });
        (number, at)
    }

    /// What stands behind the marks of each body, in sentences for the notes of a picture that has no room for numbers beside its
    /// marks.
    pub(super) fn by_body<'e>(
        &mut self,
        bodies: impl IntoIterator<Item = (&'e str, Vec<&'e Evidence>)>,
    ) -> Vec<String> {
        // A note has so many lines and no more.
        const IN_A_NOTE: usize = 20;
        let cited = bodies.into_iter().map(|(name, evidence)| match self.cite(evidence) {
            cites if cites.is_empty() => format!("{name} no source given"),
            cites => format!("{name} [{cites}]"),
        });
        let cited: Vec<String> = cited.collect();
        let note = |(at, bodies): (usize, &[String])| {
            let start = if at == 0 { "Sources of the marks of each body: " } else { "" };
            format!("{start}{}.", bodies.join("; "))
        };
        cited.chunks(IN_A_NOTE).enumerate().map(note).collect()
    }

    /// All that were cited, in the order of their numbers.
    pub fn into_sources(self) -> Vec<Source> {
        self.sources
    }
}

/// Words for a line with the numbers of their sources behind them, in brackets. Rather than the numbers the words are cut, for
/// which a line has little room.
pub(super) fn cited(words: &str, cites: &str) -> String {
    if cites.is_empty() {
        return words.to_string();
    }
    let numbers = format!("[{cites}]");
    let room = (LONGEST - text::width(&numbers, Weight::Regular, LABEL_SIZE) - 8.0).max(40.0);
    let is_long = |words: &str| text::width(words, Weight::Regular, LABEL_SIZE) > room;
    let shorter = is_long(words).then(|| words.replace(" between ", " ").replace(" and ", "–"));
    let words = text::fit(shorter.as_deref().unwrap_or(words), Weight::Regular, LABEL_SIZE, room);
    format!("{words} {numbers}").trim_start().to_string()
}

/// The font size of words on lines, and how wide they may be, px.
const LABEL_SIZE: f64 = 10.5;
const LONGEST: f64 = 190.0;
