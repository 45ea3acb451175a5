//! How far the seats of a body that are known are all there are.

use govgraph_model::{Count, Tri};

use crate::graph::{BodyView, SeatView};

/// The seats of a body that are wanted (those that can be there at a date, say), as a list that may have an end.
pub(crate) struct Listing {
    /// How many places a source declares, if one does.
    pub(crate) declared: Option<Count>,
    /// How many places the seats have by their own counts.
    pub(crate) places: Count,
    /// The same by the items of those that are broken down.
    pub(crate) itemised: Count,
    /// Places of seats that are broken down which no item accounts for; `None`: any number.
    pub(crate) not_itemised: Option<u32>,
    /// Whether a source says that the list is complete.
    pub(crate) is_complete: bool,
}

impl Listing {
    /// The list of those seats, and items of seats, that are wanted.
    pub(crate) fn of<'g>(body: BodyView<'g>, is_wanted: impl Fn(&SeatView<'g>) -> bool) -> Self {
        let not_itemised = body.seats().filter(&is_wanted).map(|seat| match seat.itemised(&is_wanted) {
            Some(items) => seat.record().count.most.map(|count| count.saturating_sub(items.least)),
            None => Some(0),
        });
        Listing {
            declared: body.record().seats_declared.as_ref().map(|declared| declared.value),
            not_itemised: not_itemised.sum(),
            places: body.seats().filter(&is_wanted).map(|seat| seat.record().count).sum(),
            itemised: body.finest_seats().filter(&is_wanted).map(|seat| seat.record().count).sum(),
            is_complete: body.record().seats_complete == Tri::Yes,
        }
    }

    /// Whether a source closes the list: says that it is complete, or how many places there are.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_complete || self.declared.is_some()
    }

    /// How many more places there can be that no seat accounts for; `None`: any number.
    pub(crate) fn unlisted(&self) -> Option<u32> {
        let listed = self.places.least.max(self.itemised.least);
        match self.declared {
            Some(declared) => declared.most.map(|most| most.saturating_sub(listed)),
            None if self.is_complete => Some(0),
            None => None,
        }
    }
}
