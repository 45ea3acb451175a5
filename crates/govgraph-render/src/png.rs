//! A picture as a PNG, drawn from its SVG with the embedded fonts alone: no program and no font on the machine is needed,
//! and equal pictures give equal bytes everywhere.

use resvg::{tiny_skia, usvg};

use crate::text::Weight;

/// No picture has more pixels: beyond it takes gigabytes to draw, and hardly anything opens it.
const MOST_PIXELS: f32 = 150_000_000.0;

/// Why a picture has no PNG.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PngError {
    /// It has too many pixels at that scale: so many wide and high.
    #[error("the picture would be {0} by {1} pixels: draw a part of it, or an .svg")]
    TooLarge(u32, u32),
    /// The renderer refused the picture, in its words.
    #[error("the picture cannot be drawn: {0}")]
    Refused(String),
}

/// An SVG of this crate as a PNG, with so many pixels for each of the SVG's: 1 for a small screen, 2 or more for paper.
///
/// Characters that Inter does not have (Chinese, Arabic, emoji) are drawn as empty boxes; in the SVG they are text.
///
/// # Errors
/// [`PngError`] if the picture is too large, or no SVG.
///
/// Cost: linear in the pixels; 4 bytes of memory each.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    let mut options = usvg::Options { font_family: "Inter".to_string(), ..usvg::Options::default() };
    for weight in [Weight::Regular, Weight::SemiBold] {
        options.fontdb_mut().load_font_data(weight.font().to_vec());
    }
    options.fontdb_mut().set_sans_serif_family("Inter");
    let refused = |error: &dyn std::fmt::Display| PngError::Refused(error.to_string());
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| refused(&error))?;
    let size =
        tree.size().to_int_size().scale_by(scale).ok_or_else(|| PngError::Refused("it has no size".to_string()))?;
    let (width, height) = (size.width(), size.height());
    #[expect(clippy::cast_precision_loss, reason = "a limit need not be exact")]
    if width as f32 * height as f32 > MOST_PIXELS {
        return Err(PngError::TooLarge(width, height));
    }
    let mut pixels = tiny_skia::Pixmap::new(width, height).ok_or(PngError::TooLarge(width, height))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| refused(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_or_no_picture_is_refused_and_nothing_panics() {
        let svg = |side: u32| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\"/>");
        assert_eq!(png(&svg(100_000), 1.0), Err(PngError::TooLarge(100_000, 100_000)));
        assert!(matches!(png("no picture", 1.0), Err(PngError::Refused(_))));
        assert!(png(&svg(10), 2.0).is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")));
    }
}
