//! The colours of a page, made from the accent so that text stays readable on each.

use net30_domain::template::{Colour, Layout, Look};
use serde::Serialize;

/// The colours of a page, each as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Colours {
    /// Areas.
    pub(crate) accent: String,
    /// Text on such an area.
    pub(crate) on_accent: &'static str,
    /// Text in the accent on white.
    pub(crate) ink: String,
    /// A breath of the accent.
    pub(crate) tint: String,
}

impl Colours {
    pub(crate) fn of(look: &Look) -> Self {
        let accent = look.accent_color.unwrap_or(match look.layout {
            Layout::Classic => Colour([0x1f, 0x3a, 0x5f]),
            Layout::Modern => Colour([0x11, 0x5e, 0x59]),
            Layout::Minimal => Colour([0x11, 0x11, 0x11]),
        });
        let mut ink = accent;
        while contrast(luminance(ink), 1.0) < CONTRAST_MIN {
            ink = Colour(ink.0.map(|channel| channel - channel.div_ceil(10)));
        }
        let tint = Colour(accent.0.map(|channel| 255 - (255 - channel) / 14));
        // One of them always has it: black on what is bright, white on what is dark.
        let dark_is_better = contrast(luminance(accent), 0.0) > contrast(luminance(accent), 1.0);
        let on_accent = if dark_is_better { "#000000" } else { "#ffffff" };
        Self { accent: accent.to_string(), on_accent, ink: ink.to_string(), tint: tint.to_string() }
    }
}

/// Least contrast of text (WCAG 2.2, 1.4.3, level AA).
const CONTRAST_MIN: f64 = 4.5;

/// Relative luminance of a colour, from 0 to 1 (WCAG 2.2).
fn luminance(Colour([red, green, blue]): Colour) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Contrast of two luminances, from 1 to 21 (WCAG 2.2).
fn contrast(one: f64, other: f64) -> f64 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::{CONTRAST_MIN, Colours, contrast, luminance};
    use net30_domain::template::{Colour, Look};

    #[test]
    fn text_is_readable_whatever_the_accent() {
        for accent in
            ["#ffffff", "#000000", "#ffee00", "#00ffff", "#7f7f7f", "#0f4c81", "#00cc00", "#777777"]
        {
            let colour = Colour::parse(accent).unwrap();
            let colours = Colours::of(&Look { accent_color: Some(colour), ..Look::default() });
            let luminance = |text: &str| luminance(Colour::parse(text).unwrap());
            assert!(contrast(luminance(&colours.ink), 1.0) >= CONTRAST_MIN, "{accent}");
            let on_accent = contrast(luminance(colours.on_accent), luminance(accent));
            assert!(on_accent >= CONTRAST_MIN, "{accent}");
            assert!(luminance(&colours.tint) >= 0.8, "{accent}");
        }
    }
}
