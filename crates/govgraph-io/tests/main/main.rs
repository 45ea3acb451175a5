//! The authored format from outside: what is read, refused and written.

mod arbitrary;
mod bods;
mod congress;
mod datasets;
mod govuk;
mod hostile;
mod invalid;
mod ministers;
mod network;
mod openstates;
mod popolo;
mod profile;
#[cfg(feature = "rdf")]
mod rdf;
mod reading;
mod round_trip;
mod sound;
mod table;
mod tables;

use govgraph_io::authored::{Layout, Read, Text, read};

/// Reads one file.
fn read_one(name: &str, bytes: impl AsRef<[u8]>) -> Read {
    read([Text { name, bytes: bytes.as_ref() }], Layout::File)
}

/// The findings as lines.
fn lines(read: &Read) -> Vec<String> {
    read.findings.iter().map(|finding| finding.line(&read.dataset.files)).collect()
}

/// Code and line of each finding, such as `bad-date:3`.
fn codes(read: &Read) -> Vec<String> {
    let code = |finding: &govgraph_model::Finding| {
        let place = finding.labels.first().and_then(|label| read.dataset.files.place(label.origin));
        match place {
            Some(place) => format!("{}:{}", finding.code, place.line),
            None => finding.code.to_string(),
        }
    };
    read.findings.iter().map(code).collect()
}
