//! Input that nobody means well: it ends in findings, soon, without a panic.

use std::sync::LazyLock;
use std::time::Instant;

use govgraph_io::authored::{Layout, MAX_BYTES, Read, Text, read};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::{codes, datasets, read_one};

/// What holds of every answer.
fn check(read: &Read) -> Result<(), TestCaseError> {
    let files = &read.dataset.files;
    for finding in &read.findings {
        prop_assert!(!finding.message.is_empty() && !finding.message.contains('\n'), "{}", finding.message);
        for label in &finding.labels {
            let file = label.origin.file().and_then(|file| files.get(file)).expect("a file");
            let bytes = label.origin.bytes();
            prop_assert!(file.text().get(bytes.clone()).is_some(), "{bytes:?} of {} in {finding:?}", file.text().len());
        }
    }
    Ok(())
}

#[test]
fn ten_megabytes_of_brackets_end_at_once() {
    let started = Instant::now();
    for open in ["[", "{", "- ", "? ", "[{a: "] {
        let read = read_one("deep.yaml", open.repeat(10_000_000 / open.len()));
        let found = codes(&read);
        assert!(found.iter().any(|code| code == "too-large:1" || code == "syntax:1"), "{open} {found:?}");
        assert!(read.incomplete);
    }
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
}

#[test]
fn deep_indentation_is_refused() {
    let text: String = (0..2_000).map(|depth| format!("{}a:\n", "  ".repeat(depth))).collect();
    assert_eq!(codes(&read_one("deep.yaml", text)), ["too-large:33"]);
    assert_eq!(codes(&read_one("deep.yaml", "bodies: ".to_string() + &"[".repeat(40))), ["too-large:1"]);
}

#[test]
fn a_file_beyond_the_limit_is_not_even_looked_at() {
    let read = read_one("large.yaml", vec![b'#'; MAX_BYTES + 1]);
    assert_eq!(codes(&read), ["too-large:1"]);
}

#[test]
fn a_million_mistakes_are_counted_and_not_listed() {
    let text = "bodies:\n".to_string() + &"  a b: 1\n".repeat(200_000);
    let read = read_one("many.yaml", text);
    assert_eq!(read.findings.len(), 1_000);
    let last = read.findings.last().and_then(|finding| finding.help.clone());
    assert!(last.is_some_and(|help| help.contains("more findings in this file are not listed")));
}

#[test]
fn long_lines_and_long_words_take_linear_time() {
    let started = Instant::now();
    let long = "x".repeat(300_000);
    for text in [
        format!("title: {long}\n"),
        format!("{long}: 1\n"),
        format!("bodies: {{ {long}: {{ name: {long}, kind: {long}, exists: {long}, seats_declared: {long} }} }}\n"),
        format!("title: \"{long}\n"),
        format!("events: [{}]\n", "{ kind: x }, ".repeat(30_000)),
        "title: a # b\n".repeat(50_000),
        "\t\n".repeat(300_000),
        "#\n".repeat(300_000),
        "title: >-\n".to_string() + &"   a\n".repeat(100_000),
        "a: *b\n".repeat(60_000),
        "'".repeat(300_000),
        "\u{feff}".repeat(100_000),
        ": ".repeat(300_000),
        "a:\n".repeat(100_000),
    ] {
        let one = Instant::now();
        check(&read_one("long.yaml", &text)).expect("sound findings");
        check(&read_one("long.csv", &text)).expect("sound findings");
        assert!(one.elapsed().as_secs() < 20, "{:?} for {:?}…", one.elapsed(), &text[..20]);
    }
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

/// Names and texts of real files.
static LONDON: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let files = datasets::london().dataset.files;
    files.iter().map(|file| (file.name().to_string(), file.text().to_string())).collect()
});

/// Pieces that mean something in YAML, in CSV or in the format.
fn piece() -> impl Strategy<Value = String> {
    let pieces = vec![
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\n      - ",
        "\r\n",
        "\t",
        ":",
        ": ",
        ",",
        "- ",
        "#",
        " # ",
        "\"",
        "'",
        "[",
        "]",
        "{",
        "}",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "|\n",
        ">-\n",
        "? ",
        "~",
        "\\",
        "\0",
        "\u{feff}",
        "é",
        "bodies:",
        "sources:",
        "events:",
        "lcsp:",
        "name: ",
        "seats:",
        "items:",
        "of: ",
        "elected: ",
        "source: ",
        "paper p 1",
        "source: \"é p\"",
        "source: >-\n  é",
        "\"é\"\"\"",
        "exists: ",
        "2006/07",
        "01/04/2009",
        "[2009,2010]",
        "2..4",
        "yes",
        "body,of\n",
        "purpose: ",
        "govgraph: 1\n",
    ];
    prop_oneof![8 => select(pieces).prop_map(String::from), 1 => "\\PC{1,4}", 1 => "[a-z]{1,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), name in select(vec!["a.yaml", "a.csv"])) {
        check(&read_one(name, &bytes))?;
    }

    #[test]
    fn pieces_never_panic(pieces in proptest::collection::vec(piece(), 0..60), name in select(vec!["a.yaml", "govgraph.yaml", "a.csv"])) {
        let text = pieces.concat();
        check(&read([Text { name, bytes: text.as_bytes() }], Layout::Folder))?;
    }

    #[test]
    fn slips_in_real_data_never_panic(slips in proptest::collection::vec((any::<Index>(), 0..6usize, piece()), 1..6), which in any::<Index>()) {
        let (name, text) = which.get(LONDON.as_slice());
        let mut chars: Vec<char> = text.chars().collect();
        for (at, drop, piece) in slips {
            let at = at.index(chars.len());
            let end = (at + drop).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        let text: String = chars.into_iter().collect();
        check(&read([Text { name, bytes: text.as_bytes() }], Layout::Folder))?;
    }
}
