//! What is known about one body?

use serde::Serialize;

use govgraph_model::{
    Body, Count, Cover, Evidence, Extent, Level, Measure, Period, Provenance, RelationKind, Stretch, Tri, Word as _,
};

use super::overlap::seat_words;
use super::{Asked, BodyRef};
use crate::graph::{BodyView, GovGraph, SeatView, Snapshot};

/// Which body.
#[derive(Clone, Debug)]
pub struct Params<'g> {
    /// The body.
    pub body: BodyView<'g>,
}

/// Everything that is known about a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. At a date, facts that certainly do not hold then are left out.
    pub asked: Asked,
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// Its abbreviation.
    pub short: Option<String>,
    /// How far up it stands.
    pub level: Option<Level>,
    /// The names of its area and of those that this lies in, the narrowest first.
    pub areas: Vec<String>,
    /// When it existed, in EDTF; `/` if nothing is known.
    pub existed: String,
    /// What stands behind that: the sources of its dates, and of the events that they are from.
    pub existed_evidence: Vec<Evidence>,
    /// The days on which its sources show it to exist: `2006-12-31 to 2010-03-31`.
    pub known_to_exist: Option<String>,
    /// Since when it has been a proposal.
    pub proposed: Option<String>,
    /// Its own page.
    pub url: Option<String>,
    /// What stands behind its record.
    pub evidence: Vec<Evidence>,
    /// What is known, by topic, within a topic in authored order (relations and events in the order of the graph).
    pub facts: Vec<Fact>,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Another name.
    Name,
    /// How sources say it stands.
    Status,
    /// What it is for.
    Purpose,
    /// What it works on.
    Remit,
    /// How often it meets.
    Meetings,
    /// Who sits on it.
    Seat,
    /// Where it sits itself.
    SitsOn,
    /// An office in it.
    Post,
    /// How it stands to other bodies.
    Relation,
    /// What it came from or became, and what happened to it.
    Event,
    /// What it must do.
    Duty,
    /// What it has set itself.
    Target,
    /// Its plans.
    Plan,
    /// Points on its way.
    Milestone,
    /// What sources say about it.
    Statement,
}

impl Topic {
    /// A heading for facts of this topic.
    pub fn heading(self) -> &'static str {
        match self {
            Topic::Name => "Other names",
            Topic::Status => "Standing",
            Topic::Purpose => "Purpose",
            Topic::Remit => "Themes",
            Topic::Meetings => "Meetings",
            Topic::Seat => "Seats",
            Topic::SitsOn => "Sits on",
            Topic::Post => "Posts",
            Topic::Relation => "Relations",
            Topic::Event => "Events",
            Topic::Duty => "Duties",
            Topic::Target => "Targets",
            Topic::Plan => "Plans",
            Topic::Milestone => "Milestones",
            Topic::Statement => "What sources say",
        }
    }
}

/// One thing that is known about a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is about.
    pub topic: Topic,
    /// The fact in words.
    pub text: String,
    /// How deep it stands inside the facts before it: 1 for an item of a seat.
    pub depth: u32,
    /// Its own dates, if it has any.
    pub during: Option<String>,
    /// Whether it holds at the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// Gathers what is known about a body. Cost: linear in what is known, in its links, and in all events.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let (graph, body) = (snapshot.graph(), params.body);
    let record = body.record();
    let mut facts = Facts { snapshot, body: record, facts: Vec::new() };
    facts.own();
    facts.seats(body);
    facts.relations(body);
    facts.events(body);
    facts.aims();
    let mut facts = facts.facts;
    // Of a body that does not exist at the date nothing is possible that no source says of that date.
    let absent = snapshot.standing(body).is_some_and(|standing| !standing.is_in_view());
    facts.retain(|fact| if absent { fact.cover == Cover::Certain } else { fact.cover.is_possible() });
    facts.sort_by_key(|fact| fact.topic);
    Report {
        asked: Asked::new("show", snapshot),
        body: BodyRef::at(snapshot, body),
        short: record.short.clone(),
        level: body.level(),
        areas: record
            .area
            .as_ref()
            .map_or_else(Vec::new, |area| graph.area_and_wider(area).map(|area| area.name.clone()).collect()),
        existed: body.period().edtf(),
        existed_evidence: body.period_evidence(),
        known_to_exist: body.extent().certain().map(days),
        proposed: record.proposed.as_ref().map(|date| date.edtf().to_string()),
        url: record.url.clone(),
        evidence: body.evidence(),
        facts,
    }
}

fn days(stretch: Stretch) -> String {
    // The ends of the calendar stand for "always".
    match (stretch.first.year() == -9999, stretch.last.year() == 9999) {
        (true, true) => "always".to_string(),
        (true, false) => format!("up to {}", stretch.last),
        (false, true) => format!("from {} on", stretch.first),
        _ if stretch.first == stretch.last => stretch.first.to_string(),
        _ => format!("{} to {}", stretch.first, stretch.last),
    }
}

struct Facts<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    body: &'g Body,
    facts: Vec<Fact>,
}

impl<'g> Facts<'_, 'g> {
    fn graph(&self) -> &'g GovGraph {
        self.snapshot.graph()
    }

    fn add(&mut self, topic: Topic, text: String, during: Option<&Period>, provenance: &Provenance) {
        let outer = [&self.body.provenance];
        let extent = self.graph().extent(during, provenance, &outer);
        let evidence = self.graph().evidence(provenance, &outer);
        self.push(topic, text, during, extent, evidence);
    }

    fn push(&mut self, topic: Topic, text: String, during: Option<&Period>, extent: Extent, evidence: Vec<Evidence>) {
        let cover = self.snapshot.covers(&extent);
        let during = during.map(Period::edtf);
        self.facts.push(Fact { topic, text, depth: 0, during, cover, evidence });
    }

    fn own(&mut self) {
        let body = self.body;
        for other in &body.other_names {
            self.add(Topic::Name, other.name.clone(), other.during.as_ref(), &other.provenance);
        }
        for status in &body.status {
            let (own, outer) = (&status.provenance, [&body.provenance]);
            let extent = self.graph().statement_extent(status.at.as_ref(), own, &outer);
            let evidence = self.graph().evidence(own, &outer);
            self.push(Topic::Status, status.is.word().replace('-', " "), status.at.as_ref(), extent, evidence);
        }
        for purpose in &body.purposes {
            self.add(Topic::Purpose, purpose.value.clone(), None, &purpose.provenance);
        }
        for remit in &body.remits {
            let theme = self.graph().theme(&remit.theme).map_or(remit.theme.as_str(), |theme| &theme.name);
            let text = format!("{theme} ({}){}", remit.role, proposed(remit.proposed));
            self.add(Topic::Remit, text, remit.during.as_deref(), &remit.provenance);
        }
        if let Some(meets) = &body.meets {
            let text = match meets.per_year {
                Count::UNKNOWN => "how often it meets is not known".to_string(),
                Count { least, most: None } => format!("{least} or more meetings a year"),
                Count { least: 1, most: Some(1) } => "1 meeting a year".to_string(),
                count => format!("{count} meetings a year"),
            };
            self.add(Topic::Meetings, text, meets.during.as_ref(), &meets.provenance);
        }
        for post in &body.posts {
            let elected = post.elected.as_ref().map_or(Tri::Unknown, |elected| elected.is);
            let mut text = post.name.value.clone();
            if elected != Tri::Unknown {
                text = format!("{text} ({})", if elected == Tri::Yes { "elected" } else { "not elected" });
            }
            let holders = post.holders.iter().filter_map(|tenure| {
                let name = &self.graph().person(&tenure.person)?.name;
                let during = tenure.during.as_ref().map(|during| format!(" ({during})")).unwrap_or_default();
                Some(format!("{name}{during}"))
            });
            let holders = holders.collect::<Vec<_>>().join(", ");
            if !holders.is_empty() {
                text = format!("{text}: {holders}");
            }
            self.add(Topic::Post, text, post.during.as_deref(), &post.provenance);
        }
    }

    fn seats(&mut self, body: BodyView<'g>) {
        if let Some(declared) = &self.body.seats_declared {
            let text = format!("{} places declared", declared.value.words());
            self.add(Topic::Seat, text, None, &declared.provenance);
        }
        for seat in body.seats() {
            for item in seat.with_items() {
                self.seat(Topic::Seat, seat_text(self.snapshot, item), item);
                if let Some(fact) = self.facts.last_mut() {
                    fact.depth = item.depth();
                }
            }
        }
        for seat in body.holds() {
            let mut text = seat.body().name().to_string();
            let words = seat_text(self.snapshot, seat);
            if words != body.name() {
                text = format!("{text}: {words}");
            }
            self.seat(Topic::SitsOn, text, seat);
        }
    }

    fn seat(&mut self, topic: Topic, text: String, seat: SeatView<'g>) {
        self.push(topic, text, seat.record().during.as_deref(), seat.extent(), seat.evidence());
    }

    fn relations(&mut self, body: BodyView<'g>) {
        let graph = self.graph();
        for (relation, other, against) in graph.relations_of(body) {
            let (from, to) = if against { (other, body) } else { (body, other) };
            // What works both ways reads the same from both ends.
            let (from, to) = if relation.kind == RelationKind::WorksWith { (body, other) } else { (from, to) };
            let proposed = proposed(relation.proposed);
            let text = format!("{} {} {}{proposed}", from.name(), relation.kind.phrase(), to.name());
            let extent = graph.relation_extent(relation);
            let evidence = graph.relation_evidence(relation);
            self.push(Topic::Relation, text, relation.during.as_deref(), extent, evidence);
        }
    }

    fn events(&mut self, body: BodyView<'g>) {
        let graph = self.graph();
        let names = |ids: &[govgraph_model::Located<govgraph_model::BodyId>]| {
            let names = ids.iter().filter_map(|id| Some(graph.body(id)?.name()));
            names.collect::<Vec<_>>().join(", ")
        };
        for event in graph.events() {
            for leg in &event.legs {
                if !leg.from.iter().chain(&leg.to).any(|id| id.value == *body.id()) {
                    continue;
                }
                let when = match (event.when.date(), event.when.is_proposed()) {
                    (Some(date), true) => format!("proposed for {date}"),
                    (None, true) => "proposed".to_string(),
                    (Some(date), false) => date.to_string(),
                    (None, false) => "at an unknown date".to_string(),
                };
                let kind = leg.kind.word().replace('-', " ");
                let text = match (leg.from.is_empty(), leg.to.is_empty()) {
                    (false, false) => format!("{when}, {kind}: {} → {}", names(&leg.from), names(&leg.to)),
                    (false, true) => format!("{when}, {kind}: {}", names(&leg.from)),
                    _ => format!("{when}, {kind}: {}", names(&leg.to)),
                };
                let evidence = graph.evidence(&event.provenance, &[]);
                self.facts.push(Fact {
                    topic: Topic::Event,
                    text,
                    depth: 0,
                    during: event.when.date().map(|date| date.edtf().to_string()),
                    cover: Cover::Certain,
                    evidence,
                });
            }
        }
    }

    fn aims(&mut self) {
        let body = self.body;
        let graph = self.graph();
        for duty in &body.duties {
            let often = duty.per_year.map(|count| format!(" ({count} a year)")).unwrap_or_default();
            self.add(Topic::Duty, format!("{}{often}", duty.text), duty.during.as_ref(), &duty.provenance);
        }
        for target in &body.targets {
            let measure = match &target.measure {
                None => String::new(),
                Some(Measure::Percent(percent)) => format!(": {percent}%"),
                Some(Measure::PerYear(count)) => format!(": {count} a year"),
                Some(Measure::Amount(amount)) => format!(": {amount}"),
            };
            let with = target.with.as_ref().and_then(|id| graph.body(id));
            let with = with.map(|body| format!(" (with {})", body.name())).unwrap_or_default();
            let plan = target.plan.as_ref().map(|plan| format!(", in the plan {}", plan.value)).unwrap_or_default();
            let text = format!("{}{measure}{with}{plan}{}", target.what, proposed(target.proposed));
            self.add(Topic::Target, text, target.during.as_deref(), &target.provenance);
        }
        for plan in &body.plans {
            let about = plan.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
            let text = format!("{}{}{about}", plan.name.value, proposed(plan.proposed));
            self.add(Topic::Plan, text, plan.during.as_deref(), &plan.provenance);
        }
        for milestone in &body.milestones {
            let outer = [&body.provenance];
            let evidence = graph.evidence(&milestone.provenance, &outer);
            self.facts.push(Fact {
                topic: Topic::Milestone,
                text: match milestone.status {
                    Some(status) => format!("{} ({status})", milestone.what),
                    None => milestone.what.clone(),
                },
                depth: 0,
                during: Some(milestone.on.edtf()),
                cover: Cover::Certain,
                evidence,
            });
        }
        for statement in &body.statements {
            let about = statement.about.word().replace('-', " ");
            let value =
                statement.value.as_ref().map(|value| format!(": {}", value.replace('-', " "))).unwrap_or_default();
            let text = statement.text.as_ref().map(|text| format!(" — {text}")).unwrap_or_default();
            let text = format!("{about}{value}{text}");
            let (own, outer) = (&statement.provenance, [&body.provenance]);
            let extent = graph.statement_extent(statement.at.as_ref(), own, &outer);
            self.push(Topic::Statement, text, statement.at.as_ref(), extent, graph.evidence(own, &outer));
        }
    }
}

fn proposed(proposed: bool) -> &'static str {
    if proposed { " (proposed)" } else { "" }
}

/// A seat in words, with what its words do not say yet: its tier, the heading it stands under, elected or not.
fn seat_text<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>) -> String {
    let mut notes = Vec::new();
    let tier = seat.record().tier.map(|tier| tier.word().replace('-', " "));
    notes.extend(match (tier, &seat.record().group) {
        (Some(tier), Some(group)) => Some(format!("{tier} ({group})")),
        (tier, group) => tier.or_else(|| group.clone()),
    });
    match seat.elected(snapshot).is {
        Tri::Yes => notes.push("elected".to_string()),
        Tri::No => notes.push("not elected".to_string()),
        Tri::Unknown => {}
    }
    if seat.record().vacant == Tri::Yes {
        notes.push("vacant".to_string());
    }
    let words = seat_words(seat);
    if notes.is_empty() { words } else { format!("{words} — {}", notes.join(", ")) }
}
