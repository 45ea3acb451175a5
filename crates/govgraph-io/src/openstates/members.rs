//! Who sits on a committee.

use std::collections::HashSet;

use govgraph_model::{Body, Capacity, Holder, Identifier, Person, PersonId, Seat, Tier, Tri, Word as _};

use crate::import::{Draft, of_role};
use crate::yaml::Node;

const KEYS: [&str; 6] = ["name", "role", "person_id", "id", "start_date", "end_date"];

/// Reads the members of a committee; how many there are, and how many people of them are new.
pub(super) fn members(draft: &mut Draft<'_>, committee: &Node<'_>, body: &mut Body) -> (usize, usize) {
    let mut seen: HashSet<(String, Option<String>, Option<String>)> = HashSet::new();
    let (mut seats, mut people) = (0, 0);
    for node in committee.items_of("members") {
        let name = node.text().or_else(|| node.text_of("name"));
        draft.keys("a member", node, &KEYS);
        let foreign = node.text_of("person_id").or_else(|| node.text_of("id"));
        let Some(who) = foreign.or(name) else {
            draft.dropped("member who is nobody", node.what(), node);
            continue;
        };
        let role = node.text_of("role").map(plain);
        if !seen.insert((who.to_string(), role.clone(), node.text_of("start_date").map(str::to_string))) {
            draft.odd("member who is listed twice in one role, taken once", name.unwrap_or(who), node);
            continue;
        }
        let holder = match foreign {
            Some(foreign) => {
                let (person, is_new) = person(draft, foreign, name, node);
                people += usize::from(is_new);
                Holder { person: person.map(|person| draft.located(person, node)), ..Holder::default() }
            }
            None => {
                // Of the same name in another committee nobody knows whether it is the same person.
                draft.odd("member without an id, kept by name only", who, node);
                Holder { described: Some(who.to_string()), ..Holder::default() }
            }
        };
        let mut seat = Seat::new(holder);
        let (mut capacity, said) = of_role(role.as_deref());
        // "Standing advisory", "special advisory".
        if said.as_deref().is_some_and(|said| said.ends_with(" advisory")) {
            capacity = Capacity::Adviser;
        }
        seat.tier = (role.as_deref() == Some("alternate")).then_some(Tier::OnDemand);
        seat.role = said.filter(|said| !says_the_same(said, capacity));
        seat.capacity = draft.located(capacity, node.get("role").unwrap_or(node));
        seat.during = draft.period(node.get("start_date"), node.get("end_date"));
        seat.vacant = Tri::No;
        body.seats.push(seat);
        seats += 1;
    }
    (seats, people)
}

/// A role without differences of spelling: `Ex-Officio` and `ex officio` are one.
fn plain(role: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() || c == '/' { c } else { ' ' };
    let words: String = role.to_lowercase().chars().map(letters).collect();
    match words.split_whitespace().collect::<Vec<_>>().join(" ") {
        role if ["exofficio", "exoficio", "ex oficio"].contains(&role.as_str()) => "ex officio".to_string(),
        role => role,
    }
}

fn says_the_same(role: &str, capacity: Capacity) -> bool {
    plain(capacity.word()) == role || (capacity == Capacity::Adviser && role == "advisory")
}

/// Who a member is, and whether they were not met before.
fn person(draft: &mut Draft<'_>, foreign: &str, name: Option<&str>, node: &Node<'_>) -> (Option<PersonId>, bool) {
    if let Some(known) = draft.persons.get(foreign) {
        return (Some(known.clone()), false);
    }
    let name = name.unwrap_or(foreign).to_string();
    let Some(id) = draft.persons.add(foreign, &name, "person") else { return (None, false) };
    let identifiers = vec![Identifier { scheme: "ocd".to_string(), id: foreign.to_string() }];
    let provenance = draft.cite(None, node);
    let person = draft.located(id.clone(), node);
    draft.dataset.persons.push(Person { id: person, name, other_names: Vec::new(), identifiers, provenance });
    (Some(id), true)
}
