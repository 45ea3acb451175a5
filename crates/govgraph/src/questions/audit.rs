//! What is noticed about the structure at a date: all findings of all questions, each with its code?

mod accountability;
mod allow;
mod data;
mod duplication;
mod elected;
mod load;
mod members;
mod proposals;
mod remits;
mod rules;

use std::collections::BTreeSet;

use serde::Serialize;

use govgraph_model::{Code, Cover, Evidence, Extent, Finding, Origin, Place, Severity, Stretch, Theme};

use super::representation::{self, Verdict};
use super::{Asked, BodyRef, Circle, Named};
use crate::graph::{BodyView, Snapshot, Standing};

/// What to look at, and what to tell of it.
#[derive(Clone, Copy, Debug)]
pub struct Params<'p> {
    /// What was noticed while the records were read and the graph was built. What of it is about the date that is asked
    /// becomes a part of the report; errors do not.
    pub checked: &'p [Finding],
    /// Which seats count.
    pub circle: Circle,
    /// More meetings a year than so many are a heavy load on a member.
    pub heavy: u32,
    /// Only findings of these codes; empty: of all.
    pub only: &'p [Code],
    /// Only findings that matter so much or more.
    pub severity: Severity,
}

/// One meeting a week.
pub const WEEKLY: u32 = 52;

impl Default for Params<'_> {
    fn default() -> Self {
        Params { checked: &[], circle: Circle::Core, heavy: WEEKLY, only: &[], severity: Severity::Notice }
    }
}

/// Everything that is noticed about a structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What was asked.
    pub asked: Asked,
    /// Which seats count.
    pub circle: Circle,
    /// What was looked at, and how much of it is known.
    pub summary: Summary,
    /// By subject, in the order of [`Subject`]; in it the gravest first, then certain ones, then by code and bodies.
    pub rows: Vec<Row>,
    /// What the dataset allows, in the same order.
    pub allowed: Vec<Allowed>,
}

/// What was looked at, and how much of it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many bodies exist, may exist or are proposed at the date; without one, how many are recorded.
    pub bodies: usize,
    /// How many of them certainly exist; without a date, `None`.
    pub existing: Option<usize>,
    /// How many may exist.
    pub possible: Option<usize>,
    /// How many are proposed.
    pub proposed: Option<usize>,
    /// How many sources the dataset has.
    pub sources: usize,
    /// How many of the bodies are of a sort that meets, or have a seat.
    pub meeting: usize,
    /// Of how many of those that meet at least one seat is certain at the date.
    pub members_known: usize,
    /// Of how many members are known from other times only.
    pub members_of_another_time: usize,
    /// Of how many no member is known.
    pub members_unknown: usize,
    /// On how many of them somebody elected sits.
    pub elected_some: usize,
    /// On how many nobody elected sits.
    pub elected_none: usize,
    /// Of how many it cannot be established.
    pub elected_open: usize,
    /// Of how many it cannot be established whether they have the members that rules require.
    pub requirements_open: usize,
    /// Of how many it is not known whether there is another body that their duties need.
    pub duties_open: usize,
    /// How many warnings are in the report.
    pub warnings: usize,
    /// How many notices are.
    pub notices: usize,
    /// How many of both are allowed.
    pub allowed: usize,
    /// How many more there are that were not asked for.
    pub left_out: usize,
}

/// What findings are about, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Whether elected people sit there.
    ElectedRepresentation,
    /// Who sits there, and who should.
    Members,
    /// What is done twice.
    Duplication,
    /// What nobody does.
    Remits,
    /// Who answers to whom.
    Accountability,
    /// What is proposed.
    Proposals,
    /// What seats ask of those who hold them.
    Load,
    /// The records themselves.
    Data,
}

impl Subject {
    /// All of them, in order.
    pub const ALL: [Subject; 8] = [
        Subject::ElectedRepresentation,
        Subject::Members,
        Subject::Duplication,
        Subject::Remits,
        Subject::Accountability,
        Subject::Proposals,
        Subject::Load,
        Subject::Data,
    ];

    /// The heading above findings about it.
    pub fn heading(self) -> &'static str {
        match self {
            Subject::ElectedRepresentation => "Elected representation",
            Subject::Members => "Membership",
            Subject::Duplication => "Duplication",
            Subject::Remits => "Gaps in remits",
            Subject::Accountability => "Accountability",
            Subject::Proposals => "Proposals",
            Subject::Load => "Load of meetings",
            Subject::Data => "State of the data",
        }
    }

    /// The subject of findings of a code.
    pub fn of(code: Code) -> Subject {
        match code {
            Code::NoElectedMembers | Code::ElectedMembersContradicted | Code::ElectedMembersOpen => {
                Subject::ElectedRepresentation
            }
            Code::StaleHolder
            | Code::CountMismatch
            | Code::RepeatedSeat
            | Code::VacantSeat
            | Code::MembersUnknown
            | Code::RequiredMemberMissing
            | Code::RequiredMemberOnPaper
            | Code::RequiredMemberOpen => Subject::Members,
            Code::DuplicateRemits | Code::DuplicationStated | Code::MappingStated => Subject::Duplication,
            Code::ThemeWithoutHolder => Subject::Remits,
            Code::NoWayToElected | Code::AccountabilityStated | Code::DutyWithoutBody => Subject::Accountability,
            Code::ProposalContradicted => Subject::Proposals,
            Code::HeavyLoad => Subject::Load,
            _ => Subject::Data,
        }
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its code.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// The bodies that it is about, by id.
    pub bodies: Vec<BodyRef>,
    /// The themes that it is about, by id.
    pub themes: Vec<Named>,
    /// What was noticed, in words that name the bodies, without a full stop.
    pub message: String,
    /// The message with `{}` for the body, or for the theme if it is about none. What is true of many in the same words
    /// can be told of all at once.
    #[serde(skip)]
    pub pattern: Option<String>,
    /// Its place among others about the same body that stand in a record in an order of their own.
    #[serde(skip)]
    rank: usize,
    /// Why it matters, or what to do about it.
    pub help: Option<String>,
    /// Whether it holds at the date; without one, whether what it says is certain.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// What tells it from others of the same code, whatever its words and its place in a file.
    pub key: String,
    /// Where it is written in the data; the first is the main place.
    pub places: Vec<Spot>,
}

/// A place in the data, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What; may be empty.
    pub label: String,
}

/// A finding that the dataset allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Allowed {
    /// The finding.
    #[serde(flatten)]
    pub row: Row,
    /// Why it is accepted.
    pub reason: String,
    /// The last day for which it is, in EDTF; `None`: for good.
    pub until: Option<String>,
    /// What stands behind accepting it.
    pub agreed: Vec<Evidence>,
}

/// Which findings are too many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Those that matter so much or more.
    Severity(Severity),
    /// Those of some codes.
    Codes(Vec<Code>),
}

impl Report {
    /// Whether a finding that is not allowed is too many, be it certain or only possible.
    pub fn exceeds(&self, threshold: &Threshold) -> bool {
        self.rows.iter().any(|row| match threshold {
            Threshold::Severity(severity) => row.severity <= *severity,
            Threshold::Codes(codes) => codes.contains(&row.code),
        })
    }
}

/// Finds everything that is noticed about a structure.
///
/// Each finding is what the question it comes from says of the date; what they leave open is told as open. Without a
/// date, everything that is recorded counts, whatever its time. Cost: that of the questions.
///
/// ```
/// use govgraph::{Dataset, GovGraph, questions::audit};
/// let graph = GovGraph::build(Dataset::default()).expect("nothing is wrong with nothing").graph;
/// assert!(audit::find(&graph.at_any_time(), &audit::Params::default()).rows.is_empty());
/// ```
pub fn find<'g>(snapshot: &Snapshot<'g>, params: &Params<'_>) -> Report {
    let bodies: Vec<BodyView<'g>> = snapshot.bodies().collect();
    let asked = representation::Params { circle: params.circle, bodies: Some(bodies.clone()) };
    let elected = representation::find(snapshot, &asked).rows;
    let elected: Vec<Sitting<'g>> = elected.into_iter().filter_map(|row| Sitting::of(snapshot, row)).collect();
    let mut rows = elected::find(snapshot, &elected);
    rows.extend(members::find(snapshot, &elected));
    rows.extend(rules::find(snapshot, params.circle));
    rows.extend(duplication::find(snapshot, params.circle));
    rows.extend(remits::find(snapshot));
    rows.extend(accountability::find(snapshot, &elected));
    rows.extend(proposals::find(snapshot));
    rows.extend(load::find(snapshot, params));
    rows.extend(data::find(snapshot, params.checked));
    let allow::Sorted { mut rows, mut allowed } = allow::sort(snapshot, rows);
    rows.sort_by_cached_key(order);
    allowed.sort_by_cached_key(|allowed| (order(&allowed.row), allowed.reason.clone()));
    let wanted =
        |row: &Row| row.severity <= params.severity && (params.only.is_empty() || params.only.contains(&row.code));
    let all = summary(snapshot, &elected, &rows);
    let found = rows.len();
    rows.retain(wanted);
    allowed.retain(|allowed| wanted(&allowed.row));
    let count = |severity| rows.iter().filter(|row| row.severity == severity).count();
    let (warnings, notices) = (count(Severity::Warning), count(Severity::Notice));
    let summary = Summary { warnings, notices, allowed: allowed.len(), left_out: found - rows.len(), ..all };
    Report { asked: Asked::new("audit", snapshot), circle: params.circle, summary, rows, allowed }
}

/// The order of a subject: the gravest first, then what is certain.
fn order(row: &Row) -> impl Ord + use<> {
    let ids: Vec<String> = row.bodies.iter().map(|body| body.id.clone()).collect();
    let themes: Vec<String> = row.themes.iter().map(|theme| theme.id.clone()).collect();
    let rest = (themes, row.key.clone(), row.message.clone(), row.places.clone());
    (row.subject, row.severity, std::cmp::Reverse(row.cover), row.code, ids, row.rank, rest)
}

/// Whether what was recorded for some time is about the date that is asked: about all of it, or about a part.
///
/// What a source says of another time is no finding of this one, even where its dates leave open how long it held.
fn of_the_date(snapshot: &Snapshot<'_>, extent: &Extent) -> Option<Cover> {
    let Some(at) = snapshot.date() else { return Some(Cover::Certain) };
    let days = Stretch::of_date(at);
    let is_apart = extent.certain().is_some_and(|said| said.last < days.first || days.last < said.first);
    Some(extent.covers(at)).filter(|cover| cover.is_possible() && !is_apart)
}

/// A body, with what is known of who sits there.
struct Sitting<'g> {
    body: BodyView<'g>,
    row: representation::Row,
}

impl<'g> Sitting<'g> {
    fn of(snapshot: &Snapshot<'g>, row: representation::Row) -> Option<Self> {
        let body = snapshot.graph().body(&row.body.id.parse().ok()?)?;
        Some(Sitting { body, row })
    }

    /// Whether somebody has to sit there, or is known to.
    fn meets(&self) -> bool {
        self.body.kind().has_members() || !self.row.seats.is_empty()
    }

    /// Whether members are known at the date.
    fn is_known(&self) -> bool {
        !self.row.seats.is_empty() && self.row.known_then
    }

    /// Whether it is there: of what may not exist, nothing is certain.
    fn cover(&self) -> Cover {
        match self.row.body.standing {
            Some(Standing::Possible) => Cover::Possible,
            _ => Cover::Certain,
        }
    }
}

/// What was looked at, and how much of it is known, before anything is left out.
fn summary(snapshot: &Snapshot<'_>, all: &[Sitting<'_>], rows: &[Row]) -> Summary {
    let standing = |wanted: fn(Standing) -> bool| {
        let standings = all.iter().filter_map(|sitting| sitting.row.body.standing);
        snapshot.date().map(|_| standings.filter(|standing| wanted(*standing)).count())
    };
    let meeting: Vec<&Sitting<'_>> = all.iter().filter(|sitting| sitting.meets()).collect();
    let verdict = |verdict| meeting.iter().filter(|sitting| sitting.row.verdict() == verdict).count();
    let open = |codes: &[Code]| {
        let rows = rows.iter().filter(|row| codes.contains(&row.code));
        rows.flat_map(|row| &row.bodies).map(|body| &body.id).collect::<BTreeSet<_>>().len()
    };
    let members_known = meeting.iter().filter(|sitting| sitting.is_known()).count();
    let members_unknown = meeting.iter().filter(|sitting| sitting.row.seats.is_empty()).count();
    Summary {
        bodies: all.len(),
        existing: standing(|standing| standing.exists() == Cover::Certain),
        possible: standing(|standing| standing == Standing::Possible),
        proposed: standing(|standing| standing == Standing::Proposed),
        sources: snapshot.graph().sources().len(),
        meeting: meeting.len(),
        members_known,
        members_of_another_time: meeting.len() - members_known - members_unknown,
        members_unknown,
        elected_some: verdict(Verdict::Some),
        elected_none: verdict(Verdict::None),
        elected_open: verdict(Verdict::Open),
        requirements_open: open(&[Code::RequiredMemberOpen, Code::RequiredMemberOnPaper]),
        duties_open: open(&[Code::DutyWithoutBody]),
        warnings: 0,
        notices: 0,
        allowed: 0,
        left_out: 0,
    }
}

impl Row {
    /// A finding that is about no body.
    fn new(code: Code, message: impl Into<String>, cover: Cover) -> Self {
        Row {
            code,
            severity: code.severity(),
            subject: Subject::of(code),
            bodies: Vec::new(),
            themes: Vec::new(),
            message: message.into(),
            pattern: None,
            rank: 0,
            help: None,
            cover,
            evidence: Vec::new(),
            key: String::new(),
            places: Vec::new(),
        }
    }

    /// A finding about a body, which stands in the message for `{}`.
    fn of<'g>(
        snapshot: &Snapshot<'g>,
        code: Code,
        body: BodyView<'g>,
        pattern: impl Into<String>,
        cover: Cover,
    ) -> Self {
        let pattern = pattern.into();
        let message = pattern.replacen("{}", &called(body), 1);
        let row = Row { pattern: Some(pattern), ..Row::new(code, message, cover) };
        row.about(snapshot, [body]).at(snapshot, body.record().id.origin, "")
    }

    /// A finding about a theme, which stands in the message for `{}`.
    fn on(snapshot: &Snapshot<'_>, code: Code, theme: &Theme, pattern: impl Into<String>, cover: Cover) -> Self {
        let pattern = pattern.into();
        let message = pattern.replacen("{}", &format!("{} ({})", theme.name, theme.id), 1);
        let row = Row { themes: vec![theme.into()], pattern: Some(pattern), ..Row::new(code, message, cover) };
        row.at(snapshot, theme.id.origin, "")
    }

    /// About more bodies.
    fn about<'g>(mut self, snapshot: &Snapshot<'g>, bodies: impl IntoIterator<Item = BodyView<'g>>) -> Self {
        self.bodies.extend(bodies.into_iter().map(|body| BodyRef::at(snapshot, body)));
        self.bodies.sort();
        self.bodies.dedup();
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn evidence(mut self, evidence: Vec<Evidence>) -> Self {
        super::add_evidence(&mut self.evidence, evidence);
        self
    }

    fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// With another place; the one that was last given comes first, as the one that says most closely where it is.
    fn at(mut self, snapshot: &Snapshot<'_>, origin: Origin, label: &str) -> Self {
        if let Some(place) = snapshot.graph().files().place(origin) {
            self.places.retain(|spot| spot.place != place);
            self.places.insert(0, Spot { place, label: label.to_string() });
        }
        self
    }

    /// With another place that comes behind the others.
    fn at_also(mut self, snapshot: &Snapshot<'_>, origin: Origin, label: &str) -> Self {
        let place = snapshot.graph().files().place(origin);
        if let Some(place) = place.filter(|place| self.places.iter().all(|spot| spot.place != *place)) {
            self.places.push(Spot { place, label: label.to_string() });
        }
        self
    }
}

/// `London Community Safety Partnership (lcsp)`.
fn called(body: BodyView<'_>) -> String {
    format!("{} ({})", body.name(), body.id())
}
