//! Datasets that use others are read as if they were one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

fn write(folder: &Path, name: &str, text: &str) {
    let file = folder.join(name);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

fn bodies(data: &Path) -> Value {
    let output = govgraph(&["bodies", &data.to_string_lossy(), "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn datasets_that_use_each_other_are_each_read_once_and_the_first_gives_the_title() {
    let folder = tempdir("uses");
    write(
        &folder,
        "town/govgraph.yaml",
        "govgraph: 1\ntitle: Town\nuses: [ ../county, ../county/../country ]\nbodies: { town: { name: Town, classes: a } }\n",
    );
    write(
        &folder,
        "county/govgraph.yaml",
        "govgraph: 1\ntitle: County\ndescription: Of a county\nuses: ../country\nbodies: { county: { name: County, classes: a } }\n",
    );
    write(&folder, "country/govgraph.yaml", "govgraph: 1\ntitle: Country\nuses: [ ../town, . ]\n");
    write(&folder, "country/seats.csv", "body,of\ntown,county\n");
    write(&folder, "country/classes.yaml", "classes: { a: { name: A } }\n");
    let ids = |answer: &Value| {
        let rows = answer["rows"].as_array().unwrap().iter();
        rows.map(|row| format!("{} {}", row["id"].as_str().unwrap(), row["seats"])).collect::<Vec<_>>()
    };
    let town = bodies(&folder.join("town"));
    assert_eq!(town["asked"]["dataset"], "Town");
    assert_eq!(ids(&town), ["county 0", "town 1"]);
    // Whichever is asked first: all are one dataset.
    let country = bodies(&folder.join("country"));
    assert_eq!((country["asked"]["dataset"].as_str(), ids(&country)), (Some("Country"), ids(&town)));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn files_of_a_used_dataset_are_named_by_the_shortest_path() {
    let folder = tempdir("uses-named");
    write(&folder, "town/govgraph.yaml", "govgraph: 1\nuses: ../rules\n");
    write(&folder, "rules/govgraph.yaml", "govgraph: 1\nclasses: { a: { nam: A } }\n");
    for (from, data, expected) in [
        (".", "town", "rules/govgraph.yaml:2:"),
        ("town", ".", "../rules/govgraph.yaml:2:"),
        ("rules", "../town", "../rules/govgraph.yaml:2:"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_govgraph"));
        command.args(["check", data, "--format", "short"]).current_dir(folder.join(from)).stdin(Stdio::null());
        let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert!(text.starts_with(expected), "{data} from {from}: {text}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_rules_stand_alone_and_london_has_them() {
    let rules = govgraph(&["check", "data/rules"]);
    assert!(rules.status.success());
    let london = crate::load::dataset("data/london");
    let alone = crate::load::dataset("data/rules");
    assert!(path("data/rules/README.md").exists() && alone.bodies.is_empty());
    assert_eq!(london.rules, alone.rules);
    assert!(london.title.is_some_and(|title| title.contains("London")));
}
