//! What the page of the explorer relies on: that what it is given for all dates says of each date what the library says.

use govgraph::questions::profile::{self, Topic};
use govgraph::{Cover, Date, GovGraph, Stretch};
use govgraph_render::figure::Tone;
use govgraph_render::html;
use govgraph_render::project::{chart, explorer};

use crate::load::{built, date, london};

/// Days, months, years and stretches around everything that London's data turn on.
fn dates() -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    for year in [1900, 1965, 1994, 1998].into_iter().chain(2000..2024) {
        dates.push(date(&year.to_string()));
        dates.extend([1, 3, 4, 9, 12].map(|month| date(&format!("{year}-{month:02}"))));
        dates.extend(["01-01", "01-15", "03-31", "04-01", "09-10", "12-31"].map(|day| date(&format!("{year}-{day}"))));
    }
    dates.extend(["2022-10-27", "early 2009", "about 2009", "winter 2010", "[2004,2016]"].map(date));
    dates
}

#[test]
fn what_is_known_of_a_body_at_any_time_says_what_is_known_of_it_at_each_date() {
    let graph = &london().graph;
    let dates = dates();
    let mut told = 0;
    for body in graph.bodies() {
        let params = profile::Params { body };
        let always = profile::find(&graph.at_any_time(), &params);
        for at in &dates {
            let days = Stretch::of_date(at);
            let absent = !body.life().standing(days).is_in_view();
            let kept = always.facts.iter().filter_map(|fact| {
                let cover = fact.holding.covers_days(days);
                let least = if absent && fact.topic != Topic::Event { Cover::Certain } else { Cover::Possible };
                let text = match &fact.otherwise {
                    Some((extent, text)) if !extent.covers(at).is_possible() => text,
                    _ => &fact.text,
                };
                (cover >= least).then_some((fact.topic, text, fact.depth, cover, &fact.evidence))
            });
            let then = profile::find(&graph.at(at.clone()), &params);
            let then: Vec<_> = then.facts.iter().map(|f| (f.topic, &f.text, f.depth, f.cover, &f.evidence)).collect();
            told += then.len();
            assert_eq!(kept.collect::<Vec<_>>(), then, "{} at {at}", body.id());
        }
    }
    assert!(told > 10_000, "{told}");
}

#[test]
fn whether_somebody_must_be_elected_is_said_only_while_the_seat_that_says_so_is_filled() {
    let graph = built(
        "bodies:\n  council:\n    name: Council\n    posts:\n      - { name: Leader, elected: yes }\n  board:\n    \
         name: Board\n    kind: board\n    exists: 2000/..\n    seats:\n      \
         - { of: council, post: Leader, capacity: chair, during: 2001-01-01/2004-12-31 }\n  forum:\n    name: Forum\n    \
         kind: forum\n    exists: 2000/..\n    seats:\n      - { chair_of: board, during: 2000-06-01/2010-12-31 }\n",
    )
    .graph;
    let params = profile::Params { body: graph.find("forum").unwrap() };
    let facts = profile::find(&graph.at_any_time(), &params).facts;
    let seat = facts.iter().find(|fact| fact.topic == Topic::Seat).unwrap();
    let (extent, otherwise) = seat.otherwise.as_ref().unwrap();
    assert_eq!((seat.text.as_str(), otherwise.as_str()), ("chair of Board — elected", "chair of Board"));
    for (day, elected) in [("2000-12-31", false), ("2003-05-01", true), ("2005-01-01", false)] {
        assert_eq!(extent.covers(&date(day)).is_possible(), elected);
        let then = profile::find(&graph.at(date(day)), &params).facts;
        assert!(then.iter().any(|fact| fact.text == *if elected { &seat.text } else { otherwise }), "{then:?}");
    }
}

/// London's, which is made but once: it asks for an audit of every month.
fn london_page() -> &'static str {
    static PAGE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    PAGE.get_or_init(|| page_of(&london().graph))
}

fn page_of(graph: &GovGraph) -> String {
    html::explorer(&graph.at_any_time(), &explorer::Options::default())
}

/// What stands in the page between two marks that occur once.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (before, rest) = page.split_once(from).unwrap();
    assert!(!before.contains(from) && page.matches(from).count() == 1, "{from} occurs once");
    rest.split_once(to).unwrap().0
}

fn data_of(page: &str) -> serde_json::Value {
    serde_json::from_str(between(page, "<script type=\"application/json\" id=\"data\">", "</script>")).unwrap()
}

#[test]
fn a_page_allows_its_own_script_and_style_and_nothing_else() {
    let page = london_page();
    let policy = between(page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    for word in ["unsafe", "http:", "https:", "*", "blob:", "'self'"] {
        assert!(!policy.contains(word), "{word} in {policy}");
    }
    // It comes before anything that it is to hold back.
    let (head, _) = page.split_once("Content-Security-Policy").unwrap();
    assert!(!head.contains("<script") && !head.contains("<style") && !head.contains("<link"));
    assert_eq!((page.matches("<style").count(), page.matches("<script").count()), (1, 2));
    // Attributes that run or style something would need a policy that allows them.
    let tags = page.split("<script type=\"application/json\"").next().unwrap().split('<').skip(1);
    for tag in tags.filter_map(|tag| tag.split_once('>')).map(|(tag, _)| tag) {
        assert!(!tag.contains(" style=") && !tag.contains(" on"), "{tag}");
    }
}

#[test]
fn a_page_names_no_address_but_those_of_its_sources() {
    let graph = &london().graph;
    let page = london_page();
    let known = |url: &str| {
        let sources = graph.sources().filter_map(|source| source.url.as_deref());
        let pages = graph.bodies().filter_map(|body| body.record().url.as_deref());
        sources.chain(pages).any(|known| known == url) || url == "http://www.w3.org/2000/svg"
    };
    let mut found = 0;
    for (at, _) in page.match_indices("://") {
        let start = page[..at].rfind(|ch: char| !ch.is_ascii_alphanumeric()).map_or(0, |before| before + 1);
        let url = page[start..].split(['"', '\'', ')', '\\']).next().unwrap();
        found += 1;
        assert!(known(url), "{url}");
    }
    assert!(found > 20, "{found}");
    assert!(!page.contains("url(http") && !page.contains("@import"));
}

#[test]
fn names_that_are_markup_stay_text_in_every_part_of_the_page() {
    for name in [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]></style></title><img src=x onerror=alert(1)>",
        "\\\" onload=\\\"alert(1)",
        "{{script}}{{data}}{{policy}}",
        "line\\u2028and\\u2029paragraph",
        "' onclick='alert(1)",
    ] {
        let graph = built(&format!(
            "title: \"{name}\"\ndescription: \"{name}\"\nsources:\n  paper: {{ title: \"{name}\", date: 2010, url: \"javascript:alert(1)\" }}\n\
             bodies:\n  board:\n    name: \"{name}\"\n    kind: board\n    url: \"javascript:alert(1)\"\n    source: paper\n    seats:\n      \
             - {{ described: \"{name}\" }}\n  other:\n    name: \"{name} other\"\n    sub_board_of: board\n    seats:\n      \
             - {{ of: board, post: \"{name}\" }}\n"
        ))
        .graph;
        let page = page_of(&graph);
        // The same elements as for a harmless name.
        assert_eq!(page.matches("<script").count(), 2, "{name}");
        assert_eq!((page.matches("</script").count(), page.matches("</style").count()), (2, 1), "{name}");
        assert_eq!((page.matches("<img").count(), page.matches("<!--").count()), (0, 0), "{name}");
        assert!(!page.contains("javascript:") && !page.contains(['\u{2028}', '\u{2029}']), "{name}");
        // And yet the name is there, whole.
        let data = data_of(&page);
        let unescaped: String = serde_json::from_str(&format!("\"{name}\"")).unwrap();
        assert_eq!(data["bodies"][0]["name"], unescaped.replace(['\u{2028}', '\u{2029}'], " "));
    }
}

#[test]
fn a_page_is_the_same_each_time_and_holds_every_body_and_every_fact() {
    let graph = &london().graph;
    let page = london_page();
    assert_eq!(page, page_of(graph));
    let data = data_of(page);
    let bodies = data["bodies"].as_array().unwrap();
    assert_eq!(bodies.len(), graph.bodies().len());
    for (body, shown) in graph.bodies().zip(bodies) {
        let report = profile::find(&graph.at_any_time(), &profile::Params { body });
        assert_eq!(shown["facts"].as_array().unwrap().len(), report.facts.len());
        let cited = shown["facts"].as_array().unwrap().iter().zip(&report.facts);
        for (shown, fact) in cited {
            assert_eq!(shown["cites"].as_array().unwrap().is_empty(), fact.evidence.is_empty(), "{}", fact.text);
        }
    }
    assert!(page.len() < 1_200_000, "{} bytes", page.len());
}

/// What a card says changes only on the days that the page is told of.
#[test]
fn what_the_card_of_a_body_says_on_a_day_is_what_the_page_is_told_of_that_day() {
    let graph = &london().graph;
    let data = data_of(london_page());
    let figure_of = |at: &Date| chart::figure(&graph.at(at.clone()), &chart::Options::default());
    let mut compared = 0;
    for at in dates().iter().filter(|at| at.first() == at.last()) {
        let day = at.first().year() * 10_000 + i32::from(at.first().month()) * 100 + i32::from(at.first().day());
        for card in figure_of(at).cards {
            let body = data["bodies"].as_array().unwrap().iter().find(|body| body["id"] == card.id.as_str()).unwrap();
            let faces = body["faces"].as_array().unwrap();
            let face = faces.iter().rfind(|face| face["from"].as_i64() <= Some(day.into())).unwrap();
            let pill =
                |tone: fn(Tone) -> bool| card.pills.iter().find(|pill| tone(pill.tone)).map(|pill| pill.text.as_str());
            let elected = pill(|tone| matches!(tone, Tone::Elected | Tone::Plain)).unwrap_or("");
            assert_eq!(face["elected"], elected, "{} at {at}", card.id);
            assert_eq!(face["statutory"], pill(|tone| tone == Tone::Statutory).is_some(), "{} at {at}", card.id);
            let sub = face["sub"].as_str().unwrap();
            assert!(sub == card.subtitle || sub == card.kind, "{} at {at}: {sub} for {}", card.id, card.subtitle);
            compared += usize::from(!elected.is_empty()) + usize::from(face["statutory"] == true);
            compared += usize::from(sub != card.kind);
        }
    }
    assert!(compared > 100, "{compared}");
}
