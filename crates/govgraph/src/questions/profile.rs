//! What is known about one body?

use serde::Serialize;

use govgraph_model::{
    Body, BodyId, Cadence, Cited, Count, Cover, Duty, Evidence, Extent, Identifier, Leg, Level, Located, Milestone,
    OtherName, Period, Plan, Post, Provenance, RelationKind, Remit, Statement, StatusAt, Stretch, Target, Tri,
    Word as _,
};

use super::words::{
    cadence_words, duty_words, in_plan, plan_words, relation_words, remit_words, seat_text_elected, target_words,
    theme_names,
};
use super::{Asked, BodyRef};
use crate::graph::{BodyView, GovGraph, Holding, SeatView, Snapshot};

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
    /// The names of the classes that it belongs to.
    pub classes: Vec<String>,
    /// The name of the class of which it stands for some bodies.
    pub collective_of: Option<String>,
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
    /// Identifiers that others gave it.
    pub identifiers: Vec<Identifier>,
    /// What stands behind its record.
    pub evidence: Vec<Evidence>,
    /// What is known, by topic, within a topic in authored order (relations and events in the order of the graph).
    pub facts: Vec<Fact>,
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// The body itself: whether it exists, how it is called, what sort of thing it is.
    Itself,
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
            Topic::Itself => "Itself",
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
    /// The ids of the other bodies that it names, in the order of its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<String>,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// When it holds: what `cover` comes from at every date.
    #[serde(skip)]
    pub holding: Holding,
    /// Its words on days on which the first part of this does not hold: whether somebody must be elected can hang on who
    /// fills another seat. `None`: they are the same on all days.
    #[serde(skip)]
    pub otherwise: Option<(Extent, String)>,
}

/// Gathers what is known about a body. Cost: linear in what is known, in its links, and in all events.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let (graph, body) = (snapshot.graph(), params.body);
    let mut facts = Facts { snapshot, body: body.record(), facts: Vec::new() };
    // Every field is named, so that one that is new cannot be forgotten.
    let Body {
        id: _,
        name: _,
        kind: _,
        short,
        other_names,
        classes,
        collective_of,
        level: _,
        area,
        exists: _,
        proposed,
        status,
        purposes,
        meets,
        remits,
        posts,
        seats_declared,
        seats_complete,
        seats: _,
        duties,
        targets,
        plans,
        milestones,
        statements,
        identifiers,
        url,
        provenance: _,
    } = body.record();
    facts.names(other_names);
    facts.status(status);
    facts.purposes(purposes);
    facts.remits(remits);
    facts.meetings(meets.as_ref());
    facts.posts(posts);
    facts.seats(body, seats_declared.as_ref(), *seats_complete);
    facts.relations(body);
    facts.events(body);
    facts.duties(duties);
    facts.targets(targets);
    facts.plans(plans);
    facts.milestones(body, milestones);
    facts.statements(statements);
    let mut facts = facts.facts;
    // Of a body that does not exist at the date nothing is possible that no source says of that date; but what happened
    // to it stays true.
    let absent = snapshot.standing(body).is_some_and(|standing| !standing.is_in_view());
    facts.retain(|fact| match absent && fact.topic != Topic::Event {
        true => fact.cover == Cover::Certain,
        false => fact.cover.is_possible(),
    });
    facts.sort_by_key(|fact| fact.topic);
    let class = |id: &govgraph_model::ClassId| graph.class_and_wider(id).next().map(|class| class.name.clone());
    Report {
        asked: Asked::new("show", snapshot),
        body: BodyRef::at(snapshot, body),
        short: short.clone(),
        level: body.level(),
        classes: classes.iter().filter_map(|id| class(id)).collect(),
        collective_of: collective_of.as_ref().and_then(|id| class(id)),
        areas: area
            .as_ref()
            .map_or_else(Vec::new, |area| graph.area_and_wider(area).map(|area| area.name.clone()).collect()),
        existed: body.period().edtf(),
        existed_evidence: body.period_evidence(),
        known_to_exist: body.extent().certain().map(days),
        proposed: proposed.as_ref().map(|date| date.edtf().to_string()),
        url: url.clone(),
        identifiers: identifiers.clone(),
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

    /// As [`Facts::add`], for what may be a proposal, which is not known before its sources speak of it.
    fn add_proposal(
        &mut self,
        topic: Topic,
        text: String,
        during: Option<&Period>,
        provenance: &Provenance,
        proposed: bool,
    ) {
        let outer = [&self.body.provenance];
        let since = if proposed { self.graph().first_attested(provenance, &outer) } else { None };
        let holding = Holding { extent: self.graph().extent(during, provenance, &outer), since };
        let evidence = self.graph().evidence(provenance, &outer);
        self.push(topic, text, during, holding, evidence);
    }

    fn push(
        &mut self,
        topic: Topic,
        text: String,
        during: Option<&Period>,
        holding: impl Into<Holding>,
        evidence: Vec<Evidence>,
    ) {
        let (during, holding) = (during.map(Period::edtf), holding.into());
        let cover = self.snapshot.covers_holding(&holding);
        self.facts.push(Fact {
            topic,
            text,
            depth: 0,
            during,
            cover,
            bodies: Vec::new(),
            evidence,
            holding,
            otherwise: None,
        });
    }

    /// Names the bodies that the last fact speaks of.
    fn naming(&mut self, bodies: impl IntoIterator<Item = BodyView<'g>>) {
        let Some(fact) = self.facts.last_mut() else { return };
        for body in bodies {
            let id = body.id().to_string();
            if body.id() != &self.body.id.value && !fact.bodies.contains(&id) {
                fact.bodies.push(id);
            }
        }
    }

    fn names(&mut self, names: &[OtherName]) {
        for other in names {
            self.add(Topic::Name, other.name.clone(), other.during.as_ref(), &other.provenance);
        }
    }

    fn status(&mut self, status: &[StatusAt]) {
        for status in status {
            let (own, outer) = (&status.provenance, [&self.body.provenance]);
            let extent = self.graph().statement_extent(status.at.as_ref(), own, &outer);
            let evidence = self.graph().evidence(own, &outer);
            self.push(Topic::Status, status.is.word().replace('-', " "), status.at.as_ref(), extent, evidence);
        }
    }

    fn purposes(&mut self, purposes: &[Cited<String>]) {
        for purpose in purposes {
            self.add(Topic::Purpose, purpose.value.clone(), None, &purpose.provenance);
        }
    }

    fn remits(&mut self, remits: &[Remit]) {
        for remit in remits {
            let text = remit_words(self.graph(), remit);
            self.add_proposal(Topic::Remit, text, remit.during.as_deref(), &remit.provenance, remit.proposed);
        }
    }

    fn meetings(&mut self, meets: Option<&Cadence>) {
        if let Some(meets) = meets {
            self.add(Topic::Meetings, cadence_words(meets), meets.during.as_ref(), &meets.provenance);
        }
    }

    fn posts(&mut self, posts: &[Post]) {
        for post in posts {
            let mut notes = Vec::new();
            match post.elected.as_ref().map_or(Tri::Unknown, |elected| elected.is) {
                Tri::Yes => notes.push("elected".to_string()),
                Tri::No => notes.push("not elected".to_string()),
                Tri::Unknown => {}
            }
            if post.count != Count::ONE {
                notes.push(format!("{} of them", post.count.words()));
            }
            let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
            self.add(Topic::Post, format!("{}{notes}", post.name.value), post.during.as_deref(), &post.provenance);
            for tenure in &post.holders {
                let Some(person) = self.graph().person(&tenure.person) else { continue };
                let outer = [&post.provenance, &self.body.provenance];
                let extent = self.graph().extent(tenure.during.as_deref(), &tenure.provenance, &outer);
                let evidence = self.graph().evidence(&tenure.provenance, &outer);
                self.push(Topic::Post, person.name.clone(), tenure.during.as_deref(), extent, evidence);
                self.inside(1);
            }
        }
    }

    /// Places the last fact inside the facts before it.
    fn inside(&mut self, depth: u32) {
        if let Some(fact) = self.facts.last_mut() {
            fact.depth = depth;
        }
    }

    fn bodies(&self, ids: &[Located<BodyId>]) -> String {
        let names = ids.iter().filter_map(|id| Some(self.graph().body(id)?.name()));
        names.collect::<Vec<_>>().join(", ")
    }

    fn seats(&mut self, body: BodyView<'g>, declared: Option<&Cited<Count>>, complete: Tri) {
        if let Some(declared) = declared {
            let text = format!("{} places declared", declared.value.words());
            self.add(Topic::Seat, text, None, &declared.provenance);
        }
        let listed = match complete {
            Tri::Yes => Some("the seats listed are all there are"),
            Tri::No => Some("the seats listed are only some"),
            Tri::Unknown => None,
        };
        if let Some(text) = listed {
            self.add(Topic::Seat, text.to_string(), None, &Provenance::default());
        }
        for seat in body.seats() {
            for item in seat.with_items() {
                self.seat(Topic::Seat, String::new(), item);
                self.naming(seat_bodies(self.graph(), item));
                self.inside(item.depth());
            }
        }
        for seat in body.holds() {
            self.seat(Topic::SitsOn, seat.body().name().to_string(), seat);
            self.naming([seat.body()].into_iter().chain(seat_bodies(self.graph(), seat)));
        }
    }

    /// A seat, on another body if that is named.
    fn seat(&mut self, topic: Topic, on: String, seat: SeatView<'g>) {
        let name = &self.body.name;
        let on = |words: String| match (on.is_empty(), words == *name) {
            (true, _) => words,
            (false, true) => on.clone(),
            (false, false) => format!("{on}: {words}"),
        };
        let elected = seat.elected(self.snapshot);
        let words = on(seat_text_elected(self.graph(), seat, elected.is));
        self.push(topic, words, seat.record().during.as_deref(), seat.extent(), seat.evidence());
        if let (Some(extent), Some(fact)) = (elected.through, self.facts.last_mut()) {
            let otherwise = on(seat_text_elected(self.snapshot.graph(), seat, Tri::Unknown));
            fact.otherwise = (otherwise != fact.text).then_some((extent, otherwise));
        }
    }

    fn relations(&mut self, body: BodyView<'g>) {
        let graph = self.graph();
        for (relation, other, against) in graph.relations_of(body) {
            // What works both ways reads the same from both ends.
            let turned = against && relation.kind != RelationKind::WorksWith;
            let (from, to) = if turned { (other, body) } else { (body, other) };
            let text = relation_words(from, relation, to);
            let (holding, evidence) = (graph.relation_holding(relation), graph.relation_evidence(relation));
            self.push(Topic::Relation, text, relation.during.as_deref(), holding, evidence);
            self.naming([other]);
        }
    }

    fn events(&mut self, body: BodyView<'g>) {
        let graph = self.graph();
        for event in graph.events() {
            let takes_part = |leg: &&Leg| leg.from.iter().chain(&leg.to).any(|id| id.value == *body.id());
            for leg in event.legs.iter().filter(takes_part) {
                let when = match (event.when.date(), event.when.is_proposed()) {
                    (Some(date), true) => format!("proposed for {date}"),
                    (None, true) => "proposed".to_string(),
                    (Some(date), false) => date.to_string(),
                    (None, false) => "at an unknown date".to_string(),
                };
                let kind = leg.kind.word().replace('-', " ");
                let bodies = match (leg.from.is_empty(), leg.to.is_empty()) {
                    (false, false) => format!("{} → {}", self.bodies(&leg.from), self.bodies(&leg.to)),
                    (false, true) => self.bodies(&leg.from),
                    _ => self.bodies(&leg.to),
                };
                let name = event.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
                let about = event.text.as_ref().map(|text| format!(" — {text}")).unwrap_or_default();
                let evidence = graph.evidence(&event.provenance, &[]);
                let text = format!("{when}, {kind}{name}: {bodies}{about}");
                self.push(Topic::Event, text, None, graph.event_holding(event), evidence);
                if let Some(fact) = self.facts.last_mut() {
                    fact.during = event.when.date().map(|date| date.edtf().to_string());
                }
                self.naming(leg.from.iter().chain(&leg.to).filter_map(|id| graph.body(id)));
            }
        }
    }

    fn duties(&mut self, duties: &[Duty]) {
        for duty in duties {
            self.add(Topic::Duty, duty_words(duty), duty.during.as_ref(), &duty.provenance);
        }
    }

    fn targets(&mut self, targets: &[Target]) {
        for target in targets {
            let text = target_words(self.graph(), target);
            let during = target.during.as_deref();
            self.add_proposal(Topic::Target, text, during, &target.provenance, target.proposed);
            self.naming(target.with.as_ref().and_then(|id| self.graph().body(id)));
        }
    }

    fn plans(&mut self, plans: &[Plan]) {
        for plan in plans {
            let text = plan_words(self.graph(), plan);
            self.add_proposal(Topic::Plan, text, plan.during.as_deref(), &plan.provenance, plan.proposed);
        }
    }

    fn milestones(&mut self, body: BodyView<'g>, milestones: &[Milestone]) {
        for milestone in milestones {
            let outer = [&self.body.provenance];
            let status = milestone.status.map(|status| format!(" ({status})")).unwrap_or_default();
            let text = format!("{}{status}{}", milestone.what, in_plan(milestone.plan.as_ref()));
            let evidence = self.graph().evidence(&milestone.provenance, &outer);
            let holding = self.graph().milestone_holding(body, milestone);
            self.push(Topic::Milestone, text, Some(&milestone.on), holding, evidence);
        }
    }

    fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            let about = statement.about.word().replace('-', " ");
            let value =
                statement.value.as_ref().map(|value| format!(": {}", value.replace('-', " "))).unwrap_or_default();
            let text = statement.text.as_ref().map(|text| format!(" — {text}")).unwrap_or_default();
            let speaks_of = [self.bodies(&statement.bodies), theme_names(self.graph(), &statement.themes)];
            let speaks_of = speaks_of.into_iter().filter(|names| !names.is_empty()).collect::<Vec<_>>().join("; ");
            let speaks_of = if speaks_of.is_empty() { speaks_of } else { format!(" (speaks of {speaks_of})") };
            let text = format!("{about}{value}{speaks_of}{text}");
            let (own, outer) = (&statement.provenance, [&self.body.provenance]);
            let extent = self.graph().statement_extent(statement.at.as_ref(), own, &outer);
            let evidence = self.graph().evidence(own, &outer);
            self.push(Topic::Statement, text, statement.at.as_ref(), extent, evidence);
            let graph = self.graph();
            self.naming(statement.bodies.iter().filter_map(|id| graph.body(id)));
        }
    }
}

/// The bodies that the words for a seat name.
fn seat_bodies<'g>(graph: &'g GovGraph, seat: SeatView<'g>) -> impl Iterator<Item = BodyView<'g>> {
    let behalf = seat.record().on_behalf_of.as_ref().and_then(|id| graph.body(id));
    [seat.ex_officio_on(), seat.organisation(), behalf].into_iter().flatten()
}
