//! What is different between two snapshots, as one chart: what came, what went, what is still there and what is not known.

use std::collections::{BTreeMap, BTreeSet};

use govgraph::questions::BodyRef;
use govgraph::questions::change::{Kind, Report, Row as Changed};
use govgraph::questions::lineage::Change;
use govgraph::questions::profile::Topic;
use govgraph::{BodyId, BodyView, Cover, Date, Evidence, Level, Relation, RelationKind, Snapshot, Standing};

use super::looked;
use crate::card::ROWS_SHOWN;
use crate::figure::{Card, CardIndex, CardState, Edge, EdgeKind, Fate, Figure, Mark, Row, Tone};
use crate::project::chart::{self, Frame, Together};
use crate::project::footnotes::{Footnotes, cited};
use crate::project::passage;

/// Which part of a structure to draw.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Only these bodies; `None`: those that a chart of either side shows, and those that came or went.
    pub only: Option<BTreeSet<BodyId>>,
    /// Of these, only those at this level.
    pub level: Option<Level>,
    /// What part that is, for the line below the headline.
    pub scope: Option<String>,
    /// Which bodies stand together in a frame.
    pub by: Together,
    /// Whether cards, rows and lines carry the numbers of their sources, which are listed below.
    pub sources: bool,
}

/// So many members of a body that came or went are named; they all came or went with it.
const MEMBERS_NAMED: usize = 4;

/// The figure of a comparison of two snapshots, which are those that it was made from, with the facts of which the data are
/// silent among its rows (`Params::all`).
///
/// What differs, and how sure that is, is what the report says. The snapshots give the rest: kinds, levels, and relations that
/// are the same on both sides.
///
/// Cost: linear in the report and the bodies and relations of both snapshots.
pub fn figure<'g>(report: &Report, before: &Snapshot<'g>, after: &Snapshot<'g>, options: &Options) -> Figure {
    let words = [looked(report, &report.before, "before"), looked(report, &report.after, "after")];
    let title = report.asked.dataset.as_deref().unwrap_or("Governance structure");
    let mut picture = Picture {
        report,
        sides: [before, after],
        words,
        rows: BTreeMap::new(),
        figure: Figure::new(title),
        cards: BTreeMap::new(),
        footnotes: options.sources.then(|| Footnotes::of([before.graph(), after.graph()])),
    };
    for row in &report.rows {
        picture.rows.entry(row.body.id.as_str()).or_default().push(row);
    }
    let drawn = picture.drawn(options);
    picture.cards(&drawn, options.by);
    picture.relations(&drawn);
    picture.successions(&drawn);
    picture.head(options);
    picture.notes(options);
    picture.figure.sources = picture.footnotes.map(Footnotes::into_sources).unwrap_or_default();
    picture.figure
}

/// What came of a fact.
fn mark(row: &Changed) -> Mark {
    let fate = match row.kind {
        Kind::Gained => Fate::New,
        Kind::Lost => Fate::Gone,
        Kind::Changed => Fate::Changed,
        Kind::Proposed => Fate::Proposed,
        Kind::Lapsed => Fate::Lapsed,
        Kind::Silent => return Fate::Open.sure(false),
    };
    fate.sure(row.cover == Cover::Certain)
}

struct Picture<'r, 's, 'g> {
    report: &'r Report,
    sides: [&'s Snapshot<'g>; 2],
    /// `2007`, `2010-03`: how each side is called.
    words: [String; 2],
    /// The rows of each body by its id.
    rows: BTreeMap<&'r str, Vec<&'r Changed>>,
    figure: Figure,
    cards: BTreeMap<BodyId, CardIndex>,
    footnotes: Option<Footnotes>,
}

impl<'r, 'g> Picture<'r, '_, 'g> {
    fn rows(&self, body: &BodyId) -> &[&'r Changed] {
        self.rows.get(body.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The numbers of what stands behind something; nothing where none were asked.
    fn cite<'e>(&mut self, evidence: impl IntoIterator<Item = &'e Evidence>) -> String {
        self.footnotes.as_mut().map(|footnotes| footnotes.cite(evidence)).unwrap_or_default()
    }

    /// As [`Picture::cite`], at the end of the words on a line.
    fn cited_label<'e>(&mut self, label: String, evidence: impl IntoIterator<Item = &'e Evidence>) -> String {
        cited(&label, &self.cite(evidence))
    }

    /// What came of the body itself.
    fn itself(&self, body: &BodyId) -> Option<&'r Changed> {
        self.rows(body).iter().find(|row| row.topic == Topic::Itself).copied()
    }

    /// The body on each side on which it exists, may exist or is proposed.
    fn views(&self, body: &BodyId) -> [Option<BodyView<'g>>; 2] {
        self.sides.map(|side| {
            let view = side.graph().body(body)?;
            side.standing(view).is_none_or(Standing::is_in_view).then_some(view)
        })
    }

    /// The bodies that have a card, each with the side that it is drawn from: after, if it is there then.
    fn drawn(&self, options: &Options) -> BTreeMap<BodyId, (usize, BodyView<'g>)> {
        let mut ids: BTreeSet<BodyId> = BTreeSet::new();
        match &options.only {
            Some(only) => ids.extend(only.iter().cloned()),
            None => {
                for side in self.sides {
                    ids.extend(chart::notable(side).iter().map(|body| body.id().clone()));
                }
                let different = self.report.rows.iter().filter(|row| row.kind != Kind::Silent);
                let different =
                    different.filter(|row| matches!(row.topic, Topic::Itself | Topic::Seat | Topic::Relation));
                let others = |row: &&'r Changed| row.topic == Topic::Relation;
                let named = different.clone().filter(others).flat_map(|row| row.others.iter());
                ids.extend(different.map(|row| &row.body.id).chain(named).filter_map(|id| id.parse().ok()));
            }
        }
        let drawn = ids.into_iter().filter_map(|id| {
            let [before, after] = self.views(&id);
            let view = after.map(|view| (1, view)).or(before.map(|view| (0, view)))?;
            (options.level.is_none() || view.1.level() == options.level).then_some((id, view))
        });
        drawn.collect()
    }

    fn cards(&mut self, drawn: &BTreeMap<BodyId, (usize, BodyView<'g>)>, by: Together) {
        let frame = |(side, body): (usize, BodyView<'g>)| Frame::of(self.sides[side].graph(), body, by);
        let frames = drawn.values().map(|body| frame(*body)).collect();
        let groups = Frame::add_to(frames, &mut self.figure);
        for (id, (side, body)) in drawn {
            let mut card = self.card(*side, *body);
            if let Some(group) = groups.get(&Frame::of(self.sides[*side].graph(), *body, by)) {
                card = card.in_group(*group);
            }
            let index = self.figure.add_card(card);
            self.cards.insert(id.clone(), index);
        }
    }

    fn card(&mut self, side: usize, body: BodyView<'g>) -> Card {
        let snapshot = self.sides[side];
        let (full, seats) = chart::card(snapshot, body);
        let kind = full.kind.clone();
        let mut card = Card::new(full.id, full.title, kind.clone()).subtitle(kind).state(full.state);
        card.link = full.link;
        let behind = chart::body_evidence(snapshot, body);
        let both = self.itself(body.id()).into_iter().flat_map(evidence);
        card.cites = self.cite(behind.iter().chain(both));
        let itself = self.itself(body.id());
        let mark = self.mark(body.id());
        if let Some(mark) = mark {
            card = card.marked(mark).state(state(mark, full.state));
        }
        // How it stands where that is neither plain from the mark nor the usual.
        if let Some(row) = itself {
            for (standing, words) in [row.body.before, row.body.after].into_iter().zip(&self.words) {
                let told = |standing: &Standing| {
                    matches!(standing, Standing::Possible | Standing::Proposed | Standing::UnderReview)
                };
                if let Some(standing) = standing.filter(told) {
                    card = card.pill(Tone::Plain, format!("{words}: {}", standing.word()));
                }
            }
        }
        card.pills.extend(full.pills.into_iter().filter(|pill| pill.tone == Tone::Date));
        let came_or_went =
            mark.is_some_and(|mark| matches!(mark.fate, Fate::New | Fate::Gone | Fate::Proposed | Fate::Lapsed));
        if came_or_went {
            let members = full.rows.len();
            for (mut row, seat) in full.rows.into_iter().zip(seats).take(MEMBERS_NAMED) {
                row.cites = self.cite(&seat.evidence());
                card.rows.push(row);
            }
            return card.more(members.saturating_sub(MEMBERS_NAMED));
        }
        self.differences(body.id(), card)
    }

    /// What came of a body: by itself, or by what it is part of.
    fn mark(&self, body: &BodyId) -> Option<Mark> {
        if let Some(row) = self.itself(body)
            && row.kind != Kind::Changed
        {
            return Some(mark(row));
        }
        let inside = |row: &&&'r Changed| row.relation.is_some_and(|kind| chart::relation_edge(kind).0);
        let of_kind = |kind: Kind| self.rows(body).iter().filter(inside).find(|row| row.kind == kind);
        if let (Some(lost), Some(gained)) = (of_kind(Kind::Lost), of_kind(Kind::Gained)) {
            return Some(Fate::Moved.sure(lost.cover.min(gained.cover) == Cover::Certain));
        }
        let row = self.itself(body)?;
        let moved = row.differences.iter().any(|difference| matches!(difference.what, "area" | "level"));
        Some(if moved { Fate::Moved.sure(row.cover == Cover::Certain) } else { mark(row) })
    }

    /// What is different about a body that is still there, as rows of its card.
    fn differences(&mut self, body: &BodyId, mut card: Card) -> Card {
        if let Some(row) = self.itself(body) {
            let unknown = |value: &Option<String>| value.clone().unwrap_or_else(|| "not said".to_string());
            for difference in &row.differences {
                let (before, after) = (unknown(&difference.before), unknown(&difference.after));
                card = card.row(Row::new(format!("{}: {before} → {after}", difference.what)).marked(mark(row)));
            }
        }
        let seats = self.rows(body).iter().filter(|row| row.topic == Topic::Seat && !row.with_body).copied();
        let (silent, seats): (Vec<_>, Vec<_>) = seats.partition(|row| row.kind == Kind::Silent);
        for row in seats {
            let is_shown = card.rows.len() < ROWS_SHOWN;
            let cites = self.cite(evidence(row).filter(|_| is_shown));
            card = card.row(Row { cites, ..Row::new(self.member(row)).marked(mark(row)) });
        }
        match silent.len() {
            0 => card,
            1 => card.row(Row::new("1 member at one date only").marked(Fate::Open.sure(false))),
            silent => card.row(Row::new(format!("{silent} members at one date only")).marked(Fate::Open.sure(false))),
        }
    }

    /// Who holds a seat: the organisation first, which is what is left where the card is too narrow for all of it.
    fn member(&self, row: &Changed) -> String {
        let organisation = row.others.iter().filter_map(|id| {
            let id: BodyId = id.parse().ok()?;
            let body = self.sides.iter().rev().find_map(|side| side.graph().body(&id))?;
            let post = row.label.strip_suffix(body.name())?.strip_suffix(", ")?;
            Some(format!("{}, {post}", body.short_name()))
        });
        organisation.into_iter().next().unwrap_or_else(|| row.label.clone())
    }

    /// The relations between cards: those that came or went, and those that are the same.
    fn relations(&mut self, drawn: &BTreeMap<BodyId, (usize, BodyView<'g>)>) {
        let mut told: BTreeSet<(&BodyId, &BodyId, RelationKind)> = BTreeSet::new();
        for side in [1, 0] {
            let snapshot = self.sides[side];
            for relation in snapshot.graph().relations() {
                let (from, to) = (&relation.from.value, &relation.to.value);
                let between = drawn.contains_key(from) && drawn.contains_key(to) && from != to;
                if !between || !snapshot.holds(relation).is_possible() || !told.insert((from, to, relation.kind)) {
                    continue;
                }
                let mark = self.relation_mark(relation);
                let (against, edge) = chart::relation_edge(relation.kind);
                let (from, to) = if against { (to, from) } else { (from, to) };
                let (Some(from), Some(to)) = (self.cards.get(from), self.cards.get(to)) else { continue };
                let edge = edge(*from, *to).proposed(relation.proposed);
                let mut edge = if let Some(mark) = mark { edge.marked(mark) } else { edge };
                edge.label = self.cited_label(edge.label, &snapshot.graph().relation_evidence(relation));
                self.figure.add_edge(edge);
            }
        }
    }

    fn relation_mark(&self, relation: &Relation) -> Option<Mark> {
        let about = |from: &BodyId, to: &BodyId| {
            let of_kind = move |row: &&&'r Changed| {
                row.relation == Some(relation.kind) && row.others.first().is_some_and(|other| other == to.as_str())
            };
            let rows = self.rows(from).iter().filter(of_kind);
            rows.map(|row| mark(row)).min_by_key(|mark| (mark.fate == Fate::Open, !mark.sure))
        };
        let (from, to) = (&relation.from.value, &relation.to.value);
        // What works both ways is told at one of its ends.
        about(from, to).or_else(|| if relation.kind == RelationKind::WorksWith { about(to, from) } else { None })
    }

    /// From what went to what it became, also through bodies that existed in between alone.
    fn successions(&mut self, drawn: &BTreeMap<BodyId, (usize, BodyView<'g>)>) {
        let events: Vec<_> = self.report.events.iter().filter(|event| !event.change.kind.keeps_body()).collect();
        let mut told: BTreeSet<(CardIndex, CardIndex, String)> = BTreeSet::new();
        for (at, event) in events.iter().enumerate() {
            let from = |body: &BodyRef| body.id.parse::<BodyId>().ok().filter(|id| drawn.contains_key(id));
            for from in event.from.iter().filter_map(from) {
                let Some(from) = self.cards.get(&from).copied() else { continue };
                // Ways onwards, each with the words for its events so far; each event is on one of them.
                let words = self.cited_label(passage_words(&event.change), &event.change.evidence);
                let mut ways = vec![(at, words, event.change.proposed)];
                let mut seen = BTreeSet::from([at]);
                while let Some((at, words, proposed)) = ways.pop() {
                    for to in &events[at].to {
                        let Ok(id) = to.id.parse::<BodyId>() else { continue };
                        if let Some(to) = self.cards.get(&id).copied() {
                            if from != to && told.insert((from, to, words.clone())) {
                                let edge = Edge::new(from, to, EdgeKind::Succession).label(words.clone());
                                self.figure.add_edge(edge.proposed(proposed));
                            }
                            continue;
                        }
                        let next = events.iter().enumerate().skip(at + 1);
                        for (next, event) in next.filter(|(_, event)| event.from.iter().any(|body| body.id == to.id)) {
                            if seen.insert(next) {
                                let next_words = self.cited_label(passage_words(&event.change), &event.change.evidence);
                                let words = format!("{words}, {next_words}");
                                ways.push((next, words, proposed || event.change.proposed));
                            }
                        }
                    }
                }
            }
        }
    }

    fn head(&mut self, options: &Options) {
        let count =
            |fate: Fate, sure: bool| self.figure.cards.iter().filter(|card| card.mark == Some(fate.sure(sure))).count();
        let words = |fate: Fate| match (count(fate, true), count(fate, false)) {
            (0, 0) => None,
            (sure, 0) => Some(format!("{sure} {}", fate.sure(true).words())),
            (0, possible) => Some(format!("{possible} {}", fate.sure(false).words())),
            (sure, possible) => Some(format!("{sure} {} and {possible} possibly", fate.sure(true).words())),
        };
        let fates = [Fate::New, Fate::Gone, Fate::Moved, Fate::Changed, Fate::Proposed, Fate::Lapsed];
        let counts: Vec<String> = fates.into_iter().filter_map(words).collect();
        let counts = if counts.is_empty() { "no body came or went".to_string() } else { counts.join(", ") };
        let [before, after] = &self.words;
        let scope = chart::scope_words(options.scope.as_deref(), options.level);
        self.figure.subtitle =
            format!("{scope}what is different between {before} and {after} · of the bodies {counts}");
        self.figure.description = format!(
            "A chart of what is different between {before} and {after}: of its {} bodies {counts}.",
            self.figure.cards.len()
        );
    }

    fn notes(&mut self, options: &Options) {
        let at_level = |body: &BodyView<'g>| options.level.is_none() || body.level() == options.level;
        let in_view =
            |side: &Snapshot<'g>| side.bodies().filter(at_level).map(|body| body.id().clone()).collect::<BTreeSet<_>>();
        let all: BTreeSet<BodyId> = self.sides.into_iter().flat_map(in_view).collect();
        let left_out: Vec<&BodyId> = all.iter().filter(|body| !self.cards.contains_key(*body)).collect();
        if options.only.is_none() && !left_out.is_empty() {
            let silent = left_out.iter().filter(|body| self.itself(body).is_some()).count();
            let silent = match silent {
                0 => String::new(),
                silent => format!(" Of {silent} of them it is not known whether they existed at both dates."),
            };
            self.figure.notes.push(format!(
                "{} more bodies neither came nor went, only hold seats on these, or have nothing but their name: they have no card.{silent}",
                left_out.len()
            ));
        }
        let marked = |fate: Fate| self.figure.cards.iter().any(|card| card.mark.is_some_and(|mark| mark.fate == fate));
        let mut notes = Vec::new();
        if self.figure.cards.iter().any(|card| card.mark.is_some_and(|mark| !mark.sure && mark.fate != Fate::Open)) {
            notes.push("Possibly, or with a question mark: one of the dates is only possible, so that nothing need have changed.");
        }
        if marked(Fate::New) || marked(Fate::Gone) {
            notes.push("Members of a body that came or went came or went with it. Of the others only members that came or went are named.");
        }
        notes.push(
            "What it works on, targets, plans and names are not drawn: govgraph change lists them, with the sources.",
        );
        if !self.report.one_dataset {
            notes.push("What only one of the datasets records need not be untrue in the other.");
        }
        self.figure.notes.extend(notes.into_iter().map(str::to_string));
    }
}

/// `replaced 2012`: an event beside a line.
fn passage_words(change: &Change) -> String {
    passage(change.kind, change.date.as_ref().and_then(|date| date.parse::<Date>().ok()).as_ref(), change.proposed)
}

/// What stands behind both sides of a row.
fn evidence(row: &Changed) -> impl Iterator<Item = &Evidence> {
    row.before.evidence.iter().chain(&row.after.evidence)
}

/// How real a marked card looks in the formats that know no marks.
fn state(mark: Mark, state: CardState) -> CardState {
    match (mark.fate, mark.sure) {
        (Fate::Gone | Fate::Lapsed, true) => CardState::Ended,
        (Fate::New | Fate::Moved | Fate::Changed, true) => state,
        (Fate::Proposed, _) => CardState::Proposed,
        _ => CardState::Unknown,
    }
}
