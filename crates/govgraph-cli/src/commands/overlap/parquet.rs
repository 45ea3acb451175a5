//! Pairs as rows of Parquet.

use std::ops::ControlFlow;

use anyhow::Context as _;

use govgraph::incidence::Pair;
use govgraph_io::export::rows::{Cells, Kind, RowWriter};

use super::rows::{Column, Matter, SCALE, contained, cosine, weight};
use super::table::Pairs;
use crate::output::Sink;

/// What is told of pairs, and where it is from.
pub(super) struct Source<'s> {
    pub(super) columns: &'s [Column],
    pub(super) matter: Matter<'s>,
}

impl Source<'_> {
    fn kind(&self, column: Column) -> Kind {
        match column {
            Column::BodyA | Column::BodyB => {
                let is_text = |body| std::str::from_utf8(&self.matter.bodies.get(body)).is_ok();
                if (0..self.matter.bodies.len()).all(is_text) { Kind::Text } else { Kind::Bytes }
            }
            Column::Shared | Column::Certain | Column::MembersA | Column::MembersB => Kind::Integer,
            Column::Jaccard | Column::AInB | Column::BInA | Column::Cosine | Column::Weight => Kind::Decimal,
        }
    }

    fn cells(&self, column: Column, pairs: &[Pair]) -> Cells {
        let Matter { incidence, overlaps, bodies, .. } = self.matter;
        let each = |number: &dyn Fn(&Pair, (u32, u32)) -> u32| {
            pairs.iter().map(|pair| number(pair, overlaps.in_order(pair))).collect::<Vec<u32>>()
        };
        let integers = |numbers: Vec<u32>| Cells::Integers(numbers.into_iter().map(i64::from).collect());
        let shares = |parts: Vec<u32>| {
            Cells::Decimals(parts.into_iter().map(|parts| f64::from(parts) / f64::from(SCALE)).collect())
        };
        let id = |body: u32| bodies.get(body).into_owned();
        let ids = |bodies: Vec<u32>| Cells::Bytes(bodies.into_iter().map(id).collect());
        match column {
            Column::BodyA => ids(each(&|_, (a, _)| a)),
            Column::BodyB => ids(each(&|_, (_, b)| b)),
            Column::Shared => integers(each(&|pair, _| pair.shared)),
            Column::Certain => integers(each(&|pair, _| self.matter.certain(pair))),
            Column::MembersA => integers(each(&|_, (a, _)| incidence.size(a))),
            Column::MembersB => integers(each(&|_, (_, b)| incidence.size(b))),
            Column::Jaccard => shares(each(&|pair, _| pair.jaccard(incidence, SCALE))),
            Column::AInB => shares(each(&|pair, (a, _)| contained(pair, incidence, a))),
            Column::BInA => shares(each(&|pair, (_, b)| contained(pair, incidence, b))),
            Column::Cosine => shares(each(&|pair, _| cosine(pair, incidence))),
            Column::Weight => Cells::Decimals(pairs.iter().map(weight).collect()),
        }
    }
}

/// Writes pairs; ids as text if all of them are.
pub(super) fn write(source: &Source<'_>, sink: Sink, pairs: &Pairs<'_>) -> anyhow::Result<Sink> {
    let failed = "cannot write Parquet";
    let columns: Vec<(&str, Kind)> =
        source.columns.iter().map(|column| (column.name(), source.kind(*column))).collect();
    let mut writer = RowWriter::new(sink, &columns).context(failed)?;
    let mut written = Ok(());
    pairs.stream(
        |pairs| source.columns.iter().map(|column| source.cells(*column, pairs)).collect::<Vec<Cells>>(),
        |made| {
            written = writer.add(made);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        },
    );
    written.context(failed)?;
    writer.finish().context(failed)
}
