//! The broken inputs in `tests/fixtures/invalid`: what the reader finds in each, as `code:line`.
//!
//! Those without a finding are well written and say something impossible, which only building the graph notices.

use std::path::Path;

use govgraph_io::authored::Read;

use crate::{codes, datasets, lines, read_one};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/invalid");

/// Each fixture, and what is found in it, by file in a folder.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "alias-bomb.yaml",
        &[
            "yaml-feature:1",
            "wrong-type:1",
            "yaml-feature:2",
            "wrong-type:2",
            "yaml-feature:2",
            "yaml-feature:3",
            "wrong-type:3",
            "yaml-feature:3",
            "yaml-feature:4",
            "wrong-type:4",
            "yaml-feature:4",
        ],
    ),
    ("allow-an-error.yaml", &["missing-key:5"]),
    ("allow-unknown-body.yaml", &[]),
    ("anchor.yaml", &["yaml-feature:8", "yaml-feature:13"]),
    ("apostrophe-in-quotes.yaml", &["syntax:5"]),
    ("bad-count.yaml", &["bad-count:9", "bad-count:10"]),
    ("bad-kind.yaml", &["bad-word:4", "bad-word:5"]),
    (
        "bad-rows",
        &[
            "bad-table:3",
            "bad-table:4",
            "no-holder:5",
            "missing-key:6",
            "bad-table:7",
            "bad-count:8",
            "bad-date:8",
            "unknown-body:9",
        ],
    ),
    ("basis-without-elected.yaml", &["missing-key:9"]),
    ("body-comes-back.yaml", &[]),
    ("broken-and-wrong", &["syntax:4", "unknown-key:2"]),
    ("byte-order-mark.yaml", &["unknown-key:4"]),
    ("chair-of-body-without-chair.yaml", &[]),
    ("collective-without-class.yaml", &[]),
    ("comma-after-source.yaml", &["bad-id:6"]),
    ("comma-for-list.yaml", &["wrong-type:9"]),
    ("count-mismatch.yaml", &[]),
    ("created-from-another.yaml", &[]),
    ("crlf.yaml", &["bad-date:6"]),
    ("cyclic-areas.yaml", &[]),
    ("cyclic-sub-boards.yaml", &[]),
    ("cyclic-themes.yaml", &[]),
    ("day-first-date.yaml", &["bad-date:6"]),
    ("directive.yaml", &["yaml-feature:1"]),
    ("duplicate-id", &[]),
    ("duplicate-key.yaml", &["duplicate-key:8"]),
    ("elected-false.yaml", &["bad-word:9", "bad-word:10"]),
    ("empty-id.yaml", &["bad-id:4"]),
    ("empty-table", &["empty-file:1"]),
    ("empty.yaml", &["empty-file:1"]),
    ("ends-before-start.yaml", &[]),
    ("event-after-the-end.yaml", &[]),
    ("ex-officio-circle.yaml", &[]),
    ("financial-year.yaml", &["bad-date:8"]),
    ("happened-and-proposed.yaml", &["bad-value:7"]),
    ("id-with-capitals.yaml", &["bad-id:4"]),
    ("id-with-spaces.yaml", &["bad-id:9"]),
    ("key-below-value.yaml", &["syntax:6"]),
    ("key-without-colon.yaml", &["syntax:6"]),
    ("key-without-value.yaml", &["bad-value:6"]),
    ("later-version.yaml", &["format-version:1"]),
    ("latin-1.yaml", &["invalid-utf8:4"]),
    ("list-and-map-mixed.yaml", &["syntax:8"]),
    ("list-for-map.yaml", &["wrong-type:4"]),
    ("map-for-list.yaml", &["wrong-type:8"]),
    ("map-for-text.yaml", &["wrong-type:5"]),
    ("merge-key.yaml", &["yaml-feature:7"]),
    ("merged-from-one.yaml", &[]),
    ("missing-name.yaml", &["missing-key:4", "missing-key:7"]),
    ("missing-title.yaml", &["missing-key:2"]),
    ("multi-line-text.yaml", &["multi-line-text:5", "multi-line-text:7"]),
    ("negative-count.yaml", &["bad-count:7"]),
    ("no-body-column", &["not-a-table:1"]),
    ("no-main-file", &["no-dataset"]),
    ("no-such-day.yaml", &["bad-date:4"]),
    ("no-version", &["unknown-key:1", "format-version:1"]),
    ("nul-byte.yaml", &["syntax:2"]),
    ("odd-indent-and-broken.yaml", &["odd-indent:6"]),
    ("odd-indent.yaml", &["odd-indent:5"]),
    ("only-comments.yaml", &["empty-file:1"]),
    ("percent-150.yaml", &["bad-value:8", "bad-value:9"]),
    ("repeated-seat.yaml", &[]),
    ("reserved-character.yaml", &["syntax:5"]),
    ("same-name.yaml", &[]),
    ("seat-before-its-body.yaml", &[]),
    ("seat-without-holder.yaml", &["no-holder:8"]),
    ("second-colon.yaml", &["syntax:5"]),
    ("self-relation.yaml", &[]),
    ("similar-posts.yaml", &[]),
    ("stale-member.yaml", &[]),
    ("statement-value.yaml", &["bad-word:8", "bad-value:9"]),
    ("tab.yaml", &["tab:5"]),
    ("tag.yaml", &["yaml-feature:4", "yaml-feature:5"]),
    ("text-for-list.yaml", &["wrong-type:7"]),
    ("text-for-record.yaml", &["wrong-type:5"]),
    ("tight-comment.yaml", &["tight-comment:5"]),
    ("two-documents.yaml", &["yaml-feature:3"]),
    ("unclosed-bracket.yaml", &["syntax:6"]),
    ("unclosed-quote-in-table", &["bad-table:2"]),
    ("unclosed-quote.yaml", &["syntax:5"]),
    ("unknown-area.yaml", &[]),
    ("unknown-body-near-miss.yaml", &[]),
    ("unknown-body.yaml", &[]),
    ("unknown-class.yaml", &[]),
    ("unknown-code.yaml", &["bad-word:4"]),
    ("unknown-column", &["unknown-key:1", "unknown-key:1", "duplicate-key:1"]),
    ("unknown-key.yaml", &["unknown-key:7", "unknown-key:9"]),
    ("unknown-person.yaml", &[]),
    ("unknown-plan.yaml", &[]),
    ("unknown-section.yaml", &["unknown-key:3"]),
    ("unknown-source.yaml", &[]),
    ("unknown-theme.yaml", &[]),
    ("unquoted-comma.yaml", &["unknown-key:9"]),
    ("unsourced.yaml", &[]),
    ("uses-in-one-file.yaml", &["unknown-key:3"]),
    ("uses-in-other-file", &["unknown-key:1"]),
    ("uses-missing-folder", &[]),
    ("uses-no-dataset", &[]),
    ("uses-odd-paths", &["bad-value:3", "bad-value:3"]),
    ("uses-same-id", &[]),
    ("utf-16.yaml", &["invalid-utf8:1"]),
    ("words-for-date.yaml", &["bad-date:4"]),
    ("wrong-bracket.yaml", &["syntax:4"]),
];

fn fixture(name: &str) -> Read {
    let path = Path::new(FOLDER).join(name);
    if path.is_dir() { datasets::folder(&path) } else { read_one(name, std::fs::read(path).expect("a fixture")) }
}

#[test]
fn every_fixture_is_refused_for_its_own_reason_and_no_other() {
    for (name, expected) in EXPECTED {
        let read = fixture(name);
        assert_eq!(codes(&read), *expected, "{name}: {:#?}", lines(&read));
    }
}

#[test]
fn every_fixture_is_expected() {
    let mut found: Vec<String> = std::fs::read_dir(FOLDER)
        .expect("the folder of fixtures")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| !name.starts_with('.'))
        .collect();
    found.sort();
    let expected: Vec<&str> = EXPECTED.iter().map(|(name, _)| *name).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_wrong_value_drops_its_field_and_reading_goes_on() {
    let read = fixture("bad-kind.yaml");
    assert_eq!(read.dataset.bodies.len(), 2);
    assert!(!read.incomplete);
}

#[test]
fn what_cannot_be_read_at_all_makes_the_dataset_incomplete() {
    let incomplete: Vec<&str> =
        EXPECTED.iter().map(|(name, _)| *name).filter(|name| fixture(name).incomplete).collect();
    assert_eq!(
        incomplete,
        [
            "alias-bomb.yaml",
            "apostrophe-in-quotes.yaml",
            "broken-and-wrong",
            "directive.yaml",
            "empty-id.yaml",
            "key-below-value.yaml",
            "key-without-colon.yaml",
            "later-version.yaml",
            "latin-1.yaml",
            "list-and-map-mixed.yaml",
            "list-for-map.yaml",
            "nul-byte.yaml",
            "odd-indent-and-broken.yaml",
            "reserved-character.yaml",
            "second-colon.yaml",
            "tab.yaml",
            "two-documents.yaml",
            "unclosed-bracket.yaml",
            "unclosed-quote.yaml",
            "unknown-section.yaml",
            "uses-in-one-file.yaml",
            "uses-in-other-file",
            "uses-odd-paths",
            "utf-16.yaml",
            "wrong-bracket.yaml",
        ]
    );
}
