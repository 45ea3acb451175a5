//! Change events: what they are of which ORG tells only the two sides.

use std::collections::HashSet;

use govgraph_model::{Date, EventKind, Word as _};

use super::graph::Term;
use super::read::{Fields, Reader, entry, is_own, key, list, map, map_at, text};
use super::words::Of;
use crate::authored::shapes;
use crate::yaml::Node;

impl Reader<'_, '_> {
    /// Events, those too that only their bodies speak of.
    pub(super) fn events(&mut self) {
        let graph = self.graph;
        let mut events: Vec<Term> = Vec::new();
        let mut seen = HashSet::new();
        for subject in graph.subjects() {
            let is_event = ["org:ChangeEvent", "gov:PlannedEvent"].iter().any(|class| graph.is_a(subject, class));
            let has_side =
                ["org:originalOrganization", "org:resultingOrganization"].iter().any(|side| graph.has(subject, side));
            if (is_event || has_side) && seen.insert(key(subject)) {
                events.push(subject.clone());
            }
            for word in ["org:changedBy", "org:resultedFrom"] {
                for event in graph.peek(subject, word).filter(|event| event.is_resource()) {
                    if seen.insert(key(event)) {
                        events.push(event.clone());
                    }
                }
            }
        }
        let mut read = 0;
        for event in &events {
            let fields = if graph.has(event, "gov:kind") || graph.has(event, "gov:legs") {
                self.own_event(event)
            } else {
                let Some(fields) = self.event(event) else {
                    self.left_out("event that is of no organisation", event);
                    continue;
                };
                fields
            };
            read += 1;
            let span = self.span(event);
            self.events.push(map_at(span, fields));
        }
        if read > 0 {
            self.draft.tally("change events", read, "events");
        }
    }

    /// An event of which our words tell the kind.
    fn own_event(&mut self, event: &Term) -> Fields {
        let graph = self.graph;
        let has_legs = graph.has(event, "gov:legs");
        let (from, to) = self.sides(event);
        let mut fields = self.record(&shapes::EVENT, event, &["id", "name", "from", "to", "on"]);
        if let Term::Address(address) = event
            && let Some(id) = address.strip_prefix("event:").and_then(|id| id.split('.').next())
        {
            fields.push(entry("id", text(id)));
        }
        if let Some(name) = graph.text(event, "skos:prefLabel") {
            fields.push(entry("name", text(name)));
        }
        if !has_legs {
            for (side, bodies) in [("from", from), ("to", to)] {
                if !bodies.is_empty() {
                    fields.push(entry(side, list(bodies.iter().map(text).collect())));
                }
            }
        }
        if !graph.has(event, "gov:proposed")
            && let Some(on) = self.when(event)
        {
            fields.push(entry("on", text(on.edtf())));
        }
        fields.extend(self.sources_of(event));
        fields
    }

    /// The bodies before and after, each once.
    fn sides(&mut self, event: &Term) -> (Vec<String>, Vec<String>) {
        let graph = self.graph;
        let mut side = |words: [&'static str; 2], inverse: &str| {
            let mut seen = HashSet::new();
            let bodies = graph.all(event, words[0]).chain(graph.all(event, words[1]));
            let bodies: Vec<&Term> = bodies.chain(graph.inverse(event, inverse)).collect();
            let ids = bodies.into_iter().filter_map(|body| self.refer(Of::Body, body));
            ids.filter(|id| seen.insert(id.clone())).collect::<Vec<_>>()
        };
        let from = side(["org:originalOrganization", "gov:originalOrganization"], "org:changedBy");
        let to = side(["org:resultingOrganization", "gov:resultingOrganization"], "org:resultedFrom");
        (from, to)
    }

    /// When it happened: some day from its start to its end.
    fn when(&mut self, event: &Term) -> Option<Date> {
        let on = self.date(event, &["dcterms:date", "dc:date", "prov:atTime", "schema:date"]);
        let start = self.date(event, &["prov:startedAtTime", "schema:startDate"]);
        let end = self.date(event, &["prov:endedAtTime", "schema:endDate"]);
        on.or_else(|| match (start, end) {
            (Some(start), Some(end)) if start == end => Some(start),
            (Some(start), Some(end)) => Some(Date::between(start.first(), end.last())),
            (start, end) => start.or(end),
        })
    }

    /// An event of which only the sides are known.
    fn event(&mut self, event: &Term) -> Option<Fields> {
        let graph = self.graph;
        let (from, to) = self.sides(event);
        if from.is_empty() && to.is_empty() {
            return None;
        }
        self.draft.choose(
            "what a change event is ORG leaves open: the numbers of bodies before and after it tell (docs/formats/org.md)",
        );
        let mut legs: Vec<Node<'static>> = legs(&from, &to).into_iter().map(leg).collect();
        let mut fields = Vec::new();
        let name = super::names::NAMES.iter().any(|word| graph.has(event, word)).then(|| self.name_of(event));
        for word in super::names::NAMES {
            graph.all(event, word).for_each(drop);
        }
        fields.extend(name.map(|name| entry("name", text(name))));
        if let Some(on) = self.when(event) {
            fields.push(entry("on", text(on.edtf())));
        }
        let described = ["dcterms:description", "rdfs:comment", "schema:description"];
        fields
            .extend(described.iter().find_map(|word| graph.text(event, word)).map(|words| entry("text", text(words))));
        match (legs.len(), legs.pop()) {
            (1, Some(Node { value: crate::yaml::Value::Map(only), .. })) => fields.extend(only),
            (_, last) => {
                legs.extend(last);
                fields.push(entry("legs", list(legs)));
            }
        }
        if from.len() > 1 && to.len() > 1 {
            self.odd("change event of several bodies into several, read as all of them becoming all", event);
            fields.push(entry("certainty", text("medium")));
            fields.push(entry("note", text("The source does not say which of them became which.")));
        }
        if is_own(event) {
            self.odd("event of this program without its kind", event);
        }
        fields.extend(self.sources_of(event));
        Some(fields)
    }
}

type Leg = (EventKind, Vec<String>, Vec<String>);

fn leg((kind, from, to): Leg) -> Node<'static> {
    let mut fields = vec![entry("kind", text(kind.word()))];
    for (side, bodies) in [("from", from), ("to", to)] {
        if !bodies.is_empty() {
            fields.push(entry(side, list(bodies.iter().map(text).collect())));
        }
    }
    map(fields)
}

/// What happens where only the bodies before and after are known, in legs that the model allows.
fn legs(before: &[String], after: &[String]) -> Vec<Leg> {
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        of.iter().filter(|body| !other.contains(body)).cloned().collect()
    };
    let staying: Vec<String> = before.iter().filter(|body| after.contains(body)).cloned().collect();
    let (ended, begun) = (only(before, after), only(after, before));
    match (staying.len(), ended.len(), begun.len()) {
        (0, 0, _) => vec![(EventKind::Created, ended, begun)],
        (0, _, 0) => vec![(EventKind::Abolished, ended, begun)],
        (0, 1, 1) => vec![(EventKind::Replaced, ended, begun)],
        (0, _, 1) => vec![(EventKind::Merged, ended, begun)],
        (0, 1, _) => vec![(EventKind::Split, ended, begun)],
        (0, _, _) => vec![(EventKind::Replaced, ended, begun)],
        (_, 0, 0) => vec![(EventKind::Refreshed, staying, begun)],
        // What goes on took in what ended.
        (_, _, 0) => vec![(EventKind::Absorbed, ended, staying)],
        // What goes on gave birth to what began.
        (_, 0, _) => vec![(EventKind::Split, staying, after.to_vec())],
        (_, _, _) => vec![(EventKind::Replaced, ended, begun), (EventKind::Refreshed, staying, Vec::new())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sides_of_an_event_tell_what_it_can_be() {
        let ids = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        let kinds = |before: &str, after: &str| {
            let legs = legs(&ids(before), &ids(after));
            legs.iter()
                .map(|(kind, from, to)| format!("{kind} {}>{}", from.join(" "), to.join(" ")))
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds("", "a"), ["created >a"]);
        assert_eq!(kinds("a", ""), ["abolished a>"]);
        assert_eq!(kinds("a", "b"), ["replaced a>b"]);
        assert_eq!(kinds("a b", "c"), ["merged a b>c"]);
        assert_eq!(kinds("a", "b c"), ["split a>b c"]);
        assert_eq!(kinds("a b", "c d"), ["replaced a b>c d"]);
        assert_eq!(kinds("a b", "a"), ["absorbed b>a"]);
        assert_eq!(kinds("a", "a b"), ["split a>a b"]);
        assert_eq!(kinds("a", "a"), ["refreshed a>"]);
        assert_eq!(kinds("a b", "a c"), ["replaced b>c", "refreshed a>"]);
    }
}
