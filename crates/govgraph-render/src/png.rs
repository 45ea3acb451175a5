//! A picture as a PNG, drawn from its SVG with the embedded fonts alone: no program and no font on the machine is needed,
//! and equal pictures give equal bytes everywhere.

use std::collections::BTreeSet;

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

/// Fonts beside the embedded ones, for the characters that these lack.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    more: Vec<Vec<u8>>,
}

impl Fonts {
    /// Adds a font file (TrueType, OpenType or a collection). Earlier ones are looked into first.
    #[must_use]
    pub fn with(mut self, font: Vec<u8>) -> Self {
        self.more.push(font);
        self
    }
}

/// The characters of a picture for which the embedded fonts have no glyph: they would be empty boxes.
///
/// Cost: linear in the text.
#[must_use]
pub fn without_glyph(svg: &str) -> BTreeSet<char> {
    let texts = svg.split("<text").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</text>"));
    let mut found: BTreeSet<char> = texts.flat_map(|(text, _)| text.chars()).collect();
    // What only joins or chooses among glyphs needs none of its own.
    found.retain(|ch| !matches!(ch, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'));
    for ch in covered(Weight::Regular.font(), &found) {
        found.remove(&ch);
    }
    found
}

/// Those of some characters for which a font file has a glyph; none if it is no font.
#[must_use]
pub fn covered(font: &[u8], characters: &BTreeSet<char>) -> BTreeSet<char> {
    let faces = ttf_parser::fonts_in_collection(font).unwrap_or(1);
    let faces: Vec<_> = (0..faces).filter_map(|at| ttf_parser::Face::parse(font, at).ok()).collect();
    let has = |ch: &char| faces.iter().any(|face| face.glyph_index(*ch).is_some());
    characters.iter().copied().filter(has).collect()
}

/// An SVG of this crate as a PNG, with so many pixels for each of the SVG's: 1 for a small screen, 2 or more for paper.
///
/// Characters that Inter does not have (Chinese, Arabic, emoji) are drawn as empty boxes; in the SVG they are text.
/// [`without_glyph`] finds them, and [`png_with`] takes fonts for them.
///
/// # Errors
/// [`PngError`] if the picture is too large, or no SVG.
///
/// Cost: linear in the pixels; 4 bytes of memory each.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, PngError> {
    png_with(svg, scale, &Fonts::default())
}

/// As [`png()`], with more fonts for what the embedded ones lack. The same picture and the same fonts give the same bytes.
///
/// # Errors
/// As [`png()`].
pub fn png_with(svg: &str, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    let mut options = usvg::Options { font_family: "Inter".to_string(), ..usvg::Options::default() };
    for weight in [Weight::Regular, Weight::SemiBold] {
        options.fontdb_mut().load_font_data(weight.font().to_vec());
    }
    // The names in the picture must go on to mean the embedded font, whatever is called Arial here.
    options.font_resolver.select_font = Box::new(|font, database| {
        let weight = if font.weight() >= 600 { 1 } else { 0 };
        database.faces().nth(weight).map(|face| face.id)
    });
    // The usual choice gives up at the first character that no font has, and the others would be boxes with it.
    options.font_resolver.select_fallback = Box::new(|character, tried, database| {
        let others = || database.faces().filter(|face| !tried.contains(&face.id));
        let has = others().find(|face| {
            let glyph = database.with_face_data(face.id, |font, index| {
                ttf_parser::Face::parse(font, index).ok()?.glyph_index(character)
            });
            glyph.flatten().is_some()
        });
        has.or_else(|| others().next()).map(|face| face.id)
    });
    for font in &fonts.more {
        options.fontdb_mut().load_font_data(font.clone());
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
    fn characters_without_a_glyph_are_found_in_text_and_nowhere_else() {
        let svg = "<svg><title>犬</title><text x=\"1\">Board &amp; 警察 é\u{200d}</text><text>警</text></svg>";
        assert_eq!(without_glyph(svg), BTreeSet::from(['警', '察']));
        assert!(without_glyph("<svg><text>Café “×” → — … ≥ ↑</text></svg>").is_empty());
        assert_eq!(covered(b"no font", &BTreeSet::from(['a'])), BTreeSet::new());
        assert_eq!(covered(Weight::Regular.font(), &BTreeSet::from(['a', '警'])), BTreeSet::from(['a']));
    }

    #[test]
    fn a_font_that_nothing_needs_changes_nothing() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\" font-family=\"Inter, Arial\">\
                   <text y=\"20\">Board</text></svg>";
        let fonts = Fonts::default().with(Weight::SemiBold.font().to_vec()).with(b"no font".to_vec());
        assert_eq!(png(svg, 1.0), png_with(svg, 1.0, &fonts));
    }

    #[test]
    fn what_is_too_large_or_no_picture_is_refused_and_nothing_panics() {
        let svg = |side: u32| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{side}\" height=\"{side}\"/>");
        assert_eq!(png(&svg(100_000), 1.0), Err(PngError::TooLarge(100_000, 100_000)));
        assert!(matches!(png("no picture", 1.0), Err(PngError::Refused(_))));
        assert!(png(&svg(10), 2.0).is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")));
    }
}
