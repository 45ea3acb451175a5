//! Are posts told apart as they are meant?

use govgraph_model::{Code, Finding, Origin};

use crate::graph::{GovGraph, PostIx};

/// Posts of one organisation whose names are a slip apart.
pub(super) fn similar_posts(graph: &GovGraph, findings: &mut Vec<Finding>) {
    let mut by_organisation: Vec<(u32, PostIx)> =
        graph.posts.iter().zip(0..).map(|(post, i)| (post.organisation.0, PostIx(i))).collect();
    by_organisation.sort_unstable();
    for group in by_organisation.chunk_by(|a, b| a.0 == b.0) {
        let named = group.iter().map(|(_, ix)| (&graph.posts[ix.0 as usize], *ix));
        let mut named: Vec<_> = named.collect();
        named.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        // Bounded: an organisation with thousands of posts is imported, not typed.
        if named.len() > 200 {
            continue;
        }
        for (i, (post, ix)) in named.iter().enumerate() {
            for (other, other_ix) in &named[i + 1..] {
                let (a, b) = (post.name.to_lowercase(), other.name.to_lowercase());
                let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
                if has_digit(&a) || has_digit(&b) || a.len().min(b.len()) < 5 || strsim::damerau_levenshtein(&a, &b) > 1
                {
                    continue;
                }
                let organisation = graph.view(post.organisation).id();
                let message = format!("`{organisation}` has the posts \"{}\" and \"{}\"", post.name, other.name);
                let (at, also) = (origin_of(graph, *ix), origin_of(graph, *other_ix));
                let finding = Finding::new(Code::SimilarPost, message, at).also(also, "the other").about(organisation);
                findings.push(finding.help("if they are one post, spell them alike"));
            }
        }
    }
}

/// Where a post was first named: where it is declared, or in a seat.
fn origin_of(graph: &GovGraph, post: PostIx) -> Origin {
    let node = &graph.posts[post.0 as usize];
    if let Some(declared) = node.declared {
        return graph.bodies[node.organisation.at()].posts[declared as usize].name.origin;
    }
    let seat = graph.seats.iter().find(|seat| seat.post == Some(post));
    let name = seat.and_then(|seat| seat.record.holder.post.as_ref());
    name.map_or(Origin::NOWHERE, |name| name.origin)
}
