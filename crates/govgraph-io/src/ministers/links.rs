//! What became of what: links between organisations, of which several make one event.

use std::collections::{HashMap, HashSet};

use govgraph_model::{BodyId, Date, Day, End, Event, EventKind, Leg, Located, Start, When};

use super::read::Known;
use crate::import::Draft;
use crate::yaml::Node;

/// A row that can be used.
struct Link<'r, 't> {
    node: &'r Node<'t>,
    from: Located<BodyId>,
    to: Located<BodyId>,
    kind: Kind,
    /// Whether the predecessor goes on.
    survives: bool,
    /// Whether the successor was there before.
    was_there: bool,
    days: Option<(Day, Day)>,
    words: String,
}

/// What the source calls it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    NameChange,
    Merger,
    Demerger,
    Transfer,
    Other,
}

/// What makes links the same leg: a merger has one successor, a demerger one predecessor.
type LegKey = (Kind, bool, bool, Option<BodyId>, Option<BodyId>);

pub(super) fn read(draft: &mut Draft<'_>, known: &Known, rows: &[Node<'_>]) {
    const KEYS: [&str; 6] =
        ["id", "predecessor_organisation_id", "successor_organisation_id", "type", "link_start_date", "link_end_date"];
    let mut events: Vec<(String, Vec<Link<'_, '_>>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut survived = 0;
    for (row, node) in rows.iter().enumerate() {
        draft.keys("a link of organisations", node, &KEYS);
        let Some(link) = link(draft, known, node) else { continue };
        survived += usize::from(link.survives);
        // The rows of one event have one id.
        let id = node.text_of("id").map_or_else(|| format!("row {}", row + 1), str::to_string);
        let at = *index.entry(id.clone()).or_insert(events.len());
        match events.get_mut(at) {
            Some((_, links)) => links.push(link),
            None => events.push((id, vec![link])),
        }
    }
    let several = events.iter().filter(|(_, links)| links.len() > 1).count();
    let became = format!("{} events, {several} of them of several links", events.len());
    draft.tally("links of organisations", rows.len(), &became);
    draft.tally("links after which the organisation before goes on", survived, "legs that say so");
    draft.choose("links with one id are one event; one that took several days happened on some day of these");
    for (id, links) in events {
        let event = event(draft, &id, &links);
        draft.dataset.events.push(event);
    }
}

fn link<'r, 't>(draft: &mut Draft<'_>, known: &Known, node: &'r Node<'t>) -> Option<Link<'r, 't>> {
    let side = |draft: &Draft<'_>, key: &str| {
        let foreign = node.text_of(key)?;
        Some((draft.bodies.get(foreign)?.clone(), *known.bodies.get(foreign)?))
    };
    let before = side(draft, "predecessor_organisation_id");
    let after = side(draft, "successor_organisation_id");
    let (Some((from, before)), Some((to, after))) = (before, after) else {
        draft.dropped("link of an organisation that is not there", node.text_of("type").unwrap_or(""), node);
        return None;
    };
    if from == to {
        draft.dropped("link of an organisation to itself", from.as_str(), node);
        return None;
    }
    let words = node.text_of("type").unwrap_or_default().to_string();
    let kind = kind(draft, &words, node);
    let date = |draft: &mut Draft<'_>, key: &str| node.get(key).and_then(|node| draft.date(node));
    let days = match (date(draft, "link_start_date"), date(draft, "link_end_date")) {
        (Some(start), Some(end)) => Some((start.first().min(end.first()), start.last().max(end.last()))),
        (Some(date), None) | (None, Some(date)) => Some((date.first(), date.last())),
        (None, None) => None,
    };
    let exists = |at: usize| draft.dataset.bodies.get(at).and_then(|body| body.exists.as_ref());
    // An organisation without an end was there when the database was made.
    let survives = match exists(before).map(|exists| &exists.during.end) {
        Some(End::On(end)) => days.is_none_or(|(_, last)| last < end.last()),
        _ => true,
    };
    let was_there = match exists(after).map(|exists| &exists.during.start) {
        Some(Start::On(start)) => days.is_some_and(|(first, _)| start.last() < first),
        _ => true,
    };
    let name = |at: usize| draft.dataset.bodies.get(at).map(|body| body.short.as_ref().unwrap_or(&body.name).clone());
    let words = format!("{words} ({} to {})", name(before).unwrap_or_default(), name(after).unwrap_or_default());
    let (from, to) = (draft.located(from, node), draft.located(to, node));
    Some(Link { node, from, to, kind, survives, was_there, days, words })
}

fn kind(draft: &mut Draft<'_>, words: &str, node: &Node<'_>) -> Kind {
    let start = words.split(':').next().unwrap_or_default().trim().to_lowercase();
    match start.as_str() {
        "name change" => Kind::NameChange,
        "merger" => Kind::Merger,
        "demerger" => Kind::Demerger,
        "transfer of functions" => Kind::Transfer,
        _ => {
            draft.odd("link of a type that is not known, taken as one replacing the other", words, node);
            Kind::Other
        }
    }
}

fn event(draft: &Draft<'_>, id: &str, links: &[Link<'_, '_>]) -> Event {
    let mut legs: Vec<(LegKey, Vec<&Link<'_, '_>>)> = Vec::new();
    let mut index: HashMap<LegKey, usize> = HashMap::new();
    for link in links {
        let (from, to) = (Some(link.from.value.clone()), Some(link.to.value.clone()));
        let sides = match link.kind {
            Kind::Merger => (None, to),
            Kind::Demerger => (from, None),
            _ => (from, to),
        };
        let key = (link.kind, link.survives, link.was_there, sides.0, sides.1);
        let at = *index.entry(key.clone()).or_insert(legs.len());
        match legs.get_mut(at) {
            Some((_, of_leg)) => of_leg.push(link),
            None => legs.push((key, vec![link])),
        }
    }
    let days = links.iter().filter_map(|link| link.days);
    let days = days.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let when = days.map_or(When::Unknown, |(first, last)| When::On(Date::between(first, last)));
    let node = links.first().map(|link| link.node);
    Event {
        id: None,
        name: None,
        when,
        legs: legs.iter().map(|(_, links)| leg(links)).collect(),
        text: Some(links.iter().map(|link| link.words.as_str()).collect::<Vec<_>>().join("; ")),
        provenance: node.map(|node| draft.cite(Some(format!("organisation_link {id}")), node)).unwrap_or_default(),
    }
}

fn leg<'r, 't>(links: &[&Link<'r, 't>]) -> Leg {
    let sides = |side: for<'l> fn(&'l Link<'r, 't>) -> &'l Located<BodyId>| {
        let mut seen = HashSet::new();
        let new = links.iter().map(|link| side(link)).filter(|body| seen.insert(&body.value));
        new.cloned().collect::<Vec<_>>()
    };
    let (from, to) = (sides(|link| &link.from), sides(|link| &link.to));
    let first = links.first();
    let survives = first.is_some_and(|link| link.survives);
    let was_there = first.is_some_and(|link| link.was_there);
    let kind = match first.map_or(Kind::Other, |link| link.kind) {
        Kind::NameChange => EventKind::Renamed,
        Kind::Merger if was_there => EventKind::Absorbed,
        Kind::Merger if from.len() > 1 => EventKind::Merged,
        // One that goes on and one that comes out of it are two.
        Kind::Demerger if to.len() > 1 || survives => EventKind::Split,
        Kind::Transfer => EventKind::FunctionTransferred,
        // Of a merger or demerger on record with one side only, the one took the place of the other.
        Kind::Merger | Kind::Demerger | Kind::Other => EventKind::Replaced,
    };
    let survives = (kind.ends_predecessor() == survives).then_some(survives);
    Leg { kind, from, to, survives }
}
