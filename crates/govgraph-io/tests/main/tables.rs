//! A folder of tables: what others write in it, and what survives being written by us.

use govgraph_io::Text;
use govgraph_io::export::{Written, export};
use govgraph_io::format::{InputFormat, OutputFormat};
use govgraph_io::import::{Imported, Options, import};
use govgraph_model::*;
use proptest::prelude::*;

use crate::{datasets, sound};

fn read(files: &[(&str, &str)]) -> Imported {
    let texts: Vec<Text<'_>> = files.iter().map(|(name, text)| Text { name, bytes: text.as_bytes() }).collect();
    import(InputFormat::Tables, &texts, &Options::default())
}

fn notes(imported: &Imported) -> Vec<String> {
    let notes = imported.report.notes.iter();
    notes.map(|note| format!("{} {}: {}", note.count, note.what, note.examples[0].text)).collect()
}

fn write(dataset: &Dataset) -> Written {
    export(OutputFormat::Tables, dataset)
}

fn again(written: &Written) -> Imported {
    let texts: Vec<Text<'_>> =
        written.files.iter().map(|file| Text { name: file.name.unwrap_or(""), bytes: &file.bytes }).collect();
    assert_eq!(InputFormat::detect(&texts), Some(InputFormat::Tables));
    import(InputFormat::Tables, &texts, &Options::default())
}

#[test]
fn bodies_memberships_and_events_of_others_are_read() {
    let read = read(&[
        (
            "x/bodies.csv",
            "id,name,kind,parent,start,end,area,chair\n1,Safety Board,board,,2001,2010,Hackney,Ann\n2,Crime Panel,panel,1,,,,\n\
            3,Home Office,executive agency,9,,,,\n",
        ),
        (
            "x/memberships.csv",
            "Member,Committee,Start date,Role\nAnn Bell,Safety Board,2002,Chair\nHome Office,1,,\nBo,Nowhere,,\n",
        ),
        (
            "x/events.csv",
            "id,kind,from,to,date\ne1,merger,1,3,2010\ne1,merger,2,3,2010\n,name change,3,2,2011\n,created,,9,\n,odd,1,2,\n",
        ),
        ("x/notes.csv", "a\n"),
    ]);
    expect_test::expect![[r#"
        1 `chair` of a body: Ann
        1 membership of a body that is not there: Nowhere
        1 body of an event that is not there: 9
        1 event of a kind that is not known: odd
        1 event `created` without the bodies that it needs: 9
        1 parent that is not there: 9
        1 file that is none of the tables: notes.csv"#]]
    .assert_eq(&notes(&read).join("\n"));
    let board = &read.dataset.bodies[0];
    assert_eq!((board.id.as_str(), board.kind, board.seats.len()), ("safety-board", BodyKind::Board, 2));
    assert_eq!(board.area.as_ref().map(|area| area.to_string()).as_deref(), Some("hackney"));
    assert_eq!(*board.seats[0].capacity, Capacity::Chair);
    assert_eq!(board.seats[1].holder.organisation.as_ref().map(|id| id.to_string()).as_deref(), Some("home-office"));
    assert_eq!(read.dataset.relations.len(), 1);
    assert_eq!(read.dataset.relations[0].kind, RelationKind::SubBoardOf);
    let legs: Vec<(EventKind, usize)> =
        read.dataset.events.iter().flat_map(|event| &event.legs).map(|leg| (leg.kind, leg.from.len())).collect();
    assert_eq!(legs, [(EventKind::Merged, 2), (EventKind::Renamed, 1)]);
}

#[test]
fn without_a_table_of_bodies_those_that_are_named_are_there() {
    let read = read(&[
        ("memberships.csv", "body,person,organisation\nBoard,Ann,Police\n"),
        ("persons.csv", "id,name\na,Ann\n"),
    ]);
    assert_eq!(notes(&read), Vec::<String>::new());
    let names: Vec<&str> = read.dataset.bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!(names, ["Board", "Police"]);
    assert_eq!(read.dataset.persons.len(), 1, "Ann is the one in the table of persons");
}

#[test]
fn wrong_cells_are_counted() {
    let read = read(&[
        ("bodies.csv", "id,name,level\nb,Board,high\nb,Again,\n,,local\nc,,\n"),
        ("relations.csv", "kind,from,to,proposed\nreports to,b,c,maybe\nloves,b,c,\nadvises,b,z,\nadvises,b,b,\n"),
        (
            "memberships.csv",
            "body,organisation,holder,capacity,count,vacant,elected,basis,on_behalf_of,ex_officio,ex_officio_on\n\
            b,z,,boss,many,perhaps,yes,luck,z,chair,z\n,,x,,,,,,,,\n",
        ),
        ("remits.csv", "body,theme,role\nb,Crime & disorder,owner\nb,crime disorder,\nz,t,\nb,,\n"),
        ("persons.csv", "id,name\np,Ann\np,Bo\n"),
        ("sources.csv", "id,title,date\ns,Minutes,soon\ns,Again,\n"),
        ("events.csv", "id,kind,from,to,date,survives\ne,split,b,c,2010,perhaps\ne,renamed,b,c,2011,\n"),
    ]);
    expect_test::expect![[r#"
        1 date that cannot be read, taken as not known: soon
        1 source with the id of another, of which the first was taken: s
        1 person with the id of another, of which the first was taken: p
        1 `level` that is no word for a level: high
        1 body with the id of another, of which the first was taken: b
        1 body without id and name: 
        1 body without a name, called by its id: c
        1 `proposed` that is neither yes nor no, taken as no: maybe
        1 relation of a kind that is not known: loves
        1 relation of a body that is not there: b → z
        1 relation `advises` of a body to itself: b
        1 member organisation that is not there, kept in words: z
        1 body on which a member has another office, and that is not there: z
        1 `capacity` that is no word for a capacity: boss
        1 `vacant` that is neither yes nor no, taken as not known: perhaps
        1 `basis` that is no word for a basis: luck
        1 organisation that is spoken for and not there: z
        1 number of places that is none, taken as one: `many` is not a count: write `5`, `1..` (one or more), `2..4…
        1 membership without a body: 
        1 theme that gives no id of its own: crime disorder
        1 remit of a body that is not there: z
        1 remit without a body or a theme: 
        1 `survives` that is neither yes nor no, taken as usual for the kind: perhaps
        1 `date` of an event that is another in its first row: 2011
        1 split into one body, read as `replaced`: b"#]]
    .assert_eq(&notes(&read).join("\n"));
    assert!(read.findings.is_empty());
}

/// What the tables keep of a dataset, written down a second time: the loss list of `docs/formats/table.md`.
fn lose(dataset: &Dataset) -> Dataset {
    let mut kept = Dataset { sources: dataset.sources.clone(), ..Dataset::default() };
    for source in &mut kept.sources {
        source.title = name_or(&source.title, source.id.as_str());
        for text in [&mut source.publisher, &mut source.author, &mut source.url, &mut source.licence, &mut source.note]
        {
            *text = words(text.as_deref());
        }
    }
    for person in &dataset.persons {
        kept.persons.push(Person {
            name: name_or(&person.name, person.id.as_str()),
            other_names: Vec::new(),
            identifiers: Vec::new(),
            provenance: cited(&person.provenance),
            ..person.clone()
        });
    }
    for body in &dataset.bodies {
        let mut out = Body::new(body.id.value.clone(), name_or(&body.name, body.id.as_str()));
        out.kind = if body.kind == BodyKind::Collective { BodyKind::Organisation } else { body.kind };
        out.short = words(body.short.as_deref());
        out.url = words(body.url.as_deref());
        (out.level, out.area) = (body.level, body.area.clone());
        let exists = body.exists.as_ref().and_then(|exists| known(Some(&exists.during.value)));
        out.exists = exists.map(|during| Existence { during, provenance: Provenance::default() });
        out.provenance = cited(&body.provenance);
        out.seats = body.seats.iter().map(lose_seat).collect();
        for remit in &body.remits {
            let during = known(remit.during.as_deref());
            out.remits.push(Remit { during, provenance: cited(&remit.provenance), ..remit.clone() });
        }
        kept.bodies.push(out);
    }
    for relation in &dataset.relations {
        let during = known(relation.during.as_deref());
        kept.relations.push(Relation { during, provenance: cited(&relation.provenance), ..relation.clone() });
    }
    for event in &dataset.events {
        kept.events.push(Event {
            name: words(event.name.as_deref()),
            text: words(event.text.as_deref()),
            provenance: cited(&event.provenance),
            ..event.clone()
        });
    }
    kept
}

fn lose_seat(seat: &Seat) -> Seat {
    let text = words;
    let mut out = Seat { items: Vec::new(), provenance: cited(&seat.provenance), ..seat.clone() };
    out.holder.described = text(seat.holder.described.as_deref());
    out.holder.post = text(seat.holder.post.as_ref().map(|post| post.as_str())).map(Located::from);
    out.role = text(seat.role.as_deref());
    out.group = text(seat.group.as_deref());
    out.during = known(seat.during.as_deref());
    out.elected = seat
        .elected
        .as_ref()
        .filter(|elected| elected.is != Tri::Unknown)
        .map(|elected| Elected { provenance: Provenance::default(), ..elected.clone() });
    out
}

/// Of what a record rests on, the sources without the places in them.
fn cited(provenance: &Provenance) -> Provenance {
    let sources = provenance.sources.iter().map(|citation| Citation { locator: None, ..citation.clone() });
    Provenance { sources: sources.collect(), ..Provenance::default() }
}

fn known(period: Option<&Period>) -> Option<Located<Period>> {
    period.filter(|period| **period != Period::UNKNOWN).cloned().map(Located::from)
}

fn words(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_string)
}

fn name_or(name: &str, id: &str) -> String {
    words(Some(name)).unwrap_or_else(|| id.to_string())
}

/// The same without what the folder adds: that it says so, and areas and themes that are only named.
fn bare(dataset: &Dataset) -> Dataset {
    let mut bare = Dataset { areas: Vec::new(), themes: Vec::new(), ..dataset.clone() };
    let folder = "tables";
    bare.sources.retain(|source| source.title != folder || !source.id.as_str().starts_with(folder));
    let ids: std::collections::HashSet<SourceId> = bare.sources.iter().map(|source| source.id.value.clone()).collect();
    let settle = |provenance: &mut Provenance| {
        provenance.sources.retain(|citation| ids.contains(&citation.source.value) && citation.locator.is_none());
    };
    bare.persons.iter_mut().for_each(|person| settle(&mut person.provenance));
    bare.relations.iter_mut().for_each(|relation| settle(&mut relation.provenance));
    bare.events.iter_mut().for_each(|event| settle(&mut event.provenance));
    for body in &mut bare.bodies {
        settle(&mut body.provenance);
        body.seats.iter_mut().for_each(|seat| settle(&mut seat.provenance));
        body.remits.iter_mut().for_each(|remit| settle(&mut remit.provenance));
    }
    bare
}

/// Datasets whose events have the bodies that their kinds need: a reader hands over no others.
fn shaped(mut dataset: Dataset) -> Dataset {
    let mut ids = std::collections::HashSet::new();
    dataset.events.retain_mut(|event| {
        event.legs.retain(|leg| {
            let (from, to) = (leg.from.len(), leg.to.len());
            match leg.kind {
                EventKind::Created => from == 0 && to > 0,
                EventKind::Abolished | EventKind::Refreshed | EventKind::Reviewed => from > 0 && to == 0,
                EventKind::Merged => from > 1 && to > 0,
                EventKind::Split => from > 0 && to > 1,
                _ => from > 0 && to > 0,
            }
        });
        !event.legs.is_empty() && event.id.as_ref().is_none_or(|id| ids.insert(id.value.clone()))
    });
    dataset
}

/// One by one, so that a failure shows the one that differs.
fn each<T: PartialEq + std::fmt::Debug>(what: &str, found: &[T], expected: &[T]) -> Result<(), TestCaseError> {
    for (found, expected) in found.iter().zip(expected) {
        prop_assert_eq!(found, expected, "{}", what);
    }
    let more = format!("{:?}", found.get(expected.len()));
    prop_assert_eq!(found.len(), expected.len(), "{} {}", what, more);
    Ok(())
}

fn check(dataset: &Dataset) -> Result<(), TestCaseError> {
    let written = write(dataset);
    prop_assert_eq!(&written.files, &write(dataset).files, "writing is stable");
    let read = again(&written);
    prop_assert!(read.findings.is_empty());
    prop_assert_eq!(
        notes(&read).into_iter().filter(|note| !note.contains("called by its id")).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    let (read, lost) = (bare(&read.dataset), bare(&lose(dataset)));
    each("sources", &read.sources, &lost.sources)?;
    each("persons", &read.persons, &lost.persons)?;
    each("relations", &read.relations, &lost.relations)?;
    each("events", &read.events, &lost.events)?;
    each("bodies", &read.bodies, &lost.bodies)?;
    prop_assert_eq!(read, lost);
    let read = again(&written);
    let once = write(&read.dataset);
    prop_assert_eq!(&once.files, &write(&again(&once).dataset).files, "the second time nothing is lost");
    Ok(())
}

#[test]
fn the_london_data_lose_only_what_tables_cannot_carry() {
    let mut london = datasets::london().dataset;
    // It stands in the folder of rules that the London data use.
    let mut act = Source::new("cda-1998".parse().expect("an id"), "cda-1998");
    act.kind = SourceKind::Other;
    london.sources.push(act);
    check(&london).expect("the same dataset");
    let losses: Vec<String> = write(&london).losses.into_iter().map(|loss| loss.what).collect();
    let has = |what: &str| losses.iter().any(|loss| loss == what);
    assert!(has("posts") && has("duties") && !has("events") && !has("seats") && !has("relations"), "{losses:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_dataset_loses_only_what_tables_cannot_carry(dataset in sound::dataset()) {
        check(&shaped(dataset))?;
    }

    #[test]
    fn no_folder_makes_the_reader_fail(
        which in 0usize..7,
        at in 0usize..4000,
        with in "[a-z0-9,;\"'=\n.]{0,12}",
    ) {
        let mut written = write(&datasets::london().dataset);
        let file = &mut written.files[which];
        let at = at.min(file.bytes.len());
        file.bytes.splice(at..at, with.bytes());
        again(&written);
    }
}
