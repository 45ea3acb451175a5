//! What would follow from a plan, as tables.

use govgraph::questions::coverage::Holding;
use govgraph::questions::impact::{
    Bearing, BodyChange, Fate, Figures, Left, Numbers, OnlySeat, Outcome, Place, RemitChange, Report, Said, SeatChange,
    Shared,
};
use govgraph::questions::profile::Topic;
use govgraph::questions::representation::Verdict;
use govgraph::questions::{BodyRef, Circle, Member};
use govgraph::{Count, Cover, Evidence, Standing};

use super::{date, sources, title};
use crate::table::Table;

/// The steps, what changes, the numbers, and what sources say: a table each, without those that would be empty.
pub fn tables(report: &Report) -> Vec<Table> {
    let mut all = vec![steps(report)];
    let lines = lines(report);
    if lines.is_empty() {
        if let Some(steps) = all.first_mut() {
            steps.note("Nothing that is recorded changes.");
        }
        return all;
    }
    all.push(changes(report, &lines));
    if !report.figures.is_empty() {
        all.push(numbers(report));
    }
    all.push(said(report));
    if let Some(last) = all.last_mut() {
        last.cite(report.steps.iter().flat_map(|step| &step.evidence));
        last.cite(lines.iter().flat_map(|line| &line.evidence));
        last.cite(report.said.iter().flat_map(|said| &said.evidence));
    }
    all
}

/// Everything that changes, for a spreadsheet: one row a change, with the section that it belongs to.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["section", "what", "subject", "subject_id", "without", "with", "cover", "sources"] {
        table = table.column(column);
    }
    for step in &report.steps {
        let from: Vec<&str> = step.from.iter().map(|body| body.id.as_str()).collect();
        let to: Vec<&str> = step.to.iter().map(|body| body.id.as_str()).collect();
        let (number, text) = (step.number.to_string(), step.text.clone());
        let cells = ["step", &number, &text, "", &from.join(" "), &to.join(" "), "", &sources(&step.evidence)];
        table.row(cells);
    }
    for line in lines(report) {
        let cover = line.cover.map(|cover| cover.to_string()).unwrap_or_default();
        let (without, with) = (line.without.join("; "), line.with.join("; "));
        let cells = [line.section.word(), line.what.as_str(), &line.who, &line.id, &without, &with, &cover];
        table.row(cells.into_iter().chain([sources(&line.evidence).as_str()]));
    }
    for Figures { body, before, after } in &report.figures {
        let (before, after) = (cells(before.as_ref()), cells(after.as_ref()));
        for ((what, before), after) in NUMBERS.iter().zip(before).zip(after) {
            if !(before.is_empty() && after.is_empty()) {
                table.row(["numbers", what, &body.name, &body.id, &before, &after, "", ""]);
            }
        }
    }
    for said in &report.said {
        let what = bearing(said);
        let (body, cover) = (&said.body, said.cover.to_string());
        table.row(["said", &what, &body.name, &body.id, &said.text, "", &cover, &sources(&said.evidence)]);
    }
    table
}

/// What is counted of a body.
const NUMBERS: [&str; 5] = ["places", "places itemised", "places declared", "elected by the seats", "elected members"];

/// The numbers of a body in that order; empty where there are none.
fn cells(numbers: Option<&Numbers>) -> [String; 5] {
    let Some(numbers) = numbers else { return Default::default() };
    let words = |count: Option<Count>| count.map(Count::words).unwrap_or_default();
    [
        numbers.places.words(),
        words(numbers.itemised),
        words(numbers.declared),
        numbers.elected.words(),
        verdict(numbers).to_string(),
    ]
}

/// A part of the table of changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Bodies,
    Seats,
    OnlySeats,
    Themes,
    Duties,
    Relations,
    Without,
    Offices,
    Open,
}

impl Section {
    fn word(self) -> &'static str {
        match self {
            Section::Bodies => "bodies",
            Section::Seats => "seats",
            Section::OnlySeats => "only seats",
            Section::Themes => "themes",
            Section::Duties => "duties",
            Section::Relations => "relations",
            Section::Without => "left without",
            Section::Offices => "offices",
            Section::Open => "left open",
        }
    }
}

/// One change.
struct Line {
    section: Section,
    /// What sort of change: `loses a seat`.
    what: String,
    /// Who or what it is about.
    who: String,
    /// The id of that.
    id: String,
    without: Vec<String>,
    with: Vec<String>,
    cover: Option<Cover>,
    evidence: Vec<Evidence>,
}

fn lines(report: &Report) -> Vec<Line> {
    let mut lines: Vec<Line> = report.bodies.iter().map(body_line).collect();
    lines.extend(report.seats.iter().map(seat_line));
    lines.extend(report.only_seats.iter().map(only_seat_line));
    lines.extend(report.remits.iter().map(remit_line));
    for lapse in &report.duties {
        let topic = match lapse.topic {
            Topic::Duty => "duty",
            Topic::Target => "target",
            _ => "own plan",
        };
        lines.push(Line {
            section: Section::Duties,
            what: if lapse.begins { format!("{topic} begins") } else { format!("{topic} ends") },
            who: lapse.body.name.clone(),
            id: lapse.body.id.clone(),
            without: if lapse.begins { Vec::new() } else { vec![lapse.text.clone()] },
            with: if lapse.begins { vec![lapse.text.clone()] } else { Vec::new() },
            cover: Some(lapse.cover),
            evidence: lapse.evidence.clone(),
        });
    }
    let ties = report.relations.iter().map(|tie| (Section::Relations, tie));
    for (section, tie) in ties.chain(report.left_open.iter().map(|tie| (Section::Open, tie))) {
        let what = match (section, tie.begins) {
            (Section::Open, _) => "stays a proposal",
            (_, true) => "relation begins",
            (_, false) => "relation ends",
        };
        let (without, with) = match (section, tie.begins) {
            (Section::Open, _) => ("", "still only proposed"),
            (_, true) => ("", "in force"),
            (_, false) => ("in force", ""),
        };
        let words = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_string()] };
        lines.push(Line {
            section,
            what: what.to_string(),
            who: tie.text.trim_end_matches(" (proposed)").to_string(),
            id: format!("{} {} {}", tie.from.id, tie.kind, tie.to.id),
            without: words(without),
            with: words(with),
            cover: (section != Section::Open).then_some(tie.cover),
            evidence: tie.evidence.clone(),
        });
    }
    for orphan in &report.orphans {
        let needs: Vec<String> = orphan.duties.iter().map(|duty| format!("its duty: {duty}")).collect();
        lines.push(Line {
            section: Section::Without,
            what: "left without".to_string(),
            who: orphan.body.name.clone(),
            id: orphan.body.id.clone(),
            without: orphan.lost.clone(),
            with: std::iter::once(orphan.lacks.clone()).chain(needs).collect(),
            cover: Some(orphan.cover),
            evidence: orphan.evidence.clone(),
        });
    }
    let offices = report.offices.iter().map(|office| (office, "seat loses its meaning"));
    let without_holder = report.without_holder.iter().map(|office| (office, "seat without a holder"));
    for (office, what) in offices.chain(without_holder) {
        let gone = office.of.standing.map_or("ends", |standing| match standing.is_in_view() {
            true => "ends",
            false => standing.word(),
        });
        lines.push(Line {
            section: Section::Offices,
            what: what.to_string(),
            who: office.on.name.clone(),
            id: office.on.id.clone(),
            without: Vec::new(),
            with: vec![format!("{}: {} {gone}", office.text, office.of.name)],
            cover: Some(office.cover),
            evidence: office.evidence.clone(),
        });
    }
    // In the order of the reader's interest: what it is proposed for comes last.
    lines.sort_by_key(|line| line.section == Section::Open);
    lines
}

fn body_line(change: &BodyChange) -> Line {
    let standing = |standing: Option<Standing>| standing.map(|standing| standing.word().to_string());
    let successors: Vec<&str> = change.successors.iter().map(|body| body.name.as_str()).collect();
    let mut with: Vec<String> = standing(change.after).into_iter().collect();
    if !successors.is_empty() {
        with.push(format!("gives way to {}", successors.join(", ")));
    }
    let what = match change.fate {
        Fate::Ends => "ends",
        Fate::Begins => "begins",
        Fate::GoesOn => "goes on",
    };
    Line {
        section: Section::Bodies,
        what: what.to_string(),
        who: change.body.name.clone(),
        id: change.body.id.clone(),
        without: vec![standing(change.before).unwrap_or_else(|| "not recorded".to_string())],
        with,
        cover: None,
        evidence: change.evidence.clone(),
    }
}

fn member(member: &Member) -> String {
    format!("{}{}", member.name, if member.collective { "*" } else { "" })
}

fn evidence(places: &[&[Place]]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = Vec::new();
    for evidence in places.iter().copied().flatten().flat_map(|place| &place.evidence) {
        if !all.contains(evidence) {
            all.push(evidence.clone());
        }
    }
    all
}

fn seat_line(change: &SeatChange) -> Line {
    let what = match change.outcome {
        Outcome::Loses if change.ends => "ends, and its seat with it",
        Outcome::Loses => "loses a seat",
        Outcome::Gains => "gains a seat",
        Outcome::Moves => "moves",
    };
    Line {
        section: Section::Seats,
        what: what.to_string(),
        who: member(&change.member),
        id: change.member.id.clone().unwrap_or_default(),
        without: change.lost.iter().map(place).collect(),
        with: change.gained.iter().map(place).collect(),
        cover: Some(change.cover),
        evidence: evidence(&[&change.lost, &change.gained]),
    }
}

fn place(place: &Place) -> String {
    format!("{}: {}", place.on.id, place.text)
}

fn only_seat_line(only: &OnlySeat) -> Line {
    let mut with: Vec<String> = only.remaining.iter().map(|place| format!("perhaps {}", self::place(place))).collect();
    if with.is_empty() {
        with.push("none is recorded".to_string());
    }
    Line {
        section: Section::OnlySeats,
        what: format!("loses its only {} seat", only.level),
        who: member(&only.member),
        id: only.member.id.clone().unwrap_or_default(),
        without: only.lost.iter().map(place).collect(),
        with,
        cover: Some(only.cover),
        evidence: evidence(&[&only.lost]),
    }
}

fn remit_line(change: &RemitChange) -> Line {
    let held = |holdings: &[Holding]| {
        let each = holdings.iter().map(|holding| {
            let perhaps = if holding.cover == Cover::Certain { "" } else { ", possibly" };
            format!("{} ({}{perhaps})", holding.body.id, holding.role)
        });
        each.collect::<Vec<_>>().join(", ")
    };
    // A body that holds several parts of a theme stands once.
    let ids = |holdings: &[Holding]| {
        let mut ids: Vec<&str> = Vec::new();
        for holding in holdings {
            if !ids.contains(&holding.body.id.as_str()) {
                ids.push(&holding.body.id);
            }
        }
        ids.join(", ")
    };
    let themes = |holdings: &[Holding]| {
        let each = holdings.iter().map(|holding| format!("{} ({})", holding.body.id, holding.theme.name));
        each.collect::<Vec<_>>().join(", ")
    };
    let mut with = match change.left {
        _ if change.lost.is_empty() => vec![held(&change.gained)],
        Left::Nobody => vec!["no body is recorded".to_string()],
        Left::InPart => vec![format!("only for parts of it: {}", ids(&change.parts))],
        Left::Wider => vec![format!("only for a wider theme: {}", themes(&change.wider))],
        Left::Itself => vec![held(&change.holders)],
    };
    if change.orphaned && !change.elsewhere.is_empty() {
        with.push(format!("for other areas: {}", ids(&change.elsewhere)));
    }
    if change.to_take_over && !change.orphaned {
        let next: Vec<&str> = change.successors.iter().map(|next| next.id.as_str()).collect();
        with.push(format!("not {}", next.join(", ")));
    }
    let what = match (change.orphaned, change.lost.is_empty(), change.to_take_over) {
        (true, ..) => "theme that nobody is left for",
        (_, true, _) => "theme with a new holder",
        (.., true) => "theme that no successor holds",
        _ => "theme that others still hold",
    };
    let rests_on = if change.lost.is_empty() { &change.gained } else { &change.lost };
    Line {
        section: Section::Themes,
        what: what.to_string(),
        who: change.theme.name.clone(),
        id: change.theme.id.clone(),
        without: if change.lost.is_empty() { Vec::new() } else { vec![held(&change.lost)] },
        with,
        cover: rests_on.iter().map(|holding| holding.cover).max(),
        evidence: rests_on.iter().flat_map(|holding| holding.evidence.clone()).collect(),
    }
}

fn steps(report: &Report) -> Table {
    let mut table = Table::new(title(&format!("What if: {}", report.plan), &report.asked));
    table = table.numbers("Step").column("What is done").column("Sources");
    for step in &report.steps {
        table.row([step.number.to_string(), step.text.clone(), sources(&step.evidence)]);
    }
    if let Some(text) = &report.text {
        table.note(text);
    }
    if let Some(at) = report.asked.at.as_ref().filter(|at| **at != report.on) {
        let (at, on) = (date(at), date(&report.on));
        table.note(format!("The plan is written for {on}; here it is carried out by the first day of {at}."));
    }
    table
}

fn changes(report: &Report, lines: &[Line]) -> Table {
    let mut table = Table::new("What changes");
    table = table.column("What").column("Who or what").column("Without the plan").column("With the plan");
    table = table.column("How sure").column("Sources");
    // What reads the same of several stands in one row.
    let mut rows: Vec<(Vec<&str>, [String; 5])> = Vec::new();
    for line in lines {
        let sure = line.cover.map(|cover| cover.to_string()).unwrap_or_default();
        let (without, with) = (line.without.join("; "), line.with.join("; "));
        let cells = [line.what.clone(), without, with, sure, sources(&line.evidence)];
        match rows.last_mut().filter(|(_, last)| *last == cells) {
            Some((who, _)) => who.push(&line.who),
            None => rows.push((vec![&line.who], cells)),
        }
    }
    let mut last = None;
    for (who, [what, without, with, sure, cited]) in &rows {
        let heading = if last == Some(what) { "" } else { what.as_str() };
        last = Some(what);
        table.row([heading, &who.join("; "), without, with, sure, cited]);
    }
    table.note(
        "`possible`: that it is so without the plan is not certain at that date, so that neither is its loss. What is \
         not recorded may exist all the same.",
    );
    if report.seats.iter().any(|change| change.member.collective) {
        table.note("* stands for some bodies of a class: the sources do not say whether the same ones sit on both.");
    }
    if report.circle == Circle::Core {
        table.note(
            "Members count; advisers, observers, wider stakeholders and those who attend on demand do not (--everyone).",
        );
    }
    if !report.left_open.is_empty() {
        table.note("What stays a proposal is proposed for a body that begins, and no step of the plan decides it.");
    }
    table
}

fn places(numbers: &Numbers) -> String {
    let declared = numbers.declared.map(|count| format!(", {} declared", count.words())).unwrap_or_default();
    let itemised = numbers.itemised.map(|count| format!(", {} itemised", count.words())).unwrap_or_default();
    format!("{}{itemised}{declared}", numbers.places.words())
}

fn verdict(numbers: &Numbers) -> &'static str {
    match numbers.verdict {
        Verdict::None => "none",
        Verdict::Open => "open",
        Verdict::Some => "yes",
    }
}

fn elected(numbers: &Numbers) -> String {
    format!("{}; by the seats {}", verdict(numbers), numbers.elected.words())
}

fn numbers(report: &Report) -> Table {
    let mut table = Table::new("Seats and elected members");
    table = table
        .column("Body")
        .column("Seats without")
        .column("Seats with")
        .column("Elected without")
        .column("Elected with");
    for Figures { body, before, after } in &report.figures {
        let cell = |numbers: &Option<Numbers>, of: fn(&Numbers) -> String| match numbers {
            Some(numbers) => of(numbers),
            None => "–".to_string(),
        };
        let name = format!("{} ({})", body.name, body.id);
        table.row([name, cell(before, places), cell(after, places), cell(before, elected), cell(after, elected)]);
    }
    for Shared { a, b, members, shared, jaccard } in &report.sharing.successions {
        let unknown = [(a, members.0), (b, members.1)].into_iter().find(|(_, known)| *known == 0);
        table.note(match (jaccard, unknown) {
            (Some(jaccard), _) => format!(
                "{} has {} known organisations, {} has {}; {shared} sit on both (Jaccard {jaccard:.2}).",
                a.name, members.0, b.name, members.1
            ),
            (None, unknown) => {
                let body = unknown.map_or(a, |(body, _)| body);
                format!("Unknown, not zero: who sits on {} is not known.", body.name)
            }
        });
    }
    let sharing = &report.sharing;
    table.note(format!(
        "Pairs of bodies that share an organisation: {} without the plan, {} with it ({} end, {} begin).",
        sharing.before,
        sharing.after,
        sharing.ended.len(),
        sharing.begun.len()
    ));
    table.note("Open, and ranges: see `govgraph elected`.");
    table
}

fn bearing(said: &Said) -> String {
    let steps: Vec<String> = said.steps.iter().map(ToString::to_string).collect();
    let steps = format!("step {}", steps.join(", "));
    match said.bearing {
        Bearing::Contradicts => format!("contradicts {steps}"),
        Bearing::SaysTheSame => format!("says the same as {steps}"),
        Bearing::Speaks => format!("bears on {steps}"),
    }
}

fn said(report: &Report) -> Table {
    let mut table = Table::new("What sources say of it");
    table = table.column("How it bears").column("What it says").column("Of").column("Sources");
    for said in &report.said {
        let of: Vec<&str> = said.of.iter().map(|body: &BodyRef| body.name.as_str()).collect();
        table.row([
            bearing(said),
            format!("{}: {}", said.about.to_string().replace('-', " "), said.text),
            of.join(", "),
            sources(&said.evidence),
        ]);
    }
    let contradicted = report.said.iter().any(|said| said.bearing == Bearing::Contradicts);
    table.note(match contradicted {
        true => "A source says that what a step does is not intended.",
        false => "No recorded statement contradicts a step. That does not mean that anybody agrees with it.",
    });
    table
}
