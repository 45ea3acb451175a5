//! The sources of what a chart shows: each card, row and line by the evidence of its own facts.

use govgraph::questions::representation;
use govgraph::{BodyView, Evidence, LinkView, Snapshot};

use super::Drawn;
use crate::card::ROWS_SHOWN;
use crate::project::footnotes::{Footnotes, cited};

/// Gives cards, rows and lines the numbers of their sources.
pub(super) fn cite(drawn: &mut Drawn<'_>, snapshot: &Snapshot<'_>) {
    let graph = snapshot.graph();
    let mut footnotes = Footnotes::of([graph]);
    for (card, of) in drawn.figure.cards.iter_mut().zip(&drawn.cards) {
        let mut evidence = body(snapshot, of.body);
        // What is said of elected members rests on what sources say of them and of posts; the rows
        // cite what stands behind the seats.
        let params = representation::Params { bodies: Some(vec![of.body]), ..Default::default() };
        if !of.rows.is_empty() {
            let report = representation::find(snapshot, &params);
            for row in report.rows {
                evidence.extend(row.asserted.into_iter().flat_map(|asserted| asserted.evidence));
                evidence.extend(row.seats.into_iter().flat_map(|seat| seat.elected_evidence));
            }
        }
        card.cites = footnotes.cite(&evidence);
        // What is folded cites nothing: its numbers would be nowhere on the picture.
        for (row, seat) in card.rows.iter_mut().zip(&of.rows).take(ROWS_SHOWN) {
            row.cites = footnotes.cite(&seat.evidence());
        }
    }
    for (edge, links) in drawn.figure.edges.iter_mut().zip(&drawn.edges) {
        let evidence = links.iter().flat_map(|link| match link {
            LinkView::Relation(relation) => graph.relation_evidence(relation),
            LinkView::Succession(event, _) => graph.evidence(&event.provenance, &[]),
            LinkView::Seat(seat) => seat.evidence(),
        });
        let cites = footnotes.cite(&evidence.collect::<Vec<_>>());
        edge.label = cited(&edge.label, &cites);
    }
    drawn.figure.sources = footnotes.into_sources();
}

/// What stands behind what a card says of its body: that it is there, since when, how it stands and how many places it has.
pub(in crate::project) fn body(snapshot: &Snapshot<'_>, body: BodyView<'_>) -> Vec<Evidence> {
    let (graph, record) = (snapshot.graph(), body.record());
    let outer = [&record.provenance];
    let mut evidence = body.evidence();
    evidence.extend(body.period_evidence());
    let status = record.status.iter().filter(|status| {
        let extent = graph.statement_extent(status.at.as_ref(), &status.provenance, &outer);
        snapshot.covers(&extent).is_possible()
    });
    evidence.extend(status.flat_map(|status| graph.evidence(&status.provenance, &outer)));
    evidence.extend(record.seats_declared.iter().flat_map(|declared| graph.evidence(&declared.provenance, &outer)));
    evidence
}
