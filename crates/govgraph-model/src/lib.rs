//! The vocabulary of govgraph: what a person may write down about a governance structure.
//!
//! A [`Dataset`] holds records as they were written, with the [`Origin`] of each beside it, wrong ones too. Nothing
//! here knows a graph or a file format: the crate `govgraph` builds the one, `govgraph-io` reads and writes the other.
//!
//! Where [W3C ORG](https://www.w3.org/TR/vocab-org/) or [Popolo](https://www.popoloproject.com/) have a word for
//! something, it is used here.

mod allow;
mod body;
mod count;
mod dataset;
mod date;
mod event;
mod finding;
mod id;
mod origin;
mod period;
mod person;
mod relation;
mod reorganisation;
mod rule;
mod seat;
mod similar;
mod source;
mod statement;
mod strategy;

pub mod visit;
mod vocabulary;
mod words;

pub use allow::Allow;
pub use body::{Body, BodyKind, BodyStatus, Cadence, Cited, Duty, Existence, Post, Remit, RemitRole, StatusAt, Tenure};
pub use count::{Count, CountError};
pub use dataset::{Dataset, ReadFrom};
pub use date::{Date, DateError, Day, days_since_1970};
pub use event::{Event, EventKind, Leg, When};
pub use finding::{Code, Evidence, Finding, Label, Severity, sort_findings};
pub use id::{AreaId, BodyId, ClassId, EventId, IdError, PersonId, RuleId, SourceId, ThemeId, slug};
pub use origin::{File, FileIndex, Files, Located, Origin, Place};
pub use period::{Cover, End, Extent, Period, Start, Stretch};
pub use person::Person;
pub use relation::{Relation, RelationKind};
pub use reorganisation::{Action, PlannedStep, Reorganisation, Transferred};
pub use rule::{AreaMatch, Requirement, Rule};
pub use seat::{Capacity, Elected, ElectedBasis, ExOfficio, Holder, Seat, Tier};
pub use similar::nearest;
pub use source::{Certainty, Citation, Here, Provenance, Source, SourceKind};
pub use statement::{Aspect, Statement};
pub use strategy::{Measure, Milestone, MilestoneStatus, Plan, Target, TargetKind};
pub use vocabulary::{Area, Class, Identifier, Level, OtherName, Theme};
pub use words::{Tri, UnknownWord, Word};
