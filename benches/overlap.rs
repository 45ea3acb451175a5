//! Overlap of generated tables: `cargo bench --bench overlap`. Beside its peers it is put by `overlap/run.py`.

use std::fmt::Write as _;
use std::num::NonZeroUsize;

use divan::Bencher;
use govgraph::incidence::{Incidence, Query, Rank, Share};
use govgraph_io::memberships;

fn main() {
    divan::main();
}

/// Bodies of tables of about 10 thousand and 500 thousand rows.
const SIZES: [u32; 2] = [1_000, 50_000];

/// Bodies with some ten members each: most live near each other, some sit everywhere.
fn rows(bodies: u32) -> Vec<(u32, u32)> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u32::try_from(((state >> 32) * u64::from(below)) >> 32).unwrap_or(0)
    };
    let members = bodies * 5;
    let mut rows = Vec::new();
    for body in 0..bodies {
        for _ in 0..4 + random(12) {
            let member = match random(10) {
                // The smaller the number, the more often.
                0 => {
                    let below = random(members);
                    random(1 + below)
                }
                1 | 2 => random(members),
                _ => (body * 5 + random(250)) % members,
            };
            rows.push((body, member));
        }
    }
    rows
}

fn incidence(bodies: u32) -> Incidence {
    Incidence::new(rows(bodies)).expect("there is room for all numbers")
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn read(bencher: Bencher<'_, '_>, bodies: u32) {
    let mut text = String::from("member,body\n");
    for (body, member) in rows(bodies) {
        writeln!(text, "p{member},b{body}").expect("text takes everything");
    }
    bencher.bench(|| memberships::read("rows.csv", text.as_bytes(), &memberships::Options::default(), &|_| {}));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn build(bencher: Bencher<'_, '_>, bodies: u32) {
    bencher.with_inputs(|| rows(bodies)).bench_values(Incidence::new);
}

fn asked(bencher: Bencher<'_, '_>, bodies: u32, query: &Query) {
    let incidence = incidence(bodies);
    bencher.bench(|| incidence.overlaps(query).top(10, Rank::Shared, NonZeroUsize::MIN));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn any_shared(bencher: Bencher<'_, '_>, bodies: u32) {
    asked(bencher, bodies, &Query::default());
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn two_shared(bencher: Bencher<'_, '_>, bodies: u32) {
    asked(bencher, bodies, &Query { least: 2, ..Query::default() });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn half_alike(bencher: Bencher<'_, '_>, bodies: u32) {
    asked(bencher, bodies, &Query { jaccard: Share::new(1, 2), ..Query::default() });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn weighed(bencher: Bencher<'_, '_>, bodies: u32) {
    asked(bencher, bodies, &Query { weigh: true, ..Query::default() });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn projection(bencher: Bencher<'_, '_>, bodies: u32) {
    let incidence = incidence(bodies);
    bencher.bench(|| incidence.projection());
}
