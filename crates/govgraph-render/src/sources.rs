//! The sources at the foot of a picture: numbered, each with the places in it that the picture cites.

use serde::{Deserialize, Serialize};

use crate::page::{SIDE, words};
use crate::palette;
use crate::text::{self, Weight};
use crate::xml::{escape, web_link};

/// A source that a picture cites. Its number is its position, from 1; its places have letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title, publisher, date.
    pub text: String,
    /// Where it can be found.
    pub link: Option<String>,
    /// The places in it that are cited: `a`, `b`, …
    pub places: Vec<String>,
}

/// The letters of a place: `a` to `z`, then `aa` and on.
pub(crate) fn letters(place: usize) -> String {
    let mut place = place;
    let mut out = Vec::new();
    loop {
        out.push(b'a' + (place % 26) as u8);
        match place / 26 {
            0 => break,
            rest => place = rest - 1,
        }
    }
    out.iter().rev().map(|letter| char::from(*letter)).collect()
}

const SIZE: f64 = 10.5;
const LINE: f64 = 15.0;
/// No column is wider: longer lines are hard to read, px.
const WIDEST: f64 = 520.0;
const GAP: f64 = 28.0;
/// From the number to the words, px.
const HANG: f64 = 28.0;
/// So many lines of one source are shown; no source of sane data has more.
const MOST_LINES: usize = 60;

/// A line of the list, and whether it is part of the address.
struct Line {
    text: String,
    link: bool,
}

/// The list from `y` downwards, in as many columns as there is room for, and where it ends.
pub(crate) fn foot(sources: &[Source], width: f64, y: f64) -> (String, f64) {
    if sources.is_empty() {
        return (String::new(), y);
    }
    let room = width - 2.0 * SIDE;
    let columns = ((room + GAP) / (WIDEST * 0.75 + GAP)).floor().max(1.0);
    let column = ((room + GAP) / columns - GAP).min(WIDEST);
    let written: Vec<Vec<Line>> = sources.iter().map(|source| lines(source, (column - HANG) * 0.97)).collect();
    let total: usize = written.iter().map(|lines| lines.len() + 1).sum();
    #[expect(clippy::cast_precision_loss, reason = "a number of lines")]
    let each = (total as f64 / columns).ceil();
    let mut out = words("Sources", SIDE, y + 20.0, 11.0, Weight::SemiBold, "gg-ink", palette::INK);
    let top = y + 26.0;
    let (mut at, mut used, mut bottom) = (0.0, 0.0, top);
    for (number, (source, lines)) in sources.iter().zip(&written).enumerate() {
        if used >= each && at + 1.0 < columns {
            (at, used) = (at + 1.0, 0.0);
        }
        let x = SIDE + at * (column + GAP);
        let mut line_y = top + used * LINE;
        out += &words(&(number + 1).to_string(), x, line_y + 11.0, SIZE, Weight::SemiBold, "gg-ink", palette::INK);
        for line in lines {
            let text = words(&line.text, x + HANG, line_y + 11.0, SIZE, Weight::Regular, "gg-soft", palette::SOFT_INK);
            out += &match web_link(source.link.as_deref()).filter(|_| line.link) {
                Some(link) => format!("<a href=\"{}\">{}</a>\n", escape(link), text.trim_end()),
                None => text,
            };
            line_y += LINE;
        }
        #[expect(clippy::cast_precision_loss, reason = "a number of lines")]
        let height = lines.len() as f64;
        used += height + 0.5;
        bottom = f64::max(bottom, line_y);
    }
    (out, bottom + 6.0)
}

fn lines(source: &Source, room: f64) -> Vec<Line> {
    let wrapped = |text: &str, link: bool| {
        let lines = text::wrap(text, Weight::Regular, SIZE, room, MOST_LINES);
        lines.into_iter().map(move |text| Line { text, link })
    };
    let places = source.places.iter().enumerate().map(|(at, place)| format!("{}: {place}", letters(at)));
    let places = places.collect::<Vec<_>>().join("; ");
    let mut lines: Vec<Line> = wrapped(&source.text, false).collect();
    lines.extend(source.link.iter().flat_map(|link| wrapped(link, true)));
    lines.extend(wrapped(&places, false));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_letters_and_then_more_of_them() {
        let all: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(all, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
