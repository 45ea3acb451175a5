//! Holders that had ended, or not begun, when they are said to sit; and what became of them.

use rustc_hash::FxHashMap;

use govgraph_model::{BodyId, Date, Day, Event, Extent, Located, Start, Stretch};

use super::{BodyIx, BodyView, GovGraph, SeatView};

/// A holder that was not there on days on which it is said to sit.
pub(crate) struct Stale<'g> {
    /// Who: the organisation that the seat belongs to, or whom its holder speaks for.
    pub(crate) holder: BodyView<'g>,
    /// Where the seat names it.
    pub(crate) named: &'g Located<BodyId>,
    /// The days on which it is said to sit; where several sources say so for days on which it was not there, the first.
    pub(crate) days: Stretch,
    /// When it is said to sit and was not there: of all sources, and only those days on which it was gone.
    pub(crate) gone: Vec<Extent>,
    /// Its last day at the latest, if that is before the last of those days.
    pub(crate) ended: Option<Day>,
    /// Its first day at the earliest, if that is after the first of those days.
    pub(crate) begins: Option<Day>,
}

impl<'g> SeatView<'g> {
    /// The holders of the seat that were not there when it says so. An item repeats the organisation of the seat around
    /// it, and is not looked at again for that.
    pub(crate) fn stale_holders(self) -> impl Iterator<Item = Stale<'g>> {
        let node = self.node();
        // Of a seat of which no day is known it cannot be said that somebody was gone.
        let is_dated = days_meant(&node.stated).is_some();
        let on_behalf_of = node.record.on_behalf_of.as_ref();
        let spoken_for = on_behalf_of.and_then(|id| self.graph.body(id));
        let holders = [(self.organisation(), node.record.holder.organisation.as_ref()), (spoken_for, on_behalf_of)];
        let around = node.parent.and_then(|parent| self.graph.seats[parent.0 as usize].organisation);
        let named = holders.into_iter().filter_map(|(holder, named)| Some((holder?, named?)));
        let own = named.filter(move |(holder, _)| is_dated && around != Some(holder.ix));
        own.filter_map(move |(holder, named)| self.stale(holder, named))
    }

    fn stale(self, holder: BodyView<'g>, named: &'g Located<BodyId>) -> Option<Stale<'g>> {
        let (node, life) = (self.node(), holder.extent());
        let had_ended = |days: &Stretch| life.latest().is_some_and(|end| end < days.first);
        let had_not_begun = |days: &Stretch| life.earliest().is_some_and(|start| days.last < start);
        let wrong: Vec<Stretch> = if let Some(during) = &node.record.during {
            // A seat with dates of its own is said to be there on all of them, or, if none is certain, on some.
            let all = node.stated.certain().filter(|days| {
                let ends_within = life.latest().is_some_and(|end| end < days.last);
                // "Always" is no statement about a day before the holder began.
                let is_always = during.start == Start::Open;
                ends_within
                    || life.earliest().is_some_and(|start| days.first < start && (!is_always || days.last < start))
            });
            let all = all.or_else(|| days_meant(&node.stated).filter(|days| had_ended(days) || had_not_begun(days)));
            all.into_iter().collect()
        } else {
            // Each source for itself: a holder that one of them can speak of may have been gone at the date of another.
            // What they say of a time at which there was no body, they say of the past.
            let body = self.body();
            let speak = self.graph.attested(&node.record.provenance, &[&body.record().provenance]);
            let speak = speak.into_iter().filter(|days| body.extent().covers_days(*days).is_possible());
            speak.filter(|days| had_ended(days) || had_not_begun(days)).collect()
        };
        let days = *wrong.first()?;
        // Dates that may all be those of the seat, none of them for certain, leave open on which of them it is said to sit.
        let is_certain = node.record.during.is_none() || node.stated.certain().is_some();
        let gone = wrong.iter().flat_map(|days| gone_days(*days, &life)).map(|days| match is_certain {
            true => Extent::throughout(days),
            false => Extent::bounded(None, Some(days.first), Some(days.last)),
        });
        let ended = life.latest().filter(|end| *end < days.last);
        let begins = life.earliest().filter(|start| days.first < *start);
        Some(Stale { holder, named, days, gone: gone.collect(), ended, begins })
    }
}

/// Those of some days on which something was not there, before it began and after it ended.
fn gone_days(days: Stretch, life: &Extent) -> impl Iterator<Item = Stretch> {
    let before = life.earliest().and_then(Day::eve).filter(|eve| days.first <= *eve);
    let after = life.latest().and_then(Day::next).filter(|next| *next <= days.last);
    let before = before.map(|eve| Stretch { first: days.first, last: days.last.min(eve) });
    let after = after.map(|next| Stretch { first: days.first.max(next), last: days.last });
    before.into_iter().chain(after)
}

/// The days that a seat is certain on, or else those that its own dates leave possible.
pub(crate) fn days_meant(extent: &Extent) -> Option<Stretch> {
    extent.certain().or_else(|| Some(Stretch { first: extent.earliest()?, last: extent.latest()? }))
}

impl GovGraph {
    /// The bodies that a body has become, with the events in which it did. Cost: linear in these.
    pub(crate) fn successors_of<'g>(&'g self, body: BodyView<'g>) -> impl Iterator<Item = (&'g Event, BodyView<'g>)> {
        let own = self.legs_of[body.ix.at()] as usize..self.legs_of[body.ix.at() + 1] as usize;
        let legs = self.legs[own].iter().map(|(event, leg)| (&self.events[*event as usize], *leg));
        let legs = legs.filter(|(event, _)| !event.when.is_proposed());
        legs.flat_map(move |(event, leg)| {
            event.legs[leg as usize].to.iter().filter_map(move |to| Some((event, self.body(to)?)))
        })
    }

    /// What a body that had ended had become by some days: the first in each line that can be there then. By id.
    ///
    /// From an event only those go on that can have come after it, and by then. Cost: the events of the bodies on the way,
    /// or more where they lead back to one by other dates.
    pub(crate) fn became_by<'g>(&'g self, body: BodyView<'g>, days: Stretch) -> Vec<BodyView<'g>> {
        let (mut found, mut pending) = (Vec::new(), vec![(body, None)]);
        // By the latest first day of the events on the way: the less it is, the more can follow.
        let mut reached: FxHashMap<BodyIx, Option<Day>> = FxHashMap::from_iter([(body.ix, None)]);
        while let Some((body, since)) = pending.pop() {
            for (event, next) in self.successors_of(body) {
                let date = event.when.date();
                if date.is_some_and(|date| date.first() > days.last || since.is_some_and(|since| date.last() < since)) {
                    continue;
                }
                let since = since.max(date.map(Date::first));
                if reached.get(&next.ix).is_some_and(|before| *before <= since) {
                    continue;
                }
                reached.insert(next.ix, since);
                if next.extent().covers_days(days).is_possible() {
                    found.push(next);
                } else {
                    pending.push((next, since));
                }
            }
        }
        found.sort_by_key(|body| body.ix);
        found.dedup();
        found
    }
}
