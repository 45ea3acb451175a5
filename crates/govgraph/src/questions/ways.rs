//! Steps of ways through the graph, in words.

use serde::Serialize;

use govgraph_model::{Cover, Evidence, Word as _};

use super::members::role_words;
use super::words::{proposed, relation_words};
use super::{BodyRef, lineage};
use crate::graph::{BodyView, LinkView, Snapshot, Step};

/// A step on the way from a body to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WayStep {
    /// Where it leads.
    pub to: BodyRef,
    /// The step in words, as the link reads: `Hackney SOG is a sub-board of Hackney CSP`.
    pub text: String,
    /// Whether it is gone against that reading: the second body of the words is the one it starts from.
    pub against: bool,
    /// Whether the link holds at the date. Of a succession: whether it has happened; of a proposal: whether it stands.
    pub cover: Cover,
    /// Whether it is no more than proposed, by itself or since one of the two bodies is.
    pub proposed: bool,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// A step in words, with whether it holds at the date of the snapshot.
pub(crate) fn way_step<'g>(snapshot: &Snapshot<'g>, step: &Step<'g>) -> WayStep {
    let (from, to) = if step.against { (step.to, step.from) } else { (step.from, step.to) };
    let text = match step.link {
        LinkView::Relation(relation) => relation_words(from, relation, to),
        LinkView::Succession(event, leg) => {
            let date = event.when.date().map(|date| format!(", {date}")).unwrap_or_default();
            let kind = leg.kind.word().replace('-', " ");
            format!("{} → {} ({kind}{date}){}", from.name(), to.name(), proposed(event.when.is_proposed()))
        }
        LinkView::Seat(seat) => format!("{} sits on {}: {}", from.name(), to.name(), role_words(seat)),
    };
    WayStep {
        to: BodyRef::at(snapshot, step.to),
        text,
        against: step.against,
        cover: link_cover(snapshot, step.link, [from, to]),
        proposed: is_proposed(snapshot, step.link, [from, to]),
        evidence: step.evidence.clone(),
    }
}

/// Whether a link between two bodies holds at the date. What is only proposed later is not known then.
pub(crate) fn link_cover<'g>(snapshot: &Snapshot<'g>, link: LinkView<'g>, ends: [BodyView<'g>; 2]) -> Cover {
    match link {
        LinkView::Succession(event, _) if snapshot.knows(event) => match lineage::happened(snapshot, event) {
            // That it is planned is known before it can happen.
            Cover::No if event.when.is_proposed() => Cover::Possible,
            happened => happened,
        },
        LinkView::Succession(..) => Cover::No,
        _ if ends.into_iter().any(|body| snapshot.is_unknown_yet(body)) => Cover::No,
        LinkView::Relation(relation) => snapshot.holds(relation),
        LinkView::Seat(seat) => snapshot.covers(&seat.extent()),
    }
}

/// Whether a link between two bodies is no more than proposed.
pub(crate) fn is_proposed<'g>(snapshot: &Snapshot<'g>, link: LinkView<'g>, ends: [BodyView<'g>; 2]) -> bool {
    match link {
        LinkView::Succession(event, _) => event.when.is_proposed(),
        LinkView::Relation(relation) if relation.proposed => true,
        LinkView::Relation(_) | LinkView::Seat(_) => ends.into_iter().any(|body| snapshot.is_proposal(body)),
    }
}
