//! Dataset to resources: ORG's words for what ORG has words for, and beside them ours for the rest.
//!
//! Whoever knows only ORG must not read what is not so: what is only proposed, has ended or is empty is told in our words
//! alone.

use std::collections::{HashMap, HashSet};

use govgraph_model::{Dataset, Date, End, Period, Start, slug};
use serde_json::{Map, Value};

use super::resource::{Object, Resource, Section, xsd};
use super::words::{DATASET, Sort, property, sort};
use crate::authored::shapes::{self, Shape};
use crate::authored::{self, VERSION};

type Fields = Map<String, Value>;

/// Everything that is written of a dataset.
pub(super) fn describe(dataset: &Dataset) -> Vec<Section> {
    let tree = authored::tree(dataset);
    let empty = Fields::new();
    let file = tree.as_object().unwrap_or(&empty);
    let mut writer = Writer::of(file);
    let mut sections = vec![Section { heading: "The dataset", resources: vec![about(file)] }];
    for (section, heading, shape, class) in [
        ("sources", "Sources", &shapes::SOURCE, &["gov:Source"][..]),
        ("areas", "Areas", &shapes::AREA, &["dcterms:Location", "gov:Area"]),
        ("classes", "Classes of bodies", &shapes::CLASS, &["skos:Concept", "gov:Class"]),
        ("themes", "Themes", &shapes::THEME, &["skos:Concept", "gov:Theme"]),
        ("persons", "Persons", &shapes::PERSON, &["foaf:Person"]),
        ("rules", "Rules", &shapes::RULE, &["gov:Rule"]),
    ] {
        let resources = records(file, section).map(|(id, fields)| {
            let prefix = section.strip_suffix("es").filter(|_| section == "classes");
            let prefix = prefix.unwrap_or_else(|| section.trim_end_matches('s'));
            let mut resource = Resource::new(format!("{prefix}:{id}"));
            class.iter().for_each(|class| resource.is_a(class));
            keys(&mut resource, shape, fields, &[]);
            resource
        });
        sections.push(Section { heading, resources: resources.collect() });
    }
    let bodies = records(file, "bodies").flat_map(|(id, fields)| writer.body(id, fields)).collect();
    sections.push(Section { heading: "Bodies, with their posts and seats", resources: bodies });
    sections.push(Section { heading: "Relations", resources: writer.relations(file) });
    sections.push(Section { heading: "Events", resources: writer.events(file) });
    let allowed = list(file.get("allow")).enumerate().filter_map(|(index, entry)| {
        let mut resource = Resource::new(format!("gg:accepted:{}", index + 1));
        resource.is_a("gov:Accepted");
        keys(&mut resource, &shapes::ALLOW, entry.as_object()?, &[]);
        Some(resource)
    });
    sections.push(Section { heading: "Findings that are accepted", resources: allowed.collect() });
    sections.push(Section { heading: "Roles", resources: writer.roles() });
    sections
}

fn about(file: &Fields) -> Resource {
    let mut resource = Resource::new(DATASET);
    resource.is_a("gov:Dataset");
    resource.add("gov:version", Object::Typed(VERSION.to_string(), "xsd:integer"));
    for (key, property) in
        [("title", "dcterms:title"), ("description", "dcterms:description"), ("licence", "dc:rights")]
    {
        if let Some(text) = file.get(key).and_then(scalar) {
            resource.text(property, &text);
        }
    }
    resource
}

/// What is known of the whole dataset while it is written.
struct Writer {
    /// Bodies that are only proposed.
    proposed: HashSet<String>,
    /// What ORG says of each body that it stands in relation to.
    plain: HashMap<String, Vec<(&'static str, String)>>,
    /// Addresses that were given.
    taken: HashMap<String, usize>,
    /// Capacities that were met.
    capacities: Vec<String>,
}

impl Writer {
    fn of(file: &Fields) -> Self {
        let is_proposed = |fields: &Fields| fields.contains_key("proposed") && !fields.contains_key("exists");
        let proposed: HashSet<String> =
            records(file, "bodies").filter(|(_, fields)| is_proposed(fields)).map(|(id, _)| id.to_string()).collect();
        let mut plain: HashMap<String, Vec<(&'static str, String)>> = HashMap::new();
        for fields in list(file.get("relations")).filter_map(Value::as_object) {
            let text = |key: &str| fields.get(key).and_then(scalar).unwrap_or_default();
            let (from, to) = (text("from"), text("to"));
            let word = match text("kind").as_str() {
                "sub_board_of" | "part_of" => "org:subOrganizationOf",
                "reports_to" => "org:reportsTo",
                _ => "org:linkedTo",
            };
            if in_force(fields) && !proposed.contains(&from) && !proposed.contains(&to) {
                plain.entry(from).or_default().push((word, to));
            }
        }
        Writer { proposed, plain, taken: HashMap::new(), capacities: Vec::new() }
    }

    /// An address that nothing else has.
    fn address(&mut self, wish: String) -> String {
        let times = self.taken.entry(wish.clone()).or_default();
        *times += 1;
        if *times == 1 { wish } else { format!("{wish}.{times}") }
    }

    /// A body, its posts and its seats.
    fn body(&mut self, id: &str, fields: &Fields) -> Vec<Resource> {
        let is_there = !self.proposed.contains(id);
        let address = format!("body:{id}");
        let mut body = Resource::new(&address);
        let kind = fields.get("kind").and_then(scalar).unwrap_or_else(|| "organisation".to_string());
        match (is_there, kind.as_str()) {
            (false, _) => body.is_a("gov:ProposedBody"),
            (true, "partnership") => {
                body.is_a("org:Organization");
                body.is_a("org:OrganizationalCollaboration");
            }
            (true, "authority" | "council" | "department" | "agency" | "police-force" | "charity" | "company") => {
                body.is_a("org:Organization");
                body.is_a("org:FormalOrganization");
            }
            (true, _) => body.is_a("org:Organization"),
        }
        keys(&mut body, &shapes::BODY, fields, &["kind", "exists", "seats", "posts", "remits", "purpose"]);
        body.text("gov:kind", &kind);
        exists(&mut body, fields.get("exists"));
        purposes(&mut body, fields, is_there);
        for (word, to) in self.plain.remove(id).unwrap_or_default() {
            body.add(word, Object::Link(format!("body:{to}")));
        }
        let mut out = vec![body];
        for post in list(fields.get("posts")).filter_map(Value::as_object) {
            out.extend(self.post(id, post, is_there));
        }
        for (index, seat) in list(fields.get("seats")).filter_map(Value::as_object).enumerate() {
            let seat = Place { body: id, number: (index + 1).to_string(), around: None, of: None, is_there, seat };
            self.seat(&seat, &mut out);
        }
        out
    }

    /// A post and who was in it.
    fn post(&mut self, body: &str, fields: &Fields, is_there: bool) -> Vec<Resource> {
        let name = fields.get("name").and_then(scalar).unwrap_or_default();
        let name = slug(&name);
        let name = if name.is_empty() { "post" } else { &name };
        let address = self.address(format!("post:{body}.{name}"));
        let mut post = Resource::new(&address);
        post.is_a(if is_there { "org:Post" } else { "gov:ProposedPost" });
        keys(&mut post, &shapes::POST, fields, &["holders"]);
        post.add(if is_there { "org:postIn" } else { "gov:postIn" }, Object::Link(format!("body:{body}")));
        let mut out = vec![post];
        for tenure in list(fields.get("holders")).filter_map(Value::as_object) {
            let mut held = Resource::new(self.address(format!("{address}.holder")));
            held.is_a("gov:Tenure");
            if is_there {
                held.is_a("org:Membership");
                held.add("org:organization", Object::Link(format!("body:{body}")));
            }
            held.add("opengov:post", Object::Link(address.clone()));
            if let Some(person) = tenure.get("person").and_then(scalar) {
                held.add("org:member", Object::Link(format!("person:{person}")));
            }
            during(&mut held, tenure);
            keys(&mut held, &shapes::TENURE, tenure, &["person", "during"]);
            out.push(held);
        }
        out
    }

    /// A seat and its items.
    fn seat(&mut self, place: &Place<'_>, out: &mut Vec<Resource>) {
        let Place { body, number, around, of, is_there, seat: fields } = place;
        let address = format!("seat:{body}.{number}");
        let mut seat = Resource::new(&address);
        seat.is_a("gov:Seat");
        let (own, person) = (fields.get("of").and_then(scalar), fields.get("person").and_then(scalar));
        let organisation = own.clone().or_else(|| of.map(str::to_string));
        let word = |key: &str| fields.get(key).and_then(scalar);
        let is_empty = word("vacant").as_deref() == Some("yes") || word("count").as_deref() == Some("0");
        let items: Vec<&Fields> = list(fields.get("items")).filter_map(Value::as_object).collect();
        // Of a seat with items, those tell who the members are.
        let is_membership = *is_there && !is_empty && items.is_empty() && (organisation.is_some() || person.is_some());
        let member = |id: &str| Object::Link(format!("body:{id}"));
        if is_membership {
            seat.is_a("org:Membership");
            seat.add("org:organization", member(body));
        } else if around.is_none() {
            seat.add("gov:seatOn", member(body));
        }
        if let Some(around) = around {
            seat.add("gov:itemOf", Object::Link(around.clone()));
        }
        match (is_membership, &person, &organisation) {
            (true, Some(person), _) => {
                seat.add("org:member", Object::Link(format!("person:{person}")));
                own.iter().for_each(|own| seat.add("gov:of", member(own)));
            }
            (true, None, Some(organisation)) => seat.add("org:member", member(organisation)),
            _ => {
                person.iter().for_each(|person| seat.add("gov:person", Object::Link(format!("person:{person}"))));
                own.iter().for_each(|own| seat.add("gov:of", member(own)));
            }
        }
        let capacity = word("capacity").unwrap_or_else(|| "member".to_string());
        if let Some(role) = word("role") {
            let mut named = Resource::inside();
            named.is_a("org:Role");
            named.text("skos:prefLabel", &role);
            named.add("skos:broader", Object::Link(format!("role:{capacity}")));
            seat.add("org:role", Object::Inside(named));
        } else {
            seat.add("org:role", Object::Link(format!("role:{capacity}")));
        }
        if !self.capacities.contains(&capacity) {
            self.capacities.push(capacity);
        }
        during(&mut seat, fields);
        keys(&mut seat, &shapes::SEAT, fields, &["of", "person", "capacity", "role", "during", "items"]);
        out.push(seat);
        for (index, item) in items.into_iter().enumerate() {
            let number = format!("{number}.{}", index + 1);
            let (around, of) = (Some(address.clone()), organisation.as_deref());
            self.seat(&Place { body, number, around, of, is_there: *is_there, seat: item }, out);
        }
    }

    fn relations(&mut self, file: &Fields) -> Vec<Resource> {
        let mut out = Vec::new();
        for fields in list(file.get("relations")).filter_map(Value::as_object) {
            let text = |key: &str| fields.get(key).and_then(scalar).unwrap_or_default();
            let address = self.address(format!("relation:{}.{}.{}", text("from"), text("kind"), text("to")));
            let mut relation = Resource::new(address);
            relation.is_a("gov:Relation");
            keys(&mut relation, &shapes::RELATION, fields, &[]);
            out.push(relation);
        }
        out
    }

    fn events(&mut self, file: &Fields) -> Vec<Resource> {
        let mut out = Vec::new();
        for fields in list(file.get("events")).filter_map(Value::as_object) {
            let legs: Vec<&Fields> = list(fields.get("legs")).filter_map(Value::as_object).collect();
            let is_single = legs.is_empty();
            let legs = if is_single { vec![fields] } else { legs };
            let sides = |key: &str| -> Vec<String> {
                let mut seen = HashSet::new();
                let all = legs.iter().flat_map(|leg| list(leg.get(key))).filter_map(scalar);
                all.filter(|id| seen.insert(id.clone())).collect()
            };
            let (from, to) = (sides("from"), sides("to"));
            let address = match fields.get("id").and_then(scalar) {
                Some(id) => format!("event:{id}"),
                None => {
                    let ids: Vec<&str> = from.iter().chain(&to).take(3).map(String::as_str).collect();
                    format!("gg:change:{}", if ids.is_empty() { "nobody".to_string() } else { ids.join(".") })
                }
            };
            let mut event = Resource::new(self.address(address));
            let is_planned = fields.contains_key("proposed");
            event.is_a(if is_planned { "gov:PlannedEvent" } else { "org:ChangeEvent" });
            keys(&mut event, &shapes::EVENT, fields, &["id", "from", "to", "legs", "on"]);
            let (original, resulting) = match is_planned {
                true => ("gov:originalOrganization", "gov:resultingOrganization"),
                false => ("org:originalOrganization", "org:resultingOrganization"),
            };
            from.iter().for_each(|id| event.add(original, Object::Link(format!("body:{id}"))));
            to.iter().for_each(|id| event.add(resulting, Object::Link(format!("body:{id}"))));
            if let Some(on) = fields.get("on").and_then(scalar) {
                event.add("dcterms:date", date(&on));
            }
            if !is_single {
                for leg in legs {
                    let mut inside = Resource::inside();
                    keys(&mut inside, &shapes::LEG, leg, &[]);
                    event.add("gov:legs", Object::Inside(inside));
                }
            }
            out.push(event);
        }
        out
    }

    fn roles(&self) -> Vec<Resource> {
        let role = |capacity: &String| {
            let mut role = Resource::new(format!("role:{capacity}"));
            role.is_a("org:Role");
            role.text("skos:prefLabel", capacity);
            role
        };
        self.capacities.iter().map(role).collect()
    }
}

/// A seat, and where it is.
struct Place<'f> {
    body: &'f str,
    number: String,
    /// The seat that it is an item of, and the organisation of that.
    around: Option<String>,
    of: Option<&'f str>,
    is_there: bool,
    seat: &'f Fields,
}

/// Whether something holds as far as anybody knows: it is no proposal, and has no end.
fn in_force(fields: &Fields) -> bool {
    let during = fields.get("during").and_then(scalar).and_then(|text| text.parse::<Period>().ok());
    let has_ended = during.is_some_and(|during| matches!(during.end, End::On(_)));
    !fields.contains_key("proposed") && !has_ended
}

/// What a body is for, in words and as themes.
fn purposes(body: &mut Resource, fields: &Fields, is_there: bool) {
    let texts = list(fields.get("purpose"));
    let purposes: Vec<&Value> = texts.collect();
    let is_plain = purposes.iter().all(|purpose| !purpose.is_object());
    for purpose in &purposes {
        let text = purpose.as_object().map_or_else(|| scalar(purpose), |of| of.get("text").and_then(scalar));
        if let Some(text) = text {
            body.text("org:purpose", &text);
        }
    }
    if !is_plain {
        value(body, "gov:purpose", &shapes::BODY, "purpose", fields.get("purpose").unwrap_or(&Value::Null));
    }
    for remit in list(fields.get("remits")).filter_map(Value::as_object) {
        if let Some(theme) = remit.get("theme").and_then(scalar)
            && is_there
            && in_force(remit)
        {
            body.add("org:purpose", Object::Link(format!("theme:{theme}")));
        }
        let mut inside = Resource::inside();
        keys(&mut inside, &shapes::REMIT, remit, &[]);
        body.add("gov:remits", Object::Inside(inside));
    }
}

/// When a body exists: in plain words as far as they go, and in ours where they do not.
fn exists(body: &mut Resource, exists: Option<&Value>) {
    let Some(exists) = exists else { return };
    let text = exists.as_object().map_or_else(|| scalar(exists), |of| of.get("during").and_then(scalar));
    let Some(period) = text.and_then(|text| text.parse::<Period>().ok()) else { return };
    let (start, end) = plain(&period);
    start.iter().for_each(|start| body.add("schema:foundingDate", Object::date(start)));
    end.iter().for_each(|end| body.add("schema:dissolutionDate", Object::date(end)));
    if exists.is_object() || !is_plain(&period) {
        value(body, "gov:exists", &shapes::BODY, "exists", exists);
    }
}

/// When a membership lasts: likewise.
fn during(membership: &mut Resource, fields: &Fields) {
    let text = fields.get("during").and_then(scalar);
    let Some(period) = text.as_deref().and_then(|text| text.parse::<Period>().ok()) else { return };
    let (start, end) = plain(&period);
    let mut interval = Resource::inside();
    interval.is_a("time:Interval");
    for (side, date) in [("time:hasBeginning", &start), ("time:hasEnd", &end)] {
        let Some(date) = date else { continue };
        let mut instant = Resource::inside();
        instant.is_a("time:Instant");
        let word = match xsd(date) {
            Some("xsd:gYear") => "time:inXSDgYear",
            Some("xsd:gYearMonth") => "time:inXSDgYearMonth",
            _ => "time:inXSDDate",
        };
        instant.add(word, Object::date(date));
        interval.add(side, Object::Inside(instant));
    }
    if start.is_some() || end.is_some() {
        membership.add("org:memberDuring", Object::Inside(interval));
        // Popolo's profile, which asks for days or less.
        start.iter().for_each(|start| membership.add("schema:validFrom", Object::date(start)));
        end.iter().for_each(|end| membership.add("schema:validUntil", Object::date(end)));
    }
    if !is_plain(&period) {
        membership.add("gov:during", date(&period.edtf()));
    }
}

/// Start and end, where XML Schema has words for them.
fn plain(period: &Period) -> (Option<String>, Option<String>) {
    let word = |date: &Date| Some(date.edtf().to_string()).filter(|edtf| xsd(edtf).is_some());
    let start = match &period.start {
        Start::On(date) => word(date),
        Start::Open | Start::Unknown => None,
    };
    let end = match &period.end {
        End::On(date) => word(date),
        End::Ongoing | End::Unknown => None,
    };
    (start, end)
}

/// Whether start and end say everything, so that the period reads as the same.
fn is_plain(period: &Period) -> bool {
    let (start, end) = plain(period);
    let whole = start.is_some() == (period.start != Start::Unknown) && end.is_some() == (period.end != End::Unknown);
    whole && *period != Period::UNKNOWN && !period.ends_before_it_starts()
}

/// Adds every key of a record but some.
fn keys(resource: &mut Resource, shape: &'static Shape, fields: &Fields, but: &[&str]) {
    for (key, under) in fields.iter().filter(|(key, _)| !but.contains(&key.as_str())) {
        match key.as_str() {
            "source" => sources(resource, under),
            "other_names" => other_names(resource, shape, under),
            "identifiers" => {
                for id in list(Some(under)).filter_map(|of| of.get("id")).filter_map(scalar) {
                    resource.text("org:identifier", &id);
                }
                value(resource, "gov:identifiers", shape, key, under);
            }
            "url" => {
                let url = scalar(under).unwrap_or_default();
                let word = if shape.name == "Body" { "foaf:homepage" } else { "foaf:page" };
                match is_address(&url) {
                    true => resource.add(word, Object::Page(url)),
                    false => resource.text("gov:url", &url),
                }
            }
            _ => value(resource, &property(shape, key), shape, key, under),
        }
    }
}

/// Adds what stands under a key: a scalar, a record, or a list of them.
fn value(resource: &mut Resource, property: &str, shape: &'static Shape, key: &str, under: &Value) {
    for item in list(Some(under)) {
        let sort = sort(shape, key);
        let object = match (item, sort) {
            (Value::Object(fields), Sort::Record(of)) => {
                let mut inside = Resource::inside();
                keys(&mut inside, of, fields, &[]);
                Object::Inside(inside)
            }
            (Value::Object(_), _) => continue,
            (text, sort) => {
                let Some(text) = scalar(text) else { continue };
                match sort {
                    Sort::Ref(of) => Object::Link(format!("{}:{text}", of.prefix())),
                    Sort::Date => date(&text),
                    Sort::Record(of) if of.name == "Existence" => date(&text),
                    Sort::Text | Sort::Record(_) => match text.parse::<u32>() {
                        Ok(number) if number.to_string() == text && is_number(key) => {
                            Object::Typed(text, "xsd:integer")
                        }
                        _ => Object::Text(text),
                    },
                }
            }
        };
        resource.add(property, object);
    }
}

/// Keys with numbers behind them.
fn is_number(key: &str) -> bool {
    matches!(key, "count" | "per_year" | "refreshed_per_year" | "percent" | "seats_declared")
}

/// Names that need no map are ORG's; where one does, all stand in our words too, in their order.
fn other_names(resource: &mut Resource, shape: &'static Shape, names: &Value) {
    let names: Vec<&Value> = list(Some(names)).collect();
    for name in &names {
        let text = name.as_object().map_or_else(|| scalar(name), |of| of.get("name").and_then(scalar));
        text.iter().for_each(|text| resource.text("skos:altLabel", text));
    }
    if names.iter().any(|name| name.is_object()) {
        let all = Value::Array(names.into_iter().cloned().collect());
        value(resource, "gov:otherNames", shape, "other_names", &all);
    }
}

/// The sources that something rests on, with the places in them where there are any.
fn sources(resource: &mut Resource, cited: &Value) {
    let texts: Vec<String> = list(Some(cited)).filter_map(scalar).collect();
    let parts = |text: &str| -> (String, String) {
        let (source, place) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        (source.to_string(), place.to_string())
    };
    let cited: Vec<(String, String)> = texts.iter().map(|text| parts(text)).collect();
    let mut seen = HashSet::new();
    let is_plain = cited.iter().all(|(source, place)| place.is_empty() && seen.insert(source.clone()));
    // What has no address of its own is of interest to nobody else.
    let is_shown = is_plain || resource.subject.is_some();
    for (source, _) in cited.iter().filter(|_| is_shown) {
        resource.add("dcterms:source", Object::Link(format!("source:{source}")));
    }
    if is_plain {
        return;
    }
    for (source, place) in &cited {
        let mut citation = Resource::inside();
        citation.add("gov:source", Object::Link(format!("source:{source}")));
        if !place.is_empty() {
            citation.text("gov:place", place);
        }
        resource.add("gov:citations", Object::Inside(citation));
    }
}

/// A date or a period.
fn date(text: &str) -> Object {
    match (text.parse::<Date>(), text.parse::<Period>()) {
        (Ok(date), _) => Object::date(date.edtf()),
        (Err(_), Ok(period)) if text != "unknown" => Object::date(&period.edtf()),
        _ => Object::Text(text.to_string()),
    }
}

/// Whether a text is an address that every parser takes for one.
fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let is_host = !host.is_empty() && host.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.'));
    let allowed = |c: u8| c.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&c);
    is_host && path.bytes().all(allowed)
}

/// The text of a scalar.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The items of a list; anything else stands for a list of itself.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let items = match value {
        Some(Value::Array(items)) => items.as_slice(),
        Some(Value::Null) | None => &[],
        Some(single) => std::slice::from_ref(single),
    };
    items.iter()
}

/// The records of a section, with their ids.
fn records<'f>(file: &'f Fields, section: &str) -> impl Iterator<Item = (&'f str, &'f Fields)> {
    let section = file.get(section).and_then(Value::as_object);
    section.into_iter().flatten().filter_map(|(id, record)| Some((id.as_str(), record.as_object()?)))
}

/// What RDF cannot carry of a tree of records.
#[derive(Debug, Default)]
pub(super) struct Lost {
    /// Dates whose author wrote other words than EDTF.
    pub(super) words_of_dates: usize,
    /// What stands twice in a list, since a graph is a set.
    pub(super) twice: usize,
    /// Characters that XML cannot carry.
    pub(super) no_xml: usize,
}

impl Lost {
    /// Counts in a tree that stands under a key.
    pub(super) fn count(&mut self, tree: &Value, key: &str) {
        match tree {
            Value::String(text) => {
                self.no_xml += text.chars().filter(|c| !super::write::fits_xml(*c)).count();
                let dated = ["during", "at", "until", "exists", "proposed", "on", "date", "published"];
                if dated.contains(&key)
                    && let Object::Typed(edtf, _) = date(text)
                {
                    self.words_of_dates += usize::from(edtf != *text && format!("{text}/{text}") != edtf);
                }
            }
            Value::Array(items) => {
                let mut seen = HashSet::new();
                self.twice += items.iter().filter_map(scalar).filter(|text| !seen.insert(text.clone())).count();
                items.iter().for_each(|item| self.count(item, key));
            }
            Value::Object(fields) => fields.iter().for_each(|(key, under)| self.count(under, key)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
