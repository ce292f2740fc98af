//! From late fees to JSON.

use super::wire;
use crate::{recurring::write::taxes, write::rate};
use net30_app::late_fees::{Charged, LateFees, Terms};
use net30_domain::money::Currency;
use net30_http::number::Number;

/// The terms with their revision.
pub(crate) fn late_fees(fees: &LateFees) -> wire::LateFees {
    wire::LateFees {
        fields: body(&fees.terms),
        last_error: fees.last_error.clone(),
        revision: fees.revision,
        updated_at: fees.updated_at,
    }
}

/// What a client would write to have these terms.
pub(crate) fn body(terms: &Terms) -> wire::LateFeesBody {
    let (r#type, value) = rate(terms.rate);
    wire::LateFeesBody {
        enabled: terms.enabled,
        r#type,
        value,
        currency: terms.currency.map(|currency| currency.code().to_owned()),
        every: terms.every.word(),
        grace_days: terms.grace_days,
        max_total: terms.total_max.map(Number),
        r#as: terms.place.word(),
        name: terms.name.clone(),
        taxes: taxes(Some(&terms.taxes)).unwrap_or_default(),
    }
}

/// A fee that was charged.
pub(crate) fn late_fee(fee: &Charged, currency: Currency) -> wire::LateFee {
    wire::LateFee {
        period: fee.period,
        date: fee.day,
        amount: Number::of(fee.amount, currency),
        document_id: fee.fee_invoice_id.map(|id| id.0),
        charged_at: fee.charged_at,
    }
}
