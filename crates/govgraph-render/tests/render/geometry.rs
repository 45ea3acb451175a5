//! What must hold for any figure whatever, checked on many.

use govgraph_render::figure::{Fate, Figure};
use govgraph_render::layout::{Layout, Line, Placement, Point, Rect, layout, route};
use govgraph_render::svg::svg;

use crate::generated::{Random, boroughs, odd, plausible, wild};
use crate::london::london;

const NEAR: f64 = 1e-6;

fn check(name: &str, figure: &Figure) -> Layout {
    let found = layout(figure);
    assert_eq!(found.cards.len(), figure.cards.len(), "{name}");
    assert_eq!(found.groups.len(), figure.groups.len(), "{name}");
    assert_eq!(found.edges.len(), figure.edges.len(), "{name}");
    let mut order: Vec<&Rect> = found.cards.iter().collect();
    order.sort_by(|a, b| a.x.total_cmp(&b.x));
    for (at, card) in order.iter().enumerate() {
        for other in order[at + 1..].iter().take_while(|other| other.x < card.right()) {
            assert!(!card.overlaps(other), "{name}: cards overlap: {card:?} {other:?}");
        }
    }
    check_groups(name, figure, &found);
    for (edge, line) in figure.edges.iter().zip(&found.edges) {
        let line = line.as_ref().unwrap_or_else(|| panic!("{name}: an edge has no line"));
        check_line(name, &found, line, edge.from.position(), edge.to.position());
        assert!(line.label.is_none() || !edge.label.is_empty(), "{name}");
    }
    found
}

fn check_groups(name: &str, figure: &Figure, found: &Layout) {
    let page = Rect { x: 0.0, y: 0.0, width: found.width, height: found.height };
    for (at, card) in figure.cards.iter().enumerate() {
        if let Some(group) = card.group {
            let frame = found.groups[group.position()].unwrap_or_else(|| panic!("{name}: a group has no frame"));
            assert!(frame.holds(&found.cards[at]), "{name}: a card leaves its group");
        }
    }
    let frames: Vec<Rect> = found.groups.iter().flatten().copied().collect();
    for (at, frame) in frames.iter().enumerate() {
        assert!(frames[at + 1..].iter().all(|other| !frame.overlaps(other)), "{name}: groups overlap");
        let strangers = figure
            .cards
            .iter()
            .zip(&found.cards)
            .filter(|(card, _)| card.group.and_then(|group| found.groups[group.position()]) != Some(*frame));
        for (_, card) in strangers {
            assert!(!frame.overlaps(card), "{name}: a card is in a group that is not its own");
        }
    }
    assert!(found.cards.iter().chain(&frames).all(|rect| page.holds(rect)), "{name}: something leaves the page");
}

fn check_line(name: &str, found: &Layout, line: &Line, from: usize, to: usize) {
    let page = Rect { x: 0.0, y: 0.0, width: found.width, height: found.height };
    let at = |point: &Point| Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 };
    assert!(line.points.len() >= 2, "{name}: a line without length");
    assert!(line.points.iter().all(|point| page.holds(&at(point))), "{name}: a line leaves the page");
    for pair in line.points.windows(2) {
        let straight = (pair[0].x - pair[1].x).abs() < NEAR || (pair[0].y - pair[1].y).abs() < NEAR;
        assert!(straight, "{name}: a line is askew: {:?}", line.points);
    }
    let ends = [(line.points.first(), from), (line.points.last(), to)];
    for (end, card) in ends.into_iter().filter_map(|(end, card)| end.map(|end| (end, found.cards[card]))) {
        assert!(on_border(end, &card), "{name}: a line ends at {end:?}, off the border of {card:?}");
    }
    if let Some(label) = &line.label {
        assert!(page.holds(&label.rect), "{name}: words leave the page");
        assert!(found.cards.iter().all(|card| !card.overlaps(&label.rect)), "{name}: words cover a card");
        let meets = line.points.windows(2).any(|pair| passes(pair, &label.rect));
        assert!(meets, "{name}: words stand away from their line");
    }
}

fn on_border(point: &Point, card: &Rect) -> bool {
    let within = |value: f64, low: f64, high: f64| value > low - NEAR && value < high + NEAR;
    let upright = (point.x - card.x).abs() < NEAR || (point.x - card.right()).abs() < NEAR;
    let level = (point.y - card.y).abs() < NEAR || (point.y - card.bottom()).abs() < NEAR;
    upright && within(point.y, card.y, card.bottom()) || level && within(point.x, card.x, card.right())
}

/// How many lines run through a card that is neither of their ends.
fn lines_through_cards(figure: &Figure, found: &Layout) -> usize {
    let through = |line: &Line, from: usize, to: usize| {
        line.points.windows(2).any(|pair| {
            let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
            let (right, bottom) = (pair[0].x.max(pair[1].x), pair[0].y.max(pair[1].y));
            found.cards.iter().enumerate().any(|(at, card)| {
                at != from
                    && at != to
                    && x < card.right()
                    && card.x < right.max(x + NEAR)
                    && y < card.bottom()
                    && card.y < bottom.max(y + NEAR)
            })
        })
    };
    let lines = figure.edges.iter().zip(found.edges.iter().flatten());
    lines.filter(|(edge, line)| through(line, edge.from.position(), edge.to.position())).count()
}

#[test]
fn five_hundred_figures_keep_every_promise_however_odd_their_links_and_names_are() {
    for seed in 0..500 {
        let figure = if seed % 2 == 0 { wild(seed) } else { odd(seed) };
        let found = check(&format!("wild {seed}"), &figure);
        assert_eq!(lines_through_cards(&figure, &found), 0, "wild {seed}: a line runs through a card");
    }
}

#[test]
fn plausible_figures_keep_every_promise_and_their_lines_go_around_cards() {
    for seed in 0..20 {
        let figure = plausible(seed, 10 + seed as usize * 6, 1 + seed as usize % 7);
        let found = check(&format!("plausible {seed}"), &figure);
        assert_eq!(lines_through_cards(&figure, &found), 0, "plausible {seed}: a line runs through a card");
        let aspect = found.width / found.height;
        assert!((0.3..4.0).contains(&aspect), "plausible {seed}: {aspect}");
    }
}

#[test]
fn the_chart_of_london_has_every_label_and_few_crossings() {
    let figure = london();
    let found = check("london", &figure);
    assert_eq!(lines_through_cards(&figure, &found), 0);
    let labelled = figure.edges.iter().zip(found.edges.iter().flatten());
    assert!(labelled.clone().all(|(edge, line)| edge.label.is_empty() || line.label.is_some()));
    let aspect = found.width / found.height;
    assert!((0.75..1.8).contains(&aspect), "{aspect}");
    let labels: Vec<Rect> = labelled.filter_map(|(_, line)| line.label.as_ref().map(|label| label.rect)).collect();
    for (at, label) in labels.iter().enumerate() {
        assert!(labels[at + 1..].iter().all(|other| !label.overlaps(other)), "words on words");
    }
}

/// Words that are missing, or that a line other than their own runs through or by.
fn words_astray(figure: &Figure, found: &Layout) -> Vec<String> {
    let mut astray = Vec::new();
    for (at, (edge, line)) in figure.edges.iter().zip(&found.edges).enumerate() {
        let label = line.as_ref().and_then(|line| line.label.as_ref());
        let Some(label) = label else {
            if !edge.label.is_empty() {
                astray.push(format!("`{}` of edge {at} is not shown", edge.label));
            }
            continue;
        };
        let others = found.edges.iter().enumerate().filter(|&(other, _)| other != at);
        for (other, line) in others.filter_map(|(other, line)| line.as_ref().map(|line| (other, line))) {
            if line.points.windows(2).any(|pair| passes(pair, &label.rect)) {
                astray.push(format!("`{}` of edge {at} lies on edge {other}", edge.label));
            }
            if line.label.as_ref().is_some_and(|other| other.rect.overlaps(&label.rect)) {
                astray.push(format!("`{}` of edge {at} lies on the words of edge {other}", edge.label));
            }
        }
    }
    astray
}

fn passes(pair: &[Point], rect: &Rect) -> bool {
    let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
    let (right, bottom) = (pair[0].x.max(pair[1].x), pair[0].y.max(pair[1].y));
    x <= rect.right() && rect.x <= right && y <= rect.bottom() && rect.y <= bottom
}

#[test]
fn every_label_is_shown_and_no_other_line_runs_through_it() {
    let figure = london();
    assert_eq!(words_astray(&figure, &layout(&figure)), Vec::<String>::new());
    for seed in 0..300 {
        let figure = plausible(1000 + seed, 8 + seed as usize % 33, 1 + seed as usize % 5);
        let found = check(&format!("mid-size {seed}"), &figure);
        assert_eq!(words_astray(&figure, &found), Vec::<String>::new(), "mid-size {seed}");
        assert_eq!(lines_through_cards(&figure, &found), 0, "mid-size {seed}: a line runs through a card");
    }
}

#[test]
fn many_small_groups_do_not_become_a_strip() {
    let found = check("boroughs", &boroughs());
    let aspect = found.width / found.height;
    assert!((0.8..2.0).contains(&aspect), "{aspect}");
}

#[test]
fn two_thousand_cards_are_laid_out() {
    check("two thousand", &plausible(3, 2000, 12));
    check("two thousand in one group", &plausible(4, 2000, 1));
}

#[test]
fn long_chains_and_wide_fans_are_laid_out() {
    use govgraph_render::figure::{Card, Edge, EdgeKind};
    for kind in [EdgeKind::Succession, EdgeKind::SubBoard, EdgeKind::Relation] {
        for fan in [false, true] {
            let mut figure = Figure::new("");
            let cards: Vec<_> =
                (0..1000).map(|at| figure.add_card(Card::new(at.to_string(), "Body", "board"))).collect();
            for at in 1..cards.len() {
                figure.add_edge(Edge::new(cards[if fan { 0 } else { at - 1 }], cards[at], kind));
            }
            check(&format!("{kind:?}, fan: {fan}"), &figure);
        }
    }
}

#[test]
fn lines_are_drawn_between_positions_that_come_from_elsewhere() {
    for seed in 0..60 {
        let figure = wild(seed);
        let mut random = Random(seed);
        let mut anywhere = |_| Rect {
            x: random.below(900) as f64,
            y: random.below(900) as f64,
            width: 204.0,
            height: 40.0 + random.below(90) as f64,
        };
        let cards = (0..figure.cards.len()).map(&mut anywhere).collect();
        let found = route(&figure, Placement::new(cards, Vec::new()));
        for (edge, line) in figure.edges.iter().zip(found.edges.iter().flatten()) {
            check_line(&format!("anywhere {seed}"), &found, line, edge.from.position(), edge.to.position());
        }
    }
}

#[test]
fn whom_one_reports_to_and_who_oversees_one_is_above() {
    use govgraph_render::figure::{Card, Edge, EdgeKind};
    let mut figure = Figure::new("");
    let group = figure.add_group("london", "London", 0);
    let mut add = |name: &str| figure.add_card(Card::new(name, name, "board").in_group(group));
    let (partnership, board, panel, former) = (add("partnership"), add("board"), add("panel"), add("former"));
    figure.add_edge(Edge::new(partnership, board, EdgeKind::Relation).label("reports to").upward(true));
    figure.add_edge(Edge::new(partnership, panel, EdgeKind::Relation).label("oversees"));
    figure.add_edge(Edge::new(former, partnership, EdgeKind::Succession).label("replaced 2009"));
    let found = layout(&figure);
    let card = |index: govgraph_render::figure::CardIndex| found.cards[index.position()];
    assert!(card(board).bottom() < card(partnership).y, "{:?}", found.cards);
    assert!(card(partnership).bottom() < card(panel).y, "{:?}", found.cards);
}

#[test]
fn the_same_figure_gives_the_same_bytes() {
    for seed in [1, 7, 42] {
        assert_eq!(svg(&wild(seed)), svg(&wild(seed)));
        let figure = plausible(seed, 50, 4);
        assert_eq!(layout(&figure), layout(&figure));
    }
}

/// The same figure as a picture of a change with numbered sources: more and longer words on everything.
fn marked_and_cited(mut figure: Figure, seed: u64) -> Figure {
    let mut random = Random(seed);
    let fates = [Fate::New, Fate::Gone, Fate::Moved, Fate::Changed, Fate::Proposed, Fate::Lapsed, Fate::Open];
    let mut mark = move || random.chance(60).then(|| fates[random.below(fates.len())].sure(random.chance(50)));
    for card in &mut figure.cards {
        card.mark = mark();
        card.emphasised = card.mark.is_some_and(|mark| mark.sure);
        card.cites = "1a, 2b, 13ab, 14, 15c, 16d, 17e".to_owned();
        for row in &mut card.rows {
            (row.mark, row.cites) =
                (mark(), if row.text.len() % 3 == 0 { "1a, 2b, 13ab, 14aa, 15c" } else { "3c" }.to_owned());
        }
    }
    let edges = figure.edges.drain(..).map(|edge| if let Some(mark) = mark() { edge.marked(mark) } else { edge });
    figure.edges = edges.collect();
    figure
}

#[test]
fn marked_and_cited_figures_keep_every_promise() {
    for seed in 0..300 {
        let figure = marked_and_cited(wild(seed), seed);
        check(&format!("marked {seed}"), &figure);
    }
}
