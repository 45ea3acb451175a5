//! A graph at a date, or as recorded whatever the date.

use serde::Serialize;

use govgraph_model::{Cover, Date, Event, Extent, Milestone, Provenance, Relation, Stretch};

use super::{BodySet, BodyView, GovGraph, Holding, RemitView};

/// A graph seen at a date. Cheap to make and to copy around; what holds at the date is worked out when asked.
#[derive(Clone, Debug)]
pub struct Snapshot<'g> {
    graph: &'g GovGraph,
    at: Option<Date>,
}

impl GovGraph {
    /// The graph at a date.
    pub fn at(&self, date: Date) -> Snapshot<'_> {
        Snapshot { graph: self, at: Some(date) }
    }

    /// Everything that is recorded, whatever its date.
    pub fn at_any_time(&self) -> Snapshot<'_> {
        Snapshot { graph: self, at: None }
    }
}

/// How a body stands at a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It exists.
    Active,
    /// It exists, and a source says that it is under review.
    UnderReview,
    /// It has been proposed, and does not exist.
    Proposed,
    /// It may exist: its dates leave that open.
    Possible,
    /// It does not exist yet.
    NotYet,
    /// It no longer exists.
    Ended,
}

impl Standing {
    /// The words for it, for people.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Active => "active",
            Standing::UnderReview => "under review",
            Standing::Proposed => "proposed",
            Standing::Possible => "may exist",
            Standing::NotYet => "not yet",
            Standing::Ended => "ended",
        }
    }

    /// Whether it exists: proposals do not.
    pub fn exists(self) -> Cover {
        match self {
            Standing::Active | Standing::UnderReview => Cover::Certain,
            Standing::Possible => Cover::Possible,
            Standing::Proposed | Standing::NotYet | Standing::Ended => Cover::No,
        }
    }

    /// Whether questions at the date take it in: it exists, may exist, or is proposed.
    pub fn is_in_view(self) -> bool {
        !matches!(self, Standing::NotYet | Standing::Ended)
    }
}

impl std::fmt::Display for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}

impl<'g> Snapshot<'g> {
    /// The graph.
    pub fn graph(&self) -> &'g GovGraph {
        self.graph
    }

    /// The date, or `None` for "whatever the date".
    pub fn date(&self) -> Option<&Date> {
        self.at.as_ref()
    }

    /// Whether something holds at the date; certain, if there is none.
    pub fn covers(&self, extent: &Extent) -> Cover {
        self.at.as_ref().map_or(Cover::Certain, |at| extent.covers(at))
    }

    /// The same for what is not known of before it was proposed.
    pub fn covers_holding(&self, holding: &Holding) -> Cover {
        self.at.as_ref().map_or(Cover::Certain, |at| holding.covers_days(Stretch::of_date(at)))
    }

    /// Whether an event can have happened by the date, or, if it is only proposed, whether the proposal can have been
    /// made. Without a date, all events are known.
    pub fn knows(&self, event: &Event) -> bool {
        self.covers_holding(&self.graph.event_holding(event)).is_possible()
    }

    /// Whether a body holds a theme at the date, or, if that is only proposed, whether the proposal can stand then.
    pub fn holds_remit(&self, remit: RemitView<'g>) -> Cover {
        let outer = &remit.body().record().provenance;
        let proposed = remit.record().proposed || self.is_proposal(remit.body());
        if proposed && !self.is_made(&remit.record().provenance, &[outer]) {
            return Cover::No;
        }
        self.covers(&remit.extent())
    }

    /// Whether a relation holds at the date, or, if it is only proposed, whether the proposal can stand then.
    pub fn holds(&self, relation: &Relation) -> Cover {
        self.covers_holding(&self.graph.relation_holding(relation))
    }

    /// Whether a milestone of a body is known at the date: its sources speak of it by then, or its time has come.
    pub fn knows_milestone(&self, body: BodyView<'g>, milestone: &Milestone) -> Cover {
        self.covers_holding(&self.graph.milestone_holding(body, milestone))
    }

    /// Whether a proposal with some sources can have been made by the date.
    pub(crate) fn is_made(&self, own: &Provenance, outer: &[&Provenance]) -> bool {
        let since = self.graph.first_attested(own, outer);
        self.at.as_ref().zip(since).is_none_or(|(at, since)| since <= at.last())
    }

    /// How a body stands at the date; `None` if there is none.
    pub fn standing(&self, body: BodyView<'g>) -> Option<Standing> {
        self.at.as_ref().map(|at| body.life().standing(Stretch::of_date(at)))
    }

    /// Whether a body is only a proposal at the date, or as far as anything is known of it if there is none.
    pub fn is_proposal(&self, body: BodyView<'g>) -> bool {
        self.standing(body).map_or(body.is_only_proposed(), |standing| standing == Standing::Proposed)
    }

    /// Whether a body is only proposed after the date, so that nothing that is said of it is known yet.
    pub(crate) fn is_unknown_yet(&self, body: BodyView<'g>) -> bool {
        body.is_only_proposed() && self.standing(body) == Some(Standing::NotYet)
    }

    /// The bodies that exist, may exist or are proposed at the date, by id; all of them if there is no date.
    pub fn bodies(&self) -> impl Iterator<Item = BodyView<'g>> + '_ {
        self.graph.bodies().filter(|body| self.standing(*body).is_none_or(Standing::is_in_view))
    }

    /// The same as a set.
    pub fn body_set(&self) -> BodySet<'g> {
        self.graph.set_of(self.bodies())
    }
}
