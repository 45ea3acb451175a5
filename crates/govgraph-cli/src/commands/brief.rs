//! `govgraph brief`: the first questions about a structure, on one page.

use std::path::PathBuf;

use clap::Args;

use govgraph::questions::overlap::{self, By};
use govgraph::questions::{MemberKind, lineage, representation};
use govgraph_render::project;

use super::draw::{Arrange, Picture, whole};
use super::{At, Data, ask};
use crate::exit::Outcome;
use crate::output;

/// The first questions on one page: who overlaps, who lacks elected members, what became of what, and a chart
#[derive(Args, Debug)]
pub(crate) struct Brief {
    #[command(flatten)]
    data: Data,

    /// Draw the structure too: .svg, .png, .dot or .mmd
    #[arg(long, value_name = "FILE")]
    chart: Option<PathBuf>,

    /// How many overlapping pairs to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,

    #[command(flatten)]
    at: At,
}

impl Brief {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let chart = self.chart.as_deref().map(|path| Ok::<_, anyhow::Error>((path, Picture::of(path)?))).transpose()?;
        ask(&self.data, |graph| {
            let snapshot = self.at.snapshot(graph);
            let by = By::from(MemberKind::usual(graph));
            let overlap = overlap::find(&snapshot, &overlap::Params { by, top: Some(self.top), ..Default::default() });
            let elected = representation::find(&snapshot, &representation::Params::default());
            let tables = [
                project::overlap::table(&overlap, false),
                project::representation::table(&elected, false),
                project::lineage::overview_table(&lineage::overview(&snapshot)),
            ];
            let width = output::width();
            output::print(&tables.map(|table| table.text(Some(width))).join("\n\n"))?;
            if let Some((path, form)) = chart {
                output::write(path, &form.chart(whole(&snapshot), &Arrange::default(), &[], None)?)?;
                output::print(&format!("\nThe chart is in {}.\n", path.display()))?;
            }
            Ok(Outcome::Answered)
        })
    }
}
