//! Which records of two datasets may be the same.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use govgraph_model::{Body, Dataset, Identifier, Period};
use serde::Serialize;

use super::RecordKind;
use super::names::{Named, key, words};

/// Two records that may be the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// What sort of records.
    pub kind: RecordKind,
    /// The id of the one in the first dataset.
    pub first: String,
    /// Its name.
    pub first_name: String,
    /// The id of the one in the second.
    pub second: String,
    /// Its name.
    pub second_name: String,
    /// From 0 to 1: how much speaks for it. It ranks; it is no probability.
    pub score: f64,
    /// What speaks for it and what against.
    pub why: String,
}

/// A word in more names than this tells little, and comparing everything with everything takes too long.
const COMMON: usize = 60;

/// Names that are less alike are not proposed.
const LEAST: f64 = 0.75;

/// Which records of the second dataset, that have no namesake by id in the first, may be the same as one of the first;
/// the likeliest first, then by ids.
///
/// Cost: linear in the names, times the number of names that share a word which is not in more than 60 of them.
pub fn propose(first: &Dataset, second: &Dataset) -> Vec<Proposal> {
    let mut out = Vec::new();
    let body = |body: &Body| body.id.to_string();
    pairs(RecordKind::Body, &first.bodies, &second.bodies, body, |body| &body.identifiers, bodies, &mut out);
    let none: &[Identifier] = &[];
    pairs(
        RecordKind::Person,
        &first.persons,
        &second.persons,
        |person| person.id.to_string(),
        |person| &person.identifiers,
        |_, _| None,
        &mut out,
    );
    pairs(RecordKind::Area, &first.areas, &second.areas, |area| area.id.to_string(), |_| none, |_, _| None, &mut out);
    pairs(
        RecordKind::Class,
        &first.classes,
        &second.classes,
        |class| class.id.to_string(),
        |_| none,
        |_, _| None,
        &mut out,
    );
    pairs(
        RecordKind::Theme,
        &first.themes,
        &second.themes,
        |theme| theme.id.to_string(),
        |_| none,
        |_, _| None,
        &mut out,
    );
    out.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| (a.kind, &a.first, &a.second).cmp(&(b.kind, &b.first, &b.second)))
    });
    out
}

/// What speaks against two bodies being the same, and how much it takes off.
fn bodies(a: &Body, b: &Body) -> Option<(f64, &'static str)> {
    let lifetime = |body: &Body| body.exists.as_ref().map(|exists| Period::extent(&exists.during, []));
    if let (Some(a), Some(b)) = (lifetime(a), lifetime(b))
        && !a.meets(&b).is_possible()
    {
        return Some((0.3, "but they did not exist at one time"));
    }
    match (&a.area, &b.area) {
        (Some(a), Some(b)) if a != b => Some((0.2, "but their areas differ")),
        _ => None,
    }
}

fn pairs<'d, R: Named>(
    kind: RecordKind,
    first: &'d [R],
    second: &'d [R],
    id: impl Fn(&R) -> String,
    identifiers: impl Fn(&'d R) -> &'d [Identifier],
    against: impl Fn(&R, &R) -> Option<(f64, &'static str)>,
    out: &mut Vec<Proposal>,
) {
    let ids = |records: &'d [R]| records.iter().map(&id).collect::<Vec<_>>();
    let (first_ids, second_ids) = (ids(first), ids(second));
    let taken: HashSet<&String> = first_ids.iter().collect();
    let shared: HashSet<&String> = second_ids.iter().filter(|id| taken.contains(id)).collect();

    // Where words, whole names and identifiers of the first dataset occur.
    let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_identifier: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (at, record) in first.iter().enumerate() {
        let own: HashSet<String> = record.all_names().into_iter().flat_map(keys).collect();
        own.into_iter().for_each(|word| by_word.entry(word).or_default().push(at));
        for own in identifiers(record) {
            by_identifier.entry((&own.scheme, &own.id)).or_default().push(at);
        }
    }
    for (record, second_id) in second.iter().zip(&second_ids) {
        // Whoever has the same id is the same already.
        if shared.contains(second_id) {
            continue;
        }
        let mut found: BTreeMap<usize, (f64, String)> = BTreeMap::new();
        for own in identifiers(record) {
            for at in by_identifier.get(&(own.scheme.as_str(), own.id.as_str())).into_iter().flatten() {
                found.insert(*at, (1.0, format!("the same identifier, {} {}", own.scheme, own.id)));
            }
        }
        let own: HashSet<String> = record.all_names().into_iter().flat_map(keys).collect();
        let near = own.iter().filter_map(|word| by_word.get(word)).filter(|places| places.len() <= COMMON);
        let near: BTreeSet<usize> = near.flatten().copied().collect();
        for at in near {
            if found.contains_key(&at) || first_ids.get(at).is_none_or(|id| shared.contains(id)) {
                continue;
            }
            if let Some(alike) = first.get(at).and_then(|other| alike(other, record)) {
                found.insert(at, alike);
            }
        }
        for (at, (score, why)) in found {
            let (Some(other), Some(first_id)) = (first.get(at), first_ids.get(at)) else { continue };
            let (score, why) = match against(other, record) {
                Some((less, but)) => (score - less, format!("{why}, {but}")),
                None => (score, why),
            };
            if score < LEAST * 0.6 {
                continue;
            }
            let name = |record: &R| record.all_names().first().map(|name| name.to_string()).unwrap_or_default();
            out.push(Proposal {
                kind,
                first: first_id.clone(),
                first_name: name(other),
                second: second_id.clone(),
                second_name: name(record),
                score: (score * 100.0).round() / 100.0,
                why,
            });
        }
    }
}

/// What a name is found by: each of its words, and the whole where it is one of common words.
fn keys(name: &str) -> Vec<String> {
    let mut keys = words(name);
    keys.push(key(name));
    keys
}

/// How much alike the names of two records are, if they are enough so.
fn alike<R: Named>(a: &R, b: &R) -> Option<(f64, String)> {
    let (names, others) = (a.all_names(), b.all_names());
    let mut best: Option<(f64, String)> = None;
    for (i, one) in names.iter().enumerate() {
        for (j, other) in others.iter().enumerate() {
            let found = score(one, other, i == 0 && j == 0);
            if found.as_ref().is_some_and(|(score, _)| best.as_ref().is_none_or(|(so_far, _)| score > so_far)) {
                best = found;
            }
        }
    }
    best
}

fn score(a: &str, b: &str, are_chief: bool) -> Option<(f64, String)> {
    let (one, other) = (key(a), key(b));
    if one.is_empty() || other.is_empty() {
        return None;
    }
    if one == other {
        // An abbreviation stands for many things.
        let is_short = one.chars().count() <= 5;
        return Some(match (are_chief, is_short) {
            (true, _) => (0.95, "the same name".to_string()),
            (false, false) => (0.9, format!("`{a}` is a name of both")),
            (false, true) => (0.6, format!("`{a}` stands for both")),
        });
    }
    // Short names that differ by a letter are different names: MPA and MPS.
    if one.chars().count().min(other.chars().count()) < 8 {
        return None;
    }
    let (mut first, mut second) = (words(a), words(b));
    first.sort_unstable();
    second.sort_unstable();
    if first == second {
        return Some((0.88, format!("`{a}` and `{b}` have the same words")));
    }
    let likeness = strsim::normalized_damerau_levenshtein(&one, &other);
    // Numbers tell what words do not: District 1 is not District 2.
    let numbers = |words: &[String]| {
        words.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).cloned().collect::<Vec<_>>()
    };
    let is_near = likeness >= 0.88 && numbers(&first) == numbers(&second);
    is_near.then(|| (LEAST + (likeness - 0.88), format!("`{a}` and `{b}` differ by little")))
}
