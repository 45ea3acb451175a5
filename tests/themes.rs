//! Generated structures of bodies that hold themes, as plain numbers that an oracle can read without the library.

use proptest::prelude::*;

use govgraph::{
    Area, Body, BodyKind, Count, Cover, Dataset, End, Event, EventKind, Existence, Holder, Leg, Level, Located, Period,
    Provenance, Relation, RelationKind, Remit, RemitRole, Seat, Start, Theme, When,
};

/// When something holds, in whole years.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Time {
    Always,
    /// From the first day of a year to the last of another, which is not earlier.
    Between(i32, i32),
    /// From the first day of a year on, nobody knows how long.
    Since(i32),
}

impl Time {
    /// Whether it holds on a day in the middle of a year.
    pub(crate) fn covers(self, year: i32) -> Cover {
        match self {
            Time::Always => Cover::Certain,
            Time::Between(first, last) if first <= year && year <= last => Cover::Certain,
            Time::Since(first) if first <= year => Cover::Possible,
            _ => Cover::No,
        }
    }

    fn period(self) -> Period {
        let on = |text: String| text.parse().unwrap();
        match self {
            Time::Always => Period { start: Start::Open, end: End::Ongoing },
            Time::Between(first, last) => {
                Period { start: Start::On(on(format!("{first}-01-01"))), end: End::On(on(format!("{last}-12-31"))) }
            }
            Time::Since(first) => Period { start: Start::On(on(format!("{first}-01-01"))), end: End::Unknown },
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct RawRemit {
    pub(crate) theme: usize,
    pub(crate) role: RemitRole,
    pub(crate) proposed: bool,
    pub(crate) time: Time,
}

#[derive(Clone, Debug)]
pub(crate) struct RawBody {
    pub(crate) id: String,
    pub(crate) life: Time,
    pub(crate) level: Option<Level>,
    pub(crate) area: Option<usize>,
    pub(crate) remits: Vec<RawRemit>,
    /// Numbers of organisations that sit there.
    pub(crate) members: Vec<usize>,
    /// Seats of which nobody knows whose they are.
    pub(crate) open: usize,
    /// The body it is a sub-board of, which has a smaller number.
    pub(crate) parent: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct World {
    /// The wider theme of each, which has a smaller number.
    pub(crate) themes: Vec<Option<usize>>,
    /// The wider area of each, which has a smaller number.
    pub(crate) areas: Vec<Option<usize>>,
    pub(crate) bodies: Vec<RawBody>,
    /// From which body something passed to which other, in which year, and whether that is only proposed.
    pub(crate) passed: Vec<(usize, usize, i32, bool)>,
}

pub(crate) const ORGANISATIONS: usize = 5;

fn time() -> impl Strategy<Value = Time> {
    prop_oneof![
        4 => Just(Time::Always),
        2 => (2000..2010i32, 0..10i32).prop_map(|(first, years)| Time::Between(first, first + years)),
        1 => (2000..2010i32).prop_map(Time::Since),
    ]
}

fn hierarchy(size: usize) -> impl Strategy<Value = Vec<Option<usize>>> {
    let wider = proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>()), size);
    wider.prop_map(|wider| {
        let one = |(at, (is_inside, index)): (usize, (bool, prop::sample::Index))| {
            (is_inside && at > 0).then(|| index.index(at.max(1)))
        };
        wider.into_iter().enumerate().map(one).collect()
    })
}

fn body() -> impl Strategy<Value = RawBody> {
    let role = prop_oneof![Just(RemitRole::Owner), Just(RemitRole::Priority), Just(RemitRole::Contributes)];
    let remit = (0..8usize, role, prop::bool::weighted(0.15), time())
        .prop_map(|(theme, role, proposed, time)| RawRemit { theme, role, proposed, time });
    let level =
        prop_oneof![Just(None), Just(Some(Level::National)), Just(Some(Level::Regional)), Just(Some(Level::Local))];
    let parts = (
        time(),
        level,
        prop::option::weighted(0.8, 0..4usize),
        proptest::collection::vec(remit, 0..4),
        proptest::collection::btree_set(0..ORGANISATIONS, 0..4),
        prop_oneof![3 => Just(0), 1 => 0..3usize],
        prop::option::weighted(0.2, 0..8usize),
    );
    parts.prop_map(|(life, level, area, remits, members, open, parent)| {
        let (id, members) = (String::new(), members.into_iter().collect());
        RawBody { id, life, level, area, remits, members, open, parent }
    })
}

/// Bodies, themes and areas in any shape.
pub(crate) fn world() -> impl Strategy<Value = World> {
    let passed = proptest::collection::vec((0..8usize, 0..8usize, 2000..2010i32, any::<bool>()), 0..3);
    let bodies = proptest::collection::vec(body(), 2..8);
    (hierarchy(8), hierarchy(4), bodies, passed).prop_map(|(themes, areas, mut bodies, mut passed)| {
        for (at, body) in bodies.iter_mut().enumerate() {
            body.id = format!("b{at}");
            body.parent = body.parent.filter(|parent| *parent < at);
        }
        passed.retain(|(from, to, ..)| from != to && *from.max(to) < bodies.len());
        World { themes, areas, bodies, passed }
    })
}

impl World {
    /// A theme and those it is inside.
    pub(crate) fn theme_and_wider(&self, theme: usize) -> Vec<usize> {
        let mut all = vec![theme];
        while let Some(wider) = self.themes[all[all.len() - 1]] {
            all.push(wider);
        }
        all
    }

    /// Whether an area is another or lies in it.
    pub(crate) fn lies_in(&self, area: usize, around: usize) -> bool {
        area == around || self.areas[area].is_some_and(|wider| self.lies_in(wider, around))
    }

    /// The records.
    pub(crate) fn dataset(&self) -> Dataset {
        fn located<T: std::str::FromStr>(id: String) -> Located<T>
        where
            T::Err: std::fmt::Debug,
        {
            Located::from(id.parse::<T>().unwrap())
        }
        let themes = self.themes.iter().enumerate().map(|(at, wider)| Theme {
            id: located(format!("t{at}")),
            name: format!("Theme {at}"),
            broader: wider.map(|wider| located(format!("t{wider}"))),
            other_names: Vec::new(),
            provenance: Provenance::default(),
        });
        let areas = self.areas.iter().enumerate().map(|(at, wider)| Area {
            id: located(format!("a{at}")),
            name: format!("Area {at}"),
            within: wider.map(|wider| located(format!("a{wider}"))),
            other_names: Vec::new(),
            level: None,
            provenance: Provenance::default(),
        });
        let mut bodies: Vec<Body> = Vec::new();
        for organisation in 0..ORGANISATIONS {
            bodies.push(Body::new(format!("o{organisation}").parse().unwrap(), format!("Organisation {organisation}")));
        }
        let mut relations = Vec::new();
        for raw in &self.bodies {
            let mut body = Body::new(raw.id.parse().unwrap(), raw.id.to_uppercase());
            body.kind = BodyKind::Board;
            body.level = raw.level;
            body.area = raw.area.map(|area| located(format!("a{area}")));
            body.exists = Some(Existence { during: raw.life.period().into(), provenance: Provenance::default() });
            body.remits = raw
                .remits
                .iter()
                .map(|remit| Remit {
                    theme: located(format!("t{}", remit.theme)),
                    role: remit.role,
                    proposed: remit.proposed,
                    during: Some(remit.time.period().into()),
                    provenance: Provenance::default(),
                })
                .collect();
            let always = || Some(Located::from(Time::Always.period()));
            for member in &raw.members {
                let organisation = Some(located(format!("o{member}")));
                let mut seat = Seat::new(Holder { organisation, ..Holder::default() });
                seat.during = always();
                body.seats.push(seat);
            }
            for _ in 0..raw.open {
                let mut seat = Seat::new(Holder { described: Some("somebody".into()), ..Holder::default() });
                seat.count = Count::ONE;
                seat.during = always();
                body.seats.push(seat);
            }
            if let Some(parent) = raw.parent {
                relations.push(Relation {
                    kind: RelationKind::SubBoardOf,
                    from: located(raw.id.clone()),
                    to: located(self.bodies[parent].id.clone()),
                    proposed: false,
                    during: always(),
                    provenance: Provenance::default(),
                });
            }
            bodies.push(body);
        }
        let events = self.passed.iter().map(|(from, to, year, proposed)| {
            let date = year.to_string().parse().unwrap();
            Event {
                id: None,
                name: None,
                when: if *proposed { When::ProposedFor(date) } else { When::On(date) },
                legs: vec![Leg {
                    kind: EventKind::FunctionTransferred,
                    from: vec![located(self.bodies[*from].id.clone())],
                    to: vec![located(self.bodies[*to].id.clone())],
                    survives: Some(true),
                }],
                text: None,
                provenance: Provenance::default(),
            }
        });
        let (themes, areas, events) = (themes.collect(), areas.collect(), events.collect());
        Dataset { themes, areas, bodies, relations, events, ..Dataset::default() }
    }
}
