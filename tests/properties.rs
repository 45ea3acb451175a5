//! What holds for every dataset, tried on generated ones.

use proptest::prelude::*;

use govgraph::questions::{lineage, membership, overlap, representation};
use govgraph::{
    Body, BodyId, Count, Cover, Dataset, Date, Day, End, Event, EventKind, GovGraph, Holder, Leg, Period, Provenance,
    Seat, Start, Stretch, When,
};
use govgraph_render::matrix;

fn id(number: usize) -> BodyId {
    format!("b{number}").parse().unwrap()
}

/// A date as loose as a year or as sharp as a day, and a sharper one inside it.
fn date_and_sharper() -> impl Strategy<Value = (Date, Date)> {
    (1990..2030i32, 1..=12u8, 1..=28u8, 0..3usize, 0..3usize).prop_map(|(year, month, day, loose, more)| {
        let at = |precision: usize| {
            let text = match precision {
                0 => format!("{year}"),
                1 => format!("{year}-{month:02}"),
                _ => format!("{year}-{month:02}-{day:02}"),
            };
            text.parse::<Date>().unwrap()
        };
        (at(loose), at((loose + more).min(2)))
    })
}

#[derive(Clone, Debug)]
enum Bound {
    Dated(Date, Date),
    Open,
    Unknown,
}

fn bound() -> impl Strategy<Value = Bound> {
    prop_oneof![
        4 => date_and_sharper().prop_map(|(loose, sharp)| Bound::Dated(loose, sharp)),
        1 => Just(Bound::Open),
        1 => Just(Bound::Unknown),
    ]
}

fn period(start: &Bound, end: &Bound, sharp: bool) -> Period {
    let pick = |loose: &Date, sharper: &Date| if sharp { sharper.clone() } else { loose.clone() };
    Period {
        start: match start {
            Bound::Dated(loose, sharper) => Start::On(pick(loose, sharper)),
            Bound::Open => Start::Open,
            Bound::Unknown => Start::Unknown,
        },
        end: match end {
            Bound::Dated(loose, sharper) => End::On(pick(loose, sharper)),
            Bound::Open => End::Ongoing,
            Bound::Unknown => End::Unknown,
        },
    }
}

proptest! {
    #[test]
    fn sharpening_a_date_never_takes_back_an_answer(
        (start, end) in (bound(), bound()),
        (loose_at, sharp_at) in date_and_sharper(),
        seen in proptest::collection::vec(date_and_sharper(), 0..3),
    ) {
        let seen = || seen.iter().map(|(_, date)| Stretch::of_date(date));
        let loose = period(&start, &end, false);
        let sharp = period(&start, &end, true);
        if sharp.ends_before_it_starts() {
            return Ok(());
        }
        let before = loose.extent(seen()).covers(&loose_at);
        let sharper_question = loose.extent(seen()).covers(&sharp_at);
        prop_assert!(before == Cover::Possible || sharper_question == before, "{loose} at {loose_at}, then {sharp_at}");
        let sharper_data = sharp.extent(seen()).covers(&loose_at);
        prop_assert!(before == Cover::Possible || sharper_data == before, "{loose} at {loose_at}, then {sharp}");
    }

    #[test]
    fn cover_is_what_trying_every_day_shows(
        (start_first, start_len) in (0..60i32, 0..30i32),
        (end_first, end_len) in (0..90i32, 0..30i32),
        (at_first, at_len) in (0..120i32, 0..20i32),
    ) {
        // Days of one year and the next, numbered; a date is any stretch of them.
        let day = |n: i32| Day::new(2000 + n / 336, u8::try_from(n % 336 / 28 + 1).unwrap(), u8::try_from(n % 28 + 1).unwrap()).unwrap();
        let date = |first: i32, len: i32| format!("[{}..{}]", day(first), day(first + len)).parse::<Date>().unwrap();
        let period = Period { start: Start::On(date(start_first, start_len)), end: End::On(date(end_first, end_len)) };
        let at = date(at_first, at_len);
        // Every way in which the period can have been, and every day that can be meant.
        let mut answers = Vec::new();
        for start in start_first..=start_first + start_len {
            for end in (end_first..=end_first + end_len).filter(|end| *end >= start) {
                for asked in at_first..=at_first + at_len {
                    answers.push((start..=end).contains(&asked));
                }
            }
        }
        if answers.is_empty() {
            return Ok(());
        }
        let all = answers.iter().all(|holds| *holds);
        let some = answers.iter().any(|holds| *holds);
        match period.covers(&at) {
            Cover::Certain => prop_assert!(all),
            Cover::No => prop_assert!(!some),
            // Periods that begin and end in overlapping stretches leave out some pairs of days: there the answer may
            // be more careful than it need be, never bolder.
            Cover::Possible => prop_assert!((some && !all) || end_first < start_first + start_len),
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_surer_or_longer_than_what_it_belongs_to(
        (start, end) in (bound(), bound()),
        (born, died) in (bound(), bound()),
        seen in proptest::collection::vec(date_and_sharper(), 0..3),
        (loose_at, at) in date_and_sharper(),
    ) {
        let (stated, life) = (period(&start, &end, true), period(&born, &died, true));
        if stated.ends_before_it_starts() || life.ends_before_it_starts() {
            return Ok(());
        }
        let stated = stated.extent(seen.iter().map(|(_, date)| Stretch::of_date(date)));
        let life = life.extent([]);
        let within = stated.within(&life);
        for at in [&at, &loose_at] {
            match within.covers(at) {
                Cover::Certain => {
                    prop_assert_eq!(stated.covers(at), Cover::Certain);
                    prop_assert!(life.covers(at).is_possible());
                }
                Cover::Possible => prop_assert!(stated.covers(at).is_possible()),
                // What a source says of its own date is never taken for impossible.
                Cover::No => prop_assert!(stated.covers(at) != Cover::Certain || life.covers(at) == Cover::No),
            }
        }
        prop_assert!(stated.and(&life).covers(&at) <= stated.covers(&at).min(life.covers(&at)));
    }
}

/// Bodies with seats of each other, and events between them, in any shape.
pub(crate) fn dataset() -> impl Strategy<Value = Dataset> {
    let seats = proptest::collection::vec((0..8usize, 0..8usize, 1..4u32), 0..30);
    let events = proptest::collection::vec((0..8usize, 0..8usize, 1995..2005i32, 0..3usize), 0..20);
    (seats, events).prop_map(|(seats, events)| {
        let mut bodies: Vec<Body> = (0..8).map(|n| Body::new(id(n), format!("Body {n}"))).collect();
        for (on, of, count) in seats.into_iter().filter(|(on, of, _)| on != of) {
            let mut seat = Seat::new(Holder { organisation: Some(id(of).into()), ..Holder::default() });
            seat.count = Count::exactly(count);
            bodies[on].seats.push(seat);
        }
        let events = events.into_iter().filter(|(from, to, ..)| from != to).map(|(from, to, year, kind)| Event {
            id: None,
            name: None,
            when: if kind == 2 { When::Unknown } else { When::On(year.to_string().parse().unwrap()) },
            legs: vec![Leg {
                kind: if kind == 0 { EventKind::Replaced } else { EventKind::FunctionTransferred },
                from: vec![id(from).into()],
                to: vec![id(to).into()],
                survives: Some(true),
            }],
            text: None,
            provenance: Provenance::default(),
        });
        Dataset { bodies, events: events.collect(), ..Dataset::default() }
    })
}

fn answers(graph: &GovGraph) -> String {
    let snapshot = graph.at_any_time();
    let overlap = overlap::find(&snapshot, &overlap::Params::default());
    let elected = representation::find(&snapshot, &representation::Params::default());
    let members = membership::find(&snapshot, &membership::Params::default());
    let drawn = govgraph_render::project::matrix::members(&members, &overlap, None).map(|figure| matrix::svg(&figure));
    let lineages: Vec<_> = graph.bodies().map(|body| lineage::find(&snapshot, &lineage::Params { body })).collect();
    serde_json::to_string(&(overlap, elected, members, drawn.unwrap(), lineages, lineage::overview(&snapshot))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_records_makes_no_difference(dataset in dataset(), seed in 0..1000usize) {
        let mut shuffled = dataset.clone();
        let (bodies, events) = (shuffled.bodies.len(), shuffled.events.len());
        shuffled.bodies.rotate_left(seed % bodies);
        shuffled.events.reverse();
        if events > 0 {
            shuffled.events.rotate_left(seed % events);
        }
        let first = GovGraph::build(dataset).unwrap().graph;
        let second = GovGraph::build(shuffled).unwrap().graph;
        prop_assert_eq!(answers(&first), answers(&second));
    }

    #[test]
    fn overlap_is_what_brute_force_finds(dataset in dataset(), least in 1..4u32) {
        let members = |body: &Body| {
            let mut ids: Vec<String> =
                body.seats.iter().filter_map(|seat| Some(seat.holder.organisation.as_ref()?.to_string())).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let mut expected = Vec::new();
        for (i, a) in dataset.bodies.iter().enumerate() {
            for b in &dataset.bodies[i + 1..] {
                let (of_a, of_b) = (members(a), members(b));
                let shared: Vec<String> = of_a.iter().filter(|id| of_b.contains(id)).cloned().collect();
                if shared.len() >= least as usize {
                    let either = of_a.len() + of_b.len() - shared.len();
                    expected.push((a.id.to_string(), b.id.to_string(), shared, of_a.len(), of_b.len(), either));
                }
            }
        }
        let graph = GovGraph::build(dataset).unwrap().graph;
        let report = overlap::find(&graph.at_any_time(), &overlap::Params { least, ..Default::default() });
        let mut found: Vec<_> = report.rows.iter().map(|row| {
            let mut shared: Vec<String> = row.shared.iter().filter_map(|shared| shared.member.id.clone()).collect();
            shared.sort_unstable();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "small numbers")]
            let either = (shared.len() as f64 / row.jaccard.unwrap()).round() as usize;
            (row.a.body.id.clone(), row.b.body.id.clone(), shared, row.a.members, row.b.members, either)
        }).collect();
        found.sort();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_lineage_ends_and_tells_each_body_once_in_each_direction(dataset in dataset(), at in proptest::option::of(1990..2010i32)) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        let snapshot = at.map_or_else(|| graph.at_any_time(), |year| graph.at(year.to_string().parse().unwrap()));
        for body in graph.bodies() {
            let report = lineage::find(&snapshot, &lineage::Params { body });
            for tree in [&report.before, &report.after] {
                let told = tree.iter().flat_map(|branch| &branch.bodies).filter(|body| !body.told_elsewhere);
                let mut ids: Vec<&str> = told.map(|body| body.lived.body.id.as_str()).collect();
                ids.sort_unstable();
                let all = ids.len();
                ids.dedup();
                prop_assert_eq!(ids.len(), all);
                prop_assert!(!ids.contains(&body.id().as_str()));
            }
            prop_assert!(report.bodies <= graph.bodies().len());
        }
    }

    #[test]
    fn at_least_is_never_more_than_at_most(dataset in dataset()) {
        let graph = GovGraph::build(dataset).unwrap().graph;
        for row in representation::find(&graph.at_any_time(), &representation::Params::default()).rows {
            prop_assert!(row.elected.most.is_none_or(|most| row.elected.least <= most));
            prop_assert_eq!(row.elected.least, 0, "no seat here says that its holder is elected");
        }
    }
}
