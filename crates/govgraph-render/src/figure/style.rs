//! How a figure is to look: what its user may choose without drawing anything.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::palette;
use crate::text;

/// An opaque colour, `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

/// Why a colour is none, or not one to draw with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColourError {
    /// It is not written as `#rrggbb`.
    #[error("`{0}` is no colour: write #rrggbb")]
    Written(String),
    /// It can hardly be seen on a white card.
    #[error("{0} is too light for a bar on a white card: its contrast is below 3 : 1")]
    Faint(Colour),
}

/// The colours and words that a figure has instead of the usual ones. Legends follow it.
///
/// ```
/// use govgraph_render::figure::{Card, Figure, Style, Tone};
///
/// let mut figure = Figure::new("Our boards");
/// figure.style = Style::default().kind("board", "#7c2d12".parse()?)?.emphasis("meets in public");
/// figure.add_card(Card::new("a", "Safety Board", "board").pill(Tone::Own("#fde68a".parse()?), "£2m a year").emphasised());
/// let picture = govgraph_render::svg::svg(&figure);
/// assert!(picture.contains("#7c2d12") && picture.contains("meets in public"));
/// # Ok::<(), govgraph_render::figure::ColourError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Style {
    kinds: BTreeMap<String, Colour>,
    emphasis: String,
}

/// A style as it is written down, before its colours are checked.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    kinds: BTreeMap<String, Colour>,
    #[serde(default)]
    emphasis: String,
}

impl TryFrom<Written> for Style {
    type Error = ColourError;

    fn try_from(written: Written) -> Result<Self, ColourError> {
        let plain = Style::default().emphasis(written.emphasis);
        written.kinds.into_iter().try_fold(plain, |style, (kind, colour)| style.kind(&kind, colour))
    }
}

impl Colour {
    /// By its parts.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// The contrast between two colours as WCAG 2 reckons it: from 1 to 21. Text needs 4.5, signs need 3.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Black or white, whichever is easier to read on it: at least 4.5 : 1, whatever the colour.
    #[must_use]
    pub fn ink(self) -> Self {
        let (black, white) = (Self::new(0, 0, 0), Self::new(255, 255, 255));
        if self.contrast(black) >= self.contrast(white) { black } else { white }
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, ColourError> {
        let wrong = || ColourError::Written(text.to_owned());
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
        let digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(digits).ok_or_else(wrong)?;
        let number = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = ColourError;

    fn try_from(text: String) -> Result<Self, ColourError> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Style {
    /// Gives cards of a kind a colour: that of the bar at their left, of their border while they are proposed, and in the legend.
    ///
    /// # Errors
    /// [`ColourError::Faint`] if it can hardly be seen on a white card. On a dark page it is drawn brighter.
    pub fn kind(mut self, kind: &str, colour: Colour) -> Result<Self, ColourError> {
        if colour.contrast(Colour::new(255, 255, 255)) < 3.0 {
            return Err(ColourError::Faint(colour));
        }
        self.kinds.insert(text::clean(kind).to_lowercase(), colour);
        Ok(self)
    }

    /// Says in the legend what it means that cards are emphasised.
    #[must_use]
    pub fn emphasis(mut self, words: impl Into<String>) -> Self {
        self.emphasis = words.into();
        self
    }

    /// The colour of a kind: its own, or that of [`palette::kind_colour`].
    #[must_use]
    pub fn kind_colour(&self, kind: &str) -> String {
        let own = self.kinds.get(&text::clean(kind).to_lowercase());
        own.map_or_else(|| palette::kind_colour(kind).to_owned(), Colour::to_string)
    }

    /// What it means that cards are emphasised.
    #[must_use]
    pub fn emphasis_words(&self) -> &str {
        if self.emphasis.trim().is_empty() { "emphasised" } else { &self.emphasis }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_strictly_and_faint_ones_are_refused() {
        for wrong in ["", "#fff", "123456", "#12345g", "#1234567", "#é1234"] {
            assert_eq!(wrong.parse::<Colour>(), Err(ColourError::Written(wrong.to_owned())));
        }
        let colour: Colour = "#7C2d12".parse().expect("a colour");
        assert_eq!(colour.to_string(), "#7c2d12");
        let faint = Style::default().kind("board", Colour::new(255, 230, 0)).map_err(|error| error.to_string());
        assert_eq!(
            faint,
            Err("#ffe600 is too light for a bar on a white card: its contrast is below 3 : 1".to_owned())
        );
    }

    #[test]
    fn whatever_the_ground_its_ink_can_be_read() {
        for step in 0..=4096_u32 {
            let [_, red, green, blue] = (step * 4095).to_be_bytes();
            let ground = Colour::new(red, green, blue);
            assert!(ground.contrast(ground.ink()) >= 4.5, "{ground}");
        }
        assert!((Colour::new(0, 0, 0).contrast(Colour::new(255, 255, 255)) - 21.0).abs() < 1e-9);
    }

    #[test]
    fn a_style_survives_json_and_is_checked_on_the_way_in() {
        let style = Style::default().kind("Board", Colour::new(1, 2, 3)).expect("dark").emphasis("new");
        let json = serde_json::to_string(&style).expect("plain data");
        assert_eq!(serde_json::from_str::<Style>(&json).expect("the same"), style);
        assert!(serde_json::from_str::<Style>(r##"{"kinds":{"board":"#ffffff"}}"##).is_err());
    }
}
