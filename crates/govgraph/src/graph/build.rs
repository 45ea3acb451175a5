//! From records to a graph: the only way to make one.

mod hierarchy;
mod index;
mod lifetimes;
mod records;
mod references;
mod seats;

use govgraph_model::{Dataset, Finding, Severity, sort_findings};

use crate::graph::GovGraph;

/// A graph, and what was noticed while building it: warnings and notices, no errors.
#[derive(Clone, Debug)]
pub struct Built {
    /// The graph.
    pub graph: GovGraph,
    /// By place in the files.
    pub findings: Vec<Finding>,
}

/// Records that make no graph: the findings hold at least one error.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} of the records cannot be used as they are", findings.iter().filter(|f| f.severity() == Severity::Error).count())]
pub struct Rejected {
    /// Everything that was noticed, by place in the files.
    pub findings: Vec<Finding>,
    /// The dataset, for the text of its files; seats that are nested deeper than can be checked are taken out.
    pub dataset: Box<Dataset>,
}

impl GovGraph {
    /// Checks a dataset and makes a graph of it. Everything that is wrong is found in one pass.
    ///
    /// The order in which records stand in the dataset makes no difference, except for what is inside one record.
    ///
    /// # Errors
    /// [`Rejected`] with all findings if one of them is an error.
    ///
    /// Cost: n log n in the number of records; for a seat that the chair of another body has, the seats of that body; and in
    /// the square of what is rarely more than a few: seats of one holder on one body, turns in the life of a body, the posts of an
    /// organisation that has no more than 200. Memory: linear, a few kilobytes a body with its seats.
    pub fn build(mut dataset: Dataset) -> Result<Built, Rejected> {
        let mut findings = Vec::new();
        records::limit_depth(&mut dataset, &mut findings);
        references::check(&dataset, &mut findings);
        records::check(&dataset, &mut findings);
        hierarchy::check(&dataset, &mut findings);
        if findings.iter().any(|finding| finding.severity() == Severity::Error) {
            sort_findings(&mut findings);
            return Err(Rejected { findings, dataset: Box::new(dataset) });
        }
        let graph = index::graph(dataset);
        seats::check(&graph, &mut findings);
        lifetimes::check(&graph, &mut findings);
        sort_findings(&mut findings);
        Ok(Built { graph, findings })
    }
}
