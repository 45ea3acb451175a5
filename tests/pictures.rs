//! Pictures by the command line: those in the documents, and what the views refuse.

use std::fmt::Write as _;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::invalid::tempdir;
use crate::load::{govgraph, path};

/// The pictures in the documents, and how each was drawn: the commands of docs/pictures.md and docs/gallery.md.
fn drawn_in_documents() -> Vec<(String, Vec<String>)> {
    let text = ["docs/pictures.md", "docs/gallery.md"].map(|page| fs::read_to_string(path(page)).unwrap()).concat();
    let commands = text.lines().filter_map(|line| line.strip_prefix("govgraph draw ")?.split_once(" -o docs/img/"));
    let drawn = commands
        .map(|(arguments, file)| (format!("docs/img/{file}"), arguments.split(' ').map(str::to_string).collect()));
    drawn.collect()
}

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
    let documents = drawn_in_documents();
    for (file, arguments) in &documents {
        let drawn = draw(&arguments.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        if std::env::var_os("UPDATE_DOCS").is_some() {
            fs::write(path(file), &drawn).unwrap();
        }
        let kept = fs::read(path(file)).unwrap_or_default();
        assert!(kept == drawn, "{file} is no longer what is drawn: UPDATE_DOCS=1 cargo test --test govgraph pictures");
    }
    for entry in fs::read_dir(path("docs/img")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let is_drawn = documents.iter().any(|(file, _)| *file == format!("docs/img/{name}"));
        assert!(
            is_drawn || !name.ends_with(".svg"),
            "{name}: no command in docs/pictures.md or docs/gallery.md draws it"
        );
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
        (&["--by", "post"][..], "--by post goes with --view matrix, not with --view chart"),
        (&["--view", "coverage", "--everyone"], "--everyone goes with --view matrix, not with --view coverage"),
        (&["--theme", "violence"], "--theme goes with --view coverage, not with --view chart"),
        (
            &["--view", "matrix", "--level", "local"],
            "--level goes with --view chart or coverage or change, not with --view matrix",
        ),
        (
            &["--view", "coverage", "--around", "lcsp"],
            "--around goes with --view chart or lineage or matrix or change, not with --view coverage",
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

/// The titles of the cards that carry a mark: `Metropolitan Police Authority, authority, gone`.
fn marked(svg: &str, words: &str) -> Vec<String> {
    let cards = svg
        .split("<g class=\"gg-card\"")
        .skip(1)
        .filter_map(|card| card.split_once("<title>")?.1.split_once("</title>"));
    let marked = cards.filter_map(|(title, _)| title.strip_suffix(&format!(", {words}")));
    let mut names: Vec<String> =
        marked.map(|title| title.rsplit_once(", ").unwrap_or((title, "")).0.to_string()).collect();
    names.sort();
    names
}

#[test]
fn between_2010_and_2022_what_went_came_and_replaced_it_is_marked_as_the_question_answers_it() {
    let svg = text(&["data/london", "--view", "change", "--from", "2010", "--to", "2022"]);
    let gone = [
        "Audit Commission",
        "Government Office for London",
        "HM Courts Service",
        "Her Majesty&#39;s Inspectorate of Constabulary",
        "London Fire and Emergency Planning Authority",
        "Metropolitan Police Authority",
        "National Offender Management Service",
        "Tribunals Service",
    ];
    assert_eq!(marked(&svg, "gone"), gone);
    let new = [
        "HM Courts and Tribunals Service",
        "HM Prison and Probation Service",
        "His Majesty&#39;s Inspectorate of Constabulary and Fire and Rescue Services",
        "London Fire Commissioner",
        "Mayor&#39;s Office for Policing and Crime",
        "Probation Service",
    ];
    assert_eq!(marked(&svg, "new"), new);
    // Certain at one date and possible at the other: neither new nor gone.
    assert_eq!(marked(&svg, "not known"), ["Hackney community safety partnership", "Safer City Partnership"]);
    assert!(marked(&svg, "possibly gone").contains(&"London Probation".to_string()));
    let edge = |words: &str| svg.contains(&format!("<title>{words}</title>"));
    assert!(edge("Metropolitan Police Authority → Mayor&#39;s Office for Policing and Crime: replaced 2012"));
    assert!(edge("Home Office → Mayor&#39;s Office for Policing and Crime: funds (new)"));
    assert!(edge("Home Office → Metropolitan Police Authority: funds (gone)"));
    assert!(
        edge("Hackney community safety partnership → Hackney VAWG board: contains"),
        "what is the same has no mark"
    );
    // Two bodies were there in between alone: the line leads through them.
    assert!(edge("London Probation Trust → Probation Service: split 2014, merged 2021"));
    assert!(!svg.contains("National Probation Service</text>"));
    for words in
        ["new", "gone", "possibly gone", "not known at one of the dates, neither new nor gone", "relation: gone"]
    {
        assert!(svg.contains(&format!(">{words}</text>")), "{words}");
    }
    assert!(!svg.contains(">moved</text>"), "the legend names only what occurs");
    assert!(svg.contains("of the bodies 6 new and 5 possibly, 8 gone and 8 possibly"));
}

#[test]
fn cards_are_marked_as_new_or_gone_exactly_where_the_question_says_so() {
    for (from, to) in [
        ("2004", "2010"),
        ("2004-09-10", "2010-03-15"),
        ("2007", "2010"),
        ("2010-03", "2013"),
        ("2010", "2022"),
        ("1999", "2005"),
    ] {
        let json = govgraph(&["change", "data/london", "--from", from, "--to", to, "--all", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
        let svg = text(&["data/london", "--view", "change", "--from", from, "--to", to]);
        for (kind, word) in [("gained", "new"), ("lost", "gone")] {
            for cover in ["certain", "possible"] {
                let rows = report["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|row| row["topic"] == "itself" && row["kind"] == kind && row["cover"] == cover);
                let name = |row: &serde_json::Value| row["body"]["name"].as_str().unwrap().replace('\'', "&#39;");
                let mut expected: Vec<String> = rows.map(name).collect();
                expected.sort();
                let words = if cover == "certain" { word.to_string() } else { format!("possibly {word}") };
                assert_eq!(marked(&svg, &words), expected, "{from} to {to}: {words}");
            }
        }
    }
}

#[test]
fn a_body_that_passes_to_another_parent_has_moved_and_members_that_came_or_went_are_rows() {
    let folder = tempdir("pictures-moved");
    let file = folder.join("moved.yaml").to_string_lossy().into_owned();
    let yaml = "sources:\n  then: { title: Then, date: 2001 }\n  now: { title: Now, date: 2011 }\nbodies:\n  \
        a: { name: Alpha, kind: board, exists: 2000/.. }\n  \
        b: { name: Beta, kind: board, exists: 2000/.. }\n  \
        panel:\n    name: Panel\n    kind: panel\n    exists: 2000/..\n    \
        seats:\n      - { of: police, during: 2000/2005, elected: no }\n      - { of: council, during: 2006/.., elected: yes }\n  \
        police: { name: Police, kind: police-force, exists: 2000/.. }\n  \
        council: { name: Council, kind: council, exists: 2000/.. }\n\
        relations:\n  - { kind: sub_board_of, from: panel, to: a, during: 2000/2005 }\n  - { kind: sub_board_of, from: panel, to: b, during: 2006/.. }\n";
    fs::write(&file, yaml).unwrap();
    let svg = text(&[&file, "--view", "change", "--from", "2001", "--to", "2011"]);
    assert_eq!(marked(&svg, "moved"), ["Panel"], "{svg}");
    assert!(svg.contains("<g text-decoration=\"line-through\"><text class=\"gg-soft\""), "who left is struck through");
    assert!(svg.contains(">Police</text></g>") && svg.contains(">gone</text>") && svg.contains(">Council</text>"));
    let same = text(&[&file, "--view", "change", "--from", "2001", "--to", "2002"]);
    assert!(same.contains("no body came or went") && !same.contains(">gone<") && !same.contains(">new<"));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_picture_of_a_change_is_also_text_for_others_and_no_page() {
    let folder = tempdir("pictures-change-forms");
    let draw = |name: &str| {
        let file = folder.join(name).to_string_lossy().into_owned();
        let output =
            govgraph(&["draw", "data/london", "--view", "change", "--from", "2007", "--to", "2010", "-o", &file]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap(), fs::read_to_string(&file).unwrap_or_default())
    };
    let (_, _, dot) = draw("a.dot");
    assert!(dot.contains("possibly new") && dot.contains("proposed?: leads"));
    let (_, _, mermaid) = draw("a.mmd");
    assert!(mermaid.contains("possibly new") && mermaid.contains("proposed?: leads"));
    let (code, error, _) = draw("a.html");
    assert!(code == Some(2) && error.starts_with("error: --view change is a picture and no page"), "{error}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_chart_shows_one_level_or_puts_bodies_of_one_level_or_area_together() {
    let regional = text(&["data/london", "--level", "regional", "--at", "2010-03"]);
    assert!(regional.contains("regional level · at 2010-03") && !regional.contains("Hackney VAWG board"));
    assert!(regional.contains("London Crime Reduction"));
    let labels = |svg: &str| {
        let bands = svg.split("<rect class=\"gg-band-ground\"").skip(1);
        bands
            .map(|band| band.split("</text>").next().unwrap().rsplit('>').next().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(labels(&text(&["data/london", "--by", "level", "--at", "2010-03"])), ["NATIONAL", "REGIONAL", "LOCAL"]);
    let areas = labels(&text(&["data/london", "--by", "area", "--at", "2010-03"]));
    assert!(areas.contains(&"HACKNEY".to_string()) && areas.contains(&"LONDON".to_string()), "{areas:?}");
}

/// What the numbers in a picture stand for: the words of each source, and of each place in it, by number and letters.
fn footnotes(svg: &str) -> std::collections::BTreeMap<String, String> {
    let (_, list) = svg.split_once(">Sources</text>").unwrap();
    let texts: Vec<&str> = list.split("</text>").filter_map(|text| Some(text.rsplit_once('>')?.1)).collect();
    let mut found = std::collections::BTreeMap::new();
    let (mut number, mut words) = (String::new(), String::new());
    for text in texts.into_iter().chain(["0"]) {
        if text.chars().next().is_some() && text.chars().all(|ch| ch.is_ascii_digit()) {
            // Places follow the title: `a: letter para 2; b: intro`.
            let (title, places) = words.split_once(" a: ").unwrap_or((&words, ""));
            for place in format!("a: {places}").split("; ").filter(|_| !number.is_empty()) {
                let (letters, place) = place.split_once(": ").unwrap();
                found.insert(format!("{number}{letters}"), format!("{title}: {place}"));
            }
            (number, words) = (text.to_string(), String::new());
        } else {
            words = format!("{words} {text}");
        }
    }
    found
}

#[test]
fn the_numbers_of_sources_lead_to_the_evidence_of_each_fact() {
    let svg = text(&["data/london", "--sources", "--at", "2010-03"]);
    let listed = footnotes(&svg);
    let (_, card) = svg.split_once("data-id=\"lcrb\"").unwrap();
    let card = card.split_once("</g>\n</g>").map_or(card, |(card, _)| card);
    let cited = |row: &str| {
        let (_, row) = card.split_once(&format!(">{row}</text>")).unwrap();
        let (_, cites) = row.split_once(">[").unwrap();
        listed[cites.split(']').next().unwrap()].clone()
    };
    assert!(cited("London Councils").ends_with("membership para 1 London Councils"), "{}", cited("London Councils"));
    assert!(
        cited("London Councils")
            .contains("Consultation proposals on the London Crime Reduction Board, Metropolitan Police")
    );
    assert!(cited("Commissioner, MPS").ends_with("membership para 1 MPS"));
    // Every number on the picture is in the list, and every one in the list on the picture.
    let (above, _) = svg.split_once(">Sources</text>").unwrap();
    let texts = above.split("</text>").filter_map(|text| Some(text.rsplit_once('>')?.1));
    let is_number = |word: &str| {
        let letters = word.trim_start_matches(|ch: char| ch.is_ascii_digit());
        letters.len() < word.len() && !letters.is_empty() && letters.chars().all(|ch| ch.is_ascii_lowercase())
    };
    let words = texts.flat_map(|text| text.split([' ', ',', '[', ']']));
    let mut used: Vec<String> = words.filter(|word| is_number(word)).map(str::to_string).collect();
    used.sort();
    used.dedup();
    assert_eq!(used.iter().filter(|cite| !listed.contains_key(*cite)).collect::<Vec<_>>(), Vec::<&String>::new());
    let unused: Vec<&String> = listed.keys().filter(|cite| !used.contains(cite)).collect();
    assert_eq!(unused, Vec::<&String>::new(), "a number that stands nowhere");
    assert!(svg.contains("<a href=\"https://www.legislation.gov.uk/ukpga/1998/37\">"));
}

#[test]
fn every_view_can_list_its_sources_and_text_cannot() {
    for view in [
        &["--view", "lineage", "--around", "probation-service"][..],
        &["--view", "lineage", "--at", "2010-03"],
        &["--view", "matrix", "--at", "2010-03"],
        &["--view", "coverage", "--at", "2010-03"],
        &["--view", "change", "--from", "2010", "--to", "2022"],
    ] {
        let svg = text(&[&["data/london", "--sources"], view].concat());
        let listed = footnotes(&svg);
        assert!(listed.len() > 4, "{view:?}");
        assert!(svg.contains("[1a"), "{view:?}");
        assert_eq!(svg.matches(">Sources: ").count(), 0, "{view:?}: the short list is not needed");
    }
    let folder = tempdir("pictures-sources");
    let file = folder.join("a.dot").to_string_lossy().into_owned();
    let output = govgraph(&["draw", "data/london", "--sources", "-o", &file]);
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: --sources needs a picture with room below it: write an .svg or a .png\n"
    );
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(feature = "png")]
#[test]
fn a_png_says_which_characters_it_has_no_glyph_for_and_an_svg_has_them_all() {
    let folder = tempdir("pictures-fonts");
    let data = folder.join("data.yaml").to_string_lossy().into_owned();
    fs::write(
        &data,
        "bodies:\n  a: { name: 警察 Board, kind: board, seats: [ { of: b } ] }\n  b: { name: B, kind: charity }\n",
    )
    .unwrap();
    let draw = |name: &str, more: &[&str]| {
        let file = folder.join(name).to_string_lossy().into_owned();
        let output = govgraph(&[&["draw", &data, "-o", &file], more].concat());
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    let (drawn, note) = draw("a.png", &[]);
    assert!(
        drawn && note.starts_with("note: 2 characters have no glyph here (察警), so that they are empty boxes"),
        "{note}"
    );
    assert_eq!(draw("a.svg", &[]), (true, String::new()));
    let (drawn, error) = draw("b.svg", &["--fonts", "system"]);
    assert!(!drawn && error.starts_with("error: --fonts goes with a .png"), "{error}");
    let (drawn, error) = draw("b.png", &["--fonts", &folder.to_string_lossy()]);
    assert!(!drawn && error.contains("holds no .ttf, .otf or .ttc file"), "{error}");
    assert!(!draw("b.png", &["--fonts", &folder.join("nowhere").to_string_lossy()]).0);
    // A folder with fonts that have none of them: the picture is drawn, and the note stays.
    let fonts = path("crates/govgraph-render/fonts").to_string_lossy().into_owned();
    let (drawn, note) = draw("c.png", &["--fonts", &fonts]);
    assert!(drawn && note.starts_with("note: 2 characters"), "{note}");
    assert_eq!(fs::read(folder.join("a.png")).unwrap(), fs::read(folder.join("c.png")).unwrap());
    fs::remove_dir_all(folder).unwrap();
}
