//! Who sits on committees today.

use std::collections::HashSet;

use govgraph_model::{Certainty, Elected, ElectedBasis, Holder, Identifier, Person, PersonId, Provenance, Seat, Tri};

use super::committees;
use super::read::Known;
use crate::import::{Draft, of_role};
use crate::yaml::Node;

const KEYS: [&str; 6] = ["name", "party", "rank", "title", "bioguide", "chamber"];

/// Reads the members of committees.
pub(super) fn read(draft: &mut Draft<'_>, root: &Node<'_>, known: &mut Known) {
    draft.choose(
        "members count as elected, by the Constitution; senators too, of whom some may have been appointed to a vacancy",
    );
    let (mut memberships, mut committees, mut people) = (0, 0, HashSet::new());
    for entry in root.entries() {
        let (id, members) = (&*entry.key, &entry.value);
        if !known.committees.contains_key(id) && !unlisted(draft, id, members, known) {
            continue;
        }
        committees += 1;
        for (place, node) in members.items().iter().enumerate() {
            memberships += 1;
            if let Some(person) = member(draft, id, place, node, known) {
                people.insert(person);
            }
        }
    }
    draft.tally("committees with members", committees, "");
    draft.tally("memberships", memberships, "seats");
    draft.tally("people", people.len(), "people");
}

/// Adds a committee of which only the members are listed; whether that can be.
fn unlisted(draft: &mut Draft<'_>, id: &str, members: &Node<'_>, known: &mut Known) -> bool {
    draft.odd("committee of which only the members are listed, called by its id", id, members);
    let chamber = match id.as_bytes() {
        [b'H', ..] => Some("house"),
        [b'S', ..] => Some("senate"),
        [b'J', ..] => Some("joint"),
        _ => None,
    };
    let parent = id.get(..4).filter(|parent| parent.len() < id.len());
    let parent = parent.and_then(|parent| known.committees.get(parent)).map(|parent| parent.id.clone());
    let name = id.to_string();
    let Some(body) = committees::body(draft, members, name, id, chamber, parent.is_some()) else { return false };
    committees::add(draft, body, members, id, chamber, parent.as_ref(), known, true);
    true
}

/// Reads a member of a committee as a seat; who it is.
fn member(draft: &mut Draft<'_>, id: &str, place: usize, node: &Node<'_>, known: &mut Known) -> Option<PersonId> {
    draft.keys("a membership", node, &KEYS);
    let committee = known.committees.get(id).cloned()?;
    let words = [node.text_of("chamber"), node.text_of("party")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let side = Some(words).filter(|words| !words.is_empty());
    // Members are ranked within their side.
    let locator = match (&side, node.text_of("rank")) {
        (Some(side), Some(rank)) => format!("{id} {side} {rank}"),
        _ => format!("{id} {}", place + 1),
    };
    let person = person(draft, node, &locator, known);
    if person.is_none() && node.text_of("name").is_none() {
        draft.dropped("membership of nobody", &locator, node);
        return None;
    }
    let holder = match &person {
        Some(person) => Holder { person: Some(draft.located(person.clone(), node)), ..Holder::default() },
        None => {
            draft.odd("member without a `bioguide`, kept by name only", node.text_of("name").unwrap_or(""), node);
            Holder { described: node.text_of("name").map(str::to_string), ..Holder::default() }
        }
    };
    let mut seat = Seat::new(holder);
    let (capacity, role) = of_role(node.text_of("title"));
    seat.capacity = draft.located(capacity, node.get("title").unwrap_or(node));
    seat.role = role;
    seat.group = side;
    seat.vacant = Tri::No;
    seat.provenance = draft.cite(Some(locator), node);
    let chamber = node.text_of("chamber").or(committee.chamber.as_deref());
    seat.elected = elected(draft, chamber, known);
    if let Some(body) = draft.dataset.bodies.get_mut(committee.index) {
        body.seats.push(seat);
    }
    person
}

/// That members of Congress are elected, which the files do not say and the Constitution does.
fn elected(draft: &mut Draft<'_>, chamber: Option<&str>, known: &mut Known) -> Option<Elected> {
    let (locator, certainty, note) = match chamber? {
        "house" => ("Article I, section 2", None, None),
        // Governors may fill a vacancy until there is an election.
        "senate" => (
            "Amendment XVII",
            Some(Certainty::Medium),
            Some("A senator may have been appointed to a vacancy until an election."),
        ),
        _ => return None,
    };
    let sources = known.constitution(draft, locator).into_iter().collect();
    let provenance = Provenance { sources, certainty, note: note.map(str::to_string), ..Provenance::default() };
    Some(Elected { is: Tri::Yes, basis: Some(ElectedBasis::ExOfficio), provenance })
}

/// Who a member is, a new person if they were not met before.
fn person(draft: &mut Draft<'_>, node: &Node<'_>, locator: &str, known: &mut Known) -> Option<PersonId> {
    let bioguide = node.text_of("bioguide")?;
    let name = node.text_of("name").unwrap_or(bioguide);
    if let Some(id) = draft.persons.get(bioguide).cloned() {
        if known.people.get(bioguide).is_some_and(|known| known != name) {
            draft.odd("person with two names, of which the first was taken", name, node);
        }
        return Some(id);
    }
    known.people.insert(bioguide.to_string(), name.to_string());
    let id = draft.persons.add(bioguide, name, "person")?;
    let identifiers = vec![Identifier { scheme: "bioguide".to_string(), id: bioguide.to_string() }];
    let (name, provenance) = (name.to_string(), draft.cite(Some(locator.to_string()), node));
    let person = draft.located(id.clone(), node);
    draft.dataset.persons.push(Person { id: person, name, other_names: Vec::new(), identifiers, provenance });
    Some(id)
}
