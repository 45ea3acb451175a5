//! Matrices: who sits where beside which bodies share members, and themes by bodies.

mod coverage;
mod order;

use std::collections::BTreeMap;

use govgraph::questions::membership::{Report, Roll, Row};
use govgraph::questions::overlap::{self, Kinship};
use govgraph::questions::{BodyRef, Circle, Member};
use govgraph::{Capacity, Count, Cover, Evidence, Standing};

use super::footnotes::Footnotes;
use super::membership::noun;
use super::{lifetime, years_of_days};
use crate::matrix::{self};
use crate::matrix::{Cell, Column, DARKEST, Figure, HeadState, Look, Panel, Ring, RowSort, Sign, Sure};

pub use coverage::{cite_coverage, coverage};

/// More bodies than this make no matrix that can be read.
pub const MOST_BODIES: usize = 200;
/// Up to so many members all have rows of their own; of more, those who sit on one body are only counted.
const MOST_SINGLE: usize = 40;
/// More rows than this are folded in any case.
const MOST_ROWS: usize = 300;

/// How the note with the short list of sources begins.
const SOURCES: &str = "Sources: ";

/// Why there is no matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0} bodies make no matrix that can be read, {MOST_BODIES} may: draw those of an area (--area) or around one body \
     (--around)"
)]
pub struct TooManyBodies(pub usize);

/// Whether so many bodies make a matrix that can be read: to be asked before anything is worked out for them.
///
/// # Errors
/// [`TooManyBodies`] if there are more than [`MOST_BODIES`].
pub fn fits(bodies: usize) -> Result<(), TooManyBodies> {
    if bodies > MOST_BODIES { Err(TooManyBodies(bodies)) } else { Ok(()) }
}

/// Members by bodies, and beside it bodies by bodies with how many members each two share.
///
/// `shared` is asked in the same sense and at the same date as `report`; of its pairs, those of bodies in `report` count.
/// Bodies that share many members stand next to each other, members of many bodies on top. `scope` names the part that was
/// asked for.
///
/// # Errors
/// [`TooManyBodies`] if there are more than [`MOST_BODIES`].
///
/// Cost: linear in the rows, and the third power of the number of bodies.
pub fn members(report: &Report, shared: &overlap::Report, scope: Option<&str>) -> Result<Figure, TooManyBodies> {
    let count = report.bodies.len();
    fits(count)?;
    let bodies = beside(report, shared);
    let mut drawn = Drawn { report, figure: Figure::new("Who sits where"), position: positions(&bodies), bodies };
    drawn.figure.subtitle = drawn.subtitle(scope);
    drawn.seats();
    if count > 1 {
        drawn.shared(shared);
    }
    drawn.heads();
    drawn.notes();
    Ok(drawn.figure)
}

/// The bodies of a report, those that share many members next to each other.
pub(super) fn beside<'r>(report: &'r Report, shared: &overlap::Report) -> Vec<&'r Roll> {
    let count = report.bodies.len();
    let rank: BTreeMap<&str, usize> =
        report.bodies.iter().enumerate().map(|(at, roll)| (roll.body.id.as_str(), at)).collect();
    let mut weights = vec![vec![0; count]; count];
    for row in &shared.rows {
        if let (Some(&a), Some(&b)) = (rank.get(row.a.body.id.as_str()), rank.get(row.b.body.id.as_str())) {
            (weights[a][b], weights[b][a]) = (row.shared.len(), row.shared.len());
        }
    }
    order::chain(&weights).into_iter().map(|at| &report.bodies[at]).collect()
}

/// Says below the picture of [`members`] which sources stand behind the marks of each body, and lists them.
pub fn cite_members(figure: &mut Figure, report: &Report, mut footnotes: Footnotes) {
    let bodies = report.bodies.iter().map(|roll| {
        let rows = report.rows.iter().filter(|row| row.body.id == roll.body.id);
        (roll.body.name.as_str(), rows.flat_map(Row::evidence).collect())
    });
    let notes = footnotes.by_body(bodies);
    number_sources(figure, notes, footnotes);
}

/// Numbers in place of the short list of sources.
fn number_sources(figure: &mut Figure, notes: Vec<String>, footnotes: Footnotes) {
    figure.notes.retain(|note| !note.starts_with(SOURCES));
    figure.notes.extend(notes);
    figure.sources = footnotes.into_sources();
}

fn positions<'r>(bodies: &[&'r Roll]) -> BTreeMap<&'r str, usize> {
    bodies.iter().enumerate().map(|(at, roll)| (roll.body.id.as_str(), at)).collect()
}

/// A member, and where it sits: column and row of the report, from left to right.
struct Holder<'r> {
    member: &'r Member,
    on: Vec<(usize, &'r Row)>,
}

struct Drawn<'r> {
    report: &'r Report,
    figure: Figure,
    /// From left to right.
    bodies: Vec<&'r Roll>,
    /// Of a body by its id.
    position: BTreeMap<&'r str, usize>,
}

impl<'r> Drawn<'r> {
    fn has_date(&self) -> bool {
        self.report.asked.at.is_some()
    }

    fn noun(&self, count: usize) -> &'static str {
        noun(self.report.by, count)
    }

    fn subtitle(&self, scope: Option<&str>) -> String {
        let mut members: Vec<&Member> = self.report.rows.iter().map(|row| &row.member).collect();
        members.dedup();
        let bodies = if self.bodies.len() == 1 { "body" } else { "bodies" };
        let size = format!("{} {} on {} {bodies}", members.len(), self.noun(members.len()), self.bodies.len());
        let when = self.report.asked.at.as_ref().map_or_else(|| "all dates".to_string(), |at| format!("at {at}"));
        let words = self.report.asked.dataset.iter().map(String::as_str).chain(scope).chain([when.as_str(), &size]);
        words.collect::<Vec<_>>().join(" · ")
    }

    /// Members, those on most bodies first, then by the bodies from left to right, then by name.
    fn holders(&self) -> Vec<Holder<'r>> {
        let mut holders: Vec<Holder<'r>> = Vec::new();
        for row in &self.report.rows {
            let Some(&column) = self.position.get(row.body.id.as_str()) else { continue };
            // Posts of one name in organisations of one name are two members all the same.
            let same = holders.iter_mut().rev().take_while(|holder| holder.member == &row.member);
            let free = same.filter(|holder| holder.on.iter().all(|(other, _)| *other != column)).last();
            match free {
                Some(holder) => holder.on.push((column, row)),
                None => holders.push(Holder { member: &row.member, on: vec![(column, row)] }),
            }
        }
        for holder in &mut holders {
            holder.on.sort_by_key(|(column, _)| *column);
        }
        holders.sort_by(|a, b| {
            let columns = |holder: &Holder<'r>| holder.on.iter().map(|(column, _)| *column).collect::<Vec<_>>();
            (b.on.len().cmp(&a.on.len())).then_with(|| (columns(a), a.member).cmp(&(columns(b), b.member)))
        });
        holders
    }

    /// Members by bodies.
    fn seats(&mut self) {
        let mut holders = self.holders();
        let several = holders.iter().filter(|holder| holder.on.len() > 1).count();
        let keep = match holders.len() {
            all if all <= MOST_SINGLE => all,
            _ if several > 0 => several.min(MOST_ROWS),
            _ => MOST_SINGLE,
        };
        let folded = holders.split_off(keep);
        let columns = self.bodies.iter().map(|roll| self.column(roll, &roll.body.name)).collect();
        let mut panel = Panel { columns, ..Panel::default() };
        let most = holders.iter().flat_map(|holder| &holder.on).map(|(_, row)| weight(row.places_if_there)).max();
        for holder in &holders {
            let row = self.holder_row(holder);
            for (column, seat) in &holder.on {
                let look = self.seat(seat, most.unwrap_or(1));
                panel.cells.push(Cell::new(panel.rows.len(), *column, look).tooltip(self.seat_words(seat)));
            }
            panel.rows.push(row);
        }
        let is_open = holders.iter().flat_map(|holder| &holder.on).any(|(_, row)| self.sure(row) != Sure::Yes);
        panel.total = if is_open { "certain–all bodies" } else { "on bodies" }.to_string();
        self.folded(&mut panel, &folded);
        let mut known = matrix::Row::new(format!("Known {}", self.noun(2))).sort(RowSort::Summary);
        known.tooltip = format!("How many {} are known to sit on the body, or may", self.noun(2));
        for (column, roll) in self.bodies.iter().enumerate() {
            panel.cells.push(Cell::new(panel.rows.len(), column, Look::new(roll.members.to_string())));
        }
        panel.rows.push(known);
        if self.bodies.iter().any(|roll| roll.open_seats > 0) {
            for (column, roll) in self.bodies.iter().enumerate().filter(|(_, roll)| roll.open_seats > 0) {
                let seats = if roll.open_seats == 1 { "seat" } else { "seats" };
                let told =
                    format!("{}: {} {seats} of which it is not known who holds them", roll.body.name, roll.open_seats);
                let look = Look::new(format!("+{}", roll.open_seats));
                panel.cells.push(Cell::new(panel.rows.len(), column, look).tooltip(told));
            }
            let open = matrix::Row::new("Open seats").about("holder not known").sort(RowSort::Summary);
            panel.rows.push(open);
        }
        if self.bodies.is_empty() {
            panel.rows.clear();
        } else {
            self.explain_seats(&holders);
        }
        self.figure.panels.push(panel);
    }

    fn column(&self, roll: &Roll, name: &str) -> Column {
        let about = match head(&roll.body, roll.proposed) {
            (HeadState::Active, "") if !self.has_date() => lifetime(&roll.existed),
            (_, words) => words.to_string(),
        };
        let told = if about.is_empty() { roll.body.name.clone() } else { format!("{} ({about})", roll.body.name) };
        Column::new(name).state(head(&roll.body, roll.proposed).0).about(about).tooltip(told)
    }

    fn holder_row(&self, holder: &Holder<'r>) -> matrix::Row {
        let kind = holder.on.first().and_then(|(_, row)| row.kind).map(|kind| kind.to_string().replace('-', " "));
        let kind = kind.unwrap_or_default();
        let all = holder.on.len();
        let certain = holder.on.iter().filter(|(_, row)| self.sure(row) == Sure::Yes).count();
        let text = if certain == all { all.to_string() } else { format!("{certain}–{all}") };
        let percent = u8::try_from(all * 100 / self.bodies.len().max(1)).unwrap_or(100);
        let star = if holder.member.collective { "*" } else { "" };
        let name = format!("{}{star}", holder.member.name);
        matrix::Row::new(name).about(kind.clone()).kind(kind).total(text, percent)
    }

    /// How a seat looks: the number of its places, how sure it is, and whether it chairs.
    fn seat(&self, row: &Row, most: u32) -> Look {
        let sure = self.sure(row);
        let ring = match row.capacity() {
            Capacity::Chair => Ring::Whole,
            Capacity::CoChair | Capacity::ViceChair => Ring::Half,
            _ => Ring::None,
        };
        let doubt = if sure == Sure::Possible { "?" } else { "" };
        let dagger = if row.contested { "†" } else { "" };
        let text = format!("{}{doubt}{dagger}", number(row.places_if_there));
        Look::new(text).shade(shade(weight(row.places_if_there), most)).sure(sure).ring(ring)
    }

    fn sure(&self, row: &Row) -> Sure {
        match row.cover {
            _ if self.roll(row).is_some_and(|roll| roll.proposed) => Sure::Proposed,
            // Without a date whatever is recorded counts, but not as a fact what contradicts its own dates.
            Cover::Certain if self.has_date() || !row.contested => Sure::Yes,
            Cover::Certain | Cover::Possible | Cover::No => Sure::Possible,
        }
    }

    fn roll(&self, row: &Row) -> Option<&'r Roll> {
        self.bodies.get(*self.position.get(row.body.id.as_str())?).copied()
    }

    fn seat_words(&self, row: &Row) -> String {
        let seats: Vec<String> = row
            .seats
            .iter()
            .map(|seat| match (self.has_date(), &seat.known) {
                (true, _) if seat.cover == Cover::Possible => format!("{} (possible)", seat.text),
                (true, _) => seat.text.clone(),
                (false, known) => format!("{} ({})", seat.text, years_of_days(known.as_deref())),
            })
            .collect();
        let proposed = if self.roll(row).is_some_and(|roll| roll.proposed) { " (proposed)" } else { "" };
        let contested = if row.contested { "; a source lists it when it, or the body, did not exist" } else { "" };
        format!("{} on {}{proposed}: {}{contested}", row.member.name, row.body.name, seats.join("; "))
    }

    fn folded(&mut self, panel: &mut Panel, folded: &[Holder<'r>]) {
        if folded.is_empty() {
            return;
        }
        let on_one = folded.iter().all(|holder| holder.on.len() == 1);
        let name = if on_one { "On one body only" } else { "Others" };
        for (column, roll) in self.bodies.iter().enumerate() {
            let here = folded.iter().filter(|holder| holder.on.iter().any(|(other, _)| *other == column));
            let names: Vec<&str> = here.map(|holder| holder.member.name.as_str()).collect();
            if !names.is_empty() {
                let told = format!("{}: {}", roll.body.name, some(&names, 20));
                let look = Look::new(format!("+{}", names.len()));
                panel.cells.push(Cell::new(panel.rows.len(), column, look).tooltip(told));
            }
        }
        let about = format!("{} {}", folded.len(), self.noun(folded.len()));
        panel.rows.push(matrix::Row::new(name).about(about).sort(RowSort::Summary));
        let which = if on_one { " that sit on one of these bodies alone" } else { "" };
        self.figure.notes.push(format!(
            "{} {}{which} have no row and are counted below; `govgraph members` names them.",
            folded.len(),
            self.noun(folded.len()),
        ));
    }

    fn explain_seats(&mut self, holders: &[Holder<'r>]) {
        let looks: Vec<(&Row, Look)> =
            holders.iter().flat_map(|holder| &holder.on).map(|(_, row)| (*row, self.seat(row, 1))).collect();
        let figure = &mut self.figure;
        let has_date = self.report.asked.at.is_some();
        let cell = |text: &str| Sign::Cell(Look::new(text).shade(2));
        if looks.iter().any(|(_, look)| look.sure == Sure::Yes) {
            figure.explain(cell("1"), "places there; the stronger the colour, the more");
        }
        let any = |is: &dyn Fn(&Row, &Look) -> bool| looks.iter().any(|(row, look)| is(row, look));
        let places = |is: fn(Count) -> bool| looks.iter().any(|(row, _)| is(row.places_if_there));
        if places(|count| count.least > 0 && count.most.is_none()) {
            figure.explain(Sign::Mark("1+".to_string()), "one or more");
        }
        if places(|count| count.most.is_some_and(|most| most != count.least)) {
            figure.explain(Sign::Mark("1–2".to_string()), "at least, at most");
        }
        if places(|count| count == Count::UNKNOWN) {
            figure.explain(Sign::Mark("n".to_string()), "a number that is not known");
        }
        if any(&|_, look| look.sure == Sure::Possible) {
            let words = if has_date {
                "possible: the sources speak of another time"
            } else {
                "possible, and not certain at any date"
            };
            figure.explain(Sign::Cell(Look::new("1?").shade(3).sure(Sure::Possible)), words);
        }
        if any(&|_, look| look.sure == Sure::Proposed) {
            figure.explain(Sign::Cell(Look::new("1").sure(Sure::Proposed)), "as proposed");
        }
        if any(&|_, look| look.ring == Ring::Whole) {
            figure.explain(Sign::Cell(Look::new("1").shade(2).ring(Ring::Whole)), "chair");
        }
        if any(&|_, look| look.ring == Ring::Half) {
            let is = |capacity| looks.iter().any(|(row, _)| row.capacity() == capacity);
            let words = match (is(Capacity::CoChair), is(Capacity::ViceChair)) {
                (true, true) => "co-chair or vice-chair",
                (true, false) => "co-chair",
                _ => "vice-chair",
            };
            figure.explain(Sign::Cell(Look::new("1").shade(2).ring(Ring::Half)), words);
        }
        if looks.len() < holders.len() * self.bodies.len() {
            figure.explain(Sign::Empty, "none recorded");
        }
        if looks.iter().any(|(row, _)| row.contested) {
            figure.explain(Sign::Mark("†".to_string()), "a source lists it when it, or the body, did not exist");
        }
        if holders.iter().any(|holder| holder.member.collective) {
            let words = "some of several: the sources do not say which, nor whether the same ones";
            figure.explain(Sign::Mark("*".to_string()), words);
        }
    }

    /// Bodies by bodies.
    fn shared(&mut self, shared: &overlap::Report) {
        let mut panel = Panel::new(format!("Bodies that share {}", self.noun(2)));
        panel.subtitle = format!("{} on both; diagonal: known on the body", self.noun(2));
        panel.square = true;
        for (at, roll) in self.bodies.iter().enumerate() {
            let short = roll.short.as_deref().unwrap_or(&roll.body.name);
            let mut column = self.column(roll, short);
            column.about = String::new();
            panel.columns.push(column);
            panel.rows.push(matrix::Row::new(short).tooltip(&roll.body.name));
            let told = format!("{}: {} {} known", roll.body.name, roll.members, self.noun(roll.members));
            let look = Look::new(roll.members.to_string()).sure(Sure::Aside);
            panel.cells.push(Cell::new(at, at, look).tooltip(told));
        }
        let place = |body: &BodyRef| self.position.get(body.id.as_str()).copied();
        let pairs = || shared.rows.iter().filter_map(|row| Some((row, place(&row.a.body)?, place(&row.b.body)?)));
        let most = pairs().map(|(row, ..)| row.shared.len()).max().unwrap_or(1);
        let mut looks = Vec::new();
        for (row, a, b) in pairs() {
            let proposed = self.bodies[a].proposed || self.bodies[b].proposed;
            let look = shared_look(row, proposed, most);
            let told = shared_words(row, proposed, self.noun(row.shared.len()));
            panel.cells.push(Cell::new(a, b, look.clone()).tooltip(&told));
            panel.cells.push(Cell::new(b, a, look.clone()).tooltip(told));
            looks.push(look);
        }
        panel.cells.sort_by_key(|cell| (cell.row, cell.column));
        if looks.iter().any(|look| look.text.starts_with('(')) {
            let sign = Sign::Mark("(1)".to_string());
            self.figure.explain(sign, "on both, but never at one time");
        }
        if looks.iter().any(|look| look.sure == Sure::Possible) {
            let sign = Sign::Cell(Look::new("1?").shade(3).sure(Sure::Possible));
            let is_there = self.figure.legend.iter().any(|entry| entry.sign == sign);
            if !is_there {
                let when = if self.has_date() { "at that date" } else { "at one time" };
                self.figure.explain(sign, format!("possible: not certain {when}"));
            }
        }
        if looks.iter().any(|look| look.sure == Sure::Proposed) {
            self.figure.explain(Sign::Cell(Look::new("1").sure(Sure::Proposed)), "as proposed");
        }
        if looks.iter().any(|look| look.text.contains('–')) {
            self.figure.explain(Sign::Mark("1–2".to_string()), "at least, at most");
        }
        let diagonal = format!("known {}", self.noun(2));
        self.figure.explain(Sign::Cell(Look::new("9").sure(Sure::Aside)), diagonal);
        self.figure.panels.push(panel);
    }

    /// What the frames of heads mean.
    fn heads(&mut self) {
        let states: Vec<HeadState> = self.bodies.iter().map(|roll| head(&roll.body, roll.proposed).0).collect();
        explain_heads(&mut self.figure, &states);
    }

    fn notes(&mut self) {
        let report = self.report;
        let (one, many) = (self.noun(1), self.noun(2));
        let notes = &mut self.figure.notes;
        if report.asked.at.is_none() && !report.rows.is_empty() {
            notes.push(
                "No date was asked: this is everything that is recorded, and not all of it held at one time. A number of \
                 places is the most at any one time."
                    .to_string(),
            );
        }
        if report.circle == Circle::Core && !report.rows.is_empty() {
            notes.push(
                "Members count; advisers, observers, wider stakeholders and those who attend on demand do not."
                    .to_string(),
            );
        }
        if !report.unknown.is_empty() {
            let names: Vec<&str> = report.unknown.iter().map(|body| body.name.as_str()).collect();
            let (are, these) = if names.len() == 1 { ("is", "this body") } else { ("are", "these bodies") };
            notes.push(format!("Unknown, not none: no {many} of {these} {are} known: {}.", some(&names, 12)));
        }
        if report.rows.is_empty() {
            notes.push(format!("No {one} is known to sit on any body."));
        }
        notes.extend(sources(report.rows.iter().flat_map(Row::evidence)));
    }
}

/// How a body stands, as the head of its column shows it: the sort of frame, and the words for it.
fn head(body: &BodyRef, proposed: bool) -> (HeadState, &'static str) {
    match body.standing {
        Some(Standing::Active) => (HeadState::Active, ""),
        Some(Standing::UnderReview) => (HeadState::Active, "under review"),
        Some(Standing::Proposed | Standing::NotYet) => (HeadState::Proposed, "proposed"),
        Some(Standing::Possible) => (HeadState::Possible, "may exist"),
        Some(Standing::Ended) => (HeadState::Ended, "ended"),
        None if proposed => (HeadState::Proposed, "proposed"),
        None => (HeadState::Active, ""),
    }
}

fn explain_heads(figure: &mut Figure, states: &[HeadState]) {
    let words = [
        (HeadState::Proposed, "proposed body"),
        (HeadState::Possible, "body that may exist at that date"),
        (HeadState::Ended, "body that has ended"),
    ];
    for (state, words) in words.into_iter().filter(|(state, _)| states.contains(state)) {
        figure.explain(Sign::Head(state), words);
    }
}

/// `5`, `1+`, `2–4`; `n` if nothing is known.
pub(super) fn number(count: Count) -> String {
    match (count.least, count.most) {
        (0, None) => "n".to_string(),
        (least, None) => format!("{least}+"),
        (least, Some(most)) if least == most => least.to_string(),
        (least, Some(most)) => format!("{least}–{most}"),
    }
}

/// What decides how dark a number is: the most that it can be, as far as that is known.
fn weight(count: Count) -> u32 {
    count.most.unwrap_or(count.least).max(1)
}

/// From 1 for one to [`DARKEST`] for the most that occurs.
fn shade(number: u32, most: u32) -> u8 {
    if most <= 1 {
        return 2;
    }
    let steps = u32::from(DARKEST) - 1;
    let step = (number.clamp(1, most) - 1) * steps * 2 / (most - 1);
    u8::try_from(1 + step.div_ceil(2)).unwrap_or(DARKEST)
}

fn shared_look(row: &overlap::Row, proposed: bool, most: usize) -> Look {
    let size = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let all = row.shared.iter().filter(|shared| shared.cover != Cover::No).count();
    let look = |text: String| Look::new(text).shade(shade(size(row.shared.len()), size(most)));
    match (all, row.certain) {
        _ if proposed => look(row.shared.len().to_string()).sure(Sure::Proposed),
        (0, _) => Look::new(format!("({})", row.shared.len())),
        (all, 0) => look(format!("{all}?")).sure(Sure::Possible),
        (all, certain) if all == certain => look(all.to_string()),
        (all, certain) => look(format!("{certain}–{all}")),
    }
}

fn shared_words(row: &overlap::Row, proposed: bool, noun: &str) -> String {
    let name = |shared: &overlap::Shared| match shared.cover {
        Cover::Certain => shared.member.name.clone(),
        Cover::Possible => format!("{} (possible)", shared.member.name),
        Cover::No => format!("{} (not at one time)", shared.member.name),
    };
    let names: Vec<String> = row.shared.iter().map(name).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let proposed = if proposed { ", as proposed" } else { "" };
    let kinship = match row.kinship {
        None => "",
        Some(Kinship::Succession) => "; one succeeded the other",
        Some(Kinship::ProposedSuccession) => "; one is proposed to succeed the other",
        Some(Kinship::SubBoard) => "; one is part of the other",
    };
    let (a, b) = (&row.a.body.name, &row.b.body.name);
    format!("{a} and {b}: {} {noun} on both{proposed}: {}{kinship}", row.shared.len(), some(&names, 20))
}

/// Some names; of many, the first and how many more there are.
fn some(names: &[&str], most: usize) -> String {
    let shown: Vec<&str> = names.iter().copied().take(most).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join("; "),
        more => format!("{}; and {more} more", shown.join("; ")),
    }
}

/// `Sources: Title, speaks of 2010-03; …`, for a note.
fn sources<'e>(evidence: impl Iterator<Item = &'e Evidence>) -> Option<String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for cited in evidence {
        let date = cited.date.as_deref().map(|date| format!(" ({})", lifetime(date))).unwrap_or_default();
        all.entry(cited.source.to_string()).or_insert_with(|| format!("{}{date}", cited.title));
    }
    let words: Vec<&str> = all.values().map(String::as_str).collect();
    (!words.is_empty()).then(|| format!("{SOURCES}{}.", some(&words, 12)))
}
