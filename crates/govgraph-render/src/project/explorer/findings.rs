//! What an audit notices at every stop of the slider.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use govgraph::questions::audit;
use govgraph::{Code, Cover, Date, Evidence, Finding, GovGraph, Severity, Snapshot, Word as _};

use super::{All, number};
use crate::html::{Code as Explained, Noticed};
use crate::text;

/// An audit looks at each body and each of its seats: where it would look at more than so many at all stops together, the
/// findings are those of one date.
const MOST_WORK: usize = 600_000;

/// Findings of all states.
pub(super) struct Findings {
    pub(super) findings: Vec<Noticed>,
    pub(super) codes: Vec<Explained>,
    /// Whether there are states of their own for the stops.
    pub(super) follow: bool,
}

/// Stops at which an audit can say something else than at the one before, as positions: those near a day that stands
/// anywhere in the records. At the others the records lie before and after it as they did.
fn turning(graph: &GovGraph, stops: &[i32]) -> Vec<usize> {
    let mut months = BTreeSet::new();
    let mut record = |record: Result<serde_json::Value, serde_json::Error>| match record {
        Ok(value) => months_in(&value, &mut months),
        Err(_) => months.extend(stops),
    };
    graph.bodies().for_each(|body| record(serde_json::to_value(body.record())));
    graph.sources().for_each(|source| record(serde_json::to_value(source)));
    graph.persons().for_each(|person| record(serde_json::to_value(person)));
    graph.themes().for_each(|theme| record(serde_json::to_value(theme)));
    graph.classes().for_each(|class| record(serde_json::to_value(class)));
    record(serde_json::to_value((graph.relations(), graph.events(), graph.rules(), graph.allow())));
    let near = |at: &usize| *at == 0 || months.range(stops[at - 1]..=stops[*at]).next().is_some();
    (0..stops.len()).filter(near).collect()
}

/// The months in which dates that stand in a record begin, and those of the days after they end.
fn months_in(value: &serde_json::Value, months: &mut BTreeSet<i32>) {
    match value {
        serde_json::Value::String(text) => {
            for date in text.split('/').filter_map(|part| part.trim().parse::<Date>().ok()) {
                let days = [Some(date.first()), Some(date.last()), date.last().next()];
                months.extend(days.into_iter().flatten().map(|day| number(day).div_euclid(100)));
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| months_in(value, months)),
        serde_json::Value::Object(values) => values.values().for_each(|value| months_in(value, months)),
        _ => {}
    }
}

/// Whether an audit at each of so many dates is too much work.
fn follows(graph: &GovGraph, dates: usize) -> bool {
    let seats: usize = graph.bodies().map(|body| 1 + body.seats().count()).sum();
    dates.saturating_mul(seats) <= MOST_WORK
}

/// What is noticed in each *state*: 0 is the date of the snapshot, 1 all dates together, and from 2 on each of the stops.
/// Of a structure that is too large for that, there is state 0 alone.
pub(super) fn findings<'g>(all: &mut All<'g>, snapshot: &Snapshot<'g>, checked: &[Finding], stops: &[i32]) -> Findings {
    let graph = snapshot.graph();
    let turning = turning(graph, stops);
    let follow = follows(graph, turning.len());
    let params = audit::Params { checked, ..audit::Params::default() };
    let mut told = Told::default();
    told.add(all, &audit::find(snapshot, &params), (0, 0));
    if follow {
        told.add(all, &audit::find(&graph.at_any_time(), &params), (1, 1));
        for (which, &at) in turning.iter().enumerate() {
            let (stop, next) = (stops[at], turning.get(which + 1).copied().unwrap_or(stops.len()));
            let month = format!("{:04}-{:02}", stop.div_euclid(100), stop.rem_euclid(100));
            // Years that four digits cannot say have no stop that can be asked for: nothing is told of them.
            let Ok(date) = month.parse::<Date>() else { continue };
            told.add(all, &audit::find(&graph.at(date), &params), (state(at), state(next - 1)));
        }
    }
    let codes = told.codes.iter().map(|code| Explained {
        word: code.word(),
        severity: code.severity().word(),
        summary: code.summary(),
    });
    let codes = codes.collect();
    let mut findings: Vec<(Order, Noticed)> = told.order.into_iter().zip(told.findings).collect();
    findings.sort_by(|(a, _), (b, _)| a.cmp(b));
    Findings { findings: findings.into_iter().map(|(_, noticed)| noticed).collect(), codes, follow }
}

/// The state of a stop.
fn state(stop: usize) -> u32 {
    u32::try_from(stop).unwrap_or(u32::MAX).saturating_add(2)
}

/// The order of an audit, but for what is certain and what only possible.
type Order = (bool, audit::Subject, Severity, Code, Vec<String>, Vec<String>);

/// Findings of all states, each told once.
#[derive(Default)]
struct Told {
    findings: Vec<Noticed>,
    order: Vec<Order>,
    known: HashMap<Noticed, usize>,
    codes: Vec<Code>,
    patterns: BTreeMap<(Code, String), usize>,
}

impl Told {
    fn add(&mut self, all: &mut All<'_>, report: &audit::Report, states: (u32, u32)) {
        for row in &report.rows {
            self.row(all, row, None, &[], states);
        }
        for allowed in &report.allowed {
            self.row(all, &allowed.row, Some(&allowed.reason), &allowed.agreed, states);
        }
    }

    fn row(
        &mut self,
        all: &mut All<'_>,
        row: &audit::Row,
        accepted: Option<&str>,
        agreed: &[Evidence],
        states: (u32, u32),
    ) {
        let code = self.codes.iter().position(|code| *code == row.code).unwrap_or_else(|| {
            self.codes.push(row.code);
            self.codes.len() - 1
        });
        // Where it lies on somebody's machine is nobody else's business.
        let place = row.places.first().map(|spot| {
            let file = spot.place.file.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("{} line {}", text::clean(file), spot.place.line)
        });
        let group = row.pattern.as_ref().map(|pattern| {
            let next = self.patterns.len();
            *self.patterns.entry((row.code, pattern.clone())).or_insert(next)
        });
        let evidence: Vec<Evidence> = row.evidence.iter().chain(agreed).cloned().collect();
        let noticed = Noticed {
            subject: if accepted.is_some() { "Allowed by the dataset" } else { row.subject.heading() },
            code,
            message: text::clean(&row.message),
            group: group.filter(|_| accepted.is_none()),
            pattern: row.pattern.as_deref().map(text::clean),
            help: row.help.as_deref().map(text::clean),
            accepted: accepted.map(text::clean),
            bodies: all.positions_of(row.bodies.iter().map(|body| &body.id)),
            themes: row.themes.iter().map(|theme| text::clean(&theme.name)).collect(),
            place,
            cites: all.cites(&evidence),
            when: Vec::new(),
        };
        let at = match self.known.get(&noticed) {
            Some(at) => *at,
            None => {
                let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_string).collect();
                self.order.push((
                    accepted.is_some(),
                    row.subject,
                    row.severity,
                    row.code,
                    ids(row.bodies.iter().map(|body| body.id.as_str()).collect()),
                    ids(row.themes.iter().map(|theme| theme.id.as_str()).collect()),
                ));
                self.known.insert(noticed.clone(), self.findings.len());
                self.findings.push(noticed);
                self.findings.len() - 1
            }
        };
        let certain = row.cover == Cover::Certain;
        let when = &mut self.findings[at].when;
        let (first, last) = states;
        match when.last_mut() {
            // The same words twice in one state are one finding.
            Some(held) if held.1 >= first => {}
            Some(held) if held.2 == certain && held.1 + 1 == first && first > 2 => held.1 = last,
            _ => when.push((first, last, certain)),
        }
    }
}
