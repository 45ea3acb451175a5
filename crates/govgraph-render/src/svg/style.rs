//! The dark colours. Everything that has ink or ground has a class here or on every page, so that nothing stays dark on
//! dark.

/// Light pages need no style: their colours are in the attributes.
pub(crate) const DARK: &str = "\
.gg-band{fill:#111a2b;stroke:#24324a}\
.gg-band-ground{fill:#111a2b}\
.gg-paper{fill:#1b2740;stroke:#3b4b68}\
.gg-paper-ended{fill:#151e30;stroke:#2f3d56}\
.gg-edged{stroke:#8fb4f5}\
.gg-bar{filter:brightness(1.55)}\
.gg-ended{fill:#93a1b5}\
.gg-role{fill:#fdba74}\
.gg-rule{stroke:#34435e}\
.gg-state{fill:none;stroke:#b6c2d3}\
.gg-elected{fill:#14532d}.gg-elected-ink{fill:#bbf7d0}\
.gg-statutory{fill:#1e3a8a}.gg-statutory-ink{fill:#dbeafe}\
.gg-chair{fill:#78350f}.gg-chair-ink{fill:#fef3c7}\
.gg-plain{fill:#334155}.gg-plain-ink{fill:#e2e8f0}\
.gg-succession{stroke:#f59e0b}.gg-succession-head{fill:#f59e0b}\
.gg-sub-board{stroke:#cbd5e1}.gg-sub-board-head{fill:#cbd5e1}\
.gg-relation{stroke:#93a3ba}.gg-relation-head{fill:#93a3ba}\
.gg-backing{fill:#16213a}";

/// Those of what came or went, for the pictures that have it.
pub(crate) const DARK_MARKS: &str = "\
.gg-new-ground{fill:#14532d}.gg-new-ink{fill:#bbf7d0}.gg-new{stroke:#4ade80}.gg-new-head{fill:#4ade80}\
.gg-gone-ground{fill:#7f1d1d}.gg-gone-ink{fill:#fecaca}.gg-gone{stroke:#f87171}.gg-gone-head{fill:#f87171}\
.gg-moved-ground{fill:#1e3a8a}.gg-moved-ink{fill:#dbeafe}.gg-moved{stroke:#93c5fd}.gg-moved-head{fill:#93c5fd}\
.gg-lapsed-ground{fill:#581c87}.gg-lapsed-ink{fill:#e9d5ff}.gg-lapsed{stroke:#d8b4fe}.gg-lapsed-head{fill:#d8b4fe}\
.gg-open-ground{fill:#334155}.gg-open-ink{fill:#e2e8f0}.gg-open{stroke:#93a3ba}.gg-open-head{fill:#93a3ba}\
.gg-hatch{stroke:#2b3850}";

/// That of the ring around what is emphasised.
pub(crate) const DARK_RING: &str = ".gg-ring{stroke:#f1f5f9}";
