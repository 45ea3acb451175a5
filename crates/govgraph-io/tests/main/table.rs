//! Tables of memberships in any shape: how their columns, letters and dates are told, and what is told of them.

use govgraph_io::Text;
use govgraph_io::format::InputFormat;
use govgraph_io::import::{Columns, Imported, Members, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

fn read_with(bytes: &[u8], options: &Options) -> Imported {
    import(InputFormat::Table, &[Text { name: "x.csv", bytes }], options)
}

fn read(text: &str) -> Imported {
    read_with(text.as_bytes(), &Options::default())
}

fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes
        .map(|note| {
            let line = note.examples[0].place.as_ref().map_or(0, |place| place.line);
            format!("{} {}: {} (line {line})", note.count, note.what, note.examples[0].text)
        })
        .collect()
}

/// Each seat: body, holder, capacity or role, period, elected.
fn seats(imported: &Imported) -> Vec<String> {
    let mut out = Vec::new();
    for body in &imported.dataset.bodies {
        for seat in &body.seats {
            let holder = &seat.holder;
            let who = holder.person.as_ref().map(ToString::to_string);
            let who = who.or(holder.organisation.as_ref().map(|id| format!("@{id}"))).unwrap_or_default();
            let role = seat.role.clone().unwrap_or(seat.capacity.word().to_string());
            let during = seat.during.as_ref().map(|during| during.edtf()).unwrap_or_default();
            let elected = seat.elected.as_ref().map(|elected| elected.is.word()).unwrap_or_default();
            out.push(format!("{}: {who} {role} {during} {elected}", body.id).trim().to_string());
        }
    }
    out
}

fn says(imported: &Imported, choice: &str) -> bool {
    imported.report.choices.iter().any(|said| said.contains(choice))
}

fn error(imported: &Imported) -> String {
    imported.findings.first().map(|finding| finding.line(&imported.dataset.files)).unwrap_or_default()
}

#[test]
fn columns_are_told_by_their_headers_and_the_report_says_which() {
    let read = read(
        "Councillor,Committee,Start date,End date,Role,Elected\nAnn Bell,Planning,2010-05,2012-05-01,Chair,yes\n\
        Bo Cray,Planning,,,Vice Chair,no\nAnn Bell,Audit,2011,,,\n",
    );
    assert_eq!(notes(&read), Vec::<String>::new());
    expect_test::expect![[r#"
        planning: ann-bell chair 2010-05/2012-05-01 yes
        planning: bo-cray Vice Chair  no
        audit: ann-bell member 2011/"#]]
    .assert_eq(&seats(&read).join("\n"));
    assert_eq!(read.dataset.bodies[0].kind, BodyKind::Committee, "as the header says");
    assert_eq!(read.dataset.persons.len(), 2, "people of one name are one");
    for choice in
        ["`Councillor` is the member", "`Committee` is the body", "`Start date` is the start", "a comma stands"]
    {
        assert!(says(&read, choice), "{choice}: {:?}", read.report.choices);
    }
    let locator = read.dataset.bodies[1].seats[0].provenance.sources[0].locator.clone();
    assert_eq!(locator.as_deref(), Some("line 4"));
}

#[test]
fn a_header_that_tells_nothing_is_refused_with_what_there_is_and_what_to_say() {
    let read = read("Mitglied,Verein,Notes\nAnn,Board,x\n");
    assert_eq!(
        error(&read),
        "x.csv:1:1: no header tells which column is the member and which is the body; say it with --member COLUMN and \
        --body-column COLUMN; there are `Mitglied`, `Verein`, `Notes` [bad-table]"
    );
    assert_eq!(error(&self::read("")), "x.csv:1:1: this table holds nothing [empty-file]");
}

#[test]
fn columns_can_be_named() {
    let columns = Columns {
        member: Some("Mitglied".into()),
        body: Some("verein".into()),
        since: Some("ab".into()),
        ..Columns::default()
    };
    let options = Options { columns, ..Options::default() };
    let read = read_with(b"Mitglied,Verein,ab\nAnn,Board,2010\n", &options);
    assert_eq!(seats(&read), ["board: ann member 2010/"]);
    let columns = Columns { until: Some("Ab".into()), body: Some("Vrein".into()), ..options.columns.clone() };
    let options = Options { columns, ..options };
    assert!(error(&read_with(b"Mitglied,Verein,ab\nAnn,Board,2010\n", &options)).contains("did you mean `Verein`?"));
}

#[test]
fn members_can_be_organisations() {
    let table = b"member,body\nPolice,Board\nBoard,Forum\nForum,Forum\n";
    let read = read_with(table, &Options { members: Some(Members::Organisations), ..Options::default() });
    assert_eq!(seats(&read), ["board: @police member", "forum: @board member"]);
    assert_eq!(notes(&read), ["1 membership of a body in itself: Forum (line 4)"]);
    let told = self::read("Member organisation,Body\nPolice,Board\n");
    assert_eq!(seats(&told), ["board: @police member"]);
    let persons = read_with(table, &Options::default());
    assert_eq!(seats(&persons), ["board: police member", "forum: board member", "forum: forum member"]);
    assert_eq!(
        notes(&persons),
        ["2 member who is called as a body is, taken for a person all the same: Board (line 3)"]
    );
}

#[test]
fn ids_are_kept_apart_from_names_and_numbers_become_readable() {
    let read = read(
        "person_id,name,committee_id,committee\n17,Ann Bell,4,Planning\n18,Ann Bell,4,Planning\n17,A. Bell,5,Planning\n",
    );
    assert_eq!(
        seats(&read),
        ["planning: ann-bell member", "planning: ann-bell-2 member", "planning-2: ann-bell member"]
    );
    assert_eq!(read.dataset.persons[0].identifiers[0].id, "17");
    let numbers = self::read("member,body\n17,4\n18,4\n");
    assert_eq!(seats(&numbers), ["4: 17 member", "4: 18 member"]);
}

#[test]
fn semicolons_tabs_and_bars_and_letters_of_spreadsheets_are_told() {
    for (between, called) in [(";", "a semicolon"), ("\t", "a tab"), ("|", "a bar")] {
        let text = format!("member{between}body{between}from\nBell, Ann{between}Zoë's Board{between}2010\n");
        let read = self::read(&text);
        assert!(says(&read, called), "{:?}", read.report.choices);
        assert_eq!(seats(&read), ["zo-s-board: bell-ann member 2010/"]);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let read = read_with(&utf16, &Options::default());
        assert!(says(&read, "UTF-16 LE"));
        assert_eq!(read.dataset.bodies[0].name, "Zoë's Board");
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        let read = read_with(&latin, &Options::default());
        assert!(says(&read, "Windows-1252"));
        assert_eq!(read.dataset.bodies[0].name, "Zoë's Board");
    }
    let picture = read_with(b"\x89PNG\x00\xff\x01", &Options::default());
    assert_eq!(error(&picture), "x.csv:1:1: this file is no text [invalid-utf8]");
}

#[test]
fn dates_with_the_year_last_are_read_only_if_some_date_tells_their_order() {
    let read = self::read("member,body,from,to\nAnn,Board,01/04/2009,31/03/2010\nBo,Board,1.4.2009,2010-01-01 00:00\n");
    assert_eq!(seats(&read), ["board: ann member 2009-04-01/2010-03-31", "board: bo member 2009-04-01/2010-01-01"]);
    assert!(says(&read, "the day comes first"));
    let american = self::read("member,body,from\nAnn,Board,04/01/2009\nBo,Board,3/31/2010\n");
    assert_eq!(seats(&american), ["board: ann member 2009-04-01/", "board: bo member 2010-03-31/"]);
    let open = self::read("member,body,from\nAnn,Board,01/04/2009\nBo,Board,05/05/2010\n");
    assert_eq!(seats(&open), ["board: ann member", "board: bo member 2010-05-05/"]);
    assert!(says(&open, "nothing tells"));
    assert_eq!(notes(&open).len(), 1);
}

#[test]
fn a_cell_that_was_kept_from_being_a_formula_is_read_without_its_apostrophe() {
    let read = self::read("member,body\n'=Ann,'@home\n'tis,x\n");
    assert_eq!(read.dataset.persons.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["=Ann", "'tis"]);
    assert_eq!(read.dataset.bodies[0].name, "@home");
}

#[test]
fn whatever_is_wrong_is_counted_with_its_line() {
    let read = self::read(
        "member,body,from,elected,notes,\nAnn,Board,2010,yes,hm,\nAnn,Board,2010,yes,hm,\n,Board,2010,,,\nBo,,2010,,,\nCy,Board\n\
        Di,Board,x,perhaps,,stray\nEd,Board,2010,no,,,,more\n\"Fy\" x,Board,,,,\n\"Gi,Board,,,,\nHo,Board,2012,,,\n",
    );
    expect_test::expect![[r#"
        1 row with fewer cells than the header, of which the last were taken as empty: Cy | Board (line 6)
        1 row with more cells than the header: Ed | Board | 2010 | no |  |  |  | more (line 8)
        1 row with text behind a closing quote: "Fy" x,Board,,,, (line 9)
        1 row with a quote that is not closed: "Gi,Board,,,, (line 10)
        2 `notes` of a row: hm (line 2)
        1 row that repeats another, taken once: Ann | Board (line 3)
        1 row without a member: Board (line 4)
        1 row without a body: Bo (line 5)
        1 `a column without a header` of a row: stray (line 7)
        1 date that cannot be read, taken as not known: `x` is not a date; write `2010-03-31`, `2010-03`, `2010`, `M… (line 7)
        1 elected flag that is neither yes nor no, taken as not known: perhaps (line 7)"#]]
    .assert_eq(&notes(&read).join("\n"));
    let who = ["board: ann member 2010/ yes", "board: cy member", "board: di member", "board: ho member 2012/"];
    assert_eq!(seats(&read), who);
}

#[test]
fn a_table_of_seats_of_ours_is_not_taken_for_one_of_others() {
    let detect = |name, text: &str| InputFormat::detect(&[Text { name, bytes: text.as_bytes() }]);
    assert_eq!(detect("x.csv", "body,person,capacity\nb,p,chair\n"), None);
    assert_eq!(detect("x.csv", "body,member\nb,p\n"), Some(InputFormat::Table));
    assert_eq!(detect("x.tsv", "body\tperson\n"), Some(InputFormat::Table));
    assert_eq!(detect("x.yaml", "body: member\n"), None);
}

#[test]
fn a_hundred_thousand_rows_take_seconds_at_most() {
    let mut text = String::from("member,body,from,until,role\n");
    for row in 0..100_000 {
        text.push_str(&format!("Member {},Board {},2010-01-01,2011,Member\n", row % 30_011, row % 9_973));
    }
    let started = std::time::Instant::now();
    let read = read(&text);
    assert_eq!(read.dataset.bodies.iter().map(|body| body.seats.len()).sum::<usize>(), 100_000);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_table_makes_the_reader_fail(junk in "[a-z0-9,;\t|\"'=/ \n]{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let read = self::read(&format!("member,body,from,to\n{junk}"));
        let seats: usize = read.dataset.bodies.iter().map(|body| body.seats.len()).sum();
        prop_assert!(seats <= junk.lines().count());
        self::read(&junk);
        read_with(&bytes, &Options::default());
    }
}
