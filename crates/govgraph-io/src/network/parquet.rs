//! [Parquet](https://parquet.apache.org/): two tables that DuckDB, Polars and pandas read, days as dates, numbers as numbers.

use std::sync::Arc;

use govgraph_model::days_since_1970;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{EDGE_ATTRIBUTES, Edge, NODE_ATTRIBUTES, Network, Node};

/// A column: texts, or numbers, which are days since 1970 where the schema says so. What is empty is null.
enum Column {
    Texts(Vec<String>),
    Numbers(Vec<Option<i32>>),
}

pub(super) fn nodes(network: &Network<'_>) -> Vec<u8> {
    let rows = &network.nodes;
    let texts = |at: usize| Column::Texts(rows.iter().map(|node: &Node<'_>| node.attributes()[at].clone()).collect());
    let mut columns = vec![("id", Column::Texts(rows.iter().map(|node| node.id.clone()).collect()))];
    columns.extend(NODE_ATTRIBUTES.into_iter().enumerate().map(|(at, name)| (name, texts(at))));
    columns.push(("first", days(rows.iter().map(|node| node.lifetime.first.as_deref()))));
    columns.push(("last", days(rows.iter().map(|node| node.lifetime.last.as_deref()))));
    table(columns)
}

pub(super) fn edges(network: &Network<'_>) -> Vec<u8> {
    let rows = &network.edges;
    let texts = |at: usize| Column::Texts(rows.iter().map(|edge: &Edge<'_>| edge.attributes()[at].clone()).collect());
    let number = |count: Option<u32>| count.and_then(|count| i32::try_from(count).ok());
    let mut columns = vec![
        ("from", Column::Texts(rows.iter().map(|edge| edge.from.clone()).collect())),
        ("to", Column::Texts(rows.iter().map(|edge| edge.to.clone()).collect())),
    ];
    for (at, name) in EDGE_ATTRIBUTES.into_iter().enumerate() {
        let column = match name {
            "least" => Column::Numbers(rows.iter().map(|edge| number(edge.count.map(|count| count.least))).collect()),
            "most" => {
                Column::Numbers(rows.iter().map(|edge| number(edge.count.and_then(|count| count.most))).collect())
            }
            _ => texts(at),
        };
        columns.push((name, column));
    }
    columns.push(("first", days(rows.iter().map(|edge| edge.lifetime.first.as_deref()))));
    columns.push(("last", days(rows.iter().map(|edge| edge.lifetime.last.as_deref()))));
    table(columns)
}

/// Days since 1970.
fn days<'t>(texts: impl Iterator<Item = Option<&'t str>>) -> Column {
    let day = |text: &str| {
        let date = text.parse::<govgraph_model::Date>().ok()?.first();
        Some(days_since_1970(date.year(), date.month(), date.day()))
    };
    Column::Numbers(texts.map(|text| text.and_then(day)).collect())
}

fn table(columns: Vec<(&str, Column)>) -> Vec<u8> {
    let written = try_table(columns);
    debug_assert!(written.is_ok(), "{:?}", written.as_ref().err());
    // Into memory, with a schema of our own, nothing is left to fail.
    written.unwrap_or_default()
}

fn try_table(columns: Vec<(&str, Column)>) -> Result<Vec<u8>> {
    let fields = columns.iter().map(|(name, column)| match column {
        Column::Texts(_) => format!("OPTIONAL BYTE_ARRAY {name} (UTF8);"),
        Column::Numbers(_) if ["first", "last"].contains(name) => format!("OPTIONAL INT32 {name} (DATE);"),
        Column::Numbers(_) => format!("OPTIONAL INT32 {name};"),
    });
    let schema = parse_message_type(&format!("message govgraph {{ {} }}", fields.collect::<String>()))?;
    // Without the name and version of the library the bytes depend on the data alone.
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_created_by("govgraph".to_string())
        .build();
    let mut out = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut out, Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (_, column) in columns {
        let Some(mut into) = group.next_column()? else { break };
        match column {
            Column::Texts(texts) => {
                let levels: Vec<i16> = texts.iter().map(|text| i16::from(!text.is_empty())).collect();
                let values = texts.iter().filter(|text| !text.is_empty()).map(|text| ByteArray::from(text.as_str()));
                let values: Vec<ByteArray> = values.collect();
                into.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
            Column::Numbers(numbers) => {
                let levels: Vec<i16> = numbers.iter().map(|number| i16::from(number.is_some())).collect();
                let values: Vec<i32> = numbers.iter().flatten().copied().collect();
                into.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
            }
        }
        into.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(out)
}
