//! Which of some words somebody may have meant. Only ever to suggest, never to link.

/// The candidate that somebody who wrote `text` most likely meant, if one is near enough: a slip in every few letters.
///
/// Case and the difference between `_`, `-` and a space do not count. Of equally near ones, the one that is as long as
/// the text, then the first. Cost: linear in the candidates, and in the product of the lengths for those alike in length.
///
/// ```
/// use govgraph_model::nearest;
/// assert_eq!(nearest("lcps", ["cps", "lcsp", "mpa"]), Some("lcsp"));
/// assert_eq!(nearest("home-office", ["cps", "lcsp", "mpa"]), None);
/// ```
pub fn nearest<'c>(text: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // A text that long is no mistyped word.
    if text.len() > 100 {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let wanted = plain(text);
    let plural = wanted.strip_suffix('y').map(|stem| format!("{stem}ies"));
    let slips = |candidate: &str| match &plural {
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
        .map(|candidate| (slips(candidate), candidate))
        .filter(|(slips, candidate)| *slips <= allowed(candidate))
        .min_by_key(|(slips, candidate)| (*slips, candidate.len().abs_diff(text.len())))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_the_word_that_was_meant() {
        let keys = ["seats", "short", "source", "status", "sub_board_of"];
        assert_eq!(nearest("seat", keys), Some("seats"));
        assert_eq!(nearest("Sub-board of", keys), Some("sub_board_of"));
        assert_eq!(nearest("soruce", keys), Some("source"));
        assert_eq!(nearest("body", ["bodies"]), Some("bodies"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
