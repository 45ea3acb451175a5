//! The files to dataset.

use std::collections::HashMap;

use govgraph_model::{
    Area, AreaId, Body, BodyId, Identifier, Level, OtherName, Provenance, Relation, RelationKind, slug,
};

use super::members::members;
use crate::Text;
use crate::import::{Draft, Opened, of_classification};
use crate::yaml::{Node, Value};

const KEYS: [&str; 10] =
    ["id", "name", "jurisdiction", "classification", "chamber", "parent", "members", "links", "sources", "other_names"];

/// A committee that was read, with what others may call it.
struct Committee<'n, 't> {
    node: &'n Node<'t>,
    opened: Opened,
    id: BodyId,
    index: usize,
}

/// Reads files, each with a committee, which refer to each other as parents.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    draft.choose("an alternate is a member on demand; who is there ex officio is a member");
    let mut files: Vec<(Opened, Node<'_>)> = Vec::new();
    for text in texts {
        let Some(decoded) = draft.open(text) else { continue };
        let (Some(root), Some(opened)) = (draft.yaml(decoded), draft.opened()) else { continue };
        if let Some(source) = draft.file_source() {
            source.publisher = Some("Open States".to_string());
        }
        files.push((opened, root));
    }
    let mut committees: Vec<Committee<'_, '_>> = Vec::new();
    let (mut memberships, mut people) = (0, 0);
    for (opened, root) in &files {
        draft.go_back(opened);
        for node in root.items() {
            let Some(mut body) = body(draft, node) else { continue };
            let (seats, new) = members(draft, node, &mut body);
            memberships += seats;
            people += new;
            let (id, index) = (body.id.value.clone(), draft.dataset.bodies.len());
            committees.push(Committee { node, opened: opened.clone(), id, index });
            draft.dataset.bodies.push(body);
        }
    }
    draft.tally("committees", committees.len(), "bodies");
    draft.tally("memberships", memberships, "seats");
    draft.tally("people", people, "people");
    parents(draft, &committees);
    tell_apart(draft, &committees);
}

fn body(draft: &mut Draft<'_>, node: &Node<'_>) -> Option<Body> {
    if !matches!(node.value, Value::Map(_)) {
        draft.dropped("record that is no committee", node.text().unwrap_or(node.what()), node);
        return None;
    }
    let (foreign, name) = match (node.text_of("id"), node.text_of("name")) {
        (Some(id), Some(name)) => (id, name),
        (None, Some(name)) => {
            draft.odd("committee without an id, known by its name", name, node);
            (name, name)
        }
        (Some(id), None) => {
            draft.odd("committee without a name, called by its id", id, node);
            (id, id)
        }
        (None, None) => {
            draft.dropped("committee without id and name", node.what(), node);
            return None;
        }
    };
    // Both chambers have one of the same name, and an id of each should not depend on which is read first.
    let chamber = node.text_of("chamber");
    let wish = slug(&format!("{} {name}", chamber.unwrap_or_default()));
    let wish: String = wish.chars().take(80).collect();
    let wish = wish.trim_matches('-');
    let Some(id) = draft.bodies.add_as(foreign, if wish.is_empty() { "committee" } else { wish }) else {
        draft.odd("committee that stands here twice, of which the first was taken", foreign, node);
        return None;
    };
    draft.keys("a committee", node, &KEYS);
    let mut body = Body::new(id, name.split_whitespace().collect::<Vec<_>>().join(" "));
    body.id = draft.located(body.id.value, node);
    body.provenance = draft.cite(None, node);
    let (kind, says_all) = of_classification(node.text_of("classification").unwrap_or("committee"));
    body.kind = kind;
    if let (Some(classification), false) = (node.text_of("classification"), says_all) {
        body.classes.extend(draft.class(classification, node));
    }
    let class = match chamber {
        Some("upper") => Some("Committee of the upper chamber"),
        Some("lower") => Some("Committee of the lower chamber"),
        Some("legislature") => Some("Committee of the legislature"),
        Some(other) => {
            draft.odd("chamber that is none of upper, lower and legislature, left out", other, node);
            None
        }
        None => None,
    };
    body.classes.extend(class.and_then(|class| draft.class(class, node)));
    if let Some(jurisdiction) = node.get("jurisdiction") {
        body.area = area(draft, jurisdiction).map(|id| draft.located(id, jurisdiction));
    }
    body.identifiers.push(Identifier { scheme: "ocd".to_string(), id: foreign.to_string() });
    texts(draft, node, &mut body);
    Some(body)
}

/// Other names, pages, and what the committee was read from.
fn texts(draft: &mut Draft<'_>, node: &Node<'_>, body: &mut Body) {
    for other in node.items_of("other_names") {
        match other.text().or_else(|| other.text_of("name")) {
            Some(name) if name == body.name => {}
            Some(name) => {
                let during = draft.period(other.get("start_date"), other.get("end_date"));
                let provenance = Provenance::default();
                let during = during.map(|during| during.value);
                body.other_names.push(OtherName { name: name.to_string(), during, provenance });
            }
            None => draft.dropped("other name of a committee that is none", other.what(), other),
        }
    }
    for link in node.items_of("links") {
        match (link.text().or_else(|| link.text_of("url")), &body.url) {
            (Some(url), None) => body.url = Some(url.to_string()),
            (url, _) => draft.dropped("further link of a committee", url.unwrap_or(link.what()), link),
        }
    }
    for source in node.items_of("sources") {
        let Some(url) = source.text().or_else(|| source.text_of("url")) else {
            draft.dropped("source of a committee without an address", source.what(), source);
            continue;
        };
        let title = source.text_of("note").unwrap_or(url);
        body.provenance.sources.extend(draft.source(title, Some(url), None, source));
    }
}

/// The area that a jurisdiction is for: of `ocd-jurisdiction/country:us/state:nc/government` the state, within the country.
fn area(draft: &mut Draft<'_>, node: &Node<'_>) -> Option<AreaId> {
    let text = node.text()?;
    let parts = text.split('/').filter_map(|part| part.split_once(':'));
    let mut above: Option<AreaId> = None;
    let mut path = String::new();
    for (sort, code) in parts {
        path = format!("{path}/{sort}:{code}");
        if let Some(id) = draft.areas.add_as(&path, Some(slug(code)).filter(|id| !id.is_empty())?.as_str()) {
            let level = match sort {
                "country" => Some(Level::National),
                "state" | "territory" | "district" => Some(Level::Regional),
                _ => Some(Level::Local),
            };
            let name = if code.len() <= 3 { code.to_uppercase() } else { code.replace('_', " ") };
            let within = above.clone().map(|above| draft.located(above, node));
            let provenance = draft.cite(None, node);
            let id = draft.located(id, node);
            draft.dataset.areas.push(Area { id, name, within, other_names: Vec::new(), level, provenance });
        }
        above = draft.areas.get(&path).cloned();
    }
    if above.is_none() {
        draft.dropped("jurisdiction that names no place", text, node);
    }
    above
}

/// What committees are sub-boards of: they name one other by its id, or by its name in the same jurisdiction.
fn parents(draft: &mut Draft<'_>, committees: &[Committee<'_, '_>]) {
    let place = |node: &Node<'_>| node.text_of("jurisdiction").unwrap_or_default().to_string();
    let mut by_name: HashMap<(String, String), Vec<&Committee<'_, '_>>> = HashMap::new();
    for committee in committees {
        let name = slug(committee.node.text_of("name").unwrap_or_default());
        by_name.entry((place(committee.node), name)).or_default().push(committee);
    }
    let mut count = 0;
    for own in committees {
        let Some(node) = own.node.get("parent") else { continue };
        draft.go_back(&own.opened);
        let Some(named) = node.text().or_else(|| node.text_of("id")).or_else(|| node.text_of("name")) else {
            draft.dropped("parent that is none", node.what(), node);
            continue;
        };
        let called = by_name.get(&(place(own.node), slug(named))).map(Vec::as_slice).unwrap_or_default();
        let called = called.iter().filter(|other| other.id != own.id).copied().collect::<Vec<_>>();
        let chamber = own.node.text_of("chamber");
        let here = called.iter().filter(|other| other.node.text_of("chamber") == chamber).copied().collect::<Vec<_>>();
        let parent = match (draft.bodies.get(named).cloned(), here.as_slice(), called.as_slice()) {
            (Some(parent), ..) => parent,
            (None, [one], _) | (None, [], [one]) => one.id.clone(),
            (None, ..) => {
                let what =
                    if called.is_empty() { "parent that is not there" } else { "parent whose name several have" };
                draft.dropped(what, named, node);
                continue;
            }
        };
        let mut relation = Relation::new(RelationKind::SubBoardOf, own.id.clone(), parent);
        relation.from.origin = draft.at(node.span);
        relation.provenance = draft.cite(None, node);
        count += usize::from(draft.relate(relation));
    }
    if count > 0 {
        draft.tally("parents", count, "relations `sub_board_of`");
    }
}

/// Both chambers have a committee on appropriations.
fn tell_apart(draft: &mut Draft<'_>, committees: &[Committee<'_, '_>]) {
    let mut named: HashMap<String, usize> = HashMap::new();
    for body in &draft.dataset.bodies {
        *named.entry(slug(&body.name)).or_default() += 1;
    }
    let mut told = false;
    for committee in committees {
        let Some(body) = draft.dataset.bodies.get_mut(committee.index) else { continue };
        if named.get(&slug(&body.name)).is_none_or(|count| *count < 2) {
            continue;
        }
        if let Some(chamber) = committee.node.text_of("chamber") {
            body.name = format!("{} ({chamber})", body.name);
            told = true;
        }
    }
    if told {
        draft.choose("of committees with one name each is called with its chamber in addition");
    }
}
