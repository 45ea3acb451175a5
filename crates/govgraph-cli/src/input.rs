//! From a folder, a file or standard input to a graph.

use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use govgraph::{Built, Files, Finding, GovGraph, Severity};
use govgraph_io::authored::{self, Layout, Text};

use crate::diagnostics;

/// What was read, whether or not it makes a graph.
pub(crate) struct Checked {
    pub(crate) graph: Option<GovGraph>,
    pub(crate) findings: Vec<Finding>,
    /// The files that the findings speak of.
    pub(crate) files: Files,
    /// Some file could not be read at all.
    pub(crate) incomplete: bool,
}

impl Checked {
    /// Whether the records can be used.
    pub(crate) fn is_good(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity() != Severity::Error)
    }
}

/// Reads and checks a dataset: a folder with a `govgraph.yaml`, a file, or `-`.
pub(crate) fn check(data: &Path) -> anyhow::Result<Checked> {
    let (files, layout) = load(data)?;
    let texts = files.iter().map(|(name, bytes)| Text { name, bytes });
    let read = authored::read(texts, layout);
    if read.incomplete {
        // With a file missing, "no body is called" would be said of everything in it.
        let files = read.dataset.files.0;
        return Ok(Checked { graph: None, findings: read.findings, files, incomplete: true });
    }
    let (mut findings, files) = (read.findings, read.dataset.files.0.clone());
    let graph = match GovGraph::build(read.dataset) {
        Ok(Built { graph, findings: more }) => {
            findings.extend(more);
            Some(graph)
        }
        Err(rejected) => {
            findings.extend(rejected.findings);
            None
        }
    };
    govgraph::sort_findings(&mut findings);
    Ok(Checked { graph, findings, files, incomplete: false })
}

/// The graph to ask, or `None` if there is none and everything wrong with it has been said on stderr.
pub(crate) fn graph(data: &Path) -> anyhow::Result<Option<GovGraph>> {
    let checked = check(data)?;
    if checked.is_good() {
        return Ok(checked.graph);
    }
    let errors = checked.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    diagnostics::print_to_stderr(errors, &checked.files)?;
    Ok(None)
}

type Loaded = Vec<(String, Vec<u8>)>;

fn load(data: &Path) -> anyhow::Result<(Loaded, Layout)> {
    if data == Path::new("-") {
        let mut bytes = Vec::new();
        if io::stdin().is_terminal() {
            bail!("`-` reads a dataset from standard input, and there is none: name a folder or a file");
        }
        io::stdin().lock().take(limit()).read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok((vec![("<stdin>".to_string(), bytes)], Layout::File));
    }
    let metadata = fs::metadata(data).with_context(|| format!("there is no `{}`", data.display()))?;
    if !metadata.is_dir() {
        return Ok((vec![(data.display().to_string(), bytes(data)?)], Layout::File));
    }
    let entries = fs::read_dir(data).with_context(|| format!("cannot read the folder `{}`", data.display()))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read the folder `{}`", data.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if authored::is_dataset_file(&name) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let files = paths.into_iter().map(|path| Ok((path.display().to_string(), bytes(&path)?)));
    Ok((files.collect::<anyhow::Result<Loaded>>()?, Layout::Folder))
}

/// One byte more than is allowed, so that the reader notices, and no more.
fn limit() -> u64 {
    u64::try_from(authored::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1)
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).with_context(|| format!("cannot open `{}`", path.display()))?;
    file.take(limit()).read_to_end(&mut bytes).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(bytes)
}
