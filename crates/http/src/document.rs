//! A document as a reply: the PDF, and the page that loads nothing from elsewhere.

use crate::reply::Reply;
use axum::http::{HeaderName, header};
use base64::{Engine, prelude::BASE64_STANDARD};
use net30_app::documents::{Document, style_in};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest, Sha256};

/// What a page of ours may load: its own styles, by their hash (CSP 3, 2.3.1), its pictures, and nothing else.
/// `form_action` says where its forms may lead.
#[must_use]
pub fn policy(style: &str, form_action: &str) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action {form_action}; frame-ancestors 'none'"
    )
}

/// What a browser does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Shows it.
    Inline,
    /// Saves it.
    Attachment,
}

impl Disposition {
    /// Saves it if that is asked for.
    #[must_use]
    pub fn of(download: bool) -> Self {
        if download { Self::Attachment } else { Self::Inline }
    }
}

/// Which copy of a document is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Copy {
    /// As it was issued.
    #[default]
    Issued,
    /// As it stands today, stamped.
    Current,
}

/// The copies by the words for them.
pub const COPIES: [(&str, Copy); 2] = [("issued", Copy::Issued), ("current", Copy::Current)];

/// What there is to say of how a document was set.
pub const NOTE: HeaderName = HeaderName::from_static("net30-note");
/// How many pages a document has of which one is shown.
pub const PAGES: HeaderName = HeaderName::from_static("net30-pages");
/// Most characters of a note.
const NOTE_CHARS_MAX: usize = 1000;

/// A PDF under the document's name.
pub fn pdf(document: Document, disposition: Disposition) -> Reply {
    let (name, etag) = (header_of(disposition, &document.name, "pdf"), etag(&document));
    let reply = Reply::bytes("application/pdf", document.bytes)
        .text_header(header::CONTENT_DISPOSITION, &name)
        .text_header(header::ETAG, &etag);
    match &document.note {
        Some(note) => reply.text_header(NOTE, &plain(note)),
        None => reply,
    }
}

/// A picture of a page. It has styles of its own, and loads nothing.
pub fn picture(svg: String, pages: usize) -> Reply {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
    Reply::bytes("image/svg+xml", svg)
        .text_header(header::CONTENT_SECURITY_POLICY, policy)
        .text_header(PAGES, &pages.to_string())
}

/// A text as a header can say it: in ASCII, on one line.
fn plain(note: &str) -> String {
    let letter = |c: char| match c {
        '\u{20}'..='\u{7e}' => c,
        c if c.is_whitespace() => ' ',
        _ => '?',
    };
    note.chars().take(NOTE_CHARS_MAX).map(letter).collect()
}

/// An electronic invoice under the document's name.
pub fn xml(document: Document, disposition: Disposition) -> Reply {
    let (name, etag) = (header_of(disposition, &document.name, "xml"), etag(&document));
    Reply::bytes("application/xml; charset=utf-8", document.bytes)
        .text_header(header::CONTENT_DISPOSITION, &name)
        .text_header(header::ETAG, &etag)
}

/// A page of HTML under the document's name.
pub fn page(document: Document) -> Reply {
    let name = header_of(Disposition::Inline, &document.name, "html");
    let etag = etag(&document);
    let style = std::str::from_utf8(&document.bytes).map(style_in).unwrap_or_default();
    let policy = policy(style, "'none'");
    Reply::bytes("text/html; charset=utf-8", document.bytes)
        .text_header(header::CONTENT_DISPOSITION, &name)
        .text_header(header::CONTENT_SECURITY_POLICY, &policy)
        .text_header(header::ETAG, &etag)
}

fn etag(document: &Document) -> String {
    format!("\"{}\"", document.sha256)
}

/// What to call a file (RFC 6266): in ASCII for old clients, and in UTF-8 (RFC 8187) where that loses something. Neither
/// names a folder (RFC 6266, 4.3): a number with a slash would be one.
fn header_of(disposition: Disposition, name: &str, ending: &str) -> String {
    let kind = match disposition {
        Disposition::Inline => "inline",
        Disposition::Attachment => "attachment",
    };
    let is_plain =
        |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')');
    let plain: String = name.chars().map(|c| if is_plain(&c) { c } else { '_' }).collect();
    let header = format!("{kind}; filename=\"{plain}.{ending}\"");
    let is_odd = |c: char| matches!(c, '/' | '\\') || c.is_control();
    let file = name.replace(is_odd, "_");
    if plain == file {
        return header;
    }
    format!("{header}; filename*=UTF-8''{}.{ending}", utf8_percent_encode(&file, NON_ALPHANUMERIC))
}

#[cfg(test)]
mod tests {
    use super::{Disposition, header_of};

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        for (name, expected) in [
            ("INV-2026-0001", "inline; filename=\"INV-2026-0001.pdf\""),
            ("2026/07", "inline; filename=\"2026_07.pdf\""),
            ("a\"\r\n/b", "inline; filename=\"a____b.pdf\"; filename*=UTF-8''a%22%5F%5F%5Fb.pdf"),
            ("N\u{ba}/7", "inline; filename=\"N__7.pdf\"; filename*=UTF-8''N%C2%BA%5F7.pdf"),
            ("Nº7", "inline; filename=\"N_7.pdf\"; filename*=UTF-8''N%C2%BA7.pdf"),
        ] {
            assert_eq!(header_of(Disposition::Inline, name, "pdf"), expected);
        }
    }
}
