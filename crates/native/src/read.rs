//! What the readers of several nouns share.

use net30_app::Field;
use net30_app::invoices::TaxRef;
use net30_domain::{
    Decimal,
    id::TaxId,
    limits::{
        EXEMPTION_REASON_CHARS_MAX, LABEL_CHARS_MAX, LIST_CODE_CHARS_MAX, PAYMENT_TERMS_CHARS_MAX,
    },
    payment_terms::PAYMENT_DAYS_MAX,
    tax::{Category, Rate, TAXES_MAX, Tax},
};
use net30_http::fields::{in_place, present, text, text_field};
use net30_http::json::{Item, Reader};

/// A way to say how much.
type RateOf = fn(Decimal) -> Rate;

/// The two ways to say how much.
const RATES: [(&str, RateOf); 2] = [("percentage", Rate::Percentage), ("amount", Rate::Amount)];

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

/// Reads a code of a list of the United Nations: one to three capital letters and figures.
pub(crate) fn list_code(reader: &Reader<'_>, key: &'static str) -> Option<String> {
    let code = text(reader, key, LIST_CODE_CHARS_MAX)?;
    if code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
        return Some(code);
    }
    reader.fault(key, "invalid_code", "must be a code of capital letters and figures");
    None
}

/// Reads the client's free object.
pub(crate) fn metadata(reader: &Reader<'_>) -> Option<String> {
    reader.free_object("metadata").value()
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
    let name = text(reader, "name", LABEL_CHARS_MAX).unwrap_or_default();
    reader.require("value");
    let rate = rate(reader, "type", "value", Some(Rate::Percentage));
    let codes = Category::ALL.map(|category| (category.code(), category));
    let category = reader.choice("category", &codes).value();
    let exemption_reason = text(reader, "exemption_reason", EXEMPTION_REASON_CHARS_MAX);
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
