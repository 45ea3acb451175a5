//! How many meetings a year do the seats of each member ask for?

mod part;
mod target;

use std::cell::RefCell;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use govgraph_model::{BodyKind, ClassId, Count, Cover, Day, Extent, Stretch};

use super::members::{MemberKey, memberships};
use super::{Asked, BodyRef, Circle, Member, MemberKind};
use crate::graph::{BodyView, Snapshot, Standing};

pub use part::{Part, PartSeat};
pub use target::TargetRow;

/// What to look at.
#[derive(Clone, Debug, Default)]
pub struct Params<'g> {
    /// What counts as the same member.
    pub by: MemberKind,
    /// Which seats count.
    pub circle: Circle,
    /// Only these organisations, or the posts in them; `None`: every member. People are named by no organisation.
    pub organisations: Option<Vec<BodyView<'g>>>,
}

/// What their seats ask of members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. At a date, the seats and cadences that hold then; without one, every member at its busiest time.
    pub asked: Asked,
    /// What counts as the same member.
    pub by: MemberKind,
    /// Which seats count.
    pub circle: Circle,
    /// The members who certainly have most meetings first; then by what targets in force ask for, then proposed ones, then by
    /// name.
    pub rows: Vec<Row>,
    /// How many seats on bodies that exist or may exist there are of which it is not known who holds them in this sense.
    pub open_seats: usize,
}

/// What the seats of a member ask of it, as far as the data go: it may sit elsewhere too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Who.
    #[serde(flatten)]
    pub member: Member,
    /// Meetings a year of all bodies on which it sits, each meeting once; a body whose cadence is not known makes it a
    /// lower bound. Unknown if it sits on no body but proposed ones.
    pub meetings: Count,
    /// The same for each place that it has: somebody must go to so many.
    pub attendances: Count,
    /// The bodies whose cadence is not known then. By id.
    pub unknown: Vec<BodyRef>,
    /// Body by body, by id.
    pub parts: Vec<Part>,
    /// Meetings a year that the targets in force of an organisation ask for. They may be the same meetings as those of its
    /// seats, so that they are not added to them. `None` if it has no such target.
    pub targeted: Option<Count>,
    /// The same for targets that are only proposed, if all of them were taken up.
    pub proposed: Option<Count>,
    /// The targets that speak of meetings, in authored order.
    pub targets: Vec<TargetRow>,
}

/// Finds how many meetings a year the seats of each member ask for.
///
/// A seat that is only possible at the date adds to the most and never to the least, and so does one that is vacant. A body
/// that is only proposed adds to nothing. Without a date nothing is added up that is not known to have been at one time.
/// Cost: linear in the seats and in what is told, apart from sorting; without a date, for a member in the square of its seats on
/// one body. Once for each collective that a seat is on or a target is about, and once for each time of which that is asked,
/// linear in the bodies of its class.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let wanted: Option<FxHashSet<BodyView<'g>>> =
        params.organisations.as_ref().map(|wanted| wanted.iter().copied().collect());
    let is_wanted = |key: MemberKey<'g>| match (&wanted, key) {
        (None, _) => true,
        (Some(wanted), MemberKey::Organisation(body) | MemberKey::Post(body, _)) => wanted.contains(&body),
        (Some(_), _) => false,
    };
    let collectives = Collectives::new(snapshot);
    let mut open_seats = 0;
    let mut found: IndexMap<MemberKey<'g>, Found<'g>, rustc_hash::FxBuildHasher> = IndexMap::default();
    for body in snapshot.bodies() {
        let seats = body.finest_seats().filter(|seat| params.circle.includes(*seat));
        for seat in seats.filter(|seat| snapshot.covers(&seat.extent()).is_possible()) {
            let holders = memberships(snapshot, seat, params.by);
            open_seats += usize::from(holders.is_empty() && !is_proposed(snapshot, body));
            for held in holders.into_iter().filter(|held| is_wanted(held.key)) {
                let found = found.entry(held.key).or_default();
                found.is_one_of_several |= !held.is_one;
                match found.seats.last_mut() {
                    Some((last, seats)) if *last == body => seats.push((seat, held)),
                    _ => found.seats.push((body, vec![(seat, held)])),
                }
            }
        }
    }
    if params.by == MemberKind::Organisation {
        for body in snapshot.bodies().filter(|body| is_wanted(MemberKey::Organisation(*body))) {
            let targets = target::rows(&collectives, body);
            if !targets.is_empty() {
                found.entry(MemberKey::Organisation(body)).or_default().targets = targets;
            }
        }
    }
    let mut rows: Vec<Row> = found.into_iter().map(|(key, found)| row(&collectives, key, found)).collect();
    let least = |count: Option<Count>| count.map_or(0, |count| count.least);
    let asked = |row: &Row| (row.meetings.least, least(row.targeted), least(row.proposed));
    rows.sort_by(|a, b| asked(b).cmp(&asked(a)).then_with(|| a.member.cmp(&b.member)));
    let (by, circle) = (params.by, params.circle);
    Report { asked: Asked::new("load", snapshot), by, circle, rows, open_seats }
}

/// What is found of one member.
#[derive(Default)]
struct Found<'g> {
    /// By body.
    seats: Vec<(BodyView<'g>, Vec<part::HeldSeat<'g>>)>,
    /// Whether it stands for one of several, holders of a post, say.
    is_one_of_several: bool,
    targets: Vec<target::Asked>,
}

fn row<'g>(collectives: &Collectives<'_, 'g>, key: MemberKey<'g>, found: Found<'g>) -> Row {
    let snapshot = collectives.snapshot;
    let mut member = key.member(snapshot.graph());
    member.collective |= found.is_one_of_several;
    let parts: Vec<part::Dated> =
        found.seats.iter().map(|(body, seats)| part::part(collectives, *body, seats)).collect();
    let real = || parts.iter().filter(|dated| !dated.part.proposed);
    let sum = |of: fn(&Part) -> Count, on: fn(&part::Dated, Option<Day>) -> u32| {
        // Of whom only seats on proposed bodies are known, it is not known that there are no others.
        real().next().map_or(Count::UNKNOWN, |_| {
            let all: Count = real().map(|dated| of(&dated.part)).sum();
            at_one_time(snapshot, all, || busiest_of_all(real().map(|dated| dated.turns(on))))
        })
    };
    let meetings = sum(|part| part.meetings, part::Dated::meetings_on);
    let attendances = sum(|part| part.attendances, part::Dated::attendances_on);
    let unknown = real().filter(|dated| !dated.part.is_cadence_known).map(|dated| dated.part.body.clone()).collect();
    let asked_by = |proposed: bool| {
        let asked = || found.targets.iter().filter(move |asked| asked.row.proposed == proposed);
        asked().next()?;
        Some(together(snapshot, asked().map(|asked| (asked.adds, asked.extent))))
    };
    Row {
        member,
        meetings,
        attendances,
        unknown,
        targeted: asked_by(false),
        proposed: asked_by(true),
        parts: parts.into_iter().map(|dated| dated.part).collect(),
        targets: found.targets.into_iter().map(|asked| asked.row).collect(),
    }
}

/// The sum of numbers that hold at some times.
fn together(snapshot: &Snapshot<'_>, numbers: impl Iterator<Item = (Count, Extent)>) -> Count {
    let numbers: Vec<(Count, Extent)> = numbers.collect();
    let days = numbers.iter().filter_map(|(_, extent)| extent.certain()).map(|days| days.first);
    let on = |day| {
        let there = numbers.iter().filter(|(_, extent)| is_on(extent, day));
        there.map(|(count, _)| count.least).fold(0, u32::saturating_add)
    };
    // What is certain on no known day was there on some day, if on no other's.
    let alone = numbers.iter().map(|(count, _)| count.least).max().unwrap_or(0);
    let sum = numbers.iter().map(|(count, _)| *count).sum();
    at_one_time(snapshot, sum, || busiest(days, on).max(alone))
}

/// A sum of numbers; without a date, at least what is certain on the busiest day.
fn at_one_time(snapshot: &Snapshot<'_>, sum: Count, busiest: impl FnOnce() -> u32) -> Count {
    if snapshot.date().is_some() { sum } else { Count { least: busiest(), ..sum } }
}

/// The greatest number on one of some days, or on a day of which nothing is known.
fn busiest(days: impl Iterator<Item = Day>, on: impl Fn(Option<Day>) -> u32) -> u32 {
    let mut days: Vec<Day> = days.collect();
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(Some).chain([None]).map(on).max().unwrap_or(0)
}

/// The greatest sum of numbers that change from day to day: each as it is on a day of which nothing is known, and then by how
/// much it changes on which day. Cost: linear, apart from sorting.
fn busiest_of_all(numbers: impl Iterator<Item = (u32, Vec<(Day, i64)>)>) -> u32 {
    let (mut sum, mut turns) = (0i64, Vec::new());
    for (first, changes) in numbers {
        sum += i64::from(first);
        turns.extend(changes);
    }
    turns.sort_unstable_by_key(|(day, _)| *day);
    let mut most = sum;
    for day in turns.chunk_by(|a, b| a.0 == b.0) {
        sum += day.iter().map(|(_, change)| change).sum::<i64>();
        most = most.max(sum);
    }
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// Whether something is certain on a day. What no source gives any time counts on every day.
fn is_on(extent: &Extent, day: Option<Day>) -> bool {
    let is_certain = |day: Day| extent.covers_days(Stretch { first: day, last: day }) == Cover::Certain;
    *extent == Extent::UNKNOWN || day.is_some_and(is_certain)
}

/// Whether a body is only a proposal at the date, or without one, if nothing more is known of it at all.
fn is_proposed<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> bool {
    snapshot.standing(body).map_or(body.is_only_proposed(), |standing| standing == Standing::Proposed)
}

/// What collectives stand for, each asked but once.
struct Collectives<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    /// The bodies of each class that was asked for.
    of_class: RefCell<FxHashMap<&'g ClassId, Rc<[BodyView<'g>]>>>,
    /// By collective; without a date, in some time.
    known: RefCell<FxHashMap<(BodyView<'g>, Option<Extent>), Count>>,
}

impl<'s, 'g> Collectives<'s, 'g> {
    fn new(snapshot: &'s Snapshot<'g>) -> Self {
        Collectives { snapshot, of_class: RefCell::default(), known: RefCell::default() }
    }

    /// How many bodies a collective stands for, as far as they are written down: those of its class in its area that exist
    /// at the date, at least certainly and at most possibly; without one, those that were there in some time.
    /// Unknown if none is written down, and `None` if it is no collective.
    fn stood_for(&self, collective: BodyView<'g>, time: &Extent) -> Option<Count> {
        let class = &collective.record().collective_of.as_ref()?.value;
        let key = (collective, self.snapshot.date().is_none().then_some(*time));
        if let Some(known) = self.known.borrow().get(&key) {
            return Some(*known);
        }
        let count = self.counted(collective, &self.of_class(class), time);
        self.known.borrow_mut().insert(key, count);
        Some(count)
    }

    fn of_class(&self, class: &'g ClassId) -> Rc<[BodyView<'g>]> {
        let mut of_class = self.of_class.borrow_mut();
        let bodies = of_class.entry(class).or_insert_with(|| {
            let bodies = self.snapshot.graph().bodies().filter(|body| body.kind() != BodyKind::Collective);
            bodies.filter(|body| body.is_of_class(class)).collect()
        });
        Rc::clone(bodies)
    }

    fn counted(&self, collective: BodyView<'g>, meant: &[BodyView<'g>], time: &Extent) -> Count {
        let graph = self.snapshot.graph();
        let in_area = |body: BodyView<'g>| match (&collective.record().area, &body.record().area) {
            (None, _) => true,
            (Some(area), Some(own)) => graph.area_and_wider(own).any(|wider| wider.id.value == area.value),
            (Some(_), None) => false,
        };
        let meant = meant.iter().copied().filter(|body| in_area(*body));
        let exists = meant.map(|body| match self.snapshot.standing(body) {
            Some(standing) => standing.exists(),
            None if *time == Extent::UNKNOWN || body.extent() == Extent::UNKNOWN => Cover::Certain,
            None => body.extent().meets(time),
        });
        let covers: Vec<Cover> = exists.collect();
        if covers.is_empty() {
            return Count::UNKNOWN;
        }
        let count = |is: fn(&&Cover) -> bool| u32::try_from(covers.iter().filter(is).count()).unwrap_or(u32::MAX);
        Count { least: count(|cover| **cover == Cover::Certain), most: Some(count(|cover| cover.is_possible())) }
    }
}

/// The product of two numbers.
fn times(a: Count, b: Count) -> Count {
    let most = match (a.most, b.most) {
        (Some(0), _) | (_, Some(0)) => Some(0),
        (Some(a), Some(b)) => Some(a.saturating_mul(b)),
        _ => None,
    };
    Count { least: a.least.saturating_mul(b.least), most }
}
