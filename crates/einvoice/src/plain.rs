//! Text without the markup that notes and descriptions may carry: electronic invoices take none.

use net30_domain::html::Html;

/// The text that a reader sees; none if that is nothing. Elements that begin a line become line breaks.
#[must_use]
pub fn plain(html: &Html) -> Option<String> {
    let mut text = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        rest =
            if from.starts_with('<') { element(from, &mut text) } else { entity(from, &mut text) };
    }
    text.push_str(rest);
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let text = lines.join("\n");
    // Two breaks are a paragraph; more say no more.
    let mut kept = String::with_capacity(text.len());
    for line in text.split('\n') {
        if !(line.is_empty() && (kept.is_empty() || kept.ends_with("\n\n"))) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let kept: String = kept.trim().chars().filter(|c| is_xml(*c)).collect();
    (!kept.is_empty()).then_some(kept)
}

/// Whether XML 1.0 can carry the character.
pub(crate) fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

fn element<'t>(from: &'t str, text: &mut String) -> &'t str {
    let Some((tag, rest)) = from.split_once('>') else {
        text.push('<');
        return &from[1..];
    };
    let name: String = tag[1..]
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    match name.as_str() {
        "br" => text.push('\n'),
        "p" | "div" | "ul" | "ol" | "li" | "blockquote" | "pre" | "tr" | "table" | "h1" | "h2"
        | "h3" | "h4" | "h5" | "h6"
            if !text.is_empty() && !text.ends_with('\n') =>
        {
            text.push('\n');
        }
        _ => {}
    }
    if name == "li" && !tag.starts_with("</") {
        text.push_str("- ");
    }
    rest
}

fn entity<'t>(from: &'t str, text: &mut String) -> &'t str {
    let decoded = from[1..].split_once(';').and_then(|(name, rest)| {
        let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => digits.parse(),
        });
        let found = match (number, name) {
            (Some(number), _) => char::from_u32(number.ok()?)?,
            (None, "lt") => '<',
            (None, "gt") => '>',
            (None, "amp") => '&',
            (None, "quot") => '"',
            (None, "apos") => '\'',
            (None, "nbsp") => '\u{a0}',
            _ => return None,
        };
        Some((found, rest))
    });
    let Some((found, rest)) = decoded else {
        text.push('&');
        return &from[1..];
    };
    text.push(found);
    rest
}

#[cfg(test)]
mod tests {
    use super::{Html, plain};

    #[test]
    fn markup_becomes_what_a_reader_sees() {
        for (html, text) in [
            ("Thank you", Some("Thank you")),
            ("<p>a</p><p>b &amp; c</p>", Some("a\nb & c")),
            ("a<br>b<br/>c", Some("a\nb\nc")),
            ("<ul><li>a</li><li>b</li></ul>", Some("- a\n- b")),
            ("1 &lt; 2 &#8364; &#x20ac;", Some("1 < 2 € €")),
            ("R&D &unknown; a < b", Some("R&D &unknown; a < b")),
            ("<p> </p>", None),
            ("a\n\n\n\nb", Some("a\n\nb")),
        ] {
            assert_eq!(plain(&Html::stored(html.to_owned())).as_deref(), text, "{html}");
        }
    }
}
