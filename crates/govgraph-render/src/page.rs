//! The page of a picture: headline, notes, the document around it, and text and numbers as SVG. What is on the page
//! differs from picture to picture; how a page looks does not.

use crate::palette;
use crate::text::{self, Weight};
use crate::xml::escape;

/// From the side of the page to its text, px.
pub(crate) const SIDE: f64 = 24.0;
/// No page is narrower, so that headlines and legends have room, px.
pub(crate) const NARROWEST: f64 = 520.0;
/// Inter is what widths are measured with; the others are narrower, so that text does not leave its place.
const FAMILY: &str = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";
/// The dark colours of what every page has.
const DARK: &str = ".gg-page{fill:#0b1220}.gg-ink{fill:#f1f5f9}.gg-soft{fill:#b6c2d3}";

/// A picture that is ready but for the document around it.
pub(crate) struct Page<'p> {
    /// The headline; empty: `untitled`.
    pub(crate) title: &'p str,
    /// What it is called without a headline.
    pub(crate) untitled: &'p str,
    /// What a reader who cannot see it is told.
    pub(crate) description: &'p str,
    /// Rules of CSS for readers who prefer dark pages, beside those of every page.
    pub(crate) dark: &'p str,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// What is on it.
    pub(crate) body: &'p str,
}

impl Page<'_> {
    /// The SVG document.
    pub(crate) fn document(&self) -> String {
        let title = text::clean(self.title);
        let title = if title.is_empty() { self.untitled } else { &title };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" \
             role=\"img\" font-family=\"{FAMILY}\">\n<title>{title}</title>\n<desc>{description}</desc>\n\
             <style>{dark}</style>\n\
             <rect class=\"gg-page\" width=\"{w}\" height=\"{h}\" fill=\"{paper}\"/>\n{body}</svg>\n",
            w = px(self.width),
            h = px(self.height),
            title = escape(title),
            description = escape(&text::clean(self.description)),
            dark = dark(self.dark),
            paper = palette::PAPER,
            body = self.body,
        )
    }
}

/// The rules for readers who prefer dark pages: those of every page, and those of what is on it.
pub(crate) fn dark(rules: &str) -> String {
    format!("@media (prefers-color-scheme: dark) {{{DARK}{rules}}}")
}

/// The headline, and the line below it.
pub(crate) struct Head {
    pub(crate) markup: String,
    pub(crate) height: f64,
}

impl Head {
    pub(crate) fn of(title: &str, subtitle: &str, width: f64) -> Self {
        let (mut markup, mut y) = (String::new(), 14.0);
        let room = (width - 2.0 * SIDE) * 0.97;
        for line in text::wrap(title, Weight::SemiBold, 18.0, room, 3) {
            y += 24.0;
            markup += &words(&line, SIDE, y, 18.0, Weight::SemiBold, "gg-ink", palette::INK);
        }
        for line in text::wrap(subtitle, Weight::Regular, 11.5, room, 3) {
            y += 18.0;
            markup += &words(&line, SIDE, y, 11.5, Weight::Regular, "gg-soft", palette::SOFT_INK);
        }
        Self { markup, height: y - 4.0 }
    }
}

/// Notes from `y` downwards, each a paragraph, and where they end.
pub(crate) fn notes(notes: &[String], width: f64, mut y: f64) -> (String, f64) {
    let mut out = String::new();
    for note in notes {
        for line in text::wrap(note, Weight::Regular, 11.0, (width - 2.0 * SIDE) * 0.97, 40) {
            y += 16.0;
            out += &words(&line, SIDE, y - 6.0, 11.0, Weight::Regular, "gg-soft", palette::SOFT_INK);
        }
    }
    (out, y)
}

/// A sign of a picture and the words for it.
pub(crate) struct Entry<'e> {
    /// How wide the sign is.
    pub(crate) width: f64,
    /// The sign, from x to the right, with its middle at y.
    pub(crate) sign: Box<dyn Fn(f64, f64) -> String + 'e>,
    pub(crate) words: String,
}

/// A key from `y` downwards, each list of entries on lines of its own, and where it ends.
pub(crate) fn key(lists: &[Vec<Entry<'_>>], width: f64, mut y: f64) -> (String, f64) {
    const SIZE: f64 = 10.5;
    const LINE: f64 = 20.0;
    let mut out = String::new();
    for entries in lists.iter().filter(|entries| !entries.is_empty()) {
        let mut x = SIDE;
        for entry in entries {
            let words_at = entry.width + 7.0;
            let full = words_at + text::width(&entry.words, Weight::Regular, SIZE) * 1.04;
            if x > SIDE && x + full > width - SIDE {
                (x, y) = (SIDE, y + LINE);
            }
            out += &(entry.sign)(x, y);
            let fitted = text::fit(&entry.words, Weight::Regular, SIZE, width - 2.0 * SIDE - words_at);
            out += &words(&fitted, x + words_at, y + 3.7, SIZE, Weight::Regular, "gg-soft", palette::SOFT_INK);
            x += full + 20.0;
        }
        y += LINE;
    }
    (out, y)
}

/// A line of text that starts at x.
pub(crate) fn words(text: &str, x: f64, y: f64, size: f64, weight: Weight, class: &str, ink: &str) -> String {
    let weight = match weight {
        Weight::Regular => "",
        Weight::SemiBold => " font-weight=\"600\"",
    };
    format!(
        "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{size}\"{weight} fill=\"{ink}\">{}</text>\n",
        px(x),
        px(y),
        escape(text),
    )
}

/// A number with at most one decimal: more would be noise that differs between machines.
pub(crate) fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (whole, part, sign) = (tenths.abs() / 10, tenths.abs() % 10, if tenths < 0 { "-" } else { "" });
    if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

#[cfg(test)]
mod tests {
    use super::px;

    #[test]
    fn numbers_have_at_most_one_decimal_and_no_negative_nought() {
        assert_eq!([px(1.0), px(1.25), px(-0.04), px(-2.5), px(10.06)], ["1", "1.3", "0", "-2.5", "10.1"]);
    }
}
