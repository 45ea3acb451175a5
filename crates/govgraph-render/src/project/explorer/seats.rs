//! Who sits where at every date, for the matrix of the page.

use std::collections::{BTreeMap, BTreeSet};

use govgraph::questions::{Member, membership, overlap};
use govgraph::{BodyId, BodyView, Capacity, Date, Day, GovGraph};

use super::super::matrix as matrices;
use super::{All, number, times_of, turns_of};
use crate::html::{Holder, Place, Sitting, Time};
use crate::text;

/// What makes members of bodies, and the order of the columns.
pub(super) struct Seats {
    pub(super) holders: Vec<Holder>,
    pub(super) sittings: Vec<Sitting>,
    pub(super) columns: Vec<usize>,
}

/// Who sits where, as the library's answers at every date say.
///
/// A seat that names its holder is the same one at every date on which it is there. Of a body with seats that go to whoever
/// chairs another one, the library is asked for each stretch of days in which the answer cannot change.
pub(super) fn seats<'g>(all: &mut All<'g>) -> Seats {
    let graph = all.graph;
    let always = membership::find(&graph.at_any_time(), &membership::Params::default());
    let follows = |body: &BodyView<'g>| body.seats_and_items().any(|seat| seat.ex_officio_on().is_some());
    let following: BTreeSet<&BodyId> = graph.bodies().filter(follows).map(|body| body.id()).collect();
    let mut found: BTreeMap<(Member, BodyId), Found> = BTreeMap::new();
    for row in &always.rows {
        let Ok(id) = row.body.id.parse::<BodyId>() else { continue };
        let is_dated = !following.contains(&id);
        let sitting = found.entry((row.member.clone(), id)).or_default();
        sitting.rest = Some(matrices::number(row.places_if_there));
        sitting.contested |= row.contested;
        sitting.seats.extend(row.seats.iter().map(|held| Found::seat(held.clone(), is_dated.then_some(ALWAYS), true)));
    }
    for body in graph.bodies().filter(follows) {
        by_days(graph, body, &mut found);
    }
    let mut holders: Vec<Holder> = Vec::new();
    let mut sittings: Vec<Sitting> = Vec::new();
    let mut last: Option<Member> = None;
    for ((member, body), found) in found {
        if last.as_ref() != Some(&member) {
            let own = member.id.as_ref().and_then(|id| all.position(&id.parse().ok()?));
            holders.push(Holder { name: text::clean(&member.name), body: own, some: member.collective });
            last = Some(member);
        }
        let Some(body) = all.position(&body) else { continue };
        let seats = found.seats.into_iter().map(|Seat { held, within, rest }| Place {
            text: text::clean(&held.text),
            rank: rank(held.capacity),
            least: held.places.least,
            most: held.places.most,
            time: within.map(|days| {
                let time = clipped(times_of(held.extent), days);
                all.known(time)
            }),
            rest,
        });
        let places = seats.collect();
        sittings.push(Sitting {
            holder: holders.len() - 1,
            body,
            rest: found.rest,
            contested: found.contested,
            places,
        });
    }
    let columns = columns(all, &always, &sittings);
    Seats { holders, sittings, columns }
}

/// The seats of a member on a body.
#[derive(Default)]
struct Found {
    /// How many places it has there, if no date is asked; `None`: it does not sit there then.
    rest: Option<String>,
    contested: bool,
    seats: Vec<Seat>,
}

struct Seat {
    held: membership::Held,
    /// On which days it is the one that is meant; `None`: on none.
    within: Option<Days>,
    /// Whether it counts if no date is asked.
    rest: bool,
}

impl Found {
    fn seat(held: membership::Held, within: Option<Days>, rest: bool) -> Seat {
        Seat { held, within, rest }
    }
}

/// From a day on to the day before another; `None`: to the end of time.
type Days = (Day, Option<Day>);

const ALWAYS: Days = (Day::FIRST, None);

/// Adds who sits on a body by its seats in each stretch of days.
fn by_days<'g>(graph: &'g GovGraph, body: BodyView<'g>, found: &mut BTreeMap<(Member, BodyId), Found>) {
    let days: Vec<Day> = turns_of(body).into_iter().collect();
    let params = membership::Params { only: Some(graph.set_of([body])), ..membership::Params::default() };
    for (at, &first) in days.iter().enumerate() {
        let next = days.get(at + 1).copied();
        for row in membership::find(&graph.at(Date::on(first)), &params).rows {
            let sitting = found.entry((row.member, body.id().clone())).or_default();
            sitting.contested |= row.contested;
            for held in row.seats {
                let is_same = |seat: &&mut Seat| {
                    !seat.rest
                        && seat.within.is_some_and(|(_, next)| next == Some(first))
                        && (&seat.held.text, seat.held.extent, seat.held.capacity)
                            == (&held.text, held.extent, held.capacity)
                };
                match sitting.seats.iter_mut().find(is_same) {
                    Some(Seat { within: Some((_, until)), .. }) => *until = next,
                    _ => sitting.seats.push(Found::seat(held, Some((first, next)), false)),
                }
            }
        }
    }
}

/// A time on some days alone.
fn clipped(time: Time, (first, next): Days) -> Time {
    // Numbers of days are only compared: the one before that of the first of a month is later than any of the month before.
    let (from, to) = (number(first), next.map_or(i32::MAX, |next| number(next) - 1));
    if first == Day::FIRST && next.is_none() {
        return time;
    }
    let certain = time.first.zip(time.last).map(|(first, last)| (first.max(from), last.min(to)));
    let certain = certain.filter(|(first, last)| first <= last);
    Time {
        earliest: Some(time.earliest.map_or(from, |day| day.max(from))),
        latest: Some(time.latest.map_or(to, |day| day.min(to))),
        first: certain.map(|(first, _)| first),
        last: certain.map(|(_, last)| last),
        since: time.since,
    }
}

/// How a seat is marked: 2 for who chairs, 1 for who chairs together with others or in the place of another.
fn rank(capacity: Capacity) -> u8 {
    match capacity {
        Capacity::Chair => 2,
        Capacity::CoChair | Capacity::ViceChair => 1,
        _ => 0,
    }
}

/// The bodies of which members are known: those that share many next to each other, as long as there are few enough to look
/// for that; more of them by name.
fn columns(all: &All<'_>, always: &membership::Report, sittings: &[Sitting]) -> Vec<usize> {
    let bodies: BTreeSet<usize> = sittings.iter().map(|sitting| sitting.body).collect();
    let mut columns: Vec<usize> = Vec::new();
    if matrices::fits(bodies.len()).is_ok() {
        let shared = overlap::find(&all.graph.at_any_time(), &overlap::Params::default());
        columns = all.positions_of(matrices::beside(always, &shared).into_iter().map(|roll| &roll.body.id));
    }
    let mut rest: Vec<(String, usize)> = all
        .graph
        .bodies()
        .enumerate()
        .filter(|(at, _)| bodies.contains(at) && !columns.contains(at))
        .map(|(at, body)| (body.name().to_lowercase(), at))
        .collect();
    rest.sort();
    columns.extend(rest.into_iter().map(|(_, at)| at));
    columns
}
