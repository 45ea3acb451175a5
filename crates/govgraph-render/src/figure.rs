//! What a picture shows, before anybody decides where: groups of cards, and edges between cards.
//!
//! A figure is plain text and numbers. It knows no coordinates, and nothing of the graph that it was made from.

mod mark;
mod style;

use serde::{Deserialize, Serialize};

pub use mark::{Fate, Mark};
pub use style::{Colour, ColourError, Style};

use crate::sources::Source;

/// A picture before layout.
///
/// Order is meaning: groups, cards and edges are laid out, drawn and listed in the order they were added, as far as
/// the layout leaves a choice, so equal figures give equal bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The headline. Empty: no headline is drawn.
    pub title: String,
    /// One line below the headline: the date, the scope, the number of bodies.
    pub subtitle: String,
    /// What a reader who cannot see the picture is told. Empty: a summary is counted from the figure.
    pub description: String,
    /// The bands and clusters, named by the [`GroupIndex`] that [`Figure::add_group`] returned.
    pub groups: Vec<Group>,
    /// The cards, named by the [`CardIndex`] that [`Figure::add_card`] returned.
    pub cards: Vec<Card>,
    /// The edges. One that names a card which is not there is left out of every output.
    pub edges: Vec<Edge>,
    /// Remarks below the picture, each a paragraph: what is missing, what was folded.
    pub notes: Vec<String>,
    /// What cards, rows and edges cite, numbered from 1; listed below the notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// Colours and words instead of the usual ones.
    #[serde(default)]
    pub style: Style,
}

/// Which group of a [`Figure`]; only `Figure::add_group` makes one, and one from another figure that is out of range
/// here counts as "no group".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupIndex(usize);

/// Which card of a [`Figure`]; only `Figure::add_card` makes one, and edges at one that is out of range are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CardIndex(usize);

/// A frame around cards that belong together: a level, an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// An id to anchor on, unique in the figure by convention only.
    pub id: String,
    /// Shown in capitals at the top of the frame. Empty: a frame without a label.
    pub label: String,
    /// Groups of one band stand side by side (on several shelves when they are many); a lower band is higher up.
    pub band: u32,
}

/// A body, drawn as a card of fixed width. Who sits there are rows of the card, never edges.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// An id to anchor on, unique in the figure by convention only.
    pub id: String,
    /// The frame it stands in, or none.
    pub group: Option<GroupIndex>,
    /// The full name. At most three lines of it are shown, all of it in the tooltip.
    pub title: String,
    /// What it is, in words. Empty: the kind is shown, since the colour of the bar must not be the only cue.
    pub subtitle: String,
    /// What sort of body ("board", "partnership", "police force"): picks the colour of the bar and its legend entry.
    pub kind: String,
    /// How real it is at the date of the figure.
    pub state: CardState,
    /// Short marks below the subtitle.
    pub pills: Vec<Pill>,
    /// Members, in order. Beyond eight they are folded into the count of [`Card::more`].
    pub rows: Vec<Row>,
    /// Members that are known and not listed in `rows`: "+ 6 more".
    pub more: usize,
    /// Bodies inside it that have no card of their own, in order; those inside another one of them behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub folded: Vec<Listed>,
    /// Where a click leads. Only `http:` and `https:` addresses become links.
    pub link: Option<String>,
    /// The numbers of the sources behind it, as they are to be read: `3a, 5b`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cites: String,
    /// Drawn with a ring around it; [`Style::emphasis`] says what that means.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emphasised: bool,
    /// What became of it between two dates, in a picture that compares them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// A body that is only named, on the card of what it is inside of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// As [`Card::id`].
    pub id: String,
    /// The full name. Cut with an ellipsis where the card ends, whole in the tooltip.
    pub title: String,
    /// How real it is at the date of the figure.
    pub state: CardState,
    /// How many of the bodies in the list it is inside of.
    pub depth: usize,
}

/// How real a body is at the date of the figure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// It exists.
    #[default]
    Active,
    /// It exists, and whether it goes on is being decided.
    UnderReview,
    /// Somebody has proposed it; it does not exist yet.
    Proposed,
    /// It has ended.
    Ended,
    /// The sources do not say whether it exists at the date.
    Unknown,
}

/// A short mark on a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pill {
    /// What it says; a few words.
    pub text: String,
    /// What it is about, which picks its colour.
    pub tone: Tone,
}

/// What a pill is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Elected representation: green.
    Elected,
    /// A legal duty: blue.
    Statutory,
    /// Who chairs: amber.
    Chair,
    /// When: grey.
    Date,
    /// Anything else: grey.
    #[default]
    Plain,
    /// A ground of the caller's own; the words on it are black or white, whichever is easier to read.
    Own(Colour),
}

/// A member of the body on the card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Who: cut with an ellipsis where the card ends.
    pub text: String,
    /// How many seats, as it is to be read ("× 5"); shown at the right.
    pub count: Option<String>,
    /// In what capacity ("co-chair"); shown at the right, before the count.
    pub role: Option<String>,
    /// The numbers of the sources behind it: `3a, 5b`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cites: String,
    /// What became of it between two dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// An arrow between two cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edge {
    /// Where the arrow starts.
    pub from: CardIndex,
    /// Where the arrow head is.
    pub to: CardIndex,
    /// What the arrow means.
    pub kind: EdgeKind,
    /// Words on the line: the year, the relation. Empty: none.
    pub label: String,
    /// Drawn dashed: somebody has proposed it.
    pub proposed: bool,
    /// It reads the same from both ends, and is drawn without a head.
    pub mutual: bool,
    /// The head belongs above the start, as of "reports to": layout places the two so where it has a choice. Counts for
    /// relations alone; what is above in the others is their meaning.
    pub upward: bool,
    /// What became of it between two dates: picks colour and dashes. The label says it in words ([`Edge::marked`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// What an arrow means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// From a body to what it became.
    Succession,
    /// From a body down to its sub-board or to a part of it: against the direction in which "sub-board of" and "part of"
    /// read, as org charts draw it.
    SubBoard,
    /// Any other relation; its label says which.
    Relation,
}

impl Figure {
    /// An empty figure with a headline.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Adds a frame; lower bands are higher on the page.
    pub fn add_group(&mut self, id: impl Into<String>, label: impl Into<String>, band: u32) -> GroupIndex {
        self.groups.push(Group { id: id.into(), label: label.into(), band });
        GroupIndex(self.groups.len() - 1)
    }

    /// Adds a card; the index is what edges name it by.
    pub fn add_card(&mut self, card: Card) -> CardIndex {
        self.cards.push(card);
        CardIndex(self.cards.len() - 1)
    }

    /// Adds an edge.
    pub fn add_edge(&mut self, edge: Edge) {
        self.edges.push(edge);
    }

    /// The first card with this id. Looks at every card; keep the index of `add_card` where there are many.
    #[must_use]
    pub fn find_card(&self, id: &str) -> Option<CardIndex> {
        self.cards.iter().position(|card| card.id == id).map(CardIndex)
    }

    /// The card, unless the index is from another figure.
    #[must_use]
    pub fn card(&self, index: CardIndex) -> Option<&Card> {
        self.cards.get(index.0)
    }

    /// The group, unless the index is from another figure.
    #[must_use]
    pub fn group(&self, index: GroupIndex) -> Option<&Group> {
        self.groups.get(index.0)
    }

    /// The group a card stands in, as a position in `groups`.
    pub(crate) fn group_of(&self, card: &Card) -> Option<usize> {
        card.group.map(|group| group.0).filter(|&group| group < self.groups.len())
    }

    /// The ends of an edge as positions in `cards`, or nothing when one of them is not there.
    pub(crate) fn ends(&self, edge: &Edge) -> Option<(usize, usize)> {
        let within = edge.from.0 < self.cards.len() && edge.to.0 < self.cards.len();
        within.then_some((edge.from.0, edge.to.0))
    }
}

impl GroupIndex {
    /// The position in [`Figure::groups`].
    #[must_use]
    pub fn position(self) -> usize {
        self.0
    }
}

impl CardIndex {
    /// The position in [`Figure::cards`].
    #[must_use]
    pub fn position(self) -> usize {
        self.0
    }
}

impl Card {
    /// An active card without a group, pills or rows.
    pub fn new(id: impl Into<String>, title: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { id: id.into(), title: title.into(), kind: kind.into(), ..Self::default() }
    }

    /// Puts it into a group.
    #[must_use]
    pub fn in_group(mut self, group: GroupIndex) -> Self {
        self.group = Some(group);
        self
    }

    /// Says what it is, in words.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = subtitle.into();
        self
    }

    /// Says how real it is.
    #[must_use]
    pub fn state(mut self, state: CardState) -> Self {
        self.state = state;
        self
    }

    /// Adds a pill.
    #[must_use]
    pub fn pill(mut self, tone: Tone, text: impl Into<String>) -> Self {
        self.pills.push(Pill { text: text.into(), tone });
        self
    }

    /// Adds a member.
    #[must_use]
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(row);
        self
    }

    /// Says how many members there are beyond the rows.
    #[must_use]
    pub fn more(mut self, more: usize) -> Self {
        self.more = more;
        self
    }

    /// Says where a click leads.
    #[must_use]
    pub fn link(mut self, link: impl Into<String>) -> Self {
        self.link = Some(link.into());
        self
    }

    /// Says what became of it.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }

    /// Draws a ring around it.
    #[must_use]
    pub fn emphasised(mut self) -> Self {
        self.emphasised = true;
        self
    }
}

impl Listed {
    /// What a card has to say of itself in a list.
    pub(crate) fn of(card: &Card, depth: usize) -> Self {
        let title = if card.title.trim().is_empty() { &card.id } else { &card.title };
        Self { id: card.id.clone(), title: title.clone(), state: card.state, depth }
    }
}

impl CardState {
    /// The words on the card, for every state that is not the usual one.
    #[must_use]
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Active => None,
            Self::UnderReview => Some("under review"),
            Self::Proposed => Some("proposed"),
            Self::Ended => Some("ended"),
            Self::Unknown => Some("may exist"),
        }
    }
}

impl EdgeKind {
    /// What the arrow says, read from its start to its head.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Succession => "became",
            Self::SubBoard => "contains",
            Self::Relation => "is related to",
        }
    }
}

impl Row {
    /// A member without count or role.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Says how many seats, as it is to be read ("× 5").
    #[must_use]
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }

    /// Says in what capacity ("co-chair").
    #[must_use]
    pub fn role(mut self, role: impl Into<String>) -> Self {
        self.role = Some(role.into());
        self
    }

    /// Says what became of it.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }
}

impl Edge {
    /// An edge without a label that is not merely proposed.
    #[must_use]
    pub fn new(from: CardIndex, to: CardIndex, kind: EdgeKind) -> Self {
        Self { from, to, kind, label: String::new(), proposed: false, mutual: false, upward: false, mark: None }
    }

    /// Puts words on the line.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Marks it as proposed.
    #[must_use]
    pub fn proposed(mut self, proposed: bool) -> Self {
        self.proposed = proposed;
        self
    }

    /// Marks it as reading the same from both ends.
    #[must_use]
    pub fn mutual(mut self, mutual: bool) -> Self {
        self.mutual = mutual;
        self
    }

    /// Says that the head belongs above the start.
    #[must_use]
    pub fn upward(mut self, upward: bool) -> Self {
        self.upward = upward;
        self
    }

    /// Says what became of it, in the label too: a colour alone says nothing to many.
    #[must_use]
    pub fn marked(mut self, mark: Mark) -> Self {
        let colon = if self.label.is_empty() { "" } else { ": " };
        self.label = format!("{}{colon}{}", mark.short(), self.label);
        self.mark = Some(mark);
        self
    }

    /// The ends in the order in which they stand on the page: what is above, then what is below.
    pub(crate) fn downwards<T>(&self, (from, to): (T, T)) -> (T, T) {
        if self.upward && self.kind == EdgeKind::Relation { (to, from) } else { (from, to) }
    }
}
