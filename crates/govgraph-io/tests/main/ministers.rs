//! The ministers database: what is read, and what is told of it.

use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Ends, Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

const ORGANISATIONS: &str = "id,name,short_name,start_date,end_date\n\
    o1,Department of Beans,DoB,1990-01-01,2000-05-01\n\
    o2,Department for Peas,DfP,2000-05-01,\n\
    o3,Department for Pods,DfPods,2000-05-01,\n\
    o4,Old Office,,,\n\
    o5,Department for Peas,DfP,1980-01-01,1990-01-01\n";

/// The folder, with some files exchanged for others.
fn folder(files: &[(&str, &str)]) -> Imported {
    folder_with(files, &Options::default())
}

fn folder_with(files: &[(&str, &str)], options: &Options) -> Imported {
    let mut all = vec![
        ("x/organisation.csv", ORGANISATIONS),
        ("x/organisation_link.csv", "id,predecessor_organisation_id,successor_organisation_id,type,link_start_date\n"),
        ("x/person.csv", "id,id_parliament,name,start_date,end_date\np1,12.0,Ann,,\n"),
        ("x/post.csv", "id,organisation_id,name,rank_equivalence\nt1,o2,Minister,MoS\n"),
        ("x/representation.csv", "id,person_id,house,start_date,end_date\n"),
        ("x/appointment_characteristics.csv", "id,appointment_id\n"),
        ("x/appointment.csv", "id,person_id,post_id,start_date,end_date\n"),
    ];
    for (name, text) in files {
        match all.iter_mut().find(|(own, _)| own.ends_with(&format!("/{name}"))) {
            Some(own) => own.1 = text,
            None => all.push((name, text)),
        }
    }
    let texts: Vec<Text<'_>> = all.iter().map(|(name, text)| Text { name, bytes: text.as_bytes() }).collect();
    assert_eq!(InputFormat::detect(&texts), Some(InputFormat::Ministers));
    import(InputFormat::Ministers, &texts, options)
}

fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

/// The seats of a body: who, when, and whether they are elected.
fn seats(imported: &Imported, body: &str) -> Vec<String> {
    let body = imported.dataset.bodies.iter().find(|found| found.id.as_str() == body);
    let word = |seat: &Seat| seat.elected.as_ref().map_or("unknown", |elected| elected.is.word());
    let during = |seat: &Seat| seat.during.as_ref().map(ToString::to_string).unwrap_or_default();
    body.iter().flat_map(|body| &body.seats).map(|seat| format!("{} {}", during(seat), word(seat))).collect()
}

fn events(imported: &Imported) -> Vec<String> {
    let ids = |ids: &[Located<BodyId>]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join("+");
    let leg = |leg: &Leg| {
        let survives = leg.survives.map(|survives| format!(" survives={survives}")).unwrap_or_default();
        format!("{} {} → {}{survives}", leg.kind, ids(&leg.from), ids(&leg.to))
    };
    let when = |event: &Event| event.when.date().map(ToString::to_string).unwrap_or_default();
    let events = imported.dataset.events.iter();
    events
        .map(|event| format!("{}: {}", when(event), event.legs.iter().map(leg).collect::<Vec<_>>().join(", ")))
        .collect()
}

#[test]
fn an_appointment_is_a_seat_and_a_person_in_a_post_that_ends_on_the_eve_of_the_handover() {
    let read = folder(&[
        ("appointment.csv", "id,person_id,post_id,start_date,end_date\na1,p1,t1,2001-02-03,2004-05-06\n"),
        ("representation.csv", "id,person_id,house,start_date,end_date\nr1,p1,Commons,1997-05-01,\n"),
    ]);
    assert_eq!(notes(&read), Vec::<String>::new());
    assert_eq!(seats(&read, "dfp-2000"), ["2001-02-03/2004-05-05 yes"]);
    let body = read.dataset.bodies.iter().find(|body| body.id.as_str() == "dfp-2000").expect("the department");
    assert_eq!((body.kind, body.seats[0].role.as_deref()), (BodyKind::Department, Some("Minister")));
    assert_eq!(body.seats[0].elected.as_ref().and_then(|elected| elected.basis), Some(ElectedBasis::ExOfficio));
    assert_eq!((body.posts[0].name.as_str(), body.posts[0].holders.len()), ("Minister", 1));
    let person = &read.dataset.persons[0];
    assert_eq!((person.id.as_str(), person.identifiers.iter().any(|id| id.id == "12")), ("p1", true));
}

#[test]
fn a_seat_is_cut_where_its_holder_moves_to_the_lords() {
    let read = folder(&[
        ("appointment.csv", "id,person_id,post_id,start_date,end_date\na1,p1,t1,2001-01-01,2010-01-01\n"),
        (
            "representation.csv",
            "id,person_id,house,start_date,end_date\nr1,p1,Commons,1997-05-01,2001-06-07\n\
            r2,p1,Commons,2001-06-07,2005-05-05\nr3,p1,Lords,2005-06-01,\n",
        ),
    ]);
    let cut = ["2001-01-01/2005-05-04 yes", "2005-05-05/2005-05-31 unknown", "2005-06-01/2009-12-31 no"];
    assert_eq!(seats(&read, "dfp-2000"), cut);
    let tally =
        |what: &str| read.report.tallies.iter().find(|tally| tally.what.contains(what)).map(|tally| tally.count);
    assert_eq!(tally("during which the seat in Parliament changed"), Some(1));
    assert_eq!(tally("without a known seat in Parliament"), Some(1));
    let body = read.dataset.bodies.iter().find(|body| body.id.as_str() == "dfp-2000").expect("the department");
    assert_eq!(body.posts[0].holders.len(), 1, "the post was held once");
}

#[test]
fn an_end_can_be_said_to_be_the_last_day() {
    let options = Options { ends: Some(Ends::Included), ..Options::default() };
    let appointment = "id,person_id,post_id,start_date,end_date\na1,p1,t1,2001-02-03,2004-05-06\n";
    let read = folder_with(&[("appointment.csv", appointment)], &options);
    assert_eq!(seats(&read, "dfp-2000"), ["2001-02-03/2004-05-06 unknown"]);
}

#[test]
fn an_appointment_that_ends_before_it_starts_is_kept_and_counted() {
    let read =
        folder(&[("appointment.csv", "id,person_id,post_id,start_date,end_date\na1,p1,t1,2025-09-01,2025-05-14\n")]);
    assert_eq!(seats(&read, "dfp-2000"), ["[2025-05-13..2025-09-01]/[2025-05-13..2025-09-01] unknown"]);
    assert_eq!(
        notes(&read),
        ["1 period that ends before it begins, taken as some days between: 2025-09-01 to 2025-05-13"]
    );
}

#[test]
fn the_links_of_one_id_are_one_event_with_legs_of_their_kinds() {
    let read = folder(&[(
        "organisation_link.csv",
        "id,predecessor_organisation_id,successor_organisation_id,type,link_start_date,link_end_date\n\
        e1,o1,o2,Demerger,2000-05-01,2000-05-01\ne1,o1,o3,Demerger,2000-05-01,2000-05-01\n\
        e1,o4,o3,Transfer of functions: equalities,2000-05-01,2000-05-03\n\
        e2,o4,o2,Demerger,2000-05-01,\ne3,o2,o3,Transfer of functions,2010-01-01,\ne4,o3,o2,Transfer of functions,2011-01-01,\n\
        e5,o1,o3,Merger,2000-05-01,\ne6,o5,o4,Merger,1990-01-01,\ne7,o4,o3,Name change,2000-05-01,\n",
    )]);
    assert_eq!(notes(&read), Vec::<String>::new());
    expect_test::expect![[r#"
        [2000-05-01..2000-05-03]: split dob → dfp-2000+dfpods, function-transferred old-office → dfpods
        2000-05-01: split old-office → dfp-2000 survives=true
        2010-01-01: function-transferred dfp-2000 → dfpods
        2011-01-01: function-transferred dfpods → dfp-2000
        2000-05-01: replaced dob → dfpods
        1990-01-01: absorbed dfp-1980 → old-office
        2000-05-01: renamed old-office → dfpods survives=true"#]]
    .assert_eq(&events(&read).join("\n"));
    let text = read.dataset.events[0].text.clone().unwrap_or_default();
    assert!(text.ends_with("Transfer of functions: equalities (Old Office to DfPods)"), "{text}");
}

#[test]
fn a_person_of_several_names_is_one_and_called_by_the_last() {
    let read = folder(&[(
        "person.csv",
        "id,name,normalized_name,start_date,end_date\np1,Viscount Bö,Viscount Bo,1992-04-17,2003-07-11\n\
        p1,Lord Bö,Lord Bo,2003-07-11,\np1,Bob Bö,Bob Bo,,1992-04-17\n",
    )]);
    assert_eq!(notes(&read), Vec::<String>::new());
    let [person] = <[Person; 1]>::try_from(read.dataset.persons).expect("one person");
    assert_eq!(person.name, "Lord Bö");
    let names = person
        .other_names
        .iter()
        .map(|other| format!("{} {}", other.name, other.during.as_ref().map(ToString::to_string).unwrap_or_default()));
    let expected =
        ["Lord Bo ", "Viscount Bö 1992-04-17/2003-07-10", "Viscount Bo 1992-04-17/2003-07-10", "Bob Bö /1992-04-16"];
    assert_eq!(names.take(4).collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_said_of_an_appointment_besides_is_a_remark() {
    let read = folder(&[
        ("appointment.csv", "id,person_id,post_id,start_date,end_date\na1,p1,t1,2001-02-03,2004-05-06\n"),
        (
            "appointment_characteristics.csv",
            "id,appointment_id,cabinet_status,is_acting,is_on_leave,leave_reason,start_date,end_date\n\
            c2,a1,Full cabinet,False,True,Maternity leave,2003-01-01,2003-06-01\n\
            c1,a1,Non-cabinet,True,False,,2001-02-03,2003-01-01\nc3,a1,Non-cabinet,perhaps,False,,2003-06-01,2004-05-06\n",
        ),
    ]);
    let seat = read.dataset.bodies.iter().flat_map(|body| &body.seats).next().expect("a seat");
    let note =
        "acting from 2001-02-03 to 2003-01-01; Full cabinet, on leave (Maternity leave) from 2003-01-01 to 2003-06-01";
    assert_eq!(seat.provenance.note.as_deref(), Some(note));
    assert_eq!(notes(&read), ["1 `is_acting` that is neither True nor False, taken as False: perhaps"]);
}

#[test]
fn whatever_is_wrong_is_counted_with_an_example() {
    let read = folder(&[
        (
            "organisation.csv",
            "id,name,short_name,start_date,end_date\no1,Home Office,HO,soon,\no1,Again,,,\n,Nameless,,,\n",
        ),
        (
            "organisation_link.csv",
            "id,predecessor_organisation_id,successor_organisation_id,type,link_start_date\n\
            l1,o1,o9,Merger,2000\nl2,o1,o1,Merger,2000\n",
        ),
        ("person.csv", "id,name,gender\np1,Ann,f\np2,,\n"),
        (
            "post.csv",
            "id,organisation_id,name,display_name\nt1,o1,Minister,Minister of it\nt1,o1,Other,\nt2,o9,Lost,\nt3,o1,,\n",
        ),
        (
            "representation.csv",
            "id,person_id,house,type,constituency_id,start_date,end_date\nr1,p1,Senate,,,2001,\nr2,p9,Lords,Life peer,,2001,\n\
            r3,p1,Commons,,k1,,\n",
        ),
        ("appointment_characteristics.csv", "id,appointment_id\nc1,\n"),
        (
            "appointment.csv",
            "id,person_id,post_id\na1,p9,t1\na2,p1,t9\na3,p1,t1,one,two\na4,p1\n\"a5,p1,t1\n\"a6\" x,p1,t1\n",
        ),
        ("constituency.csv", "id,name\nk1,Hackney\n"),
        ("event.csv", "id,name\ne1,Election\n"),
        ("x/notes.csv", "id\n"),
    ]);
    expect_test::expect![[r#"
        1 date that cannot be read, taken as not known: `soon` is not a date; write `2010-03-31`, `2010-03`, `2010`,…
        1 organisation with the id of another, of which the first was taken: Again
        1 organisation without id or name: Nameless
        1 `gender` of a person: f
        1 person without id or name: 
        1 `display_name` of a post: Minister of it
        1 post with the id of another, of which the first was taken: Other
        1 post of an organisation that is not there: Lost
        1 post without id or name: o1
        1 link of an organisation that is not there: Merger
        1 link of an organisation to itself: ho
        1 seat in a house that is not known: Senate
        1 `type` of a seat in Parliament: Life peer
        1 seat in Parliament of a person who is not there: r2
        1 `constituency_id` of a seat in Parliament: k1
        1 seat in Parliament without a start: r3
        1 characteristic of no appointment: c1
        1 row with more cells than the header: a3 | p1 | t1 | one | two
        1 row with fewer cells than the header, of which the last were taken as empty: a4 | p1
        2 row with text behind a closing quote: "a5,p1,t1
        1 appointment of a person who is not there: a1
        2 appointment of a post that is not there: a2
        1 constituency: Hackney
        1 event of Parliament or government: Election
        1 file that is none of the database: notes.csv"#]]
    .assert_eq(&notes(&read).join("\n"));
    assert!(read.findings.is_empty());
}

#[test]
fn a_folder_without_appointments_is_an_error() {
    let one = Text { name: "x/post.csv", bytes: b"id\n" };
    let read = import(InputFormat::Ministers, &[one], &Options::default());
    let line = read.findings.first().map(|finding| finding.line(&read.dataset.files));
    let expected = "x/post.csv:1:1: the ministers database is a folder, and here is no organisation.csv, person.csv, \
        appointment.csv [unreadable-file]";
    assert_eq!(line.as_deref(), Some(expected));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_folder_makes_the_reader_fail(
        links in "(e[12],o[1-5],o[1-5],(Merger|Demerger|Name change|Transfer of functions),(19[89][0-9]|x|),(20[01][0-9]-0[0-9]|)\n){0,8}",
        seats in "(r,p1,(Commons|Lords|),(19[89][0-9]|1990-0[1-9]-1[0-9]|),(1990|1991-0[1-9]-1[0-9]|)\n){0,6}",
        appointments in "(a,p1,t1,(19[89][0-9]|1990-0[1-9]-1[0-9]|),(199[0-9]|1991-0[1-9]-1[0-9]|)\n){0,4}",
        junk in "[a-z0-9,\"'=\n;]{0,40}",
    ) {
        let start = "id,predecessor_organisation_id,successor_organisation_id,type,link_start_date,link_end_date\n";
        let read = folder(&[
            ("organisation_link.csv", &format!("{start}{links}{junk}")),
            ("representation.csv", &format!("id,person_id,house,start_date,end_date\n{seats}{junk}")),
            ("appointment.csv", &format!("id,person_id,post_id,start_date,end_date\n{appointments}{junk}")),
        ]);
        for body in &read.dataset.bodies {
            for seat in &body.seats {
                prop_assert!(!seat.during.as_ref().is_some_and(|during| during.ends_before_it_starts()));
            }
        }
    }
}
