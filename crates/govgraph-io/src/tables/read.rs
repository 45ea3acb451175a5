//! A folder of tables to dataset.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use govgraph_model::{
    Area, Body, BodyId, BodyKind, Capacity, Citation, Count, End, EventId, ExOfficio, Existence, Holder, Located,
    Period, Person, PersonId, Provenance, Relation, RelationKind, Remit, RemitRole, Seat, Source, SourceId, Start,
    Theme, ThemeId, Tri,
};

use super::{BODIES, MEMBERSHIPS, OPEN, PERSONS, RELATIONS, REMITS, SOURCES, base, events};
use crate::Text;
use crate::import::{Draft, Ends, Members, of_classification, of_role};
use crate::sheet::{self, Records};
use crate::table::{self, Field, collapsed};
use crate::yaml::{Node, Value};

/// The files in the order in which records refer to each other.
const FILES: [&str; 7] =
    ["sources.csv", "persons.csv", "bodies.csv", "relations.csv", "memberships.csv", "remits.csv", "events.csv"];

/// Reads the folder.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    draft.ends(Ends::Included);
    let mut known = Known::default();
    let mut opened = false;
    let find = |file: &str| texts.iter().find(|text| base(text.name) == file);
    known.has_bodies = find("bodies.csv").is_some();
    // Tables that we wrote have our ids, and are no source of their own.
    let ours = format!("{}\n", BODIES.join(","));
    if find("bodies.csv").is_some_and(|text| text.bytes.starts_with(ours.as_bytes())) {
        draft.is_ours();
    }
    // Sources go first, so that theirs are the ids that they wish.
    for file in FILES {
        if file != "sources.csv" && !std::mem::replace(&mut opened, true) {
            open(draft, texts);
        }
        let Some(text) = find(file) else { continue };
        let Some(decoded) = draft.decode(text) else { continue };
        match file {
            "sources.csv" => draft.go_on_without(text.name, &decoded),
            _ => draft.go_on(text.name, &decoded),
        }
        let (delimiter, _) = table::delimiter(&decoded);
        let Some(header) = sheet::header(&decoded, delimiter) else { continue };
        let keys: Vec<Option<Cow<'_, str>>> = match file {
            "memberships.csv" => membership_keys(draft, &header.names),
            _ => header.names.iter().map(|name| Some(synonym(file, name))).collect(),
        };
        let rows = Records::new(draft, &decoded, &header, &keys);
        match file {
            "sources.csv" => sources(draft, &mut known, &rows),
            "persons.csv" => persons(draft, &mut known, &rows),
            "bodies.csv" => bodies(draft, &mut known, &rows),
            "relations.csv" => relations(draft, &mut known, &rows),
            "memberships.csv" => memberships(draft, &mut known, &rows),
            "remits.csv" => remits(draft, &mut known, &rows),
            _ => events::read(draft, &known, &rows.iter().collect::<Vec<_>>()),
        }
    }
    parents(draft, &mut known);
    for text in texts.iter().filter(|text| !FILES.contains(&base(text.name))) {
        draft.go_on(text.name, "");
        let nowhere = Node { span: crate::yaml::Span::new(0, 0), value: Value::Nothing };
        draft.dropped("file that is none of the tables", base(text.name), &nowhere);
    }
    if !*known.cited.borrow() {
        draft.unopen();
    }
}

fn open(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    let folder = texts.first().and_then(|text| text.name.rsplit_once(['/', '\\'])).map(|(folder, _)| base(folder));
    let title = folder.filter(|folder| !folder.is_empty()).unwrap_or("tables");
    if let Ok(id) = "tables".parse::<SourceId>() {
        draft.open_publication(texts, Source::new(id, title));
    }
}

/// What a column is called here that others call otherwise.
fn synonym<'t>(file: &str, name: &Cow<'t, str>) -> Cow<'t, str> {
    let letters: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let own: &[&str] = match file {
        "sources.csv" => &SOURCES,
        "persons.csv" => &PERSONS,
        "bodies.csv" => &BODIES,
        "relations.csv" => &RELATIONS,
        "remits.csv" => &REMITS,
        _ => &super::EVENTS,
    };
    let same = own.iter().find(|key| key.replace('_', "") == letters);
    let called = same.copied().unwrap_or(match letters.as_str() {
        "startdate" | "foundingdate" | "since" | "founded" if own.contains(&"start") => "start",
        "enddate" | "dissolutiondate" | "until" | "dissolved" | "closed" if own.contains(&"end") => "end",
        "shortname" | "abbreviation" | "acronym" if own.contains(&"short") => "short",
        "type" | "classification" if own.contains(&"kind") => "kind",
        "parentid" | "partof" if own.contains(&"parent") => "parent",
        "predecessor" | "predecessors" | "old" if own.contains(&"from") => "from",
        "successor" | "successors" | "new" if own.contains(&"to") => "to",
        "source" if own.contains(&"sources") => "sources",
        "on" | "when" if own.contains(&"date") => "date",
        "website" if own.contains(&"url") => "url",
        _ => return name.clone(),
    });
    called.into()
}

/// The keys of the columns of memberships: ours, or what a table in any shape calls so.
fn membership_keys<'t>(draft: &mut Draft<'_>, names: &[Cow<'t, str>]) -> Vec<Option<Cow<'t, str>>> {
    let is_ours = |name: &Cow<'_, str>| MEMBERSHIPS.contains(&name.as_ref());
    let others: Vec<&str> = names.iter().map(|name| if is_ours(name) { "" } else { name.as_ref() }).collect();
    let told = &draft.options.columns;
    let guessed = table::guess(names, told).or_else(|_| table::guess(&others, &Default::default())).unwrap_or_default();
    let key = |(name, field): (&Cow<'t, str>, &Option<Field>)| {
        let called = match field {
            _ if is_ours(name) => return Some(name.clone()),
            Some(Field::Member | Field::MemberId) => "member",
            Some(Field::Body | Field::BodyId) => "body",
            Some(Field::Since) => "start",
            Some(Field::Until) => "end",
            Some(Field::Role) => "role",
            Some(Field::Elected) => "elected",
            None if name == "source" => "sources",
            None => return Some(name.clone()),
        };
        Some(called.into())
    };
    names.iter().zip(&guessed).map(key).collect()
}

/// What records refer to each other by.
#[derive(Default)]
pub(super) struct Known {
    /// Where a body stands in the dataset.
    at: HashMap<BodyId, usize>,
    /// Bodies by their names; `None` where several have one.
    named: HashMap<String, Option<BodyId>>,
    people: HashMap<String, Option<PersonId>>,
    themes: HashMap<String, ThemeId>,
    theme_ids: HashSet<ThemeId>,
    areas: HashSet<String>,
    sources: HashMap<String, SourceId>,
    has_bodies: bool,
    /// Whether a record cites the tables themselves, having no source of its own.
    cited: RefCell<bool>,
    events: RefCell<HashSet<EventId>>,
    parents: Vec<(BodyId, String, govgraph_model::Origin)>,
    contained: HashSet<(BodyId, BodyId)>,
}

impl Known {
    /// The body that a cell means, by its id or else by its name.
    pub(super) fn body(&self, draft: &Draft<'_>, called: &str) -> Option<BodyId> {
        draft.bodies.get(called).or_else(|| self.named.get(called)?.as_ref()).cloned()
    }

    fn person(&self, draft: &Draft<'_>, called: &str) -> Option<PersonId> {
        draft.persons.get(called).or_else(|| self.people.get(called)?.as_ref()).cloned()
    }

    /// That nobody else has an id.
    pub(super) fn is_new_event(&self, id: &EventId) -> bool {
        self.events.borrow_mut().insert(id.clone())
    }

    /// What a record rests on: the sources that it names, or else the table.
    pub(super) fn cite(&self, draft: &mut Draft<'_>, locator: Option<String>, node: &Node<'_>) -> Provenance {
        let mut provenance = draft.cite(locator, node);
        let mut named: Vec<Citation> = Vec::new();
        for called in node.text_of("sources").unwrap_or_default().split(';').map(str::trim).filter(|id| !id.is_empty())
        {
            match self.sources.get(called).cloned() {
                Some(id) => named.push(Citation { source: draft.located(id, node), locator: None }),
                None => named.extend(draft.source(called, None, None, node)),
            }
        }
        if !named.is_empty() {
            provenance.sources = named;
        } else if !provenance.sources.is_empty() {
            *self.cited.borrow_mut() = true;
        }
        provenance
    }
}

fn sources(draft: &mut Draft<'_>, known: &mut Known, rows: &Records<'_>) {
    for ref node in rows.iter() {
        draft.keys("a source", node, &SOURCES);
        let Some((foreign, title)) = identity(draft, "source", node, "title") else { continue };
        let wish = govgraph_model::slug(&foreign);
        let wish = if foreign.parse::<SourceId>().is_ok() { foreign.clone() } else { wish };
        let Some(id) = draft.sources.add_as(&foreign, if wish.is_empty() { "source" } else { &wish }) else {
            draft.odd("source with the id of another, of which the first was taken", &foreign, node);
            continue;
        };
        let mut source = Source::new(id.clone(), title);
        source.kind = word(draft, node, "kind").unwrap_or(source.kind);
        let text = |key: &str| node.text_of(key).map(str::to_string);
        (source.publisher, source.author) = (text("publisher"), text("author"));
        (source.url, source.licence, source.note) = (text("url"), text("licence"), text("note"));
        source.published = node.get("published").and_then(|node| draft.date(node));
        source.date = node.text_of("date").and_then(|date| date.parse::<Period>().ok());
        if let (Some(date), None) = (node.get("date"), &source.date) {
            draft.odd("date that cannot be read, taken as not known", date.text().unwrap_or(""), date);
        }
        source.id = draft.located(id.clone(), node);
        draft.dataset.sources.push(source);
        known.sources.insert(foreign, id);
    }
    draft.tally("sources", rows.len(), "sources");
}

fn persons(draft: &mut Draft<'_>, known: &mut Known, rows: &Records<'_>) {
    for ref node in rows.iter() {
        draft.keys("a person", node, &PERSONS);
        let Some((foreign, name)) = identity(draft, "person", node, "name") else { continue };
        if draft.persons.get(&foreign).is_some() {
            draft.odd("person with the id of another, of which the first was taken", &foreign, node);
            continue;
        }
        person(draft, known, &foreign, name, node);
    }
    draft.tally("persons", rows.len(), "persons");
}

fn person(draft: &mut Draft<'_>, known: &mut Known, foreign: &str, name: String, node: &Node<'_>) -> Option<PersonId> {
    let id = draft.persons.add(foreign, &name, "person")?;
    let identifiers = if foreign == name { None } else { Draft::identifier("table", foreign, id.as_str()) };
    let provenance = known.cite(draft, Some(format!("person {foreign}")), node);
    known.people.entry(name.clone()).and_modify(|same| *same = None).or_insert(Some(id.clone()));
    let located = draft.located(id.clone(), node);
    let identifiers = identifiers.into_iter().collect();
    draft.dataset.persons.push(Person { id: located, name, other_names: Vec::new(), identifiers, provenance });
    Some(id)
}

fn bodies(draft: &mut Draft<'_>, known: &mut Known, rows: &Records<'_>) {
    for ref node in rows.iter() {
        draft.keys("a body", node, &BODIES);
        let Some((foreign, name)) = identity(draft, "body", node, "name") else { continue };
        let Some(id) = body(draft, known, &foreign, name, node) else {
            draft.odd("body with the id of another, of which the first was taken", &foreign, node);
            continue;
        };
        let kind = node.text_of("kind").map(of_classification);
        let class = match (kind, node.text_of("kind")) {
            (Some((_, false)), Some(text)) => draft.class(text, node),
            _ => None,
        };
        let level = word(draft, node, "level");
        let area = area(draft, known, node);
        let exists = period(draft, node);
        if let (Some(parent), Some(at)) = (node.text_of("parent"), node.get("parent")) {
            known.parents.push((id.clone(), parent.to_string(), draft.at(at.span)));
        }
        let at = known.at.get(&id).copied();
        let Some(body) = at.and_then(|at| draft.dataset.bodies.get_mut(at)) else { continue };
        body.kind = kind.map_or(BodyKind::Organisation, |(kind, _)| kind);
        body.classes.extend(class);
        body.short = node.text_of("short").map(str::to_string);
        body.url = node.text_of("url").map(str::to_string);
        (body.level, body.area) = (level, area);
        body.exists = exists.map(|during| Existence { during, provenance: Provenance::default() });
    }
    draft.tally("bodies", rows.len(), "bodies");
}

fn body(draft: &mut Draft<'_>, known: &mut Known, foreign: &str, name: String, node: &Node<'_>) -> Option<BodyId> {
    let id = draft.bodies.add(foreign, &name, "body")?;
    let mut body = Body::new(id.clone(), name.clone());
    if foreign != name {
        body.identifiers.extend(Draft::identifier("table", foreign, id.as_str()));
    }
    body.provenance = known.cite(draft, Some(format!("body {foreign}")), node);
    body.id = draft.located(id.clone(), node);
    known.named.entry(name).and_modify(|same| *same = None).or_insert(Some(id.clone()));
    known.at.insert(id.clone(), draft.dataset.bodies.len());
    draft.dataset.bodies.push(body);
    Some(id)
}

/// The area that a body is for: what the cell says is its name, and its id if it can be one.
fn area(draft: &mut Draft<'_>, known: &mut Known, node: &Node<'_>) -> Option<Located<govgraph_model::AreaId>> {
    let called = node.text_of("area")?;
    if known.areas.insert(called.to_string())
        && let Some(id) = draft.areas.add(called, called, "area")
    {
        let provenance = Provenance { sources: Vec::new(), ..draft.cite(None, node) };
        let id = draft.located(id, node);
        let (name, other_names) = (called.to_string(), Vec::new());
        draft.dataset.areas.push(Area { id, name, within: None, other_names, level: None, provenance });
    }
    let id = draft.areas.get(called).cloned()?;
    Some(draft.located(id, node))
}

fn relations(draft: &mut Draft<'_>, known: &mut Known, rows: &Records<'_>) {
    for ref node in rows.iter() {
        draft.keys("a relation", node, &RELATIONS);
        let kind = node.text_of("kind").map(|kind| kind.to_lowercase().replace([' ', '-'], "_"));
        let Some(kind) = kind.and_then(|kind| kind.parse::<RelationKind>().ok()) else {
            draft.dropped("relation of a kind that is not known", node.text_of("kind").unwrap_or(""), node);
            continue;
        };
        let ends = ["from", "to"].map(|key| {
            let called = node.text_of(key)?;
            known.body(draft, called)
        });
        let [Some(from), Some(to)] = ends else {
            let called = format!("{} → {}", node.text_of("from").unwrap_or("?"), node.text_of("to").unwrap_or("?"));
            draft.dropped("relation of a body that is not there", &called, node);
            continue;
        };
        let mut relation = Relation::new(kind, from.clone(), to.clone());
        relation.from.origin = draft.at(node.span);
        relation.proposed = is_yes(draft, node, "proposed");
        relation.during = period(draft, node);
        relation.provenance = known.cite(draft, None, node);
        if kind.is_containment() {
            known.contained.insert((from, to));
        }
        draft.relate(relation);
    }
    draft.tally("relations", rows.len(), "relations");
}

/// What bodies are said to be part of, unless a relation says it already, with its kind and its dates.
fn parents(draft: &mut Draft<'_>, known: &mut Known) {
    for (own, called, at) in std::mem::take(&mut known.parents) {
        let Some(up) = known.body(draft, &called) else {
            let what = "parent that is not there".to_string();
            draft.note(crate::import::NoteKind::Dropped, what, &called, at);
            continue;
        };
        if known.contained.contains(&(own.clone(), up.clone())) {
            continue;
        }
        let has_members = |id: &BodyId| {
            let body = known.at.get(id).and_then(|at| draft.dataset.bodies.get(*at));
            body.is_some_and(|body| body.kind.has_members())
        };
        let both = has_members(&own) && has_members(&up);
        let mut relation = Relation::new(if both { RelationKind::SubBoardOf } else { RelationKind::PartOf }, own, up);
        relation.from.origin = at;
        draft.relate(relation);
    }
}

fn memberships(draft: &mut Draft<'_>, known: &mut Known, rows: &Records<'_>) {
    let mut seats = 0;
    let keys = [&MEMBERSHIPS[..], &["member"]].concat();
    let mut seen: HashSet<Box<[Box<str>]>> = HashSet::new();
    for ref node in rows.iter() {
        draft.keys("a membership", node, &keys);
        // Only in tables of others: of ours, two seats that are alike are two.
        let is_repeated = node.get("member").is_some()
            && !seen.insert(keys.iter().map(|key| node.text_of(key).unwrap_or_default().into()).collect());
        if is_repeated {
            draft.odd("row that repeats another, taken once", node.text_of("member").unwrap_or(""), node);
            continue;
        }
        let Some(called) = node.text_of("body") else {
            draft.dropped("membership without a body", node.text_of("member").unwrap_or(""), node);
            continue;
        };
        let Some(at) = body_or_new(draft, known, called, node).and_then(|id| known.at.get(&id).copied()) else {
            draft.dropped("membership of a body that is not there", called, node);
            continue;
        };
        let Some(seat) = seat(draft, known, node) else { continue };
        if let Some(body) = draft.dataset.bodies.get_mut(at) {
            body.seats.push(seat);
            seats += 1;
        }
    }
    draft.tally("memberships", rows.len(), &format!("{seats} seats"));
}

/// A body by id or name; a new one where no table of bodies says which there are.
fn body_or_new(draft: &mut Draft<'_>, known: &mut Known, called: &str, node: &Node<'_>) -> Option<BodyId> {
    match known.body(draft, called) {
        None if !known.has_bodies => body(draft, known, called, collapsed(called).into_owned(), node),
        found => found,
    }
}

fn seat(draft: &mut Draft<'_>, known: &mut Known, node: &Node<'_>) -> Option<Seat> {
    let holder = holder(draft, known, node);
    let mut seat = Seat::new(holder);
    let said: Option<Capacity> = word(draft, node, "capacity");
    let (of_role, role) = of_role(node.text_of("role"));
    // A role is read for a capacity only where no column gives that.
    (seat.capacity, seat.role) = match said {
        Some(capacity) => (capacity.into(), node.text_of("role").map(str::to_string)),
        None => (of_role.into(), role),
    };
    seat.group = node.text_of("heading").map(str::to_string);
    seat.tier = word(draft, node, "tier");
    seat.vacant = match node.text_of("vacant").map(str::to_lowercase).as_deref() {
        Some("yes" | "y" | "true" | "1") => Tri::Yes,
        Some("no" | "n" | "false" | "0") => Tri::No,
        Some("unknown") | None => Tri::Unknown,
        Some(other) => {
            draft.odd("`vacant` that is neither yes nor no, taken as not known", other, node);
            Tri::Unknown
        }
    };
    seat.elected = node.get("elected").and_then(|node| table::elected(draft, node));
    if let Some(elected) = &mut seat.elected {
        elected.basis = word(draft, node, "basis");
    }
    if let Some(called) = node.text_of("on_behalf_of") {
        match known.body(draft, called) {
            Some(id) => seat.on_behalf_of = Some(draft.located(id, node)),
            None => draft.dropped("organisation that is spoken for and not there", called, node),
        }
    }
    if let Some(count) = node.text_of("count") {
        match count.parse::<Count>() {
            Ok(count) => seat.count = count,
            Err(error) => draft.odd("number of places that is none, taken as one", &error.to_string(), node),
        }
    }
    seat.during = period(draft, node);
    seat.provenance = known.cite(draft, None, node);
    Some(seat)
}

fn holder(draft: &mut Draft<'_>, known: &mut Known, node: &Node<'_>) -> Holder {
    let mut holder = Holder {
        post: node.text_of("post").map(|post| draft.located(post.to_string(), node)),
        described: node.text_of("holder").map(str::to_string),
        ..Holder::default()
    };
    if let Some(called) = node.text_of("person") {
        let id = known.person(draft, called);
        let id = id.or_else(|| person(draft, known, called, collapsed(called).into_owned(), node));
        holder.person = id.map(|id| draft.located(id, node));
    }
    if let Some(called) = node.text_of("organisation") {
        let id = body_or_new(draft, known, called, node);
        if id.is_none() {
            draft.odd("member organisation that is not there, kept in words", called, node);
            holder.described.get_or_insert(called.to_string());
        }
        holder.organisation = id.map(|id| draft.located(id, node));
    }
    // Whoever is a member is a person or a body that is there, or else a new person.
    if let Some(called) = node.text_of("member") {
        let is_organisation = draft.options.members == Some(Members::Organisations);
        match (known.person(draft, called), known.body(draft, called)) {
            (Some(id), _) if !is_organisation => holder.person = Some(draft.located(id, node)),
            (_, Some(id)) => holder.organisation = Some(draft.located(id, node)),
            _ if is_organisation => match body_or_new(draft, known, called, node) {
                Some(id) => holder.organisation = Some(draft.located(id, node)),
                None => {
                    draft.odd("member organisation that is not there, kept in words", called, node);
                    holder.described = Some(called.to_string());
                }
            },
            _ => {
                let id = person(draft, known, called, collapsed(called).into_owned(), node);
                holder.person = id.map(|id| draft.located(id, node));
            }
        }
    }
    let office: Option<Capacity> = word(draft, node, "ex_officio");
    if let (Some(capacity), Some(called)) = (office, node.text_of("ex_officio_on")) {
        match known.body(draft, called) {
            Some(on) => holder.ex_officio = Some(ExOfficio { capacity, on: draft.located(on, node) }),
            None => draft.dropped("body on which a member has another office, and that is not there", called, node),
        }
    }
    holder
}

fn remits(draft: &mut Draft<'_>, known: &mut Known, rows: &Records<'_>) {
    for ref node in rows.iter() {
        draft.keys("a remit", node, &REMITS);
        let (Some(called), Some(theme)) = (node.text_of("body"), node.text_of("theme")) else {
            draft.dropped("remit without a body or a theme", node.text_of("theme").unwrap_or(""), node);
            continue;
        };
        let at = known.body(draft, called).and_then(|id| known.at.get(&id).copied());
        let Some(at) = at else {
            draft.dropped("remit of a body that is not there", called, node);
            continue;
        };
        let Some(id) = self::theme(draft, known, theme, node) else { continue };
        let remit = Remit {
            theme: draft.located(id, node),
            role: word(draft, node, "role").unwrap_or(RemitRole::Contributes),
            proposed: is_yes(draft, node, "proposed"),
            during: period(draft, node),
            provenance: known.cite(draft, None, node),
        };
        if let Some(body) = draft.dataset.bodies.get_mut(at) {
            body.remits.push(remit);
        }
    }
    draft.tally("remits", rows.len(), "remits");
}

/// The theme that a cell names, a new one if there is none.
fn theme(draft: &mut Draft<'_>, known: &mut Known, called: &str, node: &Node<'_>) -> Option<ThemeId> {
    if let Some(id) = known.themes.get(called) {
        return Some(id.clone());
    }
    let id = called.parse::<ThemeId>().or_else(|_| govgraph_model::slug(called).parse()).ok();
    // Another theme may have the same letters.
    let id = id.filter(|id| known.theme_ids.insert(id.clone()));
    let Some(id) = id else {
        draft.dropped("theme that gives no id of its own", called, node);
        return None;
    };
    known.themes.insert(called.to_string(), id.clone());
    let provenance = Provenance { sources: Vec::new(), ..draft.cite(None, node) };
    let (located, name) = (draft.located(id.clone(), node), called.to_string());
    draft.dataset.themes.push(Theme { id: located, name, broader: None, other_names: Vec::new(), provenance });
    Some(id)
}

/// What a record is known by, and its name or title.
fn identity(draft: &mut Draft<'_>, what: &str, node: &Node<'_>, name: &str) -> Option<(String, String)> {
    let (id, text) = (node.text_of("id"), node.text_of(name));
    match (id, text) {
        (Some(id), Some(text)) => Some((id.to_string(), text.to_string())),
        (Some(id), None) => {
            draft.odd(format!("{what} without a {name}, called by its id"), id, node);
            Some((id.to_string(), id.to_string()))
        }
        (None, Some(text)) => Some((text.to_string(), text.to_string())),
        (None, None) => {
            draft.dropped(format!("{what} without id and {name}"), "", node);
            None
        }
    }
}

/// A word of ours; one that is none is told, and taken as if it were not there.
fn word<W: govgraph_model::Word>(draft: &mut Draft<'_>, node: &Node<'_>, key: &str) -> Option<W> {
    let text = node.text_of(key)?;
    let found = W::from_word(&text.to_lowercase().replace([' ', '_'], "-"));
    if found.is_none() {
        draft.dropped(format!("`{key}` that is no word for a {}", W::OF), text, node);
    }
    found
}

pub(super) fn is_yes(draft: &mut Draft<'_>, node: &Node<'_>, key: &str) -> bool {
    match node.text_of(key).map(str::to_lowercase).as_deref() {
        Some("yes" | "y" | "true" | "1") => true,
        Some("no" | "n" | "false" | "0") | None => false,
        Some(other) => {
            draft.odd(format!("`{key}` that is neither yes nor no, taken as no"), other, node);
            false
        }
    }
}

/// From `start` to `end`, of which two dots say that it always was or goes on.
fn period(draft: &mut Draft<'_>, node: &Node<'_>) -> Option<Located<Period>> {
    let (start, end) = (node.get("start"), node.get("end"));
    let is_open = |node: Option<&Node<'_>>| node.and_then(Node::text) == Some(OPEN);
    let place = start.or(end)?;
    let read = draft.period(start.filter(|_| !is_open(start)), end.filter(|_| !is_open(end)));
    let mut during = read.map_or(Period::UNKNOWN, |during| during.value);
    if is_open(start) {
        during.start = Start::Open;
    }
    if is_open(end) {
        during.end = End::Ongoing;
    }
    (during != Period::UNKNOWN).then(|| draft.located(during, place))
}
