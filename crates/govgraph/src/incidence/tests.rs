//! Against an oracle that compares every body with every other, member by member.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use govgraph_model::{Cover, Date, Extent, Period};
use proptest::prelude::*;

use super::*;

/// Members by body, as a person would write them down.
type Boards = BTreeMap<u32, BTreeSet<u32>>;

fn boards(pairs: &[(u32, u32)]) -> Boards {
    let mut boards = Boards::new();
    for (body, member) in pairs {
        boards.entry(*body).or_default().insert(*member);
    }
    boards
}

/// What two bodies share, and how many members each has.
struct Compared {
    a: u32,
    b: u32,
    shared: Vec<u32>,
    sizes: (usize, usize),
}

/// Every pair that shares anything.
fn compared(boards: &Boards) -> Vec<Compared> {
    let mut all = Vec::new();
    for (a, of_a) in boards {
        for (b, of_b) in boards.range(a + 1..) {
            let shared: Vec<u32> = of_a.intersection(of_b).copied().collect();
            if !shared.is_empty() {
                all.push(Compared { a: *a, b: *b, shared, sizes: (of_a.len(), of_b.len()) });
            }
        }
    }
    all
}

/// On how many bodies each member sits.
fn seats(boards: &Boards) -> BTreeMap<u32, f64> {
    let mut seats = BTreeMap::new();
    for member in boards.values().flatten() {
        *seats.entry(*member).or_insert(0.0) += 1.0;
    }
    seats
}

/// Thresholds in hundredths, so that the oracle can stay with integers.
#[derive(Clone, Debug)]
struct Asked {
    least: u32,
    jaccard: Option<u32>,
    containment: Option<u32>,
    cosine: Option<u32>,
}

impl Asked {
    fn query(&self) -> Query {
        let share = |hundredths: Option<u32>| hundredths.and_then(|hundredths| Share::new(hundredths, 100));
        Query {
            least: self.least,
            jaccard: share(self.jaccard),
            containment: share(self.containment),
            cosine: share(self.cosine),
            ..Query::default()
        }
    }

    fn wants(&self, pair: &Compared) -> bool {
        let (shared, a, b) = (pair.shared.len(), pair.sizes.0, pair.sizes.1);
        let reaches =
            |hundredths: Option<u32>, whole: usize| hundredths.is_none_or(|t| shared * 100 >= t as usize * whole);
        shared >= self.least as usize
            && reaches(self.jaccard, a + b - shared)
            && reaches(self.containment, a.min(b))
            && self.cosine.is_none_or(|t| shared * shared * 10_000 >= (t * t) as usize * a * b)
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let threshold = || proptest::option::weighted(0.4, 0u32..=100);
    (0u32..5, threshold(), threshold(), threshold()).prop_map(|(least, jaccard, containment, cosine)| Asked {
        least,
        jaccard,
        containment,
        cosine,
    })
}

/// Few bodies and members that meet often, some of the members on nearly every body: lists are long from 128 on.
fn memberships() -> impl Strategy<Value = Vec<(u32, u32)>> {
    let small = proptest::collection::vec((0u32..12, 0u32..9), 0..60);
    // Miri takes a thousand times as long.
    let sizes = if cfg!(miri) { 3u32..20 } else { 200..500 };
    let large = (sizes, any::<u64>(), 1u32..5).prop_map(|(bodies, seed, hubs)| {
        let mut state = seed | 1;
        let mut random = move |below: u32| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 33) as u32 % below
        };
        let mut pairs = Vec::new();
        for body in 0..bodies {
            for hub in 0..hubs {
                if random(4) < 3 - hub.min(2) {
                    pairs.push((body, hub * 7));
                }
            }
            for _ in 0..random(6) {
                pairs.push((body, 40 + random(bodies / 2)));
            }
        }
        pairs
    });
    prop_oneof![2 => small, 1 => large]
}

fn threads(count: usize) -> NonZeroUsize {
    NonZeroUsize::new(count).unwrap()
}

fn streamed(overlaps: &Overlaps<'_>, count: usize) -> Vec<Pair> {
    let mut pairs = Vec::new();
    overlaps.stream(threads(count), <[Pair]>::to_vec, |block| {
        pairs.extend(block);
        ControlFlow::Continue(())
    });
    pairs
}

fn plain(pairs: &[Pair]) -> Vec<(u32, u32, u32)> {
    pairs.iter().map(|pair| (pair.a, pair.b, pair.shared)).collect()
}

fn expected(boards: &Boards, wants: impl Fn(&Compared) -> bool) -> Vec<(u32, u32, u32)> {
    let all = compared(boards);
    all.iter().filter(|pair| wants(pair)).map(|pair| (pair.a, pair.b, pair.shared.len() as u32)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 4 } else { 96 }))]

    #[test]
    fn the_pairs_are_those_that_brute_force_finds(pairs in memberships(), asked in asked()) {
        let boards = boards(&pairs);
        let incidence = Incidence::new(pairs).unwrap();
        let found = incidence.overlaps(&asked.query()).pairs();
        prop_assert_eq!(plain(&found), expected(&boards, |pair| asked.wants(pair)));
    }

    #[test]
    fn neither_threads_nor_blocks_nor_repetition_nor_order_make_a_difference(pairs in memberships(), asked in asked(), size in 1usize..70) {
        let incidence = Incidence::new(pairs.clone()).unwrap();
        let mut again: Vec<(u32, u32)> = pairs.iter().rev().copied().chain(pairs.iter().copied()).collect();
        let distinct = again.iter().collect::<BTreeSet<_>>().len();
        again.rotate_left(pairs.len() / 3);
        let blocks: Vec<Vec<(u32, u32)>> = again.chunks(size).map(<[_]>::to_vec).collect();
        let other = Incidence::from_blocks(blocks).unwrap();
        prop_assert_eq!(other.repeated() as usize, again.len() - distinct);
        prop_assert_eq!(other.pairs() as usize, distinct);
        let (one, other) = (incidence.overlaps(&asked.query()), other.overlaps(&asked.query()));
        let found = streamed(&one, 1);
        for count in [2, 8] {
            prop_assert_eq!(&streamed(&other, count), &found);
        }
    }

    #[test]
    fn pairs_of_some_bodies_are_those_of_all_that_have_them(
        pairs in memberships(),
        asked in asked(),
        these in proptest::collection::vec(0u32..600, 0..9),
        those in proptest::collection::vec(0u32..600, 0..9),
    ) {
        let boards = boards(&pairs);
        let incidence = Incidence::new(pairs).unwrap();
        let sorted = |sides: Sides| {
            let overlaps = incidence.overlaps(&Query { sides, ..asked.query() });
            assert_eq!(streamed(&overlaps, 3), overlaps.pairs());
            let mut pairs = plain(&overlaps.pairs());
            pairs.sort_unstable();
            pairs
        };
        let (x, y) = (&these, &those);
        prop_assert_eq!(
            sorted(Sides::Of(these.clone())),
            expected(&boards, |pair| asked.wants(pair) && (x.contains(&pair.a) || x.contains(&pair.b)))
        );
        let across = |pair: &Compared| {
            (x.contains(&pair.a) && y.contains(&pair.b)) || (x.contains(&pair.b) && y.contains(&pair.a))
        };
        prop_assert_eq!(
            sorted(Sides::Between(these.clone(), those.clone())),
            expected(&boards, |pair| asked.wants(pair) && across(pair))
        );
    }

    #[test]
    fn the_first_are_the_first_of_all_sorted(pairs in memberships(), asked in asked(), count in 0usize..40, by in 0usize..5) {
        let rank = [Rank::Shared, Rank::Jaccard, Rank::Containment, Rank::Cosine, Rank::Weight][by];
        let boards = boards(&pairs);
        let incidence = Incidence::new(pairs).unwrap();
        let overlaps = incidence.overlaps(&Query { weigh: true, ..asked.query() });
        let mut all = overlaps.pairs();
        let score = |pair: &Pair| {
            let size = |body: u32| boards[&body].len() as f64;
            let (a, b, shared) = (size(pair.a), size(pair.b), f64::from(pair.shared));
            match rank {
                Rank::Shared => shared,
                Rank::Jaccard => shared / (a + b - shared),
                Rank::Containment => shared / a.min(b),
                Rank::Cosine => shared * shared / (a * b),
                Rank::Weight => f64::from(pair.weight.unwrap()),
            }
        };
        let jaccard = |pair: &Pair| f64::from(pair.shared) / (boards[&pair.a].union(&boards[&pair.b]).count() as f64);
        all.sort_by(|x, y| {
            score(y).total_cmp(&score(x)).then(y.shared.cmp(&x.shared)).then(jaccard(y).total_cmp(&jaccard(x)))
                .then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        for number in [1, 3] {
            let top = overlaps.top(count, rank, threads(number));
            prop_assert_eq!(top.all as usize, all.len());
            prop_assert_eq!(&top.pairs[..], &all[..count.min(all.len())]);
        }
        // Of each body the same, of those pairs that have it.
        let mut each = Vec::new();
        overlaps.each(count.min(3), rank, threads(2), <[Pair]>::to_vec, |block| {
            each.extend(block);
            ControlFlow::Continue(())
        });
        let mut by_body = Vec::new();
        for body in boards.keys() {
            let of_it = all.iter().filter(|pair| pair.a == *body || pair.b == *body).take(count.min(3));
            by_body.extend(of_it.map(|pair| Pair { a: *body, b: pair.a + pair.b - body, ..*pair }));
        }
        prop_assert_eq!(each, by_body);
    }

    #[test]
    fn members_on_few_bodies_weigh_most(pairs in memberships()) {
        let boards = boards(&pairs);
        let incidence = Incidence::new(pairs).unwrap();
        let found = incidence.overlaps(&Query { weigh: true, ..Query::default() }).pairs();
        let seats = seats(&boards);
        for (pair, compared) in found.iter().zip(compared(&boards)) {
            let weight: f64 = compared.shared.iter().map(|member| 1.0 / (seats[member] - 1.0)).sum();
            prop_assert!((f64::from(pair.weight.unwrap()) - weight).abs() < 1e-6);
            prop_assert_eq!(incidence.shared(pair.a, pair.b), compared.shared);
        }
    }

    #[test]
    fn the_projection_has_all_pairs(pairs in memberships()) {
        let incidence = Incidence::new(pairs).unwrap();
        let projection = incidence.projection();
        let all = incidence.overlaps(&Query::default()).pairs();
        prop_assert_eq!(projection.len(), all.len());
        let mut found: Vec<Pair> = (0..incidence.bodies()).flat_map(|a| projection.pairs_of(a)).collect();
        found.sort_unstable();
        prop_assert_eq!(found, all);
    }

    #[test]
    fn who_sat_at_one_time_is_who_has_terms_that_meet(
        terms in proptest::collection::vec((0u32..5, 0u32..4, 2000u16..2008, 0u16..5), 0..40),
        at in proptest::option::of(2000u16..2010),
    ) {
        let extent = |from: u16, years: u16| period(&format!("{from}-01-01/{}-12-31", from + years));
        let at: Option<Date> = at.map(|year| format!("{year}-06-15").parse().unwrap());
        let found = Terms::new(terms.iter().map(|(body, member, from, years)| (*body, *member, extent(*from, *years)))).unwrap();
        for a in 0..6 {
            for b in 0..6 {
                let mut together = BTreeSet::new();
                for x in &terms {
                    for y in &terms {
                        let (start, end) = (x.2.max(y.2), (x.2 + x.3).min(y.2 + y.3));
                        let meets = match &at {
                            Some(date) => extent(x.2, x.3).covers(date) == Cover::Certain && extent(y.2, y.3).covers(date) == Cover::Certain,
                            None => start <= end,
                        };
                        if (x.0, y.0) == (a, b) && x.1 == y.1 && meets {
                            together.insert(x.1);
                        }
                    }
                }
                let count = together.len() as u32;
                prop_assert_eq!(found.together(a, b, at.as_ref()), Together { possible: count, certain: count });
            }
        }
    }
}

fn period(text: &str) -> Extent {
    text.parse::<Period>().unwrap().extent([])
}

#[test]
fn a_term_without_an_end_is_possibly_shared() {
    let terms = [(0, 7, period("2001/unknown")), (1, 7, period("2004/2006")), (1, 8, period("2004/2006"))];
    let terms = Terms::new(terms).unwrap();
    assert_eq!(terms.together(0, 1, None), Together { possible: 1, certain: 0 });
}

#[test]
fn a_body_that_meets_more_than_the_sieve_can_hold_is_counted_in_full() {
    // Members 0 and 1 sit on all of many bodies, member 2 on every third.
    let bodies = if cfg!(miri) { 20 } else { 9_000 };
    let pairs =
        (0..bodies).flat_map(|body| [(body, 0), (body, 1)].into_iter().chain((body % 3 == 0).then_some((body, 2))));
    let incidence = Incidence::new(pairs.collect()).unwrap();
    let of_first = incidence.overlaps(&Query { sides: Sides::Of(vec![0]), ..Query::default() }).pairs();
    assert_eq!(of_first.len() as u32, bodies - 1);
    assert!(of_first.iter().all(|pair| pair.shared == if pair.b % 3 == 0 { 3 } else { 2 }));
    let projection = incidence.projection();
    assert_eq!(
        projection.pairs_of(0).map(|pair| u64::from(pair.shared)).sum::<u64>(),
        of_first.iter().map(|pair| u64::from(pair.shared)).sum()
    );
}

#[test]
fn numbers_beyond_the_matrix_have_no_members() {
    let incidence = Incidence::new(vec![(1, 0), (1, 0), (3, 0)]).unwrap();
    assert_eq!((incidence.size(0), incidence.size(1), incidence.size(7)), (0, 1, 0));
    assert_eq!((incidence.bodies(), incidence.pairs(), incidence.repeated()), (4, 2, 1));
    assert_eq!(incidence.shared(1, 3), [0]);
    assert_eq!(incidence.shared(1, 9), []);
    assert_eq!(incidence.projection().pairs_of(9).count(), 0);
    let empty = Incidence::new(Vec::new()).unwrap();
    assert_eq!((empty.bodies(), empty.overlaps(&Query::default()).pairs()), (0, vec![]));
    assert_eq!(empty.projection().len(), 0);
}

#[test]
fn numbers_for_which_there_is_no_room_are_refused() {
    assert_eq!(Incidence::new(vec![(0, u32::MAX), (1, 1)]), Err(TooLarge::Number(u32::MAX)));
    assert_eq!(Incidence::new(vec![(Incidence::LIMIT, 0)]), Err(TooLarge::Number(Incidence::LIMIT)));
    let refused = Incidence::new(vec![(Incidence::LIMIT, 0)]).unwrap_err().to_string();
    assert_eq!(refused, "the number 268435456 of a body or member is not below 268435456");
}

#[test]
fn whoever_takes_blocks_may_end_it() {
    let pairs: Vec<(u32, u32)> = (0..5_000).map(|body| (body, body / 2)).collect();
    let incidence = Incidence::new(pairs).unwrap();
    let overlaps = incidence.overlaps(&Query::default());
    for count in [1, 2] {
        let mut blocks = 0;
        overlaps.stream(threads(count), <[Pair]>::len, |pairs| {
            blocks += 1;
            assert_eq!(pairs, 1024);
            ControlFlow::Break(())
        });
        assert_eq!(blocks, 1);
    }
}

#[test]
fn parts_of_a_whole_are_read_exactly() {
    let share = |text: &str| text.parse::<Share>();
    assert_eq!(share("0.5"), Ok(Share::new(5, 10).unwrap()));
    assert_eq!(share(" 12.5 %"), Ok(Share::new(125, 1000).unwrap()));
    assert_eq!(share("2/3"), Ok(Share::new(2, 3).unwrap()));
    assert_eq!(
        (share("1").is_ok(), share("0").is_ok(), share(".5").is_ok(), share("100%").is_ok()),
        (true, true, true, true)
    );
    for text in ["", ".", "%", "1.1", "-0.1", "101%", "3/2", "1/0", "0.1234567", "half", "1e-1", "99999999999"] {
        assert!(share(text).is_err(), "{text}");
    }
    // 0.7 is a little less as a binary fraction: at the edge it would take in one too many, or leave one out.
    let pairs: Vec<(u32, u32)> = (0..10).map(|member| (0, member)).chain((0..7).map(|member| (1, member))).collect();
    let incidence = Incidence::new(pairs).unwrap();
    let found = |text: &str| {
        let jaccard = Some(text.parse().unwrap());
        incidence.overlaps(&Query { jaccard, ..Query::default() }).pairs().len()
    };
    assert_eq!((found("0.7"), found("70%"), found("7/10"), found("0.700001")), (1, 1, 1, 0));
}

#[test]
fn measures_are_rounded_to_the_nearest() {
    let incidence = Incidence::new(vec![(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]).unwrap();
    let pair = incidence.overlaps(&Query::default()).pairs()[0];
    assert_eq!(pair.jaccard(&incidence, 10_000), 6667);
    assert_eq!(pair.containment(&incidence, 10_000), (6667, 10_000));
    assert!((pair.cosine(&incidence) - 2.0 / 6f64.sqrt()).abs() < 1e-12);
    assert_eq!(Weight::new(3 << 31).map(Weight::thousandths), Some(1500));
}
