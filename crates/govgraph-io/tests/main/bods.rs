//! The Beneficial Ownership Data Standard: what is read, and what is told of it.

use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

fn read(json: &str) -> Imported {
    import(InputFormat::Bods, &[Text { name: "x.json", bytes: json.as_bytes() }], &Options::default())
}

fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

/// A statement on a record, as it stands in an array.
fn statement(id: &str, kind: &str, rest: &str, details: &str) -> String {
    format!(r#"{{"recordId": "{id}", "recordType": "{kind}", {rest} "recordDetails": {{{details}}}}}"#)
}

fn board() -> String {
    statement("b", "entity", "", r#""name": "Board", "entityType": {"type": "stateBody"}"#)
}

fn ann() -> String {
    statement("p", "person", "", r#""names": [{"fullName": "Ann Bell"}]"#)
}

fn interest(id: &str, rest: &str, party: &str, interests: &str) -> String {
    statement(
        id,
        "relationship",
        rest,
        &format!(r#""subject": "b", "interestedParty": {party}, "interests": [{interests}]"#),
    )
}

fn array(statements: &[String]) -> Imported {
    read(&format!("[{}]", statements.join(", ")))
}

/// Each seat: who, capacity or role, period.
fn seats(imported: &Imported) -> Vec<String> {
    let seat = |seat: &Seat| {
        let holder = &seat.holder;
        let who = holder.person.as_ref().map(ToString::to_string);
        let who = who.or(holder.organisation.as_ref().map(ToString::to_string)).or(holder.described.clone());
        let during = seat.during.as_ref().map(|during| during.edtf()).unwrap_or_default();
        format!(
            "{} {} {during}",
            who.unwrap_or_default(),
            seat.role.clone().unwrap_or(seat.capacity.word().to_string())
        )
    };
    imported.dataset.bodies.iter().flat_map(|body| &body.seats).map(seat).collect()
}

#[test]
fn seats_and_appointing_are_read_and_shares_are_counted() {
    let owner = statement("o", "entity", "", r#""name": "Owner", "entityType": {"type": "state"}"#);
    let read = array(&[
        board(),
        ann(),
        owner,
        interest(
            "r1",
            "",
            r#""p""#,
            r#"{"type": "boardChair", "startDate": "2010-05-01", "endDate": "2012-01-31"}, {"type": "boardMember", "details": "Treasurer"}"#,
        ),
        interest(
            "r2",
            "",
            r#""o""#,
            r#"{"type": "appointmentOfBoard"}, {"type": "controlByLegalFramework"}, {"type": "shareholding", "share": {"exact": 100}}"#,
        ),
        interest(
            "r3",
            "",
            r#"{"reason": "noBeneficialOwners", "description": "nobody"}"#,
            r#"{"type": "boardMember"}, {"type": "appointmentOfBoard"}"#,
        ),
        interest("r4", "", r#""p""#, r#"{"type": "seniorManagingOfficial"}, {"type": "trustee"}"#),
    ]);
    expect_test::expect![[r#"
        p chair 2010-05-01/2012-01-31
        p Treasurer 
        not specified (nobody) member 
        p trustee "#]]
    .assert_eq(&seats(&read).join("\n"));
    let relations: Vec<String> =
        read.dataset.relations.iter().map(|of| format!("{} {} {}", of.from, of.kind, of.to)).collect();
    assert_eq!(relations, ["o appoints b", "o oversees b"]);
    assert_eq!(read.dataset.bodies[0].posts[0].name.as_str(), "senior managing official");
    expect_test::expect![[r#"
        1 `share` of an interest: a map
        1 interest `shareholding`: r2
        1 interest `appointmentOfBoard` of what is no entity: r3"#]]
    .assert_eq(&notes(&read).join("\n"));
    assert!(read.report.choices.iter().any(|choice| choice.starts_with("a first of a month")));
}

#[test]
fn the_last_statement_on_a_record_counts_and_a_closed_one_is_over() {
    let at = |status: &str, date: &str| format!(r#""recordStatus": "{status}", "statementDate": "{date}","#);
    let read = array(&[
        board(),
        ann(),
        interest("r1", &at("updated", "2015-01-01"), r#""p""#, r#"{"type": "boardChair"}"#),
        interest("r1", &at("new", "2010-01-01T10:00:00Z"), r#""p""#, r#"{"type": "boardMember"}"#),
        interest("r2", &at("new", "2010-01-01"), r#""p""#, r#"{"type": "boardMember", "startDate": "2009-01-01"}"#),
        statement("r2", "relationship", &at("closed", "2011-01-01"), ""),
        interest(
            "r3",
            &at("closed", "2011-01-01"),
            r#""p""#,
            r#"{"type": "boardMember", "startDate": "2009-01-01", "endDate": "2010-06-30"}"#,
        ),
    ]);
    assert_eq!(notes(&read), Vec::<String>::new());
    let during = ["p chair ", "p member 2009-01-01/[2009-01-01..2011-01-01]", "p member 2009-01-01/2010-06-30"];
    assert_eq!(seats(&read), during);
}

#[test]
fn records_with_one_identifier_are_proposed_to_be_the_same_and_stay_two() {
    let with = |id: &str, name: &str| {
        let details = format!(
            r#""name": "{name}", "identifiers": [{{"scheme": "GB-COH", "id": "01234567"}}], "jurisdiction": {{"code": "GB"}}"#
        );
        statement(id, "entity", "", &details)
    };
    let read = array(&[with("d1-b", "Board Ltd"), with("d2-b", "BOARD LIMITED")]);
    assert_eq!(read.dataset.bodies.len(), 2);
    assert_eq!(
        notes(&read),
        ["1 two records with one identifier, proposed to be the same and kept apart: GB-COH 01234567: d1-b and d2-b"]
    );
    assert_eq!(read.dataset.areas.len(), 1);
}

#[test]
fn an_act_that_formed_a_body_stands_behind_it_and_nameless_people_say_why() {
    let read = array(&[
        statement(
            "b",
            "entity",
            r#""source": {"type": ["officialRegister"], "description": "The register", "url": "https://x.org/r"},"#,
            r#""name": "Board", "foundingDate": "2000-07-03", "formedByStatute": {"name": "Board Act 1999", "date": "1999-11-11"}"#,
        ),
        statement(
            "p",
            "person",
            "",
            r#""personType": "anonymousPerson", "unspecifiedPersonDetails": {"reason": "subjectExempt"}"#,
        ),
        statement(
            "q",
            "person",
            "",
            r#""names": [{"type": "birth", "fullName": "Bo Born"}, {"givenName": "Bo", "familyName": "Now"}]"#,
        ),
    ]);
    let body = &read.dataset.bodies[0];
    let sources: Vec<&str> = body.provenance.sources.iter().map(|citation| citation.source.as_str()).collect();
    assert_eq!(sources, ["x", "the-register", "board-act-1999"]);
    assert_eq!(body.exists.as_ref().map(|exists| exists.during.edtf()).as_deref(), Some("2000-07-03/"));
    let act = read.dataset.sources.iter().find(|source| source.id.as_str() == "board-act-1999");
    assert_eq!(act.map(|act| act.kind), Some(SourceKind::Act));
    let names: Vec<&str> = read.dataset.persons.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["anonymous person (subject exempt)", "Bo Now"]);
}

#[test]
fn statements_may_stand_a_line_each() {
    let lines = format!("{}\n\n{}\n{}\n", board(), ann(), interest("r", "", r#""p""#, r#"{"type": "boardMember"}"#));
    assert_eq!(seats(&read(&lines)), ["p member "]);
    let bytes = lines.as_bytes();
    assert_eq!(InputFormat::detect(&[Text { name: "x.jsonl", bytes }]), Some(InputFormat::Bods));
    let read = read(&format!("{}\n{{\"recordId\" 2}}\n", board()));
    let line = read.findings.first().map(|finding| finding.line(&read.dataset.files));
    assert_eq!(line.as_deref(), Some("x.json:2:13: this is no JSON: expected `:` [syntax]"));
}

#[test]
fn whatever_is_wrong_is_counted_with_an_example() {
    let read = array(&[
        board(),
        ann(),
        r#"{"statementType": "ownershipOrControlStatement", "statementID": "old"}"#.to_string(),
        r#"{"recordType": "entity", "recordDetails": {"name": "x"}}"#.to_string(),
        r#"{"recordType": "entity", "recordId": "n"}"#.to_string(),
        r#"{"recordType": "thing", "recordId": "t"}"#.to_string(),
        statement(
            "r0",
            "relationship",
            r#""recordStatus": "odd", "annotations": ["a"],"#,
            r#""subject": "zz", "interestedParty": "p""#,
        ),
        statement("r1", "relationship", "", r#""subject": {"reason": "unknown"}, "interestedParty": "p""#),
        interest("r2", "", r#""zz""#, ""),
        interest("r3", r#""recordStatus": "closed","#, r#""p""#, ""),
        interest(
            "r4",
            "",
            r#""b""#,
            r#"{"type": "seniorManagingOfficial"}, {"type": "boardMember"}, {"type": "appointmentOfBoard", "details": "d"}"#,
        ),
        statement("p2", "person", "", r#""birthDate": "1970", "identifiers": [{"scheme": "s"}]"#),
        statement(
            "b2",
            "entity",
            "",
            r#""alternateNames": [[]], "formedByStatute": {"date": "1999-01-01"}, "addresses": ["a"]"#,
        ),
    ]);
    expect_test::expect![[r#"
        1 statement in a version of the standard before 0.4: ownershipOrControlStatement
        1 statement without a recordId: 
        1 statement without recordDetails: n
        1 statement on a record of no known type: thing
        1 `annotations` of a statement: a list
        1 status of a record that is none, taken as updated: odd
        1 closed record without a date, of which no end is known: r3
        1 `addresses` of an entity: a list
        1 alternative name that is none: a list
        1 statute without a name: a map
        1 `birthDate` of a person: 1970
        1 identifier that is none: a map
        1 relationship to an entity that is not there: zz
        1 relationship whose subject is not named: unknown (unknown)
        1 relationship of somebody who is not there: zz
        1 relationship without an interest: r3
        3 interest of an entity in itself: r4"#]]
    .assert_eq(&notes(&read).join("\n"));
    assert!(read.findings.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_file_makes_the_reader_fail(junk in "\\PC{0,60}", at in 0usize..900, with in "[\\[\\]{}\":,a0\n]{0,3}") {
        read(&junk);
        let text = format!("[{}, {}, {}]", board(), ann(), interest("r", "", r#""p""#, r#"{"type": "boardMember", "startDate": "2010-01-01"}"#));
        let at = at.min(text.len());
        read(&format!("{}{with}{}", &text[..at], &text[at..]));
    }
}
