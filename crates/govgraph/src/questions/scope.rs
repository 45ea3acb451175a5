//! Which bodies a question is about: those at a level, or for an area and what lies in it.

use serde::Serialize;

use govgraph_model::{Area, Level, Theme, Tri};

use crate::graph::BodyView;

/// A theme or an area as reports name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl From<&Theme> for Named {
    fn from(theme: &Theme) -> Self {
        Named { id: theme.id.to_string(), name: theme.name.clone() }
    }
}

impl From<&Area> for Named {
    fn from(area: &Area) -> Self {
        Named { id: area.id.to_string(), name: area.name.clone() }
    }
}

/// Which bodies count: all, or those that are at a level, for an area, or both.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'g> {
    /// Only bodies at this level.
    pub level: Option<Level>,
    /// Only bodies for this area and for those inside it.
    pub area: Option<&'g Area>,
}

impl Scope<'_> {
    /// Whether a body counts; unknown if its level or its area, where that is asked for, is not known.
    ///
    /// A body for a wider area does not count: what England has is not London's.
    pub fn includes(self, body: BodyView<'_>) -> Tri {
        let is = |holds: bool| if holds { Tri::Yes } else { Tri::No };
        let level = match (self.level, body.level()) {
            (None, _) => Tri::Yes,
            (Some(_), None) => Tri::Unknown,
            (Some(asked), Some(level)) => is(asked == level),
        };
        let area = match (self.area, body.record().area.as_ref()) {
            (None, _) => Tri::Yes,
            (Some(_), None) => Tri::Unknown,
            (Some(asked), Some(own)) => {
                let mut around = body.graph.area_and_wider(own);
                is(around.any(|area| area.id.value == asked.id.value))
            }
        };
        level.min(area)
    }
}

/// The area of a body as reports name it.
pub(crate) fn area_of(body: BodyView<'_>) -> Option<Named> {
    body.graph.area(body.record().area.as_ref()?).map(Named::from)
}
