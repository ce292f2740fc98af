//! Which way a text is read: its first letter decides (Unicode Standard Annex 9, rules P2 and P3).

/// Begins a part that is read from right to left, whatever is around it.
const RIGHT_TO_LEFT: char = '\u{2067}';
/// Ends it.
const END: char = '\u{2069}';

/// Whether a text is read from right to left: the first of its characters that has a direction has that one.
pub fn is_rtl(text: impl IntoIterator<Item = char>) -> bool {
    text.into_iter().find_map(direction_of).unwrap_or(false)
}

/// The text with marks around it, if it is read from right to left.
#[must_use]
pub fn marked(text: String) -> String {
    if text.is_ascii() || !is_rtl(text.chars()) {
        return text;
    }
    format!("{RIGHT_TO_LEFT}{text}{END}")
}

/// Whether a character is read from right to left; nothing for figures, marks and spaces, which follow what is around.
fn direction_of(c: char) -> Option<bool> {
    match c {
        '\u{200e}' => Some(false),
        '\u{200f}' | '\u{61c}' => Some(true),
        // The blocks whose letters are of class R or AL.
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}' => c.is_alphabetic().then_some(true),
        _ => c.is_alphabetic().then_some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_rtl, marked};

    #[test]
    fn the_first_letter_decides() {
        for (text, rtl) in [
            ("שולחן 120x60 ס\"מ", true),
            ("120 שולחן x", true),
            ("(٣) مرحبا", true),
            ("Table שולחן", false),
            ("日本語 שולחן", false),
            ("120 – 60", false),
            ("\u{200f}Ltd", true),
            ("", false),
        ] {
            assert_eq!(is_rtl(text.chars()), rtl, "{text}");
            assert_eq!(marked(text.to_owned()) == text, !rtl, "{text}");
        }
    }
}
