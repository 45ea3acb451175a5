//! Events.

use govgraph_model::{Code, Date, Event, Finding, Leg, When};

use super::walk::{Record, Shape, Walk};
use crate::yaml::{Node, Value};

pub(crate) const EVENT: Shape = Shape {
    name: "Event",
    what: "an event",
    keys: &[
        "id",
        "name",
        "kind",
        "from",
        "to",
        "survives",
        "legs",
        "on",
        "proposed",
        "text",
        "source",
        "certainty",
        "note",
    ],
};

pub(crate) const LEG: Shape =
    Shape { name: "Leg", what: "a leg of an event", keys: &["kind", "from", "to", "survives"] };

pub(super) fn event(walk: &mut Walk, node: &Node<'_>) -> Option<Event> {
    let record = walk.record(&EVENT, node)?;
    let id = record.optional(walk, "id");
    let legs = if record.has("legs") {
        for key in ["kind", "from", "to", "survives"].into_iter().filter(|key| record.has(key)) {
            let message = format!("an event has `legs` or `{key}`, not both");
            let finding = Finding::new(Code::BadValue, message, walk.origin(record.key_span(key)));
            walk.report(finding.help(format!("move `{key}` into the leg that it is of")));
        }
        record.list(walk, "legs", "legs", |walk, node| {
            let record = walk.record(&LEG, node)?;
            leg(walk, &record)
        })
    } else {
        leg(walk, &record).into_iter().collect()
    };
    let event = Event {
        id,
        name: record.value(walk, "name"),
        when: when(walk, &record),
        legs,
        text: record.value(walk, "text"),
        provenance: record.provenance(walk),
    };
    // Without a leg it says nothing, and why it has none has been reported, unless the list is empty.
    if event.legs.is_empty() {
        if record.get("legs").is_some_and(|node| matches!(&node.value, Value::List(items) if items.is_empty())) {
            walk.refuse(Code::MissingKey, "an event has at least one leg", record.key_span("legs"));
        }
        return None;
    }
    Some(event)
}

fn leg(walk: &mut Walk, record: &Record<'_, '_>) -> Option<Leg> {
    let kind = record.required(walk, "kind");
    let (from, to) = (record.several(walk, "from"), record.several(walk, "to"));
    let survives = record.value(walk, "survives");
    Some(Leg { kind: kind?.value, from, to, survives })
}

fn when(walk: &mut Walk, record: &Record<'_, '_>) -> When {
    if record.has("on") && record.has("proposed") {
        let message = "an event has `on`, if it happened, or `proposed`, if it is only planned";
        walk.refuse(Code::BadValue, message, record.key_span("proposed"));
    }
    match record.get("proposed") {
        Some(node) => {
            if let Value::Text(text) = &node.value
                && text == "yes"
            {
                let message = "`proposed` says for which date an event is planned";
                let finding = Finding::new(Code::BadDate, message, walk.origin(node.span));
                walk.report(finding.suggest(Some("unknown".to_string())));
                return When::Proposed;
            }
            date(walk, "proposed", node).map_or(When::Proposed, When::ProposedFor)
        }
        None => record.get("on").and_then(|node| date(walk, "on", node)).map_or(When::Unknown, When::On),
    }
}

/// A date, or nothing for `unknown`.
fn date(walk: &mut Walk, key: &str, node: &Node<'_>) -> Option<Date> {
    if matches!(&node.value, Value::Text(text) if text == "unknown") {
        return None;
    }
    walk.scalar(key, node).map(|date| date.value)
}
