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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_and_stays_on_one_line() {
        assert_eq!(shorten("a\nb"), "a b");
        assert_eq!(shorten(&"é".repeat(70)).chars().count(), 61);
    }
}
