//! Broken input: everything wrong is said at once, with its line, and nothing panics.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::load::{govgraph, path};

fn fixtures() -> Vec<String> {
    let entries = fs::read_dir(path("tests/fixtures/invalid")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    names
}

/// What is said of every broken input, in one file that can be read from top to bottom.
#[test]
fn every_broken_input_is_told_with_its_line() {
    let mut told = String::new();
    let names = fixtures();
    assert!(names.len() >= 40);
    for name in &names {
        let data = format!("tests/fixtures/invalid/{name}");
        let output = govgraph(&["check", &data, "--format", "short"]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.stderr.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let code = output.status.code().unwrap();
        assert!((0..=2).contains(&code), "{name}: {code}");
        let (findings, summary) = text.trim_end().rsplit_once('\n').unwrap_or(("", text.trim_end()));
        assert!(!findings.is_empty(), "{name}: nothing was found");
        assert_eq!(code == 0, summary.contains("no errors"), "{name}: {summary}");
        // Only of a folder that is no dataset there is no line to tell.
        let has_place = |line: &str| line.starts_with(&data) || line.contains("[no-dataset]");
        assert!(findings.lines().all(has_place), "{name}: {findings}");
        writeln!(told, "$ govgraph check {name}   → {code}").unwrap();
        for line in findings.lines() {
            writeln!(told, "{}", line.replace("tests/fixtures/invalid/", "")).unwrap();
        }
        told.push('\n');
    }
    expect_test::expect_file!["fixtures/invalid.txt"].assert_eq(&told);
}

#[test]
fn a_question_to_broken_records_is_refused_with_code_2_and_leaves_no_file() {
    let folder = tempdir("refused");
    for name in fixtures() {
        let data = format!("tests/fixtures/invalid/{name}");
        let is_usable = govgraph(&["check", &data]).status.success();
        let chart = folder.join(format!("{name}.svg"));
        let table = folder.join(format!("{name}.csv"));
        let drawn = govgraph(&["draw", &data, "-o", &chart.to_string_lossy()]);
        let asked = govgraph(&["overlap", &data, "-o", &table.to_string_lossy()]);
        for (output, file) in [(drawn, &chart), (asked, &table)] {
            assert_eq!(output.status.code(), Some(if is_usable { 0 } else { 2 }), "{name}");
            assert_eq!(file.exists(), is_usable, "{name}");
            assert_eq!(output.stderr.is_empty(), is_usable, "{name}");
        }
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn inputs_made_to_exhaust_the_reader_end_soon_and_small() {
    let nested = |open: &str| open.repeat(10_000_000 / open.len()).into_bytes();
    let mut deep = b"bodies:\n".to_vec();
    for depth in 1..3_000 {
        deep.extend_from_slice(" ".repeat(2 * depth).as_bytes());
        deep.extend_from_slice(b"a:\n");
    }
    let wide = format!("bodies:\n{}", "  - x\n".repeat(1_000_000)).into_bytes();
    for (what, bytes) in [
        ("brackets", nested("[")),
        ("braces", nested("{a: ")),
        ("dashes", nested("- ")),
        ("quotes", nested("\"\\\"")),
        ("keys", nested("a: {? ")),
        ("deep", deep),
        ("wide", wide),
        ("zeros", vec![0; 10_000_000]),
        ("no utf-8", vec![0xff; 10_000_000]),
    ] {
        let (output, text) = within_memory(&bytes);
        assert!(matches!(output, Some(1 | 2)), "{what}: {output:?} {text}");
        assert!(text.contains("<stdin>:"), "{what}: {text}");
        assert!(!text.contains("panicked"), "{what}: {text}");
    }
}

/// Checks standard input with an address space of 2 GiB, where the system can limit it.
fn within_memory(bytes: &[u8]) -> (Option<i32>, String) {
    let binary = env!("CARGO_BIN_EXE_govgraph");
    let mut command = if cfg!(target_os = "linux") {
        let mut shell = Command::new("sh");
        shell.args(["-c", "ulimit -v 2097152; exec \"$0\" check - --format short", binary]);
        shell
    } else {
        let mut plain = Command::new(binary);
        plain.args(["check", "-", "--format", "short"]);
        plain
    };
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || {
        // Whoever has seen enough may stop reading.
        let _ = stdin.write_all(&bytes);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code(), text)
}

pub(crate) fn tempdir(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("govgraph-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    folder
}
