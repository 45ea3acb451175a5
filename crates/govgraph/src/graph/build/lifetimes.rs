//! When each body existed, from its own dates, the events it took part in, and its sources.

use rustc_hash::{FxHashMap, FxHashSet};

use govgraph_model::{
    Body, BodyId, BodyStatus, Code, Cover, Date, Day, End, Event, Extent, Finding, Leg, Located, Origin, Period,
    Provenance, Source, SourceId, Start, Stretch,
};

use crate::graph::{BodyIx, ById, GovGraph, Lifetime, attested};

/// Cost: linear in the bodies and the events, and for each body in its events times its events and statements.
pub(super) fn lifetimes(
    bodies: &[Body],
    index: &FxHashMap<BodyId, BodyIx>,
    events: &[Event],
    sources: &ById<SourceId, Source>,
) -> Vec<Lifetime> {
    let mut turns: Vec<Turns<'_>> = std::iter::repeat_with(Turns::default).take(bodies.len()).collect();
    for (position, event, date) in dated(events) {
        let going_on = going_on(event);
        for leg in &event.legs {
            for ix in ending(leg, &going_on).filter_map(|id| index.get(&id.value)) {
                turns[ix.at()].ends.push(Turn { date, position, others: &leg.to });
            }
            for ix in beginning(leg, &going_on).filter_map(|id| index.get(&id.value)) {
                turns[ix.at()].begins.push(Turn { date, position, others: &leg.from });
            }
        }
    }
    bodies.iter().zip(turns).map(|(body, turns)| lifetime(body, &turns, sources)).collect()
}

/// The events that happened on a known date, with their position.
fn dated(events: &[Event]) -> impl Iterator<Item = (usize, &Event, &Date)> {
    let happened = events.iter().enumerate().filter(|(_, event)| !event.when.is_proposed());
    happened.filter_map(|(position, event)| Some((position, event, event.when.date()?)))
}

/// The bodies that go on through an event: those before and after it, in whichever legs, and those of which a leg says
/// that they survive.
fn going_on(event: &Event) -> FxHashSet<&BodyId> {
    let after: FxHashSet<&BodyId> = event.legs.iter().flat_map(|leg| &leg.to).map(|id| &id.value).collect();
    let before = event.legs.iter().flat_map(|leg| leg.from.iter().map(move |id| (leg.survives, &id.value)));
    before.filter(|(survives, id)| *survives == Some(true) || after.contains(id)).map(|(_, id)| id).collect()
}

/// The bodies that end with a leg.
fn ending<'e>(leg: &'e Leg, going_on: &FxHashSet<&BodyId>) -> impl Iterator<Item = &'e Located<BodyId>> {
    leg.from.iter().filter(|id| leg.ends_predecessor() && !going_on.contains(&id.value))
}

/// The bodies that begin with a leg.
fn beginning<'e>(leg: &'e Leg, going_on: &FxHashSet<&BodyId>) -> impl Iterator<Item = &'e Located<BodyId>> {
    leg.to.iter().filter(|id| leg.kind.begins_successor() && !going_on.contains(&id.value))
}

/// An event with which a body begins or ends.
struct Turn<'e> {
    date: &'e Date,
    position: usize,
    /// What it came from, or became.
    others: &'e [Located<BodyId>],
}

/// All of a body, by date.
#[derive(Default)]
struct Turns<'e> {
    begins: Vec<Turn<'e>>,
    ends: Vec<Turn<'e>>,
}

impl Turn<'_> {
    /// Whether a body that ended with this began again with `other`: later, or, if their dates do not tell, out of what
    /// it had become.
    fn is_before_return(&self, other: &Turn<'_>) -> bool {
        let days = (self.date.first(), self.date.last());
        let can_be_first = days.0 <= other.date.last();
        let circle = self.position != other.position && self.others.iter().any(|id| other.others.contains(id));
        days.1 < other.date.first() || (can_be_first && circle)
    }
}

/// What sources say of the standing of a body.
struct Statements {
    /// That it is at work.
    active: Vec<Stretch>,
    /// That it is no more.
    gone: Vec<Stretch>,
    /// That it is only proposed.
    proposed: Vec<Stretch>,
}

impl Statements {
    fn of(body: &Body, sources: &ById<SourceId, Source>) -> Self {
        let stated = |wanted: fn(BodyStatus) -> bool| {
            let statements = body.status.iter().filter(move |status| wanted(status.is));
            let days = statements.flat_map(|status| match &status.at {
                Some(at) => Stretch::of_period(at).into_iter().collect(),
                None => attested(sources, &status.provenance, &[&body.provenance]),
            });
            days.collect::<Vec<Stretch>>()
        };
        Statements {
            active: stated(|is| matches!(is, BodyStatus::Active | BodyStatus::UnderReview)),
            gone: stated(is_over),
            proposed: stated(|is| is == BodyStatus::Proposed),
        }
    }
}

fn is_over(status: BodyStatus) -> bool {
    matches!(status, BodyStatus::Superseded | BodyStatus::Abolished)
}

/// Days between two, neither included, on which a body is not known to exist; `None` is for ever.
#[derive(Clone, Copy)]
struct Gap {
    after: Option<Day>,
    before: Option<Day>,
}

impl Gap {
    /// What remains certain: the days after the gap, or else those before it.
    fn cut(self, days: Stretch) -> Option<Stretch> {
        if self.after.is_some_and(|day| days.last <= day) || self.before.is_some_and(|day| days.first >= day) {
            return Some(days);
        }
        let later = self.before.filter(|day| *day <= days.last).map(|first| Stretch { first, ..days });
        later.or_else(|| self.after.filter(|day| days.first <= *day).map(|last| Stretch { last, ..days }))
    }
}

fn lifetime(body: &Body, turns: &Turns<'_>, sources: &ById<SourceId, Source>) -> Lifetime {
    let stated = Statements::of(body, sources);
    let mut period = body.exists.as_ref().map_or(Period::UNKNOWN, |exists| exists.during.value.clone());
    let mut events = Vec::new();
    let (start, end) = derived(&period, turns, &stated);
    if let Some(turn) = start {
        period.start = Start::On(turn.date.clone());
        events.push(turn.position);
    }
    if let Some(turn) = end {
        period.end = End::On(turn.date.clone());
        events.push(turn.position);
    }
    let is_dated = body.exists.is_some() || !turns.begins.is_empty() || !turns.ends.is_empty();
    let mut seen = stated.active.clone();
    let mut proposed = stated.proposed.clone();
    proposed.extend(body.proposed.as_ref().map(Stretch::of_date));
    let is_only_proposed = !proposed.is_empty() && !is_dated && seen.is_empty() && stated.gone.is_empty();
    if is_only_proposed {
        proposed.extend(attested(sources, &body.provenance, &[]));
    } else if proposed.is_empty() {
        // What a source says of a body in being, it says of it at its own date; of a proposal it says no such thing.
        seen.extend(attesting(body, sources));
    }
    let extent = bounded(&period, &seen, &stated, &proposed, turns, is_only_proposed);
    let first = proposed.iter().map(|stretch| stretch.first).min();
    let last = proposed.iter().map(|stretch| stretch.last).max();
    let proposed = first.zip(last).map(|(first, last)| Stretch { first, last });
    Lifetime { extent, period, events, proposed, is_only_proposed }
}

/// The days for which the sources of a body and of its dates attest it, without those that state that it is no more.
fn attesting(body: &Body, sources: &ById<SourceId, Source>) -> Vec<Stretch> {
    let over = body.status.iter().filter(|status| is_over(status.is));
    let over = over.flat_map(|status| match status.provenance.sources.is_empty() {
        true => &body.provenance.sources,
        false => &status.provenance.sources,
    });
    let over: FxHashSet<&SourceId> = over.map(|citation| &citation.source.value).collect();
    let of = |provenance: &Provenance| {
        if over.is_empty() {
            return attested(sources, provenance, &[]);
        }
        let mut provenance = provenance.clone();
        provenance.sources.retain(|citation| !over.contains(&citation.source.value));
        attested(sources, &provenance, &[])
    };
    let of_lifetime = body.exists.as_ref().map(|exists| of(&exists.provenance));
    of_lifetime.into_iter().flatten().chain(of(&body.provenance)).collect()
}

/// The events that tell a start and an end which the period itself leaves unknown.
///
/// The first that begins the body, unless it was there before; the last that ends it, unless it is there again later.
fn derived<'t, 'e>(
    period: &Period,
    turns: &'t Turns<'e>,
    stated: &Statements,
) -> (Option<&'t Turn<'e>>, Option<&'t Turn<'e>>) {
    let written = period.extent([]);
    let start = turns.begins.iter().find(|turn| written.latest().is_none_or(|end| turn.date.first() <= end));
    let start = start.filter(|turn| period.start == Start::Unknown && !was_before(turn, turns, stated));
    let earliest = start.map(|turn| turn.date.first()).or(written.earliest());
    let end = turns.ends.iter().rev().find(|turn| earliest.is_none_or(|start| start <= turn.date.last()));
    let end = end.filter(|turn| period.end == End::Unknown && !is_again(turn, turns, stated));
    (start, end)
}

/// Whether a body was there before it began with a turn.
fn was_before(turn: &Turn<'_>, turns: &Turns<'_>, stated: &Statements) -> bool {
    let first = turn.date.first();
    let stated = stated.active.iter().chain(&stated.gone);
    turns.ends.iter().any(|end| end.is_before_return(turn)) || stated.into_iter().any(|days| days.last < first)
}

/// Whether a body is there again after it ended with a turn.
fn is_again(turn: &Turn<'_>, turns: &Turns<'_>, stated: &Statements) -> bool {
    let last = turn.date.last();
    turns.begins.iter().any(|start| turn.is_before_return(start)) || stated.active.iter().any(|days| last < days.first)
}

/// Whether a body that begins with an event on a date is said to have begun before.
fn contradicts_start(period: &Period, date: &Date) -> bool {
    match &period.start {
        Start::On(start) => start.last() < date.first(),
        Start::Open | Start::Unknown => true,
    }
}

/// Whether a body that ends with an event on a date is said to go on.
fn contradicts_end(period: &Period, date: &Date) -> bool {
    match &period.end {
        End::On(end) => date.last() < end.first(),
        End::Ongoing | End::Unknown => true,
    }
}

/// The extent of the period, with what events and statements contradict left open, and what they rule out ruled out.
fn bounded(
    period: &Period,
    seen: &[Stretch],
    stated: &Statements,
    proposed: &[Stretch],
    turns: &Turns<'_>,
    is_only_proposed: bool,
) -> Extent {
    let extent = period.extent(seen.iter().copied());
    let (mut earliest, mut latest) = (extent.earliest(), extent.latest());
    let mut gaps: Vec<Gap> = Vec::new();
    let active_after = |day: Day| stated.active.iter().map(|days| days.first).filter(|first| day < *first).min();
    let active_before = |day: Day| stated.active.iter().map(|days| days.last).filter(|last| *last < day).max();
    for turn in &turns.ends {
        let is_inside = earliest.is_none_or(|day| day <= turn.date.last());
        if is_inside && contradicts_end(period, turn.date) {
            let returns = turns.begins.iter().filter(|start| turn.is_before_return(start));
            let before = returns.map(|start| start.date.last()).chain(active_after(turn.date.last())).min();
            gaps.push(Gap { after: Some(turn.date.first()), before });
        }
    }
    for turn in &turns.begins {
        let is_inside = latest.is_none_or(|day| turn.date.first() <= day);
        if is_inside && contradicts_start(period, turn.date) {
            let ends = turns.ends.iter().filter(|end| end.is_before_return(turn));
            let gone = stated.gone.iter().filter(|days| days.last < turn.date.first());
            let after = ends.map(|end| end.date.first()).chain(gone.filter_map(|days| days.first.eve()));
            let after = after.chain(active_before(turn.date.first())).max();
            gaps.push(Gap { after, before: Some(turn.date.last()) });
        }
    }
    for days in &stated.gone {
        // Of a body whose end is known, and of one that begins only afterwards, it says nothing new.
        let is_settled = matches!(period.end, End::On(_)) || earliest.is_some_and(|day| days.last < day);
        if is_settled {
            continue;
        }
        let active = stated.active.iter().filter(|active| days.first <= active.last).map(|active| active.last).min();
        let begun = turns.begins.iter().filter(|turn| days.last < turn.date.first()).map(|turn| turn.date.last()).min();
        let proposed =
            proposed.iter().filter(|proposed| days.last < proposed.first).map(|proposed| proposed.last).min();
        match active.into_iter().chain(begun).chain(proposed).min() {
            Some(again) => gaps.push(Gap { after: days.first.eve(), before: days.last.max(again).next() }),
            None => {
                let eve = days.first.eve().filter(|eve| earliest.is_none_or(|day| day <= *eve));
                let end = eve.unwrap_or(days.last);
                latest = Some(latest.map_or(end, |day| day.min(end)));
            }
        }
    }
    if !is_only_proposed {
        earliest = after_proposals(period, seen, stated, proposed, earliest);
    }
    let certain = gaps.into_iter().try_fold(extent.certain(), |certain, gap| certain.map(|days| gap.cut(days)));
    Extent::bounded(certain.flatten(), earliest, latest)
}

/// The earliest day of a body that is stated to have been only a proposal: the one after, as far as nothing shows it
/// before.
fn after_proposals(
    period: &Period,
    seen: &[Stretch],
    stated: &Statements,
    proposed: &[Stretch],
    earliest: Option<Day>,
) -> Option<Day> {
    // What is no more was there before.
    let attested = seen.iter().chain(&stated.gone).map(|days| days.first).min();
    let start = match &period.start {
        Start::On(date) => Some(date.last()),
        Start::Open => return earliest,
        Start::Unknown => None,
    };
    let there = [attested, start, period.extent([]).latest()].into_iter().flatten().min();
    let bounds = proposed.iter().filter_map(|days| match there {
        // Proposed within 2010 and at work in November of it: not before the first of the year, and no more is known.
        Some(there) if there <= days.last => (days.first <= there).then_some(days.first),
        _ => days.last.next(),
    });
    bounds.chain(earliest).max()
}

/// Events that contradict the dates of their bodies.
pub(super) fn check(graph: &GovGraph, findings: &mut Vec<Finding>) {
    for (_, event, date) in dated(&graph.events) {
        let going_on = going_on(event);
        for leg in &event.legs {
            for id in &leg.from {
                let ends = leg.ends_predecessor() && !going_on.contains(&id.value);
                findings.extend(before_event(graph, leg, date, id, ends));
            }
            findings.extend(beginning(leg, &going_on).filter_map(|id| after_event(graph, leg, date, id)));
        }
    }
}

/// What is wrong with a body from which an event starts.
fn before_event(graph: &GovGraph, leg: &Leg, date: &Date, id: &Located<BodyId>, ends: bool) -> Option<Finding> {
    let body = graph.body(id)?;
    let period = body.period();
    let (life, at) = (period.extent([]), Stretch::of_date(date));
    // What ended on 31 March passes to its successor on 1 April: a day between is no contradiction.
    let too_late = life.latest().is_some_and(|latest| latest < at.first && !latest.is_eve_of(at.first));
    let too_early = life.earliest().is_some_and(|earliest| earliest > at.last);
    let kind = leg.kind;
    if too_late || too_early {
        let message = format!("`{id}` takes part in an event `{kind}` of {date}, and existed {period}");
        return Some(outside(graph, body.ix, id, message));
    }
    if !ends || !contradicts_end(period, date) {
        return None;
    }
    let goes_on = match &period.end {
        End::On(end) => format!("goes on to {end}"),
        End::Ongoing => "goes on".to_string(),
        End::Unknown => {
            return Some(comes_back(id, &format!("ends with an event `{kind}` of {date}, and is there again later")));
        }
    };
    let message = format!("`{id}` ends with an event `{kind}` of {date}, and {goes_on}");
    Some(outside(graph, body.ix, id, message).help("write `survives: yes` if it went on"))
}

/// What is wrong with a body that begins with an event.
fn after_event(graph: &GovGraph, leg: &Leg, date: &Date, id: &Located<BodyId>) -> Option<Finding> {
    let body = graph.body(id)?;
    let (period, kind) = (body.period(), leg.kind);
    let is_outside = period.covers(date) == Cover::No;
    if !is_outside && !contradicts_start(period, date) {
        return None;
    }
    if !is_outside && period.start == Start::Unknown {
        return Some(comes_back(id, &format!("begins with an event `{kind}` of {date}, and was there before")));
    }
    let message = format!("`{id}` begins with an event `{kind}` of {date}, and existed {period}");
    Some(outside(graph, body.ix, id, message))
}

fn outside(graph: &GovGraph, body: BodyIx, id: &Located<BodyId>, message: String) -> Finding {
    let dates = graph.bodies[body.at()].exists.as_ref().map_or(Origin::NOWHERE, |exists| exists.during.origin);
    Finding::new(Code::EventOutsideLifetime, message, id.origin).about(&id.value).also(dates, "its dates")
}

fn comes_back(id: &Located<BodyId>, what: &str) -> Finding {
    Finding::new(Code::ComesBack, format!("`{id}` {what}"), id.origin)
        .help("when it existed is taken as unknown; if they are two bodies, make two records")
        .about(&id.value)
}
