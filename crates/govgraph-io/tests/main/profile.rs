//! The strict profile of YAML, rule by rule: what is refused, and what is not.

use crate::{codes, lines, read_one};

fn found(text: &str) -> Vec<String> {
    codes(&read_one("a.yaml", text))
}

const NOTHING: [&str; 0] = [];

#[test]
fn every_value_is_text_until_its_key_says_otherwise() {
    let text = "bodies:\n  no: { name: 2010.10, short: no, kind: board, seats: [{ described: ~, elected: no, vacant: yes }] }\n";
    let read = read_one("a.yaml", text);
    assert_eq!(lines(&read), Vec::<String>::new());
    let body = &read.dataset.bodies[0];
    assert_eq!((body.id.as_str(), body.name.as_str(), body.short.as_deref()), ("no", "2010.10", Some("no")));
    assert_eq!(body.seats[0].holder.described.as_deref(), Some("~"));
    assert_eq!(body.seats[0].elected.as_ref().map(|elected| elected.is), Some(govgraph_model::Tri::No));
}

#[test]
fn indentation_counts_where_it_means_something() {
    assert_eq!(found("bodies:\n   a:\n     name: A\n"), ["odd-indent:2"]);
    assert_eq!(found("bodies:\n  a: { name: A,\n       kind: board }\n"), NOTHING, "in brackets it means nothing");
    assert_eq!(found("description: >-\n   three\n   spaces\ntitle: a\n"), NOTHING, "nor in a block of text");
    assert_eq!(found("description: |\n  a\n\n\n    b\n\ttab\n"), ["tab:6"]);
    assert_eq!(found("   # a comment\n\t\ntitle: a\n"), NOTHING, "nor before a comment, nor on a blank line");
    assert_eq!(found("bodies:\n\ta: { name: A }\n"), ["tab:2"]);
    assert_eq!(found("bodies: { a: {\n\tname: A } }\n"), ["tab:2"]);
}

#[test]
fn a_comment_keeps_its_distance() {
    assert_eq!(found("title: Board # 2\n"), ["tight-comment:1"]);
    assert_eq!(found("title: Board  # 2\n"), NOTHING);
    assert_eq!(found("title: Board#2\n"), NOTHING, "that is text");
    assert_eq!(found("title: 'Board'#2\n"), ["tight-comment:1"]);
    assert_eq!(found("events: [ # first\n  ]\n"), ["tight-comment:1"]);
    assert_eq!(found("description: |  # a text\n  a # b\n"), NOTHING);
    assert_eq!(found("# one\n  # two\ntitle: a\n# three\n"), NOTHING);
}

#[test]
fn text_stays_on_its_line() {
    assert_eq!(found("title: a\n  b\n"), ["multi-line-text:1"]);
    assert_eq!(found("title: 'a\n  b'\n"), ["multi-line-text:1"]);
    assert_eq!(found("title: >-\n  a\n  b\n"), NOTHING);
}

#[test]
fn features_that_surprise_are_refused_one_by_one() {
    assert_eq!(found("title: &a x\nlicence: *a\n"), ["yaml-feature:1", "yaml-feature:2"]);
    assert_eq!(found("title: *a\nlicence: *b\n"), ["yaml-feature:1", "yaml-feature:2"]);
    assert_eq!(found("title: !!str x\n"), ["yaml-feature:1"]);
    assert_eq!(found("title: !u!x x\n"), ["yaml-feature:1"]);
    assert_eq!(found("<<: { title: x }\n"), ["yaml-feature:1"]);
    assert_eq!(found("---\ntitle: x\n...\n"), NOTHING, "the marks of a single document are harmless");
    assert_eq!(found("title: x\n---\ntitle: y\n"), ["yaml-feature:2"]);
    assert_eq!(found("%TAG ! x\n---\ntitle: y\n"), ["yaml-feature:1"]);
}

#[test]
fn a_repeated_key_is_shown_with_its_first_place() {
    let read = read_one("a.yaml", "title: a\nlicence: b\ntitle: c\n");
    assert_eq!(codes(&read), ["duplicate-key:3"]);
    assert_eq!(read.findings[0].labels.len(), 2);
    assert_eq!(read.dataset.files.place(read.findings[0].labels[1].origin).map(|place| place.line), Some(1));
    assert_eq!(read.dataset.title.as_deref(), Some("a"));
}

#[test]
fn a_key_that_is_no_text_is_refused_with_its_value() {
    assert_eq!(found("[a]: b\ntitle: c\n"), ["wrong-type:1"]);
    assert_eq!(found("{ a: b }: { c: d }\n"), ["wrong-type:1"]);
    assert_eq!(found(": a\n"), ["wrong-type:1"]);
    assert_eq!(found("? title\n: a\n"), NOTHING);
}

#[test]
fn byte_order_marks_and_carriage_returns_change_nothing() {
    let plain = read_one("a.yaml", "bodies:\n  a: { name: A }\n");
    let other = read_one("a.yaml", "\u{feff}bodies:\r\n  a: { name: A }\r\n");
    assert_eq!((lines(&other), other.dataset), (Vec::new(), plain.dataset));
}

/// One line for each way in which a text can fail to be YAML.
#[test]
fn a_syntax_error_is_explained_where_it_begins() {
    let cases = [
        ("title: \"a\nlicence: b\n", "1:8: the quote `\"` that opens here is not closed on its line"),
        ("title: 'it's'\n", "1:12: `s'` stands behind a quoted text"),
        ("title: \"a\" b\n", "1:12: `b` stands behind a quoted text"),
        ("title: [a\nlicence: b\n", "1:8: the bracket `[` that opens here is not closed before `licence: b`"),
        ("title: [a\n", "1:8: the bracket `[` that opens here is not closed"),
        ("title: [a}\n", "1:8: the bracket `[` that opens here is closed by `}`"),
        ("title: ]\n", "1:8: this `]` closes nothing"),
        ("title: a: b\n", "1:9: there is a second colon in `title: a: b`"),
        ("title: a\n  licence: b\n", "2:10: `licence: b` is indented below a key that already has a value"),
        ("title: a\nlicence b\ntitle: c\n", "2:1: `licence b` is no key and no item of a list"),
        ("bodies:\n    a: 1\n  b: 2\n", "3:3: `b: 2` does not stand in line with what it belongs to"),
        ("events:\n  - a: 1\n  b: 2\n", "3:3: `b: 2` does not stand in line with what it belongs to"),
        ("title: [London] board\n", "1:17: `board` stands behind a value that is complete"),
        ("title: - a\n", "1:8: a list cannot begin here, at `- a`"),
        ("title: @a\n", "1:8: text cannot begin with `@`"),
        ("title: & Co\n", "1:8: text cannot begin with `&`"),
        ("title: ,a\n", "1:8: a value cannot begin with a comma"),
        ("title: \"\\q\"\n", "1:8: a backslash in `\"\\q\"` begins nothing that is known"),
        ("title: a  # b\n  c\n", "1:11: the comment `# b` stands in the middle of a text"),
        ("bodies: { a: { name: Board [2] } }\n", "1:28: a comma or a closing bracket is missing before `[2] } }`"),
        ("title: a\0b\n", "1:9: there is a zero byte here, which no text holds"),
    ];
    for (text, expected) in cases {
        let found = lines(&read_one("a.yaml", text));
        let expected = format!("a.yaml:{expected}");
        assert!(matches!(found.as_slice(), [only] if only.starts_with(&expected)), "{text:?}\n{expected}\n{found:#?}");
    }
}
