//! From pairs in any order to lists of bodies by member and rows of places by body.
//!
//! Everything is sorted by counting, in parts that fit the cache: first into ranges of members, then within each.

use super::memory::{filled, room};
use super::{Class, Incidence, LAST, TooLarge};

/// So many parts are written to side by side: few enough that each keeps its lines in the cache.
const PARTS: u32 = 512;

pub(super) fn build(blocks: Vec<Vec<(u32, u32)>>) -> Result<Incidence, TooLarge> {
    let given: u64 = blocks.iter().map(|block| block.len() as u64).sum();
    if given > Incidence::MOST_PAIRS {
        return Err(TooLarge::Pairs(given));
    }
    let (mut body, mut member) = (None, None);
    for block in &blocks {
        body = body.max(block.iter().map(|pair| pair.0).max());
        member = member.max(block.iter().map(|pair| pair.1).max());
    }
    if let Some(largest) = body.max(member).filter(|largest| *largest >= Incidence::LIMIT) {
        return Err(TooLarge::Number(largest));
    }
    let bodies = body.map_or(0, |largest| largest as usize + 1);
    let mut sizes = filled(0u32, bodies);
    let lists = Lists::new(blocks, member.unwrap_or(0), given, &mut sizes);
    let distinct: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    let (items, classes, members) = lists.by_length();
    let (starts, rows) = rows(&items, bodies);
    Ok(Incidence { items, classes, members, starts, rows, sizes, repeated: given - distinct })
}

/// The bodies of the members that have two or more.
struct Lists {
    /// List after list.
    bodies: Vec<u32>,
    /// The member of each list and how many bodies it has, by member.
    lists: Vec<(u32, u32)>,
}

impl Lists {
    /// Sorts pairs by member, then body, drops repeated ones, and counts the members of each body in `sizes`.
    fn new(blocks: Vec<Vec<(u32, u32)>>, largest: u32, given: u64, sizes: &mut [u32]) -> Self {
        let shift = width(largest).saturating_sub(PARTS.ilog2());
        let (parts, pairs) = Parts::new(blocks, given, shift);
        let mut lists = Lists { bodies: room(pairs.len() / 2), lists: Vec::new() };
        let mut counts = vec![0u32; 1 << shift];
        let mut sorted: Vec<u32> = Vec::new();
        for (part, first) in parts.ranges().zip((0u32..).step_by(1 << shift)) {
            let pairs = &pairs[part];
            sorted.resize(pairs.len(), 0);
            let at = |pair: u64| (high(pair) - first) as usize;
            for pair in pairs {
                counts[at(*pair)] += 1;
            }
            let mut sum = 0;
            for count in &mut counts {
                sum += std::mem::replace(count, sum);
            }
            for pair in pairs {
                let next = &mut counts[at(*pair)];
                sorted[*next as usize] = low(*pair);
                *next += 1;
            }
            // Each count is now the end of its list.
            let mut start = 0;
            for (end, member) in counts.iter_mut().zip(first..) {
                let end = std::mem::take(end) as usize;
                lists.add(member, &mut sorted[start..end], sizes);
                start = end;
            }
        }
        lists
    }

    #[inline(always)]
    fn add(&mut self, member: u32, bodies: &mut [u32], sizes: &mut [u32]) {
        match bodies {
            [] => return,
            [body] => {
                sizes[*body as usize] += 1;
                return;
            }
            [a, b] => {
                if a > b {
                    std::mem::swap(a, b);
                }
            }
            _ => bodies.sort_unstable(),
        }
        let before = self.bodies.len();
        let mut previous = u32::MAX;
        for body in bodies {
            if *body != previous {
                sizes[*body as usize] += 1;
                self.bodies.push(*body);
                previous = *body;
            }
        }
        let length = self.bodies.len() - before;
        if length < 2 {
            self.bodies.truncate(before);
        } else {
            // There are fewer pairs than `MOST_PAIRS`.
            self.lists.push((member, length as u32));
        }
    }

    /// The lists by length, each with its end marked; where each length begins; and the members of the lists.
    fn by_length(self) -> (Vec<u32>, Vec<Class>, Vec<u32>) {
        let longest = self.lists.iter().map(|(_, length)| *length).max().unwrap_or(0) as usize;
        let mut counts = vec![0u32; longest + 1];
        for (_, length) in &self.lists {
            counts[*length as usize] += 1;
        }
        let mut classes = Vec::new();
        // Where the next list of each length goes: its place and its number.
        let mut next = vec![(0u32, 0u32); longest + 1];
        let (mut item, mut list) = (0, 0);
        for ((count, next), length) in counts.iter().zip(&mut next).zip(0..) {
            *next = (item, list);
            if *count > 0 {
                classes.push(Class { length, item, list });
            }
            item += count * length;
            list += count;
        }
        let mut items = filled(0u32, self.bodies.len());
        let mut members = vec![0u32; self.lists.len()];
        let mut from = 0;
        for (member, length) in self.lists {
            let (item, list) = &mut next[length as usize];
            let to = *item as usize;
            let end = to + length as usize;
            items[to..end].copy_from_slice(&self.bodies[from..from + length as usize]);
            items[end - 1] |= LAST;
            members[*list as usize] = member;
            from += length as usize;
            *item += length;
            *list += 1;
        }
        (items, classes, members)
    }
}

/// Where the row of each body begins, and all rows.
fn rows(items: &[u32], bodies: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = filled(0u32, bodies + 1);
    for item in items {
        starts[(item & !LAST) as usize] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += std::mem::replace(start, sum);
    }
    let largest = u32::try_from(bodies.saturating_sub(1)).unwrap_or(u32::MAX);
    let shift = width(largest).saturating_sub(PARTS.ilog2());
    let mut pairs = filled(0u64, items.len());
    // Bodies come in order, so the parts begin where the rows of their first bodies do.
    let mut next: Vec<u32> = starts.iter().step_by(1 << shift).copied().collect();
    for (item, place) in items.iter().zip(0u32..) {
        let body = item & !LAST;
        let to = &mut next[(body >> shift) as usize];
        pairs[*to as usize] = joined(body, place | (item & LAST));
        *to += 1;
    }
    let mut rows = filled(0u32, items.len());
    for pair in pairs {
        let to = &mut starts[high(pair) as usize];
        rows[*to as usize] = low(pair);
        *to += 1;
    }
    // Each start is now the end of its row, which is the start of the next.
    starts.rotate_right(1);
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    (starts, rows)
}

/// Where parts of an array begin.
struct Parts(Vec<u32>);

impl Parts {
    /// The pairs of all blocks by range of members: those whose numbers are equal but for the last `shift` bits are together.
    fn new(blocks: Vec<Vec<(u32, u32)>>, given: u64, shift: u32) -> (Self, Vec<u64>) {
        let mut next = vec![0u32; PARTS as usize + 1];
        for (_, member) in blocks.iter().flatten() {
            next[(member >> shift) as usize] += 1;
        }
        let mut sum = 0;
        for count in &mut next {
            sum += std::mem::replace(count, sum);
        }
        let starts = next.clone();
        // No more than `MOST_PAIRS`.
        let mut pairs = filled(0u64, given as usize);
        for block in blocks {
            for (body, member) in block {
                let to = &mut next[(member >> shift) as usize];
                pairs[*to as usize] = joined(member, body);
                *to += 1;
            }
        }
        (Parts(starts), pairs)
    }

    fn ranges(&self) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.0.windows(2).map(|ends| ends[0] as usize..ends[1] as usize)
    }
}

/// How many bits a number has.
fn width(number: u32) -> u32 {
    u32::BITS - number.leading_zeros()
}

fn joined(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

fn high(pair: u64) -> u32 {
    (pair >> 32) as u32
}

fn low(pair: u64) -> u32 {
    pair as u32
}
