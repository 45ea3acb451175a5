//! Members that had ended, or not begun, when they are said to sit.

use serde::Serialize;

use govgraph_model::{Evidence, Here, Stretch};

use super::{Gone, day};
use crate::graph::stale::Stale;
use crate::graph::{BodyView, Snapshot};
use crate::questions::BodyRef;
use crate::questions::members::seat_words;

/// A member that was not there when it is said to sit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StaleRow {
    /// The body that it is said to sit on.
    pub body: BodyRef,
    /// The seat in words.
    pub seat: String,
    /// Whether the holder of the seat only speaks for it.
    pub on_behalf: bool,
    /// The first of the days on which it is said to sit; `None`: always.
    pub said_from: Option<String>,
    /// The last of them; `None`: for ever.
    pub said_to: Option<String>,
    /// Who, and when it existed.
    #[serde(flatten)]
    pub gone: Gone,
    /// What says that it sits there.
    pub seat_evidence: Vec<Evidence>,
    /// Where the seat names it.
    #[serde(skip)]
    pub place: Here,
}

/// At a date: those who are said to sit on that date.
pub(super) fn rows<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Vec<StaleRow> {
    let is_asked = |days: Stretch| {
        let at = snapshot.date().map(Stretch::of_date);
        at.is_none_or(|at| days.first <= at.last && at.first <= days.last)
    };
    let mut rows = Vec::new();
    for seat in body.seats_and_items() {
        for stale in seat.stale_holders().filter(|stale| is_asked(stale.days)) {
            rows.push(StaleRow {
                body: BodyRef::at(snapshot, body),
                seat: seat_words(seat),
                on_behalf: seat.organisation() != Some(stale.holder),
                said_from: day(Some(stale.days.first).filter(|first| first.eve().is_some())),
                said_to: day(Some(stale.days.last).filter(|last| last.next().is_some())),
                gone: gone(snapshot, &stale),
                seat_evidence: seat.evidence(),
                place: Here(stale.named.origin),
            });
        }
    }
    rows
}

/// What became of a member that had ended by the last of the days on which it is said to sit.
pub(super) fn gone<'g>(snapshot: &Snapshot<'g>, stale: &Stale<'g>) -> Gone {
    let holder = stale.holder;
    let last = Stretch { first: stale.days.last, last: stale.days.last };
    let successors = match stale.ended {
        Some(_) => snapshot.graph().became_by(holder, last),
        None => Vec::new(),
    };
    Gone {
        holder: BodyRef::at(snapshot, holder),
        existed: holder.period().edtf(),
        ended: day(stale.ended),
        begins: day(stale.begins),
        successors: successors.into_iter().map(|body| BodyRef::at(snapshot, body)).collect(),
        evidence: holder.period_evidence(),
    }
}
