//! Boxes side by side on shelves, like books: a shelf that is full starts the next one below.

/// Boxes with their places.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shelves {
    /// Left and top of every box, in the order of the boxes.
    pub(crate) places: Vec<(f64, f64)>,
    /// The shelf of every box.
    pub(crate) shelf_of: Vec<usize>,
    /// How far each shelf is filled.
    pub(crate) widths: Vec<f64>,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Boxes below each other on one shelf.
struct Column {
    x: f64,
    width: f64,
    height: f64,
}

/// A shelf that is being filled.
#[derive(Default)]
struct Shelf {
    y: f64,
    highest: f64,
    columns: Vec<Column>,
}

impl Shelf {
    fn filled(&self) -> f64 {
        self.columns.last().map_or(0.0, |last| last.x + last.width)
    }

    /// Puts a box below another one where it fits, and tells where.
    fn stack(&mut self, (width, height): (f64, f64), below: f64) -> Option<(f64, f64)> {
        let fits = |column: &&mut Column| width <= column.width && column.height + below + height <= self.highest;
        let column = self.columns.iter_mut().find(fits)?;
        let place = (column.x + (column.width - width) / 2.0, self.y + column.height + below);
        column.height += below + height;
        Some(place)
    }

    /// Puts a box at the end, and tells where, or nothing if it would reach beyond the limit.
    fn append(&mut self, (width, height): (f64, f64), beside: f64, limit: f64) -> Option<(f64, f64)> {
        let x = if self.columns.is_empty() { 0.0 } else { self.filled() + beside };
        if x > 0.0 && x + width > limit {
            return None;
        }
        self.columns.push(Column { x, width, height });
        self.highest = self.highest.max(height);
        Some((x, self.y))
    }
}

impl Shelves {
    /// Puts boxes (width, height) onto shelves of at most `limit` px in the given order, which names every box once.
    /// A box wider than that has a shelf to itself.
    ///
    /// With `loose` a box that fits below another one on the shelf goes there; and one that is loose, which means that
    /// it may stand anywhere, also to an earlier shelf that has a place free.
    pub(crate) fn pack(
        boxes: &[(f64, f64)],
        order: &[usize],
        limit: f64,
        (beside, below): (f64, f64),
        loose: Option<&[bool]>,
    ) -> Self {
        let mut packed =
            Self { places: vec![(0.0, 0.0); boxes.len()], shelf_of: vec![0; boxes.len()], ..Self::default() };
        let mut shelves = vec![Shelf::default()];
        for &at in order {
            let size = boxes[at];
            let last = shelves.len() - 1;
            let first = if loose.is_some_and(|loose| loose[at]) { 0 } else { last };
            let free = |(number, shelf): (usize, &mut Shelf)| {
                let stacked = if loose.is_some() { shelf.stack(size, below) } else { None };
                // An earlier shelf may become no higher: the next one stands right below.
                let room = number == last || size.1 <= shelf.highest;
                let place = stacked.or_else(|| if room { shelf.append(size, beside, limit) } else { None });
                place.map(|place| (number, place))
            };
            let found = shelves.iter_mut().enumerate().skip(first).find_map(free);
            let (shelf, place) = found.unwrap_or_else(|| {
                let y = shelves[last].y + shelves[last].highest + below;
                let column = Column { x: 0.0, width: size.0, height: size.1 };
                shelves.push(Shelf { y, highest: size.1, columns: vec![column] });
                (last + 1, (0.0, y))
            });
            (packed.shelf_of[at], packed.places[at]) = (shelf, place);
        }
        shelves.retain(|shelf| !shelf.columns.is_empty());
        packed.widths = shelves.iter().map(Shelf::filled).collect();
        packed.width = packed.widths.iter().copied().fold(0.0, f64::max);
        packed.height = shelves.last().map_or(0.0, |shelf| shelf.y + shelf.highest);
        packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_shelf_starts_the_next_and_a_wide_box_has_its_own() {
        let boxes = [(40.0, 10.0), (40.0, 30.0), (200.0, 5.0), (10.0, 10.0)];
        let packed = Shelves::pack(&boxes, &[0, 1, 2, 3], 100.0, (10.0, 5.0), None);
        assert_eq!(packed.places, [(0.0, 0.0), (50.0, 0.0), (0.0, 35.0), (0.0, 45.0)]);
        assert_eq!((packed.width, packed.height), (200.0, 55.0));
        assert_eq!(packed.shelf_of, [0, 0, 1, 2]);
    }

    #[test]
    fn a_small_box_goes_below_another_where_the_shelf_is_high_enough() {
        let boxes = [(40.0, 100.0), (40.0, 30.0), (30.0, 30.0), (40.0, 60.0)];
        let packed = Shelves::pack(&boxes, &[0, 1, 2, 3], 500.0, (10.0, 5.0), Some(&[false; 4]));
        assert_eq!(packed.places, [(0.0, 0.0), (50.0, 0.0), (55.0, 35.0), (100.0, 0.0)]);
    }

    #[test]
    fn a_loose_box_goes_to_an_earlier_shelf_that_has_room() {
        let boxes = [(60.0, 100.0), (60.0, 30.0), (30.0, 30.0), (30.0, 30.0)];
        let packed = Shelves::pack(&boxes, &[0, 1, 2, 3], 100.0, (10.0, 5.0), Some(&[false, false, true, false]));
        assert_eq!(packed.places, [(0.0, 0.0), (0.0, 105.0), (70.0, 0.0), (70.0, 105.0)]);
        assert_eq!((packed.widths, packed.height), (vec![100.0, 100.0], 135.0));
    }
}
