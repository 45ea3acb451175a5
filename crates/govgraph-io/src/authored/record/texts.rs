//! The values of keys, each with its form in YAML and its part of the schema.

use std::borrow::Cow;
use std::fmt::Debug;

use govgraph_model::{Count, Date, Period, Tri, Word};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_saphyr::{FlowMap, FlowSeq};

/// A value that may be absent. The schema is that of the value: `null` is never right.
#[derive(Debug)]
pub(crate) struct Maybe<T>(Option<T>);

impl<T> Maybe<T> {
    pub(crate) const ABSENT: Self = Maybe(None);

    pub(crate) fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl<T> From<Option<T>> for Maybe<T> {
    fn from(value: Option<T>) -> Self {
        Maybe(value)
    }
}

/// An empty list is an absent one.
impl<T, I: Into<T>> FromIterator<I> for Maybe<Vec<T>> {
    fn from_iter<L: IntoIterator<Item = I>>(items: L) -> Self {
        let items: Vec<T> = items.into_iter().map(Into::into).collect();
        Maybe(Some(items).filter(|items| !items.is_empty()))
    }
}

impl<T> FromIterator<T> for Maybe<Several<T>> {
    fn from_iter<L: IntoIterator<Item = T>>(items: L) -> Self {
        let items: Vec<T> = items.into_iter().collect();
        Maybe(Some(Several(items)).filter(|several| !several.0.is_empty()))
    }
}

impl<T> FromIterator<(IdText, T)> for Maybe<ById<T>> {
    fn from_iter<L: IntoIterator<Item = (IdText, T)>>(items: L) -> Self {
        let items: Vec<(IdText, T)> = items.into_iter().collect();
        Maybe(Some(ById(items)).filter(|map| !map.0.is_empty()))
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// Schemas of wrappers are those of what they wrap.
macro_rules! transparent_schema {
    ($($name:ident),*) => {$(
        impl<T: JsonSchema> JsonSchema for $name<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }
    )*};
}
transparent_schema!(Maybe, Neat);

/// A record that is written in braces if it fits on a line.
#[derive(Debug)]
pub(crate) struct Neat<T>(pub(crate) T);

/// As JSON, with its quotes. As YAML this is about 110 characters, which fit a window beside another.
const LINE: usize = 130;

impl<T: Serialize> Serialize for Neat<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // JSON has quotes where YAML has none, so this is a bound. Its `\n` is a text that wants a block.
        let fits = |json: &String| json.len() <= LINE && !json.contains("\\n");
        match serde_json::to_string(&self.0).ok().filter(fits) {
            // Through a plain value, since braces inside braces make the serializer write all that follows in braces.
            Some(json) => match serde_json::from_str::<serde_json::Value>(&json) {
                Ok(value) => FlowMap(value).serialize(serializer),
                Err(_) => self.0.serialize(serializer),
            },
            None => self.0.serialize(serializer),
        }
    }
}

impl<T> From<T> for Neat<T> {
    fn from(record: T) -> Self {
        Neat(record)
    }
}

/// A text. One that is a plain number is written without quotes: the reader takes all values for text.
#[derive(Debug)]
pub(crate) struct Text(pub(crate) String);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<u64>() {
            Ok(number) if number.to_string() == self.0 => serializer.serialize_u64(number),
            _ => serializer.serialize_str(&self.0),
        }
    }
}

/// Editors take `2010` for a number and `true` for a truth value; the reader takes both for text.
impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "Text.", "type": ["string", "number", "boolean"], "minLength": 1 })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text(text.to_string())
    }
}

/// An id.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct IdText(Text);

impl IdText {
    pub(crate) fn of(id: &impl ToString) -> Self {
        IdText(Text(id.to_string()))
    }
}

impl JsonSchema for IdText {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An id, made of a-z, 0-9 and hyphens.",
            "type": ["string", "integer"],
            "pattern": "^[a-z0-9-]+$"
        })
    }
}

/// A date or a period, in its author's words.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct DateText(Text);

impl DateText {
    pub(crate) fn unknown() -> Self {
        DateText("unknown".into())
    }
}

impl From<&Date> for DateText {
    fn from(date: &Date) -> Self {
        DateText(date.written().into())
    }
}

impl From<&Period> for DateText {
    fn from(period: &Period) -> Self {
        use govgraph_model::{End, Start};
        match (&period.start, &period.end) {
            // A date that stands alone is the period that began and ended in it.
            (Start::On(start), End::On(end)) if start.written() == end.written() => start.into(),
            (Start::Unknown, End::Unknown) => DateText::unknown(),
            _ => DateText(Text(period.to_string())),
        }
    }
}

impl JsonSchema for DateText {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date such as 2009-04-01, 2010-03, March 2010, 2006, about 2009, [2009,2010]; or a period such as 2006/2010-09, 2006/.. (still going on), 2006/ (end unknown), since 2006; or unknown. Never day first.",
            "type": ["string", "integer", "array"],
            "pattern": "\\S",
            "items": { "type": ["string", "integer"] },
            "not": {
                "type": "string",
                "pattern": "^([0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}|[0-9]{4}/[0-9]{2})$"
            }
        })
    }
}

/// A count.
#[derive(Debug)]
pub(crate) struct CountText(pub(crate) Count);

impl Serialize for CountText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.exact() {
            Some(number) => serializer.serialize_u32(number),
            None => serializer.collect_str(&self.0),
        }
    }
}

impl JsonSchema for CountText {
    fn schema_name() -> Cow<'static, str> {
        "Count".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A count: 5, 1.. (one or more), 2..4, or unknown.",
            "type": ["integer", "string"],
            "minimum": 0,
            "pattern": "^([0-9]+|[0-9]+\\.\\.[0-9]*|unknown)$"
        })
    }
}

/// A share in hundredths.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Share(pub(crate) u8);

impl JsonSchema for Share {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Share".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 0, "maximum": 100 })
    }
}

/// A word of a closed list.
#[derive(Debug)]
pub(crate) struct OneWord<W>(pub(crate) W);

impl<W: Word> Serialize for OneWord<W> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl<W: Word> JsonSchema for OneWord<W> {
    fn schema_name() -> Cow<'static, str> {
        let words = W::OF.split(' ').map(|word| word[..1].to_uppercase() + &word[1..]);
        format!("{}Word", words.collect::<String>()).into()
    }

    fn schema_id() -> Cow<'static, str> {
        W::OF.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = W::ALL.iter().map(|value| value.word()).collect();
        json_schema!({ "enum": words })
    }
}

/// `yes`, `no` or `unknown`.
#[derive(Debug)]
pub(crate) struct Flag(pub(crate) Tri);

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

impl JsonSchema for Flag {
    fn schema_name() -> Cow<'static, str> {
        "Flag".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["yes", "no", "unknown"] })
    }
}

/// `yes` or `no`.
#[derive(Debug)]
pub(crate) struct YesNo(pub(crate) bool);

impl Serialize for YesNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "yes" } else { "no" })
    }
}

impl JsonSchema for YesNo {
    fn schema_name() -> Cow<'static, str> {
        "YesNo".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "enum": ["yes", "no"] })
    }
}

/// A list, whose only item may stand for itself.
#[derive(Debug)]
pub(crate) struct Several<T>(Vec<T>);

impl<T: Serialize> Serialize for Several<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let [only] = self.0.as_slice() {
            return only.serialize(serializer);
        }
        let fits = serde_json::to_string(&self.0).is_ok_and(|json| json.len() <= LINE && !json.contains(['\\', '{']));
        if fits { FlowSeq(&self.0).serialize(serializer) } else { self.0.serialize(serializer) }
    }
}

impl<T: JsonSchema> JsonSchema for Several<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Several{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let item = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [item.clone(), { "type": "array", "items": item }] })
    }
}

/// A list at the top of a file.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Listed<T>(Vec<T>);

impl<T> FromIterator<T> for Maybe<Listed<T>> {
    fn from_iter<L: IntoIterator<Item = T>>(items: L) -> Self {
        let items: Vec<T> = items.into_iter().collect();
        Maybe(Some(Listed(items)).filter(|list| !list.0.is_empty()))
    }
}

impl<T: JsonSchema> JsonSchema for Listed<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Listed{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        // As for records by id.
        json_schema!({ "type": ["array", "null"], "items": generator.subschema_for::<T>() })
    }
}

/// Records by id, in order.
#[derive(Debug)]
pub(crate) struct ById<T>(Vec<(IdText, T)>);

impl<T: Serialize> Serialize for ById<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (id, record) in &self.0 {
            map.serialize_entry(&id.0.0, record)?;
        }
        map.end()
    }
}

impl<T: JsonSchema> JsonSchema for ById<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}ById", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let record = generator.subschema_for::<T>();
        // A section whose records are all commented out has no value, which an editor takes for null.
        json_schema!({
            "type": ["object", "null"],
            "propertyNames": { "pattern": "^[a-z0-9-]+$" },
            "additionalProperties": record
        })
    }
}
