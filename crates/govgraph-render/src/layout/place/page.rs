//! A page of one width: the groups of each band arranged and put onto shelves, the bands below each other.

use super::block::Arranged;
use super::forest::Forest;
use super::rank::Rank;
use super::shelf::Shelves;
use super::tree::Subtree;
use super::{Placement, gap};
use crate::figure::Figure;
use crate::layout::geometry::Rect;

/// How wide a picture is for its height, at best: as a sheet of paper on its side.
const ASPECT: f64 = 1.414;
/// So many groups of a band may change places, and share a shelf.
const MOST_ON_ONE_SHELF: usize = 4;
/// How often the tallest group of a band may grow broader.
const BROADER: usize = 5;

/// What stays the same however wide the page is.
pub(super) struct Plan<'f> {
    pub(super) figure: &'f Figure,
    pub(super) sizes: Vec<(f64, f64)>,
    pub(super) forest: Forest,
    /// The bands from top to bottom, each a list of groups; `None` is the group of the cards without one.
    pub(super) bands: Vec<Vec<Option<usize>>>,
    /// Edges as pairs of positions, those of the figure that have both ends, without loops.
    pub(super) edges: Vec<(usize, usize)>,
    /// Whether a card has any line.
    pub(super) linked: Vec<bool>,
    /// One for each group, and the last for the cards without one.
    inside: Vec<Inside>,
    /// For each band, the room for the lines that leave it downwards.
    room_below: Vec<f64>,
}

/// What is in a group.
#[derive(Debug, Clone, Default)]
pub(super) struct Inside {
    cards: Vec<usize>,
    /// The tops of its trees.
    pub(super) roots: Vec<usize>,
    /// The edges, by position, that start in it, and those of them that also end in it.
    edges_from: Vec<usize>,
    pub(super) edges: Vec<usize>,
    /// The paper that its cards take up, with air around them.
    area: f64,
}

/// One attempt.
pub(super) struct Page {
    /// The width it was packed to.
    pub(super) asked: f64,
    pub(super) score: f64,
    pub(super) placement: Placement,
    /// For each card, the shelf that its block stands on within the group, or its row below another card.
    pub(super) shelves: Vec<usize>,
    /// For each band, the shelves of its groups.
    pub(super) bands: Vec<Shelves>,
}

impl<'f> Plan<'f> {
    pub(super) fn of(figure: &'f Figure, sizes: Vec<(f64, f64)>) -> Self {
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
        let edges: Vec<(usize, usize)> = ends.filter(|(from, to)| from != to).collect();
        let mut plan = Self {
            figure,
            sizes,
            forest: Forest::of(figure),
            bands,
            edges,
            linked: vec![false; figure.cards.len()],
            inside: vec![Inside::default(); figure.groups.len() + 1],
            room_below: Vec::new(),
        };
        plan.sort_in();
        plan
    }

    /// Notes what is where, so that no group has to look at what is in the others.
    fn sort_in(&mut self) {
        let figure = self.figure;
        let slot = |card: usize| figure.group_of(&figure.cards[card]).unwrap_or(figure.groups.len());
        for (card, (width, height)) in self.sizes.iter().enumerate() {
            let inside = &mut self.inside[slot(card)];
            inside.cards.push(card);
            inside.area += (width + 60.0) * (height + 70.0);
            if self.forest.is_root(card) {
                inside.roots.push(card);
            }
        }
        let mut band_of = vec![0; self.inside.len()];
        for (at, band) in self.bands.iter().enumerate() {
            band.iter().for_each(|group| band_of[group.unwrap_or(figure.groups.len())] = at);
        }
        let mut crossing = vec![0_u32; self.bands.len()];
        for (at, (from, to)) in figure.edges.iter().enumerate().filter_map(|(at, edge)| Some((at, figure.ends(edge)?)))
        {
            (self.linked[from], self.linked[to]) = (true, true);
            let (from, to) = (slot(from), slot(to));
            self.inside[from].edges_from.push(at);
            if from == to {
                self.inside[from].edges.push(at);
            }
            if band_of[from] != band_of[to] {
                crossing[band_of[from]] += 1;
                crossing[band_of[to]] += 1;
            }
        }
        self.room_below = crossing.into_iter().map(|crossing| (f64::from(crossing) * 5.0).min(70.0)).collect();
    }

    /// What is in a group, or in none.
    pub(super) fn inside(&self, group: Option<usize>) -> &Inside {
        &self.inside[group.unwrap_or(self.figure.groups.len())]
    }

    /// The page widths worth trying: around the width that a page of this area has at that shape.
    pub(super) fn widths(&self, known: Option<f64>) -> Vec<f64> {
        if let Some(width) = known {
            return vec![width, width * 0.9, width * 1.1];
        }
        let area: f64 = self.sizes.iter().map(|(width, height)| (width + 50.0) * (height + 60.0)).sum();
        let middle = (area * ASPECT).sqrt().max(400.0);
        std::iter::successors(Some(middle * 0.6), |width| Some(width * 1.12)).take(14).collect()
    }

    pub(super) fn page(&self, rank: &Rank, asked: f64) -> Page {
        let mut placement = Placement {
            cards: vec![Rect::default(); self.sizes.len()],
            groups: vec![None; self.figure.groups.len()],
            links: vec![None; self.figure.edges.len()],
        };
        let mut shelves = vec![0; self.sizes.len()];
        let mut bands = Vec::with_capacity(self.bands.len());
        let (mut y, mut right) = (0.0, 0.0_f64);
        let mut trees = vec![Subtree::default(); self.sizes.len()];
        for (band, room_below) in self.bands.iter().zip(&self.room_below) {
            let contents = self.contents(band, rank, asked, &mut trees);
            let boxes: Vec<(f64, f64)> = contents.iter().map(|(content, frame)| frame.outer(content)).collect();
            let order = group_order(band, rank);
            let packed = Shelves::pack(&boxes, &order, asked, (gap::GROUP, gap::BAND), None);
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
            y += packed.height + gap::BAND + room_below;
            right = right.max(packed.width);
            bands.push(packed);
        }
        let (width, height) = (right.max(1.0), y.max(1.0));
        let shape = width / height / ASPECT;
        let off = shape.max(1.0 / shape) - 1.0;
        // Empty paper counts as well as a wrong shape. No logarithms or powers here or below: their last digit, and
        // with it the choice, may differ between machines.
        let score = width * height * (1.0 + 0.7 * off);
        let mut page = Page { asked, score, placement, shelves, bands };
        page.centre(self, width);
        page
    }

    /// What is in each group of a band, arranged. Alone in its band a group may fill the page.
    fn contents(
        &self,
        band: &[Option<usize>],
        rank: &Rank,
        asked: f64,
        trees: &mut [Subtree],
    ) -> Vec<(Arranged, Frame)> {
        let mut arrange = |group: Option<usize>, limit: f64| {
            let frame = Frame::of(group);
            (Arranged::of(self, group, &rank.cards, limit - 2.0 * frame.side, trees), frame)
        };
        let areas: Vec<f64> = band.iter().map(|&group| self.inside(group).area).collect();
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

    /// How far apart linked cards are, all together.
    pub(super) fn length(&self, page: &Page) -> f64 {
        let cards = &page.placement.cards;
        let apart = |&(from, to): &(usize, usize)| {
            let (a, b) = (cards[from].centre(), cards[to].centre());
            (a.x - b.x).abs() + (a.y - b.y).abs()
        };
        self.edges.iter().map(apart).sum::<f64>().max(1.0)
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
    pub(super) fn align(&mut self, plan: &Plan<'_>) {
        let width = self.bands.iter().map(|band| band.width).fold(0.0, f64::max);
        for at in 0..plan.bands.len() {
            let band = &plan.bands[at];
            if self.bands[at].widths.len() != 1 {
                continue;
            }
            let mut in_band = vec![false; plan.sizes.len()];
            for &group in band {
                plan.inside(group).cards.iter().for_each(|&card| in_band[card] = true);
            }
            let centre = |card: usize| self.placement.cards[card].centre().x;
            let wanted = plan.edges.iter().filter_map(|&(from, to)| match (in_band[from], in_band[to]) {
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
        let inside = plan.inside(group);
        inside.cards.iter().for_each(|&card| self.placement.cards[card].x += by);
        for &edge in &inside.edges_from {
            if let Some(link) = &mut self.placement.links[edge] {
                *link = link.moved(by, 0.0);
            }
        }
        if let Some(Some(rect)) = group.map(|group| self.placement.groups[group].as_mut()) {
            rect.x += by;
        }
    }
}
