//! How a chart is arranged: what of it is folded, and who places the cards.

use anyhow::bail;
use clap::{Args, ValueEnum};

use govgraph_render::dot::positions;
use govgraph_render::figure::{CardIndex, Figure};
use govgraph_render::fold::{Fold, fold};
use govgraph_render::svg;

use super::graphviz;

/// The options for it.
#[derive(Args, Clone, Debug, Default)]
pub(in crate::commands) struct Arrange {
    /// Bodies inside others as names on the cards of those, and not as cards: auto (many bare ones, and the deepest levels of
    /// charts over 250 bodies), never, or how many levels to draw [default: auto; of .dot and .mmd never]
    #[arg(long, value_name = "HOW")]
    pub(super) fold: Option<Fold>,

    /// Who places the cards [default: own]
    #[arg(long, value_enum, value_name = "ENGINE")]
    pub(super) layout: Option<Engine>,
}

/// Who places the cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    /// The layout that is built in
    Own,
    /// Graphviz's dot, which must be installed; cards and lines are drawn as ever
    Dot,
}

/// What to do about what is folded.
const UNFOLD: &str =
    " To see more of it: a part with --around BODY --depth N or --area AREA, or all of it with --fold never.";

impl Arrange {
    /// A chart as a picture. The cards in `keep` are never folded.
    pub(super) fn svg(&self, figure: Figure, keep: &[CardIndex]) -> anyhow::Result<String> {
        let figure = self.folded(figure, self.fold.unwrap_or_default(), keep);
        if self.layout != Some(Engine::Dot) {
            return Ok(svg::svg(&figure));
        }
        let answer = graphviz::positions(&positions::question(&figure))?;
        Ok(svg::svg_of(&figure, &positions::layout(&figure, &answer)?))
    }

    /// A chart that others place: whole, unless something else is asked for.
    pub(super) fn unplaced(&self, figure: Figure, keep: &[CardIndex]) -> anyhow::Result<Figure> {
        if self.layout.is_some() {
            bail!("--layout goes with .svg and .png: whoever shows a .dot or .mmd file places the cards");
        }
        Ok(self.folded(figure, self.fold.unwrap_or(Fold::Never), keep))
    }

    fn folded(&self, figure: Figure, how: Fold, keep: &[CardIndex]) -> Figure {
        let mut folded = fold(figure, how, keep);
        if folded.bodies > 0
            && let Some(note) = folded.figure.notes.last_mut()
        {
            *note += UNFOLD;
        }
        folded.figure
    }
}
