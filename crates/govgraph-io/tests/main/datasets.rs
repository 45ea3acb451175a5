//! The data in the repository.

use std::path::Path;

use govgraph_io::authored::{Layout, Read, Text, is_dataset_file, read};

pub(crate) fn folder(path: &Path) -> Read {
    let mut names: Vec<_> = std::fs::read_dir(path)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| is_dataset_file(name))
        .collect();
    names.sort();
    let files: Vec<(String, Vec<u8>)> =
        names.into_iter().map(|name| (name.clone(), std::fs::read(path.join(name)).expect("a file"))).collect();
    read(files.iter().map(|(name, bytes)| Text { name, bytes }), Layout::Folder)
}

pub(crate) fn london() -> Read {
    folder(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/london")))
}

#[test]
fn the_london_data_read_without_a_finding() {
    let read = london();
    assert_eq!(crate::lines(&read), Vec::<String>::new());
    assert!(read.dataset.bodies.len() > 50 && !read.incomplete);
}

#[test]
fn the_example_in_the_documentation_reads_without_a_finding() {
    let format = include_str!("../../../../docs/format.md");
    let example = format.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let read = crate::read_one("example.yaml", example);
    assert_eq!(crate::lines(&read), Vec::<String>::new());
    assert_eq!((read.dataset.bodies.len(), read.dataset.bodies[0].seats.len()), (3, 2));
}

#[test]
fn the_complete_example_in_the_documentation_reads_without_a_finding() {
    let format = include_str!("../../../../docs/format.md");
    let example = format.split("## A complete example\n").nth(1).expect("the example");
    let block = |start: &str| example.split(start).nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let texts = [("govgraph.yaml", block("```yaml\n")), ("members.csv", block("```csv\n"))];
    let read = read(texts.map(|(name, text)| Text { name, bytes: text.as_bytes() }), Layout::Folder);
    assert_eq!(crate::lines(&read), Vec::<String>::new());
    let seats = read.dataset.bodies.iter().map(|body| body.seats.len()).sum::<usize>();
    assert_eq!((read.dataset.events.len(), read.dataset.persons.len(), seats), (2, 1, 3));
}
