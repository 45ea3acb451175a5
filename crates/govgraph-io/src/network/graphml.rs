//! [GraphML](http://graphml.graphdrawing.org/): a directed graph, each attribute a text.

use quick_xml::events::BytesText;

use super::{EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Network, Out, XmlResult};

pub(super) fn document(writer: &mut Out<'_>, network: &Network<'_>) -> XmlResult {
    let root = writer.create_element("graphml").with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"));
    root.write_inner_content(|writer| {
        for (of, letter, names) in [("node", "n", NODE_ATTRIBUTES), ("edge", "e", EDGE_ATTRIBUTES)] {
            for (index, name) in names.iter().enumerate() {
                let id = format!("{letter}{index}");
                let key = writer.create_element("key").with_attribute(("id", id.as_str()));
                key.with_attribute(("for", of))
                    .with_attribute(("attr.name", *name))
                    .with_attribute(("attr.type", "string"))
                    .write_empty()?;
            }
        }
        let graph = writer.create_element("graph").with_attribute(("edgedefault", "directed"));
        graph.write_inner_content(|writer| {
            for node in &network.nodes {
                let element = writer.create_element("node").with_attribute(("id", node.id.as_str()));
                element.write_inner_content(|writer| data(writer, "n", &node.attributes()))?;
            }
            for (index, edge) in network.edges.iter().enumerate() {
                let id = format!("edge:{}", index + 1);
                let element = writer.create_element("edge").with_attribute(("id", id.as_str()));
                let element = element.with_attribute(("source", edge.from.as_str()));
                let element = element.with_attribute(("target", edge.to.as_str()));
                element.write_inner_content(|writer| data(writer, "e", &edge.attributes()))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn data(writer: &mut Out<'_>, letter: &str, attributes: &[String]) -> XmlResult {
    for (index, text) in attributes.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let key = format!("{letter}{index}");
        let element = writer.create_element("data").with_attribute(("key", key.as_str()));
        element.write_text_content(BytesText::new(text))?;
    }
    Ok(())
}
