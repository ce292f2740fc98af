//! From a client's JSON to the draft of a product.

use crate::read::metadata;
use net30_app::products::ProductDraft;
use net30_domain::{Decimal, id::TaxId, tax::TAXES_MAX};
use net30_http::{
    fields::{HTML_CHARS_MAX, NAME_CHARS_MAX, html, present, text},
    json::{Item, Reader},
};
use uuid::Uuid;

/// Reads a product.
pub(crate) fn product(reader: &Reader<'_>) -> ProductDraft {
    reader.require("unit_price");
    let unit_price = reader.decimal("unit_price").value().unwrap_or(Decimal::ZERO);
    if unit_price < Decimal::ZERO {
        reader.fault("unit_price", "out_of_range", "must not be negative");
    }
    let taxes = reader.array("tax_ids", 0..=TAXES_MAX).value().unwrap_or_default();
    let id = |item: &Item<'_>| present(item, item.id()).unwrap_or(TaxId(Uuid::nil()));
    ProductDraft {
        name: reader.required_text("name", NAME_CHARS_MAX),
        description: html(reader, "description", HTML_CHARS_MAX),
        sku: text(reader, "sku", 100),
        unit: text(reader, "unit", 20),
        unit_price,
        currency: reader.currency("currency").value(),
        tax_ids: taxes.iter().map(id).collect(),
        metadata: metadata(reader),
    }
}
