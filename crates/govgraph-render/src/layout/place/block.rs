//! What is inside a group: succession chains from left to right, each card with its tree below it, on shelves.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::forest::Forest;
use super::page::Plan;
use super::shelf::Shelves;
use super::tree::{Subtree, subtrees};
use super::{Link, Placement, gap};
use crate::figure::{EdgeKind, Figure};
use crate::layout::geometry::Rect;
use crate::layout::route::label_width;

/// The content of a group, placed from (0, 0).
pub(crate) struct Arranged {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Every card of the group with the shelf its block stands on, or below another one with its row.
    pub(crate) shelf_of: Vec<(usize, usize)>,
    cards: Vec<(usize, Rect)>,
    links: Vec<(usize, Link)>,
}

/// So much stays on one row however narrow the page is, px: four cards.
const UNBROKEN: f64 = 980.0;

/// Trees joined by succession.
struct Block {
    width: f64,
    height: f64,
    trees: Vec<(usize, f64, f64)>,
}

impl Arranged {
    /// Arranges the trees below `roots` to about `limit` px of width.
    pub(crate) fn of(plan: &Plan<'_>, group: Option<usize>, rank: &[f64], limit: f64, trees: &mut [Subtree]) -> Self {
        let Plan { figure, forest, sizes, .. } = plan;
        let inside = plan.inside(group);
        let mut roots = inside.roots.clone();
        roots.sort_by(|&a, &b| rank[a].total_cmp(&rank[b]));
        // Only many children or successors are broken into rows: on a small page they would lose their shape.
        let row = limit.max(UNBROKEN);
        subtrees(figure, forest, sizes, &roots, rank, row, trees);
        let successions = successions(figure, forest, &inside.edges);
        let blocks: Vec<Block> = components(&roots, &successions)
            .into_iter()
            .map(|(members, successions)| block(&members, &successions, trees, sizes, row))
            .collect();
        let mut order = by_links(figure, forest, &inside.edges, &blocks);
        // Cards without any line fill what the others leave free.
        let alone = |block: &Block| matches!(block.trees[..], [(root, ..)] if !plan.linked[root]);
        let loose: Vec<bool> = blocks.iter().map(alone).collect();
        order.sort_by_key(|&at| loose[at]);
        let boxes: Vec<(f64, f64)> = blocks.iter().map(|block| (block.width, block.height)).collect();
        let shelves = Shelves::pack(&boxes, &order, limit, (gap::BLOCK, gap::BLOCK), Some(&loose));
        let all_alike = boxes.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let mut arranged = Self {
            width: shelves.width,
            height: shelves.height,
            shelf_of: Vec::new(),
            cards: Vec::new(),
            links: Vec::new(),
        };
        for (at, block) in blocks.iter().enumerate() {
            let shelf = shelves.shelf_of[at];
            // Cards of one size form a grid; blocks of any size look best in the middle.
            let shift = if all_alike { 0.0 } else { (shelves.width - shelves.widths[shelf]) / 2.0 };
            let (left, top) = (shelves.places[at].0 + shift, shelves.places[at].1);
            for &(root, x, y) in &block.trees {
                arranged.add_tree(forest, sizes, trees, root, (left + x, top + y), shelf);
            }
        }
        arranged
    }

    fn add_tree(
        &mut self,
        forest: &Forest,
        sizes: &[(f64, f64)],
        trees: &[Subtree],
        root: usize,
        at: (f64, f64),
        shelf: usize,
    ) {
        let mut open = vec![(root, at, shelf)];
        while let Some((card, (left, top), shelf)) = open.pop() {
            let tree = &trees[card];
            let (width, height) = sizes[card];
            self.cards.push((card, Rect { x: left + tree.card_x, y: top, width, height }));
            self.shelf_of.push((card, shelf));
            for kid in &tree.kids {
                let link = kid.link.map(|link| link.moved(left, top));
                if let (Some(link), Some(parent)) = (link, forest.parent(kid.card)) {
                    self.links.push((parent.edge, link));
                }
                open.push((kid.card, (left + kid.x, top + kid.y), kid.row));
            }
        }
    }

    /// Writes the places down, with (0, 0) at the given point.
    pub(crate) fn put(&self, x: f64, y: f64, placement: &mut Placement) {
        for &(card, rect) in &self.cards {
            placement.cards[card] = Rect { x: rect.x + x, y: rect.y + y, ..rect };
        }
        for &(edge, link) in &self.links {
            placement.links[edge] = Some(link.moved(x, y));
        }
    }
}

/// A succession between two trees of the group, and the room its words need.
struct Succession {
    from: usize,
    to: usize,
    room: f64,
}

fn successions(figure: &Figure, forest: &Forest, edges: &[usize]) -> Vec<Succession> {
    let edges = edges.iter().map(|&edge| &figure.edges[edge]).filter(|edge| edge.kind == EdgeKind::Succession);
    let between = edges.filter_map(|edge| {
        let (from, to) = figure.ends(edge)?;
        let (from, to) = (forest.root_of(from), forest.root_of(to));
        let room = if edge.label.is_empty() { 48.0 } else { label_width(&edge.label) + 40.0 };
        (from != to).then_some(Succession { from, to, room })
    });
    between.collect()
}

/// The trees that succession joins, each set and the sets themselves in the order of the roots, with its successions.
fn components<'s>(roots: &[usize], successions: &'s [Succession]) -> Vec<(Vec<usize>, Vec<&'s Succession>)> {
    let position: BTreeMap<usize, usize> = roots.iter().enumerate().map(|(at, &root)| (root, at)).collect();
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); roots.len()];
    for succession in successions {
        let (from, to) = (position[&succession.from], position[&succession.to]);
        next[from].push(to);
        next[to].push(from);
    }
    let mut component = vec![usize::MAX; roots.len()];
    let mut count = 0;
    for start in 0..roots.len() {
        if component[start] != usize::MAX {
            continue;
        }
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            if component[at] == usize::MAX {
                component[at] = count;
                open.extend(&next[at]);
            }
        }
        count += 1;
    }
    let mut sets = vec![(Vec::new(), Vec::new()); count];
    roots.iter().zip(&component).for_each(|(&root, &set)| sets[set].0.push(root));
    successions.iter().for_each(|found| sets[component[position[&found.from]]].1.push(found));
    sets
}

/// Lays a component out in columns: whoever succeeds stands right of whom it succeeds.
fn block(members: &[usize], successions: &[&Succession], trees: &[Subtree], sizes: &[(f64, f64)], limit: f64) -> Block {
    let column_of = columns(members, successions);
    let count = column_of.values().max().map_or(0, |last| last + 1);
    let mut columns = vec![Vec::new(); count];
    members.iter().for_each(|member| columns[column_of[member]].push(*member));
    let stacked = |column: &[usize]| {
        let heights: f64 = column.iter().map(|&root| trees[root].height).sum();
        heights + gap::BESIDE * (column.len().max(1) - 1) as f64
    };
    let tallest = columns.iter().map(|column| stacked(column)).fold(0.0, f64::max);
    let single = columns.iter().all(|column| column.len() == 1);
    let mut gaps = vec![gap::BLOCK; count];
    for found in successions.iter().filter(|found| column_of[&found.from] + 1 == column_of[&found.to]) {
        // Words need room between the cards themselves, not between the trees below them.
        let (from, to) = (&trees[found.from], &trees[found.to]);
        let behind = from.width - from.card_x - sizes[found.from].0;
        let gap = &mut gaps[column_of[&found.to]];
        *gap = gap.max(found.room - behind - to.card_x);
    }
    let mut block = Block { width: 0.0, height: 0.0, trees: Vec::new() };
    let (mut x, mut y, mut line_height) = (0.0, 0.0, 0.0_f64);
    for (column, gap_before) in columns.iter().zip(gaps) {
        let width = column.iter().map(|&root| trees[root].width).fold(0.0, f64::max);
        if x > 0.0 {
            x += gap_before;
            if x + width > limit {
                (x, y, line_height) = (0.0, y + line_height + gap::BLOCK + 16.0, 0.0);
            }
        }
        // Chains are aligned at the top, where their lines run straight; merging ones in the middle.
        let mut top = if single { y } else { y + (tallest - stacked(column)) / 2.0 };
        for &root in column {
            block.trees.push((root, x + (width - trees[root].width) / 2.0, top));
            top += trees[root].height + gap::BESIDE;
        }
        line_height = line_height.max(top - gap::BESIDE - y);
        x += width;
        block.width = block.width.max(x);
        block.height = block.height.max(y + line_height);
    }
    block
}

/// The members by how many steps of succession lead to them. In a cycle the first in order counts as its start.
fn columns(members: &[usize], successions: &[&Succession]) -> BTreeMap<usize, usize> {
    let position: BTreeMap<usize, usize> = members.iter().enumerate().map(|(at, &member)| (member, at)).collect();
    let mut waiting = vec![0_usize; members.len()];
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
    for found in successions {
        let (from, to) = (position[&found.from], position[&found.to]);
        waiting[to] += 1;
        next[from].push(to);
    }
    let mut open: BTreeSet<usize> = (0..members.len()).collect();
    let mut ready: BTreeSet<usize> = open.iter().copied().filter(|&at| waiting[at] == 0).collect();
    let mut column = vec![0_usize; members.len()];
    while let Some(at) = ready.pop_first().or_else(|| open.first().copied()) {
        open.remove(&at);
        for &to in next[at].iter().filter(|&to| open.contains(to)) {
            column[to] = column[to].max(column[at] + 1);
            waiting[to] -= 1;
            if waiting[to] == 0 {
                ready.insert(to);
            }
        }
    }
    // A column can be empty behind a cycle; nobody should see a hole there.
    let used: BTreeSet<usize> = column.iter().copied().collect();
    let dense: BTreeMap<usize, usize> = used.into_iter().enumerate().map(|(at, column)| (column, at)).collect();
    members.iter().zip(column).map(|(&member, column)| (member, dense[&column])).collect()
}

/// The blocks in their order, but each that is linked to one already taken comes before those that are not; and of
/// these, what belongs above the others first.
fn by_links(figure: &Figure, forest: &Forest, edges: &[usize], blocks: &[Block]) -> Vec<usize> {
    let trees =
        |(at, block): (usize, &Block)| block.trees.iter().map(move |&(root, ..)| (root, at)).collect::<Vec<_>>();
    let block_of: BTreeMap<usize, usize> = blocks.iter().enumerate().flat_map(trees).collect();
    let mut linked = vec![Vec::new(); blocks.len()];
    let mut below = vec![Vec::new(); blocks.len()];
    let mut waiting = vec![0_usize; blocks.len()];
    let edges = edges.iter().map(|&edge| &figure.edges[edge]);
    for (edge, ends) in edges.filter_map(|edge| figure.ends(edge).map(|ends| (edge, ends))) {
        let (from, to) = edge.downwards(ends);
        let (a, b) = (block_of[&forest.root_of(from)], block_of[&forest.root_of(to)]);
        if a != b {
            linked[a].push(b);
            linked[b].push(a);
            if !edge.mutual && edge.kind != EdgeKind::Succession {
                below[a].push(b);
                waiting[b] += 1;
            }
        }
    }
    let (mut order, mut taken) = (Vec::with_capacity(blocks.len()), vec![false; blocks.len()]);
    for start in 0..blocks.len() {
        if taken[start] {
            continue;
        }
        let set = reached(start, &linked);
        let first = set.iter().copied().filter(|&at| waiting[at] == 0).min().unwrap_or(start);
        // Whatever waits for something above it, and then whoever was reached first.
        let mut reached_at = BTreeMap::from([(first, 0)]);
        let mut open = BTreeSet::from([(waiting[first] > 0, 0, first)]);
        while let Some((_, _, at)) = open.pop_first() {
            taken[at] = true;
            order.push(at);
            let mut near = linked[at].clone();
            near.sort_unstable();
            for next in near {
                let arrival = reached_at.len();
                if let Entry::Vacant(entry) = reached_at.entry(next) {
                    entry.insert(arrival);
                    open.insert((waiting[next] > 0, arrival, next));
                }
            }
            for &next in &below[at] {
                waiting[next] -= 1;
                if let Some(&arrival) = reached_at.get(&next).filter(|_| waiting[next] == 0 && !taken[next]) {
                    open.remove(&(true, arrival, next));
                    open.insert((false, arrival, next));
                }
            }
        }
    }
    order
}

/// Everything that links lead to from a start.
fn reached(start: usize, linked: &[Vec<usize>]) -> BTreeSet<usize> {
    let (mut set, mut open) = (BTreeSet::from([start]), vec![start]);
    while let Some(at) = open.pop() {
        open.extend(linked[at].iter().copied().filter(|&next| set.insert(next)));
    }
    set
}
