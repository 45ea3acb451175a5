//! Wording that messages share.

/// A text as it can stand in a message: on one line, and not longer than a reader needs to recognise it.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut out: String = text.trim().chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.trim().chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// The candidate that somebody who wrote `text` most likely meant, if any is near enough.
///
/// Case and the difference between `_`, `-` and a space do not count. Of equally near ones the first wins.
pub(crate) fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    // A text that long is no mistyped word, and comparing costs the product of the lengths.
    if text.len() > 100 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(text);
    let plural = wanted.strip_suffix('y').map(|stem| format!("{stem}ies"));
    let distance = |candidate: &str| match &plural {
        Some(plural) if candidate == plural => 0,
        _ => strsim::damerau_levenshtein(&wanted, &plain(candidate)),
    };
    let allowed = |candidate: &str| match wanted.chars().count().min(candidate.chars().count()) {
        0..=1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(wanted.len()) <= 3)
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, candidate)| *distance <= allowed(candidate))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_that_was_meant() {
        let keys = ["seats", "short", "source", "status", "sub_board_of"];
        assert_eq!(nearest("seat", keys).as_deref(), Some("seats"));
        assert_eq!(nearest("Sub-board of", keys).as_deref(), Some("sub_board_of"));
        assert_eq!(nearest("soruce", keys).as_deref(), Some("source"));
        assert_eq!(nearest("body", ["bodies"]).as_deref(), Some("bodies"));
        assert_eq!(nearest("colour", keys), None);
    }

    #[test]
    fn a_long_text_is_cut_and_stays_on_one_line() {
        assert_eq!(shorten("a\nb"), "a b");
        assert_eq!(shorten(&"é".repeat(70)).chars().count(), 61);
    }
}
