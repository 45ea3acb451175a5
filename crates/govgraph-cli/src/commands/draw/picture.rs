//! The form of a picture, by the extension of its file.

use std::path::Path;

use anyhow::bail;

use govgraph_render::figure::{CardIndex, Figure};
use govgraph_render::{dot, mermaid};

use super::arrange::Arrange;
use crate::commands::extension;
#[cfg(feature = "png")]
use crate::output;

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Picture {
    Svg,
    Dot,
    Mermaid,
    #[cfg(feature = "png")]
    Png,
}

/// So many pixels of a PNG for one of the SVG: sharp on paper and on dense screens.
#[cfg(feature = "png")]
const PNG_SCALE: f32 = 2.0;

impl Picture {
    /// By the extension of the file.
    pub(in crate::commands) fn of(path: &Path) -> anyhow::Result<Picture> {
        match extension(path).as_str() {
            "svg" => Ok(Picture::Svg),
            "dot" | "gv" => Ok(Picture::Dot),
            "mmd" | "mermaid" => Ok(Picture::Mermaid),
            #[cfg(feature = "png")]
            "png" => Ok(Picture::Png),
            #[cfg(not(feature = "png"))]
            "png" => bail!("this govgraph was built without PNG (feature `png`): write an .svg"),
            _ => bail!("`{}` is not an .svg, .png, .dot or .mmd file", path.display()),
        }
    }

    /// Whether it is text for another program.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Picture::Dot | Picture::Mermaid)
    }

    /// Whether letters are drawn in it.
    fn has_glyphs(self) -> bool {
        match self {
            #[cfg(feature = "png")]
            Picture::Png => true,
            _ => false,
        }
    }

    /// A chart in this form. The cards in `keep` are never folded.
    pub(in crate::commands) fn chart(
        self,
        figure: Figure,
        arrange: &Arrange,
        keep: &[CardIndex],
        fonts: Option<&Path>,
    ) -> anyhow::Result<Vec<u8>> {
        match self {
            Picture::Dot | Picture::Mermaid if fonts.is_some() => self.svg(String::new(), fonts),
            Picture::Dot => Ok(dot::dot(&arrange.unplaced(figure, keep)?).into_bytes()),
            Picture::Mermaid => Ok(mermaid::mermaid(&arrange.unplaced(figure, keep)?).into_bytes()),
            _ => self.svg(arrange.svg(figure, keep)?, fonts),
        }
    }

    /// What only exists as a picture, from its SVG.
    ///
    /// `fonts`: where to look for characters that the embedded font lacks; a PNG says on stderr which it has no glyph for.
    pub(super) fn svg(self, svg: String, fonts: Option<&Path>) -> anyhow::Result<Vec<u8>> {
        if fonts.is_some() && !self.has_glyphs() {
            bail!("--fonts goes with a .png: in other files text is text, drawn by whoever shows it");
        }
        match self {
            Picture::Svg => Ok(svg.into_bytes()),
            #[cfg(feature = "png")]
            Picture::Png => png(&svg, fonts),
            Picture::Dot | Picture::Mermaid => bail!("only a chart can be written as .dot or .mmd: write an .svg"),
        }
    }
}

#[cfg(feature = "png")]
fn png(svg: &str, fonts: Option<&Path>) -> anyhow::Result<Vec<u8>> {
    use govgraph_render::png;

    let mut missing = png::without_glyph(svg);
    let fonts = fonts.map_or_else(|| Ok(png::Fonts::default()), |place| super::fonts::find(place, &mut missing))?;
    if !missing.is_empty() {
        output::note(&super::fonts::missing_words(&missing));
    }
    Ok(png::png_with(svg, PNG_SCALE, &fonts)?)
}
