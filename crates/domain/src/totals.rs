//! What a document comes to: the one calculation behind every API.

use crate::{
    invoice::Content,
    money::Amount,
    tax::{Category, Rate},
};
use rust_decimal::Decimal;

/// What one line comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineTotals {
    /// Quantity × price ÷ base quantity, rounded, plus the flat fee. Includes tax if prices do.
    pub gross: Amount,
    /// The line's own discount, as a positive amount. Includes tax if prices do.
    pub discount: Amount,
    /// Gross less discount, without tax; the lines' nets sum to the subtotal.
    pub net: Amount,
    /// The line's share of the document's taxes.
    pub tax: Amount,
    /// Net + tax, after the line's share of the document's discount.
    pub total: Amount,
}

/// One tax of the document: the sum of its bases, rounded once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxTotal {
    /// What the document calls it.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Its VAT category.
    pub category: Category,
    /// Why nothing is charged (BT-120).
    pub exemption_reason: Option<String>,
    /// What it is taken from (BT-116).
    pub base: Amount,
    /// How much it is (BT-117).
    pub amount: Amount,
}

/// What a document comes to, payments aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Of each line, in the order of the lines.
    pub lines: Vec<LineTotals>,
    /// Sum of the lines' nets.
    pub subtotal: Amount,
    /// The document's discount, as a positive amount.
    pub discount: Amount,
    /// The document's extra charge.
    pub charges: Amount,
    /// Subtotal − discount + charges.
    pub net: Amount,
    /// The taxes: percentages by rate downwards, then by name.
    pub taxes: Vec<TaxTotal>,
    /// Sum of the taxes.
    pub tax: Amount,
    /// Net + tax.
    pub gross: Amount,
    /// The amounts after tax, in the order of the document's extra fields.
    pub extra_fields: Vec<Amount>,
    /// Gross + extra fields.
    pub total: Amount,
    /// What `round_to` adds to the total, or takes from it.
    pub rounding: Amount,
}

impl Totals {
    /// What is to be paid: the total, rounded to `round_to`.
    #[must_use]
    pub fn payable(&self) -> Amount {
        self.total + self.rounding
    }
}

/// What was paid, given back and credited of a document.
///
/// `due + paid − refunded + credited = total + rounding`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Payments that were not reversed.
    pub paid: Amount,
    /// What was given back of them.
    pub refunded: Amount,
    /// What credit notes took back.
    pub credited: Amount,
    /// What is still due; negative where more was paid than was due.
    pub due: Amount,
}

impl Balance {
    /// The balance of a document.
    #[must_use]
    pub fn of(totals: &Totals, paid: Amount, refunded: Amount, credited: Amount) -> Self {
        Self { paid, refunded, credited, due: totals.payable() - paid + refunded - credited }
    }
}

/// One rounding step, so that a user can check each cent by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which rule: `line_gross`, `line_discount`, `discount`, `charge`, `tax`, `net_of_gross`, `extra_field`, `rounding`, `spread`.
    pub rule: &'static str,
    /// Where: JSON pointer into the native body (`/items/0`, `/taxes/0`); empty for the document.
    pub at: String,
    /// What went in, by name.
    pub inputs: Vec<(&'static str, Decimal)>,
    /// The exact value before rounding, as text; at most 12 decimals, then `…`.
    pub exact: String,
    /// What it was rounded to.
    pub rounded: Decimal,
}
