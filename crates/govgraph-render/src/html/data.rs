//! What the page knows: plain data, written into it as JSON that nothing executes. The script reads these names.

use serde::Serialize;

/// A structure as the page holds it. Days are numbers, `20100331` for 31 March 2010, so that comparing them is comparing
/// days.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Explorer {
    /// What the structure is called.
    pub title: String,
    /// What it is about.
    pub description: Option<String>,
    /// The date to begin with; `None`: all dates.
    pub at: Option<At>,
    /// The months at which the slider stops, `201003`, in order: each month of years in which something changes, and
    /// January of the others.
    pub stops: Vec<i32>,
    /// How many things change in the months from each stop to the next.
    pub changes: Vec<u32>,
    /// All bodies, by id.
    pub bodies: Vec<Body>,
    /// The cards of the chart, in the order of its elements.
    pub cards: Vec<Card>,
    /// The lines of the chart, by `data-edge`.
    pub edges: Vec<Line>,
    /// When things hold; other records name them by position.
    pub times: Vec<Time>,
    /// The areas of bodies, by name.
    pub areas: Vec<String>,
    /// Headings of facts.
    pub topics: Vec<String>,
    /// The words for how a body stands, by the word that styles and tests know it by.
    pub standings: Vec<(String, String)>,
    /// All sources, by id.
    pub sources: Vec<Source>,
    /// Places in sources; facts name them by position.
    pub cites: Vec<Cite>,
    /// What happened when, in the order of time.
    pub timeline: Vec<Moment>,
    /// What was noticed, in the order in which it is told.
    pub findings: Vec<Noticed>,
    /// The codes of findings.
    pub codes: Vec<Code>,
    /// Whether findings are known at every stop, or only for the date to begin with.
    pub findings_follow: bool,
    /// Who sits on bodies.
    pub holders: Vec<Holder>,
    /// Who sits where.
    pub sittings: Vec<Sitting>,
    /// The bodies that somebody is known to sit on, in the order of the columns of a matrix.
    pub columns: Vec<usize>,
    /// Where days lie in the picture of lineages, if there is one.
    pub scale: Option<Scale>,
}

/// A date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct At {
    /// The first day that can be meant.
    pub first: i32,
    /// The last one.
    pub last: i32,
    /// The date in the words of whoever asked.
    pub words: String,
}

/// When something holds: what [`Holding`](govgraph::Holding) says, as days. A missing day is `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Time {
    /// On no day before.
    pub earliest: Option<i32>,
    /// On no day after.
    pub latest: Option<i32>,
    /// From this day on certainly.
    pub first: Option<i32>,
    /// Up to this day certainly.
    pub last: Option<i32>,
    /// Not known of before this day.
    pub since: Option<i32>,
}

/// A body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its abbreviation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// Other names, to search for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The kind in words.
    pub kind: String,
    /// Its area and those that this lies in, the narrowest first, as positions in the areas.
    pub areas: Vec<usize>,
    /// What its standing at every date follows from.
    pub life: Life,
    /// How it stands if no date is asked: `active`, `proposed` or `ended`.
    pub rest: &'static str,
    /// When it existed, in words; empty if nothing is known.
    pub existed: String,
    /// What its record says in one word each: heading, text, places in sources.
    pub about: Vec<(&'static str, String, Vec<usize>)>,
    /// Its own page, if that is a web address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Whether it is of a kind that has members.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub meets: bool,
    /// When the seats of a body of another kind are there, as positions in the times.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<usize>,
    /// What its card says from a day on, up to the next: as the library says it of every day in between.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faces: Vec<Face>,
    /// What is known.
    pub facts: Vec<Fact>,
}

/// What [`Life`](govgraph::Life) says, as days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Life {
    /// When it exists, as a position in the times.
    pub time: usize,
    /// First and last day on which it is known to have been only a proposal.
    pub proposed: Option<(i32, i32)>,
    /// Whether nothing is known of it but that it was proposed.
    pub only: bool,
    /// The days on which a source says that it is under review, first and last.
    pub review: Vec<(i32, i32)>,
}

/// What a card says of a body on all days from one on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Face {
    /// The first day.
    pub from: i32,
    /// The line below the name.
    pub sub: String,
    /// The mark on elected members; empty: there is none.
    pub elected: String,
    /// Whether a member is there by law.
    pub statutory: bool,
}

/// A fact about a body.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fact {
    /// What it is about, as a position in the topics.
    pub topic: usize,
    /// The fact in words.
    pub text: String,
    /// How deep it stands inside the facts before it.
    #[serde(skip_serializing_if = "is_zero")]
    pub depth: u32,
    /// Its own dates in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub during: String,
    /// When it holds, as a position in the times.
    pub time: usize,
    /// Whether it stays told of a body that does not exist.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stays: bool,
    /// Its words on days on which a time does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<(usize, String)>,
    /// The bodies that it names, as positions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<usize>,
    /// Places in sources.
    pub cites: Vec<usize>,
}

/// A card of the chart.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Its body, as a position.
    pub body: usize,
    /// Where it is: left, top, width, height.
    pub place: [f64; 4],
    /// What its pills are about, in the order in which they are drawn: `elected`, `statutory`, `date`.
    pub pills: Vec<&'static str>,
    /// When each of its members sits there, those that are not drawn too, as positions in the times.
    pub rows: Vec<usize>,
}

/// A line of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The card where it starts.
    pub from: usize,
    /// The card where it leads.
    pub to: usize,
    /// What sort of link, in words: `reports to`, `came before`.
    pub kind: &'static str,
    /// When what it stands for holds, as positions in the times: it holds if any does.
    pub times: Vec<usize>,
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who published it, and when; the time that it speaks of.
    pub note: String,
    /// Where to find it, if that is a web address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Cite {
    /// The source, as a position.
    pub source: usize,
    /// Where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// How sure the fact is that cites it, if there is doubt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<&'static str>,
}

/// Something that happened, or a time for which something was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// `body`, `event`, `plan` or `milestone`.
    pub sort: &'static str,
    /// When, in words.
    pub when: String,
    /// What.
    pub text: String,
    /// Of which bodies, as positions.
    pub bodies: Vec<usize>,
    /// Places in sources.
    pub cites: Vec<usize>,
}

/// Something that was noticed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Noticed {
    /// The heading below which it stands.
    pub subject: &'static str,
    /// Its code, as a position.
    pub code: usize,
    /// What was noticed.
    pub message: String,
    /// What it has in common with others that say the same of another body or theme: they are told together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
    /// The message with `{}` for the body, or for the theme if it is about none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Why it matters, or what to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Why it is accepted, if the dataset accepts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
    /// The bodies that it is about, as positions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<usize>,
    /// The names of the themes that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// Where it is written in the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Places in sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<usize>,
    /// From which state to which it holds, and whether certainly. State 0 is the date to begin with, 1 all dates together,
    /// and from 2 on each of the stops.
    pub when: Vec<(u32, u32, bool)>,
}

/// A code of findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The code.
    pub word: &'static str,
    /// `warning` or `notice`.
    pub severity: &'static str,
    /// What findings of it are about.
    pub summary: &'static str,
}

/// Somebody who sits on a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The name.
    pub name: String,
    /// The body that it is, as a position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<usize>,
    /// Whether it stands for some of several, so that the same ones need not be meant each time.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub some: bool,
}

/// What seats somebody has on a body, at one date or another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sitting {
    /// Who, as a position in the holders.
    pub holder: usize,
    /// The body, as a position.
    pub body: usize,
    /// How many places it has there if no date is asked; `None`: it does not count there then.
    pub rest: Option<String>,
    /// Whether a source lists it when it, or the body, did not exist.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub contested: bool,
    /// The seats, chairs first.
    pub places: Vec<Place>,
}

/// A seat of somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// In what role, in words.
    pub text: String,
    /// 2 for who chairs, 1 for who does so with others or in the place of another.
    #[serde(skip_serializing_if = "is_nothing")]
    pub rank: u8,
    /// How many places at least.
    pub least: u32,
    /// How many at most; `None`: not known.
    pub most: Option<u32>,
    /// When, as a position in the times; `None`: it counts only if no date is asked.
    pub time: Option<usize>,
    /// Whether it counts if no date is asked.
    pub rest: bool,
}

/// Where days lie in the picture of lineages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scale {
    /// Stretches of one scale: first and last day, from 1 January 1970, and where these lie.
    pub parts: Vec<[f64; 4]>,
    /// From where to where a line for a day goes down.
    pub top: f64,
    /// Its lower end.
    pub bottom: f64,
}

fn is_nothing(number: &u8) -> bool {
    *number == 0
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
