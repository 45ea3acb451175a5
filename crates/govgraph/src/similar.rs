//! Which of some words somebody may have meant. Only ever to suggest, never to link.

use strsim::damerau_levenshtein;

/// The word that is so near to `text` that it is probably a slip for it: at most one slip in three letters, and at
/// most three. Of equally near ones the first in the order of the alphabet.
///
/// Cost: linear in the number of words.
pub(crate) fn nearest<'w>(text: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let limit = (text.chars().count() / 3).clamp(1, 3);
    words
        .filter(|word| word.len().abs_diff(text.len()) <= 4 * limit)
        .map(|word| (damerau_levenshtein(text, word), word))
        .filter(|(slips, _)| *slips <= limit)
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_found_and_a_different_word_is_not() {
        let bodies = ["lcsp", "lcrb", "mpa", "mps"];
        assert_eq!(nearest("lcps", bodies.into_iter()), Some("lcsp"));
        assert_eq!(nearest("mpx", bodies.into_iter()), Some("mpa"));
        assert_eq!(nearest("home-office", bodies.into_iter()), None);
    }
}
