//! Dataset to a folder of tables.

use std::collections::HashMap;

use govgraph_model::{
    Body, BodyId, BodyKind, Dataset, Date, End, Event, Leg, Located, Period, Provenance, Relation, Seat, Source, Start,
    Tri, When, Word as _,
};

use super::{BETWEEN, BODIES, EVENTS, MEMBERSHIPS, OPEN, PERSONS, RELATIONS, REMITS, SOURCES};
use crate::export::{Loss, Part, Written, WrittenFile, losses};
use crate::sheet::Out;

/// What tables can carry, though not always all of it.
const CARRIED: [Part; 28] = [
    Part::Areas,
    Part::Themes,
    Part::Persons,
    Part::Relations,
    Part::ProposedRelations,
    Part::Events,
    Part::ProposedEvents,
    Part::Survivors,
    Part::ShortNames,
    Part::Kinds,
    Part::Levels,
    Part::Lifetimes,
    Part::Remits,
    Part::Seats,
    Part::SeatCounts,
    Part::SeatHolders,
    Part::Capacities,
    Part::Roles,
    Part::Tiers,
    Part::OnBehalf,
    Part::Elected,
    Part::Vacancies,
    Part::Sources,
    Part::InexactDates,
    Part::OngoingEnds,
    // Counted otherwise below.
    Part::Locators,
    Part::Collectives,
    Part::SeatItems,
];

/// Writes a dataset.
pub(crate) fn write(dataset: &Dataset) -> Written {
    let mut files = Vec::new();
    let mut add = |name: &'static str, out: Out| files.push(WrittenFile { name: Some(name), bytes: out.into_bytes() });
    add("bodies.csv", bodies(dataset));
    add("memberships.csv", memberships(dataset));
    add("relations.csv", relations(dataset));
    add("events.csv", events(dataset));
    add("persons.csv", persons(dataset));
    add("remits.csv", remits(dataset));
    add("sources.csv", sources(dataset));
    Written { files, losses: losses(dataset, &CARRIED, besides(dataset)) }
}

fn bodies(dataset: &Dataset) -> Out {
    let mut parents: HashMap<&BodyId, &BodyId> = HashMap::new();
    for relation in dataset.relations.iter().filter(|relation| relation.kind.is_containment() && !relation.proposed) {
        parents.entry(&relation.from.value).or_insert(&relation.to.value);
    }
    let mut out = Out::new(&BODIES);
    for body in &dataset.bodies {
        let kind = if body.kind == BodyKind::Collective { BodyKind::Organisation } else { body.kind };
        let [start, end] = dates(body.exists.as_ref().map(|exists| &exists.during.value));
        out.row([
            body.id.as_str(),
            &body.name,
            body.short.as_deref().unwrap_or(""),
            kind.word(),
            parents.get(&body.id.value).map_or("", |parent| parent.as_str()),
            body.level.map_or("", |level| level.word()),
            body.area.as_ref().map_or("", |area| area.as_str()),
            &start,
            &end,
            body.url.as_deref().unwrap_or(""),
            &cited(&body.provenance),
        ]);
    }
    out
}

fn memberships(dataset: &Dataset) -> Out {
    let mut out = Out::new(&MEMBERSHIPS);
    for body in &dataset.bodies {
        for seat in &body.seats {
            membership(&mut out, body, seat);
        }
    }
    out
}

fn membership(out: &mut Out, body: &Body, seat: &Seat) {
    let holder = &seat.holder;
    let elected = seat.elected.as_ref().filter(|elected| elected.is != Tri::Unknown);
    let [start, end] = dates(seat.during.as_deref());
    out.row([
        body.id.as_str(),
        holder.person.as_ref().map_or("", |id| id.as_str()),
        holder.organisation.as_ref().map_or("", |id| id.as_str()),
        holder.post.as_ref().map_or("", |post| post.as_str()),
        holder.described.as_deref().unwrap_or(""),
        holder.ex_officio.as_ref().map_or("", |office| office.capacity.word()),
        holder.ex_officio.as_ref().map_or("", |office| office.on.as_str()),
        seat.capacity.word(),
        seat.role.as_deref().unwrap_or(""),
        seat.group.as_deref().unwrap_or(""),
        seat.tier.map_or("", |tier| tier.word()),
        seat.on_behalf_of.as_ref().map_or("", |id| id.as_str()),
        &seat.count.to_string(),
        elected.map_or("", |elected| elected.is.word()),
        elected.and_then(|elected| elected.basis).map_or("", |basis| basis.word()),
        if seat.vacant == Tri::Unknown { "" } else { seat.vacant.word() },
        &start,
        &end,
        &cited(&seat.provenance),
    ]);
}

fn relations(dataset: &Dataset) -> Out {
    let mut out = Out::new(&RELATIONS);
    for relation in &dataset.relations {
        let Relation { kind, from, to, proposed, during, provenance } = relation;
        let [start, end] = dates(during.as_deref());
        out.row([kind.word(), from.as_str(), to.as_str(), yes(*proposed), &start, &end, &cited(provenance)]);
    }
    out
}

fn events(dataset: &Dataset) -> Out {
    let mut out = Out::new(&EVENTS);
    for (event, position) in dataset.events.iter().zip(1..) {
        // What holds the legs of an event together is no id of ours if it has none.
        let id = match &event.id {
            Some(id) => id.to_string(),
            None if event.legs.len() > 1 => format!("#{position}"),
            None => String::new(),
        };
        for leg in &event.legs {
            event_row(&mut out, event, leg, &id);
        }
    }
    out
}

fn event_row(out: &mut Out, event: &Event, leg: &Leg, id: &str) {
    let date = match &event.when {
        When::On(date) | When::ProposedFor(date) => date.edtf(),
        When::Unknown | When::Proposed => "",
    };
    let ids = |ids: &[Located<BodyId>]| ids.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(BETWEEN);
    out.row([
        id,
        leg.kind.word(),
        &ids(&leg.from),
        &ids(&leg.to),
        date,
        yes(event.when.is_proposed()),
        leg.survives.map_or("", |survives| if survives { "yes" } else { "no" }),
        event.name.as_deref().unwrap_or(""),
        event.text.as_deref().unwrap_or(""),
        &cited(&event.provenance),
    ]);
}

fn persons(dataset: &Dataset) -> Out {
    let mut out = Out::new(&PERSONS);
    for person in &dataset.persons {
        out.row([person.id.as_str(), &person.name, &cited(&person.provenance)]);
    }
    out
}

fn remits(dataset: &Dataset) -> Out {
    let mut out = Out::new(&REMITS);
    for body in &dataset.bodies {
        for remit in &body.remits {
            let [start, end] = dates(remit.during.as_deref());
            let (theme, role) = (remit.theme.as_str(), remit.role.word());
            out.row([body.id.as_str(), theme, role, yes(remit.proposed), &start, &end, &cited(&remit.provenance)]);
        }
    }
    out
}

fn sources(dataset: &Dataset) -> Out {
    let mut out = Out::new(&SOURCES);
    for source in &dataset.sources {
        let Source { id, title, kind, publisher, author, date, published, url, licence, note } = source;
        let text = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        out.row([
            id.as_str(),
            title,
            kind.word(),
            &text(publisher),
            &text(author),
            &date.as_ref().map(Period::edtf).unwrap_or_default(),
            published.as_ref().map_or("", Date::edtf),
            &text(url),
            &text(licence),
            &text(note),
        ]);
    }
    out
}

fn yes(is: bool) -> &'static str {
    if is { "yes" } else { "" }
}

fn dates(period: Option<&Period>) -> [String; 2] {
    let start = match period.map(|period| &period.start) {
        Some(Start::On(date)) => date.edtf(),
        Some(Start::Open) => OPEN,
        Some(Start::Unknown) | None => "",
    };
    let end = match period.map(|period| &period.end) {
        Some(End::On(date)) => date.edtf(),
        Some(End::Ongoing) => OPEN,
        Some(End::Unknown) | None => "",
    };
    [start.to_string(), end.to_string()]
}

fn cited(provenance: &Provenance) -> String {
    provenance.sources.iter().map(|citation| citation.source.as_str()).collect::<Vec<_>>().join(BETWEEN)
}

/// What is lost of parts that are carried otherwise.
fn besides(dataset: &Dataset) -> Vec<Loss> {
    let loss = |what: &str, count: usize| Loss { what: what.to_string(), count };
    let bodies = || dataset.bodies.iter();
    let named = dataset.areas.iter().filter(|area| area.name != area.id.as_str() || area.within.is_some());
    let themes = dataset.themes.iter().filter(|theme| theme.name != theme.id.as_str() || theme.broader.is_some());
    let elected = bodies().flat_map(|body| &body.posts).filter(|post| post.elected.is_some());
    vec![
        loss("names and hierarchy of areas", named.count()),
        loss("names and hierarchy of themes", themes.count()),
        loss(
            "bodies that stand for a class, written as organisations",
            bodies().filter(|body| body.kind == BodyKind::Collective).count(),
        ),
        loss("items of seats", bodies().flat_map(|body| &body.seats).filter(|seat| !seat.items.is_empty()).count()),
        loss("posts whose holders are said to be elected", elected.count()),
        loss("places in sources, certainties and remarks", Part::Locators.count(dataset)),
    ]
}
