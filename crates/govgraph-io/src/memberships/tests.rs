//! What is read, against readers that are written otherwise.

use std::collections::HashMap;
use std::io::Write as _;

use proptest::prelude::*;

use super::*;
use crate::Text;
use crate::format::InputFormat;
use crate::import::{self, import};

fn options(threads: usize) -> Options {
    Options { threads: NonZeroUsize::new(threads).unwrap_or(NonZeroUsize::MIN), ..Options::default() }
}

fn told(table: &[u8], options: &Options, block: usize) -> Result<Memberships, Refused> {
    read_sized("table.csv", table, options, &|_| {}, Size { block, quoted: 64 })
}

/// The same where it is told what stands between cells.
fn read_with(table: &[u8], options: &Options, delimiter: u8, size: Size) -> Result<Memberships, Refused> {
    // Ids stay the bytes that they are.
    let input = Input { encoding: Some("UTF-8"), ..input::open(table, &|_| {})? };
    read_opened("table.csv", input, options, (delimiter, ""), size)
}

fn small(table: &str) -> Memberships {
    told(table.as_bytes(), &Options::default(), 1 << 20).expect("a table")
}

/// Bodies and members as they are called.
fn called(read: &Memberships) -> Vec<(Vec<u8>, Vec<u8>)> {
    let pairs = read.pairs.iter().flatten();
    pairs.map(|(body, member)| (read.bodies.get(*body).into_owned(), read.members.get(*member).into_owned())).collect()
}

fn shown(read: &Memberships) -> Vec<String> {
    let text = |id: Vec<u8>| String::from_utf8(id).expect("text");
    called(read).into_iter().map(|(body, member)| format!("{}<{}", text(body), text(member))).collect()
}

fn bad(read: &Memberships) -> Vec<String> {
    let rows = read.report.bad.iter();
    rows.map(|bad| {
        let first: Vec<String> = bad.first.iter().map(|row| format!("{} {}", row.line, row.text)).collect();
        format!("{} × {:?}: {}", bad.count, bad.kind, first.join(" / "))
    })
    .collect()
}

fn refused(table: impl AsRef<[u8]>, options: &Options) -> String {
    told(table.as_ref(), options, 1 << 20).map_or_else(|refused| refused.to_string(), |_| "nothing".to_string())
}

#[test]
fn whole_numbers_are_their_own_numbers_unless_they_are_scattered() {
    let read = small("member,body\n3,1\n2,1\n3,0\n");
    assert_eq!(read.pairs.concat(), [(1, 3), (1, 2), (0, 3)]);
    assert_eq!((read.bodies.len(), read.members.len(), read.members.is_dense()), (2, 4, false));
    for far in [100_u32, 100_000, u32::MAX] {
        let read = small(&format!("member,body\n{far},1\n2,1\n{far},0\n17,1\n"));
        assert_eq!(read.pairs.concat(), [(1, 2), (1, 0), (0, 2), (1, 1)]);
        assert_eq!(read.members.get(2).as_ref(), far.to_string().as_bytes());
        assert_eq!(read.members.find(b"17"), Some(1));
        assert_eq!((read.members.find(b"18"), read.members.find(b"017"), read.members.is_dense()), (None, None, true));
    }
}

#[test]
fn an_id_that_is_no_whole_number_makes_texts_of_all_in_its_column() {
    let read = small("member,body\n7,1\n8,1\n7,2\n07,1\n7,2\n");
    assert_eq!(read.pairs.concat(), [(1, 0), (1, 1), (2, 0), (1, 2), (2, 0)]);
    assert_eq!(
        (read.members.find(b"7"), read.members.find(b"07"), read.members.find(b"007")),
        (Some(0), Some(2), None)
    );
    assert!(read.bodies.are_numbers() && !read.members.are_numbers());
    for odd in ["-1", "+1", "1.0", "4294967296", "00", "1 2"] {
        assert!(!small(&format!("member,body\n{odd},1\n")).members.are_numbers(), "{odd}");
    }
}

#[test]
fn quotes_and_blanks_around_a_cell_are_no_part_of_it() {
    let table = "\u{feff}member , body\r\n Ann ,\"Audit, \"\"inner\"\"\"\r\n\r\n\" Bo\" , a\nAudit\n\nc\"d,\"x\n\ny\" \r\n7\t, e";
    let read = small(table);
    assert_eq!(shown(&read), ["Audit, \"inner\"<Ann", "a< Bo", "x\n\ny<c\"d", "e<7"]);
    assert_eq!(bad(&read), ["1 × TooFewCells: 5 Audit"]);
    assert_eq!(read.report.rows, 4);
    assert_eq!(read.report.encoding, "UTF-8 with a mark at its start");
}

#[test]
fn bad_rows_are_told_with_their_lines_and_cost_no_row_behind_them() {
    let table = "member,body\n1,2\n,2\n3,\"\"\n4\n5,6,7\n8,9,,\n\"a,10\n11,12\n\"b\" c,13\n14,\"15\n\n16\",\n17,18\n";
    let read = small(table);
    assert_eq!(shown(&read), ["2<1", "9<8", "12<11", "15\n\n16<14", "18<17"]);
    assert_eq!(
        bad(&read),
        [
            "1 × TooFewCells: 5 4",
            "1 × TooManyCells: 6 5,6,7",
            "1 × NoBody: 4 3,\"\"",
            "1 × NoMember: 3 ,2",
            // The quote on line 8 meets the one on line 10.
            "2 × WrongQuotes: 8 \"a,10 / 10 \"b\" c,13",
        ]
    );
    assert_eq!((read.report.rows, read.report.left_out()), (5, 6));
    let strict = Options { strict: true, ..Options::default() };
    assert_eq!(
        refused(table, &strict),
        "6 bad rows: 1 × row without a cell for the body or the member, 1 × row with more cells than the header, 1 × row \
         without a body, 1 × row without a member, 2 × row with wrong quotes"
    );
    assert!(told(b"member,body\n1,2\n", &strict, 9).is_ok());
}

#[test]
fn a_quote_that_is_never_closed_costs_its_line() {
    let rows: String = (0..40).map(|n| format!("{n},{n}\n")).collect();
    for block in [1, 7, 64, 1000] {
        let read = told(format!("member,body\n1,\"x\n{rows}").as_bytes(), &Options::default(), block).expect("a table");
        assert_eq!((read.report.rows, bad(&read)), (40, vec!["1 × WrongQuotes: 2 1,\"x".to_string()]), "{block}");
    }
}

#[test]
fn as_many_bad_rows_are_shown_as_anybody_reads() {
    let table = format!("member,body\n{}", "x\n".repeat(100));
    let read = small(&table);
    let rows = &read.report.bad[0];
    assert_eq!((rows.count, rows.first.len(), rows.first[19].line), (100, SHOWN, 21));
}

#[test]
fn only_the_columns_that_are_named_or_guessed_are_looked_at() {
    let table = "note;Person ID;Name;Committee;x\n\"a;\nb\";1;Ann;Audit;\n;2;Bo;Audit;\"\"\n;3;Cy;\"Plan\";z\n";
    let read = small(table);
    assert_eq!(shown(&read), ["Audit<1", "Audit<2", "Plan<3"]);
    assert_eq!(
        read.report.choices,
        ["of the columns, `Committee` is the body, `Person ID` is the member", "a semicolon stands between the cells"]
    );
    let columns = Columns { member: Some("name".into()), body: Some("note".into()), ..Columns::default() };
    let read = told(table.as_bytes(), &Options { columns, ..Options::default() }, 1).expect("a table");
    assert_eq!(shown(&read), ["a;\nb<Ann"]);
    assert_eq!(bad(&read), ["2 × NoBody: 4 ;2;Bo;Audit;\"\" / 5 ;3;Cy;\"Plan\";z"]);
}

#[test]
fn what_is_no_table_of_memberships_is_refused_with_what_is_there() {
    let columns = Columns { member: Some("membr".into()), ..Columns::default() };
    assert_eq!(
        refused("member,body\n", &Options { columns, ..Options::default() }),
        "no column is called `membr` (did you mean `member`?), as --member says; there are `member`, `body`"
    );
    let none = Options::default();
    assert_eq!(
        refused("Verein;Mitglied\nA;B\n", &none),
        "no header tells which column is the member and which is the body; say it with --member COLUMN and --body-column \
         COLUMN; there are `Verein`, `Mitglied`"
    );
    assert_eq!(refused("", &none), "this table holds nothing");
    assert_eq!(refused("\n \n", &none), "this table holds nothing");
    assert_eq!(
        refused(b"PK\x03\x04...", &none),
        "this is an archive (an Excel workbook is one too); save the sheet as CSV"
    );
    assert_eq!(refused(b"member\0,body\n", &none), "this file is no text");
    let read = small("member,body\n");
    assert_eq!((read.report.rows, read.bodies.len(), read.pairs.concat().len()), (0, 0, 0));
}

#[test]
fn letters_are_told_as_importers_tell_them() {
    let table = "member,body\nZo\u{eb},St\u{e4}dte\nAda,B\n";
    let ids = ["St\u{e4}dte<Zo\u{eb}", "B<Ada"];
    let read = |bytes: &[u8]| told(bytes, &Options::default(), 5).expect("a table");
    let latin: Vec<u8> = table.chars().map(|c| c as u8).collect();
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| {
        format!("\u{feff}{table}").encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>()
    };
    for (bytes, encoding) in [
        (table.as_bytes().to_vec(), "UTF-8"),
        (latin, "Windows-1252"),
        (utf16(u16::to_le_bytes), "UTF-16 LE"),
        (utf16(u16::to_be_bytes), "UTF-16 BE"),
        (utf16(u16::to_le_bytes)[2..].to_vec(), "UTF-16 LE"),
    ] {
        let read = read(&bytes);
        assert_eq!((shown(&read), read.report.encoding.as_str()), (ids.map(str::to_string).to_vec(), encoding));
    }
    let mixed = read(b"member,body\nZo\xc3\xab,a\n\xff\0,b\nZo\xc3\xab\xff,c\nZo\xc3\xab\xc3\xab,d\n");
    assert_eq!(mixed.members.get(1).as_ref(), b"\xff\0");
    assert_eq!(mixed.report.encoding, "UTF-8, but for 2 ids that are no text and stay as they are");
    assert!(told(&utf16(u16::to_le_bytes)[..9], &Options::default(), 5).is_err(), "half a letter");
}

#[test]
fn what_is_packed_is_unpacked_whole_and_what_is_cut_off_is_refused() {
    let table = format!("member,body\n{}", (0..5000).map(|n| format!("p{n},{}\n", n * 7 % 11)).collect::<String>());
    let (one, two) = table.split_at(20_000);
    let gzip = |text: &str| {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).expect("memory");
        packed.finish().expect("memory")
    };
    let zstd = |text: &str| {
        let mut packed = ::zstd::Encoder::new(Vec::new(), 1).expect("memory");
        packed.include_checksum(true).expect("memory");
        packed.write_all(text.as_bytes()).expect("memory");
        packed.finish().expect("memory")
    };
    let plain = shown(&small(&table));
    for (packed, compression, cut) in [
        ([gzip(one), gzip(two)].concat(), Compression::Gzip, "this is packed with gzip and cut off before its end"),
        (
            [zstd(one), zstd(two)].concat(),
            Compression::Zstd,
            "this is packed with Zstandard and cut off before its end",
        ),
    ] {
        let bytes = std::sync::atomic::AtomicU64::new(0);
        let tell = |count| bytes.store(count, std::sync::atomic::Ordering::Relaxed);
        let read = super::read("x.csv.gz", packed.as_slice(), &options(2), &tell).expect("a table");
        assert_eq!((shown(&read), read.report.compression), (plain.clone(), Some(compression)));
        assert_eq!(bytes.into_inner(), packed.len() as u64);
        for short in [packed.len() - 1, packed.len() - 9, packed.len() / 2, 15] {
            assert_eq!(refused(&packed[..short], &options(1)), cut, "{short} of {}", packed.len());
        }
        let mut spoilt = packed;
        let middle = spoilt.len() / 3;
        spoilt[middle] ^= 0x55;
        spoilt[middle + 1] ^= 0x55;
        assert!(refused(&spoilt, &options(1)).starts_with(&format!("this is packed with {compression} and ")));
    }
}

#[test]
fn what_cannot_be_read_to_its_end_is_refused_on_any_number_of_threads() {
    struct Broken(usize);
    impl Read for Broken {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            match self.0 {
                1..20 => {
                    to.fill(b'\n');
                    to[..4].copy_from_slice(if self.0 == 1 { b"memb" } else { b"er,b" });
                    to.iter_mut().skip(4).zip(b"ody\n").for_each(|(to, byte)| *to = *byte);
                    Ok(to.len())
                }
                _ => Err(std::io::Error::other("the disk is gone")),
            }
        }
    }
    for threads in [1, 2, 8] {
        let read = super::read("x", Broken(0), &options(threads), &|_| {});
        assert_eq!(read.map(|_| ()).expect_err("an error").to_string(), "this cannot be read: the disk is gone");
    }
}

/// One row a seat, by the other door.
fn by_import(table: &str, options: &Options) -> Vec<(String, String, Extent)> {
    let options = import::Options { as_of: options.as_of.clone(), ends: options.ends, ..import::Options::default() };
    let imported = import(InputFormat::Table, &[Text { name: "table.csv", bytes: table.as_bytes() }], &options);
    let dataset = imported.dataset;
    let sources: Vec<_> = dataset.sources.iter().filter_map(govgraph_model::Source::attests).collect();
    let names: HashMap<&str, &str> =
        dataset.persons.iter().map(|person| (person.id.value.as_str(), person.name.as_str())).collect();
    let mut seats = Vec::new();
    for body in &dataset.bodies {
        for seat in &body.seats {
            let person = seat.holder.person.as_ref().map(|person| names[person.value.as_str()]).unwrap_or_default();
            let period = seat.during.as_ref().map_or(&govgraph_model::Period::UNKNOWN, |during| &during.value);
            seats.push((body.name.clone(), person.to_string(), period.extent(sources.iter().copied())));
        }
    }
    seats.sort_by_key(|seat| format!("{seat:?}"));
    seats.dedup();
    seats
}

fn by_this_door(table: &str, options: &Options, block: usize) -> Vec<(String, String, Extent)> {
    let read = told(table.as_bytes(), options, block).expect("a table");
    let text = |id: Vec<u8>| String::from_utf8(id).expect("text");
    let extents = read.extents.iter().flatten().copied();
    let mut seats: Vec<_> =
        called(&read).into_iter().zip(extents).map(|((body, member), at)| (text(body), text(member), at)).collect();
    assert_eq!(seats.len() as u64, read.report.rows);
    seats.sort_by_key(|seat| format!("{seat:?}"));
    seats.dedup();
    seats
}

#[test]
fn dates_are_told_where_they_cannot_be_read() {
    let table = "member,body,start,end\nAnn,A,31/03/2010,01/02/2009\nBo,A,someday,\nAnn,B,someday,31/12/2011\nCy,B\nDi,B,,2010\n";
    let options = Options { dates: true, ..Options::default() };
    let read = told(table.as_bytes(), &options, 16).expect("a table");
    assert_eq!((read.report.rows, read.report.left_out(), read.report.read_otherwise()), (5, 0, 3));
    assert_eq!(
        bad(&read),
        [
            "2 × UnreadableDate: 3 `someday` is not a date; write `2010-03-31`, `2010-03`, `201…",
            "1 × EndsBeforeStart: 2 2010-03-31 to 2009-02-01",
        ]
    );
    assert_eq!(
        read.report.choices[2..],
        [
            "of what date table.csv speaks is not known: --as-of DATE says it",
            "an end date is the last day; --ends excluded takes it for the first day after",
            "in dates like 31/03/2010 the day comes first",
        ]
    );
    assert_eq!(read.extents.concat()[3], Extent::UNKNOWN);
    let none = told(table.as_bytes(), &Options::default(), 16).expect("a table");
    assert!(none.extents.is_empty() && none.report.bad.is_empty());
}

fn date() -> impl Strategy<Value = &'static str> {
    prop::sample::select(
        &[
            "",
            "2009",
            "2010-03",
            "2010-04-01",
            "2010-04-01T10:00:00",
            "31/03/2010",
            "1/4/2009",
            "04/30/2009",
            "x",
            "2010-00-00",
        ][..],
    )
}

/// Texts of cells, some that look like numbers and some that need quotes.
fn cell() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => (0..30_u32).prop_map(|n| n.to_string().into_bytes()),
        1 => any::<u32>().prop_map(|n| n.to_string().into_bytes()),
        1 => prop::sample::select(&["07", "7", "", "a b", "p12345678901", "p123456789012", "12345678", "123456789"][..])
            .prop_map(|text| text.as_bytes().to_vec()),
        2 => prop::collection::vec(prop::sample::select(&b"a\0,;\"\n\r\xc3\xab\xff9"[..]), 0..40),
    ]
}

fn quoted(cell: &[u8]) -> Vec<u8> {
    let doubled = cell.iter().flat_map(|byte| if *byte == b'"' { vec![b'"', b'"'] } else { vec![*byte] });
    [b"\"".to_vec(), doubled.collect(), b"\"".to_vec()].concat()
}

fn written(cell: &[u8], quotes: bool, delimiter: u8) -> Vec<u8> {
    let needs = cell.iter().any(|byte| [delimiter, b'"', b'\n', b'\r', b' '].contains(byte));
    if quotes || needs { quoted(cell) } else { cell.to_vec() }
}

/// Ids by number as the page on tables has it, told by looking at all ids first.
fn numbered(ids: &[&[u8]]) -> Vec<u32> {
    let value = |id: &&[u8]| {
        let text = std::str::from_utf8(id).ok()?;
        text.parse::<u32>().ok().filter(|value| value.to_string() == text)
    };
    match ids.iter().map(value).collect::<Option<Vec<u32>>>() {
        Some(values) if values.iter().all(|value| u64::from(*value) < 4 * values.len() as u64) => values,
        Some(values) => {
            let mut sorted = values.clone();
            sorted.sort_unstable();
            sorted.dedup();
            values.iter().filter_map(|value| sorted.binary_search(value).ok()).map(|at| at as u32).collect()
        }
        None => {
            let mut first: Vec<&[u8]> = Vec::new();
            let number = |id| match first.iter().position(|known| *known == id) {
                Some(at) => at as u32,
                None => {
                    first.push(id);
                    first.len() as u32 - 1
                }
            };
            ids.iter().copied().map(number).collect()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The crate `csv` and a search for each id say the same, wherever blocks end and on any number of threads.
    #[test]
    fn rows_with_right_quotes_are_read_as_others_read_them(
        rows in prop::collection::vec((cell(), cell(), cell(), any::<[bool; 4]>()), 0..60),
        delimiter in prop::sample::select(&b",;\t|"[..]),
        order in 0..3_usize,
        block in prop::sample::select(&[1_usize, 3, 16, 100, 1 << 20][..]),
        threads in prop::sample::select(&[1_usize, 2, 8][..]),
        ends_in_a_line in any::<bool>(),
    ) {
        let headers: [[&str; 3]; 3] = [["member", "body", "x"], ["x", "body", "member"], ["body", "x", "member"]];
        let mut table: Vec<u8> = headers[order].join(&(delimiter as char).to_string()).into_bytes();
        for (a, b, c, [quotes, crlf, blank, last]) in &rows {
            table.extend(if *crlf { &b"\r\n"[..] } else { b"\n" });
            if *blank {
                table.extend(b"\n");
            }
            let cells = [a, b, c].map(|cell| written(cell, *quotes, delimiter));
            table.extend(cells.join(&delimiter));
            if *last {
                // A cell that is not there but blank is none too many.
                table.push(delimiter);
            }
        }
        if ends_in_a_line {
            table.push(b'\n');
        }
        let at = |name: &str| headers[order].iter().position(|header| *header == name).unwrap_or(0);
        let mut expected = Vec::new();
        let reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(table.as_slice()).into_byte_records();
        let mut empty = 0;
        for record in reader {
            let record = record.expect("a row");
            let (body, member) = (record.get(at("body")).unwrap_or_default(), record.get(at("member")).unwrap_or_default());
            match body.is_empty() || member.is_empty() {
                true => empty += 1,
                false => expected.push((body.to_vec(), member.to_vec())),
            }
        }
        let columns = Columns { member: Some("member".into()), body: Some("body".into()), ..Columns::default() };
        let options = Options { columns, ..options(threads) };
        // The delimiter is a guess that a wild table can mislead, so it is told here.
        let read = read_with(table.as_slice(), &options, delimiter, Size { block, quoted: 1 << 20 }).expect("a table");
        prop_assert_eq!(read.report.left_out(), empty);
        let bodies: Vec<&[u8]> = expected.iter().map(|(body, _)| body.as_slice()).collect();
        let members: Vec<&[u8]> = expected.iter().map(|(_, member)| member.as_slice()).collect();
        let numbers: Vec<(u32, u32)> = numbered(&bodies).into_iter().zip(numbered(&members)).collect();
        prop_assert_eq!(read.pairs.concat(), numbers);
        prop_assert_eq!(called(&read), expected);
    }

    /// However wild the bytes are, the number of threads and the size of blocks make no difference, and nothing is lost.
    #[test]
    fn wild_bytes_are_read_alike_in_any_blocks(
        bytes in prop::collection::vec(prop::sample::select(&b"\"\"\n\n,, \r1a7"[..]), 0..300),
        threads in prop::sample::select(&[1_usize, 2, 8][..]),
        block in 1..80_usize,
    ) {
        let table = [b"member,body\n".to_vec(), bytes].concat();
        let size = |block| Size { block, quoted: 64 };
        let whole = read_with(table.as_slice(), &options(1), b',', size(1 << 20)).expect("a table");
        let parts = read_with(table.as_slice(), &options(threads), b',', size(block)).expect("a table");
        prop_assert_eq!(called(&whole), called(&parts));
        prop_assert_eq!(whole.pairs.concat(), parts.pairs.concat());
        prop_assert_eq!(whole.report.bad, parts.report.bad);
    }

    /// An importer says the same of members, bodies and dates.
    #[test]
    fn both_doors_read_the_same_of_plain_tables(
        rows in prop::collection::vec((0..5_u8, 0..4_u8, date(), date()), 1..20),
        as_of in prop::sample::select(&[None, Some("2010"), Some("2009-06-30")][..]),
        ends in prop::sample::select(&[None, Some(Ends::Included), Some(Ends::Excluded)][..]),
        block in prop::sample::select(&[1_usize, 40, 1 << 20][..]),
    ) {
        let mut table = "member,body,start,end\n".to_string();
        for (member, body, since, until) in &rows {
            table.push_str(&format!("person {member},board {body},{since},{until}\n"));
        }
        let as_of = as_of.and_then(|date| date.parse().ok());
        let options = Options { dates: true, as_of, ends, ..Options::default() };
        prop_assert_eq!(by_this_door(&table, &options, block), by_import(&table, &options));
    }
}
