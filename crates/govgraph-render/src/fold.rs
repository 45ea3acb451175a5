//! Large charts made smaller: bodies that are deep inside others become names on the card of what they are inside of.
//!
//! What is folded keeps its name and its place in the order, is counted where it went and in a note, and comes back as soon
//! as a smaller part is drawn.

use std::str::FromStr;

use thiserror::Error;

use crate::figure::{Card, CardIndex, Figure, Listed};
use crate::layout::Forest;

/// How much is folded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fold {
    /// As much as it takes to keep the chart legible.
    ///
    /// Always: the bodies directly inside another one, where more than twelve of them have nothing but their name and the line
    /// to it. Of a chart that still has more than 250 cards: the deepest levels, whole levels at a time; and if even the
    /// highest one is larger, the bodies without any line in groups of more than twelve such.
    #[default]
    Auto,
    /// Nothing: every body has a card.
    Never,
    /// Whatever is deeper than so many levels; one shows only bodies that are inside no other. None counts as one.
    Levels(usize),
}

/// More of them than this are folded.
const MOST_LEAVES: usize = 12;
/// A chart of more cards than this is folded by levels.
const MOST_CARDS: usize = 250;

/// Text that says no [`Fold`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("auto, never, or how many levels to draw: 1, 2, …")]
pub struct FoldError;

impl FromStr for Fold {
    type Err = FoldError;

    fn from_str(text: &str) -> Result<Self, FoldError> {
        match text {
            "auto" => Ok(Self::Auto),
            "never" => Ok(Self::Never),
            levels => levels.parse().ok().filter(|levels| *levels > 0).map(Self::Levels).ok_or(FoldError),
        }
    }
}

/// A figure of which parts are folded, and how much that is.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The figure with fewer cards, and with a note if there are.
    pub figure: Figure,
    /// How many bodies have no card any more.
    pub bodies: usize,
    /// How many lines at them are not drawn, other than those that say what they are inside of.
    pub lines: usize,
}

/// Folds a figure. The cards in `keep`, those that are emphasised and those that say what became of a body are drawn
/// whatever happens, and so is what they are inside of.
///
/// Only what is inside another body of its own group is folded into it: a frame says where a body belongs, which a name on
/// a card in another frame does not. Cost: linear in cards and edges for each level.
#[must_use]
pub fn fold(figure: Figure, how: Fold, keep: &[CardIndex]) -> Folded {
    let mut plan = Plan::of(&figure, keep);
    match how {
        Fold::Never => {}
        Fold::Levels(levels) => plan.below(levels.max(1)),
        Fold::Auto => plan.until_legible(&figure),
    }
    plan.carried_out(figure)
}

/// Where every card goes.
struct Plan {
    /// The edge that says what each is inside of, in its own group.
    inside_edges: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    /// How many bodies each is inside of.
    depth: Vec<usize>,
    /// How many lines each has.
    lines: Vec<usize>,
    kept: Vec<bool>,
    fate: Vec<Fate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Drawn,
    /// A name on the card of what it is inside of.
    Listed,
    /// A name on a card for all those of its group that have no line.
    Gathered,
}

impl Plan {
    fn of(figure: &Figure, keep: &[CardIndex]) -> Self {
        let count = figure.cards.len();
        let forest = Forest::of(figure);
        let parent = |card: usize| forest.parent(card).filter(|parent| parent.sub_board);
        let above: Vec<Option<usize>> = (0..count).map(|card| parent(card).map(|parent| parent.card)).collect();
        let inside_edges = (0..count).map(|card| parent(card).map(|parent| parent.edge)).collect();
        let roots: Vec<usize> = (0..count).filter(|&card| forest.is_root(card)).collect();
        let (mut depth, mut children) = (vec![0; count], vec![Vec::new(); count]);
        for card in forest.downwards(&roots) {
            depth[card] = above[card].map_or(0, |above| depth[above] + 1);
        }
        (0..count).for_each(|card| above[card].into_iter().for_each(|above: usize| children[above].push(card)));
        let mut lines = vec![0; count];
        for (from, to) in figure.edges.iter().filter_map(|edge| figure.ends(edge)) {
            lines[from] += 1;
            lines[to] += 1;
        }
        let mut kept = vec![false; count];
        // What has become of a body, and why it stands out, cannot be told by its name alone.
        let told = (0..count).filter(|&card| figure.cards[card].mark.is_some() || figure.cards[card].emphasised);
        for card in keep.iter().map(|card| card.position()).filter(|card| *card < count).chain(told) {
            let path = std::iter::successors(Some(card), |&card| above[card]);
            path.for_each(|card| kept[card] = true);
        }
        Self { inside_edges, children, depth, lines, kept, fate: vec![Fate::Drawn; count] }
    }

    fn below(&mut self, levels: usize) {
        for card in (0..self.fate.len()).filter(|&card| self.depth[card] >= levels && !self.kept[card]) {
            self.fate[card] = Fate::Listed;
        }
    }

    fn until_legible(&mut self, figure: &Figure) {
        for above in 0..self.fate.len() {
            let is_bare = |&&card: &&usize| {
                let nothing_else = figure.cards[card].rows.is_empty() && figure.cards[card].more == 0;
                self.children[card].is_empty() && self.lines[card] == 1 && nothing_else && !self.kept[card]
            };
            let bare: Vec<usize> = self.children[above].iter().filter(is_bare).copied().collect();
            if bare.len() > MOST_LEAVES {
                bare.into_iter().for_each(|card| self.fate[card] = Fate::Listed);
            }
        }
        let is_drawn = |plan: &Self, card: usize, levels: usize| {
            plan.fate[card] == Fate::Drawn && (plan.depth[card] < levels || plan.kept[card])
        };
        let drawn =
            |plan: &Self, levels: usize| (0..plan.fate.len()).filter(|&card| is_drawn(plan, card, levels)).count();
        let deepest = self.depth.iter().max().map_or(0, |deepest| deepest + 1);
        let fits = (1..=deepest).rev().find(|&levels| drawn(self, levels) <= MOST_CARDS);
        self.below(fits.unwrap_or(1));
        if fits.is_none() && deepest > 0 {
            self.gather(figure);
        }
    }

    fn gather(&mut self, figure: &Figure) {
        let is_alone = |&card: &usize| self.lines[card] == 0 && self.fate[card] == Fate::Drawn && !self.kept[card];
        let mut alone: Vec<Vec<usize>> = vec![Vec::new(); figure.groups.len() + 1];
        for card in (0..self.fate.len()).filter(is_alone) {
            alone[slot(figure, card)].push(card);
        }
        for card in alone.into_iter().filter(|alone| alone.len() > MOST_LEAVES).flatten() {
            self.fate[card] = Fate::Gathered;
        }
    }

    fn carried_out(self, mut figure: Figure) -> Folded {
        let bodies = self.fate.iter().filter(|fate| **fate != Fate::Drawn).count();
        if bodies == 0 {
            return Folded { figure, bodies: 0, lines: 0 };
        }
        let (cards, edges) = (figure.cards.clone(), std::mem::take(&mut figure.edges));
        let ends: Vec<_> = edges.iter().map(|edge| figure.ends(edge)).collect();
        let mut gathered: Vec<Vec<usize>> = vec![Vec::new(); figure.groups.len() + 1];
        for card in (0..cards.len()).filter(|&card| self.fate[card] == Fate::Gathered) {
            gathered[slot(&figure, card)].push(card);
        }
        let slots: Vec<usize> = (0..cards.len()).map(|card| slot(&figure, card)).collect();
        figure.cards.clear();
        let mut index: Vec<Option<CardIndex>> = vec![None; cards.len()];
        for (at, card) in cards.iter().enumerate() {
            match self.fate[at] {
                Fate::Drawn => {
                    let mut card = card.clone();
                    self.list(at, &cards, &mut card.folded);
                    index[at] = Some(figure.add_card(card));
                }
                // All of them where the first one was.
                Fate::Gathered if gathered[slots[at]].first() == Some(&at) => {
                    let members = &gathered[slots[at]];
                    let mut all = Card::new("", format!("{} more bodies", members.len()), "");
                    all.subtitle = "with no line to any other".to_owned();
                    all.group = card.group;
                    all.folded = members.iter().map(|&member| Listed::of(&cards[member], 0)).collect();
                    figure.add_card(all);
                }
                Fate::Listed | Fate::Gathered => {}
            }
        }
        let mut lines = 0;
        for (at, (mut edge, ends)) in edges.into_iter().zip(ends).enumerate() {
            let Some((from, to)) = ends else { continue };
            if let (Some(from), Some(to)) = (index[from], index[to]) {
                (edge.from, edge.to) = (from, to);
                figure.add_edge(edge);
            } else if self.inside_edges[to] != Some(at) {
                lines += 1;
            }
        }
        figure.notes.push(note(bodies, lines, cards.len()));
        Folded { figure, bodies, lines }
    }

    /// What is folded into a card, each followed by what is inside it.
    fn list(&self, card: usize, cards: &[Card], into: &mut Vec<Listed>) {
        let listed = |&&card: &&usize| self.fate[card] == Fate::Listed;
        let mut open: Vec<usize> = self.children[card].iter().rev().filter(listed).copied().collect();
        while let Some(at) = open.pop() {
            into.push(Listed::of(&cards[at], self.depth[at] - self.depth[card] - 1));
            open.extend(self.children[at].iter().rev().filter(listed));
        }
    }
}

/// The group of a card, or the number of groups for a card in none.
fn slot(figure: &Figure, card: usize) -> usize {
    figure.group_of(&figure.cards[card]).unwrap_or(figure.groups.len())
}

fn note(bodies: usize, lines: usize, of: usize) -> String {
    let lines = match lines {
        0 => String::new(),
        1 => "; one more line at them is not drawn".to_owned(),
        lines => format!("; {lines} more lines at them are not drawn"),
    };
    let (are, they) = if bodies == 1 { ("is", "it is") } else { ("are", "they are") };
    format!("{bodies} of {of} bodies {are} listed on the card of what {they} inside of, and have no card{lines}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::{Edge, EdgeKind, Row};

    fn star(leaves: usize) -> (Figure, Vec<CardIndex>) {
        let mut figure = Figure::new("");
        let board = figure.add_card(Card::new("board", "Board", "board"));
        let mut cards = vec![board];
        for at in 0..leaves {
            let leaf = figure.add_card(Card::new(format!("g{at}"), format!("Group {at}"), "group"));
            figure.add_edge(Edge::new(board, leaf, EdgeKind::SubBoard));
            cards.push(leaf);
        }
        (figure, cards)
    }

    fn names(folded: &Folded) -> Vec<&str> {
        folded.figure.cards.iter().map(|card| card.id.as_str()).collect()
    }

    #[test]
    fn twelve_are_drawn_and_thirteen_are_listed() {
        let (figure, _) = star(12);
        assert_eq!(fold(figure.clone(), Fold::Auto, &[]).figure, figure);
        let folded = fold(star(13).0, Fold::Auto, &[]);
        assert_eq!((names(&folded), folded.bodies, folded.lines), (vec!["board"], 13, 0));
        let listed: Vec<&str> = folded.figure.cards[0].folded.iter().map(|body| body.title.as_str()).collect();
        assert_eq!(listed[..3], ["Group 0", "Group 1", "Group 2"]);
        assert_eq!(
            folded.figure.notes,
            ["13 of 14 bodies are listed on the card of what they are inside of, and have no card."]
        );
    }

    #[test]
    fn whoever_has_members_or_another_line_or_is_asked_for_is_drawn() {
        let (mut figure, cards) = star(20);
        figure.cards[1] = figure.cards[1].clone().row(Row::new("Police"));
        figure.add_edge(Edge::new(cards[2], cards[3], EdgeKind::Relation).label("advises"));
        let folded = fold(figure, Fold::Auto, &[cards[4]]);
        assert_eq!(names(&folded), ["board", "g0", "g1", "g2", "g3"]);
        assert_eq!((folded.bodies, folded.lines, folded.figure.edges.len()), (16, 0, 5));
    }

    #[test]
    fn lines_at_what_is_folded_are_counted() {
        let (mut figure, cards) = star(3);
        let other = figure.add_card(Card::new("other", "Other", "board"));
        figure.add_edge(Edge::new(other, cards[1], EdgeKind::SubBoard));
        figure.add_edge(Edge::new(cards[2], other, EdgeKind::Relation));
        let folded = fold(figure, Fold::Levels(1), &[]);
        assert_eq!((names(&folded), folded.lines), (vec!["board", "other"], 2));
        assert!(folded.figure.notes[0].ends_with("; 2 more lines at them are not drawn."), "{:?}", folded.figure.notes);
    }

    #[test]
    fn what_is_in_another_group_keeps_its_card() {
        let (mut figure, cards) = star(2);
        let (here, there) = (figure.add_group("here", "Here", 0), figure.add_group("there", "There", 1));
        for (card, group) in cards.iter().zip([here, here, there]) {
            figure.cards[card.position()].group = Some(group);
        }
        assert_eq!(names(&fold(figure, Fold::Levels(1), &[])), ["board", "g1"]);
    }

    #[test]
    fn a_large_chart_loses_whole_levels_and_a_list_knows_what_is_inside_what() {
        let mut figure = Figure::new("");
        let mut level = vec![figure.add_card(Card::new("0", "Root", "board"))];
        for _ in 0..4 {
            let above = std::mem::take(&mut level);
            for (at, above) in above.into_iter().flat_map(|above| [above; 5]).enumerate() {
                let id = format!("{}.{}", figure.card(above).unwrap().id, at % 5);
                let card = figure.add_card(Card::new(id.clone(), id, "group"));
                figure.add_edge(Edge::new(above, card, EdgeKind::SubBoard));
                level.push(card);
            }
        }
        // 1 + 5 + 25 + 125 are drawn, and the 625 of the next level are not.
        let folded = fold(figure.clone(), Fold::Auto, &[]);
        assert_eq!((folded.figure.cards.len(), folded.bodies), (156, 625));
        let two = fold(figure.clone(), Fold::Levels(2), &[level[7]]);
        let drawn = ["0", "0.0", "0.1", "0.2", "0.3", "0.4", "0.0.0", "0.0.0.1", "0.0.0.1.2"];
        assert_eq!(names(&two), drawn, "whoever is kept is drawn, with what it is inside of");
        let list: Vec<(&str, usize)> =
            two.figure.cards[2].folded.iter().map(|body| (body.title.as_str(), body.depth)).collect();
        assert_eq!(list[..3], [("0.1.0", 0), ("0.1.0.0", 1), ("0.1.0.0.0", 2)]);
        assert_eq!(list.len(), 5 + 25 + 125);
        let named: usize = two.figure.cards.iter().map(|card| card.folded.len()).sum();
        assert_eq!(named + drawn.len(), figure.cards.len(), "nobody is lost");
    }

    #[test]
    fn many_bodies_without_any_line_stand_together() {
        let mut figure = Figure::new("");
        let group = figure.add_group("g", "Here", 0);
        for at in 0..300 {
            figure.add_card(Card::new(at.to_string(), format!("Body {at}"), "board").in_group(group));
        }
        let folded = fold(figure.clone(), Fold::Auto, &[figure.find_card("7").unwrap()]);
        assert_eq!(folded.figure.cards.len(), 2);
        assert_eq!(
            (folded.figure.cards[0].title.as_str(), folded.figure.cards[0].folded.len()),
            ("299 more bodies", 299)
        );
        assert_eq!(folded.figure.cards[1].id, "7");
    }

    #[test]
    fn containment_in_a_circle_is_folded_once() {
        let mut figure = Figure::new("");
        let all: Vec<CardIndex> =
            ["a", "b", "c"].iter().map(|id| figure.add_card(Card::new(*id, *id, "board"))).collect();
        for at in 0..3 {
            figure.add_edge(Edge::new(all[at], all[(at + 1) % 3], EdgeKind::SubBoard));
        }
        figure.add_edge(Edge::new(all[1], all[1], EdgeKind::SubBoard));
        let folded = fold(figure, Fold::Levels(1), &[]);
        assert_eq!((names(&folded), folded.bodies, folded.lines), (vec!["a"], 2, 2));
    }

    #[test]
    fn how_much_to_fold_is_read_from_words() {
        assert_eq!("auto".parse(), Ok(Fold::Auto));
        assert_eq!("never".parse(), Ok(Fold::Never));
        assert_eq!("3".parse(), Ok(Fold::Levels(3)));
        for wrong in ["0", "", "-1", "always", "2.5"] {
            assert_eq!(wrong.parse::<Fold>(), Err(FoldError));
        }
    }
}
