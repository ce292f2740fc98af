//! Makes texts printable: characters that no font has, and words that no column holds.

use serde_json::Value;

/// Longest word, in characters, that every column holds; a longer one may be broken anywhere.
const WORD_CHARACTERS_MAX: usize = 32;
/// Fields with more room, and their longest word: the marks for breaking would land in copied addresses.
const WIDE: [(&str, usize); 5] =
    [("contact", 42), ("shown", 90), ("legal", 90), ("header", 90), ("footer", 90)];
/// Between how many characters of such a word it may be broken.
const BREAK_EVERY: usize = 3;
/// Where a word may be broken.
const BREAK: char = '\u{200b}';
/// Data that is not printed but used.
const UNPRINTED: [&str; 5] = ["url", "svg", "attachments", "colours", "font"];

/// Whether there is a glyph for everything of the page's data that is seen.
pub(super) fn is_all(data: &Value, has_glyph: &dyn Fn(char) -> bool) -> bool {
    match data {
        Value::String(text) => {
            text.chars().all(|c| has_glyph(c) || c.is_whitespace() || is_invisible(c))
        }
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
    prepare_within(data, WORD_CHARACTERS_MAX, has_glyph);
}

fn prepare_within(data: &mut Value, word_max: usize, has_glyph: &dyn Fn(char) -> bool) {
    match data {
        Value::String(text) => {
            if text.len() > word_max || !text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
                *text = printable(text, word_max, has_glyph);
            }
        }
        Value::Array(values) => {
            for value in values {
                prepare_within(value, word_max, has_glyph);
            }
        }
        Value::Object(fields) => {
            for (name, value) in
                fields.iter_mut().filter(|(name, _)| !UNPRINTED.contains(&name.as_str()))
            {
                let wide = WIDE.iter().find(|(wide, _)| wide == name);
                prepare_within(value, wide.map_or(word_max, |&(_, wide)| wide), has_glyph);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn printable(text: &str, word_max: usize, has_glyph: &dyn Fn(char) -> bool) -> String {
    // PDF/A-3 (ISO 19005-3, 6.2.11.8) forbids the glyph for "no such glyph", so a stand-in is printed.
    let stand_in = ['\u{fffd}', '□', '?'].into_iter().find(|&c| has_glyph(c)).unwrap_or('?');
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(char::is_whitespace) {
        let breaks = part.chars().count() > word_max;
        for (index, c) in part.chars().enumerate() {
            if breaks && index > 0 && index % BREAK_EVERY == 0 {
                out.push(BREAK);
            }
            if c == '\n' || has_glyph(c) {
                out.push(c);
            } else if c.is_whitespace() {
                out.push(' ');
            } else if !is_invisible(c) {
                out.push(stand_in);
            }
        }
    }
    out
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
        assert_eq!(printable("a😀b", 24, &latin), "a\u{fffd}b");
        assert_eq!(printable("é\u{fe0f}\u{0}x\ny", 24, &latin), "éx\ny");
        assert_eq!(printable("a\u{2009}b", 24, &latin), "a b");
    }

    #[test]
    fn only_words_that_are_too_long_may_break() {
        assert_eq!(printable("supercalifragilistic", 24, &latin), "supercalifragilistic");
        let long = "x".repeat(25);
        let broken = printable(&format!("a {long}"), 24, &latin);
        assert_eq!(broken.matches('\u{200b}').count(), 8);
        assert_eq!(broken.replace('\u{200b}', ""), format!("a {long}"));
    }

    #[test]
    fn addresses_are_left_as_they_are() {
        let url = format!("https://a.example/{}", "x".repeat(40));
        let mut data = json!({ "url": url, "label": [url] });
        prepare(&mut data, &latin);
        assert_eq!(data["url"], url.as_str());
        assert_ne!(data["label"][0], url.as_str());
    }
}
