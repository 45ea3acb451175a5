//! The rules of the house that a manifest or a source file can break.

use std::fs;
use std::path::{Path, PathBuf};

use govgraph::{Code, Severity, Word as _};

use crate::load::path;

/// The `[dependencies]` of a manifest, by name.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(path(manifest)).unwrap();
    let section = text.split("\n[dependencies]\n").nth(1).unwrap_or("");
    let lines = section.lines().take_while(|line| !line.starts_with('['));
    let names = lines.filter_map(|line| line.split([' ', '.', '=']).next());
    names.filter(|name| !name.is_empty() && !name.starts_with('#')).map(str::to_string).collect()
}

fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&path(folder), &mut found);
    found
}

#[test]
fn crates_import_each_other_in_one_direction() {
    let ours = |manifest: &str| {
        let mut ours: Vec<String> =
            dependencies(manifest).into_iter().filter(|name| name.starts_with("govgraph")).collect();
        ours.sort_unstable();
        ours
    };
    assert_eq!(ours("crates/govgraph-model/Cargo.toml"), Vec::<String>::new());
    assert_eq!(ours("crates/govgraph/Cargo.toml"), ["govgraph-model"]);
    assert_eq!(ours("crates/govgraph-io/Cargo.toml"), ["govgraph-model"]);
    assert_eq!(ours("crates/govgraph-render/Cargo.toml"), ["govgraph"]);
    assert_eq!(ours("Cargo.toml"), ["govgraph", "govgraph-io", "govgraph-render"]);
}

#[test]
fn what_is_heavy_or_touches_the_world_stays_in_its_crate() {
    let manifests = [
        "Cargo.toml",
        "crates/govgraph-model/Cargo.toml",
        "crates/govgraph/Cargo.toml",
        "crates/govgraph-io/Cargo.toml",
        "crates/govgraph-render/Cargo.toml",
    ];
    for (name, home) in [
        ("petgraph", "crates/govgraph/Cargo.toml"),
        ("graphviz-rust", "crates/govgraph-render/Cargo.toml"),
        ("clap", "Cargo.toml"),
        ("anyhow", "Cargo.toml"),
    ] {
        for manifest in manifests {
            let has = dependencies(manifest).iter().any(|dependency| dependency == name);
            assert_eq!(has, manifest == home, "{name} in {manifest}");
        }
    }
}

#[test]
fn only_the_command_line_touches_files_environment_and_terminal() {
    for folder in ["govgraph-model", "govgraph", "govgraph-io", "govgraph-render"] {
        for (file, text) in sources(&format!("crates/{folder}/src")) {
            // Tests of a module stand at its end, and may read files.
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            for word in ["std::fs", "std::env::", "std::process", "std::io::stdin", "std::net", "println!"] {
                let used = code.lines().any(|line| line.contains(word) && !line.trim_start().starts_with("//"));
                assert!(!used, "{} uses {word}", file.display());
            }
        }
    }
}

#[test]
fn only_building_makes_a_graph() {
    let makers: Vec<_> = sources("crates/govgraph/src")
        .into_iter()
        .filter(|(_, text)| text.contains("= GovGraph {") || text.contains("(GovGraph {"))
        .map(|(file, _)| file.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(makers, ["index.rs"]);
}

/// The list of codes in the docs; `UPDATE_DOCS=1` writes it anew.
#[test]
fn every_code_has_a_page_in_the_docs_and_no_other_does() {
    let folder = path("docs/codes");
    let mut list = String::from(
        "# Codes of findings\n\nEvery finding has a code that keeps its meaning. *Errors* refuse the records, *warnings* are to be looked into, \
         *notices* are\nworth knowing. `govgraph check` shows what is wrong with the records; `govgraph audit` what is noticed about the structure at a \
         date,\nand what `check` notices of that date; `govgraph impact` what is wrong with a plan. What an audit shows can be [allowed](../format.md#allow).\n\n\
         | code | severity | shown by | what was found |\n|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let (word, severity, summary) = (code.word(), format!("{:?}", code.severity()), code.summary());
        let shown_by = match (code.is_of_structure(), code.severity()) {
            (true, _) => "`audit`",
            (false, _) if (Code::BodyNotThere..=Code::NothingToTransfer).contains(code) => "`impact`",
            (false, Severity::Error) => "`check`",
            (false, _) => "`check`, `audit`",
        };
        list.push_str(&format!("| [`{word}`]({word}.md) | {} | {shown_by} | {summary} |\n", severity.to_lowercase()));
        let page = fs::read_to_string(folder.join(format!("{word}.md"))).unwrap_or_default();
        let advice = page.strip_prefix(&format!("# `{word}`\n\n*{severity}.* {summary}\n\n"));
        assert!(advice.is_some_and(|advice| advice.len() > 20), "docs/codes/{word}.md lacks its heading or any advice");
    }
    let pages = fs::read_dir(&folder).unwrap().count();
    assert_eq!(pages, Code::ALL.len() + 1, "a page a code, and the list");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(folder.join("README.md"), &list).unwrap();
    }
    assert_eq!(fs::read_to_string(folder.join("README.md")).unwrap_or_default(), list);
}
