//! A table to dataset.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use govgraph_model::{
    Body, BodyId, BodyKind, Code, Elected, Holder, Identifier, Located, Person, Provenance, Seat, Tri,
};

use super::columns::{Field, guess, missing};
use super::{DayOrder, delimiter};
use crate::Text;
use crate::import::{Draft, Ends, Members, of_classification, of_role};
use crate::sheet::{self, Records};
use crate::yaml::Node;

/// Reads tables; people and bodies of one name or id in several are one.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    draft.ends(Ends::Included);
    let mut reader = Reader::default();
    for text in texts {
        let Some(decoded) = draft.decode(text) else { continue };
        draft.open_decoded(text.name, &decoded);
        let (delimiter, called) = delimiter(&decoded);
        let Some(header) = sheet::header(&decoded, delimiter) else {
            draft.refuse(Code::EmptyFile, "this table holds nothing");
            continue;
        };
        let found = match guess(&header.names, &draft.options.columns) {
            Ok(found) => found,
            Err(message) => {
                draft.refuse(Code::BadTable, message);
                continue;
            }
        };
        if let Some(message) = missing(&header.names, &found) {
            draft.refuse(Code::BadTable, message);
            continue;
        }
        let columns = header
            .names
            .iter()
            .zip(&found)
            .filter_map(|(name, field)| Some(format!("`{}` is {}", crate::words::shorten(name), (*field)?.word())));
        draft.choose(format!("of the columns, {}", columns.collect::<Vec<_>>().join(", ")));
        draft.choose(format!("{called} stands between the cells"));
        let keys: Vec<Option<Cow<'_, str>>> = header.names.iter().zip(&found).map(key).collect();
        let rows = Records::new(draft, &decoded, &header, &keys);
        let named = |field: Field| {
            let name = header.names.iter().zip(&found).find(|(_, found)| **found == Some(field));
            name.map(|(name, _)| name.as_ref())
        };
        reader.begin(draft, named(Field::Member), named(Field::Body), &rows);
        for ref row in rows.iter() {
            reader.row(draft, row);
        }
        draft.tally("rows", rows.len(), "");
    }
    reader.end(draft);
}

fn key<'t>((name, field): (&Cow<'t, str>, &Option<Field>)) -> Option<Cow<'t, str>> {
    match field {
        Some(field) => Some(field.key().into()),
        None if name.is_empty() => Some("a column without a header".into()),
        None => Some(name.clone()),
    }
}

const KEYS: [&str; 8] = [
    "\u{1}member",
    "\u{1}member id",
    "\u{1}body",
    "\u{1}body id",
    "\u{1}since",
    "\u{1}until",
    "\u{1}role",
    "\u{1}elected",
];

#[derive(Default)]
struct Reader {
    /// Where a body stands in the dataset.
    bodies: HashMap<BodyId, usize>,
    seen: HashSet<Vec<String>>,
    members: Option<Members>,
    kind: Option<BodyKind>,
    order: Option<DayOrder>,
    /// The names of members that are persons, to tell those that are bodies too.
    persons: HashMap<String, Located<()>>,
    seats: usize,
}

impl Reader {
    /// Decides what a table leaves open.
    fn begin(&mut self, draft: &mut Draft<'_>, member: Option<&str>, body: Option<&str>, rows: &Records<'_>) {
        let member = member.unwrap_or_default().to_lowercase();
        let is_organisation = ["organisation", "organization", "partner"].iter().any(|word| member.contains(word));
        let members = draft.options.members.unwrap_or(match is_organisation {
            true => Members::Organisations,
            false => Members::Persons,
        });
        self.members = Some(members);
        draft.choose(match members {
            Members::Persons => "members are persons, and those of one name (or id) are one person; --members organisations says otherwise",
            Members::Organisations => "members are organisations; --members persons says otherwise",
        });
        // A column `Committee` holds committees.
        let last = body.unwrap_or_default().split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
        let kind = of_classification(last.unwrap_or_default()).0;
        self.kind = Some(kind).filter(|kind| *kind != BodyKind::Organisation);
        let dates = rows
            .iter()
            .flat_map(|row| [Field::Since, Field::Until].map(|field| row.text_of(field.key()).map(str::to_string)));
        self.order = DayOrder::of(dates.flatten());
        if let Some(order) = self.order {
            draft.choose(order.words());
        }
    }

    fn row(&mut self, draft: &mut Draft<'_>, row: &Node<'_>) {
        draft.keys("a row", row, &KEYS);
        let of = |field: Field| row.text_of(field.key());
        let body = of(Field::Body).or(of(Field::BodyId)).map(collapsed);
        let member = of(Field::Member).or(of(Field::MemberId)).map(collapsed);
        let (Some(body), Some(member)) = (body, member) else {
            let what = if of(Field::Body).is_none() { "body" } else { "member" };
            draft.dropped(format!("row without a {what}"), of(Field::Member).or(of(Field::Body)).unwrap_or(""), row);
            return;
        };
        let repeated: Vec<String> =
            KEYS.iter().map(|key| row.text_of(key).map(collapsed).unwrap_or_default().into_owned()).collect();
        if !self.seen.insert(repeated) {
            draft.odd("row that repeats another, taken once", &format!("{member} | {body}"), row);
            return;
        }
        let at = self.body(draft, of(Field::BodyId).unwrap_or(&body), &body, row);
        let foreign = of(Field::MemberId).unwrap_or(&member);
        let holder = match self.members {
            Some(Members::Organisations) => {
                let own = self.body(draft, foreign, &member, row);
                let id = own.and_then(|own| draft.dataset.bodies.get(own)).map(|body| body.id.value.clone());
                if own == at {
                    draft.dropped("membership of a body in itself", &body, row);
                    return;
                }
                Holder { organisation: id.map(|id| draft.located(id, row)), ..Holder::default() }
            }
            _ => Holder { person: self.person(draft, foreign, &member, row), ..Holder::default() },
        };
        let mut seat = Seat::new(holder);
        let (capacity, role) = of_role(of(Field::Role));
        seat.capacity = draft.located(capacity, row.get(Field::Role.key()).unwrap_or(row));
        seat.role = role;
        let order = self.order.unwrap_or(DayOrder::Unknown);
        let date = |field: Field| row.get(field.key()).map(|node| order.plain(node));
        seat.during = draft.period(date(Field::Since).as_ref(), date(Field::Until).as_ref());
        seat.provenance = cite(draft, row);
        seat.elected = row.get(Field::Elected.key()).and_then(|node| elected(draft, node));
        if let Some(body) = at.and_then(|at| draft.dataset.bodies.get_mut(at)) {
            body.seats.push(seat);
            self.seats += 1;
        }
    }

    fn body(&mut self, draft: &mut Draft<'_>, foreign: &str, name: &str, row: &Node<'_>) -> Option<usize> {
        if let Some(id) = draft.bodies.get(foreign) {
            return self.bodies.get(id).copied();
        }
        let id = draft.bodies.add(foreign, name, "body")?;
        let mut body = Body::new(id.clone(), name);
        body.kind = self.kind.unwrap_or(BodyKind::Organisation);
        body.identifiers.extend(identifier(foreign, name, id.as_str()));
        body.provenance = cite(draft, row);
        body.id = draft.located(id.clone(), row);
        let at = draft.dataset.bodies.len();
        draft.dataset.bodies.push(body);
        self.bodies.insert(id, at);
        Some(at)
    }

    fn person(
        &mut self,
        draft: &mut Draft<'_>,
        foreign: &str,
        name: &str,
        row: &Node<'_>,
    ) -> Option<Located<govgraph_model::PersonId>> {
        if let Some(id) = draft.persons.add(foreign, name, "person") {
            let identifiers = identifier(foreign, name, id.as_str()).into_iter().collect();
            let (id, provenance) = (draft.located(id, row), cite(draft, row));
            self.persons.insert(name.to_string(), draft.located((), row));
            let (name, other_names) = (name.to_string(), Vec::new());
            draft.dataset.persons.push(Person { id, name, other_names, identifiers, provenance });
        }
        let id = draft.persons.get(foreign).cloned()?;
        Some(draft.located(id, row))
    }

    fn end(&mut self, draft: &mut Draft<'_>) {
        let persons = draft.dataset.persons.len();
        draft.tally("members", persons, "persons");
        draft.tally("bodies", draft.dataset.bodies.len(), "bodies");
        draft.tally("memberships", self.seats, "seats");
        let both: Vec<(String, govgraph_model::Origin)> = draft
            .dataset
            .bodies
            .iter()
            .filter_map(|body| Some((body.name.clone(), self.persons.get(&body.name)?.origin)))
            .collect();
        for (name, origin) in both {
            let what = "member who is called as a body is, taken for a person all the same";
            draft.note(crate::import::NoteKind::Odd, what.to_string(), &name, origin);
        }
    }
}

/// An id of others that is no name.
fn identifier(foreign: &str, name: &str, id: &str) -> Option<Identifier> {
    if foreign == name { None } else { Draft::identifier("table", foreign, id) }
}

/// That the table says so, in the line of a row.
fn cite(draft: &Draft<'_>, row: &Node<'_>) -> Provenance {
    let line = draft.dataset.files.place(draft.at(row.span)).map(|place| format!("line {}", place.line));
    draft.cite(line, row)
}

/// Whether somebody is elected, in the words that tables have for yes and no.
pub(crate) fn elected(draft: &mut Draft<'_>, node: &Node<'_>) -> Option<Elected> {
    let is = match node.text()?.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "elected" | "x" => Tri::Yes,
        "no" | "n" | "false" | "0" | "not elected" | "appointed" | "co-opted" | "unelected" => Tri::No,
        "unknown" | "?" | "not known" => return None,
        other => {
            draft.odd("elected flag that is neither yes nor no, taken as not known", other, node);
            return None;
        }
    };
    Some(Elected { is, basis: None, provenance: Provenance::default() })
}

/// A name without the blanks that nobody sees: two of them, or one that does not break the line.
pub(crate) fn collapsed(name: &str) -> Cow<'_, str> {
    let is_plain = !name.contains("  ") && !name.chars().any(|c| c.is_whitespace() && c != ' ');
    match is_plain {
        true => name.into(),
        false => name.split_whitespace().collect::<Vec<_>>().join(" ").into(),
    }
}
