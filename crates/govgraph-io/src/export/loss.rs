//! What a dataset has and a format cannot carry.

use govgraph_model::{Body, Count, Dataset, End, Period, Provenance, Seat, Start, Tri, When};
use serde::Serialize;

/// Something that a format cannot carry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Loss {
    /// What is lost, in the plural: `rules`.
    pub what: String,
    /// How many of them.
    pub count: usize,
}

macro_rules! parts {
    ($($variant:ident = $words:literal;)*) => {
        /// A part of a dataset that formats carry or lose.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Part { $($variant,)* }

        impl Part {
            const ALL: &'static [Part] = &[$(Part::$variant,)*];

            fn words(self) -> &'static str {
                match self { $(Part::$variant => $words,)* }
            }
        }
    };
}

parts! {
    About = "title, description and licence of the dataset";
    Areas = "areas";
    Classes = "classes of bodies";
    Themes = "themes";
    Persons = "persons";
    Rules = "rules";
    Allowed = "findings that are accepted";
    Relations = "relations";
    ProposedRelations = "marks of relations that are only proposed";
    Events = "events";
    ProposedEvents = "marks of events that are only proposed";
    Survivors = "marks of bodies that outlive an event";
    ShortNames = "abbreviations";
    OtherNames = "other names";
    Identifiers = "identifiers";
    Kinds = "kinds of bodies";
    Collectives = "marks of bodies that stand for a class";
    Levels = "levels";
    Lifetimes = "lifetimes of bodies";
    Status = "statuses of bodies";
    Purposes = "purposes";
    Meetings = "numbers of meetings";
    Remits = "themes that bodies hold";
    Posts = "posts";
    Tenures = "people in posts";
    DeclaredSeats = "declared numbers of seats";
    CompleteSeats = "statements that a list of seats is complete";
    Seats = "seats";
    SeatItems = "items of seats";
    SeatCounts = "numbers of places";
    SeatHolders = "holders in words or by another office";
    Capacities = "capacities of seats";
    Roles = "names of roles";
    Tiers = "tiers and headings of seats";
    OnBehalf = "those for whom a member speaks";
    Elected = "statements whether holders are elected";
    Vacancies = "statements whether seats are vacant";
    Duties = "duties";
    Strategies = "targets, plans and milestones";
    Statements = "statements of sources";
    Sources = "sources";
    Locators = "places in sources, certainties and remarks";
    InexactDates = "dates that are no plain year, month or day";
    OngoingEnds = "statements that something has not ended";
}

impl Part {
    /// How many of them a dataset has.
    pub(crate) fn count(self, dataset: &Dataset) -> usize {
        let bodies = |count: fn(&Body) -> usize| dataset.bodies.iter().map(count).sum::<usize>();
        let seats = |is: fn(&Seat) -> bool| {
            let all = dataset.bodies.iter().flat_map(|body| &body.seats);
            all.map(|seat| of_seat(seat, is)).sum::<usize>()
        };
        let legs = || dataset.events.iter().flat_map(|event| &event.legs);
        match self {
            Part::About => [&dataset.title, &dataset.description, &dataset.licence].into_iter().flatten().count(),
            Part::Areas => dataset.areas.len(),
            Part::Classes => dataset.classes.len(),
            Part::Themes => dataset.themes.len(),
            Part::Persons => dataset.persons.len(),
            Part::Rules => dataset.rules.len(),
            Part::Allowed => dataset.allow.len(),
            Part::Relations => dataset.relations.len(),
            Part::ProposedRelations => dataset.relations.iter().filter(|relation| relation.proposed).count(),
            Part::Events => dataset.events.len(),
            Part::ProposedEvents => dataset.events.iter().filter(|event| event.when.is_proposed()).count(),
            Part::Survivors => legs().filter(|leg| leg.survives.is_some()).count(),
            Part::ShortNames => bodies(|body| usize::from(body.short.is_some())),
            Part::OtherNames => {
                let of_persons: usize = dataset.persons.iter().map(|person| person.other_names.len()).sum();
                bodies(|body| body.other_names.len()) + of_persons
            }
            Part::Identifiers => {
                let of_persons: usize = dataset.persons.iter().map(|person| person.identifiers.len()).sum();
                bodies(|body| body.identifiers.len()) + of_persons
            }
            Part::Kinds => dataset.bodies.len(),
            Part::Collectives => bodies(|body| usize::from(body.collective_of.is_some())),
            Part::Levels => {
                let of_areas = dataset.areas.iter().filter(|area| area.level.is_some()).count();
                bodies(|body| usize::from(body.level.is_some())) + of_areas
            }
            Part::Lifetimes => bodies(|body| usize::from(body.exists.is_some())),
            Part::Status => bodies(|body| body.status.len() + usize::from(body.proposed.is_some())),
            Part::Purposes => bodies(|body| body.purposes.len()),
            Part::Meetings => bodies(|body| usize::from(body.meets.is_some())),
            Part::Remits => bodies(|body| body.remits.len()),
            Part::Posts => bodies(|body| body.posts.len()),
            Part::Tenures => bodies(|body| body.posts.iter().map(|post| post.holders.len()).sum()),
            Part::DeclaredSeats => bodies(|body| usize::from(body.seats_declared.is_some())),
            Part::CompleteSeats => bodies(|body| usize::from(body.seats_complete != Tri::Unknown)),
            Part::Seats => bodies(|body| body.seats.len()),
            Part::SeatItems => bodies(|body| body.seats.iter().map(|seat| of_seat(seat, |_| true) - 1).sum()),
            Part::SeatCounts => seats(|seat| seat.count != Count::ONE),
            Part::SeatHolders => seats(|seat| seat.holder.described.is_some() || seat.holder.ex_officio.is_some()),
            Part::Capacities => seats(|seat| *seat.capacity != govgraph_model::Capacity::Member),
            Part::Roles => seats(|seat| seat.role.is_some()),
            Part::Tiers => seats(|seat| seat.tier.is_some() || seat.group.is_some()),
            Part::OnBehalf => seats(|seat| seat.on_behalf_of.is_some()),
            Part::Elected => {
                let of_posts = bodies(|body| body.posts.iter().filter(|post| post.elected.is_some()).count());
                seats(|seat| seat.elected.is_some()) + of_posts
            }
            Part::Vacancies => seats(|seat| seat.vacant != Tri::Unknown),
            Part::Duties => bodies(|body| body.duties.len()),
            Part::Strategies => bodies(|body| body.targets.len() + body.plans.len() + body.milestones.len()),
            Part::Statements => bodies(|body| body.statements.len()),
            Part::Sources => dataset.sources.len(),
            Part::Locators => provenances(dataset).iter().filter(|provenance| says_more(provenance)).count(),
            Part::InexactDates => {
                let inexact = |period: &&&Period| {
                    let start = matches!(&period.start, Start::On(date) if !date.is_plain());
                    start || matches!(&period.end, End::On(date) if !date.is_plain()) || period.start == Start::Open
                };
                let of_events = dataset.events.iter().filter(
                    |event| matches!(&event.when, When::On(date) | When::ProposedFor(date) if !date.is_plain()),
                );
                periods(dataset).iter().filter(inexact).count() + of_events.count()
            }
            Part::OngoingEnds => periods(dataset).iter().filter(|period| period.end == End::Ongoing).count(),
        }
    }
}

/// What a format loses of a dataset that carries only some of its parts, and what it loses besides.
pub(crate) fn losses(dataset: &Dataset, carried: &[Part], besides: impl IntoIterator<Item = Loss>) -> Vec<Loss> {
    let lost = Part::ALL.iter().filter(|part| !carried.contains(part));
    let of_parts = lost.map(|part| Loss { what: part.words().to_string(), count: part.count(dataset) });
    of_parts.chain(besides).filter(|loss| loss.count > 0).collect()
}

fn of_seat(seat: &Seat, is: fn(&Seat) -> bool) -> usize {
    usize::from(is(seat)) + seat.items.iter().map(|item| of_seat(item, is)).sum::<usize>()
}

fn says_more(provenance: &Provenance) -> bool {
    let placed = provenance.sources.iter().any(|citation| citation.locator.is_some());
    placed || provenance.certainty.is_some() || provenance.note.is_some()
}

fn provenances(dataset: &Dataset) -> Vec<&Provenance> {
    let bodies = dataset.bodies.iter().flat_map(|body| {
        let seats = body.seats.iter().map(|seat| &seat.provenance);
        let posts = body.posts.iter().map(|post| &post.provenance);
        let remits = body.remits.iter().map(|remit| &remit.provenance);
        let exists = body.exists.iter().map(|exists| &exists.provenance);
        std::iter::once(&body.provenance).chain(seats).chain(posts).chain(remits).chain(exists)
    });
    let relations = dataset.relations.iter().map(|relation| &relation.provenance);
    bodies.chain(relations).chain(dataset.events.iter().map(|event| &event.provenance)).collect()
}

fn periods(dataset: &Dataset) -> Vec<&Period> {
    let bodies = dataset.bodies.iter().flat_map(|body| {
        let seats = body.seats.iter().filter_map(|seat| seat.during.as_deref());
        let tenures = body.posts.iter().flat_map(|post| &post.holders).filter_map(|held| held.during.as_deref());
        let posts = body.posts.iter().filter_map(|post| post.during.as_deref());
        let remits = body.remits.iter().filter_map(|remit| remit.during.as_deref());
        body.exists.iter().map(|exists| &exists.during.value).chain(seats).chain(tenures).chain(posts).chain(remits)
    });
    bodies.chain(dataset.relations.iter().filter_map(|relation| relation.during.as_deref())).collect()
}
