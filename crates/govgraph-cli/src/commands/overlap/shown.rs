//! The first pairs of a table for people, and for programs as one document: with who is shared.

use anyhow::bail;
use serde::Serialize;

use govgraph::Cover;
use govgraph::incidence::{Pair, Query, Rank, Share, Top};
use govgraph::questions::REPORT_VERSION;
use govgraph_io::memberships::{self, Ids};
use govgraph_render::project::overlap::condition_words;
use govgraph_render::table;

use super::form::OverlapFormat;
use super::rows::{Matter, SCALE, contained, cosine, weight};
use super::{Overlap, RankBy};
use crate::commands::{Form, Format};
use crate::exit::Outcome;
use crate::output::grouped;

/// A document holds no more pairs than this unless it is told how many.
const MOST: usize = 10_000;

/// So many pairs are shown to people who do not say how many.
const USUAL: usize = 20;

/// So many of those who are shared are named in a row of a table.
const NAMED: usize = 12;

/// How many pairs are told if nobody says.
pub(super) fn usual(format: OverlapFormat) -> usize {
    if format == OverlapFormat::Json { MOST } else { USUAL }
}

/// A table that was read.
pub(super) struct Table<'t> {
    pub(super) name: String,
    pub(super) report: &'t memberships::Report,
    pub(super) matter: Matter<'t>,
    pub(super) members: &'t Ids,
}

/// The answer as one document.
#[derive(Serialize)]
struct Report<'t> {
    asked: Asked<'t>,
    /// What became of the rows of the table.
    table: &'t memberships::Report,
    /// How many memberships were compared, each once.
    memberships: u64,
    /// Rows that said again what another had said.
    repeated: u64,
    /// How many bodies were compared.
    compared: usize,
    /// How many pairs there are.
    pairs: u64,
    rows: Vec<Row>,
    /// How many more pairs there are.
    more: u64,
}

#[derive(Serialize)]
struct Asked<'t> {
    version: u32,
    question: &'static str,
    dataset: &'t str,
    /// The date in EDTF; `None`: whatever the date.
    at: Option<String>,
    /// Whether only who was on both at one time is shared.
    in_shared_time: bool,
    least: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    jaccard: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    containment: Option<Share>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cosine: Option<Share>,
    rank: Rank,
    #[serde(skip_serializing_if = "Option::is_none")]
    each: Option<usize>,
}

#[derive(Serialize)]
struct Row {
    body_a: Id,
    body_b: Id,
    shared: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    certain: Option<u32>,
    members_a: u32,
    members_b: u32,
    jaccard: f64,
    a_in_b: f64,
    b_in_a: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cosine: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<f64>,
    shared_members: Vec<Id>,
    /// Those of them of whom it is not certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    possible_members: Option<Vec<Id>>,
    /// Of each shared member, whether it is not certain.
    #[serde(skip)]
    is_possible: Vec<bool>,
}

/// An id, which need not be text.
#[derive(Serialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Bytes {
        text: String,
        /// In hexadecimal.
        bytes: String,
    },
}

impl Id {
    fn of(ids: &Ids, number: u32) -> Self {
        match String::from_utf8(ids.get(number).into_owned()) {
            Ok(text) => Id::Text(text),
            Err(error) => Id::Bytes {
                text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
                bytes: error.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect(),
            },
        }
    }

    fn text(&self) -> &str {
        match self {
            Id::Text(text) | Id::Bytes { text, .. } => text,
        }
    }
}

impl Row {
    fn new(table: &Table<'_>, pair: &Pair, has_cosine: bool) -> Self {
        let Matter { incidence, overlaps, bodies, terms } = table.matter;
        let (a, b) = overlaps.in_order(pair);
        let part = |parts: u32| f64::from(parts) / f64::from(SCALE);
        let shared: Vec<(u32, Cover)> = match terms {
            Some((terms, at)) => terms.shared(a, b, at),
            None => incidence.shared(a, b).into_iter().map(|member| (member, Cover::Certain)).collect(),
        };
        let who = |(member, _): &(u32, Cover)| Id::of(table.members, *member);
        let is_possible = |(_, cover): &&(u32, Cover)| *cover != Cover::Certain;
        Row {
            body_a: Id::of(bodies, a),
            body_b: Id::of(bodies, b),
            shared: pair.shared,
            certain: terms.map(|_| table.matter.certain(pair)),
            members_a: incidence.size(a),
            members_b: incidence.size(b),
            jaccard: part(pair.jaccard(incidence, SCALE)),
            a_in_b: part(contained(pair, incidence, a)),
            b_in_a: part(contained(pair, incidence, b)),
            cosine: has_cosine.then(|| part(cosine(pair, incidence))),
            weight: pair.weight.map(|_| weight(pair)),
            shared_members: shared.iter().map(who).collect(),
            is_possible: shared.iter().map(|shared| is_possible(&shared)).collect(),
            possible_members: terms.map(|_| shared.iter().filter(is_possible).map(who).collect()),
        }
    }

    /// Whether all of it is certain.
    fn certain_words(&self) -> String {
        match self.certain {
            None => String::new(),
            Some(certain) if certain == self.shared => "certain".to_string(),
            Some(0) => "possible".to_string(),
            Some(certain) => format!("{} certain", grouped(certain)),
        }
    }
}

/// Tells the first pairs.
pub(super) fn answer(
    verb: &Overlap,
    format: OverlapFormat,
    table: &Table<'_>,
    query: &Query,
    top: Top,
) -> anyhow::Result<Outcome> {
    let more = top.all - top.pairs.len() as u64;
    if format == OverlapFormat::Json && verb.criteria.top.is_none() && more > 0 {
        bail!(
            "{} rows are many for one document: write them line by line with --format jsonl, or ask for the first with --top N",
            grouped(top.all)
        );
    }
    let rank = verb.criteria.rank.map_or(Rank::default(), Rank::from);
    let has_cosine = query.cosine.is_some() || rank == Rank::Cosine;
    let incidence = table.matter.incidence;
    let report = Report {
        asked: Asked {
            version: REPORT_VERSION,
            question: "overlap",
            dataset: &table.name,
            at: verb.at.at.as_ref().map(|date| date.edtf().to_string()),
            in_shared_time: verb.in_shared_time,
            least: query.least.max(1),
            jaccard: query.jaccard,
            containment: query.containment,
            cosine: query.cosine,
            rank,
            each: verb.criteria.each,
        },
        table: table.report,
        memberships: incidence.pairs(),
        repeated: incidence.repeated(),
        compared: (0..incidence.bodies()).filter(|body| incidence.size(*body) > 0).count(),
        pairs: top.all,
        rows: top.pairs.iter().map(|pair| Row::new(table, pair, has_cosine)).collect(),
        more,
    };
    let format = match format {
        OverlapFormat::Json => Format::Json,
        OverlapFormat::Markdown => Format::Markdown,
        OverlapFormat::Table | OverlapFormat::Csv | OverlapFormat::Jsonl | OverlapFormat::Parquet => Format::Table,
    };
    let form = Form { format: Some(format), output: verb.form.output.clone() };
    let shown = || for_people(verb, &report);
    form.answer(&report, shown, shown)
}

fn for_people(verb: &Overlap, report: &Report<'_>) -> table::Table {
    let (has_cosine, has_weight) =
        (report.rows.iter().any(|row| row.cosine.is_some()), report.rows.iter().any(|row| row.weight.is_some()));
    let at = report.asked.at.as_ref().map(|at| format!(" · at {at}")).unwrap_or_default();
    let mut table = table::Table::new(format!("Bodies that share members · {}{at}", report.asked.dataset));
    table =
        table.column("Body").column("Body").numbers("Shared").numbers("Jaccard").numbers("Of 1st").numbers("Of 2nd");
    for (has, heading) in [(has_cosine, "Cosine"), (has_weight, "Weight")] {
        if has {
            table = table.numbers(heading);
        }
    }
    if verb.at.at.is_some() || verb.in_shared_time {
        table = table.column(if verb.in_shared_time { "At one time" } else { "At that date" });
    }
    table = table.column("Who");
    for row in &report.rows {
        let body = |id: &Id, members: u32| format!("{} [{}]", id.text(), grouped(members));
        let percent = |part: f64| format!("{:.0}%", part * 100.0);
        let mut cells = vec![
            body(&row.body_a, row.members_a),
            body(&row.body_b, row.members_b),
            grouped(row.shared),
            format!("{:.2}", row.jaccard),
            percent(row.a_in_b),
            percent(row.b_in_a),
        ];
        cells.extend(row.cosine.map(|cosine| format!("{cosine:.2}")));
        cells.extend(row.weight.map(|weight| format!("{weight:.2}")));
        if row.certain.is_some() {
            cells.push(row.certain_words());
        }
        let named = row.shared_members.iter().take(NAMED).zip(&row.is_possible);
        let mut who: Vec<String> = named
            .map(|(member, is_possible)| match *is_possible && row.certain != Some(0) {
                true => format!("{} (possibly)", member.text()),
                false => member.text().to_string(),
            })
            .collect();
        if row.shared_members.len() > NAMED {
            who.push(format!("and {} more", grouped(row.shared_members.len() - NAMED)));
        }
        cells.push(who.join("; "));
        table.row(cells);
    }
    notes(verb, report, &mut table);
    table
}

fn notes(verb: &Overlap, report: &Report<'_>, table: &mut table::Table) {
    let pairs = |count: u64| if count == 1 { "1 pair".to_string() } else { format!("{} pairs", grouped(count)) };
    let by = match verb.criteria.rank {
        None | Some(RankBy::Shared) => "most shared first",
        Some(RankBy::Jaccard) => "greatest Jaccard first",
        Some(RankBy::Containment) => "those of which the smaller is most in the other first",
        Some(RankBy::Cosine) => "greatest cosine first",
        Some(RankBy::Weight) => "greatest weight first",
    };
    let not_shown = |more: u64| match more {
        1 => "1 is not shown".to_string(),
        more => format!("{} are not shown", grouped(more)),
    };
    let Asked { least, jaccard, containment, cosine, .. } = report.asked;
    let conditions = condition_words(least, [jaccard, containment, cosine]);
    match (report.pairs, report.more, report.asked.each) {
        (0, ..) if verb.between.is_some() => table.note("The two share no members."),
        (0, ..) if conditions.is_empty() => table.note("No two of these bodies share members."),
        (0, ..) => table.note(format!("No two of these bodies share members such that {}.", conditions.join(" and "))),
        (all, 0, None) => table.note(format!("{}, {by}.", pairs(all))),
        (all, more, None) => table.note(format!(
            "{} of {}, {by}: {} (--top N shows more, -o pairs.csv writes all).",
            grouped(all - more),
            pairs(all),
            not_shown(more)
        )),
        (_, more, Some(each)) => {
            let first = if each == 1 { "first pair".to_string() } else { format!("first {} pairs", grouped(each)) };
            let more =
                if more == 0 { String::new() } else { format!(" {} (-o pairs.csv writes all).", not_shown(more)) };
            table.note(format!(
                "Of each body the {first}, {by}: most pairs stand here twice, once of either body.{more}"
            ));
        }
    }
    if report.pairs > 0 && !conditions.is_empty() {
        table.note(format!("Only pairs for which {}.", conditions.join(" and ")));
    }
    table.note(format!(
        "{} bodies with {} memberships{} were compared{}.",
        grouped(report.compared),
        grouped(report.memberships),
        if verb.at.at.is_some() { ", certain or possible at that date," } else { "" },
        match report.repeated {
            0 => String::new(),
            1 => "; one row said again what another had, and counts once".to_string(),
            repeated => format!("; {} rows said again what another had, and count once", grouped(repeated)),
        }
    ));
    if verb.in_shared_time {
        table.note(
            "Only who was, or may have been, on both at one time is shared. Members are all whom the table ever has.",
        );
    } else if verb.at.at.is_none() {
        table.note("Whoever the table ever has counts, whatever its dates (--at, --in-shared-time).");
    }
    if !report.rows.is_empty() {
        let members = if verb.at.at.is_some() {
            "how many members are certainly or possibly there"
        } else {
            "how many members the table has"
        };
        table.note(format!("In brackets: {members}. Jaccard: the shared by all members of the two."));
    }
    if report.rows.iter().any(|row| row.cosine.is_some()) {
        table.note("Cosine: the shared by the geometric mean of the members of the two.");
    }
    if report.rows.iter().any(|row| row.weight.is_some()) {
        table.note(
            "Weight: who is shared counts 1 if on these two bodies alone, 1/2 if on three, 1/3 if on four, and so on.",
        );
    }
    match report.table.left_out() {
        0 => {}
        1 => table.note("Unknown, not zero: one row could not be read and is left out."),
        count => table.note(format!("Unknown, not zero: {} rows could not be read and are left out.", grouped(count))),
    }
}
