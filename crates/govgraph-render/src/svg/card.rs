//! A card: bar, name, what it is, pills, members.

use super::line;
use crate::card::{
    self, BAR, CITE_SIZE, Face, FaceRow, INSET, Line as TextLine, PILL_HEIGHT, PILL_SIZE, ROW_SIZE, SUBTITLE_SIZE,
    TEXT_END, TITLE_SIZE,
};
use crate::figure::{Card, CardState, Fate, Mark, Style, Tone};
use crate::layout::Rect;
use crate::page::{px, words};
use crate::palette;
use crate::text::{self, Weight};
use crate::xml::{escape, web_link};

const RADIUS: f64 = 7.0;

/// The card at its place; one with a web address is a link.
pub(super) fn card(card: &Card, style: &Style, rect: Rect) -> String {
    let face = Face::of(card);
    let ended = card.state == CardState::Ended;
    let (ink, soft) = if ended { (ENDED, ENDED) } else { (("gg-ink", palette::INK), SOFT) };
    let (x, y) = (rect.x, rect.y);
    let mut out = format!("<g class=\"gg-card\" data-id=\"{}\">\n", escape(&text::clean(&card.id)));
    out += &format!("<title>{}</title>\n", escape(&spoken(card, style)));
    if card.emphasised {
        out += &ring(rect, 3.0);
    }
    out += &ground(card, style, rect);
    let is_struck = card.mark.is_some_and(Mark::is_struck);
    out += if is_struck { "<g text-decoration=\"line-through\">" } else { "" };
    for title in &face.title {
        out += &line(title, x + INSET, y, TITLE_SIZE, Weight::SemiBold, ink.0, ink.1);
    }
    out += if is_struck { "</g>\n" } else { "" };
    out += "<g class=\"gg-sub\">";
    for subtitle in &face.subtitle {
        out += line(subtitle, x + INSET, y, SUBTITLE_SIZE, Weight::Regular, soft.0, soft.1).trim_end();
    }
    out += "</g>\n";
    for cites in &face.cites {
        out += &line(cites, x + INSET, y, CITE_SIZE, Weight::Regular, soft.0, soft.1);
    }
    face.pills.iter().for_each(|pill| out += &pill_at(pill, x, y));
    if let Some(rule) = face.rule {
        out += &hairline(x, y + rule);
    }
    face.rows.iter().for_each(|row| out += &row_at(row, x, y, soft));
    if let Some(more) = &face.more {
        out += &more_at(more, x, y, soft);
    }
    if let Some(list) = &face.folded {
        out += &hairline(x, y + list.rule);
        out += &format!("<g class=\"gg-folded\"><title>{}: {}</title>\n", list.heading.text, escape(&list.all));
        out += &line(&list.heading, x + INSET, y, ROW_SIZE, Weight::SemiBold, soft.0, soft.1);
        list.rows.iter().for_each(|row| out += &row_at(row, x, y, soft));
        if let Some(more) = &list.more {
            out += &more_at(more, x, y, soft);
        }
        out += "</g>\n";
    }
    out += "</g>\n";
    match web_link(card.link.as_deref()) {
        Some(link) => format!("<a href=\"{}\">\n{out}</a>\n", escape(link)),
        None => out,
    }
}

type Look = (&'static str, &'static str);
const SOFT: Look = ("gg-soft", palette::SOFT_INK);
const ENDED: Look = ("gg-ended", palette::ENDED_INK);
const ROLE: Look = ("gg-role", palette::ROLE_INK);

/// The ink for what became of a row.
pub(super) fn mark_look(fate: Fate) -> Look {
    let class = match fate {
        Fate::New => "gg-new-ink",
        Fate::Gone => "gg-gone-ink",
        Fate::Moved | Fate::Changed => "gg-moved-ink",
        Fate::Proposed | Fate::Lapsed => "gg-lapsed-ink",
        Fate::Open => "gg-open-ink",
    };
    (class, palette::fate_colours(fate).0)
}

fn hairline(x: f64, y: f64) -> String {
    let (left, right, y) = (px(x + INSET), px(x + TEXT_END), px(y));
    format!("<path class=\"gg-rule\" d=\"M{left} {y}H{right}\" stroke=\"{}\" fill=\"none\"/>\n", palette::BAND_LINE)
}

/// A row of a card whose top left corner is at `x` and `y`.
fn row_at(row: &FaceRow, x: f64, y: f64, soft: Look) -> String {
    let base = y + row.y;
    let mut out = "<g class=\"gg-row\">".to_owned();
    if let Some(full) = &row.full {
        // The nearest title is the one that is shown and read: of the row, and not of the card.
        out += &format!("<title>{}</title>", escape(full));
    }
    let text = words(&row.text, x + INSET, base, ROW_SIZE, Weight::Regular, soft.0, soft.1);
    out += &match row.mark.is_some_and(Mark::is_struck) {
        true => format!("<g text-decoration=\"line-through\">{}</g>", text.trim_end()),
        false => text.trim_end().to_owned(),
    };
    if let Some((cites, left)) = &row.beside {
        out += words(cites, x + left, base - 2.0, CITE_SIZE, Weight::Regular, soft.0, soft.1).trim_end();
    }
    for cites in &row.cites {
        out += line(cites, x + INSET, y, CITE_SIZE, Weight::Regular, soft.0, soft.1).trim_end();
    }
    let role = row.role.as_deref().map(|role| (role, x + row.role_end, ROLE));
    let count = row.count.as_deref().map(|count| (count, x + row.count_end, soft));
    let mark = row.mark.map(|mark| (mark.short(), x + TEXT_END, mark_look(mark.fate)));
    for (words, end, (class, colour)) in role.into_iter().chain(count).chain(mark) {
        out += &format!(
            "<text class=\"{class}\" x=\"{}\" y=\"{}\" font-size=\"{ROW_SIZE}\" font-weight=\"600\" \
             text-anchor=\"end\" fill=\"{colour}\">{}</text>",
            px(end),
            px(base),
            escape(words),
        );
    }
    out + "</g>\n"
}

fn more_at(more: &TextLine, x: f64, y: f64, soft: Look) -> String {
    let more = line(more, x + INSET, y, ROW_SIZE, Weight::Regular, soft.0, soft.1);
    format!("<g class=\"gg-more\">{}</g>\n", more.trim_end())
}

/// The card in one sentence: what the tooltip shows, with the full name that the card may have cut.
fn spoken(card: &Card, style: &Style) -> String {
    let name = text::clean(card::title(card));
    let state = card.mark.map_or_else(|| card.state.words().map(str::to_owned), |mark| Some(mark.words()));
    let emphasis = card.emphasised.then(|| text::clean(style.emphasis_words()));
    let parts = [Some(card::subtitle(card)), emphasis, state];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    std::iter::once(name).chain(parts).collect::<Vec<_>>().join(", ")
}

fn ground(card: &Card, style: &Style, rect: Rect) -> String {
    let colour = style.kind_colour(&card.kind);
    let (class, fill, bar) = if card.state == CardState::Ended {
        ("gg-paper-ended", palette::ENDED_PAPER, ("gg-bar-ended", palette::ENDED))
    } else {
        ("gg-paper", palette::PAPER, ("gg-bar", colour.as_str()))
    };
    // How real it is shows in the border: whole, dashed or dotted.
    let (edged, stroke) = match card.state {
        CardState::Active | CardState::Ended => ("", format!("stroke=\"{}\"", palette::HAIRLINE)),
        CardState::UnderReview => (" gg-edged", format!("stroke=\"{colour}\" stroke-width=\"1.4\"")),
        CardState::Proposed => {
            (" gg-edged", format!("stroke=\"{colour}\" stroke-width=\"1.4\" stroke-dasharray=\"5 3\""))
        }
        CardState::Unknown => ("", format!("stroke=\"{}\" stroke-dasharray=\"1.5 2.5\"", palette::ENDED)),
    };
    let (edged, stroke) = card.mark.map_or((edged.to_owned(), stroke), |mark| {
        let (class, look) = border(mark);
        (format!(" {class}"), look)
    });
    let hatch = if card.mark.is_some_and(Mark::is_struck) { hatch(rect) } else { String::new() };
    let (x, y, right, bottom) = (rect.x, rect.y, rect.x + BAR, rect.bottom());
    format!(
        "<rect class=\"{class}{edged}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{RADIUS}\" fill=\"{fill}\" {stroke}/>\n{hatch}\
         <path class=\"{}\" d=\"M{} {}A{RADIUS} {RADIUS} 0 0 0 {} {}V{}A{RADIUS} {RADIUS} 0 0 0 {} {}Z\" fill=\"{}\"/>\n",
        px(x),
        px(y),
        px(rect.width),
        px(rect.height),
        bar.0,
        px(right),
        px(y + 0.3),
        px(x),
        px(y + RADIUS),
        px(bottom - RADIUS),
        px(right),
        px(bottom - 0.3),
        bar.1,
    )
}

/// The border that says what became of a card: whole if that is certain, dashed if not, dotted if it is not known.
pub(super) fn border(mark: Mark) -> (&'static str, String) {
    let colour = palette::fate_colours(mark.fate).2;
    let dashes = match (mark.fate, mark.sure) {
        (Fate::Open, _) => " stroke-dasharray=\"1.5 2.5\"",
        (Fate::Proposed, _) | (_, false) => " stroke-dasharray=\"5 3\"",
        _ => "",
    };
    let width = if mark.fate == Fate::Open { "1" } else { "2" };
    (palette::fate_class(mark.fate), format!("stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}"))
}

/// The ring around what is emphasised, so far outside.
pub(super) fn ring(rect: Rect, outside: f64) -> String {
    let rect = rect.grown(outside);
    format!(
        "<rect class=\"gg-ring\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2.4\"/>\n",
        px(rect.x),
        px(rect.y),
        px(rect.width),
        px(rect.height),
        px(RADIUS.min(rect.height / 3.0) + outside),
        palette::INK,
    )
}

/// Slanting lines over the whole of a card that is no longer there, so faint that its words stay readable.
pub(super) fn hatch(rect: Rect) -> String {
    const STEP: f64 = 9.0;
    let (width, height) = (rect.width - 2.0, rect.height - 2.0);
    let (left, top) = (rect.x + 1.0, rect.y + 1.0);
    let mut path = String::new();
    let mut at = STEP;
    while at < width + height {
        // From the upper or right border down to the left or lower one.
        let (from, to) = ((at.min(width), (at - width).max(0.0)), ((at - height).max(0.0), at.min(height)));
        path += &format!("M{} {}L{} {}", px(left + from.0), px(top + from.1), px(left + to.0), px(top + to.1));
        at += STEP;
    }
    format!("<path class=\"gg-hatch\" d=\"{path}\" stroke=\"{}\" stroke-width=\"1\" fill=\"none\"/>\n", palette::HATCH)
}

fn pill_at(pill: &card::FacePill, x: f64, y: f64) -> String {
    let (left, top) = (x + pill.x, y + pill.y);
    let out_of_classes;
    let outline = || format!("fill=\"none\" stroke=\"{}\" stroke-width=\"0.9\"", palette::ENDED);
    let filled = |ground: &str| format!("fill=\"{ground}\"");
    let (class, look, (ink_class, ink)) = match (pill.mark, pill.tone) {
        (Some(mark), _) if mark.sure && mark.fate != Fate::Open => (
            format!("{}-ground", palette::fate_class(mark.fate)),
            filled(palette::fate_colours(mark.fate).1),
            mark_look(mark.fate),
        ),
        // What is only possible is an outline, as what is not known is.
        (Some(_), _) | (None, None) => ("gg-state".to_owned(), outline(), SOFT),
        (None, Some(Tone::Own(ground))) => {
            // The same on dark pages: the words were chosen for their ground.
            out_of_classes = ground.ink().to_string();
            ("gg-own".to_owned(), filled(&ground.to_string()), ("gg-own-ink", out_of_classes.as_str()))
        }
        (None, Some(tone)) => {
            let (ink, ground) = palette::tone_colours(tone);
            (tone_class(tone).to_owned(), filled(ground), (tone_ink_class(tone), ink))
        }
    };
    format!(
        "<g class=\"gg-pill\"><rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {look}/>\
         <text class=\"{ink_class}\" x=\"{}\" y=\"{}\" font-size=\"{PILL_SIZE}\" font-weight=\"600\" \
         text-anchor=\"middle\" fill=\"{ink}\">{}</text></g>\n",
        px(left),
        px(top),
        px(pill.width),
        px(PILL_HEIGHT),
        px(PILL_HEIGHT / 2.0),
        px(left + pill.width / 2.0),
        px(top + 11.6),
        escape(&pill.text),
    )
}

fn tone_ink_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Elected => "gg-elected-ink",
        Tone::Statutory => "gg-statutory-ink",
        Tone::Chair => "gg-chair-ink",
        Tone::Date | Tone::Plain | Tone::Own(_) => "gg-plain-ink",
    }
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Elected => "gg-elected",
        Tone::Statutory => "gg-statutory",
        Tone::Chair => "gg-chair",
        Tone::Date | Tone::Plain | Tone::Own(_) => "gg-plain",
    }
}
