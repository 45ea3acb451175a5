//! Ids of others to ids of ours.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::str::FromStr;

use govgraph_model::slug;

/// The ids that records of one kind were given, by what others call them.
pub(crate) struct Ids<I> {
    of: HashMap<String, I>,
    /// How many ids begin with the same text, so that many alike cost no search.
    taken: HashMap<String, usize>,
    /// Whether foreign ids that could be ours are kept, even if they tell nobody anything.
    kept: bool,
}

impl<I> Default for Ids<I> {
    fn default() -> Self {
        Ids { of: HashMap::new(), taken: HashMap::new(), kept: false }
    }
}

impl<I: FromStr + Display + Clone + Eq + Hash> Ids<I> {
    /// The id of what others call `foreign`.
    pub(crate) fn get(&self, foreign: &str) -> Option<&I> {
        self.of.get(foreign)
    }

    /// Nobody is called so any more, and another may be.
    pub(crate) fn forget(&mut self, id: &I) {
        self.of.retain(|_, own| own != id);
        self.taken.remove(&id.to_string());
    }

    /// From here on, foreign ids that could be ours are kept as they are.
    pub(crate) fn keep(&mut self) {
        self.kept = true;
    }

    /// Gives `foreign` an id that people can read, or `None` if it has one already.
    ///
    /// It is the foreign id itself where that is one, the last part of an address, or is made from the name: whoever
    /// asks for a body types it. The second of the same name gets `-2`. `otherwise` serves where nothing is left.
    pub(crate) fn add(&mut self, foreign: &str, name: &str, otherwise: &str) -> Option<I> {
        let is_ours = self.kept && foreign.parse::<I>().is_ok();
        let wish = if is_ours { foreign.to_string() } else { wish(foreign, name, otherwise) };
        self.add_as(foreign, &wish)
    }

    /// The id that `foreign` would be given if no other had it.
    pub(crate) fn wish(&self, foreign: &str, name: &str, otherwise: &str) -> String {
        wish(foreign, name, otherwise)
    }

    /// The same where the id is known: `wish`, which must be one.
    pub(crate) fn add_as(&mut self, foreign: &str, wish: &str) -> Option<I> {
        if self.of.contains_key(foreign) {
            return None;
        }
        let wish = wish.to_string();
        let id = loop {
            let times = self.taken.entry(wish.clone()).or_default();
            *times += 1;
            let text = if *times == 1 { wish.clone() } else { format!("{wish}-{times}") };
            if text == wish || self.taken.insert(text.clone(), 1).is_none() {
                break text.parse::<I>().ok()?;
            }
        };
        self.of.insert(foreign.to_string(), id.clone());
        Some(id)
    }
}

fn wish(foreign: &str, name: &str, otherwise: &str) -> String {
    let last = foreign.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or(foreign);
    let candidates = [last, name, foreign];
    let readable = candidates.iter().map(|text| (text, slug(text))).find(|(text, slug)| {
        // A number or a UUID tells nobody anything; a name that lost most of its letters would mislead.
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        slug.contains(|c: char| c.is_ascii_alphabetic()) && !is_uuid(text) && slug.len() * 2 > letters
    });
    let text = readable.map_or_else(|| slug(foreign), |(_, slug)| slug);
    // Long enough for every real name, short enough to type and to show.
    let text: String = text.chars().take(80).collect();
    let text = text.trim_end_matches('-');
    if text.is_empty() { otherwise.to_string() } else { text.to_string() }
}

fn is_uuid(text: &str) -> bool {
    let is_hex = |c: char| c.is_ascii_hexdigit();
    text.len() == 36
        && text.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && text.chars().all(|c| c == '-' || is_hex(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use govgraph_model::BodyId;

    #[test]
    fn an_id_is_one_that_people_can_type() {
        let mut ids = Ids::<BodyId>::default();
        let mut id = |foreign: &str, name: &str| ids.add(foreign, name, "body").map(|id| id.to_string());
        assert_eq!(id("lcsp", "London Community Safety Partnership").as_deref(), Some("lcsp"));
        assert_eq!(id("https://x.org/organisations/acas", "Acas").as_deref(), Some("acas"));
        assert_eq!(id("4dfe21ee-acfa-4fc1-9513-cc764e814205", "Home Office").as_deref(), Some("home-office"));
        assert_eq!(id("42", "Home Office").as_deref(), Some("home-office-2"));
        assert_eq!(id("43", "Home Office 2").as_deref(), Some("home-office-2-2"));
        assert_eq!(id("44", "北京").as_deref(), Some("44"));
        assert_eq!(id("京", "北京").as_deref(), Some("body"));
        assert_eq!(id("lcsp", "again"), None);
    }
}
