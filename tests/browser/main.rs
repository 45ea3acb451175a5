//! The explorer as a person meets it: its page in a real browser, opened from a file, with mouse and keys.
//!
//! `tests/browser/run` runs this; `cargo test` does not, since not every machine has a browser.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod driver;
#[path = "../load.rs"]
#[allow(dead_code, reason = "the other tests need the rest of it")]
mod load;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use govgraph::questions::{audit, membership, overlap};
use govgraph::{Cover, Date, GovGraph, Snapshot, Standing};
use govgraph_render::figure::Tone;
use govgraph_render::html;
use govgraph_render::project::{chart, explorer};
use serde_json::json;

use driver::Browser;
use load::{built, date, london};

static WRITTEN: AtomicU32 = AtomicU32::new(0);

/// A page in a file, which goes when it is done with.
struct Page(PathBuf);

impl Page {
    fn of(snapshot: &Snapshot<'_>) -> Page {
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("govgraph-page-{}-{number}.html", std::process::id()));
        fs::write(&path, html::explorer(snapshot, &explorer::Options::default())).unwrap();
        Page(path)
    }

    /// London at all dates, which is made but once: it asks for an audit of every month.
    fn london() -> Page {
        static LONDON: OnceLock<String> = OnceLock::new();
        let text = LONDON.get_or_init(|| html::explorer(&london().graph.at_any_time(), &explorer::Options::default()));
        let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("govgraph-page-{}-{number}.html", std::process::id()));
        fs::write(&path, text).unwrap();
        Page(path)
    }

    fn url(&self, hash: &str) -> String {
        format!("file://{}{hash}", self.0.display())
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// London in a window of a usual size, at an address of its page.
fn open(hash: &str) -> (Browser, Page) {
    let (browser, page) = (Browser::start(1400, 900), Page::london());
    browser.open(&page.url(hash));
    (browser, page)
}

fn nothing_was_wrong(browser: &Browser) {
    assert_eq!(browser.complaints(), Vec::<String>::new());
    let requests = browser.requests();
    assert!(requests.iter().all(|url| url.starts_with("file://")) && requests.len() < 2, "{requests:?}");
}

const HEADING: &str = "(document.getElementById('panel-name') || { textContent: '' }).textContent";
const HASH: &str = "location.hash";
const TRANSFORM: &str = "document.getElementById('world').getAttribute('transform')";

#[test]
fn the_page_opens_from_a_file_and_asks_the_network_for_nothing() {
    let (browser, page) = open("");
    let cards = chart::figure(&london().graph.at_any_time(), &chart::Options::default()).cards.len();
    assert_eq!(browser.run("document.querySelectorAll('#world .gg-card[role=button]').length"), json!(cards));
    assert_eq!(browser.text("document.title"), london().graph.title().unwrap());
    assert_eq!(browser.run("document.fonts.check('13px Inter') && [...document.fonts].length"), json!(2));
    for tab in ["lineage", "matrix", "findings", "list", "chart"] {
        browser.click(&format!("#tab-{tab}"));
        assert!(browser.run(&format!("document.getElementById('view-{tab}').textContent.length")).as_u64() > Some(200));
    }
    nothing_was_wrong(&browser);
    assert_eq!(browser.requests(), [page.url("")]);
    // Were something asked for or run that should not be, it would be seen here.
    browser.run("fetch('https://example.org/').then(() => 'fetched', () => 'refused')");
    browser.run(
        "{ const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); }",
    );
    let complaints = browser.complaints().join("\n");
    assert!(complaints.contains("connect-src") && complaints.contains("script-src"), "{complaints}");
    assert_eq!(browser.run("window.ran === undefined"), json!(true));
}

/// Days, months and years around what London's data turn on.
fn dates() -> Vec<Date> {
    let years = [1950, 1965, 1998].into_iter().chain(2000..2024);
    let each = years.flat_map(|year| [format!("{year}"), format!("{year}-03"), format!("{year}-09-10")]);
    let odd = ["2006-12-31", "2010-03-31", "2010-04-01", "2012-01-15", "2012-01-16", "2022-10-27"].map(str::to_string);
    each.chain(odd).map(|text| date(&text)).collect()
}

#[test]
fn every_body_stands_on_the_page_as_the_library_says_at_every_date() {
    let (browser, _page) = open("#tab=list");
    let graph = &london().graph;
    let mut seen = [0; 6];
    for at in dates() {
        browser.run(&format!("location.hash = '#tab=list&at={at}'"));
        browser.until(&format!("document.getElementById('date').value === '{at}'"));
        let shown = browser.run(
            "Object.fromEntries([...document.querySelectorAll('#bodies tbody tr')]\
             .map((row) => [row.dataset.id, row.querySelector('.standing').textContent]))",
        );
        let snapshot = graph.at(at.clone());
        assert_eq!(shown.as_object().unwrap().len(), graph.bodies().len());
        for body in graph.bodies() {
            let standing = snapshot.standing(body).unwrap();
            seen[standing as usize] += 1;
            assert_eq!(shown[body.id().as_str()], json!(standing.word()), "{} at {at}", body.id());
        }
    }
    assert!(seen.iter().all(|count| *count > 0), "every standing occurs: {seen:?}");
    nothing_was_wrong(&browser);
}

/// What the cards of the page say, by the ids of their bodies.
const CARDS: &str = "(() => {
    const seen = (element) => !element.classList.contains('gone');
    const texts = (card, part) => [...card.querySelectorAll(part)].filter(seen)
        .map((element) => element.querySelector('text').textContent);
    return Object.fromEntries([...document.querySelectorAll('#world .gg-card')].map((card) => [card.dataset.id, {
        standing: card.dataset.standing, pills: texts(card, '.gg-pill'), rows: texts(card, '.gg-row'),
    }]));
})()";

#[test]
fn a_card_says_of_a_day_what_the_chart_of_that_day_says() {
    let (browser, _page) = open("");
    let graph = &london().graph;
    let (mut pills_seen, mut rows_seen) = (0, 0);
    for at in
        ["1999-06-01", "2004-09-10", "2006-12-31", "2010-03-31", "2012-06-01", "2016-03-02", "2022-10-27"].map(date)
    {
        browser.run(&format!("location.hash = '#at={at}'"));
        browser.until(&format!("document.getElementById('date').value === '{at}'"));
        let shown = browser.run(CARDS);
        let snapshot = graph.at(at.clone());
        for card in chart::figure(&snapshot, &chart::Options::default()).cards {
            let here = &shown[&card.id];
            let mut pills: Vec<&str> = card.pills.iter().map(|pill| pill.text.as_str()).collect();
            // The page keeps the place of each pill, and leaves out what it has no place for.
            let at_all = &graph.at_any_time();
            let drawn = chart::figure(at_all, &chart::Options::default());
            let drawn = drawn.cards.iter().find(|drawn| drawn.id == card.id).unwrap();
            pills.retain(|text| drawn.pills.iter().any(|pill| pill.text == *text));
            pills_seen += card.pills.iter().filter(|pill| pill.tone != Tone::Date).count();
            assert_eq!(here["pills"], json!(pills), "{} at {at}", card.id);
            // Of a member, the words on the page may be cut: those of one that cannot sit there then are not there at all.
            let rows = here["rows"].as_array().unwrap();
            rows_seen += rows.len();
            let body = graph.find(&card.id).unwrap();
            if drawn.rows.len() <= 8 && snapshot.standing(body).is_some_and(Standing::is_in_view) {
                assert_eq!(rows.len(), card.rows.len(), "{} at {at}", card.id);
            }
            for (row, member) in rows.iter().zip(&card.rows).filter(|_| rows.len() == card.rows.len()) {
                let start = row.as_str().unwrap().trim_end_matches('…');
                assert!(member.text.starts_with(start), "{} at {at}: {row} is not {}", card.id, member.text);
            }
        }
    }
    assert!(pills_seen > 20 && rows_seen > 100, "{pills_seen} {rows_seen}");
    nothing_was_wrong(&browser);
}

#[test]
fn a_search_with_keys_leads_to_a_body_and_says_how_many_it_found() {
    let (browser, _page) = open("");
    browser.key("/");
    assert_eq!(browser.text("document.activeElement.id"), "search");
    browser.write("crime red");
    let said = browser.text("document.getElementById('said').textContent");
    let found = browser.run("document.querySelectorAll('#results [role=option]').length").as_u64().unwrap();
    assert!(found > 1 && said.starts_with(&found.to_string()), "{said}");
    let first = browser.text("document.querySelector('#results [aria-selected=true]').textContent");
    browser.key("ArrowDown");
    let second = browser.text("document.querySelector('#results [aria-selected=true]').textContent");
    assert_ne!(first, second);
    browser.key("Enter");
    assert!(second.starts_with(&browser.text(HEADING)), "{second}");
    assert_eq!(browser.text("document.activeElement.id"), "panel-name");
    // By abbreviation, in capitals or not; and what is called nothing like it is told.
    browser.key("/");
    browser.write("lcsp");
    browser.key("Enter");
    assert_eq!(browser.text(HEADING), "London Community Safety Partnership");
    assert_eq!(browser.text(HASH), "#body=lcsp");
    browser.key("/");
    browser.write("qqq");
    assert_eq!(browser.text("document.getElementById('said').textContent"), "0 bodies found");
    nothing_was_wrong(&browser);
}

#[test]
fn a_click_shows_what_is_known_with_its_sources_and_the_back_button_leads_back() {
    let (browser, _page) = open("");
    browser.click(".gg-card[data-id=lcsp]");
    assert_eq!(browser.text(HEADING), "London Community Safety Partnership");
    let panel = browser.text("document.getElementById('panel').textContent");
    for words in ["Seats", "Themes", "Relations", "Events", "British Transport Police", "membership para 1", "Sources"]
    {
        assert!(panel.contains(words), "{words}: {panel}");
    }
    // What it is linked to stands out, and what it is not does not.
    let near =
        |id: &str| browser.run(&format!("document.querySelector('.gg-card[data-id={id}]').classList.contains('near')"));
    assert_eq!((near("lcrb"), near("lcrdb"), near("hackney-vawg")), (json!(true), json!(true), json!(false)));
    browser.run("[...document.querySelectorAll('#panel a')].find((a) => a.textContent === 'London Crime Reduction Board').click()");
    assert_eq!(browser.text(HEADING), "London Crime Reduction Board");
    assert_eq!(browser.text(HASH), "#body=lcrb");
    browser.run("history.back()");
    browser.until(&format!("{HEADING} === 'London Community Safety Partnership'"));
    browser.run("history.back()");
    browser.until("document.getElementById('panel').hidden");
    nothing_was_wrong(&browser);
}

#[test]
fn links_out_lead_to_the_web_alone_and_tell_nobody_where_from() {
    let (browser, _page) = open("#body=safer-city-partnership");
    let links = browser.run("[...document.querySelectorAll('#panel a[target]')].map((a) => [a.href, a.rel])");
    let links = links.as_array().unwrap();
    assert!(!links.is_empty());
    for link in links {
        assert!(link[0].as_str().is_some_and(|href| href.starts_with("http")), "{link}");
        assert!(link[1].as_str().is_some_and(|rel| rel.contains("noopener")), "{link}");
    }
}

#[test]
fn the_slider_moves_the_chart_through_the_months_and_back_to_all_dates() {
    let (browser, _page) = open("");
    let standing =
        |id: &str| browser.text(&format!("document.querySelector('.gg-card[data-id={id}]').dataset.standing"));
    assert_eq!((standing("lcrb").as_str(), standing("mpa").as_str()), ("proposed", "ended"));
    browser.run("document.getElementById('slider').focus()");
    browser.key("Home");
    assert_eq!(browser.text("document.getElementById('date').value"), "1965-01");
    assert_eq!(standing("mpa"), "not-yet");
    browser.key("End");
    let end = browser.text("document.getElementById('slider').getAttribute('aria-valuetext')");
    browser.key("ArrowLeft");
    assert_ne!(end, browser.text("document.getElementById('slider').getAttribute('aria-valuetext')"));
    // A date that is written, and one that is none.
    browser.run("document.getElementById('date').focus(); document.getElementById('date').select()");
    browser.write("2010-03");
    browser.key("Enter");
    assert_eq!(browser.text(HASH), "#at=2010-03");
    assert_eq!(
        (standing("lcrb").as_str(), standing("mpa").as_str(), standing("lcsp").as_str()),
        ("proposed", "active", "under-review")
    );
    let summary = browser.text("document.getElementById('summary').textContent");
    assert!(summary.starts_with("March 2010") && summary.contains("1 under review"), "{summary}");
    browser.run("document.getElementById('date').select()");
    browser.write("2010-13");
    browser.key("Enter");
    assert_eq!(browser.text("document.getElementById('date').getAttribute('aria-invalid')"), "true");
    assert_eq!(browser.text(HASH), "#at=2010-03");
    browser.click("#all");
    assert_eq!(standing("mpa"), "ended");
    // What was there before comes back with the back button.
    browser.run("history.back()");
    browser.until("document.querySelector('.gg-card[data-id=mpa]').dataset.standing === 'active'");
    nothing_was_wrong(&browser);
}

#[test]
fn a_page_made_for_a_date_begins_there_and_all_dates_can_be_asked_for() {
    let (browser, page) = (Browser::start(1400, 900), Page::of(&london().graph.at(date("early 2009"))));
    browser.open(&page.url(""));
    assert!(browser.text("document.getElementById('summary').textContent").starts_with("early 2009"));
    let graph = &london().graph;
    let shown = browser.run(CARDS);
    let snapshot = graph.at(date("early 2009"));
    let key = |id: &str| {
        snapshot.standing(graph.find(id).unwrap()).unwrap().word().replace(' ', "-").replace("may-exist", "possible")
    };
    for (id, card) in shown.as_object().unwrap() {
        assert_eq!(card["standing"], json!(key(id)), "{id}");
    }
    browser.click("#all");
    assert_eq!(browser.text(HASH), "#at=all");
    browser.open(&page.url("#at=all"));
    assert!(browser.text("document.getElementById('summary').textContent").starts_with("All dates"));
}

#[test]
fn a_deep_link_shows_what_it_names_and_one_that_is_wrong_does_no_harm() {
    let (browser, page) = open("#tab=list&body=lcsp&at=2010-03&without-kind=council&without-relation=funds");
    assert_eq!(browser.text(HEADING), "London Community Safety Partnership");
    assert_eq!(browser.text("document.getElementById('date').value"), "2010-03");
    assert_eq!(browser.run("document.getElementById('view-list').hidden"), json!(false));
    browser.click("#tab-chart");
    let gone =
        |selector: &str| browser.run(&format!("getComputedStyle(document.querySelector('{selector}')).visibility"));
    assert_eq!(gone(".gg-card[data-id=london-councils]"), json!("hidden"));
    assert_eq!(gone(".gg-card[data-id=lcsp]"), json!("visible"));
    assert!(browser.text("document.getElementById('filtered').textContent").contains("2 off"));
    for hash in
        ["#body=nobody", "#at=yesterday", "#tab=../..", "#%", "#body=%E0%A4%A", "#at=2010-03..2009", "#body=__proto__"]
    {
        browser.open(&page.url(hash));
        assert!(browser.run("document.querySelectorAll('#world .gg-card[data-standing]').length").as_u64() > Some(40));
        assert_eq!(browser.text(HEADING), "", "{hash}");
        nothing_was_wrong(&browser);
    }
}

#[test]
fn everything_can_be_done_with_keys_alone() {
    let (browser, _page) = open("");
    let active = || {
        browser.text("document.activeElement.id || document.activeElement.getAttribute('class') || document.activeElement.tagName")
    };
    let outlined = || {
        browser.run("getComputedStyle(document.activeElement).outlineStyle !== 'none' || document.activeElement.matches('.gg-card')")
    };
    // Every stop of the keyboard is a control, in the order of the page, and shows that it is there.
    let mut stops = Vec::new();
    for _ in 0..12 {
        browser.key("Tab");
        assert_eq!(outlined(), json!(true), "{}", active());
        stops.push(active());
    }
    let order = ["skip", "search", "tab-chart", "all", "earlier", "slider", "later", "date", "SUMMARY", "canvas"];
    assert_eq!(stops[..10], order.map(str::to_string));
    assert_eq!(browser.run(&format!("({:?}).includes('gg-card')", stops[10])), json!(true), "{stops:?}");
    // On the chart: larger, to the right, all of it.
    browser.run("document.getElementById('canvas').focus()");
    let before = browser.text(TRANSFORM);
    browser.key("+");
    let larger = browser.text(TRANSFORM);
    browser.key("ArrowRight");
    let moved = browser.text(TRANSFORM);
    assert!(before != larger && larger != moved);
    browser.key("0");
    assert_eq!(browser.text(TRANSFORM), before);
    // From card to card, into what is known, and back.
    browser.key("Tab");
    let first = browser.text("document.activeElement.dataset.id");
    browser.key("ArrowRight");
    let second = browser.text("document.activeElement.dataset.id");
    assert_ne!(first, second);
    browser.key("Enter");
    assert_eq!(browser.text(HASH), format!("#body={second}"));
    assert_eq!(active(), "panel-name");
    browser.key("Tab");
    browser.key("Tab");
    assert_eq!(browser.run("document.getElementById('panel').contains(document.activeElement)"), json!(true));
    browser.key("Escape");
    assert_eq!(browser.run("document.getElementById('panel').hidden"), json!(true));
    assert_eq!(browser.text("document.activeElement.dataset.id"), second);
    // Tabs with arrows.
    browser.run("document.getElementById('tab-chart').focus()");
    browser.key("ArrowLeft");
    assert_eq!((active(), browser.text(HASH)), ("tab-list".to_string(), "#tab=list".to_string()));
    nothing_was_wrong(&browser);
}

#[test]
fn the_mouse_moves_and_enlarges_the_chart_and_a_drag_is_no_click() {
    let (browser, _page) = open("");
    let before = browser.text(TRANSFORM);
    let (x, y) = browser.middle(".gg-card[data-id=lcsp]");
    browser.mouse("mousePressed", (x, y));
    for step in 1..6 {
        browser.mouse("mouseMoved", (x + 12.0 * f64::from(step), y));
    }
    browser.mouse("mouseReleased", (x + 60.0, y));
    browser.settle();
    let moved = browser.text(TRANSFORM);
    assert_ne!(before, moved);
    assert_eq!(browser.run("document.getElementById('panel').hidden"), json!(true));
    let under = browser.middle(".gg-card[data-id=lcsp]");
    assert!((under.0 - x - 60.0).abs() < 2.0, "the card went with the mouse: {under:?} from {x}");
    browser.call(
        "Input.dispatchMouseEvent",
        json!({ "type": "mouseWheel", "x": under.0, "y": under.1, "deltaX": 0, "deltaY": -400 }),
    );
    browser.until(&format!("{TRANSFORM} !== '{moved}'"));
    browser.settle();
    let still = browser.middle(".gg-card[data-id=lcsp]");
    assert!((still.0 - under.0).abs() < 3.0 && (still.1 - under.1).abs() < 3.0, "{still:?} {under:?}");
    nothing_was_wrong(&browser);
}

/// Goes to a date and waits until it is shown.
fn go_to(browser: &Browser, tab: &str, at: &Date) {
    browser.run(&format!("location.hash = '#tab={tab}&at={at}'"));
    browser.until(&format!("document.getElementById('date').value === '{at}'"));
}

#[test]
fn the_matrix_follows_the_date_and_says_what_the_library_says_of_it() {
    let (browser, _page) = open("#tab=matrix");
    let graph = &london().graph;
    let (mut compared, mut possible, mut pairs) = (0, 0, 0);
    for at in dates() {
        go_to(&browser, "matrix", &at);
        let shown = browser.run(
            "[...document.querySelectorAll('#seats td[data-body]')].map((cell) => [cell.closest('tr').dataset.holder, \
             cell.dataset.body, cell.classList.contains('yes'), cell.textContent])",
        );
        let shown: BTreeMap<(String, String), (bool, String)> =
            serde_json::from_value::<Vec<(String, String, bool, String)>>(shown)
                .unwrap()
                .into_iter()
                .map(|(holder, body, certain, text)| ((holder, body), (certain, text)))
                .collect();
        let report = membership::find(&graph.at(at.clone()), &membership::Params::default());
        let known: BTreeMap<_, _> = report
            .rows
            .iter()
            .filter(|row| row.cover != Cover::No)
            .map(|row| ((row.member.name.clone(), row.body.id.clone()), row))
            .collect();
        let keys = |key: &(String, String)| key.clone();
        assert_eq!(shown.keys().map(keys).collect::<Vec<_>>(), known.keys().map(keys).collect::<Vec<_>>(), "at {at}");
        for (key, (certain, text)) in &shown {
            let row = known[key];
            assert_eq!(*certain, row.cover == Cover::Certain, "{key:?} at {at}");
            if let (true, Some(exact)) = (certain, row.places.exact()) {
                assert_eq!(text.trim_end_matches('†'), exact.to_string(), "{key:?} at {at}");
            }
            compared += 1;
            possible += usize::from(!certain);
        }
        // Of whom nothing is known is told, and is not taken for having none.
        let unknown = browser.run("[...document.querySelectorAll('#matrix-unknown a')].map((a) => a.textContent)");
        let unknown: BTreeSet<String> = serde_json::from_value(unknown).unwrap();
        let names: BTreeSet<String> = report.unknown.iter().map(|body| body.name.clone()).collect();
        assert_eq!(unknown.len(), names.len().min(40), "at {at}");
        assert!(unknown.is_subset(&names), "at {at}: {:?}", unknown.difference(&names));
        // Whoever sits on both of two bodies.
        let told = browser.run(
            "[...document.querySelectorAll('#shared tr[data-pair]')].map((row) => [row.dataset.pair, row.querySelector('.number').textContent])",
        );
        let told: BTreeMap<String, String> =
            serde_json::from_value::<Vec<(String, String)>>(told).unwrap().into_iter().collect();
        let shared = overlap::find(&graph.at(at.clone()), &overlap::Params::default());
        let expected: BTreeMap<String, String> = shared
            .rows
            .iter()
            .map(|row| {
                let all = row.shared.iter().filter(|shared| shared.cover != Cover::No).count();
                let words = match (all, row.certain) {
                    (0, _) => format!("({})", row.shared.len()),
                    (all, 0) => format!("{all}?"),
                    (all, certain) if all == certain => all.to_string(),
                    (all, certain) => format!("{certain}–{all}"),
                };
                (format!("{} {}", row.a.body.id, row.b.body.id), words)
            })
            .collect();
        assert_eq!(told, expected, "at {at}");
        pairs += told.len();
    }
    assert!(compared > 300 && possible > 100 && pairs > 20, "{compared} {possible} {pairs}");
    nothing_was_wrong(&browser);
}

#[test]
fn findings_follow_the_date_and_are_those_of_an_audit_of_each_month() {
    let (browser, _page) = open("#tab=findings");
    let graph = &london().graph;
    let said = || {
        let said = browser
            .run("[...document.querySelectorAll('.finding')].map((one) => [one.dataset.said, one.dataset.sure])");
        serde_json::from_value::<Vec<(String, String)>>(said).unwrap()
    };
    let expected = |snapshot: &Snapshot<'_>| {
        let report = audit::find(snapshot, &audit::Params::default());
        let mut groups: Vec<(Vec<&audit::Row>, String)> = Vec::new();
        for row in &report.rows {
            let known = groups.iter_mut().find(|(group, _)| {
                row.pattern.is_some()
                    && (group[0].code, group[0].cover, &group[0].pattern) == (row.code, row.cover, &row.pattern)
            });
            match known {
                Some((group, _)) => group.push(row),
                None => groups.push((vec![row], if row.cover == Cover::Certain { "" } else { "possible" }.to_string())),
            }
        }
        let words = |(group, sure): (Vec<&audit::Row>, String)| {
            let sort = if group[0].bodies.is_empty() { "themes" } else { "bodies" };
            match (group.as_slice(), &group[0].pattern) {
                ([_, _, ..], Some(pattern)) => (pattern.replacen("{}", &format!("{} {sort}", group.len()), 1), sure),
                _ => (group[0].message.clone(), sure),
            }
        };
        let mut all: Vec<(String, String)> = groups.into_iter().map(words).collect();
        all.extend(report.allowed.iter().map(|allowed| {
            (allowed.row.message.clone(), if allowed.row.cover == Cover::Certain { "" } else { "possible" }.to_string())
        }));
        all
    };
    let (mut seen, mut counts) = (0, BTreeSet::new());
    for at in [
        "1965-01", "1999-05", "2004-09", "2006-12", "2007-01", "2010-02", "2010-03", "2010-04", "2012-01", "2012-02",
        "2016-03", "2018-04", "2022-10",
    ] {
        let at = date(at);
        go_to(&browser, "findings", &at);
        let (mut told, mut known) = (said(), expected(&graph.at(at.clone())));
        told.sort();
        known.sort();
        assert_eq!(told, known, "at {at}");
        seen += told.len();
        counts.insert(told.len());
        let head = browser.text("document.getElementById('findings-head').textContent");
        assert!(
            head.contains("They follow the date") || at == date("1999-05") && head.contains("those of January 1999"),
            "{at}: {head}"
        );
    }
    assert!(seen > 100 && counts.len() > 5, "{seen} {counts:?}");
    browser.run("location.hash = '#tab=findings'");
    browser.until("document.getElementById('date').value === ''");
    let (mut told, mut known) = (said(), expected(&graph.at_any_time()));
    told.sort();
    known.sort();
    assert_eq!(told, known);
    // Bodies stand in the order of their names and each opens; codes are explained; what matters less can be left out.
    go_to(&browser, "findings", &date("2010-03"));
    assert!(!browser.text("document.getElementById('view-findings').textContent").contains('→'));
    let names = browser.run("[...[...document.querySelectorAll('.finding')].find((one) => one.dataset.said.startsWith('Nobody is known')).querySelectorAll('a')].map((a) => a.textContent)");
    let names: Vec<String> = serde_json::from_value(names).unwrap();
    assert!(names.len() > 10 && names.is_sorted_by_key(|name| name.to_lowercase()), "{names:?}");
    browser.run("document.querySelector('.finding .code summary').click()");
    assert!(browser.text("document.querySelector('.finding .code p').textContent").contains("docs/codes/"));
    browser.click("#show-notice");
    assert!(browser.text(HASH).contains("without-severity=notice"));
    let left = browser.run("[...document.querySelectorAll('.finding .badge')].map((badge) => badge.textContent).filter((text) => text === 'notice').length");
    assert_eq!(left, json!(0));
    assert!(!said().is_empty());
    // A date that lies within a month, and one of several months: for which months the list is, it says.
    go_to(&browser, "findings", &date("2010"));
    let head = browser.text("document.getElementById('findings-head').textContent");
    assert!(head.contains("January 2010 to December 2010") && head.contains("known by month"), "{head}");
    nothing_was_wrong(&browser);
}

#[test]
fn a_line_in_the_picture_of_lineages_moves_with_the_date() {
    let (browser, _page) = open("#tab=lineage");
    let visible = || browser.run("document.getElementById('lineage-day').getAttribute('visibility')");
    assert_eq!(visible(), json!("hidden"));
    let mut last = 0.0;
    for at in ["2001", "2004-09-10", "2010-03", "2012-01-16", "2018-04"].map(date) {
        go_to(&browser, "lineage", &at);
        assert_eq!(visible(), json!("visible"));
        let x = browser
            .run("Number(/M([\\d.]+)/.exec(document.querySelector('.day-line').getAttribute('d'))[1])")
            .as_f64()
            .unwrap();
        assert!(x > last + 5.0, "{at}: {x} after {last}");
        last = x;
        assert!(browser.text("document.querySelector('#view-lineage > p').textContent").contains("red line"));
    }
    // It stands where the picture itself has that year.
    go_to(&browser, "lineage", &date("2010-01-01"));
    let apart = browser.run("(() => { const tick = [...document.querySelectorAll('#picture-lineage text')].find((text) => text.textContent === '2010');
        return Number(/M([\\d.]+)/.exec(document.querySelector('.day-line').getAttribute('d'))[1]) - Number(tick.getAttribute('x')); })()");
    assert!(apart.as_f64().is_some_and(|apart| apart.abs() < 1.0), "{apart}");
    go_to(&browser, "lineage", &date("1066"));
    assert_eq!(visible(), json!("hidden"));
    nothing_was_wrong(&browser);
}

/// A structure of many bodies with seats, dates, links and events.
fn many(bodies: usize) -> GovGraph {
    let mut yaml = String::from("title: A large structure\nbodies:\n");
    for at in 0..bodies {
        let begin = 1990 + at % 30;
        yaml += &format!(
            "  b{at}:\n    name: Board of Works {at}\n    short: W{at}\n    kind: board\n    exists: {begin}-{:02}/{}\n",
            1 + at % 12,
            begin + 2 + at % 9
        );
        if at > 0 {
            yaml += &format!("    sub_board_of: b{}\n", (at - 1) / 4);
        }
        yaml += &format!(
            "    seats:\n      - {{ of: b{} }}\n      - {{ of: b{}, post: Director, capacity: chair }}\n",
            (at * 7 + 3) % bodies,
            (at * 13 + 5) % bodies
        );
    }
    yaml += "events:\n";
    for at in (20..bodies).step_by(20) {
        yaml += &format!(
            "  - {{ id: e{at}, kind: replaced, from: [ b{} ], to: [ b{at} ], on: {} }}\n",
            at - 1,
            1990 + at % 30
        );
    }
    built(&yaml).graph
}

#[test]
fn a_page_of_two_thousand_bodies_loads_and_slides() {
    let graph = many(2_000);
    let (browser, page) = (Browser::start(1400, 900), Page::of(&graph.at_any_time()));
    browser.open(&page.url(""));
    assert_eq!(browser.run("document.querySelectorAll('#world .gg-card[data-standing]').length"), json!(2_000));
    let standings = || {
        browser.text("[...document.querySelectorAll('#world .gg-card')].map((card) => card.dataset.standing).join()")
    };
    browser.run("document.getElementById('slider').focus()");
    let mut last = standings();
    for _ in 0..3 {
        for _ in 0..13 {
            browser.key("ArrowLeft");
        }
        let now = standings();
        assert_ne!(now, last);
        last = now;
    }
    // Seen from afar there is no text to paint; near, what is out of sight is left out, and comes back.
    assert_eq!(browser.text("getComputedStyle(document.querySelector('.gg-card .gg-row')).display"), "none");
    browser.key("/");
    browser.write("w1999");
    browser.key("Enter");
    assert_eq!(browser.text(HEADING), "Board of Works 1999");
    browser.until("!document.querySelector('.gg-card[data-id=b1999]').classList.contains('off') && document.querySelectorAll('.gg-card.off').length > 1000");
    browser.run("document.querySelector('.gg-card[data-id=b1999]').focus()");
    assert_eq!(browser.text("document.activeElement.dataset.id"), "b1999");
    browser.key("0");
    browser.until("document.querySelectorAll('.gg-card.off').length === 0");
    for tab in ["lineage", "matrix", "findings", "list"] {
        browser.click(&format!("#tab-{tab}"));
        assert!(browser.run(&format!("document.getElementById('view-{tab}').textContent.length")).as_u64() > Some(100));
    }
    // What does not follow the date says so.
    browser.click("#tab-findings");
    assert!(browser.text("document.getElementById('findings-head').textContent").contains("do not follow the date"));
    // On paper all of it is there.
    browser.media(&[], "print");
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    assert_eq!(
        browser.run("document.querySelectorAll('.off').length + document.querySelectorAll('#world.far').length"),
        json!(0)
    );
    nothing_was_wrong(&browser);
}

/// A dataset in which every text tries to get out of its place.
fn hostile() -> GovGraph {
    let names = [
        "</script><script>window.hit = 1</script>",
        "<img src=x onerror=window.hit=2>",
        "\\\"><svg onload=window.hit=3>",
        "{{data}} {{script}} ${window.hit=4}",
        "<!--<script>",
        "]]></style></title></svg>",
        "a\\u2028b\\u2029c \\u202Edesrever",
        "constructor __proto__ toString",
    ];
    let mut yaml = String::from(
        "title: \"</title><script>window.hit = 9</script>\"\nsources:\n  paper:\n    title: \"<b onclick=window.hit=5>paper\"\n    \
         date: 2010\n    url: \"javascript:window.hit=6\"\n  page:\n    title: page\n    url: \"https://example.org/\\\"onmouseover=window.hit=7\"\n\
         bodies:\n",
    );
    for (at, name) in names.iter().enumerate() {
        let id = ["constructor", "prototype", "valueof", "a", "b", "c", "d", "e"][at];
        yaml += &format!(
            "  {id}:\n    name: \"{name}\"\n    short: \"{name}\"\n    kind: board\n    url: \"javascript:window.hit=8\"\n    source: paper\n    \
             exists: 20{at:02}/..\n    other_names: [ \"{name}\" ]\n    seats:\n      - {{ described: \"{name}\" }}\n      - {{ of: a, post: \"{name}\" }}\n"
        );
    }
    yaml += "relations:\n  - { kind: reports_to, from: a, to: b, source: page }\n";
    built(&yaml).graph
}

#[test]
fn hostile_names_execute_nothing_and_break_nothing() {
    let graph = hostile();
    let (browser, page) = (Browser::start(1200, 800), Page::of(&graph.at_any_time()));
    browser.open(&page.url(""));
    assert_eq!(browser.run("document.querySelectorAll('#world .gg-card[data-standing]').length"), json!(8));
    for body in graph.bodies() {
        browser.open(&page.url(&format!("#body={}&at=2010", body.id())));
        // The name is on the page as text, whatever it says.
        let name: String = body.name().chars().filter(|ch| !matches!(ch, '\u{202e}')).collect();
        let name = name.replace(['\u{2028}', '\u{2029}'], " ");
        assert_eq!(browser.text(HEADING), name);
        browser.mouse("mouseMoved", browser.middle("#panel"));
        browser.key("/");
        browser.write("<");
        for tab in ["lineage", "matrix", "findings", "list"] {
            browser.click(&format!("#tab-{tab}"));
        }
        nothing_was_wrong(&browser);
        assert_eq!(browser.run("window.hit === undefined"), json!(true), "{}", body.id());
        let links = browser.run("[...document.querySelectorAll('a')].map((a) => a.protocol).filter((p) => !['file:', 'https:', 'http:'].includes(p))");
        assert_eq!(links, json!([]));
    }
    let scripts = browser.run("[document.scripts.length, document.querySelectorAll('img, iframe, object, [onclick], [onload], [onerror]').length]");
    assert_eq!(scripts, json!([2, 0]));
}

/// The contrast of an element's text with the nearest ground that is painted behind it, by the rule of WCAG.
const CONTRAST: &str = "((selector) => {
    const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
    const light = (colour) => parse(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const element = document.querySelector(selector);
    const isSvg = element instanceof SVGElement;
    const ink = getComputedStyle(element)[isSvg ? 'fill' : 'color'];
    let ground = null;
    if (isSvg) {
        const card = element.closest('.gg-pill') || element.closest('.gg-card');
        ground = getComputedStyle(card.querySelector('rect')).fill;
        if (ground === 'none') ground = getComputedStyle(document.querySelector('.gg-band')).fill;
    }
    for (let at = element; !isSvg && at && !ground; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) ground = getComputedStyle(at).backgroundColor;
    }
    const [a, b] = [light(ink), light(ground || 'rgb(255, 255, 255)')];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
})";

#[test]
fn text_is_readable_on_light_and_on_dark_pages() {
    let (browser, page) = open("");
    for scheme in ["light", "dark"] {
        browser.media(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")], "");
        browser.open(&page.url("#body=lcsp&at=2010-03"));
        let mut selectors = vec![
            "#title",
            "#summary",
            "#years span",
            "#tab-chart",
            "#tab-list",
            "#filters summary",
            "#panel h2",
            "#panel h3",
            "#panel a",
            "#panel .cites",
            "#panel .badge",
            "#panel .badge.possible",
            "#panel dt",
            ".gg-card[data-id=lcsp] .gg-row text",
            ".gg-card[data-id=lcsp] .gg-sub text",
            ".gg-card[data-id=lcsp] .gg-pill text",
            ".gg-card[data-standing=ended] .gg-sub text",
            ".gg-card[data-standing=not-yet] .gg-ended, .gg-card[data-standing=not-yet] text",
            ".gg-card[data-standing=possible] text",
            ".gg-card[data-standing=proposed] text",
        ];
        let check = |selectors: &[&str]| {
            for selector in selectors {
                let contrast = browser.run(&format!("{CONTRAST}({selector:?})")).as_f64().unwrap();
                assert!(contrast >= 4.5, "{selector} on {scheme}: {contrast}");
            }
        };
        check(&selectors);
        browser.key("/");
        browser.write("london");
        check(&[
            "#results li[aria-selected=true]",
            "#results li[aria-selected=true] .soft",
            "#results li[aria-selected=false] .soft",
        ]);
        browser.open(&page.url("#tab=list"));
        selectors = vec!["#bodies caption", "#bodies th", "#bodies td", "#bodies a", "#all"];
        check(&selectors);
    }
    // The measure itself can tell.
    browser.run("document.getElementById('title').style.color = '#bbbbbb'; document.body.style.background = '#ffffff'");
    assert!(browser.run(&format!("{CONTRAST}('#title')")).as_f64() < Some(4.5));
}

#[test]
fn on_paper_there_is_the_whole_chart_and_no_control() {
    let (browser, page) = open("#body=lcsp&at=2010-03");
    browser.media(&[], "print");
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    browser.settle();
    let display = |id: &str| browser.text(&format!("getComputedStyle(document.querySelector('{id}')).display"));
    for control in ["#tabs", ".search", "#zoom", "#filters", "#earlier", ".track", "#panel .close"] {
        assert_eq!(display(control), "none", "{control}");
    }
    assert!(display("#panel") != "none" && display("#canvas") != "none");
    let fits = browser.run(
        "(() => { const page = document.getElementById('chart').getBoundingClientRect();
            return [...document.querySelectorAll('#world .gg-card')].every((card) => { const r = card.getBoundingClientRect();
                return r.left >= page.left - 1 && r.right <= page.right + 1 && r.top >= page.top - 1 && r.bottom <= page.bottom + 1; }); })()",
    );
    assert_eq!(fits, json!(true));
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    assert_eq!(browser.run("document.getElementById('chart').hasAttribute('viewBox')"), json!(false));
    // Without a body there is the chart with its legend, on one page; with one, what is known of it follows.
    let pages = |range: &str| browser.ask("Page.printToPDF", json!({ "preferCSSPageSize": true, "pageRanges": range }));
    assert!(pages("2").get("error").is_none());
    browser.open(&page.url("#at=2010-03"));
    assert!(pages("2")["error"]["message"].as_str().is_some_and(|why| why.contains("range")), "{}", pages("2"));
    let pdf = browser.call("Page.printToPDF", json!({ "preferCSSPageSize": true }));
    assert!(pdf["data"].as_str().is_some_and(|data| data.starts_with("JVBERi") && data.len() > 50_000));
}

#[test]
fn on_a_phone_nothing_is_wider_than_the_screen() {
    let page = Page::london();
    let browser = Browser::start(390, 800);
    for hash in ["", "#body=lcsp&at=2010-03", "#tab=lineage", "#tab=matrix", "#tab=findings", "#tab=list"] {
        browser.open(&page.url(hash));
        let width = browser.run("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
        assert!(width.as_u64() <= Some(390), "{hash}: {width}");
        assert_ne!(
            browser.run("document.getElementById('canvas').clientHeight > 150 || location.hash !== ''"),
            json!(false)
        );
    }
    nothing_was_wrong(&browser);
}
