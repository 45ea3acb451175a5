//! Parquet against a table of text that says the same.

use std::sync::Arc;

use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use bytes::Bytes;
use proptest::prelude::*;

use super::*;

enum Values {
    Whole32(Vec<Option<i32>>),
    Whole64(Vec<Option<i64>>),
    Texts(Vec<Option<&'static str>>),
}

/// A file with its rows in one group, or the same again in another.
fn written(columns: &[(&str, Values)], compression: Compression, groups: usize) -> Bytes {
    let fields: String = columns.iter().map(|(field, _)| format!("OPTIONAL {field};")).collect();
    let schema = Arc::new(parse_message_type(&format!("message m {{ {fields} }}")).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, properties).expect("a writer");
    for _ in 0..groups {
        let mut group = writer.next_row_group().expect("a group");
        for (_, values) in columns {
            let mut column = group.next_column().expect("a column").expect("a column");
            fn levels<T>(values: &[Option<T>]) -> Vec<i16> {
                values.iter().map(|value| i16::from(value.is_some())).collect()
            }
            match values {
                Values::Whole32(all) => {
                    let values: Vec<i32> = all.iter().flatten().copied().collect();
                    column.typed::<Int32Type>().write_batch(&values, Some(&levels(all)), None)
                }
                Values::Whole64(all) => {
                    let values: Vec<i64> = all.iter().flatten().copied().collect();
                    column.typed::<Int64Type>().write_batch(&values, Some(&levels(all)), None)
                }
                Values::Texts(all) => {
                    let values: Vec<ByteArray> = all.iter().flatten().map(|text| ByteArray::from(*text)).collect();
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels(all)), None)
                }
            }
            .expect("values");
            column.close().expect("a column");
        }
        group.close().expect("a group");
    }
    writer.close().expect("a file");
    file.into()
}

fn read_it(file: &Bytes, options: &Options) -> Result<Memberships, Refused> {
    read_parquet("x.parquet", file.clone(), options, &|_, _| {})
}

fn called(read: &Memberships) -> Vec<String> {
    let text = |id: std::borrow::Cow<'_, [u8]>| String::from_utf8_lossy(&id).into_owned();
    let pairs = read.pairs.iter().flatten();
    pairs
        .map(|(body, member)| format!("{}<{}", text(read.bodies.get(*body)), text(read.members.get(*member))))
        .collect()
}

#[test]
fn nulls_are_bad_rows_and_whole_numbers_of_any_width_are_their_digits() {
    let columns = [
        ("INT64 member_id", Values::Whole64(vec![Some(3), None, Some(-1), Some(1 << 40), Some(7)])),
        ("INT32 x", Values::Whole32(vec![None; 5])),
        ("BYTE_ARRAY body (UTF8)", Values::Texts(vec![Some("a"), Some("b"), Some("a"), None, Some("")])),
    ];
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::LZ4_RAW,
        Compression::ZSTD(ZstdLevel::default()),
        Compression::GZIP(Default::default()),
    ] {
        let read = read_it(&written(&columns, compression, 2), &Options::default()).expect("a table");
        assert_eq!(called(&read), ["a<3", "a<-1", "a<3", "a<-1"]);
        let told: Vec<String> = read
            .report
            .bad
            .iter()
            .flat_map(|bad| bad.first.iter().map(move |row| format!("{:?} {} {}", bad.kind, row.line, row.text)))
            .collect();
        let rows = ["4 | 1099511627776", "5 | 7", "9 | 1099511627776", "10 | 7"].map(|row| format!("NoBody {row}"));
        assert_eq!(told, [rows.to_vec(), vec!["NoMember 2 b |".to_string(), "NoMember 7 b |".to_string()]].concat());
    }
}

#[test]
fn dates_are_dates_points_in_time_or_texts() {
    let since = |values| ("INT32 start (DATE)", Values::Whole32(values));
    let columns = [
        ("INT32 member (INTEGER(32,false))", Values::Whole32(vec![Some(1), Some(2), Some(-1)])),
        ("INT32 body", Values::Whole32(vec![Some(0), Some(1), Some(0)])),
        since(vec![Some(14_699), None, Some(-1)]),
        (
            "INT64 end (TIMESTAMP(MICROS,true))",
            Values::Whole64(vec![Some(15_000 * 86_400_000_000 + 5), Some(-1), None]),
        ),
    ];
    let file = written(&columns, Compression::UNCOMPRESSED, 1);
    let options = Options { dates: true, ..Options::default() };
    let read = read_it(&file, &options).expect("a table");
    let text = "member,body,start,end\n1,0,2010-03-31,2011-01-26\n2,1,,1969-12-31\n4294967295,0,1969-12-31,\n";
    let same = super::read("x.parquet", text.as_bytes(), &options, &|_| {}).expect("a table");
    assert_eq!((called(&read), read.extents), (called(&same), same.extents));
}

#[test]
fn what_holds_no_ids_is_refused() {
    let columns =
        [("INT32 member (DATE)", Values::Whole32(vec![Some(1)])), ("INT32 body", Values::Whole32(vec![Some(1)]))];
    let file = written(&columns, Compression::UNCOMPRESSED, 1);
    let refused = |file: &Bytes, columns| {
        read_it(file, &Options { columns, ..Options::default() })
            .map_or_else(|refused| refused.to_string(), |_| String::new())
    };
    assert_eq!(refused(&file, Columns::default()), "the column `member` holds dates; ids are texts or whole numbers");
    let named = Columns { member: Some("boddy".into()), ..Columns::default() };
    assert_eq!(
        refused(&file, named),
        "no column is called `boddy` (did you mean `body`?), as --member says; there are `member`, `body`"
    );
    assert!(
        refused(&Bytes::from_static(b"PAR1 and no more"), Columns::default())
            .starts_with("this Parquet file cannot be read: ")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn parquet_and_text_are_read_alike(
        rows in prop::collection::vec((0..2000_u32, prop::option::weighted(0.9, 0..40_usize)), 1..3000),
        groups in 1..3_usize,
    ) {
        const BODIES: [&str; 40] = [
            "a", "b", "c", "7", "07", "a board with a long name", "x,y", "13", "14", "15", "a", "b1", "b2", "b3", "b4", "b5", "b6", "b7",
            "b8", "b9", "b10", "b11", "b12", "b13", "b14", "b15", "b16", "b17", "b18", "b19", "b20", "b21", "b22", "b23", "b24",
            "b25", "b26", "b27", "b28", "b29",
        ];
        let body = |at: &Option<usize>| at.and_then(|at| BODIES.get(at).copied());
        let columns = [
            ("INT32 member", Values::Whole32(rows.iter().map(|(member, _)| Some(*member as i32)).collect())),
            ("BYTE_ARRAY body", Values::Texts(rows.iter().map(|(_, at)| body(at)).collect())),
        ];
        let read = read_it(&written(&columns, Compression::SNAPPY, groups), &Options::default()).expect("a table");
        let lines: String = rows.iter().map(|(member, at)| format!("{member}\t{}\n", body(at).unwrap_or_default())).collect();
        let text = format!("member\tbody\n{}", lines.repeat(groups));
        let same = super::read("x", text.as_bytes(), &Options::default(), &|_| {}).expect("a table");
        prop_assert_eq!(called(&read), called(&same));
        prop_assert_eq!(read.pairs.concat(), same.pairs.concat());
        prop_assert_eq!(read.report.left_out(), same.report.left_out());
    }
}
