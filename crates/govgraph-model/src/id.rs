//! Identifiers: short names that records refer to each other by.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// There is no text at all.
    #[error("an id cannot be empty")]
    Empty,
    /// A character outside `a-z`, `0-9` and `-`.
    #[error("`{found}` cannot stand in an id: only a-z, 0-9 and `-`")]
    Character {
        /// The first character that is not allowed.
        found: char,
        /// An id made from the same text, if one can be.
        suggestion: Option<String>,
    },
}

/// Makes the text of an id out of any text: lower case, everything else than letters and digits becomes one `-`.
///
/// Returns an empty text where nothing is left. Accents on Latin letters are not resolved.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if c != '\'' && c != '’' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn validate(text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    match text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
        None => Ok(()),
        Some(found) => Err(IdError::Character { found, suggestion: Some(slug(text)).filter(|s| !s.is_empty()) }),
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Made of `a-z`, `0-9` and `-`, never empty; ordered as text. Cloning is cheap.
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                validate(text)?;
                Ok(Self(text.into()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// The id of a body.
    BodyId;
    /// The id of a source.
    SourceId;
    /// The id of an area.
    AreaId;
    /// The id of a class of bodies.
    ClassId;
    /// The id of a theme.
    ThemeId;
    /// The id of a person.
    PersonId;
    /// The id of a rule.
    RuleId;
    /// The id of an event.
    EventId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_with_a_capital_is_refused_with_its_slug() {
        let refused = "LCSP (2006)".parse::<BodyId>();
        assert_eq!(refused, Err(IdError::Character { found: 'L', suggestion: Some("lcsp-2006".into()) }));
        assert_eq!("".parse::<BodyId>(), Err(IdError::Empty));
    }

    #[test]
    fn a_slug_has_no_hyphens_at_its_ends() {
        assert_eq!(slug(" Mayor's Office — for Policing! "), "mayors-office-for-policing");
        assert_eq!(slug("北京"), "");
    }
}
