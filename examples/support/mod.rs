//! What the examples share: from a folder to a graph. The library reads no files: names and bytes come from here.

use std::error::Error;
use std::fs;

use govgraph::GovGraph;
use govgraph_io::authored::{self, Layout, Reader, Text};

/// The graph of the dataset in a folder and of those that it uses; what was noticed about it goes to standard error.
pub(crate) fn graph(folder: &str) -> Result<GovGraph, Box<dyn Error>> {
    let mut reader = Reader::default();
    let mut folders = vec![fs::canonicalize(folder)?];
    let mut next = 0;
    while let Some(folder) = folders.get(next).cloned() {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_file() && authored::is_dataset_file(&path.to_string_lossy()) {
                files.push((path.display().to_string(), fs::read(&path)?));
            }
        }
        files.sort();
        for used in reader.read(files.iter().map(|(name, bytes)| Text { name, bytes }), Layout::Folder) {
            let used = fs::canonicalize(folder.join(&used.value))?;
            if !folders.contains(&used) {
                folders.push(used);
            }
        }
        next += 1;
    }
    let read = reader.finish();
    for finding in &read.findings {
        eprintln!("{}", finding.line(&read.dataset.files));
    }
    Ok(GovGraph::build(read.dataset)?.graph)
}
