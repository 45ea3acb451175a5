//! JSON as the tree that YAML is read into, so that importers know one tree and every value has its place.

use std::borrow::Cow;
use std::fmt;

use govgraph_model::{Code, FileIndex, Finding, Origin};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::yaml::{Entry, Node, Span, Value};

/// Deeper than any real data.
const MAX_DEPTH: usize = 64;

/// Reads a text. Numbers, `true` and `false` become texts as they are written, `null` becomes nothing.
///
/// Cost: linear in the length of the text, times its depth.
pub(crate) fn parse(text: &str, file: FileIndex) -> Result<Node<'_>, Box<Finding>> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| Box::new(syntax(text, file, &error)))?;
    let reader = Reader { text, file };
    reader.node(raw, 0)
}

/// Reads a text in which every line that is not blank is JSON. The first line that is none ends it.
///
/// Cost: as [`parse`].
pub(crate) fn parse_lines(text: &str, file: FileIndex) -> (Vec<Node<'_>>, Option<Finding>) {
    let reader = Reader { text, file };
    let mut nodes = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let read = serde_json::from_str::<&RawValue>(line).map_err(|error| {
            let finding = syntax(line, file, &error);
            // The place in the line, behind all lines before it.
            let inside = finding.labels.first().map_or(0, |label| label.origin.bytes().start);
            Box::new(Finding::new(Code::Syntax, finding.message, Origin::new(file, at + inside, at + inside + 1)))
        });
        match read.and_then(|raw| reader.node(raw, 0)) {
            Ok(node) => nodes.push(node),
            Err(finding) => return (nodes, Some(*finding)),
        }
    }
    (nodes, None)
}

struct Reader<'t> {
    text: &'t str,
    file: FileIndex,
}

impl<'t> Reader<'t> {
    fn node(&self, raw: &'t RawValue, depth: usize) -> Result<Node<'t>, Box<Finding>> {
        let source = raw.get();
        // Each raw value is a part of the text, so its address tells where it stands.
        let start = (source.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let span = Span::new(start, start + source.len());
        let origin = Origin::new(self.file, start, start + source.len());
        if depth > MAX_DEPTH {
            let message = format!("this is nested more than {MAX_DEPTH} deep");
            return Err(Box::new(Finding::new(Code::TooLarge, message, origin)));
        }
        let failed = |error: serde_json::Error| {
            Box::new(Finding::new(Code::Syntax, format!("this is no JSON: {}", cause(&error)), origin))
        };
        let value = match source.as_bytes().first() {
            Some(b'{') => {
                let Fields(fields) = serde_json::from_str(source).map_err(failed)?;
                let entry = |(key, raw)| {
                    let value = self.node(raw, depth + 1)?;
                    Ok(Entry { key, key_span: value.span, value, in_braces: true })
                };
                Value::Map(fields.into_iter().map(entry).collect::<Result<_, Box<Finding>>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(source).map_err(failed)?;
                Value::List(items.into_iter().map(|raw| self.node(raw, depth + 1)).collect::<Result<_, _>>()?)
            }
            Some(b'"') => {
                let Borrowed(text) = serde_json::from_str(source).map_err(failed)?;
                Value::Text(text)
            }
            Some(b'n') => Value::Nothing,
            _ => Value::Text(source.into()),
        };
        Ok(Node { span, value })
    }
}

fn syntax(text: &str, file: FileIndex, error: &serde_json::Error) -> Finding {
    let line_start: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (line_start + error.column().saturating_sub(1)).min(text.len());
    let message = format!("this is no JSON: {}", cause(error));
    Finding::new(Code::Syntax, message, Origin::new(file, at, (at + 1).min(text.len())))
}

/// The message without the line and column, which the place says.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(cause, _)| cause.to_string())
}

/// A text that is copied only if it has escapes in it.
struct Borrowed<'t>(Cow<'t, str>);

impl<'de: 't, 't> de::Deserialize<'de> for Borrowed<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts;
        impl<'de> Visitor<'de> for Texts {
            type Value = Cow<'de, str>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_string()))
            }
        }
        deserializer.deserialize_str(Texts).map(Borrowed)
    }
}

/// The fields of an object in their order, those that stand twice too.
struct Fields<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de: 't, 't> de::Deserialize<'de> for Fields<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Maps;
        impl<'de> Visitor<'de> for Maps {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some((Borrowed(key), value)) = map.next_entry()? {
                    fields.push((key, value));
                }
                Ok(fields)
            }
        }
        deserializer.deserialize_map(Maps).map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use govgraph_model::Files;

    #[test]
    fn every_value_is_found_where_it_stands() -> Result<(), Box<Finding>> {
        let text = r#" {"a": [1, null, "x\ny"], "b": "é"} "#;
        let file = Files::default().add("a.json", text);
        let root = parse(text, file)?;
        let a = root.items_of("a");
        assert_eq!(a.iter().map(|node| &text[node.span.range()]).collect::<Vec<_>>(), ["1", "null", "\"x\\ny\""]);
        assert_eq!(a.iter().map(Node::text).collect::<Vec<_>>(), [Some("1"), None, Some("x\ny")]);
        assert_eq!(root.text_of("b"), Some("é"));
        Ok(())
    }

    #[test]
    fn a_slip_is_shown_where_it_is_and_depth_is_bounded() {
        let mut files = Files::default();
        let text = "{\"a\": 1,\n \"b\" 2}";
        let file = files.add("a.json", text);
        let line = parse(text, file).map_err(|finding| finding.line(&files)).err().unwrap_or_default();
        assert_eq!(line, "a.json:2:6: this is no JSON: expected `:` [syntax]");
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(parse(&deep, file).map_err(|finding| finding.code).err(), Some(Code::TooLarge));
        assert_eq!(parse(r#"["\ud800"]"#, file).map_err(|finding| finding.code).err(), Some(Code::Syntax));
    }
}
