//! Closed lists of words, each with one spelling that files, flags and output share.

use serde::Serialize;

/// A closed list of words that a person writes.
pub trait Word: Sized + Copy + 'static {
    /// What the list is of, for messages: `kind of body`.
    const OF: &'static str;
    /// Every word, in the order in which the documentation lists them.
    const ALL: &'static [Self];
    /// The word as written.
    fn word(self) -> &'static str;
    /// The value for a word as written.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// A text that is none of the words of a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is no {of}")]
pub struct UnknownWord {
    /// What was written.
    pub word: String,
    /// What the list is of.
    pub of: &'static str,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident ($of:literal) { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl Word for $name {
            const OF: &'static str = $of;
            const ALL: &'static [Self] = &[$(Self::$variant,)*];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(text: &str) -> Result<Self, $crate::words::UnknownWord> {
                Self::from_word(text).ok_or_else(|| $crate::words::UnknownWord { word: text.to_string(), of: $of })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    )*};
}
pub(crate) use words;

/// `yes` and `no`, where absence means that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tri {
    /// It is not so.
    No,
    /// Nobody knows.
    Unknown,
    /// It is so.
    Yes,
}

impl Tri {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Tri::No => "no",
            Tri::Unknown => "unknown",
            Tri::Yes => "yes",
        }
    }
}

impl std::fmt::Display for Tri {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.word())
    }
}
