//! Names as they are compared: spelling, accents and small words make no difference.

use govgraph_model::{Area, Body, Class, OtherName, Person, Theme};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The words of a name that tell it from others, in lower case and without accents: `department for transport` and
/// `Dept. for Transport` differ, `The Home Office` and `home office` do not.
pub(super) fn words(name: &str) -> Vec<String> {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>().to_lowercase();
    // What is left out stands inside words: `Mayor's`, `U.K.`
    let plain = plain.replace(['\'', '’', '.'], "").replace('&', " and ");
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "the");
    words.map(str::to_string).collect()
}

/// The words of a name in one text.
pub(super) fn key(name: &str) -> String {
    words(name).join(" ")
}

/// All names of a record, the chief one first.
pub(super) trait Named {
    fn all_names(&self) -> Vec<&str>;
}

fn names<'r>(name: &'r str, short: Option<&'r String>, others: &'r [OtherName]) -> Vec<&'r str> {
    let others = others.iter().map(|other| other.name.as_str());
    std::iter::once(name).chain(short.map(String::as_str)).chain(others).collect()
}

impl Named for Body {
    fn all_names(&self) -> Vec<&str> {
        names(&self.name, self.short.as_ref(), &self.other_names)
    }
}

impl Named for Person {
    fn all_names(&self) -> Vec<&str> {
        names(&self.name, None, &self.other_names)
    }
}

impl Named for Area {
    fn all_names(&self) -> Vec<&str> {
        names(&self.name, None, &self.other_names)
    }
}

impl Named for Class {
    fn all_names(&self) -> Vec<&str> {
        names(&self.name, None, &self.other_names)
    }
}

impl Named for Theme {
    fn all_names(&self) -> Vec<&str> {
        names(&self.name, None, &self.other_names)
    }
}

/// Whether two records have a name in common, or one that differs by little or by words that the other leaves out.
pub(super) fn in_common<N: Named>(a: &N, b: &N) -> bool {
    let all = |record: &N| record.all_names().into_iter().map(words).collect::<Vec<_>>();
    let (a, b) = (all(a), all(b));
    a.iter().any(|one| b.iter().any(|other| is_like(one, other)))
}

fn is_like(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_part = !short.is_empty() && short.iter().all(|word| long.contains(word));
    is_part || strsim::normalized_damerau_levenshtein(&one.join(" "), &other.join(" ")) >= 0.8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_differences_make_no_other_name() {
        assert_eq!(key("The Mayor’s Office for Policing & Crime"), key("mayors office for policing and crime"));
        assert_eq!(key("Société Générale"), "societe generale");
        assert_eq!(key("北京 委员会"), "北京 委员会");
        assert_ne!(key("Department for Transport"), key("Department of Transport"));
    }
}
