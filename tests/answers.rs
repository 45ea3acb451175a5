//! The page of answers for London: its commands answer, and the values that it quotes are in their answers.

use std::fs;

use crate::load::{govgraph, path};

/// The commands of the page, by the number of their question.
fn commands() -> Vec<(u32, Vec<String>)> {
    let page = fs::read_to_string(path("docs/london.md")).unwrap();
    let mut number = 0;
    let mut commands = Vec::new();
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            number = heading.split('.').next().unwrap().parse().unwrap();
        } else if let Some(command) = line.strip_prefix("    govgraph ") {
            commands.push((number, command.split(' ').map(str::to_string).collect()));
        }
    }
    commands
}

/// Everything that the commands of a question answer, white space as one space.
fn answer(question: u32) -> String {
    let own = commands().into_iter().filter(|(number, _)| *number == question);
    let mut all = String::new();
    for (_, command) in own {
        let markdown = ["--format".to_string(), "markdown".to_string()];
        let arguments: Vec<&str> = command.iter().chain(&markdown).map(String::as_str).collect();
        let output = govgraph(&arguments);
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        all.push_str(&String::from_utf8(output.stdout).unwrap());
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_question_has_a_command_and_every_command_an_answer() {
    let mut numbers: Vec<u32> = commands().into_iter().map(|(number, _)| number).collect();
    numbers.dedup();
    assert_eq!(numbers, (1..=16).collect::<Vec<_>>());
    for number in numbers {
        assert!(answer(number).len() > 200, "question {number}");
    }
}

#[test]
fn what_the_page_quotes_is_what_the_commands_answer() {
    for (question, quoted) in [
        (1, &["London Crime Reduction Delivery Board", "2012-01-16", "split", "2022-07-01"][..]),
        (3, &["none, says a source", "4 to 7 of 17", "1 of 10"]),
        (4, &["Jaccard 0.40", "shared: 6"]),
        (5, &["Home Office", "Youth Justice Board", "British Transport Police"]),
        (6, &["16", "17"]),
        (7, &["MPA Anti-Violence Panel (mpa-avp) and Serious Youth Violence Board (sy-violence-board)"]),
        (8, &["Hate crime | nobody recorded", "Gangs | nobody recorded", "Dangerous dogs | nobody recorded"]),
        (9, &["loses its only regional seat", "Drugs"]),
        (10, &["satisfied on paper", "no body that scrutinises it is named"]),
        (11, &["NHS North East London Integrated Care Board", "HM Courts and Tribunals Service"]),
        (12, &["proposed: 128 or more"]),
        (14, &["is a sub-board of Hackney community safety partnership", "Home Office funds Mayor's Office"]),
        (15, &["only the first", "only the second"]),
        (16, &["Inaugural meeting of the board", "2016-06-06"]),
    ] {
        let answer = answer(question).replace('\\', "");
        for words in quoted {
            assert!(answer.contains(words), "question {question} lacks `{words}`:\n{answer}");
        }
    }
}

#[test]
fn what_must_not_be_said_is_not_said() {
    // A board and its successor are no duplicates; who keeps a seat loses none.
    let duplication = answer(7).replace('\\', "");
    let found = duplication.split("Set apart").next().unwrap();
    assert!(!found.contains("(lcrb) [proposed] and London Community Safety Partnership"), "{found}");
    assert!(
        !found.contains("London Community Safety Partnership (lcsp) [under review] and London Crime Reduction Board"),
        "{found}"
    );
    let impact = govgraph(&["impact", "data/london/plans/lcrb-2010.yaml", "data/london", "--format", "csv"]);
    let rows = String::from_utf8(impact.stdout).unwrap();
    let losers: Vec<&str> = rows.lines().filter(|row| row.contains("loses a seat")).collect();
    for keeps in ["mpa", "mps", "london-councils", "london-boroughs", "gla", "london-probation"] {
        assert!(!losers.iter().any(|row| row.split(',').any(|cell| cell == keeps)), "{keeps}: {losers:?}");
    }
}
