//! Changes to records, which can be undone.

use govgraph_model::{Area, Body, Class, Dataset, Event, Person, Relation, Source, Theme};

/// A record before and after; `None`: there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change<T> {
    before: Option<T>,
    after: Option<T>,
}

impl<T: PartialEq> Change<T> {
    /// What happened to records, each before and after, in order.
    pub(super) fn between(records: impl IntoIterator<Item = (Option<T>, Option<T>)>) -> Vec<Self> {
        let changed = records.into_iter().filter(|(before, after)| before != after);
        changed.map(|(before, after)| Change { before, after }).collect()
    }
}

/// Changes to the records of a dataset: some are added, some taken out, some replaced by others.
///
/// A patch fits every dataset that holds the records it changes, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    pub(super) sources: Vec<Change<Source>>,
    pub(super) areas: Vec<Change<Area>>,
    pub(super) classes: Vec<Change<Class>>,
    pub(super) themes: Vec<Change<Theme>>,
    pub(super) persons: Vec<Change<Person>>,
    pub(super) bodies: Vec<Change<Body>>,
    pub(super) relations: Vec<Change<Relation>>,
    pub(super) events: Vec<Change<Event>>,
}

/// A dataset lacks a record that a patch changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the dataset lacks {0} that is to be changed")]
pub struct DoesNotFit(&'static str);

impl Patch {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Patch::default()
    }

    /// The patch that undoes it: applied after this one, it leaves the same records as before.
    #[must_use]
    pub fn inverse(&self) -> Patch {
        Patch {
            sources: inverse(&self.sources),
            areas: inverse(&self.areas),
            classes: inverse(&self.classes),
            themes: inverse(&self.themes),
            persons: inverse(&self.persons),
            bodies: inverse(&self.bodies),
            relations: inverse(&self.relations),
            events: inverse(&self.events),
        }
    }

    /// The dataset with the changes. Records that are added stand behind the others.
    ///
    /// # Errors
    /// [`DoesNotFit`] if a record that is to be changed is not there as it was.
    ///
    /// Cost: the number of records times that of changes.
    pub fn apply(&self, mut dataset: Dataset) -> Result<Dataset, DoesNotFit> {
        apply("a source", &self.sources, &mut dataset.sources)?;
        apply("an area", &self.areas, &mut dataset.areas)?;
        apply("a class", &self.classes, &mut dataset.classes)?;
        apply("a theme", &self.themes, &mut dataset.themes)?;
        apply("a person", &self.persons, &mut dataset.persons)?;
        apply("a body", &self.bodies, &mut dataset.bodies)?;
        apply("a relation", &self.relations, &mut dataset.relations)?;
        apply("an event", &self.events, &mut dataset.events)?;
        Ok(dataset)
    }
}

fn inverse<T: Clone>(changes: &[Change<T>]) -> Vec<Change<T>> {
    let undone = changes.iter().rev();
    undone.map(|change| Change { before: change.after.clone(), after: change.before.clone() }).collect()
}

fn apply<T: Clone + PartialEq>(
    what: &'static str,
    changes: &[Change<T>],
    records: &mut Vec<T>,
) -> Result<(), DoesNotFit> {
    for change in changes {
        let Some(before) = &change.before else {
            records.extend(change.after.clone());
            continue;
        };
        let at = records.iter().rposition(|record| record == before).ok_or(DoesNotFit(what))?;
        match &change.after {
            Some(after) => records[at] = after.clone(),
            None => {
                records.remove(at);
            }
        }
    }
    Ok(())
}
