//! The JSON Schema of the authored format, for editors.

use schemars::generate::SchemaSettings;

use super::record::File;

/// The schema of a file of a dataset, as JSON text. It is checked in at `docs/schema/govgraph.schema.json`.
///
/// It knows keys, words and forms; whether ids exist, and which keys exclude each other, only reading finds out.
pub fn schema() -> String {
    let settings = SchemaSettings::draft07().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<File>();
    schema.insert("title".to_string(), "govgraph dataset".into());
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::super::walk::Shape;
    use super::super::{allow, body, event, read, relation, rule, seat, source, strategy, vocabulary};
    use super::*;

    const SHAPES: [&Shape; 31] = [
        &read::FILE,
        &source::SOURCE,
        &vocabulary::AREA,
        &vocabulary::CLASS,
        &vocabulary::THEME,
        &vocabulary::PERSON,
        &vocabulary::OTHER_NAME,
        &vocabulary::IDENTIFIER,
        &body::BODY,
        &body::EXISTENCE,
        &body::STATUS,
        &body::PURPOSE,
        &body::CADENCE,
        &body::REMIT,
        &body::POST,
        &body::TENURE,
        &body::DECLARED,
        &seat::SEAT,
        &seat::ELECTED,
        &strategy::DUTY,
        &strategy::TARGET,
        &strategy::PLAN,
        &strategy::MILESTONE,
        &strategy::STATEMENT,
        &relation::RELATION,
        &relation::RELATED,
        &event::EVENT,
        &event::LEG,
        &rule::RULE,
        &rule::REQUIREMENT,
        &allow::ALLOW,
    ];

    #[test]
    fn the_schema_in_docs_is_the_one_of_the_types() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema/govgraph.schema.json");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, schema()).expect("the schema can be written");
        }
        let checked_in = std::fs::read_to_string(path).unwrap_or_default();
        assert!(checked_in == schema(), "{path} is out of date: run the tests once with UPDATE_SCHEMA=1");
    }

    #[test]
    fn reader_and_schema_know_the_same_keys_of_every_record() {
        let schema: Value = serde_json::from_str(&schema()).expect("JSON");
        let records = schema["definitions"].as_object().expect("definitions");
        let mut with_keys: BTreeSet<&str> = records
            .iter()
            .filter(|(_, record)| record["properties"].is_object())
            .map(|(name, _)| name.as_str())
            .collect();
        for shape in SHAPES {
            let record = if shape.name == "File" { &schema } else { &records[shape.name] };
            let properties = record["properties"].as_object().expect("properties");
            let in_schema: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
            let in_reader: BTreeSet<&str> = shape.keys.iter().copied().collect();
            assert_eq!(in_schema, in_reader, "{}", shape.name);
            assert_eq!(record["additionalProperties"], Value::Bool(false), "{}", shape.name);
            with_keys.remove(shape.name);
        }
        assert!(with_keys.is_empty(), "the reader has no {with_keys:?}");
    }
}
