//! Overlap of the table S, which `benches/overlap/generate.py` makes: checksums that other programs agree on, and an oracle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use govgraph::incidence::{Incidence, Pair, Query, Share};
use govgraph_io::memberships;

use crate::load::path;

fn pairs_of_rows() -> Vec<Vec<(u32, u32)>> {
    let name = path("tests/fixtures/overlap/S.csv.gz");
    let options = memberships::Options::default();
    let read = memberships::read("S.csv.gz", File::open(name).unwrap(), &options, &|_| {}).unwrap();
    // Whole numbers as ids are their own numbers.
    assert_eq!((read.bodies.get(517).as_ref(), read.bodies.len()), (b"517".as_slice(), 1000));
    read.pairs
}

/// How many pairs, how many members they share in all, and a sum of hashes of them.
fn checksum(incidence: &Incidence, query: &Query, threads: usize) -> (usize, u64, String) {
    let (mut count, mut shared, mut sum) = (0, 0, 0u64);
    let hash = |pair: &Pair| {
        let numbers = u64::from(pair.a) << 32 | u64::from(pair.b);
        let mut hash = numbers.wrapping_add(u64::from(pair.shared).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        hash ^ (hash >> 31)
    };
    incidence.overlaps(query).stream(NonZeroUsize::new(threads).unwrap(), <[Pair]>::to_vec, |pairs| {
        for pair in pairs {
            count += 1;
            shared += u64::from(pair.shared);
            sum = sum.wrapping_add(hash(&pair));
        }
        ControlFlow::Continue(())
    });
    (count, shared, format!("{sum:016x}"))
}

#[test]
fn other_programs_find_the_same_pairs_in_the_table() {
    let incidence = Incidence::from_blocks(pairs_of_rows()).unwrap();
    let least = |least: u32| Query { least, ..Query::default() };
    let jaccard = |share: &str| Query { jaccard: Some(share.parse().unwrap()), ..Query::default() };
    for threads in [1, 2, 8] {
        let found = |query: &Query| checksum(&incidence, query, threads);
        assert_eq!(found(&least(1)), (41_689, 45_963, "75fd1437cd473da2".into()));
        assert_eq!(found(&least(2)), (3_704, 7_978, "c1eecf37dc6a26ae".into()));
        assert_eq!(found(&least(3)).0, 447);
        assert_eq!(found(&jaccard("0.5")), (9, 85, "ecad87f3ebfa9c1a".into()));
        assert_eq!(found(&jaccard("0.8")), (7, 62, "d6c951076dbed876".into()));
    }
}

#[test]
fn below_a_half_the_pairs_are_those_of_brute_force() {
    let rows = pairs_of_rows();
    let mut boards: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (body, member) in rows.iter().flatten() {
        boards.entry(*body).or_default().insert(*member);
    }
    let incidence = Incidence::from_blocks(rows).unwrap();
    for percent in [1, 3, 5, 8, 10, 15, 20, 25, 30, 34, 40, 45] {
        let mut expected = Vec::new();
        for (a, of_a) in &boards {
            for (b, of_b) in boards.range(a + 1..) {
                let shared = of_a.intersection(of_b).count();
                if shared > 0 && shared * 100 >= percent * (of_a.len() + of_b.len() - shared) {
                    expected.push((*a, *b, shared as u32));
                }
            }
        }
        let jaccard = Share::new(percent as u32, 100);
        let found = incidence.overlaps(&Query { jaccard, ..Query::default() }).pairs();
        let found: Vec<_> = found.iter().map(|pair| (pair.a, pair.b, pair.shared)).collect();
        assert_eq!(found, expected, "{percent}%");
    }
}
