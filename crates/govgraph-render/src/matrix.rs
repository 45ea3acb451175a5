//! A picture of rows by columns: who sits where, which theme is whose, which bodies share members.
//!
//! A [`Figure`] says what is shown, [`place`] decides where, [`svg`] writes it down. A figure is plain text and numbers: it
//! knows no coordinates, and nothing of the graph that it was made from, so it serves any table of marks.
//!
//! ```
//! use govgraph_render::matrix::{Cell, Column, Figure, Look, Panel, Ring, Row, svg};
//!
//! let mut panel = Panel::new("Who sits where");
//! panel.columns.push(Column::new("London Community Safety Partnership"));
//! panel.columns.push(Column::new("London Crime Reduction Board").about("proposed"));
//! panel.rows.push(Row::new("Metropolitan Police Service"));
//! panel.cells.push(Cell::new(0, 0, Look::new("1").shade(2).ring(Ring::Whole)).tooltip("chairs it"));
//! panel.cells.push(Cell::new(0, 1, Look::new("2").shade(4)));
//!
//! let mut figure = Figure::new("Seats of the police");
//! figure.panels.push(panel);
//! assert!(svg(&figure).contains("Metropolitan Police Service"));
//! ```

mod place;
mod style;
mod write;

use serde::{Deserialize, Serialize};

use crate::sources::Source;

pub use place::{Direction, PlacedHead, PlacedPanel, PlacedRow, Placement, place};
pub use write::svg;

/// The highest [`Look::shade`].
pub const DARKEST: u8 = 5;

/// A picture of one matrix or several, before anybody decides where they stand.
///
/// Order is meaning: panels, columns and rows stand in the order in which they were added, so equal figures give equal
/// bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The headline. Empty: no headline is drawn.
    pub title: String,
    /// One line below the headline: the date, the scope.
    pub subtitle: String,
    /// What a reader who cannot see the picture is told. Empty: a summary is counted from the figure.
    pub description: String,
    /// The matrices. They stand side by side where the page is wide enough, otherwise one below the other.
    pub panels: Vec<Panel>,
    /// What the signs mean, in this order. Only signs that occur belong here.
    pub legend: Vec<Entry>,
    /// Remarks below the picture, each a paragraph: what is not known, what was folded.
    pub notes: Vec<String>,
    /// What the picture cites, numbered from 1; listed below the notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// One matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Panel {
    /// A headline of its own. Empty: none.
    pub title: String,
    /// One line below that.
    pub subtitle: String,
    /// Names for runs of columns: levels, areas.
    pub groups: Vec<String>,
    /// From left to right. Columns of one group that stand beside each other have one name above them.
    pub columns: Vec<Column>,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// The marks, in any order. One at a place that does not exist is left out; of two at one place the first counts.
    pub cells: Vec<Cell>,
    /// What the totals at the right of rows count. Shown if any row has one.
    pub total: String,
    /// Whether rows and columns are the same things, so that cells are square.
    pub square: bool,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name: wrapped, and cut with an ellipsis where even that is too long; whole in the tooltip.
    pub name: String,
    /// A few words below the name: how it stands, from when to when it was.
    pub about: String,
    /// How real it is.
    pub state: HeadState,
    /// Which of [`Panel::groups`] it is in; one that does not exist counts as none.
    pub group: Option<usize>,
    /// What the tooltip says. Empty: the name.
    pub tooltip: String,
}

/// How real what a column stands for is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadState {
    /// It exists.
    #[default]
    Active,
    /// Somebody has proposed it: a dashed frame.
    Proposed,
    /// It may exist: a dotted frame.
    Possible,
    /// It has ended: grey.
    Ended,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its name: cut with an ellipsis where it is too long; whole in the tooltip.
    pub name: String,
    /// A few words at the right of the name.
    pub about: String,
    /// What sort of thing it is: picks the colour of a dot before the name. Empty: no dot.
    pub kind: String,
    /// How many others it is inside: moves the name to the right.
    pub indent: u32,
    /// What sort of row it is.
    pub sort: RowSort,
    /// A number at the right of the row.
    pub total: Option<Total>,
    /// What the tooltip says. Empty: the name.
    pub tooltip: String,
}

/// What sort of row it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowSort {
    /// One like the others.
    #[default]
    Plain,
    /// One that asks for attention, since something is missing there: on a ground of its own, with a bar before it.
    Gap,
    /// One that sums others up: below a line, in a heavier face.
    Summary,
}

/// A number at the right of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// As it is to be read.
    pub text: String,
    /// How long the bar before it is, of 100.
    pub percent: u8,
}

/// A mark where a row and a column meet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The position of the row.
    pub row: usize,
    /// The position of the column.
    pub column: usize,
    /// What it looks like.
    pub look: Look,
    /// What the tooltip says. Empty: the names of row and column and the text.
    pub tooltip: String,
}

/// What a cell looks like: in the matrix, and in the legend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// A number or a letter.
    pub text: String,
    /// How strong its colour is: from 1 to [`DARKEST`]; 0 has no ground. On a dark page the strongest is the brightest.
    pub shade: u8,
    /// How sure it is.
    pub sure: Sure,
    /// What sort of line is around it.
    pub ring: Ring,
}

/// How sure a mark is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sure {
    /// It holds: a full ground.
    #[default]
    Yes,
    /// It may hold: hatched.
    Possible,
    /// Somebody has proposed it: hollow, with a dashed frame.
    Proposed,
    /// It counts for something else than its neighbours: grey.
    Aside,
}

/// A line around a mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ring {
    /// None.
    #[default]
    None,
    /// On the left half.
    Half,
    /// All around.
    Whole,
}

/// A sign of the legend and the words for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The sign.
    pub sign: Sign,
    /// The words.
    pub words: String,
}

/// A sign of the legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A cell.
    Cell(Look),
    /// The shades, from light to dark.
    Shades,
    /// The head of a column.
    Head(HeadState),
    /// A row that asks for attention.
    Gap,
    /// A cell without a mark.
    Empty,
    /// A few letters that stand behind names or numbers.
    Mark(String),
}

impl Figure {
    /// An empty figure with a headline.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a sign and the words for it, unless the legend has them.
    pub fn explain(&mut self, sign: Sign, words: impl Into<String>) {
        let entry = Entry { sign, words: words.into() };
        if !self.legend.contains(&entry) {
            self.legend.push(entry);
        }
    }
}

impl Panel {
    /// An empty matrix with a headline.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }
}

impl Column {
    /// A column of something that exists.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Says a few words about it.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// Says how real it is.
    #[must_use]
    pub fn state(mut self, state: HeadState) -> Self {
        self.state = state;
        self
    }

    /// Puts it into a group.
    #[must_use]
    pub fn in_group(mut self, group: usize) -> Self {
        self.group = Some(group);
        self
    }

    /// Says what the tooltip says.
    #[must_use]
    pub fn tooltip(mut self, tooltip: impl Into<String>) -> Self {
        self.tooltip = tooltip.into();
        self
    }
}

impl Row {
    /// A row like the others.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Says a few words about it.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// Says what sort of thing it is.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = kind.into();
        self
    }

    /// Says how many others it is inside.
    #[must_use]
    pub fn indent(mut self, indent: u32) -> Self {
        self.indent = indent;
        self
    }

    /// Says what sort of row it is.
    #[must_use]
    pub fn sort(mut self, sort: RowSort) -> Self {
        self.sort = sort;
        self
    }

    /// Puts a number at its right, with a bar of so many percent.
    #[must_use]
    pub fn total(mut self, text: impl Into<String>, percent: u8) -> Self {
        self.total = Some(Total { text: text.into(), percent: percent.min(100) });
        self
    }

    /// Says what the tooltip says.
    #[must_use]
    pub fn tooltip(mut self, tooltip: impl Into<String>) -> Self {
        self.tooltip = tooltip.into();
        self
    }
}

impl Cell {
    /// A mark at a place.
    pub fn new(row: usize, column: usize, look: Look) -> Self {
        Self { row, column, look, tooltip: String::new() }
    }

    /// Says what the tooltip says.
    #[must_use]
    pub fn tooltip(mut self, tooltip: impl Into<String>) -> Self {
        self.tooltip = tooltip.into();
        self
    }
}

impl Look {
    /// A text without a ground.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Says how dark it is.
    #[must_use]
    pub fn shade(mut self, shade: u8) -> Self {
        self.shade = shade.min(DARKEST);
        self
    }

    /// Says how sure it is.
    #[must_use]
    pub fn sure(mut self, sure: Sure) -> Self {
        self.sure = sure;
        self
    }

    /// Says what sort of line is around it.
    #[must_use]
    pub fn ring(mut self, ring: Ring) -> Self {
        self.ring = ring;
        self
    }
}

impl HeadState {
    /// The words for every state that is not the usual one.
    #[must_use]
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Active => None,
            Self::Proposed => Some("proposed"),
            Self::Possible => Some("may exist"),
            Self::Ended => Some("ended"),
        }
    }
}
