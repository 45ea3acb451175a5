//! The colours of the pictures, as concrete `#rrggbb` values: renderers that know no CSS must show them too.

use crate::figure::{EdgeKind, Fate, Tone};
use crate::text;

/// The colour of the bar at the left of a card.
///
/// Kinds are looked up in lower case, first whole and then by their last word ("scrutiny committee" is a committee);
/// any other kind gets one of eight colours by its spelling, always the same one.
#[must_use]
pub fn kind_colour(kind: &str) -> &'static str {
    let kind = text::clean(kind).to_lowercase();
    let known = |word: &str| KINDS.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
    let last = kind.rsplit([' ', '-']).next().unwrap_or_default();
    known(&kind).or_else(|| known(last)).unwrap_or_else(|| OTHERS[usize::from(checksum(&kind)) % OTHERS.len()])
}

/// Ink and ground of a pill.
pub(crate) fn tone_colours(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Elected => ("#166534", "#dcfce7"),
        Tone::Statutory => ("#1e40af", "#dbeafe"),
        Tone::Chair => ("#92400e", "#fef3c7"),
        // Where a colour of one's own has no place.
        Tone::Date | Tone::Plain | Tone::Own(_) => ("#475569", "#e8edf3"),
    }
}

/// The colour of a line.
pub(crate) fn edge_colour(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Succession => "#b45309",
        EdgeKind::SubBoard => "#334155",
        EdgeKind::Relation => "#64748b",
    }
}

/// Ink and ground of what became of something, and the colour of its lines.
pub(crate) fn fate_colours(fate: Fate) -> (&'static str, &'static str, &'static str) {
    match fate {
        Fate::New => ("#166534", "#dcfce7", "#15803d"),
        Fate::Gone => ("#991b1b", "#fee2e2", "#b91c1c"),
        Fate::Moved | Fate::Changed => ("#1e40af", "#dbeafe", "#1d4ed8"),
        Fate::Proposed | Fate::Lapsed => ("#6b21a8", "#f3e8ff", "#7e22ce"),
        Fate::Open => ("#475569", "#e8edf3", "#64748b"),
    }
}

/// The class of what became of something, for the dark colours.
pub(crate) fn fate_class(fate: Fate) -> &'static str {
    match fate {
        Fate::New => "gg-new",
        Fate::Gone => "gg-gone",
        Fate::Moved | Fate::Changed => "gg-moved",
        Fate::Proposed | Fate::Lapsed => "gg-lapsed",
        Fate::Open => "gg-open",
    }
}

/// The bar of what has ended.
pub(crate) const ENDED: &str = "#9ca8b8";
/// Titles.
pub(crate) const INK: &str = "#0f172a";
/// Subtitles, rows, labels of lines.
pub(crate) const SOFT_INK: &str = "#475569";
/// Text of what has ended: readable on its grey ground, and visibly not the usual ink.
pub(crate) const ENDED_INK: &str = "#5b6779";
/// Roles at the right of a row.
pub(crate) const ROLE_INK: &str = "#9a3412";
/// Borders of cards.
pub(crate) const HAIRLINE: &str = "#cbd5e1";
/// The ground of cards.
pub(crate) const PAPER: &str = "#ffffff";
/// The ground of cards that have ended.
pub(crate) const ENDED_PAPER: &str = "#f1f3f6";
/// The lines across cards of what is gone.
pub(crate) const HATCH: &str = "#e0e5ec";
/// The ground of bands.
pub(crate) const BAND: &str = "#f8fafc";
/// The border of bands.
pub(crate) const BAND_LINE: &str = "#e2e8f0";

const KINDS: [(&str, &str); 24] = [
    ("agency", "#92470e"),
    ("authority", "#6d3aa5"),
    ("board", "#2156ab"),
    ("charity", "#0e7490"),
    ("committee", "#86288f"),
    ("council", "#6d3aa5"),
    ("department", "#92470e"),
    ("force", "#24406b"),
    ("forum", "#4d7c0f"),
    ("group", "#15803d"),
    ("ministry", "#92470e"),
    ("network", "#4d7c0f"),
    ("office", "#7c5210"),
    ("panel", "#57606f"),
    ("partnership", "#0f766e"),
    ("programme", "#6b7280"),
    ("project", "#6b7280"),
    ("service", "#0369a1"),
    ("strategic board", "#b4235f"),
    ("sub-board", "#b4235f"),
    ("sub-committee", "#a21caf"),
    ("sub-group", "#b4235f"),
    ("thematic board", "#b4235f"),
    ("working group", "#65803d"),
];

const OTHERS: [&str; 8] = ["#9f5f00", "#1d7a8c", "#7a4fbf", "#a33a3a", "#3f6f4f", "#4a5fa8", "#8a4a6f", "#6f6a2c"];

/// FNV-1a folded to 16 bits: the standard hasher may differ between releases, and the colour must not.
fn checksum(text: &str) -> u16 {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    ((hash >> 16) ^ (hash & 0xffff)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_whole_then_by_its_last_word() {
        assert_eq!(kind_colour("Scrutiny Committee"), kind_colour("committee"));
        assert_ne!(kind_colour("thematic board"), kind_colour("board"));
        assert_eq!(kind_colour("police force"), kind_colour("force"));
    }

    #[test]
    fn a_strange_kind_keeps_its_colour() {
        assert_eq!(kind_colour("moot"), kind_colour("moot"));
        assert!(OTHERS.contains(&kind_colour("")) && OTHERS.contains(&kind_colour("集会")));
    }
}
