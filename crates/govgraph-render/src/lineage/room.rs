//! Room for words: strips across the page, with lines that run through them and things that stand in them already.

/// A horizontal strip with as many levels as it takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Where lines run through all of it, from top to bottom.
    pub(super) lines: Vec<f64>,
    /// The line of a date, in front of which words may stand where there is no better place.
    pub(super) date: Option<f64>,
    /// Where lines run along it, so that nothing may stand there at all.
    pub(super) taken: Vec<(f64, f64)>,
    /// What stands on each level, from a left edge to a right one.
    levels: Vec<Vec<(f64, f64)>>,
}

/// Between words and lines, px.
const BESIDE: f64 = 4.0;
/// Between words, px.
const BETWEEN: f64 = 10.0;

impl Strip {
    pub(super) fn levels(&self) -> usize {
        self.levels.len()
    }

    /// Puts something from a left edge to a right one on the first level where nothing is in its way.
    pub(super) fn put(&mut self, left: f64, right: f64) -> usize {
        let is_free =
            |level: &Vec<(f64, f64)>| level.iter().all(|at| right + BETWEEN <= at.0 || at.1 + BETWEEN <= left);
        let level = self.levels.iter().position(is_free).unwrap_or(self.levels.len());
        if level == self.levels.len() {
            self.levels.push(Vec::new());
        }
        self.levels[level].push((left, right));
        level
    }

    /// The edges of the page, or the line of the date where it is nearer to a place.
    pub(super) fn edges(&self, near: f64, (left, right): (f64, f64)) -> (f64, f64) {
        match self.date {
            Some(date) if date < near => (left.max(date + BESIDE), right),
            Some(date) => (left, right.min(date - BESIDE)),
            None => (left, right),
        }
    }

    /// How far a stretch that begins at a place can go to the right before a line or the edge.
    pub(super) fn right_of(&self, from: f64, edge: f64) -> f64 {
        let lines = self.lines.iter().filter(|line| **line > from - BESIDE);
        lines.map(|line| line - BESIDE).fold(self.reach_right(from, edge), f64::min)
    }

    /// How far a stretch that ends at a place can go to the left before a line or the edge.
    pub(super) fn left_of(&self, from: f64, edge: f64) -> f64 {
        let lines = self.lines.iter().filter(|line| **line < from + BESIDE);
        lines.map(|line| line + BESIDE).fold(self.reach_left(from, edge), f64::max)
    }

    /// The same where lines that run through may be covered.
    pub(super) fn reach_right(&self, from: f64, edge: f64) -> f64 {
        let taken = self.taken.iter().filter(|taken| taken.1 > from - BESIDE);
        taken.map(|taken| taken.0 - BESIDE).fold(edge, f64::min)
    }

    /// The same to the left.
    pub(super) fn reach_left(&self, from: f64, edge: f64) -> f64 {
        let taken = self.taken.iter().filter(|taken| taken.0 < from + BESIDE);
        taken.map(|taken| taken.1 + BESIDE).fold(edge, f64::max)
    }

    /// The stretches between two places that no line runs through, from left to right.
    pub(super) fn gaps(&self, left: f64, right: f64) -> Vec<(f64, f64)> {
        let mut lines: Vec<f64> = self.lines.iter().copied().filter(|line| *line > left && *line < right).collect();
        lines.sort_by(f64::total_cmp);
        let mut gaps = Vec::with_capacity(lines.len() + 1);
        let mut from = left;
        for line in lines {
            gaps.push((from, line - BESIDE));
            from = line + BESIDE;
        }
        gaps.push((from, right));
        gaps.retain(|(from, to)| to > from);
        gaps
    }
}
