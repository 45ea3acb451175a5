//! What is written, before it is Turtle or JSON-LD: resources with their properties in order.

use super::words::EDTF;

/// What is described, or what stands inside of it without an address of its own.
#[derive(Debug, Default)]
pub(super) struct Resource {
    /// Its address, with prefix; `None`: it needs none.
    pub(super) subject: Option<String>,
    /// Properties in the order in which they are written, each once, none of them empty.
    pub(super) properties: Vec<(String, Vec<Object>)>,
}

/// The value of a property.
#[derive(Debug, PartialEq)]
pub(super) enum Object {
    /// A resource, by its address with prefix.
    Link(String),
    /// A page, by its address.
    Page(String),
    Text(String),
    /// A text of a datatype.
    Typed(String, &'static str),
    Inside(Resource),
}

/// No two resources inside of others are the same.
impl PartialEq for Resource {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Resources under a heading.
pub(super) struct Section {
    pub(super) heading: &'static str,
    pub(super) resources: Vec<Resource>,
}

impl Resource {
    pub(super) fn new(subject: impl Into<String>) -> Self {
        Resource { subject: Some(subject.into()), properties: Vec::new() }
    }

    /// One without an address.
    pub(super) fn inside() -> Self {
        Resource::default()
    }

    /// Adds a value. One that is there already is not added: a graph is a set.
    pub(super) fn add(&mut self, property: impl Into<String>, object: Object) {
        let property = property.into();
        let at = match self.properties.iter().position(|(known, _)| *known == property) {
            Some(at) => at,
            None => {
                self.properties.push((property, Vec::new()));
                self.properties.len() - 1
            }
        };
        if let Some((_, objects)) = self.properties.get_mut(at)
            && !objects.contains(&object)
        {
            objects.push(object);
        }
    }

    pub(super) fn is_a(&mut self, class: &str) {
        self.add("rdf:type", Object::Link(class.to_string()));
    }

    pub(super) fn text(&mut self, property: impl Into<String>, text: &str) {
        self.add(property, Object::Text(text.to_string()));
    }
}

impl Object {
    /// A date with the datatype of XML Schema that fits it, or else as EDTF.
    pub(super) fn date(edtf: &str) -> Object {
        Object::Typed(edtf.to_string(), xsd(edtf).unwrap_or(EDTF))
    }
}

/// The datatype of XML Schema that a plain date has.
pub(super) fn xsd(edtf: &str) -> Option<&'static str> {
    let digits = edtf.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match (digits, edtf.len()) {
        (true, 4) if !edtf.starts_with('-') => Some("xsd:gYear"),
        (true, 7) if !edtf.starts_with('-') => Some("xsd:gYearMonth"),
        (true, 10) if !edtf.starts_with('-') => Some("xsd:date"),
        _ => None,
    }
}
