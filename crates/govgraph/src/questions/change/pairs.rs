//! The facts of one key on two sides: which of them are the same, and in what the others differ.

use govgraph_model::Cover;

use super::{Difference, Kind};
use crate::questions::facts::{Fact, Field};
use crate::questions::profile::Topic;

/// A fact before and after. A side is `None` if it is not recorded there; it may be recorded and not hold.
pub(super) struct Pair<'f, 'g> {
    pub(super) before: Option<&'f Fact<'g>>,
    pub(super) after: Option<&'f Fact<'g>>,
}

/// Whether a side holds, and as what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    No,
    Proposed(Cover),
    InForce(Cover),
}

fn state(fact: Option<&Fact<'_>>) -> State {
    match fact {
        Some(fact) if fact.cover.is_possible() && fact.proposed => State::Proposed(fact.cover),
        Some(fact) if fact.cover.is_possible() => State::InForce(fact.cover),
        _ => State::No,
    }
}

/// Lays the facts of one key side by side.
///
/// Facts that say the same belong together, the surer ones of both sides first. Of what is left, what was there before
/// belongs to what is there after, in the order of what they say: a chair became a member.
pub(super) fn pairs<'f, 'g>(befores: &'f [Fact<'g>], afters: &'f [Fact<'g>]) -> Vec<Pair<'f, 'g>> {
    let mut said: Vec<(bool, &[Field])> = Vec::new();
    said.extend(befores.iter().chain(afters).map(|fact| (fact.proposed, fact.fields.as_slice())));
    said.sort();
    said.dedup();
    let (mut pairs, mut gone, mut come) = (Vec::new(), Vec::new(), Vec::new());
    for (proposed, fields) in said {
        let say_it = |facts: &'f [Fact<'g>]| {
            let mut facts: Vec<&Fact<'g>> =
                facts.iter().filter(|fact| fact.proposed == proposed && fact.fields == fields).collect();
            facts.sort_by(|a, b| b.cover.cmp(&a.cover).then_with(|| a.text.cmp(&b.text)));
            facts
        };
        let (befores, afters) = (say_it(befores), say_it(afters));
        for i in 0..befores.len().max(afters.len()) {
            let pair = Pair { before: befores.get(i).copied(), after: afters.get(i).copied() };
            match (state(pair.before), state(pair.after)) {
                (State::No, State::No) => {}
                (_, State::No) => gone.push(pair),
                (State::No, _) => come.push(pair),
                _ => pairs.push(pair),
            }
        }
    }
    let both = gone.len().min(come.len());
    let (rest_gone, rest_come) = (gone.split_off(both), come.split_off(both));
    pairs.extend(gone.into_iter().zip(come).map(|(gone, come)| Pair { before: gone.before, after: come.after }));
    // What holds no longer may still be recorded, as something that only came or went with its body.
    let unheld = |facts: &'f [Fact<'g>]| facts.iter().find(|fact| !fact.cover.is_possible());
    pairs.extend(rest_gone.into_iter().map(|gone| Pair { after: gone.after.or(unheld(afters)), ..gone }));
    pairs.extend(rest_come.into_iter().map(|come| Pair { before: come.before.or(unheld(befores)), ..come }));
    pairs
}

impl Pair<'_, '_> {
    /// Whether it holds on a side.
    pub(super) fn holds(&self) -> bool {
        state(self.before) != State::No || state(self.after) != State::No
    }

    /// In what way the sides differ, and how sure that is; `None` if they do not.
    pub(super) fn verdict(&self) -> Option<(Kind, Cover)> {
        Some(match (state(self.before), state(self.after)) {
            (State::No, State::No) => return None,
            (State::No | State::Proposed(_), State::InForce(after)) => (Kind::Gained, after),
            (State::InForce(before), State::No | State::Proposed(_)) => (Kind::Lost, before),
            (State::No, State::Proposed(after)) => (Kind::Proposed, after),
            (State::Proposed(before), State::No) => (Kind::Lapsed, before),
            (State::Proposed(before), State::Proposed(after)) | (State::InForce(before), State::InForce(after)) => {
                let differences = self.differences();
                if differences.is_empty() {
                    return (before != after).then_some((Kind::Silent, Cover::Possible));
                }
                // What one side leaves unknown may have been the same.
                let shown = differences.iter().any(|difference| {
                    difference.before.is_some() && difference.after.is_some() && difference.what != STANDING
                });
                let cover = if shown { before.min(after) } else { Cover::Possible };
                (Kind::Changed, cover)
            }
        })
    }

    /// In what the two sides differ, where both hold.
    pub(super) fn differences(&self) -> Vec<Difference> {
        let (Some(before), Some(after)) = (self.before, self.after) else { return Vec::new() };
        if state(self.before) == State::No || state(self.after) == State::No {
            return Vec::new();
        }
        let fields = before.fields.iter().zip(&after.fields).filter(|(before, after)| before != after);
        let mut differences: Vec<Difference> = fields
            .map(|(before, after)| Difference { what: before.0, before: before.1.clone(), after: after.1.clone() })
            .collect();
        // A body that exists on both sides may stand differently: a source says of one date that it is under review.
        let certain = before.cover == Cover::Certain && after.cover == Cover::Certain;
        if before.key.topic == Topic::Itself && certain && before.proposed == after.proposed && stands(before, after) {
            differences.push(Difference {
                what: STANDING,
                before: Some(before.text.clone()),
                after: Some(after.text.clone()),
            });
        }
        differences
    }
}

/// How a body stands. That no source says that it was under review does not show that it was not.
const STANDING: &str = "standing";

fn stands(before: &Fact<'_>, after: &Fact<'_>) -> bool {
    before.standing.is_some() && after.standing.is_some() && before.standing != after.standing
}
