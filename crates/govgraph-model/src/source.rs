//! Sources, and how a fact cites them.

use serde::Serialize;

use crate::date::Date;
use crate::id::SourceId;
use crate::origin::{Located, Origin};
use crate::period::{Period, Stretch};
use crate::words::{Word, words};

words! {
    /// What sort of thing a source is.
    SourceKind("kind of source") {
        /// A report, minutes, a paper.
        Document = "document",
        /// A web page.
        Page = "page",
        /// A law or regulation.
        Act = "act",
        /// A data set.
        Dataset = "dataset",
        /// Anything else.
        Other = "other",
    }

    /// How sure whoever wrote a fact down is of it.
    Certainty("certainty") {
        /// It could not be checked.
        Low = "low",
        /// There is some doubt.
        Medium = "medium",
    }
}

/// Something that states facts, and can be cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// What others refer to it by.
    pub id: Located<SourceId>,
    /// Its title.
    pub title: String,
    /// What sort of thing it is.
    pub kind: SourceKind,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The time that its statements speak of. What rests on this source is attested for the whole of it; `None` attests nothing.
    pub date: Option<Period>,
    /// When it was published.
    pub published: Option<Date>,
    /// Where to find it.
    pub url: Option<String>,
    /// The licence of its data.
    pub licence: Option<String>,
    /// A remark.
    pub note: Option<String>,
}

impl Source {
    /// A source with a title and nothing else.
    pub fn new(id: SourceId, title: impl Into<String>) -> Self {
        Source {
            id: id.into(),
            title: title.into(),
            kind: SourceKind::Document,
            publisher: None,
            author: None,
            date: None,
            published: None,
            url: None,
            licence: None,
            note: None,
        }
    }

    /// The days for which the source attests what it states.
    pub fn attests(&self) -> Option<Stretch> {
        self.date.as_ref().and_then(Stretch::of_period)
    }
}

/// A source, and the place in it: `lcrb-2010 membership para 1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Citation {
    /// The source.
    pub source: Located<SourceId>,
    /// Section, paragraph or page, in the words that a reader would look for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
}

/// What stands behind a fact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Provenance {
    /// In the order given. Empty: the fact rests on the sources of what it stands in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Citation>,
    /// `None`: as certain as its sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where the fact was written.
    #[serde(skip)]
    pub origin: Here,
}

/// The place of a whole record. All are equal, so that records compare by what they say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here(pub Origin);

impl PartialEq for Here {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Here {}

impl std::hash::Hash for Here {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}
