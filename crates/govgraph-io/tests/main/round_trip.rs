//! What is written reads as what was written.

use govgraph_io::authored::write;
use govgraph_model::Dataset;
use proptest::prelude::*;

use crate::{arbitrary, datasets, lines, read_one};

fn check(dataset: &Dataset) -> Result<(), TestCaseError> {
    let text = write(dataset);
    let read = read_one("written.yaml", &text);
    prop_assert_eq!(lines(&read), Vec::<String>::new(), "{}", text);
    prop_assert_eq!(&read.dataset, dataset, "{}", text);
    prop_assert_eq!(words(&read.dataset), words(dataset), "dates keep their words");
    prop_assert_eq!(write(&read.dataset), text, "writing is stable");
    Ok(())
}

/// Dates are equal if they leave the same days possible, so their words need a look of their own.
fn words(dataset: &Dataset) -> Vec<String> {
    let sources = dataset.sources.iter().flat_map(|source| {
        let date = source.date.as_ref().map(ToString::to_string);
        [date, source.published.as_ref().map(ToString::to_string)]
    });
    let bodies = dataset.bodies.iter().map(|body| body.exists.as_ref().map(|exists| exists.during.to_string()));
    sources.chain(bodies).flatten().collect()
}

#[test]
fn the_london_data_survive_writing() {
    let read = datasets::london();
    check(&read.dataset).expect("the same dataset");
}

#[test]
fn a_written_dataset_is_as_short_as_a_person_would_write_it() {
    let text = "\
govgraph: 1
title: Boards
sources:
  page:
    title: 'No: 5'
    date: 2010-03
  act:
    title: Act of 1998
    kind: act
    published: 1998
bodies:
  lcrb:
    name: London Crime Reduction Board
    kind: board
    classes: [a, b]
    exists: about 2009/..
    purpose: To reduce crime
    meets: unknown
    seats_declared: 16
    seats:
      - {of: mpa, post: Chair, elected: yes, basis: ex-officio}
      - of: london-councils
        count: 1..
        items:
          - {post: Executive member, count: 3}
          - {of: other, described: somebody}
        note: >-
          A remark that is so long that nobody wants to see it on one line behind everything else that there is to say
          about the seat
    sub_board_of: lsp
    reports_to:
      - home-office
      - {body: gla, proposed: yes}
    source: [page para 1, act section 5]
events:
  - {kind: replaced, from: [a, b], to: lcrb, proposed: unknown}
";
    let read = read_one("boards.yaml", text);
    assert_eq!(lines(&read), Vec::<String>::new());
    let expected = text.replace("'No: 5'", "\"No: 5\"");
    assert_eq!(write(&read.dataset), expected);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_dataset_survives_writing(dataset in arbitrary::dataset()) {
        check(&dataset)?;
    }
}
