//! Text to govgraph dataset and back, one module a format
