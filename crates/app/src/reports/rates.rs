//! Converted totals, at the rates that a client gives, and only there.

use super::InCurrency;
use net30_domain::{
    Decimal,
    money::{Currency, Sum},
    rounding,
};

/// How many units of the account's currency one unit of another is worth.
pub type Rates = Vec<(Currency, Decimal)>;

/// Figures that can be converted and added.
pub trait Figures: Default {
    /// Every sum of the figures, so that it can be changed.
    fn sums(&mut self) -> Vec<&mut Sum>;

    /// Adds the counts of others.
    fn count(&mut self, others: &Self);
}

/// The figures of all currencies in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted<T> {
    /// The account's currency.
    pub currency: Currency,
    /// The rates that were used.
    pub rates: Rates,
    /// Each currency's figures converted, rounded one by one, and added.
    pub total: T,
}

/// A currency of a report for which no rate was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRate(pub Currency);

/// Converts the figures of each currency into the account's, and adds them.
///
/// # Errors
/// [`NoRate`] if a currency of the report has none, or its conversion exceeds all numbers.
pub fn converted<T: Figures + Clone>(
    own: Currency,
    by_currency: &[InCurrency<T>],
    rates: &Rates,
) -> Result<Converted<T>, NoRate> {
    let mut total = T::default();
    let mut used = Rates::new();
    for entry in by_currency {
        let mut figures = entry.figures.clone();
        if entry.currency != own {
            let rate = rates.iter().find(|(currency, _)| *currency == entry.currency);
            let (currency, rate) = *rate.ok_or(NoRate(entry.currency))?;
            for sum in figures.sums() {
                *sum = rounding::converted(*sum, currency, rate, own).ok_or(NoRate(currency))?;
            }
            used.push((currency, rate));
        }
        for (total, sum) in total.sums().into_iter().zip(figures.sums()) {
            *total += *sum;
        }
        total.count(&figures);
    }
    Ok(Converted { currency: own, rates: used, total })
}
