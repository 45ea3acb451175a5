//! How wide text is, and where it breaks.
//!
//! Widths are those of Inter, whose Regular and SemiBold are embedded. A viewer without Inter shows another font, so
//! callers leave some slack; the ones named in the pictures' font list are narrower than Inter.

use std::sync::LazyLock;

use ttf_parser::Face;

/// The two weights that the pictures use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// 400: rows, subtitles, labels of edges.
    Regular,
    /// 600: titles, pills, roles.
    SemiBold,
}

static REGULAR: LazyLock<Widths> = LazyLock::new(|| Widths::of(Weight::Regular.font()));
static SEMI_BOLD: LazyLock<Widths> = LazyLock::new(|| Widths::of(Weight::SemiBold.font()));

impl Weight {
    /// The font file, for renderers that need to be handed their fonts: a static TrueType of Inter (OFL-1.1).
    #[must_use]
    pub fn font(self) -> &'static [u8] {
        match self {
            Self::Regular => include_bytes!("../fonts/Inter-Regular.ttf"),
            Self::SemiBold => include_bytes!("../fonts/Inter-SemiBold.ttf"),
        }
    }

    fn widths(self) -> &'static Widths {
        match self {
            Self::Regular => &REGULAR,
            Self::SemiBold => &SEMI_BOLD,
        }
    }
}

/// The text as one line that may stand in a picture: white space of any sort becomes one space, and characters that
/// do not print, reorder the text around them or are not allowed in XML are dropped.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for ch in text.chars() {
        if ch.is_whitespace() {
            space = !out.is_empty();
        } else if prints(ch) {
            if space {
                out.push(' ');
                space = false;
            }
            out.push(ch);
        }
    }
    out
}

/// The width of one line in px at a font size in px, without kerning.
#[must_use]
pub fn width(text: &str, weight: Weight, size: f64) -> f64 {
    let widths = weight.widths();
    text.chars().map(|ch| widths.em(ch)).sum::<f64>() * size
}

/// Breaks text into lines of at most `max_width` px: between words, and inside a word that is longer than a line.
///
/// No more than `max_lines` lines come back; when text is left over the last one ends in an ellipsis. Text without a
/// printing character gives no line at all.
#[must_use]
pub fn wrap(text: &str, weight: Weight, size: f64, max_width: f64, max_lines: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if lines.len() > max_lines {
            break;
        }
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, weight, size) <= max_width {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while width(rest, weight, size) > max_width && lines.len() <= max_lines {
            let (head, tail) = rest.split_at(prefix(rest, weight, size, max_width));
            lines.push(head.to_owned());
            rest = tail;
        }
        line = rest.to_owned();
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            *last = with_ellipsis(last, weight, size, max_width);
        }
    }
    lines
}

/// The text on one line of at most `max_width` px, cut with an ellipsis where it is longer.
#[must_use]
pub fn fit(text: &str, weight: Weight, size: f64, max_width: f64) -> String {
    let text = clean(text);
    if width(&text, weight, size) <= max_width { text } else { with_ellipsis(&text, weight, size, max_width) }
}

fn with_ellipsis(text: &str, weight: Weight, size: f64, max_width: f64) -> String {
    let room = max_width - width("…", weight, size);
    let end = if width(text, weight, size) <= room { text.len() } else { prefix(text, weight, size, room) };
    format!("{}…", text[..end].trim_end_matches([' ', ',', ';', ':', '-', '–']))
}

/// How many bytes of the text fit; at least one character, and never between a character and what modifies it.
fn prefix(text: &str, weight: Weight, size: f64, max_width: f64) -> usize {
    let widths = weight.widths();
    let (mut used, mut end, mut joined) = (0.0, 0, false);
    for (at, ch) in text.char_indices() {
        let em = widths.em(ch);
        let starts_cluster = em > 0.0 && !joined;
        if starts_cluster {
            if used > 0.0 && used + em * size > max_width {
                return at;
            }
            end = at;
        }
        joined = ch == '\u{200d}';
        used += em * size;
    }
    // All of it fits but for rounding, or it is a single cluster wider than the line.
    if end == 0 || used <= max_width { text.len() } else { end }
}

/// Whether the character may stand in a picture.
fn prints(ch: char) -> bool {
    let reorders =
        matches!(ch, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let invisible = matches!(ch, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
    let noncharacter = u32::from(ch) & 0xfffe == 0xfffe || matches!(ch, '\u{fdd0}'..='\u{fdef}');
    !(ch.is_control() || reorders || invisible || noncharacter)
}

/// Advance widths of one font in em.
struct Widths {
    face: Option<Face<'static>>,
    /// The first 384 characters, which is nearly all text that ever comes: a lookup in the font costs a search.
    common: Vec<f64>,
}

impl Widths {
    const COMMON: u32 = 384;
    /// For what the font lacks: wider than most letters of most scripts.
    const OTHER: f64 = 0.75;

    fn of(font: &'static [u8]) -> Self {
        // The embedded files parse; were one not to, estimates would do for measuring.
        let face = Face::parse(font, 0).ok();
        let mut widths = Self { face, common: Vec::new() };
        widths.common = (0..Self::COMMON).filter_map(char::from_u32).map(|ch| widths.look_up(ch)).collect();
        widths
    }

    fn em(&self, ch: char) -> f64 {
        self.common.get(ch as usize).copied().unwrap_or_else(|| self.look_up(ch))
    }

    fn look_up(&self, ch: char) -> f64 {
        if is_mark(ch) {
            return 0.0;
        }
        let advance = self.face.as_ref().and_then(|face| {
            let glyph = face.glyph_index(ch)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        });
        advance.unwrap_or(if is_wide(ch) { 1.0 } else { Self::OTHER })
    }
}

/// Characters that are drawn onto the one before: the blocks of combining marks, joiners and variation selectors.
fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// Scripts written in full squares, and emoji.
fn is_wide(ch: char) -> bool {
    matches!(ch, '\u{1100}'..='\u{115f}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' | '\u{1f000}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: (Weight, f64) = (Weight::SemiBold, 13.0);

    #[test]
    fn both_fonts_are_readable_and_semi_bold_is_wider() {
        assert!(REGULAR.face.is_some() && SEMI_BOLD.face.is_some());
        let regular = width("Crime Reduction Board", Weight::Regular, 13.0);
        assert!((120.0..160.0).contains(&regular), "{regular}");
        assert!(width("Crime Reduction Board", TITLE.0, TITLE.1) > regular);
    }

    #[test]
    fn marks_are_free_and_squares_are_one_em() {
        assert_eq!(width("e\u{301}", Weight::Regular, 10.0), width("e", Weight::Regular, 10.0));
        assert_eq!(width("警察", Weight::Regular, 10.0), 20.0);
        assert_eq!(width("🚓", Weight::Regular, 10.0), 10.0);
    }

    #[test]
    fn controls_and_direction_overrides_are_dropped_and_white_space_is_one_space() {
        assert_eq!(clean(" a\u{0}\u{202e}b\n\t c\u{2066}\u{ffff} "), "ab c");
        assert_eq!(clean("\u{202e}\u{7}"), "");
    }

    #[test]
    fn lines_break_between_words_and_the_last_ends_in_an_ellipsis() {
        let text = "Crime and Disorder Scrutiny Committee of the London Borough of Hackney and its Neighbours";
        let lines = wrap(text, TITLE.0, TITLE.1, 170.0, 3);
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0], "Crime and Disorder");
        assert!(lines[2].ends_with('…'), "{lines:?}");
        for line in &lines {
            assert!(width(line, TITLE.0, TITLE.1) <= 170.0, "{line}");
        }
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_but_no_mark_leaves_its_letter() {
        let lines = wrap(&"e\u{301}".repeat(100), TITLE.0, TITLE.1, 100.0, 99);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.starts_with('e') && line.ends_with('\u{301}')));
        assert_eq!(lines.concat().chars().count(), 200);
    }

    #[test]
    fn no_room_at_all_still_ends() {
        assert_eq!(wrap("ab", TITLE.0, TITLE.1, 0.0, 9), ["a", "b"]);
        assert_eq!(wrap("ab cd", TITLE.0, TITLE.1, 0.0, 0), Vec::<String>::new());
        assert_eq!(fit("abc", TITLE.0, TITLE.1, 0.0), "a…");
    }
}
