//! Dataset to Popolo, as one flat document.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use govgraph_model::{
    Area, Body, BodyId, Capacity, Dataset, Date, End, Identifier, OtherName, Period, Person, PersonId, Post,
    Provenance, Seat, SourceId, Start, Tenure, Word as _, slug,
};
use serde::Serialize;

use crate::export::{Loss, Part, Written, losses};
use crate::import::of_classification;

/// What Popolo can carry, though not always all of it.
const CARRIED: [Part; 17] = [
    Part::Areas,
    Part::Classes,
    Part::Persons,
    Part::Relations,
    Part::ShortNames,
    Part::OtherNames,
    Part::Identifiers,
    Part::Kinds,
    Part::Lifetimes,
    Part::Purposes,
    Part::Posts,
    Part::Tenures,
    Part::Seats,
    Part::Capacities,
    Part::Roles,
    Part::OnBehalf,
    Part::Sources,
];

#[derive(Serialize)]
struct Document<'d> {
    meta: Meta,
    persons: Vec<PersonOut<'d>>,
    organizations: Vec<OrganizationOut<'d>>,
    posts: Vec<PostOut<'d>>,
    memberships: Vec<MembershipOut<'d>>,
    areas: Vec<AreaOut<'d>>,
}

#[derive(Serialize)]
struct Meta {
    generator: &'static str,
}

#[derive(Serialize)]
struct PersonOut<'d> {
    id: &'d PersonId,
    name: &'d str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<NameOut<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<IdentifierOut<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<LinkOut<'d>>,
}

#[derive(Serialize)]
struct OrganizationOut<'d> {
    id: &'d BodyId,
    name: &'d str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    other_names: Vec<NameOut<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<IdentifierOut<'d>>,
    classification: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'d BodyId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_id: Option<&'d str>,
    #[serde(rename = "abstract", skip_serializing_if = "Option::is_none")]
    summary: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    founding_date: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dissolution_date: Option<&'d str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkOut<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<LinkOut<'d>>,
}

#[derive(Serialize)]
struct PostOut<'d> {
    id: String,
    label: &'d str,
    organization_id: &'d BodyId,
    #[serde(flatten)]
    during: During<'d>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<LinkOut<'d>>,
}

#[derive(Serialize)]
struct MembershipOut<'d> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    person_id: Option<&'d PersonId>,
    /// An organisation that is a member has no key of its own in Popolo.
    #[serde(skip_serializing_if = "Option::is_none")]
    member: Option<MemberOut<'d>>,
    organization_id: &'d BodyId,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_behalf_of_id: Option<&'d BodyId>,
    #[serde(flatten)]
    during: During<'d>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<LinkOut<'d>>,
}

#[derive(Serialize)]
struct MemberOut<'d> {
    /// What tells it from a person with the same id.
    #[serde(rename = "@type")]
    kind: &'static str,
    id: &'d BodyId,
    name: &'d str,
}

#[derive(Serialize)]
struct AreaOut<'d> {
    id: &'d str,
    name: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    classification: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_id: Option<&'d str>,
}

#[derive(Serialize)]
struct NameOut<'d> {
    name: &'d str,
    #[serde(flatten)]
    during: During<'d>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
}

#[derive(Serialize)]
struct IdentifierOut<'d> {
    scheme: &'d str,
    identifier: &'d str,
}

#[derive(Serialize)]
struct LinkOut<'d> {
    url: Cow<'d, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'d str>,
}

/// The dates that Popolo can write: years, months and days.
#[derive(Default, Serialize)]
struct During<'d> {
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<&'d str>,
}

/// Writes a dataset.
pub(crate) fn write(dataset: &Dataset) -> Written {
    let writer = Writer::new(dataset);
    let document = writer.document();
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    Written::one(json, losses(dataset, &CARRIED, writer.besides()))
}

struct Writer<'d> {
    dataset: &'d Dataset,
    names: HashMap<&'d BodyId, &'d str>,
    classes: HashMap<&'d str, &'d str>,
    sources: HashMap<&'d SourceId, LinkTo<'d>>,
    /// The first body that each is a part of.
    parents: HashMap<&'d BodyId, &'d BodyId>,
}

#[derive(Clone, Copy)]
struct LinkTo<'d> {
    url: Option<&'d str>,
    id: &'d SourceId,
    title: &'d str,
}

impl<'d> Writer<'d> {
    fn new(dataset: &'d Dataset) -> Self {
        let names = dataset.bodies.iter().map(|body| (&body.id.value, body.name.as_str())).collect();
        let classes = dataset.classes.iter().map(|class| (class.id.as_str(), class.name.as_str())).collect();
        let link = |source: &'d govgraph_model::Source| {
            (
                &source.id.value,
                LinkTo { url: source.url.as_deref(), id: &source.id.value, title: source.title.as_str() },
            )
        };
        let sources = dataset.sources.iter().map(link).collect();
        let mut parents = HashMap::new();
        for relation in dataset.relations.iter().filter(|relation| relation.kind.is_containment() && !relation.proposed)
        {
            parents.entry(&relation.from.value).or_insert(&relation.to.value);
        }
        Writer { dataset, names, classes, sources, parents }
    }

    fn document(&self) -> Document<'d> {
        let bodies = || self.dataset.bodies.iter();
        Document {
            meta: Meta { generator: super::GENERATOR },
            persons: self.dataset.persons.iter().map(|person| self.person(person)).collect(),
            organizations: bodies().map(|body| self.organization(body)).collect(),
            posts: bodies().flat_map(|body| body.posts.iter().map(|post| self.post(body, post))).collect(),
            memberships: bodies().flat_map(|body| self.memberships(body)).collect(),
            areas: self.dataset.areas.iter().map(area).collect(),
        }
    }

    fn person(&self, person: &'d Person) -> PersonOut<'d> {
        PersonOut {
            id: &person.id.value,
            name: &person.name,
            other_names: person.other_names.iter().map(name).collect(),
            identifiers: person.identifiers.iter().map(identifier).collect(),
            sources: self.links(&person.provenance),
        }
    }

    fn organization(&self, body: &'d Body) -> OrganizationOut<'d> {
        let short = body.short.as_deref().map(|short| NameOut {
            name: short,
            during: During::default(),
            note: Some(super::ABBREVIATION),
        });
        let exists = body.exists.as_ref().map(|exists| during(Some(&exists.during.value))).unwrap_or_default();
        let mut purposes = body.purposes.iter().map(|purpose| purpose.value.as_str());
        let link = |url| LinkOut { url: Cow::Borrowed(url), note: None };
        OrganizationOut {
            id: &body.id.value,
            name: &body.name,
            other_names: short.into_iter().chain(body.other_names.iter().map(name)).collect(),
            identifiers: body.identifiers.iter().map(identifier).collect(),
            classification: self.classification(body),
            parent_id: self.parents.get(&body.id.value).copied(),
            area_id: body.area.as_ref().map(|area| area.as_str()),
            summary: purposes.next(),
            description: purposes.next(),
            founding_date: exists.start_date,
            dissolution_date: exists.end_date,
            links: body.url.as_deref().map(link).into_iter().collect(),
            sources: self.links(&body.provenance),
        }
    }

    /// The name of the first class that means the kind, or else the kind.
    fn classification(&self, body: &'d Body) -> &'d str {
        let classes = body.classes.iter().filter_map(|class| self.classes.get(class.as_str()).copied());
        let mut meaning = classes.filter(|class| of_classification(class) == (body.kind, false));
        meaning.next().unwrap_or(body.kind.word())
    }

    fn post(&self, body: &'d Body, post: &'d Post) -> PostOut<'d> {
        PostOut {
            id: post_id(body, &post.name),
            label: &post.name,
            organization_id: &body.id.value,
            during: during(post.during.as_deref()),
            sources: self.links(&post.provenance),
        }
    }

    /// The seats of a body, and the people in its posts whose seats do not say so.
    fn memberships(&self, body: &'d Body) -> Vec<MembershipOut<'d>> {
        let mut held: Vec<(&'d Post, &'d Tenure)> =
            body.posts.iter().flat_map(|post| post.holders.iter().map(move |tenure| (post, tenure))).collect();
        let mut out = Vec::new();
        for seat in &body.seats {
            let same = held.iter().position(|(post, tenure)| is_in_post(seat, post, tenure));
            let post = same.map(|index| held.remove(index).0);
            out.push(self.seat(body, seat, post, out.len() + 1));
        }
        for (post, tenure) in held {
            out.push(MembershipOut {
                id: format!("{}/{}", body.id, out.len() + 1),
                label: None,
                role: None,
                person_id: Some(&tenure.person.value),
                member: None,
                organization_id: &body.id.value,
                post_id: Some(post_id(body, &post.name)),
                on_behalf_of_id: None,
                during: during(tenure.during.as_deref()),
                sources: self.links(&tenure.provenance),
            });
        }
        out
    }

    fn seat(&self, body: &'d Body, seat: &'d Seat, post: Option<&'d Post>, number: usize) -> MembershipOut<'d> {
        let holder = &seat.holder;
        let member = holder.organisation.as_ref().filter(|_| holder.person.is_none());
        let member = member.and_then(|id| {
            Some(MemberOut { kind: super::ORGANIZATION, id: &id.value, name: self.names.get(&id.value)? })
        });
        let label = match &member {
            Some(_) => holder.post.as_ref().map(|post| post.value.as_str()),
            None if holder.person.is_none() => holder.described.as_deref(),
            None => None,
        };
        let capacity = *seat.capacity;
        let plain = (capacity != Capacity::Member).then(|| capacity.word());
        MembershipOut {
            id: format!("{}/{number}", body.id),
            label,
            role: seat.role.as_deref().filter(|role| !role.trim().is_empty()).or(plain),
            person_id: holder.person.as_ref().map(|person| &person.value),
            member,
            organization_id: &body.id.value,
            post_id: post.map(|post| post_id(body, &post.name)),
            on_behalf_of_id: seat.on_behalf_of.as_ref().map(|id| &id.value),
            during: during(seat.during.as_deref()),
            sources: self.links(&seat.provenance),
        }
    }

    fn links(&self, provenance: &'d Provenance) -> Vec<LinkOut<'d>> {
        let sources = provenance.sources.iter().filter_map(|citation| self.sources.get(&citation.source.value));
        let mut seen = HashSet::new();
        let new = sources.filter(|to| seen.insert((to.url.is_none().then_some(to.id), to.url, to.title)));
        // A link has to have an address; what has none is named.
        let url = |to: &LinkTo<'d>| match to.url {
            Some(url) => Cow::Borrowed(url),
            None => Cow::Owned(format!("{}{}", super::SOURCE, to.id)),
        };
        new.map(|to| LinkOut { url: url(to), note: Some(to.title) }).collect()
    }

    /// What is lost of parts that are carried otherwise.
    fn besides(&self) -> Vec<Loss> {
        let bodies = &self.dataset.bodies;
        let loss = |what: &str, count: usize| Loss { what: what.to_string(), count };
        let written: usize = bodies.iter().filter(|body| self.parents.contains_key(&body.id.value)).count();
        let dated = self.dataset.relations.iter().filter(|relation| relation.during.is_some()).count();
        let classes: usize = bodies.iter().map(|body| body.classes.len()).sum();
        let told = bodies.iter().filter(|body| self.classification(body) != body.kind.word()).count();
        let purposes: usize = bodies.iter().map(|body| body.purposes.len().saturating_sub(2)).sum();
        let with_person = bodies.iter().flat_map(|body| &body.seats).filter(|seat| {
            seat.holder.person.is_some() && (seat.holder.organisation.is_some() || seat.holder.post.is_some())
        });
        vec![
            loss(
                "relations other than that to the first body that contains one",
                self.dataset.relations.len() - written,
            ),
            loss("dates of relations", dated),
            loss("classes beyond one that means the kind", classes.saturating_sub(told)),
            loss("purposes beyond two", purposes),
            loss("organisations and posts of members who are named", with_person.count()),
        ]
    }
}

/// Whether a seat says that a person is in a post: the same person, under its name, at the same time.
fn is_in_post(seat: &Seat, post: &Post, tenure: &Tenure) -> bool {
    let same_person = seat.holder.person.as_ref() == Some(&tenure.person);
    let same_role = seat.role.as_deref().is_some_and(|role| role.eq_ignore_ascii_case(&post.name));
    same_person && same_role && seat.during == tenure.during
}

fn post_id(body: &Body, name: &str) -> String {
    let index = body.posts.iter().position(|post| post.name.value == name).map_or(0, |index| index + 1);
    let name = slug(name);
    if name.is_empty() { format!("{}/post-{index}", body.id) } else { format!("{}/{name}-{index}", body.id) }
}

fn area(area: &Area) -> AreaOut<'_> {
    AreaOut {
        id: area.id.as_str(),
        name: &area.name,
        classification: area.level.map(|level| level.word()),
        parent_id: area.within.as_ref().map(|within| within.as_str()),
    }
}

fn name(other: &OtherName) -> NameOut<'_> {
    NameOut { name: &other.name, during: during(other.during.as_ref()), note: None }
}

fn identifier(own: &Identifier) -> IdentifierOut<'_> {
    IdentifierOut { scheme: &own.scheme, identifier: &own.id }
}

fn during(period: Option<&Period>) -> During<'_> {
    // A year before our era has a sign, and no place in the pattern of Popolo's dates.
    let plain = |date: &'_ Date| date.is_plain() && !date.edtf().starts_with('-');
    let start_date = period.and_then(|period| match &period.start {
        Start::On(date) if plain(date) => Some(date.edtf()),
        _ => None,
    });
    let end_date = period.and_then(|period| match &period.end {
        End::On(date) if plain(date) => Some(date.edtf()),
        _ => None,
    });
    During { start_date, end_date }
}
