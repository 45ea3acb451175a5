//! Tests of the whole: real data, broken data, and the command line as a person meets it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod answers;
mod audit;
mod audit_properties;
mod build;
mod carrying_out;
mod change;
mod charts;
mod cli;
mod compare;
mod composition;
mod coverage;
mod duplication;
mod examples;
mod explorer;
mod formats_government;
mod formats_rdf;
mod formats_tables;
mod house;
mod impact;
mod invalid;
mod lineage;
mod lineage_picture;
mod load;
mod load_question;
mod london;
mod membership;
mod merge;
mod overlap_criteria;
mod overlap_of_tables;
mod overlap_table;
mod path;
mod pictures;
mod plans;
mod popolo;
mod properties;
mod questions;
mod sarif;
mod scale;
mod selection;
mod themes;
mod timeline;
mod uses;
