//! Reading values out of the tree of a JSON or YAML file that somebody else wrote.

use crate::yaml::{Entry, Node, Value};

impl<'t> Node<'t> {
    /// What stands under a key of a map, unless it is `null` or not there. Of a key that stands twice, the last.
    pub(crate) fn get(&self, key: &str) -> Option<&Node<'t>> {
        let Value::Map(entries) = &self.value else { return None };
        let entry = entries.iter().rev().find(|entry| entry.key == key)?;
        Some(&entry.value).filter(|value| !value.is_nothing())
    }

    /// The text of a scalar without blanks around it; `None` for anything else and for a text of blanks.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()).filter(|text| !text.is_empty()),
            _ => None,
        }
    }

    /// The text under a key.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// What stands in a list; anything else is taken for a list of itself, and nothing for an empty one.
    pub(crate) fn items(&self) -> &[Node<'t>] {
        match &self.value {
            Value::List(items) => items,
            Value::Nothing | Value::Refused => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// What stands in the list under a key.
    pub(crate) fn items_of(&self, key: &str) -> &[Node<'t>] {
        self.get(key).map_or(&[], Node::items)
    }

    /// The entries of a map.
    pub(crate) fn entries(&self) -> &[Entry<'t>] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether there is nothing in it: no value, an empty text, list or map.
    pub(crate) fn is_nothing(&self) -> bool {
        match &self.value {
            Value::Nothing | Value::Refused => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
        }
    }
}
