//! `govgraph draw`: the structure as a picture.

mod arrange;
#[cfg(feature = "png")]
mod fonts;
mod graphviz;
mod picture;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use govgraph::questions::membership;
use govgraph::questions::overlap::{self, By};
use govgraph::questions::timeline;
use govgraph::questions::{MemberKind, Scope, change, coverage};
use govgraph::{BodyId, GovGraph, Level, Snapshot};
use govgraph_render::figure::Figure;
use govgraph_render::project::change::picture as pictures;
use govgraph_render::project::footnotes::Footnotes;
use govgraph_render::project::{self, chart, explorer, matrix as matrices};
use govgraph_render::{html, lineage, matrix};

use super::change::Between;
use super::{At, Reading, Who, area, ask, ask_with_findings, body, extension, level, theme};
use crate::exit::Outcome;
use crate::output;

pub(super) use arrange::Arrange;
pub(super) use picture::Picture;

/// The structure as a picture: an org chart, what became of what, a matrix of members or themes by bodies, or a page to
/// explore all of it
#[derive(Args, Debug)]
pub(crate) struct Draw {
    /// A folder with a govgraph.yaml, a file, or - for standard input; also Popolo and other public data (docs/formats). With
    /// --view change two of them may be compared
    #[arg(default_value = ".", num_args = 1..=2, value_name = "DATA")]
    data: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,

    /// The picture, in the form of its extension: .svg or .png; a chart also .dot (Graphviz) or .mmd (Mermaid); .html for a
    /// page to explore the whole structure, which needs no network
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// What to draw
    #[arg(long, value_enum, value_name = "VIEW", default_value = "chart")]
    view: View,

    /// With --view matrix: what counts as a member, an organisation, a post or a person [default: organisation; person where seats name only people]. With
    /// --view chart or change: what bodies stand together, by level or by area [default: both]
    #[arg(long, value_enum, value_name = "WHAT")]
    by: Option<DrawnBy>,

    #[command(flatten)]
    between: Between,

    /// Only bodies at this level
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    level: Option<Level>,

    /// With --view coverage: only this theme and those that are part of it
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,

    /// Only this body and what is near it; of lineages, what it came from and became
    #[arg(long, value_name = "BODY")]
    around: Option<String>,

    /// With --around: how many steps count as near [default: 1]
    #[arg(long, value_name = "N", requires = "around")]
    depth: Option<u32>,

    /// Only bodies for this area and those inside it
    #[arg(long, value_name = "AREA", conflicts_with = "around")]
    area: Option<String>,

    /// For a .png: take letters that the embedded font lacks (Chinese, Arabic, …) from the fonts in this folder, or with
    /// `system` from those of this machine
    #[arg(long, value_name = "FOLDER|system")]
    fonts: Option<PathBuf>,

    /// Number the sources behind what is drawn, and list them below the picture
    #[arg(long)]
    sources: bool,

    #[command(flatten)]
    arrange: Arrange,

    #[command(flatten)]
    who: Who,

    #[command(flatten)]
    at: At,
}

/// What counts as a member, or what bodies stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DrawnBy {
    /// The organisation that a seat belongs to
    Organisation,
    /// The post whose holder sits there
    Post,
    /// The named person
    Person,
    /// Bodies at one level
    Level,
    /// Bodies for one area
    Area,
}

/// What to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum View {
    /// Bodies as cards with who sits there, and how they are related
    Chart,
    /// What became of what, on an axis of time
    Lineage,
    /// Who sits where: members by bodies, and which bodies share members
    Matrix,
    /// Themes by bodies, and the themes that nobody is recorded as holding
    Coverage,
    /// What came, what went and what is still there between two dates, or of two datasets
    Change,
}

impl Draw {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        if matches!(extension(&self.output).as_str(), "html" | "htm") {
            return self.explorer();
        }
        let form = Picture::of(&self.output)?;
        self.refuse_what_does_not_fit()?;
        if self.sources && form.is_text() {
            bail!("--sources needs a picture with room below it: write an .svg or a .png");
        }
        if self.view == View::Change {
            return self.change(form);
        }
        ask(&self.reading.of(self.one()?), |graph| {
            let (snapshot, fonts) = (self.at.snapshot(graph), self.fonts.as_deref());
            let picture = match self.view {
                View::Chart => {
                    let figure = chart::figure(&snapshot, &self.selected(graph)?);
                    let asked_for = self.around.as_ref().map(|called| body(graph, called)).transpose()?;
                    let keep = asked_for.and_then(|body| figure.find_card(body.id().as_str()));
                    form.chart(figure, &self.arrange, keep.as_slice(), fonts)?
                }
                View::Lineage => {
                    let body = self.around.as_ref().map(|called| body(graph, called)).transpose()?;
                    let report = timeline::find(&snapshot, &timeline::Params { body });
                    form.svg(
                        lineage::svg(&match self.footnotes(graph) {
                            Some(footnotes) => project::lineage::picture::figure_with_sources(&report, footnotes),
                            None => project::lineage::picture::figure(&report),
                        }),
                        fonts,
                    )?
                }
                View::Matrix => form.svg(matrix::svg(&self.members(&snapshot)?), fonts)?,
                View::Coverage => {
                    let area = self.area.as_ref().map(|called| area(graph, called)).transpose()?;
                    let theme = self.theme.as_ref().map(|called| theme(graph, called)).transpose()?;
                    let params = coverage::Params { scope: Scope { level: self.level, area }, theme };
                    let report = coverage::find(&snapshot, &params);
                    let mut figure = matrices::coverage(&report)?;
                    if let Some(footnotes) = self.footnotes(graph) {
                        matrices::cite_coverage(&mut figure, &report, footnotes);
                    }
                    form.svg(matrix::svg(&figure), fonts)?
                }
                View::Change => bail!("--view change compares two sides"),
            };
            output::write(&self.output, &picture)?;
            Ok(Outcome::Answered)
        })
    }

    /// An option that a view knows nothing of would be taken for granted in what is drawn.
    fn refuse_what_does_not_fit(&self) -> anyhow::Result<()> {
        let given = [
            ("--by level", self.by == Some(DrawnBy::Level), &[View::Chart, View::Change][..]),
            ("--by area", self.by == Some(DrawnBy::Area), &[View::Chart, View::Change]),
            ("--by organisation", self.by == Some(DrawnBy::Organisation), &[View::Matrix]),
            ("--by post", self.by == Some(DrawnBy::Post), &[View::Matrix]),
            ("--by person", self.by == Some(DrawnBy::Person), &[View::Matrix]),
            ("--everyone", self.who.everyone, &[View::Matrix]),
            ("--level", self.level.is_some(), &[View::Chart, View::Coverage, View::Change]),
            ("--theme", self.theme.is_some(), &[View::Coverage]),
            ("--around", self.around.is_some(), &[View::Chart, View::Lineage, View::Matrix, View::Change]),
            ("--depth", self.depth.is_some(), &[View::Chart, View::Matrix, View::Change]),
            ("--area", self.area.is_some(), &[View::Chart, View::Matrix, View::Coverage, View::Change]),
            ("--from", self.between.from.is_some(), &[View::Change]),
            ("--fold", self.arrange.fold.is_some(), &[View::Chart, View::Change]),
            ("--layout", self.arrange.layout.is_some(), &[View::Chart, View::Change]),
        ];
        let name = |view: View| view.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default();
        match given.into_iter().find(|(_, is_given, views)| *is_given && !views.contains(&self.view)) {
            None => Ok(()),
            Some((option, _, views)) => {
                let views: Vec<String> = views.iter().map(|view| name(*view)).collect();
                bail!("{option} goes with --view {}, not with --view {}", views.join(" or "), name(self.view))
            }
        }
    }

    /// Members by bodies.
    fn members(&self, snapshot: &Snapshot<'_>) -> anyhow::Result<matrix::Figure> {
        let chart::Options { only, scope, .. } = self.selected(snapshot.graph())?;
        let by = match self.by {
            Some(DrawnBy::Post) => MemberKind::Post,
            Some(DrawnBy::Person) => MemberKind::Person,
            Some(DrawnBy::Organisation) => MemberKind::Organisation,
            _ => MemberKind::usual(snapshot.graph()),
        };
        let circle = self.who.circle();
        let members = membership::find(snapshot, &membership::Params { by, circle, only });
        matrices::fits(members.bodies.len())?;
        let shared = overlap::find(snapshot, &overlap::Params { by: By::from(by), circle, ..Default::default() });
        let mut figure = matrices::members(&members, &shared, scope.as_deref())?;
        if let Some(footnotes) = self.footnotes(snapshot.graph()) {
            matrices::cite_members(&mut figure, &members, footnotes);
        }
        Ok(figure)
    }

    /// Numbers for sources, if they were asked.
    fn footnotes(&self, graph: &GovGraph) -> Option<Footnotes> {
        self.sources.then(|| Footnotes::of([graph]))
    }

    /// The dataset, of the views that draw one.
    fn one(&self) -> anyhow::Result<&Path> {
        match self.data.as_slice() {
            [one] => Ok(one),
            _ => bail!("two datasets go with --view change alone"),
        }
    }

    /// Before and after in one chart.
    fn change(&self, form: Picture) -> anyhow::Result<Outcome> {
        self.between.compare(&self.reading, &self.data, self.at.at.as_ref(), |before, after| {
            let report = change::find(before, after, &change::Params { bodies: None, all: true });
            let (level, by, sources) = (self.level, self.together(), self.sources);
            let mut options = pictures::Options { level, by, sources, ..Default::default() };
            // A body may be in one of the datasets alone.
            let selected = [before, after].map(|side| self.selected(side.graph()));
            let refused = match selected {
                [Err(_), Err(refused)] => Some(refused),
                sides => {
                    for chart::Options { only, scope, .. } in sides.into_iter().flatten() {
                        options.scope = scope;
                        let ids = only
                            .into_iter()
                            .flat_map(|only| only.iter().map(|body| body.id().clone()).collect::<Vec<_>>());
                        let ids: BTreeSet<BodyId> = ids.collect();
                        if options.scope.is_some() {
                            options.only.get_or_insert_default().extend(ids);
                        }
                    }
                    None
                }
            };
            if let Some(refused) = refused {
                return Err(refused);
            }
            let figure = pictures::figure(&report, before, after, &options);
            let picture = form.chart(figure, &self.arrange, &[], self.fonts.as_deref())?;
            output::write(&self.output, &picture)?;
            Ok(Outcome::Answered)
        })
    }

    fn together(&self) -> chart::Together {
        match self.by {
            Some(DrawnBy::Level) => chart::Together::Level,
            Some(DrawnBy::Area) => chart::Together::Area,
            _ => chart::Together::LevelAndArea,
        }
    }

    /// A page with the whole structure.
    fn explorer(&self) -> anyhow::Result<Outcome> {
        let given = self.between.from.is_some()
            || self.around.is_some()
            || self.area.is_some()
            || self.by.is_some()
            || self.level.is_some()
            || self.arrange.fold.is_some()
            || self.arrange.layout.is_some();
        if self.view == View::Change {
            bail!(
                "--view change is a picture and no page: write an .svg, .png, .dot or .mmd; an .html page shows every date by itself"
            );
        }
        if given
            || self.theme.is_some()
            || self.who.everyone
            || self.sources
            || self.fonts.is_some()
            || self.view != View::Chart
        {
            bail!("an .html page holds the whole structure: of the options only --at goes with it");
        }
        ask_with_findings(&self.reading.of(self.one()?), |graph, findings| {
            let options = explorer::Options { checked: findings };
            let page = html::explorer(&self.at.snapshot(graph), &options);
            output::write(&self.output, page.as_bytes())?;
            Ok(Outcome::Answered)
        })
    }

    fn selected<'g>(&self, graph: &'g GovGraph) -> anyhow::Result<chart::Options<'g>> {
        let whole =
            chart::Options { level: self.level, by: self.together(), sources: self.sources, ..Default::default() };
        if let Some(called) = &self.around {
            let body = body(graph, called)?;
            let only = Some(chart::around(graph, body, self.depth.unwrap_or(1)));
            return Ok(chart::Options { only, scope: Some(format!("around {}", body.name())), ..whole });
        }
        let Some(called) = &self.area else { return Ok(whole) };
        let area = area(graph, called)?;
        Ok(chart::Options { only: Some(chart::in_area(graph, &area.id)), scope: Some(area.name.clone()), ..whole })
    }
}

/// The chart of a whole structure.
pub(super) fn whole(snapshot: &Snapshot<'_>) -> Figure {
    chart::figure(snapshot, &chart::Options::default())
}
