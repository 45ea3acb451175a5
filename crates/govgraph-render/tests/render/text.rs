//! What a picture says, and that no text gets out of its place.

use govgraph_render::figure::{Card, CardState, Colour, Edge, EdgeKind, Fate, Figure, Row, Style, Tone};
use govgraph_render::sources::Source;
use govgraph_render::svg::svg;
use govgraph_render::text::{Weight, width};

pub(crate) const HOSTILE: [&str; 9] = [
    "</text><script>alert(1)</script>",
    "\" onload=\"alert(1)",
    "' onload='alert(1)",
    "&#0; &amp; &lt; <![CDATA[ ]]> <!-- -->",
    "line\nbreak\r\n\ttab \u{0}\u{7}\u{1b}[31m\u{ffff}\u{fffe}",
    "\u{202e}desrever\u{202c} \u{2066}isolated\u{2069}",
    "مجلس الأمن المجتمعي",
    "🚓👮🏽\u{200d}♀️ 警察委員会",
    "Donaudampfschifffahrtsgesellschaftskapitänsaufsichtsratsvorsitzendenstellvertreter",
];

fn hostile(text: &str) -> Figure {
    let mut figure = Figure::new(text);
    figure.subtitle = text.into();
    figure.description = text.into();
    figure.notes.push(text.into());
    let group = figure.add_group(text, text, 0);
    let card = Card::new(text, text, text)
        .subtitle(text)
        .pill(Tone::Chair, text)
        .row(Row::new(text).count(text).role(text))
        .link(format!("https://example.org/{text}"));
    let one = figure.add_card(card.clone().in_group(group));
    let other = figure.add_card(card.clone().link(text).state(CardState::Proposed));
    let mut cited = Card { cites: text.into(), ..card.emphasised().marked(Fate::Gone.sure(true)) };
    cited.rows.push(Row { cites: text.into(), ..Row::new(text).marked(Fate::Gone.sure(true)) });
    cited.pills.push(govgraph_render::figure::Pill { text: text.into(), tone: Tone::Own(Colour::new(1, 2, 3)) });
    figure.add_card(cited);
    figure.style = Style::default().emphasis(text).kind(text, Colour::new(1, 2, 3)).expect("dark enough");
    figure.sources.push(Source { text: text.into(), link: Some(text.into()), places: vec![text.into()] });
    figure.add_edge(Edge::new(one, other, EdgeKind::Relation).label(text).marked(Fate::New.sure(false)));
    figure.add_edge(Edge::new(one, other, EdgeKind::Succession).label(text));
    figure
}

/// Every element of a document by name, in order, or why it is not well-formed: enough of XML for what is written here.
pub(crate) fn elements(document: &str) -> Result<Vec<String>, String> {
    let (mut names, mut open, mut rest) = (Vec::new(), Vec::new(), document);
    while let Some(start) = rest.find('<') {
        entities(&rest[..start])?;
        let end = rest[start..].find('>').ok_or("an element does not end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let opened: Option<String> = open.pop();
            if opened.as_deref() != Some(name) {
                return Err(format!("{name} closes {opened:?}"));
            }
            continue;
        }
        if tag.contains('<') || tag.matches('"').count() % 2 != 0 {
            return Err(format!("a broken tag: {tag}"));
        }
        entities(tag)?;
        let name = tag.split([' ', '/']).next().unwrap_or_default().to_owned();
        if !tag.ends_with('/') {
            open.push(name.clone());
        }
        names.push(name);
    }
    if open.is_empty() { Ok(names) } else { Err(format!("left open: {open:?}")) }
}

fn entities(text: &str) -> Result<(), String> {
    for part in text.split('&').skip(1) {
        let name = part.split(';').next().unwrap_or_default();
        if !["amp", "lt", "gt", "quot", "#39"].contains(&name) {
            return Err(format!("an entity of its own: &{name}"));
        }
    }
    Ok(())
}

#[test]
fn hostile_text_adds_no_element_and_no_attribute() {
    for text in HOSTILE {
        let document = svg(&hostile(text));
        let names = elements(&document).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let allowed = ["svg", "title", "desc", "style", "rect", "g", "a", "path", "text"];
        assert!(names.iter().all(|name| allowed.contains(&name.as_str())), "{text:?}: {names:?}");
        assert!(!document.contains("onload=\""), "{text:?}");
        let odd =
            |ch: char| ch != '\n' && ch.is_control() || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(!document.contains(odd), "{text:?}");
    }
}

#[test]
fn only_web_addresses_become_links() {
    let mut figure = Figure::new("");
    for link in ["https://example.org/?a=1&b=2", "javascript:alert(1)", "data:text/html,x", "/etc/passwd"] {
        figure.add_card(Card::new("a", "A", "board").link(link));
    }
    let document = svg(&figure);
    assert_eq!(document.matches("<a ").count(), 1);
    assert!(document.contains("<a href=\"https://example.org/?a=1&amp;b=2\">"));
}

#[test]
fn state_and_kind_are_told_in_words_as_well() {
    let mut figure = Figure::new("");
    for state in [CardState::UnderReview, CardState::Proposed, CardState::Ended, CardState::Unknown] {
        figure.add_card(Card::new("a", "A", "scrutiny committee").state(state));
    }
    let document = svg(&figure);
    for words in ["Scrutiny committee", "under review", "proposed", "ended", "may exist"] {
        assert!(document.contains(&format!(">{words}</text>")), "{words}");
    }
}

#[test]
fn more_than_eight_members_are_folded_and_counted() {
    let mut card = Card::new("a", "A", "board").more(3);
    for at in 0..11 {
        card = card.row(Row::new(format!("Member {at}")));
    }
    let mut figure = Figure::new("");
    figure.add_card(card);
    let document = svg(&figure);
    assert!(document.contains("Member 7<") && !document.contains("Member 8<"));
    assert!(document.contains("+ 6 more"));
}

#[test]
fn a_member_that_is_cut_is_told_whole_in_its_title() {
    let name = "Chief Probation Officer of the London Probation Area and its successors";
    let mut figure = Figure::new("");
    figure.add_card(Card::new("a", "A", "board").row(Row::new(name).count("× 2+")).row(Row::new("Home Office")));
    let document = svg(&figure);
    assert!(document.contains(&format!("<g class=\"gg-row\"><title>{name}</title><text")));
    assert!(!document.contains("<title>Home Office</title>"));
    assert!(document.contains(">places</text>") && document.contains(">or more</text>"));
}

#[test]
fn an_empty_figure_is_still_a_document() {
    let document = svg(&Figure::default());
    assert!(
        document.starts_with("<svg ") && document.contains("role=\"img\"") && document.contains("Nothing to show.")
    );
    assert!(elements(&document).is_ok());
}

#[test]
fn a_figure_survives_json() {
    let figure = crate::london::london();
    let text = serde_json::to_string(&figure).expect("a figure has nothing that JSON lacks");
    assert_eq!(serde_json::from_str::<Figure>(&text).expect("the same shape"), figure);
}

#[test]
fn everything_that_has_a_colour_has_a_dark_one() {
    let document = svg(&crate::london::london());
    let (_, style) = document.split_once("<style>").expect("a style element");
    let (style, body) = style.split_once("</style>").expect("its end");
    for tag in body.split('<').filter(|tag| tag.contains("fill=\"#") || tag.contains("stroke=\"#")) {
        let (_, classes) = tag.split_once("class=\"").unwrap_or_else(|| panic!("no class: {tag}"));
        let class = classes.split(['"', ' ']).next().unwrap_or_default();
        // A bar that is grey in both is the one colour that stays.
        assert!(class == "gg-bar-ended" || style.contains(&format!(".{class}{{")), "no dark colour: {tag}");
    }
}

#[test]
fn the_legend_names_only_what_occurs() {
    let mut figure = Figure::new("");
    figure.add_card(Card::new("a", "A", "board"));
    let document = svg(&figure);
    assert!(!document.contains("succeeded by") && !document.contains(">exists<"));
}

#[test]
fn what_became_of_something_is_told_in_words_and_struck_through_only_where_it_is_certain() {
    let mut figure = Figure::new("");
    let gone = figure.add_card(Card::new("a", "Alpha", "board").marked(Fate::Gone.sure(true)));
    let new = figure.add_card(Card::new("b", "Beta", "board").marked(Fate::New.sure(true)));
    figure.add_card(Card::new("c", "Gamma", "board").state(CardState::Unknown).marked(Fate::Gone.sure(false)));
    figure.add_edge(Edge::new(gone, new, EdgeKind::Relation).label("funds").marked(Fate::Lapsed.sure(false)));
    let document = svg(&figure);
    for words in ["gone", "new", "possibly gone", "lapsed?: funds", "relation: possibly no longer proposed"] {
        assert!(document.contains(&format!(">{words}</text>")), "{words}");
    }
    assert_eq!(document.matches("line-through").count(), 1);
    assert!(
        document.contains("<title>Alpha, board, gone</title>")
            || document.contains("<title>Alpha, Board, gone</title>")
    );
    assert!(document.contains("Alpha → Beta: funds (possibly no longer proposed)"));
    assert!(!document.contains(">may exist</text>"), "a mark tells of two dates, a state of one");
    assert!(!svg(&Figure::new("")).contains("gg-gone"), "the colours of marks are for pictures with marks");
}

#[test]
fn a_style_colours_kinds_in_cards_and_legend_and_emphasis_is_explained() {
    let mut figure = Figure::new("");
    figure.style =
        Style::default().kind("Board", Colour::new(0x7c, 0x2d, 0x12)).expect("dark").emphasis("meets in public");
    figure.add_card(Card::new("a", "A", "board").emphasised().pill(Tone::Own(Colour::new(255, 230, 0)), "own"));
    let document = svg(&figure);
    assert_eq!(document.matches("fill=\"#7c2d12\"").count(), 2, "the card and the legend");
    assert!(document.contains(">meets in public</text>") && document.contains("fill=\"#ffe600\""));
    assert_eq!(document.matches("gg-ring\"").count(), 2);
    assert!(!svg(&crate::london::london()).contains("gg-ring"));
}

/// The texts of the list of sources: left, right and baseline, in the order in which they are written.
fn listed(document: &str) -> Vec<(f64, f64, f64)> {
    let (_, list) = document.split_once(">Sources</text>").expect("a list of sources");
    let texts = list.split("<text").skip(1).map(|tag| {
        let number = |name: &str| -> f64 {
            let (_, rest) = tag.split_once(&format!(" {name}=\"")).expect("an attribute");
            rest.split('"').next().unwrap_or_default().parse().expect("a number")
        };
        let (_, words) = tag.split_once('>').expect("its end");
        let words = words.split("</text>").next().unwrap_or_default().replace("&amp;", "&");
        let weight = if tag.contains("font-weight") { Weight::SemiBold } else { Weight::Regular };
        (number("x"), number("x") + width(&words, weight, number("font-size")), number("y"))
    });
    texts.collect()
}

#[test]
fn the_list_of_sources_is_wrapped_inside_the_page_and_nothing_in_it_overlaps() {
    for seed in 0..300_u64 {
        let mut random = crate::generated::Random(seed);
        let mut figure = Figure::new("");
        for at in 0..1 + random.below(30) {
            figure.add_card(Card::new(format!("c{at}"), "A body", "board"));
        }
        for at in 0..1 + random.below(40) {
            let places = (0..random.below(60)).map(|at| format!("membership para {at} (medium certainty)")).collect();
            let text = "Report ".repeat(1 + random.below(30));
            let link =
                random.chance(70).then(|| format!("https://example.org/{}?{at}", "path/".repeat(random.below(40))));
            figure.sources.push(Source { text, link, places });
        }
        let document = svg(&figure);
        let (_, page) = document.split_once("viewBox=\"0 0 ").expect("a view box");
        let mut page =
            page.split('"').next().unwrap_or_default().split(' ').map(|size| size.parse::<f64>().expect("a number"));
        let (wide, high) = (page.next().unwrap_or_default(), page.next().unwrap_or_default());
        let texts = listed(&document);
        for (at, (left, right, y)) in texts.iter().enumerate() {
            assert!(*left >= 0.0 && *right <= wide && *y + 3.0 <= high, "{seed}: text leaves the page");
            for (other_left, other_right, other_y) in &texts[at + 1..] {
                let apart = right <= other_left || other_right <= left || (y - other_y).abs() > 9.0;
                assert!(apart, "{seed}: texts overlap");
            }
        }
    }
}

#[test]
fn numbers_of_sources_are_never_cut() {
    let cites = (1..40).map(|at| format!("{at}a")).collect::<Vec<_>>().join(", ");
    let mut figure = Figure::new("");
    let row = Row {
        cites: cites.clone(),
        ..Row::new("A member with a long name, of a department with another").count("× 2")
    };
    let short =
        Row { cites: "7b".into(), ..Row::new("A member with a long name, of a department with another").count("× 2") };
    figure.add_card(Card { cites, ..Card::new("a", "A", "board").row(row).row(short) });
    let document = svg(&figure);
    for at in 1..40 {
        let number = format!("{at}a");
        let is_it = |text: &str| text.split([' ', ',', '[', ']', '<', '>']).any(|word| word == number);
        assert_eq!(document.split("<text").filter(|text| is_it(text)).count(), 2, "{number}");
    }
    assert!(document.contains(">[7b]</text>"));
}
