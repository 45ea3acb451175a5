//! Datasets for tests, read as the command line reads them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use govgraph::{Built, Dataset, Date, GovGraph};
use govgraph_io::authored::{self, Layout, Reader, Text};

/// A path in the project.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The records of a folder and of those that it uses; fails if one of them cannot be read.
pub(crate) fn dataset(folder: &str) -> Dataset {
    let mut reader = Reader::default();
    let mut folders = vec![path(folder)];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| authored::is_dataset_file(&path.file_name().unwrap().to_string_lossy()))
            .map(|path| (path.display().to_string(), fs::read(path).unwrap()))
            .collect();
        files.sort();
        let texts = files.iter().map(|(name, bytes)| Text { name, bytes });
        for used in reader.read(texts, Layout::Folder) {
            let used = folder.join(&used.value).canonicalize().unwrap();
            if !folders.contains(&used) {
                folders.push(used);
            }
        }
        next += 1;
    }
    let read = reader.finish();
    assert_eq!(read.findings, [], "{folder}");
    read.dataset
}

/// The London data.
pub(crate) fn london() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| GovGraph::build(dataset("data/london")).unwrap())
}

/// What is built from one YAML text.
pub(crate) fn built(yaml: &str) -> Built {
    let read = authored::read([Text { name: "test.yaml", bytes: yaml.as_bytes() }], Layout::File);
    assert_eq!(read.findings, []);
    GovGraph::build(read.dataset).unwrap()
}

/// What the command line does with some arguments, in the project's folder.
pub(crate) fn govgraph(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_govgraph"));
    command.args(arguments).current_dir(path("")).stdin(Stdio::null()).output().unwrap()
}

/// A date.
pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}
