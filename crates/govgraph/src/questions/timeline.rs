//! What happened when?

use serde::Serialize;

use govgraph_model::{
    Body, BodyId, Cover, Date, Day, End, EventKind, Evidence, Extent, Located, MilestoneStatus, Period, Word as _,
};

use super::lineage::{self, happened};
use super::{Asked, BodyRef};
use crate::graph::{BodyView, Snapshot};

/// Of what to tell.
#[derive(Clone, Debug, Default)]
pub struct Params<'g> {
    /// Only of this body and of what it came from and became; `None`: of every body.
    pub body: Option<BodyView<'g>>,
}

/// Lifetimes, events, plans and milestones in the order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. At a date, what was not known then is left out.
    pub asked: Asked,
    /// The body that was asked.
    pub body: Option<BodyRef>,
    /// The bodies that it tells of, by id, also those with nothing that has a place in time. Events name others besides.
    pub bodies: Vec<BodyRef>,
    /// By the first day on which it can have begun. A body of which only the end is known comes first; anything else of
    /// which only the end is known stands there; what has no day at all comes last. Then by the end, sort, words and bodies.
    pub rows: Vec<Row>,
    /// The first and the last day of all rows that have one.
    pub first: Option<String>,
    /// The last.
    pub last: Option<String>,
    /// How many events, plans and milestones are left out since they were not known at the date.
    pub later: usize,
}

/// Something with a place in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What sort of thing.
    pub sort: Sort,
    /// What it is, in words.
    pub text: String,
    /// The bodies whose it is.
    pub bodies: Vec<BodyRef>,
    /// When, in EDTF; `/` if nothing is known.
    pub when: String,
    /// The first day on which it can have been, `YYYY-MM-DD`; `None`: unknown, or long before.
    pub earliest: Option<String>,
    /// The last day on which it can have been; `None`: unknown, or still going on.
    pub latest: Option<String>,
    /// The days on which it certainly was, first and last. A year of -9999 stands for "always", one of 9999 for "still".
    pub certain: Option<(String, String)>,
    /// Whether it is only proposed or planned.
    pub proposed: bool,
    /// At the date: whether it has happened, or had begun to; of what is planned, whether the plan was known. Certain if there is no date.
    pub known: Cover,
    /// Of an event: what it does to whom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// What an event does to bodies, one leg of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// In which way.
    pub kind: EventKind,
    /// The bodies before, in authored order.
    pub from: Vec<BodyRef>,
    /// The bodies after, in authored order.
    pub to: Vec<BodyRef>,
}

/// What sort of thing has a place in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// A body exists.
    Body,
    /// An event.
    Event,
    /// A plan of a body is in force.
    Plan,
    /// A milestone.
    Milestone,
}

/// Puts what is dated in the order of time. Cost: n log n in what is told, and linear in all events.
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'g>) -> Report {
    let bodies = scope(snapshot, params.body);
    let mut found = Found { snapshot, rows: Vec::new(), later: 0 };
    for body in &bodies {
        found.lifetime(*body);
        found.plans(*body);
        found.milestones(*body);
    }
    found.events(&bodies, params.body.is_none());
    let Found { mut rows, later, .. } = found;
    rows.sort_by(|(a_days, a), (b_days, b)| {
        let key = |days: &Days, row: &Row| (days.place(row.sort), days.latest, row.sort);
        key(a_days, a).cmp(&key(b_days, b)).then_with(|| (&a.text, &a.bodies).cmp(&(&b.text, &b.bodies)))
    });
    let days = || rows.iter().flat_map(|(days, _)| days.all());
    Report {
        asked: Asked::new("timeline", snapshot),
        body: params.body.map(|body| BodyRef::at(snapshot, body)),
        bodies: bodies.iter().map(|body| BodyRef::at(snapshot, *body)).collect(),
        first: days().min().map(|day| day.to_string()),
        last: days().max().map(|day| day.to_string()),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        later,
    }
}

/// A body with all of its lineage, or every body, by id.
fn scope<'g>(snapshot: &Snapshot<'g>, body: Option<BodyView<'g>>) -> Vec<BodyView<'g>> {
    let graph = snapshot.graph();
    let Some(body) = body else { return graph.bodies().collect() };
    let lineage = lineage::find(snapshot, &lineage::Params { body });
    let branches = lineage.before.iter().chain(&lineage.after);
    let kin = branches.flat_map(|branch| {
        branch.bodies.iter().map(|body| &body.lived.body).chain(&branch.together_with).chain([&branch.of])
    });
    let kin = kin.filter_map(|kin| graph.find(&kin.id).ok());
    graph.set_of(kin.chain([body])).iter().collect()
}

/// The days of a row.
#[derive(Clone, Copy)]
struct Days {
    earliest: Option<Day>,
    latest: Option<Day>,
    certain: Option<(Day, Day)>,
}

impl Days {
    /// "Always" and "still" are no days.
    fn of(extent: &Extent) -> Self {
        let day = |day: Option<Day>| day.filter(|day| (-9998..9999).contains(&day.year()));
        // Ongoing: certain up to the last day that a calendar has; what is shown ends where the page does.
        let certain = extent.certain().map(|days| (days.first, days.last));
        Days { earliest: day(extent.earliest()), latest: day(extent.latest()), certain }
    }

    /// Where it stands in the order of time.
    fn place(self, sort: Sort) -> (u8, Option<Day>) {
        match (self.earliest, self.latest) {
            (Some(day), _) => (1, Some(day)),
            (None, Some(_)) if sort == Sort::Body => (0, None),
            (None, Some(day)) => (1, Some(day)),
            (None, None) => match self.certain {
                // What always was is older than anything with a day.
                Some((first, _)) => (u8::from(first.year() > -9999), Some(first)),
                None => (2, None),
            },
        }
    }

    fn all(self) -> impl Iterator<Item = Day> {
        let ends = self.certain.into_iter().flat_map(|(first, last)| [first, last]);
        let ends = ends.chain(self.earliest).chain(self.latest);
        ends.filter(|day| (-9998..9999).contains(&day.year()))
    }
}

struct Found<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    rows: Vec<(Days, Row)>,
    later: usize,
}

/// What all rows are made from.
struct Told<'p> {
    sort: Sort,
    text: String,
    when: &'p Period,
    proposed: bool,
    known: Cover,
    passage: Option<Passage>,
    evidence: Vec<Evidence>,
}

impl<'g> Found<'_, 'g> {
    fn add(&mut self, told: Told<'_>, extent: &Extent, bodies: Vec<BodyRef>) {
        if !told.known.is_possible() {
            self.later += 1;
            return;
        }
        let days = Days::of(extent);
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        let row = Row {
            sort: told.sort,
            text: told.text,
            bodies,
            when: told.when.edtf(),
            earliest: text(days.earliest),
            latest: text(days.latest),
            certain: days.certain.map(|(first, last)| (first.to_string(), last.to_string())),
            proposed: told.proposed,
            known: told.known,
            passage: told.passage,
            evidence: told.evidence,
        };
        self.rows.push((days, row));
    }

    fn lifetime(&mut self, body: BodyView<'g>) {
        let record = body.record();
        let standing = self.snapshot.standing(body);
        if let Some(date) = &record.proposed {
            let since = Period::from(date.clone());
            let known = self.snapshot.date().map_or(Cover::Certain, |at| reached(date, at));
            let told = Told {
                sort: Sort::Body,
                text: "proposed".to_string(),
                when: &since,
                proposed: true,
                known,
                passage: None,
                evidence: body.evidence(),
            };
            self.add(told, &since.extent([]), vec![BodyRef::new(body, standing)]);
        }
        // A proposal has no days of its own, and a body of which no day is known has no place in time. One that has
        // always been there, or still is, has one.
        let extent = body.extent();
        let goes_on = body.period().end == End::Ongoing;
        let is_placed = goes_on || extent.certain().is_some() || Days::of(&extent).all().next().is_some();
        if body.is_only_proposed() || !is_placed {
            return;
        }
        let known = match (self.snapshot.date(), extent.earliest()) {
            (Some(at), Some(day)) if at.last() < day => Cover::No,
            _ => Cover::Certain,
        };
        let told = Told {
            sort: Sort::Body,
            text: "exists".to_string(),
            when: body.period(),
            proposed: false,
            known,
            passage: None,
            evidence: body.period_evidence(),
        };
        self.add(told, &extent, vec![BodyRef::new(body, standing)]);
    }

    fn plans(&mut self, body: BodyView<'g>) {
        let record = body.record();
        for plan in &record.plans {
            let Some(during) = &plan.during else { continue };
            let known = match plan.proposed && !self.snapshot.is_made(&plan.provenance, &[&record.provenance]) {
                true => Cover::No,
                false => self.begun(during),
            };
            let told = Told {
                sort: Sort::Plan,
                text: plan.name.value.clone(),
                when: during,
                proposed: plan.proposed,
                known,
                passage: None,
                evidence: self.evidence(record, &plan.provenance),
            };
            self.add(told, &during.extent([]), vec![BodyRef::at(self.snapshot, body)]);
        }
    }

    fn milestones(&mut self, body: BodyView<'g>) {
        let record = body.record();
        for milestone in &record.milestones {
            let status = match milestone.status {
                Some(MilestoneStatus::Planned) | None => String::new(),
                Some(status) => format!(" ({status})"),
            };
            let told = Told {
                sort: Sort::Milestone,
                text: format!("{}{status}", milestone.what),
                when: &milestone.on,
                proposed: milestone.status == Some(MilestoneStatus::Planned),
                known: self.snapshot.knows_milestone(body, milestone),
                passage: None,
                evidence: self.evidence(record, &milestone.provenance),
            };
            self.add(told, &milestone.on.extent([]), vec![BodyRef::at(self.snapshot, body)]);
        }
    }

    fn events(&mut self, bodies: &[BodyView<'g>], all: bool) {
        let graph = self.snapshot.graph();
        let is_told = |id: &str| all || bodies.binary_search_by(|body| body.id().as_str().cmp(id)).is_ok();
        for event in graph.events() {
            for leg in &event.legs {
                let ids = leg.from.iter().chain(&leg.to);
                if !ids.clone().any(|id| is_told(id.value.as_str())) {
                    continue;
                }
                let names = |ids: &[Located<BodyId>]| {
                    let names = ids.iter().filter_map(|id| Some(graph.body(id)?.short_name()));
                    names.collect::<Vec<_>>().join(", ")
                };
                let (from, to) = (names(&leg.from), names(&leg.to));
                let text = match (from.as_str(), to.as_str(), leg.kind) {
                    (from, "", kind) => format!("{from} {}", kind.word()),
                    ("", to, kind) => format!("{to} {}", kind.word()),
                    (from, to, EventKind::Absorbed) => format!("{from} absorbed into {to}"),
                    (from, to, EventKind::FunctionTransferred) => format!("{from} hands functions to {to}"),
                    (from, to, EventKind::Replaced) => format!("{to} replaces {from}"),
                    (from, to, kind) => format!("{from} {}: {to}", kind.word()),
                };
                let body = |id: &Located<BodyId>| Some(BodyRef::at(self.snapshot, graph.body(id)?));
                let side = |ids: &[Located<BodyId>]| ids.iter().filter_map(body).collect();
                let passage = Passage { kind: leg.kind, from: side(&leg.from), to: side(&leg.to) };
                let when = event.when.date().map_or(Period::UNKNOWN, |date| Period::from(date.clone()));
                let known = match (self.snapshot.knows(event), event.when.is_proposed()) {
                    (false, _) => Cover::No,
                    (true, true) => Cover::Certain,
                    (true, false) => happened(self.snapshot, event),
                };
                let told = Told {
                    sort: Sort::Event,
                    text,
                    when: &when,
                    proposed: event.when.is_proposed(),
                    known,
                    passage: Some(passage),
                    evidence: graph.evidence(&event.provenance, &[]),
                };
                let bodies = ids.filter_map(body).collect();
                self.add(told, &when.extent([]), bodies);
            }
        }
    }

    /// Whether something has begun at the date.
    fn begun(&self, during: &Period) -> Cover {
        let Some(at) = self.snapshot.date() else { return Cover::Certain };
        match during.extent([]).earliest() {
            Some(day) if at.last() < day => Cover::No,
            Some(_) => Cover::Certain,
            None => Cover::Possible,
        }
    }

    fn evidence(&self, record: &Body, own: &govgraph_model::Provenance) -> Vec<Evidence> {
        self.snapshot.graph().evidence(own, &[&record.provenance])
    }
}

/// Whether a date has come at another.
fn reached(date: &Date, at: &Date) -> Cover {
    if at.last() < date.first() {
        Cover::No
    } else if date.last() <= at.first() {
        Cover::Certain
    } else {
        Cover::Possible
    }
}
