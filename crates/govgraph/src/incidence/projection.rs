//! All pairs in memory, as compact as they are.

use super::{Incidence, Pair, Query};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

/// Every pair of bodies that share members, in memory: 8 bytes a pair and 4 a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Projection {
    starts: Vec<usize>,
    others: Vec<(u32, u32)>,
}

impl Projection {
    pub(super) fn new(incidence: &Incidence, least: u32) -> Self {
        let mut projection = Projection { starts: vec![0], others: Vec::new() };
        let query = Query { least, ..Query::default() };
        incidence.overlaps(&query).stream(NonZeroUsize::MIN, <[Pair]>::to_vec, |pairs| {
            for pair in pairs {
                projection.starts.resize(pair.a as usize + 1, projection.others.len());
                projection.others.push((pair.b, pair.shared));
            }
            ControlFlow::Continue(())
        });
        projection
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.others.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.others.is_empty()
    }
}
