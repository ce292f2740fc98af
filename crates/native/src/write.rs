//! What the writers of several nouns share.

use super::wire::{RateType, Tax};
use net30_domain::tax::{self, Rate};
use net30_http::number::Number;

/// How a rate is meant, and how much it is.
pub(crate) fn rate(rate: Rate) -> (RateType, Number) {
    match rate {
        Rate::Percentage(value) => (RateType::Percentage, Number(value)),
        Rate::Amount(value) => (RateType::Amount, Number(value)),
    }
}

/// A tax, spelt out.
pub(crate) fn tax(tax: &tax::Tax) -> Tax {
    let (r#type, value) = rate(tax.rate);
    Tax {
        id: tax.id.map(|id| id.0),
        name: tax.name.clone(),
        r#type,
        value,
        category: tax.category.code().to_owned(),
        exemption_reason: tax.exemption_reason.clone(),
        compound: tax.compound,
    }
}

/// A list of taxes, spelt out.
pub(crate) fn taxes(taxes: &[tax::Tax]) -> Vec<Tax> {
    taxes.iter().map(tax).collect()
}
