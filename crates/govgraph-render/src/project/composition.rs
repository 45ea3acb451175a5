//! Who must sit on bodies and who does, as a table.

use std::collections::BTreeMap;

use govgraph::questions::BodyRef;
use govgraph::questions::composition::{
    DutyRow, Gone, PlacesRow, Report, RequirementRow, RequirementSeat, StaleRow, VacantRow, Verdict,
};
use govgraph::{Cover, Evidence};

use super::{called, circle_note, few, lifetime, sources, standing, title};
use crate::table::Table;

/// So many seats that satisfy a requirement are named in a cell.
const MOST_NAMED: usize = 3;
/// Beyond so many bodies with one and the same answer to one duty, they share a row.
const MOST_ALIKE: usize = 3;

/// One row a requirement, a duty for which another body is needed, a member that was not there, numbers that do not add
/// up, and a vacant place.
pub fn table(report: &Report) -> Table {
    let heading = title("Members that the rules require, and members that do not add up", &report.asked);
    let mut table = Table::new(heading).column("Body").column("What").column("Answer");
    table = table.column("Who, or why").column("Sources");
    // Where nothing is known, one reason holds for all that a rule requires.
    let is_dated =
        report.requirements.windows(2).any(|pair| pair[0].body == pair[1].body && pair[0].rule != pair[1].rule);
    for rows in report.requirements.chunk_by(is_alike) {
        requirements(&mut table, rows, is_dated);
    }
    duties(&mut table, &report.duties);
    for row in &report.stale {
        stale(&mut table, row);
    }
    for row in report.places.iter().filter(|row| !row.agrees) {
        places(&mut table, row);
    }
    for row in &report.vacant {
        vacant(&mut table, row);
    }
    notes(report, &mut table);
    table
}

/// Whether two requirements of one rule on one body have the same answer, without anybody who satisfies them.
fn is_alike(a: &RequirementRow, b: &RequirementRow) -> bool {
    let answer = |row: &RequirementRow| (row.on_paper, row.then, row.in_force);
    let is_unproved = |row: &RequirementRow| !row.seats.iter().any(is_proof);
    let same = (&a.body, &a.rule, &a.during, answer(a)) == (&b.body, &b.rule, &b.during, answer(b));
    same && a.why == b.why && is_unproved(a) && is_unproved(b)
}

/// One row for requirements that are alike, with the time for which they are written down where there are others too.
fn requirements(table: &mut Table, rows: &[RequirementRow], is_dated: bool) {
    let [row, ..] = rows else { return };
    let proofs: Vec<&RequirementSeat> = row.seats.iter().filter(|seat| is_proof(seat)).collect();
    let shown = &proofs[..proofs.len().min(MOST_NAMED)];
    let mut words: Vec<String> = shown.iter().map(|seat| seat_words(seat)).collect();
    if proofs.len() > shown.len() {
        words.push(format!("{} more", proofs.len() - shown.len()));
    }
    if row.on_paper != Verdict::Satisfied {
        words.extend(row.why.iter().cloned());
    }
    let perhaps = if row.in_force == Cover::Certain { "" } else { " (perhaps in force)" };
    let needed =
        |row: &RequirementRow| if row.needed == 1 { String::new() } else { format!(" ({} places)", row.needed) };
    let during = row.during.as_ref().filter(|_| is_dated).map(|during| format!(" ({})", lifetime(during)));
    let during = during.unwrap_or_default();
    let texts: Vec<String> = rows.iter().map(|row| format!("{}{}", row.text, needed(row))).collect();
    let evidence: Vec<Evidence> = shown.iter().flat_map(|seat| seat.evidence.clone()).collect();
    let cited = if evidence.is_empty() { String::new() } else { sources(&evidence) };
    table.cite(evidence.iter().chain(&row.evidence));
    table.cite(proofs.iter().filter_map(|seat| seat.gone.as_ref()).flat_map(|gone| &gone.evidence));
    table.row([
        body_words(&row.body),
        format!("must have{during}: {}{perhaps}", texts.join("; ")),
        answer(row.on_paper, row.then),
        words.join("; "),
        cited,
    ]);
}

/// `satisfied on paper, in fact unknown`: what follows from the list, where it is another thing than what follows from who was there.
fn answer(on_paper: Verdict, then: Verdict) -> String {
    if on_paper == then { then.to_string() } else { format!("{on_paper} on paper, in fact {then}") }
}

/// Whether a seat satisfies, at least on paper.
fn is_proof(seat: &RequirementSeat) -> bool {
    seat.fits == Cover::Certain && (seat.cover == Cover::Certain || seat.contested)
}

fn seat_words(seat: &RequirementSeat) -> String {
    match &seat.gone {
        None => format!("{}{}", seat.holder, if seat.contested { "†" } else { "" }),
        Some(gone) => {
            let successors: Vec<&str> = gone.successors.iter().map(|body| body.name.as_str()).collect();
            let passed = match successors.is_empty() {
                true => String::new(),
                false => format!(", and its place may have passed to {}", successors.join(" or ")),
            };
            format!("{}† (which {}{passed})", seat.holder, gone_words(gone))
        }
    }
}

fn duties(table: &mut Table, duties: &[DutyRow]) {
    // The same law binds many bodies, and of most of them the data say nothing: that is one answer.
    let mut alike: BTreeMap<(&str, &str), Vec<&DutyRow>> = BTreeMap::new();
    for row in duties {
        if let (Some(rule), []) = (&row.rule, row.named.as_slice()) {
            alike.entry((&rule.id, &row.text)).or_default().push(row);
        }
    }
    alike.retain(|_, rows| rows.len() > MOST_ALIKE);
    for row in duties {
        let key = row.rule.as_ref().map(|rule| (rule.id.as_str(), row.text.as_str()));
        if !row.named.is_empty() || key.is_none_or(|key| !alike.contains_key(&key)) {
            duty(table, row, body_words(&row.body));
        }
    }
    for rows in alike.values() {
        let Some(first) = rows.first() else { continue };
        duty(table, first, format!("{} bodies", rows.len()));
        let bodies: Vec<BodyRef> = rows.iter().map(|row| row.body.clone()).collect();
        table.note(format!("No body that {} is named for {}.", needs_words(first), few(&bodies)));
    }
}

/// `scrutinises it`.
fn needs_words(row: &DutyRow) -> String {
    format!("{} it", row.needs.phrase())
}

fn duty(table: &mut Table, row: &DutyRow, body: String) {
    let named = row.named.iter().map(|named| {
        let doubt = match (named.proposed, named.cover) {
            (true, _) => " (proposed)",
            (false, Cover::Certain) => "",
            (false, _) => " (perhaps)",
        };
        format!("{}{doubt}", called(&named.body))
    });
    let mut words = named.collect::<Vec<_>>().join("; ");
    if words.is_empty() {
        words = format!("no body that {} is named, which does not show that there is none", needs_words(row));
    }
    let perhaps = if row.in_force == Cover::Certain { "" } else { " (perhaps in force)" };
    let evidence: Vec<Evidence> =
        row.evidence.iter().chain(row.named.iter().flat_map(|named| &named.evidence)).cloned().collect();
    table.cite(&evidence);
    let what = format!("must: {}{perhaps}", row.text);
    table.row([body, what, row.verdict.to_string(), words, sources(&evidence)]);
}

fn stale(table: &mut Table, row: &StaleRow) {
    let days = match (&row.said_from, &row.said_to) {
        (Some(from), Some(to)) if from == to => format!("at {from}"),
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => "always".to_string(),
    };
    let on_behalf = if row.on_behalf { ", for whom the holder speaks" } else { "" };
    let evidence: Vec<Evidence> = row.seat_evidence.iter().chain(&row.gone.evidence).cloned().collect();
    table.cite(&evidence);
    table.row([
        body_words(&row.body),
        format!("member: {}{on_behalf}", called(&row.gone.holder)),
        format!("listed {days}, and {}", gone_words(&row.gone)),
        successor_words(&row.gone),
        sources(&evidence),
    ]);
}

/// `had ended by 2022-06-30`.
fn gone_words(gone: &Gone) -> String {
    match (&gone.ended, &gone.begins) {
        (Some(ended), None) => format!("had ended by {ended}"),
        (None, Some(begins)) => format!("did not begin before {begins}"),
        (Some(ended), Some(begins)) => format!("did not begin before {begins}, and had ended by {ended}"),
        (None, None) => String::new(),
    }
}

fn successor_words(gone: &Gone) -> String {
    let successors: Vec<String> = gone.successors.iter().map(called).collect();
    match (successors.as_slice(), &gone.ended) {
        ([], Some(_)) => "no successor is known".to_string(),
        ([], None) => String::new(),
        (_, _) => format!("its place may have passed to {}", successors.join(" or ")),
    }
}

fn places(table: &mut Table, row: &PlacesRow) {
    let mut words = Vec::new();
    words.extend(row.declared.map(|declared| format!("{} declared", declared.words())));
    words.extend(row.places.map(|places| format!("its seats make {}", places.words())));
    let itemised = row.itemised.filter(|itemised| Some(*itemised) != row.places);
    words.extend(itemised.map(|itemised| format!("item by item {}", itemised.words())));
    words.extend(row.seats.iter().filter(|seat| !seat.agrees).map(|seat| {
        format!("{}: {} declared, {} itemised", seat.holder, seat.declared.words(), seat.itemised.words())
    }));
    let apart = row.seats.iter().filter(|seat| !seat.agrees).flat_map(|seat| &seat.evidence);
    let evidence: Vec<Evidence> = row.evidence.iter().chain(apart).cloned().collect();
    table.cite(&evidence);
    let differ = if row.cover == Cover::Certain { "differ" } else { "differ, as stated at another time" };
    let what = "number of places".to_string();
    table.row([body_words(&row.body), what, differ.to_string(), words.join("; "), sources(&evidence)]);
}

fn vacant(table: &mut Table, row: &VacantRow) {
    table.cite(&row.evidence);
    let vacant = if row.cover == Cover::Certain { "vacant" } else { "vacant at another time" };
    table.row([
        body_words(&row.body),
        format!("place: {}", row.seat),
        vacant.to_string(),
        String::new(),
        sources(&row.evidence),
    ]);
}

fn body_words(body: &BodyRef) -> String {
    match standing(body) {
        "" | "active" => called(body),
        standing => format!("{}, {standing}", called(body)),
    }
}

fn notes(report: &Report, table: &mut Table) {
    let mut rules: Vec<(&str, String)> = Vec::new();
    for row in &report.requirements {
        if !rules.iter().any(|(id, _)| *id == row.rule.id) {
            let note = row.rule.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
            rules.push((&row.rule.id, format!("{} ({}).{note}", row.rule.name, sources(&row.evidence))));
        }
    }
    for (_, rule) in &rules {
        table.note(format!("Rule: {rule}"));
    }
    if report.requirements.is_empty() && report.duties.is_empty() {
        let looked = if report.bodies == 1 { "this body" } else { "any of these bodies" };
        table.note(format!("No rule in force speaks of {looked}."));
    }
    if !report.requirements.is_empty() {
        table.note(
            "On paper: as if everybody were there who is listed. Violated only where the list of seats is closed and every holder on it is known; all else is unknown.",
        );
        circle_note(report.circle, table);
    }
    if report.requirements.iter().flat_map(|row| &row.seats).any(|seat| is_proof(seat) && seat.contested) {
        table.note("† listed at a time when it did not exist: it had ended, or had not begun.");
    }
    if !report.requirements.is_empty() && report.asked.at.is_none() {
        table.note("Without --at, each rule is held against the seats that can have been there while it was in force.");
    }
    let agreeing = report.places.iter().filter(|row| row.agrees).count();
    if agreeing > 0 {
        let bodies = if agreeing == 1 { "1 body".to_string() } else { format!("{agreeing} bodies") };
        table.note(format!("The numbers of places that sources declare and itemise agree for {bodies}."));
    }
}

/// The same for a spreadsheet: one row a requirement, duty, member, number or vacancy, one fact a cell.
pub fn records(report: &Report) -> Table {
    let mut table = Table::new("");
    for column in [
        "about",
        "body_id",
        "body",
        "standing",
        "rule_id",
        "what",
        "needed",
        "during",
        "in_force",
        "on_paper",
        "then",
        "holders",
        "holder_id",
        "existed",
        "ended",
        "successors",
        "declared",
        "by_seats",
        "itemised",
        "cover",
        "why",
        "sources",
    ] {
        table = table.column(column);
    }
    for row in &report.requirements {
        let proofs = || row.seats.iter().filter(|seat| is_proof(seat));
        let gone = proofs().filter_map(|seat| seat.gone.as_ref());
        let organisations = proofs().filter_map(|seat| seat.organisation.as_ref()).map(|body| body.id.clone());
        let evidence: Vec<Evidence> =
            row.evidence.iter().chain(proofs().flat_map(|seat| &seat.evidence)).cloned().collect();
        let record = Record {
            about: "requirement",
            rule: row.rule.id.clone(),
            what: row.text.clone(),
            needed: row.needed.to_string(),
            during: row.during.clone().unwrap_or_default(),
            in_force: row.in_force.to_string(),
            on_paper: row.on_paper.to_string(),
            then: row.then.to_string(),
            holders: joined(proofs().map(|seat| seat.holder.clone())),
            holder_id: joined(organisations),
            ended: joined(gone.clone().filter_map(|gone| gone.ended.clone())),
            successors: joined(gone.flat_map(|gone| &gone.successors).map(|body| body.id.clone())),
            why: joined(row.why.iter().cloned()),
            sources: sources(&evidence),
            ..Record::default()
        };
        record.write(&mut table, &row.body);
    }
    for row in &report.duties {
        let evidence: Vec<Evidence> =
            row.evidence.iter().chain(row.named.iter().flat_map(|named| &named.evidence)).cloned().collect();
        let record = Record {
            about: "duty",
            rule: row.rule.as_ref().map(|rule| rule.id.clone()).unwrap_or_default(),
            what: row.text.clone(),
            in_force: row.in_force.to_string(),
            then: row.verdict.to_string(),
            holders: joined(row.named.iter().map(|named| named.body.name.clone())),
            holder_id: joined(row.named.iter().map(|named| named.body.id.clone())),
            why: if row.verdict == Verdict::Satisfied { String::new() } else { format!("needs: {}", row.needs) },
            sources: sources(&evidence),
            ..Record::default()
        };
        record.write(&mut table, &row.body);
    }
    for row in &report.stale {
        let evidence: Vec<Evidence> = row.seat_evidence.iter().chain(&row.gone.evidence).cloned().collect();
        let record = Record {
            about: "member",
            what: row.seat.clone(),
            on_paper: "listed".to_string(),
            then: gone_words(&row.gone),
            holders: row.gone.holder.name.clone(),
            holder_id: row.gone.holder.id.clone(),
            existed: lifetime(&row.gone.existed),
            ended: row.gone.ended.clone().unwrap_or_default(),
            successors: joined(row.gone.successors.iter().map(|body| body.id.clone())),
            sources: sources(&evidence),
            ..Record::default()
        };
        record.write(&mut table, &row.body);
    }
    for row in &report.places {
        let number = |count: Option<govgraph::Count>| count.map(|count| count.to_string()).unwrap_or_default();
        let agrees = |agrees: bool| if agrees { "agree" } else { "differ" }.to_string();
        let record = Record {
            about: "places",
            what: "number of places".to_string(),
            then: agrees(row.agrees),
            declared: number(row.declared),
            by_seats: number(row.places),
            itemised: number(row.itemised),
            cover: row.cover.to_string(),
            sources: sources(&row.evidence),
            ..Record::default()
        };
        record.write(&mut table, &row.body);
        for seat in &row.seats {
            let record = Record {
                about: "places of a seat",
                what: seat.holder.clone(),
                then: agrees(seat.agrees),
                declared: seat.declared.to_string(),
                itemised: seat.itemised.to_string(),
                sources: sources(&seat.evidence),
                ..Record::default()
            };
            record.write(&mut table, &row.body);
        }
    }
    for row in &report.vacant {
        let record = Record {
            about: "vacant",
            what: row.seat.clone(),
            declared: row.places.to_string(),
            cover: row.cover.to_string(),
            sources: sources(&row.evidence),
            ..Record::default()
        };
        record.write(&mut table, &row.body);
    }
    table
}

fn joined(words: impl Iterator<Item = String>) -> String {
    let mut told: Vec<String> = Vec::new();
    for word in words {
        if !told.contains(&word) {
            told.push(word);
        }
    }
    told.join("; ")
}

/// One row of a spreadsheet, by column.
#[derive(Default)]
struct Record {
    about: &'static str,
    rule: String,
    what: String,
    needed: String,
    during: String,
    in_force: String,
    on_paper: String,
    then: String,
    holders: String,
    holder_id: String,
    existed: String,
    ended: String,
    successors: String,
    declared: String,
    by_seats: String,
    itemised: String,
    cover: String,
    why: String,
    sources: String,
}

impl Record {
    fn write(self, table: &mut Table, body: &BodyRef) {
        table.row([
            self.about.to_string(),
            body.id.clone(),
            body.name.clone(),
            standing(body).to_string(),
            self.rule,
            self.what,
            self.needed,
            self.during,
            self.in_force,
            self.on_paper,
            self.then,
            self.holders,
            self.holder_id,
            self.existed,
            self.ended,
            self.successors,
            self.declared,
            self.by_seats,
            self.itemised,
            self.cover,
            self.why,
            self.sources,
        ]);
    }
}
