//! A list of bodies as a table.

use govgraph::questions::register::Report;

use super::{lifetime, sources, standing, title};
use crate::table::Table;

/// One row a body.
pub fn table(report: &Report) -> Table {
    let mut table = Table::new(title("Bodies", &report.asked)).column("Id").column("Name").column("Kind");
    table = table.column("Area").column("Existed").column("Standing").numbers("Seats");
    for row in &report.rows {
        let seats = if row.seats == 0 { "not known".to_string() } else { row.seats.to_string() };
        let area = row.area.clone().unwrap_or_default();
        let (id, name, kind) = (row.body.id.clone(), row.body.name.clone(), row.body.kind.to_string());
        table.row([id, name, kind, area, lifetime(&row.existed), standing(&row.body).to_string(), seats]);
    }
    match report.rows.len() {
        0 => table.note("No body is like that."),
        1 => table.note("1 body."),
        count => table.note(format!("{count} bodies.")),
    }
    table
}

/// Bodies for a spreadsheet: one row a body, one fact a cell.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in ["id", "name", "short", "kind", "area", "level", "existed", "standing", "seats", "sources"] {
        table = table.column(column);
    }
    for row in &report.rows {
        table.row([
            row.body.id.clone(),
            row.body.name.clone(),
            row.short.clone().unwrap_or_default(),
            row.body.kind.to_string(),
            row.area.clone().unwrap_or_default(),
            row.level.map(|level| level.to_string()).unwrap_or_default(),
            row.existed.clone(),
            standing(&row.body).to_string(),
            row.seats.to_string(),
            sources(&row.evidence),
        ]);
    }
    table
}
