//! Sanitised HTML: the few tags that notes, terms and descriptions may carry.

use ammonia::Builder;
use std::{collections::HashSet, sync::LazyLock};

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from([
            "a",
            "b",
            "blockquote",
            "br",
            "code",
            "div",
            "em",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "i",
            "li",
            "ol",
            "p",
            "pre",
            "s",
            "span",
            "strong",
            "sub",
            "sup",
            "u",
            "ul",
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        // Nothing is added: what was read back can be sent again without growing past its limit.
        .link_rel(None);
    builder
});

/// Removes what could run or load something. A text without a tag is kept to the letter.
#[must_use]
pub fn sanitised(text: &str) -> String {
    if text.contains('<') { SANITISER.clean(text).to_string() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::sanitised;

    #[test]
    fn only_harmless_html_is_kept() {
        for (given, kept) in [
            ("Thank you & goodbye", "Thank you & goodbye"),
            ("<b>bold</b><script>alert(1)</script>", "<b>bold</b>"),
            ("<p onclick=\"x()\">a</p>", "<p>a</p>"),
            ("<a href=\"javascript:x()\">a</a>", "<a>a</a>"),
            ("<img src=x onerror=alert(1)>", ""),
        ] {
            assert_eq!(sanitised(given), kept);
        }
    }
}
