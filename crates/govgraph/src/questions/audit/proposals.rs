//! Findings about what is proposed in the data: does a source say that it is not intended?

use govgraph_model::{Aspect, BodyId, Code, Event, EventKind, Located, Statement};

use super::{Row, called};
use crate::graph::{BodyView, Snapshot};
use crate::questions::impact::speaks_of;

const ASK: &str = "ask which of the two stands: what the source says, or what is proposed";

pub(super) fn find<'g>(snapshot: &Snapshot<'g>) -> Vec<Row> {
    let graph = snapshot.graph();
    let proposed = graph.events().iter().filter(|event| event.when.is_proposed() && snapshot.knows(event));
    proposed.flat_map(|event| contradictions(snapshot, event)).collect()
}

/// What sources say is not intended of the bodies that an event would have taken in by others.
fn contradictions<'g>(snapshot: &Snapshot<'g>, event: &'g Event) -> Vec<Row> {
    let graph = snapshot.graph();
    let takes_in = |kind| matches!(kind, EventKind::Merged | EventKind::Absorbed | EventKind::Replaced);
    let mut rows = Vec::new();
    for leg in event.legs.iter().filter(|leg| takes_in(leg.kind)) {
        for into in leg.to.iter().filter_map(|id| graph.body(&id.value)) {
            let against = into.record().statements.iter().filter(|statement| {
                let value = statement.value.as_ref().map(|value| value.value.as_str());
                statement.about == Aspect::Subsumption && value == Some("not-intended")
            });
            for statement in against {
                let of: Vec<&Located<BodyId>> =
                    leg.from.iter().filter(|id| speaks_of(into, statement, &id.value)).collect();
                let bodies: Vec<BodyView<'g>> = of.into_iter().filter_map(|id| graph.body(&id.value)).collect();
                rows.extend(row(snapshot, event, into, statement, &bodies));
            }
        }
    }
    rows
}

fn row<'g>(
    snapshot: &Snapshot<'g>,
    event: &'g Event,
    into: BodyView<'g>,
    statement: &Statement,
    taken_in: &[BodyView<'g>],
) -> Option<Row> {
    let graph = snapshot.graph();
    let outer = [&into.record().provenance];
    let extent = graph.statement_extent(statement.at.as_ref(), &statement.provenance, &outer);
    // What was not intended once may be intended later: of another time it is only possible that it still holds.
    let cover = Some(snapshot.covers(&extent)).filter(|cover| cover.is_possible() && !taken_in.is_empty())?;
    let names: Vec<String> = taken_in.iter().map(|body| called(*body)).collect();
    let said = statement.text.clone().unwrap_or_else(|| "that this is not intended".to_string());
    let message =
        format!("It is proposed that {} takes in {}, and a source says: {said}", called(into), names.join(", "));
    let row =
        Row::new(Code::ProposalContradicted, message, cover).about(snapshot, taken_in.iter().copied().chain([into]));
    let row = row.key(format!("{} {}", into.id(), event.id.as_ref().map(ToString::to_string).unwrap_or_default()));
    let row = row.help(ASK).at(snapshot, event.provenance.origin.0, "the proposal");
    let row = row.at_also(snapshot, statement.provenance.origin.0, "what the source says");
    let evidence = graph.evidence(&statement.provenance, &outer);
    Some(row.evidence(evidence).evidence(graph.evidence(&event.provenance, &[])))
}
