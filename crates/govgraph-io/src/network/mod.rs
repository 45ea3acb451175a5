//! A dataset as nodes and edges, which is what the tools of network analysis know: GraphML, GEXF, Neo4j, Parquet.
//!
//! They are written, not read: a graph of nodes and edges does not say what was a seat and what a relation.

mod gexf;
mod graphml;
mod neo4j;
#[cfg(feature = "parquet")]
mod parquet;

use std::collections::HashMap;

use govgraph_model::{
    Body, BodyId, Count, Dataset, Date, End, Event, Leg, Located, Period, Seat, Start, Tri, When, Word as _,
};

use crate::export::{Loss, Part, Written, WrittenFile, losses};

/// What something is called, and what is known of it. Texts are as they were written.
#[derive(Default)]
struct Node<'d> {
    /// Unique among all nodes: `body:lcsp`.
    id: String,
    /// `body`, `person` or `theme`.
    node: &'static str,
    label: &'d str,
    short: &'d str,
    kind: &'static str,
    classes: String,
    level: &'static str,
    area: &'d str,
    url: &'d str,
    lifetime: Lifetime,
    sources: String,
}

/// Something that leads from one node to another.
#[derive(Default)]
struct Edge<'d> {
    from: String,
    to: String,
    /// `relation`, `seat`, `post`, `remit` or `event`.
    edge: &'static str,
    /// The kind of relation, the capacity of a seat, the part in a remit, the kind of event; the post.
    kind: &'d str,
    role: String,
    tier: &'static str,
    /// The least and the greatest number of places; empty if there is no bound.
    count: Option<Count>,
    elected: &'static str,
    proposed: bool,
    lifetime: Lifetime,
    sources: String,
}

/// When something was.
#[derive(Default)]
struct Lifetime {
    /// As it is written, in EDTF; empty if nothing is known of it.
    edtf: String,
    /// The first day that is possible, if there is one.
    first: Option<String>,
    /// The last day that is possible, if there is one.
    last: Option<String>,
}

struct Network<'d> {
    title: &'d str,
    nodes: Vec<Node<'d>>,
    edges: Vec<Edge<'d>>,
}

/// What nodes and edges carry. The rest stays behind.
const CARRIED: [Part; 19] = [
    Part::Persons,
    Part::Themes,
    Part::Classes,
    Part::Areas,
    Part::Relations,
    Part::ProposedRelations,
    Part::Events,
    Part::ProposedEvents,
    Part::ShortNames,
    Part::Kinds,
    Part::Levels,
    Part::Lifetimes,
    Part::Remits,
    Part::Tenures,
    Part::Seats,
    Part::SeatCounts,
    Part::Capacities,
    Part::Roles,
    Part::Sources,
];

/// Writes GraphML.
pub(crate) fn graphml(dataset: &Dataset) -> Written {
    Written::one(xml(&network(dataset), graphml::document), lost(dataset))
}

/// Writes GEXF 1.3.
pub(crate) fn gexf(dataset: &Dataset) -> Written {
    Written::one(xml(&network(dataset), gexf::document), lost(dataset))
}

/// What writes XML into memory, and what it gives: nothing is there to fail at.
type Out<'o> = quick_xml::Writer<&'o mut Vec<u8>>;
type XmlResult = std::io::Result<()>;

/// A document of XML, indented so that a person can look into it.
fn xml(network: &Network<'_>, document: fn(&mut Out<'_>, &Network<'_>) -> XmlResult) -> String {
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec();
    let mut writer = quick_xml::Writer::new_with_indent(&mut out, b' ', 1);
    let written = document(&mut writer, network);
    debug_assert!(written.is_ok(), "{written:?}");
    out.push(b'\n');
    String::from_utf8(out).unwrap_or_default()
}

/// Writes the two tables that `neo4j-admin database import` takes.
pub(crate) fn neo4j(dataset: &Dataset) -> Written {
    let network = network(dataset);
    let file = |name, text: String| WrittenFile { name: Some(name), bytes: text.into_bytes() };
    let files = vec![file("nodes.csv", neo4j::nodes(&network)), file("edges.csv", neo4j::edges(&network))];
    Written { files, losses: lost(dataset) }
}

/// Writes two Parquet tables.
#[cfg(feature = "parquet")]
pub(crate) fn parquet(dataset: &Dataset) -> Written {
    let network = network(dataset);
    let file = |name, bytes| WrittenFile { name: Some(name), bytes };
    let files = vec![file("nodes.parquet", parquet::nodes(&network)), file("edges.parquet", parquet::edges(&network))];
    Written { files, losses: lost(dataset) }
}

fn lost(dataset: &Dataset) -> Vec<Loss> {
    let seats = dataset.bodies.iter().flat_map(|body| &body.seats);
    let nobody = seats.filter(|seat| held_by(seat).is_none()).count();
    let wider = dataset.themes.iter().filter(|theme| theme.broader.is_some()).count()
        + dataset.areas.iter().filter(|area| area.within.is_some()).count();
    let loss = |what: &str, count| Loss { what: what.to_string(), count };
    let posts = dataset.bodies.iter().flat_map(|body| &body.posts).filter(|post| post.holders.is_empty()).count();
    let besides = [
        loss("seats of which no organisation, person or body is known", nobody),
        loss("hierarchies of areas and themes", wider),
        loss("posts without anybody in them", posts),
    ];
    let carried: Vec<Part> =
        [&CARRIED[..], &[Part::Posts, Part::InexactDates, Part::OngoingEnds, Part::Tiers, Part::Elected]].concat();
    losses(dataset, &carried, besides)
}

/// The nodes and edges of a dataset: bodies, persons and themes; relations, seats, posts, remits and events.
fn network(dataset: &Dataset) -> Network<'_> {
    let areas: HashMap<&str, &str> = dataset.areas.iter().map(|area| (area.id.as_str(), area.name.as_str())).collect();
    let bodies = dataset.bodies.iter().map(|body| body_node(body, &areas));
    let persons = dataset.persons.iter().map(|person| Node {
        id: format!("person:{}", person.id),
        node: "person",
        label: &person.name,
        sources: sources(&person.provenance),
        ..Node::default()
    });
    let themes = dataset.themes.iter().map(|theme| Node {
        id: format!("theme:{}", theme.id),
        node: "theme",
        label: &theme.name,
        sources: sources(&theme.provenance),
        ..Node::default()
    });
    let nodes = bodies.chain(persons).chain(themes).collect();
    let mut edges = Vec::new();
    for relation in &dataset.relations {
        edges.push(Edge {
            from: body_id(&relation.from),
            to: body_id(&relation.to),
            edge: "relation",
            kind: relation.kind.word(),
            proposed: relation.proposed,
            lifetime: lifetime(relation.during.as_deref()),
            sources: sources(&relation.provenance),
            ..Edge::default()
        });
    }
    dataset.bodies.iter().for_each(|body| edges_of(body, &mut edges));
    dataset.events.iter().for_each(|event| edges_of_event(event, &mut edges));
    Network { title: dataset.title.as_deref().unwrap_or_default(), nodes, edges }
}

fn body_id(id: &Located<BodyId>) -> String {
    format!("body:{id}")
}

fn sources(provenance: &govgraph_model::Provenance) -> String {
    let cited = provenance.sources.iter().map(|citation| match &citation.locator {
        Some(locator) => format!("{} {locator}", citation.source),
        None => citation.source.to_string(),
    });
    cited.collect::<Vec<_>>().join("; ")
}

fn body_node<'d>(body: &'d Body, areas: &HashMap<&str, &'d str>) -> Node<'d> {
    Node {
        id: body_id(&body.id),
        node: "body",
        label: &body.name,
        short: body.short.as_deref().unwrap_or_default(),
        kind: body.kind.word(),
        classes: body.classes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "),
        level: body.level.map_or("", |level| level.word()),
        area: body.area.as_ref().and_then(|area| areas.get(area.as_str()).copied()).unwrap_or_default(),
        url: body.url.as_deref().unwrap_or_default(),
        lifetime: lifetime(body.exists.as_ref().map(|exists| &exists.during.value)),
        sources: sources(&body.provenance),
    }
}

/// The node that holds a seat: the person, the organisation, or the body whose office it goes with.
fn held_by(seat: &Seat) -> Option<String> {
    let holder = &seat.holder;
    let person = holder.person.as_ref().map(|person| format!("person:{person}"));
    let office = || holder.ex_officio.as_ref().map(|office| body_id(&office.on));
    person.or_else(|| holder.organisation.as_ref().map(body_id)).or_else(office)
}

fn edges_of<'d>(body: &'d Body, edges: &mut Vec<Edge<'d>>) {
    for seat in &body.seats {
        let Some(from) = held_by(seat) else { continue };
        let post = seat.holder.post.as_ref().map(|post| post.value.as_str());
        edges.push(Edge {
            from,
            to: body_id(&body.id),
            edge: "seat",
            kind: seat.capacity.word(),
            role: seat.role.as_deref().or(post).unwrap_or_default().to_string(),
            tier: seat.tier.map_or("", |tier| tier.word()),
            count: Some(seat.count),
            elected: match seat.elected.as_ref().map(|elected| elected.is) {
                None | Some(Tri::Unknown) => "unknown",
                Some(is) => is.word(),
            },
            proposed: false,
            lifetime: lifetime(seat.during.as_deref()),
            sources: sources(&seat.provenance),
        });
    }
    for post in &body.posts {
        for tenure in &post.holders {
            edges.push(Edge {
                from: format!("person:{}", tenure.person),
                to: body_id(&body.id),
                edge: "post",
                kind: &post.name,
                lifetime: lifetime(tenure.during.as_deref()),
                sources: sources(&tenure.provenance),
                ..Edge::default()
            });
        }
    }
    for remit in &body.remits {
        edges.push(Edge {
            from: body_id(&body.id),
            to: format!("theme:{}", remit.theme),
            edge: "remit",
            kind: remit.role.word(),
            proposed: remit.proposed,
            lifetime: lifetime(remit.during.as_deref()),
            sources: sources(&remit.provenance),
            ..Edge::default()
        });
    }
}

/// An edge from each body before to each body after; from a body to itself where only one side is named.
fn edges_of_event<'d>(event: &'d Event, edges: &mut Vec<Edge<'d>>) {
    for Leg { kind, from, to, survives: _ } in &event.legs {
        let pairs: Vec<_> = match (from.is_empty(), to.is_empty()) {
            (false, false) => from.iter().flat_map(|one| to.iter().map(move |other| (one, other))).collect(),
            _ => from.iter().chain(to).map(|body| (body, body)).collect(),
        };
        for (one, other) in pairs {
            edges.push(Edge {
                from: body_id(one),
                to: body_id(other),
                edge: "event",
                kind: kind.word(),
                role: event.name.clone().unwrap_or_default(),
                proposed: event.when.is_proposed(),
                lifetime: match &event.when {
                    When::On(date) | When::ProposedFor(date) => on(date),
                    When::Unknown | When::Proposed => Lifetime::default(),
                },
                sources: sources(&event.provenance),
                ..Edge::default()
            });
        }
    }
}

fn on(date: &Date) -> Lifetime {
    Lifetime {
        edtf: date.edtf().to_string(),
        first: Some(date.first().to_string()),
        last: Some(date.last().to_string()),
    }
}

fn lifetime(period: Option<&Period>) -> Lifetime {
    let Some(period) = period else { return Lifetime::default() };
    let day = |day: govgraph_model::Day| Some(day.to_string());
    Lifetime {
        edtf: period.to_string(),
        first: match &period.start {
            Start::On(date) => day(date.first()),
            Start::Open | Start::Unknown => None,
        },
        last: match &period.end {
            End::On(date) => day(date.last()),
            End::Ongoing | End::Unknown => None,
        },
    }
}

/// The attributes of nodes, in their order, as text; an empty one is not written.
const NODE_ATTRIBUTES: [&str; 10] =
    ["node", "label", "short", "kind", "classes", "level", "area", "url", "lifetime", "sources"];

/// The attributes of edges.
const EDGE_ATTRIBUTES: [&str; 10] =
    ["edge", "kind", "role", "tier", "least", "most", "elected", "proposed", "lifetime", "sources"];

impl Node<'_> {
    fn attributes(&self) -> [String; 10] {
        let texts = [self.node, self.label, self.short, self.kind, &self.classes, self.level, self.area, self.url];
        let [a, b, c, d, e, f, g, h] = texts.map(plain);
        [a, b, c, d, e, f, g, h, plain(&self.lifetime.edtf), plain(&self.sources)]
    }
}

impl Edge<'_> {
    fn attributes(&self) -> [String; 10] {
        let least = self.count.map(|count| count.least.to_string()).unwrap_or_default();
        let most = self.count.and_then(|count| count.most).map(|most| most.to_string()).unwrap_or_default();
        let proposed = if self.proposed { "yes" } else { "" };
        let texts = [self.edge, self.kind, &self.role, self.tier, &least, &most, self.elected, proposed];
        let [a, b, c, d, e, f, g, h] = texts.map(plain);
        [a, b, c, d, e, f, g, h, plain(&self.lifetime.edtf), plain(&self.sources)]
    }
}

/// A text without what XML 1.0 has no place for: control characters, and the two that are none.
fn plain(text: &str) -> String {
    let is_allowed = |c: &char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || matches!(c, '\n' | '\t');
    text.chars().filter(is_allowed).collect()
}
