//! The facts of a snapshot: each with a key that says what it is about, in this graph and in any other.
//!
//! A key names bodies, themes and people by their ids and everything else by its words; never a position. So the facts of
//! two snapshots can be laid side by side, whether they are of one graph at two dates or of two graphs.

use govgraph_model::{
    Body, BodyId, Cited, Count, Cover, Elected, Evidence, Period, Post, Provenance, RelationKind, Tri, Word as _, slug,
};

use super::profile::Topic;
use super::words::{
    cadence_words, duty_words, measure_words, plan_words, relation_words, remit_words, seat_text, target_words,
    theme_name,
};
use crate::graph::{BodyView, GovGraph, SeatView, Snapshot, Standing};

/// What a fact is about. Several facts can have one key: a seat held as a member until 2005 and as chair since.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FactKey {
    /// The body whose record has it; of a relation, the one it starts from.
    pub(crate) body: BodyId,
    pub(crate) topic: Topic,
    /// What it is about within the topic: holder of a seat, theme, other end of a relation and its kind, …
    parts: Vec<String>,
}

impl FactKey {
    /// What it is about, whichever body has it.
    pub(crate) fn about(&self) -> (Topic, &[String]) {
        (self.topic, &self.parts)
    }
}

/// Something that a fact says of what it is about; `None` where the data say nothing.
pub(crate) type Field = (&'static str, Option<String>);

/// A fact of a snapshot.
#[derive(Clone, Debug)]
pub(crate) struct Fact<'g> {
    pub(crate) key: FactKey,
    pub(crate) body: BodyView<'g>,
    /// Other bodies that it speaks of, and that must exist for it to hold: holder, other end.
    pub(crate) others: Vec<BodyView<'g>>,
    /// What it is about, in a word: the holder of a seat, a theme.
    pub(crate) label: String,
    /// The fact in words.
    pub(crate) text: String,
    /// What it says. Two facts of one key with the same fields say the same.
    pub(crate) fields: Vec<Field>,
    /// Whether it is no more than proposed, by itself or since one of its bodies is.
    pub(crate) proposed: bool,
    /// Whether it holds at the date; of a proposal, whether it stands then.
    pub(crate) cover: Cover,
    /// How the body stands, if the fact is of the body itself and there is a date.
    pub(crate) standing: Option<Standing>,
    /// Of what kind, if it is a relation, which leads to the first of the others.
    pub(crate) relation: Option<RelationKind>,
    behind: Behind<'g>,
}

/// What stands behind a fact.
#[derive(Clone, Copy, Debug)]
enum Behind<'g> {
    /// The record of the body, and the sources of its dates.
    Body,
    /// Its own sources, or those of what it stands in.
    Record(&'g Provenance, Option<&'g Provenance>),
}

impl<'g> Fact<'g> {
    /// What stands behind it. Gathered only when asked, since most facts of two snapshots are the same.
    pub(crate) fn evidence(&self, graph: &GovGraph) -> Vec<Evidence> {
        match self.behind {
            Behind::Body => {
                let mut evidence = self.body.period_evidence();
                super::add_evidence(&mut evidence, self.body.evidence());
                evidence
            }
            Behind::Record(own, around) => {
                let outer: Vec<&Provenance> = around.into_iter().chain([&self.body.record().provenance]).collect();
                graph.evidence(own, &outer)
            }
        }
    }

    /// The bodies that must exist for it to hold, its own first.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = BodyView<'g>> {
        std::iter::once(self.body).chain(self.others.iter().copied())
    }
}

/// All facts of a snapshot, also those that do not hold at its date; by body, then by topic in authored order, relations
/// at the end. `with_periods`: the dates of each are among its fields, for those who compare records and not dates.
///
/// Left out are points in time (events, milestones) and what sources assert: those are true at any date.
///
/// Cost: linear in the records.
pub(crate) fn facts<'g>(snapshot: &Snapshot<'g>, with_periods: bool) -> Vec<Fact<'g>> {
    let graph = snapshot.graph();
    let mut facts = Gatherer { snapshot, undated: graph.at_any_time(), with_periods, facts: Vec::new() };
    for body in graph.bodies() {
        facts.body(body);
    }
    facts.relations();
    facts.facts
}

/// The facts of one body, without its relations. Cost: linear in its record.
pub(crate) fn facts_of<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Vec<Fact<'g>> {
    let undated = snapshot.graph().at_any_time();
    let mut facts = Gatherer { snapshot, undated, with_periods: false, facts: Vec::new() };
    facts.body(body);
    facts.facts
}

struct Gatherer<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    /// What a seat says of its holder must not depend on who is known to chair another body at the date.
    undated: Snapshot<'g>,
    with_periods: bool,
    facts: Vec<Fact<'g>>,
}

/// A fact before it is known whether it holds.
struct Draft<'g> {
    topic: Topic,
    parts: Vec<String>,
    others: Vec<BodyView<'g>>,
    label: Option<String>,
    text: String,
    fields: Vec<Field>,
    is_proposal: bool,
    during: Option<&'g Period>,
    relation: Option<RelationKind>,
    own: &'g Provenance,
    around: Option<&'g Provenance>,
}

impl<'g> Draft<'g> {
    fn of(topic: Topic, part: String, text: String, own: &'g Provenance) -> Self {
        let (parts, others, fields) = (vec![part], Vec::new(), Vec::new());
        let (label, is_proposal, during, relation, around) = (None, false, None, None, None);
        Draft { topic, parts, others, label, text, fields, is_proposal, during, relation, own, around }
    }

    fn during(mut self, during: Option<&'g Period>) -> Self {
        self.during = during;
        self
    }

    fn fields(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.fields.extend(fields);
        self
    }

    fn proposal(mut self, is_proposal: bool) -> Self {
        self.is_proposal = is_proposal;
        self
    }
}

impl<'g> Gatherer<'_, 'g> {
    fn graph(&self) -> &'g GovGraph {
        self.snapshot.graph()
    }

    /// Adds a fact that holds for some days, as far as its body can exist.
    fn add(&mut self, body: BodyView<'g>, draft: Draft<'g>) {
        let outer: Vec<&Provenance> = draft.around.into_iter().chain([&body.record().provenance]).collect();
        let stated = self.graph().extent(draft.during, draft.own, &outer);
        let mut cover = self.snapshot.covers(&stated.within(&body.extent()));
        if draft.is_proposal && !self.snapshot.is_made(draft.own, &outer) {
            cover = Cover::No;
        }
        self.push(body, draft, cover);
    }

    fn push(&mut self, body: BodyView<'g>, draft: Draft<'g>, mut cover: Cover) {
        let Draft { topic, parts, others, label, text, mut fields, is_proposal, during, relation, own, around } = draft;
        let label = label.unwrap_or_else(|| text.clone());
        let mut proposed = is_proposal;
        for body in std::iter::once(body).chain(others.iter().copied()) {
            proposed |= self.snapshot.is_proposal(body);
            if self.snapshot.is_unknown_yet(body) {
                cover = Cover::No;
            }
        }
        if self.with_periods {
            fields.push(("when", during.map(Period::edtf)));
        }
        let key = FactKey { body: body.id().clone(), topic, parts };
        let behind = Behind::Record(own, around);
        let standing = None;
        self.facts.push(Fact { key, body, others, label, text, fields, proposed, cover, standing, relation, behind });
    }

    fn body(&mut self, body: BodyView<'g>) {
        self.itself(body);
        // Every field is named, so that one that is new cannot be forgotten.
        let Body {
            id: _,
            name: _,
            kind: _,
            short: _,
            other_names,
            classes: _,
            collective_of: _,
            level: _,
            area: _,
            exists: _,
            proposed: _,
            status: _,
            purposes,
            meets,
            remits: _,
            posts,
            seats_declared,
            seats_complete,
            seats: _,
            duties,
            targets,
            plans,
            milestones: _,
            statements: _,
            identifiers: _,
            url: _,
            provenance: _,
        } = body.record();
        for other in other_names {
            let draft = Draft::of(Topic::Name, key_of(&other.name), other.name.clone(), &other.provenance);
            self.add(body, draft.during(other.during.as_ref()));
        }
        for purpose in purposes {
            let draft = Draft::of(Topic::Purpose, key_of(&purpose.value), purpose.value.clone(), &purpose.provenance);
            self.add(body, draft);
        }
        self.remits(body);
        if let Some(meets) = meets {
            let draft = Draft::of(Topic::Meetings, String::new(), cadence_words(meets), &meets.provenance);
            let fields = [("a year", count_word(meets.per_year))];
            self.add(body, draft.fields(fields).during(meets.during.as_ref()));
        }
        self.seats(body, seats_declared.as_ref(), *seats_complete);
        for post in posts {
            self.post(body, post);
        }
        for duty in duties {
            let fields = [
                ("a year", duty.per_year.and_then(count_word)),
                ("needs", duty.needs.map(|kind| kind.word().to_string())),
            ];
            let draft = Draft::of(Topic::Duty, key_of(&duty.text), duty_words(duty), &duty.provenance).fields(fields);
            self.add(body, draft.during(duty.during.as_ref()));
        }
        for target in targets {
            let text = target_words(self.graph(), target);
            let with = target.with.as_ref().and_then(|id| self.graph().body(id));
            let mut draft = Draft::of(Topic::Target, key_of(&target.what), text, &target.provenance);
            draft.parts.push(with.map(|body| body.id().to_string()).unwrap_or_default());
            draft.parts.push(target.plan.as_ref().map(|plan| key_of(plan)).unwrap_or_default());
            draft.others.extend(with);
            let fields = [
                ("sort", Some(target.kind.word().to_string())),
                ("measure", Some(measure_words(target)).filter(|words| !words.is_empty())),
            ];
            self.add(body, draft.fields(fields).during(target.during.as_deref()).proposal(target.proposed));
        }
        for plan in plans {
            let text = plan_words(self.graph(), plan);
            let mut themes: Vec<&str> = plan.themes.iter().map(|theme| theme.as_str()).collect();
            themes.sort_unstable();
            let fields = [
                ("renewed a year", plan.refreshed_per_year.and_then(count_word)),
                ("themes", Some(themes.join(", ")).filter(|themes| !themes.is_empty())),
                ("text", plan.text.clone()),
            ];
            let mut draft = Draft::of(Topic::Plan, key_of(&plan.name), text, &plan.provenance).fields(fields);
            draft.label = Some(plan.name.value.clone());
            self.add(body, draft.during(plan.during.as_deref()).proposal(plan.proposed));
        }
    }

    fn itself(&mut self, body: BodyView<'g>) {
        let record = body.record();
        let standing = self.snapshot.standing(body);
        let (proposed, cover) = match standing {
            // The proposal stands from some day of a date that may be loose.
            Some(Standing::Proposed) => {
                let asked = self.snapshot.date().map(govgraph_model::Date::first);
                let since = body.lifetime().proposed.map(|proposed| proposed.first);
                let stands = since.zip(asked).is_some_and(|(since, asked)| since <= asked);
                (true, if stands { Cover::Certain } else { Cover::Possible })
            }
            Some(standing) => (false, standing.exists()),
            None => (body.is_only_proposed(), Cover::Certain),
        };
        let mut classes: Vec<&str> = record.classes.iter().map(|class| class.as_str()).collect();
        classes.sort_unstable();
        let mut fields: Vec<Field> = vec![
            ("name", Some(record.name.clone())),
            ("abbreviation", record.short.clone()),
            ("kind", Some(record.kind.to_string())),
            ("area", record.area.as_ref().map(|area| area.to_string())),
            ("level", body.level().map(|level| level.to_string())),
            ("classes", Some(classes.join(", ")).filter(|classes| !classes.is_empty())),
            ("stands for some of", record.collective_of.as_ref().map(|class| class.to_string())),
        ];
        if self.with_periods {
            fields.push(("existed", Some(body.period().edtf()).filter(|period| period != "/")));
            fields.push(("proposed", record.proposed.as_ref().map(|date| date.edtf().to_string())));
        }
        self.facts.push(Fact {
            key: FactKey { body: body.id().clone(), topic: Topic::Itself, parts: Vec::new() },
            body,
            others: Vec::new(),
            label: body.name().to_string(),
            text: standing.map_or("recorded", Standing::word).to_string(),
            fields,
            proposed,
            cover,
            standing,
            relation: None,
            behind: Behind::Body,
        });
    }

    fn remits(&mut self, body: BodyView<'g>) {
        for remit in body.remits() {
            let record = remit.record();
            let theme = theme_name(self.graph(), remit.theme());
            let text = remit_words(self.graph(), record);
            let mut draft = Draft::of(Topic::Remit, remit.theme().to_string(), text, &record.provenance);
            draft.label = Some(theme);
            let draft = draft.fields([("part", Some(record.role.to_string()))]).during(record.during.as_deref());
            let cover = self.snapshot.holds_remit(remit);
            self.push(body, draft.proposal(record.proposed), cover);
        }
    }

    fn seats(&mut self, body: BodyView<'g>, declared: Option<&'g Cited<Count>>, complete: Tri) {
        if let Some(declared) = declared {
            let text = format!("{} places declared", declared.value.words());
            let draft = Draft::of(Topic::Seat, "declared".to_string(), text, &declared.provenance);
            self.add(body, draft.fields([("places", count_word(declared.value))]));
        }
        // A remark about the records, that says nothing of a date.
        if complete != Tri::Unknown && self.with_periods {
            let some = if complete == Tri::Yes { "all there are" } else { "only some" };
            let text = format!("the seats listed are {some}");
            let draft = Draft::of(Topic::Seat, "complete".to_string(), text, &body.record().provenance);
            self.add(body, draft.fields([("complete", Some(complete.word().to_string()))]));
        }
        // The holder of the seats that are around the next one, from the outermost.
        let mut path: Vec<String> = Vec::new();
        for seat in body.seats_and_items() {
            path.truncate(seat.depth() as usize);
            path.push(holder_key(seat));
            let record = seat.record();
            let text = seat_text(&self.undated, seat);
            let mut draft = Draft::of(Topic::Seat, String::new(), text, &record.provenance);
            draft.parts = std::iter::once("held".to_string()).chain(path.iter().cloned()).collect();
            draft.label = Some(seat.holder_name());
            draft.others.extend(seat.organisation().into_iter().chain(seat.ex_officio_on()));
            draft.others.retain(|other| *other != body);
            draft.others.dedup();
            let elected = seat.elected(&self.undated);
            let fields = [
                ("capacity", Some(record.capacity.to_string())),
                ("role", record.role.clone()),
                ("tier", record.tier.map(|tier| tier.to_string())),
                ("heading", record.group.clone()),
                ("places", count_word(record.count)),
                ("elected", elected_word(elected.is, elected.basis)),
                ("vacant", (record.vacant != Tri::Unknown).then(|| record.vacant.to_string())),
                ("on behalf of", record.on_behalf_of.as_ref().map(|id| id.to_string())),
            ];
            let cover = self.snapshot.covers(&seat.extent());
            self.push(body, draft.fields(fields).during(record.during.as_deref()), cover);
        }
    }

    fn post(&mut self, body: BodyView<'g>, post: &'g Post) {
        let elected = |elected: &Elected| elected_word(elected.is, elected.basis);
        let fields = [("elected", post.elected.as_ref().and_then(elected)), ("how many", count_word(post.count))];
        let draft = Draft::of(Topic::Post, key_of(&post.name), post.name.value.clone(), &post.provenance);
        self.add(body, draft.fields(fields).during(post.during.as_deref()));
        for tenure in &post.holders {
            let Some(person) = self.graph().person(&tenure.person) else { continue };
            let text = format!("{} as {}", person.name, post.name.value);
            let mut draft = Draft::of(Topic::Post, key_of(&post.name), text, &tenure.provenance);
            draft.parts.push(tenure.person.to_string());
            draft.around = Some(&post.provenance);
            self.add(body, draft.during(tenure.during.as_deref()));
        }
    }

    fn relations(&mut self) {
        let graph = self.graph();
        for relation in graph.relations() {
            let (Some(from), Some(to)) = (graph.body(&relation.from), graph.body(&relation.to)) else { continue };
            // What works both ways is one fact, from whichever end it is written.
            let both_ways = relation.kind == RelationKind::WorksWith;
            let (first, second) = if both_ways && to.id() < from.id() { (to, from) } else { (from, to) };
            let text = relation_words(first, relation, second);
            let mut draft = Draft::of(Topic::Relation, relation.kind.word().to_string(), text, &relation.provenance);
            draft.parts.push(second.id().to_string());
            draft.others.push(second);
            draft.relation = Some(relation.kind);
            // Its sources are those of the body where it is written to start, whichever end comes first.
            draft.around = Some(&from.record().provenance);
            let draft = draft.during(relation.during.as_deref()).proposal(relation.proposed);
            self.push(first, draft, self.snapshot.holds(relation));
        }
    }
}

/// Words by which a thing is known again, however they are capitalised.
fn key_of(words: &str) -> String {
    match slug(words) {
        // Words in another script have no slug.
        slug if slug.is_empty() => words.trim().to_lowercase(),
        slug => slug,
    }
}

/// Who fills a seat, by ids and words. Whoever the data do not name is one and the same nobody.
fn holder_key(seat: SeatView<'_>) -> String {
    let holder = &seat.record().holder;
    let office = holder.ex_officio.as_ref().map(|office| format!("{} of {}", office.capacity, office.on.as_str()));
    let parts = [
        ("of", holder.organisation.as_ref().map(|id| id.to_string())),
        ("post", holder.post.as_ref().map(|post| key_of(post))),
        ("person", holder.person.as_ref().map(|id| id.to_string())),
        ("office", office),
        ("described", holder.described.as_deref().map(key_of)),
    ];
    let named = parts.into_iter().filter_map(|(what, who)| Some(format!("{what} {}", who?)));
    named.collect::<Vec<_>>().join(", ")
}

fn count_word(count: Count) -> Option<String> {
    (count != Count::UNKNOWN).then(|| count.words())
}

fn elected_word(is: Tri, basis: Option<govgraph_model::ElectedBasis>) -> Option<String> {
    match (is, basis) {
        (Tri::Unknown, _) => None,
        (Tri::Yes, Some(basis)) => Some(format!("yes, {basis}")),
        (is, _) => Some(is.to_string()),
    }
}
