//! Tags put together again so that each element is closed where it was opened.
//!
//! Nothing grows by it: what was never closed loses its tag, and leaves a line break if it began a line. Paragraphs and
//! list items may stay open, as HTML allows.

use super::tokens::{Element, Href};
use std::borrow::Cow;

const BREAK: &str = "<br>";
/// Most elements within one another; the tags of deeper ones go.
const DEPTH_MAX: usize = 100;

/// An element that is open.
struct Open {
    name: &'static str,
    is_block: bool,
    /// Where its start tag is.
    at: usize,
}

/// The text so far, and the elements that are open.
#[derive(Default)]
pub(super) struct Balance<'t> {
    pieces: Vec<Cow<'t, str>>,
    open: Vec<Open>,
    lost: bool,
}

/// What came of a text.
pub(super) struct Balanced {
    pub(super) html: String,
    /// Whether an element that was never closed has lost its tag.
    pub(super) lost: bool,
}

impl<'t> Balance<'t> {
    pub(super) fn text(&mut self, text: &'t str) {
        self.pieces.push(Cow::Borrowed(text));
    }

    pub(super) fn start(&mut self, element: Element, href: Option<Href<'t>>) {
        let (name, is_block) = match element {
            Element::Inline(name) => (name, false),
            Element::Block(name) => (name, true),
            Element::Void(name) => {
                if name == "hr" {
                    self.close_paragraph();
                }
                return self.pieces.push(Cow::Owned(format!("<{name}>")));
            }
            Element::Line | Element::Cell | Element::Bare | Element::Raw(_) => return,
        };
        if is_block {
            self.close_paragraph();
        }
        if name == "li" {
            self.close_item();
        }
        if self.open.len() == DEPTH_MAX {
            return;
        }
        self.open.push(Open { name, is_block, at: self.pieces.len() });
        self.pieces.push(Cow::Owned(match href {
            Some(Href { quote, address }) => format!("<{name} href={quote}{address}{quote}>"),
            None => format!("<{name}>"),
        }));
    }

    pub(super) fn end(&mut self, element: Element) {
        let name = match element {
            Element::Inline(name) => {
                // Markup within a line never closes a block that was opened inside it.
                let ends = |open: &Open| open.name == name || open.is_block;
                let found = self.open.iter().rposition(ends);
                if let Some(at) = found.filter(|at| self.open[*at].name == name) {
                    self.close(at, true);
                    self.pieces.push(Cow::Owned(format!("</{name}>")));
                }
                return;
            }
            Element::Block(name) => name,
            Element::Void("br") | Element::Line => return self.text(BREAK),
            Element::Cell => return self.text(" "),
            Element::Void(_) | Element::Bare | Element::Raw(_) => return,
        };
        let is_list = |open: &Open| matches!(open.name, "ul" | "ol");
        let ends = |open: &Open| open.name == name || (name == "li" && is_list(open));
        match self.open.iter().rposition(ends).filter(|at| self.open[*at].name == name) {
            Some(at) => {
                self.close(at, true);
                self.pieces.push(Cow::Owned(format!("</{name}>")));
            }
            None => self.text(BREAK),
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> Balanced {
        self.close(0, false);
        Balanced { html: self.pieces.concat(), lost: self.lost }
    }

    /// A block ends the paragraph before it.
    fn close_paragraph(&mut self) {
        let found = self.open.iter().rposition(|open| open.is_block);
        if let Some(at) = found.filter(|at| self.open[*at].name == "p") {
            self.close(at, false);
        }
    }

    /// An item ends the item before it in the same list.
    fn close_item(&mut self) {
        let found = self.open.iter().rposition(|open| matches!(open.name, "li" | "ul" | "ol"));
        if let Some(at) = found.filter(|at| self.open[*at].name == "li") {
            self.close(at, false);
        }
    }

    /// Closes what is open from `at` on; the first of it by an end tag of its own if `has_end`.
    fn close(&mut self, at: usize, has_end: bool) {
        for open in self.open.drain(at..).skip(usize::from(has_end)) {
            if !matches!(open.name, "p" | "li") {
                self.pieces[open.at] = Cow::Borrowed(if open.is_block { BREAK } else { "" });
                self.lost = true;
            }
        }
    }
}
