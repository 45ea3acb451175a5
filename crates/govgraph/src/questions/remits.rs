//! Remits: who holds which theme at the date, how surely, and what is only proposed.

use govgraph_model::{Cover, Day, Extent, Stretch};

use crate::graph::{BodyView, GovGraph, RemitView, Snapshot};

/// A theme among all themes: its rank by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ThemeIx(pub(crate) u32);

/// A remit that counts at the date.
#[derive(Clone, Copy)]
pub(crate) struct Held<'g> {
    pub(crate) remit: RemitView<'g>,
    pub(crate) theme: ThemeIx,
    /// When it holds, whatever the date.
    pub(crate) extent: Extent,
    /// Whether the body holds it. Never certain of a proposal.
    pub(crate) cover: Cover,
    /// Whether the remit, or the body itself, is only a proposal.
    pub(crate) proposed: bool,
}

impl<'g> Held<'g> {
    pub(crate) fn body(&self) -> BodyView<'g> {
        self.remit.body()
    }
}

/// The remits that bodies in view hold, may hold, or are proposed to hold: by body, then in authored order.
pub(crate) fn held<'g>(snapshot: &Snapshot<'g>) -> Vec<Held<'g>> {
    let of = |body: BodyView<'g>| held_by(snapshot, body);
    snapshot.bodies().flat_map(of).collect()
}

/// The same of one body.
pub(crate) fn held_by<'g>(snapshot: &Snapshot<'g>, body: BodyView<'g>) -> Vec<Held<'g>> {
    let is_proposal = snapshot.is_proposal(body);
    let remits = body.remits().filter_map(|remit| {
        let theme = snapshot.graph().themes.get_index_of(remit.theme())?;
        let proposed = is_proposal || remit.record().proposed;
        let limit = if proposed { Cover::Possible } else { Cover::Certain };
        let cover = snapshot.holds_remit(remit).min(limit);
        let theme = ThemeIx(u32::try_from(theme).unwrap_or(u32::MAX));
        cover.is_possible().then(|| Held { remit, theme, extent: remit.extent(), cover, proposed })
    });
    remits.collect()
}

/// A theme and those it is part of, the widest last. Cost: their number.
pub(crate) fn theme_and_wider(graph: &GovGraph, theme: ThemeIx) -> impl Iterator<Item = ThemeIx> {
    let broader = |theme: &ThemeIx| {
        let (_, record) = graph.themes.get_index(theme.0 as usize)?;
        let broader = graph.themes.get_index_of(&record.broader.as_ref()?.value)?;
        Some(ThemeIx(u32::try_from(broader).unwrap_or(u32::MAX)))
    };
    std::iter::successors(Some(theme), broader)
}

/// The days on which something certainly holds, in EDTF: `2006-12-31/2010-03-31`, `../..`. `None` if there are none.
pub(crate) fn known_days(extent: &Extent) -> Option<String> {
    let Stretch { first, last } = extent.certain()?;
    // The ends of the calendar stand for "always".
    let first = if first == Day::FIRST { "..".to_string() } else { first.to_string() };
    let last = if last == Day::LAST { "..".to_string() } else { last.to_string() };
    Some(format!("{first}/{last}"))
}

/// The days on which something can hold, in EDTF: `2006-01-01/`; `/` if any can.
pub(crate) fn possible_days(extent: &Extent) -> String {
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    format!("{}/{}", day(extent.earliest()), day(extent.latest()))
}
