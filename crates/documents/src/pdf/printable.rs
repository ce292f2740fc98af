//! Makes texts printable: characters that no font has, and texts that are read from right to left.

use super::world::Families;
use net30_words::direction::marked;
use serde_json::Value;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// Formatted text: a paragraph has one direction for all its runs.
const RUNS: &str = "runs";
/// Data that is not printed but used.
const UNPRINTED: [&str; 6] = ["url", "svg", "attachments", "colours", "font", "fonts"];

/// Whether there is a glyph for everything of the page's data that is seen.
pub(super) fn is_all(data: &Value, families: &Families) -> bool {
    lacking(data, families).is_empty()
}

/// What of the page's data is seen and has no glyph.
pub(super) fn lacking(data: &Value, families: &Families) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    each_text(data, &mut |text| found.extend(lacking_in(text, families)));
    found
}

/// What of a text has no glyph.
pub(super) fn lacking_in(text: &str, families: &Families) -> Vec<char> {
    let mut found = Vec::new();
    each_sign(text, families, |sign| {
        if let Sign::StandIn(c) = sign {
            found.push(c);
        }
    });
    found
}

/// The characters of the page's data that are seen, without those of ASCII.
pub(super) fn beyond_ascii(data: &Value) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    each_text(data, &mut |text| found.extend(text.chars().filter(|c| !c.is_ascii())));
    found
}

/// Hands over every text of the page's data that is seen and has more than ASCII.
fn each_text(data: &Value, take: &mut dyn FnMut(&str)) {
    match data {
        Value::String(text) if !text.is_ascii() => take(text),
        Value::Array(values) => values.iter().for_each(|value| each_text(value, take)),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !UNPRINTED.contains(&name.as_str()))
            .for_each(|(_, value)| each_text(value, take)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Prepares every printed text of the page's data.
pub(super) fn prepare(data: &mut Value, families: &Families) {
    prepare_within(data, true, families);
}

fn prepare_within(data: &mut Value, is_whole: bool, families: &Families) {
    match data {
        Value::String(text) => {
            if !text.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
                let printed = printable(text, families);
                *text = if is_whole { marked(printed) } else { printed };
            }
        }
        Value::Array(values) => {
            for value in values {
                prepare_within(value, is_whole, families);
            }
        }
        Value::Object(fields) => {
            for (name, value) in
                fields.iter_mut().filter(|(name, _)| !UNPRINTED.contains(&name.as_str()))
            {
                prepare_within(value, is_whole && name != RUNS, families);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn printable(text: &str, families: &Families) -> String {
    // PDF/A-3 (ISO 19005-3, 6.2.11.8) forbids the glyph for "no such glyph", so a stand-in is printed.
    let stand_in = ['\u{fffd}', '□', '?'].into_iter().find(|&c| families.has(c)).unwrap_or('?');
    let mut out = String::with_capacity(text.len());
    each_sign(text, families, |sign| {
        out.push(match sign {
            Sign::Printed(c) => c,
            Sign::StandIn(_) => stand_in,
        });
    });
    out
}

/// What becomes of a character.
enum Sign {
    /// It, or what is the same to a reader.
    Printed(char),
    /// No font has it.
    StandIn(char),
}

fn each_sign(text: &str, families: &Families, mut take: impl FnMut(Sign)) {
    // What a reader takes for one sign is of one font.
    let mut together = Vec::new();
    for cluster in text.graphemes(true) {
        together.clear();
        for c in cluster.chars() {
            together.push(c);
            if c == '\n' || !is_unwritable(c) && families.have_together(&together) {
                take(Sign::Printed(c));
                continue;
            }
            together.pop();
            if c.is_whitespace() {
                take(Sign::Printed(' '));
            } else if let Some(usual) = usual(c) {
                take(Sign::Printed(usual));
            } else if !is_invisible(c) {
                take(Sign::StandIn(c));
            }
        }
    }
}

/// What is written for a character where that is all there is: the sign of an amount must not get lost.
fn usual(c: char) -> Option<char> {
    match c {
        // Hyphens, and the minus of Swedish, Finnish, Lithuanian and Estonian amounts.
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}

/// What no text of a PDF may have, whatever a font has for it (ISO 14289-1, 7.21.7).
fn is_unwritable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Joiners, direction marks, variation selectors and control characters: nothing is lost where they are not printed.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{lacking_in, prepare, printable};
    use crate::pdf::world::Families;
    use serde_json::json;
    use typst::text::{Coverage, FontFlags, FontInfo, FontVariant};

    /// Latin in one font, with a mark of its own; Thai, and Latin's mark, in another each.
    fn families() -> Families {
        let family = |name: &str, codes: &mut dyn Iterator<Item = char>| FontInfo {
            family: name.to_owned(),
            variant: FontVariant::default(),
            flags: FontFlags::empty(),
            axes: vec![],
            coverage: Coverage::from_vec(codes.map(u32::from).collect()),
        };
        let latin = &mut (' '..'\u{7f}').chain('\u{a0}'..'\u{250}').chain(['\u{fffd}', '\u{301}']);
        let thai = &mut ('ก'..='๛');
        Families::of([family("Latin", latin), family("Thai", thai)].iter())
    }

    #[test]
    fn what_no_font_has_is_stood_in_for_or_dropped() {
        for (text, printed, lacking) in [
            ("a😀b", "a\u{fffd}b", "😀"),
            ("é\u{fe0f}\u{0}x\ny", "éx\ny", ""),
            ("a\u{2009}b", "a b", ""),
            ("\u{2212}1", "-1", ""),
            ("กำ e\u{301}", "กำ e\u{301}", ""),
            // A Latin accent on a Thai letter: each font lacks one of them.
            ("ก\u{301}", "ก\u{fffd}", "\u{301}"),
            ("a\r\nb", "a \nb", ""),
        ] {
            assert_eq!(printable(text, &families()), printed, "{text}");
            let found: String = lacking_in(text, &families()).into_iter().collect();
            assert_eq!(found, lacking, "{text}");
        }
    }

    #[test]
    fn addresses_are_left_as_they_are() {
        let mut data = json!({ "url": "https://a.example/😀", "label": ["😀"] });
        prepare(&mut data, &families());
        assert_eq!(data, json!({ "url": "https://a.example/😀", "label": ["\u{fffd}"] }));
    }

    #[test]
    fn a_text_is_marked_as_a_whole_and_a_run_is_not() {
        let hebrew = Families::of(crate::pdf::fonts::OWN.iter().map(|own| &own.info));
        let mut data = json!({ "name": "שולחן 120x60", "runs": [{ "text": "שולחן" }] });
        prepare(&mut data, &hebrew);
        assert_eq!(data["name"], "\u{2067}שולחן 120x60\u{2069}");
        assert_eq!(data["runs"][0]["text"], "שולחן");
    }
}
