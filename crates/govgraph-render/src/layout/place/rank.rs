//! What things side by side are ordered by: near what they are linked to, so that lines are short and seldom cross.

use super::page::{Page, Plan};
use crate::figure::Figure;
use crate::layout::geometry::Rect;

/// Places in the order, the smaller further left.
pub(super) struct Rank {
    pub(super) cards: Vec<f64>,
    /// One for each group, and the last for the cards without one.
    pub(super) groups: Vec<f64>,
}

impl Rank {
    pub(super) fn authored(figure: &Figure) -> Self {
        let count = |length: usize| (0..length).map(|at| at as f64).collect();
        Self { cards: count(figure.cards.len()), groups: count(figure.groups.len() + 1) }
    }

    pub(super) fn of_group(&self, group: Option<usize>) -> f64 {
        self.groups[group.unwrap_or(self.groups.len() - 1)]
    }

    /// What is ordered by next: the mean x of the cards that something is linked to, or where it is now.
    pub(super) fn after(plan: &Plan<'_>, page: &Page) -> Self {
        let centre = |card: usize| page.placement.cards[card].centre().x;
        let mut cards = vec![Mean::default(); plan.sizes.len()];
        let mut groups = vec![Mean::default(); plan.figure.groups.len() + 1];
        let group_of = |card: usize| plan.figure.group_of(&plan.figure.cards[card]).unwrap_or(plan.figure.groups.len());
        for &(from, to) in &plan.edges {
            if plan.forest.is_parent(from, to) || plan.forest.is_parent(to, from) {
                continue;
            }
            for (card, other) in [(from, to), (to, from)] {
                // What links a body links the bodies above it too: the whole subtree wants to be there.
                for ancestor in plan.forest.path_up(card).take(8) {
                    if plan.forest.path_up(other).take(8).any(|above| above == ancestor) {
                        break;
                    }
                    cards[ancestor].add(centre(other));
                }
                if group_of(card) != group_of(other) {
                    groups[group_of(card)].add(centre(other));
                }
            }
        }
        let groups = groups.iter().enumerate().map(|(group, mean)| {
            let now = page.placement.groups.get(group).copied().flatten().map_or(0.0, |rect| rect.centre().x);
            mean.or(now)
        });
        let far = page.placement.cards.iter().map(Rect::right).fold(1.0, f64::max);
        let card_rank = |card: usize| {
            let mean = cards[card].or(centre(card));
            // What wraps to the next shelf or row starts at the left again, and must stay behind.
            page.shelves[card] as f64 * far + mean.clamp(0.0, far)
        };
        Self { cards: (0..plan.sizes.len()).map(card_rank).collect(), groups: groups.collect() }
    }
}

/// A mean that is being summed up.
#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn or(self, nothing: f64) -> f64 {
        if self.count == 0 { nothing } else { self.sum / f64::from(self.count) }
    }
}
