//! Findings: what was noticed about a dataset, from a slip in a file to a fault in a structure.

use serde::Serialize;

use crate::id::SourceId;
use crate::origin::{Files, Origin};
use crate::period::Extent;
use crate::source::Certainty;
use crate::words::{Word, words};

words! {
    /// How much a finding matters, gravest first.
    Severity("severity") {
        /// The records cannot be used as they are.
        Error = "error",
        /// Somebody has to look into it. Of records: they can be used, and are probably not what was meant. Of a
        /// structure: something is not as it should be, or what is said of it contradicts itself.
        Warning = "warning",
        /// Worth knowing, and no fault by itself. Of a structure, that something cannot be established is one.
        Notice = "notice",
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $severity:ident, $summary:literal;)*) => {
        words! {
            /// What a finding is about. Codes are stable: once published, a code keeps its meaning.
            Code("code") {
                $(#[doc = $summary] $variant = $code,)*
            }
        }

        impl Code {
            /// How much findings of this code matter.
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What findings of this code are about, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary,)* }
            }
        }
    };
}

codes! {
    NoDataset = "no-dataset", Error, "There is no dataset at the place that was named.";
    UnknownDataset = "unknown-dataset", Error, "A folder that a dataset uses is not there, or is no dataset.";
    UnreadableFile = "unreadable-file", Error, "A file cannot be read.";
    InvalidUtf8 = "invalid-utf8", Error, "A file is not UTF-8 text.";
    TooLarge = "too-large", Error, "A file is larger, or nested deeper, than any real dataset.";
    Syntax = "syntax", Error, "A file is not valid YAML or CSV.";
    EmptyFile = "empty-file", Warning, "A file holds nothing.";
    Tab = "tab", Error, "A line is indented with a tab.";
    OddIndent = "odd-indent", Error, "A line is indented by an odd number of spaces.";
    YamlFeature = "yaml-feature", Error, "An anchor, alias, tag, merge key or second document is used.";
    MultiLineText = "multi-line-text", Error, "Plain or quoted text runs over several lines.";
    TightComment = "tight-comment", Error, "A comment has fewer than two spaces before its `#`.";
    DuplicateKey = "duplicate-key", Error, "A key stands twice in one map.";
    FormatVersion = "format-version", Error, "The version of the format is missing or not known.";
    UnknownKey = "unknown-key", Error, "A record has a key that its kind does not know.";
    MissingKey = "missing-key", Error, "A record lacks something that it must have.";
    WrongType = "wrong-type", Error, "A list, a map or a text stands where another of them belongs.";
    BadId = "bad-id", Error, "A text is not an id.";
    BadDate = "bad-date", Error, "A text is not a date or a period.";
    BadCount = "bad-count", Error, "A text is not a count.";
    BadWord = "bad-word", Error, "A word is not one of those that its key allows.";
    BadValue = "bad-value", Error, "A value does not fit its key.";
    NoHolder = "no-holder", Error, "A seat does not say who holds it.";
    BadTable = "bad-table", Error, "A row of a table does not fit its header.";
    NotATable = "not-a-table", Warning, "A CSV file is no table of seats, and is not read.";

    DuplicateId = "duplicate-id", Error, "Two records of one kind have the same id.";
    UnknownBody = "unknown-body", Error, "No body has that id.";
    UnknownSource = "unknown-source", Error, "No source has that id.";
    UnknownArea = "unknown-area", Error, "No area has that id.";
    UnknownClass = "unknown-class", Error, "No class has that id.";
    UnknownTheme = "unknown-theme", Error, "No theme has that id.";
    UnknownPerson = "unknown-person", Error, "No person has that id.";
    UnknownPlan = "unknown-plan", Error, "The body has no plan of that name.";
    EndsBeforeStart = "ends-before-start", Error, "A period ends before it begins.";
    ContainmentCycle = "containment-cycle", Error, "Bodies are sub-boards or parts of each other in a circle.";
    HierarchyCycle = "hierarchy-cycle", Error, "Areas, classes or themes contain each other in a circle.";
    SelfRelation = "self-relation", Error, "A body has a relation to itself.";
    EventShape = "event-shape", Error, "An event has too few or too many bodies before or after it for its kind.";
    CollectiveClass = "collective-class", Error, "A collective names no class, or a body that is none names one.";

    BodyNotThere = "body-not-there", Error, "A step of a plan needs a body that does not exist at its date.";
    BodyAlreadyThere = "body-already-there", Error, "A step of a plan creates a body whose life is recorded already.";
    StepIntoItself = "step-into-itself", Error, "A step of a plan leads from a body to the same body.";
    StepsContradict = "steps-contradict", Error, "Two steps of a plan cannot both be carried out.";
    NothingToTransfer = "nothing-to-transfer", Error, "A step of a plan transfers what the body does not have at its date.";

    SeatOutsideLifetime = "seat-outside-lifetime", Warning, "A seat is dated to a time when its body did not exist.";
    StaleHolder = "stale-holder", Warning, "A holder had ended, or not begun, at the date at which it is said to sit.";
    EventOutsideLifetime = "event-outside-lifetime", Warning, "An event contradicts the dates of a body it starts from or leads to.";
    CountMismatch = "count-mismatch", Warning, "A declared number of places differs from those that are itemised.";
    RepeatedSeat = "repeated-seat", Warning, "The same post or person has two seats on a body at one time.";
    ChairOfNothing = "chair-of-nothing", Warning, "A seat goes to the chair of a body whose known seats have none.";
    ExOfficioCycle = "ex-officio-cycle", Warning, "Seats go to each other's holders in a circle.";
    SimilarPost = "similar-post", Warning, "Two posts of an organisation have almost the same name.";
    SameName = "same-name", Warning, "Two bodies have the same name.";
    ComesBack = "comes-back", Notice, "A body ends and is there again later, which one period cannot say.";
    Unsourced = "unsourced", Notice, "A record rests on no source.";

    NoElectedMembers = "no-elected-members", Warning, "Nobody elected sits on a body, as a source says or its seats show.";
    ElectedMembersContradicted = "elected-members-contradicted", Warning, "What is said about the elected members of a body contradicts itself.";
    ElectedMembersOpen = "elected-members-open", Notice, "Whether anybody elected sits on a body cannot be established.";
    MembersUnknown = "members-unknown", Notice, "Who sits on a body that meets is not known.";
    VacantSeat = "vacant-seat", Notice, "A seat is vacant.";
    RequiredMemberMissing = "required-member-missing", Warning, "A body does not have a member that a rule requires.";
    RequiredMemberOnPaper = "required-member-on-paper", Notice, "A member that a rule requires had ended, or not begun, when it is said to sit.";
    RequiredMemberOpen = "required-member-open", Notice, "Whether a body has a member that a rule requires cannot be established.";
    DuplicateRemits = "duplicate-remits", Warning, "Two bodies hold the same theme for the same place at the same time.";
    DuplicationStated = "duplication-stated", Notice, "A source speaks of work that is done twice.";
    MappingStated = "mapping-stated", Notice, "A source speaks of what is not known or not settled about the structure.";
    ThemeWithoutHolder = "theme-without-holder", Notice, "A source names a theme, and no body is recorded as holding it.";
    DutyWithoutBody = "duty-without-body", Notice, "A duty needs another body, and none is recorded.";
    NoWayToElected = "no-way-to-elected", Notice, "No way is known along which a body answers to one with directly elected members.";
    AccountabilityStated = "accountability-stated", Notice, "A source speaks of who answers to whom.";
    ProposalContradicted = "proposal-contradicted", Warning, "What is proposed contradicts what a source says is not intended.";
    HeavyLoad = "heavy-load", Notice, "The seats or targets of a member ask for more meetings than one a week.";
    UnusedAllow = "unused-allow", Notice, "An entry of `allow` matches no finding.";
}

impl Code {
    /// Whether findings of this code are about the structure that is recorded, and only an audit shows them; otherwise
    /// they are about the records, and whoever checks those does.
    pub fn is_of_structure(self) -> bool {
        // In the order of the list above.
        self >= Code::NoElectedMembers
    }
}

/// A part of the input that a finding speaks of, and what there is to say about that part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Which part.
    pub origin: Origin,
    /// A word on it; may be empty.
    pub text: String,
}

/// Where one statement of a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Evidence {
    /// The id of the source.
    pub source: SourceId,
    /// Its title.
    pub title: String,
    /// Where in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// The time its statements speak of, in EDTF.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Where to find it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How sure whoever wrote the fact down is of it, if not as sure as of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
}

/// Something that was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub code: Code,
    /// What was noticed, in one sentence without a full stop.
    pub message: String,
    /// The places; the first is the main one. Empty if it speaks of no place in a file.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// What to write instead of the text at the first label.
    pub replacement: Option<String>,
    /// The id of the record that it is about.
    pub subject: Option<String>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// When what it is about holds, each for itself; empty: it is about no time in particular.
    pub when: Vec<Extent>,
}

impl Finding {
    /// A finding at a place.
    pub fn new(code: Code, message: impl Into<String>, at: Origin) -> Self {
        let labels = at.file().map(|_| Label { origin: at, text: String::new() });
        Finding {
            code,
            message: message.into(),
            labels: labels.into_iter().collect(),
            help: None,
            replacement: None,
            subject: None,
            evidence: Vec::new(),
            when: Vec::new(),
        }
    }

    /// With a word on the main place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = self.labels.first_mut() {
            label.text = text.into();
        }
        self
    }

    /// With another place; ignored if it is nowhere.
    #[must_use]
    pub fn also(mut self, at: Origin, text: impl Into<String>) -> Self {
        if at.file().is_some() {
            self.labels.push(Label { origin: at, text: text.into() });
        }
        self
    }

    /// With a word of help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With what to write instead: `did you mean …?`. Nothing changes for `None`.
    #[must_use]
    pub fn suggest(mut self, replacement: Option<String>) -> Self {
        if let Some(replacement) = replacement {
            self.help = Some(format!("did you mean `{replacement}`?"));
            self.replacement = Some(replacement);
        }
        self
    }

    /// With the id of the record that it is about.
    #[must_use]
    pub fn about(mut self, subject: impl ToString) -> Self {
        self.subject = Some(subject.to_string());
        self
    }

    /// With what it rests on.
    #[must_use]
    pub fn evidence(mut self, evidence: Vec<Evidence>) -> Self {
        self.evidence = evidence;
        self
    }

    /// With when what it is about holds.
    #[must_use]
    pub fn when(mut self, when: impl IntoIterator<Item = Extent>) -> Self {
        self.when.extend(when);
        self
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// On one line: ``data/x.yaml:11:5: no body is called `lcps` — did you mean `lcsp`? [unknown-body]``.
    pub fn line(&self, files: &Files) -> String {
        let place = self.labels.first().and_then(|label| files.place(label.origin));
        let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
        let help = self.help.as_ref().map(|help| format!(" — {help}")).unwrap_or_default();
        format!("{place}{}{help} [{}]", self.message, self.code)
    }
}

/// Sorts findings into the order in which they are shown: by file and place, those without a place last, then by code and words.
pub fn sort_findings(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let at = |finding: &Finding| finding.labels.first().map_or(Origin::NOWHERE, |label| label.origin);
        (at(a), a.code, &a.message).cmp(&(at(b), b.code, &b.message))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_written_once() {
        let mut words: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
        words.sort_unstable();
        let written = words.len();
        words.dedup();
        assert_eq!(words.len(), written);
    }

    #[test]
    fn a_finding_on_one_line_names_place_text_and_code() {
        let mut files = Files::default();
        let file = files.add("x.yaml", "of: lcps\n");
        let finding = Finding::new(Code::UnknownBody, "no body is called `lcps`", Origin::new(file, 4, 8))
            .suggest(Some("lcsp".into()));
        assert_eq!(finding.line(&files), "x.yaml:1:5: no body is called `lcps` — did you mean `lcsp`? [unknown-body]");
    }
}
