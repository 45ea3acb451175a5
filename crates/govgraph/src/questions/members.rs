//! Members: who the holder of a seat is, as an organisation, a post or a person.

use serde::Serialize;

use govgraph_model::{BodyKind, Capacity, Count, Extent, Holder, PersonId, ThemeId};

use crate::graph::{BodyView, GovGraph, PostView, SeatView, Snapshot};

/// In what sense the holder of a seat is a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MemberKind {
    /// The organisation that the seat belongs to.
    #[default]
    Organisation,
    /// The post whose holder sits there.
    Post,
    /// The person who sits there, named in the seat or known to hold its post.
    Person,
}

impl MemberKind {
    /// What members are in most seats of a structure that names only one sort of them: people where seats name people and
    /// neither organisations nor other bodies, and organisations everywhere else.
    ///
    /// Cost: linear in the seats, up to the first that names an organisation.
    pub fn usual(graph: &GovGraph) -> MemberKind {
        let mut seats = graph.bodies().flat_map(BodyView::seats_and_items).map(|seat| &seat.record().holder);
        let named = |holder: &Holder| holder.organisation.is_some() || holder.ex_officio.is_some();
        let mut people = false;
        let organisations = seats.any(|holder| {
            people |= holder.person.is_some();
            named(holder)
        });
        if people && !organisations { MemberKind::Person } else { MemberKind::Organisation }
    }
}

/// Somebody who sits on a body.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Member {
    /// The name.
    pub name: String,
    /// The id, for an organisation, person or theme.
    pub id: Option<String>,
    /// Whether it stands for some of several, bodies of a class or holders of a post, so that the same ones need not be
    /// meant on both sides.
    pub collective: bool,
}

/// Who a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MemberKey<'g> {
    Organisation(BodyView<'g>),
    /// A post, by its organisation and its first spelling.
    Post(BodyView<'g>, &'g str),
    /// Whoever has a capacity on a body, where nothing more is known.
    Office(Capacity, BodyView<'g>),
    Person(&'g PersonId),
    Theme(&'g ThemeId),
}

impl MemberKey<'_> {
    /// The member as reports name it.
    pub(crate) fn member(self, graph: &GovGraph) -> Member {
        let (name, id) = match self {
            MemberKey::Organisation(body) => (body.name().to_string(), Some(body.id().to_string())),
            MemberKey::Post(body, post) => (format!("{post}, {}", body.name()), None),
            MemberKey::Office(capacity, body) => (format!("{capacity} of {}", body.name()), None),
            MemberKey::Person(id) => {
                (graph.person(id).map_or(id.as_str(), |p| &p.name).to_string(), Some(id.to_string()))
            }
            MemberKey::Theme(id) => {
                (graph.theme(id).map_or(id.as_str(), |t| &t.name).to_string(), Some(id.to_string()))
            }
        };
        let collective = match self {
            MemberKey::Organisation(body) | MemberKey::Post(body, _) | MemberKey::Office(_, body) => {
                body.kind() == BodyKind::Collective
            }
            MemberKey::Person(_) | MemberKey::Theme(_) => false,
        };
        Member { name, id, collective }
    }
}

/// Somebody whom a seat makes a member.
pub(crate) struct Membership<'g> {
    pub(crate) key: MemberKey<'g>,
    /// When it does.
    pub(crate) extent: Extent,
    /// Whether it is one and the same each time, and not one of several.
    pub(crate) is_one: bool,
}

impl Membership<'_> {
    /// Whether it is a person who is the member, rather than an organisation or a post.
    pub(crate) fn is_person(&self) -> bool {
        matches!(self.key, MemberKey::Person(_))
    }
}

/// Who a seat's holder is in the sense of the question. Several people can be known to have held one post.
pub(crate) fn memberships<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>, kind: MemberKind) -> Vec<Membership<'g>> {
    let Some(resolved) = seat.resolve(snapshot) else { return Vec::new() };
    let (holder, extent) = (resolved.seat, resolved.extent);
    let one = |key| vec![Membership { key, extent, is_one: true }];
    match kind {
        MemberKind::Organisation => holder.organisation().map(MemberKey::Organisation).map(one).unwrap_or_default(),
        MemberKind::Post => match (holder.post(), office(holder)) {
            (Some(post), _) => {
                let is_one = post.declared().is_none_or(|declared| declared.count == Count::ONE);
                vec![Membership { key: MemberKey::Post(post.organisation(), post.name()), extent, is_one }]
            }
            (None, office) => office.map(one).unwrap_or_default(),
        },
        MemberKind::Person => match (holder.person(), holder.post()) {
            (Some(person), _) => one(MemberKey::Person(person)),
            (None, Some(post)) => tenures(snapshot, post, extent, holder.record().count),
            (None, None) => Vec::new(),
        },
    }
}

/// The people who can have been in a post while its holder had a seat of so many places.
fn tenures<'g>(snapshot: &Snapshot<'g>, post: PostView<'g>, seat: Extent, places: Count) -> Vec<Membership<'g>> {
    let Some(declared) = post.declared() else { return Vec::new() };
    let outer = [&declared.provenance, &post.organisation().record().provenance];
    let held = declared.holders.iter().map(|tenure| {
        let extent = snapshot.graph().extent(tenure.during.as_deref(), &tenure.provenance, &outer).and(&seat);
        Membership { key: MemberKey::Person(&tenure.person.value), extent, is_one: true }
    });
    let mut held: Vec<Membership<'g>> =
        held.filter(|found| !found.extent.is_empty() && snapshot.covers(&found.extent).is_possible()).collect();
    // Where several hold a post at one time, as councillors do, which of them has the seat is not known.
    if declared.count != Count::ONE && places.most.is_none_or(|places| held.len() > places as usize) {
        held.iter_mut().for_each(|found| found.is_one = false);
    }
    held
}

fn office(seat: SeatView<'_>) -> Option<MemberKey<'_>> {
    let capacity = seat.record().holder.ex_officio.as_ref()?.capacity;
    Some(MemberKey::Office(capacity, seat.ex_officio_on()?))
}

/// Who fills a seat, and how often: `Chief Executive, London boroughs (5 places)`.
pub(crate) fn seat_words(seat: SeatView<'_>) -> String {
    with_capacity(seat, seat.holder_name())
}

/// The same without the organisation: `Chief Executive (5 places)`; `member` if nothing else is known.
pub(crate) fn role_words(seat: SeatView<'_>) -> String {
    with_capacity(seat, seat.role_name().unwrap_or_else(|| "member".to_string()))
}

/// As what a person sits there who is named in the seat: `Ranking member`, `Chair, MPA`; `member` if nothing else is known.
pub(crate) fn person_words(seat: SeatView<'_>) -> String {
    let record = seat.record();
    let organisation = seat.organisation().map(|body| body.name().to_string());
    let words: Vec<String> = seat.office_words().into_iter().chain(organisation).collect();
    if !words.is_empty() {
        return with_capacity(seat, words.join(", "));
    }
    let role = record.role.clone().unwrap_or_else(|| record.capacity.to_string());
    with_places(seat, role)
}

fn with_capacity(seat: SeatView<'_>, mut words: String) -> String {
    let record = seat.record();
    match &record.role {
        // What the source calls the place says the capacity too.
        Some(role) => words = format!("{words} ({role})"),
        None if record.capacity.value != Capacity::Member => words = format!("{words} ({})", record.capacity),
        None => {}
    }
    with_places(seat, words)
}

fn with_places(seat: SeatView<'_>, words: String) -> String {
    let count = seat.record().count;
    match count.exact() {
        Some(1) => words,
        _ => format!("{words} ({} places)", count.words()),
    }
}
