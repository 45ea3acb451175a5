//! What bodies are compared in that each may have several of: themes, relations, duties, targets, plans.

use std::collections::BTreeMap;

use govgraph_model::{Cover, RelationKind, ThemeId};

use super::{Alike, Cell, Near, Row};
use crate::graph::{BodyView, GovGraph, LinkView, Snapshot};
use crate::questions::add_evidence;
use crate::questions::facts::{Fact, Field, facts_of};
use crate::questions::profile::Topic;
use crate::questions::ways::{is_proposed, link_cover};

/// What a body has, in words and in what it says.
struct Item {
    what: String,
    cell: Cell,
    says: Vec<Field>,
}

/// By topic, and by what each is about.
type Items = BTreeMap<(Topic, Vec<String>), Item>;

/// By topic; within one, what both have, what only one has, and each by name.
pub(super) fn rows<'g>(snapshot: &Snapshot<'g>, [a, b]: [BodyView<'g>; 2]) -> Vec<Row> {
    let [mut of_a, mut of_b] = [items(snapshot, a, b), items(snapshot, b, a)];
    let has = |items: &Items| -> Vec<Topic> { items.keys().map(|(topic, _)| *topic).collect() };
    let (topics_a, topics_b) = (has(&of_a), has(&of_b));
    let themes = [themes(&of_a), themes(&of_b)];
    let mut keys: Vec<(Topic, Vec<String>)> = of_a.keys().chain(of_b.keys()).cloned().collect();
    keys.sort();
    keys.dedup();
    let rows = keys.into_iter().filter_map(|key| {
        let (first, second) = (of_a.remove(&key), of_b.remove(&key));
        let topic = key.0;
        let alike = match (&first, &second) {
            (Some(first), Some(second)) if first.says == second.says => Alike::Same,
            (Some(_), Some(_)) => Alike::Different,
            (Some(_), None) if topics_b.contains(&topic) => Alike::OnlyA,
            (None, Some(_)) if topics_a.contains(&topic) => Alike::OnlyB,
            _ => Alike::Unknown,
        };
        let near = match (topic, alike) {
            (Topic::Remit, Alike::OnlyA) => near(snapshot.graph(), &key.1, &themes[1]),
            (Topic::Remit, Alike::OnlyB) => near(snapshot.graph(), &key.1, &themes[0]),
            _ => Vec::new(),
        };
        let what = first.as_ref().or(second.as_ref())?.what.clone();
        let cell = |item: Option<Item>| item.map(|item| item.cell);
        Some(Row { topic, what, a: cell(first), b: cell(second), alike, near })
    });
    let mut rows: Vec<Row> = rows.collect();
    // Things of which nothing is known on one side stand where those of one side stand.
    rows.sort_by_cached_key(|row| (row.topic, row.alike, row.what.clone()));
    rows
}

/// What a body has, apart from relations to the other.
fn items<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>, other: BodyView<'g>) -> Items {
    let graph = snapshot.graph();
    let mut items = Items::new();
    let mut add = |key: (Topic, Vec<String>), item: Item| match items.get_mut(&key) {
        None => {
            items.insert(key, item);
        }
        // Stated twice, for different times or as different parts.
        Some(first) => {
            let new: Vec<Field> = item.says.into_iter().filter(|field| !first.says.contains(field)).collect();
            if !new.is_empty() && first.cell.text != item.cell.text {
                first.cell.text = format!("{}; {}", first.cell.text, item.cell.text);
            }
            first.says.extend(new);
            first.says.sort();
            first.cell.cover = first.cell.cover.max(item.cell.cover);
            first.cell.proposed &= item.cell.proposed;
            add_evidence(&mut first.cell.evidence, item.cell.evidence);
        }
    };
    let is_listed = |fact: &Fact<'g>| {
        let listed = matches!(fact.key.topic, Topic::Remit | Topic::Duty | Topic::Target | Topic::Plan);
        listed && fact.cover.is_possible()
    };
    for fact in facts_of(snapshot, body).into_iter().filter(is_listed) {
        let (topic, parts) = fact.key.about();
        let evidence = fact.evidence(graph);
        let cell = Cell { text: says(&fact), cover: fact.cover, proposed: fact.proposed, evidence };
        let what = if topic == Topic::Target { fact.text.clone() } else { fact.label.clone() };
        let mut fields = fact.fields.clone();
        fields.push(("proposed", Some(fact.proposed.to_string())));
        fields.sort();
        add((topic, parts.to_vec()), Item { what, cell, says: fields });
    }
    for (relation, end, against) in graph.relations_of(body).filter(|(_, end, _)| *end != other) {
        let ends = if against { [end, body] } else { [body, end] };
        let link = LinkView::Relation(relation);
        let cover = link_cover(snapshot, link, ends);
        if cover == Cover::No {
            continue;
        }
        // What works both ways reads the same from both ends.
        let is_read = !against || relation.kind == RelationKind::WorksWith;
        let phrase = relation.kind.phrase();
        let what = if is_read { format!("{phrase} {}", end.name()) } else { format!("{} {phrase} it", end.name()) };
        let proposed = is_proposed(snapshot, link, ends);
        let text = if proposed { "proposed" } else { "yes" }.to_string();
        let key = vec![relation.kind.to_string(), is_read.to_string(), end.id().to_string()];
        let cell = Cell { text, cover, proposed, evidence: graph.relation_evidence(relation) };
        add((Topic::Relation, key), Item { what, cell, says: vec![("proposed", Some(proposed.to_string()))] });
    }
    items
}

/// The words for what a fact says: the part in a remit, how often, how much.
fn says(fact: &Fact<'_>) -> String {
    let field = |name: &str| fact.fields.iter().find(|(of, _)| *of == name).and_then(|(_, value)| value.clone());
    let words = match fact.key.topic {
        Topic::Remit => field("part"),
        Topic::Duty => field("a year").map(|often| format!("{often} a year")),
        Topic::Target => field("measure"),
        _ => None,
    };
    let proposed = if fact.proposed { " (proposed)" } else { "" };
    format!("{}{proposed}", words.unwrap_or_else(|| "yes".to_string()))
}

fn themes(items: &Items) -> Vec<ThemeId> {
    let ids = items.keys().filter(|(topic, _)| *topic == Topic::Remit).filter_map(|(_, about)| about.first());
    ids.filter_map(|id| id.parse().ok()).collect()
}

/// The themes of the other body that are wider or narrower than one.
fn near(graph: &GovGraph, about: &[String], others: &[ThemeId]) -> Vec<Near> {
    let Some(own) = about.first().and_then(|id| id.parse::<ThemeId>().ok()) else { return Vec::new() };
    let wider = graph.theme_and_wider(&own).skip(1).find(|theme| others.contains(&theme.id.value));
    let narrower = others.iter().filter_map(|other| {
        let mut around = graph.theme_and_wider(other).skip(1);
        around.any(|theme| theme.id.value == own).then(|| graph.theme(other))?
    });
    let mut narrower: Vec<Near> = narrower.map(|theme| Near { narrower: true, theme: theme.name.clone() }).collect();
    narrower.sort();
    wider.map(|theme| Near { narrower: false, theme: theme.name.clone() }).into_iter().chain(narrower).collect()
}
