//! Text into XML, for SVG and for the HTML-like labels of DOT.

/// Escapes cleaned text for element content and for attribute values in either sort of quotes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            ch => out.push(ch),
        }
    }
    out
}

/// The link when it leads to the web; `javascript:` and its like would run in the reader's page.
pub(crate) fn web_link(link: Option<&str>) -> Option<&str> {
    let link = link?.trim();
    let scheme = link.split_once("://")?.0.to_ascii_lowercase();
    let web = scheme == "http" || scheme == "https";
    (web && !link.contains(|ch: char| ch.is_control() || ch.is_whitespace())).then_some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(web_link(Some(" HTTPS://example.org/a ")), Some("HTTPS://example.org/a"));
        for link in ["javascript:alert(1)", "java\nscript://x", "data:text/html,x", "//example.org", "https://a b", ""]
        {
            assert_eq!(web_link(Some(link)), None, "{link}");
        }
        assert_eq!(web_link(None), None);
    }
}
