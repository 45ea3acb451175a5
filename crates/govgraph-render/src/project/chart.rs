//! The org chart: bodies as cards in bands by level and area, who sits on them as rows, relations as edges.

mod cited;

use std::collections::BTreeMap;

use govgraph::questions::representation::{self, Verdict};
use govgraph::{
    AreaId, BodyId, BodyKind, BodySet, BodyView, Capacity, Count, Cover, GovGraph, Level, LinkView, RelationKind,
    SeatView, Snapshot, Standing, Tier, Word as _,
};

pub(super) use cited::body as body_evidence;

use super::{passage, years};
use crate::figure::{Card, CardIndex, CardState, Edge, EdgeKind, Figure, GroupIndex, Row, Tone};

/// Which part of a structure to draw.
#[derive(Clone, Debug, Default)]
pub struct Options<'g> {
    /// Only these bodies, whatever they are; `None`: every body that more is known of than its name.
    pub only: Option<BodySet<'g>>,
    /// Of these, only those at this level.
    pub level: Option<Level>,
    /// What part that is, for the line below the headline: `around Hackney community safety partnership`.
    pub scope: Option<String>,
    /// Which bodies stand together in a frame.
    pub by: Together,
    /// Whether cards, rows and lines carry the numbers of their sources, which are listed below.
    pub sources: bool,
}

/// Which bodies stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Together {
    /// Those of one level and one area, the widest level on top.
    #[default]
    LevelAndArea,
    /// Those of one level, wherever they are.
    Level,
    /// Those of one area, whatever their level.
    Area,
}

/// The bodies within so many steps of one, along relations, successions and the seats it holds or has on it.
pub fn around<'g>(graph: &'g GovGraph, body: BodyView<'g>, depth: u32) -> BodySet<'g> {
    let mut set = graph.select_where(|other| other == body);
    for _ in 0..depth {
        let near = set.with_neighbours();
        if near == set {
            break;
        }
        set = near;
    }
    set
}

/// The bodies for an area and for those inside it.
pub fn in_area<'g>(graph: &'g GovGraph, area: &AreaId) -> BodySet<'g> {
    graph.select_where(|body| {
        let own = body.record().area.as_ref();
        own.is_some_and(|own| graph.area_and_wider(own).any(|wider| wider.id.value == *area))
    })
}

/// A chart, and what each of its parts stands for.
#[derive(Clone, Debug)]
pub struct Drawn<'g> {
    /// The chart.
    pub figure: Figure,
    /// What the cards of the figure stand for, in their order.
    pub cards: Vec<DrawnCard<'g>>,
    /// The relations and events that each edge of the figure stands for, in their order; at least one.
    pub edges: Vec<Vec<LinkView<'g>>>,
}

/// What a card stands for.
#[derive(Clone, Debug)]
pub struct DrawnCard<'g> {
    /// The body.
    pub body: BodyView<'g>,
    /// The seats of its rows, in their order.
    pub rows: Vec<SeatView<'g>>,
}

/// The figure of a structure at the date of a snapshot.
///
/// Cost: linear in the bodies, seats and relations that are drawn, and in all events.
pub fn figure<'g>(snapshot: &Snapshot<'g>, options: &Options<'g>) -> Figure {
    draw(snapshot, options).figure
}

/// The same with what the parts of the figure stand for. Cost: as [`figure()`].
pub fn draw<'g>(snapshot: &Snapshot<'g>, options: &Options<'g>) -> Drawn<'g> {
    let graph = snapshot.graph();
    let is_at_level = |body: &BodyView<'g>| options.level.is_none() || body.level() == options.level;
    let mut bodies: Vec<BodyView<'g>> = match &options.only {
        // A chart of chosen bodies shows one that has ended, greyed, but none that is still to come.
        Some(only) => only.iter().filter(|body| snapshot.standing(*body) != Some(Standing::NotYet)).collect(),
        None => notable(snapshot).iter().collect(),
    };
    bodies.retain(is_at_level);
    let figure = Figure::new(graph.title().unwrap_or("Governance structure"));
    let drawn = Drawn { figure, cards: Vec::new(), edges: Vec::new() };
    let (groups, cards, lines) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut chart = Chart { snapshot, by: options.by, drawn, groups, cards, lines };
    chart.frames(&bodies);
    for body in &bodies {
        chart.card(*body);
    }
    chart.relations(&bodies);
    chart.events();
    let mut drawn = chart.drawn;
    let cards = drawn.cards.len();
    let at = snapshot.date().map_or_else(|| "all dates".to_string(), |date| format!("at {date}"));
    let scope = scope_words(options.scope.as_deref(), options.level);
    drawn.figure.subtitle = format!("{scope}{at} · {cards} {}", if cards == 1 { "body" } else { "bodies" });
    let left_out = snapshot.bodies().filter(is_at_level).count().saturating_sub(cards);
    if options.only.is_none() && left_out > 0 {
        drawn.figure.notes.push(match left_out {
            1 => "One more body only holds seats on these, or nothing but its name is known: it has no card.".to_string(),
            _ => format!(
                "{left_out} more bodies only hold seats on these, or nothing but their name is known: they have no card."
            ),
        });
    }
    if options.sources {
        cited::cite(&mut drawn, snapshot);
    }
    drawn
}

/// `in Hackney · local level · `: what part is drawn; empty of the whole.
pub(super) fn scope_words(scope: Option<&str>, level: Option<Level>) -> String {
    let level = level.map(|level| format!("{level} level · ")).unwrap_or_default();
    scope.map(|scope| format!("{scope} · ")).unwrap_or_default() + &level
}

/// The bodies that have something to show beyond their name: members, a theme that is not only proposed, a relation to
/// another such body; and what those with members came from or became.
pub(super) fn notable<'g>(snapshot: &Snapshot<'g>) -> BodySet<'g> {
    let graph = snapshot.graph();
    // A collective has a card only if somebody sits on those it stands for.
    let in_view = graph.select_where(|body| {
        let is_one = body.kind() != BodyKind::Collective || body.seats().next().is_some();
        is_one && snapshot.standing(body).is_none_or(Standing::is_in_view)
    });
    let related = |body: BodyView<'g>| {
        graph
            .relations_of(body)
            .any(|(relation, other, _)| in_view.contains(other) && snapshot.holds(relation).is_possible())
    };
    let has_members = graph.select_where(|body| in_view.contains(body) && body.seats().next().is_some());
    let notable = graph.select_where(|body| {
        let has_theme = body.record().remits.iter().any(|remit| !remit.proposed);
        in_view.contains(body) && (has_members.contains(body) || has_theme || related(body))
    });
    let mut kin: Vec<&BodyId> = Vec::new();
    for event in graph.events() {
        for leg in event.legs.iter().filter(|leg| !leg.kind.keeps_body()) {
            let ends = || leg.from.iter().chain(&leg.to).filter_map(|id| graph.body(id));
            // What came before or after a board is of interest even if nothing else is known of it; what has ended,
            // or is still to come, only beside one that is there.
            if ends().any(|body| body.seats().next().is_some()) {
                let is_there = snapshot.knows(event) && ends().any(|body| has_members.contains(body));
                kin.extend(ends().filter(|body| is_there || in_view.contains(*body)).map(BodyView::id));
            }
        }
    }
    // They are bodies of this graph, so that selecting them cannot fail.
    graph.select(kin).map_or(notable.clone(), |kin| notable.union(&kin))
}

struct Chart<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    by: Together,
    drawn: Drawn<'g>,
    groups: BTreeMap<Frame, GroupIndex>,
    cards: BTreeMap<String, CardIndex>,
    /// The edges from one card to another, by their position in the figure.
    lines: BTreeMap<(CardIndex, CardIndex), Vec<usize>>,
}

/// What bodies stand together: their level, then their area by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Frame {
    level: Option<Level>,
    area: Option<String>,
}

impl Frame {
    pub(super) fn of(graph: &GovGraph, body: BodyView<'_>, by: Together) -> Frame {
        let area = || body.record().area.as_ref().and_then(|area| graph.area(area)).map(|area| area.name.clone());
        let level = body.level().filter(|_| by != Together::Area);
        Frame { level, area: if by == Together::Level { None } else { area() } }
    }

    /// Adds frames from the widest level to the narrowest; bodies of no known level come last. Frames without a level stand
    /// in one band.
    pub(super) fn add_to(mut frames: Vec<Frame>, figure: &mut Figure) -> BTreeMap<Frame, GroupIndex> {
        frames.sort_by(|a, b| (a.level.is_none(), a).cmp(&(b.level.is_none(), b)));
        frames.dedup();
        let mut groups = BTreeMap::new();
        for frame in frames {
            let band = frame.level.map_or(u32::MAX, |level| level as u32);
            let level = frame.level.map(Level::word);
            let label = match (&frame.area, level) {
                (Some(area), Some(level)) => format!("{level} · {area}"),
                (Some(area), None) => area.clone(),
                (None, Some(level)) => level.to_string(),
                (None, None) => String::new(),
            };
            groups.insert(frame, figure.add_group(label.clone(), label, band));
        }
        groups
    }
}

/// A relation as an edge, and whether the edge leads against the direction in which the relation reads: what is inside
/// hangs below what it is in.
pub(super) fn relation_edge(relation: RelationKind) -> (bool, impl FnOnce(CardIndex, CardIndex) -> Edge) {
    let inside = matches!(relation, RelationKind::SubBoardOf | RelationKind::PartOf);
    let kind = if inside { EdgeKind::SubBoard } else { EdgeKind::Relation };
    let label = if inside { "" } else { relation.phrase() };
    let mutual = relation == RelationKind::WorksWith;
    let upward = matches!(relation, RelationKind::ReportsTo | RelationKind::Informs);
    (inside, move |from, to| Edge::new(from, to, kind).label(label).mutual(mutual).upward(upward))
}

impl<'g> Chart<'_, 'g> {
    fn frame(&self, body: BodyView<'g>) -> Frame {
        Frame::of(self.snapshot.graph(), body, self.by)
    }

    fn frames(&mut self, bodies: &[BodyView<'g>]) {
        let frames = bodies.iter().map(|body| self.frame(*body)).collect();
        self.groups = Frame::add_to(frames, &mut self.drawn.figure);
    }

    fn card(&mut self, body: BodyView<'g>) {
        let (mut card, rows) = card(self.snapshot, body);
        if let Some(group) = self.groups.get(&self.frame(body)) {
            card = card.in_group(*group);
        }
        let index = self.drawn.figure.add_card(card);
        self.drawn.cards.push(DrawnCard { body, rows });
        self.cards.insert(body.id().to_string(), index);
    }

    fn relations(&mut self, bodies: &[BodyView<'g>]) {
        let graph = self.snapshot.graph();
        for body in bodies {
            for (relation, other, against) in graph.relations_of(*body) {
                let holds = self.snapshot.holds(relation).is_possible();
                if against || !holds {
                    continue;
                }
                let (against, edge) = relation_edge(relation.kind);
                let (from, to) = if against { (other, *body) } else { (*body, other) };
                self.edge(from, to, LinkView::Relation(relation), |from, to| {
                    edge(from, to).proposed(relation.proposed)
                });
            }
        }
    }

    fn events(&mut self) {
        let graph = self.snapshot.graph();
        for event in graph.events() {
            if !self.snapshot.knows(event) {
                continue;
            }
            for leg in event.legs.iter().filter(|leg| !leg.kind.keeps_body()) {
                for from in leg.from.iter().filter_map(|id| graph.body(id)) {
                    for to in leg.to.iter().filter_map(|id| graph.body(id)) {
                        self.edge(from, to, LinkView::Succession(event, leg), |from, to| {
                            let edge = Edge::new(from, to, EdgeKind::Succession).label(passage(
                                leg.kind,
                                event.when.date(),
                                event.when.is_proposed(),
                            ));
                            edge.proposed(event.when.is_proposed())
                        });
                    }
                }
            }
        }
    }

    /// Adds an edge between two bodies that have cards, or what it stands for to the same edge if it is there already.
    fn edge(
        &mut self,
        from: BodyView<'g>,
        to: BodyView<'g>,
        link: LinkView<'g>,
        edge: impl FnOnce(CardIndex, CardIndex) -> Edge,
    ) {
        let card = |body: BodyView<'g>| self.cards.get(body.id().as_str()).copied();
        let (Some(from), Some(to)) = (card(from), card(to)) else { return };
        if from == to {
            return;
        }
        let edge = edge(from, to);
        let between = self.lines.entry((from, to)).or_default();
        match between.iter().find(|at| self.drawn.figure.edges.get(**at) == Some(&edge)) {
            Some(at) => self.drawn.edges[*at].push(link),
            None => {
                between.push(self.drawn.edges.len());
                self.drawn.figure.add_edge(edge);
                self.drawn.edges.push(vec![link]);
            }
        }
    }
}

/// The card of a body at the date of a snapshot, in no group, and the seats of its rows.
pub(crate) fn card<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> (Card, Vec<SeatView<'g>>) {
    let record = body.record();
    let mut card = Card::new(body.id().to_string(), body.name(), body.kind().word().replace('-', " "));
    card = card.state(state(snapshot, body)).subtitle(subtitle(snapshot, body));
    let mut seats: Vec<SeatView<'g>> =
        body.seats().filter(|seat| seat.is_core() && snapshot.covers(&seat.extent()).is_possible()).collect();
    if !seats.is_empty() {
        let params = representation::Params { bodies: Some(vec![body]), ..Default::default() };
        let report = representation::find(snapshot, &params);
        match report.rows.first().map(|row| (row.verdict(), row.derived)) {
            Some((Verdict::Some, _)) => card = card.pill(Tone::Elected, "elected members"),
            Some((Verdict::None, Verdict::None)) => card = card.pill(Tone::Plain, "no elected member"),
            // The seats leave it open, and the card must not say more than the source does.
            Some((Verdict::None, _)) => card = card.pill(Tone::Plain, "said to lack elected members"),
            _ => {}
        }
    }
    if seats.iter().any(|seat| seat.record().tier == Some(Tier::Statutory)) {
        card = card.pill(Tone::Statutory, "statutory");
    }
    let proposed = || record.proposed.as_ref().map(|date| format!("proposed {date}"));
    if let Some(dates) = years(body.period()).or_else(proposed) {
        card = card.pill(Tone::Date, dates);
    }
    // Chairs first.
    seats.sort_by_key(|seat| !seat.record().capacity.is_chair());
    card = seats.iter().fold(card, |card, seat| card.row(row(*seat)));
    if let Some(url) = &record.url {
        card = card.link(url);
    }
    (card, seats)
}

/// How real a body is at the date, or as far as anything is known of it.
pub(crate) fn state<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> CardState {
    match snapshot.standing(body) {
        Some(Standing::Active) => CardState::Active,
        Some(Standing::UnderReview) => CardState::UnderReview,
        Some(Standing::Proposed | Standing::NotYet) => CardState::Proposed,
        Some(Standing::Possible) => CardState::Unknown,
        Some(Standing::Ended) => CardState::Ended,
        None if body.is_only_proposed() => CardState::Proposed,
        None if body.extent().latest().is_some() => CardState::Ended,
        None => CardState::Active,
    }
}

/// The kind in words, and how many sit there.
fn subtitle<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> String {
    let kind = body.kind().word().replace('-', " ");
    // Seats of all times together say nothing about any time.
    let then = |seat: &SeatView<'g>| seat.is_core() && snapshot.covers(&seat.extent()).is_possible();
    let places = || body.seats().filter(then).map(|seat| seat.record().count).sum();
    // Nor do seats of another time say anything about this one.
    let is_known = match snapshot.date() {
        Some(_) => body.seats().any(|seat| snapshot.covers(&seat.extent()) == Cover::Certain),
        None => !body.seats().any(|seat| seat.record().during.is_some()),
    };
    let places = match &body.record().seats_declared {
        Some(declared) => declared.value,
        None if is_known => places(),
        None if snapshot.date().is_some() && body.seats().any(|seat| then(&seat)) => {
            return format!("{kind} · members of another time");
        }
        None => Count::UNKNOWN,
    };
    match places {
        Count::ZERO | Count::UNKNOWN => kind,
        Count { least, most: None } => format!("{kind} · {least} or more places"),
        Count { least: 1, most: Some(1) } => format!("{kind} · 1 place"),
        places => format!("{kind} · {places} places"),
    }
}

/// Who holds a seat, as a row of the card.
fn row(seat: SeatView<'_>) -> Row {
    let record = seat.record();
    let holder = &record.holder;
    let text = match (seat.organisation(), &holder.post) {
        (Some(organisation), Some(post)) => format!("{}, {}", post.value, organisation.short_name()),
        (Some(organisation), None) => organisation.name().to_string(),
        _ => seat.holder_name(),
    };
    let mut row = Row::new(text);
    match record.count {
        Count::ONE => {}
        Count { least: 1, most: None } => row = row.count("× 1+"),
        Count { least, most: None } => row = row.count(format!("× {least}+")),
        count => row = row.count(format!("× {count}")),
    }
    if record.capacity.value != Capacity::Member {
        row = row.role(record.capacity.word());
    }
    row
}
