//! Where text ends up, measured in the finished picture by the renderer that makes the PNG, which shapes it anew: with kerning
//! and marks, and knowing nothing of the widths that the layout reckoned with.

use std::sync::LazyLock;

use govgraph_render::figure::Figure;
use govgraph_render::layout::{Layout, Rect, layout};
use govgraph_render::svg::svg_of;
use govgraph_render::text::Weight;
use resvg::usvg;

use crate::generated::{hierarchy, odd, wild};

/// How far text may reach beyond its place, px: places are written with one decimal.
const SLACK: f64 = 0.3;

struct Measure(usvg::Options<'static>);

/// A text and the rectangle that it fills.
struct Extent {
    text: String,
    rect: Rect,
}

impl Measure {
    fn new() -> Self {
        let mut options = usvg::Options { font_family: "Inter".to_owned(), ..usvg::Options::default() };
        for weight in [Weight::Regular, Weight::SemiBold] {
            options.fontdb_mut().load_font_data(weight.font().to_vec());
        }
        options.fontdb_mut().set_sans_serif_family("Inter");
        Self(options)
    }

    /// The size of a picture and all its texts.
    fn texts(&self, svg: &str) -> (Rect, Vec<Extent>) {
        let tree = usvg::Tree::from_str(svg, &self.0).expect("a picture");
        let size = tree.size();
        let page = Rect { x: 0.0, y: 0.0, width: size.width().into(), height: size.height().into() };
        let mut texts = Vec::new();
        collect(tree.root(), &mut texts);
        (page, texts)
    }
}

fn collect(group: &usvg::Group, texts: &mut Vec<Extent>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => collect(group, texts),
            usvg::Node::Text(text) => {
                let found = text.abs_bounding_box();
                let rect = Rect {
                    x: found.x().into(),
                    y: found.y().into(),
                    width: found.width().into(),
                    height: found.height().into(),
                };
                let text: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                if text.chars().all(is_in_the_font) {
                    texts.push(Extent { text, rect });
                }
            }
            _ => {}
        }
    }
}

/// Whether the one font there is here has the character. What it lacks it shows as a box of another width than that of the
/// letter, and marks too as boxes, which take no room in other fonts: nothing can be learnt from those.
fn is_in_the_font(ch: char) -> bool {
    static FONT: LazyLock<ttf_parser::Face<'static>> =
        LazyLock::new(|| ttf_parser::Face::parse(Weight::Regular.font(), 0).expect("the embedded font"));
    FONT.glyph_index(ch).is_some()
}

/// Where the layout stands in the picture.
fn shift(svg: &str) -> (f64, f64) {
    let (_, rest) = svg.split_once("<g transform=\"translate(").expect("the layout is moved below the headline");
    let (x, rest) = rest.split_once(' ').expect("two numbers");
    let (y, _) = rest.split_once(')').expect("two numbers");
    (x.parse().expect("a number"), y.parse().expect("a number"))
}

fn within(outer: &Rect, inner: &Rect) -> bool {
    inner.x >= outer.x - SLACK
        && inner.y >= outer.y - SLACK
        && inner.right() <= outer.right() + SLACK
        && inner.bottom() <= outer.bottom() + SLACK
}

/// Every text is on the page, one that is on a card or a label is wholly on it, and any other on none. How many there are, or
/// what is wrong with one.
fn check(measure: &Measure, figure: &Figure, found: &Layout) -> Result<usize, String> {
    let svg = svg_of(figure, found);
    let (page, texts) = measure.texts(&svg);
    let (x, y) = shift(&svg);
    let moved = |rect: &Rect| Rect { x: rect.x + x, y: rect.y + y, ..*rect };
    let cards: Vec<Rect> = found.cards.iter().map(moved).collect();
    let labels = found.edges.iter().flatten().filter_map(|line| line.label.as_ref());
    let labels: Vec<Rect> = labels.map(|label| moved(&label.rect)).collect();
    for Extent { text, rect } in &texts {
        if !within(&page, rect) {
            return Err(format!("`{text}` leaves the page: {rect:?} of {page:?}"));
        }
        let middle = Rect { x: rect.centre().x, y: rect.centre().y, width: 0.0, height: 0.0 };
        match cards.iter().chain(&labels).find(|place| place.holds(&middle)) {
            Some(place) if !within(place, rect) => {
                return Err(format!("`{text}` leaves its place: {rect:?} of {place:?}"));
            }
            None if cards.iter().any(|card| card.overlaps(rect)) => return Err(format!("`{text}` covers a card")),
            _ => {}
        }
    }
    Ok(texts.len())
}

#[test]
fn text_stays_where_it_belongs_with_names_of_all_sorts() {
    let measure = Measure::new();
    let (mut texts, mut wrong) = (0, Vec::new());
    for seed in 0..100 {
        let figure = if seed % 2 == 0 { odd(seed / 2) } else { wild(10_000 + seed) };
        match check(&measure, &figure, &layout(&figure)) {
            Ok(found) => texts += found,
            Err(error) => wrong.push(format!("{seed}: {error}")),
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(texts > 5_000, "there is something to measure: {texts}");
}

#[test]
fn text_that_is_too_wide_for_its_card_is_noticed() {
    let measure = Measure::new();
    let figure = hierarchy(1, 20);
    let mut found = layout(&figure);
    assert!(check(&measure, &figure, &found).is_ok_and(|texts| texts >= 40));
    found.cards.iter_mut().for_each(|card| card.width -= 80.0);
    assert!(check(&measure, &figure, &found).is_err_and(|error| error.contains("leaves its place")));
}
