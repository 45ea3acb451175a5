//! Resources as Turtle, N-Triples, RDF/XML or JSON-LD.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::resource::{Object, Resource, Section};
use super::words::{NAMESPACES, whole};

/// Turtle that people can read: grouped by resource, what has no address inside of what it belongs to.
pub(super) fn turtle(sections: &[Section]) -> String {
    let mut out = String::new();
    for (prefix, namespace) in prefixes(sections) {
        let _ = writeln!(out, "@prefix {prefix}: <{namespace}> .");
    }
    for section in sections.iter().filter(|section| !section.resources.is_empty()) {
        let _ = write!(out, "\n# {}\n", section.heading);
        for resource in &section.resources {
            out.push('\n');
            out.push_str(&link(resource.subject.as_deref().unwrap_or("[]")));
            properties(resource, 1, &mut out);
            out.push_str(" .\n");
        }
    }
    out
}

fn properties(resource: &Resource, depth: usize, out: &mut String) {
    for (index, (property, objects)) in resource.properties.iter().enumerate() {
        let separator = if index == 0 { "" } else { " ;" };
        let name = if property == "rdf:type" { "a".to_string() } else { link(property) };
        // The type of a resource stands beside it.
        match (index, depth) {
            (0, 1) => {
                let _ = write!(out, " {name} ");
            }
            _ => {
                let _ = write!(out, "{separator}\n{}{name} ", "    ".repeat(depth));
            }
        }
        for (index, object) in objects.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            match object {
                Object::Link(address) => out.push_str(&link(address)),
                Object::Page(address) => {
                    let _ = write!(out, "<{address}>");
                }
                Object::Text(text) => out.push_str(&quoted(text)),
                Object::Typed(text, datatype) => {
                    let _ = write!(out, "{}^^{datatype}", quoted(text));
                }
                Object::Inside(inside) => {
                    out.push('[');
                    properties(inside, depth + 1, out);
                    let _ = write!(out, "\n{}]", "    ".repeat(depth));
                }
            }
        }
    }
}

/// An address with its prefix, where Turtle allows it.
fn link(short: &str) -> String {
    let local = short.split_once(':').map_or("", |(_, local)| local);
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let is_plain = !local.starts_with(['-', '.']) && !local.ends_with('.') && local.chars().all(allowed);
    if is_plain { short.to_string() } else { format!("<{}>", whole(short)) }
}

/// A text as Turtle and N-Triples write it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that turn the direction of a line or cannot be seen: a reader of the file should know of them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// The prefixes that are used, with their namespaces.
fn prefixes(sections: &[Section]) -> Vec<(&'static str, &'static str)> {
    let mut used = BTreeSet::new();
    for resource in sections.iter().flat_map(|section| &section.resources) {
        used_by(resource, &mut used);
    }
    let mut seen = BTreeSet::new();
    let known = NAMESPACES.iter().filter(|(prefix, _)| used.contains(*prefix));
    known.filter(|(prefix, _)| seen.insert(*prefix)).copied().collect()
}

fn used_by<'r>(resource: &'r Resource, used: &mut BTreeSet<&'r str>) {
    let prefix = |short: &'r str| short.split_once(':').map_or("", |(prefix, _)| prefix);
    used.extend(resource.subject.as_deref().map(prefix));
    for (property, objects) in &resource.properties {
        if property != "rdf:type" {
            used.insert(prefix(property));
        }
        for object in objects {
            match object {
                Object::Link(address) => {
                    used.insert(prefix(address));
                }
                Object::Typed(_, datatype) => {
                    used.insert(prefix(datatype));
                }
                Object::Inside(inside) => used_by(inside, used),
                Object::Page(_) | Object::Text(_) => {}
            }
        }
    }
}

/// JSON-LD with a context of its own.
pub(super) fn json_ld(sections: &[Section]) -> String {
    let context: Map<String, Value> =
        prefixes(sections).into_iter().map(|(prefix, namespace)| (prefix.to_string(), namespace.into())).collect();
    let graph: Vec<Value> = sections.iter().flat_map(|section| &section.resources).map(json_of).collect();
    let document = json!({ "@context": context, "@graph": graph });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn json_of(resource: &Resource) -> Value {
    let mut out = Map::new();
    if let Some(subject) = &resource.subject {
        out.insert("@id".to_string(), subject.clone().into());
    }
    for (property, objects) in &resource.properties {
        let is_type = property == "rdf:type";
        let mut values: Vec<Value> = objects
            .iter()
            .map(|object| match object {
                Object::Link(address) if is_type => address.clone().into(),
                Object::Link(address) | Object::Page(address) => json!({ "@id": address }),
                Object::Text(text) => text.clone().into(),
                Object::Typed(text, datatype) => json!({ "@value": text, "@type": datatype }),
                Object::Inside(inside) => json_of(inside),
            })
            .collect();
        let key = if is_type { "@type".to_string() } else { property.clone() };
        let value = if values.len() == 1 { values.pop().unwrap_or_default() } else { Value::Array(values) };
        out.insert(key, value);
    }
    Value::Object(out)
}

/// A statement, with addresses in full.
pub(super) struct Triple<'r> {
    /// An address, or the number of what has none.
    pub(super) subject: Result<String, usize>,
    pub(super) property: String,
    pub(super) object: Flat<'r>,
}

/// The object of a statement.
pub(super) enum Flat<'r> {
    Address(String),
    Inside(usize),
    Text(&'r str),
    Typed(&'r str, String),
}

/// Every statement, what is inside of a resource before what follows it.
fn triples(sections: &[Section]) -> Vec<Triple<'_>> {
    let mut out = Vec::new();
    let mut next = 0;
    for resource in sections.iter().flat_map(|section| &section.resources) {
        let subject = resource.subject.as_deref().map(whole).ok_or(next);
        next += usize::from(subject.is_err());
        flatten(resource, &subject, &mut next, &mut out);
    }
    out
}

fn flatten<'r>(resource: &'r Resource, subject: &Result<String, usize>, next: &mut usize, out: &mut Vec<Triple<'r>>) {
    for (property, objects) in &resource.properties {
        for object in objects {
            let mut inside = None;
            let flat = match object {
                Object::Link(address) => Flat::Address(whole(address)),
                Object::Page(address) => Flat::Address(address.clone()),
                Object::Text(text) => Flat::Text(text),
                Object::Typed(text, datatype) => Flat::Typed(text, whole(datatype)),
                Object::Inside(resource) => {
                    inside = Some((resource, *next));
                    *next += 1;
                    Flat::Inside(*next - 1)
                }
            };
            out.push(Triple { subject: subject.clone(), property: whole(property), object: flat });
            if let Some((resource, number)) = inside {
                flatten(resource, &Err(number), next, out);
            }
        }
    }
}

/// N-Triples: one statement a line.
pub(super) fn n_triples(sections: &[Section]) -> String {
    let mut out = String::new();
    for Triple { subject, property, object } in triples(sections) {
        let _ = match subject {
            Ok(address) => write!(out, "<{address}>"),
            Err(number) => write!(out, "_:n{number}"),
        };
        let _ = write!(out, " <{property}> ");
        let _ = match object {
            Flat::Address(address) => writeln!(out, "<{address}> ."),
            Flat::Inside(number) => writeln!(out, "_:n{number} ."),
            Flat::Text(text) => writeln!(out, "{} .", quoted(text)),
            Flat::Typed(text, datatype) => writeln!(out, "{}^^<{datatype}> .", quoted(text)),
        };
    }
    out
}

/// RDF/XML: an element for each resource, one that has no address inside of what it belongs to. Characters that XML has
/// no way to write are left out.
pub(super) fn rdf_xml(sections: &[Section]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF");
    let mut seen = BTreeSet::new();
    for (prefix, namespace) in NAMESPACES.iter().filter(|(prefix, _)| seen.insert(*prefix)) {
        let is_used = *prefix == "rdf" || prefixes(sections).iter().any(|(used, _)| used == prefix);
        if is_used {
            let _ = write!(out, "\n    xmlns:{prefix}=\"{namespace}\"");
        }
    }
    out.push_str(">\n");
    for resource in sections.iter().flat_map(|section| &section.resources) {
        description(resource, 1, &mut out);
    }
    out.push_str("</rdf:RDF>\n");
    out
}

fn description(resource: &Resource, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let about = resource.subject.as_deref().map(|subject| format!(" rdf:about=\"{}\"", xml(&whole(subject))));
    let _ = writeln!(out, "{indent}<rdf:Description{}>", about.unwrap_or_default());
    for (property, objects) in &resource.properties {
        for object in objects {
            let _ = write!(out, "{indent}  <{property}");
            let _ = match object {
                Object::Link(address) => writeln!(out, " rdf:resource=\"{}\"/>", xml(&whole(address))),
                Object::Page(address) => writeln!(out, " rdf:resource=\"{}\"/>", xml(address)),
                Object::Text(text) => writeln!(out, ">{}</{property}>", xml(text)),
                Object::Typed(text, datatype) => {
                    writeln!(out, " rdf:datatype=\"{}\">{}</{property}>", whole(datatype), xml(text))
                }
                Object::Inside(inside) => {
                    out.push_str(">\n");
                    description(inside, depth + 2, out);
                    writeln!(out, "{indent}  </{property}>")
                }
            };
        }
    }
    let _ = writeln!(out, "{indent}</rdf:Description>");
}

/// Whether XML can carry a character.
pub(super) fn fits_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| fits_xml(*c)) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // A parser makes all ends of lines the same, unless they are written as what they are.
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}
