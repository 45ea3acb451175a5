//! From a folder, a file or standard input to a graph.

use std::collections::{HashSet, VecDeque};
use std::fs;
use std::io::{self, IsTerminal as _, Read as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, bail};

use govgraph::reorganisation::CarriedOut;
use govgraph::{Built, Date, Files, Finding, GovGraph, Reorganisation, Severity};
use govgraph_io::authored::{self, Layout, MAIN_FILE, ReadPlan, Reader, Text};
use govgraph_io::format::{InputFormat, is_data_file};
use govgraph_io::import::{self, ImportReport};
use govgraph_io::max_bytes;

use crate::commands::Data;
use crate::{diagnostics, imported};

/// What was read, whether or not it makes a graph.
pub(crate) struct Checked {
    pub(crate) graph: Option<GovGraph>,
    pub(crate) findings: Vec<Finding>,
    /// The files that the findings speak of.
    pub(crate) files: Files,
    /// Some file could not be read at all.
    pub(crate) incomplete: bool,
    /// What became of data in another format.
    pub(crate) import: Option<ImportReport>,
}

impl Checked {
    /// Whether the records can be used.
    pub(crate) fn is_good(&self) -> bool {
        self.findings.iter().all(|finding| finding.severity() != Severity::Error)
    }
}

/// Reads and checks a dataset: a folder with a `govgraph.yaml`, a file, or `-`; and those that it uses. Also data in
/// another format.
pub(crate) fn check(data: &Data) -> anyhow::Result<Checked> {
    let Opened { read, import } = read(data)?;
    if read.incomplete {
        // With a file missing, "no body is called" would be said of everything in it.
        let files = read.dataset.files.0;
        return Ok(Checked { graph: None, findings: read.findings, files, incomplete: true, import });
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
    Ok(Checked { graph, findings, files, incomplete: false, import })
}

/// The graph to ask with the warnings and notices about it, or `None` if there is none and everything wrong with it has been
/// said on stderr.
pub(crate) fn usable(data: &Data) -> anyhow::Result<Option<(GovGraph, Vec<Finding>)>> {
    let checked = check(data)?;
    if checked.is_good() {
        if let Some(report) = &checked.import {
            imported::print_summary(report)?;
        }
        return Ok(checked.graph.map(|graph| (graph, checked.findings)));
    }
    let errors = checked.findings.iter().filter(|finding| finding.severity() == Severity::Error);
    diagnostics::print_to_stderr(errors, &checked.files)?;
    Ok(None)
}

/// A plan, and the graph as it would be if that were carried out; `None` if it cannot be, and everything that stands against
/// it has been said on stderr.
pub(crate) fn carried_out(
    plan: &Path,
    graph: &GovGraph,
    at: Option<&Date>,
) -> anyhow::Result<Option<(Reorganisation, CarriedOut)>> {
    let name = plan.display().to_string();
    if fs::metadata(plan).with_context(|| format!("there is no `{name}`"))?.is_dir() {
        bail!("`{name}` is a folder: a plan is a single file");
    }
    let bytes = bytes(plan)?;
    let ReadPlan { plan, findings, files, .. } =
        authored::read_plan(Text { name: &name, bytes: &bytes }, graph.files());
    let mut errors: Vec<Finding> =
        findings.into_iter().filter(|finding| finding.severity() == Severity::Error).collect();
    if let (Some(plan), true) = (plan, errors.is_empty()) {
        match graph.carry_out(&plan, at) {
            Ok(carried_out) => return Ok(Some((plan, carried_out))),
            Err(rejected) => errors = rejected.findings,
        }
    }
    errors.retain(|finding| finding.severity() == Severity::Error);
    diagnostics::print_to_stderr(errors.iter(), &files)?;
    Ok(None)
}

/// What was read, and what became of it if it was in another format.
struct Opened {
    read: authored::Read,
    import: Option<ImportReport>,
}

/// Reads data in the format that they are in.
fn read(data: &Data) -> anyhow::Result<Opened> {
    let (files, layout) = load(&data.path)?;
    let all: Vec<Text<'_>> = texts(&files).collect();
    let format = match data.format() {
        Some(format) => Some(format),
        None if layout == Layout::File || !files.iter().any(is_main) => InputFormat::detect(&all),
        None => None,
    };
    data.check(format)?;
    let Some(format) = format else {
        let read = read_authored(&data.path, &files, layout);
        return Ok(Opened { read, import: None });
    };
    let imported = import::import(format, &all, &data.options());
    let incomplete = imported.findings.iter().any(|finding| finding.severity() == Severity::Error);
    let read = authored::Read { dataset: imported.dataset, findings: imported.findings, incomplete };
    Ok(Opened { read, import: Some(imported.report) })
}

/// Whether a file is the one that makes a folder a dataset.
fn is_main((name, _): &(String, Vec<u8>)) -> bool {
    Path::new(name).file_name().is_some_and(|name| name == MAIN_FILE)
}

/// Reads a dataset and the folders that it uses, each once.
fn read_authored(data: &Path, files: &Loaded, layout: Layout) -> authored::Read {
    let mut reader = Reader::default();
    let mut seen = HashSet::from([identity(data)]);
    let used = reader.read(texts(files), layout);
    let mut pending: VecDeque<_> = used.into_iter().map(|used| (data.to_path_buf(), used)).collect();
    while let Some((from, used)) = pending.pop_front() {
        let folder = shortest(&from.join(&used.value));
        if seen.contains(&identity(&folder)) {
            continue;
        }
        match load_used(&folder) {
            Ok(files) => {
                let more = reader.read(texts(&files), Layout::Folder);
                pending.extend(more.into_iter().map(|used| (folder.clone(), used)));
                seen.insert(identity(&folder));
            }
            Err(why) => reader.cannot_use(&used, why),
        }
    }
    reader.finish()
}

/// What tells whether two paths lead to the same folder.
fn identity(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf())
}

/// The shortest path to the same folder: `data/rules` for `data/london/../rules`.
fn shortest(path: &Path) -> PathBuf {
    let mut short = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(short.components().next_back(), Some(Component::Normal(_))) => {
                short.pop();
            }
            part => short.push(part),
        }
    }
    if short.as_os_str().is_empty() {
        short.push(".");
    }
    // Behind a link to a folder, `..` leads elsewhere.
    let is_same = fs::canonicalize(path).ok() == fs::canonicalize(&short).ok();
    if is_same { short } else { path.to_path_buf() }
}

type Loaded = Vec<(String, Vec<u8>)>;

fn texts(files: &Loaded) -> impl Iterator<Item = Text<'_>> {
    files.iter().map(|(name, bytes)| Text { name, bytes })
}

/// The files of a folder that is used, or why it cannot be.
fn load_used(folder: &Path) -> Result<Loaded, String> {
    let shown = folder.display();
    if !folder.is_dir() {
        let what = if folder.exists() { "is no folder" } else { "is not there" };
        return Err(format!("`{shown}`, which is used here, {what}"));
    }
    let files = load_folder(folder).map_err(|error| format!("{error:#}"))?;
    if !files.iter().any(is_main) {
        return Err(format!("`{shown}`, which is used here, holds no `{MAIN_FILE}`"));
    }
    Ok(files)
}

fn load(data: &Path) -> anyhow::Result<(Loaded, Layout)> {
    if data == Path::new("-") {
        let mut bytes = Vec::new();
        if io::stdin().is_terminal() {
            bail!("`-` reads a dataset from standard input, and there is none: name a folder or a file");
        }
        io::stdin().lock().take(limit("<stdin>")).read_to_end(&mut bytes).context("cannot read standard input")?;
        return Ok((vec![("<stdin>".to_string(), bytes)], Layout::File));
    }
    let metadata = fs::metadata(data).with_context(|| format!("there is no `{}`", data.display()))?;
    if !metadata.is_dir() {
        return Ok((vec![(data.display().to_string(), bytes(data)?)], Layout::File));
    }
    Ok((load_folder(data)?, Layout::Folder))
}

/// The files of a folder in the order of their names: those of a dataset, or else all that may be in a known format.
fn load_folder(folder: &Path) -> anyhow::Result<Loaded> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read the folder `{}`", folder.display()))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read the folder `{}`", folder.display()))?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let is_dataset = paths.iter().any(|path| name(path) == MAIN_FILE);
    let is_wanted = |path: &PathBuf| match is_dataset {
        true => authored::is_dataset_file(&name(path)),
        false => is_data_file(&name(path)),
    };
    paths.retain(is_wanted);
    paths.into_iter().map(|path| Ok((path.display().to_string(), bytes(&path)?))).collect()
}

/// One byte more than is allowed, so that the reader notices, and no more.
fn limit(name: &str) -> u64 {
    u64::try_from(max_bytes(name)).unwrap_or(u64::MAX).saturating_add(1)
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path).with_context(|| format!("cannot open `{}`", path.display()))?;
    file.take(limit(&path.to_string_lossy()))
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(bytes)
}
