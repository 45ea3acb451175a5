//! Themes by bodies: who holds what, and what nobody is recorded as holding.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use govgraph::questions::BodyRef;
use govgraph::questions::coverage::{Holding, Holds, NamedIn, Report, Row};
use govgraph::{Cover, Evidence, Level, RemitRole};

use super::{TooManyBodies, explain_heads, fits, head, number_sources, order, some, sources};
use crate::matrix::{self};
use crate::matrix::{Cell, Column, Figure, HeadState, Look, Panel, RowSort, Sign, Sure};
use crate::project::footnotes::Footnotes;
use crate::project::years_of_days;

/// Themes in their hierarchy by bodies, these by level; among bodies of one level those that hold the same themes stand
/// next to each other.
///
/// # Errors
/// [`TooManyBodies`] if more than [`MOST_BODIES`](super::MOST_BODIES) hold any theme.
///
/// Cost: linear in the holdings, and the third power of the number of bodies.
pub fn coverage(report: &Report) -> Result<Figure, TooManyBodies> {
    let mut bodies: BTreeMap<&str, (&BodyRef, Option<Level>)> = BTreeMap::new();
    for holding in report.rows.iter().flat_map(holdings) {
        bodies.entry(holding.body.id.as_str()).or_insert((&holding.body, holding.level));
    }
    fits(bodies.len())?;
    let bodies = ordered(report, bodies.into_values().collect());
    let mut figure = Figure::new("Themes and who holds them");
    figure.subtitle = subtitle(report, bodies.len());
    let (panel, marks) = panel(report, &bodies);
    explain(&mut figure, report, &panel, &marks);
    explain_heads(&mut figure, &panel.columns.iter().map(|column| column.state).collect::<Vec<_>>());
    notes(&mut figure, report);
    figure.panels.push(panel);
    Ok(figure)
}

/// Says below the picture of [`coverage`] which sources stand behind the marks of each body, and lists them.
pub fn cite_coverage(figure: &mut Figure, report: &Report, mut footnotes: Footnotes) {
    let mut bodies: BTreeMap<&str, (&str, Vec<&Evidence>)> = BTreeMap::new();
    for holding in report.rows.iter().flat_map(holdings) {
        let of_body = bodies.entry(&holding.body.id).or_insert((&holding.body.name, Vec::new()));
        of_body.1.extend(&holding.evidence);
    }
    let notes = footnotes.by_body(bodies.into_values());
    number_sources(figure, notes, footnotes);
}

/// All holdings of a row that have a mark.
fn holdings(row: &Row) -> impl Iterator<Item = &Holding> {
    row.by.iter().chain(&row.through_wider).chain(&row.in_part)
}

/// Bodies by level, the widest first, the unknown last; in a level by what they hold.
fn ordered<'r>(report: &'r Report, bodies: Vec<(&'r BodyRef, Option<Level>)>) -> Vec<(&'r BodyRef, Option<Level>)> {
    let place: BTreeMap<&str, usize> =
        bodies.iter().enumerate().map(|(at, (body, _))| (body.id.as_str(), at)).collect();
    let mut weights = vec![vec![0; bodies.len()]; bodies.len()];
    for row in &report.rows {
        let mut here: Vec<usize> = row.by.iter().filter_map(|by| place.get(by.body.id.as_str()).copied()).collect();
        here.sort_unstable();
        here.dedup();
        for &a in &here {
            for &b in here.iter().filter(|&&b| b != a) {
                weights[a][b] += 1;
            }
        }
    }
    let mut order = order::chain(&weights);
    order.sort_by_key(|&at| (bodies[at].1.is_none(), bodies[at].1));
    order.into_iter().map(|at| bodies[at]).collect()
}

fn subtitle(report: &Report, bodies: usize) -> String {
    let level = report.level.map(|level| format!("{level} level only"));
    let area = report.area.as_ref().map(|area| area.name.clone());
    let theme = report.theme.as_ref().map(|theme| format!("only {}", theme.name));
    let when = report.asked.at.as_ref().map_or_else(|| "all dates".to_string(), |at| format!("at {at}"));
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let size = format!("{} by {}", counted(report.rows.len(), "theme", "themes"), counted(bodies, "body", "bodies"));
    let words = report.asked.dataset.clone().into_iter().chain(theme).chain(level).chain(area).chain([when, size]);
    words.collect::<Vec<_>>().join(" · ")
}

/// How a body holds the theme of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Itself(RemitRole),
    Wider,
    Part,
}

fn panel(report: &Report, bodies: &[(&BodyRef, Option<Level>)]) -> (Panel, Vec<(Mark, Sure)>) {
    let mut panel = Panel::default();
    let mut levels: Vec<Option<Level>> = bodies.iter().map(|(_, level)| *level).collect();
    levels.dedup();
    if levels.iter().any(Option::is_some) {
        let name =
            |level: &Option<Level>| level.map_or_else(|| "level not known".to_string(), |level| level.to_string());
        panel.groups = levels.iter().map(name).collect();
    }
    panel.columns =
        bodies.iter().map(|(body, level)| column(report, body, levels.iter().position(|at| at == level))).collect();
    let place: BTreeMap<&str, usize> =
        bodies.iter().enumerate().map(|(at, (body, _))| (body.id.as_str(), at)).collect();
    let least = report.rows.iter().map(|row| row.depth).min().unwrap_or(0);
    let mut marks = Vec::new();
    for (at, row) in report.rows.iter().enumerate() {
        panel.rows.push(theme(row, least));
        let lists = [(None, &row.by), (Some(Mark::Wider), &row.through_wider), (Some(Mark::Part), &row.in_part)];
        let mut found: BTreeMap<usize, Vec<(Mark, &Holding)>> = BTreeMap::new();
        for (mark, holding) in lists.into_iter().flat_map(|(mark, list)| list.iter().map(move |one| (mark, one))) {
            if let Some(&column) = place.get(holding.body.id.as_str()) {
                found.entry(column).or_default().push((mark.unwrap_or(Mark::Itself(holding.role)), holding));
            }
        }
        for (column, mut all) in found {
            // What holds comes before what is only proposed, what is certain before what is possible.
            all.sort_by_key(|(mark, holding)| (holding.proposed, Reverse(holding.cover), *mark));
            // A mark of its own says more than one through another theme, even if it is less sure.
            let own = all.iter().find(|(mark, _)| matches!(mark, Mark::Itself(_)));
            let Some(&(mark, holding)) = own.or(all.first()) else { continue };
            let look = look(mark, holding);
            marks.push((mark, look.sure));
            panel.cells.push(Cell::new(at, column, look).tooltip(told(report, row, &all)));
        }
    }
    marks.sort();
    marks.dedup();
    (panel, marks)
}

fn column(report: &Report, body: &BodyRef, group: Option<usize>) -> Column {
    let all = || report.rows.iter().flat_map(holdings).filter(|holding| holding.body.id == body.id);
    // Without a date it is not told how the body stands: a body of which all is proposed may be none.
    let proposed = body.standing.is_none() && all().all(|holding| holding.proposed);
    let (state, words) = head(body, false);
    let words = if proposed { "only proposed" } else { words };
    let told = if words.is_empty() { body.name.clone() } else { format!("{} ({words})", body.name) };
    let mut column = Column::new(&body.name).about(words).tooltip(told);
    column.state = if proposed { HeadState::Proposed } else { state };
    column.group = group;
    column
}

fn theme(row: &Row, least: u32) -> matrix::Row {
    let about = match row.held {
        Holds::Nobody => "nobody recorded",
        Holds::Proposed => "only proposed",
        Holds::InPart => "in part only",
        Holds::Possible | Holds::Certain => "",
    };
    let about = match row.elsewhere.len() {
        0 => about.to_string(),
        _ if about.is_empty() => String::new(),
        _ => format!("{about} here"),
    };
    let mut told = vec![row.theme.name.clone()];
    told.extend((!about.is_empty()).then(|| about.clone()));
    if !row.elsewhere.is_empty() {
        let mut names: Vec<&str> = row.elsewhere.iter().map(|holding| holding.body.name.as_str()).collect();
        names.dedup();
        told.push(format!("elsewhere: {}", some(&names, 8)));
    }
    told.extend(row.named.iter().take(4).map(|naming| {
        let what = match naming.within {
            NamedIn::Statement => "a source on",
            NamedIn::Plan => "a plan of",
        };
        format!("named in {what} {}", naming.body.name)
    }));
    let sort = if row.held == Holds::Nobody { RowSort::Gap } else { RowSort::Plain };
    matrix::Row::new(&row.theme.name).indent(row.depth - least).about(about).sort(sort).tooltip(told.join("; "))
}

fn look(mark: Mark, holding: &Holding) -> Look {
    let (text, shade) = match mark {
        Mark::Itself(RemitRole::Owner) => ("O", 5),
        Mark::Itself(RemitRole::Priority) => ("P", 4),
        Mark::Itself(RemitRole::Contributes) => ("C", 2),
        Mark::Wider => ("↑", 1),
        Mark::Part => ("↓", 1),
    };
    let sure = match holding.cover {
        _ if holding.proposed => Sure::Proposed,
        Cover::Certain => Sure::Yes,
        Cover::Possible | Cover::No => Sure::Possible,
    };
    let doubt = if sure == Sure::Possible { "?" } else { "" };
    Look::new(format!("{text}{doubt}")).shade(shade).sure(sure)
}

fn told(report: &Report, row: &Row, all: &[(Mark, &Holding)]) -> String {
    let each = all.iter().map(|(mark, holding)| {
        let how = match mark {
            Mark::Itself(role) => role.to_string(),
            Mark::Wider => format!("{} of the wider theme {}", holding.role, holding.theme.name),
            Mark::Part => format!("{} of the part {}", holding.role, holding.theme.name),
        };
        let sure = match (holding.proposed, holding.cover) {
            (true, _) => ", proposed",
            (false, Cover::Certain) => "",
            (false, _) => ", possible",
        };
        let when = if report.asked.at.is_none() {
            format!(" ({})", years_of_days(holding.known.as_deref()))
        } else {
            String::new()
        };
        format!("{how}{sure}{when}")
    });
    let each: Vec<String> = each.collect();
    let each: Vec<&str> = each.iter().map(String::as_str).collect();
    let body = all.first().map_or("", |(_, holding)| holding.body.name.as_str());
    format!("{}, {body}: {}", row.theme.name, some(&each, 8))
}

fn explain(figure: &mut Figure, report: &Report, panel: &Panel, marks: &[(Mark, Sure)]) {
    let has = |mark: Mark| marks.iter().any(|(other, _)| *other == mark);
    let sure = |sure: Sure| marks.iter().any(|(_, other)| *other == sure);
    let mut explain = |is: bool, look: Look, words: &str| {
        if is {
            figure.explain(Sign::Cell(look), words);
        }
    };
    explain(has(Mark::Itself(RemitRole::Owner)), Look::new("O").shade(5), "owner: answers for it");
    explain(has(Mark::Itself(RemitRole::Priority)), Look::new("P").shade(4), "has made it a priority");
    explain(has(Mark::Itself(RemitRole::Contributes)), Look::new("C").shade(2), "contributes");
    explain(has(Mark::Wider), Look::new("↑").shade(1), "holds a wider theme only");
    explain(has(Mark::Part), Look::new("↓").shade(1), "holds a part of it only");
    let possible = Look::new("?").shade(3).sure(Sure::Possible);
    explain(sure(Sure::Possible), possible, "possible: the sources speak of another time");
    explain(sure(Sure::Proposed), Look::new("O").sure(Sure::Proposed), "only proposed: does not count as held");
    if report.rows.iter().any(|row| row.held == Holds::Nobody) {
        let whom = if report.level.is_some() || report.area.is_some() { "none of these bodies" } else { "nobody" };
        figure.explain(Sign::Gap, format!("{whom} is recorded as holding it: not to say that nobody works on it"));
    }
    if panel.cells.len() < panel.rows.len() * panel.columns.len() {
        figure.explain(Sign::Empty, "none recorded");
    }
}

fn notes(figure: &mut Figure, report: &Report) {
    let notes = &mut figure.notes;
    if report.asked.at.is_none() && !report.rows.is_empty() {
        notes.push(
            "No date was asked: this is everything that is recorded, whatever the date; two marks in a row need not have \
             held at one time."
                .to_string(),
        );
    }
    let certain = |row: &&Row| row.named.iter().any(|naming| naming.cover == Cover::Certain);
    let named = report.rows.iter().filter(|row| row.held == Holds::Nobody).filter(certain);
    let named: Vec<&str> = named.map(|row| row.theme.name.as_str()).collect();
    if !named.is_empty() {
        notes.push(format!("Sources name these, and no body here that holds them: {}.", some(&named, 12)));
    }
    let names = |bodies: &[BodyRef]| {
        let names: Vec<&str> = bodies.iter().map(|body| body.name.as_str()).collect();
        some(&names, 12)
    };
    if !report.unplaced.is_empty() {
        let what = if report.area.is_some() { "area or level" } else { "level" };
        notes.push(format!("Left out, since their {what} is not known: {}.", names(&report.unplaced)));
    }
    if !report.unknown.is_empty() {
        notes.push(format!("Unknown, not none: no theme of these is known: {}.", names(&report.unknown)));
    }
    notes.extend(sources(report.rows.iter().flat_map(holdings).flat_map(|holding| &holding.evidence)));
}
