//! Several datasets as one: records with the same id are one record, and who else may be the same is proposed.
//!
//! Nothing is ever joined because names look alike. [`propose`] says which records may be the same, with a score and the
//! reason; a person decides, and [`merge()`] carries out what was decided.

mod join;
mod names;
mod propose;

use std::collections::{HashMap, HashSet};

use govgraph_model::visit::{Visitor, visit};
use govgraph_model::{
    AreaId, BodyId, ClassId, Dataset, Event, EventId, Origin, PersonId, RuleId, SourceId, ThemeId, UnknownWord, Word,
};
use serde::Serialize;

pub use propose::{Proposal, propose};

/// The kinds of records that two datasets can have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// A body.
    Body,
    /// A person.
    Person,
    /// An area.
    Area,
    /// A class of bodies.
    Class,
    /// A theme.
    Theme,
}

impl Word for RecordKind {
    const OF: &'static str = "kind of record";
    const ALL: &'static [Self] =
        &[RecordKind::Body, RecordKind::Person, RecordKind::Area, RecordKind::Class, RecordKind::Theme];

    fn word(self) -> &'static str {
        match self {
            RecordKind::Body => "body",
            RecordKind::Person => "person",
            RecordKind::Area => "area",
            RecordKind::Class => "class",
            RecordKind::Theme => "theme",
        }
    }
}

impl std::str::FromStr for RecordKind {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        Self::from_word(text).ok_or_else(|| UnknownWord { word: text.to_string(), of: Self::OF })
    }
}

impl std::fmt::Display for RecordKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

/// What somebody decided about a record of the second dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What sort of record it is.
    pub kind: RecordKind,
    /// The id of a record of the first dataset.
    pub first: String,
    /// The id of a record of the second.
    pub second: String,
    /// Whether they are the same.
    pub same: bool,
}

/// Two datasets as one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The records of both: those of the first in their order, then those that only the second has.
    pub dataset: Dataset,
    /// What became of the records of the second.
    pub report: MergeReport,
}

/// What became of the records of the second dataset.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MergeReport {
    /// How many became one with a record of the first, and how many were added.
    pub counts: Vec<Count>,
    /// Records with one id and no name in common: if they are not the same, a decision can keep them apart.
    pub doubtful: Vec<Doubtful>,
    /// Facts of which a record holds only one, where the two differ: the first was kept.
    pub conflicts: Vec<Conflict>,
}

/// What became of records of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What they are, in the plural.
    pub what: &'static str,
    /// Became one with a record of the first.
    pub joined: usize,
    /// Were added.
    pub added: usize,
}

/// Two records with one id whose names have nothing in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doubtful {
    /// What sort of record.
    pub kind: RecordKind,
    /// The id of both.
    pub id: String,
    /// The name of the first.
    pub first: String,
    /// The name of the second.
    pub second: String,
}

/// A fact of which a record holds only one, and the two differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The id of the record, with its kind: `body lcsp`.
    pub record: String,
    /// The fact: `lifetime`.
    pub what: &'static str,
    /// What the first says, which was kept.
    pub kept: String,
    /// What the second says.
    pub other: String,
}

/// Makes one dataset of two. Records with the same id become one, unless a decision says that they are not; others only if
/// a decision says that they are.
///
/// Lists of facts are put together, and a fact that both state rests on the sources of both. Of what a record can hold only
/// one, the first is kept and the difference told. Names that differ become other names. Sources with the same id and
/// another title stay two. Decisions about records that are not there change nothing. Cost: linear in the records, and
/// quadratic in the facts of one record.
pub fn merge(first: Dataset, mut second: Dataset, decisions: &[Decision]) -> Merged {
    let files = first.files.len();
    let mut renames = Renames::default();
    renames.keep_sources_apart(&first, &second);
    renames.keep_events_apart(&first, &second);
    for decision in decisions {
        renames.decide(decision, &first, &second);
    }
    renames.files = files;
    visit(&mut second, &mut renames);
    join::join(first, second)
}

/// What the ids of the second dataset become.
#[derive(Default)]
struct Renames {
    sources: HashMap<SourceId, SourceId>,
    events: HashMap<EventId, EventId>,
    bodies: HashMap<BodyId, BodyId>,
    persons: HashMap<PersonId, PersonId>,
    areas: HashMap<AreaId, AreaId>,
    classes: HashMap<ClassId, ClassId>,
    themes: HashMap<ThemeId, ThemeId>,
    files: usize,
}

/// The first of `id-2`, `id-3` … that is free.
fn free<I: std::str::FromStr>(id: &str, is_taken: impl Fn(&I) -> bool) -> Option<I> {
    let mut names = (2..).filter_map(|n| format!("{id}-{n}").parse::<I>().ok());
    names.find(|name| !is_taken(name))
}

impl Renames {
    fn keep_sources_apart(&mut self, first: &Dataset, second: &Dataset) {
        let titles: HashMap<&SourceId, &str> =
            first.sources.iter().map(|source| (&source.id.value, source.title.as_str())).collect();
        let other: HashSet<&SourceId> = second.sources.iter().map(|source| &source.id.value).collect();
        let is_taken = |id: &SourceId| titles.contains_key(id) || other.contains(id);
        for source in &second.sources {
            let id = &source.id.value;
            if titles.get(id).is_some_and(|title| !title.trim().eq_ignore_ascii_case(source.title.trim())) {
                self.sources.extend(free(id.as_str(), is_taken).map(|new| (id.clone(), new)));
            }
        }
    }

    fn keep_events_apart(&mut self, first: &Dataset, second: &Dataset) {
        let id = |event: &'_ Event| event.id.as_ref().map(|id| id.value.clone());
        let known: HashMap<EventId, &Event> =
            first.events.iter().rev().filter_map(|event| Some((id(event)?, event))).collect();
        let other: HashSet<EventId> = second.events.iter().filter_map(id).collect();
        let is_taken = |id: &EventId| known.contains_key(id) || other.contains(id);
        for event in &second.events {
            let Some(id) = &event.id else { continue };
            if known.get(&id.value).is_some_and(|same| !join::same_event(same, event)) {
                self.events.extend(free(id.as_str(), is_taken).map(|new| (id.value.clone(), new)));
            }
        }
    }

    fn decide(&mut self, decision: &Decision, first: &Dataset, second: &Dataset) {
        macro_rules! decide {
            ($records:ident, $map:ident) => {{
                let (Ok(one), Ok(other)) = (decision.first.parse(), decision.second.parse()) else { return };
                let holds = |dataset: &Dataset, id: &_| dataset.$records.iter().any(|record| record.id.value == *id);
                if !holds(first, &one) || !holds(second, &other) {
                    return;
                }
                if decision.same {
                    self.$map.insert(other, one);
                } else if one == other {
                    let is_taken = |id: &_| holds(first, id) || holds(second, id);
                    self.$map.extend(free(&decision.second, is_taken).map(|new| (other, new)));
                }
            }};
        }
        match decision.kind {
            RecordKind::Body => decide!(bodies, bodies),
            RecordKind::Person => decide!(persons, persons),
            RecordKind::Area => decide!(areas, areas),
            RecordKind::Class => decide!(classes, classes),
            RecordKind::Theme => decide!(themes, themes),
        }
    }
}

fn rename<I: Clone + Eq + std::hash::Hash>(map: &HashMap<I, I>, id: &mut I) {
    if let Some(new) = map.get(id) {
        *id = new.clone();
    }
}

impl Visitor for Renames {
    fn body(&mut self, id: &mut BodyId) {
        rename(&self.bodies, id);
    }
    fn source(&mut self, id: &mut SourceId) {
        rename(&self.sources, id);
    }
    fn area(&mut self, id: &mut AreaId) {
        rename(&self.areas, id);
    }
    fn class(&mut self, id: &mut ClassId) {
        rename(&self.classes, id);
    }
    fn theme(&mut self, id: &mut ThemeId) {
        rename(&self.themes, id);
    }
    fn person(&mut self, id: &mut PersonId) {
        rename(&self.persons, id);
    }
    fn rule(&mut self, _: &mut RuleId) {}
    fn event(&mut self, id: &mut EventId) {
        rename(&self.events, id);
    }
    fn origin(&mut self, origin: &mut Origin) {
        *origin = origin.behind(self.files);
    }
}
