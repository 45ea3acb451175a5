//! Counting: for each body, how often every other one stands behind it in its members' lists.

use super::index::{Index, Plan};
use super::{Incidence, LAST, Pair, Query, Weight};

/// So many lists ahead the next is fetched: about as many as the memory serves at a time.
const AHEAD: usize = 24;

/// A count that is as small as the data allow, so that as much of them as possible stays in the cache.
pub(super) trait Tally: Copy + Default + Into<u32> {
    /// One more.
    fn next(self) -> Self;
}

macro_rules! tallies {
    ($($number:ty)*) => {$(
        impl Tally for $number {
            #[inline(always)]
            fn next(self) -> Self {
                // The largest row fits: `Counter::new` has seen to it.
                self.wrapping_add(1)
            }
        }
    )*};
}
tallies!(u8 u16 u32);

/// What one thread counts with.
#[derive(Debug)]
pub(super) struct Scratch<T> {
    /// For each body; all zero between two walks.
    counts: Vec<T>,
    /// The bodies that were met.
    met: Vec<u32>,
    /// For each body, if pairs are weighed; all zero between two walks.
    weights: Vec<u64>,
    /// The lists of the body that is walked from, and whether each is left out.
    long: Vec<(u32, bool)>,
}

impl<T: Tally> Scratch<T> {
    pub(super) fn new(incidence: &Incidence, query: &Query) -> Self {
        let bodies = incidence.sizes.len();
        let weights = if query.weigh { vec![0; bodies] } else { Vec::new() };
        Scratch { counts: vec![T::default(); bodies], met: Vec::new(), weights, long: Vec::new() }
    }
}

/// Which pairs a body makes, with everything that is needed to tell.
#[derive(Debug)]
pub(super) struct Walk<'i> {
    pub(super) incidence: &'i Incidence,
    pub(super) query: &'i Query,
    pub(super) index: &'i Index,
}

impl Walk<'_> {
    /// The pairs of a body with those of greater number, by number.
    pub(super) fn forward<T: Tally>(&self, a: u32, scratch: &mut Scratch<T>, pairs: &mut Vec<Pair>) {
        let before = pairs.len();
        match self.index.plan {
            Plan::Nothing => self.counted(a, scratch, pairs),
            Plan::Long if !self.index.leaves_out(a) => self.counted(a, scratch, pairs),
            Plan::Long => self.partly_counted(a, scratch, pairs),
            Plan::All => self.looked_up(a, scratch, pairs),
        }
        if self.query.has_measure() && self.index.plan != Plan::All {
            let sizes = &self.incidence.sizes;
            let mut kept = before;
            for at in before..pairs.len() {
                let pair = pairs[at];
                if self.query.holds(sizes[a as usize], sizes[pair.b as usize], pair.shared) {
                    pairs[kept] = pair;
                    kept += 1;
                }
            }
            pairs.truncate(kept);
        }
        pairs[before..].sort_unstable_by_key(|pair| pair.b);
        if self.query.weigh {
            self.weigh(a, false, scratch, &mut pairs[before..]);
        }
    }

    /// All bodies that are met count as often as they share a member.
    fn counted<T: Tally>(&self, a: u32, scratch: &mut Scratch<T>, pairs: &mut Vec<Pair>) {
        let least = self.query.least();
        let (counts, met) = (&mut scratch.counts, &mut scratch.met);
        met.clear();
        if least == 1 {
            self.meet(a, |b| {
                let count = &mut counts[b as usize];
                if (*count).into() == 0 {
                    met.push(b);
                }
                *count = count.next();
            });
            pairs.extend(met.iter().map(|b| {
                let shared = std::mem::take(&mut counts[*b as usize]).into();
                Pair { a, b: *b, shared, weight: None }
            }));
            return;
        }
        let before = pairs.len();
        self.meet(a, |b| {
            let count = counts[b as usize].next();
            counts[b as usize] = count;
            met.push(b);
            if count.into() == least {
                pairs.push(Pair { a, b, shared: 0, weight: None });
            }
        });
        for pair in &mut pairs[before..] {
            pair.shared = counts[pair.b as usize].into();
        }
        for b in met {
            counts[*b as usize] = T::default();
        }
    }

    /// The body leaves out members of long lists: what it shares of them with others that do is added.
    fn partly_counted<T: Tally>(&self, a: u32, scratch: &mut Scratch<T>, pairs: &mut Vec<Pair>) {
        let Scratch { counts, met, long, .. } = scratch;
        met.clear();
        self.meet(a, |b| {
            let count = &mut counts[b as usize];
            if (*count).into() == 0 {
                met.push(b);
            }
            *count = count.next();
        });
        long.clear();
        long.extend(self.long(a));
        for b in met {
            let mut shared: u32 = std::mem::take(&mut counts[*b as usize]).into();
            if self.index.leaves_out(*b) {
                let uncounted = self.long(*b).filter(|(list, left_out)| {
                    // What both keep is counted.
                    long.iter().any(|(of_a, left_out_of_a)| of_a == list && (*left_out || *left_out_of_a))
                });
                // No more than either has members.
                shared += uncounted.count() as u32;
            }
            if shared >= self.query.least() {
                pairs.push(Pair { a, b: *b, shared, weight: None });
            }
        }
    }

    /// The long lists of a body, and whether it leaves them out.
    fn long(&self, body: u32) -> impl Iterator<Item = (u32, bool)> {
        let (first, limit) = (self.index.first(), self.index.limit(body));
        let places = self.incidence.row(body).iter().rev().map(|place| place & !LAST);
        places.take_while(move |place| *place >= first).map(move |place| (self.incidence.list(place), place >= limit))
    }

    /// Whoever is met may share enough: look it up.
    fn looked_up<T: Tally>(&self, a: u32, scratch: &mut Scratch<T>, pairs: &mut Vec<Pair>) {
        let Scratch { counts, met, long, .. } = scratch;
        met.clear();
        self.meet(a, |b| {
            let count = &mut counts[b as usize];
            if (*count).into() == 0 {
                met.push(b);
            }
            *count = count.next();
        });
        if met.is_empty() {
            return;
        }
        let row = self.incidence.row(a);
        let size = self.incidence.size(a);
        long.clear();
        for b in met {
            counts[*b as usize] = T::default();
            let other = self.incidence.row(*b);
            let other_size = self.incidence.size(*b);
            let most = row.len().min(other.len()) as u32;
            if !self.query.can_hold(size, other_size, most) {
                continue;
            }
            if long.is_empty() {
                long.extend(row.iter().map(|place| (self.incidence.list(place & !LAST), false)));
            }
            let mut of_a = long.iter().map(|(list, _)| *list).peekable();
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

    /// Every body behind `a` in a list of its, once a list.
    #[inline(always)]
    fn meet(&self, a: u32, mut met: impl FnMut(u32)) {
        let Incidence { rows, starts, .. } = self.incidence;
        let limit = self.index.limit(a);
        for at in starts[a as usize] as usize..starts[a as usize + 1] as usize {
            if let Some(ahead) = rows.get(at + AHEAD) {
                self.fetch(ahead & !LAST);
            }
            let place = rows[at];
            if place & LAST != 0 {
                continue;
            }
            if place >= limit {
                break;
            }
            for item in self.index.behind(self.incidence, place) {
                met(item & !LAST);
                if item & LAST != 0 {
                    break;
                }
            }
        }
    }

    #[inline(always)]
    fn fetch(&self, place: u32) {
        self.index.fetch(self.incidence, place);
    }

    /// The pairs of a body with all others, by the number of the other.
    pub(super) fn around<T: Tally>(&self, x: u32, scratch: &mut Scratch<T>, pairs: &mut Vec<Pair>) {
        let (counts, met) = (&mut scratch.counts, &mut scratch.met);
        met.clear();
        for place in self.incidence.row(x) {
            for item in &self.incidence.items[self.incidence.whole_list(place & !LAST)] {
                let b = item & !LAST;
                let count = &mut counts[b as usize];
                if (*count).into() == 0 {
                    met.push(b);
                }
                *count = count.next();
            }
        }
        met.sort_unstable();
        let before = pairs.len();
        let sizes = &self.incidence.sizes;
        for y in met {
            let shared = std::mem::take(&mut counts[*y as usize]).into();
            if *y != x && self.query.holds(sizes[x as usize], sizes[*y as usize], shared) {
                pairs.push(Pair { a: x.min(*y), b: x.max(*y), shared, weight: None });
            }
        }
        if self.query.weigh {
            self.weigh(x, true, scratch, &mut pairs[before..]);
        }
    }

    /// Tells the pairs of a body their weights: those with bodies behind it, or with all.
    fn weigh<T: Tally>(&self, x: u32, around: bool, scratch: &mut Scratch<T>, pairs: &mut [Pair]) {
        if pairs.is_empty() {
            return;
        }
        let lists = || {
            self.incidence.row(x).iter().map(|place| {
                let place = place & !LAST;
                let list = self.incidence.whole_list(place);
                let from = if around { list.start } else { place as usize };
                (Weight::of_member(self.incidence.class(place).length), &self.incidence.items[from..list.end])
            })
        };
        let weights = &mut scratch.weights;
        for (weight, items) in lists() {
            for item in items {
                weights[(item & !LAST) as usize] += weight;
            }
        }
        for pair in pairs {
            let other = if pair.a == x { pair.b } else { pair.a };
            pair.weight = Weight::new(weights[other as usize]);
        }
        for item in lists().flat_map(|(_, items)| items) {
            weights[(item & !LAST) as usize] = 0;
        }
    }
}
