//! From pairs in any order to lists of bodies by member and rows of places by body.
//!
//! Everything is sorted by counting, in parts that fit the cache: first into ranges of members, then within each.

use super::memory::{room, zeros};
use super::parts::{Pairs, Parts, Pool};
use super::{COMMON, Class, Incidence, LAST, LONG, NUMBER, TooLarge, VERY_COMMON};

pub(super) fn build(blocks: Vec<Pairs>) -> Result<Incidence, TooLarge> {
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
    let mut sizes = zeros(bodies);
    let mut pool = Pool::default();
    let mut parts = Parts::new(member.unwrap_or(0));
    for block in blocks {
        for pair in &block {
            parts.push(*pair, &mut pool);
        }
        pool.give(block);
    }
    let lists = Lists::new(parts, given, &mut sizes, &mut pool);
    let distinct: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    let (mut items, classes, members) = lists.by_length();
    let longer = |length: u32| {
        classes.iter().find(|class| class.length > length).map_or(items.len(), |class| class.item as usize)
    };
    // There are no more items than pairs.
    let wide = [longer(4) as u32, longer(12) as u32];
    let long = longer(LONG);
    let rows = rows(&mut items, long, bodies, &mut pool);
    Ok(Incidence { items, classes, wide, members, rows, sizes, repeated: given - distinct })
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
    fn new(parts: Parts, given: u64, sizes: &mut [u32], pool: &mut Pool) -> Self {
        // No more than `MOST_PAIRS`; what nobody writes to costs nothing.
        let mut lists = Lists { bodies: room(given as usize), lists: Vec::new() };
        let mut counts = vec![0u32; parts.range()];
        let mut sorted: Vec<u32> = Vec::new();
        for (first, pieces) in parts.each() {
            sorted.resize(pieces.iter().map(Vec::len).sum(), 0);
            for (_, member) in pieces.iter().flatten() {
                counts[(member - first) as usize] += 1;
            }
            let mut sum = 0;
            for count in &mut counts {
                sum += std::mem::replace(count, sum);
            }
            for piece in pieces {
                for (body, member) in &piece {
                    let next = &mut counts[(member - first) as usize];
                    sorted[*next as usize] = *body;
                    *next += 1;
                }
                pool.give(piece);
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
        let mut items = zeros(self.bodies.len());
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

/// The places of each body; and marks the items of bodies in lists from `long` on.
fn rows(items: &mut [u32], long: usize, bodies: usize, pool: &mut Pool) -> Rows {
    let mut marks = vec![0u8; bodies];
    for item in &items[long..] {
        let mark = &mut marks[(item & NUMBER) as usize];
        *mark = (*mark + 1).min(2);
    }
    // Fewer than the limit.
    let mut parts = Parts::new(bodies.saturating_sub(1) as u32);
    for (item, place) in items.iter_mut().zip(0u32..) {
        let body = *item & NUMBER;
        parts.push((place | (*item & LAST), body), pool);
        *item |= [0, COMMON, COMMON | VERY_COMMON][usize::from(marks[body as usize])];
    }
    Rows::new(parts, bodies)
}

/// Numbers by body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    /// Where the row of each body begins in `all`, and one more for the end.
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Rows {
    /// From pairs of a number and a body, those of each body in order.
    pub(super) fn new(parts: Parts, bodies: usize) -> Self {
        let mut starts = zeros(bodies + 1);
        let (mut all, range) = (zeros(parts.len()), parts.range());
        let mut start = 0;
        for (first, pieces) in parts.each() {
            let end = bodies.min(first as usize + range);
            let next = &mut starts[first as usize..end];
            for (_, body) in pieces.iter().flatten() {
                next[(body - first) as usize] += 1;
            }
            for next in &mut *next {
                start += std::mem::replace(next, start);
            }
            for (number, body) in pieces.iter().flatten() {
                let to = &mut next[(body - first) as usize];
                all[*to as usize] = *number;
                *to += 1;
            }
        }
        // Each start is now the end of its row, which is the start of the next.
        starts.rotate_right(1);
        starts[0] = 0;
        Rows { starts, all }
    }

    /// The numbers of a body; none for a body that it does not have.
    #[inline(always)]
    pub(super) fn of(&self, body: u32) -> &[u32] {
        &self.all[self.range(body)]
    }

    /// Where they are in [`Rows::all`].
    #[inline(always)]
    pub(super) fn range(&self, body: u32) -> std::ops::Range<usize> {
        let at = body as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(first), Some(end)) => *first as usize..*end as usize,
            _ => 0..0,
        }
    }

    #[inline(always)]
    pub(super) fn all(&self) -> &[u32] {
        &self.all
    }
}
