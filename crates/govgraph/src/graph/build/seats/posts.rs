//! Are posts told apart as they are meant?

use govgraph_model::{Code, Finding, Origin};

use crate::graph::{GovGraph, PostIx, PostNode};

/// So many posts of one organisation are compared with each other: more are imported, and not typed.
const COMPARED: usize = 200;

/// Posts of one organisation whose names are a slip apart.
///
/// Cost: linear in posts and seats, and for an organisation in the square of its posts, up to 200 of them.
pub(super) fn similar_posts(graph: &GovGraph, findings: &mut Vec<Finding>) {
    let mut origins: Option<Vec<Origin>> = None;
    let mut by_organisation: Vec<(u32, PostIx)> =
        graph.posts.iter().zip(0..).map(|(post, i)| (post.organisation.0, PostIx(i))).collect();
    by_organisation.sort_unstable();
    for group in by_organisation.chunk_by(|a, b| a.0 == b.0) {
        if group.len() > COMPARED {
            continue;
        }
        let named = group.iter().map(|(_, ix)| (&graph.posts[ix.0 as usize], *ix));
        // Of a short name, or one with a number, every slip makes another.
        let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let named = named.map(|(post, ix)| (post, ix, post.name.to_lowercase()));
        let mut named: Vec<_> = named.filter(|(.., name)| name.len() >= 5 && !has_digit(name)).collect();
        named.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        for (i, (post, ix, a)) in named.iter().enumerate() {
            for (other, other_ix, b) in &named[i + 1..] {
                // Each slip changes the length by no more than one character, of four bytes at most.
                if a.len().abs_diff(b.len()) > 4 || strsim::damerau_levenshtein(a, b) > 1 {
                    continue;
                }
                let organisation = graph.view(post.organisation).id();
                let message = format!("`{organisation}` has the posts \"{}\" and \"{}\"", post.name, other.name);
                let origins = origins.get_or_insert_with(|| self::origins(graph));
                let (at, also) = (origins[ix.0 as usize], origins[other_ix.0 as usize]);
                let finding = Finding::new(Code::SimilarPost, message, at).also(also, "the other").about(organisation);
                findings.push(finding.help("if they are one post, spell them alike"));
            }
        }
    }
}

/// Where each post was first named: where it is declared, or in a seat.
fn origins(graph: &GovGraph) -> Vec<Origin> {
    let mut origins: Vec<Option<Origin>> = graph.posts.iter().map(|post| declared(graph, post)).collect();
    for seat in &graph.seats {
        if let (Some(post), Some(name)) = (seat.post, &seat.record.holder.post) {
            origins[post.0 as usize].get_or_insert(name.origin);
        }
    }
    origins.into_iter().map(Option::unwrap_or_default).collect()
}

fn declared(graph: &GovGraph, post: &PostNode) -> Option<Origin> {
    Some(graph.bodies[post.organisation.at()].posts[post.declared? as usize].name.origin)
}
