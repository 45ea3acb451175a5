//! Numbers of places: what a source declares beside what it itemises.

use govgraph_model::{Count, Extent};

use super::{BodyView, SeatView};

impl<'g> SeatView<'g> {
    /// What the items directly inside it add up to, of those that are wanted; `None` if it is not broken down.
    pub(crate) fn itemised(self, is_wanted: impl Fn(&SeatView<'g>) -> bool) -> Option<Count> {
        self.items().next()?;
        Some(self.items().filter(is_wanted).map(|item| item.record().count).sum())
    }
}

impl<'g> BodyView<'g> {
    /// What its seats that are wanted add up to, by their own counts; `None` if there is none, or if they are of
    /// different times, so that they were never there at once.
    pub(crate) fn places_at_once(self, is_wanted: impl Fn(&SeatView<'g>) -> bool) -> Option<Count> {
        self.seats().find(&is_wanted)?;
        let at_once = self.seats().filter(&is_wanted);
        let at_once = at_once.fold(Extent::UNKNOWN, |extent, seat| extent.and(&seat.node().stated));
        let core = self.seats().filter(|seat| seat.is_core() && is_wanted(seat));
        (!at_once.is_empty()).then(|| core.map(|seat| seat.record().count).sum())
    }
}
