//! `govgraph draw`: the structure as a picture.

mod picture;

use std::path::PathBuf;

use clap::Args;

use govgraph::{GovGraph, Snapshot};
use govgraph_render::figure::Figure;
use govgraph_render::project::chart;

use super::{At, area, ask, body};
use crate::exit::Outcome;
use crate::output;

pub(super) use picture::Picture;

/// The structure as an org chart: .svg or .png, or as text for Graphviz (.dot) or Mermaid (.mmd)
#[derive(Args, Debug)]
pub(crate) struct Draw {
    /// A folder with a govgraph.yaml, a file, or - for standard input
    #[arg(default_value = ".")]
    data: PathBuf,

    /// The picture, in the form of its extension: .svg, .png, .dot or .mmd
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Only this body and what is near it
    #[arg(long, value_name = "BODY")]
    around: Option<String>,

    /// With --around: how many steps count as near
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    depth: u32,

    /// Only bodies for this area and those inside it
    #[arg(long, value_name = "AREA", conflicts_with = "around")]
    area: Option<String>,

    #[command(flatten)]
    at: At,
}

impl Draw {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let form = Picture::of(&self.output)?;
        ask(&self.data, |graph| {
            let options = self.selected(graph)?;
            let figure = chart::figure(&self.at.snapshot(graph), &options);
            output::write(&self.output, &form.chart(&figure)?)?;
            Ok(Outcome::Answered)
        })
    }

    fn selected<'g>(&self, graph: &'g GovGraph) -> anyhow::Result<chart::Options<'g>> {
        if let Some(called) = &self.around {
            let body = body(graph, called)?;
            let only = Some(chart::around(graph, body, self.depth));
            return Ok(chart::Options { only, scope: Some(format!("around {}", body.name())) });
        }
        let Some(called) = &self.area else { return Ok(chart::Options::default()) };
        let area = area(graph, called)?;
        Ok(chart::Options { only: Some(chart::in_area(graph, &area.id)), scope: Some(area.name.clone()) })
    }
}

/// The chart of a whole structure.
pub(super) fn whole(snapshot: &Snapshot<'_>) -> Figure {
    chart::figure(snapshot, &chart::Options::default())
}
