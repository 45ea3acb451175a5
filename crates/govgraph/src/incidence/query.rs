//! What is asked of an [`Incidence`](super::Incidence), and what is answered.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::Incidence;

/// Which pairs of bodies are asked for. Whatever is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// They share at least so many members; 0 is taken as 1.
    pub least: u32,
    /// Of the members of either, at least this part are members of both.
    pub jaccard: Option<Share>,
    /// Of the members of the one with fewer, at least this part are members of both.
    pub containment: Option<Share>,
    /// The shared members, by the geometric mean of the members of the two, are at least this part.
    pub cosine: Option<Share>,
    /// Between which bodies.
    pub sides: Sides,
    /// Whether pairs are told their [`Weight`].
    pub weigh: bool,
}

/// Between which bodies pairs are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// Any two.
    #[default]
    All,
    /// One of the two is among these; numbers of no body count for nothing.
    Of(Vec<u32>),
    /// One is among the first, the other among the second.
    Between(Vec<u32>, Vec<u32>),
}

/// Two bodies and what they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The body with the smaller number.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How many members belong to both.
    pub shared: u32,
    /// How rare these members are, if that was asked for.
    pub weight: Option<Weight>,
}

/// How much the members that two bodies share say about the two: one who sits on n bodies counts 1/(n-1).
///
/// So who sits on these two alone counts one, and who sits everywhere nearly nothing (M. E. J. Newman, "Scientific
/// collaboration networks. II", 2001). A sum of fractions that are each rounded to 2^-32, so that their order makes no
/// difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(std::num::NonZeroU64);

impl Weight {
    const ONE: u64 = 1 << 32;

    /// What a member on so many bodies counts, in parts of 2^32.
    pub(super) fn of_member(bodies: u32) -> u64 {
        let others = u64::from(bodies.saturating_sub(1).max(1));
        (Self::ONE + others / 2) / others
    }

    pub(super) fn new(parts: u64) -> Option<Self> {
        std::num::NonZeroU64::new(parts).map(Weight)
    }

    /// In parts of 2^32.
    pub(super) fn parts(self) -> u64 {
        self.0.get()
    }

    /// In thousandths, rounded.
    pub fn thousandths(self) -> u64 {
        let parts = self.0.get();
        // In two steps, since a thousand times all the parts may be too many.
        let (whole, rest) = (parts / Self::ONE, parts % Self::ONE);
        whole * 1000 + (rest * 1000 + Self::ONE / 2) / Self::ONE
    }
}

impl From<Weight> for f64 {
    fn from(weight: Weight) -> f64 {
        let parts = weight.0.get();
        #[expect(
            clippy::cast_precision_loss,
            reason = "of a sum above 2^21 the last of its 32 binary places may be lost"
        )]
        let parts = parts as f64;
        parts / 4_294_967_296.0
    }
}

/// A part of a whole, from nothing to all of it: a fraction, so that nothing at the very edge is lost to rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    part: u32,
    whole: u32,
}

/// Text that is no part of a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no part of a whole: write it as 0.5, 50% or 1/2, from 0 to 1, with at most 6 decimals")]
pub struct BadShare(String);

impl Share {
    /// A fraction; `None` if it is more than one, or a part of nothing.
    pub fn new(part: u32, whole: u32) -> Option<Self> {
        (part <= whole && whole > 0).then_some(Share { part, whole })
    }

    /// Whether a part is at least so much of a whole.
    fn is_reached(self, part: u64, whole: u64) -> bool {
        u128::from(part) * u128::from(self.whole) >= u128::from(self.part) * u128::from(whole)
    }

    /// The least part that is at least so much of a whole.
    fn least_of(self, whole: u64) -> u64 {
        let least = (u128::from(self.part) * u128::from(whole)).div_ceil(u128::from(self.whole));
        // No more than the whole.
        u64::try_from(least).unwrap_or(u64::MAX)
    }
}

impl FromStr for Share {
    type Err = BadShare;

    fn from_str(text: &str) -> Result<Self, BadShare> {
        let bad = || BadShare(text.to_string());
        let decimal = |text: &str, scale: u32| {
            let (whole, places) = text.split_once('.').unwrap_or((text, ""));
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if (whole.is_empty() && places.is_empty()) || !is_number(whole) || !is_number(places) || places.len() > 6 {
                return None;
            }
            let parts: u32 = format!("{whole}{places}").parse().ok()?;
            // Six places and a hundred are less than a number has.
            Share::new(parts, 10u32.pow(u32::try_from(places.len()).ok()?) * scale)
        };
        let trimmed = text.trim();
        if let Some(percent) = trimmed.strip_suffix('%') {
            return decimal(percent.trim_end(), 100).ok_or_else(bad);
        }
        if let Some((part, whole)) = trimmed.split_once('/') {
            let number = |text: &str| text.trim().parse::<u32>().ok();
            let share = number(part).zip(number(whole)).and_then(|(part, whole)| Share::new(part, whole));
            return share.ok_or_else(bad);
        }
        decimal(trimmed, 1).ok_or_else(bad)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A third has no end as a decimal.
        if 1_000_000 % self.whole == 0 {
            write!(f, "{}", f64::from(self.part) / f64::from(self.whole))
        } else {
            write!(f, "{}/{}", self.part, self.whole)
        }
    }
}

impl Serialize for Share {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.part) / f64::from(self.whole))
    }
}

impl Query {
    /// How many members a pair has to share at least.
    pub(super) fn least(&self) -> u32 {
        self.least.max(1)
    }

    /// Whether the sizes of the bodies matter.
    pub(super) fn has_measure(&self) -> bool {
        self.jaccard.is_some() || self.containment.is_some() || self.cosine.is_some()
    }

    /// How many members a body of a size has to share with any other to be in a pair that is asked for.
    pub(super) fn least_of(&self, size: u32) -> u32 {
        let size = u64::from(size);
        // Neither all members of either nor those of the other are fewer than the shared ones.
        let jaccard = self.jaccard.map_or(0, |share| share.least_of(size));
        // Of shared² >= t² · a · b, b is at least as large as what is shared.
        let cosine = self.cosine.map_or(0, |share| {
            let square = u64::from(share.part).pow(2);
            let least = (u128::from(square) * u128::from(size)).div_ceil(u128::from(u64::from(share.whole).pow(2)));
            u64::try_from(least).unwrap_or(u64::MAX)
        });
        // A share is no more than the whole.
        self.least().max(u32::try_from(jaccard.max(cosine)).unwrap_or(u32::MAX))
    }

    /// Whether two bodies with so many members, of which they share so many, are asked for.
    #[inline]
    pub(super) fn holds(&self, a: u32, b: u32, shared: u32) -> bool {
        let (a, b, shared) = (u64::from(a), u64::from(b), u64::from(shared));
        shared >= u64::from(self.least())
            && self.jaccard.is_none_or(|share| share.is_reached(shared, a + b - shared))
            && self.containment.is_none_or(|share| share.is_reached(shared, a.min(b)))
            && self.cosine.is_none_or(|share| {
                let left = u128::from(shared * shared) * u128::from(u64::from(share.whole).pow(2));
                // Both factors are below 2^64.
                left >= u128::from(u64::from(share.part).pow(2)) * u128::from(a * b)
            })
    }
}

impl Pair {
    /// Shared members by the members of either, in parts of `scale`, rounded.
    #[inline]
    pub fn jaccard(&self, incidence: &Incidence, scale: u32) -> u32 {
        let (a, b) = self.sizes(incidence);
        rounded(self.shared, a + b - u64::from(self.shared), scale)
    }

    /// Shared members by those of the first body, and by those of the second, in parts of `scale`, rounded.
    #[inline]
    pub fn containment(&self, incidence: &Incidence, scale: u32) -> (u32, u32) {
        let (a, b) = self.sizes(incidence);
        (rounded(self.shared, a, scale), rounded(self.shared, b, scale))
    }

    /// Shared members by the geometric mean of the members of the two.
    pub fn cosine(&self, incidence: &Incidence) -> f64 {
        let (a, b) = self.sizes(incidence);
        #[expect(clippy::cast_precision_loss, reason = "sixteen digits are more than anybody reads")]
        let product = (a * b) as f64;
        f64::from(self.shared) / product.sqrt()
    }

    fn sizes(&self, incidence: &Incidence) -> (u64, u64) {
        (u64::from(incidence.size(self.a)), u64::from(incidence.size(self.b)))
    }
}

/// A part of a whole in parts of `scale`, halves up.
#[inline]
pub fn rounded(part: u32, whole: u64, scale: u32) -> u32 {
    let parts = (u64::from(part) * u64::from(scale) * 2 + whole) / (2 * whole.max(1));
    u32::try_from(parts).unwrap_or(u32::MAX)
}
