//! A whole structure for the page that lets people explore it: the chart of all dates, and what is known of each body.

mod findings;
mod seats;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use govgraph::questions::profile::{self, Topic};
use govgraph::questions::timeline::{self, Sort};
use govgraph::{
    AreaId, BodyId, BodyView, Certainty, Date, Day, Evidence, Finding, GovGraph, Holding, LinkView, Snapshot, SourceId,
    Standing, Stretch, Word as _,
};

use super::{chart, lifetime};
use crate::card::{SUBTITLE_SIZE, TEXT_WIDTH};
use crate::figure::{CardState, Tone};
use crate::html::{At, Body, Card, Cite, Explorer, Face, Fact, Life, Line, Moment, Picture, Scale, Source, Time};
use crate::layout::{Layout, layout};
use crate::lineage;
use crate::text::{self, Weight};
use crate::xml::web_link;

/// What the page shows beside the structure itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'f> {
    /// What was noticed while the records were read and the graph was built.
    pub checked: &'f [Finding],
}

/// A structure as the page holds it, with the chart that it shows and where everything on that is.
#[derive(Clone, Debug)]
pub struct Explored {
    /// What the page knows.
    pub data: Explorer,
    /// The chart of all dates.
    pub figure: crate::figure::Figure,
    /// Where its parts are.
    pub layout: Layout,
    /// Pictures for the other tabs, at the date of the snapshot.
    pub pictures: Vec<Picture>,
}

/// Gathers what the page shows: all of the structure, whatever the date of the snapshot, which is where the page begins.
///
/// Cost: that of laying out the chart of all dates, of the profiles of all bodies, and of a card of each body that has one
/// for each day on which something about it changes.
pub fn explored<'g>(snapshot: &Snapshot<'g>, options: &Options<'_>) -> Explored {
    let graph = snapshot.graph();
    let mut all = All::new(graph);
    let mut drawn = chart::draw(&graph.at_any_time(), &chart::Options::default());
    for card in &mut drawn.figure.cards {
        // How real a body is changes with the date: it is told in the line below the name, where there is room for any
        // answer. A click on a card leads to what is known, and not away.
        if let Some(words) = card.state.words() {
            card.subtitle = format!("{} · {words}", card.kind);
        }
        (card.state, card.link) = (CardState::Active, None);
    }
    let layout = layout(&drawn.figure);
    let bodies: Vec<Body> = graph.bodies().map(|body| all.body(body)).collect();
    let mut cards = Vec::with_capacity(drawn.cards.len());
    let mut card_of: HashMap<usize, usize> = HashMap::new();
    let mut faces: BTreeMap<usize, Vec<Face>> = BTreeMap::new();
    for ((card, place), figure) in drawn.cards.iter().zip(&layout.cards).zip(&drawn.figure.cards) {
        let Some(body) = all.position(card.body.id()) else { continue };
        let pills = figure.pills.iter().map(|pill| match pill.tone {
            Tone::Statutory => "statutory",
            Tone::Date => "date",
            _ => "elected",
        });
        card_of.insert(body, cards.len());
        faces.insert(body, all.faces(card.body));
        cards.push(Card {
            body,
            place: [place.x, place.y, place.width, place.height],
            pills: pills.collect(),
            rows: card.rows.iter().map(|seat| all.time(seat.extent().into())).collect(),
        });
    }
    let mut edges = Vec::with_capacity(drawn.edges.len());
    for (edge, links) in drawn.figure.edges.iter().zip(&drawn.edges) {
        let kind = match links.first() {
            Some(LinkView::Relation(relation)) => relation.kind.phrase(),
            _ => "was succeeded by",
        };
        let times = links.iter().map(|link| {
            all.time(match link {
                LinkView::Relation(relation) => graph.relation_holding(relation),
                LinkView::Succession(event, _) => graph.event_holding(event),
                LinkView::Seat(seat) => seat.extent().into(),
            })
        });
        let times: BTreeSet<usize> = times.collect();
        edges.push(Line {
            from: edge.from.position(),
            to: edge.to.position(),
            kind,
            times: times.into_iter().collect(),
        });
    }
    let bodies = bodies.into_iter().enumerate();
    let bodies = bodies.map(|(at, body)| Body { faces: faces.remove(&at).unwrap_or_default(), ..body }).collect();
    let timeline = all.timeline();
    let seats = seats::seats(&mut all);
    let (stops, changes) = stops(&all.times);
    let noticed = findings::findings(&mut all, snapshot, options.checked, &stops);
    let (pictures, scale) = lineages(graph);
    let word = |standing: Standing| (key(standing).to_string(), standing.word().to_string());
    let data = Explorer {
        title: text::clean(graph.title().unwrap_or("Governance structure")),
        description: graph.description().map(text::clean),
        at: snapshot.date().map(at),
        stops,
        changes,
        bodies,
        cards,
        edges,
        areas: all.areas.iter().map(|area| text::clean(&area.1)).collect(),
        topics: all.topics.iter().map(|topic| topic.heading().to_string()).collect(),
        standings: STANDINGS.map(word).to_vec(),
        sources: all.sources(),
        timeline,
        findings: noticed.findings,
        codes: noticed.codes,
        findings_follow: noticed.follow,
        holders: seats.holders,
        sittings: seats.sittings,
        columns: seats.columns,
        scale,
        times: all.times,
        cites: all.cites,
    };
    Explored { data, figure: drawn.figure, layout, pictures }
}

/// The picture of all lineages, and where days lie in it, so that the page can draw a line through its date. Where nothing
/// became anything there is none.
fn lineages(graph: &GovGraph) -> (Vec<Picture>, Option<Scale>) {
    let mut figure =
        super::lineage::picture::figure(&timeline::find(&graph.at_any_time(), &timeline::Params::default()));
    if figure.bars.is_empty() {
        return (Vec::new(), None);
    }
    // The page has the title; what the line shows it says itself.
    figure.title = String::new();
    let placed = lineage::place(&figure);
    let top = lineage::top(&figure, &placed);
    let scale = placed.axis.as_ref().map(|axis| Scale {
        parts: axis
            .parts
            .iter()
            .map(|part| [f64::from(part.first.0), f64::from(part.last.0), part.left, part.right])
            .collect(),
        top,
        bottom: top + placed.dated.1,
    });
    let note = "What became of what, at all dates, whatever the date above. A red line marks that date. \
                Below the picture is the same as a list."
        .to_string();
    (vec![Picture { tab: "lineage", note, svg: lineage::svg_of(&figure, &placed) }], scale)
}

const STANDINGS: [Standing; 6] = [
    Standing::Active,
    Standing::UnderReview,
    Standing::Proposed,
    Standing::Possible,
    Standing::NotYet,
    Standing::Ended,
];

/// The word by which styles know how a body stands.
fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::Active => "active",
        Standing::UnderReview => "under-review",
        Standing::Proposed => "proposed",
        Standing::Possible => "possible",
        Standing::NotYet => "not-yet",
        Standing::Ended => "ended",
    }
}

/// A day as a number whose order is that of days.
fn number(day: Day) -> i32 {
    day.year() * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

fn at(date: &Date) -> At {
    At { first: number(date.first()), last: number(date.last()), words: text::clean(date.written()) }
}

fn times_of(holding: impl Into<Holding>) -> Time {
    let Holding { extent, since } = holding.into();
    Time {
        earliest: extent.earliest().map(number),
        latest: extent.latest().map(number),
        first: extent.certain().map(|days| number(days.first)),
        last: extent.certain().map(|days| number(days.last)),
        since: since.map(number),
    }
}

/// Everything so far, each once.
struct All<'g> {
    graph: &'g GovGraph,
    positions: HashMap<&'g BodyId, usize>,
    areas: Vec<(&'g AreaId, String)>,
    area_positions: HashMap<&'g AreaId, usize>,
    source_positions: HashMap<&'g SourceId, usize>,
    times: Vec<Time>,
    time_positions: HashMap<Time, usize>,
    cites: Vec<Cite>,
    cite_positions: HashMap<Cite, usize>,
    topics: Vec<Topic>,
}

impl<'g> All<'g> {
    fn new(graph: &'g GovGraph) -> Self {
        let mut areas: Vec<_> = graph.areas().map(|area| (&area.id.value, area.name.clone())).collect();
        areas.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        All {
            graph,
            positions: graph.bodies().enumerate().map(|(at, body)| (body.id(), at)).collect(),
            area_positions: areas.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect(),
            areas,
            source_positions: graph.sources().enumerate().map(|(at, source)| (&source.id.value, at)).collect(),
            times: Vec::new(),
            time_positions: HashMap::new(),
            cites: Vec::new(),
            cite_positions: HashMap::new(),
            topics: Vec::new(),
        }
    }

    fn position(&self, id: &BodyId) -> Option<usize> {
        self.positions.get(id).copied()
    }

    fn positions_of<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> Vec<usize> {
        ids.into_iter().filter_map(|id| self.position(&id.parse().ok()?)).collect()
    }

    fn time(&mut self, holding: Holding) -> usize {
        self.known(times_of(holding))
    }

    fn known(&mut self, time: Time) -> usize {
        let (times, next) = (&mut self.times, self.time_positions.len());
        *self.time_positions.entry(time).or_insert_with(|| {
            times.push(time);
            next
        })
    }

    fn cites(&mut self, evidence: &[Evidence]) -> Vec<usize> {
        let mut found = Vec::with_capacity(evidence.len());
        for cited in evidence {
            let Some(source) = self.source_positions.get(&cited.source).copied() else { continue };
            let doubt = cited.certainty.map(|certainty| match certainty {
                Certainty::Low => "could not be checked",
                Certainty::Medium => "medium certainty",
            });
            let cite = Cite { source, locator: cited.locator.as_deref().map(text::clean), doubt };
            let (cites, next) = (&mut self.cites, self.cite_positions.len());
            let at = *self.cite_positions.entry(cite.clone()).or_insert_with(|| {
                cites.push(cite);
                next
            });
            if !found.contains(&at) {
                found.push(at);
            }
        }
        found
    }

    fn topic(&mut self, topic: Topic) -> usize {
        self.topics.iter().position(|known| *known == topic).unwrap_or_else(|| {
            self.topics.push(topic);
            self.topics.len() - 1
        })
    }

    fn body(&mut self, body: BodyView<'g>) -> Body {
        let report = profile::find(&self.graph.at_any_time(), &profile::Params { body });
        let record = body.record();
        let life = body.life();
        let days = |stretch: &Stretch| (number(stretch.first), number(stretch.last));
        let areas = record.area.as_ref().map(|area| self.graph.area_and_wider(area));
        let areas = areas.into_iter().flatten().filter_map(|area| self.area_positions.get(&area.id.value).copied());
        let areas: Vec<usize> = areas.collect();
        let about = super::profile::about(&report).filter(|(what, ..)| !matches!(*what, "Kind" | "Page"));
        let about: Vec<_> = about.map(|(what, words, cited)| (what, text::clean(&words), self.cites(&cited))).collect();
        let facts = report.facts.iter().map(|fact| Fact {
            topic: self.topic(fact.topic),
            text: text::clean(&fact.text),
            depth: fact.depth,
            during: fact.during.as_deref().map(lifetime).unwrap_or_default(),
            time: self.time(fact.holding),
            stays: fact.topic == Topic::Event,
            otherwise: fact.otherwise.as_ref().map(|(extent, words)| (self.time((*extent).into()), text::clean(words))),
            bodies: self.positions_of(&fact.bodies),
            cites: self.cites(&fact.evidence),
        });
        let facts = facts.collect();
        let seats = body.finest_seats().filter(|seat| !body.kind().has_members() && seat.is_core());
        let seats = seats.map(|seat| self.time(seat.extent().into())).collect();
        Body {
            facts,
            id: body.id().to_string(),
            name: text::clean(body.name()),
            short: record.short.as_deref().map(text::clean),
            names: record.other_names.iter().map(|other| text::clean(&other.name)).collect(),
            kind: body.kind().word().replace('-', " "),
            areas,
            life: Life {
                time: self.time(life.extent.into()),
                proposed: life.proposed.as_ref().map(days),
                only: life.is_only_proposed,
                review: life.under_review.iter().map(days).collect(),
            },
            rest: match chart::state(&self.graph.at_any_time(), body) {
                CardState::Proposed => key(Standing::Proposed),
                CardState::Ended => key(Standing::Ended),
                _ => key(Standing::Active),
            },
            existed: lifetime(&body.period().edtf()),
            about,
            url: web_link(record.url.as_deref()).map(str::to_string),
            faces: Vec::new(),
            meets: body.kind().has_members(),
            seats,
        }
    }

    /// What the card of a body says on every day, from each day on which it can begin to say something else.
    ///
    /// Between two such days nothing changes of what a card is made from, so that one of them speaks for all.
    fn faces(&self, body: BodyView<'g>) -> Vec<Face> {
        let mut days = turns_of(body);
        for statement in &body.record().statements {
            let outer = [&body.record().provenance];
            let extent = self.graph.statement_extent(statement.at.as_ref(), &statement.provenance, &outer);
            turns(&extent.into(), &mut days);
        }
        let mut faces: Vec<Face> = Vec::new();
        for day in days {
            let (card, _) = chart::card(&self.graph.at(Date::on(day)), body);
            let elected = card.pills.iter().find(|pill| !matches!(pill.tone, Tone::Statutory | Tone::Date));
            // Without that line's second line: rows say of themselves that they are of another time.
            let is_short = text::wrap(&card.subtitle, Weight::Regular, SUBTITLE_SIZE, TEXT_WIDTH, 2).len() < 2;
            let face = Face {
                from: number(day),
                sub: if is_short { card.subtitle } else { card.kind },
                elected: elected.map(|pill| pill.text.clone()).unwrap_or_default(),
                statutory: card.pills.iter().any(|pill| pill.tone == Tone::Statutory),
            };
            let is_same = |last: &Face| Face { from: face.from, ..last.clone() } == face;
            if !faces.last().is_some_and(is_same) {
                faces.push(face);
            }
        }
        faces
    }

    fn sources(&self) -> Vec<Source> {
        let sources = self.graph.sources().map(|source| {
            let note = [
                source.publisher.as_deref().map(text::clean),
                source.published.as_ref().map(|date| format!("published {}", super::date(date.edtf()))),
                source.date.as_ref().map(|date| format!("speaks of {}", lifetime(&date.edtf()))),
            ];
            Source {
                id: source.id.value.to_string(),
                title: text::clean(&source.title),
                note: note.into_iter().flatten().collect::<Vec<_>>().join(", "),
                url: web_link(source.url.as_deref()).map(str::to_string),
            }
        });
        sources.collect()
    }

    fn timeline(&mut self) -> Vec<Moment> {
        let report = timeline::find(&self.graph.at_any_time(), &timeline::Params::default());
        let moments = report.rows.iter().map(|row| {
            let mut words = lifetime(&row.when);
            if row.proposed && row.sort != Sort::Body {
                words = format!("{} {words}", if row.sort == Sort::Event { "proposed," } else { "planned," });
            }
            Moment {
                sort: match row.sort {
                    Sort::Body => "body",
                    Sort::Event => "event",
                    Sort::Plan => "plan",
                    Sort::Milestone => "milestone",
                },
                when: if words.is_empty() { "date unknown".to_string() } else { words },
                text: text::clean(&row.text),
                bodies: self.positions_of(row.bodies.iter().map(|body| &body.id)),
                cites: self.cites(&row.evidence),
            }
        });
        moments.collect()
    }
}

/// The days on which an answer about something can begin to be another.
fn turns(holding: &Holding, days: &mut BTreeSet<Day>) {
    let Holding { extent, since } = holding;
    let certain = extent.certain();
    days.extend(extent.earliest().into_iter().chain(certain.map(|days| days.first)).chain(*since));
    days.extend(extent.latest().into_iter().chain(certain.map(|days| days.last)).filter_map(Day::next));
}

/// The days on which who sits on a body can begin to be another.
fn turns_of(body: BodyView<'_>) -> BTreeSet<Day> {
    let mut days = BTreeSet::from([Day::FIRST]);
    let mut on = vec![body];
    let mut next = 0;
    while let Some(body) = on.get(next).copied() {
        let life = body.life();
        turns(&body.extent().into(), &mut days);
        for stretch in life.proposed.iter().chain(&life.under_review) {
            days.extend([Some(stretch.first), stretch.last.next()].into_iter().flatten());
        }
        for seat in body.seats_and_items() {
            turns(&seat.extent().into(), &mut days);
            // Whoever chairs another body may be elected only while a seat there says so.
            on.extend(seat.ex_officio_on().filter(|there| !on.contains(there)));
        }
        next += 1;
    }
    days
}

/// The months at which a slider stops, and how much begins or ends from each to the next: every month of the years in which
/// something does, and January of the others, so that centuries without news take no room.
fn stops(times: &[Time]) -> (Vec<i32>, Vec<u32>) {
    let days = times.iter().flat_map(|time| [time.earliest, time.latest, time.first, time.last, time.since]);
    let mut changes: BTreeMap<i32, u32> = BTreeMap::new();
    for day in days.flatten().filter(|day| (-9_998 * 10_000..9_999 * 10_000).contains(day)) {
        *changes.entry(day.div_euclid(100)).or_default() += 1;
    }
    let years = changes.keys().map(|month| month.div_euclid(100));
    let (Some(first), Some(last)) = (years.clone().min(), years.clone().max()) else { return (Vec::new(), Vec::new()) };
    let eventful: BTreeSet<i32> = years.collect();
    let months = |year: i32| (1..=if eventful.contains(&year) { 12 } else { 1 }).map(move |month| year * 100 + month);
    // Of a structure that reaches back for thousands of years, the last ones.
    let stops: Vec<i32> = (first.max(last - MOST_YEARS)..=last).flat_map(months).collect();
    let counts = stops.iter().enumerate().map(|(at, stop)| {
        let end = stops.get(at + 1).copied().unwrap_or(i32::MAX);
        changes.range(*stop..end).map(|(_, count)| count).sum()
    });
    let counts = counts.collect();
    (stops, counts)
}

const MOST_YEARS: i32 = 1_200;
