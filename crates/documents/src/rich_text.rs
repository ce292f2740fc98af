//! Formatted text: the few HTML elements that descriptions, notes and terms may have, as plain data.
//!
//! What a user wrote never reaches a page as markup: it is taken apart here into runs of text, and each page puts
//! them together again in its own terms. Unknown elements lose their tags and keep their text.

use net30_words::direction;
use serde::Serialize;

/// Deepest nesting of lists that is drawn; deeper ones are drawn at this depth.
const DEPTH_MAX: usize = 4;

/// A paragraph or a list item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Block {
    /// `•` or `2.` for a list item.
    pub(crate) marker: Option<String>,
    /// How deep in lists it stands; 0 outside.
    pub(crate) depth: usize,
    /// Whether it is read from right to left: its first letter decides.
    pub(crate) rtl: bool,
    /// Its text; `\n` is a line break.
    pub(crate) runs: Vec<Run>,
}

/// A piece of text in one style.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) underline: bool,
    /// Where it leads: `http`, `https`, `mailto` or `tel`.
    pub(crate) url: Option<String>,
}

/// Takes a text apart: sanitised HTML, or plain text. Line ends count, unless they stand within a paragraph or an item,
/// where HTML takes them for spaces, or behind a `<br>`.
pub(crate) fn parse(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    let mut rest = text;
    while !rest.is_empty() {
        let tag =
            rest.strip_prefix('<').and_then(|inner| inner.find('>').map(|end| inner.split_at(end)));
        match tag {
            Some((tag, after))
                if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') =>
            {
                reader.tag(tag);
                rest = &after[1..];
            }
            _ => {
                let first = rest.chars().next().map_or(rest.len(), char::len_utf8);
                let end = rest[first..].find('<').map_or(rest.len(), |at| at + first);
                reader.text(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    reader.finish()
}

/// The text of a formatted text without its formats, in one line.
pub(crate) fn plain(blocks: &[Block]) -> String {
    let text: Vec<&str> =
        blocks.iter().flat_map(|block| &block.runs).map(|run| run.text.as_str()).collect();
    text.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Reader {
    /// Whether it is within a paragraph or an item.
    in_block: bool,
    /// Whether nothing but spaces stands behind the last `<br>`.
    after_break: bool,
    blocks: Vec<Block>,
    current: Block,
    /// Counters of the open lists; `None` for a list without numbers.
    lists: Vec<Option<usize>>,
    bold: usize,
    italic: usize,
    underline: usize,
    url: Option<String>,
}

impl Reader {
    fn tag(&mut self, tag: &str) {
        let (closing, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let step = |depth: usize| if closing { depth.saturating_sub(1) } else { depth + 1 };
        match tag[..name_end].to_ascii_lowercase().as_str() {
            "b" | "strong" => self.bold = step(self.bold),
            "i" | "em" => self.italic = step(self.italic),
            "u" => self.underline = step(self.underline),
            "a" => self.url = if closing { None } else { link(tag) },
            "br" => {
                self.push("\n");
                self.after_break = true;
            }
            "ul" | "ol" => {
                self.end_block();
                self.in_block = !closing;
                if closing {
                    self.lists.pop();
                } else {
                    self.lists.push(tag[..name_end].eq_ignore_ascii_case("ol").then_some(0));
                }
            }
            "li" => {
                self.end_block();
                self.in_block = !closing;
                if !closing {
                    self.current.marker = Some(match self.lists.last_mut() {
                        Some(Some(count)) => {
                            *count += 1;
                            format!("{count}.")
                        }
                        _ => "•".to_owned(),
                    });
                }
            }
            "pre" => {
                self.end_block();
                self.in_block = false;
            }
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr" | "blockquote" => {
                self.end_block();
                self.in_block = !closing;
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = unescape(text);
        let mut spaced = String::with_capacity(text.len());
        let mut after_space =
            self.current.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']));
        for c in text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()) {
            if c == '\n' && self.after_break {
                self.after_break = false;
                continue;
            }
            let line_end = c == '\n' && !self.in_block;
            let space = !line_end && matches!(c, ' ' | '\n' | '\t');
            if line_end {
                spaced.push('\n');
            } else if space && !after_space {
                spaced.push(' ');
            } else if !space {
                spaced.push(c);
            }
            after_space = space || line_end;
            self.after_break &= space;
        }
        if !spaced.is_empty() {
            self.push(&spaced);
        }
    }

    fn push(&mut self, text: &str) {
        let run = Run {
            text: text.to_owned(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            underline: self.underline > 0,
            url: self.url.clone(),
        };
        match self.current.runs.last_mut() {
            Some(last)
                if (last.bold, last.italic, last.underline, &last.url)
                    == (run.bold, run.italic, run.underline, &run.url) =>
            {
                last.text.push_str(text);
            }
            _ => self.current.runs.push(run),
        }
    }

    /// Ends the paragraph or item, and trims the space at its ends.
    fn end_block(&mut self) {
        let mut block = std::mem::take(&mut self.current);
        while let Some(last) = block.runs.last_mut() {
            last.text.truncate(last.text.trim_end_matches([' ', '\n']).len());
            if !last.text.is_empty() {
                break;
            }
            block.runs.pop();
        }
        if let Some(first) = block.runs.first_mut() {
            let start = first.text.len() - first.text.trim_start_matches([' ', '\n']).len();
            first.text.drain(..start);
        }
        block.depth = self.lists.len().min(DEPTH_MAX);
        block.rtl = direction::is_rtl(block.runs.iter().flat_map(|run| run.text.chars()));
        if block.runs.is_empty() {
            // `<li><p>text</p></li>`: the marker waits for the text.
            self.current.marker = block.marker;
        } else {
            self.blocks.push(block);
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_block();
        self.blocks
    }
}

/// The address of a link, if it is one that a reader may safely follow.
fn link(tag: &str) -> Option<String> {
    let value = tag[tag.to_ascii_lowercase().find("href=")? + 5..].trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => value[1..].split(quote).next()?,
        None => value.split_whitespace().next()?,
    };
    safe_url(&unescape(value))
}

/// The address, if a reader may safely follow it: absolute, of a scheme that runs nothing.
pub(crate) fn safe_url(url: &str) -> Option<String> {
    let url = url.trim();
    let scheme = url.split(':').next()?.to_ascii_lowercase();
    let safe = url.len() > scheme.len() + 1
        && matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
        && !url.chars().any(|c| c.is_control() || c.is_whitespace());
    safe.then(|| url.to_owned())
}

/// Turns character references into characters; what is none stays as it is.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let reference = rest
            .find(';')
            .filter(|&end| end <= 10)
            .and_then(|end| Some((character(&rest[1..end])?, end)));
        let (c, end) = reference.unwrap_or(('&', 0));
        out.push(c);
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, parse, plain, safe_url};

    /// Each block as `marker|depth|text`, styles as `*bold*`, `/italic/`, `_underlined_`, `text→url`.
    fn check(html: &str, expected: &[&str]) {
        let line = |block: &Block| {
            let runs = block.runs.iter().map(|run| {
                let mut text = run.text.clone();
                for (on, mark) in [(run.bold, '*'), (run.italic, '/'), (run.underline, '_')] {
                    if on {
                        text = format!("{mark}{text}{mark}");
                    }
                }
                if let Some(url) = &run.url {
                    text = format!("{text}→{url}");
                }
                text
            });
            format!(
                "{}|{}|{}",
                block.marker.as_deref().unwrap_or(""),
                block.depth,
                runs.collect::<String>()
            )
        };
        assert_eq!(parse(html).iter().map(line).collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn elements_become_blocks_and_runs() {
        check("", &[]);
        check(
            "<p>One <b>two</b></p><p><em>three</em> <u>four</u></p>",
            &["|0|One *two*", "|0|/three/ _four_"],
        );
        check("a<br>b<br/>c", &["|0|a\nb\nc"]);
        check(
            "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>d",
            &["•|1|a", "•|1|b", "1.|2|c", "|0|d"],
        );
        check("<ol><li><p>a</p></li><li>b</li></ol>", &["1.|1|a", "2.|1|b"]);
        check(
            "<a href=\"https://x.example/?a=1&amp;b=2\" rel=\"x\">see</a>",
            &["|0|see→https://x.example/?a=1&b=2"],
        );
        check("<b>a <i>b</i></b> c", &["|0|*a */*b*/ c"]);
    }

    #[test]
    fn line_ends_count_where_html_has_no_other_use_for_them() {
        check("one\ntwo &amp; <3", &["|0|one\ntwo & <3"]);
        check("one\n<b>two</b>\nthree", &["|0|one\n*two*\nthree"]);
        check("one<br>\ntwo<br> \n\nthree", &["|0|one\ntwo\n\nthree"]);
        check(
            "one\n<ul>\n<li>two\nthree</li>\n</ul>\nfour\nfive",
            &["|0|one", "•|1|two three", "|0|four\nfive"],
        );
        check("<p>one</p>\n<p>two\n</p>", &["|0|one", "|0|two"]);
        check("<pre>one\ntwo</pre>", &["|0|one\ntwo"]);
        check("one\ntwo  &amp; three", &["|0|one\ntwo & three"]);
        check("<p>one\n  two</p>", &["|0|one two"]);
    }

    #[test]
    fn what_is_no_known_element_is_text_or_nothing() {
        check("<script>alert(1)</script>", &["|0|alert(1)"]);
        check("a < b > c", &["|0|a < b > c"]);
        check("<", &["|0|<"]);
        check("<é", &["|0|<é"]);
        check("&unknown; &#x41;&#66; &#xD800;", &["|0|&unknown; AB &#xD800;"]);
        check("</b></ul></li>x\u{7}", &["|0|x"]);
        assert_eq!(plain(&parse("<p>a</p><ul><li>b</li></ul>")), "a b");
    }

    #[test]
    fn only_harmless_addresses_are_links() {
        check("<a href=\"javascript:alert(1)\">x</a>", &["|0|x"]);
        check("<a href='data:text/html,x'>x</a>", &["|0|x"]);
        assert_eq!(safe_url("https://a.example"), Some("https://a.example".to_owned()));
        assert_eq!(safe_url("//a.example"), None);
        assert_eq!(safe_url("https:"), None);
    }
}
