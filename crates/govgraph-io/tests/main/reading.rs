//! What each way of writing means.

use govgraph_io::authored::{Layout, Text, read};
use govgraph_model::{Capacity, Count, Dataset, Origin, RelationKind, Tri, When, Word};

use crate::{codes, lines, read_one};

fn dataset(text: &str) -> Dataset {
    let read = read_one("a.yaml", text);
    assert_eq!(lines(&read), Vec::<String>::new());
    read.dataset
}

#[test]
fn a_citation_is_an_id_and_a_place_and_knows_where_it_stands() {
    let dataset = dataset("bodies:\n  a: { name: A, source: [paper para  1 , \"act\", 'x y'] }\n");
    let sources = &dataset.bodies[0].provenance.sources;
    let found: Vec<_> = sources.iter().map(|c| (c.source.to_string(), c.locator.as_deref())).collect();
    assert_eq!(found, [("paper".into(), Some("para  1")), ("act".into(), None), ("x".into(), Some("y"))]);
    let written: Vec<&str> = sources.iter().map(|c| dataset.files.text_at(c.source.origin)).collect();
    assert_eq!(written, ["paper", "act", "x"]);
}

#[test]
fn every_record_knows_where_it_stands() {
    let text = "bodies:\n  a:\n    name: A\n    seats:\n      - { of: b }\n      - of: c\n        items:\n          - post: P\n    reports_to: d\n";
    let dataset = dataset(text);
    let text_at = |origin: Origin| dataset.files.text_at(origin).to_string();
    let body = &dataset.bodies[0];
    assert!(text_at(body.provenance.origin.0).starts_with("a:\n    name: A"));
    assert!(text_at(body.provenance.origin.0).ends_with("reports_to: d"));
    assert_eq!(text_at(body.id.origin), "a");
    assert_eq!(text_at(body.seats[0].provenance.origin.0), "{ of: b }");
    assert_eq!(text_at(body.seats[1].items[0].provenance.origin.0), "post: P");
    assert_eq!(text_at(dataset.relations[0].provenance.origin.0), "d");
    assert_eq!(text_at(dataset.relations[0].from.origin), "a");
}

#[test]
fn an_item_takes_over_the_organisation_around_it() {
    let dataset = dataset(
        "bodies:\n  a:\n    name: A\n    seats:\n      - { of: b, count: 5, items: [{ post: P }, { count: 2 }, { of: c }] }\n",
    );
    let seat = &dataset.bodies[0].seats[0];
    let of: Vec<_> =
        seat.items.iter().filter_map(|item| item.holder.organisation.as_ref()).map(|id| id.as_str()).collect();
    assert_eq!((seat.count, of), (Count::exactly(5), vec!["b", "b", "c"]));
    assert_eq!(seat.items[0].count, Count::ONE);
}

#[test]
fn elected_is_a_word_or_a_map() {
    let dataset = dataset(
        "bodies:\n  a:\n    name: A\n    seats:\n      - { of: b, elected: no }\n      - { of: b, elected: { is: yes, basis: direct, source: s p1, certainty: low } }\n      - { of: b, elected: unknown }\n      - { of: b }\n",
    );
    let seats = &dataset.bodies[0].seats;
    let is: Vec<_> = seats.iter().map(|seat| seat.elected.as_ref().map(|elected| elected.is)).collect();
    assert_eq!(is, [Some(Tri::No), Some(Tri::Yes), Some(Tri::Unknown), None]);
    let elected = seats[1].elected.as_ref().expect("a map");
    assert!(elected.basis.is_some() && elected.provenance.certainty.is_some());
    assert!(seats[1].provenance.sources.is_empty(), "the source is that of the flag alone");
}

#[test]
fn holders_are_named_in_many_ways() {
    let dataset = dataset(
        "bodies:\n  a:\n    name: A\n    seats:\n      - { chair_of: b, capacity: co-chair }\n      - { member_of: b }\n      - { described: somebody, on_behalf_of: c }\n",
    );
    let seats = &dataset.bodies[0].seats;
    let capacity = |at: usize| seats[at].holder.ex_officio.as_ref().map(|other| other.capacity);
    assert_eq!((capacity(0), capacity(1), capacity(2)), (Some(Capacity::Chair), Some(Capacity::Member), None));
    assert_eq!(*seats[0].capacity, Capacity::CoChair);
}

#[test]
fn relations_under_a_body_start_from_it() {
    let dataset = dataset(
        "bodies:\n  a:\n    name: A\n    works_with: [b, { body: c, proposed: yes, during: 2006, source: s }]\n    reports_to: d\nrelations:\n  - { kind: funds, from: x, to: y }\n",
    );
    let found: Vec<String> = dataset
        .relations
        .iter()
        .map(|r| format!("{} {} {} {}", r.from, r.kind.word(), r.to, r.provenance.sources.len()))
        .collect();
    assert_eq!(found, ["a reports_to d 0", "a works_with b 0", "a works_with c 1", "x funds y 0"]);
    assert!(dataset.relations[2].proposed);
}

#[test]
fn every_kind_of_relation_is_a_key_of_a_body() {
    for kind in RelationKind::ALL {
        let dataset = dataset(&format!("bodies:\n  a: {{ name: A, {}: b }}\n", kind.word()));
        assert_eq!(dataset.relations[0].kind, *kind);
    }
}

#[test]
fn an_event_happened_or_is_planned() {
    let dataset = dataset(
        "events:\n  - { kind: created, to: a }\n  - { kind: created, to: a, on: unknown }\n  - { kind: created, to: a, on: [2009,2010] }\n  - { kind: abolished, from: [a], proposed: unknown }\n  - { kind: abolished, from: [a], proposed: 2010 }\n  - { legs: [{ kind: merged, from: [a, b], to: c }, { kind: abolished, from: d }] }\n",
    );
    let when: Vec<String> = dataset.events.iter().map(|event| format!("{:?}", event.when)).collect();
    assert_eq!(when, ["Unknown", "Unknown", "On([2009,2010])", "Proposed", "ProposedFor(2010)", "Unknown"]);
    assert_eq!(dataset.events[5].legs.len(), 2);
}

#[test]
fn texts_and_maps_stand_for_each_other_where_a_text_is_enough() {
    let dataset = dataset(
        "bodies:\n  a: { name: A, purpose: one, meets: unknown, seats_declared: 16, other_names: [B, { name: C, during: 2006/.. }] }\n  b: { name: B, purpose: [one, { text: two, source: s }], meets: { per_year: 4 }, seats_declared: { count: 2.., note: x } }\n",
    );
    let [a, b] = dataset.bodies.as_slice() else { panic!("two bodies") };
    assert_eq!((a.purposes.len(), b.purposes.len(), a.other_names.len()), (1, 2, 2));
    assert_eq!(a.meets.as_ref().map(|meets| meets.per_year), Some(Count::UNKNOWN));
    assert_eq!(b.seats_declared.as_ref().map(|declared| declared.value.to_string()).as_deref(), Some("2.."));
}

#[test]
fn rows_of_a_table_become_seats_of_bodies_in_any_file() {
    let table = Text { name: "a.csv", bytes: b"body,of,post,count,elected\r\nb,x,\"Chair, acting\",2,yes\nb,y,,,\n" };
    let bodies = Text { name: "govgraph.yaml", bytes: b"govgraph: 1\nbodies:\n  b: { name: B, seats: [{ of: w }] }\n" };
    let read = read([table, bodies], Layout::Folder);
    assert_eq!(lines(&read), Vec::<String>::new());
    let seats = &read.dataset.bodies[0].seats;
    let post = seats[1].holder.post.as_ref().expect("a post");
    assert_eq!((seats.len(), post.as_str(), seats[1].count), (3, "Chair, acting", Count::exactly(2)));
    assert_eq!(read.dataset.files.text_at(post.origin), "Chair, acting");
    assert_eq!(read.dataset.files.place(seats[2].provenance.origin.0).map(|place| place.line), Some(3));
}

#[test]
fn what_may_be_in_a_file_that_broke_is_not_called_unknown() {
    let table = Text { name: "a.csv", bytes: b"body,of\nlost,x\n" };
    let broken = Text { name: "govgraph.yaml", bytes: b"govgraph: 1\nbodies:\n  lost: { name: L\n" };
    let read = read([table, broken], Layout::Folder);
    assert_eq!(codes(&read), ["syntax:3"]);
    assert!(read.incomplete);
}

#[test]
fn the_empty_dataset_is_one() {
    assert_eq!(dataset("govgraph: 1\nbodies:\nevents: []\n"), Dataset { ..dataset("govgraph: 1\n") });
    assert_eq!(dataset("events:\n").events.len(), 0);
}

#[test]
fn a_proposal_without_a_date_has_another_way_to_be_written() {
    let read = read_one("a.yaml", "bodies:\n  a: { name: A, proposed: unknown }\n");
    assert_eq!(codes(&read), ["bad-date:2"]);
    assert_eq!(dataset("bodies:\n  a: { name: A, status: [{ is: proposed }] }\n").bodies[0].status.len(), 1);
}

#[test]
fn a_period_where_a_date_belongs_is_told_apart() {
    let read = read_one("a.yaml", "sources:\n  s: { title: S, published: 2006/2007 }\n");
    assert!(lines(&read)[0].contains("`2006/2007` is a period, and here must be a single date"), "{:?}", lines(&read));
    assert!(matches!(dataset("events: [{ kind: created, to: a, on: 2006 }]\n").events[0].when, When::On(_)));
}

/// What is said of a folder of one body, `mps` (Metropolitan Police Service), and a table.
fn beside(table: &str) -> Vec<String> {
    let main = "govgraph: 1\nbodies:\n  mps: { name: Metropolitan Police Service }\n";
    let texts = [("govgraph.yaml", main), ("t.csv", table)];
    lines(&read(texts.map(|(name, text)| Text { name, bytes: text.as_bytes() }), Layout::Folder))
}

#[test]
fn a_csv_file_of_something_else_is_passed_over() {
    let said = "t.csv:1:1: the file is not read: its header has";
    let help = "a table of seats says in a column `body` which body each seat is on";
    assert_eq!(beside("year,crimes\n2009,3\n"), [format!("{said} no column `body` — {help} [not-a-table]")]);
    let nearly = "`Body` and no column `body` — did you mean `body`? [not-a-table]";
    assert_eq!(beside("Body,of\nmps,mps\n"), [format!("{said} {nearly}")]);
}

#[test]
fn the_name_of_a_body_in_a_cell_leads_to_its_id_and_another_name_to_none() {
    let said = beside("body,of\nmps,Metropolitan police service\nmps,Home Office\nMPS,mps\n");
    let ends: Vec<&str> = said.iter().filter_map(|line| line.split(" — ").nth(1)).collect();
    let unknown = "write the id under which it stands, or write it down first [bad-id]";
    assert_eq!(ends, ["did you mean `mps`? [bad-id]", unknown, "did you mean `mps`? [bad-id]"]);
}

#[test]
fn what_people_write_first_is_answered_with_what_they_meant() {
    let help = |fields: &str| {
        let read = read_one("a.yaml", format!("bodies:\n  a: {{ name: A, {fields} }}\n"));
        read.findings.iter().map(|finding| finding.help.clone().unwrap_or_default()).collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(help("exists: 2009/present"), "a period is written `2009/..`");
    assert_eq!(help("exists: 2009-2014"), "a period is written `2009/2014`");
    assert_eq!(help("exists: 31/03/2010"), "write the year first: `2010-03-31`");
    assert_eq!(help("exists: 2010-3"), "did you mean `2010-03`?");
    assert_eq!(help("proposed: 2009-2014"), "write the date on which it began, or the one that is meant");
    assert_eq!(help("kind: Board"), "did you mean `board`?");
    assert_eq!(
        help("seats: [ { of: a, elected: Yes, capacity: Chair } ]"),
        "did you mean `yes`? | did you mean `chair`?"
    );
    assert!(help("members: [a]").contains("in a list `seats`") && help("chair: a").contains("in a list `seats`"));
    let list = read_one("a.yaml", "bodies:\n  - name: A\n");
    let form = "write each below its id: `bodies: { an-id: { name: … } }`";
    assert_eq!(list.findings[0].help.as_deref(), Some(form));
}
