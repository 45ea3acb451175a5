//! A dataset: records as they were written, wrong ones too.

use serde::Serialize;

use crate::allow::Allow;
use crate::body::Body;
use crate::event::Event;
use crate::origin::Files;
use crate::person::Person;
use crate::relation::Relation;
use crate::rule::Rule;
use crate::source::Source;
use crate::vocabulary::{Area, Class, Theme};

/// Everything that was written down, in authored order, not yet checked.
///
/// Two records may have the same id, and references may lead nowhere: only building the graph finds out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dataset {
    /// What it is called.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// The licence of the data.
    pub licence: Option<String>,
    /// What facts rest on.
    pub sources: Vec<Source>,
    /// Places.
    pub areas: Vec<Area>,
    /// Sorts of bodies.
    pub classes: Vec<Class>,
    /// Subjects.
    pub themes: Vec<Theme>,
    /// People.
    pub persons: Vec<Person>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// Bodies.
    pub bodies: Vec<Body>,
    /// Relations between bodies, those written under a body among them.
    pub relations: Vec<Relation>,
    /// Events.
    pub events: Vec<Event>,
    /// Findings that are accepted.
    pub allow: Vec<Allow>,
    /// The files it was read from.
    #[serde(skip)]
    pub files: ReadFrom,
}

/// The files that a dataset was read from. All are equal, so that datasets compare by what they say.
#[derive(Clone, Debug, Default)]
pub struct ReadFrom(pub Files);

impl PartialEq for ReadFrom {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ReadFrom {}

impl std::ops::Deref for ReadFrom {
    type Target = Files;
    fn deref(&self) -> &Files {
        &self.0
    }
}

impl std::ops::DerefMut for ReadFrom {
    fn deref_mut(&mut self) -> &mut Files {
        &mut self.0
    }
}
