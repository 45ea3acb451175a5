//! Can the steps of a plan be carried out?

use std::collections::BTreeMap;

use govgraph_model::{
    Action, Body, BodyId, Code, Day, Extent, Finding, Located, PlannedStep, Provenance, Reorganisation, SourceId,
    Stretch, ThemeId, Transferred, nearest,
};

use super::matching;
use crate::graph::{BodyView, GovGraph};

/// What becomes of the bodies of a plan, with the position of the step that says so first.
#[derive(Debug, Default)]
pub(super) struct Fates<'p> {
    pub(super) ends: BTreeMap<&'p BodyId, usize>,
    pub(super) begins: BTreeMap<&'p BodyId, usize>,
}

/// How a body can take part in a plan on its day.
enum Part {
    /// It exists, or may.
    There,
    /// It can begin: nothing is known of it but that it was proposed, or the plan brings it.
    CanBegin,
    /// It is recorded to exist at another time, in the words that follow its name.
    Elsewhen(String),
}

struct Check<'p, 'g> {
    graph: &'g GovGraph,
    plan: &'p Reorganisation,
    day: Day,
    added: BTreeMap<&'p BodyId, &'p Body>,
    fates: Fates<'p>,
    /// What has been handed over.
    handed: Vec<Handed<'p>>,
    findings: Vec<Finding>,
}

/// Something that a step hands over.
struct Handed<'p> {
    sort: std::mem::Discriminant<Transferred>,
    /// Who hands it over; of a relation nobody, since either end can.
    giver: Option<&'p BodyId>,
    /// Its position among others of its sort.
    at: usize,
    step: usize,
}

/// What becomes of the bodies of a plan that is carried out on a day, and everything that stands against it.
pub(super) fn check<'p>(graph: &GovGraph, plan: &'p Reorganisation, day: Day) -> (Fates<'p>, Vec<Finding>) {
    let added = plan.adds.bodies.iter().map(|body| (&body.id.value, body)).collect();
    let mut check =
        Check { graph, plan, day, added, fates: Fates::default(), handed: Vec::new(), findings: Vec::new() };
    for (position, step) in plan.steps.iter().enumerate() {
        check.step(position, step);
    }
    for (position, step) in plan.steps.iter().enumerate() {
        check.against_others(position, step);
    }
    check.additions();
    let cited = plan.steps.iter().map(|step| &step.provenance);
    for provenance in std::iter::once(&plan.provenance).chain(cited) {
        check.cites(provenance);
    }
    (check.fates, check.findings)
}

impl<'p> Check<'p, '_> {
    fn refuse(&mut self, code: Code, message: String, id: &Located<BodyId>) -> &mut Finding {
        self.findings.push(Finding::new(code, message, id.origin).about(&id.value));
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// The part that a body can take; `None` if there is none, which is reported.
    fn part(&mut self, id: &Located<BodyId>) -> Option<Part> {
        let Some(body) = self.graph.body(&id.value) else {
            if self.added.contains_key(&id.value) {
                return Some(Part::CanBegin);
            }
            let known = self.graph.bodies().map(|body| body.id().as_str());
            let known = known.chain(self.added.keys().map(|id| id.as_str()));
            let meant = nearest(id.as_str(), known).map(str::to_string);
            let message = format!("no body is called `{id}`");
            self.findings.push(Finding::new(Code::UnknownBody, message, id.origin).suggest(meant).about(&id.value));
            return None;
        };
        if self.added.contains_key(&id.value) {
            // That the id is taken is told by building the records.
            return None;
        }
        if body.is_only_proposed() {
            return Some(Part::CanBegin);
        }
        let extent = body.extent();
        let on_the_day = body.life().exists(Stretch { first: self.day, last: self.day });
        let was_before = extent.earliest().is_none_or(|day| day < self.day);
        if on_the_day.is_possible() && was_before {
            return Some(Part::There);
        }
        Some(Part::Elsewhen(elsewhen(body, extent, self.day)))
    }

    /// A body that a step starts from: it must exist.
    fn from(&mut self, id: &'p Located<BodyId>) {
        match self.part(id) {
            Some(Part::CanBegin) => {
                let message = format!("`{id}` does not exist on {}: it is only proposed", self.day);
                self.refuse(Code::BodyNotThere, message, id);
            }
            Some(Part::Elsewhen(when)) => {
                let message = format!("`{id}` does not exist on {}: it {when}", self.day);
                self.refuse(Code::BodyNotThere, message, id);
            }
            Some(Part::There) | None => {}
        }
    }

    /// A body that ends with a step.
    fn ending(&mut self, id: &'p Located<BodyId>, position: usize) {
        // A proposal that may have come about by then can be ended as well.
        let may_exist = self.graph.body(&id.value).is_some_and(|body| {
            body.is_only_proposed() && body.life().exists(Stretch { first: self.day, last: self.day }).is_possible()
        });
        if !may_exist {
            self.from(id);
        }
        if let Some(first) = self.fates.ends.get(&id.value) {
            let message = format!("`{id}` ends with step {} already", first + 1);
            self.refuse(Code::StepsContradict, message, id);
        } else {
            self.fates.ends.insert(&id.value, position);
        }
    }

    /// A body that goes on with what ends, or begins with it.
    fn successor(&mut self, id: &'p Located<BodyId>, position: usize) {
        match self.part(id) {
            Some(Part::CanBegin) => {
                self.fates.begins.entry(&id.value).or_insert(position);
            }
            Some(Part::Elsewhen(when)) => {
                let message = format!("`{id}` cannot take over on {}: it {when}", self.day);
                let finding = self.refuse(Code::BodyNotThere, message, id);
                finding.help = Some("if a new body is meant, write it down under an id of its own".to_string());
            }
            Some(Part::There) | None => {}
        }
    }

    fn created(&mut self, id: &'p Located<BodyId>, position: usize) {
        let created_before = self.plan.steps.iter().take(position + 1).enumerate().find(|(at, step)| {
            let Action::Create { bodies } = &step.action else { return false };
            bodies.iter().any(|other| other.value == id.value && (*at < position || !std::ptr::eq(other, id)))
        });
        match (created_before, self.part(id)) {
            (Some((first, _)), _) if first < position => {
                let message = format!("`{id}` is created by step {} already", first + 1);
                self.refuse(Code::StepsContradict, message, id);
            }
            (_, Some(Part::CanBegin)) => {
                self.fates.begins.entry(&id.value).or_insert(position);
            }
            (_, Some(part)) => {
                let why = match part {
                    Part::Elsewhen(when) => format!("it {when}"),
                    _ => format!("it exists, or may, on {}", self.day),
                };
                let message = format!("`{id}` cannot be created: {why}");
                let finding = self.refuse(Code::BodyAlreadyThere, message, id);
                finding.help = Some("if a new body is meant, write it down under an id of its own".to_string());
            }
            (_, None) => {}
        }
    }

    fn step(&mut self, position: usize, step: &'p PlannedStep) {
        match &step.action {
            Action::Abolish { bodies } => bodies.iter().for_each(|id| self.ending(id, position)),
            Action::Create { bodies } => bodies.iter().for_each(|id| self.created(id, position)),
            Action::Merge { from, into } => self.succession(from, std::slice::from_ref(into), position),
            Action::Replace { from, with } => self.succession(from, with, position),
            Action::Transfer { what, from, to } => {
                if from.value == to.value {
                    let message = format!("`{from}` cannot hand something over to itself");
                    self.refuse(Code::StepIntoItself, message, to);
                }
                self.from(from);
                self.successor_of_something(to);
                self.transfer(what, from, position);
            }
        }
    }

    fn succession(&mut self, from: &'p [Located<BodyId>], to: &'p [Located<BodyId>], position: usize) {
        from.iter().for_each(|id| self.ending(id, position));
        for id in to {
            if from.iter().any(|other| other.value == id.value) {
                let message = format!("`{id}` cannot end and go on in itself");
                let finding = self.refuse(Code::StepIntoItself, message, id);
                finding.help = Some("leave the body that goes on out of those that end".to_string());
            } else {
                self.successor(id, position);
            }
        }
    }

    /// Who gets something must exist, or begin with the plan.
    fn successor_of_something(&mut self, id: &'p Located<BodyId>) {
        match self.part(id) {
            Some(Part::Elsewhen(when)) => {
                let message = format!("`{id}` cannot take over on {}: it {when}", self.day);
                self.refuse(Code::BodyNotThere, message, id);
            }
            Some(Part::CanBegin | Part::There) | None => {}
        }
    }

    fn transfer(&mut self, what: &'p Transferred, from: &'p Located<BodyId>, position: usize) {
        if let Transferred::Remit { theme } = what
            && !self.knows_theme(theme)
        {
            let known = self.graph.themes().chain(&self.plan.adds.themes).map(|theme| theme.id.as_str());
            let meant = nearest(theme.as_str(), known).map(str::to_string);
            let message = format!("no theme is called `{theme}`");
            self.findings.push(Finding::new(Code::UnknownTheme, message, theme.origin).suggest(meant));
            return;
        }
        let Some(body) = self.graph.body(&from.value) else { return };
        let meant = matching::meant(self.graph, body, what, self.day);
        if meant.is_empty() {
            let message =
                format!("`{from}` has no {} on {} that could be transferred", matching::words(what), self.day);
            let has = matching::others(self.graph, body, what, self.day);
            let finding = self.refuse(Code::NothingToTransfer, message, from);
            finding.help = (!has.is_empty()).then(|| format!("it has {has}"));
        }
        let sort = std::mem::discriminant(what);
        // A relation has two ends, and passes on once.
        let giver = (!matches!(what, Transferred::Relation { .. })).then_some(&from.value);
        let before = |handed: &&Handed<'p>| (handed.sort, handed.giver) == (sort, giver) && meant.contains(&handed.at);
        if let Some(first) = self.handed.iter().find(before).map(|handed| handed.step) {
            let message = format!("step {} hands over what step {} hands over already", position + 1, first + 1);
            self.refuse(Code::StepsContradict, message, from);
        }
        self.handed.extend(meant.into_iter().map(|at| Handed { sort, giver, at, step: position }));
    }

    fn knows_theme(&self, theme: &ThemeId) -> bool {
        self.graph.theme(theme).is_some() || self.plan.adds.themes.iter().any(|added| added.id.value == *theme)
    }

    /// What only shows once all steps are known.
    fn against_others(&mut self, position: usize, step: &'p PlannedStep) {
        let mut needed = Vec::new();
        match &step.action {
            Action::Abolish { .. } => {}
            Action::Create { bodies } => needed.extend(bodies),
            Action::Merge { into, from } => needed.extend(Some(into).filter(|into| !from.contains(into))),
            Action::Replace { from, with } => needed.extend(with.iter().filter(|with| !from.contains(with))),
            Action::Transfer { to, from, .. } => {
                needed.extend(Some(to).filter(|to| *to != from));
                if !self.fates.begins.contains_key(&to.value) && matches!(self.part(to), Some(Part::CanBegin)) {
                    let message = format!("`{to}` cannot take over: no step creates it");
                    let finding = self.refuse(Code::BodyNotThere, message, to);
                    finding.help = Some(format!("add a step `create: {to}`"));
                }
            }
        }
        for id in needed {
            if let Some(end) = self.fates.ends.get(&id.value).copied() {
                let message = format!("step {} needs `{id}`, which ends with step {}", position + 1, end + 1);
                self.refuse(Code::StepsContradict, message, id);
            }
        }
    }

    /// What the plan brings with it must have a place in it.
    fn additions(&mut self) {
        for body in &self.plan.adds.bodies {
            let is_meant = self.graph.body(&body.id.value).is_some()
                || self.fates.begins.contains_key(&body.id.value)
                || self.fates.ends.contains_key(&body.id.value);
            if !is_meant {
                let message = format!("no step creates `{}`, which the plan describes", body.id);
                let finding = self.refuse(Code::BadValue, message, &body.id);
                finding.help = Some(format!("add a step `create: {}`, or leave it out", body.id));
            }
        }
        for relation in &self.plan.adds.relations {
            for id in [&relation.from, &relation.to] {
                if let Some(end) = self.fates.ends.get(&id.value).copied() {
                    let message = format!("a relation of the plan needs `{id}`, which ends with step {}", end + 1);
                    self.refuse(Code::StepsContradict, message, id);
                }
            }
        }
    }

    fn cites(&mut self, provenance: &Provenance) {
        for citation in &provenance.sources {
            let known = || self.graph.sources().chain(&self.plan.adds.sources).map(|source| &source.id.value);
            let is_known = |id: &SourceId| known().any(|known| known == id);
            if !is_known(&citation.source) {
                let meant = nearest(citation.source.as_str(), known().map(SourceId::as_str)).map(str::to_string);
                let message = format!("no source is called `{}`", citation.source);
                self.findings.push(Finding::new(Code::UnknownSource, message, citation.source.origin).suggest(meant));
            }
        }
    }
}

/// When a body exists that does not on a day, in words that follow its name.
fn elsewhen(body: BodyView<'_>, extent: Extent, day: Day) -> String {
    match (extent.earliest(), extent.latest()) {
        (_, Some(last)) if last < day => format!("ended by {last}"),
        (Some(first), _) if first > day => format!("began on {first} at the earliest"),
        (Some(first), _) if first == day => "begins only on that day".to_string(),
        _ => format!("existed {}", body.period()),
    }
}
