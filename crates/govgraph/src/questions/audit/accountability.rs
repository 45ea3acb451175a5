//! Findings about who answers to whom, and what sources say of the structure.

use govgraph_model::{Aspect, Code};

use super::{Named, Row, Sitting, called, of_the_date};
use crate::graph::{BodyView, Snapshot};

const NO_WAY: &str =
    "ask to whom it reports and who scrutinises it, and record that; a body that is only informed is not answered to";

pub(super) fn find<'g>(snapshot: &Snapshot<'g>, all: &[Sitting<'g>]) -> Vec<Row> {
    let without = all.iter().filter(|sitting| sitting.body.kind().has_members() && sitting.row.way.is_none());
    let without = without.map(|sitting| {
        let pattern = "No way is known from {} to a body with directly elected members";
        let found = Row::of(snapshot, Code::NoWayToElected, sitting.body, pattern, sitting.cover());
        found.help(NO_WAY).evidence(sitting.body.evidence())
    });
    without.chain(all.iter().flat_map(|sitting| stated(snapshot, sitting.body))).collect()
}

/// What sources say of duplication, mapping and accountability, of the time that is asked.
fn stated<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> impl Iterator<Item = Row> {
    let graph = snapshot.graph();
    body.record().statements.iter().zip(1..).filter_map(move |(statement, nth)| {
        let (code, of) = match statement.about {
            Aspect::Duplication => (Code::DuplicationStated, "duplicated work"),
            Aspect::Mapping => (Code::MappingStated, "how the structure fits together"),
            Aspect::Accountability => (Code::AccountabilityStated, "accountability"),
            _ => return None,
        };
        let extent = graph.statement_extent(statement.at.as_ref(), &statement.provenance, &[&body.record().provenance]);
        let cover = of_the_date(snapshot, &extent)?;
        let message = match &statement.text {
            Some(text) => format!("A source says of {}, on {of}: {text}", called(body)),
            None => format!("A source speaks of {of}, under {}", called(body)),
        };
        let themes = statement.themes.iter().filter_map(|id| graph.theme(id)).map(Named::from);
        let row = Row { themes: themes.collect(), rank: nth, ..Row::new(code, message, cover) };
        let row = row.about(snapshot, [body]).at(snapshot, statement.provenance.origin.0, "");
        let evidence = graph.evidence(&statement.provenance, &[&body.record().provenance]);
        Some(row.key(statement.text.clone().unwrap_or_else(|| nth.to_string())).evidence(evidence))
    })
}
