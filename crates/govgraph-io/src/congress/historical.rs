//! Committees of earlier congresses, and what they were called.

use std::collections::BTreeMap;

use govgraph_model::{
    BodyId, Certainty, Date, Day, End, Existence, Here, Located, OtherName, Period, Provenance, Start, slug,
};

use super::committees;
use super::read::Known;
use super::term;
use crate::import::Draft;
use crate::yaml::Node;

const KEYS: [&str; 8] =
    ["type", "name", "thomas_id", "house_committee_id", "senate_committee_id", "names", "congresses", "subcommittees"];

/// Of which congress the list of committees is the last that is whole, and of which that of subcommittees.
#[derive(Default)]
struct Reach {
    committees: Option<u32>,
    subcommittees: Option<u32>,
    /// The first congress of the list: what is listed for it may have begun long before.
    first: Option<u32>,
}

/// Reads committees of earlier congresses. Those of today that stand here too get the names that they had.
pub(super) fn read(draft: &mut Draft<'_>, root: &Node<'_>, known: &mut Known) {
    draft.choose("a committee began and ended on some day of the first and the last congress that it is listed for");
    let reach = reach(root, known);
    let (mut count, mut today, mut subs) = (0, 0, 0);
    for node in root.items() {
        let Some(id) = node.text_of("thomas_id") else {
            draft.dropped("committee without a `thomas_id`", node.text_of("name").unwrap_or(node.what()), node);
            continue;
        };
        draft.keys("a committee", node, &KEYS);
        let chamber = node.text_of("type").map(str::to_string);
        let parent = match known.committees.get(id).cloned() {
            Some(committee) if committee.is_current => {
                today += 1;
                still_there(draft, node, committee.index);
                Some(committee.id)
            }
            Some(_) => {
                draft.odd("committee that stands here twice, of which the first was taken", id, node);
                continue;
            }
            None => {
                count += 1;
                past(draft, node, id, chamber.as_deref(), None, (reach.first, reach.committees), known)
            }
        };
        let Some(parent) = parent else { continue };
        for node in node.items_of("subcommittees") {
            let Some(suffix) = node.text_of("thomas_id") else {
                draft.dropped("subcommittee without a `thomas_id`", node.text_of("name").unwrap_or(""), node);
                continue;
            };
            draft.keys("a subcommittee", node, &KEYS);
            let id = format!("{id}{suffix}");
            subs += 1;
            match known.committees.get(&id).cloned() {
                None => {
                    past(
                        draft,
                        node,
                        &id,
                        chamber.as_deref(),
                        Some(&parent),
                        (reach.first, reach.subcommittees),
                        known,
                    );
                }
                Some(committee) if committee.is_current => same_number(draft, node, &id, committee.index),
                Some(_) => draft.odd("committee that stands here twice, of which the first was taken", &id, node),
            }
        }
    }
    draft.tally("earlier committees", count, "bodies");
    draft.tally("committees of today in the list of earlier ones", today, "names they had");
    draft.tally("earlier subcommittees", subs, "bodies, or names of those of today");
}

/// The numbers of the congresses that a committee is listed for, in their order.
fn congresses(draft: &mut Draft<'_>, node: &Node<'_>) -> Vec<u32> {
    let mut numbers = Vec::new();
    for item in node.items_of("congresses") {
        match item.text().and_then(|text| text.parse::<u32>().ok()).filter(|number| term::days(*number).is_some()) {
            Some(number) => numbers.push(number),
            None => draft.dropped("congress that is no number", item.text().unwrap_or(item.what()), item),
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The lists stop at some congress, and committees went on. Where most of those of today stop, the list does.
fn reach(root: &Node<'_>, known: &Known) -> Reach {
    let last = |node: &Node<'_>| {
        let numbers = node.items_of("congresses").iter().filter_map(|item| item.text()?.parse::<u32>().ok());
        numbers.max()
    };
    let is_current = |id: &str| known.committees.get(id).is_some_and(|committee| committee.is_current);
    let (mut committees, mut subcommittees) = (BTreeMap::<u32, usize>::new(), BTreeMap::<u32, usize>::new());
    for node in root.items() {
        let Some(id) = node.text_of("thomas_id") else { continue };
        if let Some(last) = last(node).filter(|_| is_current(id)) {
            *committees.entry(last).or_default() += 1;
        }
        for node in node.items_of("subcommittees") {
            let id = format!("{id}{}", node.text_of("thomas_id").unwrap_or_default());
            if let Some(last) = last(node).filter(|_| is_current(&id)) {
                *subcommittees.entry(last).or_default() += 1;
            }
        }
    }
    let all = root.items().iter().flat_map(|node| std::iter::once(node).chain(node.items_of("subcommittees")));
    let numbers = all.flat_map(|node| node.items_of("congresses")).filter_map(|item| item.text()?.parse::<u32>().ok());
    let first = numbers.min();
    let most = |of: BTreeMap<u32, usize>| of.into_iter().max_by_key(|(_, count)| *count).map(|(last, _)| last);
    Reach { committees: most(committees), subcommittees: most(subcommittees), first }
}

/// A committee that is none of today.
fn past(
    draft: &mut Draft<'_>,
    node: &Node<'_>,
    id: &str,
    chamber: Option<&str>,
    parent: Option<&BodyId>,
    (begins, reaches): (Option<u32>, Option<u32>),
    known: &mut Known,
) -> Option<BodyId> {
    let name = committees::name(draft, node, id, parent.is_some());
    let mut body = committees::body(draft, node, name, id, chamber, parent.is_some())?;
    // What the file says, it says of the congresses that it names, not of its own date.
    let now = std::mem::take(&mut body.provenance);
    body.provenance = Provenance { origin: now.origin, ..Provenance::default() };
    body.provenance.sources.extend(draft.undated("earlier committees").map(|mut citation| {
        citation.locator = Some(id.to_string());
        citation
    }));
    let numbers = congresses(draft, node);
    let runs = term::runs(numbers.iter().copied());
    if let (Some((first, _)), Some((begun, last))) = (runs.first(), runs.last()) {
        // Those listed beyond the end of the list were added by hand when they ended.
        let has_ended = reaches.is_some_and(|reaches| *last != reaches);
        if !has_ended {
            draft.odd("earlier committee of which the list does not tell whether it ended", id, node);
        }
        let mut period = term::within(*begun, has_ended.then_some(*last));
        if runs.len() > 1 {
            draft.odd("committee of congresses with others between, certain in the last of them only", id, node);
        }
        if let (Some(Period { start: Start::On(start), .. }), Some((earliest, _))) = (&mut period, term::days(*first)) {
            let earliest = if begins == Some(*first) { Day::FIRST } else { earliest };
            *start = Date::between(earliest, start.last());
        }
        body.exists = period.map(|period| Existence {
            during: draft.located(period, node.get("congresses").unwrap_or(node)),
            provenance: Provenance {
                certainty: Some(Certainty::Medium),
                note: Some("The days follow from the numbers of the congresses.".to_string()),
                ..body.provenance.clone()
            },
        });
    }
    let names = names(draft, node, &body.name, &body.provenance);
    body.other_names.extend(names);
    Some(committees::add(draft, body, node, id, chamber, parent, known, false))
}

/// A committee of today in the list of earlier ones.
fn still_there(draft: &mut Draft<'_>, node: &Node<'_>, index: usize) {
    let Some(body) = draft.dataset.bodies.get(index) else { return };
    let (name, id) = (body.name.clone(), node.text_of("thomas_id").unwrap_or_default().to_string());
    let provenance = Provenance {
        sources: draft.undated("earlier committees").into_iter().collect(),
        origin: Here(draft.at(node.span)),
        ..Provenance::default()
    };
    let numbers = congresses(draft, node);
    let first = numbers.first().and_then(|first| term::days(*first));
    let names = names(draft, node, &name, &provenance);
    let place = draft.at(node.span);
    let Some(body) = draft.dataset.bodies.get_mut(index) else { return };
    body.other_names.extend(names);
    if let Some((_, last)) = first {
        // It was there in the first congress of the list, and perhaps long before.
        let start = Start::On(Date::between(Day::FIRST, last));
        let period = Period { start, end: End::Unknown };
        let during = Located::new(period, place);
        let sources = provenance.sources.into_iter().map(|mut citation| {
            citation.locator = Some(id.clone());
            citation
        });
        let provenance = Provenance { sources: sources.collect(), certainty: Some(Certainty::Medium), ..provenance };
        body.exists = Some(Existence { during, provenance });
    }
}

/// A subcommittee with the number of one of today. Numbers are used again, so that it is the same only if they share a
/// name.
fn same_number(draft: &mut Draft<'_>, node: &Node<'_>, id: &str, index: usize) {
    let Some(body) = draft.dataset.bodies.get(index) else { return };
    let own = body.name.clone();
    let own_slug = slug(own.strip_prefix(committees::PREFIX).unwrap_or(&own));
    let called = node.get("names").map(Node::entries).unwrap_or_default();
    let called = called.iter().filter_map(|entry| entry.value.text()).chain(node.text_of("name"));
    if !called.map(slug).any(|name| name == own_slug) {
        draft.dropped("earlier subcommittee whose number is now that of another", &format!("{id} {own}"), node);
        return;
    }
    let sources = draft.undated("earlier committees").into_iter().collect();
    let provenance = Provenance { sources, ..Provenance::default() };
    let names = names(draft, node, &own, &provenance);
    if let Some(body) = draft.dataset.bodies.get_mut(index) {
        body.other_names.extend(names);
    }
}

/// What it was called, for how many congresses on end.
fn names(draft: &mut Draft<'_>, node: &Node<'_>, own: &str, provenance: &Provenance) -> Vec<OtherName> {
    let mut by_congress: BTreeMap<u32, &str> = BTreeMap::new();
    for entry in node.get("names").map(Node::entries).unwrap_or_default() {
        match (entry.key.trim().parse::<u32>().ok(), entry.value.text()) {
            (Some(number), Some(name)) if term::days(number).is_some() => {
                by_congress.insert(number, name);
            }
            _ => draft.dropped("name for a congress that is no number", &entry.key, &entry.value),
        }
    }
    let own = slug(own);
    let mut runs: Vec<(&str, u32, u32)> = Vec::new();
    for (number, name) in by_congress {
        match runs.last_mut() {
            Some((same, _, last)) if *same == name && last.checked_add(1) == Some(number) => *last = number,
            _ => runs.push((name, number, number)),
        }
    }
    // "Agriculture" is no other name of the House Committee on Agriculture.
    runs.retain(|(name, ..)| !own.ends_with(&slug(name)));
    let as_names = runs.into_iter().map(|(name, first, last)| OtherName {
        name: name.to_string(),
        during: term::throughout(first, last),
        provenance: provenance.clone(),
    });
    as_names.collect()
}
