//! W3C ORG in RDF: what is written reads as what was written, and what others publish is read as it is meant.

use std::collections::HashSet;

use govgraph_io::export::export;
use govgraph_io::format::{InputFormat, OutputFormat};
use govgraph_io::import::{Imported, NoteKind, Options, import};
use govgraph_io::{Text, authored};
use govgraph_model::*;
use proptest::prelude::*;

use crate::{arbitrary, datasets};

const SYNTAXES: [(InputFormat, OutputFormat, &str); 4] = [
    (InputFormat::Turtle, OutputFormat::Turtle, "a.ttl"),
    (InputFormat::NTriples, OutputFormat::NTriples, "a.nt"),
    (InputFormat::RdfXml, OutputFormat::RdfXml, "a.rdf"),
    (InputFormat::JsonLd, OutputFormat::JsonLd, "a.jsonld"),
];

fn read_as(format: InputFormat, name: &str, bytes: &[u8]) -> Imported {
    import(format, &[Text { name, bytes }], &Options::default())
}

const PREFIXES: &str = "\
@prefix org: <http://www.w3.org/ns/org#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <http://schema.org/> .
@prefix opengov: <http://www.w3.org/ns/opengov#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix time: <http://www.w3.org/2006/time#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
";

/// Reads Turtle, and everything that the report says, a line a note.
fn turtle(text: &str) -> (Dataset, Vec<String>) {
    let Imported { dataset, findings, report } =
        read_as(InputFormat::Turtle, "org.ttl", format!("{PREFIXES}{text}").as_bytes());
    assert!(findings.is_empty(), "{findings:?}");
    let notes = report.notes.iter().map(|note| {
        let kind = if note.kind == NoteKind::Odd { "odd" } else { "dropped" };
        let examples: Vec<&str> = note.examples.iter().map(|example| example.text.as_str()).collect();
        format!("{kind} {} {}: {}", note.count, note.what, examples.join(", "))
    });
    (dataset, notes.collect())
}

fn relations(dataset: &Dataset) -> Vec<String> {
    dataset.relations.iter().map(|relation| format!("{} {} {}", relation.from, relation.kind, relation.to)).collect()
}

fn seats(dataset: &Dataset) -> Vec<String> {
    let seats = dataset.bodies.iter().flat_map(|body| body.seats.iter().map(move |seat| (body, seat)));
    let line = |(body, seat): (&Body, &Seat)| {
        let who = seat.holder.person.as_ref().map(|person| person.to_string());
        let who = who.or(seat.holder.organisation.as_ref().map(|body| body.to_string())).unwrap_or_default();
        let role = seat.role.as_deref().unwrap_or("-");
        let during = seat.during.as_ref().map(|during| during.edtf()).unwrap_or_default();
        format!("{} {who} {} {role} {during}", body.id, seat.capacity).trim_end().to_string()
    };
    seats.map(line).collect()
}

fn events(dataset: &Dataset) -> Vec<String> {
    let ids = |bodies: &[Located<BodyId>]| bodies.iter().map(|body| body.to_string()).collect::<Vec<_>>().join(" ");
    let line = |event: &Event| {
        let legs = event.legs.iter().map(|leg| format!("{} {} > {}", leg.kind, ids(&leg.from), ids(&leg.to)));
        let on = event.when.date().map(|date| format!(" on {}", date.edtf())).unwrap_or_default();
        format!("{}{on}", legs.collect::<Vec<_>>().join(", "))
    };
    dataset.events.iter().map(line).collect()
}

// What is written

/// What RDF loses: a graph is a set, so that of what stands twice in a list one is left.
fn lose(mut dataset: Dataset) -> Dataset {
    fn once<T: Clone, K: Eq + std::hash::Hash>(items: &mut Vec<T>, key: impl Fn(&T) -> Option<K>) {
        let mut seen = HashSet::new();
        items.retain(|item| key(item).is_none_or(|key| seen.insert(key)));
    }
    fn ids<I: Clone + Eq + std::hash::Hash>(items: &mut Vec<Located<I>>) {
        once(items, |id| Some(id.value.clone()));
    }
    let is_bare = |provenance: &Provenance| {
        provenance.sources.is_empty() && provenance.certainty.is_none() && provenance.note.is_none()
    };
    let names = |names: &mut Vec<OtherName>| {
        once(names, |name| (name.during.is_none() && is_bare(&name.provenance)).then(|| name.name.clone()));
    };
    dataset.areas.iter_mut().for_each(|area| names(&mut area.other_names));
    dataset.classes.iter_mut().for_each(|class| names(&mut class.other_names));
    dataset.themes.iter_mut().for_each(|theme| names(&mut theme.other_names));
    dataset.persons.iter_mut().for_each(|person| names(&mut person.other_names));
    for body in &mut dataset.bodies {
        names(&mut body.other_names);
        ids(&mut body.classes);
        once(&mut body.purposes, |purpose| is_bare(&purpose.provenance).then(|| purpose.value.clone()));
        body.plans.iter_mut().for_each(|plan| ids(&mut plan.themes));
        for statement in &mut body.statements {
            ids(&mut statement.bodies);
            ids(&mut statement.themes);
        }
    }
    for leg in dataset.events.iter_mut().flat_map(|event| &mut event.legs) {
        ids(&mut leg.from);
        ids(&mut leg.to);
    }
    for requirement in dataset.rules.iter_mut().flat_map(|rule| &mut rule.requires) {
        ids(&mut requirement.classes);
        ids(&mut requirement.bodies);
    }
    for allow in &mut dataset.allow {
        ids(&mut allow.bodies);
        ids(&mut allow.themes);
    }
    dataset
}

/// Leaves out the records that stand for what is only mentioned.
fn without_mentioned(mut read: Dataset, written: &Dataset) -> Dataset {
    macro_rules! known {
        ($($field:ident),*) => {$({
            let known: HashSet<_> = written.$field.iter().map(|record| record.id.value.clone()).collect();
            read.$field.retain(|record| known.contains(&record.id.value));
        })*};
    }
    known!(sources, areas, classes, themes, persons, bodies);
    read
}

/// Of bodies that contain each other in a circle no graph can be built, so no reader lets them through.
fn without_circles(mut dataset: Dataset) -> Dataset {
    dataset.relations.retain(|relation| !relation.kind.is_containment() || relation.from.value < relation.to.value);
    dataset
}

fn check(dataset: &Dataset, syntaxes: &[(InputFormat, OutputFormat, &str)]) -> Result<(), TestCaseError> {
    for (input, output, name) in syntaxes {
        let written = export(*output, dataset);
        let bytes = &written.files[0].bytes;
        let text = String::from_utf8_lossy(bytes);
        prop_assert_eq!(bytes, &export(*output, dataset).files[0].bytes, "writing is stable");
        let read = read_as(*input, name, bytes);
        prop_assert!(read.findings.is_empty(), "{:?} in {}", read.findings, text);
        let dropped: Vec<_> = read.report.notes.iter().filter(|note| note.kind == NoteKind::Dropped).collect();
        prop_assert!(dropped.is_empty(), "{:#?} of {}", dropped, text);
        let read = without_mentioned(read.dataset, dataset);
        let expected = lose(dataset.clone());
        prop_assert!(read == expected, "{}\n{}", difference(&read, &expected), text);
    }
    Ok(())
}

/// The first lines in which two datasets differ, as a person would write them.
fn difference(read: &Dataset, written: &Dataset) -> String {
    let (read, written) = (authored::write(read), authored::write(written));
    let lines = read.lines().zip(written.lines()).filter(|(read, written)| read != written);
    lines.take(6).map(|(read, written)| format!("read:    {read}\nwritten: {written}\n")).collect()
}

#[test]
fn the_london_data_survive_every_syntax() {
    let london = datasets::london().dataset;
    for (input, output, name) in SYNTAXES {
        let written = export(output, &london);
        let read = read_as(input, name, &written.files[0].bytes);
        assert!(read.findings.is_empty(), "{:?}", read.findings);
        // The rules of another dataset, which are not read here, hold some of what is referred to.
        assert!(read.report.notes.iter().all(|note| note.what.contains("only mentioned")), "{:?}", read.report);
        assert_eq!(without_mentioned(read.dataset, &london), london, "{name}");
        let lost: Vec<String> = written.losses.iter().map(|loss| format!("{} {}", loss.count, loss.what)).collect();
        assert_eq!(lost, ["2 the words in which dates are written, beside their days"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_dataset_survives_turtle_and_json_ld(dataset in arbitrary::dataset()) {
        check(&without_circles(dataset), &[SYNTAXES[0], SYNTAXES[3]])?;
    }

    #[test]
    fn any_dataset_survives_n_triples(dataset in arbitrary::dataset()) {
        check(&without_circles(dataset), &[SYNTAXES[1]])?;
    }

    #[test]
    fn any_dataset_that_xml_can_carry_survives_it(dataset in arbitrary::dataset()) {
        let dataset = without_circles(dataset);
        let lost = export(OutputFormat::RdfXml, &dataset).losses;
        if !lost.iter().any(|loss| loss.what.contains("XML")) {
            check(&dataset, &[SYNTAXES[2]])?;
        }
    }
}

/// Whoever knows only ORG must not read that somebody is a member of what does not exist.
#[test]
fn what_is_only_proposed_is_no_plain_org() {
    let yaml = "\
bodies:
  board: { name: Board, kind: board, seats: [{ of: council, capacity: chair }, { of: police, vacant: yes }, { of: council, items: [{ post: Clerk }] }] }
  plan: { name: Planned board, kind: board, proposed: 2010, seats: [{ of: council }], reports_to: council }
  council: { name: Council, kind: council, reports_to: { body: police, proposed: yes } }
  police: { name: Police, exists: 1829/2010 }
  old: { name: Old, sponsors: { body: board, during: 2001/2002 }, part_of: council }
events:
  - { kind: replaced, from: board, to: plan, proposed: 2011 }
  - { kind: merged, from: [old, police], to: council, on: 2010-03 }
";
    let dataset = crate::read_one("boards.yaml", yaml).dataset;
    let nt = String::from_utf8(export(OutputFormat::NTriples, &dataset).files[0].bytes.clone()).expect("text");
    let short = nt.replace("http://www.w3.org/ns/org#", "org:").replace("urn:x-govgraph:", "");
    let mut lines: Vec<&str> =
        short.lines().filter(|line| line.contains("<org:") && !line.contains("org:role")).collect();
    lines.retain(|line| !line.contains("org:Role"));
    let expected = "\
<body:board> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:Organization> .
<seat:board.1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:Membership> .
<seat:board.1> <org:organization> <body:board> .
<seat:board.1> <org:member> <body:council> .
<seat:board.3.1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:Membership> .
<seat:board.3.1> <org:organization> <body:board> .
<seat:board.3.1> <org:member> <body:council> .
<body:council> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:Organization> .
<body:council> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:FormalOrganization> .
<body:police> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:Organization> .
<body:old> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:Organization> .
<body:old> <org:subOrganizationOf> <body:council> .
<gg:change:old.police.council> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <org:ChangeEvent> .
<gg:change:old.police.council> <org:originalOrganization> <body:old> .
<gg:change:old.police.council> <org:originalOrganization> <body:police> .
<gg:change:old.police.council> <org:resultingOrganization> <body:council> .
";
    assert_eq!(lines.join("\n") + "\n", expected.replace("gg:change", "change"));
}

#[test]
fn turtle_is_such_as_people_read() {
    let yaml = "\
title: \"A \\\"title\\\"\\nof two lines\"
sources:
  act: { title: An Act, kind: act, published: 1998, url: \"https://example.org/act?x=1\" }
persons: { ann: { name: Ann } }
bodies:
  a-board:
    name: Board
    short: B
    kind: board
    exists: 2006/..
    purpose: To meet
    source: act s 5
    seats: [{ person: ann, role: Ranking member, during: 2009-04/2010 }]
  -x: { name: Odd, other_names: [Queer, Strange], url: no address }
";
    let dataset = crate::read_one("boards.yaml", yaml).dataset;
    let ttl = String::from_utf8(export(OutputFormat::Turtle, &dataset).files[0].bytes.clone()).expect("text");
    let (_, body) = ttl.split_once("# The dataset").expect("a heading");
    let expected = r#"

gg:dataset a gov:Dataset ;
    gov:version "1"^^xsd:integer ;
    dcterms:title "A \"title\"\nof two lines" .

# Sources

source:act a gov:Source ;
    dcterms:title "An Act" ;
    gov:kind "act" ;
    dcterms:issued "1998"^^xsd:gYear ;
    foaf:page <https://example.org/act?x=1> .

# Persons

person:ann a foaf:Person ;
    foaf:name "Ann" .

# Bodies, with their posts and seats

body:a-board a org:Organization ;
    skos:prefLabel "Board" ;
    gov:short "B" ;
    dcterms:source source:act ;
    gov:citations [
        gov:source source:act ;
        gov:place "s 5"
    ] ;
    gov:kind "board" ;
    schema:foundingDate "2006"^^xsd:gYear ;
    gov:exists "2006/.."^^edtf:EDTF ;
    org:purpose "To meet" .

seat:a-board.1 a gov:Seat, org:Membership ;
    org:organization body:a-board ;
    org:member person:ann ;
    org:role [
        a org:Role ;
        skos:prefLabel "Ranking member" ;
        skos:broader role:member
    ] ;
    org:memberDuring [
        a time:Interval ;
        time:hasBeginning [
            a time:Instant ;
            time:inXSDgYearMonth "2009-04"^^xsd:gYearMonth
        ] ;
        time:hasEnd [
            a time:Instant ;
            time:inXSDgYear "2010"^^xsd:gYear
        ]
    ] ;
    schema:validFrom "2009-04"^^xsd:gYearMonth ;
    schema:validUntil "2010"^^xsd:gYear .

<urn:x-govgraph:body:-x> a org:Organization ;
    skos:prefLabel "Odd" ;
    skos:altLabel "Queer", "Strange" ;
    gov:url "no address" ;
    gov:kind "organisation" .

# Roles

role:member a org:Role ;
    skos:prefLabel "member" .
"#;
    assert_eq!(body, expected);
}

// What others publish

#[test]
fn hierarchy_is_read_from_both_sides_and_counted_once() {
    let (dataset, notes) = turtle(
        ":a a org:FormalOrganization ; skos:prefLabel \"A\" ; org:hasSubOrganization :b ; org:hasUnit :c .
:b a org:Organization ; skos:prefLabel \"B\" ; org:subOrganizationOf :a .
:c a org:OrganizationalUnit ; skos:prefLabel \"C\" ; org:unitOf :a, :b ; org:transitiveSubOrganizationOf :a .
:d a org:Organization ; skos:prefLabel \"D\" ; org:classification \"Board\" ; org:subOrganizationOf :e, :d .
:e a org:Organization ; skos:prefLabel \"E\" ; org:classification [ skos:prefLabel \"Committee\"@en ] ; org:subOrganizationOf :d .
:f a org:Organization ; skos:prefLabel \"F\" ; org:linkedTo :a ; org:reportsTo :b ; org:subOrganizationOf <http://other.example/gov> .",
    );
    assert_eq!(
        relations(&dataset),
        [
            "b part_of a",
            "c part_of a",
            "c part_of b",
            "d sub_board_of e",
            "f part_of gov",
            "f reports_to b",
            "f works_with a",
        ]
    );
    assert_eq!(
        notes,
        [
            "odd 1 organisation that is only mentioned, called by the end of its address: http://other.example/gov",
            "dropped 1 relation `sub_board_of` of a body to itself: d",
            "dropped 1 relation `sub_board_of` that makes bodies contain each other in a circle: e → d",
        ]
    );
}

#[test]
fn the_english_name_is_taken_and_the_others_are_kept() {
    let (dataset, notes) = turtle(
        ":a a org:Organization ; skos:prefLabel \"Tŷ'r Cwmnïau\"@cy, \"Companies House\"@en-GB ; skos:altLabel \"CH\" ; rdfs:label \"Companies House\" .
:b a org:Organization ; foaf:name \"Bundestag\"@de, \"Diet\" .
:c a org:Organization ; dcterms:title \"Sénat\"@fr, \"Senaat\"@nl .
:d a org:Organization ; skos:prefLabel \" \" .
_:x a org:Organization ; skos:prefLabel \"Nameless Address\" ; org:identifier \"42\"^^:register ; skos:notation \"N4\" .",
    );
    let names = dataset.bodies.iter().map(|body| {
        let others: Vec<&str> = body.other_names.iter().map(|name| name.name.as_str()).collect();
        format!("{}: {} ({})", body.id, body.name, others.join(", "))
    });
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            "a: Companies House (CH, Tŷ'r Cwmnïau)",
            "b: Diet (Bundestag)",
            "c: Sénat (Senaat)",
            "d: d ( )",
            "nameless-address: Nameless Address ()",
        ]
    );
    let ids = dataset.bodies[4].identifiers.iter().map(|id| format!("{} {}", id.scheme, id.id)).collect::<Vec<_>>();
    assert_eq!(ids, ["https://example.org/register 42", "unknown N4"]);
    assert_eq!(dataset.bodies[0].identifiers[0].id, "https://example.org/a");
    assert_eq!(notes, Vec::<String>::new());
}

#[test]
fn memberships_are_seats_with_their_dates_as_far_as_they_go() {
    let (dataset, notes) = turtle(
        "@prefix w3person: <http://www.w3.org/ns/person#> .
:a a org:Organization ; skos:prefLabel \"A\" ; org:hasMember :ann, :cat .
:b a org:Organization ; skos:prefLabel \"B\" .
:ann a foaf:Person ; foaf:name \"Ann\" ; org:memberOf :a .
:bob a w3person:Person ; foaf:givenName \"Bob\" ; foaf:familyName \"Bo\" ; org:headOf :b ; org:memberOf :b .
:m1 a org:Membership ; org:member :ann ; org:organization :a ; org:role [ skos:prefLabel \"Chair\" ] ;
  org:memberDuring [ a time:Interval ; time:hasBeginning [ time:inXSDgYear \"2006\"^^xsd:gYear ] ; time:hasEnd [ time:inXSDDateTime \"2010-03-31T23:00:00+01:00\"^^xsd:dateTime ] ] .
:m2 a org:Membership ; org:member :b ; org:organization :a ; schema:validFrom \"2009-04-01Z\"^^xsd:date ; schema:validUntil \"2008\" ; opengov:onBehalfOf :b .
[] org:member :ann ; org:organization :b ; org:role \"Clerk\" ; org:memberDuring [ time:hasBeginning [ time:inXSDDate \"soon\" ] ] .
:m4 a org:Membership ; org:member :ann .
:m5 a org:Membership ; org:organization :a .",
    );
    assert_eq!(
        seats(&dataset),
        [
            "a ann chair - 2006/2010-03-31",
            "a b member - [2008-01-01..2009-04-01]/[2008-01-01..2009-04-01]",
            "a cat member -",
            "b ann member Clerk",
            "b bob member head",
        ]
    );
    assert_eq!(
        notes,
        [
            "odd 1 period that ends before it begins, taken as some days between: 2009-04-01 to 2008",
            "odd 1 date that cannot be read, taken as not known: `soon` is not a date; write `2010-03-31`, `2010-03`, `2010`,…",
            "dropped 1 membership that names no organisation: https://example.org/m4",
            "dropped 1 membership of nobody: https://example.org/m5",
            "odd 1 person that is only mentioned, called by the end of its address: https://example.org/cat",
        ]
    );
}

#[test]
fn posts_have_their_holders_and_what_posts_report_to_is_counted() {
    let (dataset, notes) = turtle(
        ":a a org:Organization ; skos:prefLabel \"A\" ; org:hasPost :p2 .
:ann a foaf:Person ; foaf:name \"Ann\" ; org:holds :p2 .
:p1 a org:Post ; org:postIn :a ; org:role [ a org:Role ; skos:prefLabel \"Director\" ] ; org:reportsTo :p2 .
:p2 a org:Post ; rdfs:label \"Minister\" ; org:heldBy :ann .
:p3 a org:Post ; rdfs:label \"Lost\" .
:m a org:Membership ; org:member :bob ; opengov:post :p1 ; schema:validFrom \"2010\" .
:bob a foaf:Person ; foaf:name \"Bob\" .",
    );
    let posts = dataset.bodies[0].posts.iter().map(|post| {
        let holders = post
            .holders
            .iter()
            .map(|held| format!("{} {:?}", held.person, held.during.as_ref().map(|during| during.edtf())));
        format!("{}: {}", post.name, holders.collect::<Vec<_>>().join(", "))
    });
    assert_eq!(posts.collect::<Vec<_>>(), ["Director: bob Some(\"2010/\")", "Minister: ann None"]);
    assert_eq!(seats(&dataset), ["a bob member Director 2010/", "a ann member Minister"]);
    assert_eq!(
        notes,
        [
            "dropped 1 post that is in no organisation: https://example.org/p3",
            "dropped 1 `org:reportsTo`: https://example.org/p2",
        ]
    );
}

#[test]
fn events_are_what_their_sides_allow_and_both_sides_may_tell_of_them() {
    let (dataset, notes) = turtle(
        ":a a org:Organization ; skos:prefLabel \"A\" ; org:changedBy :e1 .
:b a org:Organization ; skos:prefLabel \"B\" ; org:resultedFrom :e1 .
:c a org:Organization ; skos:prefLabel \"C\" ; org:resultedFrom :e1 ; org:changedBy :e2 ; prov:wasDerivedFrom :a .
:e1 a org:ChangeEvent ; org:originalOrganization :a ; org:resultingOrganization :b ; dcterms:date \"2010-03\"^^xsd:gYearMonth .
:e3 a org:ChangeEvent ; skos:prefLabel \"All change\" ; dcterms:description \"Much\" ; org:originalOrganization :b, :c ; org:resultingOrganization :d, :e ;
  prov:startedAtTime \"2011-01-01T00:00:00Z\"^^xsd:dateTime ; prov:endedAtTime \"2011-04-01T00:00:00Z\"^^xsd:dateTime .
:e4 a org:ChangeEvent ; rdfs:label \"Nothing\" .",
    );
    assert_eq!(
        events(&dataset),
        ["split a > b c on 2010-03", "abolished c > ", "replaced b c > d e on [2011-01-01..2011-04-01]"]
    );
    assert_eq!(
        (dataset.events[2].name.as_deref(), dataset.events[2].text.as_deref()),
        (Some("All change"), Some("Much"))
    );
    assert_eq!(
        notes,
        [
            "odd 1 change event of several bodies into several, read as all of them becoming all: https://example.org/e3",
            "dropped 1 event that is of no organisation: https://example.org/e4",
            "odd 2 organisation that is only mentioned, called by the end of its address: https://example.org/d, https://example.org/e",
            "dropped 1 `prov:wasDerivedFrom`: https://example.org/a",
        ]
    );
}

#[test]
fn purposes_places_dates_and_what_is_not_read() {
    let (dataset, notes) = turtle(
        ":a a org:OrganizationalCollaboration ; skos:prefLabel \"A\" ; org:purpose \"To meet\", :safety ; dcterms:spatial :westshire ;
  org:classification :joint ; schema:foundingDate \"1998-07\"^^xsd:gYearMonth ; schema:dissolutionDate \"2010\"^^xsd:gYear ;
  foaf:homepage <https://example.org/home> ; dcterms:source :report ; rdfs:comment \"A remark\" ;
  org:hasPrimarySite [ a org:Site ; org:siteAddress \"1 Road\" ] ; foaf:mbox <mailto:a@example.org> .
:safety a skos:Concept ; skos:prefLabel \"Safety\"@en ; skos:broader :all .
:westshire rdfs:label \"Westshire\" .
:joint a skos:Concept ; skos:prefLabel \"Joint venture\" .
:report dcterms:title \"A report\" .",
    );
    let body = &dataset.bodies[0];
    assert_eq!(
        (body.kind, body.exists.as_ref().map(|exists| exists.during.edtf())),
        (BodyKind::Partnership, Some("1998-07/2010".into()))
    );
    assert_eq!(
        (body.purposes[0].value.as_str(), &*body.remits[0].theme.value.to_string(), body.remits[0].role),
        ("To meet", "safety", RemitRole::Contributes)
    );
    assert_eq!(dataset.themes.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>(), ["Safety", "all"]);
    assert_eq!((dataset.areas[0].name.as_str(), dataset.classes[0].name.as_str()), ("Westshire", "Joint venture"));
    assert_eq!(
        (body.url.as_deref(), body.provenance.note.as_deref()),
        (Some("https://example.org/home"), Some("A remark"))
    );
    let cited: Vec<String> = body
        .provenance
        .sources
        .iter()
        .map(|of| format!("{} {}", of.source, of.locator.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(cited, ["report -", "org https://example.org/a"]);
    assert_eq!(dataset.sources.iter().map(|source| source.title.as_str()).collect::<Vec<_>>(), ["A report", "org.ttl"]);
    assert_eq!(
        notes,
        [
            "odd 1 theme that is only mentioned, called by the end of its address: https://example.org/all",
            "dropped 1 `org:hasPrimarySite`: something without an address",
            "dropped 1 `foaf:mbox`: mailto:a@example.org",
            "dropped 1 thing of the type `org:Site`: something without an address",
            "dropped 1 `org:siteAddress`: 1 Road",
        ]
    );
}

#[test]
fn a_slip_in_any_syntax_is_shown_with_line_and_column() {
    for (format, name, text, expected) in [
        (
            InputFormat::Turtle,
            "a.ttl",
            "@prefix org: <http://www.w3.org/ns/org#> .\n<urn:a> a org:Post ;\n  org:postIn .\n",
            "a.ttl:3:14: this is no Turtle:",
        ),
        (InputFormat::Turtle, "a.ttl", "<urn:a> a foo:Post .\n", "a.ttl:1:11: this is no Turtle:"),
        (
            InputFormat::NTriples,
            "a.nt",
            "<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> .\n",
            "a.nt:2:17: this is no N-Triples:",
        ),
        (
            InputFormat::RdfXml,
            "a.rdf",
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n<a></b>\n</rdf:RDF>",
            "a.rdf:2:",
        ),
        (InputFormat::JsonLd, "a.jsonld", "{\n \"@id\": \"urn:a\",,\n}", "a.jsonld:2:"),
        (
            InputFormat::JsonLd,
            "a.jsonld",
            "{\"@context\": \"https://example.org/c\", \"@id\": \"urn:a\"}",
            "a.jsonld:1:1: this is no JSON-LD:",
        ),
    ] {
        let read = read_as(format, name, text.as_bytes());
        let lines: Vec<String> = read.findings.iter().map(|finding| finding.line(&read.dataset.files)).collect();
        assert!(lines.len() == 1 && lines[0].starts_with(expected), "{lines:?}");
    }
}

#[test]
fn a_file_tells_by_its_name_or_its_content_what_it_is() {
    let org = "\"org:Organization\"";
    for (name, text, expected) in [
        ("a.ttl", "", Some(InputFormat::Turtle)),
        ("a.NT", "", Some(InputFormat::NTriples)),
        ("a.rdf", "", Some(InputFormat::RdfXml)),
        ("a.jsonld", "", Some(InputFormat::JsonLd)),
        ("-", "# comment\n\n@prefix org: <http://www.w3.org/ns/org#> .\n", Some(InputFormat::Turtle)),
        ("-", "PREFIX org: <http://www.w3.org/ns/org#>\n", Some(InputFormat::Turtle)),
        ("-", "<urn:a> <urn:b> <urn:c> .", Some(InputFormat::Turtle)),
        (
            "-",
            "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>",
            Some(InputFormat::RdfXml),
        ),
        (
            "a.json",
            &format!("{{\"@context\": {{\"organizations\": 1}}, \"@graph\": [{{\"@type\": {org}}}]}}"),
            Some(InputFormat::JsonLd),
        ),
        ("a.json", &format!("[{{\"@id\": \"urn:a\", \"@type\": {org}}}]"), Some(InputFormat::JsonLd)),
        (
            "a.json",
            "{\"@context\": \"http://popoloproject.com/contexts/x.jsonld\", \"organizations\": [], \"persons\": []}",
            Some(InputFormat::Popolo),
        ),
        ("a.json", "{\"note\": \"\\\"@id\\\": 1\", \"organizations\": [{\"@id\": 1}]}", Some(InputFormat::Popolo)),
        ("a.yaml", "bodies:\n  a: { name: \"@prefix\" }\n", None),
        ("-", "<html>", None),
    ] {
        let text = Text { name, bytes: text.as_bytes() };
        assert_eq!(InputFormat::detect(&[text]), expected, "{name} {}", String::from_utf8_lossy(text.bytes));
    }
}

#[test]
fn popolos_context_is_known_without_a_network() {
    let text = r#"{"@context": "http://www.popoloproject.com/contexts/organization.jsonld", "@id": "urn:o:1", "@type": "Organization", "name": "ABC", "founding_date": "2001",
        "parent": {"id": "urn:o:2", "type": "Organization", "name": "Ministry"}}"#;
    let read = read_as(InputFormat::JsonLd, "a.jsonld", text.as_bytes());
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    let names: Vec<&str> = read.dataset.bodies.iter().map(|body| body.name.as_str()).collect();
    assert_eq!((names, relations(&read.dataset)), (vec!["ABC", "Ministry"], vec!["abc part_of ministry".to_string()]));
}

#[test]
fn files_are_read_together_and_each_is_cited_for_its_own() {
    let one = format!(
        "{PREFIXES}:a a org:Organization ; skos:prefLabel \"A\" ; org:subOrganizationOf :b . _:x a org:Organization ; skos:prefLabel \"X\" ."
    );
    let two = format!(
        "{PREFIXES}:b a org:Organization ; skos:prefLabel \"B\" . _:x a org:Organization ; skos:prefLabel \"Y\" ."
    );
    let texts = [Text { name: "one.ttl", bytes: one.as_bytes() }, Text { name: "two.ttl", bytes: two.as_bytes() }];
    let read = import(InputFormat::detect(&texts).expect("Turtle"), &texts, &Options::default());
    let cited = read.dataset.bodies.iter().map(|body| format!("{} {}", body.name, body.provenance.sources[0].source));
    assert_eq!(cited.collect::<Vec<_>>(), ["A one", "X one", "B two", "Y two"]);
    assert_eq!(relations(&read.dataset), ["a part_of b"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn slips_in_real_files_never_panic(slips in proptest::collection::vec((any::<prop::sample::Index>(), 0..9usize, "\\PC{0,4}"), 1..5), which in 0..4usize) {
        let (input, output, name) = SYNTAXES[which];
        static WRITTEN: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
        let all = WRITTEN.get_or_init(|| {
            let mut london = datasets::london().dataset;
            london.bodies.truncate(9);
            let written = SYNTAXES.map(|(_, output, _)| export(output, &london).files[0].bytes.clone());
            written.into_iter().map(|bytes| String::from_utf8(bytes).expect("text")).collect()
        });
        prop_assert!(output.name().contains("ORG"));
        let mut chars: Vec<char> = all[which].chars().collect();
        for (at, drop, piece) in slips {
            let at = at.index(chars.len());
            let end = (at + drop).min(chars.len());
            chars.splice(at..end, piece.chars());
        }
        let text: String = chars.into_iter().collect();
        let read = read_as(input, name, text.as_bytes());
        for finding in &read.findings {
            prop_assert!(!finding.message.contains('\n'));
        }
    }
}
