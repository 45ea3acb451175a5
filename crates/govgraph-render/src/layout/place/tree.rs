//! A body with its sub-boards below it: children in rows, and many small ones in columns that hang off a spine.

use super::forest::Forest;
use super::{Link, gap};
use crate::figure::Figure;
use crate::layout::geometry::Point;

/// The rectangle that a card and everything below it fill.
#[derive(Debug, Clone, Default)]
pub(crate) struct Subtree {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Where the card itself starts; its top is the top of the rectangle.
    pub(crate) card_x: f64,
    pub(crate) kids: Vec<Kid>,
}

/// A child's rectangle within its parent's.
#[derive(Debug, Clone)]
pub(crate) struct Kid {
    pub(crate) card: usize,
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// Which of the rows below the parent it stands in.
    pub(crate) row: usize,
    /// How the line comes; none where it is searched for as for any other edge.
    pub(crate) link: Option<Link>,
}

/// Up to this height a card without children counts as small, px.
const SMALL: f64 = 90.0;
/// More than so many children, and the small ones among them hang in columns.
const IN_A_ROW: usize = 4;

/// What stands side by side below a card: one child with its own tree, or a column of hung ones.
struct Item {
    width: f64,
    height: f64,
    /// Where the line comes in.
    port: f64,
    kids: Vec<Kid>,
}

/// Works out the rectangles of all cards of the trees below `roots`; no row is wider than `limit` unless a single
/// child is. Entries of other cards stay as they are.
pub(crate) fn subtrees(
    figure: &Figure,
    forest: &Forest,
    sizes: &[(f64, f64)],
    roots: &[usize],
    rank: &[f64],
    limit: f64,
    trees: &mut [Subtree],
) {
    // Children before parents, and without recursion: a chain may be as long as the figure.
    for card in forest.downwards(roots).into_iter().rev() {
        trees[card] = subtree(figure, forest, sizes, trees, card, rank, limit);
    }
}

fn subtree(
    figure: &Figure,
    forest: &Forest,
    sizes: &[(f64, f64)],
    trees: &[Subtree],
    card: usize,
    rank: &[f64],
    limit: f64,
) -> Subtree {
    let (width, height) = sizes[card];
    let mut children = forest.children(card).to_vec();
    if children.is_empty() {
        return Subtree { width, height, card_x: 0.0, kids: Vec::new() };
    }
    children.sort_by(|&a, &b| rank[a].total_cmp(&rank[b]));
    let sub_board = |child: usize| forest.parent(child).is_some_and(|parent| parent.sub_board);
    let hangs = |&child: &usize| sub_board(child) && forest.children(child).is_empty() && sizes[child].1 <= SMALL;
    let (mut hung, mut standing): (Vec<usize>, Vec<usize>) = children.iter().partition(|child| hangs(child));
    if children.len() <= IN_A_ROW || hung.len() < 2 {
        (hung, standing) = (Vec::new(), children);
    }
    // Those that are not sub-boards come last, so that the line which sub-boards share runs past nobody else.
    standing.sort_by_key(|&child| !sub_board(child));
    let stand = |&child: &usize| {
        let tree = &trees[child];
        let port = tree.card_x + sizes[child].0 / 2.0;
        let kids = vec![Kid { card: child, x: 0.0, y: 0.0, row: 0, link: sub_board(child).then(Link::default) }];
        Item { width: tree.width, height: tree.height, port, kids }
    };
    let (mut items, columns) = (standing.iter().map(stand).collect::<Vec<_>>(), columns(&hung, sizes));
    let relations = items.split_off(standing.iter().filter(|&&child| sub_board(child)).count());
    items.extend(columns);
    items.extend(relations);

    let words = |child: &usize| forest.parent(*child).is_some_and(|parent| !figure.edges[parent.edge].label.is_empty());
    let first_gap = if forest.children(card).iter().any(words) { gap::BELOW_WORDS } else { gap::BELOW };
    let rows = rows(&items, limit);
    // Lines to further rows run down on the left of all rows.
    let left = if rows.len() > 1 { gap::SPINE } else { 0.0 };
    let widest = rows.iter().map(|row| row_width(&items[row.clone()])).fold(0.0, f64::max);
    let full = width.max(left + widest);
    let mut tree = Subtree { width: full, height, card_x: (full - width) / 2.0, kids: Vec::new() };
    let mut y = height + first_gap;
    for (at, row) in rows.into_iter().enumerate() {
        let row = &mut items[row];
        let mut x = left + (full - left - row_width(row)) / 2.0;
        if at == 0 {
            tree.card_x = above(row, x, width, full);
        }
        let around = (at > 0).then(|| Point::new(0.0, y - gap::BELOW + gap::BUS));
        let highest = row.iter().map(|item| item.height).fold(0.0, f64::max);
        for item in row {
            let kids = item.kids.drain(..).map(|kid| {
                let link = kid.link.map(|link| Link { around, ..link.moved(x, y) });
                Kid { x: kid.x + x, y: kid.y + y, row: at, link, ..kid }
            });
            tree.kids.extend(kids);
            x += item.width + gap::BESIDE;
        }
        tree.height = y + highest;
        y += highest + gap::BELOW;
    }
    tree
}

/// Hung cards in columns that together come near 4:3.
fn columns(hung: &[usize], sizes: &[(f64, f64)]) -> Vec<Item> {
    if hung.is_empty() {
        return Vec::new();
    }
    let rows = (hung.len() as f64 * 2.2).sqrt().ceil() as usize;
    let count = hung.len().div_ceil(rows.max(1));
    let rows = hung.len().div_ceil(count.max(1));
    let column = |cards: &[usize]| {
        let mut item = Item { width: 0.0, height: 0.0, port: 0.0, kids: Vec::new() };
        for &card in cards {
            let y = if item.kids.is_empty() { 0.0 } else { item.height + gap::HUNG };
            item.kids.push(Kid { card, x: gap::SPINE, y, row: 0, link: Some(Link { spine: Some(0.0), around: None }) });
            item.width = item.width.max(gap::SPINE + sizes[card].0);
            item.height = y + sizes[card].1;
        }
        item
    };
    hung.chunks(rows).map(column).collect()
}

/// Which items share a row.
fn rows(items: &[Item], limit: f64) -> Vec<std::ops::Range<usize>> {
    let (mut rows, mut start, mut x) = (Vec::new(), 0, 0.0);
    for (at, item) in items.iter().enumerate() {
        if at > start && x + item.width > limit {
            rows.push(start..at);
            (start, x) = (at, 0.0);
        }
        x += item.width + gap::BESIDE;
    }
    rows.push(start..items.len());
    rows
}

fn row_width(items: &[Item]) -> f64 {
    items.iter().map(|item| item.width + gap::BESIDE).sum::<f64>() - gap::BESIDE
}

/// Where a card stands over its children: in the middle between the outermost lines down.
fn above(items: &[Item], start: f64, width: f64, full: f64) -> f64 {
    let last_start = start + row_width(items) - items.last().map_or(0.0, |item| item.width);
    let first = start + items.first().map_or(0.0, |item| item.port);
    let last = last_start + items.last().map_or(0.0, |item| item.port);
    ((first + last - width) / 2.0).clamp(0.0, full - width)
}
