//! Lineages on an axis of time: what must hold for any figure whatever, checked on many.

use govgraph_render::layout::Rect;
use govgraph_render::lineage::{
    Bar, BarIndex, Day, Figure, Life, Mark, MarkKind, Passage, Placed, PlacedBar, Plan, SegmentLook, Text, place, svg,
};

use crate::generated::Random;
use crate::text::{HOSTILE, elements};

const NAMES: [&str; 8] = [
    "Board",
    "London Crime Reduction Board",
    "Department for Environment, Food and Rural Affairs",
    "Crime and Disorder Scrutiny Committee of the London Borough of Hackney, the City of London and of all of their neighbours to the north",
    "警察委員会 for the 集会",
    "Donaudampfschifffahrtsgesellschaftskapitänsaufsichtsratsvorsitzendenstellvertreter",
    "NHS City and Hackney Clinical Commissioning Group",
    "مجلس الأمن المجتمعي",
];
const KINDS: [&str; 4] = ["board", "department", "police force", "moot"];

fn day(random: &mut Random) -> Day {
    // Mostly of one generation, now and then of another century, and some days more than once.
    let year = match random.below(12) {
        0 => 1100 + random.below(900),
        1..=4 => 2010,
        _ => 1990 + random.below(34),
    };
    Day::of(year as i32, 1 + random.below(12) as u8, 1 + random.below(28) as u8)
}

fn two(random: &mut Random) -> (Day, Day) {
    let (a, b) = (day(random), day(random));
    (a.min(b), a.max(b))
}

fn life(random: &mut Random) -> Life {
    let (first, last) = two(random);
    let certain = Some((first, last)).filter(|_| random.chance(70));
    let loose = |random: &mut Random| random.below(900) as i32;
    Life {
        earliest: Some(Day(first.0 - loose(random))).filter(|_| random.chance(70)),
        latest: Some(Day(last.0 + loose(random))).filter(|_| random.chance(60)),
        certain,
        begun_by: Some(first).filter(|_| random.chance(50)),
        ended_from: Some(last).filter(|_| random.chance(30)),
        goes_on: random.chance(30),
        goes_back: random.chance(6),
    }
}

fn wild(seed: u64) -> Figure {
    let mut random = Random(seed);
    let random = &mut random;
    let mut figure = Figure::new("Lineages");
    let count = if seed.is_multiple_of(10) { 1 + random.below(50) } else { random.below(12) };
    let dated = random.below(4) > 0;
    for number in 0..count {
        let mut bar = Bar::new(number.to_string(), NAMES[random.below(NAMES.len())], KINDS[random.below(KINDS.len())]);
        bar.asked = number == 3;
        if dated && random.chance(85) {
            bar.life = life(random);
        }
        bar.dates = ["", "2000–2012", "from 2006 or later to 2010 or earlier"][random.below(3)].to_owned();
        bar.proposed = Some(day(random)).filter(|_| dated && random.chance(15));
        for _ in 0..if random.chance(25) { random.below(9) } else { 0 } {
            let (first, last) = two(random);
            let kind = [MarkKind::Created, MarkKind::Changed, MarkKind::Ended, MarkKind::Milestone][random.below(4)];
            let when = match random.below(4) {
                0 => (Some(first), Some(last)),
                1 => (Some(first), Some(first)),
                2 => (None, Some(last)),
                _ => (None, None),
            };
            let when = if dated { when } else { (None, None) };
            let text = NAMES[random.below(NAMES.len())].to_owned();
            bar.marks.push(Mark { kind, text, dates: "2010-02".to_owned(), when, proposed: random.chance(40) });
        }
        for _ in 0..if random.chance(15) { random.below(4) } else { 0 } {
            let life = if dated { life(random) } else { Life::default() };
            let name = NAMES[random.below(NAMES.len())].to_owned();
            bar.plans.push(Plan { name, dates: "2004 to 2005".to_owned(), life, proposed: random.chance(30) });
        }
        figure.add_bar(bar);
    }
    let bars: Vec<BarIndex> = {
        // Only a figure gives indices; those of another of the same length name the same bars.
        let mut other = Figure::default();
        (0..count).map(|_| other.add_bar(Bar::default())).collect()
    };
    for _ in 0..if count > 1 { random.below(count + 3) } else { 0 } {
        let side = |random: &mut Random, most: usize| {
            (0..1 + random.below(most)).map(|_| bars[random.below(count)]).collect::<Vec<_>>()
        };
        let (from, to) = (side(random, 3), side(random, 2));
        let mut passage = Passage::new(from, to, "function transferred 2010").proposed(random.chance(20));
        passage.short = "2010".to_owned();
        if dated && random.chance(80) {
            let (first, last) = two(random);
            passage = if random.chance(70) { passage.on(first, first) } else { passage.on(first, last) };
        }
        figure.add_passage(passage);
    }
    if dated && random.chance(20) {
        let at = day(random);
        (figure.at, figure.at_label) = (Some((at, Day(at.0 + random.below(2) as i32 * 300))), "at 2010-03".to_owned());
    }
    figure
}

fn words(bar: &PlacedBar) -> Vec<&Text> {
    let marks = bar.marks.iter().filter_map(|mark| mark.text.as_ref());
    let plans = bar.plans.iter().filter_map(|plan| plan.text.as_ref());
    bar.name.iter().chain(&bar.dates).chain(marks).chain(plans).collect()
}

/// A little less than the words, so that touching is no overlap.
fn ground(text: &Text) -> Rect {
    let rect = text.rect();
    Rect { x: rect.x + 0.3, y: rect.y + 0.3, width: (rect.width - 0.6).max(0.0), height: rect.height - 0.6 }
}

fn check(name: &str, figure: &Figure) -> Placed {
    let found = place(figure);
    assert_eq!(found.bars.len(), figure.bars.len(), "{name}: a bar is missing");
    let page = Rect { x: 0.0, y: 0.0, width: found.width, height: found.height };
    for (at, bar) in found.bars.iter().enumerate() {
        assert!(page.holds(&bar.rect) && bar.rect.width >= 17.9, "{name}: {:?} in {page:?}", bar.rect);
        assert_eq!(found.lanes.iter().filter(|lane| lane.holds(&bar.rect)).count(), 1, "{name}: a bar leaves its lane");
        assert!(found.bars[at + 1..].iter().all(|other| !bar.rect.overlaps(&other.rect)), "{name}: bars overlap");
        let ends = bar.segments.windows(2).all(|pair| (pair[0].right - pair[1].left).abs() < 0.01);
        assert!(ends && bar.segments.iter().all(|one| one.right > one.left), "{name}: {:?}", bar.segments);
        assert!((bar.segments[0].left - bar.rect.x).abs() < 0.01, "{name}: {:?}", bar.segments);
        for plan in &bar.plans {
            assert!(page.holds(&plan.rect) && !found.bars.iter().any(|bar| bar.rect.overlaps(&plan.rect)), "{name}");
        }
        assert!(bar.name.is_some() || figure.bars[bar.bar].name.is_empty() || found.lines.len() > 4, "{name}: no name");
    }
    for (at, lane) in found.lanes.iter().enumerate() {
        assert!(page.holds(lane) && found.lanes[at + 1..].iter().all(|other| !lane.overlaps(other)), "{name}: lanes");
    }
    check_words(name, &found);
    check_lines(name, figure, &found);
    found
}

fn check_words(name: &str, found: &Placed) {
    let page = Rect { x: 0.0, y: 0.0, width: found.width, height: found.height };
    let labels = || found.lines.iter().filter_map(|line| line.label.as_ref());
    let mut all: Vec<&Text> = found.bars.iter().flat_map(words).chain(labels()).collect();
    all.sort_by(|a, b| a.y.total_cmp(&b.y));
    for (at, text) in all.iter().enumerate() {
        let rect = ground(text);
        assert!(page.holds(&rect), "{name}: words leave the page: {text:?}");
        for other in all[at + 1..].iter().take_while(|other| other.y < text.y + 20.0) {
            assert!(!rect.overlaps(&ground(other)), "{name}: words overlap: {text:?} {other:?}");
        }
    }
    for bar in &found.bars {
        for text in words(bar) {
            let is_own = |text: &Text| bar.name.as_ref() == Some(text) || bar.dates.as_ref() == Some(text);
            for other in &found.bars {
                let on = other.rect.overlaps(&ground(text));
                assert!(!on || other.bar == bar.bar && is_own(text), "{name}: words on a bar: {text:?}");
                let inside = other.rect.x <= text.rect().x + 0.5 && text.rect().right() <= other.rect.right() + 0.5;
                assert!(!on || inside, "{name}: words half on their bar: {text:?} {:?}", other.rect);
                for mark in &other.marks {
                    let sign = Rect { x: mark.sign.x - 4.9, y: mark.sign.y - 4.9, width: 9.8, height: 9.8 };
                    assert!(!sign.overlaps(&ground(text)), "{name}: words on a sign: {text:?}");
                }
            }
        }
    }
    for label in labels() {
        assert!(!found.bars.iter().any(|bar| bar.rect.overlaps(&ground(label))), "{name}: {label:?} on a bar");
    }
}

fn check_lines(name: &str, figure: &Figure, found: &Placed) {
    let page = Rect { x: 0.0, y: 0.0, width: found.width, height: found.height };
    let names: Vec<&Text> = found.bars.iter().flat_map(|bar| bar.name.iter().chain(&bar.dates)).collect();
    let below: Vec<&Text> = found.bars.iter().flat_map(words).filter(|text| !names.contains(text)).collect();
    let labels: Vec<&Text> = found.lines.iter().filter_map(|line| line.label.as_ref()).collect();
    for line in &found.lines {
        let passage = &figure.passages[line.passage];
        let is_in = |side: &[BarIndex], bar: &PlacedBar| side.iter().any(|index| index.position() == bar.bar);
        let heads = line.paths.iter().filter(|(_, head)| *head).count();
        let after: Vec<&PlacedBar> =
            found.bars.iter().filter(|bar| is_in(&passage.to, bar) && !is_in(&passage.from, bar)).collect();
        assert_eq!(heads, after.len(), "{name}: {:?}", line.paths);
        for (path, head) in &line.paths {
            assert!(path.len() >= 2, "{name}");
            let tip = path[path.len() - 1];
            let meets = |bar: &&PlacedBar| {
                let level = (tip.y - bar.rect.y).abs() < 0.1 || (tip.y - bar.rect.bottom()).abs() < 0.1;
                let upright = (tip.x - bar.rect.x).abs() < 0.1 || (tip.x - bar.rect.right()).abs() < 0.1;
                level && bar.rect.x <= tip.x && tip.x <= bar.rect.right()
                    || upright && bar.rect.y <= tip.y && tip.y <= bar.rect.bottom()
            };
            assert!(!head || after.iter().any(meets), "{name}: a head ends nowhere: {path:?}");
            for pair in path.windows(2) {
                let (x, y) = (pair[0].x.min(pair[1].x), pair[0].y.min(pair[1].y));
                let (right, bottom) = (pair[0].x.max(pair[1].x), pair[0].y.max(pair[1].y));
                let run = Rect { x: x - 0.1, y: y - 0.1, width: right - x + 0.2, height: bottom - y + 0.2 };
                assert!(page.holds(&run), "{name}: a line leaves the page: {run:?}");
                let is_level = right - x > 0.1;
                assert!(!is_level || bottom - y < 0.1, "{name}: a line is askew: {path:?}");
                // Upright lines may pass behind names, and nothing else; level ones behind no words at all.
                for text in below.iter().chain(&labels).chain(if is_level { &names[..] } else { &[] }) {
                    assert!(!run.overlaps(&ground(text)), "{name}: a line through words: {text:?} {path:?}");
                }
            }
        }
    }
}

#[test]
fn eight_hundred_wild_figures_keep_every_promise() {
    for seed in 0..800 {
        check(&format!("wild {seed}"), &wild(seed));
    }
}

#[test]
fn nothing_and_almost_nothing_are_drawn() {
    assert!(svg(&Figure::default()).contains("Nothing to show."));
    let mut figure = Figure::new("One body");
    figure.add_bar(Bar::new("a", "A body of which nothing is known", "board"));
    let found = check("one", &figure);
    assert!(found.axis.is_none() && found.undated.is_some());
    figure.bars[0].life.earliest = Some(Day::of(2006, 1, 1));
    let found = check("one day", &figure);
    assert_eq!(found.bars[0].segments.last().map(|last| last.look), Some(SegmentLook::EndUnknown));
}

#[test]
fn a_thousand_bodies_in_a_row_and_a_thousand_that_become_one_are_drawn() {
    for merge in [false, true] {
        let mut figure = Figure::new("");
        let born = |at: i32| Day::of(1900, 1, 1).0 + at * 30;
        let bars: Vec<BarIndex> = (0..1000)
            .map(|at| figure.add_bar(Bar::new(at.to_string(), "Body", "board").lived(Day(born(at)), Day(born(at + 1)))))
            .collect();
        let day = Day(born(1001));
        if merge {
            let one = figure.add_bar(Bar::new("one", "One", "board").since(day));
            figure.add_passage(Passage::new(bars, [one], "merged").on(day, day));
        } else {
            for (at, pair) in bars.windows(2).enumerate() {
                let day = Day(born(at as i32 + 1));
                figure.add_passage(Passage::new([pair[0]], [pair[1]], "renamed").on(day, day));
            }
        }
        let found = check(if merge { "merge" } else { "row" }, &figure);
        assert_eq!((found.lanes.len(), found.unlabelled), (1, 0));
        let order: Vec<usize> = found.bars.iter().map(|bar| bar.bar).take(1000).collect();
        assert!(order.is_sorted(), "each stands below the one before it");
    }
}

#[test]
fn a_successor_stands_below_and_what_goes_in_circles_over_the_years_ends() {
    let mut figure = Figure::new("");
    let year = |year: i32| Day::of(year, 1, 1);
    let a = figure.add_bar(Bar::new("a", "A", "department").since(year(1990)));
    let b = figure.add_bar(Bar::new("b", "B", "department").since(year(1992)));
    for (from, to, at) in [(a, b, 2000), (b, a, 2008), (a, b, 2015)] {
        figure.add_passage(Passage::new([from], [to], format!("function transferred {at}")).on(year(at), year(at)));
    }
    let found = check("circle", &figure);
    assert_eq!((found.bars[0].bar, found.bars[1].bar), (0, 1));
    let tips: Vec<bool> = found.lines.iter().map(|line| line.paths[0].0[0].y < line.paths[0].0[1].y).collect();
    assert_eq!(tips, [true, false, true], "down, up and down again");
    assert_eq!(found.unlabelled, 0);
}

#[test]
fn what_is_certain_open_and_unknown_looks_different() {
    let mut figure = Figure::new("");
    let (first, last) = (Day::of(2006, 12, 31), Day::of(2010, 3, 31));
    let mut bar = Bar::new("lcsp", "London Community Safety Partnership", "partnership");
    bar.life = Life { earliest: Some(Day::of(2006, 1, 1)), certain: Some((first, last)), ..Life::default() };
    figure.add_bar(bar);
    figure.add_bar(Bar::new("mopac", "Mayor's Office", "office").since(Day::of(2012, 1, 16)));
    let found = check("looks", &figure);
    let looks = |at: usize| found.bars[at].segments.iter().map(|one| one.look).collect::<Vec<_>>();
    assert_eq!(looks(0), [SegmentLook::Possible, SegmentLook::Certain, SegmentLook::EndUnknown]);
    assert_eq!(looks(1), [SegmentLook::Certain, SegmentLook::Onwards]);
    let axis = found.axis.as_ref().expect("days");
    assert!((found.bars[0].segments[1].left - axis.x(first)).abs() < 0.01, "the axis counts");
    let document = svg(&figure);
    for words in ["may have existed", "not in the sources", "still exists", ">office<", ">partnership<"] {
        assert!(document.contains(words), "{words}");
    }
    assert!(!document.contains("proposed") && !document.contains("milestone"), "the key names what occurs");
}

#[test]
fn hostile_text_adds_no_element_and_no_attribute() {
    for text in HOSTILE {
        let mut figure = Figure::new(text);
        (figure.subtitle, figure.description, figure.at_label) = (text.into(), text.into(), text.into());
        figure.at = Some((Day(15_000), Day(15_000)));
        figure.notes.push(text.into());
        let mut bar = Bar::new(text, text, text).lived(Day(14_000), Day(14_900));
        (bar.dates, bar.existed) = (text.into(), text.into());
        let mark = Mark {
            kind: MarkKind::Changed,
            text: text.into(),
            dates: text.into(),
            when: (Some(Day(14_100)), None),
            proposed: true,
        };
        let plan = Plan { name: text.into(), dates: text.into(), life: bar.life, proposed: true };
        let one = figure.add_bar(bar.clone().mark(mark).plan(plan));
        let other = figure.add_bar(bar);
        figure.add_passage(Passage::new([one], [other], text).on(Day(14_500), Day(14_500)));
        check(text, &figure);
        let document = svg(&figure);
        let names = elements(&document).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let allowed = ["svg", "title", "desc", "style", "rect", "g", "path", "text"];
        assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{text:?}: {names:?}");
        assert!(!document.contains("onload=\""), "{text:?}");
        let odd =
            |ch: char| ch != '\n' && ch.is_control() || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!document.contains(odd), "{text:?}");
    }
}

#[test]
fn everything_that_has_a_colour_has_a_dark_one_and_the_bytes_are_the_same_each_time() {
    for seed in 0..40 {
        let figure = wild(seed);
        let document = svg(&figure);
        assert_eq!(document, svg(&figure));
        let (_, style) = document.split_once("<style>").expect("a style element");
        let (style, body) = style.split_once("</style>").expect("its end");
        for tag in body.split('<').filter(|tag| tag.contains("fill=\"#") || tag.contains("stroke=\"#")) {
            let (_, classes) = tag.split_once("class=\"").unwrap_or_else(|| panic!("no class: {tag}"));
            let mut classes = classes.split('"').next().unwrap_or_default().split(' ');
            assert!(classes.any(|class| style.contains(&format!(".{class}{{"))), "no dark colour: {tag}");
        }
    }
}

#[test]
fn a_figure_survives_json() {
    let figure = wild(7);
    let text = serde_json::to_string(&figure).expect("a figure has nothing that JSON lacks");
    assert_eq!(serde_json::from_str::<Figure>(&text).expect("the same shape"), figure);
}
