//! Two bodies side by side as a table.

use govgraph::questions::Member;
use govgraph::questions::MemberKind;
use govgraph::questions::compare::{Alike, Cell, Near, Report, Row, Side};
use govgraph::questions::overlap::Tie;
use govgraph::questions::profile::Topic;
use govgraph::{Cover, Evidence};

use super::overlap::{kinship_sentence, mark_notes, name, shared_name};
use super::{circle_note, lifetime, sources, standing, title};
use crate::table::Table;

/// One row a thing that is compared; members after what the bodies are.
pub fn table(report: &Report) -> Table {
    let what = format!("{} and {}", report.a.body.name, report.b.body.name);
    let mut table = Table::new(title(&what, &report.asked)).column("").column("What");
    let heading = |side: &Side| side.short.clone().unwrap_or_else(|| side.body.id.clone());
    table = table.column(&heading(&report.a)).column(&heading(&report.b)).column("").column("Sources");
    let mut last = String::new();
    for line in lines(report) {
        let heading = if last == line.heading { "" } else { &line.heading };
        table.row([heading, &line.what, &line.a, &line.b, line.alike, &short_sources(&line.evidence)]);
        table.cite(&line.evidence);
        last.clone_from(&line.heading);
    }
    notes(report, &mut table);
    table.cite(report.between.iter().flat_map(|cell| &cell.evidence));
    table
}

/// Two bodies for a spreadsheet: one row a thing that is compared, one fact a cell. Where a side is empty, `alike` says
/// whether that is known.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("").column("topic").column("what").column("id").column("alike");
    for side in ["first", "second"] {
        for column in ["id", "says", "cover", "proposed", "sources"] {
            table = table.column(&format!("{side}_{column}"));
        }
    }
    table = table.column("wider").column("narrower");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    let ids = [&report.a, &report.b].map(|side| side.body.id.clone());
    let side = |id: &String, cell: Option<&Cell>| match cell {
        None => [id.clone(), String::new(), String::new(), String::new(), String::new()],
        Some(cell) => {
            let (cover, proposed) = (cell.cover.to_string(), yes(cell.proposed));
            [id.clone(), cell.text.clone(), cover, proposed, sources(&cell.evidence)]
        }
    };
    for row in &report.rows {
        let near = |narrower: bool| {
            let near = row.near.iter().filter(|near| near.narrower == narrower).map(|near| near.theme.as_str());
            near.collect::<Vec<_>>().join("; ")
        };
        let head = [row.topic.heading(), &row.what, "", alike_words(row.alike)].map(str::to_string);
        let sides = [side(&ids[0], row.a.as_ref()), side(&ids[1], row.b.as_ref())].concat();
        table.row(head.into_iter().chain(sides).chain([near(false), near(true)]));
    }
    let tied = |id: &String, ties: &[Tie]| {
        let texts: Vec<&str> = ties.iter().map(|tie| tie.text.as_str()).collect();
        let cover = ties.iter().map(|tie| tie.cover).max().map(|cover| cover.to_string()).unwrap_or_default();
        let evidence: Vec<Evidence> = ties.iter().flat_map(|tie| tie.evidence.clone()).collect();
        let cited = if ties.is_empty() { String::new() } else { sources(&evidence) };
        [id.clone(), texts.join("; "), cover, String::new(), cited]
    };
    for (member, on_a, on_b) in sides(report) {
        let (known_a, known_b) = (report.members.a.members > 0, report.members.b.members > 0);
        let alike = match (on_a.is_empty(), on_b.is_empty()) {
            (false, false) => "both",
            (_, true) if known_b => "only the first",
            (true, _) if known_a => "only the second",
            _ => "unknown",
        };
        let id = member.id.clone().unwrap_or_default();
        let head = [heading(report).to_string(), member.name.clone(), id, alike.to_string()];
        table.row(head.into_iter().chain(tied(&ids[0], on_a)).chain(tied(&ids[1], on_b)));
    }
    for cell in &report.between {
        let head = ["Between the two", "", "", ""].map(str::to_string);
        table.row(head.into_iter().chain(side(&ids[0], Some(cell))));
    }
    table
}

/// Everybody who sits on one or both, with the seats on each.
fn sides(report: &Report) -> impl Iterator<Item = (&Member, &[Tie], &[Tie])> {
    let row = &report.members;
    let shared = row.shared.iter().map(|shared| (&shared.member, shared.on_a.as_slice(), shared.on_b.as_slice()));
    let only_a = row.only_a.iter().flatten().map(|alone| (&alone.member, alone.on.as_slice(), &[][..]));
    let only_b = row.only_b.iter().flatten().map(|alone| (&alone.member, &[][..], alone.on.as_slice()));
    shared.chain(only_a).chain(only_b)
}

/// What members are called in the sense of the question.
fn heading(report: &Report) -> &'static str {
    match report.by {
        MemberKind::Post => "Posts with a seat",
        MemberKind::Person => "People with a seat",
        MemberKind::Organisation => "Members",
    }
}

/// Sources, of many places in them only their ids: what rests on all seats would have a place for each.
fn short_sources(evidence: &[Evidence]) -> String {
    const MOST: usize = 4;
    if evidence.len() <= MOST {
        return sources(evidence);
    }
    let mut ids: Vec<&str> = evidence.iter().map(|cited| cited.source.as_str()).collect();
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    format!("{} (several places)", ids.join("; "))
}

/// A row of the table.
struct Line {
    heading: String,
    what: String,
    a: String,
    b: String,
    alike: &'static str,
    evidence: Vec<Evidence>,
}

fn lines(report: &Report) -> Vec<Line> {
    let is_list = |row: &&Row| !matches!(row.topic, Topic::Itself | Topic::Meetings | Topic::Seat);
    let attributes = report.rows.iter().filter(|row| !is_list(row)).map(line);
    let lists = report.rows.iter().filter(is_list).map(line);
    attributes.chain(members(report)).chain(lists).collect()
}

fn line(row: &Row) -> Line {
    let evidence = row.a.iter().chain(&row.b).flat_map(|cell| cell.evidence.clone());
    Line {
        heading: row.topic.heading().to_string(),
        what: row.what.clone(),
        a: cell(row, row.a.as_ref(), Alike::OnlyB),
        b: cell(row, row.b.as_ref(), Alike::OnlyA),
        alike: alike_words(row.alike),
        evidence: evidence.collect(),
    }
}

fn alike_words(alike: Alike) -> &'static str {
    match alike {
        Alike::Same => "same",
        Alike::Different => "differs",
        Alike::OnlyA => "only the first",
        Alike::OnlyB => "only the second",
        Alike::Unknown => "unknown",
    }
}

/// One side: what it has, or that nothing is known, or what comes near.
fn cell(row: &Row, cell: Option<&Cell>, missing: Alike) -> String {
    match cell {
        Some(Cell { text, cover, proposed, .. }) => {
            let text = if row.topic == Topic::Itself && row.what == "existed" { lifetime(text) } else { text.clone() };
            let text = if *proposed && !text.contains("proposed") { format!("{text} (proposed)") } else { text };
            if *cover == Cover::Possible { format!("{text}, possibly") } else { text }
        }
        None if row.alike == missing => format!("not recorded{}", near(&row.near)),
        None => "unknown".to_string(),
    }
}

/// `; has Acquisitive crime, which is wider`.
fn near(near: &[Near]) -> String {
    const MOST: usize = 3;
    let names = |narrower: bool| {
        let names: Vec<&str> =
            near.iter().filter(|near| near.narrower == narrower).map(|near| near.theme.as_str()).collect();
        let more = names.len().saturating_sub(MOST);
        let words = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
        if more > 0 { format!("{words} and {more} more") } else { words }
    };
    let sort = |narrower: bool, word: &str| match names(narrower) {
        names if names.is_empty() => String::new(),
        names => format!("; {word}: {names}"),
    };
    format!("{}{}", sort(false, "wider"), sort(true, "narrower"))
}

fn members(report: &Report) -> Vec<Line> {
    let row = &report.members;
    let heading = heading(report);
    let words = |ties: &[Tie]| {
        let words = ties.iter().map(|tie| match tie.cover {
            Cover::Possible => format!("{}, possibly", tie.text),
            _ => tie.text.clone(),
        });
        words.collect::<Vec<_>>().join("; ")
    };
    let evidence = |ties: &[Tie]| ties.iter().flat_map(|tie| tie.evidence.clone()).collect::<Vec<_>>();
    // Only of a list that is complete it follows that somebody does not sit there.
    let absent = |side: &Side, known: usize| match (known, side.is_closed) {
        (0, _) => "unknown".to_string(),
        (_, true) => "no".to_string(),
        _ => "not listed".to_string(),
    };
    let unless_unknown = |known: usize, words: &'static str| if known == 0 { "unknown" } else { words };
    let line = |what: String, a: String, b: String, alike, evidence| Line {
        heading: heading.to_string(),
        what,
        a,
        b,
        alike,
        evidence,
    };
    let shared = row.shared.iter().map(|shared| {
        let both = [evidence(&shared.on_a), evidence(&shared.on_b)].concat();
        line(shared_name(shared), words(&shared.on_a), words(&shared.on_b), "both", both)
    });
    let only_a = row.only_a.iter().flatten().map(|alone| {
        let alike = unless_unknown(row.b.members, "only the first");
        line(name(&alone.member), words(&alone.on), absent(&report.b, row.b.members), alike, evidence(&alone.on))
    });
    let only_b = row.only_b.iter().flatten().map(|alone| {
        let alike = unless_unknown(row.a.members, "only the second");
        line(name(&alone.member), absent(&report.a, row.a.members), words(&alone.on), alike, evidence(&alone.on))
    });
    shared.chain(only_a).chain(only_b).collect()
}

fn notes(report: &Report, table: &mut Table) {
    let row = &report.members;
    for (side, members) in [(&report.a, &row.a), (&report.b, &row.b)] {
        let name = &side.body.name;
        if side.body.standing.is_some_and(|standing| !standing.is_in_view()) {
            table.note(format!("{name} did not exist at that date ({}).", standing(&side.body)));
        }
        if members.members == 0 {
            let boards: Vec<&str> = side.sub_boards_with_seats.iter().map(|board| board.id.as_str()).collect();
            let boards = match boards.as_slice() {
                [] => String::new(),
                boards => format!(" Its sub-boards {} have seats: compare those.", boards.join(", ")),
            };
            table.note(format!("Unknown, not zero: nobody who sits on {name} is known.{boards}"));
        }
        if members.open_seats > 0 {
            let (seats, it) = if members.open_seats == 1 { ("seat", "it") } else { ("seats", "them") };
            table.note(format!("Of {} {seats} on {name} it is not known who holds {it}.", members.open_seats));
        }
    }
    if row.jaccard.is_some() {
        table.note(format!(
            "Members: {} known on the first, {} on the second, {} on both.",
            row.a.members,
            row.b.members,
            row.shared.len()
        ));
    }
    for cell in &report.between {
        let perhaps = if cell.cover == Cover::Certain { "" } else { "perhaps " };
        table.note(format!("Between the two: {perhaps}{} ({}).", cell.text, sources(&cell.evidence)));
    }
    if let Some(kinship) = row.kinship {
        table.note(kinship_sentence(kinship));
    }
    table.note(
        "`not recorded`, `not listed`: of the other body it is, of this one it is not; that does not show that it has none. \
         `no` stands only where a source says that its list is complete at that date.",
    );
    if report.asked.at.is_none() {
        table.note("Everything recorded counts, whatever its date: the two sides may speak of different times.");
    }
    circle_note(report.circle, table);
    mark_notes(std::slice::from_ref(row), table);
}
