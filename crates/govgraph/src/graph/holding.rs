//! What answers at every date come from: the days on which a thing holds, and how a body stands.

use govgraph_model::{BodyStatus, Cover, Day, Event, Extent, Milestone, MilestoneStatus, Relation, Stretch};

use super::{BodyView, GovGraph, Standing};

/// When something holds, and since when it is known of where it is only a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holding {
    /// The days on which it holds.
    pub extent: Extent,
    /// On no day before this one it is known of; `None`: there is no such limit.
    pub since: Option<Day>,
}

impl Holding {
    /// Whether it holds on days: certain only if on every one, no only if on none, or if it is not known of by then.
    pub fn covers_days(&self, days: Stretch) -> Cover {
        match self.since {
            Some(since) if days.last < since => Cover::No,
            _ => self.extent.covers_days(days),
        }
    }
}

impl From<Extent> for Holding {
    fn from(extent: Extent) -> Self {
        Holding { extent, since: None }
    }
}

/// What the standing of a body at every date follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The days on which it certainly exists, and those on which it may.
    pub extent: Extent,
    /// First and last day on which it is known to have been only a proposal.
    pub proposed: Option<Stretch>,
    /// Whether nothing is known of it but that it was proposed.
    pub is_only_proposed: bool,
    /// The days on which a source says that it is under review.
    pub under_review: Vec<Stretch>,
}

impl Life {
    /// How the body stands on days of which one is meant.
    pub fn standing(&self, days: Stretch) -> Standing {
        let is_reviewed = || self.under_review.iter().any(|said| said.first <= days.first && days.last <= said.last);
        match self.exists(days) {
            Cover::Certain if is_reviewed() => Standing::UnderReview,
            Cover::Certain => Standing::Active,
            Cover::Possible => Standing::Possible,
            Cover::No if self.extent.latest().is_some_and(|day| day < days.first) => Standing::Ended,
            Cover::No if self.proposed.is_some_and(|proposed| proposed.first <= days.last) => Standing::Proposed,
            Cover::No => Standing::NotYet,
        }
    }

    /// Whether it exists on some days.
    pub fn exists(&self, days: Stretch) -> Cover {
        // As long as all that is known of it is a proposal, it does not exist.
        if self.is_only_proposed && self.proposed.is_some_and(|proposed| days.last <= proposed.last) {
            return Cover::No;
        }
        self.extent.covers_days(days)
    }
}

impl<'g> BodyView<'g> {
    /// What its standing at every date follows from.
    pub fn life(self) -> Life {
        let (lifetime, record) = (self.lifetime(), self.record());
        let reviews = record.status.iter().filter(|stated| stated.is == BodyStatus::UnderReview);
        let under_review = reviews.flat_map(|stated| match &stated.at {
            Some(at) => Stretch::of_period(at).into_iter().collect(),
            None => self.graph.attested(&stated.provenance, &[&record.provenance]),
        });
        Life {
            extent: lifetime.extent,
            proposed: lifetime.proposed,
            is_only_proposed: lifetime.is_only_proposed,
            under_review: under_review.collect(),
        }
    }
}

impl GovGraph {
    /// When a relation holds; where it is only proposed, since when the proposal is known.
    pub fn relation_holding(&self, relation: &Relation) -> Holding {
        let from = self.body(&relation.from).map(|body| &body.record().provenance);
        let since = || self.first_attested(&relation.provenance, from.as_slice());
        let since = if relation.proposed { since() } else { None };
        Holding { extent: self.relation_extent(relation), since }
    }

    /// From when on an event has happened; of one that is only proposed, from when on the proposal has been made.
    pub fn event_holding(&self, event: &Event) -> Holding {
        let proposed = |day| (day, day);
        let days = match event.when.is_proposed() {
            true => self.first_attested(&event.provenance, &[]).map(proposed),
            false => event.when.date().map(|date| (date.first(), date.last())),
        };
        let Some((first, last)) = days else { return Extent::UNKNOWN.into() };
        from_on(Some(first), Some(last)).into()
    }

    /// From when on a milestone of a body is known: its sources speak of it, or its time has come.
    pub fn milestone_holding(&self, body: BodyView<'_>, milestone: &Milestone) -> Holding {
        let told = self.first_attested(&milestone.provenance, &[&body.record().provenance]);
        let time = milestone.on.extent([]);
        // What is certain to be known by then: it has been written down, or all days that it can fall on are over.
        let by = told.into_iter().chain(time.latest()).min();
        // What is open: from when it can have been reached, or written down. A plan of which no source is dated can be
        // older than anything that is known of it.
        let is_open_before = told.is_none() && milestone.status.is_none_or(|is| is == MilestoneStatus::Planned);
        let since = told.into_iter().chain(time.earliest()).min().filter(|_| !is_open_before);
        from_on(since, by).into()
    }
}

/// On no day before the first, and certainly from the second on.
fn from_on(earliest: Option<Day>, certain: Option<Day>) -> Extent {
    Extent::bounded(certain.map(|first| Stretch { first, last: Day::LAST }), earliest, None)
}
