//! One organisation as a body.

use govgraph_model::{
    Body, BodyStatus, Citation, Date, Day, End, Existence, Here, Identifier, OtherName, Period, Provenance, Start,
    StatusAt, slug,
};

use crate::import::{Draft, Ends, of_classification};
use crate::yaml::Node;

/// How an organisation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is at work; whether it has moved its pages to GOV.UK makes no difference.
    AtWork,
    /// GOV.UK has closed it.
    Closed {
        /// Why.
        why: Why,
        /// On which day.
        on: Option<Day>,
    },
    /// Nothing that is known is said.
    Unknown,
}

/// Why an organisation was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It goes on under another name.
    ChangedName,
    /// It became part of another.
    Merged,
    /// Another took its place.
    Replaced,
    /// Several took its place.
    Split,
    /// It is no more.
    NoLongerExists,
    /// It goes on outside of government.
    LeftGovernment,
    /// It goes on under a devolved government.
    Devolved,
    /// Nothing is said.
    NotSaid,
}

impl Standing {
    pub(super) fn is_closed(&self) -> bool {
        matches!(self, Standing::Closed { .. })
    }
}

impl Why {
    /// Whether it is no more, and not only elsewhere.
    pub(super) fn is_end(self) -> bool {
        !matches!(self, Why::LeftGovernment | Why::Devolved)
    }
}

const KEYS: [&str; 10] = [
    "id",
    "title",
    "format",
    "web_url",
    "details",
    "analytics_identifier",
    "parent_organisations",
    "child_organisations",
    "superseded_organisations",
    "superseding_organisations",
];

const DETAILS: [&str; 7] =
    ["slug", "abbreviation", "logo_formatted_name", "closed_at", "govuk_status", "govuk_closed_status", "content_id"];

/// Reads an organisation; `None` if it has no name and is known by nothing.
pub(super) fn body(draft: &mut Draft<'_>, key: &str, node: &Node<'_>) -> Option<(Body, Standing)> {
    let nothing = Node { span: node.span, value: crate::yaml::Value::Nothing };
    let details = node.get("details").unwrap_or(&nothing);
    let name = match node.text_of("title").map(plain) {
        Some(name) if !name.is_empty() => name,
        _ => {
            draft.odd("organisation without a name, called by its id", key, node);
            key.to_string()
        }
    };
    let Some(id) = draft.bodies.add(key, &name, "body") else {
        draft.odd("organisation that stands here twice, of which the first was taken", key, node);
        return None;
    };
    draft.keys("an organisation", node, &KEYS);
    draft.keys("an organisation", details, &DETAILS);
    let standing = standing(draft, key, details);
    let mut body = Body::new(id, name);
    body.id = draft.located(body.id.value, node);
    let now = draft.cite(Some(key.to_string()), node);
    body.provenance = now.clone();
    // Nobody keeps up the page of a closed organisation, so that it says nothing of the date of the file.
    if standing != Standing::AtWork
        && let Some(page) = draft.undated("closed organisations")
    {
        body.provenance.sources = vec![Citation { locator: Some(key.to_string()), ..page }];
    }
    if let Some(format) = node.text_of("format") {
        let (kind, says_all) = of_classification(format);
        body.kind = kind;
        // GOV.UK has changed the label, and not what it stands on.
        let label = if format == "Devolved administration" { "Devolved government" } else { format };
        if label != format {
            draft.choose("a \"devolved administration\" is a devolved government, as later files call it");
        }
        if !says_all {
            body.classes.extend(draft.class(label, node));
        }
    }
    body.short = details.text_of("abbreviation").map(plain).filter(|short| *short != body.name);
    other_name(draft, details, &mut body);
    let foreign = [
        ("govuk-slug", Some(key)),
        ("govuk-content-id", details.text_of("content_id")),
        ("govuk-analytics", node.text_of("analytics_identifier")),
    ];
    let foreign = foreign.into_iter().filter_map(|(scheme, id)| Some((scheme, id?)));
    body.identifiers = foreign.filter_map(|(scheme, id)| Draft::identifier(scheme, id, body.id.as_str())).collect();
    if let (Some(slug), true) = (details.text_of("slug"), details.text_of("slug") != Some(key)) {
        body.identifiers.push(Identifier { scheme: "govuk-slug".to_string(), id: slug.to_string() });
    }
    body.url = node.text_of("web_url").map(str::to_string);
    ended(draft, node, &mut body, &standing, now);
    Some((body, standing))
}

/// The name in the logo, where it is another one than the title.
fn other_name(draft: &Draft<'_>, details: &Node<'_>, body: &mut Body) {
    let Some(logo) = details.get("logo_formatted_name") else { return };
    let name = logo.text().map(plain).unwrap_or_default();
    let same = |text: &str| {
        let text = text.replace('&', " and ").to_lowercase();
        slug(text.strip_prefix("the ").unwrap_or(&text)).replace('-', "")
    };
    if name.is_empty() || same(&name) == same(&body.name) {
        return;
    }
    let provenance = Provenance { origin: Here(draft.at(logo.span)), ..body.provenance.clone() };
    body.other_names.push(OtherName { name, during: None, provenance });
}

fn standing(draft: &mut Draft<'_>, key: &str, details: &Node<'_>) -> Standing {
    let why = details.text_of("govuk_closed_status").map(|text| (text, reason(text)));
    let on = details.get("closed_at");
    match details.text_of("govuk_status") {
        Some("live" | "exempt" | "joining" | "transitioning") => {
            if on.is_some() || matches!(why, Some((_, Some(why))) if why.is_end()) {
                draft.odd("body at work with a word or date of closing, which was left out", key, details);
            }
            Standing::AtWork
        }
        // Older snapshots have it as a status of its own.
        Some(status @ ("closed" | "devolved")) => {
            let why = match why {
                Some((_, Some(why))) => why,
                Some((text, None)) => {
                    draft.odd("reason of closing that is not known, taken as none", text, details);
                    Why::NotSaid
                }
                None if status == "devolved" => Why::Devolved,
                None => Why::NotSaid,
            };
            Standing::Closed { why, on: on.and_then(|on| day(draft, on)) }
        }
        Some(other) => {
            draft.odd("status that is not known, taken as none", other, details);
            Standing::Unknown
        }
        None => {
            draft.odd("organisation without a status, which may be at work or closed", key, details);
            Standing::Unknown
        }
    }
}

fn reason(text: &str) -> Option<Why> {
    Some(match text {
        "changed_name" => Why::ChangedName,
        "merged" => Why::Merged,
        "replaced" => Why::Replaced,
        "split" => Why::Split,
        "no_longer_exists" => Why::NoLongerExists,
        "left_gov" => Why::LeftGovernment,
        "devolved" => Why::Devolved,
        _ => return None,
    })
}

/// The local day of a closing, unless it is after the date of the file.
fn day(draft: &mut Draft<'_>, node: &Node<'_>) -> Option<Day> {
    let date = draft.date(node)?;
    if date.first() != date.last() {
        draft.odd("date of closing that is no day, taken as not known", date.written(), node);
        return None;
    }
    let file = draft.opened().and_then(|opened| opened.date);
    if file.is_some_and(|file| date.first() > file.last()) {
        draft.odd("closing on a day after the date of the file, taken as not known", date.written(), node);
        return None;
    }
    Some(date.first())
}

/// What the closing says of the body itself.
fn ended(draft: &mut Draft<'_>, node: &Node<'_>, body: &mut Body, standing: &Standing, now: Provenance) {
    let Standing::Closed { why, on } = standing else { return };
    let end = on.map(|on| match (on.eve(), draft.options.ends) {
        (Some(eve), None) => Date::between(eve, on),
        (Some(eve), Some(Ends::Excluded)) => Date::on(eve),
        (None, _) | (_, Some(Ends::Included)) => Date::on(on),
    });
    if why.is_end() {
        let has_successor = !node.items_of("superseding_organisations").is_empty();
        let is = if has_successor { BodyStatus::Superseded } else { BodyStatus::Abolished };
        body.status.push(StatusAt { is, at: None, provenance: now.clone() });
        if let Some(end) = end {
            let during = draft.located(Period { start: Start::Unknown, end: End::On(end) }, node);
            body.exists = Some(Existence { during, provenance: now });
        }
    } else if let Some(on) = on {
        let day = Date::on(*on);
        let at = Some(Period { start: Start::On(day.clone()), end: End::On(day) });
        body.status.push(StatusAt { is: BodyStatus::Active, at, provenance: now });
    }
}

/// A text without markup: tags become spaces, and the few entities that occur become what they stand for.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let entities =
            [("&amp;", '&'), ("&#39;", '\''), ("&quot;", '"'), ("&lt;", '<'), ("&gt;", '>'), ("&nbsp;", ' ')];
        let entity = entities.iter().find_map(|(entity, c)| Some((from.strip_prefix(entity)?, *c)));
        // `<` before anything but a name is no tag.
        let is_tag = from[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
        let tag = from.find('>').filter(|_| is_tag && from.starts_with('<')).map(|end| (&from[end + 1..], ' '));
        let (after, c) = entity.or(tag).unwrap_or_else(|| (&from[1..], if from.starts_with('<') { '<' } else { '&' }));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_markup_and_nothing_else() {
        assert_eq!(plain("Animal &amp;<br/>Plant Health\r\nAgency "), "Animal & Plant Health Agency");
        assert_eq!(plain("R&D < 5 <b>Co</b> & <"), "R&D < 5 Co & <");
        assert_eq!(plain("&#39;&<é"), "'&<é");
    }
}
