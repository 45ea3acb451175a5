//! A page that lets anybody explore a structure: one file, which needs no network and nothing installed.
//!
//! The chart is drawn here, once, over the bodies of all dates, and stays where it is: at a date the script of the page
//! dims what is not there then. It asks no question of its own: it is given the days from which the library's answers at
//! every date come ([`Holding`](govgraph::Holding), [`Life`](govgraph::Life)) and compares them with those of the date.
//!
//! All data are JSON that nothing executes; the script makes elements and text from them and never markup. A security
//! policy in the page allows its own script and its own styles, by their hashes, and no connection to anywhere.

mod data;
mod encode;
mod picture;

pub use data::{
    At, Body, Card, Cite, Code, Explorer, Face, Fact, Holder, Life, Line, Moment, Noticed, Place, Scale, Sitting,
    Source, Time,
};
pub use picture::Picture;

use govgraph::Snapshot;

use crate::figure::Figure;
use crate::layout::Layout;
use crate::page;
use crate::project::explorer::{self, Explored, Options};
use crate::svg;
use crate::text::Weight;
use crate::xml::escape;

/// The page of a whole structure, which begins with the date of the snapshot.
///
/// ```
/// use govgraph::{Body, Dataset, GovGraph};
/// let dataset = Dataset { bodies: vec![Body::new("board".parse()?, "A board")], ..Dataset::default() };
/// let graph = GovGraph::build(dataset)?.graph;
/// let page = govgraph_render::html::explorer(&graph.at_any_time(), &Default::default());
/// assert!(page.starts_with("<!doctype html>") && page.contains("A board"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Cost: that of [`explored`](explorer::explored). A page of 2,000 bodies stays usable; beyond, draw a part of it.
#[must_use]
pub fn explorer(snapshot: &Snapshot<'_>, options: &Options<'_>) -> String {
    let Explored { data, figure, layout, pictures } = explorer::explored(snapshot, options);
    page(&data, &figure, &layout, &pictures)
}

/// The page of data that were put together elsewhere: with the cards and lines of a figure in its order, at the places of a
/// layout, and with pictures for other tabs. A tab for which there is neither picture nor list is not shown.
#[must_use]
pub fn page(data: &Explorer, figure: &Figure, layout: &Layout, pictures: &[Picture]) -> String {
    let pictures: Vec<(&str, (String, String))> =
        pictures.iter().map(|picture| (picture.tab, picture.embedded())).collect();
    let picture = |tab: &str| pictures.iter().find(|(own, _)| *own == tab).map_or("", |(_, (markup, _))| markup);
    let mut style = vec![fonts(), page::dark(svg::DARK), STYLE.to_string()];
    style.extend(pictures.iter().map(|(_, (_, rules))| rules.clone()));
    let style = unix(&style.join("\n"));
    let script = unix(SCRIPT);
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; font-src data:; base-uri 'none'; form-action 'none'",
        encode::integrity(&script),
        encode::integrity(&style),
    );
    let title = escape(&data.title);
    let size = format!("{} {}", layout.width.ceil(), layout.height.ceil());
    fill(
        &unix(PAGE),
        &[
            ("policy", &policy),
            ("title", &title),
            ("style", &style),
            ("size", &size),
            ("chart", &svg::content(figure, layout)),
            ("lineage", picture("lineage")),
            ("data", &inert(data)),
            ("script", &script),
        ],
    )
}

const PAGE: &str = include_str!("explorer.html");
const STYLE: &str = include_str!("explorer.css");
const SCRIPT: &str = include_str!("explorer.js");

/// With the ends of lines that a browser sees, however the sources were checked out: it hashes what it sees.
fn unix(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A template with its places filled, in one pass: what is filled in is never looked at for places.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out += before;
        let Some((name, after)) = after.split_once("}}") else { break };
        out += values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        rest = after;
    }
    out + rest
}

/// JSON that stays inside its element, whatever it says: without `<` nothing can close it or open another.
fn inert(data: &Explorer) -> String {
    // Plain data whose keys are names: nothing here can fail to serialise. Were it to, a page without data says so.
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".to_owned());
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// The fonts that the cards were measured with. A quarter of a megabyte, for which no text leaves its card on any machine
/// and the chart looks as it does in a PNG.
fn fonts() -> String {
    let face = |weight: Weight, number: u32| {
        format!(
            "@font-face{{font-family:Inter;font-weight:{number};font-display:block;\
             src:url(data:font/ttf;base64,{}) format(\"truetype\")}}",
            encode::base64(weight.font())
        )
    };
    [face(Weight::Regular, 400), face(Weight::SemiBold, 600)].join("\n")
}
