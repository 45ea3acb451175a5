//! All pairs of bodies of a table, kept in memory: what `run.py` puts beside sparse matrices.
//!
//! Prints how many pairs there are, a sum of hashes of them, and last the seconds of CPU that the projection took, without reading.
#![expect(clippy::print_stdout, reason = "a program says what it finds")]

use std::fs::File;
use std::io::{Error, ErrorKind};

use govgraph::incidence::Incidence;
use govgraph_io::memberships;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or_else(|| Error::new(ErrorKind::InvalidInput, "name a table"))?;
    let table = memberships::read(&path, File::open(&path)?, &memberships::Options::default(), &|_| {})?;
    let incidence = Incidence::from_blocks(table.pairs)?;
    let started = seconds()?;
    let projection = incidence.projection();
    let spent = seconds()? - started;
    let pairs = (0..incidence.bodies()).flat_map(|body| projection.pairs_of(body));
    let hash = pairs.map(|pair| hash(pair.a, pair.b, pair.shared)).fold(0, u64::wrapping_add);
    println!("{} {hash:016x}\n{spent:.3}", projection.len());
    Ok(())
}

/// The seconds that this thread has run (Linux).
fn seconds() -> Result<f64, Error> {
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = spent.split(' ').next().and_then(|number| number.parse::<f64>().ok());
    nanoseconds.map(|nanoseconds| nanoseconds / 1e9).ok_or_else(|| ErrorKind::InvalidData.into())
}

/// SplitMix64's finaliser of a pair and what it shares.
fn hash(a: u32, b: u32, shared: u32) -> u64 {
    let pair = u64::from(a) << 32 | u64::from(b);
    let mut hash = pair.wrapping_add(u64::from(shared).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}
