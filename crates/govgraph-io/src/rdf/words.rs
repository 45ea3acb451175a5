//! The words of RDF that are used here: namespaces, and the property that each key of the authored format becomes.
//!
//! Inside this module an address in a known namespace is written with its prefix: `org:Organization`.

use std::borrow::Cow;

use crate::authored::shapes::{self, Shape};

/// Where the addresses of what is written begin: no server is behind it, and nobody else's name is in it.
pub(super) const BASE: &str = "urn:x-govgraph:";

/// The dataset as a whole.
pub(super) const DATASET: &str = "gg:dataset";

/// The datatype of dates that no datatype of XML Schema can carry.
pub(super) const EDTF: &str = "edtf:EDTF";

/// Prefixes and namespaces. The first prefix of a namespace is the one that is written.
pub(super) const NAMESPACES: [(&str, &str); 38] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("schema", "http://schema.org/"),
    ("schema", "https://schema.org/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("opengov", "http://www.w3.org/ns/opengov#"),
    ("w3person", "http://www.w3.org/ns/person#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("rov", "http://www.w3.org/ns/regorg#"),
    ("adms", "http://www.w3.org/ns/adms#"),
    ("vcard", "http://www.w3.org/2006/vcard/ns#"),
    ("locn", "http://www.w3.org/ns/locn#"),
    ("void", "http://rdfs.org/ns/void#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("bio", "http://purl.org/vocab/bio/0.1/"),
    ("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("gov", "urn:x-govgraph:term:"),
    ("body", "urn:x-govgraph:body:"),
    ("person", "urn:x-govgraph:person:"),
    ("area", "urn:x-govgraph:area:"),
    ("class", "urn:x-govgraph:class:"),
    ("theme", "urn:x-govgraph:theme:"),
    ("source", "urn:x-govgraph:source:"),
    ("rule", "urn:x-govgraph:rule:"),
    ("event", "urn:x-govgraph:event:"),
    ("relation", "urn:x-govgraph:relation:"),
    ("seat", "urn:x-govgraph:seat:"),
    ("post", "urn:x-govgraph:post:"),
    ("role", "urn:x-govgraph:role:"),
    ("gg", "urn:x-govgraph:"),
];

/// An address with its prefix, if its namespace is known; else as it is.
pub(super) fn short(iri: &str) -> Cow<'_, str> {
    let fits = |(_, namespace): &&(&str, &str)| iri.starts_with(namespace);
    match NAMESPACES.iter().filter(fits).max_by_key(|(_, namespace)| namespace.len()) {
        Some((prefix, namespace)) => Cow::Owned(format!("{prefix}:{}", iri.get(namespace.len()..).unwrap_or(""))),
        None => Cow::Borrowed(iri),
    }
}

/// The whole address of one that [`short`] made, or that is whole already.
pub(super) fn whole(short: &str) -> String {
    let Some((prefix, local)) = short.split_once(':') else { return short.to_string() };
    match NAMESPACES.iter().find(|(known, _)| *known == prefix) {
        Some((_, namespace)) => format!("{namespace}{local}"),
        None => short.to_string(),
    }
}

/// What a reference leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Of {
    Body,
    Person,
    Area,
    Class,
    Theme,
    Source,
}

impl Of {
    /// The prefix of the addresses that are written for it.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Of::Body => "body",
            Of::Person => "person",
            Of::Area => "area",
            Of::Class => "class",
            Of::Theme => "theme",
            Of::Source => "source",
        }
    }

    /// What it is called in messages.
    pub(super) fn what(self) -> &'static str {
        match self {
            Of::Body => "organisation",
            Of::Person => "person",
            Of::Area => "area",
            Of::Class => "class of organisations",
            Of::Theme => "theme",
            Of::Source => "source",
        }
    }
}

/// What stands behind a key of the authored format.
pub(super) enum Sort {
    Text,
    /// A date or a period.
    Date,
    Ref(Of),
    /// A record, or a text or a date that stands for one.
    Record(&'static Shape),
}

/// What stands behind a key of a record.
pub(super) fn sort(shape: &Shape, key: &str) -> Sort {
    match (shape.name, key) {
        ("Body", "exists") => Sort::Record(&shapes::EXISTENCE),
        ("Body", "status") => Sort::Record(&shapes::STATUS),
        ("Body", "purpose") => Sort::Record(&shapes::PURPOSE),
        ("Body", "meets") => Sort::Record(&shapes::CADENCE),
        ("Body", "remits") => Sort::Record(&shapes::REMIT),
        ("Body", "seats_declared") => Sort::Record(&shapes::DECLARED),
        ("Body", "targets") => Sort::Record(&shapes::TARGET),
        ("Body", "plans") => Sort::Record(&shapes::PLAN),
        ("Body", "milestones") => Sort::Record(&shapes::MILESTONE),
        ("Body", "says") => Sort::Record(&shapes::STATEMENT),
        ("Rule", "requires") => Sort::Record(&shapes::REQUIREMENT),
        ("Event", "legs") => Sort::Record(&shapes::LEG),
        ("Body" | "Rule", "duties") => Sort::Record(&shapes::DUTY),
        ("Seat" | "Post", "elected") => Sort::Record(&shapes::ELECTED),
        ("Body" | "Person", "identifiers") => Sort::Record(&shapes::IDENTIFIER),
        (_, "other_names") => Sort::Record(&shapes::OTHER_NAME),
        ("Theme", "broader") => Sort::Ref(Of::Theme),
        ("Body" | "Requirement", "classes") | ("Body", "collective_of") | ("Rule", "applies_to") | (_, "broader") => {
            Sort::Ref(Of::Class)
        }
        ("Body", "area") | (_, "within") => Sort::Ref(Of::Area),
        ("Remit", "theme") | (_, "themes") => Sort::Ref(Of::Theme),
        ("Seat" | "Tenure", "person") => Sort::Ref(Of::Person),
        ("Seat", "of" | "chair_of" | "co_chair_of" | "member_of" | "on_behalf_of")
        | ("Target", "with")
        | ("Relation" | "Leg" | "Event", "from" | "to")
        | (_, "bodies") => Sort::Ref(Of::Body),
        ("Body" | "Event", "proposed") | ("Event" | "Milestone", "on") => Sort::Date,
        ("Source", "date" | "published") => Sort::Date,
        (_, "during" | "at" | "until") => Sort::Date,
        _ => Sort::Text,
    }
}

/// The property that a key becomes.
pub(super) fn property(shape: &Shape, key: &str) -> Cow<'static, str> {
    Cow::Borrowed(match (shape.name, key) {
        ("Source", "title") => "dcterms:title",
        ("Source", "publisher") => "dc:publisher",
        ("Source", "author") => "dc:creator",
        ("Source", "licence") => "dc:rights",
        ("Source", "published") => "dcterms:issued",
        ("Person", "name") => "foaf:name",
        (_, "name") => "skos:prefLabel",
        ("Body", "classes") => "org:classification",
        ("Body", "area") => "dcterms:spatial",
        ("Class" | "Theme", "broader") => "skos:broader",
        ("Seat", "on_behalf_of") => "opengov:onBehalfOf",
        // Of a relation, they are other things.
        ("Event" | "Leg", "from") => "gov:originalOrganization",
        ("Event" | "Leg", "to") => "gov:resultingOrganization",
        ("Event", "text") => "dcterms:description",
        _ => return Cow::Owned(format!("gov:{}", camel(key))),
    })
}

/// `seats_declared`: `seatsDeclared`
fn camel(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for (index, part) in key.split('_').enumerate() {
        let mut chars = part.chars();
        match chars.next() {
            Some(first) if index > 0 => out.extend(first.to_uppercase()),
            first => out.extend(first),
        }
        out.push_str(chars.as_str());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shortened_by_the_longest_namespace_and_made_whole_again() {
        assert_eq!(short("urn:x-govgraph:body:lcsp"), "body:lcsp");
        assert_eq!(short("urn:x-govgraph:dataset"), DATASET);
        assert_eq!(short("https://schema.org/name"), "schema:name");
        assert_eq!(short("http://example.org/a"), "http://example.org/a");
        for iri in ["urn:x-govgraph:body:lcsp", "http://www.w3.org/ns/org#member", "http://example.org/a"] {
            assert_eq!(whole(&short(iri)), iri);
        }
        assert_eq!(camel("seats_declared"), "seatsDeclared");
    }
}
