//! Overlap in a graph: with names, sources, and what is known of each seat.

use std::path::Path;

use anyhow::{Context as _, bail};

use govgraph::incidence::Rank;
use govgraph::questions::MemberKind;
use govgraph::questions::overlap::{self, By, Sides};
use govgraph::{BodyView, GovGraph};
use govgraph_io::format::InputFormat;
use govgraph_render::project;

use super::form::OverlapFormat;
use super::{Overlap, Which, named::Named};
use crate::commands::data::FromWord;
use crate::commands::{Form, Format, ask, body, deliver};
use crate::exit::Outcome;

pub(super) fn run(verb: &Overlap) -> anyhow::Result<Outcome> {
    let format = verb.form.format()?;
    if format == OverlapFormat::Parquet {
        bail!(
            "Parquet is written of tables that are read by --member and --body-column: of this, write .csv or .jsonl"
        );
    }
    for (option, is_given) in [
        ("--columns", verb.form.columns.is_some()),
        ("--strict", verb.strict),
        ("--in-shared-time", verb.in_shared_time),
    ] {
        if is_given {
            bail!("{option} is for tables that are read by --member and --body-column: leave it out");
        }
    }
    let (of, with) = (Named::read(&verb.criteria.of)?, Named::read(&verb.criteria.with)?);
    let mut data = verb.data.clone();
    if data.path == Path::new("-") && data.names_columns() && data.from.is_none() {
        // Only of a table can somebody name columns, and what is piped has no name that tells.
        data.from = Some(FromWord::Format(InputFormat::Table));
    }
    ask(&data, |graph| {
        let report = overlap::find(&verb.at.snapshot(graph), &params(verb, graph, &of, &with)?);
        let table = || project::overlap::table(&report, verb.sources);
        let records = || project::overlap::records(&report);
        let form = |format| Form { format: Some(format), output: verb.form.output.clone() };
        match format {
            OverlapFormat::Table | OverlapFormat::Parquet => form(Format::Table).answer(&report, table, records),
            OverlapFormat::Json => form(Format::Json).answer(&report, table, records),
            OverlapFormat::Csv => form(Format::Csv).answer(&report, table, records),
            OverlapFormat::Markdown => form(Format::Markdown).answer(&report, table, records),
            OverlapFormat::Jsonl => {
                let mut lines = String::new();
                for row in &report.rows {
                    lines += &serde_json::to_string(row).context("cannot write the answer as JSON")?;
                    lines.push('\n');
                }
                deliver(verb.form.output.as_deref(), &lines)?;
                Ok(Outcome::Answered)
            }
        }
    })
}

fn params<'g>(verb: &Overlap, graph: &'g GovGraph, of: &Named, with: &Named) -> anyhow::Result<overlap::Params<'g>> {
    let between = match verb.between.as_deref() {
        Some([a, b]) => Some((body(graph, a)?, body(graph, b)?)),
        _ => None,
    };
    let by = match verb.by {
        None => By::from(MemberKind::usual(graph)),
        Some(Which::Organisation) => By::Organisation,
        Some(Which::Post) => By::Post,
        Some(Which::Person) => By::Person,
        Some(Which::Theme) => By::Theme,
    };
    let sides = match (verb.criteria.of.is_empty(), verb.criteria.with.is_empty()) {
        (true, _) => Sides::All,
        (false, true) => Sides::Of(bodies(graph, &[of])?.remove(0)),
        (false, false) => {
            let mut both = bodies(graph, &[of, with])?;
            let (with, of) = (both.pop().unwrap_or_default(), both.pop().unwrap_or_default());
            Sides::Between(of, with)
        }
    };
    let criteria = &verb.criteria;
    Ok(overlap::Params {
        by,
        circle: verb.who.circle(),
        least: criteria.least,
        jaccard: criteria.jaccard,
        containment: criteria.containment,
        cosine: criteria.cosine,
        sides,
        rank: criteria.rank.map_or(Rank::default(), Rank::from),
        top: criteria.top,
        each: criteria.each,
        weigh: criteria.weight,
        between,
    })
}

/// The bodies that several options name; everything that is wrong with all of them at once.
fn bodies<'g>(graph: &'g GovGraph, named: &[&Named]) -> anyhow::Result<Vec<Vec<BodyView<'g>>>> {
    let (mut all, mut wrong) = (Vec::new(), Vec::new());
    for named in named {
        let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let find = |names: &[&[u8]]| names.iter().map(|name| graph.find(&text(name)).ok()).collect();
        match named.resolve(find) {
            Ok(bodies) => all.push(bodies),
            Err(missing) => wrong.extend(missing.iter().filter_map(|name| graph.find(name).err())),
        }
    }
    if wrong.is_empty() {
        return Ok(all);
    }
    let wrong: Vec<String> = wrong.iter().map(ToString::to_string).collect();
    bail!("{}", wrong.join("; "))
}
