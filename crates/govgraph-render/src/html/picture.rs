//! Pictures of other views inside the page: one document may hold several, so that nothing of one may mean another.

use crate::xml::escape;

/// A picture for a tab of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The tab: `lineage`.
    pub tab: &'static str,
    /// What it shows and for which date, in a sentence.
    pub note: String,
    /// The picture, as this crate draws it.
    pub svg: String,
}

impl Picture {
    /// What stands in its tab, and the rules for its colours, which hold there alone.
    pub(super) fn embedded(&self) -> (String, String) {
        let Picture { tab, note, svg } = self;
        let (svg, style) = match svg
            .split_once("<style>")
            .and_then(|(before, rest)| Some((before, rest.split_once("</style>")?)))
        {
            Some((before, (style, after))) => (format!("{before}{after}"), scoped(style, &format!("#picture-{tab}"))),
            None => (svg.clone(), String::new()),
        };
        // In text, quotes are written as `&quot;`: these are attributes.
        let svg = svg.replace(" id=\"", &format!(" id=\"{tab}-")).replace("\"url(#", &format!("\"url(#{tab}-"));
        let note = escape(note);
        let markup = format!(
            "<p class=\"soft\">{note}</p>\n<div class=\"picture\" id=\"picture-{tab}\" tabindex=\"0\" role=\"group\" \
             aria-label=\"{note}\">\n{svg}</div>\n"
        );
        (markup, style)
    }
}

/// The rules of a picture below an element: our pictures have one block for dark pages, of rules for single classes.
fn scoped(style: &str, scope: &str) -> String {
    let Some((medium, rules)) = style.split_once('{') else { return String::new() };
    let rules = rules.trim_end().strip_suffix('}').unwrap_or(rules);
    let rules = rules.split_inclusive('}').map(|rule| format!("{scope} {}", rule.trim_start()));
    format!("{medium}{{{}}}", rules.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_colours_and_its_patterns_to_itself() {
        let svg = "<svg><title>a</title><style>@media (prefers-color-scheme: dark) {.gg-a{fill:#111}.gg-b{stroke:#222;fill:none}}</style>\
                   <pattern id=\"gg-hatch\"/><rect fill=\"url(#gg-hatch)\"/><text>id=&quot;x&quot; url(#x)</text></svg>";
        let picture = Picture { tab: "matrix", note: "A <b> note".into(), svg: svg.into() };
        let (markup, style) = picture.embedded();
        assert_eq!(
            style,
            "@media (prefers-color-scheme: dark) {#picture-matrix .gg-a{fill:#111}#picture-matrix .gg-b{stroke:#222;fill:none}}"
        );
        assert!(!markup.contains("<style") && !markup.contains("<b>"));
        assert!(markup.contains("<pattern id=\"matrix-gg-hatch\"/><rect fill=\"url(#matrix-gg-hatch)\"/>"), "{markup}");
        assert!(markup.contains("<text>id=&quot;x&quot; url(#x)</text>"));
    }
}
