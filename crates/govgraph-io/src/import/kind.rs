//! Kinds of bodies as others call them.

use govgraph_model::{BodyKind, Word as _};

/// The kind that a classification means, and whether it says no more than the kind.
///
/// Spelling drifts over the years ("Sub-organisation", "Sub organisation"), so only letters count. What means no kind of
/// ours is an organisation of a class of its own.
pub(crate) fn of_classification(text: &str) -> (BodyKind, bool) {
    let key: String = text.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    // A collective stands for a class, which only the authored format names.
    let same = |kind: &BodyKind| *kind != BodyKind::Collective && kind.word().replace('-', "") == key;
    if let Some(kind) = BodyKind::ALL.iter().copied().find(same) {
        return (kind, true);
    }
    let kind = match key.as_str() {
        "organization" | "other" => return (BodyKind::Organisation, true),
        "politicalparty" => BodyKind::Party,
        "subcommittee" | "jointcommittee" | "selectcommittee" => BodyKind::Committee,
        "ministerialdepartment" | "nonministerialdepartment" | "ministry" => BodyKind::Department,
        "executiveagency"
        | "executivenondepartmentalpublicbody"
        | "advisorynondepartmentalpublicbody"
        | "tribunalnondepartmentalpublicbody"
        | "independentmonitoringbody"
        | "publiccorporation" => BodyKind::Agency,
        "court" | "tribunal" | "specialhealthauthority" | "devolvedadministration" | "devolvedgovernment" => {
            BodyKind::Authority
        }
        "taskforce" | "workinggroup" | "advisorygroup" | "adhocadvisorygroup" => BodyKind::Group,
        "caucus" => BodyKind::Group,
        "commission" => BodyKind::Authority,
        _ => BodyKind::Organisation,
    };
    (kind, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_makes_no_kind() {
        assert_eq!(of_classification("Committee"), (BodyKind::Committee, true));
        assert_eq!(of_classification("Police force"), (BodyKind::PoliceForce, true));
        assert_eq!(of_classification("Executive agency"), (BodyKind::Agency, false));
        assert_eq!(of_classification("Sub-organisation"), (BodyKind::Organisation, false));
        assert_eq!(of_classification("Ad-hoc advisory group"), of_classification("ad hoc Advisory Group"));
        assert_eq!(of_classification("Other"), (BodyKind::Organisation, true));
    }
}
