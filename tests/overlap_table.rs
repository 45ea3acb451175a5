//! Overlap in a table that goes straight to numbers: the same pairs as of records, whole files or none, in every form.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::Value;

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

const COMMITTEES: &str = "tests/fixtures/overlap/committees.csv";
const COLUMNS: [&str; 4] = ["--member", "councillor", "--body", "committee"];

fn overlap(table: &str, more: &[&str]) -> Output {
    govgraph(&[&["overlap", table][..], &COLUMNS, more].concat())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What is printed; fails if the question is not answered.
fn answer(table: &str, more: &[&str]) -> String {
    let output = overlap(table, more);
    assert!(output.status.success(), "{more:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// What is complained of.
fn complaint(table: &str, more: &[&str]) -> String {
    let output = overlap(table, more);
    assert_eq!(output.status.code(), Some(2), "{more:?}: {}", text(&output.stdout));
    assert!(output.stdout.is_empty(), "{more:?}");
    text(&output.stderr)
}

/// The rows of CSV, sorted.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_string).collect()).collect();
    rows.sort();
    rows
}

fn written(folder: &Path, name: &str, content: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path.to_string_lossy().into_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A table with some thousands of bodies, the same each time.
fn large() -> String {
    let mut table = "councillor,committee\n".to_string();
    let mut state = 7u64;
    for _ in 0..30_000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (member, body) = ((state >> 40) % 9000, (state >> 20) % 7000);
        table += &format!("p{member},b{body}\n");
    }
    table
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_doors_find_the_same_pairs(
        memberships in prop::collection::vec((0..9u32, 0..6u32), 0..40),
        least in 1..4u32,
    ) {
        let folder = tempdir("doors");
        let mut table = "councillor,committee\n".to_string();
        memberships.iter().for_each(|(member, body)| table += &format!("p{member},b{body}\n"));
        let table = written(&folder, "doors.csv", &table);
        let least = least.to_string();
        let of_table = answer(&table, &["--format", "csv", "--least", &least]);
        let of_table: BTreeSet<(String, String, String, String, String)> = rows(&of_table).into_iter().map(|row| {
            let (a, b) = if row[0] < row[1] { (0, 1) } else { (1, 0) };
            (row[a].clone(), row[b].clone(), row[2].clone(), row[3 + a].clone(), row[3 + b].clone())
        }).collect();
        // What asks for records goes through the other door.
        let of_records = if memberships.is_empty() { String::new() } else {
            answer(&table, &["--format", "csv", "--least", &least, "--by", "person"])
        };
        let of_records: BTreeSet<(String, String, String, String, String)> = rows(&of_records).into_iter().map(|row| {
            (row[1].clone(), row[6].clone(), row[10].clone(), row[3].clone(), row[8].clone())
        }).collect();
        prop_assert_eq!(of_table, of_records);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn at_a_date_and_at_one_time_are_what_trying_every_day_shows(
        terms in prop::collection::vec((0..5u32, 0..4u32, 1..20u32, prop::option::of(0..9u32)), 1..25),
        at in 1..29u32,
    ) {
        let folder = tempdir("dates");
        let mut table = "councillor,committee,from,until\n".to_string();
        for (member, body, start, length) in &terms {
            let end = length.map(|length| format!("2020-01-{:02}", start + length)).unwrap_or_default();
            table += &format!("p{member},b{body},2020-01-{start:02},{end}\n");
        }
        let table = written(&folder, "dates.csv", &table);
        // An end that is not told may be any day from the start on.
        let days = |member: u32, body: u32| -> BTreeSet<u32> {
            let of = terms.iter().filter(|term| (term.0, term.1) == (member, body));
            of.flat_map(|(_, _, start, length)| *start..=length.map_or(40, |length| start + length)).collect()
        };
        let expected = |is_shared: &dyn Fn(u32, u32, u32) -> bool, is_member: &dyn Fn(u32, u32) -> bool| {
            let mut rows = Vec::new();
            for a in 0..4 {
                for b in a + 1..4 {
                    let shared = (0..5).filter(|member| is_shared(*member, a, b)).count();
                    if shared > 0 {
                        let size = |body: u32| (0..5).filter(|member| is_member(*member, body)).count().to_string();
                        rows.push((format!("b{a}"), format!("b{b}"), shared.to_string(), size(a), size(b)));
                    }
                }
            }
            rows
        };
        let found = |more: &[&str]| {
            let columns = ["--format", "csv", "--columns", "body_a,body_b,shared,members_a,members_b,certain"];
            let mut found: Vec<_> = rows(&answer(&table, &[&columns[..], more].concat())).into_iter().map(|row| {
                let (a, b) = if row[0] < row[1] { (0, 1) } else { (1, 0) };
                if terms.iter().all(|term| term.3.is_some()) {
                    assert_eq!(row[2], row[5], "where every day is told, all of it is certain");
                }
                (row[a].clone(), row[b].clone(), row[2].clone(), row[3 + a].clone(), row[3 + b].clone())
            }).collect();
            found.sort();
            found
        };
        let one_time = expected(
            &|member, a, b| !days(member, a).is_disjoint(&days(member, b)),
            &|member, body| !days(member, body).is_empty(),
        );
        prop_assert_eq!(found(&["--in-shared-time"]), one_time);
        let is_there = |member, body| days(member, body).contains(&at);
        let at_date = expected(&|member, a, b| is_there(member, a) && is_there(member, b), &is_there);
        prop_assert_eq!(found(&["--at", &format!("2020-01-{at:02}")]), at_date);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn every_form_says_the_same_of_any_ids(
        memberships in prop::collection::vec(("[a-c ,;\"'=+@é-]{1,4}", "[a-b,\"\n=@é|]{1,3}"), 1..25),
    ) {
        let folder = tempdir("forms");
        let mut table = csv::Writer::from_writer(Vec::new());
        table.write_record(["councillor", "committee"]).unwrap();
        memberships.iter().for_each(|(member, body)| table.write_record([member, body]).unwrap());
        let table = written(&folder, "forms.csv", &String::from_utf8(table.into_inner().unwrap()).unwrap());
        let more = ["--weight", "--cosine", "0"];
        let csv = rows(&answer(&table, &[&more[..], &["--format", "csv"]].concat()));
        let columns = ["body_a", "body_b", "shared", "members_a", "members_b", "jaccard", "a_in_b", "b_in_a", "cosine", "weight"];
        let cells = |row: &Value| -> Vec<String> {
            columns.iter().enumerate().map(|(at, column)| match &row[column] {
                // CSV keeps a spreadsheet from taking an id for a formula.
                Value::String(id) => govgraph_render::table::unformula(id).into_owned(),
                Value::Number(number) if at >= 5 => {
                    format!("{:.*}", if *column == "weight" { 3 } else { 4 }, number.as_f64().unwrap())
                }
                number => number.to_string(),
            }).collect()
        };
        let lines = answer(&table, &[&more[..], &["--format", "jsonl"]].concat());
        let mut jsonl: Vec<Vec<String>> =
            lines.lines().map(|line| cells(&serde_json::from_str(line).unwrap())).collect();
        jsonl.sort();
        prop_assert_eq!(&jsonl, &csv);
        let document: Value = serde_json::from_str(&answer(&table, &[&more[..], &["--format", "json"]].concat())).unwrap();
        let mut json: Vec<Vec<String>> =
            document["rows"].as_array().unwrap().iter().map(cells).collect();
        json.sort();
        prop_assert_eq!(&json, &csv);
        for row in document["rows"].as_array().unwrap() {
            prop_assert_eq!(row["shared"].as_u64().unwrap(), row["shared_members"].as_array().unwrap().len() as u64);
        }
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let folder = tempdir("threads");
    let table = written(&folder, "large.csv", &large());
    for more in [
        &["--format", "csv", "--least", "2"][..],
        &["--format", "jsonl", "--weight", "--cosine", "0.2"],
        &["--format", "csv", "--top", "50", "--rank", "jaccard"],
        &["--format", "csv", "--sort", "--least", "2", "--rank", "cosine"],
        &["--of", "b1,b2,b3", "--format", "csv"],
        &["--each", "1", "--format", "csv"],
        &["--top", "5"],
    ] {
        let with = |threads: &str| answer(&table, &[more, &["--threads", threads]].concat());
        let one = with("1");
        assert!(one.lines().count() > 3, "{more:?}: {one}");
        assert_eq!(one, with("2"), "{more:?}");
        assert_eq!(one, with("8"), "{more:?}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_first_of_each_body_are_the_first_of_its_pairs() {
    let folder = tempdir("each");
    let table = written(&folder, "large.csv", &large());
    let columns = ["--format", "csv", "--columns", "body_a,body_b,jaccard"];
    let each = answer(&table, &[&columns[..], &["--each", "2", "--rank", "jaccard", "--least", "2"]].concat());
    let each: Vec<Vec<&str>> = each.lines().skip(1).map(|line| line.split(',').collect()).collect();
    for body in ["b1", "b77", "b4321"] {
        let first = answer(
            &table,
            &[&columns[..], &["--of", body, "--top", "2", "--rank", "jaccard", "--least", "2"]].concat(),
        );
        let first: Vec<Vec<&str>> = first.lines().skip(1).map(|line| line.split(',').collect()).collect();
        let of_each: Vec<Vec<&str>> = each.iter().filter(|row| row[0] == body).cloned().collect();
        assert_eq!(of_each, first, "{body}");
    }
    assert!(each.len() > 100);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn sorting_and_the_first_say_what_all_pairs_say() {
    let folder = tempdir("sorted");
    let table = written(&folder, "large.csv", &large());
    let all = answer(&table, &["--format", "csv", "--least", "2"]);
    let sorted = answer(&table, &["--format", "csv", "--least", "2", "--sort"]);
    assert_eq!(rows(&all), rows(&sorted));
    let first = answer(&table, &["--format", "csv", "--least", "2", "--top", "25"]);
    let lines = sorted.lines().take(26).collect::<Vec<_>>();
    assert_eq!(first.lines().collect::<Vec<_>>(), lines);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_table_is_the_same_packed_or_piped() {
    let plain = answer(COMMITTEES, &["--format", "csv"]);
    assert_eq!(plain, answer("tests/fixtures/overlap/committees.csv.gz", &["--format", "csv"]));
    assert_eq!(plain, answer("tests/fixtures/overlap/committees.csv.zst", &["--format", "csv"]));
    for name in ["committees.csv", "committees.csv.gz"] {
        let output = Command::new(env!("CARGO_BIN_EXE_govgraph"))
            .args([&["overlap", "-"][..], &COLUMNS, &["--format", "csv"]].concat())
            .stdin(File::open(path("tests/fixtures/overlap").join(name)).unwrap())
            .output()
            .unwrap();
        assert_eq!(text(&output.stdout), plain, "{name}: {}", text(&output.stderr));
    }
}

#[test]
fn a_file_has_the_form_of_its_extension_and_says_what_is_printed() {
    let folder = tempdir("overlap-files");
    for name in ["a.csv", "a.jsonl", "a.json", "a.md", "a.txt"] {
        let file = folder.join(name).to_string_lossy().into_owned();
        assert_eq!(answer(COMMITTEES, &["-o", &file]), "");
        let form = match name.split_once('.').unwrap().1 {
            "md" => "markdown",
            "txt" => "table",
            form => form,
        };
        assert_eq!(fs::read_to_string(&file).unwrap(), answer(COMMITTEES, &["--format", form]), "{name}");
    }
    assert_eq!(names(&folder), ["a.csv", "a.json", "a.jsonl", "a.md", "a.txt"], "no part of a file is left");
    fs::remove_dir_all(folder).unwrap();
}

/// Pairs are a table too: who is told as one of them is a member of what is told as the other.
#[cfg(feature = "parquet")]
#[test]
fn parquet_has_the_pairs_that_csv_has_and_is_read_again() {
    let folder = tempdir("overlap-parquet");
    let pairs = |name: &str| {
        let file = folder.join(name).to_string_lossy().into_owned();
        answer(COMMITTEES, &["-o", &file, "--weight", "--cosine", "0"]);
        let columns = ["--member", "body_a", "--body", "body_b", "--format", "csv"];
        let output = govgraph(&[&["overlap", &file][..], &columns].concat());
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let csv = pairs("pairs.csv");
    assert!(csv.lines().count() > 2, "{csv}");
    assert_eq!(pairs("pairs.parquet"), csv);
    assert_eq!(names(&folder), ["pairs.csv", "pairs.parquet"]);
    let refused = govgraph(&["overlap", &folder.join("pairs.parquet").to_string_lossy(), "--by", "person"]);
    assert_eq!(refused.status.code(), Some(2));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn ids_that_are_no_text_keep_their_bytes() {
    let folder = tempdir("bytes");
    let file = folder.join("bytes.csv");
    let mut table = b"councillor,committee\np1,caf\xff\np1,plain\n".to_vec();
    // Enough of other letters that the whole table is not taken for Windows-1252.
    for number in 0..9 {
        table.extend_from_slice(format!("\u{e9}{number},plain\n").as_bytes());
    }
    fs::write(&file, table).unwrap();
    let file = file.to_string_lossy().into_owned();
    let csv = overlap(&file, &["--format", "csv", "--columns", "body_a,body_b,shared"]);
    assert_eq!(csv.stdout, b"body_a,body_b,shared\ncaf\xff,plain,1\n");
    let json: Value = serde_json::from_str(&answer(&file, &["--format", "jsonl"])).unwrap();
    assert_eq!((json["body_a"].as_str(), json["body_a_bytes"].as_str()), (Some("caf\u{fffd}"), Some("636166ff")));
    assert!(json.get("body_b_bytes").is_none());
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn no_id_reaches_a_terminal_as_a_command_or_a_spreadsheet_as_a_formula() {
    let folder = tempdir("overlap-hostile");
    let table = written(
        &folder,
        "hostile.csv",
        "councillor,committee\n\u{1b}[31m\u{202e}Ann,=SUM(A1)\n\u{1b}[31m\u{202e}Ann,\u{1b}[31mRed\n",
    );
    let shown = answer(&table, &[]);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    let csv = answer(&table, &["--format", "csv"]);
    assert!(csv.lines().nth(1).unwrap().starts_with("'=SUM(A1),"), "{csv}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn everything_wrong_is_told_at_once_with_what_was_meant() {
    for (more, said) in [
        (&["--of", "Planing,Audit,Licencing"][..], "no body is called `Planing` — did you mean `Planning`?"),
        (&["--of", "Planing,Audit,Licencing"], "no body is called `Licencing` — did you mean `Licensing`?"),
        (&["--of", "Audit", "--with", "Helth"], "no body is called `Helth` — did you mean `Health`?"),
        (
            &["--format", "csv", "--columns", "body_a,bodyb,jacard"],
            "no column is called `bodyb` — did you mean `body_b`?",
        ),
        (
            &["--format", "csv", "--columns", "body_a,bodyb,jacard"],
            "no column is called `jacard` — did you mean `jaccard`?",
        ),
        (&["--columns", "body_a"], "--columns is for CSV"),
        (&["--format", "csv", "--rank", "jaccard"], "add --top N"),
        (&["--with", "Audit"], "--of"),
        (&["--each", "2", "--top", "3"], "cannot be used with"),
        (&["--in-shared-time", "--rank", "weight"], "leave out one of them"),
        (&["--format", "csv", "--columns", "certain"], "--in-shared-time"),
        (&["--jaccard", "1.5"], "is no part of a whole"),
        (&["--threads", "0"], "--threads"),
        (&["--format", "parquet"], if cfg!(feature = "parquet") { "-o pairs.parquet" } else { "--features parquet" }),
        (&["--of", "@no/such/file"], "cannot read the bodies in `no/such/file`"),
        (&["-o", "no/such/folder/pairs.csv"], "cannot write `no/such/folder/pairs.csv`"),
        (&["--at", "2020", "--in-shared-time"], "cannot be used with"),
    ] {
        let complaint = complaint(COMMITTEES, more);
        assert!(complaint.contains(said), "{more:?}: {complaint}");
    }
    let wrong = govgraph(&["overlap", COMMITTEES, "--member", "councilor", "--body", "comittee"]);
    let wrong = (wrong.status.code(), text(&wrong.stderr));
    assert!(wrong.0 == Some(2) && wrong.1.contains("`councilor`"), "{}", wrong.1);
    let packed = complaint("tests/fixtures/overlap/committees.csv.gz", &["--by", "person", "--sources"]);
    assert!(packed.contains("is packed") && packed.contains("--by and --sources ask for"), "{packed}");
}

#[test]
fn bad_rows_are_counted_with_their_lines_and_strict_refuses_them() {
    let table = "tests/fixtures/overlap/bad-rows.csv";
    let output = overlap(table, &["--format", "csv"]);
    let said = text(&output.stderr);
    assert!(output.status.success() && said.contains("2 left out"), "{said}");
    for line in [format!("{table}:4: ,Audit"), format!("{table}:6: Dee")] {
        assert!(said.contains(&line), "{line} in {said}");
    }
    assert!(answer(table, &[]).contains("2 rows could not be read"));
    let folder = tempdir("strict");
    let file = folder.join("pairs.csv").to_string_lossy().into_owned();
    let strict = complaint(table, &["--strict", "-o", &file]);
    assert!(strict.contains(&format!("{table}:4: ,Audit")) && strict.contains("--strict"), "{strict}");
    assert!(names(&folder).is_empty());
    assert_eq!(overlap(COMMITTEES, &["--strict"]).status.code(), Some(0));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn whoever_stops_reading_is_no_error_and_a_full_disk_is_one() {
    let folder = tempdir("overlap-pipe");
    let table = written(&folder, "large.csv", &large());
    let command = |out: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govgraph"));
        command.args([&["overlap", &table][..], &COLUMNS, &["--format", "csv"]].concat());
        command.stdout(out).stderr(Stdio::piped()).spawn().unwrap()
    };
    let mut child = command(Stdio::piped());
    drop(child.stdout.take());
    assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
    if let Ok(full) = File::options().write(true).open("/dev/full") {
        let output = command(full.into()).wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Waits until something holds; fails if it never does.
fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_no_half_written_file_and_the_old_one_as_it_was() {
    let folder = tempdir("interrupt");
    let file: PathBuf = folder.join("pairs.csv");
    fs::write(&file, "what was there\n").unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_govgraph"))
        .args([&["overlap", "-"][..], &COLUMNS, &["-o", &file.to_string_lossy()]].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"councillor,committee\nAnn,Audit\nAnn,Planning\n").unwrap();
    wait_for("the file is begun beside its place", || names(&folder).len() == 2);
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    wait_for("the run ends, though its input goes on", || child.try_wait().unwrap().is_some());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), text(&output.stdout), text(&output.stderr)),
        (Some(130), String::new(), String::new())
    );
    assert_eq!(names(&folder), ["pairs.csv"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), "what was there\n");
    fs::remove_dir_all(folder).unwrap();
}
