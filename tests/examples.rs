//! The examples, run as their first lines say.

use std::fs;
use std::process::Command;

use crate::load::path;

/// What an example prints on standard output.
fn run(example: &str, arguments: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--example", example, "--"]).args(arguments).current_dir(path(""));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{example}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_example_runs_as_its_first_lines_say() {
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(path("examples")).unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let command = text.lines().find_map(|line| line.strip_prefix("//! `cargo run --example ")).unwrap_or_default();
        let (called, arguments) = command.trim_end_matches('`').split_once(" -- ").unwrap_or_default();
        assert_eq!(called, name, "the first lines of {} say how to run it", file.display());
        let arguments: Vec<&str> = arguments.split(' ').take_while(|word| *word != ">").collect();
        assert!(!run(&name, &arguments).is_empty(), "{name}");
        names.push(name);
    }
    for expected in ["custom_drawing", "embedding", "own_question", "what_if"] {
        assert!(names.iter().any(|name| name == expected), "{expected}");
    }
}

#[test]
fn the_embedding_example_finds_what_the_command_finds() {
    let printed = run("embedding", &["data/london", "2010-03"]);
    assert!(
        printed.contains("London Crime Reduction Board and London Community Safety Partnership share 6:"),
        "{printed}"
    );
}

#[test]
fn the_example_with_its_own_question_says_where_others_may_be_hidden() {
    let printed = run("own_question", &["data/london", "2022-10-27"]);
    let link = "  Hackney statutory officer group and Safer City Partnership (possible; of some seats the holder is not known)";
    assert!(printed.contains(&format!("London Fire Brigade is the only known link between\n{link}\n")), "{printed}");
    // These two share more than one organisation.
    let both = "Hackney community resilience partnership and Hackney statutory officer group";
    assert!(!printed.contains(both), "{printed}");
}

#[test]
fn the_drawing_example_draws_what_is_below_a_body_and_nothing_else() {
    let picture = run("custom_drawing", &["data/london", "hackney-csp", "2022-10-27"]);
    assert!(picture.starts_with("<svg") && picture.contains("1 of 10 elected"), "{picture}");
    assert!(!picture.contains("Safer City"), "{picture}");
    // Its own colours and its ring, in the picture and in the legend.
    assert_eq!(picture.matches("class=\"gg-ring\"").count(), 2, "{picture}");
    assert!(picture.contains(">the body that was asked for</text>"), "{picture}");
    assert!(picture.contains("<path class=\"gg-bar\"") && picture.matches("fill=\"#7c2d12\"").count() > 1, "{picture}");
    assert!(picture.contains("fill=\"#fcd34d\""), "{picture}");
}

#[test]
fn the_example_that_tries_out_a_plan_shows_what_two_questions_answer_without_it_and_with_it() {
    let printed = run("what_if", &["data/london", "data/london/plans/lcrb-2010.yaml", "2010-03"]);
    for line in ["- lcrb and lcsp share 6\n", "- lcsp: an unknown number elected by its seats, so None\n"] {
        assert!(printed.contains(line), "{printed}");
    }
    assert!(printed.contains("+ lcrb: 4 to 7 elected by its seats, so Some\n"), "{printed}");
}
