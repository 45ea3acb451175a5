//! What became of something between two dates.

use serde::{Deserialize, Serialize};

/// What became of a card, a row or an edge between two dates, and whether that is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mark {
    /// What became of it.
    pub fate: Fate,
    /// Whether that is certain; if not, it is only possible, and nothing need have changed.
    pub sure: bool,
}

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is there after and not before.
    New,
    /// It is there before and not after.
    Gone,
    /// It is there on both sides, and is part of something else.
    Moved,
    /// It is there on both sides, and something about it is different: its kind, its name, its places.
    Changed,
    /// Somebody proposes it after, and did not before.
    Proposed,
    /// Somebody proposed it before, and after it is neither proposed nor there.
    Lapsed,
    /// It is certain on one side only, and the other is silent: neither new nor gone.
    Open,
}

impl Fate {
    /// Certain, or else only possible.
    #[must_use]
    pub fn sure(self, sure: bool) -> Mark {
        Mark { fate: self, sure }
    }
}

impl Mark {
    /// In words: `new`, `possibly gone`.
    #[must_use]
    pub fn words(self) -> String {
        let words = match self.fate {
            Fate::New => "new",
            Fate::Gone => "gone",
            Fate::Moved => "moved",
            Fate::Changed => "changed",
            Fate::Proposed => "newly proposed",
            Fate::Lapsed => "no longer proposed",
            Fate::Open => return "not known".to_owned(),
        };
        if self.sure { words.to_owned() } else { format!("possibly {words}") }
    }

    /// In few letters, for rows and lines: `new`, `gone?`; a question mark is what is not known.
    #[must_use]
    pub fn short(self) -> &'static str {
        match (self.fate, self.sure) {
            (Fate::New, true) => "new",
            (Fate::New, false) => "new?",
            (Fate::Gone, true) => "gone",
            (Fate::Gone, false) => "gone?",
            (Fate::Moved, true) => "moved",
            (Fate::Moved, false) => "moved?",
            (Fate::Changed, true) => "changed",
            (Fate::Changed, false) => "changed?",
            (Fate::Proposed, true) => "proposed",
            (Fate::Proposed, false) => "proposed?",
            (Fate::Lapsed, true) => "lapsed",
            (Fate::Lapsed, false) => "lapsed?",
            (Fate::Open, _) => "?",
        }
    }

    /// Whether it is struck through: it is certainly no longer there.
    pub(crate) fn is_struck(self) -> bool {
        self.sure && matches!(self.fate, Fate::Gone | Fate::Lapsed)
    }
}
