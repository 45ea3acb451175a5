//! The questions as the benches ask them: of the whole of a structure where that is possible.

use std::error::Error;
use std::hint::black_box;

use govgraph::questions::{
    audit, composition, coverage, duplication, lineage, load, membership, register, representation, timeline,
};
use govgraph::{BodyView, GovGraph, Snapshot};
use serde::Serialize;

/// What is measured: building a graph, or one question of it, at a date or (`-ever`) without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    Build,
    Bodies,
    Lineage,
    LineageAll,
    Timeline,
    Elected,
    ElectedEver,
    Composition,
    Coverage,
    CoverageEver,
    Load,
    LoadEver,
    Members,
    Duplication,
    DuplicationEver,
    DuplicationTop,
    Audit,
}

impl Question {
    pub(crate) const ALL: [Question; 17] = [
        Question::Build,
        Question::Bodies,
        Question::Lineage,
        Question::LineageAll,
        Question::Timeline,
        Question::Elected,
        Question::ElectedEver,
        Question::Composition,
        Question::Coverage,
        Question::CoverageEver,
        Question::Load,
        Question::LoadEver,
        Question::Members,
        Question::Duplication,
        Question::DuplicationEver,
        Question::DuplicationTop,
        Question::Audit,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Question::Build => "build",
            Question::Bodies => "bodies",
            Question::Lineage => "lineage",
            Question::LineageAll => "lineage-all",
            Question::Timeline => "timeline",
            Question::Elected => "elected",
            Question::ElectedEver => "elected-ever",
            Question::Composition => "composition",
            Question::Coverage => "coverage",
            Question::CoverageEver => "coverage-ever",
            Question::Load => "load",
            Question::LoadEver => "load-ever",
            Question::Members => "members",
            Question::Duplication => "duplication",
            Question::DuplicationEver => "duplication-ever",
            Question::DuplicationTop => "duplication-top",
            Question::Audit => "audit",
        }
    }

    pub(crate) fn named(name: &str) -> Result<Question, Box<dyn Error>> {
        let found = Question::ALL.into_iter().find(|question| question.name() == name);
        found.ok_or_else(|| format!("there is no question `{name}`").into())
    }

    /// Asks, and drops the answer.
    pub(crate) fn ask(self, graph: &GovGraph) {
        self.answered(graph, &mut Dropped);
    }

    /// The answer as JSON.
    pub(crate) fn answer(self, graph: &GovGraph) -> Result<String, Box<dyn Error>> {
        let mut written = Written(Ok(String::new()));
        self.answered(graph, &mut written);
        Ok(written.0?)
    }

    fn answered(self, graph: &GovGraph, taker: &mut impl Taker) {
        let at = "2010-03".parse().map_or_else(|_| graph.at_any_time(), |date| graph.at(date));
        let ever = graph.at_any_time();
        match self {
            Question::Build => taker.take(&graph.bodies().len()),
            Question::Bodies => taker.take(&register::find(&at, &register::Params::default())),
            Question::Lineage => {
                if let Some(body) = in_the_middle(graph) {
                    taker.take(&lineage::find(&ever, &lineage::Params { body }));
                }
            }
            Question::LineageAll => taker.take(&lineage::overview(&ever)),
            Question::Timeline => taker.take(&timeline::find(&ever, &timeline::Params::default())),
            Question::Elected => taker.take(&representation::find(&at, &representation::Params::default())),
            Question::ElectedEver => taker.take(&representation::find(&ever, &representation::Params::default())),
            Question::Composition => taker.take(&composition::find(&at, &composition::Params::default())),
            Question::Coverage => taker.take(&coverage::find(&at, &coverage::Params::default())),
            Question::CoverageEver => taker.take(&coverage::find(&ever, &coverage::Params::default())),
            Question::Load => taker.take(&load::find(&at, &load::Params::default())),
            Question::LoadEver => taker.take(&load::find(&ever, &load::Params::default())),
            Question::Members => taker.take(&membership::find(&at, &membership::Params::default())),
            Question::Duplication => taker.take(&duplication(&at, None)),
            Question::DuplicationEver => taker.take(&duplication(&ever, None)),
            Question::DuplicationTop => taker.take(&duplication(&at, Some(100))),
            Question::Audit => taker.take(&audit::find(&at, &audit::Params::default())),
        }
    }
}

fn duplication(snapshot: &Snapshot<'_>, top: Option<usize>) -> duplication::Report {
    duplication::find(snapshot, &duplication::Params { top, ..duplication::Params::default() })
}

/// A body in the middle of the longest chain of events.
fn in_the_middle(graph: &GovGraph) -> Option<BodyView<'_>> {
    let districts = graph.bodies().len() / 200;
    graph.body(&format!("body-{}", districts / 2 * 200 + 199).parse().ok()?).or_else(|| graph.bodies().next())
}

/// Who gets an answer.
trait Taker {
    fn take(&mut self, answer: &impl Serialize);
}

struct Dropped;

impl Taker for Dropped {
    fn take(&mut self, answer: &impl Serialize) {
        black_box(answer);
    }
}

struct Written(serde_json::Result<String>);

impl Taker for Written {
    fn take(&mut self, answer: &impl Serialize) {
        self.0 = serde_json::to_string(answer);
    }
}
