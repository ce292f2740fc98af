//! Placeholders in the texts of e-mails: `{number}` and the like.

/// Every placeholder.
pub const PLACEHOLDERS: [&str; 7] =
    ["number", "total", "amount_due", "due_date", "customer", "company", "link"];

/// A part of a text with placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// The first name in braces that is no placeholder. Braces around anything else are just text.
#[must_use]
pub fn unknown_placeholder(text: &str) -> Option<&str> {
    parts(text).into_iter().find_map(|part| match part {
        Part::Name(name) if !PLACEHOLDERS.contains(&name) => Some(name),
        Part::Name(_) | Part::Text(_) => None,
    })
}

/// Fills the placeholders in; one that nothing is known of becomes nothing.
pub(super) fn filled<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let part = |part| match part {
        Part::Text(text) => text,
        Part::Name(name) => value(name).unwrap_or_default(),
    };
    parts(text).into_iter().map(part).collect()
}

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = vec![];
    let (mut rest, mut from) = (text, 0);
    while let Some(open) = rest[from..].find('{').map(|at| at + from) {
        let inside = &rest[open + 1..];
        let is_part_of_name = |c: char| c.is_ascii_lowercase() || c == '_';
        let length = inside.find(|c| !is_part_of_name(c)).unwrap_or(inside.len());
        if length > 0 && inside[length..].starts_with('}') {
            parts.push(Part::Text(&rest[..open]));
            parts.push(Part::Name(&inside[..length]));
            (rest, from) = (&inside[length + 1..], 0);
        } else {
            from = open + 1;
        }
    }
    parts.push(Part::Text(rest));
    parts
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
