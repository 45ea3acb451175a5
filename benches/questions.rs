//! Each question on a generated structure: `cargo bench --bench questions`. What they cost by size is measured by `scale/run`.

#[expect(dead_code, reason = "answers as text are for `scale`")]
mod asked;
mod generated;

use std::sync::OnceLock;

use divan::Bencher;
use govgraph::GovGraph;

use asked::Question;

fn main() {
    divan::main();
}

const SIZES: [u32; 2] = [1_000, 10_000];

fn graph(bodies: u32) -> &'static GovGraph {
    static GRAPHS: [OnceLock<GovGraph>; SIZES.len()] = [const { OnceLock::new() }; SIZES.len()];
    let at = SIZES.iter().position(|size| *size == bodies).unwrap_or(0);
    GRAPHS[at].get_or_init(|| GovGraph::build(generated::structure(bodies)).expect("nothing is wrong with it").graph)
}

#[divan::bench(args = [1_000, 10_000], sample_count = 10)]
fn build(bencher: Bencher<'_, '_>, bodies: u32) {
    let dataset = generated::structure(bodies);
    bencher.with_inputs(|| dataset.clone()).bench_values(GovGraph::build);
}

/// All questions but building, each at each size.
fn cases() -> Vec<Case> {
    let questions = Question::ALL.into_iter().filter(|question| *question != Question::Build);
    questions.flat_map(|question| SIZES.map(|bodies| Case { question, bodies })).collect()
}

struct Case {
    question: Question,
    bodies: u32,
}

impl std::fmt::Display for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.question.name(), self.bodies)
    }
}

#[divan::bench(args = cases(), sample_count = 10)]
fn ask(bencher: Bencher<'_, '_>, case: &Case) {
    let graph = graph(case.bodies);
    bencher.bench(|| case.question.ask(graph));
}
