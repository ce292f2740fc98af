//! From a client's JSON to the terms of late fees.

use crate::read::{rate, taxes};
use net30_app::late_fees::{Every, Place, Terms};
use net30_domain::{
    limits::{GRACE_DAYS_MAX, NAME_CHARS_MAX},
    tax::Rate,
};
use net30_http::{fields::text, json::Reader};

/// Fields of a reply that a client may send back.
pub(crate) const READ_ONLY: [&str; 3] = ["last_error", "revision", "updated_at"];

/// Reads the terms.
pub(crate) fn terms(reader: &Reader<'_>) -> Terms {
    let everies = Every::ALL.map(|every| (every.word(), every));
    let places = Place::ALL.map(|place| (place.word(), place));
    let enabled = reader.boolean("enabled").value().unwrap_or(false);
    if enabled {
        reader.require("value");
    }
    let days = reader.integer("grace_days", 0..=GRACE_DAYS_MAX).value();
    Terms {
        enabled,
        rate: rate(reader, "type", "value", Some(Rate::Percentage))
            .unwrap_or(Terms::default().rate),
        currency: reader.currency("currency").value(),
        every: reader.choice("every", &everies).value().unwrap_or_default(),
        grace_days: days.and_then(|days| i32::try_from(days).ok()).unwrap_or_default(),
        total_max: reader.decimal("max_total").value(),
        place: reader.choice("as", &places).value().unwrap_or_default(),
        name: text(reader, "name", NAME_CHARS_MAX),
        taxes: taxes(reader, "taxes").unwrap_or_default(),
    }
}
