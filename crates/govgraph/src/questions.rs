//! Questions, one a file, all of one shape: `Params`, `Report` and `find(&Snapshot, &Params) -> Report`.
//!
//! A report owns its data, is sorted, and serialises; every row carries its evidence. What a question needs to know
//! of its parameters (does that body exist?) is settled before it is asked, so that `find` cannot fail.

pub mod audit;
pub mod change;
pub mod compare;
pub mod composition;
pub mod coverage;
pub mod duplication;
mod facts;
pub mod impact;
pub mod lineage;
mod listing;
pub mod load;
mod members;
pub mod membership;
pub mod overlap;
pub mod path;
pub mod profile;
pub mod register;
mod remits;
pub mod representation;
mod scope;
mod ties;
pub mod timeline;
mod ways;
mod words;

pub use members::{Member, MemberKind};
pub use scope::{Named, Scope};
pub use ways::WayStep;

use serde::Serialize;

use govgraph_model::{BodyKind, Evidence};

use crate::graph::{BodyView, SeatView, Snapshot, Standing};

/// The version of the form of all reports. It grows when a field changes its meaning or goes, not when one is added.
pub const REPORT_VERSION: u32 = 1;

/// Which seats of a body count as its members.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Circle {
    /// Those who belong to it: not advisers, observers and secretariat, not wider stakeholders, not who attends on demand.
    #[default]
    Core,
    /// Everybody with a seat of any sort.
    Everyone,
}

impl Circle {
    /// Whether a seat counts.
    pub fn includes(self, seat: SeatView<'_>) -> bool {
        self == Circle::Everyone || seat.is_core()
    }
}

/// A body as reports name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct BodyRef {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: BodyKind,
    /// How it stands at the date; `None` if there is no date.
    pub standing: Option<Standing>,
}

impl BodyRef {
    pub(crate) fn new(body: BodyView<'_>, standing: Option<Standing>) -> Self {
        BodyRef { id: body.id().to_string(), name: body.name().to_string(), kind: body.kind(), standing }
    }

    pub(crate) fn at<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Self {
        BodyRef::new(body, snapshot.standing(body))
    }
}

/// What a report was asked, for whoever reads it later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// [`REPORT_VERSION`].
    pub version: u32,
    /// The verb.
    pub question: &'static str,
    /// The title of the dataset.
    pub dataset: Option<String>,
    /// The date in EDTF; `None`: whatever the date.
    pub at: Option<String>,
}

impl Asked {
    pub(crate) fn new(question: &'static str, snapshot: &Snapshot<'_>) -> Self {
        Asked {
            version: REPORT_VERSION,
            question,
            dataset: snapshot.graph().title().map(str::to_string),
            at: snapshot.date().map(|date| date.edtf().to_string()),
        }
    }
}

/// Adds evidence that is not there yet, keeping the order.
pub(crate) fn add_evidence(all: &mut Vec<Evidence>, more: Vec<Evidence>) {
    for evidence in more {
        if !all.contains(&evidence) {
            all.push(evidence);
        }
    }
}
