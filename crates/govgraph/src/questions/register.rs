//! Which bodies are there?

use serde::Serialize;

use govgraph_model::{BodyKind, Evidence, Level};

use super::{Asked, BodyRef};
use crate::graph::{BodyView, Snapshot};

/// Which bodies to list.
#[derive(Clone, Debug, Default)]
pub struct Params {
    /// Only those with this text in their id or one of their names, in any case.
    pub named: Option<String>,
    /// Only those of this kind.
    pub kind: Option<BodyKind>,
}

/// Bodies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked. At a date, bodies that had ended or had not begun are left out.
    pub asked: Asked,
    /// By id.
    pub rows: Vec<Row>,
}

/// A body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The body.
    #[serde(flatten)]
    pub body: BodyRef,
    /// Its abbreviation.
    pub short: Option<String>,
    /// The name of its area.
    pub area: Option<String>,
    /// How far up it stands.
    pub level: Option<Level>,
    /// When it existed, in EDTF; `/` if nothing is known.
    pub existed: String,
    /// How many seats on it are recorded, whatever their date.
    pub seats: usize,
    /// What stands behind its record.
    pub evidence: Vec<Evidence>,
}

/// Lists bodies. Cost: linear in their number and their seats.
pub fn find(snapshot: &Snapshot<'_>, params: &Params) -> Report {
    let wanted = params.named.as_ref().map(|text| text.to_lowercase());
    let is_named = |body: &BodyView<'_>| {
        let record = body.record();
        let others = record.other_names.iter().map(|other| other.name.as_str());
        let names = [body.name(), body.id().as_str()].into_iter().chain(record.short.as_deref()).chain(others);
        wanted.as_ref().is_none_or(|wanted| names.into_iter().any(|name| name.to_lowercase().contains(wanted)))
    };
    let bodies = snapshot.bodies().filter(|body| params.kind.is_none_or(|kind| body.kind() == kind)).filter(is_named);
    let rows = bodies.map(|body| {
        let record = body.record();
        let area = record.area.as_ref().and_then(|area| snapshot.graph().area(area));
        Row {
            body: BodyRef::at(snapshot, body),
            short: record.short.clone(),
            area: area.map(|area| area.name.clone()),
            level: body.level(),
            existed: body.period().edtf(),
            seats: body.seats().count(),
            evidence: body.evidence(),
        }
    });
    Report { asked: Asked::new("bodies", snapshot), rows: rows.collect() }
}
