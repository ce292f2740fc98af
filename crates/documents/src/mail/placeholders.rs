//! Placeholders in the texts of e-mails: `{number}` and the like.

use net30_domain::placeholder;

/// Every placeholder.
pub const PLACEHOLDERS: [&str; 7] =
    ["number", "total", "amount_due", "due_date", "customer", "company", "link"];

/// The first name in braces that is no placeholder. Braces around anything else are just text.
#[must_use]
pub fn unknown_placeholder(text: &str) -> Option<&str> {
    placeholder::names(text).find(|name| !PLACEHOLDERS.contains(name))
}

/// Fills the placeholders in; one that nothing is known of becomes nothing.
pub(super) fn filled<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    placeholder::filled(text, |name| Some(value(name).unwrap_or_default().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{filled, unknown_placeholder};

    #[test]
    fn placeholders_are_filled_in_and_other_braces_left() {
        let value = |name: &str| match name {
            "number" => Some("INV-1"),
            "company" => Some("{number}"),
            _ => None,
        };
        for (text, expected) in [
            ("", ""),
            ("{number}", "INV-1"),
            ("a {number} b {number}", "a INV-1 b INV-1"),
            ("{company}", "{number}"),
            ("due {due_date}.", "due ."),
            ("{ number } {} { {number} }", "{ number } {} { INV-1 }"),
            ("ü{number", "ü{number"),
            ("{{number}}", "{INV-1}"),
        ] {
            assert_eq!(filled(text, value), expected, "{text}");
        }
    }

    #[test]
    fn an_unknown_name_in_braces_is_found() {
        assert_eq!(unknown_placeholder("{number} {amout_due} {x}"), Some("amout_due"));
        assert_eq!(unknown_placeholder("{number} {Number} {0} {\"a\": 1}"), None);
    }
}
