//! What their seats ask of members, as a table.

use govgraph::questions::load::{Part, Report, Row, TargetRow};
use govgraph::questions::{BodyRef, Member, MemberKind};
use govgraph::{Count, Cover, Evidence, Measure, TargetKind, Tri};

use super::{called, circle_note, few, sources, standing, title};
use crate::table::Table;

/// One row a member; for some that were asked by name, one row a body or target.
pub fn table(report: &Report, in_detail: bool) -> Table {
    if in_detail { details(report) } else { members(report) }
}

fn noun(by: MemberKind) -> &'static str {
    match by {
        MemberKind::Organisation => "organisation",
        MemberKind::Post => "post",
        MemberKind::Person => "person",
    }
}

fn heading(report: &Report) -> String {
    title("Meetings a year that the seats of members ask for", &report.asked)
}

fn members(report: &Report) -> Table {
    let mut table = Table::new(heading(report)).column("Who").column("Meetings").column("Attendances");
    table = table.column("Of these bodies").column("Targets");
    for row in &report.rows {
        let parts: Vec<String> = row.parts.iter().map(part_words).collect();
        table.row([
            name(&row.member),
            number(row.meetings),
            number(row.attendances),
            parts.join("; "),
            target_sums(row).join("; "),
        ]);
        table.cite(row.parts.iter().flat_map(evidence));
        table.cite(row.targets.iter().flat_map(|target| &target.evidence));
    }
    notes(report, &mut table);
    table
}

/// `lcsp 6`, `hackney-sog 4 or more, 5 places`, `lcrb ? (proposed)`, `lcsp ? (perhaps; 6 at another time)`.
fn part_words(part: &Part) -> String {
    let mut words = format!("{} {}", part.body.id, now(part));
    if part.places.exact() != Some(1) {
        words.push_str(&format!(", {} places", part.places.words()));
    }
    let doubt = match (part.proposed, part.cover) {
        (true, _) => Some("proposed".to_string()),
        (false, Cover::Certain) => None,
        (false, _) => Some("perhaps".to_string()).filter(|_| !part.contested),
    };
    let remarks: Vec<String> = doubt.into_iter().chain(at_another_time(part)).collect();
    if part.contested {
        words.push('†');
    }
    if !remarks.is_empty() {
        words.push_str(&format!(" ({})", remarks.join("; ")));
    }
    words
}

/// How often a body meets then: `4 or more`; `?` if that is not known.
fn now(part: &Part) -> String {
    part.per_year.filter(|_| part.is_cadence_known).map_or_else(|| "?".to_string(), Count::words)
}

fn at_another_time(part: &Part) -> Option<String> {
    part.per_year.filter(|_| !part.is_cadence_known).map(|per_year| format!("{} at another time", per_year.words()))
}

/// A number for a cell.
fn number(count: Count) -> String {
    if count == Count::UNKNOWN { "unknown".to_string() } else { count.words() }
}

/// `proposed: 128 or more`.
fn target_sums(row: &Row) -> Vec<String> {
    let set = row.targeted.map(|count| format!("set: {}", number(count)));
    let proposed = row.proposed.map(|count| format!("proposed: {}", number(count)));
    set.into_iter().chain(proposed).collect()
}

fn details(report: &Report) -> Table {
    let mut table = Table::new(heading(report)).column("Who").column("Of what").column("How often").column("Places");
    table = table.column("Meetings").column("Then?").column("Sources");
    for row in &report.rows {
        for part in &row.parts {
            let all: Vec<Evidence> = evidence(part).cloned().collect();
            table.cite(&all);
            table.row([
                name(&row.member),
                body_words(part),
                [now(part)].into_iter().chain(at_another_time(part)).collect::<Vec<_>>().join("; "),
                part.places.words(),
                if part.proposed { "none yet".to_string() } else { number(part.meetings) },
                then_words(part).to_string(),
                sources(&all),
            ]);
        }
        for target in &row.targets {
            table.cite(&target.evidence);
            table.row([
                name(&row.member),
                format!("target: {}{}", target.what, with_words(target)),
                measure_words(target),
                String::new(),
                number(target.meetings),
                if target.proposed { "proposed".to_string() } else { target.cover.to_string() },
                sources(&target.evidence),
            ]);
        }
        table.note(sum_words(row));
        for sum in target_sums(row) {
            table.note(format!(
                "Meetings a year of targets, {sum}. They may be the same meetings, so that they are not added."
            ));
        }
    }
    notes(report, &mut table);
    table
}

/// `Metropolitan Police Authority: an unknown number of meetings a year, …; not known how often these meet: …`.
fn sum_words(row: &Row) -> String {
    let unknown = match row.unknown.as_slice() {
        [] => String::new(),
        bodies => format!("; how often these meet is not known: {}", few(bodies)),
    };
    let of = |count: Count, what: &str| match count {
        Count::UNKNOWN => format!("an unknown number of {what}"),
        count => format!("{} {what}", count.words()),
    };
    let (meetings, attendances) = (of(row.meetings, "meetings a year"), of(row.attendances, "attendances"));
    format!("{}: {meetings}, {attendances}{unknown}.", row.member.name)
}

fn body_words(part: &Part) -> String {
    let stands_for = part.stands_for.map(|count| format!(", which stands for {}", bodies_words(count)));
    format!("{}{}", called(&part.body), stands_for.unwrap_or_default())
}

fn bodies_words(count: Count) -> String {
    match count {
        Count::ONE => "1 body".to_string(),
        count => format!("{} bodies", count.words()),
    }
}

fn with_words(target: &TargetRow) -> String {
    let Some(with) = &target.with else { return String::new() };
    let over = target.over.filter(|over| *over != Count::ONE);
    let over = over.map(|over| format!(", {} written down", bodies_words(over))).unwrap_or_default();
    format!(", with {}{over}", called(with))
}

fn measure_words(target: &TargetRow) -> String {
    match (&target.measure, target.kind) {
        (Some(Measure::Percent(percent)), TargetKind::Attendance) => format!("{percent}% of its meetings"),
        (Some(Measure::Percent(percent)), _) => format!("{percent}%"),
        (Some(Measure::PerYear(count)), _) => format!("{} each", count.words()),
        (Some(Measure::Amount(amount)), _) => amount.clone(),
        (None, _) => "not given".to_string(),
    }
}

fn then_words(part: &Part) -> &'static str {
    match (part.proposed, part.contested, part.cover) {
        (true, ..) => "proposed",
        (false, true, _) => "possible†",
        (false, false, Cover::Certain) if part.seats.iter().all(|seat| seat.vacant == Tri::Yes) => "vacant",
        (false, false, Cover::Certain) => "certain",
        (false, false, _) => "possible",
    }
}

fn evidence(part: &Part) -> impl Iterator<Item = &Evidence> {
    part.seats.iter().flat_map(|seat| &seat.evidence).chain(&part.cadence_evidence)
}

fn name(member: &Member) -> String {
    format!("{}{}", member.name, if member.collective { "*" } else { "" })
}

fn notes(report: &Report, table: &mut Table) {
    let parts = || report.rows.iter().flat_map(|row| &row.parts);
    if report.rows.is_empty() {
        table.note(format!("No seat of a known {} is there.", noun(report.by)));
    }
    if parts().any(|part| !part.is_cadence_known && !part.proposed) {
        table.note("?: how often the body meets then is not known, which is not never: it makes the sum \"or more\", or unknown.");
    }
    if !report.rows.is_empty() {
        table.note(
            "Meetings: of all bodies on which it sits, each once. Attendances: a meeting counts for each place. What is only possible adds to the most alone.",
        );
        if report.asked.at.is_none() {
            table.note("Without --at: at the busiest time; what is not known to have been at one time is not added to the least.");
        }
        circle_note(report.circle, table);
    }
    if report.rows.iter().any(|row| row.member.collective) {
        table.note("* stands for several, holders of a post or bodies of a class, who share what is asked.");
    }
    if parts().any(|part| part.contested) {
        table.note("† a source lists it at a time when it did not exist: it had ended, or had not begun.");
    }
    if report.rows.iter().any(|row| row.proposed.is_some()) {
        table.note("Proposed targets are counted as if all were taken up, and are in no other number.");
    }
    if report.open_seats > 0 && report.by != MemberKind::Organisation {
        let seats = if report.open_seats == 1 { "1 seat".to_string() } else { format!("{} seats", report.open_seats) };
        table.note(format!("Of {seats} no {} is known.", noun(report.by)));
    } else if report.open_seats > 0 {
        table.note(format!("Of {} seats it is not known which organisation holds them.", report.open_seats));
    }
}

/// The same for a spreadsheet: for each member a row of sums, then one row a body and one a target.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in [
        "about",
        "member",
        "member_id",
        "collective",
        "body_id",
        "body",
        "standing",
        "what",
        "per_year",
        "cadence_known",
        "percent",
        "places",
        "bodies",
        "meetings_least",
        "meetings_most",
        "attendances_least",
        "attendances_most",
        "cover",
        "contested",
        "proposed",
        "sources",
    ] {
        table = table.column(column);
    }
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    let most = |count: Count| count.most.map(|most| most.to_string()).unwrap_or_default();
    let bounds = |count: Count| [count.least.to_string(), most(count)];
    let nothing = || [String::new(), String::new()];
    let text = |count: Option<Count>| count.map(|count| count.to_string()).unwrap_or_default();
    let of = |body: Option<&BodyRef>| match body {
        Some(body) => [body.id.clone(), body.name.clone(), standing(body).to_string()],
        None => [String::new(), String::new(), String::new()],
    };
    for row in &report.rows {
        let member = [row.member.name.clone(), row.member.id.clone().unwrap_or_default(), yes(row.member.collective)];
        let mut write = |about: &str, rest: Vec<String>| {
            table.row([about.to_string()].into_iter().chain(member.clone()).chain(rest));
        };
        let sum = |meetings: Count, attendances: [String; 2], proposed: String| {
            let mut cells = of(None).to_vec();
            cells.extend(std::iter::repeat_n(String::new(), 6));
            cells.extend(bounds(meetings).into_iter().chain(attendances));
            cells.extend([String::new(), String::new(), proposed]);
            cells
        };
        write("sum", sum(row.meetings, bounds(row.attendances), String::new()));
        if let Some(targeted) = row.targeted {
            write("sum of targets", sum(targeted, nothing(), yes(false)));
        }
        if let Some(proposed) = row.proposed {
            write("sum of targets", sum(proposed, nothing(), yes(true)));
        }
        for part in &row.parts {
            let all: Vec<Evidence> = evidence(part).cloned().collect();
            let seats: Vec<&str> = part.seats.iter().map(|seat| seat.holder.as_str()).collect();
            let mut cells = of(Some(&part.body)).to_vec();
            cells.extend([seats.join("; "), text(part.per_year), yes(part.is_cadence_known), String::new()]);
            cells.extend([part.places.to_string(), text(part.stands_for)]);
            cells.extend(bounds(part.meetings).into_iter().chain(bounds(part.attendances)));
            cells.extend([part.cover.to_string(), yes(part.contested), yes(part.proposed), sources(&all)]);
            write("body", cells);
        }
        for target in &row.targets {
            let (per_year, percent) = match &target.measure {
                Some(Measure::PerYear(count)) => (count.to_string(), String::new()),
                Some(Measure::Percent(percent)) => (String::new(), percent.to_string()),
                Some(Measure::Amount(_)) | None => (String::new(), String::new()),
            };
            let mut cells = of(target.with.as_ref()).to_vec();
            cells.extend([target.what.clone(), per_year, String::new(), percent, String::new(), text(target.over)]);
            cells.extend(bounds(target.meetings).into_iter().chain(nothing()));
            cells.extend([target.cover.to_string(), String::new(), yes(target.proposed), sources(&target.evidence)]);
            write("target", cells);
        }
    }
    table
}
