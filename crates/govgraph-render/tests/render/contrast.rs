//! Whether all text can be read: every colour of words on whatever lies behind them, on light pages and on dark ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use govgraph_render::figure::{Card, CardState, Colour, Edge, EdgeKind, Fate, Figure, Row, Style, Tone};
use govgraph_render::palette::kind_colour;
use govgraph_render::svg::svg;

/// What is needed for text of this size.
const ENOUGH: f64 = 4.5;
/// What is needed for signs.
const SIGN: f64 = 3.0;

/// A rectangle with what it is filled with: one colour, or those of its pattern.
struct Ground {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    light: Vec<Colour>,
    dark: Vec<Colour>,
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn number(tag: &str, name: &str) -> f64 {
    attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(0.0)
}

/// The fill of each class on a dark page; rules that come later win.
fn dark_fills(document: &str) -> BTreeMap<String, (usize, String)> {
    let style = document.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).unwrap_or_default().0;
    let rules = style.split('}').enumerate().filter_map(|(at, rule)| {
        let (selector, body) = rule.rsplit_once('{')?;
        let class = selector.rsplit_once('.')?.1;
        let fill = body.split(';').find_map(|one| one.strip_prefix("fill:"))?;
        Some((class.to_owned(), (at, fill.to_owned())))
    });
    rules.collect()
}

struct Page {
    dark: BTreeMap<String, (usize, String)>,
    /// The fills inside each pattern, light and dark.
    patterns: BTreeMap<String, [Vec<Colour>; 2]>,
}

impl Page {
    /// The colours of a fill, light and dark; none of what has no fill.
    fn fills(&self, tag: &str) -> [Vec<Colour>; 2] {
        let light = attribute(tag, "fill").unwrap_or("none");
        let classes = attribute(tag, "class").unwrap_or_default().split(' ');
        let rule = classes.filter_map(|class| self.dark.get(class)).max_by_key(|(at, _)| *at);
        let dark = rule.map_or(light, |(_, fill)| fill.as_str());
        [(light, 0), (dark, 1)].map(|(fill, side)| match fill.strip_prefix("url(#") {
            Some(pattern) => {
                self.patterns.get(pattern.trim_end_matches(')')).map(|both| both[side].clone()).unwrap_or_default()
            }
            None => fill.parse().into_iter().collect(),
        })
    }
}

/// Every text of a picture that is hard to read: what it says, its contrast, and on what page.
fn hard_to_read(document: &str) -> Vec<String> {
    let mut page = Page { dark: dark_fills(document), patterns: BTreeMap::new() };
    let (mut shifts, mut grounds, mut found) = (vec![(0.0, 0.0)], Vec::<Ground>::new(), Vec::new());
    let mut pattern: Option<String> = None;
    for tag in document.split('<').skip(1) {
        let name = tag.split([' ', '>', '/']).next().unwrap_or_default();
        let shift = shifts.last().copied().unwrap_or_default();
        match name {
            "g" => {
                let moved = attribute(tag, "transform").and_then(|to| to.strip_prefix("translate(")?.strip_suffix(')'));
                let moved = moved.and_then(|to| to.split_once(' ')).map(|(x, y)| (x.parse::<f64>(), y.parse::<f64>()));
                let (x, y) = moved.map_or((0.0, 0.0), |(x, y)| (x.unwrap_or(0.0), y.unwrap_or(0.0)));
                shifts.push((shift.0 + x, shift.1 + y));
            }
            "" if tag.starts_with("/g>") => drop(shifts.pop()),
            "pattern" => pattern = attribute(tag, "id").map(str::to_owned),
            "" if tag.starts_with("/pattern") => pattern = None,
            "rect" => {
                let [light, dark] = page.fills(tag);
                if let Some(pattern) = &pattern {
                    let both = page.patterns.entry(pattern.clone()).or_default();
                    both[0].extend(light);
                    both[1].extend(dark);
                } else if !light.is_empty() {
                    let (x, y) = (number(tag, "x") + shift.0, number(tag, "y") + shift.1);
                    let (width, height) = (number(tag, "width"), number(tag, "height"));
                    grounds.push(Ground { x, y, width, height, light, dark });
                }
            }
            "text" => {
                if attribute(tag, "transform").is_some() {
                    continue;
                }
                let aside = match attribute(tag, "text-anchor") {
                    Some("middle") => 0.0,
                    Some("end") => -1.0,
                    _ => 1.0,
                };
                let (x, y) = (number(tag, "x") + shift.0 + aside, number(tag, "y") + shift.1 - 3.0);
                let is_behind = |ground: &&Ground| {
                    (ground.x..ground.x + ground.width).contains(&x)
                        && (ground.y..ground.y + ground.height).contains(&y)
                };
                let Some(ground) = grounds.iter().rev().find(is_behind) else {
                    found.push(format!("nothing behind {tag}"));
                    continue;
                };
                let words = tag.split_once('>').map(|(_, words)| words).unwrap_or_default();
                let inks = page.fills(tag);
                for (which, inks, behind) in [("light", &inks[0], &ground.light), ("dark", &inks[1], &ground.dark)] {
                    for (ink, behind) in inks.iter().flat_map(|ink| behind.iter().map(move |behind| (ink, behind))) {
                        let contrast = ink.contrast(*behind);
                        if contrast < ENOUGH {
                            found.push(format!("{which}: {words:?} is {ink} on {behind}: {contrast:.2}"));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    found.sort();
    found.dedup();
    found
}

/// A figure with every colour that a chart can have.
fn everything() -> Figure {
    let mut figure = Figure::new("Everything");
    figure.subtitle = "at all dates".into();
    figure.notes.push("A note.".into());
    figure.style = Style::default().emphasis("looked at");
    let group = figure.add_group("group", "A group", 0);
    let states = [CardState::Active, CardState::UnderReview, CardState::Proposed, CardState::Ended, CardState::Unknown];
    let tones = [Tone::Elected, Tone::Statutory, Tone::Chair, Tone::Date, Tone::Plain];
    let own = ["#000000", "#777777", "#808080", "#fde68a", "#ffffff", "#ff0000", "#0000ff"];
    let own = own.map(|colour| Tone::Own(colour.parse().expect("a colour")));
    let fates = [Fate::New, Fate::Gone, Fate::Moved, Fate::Changed, Fate::Proposed, Fate::Lapsed, Fate::Open]
        .map(|fate| [fate.sure(true), fate.sure(false)]);
    let plain = || Card { cites: "1a, 2b".into(), ..Card::new("a", "A", "board") };
    let mut cards = Vec::new();
    for state in states {
        for tones in tones.iter().chain(&own).collect::<Vec<_>>().chunks(3) {
            let card = tones.iter().fold(plain().state(state), |card, tone| card.pill(**tone, "pill"));
            let row = Row { cites: "1a".into(), ..Row::new("Member").role("chair").count("× 2") };
            cards.push(figure.add_card(card.in_group(group).row(row).more(2)));
        }
    }
    for mark in fates.concat() {
        for state in states {
            let card = plain().state(state).marked(mark).row(Row::new("Member").role("chair").marked(mark));
            cards.push(figure.add_card(card.emphasised()));
        }
    }
    let kinds = [EdgeKind::Succession, EdgeKind::SubBoard, EdgeKind::Relation];
    for (pair, mark) in cards.windows(2).zip(fates.concat().into_iter().cycle()) {
        figure.add_edge(Edge::new(pair[0], pair[1], kinds[pair[0].position() % 3]).label("words").marked(mark));
    }
    figure
}

#[test]
fn all_words_of_a_chart_can_be_read_on_light_pages_and_on_dark_ones() {
    let document = svg(&everything());
    assert_eq!(hard_to_read(&document), Vec::<String>::new());
    assert!(hard_to_read(&document.replace("#475569", "#94a3b8")).len() > 3, "the check sees what it should");
}

#[test]
fn all_words_of_the_pictures_in_the_documents_can_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/img");
    let mut seen = 0;
    for entry in fs::read_dir(folder).expect("the folder of pictures") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "svg") {
            let document = fs::read_to_string(&path).expect("text");
            assert_eq!(hard_to_read(&document), Vec::<String>::new(), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 5);
}

#[test]
fn every_kind_has_a_bar_that_can_be_seen() {
    let white = Colour::new(255, 255, 255);
    let mut kinds: Vec<String> = (0..400).map(|at| format!("kind {at}")).collect();
    for kind in ["agency", "authority", "board", "charity", "committee", "council", "department", "force", "forum"] {
        kinds.push(kind.to_owned());
    }
    for kind in ["group", "ministry", "network", "office", "panel", "partnership", "programme", "project", "service"] {
        kinds.push(kind.to_owned());
    }
    for kind in ["strategic board", "sub-board", "sub-committee", "sub-group", "thematic board", "working group"] {
        kinds.push(kind.to_owned());
    }
    for kind in kinds {
        let colour: Colour = kind_colour(&kind).parse().expect("a colour");
        assert!(colour.contrast(white) >= SIGN, "{kind}: {colour}");
    }
}

#[test]
fn words_on_the_bars_of_lineages_can_be_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/img/lineage-probation.svg");
    let document = fs::read_to_string(path).expect("text");
    let mut tints = 0;
    for tag in document.split("<path").skip(1).filter(|tag| tag.contains(" fill-opacity=")) {
        let opacity = number(tag, "fill-opacity");
        // Any kind can be on a bar, as strong as this one.
        for colour in (0..200).map(|at| kind_colour(&format!("kind {at}"))).chain([kind_colour("force")]) {
            let part = |at: usize, paper: u32| {
                let own = u32::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal");
                (f64::from(own) * opacity + f64::from(paper) * (1.0 - opacity)).round() as u8
            };
            let bar = Colour::new(part(1, 255), part(3, 255), part(5, 255));
            for ink in ["#0f172a", "#475569"] {
                let ink: Colour = ink.parse().expect("a colour");
                assert!(ink.contrast(bar) >= ENOUGH, "{ink} on {bar}: {:.2}", ink.contrast(bar));
            }
        }
        tints += 1;
    }
    assert!(tints > 3);
}
