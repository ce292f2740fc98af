//! What a document comes to: the one calculation behind every API.
//!
//! Lines first (`lines`), then the document's discount and charge (`order`), then taxes (`taxes`). What the
//! rules leave open is settled so:
//! - A *group* is the lines that bear the same taxes. With one tax a line, that is its (name, rate, category).
//! - Where prices include tax, so do discount and charge of the document (`included`): net is taken out of what is left
//!   to be paid of each group, and what is not net is tax. Documents of before keep their own rules (`first_rules`).
//! - Where prices include tax and tax is rounded on lines, net is taken out line by line, and out of the charge.
//! - An amount tax of the document is taken once, even if no line bears it, and shared by magnitude. Where prices
//!   include tax, they include it as well, unless no line bears it: then it comes on top.
//! - A compound tax is taken on the base plus the taxes named before it; the base is rounded, since it is shown.
//! - An allowance with a tax of its own is a discount on the lines that bear this tax alone; without one, on all lines. A
//!   percentage is of the subtotal. A charge with a tax of its own bears that (`allowances_charges`).
//! - Amounts that a client states (a fee, a discount) must be exact in the currency: they are not rounded.

mod allowances_charges;
mod calculation;
mod first_rules;
mod included;
mod lines;
mod order;
mod recorder;
mod rules;
mod sums;
mod taxes;

pub use rules::Rules;

use crate::{
    document::Content,
    fault::Faults,
    money::{Amount, Sum},
    tax::{Category, Rate, TAXES_MAX, Tax},
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

impl TaxTotal {
    /// Whether it is the sum of a tax.
    #[must_use]
    pub fn is_of(&self, tax: &Tax) -> bool {
        (&self.name, self.rate, self.category) == (&tax.name, tax.rate, tax.category)
    }
}

/// Of a document whose prices include tax: what the customer pays for it, before amounts after tax.
///
/// `gross = subtotal − discount + charges`, but for amount taxes that no line bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inclusive {
    /// Sum of what is paid for the lines.
    pub subtotal: Amount,
    /// The document's discount, as a positive amount.
    pub discount: Amount,
    /// The document's extra charge.
    pub charges: Amount,
}

/// What an allowance or a charge of the document comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllowanceChargeTotal {
    /// As the client says it: with tax where prices include it.
    pub amount: Amount,
    /// Without tax.
    pub net: Amount,
}

/// What a document comes to, payments aside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// By which rules it was calculated.
    pub rules: Rules,
    /// Of each line, in the order of the lines.
    pub lines: Vec<LineTotals>,
    /// Sum of the lines' nets.
    pub subtotal: Amount,
    /// The document's discount and allowances without tax, as a positive amount.
    pub discount: Amount,
    /// The document's extra charge and charges without tax.
    pub charges: Amount,
    /// Each allowance, in the order of the document's; its discount is what is left of `discount`.
    pub each_allowance: Vec<AllowanceChargeTotal>,
    /// Each charge, in the order of the document's; its extra charge is what is left of `charges`.
    pub each_charge: Vec<AllowanceChargeTotal>,
    /// The same with tax, where prices include it.
    pub inclusive: Option<Inclusive>,
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
    /// The equation that does not hold, if one does not: totals that were calculated hold all of them.
    #[must_use]
    pub fn contradiction(&self) -> Option<&'static str> {
        let sum = |amounts: &[Amount]| -> Sum { amounts.iter().copied().sum() };
        let is = |amount: Amount, sum: Sum| Sum::from(amount) == sum;
        let equations = [
            (
                "subtotal = sum of the lines' nets",
                is(self.subtotal, self.lines.iter().map(|line| line.net).sum()),
            ),
            (
                "net = subtotal - discount + charges",
                is(self.net, sum(&[self.subtotal, -self.discount, self.charges])),
            ),
            ("tax = sum of the taxes", is(self.tax, self.taxes.iter().map(|tax| tax.amount).sum())),
            ("gross = net + tax", is(self.gross, sum(&[self.net, self.tax]))),
            ("gross = gross subtotal - gross discount + gross charges", self.is_as_paid()),
            (
                "total = gross + extra fields",
                is(self.total, sum(&self.extra_fields) + self.gross.into()),
            ),
        ];
        equations.into_iter().find(|(_, holds)| !holds).map(|(equation, _)| equation)
    }

    /// Whether prices that include tax come to the gross; an amount tax that no line bears may be on top.
    fn is_as_paid(&self) -> bool {
        let Some(Inclusive { subtotal, discount, charges }) = self.inclusive else { return true };
        let paid: Sum = [subtotal, -discount, charges].into_iter().sum();
        let amounts = self.taxes.iter().filter(|tax| matches!(tax.rate, Rate::Amount(_)));
        let on_top: Sum = amounts.map(|tax| tax.amount).sum();
        // A part of a credited invoice may have a unit less of an amount tax than none.
        let (least, most) = (on_top.min(Sum::ZERO), on_top.max(Sum::ZERO));
        (paid + least..=paid + most).contains(&self.gross.into())
    }

    /// What of discount and charges the discount and the extra charge are, as the client says them: with tax where prices
    /// include it.
    #[must_use]
    pub fn discount_and_extra_charge(&self) -> (Amount, Amount) {
        let (discount, charges) = self
            .inclusive
            .map_or((self.discount, self.charges), |paid| (paid.discount, paid.charges));
        let without = |whole: Amount, each: &[AllowanceChargeTotal]| {
            (Sum::from(whole) - each.iter().map(|one| one.amount).sum::<Sum>()).nearest()
        };
        (without(discount, &self.each_allowance), without(charges, &self.each_charge))
    }

    /// What is to be paid: the total, rounded to `round_to`.
    #[must_use]
    pub fn payable(&self) -> Amount {
        self.total + self.rounding
    }
}

/// Calculates what a document comes to, by the rules of today.
///
/// The total may be negative: whether it may be issued so is for [`crate::check`] to say.
///
/// # Errors
/// [`Faults`] where a number is too large (`too_large`), an amount has more decimals than the currency
/// (`too_many_decimals`), a discount is above what it is taken from or a divisor is zero (`out_of_range`), or a list of
/// taxes is too long (`too_many`).
pub fn calculate(content: &Content) -> Result<Totals, Faults> {
    recalculate(content, Rules::CURRENT)
}

/// Calculates what a document comes to by the rules that its totals name: what was issued stays as it was issued.
///
/// # Errors
/// As [`calculate`].
pub fn recalculate(content: &Content, rules: Rules) -> Result<Totals, Faults> {
    breakdown(content, rules).map(|breakdown| breakdown.totals)
}

/// Calculates what a document comes to by the rules that its totals name, and lists each rounding.
///
/// # Errors
/// As [`calculate`].
pub fn explain(content: &Content, rules: Rules) -> Result<(Totals, Vec<Step>), Faults> {
    let mut steps = Vec::new();
    let breakdown = order::run(content, rules, &mut steps)?;
    Ok((breakdown.totals, steps))
}

/// Totals, and each line's part of each of its taxes.
#[derive(Clone, Debug)]
pub(crate) struct Breakdown {
    /// What the document comes to.
    pub(crate) totals: Totals,
    /// By line, by position in the line's own list of taxes, or in the document's if it has none.
    pub(crate) line_taxes: Vec<[Amount; TAXES_MAX]>,
    /// Which of the totals' taxes the extra charge bears, if there is one, and then each charge.
    pub(crate) charge_taxes: Vec<Vec<usize>>,
}

/// Calculates what a document comes to, and keeps the lines' parts of the taxes.
pub(crate) fn breakdown(content: &Content, rules: Rules) -> Result<Breakdown, Faults> {
    order::run(content, rules, &mut recorder::NoRecorder)
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
        let due: Sum = [totals.payable(), -paid, refunded, -credited].into_iter().sum();
        Self { paid, refunded, credited, due: due.nearest() }
    }
}

/// One rounding step, so that a user can check each cent by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which rule: `line_gross`, `line_discount`, `discount`, `allowance`, `charge`, `tax`, `extra_field`, `rounding`,
    /// `spread`; where prices include tax `gross_discount`, `gross_allowance`, `gross_charge`, `net_of_gross` and `tax_of_gross`.
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
