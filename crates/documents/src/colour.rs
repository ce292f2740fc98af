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
        while brightness(ink) > 120 {
            ink = Colour(ink.0.map(|channel| channel - channel.div_ceil(10)));
        }
        let tint = Colour(accent.0.map(|channel| 255 - (255 - channel) / 14));
        let on_accent = if brightness(accent) > 150 { "#111111" } else { "#ffffff" };
        Self { accent: accent.to_string(), on_accent, ink: ink.to_string(), tint: tint.to_string() }
    }
}

/// How bright the eye finds a colour, 0 to 255 (the weights of ITU-R BT.601).
fn brightness(Colour([red, green, blue]): Colour) -> u32 {
    (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000
}

#[cfg(test)]
mod tests {
    use super::{Colours, brightness};
    use net30_domain::template::{Colour, Look};

    #[test]
    fn text_is_readable_whatever_the_accent() {
        for accent in ["#ffffff", "#000000", "#ffee00", "#00ffff", "#7f7f7f", "#0f4c81"] {
            let colour = Colour::parse(accent).unwrap();
            let colours = Colours::of(&Look { accent_color: Some(colour), ..Look::default() });
            assert!(brightness(Colour::parse(&colours.ink).unwrap()) <= 120, "{accent}");
            let on_accent = brightness(Colour::parse(colours.on_accent).unwrap());
            assert!(on_accent.abs_diff(brightness(colour)) >= 100, "{accent}");
            assert!(brightness(Colour::parse(&colours.tint).unwrap()) >= 230, "{accent}");
        }
    }
}
