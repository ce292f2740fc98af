//! A text taken apart into words and tags of HTML.

/// An element of HTML, by what becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    /// Kept; it stands within a line.
    Inline(&'static str),
    /// Kept; it begins and ends lines.
    Block(&'static str),
    /// Kept; it has no end: `br` and `hr`.
    Void(&'static str),
    /// Its tags go; a line ends where it ends.
    Line,
    /// Its tags go; a space is left where it ends.
    Cell,
    /// Its tags go.
    Bare,
    /// It goes with all that is in it.
    Raw(&'static str),
}

/// A link's address with the quotes that were around it; it is kept to the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Href<'t> {
    /// `"`, `'` or nothing.
    pub(super) quote: &'static str,
    /// Begins with a scheme that runs nothing.
    pub(super) address: &'t str,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// Has no `<`.
    Text(&'t str),
    /// A `<` that begins no element.
    LessThan,
    /// A start tag.
    Start { element: Element, href: Option<Href<'t>> },
    /// An end tag.
    End(Element),
}

const INLINE: [&str; 11] = ["a", "b", "code", "em", "i", "s", "span", "strong", "sub", "sup", "u"];
const BLOCK: [&str; 11] =
    ["blockquote", "div", "h1", "h2", "h3", "h4", "li", "ol", "p", "pre", "ul"];
const VOID: [&str; 2] = ["br", "hr"];
const LINE: [&str; 24] = [
    "address",
    "article",
    "aside",
    "caption",
    "center",
    "dd",
    "details",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h5",
    "h6",
    "header",
    "legend",
    "main",
    "nav",
    "option",
    "optgroup",
    "section",
    "summary",
    "tr",
];
const CELL: [&str; 2] = ["td", "th"];
const RAW: [&str; 2] = ["script", "style"];
/// The other elements of HTML, obsolete ones too, and the roots of what may be embedded.
const BARE: [&str; 94] = [
    "abbr",
    "acronym",
    "applet",
    "area",
    "audio",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "body",
    "button",
    "canvas",
    "cite",
    "col",
    "colgroup",
    "content",
    "data",
    "datalist",
    "del",
    "dfn",
    "dialog",
    "dir",
    "dl",
    "embed",
    "font",
    "frame",
    "frameset",
    "head",
    "hgroup",
    "html",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "link",
    "listing",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "multicol",
    "nextid",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "output",
    "param",
    "picture",
    "plaintext",
    "portal",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "samp",
    "select",
    "slot",
    "small",
    "source",
    "spacer",
    "strike",
    "svg",
    "table",
    "tbody",
    "template",
    "textarea",
    "tfoot",
    "thead",
    "time",
    "title",
    "track",
    "tt",
    "var",
    "video",
    "wbr",
    "xmp",
    "shadow",
];

/// Attributes that are written without a value. Any other word in a tag is text between two signs: `a <b and c> d`.
const WITHOUT_VALUE: [&str; 22] = [
    "allowfullscreen",
    "async",
    "autofocus",
    "autoplay",
    "checked",
    "controls",
    "default",
    "defer",
    "disabled",
    "hidden",
    "inert",
    "ismap",
    "loop",
    "multiple",
    "muted",
    "nomodule",
    "novalidate",
    "open",
    "readonly",
    "required",
    "reversed",
    "selected",
];
/// What a link may begin with: it is compared as it is written, so that no spelling of anything else is let through.
const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

/// Most bytes of an element's name: `blockquote` and `figcaption` are among the longest.
const NAME_BYTES_MAX: usize = 10;

/// The element of a name, if HTML has one.
fn element(name: &str) -> Option<Element> {
    let name = name.to_ascii_lowercase();
    let among = |names: &[&'static str]| names.iter().copied().find(|known| *known == name);
    among(&INLINE)
        .map(Element::Inline)
        .or_else(|| among(&BLOCK).map(Element::Block))
        .or_else(|| among(&VOID).map(Element::Void))
        .or_else(|| among(&LINE).map(|_| Element::Line))
        .or_else(|| among(&CELL).map(|_| Element::Cell))
        .or_else(|| among(&RAW).map(Element::Raw))
        .or_else(|| among(&BARE).map(|_| Element::Bare))
}

/// Takes a text apart, in time that grows with its length alone.
pub(super) fn tokens(text: &str) -> Tokens<'_> {
    Tokens { rest: text, unended: Vec::new() }
}

/// The pieces of a text.
pub(super) struct Tokens<'t> {
    rest: &'t str,
    /// What was looked for up to the end of the text and is not there: it is not looked for again.
    unended: Vec<&'static str>,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        loop {
            let Some(inner) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return (!text.is_empty()).then_some(Token::Text(text));
            };
            let (token, rest) = match tag(inner) {
                Some((Token::Start { element: Element::Raw(name), .. }, rest)) => {
                    (None, self.past(name, rest, past_end_of))
                }
                Some((token, rest)) => (Some(token), Some(rest)),
                None => (None, self.past_declaration(inner)),
            };
            self.rest = rest.unwrap_or(inner);
            match (token, rest) {
                (Some(token), _) => return Some(token),
                (None, None) => return Some(Token::LessThan),
                (None, Some(_)) => {}
            }
        }
    }
}

impl<'t> Tokens<'t> {
    /// What follows the end of something that began; what is not ended is text.
    fn past(
        &mut self,
        end: &'static str,
        text: &'t str,
        search: impl FnOnce(&'static str, &'t str) -> Option<&'t str>,
    ) -> Option<&'t str> {
        if self.unended.contains(&end) {
            return None;
        }
        let found = search(end, text);
        if found.is_none() {
            self.unended.push(end);
        }
        found
    }

    /// What follows a comment or a declaration.
    fn past_declaration(&mut self, inner: &'t str) -> Option<&'t str> {
        let search = |end: &'static str, text: &'t str| text.split_once(end).map(|(_, past)| past);
        if let Some(comment) = inner.strip_prefix("!--") {
            return self.past("-->", comment, search);
        }
        let begins = |word: &&str| {
            inner.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word))
        };
        let is_declaration = ["![", "!doctype", "?xml"].iter().any(begins);
        if is_declaration { self.past(">", inner, search) } else { None }
    }
}

/// What follows the end tag of an element whose content is no HTML.
fn past_end_of<'t>(name: &'static str, text: &'t str) -> Option<&'t str> {
    let mut rest = text;
    loop {
        rest = rest.split_once("</")?.1;
        let after = match rest.get(..name.len()) {
            Some(found) if found.eq_ignore_ascii_case(name) => &rest[name.len()..],
            _ => continue,
        };
        if let Some(past) = after.trim_start_matches(is_space).strip_prefix('>') {
            return Some(past);
        }
    }
}

/// HTML's white space.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// The tag that a text begins with behind its `<`, and what follows; `None` if it is none.
fn tag(inner: &str) -> Option<(Token<'_>, &str)> {
    let (is_end, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let ends = |byte: u8| is_space(char::from(byte)) || matches!(byte, b'/' | b'>');
    let name_end = inner.bytes().take(NAME_BYTES_MAX + 1).position(ends)?;
    let element = element(&inner[..name_end])?;
    let rest = &inner[name_end..];
    if is_end {
        let past = rest.trim_start_matches(is_space).strip_prefix('>')?;
        return Some((Token::End(element), past));
    }
    let (href, past) = attributes(rest)?;
    let href = href.filter(|_| element == Element::Inline("a"));
    Some((Token::Start { element, href }, past))
}

/// Reads attributes up to the end of the tag: the first `href`, if it is good, and what follows.
fn attributes(text: &str) -> Option<(Option<Href<'_>>, &str)> {
    let mut rest = text;
    let mut href = None;
    loop {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == '/');
        if let Some(past) = rest.strip_prefix('>') {
            return Some((href.flatten(), past));
        }
        let name_end = rest.find(|c: char| is_space(c) || matches!(c, '/' | '>' | '='))?;
        let (name, behind) = rest.split_at(name_end);
        if name.is_empty() || name.contains(['<', '"', '\'']) {
            return None;
        }
        let Some(value) = behind.trim_start_matches(is_space).strip_prefix('=') else {
            let is_known = WITHOUT_VALUE.iter().any(|known| name.eq_ignore_ascii_case(known));
            if !is_known && !name.starts_with("data-") {
                return None;
            }
            rest = behind;
            continue;
        };
        let (quote, value, past) = value_of(value.trim_start_matches(is_space))?;
        if name.eq_ignore_ascii_case("href") && href.is_none() {
            href = Some(is_link(value).then_some(Href { quote, address: value }));
        }
        rest = past;
    }
}

/// An attribute's value with its quotes, and what follows.
fn value_of(text: &str) -> Option<(&'static str, &str, &str)> {
    for quote in ["\"", "'"] {
        if let Some(inner) = text.strip_prefix(quote) {
            let (value, past) = inner.split_once(quote)?;
            return Some((quote, value, past));
        }
    }
    let end = text.find(|c: char| is_space(c) || c == '>')?;
    let (value, past) = text.split_at(end);
    (!value.is_empty() && !value.contains(['<', '"', '\''])).then_some(("", value, past))
}

fn is_link(address: &str) -> bool {
    let begins = |scheme: &&str| {
        address.get(..scheme.len()).is_some_and(|text| text.eq_ignore_ascii_case(scheme))
            && address.len() > scheme.len()
    };
    SCHEMES.iter().any(begins)
        && !address
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
}
