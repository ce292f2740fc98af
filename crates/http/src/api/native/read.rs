//! What the readers of several nouns share.

use crate::json::{Item, Reader};
use net30_app::Field;
use net30_app::invoices::TaxRef;
use net30_domain::{
    Decimal,
    html::Html,
    id::TaxId,
    payment_terms::PAYMENT_DAYS_MAX,
    tax::{Category, Rate, TAXES_MAX, Tax},
};

/// Most characters of a name.
pub(crate) const NAME_CHARS_MAX: usize = 255;
/// Most characters of a text that may be HTML, and of notes.
pub(crate) const HTML_CHARS_MAX: usize = 10_000;

/// Most characters of payment terms.
const PAYMENT_TERMS_CHARS_MAX: usize = 255;

/// A way to say how much.
type RateOf = fn(Decimal) -> Rate;

/// The two ways to say how much.
const RATES: [(&str, RateOf); 2] = [("percentage", Rate::Percentage), ("amount", Rate::Amount)];

/// Reads a text; one that is blank is none.
pub(crate) fn text(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Option<String> {
    reader.text(key, chars_max).value().filter(|text| !text.trim().is_empty())
}

/// Reads a text of which "left out" and "none" differ; one that is blank is none.
pub(crate) fn text_field(
    reader: &Reader<'_>,
    key: &'static str,
    chars_max: usize,
) -> Field<String> {
    match reader.text(key, chars_max) {
        Field::Value(text) if text.trim().is_empty() => Field::Null,
        other => other,
    }
}

/// Reads a text that may carry HTML; one that says nothing is none.
pub(crate) fn html(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Option<Html> {
    reader.html(key, chars_max).value().filter(|html| !html.is_blank())
}

/// As [`html`], where "left out" and "none" differ.
pub(crate) fn html_field(reader: &Reader<'_>, key: &'static str, chars_max: usize) -> Field<Html> {
    match reader.html(key, chars_max) {
        Field::Value(html) if html.is_blank() => Field::Null,
        other => other,
    }
}

/// Reads payment terms and the days beside them.
pub(crate) fn payment_terms(reader: &Reader<'_>) -> (Field<String>, Field<i32>) {
    let days = reader.integer("payment_days", 0..=i64::from(PAYMENT_DAYS_MAX));
    let days = match days {
        Field::Value(days) => i32::try_from(days).map_or(Field::Absent, Field::Value),
        Field::Null => Field::Null,
        Field::Absent => Field::Absent,
    };
    (text_field(reader, "payment_terms", PAYMENT_TERMS_CHARS_MAX), days)
}

/// Reads the client's free object.
pub(crate) fn metadata(reader: &Reader<'_>) -> Option<String> {
    reader.free_object("metadata").value()
}

/// The value of an array's item, where `null` is no value.
pub(crate) fn present<T>(item: &Item<'_>, field: Field<T>) -> Option<T> {
    if matches!(field, Field::Null) {
        item.fault("required", "must not be null");
    }
    field.value()
}

/// Reads a link: http or https, at most 2000 characters.
pub(crate) fn link(reader: &Reader<'_>, key: &'static str) -> Option<String> {
    let link = text(reader, key, 2000)?;
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let good = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && !link.contains(char::is_whitespace);
    if !good {
        reader.fault(key, "invalid_url", "must be a link that begins with http:// or https://");
        return None;
    }
    Some(link)
}

/// Reads how much, where `type` may be left out if there is a default.
pub(crate) fn rate(
    reader: &Reader<'_>,
    type_key: &'static str,
    value_key: &'static str,
    default: Option<RateOf>,
) -> Option<Rate> {
    let kind = reader.choice(type_key, &RATES).value();
    let value = reader.decimal(value_key).value()?;
    let kind = kind.or(default);
    let item = reader.item(type_key);
    if kind.is_none() && (item.is_absent() || item.is_null()) {
        item.fault("required", "is required: percentage or amount");
    }
    kind.map(|kind| kind(value))
}

/// Reads a list of taxes, each by its id or spelt out.
pub(crate) fn taxes(reader: &Reader<'_>, key: &'static str) -> Option<Vec<TaxRef>> {
    match reader.array(key, 0..=TAXES_MAX) {
        Field::Absent => None,
        Field::Null => Some(vec![]),
        Field::Value(items) => {
            Some(items.iter().map(|item| in_place(item, tax_ref(item))).collect())
        }
    }
}

/// A tax, or where a fault was noted something in its place, so that those behind it keep theirs.
pub(crate) fn in_place(item: &Item<'_>, read: Option<TaxRef>) -> TaxRef {
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

fn tax_ref(item: &Item<'_>) -> Option<TaxRef> {
    if item.value().is_some_and(serde_json::Value::is_string) {
        return item.id::<TaxId>().value().map(TaxRef::Id);
    }
    let reader = present(item, item.object())?;
    let id = reader.id::<TaxId>("id").value();
    let says_more = ["name", "type", "value", "category"].into_iter().any(|key| reader.has(key));
    match id {
        Some(id) if !says_more => {
            reader.ignore(&["exemption_reason", "compound"]);
            Some(TaxRef::Id(id))
        }
        _ => tax(&reader).map(|tax| TaxRef::Inline(Tax { id, ..tax })),
    }
}

/// Reads a tax that is spelt out.
pub(crate) fn tax(reader: &Reader<'_>) -> Option<Tax> {
    let name = text(reader, "name", 100).unwrap_or_default();
    reader.require("value");
    let rate = rate(reader, "type", "value", Some(Rate::Percentage));
    let codes = Category::ALL.map(|category| (category.code(), category));
    let category = reader.choice("category", &codes).value();
    let exemption_reason = text(reader, "exemption_reason", 255);
    let compound = reader.boolean("compound").value().unwrap_or(false);
    let rate = rate?;
    Some(Tax {
        id: None,
        name,
        rate,
        category: category.unwrap_or_else(|| Category::default_of(rate)),
        exemption_reason,
        compound,
    })
}
