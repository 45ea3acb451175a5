//! `govgraph path`: how two bodies are connected.

use clap::Args;

use govgraph::questions::path::{self, Along};
use govgraph::{RelationKind, Word as _, nearest};
use govgraph_render::project;

use super::{At, Data, Form, ask, body};
use crate::exit::Outcome;

/// How two bodies are connected, and through which relations: the shortest ways
#[derive(Args, Debug)]
pub(crate) struct Path {
    /// Where the ways begin: a body, by id, abbreviation or name
    a: String,

    /// Where they end
    b: String,

    #[command(flatten)]
    data: Data,

    /// What to follow, separated by commas: kinds of relation such as reports_to,funds; `relations` for all of them (if
    /// nothing is named); `succession` for what bodies came from and became; `seat` for who sits on what
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds)]
    kinds: Vec<Kinds>,

    /// Tell so many ways at most
    #[arg(long, value_name = "N", default_value_t = 5)]
    most: usize,

    #[command(flatten)]
    at: At,

    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Debug)]
enum Kinds {
    Relations,
    One(Along),
}

/// What a word names, or what was probably meant.
fn kinds(word: &str) -> Result<Kinds, String> {
    let word = word.trim();
    if word == "relations" {
        return Ok(Kinds::Relations);
    }
    word.replace('-', "_").parse().map(Kinds::One).map_err(|error| {
        let others = ["relations", "succession", "seat"];
        let words = RelationKind::ALL.iter().map(|kind| kind.word()).chain(others);
        let meant = nearest(word, words.clone()).map(|meant| format!("did you mean `{meant}`?"));
        let all = || format!("write some of {}", words.collect::<Vec<_>>().join(", "));
        format!("{error}: {}", meant.unwrap_or_else(all))
    })
}

impl Path {
    pub(crate) fn run(self) -> anyhow::Result<Outcome> {
        let named = self.kinds.iter().flat_map(|kinds| match kinds {
            Kinds::Relations => Along::relations().collect(),
            Kinds::One(along) => vec![*along],
        });
        let along: Vec<Along> = if self.kinds.is_empty() { Along::relations().collect() } else { named.collect() };
        ask(&self.data, |graph| {
            let (from, to) = (body(graph, &self.a)?, body(graph, &self.b)?);
            let params = path::Params { from, to, along, most: self.most.max(1) };
            let report = path::find(&self.at.snapshot(graph), &params);
            self.form.answer(&report, || project::path::table(&report), || project::path::records(&report))
        })
    }
}
