//! Lineages on an axis of time: a bar for each body, an elbow where one becomes another, marks and plans below the bars.
//!
//! As of charts, a [`Figure`] says what is shown, [`place`] decides where, and [`svg`] writes it down. A figure knows days
//! and words, and nothing of the graph that it was made from.
//!
//! ```
//! use govgraph_render::lineage::{Bar, Day, Figure, Passage, svg};
//!
//! let mut figure = Figure::new("What became of the police authority");
//! let changed = Day::of(2012, 1, 16);
//! let mpa = figure.add_bar(Bar::new("mpa", "Metropolitan Police Authority", "authority").lived(Day::of(2000, 7, 3), changed));
//! let mopac = figure.add_bar(Bar::new("mopac", "Mayor's Office for Policing and Crime", "office").since(changed));
//! figure.add_passage(Passage::new([mpa], [mopac], "replaced 2012").on(changed, changed));
//! assert!(svg(&figure).contains("replaced 2012"));
//! ```

mod axis;
mod bars;
mod day;
mod labels;
mod lanes;
mod lines;
mod place;
mod room;
mod svg;

pub use axis::{Axis, Part, Tick};
pub use day::Day;
pub use place::{Line, Placed, PlacedBar, PlacedMark, PlacedPlan, Segment, SegmentLook, Text, place};
pub(crate) use svg::top;
pub use svg::{svg, svg_of};

use serde::{Deserialize, Serialize};

use crate::sources::Source;

/// A picture before anything has its place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The headline. Empty: no headline is drawn.
    pub title: String,
    /// One line below the headline.
    pub subtitle: String,
    /// What a reader who cannot see the picture is told. Empty: a summary is counted from the figure.
    pub description: String,
    /// The date that the picture is of, with the first and the last day that it can mean: a line across the page.
    pub at: Option<(Day, Day)>,
    /// What the line is called.
    pub at_label: String,
    /// The bodies, named by the [`BarIndex`] that [`Figure::add_bar`] returned.
    pub bars: Vec<Bar>,
    /// What became of what. One that names no bar of the figure, or bars on one side only, is left out.
    pub passages: Vec<Passage>,
    /// Remarks below the picture, each a paragraph.
    pub notes: Vec<String>,
    /// What the picture cites, numbered from 1; listed below the notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Which bar of a [`Figure`]; only [`Figure::add_bar`] makes one, and one from another figure that is out of range here
/// counts as none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BarIndex(pub(crate) usize);

/// A body and when it existed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// An id to anchor on, unique in the figure by convention only.
    pub id: String,
    /// The full name: shown as far as there is room, and whole in the tooltip.
    pub name: String,
    /// What sort of body, which picks its colour and its entry in the key.
    pub kind: String,
    /// When it existed in short, shown in grey: "2000–2012".
    pub dates: String,
    /// When it existed in full, for the tooltip.
    pub existed: String,
    /// The days of its life.
    pub life: Life,
    /// From when on it was proposed, if it was: hatched, up to its life or, if it has none, to what is planned for it.
    pub proposed: Option<Day>,
    /// It is the one that the picture is about.
    pub asked: bool,
    /// What happened to it, below the bar.
    pub marks: Vec<Mark>,
    /// What was in force for a time, as thin bars below the bar.
    pub plans: Vec<Plan>,
}

/// When something was, as far as that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// The first day on which it can have been; `None`: not known.
    pub earliest: Option<Day>,
    /// The last day on which it can have been; `None`: not known.
    pub latest: Option<Day>,
    /// The first and the last day on which it certainly was.
    pub certain: Option<(Day, Day)>,
    /// The day by which it had begun, if it was at all: of one that began in 2006, the last of that year.
    pub begun_by: Option<Day>,
    /// The day before which it had not ended, if it was at all.
    pub ended_from: Option<Day>,
    /// It is still there: the last days say nothing.
    pub goes_on: bool,
    /// It was there before anything that matters: the first days say nothing.
    pub goes_back: bool,
}

/// Bodies that become others, in one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The bodies before.
    pub from: Vec<BarIndex>,
    /// The bodies after.
    pub to: Vec<BarIndex>,
    /// The days that the event can have been on, first and last; `None`: unknown.
    pub when: Option<(Day, Day)>,
    /// Words beside the line: "replaced 2012".
    pub label: String,
    /// Words where there is no room for those: "2012".
    pub short: String,
    /// It is only proposed.
    pub proposed: bool,
}

/// Something that happened, or is to happen, to a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What sort of thing, which picks its sign.
    pub kind: MarkKind,
    /// What it is, in words.
    pub text: String,
    /// When, in short, shown in grey before the words.
    pub dates: String,
    /// The days that it can have been on; `None`: unknown or open.
    pub when: (Option<Day>, Option<Day>),
    /// It is planned or proposed: drawn hollow.
    pub proposed: bool,
}

/// What sort of thing happened to a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// It was set up, and came from no other.
    Created,
    /// It was changed and went on.
    Changed,
    /// It ended without a successor.
    Ended,
    /// A step that it took, or is to take.
    Milestone,
}

/// Something of a body that was in force for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is called.
    pub name: String,
    /// When, in short, shown in grey behind the name.
    pub dates: String,
    /// When.
    pub life: Life,
    /// It is only proposed: hatched.
    pub proposed: bool,
}

impl Figure {
    /// An empty figure with a headline.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a body; the index is what passages name it by.
    pub fn add_bar(&mut self, bar: Bar) -> BarIndex {
        self.bars.push(bar);
        BarIndex(self.bars.len() - 1)
    }

    /// Adds a passage.
    pub fn add_passage(&mut self, passage: Passage) {
        self.passages.push(passage);
    }

    /// The ends of a passage as positions in `bars`, each once, unless one side has none.
    pub(crate) fn ends(&self, passage: &Passage) -> Option<(Vec<usize>, Vec<usize>)> {
        let side = |ends: &[BarIndex]| {
            let mut side: Vec<usize> = ends.iter().map(|end| end.0).filter(|&end| end < self.bars.len()).collect();
            side.sort_unstable();
            side.dedup();
            side
        };
        let (from, mut to) = (side(&passage.from), side(&passage.to));
        // Who is on both sides goes on by itself, and needs no line.
        to.retain(|end| !from.contains(end));
        (!from.is_empty() && !to.is_empty()).then_some((from, to))
    }
}

impl BarIndex {
    /// The position in [`Figure::bars`].
    #[must_use]
    pub fn position(self) -> usize {
        self.0
    }
}

impl Bar {
    /// A body of which no day is known.
    pub fn new(id: impl Into<String>, name: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), kind: kind.into(), ..Self::default() }
    }

    /// It existed from a day to another, both certain.
    #[must_use]
    pub fn lived(mut self, first: Day, last: Day) -> Self {
        self.life = Life { earliest: Some(first), latest: Some(last), certain: Some((first, last)), ..Life::default() };
        self
    }

    /// It has existed since a day.
    #[must_use]
    pub fn since(mut self, first: Day) -> Self {
        self.life = Life { earliest: Some(first), certain: Some((first, first)), goes_on: true, ..Life::default() };
        self
    }

    /// Adds a mark.
    #[must_use]
    pub fn mark(mut self, mark: Mark) -> Self {
        self.marks.push(mark);
        self
    }

    /// Adds a plan.
    #[must_use]
    pub fn plan(mut self, plan: Plan) -> Self {
        self.plans.push(plan);
        self
    }
}

impl Passage {
    /// Bodies that become others on an unknown day.
    #[must_use]
    pub fn new(
        from: impl IntoIterator<Item = BarIndex>,
        to: impl IntoIterator<Item = BarIndex>,
        label: impl Into<String>,
    ) -> Self {
        let (from, to) = (from.into_iter().collect(), to.into_iter().collect());
        Self { from, to, label: label.into(), ..Self::default() }
    }

    /// Says between which days it was.
    #[must_use]
    pub fn on(mut self, first: Day, last: Day) -> Self {
        self.when = Some((first, last));
        self
    }

    /// Marks it as proposed.
    #[must_use]
    pub fn proposed(mut self, proposed: bool) -> Self {
        self.proposed = proposed;
        self
    }
}
