//! From a client's JSON to the draft of a tax.

use crate::read;
use net30_app::taxes::TaxDraft;
use net30_domain::{
    Decimal,
    tax::{Category, Rate, Tax},
};
use net30_http::json::Reader;

/// Reads an entry of the account's table.
pub(crate) fn tax(reader: &Reader<'_>) -> TaxDraft {
    let _ = reader.required_text("name", 100);
    // A fault has been noted where there is no tax to read: this one goes nowhere.
    let nothing = || Tax {
        id: None,
        name: String::new(),
        rate: Rate::Percentage(Decimal::ZERO),
        category: Category::Zero,
        exemption_reason: None,
        compound: false,
    };
    TaxDraft { tax: read::tax(reader).unwrap_or_else(nothing) }
}
