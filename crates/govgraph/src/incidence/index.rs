//! What of the lists a query needs to walk through.
//!
//! A body that has to share at least r members with another shares one with it even if its r-1 most common members are
//! left out, as long as all bodies leave out by the same order (the prefix filter of exact set similarity joins; S. Chaudhuri,
//! V. Ganti, R. Kaushik 2006). So nearly all of the long lists need not be walked through; what was left out is looked up for
//! the few pairs that are met elsewhere.

use super::build::Rows;
use super::memory::expect_read;
use super::parts::{Parts, Pool};
use super::{Incidence, LAST, LONG, NUMBER, Query, Sides};

/// So many numbers lie in a line of the cache.
const LINE: usize = 16;

/// No place.
const NONE: u32 = u32::MAX;

/// The lists without what is left out.
#[derive(Debug)]
pub(super) struct Index {
    /// What is left out.
    pub(super) plan: Plan,
    /// Places before this are in the lists as they are.
    first: u32,
    /// The lists from `first` on, without what is left out.
    kept: Vec<u32>,
    /// For each place from `first` on: where its list goes on in `kept`, or `NONE`; unless there are rows.
    behind: Vec<u32>,
    /// For each body, where its lists go on in `kept`, if all lists are filtered.
    pub(super) rows: Option<Rows>,
    /// For each body, the places from here on are left out; `NONE` if nothing is. Of long lists, where the list begins: so those
    /// of two bodies that leave out one list each are equal if it is the same.
    limits: Vec<u32>,
}

/// Which members are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// None: what is counted is what is shared.
    Nothing,
    /// The most common ones of bodies that have any with long lists: only between two such bodies something may be uncounted.
    Long,
    /// As many as the sizes of the bodies allow: what is met is looked up.
    All,
}

impl Index {
    pub(super) fn new(incidence: &Incidence, query: &Query) -> Self {
        let end = len(&incidence.items);
        let (kept, behind, limits) = (Vec::new(), Vec::new(), Vec::new());
        let whole = Index { plan: Plan::Nothing, first: end, kept, behind, rows: None, limits };
        if query.sides != Sides::All {
            return whole;
        }
        if query.jaccard.is_some() || query.cosine.is_some() {
            let limits = limits_by(incidence, |row, size| {
                let left = query.least_of(size) as usize - 1;
                row.len().checked_sub(left + 1).map_or(0, |last| (row[last] & !LAST) + 1)
            });
            let mut parts = Parts::new(incidence.bodies().saturating_sub(1));
            let mut pool = Pool::default();
            let kept = without(incidence, 0, &limits, |_, body, goes_on| parts.push((goes_on, body), &mut pool));
            let visits = |length: u64| length * (length - 1) / 2;
            let walked: u64 = kept.split_inclusive(|item| item & LAST != 0).map(|list| visits(list.len() as u64)).sum();
            let all: u64 = incidence.lengths().map(|(length, count)| visits(length) * count).sum();
            // Looking up costs several times as much as counting.
            if walked * 8 < all {
                let rows = Some(Rows::new(parts, incidence.sizes.len()));
                return Index { plan: Plan::All, first: 0, kept, behind: Vec::new(), rows, limits };
            }
        }
        let long = incidence.classes.iter().find(|class| class.length > LONG);
        match long {
            Some(class) if query.least() > 1 => {
                let left = query.least() as usize - 1;
                let limits = limits_by(incidence, |row, _| {
                    let long = row.iter().rev().take_while(|place| **place & !LAST >= class.item).count();
                    match left.min(long) {
                        0 => NONE,
                        left => to_u32(incidence.whole_list(row[row.len() - left] & !LAST).start),
                    }
                });
                let mut behind = vec![NONE; incidence.items.len() - class.item as usize];
                let kept = without(incidence, class.item, &limits, |at, _, goes_on| behind[at] = goes_on);
                Index { plan: Plan::Long, first: class.item, kept, behind, rows: None, limits }
            }
            _ => whole,
        }
    }

    /// The bodies from a place in `kept` on.
    #[inline(always)]
    pub(super) fn from(&self, at: u32) -> &[u32] {
        &self.kept[at as usize..]
    }

    /// Fetches what [`Index::from`] will read.
    #[inline(always)]
    pub(super) fn fetch_from(&self, at: u32) {
        expect_read(&self.kept, at as usize);
    }

    /// The bodies behind a place in its list, as far as they are kept: the last one is marked.
    #[inline(always)]
    pub(super) fn behind<'i>(&'i self, incidence: &'i Incidence, place: u32) -> &'i [u32] {
        if place < self.first {
            return &incidence.items[place as usize + 1..];
        }
        match self.behind[(place - self.first) as usize] {
            NONE => &[],
            at => &self.kept[at as usize..],
        }
    }

    /// Whether anything of a body is left out.
    pub(super) fn leaves_out(&self, body: u32) -> bool {
        self.limits.get(body as usize).is_some_and(|limit| *limit != NONE)
    }

    /// The places of a body from here on are left out.
    pub(super) fn limit(&self, body: u32) -> u32 {
        self.limits.get(body as usize).copied().unwrap_or(NONE)
    }

    /// The places from here on may be left out.
    pub(super) fn first(&self) -> u32 {
        self.first
    }

    /// Fetches what [`Index::behind`] will read.
    #[inline(always)]
    pub(super) fn fetch(&self, incidence: &Incidence, place: u32) {
        let place = place as usize;
        if place >= self.first as usize {
            expect_read(&self.behind, place - self.first as usize);
            return;
        }
        expect_read(&incidence.items, place + 1);
        // A list of some length goes on in the next lines of the cache.
        if place >= incidence.wide[0] as usize {
            expect_read(&incidence.items, place + 1 + LINE);
        }
        if place >= incidence.wide[1] as usize {
            expect_read(&incidence.items, place + 1 + 2 * LINE);
            expect_read(&incidence.items, place + 1 + 3 * LINE);
        }
    }
}

/// The lists from a place on, without what lies at or behind the limit of its body; tells of each item that is kept, and that is not
/// the last in its list, its number, its body and where its list goes on.
fn without(incidence: &Incidence, first: u32, limits: &[u32], mut tell: impl FnMut(usize, u32, u32)) -> Vec<u32> {
    let mut kept: Vec<u32> = Vec::new();
    let mut start = 0;
    // Who stands before the next one in the list: that anything comes behind it is only known then.
    let mut before: Option<(usize, u32)> = None;
    for (at, (item, place)) in incidence.items[first as usize..].iter().zip(first..).enumerate() {
        let body = item & NUMBER;
        if place < limits[body as usize] {
            if let Some((at, body)) = before.replace((at, body)) {
                tell(at, body, len(&kept));
            }
            kept.push(item & !LAST);
        }
        if item & LAST != 0 {
            if kept.len() < start + 2 {
                kept.truncate(start);
            } else if let Some(last) = kept.last_mut() {
                *last |= LAST;
            }
            start = kept.len();
            before = None;
        }
    }
    kept
}

/// The first place of each body that is left out: by its row and its size.
fn limits_by(incidence: &Incidence, limit: impl Fn(&[u32], u32) -> u32) -> Vec<u32> {
    let mut limits = vec![NONE; incidence.sizes.len()];
    for ((to, size), body) in limits.iter_mut().zip(&incidence.sizes).zip(0..) {
        *to = limit(incidence.row(body), *size);
    }
    limits
}

/// There are fewer places than fit.
fn to_u32(place: usize) -> u32 {
    place as u32
}

/// There are fewer places than fit.
fn len(items: &[u32]) -> u32 {
    items.len() as u32
}
