//! Who loses a seat, who gains one, and who loses the only one at a level.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use govgraph_model::{BodyId, Cover, Evidence, Level};

use super::{Both, surest};
use crate::graph::{BodyView, Snapshot, Standing};
use crate::questions::members::{memberships, role_words};
use crate::questions::{BodyRef, Circle, Member, MemberKind};

/// What becomes of somebody's seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It loses seats and gains none.
    Loses,
    /// It gains seats and loses none.
    Gains,
    /// It loses seats and gains others.
    Moves,
}

/// Whose seats change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatChange {
    /// The organisation; where none is known, whoever fills the seat in words.
    #[serde(flatten)]
    pub member: Member,
    /// What becomes of its seats.
    pub outcome: Outcome,
    /// Whether that is certain: that it has the seats that it loses, and has those that it gains.
    pub cover: Cover,
    /// Whether it ends with the plan itself.
    pub ends: bool,
    /// The seats that it has without the plan and not with it, by body, then in authored order.
    pub lost: Vec<Place>,
    /// The seats that it has with the plan and not without it.
    pub gained: Vec<Place>,
}

/// A seat on a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The body.
    pub on: BodyRef,
    /// How far up that stands.
    pub level: Option<Level>,
    /// Who fills it within the organisation: `Deputy Commissioner (chair)`.
    pub text: String,
    /// Whether it is there: without the plan if it is lost, with it if it is gained.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// An organisation that loses the only seat that is recorded for it at a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnlySeat {
    /// The organisation.
    #[serde(flatten)]
    pub member: Member,
    /// The level.
    pub level: Level,
    /// Whether that is certain: it certainly has the seat without the plan, and certainly no other at that level with it, as
    /// far as seats are recorded.
    pub cover: Cover,
    /// The seats that it loses there.
    pub lost: Vec<Place>,
    /// Seats at that level that it may have besides.
    pub remaining: Vec<Place>,
}

/// The seats of one member, by body and words.
struct Seats {
    member: Member,
    by_place: BTreeMap<(BodyId, String), Vec<Place>>,
}

/// Members by name and id.
type ByMember = BTreeMap<Member, Seats>;

pub(super) fn find(both: &Both<'_, '_, '_>) -> (Vec<SeatChange>, Vec<OnlySeat>) {
    let before = by_member(both.before, both.bodies_before(), both.circle);
    let after = by_member(both.after, both.after.bodies(), both.circle);
    let members: BTreeSet<&Member> = before.keys().chain(after.keys()).collect();
    let (mut changes, mut only) = (Vec::new(), Vec::new());
    for key in members {
        let (had, has) = (before.get(key), after.get(key));
        let (lost, gained) = (without(had, has), without(has, had));
        let outcome = match (lost.is_empty(), gained.is_empty()) {
            (true, true) => continue,
            (false, true) => Outcome::Loses,
            (true, false) => Outcome::Gains,
            (false, false) => Outcome::Moves,
        };
        let Some(member) = had.or(has).map(|seats| seats.member.clone()) else { continue };
        let [sure_lost, sure_gained] = [&lost, &gained].map(|places| surest(places.iter().map(|place| place.cover)));
        let cover = match outcome {
            Outcome::Loses => sure_lost,
            Outcome::Gains => sure_gained,
            Outcome::Moves => sure_lost.min(sure_gained),
        };
        let ends = member.id.as_ref().is_some_and(|id| both.ends.iter().any(|end| end.as_str() == id));
        if !ends && member.id.is_some() {
            only.extend(only_seats(&member, &lost, has));
        }
        changes.push(SeatChange { member, outcome, cover, ends, lost, gained });
    }
    changes.sort_by(|a, b| {
        let key = |change: &SeatChange| (change.outcome, std::cmp::Reverse(change.cover));
        key(a).cmp(&key(b)).then_with(|| a.member.cmp(&b.member))
    });
    only.sort_by(|a, b| b.cover.cmp(&a.cover).then_with(|| (&a.member, a.level).cmp(&(&b.member, b.level))));
    (changes, only)
}

fn by_member<'g>(snapshot: &Snapshot<'g>, bodies: impl Iterator<Item = BodyView<'g>>, circle: Circle) -> ByMember {
    let mut found = ByMember::new();
    for body in bodies {
        // Nobody has a seat on a board that is only proposed, and none is surer than its board.
        let exists = snapshot.standing(body).map_or(Cover::Certain, Standing::exists);
        if !exists.is_possible() {
            continue;
        }
        for seat in body.finest_seats().filter(|seat| circle.includes(*seat)) {
            if !snapshot.covers(&seat.extent()).is_possible() {
                continue;
            }
            let holders = memberships(snapshot, seat, MemberKind::Organisation).into_iter();
            let mut holders: Vec<(Member, Cover)> = holders
                .map(|found| (found.key.member(snapshot.graph()), snapshot.covers(&found.extent).min(exists)))
                .filter(|(_, cover)| cover.is_possible())
                .collect();
            if holders.is_empty() {
                let nobody = Member { name: seat.holder_name(), id: None, collective: false };
                holders.push((nobody, snapshot.covers(&seat.extent()).min(exists)));
            }
            for (member, cover) in holders {
                let text = role_words(seat);
                let place = Place {
                    on: BodyRef::at(snapshot, body),
                    level: body.level(),
                    text: text.clone(),
                    cover,
                    evidence: seat.evidence(),
                };
                let seats = found.entry(member.clone()).or_insert_with(|| Seats { member, by_place: BTreeMap::new() });
                seats.by_place.entry((body.id().clone(), text)).or_default().push(place);
            }
        }
    }
    found
}

/// The seats of the first that the second does not have.
fn without(first: Option<&Seats>, second: Option<&Seats>) -> Vec<Place> {
    let places = first.into_iter().flat_map(|seats| &seats.by_place);
    let rest = places.flat_map(|(at, places)| {
        let others = second.and_then(|seats| seats.by_place.get(at)).map_or(0, Vec::len);
        places.iter().skip(others)
    });
    rest.cloned().collect()
}

/// The levels at which a member loses seats and certainly keeps none.
fn only_seats(member: &Member, lost: &[Place], has: Option<&Seats>) -> Vec<OnlySeat> {
    let levels: BTreeSet<Level> = lost.iter().filter_map(|place| place.level).collect();
    let rows = levels.into_iter().filter_map(|level| {
        let at = |place: &&Place| place.level == Some(level);
        let lost: Vec<Place> = lost.iter().filter(at).cloned().collect();
        let remaining = has.into_iter().flat_map(|seats| seats.by_place.values().flatten());
        let remaining: Vec<Place> = remaining.filter(at).cloned().collect();
        if remaining.iter().any(|place| place.cover == Cover::Certain) {
            return None;
        }
        let sure = surest(lost.iter().map(|place| place.cover));
        let cover = if remaining.is_empty() { sure } else { Cover::Possible };
        Some(OnlySeat { member: member.clone(), level, cover, lost, remaining })
    });
    rows.collect()
}
