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

/// Why figures are not converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateFault {
    /// No rate was given for a currency of the report.
    Missing(Currency),
    /// At the rate of a currency, the figures have more digits than can be written down.
    TooLarge(Currency),
}

/// Converts the figures of each currency into the account's, and adds them.
///
/// # Errors
/// [`RateFault`] if a currency of the report has no rate, or the figures at it are beyond all numbers.
pub fn converted<T: Figures + Clone>(
    own: Currency,
    by_currency: &[InCurrency<T>],
    rates: &Rates,
) -> Result<Converted<T>, RateFault> {
    let mut total = T::default();
    let mut used = Rates::new();
    for entry in by_currency {
        let mut figures = entry.figures.clone();
        let too_large = RateFault::TooLarge(entry.currency);
        if entry.currency != own {
            let rate = rates.iter().find(|(currency, _)| *currency == entry.currency);
            let (currency, rate) = *rate.ok_or(RateFault::Missing(entry.currency))?;
            for sum in figures.sums() {
                *sum = rounding::converted(*sum, currency, rate, own)
                    .filter(|sum| sum.fits())
                    .ok_or(too_large)?;
            }
            used.push((currency, rate));
        }
        for (total, sum) in total.sums().into_iter().zip(figures.sums()) {
            *total += *sum;
            if !total.fits() {
                return Err(too_large);
            }
        }
        total.count(&figures);
    }
    Ok(Converted { currency: own, rates: used, total })
}
