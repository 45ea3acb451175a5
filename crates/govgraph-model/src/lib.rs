//! The vocabulary of govgraph: what a person may write down about a governance structure
