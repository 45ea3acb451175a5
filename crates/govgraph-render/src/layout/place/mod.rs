//! Where cards go: a band per level, the groups of a band on shelves, and inside a group blocks on shelves.
//!
//! A block is a succession chain from left to right, each body with its sub-boards as a tree below it. The width that
//! everything is packed to is tried out, and the one that comes nearest to 4:3 is kept.

mod block;
mod forest;
mod shelf;
mod tree;

use crate::figure::Figure;
use crate::layout::geometry::{Point, Rect};
use block::Arranged;
use forest::Forest;
use shelf::Shelves;

/// Cards and groups with their places, before any line is drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Placement {
    /// As many as the figure has cards.
    pub cards: Vec<Rect>,
    /// As many as the figure has groups; none for a group without cards.
    pub groups: Vec<Option<Rect>>,
    /// As many as the figure has edges: for an edge from a card down to a sub-board that was placed below it, how the
    /// line reaches it. Those lines need no search, since the tree has kept their way free.
    pub(crate) links: Vec<Option<Link>>,
}

impl Placement {
    /// Positions that come from elsewhere: of all cards and all groups, in the order of the figure.
    #[must_use]
    pub fn new(cards: Vec<Rect>, groups: Vec<Option<Rect>>) -> Self {
        Self { cards, groups, links: Vec::new() }
    }
}

/// How a line from a card reaches a sub-board placed below it: down to a height that all the children share, and from
/// there along these turns. All are on ground that the tree keeps free.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Link {
    /// To a row that is not the first: this far to the left, and down to the height that the row shares.
    pub(crate) around: Option<Point>,
    /// To a card that hangs in a column: down at this x and to the left side of the card. None: to its top.
    pub(crate) spine: Option<f64>,
}

impl Link {
    pub(crate) fn moved(self, x: f64, y: f64) -> Self {
        Self {
            around: self.around.map(|point| Point::new(point.x + x, point.y + y)),
            spine: self.spine.map(|spine| spine + x),
        }
    }
}

/// Gaps, px.
pub(crate) mod gap {
    /// Between cards side by side.
    pub(crate) const BESIDE: f64 = 32.0;
    /// From a card down to its sub-boards.
    pub(crate) const BELOW: f64 = 44.0;
    /// As `BELOW`, where a line carries words.
    pub(crate) const BELOW_WORDS: f64 = 60.0;
    /// From a card down to the line its sub-boards share.
    pub(crate) const BUS: f64 = 19.0;
    /// Between cards that hang off a spine.
    pub(crate) const HUNG: f64 = 16.0;
    /// From a spine to its cards, and from the line around a row to the row.
    pub(crate) const SPINE: f64 = 20.0;
    /// Between blocks.
    pub(crate) const BLOCK: f64 = 48.0;
    /// Between groups side by side.
    pub(crate) const GROUP: f64 = 40.0;
    /// Between bands, before room for the lines that cross is added.
    pub(crate) const BAND: f64 = 44.0;
    /// From the frame of a group to its cards, at the sides and below.
    pub(crate) const FRAME: f64 = 22.0;
    /// As `FRAME`, above, where the label stands.
    pub(crate) const FRAME_TOP: f64 = 40.0;
}

/// How wide a picture is for its height, at best.
const ASPECT: f64 = 4.0 / 3.0;
/// So many groups of a band may change places, and share a shelf.
const MOST_ON_ONE_SHELF: usize = 4;
/// How often the tallest group of a band may grow broader.
const BROADER: usize = 5;
/// How often siblings are put into the order of what they are linked to.
const ROUNDS: usize = 3;

/// Places every card; `sizes` are width and height of each, in the order of the cards (a missing one counts as 0 by 0).
///
/// No two cards overlap, every group holds its cards, and groups of a lower band are higher up. Cards without a group
/// come last, without a frame.
#[must_use]
pub fn place(figure: &Figure, sizes: &[(f64, f64)]) -> Placement {
    let size_of = |at: usize| sizes.get(at).copied().unwrap_or_default();
    let sizes: Vec<(f64, f64)> = (0..figure.cards.len()).map(size_of).collect();
    let plan = Plan::of(figure, sizes);
    let mut rank = Rank::authored(figure);
    let mut best: Option<(f64, Page)> = None;
    for round in 0..=ROUNDS {
        let widths = plan.widths(best.as_ref().map(|(_, page)| page.asked));
        let pages = widths.into_iter().map(|width| plan.page(&rank, width));
        let Some(mut page) = pages.min_by(|a, b| a.score.total_cmp(&b.score)) else { break };
        page.align(&plan);
        let cost = page.score.max(1.0).ln() + plan.cost(&page);
        rank = plan.ranks(&page);
        if round == 0 || best.as_ref().is_some_and(|(least, _)| cost < *least) {
            best = Some((cost, page));
        }
    }
    best.map(|(_, page)| page.placement).unwrap_or_default()
}

/// What things side by side are ordered by.
struct Rank {
    cards: Vec<f64>,
    /// One for each group, and the last for the cards without one.
    groups: Vec<f64>,
}

impl Rank {
    fn authored(figure: &Figure) -> Self {
        let count = |length: usize| (0..length).map(|at| at as f64).collect();
        Self { cards: count(figure.cards.len()), groups: count(figure.groups.len() + 1) }
    }

    fn of_group(&self, group: Option<usize>) -> f64 {
        self.groups[group.unwrap_or(self.groups.len() - 1)]
    }
}

/// What stays the same however wide the page is.
struct Plan<'f> {
    figure: &'f Figure,
    sizes: Vec<(f64, f64)>,
    forest: Forest,
    /// The bands from top to bottom, each a list of groups; `None` is the group of the cards without one.
    bands: Vec<Vec<Option<usize>>>,
    /// Edges as pairs of positions, those of the figure that have both ends, without loops.
    edges: Vec<(usize, usize)>,
}

/// One attempt.
struct Page {
    /// The width it was packed to.
    asked: f64,
    score: f64,
    placement: Placement,
    /// For each card, the shelf that its block stands on within the group.
    shelves: Vec<usize>,
    /// For each band, the shelves of its groups.
    bands: Vec<Shelves>,
}

impl<'f> Plan<'f> {
    fn of(figure: &'f Figure, sizes: Vec<(f64, f64)>) -> Self {
        let mut occupied = vec![false; figure.groups.len()];
        let mut loose = false;
        for card in &figure.cards {
            match figure.group_of(card) {
                Some(group) => occupied[group] = true,
                None => loose = true,
            }
        }
        let mut order: Vec<usize> = (0..figure.groups.len()).filter(|&group| occupied[group]).collect();
        order.sort_by_key(|&group| figure.groups[group].band);
        let same_band = |a: &usize, b: &usize| figure.groups[*a].band == figure.groups[*b].band;
        let mut bands: Vec<Vec<Option<usize>>> =
            order.chunk_by(same_band).map(|band| band.iter().copied().map(Some).collect()).collect();
        if loose {
            bands.push(vec![None]);
        }
        let ends = figure.edges.iter().filter_map(|edge| figure.ends(edge));
        let edges = ends.filter(|(from, to)| from != to).collect();
        Self { figure, sizes, forest: Forest::of(figure), bands, edges }
    }

    /// The page widths worth trying: around the width that a page of this area has at 4:3.
    fn widths(&self, known: Option<f64>) -> Vec<f64> {
        if let Some(width) = known {
            return vec![width, width * 0.9, width * 1.1];
        }
        let area: f64 = self.sizes.iter().map(|(width, height)| (width + 50.0) * (height + 60.0)).sum();
        let middle = (area * ASPECT).sqrt().max(400.0);
        (0..14).map(|step| middle * 0.6 * 1.12_f64.powi(step)).collect()
    }

    fn page(&self, rank: &Rank, asked: f64) -> Page {
        let mut placement = Placement {
            cards: vec![Rect::default(); self.sizes.len()],
            groups: vec![None; self.figure.groups.len()],
            links: vec![None; self.figure.edges.len()],
        };
        let mut shelves = vec![0; self.sizes.len()];
        let mut bands = Vec::with_capacity(self.bands.len());
        let (mut y, mut right) = (0.0, 0.0_f64);
        for band in &self.bands {
            let contents = self.contents(band, rank, asked);
            let boxes: Vec<(f64, f64)> = contents.iter().map(|(content, frame)| frame.outer(content)).collect();
            let order = group_order(band, rank);
            let packed = Shelves::pack(&boxes, &order, asked, (gap::GROUP, gap::BAND), false);
            for (at, (content, frame)) in contents.iter().enumerate() {
                let (left, top) = (packed.places[at].0, packed.places[at].1 + y);
                content.put(left + frame.side, top + frame.top, &mut placement);
                for &(card, block_shelf) in &content.shelf_of {
                    shelves[card] = block_shelf;
                }
                if let Some(group) = band[at] {
                    let (width, height) = boxes[at];
                    placement.groups[group] = Some(Rect { x: left, y: top, width, height });
                }
            }
            y += packed.height + gap::BAND + self.room_below(band);
            right = right.max(packed.width);
            bands.push(packed);
        }
        let (width, height) = (right.max(1.0), y.max(1.0));
        let off = (width / height / ASPECT).ln().abs();
        // Empty paper counts as well as a wrong shape, and a tall page is worse than a broad one on a screen.
        let score = width * height * (1.0 + 0.8 * off + 0.6 * (off - 0.35).max(0.0));
        let mut page = Page { asked, score, placement, shelves, bands };
        page.centre(self, width);
        page
    }

    /// What is in each group of a band, arranged. Alone in its band a group may fill the page.
    fn contents(&self, band: &[Option<usize>], rank: &Rank, asked: f64) -> Vec<(Arranged, Frame)> {
        let arrange = |group: Option<usize>, limit: f64| {
            let frame = Frame::of(group);
            let members = self.forest.roots_of(group);
            let limit = limit - 2.0 * frame.side;
            (Arranged::of(self.figure, &self.forest, &self.sizes, members, &rank.cards, limit), frame)
        };
        let areas: Vec<f64> = band.iter().map(|&group| self.area(group)).collect();
        let all: f64 = areas.iter().sum();
        // A group gets its share of the page if that is more than a square: a few groups then fill one shelf.
        let share = |area: &f64| (area * 1.5).sqrt().max(asked * area / all).max(300.0).min(asked);
        let mut limits: Vec<f64> = areas.iter().map(share).collect();
        let mut contents: Vec<(Arranged, Frame)> =
            band.iter().zip(&limits).map(|(&group, &limit)| arrange(group, limit)).collect();
        if !(2..=MOST_ON_ONE_SHELF).contains(&band.len()) {
            return contents;
        }
        // Next to one tall group the others would stand over empty paper, so it may grow broader.
        for _ in 0..BROADER {
            let outer = |(content, frame): &(Arranged, Frame)| frame.outer(content);
            let height = |at: usize| outer(&contents[at]).1;
            let Some(tallest) = (0..band.len()).max_by(|&a, &b| height(a).total_cmp(&height(b))) else { break };
            limits[tallest] *= 1.25;
            let other = arrange(band[tallest], limits[tallest]);
            let before: f64 = contents.iter().map(|content| outer(content).0 + gap::GROUP).sum();
            let after = before - outer(&contents[tallest]).0 + outer(&other).0;
            if after > before.max(asked + gap::GROUP) {
                break;
            }
            if outer(&other).1 < height(tallest) {
                contents[tallest] = other;
            }
        }
        contents
    }

    fn area(&self, group: Option<usize>) -> f64 {
        let members = self.figure.cards.iter().zip(&self.sizes).filter(|(card, _)| self.figure.group_of(card) == group);
        members.map(|(_, (width, height))| (width + 60.0) * (height + 70.0)).sum()
    }

    /// Room for the lines that leave a band downwards.
    fn room_below(&self, band: &[Option<usize>]) -> f64 {
        let inside = |card: usize| band.contains(&self.figure.group_of(&self.figure.cards[card]));
        let crossing = self.edges.iter().filter(|(from, to)| inside(*from) != inside(*to)).count();
        (crossing as f64 * 5.0).min(70.0)
    }

    /// How far apart linked cards are, on a scale that compares with the logarithm of an area.
    fn cost(&self, page: &Page) -> f64 {
        let cards = &page.placement.cards;
        let apart = |&(from, to): &(usize, usize)| {
            let (a, b) = (cards[from].centre(), cards[to].centre());
            (a.x - b.x).abs() + (a.y - b.y).abs()
        };
        self.edges.iter().map(apart).sum::<f64>().max(1.0).ln() * 0.7
    }

    /// What is ordered by next: the mean x of the cards that something is linked to, or where it is now.
    fn ranks(&self, page: &Page) -> Rank {
        let centre = |card: usize| page.placement.cards[card].centre().x;
        let mut cards = vec![Mean::default(); self.sizes.len()];
        let mut groups = vec![Mean::default(); self.figure.groups.len() + 1];
        let group_of = |card: usize| self.figure.group_of(&self.figure.cards[card]).unwrap_or(self.figure.groups.len());
        for &(from, to) in &self.edges {
            if self.forest.is_parent(from, to) {
                continue;
            }
            for (card, other) in [(from, to), (to, from)] {
                // What links a body links the bodies above it too: the whole subtree wants to be there.
                for ancestor in self.forest.path_up(card).take(8) {
                    if self.forest.path_up(other).take(8).any(|above| above == ancestor) {
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
            // What wraps to the next shelf starts at the left again, and must stay behind.
            let shelf = if self.forest.is_root(card) { page.shelves[card] as f64 } else { 0.0 };
            shelf * far + mean.clamp(0.0, far)
        };
        Rank { cards: (0..self.sizes.len()).map(card_rank).collect(), groups: groups.collect() }
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

/// Groups keep their order where there are many of them; a few follow what they are linked to.
fn group_order(band: &[Option<usize>], rank: &Rank) -> Vec<usize> {
    let mut order: Vec<usize> = (0..band.len()).collect();
    if band.len() <= MOST_ON_ONE_SHELF {
        order.sort_by(|&a, &b| rank.of_group(band[a]).total_cmp(&rank.of_group(band[b])));
    }
    order
}

/// The room between a group's border and its cards.
#[derive(Clone, Copy)]
struct Frame {
    side: f64,
    top: f64,
}

impl Frame {
    fn of(group: Option<usize>) -> Self {
        match group {
            Some(_) => Self { side: gap::FRAME, top: gap::FRAME_TOP },
            None => Self { side: 0.0, top: 0.0 },
        }
    }

    fn outer(self, content: &Arranged) -> (f64, f64) {
        (content.width + 2.0 * self.side, content.height + self.top + self.side)
    }
}

impl Page {
    /// Puts every shelf of groups into the middle, or all of them to the left where they form a grid.
    fn centre(&mut self, plan: &Plan<'_>, width: f64) {
        for at in 0..plan.bands.len() {
            let packed = &self.bands[at];
            let shelves: Vec<f64> = packed.widths.iter().map(|shelf| (width - shelf) / 2.0).collect();
            let grid = (width - packed.width) / 2.0;
            let shift = |shelf: usize| if packed.widths.len() > 1 { grid } else { shelves[shelf] };
            let shifts: Vec<f64> = packed.shelf_of.iter().map(|&shelf| shift(shelf)).collect();
            for (&group, &shift) in plan.bands[at].iter().zip(&shifts) {
                self.shift(plan, group, shift);
            }
        }
    }

    /// Moves a band that is narrower than the page to stand above or below what it is linked to.
    fn align(&mut self, plan: &Plan<'_>) {
        let width = self.bands.iter().map(|band| band.width).fold(0.0, f64::max);
        for at in 0..plan.bands.len() {
            let band = &plan.bands[at];
            if self.bands[at].widths.len() != 1 {
                continue;
            }
            let inside = |card: usize| band.contains(&plan.figure.group_of(&plan.figure.cards[card]));
            let centre = |card: usize| self.placement.cards[card].centre().x;
            let wanted = plan.edges.iter().filter_map(|&(from, to)| match (inside(from), inside(to)) {
                (true, false) => Some(centre(to) - centre(from)),
                (false, true) => Some(centre(from) - centre(to)),
                _ => None,
            });
            let mut wanted: Vec<f64> = wanted.collect();
            wanted.sort_by(f64::total_cmp);
            let Some(&middle) = wanted.get(wanted.len() / 2) else { continue };
            let spare = (width - self.bands[at].width) / 2.0;
            let shift = middle.clamp(-spare, spare);
            for &group in band {
                self.shift(plan, group, shift);
            }
        }
    }

    fn shift(&mut self, plan: &Plan<'_>, group: Option<usize>, by: f64) {
        for (at, card) in plan.figure.cards.iter().enumerate() {
            if plan.figure.group_of(card) == group {
                self.placement.cards[at].x += by;
            }
        }
        for (at, edge) in plan.figure.edges.iter().enumerate() {
            let Some((from, _)) = plan.figure.ends(edge) else { continue };
            if plan.figure.group_of(&plan.figure.cards[from]) == group
                && let Some(link) = &mut self.placement.links[at]
            {
                *link = link.moved(by, 0.0);
            }
        }
        if let Some(Some(rect)) = group.map(|group| self.placement.groups[group].as_mut()) {
            rect.x += by;
        }
    }
}
