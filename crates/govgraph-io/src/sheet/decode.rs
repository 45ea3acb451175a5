//! How the letters of a file are written.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file and what its letters are written in; `None` if it can be no text.
///
/// A mark at the start tells it. Without one it is UTF-16 if every other byte of its start is zero, else UTF-8, else
/// Windows-1252, which spreadsheets in Western Europe write.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static str)> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        let text = encoding.decode_without_bom_handling_and_without_replacement(rest)?;
        return Some((text, name(encoding, true)));
    }
    if let Some(encoding) = without_mark(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        return Some((text, name(encoding, false)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((text.into(), name(UTF_8, false)));
    }
    // A picture or an archive is no table.
    if bytes.contains(&0) {
        return None;
    }
    Some((WINDOWS_1252.decode_without_bom_handling(bytes).0, name(WINDOWS_1252, false)))
}

/// UTF-16 without a mark, if that is what the start of a text looks like.
pub(crate) fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(512) & !1)?;
    let zeros = |at: usize| start.chunks_exact(2).filter(|pair| pair.get(at) == Some(&0)).count();
    let (high, low) = (zeros(0), zeros(1));
    let most = |zeros: usize, others: usize| zeros * 4 > start.len() && others == 0;
    match (most(high, low), most(low, high)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// What an encoding is called, with or without a mark.
pub(crate) fn name(encoding: &'static Encoding, marked: bool) -> &'static str {
    match (encoding.name(), marked) {
        ("UTF-16LE", _) => "UTF-16 LE",
        ("UTF-16BE", _) => "UTF-16 BE",
        ("windows-1252", _) => "Windows-1252",
        (_, true) => "UTF-8 with a mark at its start",
        (_, false) => "UTF-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Option<(String, &'static str)> {
        decode(bytes).map(|(text, name)| (text.into_owned(), name))
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn spreadsheets_write_letters_in_five_ways() {
        let text = "member,body\nZoë,Städte\n";
        let is = |name: &'static str| Some((text.to_string(), name));
        assert_eq!(told(text.as_bytes()), is("UTF-8"));
        assert_eq!(told(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), is("UTF-8 with a mark at its start"));
        assert_eq!(told(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes)), is("UTF-16 LE"));
        assert_eq!(told(&utf16(&format!("\u{feff}{text}"), u16::to_be_bytes)), is("UTF-16 BE"));
        assert_eq!(told(&utf16(text, u16::to_le_bytes)), is("UTF-16 LE"));
        assert_eq!(told(b"member,body\nZo\xeb,St\xe4dte\n"), is("Windows-1252"));
        assert_eq!(told(b""), Some((String::new(), "UTF-8")));
        assert_eq!(told(b"\x89PNG\x00\x01\xff"), None);
        assert_eq!(told(b"\xff\xfe\x00\xd8"), None, "half a letter");
    }
}
