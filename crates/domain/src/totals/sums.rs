//! What a document comes to before amounts after tax.

use super::{AllowanceChargeTotal, Inclusive, TaxTotal, allowances_charges::Charge};
use crate::money::Amount;

/// What a document comes to before amounts after tax.
pub(super) struct Sums<'a> {
    /// Sum of the lines' nets.
    pub(super) subtotal: Amount,
    /// Discount and allowances without tax.
    pub(super) discount: Amount,
    /// The charges without tax, in the order of `charges`.
    pub(super) nets_of_charges: Vec<Amount>,
    /// The charges, the extra charge first.
    pub(super) charges: Vec<Charge<'a>>,
    /// Each allowance.
    pub(super) each_allowance: Vec<AllowanceChargeTotal>,
    /// The same with tax, where prices include it.
    pub(super) inclusive: Option<Inclusive>,
    /// The taxes in their order.
    pub(super) taxes: Vec<TaxTotal>,
}
