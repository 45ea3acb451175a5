//! A timeline as a table, with the axis drawn in a column of it.

use govgraph::questions::timeline::{Report, Row, Sort};
use govgraph::{Cover, Date, Day};

use super::{lifetime, sources, title};
use crate::table::Table;

/// How many characters the axis takes.
const AXIS: i32 = 32;

/// One row a lifetime, event, plan or milestone, the first on top, each with its place on the axis.
pub fn table(report: &Report) -> Table {
    let what =
        report.body.as_ref().map_or("What happened when".to_string(), |body| format!("Timeline of {}", body.name));
    let mut table = Table::new(title(&what, &report.asked)).column("When");
    let axis = Axis::of(report);
    if let Some(axis) = &axis {
        table = table.column(&axis.heading());
    }
    table = table.column("What").column("Body").column("Sources");
    for row in &report.rows {
        let ids: Vec<&str> = row.bodies.iter().map(|body| body.id.as_str()).collect();
        let text = match (row.sort, row.bodies.as_slice()) {
            (Sort::Body, [body]) => format!("{} {}", body.name, row.text),
            _ => row.text.clone(),
        };
        let cells = [when(row)].into_iter().chain(axis.as_ref().map(|axis| axis.draw(row)));
        table.row(cells.chain([text, ids.join(", "), sources(&row.evidence)]));
        table.cite(&row.evidence);
    }
    if report.rows.is_empty() {
        table.note("Nothing with a date is recorded.");
    } else if axis.is_some() {
        table.note("█ certain · ░ possible · ┄ proposed or planned · ◆ a day or a short time · ◇ the same, proposed or planned · › still going on.");
    }
    if report.rows.iter().any(|row| row.known == Cover::Possible) {
        table.note("`perhaps`: at that date it is open whether it had come yet, or was known.");
    }
    match report.later {
        0 => {}
        1 => table.note("1 entry is left out: it was not known at that date."),
        later => table.note(format!("{later} entries are left out: they were not known at that date.")),
    }
    table
}

/// The same for a spreadsheet: one fact a cell.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in
        ["sort", "text", "body_ids", "when", "earliest", "latest", "certain_from", "certain_until", "proposed", "known"]
    {
        table = table.column(column);
    }
    table = table.column("sources");
    for row in &report.rows {
        let ids: Vec<&str> = row.bodies.iter().map(|body| body.id.as_str()).collect();
        let (from, until) = row.certain.clone().unwrap_or_default();
        table.row([
            sort(row.sort).to_string(),
            row.text.clone(),
            ids.join("; "),
            row.when.clone(),
            row.earliest.clone().unwrap_or_default(),
            row.latest.clone().unwrap_or_default(),
            from,
            until,
            if row.proposed { "yes" } else { "no" }.to_string(),
            row.known.to_string(),
            sources(&row.evidence),
        ]);
    }
    table
}

fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Body => "body",
        Sort::Event => "event",
        Sort::Plan => "plan",
        Sort::Milestone => "milestone",
    }
}

fn when(row: &Row) -> String {
    let words = lifetime(&row.when);
    let words = if words.is_empty() { "date unknown".to_string() } else { words };
    let planned = match row.sort {
        Sort::Event if row.proposed => "proposed",
        Sort::Milestone if row.proposed => "planned",
        _ => "",
    };
    // `planned until March`, but `planned for March`.
    let planned = match planned {
        "" => String::new(),
        planned if words.starts_with(|c: char| c.is_ascii_digit()) => format!("{planned} for "),
        planned => format!("{planned} "),
    };
    let perhaps = if row.known == Cover::Possible { "perhaps " } else { "" };
    format!("{perhaps}{planned}{words}")
}

/// From the first day to the last.
struct Axis {
    first: Day,
    last: Day,
}

impl Axis {
    fn of(report: &Report) -> Option<Axis> {
        let day = |day: &Option<String>| Some(day.as_deref()?.parse::<Date>().ok()?.first());
        let (first, last) = (day(&report.first)?, day(&report.last)?);
        (first < last).then_some(Axis { first, last })
    }

    fn heading(&self) -> String {
        let (first, last) = (self.first.year().to_string(), self.last.year().to_string());
        let between = usize::try_from(AXIS).unwrap_or(0).saturating_sub(first.len() + last.len() + 2);
        format!("{first} {} {last}", "·".repeat(between))
    }

    /// The character in which a day lies, from 0.
    fn place(&self, day: Day) -> i32 {
        // Months of equal length put no character out of place.
        let days = |day: Day| (day.year() * 12 + i32::from(day.month())) * 31 + i32::from(day.day());
        let (first, last) = (days(self.first), days(self.last));
        ((days(day) - first) * (AXIS - 1) / (last - first).max(1)).clamp(0, AXIS - 1)
    }

    fn draw(&self, row: &Row) -> String {
        let day = |day: &str| Some(day.parse::<Date>().ok()?.first());
        let earliest = row.earliest.as_deref().and_then(day);
        let latest = row.latest.as_deref().and_then(day);
        let certain = row.certain.as_ref().and_then(|(first, last)| Some((day(first)?, day(last)?)));
        let is_point = !matches!(row.sort, Sort::Body | Sort::Plan) || row.text == "proposed";
        let mut cells = vec![' '; usize::try_from(AXIS).unwrap_or(0)];
        let mut fill = |from: i32, to: i32, with: char| {
            for cell in
                cells.iter_mut().take(usize::try_from(to + 1).unwrap_or(0)).skip(usize::try_from(from).unwrap_or(0))
            {
                *cell = with;
            }
        };
        let (from, to) = (earliest.map(|day| self.place(day)), latest.map(|day| self.place(day)));
        if is_point {
            let (Some(from), Some(to)) = (from, to) else { return String::new() };
            if to - from <= 1 {
                fill(from, from, if row.proposed { '◇' } else { '◆' });
            } else {
                fill(from, to, if row.proposed { '┄' } else { '░' });
            }
        } else {
            if from.is_none() && to.is_none() && certain.is_none() {
                return String::new();
            }
            let (from, to) = (from.unwrap_or(0), to.unwrap_or(AXIS - 1));
            fill(from, to, if row.proposed { '┄' } else { '░' });
            if let Some((first, last)) = certain.filter(|_| !row.proposed) {
                fill(self.place(first), self.place(last), '█');
            }
            if latest.is_none() && certain.is_some_and(|(_, last)| last > self.last) {
                fill(AXIS - 1, AXIS - 1, '›');
            }
        }
        // Blanks in front would be cut off; a thin point holds the place.
        let text: String = cells.into_iter().collect();
        text.trim_end().replace(' ', "·")
    }
}
