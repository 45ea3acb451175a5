//! Charts by the command line: what is folded, and cards that Graphviz places.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use crate::invalid::tempdir;
use crate::load::govgraph;

/// A board with some groups inside, one of which has a working group.
fn board(groups: usize) -> String {
    let mut yaml = "bodies:\n  board: { name: Safety Board, kind: board }\n".to_string();
    for at in 0..groups {
        writeln!(yaml, "  g{at:02}: {{ name: Group {at}, kind: group, sub_board_of: board }}").unwrap();
    }
    writeln!(yaml, "  w: {{ name: Working Group, kind: group, sub_board_of: g00 }}").unwrap();
    yaml
}

/// A dataset in a folder of its own, which goes away with it.
struct Data(PathBuf);

impl Data {
    fn of(name: &str, yaml: &str) -> Data {
        let folder = tempdir(&format!("charts-{name}"));
        fs::write(folder.join("data.yaml"), yaml).unwrap();
        Data(folder)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn draw(&self, to: &str, arguments: &[&str]) -> Result<String, String> {
        let (data, file) = (self.file("data.yaml"), self.file(to));
        let output = govgraph(&[&["draw", &data, "-o", &file], arguments].concat());
        told(&output).map(|()| fs::read_to_string(file).unwrap())
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn told(output: &Output) -> Result<(), String> {
    if output.status.success() {
        return Ok(());
    }
    assert_eq!(output.status.code(), Some(2), "it could not answer");
    Err(String::from_utf8(output.stderr.clone()).unwrap())
}

fn cards(svg: &str) -> usize {
    svg.matches("<g class=\"gg-card\"").count()
}

#[test]
fn many_groups_of_a_board_are_listed_on_its_card_and_named_in_its_tooltip() {
    let data = Data::of("many", &board(15));
    let svg = data.draw("a.svg", &[]).unwrap();
    // The board, the group with a working group, and that one.
    assert_eq!(cards(&svg), 3);
    assert!(svg.contains(">14 bodies inside</text>") && svg.contains(">and 2 more</text>"));
    assert!(svg.contains("<title>14 bodies inside: Group 1; Group 2; ") && svg.contains("Group 13; Group 14</title>"));
    assert!(svg.contains("14 of 17 bodies are listed on the card of what they are inside of, and have no card."));
    assert!(svg.contains("--fold never"), "what to do about it");
    assert!(svg.contains("<desc>") && svg.contains("14 bodies listed on cards"));
    assert_eq!(cards(&data.draw("b.svg", &["--fold", "never"]).unwrap()), 17);
    assert_eq!(cards(&Data::of("few", &board(12)).draw("c.svg", &[]).unwrap()), 14);
}

#[test]
fn levels_are_folded_on_request_and_whoever_is_asked_for_is_drawn() {
    let data = Data::of("levels", &board(3));
    let svg = data.draw("a.svg", &["--fold", "1"]).unwrap();
    assert_eq!(cards(&svg), 1);
    assert!(svg.contains("<title>4 bodies inside: Group 0 [Working Group]; Group 1; Group 2</title>"), "{svg}");
    assert!(svg.contains(">bodies inside that one</text>"), "the legend explains the number behind Group 0");
    assert_eq!(cards(&data.draw("b.svg", &["--fold", "2"]).unwrap()), 4);
    let around = data.draw("c.svg", &["--around", "w", "--depth", "9", "--fold", "1"]).unwrap();
    for drawn in ["board", "g00", "w"] {
        assert!(around.contains(&format!("data-id=\"{drawn}\"")), "{drawn}");
    }
    assert_eq!(cards(&around), 3);
}

#[test]
fn text_for_others_to_lay_out_keeps_every_card_unless_asked() {
    let data = Data::of("text", &board(15));
    let dot = data.draw("a.dot", &[]).unwrap();
    assert!(dot.contains("n16") && !dot.contains("inside"));
    let dot = data.draw("b.dot", &["--fold", "auto"]).unwrap();
    assert!(!dot.contains("n3") && dot.contains("14 bodies inside") && dot.contains("Group 14"));
    let mermaid = data.draw("c.mmd", &["--fold", "1"]).unwrap();
    assert!(mermaid.contains("16 bodies inside: Group 0 #91;Working Group#93;#59; Group 1"), "{mermaid}");
}

#[test]
fn options_for_charts_that_do_not_fit_are_refused() {
    let data = Data::of("refused", &board(2));
    for (to, arguments, words) in [
        ("a.svg", &["--fold", "all"][..], "auto, never, or how many levels to draw: 1, 2, …"),
        ("a.svg", &["--view", "matrix", "--fold", "2"], "--fold goes with --view chart"),
        ("a.svg", &["--view", "lineage", "--layout", "dot"], "--layout goes with --view chart"),
        ("a.dot", &["--layout", "dot"], "--layout goes with .svg and .png"),
        ("a.html", &["--fold", "never"], "an .html page holds the whole structure"),
    ] {
        let refused = data.draw(to, arguments).unwrap_err();
        assert!(refused.contains(words), "{refused}");
    }
}

#[test]
fn without_graphviz_the_layout_of_dot_is_refused_with_what_to_do() {
    let data = Data::of("without", &board(2));
    let arguments = ["draw", &data.file("data.yaml"), "-o", &data.file("a.svg"), "--layout", "dot"];
    let output = Command::new(env!("CARGO_BIN_EXE_govgraph")).args(arguments).env("PATH", "").output().unwrap();
    let refused = told(&output).unwrap_err();
    assert!(refused.starts_with("error: --layout dot needs Graphviz, and its program `dot` was not found: install"));
    assert!(!data.0.join("a.svg").exists());
}

#[test]
fn graphviz_places_our_own_cards() {
    if Command::new("dot").arg("-V").output().is_err() {
        eprintln!("NOT TRIED: charts that Graphviz places. There is no `dot`; .ci/run installs it");
        return;
    }
    let data = Data::of("dot", &board(6));
    let own = data.draw("a.svg", &[]).unwrap();
    let dot = data.draw("b.svg", &["--layout", "dot"]).unwrap();
    assert_eq!((cards(&dot), dot.matches("gg-edge").count()), (cards(&own), own.matches("gg-edge").count()));
    assert!(dot.contains("Working Group") && dot != own);
    assert_eq!(dot, data.draw("c.svg", &["--layout", "dot"]).unwrap(), "the same each time");
    assert_eq!(cards(&data.draw("d.svg", &["--layout", "dot", "--fold", "1"]).unwrap()), 1);
}
