//! The pages on the codes of findings, for whoever shows a finding away from the documentation.

use govgraph::Code;

macro_rules! pages {
    ($($variant:ident $word:literal)*) => {
        /// The page on a code in the documentation, in Markdown.
        pub(crate) fn page(code: Code) -> &'static str {
            match code {
                $(Code::$variant => include_str!(concat!("../../../docs/codes/", $word, ".md")),)*
            }
        }
    };
}

pages! {
    NoDataset "no-dataset"
    UnknownDataset "unknown-dataset"
    UnreadableFile "unreadable-file"
    InvalidUtf8 "invalid-utf8"
    TooLarge "too-large"
    Syntax "syntax"
    EmptyFile "empty-file"
    Tab "tab"
    OddIndent "odd-indent"
    YamlFeature "yaml-feature"
    MultiLineText "multi-line-text"
    TightComment "tight-comment"
    DuplicateKey "duplicate-key"
    FormatVersion "format-version"
    UnknownKey "unknown-key"
    MissingKey "missing-key"
    WrongType "wrong-type"
    BadId "bad-id"
    BadDate "bad-date"
    BadCount "bad-count"
    BadWord "bad-word"
    BadValue "bad-value"
    NoHolder "no-holder"
    BadTable "bad-table"
    NotATable "not-a-table"
    DuplicateId "duplicate-id"
    UnknownBody "unknown-body"
    UnknownSource "unknown-source"
    UnknownArea "unknown-area"
    UnknownClass "unknown-class"
    UnknownTheme "unknown-theme"
    UnknownPerson "unknown-person"
    UnknownPlan "unknown-plan"
    EndsBeforeStart "ends-before-start"
    ContainmentCycle "containment-cycle"
    HierarchyCycle "hierarchy-cycle"
    SelfRelation "self-relation"
    EventShape "event-shape"
    CollectiveClass "collective-class"
    BodyNotThere "body-not-there"
    BodyAlreadyThere "body-already-there"
    StepIntoItself "step-into-itself"
    StepsContradict "steps-contradict"
    NothingToTransfer "nothing-to-transfer"
    SeatOutsideLifetime "seat-outside-lifetime"
    StaleHolder "stale-holder"
    EventOutsideLifetime "event-outside-lifetime"
    CountMismatch "count-mismatch"
    RepeatedSeat "repeated-seat"
    ChairOfNothing "chair-of-nothing"
    ExOfficioCycle "ex-officio-cycle"
    SimilarPost "similar-post"
    SameName "same-name"
    ComesBack "comes-back"
    Unsourced "unsourced"
    NoElectedMembers "no-elected-members"
    ElectedMembersContradicted "elected-members-contradicted"
    ElectedMembersOpen "elected-members-open"
    MembersUnknown "members-unknown"
    VacantSeat "vacant-seat"
    RequiredMemberMissing "required-member-missing"
    RequiredMemberOnPaper "required-member-on-paper"
    RequiredMemberOpen "required-member-open"
    DuplicateRemits "duplicate-remits"
    DuplicationStated "duplication-stated"
    MappingStated "mapping-stated"
    ThemeWithoutHolder "theme-without-holder"
    DutyWithoutBody "duty-without-body"
    NoWayToElected "no-way-to-elected"
    AccountabilityStated "accountability-stated"
    ProposalContradicted "proposal-contradicted"
    HeavyLoad "heavy-load"
    UnusedAllow "unused-allow"
}

#[cfg(test)]
mod tests {
    use govgraph::Word as _;

    use super::*;

    #[test]
    fn every_code_has_its_own_page() {
        for code in Code::ALL {
            assert!(page(*code).starts_with(&format!("# `{code}`\n")), "{code}");
        }
    }
}
