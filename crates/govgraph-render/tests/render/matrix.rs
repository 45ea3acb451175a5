//! Matrices: their geometry on many figures, and what they say.

use govgraph_render::layout::Rect;
use govgraph_render::matrix::{
    Cell, Column, Direction, Figure, HeadState, Look, Panel, PlacedPanel, Placement, Ring, Row, RowSort, Sign, Sure,
    place, svg,
};
use govgraph_render::text::{Weight, width};

use crate::generated::Random;
use crate::text::{HOSTILE, elements};

const NAMES: [&str; 9] = [
    "Police",
    "London Crime Reduction Board",
    "Crime and Disorder Scrutiny Committee of the London Borough of Hackney and its Neighbours",
    "Donaudampfschifffahrtsgesellschaftskapitänsaufsichtsratsvorsitzendenstellvertreter",
    "警察委員会",
    "مجلس الأمن المجتمعي",
    "e\u{301}e\u{301}e\u{301} 🚓",
    "",
    "NHS North East London Clinical Commissioning Group",
];

fn look(random: &mut Random) -> Look {
    let text = ["1", "12", "2–14?", "1+†", "", "P", "an unexpectedly long mark"][random.below(7)];
    let sure = [Sure::Yes, Sure::Possible, Sure::Proposed, Sure::Aside][random.below(4)];
    let ring = [Ring::None, Ring::Half, Ring::Whole][random.below(3)];
    Look::new(text).shade(u8::try_from(random.below(8)).expect("a small number")).sure(sure).ring(ring)
}

fn panel(random: &mut Random, rows: usize, columns: usize) -> Panel {
    let mut panel = Panel::new(NAMES[random.below(9)]);
    panel.subtitle = NAMES[random.below(9)].to_owned();
    panel.square = random.chance(25);
    panel.total = "on bodies".to_owned();
    panel.groups = vec!["national".to_owned(), "regional and much wider than that".to_owned(), String::new()];
    let states = [HeadState::Active, HeadState::Proposed, HeadState::Possible, HeadState::Ended];
    for _ in 0..columns {
        let mut column = Column::new(NAMES[random.below(9)]).state(states[random.below(4)]);
        column.about = ["", "proposed", "under review", "2006 to a time that nobody knows"][random.below(4)].to_owned();
        column.group = random.chance(60).then(|| random.below(4));
        panel.columns.push(column);
    }
    for _ in 0..rows {
        let mut row = Row::new(NAMES[random.below(9)]).indent(u32::try_from(random.below(20)).expect("a small number"));
        row.about = ["", "police force", "nobody recorded, as far as anybody knows"][random.below(3)].to_owned();
        row.kind = ["", "board"][random.below(2)].to_owned();
        row.sort = [RowSort::Plain, RowSort::Plain, RowSort::Gap, RowSort::Summary][random.below(4)];
        panel.rows.push(if random.chance(50) { row.total("3–4", 70) } else { row });
    }
    for _ in 0..random.below(rows * columns + 3) {
        // Some are at places that do not exist, some at one place.
        panel.cells.push(Cell::new(random.below(rows + 1), random.below(columns + 1), look(random)));
    }
    panel
}

fn wild(seed: u64) -> Figure {
    let mut random = Random(seed);
    let mut figure = Figure::new(NAMES[random.below(9)]);
    figure.subtitle = NAMES[random.below(9)].to_owned();
    for _ in 0..random.below(4) {
        let (rows, columns) = (random.below(50), random.below(24));
        figure.panels.push(panel(&mut random, rows, columns));
    }
    figure.explain(Sign::Cell(look(&mut random)), NAMES[random.below(9)]);
    figure.explain(Sign::Gap, NAMES[random.below(9)]);
    figure
}

fn none_overlap(name: &str, what: &str, rects: &[Rect]) {
    let mut sorted: Vec<&Rect> = rects.iter().collect();
    sorted.sort_by(|a, b| a.x.total_cmp(&b.x));
    for (at, rect) in sorted.iter().enumerate() {
        for other in sorted[at + 1..].iter().take_while(|other| other.x < rect.right()) {
            assert!(!rect.overlaps(other), "{name}: {what} overlap: {rect:?} {other:?}");
        }
    }
}

fn check(name: &str, figure: &Figure) -> Placement {
    let placement = place(figure);
    assert_eq!(placement.panels.len(), figure.panels.len());
    let page = Rect { x: 0.0, y: 0.0, width: placement.width, height: placement.foot };
    let areas: Vec<Rect> = placement.panels.iter().map(|panel| panel.area).collect();
    none_overlap(name, "panels", &areas);
    for (panel, placed) in figure.panels.iter().zip(&placement.panels) {
        assert!(page.holds(&placed.area), "{name}: a panel leaves the page");
        check_panel(name, panel, placed);
    }
    placement
}

fn check_panel(name: &str, panel: &Panel, placed: &PlacedPanel) {
    let heads: Vec<Rect> = placed.heads.iter().map(|head| head.rect).collect();
    let rows: Vec<Rect> = placed.rows.iter().map(|row| row.rect).collect();
    let groups: Vec<Rect> = placed.groups.iter().map(|(_, rect)| *rect).collect();
    let cells: Vec<Rect> = placed.cells.iter().flatten().copied().collect();
    none_overlap(name, "heads", &heads);
    none_overlap(name, "rows", &rows);
    none_overlap(name, "names of groups", &groups);
    none_overlap(name, "cells", &cells);
    for rect in heads.iter().chain(&rows).chain(&groups).chain(&cells) {
        assert!(placed.area.grown_by(0.01).holds(rect), "{name}: {rect:?} leaves its panel {:?}", placed.area);
    }
    assert!(heads.iter().all(|head| groups.iter().all(|group| !head.overlaps(group))), "{name}: a head is on a group");
    assert!(heads.iter().all(|head| rows.iter().all(|row| !head.overlaps(row))), "{name}: a head is on a row");
    for head in &placed.heads {
        let along = match placed.direction {
            Direction::Level => head.rect.width,
            Direction::Upwards => head.rect.height,
        };
        let lines = head.lines.iter().map(|line| width(line, Weight::SemiBold, 11.0));
        let widest = lines.chain([width(&head.about, Weight::Regular, 10.0)]).fold(0.0, f64::max);
        // A single character is never cut.
        assert!(widest <= along + 0.01, "{name}: a name leaves its head: {head:?}");
        let across = match placed.direction {
            Direction::Level => head.rect.height,
            Direction::Upwards => head.rect.width,
        };
        let lines = head.lines.len() + usize::from(!head.about.is_empty());
        assert!(lines as f64 * 12.0 <= across + 0.01, "{name}: more lines than there is room for: {head:?}");
    }
    for (row, at) in panel.rows.iter().zip(&placed.rows) {
        let weight = if row.sort == RowSort::Summary { Weight::SemiBold } else { Weight::Regular };
        let end = at.x + width(&at.name, weight, 12.0);
        let about = at.about_end - width(&at.about, Weight::Regular, 10.5);
        let limit = if at.about.is_empty() { placed.body.x } else { about };
        assert!(end <= limit || at.name.chars().count() <= 2, "{name}: {:?} runs into {:?}", at.name, at.about);
        assert!(at.about_end <= placed.body.x, "{name}: words run into the cells");
    }
    let mut taken = std::collections::BTreeSet::new();
    for (cell, rect) in panel.cells.iter().zip(&placed.cells) {
        let exists = cell.row < panel.rows.len() && cell.column < panel.columns.len();
        let first = exists && taken.insert((cell.row, cell.column));
        assert_eq!(rect.is_some(), first, "{name}: a cell at {} {}", cell.row, cell.column);
        if let Some(rect) = rect {
            let (row, head) = (&placed.rows[cell.row], &placed.heads[cell.column]);
            assert!(row.rect.y <= rect.y && rect.bottom() <= row.rect.bottom(), "{name}: a cell leaves its row");
            assert!((rect.centre().x - head.middle).abs() < 0.01, "{name}: a cell is not below its head");
            assert!(rect.x >= placed.body.x - 0.01, "{name}: a cell is on the names");
        }
    }
    if let (Some(totals), Some(last)) = (placed.totals, heads.last()) {
        assert!(totals >= last.right(), "{name}: totals are on the cells");
    }
}

trait Grown {
    fn grown_by(&self, by: f64) -> Rect;
}

impl Grown for Rect {
    fn grown_by(&self, by: f64) -> Rect {
        Rect { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }
}

#[test]
fn nothing_overlaps_or_leaves_its_place_in_any_matrix() {
    for seed in 0..400 {
        let figure = wild(seed);
        check(&format!("seed {seed}"), &figure);
        let document = svg(&figure);
        assert_eq!(document, svg(&figure), "the same figure gives the same bytes");
        elements(&document).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
}

/// Eighty members on sixty bodies.
fn large() -> Figure {
    let mut random = Random(7);
    let mut figure = Figure::new("Large");
    let mut panel = panel(&mut random, 0, 60);
    panel.square = false;
    panel.cells.clear();
    panel.columns.iter_mut().for_each(|column| column.group = None);
    for row in 0..80 {
        panel.rows.push(Row::new(format!("Member organisation number {row}")).about("agency").kind("agency"));
        for _ in 0..4 {
            panel.cells.push(Cell::new(row, random.below(60), Look::new("1").shade(2)));
        }
    }
    figure.panels.push(panel);
    figure
}

#[test]
fn a_large_matrix_stays_legible() {
    let placement = check("large", &large());
    assert!(placement.width < 4000.0 && placement.foot < 2600.0, "{} by {}", placement.width, placement.foot);
    let cells = placement.panels[0].cells.iter().flatten();
    assert!(cells.clone().count() > 200 && cells.clone().all(|cell| cell.width >= 24.0 && cell.height >= 18.0));
}

#[test]
fn panels_stand_beside_each_other_where_that_gives_a_page() {
    let mut random = Random(3);
    let small = Figure { panels: vec![panel(&mut random, 32, 3), panel(&mut random, 3, 3)], ..Figure::default() };
    let beside = place(&small);
    assert!(beside.panels[1].area.x > beside.panels[0].area.right());
    let wide = Figure { panels: vec![panel(&mut random, 6, 60), panel(&mut random, 6, 60)], ..Figure::default() };
    let below = place(&wide);
    assert!(below.panels[1].area.y > below.panels[0].area.bottom());
}

#[test]
fn hostile_text_adds_no_element_and_no_attribute_to_a_matrix() {
    for text in HOSTILE {
        let mut figure = Figure::new(text);
        (figure.subtitle, figure.description) = (text.to_owned(), text.to_owned());
        figure.notes.push(text.to_owned());
        let mut panel = Panel::new(text);
        (panel.subtitle, panel.total) = (text.to_owned(), text.to_owned());
        panel.groups.push(text.to_owned());
        panel.columns.push(Column::new(text).about(text).tooltip(text).in_group(0).state(HeadState::Proposed));
        panel.rows.push(Row::new(text).about(text).kind(text).tooltip(text).total(text, 50));
        panel.cells.push(Cell::new(0, 0, Look::new(text).sure(Sure::Possible)).tooltip(text));
        figure.panels.push(panel);
        for sign in [Sign::Mark(text.to_owned()), Sign::Cell(Look::new(text)), Sign::Shades, Sign::Empty] {
            figure.explain(sign, text);
        }
        let document = svg(&figure);
        let names = elements(&document).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let allowed = ["svg", "title", "desc", "style", "rect", "g", "path", "text", "circle", "defs", "pattern"];
        assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{text:?}: {names:?}");
        let odd =
            |ch: char| ch != '\n' && ch.is_control() || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!document.contains("onload=\"") && !document.contains(odd), "{text:?}");
        check(text, &figure);
    }
}

#[test]
fn a_name_that_is_cut_is_told_whole_and_a_mark_tells_what_it_is() {
    let name = "Crime and Disorder Scrutiny Committee of the London Borough of Hackney and its many Neighbours";
    let mut panel = Panel::default();
    panel.columns.extend((0..12).map(|_| Column::new(name).about("proposed")));
    panel.rows.push(Row::new(name));
    panel.cells.push(Cell::new(0, 0, Look::new("2").shade(3)));
    panel.cells.push(Cell::new(0, 1, Look::new("2").shade(3)).tooltip("two places"));
    let document = svg(&Figure { panels: vec![panel], ..Figure::default() });
    assert!(document.contains(&format!("<title>{name} (proposed)</title>")));
    assert!(document.contains(&format!("<title>{name}, {name}: 2</title>")));
    assert!(document.contains("<title>two places</title>") && document.contains('…'));
}

#[test]
fn how_sure_a_mark_is_shows_without_colour() {
    let of = |sure: Sure| {
        let mut panel = Panel::default();
        panel.columns.push(Column::new("A"));
        panel.rows.push(Row::new("B"));
        panel.cells.push(Cell::new(0, 0, Look::new("1").shade(3).sure(sure)));
        svg(&Figure { panels: vec![panel], ..Figure::default() })
    };
    assert!(
        of(Sure::Possible).contains("fill=\"url(#gg-hatch-3)\"")
            && of(Sure::Possible).contains("<pattern id=\"gg-hatch-3\"")
    );
    assert!(of(Sure::Proposed).contains("stroke-dasharray") && !of(Sure::Yes).contains("stroke-dasharray"));
    assert!(!of(Sure::Yes).contains("<pattern"), "only what occurs is defined");
}

#[test]
fn an_empty_matrix_is_still_a_document() {
    for figure in [Figure::default(), Figure { panels: vec![Panel::default()], ..Figure::new("Nobody") }] {
        let document = svg(&figure);
        assert!(document.contains("Nothing to show.") && document.contains("role=\"img\""));
        elements(&document).unwrap();
    }
}

#[test]
fn every_colour_of_a_matrix_has_a_dark_one() {
    for seed in 0..40 {
        let document = svg(&wild(seed));
        let (_, style) = document.split_once("<style>").unwrap();
        let (style, body) = style.split_once("</style>").unwrap();
        for tag in body.split('<').filter(|tag| tag.contains("fill=\"#") || tag.contains("stroke=\"#")) {
            let (_, classes) = tag.split_once("class=\"").unwrap_or_else(|| panic!("no class: {tag}"));
            let class = classes.split(['"', ' ']).next().unwrap_or_default();
            assert!(style.contains(&format!(".{class}{{")), "no dark colour: {tag}");
        }
    }
}

#[test]
fn a_matrix_survives_json() {
    let figure = wild(11);
    let text = serde_json::to_string(&figure).unwrap();
    assert_eq!(serde_json::from_str::<Figure>(&text).unwrap(), figure);
}
