//! Single values as EN 16931 writes them.

use en16931::{
    InvoiceAmount, Percentage,
    invoice::{Code, LineVat},
};
use net30_domain::{
    Decimal,
    money::{Amount, Currency},
    tax::Category,
};

/// A date as EN 16931 has it.
pub(crate) fn date(date: net30_domain::Date) -> Option<en16931::Date> {
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    en16931::Date::new(i32::from(date.year()), month, day).ok()
}

/// The amount as EN 16931 writes it, with two decimals; nothing if it has more, which [`crate::document`] refuses.
pub(crate) fn amount(amount: Amount, currency: Currency) -> InvoiceAmount {
    InvoiceAmount::from_decimal_exact(amount.to_decimal(currency)).unwrap_or(InvoiceAmount::ZERO)
}

/// Category and rate; the rate of what is not subject to VAT is not stated (BR-O-05).
pub(crate) fn vat(category: Category, rate: Decimal) -> LineVat {
    let stated = category != Category::OutOfScope;
    LineVat {
        category: Code::new(category.code()),
        rate: stated.then(|| Percentage::new(rate.normalize())),
    }
}
