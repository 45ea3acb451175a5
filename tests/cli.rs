//! The command line as a person meets it: transcripts, exit codes, and files that appear whole or not at all.
