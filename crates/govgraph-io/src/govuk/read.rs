//! The answers of the API to dataset.

use std::collections::{BTreeSet, HashMap};

use govgraph_model::{BodyId, Citation, Code, Finding, Provenance, Relation, RelationKind};

use super::body::{Standing, body};
use super::closing;
use crate::Text;
use crate::import::{Draft, Ends, Opened};
use crate::yaml::{Node, Value};

/// An organisation that was read.
pub(super) struct Organisation<'n, 't> {
    pub(super) node: &'n Node<'t>,
    /// The file that it stands in.
    pub(super) opened: Opened,
    /// What others refer to it by.
    pub(super) key: String,
    pub(super) id: BodyId,
    /// Where its body stands in the dataset.
    pub(super) index: usize,
    pub(super) standing: Standing,
    /// What stands behind the body and what it is part of.
    pub(super) provenance: Provenance,
}

/// All that were read, and where each stands by what others refer to it by.
pub(super) struct Register<'n, 't> {
    pub(super) all: Vec<Organisation<'n, 't>>,
    by_key: HashMap<String, usize>,
}

impl<'n, 't> Register<'n, 't> {
    pub(super) fn get(&self, key: &str) -> Option<(usize, &Organisation<'n, 't>)> {
        let index = *self.by_key.get(key)?;
        Some((index, self.all.get(index)?))
    }
}

/// What a record or a reference is known by: the last part of its address. The rest of it differs between mirrors.
pub(super) fn key<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    let address = node.text().or_else(|| node.text_of("id")).or_else(|| node.text_of("web_url"))?;
    address.trim_end_matches('/').rsplit('/').next()
}

/// Reads files, which are the pages of one answer.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    draft.choose(match draft.options.ends {
        None => "`closed_at` is the last day of a body or the day after, which --ends included or excluded decides",
        Some(Ends::Included) => "`closed_at` is the last day of a body",
        Some(Ends::Excluded) => "`closed_at` is the day after the last of a body",
    });
    draft.choose("a closed body without a date ended some day before the date of the file");
    draft.choose("what left government, or is run by a devolved one, is not taken to have ended");
    draft.choose("a body is part of each of its parents, also where they only sponsor it");
    let mut pages: Vec<(Opened, Node<'_>)> = Vec::new();
    for text in texts {
        let Some(decoded) = draft.open(text) else { continue };
        let Some(root) = draft.json(decoded) else { continue };
        if let Some(source) = draft.file_source() {
            source.publisher = Some("GOV.UK".to_string());
        }
        pages.extend(draft.opened().map(|opened| (opened, root)));
    }
    let mut register = Register { all: Vec::new(), by_key: HashMap::new() };
    for (opened, root) in &pages {
        page(draft, opened, root, &mut register);
    }
    draft.tally("organisations", register.all.len(), "bodies");
    whole(draft, &pages);
    parents(draft, &register);
    closing::read(draft, &register);
}

fn page<'n, 't>(draft: &mut Draft<'_>, opened: &Opened, root: &'n Node<'t>, register: &mut Register<'n, 't>) {
    const KEYS: [&str; 10] = [
        "results",
        "next_page_url",
        "previous_page_url",
        "current_page",
        "total",
        "pages",
        "page_size",
        "start_index",
        "_response_info",
        "links",
    ];
    draft.go_back(opened);
    let records = match &root.value {
        Value::Map(_) if root.get("results").is_some() => {
            draft.keys("the file", root, &KEYS);
            root.items_of("results")
        }
        _ => root.items(),
    };
    for node in records {
        let Some(key) = key(node).filter(|_| matches!(node.value, Value::Map(_))) else {
            draft.dropped("record that is no organisation", node.text().unwrap_or(node.what()), node);
            continue;
        };
        if let Some((_, first)) = register.get(key) {
            if first.opened.date != opened.date {
                let message = format!("`{key}` stands in two files of different dates");
                let help = "read one at a time; `govgraph change ONE OTHER` tells what is different";
                draft.report(Finding::new(Code::DuplicateId, message, draft.at(node.span)).help(help));
                return;
            }
            draft.odd("organisation that stands here twice, of which the first was taken", key, node);
            continue;
        }
        let Some((body, standing)) = body(draft, key, node) else { continue };
        let (id, index) = (body.id.value.clone(), draft.dataset.bodies.len());
        let provenance = body.provenance.clone();
        register.by_key.insert(key.to_string(), register.all.len());
        let (opened, key) = (opened.clone(), key.to_string());
        register.all.push(Organisation { node, opened, key, id, index, standing, provenance });
        draft.dataset.bodies.push(body);
    }
}

/// Says if pages are missing of what the API has.
fn whole(draft: &mut Draft<'_>, pages: &[(Opened, Node<'_>)]) {
    let total = pages.iter().find_map(|(opened, root)| Some((opened, root.get("total")?)));
    let Some((opened, node)) = total else { return };
    let read: usize = pages.iter().map(|(_, root)| root.items_of("results").len()).sum();
    let Some(total) = node.text().and_then(|text| text.parse::<usize>().ok()) else { return };
    if read < total {
        draft.go_back(opened);
        draft.odd("answer of which pages are missing, read as far as it goes", &format!("{read} of {total}"), node);
    }
}

/// What organisations are part of. An organisation lists its parents, and these list it again as a child.
fn parents(draft: &mut Draft<'_>, register: &Register<'_, '_>) {
    let mut listed: BTreeSet<(usize, usize)> = BTreeSet::new();
    let (mut count, mut several) = (0, 0);
    for (own, organisation) in register.all.iter().enumerate() {
        draft.go_back(&organisation.opened);
        let mut parents = 0;
        for reference in organisation.node.items_of("parent_organisations") {
            let Some((up, parent)) = key(reference).and_then(|key| register.get(key)) else {
                draft.dropped("parent that is not there", key(reference).unwrap_or(""), reference);
                continue;
            };
            if !organisation.standing.is_closed() && parent.standing.is_closed() {
                let example = format!("{} of {}", parent.key, organisation.key);
                draft.odd("closed parent of a body at work, taken as the one it had", &example, reference);
            }
            listed.insert((own, up));
            if part_of(draft, organisation, parent, reference) {
                parents += 1;
            }
        }
        count += parents;
        several += usize::from(parents > 1);
    }
    draft.tally("parents", count, "relations `part_of`");
    draft.tally("organisations with several parents", several, "");
    let mut from_above: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (up, parent) in register.all.iter().enumerate() {
        draft.go_back(&parent.opened);
        for reference in parent.node.items_of("child_organisations") {
            let Some((own, child)) = key(reference).and_then(|key| register.get(key)) else {
                draft.dropped("child that is not there", key(reference).unwrap_or(""), reference);
                continue;
            };
            from_above.insert((own, up));
            if listed.contains(&(own, up)) {
                continue;
            }
            let example = format!("{} of {}", child.key, parent.key);
            if child.node.items_of("parent_organisations").is_empty() {
                draft.odd("child that names no parent, taken as part of the one that lists it", &example, reference);
                part_of(draft, child, parent, reference);
            } else {
                draft.dropped("child that names other parents than the one that lists it", &example, reference);
            }
        }
    }
    // Some mirrors leave out the list of children.
    let lists_children = !from_above.is_empty();
    for (own, up) in listed.difference(&from_above).filter(|_| lists_children) {
        let (Some(child), Some(parent)) = (register.all.get(*own), register.all.get(*up)) else { continue };
        draft.go_back(&child.opened);
        let example = format!("{} of {}", child.key, parent.key);
        draft.odd("parent that does not list its child, taken as its parent", &example, child.node);
    }
}

/// Adds that one organisation is part of another; whether that is new.
pub(super) fn part_of(
    draft: &mut Draft<'_>,
    own: &Organisation<'_, '_>,
    parent: &Organisation<'_, '_>,
    reference: &Node<'_>,
) -> bool {
    let mut relation = Relation::new(RelationKind::PartOf, own.id.clone(), parent.id.clone());
    relation.from.origin = draft.at(reference.span);
    relation.to.origin = relation.from.origin;
    relation.provenance = own.provenance.clone();
    // A parent that is closed is one that was not taken out: it says nothing of the date of the file.
    if parent.standing.is_closed()
        && let Some(page) = parent.provenance.sources.first()
    {
        relation.provenance.sources = vec![Citation { locator: Some(own.key.clone()), ..page.clone() }];
    }
    draft.relate(relation)
}
