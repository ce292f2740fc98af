//! An e-mail as HTML: no scripts, nothing fetched, escaped by the template engine, readable on phones.

use super::Message;
use crate::colour::Colours;
use askama::Template;

#[derive(Template)]
#[template(path = "mail.html")]
struct MailHtml<'a> {
    message: &'a Message<'a>,
    colours: Colours,
    logo_id: Option<&'static str>,
    paragraphs: Vec<Vec<Vec<Run<'a>>>>,
}

/// A part of a line: text, or a link.
struct Run<'a> {
    text: &'a str,
    is_link: bool,
}

pub(super) fn html(message: &Message<'_>) -> String {
    let link = message.button.as_ref().map(|(_, link)| link.as_str());
    let paragraphs = message.body.split("\n\n").filter(|text| !text.trim().is_empty());
    let page = MailHtml {
        message,
        colours: Colours::of(message.look),
        logo_id: message.look.logo.as_ref().map(|_| super::LOGO_ID),
        paragraphs: paragraphs
            .map(|text| text.trim().lines().map(|line| runs(line, link)).collect())
            .collect(),
    };
    page.render().expect("memory takes every message")
}

/// Takes a line apart where it has the document's link.
fn runs<'a>(text: &'a str, link: Option<&str>) -> Vec<Run<'a>> {
    let Some(link) = link else { return vec![Run { text, is_link: false }] };
    let mut parts = vec![];
    let mut from = 0;
    for (at, found) in text.match_indices(link) {
        parts.push(Run { text: &text[from..at], is_link: false });
        parts.push(Run { text: found, is_link: true });
        from = at + found.len();
    }
    parts.push(Run { text: &text[from..], is_link: false });
    parts
}
