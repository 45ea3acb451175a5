//! Shared members as a table.

use govgraph::incidence::{Rank, Share};
use govgraph::questions::BodyRef;
use govgraph::questions::Member;
use govgraph::questions::overlap::{By, Criteria, Kinship, Report, Row, Shared, Side, Tie};
use govgraph::{Cover, Evidence, Standing};

use super::{called, circle_note, few, sources, standing, title};
use crate::table::Table;

/// One row a pair, with the sources of every shared member if they are wanted; for a single pair that was asked, one row
/// a member.
pub fn table(report: &Report, with_sources: bool) -> Table {
    match report.rows.as_slice() {
        [row] if row.only_a.is_some() => between(report, row),
        _ => pairs(report, with_sources),
    }
}

/// `members` in the sense of the question.
fn noun(by: By, count: usize) -> &'static str {
    match (by, count) {
        (By::Organisation, 1) => "organisation",
        (By::Organisation, _) => "organisations",
        (By::Post, 1) => "post",
        (By::Post, _) => "posts",
        (By::Person, 1) => "person",
        (By::Person, _) => "people",
        (By::Theme, 1) => "theme",
        (By::Theme, _) => "themes",
    }
}

fn pairs(report: &Report, with_sources: bool) -> Table {
    let heading = title(&format!("Bodies that share {}", noun(report.by, 2)), &report.asked);
    let when = if report.asked.at.is_some() { "At that date" } else { "At one time" };
    let mut table =
        Table::new(heading).column("Body").column("Body").numbers("Shared").numbers("Jaccard").numbers("Of 1st");
    table = table.numbers("Of 2nd");
    let (has_cosine, has_weight) = (has_cosine(report), has_weight(report));
    if has_cosine {
        table = table.numbers("Cosine");
    }
    if has_weight {
        table = table.numbers("Weight");
    }
    table = table.column(when).column("Who");
    if with_sources {
        table = table.column("Sources");
    }
    for row in &report.rows {
        let mut who: Vec<String> = row.shared.iter().map(shared_name).collect();
        who.extend(row.kinship.map(|kinship| kinship_words(kinship).to_string()));
        let mut cells = vec![
            side(&row.a),
            side(&row.b),
            row.shared.len().to_string(),
            jaccard(row),
            share(row.a_in_b),
            share(row.b_in_a),
        ];
        if has_cosine {
            cells.push(row.cosine.map(|cosine| format!("{cosine:.2}")).unwrap_or_default());
        }
        if has_weight {
            cells.push(row.weight.map(|weight| format!("{weight:.2}")).unwrap_or_default());
        }
        cells.extend([certain_words(row), who.join("; ")]);
        if with_sources {
            let each = row.shared.iter().map(|shared| format!("{}: {}", shared.member.name, shared_sources(shared)));
            cells.push(each.collect::<Vec<_>>().join(" · "));
        }
        table.row(cells);
    }
    if report.rows.is_empty() && report.more == 0 {
        table.note(nothing(report));
    }
    match report.more {
        0 => {}
        more if report.criteria.each.is_some() => table.note(format!(
            "{more} more {} not among the first of {}.",
            if more == 1 { "pair is" } else { "pairs are" },
            if report.criteria.of.is_empty() { "either body" } else { "the bodies that were named" },
        )),
        1 => table.note("1 more pair is not shown."),
        more => table.note(format!("{more} more pairs are not shown.")),
    }
    notes(report, &mut table);
    table
}

/// Pairs for a spreadsheet: one row a pair, one fact a cell; for a single pair that was asked, one row a member.
pub fn records(report: &Report) -> Table {
    match report.rows.as_slice() {
        [row] if row.only_a.is_some() => member_records(row),
        _ => pair_records(report),
    }
}

fn pair_records(report: &Report) -> Table {
    let mut table = Table::new("");
    for side in ["first", "second"] {
        for column in ["id", "name", "standing", "members", "open_seats"] {
            table = table.column(&format!("{side}_{column}"));
        }
    }
    for column in ["shared", "certain", "jaccard", "part_of_first", "part_of_second", "together", "kinship"] {
        table = table.column(column);
    }
    table = table.column("shared_names").column("sources");
    let (has_cosine, has_weight) = (has_cosine(report), has_weight(report));
    for (has, column) in [(has_cosine, "cosine"), (has_weight, "weight")] {
        if has {
            table = table.column(column);
        }
    }
    let number = |number: Option<f64>| number.map(|number| format!("{number:.4}")).unwrap_or_default();
    for row in &report.rows {
        let mut cells = Vec::new();
        for side in [&row.a, &row.b] {
            cells.extend([side.body.id.clone(), side.body.name.clone(), standing(&side.body).to_string()]);
            cells.extend([side.members.to_string(), side.open_seats.to_string()]);
        }
        let names: Vec<&str> = row.shared.iter().map(|shared| shared.member.name.as_str()).collect();
        let evidence: Vec<_> = row.shared.iter().flat_map(evidence).cloned().collect();
        cells.extend([row.shared.len().to_string(), row.certain.to_string(), number(row.jaccard)]);
        cells.extend([number(row.a_in_b), number(row.b_in_a), row.together.to_string()]);
        cells.push(row.kinship.map(|kinship| kinship_words(kinship).to_string()).unwrap_or_default());
        cells.extend([names.join("; "), sources(&evidence)]);
        cells.extend(has_cosine.then(|| number(row.cosine)));
        cells.extend(has_weight.then(|| row.weight.map(|weight| format!("{weight:.3}")).unwrap_or_default()));
        table.row(cells);
    }
    table
}

fn member_records(row: &Row) -> Table {
    let mut table = Table::new("").column("member").column("member_id").column("collective").column("contested");
    table = table.column(&format!("on_{}", row.a.body.id)).column(&format!("on_{}", row.b.body.id));
    table = table.column("at_one_time").column("sources");
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_string();
    let words = |ties: &[Tie]| ties.iter().map(|tie| tie.text.as_str()).collect::<Vec<_>>().join("; ");
    let id = |member: &Member| member.id.clone().unwrap_or_default();
    let cited = |ties: &[Tie]| sources(&ties.iter().flat_map(|tie| tie.evidence.clone()).collect::<Vec<_>>());
    for shared in &row.shared {
        let member = &shared.member;
        let who = [member.name.clone(), id(member), yes(member.collective), yes(shared.contested)];
        let where_ = [words(&shared.on_a), words(&shared.on_b), shared.cover.to_string(), shared_sources(shared)];
        table.row(who.into_iter().chain(where_));
    }
    let on_a = row.only_a.iter().flatten().map(|alone| (alone, words(&alone.on), String::new()));
    let on_b = row.only_b.iter().flatten().map(|alone| (alone, String::new(), words(&alone.on)));
    for (alone, a, b) in on_a.chain(on_b) {
        let member = &alone.member;
        table.row([
            member.name.clone(),
            id(member),
            yes(member.collective),
            String::new(),
            a,
            b,
            String::new(),
            cited(&alone.on),
        ]);
    }
    table
}

/// That there are no pairs, in words that say of what.
fn nothing(report: &Report) -> String {
    let (noun, criteria) = (noun(report.by, 1), &report.criteria);
    let pairs = match (criteria.of.as_slice(), criteria.with.as_slice()) {
        ([], _) => "No two bodies share".to_string(),
        ([one], []) => format!("No other body shares, with {},", one.name),
        (_, []) => "None of the bodies named shares with any other".to_string(),
        _ => "None of the one shares with any of the other".to_string(),
    };
    match conditions(criteria).as_slice() {
        [] => format!("{pairs} a known {noun}."),
        conditions => format!("{pairs} known members such that {}.", conditions.join(" and ")),
    }
}

/// What pairs had to fulfil beyond sharing one member, each in words.
fn conditions(criteria: &Criteria) -> Vec<String> {
    let Criteria { least, jaccard, containment, cosine, .. } = criteria;
    condition_words(*least, [*jaccard, *containment, *cosine])
}

/// What pairs have to fulfil beyond sharing one member, each in words: how many are shared, and at least which Jaccard,
/// containment and cosine they have.
pub fn condition_words(least: u32, [jaccard, containment, cosine]: [Option<Share>; 3]) -> Vec<String> {
    let part = |what: &str, share: Option<Share>| share.map(|share| format!("{what} is at least {share}"));
    let least = (least > 1).then(|| format!("at least {least} are shared"));
    let containment = part("the part of the smaller body's members that is shared", containment);
    [least, part("Jaccard", jaccard), containment, part("the cosine", cosine)].into_iter().flatten().collect()
}

fn has_cosine(report: &Report) -> bool {
    report.rows.iter().any(|row| row.cosine.is_some())
}

fn has_weight(report: &Report) -> bool {
    report.rows.iter().any(|row| row.weight.is_some())
}

/// How the pairs were chosen and ranked, if otherwise than by how much they share.
fn criteria_notes(report: &Report, table: &mut Table) {
    let criteria = &report.criteria;
    let conditions = conditions(criteria);
    if !conditions.is_empty() && !report.rows.is_empty() {
        table.note(format!("Only pairs for which {}.", conditions.join(" and ")));
    }
    match criteria.each {
        None => {}
        Some(1) => table.note("Of each body only the first pair: most pairs stand here twice, once of either body."),
        Some(each) => {
            table
                .note(format!("Of each body only the first {each} pairs: many stand here twice, once of either body."));
        }
    }
    match criteria.rank {
        Rank::Shared => {}
        Rank::Jaccard => table.note("By Jaccard: those that are most alike come first."),
        Rank::Containment => {
            table.note("By how much of the smaller body is in the other: those that are all of it come first.");
        }
        Rank::Cosine => table.note("By cosine: those that are most alike come first."),
        Rank::Weight => table.note("By weight: those that share what few others have come first."),
    }
    if has_cosine(report) {
        table.note("Cosine: the shared by the geometric mean of the known members of the two.");
    }
    if has_weight(report) {
        table.note(
            "Weight: who is shared counts 1 if on these two bodies alone, 1/2 if on three, 1/3 if on four, and so on.",
        );
    }
    let is_unknown = |body: &&BodyRef| report.unknown.iter().any(|unknown| unknown.id == body.id);
    for body in criteria.of.iter().chain(&criteria.with).filter(is_unknown) {
        table.note(format!("Unknown, not zero: no {} of {} are known.", noun(report.by, 2), body.name));
    }
}

fn notes(report: &Report, table: &mut Table) {
    let compared = match report.by {
        By::Theme => format!("{} bodies whose themes are known were compared.", report.compared),
        by => format!("{} bodies with known {} were compared.", report.compared, noun(by, 2)),
    };
    table.note(compared);
    if !report.rows.is_empty() {
        let members = noun(report.by, 2);
        table.note(format!(
            "In brackets: how many {members} are known. Jaccard: the shared by all known {members} of the two."
        ));
    }
    criteria_notes(report, table);
    members_note(report, table);
    if !report.unknown.is_empty() {
        table.note(format!(
            "Unknown, not zero: no {} of these are known: {}.",
            noun(report.by, 2),
            few(&report.unknown)
        ));
    }
    let open = |side: &Side| side.open_seats > 0;
    if report.rows.iter().any(|row| open(&row.a) || open(&row.b)) {
        table.note("+ n open: seats of which it is not known who holds them; they may be shared as well.");
    }
    mark_notes(&report.rows, table);
    table.cite(report.rows.iter().flat_map(|row| &row.shared).flat_map(evidence));
}

fn members_note(report: &Report, table: &mut Table) {
    if report.by != By::Theme {
        circle_note(report.circle, table);
    }
}

/// What the marks behind names mean, where they occur.
pub(super) fn mark_notes(rows: &[Row], table: &mut Table) {
    let shared = || rows.iter().flat_map(|row| &row.shared);
    if shared().any(|shared| shared.member.collective) {
        table.note("* stands for some bodies of a class: the sources do not say whether the same ones sit on both.");
    }
    if shared().any(|shared| shared.contested) {
        table.note("† a source lists it at a time when it did not exist: it had ended, or had not begun.");
    }
}

fn side(side: &Side) -> String {
    let open = if side.open_seats > 0 { format!(", {} open", side.open_seats) } else { String::new() };
    let standing = standing(&side.body);
    let standing = if matches!(standing, "" | "active") { String::new() } else { format!(", {standing}") };
    format!("{} [{}{open}{standing}]", called(&side.body), side.members)
}

fn jaccard(row: &Row) -> String {
    row.jaccard.map_or_else(|| "unknown".to_string(), |jaccard| format!("{jaccard:.2}"))
}

/// A shared member, with a dagger if a source lists it when it had ended or did not exist yet.
pub(super) fn shared_name(shared: &Shared) -> String {
    format!("{}{}", name(&shared.member), if shared.contested { "†" } else { "" })
}

/// A member, with a star if it stands for some of several.
pub(super) fn name(member: &Member) -> String {
    format!("{}{}", member.name, if member.collective { "*" } else { "" })
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "an unknown part".to_string(), |share| format!("{:.0}%", share * 100.0))
}

fn certain_words(row: &Row) -> String {
    let (all, certain) = (row.shared.len(), row.certain);
    let is_proposed = |side: &Side| side.body.standing == Some(Standing::Proposed);
    if is_proposed(&row.a) || is_proposed(&row.b) {
        "as proposed".to_string()
    } else if row.shared.iter().all(|shared| shared.cover == Cover::No) && all > 0 {
        "never".to_string()
    } else if certain == all {
        "certain".to_string()
    } else if certain == 0 {
        "possible".to_string()
    } else {
        format!("{certain} certain")
    }
}

/// What is to be said of two bodies of which one came from the other or is a part of it.
pub(super) fn kinship_sentence(kinship: Kinship) -> &'static str {
    match kinship {
        Kinship::Succession => "One of the two succeeded the other: overlap is to be expected.",
        Kinship::ProposedSuccession => "One of the two is proposed to succeed the other: overlap is to be expected.",
        Kinship::SubBoard => "One of the two is part of the other: overlap is to be expected.",
    }
}

fn kinship_words(kinship: Kinship) -> &'static str {
    match kinship {
        Kinship::Succession => "(one succeeded the other)",
        Kinship::ProposedSuccession => "(one is proposed to succeed the other)",
        Kinship::SubBoard => "(one is part of the other)",
    }
}

/// What stands behind a shared member, on both sides.
fn evidence(shared: &Shared) -> impl Iterator<Item = &Evidence> {
    shared.on_a.iter().chain(&shared.on_b).flat_map(|tie| &tie.evidence)
}

fn shared_sources(shared: &Shared) -> String {
    sources(&evidence(shared).cloned().collect::<Vec<_>>())
}

fn between(report: &Report, row: &Row) -> Table {
    let what = format!("{} and {}", row.a.body.name, row.b.body.name);
    let when = if report.asked.at.is_some() { "At that date" } else { "At one time" };
    let mut table = Table::new(title(&what, &report.asked));
    table = table.column("Who").column(&row.a.body.id).column(&row.b.body.id).column(when).column("Sources");
    let ties = |ties: &[Tie]| ties.iter().map(|tie| tie.text.as_str()).collect::<Vec<_>>().join("; ");
    for shared in &row.shared {
        table.row([
            shared_name(shared),
            ties(&shared.on_a),
            ties(&shared.on_b),
            shared.cover.to_string(),
            shared_sources(shared),
        ]);
    }
    let cited = |ties: &[Tie]| sources(&ties.iter().flat_map(|tie| tie.evidence.clone()).collect::<Vec<_>>());
    for alone in row.only_a.iter().flatten() {
        table.row([name(&alone.member), ties(&alone.on), "–".into(), String::new(), cited(&alone.on)]);
    }
    for alone in row.only_b.iter().flatten() {
        table.row([name(&alone.member), "–".into(), ties(&alone.on), String::new(), cited(&alone.on)]);
    }
    let (a, b) = (&row.a, &row.b);
    for side in [a, b] {
        if side.members == 0 {
            table.note(format!(
                "Unknown, not zero: which {} sit on {} is not known.",
                noun(report.by, 2),
                side.body.name
            ));
        }
        if side.body.standing.is_some_and(|standing| !standing.is_in_view()) {
            table.note(format!("{} did not exist at that date ({}).", side.body.name, standing(&side.body)));
        }
    }
    if row.jaccard.is_some() {
        table.note(format!(
            "{} has {} known {}, {} has {}; shared: {}. Jaccard {}; {} of {} also on {}, {} of {} also on {}.",
            a.body.name,
            a.members,
            noun(report.by, a.members),
            b.body.name,
            b.members,
            row.shared.len(),
            jaccard(row),
            share(row.a_in_b),
            a.body.id,
            b.body.id,
            share(row.b_in_a),
            b.body.id,
            a.body.id,
        ));
    }
    for side in [a, b].into_iter().filter(|side| side.open_seats > 0) {
        let seats = if side.open_seats == 1 { "seat" } else { "seats" };
        table.note(format!(
            "Of {} {seats} on {} it is not known who holds them: they may be shared as well.",
            side.open_seats, side.body.name
        ));
    }
    if let Some(kinship) = row.kinship {
        table.note(kinship_sentence(kinship));
    }
    members_note(report, &mut table);
    mark_notes(&report.rows, &mut table);
    table.cite(row.shared.iter().flat_map(evidence));
    let alone = row.only_a.iter().chain(&row.only_b).flatten();
    table.cite(alone.flat_map(|alone| &alone.on).flat_map(|tie| &tie.evidence));
    table
}
