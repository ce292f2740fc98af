//! What the readers of several nouns and APIs share.

use crate::json::{Item, Reader};
use net30_app::{Field, invoices::TaxRef};
use net30_domain::{
    Decimal,
    html::Html,
    limits::LINK_CHARS_MAX,
    tax::{Category, Rate, Tax},
    text::Email,
};

/// Reads a text; one that is blank is none.
pub fn text(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Option<String> {
    reader.text(key, chars_max).value().filter(|text| !text.trim().is_empty())
}

/// Reads a text of which "left out" and "none" differ; one that is blank is none.
pub fn text_field(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Field<String> {
    match reader.text(key, chars_max) {
        Field::Value(text) if text.trim().is_empty() => Field::Null,
        other => other,
    }
}

/// Reads a text that may carry HTML; one that says nothing is none.
pub fn html(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Option<Html> {
    reader.html(key, chars_max).value().filter(|html| !html.is_blank())
}

/// As [`html`], where "left out" and "none" differ.
pub fn html_field(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Field<Html> {
    match reader.html(key, chars_max) {
        Field::Value(html) if html.is_blank() => Field::Null,
        other => other,
    }
}

/// The value of an array's item, where `null` is no value.
pub fn present<T>(item: &Item<'_>, field: Field<T>) -> Option<T> {
    if matches!(field, Field::Null) {
        item.fault("required", "must not be null");
    }
    field.value()
}

/// Reads a link: http or https, at most 2000 characters.
pub fn link(reader: &Reader<'_>, key: &'static str) -> Option<String> {
    let link = text(reader, key, LINK_CHARS_MAX)?;
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !link.contains(char::is_whitespace);
    if !good {
        reader.fault(key, "invalid_url", "must be a link that begins with http:// or https://");
        return None;
    }
    Some(link)
}

/// A tax, or where a fault was noted something in its place, so that those behind it keep theirs.
#[must_use]
pub fn in_place(item: &Item<'_>, read: Option<TaxRef>) -> TaxRef {
    let unread = || Tax {
        id: None,
        name: item.pointer(),
        rate: Rate::Percentage(Decimal::ZERO),
        category: Category::OutOfScope,
        exemption_reason: None,
        compound: false,
    };
    read.unwrap_or_else(|| TaxRef::Inline(unread()))
}

/// Reads an e-mail address; an empty text is none.
pub fn email(reader: &Reader<'_>, key: &'static str) -> Option<Email> {
    let item = reader.item(key);
    if item.value().is_some_and(|value| value == "") { None } else { item.email().value() }
}
