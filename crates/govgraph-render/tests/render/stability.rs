//! A small change of the data is a small change of the picture: readers know a chart by where things are.

use std::collections::BTreeMap;

use govgraph_render::figure::{Card, Edge, EdgeKind, Figure};
use govgraph_render::fold::{Fold, fold};
use govgraph_render::layout::{Layout, layout};

use crate::generated::{Random, hierarchy, plausible};

/// The figure with one more body, inside one of the others.
fn with_a_leaf(figure: &Figure, random: &mut Random) -> Figure {
    let mut changed = figure.clone();
    let above = &figure.cards[random.below(figure.cards.len())];
    let group = above.group;
    let above = figure.find_card(&above.id).expect("it is in the figure");
    let mut leaf = Card::new("leaf", "One more", "group");
    leaf.group = group;
    let leaf = changed.add_card(leaf);
    changed.add_edge(Edge::new(above, leaf, EdgeKind::SubBoard));
    changed
}

/// The bodies that a reader compares: those inside the same one, and those of a group that are inside none.
fn siblings(figure: &Figure) -> Vec<Vec<usize>> {
    let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
    for edge in figure.edges.iter().filter(|edge| edge.kind == EdgeKind::SubBoard) {
        inside.entry(edge.to.position()).or_insert(edge.from.position());
    }
    let mut sets: BTreeMap<(Option<usize>, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, card) in figure.cards.iter().enumerate() {
        let group = card.group.map(|group| group.position());
        sets.entry((inside.get(&at).copied(), group)).or_default().push(at);
    }
    sets.into_values().collect()
}

/// How many pairs of siblings there are, and how many of them stand in another order than before.
fn turned(figure: &Figure, before: &Layout, after: &Layout) -> (usize, usize) {
    // As one reads: what is wholly above comes first, and on a level what is further left.
    let is_first = |layout: &Layout, a: usize, b: usize| {
        let (a, b) = (layout.cards[a], layout.cards[b]);
        if a.bottom() <= b.y || b.bottom() <= a.y { a.y < b.y } else { a.x < b.x }
    };
    let (mut pairs, mut turned) = (0, 0);
    for set in siblings(figure) {
        for (at, &one) in set.iter().enumerate() {
            for &other in &set[at + 1..] {
                pairs += 1;
                turned += usize::from(is_first(before, one, other) != is_first(after, one, other));
            }
        }
    }
    (pairs, turned)
}

#[test]
fn one_more_body_leaves_nearly_all_others_in_their_order() {
    type Made = fn(u64) -> Figure;
    let in_a_tree: Made = |seed| hierarchy(seed, 30 + seed as usize * 3);
    let in_groups: Made = |seed| plausible(seed, 20 + seed as usize, 1 + seed as usize % 6);
    for (name, figures, made) in [("in a tree", 40, in_a_tree), ("in groups", 80, in_groups)] {
        let (mut all, mut moved, mut shares) = (0, 0, Vec::new());
        for seed in 0..figures {
            let figure = made(seed);
            let (before, after) = (layout(&figure), layout(&with_a_leaf(&figure, &mut Random(seed))));
            let (pairs, turned) = turned(&figure, &before, &after);
            all += pairs;
            moved += turned;
            shares.push(turned * 100 / pairs.max(1));
        }
        shares.sort_unstable();
        assert!(moved * 20 < all, "{name}: {moved} of {all} pairs of siblings changed places");
        assert_eq!(shares[shares.len() / 2], 0, "{name}: in most charts nobody changes places: {shares:?}");
    }
}

#[test]
fn one_more_body_on_a_folded_chart_changes_the_card_it_is_on() {
    let figure = hierarchy(3, 600);
    let folded = |figure: &Figure| fold(figure.clone(), Fold::Auto, &[]).figure;
    let mut random = Random(5);
    for _ in 0..20 {
        let (before, after) = (folded(&figure), folded(&with_a_leaf(&figure, &mut random)));
        let (before_ids, after_ids) = (ids(&before), ids(&after));
        let new = after_ids.iter().filter(|id| !before_ids.contains(*id)).count();
        let changed = before.cards.iter().filter(|card| !after.cards.contains(card)).count();
        assert!(new + changed == 1 || after_ids.contains(&"leaf"), "{new} new, {changed} changed");
        assert!(before_ids.iter().all(|id| after_ids.contains(id)), "nobody loses a card");
    }
}

fn ids(figure: &Figure) -> Vec<&str> {
    figure.cards.iter().map(|card| card.id.as_str()).collect()
}
