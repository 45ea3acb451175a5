//! govgraph reports as tables and pictures
