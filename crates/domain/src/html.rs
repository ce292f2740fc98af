//! Text that may carry a little HTML: read, sanitised and measured here and nowhere else.
//!
//! What comes out is made of two things only: text in which no `<` is left, and tags that this file wrote itself, of a
//! fixed list of elements that run and load nothing, without attributes but an absolute `href`. So it is harmless
//! however a browser would have understood what came in. It is also never longer than what came in, and sanitising it
//! again changes nothing: whatever was accepted can be sent back.

mod balance;
mod tokens;

use balance::{Balance, Balanced};
use tokens::{Token, tokens};

/// What stands for a `<` that begins no element.
const LESS_THAN: &str = "&lt;";

/// Plain text, or sanitised HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Html(String);

/// A text has more characters than it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("has more than {chars_max} characters")]
pub struct TooLong {
    /// How many it may have.
    pub chars_max: usize,
}

impl Html {
    /// Sanitises a text of at most `chars_max` characters, counted as the client sent them.
    ///
    /// # Errors
    /// [`TooLong`] if it has more.
    pub fn parse(text: &str, chars_max: usize) -> Result<Self, TooLong> {
        if length(text) > chars_max {
            Err(TooLong { chars_max })
        } else {
            Ok(Self::sanitised(text))
        }
    }

    /// Removes what could run or load something, and keeps all else: a text without an element of HTML to the letter,
    /// a `<` that begins none as text.
    #[must_use]
    pub fn sanitised(text: &str) -> Self {
        if !text.contains('<') {
            return Self(text.to_owned());
        }
        let Balanced { mut html, mut lost } = balanced(text);
        // What a lost tag had taken out of a paragraph is in it again, and may end it elsewhere. There are fewer tags each time.
        while lost {
            Balanced { html, lost } = balanced(&html);
        }
        Self(html)
    }

    /// A text that was sanitised before it was stored.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    /// The text with `change` made to it, such as placeholders filled in, sanitised again.
    #[must_use]
    pub fn changed(&self, change: impl FnOnce(&str) -> String) -> Self {
        Self::sanitised(&change(&self.0))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is to be read in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

impl std::ops::Deref for Html {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Html {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Html> for String {
    fn from(html: Html) -> Self {
        html.0
    }
}

/// A text of which every tag is ours, each where it belongs.
fn balanced(text: &str) -> Balanced {
    let mut balance = Balance::default();
    for token in tokens(text) {
        match token {
            Token::Text(text) => balance.text(text),
            Token::LessThan => balance.text(LESS_THAN),
            Token::Start { element, href } => balance.start(element, href),
            Token::End(element) => balance.end(element),
        }
    }
    balance.finish()
}

/// How many characters a text counts: those that were sent, where a `<` that was written down as `&lt;` is still one.
fn length(text: &str) -> usize {
    text.chars().count() - (LESS_THAN.len() - 1) * text.matches(LESS_THAN).count()
}

#[cfg(test)]
mod tests {
    use super::{Html, length};
    use proptest::prelude::*;

    #[track_caller]
    fn check(given: &str, kept: &str) {
        assert_eq!(Html::sanitised(given).as_str(), kept, "{given}");
        assert_eq!(Html::sanitised(kept).as_str(), kept, "{given}, again");
    }

    #[test]
    fn what_runs_or_loads_something_is_removed() {
        check("<b>bold</b><script>alert(1)</script>", "<b>bold</b>");
        check("<SCRIPT type=text/javascript>x</ScRiPt >b", "b");
        check("<style>p { color: red }</style>b", "b");
        check("<p onclick=\"x()\">a</p>", "<p>a</p>");
        check("<p style='x' class=\"y\">a</p>", "<p>a</p>");
        check("<img src=x onerror=alert(1)>", "");
        check(
            "<svg onload=alert(1)><a href=\"https://a.example\">b</a></svg>",
            "<a href=\"https://a.example\">b</a>",
        );
        check(
            "<iframe src=\"https://a.example\"></iframe>a<!-- b --><?xml version=\"1\"?><!DOCTYPE html>",
            "a",
        );
        check(
            "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "&lt;mtext><br>&lt;mglyph>&lt;style>&lt;img src onerror=alert(1)>",
        );
        check("<b/onclick=alert(1)>x</b>", "<b>x</b>");
    }

    #[test]
    fn only_absolute_links_are_kept() {
        check(
            "<a href=\"https://a.example/?b=1&amp;c\" target=_blank>a</a>",
            "<a href=\"https://a.example/?b=1&amp;c\">a</a>",
        );
        check("<A HREF='mailto:a@b.example'>a</A>", "<a href='mailto:a@b.example'>a</a>");
        check("<a href=tel:1>a</a>", "<a href=tel:1>a</a>");
        for wrong in [
            "javascript:x()",
            "java&#115;cript:x()",
            "&#106;avascript:x",
            " https:x",
            "//a",
            "/a",
            "data:a",
            "",
        ] {
            check(&format!("<a href=\"{wrong}\">a</a>"), "<a>a</a>");
        }
        check("<a href=\"https://a.example/<b>\">a</a>", "<a>a</a>");
    }

    #[test]
    fn a_less_than_sign_that_begins_no_element_is_text() {
        check("Thank you & goodbye", "Thank you & goodbye");
        check("Jane <jane@example.com>", "Jane &lt;jane@example.com>");
        check("wenn Menge<limit dann", "wenn Menge&lt;limit dann");
        check("List<String>", "List&lt;String>");
        check("a < b && c > d", "a &lt; b && c > d");
        check("if a <b and c> d", "if a &lt;b and c> d");
        check("x<b", "x&lt;b");
        check("<", "&lt;");
        check("</", "&lt;/");
        check("<!-- not ended", "&lt;!-- not ended");
        check("we wrote the <script> tag", "we wrote the &lt;script> tag");
        check("<b>1 < 2</b> <3 <é", "<b>1 &lt; 2</b> &lt;3 &lt;é");
        check("&lt;b&gt; &amp; & &copy;", "&lt;b&gt; &amp; & &copy;");
        check("<<b>x</b>", "&lt;<b>x</b>");
    }

    #[test]
    fn elements_are_closed_where_they_were_opened() {
        check("<p>one<p>two", "<p>one<p>two");
        check("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</ul>");
        check("<b>a", "a");
        check("a</b>", "a");
        check("<b><i>a</b></i>", "<b>a</b>");
        check("<b><p>a</b></p>", "<p>a</p>");
        check("<div>a", "<br>a");
        check("a</p>b", "a<br>b");
        check("a<br/>b<BR >c<hr/>", "a<br>b<br>c<hr>");
        check("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b <br>c <br>");
        check("<h5>a</h5>b", "a<br>b");
        check("<p><div><i><hr/></i>", "<p><br><hr>");
        check("one\ntwo <b>three</b>\n", "one\ntwo <b>three</b>\n");
    }

    #[test]
    fn a_text_counts_as_it_was_sent_and_can_be_sent_back() {
        for (text, chars) in
            [("&", 1), ("<", 1), ("a<b", 3), ("ä", 1), ("<b>x</b>", 8), ("&amp;", 5)]
        {
            assert_eq!(length(text), chars, "{text}");
            let whole = text.repeat(1000 / chars);
            let kept = Html::parse(&whole, 1000).unwrap();
            assert_eq!(Html::parse(&kept, 1000).unwrap(), kept);
            assert!(Html::parse(&text.repeat(1000 / chars + 1), 1000).is_err(), "{text}");
        }
    }

    /// Texts in which much happens.
    fn html() -> impl Strategy<Value = String> {
        const PIECES: [&str; 38] = [
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<ul>",
            "</ul>",
            "<li>",
            "</li>",
            "<br>",
            "<hr/>",
            "<h5>",
            "</h5>",
            "</td>",
            "<span a='>'>",
            "</span>",
            "<",
            ">",
            "</",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<a href=\"https://a\">",
            "<a href=x>",
            "</a>",
            "&",
            "&lt;",
            "lt;",
            "x",
            " ",
            "\n",
            "\"",
            "'",
            "ä",
        ];
        let piece = prop_oneof![4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => ".{0,3}"];
        proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_was_sanitised_is_not_longer_and_stays_the_same(text in html()) {
            let once = Html::sanitised(&text);
            prop_assert!(length(&once) <= length(&text));
            prop_assert!(length(&text) <= text.chars().count());
            prop_assert_eq!(&Html::sanitised(&once), &once);
        }

        /// A parser of a browser's kind sees nothing else in it than we do.
        #[test]
        fn an_html_parser_finds_nothing_to_remove(text in html()) {
            let once = Html::sanitised(&text);
            let elements = ["a", "b", "br", "div", "hr", "i", "li", "p", "span", "ul"];
            let mut parser = ammonia::Builder::empty();
            let tags = parser.add_tags(elements).add_tag_attributes("a", ["href"]).link_rel(None);
            let kept = tags.clean(&once).to_string();
            // Tags that only other elements need are moved about, but text and attributes are all there.
            // Of a byte order mark that comes first, as once a NUL before it is gone, a parser says nothing.
            let bare = |html: &str| ammonia::Builder::empty().clean(html).to_string().trim_start_matches('\u{feff}').to_owned();
            prop_assert_eq!(bare(&kept), bare(&once));
            prop_assert!(kept.matches("href").count() >= once.matches("<a href").count());
            prop_assert!(!kept.contains("<script") && !once.contains("<script"));
        }
    }
}
