//! The colours of a matrix, light and dark. Light ones stand in attributes, dark ones in a style element alone.

use super::DARKEST;
use crate::palette;

/// Ground and ink of each shade, from light to dark.
pub(super) const SHADES: [(&str, &str); DARKEST as usize] = [
    ("#dbe8fa", palette::INK),
    ("#b4d0f3", palette::INK),
    ("#82afe8", palette::INK),
    ("#2f6bbd", palette::PAPER),
    ("#1d4690", palette::PAPER),
];
/// The stripes of each shade, on paper; the ink on them is the usual one.
pub(super) const STRIPES: [&str; DARKEST as usize] = ["#e3edfa", "#d8e6f8", "#cbddf6", "#bdd4f3", "#adcaf0"];
/// The ground of what stands aside.
pub(super) const ASIDE: &str = "#edf0f4";
/// Frames of what is proposed or possible.
pub(super) const FRAME: &str = "#2156ab";
/// Rings.
pub(super) const RING: &str = "#9a3412";
/// The ground of a row where something is missing, and the bar before it.
pub(super) const GAP: &str = "#fff3dc";
pub(super) const GAP_BAR: &str = "#b45309";
/// Bars of totals.
pub(super) const BAR: &str = "#94a3b8";

const DARK_PAPER: &str = "#0f1a2d";
const DARK_INK: &str = "#f1f5f9";
const DARK_SHADES: [(&str, &str); DARKEST as usize] = [
    ("#1c3054", DARK_INK),
    ("#25457d", DARK_INK),
    ("#2d5ba6", DARK_INK),
    ("#8ab6f3", "#0b1220"),
    ("#bcd8fb", "#0b1220"),
];
const DARK_STRIPES: [&str; DARKEST as usize] = ["#1a2a47", "#20365c", "#274472", "#2c4f85", "#33599a"];
const DARK_ASIDE: &str = "#263349";
const DARK_GAP: &str = "#40290d";

/// The dark colours beside those of every page.
pub(super) fn dark() -> String {
    let mut rules = String::new();
    for (at, ((ground, ink), stripe)) in DARK_SHADES.iter().zip(DARK_STRIPES).enumerate() {
        let shade = at + 1;
        rules += &format!(".gg-s{shade}{{fill:{ground}}}.gg-s{shade}-ink{{fill:{ink}}}.gg-h{shade}{{fill:{stripe}}}");
    }
    rules += &format!(".gg-hatched{{fill:{DARK_PAPER}}}.gg-aside{{fill:{DARK_ASIDE}}}.gg-gap{{fill:{DARK_GAP}}}");
    rules += ".gg-band{fill:#111a2b}.gg-grid{stroke:#24324a}.gg-rule{stroke:#475a78}.gg-empty{fill:#52627a}\
              .gg-frame{stroke:#8fb4f5}.gg-hollow{fill:none;stroke:#8fb4f5}.gg-ring{stroke:#fdba74}\
              .gg-gap-bar{fill:#fbbf24}.gg-total{fill:#7f8fa6}.gg-ended{fill:#93a1b5}.gg-bar{filter:brightness(1.55)}";
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours as WCAG reckons it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| {
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
                if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
        };
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn numbers_are_readable_on_every_ground_in_light_and_dark() {
        let light = SHADES.iter().copied().chain(STRIPES.map(|stripe| (stripe, palette::INK)));
        let light = light.chain([(ASIDE, palette::SOFT_INK), (GAP, palette::INK), (GAP, palette::SOFT_INK)]);
        let dark = DARK_SHADES.iter().copied().chain(DARK_STRIPES.map(|stripe| (stripe, DARK_INK)));
        let dark = dark.chain([(DARK_ASIDE, "#b6c2d3"), (DARK_GAP, DARK_INK), (DARK_GAP, "#b6c2d3")]);
        for (ground, ink) in light.chain(dark) {
            assert!(contrast(ground, ink) >= 4.5, "{ink} on {ground}: {:.2}", contrast(ground, ink));
        }
    }

    #[test]
    fn frames_rings_and_bars_stand_out() {
        for (line, ground) in [(FRAME, palette::PAPER), (RING, palette::PAPER), (GAP_BAR, GAP), ("#8fb4f5", DARK_PAPER)]
        {
            assert!(contrast(line, ground) >= 3.0, "{line} on {ground}");
        }
    }
}
