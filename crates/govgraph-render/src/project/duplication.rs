//! Pairs of bodies that do the same job as a table.

use govgraph::questions::duplication::{Apart, Fit, MemberPart, Range, Reason, RemitPart, Report, Row, SharedTheme};
use govgraph::questions::overlap::Tie;
use govgraph::{Cover, Evidence, Standing};

use super::{called, circle_note, few, lifetime, scope_words, sources, standing, title};
use crate::table::Table;

/// One row a pair, and below them those that are set apart; for a single pair that was asked, one row a fact.
pub fn table(report: &Report, one_pair: bool) -> Table {
    let pair = report.rows.first().or(report.apart.first().map(|apart| &apart.row));
    match pair {
        Some(row) if one_pair => between(report, row),
        _ => pairs(report),
    }
}

fn pairs(report: &Report) -> Table {
    let heading = std::iter::once("Bodies that may do the same job".to_string()).chain(scope(report));
    let mut table = Table::new(title(&heading.collect::<Vec<_>>().join(" · "), &report.asked));
    table = table.column("Bodies").numbers("Score").column("What both hold").numbers("Themes").numbers("Members");
    table = table.column("Area").column(when(report));
    for row in &report.rows {
        table.row([
            format!("{} and {}", side(&row.a), side(&row.b)),
            range(row.score),
            themes(row),
            remits(&row.remits),
            members(&row.members),
            fit(row.area.fit).to_string(),
            then(row),
        ]);
    }
    notes(report, &mut table);
    table
}

/// Pairs for a spreadsheet: one row a pair, one fact a cell.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["first", "first_name", "first_standing", "second", "second_name", "second_standing"] {
        table = table.column(column);
    }
    for part in ["score", "remits", "first_in_second", "second_in_first", "members", "area", "time"] {
        table = table.column(&format!("{part}_least")).column(&format!("{part}_most"));
    }
    for column in ["themes", "theme_ids", "shared_members", "areas", "together", "proposed", "apart", "way", "said"] {
        table = table.column(column);
    }
    table = table.column("sources");
    let apart = report.apart.iter().map(|apart| (&apart.row, Some(apart)));
    for (row, apart) in report.rows.iter().map(|row| (row, None)).chain(apart) {
        let mut cells = Vec::new();
        for body in [&row.a, &row.b] {
            cells.extend([body.id.clone(), body.name.clone(), standing(body).to_string()]);
        }
        let remits = [row.remits.range, row.remits.a_in_b, row.remits.b_in_a];
        for range in [row.score].into_iter().chain(remits).chain([row.members.range, row.area.range, row.time.range]) {
            cells.extend([number(range.least), number(range.most)]);
        }
        let names = |name: fn(&SharedTheme) -> &str| row.remits.shared.iter().map(name).collect::<Vec<_>>().join("; ");
        let members: Vec<&str> = row.members.shared.iter().map(|shared| shared.member.name.as_str()).collect();
        cells.extend([names(|shared| &shared.theme.name), names(|shared| &shared.theme.id), members.join("; ")]);
        let together = row.time.together.to_string();
        cells.extend([fit(row.area.fit).to_string(), together, if row.proposed { "yes" } else { "no" }.to_string()]);
        let steps = apart.map(|apart| apart.way.iter().map(|step| step.text.as_str()).collect::<Vec<_>>().join("; "));
        cells.push(apart.map(|apart| reason_word(apart.reason).to_string()).unwrap_or_default());
        let said: Vec<&str> = row.said.iter().filter_map(|said| said.text.as_deref()).collect();
        cells.extend([steps.unwrap_or_default(), said.join("; ")]);
        let mut evidence: Vec<Evidence> = evidence(row).cloned().collect();
        evidence.extend(apart.iter().flat_map(|apart| apart.way.iter().flat_map(|step| step.evidence.clone())));
        cells.push(sources(&evidence));
        table.row(cells);
    }
    table
}

/// What stands behind the themes, the members and the statements of a pair.
fn evidence(row: &Row) -> impl Iterator<Item = &Evidence> {
    let themes = row.remits.shared.iter().flat_map(|shared| shared.on_a.iter().chain(&shared.on_b));
    let members = row.members.shared.iter().flat_map(|shared| shared.on_a.iter().chain(&shared.on_b));
    themes.chain(members).flat_map(|tie| &tie.evidence).chain(row.said.iter().flat_map(|said| &said.evidence))
}

fn scope(report: &Report) -> Option<String> {
    scope_words(report.level, report.area.as_ref())
}

fn when(report: &Report) -> &'static str {
    if report.asked.at.is_some() { "Then" } else { "At one time" }
}

fn number(number: f64) -> String {
    format!("{number:.4}")
}

/// `0.53`, `0.10–0.43`.
fn range(range: Range) -> String {
    let (least, most) = (format!("{:.2}", range.least), format!("{:.2}", range.most));
    if least == most { least } else { format!("{least}–{most}") }
}

fn remits(part: &RemitPart) -> String {
    if part.is_unknown() { "unknown".to_string() } else { range(part.range) }
}

fn members(part: &MemberPart) -> String {
    if part.is_unknown() { "unknown".to_string() } else { range(part.range) }
}

fn fit(fit: Fit) -> &'static str {
    match fit {
        Fit::Same => "same",
        Fit::Nested => "one in the other",
        Fit::Unknown => "unknown",
        Fit::Apart => "apart",
    }
}

fn then(row: &Row) -> String {
    match row.time.together {
        _ if row.proposed => "as proposed",
        Cover::No => "never",
        Cover::Possible => "possible",
        Cover::Certain => "certain",
    }
    .to_string()
}

fn side(body: &govgraph::questions::BodyRef) -> String {
    match body.standing {
        None | Some(Standing::Active) => called(body),
        Some(standing) => format!("{} [{standing}]", called(body)),
    }
}

/// `Youth crime?, Violence (part)`.
fn themes(row: &Row) -> String {
    let one = |shared: &SharedTheme| {
        let part = if shared.in_part { " (part)" } else { "" };
        let sure = match shared.cover {
            _ if shared.proposed => " (proposed)",
            Cover::Possible => "?",
            Cover::No | Cover::Certain => "",
        };
        format!("{}{sure}{part}", shared.theme.name)
    };
    let mut words: Vec<String> = row.remits.shared.iter().map(one).collect();
    if !row.said.is_empty() {
        words.push("a source says so too".to_string());
    }
    if words.is_empty() { "none that is recorded".to_string() } else { words.join(", ") }
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Succession => "one became the other",
        Reason::ProposedSuccession => "one is proposed to become the other",
        Reason::Containment => "one is part of the other",
        Reason::Collective => "one stands for bodies such as the other",
    }
}

/// The same for a spreadsheet, as in JSON.
fn reason_word(reason: Reason) -> &'static str {
    match reason {
        Reason::Succession => "succession",
        Reason::ProposedSuccession => "proposed-succession",
        Reason::Containment => "containment",
        Reason::Collective => "collective",
    }
}

/// Why two bodies belong together, with the steps and their sources.
fn why(apart: &Apart) -> String {
    let steps = apart.way.iter().map(|step| format!("{} [{}]", step.text, sources(&step.evidence)));
    let steps: Vec<String> = steps.collect();
    let first = reason(apart.reason);
    if steps.is_empty() { format!("{first}.") } else { format!("{first}: {}.", steps.join("; ")) }
}

fn notes(report: &Report, table: &mut Table) {
    if report.rows.is_empty() && report.below == 0 {
        table.note("No two bodies hold the same theme in the same place, as far as the data show.");
    }
    let scope = scope(report).map(|scope| format!(" {scope}")).unwrap_or_default();
    table.note(format!("{} bodies{scope} of which a theme is known were compared.", report.compared));
    if !report.rows.is_empty() {
        table.note(
            "Score: how alike the records make two bodies, from 0 to 1; not that anything is done twice. Two thirds the themes, one \
             third the members by organisation, times area and time. A range goes from what is certain to what is possible.",
        );
        table.note(
            "Themes: the mean of the parts of each one's themes that the other holds too. The more bodies hold a theme, the less it counts; \
             a part counts less than the whole.",
        );
    }
    marks(report, table);
    circle_note(report.circle, table);
    set_apart(report, table);
    let more = |count: usize, why: &str| match count {
        0 => None,
        1 => Some(format!("1 more pair {why}.")),
        count => Some(format!("{count} more pairs {why}.")),
    };
    more(report.below, "score less by what is certain").into_iter().for_each(|note| table.note(note));
    more(report.more, "are not shown").into_iter().for_each(|note| table.note(note));
    if !report.unplaced.is_empty() {
        table.note(format!("Left out, since their level or area is not known: {}.", few(&report.unplaced)));
    }
    if !report.unknown.is_empty() {
        table.note(format!(
            "Unknown, not none: no theme of these is known, so that they may do what others do: {}.",
            few(&report.unknown)
        ));
    }
    table.cite(rows(report).flat_map(evidence));
    table.cite(report.apart.iter().flat_map(|apart| &apart.way).flat_map(|step| &step.evidence));
}

/// Pairs that belong together, one a line, with the reason.
fn set_apart(report: &Report, table: &mut Table) {
    if !report.apart.is_empty() {
        table.note("Set apart, since two that belong together are no duplicates of each other:");
    }
    for apart in &report.apart {
        let row = &apart.row;
        table.note(format!(
            "– {} and {} (score {}; {}; both hold {}): {}",
            side(&row.a),
            side(&row.b),
            range(row.score),
            then(row),
            themes(row),
            why(apart)
        ));
    }
}

fn rows(report: &Report) -> impl Iterator<Item = &Row> {
    report.rows.iter().chain(report.apart.iter().map(|apart| &apart.row))
}

/// What the marks mean, where they occur.
fn marks(report: &Report, table: &mut Table) {
    let shared = || rows(report).flat_map(|row| &row.remits.shared);
    let mut note = |is: bool, words: &str| {
        if is {
            table.note(words);
        }
    };
    note(shared().any(|shared| shared.in_part), "(part): one of the two holds only a part of the theme.");
    note(
        shared().any(|shared| shared.cover == Cover::Possible && !shared.proposed),
        "?: that both hold it then is possible, not certain; a source speaks of another time.",
    );
    note(shared().any(|shared| shared.proposed), "(proposed): that one of them holds it is only proposed.");
    note(
        rows(report).any(|row| row.members.is_unknown()),
        "Members unknown: of one of the two nobody is known to sit there; it counts as anything from 0 to 1.",
    );
}

fn between(report: &Report, row: &Row) -> Table {
    let what = format!("{} and {}", row.a.name, row.b.name);
    let mut table = Table::new(title(&what, &report.asked)).column("Part").column("What").column(&row.a.id);
    table = table.column(&row.b.id).column(when(report)).column("Sources");
    let texts = |ties: &[Tie]| ties.iter().map(|tie| tie.text.as_str()).collect::<Vec<_>>().join("; ");
    let cited = |ties: &[&[Tie]]| {
        sources(&ties.iter().flat_map(|ties| ties.iter()).flat_map(|tie| tie.evidence.clone()).collect::<Vec<_>>())
    };
    for shared in &row.remits.shared {
        let part = if shared.in_part { ", in part" } else { "" };
        let cover = if shared.proposed { "as proposed".to_string() } else { shared.cover.to_string() };
        table.row([
            "theme".to_string(),
            format!("{} (held by {}, counts {:.2}{part})", shared.theme.name, shared.holders, shared.weight),
            texts(&shared.on_a),
            texts(&shared.on_b),
            cover,
            cited(&[&shared.on_a, &shared.on_b]),
        ]);
    }
    for shared in &row.members.shared {
        let mark = if shared.member.collective { "*" } else { "" };
        table.row([
            "member".to_string(),
            format!("{}{mark}", shared.member.name),
            texts(&shared.on_a),
            texts(&shared.on_b),
            shared.cover.to_string(),
            cited(&[&shared.on_a, &shared.on_b]),
        ]);
    }
    let area = |area: &Option<govgraph::questions::Named>| {
        area.as_ref().map_or_else(|| "unknown".to_string(), |area| area.name.clone())
    };
    let (of_a, of_b) = (area(&row.area.a), area(&row.area.b));
    table.row(["area", fit(row.area.fit), &of_a, &of_b, "", &sources(&row.area.evidence)]);
    let existed = |existed: &str| match lifetime(existed) {
        words if words.is_empty() => "not known".to_string(),
        words => words,
    };
    let (of_a, of_b) = (existed(&row.time.existed_a), existed(&row.time.existed_b));
    table.row(["time", "existed", &of_a, &of_b, &then(row), &sources(&row.time.evidence)]);
    for said in &row.said {
        let text = said.text.clone().unwrap_or_default();
        table.row(["a source says", &text, "", "", &said.cover.to_string(), &sources(&said.evidence)]);
    }
    between_notes(report, row, &mut table);
    table
}

fn between_notes(report: &Report, row: &Row, table: &mut Table) {
    if let Some(apart) = report.apart.first() {
        table.note(format!("They belong together, and are no duplicates of each other: {}", why(apart)));
        table.cite(apart.way.iter().flat_map(|step| &step.evidence));
    }
    let parts = [
        format!("themes {}", remits(&row.remits)),
        format!("members {}", members(&row.members)),
        format!("area {}", range(row.area.range)),
        format!("time {}", range(row.time.range)),
    ];
    table.note(format!(
        "Score: {} = (2 × themes + members) ÷ 3 × area × time; {}. It says how alike the records make them, not that anything is done twice.",
        range(row.score),
        parts.join(", ")
    ));
    let (a, b) = (&row.a.name, &row.b.name);
    let part = &row.remits;
    for (body, count) in [(a, part.themes_a), (b, part.themes_b)] {
        if count == 0 {
            table.note(format!("Unknown, not none: which themes {body} holds then is not known."));
        }
    }
    if !part.is_unknown() {
        for (body, other, count, share) in [(a, b, part.themes_a, part.a_in_b), (b, a, part.themes_b, part.b_in_a)] {
            let of = if count == 1 { "its one known theme".to_string() } else { format!("its {count} known themes") };
            table.note(format!("{body}: {} of the weight of {of} is with {other} too.", range(share)));
        }
        table.note(
            "A theme held by two bodies counts 1, one held by more 2 ÷ their number. Where one holds a theme and the other only a part \
             of it, the ratio of the two counts.",
        );
    }
    let part = &row.members;
    for (body, count, open) in [(a, part.members_a, part.open_a), (b, part.members_b, part.open_b)] {
        let open = if open > 0 {
            format!(", and {open} open seats, of which it is not known who holds them")
        } else {
            String::new()
        };
        match count {
            0 => table.note(format!("Unknown, not zero: which organisations sit on {body} is not known.")),
            count => table.note(format!("{body}: {count} known organisations{open}.")),
        }
    }
    if part.shared.iter().any(|shared| shared.member.collective) {
        table.note("* stands for some bodies of a class: the sources do not say whether the same ones sit on both.");
    }
    table.cite(evidence(row).chain(&row.area.evidence).chain(&row.time.evidence));
}
