//! Texts to numbers, in the order in which they first come.
//!
//! A text of up to twelve bytes stands in the table itself, in a slot of 16 bytes with its number, so that one look at
//! memory tells; longer ones, and those with a zero byte, are in a table of hashes and are compared in the arena. What
//! takes the time is waiting for memory, so the slots of some hundred texts are touched first, independently of each other,
//! and then looked at. Equal hashes are never taken for equal texts. The hash is seeded at random, so that nobody can write
//! a file whose ids all fall into one place; as numbers follow the order in the file, the seed shows nowhere.

use std::hash::{BuildHasher as _, RandomState};
use std::hint::black_box;

use super::ids::Arena;
use super::series::Series;
use super::slots::{IN_LINE, Slot, Slots};
use super::words::{first, load};

/// A text that stands in the table itself is that long at most.
pub(super) const SHORT: usize = 12;

/// So many texts are looked up together.
const TOGETHER: usize = 256;

/// As the value of a text that is in no series: values have eight digits at most.
const NONE: u32 = u32::MAX;

/// A text as it is looked up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// Its first eight bytes, zeros behind its end; of a long one, where it stands.
    low: u64,
    /// Its next four; of a long one, how many bytes it has.
    high: u32,
    is_long: bool,
}

impl Key {
    /// Of a text of at most [`SHORT`] bytes without a zero byte, the rest zeros.
    #[inline(always)]
    pub(super) fn short(low: u64, high: u32) -> Key {
        Key { low, high, is_long: false }
    }

    pub(super) fn low(self) -> u64 {
        self.low
    }

    pub(super) fn high(self) -> u32 {
        self.high
    }

    pub(super) fn is_long(self) -> bool {
        self.is_long
    }

    /// The first bytes of a short text, one fewer than it has.
    #[inline(always)]
    pub(super) fn cut(self, length: u32) -> Key {
        match length {
            0..8 => Key::short(first(self.low, length), 0),
            8 => Key::short(self.low, 0),
            _ => Key::short(self.low, first(self.high.into(), length - 8) as u32),
        }
    }
}

/// Texts in the order of rows.
#[derive(Debug, Default)]
pub(super) struct Keys {
    keys: Vec<Key>,
    long: Vec<u8>,
}

impl Keys {
    /// Room for some, in memory that was needed before.
    pub(super) fn with_room(spare: Option<Keys>, rows: usize) -> Keys {
        let mut keys = spare.unwrap_or_default();
        keys.clear();
        keys.keys.reserve(rows);
        keys
    }

    #[inline(always)]
    pub(super) fn push_short(&mut self, key: Key) {
        self.keys.push(key);
    }

    /// Any text.
    pub(super) fn push(&mut self, text: &[u8]) {
        if text.len() <= SHORT && !text.contains(&0) {
            let mut padded = [0; 16];
            padded[..text.len()].copy_from_slice(text);
            // No more than twelve bytes are there.
            self.keys.push(Key::short(load(&padded, 0), load(&padded, 8) as u32));
            return;
        }
        let key =
            Key { low: self.long.len() as u64, high: u32::try_from(text.len()).unwrap_or(u32::MAX), is_long: true };
        self.keys.push(key);
        self.long.extend_from_slice(text);
    }

    /// A whole number as a text.
    pub(super) fn push_number(&mut self, value: u32) {
        let mut digits = [0; 10];
        let mut at = digits.len();
        let mut rest = value;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.push(&digits[at..]);
    }

    /// Two numbers as one text.
    pub(super) fn push_pair(&mut self, a: u32, b: u32) {
        self.push(&(u64::from(a) << 32 | u64::from(b)).to_le_bytes());
    }

    pub(super) fn clear(&mut self) {
        self.keys.clear();
        self.long.clear();
    }

    fn long(&self, key: Key) -> &[u8] {
        usize::try_from(key.low).ok().and_then(|at| self.long.get(at..at + key.high as usize)).unwrap_or_default()
    }
}

// A slot has, of a short text, its first eight bytes, and its next four with one more than its number above them; of a long
// one, its hash and one more than its number. The second word is zero if the slot is free.

/// A table of open addressing. A line of four slots is looked at as one, then the next; slots in a line are taken in order,
/// and are never free again. The line of a hash is told by its upper bits, so that a table of twice the size is filled from
/// front to back.
struct Table {
    slots: Slots,
    taken: usize,
    shift: u32,
}

/// What a look into a table finds.
enum Found {
    Number(u32),
    /// Nothing, and here is room for it.
    Free {
        line: usize,
        at: usize,
    },
}

impl Table {
    fn new() -> Table {
        Table { slots: Slots::new(256), taken: 0, shift: 56 }
    }

    #[inline(always)]
    fn home(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    /// Loads the lines of some hashes, all at once, and then the lines behind those that are full: a new text goes there.
    #[inline(always)]
    fn touch(&self, hashes: &[u64]) -> u64 {
        let last = self.slots.lines() - 1;
        let first = hashes.iter().fold(0, |touched, hash| touched ^ self.slots.number(self.home(*hash), 0));
        let behind = hashes.iter().fold(0, |touched, hash| {
            let line = self.home(*hash);
            let is_full = usize::from(self.slots.number(line, IN_LINE - 1) != 0);
            touched ^ self.slots.number((line + is_full) & last, 0)
        });
        first ^ behind
    }

    /// Looks for a slot. `number` gives one more than the number of a slot if it is the one that is looked for, else 0, and
    /// whether it is taken. All slots of a line are looked at: where in it the one stands is chance, and a branch on chance
    /// costs more than a look.
    #[inline(always)]
    fn find(&self, hash: u64, number: impl Fn(&Slot) -> (u64, bool)) -> Found {
        let last = self.slots.lines() - 1;
        let mut line = self.home(hash);
        loop {
            let (mut found, mut taken) = (0, 0);
            for slot in &self.slots.line(line) {
                let (number, is_taken) = number(slot);
                found |= number;
                taken += usize::from(is_taken);
            }
            if found != 0 {
                return Found::Number(found as u32 - 1);
            }
            if taken < IN_LINE {
                return Found::Free { line, at: taken };
            }
            line = (line + 1) & last;
        }
    }

    #[inline(always)]
    fn put(&mut self, line: usize, at: usize, slot: Slot) {
        self.slots.set(line, at, slot);
        self.taken += 1;
    }

    /// Makes room for some more.
    #[inline(always)]
    fn reserve(&mut self, more: usize, hash: impl Fn(&Slot) -> u64) {
        if (self.taken + more) * 4 > self.slots.lines() * IN_LINE * 3 {
            self.grow(hash);
        }
    }

    #[cold]
    fn grow(&mut self, hash: impl Fn(&Slot) -> u64) {
        self.shift -= 1;
        let larger = Slots::new(self.slots.lines() * 2);
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in (0..old.lines()).flat_map(|line| old.line(line)).filter(|slot| slot[1] != 0) {
            if let Found::Free { line, at } = self.find(hash(&slot), |slot| (0, slot[1] != 0)) {
                self.slots.set(line, at, slot);
            }
        }
    }
}

/// Texts and their numbers.
pub(super) struct Interner {
    seeds: [u64; 2],
    series: Series,
    short: Table,
    long: Table,
    texts: Arena,
    is_full: bool,
}

impl Interner {
    pub(super) fn new() -> Interner {
        let random = RandomState::new();
        let seeds = [random.hash_one(1), random.hash_one(2)];
        Interner {
            seeds,
            series: Series::default(),
            short: Table::new(),
            long: Table::new(),
            texts: Arena::default(),
            is_full: false,
        }
    }

    /// The texts by number; `None` if there were more than numbers.
    pub(super) fn into_texts(self) -> Option<Arena> {
        let mut texts = self.texts;
        texts.shrink();
        (!self.is_full).then_some(texts)
    }

    /// Gives every text its number, a new one if it is the first like it, in their order.
    #[inline]
    pub(super) fn intern(&mut self, keys: &Keys, mut give: impl FnMut(usize, u32)) {
        if let Some(first) = keys.keys.first() {
            self.series.begin(*first);
        }
        let mut hashes = [0_u64; TOGETHER];
        let mut values = [NONE; TOGETHER];
        for (chunk, together) in keys.keys.chunks(TOGETHER).enumerate() {
            let (values, hashes) = (&mut values[..together.len()], &mut hashes[..together.len()]);
            let mut all_listed = true;
            for (key, value) in together.iter().zip(values.iter_mut()) {
                *value = self.series.value(*key).unwrap_or(NONE);
                all_listed &= self.series.has(*value);
            }
            black_box(self.series.touch(values));
            if !all_listed {
                self.look(keys, together, hashes);
            }
            for (at, ((key, value), hash)) in together.iter().zip(values).zip(hashes).enumerate() {
                let number = match *value {
                    NONE if key.is_long => self.long(keys.long(*key), *hash),
                    NONE => self.short(*key, *hash),
                    value => match self.series.number(value) {
                        0 => self.of_series(*key, value, *hash),
                        number => number - 1,
                    },
                };
                give(chunk * TOGETHER + at, number);
            }
        }
    }

    /// The number of a text of the series that is not in its list.
    #[inline(always)]
    fn of_series(&mut self, key: Key, value: u32, hash: u64) -> u32 {
        if !self.series.has(value) {
            if !self.series.grow(value, self.texts.len()) {
                return self.short(key, hash);
            }
            self.list();
            if let Some(number) = self.series.number(value).checked_sub(1) {
                return number;
            }
        }
        let Some(number) = self.new_short(key) else { return 0 };
        self.series.put(value, number);
        number
    }

    /// Puts all ids of the series into its list.
    #[cold]
    fn list(&mut self) {
        let mut keys = Keys::default();
        for (number, text) in (0..).zip(self.texts.iter()) {
            keys.clear();
            keys.push(text);
            let value = keys.keys.first().and_then(|key| self.series.value(*key));
            if let Some(value) = value {
                self.series.put(value, number);
            }
        }
    }

    /// Computes the hashes of some texts and loads what they point at.
    #[inline(always)]
    fn look(&mut self, keys: &Keys, together: &[Key], hashes: &mut [u64]) {
        let seeds = self.seeds;
        self.short.reserve(TOGETHER, |slot| short_hash(seeds, slot[0], slot[1] as u32));
        self.long.reserve(TOGETHER, |slot| slot[0]);
        let mut any_long = false;
        for (key, hash) in together.iter().zip(hashes.iter_mut()) {
            *hash = short_hash(seeds, key.low, key.high);
            any_long |= key.is_long;
        }
        if any_long {
            for (key, hash) in together.iter().zip(hashes.iter_mut()).filter(|(key, _)| key.is_long) {
                *hash = long_hash(seeds, keys.long(*key));
            }
            black_box(self.long.touch(hashes));
        }
        black_box(self.short.touch(hashes));
    }

    #[inline(always)]
    fn short(&mut self, key: Key, hash: u64) -> u32 {
        let number = |slot: &Slot| {
            let is_it = (slot[0] ^ key.low) | u64::from(slot[1] as u32 ^ key.high) == 0;
            // A free slot looks like one of the empty text, with the number 0.
            let number = slot[1] >> 32;
            (number & u64::from(is_it).wrapping_neg(), number != 0)
        };
        let (line, at) = match self.short.find(hash, number) {
            Found::Number(number) => return number,
            Found::Free { line, at } => (line, at),
        };
        let Some(number) = self.new_short(key) else { return 0 };
        self.short.put(line, at, [key.low, u64::from(key.high) | (u64::from(number) + 1) << 32]);
        number
    }

    /// Adds a short text that is not there.
    #[inline(always)]
    fn new_short(&mut self, key: Key) -> Option<u32> {
        let mut text = [0; 16];
        text[..8].copy_from_slice(&key.low.to_le_bytes());
        text[8..].copy_from_slice(&u64::from(key.high).to_le_bytes());
        let length = match key.high {
            0 => 8 - key.low.leading_zeros() as usize / 8,
            high => SHORT - high.leading_zeros() as usize / 8,
        };
        let number = self.number()?;
        self.texts.push_padded(&text, length);
        Some(number)
    }

    fn long(&mut self, text: &[u8], hash: u64) -> u32 {
        let texts = &self.texts;
        let number = |slot: &Slot| {
            let is_taken = slot[1] != 0;
            let is_it = is_taken && slot[0] == hash && texts.get(slot[1] as usize - 1) == text;
            (if is_it { slot[1] } else { 0 }, is_taken)
        };
        let (line, at) = match self.long.find(hash, number) {
            Found::Number(number) => return number,
            Found::Free { line, at } => (line, at),
        };
        let Some(number) = self.number() else { return 0 };
        self.texts.push(text);
        self.long.put(line, at, [hash, u64::from(number) + 1]);
        number
    }

    /// A new number, as long as there are any.
    #[inline(always)]
    fn number(&mut self) -> Option<u32> {
        let number = u32::try_from(self.texts.len()).ok().filter(|number| *number < u32::MAX - 1);
        self.is_full |= number.is_none();
        number
    }
}

#[inline(always)]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

#[inline(always)]
fn short_hash(seeds: [u64; 2], low: u64, high: u32) -> u64 {
    fold(low ^ seeds[0], u64::from(high) ^ seeds[1])
}

fn long_hash(seeds: [u64; 2], text: &[u8]) -> u64 {
    let mut hash = seeds[0] ^ text.len() as u64;
    let mut chunks = text.chunks_exact(16);
    for chunk in &mut chunks {
        hash = fold(load(chunk, 0) ^ hash, load(chunk, 8) ^ seeds[1]);
    }
    let mut rest = [0; 16];
    rest[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    // Twice, so that the last bytes reach every bit.
    hash = fold(load(&rest, 0) ^ hash, load(&rest, 8) ^ seeds[1]);
    fold(hash ^ seeds[1], seeds[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn numbers(interner: &mut Interner, texts: &[Vec<u8>]) -> Vec<u32> {
        let mut keys = Keys::default();
        texts.iter().for_each(|text| keys.push(text));
        let mut numbers = vec![u32::MAX; texts.len()];
        interner.intern(&keys, |at, number| numbers[at] = number);
        numbers
    }

    fn texts() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let byte = prop::sample::select(&b"\0a\xff"[..]);
        let wild = prop::collection::vec(byte, 0..40);
        let series = (prop::sample::select(&["", "a", "aa0"][..]), 0..300_u32);
        let any = prop_oneof![wild, series.prop_map(|(prefix, n)| format!("{prefix}{n}").into_bytes())];
        prop::collection::vec(any, 0..2000)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn equal_texts_have_equal_numbers_in_the_order_of_their_first(texts in texts()) {
            let mut interner = Interner::new();
            let mut seen: HashMap<&[u8], u32> = HashMap::new();
            let expected: Vec<u32> = texts.iter().map(|text| {
                let next = seen.len() as u32;
                *seen.entry(text).or_insert(next)
            }).collect();
            let half = texts.len() / 2;
            let mut got = numbers(&mut interner, &texts[..half]);
            got.extend(numbers(&mut interner, &texts[half..]));
            prop_assert_eq!(&got, &expected);
            let arena = interner.into_texts().unwrap_or_default();
            for (text, number) in texts.iter().zip(expected) {
                prop_assert_eq!(arena.get(number as usize), text.as_slice());
            }
        }
    }

    #[test]
    fn a_hundred_thousand_texts_of_every_length_stay_apart() {
        let texts: Vec<Vec<u8>> =
            (0..100_000_u32).map(|n| [n.to_string().into_bytes(), vec![b'x'; n as usize % 20]].concat()).collect();
        let mut interner = Interner::new();
        assert_eq!(numbers(&mut interner, &texts), (0..100_000).collect::<Vec<u32>>());
        assert_eq!(numbers(&mut interner, &texts), (0..100_000).collect::<Vec<u32>>());
    }

    /// The list of a series begins short, grows as there are more ids, and does not hold all of them.
    #[test]
    fn ids_in_a_series_keep_their_numbers_as_the_list_grows() {
        for prefix in ["p", "", "person/", "eight..."] {
            let text = |n: u64| match n {
                n if n % 1000 == 7 => format!("{prefix}0{n}"),
                n if n % 1000 == 8 => format!("{prefix}x{n}"),
                n => format!("{prefix}{}", n * 7_919 % 10_000_019 * if n % 50 == 0 { 9 } else { 1 }),
            };
            let texts: Vec<Vec<u8>> = (0..300_000).map(|n| text(n).into_bytes()).collect();
            let mut seen: HashMap<&[u8], u32> = HashMap::new();
            let number = |text| {
                let next = seen.len() as u32;
                *seen.entry(text).or_insert(next)
            };
            let expected: Vec<u32> = texts.iter().map(Vec::as_slice).map(number).collect();
            let mut interner = Interner::new();
            for _ in 0..2 {
                assert!(numbers(&mut interner, &texts) == expected, "{prefix}");
            }
        }
    }

    #[test]
    fn texts_with_equal_hashes_are_told_apart() {
        let mut interner = Interner::new();
        let text = |n: u8| [n; 20];
        assert_eq!([interner.long(&text(1), 7), interner.long(&text(2), 7), interner.long(&text(1), 7)], [0, 1, 0]);
        let key = |n: u64| Key::short(n, 1);
        assert_eq!([interner.short(key(1), 7), interner.short(key(2), 7), interner.short(key(1), 7)], [2, 3, 2]);
    }
}
