//! The files to dataset.

use std::collections::HashMap;

use govgraph_model::{BodyId, Citation, Source, SourceId, SourceKind};

use super::{committees, historical, membership};
use crate::Text;
use crate::import::{Draft, Opened};
use crate::yaml::{Node, Value};

/// What files refer to each other by.
#[derive(Default)]
pub(super) struct Known {
    /// Committees by their whole id, `HSAG15`: where each stands in the dataset, and which chamber's it is.
    pub(super) committees: HashMap<String, Committee>,
    /// The names of people by what the files call them.
    pub(super) people: HashMap<String, String>,
    /// The constitution, once it is cited.
    constitution: Option<SourceId>,
}

/// A committee that was read.
#[derive(Clone)]
pub(super) struct Committee {
    pub(super) index: usize,
    pub(super) id: BodyId,
    /// `house`, `senate` or `joint`.
    pub(super) chamber: Option<String>,
    /// Whether it is one of today.
    pub(super) is_current: bool,
}

impl Known {
    /// A place in the constitution.
    pub(super) fn constitution(&mut self, draft: &mut Draft<'_>, locator: &str) -> Option<Citation> {
        if self.constitution.is_none() {
            let id = draft.sources.add_as("constitution of the united states", "us-constitution")?;
            let mut source = Source::new(id.clone(), "Constitution of the United States");
            source.kind = SourceKind::Act;
            source.url = Some("https://constitution.congress.gov/constitution/".to_string());
            draft.dataset.sources.push(source);
            self.constitution = Some(id);
        }
        let id = self.constitution.clone()?;
        Some(Citation { source: id.into(), locator: Some(locator.to_string()) })
    }
}

enum Kind {
    Current,
    Historical,
    Membership,
}

/// Reads files, which refer to each other's records.
pub(crate) fn read(draft: &mut Draft<'_>, texts: &[Text<'_>]) {
    let mut files: Vec<(Kind, Opened, Node<'_>)> = Vec::new();
    for text in texts {
        let Some(decoded) = draft.open(text) else { continue };
        let (Some(root), Some(opened)) = (draft.yaml(decoded), draft.opened()) else { continue };
        if let Some(source) = draft.file_source() {
            source.publisher = Some("unitedstates/congress-legislators".to_string());
            source.licence = Some("CC0-1.0".to_string());
        }
        match kind(&root) {
            Some(kind) => files.push((kind, opened, root)),
            None => draft.dropped("file that lists neither committees nor their members", text.name, &root),
        }
    }
    let mut known = Known::default();
    for (_, opened, root) in files.iter().filter(|(kind, ..)| matches!(kind, Kind::Current)) {
        draft.go_back(opened);
        committees::read(draft, root, &mut known);
    }
    let old: Vec<_> = files.iter().filter(|(kind, ..)| matches!(kind, Kind::Historical)).collect();
    for (_, opened, root) in old {
        draft.go_back(opened);
        historical::read(draft, root, &mut known);
    }
    for (_, opened, root) in files.iter().filter(|(kind, ..)| matches!(kind, Kind::Membership)) {
        draft.go_back(opened);
        membership::read(draft, root, &mut known);
    }
    committees::tell_apart(draft, &known);
}

fn kind(root: &Node<'_>) -> Option<Kind> {
    match &root.value {
        Value::Map(entries) => {
            let is_member = |node: &Node<'_>| node.get("bioguide").is_some();
            entries.iter().any(|entry| entry.value.items().iter().any(is_member)).then_some(Kind::Membership)
        }
        Value::List(items) => {
            let committees = || items.iter().filter(|item| item.get("thomas_id").is_some());
            committees().next()?;
            let is_old = committees().any(|committee| committee.get("congresses").is_some());
            Some(if is_old { Kind::Historical } else { Kind::Current })
        }
        _ => None,
    }
}
