//! Governance structures as a typed, dated, cited graph, and the questions to ask of it
