//! Committees and their subcommittees.

use std::collections::HashMap;

use govgraph_model::{Body, BodyId, BodyKind, Cited, Identifier, Level, Provenance, Relation, RelationKind, slug};

use super::read::{Committee, Known};
use crate::import::Draft;
use crate::yaml::Node;

/// What goes before the name of a subcommittee.
pub(super) const PREFIX: &str = "Subcommittee on ";

const KEYS: [&str; 10] = [
    "type",
    "name",
    "url",
    "thomas_id",
    "house_committee_id",
    "senate_committee_id",
    "wikipedia",
    "jurisdiction",
    "jurisdiction_source",
    "subcommittees",
];

/// Reads the committees of today.
pub(super) fn read(draft: &mut Draft<'_>, root: &Node<'_>, known: &mut Known) {
    draft.choose("a subcommittee is called \"Subcommittee on\" what the file names it after");
    let (mut committees, mut subcommittees) = (0, 0);
    for node in root.items() {
        let Some(id) = node.text_of("thomas_id") else {
            draft.dropped("committee without a `thomas_id`", node.text_of("name").unwrap_or(node.what()), node);
            continue;
        };
        draft.keys("a committee", node, &KEYS);
        let chamber = node.text_of("type").map(str::to_string);
        let Some(parent) = committee(draft, node, id, chamber.as_deref(), None, known) else { continue };
        committees += 1;
        for node in node.items_of("subcommittees") {
            let Some(suffix) = node.text_of("thomas_id") else {
                draft.dropped("subcommittee without a `thomas_id`", node.text_of("name").unwrap_or(""), node);
                continue;
            };
            draft.keys("a subcommittee", node, &KEYS);
            let id = format!("{id}{suffix}");
            if committee(draft, node, &id, chamber.as_deref(), Some(&parent), known).is_some() {
                subcommittees += 1;
            }
        }
    }
    draft.tally("committees", committees, "bodies");
    draft.tally("subcommittees", subcommittees, "bodies, sub-boards of their committees");
}

/// Adds a committee of today, and that it is a sub-board of its parent; `None` if it is there already.
fn committee(
    draft: &mut Draft<'_>,
    node: &Node<'_>,
    id: &str,
    chamber: Option<&str>,
    parent: Option<&BodyId>,
    known: &mut Known,
) -> Option<BodyId> {
    let name = name(draft, node, id, parent.is_some());
    let mut body = body(draft, node, name, id, chamber, parent.is_some())?;
    body.url = node.text_of("url").map(str::to_string);
    for (key, scheme) in
        [("house_committee_id", "us-house"), ("senate_committee_id", "us-senate"), ("wikipedia", "wikipedia")]
    {
        let own = node.text_of(key).filter(|own| *own != id);
        body.identifiers.extend(own.map(|own| Identifier { scheme: scheme.to_string(), id: own.to_string() }));
    }
    if let Some(jurisdiction) = node.get("jurisdiction") {
        let text = jurisdiction.text().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut provenance = draft.cite(Some(format!("{id} jurisdiction")), jurisdiction);
        if let Some(page) = node.get("jurisdiction_source") {
            // Of what date the page is, nobody says.
            provenance.sources.extend(draft.source(&format!("Jurisdiction of {id}"), page.text(), None, page));
        }
        body.purposes.push(Cited { value: text, provenance });
    }
    Some(add(draft, body, node, id, chamber, parent, known, true))
}

/// The name that the file gives, or else the id. The file leaves out "Subcommittee on", without which the one on the
/// Central Intelligence Agency reads as the agency.
pub(super) fn name(draft: &mut Draft<'_>, node: &Node<'_>, id: &str, is_sub: bool) -> String {
    match node.text_of("name") {
        Some(name) => {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            let says_what = ["committee", "task force", "panel", "commission"];
            let is_bare = is_sub && !says_what.iter().any(|word| name.to_lowercase().contains(word));
            if is_bare { format!("{PREFIX}{name}") } else { name }
        }
        None => {
            draft.odd("committee without a name, called by its id", id, node);
            id.to_string()
        }
    }
}

/// A committee by its whole id; `None` if it is there already.
pub(super) fn body(
    draft: &mut Draft<'_>,
    node: &Node<'_>,
    name: String,
    id: &str,
    chamber: Option<&str>,
    is_sub: bool,
) -> Option<Body> {
    let Some(own) = draft.bodies.add(id, &name, "committee") else {
        draft.odd("committee that stands here twice, of which the first was taken", id, node);
        return None;
    };
    let mut body = Body::new(own, name);
    body.kind = BodyKind::Committee;
    body.level = Some(Level::National);
    let class = match (chamber, is_sub) {
        (Some("house"), false) => Some("House committee"),
        (Some("house"), true) => Some("House subcommittee"),
        (Some("senate"), false) => Some("Senate committee"),
        (Some("senate"), true) => Some("Senate subcommittee"),
        (Some("joint"), false) => Some("Joint committee"),
        (Some("joint"), true) => Some("Joint subcommittee"),
        (Some(other), _) => {
            draft.odd("type of a committee that is none of house, senate and joint, left out", other, node);
            None
        }
        (None, _) => None,
    };
    body.classes.extend(class.and_then(|class| draft.class(class, node)));
    body.identifiers.push(Identifier { scheme: "thomas".to_string(), id: id.to_string() });
    body.provenance = draft.cite(Some(id.to_string()), node);
    Some(body)
}

/// Adds a body, and that it is a sub-board of its parent.
#[expect(clippy::too_many_arguments, reason = "what is known of one committee, from three files")]
pub(super) fn add(
    draft: &mut Draft<'_>,
    mut body: Body,
    node: &Node<'_>,
    id: &str,
    chamber: Option<&str>,
    parent: Option<&BodyId>,
    known: &mut Known,
    is_current: bool,
) -> BodyId {
    body.id = draft.located(body.id.value, node);
    let own = body.id.value.clone();
    if let Some(parent) = parent {
        let mut relation = Relation::new(RelationKind::SubBoardOf, own.clone(), parent.clone());
        relation.from.origin = body.id.origin;
        relation.provenance = Provenance { sources: body.provenance.sources.clone(), ..Provenance::default() };
        draft.relate(relation);
    }
    let index = draft.dataset.bodies.len();
    let chamber = chamber.map(str::to_string);
    known.committees.insert(id.to_string(), Committee { index, id: own.clone(), chamber, is_current });
    draft.dataset.bodies.push(body);
    own
}

/// Gives subcommittees of one name that of their committee in addition: most committees have one for oversight. A
/// committee that used a name under two numbers has the id as well.
pub(super) fn tell_apart(draft: &mut Draft<'_>, known: &Known) {
    let mut ids: Vec<(&String, usize)> = known.committees.iter().map(|(id, own)| (id, own.index)).collect();
    ids.sort_unstable();
    let mut told = false;
    for with_committee in [true, false] {
        let mut named: HashMap<String, usize> = HashMap::new();
        for body in &draft.dataset.bodies {
            *named.entry(slug(&body.name)).or_default() += 1;
        }
        for (id, index) in &ids {
            let above =
                id.get(..4).filter(|above| above.len() < id.len()).and_then(|above| known.committees.get(above));
            let above = above.and_then(|above| draft.dataset.bodies.get(above.index)).map(|above| above.name.clone());
            let Some(body) = draft.dataset.bodies.get_mut(*index) else { continue };
            if named.get(&slug(&body.name)).is_none_or(|count| *count < 2) {
                continue;
            }
            match above {
                Some(above) if with_committee => body.name = format!("{} ({above})", body.name),
                _ if with_committee => continue,
                _ => body.name = format!("{} ({id})", body.name),
            }
            told = true;
        }
    }
    if told {
        draft.choose("of committees with one name each is called with its committee, or its id, in addition");
    }
}
