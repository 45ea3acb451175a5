//! Eight bytes at a time.

/// So many bytes behind the end of what is looked at may be loaded with it.
pub(super) const PAD: usize = 32;

const HIGH: u64 = 0x8080_8080_8080_8080;
const LOW: u64 = 0x0101_0101_0101_0101;

/// The eight bytes at a place, the first the lowest.
#[inline(always)]
pub(super) fn load(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// A byte eight times.
#[inline(always)]
pub(super) fn eight(byte: u8) -> u64 {
    u64::from(byte) * LOW
}

/// A word whose lowest set bit belongs to the first byte that is zero; bits above that one mean nothing.
#[inline(always)]
fn zeros(word: u64) -> u64 {
    word.wrapping_sub(LOW) & !word & HIGH
}

/// How many bytes stand before the first that is one of two, or 8.
#[inline(always)]
pub(super) fn before(word: u64, [a, b]: [u64; 2]) -> u32 {
    (zeros(word ^ a) | zeros(word ^ b)).trailing_zeros() / 8
}

/// The first bytes of a word, fewer than 8, the others zero.
#[inline(always)]
pub(super) fn first(word: u64, count: u32) -> u64 {
    word & !(u64::MAX << (8 * count))
}

/// Whether there is a zero among the first bytes of a word, fewer than 8.
#[inline(always)]
pub(super) fn has_zero(word: u64, count: u32) -> bool {
    zeros(word | (u64::MAX << (8 * count))) != 0
}

/// The whole number that is written at a place and how many digits it has: up to ten of them, as nobody needs to write it
/// otherwise (no sign, no zero before it), below 2^32.
#[inline(always)]
pub(super) fn number(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let digits = load(bytes, at) ^ eight(b'0');
    // What is no digit is above 9 now. A carry reaches only bytes behind the first that is none.
    let count = ((digits.wrapping_add(eight(0x76)) | digits) & HIGH).trailing_zeros() / 8;
    if count == 0 || (digits & 0xff == 0 && count > 1) {
        return None;
    }
    let value = of_digits(digits, count);
    if count < 8 {
        return Some((value as u32, count as usize));
    }
    let mut value = value;
    let mut length = 8;
    while let Some(digit @ b'0'..=b'9') = bytes.get(at + length) {
        if length == 10 {
            return None;
        }
        value = value * 10 + u64::from(digit - b'0');
        length += 1;
    }
    u32::try_from(value).ok().map(|value| (value, length))
}

/// The number of some digits, of which the first is the lowest byte.
#[inline(always)]
fn of_digits(digits: u64, count: u32) -> u64 {
    // The missing digits in front are zeros.
    let word = digits << (64 - 8 * count);
    let pairs = (word.wrapping_mul(10) + (word >> 8)) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100) + (pairs >> 16)) & 0x0000_ffff_0000_ffff;
    (fours.wrapping_mul(10_000) + (fours >> 32)) & 0xffff_ffff
}

/// The same for a word with one to eight digits and nothing else, zeros behind them.
#[inline(always)]
pub(super) fn value(word: u64) -> Option<u32> {
    let digits = word ^ eight(b'0');
    let count = ((digits.wrapping_add(eight(0x76)) | digits) & HIGH).trailing_zeros() / 8;
    let length = 8 - word.leading_zeros() / 8;
    if count != length || count == 0 || (digits & 0xff == 0 && count > 1) {
        return None;
    }
    Some(of_digits(digits, count) as u32)
}

/// The same for a text that is nothing else.
pub(super) fn number_of(text: &[u8]) -> Option<u32> {
    if text.is_empty() || text.len() > 10 {
        return None;
    }
    let mut padded = [b'\n'; 24];
    padded[..text.len()].copy_from_slice(text);
    number(&padded, 0).filter(|(_, length)| *length == text.len()).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_is_what_it_is_written_as_and_nothing_else_is(text in "[0-9]{0,11}|[0-9+\\- a\u{e9}:/]{0,10}") {
            let expected = text.parse::<u32>().ok().filter(|value| value.to_string() == text);
            prop_assert_eq!(number_of(text.as_bytes()), expected);
        }

        #[test]
        fn a_byte_is_found_where_it_first_stands(bytes in prop::array::uniform8(prop::sample::select(&b"\0\x01,;\n\x80\xff"[..]))) {
            let word = u64::from_le_bytes(bytes);
            let expected = bytes.iter().position(|byte| b",\n".contains(byte)).unwrap_or(8);
            prop_assert_eq!(before(word, [eight(b','), eight(b'\n')]) as usize, expected);
            for count in 0..8 {
                prop_assert_eq!(has_zero(word, count), bytes[..count as usize].contains(&0));
            }
        }
    }
}
