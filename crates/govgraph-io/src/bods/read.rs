//! Statements to dataset: entities and people.

use std::collections::HashMap;

use govgraph_model::{Area, Body, BodyId, BodyKind, Existence, Identifier, OtherName, Person, Provenance, SourceKind};

use super::interests;
use super::statements::{Kind, Record, records, roots};
use crate::Text;
use crate::import::{Draft, Ends};
use crate::yaml::Node;

/// Reads files; records of one id in several are one.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    draft.ends(Ends::Included);
    for text in texts {
        let Some(decoded) = draft.open(text) else { continue };
        let statements = roots(draft, decoded);
        let records = records(draft, &statements);
        let mut known = Known::default();
        for record in records.iter().filter(|record| record.kind == Kind::Entity) {
            entity(draft, &mut known, record);
        }
        for record in records.iter().filter(|record| record.kind == Kind::Person) {
            person(draft, &mut known, record);
        }
        draft.tally("entities", known.entities, "bodies");
        draft.tally("people", known.people, "persons");
        interests::read(draft, &known, &records);
        if decoded.contains("-01\"") {
            draft.choose(
                "a first of a month may stand for any day in it, as the standard has it; taken as it is written",
            );
        }
        if records.iter().any(|record| record.closed.is_some()) {
            draft.choose("what a closed record says was over at the latest when it was closed");
        }
    }
}

/// What records refer to each other by.
#[derive(Default)]
pub(super) struct Known {
    /// Where a body stands in the dataset.
    pub(super) at: HashMap<BodyId, usize>,
    /// The first record with an identifier.
    identified: HashMap<(Kind, String, String), String>,
    entities: usize,
    people: usize,
}

fn entity(draft: &mut Draft<'_>, known: &mut Known, record: &Record<'_, '_>) {
    const KEYS: [&str; 11] = [
        "isComponent",
        "entityType",
        "unspecifiedEntityDetails",
        "name",
        "alternateNames",
        "jurisdiction",
        "identifiers",
        "foundingDate",
        "dissolutionDate",
        "uri",
        "formedByStatute",
    ];
    let node = record.details;
    let kind = node.get("entityType");
    let word = kind.and_then(|kind| kind.text_of("type")).or(kind.and_then(Node::text));
    let name = node.text_of("name").map(str::to_string);
    let name = name.unwrap_or_else(|| nameless(word.unwrap_or("unknownEntity"), node.get("unspecifiedEntityDetails")));
    let Some(id) = draft.bodies.add(&record.id, &name, "body") else { return };
    known.entities += 1;
    draft.keys("an entity", node, &KEYS);
    let mut body = Body::new(id, name);
    let subtype = kind.and_then(|kind| kind.text_of("subtype")).filter(|subtype| *subtype != "other");
    body.kind = match subtype {
        Some("governmentDepartment") => BodyKind::Department,
        Some("stateAgency") => BodyKind::Agency,
        _ => BodyKind::Organisation,
    };
    let called = kind.and_then(|kind| kind.text_of("details")).map(str::to_string);
    if let Some(called) = called.or_else(|| subtype.or(word).map(spaced)) {
        body.classes.extend(draft.class(&called, node));
    }
    for other in node.items_of("alternateNames") {
        match other.text() {
            Some(name) => {
                let (name, provenance) = (name.to_string(), Provenance::default());
                body.other_names.push(OtherName { name, during: None, provenance });
            }
            None => draft.dropped("alternative name that is none", other.what(), other),
        }
    }
    body.identifiers = identifiers(draft, known, record, Kind::Entity);
    body.identifiers.extend(Draft::identifier("bods", &record.id, body.id.as_str()));
    body.url = node.text_of("uri").map(str::to_string);
    body.area = node.get("jurisdiction").and_then(|jurisdiction| area(draft, jurisdiction));
    body.provenance = cite(draft, record);
    if let Some(statute) = node.get("formedByStatute") {
        act(draft, statute, &mut body.provenance);
    }
    let exists = draft.period(node.get("foundingDate"), node.get("dissolutionDate"));
    let during = record.until_closed(exists.map(|exists| exists.value));
    body.exists =
        during.map(|during| Existence { during: draft.located(during, node), provenance: Default::default() });
    body.id = draft.located(body.id.value, record.statement);
    known.at.insert(body.id.value.clone(), draft.dataset.bodies.len());
    draft.dataset.bodies.push(body);
}

fn person(draft: &mut Draft<'_>, known: &mut Known, record: &Record<'_, '_>) {
    const KEYS: [&str; 5] = ["isComponent", "personType", "unspecifiedPersonDetails", "names", "identifiers"];
    let node = record.details;
    let names = node.items_of("names");
    // The name in use goes before former ones and those at birth.
    let main =
        names.iter().position(|name| matches!(name.text_of("type"), None | Some("individual" | "legal"))).unwrap_or(0);
    let mut called: Vec<String> = Vec::new();
    for name in names {
        let whole = name.text_of("fullName").map(str::to_string);
        let parts = || {
            let parts = ["givenName", "patronymicName", "familyName"].iter().filter_map(|key| name.text_of(key));
            Some(parts.collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
        };
        called.push(whole.or_else(parts).unwrap_or_default());
    }
    let main = called.get(main).cloned().filter(|name| !name.is_empty());
    let name = main.unwrap_or_else(|| {
        nameless(node.text_of("personType").unwrap_or("unknownPerson"), node.get("unspecifiedPersonDetails"))
    });
    let Some(id) = draft.persons.add(&record.id, &name, "person") else { return };
    known.people += 1;
    draft.keys("a person", node, &KEYS);
    let others = called.into_iter().filter(|other| !other.is_empty() && *other != name);
    let other_names = others.map(|name| OtherName { name, during: None, provenance: Provenance::default() }).collect();
    let mut identifiers = identifiers(draft, known, record, Kind::Person);
    identifiers.extend(Draft::identifier("bods", &record.id, id.as_str()));
    let provenance = cite(draft, record);
    let id = draft.located(id, record.statement);
    draft.dataset.persons.push(Person { id, name, other_names, identifiers, provenance });
}

/// What somebody is called whose name is not known or not told, and why.
pub(super) fn nameless(what: &str, details: Option<&Node<'_>>) -> String {
    let why = details.and_then(|details| {
        details.text_of("description").map(str::to_string).or(details.text_of("reason").map(spaced))
    });
    match why {
        Some(why) => format!("{} ({why})", spaced(what)),
        None => spaced(what),
    }
}

/// `stateBody` as people write it: `state body`.
pub(super) fn spaced(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// The identifiers of a record. Another record with one of them is perhaps the same, and is told.
fn identifiers(draft: &mut Draft<'_>, known: &mut Known, record: &Record<'_, '_>, kind: Kind) -> Vec<Identifier> {
    let mut identifiers = Vec::new();
    for node in record.details.items_of("identifiers") {
        let Some(id) = node.text_of("id") else {
            draft.dropped("identifier that is none", node.what(), node);
            continue;
        };
        draft.keys("an identifier", node, &["id", "scheme", "schemeName"]);
        let scheme = node.text_of("scheme").or(node.text_of("schemeName")).unwrap_or("unknown");
        let key = (kind, scheme.to_string(), id.to_string());
        let first = known.identified.entry(key).or_insert_with(|| record.id.clone());
        if *first != record.id {
            let example = format!("{scheme} {id}: {first} and {}", record.id);
            draft.odd("two records with one identifier, proposed to be the same and kept apart", &example, node);
        }
        identifiers.push(Identifier { scheme: scheme.to_string(), id: id.to_string() });
    }
    identifiers
}

fn area(draft: &mut Draft<'_>, node: &Node<'_>) -> Option<govgraph_model::Located<govgraph_model::AreaId>> {
    let code = node.text_of("code").or(node.text_of("name")).or(node.text())?.to_string();
    let name = node.text_of("name").unwrap_or(&code).to_string();
    if let Some(id) = draft.areas.add(&code, &name, "area") {
        let (id, provenance) = (draft.located(id, node), draft.cite(None, node));
        draft.dataset.areas.push(Area { id, name, within: None, other_names: Vec::new(), level: None, provenance });
    }
    let id = draft.areas.get(&code).cloned()?;
    Some(draft.located(id, node))
}

/// The act that formed an entity stands behind it.
fn act(draft: &mut Draft<'_>, node: &Node<'_>, provenance: &mut Provenance) {
    let Some(name) = node.text_of("name") else {
        draft.dropped("statute without a name", node.what(), node);
        return;
    };
    let date = node.get("date").and_then(|date| draft.date(date));
    if let Some(citation) = draft.source(name, None, None, node) {
        let id = &citation.source.value;
        if let Some(source) = draft.dataset.sources.iter_mut().rev().find(|source| source.id.value == *id) {
            source.kind = SourceKind::Act;
            source.published = date;
        }
        provenance.sources.push(citation);
    }
}

/// What a record rests on: the file, and what its statement says that it was taken from.
pub(super) fn cite(draft: &mut Draft<'_>, record: &Record<'_, '_>) -> Provenance {
    let mut provenance = draft.cite(Some(format!("record {}", record.id)), record.statement);
    if let Some(source) = record.statement.get("source") {
        let asserted = source.items_of("assertedBy").iter().find_map(|by| by.text_of("name"));
        let url = source.text_of("url");
        if let Some(title) = source.text_of("description").or(asserted).or(url) {
            provenance.sources.extend(draft.source(title, url, None, source));
        }
    }
    provenance
}
