//! A timeline as a picture of lineages: bodies as bars, what became of what as lines between them.

use std::collections::{BTreeMap, BTreeSet};

use govgraph::questions::BodyRef;
use govgraph::questions::timeline::{Passage, Report, Row, Sort};
use govgraph::{Cover, Date, End, EventKind, Period, Start, Word as _};

use crate::lineage::{self, Bar, BarIndex, Day, Figure, Life, Mark, MarkKind, Plan};
use crate::project::footnotes::Footnotes;
use crate::project::{lifetime, passage, years};

/// The figure of a timeline: all bodies of one lineage, or, if no body was asked, those that came from others or became
/// others, and those with events, plans or milestones.
///
/// At a date, lives are drawn up to it. Cost: n log n in the rows.
pub fn figure(report: &Report) -> Figure {
    draw(report, None)
}

/// The same with the numbers of the sources behind each bar, line, sign and plan, which are listed below the picture.
pub fn figure_with_sources(report: &Report, footnotes: Footnotes) -> Figure {
    // What is not shown cites nothing.
    let shown = draw(report, None).bars.into_iter().map(|bar| bar.id).collect();
    draw(report, Some((footnotes, shown)))
}

/// Footnotes with the ids of the bodies that are shown.
type Cited = (Footnotes, BTreeSet<String>);

fn draw(report: &Report, footnotes: Option<Cited>) -> Figure {
    let at = report.asked.at.as_deref().and_then(|at| at.parse::<Date>().ok());
    let mut told = Told { bars: BTreeMap::new(), passages: Vec::new(), at, footnotes };
    for body in &report.bodies {
        told.bars.insert(&body.id, Bar::new(&body.id, &body.name, body.kind.word().replace('-', " ")));
    }
    report.rows.iter().for_each(|row| told.row(row));
    let Told { bars, passages, at, footnotes } = told;

    let mut figure = Figure::new(match &report.body {
        Some(body) => format!("Lineage of {}", body.name),
        None => "What became of what".to_owned(),
    });
    let asked = report.body.as_ref().map(|body| body.id.as_str());
    let has_passage = |id: &str| passages.iter().any(|(from, to, ..)| from.contains(&id) || to.contains(&id));
    let mut index: BTreeMap<&str, BarIndex> = BTreeMap::new();
    let (mut shown, mut left_out) = (0, 0);
    for (id, mut bar) in bars {
        if asked.is_none() && bar.marks.is_empty() && bar.plans.is_empty() && !has_passage(id) {
            left_out += 1;
            continue;
        }
        bar.asked = asked == Some(id);
        // Of what is only named by a proposal, the proposal is all that is known.
        let comes = || passages.iter().filter(|(_, to, _)| to.contains(&id));
        if bar.life == Life::default() && bar.proposed.is_none() && comes().all(|(.., passage)| passage.proposed) {
            bar.proposed = comes().filter_map(|(.., passage)| passage.when).map(|(first, _)| first).min();
        }
        shown += 1;
        index.insert(id, figure.add_bar(bar));
    }
    for (from, to, mut passage) in passages {
        let side = |ids: &[&str]| ids.iter().filter_map(|id| index.get(id).copied()).collect();
        (passage.from, passage.to) = (side(&from), side(&to));
        figure.add_passage(passage);
    }
    if let Some(at) = &at {
        figure.at = Some((day(at.first()), day(at.last())));
        figure.at_label = format!("at {at}");
    }
    let dataset = report.asked.dataset.as_ref().map(|title| format!("{title} · ")).unwrap_or_default();
    let when = at.map_or_else(|| "all dates".to_owned(), |at| format!("at {at}"));
    figure.subtitle = format!("{dataset}{when} · {shown} {}", if shown == 1 { "body" } else { "bodies" });
    let known = if figure.at.is_some() { "that was known at that date" } else { "on record" };
    match left_out {
        0 => {}
        1 => figure.notes.push(format!("One more body has no event, plan or milestone {known}, and is not shown.")),
        many => figure
            .notes
            .push(format!("{many} more bodies have no event, plan or milestone {known}, and are not shown.")),
    }
    figure.sources = footnotes.map(|(footnotes, _)| footnotes.into_sources()).unwrap_or_default();
    match report.later {
        0 => {}
        1 => figure.notes.push("One entry is left out: it was not known at that date.".to_owned()),
        later => figure.notes.push(format!("{later} entries are left out: they were not known at that date.")),
    }
    figure
}

/// What is gathered from rows, by the ids of bodies.
struct Told<'r> {
    bars: BTreeMap<&'r str, Bar>,
    passages: Vec<(Vec<&'r str>, Vec<&'r str>, lineage::Passage)>,
    at: Option<Date>,
    footnotes: Option<Cited>,
}

impl<'r> Told<'r> {
    fn row(&mut self, row: &'r Row) {
        let body = row.bodies.first().map_or("", |body| body.id.as_str());
        match (row.sort, &row.passage) {
            (Sort::Event, Some(passage)) => self.event(row, passage),
            (Sort::Event, None) => {}
            (Sort::Body, _) => self.life(row, body),
            (Sort::Plan, _) => {
                let life = self.clipped(row, false);
                let dates = self.cited(dates(&row.when), row);
                let plan = Plan { name: row.text.clone(), dates, life, proposed: row.proposed };
                self.on(body, |bar| bar.plans.push(plan));
            }
            (Sort::Milestone, _) => {
                let mark = mark(row, MarkKind::Milestone, self.cited(row.text.clone(), row));
                self.on(body, |bar| bar.marks.push(mark));
            }
        }
    }

    /// Words with the numbers of what stands behind them, where numbers were asked.
    fn cited(&mut self, words: String, row: &Row) -> String {
        let Some((footnotes, shown)) = &mut self.footnotes else { return words };
        if !row.bodies.iter().any(|body| shown.contains(&body.id)) {
            return words;
        }
        match footnotes.cite(&row.evidence) {
            cites if cites.is_empty() => words,
            cites => format!("{words} [{cites}]").trim_start().to_string(),
        }
    }

    fn on(&mut self, id: &str, change: impl FnOnce(&mut Bar)) {
        if let Some(bar) = self.bars.get_mut(id) {
            change(bar);
        }
    }

    fn life(&mut self, row: &Row, body: &str) {
        if row.proposed {
            let since = row.earliest.as_deref().and_then(parsed);
            let words = self.cited(lifetime(&row.when), row);
            self.on(body, |bar| {
                bar.proposed = since;
                if bar.dates.is_empty() {
                    bar.dates = format!("proposed {words}");
                }
            });
            return;
        }
        let life = self.clipped(row, true);
        let mut period = row.when.parse::<Period>().unwrap_or(Period::UNKNOWN);
        if let (Some(at), End::On(end)) = (&self.at, &period.end)
            && end.first() > at.last()
        {
            period.end = End::Ongoing;
        }
        let (words, existed) = (self.cited(years(&period).unwrap_or_default(), row), lifetime(&period.edtf()));
        self.on(body, |bar| (bar.life, bar.dates, bar.existed) = (life, words, existed));
    }

    /// When something was; of bodies, as it was known at the date.
    fn clipped(&self, row: &Row, at_date: bool) -> Life {
        let period = row.when.parse::<Period>().unwrap_or(Period::UNKNOWN);
        let certain = row.certain.as_ref().and_then(|(first, last)| Some((parsed(first)?, parsed(last)?)));
        let mut life = Life {
            earliest: row.earliest.as_deref().and_then(parsed),
            latest: row.latest.as_deref().and_then(parsed),
            certain,
            begun_by: match &period.start {
                Start::On(date) => Some(day(date.last())),
                Start::Open | Start::Unknown => None,
            },
            ended_from: match &period.end {
                End::On(date) => Some(day(date.first())),
                End::Ongoing | End::Unknown => None,
            },
            goes_on: period.end == End::Ongoing,
            goes_back: period.start == Start::Open,
        };
        let Some(date) = self.at.as_ref().filter(|_| at_date).map(|at| day(at.last())) else { return life };
        // What became of it later was not known, nor that it would be there still.
        life.goes_on = false;
        if let Some((first, last)) = life.certain {
            if first > date {
                life.certain = None;
            } else if last >= date {
                life.certain = Some((first, date));
                life.goes_on = true;
            }
        }
        life.latest = life.latest.map(|latest| latest.min(date));
        life.begun_by = life.begun_by.map(|day| day.min(date));
        life.ended_from = life.ended_from.map(|day| day.min(date));
        life
    }

    fn event(&mut self, row: &'r Row, leg: &'r Passage) {
        let inside = |bodies: &'r [BodyRef]| -> Vec<&'r str> {
            bodies.iter().map(|body| body.id.as_str()).filter(|id| self.bars.contains_key(id)).collect()
        };
        let (from, to) = (inside(&leg.from), inside(&leg.to));
        let kind = match leg.kind {
            EventKind::Created => MarkKind::Created,
            EventKind::Abolished => MarkKind::Ended,
            _ => MarkKind::Changed,
        };
        let perhaps = if row.known == Cover::Possible && !row.proposed { "perhaps " } else { "" };
        let is_whole = from.len() == leg.from.len() && to.len() == leg.to.len();
        if leg.kind.keeps_body() || from.is_empty() || to.is_empty() {
            // Of what leads to bodies that are not in the picture it says which.
            let words = leg.kind.word().replace('-', " ");
            let text = if is_whole { words } else { row.text.clone() };
            let proposed = if row.proposed { ", proposed" } else { "" };
            let text = self.cited(format!("{perhaps}{text}{proposed}"), row);
            for id in from.into_iter().chain(to) {
                let mark = mark(row, kind, text.clone());
                self.on(id, |bar| bar.marks.push(mark));
            }
            return;
        }
        let date = match row.when.parse::<Period>().map(|period| period.start) {
            Ok(Start::On(date)) => Some(date),
            _ => None,
        };
        let words = passage(leg.kind, date.as_ref(), row.proposed);
        let undated = if date.is_none() && !row.proposed { ", date unknown" } else { "" };
        let when = row.earliest.as_deref().and_then(parsed).zip(row.latest.as_deref().and_then(parsed));
        let label = self.cited(format!("{perhaps}{words}{undated}"), row);
        let short = date.as_ref().map(|date| (date.first().year(), date.last().year()));
        let short = match short {
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first}–{last}"),
            None => String::new(),
        };
        let short = self.cited(short, row);
        let passage = lineage::Passage { label, short, when, proposed: row.proposed, ..lineage::Passage::default() };
        self.passages.push((from, to, passage));
    }
}

fn mark(row: &Row, kind: MarkKind, text: String) -> Mark {
    let when = (row.earliest.as_deref().and_then(parsed), row.latest.as_deref().and_then(parsed));
    Mark { kind, text, dates: dates(&row.when), when, proposed: row.proposed }
}

fn dates(when: &str) -> String {
    let words = lifetime(when);
    if words.is_empty() { "date unknown".to_owned() } else { words }
}

/// `YYYY-MM-DD`.
fn parsed(text: &str) -> Option<Day> {
    Some(day(text.parse::<Date>().ok()?.first()))
}

fn day(day: govgraph::Day) -> Day {
    Day::of(day.year(), day.month(), day.day())
}
