//! Themes and who holds them as a table.

use govgraph::questions::Named;
use govgraph::questions::coverage::{AtLevel, Holding, Holds, Naming, Report, Row};
use govgraph::{Cover, RemitRole};

use super::{few, scope_words, sources, standing, title, years_of_days};
use crate::table::Table;

/// One row a theme, and below them what stands out: themes that nobody is recorded as holding, and those that recur.
pub fn table(report: &Report) -> Table {
    let mut table = Table::new(title(&heading(report), &report.asked)).column("Theme").column("Held?");
    table = table.column("By whom").column("Wider theme, or parts").column("Levels");
    let least = report.rows.iter().map(|row| row.depth).min().unwrap_or(0);
    for row in &report.rows {
        let name = format!("{}{}", "· ".repeat((row.depth - least).min(20) as usize), row.theme.name);
        let cells = [name, held_words(row.held).to_string(), by_whom(report, row), around(report, row)];
        let levels = if report.level.is_some() { String::new() } else { levels(report, row) };
        table.row(cells.into_iter().chain([levels]));
        table.cite(row.by.iter().chain(&row.elsewhere).flat_map(|holding| &holding.evidence));
    }
    marks(report, &mut table);
    findings(report, &mut table);
    unknown(report, &mut table);
    table
}

/// Themes and bodies for a spreadsheet: one row a theme and remit, one fact a cell; a theme without any has one row too.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["theme", "theme_name", "broader", "held", "holders_least", "holders_most", "body", "body_name"] {
        table = table.column(column);
    }
    for column in ["standing", "level", "area", "role", "cover", "proposed", "how", "via", "known", "possible"] {
        table = table.column(column);
    }
    table = table.column("sources").column("named_in");
    for row in &report.rows {
        let most = row.holders.most.map(|most| most.to_string()).unwrap_or_default();
        let broader = row.broader.as_ref().map(|broader| broader.id.clone()).unwrap_or_default();
        let theme = [row.theme.id.clone(), row.theme.name.clone(), broader, held_word(row.held).to_string()];
        let theme: Vec<String> = theme.into_iter().chain([row.holders.least.to_string(), most]).collect();
        let lists = [("itself", &row.by), ("wider", &row.through_wider), ("part", &row.in_part)];
        let lists = lists.into_iter().chain([("elsewhere", &row.elsewhere)]);
        let holdings: Vec<_> = lists.flat_map(|(how, list)| list.iter().map(move |holding| (how, holding))).collect();
        let named: Vec<_> = row.named.iter().flat_map(|naming| naming.evidence.clone()).collect();
        let named = if named.is_empty() { String::new() } else { sources(&named) };
        for (how, holding) in &holdings {
            table.row(theme.iter().cloned().chain(holding_cells(how, holding)).chain([named.clone()]));
        }
        if holdings.is_empty() {
            let nobody = std::iter::repeat_n(String::new(), 13);
            table.row(theme.iter().cloned().chain(nobody).chain([named]));
        }
    }
    table
}

fn holding_cells(how: &str, holding: &Holding) -> [String; 13] {
    [
        holding.body.id.clone(),
        holding.body.name.clone(),
        standing(&holding.body).to_string(),
        holding.level.map(|level| level.to_string()).unwrap_or_default(),
        holding.area.as_ref().map(|area| area.id.clone()).unwrap_or_default(),
        holding.role.to_string(),
        holding.cover.to_string(),
        if holding.proposed { "yes" } else { "no" }.to_string(),
        how.to_string(),
        holding.theme.id.clone(),
        holding.known.clone().unwrap_or_default(),
        holding.possible.clone(),
        sources(&holding.evidence),
    ]
}

/// `Themes · at the regional level · in London · only Violence`.
fn heading(report: &Report) -> String {
    let mut words = vec!["Themes and who holds them".to_string()];
    words.extend(report.theme.as_ref().map(|theme| format!("only {}", theme.name)));
    words.extend(scope(report));
    words.join(" · ")
}

fn scope(report: &Report) -> Option<String> {
    scope_words(report.level, report.area.as_ref())
}

fn held_words(held: Holds) -> &'static str {
    match held {
        Holds::Nobody => "nobody recorded",
        Holds::Proposed => "proposed",
        Holds::InPart => "in part",
        Holds::Possible => "possible",
        Holds::Certain => "yes",
    }
}

/// The same for a spreadsheet, as in JSON.
fn held_word(held: Holds) -> &'static str {
    match held {
        Holds::Nobody => "nobody",
        Holds::Proposed => "proposed",
        Holds::InPart => "in-part",
        Holds::Possible => "possible",
        Holds::Certain => "certain",
    }
}

/// `owner: dsv-board; contributes: lcsp?`.
fn by_whom(report: &Report, row: &Row) -> String {
    let mut parts = Vec::new();
    for role in [RemitRole::Owner, RemitRole::Priority, RemitRole::Contributes] {
        let bodies: Vec<String> =
            row.by.iter().filter(|holding| holding.role == role).map(|holding| marked(report, holding)).collect();
        if !bodies.is_empty() {
            parts.push(format!("{role}: {}", bodies.join(", ")));
        }
    }
    if !row.elsewhere.is_empty() {
        parts.push(format!("elsewhere: {}", bodies(report, row.elsewhere.iter())));
    }
    parts.join("; ")
}

/// Who holds the nearest wider theme, and who holds parts; of many parts, how many: they have rows of their own.
fn around(report: &Report, row: &Row) -> String {
    const MOST_PARTS: usize = 3;
    let mut words = Vec::new();
    if let Some(nearest) = row.through_wider.first().map(|holding| &holding.theme) {
        let of = row.through_wider.iter().filter(|holding| holding.theme == *nearest);
        words.push(format!("in {}: {}", nearest.name, bodies(report, of)));
    }
    let mut parts: Vec<&Named> = row.in_part.iter().map(|holding| &holding.theme).collect();
    parts.dedup();
    if parts.len() > MOST_PARTS {
        words.push(format!("{} parts", parts.len()));
    } else {
        words.extend(parts.iter().map(|part| {
            let of = row.in_part.iter().filter(|holding| holding.theme == **part);
            format!("part {}: {}", part.name, bodies(report, of))
        }));
    }
    words.join("; ")
}

fn bodies<'h>(report: &Report, holdings: impl Iterator<Item = &'h Holding>) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in holdings.map(|holding| marked(report, holding)) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

/// A body with how sure it is, and, if no date was asked, in which years it is known to hold.
fn marked(report: &Report, holding: &Holding) -> String {
    let mut words = holding.body.id.clone();
    if holding.proposed {
        words.push_str(" (proposed)");
    } else if holding.cover == Cover::Possible {
        words.push('?');
    }
    if report.asked.at.is_none() {
        words.push_str(&format!(" [{}]", years_of_days(holding.known.as_deref())));
    }
    words
}

fn levels(report: &Report, row: &Row) -> String {
    let one = |at: &AtLevel| {
        let level = at.level.map_or_else(|| "unknown".to_string(), |level| level.to_string());
        let part = if at.in_part { " (part)" } else { "" };
        let sure = if at.cover == Cover::Possible && report.asked.at.is_some() { "?" } else { "" };
        format!("{level}{sure}{part}")
    };
    row.levels.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What the marks mean, where they occur.
fn marks(report: &Report, table: &mut Table) {
    let all = || report.rows.iter().flat_map(|row| row.by.iter().chain(&row.through_wider).chain(&row.in_part));
    let mut note = |is: bool, words: &str| {
        if is {
            table.note(words);
        }
    };
    let possible = all().any(|holding| holding.cover == Cover::Possible && !holding.proposed);
    note(possible, "?: it may be so at that date; the sources speak of another time.");
    let proposed = all().any(|holding| holding.proposed);
    note(proposed, "(proposed): the remit, or the body itself, is only a proposal; it does not count as held.");
    let dated = report.asked.at.is_none() && all().next().is_some();
    note(
        dated,
        "[ ]: the years of which the sources show it; it need not have begun or ended then. Holders of different years did not \
         hold a theme together.",
    );
    note(
        all().next().is_some(),
        "in X: who holds X, the nearest wider theme that anybody holds, and not this one; part X: who holds only X, a part of it; of many parts the number stands there.",
    );
    if let Some(scope) = scope(report) {
        let outside = report.rows.iter().any(|row| !row.elsewhere.is_empty());
        note(true, &format!("Only bodies {scope} count."));
        note(outside, "elsewhere: bodies outside that hold the theme.");
    }
}

/// What the table shows at a glance.
fn findings(report: &Report, table: &mut Table) {
    let of = |held: Holds| report.rows.iter().filter(move |row| row.held == held);
    let certain = |row: &&Row| row.named.iter().any(|naming| naming.cover == Cover::Certain);
    let (named, others): (Vec<&Row>, Vec<&Row>) = of(Holds::Nobody).partition(|row| certain(row));
    let nobody = match scope(report) {
        Some(scope) => format!("No body {scope} is recorded as holding"),
        None => "No body is recorded as holding".to_string(),
    };
    if !named.is_empty() {
        let each: Vec<String> = named.iter().map(|row| format!("{} ({})", row.theme.name, named_in(row))).collect();
        table.note(format!("{nobody} these, though sources name them: {}.", each.join("; ")));
        let certain = named.iter().flat_map(|row| &row.named).filter(is_certain);
        table.cite(certain.flat_map(|naming| &naming.evidence));
    }
    let names =
        |rows: &mut dyn Iterator<Item = &Row>| rows.map(|row| row.theme.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut list = |words: &str, rows: &mut dyn Iterator<Item = &Row>| {
        let names = names(rows);
        if !names.is_empty() {
            table.note(format!("{words}: {names}."));
        }
    };
    let also = if named.is_empty() { "" } else { " either" };
    list(&format!("{nobody} these{also}"), &mut others.into_iter());
    list("Only proposed", &mut of(Holds::Proposed));
    list("Only in part", &mut of(Holds::InPart));
    if report.levels.len() > 1 {
        let levels: Vec<String> = report.levels.iter().map(ToString::to_string).collect();
        let when = if report.asked.at.is_some() { "" } else { ", whatever the date" };
        let every = format!("At every level that occurs ({}), whole or in part{when}", levels.join(", "));
        list(&every, &mut report.rows.iter().filter(|row| row.at_every_level));
        let at_several =
            |row: &&Row| !row.at_every_level && row.levels.iter().filter(|at| at.level.is_some()).count() > 1;
        list(&format!("At more than one level, not at all{when}"), &mut report.rows.iter().filter(at_several));
    }
    let once =
        if report.asked.at.is_some() { "Recorded with one body only" } else { "Recorded with one body at a time" };
    list(once, &mut report.rows.iter().filter(|row| row.is_held_once()));
    if report.rows.iter().any(|row| row.held == Holds::Nobody) {
        table.note(
            "That no body is recorded is not to say that nobody works on it; who holds a wider theme may cover it too.",
        );
    }
}

fn is_certain(naming: &&Naming) -> bool {
    naming.cover == Cover::Certain
}

/// Where sources name a theme at the date.
fn named_in(row: &Row) -> String {
    let evidence: Vec<_> = row.named.iter().filter(is_certain).flat_map(|naming| naming.evidence.clone()).collect();
    sources(&evidence)
}

fn unknown(report: &Report, table: &mut Table) {
    if !report.unplaced.is_empty() {
        let what = if report.area.is_some() { "area or level" } else { "level" };
        table.note(format!("Left out, since their {what} is not known: {}.", few(&report.unplaced)));
    }
    if !report.unknown.is_empty() {
        table.note(format!("Unknown, not none: no theme of these is known: {}.", few(&report.unknown)));
    }
}
