//! Sorting pairs into ranges of numbers, in memory that is used again and again.
//!
//! Memory that a program touches for the first time costs several times as much as memory that it has: so what has been read
//! is written over.

/// So many parts are written to side by side: few enough that each keeps its lines in the cache.
const PARTS: u32 = 512;

/// So many pairs are written in a row: few enough that the last piece of each part, which is half empty, takes little memory.
const PIECE: usize = 1 << 12;

pub(super) type Pairs = Vec<(u32, u32)>;

/// Pieces of memory to write to.
#[derive(Debug, Default)]
pub(super) struct Pool(Vec<Pairs>);

impl Pool {
    fn take(&mut self) -> Pairs {
        self.0.pop().unwrap_or_else(|| Vec::with_capacity(PIECE))
    }

    /// Takes back a piece; one that is much larger would not come to be filled.
    pub(super) fn give(&mut self, mut piece: Pairs) {
        if (PIECE / 2..=PIECE * 4).contains(&piece.capacity()) {
            piece.clear();
            self.0.push(piece);
        }
    }
}

/// Pairs by the range that the second number of each lies in.
#[derive(Debug)]
pub(super) struct Parts {
    /// How many numbers lie in a range, as a power of two.
    shift: u32,
    /// For each range its pairs, in the order in which they came.
    parts: Vec<Vec<Pairs>>,
    /// For each range the piece that is written to.
    open: Vec<Pairs>,
}

impl Parts {
    /// For second numbers up to the largest.
    pub(super) fn new(largest: u32) -> Self {
        let bits = u32::BITS - largest.leading_zeros();
        let shift = bits.saturating_sub(PARTS.ilog2());
        let count = (largest >> shift) as usize + 1;
        Parts { shift, parts: vec![Vec::new(); count], open: vec![Vec::new(); count] }
    }

    #[inline(always)]
    pub(super) fn push(&mut self, pair: (u32, u32), pool: &mut Pool) {
        let at = (pair.1 >> self.shift) as usize;
        let open = &mut self.open[at];
        if open.len() == open.capacity() {
            Self::turn(open, &mut self.parts[at], pool);
        }
        open.push(pair);
    }

    #[cold]
    fn turn(open: &mut Pairs, part: &mut Vec<Pairs>, pool: &mut Pool) {
        let full = std::mem::replace(open, pool.take());
        if !full.is_empty() {
            part.push(full);
        }
    }

    /// How many numbers each range has.
    pub(super) fn range(&self) -> usize {
        1 << self.shift
    }

    /// How many pairs there are.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().flatten().chain(&self.open).map(Vec::len).sum()
    }

    /// The first number of each range, and its pairs in pieces, in order.
    pub(super) fn each(self) -> impl Iterator<Item = (u32, Vec<Pairs>)> {
        let firsts = (0u32..).map(move |part| part << self.shift);
        firsts.zip(self.parts.into_iter().zip(self.open).map(|(mut pieces, last)| {
            pieces.push(last);
            pieces
        }))
    }
}
