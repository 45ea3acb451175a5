//! Popolo: what is read, what is told of it, and what survives being written.

use govgraph_io::Text;
use govgraph_io::export::{Written, export};
use govgraph_io::format::{InputFormat, OutputFormat};
use govgraph_io::import::{Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

use crate::{datasets, sound};

fn read(json: &str) -> Imported {
    import(InputFormat::Popolo, &[Text { name: "x.json", bytes: json.as_bytes() }], &Options::default())
}

/// What is told of the input, a line each.
fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

fn seats(imported: &Imported, body: &str) -> Vec<Seat> {
    let body = imported.dataset.bodies.iter().find(|found| found.id.as_str() == body);
    body.map(|body| body.seats.clone()).unwrap_or_default()
}

#[test]
fn a_flat_document_gives_bodies_persons_and_seats() {
    let read = read(
        r#"{"persons": [{"id": "p1", "name": "Ann"}], "organizations": [{"id": "o1", "name": "Board", "classification": "board"},
        {"id": "party", "name": "Party", "classification": "political party"}], "memberships": [{"person_id": "p1",
        "organization_id": "o1", "on_behalf_of_id": "party", "role": "Chair", "start_date": "2010-05", "end_date": "2012-01-31"}]}"#,
    );
    assert_eq!(notes(&read), Vec::<String>::new());
    let [seat] = seats(&read, "o1").try_into().expect("one seat");
    assert_eq!(seat.holder.person.map(|id| id.to_string()).as_deref(), Some("p1"));
    assert_eq!(seat.on_behalf_of.map(|id| id.to_string()).as_deref(), Some("party"));
    assert_eq!((*seat.capacity, seat.role), (Capacity::Chair, None));
    assert_eq!(seat.during.map(|during| during.to_string()).as_deref(), Some("2010-05/2012-01-31"));
}

#[test]
fn embedded_records_are_those_of_a_flat_document() {
    let read = read(
        r#"{"organizations": [{"id": "o1", "name": "Board", "memberships": [{"person": {"id": "p1", "name": "Ann"}}],
        "posts": [{"id": "t1", "label": "Clerk", "memberships": [{"person_id": "p1"}]}],
        "children": [{"id": "o2", "name": "Panel"}]}]}"#,
    );
    assert_eq!(notes(&read), Vec::<String>::new());
    assert_eq!(seats(&read, "o1").len(), 2);
    let board = &read.dataset.bodies[0];
    assert_eq!(board.posts[0].holders.len(), 1, "the clerk is in the post");
    assert_eq!(board.seats.iter().filter(|seat| seat.role.as_deref() == Some("Clerk")).count(), 1);
    assert_eq!(read.dataset.relations.len(), 1, "the panel is part of the board");
}

#[test]
fn a_bare_array_of_memberships_may_name_several_people_in_one() {
    let orgs = r#"{"name": "Cabinet", "id": "cabinet"}"#;
    let people = r#"{"id": "p1", "name": "Ann", "gender": "f"}, {"id": "p2", "name": "Bo", "gender": "m"}"#;
    let read = read(&format!(r#"[{orgs}, {people}, {{"person_id": ["p1", "p2"], "organization_id": "cabinet"}}]"#));
    assert_eq!(seats(&read, "cabinet").len(), 2);
    assert_eq!(notes(&read), ["2 `gender` of a person: f"]);
}

#[test]
fn a_membership_has_the_dates_of_its_legislative_period() {
    let read = read(
        r#"{"persons": [{"id": "p1", "name": "Ann"}], "organizations": [{"id": "house", "name": "House"}],
        "events": [{"id": "term/4", "classification": "legislative period", "start_date": "2010-05-06", "end_date": "2015"},
        {"id": "e", "classification": "general election", "name": "Election"}],
        "memberships": [{"person_id": "p1", "organization_id": "house", "legislative_period_id": "term/4"},
        {"person_id": "p1", "organization_id": "house", "legislative_period_id": "term/4", "end_date": "2012"}]}"#,
    );
    let during =
        seats(&read, "house").iter().map(|seat| seat.during.as_ref().map(ToString::to_string)).collect::<Vec<_>>();
    assert_eq!(during, [Some("2010-05-06/2015".to_string()), Some("2010-05-06/2012".to_string())]);
    assert_eq!(notes(&read), ["1 event: general election: Election"]);
}

#[test]
fn whatever_is_wrong_is_counted_with_an_example() {
    let read = read(
        r#"{"persons": [{"id": "p1", "name": "Ann", "birth_date": "1970"}, {"id": "p2"}, {"image": "x"}],
        "organizations": [{"id": "a", "name": "A", "parent_id": "b"}, {"id": "b", "name": "B", "parent_id": "a"}, {"name": "C"}],
        "posts": [{"id": "t", "label": "T", "organization_id": "zz"}],
        "memberships": [{"person_id": "p9", "organization_id": "a"}, {"person_id": "p1", "organization_id": "zz"},
        {"person_id": "p1", "organization_id": "a", "start_date": "2012", "end_date": "2011"},
        {"person_id": "p1", "organization_id": "a", "start_date": "01/04/2009", "on_behalf_of_id": "zz"}], "warnings": ["w"]}"#,
    );
    expect_test::expect![[r#"
        1 `warnings` of the file: a list
        1 `birth_date` of a person: 1970
        1 person without a name, called by its id: p2
        1 person without id and name: a map
        1 organization without an id, known by its name: C
        1 post of an organization that is not there: t
        1 member who is not there: p9
        1 membership of an organization that is not there: zz
        1 period that ends before it begins, taken as some days between: 2012 to 2011
        1 date that cannot be read, taken as not known: `01/04/2009` can be read as 2009-04-01 or as 2009-01-04; wri…
        1 organization that is spoken for and not there: zz
        1 relation `part_of` that makes bodies contain each other in a circle: b → a"#]]
    .assert_eq(&notes(&read).join("\n"));
    assert!(read.findings.is_empty());
}

#[test]
fn a_file_that_is_no_json_is_an_error_with_its_line() {
    let read = read("{\"persons\": [\n}");
    let line = read.findings.first().map(|finding| finding.line(&read.dataset.files));
    assert_eq!(line.as_deref(), Some("x.json:2:1: this is no JSON: expected value [syntax]"));
}

fn write(dataset: &Dataset) -> (Written, String) {
    let written = export(OutputFormat::Popolo, dataset);
    let text = String::from_utf8(written.files[0].bytes.clone()).expect("text");
    (written, text)
}

/// What Popolo keeps of a dataset, written down a second time: the loss list of `docs/formats/popolo.md`.
fn lose(dataset: &Dataset) -> Dataset {
    let mut kept = Dataset { persons: dataset.persons.clone(), areas: dataset.areas.clone(), ..Dataset::default() };
    kept.persons.iter_mut().for_each(|person| {
        person.name = name_or(&person.name, person.id.as_str());
        person.provenance = Provenance::default();
        person.other_names = names(&person.other_names);
        person.identifiers = identifiers(&person.identifiers);
    });
    kept.areas.iter_mut().for_each(|area| {
        area.name = name_or(&area.name, area.id.as_str());
        area.provenance = Provenance::default();
        area.other_names.clear();
    });
    for body in &dataset.bodies {
        let mut out = Body::new(body.id.value.clone(), name_or(&body.name, body.id.as_str()));
        out.kind = if body.kind == BodyKind::Collective { BodyKind::Organisation } else { body.kind };
        let short = body.short.as_deref().map(trim).filter(|short| !short.is_empty());
        out.other_names = names(&body.other_names);
        out.short = short;
        out.identifiers = identifiers(&body.identifiers);
        out.area = body.area.clone();
        let exists = body.exists.as_ref().and_then(|exists| plain(Some(&exists.during.value)));
        out.exists = exists.map(|during| Existence { during: during.into(), provenance: Provenance::default() });
        let purposes = body.purposes.iter().take(2).map(|purpose| trim(&purpose.value)).filter(|text| !text.is_empty());
        out.purposes = purposes.map(|value| Cited { value, provenance: Provenance::default() }).collect();
        out.url = body.url.as_deref().map(trim).filter(|url| !url.is_empty());
        for seat in &body.seats {
            out.seats.push(lose_seat(seat));
        }
        kept.bodies.push(out);
    }
    let has_members = |id: &BodyId| kept.bodies.iter().any(|body| body.id.value == *id && body.kind.has_members());
    let mut seen = std::collections::HashSet::new();
    for body in &dataset.bodies {
        let is_first = |relation: &&Relation| {
            relation.kind.is_containment() && !relation.proposed && relation.from.value == body.id.value
        };
        if let Some(relation) = dataset.relations.iter().find(is_first)
            && seen.insert(relation.from.value.clone())
        {
            let (from, to) = (relation.from.value.clone(), relation.to.value.clone());
            let both = has_members(&from) && has_members(&to);
            let kind = if both { RelationKind::SubBoardOf } else { RelationKind::PartOf };
            kept.relations.push(Relation::new(kind, from, to));
        }
    }
    kept
}

fn lose_seat(seat: &Seat) -> Seat {
    let text = |text: Option<&str>| text.map(trim).filter(|text| !text.is_empty());
    let role = text(seat.role.as_deref());
    let written = role.or_else(|| (*seat.capacity != Capacity::Member).then(|| seat.capacity.word().to_string()));
    let old = &seat.holder;
    let holder = match (&old.person, &old.organisation) {
        (Some(person), _) => Holder { person: Some(person.clone()), ..Holder::default() },
        (None, Some(organisation)) => Holder {
            organisation: Some(organisation.clone()),
            post: text(old.post.as_ref().map(|post| post.as_str())).map(Located::from),
            ..Holder::default()
        },
        (None, None) => Holder {
            described: text(old.described.as_deref()).or_else(|| written.clone()).or(Some("not named".into())),
            ..Holder::default()
        },
    };
    let mut out = Seat::new(holder);
    out.on_behalf_of = seat.on_behalf_of.clone();
    out.during = plain(seat.during.as_deref()).map(Located::from);
    // A role is read as the capacity that it names, and kept if it says more.
    let named = |capacity: Capacity| written.as_deref().is_some_and(|role| role.eq_ignore_ascii_case(capacity.word()));
    match Capacity::ALL.iter().find(|capacity| named(**capacity)) {
        Some(capacity) => out.capacity = (*capacity).into(),
        None => out.role = written,
    }
    out
}

fn trim(text: &str) -> String {
    text.trim().to_string()
}

/// A record without a name is called by its id.
fn name_or(name: &str, id: &str) -> String {
    if name.trim().is_empty() { id.to_string() } else { trim(name) }
}

fn names(names: &[OtherName]) -> Vec<OtherName> {
    let kept = names.iter().filter(|name| !name.name.trim().is_empty());
    kept.map(|name| OtherName {
        name: trim(&name.name),
        during: plain(name.during.as_ref()),
        provenance: Provenance::default(),
    })
    .collect()
}

fn identifiers(own: &[Identifier]) -> Vec<Identifier> {
    let kept = own.iter().filter(|own| !own.id.trim().is_empty());
    let scheme = |scheme: &str| if scheme.trim().is_empty() { "unknown".to_string() } else { trim(scheme) };
    kept.map(|own| Identifier { scheme: scheme(&own.scheme), id: trim(&own.id) }).collect()
}

/// The plain dates of a period, of which an absent one is not known.
fn plain(period: Option<&Period>) -> Option<Period> {
    let period = period?;
    let start = match &period.start {
        Start::On(date) if date.edtf().starts_with(char::is_numeric) && date.is_plain() => Start::On(date.clone()),
        _ => Start::Unknown,
    };
    let end = match &period.end {
        End::On(date) if date.edtf().starts_with(char::is_numeric) && date.is_plain() => End::On(date.clone()),
        _ => End::Unknown,
    };
    (start != Start::Unknown || end != End::Unknown).then_some(Period { start, end })
}

/// The same without what a file adds to it: that it says so.
fn bare(dataset: &Dataset) -> Dataset {
    let mut bare = Dataset { sources: Vec::new(), classes: Vec::new(), ..dataset.clone() };
    bare.areas.iter_mut().for_each(|area| area.provenance = Provenance::default());
    bare.persons.iter_mut().for_each(|person| person.provenance = Provenance::default());
    for body in &mut bare.bodies {
        body.provenance = Provenance::default();
        body.classes.clear();
        body.posts.clear();
        body.seats.iter_mut().for_each(|seat| seat.provenance = Provenance::default());
    }
    bare
}

fn check(dataset: &Dataset) -> Result<(), TestCaseError> {
    // People in posts become members too: without posts, seats are seats.
    let mut dataset = dataset.clone();
    dataset.bodies.iter_mut().for_each(|body| body.posts.clear());
    let (_, text) = write(&dataset);
    let again = read(&text);
    prop_assert!(again.findings.is_empty(), "{}", text);
    prop_assert_eq!(bare(&again.dataset), bare(&lose(&dataset)), "{}", text);
    let (_, once) = write(&again.dataset);
    let (_, twice) = write(&read(&once).dataset);
    prop_assert_eq!(once, twice, "writing is stable");
    Ok(())
}

#[test]
fn the_london_data_lose_only_what_popolo_cannot_carry() {
    let london = datasets::london().dataset;
    check(&london).expect("the same dataset");
    let (written, _) = write(&london);
    let losses: Vec<&str> = written.losses.iter().map(|loss| loss.what.as_str()).collect();
    assert!(losses.contains(&"themes") && losses.contains(&"events") && !losses.contains(&"seats"), "{losses:?}");
}

#[test]
fn people_in_posts_survive_as_members_in_these_posts() {
    let london = datasets::london().dataset;
    let held = |dataset: &Dataset| {
        let mut held: Vec<String> = Vec::new();
        for body in &dataset.bodies {
            for post in &body.posts {
                held.extend(post.holders.iter().map(|tenure| format!("{} {} {}", body.id, post.name, tenure.person)));
            }
        }
        held.sort();
        held
    };
    let (_, text) = write(&london);
    assert!(!held(&london).is_empty());
    assert_eq!(held(&read(&text).dataset), held(&london));
}

#[test]
fn what_a_record_rests_on_is_named_with_its_address() {
    let london = datasets::london().dataset;
    let (_, text) = write(&london);
    let again = read(&text).dataset;
    let mut found = 0;
    for body in &london.bodies {
        for citation in &body.provenance.sources {
            let source = london.sources.iter().find(|source| source.id == citation.source).expect("the source");
            let same = again.sources.iter().find(|other| other.title == source.title && other.url == source.url);
            assert!(same.is_some(), "{}", source.title);
            found += usize::from(source.url.is_some());
        }
    }
    assert!(found > 10);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_dataset_loses_only_what_popolo_cannot_carry(dataset in sound::dataset()) {
        check(&dataset)?;
    }

    #[test]
    fn no_file_makes_the_reader_fail(json in "\\PC{0,60}", at in 0usize..4000, with in "[\\[\\]{}\":,a0]{0,3}") {
        read(&json);
        let (_, text) = write(&datasets::london().dataset);
        let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        read(&format!("{}{with}{}", &text[..at], &text[at..]));
    }
}
