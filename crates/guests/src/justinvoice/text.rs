//! Plain text, which is what JustInvoice writes, and the HTML that documents keep.

use net30_domain::html::Html;

/// The text as a document keeps it: what would read as a tag or an entity is escaped, the rest stays to the letter.
pub(super) fn kept(plain: &str) -> Html {
    let mut html = String::with_capacity(plain.len());
    let mut rest = plain;
    while let Some(at) = rest.find(['<', '&']) {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        match rest.as_bytes()[0] {
            b'<' => html.push_str("&lt;"),
            _ if entity(rest).is_some() => html.push_str("&amp;"),
            _ => html.push('&'),
        }
        rest = &rest[1..];
    }
    Html::sanitised(&(html + rest))
}

/// What a document keeps, as plain text: tags go, ends of paragraphs and lines become line ends.
pub(crate) fn plain(html: &str) -> String {
    let has_tags = html.contains('<');
    let mut plain = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with('<') {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            if ends_a_line(&rest[..end]) {
                plain.push('\n');
            }
            end
        } else if let Some((character, length)) = entity(rest) {
            plain.push(character);
            length
        } else {
            plain.push('&');
            1
        };
        rest = &rest[end..];
    }
    plain.push_str(rest);
    if has_tags { plain.trim_end().to_owned() } else { plain }
}

fn ends_a_line(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches(['/', ' ']);
    let name = name.to_ascii_lowercase();
    matches!(
        name.as_str(),
        "br" | "hr"
            | "/p"
            | "/div"
            | "/li"
            | "/pre"
            | "/blockquote"
            | "/h1"
            | "/h2"
            | "/h3"
            | "/h4"
    )
}

/// The character that a text begins with as an entity of HTML, and how long that is; `None` if it begins with none.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::{kept, plain};

    #[test]
    fn a_plain_text_comes_back_to_the_letter() {
        for (text, html) in [
            ("Thank you for your business!", "Thank you for your business!"),
            ("Fish & Chips", "Fish & Chips"),
            ("a < b && c > d", "a &lt; b && c > d"),
            ("<b>not bold</b>", "&lt;b>not bold&lt;/b>"),
            ("&lt; is how it is written", "&amp;lt; is how it is written"),
            ("&amp;amp;", "&amp;amp;amp;"),
            ("&#38;#x3c;", "&amp;#38;#x3c;"),
            ("&<;&;&é;& ", "&&lt;;&;&é;& "),
            ("one\r\ntwo ", "one\r\ntwo "),
            ("", ""),
        ] {
            assert_eq!(kept(text).as_str(), html);
            assert_eq!(plain(html), text);
        }
    }

    #[test]
    fn html_of_others_is_read_as_text() {
        for (html, text) in [
            ("<p>one &amp; <b>two</b></p><p>three<br>four</p>", "one & two\nthree\nfour"),
            ("<ul><li>a</li><li>b&nbsp;c</li></ul>", "a\nb\u{a0}c"),
            ("a<br/>b &unknown; <", "a\nb &unknown;"),
        ] {
            assert_eq!(plain(html), text);
        }
    }
}
