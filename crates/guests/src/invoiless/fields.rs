//! What the readers of this API share.

use net30_app::Field;
use net30_domain::Date;
use net30_http::json::{Item, Reader};
use serde_json::Value;

/// Most characters of a header, a number and a unit.
pub(super) const SHORT_CHARS_MAX: usize = 20;
/// Most characters of an item's name.
pub(super) const ITEM_CHARS_MAX: usize = 100;

/// Whether a field is there to clear something: `null`, or an empty text.
pub(super) fn cleared(item: &Item<'_>) -> bool {
    let is_empty = |value: &Value| value.as_str().is_some_and(|text| text.trim().is_empty());
    item.is_null() || item.value().is_some_and(is_empty)
}

/// Reads a date; an empty text clears it.
pub(super) fn date(reader: &Reader<'_>, key: &'static str) -> Field<Date> {
    if cleared(&reader.item(key)) { Field::Null } else { reader.date(key) }
}

/// An object under a key; none if it is cleared.
pub(super) fn object<'v>(reader: &Reader<'v>, key: &'static str) -> Option<Reader<'v>> {
    if cleared(&reader.item(key)) { None } else { reader.object(key).value() }
}
