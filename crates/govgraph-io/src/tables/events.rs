//! Events: a row a leg, and rows of one id are one event.

use std::collections::{HashMap, HashSet};

use govgraph_model::{BodyId, Event, EventId, EventKind, Leg, Located, When};

use super::read::{Known, is_yes};
use crate::import::Draft;
use crate::yaml::Node;

/// A row that can be used.
struct Row<'r, 't> {
    node: &'r Node<'t>,
    leg: Leg,
}

pub(super) fn read(draft: &mut Draft<'_>, known: &Known, rows: &[Node<'_>]) {
    let mut events: Vec<(Option<String>, Vec<Row<'_, '_>>)> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for node in rows {
        draft.keys("an event", node, &super::EVENTS);
        let Some(leg) = leg(draft, known, node) else { continue };
        let id = node.text_of("id").map(str::to_string);
        let at = match &id {
            Some(id) => *index.entry(id.clone()).or_insert(events.len()),
            None => events.len(),
        };
        match events.get_mut(at) {
            Some((_, rows)) => rows.push(Row { node, leg }),
            None => events.push((id, vec![Row { node, leg }])),
        }
    }
    let mut count = 0;
    for (id, rows) in events {
        if let Some(event) = event(draft, known, id, rows) {
            draft.dataset.events.push(event);
            count += 1;
        }
    }
    draft.tally("rows of events", rows.len(), &format!("{count} events"));
}

fn leg(draft: &mut Draft<'_>, known: &Known, node: &Node<'_>) -> Option<Leg> {
    let Some(kind) = node.text_of("kind").and_then(kind) else {
        draft.dropped("event of a kind that is not known", node.text_of("kind").unwrap_or(""), node);
        return None;
    };
    let mut side = |key: &str| {
        let mut bodies: Vec<Located<BodyId>> = Vec::new();
        let mut seen: HashSet<BodyId> = HashSet::new();
        let cell = node.get(key);
        for called in
            node.text_of(key).unwrap_or_default().split(';').map(str::trim).filter(|called| !called.is_empty())
        {
            let Some(id) = known.body(draft, called) else {
                draft.dropped("body of an event that is not there", called, node);
                continue;
            };
            if seen.insert(id.clone()) {
                bodies.push(draft.located(id, cell.unwrap_or(node)));
            }
        }
        bodies
    };
    let (from, to) = (side("from"), side("to"));
    let survives = match node.text_of("survives").map(str::to_lowercase).as_deref() {
        Some("yes" | "y" | "true" | "1") => Some(true),
        Some("no" | "n" | "false" | "0") => Some(false),
        Some(other) => {
            draft.odd("`survives` that is neither yes nor no, taken as usual for the kind", other, node);
            None
        }
        None => None,
    };
    Some(Leg { kind, from, to, survives })
}

/// Our words, and those that others have for them.
fn kind(text: &str) -> Option<EventKind> {
    let word = text.trim().to_lowercase().replace([' ', '_'], "-");
    if let Ok(kind) = word.parse::<EventKind>() {
        return Some(kind);
    }
    Some(match word.as_str() {
        "creation" | "established" | "founded" => EventKind::Created,
        "replacement" | "succeeded" => EventKind::Replaced,
        "name-change" | "rename" => EventKind::Renamed,
        "merger" | "merge" => EventKind::Merged,
        "demerger" | "division" => EventKind::Split,
        "absorption" => EventKind::Absorbed,
        "transfer-of-functions" | "transfer" => EventKind::FunctionTransferred,
        "abolition" | "dissolved" | "closed" => EventKind::Abolished,
        _ => return None,
    })
}

fn event(draft: &mut Draft<'_>, known: &Known, id: Option<String>, rows: Vec<Row<'_, '_>>) -> Option<Event> {
    let first = rows.first()?.node;
    for key in ["date", "proposed", "name", "text", "sources"] {
        let own = first.text_of(key);
        for row in rows.iter().filter(|row| row.node.get(key).is_some() && row.node.text_of(key) != own) {
            let what = format!("`{key}` of an event that is another in its first row");
            draft.dropped(what, row.node.text_of(key).unwrap_or(""), row.node);
        }
    }
    let date = first.get("date").and_then(|node| draft.date(node));
    let when = match (date, is_yes(draft, first, "proposed")) {
        (Some(date), false) => When::On(date),
        (None, false) => When::Unknown,
        (Some(date), true) => When::ProposedFor(date),
        (None, true) => When::Proposed,
    };
    let provenance = known.cite(draft, id.as_deref().map(|id| format!("event {id}")), first);
    let legs = together(rows);
    let legs: Vec<Leg> = legs.into_iter().filter_map(|(leg, node)| shaped(draft, leg, node)).collect();
    if legs.is_empty() {
        return None;
    }
    let id = id.and_then(|id| id.parse::<EventId>().ok()).filter(|id| known.is_new_event(id));
    Some(Event {
        id: id.map(|id| draft.located(id, first)),
        name: first.text_of("name").map(str::to_string),
        when,
        legs,
        text: first.text_of("text").map(str::to_string),
        provenance,
    })
}

/// What makes rows with one body on a side parts of the same merger or split.
type Part = (EventKind, Option<bool>, Vec<BodyId>);

/// The legs of rows: those with a single body where a merger or a split needs several are put together.
fn together<'r, 't>(rows: Vec<Row<'r, 't>>) -> Vec<(Leg, &'r Node<'t>)> {
    let ids = |ids: &[Located<BodyId>]| ids.iter().map(|id| id.value.clone()).collect::<Vec<_>>();
    let mut legs: Vec<(Leg, &'r Node<'t>)> = Vec::new();
    let mut index: HashMap<Part, usize> = HashMap::new();
    for Row { node, leg } in rows {
        let part = match leg.kind {
            EventKind::Merged if leg.from.len() == 1 => Some((leg.kind, leg.survives, ids(&leg.to))),
            EventKind::Split if leg.to.len() == 1 => Some((leg.kind, leg.survives, ids(&leg.from))),
            _ => None,
        };
        let at = part.map_or(legs.len(), |part| *index.entry(part).or_insert(legs.len()));
        match legs.get_mut(at) {
            Some((whole, _)) if whole.kind == EventKind::Merged => whole.from.extend(leg.from),
            Some((whole, _)) => whole.to.extend(leg.to),
            None => legs.push((leg, node)),
        }
    }
    for (leg, _) in &mut legs {
        let mut seen = HashSet::new();
        leg.from.retain(|id| seen.insert(id.value.clone()));
        seen.clear();
        leg.to.retain(|id| seen.insert(id.value.clone()));
    }
    legs
}

/// A leg that has the bodies that its kind needs, or none.
fn shaped<'t>(draft: &mut Draft<'_>, mut leg: Leg, node: &Node<'t>) -> Option<Leg> {
    let example = || node.text_of("from").or(node.text_of("to")).unwrap_or("").to_string();
    match leg.kind {
        EventKind::Created if !leg.from.is_empty() && !leg.to.is_empty() => {
            draft.odd("`created` out of another body, read as `replaced`, after which that goes on", &example(), node);
            (leg.kind, leg.survives) = (EventKind::Replaced, leg.survives.or(Some(true)));
        }
        EventKind::Abolished if !leg.from.is_empty() && !leg.to.is_empty() => {
            draft.odd("`abolished` with a successor, read as `replaced`", &example(), node);
            leg.kind = EventKind::Replaced;
        }
        EventKind::Refreshed | EventKind::Reviewed if !leg.from.is_empty() && !leg.to.is_empty() => {
            draft.dropped("`to` of an event that keeps its body", &example(), node);
            leg.to.clear();
        }
        EventKind::Merged if leg.from.len() == 1 && !leg.to.is_empty() => {
            draft.odd("merger of one body, read as `replaced`", &example(), node);
            leg.kind = EventKind::Replaced;
        }
        EventKind::Split if leg.to.len() == 1 && leg.survives != Some(true) && !leg.from.is_empty() => {
            draft.odd("split into one body, read as `replaced`", &example(), node);
            leg.kind = EventKind::Replaced;
        }
        _ => {}
    }
    let (before, after) = match leg.kind {
        EventKind::Created => (0, 1),
        EventKind::Abolished | EventKind::Refreshed | EventKind::Reviewed => (1, 0),
        EventKind::Merged => (2, 1),
        EventKind::Split if leg.survives == Some(true) => (1, 1),
        EventKind::Split => (1, 2),
        EventKind::Replaced | EventKind::Renamed | EventKind::Absorbed | EventKind::FunctionTransferred => (1, 1),
    };
    if leg.from.len() < before || leg.to.len() < after {
        draft.dropped(format!("event `{}` without the bodies that it needs", leg.kind), &example(), node);
        return None;
    }
    Some(leg)
}
