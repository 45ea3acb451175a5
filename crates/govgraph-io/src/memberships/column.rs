//! The ids of a column, block after block: whole numbers as long as all are, then texts.

use super::ids::{Arena, Ids};
use super::intern::{Interner, Keys};
use super::report::Refused;
use super::rows::{Of, Parsed};

/// Memberships as numbers: (body, member).
type Pairs = Vec<(u32, u32)>;

/// A value is the number of an id if the largest is below so many times the number of rows.
const SPREAD: u64 = 4;

/// A table of bits tells the order of values up to so many times the number of rows.
const BITS: u64 = 64;

/// What is known of a column.
pub(super) struct Column {
    of: Of,
    greatest: u32,
    /// How many blocks there were.
    blocks: usize,
    /// The texts of the blocks from this one on. What came before are values.
    texts: Option<(usize, Interner)>,
}

impl Column {
    pub(super) fn new(of: Of) -> Column {
        Column { of, greatest: 0, blocks: 0, texts: None }
    }

    #[inline(always)]
    fn number(of: Of, pair: &mut (u32, u32)) -> &mut u32 {
        if of == Of::Body { &mut pair.0 } else { &mut pair.1 }
    }

    /// Fills in the numbers of the next block.
    pub(super) fn take(&mut self, parsed: &mut Parsed) {
        let of = self.of;
        if self.texts.is_some() {
            parsed.make_texts(of);
        }
        if let Some(keys) = parsed.keys[of as usize].take() {
            let (_, interner) = self.texts.get_or_insert_with(|| (self.blocks, Interner::new()));
            let pairs = parsed.pairs.as_mut_slice();
            interner.intern(&keys, |row, number| *Column::number(of, &mut pairs[row]) = number);
            parsed.spare.push(keys);
        } else {
            let greatest = parsed.pairs.iter_mut().map(|pair| *Column::number(of, pair)).max();
            self.greatest = self.greatest.max(greatest.unwrap_or(0));
        }
        self.blocks += 1;
    }

    /// The ids, once all blocks are through; gives the numbers in the blocks their last values.
    pub(super) fn finish(self, blocks: &mut [Pairs]) -> Result<Named, Refused> {
        let of = self.of;
        let Some((from, interner)) = self.texts else {
            let rows: u64 = blocks.iter().map(|block| block.len() as u64).sum();
            let greatest = self.greatest;
            return match greatest.checked_add(1) {
                _ if rows == 0 => Ok(Named::Numbers(Ids::values(0))),
                Some(below) if u64::from(greatest) < SPREAD * rows => Ok(Named::Numbers(Ids::values(below))),
                _ if u64::from(greatest) < BITS * rows => Ok(Named::Numbers(by_bits(of, greatest, blocks))),
                _ => by_order(of, blocks).map(Named::Numbers),
            };
        };
        let texts = interner.into_texts().ok_or(Refused::TooManyIds)?;
        if from == 0 {
            return Ok(Named::Texts(texts));
        }
        // The first blocks had nothing but whole numbers: they come first.
        let mut all = Interner::new();
        let (values, numbers) = blocks.split_at_mut(from.min(blocks.len()));
        for block in values {
            let mut keys = Keys::with_room(None, block.len());
            block.iter_mut().for_each(|pair| keys.push_number(*Column::number(of, pair)));
            all.intern(&keys, |row, number| *Column::number(of, &mut block[row]) = number);
        }
        let mut keys = Keys::with_room(None, texts.len());
        texts.iter().for_each(|text| keys.push(text));
        let mut now = vec![0; texts.len()];
        drop(texts);
        all.intern(&keys, |before, number| now[before] = number);
        for pair in numbers.iter_mut().flatten() {
            let number = Column::number(of, pair);
            *number = now.get(*number as usize).copied().unwrap_or(0);
        }
        all.into_texts().map(Named::Texts).ok_or(Refused::TooManyIds)
    }
}

/// The ids of a column.
pub(super) enum Named {
    Numbers(Ids),
    Texts(Arena),
}

/// Gives values that are somewhat scattered their places in the order of all.
fn by_bits(of: Of, greatest: u32, blocks: &mut [Pairs]) -> Ids {
    let mut bits = vec![0_u64; greatest as usize / 64 + 1];
    for pair in blocks.iter_mut().flatten() {
        let value = *Column::number(of, pair);
        bits[value as usize / 64] |= 1 << (value % 64);
    }
    let mut values = Vec::new();
    let mut before = Vec::with_capacity(bits.len());
    for (at, word) in (0_u32..).zip(&bits) {
        before.push(values.len() as u32);
        let mut rest = *word;
        while rest != 0 {
            values.push(at * 64 + rest.trailing_zeros());
            rest &= rest - 1;
        }
    }
    for pair in blocks.iter_mut().flatten() {
        let number = Column::number(of, pair);
        let (at, below) = (*number as usize / 64, (1_u64 << (*number % 64)) - 1);
        *number = before[at] + (bits[at] & below).count_ones();
    }
    Ids::sorted(values)
}

/// The same for values that lie far apart: they are told apart as texts are, and then sorted.
fn by_order(of: Of, blocks: &mut [Pairs]) -> Result<Ids, Refused> {
    let mut interner = Interner::new();
    let mut values = Vec::new();
    let mut keys = Keys::default();
    for block in blocks.iter_mut() {
        keys.clear();
        block.iter_mut().for_each(|pair| keys.push_number(*Column::number(of, pair)));
        interner.intern(&keys, |row, number| {
            let value = Column::number(of, &mut block[row]);
            if number as usize == values.len() {
                values.push(*value);
            }
            *value = number;
        });
    }
    interner.into_texts().ok_or(Refused::TooManyIds)?;
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_unstable_by_key(|number| values[*number as usize]);
    let mut now = vec![0; order.len()];
    for (place, number) in (0_u32..).zip(&order) {
        now[*number as usize] = place;
    }
    for pair in blocks.iter_mut().flatten() {
        let number = Column::number(of, pair);
        *number = now[*number as usize];
    }
    values.sort_unstable();
    Ok(Ids::sorted(values))
}
