//! Nodes and edges for other tools: what they are, and that no text breaks out of them.

use govgraph_io::export::{Written, export};
use govgraph_io::format::OutputFormat;
use govgraph_model::Dataset;
use proptest::prelude::*;
use quick_xml::events::{BytesStart, Event};

use crate::{datasets, read_one, sound};

fn text(written: &Written) -> String {
    String::from_utf8(written.files[0].bytes.clone()).expect("text")
}

/// Every element of an XML text by its name, with its attributes; its text is that of its last part.
fn elements(xml: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut out = Vec::new();
    let element = |start: &BytesStart<'_>| {
        let name = start.name().as_ref().to_string();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let key = attribute.key.as_ref().to_string();
            (key, attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).expect("a value").into_owned())
        });
        (name, attributes.collect())
    };
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) | Event::Empty(start) => out.push(element(&start)),
            Event::Eof => return out,
            _ => {}
        }
    }
}

fn of<'e>(elements: &'e [(String, Vec<(String, String)>)], name: &str) -> Vec<&'e Vec<(String, String)>> {
    elements.iter().filter(|(own, _)| own == name).map(|(_, attributes)| attributes).collect()
}

fn attribute<'e>(attributes: &'e [(String, String)], name: &str) -> Option<&'e str> {
    attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}

const SMALL: &str = "
bodies:
  lcrdb: { name: LCRDB, exists: 2004/2006-03 }
  lcsp: { name: 'LCSP & <friends>', exists: 2006/.., seats: [ { of: mps, capacity: chair, count: 2.., during: 2006-05/2010 }, { person: ann }, { described: somebody } ], remits: [ { theme: robbery, as: priority } ], reports_to: mps }
  mps: { name: MPS, posts: [ { name: Clerk, holders: [ { person: ann } ] }, { name: Empty } ] }
persons: { ann: { name: Ann } }
themes: { robbery: { name: Robbery } }
events: [ { kind: replaced, from: lcrdb, to: lcsp, on: 2006 }, { kind: reviewed, from: lcsp, on: 2009 } ]
";

#[test]
fn bodies_persons_and_themes_are_nodes_and_what_ties_them_edges() {
    let read = read_one("small.yaml", SMALL);
    assert!(read.findings.is_empty());
    let written = export(OutputFormat::GraphMl, &read.dataset);
    let elements = elements(&text(&written));
    let ids: Vec<_> = of(&elements, "node").iter().map(|node| attribute(node, "id").unwrap_or_default()).collect();
    assert_eq!(ids, ["body:lcrdb", "body:lcsp", "body:mps", "person:ann", "theme:robbery"]);
    let ends = |edge: &&Vec<(String, String)>| {
        format!("{} {}", attribute(edge, "source").unwrap_or_default(), attribute(edge, "target").unwrap_or_default())
    };
    let edges: Vec<String> = of(&elements, "edge").iter().map(ends).collect();
    assert_eq!(
        edges,
        [
            "body:lcsp body:mps",
            "body:mps body:lcsp",
            "person:ann body:lcsp",
            "body:lcsp theme:robbery",
            "person:ann body:mps",
            "body:lcrdb body:lcsp",
            "body:lcsp body:lcsp",
        ]
    );
    assert!(text(&written).contains(">LCSP &amp; &lt;friends&gt;<"));
    let lost: Vec<String> = written.losses.iter().map(|loss| format!("{} {}", loss.count, loss.what)).collect();
    assert!(lost.contains(&"1 seats of which no organisation, person or body is known".to_string()), "{lost:?}");
    assert!(lost.contains(&"1 posts without anybody in them".to_string()), "{lost:?}");
}

#[test]
fn gexf_has_intervals_of_days_that_are_possible_and_no_day_for_what_is_not_known() {
    let written = text(&export(OutputFormat::Gexf, &read_one("small.yaml", SMALL).dataset));
    let elements = elements(&written);
    let graph = of(&elements, "graph")[0];
    assert_eq!(attribute(graph, "timerepresentation"), Some("interval"));
    let days = |name: &str, at: usize| {
        let of = of(&elements, name)[at];
        (attribute(of, "start").map(str::to_string), attribute(of, "end").map(str::to_string))
    };
    assert_eq!(days("node", 0), (Some("2004-01-01".into()), Some("2006-03-31".into())));
    assert_eq!(days("node", 1), (Some("2006-01-01".into()), None), "it has not ended");
    assert_eq!(days("edge", 1), (Some("2006-05-01".into()), Some("2010-12-31".into())));
    assert_eq!(days("edge", 2), (None, None));
    assert!(!written.contains("timestamp") && !written.contains("startopen"));
}

#[test]
fn neo4j_gets_a_table_of_nodes_and_one_of_edges() {
    let written = export(OutputFormat::Neo4j, &read_one("small.yaml", SMALL).dataset);
    let names: Vec<_> = written.files.iter().map(|file| file.name.unwrap_or_default()).collect();
    assert_eq!(names, ["nodes.csv", "edges.csv"]);
    let edges = String::from_utf8_lossy(&written.files[1].bytes).into_owned();
    let mut lines = edges.lines();
    let head = lines.next().expect("a header");
    assert!(head.starts_with("\":START_ID\",\":END_ID\"") && head.ends_with("\":TYPE\""), "{head}");
    let types: Vec<&str> = lines.filter_map(|line| line.rsplit_once(',')).map(|(_, kind)| kind).collect();
    assert_eq!(
        types,
        ["\"REPORTS_TO\"", "\"SEAT\"", "\"SEAT\"", "\"REMIT\"", "\"POST\"", "\"REPLACED\"", "\"REVIEWED\""]
    );
}

/// How many edges there have to be, counted from the records.
fn edges(dataset: &Dataset) -> usize {
    let bodies = dataset.bodies.iter().map(|body| {
        let held = body.seats.iter().filter(|seat| {
            let holder = &seat.holder;
            holder.organisation.is_some() || holder.person.is_some() || holder.ex_officio.is_some()
        });
        held.count() + body.remits.len() + body.posts.iter().map(|post| post.holders.len()).sum::<usize>()
    });
    let legs = dataset.events.iter().flat_map(|event| &event.legs).map(|leg| match (leg.from.len(), leg.to.len()) {
        (0, n) | (n, 0) => n,
        (n, m) => n * m,
    });
    bodies.sum::<usize>() + legs.sum::<usize>() + dataset.relations.len()
}

fn check(dataset: &Dataset) {
    for format in [OutputFormat::GraphMl, OutputFormat::Gexf] {
        let written = text(&export(format, dataset));
        let elements = elements(&written);
        let nodes = of(&elements, "node");
        assert_eq!(nodes.len(), dataset.bodies.len() + dataset.persons.len() + dataset.themes.len());
        let found = of(&elements, "edge");
        assert_eq!(found.len(), edges(dataset), "{format}");
        let ids: std::collections::HashSet<_> = nodes.iter().filter_map(|node| attribute(node, "id")).collect();
        assert_eq!(ids.len(), nodes.len());
        for edge in found {
            let ends = [attribute(edge, "source"), attribute(edge, "target")];
            assert!(ends.iter().flatten().all(|end| ids.contains(end)), "{ends:?}");
        }
        assert_eq!(written, text(&export(format, dataset)), "the same bytes each time");
    }
}

#[test]
fn london_is_a_network_with_an_edge_for_everything_that_ties() {
    check(&datasets::london().dataset);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_texts_say_the_xml_is_well_formed_and_complete(dataset in sound::dataset()) {
        check(&dataset);
    }
}
