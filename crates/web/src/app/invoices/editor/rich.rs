//! Texts as people type them: paragraphs, line breaks, `**bold**`, `*italic*`, `- lists`, `[links](https://…)`; as the API keeps
//! them, that is a little HTML; and back. What cannot be said so is shown as it is kept, and never flattened.

use std::fmt::Write as _;

/// What a typed text is kept as. One without marks stays as it is; one that is HTML, too.
pub(in crate::app) fn to_html(typed: &str) -> String {
    if is_html(typed) || !has_marks(typed) {
        return typed.to_owned();
    }
    let mut html = String::new();
    for block in typed.split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        let lines: Vec<&str> = block.lines().map(str::trim).collect();
        if let Some(items) = all_begin(&lines, |line| line.strip_prefix("- ")) {
            list(&mut html, "ul", &items);
        } else if let Some(items) = all_begin(&lines, numbered) {
            list(&mut html, "ol", &items);
        } else {
            let lines: Vec<String> = lines.iter().map(|line| inline(line)).collect();
            write!(html, "<p>{}</p>", lines.join("<br>")).expect("a String takes every text");
        }
    }
    html
}

/// What somebody would have typed; the HTML itself where that says more.
pub(in crate::app) fn to_text(html: &str) -> String {
    if !is_html(html) {
        return html.to_owned();
    }
    said(html).filter(|text| to_html(text) == html).unwrap_or_else(|| html.to_owned())
}

/// Whether a text is HTML and not as it is typed.
pub(super) fn is_html(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        rest.trim_start_matches('/').chars().next().is_some_and(|c| c.is_ascii_alphabetic())
    })
}

fn has_marks(text: &str) -> bool {
    let has_list = |line: &str| line.starts_with("- ") || numbered(line).is_some();
    text.contains("**")
        || text.lines().any(|line| has_list(line.trim()))
        || inline(text) != escaped(text)
}

fn all_begin<'t>(
    lines: &[&'t str],
    rest: impl Fn(&'t str) -> Option<&'t str>,
) -> Option<Vec<&'t str>> {
    lines.iter().map(|line| rest(line)).collect()
}

fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some(rest)
}

fn list(html: &mut String, element: &str, items: &[&str]) {
    write!(html, "<{element}>").expect("a String takes every text");
    for item in items {
        write!(html, "<li>{}</li>", inline(item)).expect("a String takes every text");
    }
    write!(html, "</{element}>").expect("a String takes every text");
}

/// A line with its marks as elements.
fn inline(line: &str) -> String {
    let mut html = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['*', '[']) {
        html.push_str(&escaped(&rest[..at]));
        let found = marked(&rest[at..], "**", "strong")
            .or_else(|| marked(&rest[at..], "*", "em"))
            .or_else(|| link(&rest[at..]));
        if let Some((element, after)) = found {
            html.push_str(&element);
            rest = after;
        } else {
            let length = if rest[at..].starts_with("**") { 2 } else { 1 };
            html.push_str(&rest[at..at + length]);
            rest = &rest[at + length..];
        }
    }
    html + &escaped(rest)
}

/// What stands between two marks, as an element, and what follows.
fn marked<'t>(text: &'t str, mark: &str, element: &str) -> Option<(String, &'t str)> {
    let inner = text.strip_prefix(mark)?;
    let (said, after) = inner.split_once(mark)?;
    let is_good = !said.is_empty() && said.trim() == said && !said.starts_with('*');
    is_good.then(|| (format!("<{element}>{}</{element}>", inline(said)), after))
}

fn link(text: &str) -> Option<(String, &str)> {
    let (said, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let is_good = (address.starts_with("https://") || address.starts_with("http://"))
        && !address.contains([' ', '"', '<', '>'])
        && !said.is_empty()
        && !said.contains(['[', '*']);
    is_good.then(|| (format!("<a href=\"{}\">{}</a>", escaped(address), escaped(said)), after))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What HTML of this kind says in marks; none if it has something else.
fn said(html: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = html;
    let (mut number, mut href) = (None, String::new());
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tail.split_once('>')?;
        rest = after;
        match tag {
            "p" | "/li" => {}
            "br" => text.push('\n'),
            "/p" | "/ul" | "/ol" => text.push_str("\n\n"),
            "ul" => number = None,
            "ol" => number = Some(1),
            "li" => {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                match &mut number {
                    Some(next) => {
                        write!(text, "{next}. ").expect("a String takes every text");
                        *next += 1;
                    }
                    None => text.push_str("- "),
                }
            }
            "strong" | "/strong" => text.push_str("**"),
            "em" | "/em" => text.push('*'),
            "/a" => write!(text, "]({href})").expect("a String takes every text"),
            other => {
                other.strip_prefix("a href=\"")?.strip_suffix('"')?.clone_into(&mut href);
                text.push('[');
            }
        }
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Some(text.trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_and_shown_again() {
        for (typed, html) in [
            ("", ""),
            ("Thank you\nfor your business", "Thank you\nfor your business"),
            ("2 * 3 * 4, a [note]", "2 * 3 * 4, a [note]"),
            ("**Now** *then*", "<p><strong>Now</strong> <em>then</em></p>"),
            ("a\nb\n\n**c**", "<p>a<br>b</p><p><strong>c</strong></p>"),
            ("- a\n- b **c**", "<ul><li>a</li><li>b <strong>c</strong></li></ul>"),
            ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
            (
                "[us](https://a.example/?x=1&y)",
                "<p><a href=\"https://a.example/?x=1&amp;y\">us</a></p>",
            ),
            ("**A & B > C**", "<p><strong>A &amp; B &gt; C</strong></p>"),
        ] {
            assert_eq!(to_html(typed), html, "{typed}");
            assert_eq!(to_text(html), typed, "{html}");
        }
    }

    #[test]
    fn what_cannot_be_said_in_marks_stays_html() {
        for html in
            ["<h2>x</h2>", "<p><u>x</u></p>", "<p>a</p>", "<ul><li><p>x</p></li></ul>", "<p"]
        {
            assert_eq!(to_text(html), html);
            assert_eq!(to_html(html), html);
        }
        for odd in ["**", "*", "[x](", "[x](javascript:alert(1))", "****", "** a **", "- ", "1. "] {
            let _ = to_text(&to_html(odd));
        }
        assert!(!to_html("**[x](javascript:alert(1))**").contains("href"));
    }
}
