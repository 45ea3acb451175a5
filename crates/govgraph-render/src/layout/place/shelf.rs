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

impl Shelves {
    /// Puts boxes (width, height) onto shelves of at most `limit` px in the given order, which names every box once.
    /// A box wider than that has a shelf to itself. Where `stacked`, a box that fits below another one on the shelf
    /// goes there.
    pub(crate) fn pack(
        boxes: &[(f64, f64)],
        order: &[usize],
        limit: f64,
        (beside, below): (f64, f64),
        stacked: bool,
    ) -> Self {
        let mut packed =
            Self { places: vec![(0.0, 0.0); boxes.len()], shelf_of: vec![0; boxes.len()], ..Self::default() };
        let (mut y, mut highest) = (0.0, 0.0_f64);
        let mut columns: Vec<Column> = Vec::new();
        let filled = |columns: &[Column]| columns.last().map_or(0.0, |last| last.x + last.width);
        for &at in order {
            let (width, height) = boxes[at];
            let fits = |column: &&mut Column| width <= column.width && column.height + below + height <= highest;
            if let Some(column) = columns.iter_mut().filter(|_| stacked).find(fits) {
                packed.places[at] = (column.x + (column.width - width) / 2.0, y + column.height + below);
                packed.shelf_of[at] = packed.widths.len();
                column.height += below + height;
                continue;
            }
            let mut x = if columns.is_empty() { 0.0 } else { filled(&columns) + beside };
            if x > 0.0 && x + width > limit {
                packed.widths.push(filled(&columns));
                columns.clear();
                (x, y, highest) = (0.0, y + highest + below, 0.0);
            }
            packed.places[at] = (x, y);
            packed.shelf_of[at] = packed.widths.len();
            columns.push(Column { x, width, height });
            highest = highest.max(height);
        }
        if !columns.is_empty() {
            packed.widths.push(filled(&columns));
        }
        packed.width = packed.widths.iter().copied().fold(0.0, f64::max);
        packed.height = y + highest;
        packed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_shelf_starts_the_next_and_a_wide_box_has_its_own() {
        let boxes = [(40.0, 10.0), (40.0, 30.0), (200.0, 5.0), (10.0, 10.0)];
        let packed = Shelves::pack(&boxes, &[0, 1, 2, 3], 100.0, (10.0, 5.0), false);
        assert_eq!(packed.places, [(0.0, 0.0), (50.0, 0.0), (0.0, 35.0), (0.0, 45.0)]);
        assert_eq!((packed.width, packed.height), (200.0, 55.0));
        assert_eq!(packed.shelf_of, [0, 0, 1, 2]);
    }

    #[test]
    fn a_small_box_goes_below_another_where_the_shelf_is_high_enough() {
        let boxes = [(40.0, 100.0), (40.0, 30.0), (30.0, 30.0), (40.0, 60.0)];
        let packed = Shelves::pack(&boxes, &[0, 1, 2, 3], 500.0, (10.0, 5.0), true);
        assert_eq!(packed.places, [(0.0, 0.0), (50.0, 0.0), (55.0, 35.0), (100.0, 0.0)]);
    }
}
