//! What stands on a card, line by line, and so how high it is. Layout asks for the height; every writer for the lines.

use crate::figure::{Card, Fate, Listed, Mark, Row, Tone};
use crate::text::{self, Weight};

/// The width of every card, px.
pub(crate) const WIDTH: f64 = 204.0;
/// How wide the bar of the kind's colour is, px.
pub(crate) const BAR: f64 = 5.0;
/// Where text starts, px from the left edge.
pub(crate) const INSET: f64 = 15.0;
/// Text ends here, px from the left edge.
pub(crate) const TEXT_END: f64 = WIDTH - 10.0;
/// The font size of titles, px.
pub(crate) const TITLE_SIZE: f64 = 13.0;
/// The font size of subtitles, px.
pub(crate) const SUBTITLE_SIZE: f64 = 11.0;
/// The font size of rows, px.
pub(crate) const ROW_SIZE: f64 = 10.0;
/// The font size of pills, px.
pub(crate) const PILL_SIZE: f64 = 10.0;
/// The height of a pill, px.
pub(crate) const PILL_HEIGHT: f64 = 16.0;

/// The font size of the numbers of sources, px.
pub(crate) const CITE_SIZE: f64 = 8.5;

const CITE_LINE: f64 = 11.0;
/// Numbers that are wider stand below the words of their row, px.
const MOST_BESIDE: f64 = 62.0;
const PAD_TOP: f64 = 9.0;
const PAD_BOTTOM: f64 = 10.0;
const TITLE_LINE: f64 = 16.0;
const SUBTITLE_LINE: f64 = 14.0;
const ROW_LINE: f64 = 15.0;
const PILL_PAD: f64 = 7.0;
const PILL_GAP: f64 = 5.0;
const PILL_LINE: f64 = PILL_HEIGHT + 4.0;
/// So many rows are shown; the others are counted.
pub(crate) const ROWS_SHOWN: usize = 8;
/// So many of the bodies without a card are named on the card of what they are inside of.
const LISTED: usize = 12;
const PILL_LINES: usize = 3;
/// Text may be this wide: 2% are left for a viewer whose font is a little wider than Inter.
pub(crate) const TEXT_WIDTH: f64 = (TEXT_END - INSET) * 0.98;
/// A row may be wider where nothing stands at its right: names of organisations are long.
const ROW_WIDTH: f64 = (WIDTH - 6.0 - INSET) * 0.98;
/// From the words of a row to what stands at its right, px.
const ROW_GAP: f64 = 6.0;

/// A card ready to be written: all text cleaned and fitted, positions in px from the card's top left corner.
#[derive(Debug, Clone)]
pub(crate) struct Face {
    /// At most three lines.
    pub(crate) title: Vec<Line>,
    /// At most two lines.
    pub(crate) subtitle: Vec<Line>,
    /// The numbers of the sources.
    pub(crate) cites: Vec<Line>,
    pub(crate) pills: Vec<FacePill>,
    /// Where the hairline above the rows is; none without rows.
    pub(crate) rule: Option<f64>,
    pub(crate) rows: Vec<FaceRow>,
    /// "+ 6 more".
    pub(crate) more: Option<Line>,
    pub(crate) folded: Option<FaceList>,
    pub(crate) height: f64,
}

/// The bodies inside this one that have no card.
#[derive(Debug, Clone)]
pub(crate) struct FaceList {
    /// Where the hairline above it is.
    pub(crate) rule: f64,
    /// "14 bodies inside".
    pub(crate) heading: Line,
    /// At the right, how many are inside it in turn.
    pub(crate) rows: Vec<FaceRow>,
    pub(crate) more: Option<Line>,
    /// All of them by name, as they are inside each other.
    pub(crate) all: String,
}

/// A line of text and its baseline.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) y: f64,
}

/// A pill and the rectangle it fills.
#[derive(Debug, Clone)]
pub(crate) struct FacePill {
    pub(crate) text: String,
    /// None: it tells the state, and is drawn as an outline.
    pub(crate) tone: Option<Tone>,
    /// What became of the body, if that is what it tells.
    pub(crate) mark: Option<Mark>,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
}

/// A member row and its baseline.
#[derive(Debug, Clone)]
pub(crate) struct FaceRow {
    pub(crate) text: String,
    /// All of the text where it had to be cut.
    pub(crate) full: Option<String>,
    pub(crate) role: Option<String>,
    pub(crate) count: Option<String>,
    pub(crate) mark: Option<Mark>,
    /// Where the count ends: `TEXT_END`, or left of the mark.
    pub(crate) count_end: f64,
    /// Where the role ends: `TEXT_END`, or left of the count.
    pub(crate) role_end: f64,
    pub(crate) y: f64,
    /// The numbers of the sources: small, behind the words or, where there is no room, below them.
    pub(crate) beside: Option<(String, f64)>,
    pub(crate) cites: Vec<Line>,
}

impl Face {
    pub(crate) fn of(card: &Card) -> Self {
        let mut y = PAD_TOP;
        let mut lines = |texts: Vec<String>, pitch: f64, drop: f64| -> Vec<Line> {
            let lines = texts.into_iter().enumerate().map(|(at, text)| Line { text, y: y + pitch * at as f64 + drop });
            let lines: Vec<Line> = lines.collect();
            y += pitch * lines.len() as f64;
            lines
        };
        let title = lines(text::wrap(title(card), Weight::SemiBold, TITLE_SIZE, TEXT_WIDTH, 3), TITLE_LINE, 12.5);
        let subtitle = subtitle(card);
        let subtitle = lines(text::wrap(&subtitle, Weight::Regular, SUBTITLE_SIZE, TEXT_WIDTH, 2), SUBTITLE_LINE, 11.0);
        let cites = lines(cites(&card.cites), CITE_LINE, 9.0);
        let mut pills = pills(card);
        if let Some(last) = pills.last() {
            let bottom = last.y + PILL_HEIGHT;
            pills.iter_mut().for_each(|pill| pill.y += y + 4.0);
            y += 4.0 + bottom;
        }
        let shown = card.rows.len().min(ROWS_SHOWN);
        let more = card.more.saturating_add(card.rows.len() - shown);
        let rule = (shown > 0 || more > 0).then_some(y + 7.5);
        if rule.is_some() {
            y += 11.0;
        }
        let mut rows = Vec::with_capacity(shown);
        for row in &card.rows[..shown] {
            let row = face_row(row, y + 11.0);
            y += ROW_LINE + CITE_LINE * row.cites.len() as f64;
            rows.push(row);
        }
        let more = (more > 0).then(|| Line { text: format!("+ {more} more"), y: y + 11.0 });
        if more.is_some() {
            y += ROW_LINE;
        }
        let folded = folded(card, &mut y);
        Self { title, subtitle, cites, pills, rule, rows, more, folded, height: (y + PAD_BOTTOM).round() }
    }
}

/// The list of what has no card, from `y` downwards; the tooltip has whatever is cut here.
fn folded(card: &Card, y: &mut f64) -> Option<FaceList> {
    if card.folded.is_empty() {
        return None;
    }
    let rule = *y + 7.5;
    *y += 11.0;
    let mut next = |pitch: f64| {
        *y += pitch;
        *y - pitch + 11.0
    };
    let count = card.folded.len();
    let heading = format!("{count} {} inside", if count == 1 { "body" } else { "bodies" });
    let heading = Line { text: heading, y: next(ROW_LINE) };
    let tops: Vec<usize> = (0..count).filter(|&at| card.folded[at].depth == 0).collect();
    // A single one left over takes as much room as saying that there is one more.
    let shown = if tops.len() <= LISTED + 1 { tops.len() } else { LISTED };
    let mut rows = Vec::with_capacity(shown);
    for (at, &top) in tops.iter().enumerate().take(shown) {
        let inside = tops.get(at + 1).copied().unwrap_or(count) - top - 1;
        let row = Row::new(listed(&card.folded[top]));
        let row = if inside > 0 { row.count(format!("+ {inside}")) } else { row };
        rows.push(face_row(&row, next(ROW_LINE)));
    }
    let left = tops.len() - shown;
    let more = (left > 0).then(|| Line { text: format!("and {left} more"), y: next(ROW_LINE) });
    Some(FaceList { rule, heading, rows, more, all: listing(&card.folded) })
}

/// The name, and how real it is where that is not the usual.
fn listed(body: &Listed) -> String {
    let state = body.state.words().map(|words| format!(" ({words})")).unwrap_or_default();
    text::clean(&body.title) + &state
}

/// `A [B; C [D]]; E`: what is in brackets is inside what stands before them.
fn listing(bodies: &[Listed]) -> String {
    let (mut out, mut depth) = (String::new(), 0);
    for (at, body) in bodies.iter().enumerate() {
        if at > 0 && body.depth > depth {
            out += " [";
            depth += 1;
        } else {
            out.extend(std::iter::repeat_n(']', depth - body.depth.min(depth)));
            depth = body.depth.min(depth);
            out += if at > 0 { "; " } else { "" };
        }
        out += &listed(body);
    }
    out.extend(std::iter::repeat_n(']', depth));
    out
}

/// The full name; a card without one shows its id, since a blank card tells nothing.
pub(crate) fn title(card: &Card) -> &str {
    if card.title.trim().is_empty() { &card.id } else { &card.title }
}

/// What it is in words: the subtitle, or else the kind with a capital letter.
pub(crate) fn subtitle(card: &Card) -> String {
    let subtitle = text::clean(&card.subtitle);
    if subtitle.is_empty() { capitalised(&text::clean(&card.kind)) } else { subtitle }
}

/// The first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The state comes first and in words: a dashed border or a grey ground alone is easily overlooked.
fn pills(card: &Card) -> Vec<FacePill> {
    let state = match card.mark {
        // A mark tells of two dates, a state of one.
        Some(mark) => Some((if mark.fate == Fate::Open { "?".to_owned() } else { mark.words() }, None)),
        None => card.state.words().map(|words| (words.to_owned(), None)),
    };
    let own = card.pills.iter().map(|pill| (pill.text.clone(), Some(pill.tone)));
    let all: Vec<_> = state.into_iter().chain(own).collect();
    let (mut placed, mut x, mut line) = (Vec::<FacePill>::new(), INSET, 0);
    for (at, (words, tone)) in all.iter().enumerate() {
        let words = text::fit(words, Weight::SemiBold, PILL_SIZE, TEXT_WIDTH - 2.0 * PILL_PAD);
        if words.is_empty() {
            continue;
        }
        let width = pill_width(&words);
        if x > INSET && x + width > INSET + TEXT_WIDTH {
            (x, line) = (INSET, line + 1);
        }
        if line == PILL_LINES {
            if let Some(last) = placed.last_mut() {
                // Told in place of the last pill rather than left out in silence.
                last.text = format!("+ {}", all.len() - at + 1);
                last.tone = Some(Tone::Plain);
                last.mark = None;
                last.width = pill_width(&last.text);
            }
            break;
        }
        let mark = card.mark.filter(|_| at == 0);
        placed.push(FacePill { text: words, tone: *tone, mark, x, y: line as f64 * PILL_LINE, width });
        x += width + PILL_GAP;
    }
    placed
}

fn pill_width(words: &str) -> f64 {
    (text::width(words, Weight::SemiBold, PILL_SIZE) * 1.03 + 2.0 * PILL_PAD).ceil()
}

/// The numbers of sources in brackets, on as many lines as they need: none is left out.
fn cites(cites: &str) -> Vec<String> {
    let cites = text::clean(cites);
    if cites.is_empty() {
        return Vec::new();
    }
    text::wrap(&format!("[{cites}]"), Weight::Regular, CITE_SIZE, TEXT_WIDTH, usize::MAX - 1)
}

fn face_row(row: &Row, y: f64) -> FaceRow {
    let side = |words: &Option<String>, most: f64| {
        let words = words.as_deref().map(|words| text::fit(words, Weight::SemiBold, ROW_SIZE, most));
        words.filter(|words| !words.is_empty())
    };
    let (count, role) = (side(&row.count, 50.0), side(&row.role, 76.0));
    let taken = |words: &Option<String>| {
        words.as_ref().map_or(0.0, |words| text::width(words, Weight::SemiBold, ROW_SIZE) + ROW_GAP)
    };
    let marked = row.mark.map(|mark| mark.short().to_owned());
    let count_end = TEXT_END - taken(&marked);
    let role_end = count_end - taken(&count);
    let alone = count.is_none() && role.is_none() && marked.is_none();
    let room = if alone { ROW_WIDTH } else { TEXT_WIDTH - taken(&marked) - taken(&count) - taken(&role) };
    let cited = cites(&row.cites);
    let cited_width = |cited: &str| (text::width(cited, Weight::Regular, CITE_SIZE) * 1.03).ceil() + 3.0;
    let beside = match cited.as_slice() {
        [one] if cited_width(one) < MOST_BESIDE => Some(one.clone()),
        _ => None,
    };
    let room = room - beside.as_deref().map_or(0.0, cited_width);
    let (text, full) = (text::fit(&row.text, Weight::Regular, ROW_SIZE, room), text::clean(&row.text));
    let below = if beside.is_some() { Vec::new() } else { cited };
    let line = |(at, text): (usize, String)| Line { text, y: y + 10.0 + CITE_LINE * at as f64 };
    let cites = below.into_iter().enumerate().map(line).collect();
    let beside = beside.map(|cited| (cited, INSET + text::width(&text, Weight::Regular, ROW_SIZE) * 1.02 + 2.0));
    FaceRow {
        full: (full != text).then_some(full),
        text,
        role,
        count,
        mark: row.mark,
        count_end,
        role_end,
        y,
        beside,
        cites,
    }
}
