//! What the members and bodies of a table are called, by number.

use std::borrow::Cow;
use std::collections::HashMap;

use govgraph_model::nearest;

/// Texts one behind the other.
#[derive(Debug, Default)]
pub(super) struct Arena {
    bytes: Vec<u8>,
    ends: Ends,
}

/// Where each text ends: in half the memory as long as that goes.
#[derive(Debug)]
enum Ends {
    Small(Vec<u32>),
    Large(Vec<u64>),
}

impl Default for Ends {
    fn default() -> Self {
        Ends::Small(Vec::new())
    }
}

impl Arena {
    pub(super) fn len(&self) -> usize {
        match &self.ends {
            Ends::Small(ends) => ends.len(),
            Ends::Large(ends) => ends.len(),
        }
    }

    #[inline]
    pub(super) fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.end_here();
    }

    /// The first bytes of some: as many as always are copied in one move.
    #[inline(always)]
    pub(super) fn push_padded(&mut self, text: &[u8; 16], length: usize) {
        let end = self.bytes.len() + length;
        self.bytes.extend_from_slice(text);
        self.bytes.truncate(end);
        self.end_here();
    }

    #[inline(always)]
    fn end_here(&mut self) {
        match (&mut self.ends, u32::try_from(self.bytes.len())) {
            (Ends::Small(ends), Ok(end)) => ends.push(end),
            (Ends::Small(ends), Err(_)) => {
                let mut large: Vec<u64> = ends.iter().map(|end| u64::from(*end)).collect();
                large.push(self.bytes.len() as u64);
                self.ends = Ends::Large(large);
            }
            (Ends::Large(ends), _) => ends.push(self.bytes.len() as u64),
        }
    }

    fn end(&self, at: usize) -> Option<usize> {
        match &self.ends {
            Ends::Small(ends) => ends.get(at).map(|end| *end as usize),
            Ends::Large(ends) => ends.get(at).and_then(|end| usize::try_from(*end).ok()),
        }
    }

    /// The text with a number; empty if there is none.
    #[inline]
    pub(super) fn get(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(Some(0), |before| self.end(before));
        start.zip(self.end(number)).and_then(|(start, end)| self.bytes.get(start..end)).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// Whether all texts are letters from A to Z and what else ASCII has.
    pub(super) fn is_ascii(&self) -> bool {
        self.bytes.is_ascii()
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        match &mut self.ends {
            Ends::Small(ends) => ends.shrink_to_fit(),
            Ends::Large(ends) => ends.shrink_to_fit(),
        }
    }
}

/// The ids of a column by number, and numbers by id. Ids are byte strings, equal only if every byte is: `7` and `07` are
/// two.
///
/// If all ids of a column are whole numbers below 2^32 as nobody needs to write them otherwise, and the largest is not
/// much larger than the table is long, then the number of an id is its value, and some numbers below [`len`](Ids::len) may
/// be no id of the table. Of more scattered whole numbers, the smallest has the number 0, and so on. All other ids are
/// numbered in the order in which the table first names them.
#[derive(Debug)]
pub struct Ids(Inner);

#[derive(Debug)]
enum Inner {
    /// The number of an id is its value; all are below this.
    Values(u32),
    /// In rising order.
    Sorted(Vec<u32>),
    Texts(Arena),
}

impl Ids {
    pub(super) fn values(below: u32) -> Ids {
        Ids(Inner::Values(below))
    }

    pub(super) fn sorted(values: Vec<u32>) -> Ids {
        Ids(Inner::Sorted(values))
    }

    pub(super) fn texts(texts: Arena) -> Ids {
        Ids(Inner::Texts(texts))
    }

    /// All numbers are below this.
    pub fn len(&self) -> u32 {
        match &self.0 {
            Inner::Values(below) => *below,
            // Interning ends before there are more, and values are 32 bits long.
            Inner::Sorted(values) => u32::try_from(values.len()).unwrap_or(u32::MAX),
            Inner::Texts(texts) => u32::try_from(texts.len()).unwrap_or(u32::MAX),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether every number is an id of the table; otherwise some numbers may be none, and those have no membership.
    pub fn is_dense(&self) -> bool {
        !matches!(self.0, Inner::Values(_))
    }

    /// Whether all ids are whole numbers, so that the order of numbers is the order of values.
    pub fn are_numbers(&self) -> bool {
        !matches!(self.0, Inner::Texts(_))
    }

    /// The id with a number; empty if there is none.
    pub fn get(&self, number: u32) -> Cow<'_, [u8]> {
        match &self.0 {
            Inner::Values(_) => number.to_string().into_bytes().into(),
            Inner::Sorted(values) => {
                values.get(number as usize).map(|value| value.to_string().into_bytes()).unwrap_or_default().into()
            }
            Inner::Texts(texts) => texts.get(number as usize).into(),
        }
    }

    /// Writes the id with a number behind what is there, as [`get`](Ids::get) has it, without memory of its own.
    pub fn write(&self, number: u32, to: &mut Vec<u8>) {
        match &self.0 {
            Inner::Values(_) => decimal(number, to),
            Inner::Sorted(values) => {
                if let Some(value) = values.get(number as usize) {
                    decimal(*value, to);
                }
            }
            Inner::Texts(texts) => to.extend_from_slice(texts.get(number as usize)),
        }
    }

    /// The number of an id; `None` if the table has none like it.
    ///
    /// Where the number of an id is its value, every value below [`len`](Ids::len) has one: whether the table names it,
    /// its memberships tell. Cost: linear in all texts, unless ids are whole numbers; for several see
    /// [`find_all`](Ids::find_all).
    pub fn find(&self, id: &[u8]) -> Option<u32> {
        self.find_all([id]).pop().flatten()
    }

    /// The numbers of some ids, in their order. Cost: linear in all texts, once.
    pub fn find_all<'i>(&self, ids: impl IntoIterator<Item = &'i [u8]>) -> Vec<Option<u32>> {
        let ids: Vec<&[u8]> = ids.into_iter().collect();
        match &self.0 {
            Inner::Values(below) => ids.iter().map(|id| super::words::number_of(id).filter(|id| id < below)).collect(),
            Inner::Sorted(values) => {
                let find = |id: &&[u8]| values.binary_search(&super::words::number_of(id)?).ok();
                ids.iter().map(|id| find(id).and_then(|at| u32::try_from(at).ok())).collect()
            }
            Inner::Texts(texts) => {
                let wanted: std::collections::HashSet<&[u8]> = ids.iter().copied().collect();
                let mut lengths: Vec<usize> = wanted.iter().map(|id| id.len()).collect();
                lengths.sort_unstable();
                lengths.dedup();
                let mut found: HashMap<&[u8], u32> = HashMap::new();
                for (number, text) in texts.iter().enumerate() {
                    if lengths.binary_search(&text.len()).is_ok() && wanted.contains(text) {
                        found.insert(text, u32::try_from(number).unwrap_or(u32::MAX));
                    }
                }
                ids.iter().map(|id| found.get(id).copied()).collect()
            }
        }
    }

    /// The id that is spelt most like a text, if one is near: for "did you mean". Cost: linear in all texts, and some
    /// 100 ns for each that is about as long.
    pub fn nearest(&self, text: &str) -> Option<String> {
        match &self.0 {
            // One number is no slip of another.
            Inner::Values(_) | Inner::Sorted(_) => None,
            Inner::Texts(texts) => {
                let near = texts.iter().filter(|id| id.len().abs_diff(text.len()) <= 3);
                nearest(text, near.filter_map(|id| std::str::from_utf8(id).ok())).map(str::to_string)
            }
        }
    }
}

const fn two_digits() -> [[u8; 2]; 100] {
    let mut digits = [[b'0'; 2]; 100];
    let mut at = 0;
    while at < 100 {
        digits[at] = [b'0' + (at / 10) as u8, b'0' + (at % 10) as u8];
        at += 1;
    }
    digits
}

/// The numbers below a hundred with two digits.
pub static TWO_DIGITS: [[u8; 2]; 100] = two_digits();

/// Writes a whole number behind what is there, faster than formatting does: tables of pairs have millions.
#[inline]
pub fn decimal(mut value: u32, to: &mut Vec<u8>) {
    let mut digits = [0; 10];
    let mut at = digits.len();
    while value >= 10 {
        at -= 2;
        digits[at..at + 2].copy_from_slice(&TWO_DIGITS[(value % 100) as usize]);
        value /= 100;
    }
    if value > 0 || at == digits.len() {
        at -= 1;
        digits[at] = TWO_DIGITS[value as usize][1];
    }
    match &digits[at..] {
        [digit] => to.push(*digit),
        digits => to.extend_from_slice(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_written_as_anybody_writes_it(value in prop_oneof![0..1000u32, any::<u32>()]) {
            let mut written = b"x".to_vec();
            decimal(value, &mut written);
            prop_assert_eq!(written, format!("x{value}").into_bytes());
        }
    }
}
