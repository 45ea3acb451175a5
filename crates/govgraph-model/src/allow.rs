//! Findings that somebody knows of and accepts, with the reason.

use serde::Serialize;

use crate::date::Date;
use crate::finding::Code;
use crate::id::{BodyId, ThemeId};
use crate::origin::Located;
use crate::source::Provenance;

/// An entry of the list of findings that are accepted. They are still counted and told, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Allow {
    /// The code of the findings.
    pub code: Located<Code>,
    /// Only findings about these bodies and no others; empty: whatever bodies they are about.
    pub bodies: Vec<Located<BodyId>>,
    /// Only findings about these themes and no others; empty: whatever themes they are about.
    pub themes: Vec<Located<ThemeId>>,
    /// The last day for which it applies; `None`: for good.
    pub until: Option<Located<Date>>,
    /// Why they are accepted.
    pub reason: String,
    /// What stands behind it: the minute in which it was agreed.
    pub provenance: Provenance,
}
