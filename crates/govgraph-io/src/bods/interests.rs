//! Statements to dataset: who has which interest in what.

use std::collections::HashMap;

use govgraph_model::{
    BodyId, Capacity, Count, Holder, Located, Period, PersonId, Post, Relation, RelationKind, Seat, Tenure,
};

use super::read::{Known, cite, nameless, spaced};
use super::statements::{Kind, Record};
use crate::import::Draft;
use crate::yaml::Node;

/// Who has an interest.
enum Party {
    Person(PersonId),
    Body(BodyId),
    /// Nobody who is named: why.
    Unspecified(String),
}

/// What becomes of an interest.
enum Meaning {
    /// A seat on the body.
    Seat(Capacity),
    /// A seat with the interest as its role.
    Role,
    /// The holder of a post.
    Post,
    /// A relation between bodies.
    Relation(RelationKind),
    /// It has no place.
    Nothing,
}

pub(super) fn read(draft: &mut Draft<'_>, known: &Known, records: &[Record<'_, '_>]) {
    let mut counts = Counts::default();
    for record in records.iter().filter(|record| record.kind == Kind::Relationship) {
        counts.relationships += 1;
        relationship(draft, known, record, &mut counts);
    }
    let Counts { relationships, interests, seats, relations, held, .. } = counts;
    draft.tally("relationships", relationships, &format!("{interests} interests"));
    let became = format!("{seats} seats, {relations} relations, {held} people in posts");
    draft.tally("interests", interests, &became);
}

#[derive(Default)]
struct Counts {
    relationships: usize,
    interests: usize,
    seats: usize,
    relations: usize,
    held: usize,
    /// Where a post of a body stands among its posts.
    posts: HashMap<(usize, String), usize>,
}

fn relationship(draft: &mut Draft<'_>, known: &Known, record: &Record<'_, '_>, counts: &mut Counts) {
    const KEYS: [&str; 5] = ["isComponent", "componentRecordIds", "subject", "interestedParty", "interests"];
    let node = record.details;
    draft.keys("a relationship", node, &KEYS);
    let subject = node.get("subject");
    let called = subject.and_then(Node::text);
    let Some(body) = called.and_then(|called| draft.bodies.get(called)).cloned() else {
        match called {
            Some(called) => draft.dropped("relationship to an entity that is not there", called, record.statement),
            None => {
                let why = nameless("unknown", subject);
                draft.dropped("relationship whose subject is not named", &why, record.statement);
            }
        }
        return;
    };
    let Some(at) = known.at.get(&body).copied() else { return };
    let Some(party) = party(draft, node, record) else { return };
    let interests = node.items_of("interests");
    if interests.is_empty() {
        draft.dropped("relationship without an interest", &record.id, record.statement);
    }
    for interest in interests {
        counts.interests += 1;
        self::interest(draft, record, interest, (&body, at), &party, counts);
    }
}

fn party(draft: &mut Draft<'_>, node: &Node<'_>, record: &Record<'_, '_>) -> Option<Party> {
    let party = node.get("interestedParty");
    let Some(called) = party.and_then(Node::text) else {
        return Some(Party::Unspecified(nameless("not specified", party)));
    };
    if let Some(id) = draft.persons.get(called) {
        return Some(Party::Person(id.clone()));
    }
    if let Some(id) = draft.bodies.get(called) {
        return Some(Party::Body(id.clone()));
    }
    draft.dropped("relationship of somebody who is not there", called, record.statement);
    None
}

fn meaning(kind: &str) -> Meaning {
    // Before 0.3 the codes were written `board-member`.
    let letters: String = kind.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    match letters.as_str() {
        "boardmember" => Meaning::Seat(Capacity::Member),
        "boardchair" => Meaning::Seat(Capacity::Chair),
        "trustee" | "trusteeoftrust" => Meaning::Role,
        "seniormanagingofficial" => Meaning::Post,
        "appointmentofboard" => Meaning::Relation(RelationKind::Appoints),
        "controlbylegalframework" => Meaning::Relation(RelationKind::Oversees),
        _ => Meaning::Nothing,
    }
}

fn interest(
    draft: &mut Draft<'_>,
    record: &Record<'_, '_>,
    node: &Node<'_>,
    (body, at): (&BodyId, usize),
    party: &Party,
    counts: &mut Counts,
) {
    let kind = node.text_of("type").unwrap_or("unknownInterest");
    draft.keys("an interest", node, &["type", "startDate", "endDate", "details"]);
    let period = draft.period(node.get("startDate"), node.get("endDate"));
    let period = record.until_closed(period.map(|period| period.value));
    let during = period.map(|period| draft.located(period, node));
    let details = node.text_of("details").map(str::to_string);
    if matches!(party, Party::Body(own) if own == body) {
        draft.dropped("interest of an entity in itself", &record.id, node);
        return;
    }
    match meaning(kind) {
        Meaning::Seat(capacity) => seat(draft, record, node, at, party, (capacity, details, during)),
        Meaning::Role => {
            let role = details.or_else(|| Some(spaced(kind)));
            seat(draft, record, node, at, party, (Capacity::Member, role, during));
        }
        Meaning::Post => {
            let Party::Person(person) = party else {
                draft.dropped(format!("interest `{kind}` of what is no person"), &record.id, node);
                return;
            };
            let name = details.unwrap_or_else(|| spaced(kind));
            held(draft, record, node, at, (person, name, during), counts);
            return;
        }
        Meaning::Relation(relation) => {
            let Party::Body(from) = party else {
                draft.dropped(format!("interest `{kind}` of what is no entity"), &record.id, node);
                return;
            };
            said_besides(draft, kind, details, node);
            let mut relation = Relation::new(relation, from.clone(), body.clone());
            relation.from.origin = draft.at(node.span);
            relation.during = during;
            relation.provenance = cite(draft, record);
            counts.relations += usize::from(draft.relate(relation));
            return;
        }
        Meaning::Nothing => {
            said_besides(draft, kind, details, node);
            draft.dropped(format!("interest `{kind}`"), &record.id, node);
            return;
        }
    }
    counts.seats += 1;
}

fn said_besides(draft: &mut Draft<'_>, kind: &str, details: Option<String>, node: &Node<'_>) {
    if let Some(details) = details {
        draft.dropped(format!("`details` of an interest `{kind}`"), &details, node);
    }
}

fn seat(
    draft: &mut Draft<'_>,
    record: &Record<'_, '_>,
    node: &Node<'_>,
    at: usize,
    party: &Party,
    (capacity, role, during): (Capacity, Option<String>, Option<Located<Period>>),
) {
    let mut holder = Holder::default();
    match party {
        Party::Person(id) => holder.person = Some(draft.located(id.clone(), node)),
        Party::Body(id) => holder.organisation = Some(draft.located(id.clone(), node)),
        Party::Unspecified(why) => holder.described = Some(why.clone()),
    }
    let mut seat = Seat::new(holder);
    seat.capacity = draft.located(capacity, node);
    seat.role = role;
    seat.during = during;
    seat.provenance = cite(draft, record);
    if let Some(body) = draft.dataset.bodies.get_mut(at) {
        body.seats.push(seat);
    }
}

fn held(
    draft: &mut Draft<'_>,
    record: &Record<'_, '_>,
    node: &Node<'_>,
    at: usize,
    (person, name, during): (&PersonId, String, Option<Located<Period>>),
    counts: &mut Counts,
) {
    let provenance = cite(draft, record);
    let (person, located) = (draft.located(person.clone(), node), draft.located(name.clone(), node));
    let Some(body) = draft.dataset.bodies.get_mut(at) else { return };
    let index = *counts.posts.entry((at, name.to_lowercase())).or_insert(body.posts.len());
    if index == body.posts.len() {
        // How many there are at a time, nobody says.
        let (count, elected, holders) = (Count { least: 1, most: None }, None, Vec::new());
        body.posts.push(Post { name: located, count, elected, during: None, holders, provenance: provenance.clone() });
    }
    if let Some(post) = body.posts.get_mut(index) {
        post.holders.push(Tenure { person, during, provenance });
        counts.held += 1;
    }
}
