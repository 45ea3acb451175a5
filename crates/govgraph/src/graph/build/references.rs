//! Do ids lead somewhere, and to one thing only?

use std::hash::Hash;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use govgraph_model::{
    AreaId, Body, BodyId, ClassId, Code, Dataset, Duty, EventId, Finding, Located, OtherName, PersonId, Provenance,
    RuleId, Seat, SourceId, ThemeId, nearest, slug,
};

/// The ids of one kind, with where each was first written.
struct Known<'d, Id> {
    ids: IndexMap<&'d Id, &'d Located<Id>, FxBuildHasher>,
    /// What each is called, in the same order.
    called: Vec<&'d str>,
    /// Ids by these names as slugs, for who writes the name instead: of several the smallest. Made when it is needed.
    names: Option<FxHashMap<String, &'d Id>>,
    /// What was suggested for ids that lead nowhere.
    suggested: FxHashMap<String, Option<String>>,
    code: Code,
    noun: &'static str,
}

/// For so many different ids of a kind that lead nowhere, one that is near is looked for. Who has more of them lacks a
/// file, and did not mistype.
const SUGGESTIONS: usize = 100;

impl<'d, Id: Hash + Ord + AsRef<str>> Known<'d, Id> {
    fn of(
        noun: &'static str,
        code: Code,
        records: impl Iterator<Item = (&'d Located<Id>, &'d str)>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let (ids, called, suggested) = (IndexMap::default(), Vec::new(), FxHashMap::default());
        let mut known = Known { ids, called, names: None, suggested, code, noun };
        for (id, name) in records {
            if let Some(first) = known.ids.get(&id.value) {
                let text = id.value.as_ref();
                findings.push(
                    Finding::new(Code::DuplicateId, format!("the {noun} `{text}` is written down twice"), id.origin)
                        .label("again here")
                        .also(first.origin, "first here")
                        .help("give one of them another id, or make one record of the two")
                        .about(text),
                );
            } else {
                known.ids.insert(&id.value, id);
                known.called.push(name);
            }
        }
        known
    }

    fn check(&mut self, id: &Located<Id>, findings: &mut Vec<Finding>) {
        if self.ids.contains_key(&id.value) {
            return;
        }
        let text = id.value.as_ref();
        let mut finding = Finding::new(self.code, format!("no {} is called `{text}`", self.noun), id.origin)
            .suggest(self.meant(text));
        if self.ids.is_empty() {
            finding = finding.help(format!("no {} is written down at all", self.noun));
        }
        findings.push(finding);
    }

    /// The id that may have been meant. Cost: linear in the ids, for the first hundred that are asked for.
    fn meant(&mut self, text: &str) -> Option<String> {
        let names = self.names.get_or_insert_with(|| {
            let mut names: FxHashMap<String, &Id> = FxHashMap::default();
            for (id, name) in self.ids.keys().zip(&self.called) {
                let named = names.entry(slug(name)).or_insert(id);
                *named = (*named).min(id);
            }
            names
        });
        if let Some(by_name) = names.get(text) {
            return Some((*by_name).as_ref().to_string());
        }
        if let Some(meant) = self.suggested.get(text) {
            return meant.clone();
        }
        if self.suggested.len() >= SUGGESTIONS {
            return None;
        }
        let meant = nearest(text, self.ids.keys().map(|id| (*id).as_ref())).map(str::to_string);
        self.suggested.insert(text.to_string(), meant.clone());
        meant
    }
}

struct References<'d, 'f> {
    bodies: Known<'d, BodyId>,
    sources: Known<'d, SourceId>,
    areas: Known<'d, AreaId>,
    classes: Known<'d, ClassId>,
    themes: Known<'d, ThemeId>,
    persons: Known<'d, PersonId>,
    findings: &'f mut Vec<Finding>,
}

pub(super) fn check(dataset: &Dataset, findings: &mut Vec<Finding>) {
    macro_rules! known {
        ($noun:literal, $code:ident, $field:ident, $name:ident) => {
            Known::of($noun, Code::$code, dataset.$field.iter().map(|r| (&r.id, r.$name.as_str())), findings)
        };
    }
    let rules = dataset.rules.iter().map(|rule| (&rule.id, rule.name.as_str()));
    let _: Known<'_, RuleId> = Known::of("rule", Code::DuplicateId, rules, findings);
    let events = dataset.events.iter().filter_map(|event| Some((event.id.as_ref()?, "")));
    let _: Known<'_, EventId> = Known::of("event", Code::DuplicateId, events, findings);
    let mut references = References {
        bodies: known!("body", UnknownBody, bodies, name),
        sources: known!("source", UnknownSource, sources, title),
        areas: known!("area", UnknownArea, areas, name),
        classes: known!("class", UnknownClass, classes, name),
        themes: known!("theme", UnknownTheme, themes, name),
        persons: known!("person", UnknownPerson, persons, name),
        findings,
    };
    references.dataset(dataset);
}

impl References<'_, '_> {
    fn dataset(&mut self, dataset: &Dataset) {
        for area in &dataset.areas {
            self.areas(area.within.as_slice());
            self.entry(&area.other_names, &area.provenance);
        }
        for class in &dataset.classes {
            self.classes(class.broader.as_slice());
            self.entry(&class.other_names, &class.provenance);
        }
        for theme in &dataset.themes {
            self.themes(theme.broader.as_slice());
            self.entry(&theme.other_names, &theme.provenance);
        }
        for person in &dataset.persons {
            self.entry(&person.other_names, &person.provenance);
        }
        for rule in &dataset.rules {
            self.classes(std::slice::from_ref(&rule.applies_to));
            self.cites(&rule.provenance);
            for requirement in &rule.requires {
                self.classes(&requirement.classes);
                self.bodies(&requirement.bodies);
                self.cites(&requirement.provenance);
            }
            self.duties(&rule.duties);
        }
        for body in &dataset.bodies {
            self.body(body);
        }
        for relation in &dataset.relations {
            self.bodies(std::slice::from_ref(&relation.from));
            self.bodies(std::slice::from_ref(&relation.to));
            self.cites(&relation.provenance);
        }
        for event in &dataset.events {
            for leg in &event.legs {
                self.bodies(&leg.from);
                self.bodies(&leg.to);
            }
            self.cites(&event.provenance);
        }
        for allow in &dataset.allow {
            self.bodies(&allow.bodies);
            self.themes(&allow.themes);
            self.cites(&allow.provenance);
        }
    }

    fn body(&mut self, body: &Body) {
        self.entry(&body.other_names, &body.provenance);
        self.classes(&body.classes);
        self.classes(body.collective_of.as_slice());
        self.areas(body.area.as_slice());
        let cited = body.status.iter().map(|status| &status.provenance);
        let cited = cited.chain(body.exists.iter().map(|exists| &exists.provenance));
        let cited = cited.chain(body.purposes.iter().map(|purpose| &purpose.provenance));
        let cited = cited.chain(body.meets.iter().map(|meets| &meets.provenance));
        let cited = cited.chain(body.seats_declared.iter().map(|declared| &declared.provenance));
        let cited = cited.chain(body.milestones.iter().map(|milestone| &milestone.provenance));
        for provenance in cited {
            self.cites(provenance);
        }
        for remit in &body.remits {
            self.themes(std::slice::from_ref(&remit.theme));
            self.cites(&remit.provenance);
        }
        for post in &body.posts {
            self.cites(&post.provenance);
            if let Some(elected) = &post.elected {
                self.cites(&elected.provenance);
            }
            for tenure in &post.holders {
                self.persons.check(&tenure.person, self.findings);
                self.cites(&tenure.provenance);
            }
        }
        for seat in &body.seats {
            self.seat(seat);
        }
        self.duties(&body.duties);
        for target in &body.targets {
            self.bodies(target.with.as_slice());
            self.cites(&target.provenance);
        }
        for plan in &body.plans {
            self.themes(&plan.themes);
            self.cites(&plan.provenance);
        }
        for statement in &body.statements {
            self.bodies(&statement.bodies);
            self.themes(&statement.themes);
            self.cites(&statement.provenance);
        }
    }

    fn seat(&mut self, seat: &Seat) {
        self.bodies(seat.holder.organisation.as_slice());
        self.bodies(seat.on_behalf_of.as_slice());
        if let Some(person) = &seat.holder.person {
            self.persons.check(person, self.findings);
        }
        if let Some(ex_officio) = &seat.holder.ex_officio {
            self.bodies.check(&ex_officio.on, self.findings);
        }
        if let Some(elected) = &seat.elected {
            self.cites(&elected.provenance);
        }
        self.cites(&seat.provenance);
        for item in &seat.items {
            self.seat(item);
        }
    }

    fn duties(&mut self, duties: &[Duty]) {
        for duty in duties {
            self.cites(&duty.provenance);
        }
    }

    fn entry(&mut self, other_names: &[OtherName], provenance: &Provenance) {
        self.cites(provenance);
        for name in other_names {
            self.cites(&name.provenance);
        }
    }

    fn cites(&mut self, provenance: &Provenance) {
        for citation in &provenance.sources {
            self.sources.check(&citation.source, self.findings);
        }
    }

    fn bodies(&mut self, ids: &[Located<BodyId>]) {
        for id in ids {
            self.bodies.check(id, self.findings);
        }
    }

    fn areas(&mut self, ids: &[Located<AreaId>]) {
        for id in ids {
            self.areas.check(id, self.findings);
        }
    }

    fn classes(&mut self, ids: &[Located<ClassId>]) {
        for id in ids {
            self.classes.check(id, self.findings);
        }
    }

    fn themes(&mut self, ids: &[Located<ThemeId>]) {
        for id in ids {
            self.themes.check(id, self.findings);
        }
    }
}
