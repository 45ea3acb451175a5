//! Popolo to dataset.

use std::collections::HashMap;

use govgraph_model::{
    Area, Body, BodyId, Cited, Count, End, Existence, Holder, Identifier, Level, Located, OtherName, Period, Person,
    PersonId, Post, Provenance, Relation, RelationKind, Seat, Start, Tenure, Tri,
};

use super::find::{self, ARRAYS, Found, Membership};
use super::{ABBREVIATION, GENERATOR, ORGANIZATION, SOURCE};
use crate::Text;
use crate::import::{Draft, Ends, of_classification, of_role};
use crate::yaml::Node;

/// Reads files, which may refer to each other's records.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    draft.ends(Ends::Included);
    for text in texts {
        let Some(decoded) = draft.open(text) else { continue };
        let Some(root) = draft.json(decoded) else { continue };
        if root.entries().iter().any(|entry| ARRAYS.contains(&&*entry.key)) {
            draft.keys("the file", &root, &[&ARRAYS[..], &["meta"]].concat());
        }
        let generator = root.get("meta").and_then(|meta| meta.text_of("generator"));
        if generator == Some(GENERATOR) {
            draft.is_ours();
        }
        document(draft, &find::find(&root));
    }
}

/// What records of one document refer to each other by.
#[derive(Default)]
struct Known {
    /// Where a body stands in the dataset.
    bodies: HashMap<BodyId, usize>,
    posts: HashMap<String, PostOf>,
    terms: HashMap<String, (Option<String>, Option<Located<Period>>)>,
}

/// A post: its body, and which of the body's posts it is.
#[derive(Clone)]
struct PostOf {
    body: usize,
    index: usize,
}

fn document(draft: &mut Draft<'_>, found: &Found<'_, '_>) {
    let mut known = Known::default();
    areas(draft, found);
    persons(draft, found);
    organizations(draft, found, &mut known);
    terms(draft, found, &mut known);
    posts(draft, found, &mut known);
    let mut seats = 0;
    for membership in &found.memberships {
        seats += self::membership(draft, membership, &known);
    }
    draft.tally("memberships", found.memberships.len(), &format!("{seats} seats"));
    for node in &found.others {
        draft.dropped("record that is of no known kind", node.what(), node);
    }
}

fn areas(draft: &mut Draft<'_>, found: &Found<'_, '_>) {
    const KEYS: [&str; 8] =
        ["id", "name", "identifier", "other_names", "parent_id", "parent", "classification", "type"];
    for node in &found.areas {
        let Some((foreign, name)) = identity(draft, "area", node) else { continue };
        let Some(id) = draft.areas.add(&foreign, &name, "area") else {
            draft.odd("area with the id of another, of which the first was taken", &foreign, node);
            continue;
        };
        draft.keys("an area", node, &KEYS);
        let classification = node.get("classification").or_else(|| node.get("type"));
        let level = classification.and_then(Node::text).and_then(|text| text.to_lowercase().parse::<Level>().ok());
        let unread = if level.is_some() { &["identifier"][..] } else { &["classification", "type", "identifier"] };
        for key in unread {
            if let Some(value) = node.get(key) {
                draft.dropped(format!("`{key}` of an area"), value.text().unwrap_or(value.what()), value);
            }
        }
        let other_names = other_names(draft, "an area", node);
        let provenance = cite(draft, "area", Some(&foreign), node);
        let id = draft.located(id, node);
        draft.dataset.areas.push(Area { id, name, within: None, other_names, level, provenance });
    }
    draft.tally("areas", found.areas.len(), "areas");
    for node in &found.areas {
        let above = node.get("parent_id").or_else(|| node.get("parent")?.get("id"));
        let (Some(above), Some(own)) = (above, node.text_of("id")) else { continue };
        let wider = above.text().and_then(|above| draft.areas.get(above)).cloned();
        let (Some(wider), Some(own)) = (wider, draft.areas.get(own).cloned()) else {
            draft.dropped("parent of an area that is not there", above.text().unwrap_or(""), above);
            continue;
        };
        let wider = draft.located(wider, above);
        if let Some(area) = draft.dataset.areas.iter_mut().find(|area| area.id.value == own) {
            area.within = Some(wider);
        }
    }
}

fn persons(draft: &mut Draft<'_>, found: &Found<'_, '_>) {
    const KEYS: [&str; 6] = ["id", "name", "other_names", "identifiers", "memberships", "sources"];
    let mut read = 0;
    for node in &found.persons {
        let Some((foreign, name)) = identity(draft, "person", node) else { continue };
        // A person who is embedded in several memberships is one.
        let Some(id) = draft.persons.add(&foreign, &name, "person") else { continue };
        read += 1;
        draft.keys("a person", node, &KEYS);
        let mut identifiers = identifiers(draft, "a person", node);
        identifiers.extend(Draft::identifier("popolo", &foreign, id.as_str()));
        let other_names = other_names(draft, "a person", node);
        let provenance = cite(draft, "person", Some(&foreign), node);
        let id = draft.located(id, node);
        draft.dataset.persons.push(Person { id, name, other_names, identifiers, provenance });
    }
    draft.tally("persons", read, "persons");
}

fn organizations(draft: &mut Draft<'_>, found: &Found<'_, '_>, known: &mut Known) {
    const KEYS: [&str; 17] = [
        "id",
        "name",
        "other_names",
        "identifiers",
        "classification",
        "parent_id",
        "parent",
        "children",
        "area_id",
        "founding_date",
        "dissolution_date",
        "posts",
        "memberships",
        "sources",
        "links",
        "abstract",
        "description",
    ];
    let mut parents = Vec::new();
    let mut read = 0;
    for organization in &found.organizations {
        let node = organization.node;
        let Some((foreign, name)) = identity(draft, "organization", node) else { continue };
        let above = match organization.parent {
            Some(parent) => parent.text_of("id").map(|id| (id.to_string(), parent)),
            None => {
                let above = node.get("parent_id").or_else(|| node.get("parent")?.get("id"));
                above.and_then(|above| Some((above.text()?.to_string(), above)))
            }
        };
        parents.extend(above.map(|(above, at)| (foreign.clone(), above, at)));
        let Some(id) = draft.bodies.add(&foreign, &name, "body") else { continue };
        read += 1;
        draft.keys("an organization", node, &KEYS);
        let mut body = Body::new(id, name);
        if let Some(classification) = node.text_of("classification") {
            let (kind, says_all) = of_classification(classification);
            body.kind = kind;
            if !says_all {
                body.classes.extend(draft.class(classification, node));
            }
        }
        body.identifiers = identifiers(draft, "an organization", node);
        body.identifiers.extend(Draft::identifier("popolo", &foreign, body.id.as_str()));
        for (is_short, other) in names_and_notes(draft, "an organization", node) {
            match (is_short, &body.short) {
                (true, None) => body.short = Some(other.name),
                _ => body.other_names.push(other),
            }
        }
        for key in ["abstract", "description"] {
            let text = node.text_of(key).map(str::to_string);
            body.purposes.extend(text.map(|value| Cited { value, provenance: Provenance::default() }));
        }
        body.provenance = cite(draft, "organization", Some(&foreign), node);
        let (start, end) = (node.get("founding_date"), node.get("dissolution_date"));
        body.exists = draft.period(start, end).map(|during| Existence { during, provenance: Default::default() });
        body.url = node.items_of("links").iter().find_map(|link| link.text_of("url")).map(str::to_string);
        if let Some(area) = node.get("area_id") {
            let id = area.text().and_then(|text| draft.areas.get(text)).cloned();
            match id {
                Some(id) => body.area = Some(draft.located(id, area)),
                None => draft.dropped("area of an organization that is not there", area.text().unwrap_or(""), area),
            }
        }
        body.id = draft.located(body.id.value, node);
        known.bodies.insert(body.id.value.clone(), draft.dataset.bodies.len());
        draft.dataset.bodies.push(body);
    }
    draft.tally("organizations", read, "bodies");
    for (own, above, at) in parents {
        let (Some(own), Some(up)) = (draft.bodies.get(&own).cloned(), draft.bodies.get(&above).cloned()) else {
            draft.dropped("parent of an organization that is not there", &above, at);
            continue;
        };
        let has_members = |id: &BodyId| {
            let body = known.bodies.get(id).and_then(|index| draft.dataset.bodies.get(*index));
            body.is_some_and(|body| body.kind.has_members())
        };
        let kind = match has_members(&own) && has_members(&up) {
            true => RelationKind::SubBoardOf,
            false => RelationKind::PartOf,
        };
        let mut relation = Relation::new(kind, own, up);
        relation.from.origin = draft.at(at.span);
        draft.relate(relation);
    }
}

/// Events are read for the terms of a legislature, which memberships take their dates from.
fn terms(draft: &mut Draft<'_>, found: &Found<'_, '_>, known: &mut Known) {
    let mut count = 0;
    for node in &found.events {
        let (Some(id), true) = (node.text_of("id"), is_term(node)) else {
            let what = node.text_of("classification").unwrap_or("event");
            draft.dropped(format!("event: {what}"), node.text_of("name").unwrap_or(""), node);
            continue;
        };
        let during = draft.period(node.get("start_date"), node.get("end_date"));
        known.terms.insert(id.to_string(), (node.text_of("name").map(str::to_string), during));
        count += 1;
    }
    if count > 0 {
        draft.tally("legislative periods", count, "dates of memberships");
        draft.choose("a membership without dates of its own has those of its legislative period");
    }
}

fn is_term(node: &Node<'_>) -> bool {
    node.text_of("classification").is_some_and(|of| of.eq_ignore_ascii_case("legislative period"))
}

fn posts(draft: &mut Draft<'_>, found: &Found<'_, '_>, known: &mut Known) {
    const KEYS: [&str; 9] =
        ["id", "label", "role", "organization_id", "organization", "memberships", "start_date", "end_date", "sources"];
    for post in &found.posts {
        let node = post.node;
        let organization = node.text_of("organization_id").or_else(|| post.organization?.text_of("id"));
        let body = organization.and_then(|of| draft.bodies.get(of)).and_then(|id| known.bodies.get(id)).copied();
        let name = node.text_of("label").or_else(|| node.text_of("role"));
        let (Some(at), Some(name)) = (body, name) else {
            let what = if name.is_none() { "without a label" } else { "of an organization that is not there" };
            draft.dropped(format!("post {what}"), node.text_of("id").unwrap_or(""), node);
            continue;
        };
        draft.keys("a post", node, &KEYS);
        let during = draft.period(node.get("start_date"), node.get("end_date"));
        let provenance = cite(draft, "post", node.text_of("id"), node);
        let name = draft.located(name.to_string(), node);
        let Some(body) = draft.dataset.bodies.get_mut(at) else { continue };
        let same = body.posts.iter().position(|own| own.name.value.eq_ignore_ascii_case(&name));
        let index = same.unwrap_or(body.posts.len());
        if let Some(same) = body.posts.get_mut(index) {
            // Posts of one name are one post with several places.
            same.count = Count { least: same.count.least + 1, most: same.count.most.map(|most| most + 1) };
            same.during = None;
        } else {
            body.posts.push(Post { name, count: Count::ONE, elected: None, during, holders: Vec::new(), provenance });
        }
        if let Some(id) = node.text_of("id") {
            known.posts.insert(id.to_string(), PostOf { body: at, index });
        }
    }
    draft.tally("posts", found.posts.len(), "posts");
}

const MEMBERSHIP_KEYS: [&str; 21] = [
    "id",
    "person_id",
    "person",
    "member",
    "member_id",
    "organization_id",
    "organization",
    "post_id",
    "post",
    "on_behalf_of_id",
    "on_behalf_of",
    "role",
    "label",
    "area_id",
    "area",
    "start_date",
    "end_date",
    "legislative_period_id",
    "sources",
    "type",
    "@type",
];

/// Reads a membership as a seat for each of its people; how many.
fn membership(draft: &mut Draft<'_>, membership: &Membership<'_, '_>, known: &Known) -> usize {
    let node = membership.node;
    draft.keys("a membership", node, &MEMBERSHIP_KEYS);
    let post_id = node.text_of("post_id").or_else(|| membership.post?.text_of("id"));
    let post = post_id.and_then(|id| known.posts.get(id)).cloned();
    if let (Some(id), None) = (post_id, &post) {
        draft.dropped("post of a membership that is not there", id, node);
    }
    let organization = node.text_of("organization_id").or_else(|| membership.organization?.text_of("id"));
    let body = organization.and_then(|of| draft.bodies.get(of)).and_then(|id| known.bodies.get(id)).copied();
    let Some(at) = body.or(post.as_ref().map(|post| post.body)) else {
        let what = match organization {
            None => "membership that names no organization",
            Some(_) => "membership of an organization that is not there",
        };
        draft.dropped(what, organization.or_else(|| node.text_of("id")).unwrap_or(""), node);
        return 0;
    };
    let holders = holders(draft, membership);
    let during = dates(draft, node, known);
    let (capacity, role) = of_role(node.text_of("role"));
    let on_behalf_of = node.get("on_behalf_of_id").or_else(|| node.get("on_behalf_of")?.get("id"));
    let on_behalf_of = on_behalf_of.and_then(|of| {
        let id = of.text().and_then(|text| draft.bodies.get(text)).cloned();
        match id {
            Some(id) => Some(draft.located(id, of)),
            None => {
                draft.dropped("organization that is spoken for and not there", of.text().unwrap_or(""), of);
                None
            }
        }
    });
    let area = node.text_of("area_id").or_else(|| node.get("area")?.text_of("id"));
    let area = area.and_then(|area| draft.areas.get(area)).cloned();
    let area = area.and_then(|id| draft.dataset.areas.iter().find(|area| area.id.value == id));
    let group = area.map(|area| area.name.clone()).or_else(|| Some(node.get("area")?.text_of("name")?.to_string()));
    let provenance = cite(draft, "membership", node.text_of("id"), node);
    let capacity = draft.located(capacity, node.get("role").unwrap_or(node));
    let count = holders.len();
    for holder in holders {
        let person = holder.person.clone();
        let mut seat = Seat::new(holder);
        seat.capacity = capacity;
        seat.role = role.clone();
        seat.on_behalf_of = on_behalf_of.clone();
        seat.group = group.clone();
        seat.during = during.clone();
        seat.provenance = provenance.clone();
        seat.vacant = Tri::Unknown;
        if let (Some(person), Some(post)) = (person, &post) {
            let holds = draft.dataset.bodies.get_mut(post.body).and_then(|body| body.posts.get_mut(post.index));
            if let Some(post) = holds {
                seat.role = seat.role.or_else(|| Some(post.name.value.clone()));
                post.holders.push(Tenure { person, during: during.clone(), provenance: provenance.clone() });
            }
        }
        if let Some(body) = draft.dataset.bodies.get_mut(at) {
            body.seats.push(seat);
        }
    }
    count
}

/// Who the members are: usually one person; some files list several.
fn holders(draft: &mut Draft<'_>, membership: &Membership<'_, '_>) -> Vec<Holder> {
    let node = membership.node;
    let keys = ["person_id", "member_id", "member", "person"];
    let named: Vec<(String, &Node<'_>)> = match keys.iter().find_map(|key| node.get(key)) {
        Some(who) => who
            .items()
            .iter()
            .filter_map(|one| Some((one.text().or_else(|| one.text_of("id"))?.to_string(), one)))
            .collect(),
        None => membership.person.and_then(|of| Some((of.text_of("id")?.to_string(), of))).into_iter().collect(),
    };
    let label = node.text_of("label");
    if named.is_empty() {
        let described = label.or_else(|| node.text_of("role")).unwrap_or("not named");
        return vec![Holder { described: Some(described.to_string()), ..Holder::default() }];
    }
    let mut holders = Vec::new();
    for (foreign, at) in named {
        let is_organization = at.text_of("@type").is_some_and(|kind| kind.eq_ignore_ascii_case(ORGANIZATION));
        let person = draft.persons.get(&foreign).filter(|_| !is_organization).cloned();
        let organisation = draft.bodies.get(&foreign).cloned();
        match (person, organisation) {
            (Some(person), _) => {
                if let Some(label) = label {
                    draft.dropped("`label` of a membership", label, node);
                }
                holders.push(Holder { person: Some(draft.located::<PersonId>(person, at)), ..Holder::default() });
            }
            (None, Some(organisation)) => {
                let post = label.map(|label| draft.located(label.to_string(), node));
                let organisation = Some(draft.located(organisation, at));
                holders.push(Holder { organisation, post, ..Holder::default() });
            }
            (None, None) => draft.dropped("member who is not there", &foreign, at),
        }
    }
    holders
}

fn dates(draft: &mut Draft<'_>, node: &Node<'_>, known: &Known) -> Option<Located<Period>> {
    let (start, end) = (node.get("start_date"), node.get("end_date"));
    let own = draft.period(start, end);
    let Some(term) = node.text_of("legislative_period_id") else { return own };
    let Some((_, during)) = known.terms.get(term) else {
        draft.dropped("legislative period of a membership that is not there", term, node);
        return own;
    };
    // Dates of its own say when within the term it began or ended.
    match (own, during.clone()) {
        (Some(mut own), Some(term)) => {
            if own.value.start == Start::Unknown {
                own.value.start = term.value.start;
            }
            if own.value.end == End::Unknown {
                own.value.end = term.value.end;
            }
            Some(own)
        }
        (own, term) => own.or(term),
    }
}

/// What a record is known by, and its name.
fn identity(draft: &mut Draft<'_>, what: &str, node: &Node<'_>) -> Option<(String, String)> {
    let (id, name) = (node.text_of("id"), node.text_of("name"));
    match (id, name) {
        (Some(id), Some(name)) => Some((id.to_string(), name.to_string())),
        (Some(id), None) => {
            draft.odd(format!("{what} without a name, called by its id"), id, node);
            Some((id.to_string(), id.to_string()))
        }
        (None, Some(name)) => {
            draft.odd(format!("{what} without an id, known by its name"), name, node);
            Some((name.to_string(), name.to_string()))
        }
        (None, None) => {
            draft.dropped(format!("{what} without id and name"), node.what(), node);
            None
        }
    }
}

fn other_names(draft: &mut Draft<'_>, what: &str, node: &Node<'_>) -> Vec<OtherName> {
    names_and_notes(draft, what, node).into_iter().map(|(_, name)| name).collect()
}

/// Other names, each with whether it is said to be an abbreviation.
fn names_and_notes(draft: &mut Draft<'_>, what: &str, node: &Node<'_>) -> Vec<(bool, OtherName)> {
    let mut names = Vec::new();
    for other in node.items_of("other_names") {
        let Some(name) = other.text().or_else(|| other.text_of("name")) else {
            draft.dropped(format!("other name of {what} that is none"), other.what(), other);
            continue;
        };
        let is_short = other.text_of("note").is_some_and(|note| note.eq_ignore_ascii_case(ABBREVIATION));
        let read = if is_short {
            &["name", "start_date", "end_date", "note"][..]
        } else {
            &["name", "start_date", "end_date"]
        };
        draft.keys(&format!("another name of {what}"), other, read);
        let during = draft.period(other.get("start_date"), other.get("end_date")).map(|during| during.value);
        names.push((is_short, OtherName { name: name.to_string(), during, provenance: Provenance::default() }));
    }
    names
}

fn identifiers(draft: &mut Draft<'_>, what: &str, node: &Node<'_>) -> Vec<Identifier> {
    let mut identifiers = Vec::new();
    for own in node.items_of("identifiers") {
        match (own.text_of("scheme"), own.text_of("identifier")) {
            (scheme, Some(id)) => {
                identifiers.push(Identifier { scheme: scheme.unwrap_or("unknown").to_string(), id: id.to_string() });
            }
            (_, None) => draft.dropped(format!("identifier of {what} that is none"), own.what(), own),
        }
    }
    identifiers
}

/// What a record rests on: the file, and the sources that it names.
fn cite(draft: &mut Draft<'_>, what: &str, id: Option<&str>, node: &Node<'_>) -> Provenance {
    let mut provenance = draft.cite(id.map(|id| format!("{what} {id}")), node);
    for link in node.items_of("sources") {
        let (url, note) = (link.text().or_else(|| link.text_of("url")), link.text_of("note"));
        // One that we wrote for a source without an address names its id.
        let (id, url) = match url.and_then(|url| url.strip_prefix(SOURCE)) {
            Some(id) => (Some(id), None),
            None => (None, url),
        };
        match note.or(url).or(id) {
            Some(title) => provenance.sources.extend(draft.source(title, url, id, link)),
            None => draft.dropped(format!("source of a {what} without url and note"), link.what(), link),
        }
    }
    provenance
}
