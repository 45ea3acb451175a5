//! Pictures by the command line: those in the documents, and what the views refuse.

use std::fmt::Write as _;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

/// The pictures in the documents, and how each was drawn.
const DRAWN: [(&str, &[&str]); 7] = [
    ("docs/img/london-2010.svg", &["data/london", "--at", "2010-03"]),
    ("docs/img/london-matrix-2010.svg", &["data/london", "--view", "matrix", "--at", "2010-03"]),
    (
        "docs/img/london-coverage-2010.svg",
        &["data/london", "--view", "coverage", "--theme", "crime-reduction", "--at", "2010-03"],
    ),
    ("docs/img/lineage-lcrb.svg", &["data/london", "--view", "lineage", "--around", "lcrb"]),
    ("docs/img/lineage-nel-icb.svg", &["data/london", "--view", "lineage", "--around", "nel-icb"]),
    ("docs/img/lineage-probation.svg", &["data/london", "--view", "lineage", "--around", "probation-service"]),
    ("docs/img/lineage-safer-city.svg", &["data/london", "--view", "lineage", "--around", "safer-city-partnership"]),
];

fn draw(arguments: &[&str]) -> Result<Vec<u8>, String> {
    static DRAWN_SO_FAR: AtomicUsize = AtomicUsize::new(0);
    // Tests run beside each other.
    let folder = tempdir(&format!("pictures-{}", DRAWN_SO_FAR.fetch_add(1, Ordering::Relaxed)));
    let file = folder.join("drawn.svg").to_string_lossy().into_owned();
    let output = govgraph(&[&["draw", "-o", &file], arguments].concat());
    let drawn = match output.status.success() {
        true => Ok(fs::read(&file).unwrap()),
        false => Err(String::from_utf8(output.stderr).unwrap()),
    };
    fs::remove_dir_all(folder).unwrap();
    drawn
}

/// `UPDATE_DOCS=1` draws them anew.
#[test]
fn pictures_in_the_documents_are_what_the_command_draws() {
    for (file, arguments) in DRAWN {
        let drawn = draw(arguments).unwrap();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(path(file), &drawn).unwrap();
        }
        let kept = fs::read(path(file)).unwrap_or_default();
        assert!(kept == drawn, "{file} is no longer what is drawn: UPDATE_DOCS=1 cargo test --test govgraph pictures");
    }
}

fn text(arguments: &[&str]) -> String {
    String::from_utf8(draw(arguments).unwrap()).unwrap()
}

#[test]
fn the_matrix_of_march_2010_marks_what_is_proposed_what_is_possible_and_what_is_unknown() {
    let svg = text(&["data/london", "--view", "matrix", "--at", "2010-03"]);
    let police =
        "Metropolitan Police Service on London Crime Reduction Board (proposed): Commissioner, or representatives";
    assert!(svg.contains(police));
    assert!(svg.contains("Deputy Commissioner (chair) (possible)</title>"), "the list of members is of 2006/07");
    for words in ["as proposed", "proposed body", "possible: the sources speak of another time", "Open seats", "chair"]
    {
        assert!(svg.contains(&format!(">{words}</text>")), "{words}");
    }
    assert!(svg.contains("Unknown, not none: no organisations of these bodies are known:"));
    assert!(!svg.contains(">vice-chair<"), "the legend names only what occurs");
    let people = text(&["data/london", "--view", "matrix", "--by", "person"]);
    assert!(people.contains("Kit Malthouse") && !people.contains("Bodies that share"), "one body shares with none");
}

#[test]
fn the_themes_of_march_2010_show_what_nobody_in_london_is_recorded_as_holding() {
    let svg = text(&["data/london", "--view", "coverage", "--level", "regional", "--at", "2010-03"]);
    let gap = |theme: &str| svg.contains(&format!("<title>{theme}; nobody recorded"));
    assert!(gap("Gangs") && gap("Hate crime") && gap("Dangerous dogs"));
    assert!(!gap("Violence") && !gap("Robbery") && !gap("Serious youth violence"));
    assert!(svg.contains("Domestic violence, Domestic and Sexual Violence Board: owner</title>"));
    assert!(svg.contains("Crime reduction, London Crime Reduction Board: owner, proposed</title>"));
    assert!(!svg.contains("Hackney VAWG board</text>"), "no body of a borough is drawn");
}

#[test]
fn what_does_not_fit_a_view_is_refused_and_not_ignored() {
    for (arguments, words) in [
        (&["--by", "post"][..], "--by goes with --view matrix, not with --view chart"),
        (&["--view", "coverage", "--everyone"], "--everyone goes with --view matrix, not with --view coverage"),
        (&["--theme", "violence"], "--theme goes with --view coverage, not with --view chart"),
        (&["--view", "matrix", "--level", "local"], "--level goes with --view coverage, not with --view matrix"),
        (
            &["--view", "coverage", "--around", "lcsp"],
            "--around goes with --view chart or lineage or matrix, not with --view coverage",
        ),
    ] {
        let refused = draw(&[&["data/london"], arguments].concat()).unwrap_err();
        assert_eq!(refused, format!("error: {words}\n"));
    }
    let folder = tempdir("pictures-dot");
    let file = folder.join("a.dot").to_string_lossy().into_owned();
    let output = govgraph(&["draw", "data/london", "--view", "matrix", "-o", &file]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is left of what is refused");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn more_bodies_than_can_be_read_are_refused_with_what_to_do() {
    let folder = tempdir("pictures-many");
    let write = |bodies: usize| {
        let mut yaml = "bodies:\n  police: { name: Police, kind: police-force }\n".to_string();
        for at in 0..bodies {
            writeln!(yaml, "  b{at}: {{ name: Board {at}, kind: board, seats: [ {{ of: police }} ] }}").unwrap();
        }
        let file = folder.join(format!("{bodies}.yaml"));
        fs::write(&file, yaml).unwrap();
        file.to_string_lossy().into_owned()
    };
    let refused = draw(&[&write(201), "--view", "matrix"]).unwrap_err();
    assert!(refused.starts_with("error: 201 bodies make no matrix that can be read, 200 may: draw those of an area"));
    let drawn = text(&[&write(200), "--view", "matrix"]);
    assert!(drawn.contains("1 organisation on 200 bodies"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn of_many_members_those_on_one_body_are_counted() {
    let folder = tempdir("pictures-fold");
    let mut yaml = "bodies:\n".to_string();
    for at in 0..45 {
        writeln!(yaml, "  m{at}: {{ name: Member {at}, kind: charity }}").unwrap();
    }
    for (board, members) in [("a", 0..30), ("b", 25..45)] {
        writeln!(yaml, "  {board}: {{ name: Board {board}, kind: board, seats: [").unwrap();
        let seats: Vec<String> = members.map(|at| format!("    {{ of: m{at} }}")).collect();
        writeln!(yaml, "{} ] }}", seats.join(",\n")).unwrap();
    }
    let file = folder.join("many.yaml");
    // A list may not stand over several lines in braces: one line each.
    fs::write(&file, yaml.replace("[\n    ", "[ ").replace(",\n    ", ", ")).unwrap();
    let svg = text(&[&file.to_string_lossy(), "--view", "matrix"]);
    assert_eq!(svg.matches("<g class=\"gg-row\"><title>Member ").count(), 5, "those on both");
    assert!(svg.contains("On one body only") && svg.contains(">+25</text>") && svg.contains(">+15</text>"));
    assert!(svg.contains("40 organisations that sit on one of these bodies alone have no row and are counted below"));
    assert!(svg.contains("; and 5 more</title>"), "the tooltip names the first twenty");
    fs::remove_dir_all(folder).unwrap();
}
