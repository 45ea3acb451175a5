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

impl Shelves {
    /// Puts boxes (width, height) onto shelves of at most `limit` px in the given order, which names every box once.
    /// A box wider than that has a shelf to itself.
    pub(crate) fn pack(boxes: &[(f64, f64)], order: &[usize], limit: f64, beside: f64, below: f64) -> Self {
        let mut packed =
            Self { places: vec![(0.0, 0.0); boxes.len()], shelf_of: vec![0; boxes.len()], ..Self::default() };
        let (mut x, mut y, mut highest) = (0.0, 0.0, 0.0_f64);
        for &at in order {
            let (width, height) = boxes[at];
            if x > 0.0 && x + width > limit {
                packed.widths.push(x - beside);
                (x, y, highest) = (0.0, y + highest + below, 0.0);
            }
            packed.places[at] = (x, y);
            packed.shelf_of[at] = packed.widths.len();
            x += width + beside;
            highest = highest.max(height);
        }
        if !order.is_empty() {
            packed.widths.push(x - beside);
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
        let packed = Shelves::pack(&boxes, &[0, 1, 2, 3], 100.0, 10.0, 5.0);
        assert_eq!(packed.places, [(0.0, 0.0), (50.0, 0.0), (0.0, 35.0), (0.0, 45.0)]);
        assert_eq!((packed.width, packed.height), (200.0, 55.0));
        assert_eq!(packed.shelf_of, [0, 0, 1, 2]);
    }
}
