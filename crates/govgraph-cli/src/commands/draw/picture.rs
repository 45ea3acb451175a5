//! The form of a picture, by the extension of its file.

use std::path::Path;

use anyhow::bail;

use govgraph_render::figure::Figure;
use govgraph_render::{dot, mermaid, svg};

use crate::commands::extension;

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

    /// A chart in this form.
    pub(in crate::commands) fn chart(self, figure: &Figure) -> anyhow::Result<Vec<u8>> {
        match self {
            Picture::Dot => Ok(dot::dot(figure).into_bytes()),
            Picture::Mermaid => Ok(mermaid::mermaid(figure).into_bytes()),
            _ => self.svg(svg::svg(figure)),
        }
    }

    /// What only exists as a picture, from its SVG.
    pub(super) fn svg(self, svg: String) -> anyhow::Result<Vec<u8>> {
        match self {
            Picture::Svg => Ok(svg.into_bytes()),
            #[cfg(feature = "png")]
            Picture::Png => Ok(govgraph_render::png::png(&svg, PNG_SCALE)?),
            Picture::Dot | Picture::Mermaid => bail!("only a chart can be written as .dot or .mmd: write an .svg"),
        }
    }
}
