//! Two datasets whose ids agree, as one.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;

use govgraph_model::{
    Area, Body, BodyId, BodyKind, Class, Dataset, Event, Located, OtherName, Person, Provenance, Relation, Source,
    Theme, Tri,
};

use super::names::{Named, in_common, key};
use super::{Conflict, Count, Doubtful, MergeReport, Merged, RecordKind};

pub(super) fn join(mut first: Dataset, second: Dataset) -> Merged {
    let mut report = MergeReport::default();
    first.files.append(&second.files);
    first.licence = both(first.licence, second.licence);
    first.title = first.title.or(second.title);
    first.description = first.description.or(second.description);
    let id = |source: &Source| source.id.value.clone();
    report.counts.push(records("sources", &mut first.sources, second.sources, id, |_, _| {}));
    let mut joiner = Joiner { report };
    joiner.named("areas", RecordKind::Area, &mut first.areas, second.areas, |area| area.id.value.clone(), Joiner::area);
    joiner.named(
        "classes",
        RecordKind::Class,
        &mut first.classes,
        second.classes,
        |class| class.id.value.clone(),
        Joiner::class,
    );
    joiner.named(
        "themes",
        RecordKind::Theme,
        &mut first.themes,
        second.themes,
        |theme| theme.id.value.clone(),
        Joiner::theme,
    );
    let id = |person: &Person| person.id.value.clone();
    joiner.named("persons", RecordKind::Person, &mut first.persons, second.persons, id, Joiner::person);
    let rules = records(
        "rules",
        &mut first.rules,
        second.rules,
        |rule| rule.id.value.clone(),
        |rule, other| {
            if rule.name != other.name || rule.requires != other.requires || rule.duties != other.duties {
                joiner.conflict(format!("rule {}", rule.id), "rule", &rule.name, &other.name);
            }
        },
    );
    joiner.report.counts.push(rules);
    joiner.named(
        "bodies",
        RecordKind::Body,
        &mut first.bodies,
        second.bodies,
        |body| body.id.value.clone(),
        Joiner::body,
    );
    let mut report = joiner.report;
    // Two that are the same lead between the same bodies, so that not each has to be compared with each.
    let ends = |relation: &Relation| (relation.kind, relation.from.value.clone(), relation.to.value.clone());
    let added = union_by(&mut first.relations, second.relations, ends, |relation| &mut relation.provenance);
    report.counts.push(Count { what: "relations", joined: added.0, added: added.1 });
    let added = events(&mut first.events, second.events);
    report.counts.push(Count { what: "events", joined: added.0, added: added.1 });
    union(&mut first.allow, second.allow, |allow| &mut allow.provenance);
    report.counts.retain(|count| count.joined + count.added > 0);
    Merged { dataset: first, report }
}

/// Both of two texts, if they differ.
fn both(first: Option<String>, second: Option<String>) -> Option<String> {
    match (first, second) {
        (Some(first), Some(second)) if first != second && !first.contains(&second) => {
            Some(format!("{first}; {second}"))
        }
        (first, second) => first.or(second),
    }
}

/// Adds records that are new by their id, and joins the others with those that are there.
fn records<R, I: Eq + Hash>(
    what: &'static str,
    into: &mut Vec<R>,
    from: Vec<R>,
    id: impl Fn(&R) -> I,
    mut join: impl FnMut(&mut R, R),
) -> Count {
    let mut places: HashMap<I, usize> = into.iter().enumerate().map(|(at, record)| (id(record), at)).collect();
    let mut count = Count { what, joined: 0, added: 0 };
    for record in from {
        let own = id(&record);
        match places.get(&own).and_then(|at| into.get_mut(*at)) {
            Some(same) => {
                join(same, record);
                count.joined += 1;
            }
            None => {
                places.insert(own, into.len());
                into.push(record);
                count.added += 1;
            }
        }
    }
    count
}

/// Adds facts that are new; one that is there already rests on the sources of both. How many were there, and how many
/// were added. Cost: quadratic.
fn union<T: PartialEq>(
    into: &mut Vec<T>,
    from: Vec<T>,
    provenance: impl Fn(&mut T) -> &mut Provenance,
) -> (usize, usize) {
    union_by(into, from, |_| (), provenance)
}

/// The same for facts that can only be the same if their keys are. Cost: linear, and quadratic in those of one key.
fn union_by<T: PartialEq, K: Eq + Hash>(
    into: &mut Vec<T>,
    from: Vec<T>,
    key: impl Fn(&T) -> K,
    provenance: impl Fn(&mut T) -> &mut Provenance,
) -> (usize, usize) {
    let mut places: HashMap<K, Vec<usize>> = HashMap::new();
    for (at, fact) in into.iter().enumerate() {
        places.entry(key(fact)).or_default().push(at);
    }
    // What a fact rests on makes it no other fact, so it is taken aside while they are compared.
    let mut resting: Vec<Provenance> = into.iter_mut().map(|fact| std::mem::take(provenance(fact))).collect();
    let before = into.len();
    let mut joined = 0;
    for mut fact in from {
        let rests_on = std::mem::take(provenance(&mut fact));
        // The same fact may be stated several times, each with its own sources.
        let alike = places.entry(key(&fact)).or_default();
        let same = || alike.iter().copied().filter(|at| into.get(*at) == Some(&fact));
        let exact = same().find(|at| resting.get(*at) == Some(&rests_on));
        match exact.or_else(|| same().next()).and_then(|at| resting.get_mut(at)) {
            Some(same) => {
                cite(same, rests_on);
                joined += 1;
            }
            None => {
                alike.push(into.len());
                into.push(fact);
                resting.push(rests_on);
            }
        }
    }
    for (fact, rests_on) in into.iter_mut().zip(resting) {
        *provenance(fact) = rests_on;
    }
    (joined, into.len() - before)
}

/// Adds sources that are new.
fn cite(into: &mut Provenance, other: Provenance) {
    for citation in other.sources {
        if !into.sources.contains(&citation) {
            into.sources.push(citation);
        }
    }
    // What either is sure of is as sure as that: whoever has no doubt says so by silence.
    into.certainty = match (into.certainty, other.certainty) {
        (Some(own), Some(other)) => Some(own.max(other)),
        _ => None,
    };
    into.note = into.note.take().or(other.note);
}

/// Whether two events are the same but for their ids, names, words and sources.
pub(super) fn same_event(a: &Event, b: &Event) -> bool {
    a.when == b.when && a.legs == b.legs
}

fn events(into: &mut Vec<Event>, from: Vec<Event>) -> (usize, usize) {
    let bodies = |event: &Event| -> Vec<BodyId> {
        let named = event.legs.iter().flat_map(|leg| leg.from.iter().chain(&leg.to));
        named.map(|id| id.value.clone()).collect()
    };
    let mut places: HashMap<Vec<BodyId>, Vec<usize>> = HashMap::new();
    for (at, event) in into.iter().enumerate() {
        places.entry(bodies(event)).or_default().push(at);
    }
    let before = into.len();
    let mut joined = 0;
    for event in from {
        let alike = places.entry(bodies(&event)).or_default();
        let same = alike.iter().copied().find(|at| into.get(*at).is_some_and(|own| same_event(own, &event)));
        match same.and_then(|at| into.get_mut(at)) {
            Some(same) => {
                cite(&mut same.provenance, event.provenance);
                same.name = same.name.take().or(event.name);
                same.text = same.text.take().or(event.text);
                same.id = same.id.take().or(event.id);
                joined += 1;
            }
            None => {
                alike.push(into.len());
                into.push(event);
            }
        }
    }
    (joined, into.len() - before)
}

struct Joiner {
    report: MergeReport,
}

impl Joiner {
    fn named<R: Named, I: Eq + Hash + Display>(
        &mut self,
        what: &'static str,
        kind: RecordKind,
        into: &mut Vec<R>,
        from: Vec<R>,
        id: impl Fn(&R) -> I,
        join: impl Fn(&mut Joiner, &mut R, R),
    ) {
        let count = records(what, into, from, &id, |same, record| {
            if !in_common(same, &record) {
                let name = |record: &R| record.all_names().first().map(|name| name.to_string()).unwrap_or_default();
                let (first, second) = (name(same), name(&record));
                self.report.doubtful.push(Doubtful { kind, id: id(same).to_string(), first, second });
            }
            join(self, same, record);
        });
        self.report.counts.push(count);
    }

    fn conflict(&mut self, record: String, what: &'static str, kept: impl Display, other: impl Display) {
        let (kept, other) = (kept.to_string(), other.to_string());
        self.report.conflicts.push(Conflict { record, what, kept, other });
    }

    /// Of what a record holds only one, the first is kept.
    fn one<T: PartialEq>(
        &mut self,
        record: &str,
        what: &'static str,
        kept: &mut Option<T>,
        other: Option<T>,
        words: impl Fn(&T) -> String,
    ) {
        match (kept.as_ref(), other) {
            (Some(kept), Some(other)) if *kept != other => {
                self.conflict(record.to_string(), what, words(kept), words(&other));
            }
            (None, other) => *kept = other,
            _ => {}
        }
    }

    fn area(&mut self, area: &mut Area, other: Area) {
        let record = format!("area {}", area.id);
        self.one(&record, "wider area", &mut area.within, other.within, |id| id.to_string());
        self.one(&record, "level", &mut area.level, other.level, |level| level.to_string());
        names(&area.name, &mut area.other_names, other.name, other.other_names, &other.provenance);
        cite(&mut area.provenance, other.provenance);
    }

    fn class(&mut self, class: &mut Class, other: Class) {
        let record = format!("class {}", class.id);
        self.one(&record, "more general class", &mut class.broader, other.broader, |id| id.to_string());
        names(&class.name, &mut class.other_names, other.name, other.other_names, &other.provenance);
        cite(&mut class.provenance, other.provenance);
    }

    fn theme(&mut self, theme: &mut Theme, other: Theme) {
        let record = format!("theme {}", theme.id);
        self.one(&record, "wider theme", &mut theme.broader, other.broader, |id| id.to_string());
        names(&theme.name, &mut theme.other_names, other.name, other.other_names, &other.provenance);
        cite(&mut theme.provenance, other.provenance);
    }

    fn person(&mut self, person: &mut Person, other: Person) {
        names(&person.name, &mut person.other_names, other.name, other.other_names, &other.provenance);
        add(&mut person.identifiers, other.identifiers);
        cite(&mut person.provenance, other.provenance);
    }

    fn body(&mut self, body: &mut Body, other: Body) {
        let record = format!("body {}", body.id);
        let id = |id: &Located<govgraph_model::AreaId>| id.to_string();
        names(&body.name, &mut body.other_names, other.name, other.other_names, &other.provenance);
        self.one(&record, "abbreviation", &mut body.short, other.short, String::clone);
        match (body.kind, other.kind) {
            (kind, other) if kind == other => {}
            // The most general kind says nothing that another contradicts.
            (BodyKind::Organisation, other) => body.kind = other,
            (_, BodyKind::Organisation) => {}
            (kind, other) => self.conflict(record.clone(), "kind", kind, other),
        }
        add(&mut body.classes, other.classes);
        self.one(&record, "class it stands for", &mut body.collective_of, other.collective_of, |id| id.to_string());
        self.one(&record, "level", &mut body.level, other.level, |level| level.to_string());
        self.one(&record, "area", &mut body.area, other.area, id);
        match (&mut body.exists, other.exists) {
            (Some(exists), Some(other)) if exists.during == other.during => {
                cite(&mut exists.provenance, other.provenance);
            }
            (exists, other) => self.one(&record, "lifetime", exists, other, |exists| exists.during.to_string()),
        }
        self.one(&record, "date of the proposal", &mut body.proposed, other.proposed, |date| date.to_string());
        self.one(&record, "number of meetings", &mut body.meets, other.meets, |meets| meets.per_year.words());
        let declared = |declared: &govgraph_model::Cited<govgraph_model::Count>| declared.value.words();
        self.one(&record, "declared number of seats", &mut body.seats_declared, other.seats_declared, declared);
        self.one(&record, "address", &mut body.url, other.url, String::clone);
        match (body.seats_complete, other.seats_complete) {
            (Tri::Unknown, other) => body.seats_complete = other,
            (own, other) if other == Tri::Unknown || own == other => {}
            (own, other) => self.conflict(record, "whether the list of seats is complete", own, other),
        }
        union(&mut body.status, other.status, |fact| &mut fact.provenance);
        union(&mut body.purposes, other.purposes, |fact| &mut fact.provenance);
        union(&mut body.remits, other.remits, |fact| &mut fact.provenance);
        union(&mut body.seats, other.seats, |fact| &mut fact.provenance);
        union(&mut body.duties, other.duties, |fact| &mut fact.provenance);
        union(&mut body.targets, other.targets, |fact| &mut fact.provenance);
        union(&mut body.plans, other.plans, |fact| &mut fact.provenance);
        union(&mut body.milestones, other.milestones, |fact| &mut fact.provenance);
        union(&mut body.statements, other.statements, |fact| &mut fact.provenance);
        posts(body, other.posts);
        add(&mut body.identifiers, other.identifiers);
        cite(&mut body.provenance, other.provenance);
    }
}

/// Posts of one name are one post, with the people of both.
fn posts(body: &mut Body, others: Vec<govgraph_model::Post>) {
    for post in others {
        match body.posts.iter_mut().find(|own| own.name.value.eq_ignore_ascii_case(&post.name)) {
            Some(same) => {
                union(&mut same.holders, post.holders, |tenure| &mut tenure.provenance);
                same.elected = same.elected.take().or(post.elected);
                cite(&mut same.provenance, post.provenance);
            }
            None => body.posts.push(post),
        }
    }
}

/// Adds the names that are new. A chief name that differs becomes another name.
fn names(name: &str, others: &mut Vec<OtherName>, second: String, more: Vec<OtherName>, provenance: &Provenance) {
    let mut known: Vec<String> =
        std::iter::once(name).chain(others.iter().map(|other| other.name.as_str())).map(key).collect();
    let second = OtherName { name: second, during: None, provenance: provenance.clone() };
    for other in std::iter::once(second).chain(more) {
        let own = key(&other.name);
        let is_known = known.contains(&own) && (other.during.is_none() || others.contains(&other));
        if !is_known {
            known.push(own);
            others.push(other);
        }
    }
}

fn add<T: PartialEq>(into: &mut Vec<T>, from: Vec<T>) {
    for item in from {
        if !into.contains(&item) {
            into.push(item);
        }
    }
}
