//! The tables of `neo4j-admin database import`: nodes with `:ID` and `:LABEL`, edges with `:START_ID`, `:END_ID`, `:TYPE`.

use super::{EDGE_ATTRIBUTES, Edge, NODE_ATTRIBUTES, Network};

pub(super) fn nodes(network: &Network<'_>) -> String {
    let head = ["id:ID"].into_iter().chain(NODE_ATTRIBUTES).chain(["first:date", "last:date", ":LABEL"]);
    let mut out = line(head.map(str::to_string));
    for node in &network.nodes {
        let label = match node.node {
            "body" => "Body",
            "person" => "Person",
            _ => "Theme",
        };
        let days = [node.lifetime.first.clone().unwrap_or_default(), node.lifetime.last.clone().unwrap_or_default()];
        let cells = [node.id.clone()].into_iter().chain(node.attributes()).chain(days);
        out.push_str(&line(cells.chain([label.to_string()])));
    }
    out
}

pub(super) fn edges(network: &Network<'_>) -> String {
    let head = [":START_ID", ":END_ID"].into_iter().chain(EDGE_ATTRIBUTES).chain(["first:date", "last:date", ":TYPE"]);
    let mut out = line(head.map(str::to_string));
    for edge in &network.edges {
        let days = [edge.lifetime.first.clone().unwrap_or_default(), edge.lifetime.last.clone().unwrap_or_default()];
        let cells = [edge.from.clone(), edge.to.clone()].into_iter().chain(edge.attributes()).chain(days);
        out.push_str(&line(cells.chain([label(edge)])));
    }
    out
}

/// `REPORTS_TO`, `SEAT`, `MERGED`: relations and events by their kind, the others by what they are.
fn label(edge: &Edge<'_>) -> String {
    match edge.edge {
        "relation" | "event" => edge.kind.to_uppercase().replace('-', "_"),
        other => other.to_uppercase(),
    }
}

/// Every cell in quotes, as Neo4j wants texts with line breaks (`--multiline-fields=true`).
fn line(cells: impl Iterator<Item = String>) -> String {
    let quoted = cells.map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(",") + "\n"
}
