//! Back from a graph to the records that it is made of.

use govgraph_model::{Dataset, ReadFrom, Seat};

use super::{GovGraph, SeatIx, SeatView};

impl GovGraph {
    /// The records of the graph: what [`GovGraph::build`] makes the same graph of again.
    ///
    /// In the order of the graph, not in the authored one. An item of a seat has the period, the tier and the sources of
    /// the seat around it, if it had none. To try out a change, change these and build again; for a plan that somebody has
    /// written down, [`GovGraph::carry_out`] does so.
    ///
    /// Cost: linear in the records, all of which are copied.
    ///
    /// ```
    /// use govgraph::{Body, Dataset, GovGraph};
    /// let dataset = Dataset { bodies: vec![Body::new("board".parse()?, "A board")], ..Dataset::default() };
    /// let graph = GovGraph::build(dataset.clone())?.graph;
    /// assert_eq!(graph.dataset(), dataset);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dataset(&self) -> Dataset {
        let bodies = self.bodies().map(|body| {
            let mut record = body.record().clone();
            record.seats = body.seats().map(with_items).collect();
            record
        });
        Dataset {
            title: self.title.clone(),
            description: self.description.clone(),
            licence: self.licence.clone(),
            sources: self.sources.values().cloned().collect(),
            areas: self.areas.values().cloned().collect(),
            classes: self.classes.values().cloned().collect(),
            themes: self.themes.values().cloned().collect(),
            persons: self.persons.values().cloned().collect(),
            rules: self.rules.clone(),
            bodies: bodies.collect(),
            relations: self.relations.clone(),
            events: self.events.clone(),
            allow: self.allow.clone(),
            files: ReadFrom(self.files.clone()),
        }
    }
}

/// A seat as a record, with its items. How deep they can be nested was checked when the graph was built.
fn with_items(seat: SeatView<'_>) -> Seat {
    let mut record = seat.record().clone();
    let (end, mut next) = (seat.ix.0 + seat.node().inside, seat.ix.0 + 1);
    while next <= end {
        let item = SeatView { graph: seat.graph, ix: SeatIx(next) };
        next += item.node().inside + 1;
        record.items.push(with_items(item));
    }
    record
}
