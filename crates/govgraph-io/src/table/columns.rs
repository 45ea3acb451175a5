//! Which column is what.

use crate::import::Columns;
use govgraph_model::nearest;

/// What a column can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Member,
    MemberId,
    Body,
    BodyId,
    Since,
    Until,
    Role,
    Elected,
}

/// All with their words, the surest first; only letters and digits of a header count. They are listed in
/// `docs/formats/table.md`.
pub(crate) const WORDS: [(Field, &[&str]); 8] = [
    (Field::MemberId, &["memberid", "personid", "councillorid", "directorid", "holderid", "memberref", "personref"]),
    (
        Field::BodyId,
        &["bodyid", "committeeid", "boardid", "organisationid", "organizationid", "orgid", "groupid", "companynumber"],
    ),
    (
        Field::Member,
        &[
            "member",
            "membername",
            "person",
            "personname",
            "councillor",
            "councillorname",
            "cllr",
            "councilmember",
            "director",
            "directorname",
            "trustee",
            "trusteename",
            "governor",
            "commissioner",
            "minister",
            "officer",
            "officername",
            "appointee",
            "representative",
            "holder",
            "officeholder",
            "memberorganisation",
            "memberorganization",
            "partner",
            "fullname",
            "name",
        ],
    ),
    (
        Field::Body,
        &[
            "body",
            "bodyname",
            "committee",
            "committeename",
            "subcommittee",
            "board",
            "boardname",
            "panel",
            "partnership",
            "group",
            "groupname",
            "forum",
            "company",
            "companyname",
            "charity",
            "organisation",
            "organisationname",
            "organization",
            "organizationname",
            "org",
            "department",
            "agency",
            "institution",
            "authority",
            "council",
        ],
    ),
    (
        Field::Since,
        &[
            "start",
            "startdate",
            "datestart",
            "started",
            "from",
            "datefrom",
            "fromdate",
            "since",
            "appointed",
            "appointedon",
            "dateappointed",
            "dateofappointment",
            "appointmentdate",
            "appointmentstart",
            "joined",
            "datejoined",
            "joinedon",
            "begin",
            "begins",
            "began",
            "validfrom",
            "effectivefrom",
            "termstart",
            "startofterm",
        ],
    ),
    (
        Field::Until,
        &[
            "end",
            "enddate",
            "dateend",
            "ended",
            "until",
            "to",
            "dateto",
            "todate",
            "left",
            "leftdate",
            "dateleft",
            "lefton",
            "resigned",
            "resignedon",
            "dateresigned",
            "ceased",
            "ceasedon",
            "terminated",
            "appointmentend",
            "ends",
            "validto",
            "validuntil",
            "effectiveto",
            "termend",
            "endofterm",
            "termends",
        ],
    ),
    (
        Field::Role,
        &["role", "roles", "position", "post", "office", "capacity", "function", "jobtitle", "membershiptype"],
    ),
    (Field::Elected, &["elected", "iselected", "electedmember", "directlyelected"]),
];

impl Field {
    /// What it is called in the report.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Field::Member => "the member",
            Field::MemberId => "the id of the member",
            Field::Body => "the body",
            Field::BodyId => "the id of the body",
            Field::Since => "the start",
            Field::Until => "the end",
            Field::Role => "the role",
            Field::Elected => "whether the member is elected",
        }
    }

    /// The key under which records have it: no header is called so.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Field::Member => "\u{1}member",
            Field::MemberId => "\u{1}member id",
            Field::Body => "\u{1}body",
            Field::BodyId => "\u{1}body id",
            Field::Since => "\u{1}since",
            Field::Until => "\u{1}until",
            Field::Role => "\u{1}role",
            Field::Elected => "\u{1}elected",
        }
    }

    /// The option that says which column it is.
    fn option(self) -> Option<&'static str> {
        match self {
            Field::Member => Some("--member"),
            Field::Body => Some("--body-column"),
            Field::Since => Some("--since"),
            Field::Until => Some("--until"),
            Field::Role => Some("--role"),
            Field::Elected => Some("--elected"),
            Field::MemberId | Field::BodyId => None,
        }
    }

    fn told(self, columns: &Columns) -> Option<&str> {
        match self {
            Field::Member => columns.member.as_deref(),
            Field::Body => columns.body.as_deref(),
            Field::Since => columns.since.as_deref(),
            Field::Until => columns.until.as_deref(),
            Field::Role => columns.role.as_deref(),
            Field::Elected => columns.elected.as_deref(),
            Field::MemberId | Field::BodyId => None,
        }
    }
}

/// What each column is, told or guessed from its header.
///
/// # Errors
/// Why that cannot be: a column that was named is not there, or is told to be two things.
pub(crate) fn guess(names: &[impl AsRef<str>], told: &Columns) -> Result<Vec<Option<Field>>, String> {
    let mut found: Vec<Option<Field>> = vec![None; names.len()];
    let position = |called: &str| {
        let same = |wanted: fn(&str, &str) -> bool| names.iter().position(|name| wanted(name.as_ref(), called));
        same(|name, called| name == called).or_else(|| same(|name, called| name.eq_ignore_ascii_case(called)))
    };
    for (field, _) in WORDS {
        let (Some(called), Some(option)) = (field.told(told).map(str::trim), field.option()) else { continue };
        let Some(at) = position(called) else {
            let near = nearest(called, names.iter().map(AsRef::as_ref));
            let near = near.map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
            return Err(format!("no column is called `{called}`{near}, as {option} says; there are {}", list(names)));
        };
        match found.get_mut(at) {
            Some(Some(other)) => {
                return Err(format!("the column `{called}` cannot be both {} and {}", other.word(), field.word()));
            }
            Some(free) => *free = Some(field),
            None => {}
        }
    }
    let keys: Vec<String> = names.iter().map(|name| letters(name.as_ref())).collect();
    for (field, words) in WORDS {
        if found.contains(&Some(field)) {
            continue;
        }
        let at = words
            .iter()
            .find_map(|word| keys.iter().zip(&found).position(|(key, found)| found.is_none() && key == word));
        if let Some(free) = at.and_then(|at| found.get_mut(at)) {
            *free = Some(field);
        }
    }
    // An id stands for what it is of where there is no name.
    for (id, name) in [(Field::MemberId, Field::Member), (Field::BodyId, Field::Body)] {
        if !found.contains(&Some(name))
            && let Some(at) = found.iter().position(|found| *found == Some(id))
            && let Some(found) = found.get_mut(at)
        {
            *found = Some(name);
        }
    }
    Ok(found)
}

/// Why a table cannot be read of which the columns for members or bodies are not known; `None` if they are.
pub(crate) fn missing(names: &[impl AsRef<str>], found: &[Option<Field>]) -> Option<String> {
    let missing = [(Field::Member, "member"), (Field::Body, "body")]
        .into_iter()
        .filter(|(field, _)| !found.contains(&Some(*field)));
    let missing: Vec<(Field, &str)> = missing.collect();
    let what: Vec<&str> = missing.iter().map(|(_, what)| *what).collect();
    let options: Vec<String> =
        missing.iter().filter_map(|(field, _)| Some(format!("{} COLUMN", field.option()?))).collect();
    (!what.is_empty()).then(|| {
        format!(
            "no header tells which column is the {}; say it with {}; there are {}",
            what.join(" and which is the "),
            options.join(" and "),
            list(names)
        )
    })
}

fn list(names: &[impl AsRef<str>]) -> String {
    names.iter().map(|name| format!("`{}`", crate::words::shorten(name.as_ref()))).collect::<Vec<_>>().join(", ")
}

fn letters(header: &str) -> String {
    header.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(names: &[&str]) -> Vec<String> {
        let found = guess(names, &Columns::default()).unwrap_or_default();
        let told = names.iter().zip(found);
        told.filter_map(|(name, field)| Some(format!("{name}={:?}", field?))).collect()
    }

    #[test]
    fn the_surest_word_wins_and_an_id_stands_in_for_a_name() {
        assert_eq!(
            guessed(&["Councillor", "Committee", "Start Date", "End_date", "Role", "Notes"]),
            ["Councillor=Member", "Committee=Body", "Start Date=Since", "End_date=Until", "Role=Role"]
        );
        assert_eq!(guessed(&["name", "board"]), ["name=Member", "board=Body"]);
        assert_eq!(guessed(&["member", "body", "name"]), ["member=Member", "body=Body"]);
        assert_eq!(
            guessed(&["person_id", "name", "committee_id"]),
            ["person_id=MemberId", "name=Member", "committee_id=Body"]
        );
        assert_eq!(guessed(&["Verein", "Mitglied"]), Vec::<String>::new());
    }

    #[test]
    fn what_is_told_goes_before_what_is_guessed() {
        let told = Columns { member: Some("b".into()), since: Some("MEMBER".into()), ..Columns::default() };
        let found = guess(&["member", "b", "body"], &told).unwrap_or_default();
        assert_eq!(found, [Some(Field::Since), Some(Field::Member), Some(Field::Body)]);
        let told = Columns { body: Some("boddy".into()), ..Columns::default() };
        let error = guess(&["member", "body"], &told).err().unwrap_or_default();
        assert_eq!(
            error,
            "no column is called `boddy` (did you mean `body`?), as --body-column says; there are `member`, `body`"
        );
        let told = Columns { body: Some("x".into()), role: Some("x".into()), ..Columns::default() };
        let error = guess(&["x", "y"], &told).err().unwrap_or_default();
        assert_eq!(error, "the column `x` cannot be both the body and the role");
    }
}
