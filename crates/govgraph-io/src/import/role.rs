//! Roles as others write them.

use govgraph_model::{Capacity, Word as _};

/// What somebody is on a body, by what their role is called there; and the name of the role where it says more.
///
/// Only words that mean one capacity everywhere are taken for it: a secretary of a committee is no Secretary of State.
pub(crate) fn of_role(role: Option<&str>) -> (Capacity, Option<String>) {
    let Some(role) = role else { return (Capacity::Member, None) };
    let letters = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = role.chars().map(letters).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let capacity = match words.as_slice() {
        ["chair" | "chairman" | "chairwoman" | "chairperson"] => Capacity::Chair,
        ["co", "chair" | "chairman" | "chairwoman" | "chairperson"] | ["cochair" | "cochairman" | "cochairwoman"] => {
            Capacity::CoChair
        }
        ["vice" | "deputy", "chair" | "chairman" | "chairwoman" | "chairperson"] | ["vicechair"] => Capacity::ViceChair,
        ["adviser" | "advisor" | "advisory"] | ["advisory", "member"] => Capacity::Adviser,
        ["observer"] => Capacity::Observer,
        ["secretariat"] => Capacity::Secretariat,
        _ => Capacity::Member,
    };
    let says_more = !role.trim().eq_ignore_ascii_case(capacity.word());
    (capacity, says_more.then(|| role.trim().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_becomes_a_capacity_and_keeps_what_that_does_not_say() {
        assert_eq!(of_role(Some("Chair")), (Capacity::Chair, None));
        assert_eq!(of_role(Some("Vice Chair")), (Capacity::ViceChair, Some("Vice Chair".into())));
        assert_eq!(of_role(Some("Ranking Member")), (Capacity::Member, Some("Ranking Member".into())));
        assert_eq!(of_role(Some("Secretary of State")), (Capacity::Member, Some("Secretary of State".into())));
        assert_eq!(of_role(Some("member")), (Capacity::Member, None));
        assert_eq!(of_role(None), (Capacity::Member, None));
    }
}
