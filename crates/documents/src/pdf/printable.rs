//! Makes texts printable: characters that no font has, and texts that are read from right to left.

use net30_words::direction::marked;
use serde_json::Value;

/// Formatted text: a paragraph has one direction for all its runs.
const RUNS: &str = "runs";
/// Data that is not printed but used.
const UNPRINTED: [&str; 5] = ["url", "svg", "attachments", "colours", "font"];

/// Whether there is a glyph for everything of the page's data that is seen.
pub(super) fn is_all(data: &Value, has_glyph: &dyn Fn(char) -> bool) -> bool {
    match data {
        Value::String(text) => text
            .chars()
            .all(|c| has_glyph(c) || c.is_whitespace() || is_invisible(c) || usual(c).is_some()),
        Value::Array(values) => values.iter().all(|value| is_all(value, has_glyph)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !UNPRINTED.contains(&name.as_str()))
            .all(|(_, value)| is_all(value, has_glyph)),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Prepares every printed text of the page's data.
pub(super) fn prepare(data: &mut Value, has_glyph: &dyn Fn(char) -> bool) {
    prepare_within(data, true, has_glyph);
}

fn prepare_within(data: &mut Value, is_whole: bool, has_glyph: &dyn Fn(char) -> bool) {
    match data {
        Value::String(text) => {
            if !text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
                let printed = printable(text, has_glyph);
                *text = if is_whole { marked(printed) } else { printed };
            }
        }
        Value::Array(values) => {
            for value in values {
                prepare_within(value, is_whole, has_glyph);
            }
        }
        Value::Object(fields) => {
            for (name, value) in
                fields.iter_mut().filter(|(name, _)| !UNPRINTED.contains(&name.as_str()))
            {
                prepare_within(value, is_whole && name != RUNS, has_glyph);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn printable(text: &str, has_glyph: &dyn Fn(char) -> bool) -> String {
    // PDF/A-3 (ISO 19005-3, 6.2.11.8) forbids the glyph for "no such glyph", so a stand-in is printed.
    let stand_in = ['\u{fffd}', '□', '?'].into_iter().find(|&c| has_glyph(c)).unwrap_or('?');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\n' || has_glyph(c) {
            out.push(c);
        } else if c.is_whitespace() {
            out.push(' ');
        } else if let Some(usual) = usual(c) {
            out.push(usual);
        } else if !is_invisible(c) {
            out.push(stand_in);
        }
    }
    out
}

/// What is written for a character where that is all there is: the sign of an amount must not get lost.
fn usual(c: char) -> Option<char> {
    match c {
        // Hyphens, and the minus of Swedish, Finnish, Lithuanian and Estonian amounts.
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

/// Joiners, direction marks, variation selectors and control characters: nothing is lost where they are not printed.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{prepare, printable};
    use serde_json::json;

    fn latin(c: char) -> bool {
        (' '..'\u{250}').contains(&c) && !c.is_control() || c == '\u{fffd}'
    }

    #[test]
    fn what_no_font_has_is_stood_in_for_or_dropped() {
        assert_eq!(printable("a😀b", &latin), "a\u{fffd}b");
        assert_eq!(printable("é\u{fe0f}\u{0}x\ny", &latin), "éx\ny");
        assert_eq!(printable("a\u{2009}b", &latin), "a b");
        assert_eq!(printable("\u{2212}1", &latin), "-1");
    }

    #[test]
    fn addresses_are_left_as_they_are() {
        let mut data = json!({ "url": "https://a.example/😀", "label": ["😀"] });
        prepare(&mut data, &latin);
        assert_eq!(data, json!({ "url": "https://a.example/😀", "label": ["\u{fffd}"] }));
    }

    #[test]
    fn a_text_is_marked_as_a_whole_and_a_run_is_not() {
        let mut data = json!({ "name": "שולחן 120x60", "runs": [{ "text": "שולחן" }] });
        prepare(&mut data, &|_| true);
        assert_eq!(data["name"], "\u{2067}שולחן 120x60\u{2069}");
        assert_eq!(data["runs"][0]["text"], "שולחן");
    }
}
