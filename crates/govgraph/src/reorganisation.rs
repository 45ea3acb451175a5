//! Carrying a plan out: from a graph and a plan to the graph as it would then be.
//!
//! A plan changes records, and nothing is guessed: what a body holds passes to another only where a step says so. The
//! new graph is built from the changed records like any other, so that every question can be asked before and after.

mod check;
mod edit;
mod matching;
mod patch;
mod time;

use govgraph_model::{BodyId, Cover, Date, Finding, Reorganisation, Severity, SourceId, Stretch, sort_findings};

pub use patch::{DoesNotFit, Patch};

use crate::graph::{Built, GovGraph, Rejected};

/// A graph as it would be if a plan were carried out.
#[derive(Clone, Debug)]
pub struct CarriedOut {
    /// The graph with the plan.
    pub graph: GovGraph,
    /// The date for which it was carried out, by the first day of it.
    pub at: Date,
    /// What it changes in the records of the graph without it.
    pub patch: Patch,
    /// The bodies that end with it, by id.
    pub ends: Vec<BodyId>,
    /// The bodies that begin with it, by id.
    pub begins: Vec<BodyId>,
    /// The id of the source that stands for the plan in evidence: what rests on it follows from the plan.
    pub source: SourceId,
}

impl GovGraph {
    /// The graph as it would be if a plan were carried out by the first day of a date; without one, of the plan's own.
    ///
    /// - A body that ends certainly does not exist from that day on; neither do its seats, remits, duties, targets and
    ///   relations, nor the seats that it holds on others. What is known of the days before stays as it is.
    /// - A body that begins certainly exists from that day on, with the seats, remits, duties and targets of its record
    ///   that have no dates of their own. Relations that are proposed for it stay proposals.
    /// - What passes from one body to another ends for the one and begins for the other, who has it exactly as it was.
    /// - Each step becomes an event of that day.
    ///
    /// All of this cites the plan, and what the plan cites.
    ///
    /// # Errors
    /// [`Rejected`] with everything that stands against it, as findings that speak of places in the files of the plan:
    /// bodies that nobody knows or that do not exist on the day, steps that contradict each other, and the like.
    ///
    /// Cost: that of [`GovGraph::build`], twice; and the records times the records that change.
    pub fn carry_out(&self, plan: &Reorganisation, at: Option<&Date>) -> Result<CarriedOut, Rejected> {
        let at = at.unwrap_or(&plan.on);
        let day = at.first();
        let (fates, mut findings) = check::check(self, plan, day);
        findings.extend(self.wrong_additions(plan));
        if !findings.is_empty() {
            return Err(self.refused(plan, findings));
        }
        let (patch, source) = edit::edit(self, plan, &fates, day);
        let mut dataset = match patch.apply(self.dataset()) {
            Ok(dataset) => dataset,
            // The patch was made from these very records.
            Err(_) => return Err(self.refused(plan, Vec::new())),
        };
        dataset.files = if plan.adds.files.iter().next().is_some() { plan.adds.files.clone() } else { dataset.files };
        let Built { graph, .. } = GovGraph::build(dataset)?;
        let owned = |ids: &std::collections::BTreeMap<&BodyId, usize>| ids.keys().map(|id| (*id).clone()).collect();
        let carried_out =
            CarriedOut { at: at.clone(), patch, ends: owned(&fates.ends), begins: owned(&fates.begins), source, graph };
        debug_assert!(carried_out.is_in_force(), "what ends is gone, and what begins is there");
        Ok(carried_out)
    }

    /// What is wrong with the records that a plan brings with it.
    fn wrong_additions(&self, plan: &Reorganisation) -> Vec<Finding> {
        let adds = &plan.adds;
        let is_bare = adds.bodies.is_empty() && adds.relations.is_empty() && adds.sources.is_empty();
        if is_bare && adds.areas.is_empty() && adds.classes.is_empty() && adds.themes.is_empty() {
            return Vec::new();
        }
        let mut dataset = self.dataset();
        dataset.sources.extend(adds.sources.iter().cloned());
        dataset.areas.extend(adds.areas.iter().cloned());
        dataset.classes.extend(adds.classes.iter().cloned());
        dataset.themes.extend(adds.themes.iter().cloned());
        dataset.persons.extend(adds.persons.iter().cloned());
        dataset.bodies.extend(adds.bodies.iter().cloned());
        dataset.relations.extend(adds.relations.iter().cloned());
        match GovGraph::build(dataset) {
            Ok(_) => Vec::new(),
            Err(rejected) => {
                rejected.findings.into_iter().filter(|finding| finding.severity() == Severity::Error).collect()
            }
        }
    }

    fn refused(&self, plan: &Reorganisation, mut findings: Vec<Finding>) -> Rejected {
        sort_findings(&mut findings);
        findings.dedup();
        let mut dataset = self.dataset();
        dataset.files = plan.adds.files.clone();
        Rejected { findings, dataset: Box::new(dataset) }
    }
}

impl CarriedOut {
    /// Whether what ends certainly does not exist at the date, and what begins certainly does.
    fn is_in_force(&self) -> bool {
        let days = Stretch::of_date(&self.at);
        let covers = |id: &BodyId| self.graph.body(id).map(|body| body.life().exists(days));
        self.ends.iter().all(|id| covers(id) == Some(Cover::No))
            && self.begins.iter().all(|id| covers(id) == Some(Cover::Certain))
    }
}
