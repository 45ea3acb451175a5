//! Where the parts of a matrix stand: heads above columns, names before rows, cells where they meet.

use std::collections::BTreeSet;

use super::{Figure, Panel, RowSort};
use crate::layout::Rect;
use crate::page::{Head, NARROWEST, SIDE};
use crate::text::{self, Weight};

/// Where everything stands, px from the upper left corner of the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// How wide the page is.
    pub width: f64,
    /// Below the headline and the panels: where the legend begins.
    pub foot: f64,
    /// One for each panel of the figure.
    pub panels: Vec<PlacedPanel>,
}

/// Where a panel stands.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedPanel {
    /// All of it.
    pub area: Rect,
    /// The lines of its headline, and of the line below.
    pub title: Vec<String>,
    /// The line below the headline.
    pub subtitle: Vec<String>,
    /// The names of runs of columns: which group, and where.
    pub groups: Vec<(usize, Rect)>,
    /// Which way the names of columns run.
    pub direction: Direction,
    /// One for each column.
    pub heads: Vec<PlacedHead>,
    /// One for each row.
    pub rows: Vec<PlacedRow>,
    /// One for each cell of the panel; `None`: it is left out.
    pub cells: Vec<Option<Rect>>,
    /// From where to where the cells of a row reach.
    pub body: Rect,
    /// Where the totals begin, if any row has one.
    pub totals: Option<f64>,
}

/// Which way the names of columns run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As other text, over several lines.
    Level,
    /// From the cells upwards, turned by a quarter.
    Upwards,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedHead {
    /// Where it is.
    pub rect: Rect,
    /// The lines of the name.
    pub lines: Vec<String>,
    /// The words about it, on one line.
    pub about: String,
    /// The middle of the column.
    pub middle: f64,
}

/// The name of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedRow {
    /// The whole row, from the name to the total.
    pub rect: Rect,
    /// Where the name begins.
    pub x: f64,
    /// The name, as far as there is room.
    pub name: String,
    /// The words about it, as far as there is room.
    pub about: String,
    /// Where these end.
    pub about_end: f64,
    /// How high its cells are.
    pub cell_height: f64,
}

/// Up to so many columns have names that run as other text.
const MOST_LEVEL: usize = 9;
/// Beside each other up to this width, px.
const WIDEST_PAIR: f64 = 2000.0;
/// Width by height of a page that looks well.
const BEST_SHAPE: f64 = 1.35;
const BETWEEN_PANELS: f64 = 56.0;
const BETWEEN_GROUPS: f64 = 14.0;
const GROUP_HEIGHT: f64 = 26.0;
const INDENT: f64 = 14.0;
const DEEPEST: u32 = 12;
const DOT: f64 = 16.0;
pub(super) const NAME_SIZE: f64 = 12.0;
pub(super) const ABOUT_SIZE: f64 = 10.5;
pub(super) const HEAD_SIZE: f64 = 11.0;
pub(super) const HEAD_LINE: f64 = 13.0;
pub(super) const HEAD_ABOUT_SIZE: f64 = 10.0;
pub(super) const GROUP_SIZE: f64 = 10.5;
pub(super) const TITLE_SIZE: f64 = 13.0;
pub(super) const SUBTITLE_SIZE: f64 = 10.5;
pub(super) const TOTAL_BAR: f64 = 64.0;
const TOTAL: f64 = TOTAL_BAR + 56.0;
/// A viewer without Inter may show a wider font.
const SLACK: f64 = 1.04;
/// Around the name in a head, px.
const HEAD_INSET: f64 = 5.0;
/// At the sides of a name that runs as other text, so that it does not touch its frame, px.
const LEVEL_INSET: f64 = 8.0;

/// Where everything stands.
///
/// Cost: linear in the columns, rows and cells.
#[must_use]
pub fn place(figure: &Figure) -> Placement {
    let mut panels: Vec<PlacedPanel> = figure.panels.iter().map(panel).collect();
    let widths: f64 = panels.iter().map(|panel| panel.area.width + BETWEEN_PANELS).sum::<f64>() - BETWEEN_PANELS;
    let widest = panels.iter().map(|panel| panel.area.width).fold(0.0, f64::max);
    let highest = panels.iter().map(|panel| panel.area.height).fold(1.0, f64::max);
    let heights: f64 = panels.iter().map(|panel| panel.area.height + 36.0).sum();
    // As near as can be to the shape of a page.
    let off = |width: f64, height: f64| (width.max(1.0) / height.max(1.0) / BEST_SHAPE).ln().abs();
    let is_beside = widths <= WIDEST_PAIR && off(widths, highest) <= off(widest, heights);
    let content = if is_beside { widths } else { widest };
    let width = (content + 2.0 * SIDE).max(NARROWEST).ceil();
    let top = Head::of(&figure.title, &figure.subtitle, width).height + 22.0;
    // Beside each other, cells begin at one height.
    let first_row = |panel: &PlacedPanel| panel.body.y - panel.area.y;
    let lowest = panels.iter().map(first_row).fold(0.0, f64::max);
    let (mut x, mut y, mut foot) = (SIDE, top, top);
    for panel in &mut panels {
        let drop = if is_beside { lowest - first_row(panel) } else { 0.0 };
        panel.shift(x, y + drop);
        foot = f64::max(foot, panel.area.bottom());
        if is_beside {
            x += panel.area.width + BETWEEN_PANELS;
        } else {
            y = panel.area.bottom() + 36.0;
        }
    }
    Placement { width, foot: foot + 14.0, panels }
}

impl PlacedPanel {
    fn shift(&mut self, dx: f64, dy: f64) {
        let move_rect = |rect: &mut Rect| {
            rect.x += dx;
            rect.y += dy;
        };
        move_rect(&mut self.area);
        move_rect(&mut self.body);
        self.groups.iter_mut().for_each(|(_, rect)| move_rect(rect));
        for head in &mut self.heads {
            move_rect(&mut head.rect);
            head.middle += dx;
        }
        for row in &mut self.rows {
            move_rect(&mut row.rect);
            row.x += dx;
            row.about_end += dx;
        }
        self.cells.iter_mut().flatten().for_each(move_rect);
        self.totals = self.totals.map(|x| x + dx);
    }
}

/// The sizes that depend on how much there is to show.
struct Grid {
    direction: Direction,
    /// From the left edge of a column to that of the next.
    pitch: f64,
    /// From the upper edge of a row to that of the next.
    row: f64,
    cell_width: f64,
    cell_height: f64,
    head: f64,
}

impl Grid {
    fn of(panel: &Panel) -> Self {
        let is_dense = panel.rows.len() > 36;
        if panel.columns.len() <= MOST_LEVEL {
            let names = panel.columns.iter().flat_map(|column| column.name.split_whitespace());
            let longest = names.map(|word| measured(word, Weight::SemiBold, HEAD_SIZE)).fold(0.0, f64::max);
            let least = if panel.square { 62.0 } else { 88.0 };
            let pitch = (longest + 2.0 * HEAD_INSET + 8.0).clamp(least, 116.0);
            let (row, cell_height) = match (panel.square, is_dense) {
                (true, _) => (44.0, 38.0),
                (false, true) => (26.0, 21.0),
                (false, false) => (30.0, 24.0),
            };
            let (cell_width, room) = (pitch - 8.0, pitch - 8.0 - LEVEL_INSET);
            let height = |column: &super::Column| {
                let lines = text::wrap(&column.name, Weight::SemiBold, HEAD_SIZE, room / SLACK, 5).len();
                level_height(lines, !text::clean(&column.about).is_empty())
            };
            let head = panel.columns.iter().map(height).fold(20.0, f64::max);
            return Grid { direction: Direction::Level, pitch, row, cell_width, cell_height, head };
        }
        let (mut lines, mut head) = (1, 40.0);
        for column in &panel.columns {
            let found = text::wrap(&column.name, Weight::SemiBold, HEAD_SIZE, LONGEST_HEAD / SLACK, 2);
            let about = text::fit(&column.about, Weight::Regular, HEAD_ABOUT_SIZE, LONGEST_HEAD / SLACK);
            lines = lines.max(found.len() + usize::from(!about.is_empty()));
            let widths = found.iter().map(|line| measured(line, Weight::SemiBold, HEAD_SIZE));
            head = widths.chain([measured(&about, Weight::Regular, HEAD_ABOUT_SIZE)]).fold(head, f64::max);
        }
        let pitch: f64 = [28.0, 28.0, 36.0, 46.0][lines.min(3)];
        let (row, cell_height) = match (panel.square, is_dense) {
            (true, _) => (pitch.min(34.0), pitch.min(34.0) - 4.0),
            (false, true) => (24.0, 19.0),
            (false, false) => (28.0, 22.0),
        };
        let head = head + 2.0 * HEAD_INSET;
        Grid { direction: Direction::Upwards, pitch, row, cell_width: pitch - 4.0, cell_height, head }
    }
}

/// A name that runs upwards is on a line of this length at most.
const LONGEST_HEAD: f64 = 168.0;

/// The width that a text may take in a viewer without Inter.
fn measured(text: &str, weight: Weight, size: f64) -> f64 {
    text::width(&text::clean(text), weight, size) * SLACK
}

/// A panel at the upper left corner.
fn panel(panel: &Panel) -> PlacedPanel {
    let grid = Grid::of(panel);
    let names = Names::of(panel);
    let left = names.width();
    let (xs, groups, columns_end) = columns(panel, &grid, left);
    let has_totals = panel.rows.iter().any(|row| row.total.is_some());
    let totals = has_totals.then_some(columns_end + 14.0);
    let title = measured(&panel.title, Weight::SemiBold, TITLE_SIZE);
    let least = title.max(measured(&panel.subtitle, Weight::Regular, SUBTITLE_SIZE)).min(300.0);
    let inner = if has_totals { columns_end + 14.0 + TOTAL } else { columns_end };
    let groups_end = groups.iter().map(|(_, rect)| rect.right()).fold(0.0, f64::max);
    let width = inner.max(groups_end).max(least).max(120.0);

    let title = text::wrap(&panel.title, Weight::SemiBold, TITLE_SIZE, width / SLACK, 2);
    let subtitle = text::wrap(&panel.subtitle, Weight::Regular, SUBTITLE_SIZE, width / SLACK, 3);
    let count = |lines: &[String]| f64::from(u32::try_from(lines.len()).unwrap_or(0));
    let mut top = count(&title) * 18.0 + count(&subtitle) * 15.0;
    if top > 0.0 {
        top += 12.0;
    }
    let head_top = top + if groups.is_empty() { 0.0 } else { GROUP_HEIGHT };
    let groups = groups.into_iter().map(|(group, rect)| (group, Rect { y: top, ..rect })).collect();
    let body_top = head_top + if panel.columns.is_empty() { 0.0 } else { grid.head + 6.0 };

    let heads = panel.columns.iter().zip(&xs).map(|(column, &x)| head(column, &grid, x, head_top)).collect();
    let rows = rows(panel, &grid, &names, inner, body_top);
    let bottom = rows.last().map_or(body_top, |row: &PlacedRow| row.rect.bottom());
    let mut taken = BTreeSet::new();
    let cells = panel.cells.iter().map(|cell| {
        let (row, x) = (rows.get(cell.row)?, xs.get(cell.column)?);
        if !taken.insert((cell.row, cell.column)) {
            return None;
        }
        let y = row.rect.y + (row.rect.height - row.cell_height) / 2.0;
        let x = x + (grid.pitch - grid.cell_width) / 2.0;
        Some(Rect { x, y, width: grid.cell_width, height: row.cell_height })
    });
    PlacedPanel {
        cells: cells.collect(),
        area: Rect { x: 0.0, y: 0.0, width, height: bottom },
        title,
        subtitle,
        groups,
        direction: grid.direction,
        heads,
        body: Rect { x: left, y: body_top, width: columns_end - left, height: bottom - body_top },
        rows,
        totals,
    }
}

/// The left edges of columns, the names above runs of them, and where they end.
fn columns(panel: &Panel, grid: &Grid, left: f64) -> (Vec<f64>, Vec<(usize, Rect)>, f64) {
    let (mut xs, mut groups): (Vec<f64>, Vec<(usize, Rect)>) = (Vec::new(), Vec::new());
    let (mut x, mut before) = (left, None);
    for (at, column) in panel.columns.iter().enumerate() {
        let group = column.group.filter(|&group| panel.groups.get(group).is_some_and(|name| !name.trim().is_empty()));
        if group != before && at > 0 {
            // The name of a narrow group keeps its room.
            let named = groups.last().filter(|(named, _)| Some(*named) == before).map_or(0.0, |(_, rect)| rect.right());
            x = f64::max(x, named) + BETWEEN_GROUPS;
        }
        if let Some(group) = group {
            match groups.last_mut().filter(|_| group_goes_on(before, group)) {
                Some((_, rect)) => rect.width = rect.width.max(x + grid.pitch - rect.x),
                None => {
                    // Capitals stand 0.8 px apart, which the measure does not know.
                    let name = panel.groups[group].to_uppercase();
                    let name = measured(&name, Weight::SemiBold, GROUP_SIZE) * 1.12 + 4.0;
                    let width = grid.pitch.max(name.min(200.0));
                    groups.push((group, Rect { x, y: 0.0, width, height: GROUP_HEIGHT }));
                }
            }
        }
        xs.push(x);
        x += grid.pitch;
        before = group;
    }
    (xs, groups, x)
}

fn group_goes_on(before: Option<usize>, group: usize) -> bool {
    before == Some(group)
}

fn head(column: &super::Column, grid: &Grid, x: f64, top: f64) -> PlacedHead {
    let (room, most, about_room) = match grid.direction {
        Direction::Level => (grid.cell_width - LEVEL_INSET, 5, grid.cell_width - LEVEL_INSET),
        Direction::Upwards => (grid.head - 2.0 * HEAD_INSET, 2, grid.head - 2.0 * HEAD_INSET),
    };
    let lines = text::wrap(&column.name, Weight::SemiBold, HEAD_SIZE, room / SLACK, most);
    let about = text::fit(&column.about, Weight::Regular, HEAD_ABOUT_SIZE, about_room / SLACK);
    let height = match grid.direction {
        Direction::Level => level_height(lines.len(), !about.is_empty()),
        Direction::Upwards => {
            let widths = lines.iter().map(|line| measured(line, Weight::SemiBold, HEAD_SIZE));
            widths.fold(measured(&about, Weight::Regular, HEAD_ABOUT_SIZE), f64::max) + 2.0 * HEAD_INSET
        }
    };
    // Heads stand on the cells, so that a short name is near its column.
    let rect = Rect {
        x: x + (grid.pitch - grid.cell_width) / 2.0,
        y: top + grid.head - height.min(grid.head),
        width: grid.cell_width,
        height: height.min(grid.head),
    };
    PlacedHead { rect, lines, about, middle: x + grid.pitch / 2.0 }
}

/// How high a head of some lines is.
fn level_height(lines: usize, has_about: bool) -> f64 {
    let about = if has_about { 16.0 } else { 0.0 };
    f64::from(u32::try_from(lines.max(1)).unwrap_or(1)) * HEAD_LINE + about + 2.0 * HEAD_INSET
}

/// How much room names take before the cells.
struct Names {
    dot: f64,
    name: f64,
    about: f64,
}

impl Names {
    const INSET: f64 = 8.0;
    const WIDEST: f64 = 350.0;

    fn of(panel: &Panel) -> Self {
        let dot = if panel.rows.iter().any(|row| !row.kind.trim().is_empty()) { DOT } else { 0.0 };
        let name = |row: &super::Row| indent(row) + measured(&row.name, weight(row.sort), NAME_SIZE);
        let about = |row: &super::Row| measured(&row.about, Weight::Regular, ABOUT_SIZE);
        let name = panel.rows.iter().map(name).fold(60.0, f64::max);
        // Of a square the names stand above the columns too.
        let name = name.min(if panel.square { 200.0 } else { Self::WIDEST });
        let about = panel.rows.iter().map(about).fold(0.0, f64::max).min(140.0);
        Names { dot, name, about }
    }

    /// From the left edge to the cells.
    fn width(&self) -> f64 {
        let about = if self.about > 0.0 { self.about + 14.0 } else { 0.0 };
        (Self::INSET + self.dot + self.name + about + 10.0).ceil()
    }
}

fn indent(row: &super::Row) -> f64 {
    f64::from(row.indent.min(DEEPEST)) * INDENT
}

pub(super) fn weight(sort: RowSort) -> Weight {
    match sort {
        RowSort::Plain | RowSort::Gap => Weight::Regular,
        RowSort::Summary => Weight::SemiBold,
    }
}

fn rows(panel: &Panel, grid: &Grid, names: &Names, width: f64, top: f64) -> Vec<PlacedRow> {
    let mut y = top;
    let mut before = RowSort::Plain;
    let placed = panel.rows.iter().map(|row| {
        let is_summary = row.sort == RowSort::Summary;
        if is_summary && before != RowSort::Summary {
            y += 6.0;
        }
        before = row.sort;
        let height = if is_summary { grid.row.min(24.0) } else { grid.row };
        let rect = Rect { x: 0.0, y, width, height };
        y += height;
        let x = Names::INSET + names.dot + indent(row);
        let about = text::fit(&row.about, Weight::Regular, ABOUT_SIZE, names.about / SLACK);
        // A name may take the room of words that are not there.
        let free = if about.is_empty() && names.about > 0.0 { names.about + 14.0 } else { 0.0 };
        let room = (names.name - indent(row) + free).max(20.0);
        PlacedRow {
            rect,
            x,
            name: text::fit(&row.name, weight(row.sort), NAME_SIZE, room / SLACK),
            about,
            about_end: names.width() - 10.0,
            cell_height: if is_summary { height - 4.0 } else { grid.cell_height },
        }
    });
    placed.collect()
}
