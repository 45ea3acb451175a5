//! Who is placed below whom. Every card has at most one parent here, and nobody is above himself: what the records say
//! beyond that is drawn as a line, and does not decide places.

use crate::figure::{EdgeKind, Figure};

/// The cards as trees, none of which leaves its group.
pub(crate) struct Forest {
    /// The card above, and whether the line to it is a sub-board's: other relations place a card, but are routed freely.
    parents: Vec<Option<Parent>>,
    children: Vec<Vec<usize>>,
    /// The card at the top of each card's tree.
    roots: Vec<usize>,
    groups: Vec<Option<usize>>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Parent {
    pub(crate) card: usize,
    /// The edge that made it the parent.
    pub(crate) edge: usize,
    pub(crate) sub_board: bool,
}

impl Forest {
    pub(crate) fn of(figure: &Figure) -> Self {
        let count = figure.cards.len();
        let groups: Vec<Option<usize>> = figure.cards.iter().map(|card| figure.group_of(card)).collect();
        let mut forest =
            Self { parents: vec![None; count], children: vec![Vec::new(); count], roots: (0..count).collect(), groups };
        for (edge, from, to) in forest.edges_within(figure, EdgeKind::SubBoard) {
            if forest.parents[to].is_none() && forest.climb(from) != to {
                forest.adopt(Parent { card: from, edge, sub_board: true }, to);
            }
        }
        let mut in_chain = vec![false; count];
        for (_, from, to) in forest.edges_within(figure, EdgeKind::Succession) {
            (in_chain[from], in_chain[to]) = (true, true);
        }
        for (edge, from, to) in forest.edges_within(figure, EdgeKind::Relation) {
            let (from, to) = figure.edges[edge].downwards((from, to));
            let free = forest.parents[to].is_none() && !in_chain[to];
            // Only a small tree may go below a card that is itself deep in another one; a large one would tear it open.
            let fits = forest.parents[from].is_none() || forest.size_up_to(to, 4) < 4;
            if free && fits && forest.climb(from) != to {
                forest.adopt(Parent { card: from, edge, sub_board: false }, to);
            }
        }
        (0..count).for_each(|card| _ = forest.climb(card));
        forest
    }

    pub(crate) fn parent(&self, card: usize) -> Option<Parent> {
        self.parents[card]
    }

    pub(crate) fn children(&self, card: usize) -> &[usize] {
        &self.children[card]
    }

    pub(crate) fn is_parent(&self, parent: usize, child: usize) -> bool {
        self.parents[child].is_some_and(|found| found.card == parent)
    }

    pub(crate) fn is_root(&self, card: usize) -> bool {
        self.parents[card].is_none()
    }

    pub(crate) fn root_of(&self, card: usize) -> usize {
        self.roots[card]
    }

    /// The card, the one above it, and so on to the root.
    pub(crate) fn path_up(&self, card: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(card), |&at| self.parents[at].map(|parent| parent.card))
    }

    /// The cards below and including these, parents before children.
    pub(crate) fn downwards(&self, roots: &[usize]) -> Vec<usize> {
        let mut order = roots.to_vec();
        let mut next = 0;
        while next < order.len() {
            order.extend_from_slice(&self.children[order[next]]);
            next += 1;
        }
        order
    }

    /// The top of a card's tree as it is so far, with the way there made shorter for the next who asks.
    fn climb(&mut self, card: usize) -> usize {
        let mut at = card;
        while self.roots[at] != at {
            self.roots[at] = self.roots[self.roots[at]];
            at = self.roots[at];
        }
        self.roots[card] = at;
        at
    }

    fn adopt(&mut self, parent: Parent, child: usize) {
        // Whoever is adopted was the top of a tree.
        self.roots[child] = parent.card;
        self.children[parent.card].push(child);
        self.parents[child] = Some(parent);
    }

    /// The number of cards in a tree, counted no further than `limit`.
    fn size_up_to(&self, root: usize, limit: usize) -> usize {
        let mut order = vec![root];
        let mut next = 0;
        while next < order.len() && order.len() < limit {
            order.extend(self.children[order[next]].iter().take(limit));
            next += 1;
        }
        order.len()
    }

    fn edges_within(&self, figure: &Figure, kind: EdgeKind) -> Vec<(usize, usize, usize)> {
        let edges = figure.edges.iter().enumerate().filter(|(_, edge)| edge.kind == kind);
        let ends = edges.filter_map(|(at, edge)| figure.ends(edge).map(|(from, to)| (at, from, to)));
        ends.filter(|&(_, from, to)| from != to && self.groups[from] == self.groups[to]).collect()
    }
}
