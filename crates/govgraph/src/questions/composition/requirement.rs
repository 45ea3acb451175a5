//! What a rule requires of a body, and the seats that show whether it is so.

use rustc_hash::FxHashMap;
use serde::Serialize;

use govgraph_model::{Count, Cover, Evidence, Extent, Here, PersonId, Requirement, Rule, Tri};

use super::fit::{Fit, fit};
use super::stale::gone;
use super::{Gone, RuleRef, Verdict, force, holds};
use crate::graph::{BodyView, SeatView, Snapshot};
use crate::questions::listing::Listing;
use crate::questions::members::seat_words;
use crate::questions::{BodyRef, Circle};

/// A requirement of a rule on a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequirementRow {
    /// The body.
    pub body: BodyRef,
    /// The rule.
    pub rule: RuleRef,
    /// Who must sit there, in words.
    pub text: String,
    /// At least so many places must be held by such; the same person or post in several counts once.
    pub needed: u32,
    /// The time for which it is written down, in EDTF; `None`: no dates are given.
    pub during: Option<String>,
    /// Whether the requirement is in force at the date.
    pub in_force: Cover,
    /// The answer if everybody sits who is listed, also those who had ended or not begun.
    pub on_paper: Verdict,
    /// The answer by those who can have sat there.
    pub then: Verdict,
    /// Why it is unknown or violated, one reason a text; empty if it is satisfied.
    pub why: Vec<String>,
    /// The seats whose holders are such as are asked for, or may be, in authored order.
    pub seats: Vec<RequirementSeat>,
    /// How many other seats there are: their holders are certainly none of them.
    pub others: usize,
    /// Whether the seats are certain to be all there are at the date.
    pub is_closed: bool,
    /// The legal source.
    pub evidence: Vec<Evidence>,
    /// Where the requirement stands.
    #[serde(skip)]
    pub place: Here,
}

/// A seat that satisfies a requirement, or may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RequirementSeat {
    /// The seat in words.
    pub holder: String,
    /// The organisation that it belongs to, or that whoever holds it by an office elsewhere is from.
    pub organisation: Option<BodyRef>,
    /// The class or body of the requirement by which its holder is such.
    pub by: Option<String>,
    /// Whether its holder is such as is asked for: by class or name, area, capacity and election.
    pub fits: Cover,
    /// What is not known, where that is only possible.
    pub open: Option<String>,
    /// How many places.
    pub places: Count,
    /// Whether the seat is there at the date; without one, while the rule is in force.
    pub cover: Cover,
    /// Whether a source lists it then although its holder, or the body, did not exist: it counts on paper only.
    pub contested: bool,
    /// The holder that had ended or not begun, and what became of it.
    pub gone: Option<Gone>,
    /// What stands behind the seat.
    pub evidence: Vec<Evidence>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Here,
}

/// A seat as far as it matters to a requirement.
struct Judged<'g> {
    seat: SeatView<'g>,
    /// Whether it is there, with that holder.
    cover: Cover,
    contested: bool,
    fit: Fit,
}

/// The requirements of a rule that are or can be in force, in its order.
pub(super) fn rows<'g>(
    snapshot: &Snapshot<'g>,
    body: BodyView<'g>,
    rule: &'g Rule,
    circle: Circle,
) -> Vec<RequirementRow> {
    let graph = snapshot.graph();
    let in_force = force(graph, rule);
    let rows = rule.requires.iter().map(|requirement| {
        let dated = requirement.during.as_deref();
        let own = dated.map(|during| graph.extent(Some(during), &requirement.provenance, &[&rule.provenance]));
        let extent = own.map_or(in_force, |own| own.and(&in_force));
        snapshot.covers(&extent).is_possible().then(|| row(snapshot, body, rule, requirement, &extent, circle))
    });
    rows.flatten().collect()
}

fn row<'g>(
    snapshot: &Snapshot<'g>,
    body: BodyView<'g>,
    rule: &'g Rule,
    requirement: &'g Requirement,
    force: &Extent,
    circle: Circle,
) -> RequirementRow {
    let asks_for_members = requirement.capacity.is_none_or(govgraph_model::Capacity::is_member);
    let counts = |seat: &SeatView<'g>| !asks_for_members || circle.includes(*seat);
    let in_view = |seat: &SeatView<'g>| counts(seat) && cover(snapshot, *seat, force).is_possible();
    let judged: Vec<Judged<'g>> = body
        .finest_seats()
        .filter(in_view)
        .map(|seat| Judged {
            seat,
            cover: cover(snapshot, seat, force),
            contested: seat.is_contested(snapshot),
            fit: fit(snapshot, seat, requirement),
        })
        .collect();
    let listing = Listing::of(body, in_view);
    // A declared number is one of members.
    let is_all = listing.is_complete || (circle == Circle::Core && asks_for_members);
    let beyond = listing.unlisted().filter(|_| is_all);
    let needed = requirement.count.least.max(1);
    let bounds = |on_paper| Bounds::of(snapshot, &judged, beyond, listing.not_itemised, on_paper);
    let (paper, then) = (bounds(true), bounds(false));
    let verdict = then.verdict(needed);
    let why = match verdict {
        Verdict::Satisfied => Vec::new(),
        verdict => reasons(snapshot, body, &judged, &listing, &then, verdict),
    };
    let counted = judged.iter().filter(|judged| judged.fit.cover.is_possible());
    RequirementRow {
        body: BodyRef::at(snapshot, body),
        rule: RuleRef::new(rule),
        text: requirement.text.clone(),
        needed,
        during: requirement.during.as_ref().or(rule.during.as_ref()).map(|during| during.edtf()),
        in_force: snapshot.covers(force),
        on_paper: paper.verdict(needed),
        then: verdict,
        why,
        others: judged.iter().filter(|judged| !judged.fit.cover.is_possible()).count(),
        seats: counted.map(|judged| seat_row(snapshot, judged)).collect(),
        is_closed: then.is_closed,
        evidence: snapshot.graph().evidence(&requirement.provenance, &[&rule.provenance]),
        place: requirement.provenance.origin,
    }
}

/// Whether a seat is there at the date, or without one, at some time while a requirement is in force.
fn cover<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>, force: &Extent) -> Cover {
    let is_undated = snapshot.date().is_none() && seat.node().stated == Extent::UNKNOWN;
    match holds(snapshot, &seat.extent(), force) {
        // Of a seat of which nobody says when it was, it counts that it is recorded.
        Cover::Possible if is_undated => Cover::Certain,
        cover => cover,
    }
}

/// At least and at most so many places are held by such as a requirement asks for.
struct Bounds {
    least: u32,
    /// `None`: any number.
    most: Option<u32>,
    /// Whether the seats are all there are, so that nobody else can sit there.
    is_closed: bool,
}

impl Bounds {
    /// `on_paper`: as if everybody were there who is listed.
    fn of<'g>(
        snapshot: &Snapshot<'g>,
        judged: &[Judged<'g>],
        beyond: Option<u32>,
        not_itemised: Option<u32>,
        on_paper: bool,
    ) -> Self {
        let is_there = |judged: &&Judged<'g>| judged.cover == Cover::Certain || judged.contested;
        let is_proof = |judged: &&Judged<'g>| {
            judged.fit.cover == Cover::Certain && is_there(judged) && (on_paper || !judged.contested)
        };
        // Who had ended has left a place in which there may be anybody.
        let may_be = |judged: &&Judged<'g>| judged.fit.cover.is_possible() || (judged.contested && !on_paper);
        // Without a date, seats of different times must not be added up, nor taken for all that there were at one.
        let at_once = snapshot.date().is_some() || hold_together(judged);
        let proofs: Vec<&Judged<'g>> = judged.iter().filter(is_proof).collect();
        let least = match at_once {
            true => places(snapshot, &proofs),
            false => proofs.iter().map(|proof| places(snapshot, &[proof])).max().unwrap_or(0),
        };
        // A list of another time says nothing about who else sat there, nor does an empty one.
        let is_list = !judged.is_empty() && at_once && judged.iter().all(|judged| is_there(&judged));
        let held = judged.iter().filter(may_be).map(|judged| judged.seat.record().count.most);
        let most = [held.sum(), beyond, not_itemised].into_iter().sum::<Option<u32>>();
        let is_closed = is_list && beyond == Some(0) && not_itemised == Some(0);
        Bounds { least, most: most.filter(|_| is_list).map(|most| most.max(least)), is_closed }
    }

    fn verdict(&self, needed: u32) -> Verdict {
        if self.least >= needed {
            Verdict::Satisfied
        } else if self.most.is_some_and(|most| most < needed) {
            Verdict::Violated
        } else {
            Verdict::Unknown
        }
    }
}

/// Whether there can be a day on which all of some seats are there.
fn hold_together(judged: &[Judged<'_>]) -> bool {
    !judged.iter().fold(Extent::UNKNOWN, |extent, judged| extent.and(&judged.seat.node().stated)).is_empty()
}

/// The least number of places of some seats; those of one and the same person or post count once.
fn places<'g>(snapshot: &Snapshot<'g>, seats: &[&Judged<'g>]) -> u32 {
    let mut once: FxHashMap<One<'g>, u32> = FxHashMap::default();
    let mut sum = 0u32;
    for seat in seats.iter().map(|judged| judged.seat) {
        let least = seat.record().count.least;
        match one(snapshot, seat) {
            Some(one) => {
                let most = once.entry(one).or_default();
                *most = (*most).max(least);
            }
            None => sum = sum.saturating_add(least),
        }
    }
    once.into_values().fold(sum, u32::saturating_add)
}

/// Somebody of whom there is only one.
#[derive(PartialEq, Eq, Hash)]
enum One<'g> {
    Person(&'g PersonId),
    Post(BodyView<'g>, &'g str),
}

fn one<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>) -> Option<One<'g>> {
    let found = seat.resolve(snapshot)?.seat;
    if let Some(person) = found.person() {
        return Some(One::Person(person));
    }
    let post = found.post()?;
    let is_one = post.declared().is_none_or(|declared| declared.count == Count::ONE);
    is_one.then(|| One::Post(post.organisation(), post.name()))
}

fn reasons<'g>(
    snapshot: &Snapshot<'g>,
    body: BodyView<'g>,
    judged: &[Judged<'g>],
    listing: &Listing,
    then: &Bounds,
    verdict: Verdict,
) -> Vec<String> {
    if verdict == Verdict::Violated {
        return vec![match judged {
            [_] => "its one seat is known, and its holder is none of these".to_string(),
            seats => format!("all {} seats are known, and too few of their holders are of these", seats.len()),
        }];
    }
    if judged.is_empty() {
        let any = body.seats().next().is_some();
        return vec![if any { "no seat is known at that time" } else { "no seat on it is known" }.to_string()];
    }
    let mut why = Vec::new();
    if judged.iter().any(|judged| judged.cover == Cover::Possible && !judged.contested) {
        why.push("its seats are listed at another time, and may have been others then".to_string());
    }
    if snapshot.date().is_none() && !hold_together(judged) {
        why.push("its seats are of different times".to_string());
    }
    // Those who would satisfy it on paper; only where there are none, others whose places may be of such now.
    let contested = || judged.iter().filter(|judged| judged.contested);
    let best = contested().map(|judged| judged.fit.cover).max();
    for judged in contested().filter(|judged| Some(judged.fit.cover) == best) {
        why.push(gone_of(snapshot, judged.seat).map_or_else(
            || format!("{} is listed at a time at which {} did not exist", judged.seat.holder_name(), body.name()),
            |gone| gone_words(&gone),
        ));
    }
    let there = judged.iter().filter(|judged| judged.cover == Cover::Certain && !judged.contested);
    let open: Vec<(String, &str)> =
        there.filter_map(|judged| Some((judged.seat.holder_name(), judged.fit.open.as_deref()?))).collect();
    match open.as_slice() {
        [] => {}
        [(_, one)] => why.push((*one).to_string()),
        several => {
            let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
            why.push(format!("whether these are such is not known: {}", names.join("; ")));
        }
    }
    match (body.record().seats_complete, listing.declared) {
        (Tri::No, _) => why.push("others sit there too: the source names only some".to_string()),
        (_, Some(declared)) if listing.unlisted() != Some(0) => {
            let words = declared.words();
            why.push(format!("a source declares {words} places, and not of all of them it is known who holds them"));
        }
        (Tri::Unknown, _) if !then.is_closed => {
            why.push("others may sit there: no source says that the list is complete".to_string());
        }
        _ if listing.not_itemised != Some(0) => {
            why.push("not all places of a seat are broken down".to_string());
        }
        _ => {}
    }
    if why.is_empty() {
        why.push("how many places they hold, or whether it is the same one twice, is not known".to_string());
    }
    let mut told: Vec<String> = Vec::new();
    for text in why {
        if !told.contains(&text) {
            told.push(text);
        }
    }
    told
}

/// `London Probation Trust had ended by 2014-10-31; its place may have passed to crc, nps`.
fn gone_words(gone: &Gone) -> String {
    let name = &gone.holder.name;
    match (&gone.ended, &gone.begins) {
        (Some(ended), _) if gone.successors.is_empty() => {
            format!("{name} had ended by {ended}, and no successor is known")
        }
        (Some(ended), _) => {
            let successors: Vec<&str> = gone.successors.iter().map(|body| body.name.as_str()).collect();
            format!("{name} had ended by {ended}; its place may have passed to {}", successors.join(" or "))
        }
        (None, Some(begins)) => format!("{name} did not begin before {begins}"),
        (None, None) => format!("{name} did not exist then"),
    }
}

fn gone_of<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>) -> Option<Gone> {
    // An item repeats the organisation of the seat around it.
    let seats = std::iter::successors(Some(seat), |seat| seat.around());
    seats.flat_map(SeatView::stale_holders).next().map(|stale| gone(snapshot, &stale))
}

fn seat_row<'g>(snapshot: &Snapshot<'g>, judged: &Judged<'g>) -> RequirementSeat {
    let seat = judged.seat;
    let organisation = seat.resolve(snapshot).and_then(|resolved| resolved.seat.organisation());
    RequirementSeat {
        holder: seat_words(seat),
        organisation: organisation.map(|body| BodyRef::at(snapshot, body)),
        by: judged.fit.by.clone(),
        fits: judged.fit.cover,
        open: judged.fit.open.clone(),
        places: seat.record().count,
        cover: judged.cover,
        contested: judged.contested,
        gone: gone_of(snapshot, seat).filter(|_| judged.contested),
        evidence: seat.evidence(),
        place: seat.record().provenance.origin,
    }
}
