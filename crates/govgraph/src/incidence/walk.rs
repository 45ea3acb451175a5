//! Counting: which bodies stand behind a body in its members' lists, and how often.

use std::cmp::Ordering;

use super::index::{Index, Plan};
use super::sieve::{Open, Sieve};
use super::{COMMON, Incidence, LAST, NUMBER, Pair, Query, VERY_COMMON, Weight};

/// So many lists ahead the next is fetched: about as many as the memory serves at a time.
const AHEAD: usize = 24;

/// Above so many meetings the sieve lets too many pass: counting in an array with room for all bodies is faster.
const MANY: usize = 1 << 13;

/// What one thread counts with. Between two bodies all numbers in it are zero.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    sieve: Sieve,
    /// The bodies that were met, each as often as it was, as they stand in the lists; then what is left of earlier ones.
    met: Vec<u32>,
    /// How many were met.
    count: usize,
    /// The same without those that were met too seldom.
    often: Vec<u32>,
    /// For each body, how often it was met, once a body has met many.
    counts: Vec<u32>,
    /// For each body, what the members shared with it count, if pairs are weighed.
    weights: Vec<u64>,
    /// The lists of the body that is walked from, and whether each is left out.
    lists: Vec<(u32, bool)>,
}

/// Which pairs a body makes, with everything that is needed to tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'i> {
    pub(super) incidence: &'i Incidence,
    pub(super) query: &'i Query,
    pub(super) index: &'i Index,
}

impl Walk<'_> {
    /// The pairs of a body with those of greater number, by number.
    pub(super) fn forward(&self, a: u32, scratch: &mut Scratch, pairs: &mut Vec<Pair>) {
        let before = pairs.len();
        self.meet(a, scratch);
        if scratch.count == 0 {
            return;
        }
        let least = self.query.least();
        match self.index.plan {
            Plan::Long if self.index.leaves_out(a) => {
                let mut lists = std::mem::take(&mut scratch.lists);
                lists.clear();
                lists.extend(self.long(a));
                let limit = self.index.limit(a);
                scratch.select(least, |b| {
                    // Of a single long list, which is left out, nothing is left to be shared.
                    let may_share = lists.len() > 1 || b & VERY_COMMON != 0 || limit == self.index.limit(b & NUMBER);
                    least > 2 || (may_share && self.has_uncounted(&lists, limit, b))
                });
                scratch.counted(self.incidence, |b, counted| {
                    let uncounted = match least {
                        2 => u32::from(self.index.leaves_out(b) && self.has_uncounted(&lists, limit, b)),
                        _ => self.uncounted(&lists, b),
                    };
                    let shared = counted + uncounted;
                    if shared >= least {
                        pairs.push(Pair { a, b, shared, weight: None });
                    }
                });
                scratch.lists = lists;
            }
            Plan::Nothing | Plan::Long => {
                scratch.select(least, |_| false);
                scratch.counted(self.incidence, |b, shared| {
                    if shared >= least {
                        pairs.push(Pair { a, b, shared, weight: None });
                    }
                });
            }
            Plan::All => self.look_up(a, scratch, pairs),
        }
        if self.query.has_measure() && self.index.plan != Plan::All {
            let sizes = &self.incidence.sizes;
            retain(pairs, before, |pair| self.query.holds(sizes[a as usize], sizes[pair.b as usize], pair.shared));
        }
        if self.query.weigh {
            self.weigh(a, false, scratch, &mut pairs[before..]);
        }
    }

    /// Tells of every body of greater number how many members it shares, in no order that means anything.
    #[inline(always)]
    pub(super) fn project(&self, a: u32, scratch: &mut Scratch, mut tell: impl FnMut(u32, u32)) {
        self.meet(a, scratch);
        let Scratch { met, count, sieve, often, .. } = scratch;
        often.clear();
        for item in &met[..*count] {
            let b = item & NUMBER;
            // Who was met once is not met again, and need not be sorted out.
            if sieve.passes(b, 2) {
                often.push(b);
            } else {
                tell(b, 1);
            }
        }
        scratch.counted(self.incidence, tell);
    }

    /// The pairs of a body with all others, by the number of the other.
    pub(super) fn around(&self, x: u32, scratch: &mut Scratch, pairs: &mut Vec<Pair>) {
        let before = pairs.len();
        let mut meetings = scratch.start();
        for place in self.incidence.row(x) {
            meetings.meet(&self.incidence.items[self.incidence.whole_list(place & !LAST)]);
        }
        meetings.end();
        let least = self.query.least();
        let sizes = &self.incidence.sizes;
        scratch.select(least, |_| false);
        scratch.counted(self.incidence, |y, shared| {
            if y != x && self.query.holds(sizes[x as usize], sizes[y as usize], shared) {
                pairs.push(Pair { a: x.min(y), b: x.max(y), shared, weight: None });
            }
        });
        if self.query.weigh {
            self.weigh(x, true, scratch, &mut pairs[before..]);
        }
    }

    /// Meets every body behind `a` in the lists that it keeps, once a list.
    #[inline(always)]
    fn meet(&self, a: u32, scratch: &mut Scratch) {
        let mut meetings = scratch.start();
        if let Some(rows) = &self.index.rows {
            let all = rows.all();
            for at in rows.range(a) {
                if let Some(ahead) = all.get(at + AHEAD) {
                    self.index.fetch_from(*ahead);
                }
                meetings.meet(self.index.from(all[at]));
            }
            meetings.end();
            return;
        }
        let (all, limit) = (self.incidence.rows.all(), self.index.limit(a));
        for at in self.incidence.rows.range(a) {
            if let Some(ahead) = all.get(at + AHEAD) {
                self.index.fetch(self.incidence, ahead & !LAST);
            }
            let place = all[at];
            if place & LAST != 0 {
                continue;
            }
            if place >= limit {
                break;
            }
            meetings.meet(self.index.behind(self.incidence, place));
        }
        meetings.end();
    }

    /// Whether two bodies that each leave out one list, the longest of theirs, have one of the two in common: they have no other that
    /// is not counted. The first has these long lists and leaves out the one that begins at `limit`.
    #[inline(always)]
    fn has_uncounted(&self, lists: &[(u32, bool)], limit: u32, b: u32) -> bool {
        let other = self.index.limit(b & NUMBER);
        match limit.cmp(&other) {
            Ordering::Equal => true,
            // Whose longest list is longer cannot share it; that of the other may be among the rest of the first.
            Ordering::Less => self.is_in(limit, b & NUMBER),
            Ordering::Greater => lists.iter().any(|(start, _)| *start == other),
        }
    }

    /// Whether a body is in the list that begins at a place.
    fn is_in(&self, start: u32, body: u32) -> bool {
        let list = &self.incidence.items[self.incidence.whole_list(start)];
        list.binary_search_by_key(&body, |item| item & NUMBER).is_ok()
    }

    /// How many long lists both a body and the one with these lists have, of which one leaves it out: they are not counted.
    fn uncounted(&self, lists: &[(u32, bool)], b: u32) -> u32 {
        if !self.index.leaves_out(b) {
            return 0;
        }
        let both = self.long(b).filter(|(start, left_out)| {
            lists.iter().any(|(of_a, left_out_of_a)| of_a == start && (*left_out || *left_out_of_a))
        });
        // No more than either has members.
        both.count() as u32
    }

    /// Where the long lists of a body begin, and whether it leaves them out.
    fn long(&self, body: u32) -> impl Iterator<Item = (u32, bool)> {
        let (first, limit) = (self.index.first(), self.index.limit(body));
        let places = self.incidence.row(body).iter().rev().map(|place| place & !LAST);
        places.take_while(move |place| *place >= first).map(move |place| {
            let start = self.incidence.whole_list(place).start;
            (start as u32, place >= limit)
        })
    }

    /// Whoever is met may share enough: compares all their members.
    fn look_up(&self, a: u32, scratch: &mut Scratch, pairs: &mut Vec<Pair>) {
        let Scratch { met, count, often, lists, .. } = scratch;
        often.clear();
        often.extend(met[..*count].iter().map(|b| b & NUMBER));
        often.sort_unstable();
        often.dedup();
        let (row, size) = (self.incidence.row(a), self.incidence.size(a));
        lists.clear();
        for b in often {
            let (other, other_size) = (self.incidence.row(*b), self.incidence.size(*b));
            // A row is no longer than its body has members.
            let most = row.len().min(other.len()) as u32;
            if !self.query.holds(size, other_size, most) {
                continue;
            }
            if lists.is_empty() {
                lists.extend(row.iter().map(|place| (self.incidence.list(place & !LAST), false)));
            }
            let mut of_a = lists.iter().map(|(list, _)| *list).peekable();
            let mut shared = 0;
            for place in other {
                let list = self.incidence.list(place & !LAST);
                while of_a.next_if(|of_a| *of_a < list).is_some() {}
                shared += u32::from(of_a.next_if_eq(&list).is_some());
            }
            if self.query.holds(size, other_size, shared) {
                pairs.push(Pair { a, b: *b, shared, weight: None });
            }
        }
    }

    /// Tells the pairs of a body their weights: those with bodies behind it, or with all.
    fn weigh(&self, x: u32, around: bool, scratch: &mut Scratch, pairs: &mut [Pair]) {
        if pairs.is_empty() {
            return;
        }
        let weights = &mut scratch.weights;
        weights.resize(self.incidence.sizes.len(), 0);
        let lists = || {
            self.incidence.row(x).iter().map(|place| {
                let place = place & !LAST;
                let list = self.incidence.whole_list(place);
                let from = if around { list.start } else { place as usize };
                (Weight::of_member(self.incidence.class(place).length), &self.incidence.items[from..list.end])
            })
        };
        for (weight, items) in lists() {
            for item in items {
                weights[(item & NUMBER) as usize] += weight;
            }
        }
        for pair in pairs {
            let other = if pair.a == x { pair.b } else { pair.a };
            pair.weight = Weight::new(weights[other as usize]);
        }
        for item in lists().flat_map(|(_, items)| items) {
            weights[(item & NUMBER) as usize] = 0;
        }
    }
}

/// Whom a body has met so far. Its parts lie in registers while lists are walked through.
struct Meetings<'s> {
    met: &'s mut Vec<u32>,
    count: usize,
    /// Where to leave the count.
    end: &'s mut usize,
    sieve: Open<'s>,
}

impl Meetings<'_> {
    /// Meets the bodies of a list, up to its end.
    #[inline(always)]
    fn meet(&mut self, list: &[u32]) {
        for item in list {
            if self.count == self.met.len() {
                self.grow();
            }
            self.met[self.count] = *item;
            self.count += 1;
            self.sieve.meet(*item);
            if item & LAST != 0 {
                break;
            }
        }
    }

    #[cold]
    fn grow(&mut self) {
        self.met.resize((self.met.len() * 2).max(MANY), 0);
    }

    fn end(self) {
        *self.end = self.count;
    }
}

impl Scratch {
    #[inline(always)]
    fn start(&mut self) -> Meetings<'_> {
        Meetings { met: &mut self.met, count: 0, end: &mut self.count, sieve: self.sieve.start() }
    }

    /// Leaves in `often` whoever can have been met so often at least, and of those with long lists whoever is wanted in any case.
    #[inline(always)]
    fn select(&mut self, least: u32, wanted: impl Fn(u32) -> bool) {
        let met = &self.met[..self.count];
        self.often.clear();
        if least > 1 && met.len() <= MANY {
            let sieve = &self.sieve;
            self.often.extend(
                met.iter()
                    .copied()
                    .filter(|b| sieve.passes(*b, least) || (b & COMMON != 0 && wanted(*b)))
                    .map(|b| b & NUMBER),
            );
        } else {
            self.often.extend(met.iter().map(|b| b & NUMBER));
        }
    }

    /// Tells of everybody in `often`, by number, how often they were met.
    #[inline(always)]
    fn counted(&mut self, incidence: &Incidence, mut tell: impl FnMut(u32, u32)) {
        let Scratch { often, counts, .. } = self;
        if often.len() > MANY {
            counts.resize(incidence.sizes.len(), 0);
            for b in often.iter() {
                counts[*b as usize] += 1;
            }
            often.retain(|b| {
                let count = &mut counts[*b as usize];
                // Told once: the first time it is seen, its count is set apart by its highest bit.
                let is_first = *count & LAST == 0;
                *count |= LAST;
                is_first
            });
            often.sort_unstable();
            for b in often.iter() {
                tell(*b, std::mem::take(&mut counts[*b as usize]) & !LAST);
            }
            return;
        }
        often.sort_unstable();
        for same in often.chunk_by(|a, b| a == b) {
            tell(same[0], same.len() as u32);
        }
    }
}

/// Keeps of the pairs behind a place those for which something holds.
pub(super) fn retain(pairs: &mut Vec<Pair>, before: usize, keep: impl Fn(&Pair) -> bool) {
    let mut kept = before;
    for at in before..pairs.len() {
        if keep(&pairs[at]) {
            pairs.swap(kept, at);
            kept += 1;
        }
    }
    pairs.truncate(kept);
}
