//! [GEXF 1.3](https://gexf.net/): a graph with attributes and with intervals of time, which Gephi plays as a film.
//!
//! `start` and `end` are the first and the last day that is possible, both included; the attribute `lifetime` has what is
//! known. A side that is not known has none, which readers take for always: so do not count by them.

use quick_xml::events::BytesText;

use super::{EDGE_ATTRIBUTES, Lifetime, NODE_ATTRIBUTES, Network, Out, XmlResult, plain};

pub(super) fn document(writer: &mut Out<'_>, network: &Network<'_>) -> XmlResult {
    let root = writer.create_element("gexf").with_attribute(("xmlns", "http://gexf.net/1.3"));
    root.with_attribute(("version", "1.3")).write_inner_content(|writer| {
        writer.create_element("meta").write_inner_content(|writer| {
            writer.create_element("creator").write_text_content(BytesText::new("govgraph"))?;
            let title = plain(network.title);
            writer.create_element("description").write_text_content(BytesText::new(&title))?;
            Ok(())
        })?;
        let graph = writer.create_element("graph").with_attribute(("defaultedgetype", "directed"));
        let graph = graph.with_attribute(("mode", "dynamic")).with_attribute(("timeformat", "date"));
        graph.with_attribute(("timerepresentation", "interval")).write_inner_content(|writer| {
            attributes(writer, "node", &NODE_ATTRIBUTES)?;
            attributes(writer, "edge", &EDGE_ATTRIBUTES)?;
            writer.create_element("nodes").write_inner_content(|writer| {
                for node in &network.nodes {
                    let label = plain(node.label);
                    let head = [("id", node.id.as_str()), ("label", label.as_str())];
                    element(writer, "node", &head, &node.lifetime, &node.attributes())?;
                }
                Ok(())
            })?;
            writer.create_element("edges").write_inner_content(|writer| {
                for (index, edge) in network.edges.iter().enumerate() {
                    let (id, kind) = ((index + 1).to_string(), plain(edge.kind));
                    let head = [
                        ("id", id.as_str()),
                        ("source", &edge.from),
                        ("target", &edge.to),
                        ("label", &kind),
                        ("kind", &kind),
                    ];
                    element(writer, "edge", &head, &edge.lifetime, &edge.attributes())?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn attributes(writer: &mut Out<'_>, class: &str, names: &[&str]) -> XmlResult {
    let list = writer.create_element("attributes").with_attribute(("class", class));
    list.write_inner_content(|writer| {
        for (index, name) in names.iter().enumerate() {
            let id = index.to_string();
            let attribute = writer.create_element("attribute").with_attribute(("id", id.as_str()));
            attribute.with_attribute(("title", *name)).with_attribute(("type", "string")).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn element(
    writer: &mut Out<'_>,
    name: &str,
    head: &[(&str, &str)],
    lifetime: &Lifetime,
    attributes: &[String],
) -> XmlResult {
    let mut element = writer.create_element(name);
    for (key, value) in head {
        element = element.with_attribute((*key, *value));
    }
    for (key, day) in [("start", &lifetime.first), ("end", &lifetime.last)] {
        if let Some(day) = day {
            element = element.with_attribute((key, day.as_str()));
        }
    }
    element.write_inner_content(|writer| {
        writer.create_element("attvalues").write_inner_content(|writer| {
            for (index, text) in attributes.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let id = index.to_string();
                let value = writer.create_element("attvalue").with_attribute(("for", id.as_str()));
                value.with_attribute(("value", text.as_str())).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
