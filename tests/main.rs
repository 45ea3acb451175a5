//! Tests of the whole: real data, broken data, and the command line as a person meets it.

mod cli;
mod house;
mod invalid;
mod load;
mod london;
mod properties;
