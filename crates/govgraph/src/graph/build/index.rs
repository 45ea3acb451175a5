//! Puts checked records into the order and the indices of the graph.

use petgraph::graph::DiGraph;
use rustc_hash::FxHashMap;

use govgraph_model::{Allow, Body, Dataset, Event, Period, Provenance, Relation, Seat, slug};

use super::lifetimes::lifetimes;
use crate::graph::{BodyIx, ById, GovGraph, Link, PostIx, PostNode, SeatIx, SeatNode, attested};

/// The graph of a dataset whose references all lead somewhere.
pub(super) fn graph(dataset: Dataset) -> GovGraph {
    let Dataset { title, description, licence, sources, areas, classes, themes, persons, mut rules, files, .. } =
        dataset;
    let Dataset { mut bodies, mut relations, mut events, mut allow, .. } = dataset;
    macro_rules! by_id {
        ($entries:expr) => {{
            let mut map: ById<_, _> = $entries.into_iter().map(|entry| (entry.id.value.clone(), entry)).collect();
            map.sort_unstable_keys();
            map
        }};
    }
    let sources = by_id!(sources);
    // Records are large: their keys are sorted, and each record is moved once.
    bodies.sort_by_cached_key(|body| body.id.value.clone());
    rules.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    sort_relations(&mut relations);
    events.sort_by_cached_key(event_order);
    allow.sort_by_cached_key(allow_order);
    let body_index: FxHashMap<_, _> =
        bodies.iter().zip(0..).map(|(body, i)| (body.id.value.clone(), BodyIx(i))).collect();
    let lifetimes = lifetimes(&bodies, &body_index, &events, &sources);
    let mut graph = GovGraph {
        title,
        description,
        licence,
        files: files.0,
        sources,
        areas: by_id!(areas),
        classes: by_id!(classes),
        themes: by_id!(themes),
        persons: by_id!(persons),
        rules,
        bodies,
        body_index,
        lifetimes,
        seats: Vec::new(),
        seats_of: vec![0],
        posts: Vec::new(),
        relations,
        events,
        allow,
        links: DiGraph::default(),
        legs: Vec::new(),
        legs_of: Vec::new(),
    };
    let mut post_index = posts(&mut graph);
    for i in 0..graph.bodies.len() {
        let seats = std::mem::take(&mut graph.bodies[i].seats);
        let body = BodyIx(u32::try_from(i).unwrap_or(u32::MAX));
        for seat in seats {
            add_seat(&mut graph, &mut post_index, body, None, seat);
        }
        graph.seats_of.push(next(graph.seats.len()));
    }
    links(&mut graph);
    legs(&mut graph);
    graph
}

fn next(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Sources, certainty and note, as they are written and wherever that is.
fn cited(provenance: &Provenance) -> String {
    let sources = provenance.sources.iter().map(|citation| (citation.source.as_str(), &citation.locator));
    format!("{:?} {:?} {:?}", sources.collect::<Vec<_>>(), provenance.certainty, provenance.note)
}

fn sort_relations(relations: &mut [Relation]) {
    relations
        .sort_by_cached_key(|relation| (relation.from.value.clone(), relation.kind as u8, relation.to.value.clone()));
    let is_alike = |a: &Relation, b: &Relation| (&a.from, a.kind, &a.to) == (&b.from, b.kind, &b.to);
    // What else they say is put into words only where two are of one kind between the same bodies.
    for alike in relations.chunk_by_mut(is_alike).filter(|alike| alike.len() > 1) {
        alike.sort_by_cached_key(|relation| {
            let during = relation.during.as_ref().map(|during| during.edtf()).unwrap_or_default();
            // Sources last: two records that differ in nothing else are the same fact, cited twice.
            (during, format!("{} {}", relation.proposed, cited(&relation.provenance)))
        });
    }
}

fn event_order(event: &Event) -> (bool, Option<govgraph_model::Date>, String) {
    let date = event.when.date();
    let legs = event.legs.iter().map(|leg| {
        let ids = |bodies: &[govgraph_model::Located<govgraph_model::BodyId>]| {
            bodies.iter().map(|body| body.as_str()).collect::<Vec<_>>().join(" ")
        };
        format!("{} {} > {}", leg.kind, ids(&leg.from), ids(&leg.to))
    });
    let words = legs.collect::<Vec<_>>().join("; ");
    let id = event.id.as_ref().map(ToString::to_string).unwrap_or_default();
    let survives: Vec<_> = event.legs.iter().map(|leg| leg.survives).collect();
    let rest = (event.when.is_proposed(), survives, &event.name, &event.text);
    (date.is_none(), date.cloned(), format!("{words} {id} {rest:?} {}", cited(&event.provenance)))
}

fn allow_order(allow: &Allow) -> impl Ord + use<> {
    let bodies: Vec<_> = allow.bodies.iter().map(|id| id.value.clone()).collect();
    let themes: Vec<_> = allow.themes.iter().map(|id| id.value.clone()).collect();
    let until = allow.until.as_ref().map(|until| until.value.clone());
    (allow.code.value, bodies, themes, until, allow.reason.clone(), cited(&allow.provenance))
}

/// Posts by organisation and the slug of their name.
type PostIndex = FxHashMap<(BodyIx, String), PostIx>;

/// Declared posts first, so that they keep their own spelling.
fn posts(graph: &mut GovGraph) -> PostIndex {
    let mut index = PostIndex::default();
    for (body, i) in graph.bodies.iter().zip(0..) {
        for (post, declared) in body.posts.iter().zip(0..) {
            let ix = PostIx(next(graph.posts.len()));
            let key = (BodyIx(i), slug(&post.name));
            if let std::collections::hash_map::Entry::Vacant(free) = index.entry(key) {
                free.insert(ix);
                let name = post.name.value.clone();
                graph.posts.push(PostNode { organisation: BodyIx(i), name, declared: Some(declared) });
            }
        }
    }
    index
}

fn add_seat(graph: &mut GovGraph, posts: &mut PostIndex, body: BodyIx, parent: Option<SeatIx>, mut seat: Seat) {
    let items = std::mem::take(&mut seat.items);
    let ix = SeatIx(next(graph.seats.len()));
    // An item rests on what the seat around it rests on, and that on the body.
    let around = parent.map(|parent| &graph.seats[parent.0 as usize].record);
    if seat.provenance.sources.is_empty()
        && let Some(around) = around
    {
        seat.provenance.sources.clone_from(&around.provenance.sources);
        let both = [seat.provenance.certainty, around.provenance.certainty];
        seat.provenance.certainty = both.into_iter().flatten().min();
    }
    if seat.during.is_none() {
        seat.during = around.and_then(|around| around.during.clone());
    }
    if seat.tier.is_none() {
        seat.tier = around.and_then(|around| around.tier);
    }
    let owner: &Body = &graph.bodies[body.at()];
    let attested = attested(&graph.sources, &seat.provenance, &[&owner.provenance]);
    let stated = seat.during.as_deref().unwrap_or(&Period::UNKNOWN).extent(attested);
    let organisation = seat.holder.organisation.as_ref().and_then(|id| graph.body_index.get(&id.value).copied());
    let post = match (organisation, &seat.holder.post) {
        (Some(organisation), Some(name)) => {
            let new = PostIx(next(graph.posts.len()));
            let post = *posts.entry((organisation, slug(name))).or_insert(new);
            if post == new {
                graph.posts.push(PostNode { organisation, name: name.value.clone(), declared: None });
            }
            Some(post)
        }
        _ => None,
    };
    let ex_officio = seat.holder.ex_officio.as_ref().and_then(|office| graph.body_index.get(&office.on.value).copied());
    let mut extent = stated.within(&graph.lifetimes[body.at()].extent);
    if let Some(organisation) = organisation {
        extent = extent.within(&graph.lifetimes[organisation.at()].extent);
    }
    let node = SeatNode { body, parent, inside: 0, record: seat, stated, extent, organisation, post, ex_officio };
    graph.seats.push(node);
    for item in items {
        add_seat(graph, posts, body, Some(ix), item);
    }
    graph.seats[ix.0 as usize].inside = next(graph.seats.len()) - ix.0 - 1;
}

fn links(graph: &mut GovGraph) {
    let mut links = DiGraph::with_capacity(graph.bodies.len(), graph.relations.len() + graph.seats.len());
    for _ in &graph.bodies {
        links.add_node(());
    }
    let index = |id: &govgraph_model::BodyId| graph.body_index.get(id).copied();
    for (relation, i) in graph.relations.iter().zip(0..) {
        if let (Some(from), Some(to)) = (index(&relation.from), index(&relation.to)) {
            links.add_edge(from.node(), to.node(), Link::Relation(i));
        }
    }
    for (event, i) in graph.events.iter().zip(0..) {
        for (leg, l) in event.legs.iter().zip(0..) {
            for from in leg.from.iter().filter_map(|id| index(id)) {
                for to in leg.to.iter().filter_map(|id| index(id)) {
                    links.add_edge(from.node(), to.node(), Link::Succession { event: i, leg: l });
                }
            }
        }
    }
    for (seat, i) in graph.seats.iter().zip(0..) {
        // Items belong to the organisation of the seat around them: one edge is enough.
        let repeats =
            seat.parent.is_some_and(|parent| graph.seats[parent.0 as usize].organisation == seat.organisation);
        if let Some(organisation) = seat.organisation.filter(|_| !repeats) {
            links.add_edge(organisation.node(), seat.body.node(), Link::Seat(i));
        }
    }
    graph.links = links;
}

/// Puts the legs beside the bodies that they start from.
fn legs(graph: &mut GovGraph) {
    let mut legs: Vec<(BodyIx, u32, u32)> = Vec::new();
    for (event, i) in graph.events.iter().zip(0..) {
        for (leg, l) in event.legs.iter().zip(0..) {
            let from = leg.from.iter().filter_map(|id| graph.body_index.get(&id.value));
            legs.extend(from.map(|body| (*body, i, l)));
        }
    }
    legs.sort_unstable();
    legs.dedup();
    let mut starts = vec![0; graph.bodies.len() + 1];
    for (body, ..) in &legs {
        starts[body.at() + 1] += 1;
    }
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
    graph.legs_of = starts;
    graph.legs = legs.into_iter().map(|(_, event, leg)| (event, leg)).collect();
}
