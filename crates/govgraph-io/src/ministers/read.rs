//! The folder: which file is which, departments, people and posts.

use std::collections::{HashMap, HashSet};

use govgraph_model::{
    Body, BodyKind, Count, Date, End, Existence, Identifier, OtherName, Period, Person, Post, Provenance, Source,
    SourceId, Start, slug,
};

use super::{appointments, base, links};
use crate::Text;
use crate::import::{Draft, Ends};
use crate::sheet::{self, Records};
use crate::yaml::Node;

/// The files that are read, in the order in which records refer to each other.
const FILES: [&str; 11] = [
    "organisation.csv",
    "person.csv",
    "post.csv",
    "organisation_link.csv",
    "representation.csv",
    "appointment_characteristics.csv",
    "appointment.csv",
    "representation_characteristics.csv",
    "post_relationship.csv",
    "constituency.csv",
    "event.csv",
];

/// Those without which nothing can be made of the rest.
const NEEDED: [&str; 4] = ["organisation.csv", "person.csv", "post.csv", "appointment.csv"];

/// Reads the folder.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    let missing: Vec<&str> =
        NEEDED.into_iter().filter(|file| !texts.iter().any(|text| base(text.name) == *file)).collect();
    if !missing.is_empty() {
        let name = texts.first().map_or("", |text| text.name);
        draft.cannot_use(name, format!("the ministers database is a folder, and here is no {}", missing.join(", ")));
        return;
    }
    draft.ends(Ends::Excluded);
    if let Ok(id) = "ifg-ministers".parse::<SourceId>() {
        let mut source = Source::new(id, "IfG Ministers Database");
        source.publisher = Some("Institute for Government".to_string());
        source.url = Some("https://www.instituteforgovernment.org.uk/ifg-ministers-database".to_string());
        source.licence = Some("CC BY 4.0".to_string());
        draft.open_publication(texts, source);
    }
    let mut known = Known::default();
    draft.choose(
        "whoever sits in the Commons is elected, and a minister through that office; whoever sits in the Lords is not",
    );
    for file in FILES {
        let Some(text) = texts.iter().find(|text| base(text.name) == file) else { continue };
        let Some(decoded) = draft.decode(text) else { continue };
        draft.go_on(text.name, &decoded);
        let Some(header) = sheet::header(&decoded, ',') else { continue };
        let keys: Vec<_> = header.names.iter().cloned().map(Some).collect();
        let rows: Vec<Node<'_>> = Records::new(draft, &decoded, &header, &keys).iter().collect();
        match file {
            "organisation.csv" => organisations(draft, &mut known, &rows),
            "person.csv" => persons(draft, &rows),
            "post.csv" => posts(draft, &mut known, &rows),
            "organisation_link.csv" => links::read(draft, &known, &rows),
            "representation.csv" => known.mandates = super::mandates::read(draft, &rows),
            "appointment_characteristics.csv" => known.remarks = appointments::remarks(draft, &rows),
            "appointment.csv" => appointments::read(draft, &known, &rows),
            _ => unread(draft, file, &rows),
        }
    }
    for text in texts.iter().filter(|text| !FILES.contains(&base(text.name))) {
        draft.go_on(text.name, "");
        let nowhere = Node { span: crate::yaml::Span::new(0, 0), value: crate::yaml::Value::Nothing };
        draft.dropped("file that is none of the database", base(text.name), &nowhere);
    }
}

/// What records refer to each other by.
#[derive(Default)]
pub(super) struct Known {
    /// Where an organisation stands among the bodies.
    pub(super) bodies: HashMap<String, usize>,
    pub(super) posts: HashMap<String, PostOf>,
    pub(super) mandates: super::mandates::Mandates,
    /// What is said of an appointment besides.
    pub(super) remarks: HashMap<String, appointments::Remarks>,
}

/// A post: its body, which of the body's posts it is, and what ranks with it.
pub(super) struct PostOf {
    pub(super) body: usize,
    pub(super) index: usize,
    pub(super) rank: Option<String>,
}

fn organisations(draft: &mut Draft<'_>, known: &mut Known, rows: &[Node<'_>]) {
    const KEYS: [&str; 5] = ["id", "name", "short_name", "start_date", "end_date"];
    let mut shorts: HashMap<String, usize> = HashMap::new();
    for short in rows.iter().filter_map(|node| node.text_of("short_name")) {
        *shorts.entry(slug(short)).or_default() += 1;
    }
    for node in rows {
        let (Some(foreign), Some(name)) = (node.text_of("id"), node.text_of("name")) else {
            draft.dropped("organisation without id or name", node.text_of("name").unwrap_or(""), node);
            continue;
        };
        draft.keys("an organisation", node, &KEYS);
        let exists = draft.period(node.get("start_date"), node.get("end_date"));
        let short = node.text_of("short_name");
        let mut wish = Some(slug(short.unwrap_or_default())).filter(|wish| !wish.is_empty()).unwrap_or(slug(name));
        // Whoever types an abbreviation that several had is asked which of them is meant.
        if shorts.get(&wish).is_some_and(|times| *times > 1)
            && let Some(Start::On(start)) = exists.as_ref().map(|exists| &exists.start)
        {
            wish = format!("{wish}-{}", start.first().year());
        }
        let wish = if wish.is_empty() { "organisation" } else { &wish };
        let Some(id) = draft.bodies.add_as(foreign, wish) else {
            draft.odd("organisation with the id of another, of which the first was taken", name, node);
            continue;
        };
        let mut body = Body::new(id, name);
        body.kind = kind(name);
        body.short = short.map(str::to_string);
        body.identifiers.extend(Draft::identifier("ifg", foreign, body.id.as_str()));
        body.exists = exists.map(|during| Existence { during, provenance: Provenance::default() });
        body.provenance = draft.cite(Some(format!("organisation {foreign}")), node);
        body.id = draft.located(body.id.value, node);
        known.bodies.insert(foreign.to_string(), draft.dataset.bodies.len());
        draft.dataset.bodies.push(body);
    }
    draft.tally("organisations", rows.len(), "bodies");
    draft.choose("an organisation with Department or Ministry in its name is a department, one with Office an office");
    let mut names: HashMap<&str, usize> = HashMap::new();
    for name in rows.iter().filter_map(|node| node.text_of("name")) {
        *names.entry(name).or_default() += 1;
    }
    let twice = names.values().filter(|times| **times > 1).count();
    if twice > 0 {
        draft.tally("names of several organisations", twice, "bodies that stay apart");
    }
}

fn kind(name: &str) -> BodyKind {
    let has = |word: &str| name.split(|c: char| !c.is_alphabetic()).any(|part| part == word);
    if has("Department") || has("Ministry") {
        BodyKind::Department
    } else if has("Office") {
        BodyKind::Office
    } else {
        BodyKind::Organisation
    }
}

/// People have a row for each of their names, with its dates. The one that was not given up is what they are called.
fn persons(draft: &mut Draft<'_>, rows: &[Node<'_>]) {
    const KEYS: [&str; 9] = [
        "id",
        "id_parliament",
        "id_ifg_website",
        "name",
        "display_name",
        "normalized_name",
        "start_date",
        "end_date",
        "short_name",
    ];
    let mut people: Vec<Vec<Named<'_, '_>>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for node in rows {
        let (Some(foreign), Some(name)) = (node.text_of("id"), node.text_of("name")) else {
            draft.dropped("person without id or name", node.text_of("name").unwrap_or(""), node);
            continue;
        };
        draft.keys("a person", node, &KEYS);
        if let Some(short) = node.get("short_name").filter(|short| short.text() != Some(name)) {
            draft.dropped("`short_name` of a person", short.text().unwrap_or(""), short);
        }
        let during = draft.period(node.get("start_date"), node.get("end_date")).map(|during| during.value);
        let at = *index.entry(foreign).or_insert(people.len());
        if at == people.len() {
            people.push(Vec::new());
        }
        if let Some(names) = people.get_mut(at) {
            names.push(Named { node, foreign, name, during });
        }
    }
    let count = people.len();
    for mut names in people {
        // The last name first: that without an end, or with the latest.
        names.sort_by_key(|named| std::cmp::Reverse(named.end()));
        person(draft, &names);
    }
    draft.tally("names of people", rows.len(), &format!("{count} persons"));
}

/// A name of somebody, and when they had it.
struct Named<'r, 't> {
    node: &'r Node<'t>,
    foreign: &'r str,
    name: &'r str,
    during: Option<Period>,
}

impl Named<'_, '_> {
    /// When the name was given up; that which was not comes last.
    fn end(&self) -> (bool, Option<Date>) {
        match self.during.as_ref().map(|during| &during.end) {
            Some(End::On(date)) => (false, Some(date.clone())),
            _ => (true, None),
        }
    }
}

fn person(draft: &mut Draft<'_>, names: &[Named<'_, '_>]) {
    let Some(main) = names.first() else { return };
    let Some(id) = draft.persons.add(main.foreign, main.name, "person") else { return };
    let mut other_names: Vec<OtherName> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::from([main.name]);
    for named in names {
        let spellings = ["display_name", "normalized_name"].iter().filter_map(|key| named.node.text_of(key));
        let own = std::iter::once(named.name).filter(|_| !std::ptr::eq(named, main));
        for name in own.chain(spellings) {
            if seen.insert(name) {
                let during = named.during.clone().filter(|_| !std::ptr::eq(named, main));
                other_names.push(OtherName { name: name.to_string(), during, provenance: Provenance::default() });
            }
        }
    }
    let mut identifiers: Vec<Identifier> = Draft::identifier("ifg", main.foreign, id.as_str()).into_iter().collect();
    for (scheme, key) in [("uk-parliament", "id_parliament"), ("ifg-website", "id_ifg_website")] {
        let own = names.iter().filter_map(|named| named.node.text_of(key));
        // A number that went through a spreadsheet: `500.0`.
        let own = own.map(|id| id.strip_suffix(".0").unwrap_or(id).to_string());
        for id in own {
            let identifier = Identifier { scheme: scheme.to_string(), id };
            if !identifiers.contains(&identifier) {
                identifiers.push(identifier);
            }
        }
    }
    let provenance = draft.cite(Some(format!("person {}", main.foreign)), main.node);
    let id = draft.located(id, main.node);
    draft.dataset.persons.push(Person { id, name: main.name.to_string(), other_names, identifiers, provenance });
}

fn posts(draft: &mut Draft<'_>, known: &mut Known, rows: &[Node<'_>]) {
    const KEYS: [&str; 5] = ["id", "organisation_id", "name", "display_name", "rank_equivalence"];
    // Where a post of some name stands among those of its body.
    let mut named: HashMap<(usize, String), usize> = HashMap::new();
    let mut read = 0;
    for node in rows {
        let organisation = node.text_of("organisation_id").unwrap_or_default();
        let body = known.bodies.get(organisation).copied();
        let (Some(at), Some(foreign), Some(name)) = (body, node.text_of("id"), node.text_of("name")) else {
            let what = if body.is_none() { "of an organisation that is not there" } else { "without id or name" };
            draft.dropped(format!("post {what}"), node.text_of("name").unwrap_or(organisation), node);
            continue;
        };
        draft.keys("a post", node, &KEYS);
        if let Some(display) = node.get("display_name").filter(|display| display.text() != Some(name)) {
            draft.dropped("`display_name` of a post", display.text().unwrap_or(""), display);
        }
        if known.posts.contains_key(foreign) {
            draft.odd("post with the id of another, of which the first was taken", name, node);
            continue;
        }
        let provenance = draft.cite(Some(format!("post {foreign}")), node);
        let located = draft.located(name.to_string(), node);
        let Some(body) = draft.dataset.bodies.get_mut(at) else { continue };
        let index = *named.entry((at, name.to_lowercase())).or_insert(body.posts.len());
        match body.posts.get_mut(index) {
            // Posts of one name may have been one after the other.
            Some(same) => same.count.most = same.count.most.map(|most| most.saturating_add(1)),
            None => body.posts.push(Post {
                name: located,
                count: Count::ONE,
                elected: None,
                during: None,
                holders: Vec::new(),
                provenance,
            }),
        }
        let rank = node.text_of("rank_equivalence").map(str::to_string);
        known.posts.insert(foreign.to_string(), PostOf { body: at, index, rank });
        read += 1;
    }
    draft.tally("posts", rows.len(), &format!("{} posts; those of one name in a body are one", named.len()));
    if read > named.len() {
        draft.choose("posts of one name in one organisation are one post with at least one place");
    }
}

/// What has no place in a dataset.
fn unread(draft: &mut Draft<'_>, file: &str, rows: &[Node<'_>]) {
    let (what, key) = match file {
        "representation_characteristics.csv" => ("party of a member of Parliament", "party"),
        "post_relationship.csv" => ("group of posts with like work", "group_name"),
        "constituency.csv" => ("constituency", "name"),
        _ => ("event of Parliament or government", "name"),
    };
    for node in rows {
        draft.dropped(what, node.text_of(key).unwrap_or(""), node);
    }
}
